"""The view of a bulk run: row counts, results by indicator, and the worst units.

Must not know the view of a single report.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain.axes import Pace, Verdict
from checker.domain.survey import IndicatorTally, Survey, UnitLine
from checker.language import display_safe
from checker.reporters.html.phrases import DOUBT, WORDS, Voice
from checker.reporters.html.view_model import BarSegment, Heat, MapCell, ReportRow, Sign, SurveyView, TallyLine
from checker.reporters.summary import survey_parts, tally_sentence

__all__ = ["survey_heat", "survey_of"]


def survey_of(survey: Survey, voice: Voice) -> SurveyView:
    """Return the view of all rows."""
    return SurveyView(
        voice.sentence(WORDS["survey"]),
        voice.gate(survey.gate.decision),
        tuple(map(voice.sentence, survey_parts(survey))),
        tuple(_line(one, voice) for one in survey.tallies),
    )


def _line(tally: IndicatorTally, voice: Voice) -> TallyLine:
    return TallyLine(
        display_safe(tally.code or tally.indicator),
        voice.text(tally.title),
        voice.language.period(tally.period),
        str(tally.units),
        tuple(_parts(tally, voice)),
        voice.sentence(tally_sentence(tally)),
    )


def _parts(tally: IndicatorTally, voice: Voice) -> Iterator[BarSegment]:
    """Yield the parts of the units; those with a target that is not due are divided by pace."""
    paced = dict(tally.paces)
    waiting = sum(paced.values())
    counts: list[tuple[Sign, int]] = []
    for verdict, n in tally.verdicts:
        left = n - waiting if verdict is Verdict.NOT_DUE else n
        counts.append((voice.verdict(verdict), left))
    counts += [(voice.pace(pace), n) for pace, n in tally.paces]
    counts.append((Sign(DOUBT, "∅", voice.verdict(Verdict.NO_DATA).word), tally.without))
    whole, start = sum(n for _, n in counts if n > 0), 0
    for sign, n in counts:
        if n > 0:
            yield BarSegment(sign, n, round(100 * start / whole, 2), round(100 * n / whole, 2))
            start += n


def survey_heat(survey: Survey, voice: Voice) -> Iterator[Heat]:
    """Yield the results of the worst units, by indicator."""
    if not survey.lines:
        return
    pack, period = survey.tallies[-1].pack, survey.tallies[-1].period
    own = [one for one in survey.tallies if one.pack == pack]
    columns = tuple((display_safe(one.code or one.indicator), voice.text(one.title)) for one in own)
    period_text = voice.language.period(period)
    lines = tuple(
        (
            ReportRow("", display_safe(voice.text(line.unit.name)), "", "", voice.gate(survey.gate.decision)),
            tuple(_cells(line, columns, voice)),
        )
        for line in survey.lines
    )
    legend = dict.fromkeys(cell.sign for _, cells in lines for cell in cells if cell is not None)
    yield Heat(
        f"{voice.sentence(WORDS['worst'])} · {display_safe(pack)} · {period_text}", columns, lines, tuple(legend)
    )


def _cells(line: UnitLine, columns: tuple[tuple[str, str], ...], voice: Voice) -> Iterator[MapCell | None]:
    for stands, (_, title) in zip(line.stands, columns, strict=True):
        if stands is None:
            yield None
            continue
        verdict, pace = stands
        running = verdict is Verdict.NOT_DUE and pace is not Pace.NONE
        sign = voice.pace(pace) if running else voice.verdict(verdict)
        yield MapCell("", sign, f"{display_safe(voice.text(line.unit.name))}, {title}: {sign.word}")
