"""The full report: what is unmet or behind and why, then the tally, the gate and the exit code.

Owns the blocks of findings. Must not decide or leave out anything that blocks or warns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.domain.axes import Gate, Severity
from checker.domain.report import Finding, Report, Run
from checker.domain.text import Message, Text, Value, message
from checker.language import Language, display_safe
from checker.reporters.layout import BOLD, RED, YELLOW, cells, paint, rows, wrap
from checker.reporters.summary import foot, gate, head, overview, preamble, separator, tally

__all__ = ["render"]

_WIDEST: Final = 100
_NARROWEST: Final = 40
_NAMED: Final = 3
_COLOURS: Final = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: BOLD}


def render(run: Run, language: Language, *, width: int, colour: bool) -> str:
    """Write every report of a run, one after the other.

    Args:
        run: What was found.
        language: In which to write.
        width: Cells of a line; more than 100 are not used, for long lines read badly.
        colour: Whether ANSI colours are used.
    """
    width = max(min(width, _WIDEST), _NARROWEST)
    lines = [*preamble(run, language, width=width, colour=colour)]
    for number, report in enumerate(run.reports):
        lines += separator(number, width)
        lines += _report(report, language, width=width, colour=colour)
    lines += overview(run, language, width=width, colour=colour)
    lines += foot(run, language, width=width)
    return "\n".join(lines) + "\n"


def _report(report: Report, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    yield from head(report, language, width=width, colour=colour)
    for severity in (Severity.ERROR, Severity.WARNING):
        for finding in report.findings:
            if finding.severity is severity:
                yield from _block(finding, language, width=width, colour=colour)
                yield ""
    notes = [finding for finding in report.findings if finding.severity is Severity.INFO]
    for finding in notes:
        yield from _note(finding, language, width=width, colour=colour)
    if notes:
        yield ""
    yield from tally(report, language, width=width, colour=colour)
    yield ""
    yield from gate(report.gate, language, width=width, colour=colour)
    yield ""


def _block(finding: Finding, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    yield from _sentence(finding, finding.message, language, width=width, colour=colour)
    if finding.excerpt is not None and finding.location is not None:
        from checker.reporters.diagnostics import frame

        yield from frame(finding.excerpt, finding.location.line, width)
    details = [(language.render(label), display_safe(language.render(said))) for label, said in finding.details]
    if finding.location is not None and not finding.details:
        details.append((language.render(message("place")), display_safe(str(finding.location))))
    if finding.hint is not None:
        details.append((language.render(message("what to do")), display_safe(language.render(finding.hint))))
    yield from rows(details, width, "    ")


def _note(finding: Finding, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    """Yield an info finding; long lists of names are cut short, for the other formats have them."""
    values = tuple((name, _shortened(value)) for name, value in finding.message.values)
    yield from _sentence(finding, Message(finding.message.template, values), language, width=width, colour=colour)


def _shortened(value: Value) -> Value:
    if isinstance(value, tuple) and not isinstance(value, (Message, Text)) and len(value) > _NAMED:
        return message("{names} and {count} more", names=value[:_NAMED], count=len(value) - _NAMED)
    return value


def _sentence(finding: Finding, said: Message, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    mark = f"{language.label(finding.severity).upper()} {finding.code.id}"
    if finding.gate in (Gate.WAIVED, Gate.KNOWN, Gate.IGNORED):
        mark = f"{mark} ({language.label(finding.gate)})"
    lines = wrap(display_safe(language.render(said)), width, "    ", first=" " * (cells(mark) + 1))
    yield paint(mark, _COLOURS[finding.severity], enabled=colour) + lines[0][cells(mark) :]
    yield from lines[1:]
