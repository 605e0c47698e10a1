"""The figures of a consolidated table as they are shown: those of the units in rows, and the rows of the whole.

Owns their decimals and signs, for all kinds of file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from checker.domain.interval import point
from checker.domain.number import decimals, plain, rounded, rounded_distinct
from checker.domain.record import NamedTuple
from checker.domain.text import message
from checker.language import Language
from checker.reporters.annex import NO_FIGURE, NOT_APPLICABLE, AnnexFigure
from checker.reporters.consolidated.phrases import is_known
from checker.reporters.consolidated.table import Consolidated, UnitFigure, WholeFigure

__all__ = ["WholeRow", "actual_of", "matrix", "share_of", "whole_rows"]


def actual_of(cell: UnitFigure | None) -> AnnexFigure:
    """Return a unit's figure."""
    return cell.line.actual if cell is not None else AnnexFigure(NO_FIGURE)


def share_of(cell: UnitFigure | None) -> AnnexFigure:
    """Return a figure in percent of the unit's own plan; a sign if that is meaningless."""
    if cell is None:
        return AnnexFigure(NO_FIGURE)
    return cell.line.share if cell.line.share.text else AnnexFigure(NOT_APPLICABLE)


class WholeRow(NamedTuple):
    """A row of the whole: the total of the units, what the whole reports itself, or the difference.

    Args:
        name: Its name.
        figures: A figure for each column.
        cells: The results of the figures that were judged.
    """

    name: str
    figures: tuple[AnnexFigure, ...]
    cells: tuple[UnitFigure | None, ...]


def whole_rows(table: Consolidated, language: Language) -> Iterator[WholeRow]:
    """Yield the rows of the whole; those after the total only if the whole has a report of its own."""
    if not table.whole:
        return
    places = range(len(table.whole))
    yield WholeRow(
        _total_name(table, language),
        tuple(_figure_of_total(table, place) for place in places),
        tuple(one.cell for one in table.whole),
    )
    own = tuple(one.own for one in table.whole)
    if not any(own):
        return
    title = table.pack.unit_title
    named = message("As {unit} reports", unit=title) if title is not None else message("As the whole reports")
    yield WholeRow(
        language.render(named), tuple(AnnexFigure(NO_FIGURE) if one is None else one.line.actual for one in own), own
    )
    if any(one.difference not in (None, point(Fraction(0))) for one in table.whole):
        differences = tuple(_difference(one, language) for one in table.whole)
        yield WholeRow(language.render(message("Difference")), differences, tuple(None for _ in places))


def _difference(total: WholeFigure, language: Language) -> AnnexFigure:
    """Return by how much the whole's own figure is above the total of the units, or below it."""
    between = total.difference
    if between is None or not between.is_point or between.lo is None:
        return AnnexFigure(NOT_APPLICABLE)
    places = max(total.figure.places, total.own.line.actual.places if total.own is not None else 0)
    shown = rounded_distinct(between.lo, Fraction(0), places)
    sign = "+" if shown > 0 else "\N{MINUS SIGN}" if shown < 0 else ""
    return AnnexFigure(f"{sign}{language.number(abs(shown))}", plain(between.lo), decimals(shown))


def matrix(
    table: Consolidated,
    figure: Callable[[UnitFigure | None], AnnexFigure],
    language: Language,
    *,
    percent: bool = False,
) -> tuple[tuple[AnnexFigure, ...], ...]:
    """Return the figures of the units, a row a unit; percentages have the same decimals down a column.

    Args:
        table: The table.
        figure: What is shown of a cell.
        language: The language.
        percent: Whether all columns are percentages.
    """
    columns = []
    for place, column in enumerate(table.columns):
        shown = [figure(row.cells[place]) for row in table.rows]
        if percent or column.unit == "%":
            places = max((one.places for one in shown if one.number is not None), default=0)
            shown = [_with_places(one, places, language) for one in shown]
        columns.append(shown)
    return tuple(zip(*columns, strict=True))


def _with_places(figure: AnnexFigure, places: int, language: Language) -> AnnexFigure:
    if figure.number is None or figure.places == places:
        return figure
    return figure._replace(text=language.number(rounded(figure.number, places)), places=places)


def _total_name(table: Consolidated, language: Language) -> str:
    """Return the name of the row of the whole."""
    if table.sent == len(table.rows):
        return language.render(message("TOTAL"))
    return language.render(message("TOTAL ({sent}/{units})", sent=table.sent, units=len(table.rows)))


def _figure_of_total(table: Consolidated, place: int) -> AnnexFigure:
    """Return the figure of the whole, with the number of its units if other units reported, too."""
    total = table.whole[place]
    if not total.figure.text:
        # If units have figures but the whole does not follow from them, no total will come.
        return AnnexFigure(NOT_APPLICABLE if is_known(table, place) else NO_FIGURE)
    if total.units == table.sent:
        return total.figure
    return AnnexFigure(f"{total.figure.text} ({total.units}/{len(table.rows)})")
