"""The keys of a submission, and the types of the simple ones.

Owns the closed sets of keys and words, and the problems of everything except reported values. Must not know how numbers
are written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import partial
from typing import Final

from checker.domain.axes import DataState
from checker.domain.codes import DATA_FILE
from checker.domain.period import Period
from checker.domain.submission import ReportedTally
from checker.domain.text import Message, message
from checker.domain.unit import folded
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Scalar, SyntaxTree

__all__ = [
    "CONFIRMED_WORDS",
    "KEYS",
    "REQUIRED",
    "ROW_KEYS",
    "STATUS_WORDS",
    "TALLY_KEYS",
    "Envelope",
    "confirms",
    "is_null",
    "shape",
    "status_of",
    "suggestion",
]

KEYS: Final = (
    "submission",
    "pack",
    "unit",
    "period",
    "as_of",
    "sent",
    "amends",
    "provider",
    "locale",
    "synthetic",
    "source",
    "note",
    "tally",
    "observations",
)
REQUIRED: Final = ("submission", "unit", "period", "observations")
ROW_KEYS: Final = ("value", "numerator", "denominator", "status", "percent_of_plan", "growth", "confirmed", "note")
TALLY_KEYS: Final = ("counted", "met", "unmet")

STATUS_WORDS: Final = {
    "final": DataState.FINAL,
    "estimate": DataState.ESTIMATE,
    "provisional": DataState.PROVISIONAL,
    "revised": DataState.REVISED,
    "late": DataState.LATE,
    "chính thức": DataState.FINAL,
    "ước": DataState.ESTIMATE,
    "ước tính": DataState.ESTIMATE,
    "sơ bộ": DataState.PROVISIONAL,
    "điều chỉnh": DataState.REVISED,
    "nộp chậm": DataState.LATE,
}
"""The words allowed under `status`, in English and as offices write them."""

CONFIRMED_WORDS: Final = {
    **dict.fromkeys(("true", "yes", "x", "1", "có", "rồi", "đã kiểm tra"), True),
    **dict.fromkeys(("false", "no", "0", "không", "chưa", "chưa kiểm tra"), False),
}
"""The words allowed under `confirmed`, and whether each means that a figure was checked."""

_LONGEST_WORD: Final = 100
_SIMILARITY: Final = 0.6


def shape(node: Node) -> Message:
    """Name the shape of a node, for "expected ..., found ..."."""
    if isinstance(node, Scalar):
        return message("nothing") if is_null(node) else message("`{value}`", value=_short(node.text))
    return message("a mapping") if isinstance(node, Mapping) else message("a list")


def is_null(node: Node) -> bool:
    """Tell whether a node is empty; a quoted blank counts as empty."""
    return isinstance(node, Scalar) and not node.text.strip()


class Envelope:
    """The top-level mapping of a submission, with all problems found in it.

    Each method returns a usable placeholder if something is wrong, so that one run reports all problems. In the end
    `trouble` decides whether there is a submission.
    """

    def __init__(self, document: SyntaxTree, root: Mapping, trouble: Collector) -> None:
        """Take the parsed file."""
        self._document = document
        self._root = root
        self._trouble = trouble

    def check_keys(self, mapping: Mapping, known: Iterable[str], required: Iterable[str] = ()) -> None:
        """Report unknown keys, and required ones that are missing or empty."""
        allowed = tuple(known)
        listed = ", ".join(allowed)
        for key, _ in mapping.entries:
            if (name := key.text) not in allowed:
                hint = partial(suggestion, name, allowed)
                self._trouble.at(DATA_FILE["unknown-key"], key, hint=hint, key=_short(name), known=listed)
        for name in required:
            node = mapping.get(name)
            if node is None or is_null(node):
                self._trouble.at(DATA_FILE["missing-key"], mapping.key(name) or mapping, key=name)

    def check_version(self) -> None:
        """Report an unsupported format version."""
        node = self._scalar(self._root, "submission")
        if node is not None and node.text.strip() != "1":
            self._trouble.at(DATA_FILE["unsupported-version"], node, value=_short(node.text))

    def text(self, mapping: Mapping, key: str) -> str:
        """Return a free text, or nothing."""
        node = self._scalar(mapping, key)
        return node.text.strip() if node is not None else ""

    def word(self, key: str, known: tuple[str, ...]) -> str:
        """Return one of a closed set of words; the first is the default."""
        node = self._scalar(self._root, key)
        if node is None:
            return known[0]
        if node.text in known:
            return node.text
        hint = partial(suggestion, node.text, known)
        self._trouble.at(DATA_FILE["not-allowed"], node, hint=hint, value=_short(node.text), known=", ".join(known))
        return known[0]

    def period(self) -> Period | None:
        """Return the reference period."""
        node = self._scalar(self._root, "period")
        if node is None:
            return None
        try:
            return Period.parse(node.text[:_LONGEST_WORD])
        except ValueError:
            self._trouble.at(DATA_FILE["not-a-period"], node, value=_short(node.text))
            return None

    def date(self, key: str) -> dt.date | None:
        """Return a day, which must be written year-month-day."""
        node = self._scalar(self._root, key)
        if node is None:
            return None
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text.strip()):
                return dt.date.fromisoformat(node.text.strip())
        except ValueError:
            pass
        self._trouble.at(DATA_FILE["not-a-date"], node, value=_short(node.text))
        return None

    def tally(self) -> ReportedTally | None:
        """Return the tally stated in the submission."""
        node = self._root.get("tally")
        if node is None or is_null(node):
            return None
        if not isinstance(node, Mapping):
            self._wrong(node, message("a mapping"))
            return None
        self.check_keys(node, TALLY_KEYS, TALLY_KEYS)
        return ReportedTally(
            counted=self._count(node, "counted"),
            met=self._count(node, "met"),
            unmet=self._count(node, "unmet"),
            location=self._document.location(self._root.key("tally") or node),
        )

    def rows(self) -> tuple[tuple[Scalar, Node], ...]:
        """Return the rows under `observations`."""
        node = self._root.get("observations")
        if isinstance(node, Mapping):
            return node.entries
        if node is not None and not is_null(node):
            self._wrong(node, message("a mapping of indicators to values"))
        return ()

    def cell(self, mapping: Mapping, key: str) -> Scalar | None:
        """Return a value of a row; ``None`` if it is empty."""
        return self._scalar(mapping, key)

    def row_shape(self, node: Node) -> None:
        """Report a row that is neither a value nor a mapping."""
        self._wrong(node, message("a value, or a mapping with `value`"))

    def _count(self, mapping: Mapping, key: str) -> int:
        node = self._scalar(mapping, key)
        if node is None:
            return 0
        if re.fullmatch(r"[0-9]{1,9}", node.text):
            return int(node.text)
        self._wrong(node, message("a whole number"))
        return 0

    def _scalar(self, mapping: Mapping, key: str) -> Scalar | None:
        node = mapping.get(key)
        if node is None or is_null(node):
            return None
        if isinstance(node, Scalar):
            return node
        self._wrong(node, message("one value"))
        return None

    def _wrong(self, node: Node, expected: Message) -> None:
        self._trouble.at(DATA_FILE["wrong-shape"], node, expected=expected, found=shape(node))


def status_of(text: str) -> DataState | None:
    """Return the state that a word means, or ``None``."""
    return STATUS_WORDS.get(folded(text[:_LONGEST_WORD]))


def confirms(text: str) -> bool | None:
    """Tell whether a word means that a figure was checked; ``None`` for an unknown word."""
    return CONFIRMED_WORDS.get(folded(text[:_LONGEST_WORD]))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_WORD else text[: _LONGEST_WORD - 1] + "…"


def suggestion(written: str, known: tuple[str, ...]) -> Message | None:
    """Return "did you mean ...?" if a known word is close to the written one."""
    import difflib

    matches = difflib.get_close_matches(folded(written[:_LONGEST_WORD]), known, 1, _SIMILARITY)
    return message("did you mean `{name}`?", name=matches[0]) if matches else None
