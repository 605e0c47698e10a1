"""The keys of periods, and the bits of indicators, by their texts in the data.

Owns the tables that replace texts by numbers, as far as they need the packs but no plan: the first step over all rows
starts with them. Must not know an engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.binding.address import Addresses
from checker.bulk import tables
from checker.bulk.model import DataTable
from checker.bulk.plans import BITS
from checker.bulk.profile import Pair
from checker.bulk.tables.run_table import ColumnTypes
from checker.bulk.texts import indicator_of, period_of
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.packs.model import RulePack

__all__ = ["Bits", "SharedIndicator", "TextKeys"]


class SharedIndicator(NamedTuple):
    """An indicator encoded by more than one presence bit.

    Args:
        number: The key of its pack.
        every: The masks of all its bits.
        one: The mask of the bit that it is counted by.
    """

    number: int
    every: tuple[int, ...]
    one: tuple[int, ...]


class Bits(NamedTuple):
    """The presence bits of indicators.

    Texts with the same meaning in every pack share a bit.

    Args:
        words: The number of integers.
        texts: The masks of each text of an indicator.
        places: The masks of each indicator, by pack; with more than one bit if texts differ.
        one: The masks of each indicator with only one of these bits.
    """

    words: int
    texts: Mapping[str, tuple[int, ...]]
    places: Sequence[Sequence[tuple[int, ...]]]
    one: Sequence[Sequence[tuple[int, ...]]]

    def of(self, number: int, chosen: Sequence[bool]) -> list[int]:
        """Return the combined masks of some of a pack's indicators."""
        words = [0] * self.words
        for one, own in zip(chosen, self.places[number], strict=True):
            words = [a | b if one else a for a, b in zip(words, own, strict=True)]
        return words

    @property
    def shared(self) -> list[SharedIndicator]:
        """Return the indicators encoded by several bits."""
        return [
            SharedIndicator(number, every, one)
            for number, (pack, ones) in enumerate(zip(self.places, self.one, strict=True))
            for every, one in zip(pack, ones, strict=True)
            if every != one
        ]


class TextKeys:
    """The keys of the texts of a run.

    Args:
        pairs: The pairs in the data.
        packs: The packs, by key.
    """

    def __init__(self, pairs: Sequence[Pair], packs: Sequence[RulePack]) -> None:
        self._packs = packs
        self.numbers = {pack.year: number for number, pack in enumerate(packs)}
        """The keys of packs, by their years."""
        self.addresses = [Addresses(pack) for pack in packs]
        """The texts that address the indicators of each pack."""
        self.places = [{one.id: place for place, one in enumerate(pack.indicators)} for pack in packs]
        """The keys of the indicators of each pack."""
        self.texts = list(dict.fromkeys(pair.period for pair in pairs if pair.period is not None))
        """The texts of periods."""
        periods = {period for text in self.texts if (period := period_of(text))}
        self.pids: dict[Period, int] = {}
        """The keys of the periods that any pack is for, ascending with the order of a pack's periods."""
        for pack in packs:
            own = sorted((period for period in periods if period.year == pack.year), key=lambda one: one.order)
            self.pids |= {period: len(self.pids) + place for place, period in enumerate(own)}
        self.bits = self._bits(list(dict.fromkeys(pair.indicator for pair in pairs if pair.indicator is not None)))
        """The presence bits of indicators."""
        self._places = {text: place for place, text in enumerate(self.bits.texts)}
        self._pairs = {text: place * len(self._places) for place, text in enumerate(self.texts)}

    @property
    def periods_once(self) -> bool:
        """Whether the data have only one text per period."""
        pids = [row[1] for row in self.spans().rows]
        return len(pids) == len(set(pids))

    def range_of(self, number: int) -> tuple[str, str] | None:
        """Return the first and last period of a pack as written in the data, if the data contain only codes."""
        texts = [row[0] or "" for row in self.spans().rows if row[2] == str(number)]
        codes = {str(period) for period in self.pids}
        return (min(texts), max(texts)) if texts and codes.issuperset(texts) else None

    def indicators(self) -> DataTable:
        """Return the place of each text of an indicator, and its masks."""
        rows = [[text, str(place), *map(str, words)] for place, (text, words) in enumerate(self.bits.texts.items())]
        return tables.BITS.of(rows, self._types)

    def periods(self) -> DataTable:
        """Return the key of each text of a period, and the first of the numbers of its pairs with indicators."""
        rows = [[row[0], row[1], str(self._pairs[str(row[0])])] for row in self.spans().rows]
        return tables.PIDS.of(rows)

    def pair(self, period: str, indicator: str) -> int | None:
        """Return the number of a pair of texts, the sum of ``pairs`` and ``place``, if the texts mean anything."""
        place = self._places.get(indicator)
        return None if place is None else self._pairs[period] + place

    def spans(self) -> DataTable:
        """Return the texts of a pack's periods with their keys, days, and the bits known to the pack."""
        rows: list[list[str | None]] = []
        for text in self.texts:
            period = period_of(text)
            number = None if period is None else self.numbers.get(period.year)
            if period is not None and number is not None:
                known = self.bits.of(number, [True] * len(self.places[number]))
                rows.append([text, str(self.pids[period]), str(number), *self.window(period, number), *map(str, known)])
        return tables.SPANS.of(rows, self._types)

    @property
    def _types(self) -> ColumnTypes:
        return ColumnTypes(word=self.bits.words)

    def window(self, period: Period, number: int) -> tuple[str, str]:
        """Return the first and the last day of a period of a pack."""
        first, last = period.window(self._packs[number].calendar)
        return first.isoformat(), last.isoformat()

    def _bits(self, texts: Sequence[str]) -> Bits:
        """Assign a bit to each way in which texts address the indicators of the packs."""
        ways: dict[tuple[int | None, ...], None] = {}
        meant: dict[str, tuple[int | None, ...]] = {}
        for text in texts:
            indicators = (indicator_of(text, addresses) for addresses in self.addresses)
            way = tuple(places[one.id] if one else None for one, places in zip(indicators, self.places, strict=True))
            if any(place is not None for place in way):
                ways[way] = None
                meant[text] = way
        for number, places in enumerate(self.places):
            # An indicator without any text also gets a bit, so that it is reported as missing.
            for place in set(places.values()) - {way[number] for way in ways}:
                ways[tuple(place if other == number else None for other in range(len(self.places)))] = None
        words = max(1, -(-len(ways) // BITS))
        numbers = {way: place for place, way in enumerate(ways)}
        integers = {
            way: tuple(1 << place % BITS if place // BITS == word else 0 for word in range(words))
            for way, place in numbers.items()
        }
        masks = [[[0] * words for _ in places] for places in self.places]
        for way, own in integers.items():
            for number, meaning in enumerate(way):
                if meaning is not None:
                    masks[number][meaning] = [a | b for a, b in zip(masks[number][meaning], own, strict=True)]
        return Bits(
            words,
            {text: integers[way] for text, way in meant.items()},
            [[tuple(one) for one in pack] for pack in masks],
            [[_lowest(one) for one in pack] for pack in masks],
        )


def _lowest(words: Sequence[int]) -> tuple[int, ...]:
    """Return masks with only their first bit."""
    first = next((place for place, word in enumerate(words) if word), 0)
    return tuple(word & -word if place == first else 0 for place, word in enumerate(words))
