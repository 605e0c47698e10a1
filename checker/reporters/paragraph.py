"""The paragraph to paste into an officer's own report: long, short and by field, one per line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.domain.axes import Verdict
from checker.domain.report import Report, Run
from checker.domain.text import message
from checker.language import Language, display_safe
from checker.reporters.consolidated.table import Consolidated, consolidated
from checker.reporters.items import items, safe_text
from checker.reporters.office.document import is_known
from checker.reporters.office.paragraph import by_field, long_form, short_form
from checker.reporters.office.period_phrases import until_day
from checker.reporters.office.units import sums, who_has_sent

__all__ = ["render"]

_SUMS: Final = 3


def render(run: Run, language: Language, /) -> bytes:
    """Write the paragraphs of a run; files that could not be evaluated come last."""
    lines = [line for table in consolidated(run, language) for line in _of_units(table, language)]
    lines += [line for report in run.reports if _has_own_targets(report) for line in _of(report, language)]
    for item in items(run):
        if item.report is None:
            place = display_safe(str(item.location))
            lines.append(f"{place}: {item.code.id} {safe_text(language, item.message)}")
    return "".join(f"{line}\n" for line in lines).encode()


def _of_units(table: Consolidated, language: Language) -> Iterator[str]:
    """Yield who has sent, and what those that have come to."""
    days = [row.report.submission.as_of for row in table.rows if row.report is not None]
    when = until_day(table.period, next(iter(days), None), language)
    mark = f"[{language.render(message('MADE-UP FIGURES'))}] " if table.synthetic else ""
    sentences = " ".join(filter(None, (who_has_sent(table, when, language), sums(table, language, _SUMS))))
    yield display_safe(f"{mark}{sentences}")


def _has_own_targets(report: Report) -> bool:
    """Tell whether targets are of a report's unit, and known: those that are combined into the whole have none."""
    pack = report.pack
    if pack.rolls_up and report.submission.unit == pack.unit and len(pack.reporting) > 1 and not is_known(report):
        # Units are missing, so that nothing is known of the whole but the sum of the others.
        return False
    judged = any(one.verdict is not Verdict.NOT_ASSESSED for one in report.results)
    return judged or not pack.rolls_up or report.submission.unit == pack.unit


def _of(report: Report, language: Language) -> Iterator[str]:
    yield long_form(report, language)
    yield short_form(report, language)
    groups = {one.group for one in report.results if one.counted}
    # A published tally without named targets has no fields.
    if len(groups) > 1 and not report.tally.not_itemised:
        yield by_field(report, language)
