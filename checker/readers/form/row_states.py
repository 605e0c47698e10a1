"""The kind of figure that a row states: in its column of states, in the value's words, by a mark, in a note.

Owns which of these decides. A mark whose note says something else than the kind of figure is reported, and so is one
without a note. Must not know how a figure is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.domain import codes
from checker.domain.axes import DataState
from checker.domain.codes import DATA_FILE
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.state_words import state_in, state_of_remark
from checker.domain.text import message
from checker.readers.envelope import STATUS_WORDS, status_of
from checker.readers.form.footnotes import Footnotes, Marked, marked
from checker.readers.form.layout import Fixed
from checker.readers.form.row_cells import RowCells
from checker.readers.form.table import Table, TableColumn
from checker.readers.grid import Appearance, Cell, Row
from checker.readers.notation import shown

__all__ = ["RowStates"]

# A dash fills an empty cell.
_SAYS_SOMETHING: Final = re.compile(r"\w")
_NO_NOTE: Final = message("no note of the sheet says what it means")


class _Mark(NamedTuple):
    """A mark beside something of a row.

    Args:
        mark: The mark.
        text: The text with the mark.
        place: Its location.
        of_figure: Whether it stands with the figure itself, so that it should have a note.
    """

    mark: str
    text: str
    place: Location
    of_figure: bool = False


class RowStates:
    """Finds the kinds of figures of the rows of one table."""

    def __init__(self, table: Table, fixed: Fixed, cells: RowCells) -> None:
        """Take the table, its columns and its cells."""
        self._table = table
        self._fixed = fixed
        self._cells = cells
        self._notes = Footnotes(table)
        # A list has a column for the kind of figure, and no notes below it.
        self._is_listed = bool(fixed.unit or fixed.period)
        self.troubles: list[Diagnostic] = []

    def without_mark(self, text: str) -> Marked | None:
        """Return a figure without the mark behind it; ``None`` if it has none, or only a number without a note."""
        if self._is_listed:
            return None
        found = marked(text)
        known = found.mark and found.text and (not found.is_numbered or self._notes.of(found.mark) is not None)
        return found if known else None

    def of(self, row: Row, column: TableColumn | None, cell: Cell | None, own: DataState | None) -> DataState:
        """Return the kind of figure of a row.

        Args:
            row: The row.
            column: The column of its value, if it has one.
            cell: The cell with its value.
            own: The kind that the value's own words state.
        """
        marked_as = None if self._is_listed else self._marked_as(row, column, cell)
        text = self._cells.text(row, self._fixed.status)
        if _SAYS_SOMETHING.search(text):
            state = status_of(text)
            if state is not None:
                return state
            place = self._cells.place(row, self._fixed.status)
            known = ", ".join(STATUS_WORDS)
            self.troubles.append(diagnostic(DATA_FILE["not-allowed"], place, value=shown(text), known=known))
        found = own or marked_as or self._from_note(row) or (column.heading.state if column else None)
        return found or (None if self._is_listed else self._notes.state) or DataState.FINAL

    def _from_note(self, row: Row) -> DataState | None:
        """Return the kind of figure from a note that says nothing else."""
        notes = () if self._is_listed else self._fixed.notes
        states = (state_in(self._cells.text(row, column)) for column in notes)
        return next((state for state in states if state is not None), None)

    def _marked_as(self, row: Row, column: TableColumn | None, cell: Cell | None) -> DataState | None:
        """Return the kind of figure by the marks of a row, and report what else their notes say."""
        states: list[DataState] = []
        for one in self._marks(row, column, cell):
            note = self._notes.of(one.mark)
            remark = state_of_remark(note.text) if note else None
            if remark is not None:
                states.append(remark.state)
            if (remark is None or remark.more) and (note is not None or one.of_figure):
                quoted = _NO_NOTE if note is None else message("“{note}”", note=shown(note.text))
                self.troubles.append(
                    diagnostic(codes.NOTE_MARK, one.place, value=shown(one.text), mark=one.mark, said=quoted)
                )
        return next(iter(states), None)

    def _marks(self, row: Row, column: TableColumn | None, cell: Cell | None) -> Iterator[_Mark]:
        if cell is not None:
            place = self._table.sheet.location(cell.row, cell.column)
            found = self.without_mark(cell.text)
            if found is not None:
                yield _Mark(found.mark, cell.text.strip(), place, of_figure=True)
            elif cell.look is Appearance.PART:
                # What was left out of the cell: a raised mark, or something struck out.
                marks = marked(cell.other_text if cell.other_text[-1:] in "*)]" else f"({cell.other_text})")
                yield _Mark(marks.mark, cell.text.strip(), place)
        for beside in (self._fixed.title, *self._fixed.notes):
            text = self._cells.text(row, beside)
            found = marked(text)
            if found.mark and (beside is self._fixed.title or not found.text):
                yield _Mark(found.mark, text, self._cells.place(row, beside))
        if column is not None and (found := marked(column.heading.text)).mark:
            place = self._table.sheet.location(self._table.header[-1], column.column)
            yield _Mark(found.mark, column.heading.text, place)
