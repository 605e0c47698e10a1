"""Which figures may have fallen although they must not, according to the profile of the data.

Owns what the profile can exclude, so that few figures are compared over time. Must not know an engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.bulk.keys import TextKeys
from checker.bulk.names import Names
from checker.bulk.profile import PairFigures
from checker.domain.interval import Interval
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.packs.model import RulePack

__all__ = ["PossibleFalls"]


class PossibleFalls(NamedTuple):
    """The figures that may not fall.

    Args:
        packs: The packs, by key.
        keys: The keys of periods and indicators.
        names: What pairs of periods and indicators address.
        seen: The profile of each period and indicator.
    """

    packs: Sequence[RulePack]
    keys: TextKeys
    names: Names
    seen: Mapping[tuple[int, int], PairFigures]

    def indicators(self, number: int) -> list[bool]:
        """Tell which indicators of a pack may not fall and may have figures below earlier ones.

        An indicator has none if the least figure of each period is not below the greatest of the periods before it.

        Args:
            number: The number of the pack.
        """
        return [
            any(not _rises(before, among) for one, among in figures for other, before in figures if one.follows(other))
            for figures in self._never_falling(number)
        ]

    def among(self, number: int) -> Interval | None:
        """Return the interval of a pack's figures that may not fall; ``None`` if it is unknown.

        Args:
            number: The key of the pack.
        """
        all_figures = PairFigures(None, None)
        for figures in self._never_falling(number):
            for _, among in figures:
                all_figures = all_figures.and_(PairFigures(among, None))
        return all_figures.among

    def _never_falling(self, number: int) -> list[list[tuple[Period, Interval | None]]]:
        """Return, for each indicator of a pack, the periods of its figures and the interval that contains them.

        There are none for those that may fall.
        """
        pack, seen = self.packs[number], self.seen
        periods = {pid: period for period, pid in self.keys.pids.items() if period.year == pack.year}
        return [
            [
                (period, seen[pid, iid].among)
                for pid, period in periods.items()
                if (pid, iid) in seen and indicator.id in self.names.never_falling[number]
            ]
            for iid, indicator in enumerate(pack.indicators)
        ]


def _rises(earlier: Interval | None, later: Interval | None) -> bool:
    """Tell whether no figure is below any earlier one; unknown figures count as absent."""
    if earlier is None or later is None:
        return True
    return earlier.hi is not None and later.lo is not None and earlier.hi <= later.lo
