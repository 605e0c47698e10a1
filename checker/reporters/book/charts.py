"""Native charts of the summary, each beside its source cells, so that an office can edit them.

Owns the set of charts, their colours and scales. The colour of a bar repeats its label. The label has a sign, so that
the chart can be read in black and white. Categories without members are not drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint

from checker.domain.axes import Pace, Verdict
from checker.domain.number import plain, rounded_distinct
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Result, Run
from checker.domain.reporting import WarningLevel
from checker.domain.text import message
from checker.language import Language
from checker.reporters.book.sheet import SheetWriter
from checker.reporters.consolidated.table import Consolidated, consolidated
from checker.reporters.html.phrases import BAD, CALM, DOUBT, GOOD, PACES, VERDICTS
from checker.reporters.office.sentences import share_of
from checker.reporters.warning_signs import sign_of

if TYPE_CHECKING:
    from openpyxl.chart.series import Series

__all__ = ["fill_charts"]

_FILLS: Final = {GOOD: "548235", CALM: "7F7F7F", DOUBT: "BF8F00", BAD: "C00000"}
_STYLES: Final = {GOOD: "good", CALM: "centre", DOUBT: "doubt", BAD: "bad"}
_TONES: Final = (GOOD, CALM, DOUBT, BAD)
_WIDTH: Final = 17.0
_BAR: Final = 0.75
"""The height of a bar including the gap, in centimetres."""
_AROUND: Final = 1.6
_STACKED: Final = 7.5
_ROW: Final = 0.53
"""The minimum height of a sheet's row, in centimetres."""
_MOST: Final = 30
_HIGHEST: Final = 15.5
"""The height of a chart that fits on a page of A4 across with its title, in centimetres."""
_WHOLE: Final = 100
_NEAR: Final = 50
_SEVERAL: Final = 2


class _Stand(NamedTuple):
    """The standing of targets: a word with its sign, and a tone."""

    tone: str
    mark: str
    word: str

    @property
    def label(self) -> str:
        return f"{self.mark} {self.word[:1].upper()}{self.word[1:]}"


class _Bar(NamedTuple):
    """A bar: its label, a number, and the tone of its colour."""

    label: str
    number: Fraction
    tone: str
    places: int = 0


def fill_charts(sheet: SheetWriter, run: Run, language: Language) -> None:
    """Append the tables of a run's charts to a sheet, and draw the charts.

    Args:
        sheet: The sheet.
        run: The run.
        language: The language to write in.
    """
    _verdicts(sheet, run, language)
    _periods(sheet, run, language)
    if len(run.reports) == 1:
        _shares(sheet, run.reports[0], language)
    for table in consolidated(run, language):
        _units(sheet, table, language)


# ---- content of charts ----------------------------------------------------------------------------


def _verdicts(sheet: SheetWriter, run: Run, language: Language) -> None:
    counts = Counter(
        _stand(result, report.pack.levels, language) for report in run.reports for result in report.results
    )
    bars = [_Bar(one.label, Fraction(n), one.tone) for one, n in sorted(counts.items(), key=_order)]
    heads = (language.render(message("Assessment")), language.render(message("Number of targets")))
    _draw(sheet, language.render(message("Verdicts of the targets in the annex")), heads, bars)


def _periods(sheet: SheetWriter, run: Run, language: Language) -> None:
    """Draw the number of targets by standing for each period, if there are several; one chart per pack."""
    found: dict[str, dict[Period, Counter[_Stand]]] = {}
    for report in run.reports:
        counts = found.setdefault(report.pack.id, {}).setdefault(report.submission.period, Counter())
        counts.update(_stand(one, report.pack.levels, language) for one in report.results if one.counted)
    for periods in found.values():
        if len(periods) >= _SEVERAL:
            stands = sorted({(one, 0) for counts in periods.values() for one in counts}, key=_order)
            _draw_periods(sheet, periods, [one for one, _ in stands], language)


def _shares(sheet: SheetWriter, report: Report, language: Language) -> None:
    """Draw the figures of one report in percent of the plan, if that is meaningful."""
    shares = [
        (one, share)
        for one in report.results
        if one.counted and (share := share_of(one)) is not None and one.value is not None and one.value.is_point
    ]
    bars = []
    for one, share in shares[:_MOST]:
        shown = rounded_distinct(share, Fraction(_WHOLE), 1)
        stand = _stand(one, report.pack.levels, language)
        places = -int(shown.as_tuple().exponent)
        bars.append(_Bar(f"{stand.mark} {language.text(one.title)}", Fraction(share), stand.tone, places))
    heads = (language.render(message("Indicator name")), language.render(message("{sign} of plan", sign="%")))
    _draw(sheet, language.render(message("In percent of the plan")), heads, bars, limit=_WHOLE)


def _units(sheet: SheetWriter, table: Consolidated, language: Language) -> None:
    """Draw the share of targets met by each unit, best first, if units are ranked."""
    ranked = sorted((row for row in table.rows if row.rank is not None), key=lambda row: row.rank or 0)
    bars = [
        _Bar(
            f"{row.rank}. {language.text(row.unit.short_name)} ({row.met}/{row.judged})",
            Fraction(_WHOLE * row.met, row.judged),
            GOOD if row.met == row.judged else BAD if 2 * row.met < row.judged else DOUBT,
            1,
        )
        for row in ranked[:_MOST]
    ]
    heads = (language.render(message("Reporting unit")), language.render(message("Targets met (%)")))
    named = message("Ranks of the units, {period}", period=language.period(table.period))
    _draw(sheet, language.render(named), heads, bars)


def _stand(result: Result, levels: Sequence[WarningLevel], language: Language) -> _Stand:
    """Return the standing of a target: its verdict, or before it is due its warning level or its pace."""
    if result.level is not None and result.verdict is Verdict.NOT_DUE:
        mark, tone = sign_of(levels.index(result.level), len(levels))
        return _Stand(tone, mark, language.text(result.level.name))
    if result.verdict is Verdict.NOT_DUE and result.pace is not Pace.NONE:
        return _Stand(*PACES[result.pace], language.label(result.pace))
    return _Stand(*VERDICTS[result.verdict], language.label(result.verdict))


def _order(one: tuple[_Stand, int]) -> tuple[int, str]:
    return _TONES.index(one[0].tone), one[0].word


# ---- drawing ----------------------------------------------------------------------------------


def _draw(sheet: SheetWriter, title: str, heads: tuple[str, str], bars: Sequence[_Bar], *, limit: int = 0) -> None:
    """Write a table of bars, and draw it beside; do nothing if there are none."""
    if not bars:
        return
    height = min(_BAR * len(bars) + _AROUND, _HIGHEST)
    top = _begin(sheet, title, heads, max(height, (len(bars) + 1) * _ROW))
    for bar in bars:
        sheet.row += 1
        sheet.text(2, bar.label)
        sheet.number(3, plain(bar.number), bar.places, str(plain(bar.number)), _STYLES[bar.tone])
    chart = BarChart()
    chart.type = "bar"
    chart.gapWidth = 40
    chart.add_data(Reference(sheet.sheet, min_col=3, min_row=top, max_row=sheet.row), titles_from_data=True)
    chart.set_categories(Reference(sheet.sheet, min_col=2, min_row=top + 1, max_row=sheet.row))
    chart.series[0].data_points = list(_points(bars))
    _plain_fill(chart.series[0], _FILLS[bars[0].tone])
    # The first bar is on top, as in the table.
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.scaling.min = _least(bars, near=bool(limit))
    _finish(sheet, chart, top, height)


def _least(bars: Sequence[_Bar], *, near: bool) -> int:
    """Return the start of a scale; for percentages near the minimum, so that 95 and 105 look different."""
    least = min(bar.number for bar in bars)
    return int(least // 10 * 10 - 10) if least < 0 or (near and least >= _NEAR) else 0


def _points(bars: Sequence[_Bar]) -> Iterator[DataPoint]:
    for place, bar in enumerate(bars):
        point = DataPoint(idx=place)
        point.graphicalProperties.solidFill = _FILLS[bar.tone]
        yield point


def _draw_periods(
    sheet: SheetWriter, periods: dict[Period, Counter[_Stand]], stands: Sequence[_Stand], language: Language
) -> None:
    heads = [language.render(message("Reporting period")), *(one.label for one in stands)]
    named = language.render(message("How the targets stood, period by period"))
    top = _begin(sheet, named, heads, _STACKED + (len(periods) + 2) * _ROW)
    for period in sorted(periods, key=lambda one: one.order):
        sheet.row += 1
        sheet.text(2, language.period(period))
        for column, stand in enumerate(stands, 3):
            sheet.count(column, periods[period][stand], "centre")
    chart = BarChart()
    chart.type = "col"
    chart.grouping = "stacked"
    chart.overlap = 100
    chart.gapWidth = 60
    last = 2 + len(stands)
    data = Reference(sheet.sheet, min_col=3, max_col=last, min_row=top, max_row=sheet.row)
    chart.add_data(data, titles_from_data=True)
    chart.set_categories(Reference(sheet.sheet, min_col=2, min_row=top + 1, max_row=sheet.row))
    for series, stand in zip(chart.series, stands, strict=True):
        _plain_fill(series, _FILLS[stand.tone])
    sheet.row += 1
    _finish(sheet, chart, sheet.row, _STACKED, column="B", legend=True)


def _plain_fill(series: Series, colour: str) -> None:
    series.graphicalProperties.solidFill = colour
    series.graphicalProperties.line.solidFill = "FFFFFF"
    series.invertIfNegative = False


def _begin(sheet: SheetWriter, title: str, heads: Sequence[str], height: float) -> int:
    """Write the title and the headings of a table, and return the row of these.

    Args:
        sheet: The sheet.
        title: The title.
        heads: The headings.
        height: How high table and chart are together, in centimetres: no end of a page cuts them.
    """
    sheet.row += 1
    sheet.keep_whole(height + 3 * _ROW)
    sheet.row += 1
    sheet.across(title, "label")
    sheet.row += 1
    for column, head in enumerate(heads, 2):
        sheet.text(column, head, "head")
    return sheet.row


def _finish(
    sheet: SheetWriter, chart: BarChart, top: int, height: float, *, column: str = "D", legend: bool = False
) -> None:
    """Place a chart beside or below its table, and continue below both."""
    if not legend:
        chart.legend = None
    elif chart.legend is not None:
        chart.legend.position = "b"
    chart.title = None
    chart.width, chart.height = _WIDTH, height  # type: ignore[assignment]
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    for shown in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, shown, False)
    chart.x_axis.delete = False
    chart.y_axis.delete = True
    chart.y_axis.majorGridlines = None
    sheet.sheet.add_chart(chart, f"{column}{top}")
    sheet.row = max(sheet.row, top + int(height / _ROW) + 1)
