"""All messages of a run as a flat list: diagnostics, findings, reasons of the gate.

Owns this list, which formats for programs write, and its conversion to safe text. Must not omit anything, or know any
format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from checker.domain.axes import EXEMPT, Gate, Matter, Severity
from checker.domain.codes import GATE_TALLY, Code
from checker.domain.identity import Identity, fingerprint, identities
from checker.domain.interval import Exact
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.record import NamedTuple
from checker.domain.report import Finding, Report, Result, Run
from checker.domain.text import Message, message
from checker.language import Language, display_safe

__all__ = ["Item", "by_weight", "decimal", "item_text", "items", "items_of", "named_items", "safe_text"]

# Findings that name an indicator but concern one of the user's own files.
_OF_FILES: Final = (Matter.WAIVER, Matter.BASELINE)
_PLACES: Final = 12
_WEIGHTS: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Item(NamedTuple):
    """One message of a run.

    Args:
        code: Its entry in the registry.
        severity: Its severity in this run.
        message: The sentence.
        hint: The remedy, or ``None``.
        location: Its location; the submission, if nothing more exact is known.
        fingerprint: Its identity, which does not change with the value.
        report: Its report; ``None`` for the diagnostic of a file that could not be evaluated.
        finding: The finding; ``None`` for a diagnostic.
        result: The result of its target, if it has one.
    """

    code: Code
    severity: Severity
    message: Message
    hint: Message | None
    location: Location
    fingerprint: str
    report: Report | None = None
    finding: Finding | None = None
    result: Result | None = None

    def weight(self, language: Language) -> str:
        """Return the label before its sentence."""
        matter = self.finding.matter if self.finding is not None else None
        return language.weight(self.severity, matter, self.code.id)

    @property
    def gate(self) -> Gate | None:
        """Its gate outcome; ``None`` if evaluation stopped before the gate."""
        return self.finding.gate if self.finding is not None else None


def items(run: Run) -> Iterator[Item]:
    """Yield the diagnostics of files that could not be evaluated, then the messages of each report."""
    for diagnostic in run.diagnostics:
        place = diagnostic.location
        # Only path and location can distinguish the problems of a broken file.
        identity = Identity(diagnostic.code.id, "", place.path, "", "", str(place))
        yield Item(
            diagnostic.code, diagnostic.severity, diagnostic.message, diagnostic.hint, place, fingerprint(identity)
        )
    for report in run.reports:
        yield from items_of(report)


def named_items(run: Run) -> Iterator[Item]:
    """Yield the same for formats that only show a path: if a file has several reports, messages name theirs."""
    paths = Counter(report.submission.path for report in run.reports)
    for item in items(run):
        of = item.report
        yield _named(item, of) if of is not None and paths[of.submission.path] > 1 else item


def _named(item: Item, report: Report) -> Item:
    """Add unit and period to the message of one of several reports from a single file."""
    unit, period = report.submission.unit, str(report.submission.period)
    return item._replace(message=message("{unit}, {period}: {said}", unit=unit, period=period, said=item.message))


def items_of(report: Report) -> Iterator[Item]:
    """Yield the findings of a report, and reasons of its gate without a finding."""
    # Messages about several files are located at the first of them.
    whole = Location(next((place.path for _, place in report.submission.places), report.submission.path))
    rest = [reason for reason in report.gate.reasons if reason.code is GATE_TALLY]
    found = (*report.findings, *rest)
    submission = report.submission
    targets = {(result.indicator, result.assigned_by): result for result in reversed(report.results)}
    deciding = {result.indicator: result for result in report.results if result.decides}
    named = identities(found, report.pack.id, submission.unit, str(submission.period))
    for finding, identity in zip(found, named, strict=True):
        yield Item(
            finding.code,
            finding.severity,
            finding.message,
            finding.hint,
            finding.location or whole,
            fingerprint(identity),
            report,
            finding,
            None
            if finding.matter in _OF_FILES
            else targets.get((finding.indicator, finding.subject), deciding.get(finding.indicator)),
        )


def by_weight(found: Iterator[Item]) -> list[Item]:
    """Return errors first, for services that show only the first few."""
    return sorted(found, key=lambda item: _WEIGHTS.index(item.severity))


def item_text(item: Item, language: Language) -> str:
    """Return the sentence of an item; mark it if it is ignored."""
    if item.gate not in EXEMPT:
        return safe_text(language, item.message)
    return safe_text(language, message("{gate}: {sentence}", gate=language.label(item.gate), sentence=item.message))


def safe_text(language: Language, sentence: Message) -> str:
    """Return a sentence in a language, without characters that a terminal or parser would obey."""
    return display_safe(language.render(sentence))


def decimal(number: Exact) -> str:
    """Write a number as a plain decimal; an infinite expansion is rounded to 12 decimals."""
    return format(plain(number, _PLACES), "f")
