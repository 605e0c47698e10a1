"""Read the rows of a submission, each value with its reading and its exact location.

Owns the content of a row. Must not know the envelope's keys or any rule pack. A value that cannot be read stays in its
row as `Unreadable`; other problems of a row are listed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, TypeAlias

from checker.domain import codes
from checker.domain.axes import DataState
from checker.domain.codes import DATA_FILE, Code
from checker.domain.diagnostic import Diagnostic
from checker.domain.submission import Field, Foreign, Locale, Observation, Reading, Unreadable
from checker.domain.text import Value
from checker.readers.envelope import (
    CONFIRMED_WORDS,
    ROW_KEYS,
    STATUS_WORDS,
    Envelope,
    confirms,
    is_null,
    status_of,
)
from checker.readers.plain_numbers import plain_number
from checker.syntax.tree import Mapping, Node, Scalar, SyntaxTree

if TYPE_CHECKING:
    from checker.readers.notation import Trouble

__all__ = ["Rows"]

_What: TypeAlias = Literal["value", "percent_of_plan"]
_Read: TypeAlias = tuple[Field | None, DataState | None, Field | None, Field | None]
"""A value, the kind of figure that its words state, the number after a slash ("7/2"), and the percentage of the two."""


class Rows:
    """Reads rows one by one, and records their problems."""

    def __init__(self, document: SyntaxTree, envelope: Envelope, locale: Locale) -> None:
        """Take the file, the recorder of wrong keys and shapes, and the notation of numbers."""
        self._document = document
        self._envelope = envelope
        self._locale = locale
        self._troubles: list[Diagnostic] = []
        self.foreign: Foreign | None = None
        """The first figure that is only valid in another notation."""

    @property
    def troubles(self) -> tuple[Diagnostic, ...]:
        """The problems of single rows, in order."""
        return tuple(self._troubles)

    def read(self, entry: tuple[Scalar, Node]) -> Observation | None:
        """Read one row; ``None`` if it does not have the shape of one, which the envelope reports."""
        key, node = entry
        if isinstance(node, Scalar):
            return self._short_row(key, node)
        if not isinstance(node, Mapping):
            self._envelope.row_shape(node)
            return None
        self._envelope.check_keys(node, ROW_KEYS)
        value, state, behind, share = self._field(self._envelope.cell(node, "value"), "value")
        numerator = self._part(self._envelope.cell(node, "numerator"))
        denominator = self._part(self._envelope.cell(node, "denominator"))
        growth, *_ = self._field(self._envelope.cell(node, "growth"), "value")
        percent, *_ = self._field(self._envelope.cell(node, "percent_of_plan"), "percent_of_plan")
        if percent is not None and value is None and numerator is None and _says_nothing(percent):
            percent = None
        status = self._status(self._envelope.cell(node, "status"))
        if value is None and percent is None and growth is None and (numerator is None or denominator is None):
            self._missing(key)
        return Observation(
            indicator=key.text,
            location=self._document.location(key),
            value=value,
            status=status or state or DataState.FINAL,
            percent_of_plan=percent,
            numerator=numerator,
            denominator=denominator,
            note=self._envelope.text(node, "note"),
            behind=behind,
            share=share,
            growth=growth,
            confirmed=self._confirmed(self._envelope.cell(node, "confirmed")),
        )

    def _short_row(self, key: Scalar, node: Scalar) -> Observation:
        """Read a row that consists of a value: ``business_households: "4.012 hộ"``."""
        value, state, behind, share = self._field(None if is_null(node) else node, "value")
        if value is None:
            self._missing(key)
        place = self._document.location(key)
        return Observation(key.text, place, value, state or DataState.FINAL, behind=behind, share=share)

    def _field(self, node: Scalar | None, what: _What) -> _Read:
        """Read a value, with what its own words say besides."""
        if node is None:
            return None, None, None, None
        figure = plain_number(node.text, machine=not node.quoted) if what == "value" else None
        if figure is not None:
            return Field(node.text, self._document.location(node), figure), None, None, None
        return self._worded(node, what)

    def _worded(self, node: Scalar, what: _What) -> _Read:
        """Read a value that is not only digits."""
        from checker.readers.notation import Trouble
        from checker.readers.numbers import WordedFigure, read_number, state_in_words
        from checker.readers.plan_words import read_percent_of_plan

        read = read_number if what == "value" else read_percent_of_plan
        found = read(node.text, locale=self._locale, machine=not node.quoted)
        reading: Reading
        if isinstance(found, Trouble):
            reading = Unreadable(self._diagnostic(found, node))
            if found.foreign and self.foreign is None:
                self.foreign = Foreign(node.text, self._document.location(node))
        else:
            reading = found.figure if isinstance(found, WordedFigure) else found
        field = Field(node.text, self._document.location(node), reading)
        if not isinstance(found, WordedFigure):
            return field, state_in_words(found, node.text) if what == "value" else None, None, None
        behind, share = (one and field._replace(reading=one) for one in (found.planned, found.share))
        return field, found.state, behind, share

    def _part(self, node: Scalar | None) -> Field | None:
        """Read a numerator or denominator, which is one figure."""
        field, _, behind, _ = self._field(node, "value")
        if node is None or field is None or behind is None:
            return field
        from checker.readers.notation import not_a_number

        return field._replace(reading=Unreadable(self._diagnostic(not_a_number(node.text), node)))

    def _status(self, node: Scalar | None) -> DataState | None:
        if node is None:
            return None
        state = status_of(node.text)
        if state is None:
            self._not_allowed(node, STATUS_WORDS)
        return state

    def _confirmed(self, node: Scalar | None) -> str:
        """Return the words that confirm a value; empty if there are none."""
        if node is None:
            return ""
        is_confirmed = confirms(node.text)
        if is_confirmed is None:
            self._not_allowed(node, CONFIRMED_WORDS)
        return f"confirmed: {node.text.strip()}" if is_confirmed else ""

    def _not_allowed(self, node: Scalar, known: Iterable[str]) -> None:
        self._tell(DATA_FILE["not-allowed"], node, ("known", ", ".join(known)))

    def _missing(self, key: Scalar) -> None:
        self._tell(codes.MISSING_VALUE, key)

    def _tell(self, code: Code, node: Scalar, *more: tuple[str, Value]) -> None:
        """Record a problem of a row whose value is still readable."""
        from checker.readers.notation import Trouble, shown

        self._troubles.append(self._diagnostic(Trouble(code, (("value", shown(node.text)), *more)), node))

    def _diagnostic(self, trouble: Trouble, node: Scalar) -> Diagnostic:
        """Turn a problem into a diagnostic with a location."""
        return trouble.at(self._document.location(node), self._document.excerpt(node))


def _says_nothing(percent: Field) -> bool:
    from checker.readers.plan_words import says_nothing

    return says_nothing(percent)
