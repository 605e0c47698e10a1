"""The full report: unmet targets and those behind, with reasons, then the tally, the gate and the exit code.

Owns the blocks of findings, and how those of many reports are combined. Must not decide, or omit a blocking or warning
finding without counting it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from checker.domain.axes import EXEMPT, Gate, Severity
from checker.domain.codes import Code
from checker.domain.report import Finding, Report, Run
from checker.domain.text import Message, Text, Value, message
from checker.language import Language, display_safe
from checker.reporters.layout import BOLD, RED, YELLOW, cells, paint, rows, wrap
from checker.reporters.summary import (
    foot,
    gate,
    head,
    overview,
    preamble,
    rests_on,
    separator,
    synthetic_notices,
    tally,
)

__all__ = ["brief", "render"]

_WIDEST: Final = 100
_NARROWEST: Final = 40
_NAMED: Final = 3
_MANY: Final = 10
"""The number of reports from which on they are summarized together."""
_MOST_BLOCKS: Final = 100
_COLOURS: Final = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.INFO: BOLD}


def render(run: Run, language: Language, *, width: int, colour: bool) -> str:
    """Write every report of a run, one after the other.

    Args:
        run: The run.
        language: The language to write in.
        width: Cells of a line; at most 100 are used, because long lines are hard to read.
        colour: Whether ANSI colours are used.
    """
    width = max(min(width, _WIDEST), _NARROWEST)
    lines = [*preamble(run, language, width=width, colour=colour)]
    if len(run.reports) >= _MANY:
        lines += _together(run, language, width=width, colour=colour)
    else:
        for number, report in enumerate(run.reports):
            lines += separator(number, width)
            lines += _report(report, language, width=width, colour=colour)
        lines += overview(run, language, width=width, colour=colour)
    lines += foot(run, language, width=width)
    return "\n".join(lines) + "\n"


def brief(run: Run, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    """Yield the blocks of a bulk run, one per finding as in `render`: sentence and location.

    The remedy is written once per code, because hundreds of rows may have the same problem.
    """
    from checker.reporters.items import named_items

    width = max(min(width, _WIDEST), _NARROWEST)
    explained: set[Code] = set()
    for item in named_items(run):
        sentence = _cut(item.message) if item.severity is Severity.INFO else item.message
        weight = item.weight(language).upper()
        yield from _marked(item.code, item.severity, weight, item.gate, sentence, language, width=width, colour=colour)
        beside = [(language.render(message("place")), display_safe(str(item.location)))]
        if item.hint is not None and item.code not in explained:
            explained.add(item.code)
            beside.append((language.render(message("what to do")), display_safe(language.render(item.hint))))
        yield from rows(beside, width, "    ")
        yield ""


def _together(run: Run, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    """Yield the results of every unit, then the findings of all units, equal ones once."""
    yield from overview(run, language, width=width, colour=colour, first=True)
    remarks = dict.fromkeys(
        sentence for report in run.reports for sentence in (*rests_on(report), *synthetic_notices(report))
    )
    for sentence in remarks:
        yield from wrap(display_safe(language.render(sentence)), width, "  ", first="")
    if remarks:
        yield ""
    kinds: dict[tuple[Severity, Code, str, bool], list[tuple[str, Finding]]] = {}
    several = len({report.submission.period for report in run.reports}) > 1
    for report in run.reports:
        name = language.text(report.unit.name)
        unit = f"{name} {report.submission.period}" if several else name
        for finding in report.findings:
            exempt = finding.gate in EXEMPT
            kinds.setdefault((finding.severity, finding.code, finding.indicator, exempt), []).append((unit, finding))
    for severity in (Severity.ERROR, Severity.WARNING):
        for (weight, *_), found in sorted(kinds.items(), key=lambda one: -len(one[1])):
            if weight is severity:
                yield from _kind(found, language, width=width, colour=colour)
                yield ""
    left = sum(len(found) for (weight, *_), found in kinds.items() if weight is Severity.INFO)
    if left:
        notes = message("{count} remarks are not listed here; json and csv list them", count=left)
        yield from wrap(language.render(notes), width, "  ", first="")
        yield ""


def _kind(found: list[tuple[str, Finding]], language: Language, *, width: int, colour: bool) -> Iterator[str]:
    """Yield findings of one code about one indicator: each sentence once, with its units."""
    first = found[0][1]
    mark = f"{language.weight(first.severity, first.matter, first.code.id).upper()} {first.code.id}"
    yield paint(mark, _COLOURS[first.severity], enabled=colour) + f" × {len(found)}"
    units: dict[str, list[str]] = {}
    for unit, finding in found:
        units.setdefault(display_safe(language.render(finding.message)), []).append(display_safe(unit))
    for sentence, of in list(units.items())[:_NAMED]:
        yield from wrap(f"{_few(of, language)}: {sentence}", width, "      ", first="    ")
    rest = sum(len(of) for of in list(units.values())[_NAMED:])
    if rest:
        more = message("{count} more of {code}; json and csv list them", count=rest, code=first.code.id)
        yield from wrap(language.render(more), width, "      ", first="    ")
    hints = {finding.hint for _, finding in found}
    if first.hint is not None and len(hints) == 1:
        hint = (language.render(message("what to do")), display_safe(language.render(first.hint)))
        yield from rows([hint], width, "    ")


def _few(names: list[str], language: Language) -> str:
    shown = ", ".join(names[:_NAMED])
    if len(names) <= _NAMED:
        return shown
    return language.render(message("{names} and {count} more", names=shown, count=len(names) - _NAMED))


def _report(report: Report, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    yield from head(report, language, width=width, colour=colour)
    for severity in (Severity.ERROR, Severity.WARNING):
        counts: Counter[Code] = Counter()
        for finding in report.findings:
            if finding.severity is severity:
                counts[finding.code] += 1
                if counts[finding.code] <= _MOST_BLOCKS:
                    yield from _block(finding, language, width=width, colour=colour)
                    yield ""
        for code, count in counts.items():
            if count > _MOST_BLOCKS:
                left = count - _MOST_BLOCKS
                more = message("{count} more of {code}; json and csv list them", count=left, code=code.id)
                yield from wrap(language.render(more), width, "  ", first="")
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
    details = [(language.render(label), display_safe(language.render(text))) for label, text in finding.details]
    if finding.location is not None and not finding.details:
        details.append((language.render(message("place")), display_safe(str(finding.location))))
    if finding.hint is not None:
        details.append((language.render(message("what to do")), display_safe(language.render(finding.hint))))
    yield from rows(details, width, "    ")


def _note(finding: Finding, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    """Yield an info finding; long lists of names are shortened, because other formats have them in full."""
    yield from _sentence(finding, _cut(finding.message), language, width=width, colour=colour)


def _cut(sentence: Message) -> Message:
    return Message(sentence.template, tuple((name, _shortened(value)) for name, value in sentence.values))


def _shortened(value: Value) -> Value:
    if isinstance(value, Message):
        return _cut(value)
    if isinstance(value, tuple) and not isinstance(value, Text) and len(value) > _NAMED:
        return message("{names} and {count} more", names=value[:_NAMED], count=len(value) - _NAMED)
    return value


def _sentence(finding: Finding, sentence: Message, language: Language, *, width: int, colour: bool) -> Iterator[str]:
    code, severity = finding.code, finding.severity
    weight = language.weight(severity, finding.matter, code.id).upper()
    yield from _marked(code, severity, weight, finding.gate, sentence, language, width=width, colour=colour)


def _marked(  # noqa: PLR0913 - the common fields of a finding and a diagnostic
    code: Code,
    severity: Severity,
    weight: str,
    outcome: Gate | None,
    sentence: Message,
    language: Language,
    *,
    width: int,
    colour: bool,
) -> Iterator[str]:
    mark = f"{weight} {code.id}"
    if outcome in EXEMPT:
        mark = f"{mark} ({language.label(outcome)})"
    lines = wrap(display_safe(language.render(sentence)), width, "    ", first=" " * (cells(mark) + 1))
    yield paint(mark, _COLOURS[severity], enabled=colour) + lines[0][cells(mark) :]
    yield from lines[1:]
