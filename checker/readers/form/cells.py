"""One cell with a figure: how it reads, or why it does not.

Owns what a cell's kind and number format do to its value. Must not know which column the
cell is in, or any pack.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias, assert_never

from checker.domain import codes
from checker.domain.axes import Severity
from checker.domain.interval import point
from checker.domain.location import Location
from checker.domain.submission import Field, Figure, Foreign, Phrase, Reading, Several, Share, Unreadable
from checker.domain.text import Message
from checker.domain.trouble import Diagnostic, diagnostic
from checker.domain.unit import Unit
from checker.readers.form.measure import PERCENT, unit_of
from checker.readers.grid import Cell, CellKind
from checker.readers.notation import EXACT, Locale, Trouble, read_machine, shown, too_long
from checker.readers.numbers import Written, read_number
from checker.readers.plan_words import Stated, read_percent_of_plan
from checker.readers.plans import read_plan

__all__ = ["PERCENT_OF_PLAN", "PLAN", "VALUE", "Ambient", "CellReader", "Read"]

_Reader: TypeAlias = Callable[..., Stated]

VALUE: Final[_Reader] = read_number
PERCENT_OF_PLAN: Final[_Reader] = read_percent_of_plan
PLAN: Final[_Reader] = read_plan

_CONDITION: Final = re.compile(r"\[[<>=]")
_SCALED: Final = re.compile(r"[0#?],+(?![0#?,])")


class Ambient(NamedTuple):
    """The unit that a cell's surroundings state.

    Args:
        unit: The unit, or ``None``.
        trouble: Why it cannot be told, where two of them disagree.
        where: Where it is stated.
    """

    unit: Unit | None = None
    trouble: Diagnostic | None = None
    where: Message = Message("")


class Read(NamedTuple):
    """A cell as it was read.

    Args:
        field: The value.
        behind: What stands behind the stroke of "07/02".
        estimate: Whether its own words call it an estimate.
    """

    field: Field
    behind: Field | None = None
    estimate: bool = False


class CellReader:
    """Reads cells in one notation."""

    def __init__(self, locale: Locale, faults: Mapping[Location, Diagnostic]) -> None:
        """Take the notation of texts, and what is known to be wrong with single cells."""
        self._locale = locale
        self._faults = faults
        self.told: set[Diagnostic] = set()
        self.foreign: Foreign | None = None
        """The first figure that only another notation writes."""

    def read(self, cell: Cell, place: Location, how: _Reader, ambient: Ambient) -> Read:  # noqa: PLR0911 - one line for each kind
        """Read one cell that holds something.

        Args:
            cell: The cell.
            place: Where it is.
            how: What it is read as: `VALUE`, `PERCENT_OF_PLAN` or `PLAN`.
            ambient: The unit that its surroundings state.
        """
        fault = self._faults.get(place)
        if fault is not None and fault.severity is Severity.ERROR:
            self.told.add(fault)
            return Read(Field(cell.text, place, Unreadable(fault)))
        if cell.hidden:
            return _refused(cell, diagnostic(codes.HIDDEN_CELL, place, value=shown(cell.text)))
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

    def _text(self, cell: Cell, place: Location, how: _Reader, ambient: Ambient) -> Read:
        found = how(cell.text, locale=self._locale)
        if isinstance(found, Trouble):
            if found.foreign and self.foreign is None:
                self.foreign = Foreign(cell.text, place)
            return _refused(cell, _located(found, place))
        if isinstance(found, Phrase):
            return Read(Field(cell.text, place, found))
        if isinstance(found, Several):
            return Read(Field(cell.text, place, _shares(found, cell.text, place, ambient)))
        field = Field(cell.text, place, _in_unit(found.figure, cell.text, place, ambient))
        behind = None
        if found.planned is not None:
            behind = Field(cell.text, place, _in_unit(found.planned, cell.text, place, ambient))
        return Read(field, behind, found.estimate)

    def _number(self, cell: Cell, place: Location, how: _Reader, ambient: Ambient) -> Read:
        """Read a machine number; it has a decimal point, so ``1.89`` has one reading."""
        numeral = read_machine(cell.text.strip(), "en")
        if numeral is None or isinstance(numeral, Trouble):
            return _refused(cell, _located(numeral or too_long(cell.text), place))
        value, unit = numeral.value, None
        if cell.number_format:
            section = _section(cell.number_format, value)
            if _CONDITION.search(section) or _SCALED.search(_bare(section)):
                return _refused(cell, _as_shown(value, section, place))
            if "%" in _bare(section):
                value, unit = value.scaleb(2, EXACT), PERCENT
            else:
                unit = unit_of(" ".join(re.findall(r'"([^"]*)"', section)).strip())
        if how is PERCENT_OF_PLAN and (value < 0 or _shows_plus(cell.number_format, value)):
            # What lacks, or is beyond the plan; as a text it would have its sign too.
            signed = f"{value:f}%" if value < 0 else f"+{value:f}%"
            return _signed(signed, f"{value:f}" + (f" {unit.name}" if unit else ""), place)
        # What is stored has no notation, so it is quoted as it is stored, whatever the texts around it are written in.
        text = f"{value:f}" + (f" {unit.name}" if unit else "")
        return Read(Field(text, place, _in_unit(Figure(point(value), unit, stored=True), text, place, ambient)))


def _signed(signed: str, text: str, place: Location) -> Read:
    """Read a percentage of the plan that is shown with its sign."""
    found = read_percent_of_plan(signed, locale="en")
    if isinstance(found, Written):
        return Read(Field(text, place, found.figure))
    wrong = _located(found, place) if isinstance(found, Trouble) else diagnostic(codes.NOT_A_NUMBER, place, value=text)
    return Read(Field(text, place, Unreadable(wrong)))


def _refused(cell: Cell, wrong: Diagnostic) -> Read:
    return Read(Field(cell.text, wrong.location, Unreadable(wrong)))


def _located(trouble: Trouble, place: Location) -> Diagnostic:
    remedy = trouble.hint or Message(trouble.code.remedy, trouble.values)
    return Diagnostic(trouble.code, Message(trouble.code.template, trouble.values), place, remedy)


def _in_unit(figure: Figure, text: str, place: Location, ambient: Ambient) -> Reading:
    """Give a bare figure the unit around it, and hold a stated one against that."""
    if ambient.trouble is not None and figure.unit is None:
        return Unreadable(ambient.trouble)
    if ambient.unit is None:
        return figure
    if figure.unit is None:
        return figure._replace(unit=ambient.unit)
    if figure.unit.into(ambient.unit) is None and ambient.unit.base:
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


def _shows_plus(number_format: str, value: Decimal) -> bool:
    """Tell whether a format writes a plus sign before a number above zero, so that it says a change."""
    return value > 0 and bool(number_format) and "+" in _section(number_format, value).replace("E+", "")


def _section(number_format: str, value: Decimal) -> str:
    """Return the section of a number format that a value is shown by: positive;negative;zero."""
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+', number_format) or [number_format]
    if _CONDITION.search(number_format) and len(sections) > 1:
        return number_format
    which = 0 if value > 0 or len(sections) == 1 else 1 if value < 0 or len(sections) == 2 else 2  # noqa: PLR2004
    return str(sections[which if value else 0])


def _bare(section: str) -> str:
    """Leave out what a format shows as it is: quoted and escaped characters, colours and locales."""
    return re.sub(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]', "", section)


def _as_shown(value: Decimal, section: str, place: Location) -> Diagnostic:
    scaled = _SCALED.search(_bare(section))
    powers = scaled[0].count(",") * 3 if scaled else -2
    displayed = f"{value.scaleb(-powers, EXACT):f}"
    return diagnostic(codes.MANY_READINGS, place, stored=f"{value:f}", shown=displayed)
