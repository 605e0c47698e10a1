"""Markdown for a comment under a merge request, or for the summary of a step.

Owns its escapes: whatever a file says is text, never a table's edge, a link, an image, HTML,
a mention or a reference. Findings that would go over the length of a comment are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.domain.report import Report, Run, Survey
from checker.domain.text import Message, message
from checker.language import Language, display_safe
from checker.reporters.items import EXEMPT, Item, by_weight, items, items_of
from checker.reporters.summary import exit_of, survey_parts, tally_parts, tally_sentence

__all__ = ["escaped", "render"]

# A comment of GitHub holds 65 536 characters; the end of the report needs a few of them.
_MOST: Final = 60_000
_TALLIES: Final = 150
"""Indicators of a run in bulk that are shown."""
_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>|~&$^]|:(?=\S)|!(?=\[)|(?<=[Ww]{3})\.")
# What the services turn into mentions and references, though Markdown knows nothing of it;
# a comment between the sign and the word keeps them apart and is not shown.
_REFERENCE: Final = re.compile(r"(\\[&~$^]|[@#!%])(?=[\w\"'])")


def render(run: Run, language: Language, /) -> bytes:
    """Write the gate, the tally and the findings of each report, then what could not be evaluated."""
    room = _MOST
    lines: list[str] = [] if run.survey is None else list(_survey(run.survey, language))
    room -= sum(map(len, lines))
    for report in run.reports:
        part = [*_head(report, language), *_table(by_weight(items_of(report)), language, room)]
        room -= sum(map(len, part))
        lines += part
    broken = [item for item in items(run) if item.report is None]
    if broken:
        title = language.render(message("What could not be evaluated"))
        lines += [f"## {escaped(title)}", "", *_table(broken, language, room)]
    ending = exit_of(run)
    lines.append(_said(message("Exit code {code}: {reason}", code=ending.code, reason=ending.reason), language))
    return "".join(f"{line}\n" for line in lines).encode()


def escaped(text: str) -> str:
    """Return `text` so that Markdown shows it as it is, in one line."""
    return _REFERENCE.sub(r"\1<!-- -->", _SPECIAL.sub(r"\\\g<0>", display_safe(text)))


def _said(sentence: Message, language: Language) -> str:
    return escaped(language.render(sentence))


def _survey(survey: Survey, language: Language) -> Iterator[str]:
    """Yield what a run in bulk comes to, and how the units stand at each indicator."""
    yield f"## {_said(message('All rows'), language)}"
    yield ""
    yield f"**{_said(message('Gate: {decision}', decision=language.label(survey.gate.decision).upper()), language)}**"
    yield ""
    for sentence in survey_parts(survey):
        yield f"- {_said(sentence, language)}"
    yield ""
    headers = (message("indicator"), message("period"), message("units"))
    yield f"| {' | '.join(_said(header, language) for header in headers)} |"
    yield "|---" * len(headers) + "|"
    for one in survey.tallies[:_TALLIES]:
        shown = (
            escaped(language.text(one.title)),
            escaped(language.period(one.period)),
            _said(tally_sentence(one), language),
        )
        yield f"| {' | '.join(shown)} |"
    yield ""
    if len(survey.tallies) > _TALLIES:
        left = len(survey.tallies) - _TALLIES
        yield _said(message("{count} more are not shown here", count=left), language)
        yield ""


def _head(report: Report, language: Language) -> Iterator[str]:
    pack, submission, gate = report.pack, report.submission, report.gate
    title = f"{language.text(pack.title)} · {submission.unit} · {language.period(submission.period)}"
    yield f"## {escaped(title)}"
    yield ""
    if pack.synthetic or submission.synthetic:
        yield f"**{_said(message('SYNTHETIC DATA: made up, not published figures'), language)}**"
        yield ""
    yield f"**{_said(message('Gate: {decision}', decision=language.label(gate.decision).upper()), language)}**"
    yield ""
    for sentence in tally_parts(report):
        yield f"- {_said(sentence, language)}"
    for reason in gate.reasons:
        yield f"- {reason.code.id} {_said(reason.message, language)}"
    yield ""


def _table(found: list[Item], language: Language, room: int) -> Iterator[str]:
    if not found:
        return
    headers = (message("weight"), message("code"), message("finding"), message("place"), message("what to do"))
    yield f"| {' | '.join(_said(header, language) for header in headers)} |"
    yield "|---" * len(headers) + "|"
    for number, item in enumerate(found):
        row = _row(item, language)
        room -= len(row)
        if room < 0:
            left = len(found) - number
            yield ""
            yield _said(message("{count} more are not shown here", count=left), language)
            break
        yield row
    yield ""


def _row(item: Item, language: Language) -> str:
    cells = (
        escaped(language.label(item.gate if item.gate in EXEMPT else item.severity)),
        item.code.id,
        _said(item.message, language),
        escaped(str(item.location)),
        _said(item.hint, language) if item.hint else "",
    )
    return f"| {' | '.join(cells)} |"
