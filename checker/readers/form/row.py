"""Read one row of a table: its name, its unit, and its figures.

Owns the role of each cell of a row. Must not know the unit or period of the row.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain import codes
from checker.domain.axes import ESTIMATES, DataState
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Figure, Observation, Several, Share, Unreadable
from checker.readers.envelope import confirms
from checker.readers.form.cells import PERCENT_OF_PLAN, PLAN, VALUE, Ambient, CellReader, CellReading, Reader
from checker.readers.form.header_terms import Role
from checker.readers.form.layout import VALUE_PHRASE, Fixed, Layout, contest
from checker.readers.form.misplaced import Strays
from checker.readers.form.row_cells import RowCells
from checker.readers.form.row_states import RowStates
from checker.readers.form.row_units import HEADING, RowUnits
from checker.readers.form.table import Table, TableColumn, covering, row_text
from checker.readers.grid import Cell, CellKind, Row
from checker.readers.notation import shown
from checker.readers.plan_words import says_nothing

__all__ = ["Address", "RowReader", "Value"]

# Prefixes that are not part of a name: "- Thu ngân sách", "1.2. Thu", "a) Thu". Also the apostrophe in our CSV, which
# keeps spreadsheets from reading a name as a formula.
_BULLET: Final = re.compile(
    r"\A(?:'(?=[-=+@＝＋－＠])|[-+*•·\u2013\u2014]\s*|(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[IVX]{1,4}|[a-zđ])[.)]\s+)+(?=\S)"
)
_WORDED: Final = re.compile(r"(?![IVX]+\b)[^\W\d_]{3}")
_IN_WORDS: Final = (codes.NOT_A_NUMBER, codes.UNKNOWN_UNIT, codes.PERCENT_AS_VALUE, codes.REMARK_DECIDES)


class Address(NamedTuple):
    """The identification of a row: its id, else its name, else its code; and the others besides."""

    text: str
    title: str
    code: str
    place: Location


class Value(NamedTuple):
    """The cell with a row's value.

    Args:
        column: The column of its heading.
        cell: The cell.
        place: Its location.
        trouble: Why the value's meaning is unclear, if so.
    """

    column: TableColumn
    cell: Cell
    place: Location
    trouble: Diagnostic | None = None


class RowReader(RowCells):
    """Reads the rows of one table."""

    def __init__(self, table: Table, fixed: Fixed, cells: CellReader, measure: Ambient) -> None:
        """Take the table, its columns, the reader of cells, and the default unit."""
        super().__init__(table.sheet)
        self._table = table
        self._fixed = fixed
        self._cells = cells
        self._units = RowUnits(table, fixed, self, measure)
        self._states = RowStates(table, fixed, self)
        self.strays = Strays(table, fixed)
        self._troubles: list[Diagnostic] = self._states.troubles

    def take_troubles(self) -> tuple[Diagnostic, ...]:
        """Return the problems and remarks of the rows read since the last call."""
        found = (*self._cells.remarks, *self._troubles)
        self._cells.remarks.clear()
        self._troubles.clear()
        return found

    def address(self, row: Row) -> Address | None:
        """Return the identification of a row; ``None`` if it has none."""
        fixed = self._fixed
        id_, code = self.text(row, fixed.id), self.text(row, fixed.code)
        title = _BULLET.sub("", self.text(row, fixed.title), count=1).rstrip(" :")
        if id_:
            return Address(id_, title, code, self.place(row, fixed.id))
        if title:
            return Address(title, "", code, self.place(row, fixed.title))
        if code:
            return Address(code, "", "", self.place(row, fixed.code))
        # "Tổng cộng" and "I. KINH TẾ" may be in the column of row numbers, merged with that of names.
        for column in self._table.with_role(Role.ORDER) if fixed.title and self._has_number(row) else ():
            text = _BULLET.sub("", self.text(row, column), count=1).rstrip(" :")
            if _WORDED.search(text):
                return Address(text, "", "", self.place(row, column))
        return None

    def _has_number(self, row: Row) -> bool:
        """Tell whether there is a figure under a heading of reported values; words there are a signature."""
        cells = (self.cell(row, column) for column in self._table.with_role(Role.ACTUAL))
        return any(cell is not None and (cell.kind is not CellKind.TEXT or cell.text[:1].isdigit()) for cell in cells)

    def value(self, row: Row, layout: Layout) -> Value | None:
        """Return the cell with the value: year-to-date if filled in, else of the period."""
        running = self._values(row, (layout.year_to_date,)) if layout.year_to_date else []
        filled = running or self._values(row, layout.values)
        if not filled:
            return self._merged(row, layout)
        first = filled[0]
        if len(filled) > 1:
            wrong = contest(
                self._table,
                [one.column for one in filled],
                VALUE_PHRASE,
                [one.cell.column for one in filled],
            )
            return first._replace(trouble=wrong._replace(location=first.place))
        area = covering(self._sheet.merged, row.number, first.cell.column)
        if area is not None and not (area.top == area.bottom and area.right <= first.column.last):
            return first._replace(trouble=self._of_many(first.cell, first.place))
        return first

    def values(self, row: Row, layout: Layout) -> list[Value]:
        """Return all cells that could contain a value."""
        columns = (layout.year_to_date, *layout.values) if layout.year_to_date else layout.values
        return self._values(row, columns)

    def read(self, value: Value, row: Row) -> CellReading:
        """Read a value in the unit of its row."""
        if value.trouble is not None:
            return CellReading(Field(value.cell.text, value.place, Unreadable(value.trouble)))
        ambient = self._units.around(row, value.column)
        found = self._states.without_mark(value.cell.text) if value.cell.kind is CellKind.TEXT else None
        if found is not None:
            plain = value._replace(cell=value.cell._replace(text=found.text))
            again = self._read_text(plain, row, ambient)
            return again._replace(field=again.field._replace(text=value.cell.text))
        return self._read_text(value, row, ambient)

    def _read_text(self, value: Value, row: Row, ambient: Ambient) -> CellReading:
        """Read a value without its mark, and without remarks that do not change it."""
        read = self._cells.read(value.cell, value.place, VALUE, ambient)
        # A list is read like bulk data, without remarks beside figures.
        listed = self._fixed.unit or self._fixed.period
        if listed or value.cell.kind is not CellKind.TEXT or not _is_in_words(read):
            return read
        from checker.readers.remarks import without_name, without_remarks

        # "412 lao động, trong đó XKLĐ 35", "Đã kết nạp 51 đảng viên": one figure, with words that do not change it.
        text = without_name(without_remarks(value.cell.text), self.text(row, self._fixed.title))
        if text == value.cell.text:
            return read
        again = self._cells.read(value.cell._replace(text=text), value.place, VALUE, ambient)
        if isinstance(again.field.reading, Unreadable) and again.field.reading.trouble.code in _IN_WORDS:
            return read
        return again._replace(field=again.field._replace(text=value.cell.text))

    def parts(self, row: Row) -> tuple[Field | None, Field | None]:
        """Read numerator and denominator."""
        numerator, denominator = (
            self._beside(row, column) for column in (self._fixed.numerator, self._fixed.denominator)
        )
        return numerator, denominator

    def growth(self, row: Row) -> Field | None:
        """Read the growth since the same period of the previous year, in percent."""
        column = self._fixed.growth
        cell = self.cell(row, column)
        if column is None or cell is None or cell.kind is CellKind.NO_RESULT:
            return None
        around = Ambient(self._units.measured_in(column.heading.unit or "%"), where=HEADING)
        return self._cells.read(cell, self.place(row, column), VALUE, around).only()

    def percent(self, row: Row, layout: Layout, *, beside: bool) -> Field | None:
        """Read the percentage of the plan.

        Without a figure, a percentage of 0 or from a formula means nothing. A formula without a saved result is always
        ignored.

        Args:
            row: The row.
            layout: The columns.
            beside: Whether the row states a figure.
        """
        column = layout.percent
        cell = self.cell(row, column)
        if column is None or cell is None or cell.kind is CellKind.NO_RESULT:
            return None
        if not beside and (cell.formula or cell.kind is CellKind.ERROR):
            return None
        read = self._cells.read(cell, self.place(row, column), PERCENT_OF_PLAN, Ambient()).field
        return None if not beside and says_nothing(read) else read

    def _percent_beside(self, value: Value) -> Field | None:
        """Read the percentage of the plan in a remark beside the value: "317 (90% KH)"."""
        if value.trouble is not None or value.cell.kind is not CellKind.TEXT or "%" not in value.cell.text:
            return None
        from checker.readers.remarks import percent_beside

        text = percent_beside(value.cell.text)
        cell = value.cell._replace(text=text)
        return self._cells.read(cell, value.place, PERCENT_OF_PLAN, Ambient()).field if text else None

    def plan(self, row: Row, layout: Layout) -> Field | None:
        """Read the plan."""
        column = layout.plan
        cell = self.cell(row, column)
        if column is None or cell is None:
            return None
        if cell.kind is CellKind.TEXT and (found := self._states.without_mark(cell.text)) is not None:
            cell = cell._replace(text=found.text)
        return self._cells.read(cell, self.place(row, column), PLAN, self._units.around(row, column).alone()).field

    def _year_earlier(self, row: Row, layout: Layout) -> CellReading | None:
        """Read the figure for the same period of the previous year; anything else there is ignored."""
        column = layout.earlier
        cell = self.cell(row, column)
        if column is None or cell is None or cell.kind in (CellKind.NO_RESULT, CellKind.ERROR):
            return None
        with self._cells.without_remarks():
            return self._cells.read(cell, self.place(row, column), VALUE, self._units.around(row, column).alone())

    @staticmethod
    def _is_estimate(read: CellReading, layout: Layout) -> bool:
        return read.state in ESTIMATES or (
            layout.earlier is not None and layout.earlier.heading.state is DataState.ESTIMATE
        )

    def _others(self, row: Row, columns: tuple[tuple[TableColumn, str], ...], how: Reader) -> tuple[Field, ...]:
        """Read the plans of several assigners, or percentages of these, each with the words that name its assigner.

        A plan that cannot be read is kept, so that it is reported.
        """
        found: list[Field] = []
        for column, words in columns:
            cell = self.cell(row, column)
            if cell is None or (how is not PLAN and cell.kind in (CellKind.NO_RESULT, CellKind.ERROR)):
                continue
            around = self._units.around(row, column).alone() if how is PLAN else Ambient()
            field = self._cells.read(cell, self.place(row, column), how, around).field
            if isinstance(field.reading, Figure):
                found.append(field._replace(reading=Several((Share(words, field.reading),))))
            elif how is PLAN:
                found.append(field)
        return tuple(found)

    def observation(self, row: Row, address: Address, layout: Layout) -> Observation | None:
        """Read a row; ``None`` if it reports nothing."""
        value = self.value(row, layout)
        numerator, denominator = self.parts(row)
        percent = self.percent(row, layout, beside=value is not None or numerator is not None)
        stated = value is not None or numerator is not None or denominator is not None
        shift = self.strays.shift(row, value.cell if value else None, stated=stated, reports=percent is not None)
        if shift is not None:
            return self._shifted(row, address, shift)
        growth = self.growth(row)
        if not stated and percent is None and growth is None:
            return None
        self._troubles.extend(self.strays.unread(row))
        plan = self.plan(row, layout)
        before = self._year_earlier(row, layout)
        near = tuple(self._units.near(row, plan))
        read = self.read(value, row).near(near) if value is not None else None
        running = value is not None and value.column is layout.year_to_date
        alone = self._of_period(row, layout) if running else None
        alone = alone.near(near) if alone else None
        return Observation(
            indicator=address.text,
            location=address.place,
            value=read.field if read else None,
            status=self._states.of(row, value and value.column, value and value.cell, read and read.state),
            percent_of_plan=percent or (self._percent_beside(value) if value is not None else None),
            note="; ".join(filter(None, (self.text(row, column) for column in self._fixed.notes))),
            numerator=numerator,
            denominator=denominator,
            plan=plan,
            behind=read.behind if read else None,
            share=read.share if read else None,
            title=address.title,
            code=address.code,
            cumulative=True if running else self._of_period_alone(value, layout),
            of_period=alone.field if alone else None,
            behind_of_period=alone.behind if alone else None,
            growth=growth,
            year_earlier=before.only() if before else None,
            year_earlier_estimated=before is not None and self._is_estimate(before, layout),
            confirmed=self._confirmed(row),
            other_plans=self._others(row, layout.plans, PLAN),
            other_percents=self._others(row, layout.percents, PERCENT_OF_PLAN) if stated else (),
        )

    def _shifted(self, row: Row, address: Address, trouble: Diagnostic) -> Observation:
        """Return a row without any usable value."""
        return Observation(
            indicator=address.text,
            location=address.place,
            value=Field(row_text(row), trouble.location, Unreadable(trouble)),
            title=address.title,
            code=address.code,
        )

    def _values(self, row: Row, columns: tuple[TableColumn, ...]) -> list[Value]:
        """Return the filled cells under some headings; a heading may span several columns."""
        return [
            Value(column, cell, self._sheet.location(row.number, number))
            for column in columns
            for number in range(column.column, column.last + 1)
            if (cell := self._cell(row, number)) is not None
        ]

    def _merged(self, row: Row, layout: Layout) -> Value | None:
        """Return the cell that an empty value cell is merged with, unless it is the name of a group."""
        for column in (*filter(None, (layout.year_to_date,)), *layout.values):
            area = covering(self._sheet.merged, row.number, column.column)
            if area is not None and area.left not in self._fixed.texts:
                cell = self._sheet.cell(area.top, area.left)
                if cell is not None and cell.text.strip():
                    place = self.place(row, column)
                    return Value(column, cell, place, self._of_many(cell, place))
        return None

    def _of_many(self, cell: Cell, place: Location) -> Diagnostic:
        area = covering(self._sheet.merged, cell.row, cell.column)
        count = 0 if area is None else (area.bottom - area.top + 1) * (area.right - area.left + 1)
        return diagnostic(codes.MERGED_CELL, place, value=shown(cell.text), count=count)

    def _of_period(self, row: Row, layout: Layout) -> CellReading | None:
        """Read the value of the period alone, beside that of the year so far."""
        filled = self._values(row, layout.values)
        return self.read(filled[0], row) if len(filled) == 1 else None

    @staticmethod
    def _of_period_alone(value: Value | None, layout: Layout) -> bool | None:
        """Mark a value as of the period alone, if its heading or the column beside it says so."""
        if value is None:
            return None
        named = value.column.heading.of_period or value.column.heading.months is not None
        return False if named or layout.year_to_date is not None else None

    def _beside(self, row: Row, column: TableColumn | None) -> Field | None:
        cell = self.cell(row, column)
        if column is None or cell is None:
            return None
        around = Ambient(self._units.measured_in(column.heading.unit), where=HEADING)
        return self._cells.read(cell, self.place(row, column), VALUE, around).only()

    def _confirmed(self, row: Row) -> str:
        """Return the words that confirm the value; empty if there are none."""
        column, text = self._fixed.confirmed, self.text(row, self._fixed.confirmed)
        return f"{column.heading.text}: {text}" if column and confirms(text) else ""


def _is_in_words(read: CellReading) -> bool:
    """Tell whether a text contains a figure but could not be read."""
    return isinstance(read.field.reading, Unreadable) and read.field.reading.trouble.code in _IN_WORDS
