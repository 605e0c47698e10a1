"""Turn a grid of cells into the submissions that it contains.

Owns the order of the steps, and which rows belong together. Must not know file formats or rule packs. Problems that
make the owner or period of figures unclear are raised all at once; problems of a row or cell are kept with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from string import ascii_uppercase
from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.submission import Ignored, Locale, Observation, Submission
from checker.domain.text import message
from checker.errors import SubmissionError
from checker.readers.cells.legacy import TCVN3, ConvertedSheet, legacy_encoding
from checker.readers.form.body import Body, TableEntry
from checker.readers.form.cells import Ambient, CellReader
from checker.readers.form.column_choices import ColumnChoices
from checker.readers.form.column_periods import is_of, names_period, period_of_columns
from checker.readers.form.envelope import OWN_SHEET, EnvelopeCollector
from checker.readers.form.explanations import (
    ExplanationSheet,
    is_explanation,
    read_explanations,
    with_explanations,
)
from checker.readers.form.header_terms import Role, composed
from checker.readers.form.layout import fixed_columns, layout_for, place_of
from checker.readers.form.options import EnvelopeOptions
from checker.readers.form.own_sheets import is_own, is_report
from checker.readers.form.row import RowReader
from checker.readers.form.several_columns import Units, View, views_of
from checker.readers.form.table import Table, find_tables
from checker.readers.form.titles import PlacedText, Titles, is_id, read_titles
from checker.readers.form.unit_around import units_of_tables
from checker.readers.grid import Grid, Sheet

__all__ = ["EnvelopeOptions", "read_form"]

# The reading may have this many levels: the whole, and one part of it.
_LONE: Final = 2
_SAMPLED_ROWS: Final = 100
_OLD_LETTERS: Final = frozenset("®ª¹¸ØÖøöïäëå")
# A sheet with fewer rows is only the title of a picture.
_MOST_TITLES: Final = 20
_TO_UNICODE: Final = message(
    "convert the workbook to Unicode, with Unikey say, and choose a Unicode font such as Times New Roman"
)


def read_form(grid: Grid, options: EnvelopeOptions = EnvelopeOptions()) -> tuple[Submission, ...]:  # noqa: B008 - frozen
    """Read the submissions of a form, one for each unit and period in the order of their first rows.

    Args:
        grid: The file's cells.
        options: The caller's options for the file.

    Raises:
        SubmissionError: There is no table, or the owner or period of its figures is unclear; lists all problems.
    """
    return _Form(grid, options).submissions()


class _Form:
    def __init__(self, grid: Grid, options: EnvelopeOptions) -> None:
        self._grid = grid
        self._envelope = EnvelopeCollector(grid, options)
        self._options = options
        self._choice = ColumnChoices(options.columns, options.layouts)
        self._faults = {trouble.location: trouble for trouble in grid.troubles}
        self._faulty: dict[str, set[int]] = {}
        for place in self._faults:
            self._faulty.setdefault(place.sheet, set()).add(_row_of(place))
        self._cells: dict[Locale, CellReader] = {}
        self._troubles: list[Diagnostic] = []
        self._ignored: list[Ignored] = []
        self._groups: dict[tuple[str, Period], _Group] = {}
        self._explained: list[ExplanationSheet] = []
        # The units and periods of rows with a problem in a cell, by sheet and row; row 0 is the first of the sheet.
        self._owners: dict[tuple[str, int], dict[tuple[str, Period], None]] = {}

    def submissions(self) -> tuple[Submission, ...]:
        tables = self._tables()
        titles = _of_one_unit(tables, [read_titles(table) for table in tables])
        if self._envelope.period_is_given:
            tables, titles = self._of_period(tables, titles)
        around = units_of_tables(tables, titles)
        for table, above, measure, period in zip(tables, titles, around, self._periods(tables, titles), strict=True):
            self._read(table, above, measure, period)
        if self._envelope.troubles:
            raise SubmissionError([*self._envelope.troubles, *self._troubles])
        if not self._groups:
            self._empty(tables, titles)
        return self._with_explanations(self._joined(titles))

    def _with_explanations(self, submissions: tuple[Submission, ...]) -> tuple[Submission, ...]:
        if not self._explained:
            return submissions
        found, lost = with_explanations(submissions, self._explained)
        return (found[0]._replace(troubles=(*found[0].troubles, *lost)), *found[1:])

    def _tables(self) -> list[Table]:
        """Return the tables on visible sheets; a table on a hidden sheet is reported but not read."""
        if is_report(self._grid.sheets):
            raise SubmissionError([diagnostic(codes.OWN_REPORT, Location(self._grid.path))])
        if self._encoding() == TCVN3:
            # Its letters need an old font, and each of them has one code.
            self._grid = self._grid._replace(sheets=tuple(map(ConvertedSheet, self._grid.sheets)))
            place = Location(self._grid.path, sheet=self._grid.sheets[0].name)
            self._envelope.notices[diagnostic(codes.LEGACY_CONVERTED, place, encoding=TCVN3)] = None
        tables = self._tables_on_sheets()
        if not tables:
            raise SubmissionError([*self._envelope.troubles, self._without_table(), *self._troubles])
        unknown = self._choice.unknown(tables)
        if unknown:
            raise SubmissionError([*unknown, *self._troubles])
        return tables

    def _tables_on_sheets(self) -> list[Table]:
        tables: list[Table] = []
        # They are read whichever sheet is selected, because they contain no figures.
        explained = [sheet for sheet in self._grid.sheets if is_explanation(sheet)]
        self._explained = list(map(read_explanations, explained))
        for sheet in self._sheets_to_read():
            if sheet.name == OWN_SHEET:
                continue
            if sheet in explained:
                continue
            if is_own(sheet):
                self._ignored.append(Ignored("sheet", sheet.name, Location(self._grid.path, sheet=sheet.name)))
                continue
            found = self._choice.settled(find_tables(sheet))
            if sheet.hidden:
                place = sheet.location(found[0].header[0]) if found else Location(self._grid.path, sheet=sheet.name)
                if found:
                    self._troubles.append(diagnostic(codes.HIDDEN_SHEET, place, sheet=sheet.name))
                self._ignored.append(Ignored("sheet", sheet.name, place))
            elif found:
                tables.extend(found)
            else:
                self._ignored.append(Ignored("sheet", sheet.name, Location(self._grid.path, sheet=sheet.name)))
        return tables

    def _sheets_to_read(self) -> Sequence[Sheet]:
        """Return the sheets to read: all, or the one that the user named; others are reported as ignored."""
        name = composed(self._options.sheet)
        if not name:
            return self._grid.sheets
        chosen = [sheet for sheet in self._grid.sheets if composed(sheet.name) == name]
        place = Location(self._grid.path)
        if not chosen:
            known = tuple(sheet.name for sheet in self._grid.sheets if sheet.name != OWN_SHEET)
            raise SubmissionError([diagnostic(codes.SHEET_MISSING, place, value=self._options.sheet, known=known)])
        others = [sheet for sheet in self._grid.sheets if sheet not in chosen and sheet.name != OWN_SHEET]
        self._ignored.extend(Ignored("sheet", sheet.name, Location(place.path, sheet=sheet.name)) for sheet in others)
        return chosen

    def _of_period(self, tables: list[Table], titles: list[Titles]) -> tuple[list[Table], list[Titles]]:
        """Drop the tables of other periods than the requested one, if some tables are of it or name none."""
        pairs = list(zip(tables, titles, strict=True))
        remaining = [pair for pair in pairs if not self._is_of_another(*pair)]
        # "TH 6 tháng" on the sheet of nine months only repeats the sheet of six months.
        if any(self._envelope.agrees(titles) for _, titles in remaining):
            remaining = [(table, titles) for table, titles in remaining if not self._envelope.contradicts(titles)]
        if not remaining or len(remaining) == len(pairs):
            return tables, titles
        for table, _ in pairs:
            if all(table is not other for other, _ in remaining):
                place = table.sheet.location(table.header[0])
                self._ignored.append(Ignored("period", table.sheet.name, place))
        return [table for table, _ in remaining], [above for _, above in remaining]

    def _is_of_another(self, table: Table, titles: Titles) -> bool:
        """Tell whether a table is of another period: by its columns, else by its titles, else by its sheet's name."""
        period = self._envelope.period
        if period is None or names_period(table, period):
            return False
        figures = table.with_role(Role.ACTUAL)
        if figures and not any(is_of(column.heading, period) for column in figures):
            return True
        return self._envelope.contradicts(titles._replace(mentions=titles.mentions or titles.of_sheet))

    def _without_table(self) -> Diagnostic:
        """Report that there is no table, or the old encoding that makes its headings unreadable."""
        visible = [sheet for sheet in self._grid.sheets if not sheet.hidden]
        place = Location(self._grid.path, sheet=visible[0].name if len(visible) == 1 else "")
        if encoding := self._encoding():
            return diagnostic(codes.LEGACY_ENCODING, place, hint=_TO_UNICODE, encoding=encoding)
        few = sum(1 for sheet in self._grid.sheets for _ in islice(sheet.rows(), _MOST_TITLES)) < _MOST_TITLES
        return diagnostic(codes.ONLY_PICTURES if self._grid.pictures and few else codes.NO_TABLE, place)

    def _encoding(self) -> str:
        """Return the name of the old encoding of the headings, if any."""
        rows = (row for sheet in self._grid.sheets for row in islice(sheet.rows(), _SAMPLED_ROWS))
        seen = "\n".join(text for row in rows for text in row.texts)
        # In Unicode, the codes of these encodings are other letters, mostly not Vietnamese ones.
        return "" if _OLD_LETTERS.isdisjoint(seen) else legacy_encoding(seen.encode("latin-1", "replace"))

    def _periods(self, tables: Sequence[Table], titles: Sequence[Titles]) -> list[Period | None]:
        """Return the period of each table: its own, that of the table before it, or the only one in the file."""
        given = self._envelope.period if self._envelope.period_is_given else None
        own = [
            self._envelope.period_of(
                above,
                overruled=given is not None and names_period(table, given),
                dated=bool(table.with_role(Role.AS_OF)),
            )
            or (None if self._envelope.troubles else period_of_columns(table, above))
            for table, above in zip(tables, titles, strict=True)
        ]
        named = {period for period in own if period is not None}
        only = next(iter(named)) if len(named) == 1 else None
        found: list[Period | None] = []
        for index, period in enumerate(own):
            same_sheet = index > 0 and tables[index].sheet is tables[index - 1].sheet
            found.append(period or (found[-1] if same_sheet else None) or only)
        return found

    def _read(self, table: Table, titles: Titles, measure: Ambient, period: Period | None) -> None:
        fixed = fixed_columns(table)
        if isinstance(fixed, list):
            self._envelope.troubles.extend(fixed)
            return
        # A list of rows comes from a program, a form from an office.
        usual: Locale = "machine" if fixed.unit or fixed.period else "vi"
        locale = self._envelope.locale or usual
        cells = self._cells.setdefault(locale, CellReader(locale, self._faults))
        listed = fixed.unit is not None or fixed.period is not None
        bodies: list[Body] = []
        for view in [View(table)] if listed else self._views(table, titles, period):
            reader = RowReader(view.table, fixed, cells, measure)
            body = Body(view, fixed, titles, reader, self._envelope, period, first=not bodies)
            body.faulty = self._faulty.get(table.sheet.name, ())
            for entry in list(body.entries()):
                group = self._group(entry.unit, entry.period, table)
                self._owners.setdefault((table.sheet.name, 0), {(entry.unit, entry.period): None})
                group.listed = group.listed or listed
                group.add(entry, self._envelope, titles)
            bodies.append(body)
        for body in bodies:
            self._own(body, table, listed=listed)
        used = frozenset(column for body in bodies for column in body.used)
        self._ignored.extend(bodies[0].ignored(used))

    def _own(self, body: Body, table: Table, *, listed: bool) -> None:
        """Keep the problems of rows with the unit and period of the row, and note the owner of each row."""
        for row, key in body.owners.items():
            self._owners.setdefault((table.sheet.name, row), {})[key] = None
        for key, troubles in body.troubles.items():
            if listed or key in self._groups:
                group = self._group(*key, table)
                group.listed = group.listed or listed
                group.troubles |= troubles
            else:
                # A form may have a column for a unit that reports nothing yet.
                self._troubles = list(dict.fromkeys((*self._troubles, *troubles)))

    def _owned(self, troubles: Iterable[Diagnostic]) -> dict[tuple[str, Period], list[Diagnostic]]:
        """Group problems of cells and sheets by unit and period: by the row, else by the first of the sheet or file."""
        found: dict[tuple[str, Period], list[Diagnostic]] = {}
        for one in troubles:
            sheet, row = one.location.sheet, _row_of(one.location)
            owners = [key for key in self._owners.get((sheet, row), ()) if key in self._groups] if row else []
            of_sheet = chain(self._owners.get((sheet, 0), ()), self._groups)
            for key in owners or islice((key for key in of_sheet if key in self._groups), 1):
                found.setdefault(key, []).append(one)
        return found

    def _views(self, table: Table, titles: Titles, period: Period | None) -> list[View]:
        """Return a view of the table for each unit with separate columns, and for each part of an indicator."""
        options = self._options
        stated_unit = self._envelope.unit or (titles.unit.text if titles.unit and is_id(titles.unit.text) else "")
        views = views_of(table, period, stated_unit, Units(options.units, options.whole, options.unit_named))
        first = layout_for(views[0].table, period, stated_unit or views[0].unit) if period is not None else None
        if len(views) > 1 and views[1].aspect and isinstance(first, Diagnostic) and first.code is codes.NOT_THE_VALUE:
            # No column has the whole of these parts, so each part needs an owner.
            return [view._replace(alone=first) for view in views[1:]] if len(views) > _LONE else views[:1]
        return views

    def _group(self, unit: str, period: Period, table: Table) -> _Group:
        key = unit, period
        if key not in self._groups:
            self._groups[key] = _Group(place_of(table, table.columns[0]))
        return self._groups[key]

    def _empty(self, tables: Sequence[Table], titles: Sequence[Titles]) -> None:
        """Record the unit and period of a form without any reported row."""
        unit = self._envelope.unit_of(titles[0])
        period = self._periods(tables, titles)[0]
        if unit is not None and period is not None:
            self._group(unit, period, tables[0])

    def _joined(self, titles: Sequence[Titles]) -> tuple[Submission, ...]:
        """Group the rows by unit and period; statements about a sheet or the file go with its first group."""
        names = (above.unit.text for above in titles if above.unit and not is_id(above.unit.text))
        provider = next(names, "")
        synthetic = self._envelope.synthetic or any(above.synthetic for above in titles)
        sent = self._envelope.sent_on(titles)
        own = {key: self._envelope.place(key) for key in ("pack", "unit", "period", "as_of")}
        readers = self._cells.values()
        reported = {trouble for cells in readers for trouble in cells.reported}
        foreign = next((cells.foreign for cells in readers if cells.foreign), None)
        whole = self._owned(
            (
                *(trouble for trouble in self._grid.troubles if trouble not in reported),
                *self._envelope.notices,
                *self._choice.notices,
                *self._troubles,
            )
        )
        submissions: list[Submission] = []
        for (unit, period), group in self._groups.items():
            first = not submissions
            submissions.append(
                Submission(
                    path=self._grid.path,
                    sha256=self._grid.sha256,
                    pack=self._envelope.pack,
                    unit=unit,
                    period=period,
                    as_of=group.day or self._envelope.as_of,
                    observations=tuple(group.observations),
                    provider=provider,
                    synthetic=synthetic,
                    troubles=(*whole.get((unit, period), ()), *group.troubles),
                    places=(*own.items(), ("observations", group.place), ("amends", group.amends_at or group.place)),
                    ignored=tuple(self._ignored) if first else (),
                    foreign=foreign,
                    is_form=not group.listed,
                    amends=group.amends is True,
                    sent=sent,
                )
            )
        return tuple(submissions)


def _row_of(place: Location) -> int:
    """Return the row of a workbook's cell; 0 for a whole sheet or file."""
    return int(place.cell.lstrip(ascii_uppercase) or 0)


def _of_one_unit(tables: Sequence[Table], titles: Sequence[Titles]) -> list[Titles]:
    """Return titles completed with the unit of the table before it on its sheet, or the only unit of the file.

    A header repeated on the next page starts a new table, usually without the titles above the first one.
    """
    named = {above.unit.text: above.unit for above in titles if above.unit is not None}
    only = next(iter(named.values())) if len(named) == 1 else None
    found: list[Titles] = []
    for index, above in enumerate(titles):
        same_sheet = index > 0 and tables[index].sheet is tables[index - 1].sheet
        before = found[-1].unit if same_sheet else None
        found.append(above._replace(unit=above.unit or before or only))
    return found


class _Group:
    """The rows of one unit and period."""

    def __init__(self, place: Location) -> None:
        self.place = place
        self.observations: list[Observation] = []
        self.day: dt.date | None = None
        # The problems of its rows, without repeats.
        self.troubles: dict[Diagnostic, None] = {}
        # Whether the rows are a list of observations, and not a form with one row per indicator.
        self.listed = False
        # Whether the rows correct an earlier report, and where that is first stated.
        self.amends: bool | None = None
        self.amends_at: Location | None = None

    def add(self, entry: TableEntry, envelope: EnvelopeCollector, titles: Titles) -> None:
        """Add a row. All rows must have one day, and all or none must correct an earlier report."""
        statement = entry.amends or titles.amends
        amends = envelope.amends(statement) or False
        if self.observations and amends is not self.amends:
            here = statement or PlacedText("–", entry.observation.location)
            envelope.refuse_other("amends", here, str(self.amends).lower(), self.amends_at)
        if not self.observations:
            unsaid = envelope.place("amends") if amends else entry.observation.location
            self.amends, self.amends_at = amends, statement.place if statement else unsaid
        self.observations.append(entry.observation)
        if entry.as_of is None:
            return
        day, place = entry.as_of
        known = self.day or envelope.as_of
        if known is not None and day != known:
            envelope.refuse(
                codes.SEVERAL_DAYS,
                place,
                unit=entry.unit,
                period=str(entry.period),
                first=known.isoformat(),
                second=day.isoformat(),
            )
        self.day = day
