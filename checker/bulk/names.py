"""Map the texts of periods and indicators to integer keys and bits.

Owns the tables that replace these texts by keys. Must not know an engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from checker.binding.address import Addresses
from checker.binding.series import cut_off
from checker.bulk.answers import Range
from checker.bulk.grid import FigureGrid
from checker.bulk.model import BulkSettings, DataTable, Why
from checker.bulk.plans import BITS, PackPlans
from checker.bulk.profile import Pair, PairFigures
from checker.bulk.texts import indicator_of, period_of
from checker.domain.axes import Kind
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.packs.model import CheckForm, Indicator, Reported, RulePack

__all__ = ["AddressedIndicator", "Bits", "Names", "SharedIndicator"]


_LENGTHS: Final = 13
"""The lengths in months of a series' figures: 0 for year-to-date figures, up to 12."""


class AddressedIndicator(NamedTuple):
    """An indicator at a period.

    Args:
        indicator: The indicator.
        due: Whether its own target is due.
        asked: Whether any of its targets is due, whoever set it.
    """

    indicator: Indicator
    due: bool
    asked: bool


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


class Names:
    """The interpreted pairs of period and indicator texts of a run.

    Args:
        pairs: The pairs in the data.
        asked: The plans, by pack.
        pids: The keys of periods.
        settings: The options of the run.
    """

    def __init__(
        self, pairs: Sequence[Pair], asked: Sequence[PackPlans], pids: Mapping[Period, int], settings: BulkSettings
    ) -> None:
        self._packs = [one.pack for one in asked]
        self._numbers = {pack.year: number for number, pack in enumerate(self._packs)}
        self._pids = pids
        self._settings = settings
        self.never_falling = [one.never_falling() for one in asked]
        """The indicators of each pack whose figures may not fall over the year."""
        self._asked = {
            (number, period, target.indicator)
            for number, one in enumerate(asked)
            for period, plan in one.plans.items()
            for target in plan.targets
            if target.due
        }
        self._addresses = [Addresses(pack) for pack in self._packs]
        self._places = [{one.id: place for place, one in enumerate(pack.indicators)} for pack in self._packs]
        self.named: dict[tuple[int, int], AddressedIndicator] = {}
        """The indicator of each period and index."""
        self.fractions = False
        """Whether any figure of a countable indicator may have decimals."""
        named = [pair for pair in pairs if pair.period is not None and pair.indicator is not None]
        self._rows = [self._row(pair) for pair in named]
        self.seen: dict[tuple[int, int], PairFigures] = {}
        """The profile of each period and indicator in the data."""
        for pair, (*_, pid, iid) in zip(named, (row[:5] for row in self._rows), strict=True):
            if pid is not None and iid is not None:
                key = int(pid), int(iid)
                self.seen[key] = pair.seen().and_(self.seen[key]) if key in self.seen else pair.seen()
        self.bits = self._bits(list(dict.fromkeys(pair.indicator for pair in pairs if pair.indicator is not None)))
        self._periods = list(dict.fromkeys(pair.period for pair in pairs if pair.period is not None))

    @property
    def series(self) -> dict[int, set[tuple[int, int]]]:
        """The periods of each series of compared figures, with their last months."""
        found: dict[int, set[tuple[int, int]]] = {}
        for _, _, _, pid, *_, series, _, month in self._rows:
            if pid is not None and series is not None and month is not None:
                found.setdefault(int(series), set()).add((int(pid), int(month)))
        return found

    @property
    def shown(self) -> dict[tuple[str, str], tuple[int, int]]:
        """The keys of every indicator at the data's periods, by display texts."""
        return {
            (str(period), indicator): (pid, place)
            for period, pid in self._pids.items()
            for indicator, place in self._places[self._numbers[period.year]].items()
        }

    @property
    def complete(self) -> bool:
        """Whether every pair addresses an indicator."""
        return all(row[2] == "0" for row in self._rows)

    @property
    def periods_once(self) -> bool:
        """Whether the data have only one text per period."""
        pids = [row[1] for row in self.spans().rows]
        return len(pids) == len(set(pids))

    def range_of(self, number: int) -> tuple[str, str] | None:
        """Return the first and last period of a pack as written in the data, if the data contain only codes."""
        texts = [row[0] or "" for row in self.spans().rows if row[2] == str(number)]
        codes = {str(period) for period in self._pids}
        return (min(texts), max(texts)) if texts and codes.issuperset(texts) else None

    def spelled_once(self, number: int) -> bool:
        """Tell whether the data have only one text per indicator of a pack."""
        texts = {(row[4], row[1]) for row in self._rows if row[5] == str(number)}
        return len(texts) == len({place for place, _ in texts})

    def texts(self) -> DataTable:
        """Return the masks of each text of an indicator."""
        rows = [[text, *map(str, words)] for text, words in self.bits.texts.items()]
        return DataTable("bits", (("raw", "STRING"), *((f"bit{w}", "BIGINT") for w in range(self.bits.words))), rows)

    def periods(self) -> DataTable:
        """Return the key of each text of a period."""
        return DataTable("pids", (("raw", "STRING"), ("pid", "BIGINT")), [row[:2] for row in self.spans().rows])

    def table(self) -> DataTable:
        """Return the indicator that each pair of texts addresses, or why there is none."""
        return DataTable("names", self._columns, self._rows)

    def spanned(self, quiet: Mapping[tuple[int, int], Range], grid: FigureGrid) -> DataTable:
        """Return the same with the quiet figures of each pair.

        Args:
            quiet: The figures without remarks, by the keys of periods and indicators.
            grid: The grid of the figures.
        """
        rows: list[list[str | None]] = []
        for row in self._rows:
            own = quiet.get((int(row[3]), int(row[4]))) if row[3] is not None and row[4] is not None else None
            rows.append([*row, *(map(grid.written, own) if own else (None, None))])
        ends = (("quiet_from", grid.type), ("quiet_to", grid.type))
        return DataTable("named", (*self._columns, *ends), rows)

    @property
    def _columns(self) -> tuple[tuple[str, str], ...]:
        whole = [("why", "BIGINT"), ("pid", "BIGINT"), ("iid", "BIGINT"), ("pack", "BIGINT"), ("plain", "BIGINT")]
        whole += [("counts", "BIGINT"), ("truncated", "BIGINT"), ("rated", "BIGINT"), ("whole", "BIGINT")]
        last = [("begins", "STRING"), ("series", "BIGINT"), ("falls", "BIGINT"), ("month", "BIGINT")]
        return (("raw_period", "STRING"), ("raw_indicator", "STRING"), *whole, *last)

    def spans(self) -> DataTable:
        """Return the texts of a pack's periods with their keys, days, and the bits known to the pack."""
        rows: list[list[str | None]] = []
        for text in self._periods:
            period = period_of(text)
            number = None if period is None else self._numbers.get(period.year)
            if period is not None and number is not None:
                known = self.bits.of(number, [True] * len(self._places[number]))
                rows.append(
                    [text, str(self._pids[period]), str(number), *self._window(period, number), *map(str, known)]
                )
        columns = (("raw_period", "STRING"), ("pid", "BIGINT"), ("number", "BIGINT"))
        days = (("begins", "STRING"), ("ends", "STRING"))
        return DataTable("spans", (*columns, *days, *((f"known{w}", "BIGINT") for w in range(self.bits.words))), rows)

    def _window(self, period: Period, number: int) -> tuple[str, str]:
        first, last = period.window(self._packs[number].calendar)
        return first.isoformat(), last.isoformat()

    def _row(self, pair: Pair) -> list[str | None]:
        period = period_of(pair.period)
        if period is None:
            return _unnamed(pair, Why.PERIOD)
        number = self._numbers.get(period.year)
        if number is None:
            return _unnamed(pair, Why.OTHER_YEAR)
        indicator = indicator_of(pair.indicator, self._addresses[number])
        if indicator is None:
            return _unnamed(pair, Why.INDICATOR)
        pack = self._packs[number]
        # As for a single submission. Whether the target of another office is due is handled separately.
        due = indicator.target is not None and period.reaches(indicator.target.due)
        asked = (number, period, indicator.id) in self._asked
        pid, place = self._pids[period], self._places[number][indicator.id]
        self.named[pid, place] = AddressedIndicator(indicator, due, asked)
        figures = indicator.kind is not Kind.VERDICT or not (due or asked)
        unit = indicator.unit
        counts = unit is not None and unit.is_count
        per = int(unit.per) if unit else 1
        counted = unit is not None and unit.is_counted and indicator.kind not in (Kind.RATIO, Kind.VERDICT)
        # Units of countable things differ by powers of ten.
        whole = len(str(int(unit.size))) - 1 if unit is not None and counted else -1
        if counted and pair.places is not None and pair.places > 0:
            self.fractions = True
        head = [pair.period, pair.indicator, "0", str(pid), str(place), str(number)]
        return [
            *head,
            *(str(int(flag)) for flag in (figures, counts, indicator.id in cut_off(pack))),
            str(per if indicator.kind is Kind.RATIO else 0),
            str(whole),
            self._window(period, number)[0],
            *_series(pack, number, indicator, period, falls=indicator.id in self.never_falling[number]),
        ]

    def _bits(self, texts: Sequence[str]) -> Bits:
        """Assign a bit to each way in which texts address the indicators of the packs."""
        ways: dict[tuple[int | None, ...], None] = {}
        meant: dict[str, tuple[int | None, ...]] = {}
        for text in texts:
            found = (indicator_of(text, addresses) for addresses in self._addresses)
            way = tuple(places[one.id] if one else None for one, places in zip(found, self._places, strict=True))
            if any(place is not None for place in way):
                ways[way] = None
                meant[text] = way
        for number, places in enumerate(self._places):
            # An indicator without any text also gets a bit, so that it is reported as missing.
            for place in set(places.values()) - {way[number] for way in ways}:
                ways[tuple(place if other == number else None for other in range(len(self._places)))] = None
        words = max(1, -(-len(ways) // BITS))
        numbers = {way: place for place, way in enumerate(ways)}
        integers = {
            way: tuple(1 << place % BITS if place // BITS == word else 0 for word in range(words))
            for way, place in numbers.items()
        }
        shown = [[[0] * words for _ in places] for places in self._places]
        for way, own in integers.items():
            for number, meaning in enumerate(way):
                if meaning is not None:
                    shown[number][meaning] = [a | b for a, b in zip(shown[number][meaning], own, strict=True)]
        return Bits(
            words,
            {text: integers[way] for text, way in meant.items()},
            [[tuple(one) for one in pack] for pack in shown],
            [[_lowest(one) for one in pack] for pack in shown],
        )


def _lowest(words: Sequence[int]) -> tuple[int, ...]:
    """Return masks with only their first bit."""
    first = next((place for place, word in enumerate(words) if word), 0)
    return tuple(word & -word if place == first else 0 for place, word in enumerate(words))


def _unnamed(pair: Pair, why: Why) -> list[str | None]:
    head = [pair.period, pair.indicator, str(int(why)), None, None, None, "0", "0", "0", "0", "-1"]
    return [*head, None, None, "0", None]


def _series(pack: RulePack, number: int, indicator: Indicator, period: Period, *, falls: bool) -> list[str | None]:
    """Return the series of a figure, if its changes over time are checked.

    Also return whether it must not fall, and its last month. No series continues from the year of one pack into that of
    another.
    """
    leaps = any(rule.operands[0] == indicator.id and rule.form is CheckForm.CHANGE for rule in pack.checks)
    length = period.last_month - period.first_month + 1 if indicator.reported is Reported.PERIOD else 0
    series = number * _LENGTHS + length
    return [str(series) if leaps else None, str(int(falls)), str(period.last_month)]
