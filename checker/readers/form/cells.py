"""Read one cell with a figure, or explain why it cannot be read.

Owns the effect of a cell's kind and the unit around it on its value. Must not know the cell's column, or any pack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final, TypeAlias, assert_never

from checker.domain import codes
from checker.domain.axes import DataState, Severity
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import point
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.submission import (
    Elsewhere,
    Field,
    Figure,
    Foreign,
    Locale,
    Move,
    Phrase,
    Reading,
    Several,
    Share,
    Unreadable,
)
from checker.domain.text import Message
from checker.domain.unit import Unit
from checker.domain.unit_words import conversion
from checker.readers.form.appearance import by_format, by_look, shows_plus, text_of, within_text, words_before
from checker.readers.form.measure import PERCENT
from checker.readers.grid import Appearance, Cell, CellKind
from checker.readers.notation import Trouble, read_machine, shown, too_long
from checker.readers.numbers import WordedFigure, read_number, state_in_words
from checker.readers.plan_words import PlanReading, read_percent_of_plan
from checker.readers.plans import read_plan

__all__ = ["PERCENT_OF_PLAN", "PLAN", "VALUE", "Ambient", "CellReader", "CellReading", "Reader"]

Reader: TypeAlias = Callable[..., PlanReading]

VALUE: Final[Reader] = read_number
PERCENT_OF_PLAN: Final[Reader] = read_percent_of_plan
PLAN: Final[Reader] = read_plan


_SAYS: Final = {Move.RISE: "tăng", Move.FALL: "giảm", Move.LEVEL: "còn"}


class Ambient(NamedTuple):
    """The unit stated around a cell.

    Args:
        unit: The unit, or ``None``.
        trouble: Why it is unclear, if two statements disagree.
        where: The location of the statement.
        general: Whether it is of the whole table or group; a cell may then state another unit.
        elsewhere: If there is none, units near the cell that may belong to it.
    """

    unit: Unit | None = None
    trouble: Diagnostic | None = None
    where: Message = Message("")
    general: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()

    def alone(self) -> Ambient:
        """Return it without uncertain units."""
        return self._replace(elsewhere=())


class CellReading(NamedTuple):
    """The reading of a cell.

    Args:
        field: The value.
        behind: The number after the slash of "07/02".
        state: The kind of figure that its own words state.
        share: The percentage of the two numbers in "150/7936 (1,89%)".
    """

    field: Field
    behind: Field | None = None
    state: DataState | None = None
    share: Field | None = None

    def only(self) -> Field:
        """Return the value of a cell with one figure; a text with a slash is refused."""
        if self.behind is None:
            return self.field
        wrong = diagnostic(codes.NOT_A_NUMBER, self.field.location, value=shown(self.field.text))
        return self.field._replace(reading=Unreadable(wrong))

    def within(self, ambient: Ambient) -> CellReading:
        """Return it with the unit stated around the cell, or compared with that."""
        place, text = self.field.location, self.field.text
        match self.field.reading:
            case Figure() as figure:
                if self.behind is not None and ambient.unit == PERCENT and not self._is_in_percent(figure):
                    # "150/7936 hộ" in a row of percentages: the unit of the row is that of their share.
                    ambient = Ambient()
                field = self.field._replace(reading=_in_unit(figure, text, place, ambient))
            case _:
                return self
        behind = self.behind
        if behind is not None and isinstance(behind.reading, Figure):
            behind = behind._replace(reading=_in_unit(behind.reading, text, place, ambient))
        return self._replace(field=field, behind=behind)

    def _is_in_percent(self, figure: Figure) -> bool:
        return self.share is None and figure.unit in (None, PERCENT)

    def near(self, units: tuple[Elsewhere, ...]) -> CellReading:
        """Return it with further units that may belong to a bare figure."""
        match self.field.reading:
            case Figure(_, None) as figure if units:
                nearer = figure._replace(elsewhere=(*figure.elsewhere, *units))
                return self._replace(field=self.field._replace(reading=nearer))
            case _:
                return self


class CellReader:
    """Reads cells in one notation."""

    def __init__(self, locale: Locale, faults: Mapping[Location, Diagnostic]) -> None:
        """Take the notation of texts, and the known problems of single cells."""
        self._locale = locale
        self._faults = faults
        self.reported: set[Diagnostic] = set()
        self.foreign: Foreign | None = None
        """The first figure that is only valid in another notation."""
        # Diagnostics of cells, in order; one cell may be read twice.
        self.remarks: dict[Diagnostic, None] = {}

    @contextmanager
    def without_remarks(self) -> Iterator[None]:
        """Read cells that decide nothing: what they say of their notation, or need a remark, is not kept."""
        remarks, foreign = dict(self.remarks), self.foreign
        yield
        self.remarks, self.foreign = remarks, foreign

    def read(self, cell: Cell, place: Location, how: Reader, ambient: Ambient) -> CellReading:  # noqa: PLR0911 - one line for each kind
        """Read one cell with content.

        Args:
            cell: The cell.
            place: Its location.
            how: How to read it: `VALUE`, `PERCENT_OF_PLAN` or `PLAN`.
            ambient: The unit stated around it.
        """
        fault = self._faults.get(place)
        if fault is not None and fault.severity is Severity.ERROR:
            self.reported.add(fault)
            return CellReading(Field(cell.text, place, Unreadable(fault)))
        if cell.hidden:
            return _refused(cell, diagnostic(codes.HIDDEN_CELL, place, value=shown(cell.text)))
        if (doubt := by_look(cell)) is not None:
            return _refused(cell, doubt.at(place))
        match cell.kind:
            case CellKind.TEXT:
                return self._text(cell, place, how, ambient)
            case CellKind.NUMBER:
                return self._number(cell, place, how, ambient)
            case CellKind.DATE:
                return _refused(
                    cell, diagnostic(codes.DATE_CELL, place, value=shown(cell.text.removesuffix("T00:00:00")))
                )
            case CellKind.BOOLEAN:
                return _refused(cell, diagnostic(codes.LOGICAL_CELL, place, value=shown(cell.text)))
            case CellKind.ERROR:
                return _refused(cell, diagnostic(codes.ERROR_CELL, place, value=shown(cell.text)))
            case CellKind.NO_RESULT:
                return _refused(cell, diagnostic(codes.NO_RESULT_CELL, place))
            case _:
                assert_never(cell.kind)

    def _text(self, cell: Cell, place: Location, how: Reader, ambient: Ambient) -> CellReading:
        text = text_of(cell)
        if isinstance(text, Trouble):
            return _refused(cell, text.at(place))
        found = how(text, locale=self._locale)
        if isinstance(found, Trouble):
            if found.foreign and self.foreign is None:
                self.foreign = Foreign(cell.text, place)
            refused = _refused(cell, found.at(place))
            return refused._replace(state=state_in_words(found, text) if how is VALUE else None)
        if (doubt := within_text(text)) is not None:
            return _refused(cell, doubt.at(place))
        if cell.look is Appearance.PART:
            self.remarks[diagnostic(codes.MARKS_LEFT_OUT, place, left=shown(cell.other_text), value=shown(text))] = None
        if isinstance(found, Phrase):
            return CellReading(Field(text, place, found), None, state_in_words(found, text) if how is VALUE else None)
        if isinstance(found, Several):
            return CellReading(Field(text, place, _shares(found, text, place, ambient)))
        behind, share = (one and Field(text, place, one) for one in (found.planned, found.share))
        return CellReading(Field(text, place, found.figure), behind, found.state, share).within(ambient)

    def _number(self, cell: Cell, place: Location, how: Reader, ambient: Ambient) -> CellReading:
        """Read a machine number; it has a decimal point, so ``1.89`` has one reading."""
        numeral = read_machine(cell.text.strip(), "en")
        if numeral is None or isinstance(numeral, Trouble):
            return _refused(cell, (numeral or too_long(cell.text)).at(place))
        found = by_format(cell, numeral.value)
        if isinstance(found, Trouble):
            return _refused(cell, found.at(place))
        value, unit = found
        # A stored number has no notation, so it is quoted as stored, whatever the notation of texts around it.
        text = f"{value:f}" + (f" {unit.name}" if unit else "")
        words = words_before(cell.number_format, numeral.value)
        of_plan = how is PERCENT_OF_PLAN and (unit is None or unit.base == "%")
        if words.moves and of_plan:
            return _signed(f"{_SAYS[words.moves[0]]} {abs(value):f}%", text, place)
        if of_plan and (value < 0 or shows_plus(cell.number_format, value)):
            # The shortfall or surplus against the plan; a text would have its sign, too.
            return _signed(f"{value:f}%" if value < 0 else f"+{value:f}%", text, place)
        figure = Figure(point(value), unit, stored=True)
        if words.moves:
            # The word is shown instead of the sign.
            text = f"{_SAYS[words.moves[0]]} {text.removeprefix('-')}"
            figure = figure._replace(interval=point(abs(value)), move=words.moves[0])
        return CellReading(Field(text, place, _in_unit(figure, text, place, ambient)))


def _signed(signed: str, text: str, place: Location) -> CellReading:
    """Read a percentage of the plan that is shown with its sign."""
    found = read_percent_of_plan(signed, locale="en")
    if isinstance(found, WordedFigure):
        return CellReading(Field(text, place, found.figure))
    wrong = found.at(place) if isinstance(found, Trouble) else diagnostic(codes.NOT_A_NUMBER, place, value=text)
    return CellReading(Field(text, place, Unreadable(wrong)))


def _refused(cell: Cell, wrong: Diagnostic) -> CellReading:
    return CellReading(Field(cell.text, wrong.location, Unreadable(wrong)))


def _in_unit(figure: Figure, text: str, place: Location, ambient: Ambient) -> Reading:
    """Give a bare figure the unit around it, or compare its own unit with that."""
    if ambient.trouble is not None and figure.unit is None:
        return Unreadable(ambient.trouble)
    if figure.unit is None:
        return figure._replace(unit=ambient.unit, elsewhere=() if ambient.unit else ambient.elsewhere)
    if ambient.unit is None or ambient.general:
        return figure
    if figure.move is not None and figure.unit.base == "%":
        # "Tăng 8%" is a rate whatever the row's unit; the pack decides whether a rate is expected.
        return figure
    if conversion(figure.unit, ambient.unit) is None and ambient.unit.base:
        wrong = diagnostic(
            codes.UNIT_CONTRADICTS,
            place,
            value=shown(text),
            found=figure.unit.name,
            other=ambient.unit.name,
            where=ambient.where,
        )
        return Unreadable(wrong)
    return figure


def _shares(several: Several, text: str, place: Location, ambient: Ambient) -> Reading:
    """Give each of several plans the unit around the cell."""
    shares: list[Share] = []
    for share in several.shares:
        reading = _in_unit(share.figure, text, place, ambient)
        if not isinstance(reading, Figure):
            return reading
        shares.append(share._replace(figure=reading))
    return Several(tuple(shares))
