"""What each pair of a period and an indicator addresses, by their texts in the data.

Owns the tables of these pairs. Must not know an engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from checker.binding.series import cut_off
from checker.bulk import tables
from checker.bulk.grid import FigureGrid
from checker.bulk.keys import TextKeys
from checker.bulk.model import DataTable, Why
from checker.bulk.plans import PackPlans
from checker.bulk.profile import Pair, PairFigures
from checker.bulk.quiet_ranges import Range
from checker.bulk.relations import never_falling, over_time
from checker.bulk.tables.run_table import ColumnTypes
from checker.bulk.texts import indicator_of, period_of
from checker.domain.axes import Kind
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.packs.model import Indicator, Reported

__all__ = ["AddressedIndicator", "Names"]


_LENGTHS: Final = 13
"""The lengths in months of a series' figures: 0 for year-to-date figures, up to 12."""


class AddressedIndicator(NamedTuple):
    """An indicator at a period.

    Args:
        indicator: The indicator.
        due: Whether its own target is due.
        any_due: Whether any of its targets is due, whoever set it.
    """

    indicator: Indicator
    due: bool
    any_due: bool


class Names:
    """The interpreted pairs of period and indicator texts of a run.

    Args:
        pairs: The pairs in the data.
        plans: The plans, by pack.
        keys: The keys of the texts.
    """

    def __init__(self, pairs: Sequence[Pair], plans: Sequence[PackPlans], keys: TextKeys) -> None:
        self._packs = [one.pack for one in plans]
        self._keys = keys
        self.never_falling = [never_falling(one) for one in plans]
        """The indicators of each pack whose figures may not fall over the year."""
        self._over_time = [over_time(one) for one in plans]
        self._due_targets = {
            (number, period, target.indicator)
            for number, one in enumerate(plans)
            for period, plan in one.plans.items()
            for target in plan.targets
            if target.due
        }
        self.indicators: dict[tuple[int, int], AddressedIndicator] = {}
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

    @property
    def series(self) -> dict[int, dict[int, Period]]:
        """The periods of each series of compared figures, by their keys."""
        by_key = {pid: period for period, pid in self._keys.pids.items()}
        series_periods: dict[int, dict[int, Period]] = {}
        for _, _, _, pid, *_, series, _ in self._rows:
            if pid is not None and series is not None:
                series_periods.setdefault(int(series), {})[int(pid)] = by_key[int(pid)]
        return series_periods

    @property
    def keys_by_id(self) -> dict[tuple[str, str], tuple[int, int]]:
        """The keys of every indicator at the data's periods, by display texts."""
        return {
            (str(period), indicator): (pid, place)
            for period, pid in self._keys.pids.items()
            for indicator, place in self._keys.places[self._keys.numbers[period.year]].items()
        }

    @property
    def complete(self) -> bool:
        """Whether every pair addresses an indicator."""
        return all(row[2] == "0" for row in self._rows)

    def spelled_once(self, number: int) -> bool:
        """Tell whether the data have only one text per indicator of a pack."""
        texts = {(row[4], row[1]) for row in self._rows if row[5] == str(number)}
        return len(texts) == len({place for place, _ in texts})

    def table(self) -> DataTable:
        """Return the indicator that each pair of texts addresses, or why there is none."""
        return tables.NAMES.of(self._rows)

    def spanned(self, quiet: Mapping[tuple[int, int], Range], grid: FigureGrid) -> DataTable:
        """Return the indicator of each pair of texts, with the quiet figures of the pair.

        Args:
            quiet: The figures without remarks, by the keys of periods and indicators.
            grid: The grid of the figures.
        """
        rows: list[list[str | None]] = []
        for row in self._rows:
            own = quiet.get((int(row[3]), int(row[4]))) if row[3] is not None and row[4] is not None else None
            pair = self._keys.pair(str(row[0]), str(row[1]))
            rows.append([*row, None if pair is None else str(pair), *(map(grid.written, own) if own else (None, None))])
        return tables.NAMED.of(rows, ColumnTypes(figure=grid.type))

    def _row(self, pair: Pair) -> list[str | None]:
        period = period_of(pair.period)
        if period is None:
            return _unnamed(pair, Why.PERIOD)
        number = self._keys.numbers.get(period.year)
        if number is None:
            return _unnamed(pair, Why.OTHER_YEAR)
        indicator = indicator_of(pair.indicator, self._keys.addresses[number])
        if indicator is None:
            return _unnamed(pair, Why.INDICATOR)
        pack = self._packs[number]
        # As for a single submission. Whether the target of another office is due is handled separately.
        due = indicator.target is not None and period.reaches(indicator.target.due)
        any_due = (number, period, indicator.id) in self._due_targets
        pid, place = self._keys.pids[period], self._keys.places[number][indicator.id]
        self.indicators[pid, place] = AddressedIndicator(indicator, due, any_due)
        figures = indicator.kind is not Kind.VERDICT or not (due or any_due)
        unit = indicator.unit
        counts = unit is not None and unit.is_count
        counted = unit is not None and unit.is_counted and indicator.kind not in (Kind.RATIO, Kind.VERDICT)
        # Units of countable things differ by powers of ten.
        whole = len(str(int(unit.size))) - 1 if unit is not None and counted else -1
        if counted and pair.places is not None and pair.places > 0:
            self.fractions = True
        head = [pair.period, pair.indicator, "0", str(pid), str(place), str(number)]
        return [
            *head,
            *(str(int(flag)) for flag in (figures, counts, indicator.id in cut_off(pack))),
            str(int(indicator.per) if indicator.kind is Kind.RATIO else 0),
            str(whole),
            self._keys.window(period, number)[0],
            *self._series(number, indicator, period),
        ]

    def _series(self, number: int, indicator: Indicator, period: Period) -> list[str | None]:
        """Return the series of a figure, if its changes over time are checked.

        Also return whether it must not fall. No series continues from the year of one pack into that of another.
        """
        length = period.months if indicator.reported is Reported.PERIOD else 0
        series = str(number * _LENGTHS + length) if indicator.id in self._over_time[number] else None
        return [series, str(int(indicator.id in self.never_falling[number]))]


def _unnamed(pair: Pair, why: Why) -> list[str | None]:
    head = [pair.period, pair.indicator, str(int(why)), None, None, None, "0", "0", "0", "0", "-1"]
    return [*head, None, None, "0"]
