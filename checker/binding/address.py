"""Find the indicator of a row by id, code, title or alias, and check that these agree.

Owns the match. A near match is suggested, never used. If a row's name and code denote two indicators, it belongs to
neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterator, Mapping
from functools import lru_cache
from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.record import NamedTuple
from checker.domain.submission import Observation
from checker.domain.text import Message, message
from checker.domain.unit import folded
from checker.packs.model import Indicator, RulePack

__all__ = ["DID_YOU_MEAN", "Addressed", "Addresses"]

DID_YOU_MEAN: Final = "did you mean `{name}`?"
# Words of a name that do not distinguish indicators: "Thu ngân sách xã được hưởng".
_FILLERS: Final = frozenset(("được", "trên", "địa", "bàn", "của", "phần", "trong", "đó", "các", "là", "số"))
_SIMILARITY: Final = 0.6
_NEAR: Final = 0.85
_FEWEST_WORDS: Final = 2
_GUESSES: Final = 100
"""The most names that are compared by similarity, a millisecond each: more are not typos."""
# Digits, Roman digits and dots: either the number of a row or the code of an indicator.
_NUMBER_ONLY: Final = r"[0-9ivxlc.,)( -]+"

# "Thu ngân sách (ĐVT: tỷ đồng)".
_MARKS: Final = r"\s*(?:\(\*{1,4}\)|\*{1,4}|\([0-9]{1,2}\)|\[[0-9]{1,2}\])$"
_LABEL: Final = r"\A(?:đvt|đơn vị tính|đơn vị|tính bằng|in)[ :]+"


class Addressed(NamedTuple):
    """The match of a row.

    Args:
        indicator: The indicator, or ``None`` if unclear.
        trouble: The problem of its names, if any.
        unknown: Whether no indicator of the pack has this name.
    """

    indicator: Indicator | None
    trouble: Diagnostic | None = None
    unknown: bool = False


class Addresses:
    """All names of a pack's indicators that rows may use."""

    def __init__(self, pack: RulePack) -> None:
        """Collect ids, codes and titles; ids have precedence over codes, codes over titles.

        A title shared by two indicators denotes neither.
        """
        self._pack = pack
        self._guesses = _GUESSES
        self._identified = _identified(pack.indicators)
        self._titles: Mapping[str, Collection[str]] | None = None
        self._spelled: tuple[dict[str, Indicator], ...] | None = None

    def find(self, row: Observation, *, guess: bool = True) -> Addressed:
        """Return the match of a row.

        An unknown title beside a known id or code is reported, because it may contradict it. A bare number as code is
        ignored beside such a title: it may be only a row number.

        Args:
            row: The row.
            guess: Whether to suggest a known name for an unknown one; else `near` does it.
        """
        first = self._find(row.indicator)
        if not (row.title or row.code):
            return Addressed(first) if first is not None else self._unknown(row, None, guess=guess)
        beside = [found for text in (row.title, row.code) if text and (found := self._find(text)) is not None]
        met = {indicator.id: indicator for indicator in ([first] if first is not None else []) + beside}
        if len(met) > 1:
            one, other = list(met)[:2]
            return Addressed(None, diagnostic(codes.ADDRESS_CONTRADICTS, row.location, first=one, second=other))
        indicator = next(iter(met.values()), None)
        if indicator is None:
            return self._unknown(row, None, guess=guess)
        title = row.title or row.indicator
        if self._find(title) is not None or indicator.id in self._titled().get(folded(title), ()):
            return Addressed(indicator)
        code = row.indicator if first is not None else row.code
        if re.fullmatch(_NUMBER_ONLY, folded(code)):
            return self._unknown(row._replace(indicator=title), indicator, guess=guess)
        wrong = diagnostic(codes.TITLE_UNKNOWN, row.location, given=code, indicator=indicator.title, title=title)
        return Addressed(indicator, wrong)

    def of_aspect(self, name: str, aspect: str) -> Indicator | None:
        """Return the one indicator whose title consists of the words of a row's name and a column's heading.

        >>> addresses.of_aspect("Thu ngân sách", "xã hưởng").id  # doctest: +SKIP
        'thu_xa_huong'
        """
        words = _words_of(f"{name} {aspect}")
        found = {
            indicator.id: indicator
            for indicator in self._pack.indicators
            if any(words == _words_of(title) for title in (indicator.title.vi, *indicator.aliases))
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _find(self, text: str) -> Indicator | None:
        found = self._exactly(text)
        if found is not None or not text:
            return found
        from checker.binding.names import plain_name, written_out

        folds = plain_name, written_out
        if self._spelled is None:
            self._spelled = tuple(map(self._folded_by, folds))
        for name in (text, *_without_unit(text)):
            # An exact name precedes nearly equal ones; a name shared by two indicators denotes neither.
            found = self._exactly(name) or next(
                (known[key] for known, fold in zip(self._spelled, folds, strict=True) if (key := fold(name)) in known),
                None,
            )
            if found is not None:
                return found
        return None

    def _exactly(self, text: str) -> Indicator | None:
        name = folded(text)
        found = self._identified.get(name)
        if found is not None or not name:
            return found
        ids = self._titled().get(name, ())
        return self._identified[folded(next(iter(ids)))] if len(ids) == 1 else None

    def _titled(self) -> Mapping[str, Collection[str]]:
        """Return the ids of the indicators by title; not needed if rows only have ids and codes."""
        if self._titles is None:
            self._titles = _titled(self._pack.indicators)
        return self._titles

    def _folded_by(self, fold: Callable[[str], str]) -> dict[str, Indicator]:
        """Return the normalized titles, optionally with expanded abbreviations."""
        named: dict[str, set[str]] = {}
        for indicator in self._pack.indicators:
            for title in (indicator.title.vi, indicator.title.en, *indicator.aliases):
                named.setdefault(fold(title), set()).add(indicator.id)
        by_id = {indicator.id: indicator for indicator in self._pack.indicators}
        return {title: by_id[next(iter(ids))] for title, ids in named.items() if len(ids) == 1 and title}

    def near(self, text: str, taken: Container[str]) -> str:
        """Return the most similar name of an indicator without a row; empty if there is none.

        Names are similar if one has all words of the other, or if they share nearly all letters.

        Args:
            text: The row's name.
            taken: The ids of indicators that have a row.
        """
        if not self._guesses:
            return ""
        self._guesses -= 1
        from checker.binding.names import written_out

        words = frozenset(written_out(text).split())
        names = [
            (name, written_out(name))
            for one in self._pack.indicators
            if one.id not in taken
            for name in (*one.aliases, one.title.vi)
        ]
        within = [name for name, plain in names if _is_within(words, frozenset(plain.split()))]
        if within:
            return min(within, key=len)
        import difflib

        plain = {folded_name: name for name, folded_name in names}
        matches = difflib.get_close_matches(written_out(text), list(plain), 1, _NEAR)
        return plain[matches[0]] if matches else ""

    def _unknown(self, row: Observation, near: Indicator | None, *, guess: bool) -> Addressed:
        wrong = diagnostic(
            codes.UNKNOWN_INDICATOR,
            row.location,
            hint=message(DID_YOU_MEAN, name=near.title) if near else self._suggestion(row.indicator, guess=guess),
            value=row.indicator,
            pack=self._pack.id,
        )
        return Addressed(None, wrong, unknown=near is None)

    def _suggestion(self, text: str, *, guess: bool) -> Message | None:
        import difflib

        if not guess or not self._guesses:
            return None
        self._guesses -= 1
        names = {folded(name): name for one in self._pack.indicators for name in (*one.aliases, *one.title, one.id)}
        matches = difflib.get_close_matches(folded(text), list(names), 1, _SIMILARITY)
        return message(DID_YOU_MEAN, name=names[matches[0]]) if matches else None


def _identified(indicators: tuple[Indicator, ...]) -> Mapping[str, Indicator]:
    """Return the indicators by id and, unless an id is equal, by code."""
    known = {folded(indicator.id): indicator for indicator in indicators}
    for indicator in indicators:
        known.setdefault(folded(indicator.code), indicator)
    return known


@lru_cache(maxsize=16)  # Cached, because units of one pack report on the same indicators.
def _titled(indicators: tuple[Indicator, ...]) -> Mapping[str, Collection[str]]:
    titled: dict[str, set[str]] = {}
    for indicator in indicators:
        for title in (indicator.title.vi, indicator.title.en, *indicator.aliases):
            titled.setdefault(folded(title), set()).add(indicator.id)
    return titled


def _words_of(name: str) -> frozenset[str]:
    from checker.binding.names import written_out

    return frozenset(written_out(name).split()) - _FILLERS


def _without_unit(text: str) -> Iterator[str]:
    """Yield a name without the unit after it: "Thu ngân sách (tỷ đồng)", "Thu ngân sách, tỷ đồng"."""
    from checker.domain.unit_words import parse_unit

    text = re.sub(_MARKS, "", text)
    if text.endswith((")", "]")):
        name, _, unit = text[:-1].rpartition("(" if text.endswith(")") else "[")
    else:
        name, _, unit = text.rpartition("," if "," in text else " - ")
    stated = folded(unit)
    if name and any(parse_unit(one) is not None for one in (stated, re.sub(_LABEL, "", stated, count=1))):
        yield name.rstrip()


def _is_within(words: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether one name has all words of the other, which has at least two."""
    fewer, more = sorted((words, others), key=len)
    return len(fewer) >= _FEWEST_WORDS and fewer <= more and len(more) <= 2 * len(fewer)
