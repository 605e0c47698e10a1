"""Marks beside figures, names and headings, and the notes that say what they mean: "86,6*" and "(*) số ước".

Owns the spellings of marks and notes, and the notes that hold for a whole table. Must not know columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from checker.domain.axes import DataState
from checker.domain.record import NamedTuple
from checker.domain.state_words import state_in, state_of_title
from checker.readers.form.table import Table
from checker.readers.form.titles import PlacedText
from checker.readers.grid import Row

__all__ = ["Footnotes", "Marked", "marked"]

_RAISED: Final = "(?<![mM])[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]"
_STARS: Final = r"\( ?\*{1,4} ?\)|\*{1,4}"
_NUMBERS: Final = rf"\([0-9]{{1,2}}\)|\[[0-9]{{1,2}}\]|{_RAISED}{{1,2}}"
_ENDS: Final = frozenset("*)]\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079")
_BEHIND: Final = re.compile(rf"(?P<text>.*[^\s(*]) ?(?P<mark>{_STARS}|{_NUMBERS})", re.DOTALL)
_ALONE: Final = re.compile(rf"{_STARS}|{_NUMBERS}")
_LABEL: Final = r"(?:(?:ghi chú|chú thích|lưu ý|notes?) ?[:.]? ?)?"
_NOTE: Final = re.compile(
    rf"(?P<mark>{_STARS}|{_NUMBERS}|[0-9]{{1,2}}(?=\) )) ?\)? ?[:.=\u2013-]? ?(?P<said>[^*]*\w[^*]*)"
)
_BETWEEN: Final = re.compile(rf"[;\n]\s*(?={_STARS}|{_NUMBERS})|(?<=[.,]) (?={_STARS}|{_NUMBERS})")
_LONGEST: Final = 300


class Marked(NamedTuple):
    """A text and the mark behind it.

    Args:
        text: The text without the mark.
        mark: The mark in one spelling: ``*`` for ``(*)``, ``1`` for ``¹``; or nothing.
    """

    text: str
    mark: str

    @property
    def is_numbered(self) -> bool:
        """Whether the mark is a number, which may be a figure."""
        return self.mark.isdecimal()


def marked(text: str) -> Marked:
    """Take the mark off a text.

    >>> marked("86,6 (*)"), marked("86,6(1)"), marked("86,6")
    (Marked(text='86,6', mark='*'), Marked(text='86,6', mark='1'), Marked(text='86,6', mark=''))
    """
    plain = text.strip()
    if plain[-1:] not in _ENDS or len(plain) > _LONGEST:
        return Marked(text, "")
    if _ALONE.fullmatch(plain):
        return Marked("", _plain(plain))
    match = _BEHIND.fullmatch(plain)
    return Marked(match["text"], _plain(match["mark"])) if match else Marked(text, "")


class Footnotes:
    """The notes above and below one table; they are read when the first mark is met."""

    def __init__(self, table: Table) -> None:
        """Take the table."""
        self._table = table
        self._known: dict[str, PlacedText] | None = None
        self._state: DataState | None = None
        self._is_read = False

    def of(self, mark: str) -> PlacedText | None:
        """Return the note that a mark stands for."""
        if self._known is None:
            self._known = dict(reversed(list(self._notes())))
        return self._known.get(mark)

    @property
    def state(self) -> DataState | None:
        """The kind of figure that a title, or a note above or below the table, states of all of its figures."""
        if not self._is_read:
            self._is_read = True
            notes = (state_in(re.sub(rf"\A{_LABEL}", "", one, flags=re.IGNORECASE)) for one in self._alone())
            titles = (state_of_title(text) for row in self._table.above for text in _filled(row))
            self._state = next((state for state in (*notes, *titles) if state is not None), None)
        return self._state

    def _alone(self) -> Iterator[str]:
        """Yield the texts that stand alone in a row above the table, or below its last row with several cells."""
        for row in self._table.above:
            if len(filled := _filled(row)) == 1:
                yield filled[0]
        for row in reversed(self._table.rows):
            filled = _filled(row)
            if len(filled) > 1:
                return
            yield from filled

    def _notes(self) -> Iterator[tuple[str, PlacedText]]:
        inside = range(self._table.header[0], self._last() + 1)
        for row in self._table.sheet.rows():
            filled = _filled(row)
            if not filled:
                continue
            joined = re.sub(rf"\A{_LABEL}", "", ", ".join(filled)[:_LONGEST], flags=re.IGNORECASE)
            joined = re.sub(r"(?<=[*)\]]),", "", joined, count=1)
            for part in _BETWEEN.split(joined):
                note = _NOTE.match(unicodedata.normalize("NFC", part.strip()))
                # Among the rows of figures, "(1) Kinh tế" is the name of a group.
                if note is None or (row.number in inside and (len(filled) > 1 or "*" not in note["mark"])):
                    continue
                place = self._table.sheet.location(row.number, 1 + row.texts.index(filled[0]))
                yield _plain(note["mark"]), PlacedText(note["said"].strip(" .;"), place)

    def _last(self) -> int:
        """Return the number of the last row with several cells."""
        return next((row.number for row in reversed(self._table.rows) if len(_filled(row)) > 2), 0)  # noqa: PLR2004


def _filled(row: Row) -> list[str]:
    return [text for text in row.texts if text.strip()]


def _plain(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark).strip("()[] ")
