"""Which indicator a row is about: by id, code, title or alias, and whether these agree.

Owns the match. A near miss is asked about, never taken; and where a row's name and code
lead to two indicators, it is given to neither.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.record import NamedTuple
from checker.domain.submission import Observation
from checker.domain.text import Message, message
from checker.domain.unit import folded, parse_unit
from checker.packs.model import Indicator, RulePack

__all__ = ["Addressed", "Addresses"]

_CLOSE: Final = 0.6
_GUESSES: Final = 100
"""How many names are looked up by likeness, a millisecond each: who has more has not mistyped them."""
# Digits, Roman digits and dots: as likely the number of a row as the code of an indicator.
_NUMBER_ONLY: Final = re.compile(r"[0-9ivxlc.,)( -]+")

# "Thu ngân sách (ĐVT: tỷ đồng)".
_LABEL: Final = re.compile(r"\A(?:đvt|đơn vị tính|đơn vị|tính bằng|in)[ :]+")


class Addressed(NamedTuple):
    """What a row is about.

    Args:
        indicator: The indicator, or ``None`` where it cannot be told.
        trouble: What is wrong with its names, if anything is.
    """

    indicator: Indicator | None
    trouble: Diagnostic | None = None


class Addresses:
    """All that the rows of a submission may call the indicators of a pack."""

    def __init__(self, pack: RulePack) -> None:
        """Gather ids, codes and titles; ids win over codes, codes over titles.

        A title that two indicators share addresses neither of them.
        """
        self._pack = pack
        self._guesses = _GUESSES
        self._known = {folded(indicator.id): indicator for indicator in pack.indicators}
        for indicator in pack.indicators:
            self._known.setdefault(folded(indicator.code), indicator)
        self._titled: dict[str, set[str]] = {}
        for indicator in pack.indicators:
            for title in (indicator.title.vi, indicator.title.en, *indicator.aliases):
                self._titled.setdefault(folded(title), set()).add(indicator.id)
        by_id = {indicator.id: indicator for indicator in pack.indicators}
        for title, ids in self._titled.items():
            if len(ids) == 1:
                self._known.setdefault(title, by_id[next(iter(ids))])

    def find(self, row: Observation) -> Addressed:
        """Return what a row is about.

        A title that is not known does not fit a known id or code for certain, so that is
        told. Where the code is a bare number it counts for nothing beside such a title,
        for it may only number the rows.
        """
        first = self._find(row.indicator)
        if not (row.title or row.code):
            return Addressed(first) if first is not None else self._unknown(row, None)
        beside = [found for text in (row.title, row.code) if text and (found := self._find(text)) is not None]
        met = {indicator.id: indicator for indicator in ([first] if first is not None else []) + beside}
        if len(met) > 1:
            one, other = list(met)[:2]
            return Addressed(None, diagnostic(codes.ADDRESS_CONTRADICTS, row.location, first=one, second=other))
        indicator = next(iter(met.values()), None)
        if indicator is None:
            return self._unknown(row, None)
        title = row.title or row.indicator
        if self._find(title) is not None or indicator.id in self._titled.get(folded(title), ()):
            return Addressed(indicator)
        code = row.indicator if first is not None else row.code
        if _NUMBER_ONLY.fullmatch(folded(code)):
            return self._unknown(row._replace(indicator=title), indicator)
        wrong = diagnostic(codes.TITLE_UNKNOWN, row.location, given=code, indicator=indicator.title, title=title)
        return Addressed(indicator, wrong)

    def _find(self, text: str) -> Indicator | None:
        found = self._known.get(folded(text))
        if found is None and text.endswith(")"):
            # "Thu ngân sách (tỷ đồng)": the unit is no part of the name.
            name, _, unit = text[:-1].rpartition("(")
            unit = _LABEL.sub("", folded(unit), count=1)
            found = self._known.get(folded(name)) if parse_unit(unit) is not None else None
        return found

    def _unknown(self, row: Observation, near: Indicator | None) -> Addressed:
        wrong = diagnostic(
            codes.UNKNOWN_INDICATOR,
            row.location,
            hint=message("did you mean `{name}`?", name=near.title) if near else self._suggestion(row.indicator),
            value=row.indicator,
            pack=self._pack.id,
        )
        return Addressed(None, wrong)

    def _suggestion(self, text: str) -> Message | None:
        import difflib  # noqa: PLC0415 - only a wrong row needs it, and it is slow to import

        if not self._guesses:
            return None
        self._guesses -= 1
        names = {folded(name): name for one in self._pack.indicators for name in (*one.aliases, *one.title, one.id)}
        close = difflib.get_close_matches(folded(text), list(names), 1, _CLOSE)
        return message("did you mean `{name}`?", name=names[close[0]]) if close else None
