"""Check `measures` of an indicator against its kind, unit, target and words.

A part of `lint`; see there for why it reads the tree. Must not know other indicators.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from checker.domain import codes
from checker.domain.axes import Kind, Measures
from checker.domain.comparator import COMPARATORS
from checker.domain.text import message
from checker.domain.unit_words import parse_unit
from checker.packs.tree_access import NamedEntry, items, scalar
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Scalar

__all__ = ["CHANGES", "check_measures", "is_share", "speaks_of_change"]

_PERCENT: Final = ("%", "‰")
CHANGES: Final = tuple(str(word) for word, traits in COMPARATORS.items() if traits.change)
"""The comparators of a change from a level."""

_SPEAKS_OF_CHANGE: Final = (
    r"(?<![^\W_])(?:(?:tốc độ|tỷ lệ|tỉ lệ|mức|nhịp độ) (?:tăng|giảm)(?! còn)(?: trưởng)?|tăng trưởng|tăng thêm"
    r"|giảm thêm)(?![^\W_])"
)


def check_measures(entry: NamedEntry, declared: tuple[str, ...], trouble: Collector) -> None:
    """Report an impossible `measures`, and words of change without `measures`."""
    measures, kind = scalar(entry.body, "measures"), scalar(entry.body, "kind")
    if kind is not None and kind.text == Kind.VERDICT:
        if measures is not None:
            reason = message("kind verdict has no figure, so it measures nothing")
            trouble.at(codes.PACK_TARGET_KIND, measures, reason=reason)
    elif measures is None:
        _unstated(entry, trouble)
    elif measures.text in tuple(Measures) and measures.text != Measures.LEVEL:
        _fits(entry, measures, declared, trouble)


def _fits(entry: NamedEntry, measures: Scalar, declared: tuple[str, ...], trouble: Collector) -> None:
    unit = scalar(entry.body, "unit")
    known = parse_unit(unit.text, declared) if unit else None
    if measures.text == Measures.GROWTH and unit and known and known.base not in _PERCENT:
        reason = message("growth is a rate of change; its unit is %, and an amount is an increase")
        trouble.at(codes.PACK_TARGET_KIND, unit, reason=reason)
    for target in _targets(entry.body):
        twice = next((key for key, _ in target.entries if key.text in CHANGES), None)
        if twice is not None:
            reason = message(
                "`{word}` follows from a level, and this indicator measures a change; write `at_least`", word=twice.text
            )
            trouble.at(codes.PACK_TARGET_KIND, twice, reason=reason)


def _targets(body: Mapping) -> Iterator[Mapping]:
    holders = (body, *items(body, "also"), *items(body, "history"))
    targets = (holder.get("target") for holder in holders if isinstance(holder, Mapping))
    yield from (target for target in targets if isinstance(target, Mapping))


def _unstated(entry: NamedEntry, trouble: Collector) -> None:
    """Report a title or a clause that mentions a change, unless the target starts from a level."""
    if any(key.text in CHANGES for target in _targets(entry.body) for key, _ in target.entries):
        return
    title, source = entry.body.get("title"), entry.body.get("source")
    sources = (
        scalar(title, "vi") if isinstance(title, Mapping) else None,
        scalar(source, "clause") if isinstance(source, Mapping) else None,
    )
    for text in filter(None, sources):
        words = speaks_of_change(text.text)
        if words:
            trouble.at(codes.PACK_MEASURES, text, words=words, indicator=entry.id)
            return


def is_share(title: str) -> bool:
    """Tell whether a title in % may be a share, and not an index or a change.

    >>> is_share("Tỷ lệ hộ nghèo"), is_share("Chỉ số sản xuất công nghiệp"), is_share("Tốc độ tăng GRDP")
    (True, False, False)
    """
    named = unicodedata.normalize("NFC", title).casefold().strip()
    return not named.startswith("chỉ số ") and not speaks_of_change(title)


def speaks_of_change(*texts: str) -> str:
    """Return the words of a title or a clause that indicate a change ("Tốc độ tăng"); empty if there are none."""
    matches = (re.search(_SPEAKS_OF_CHANGE, unicodedata.normalize("NFC", text), re.IGNORECASE) for text in texts)
    return next((words[0] for words in matches if words), "")
