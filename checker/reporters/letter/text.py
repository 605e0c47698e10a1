"""The text of the letter: what each report found, in sentences that the report holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.domain.axes import Severity
from checker.domain.report import Finding, Report, Run
from checker.domain.text import Message, message
from checker.language import Language
from checker.reporters.annex import roman
from checker.reporters.items import EXEMPT
from checker.reporters.letter.wml import paragraph, run
from checker.reporters.summary import asked, rests_on, synthetic_notices, tally_parts

__all__ = ["more_than_shown", "sentence", "subject", "text"]

_MOST: Final = 100
"""How many findings of a report, or troubles, the text names; the annex names more."""


def subject(whole: Run, language: Language) -> str:
    """Return what the letter is about."""
    named = message("Results against the targets")
    if len(whole.reports) == 1:
        (report,) = whole.reports
        period = language.period(report.submission.period)
        named = message("Results against the targets: {title}, {period}", title=report.pack.title, period=period)
    return language.render(named)


def text(whole: Run, language: Language) -> Iterator[str]:
    """Yield the paragraphs between the subject and the signature."""
    for said in asked(whole):
        yield _said(language.render(said))
    for place, report in enumerate(whole.reports, 1):
        if len(whole.reports) > 1:
            title = f"{roman(place)}. {language.text(report.unit.name)}, {language.period(report.submission.period)}"
            yield paragraph("Part", run(title))
        yield from _report(report, language)
    if whole.diagnostics:
        yield paragraph("Part", run(language.render(message("What could not be evaluated"))))
        for trouble in whole.diagnostics[:_MOST]:
            yield paragraph("Item", run(f"- {trouble.location}: {language.render(trouble.message)}"))
        if len(whole.diagnostics) > _MOST:
            yield _said(language.render(more_than_shown(len(whole.diagnostics) - _MOST)))


def more_than_shown(count: int) -> Message:
    """Return what says how many are left out where there are very many."""
    return message("{count} more are not shown here", count=count)


def sentence(written: str) -> str:
    """Return what a report says as a sentence, with a capital and a full stop."""
    return f"{written[:1].upper()}{written[1:].rstrip('.')}."


def _report(report: Report, language: Language) -> Iterator[str]:
    pack, submission = report.pack, report.submission
    for warning in synthetic_notices(report):
        yield paragraph("Warning", run(language.render(warning)))
    told = message(
        "The figures that {unit} reported for {period} were compared with the targets of “{title}”",
        unit=report.unit.name,
        period=language.period(submission.period),
        title=pack.title,
    )
    yield _said(language.render(told))
    for said in rests_on(report):
        yield _said(language.render(said))
    yield paragraph("Part", run(f"1. {language.render(message('Overall result'))}"))
    for said in tally_parts(report):
        yield _said(language.render(said))
    yield paragraph("Part", run(f"2. {language.render(message('Findings that block or warn'))}"))
    grave = [found for found in report.findings if found.severity is not Severity.INFO]
    if len(grave) > _MOST:
        grave.sort(key=lambda found: found.severity is not Severity.ERROR)
    for found in grave[:_MOST]:
        yield from _finding(found, language)
    if len(grave) > _MOST:
        yield _said(language.render(more_than_shown(len(grave) - _MOST)))
    aside = sum(found.gate in EXEMPT for found in report.findings)
    if not grave:
        yield _said(language.render(message("Nothing was found that blocks or warns")))
    if aside:
        yield _said(language.render(message("{count} findings are ignored; the annex names them", count=aside)))
    yield paragraph("Part", run(f"3. {language.render(message('Decision'))}"))
    yield _said(language.render(message("Gate: {decision}", decision=language.label(report.gate.decision).upper())))
    for reason in report.gate.reasons:
        yield paragraph("Item", run(f"- {sentence(language.render(reason.message))}"))


def _finding(found: Finding, language: Language) -> Iterator[str]:
    weight = language.weight(found.severity, found.matter, found.code.id)
    said = language.render(found.message).rstrip(".")
    yield paragraph("Item", run(f"- {sentence(f'{said} ({weight}, {found.code.id})')}"))
    for label, detail in found.details:
        yield paragraph("Detail", run(f"+ {sentence(f'{language.render(label)}: {language.render(detail)}')}"))


def _said(written: str) -> str:
    return paragraph("Body", run(sentence(written)))
