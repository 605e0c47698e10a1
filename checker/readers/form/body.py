"""Turn the rows of a table into observations.

Owns the unit and period of each row, and which rows are ignored. Every value is read, refused with its location, or in
a row that is counted as ignored; none is lost.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container, Iterable, Iterator
from decimal import Decimal
from typing import Final

from checker.domain import codes
from checker.domain.codes import DATA_FILE
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval
from checker.domain.location import Location
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.submission import Field, Figure, Ignored, Observation, Unreadable
from checker.readers.form.column_periods import is_of
from checker.readers.form.envelope import EnvelopeCollector, read_day, read_period
from checker.readers.form.header_terms import Heading, Role, composed, read_heading
from checker.readers.form.heading_remainder import leftover
from checker.readers.form.layout import Fixed, Layout, layout_for, place_of
from checker.readers.form.row import Address, RowReader, Value
from checker.readers.form.several_columns import View
from checker.readers.form.table import counts_columns, row_text
from checker.readers.form.titles import PlacedText, Titles
from checker.readers.grid import CellKind, Row
from checker.readers.notation import shown

__all__ = ["Body", "TableEntry"]

_FIGURE: Final = re.compile(r"[-+\u2212(]?[0-9]")
_HUNDRED: Final = Decimal(100)
# Below it, a bare number may be a share, as Excel stores percentages.
_LEAST_PERCENT: Final = Decimal(2)
_BULLET: Final = re.compile(r"(?:[-+*•\u2013]|(?:[0-9]{1,2}|[IVX]{1,4}|[A-Za-z])[.)])\s*")


class TableEntry(NamedTuple):
    """An observation with its unit and period.

    Args:
        unit: The reporting unit.
        period: The reference period.
        as_of: The day of the figures with its location, if the row states it.
        observation: The row.
        amends: Whether the row says that it corrects an earlier report, if stated.
    """

    unit: str
    period: Period
    as_of: tuple[dt.date, Location] | None
    observation: Observation
    amends: PlacedText | None = None


class Body:
    """Reads the rows of one table.

    Problems of single rows are kept in `troubles`, by the unit and period of the row. If the owner of a row is unclear,
    the envelope records it and refuses the file.
    """

    def __init__(
        self,
        view: View,
        fixed: Fixed,
        titles: Titles,
        reader: RowReader,
        envelope: EnvelopeCollector,
        period: Period | None,
        *,
        first: bool = True,
    ) -> None:
        """Take the table, the reader of its rows, and the context.

        Args:
            view: The table, with the owner of its columns.
            fixed: Its fixed columns.
            titles: The titles above it.
            reader: The reader of its rows.
            envelope: The envelope of the form.
            period: The period of rows that state none.
            first: Whether this is the first reader of these rows, which reports values without an owner.
        """
        self._view = view
        self._first = first
        self._table = view.table
        self._fixed = fixed
        self._titles = titles
        self._reader = reader
        self._envelope = envelope
        self._unit = view.unit or envelope.unit_of(titles)
        self._period = period
        self._layouts: dict[Period, Layout | None] = {}
        # A row that names another period, such as "Năm 2023", for the rows below it.
        self._other: Row | None = None
        self.troubles: dict[tuple[str, Period], dict[Diagnostic, None]] = {}
        """The problems of single rows, without repeats."""
        self.faulty: Container[int] = ()
        """The numbers of rows with a cell whose problem is known before they are read."""
        self.owners: dict[int, tuple[str, Period]] = {}
        """The unit and period of each of these rows, by its number."""
        self._ignored: list[Ignored] = []

    def entries(self) -> Iterator[TableEntry]:
        """Yield the observations, in the order of the rows."""
        if not self._fixed.period and self._period is None:
            self._lacks("period")
        if not self._fixed.unit and self._unit is None:
            self._lacks("unit")
        last = self._last_figure()
        for index, row in enumerate(self._table.rows):
            if not index and counts_columns(row):
                self._pass_over("header", row)
            else:
                yield from self._read(row, last)

    def ignored(self, used: Container[int]) -> Iterator[Ignored]:
        """Yield the ignored parts, after all entries were read.

        Args:
            used: The columns that any reader has read.
        """
        for row in self._table.above:
            yield Ignored("title", row_text(row), self._reader.place(row))
        for column in self._table.columns:
            if column.column not in used and column.heading.role is not Role.ORDER:
                yield Ignored("column", column.heading.text, place_of(self._table, column))
        yield from self._ignored

    @property
    def used(self) -> set[int]:
        """The columns that were read, after all entries were read."""
        layouts = (layout for layout in self._layouts.values() if layout is not None)
        return {column for layout in layouts for column in layout.used} | self._fixed.used

    def _read(self, row: Row, last: int) -> Iterator[TableEntry]:
        reader = self._reader
        address = reader.address(row)
        self._note_block(row)
        # A list may have notes below it that belong to no row.
        listed = self._fixed.unit or self._fixed.period
        if address is None and listed and not self._has_figure(row) and not reader.strays.has_figure(row):
            self._pass_over("note", row)
            return
        unit, period = self._whose(row), self._when(row)
        if unit is None or period is None:
            if unit is None or not reader.text(row, self._fixed.period):
                self._lacks("unit" if unit is None else "period", row)
            return
        layout = self._layout(period)
        if layout is None:
            return
        owner = unit, period
        if row.number in self.faulty:
            self.owners[row.number] = owner
        if address is None:
            self._tell(owner, (*self._nameless(row, layout, last), *reader.take_troubles()))
            return
        observation = reader.observation(row, address, layout)
        self._tell(owner, reader.take_troubles())
        if observation is None:
            observation = self._alone(row, address, period)
        if observation is None:
            self._pass_over(self._kind_without_value(row, last), row)
            return
        if self._other is not None:
            number = next(number for number, text in enumerate(self._other.texts, 1) if text.strip())
            place = self._table.sheet.location(self._other.number, number)
            self._envelope.refuse(codes.OTHER_BLOCK, place, block=shown(row_text(self._other)), period=str(period))
            self._other = None
        observation = observation if listed else self._of_view(observation)
        yield TableEntry(unit, period, self._day(row), observation, self._amends(row))

    def _tell(self, owner: tuple[str, Period], troubles: Iterable[Diagnostic]) -> None:
        """Keep the problems of a row for its unit and period."""
        for one in troubles:
            self.troubles.setdefault(owner, {})[one] = None

    def _of_view(self, observation: Observation) -> Observation:
        """Return a form's row, completed from the headings of its columns."""
        observation = _without_share(observation)
        return observation._replace(aspect=self._view.aspect, aspect_alone=self._view.alone)

    def _note_block(self, row: Row) -> None:
        """Record a row that only names a period, which applies to the rows below it."""
        texts = [text.strip() for text in row.texts if text.strip()]
        if len(texts) != 1 or texts[0].isdecimal() or self._fixed.period or self._period is None:
            return
        bullet = _BULLET.match(texts[0])
        words = texts[0][bullet.end() if bullet else 0 :].rstrip(" :")
        heading = read_heading([words])
        if (heading.years or heading.months) and not leftover([composed(words)]).words:
            self._other = None if is_of(heading, self._period) else row

    def _whose(self, row: Row) -> str | None:
        """Return the unit of a row; it must agree with that of the form."""
        text = self._reader.text(row, self._fixed.unit)
        if text and self._unit and text != self._unit:
            place, title = self._reader.place(row, self._fixed.unit), self._titles.unit
            self._envelope.refuse_other("unit", PlacedText(text, place), self._unit, title.place if title else None)
        return text or self._unit

    def _when(self, row: Row) -> Period | None:
        text = self._reader.text(row, self._fixed.period)
        if not text:
            return self._period
        place = self._reader.place(row, self._fixed.period)
        period = read_period(text)
        if period is None:
            self._envelope.refuse(DATA_FILE["not-a-period"], place, value=shown(text))
        elif self._period and period != self._period:
            self._envelope.refuse_other("period", PlacedText(text, place), str(self._period))
        return period

    def _day(self, row: Row) -> tuple[dt.date, Location] | None:
        text = self._reader.text(row, self._fixed.as_of)
        if not text:
            return None
        place = self._reader.place(row, self._fixed.as_of)
        day = read_day(text)
        if day is None:
            self._envelope.refuse_day(place, text)
            return None
        return day, place

    def _amends(self, row: Row) -> PlacedText | None:
        text = self._reader.text(row, self._fixed.amends)
        return PlacedText(text, self._reader.place(row, self._fixed.amends)) if text else None

    def _layout(self, period: Period) -> Layout | None:
        """Return the columns with a period's figures; ``None`` if unclear, which is reported once."""
        if period not in self._layouts:
            layout = layout_for(self._table, period, self._unit or "")
            if isinstance(layout, Diagnostic):
                self._envelope.troubles.append(layout)
            self._layouts[period] = layout if isinstance(layout, Layout) else None
        return self._layouts[period]

    def _alone(self, row: Row, address: Address, period: Period) -> Observation | None:
        """Refuse a row that only states the deviation from the plan, or a percentage of a partial plan."""
        for column in self._table.columns if self._first else ():
            if not _is_unread(column.heading, period):
                continue
            cell = self._reader.cell(row, column)
            # A formula gives 0 or minus 100 if the figure was left empty.
            if cell is None or cell.formula or re.search("[1-9]", cell.text) is None:
                continue
            place, heading = self._reader.place(row, column), shown(column.heading.text)
            wrong = diagnostic(codes.CHANGE_ALONE, place, value=shown(cell.text), heading=heading)
            refused = Field(cell.text, place, Unreadable(wrong))
            return Observation(address.text, address.place, refused, title=address.title, code=address.code)
        return None

    def _nameless(self, row: Row, layout: Layout, last: int) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each figure of a row without a name; words alone are a note or a signature."""
        values = self._reader.values(row, layout)
        parts = [field for field in self._reader.parts(row) if field is not None]
        figures = any(self._is_figure(value, row) for value in values)
        if not figures and not any(isinstance(field.reading, Figure) for field in parts):
            yield from self._reader.strays.unread(row)
            self._pass_over(self._kind_without_value(row, last), row)
            return
        refused = [(one.place, one.cell.text) for one in values] + [(one.location, one.text) for one in parts]
        for place, text in refused:
            yield diagnostic(codes.NAMELESS_VALUE, place, value=shown(text))

    def _is_figure(self, value: Value, row: Row) -> bool:
        """Tell whether a value without a name could be a figure and not a signature or note."""
        if value.cell.kind is not CellKind.TEXT:
            return True
        match self._reader.read(value._replace(trouble=None), row).field.reading:
            case Figure():
                return True
            case Unreadable(trouble):
                return trouble.code not in {codes.NOT_A_NUMBER, codes.UNKNOWN_UNIT, codes.REMARK_DECIDES}
            case _:
                return False

    def _kind_without_value(self, row: Row, last: int) -> str:
        """Classify a row without a value."""
        if row.number > last:
            return "note"
        return "no_value" if self._has_figure(row) else "group"

    def _has_figure(self, row: Row) -> bool:
        """Tell whether a row has anything that could be a figure, apart from the row number."""
        return any(
            cell.kind is not CellKind.TEXT or _FIGURE.match(cell.text.strip())
            for column in self._table.columns
            if column.column not in self._fixed.texts
            if (cell := self._reader.cell(row, column)) is not None
        )

    def _last_figure(self) -> int:
        """Return the number of the last row with anything that could be a figure."""
        return next((row.number for row in reversed(self._table.rows) if self._has_figure(row)), 0)

    def _lacks(self, key: str, row: Row | None = None) -> None:
        place = self._reader.place(row) if row else place_of(self._table, self._table.columns[0])
        self._envelope.lacks(key, place, self._titles)

    def _pass_over(self, why: str, row: Row) -> None:
        self._ignored.append(Ignored(why, row_text(row), self._reader.place(row)))


def _is_unread(heading: Heading, period: Period) -> bool:
    """Tell whether a column is about a period's plan but not a percentage of it."""
    part = heading.role is Role.PERCENT and not heading.whole_plan
    return (heading.change or part) and all(year == period.year for year in heading.years)


def _without_share(observation: Observation) -> Observation:
    """Refuse a bare 0.866 under `% so KH` if the row states nothing else: it may mean 86.6 % or 0.866 %."""
    percent = observation.percent_of_plan
    if percent is None or observation.value is not None or observation.numerator is not None:
        return observation
    match percent.reading:
        case Figure(Interval(Decimal() as low, high), None) if low == high and 0 < low < _LEAST_PERCENT:
            first, second = (f"{plain(number):f}%" for number in (low, low * _HUNDRED))
        case _:
            return observation
    wrong = diagnostic(
        codes.PERCENT_UNCLEAR,
        percent.location,
        value=shown(percent.text),
        first=first,
        second=second,
        first_text=first,
        second_text=second,
    )
    return observation._replace(percent_of_plan=percent._replace(reading=Unreadable(wrong)))
