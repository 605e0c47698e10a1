"""The paragraph to paste into an officer's own report: long, short and by field, one per line."""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain.report import Report, Run
from checker.language import Language, display_safe
from checker.reporters.items import items, safe_text
from checker.reporters.office.paragraph import by_field, long_form, short_form

__all__ = ["render"]


def render(run: Run, language: Language, /) -> bytes:
    """Write the paragraphs of a run; files that could not be evaluated come last."""
    lines = [line for report in run.reports for line in _of(report, language)]
    for item in items(run):
        if item.report is None:
            place = display_safe(str(item.location))
            lines.append(f"{place}: {item.code.id} {safe_text(language, item.message)}")
    return "".join(f"{line}\n" for line in lines).encode()


def _of(report: Report, language: Language) -> Iterator[str]:
    yield long_form(report, language)
    yield short_form(report, language)
    groups = {one.group for one in report.results if one.counted}
    # A published tally without named targets has no fields.
    if len(groups) > 1 and not report.tally.not_itemised:
        yield by_field(report, language)
