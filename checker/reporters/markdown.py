"""Markdown for a comment under a merge request, or for the summary of a step.

Owns its escapes: content of files stays text, and never becomes a table border, a link, an image, HTML, a mention or a
reference. Findings beyond the length of a comment are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from checker.domain.axes import EXEMPT, Severity
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Run
from checker.domain.survey import Survey
from checker.domain.text import Message, message
from checker.language import Language, display_safe
from checker.reporters.items import Item, by_weight, items, items_of
from checker.reporters.summary import exit_of, gate_settings, rests_on, survey_parts, tally_parts, tally_sentence

__all__ = ["escaped", "render"]

# A GitHub comment is limited to 65 536 characters; the end of the report needs a few of them.
_MOST: Final = 60_000
_TALLIES: Final = 150
"""The most indicators of a bulk run, or reports of a run, that are shown."""
_MANY: Final = 3
_RESERVE: Final = 1_000
"""Reserved for sentences that count omitted items."""
_TABLE_HEAD: Final = 250
"""The most characters of a table's head and the sentence below it."""
_LONGEST_LINE: Final = 2_000
_LONGEST_UNIT: Final = 60
_MOST_SETTINGS: Final = 10
_RANKS: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>|~&$^]|:(?=\S)|!(?=\[)|(?<=[Ww]{3})\.")
# Signs that services turn into mentions and references, beyond Markdown; an invisible comment after the sign prevents
# that.
_REFERENCE: Final = re.compile(r"(\\[&~$^]|[@#!%])(?=[\w\"'])")


def render(run: Run, language: Language, /) -> bytes:
    """Write the gate, the tally and the findings of each report, then files that could not be evaluated.

    If that exceeds a comment, the most severe findings of all reports are written, and the rest is counted.
    """
    lines: list[str] = [] if run.survey is None else list(_survey(run.survey, language))
    if settings := [_cut(f"- {_sentence(sentence, language)}") for sentence in gate_settings(run)]:
        lines += [*settings[:_MOST_SETTINGS], ""]
    lines += _overview(run.reports, language)
    ending = exit_of(run)
    ended = _sentence(message("Exit code {code}: {reason}", code=ending.code, reason=ending.reason), language)
    parts = [_Part(list(_head(report, language)), by_weight(items_of(report))) for report in run.reports]
    broken = [item for item in items(run) if item.report is None]
    if broken:
        title = language.render(message("What could not be evaluated"))
        parts.append(_Part([f"## {escaped(title)}", ""], broken))
    room = _MOST - _size(lines) - _size([ended]) - _RESERVE
    rows, whole = _chosen(parts, room, language)
    for part, chosen in zip(parts, rows, strict=True):
        if chosen is not None:
            lines += [*part.head, *_table(chosen, len(part.items), language)]
    if not whole:
        left = sum(len(part.items) for part, chosen in zip(parts, rows, strict=True) if chosen is None)
        shut = sum(chosen is None for chosen in rows)
        sentence = message("{count} findings of {reports} reports are not shown here", count=left, reports=shut)
        lines += [_sentence(sentence, language), ""]
    lines.append(ended)
    return "".join(f"{line}\n" for line in lines).encode()


class _Part(NamedTuple):
    """A report, or the files that could not be evaluated: the text above its table, and the table's rows."""

    head: list[str]
    items: list[Item]


def _chosen(parts: list[_Part], room: int, language: Language) -> tuple[list[list[str] | None], bool]:
    """Return the rows of each part that fit, and whether all parts are included.

    A part is ``None`` if not even its head fits. Errors of all parts come first, so a minor finding of the first report
    never displaces a severe one of the last.
    """
    rows: list[list[str] | None] = [None] * len(parts)
    ranked = sorted(
        (
            # Files that could not be evaluated come before everything else.
            (_RANKS.index(item.severity) if item.report is not None else -1, place, item)
            for place, part in enumerate(parts)
            for item in part.items
        ),
        key=lambda one: one[:2],
    )
    full = set()
    for _, place, item in ranked:
        if place in full:
            continue
        row = _row(item, language)
        needed = len(row) + 1 + (0 if rows[place] is not None else _size(parts[place].head) + _TABLE_HEAD)
        if needed > room:
            full.add(place)
            continue
        room -= needed
        rows[place] = [*(rows[place] or ()), row]
    for place, part in enumerate(parts):
        if rows[place] is None and (needed := _size(part.head) + _TABLE_HEAD) <= room:
            room -= needed
            rows[place] = []
    return rows, None not in rows


def _size(lines: Sequence[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…"


def _overview(reports: Sequence[Report], language: Language) -> Iterator[str]:
    """Yield a line for each report of a run with many."""
    if len(reports) < _MANY:
        return
    headers = (message("unit"), message("period"), message("targets met"), message("gate"))
    yield f"| {' | '.join(_sentence(header, language) for header in headers)} |"
    yield "|---" * len(headers) + "|"
    for report in reports[:_TALLIES]:
        tally, submission = report.tally, report.submission
        cells = (
            escaped(language.text(report.unit.name)[:_LONGEST_UNIT]),
            escaped(language.period(submission.period)),
            f"{tally.met}/{tally.counted}",
            escaped(language.label(report.gate.decision)),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    if len(reports) > _TALLIES:
        yield _sentence(message("{count} more are not shown here", count=len(reports) - _TALLIES), language)
        yield ""


def escaped(text: str) -> str:
    """Return `text` escaped so that Markdown shows it literally, in one line."""
    return _REFERENCE.sub(r"\1<!-- -->", _SPECIAL.sub(r"\\\g<0>", display_safe(text)))


def _sentence(sentence: Message, language: Language) -> str:
    return escaped(language.render(sentence))


def _survey(survey: Survey, language: Language) -> Iterator[str]:
    """Yield the summary of a bulk run, and the results by indicator."""
    yield f"## {_sentence(message('All rows'), language)}"
    yield ""
    decision = message("Gate: {decision}", decision=language.label(survey.gate.decision).upper())
    yield f"**{_sentence(decision, language)}**"
    yield ""
    for sentence in survey_parts(survey):
        yield f"- {_sentence(sentence, language)}"
    yield ""
    headers = (message("indicator"), message("period"), message("units"))
    yield f"| {' | '.join(_sentence(header, language) for header in headers)} |"
    yield "|---" * len(headers) + "|"
    for one in survey.tallies[:_TALLIES]:
        shown = (
            escaped(language.text(one.title)),
            escaped(language.period(one.period)),
            _sentence(tally_sentence(one), language),
        )
        yield f"| {' | '.join(shown)} |"
    yield ""
    if len(survey.tallies) > _TALLIES:
        left = len(survey.tallies) - _TALLIES
        yield _sentence(message("{count} more are not shown here", count=left), language)
        yield ""


def _head(report: Report, language: Language) -> Iterator[str]:
    pack, submission, gate = report.pack, report.submission, report.gate
    title = f"{language.text(pack.title)} · {language.text(report.unit.name)} · {language.period(submission.period)}"
    yield f"## {escaped(title)}"
    yield ""
    if pack.synthetic or submission.synthetic:
        yield f"**{_sentence(message('SYNTHETIC DATA: made up, not published figures'), language)}**"
        yield ""
    yield f"**{_sentence(message('Gate: {decision}', decision=language.label(gate.decision).upper()), language)}**"
    yield ""
    for sentence in (*rests_on(report), *tally_parts(report)):
        yield _cut(f"- {_sentence(sentence, language)}")
    for reason in gate.reasons:
        yield _cut(f"- {reason.code.id} {_sentence(reason.message, language)}")
    yield ""


def _table(rows: list[str], total: int, language: Language) -> Iterator[str]:
    if not total:
        return
    headers = (message("severity"), message("code"), message("finding"), message("place"), message("what to do"))
    yield f"| {' | '.join(_sentence(header, language) for header in headers)} |"
    yield "|---" * len(headers) + "|"
    yield from rows
    if len(rows) < total:
        yield ""
        yield _sentence(message("{count} more are not shown here", count=total - len(rows)), language)
    yield ""


def _row(item: Item, language: Language) -> str:
    cells = (
        escaped(language.label(item.gate) if item.gate in EXEMPT else item.weight(language)),
        item.code.id,
        _sentence(item.message, language),
        escaped(str(item.location)),
        _sentence(item.hint, language) if item.hint else "",
    )
    return f"| {' | '.join(cells)} |"
