"""SQL for comparisons that could not be made, because a figure or an earlier report is missing.

Owns the needs of each check at each period, and these statements. Must not know what a check compares, or its finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.assess.comparisons import needs_of
from checker.bulk import tables
from checker.bulk.keys import Bits
from checker.bulk.model import DataTable
from checker.bulk.plans import PackPlans
from checker.bulk.relations import relations_of
from checker.bulk.rows import RowStatements
from checker.bulk.tables.run_table import ColumnTypes
from checker.domain.period import Period
from checker.domain.record import NamedTuple

__all__ = ["Uncompared", "needs_tables"]


def needs_tables(
    plans: Sequence[PackPlans], pids: Mapping[Period, int], bits: Bits
) -> tuple[DataTable, DataTable] | None:
    """Return the needs of the packs' checks at each period, and the order of periods; ``None`` without any.

    Args:
        plans: The plans, by pack.
        pids: The keys of periods.
        bits: The presence bits of indicators.
    """
    needs: list[list[str | None]] = []
    earlier: list[list[str | None]] = []
    for number, one in enumerate(plans):
        places = {indicator.id: place for place, indicator in enumerate(one.pack.indicators)}
        for period, plan in one.plans.items():
            positive = {relation.check.rule for relation in relations_of(plan) if relation.positive is not None}
            pid = str(pids[period])
            for need in needs_of(one.unit_pack, plan):
                masks = [0] * bits.words
                for id_ in need.figures:
                    masks = [a | b for a, b in zip(masks, bits.one[number][places[id_]], strict=True)]
                own = bits.one[number][places[need.check.indicator]] if need.check else masks
                flags = need.check is None, need.earlier, need.rule.id in positive
                iid = str(places[need.check.indicator]) if need.check else "-1"
                needs.append([pid, iid, *(str(int(flag)) for flag in flags), *map(str, masks), *map(str, own)])
            earlier += [[pid, str(pids[other])] for other in one.plans if period.follows(other)]
    if not needs:
        return None
    return tables.NEEDS.of(needs, ColumnTypes(word=bits.words)), tables.EARLIER_PERIODS.of(earlier)


class Uncompared(NamedTuple):
    """The statements for comparisons that could not be made.

    Args:
        of: The statements of the rows.
        related: Whether figures are compared with those ``before``.
    """

    of: RowStatements
    related: bool

    def by_checks(self) -> str:
        """Return the units and periods at which a check of the pack could not be made."""
        words = range(self.of.words)
        missing = " OR ".join(f"(c.valid{w} & k.m{w}) <> k.m{w}" for w in words)
        own = " OR ".join(f"(e.valid{w} & k.o{w}) <> 0" for w in words)
        before = (
            "SELECT DISTINCT c.unit, c.pid, k.iid FROM presence c JOIN needs k ON k.pid = c.pid AND k.over_time = 1 "
            "JOIN earlier_periods x ON x.pid = c.pid "
            f"JOIN presence e ON e.unit = c.unit AND e.number = c.number AND e.pid = x.before WHERE {own}"
        )
        since = "b.iid IS NULL"
        joins = f"LEFT JOIN ({before}) b ON b.unit = c.unit AND b.pid = c.pid AND b.iid = k.iid AND k.over_time = 1 "
        if self.related:
            joins += "LEFT JOIN before p ON p.unit = c.unit AND p.pid = c.pid AND p.iid = k.iid AND p.v > 0 "
            since = f"({since} OR k.positive = 1 AND p.iid IS NULL)"
        return (
            f"SELECT DISTINCT c.unit, c.pid, c.number FROM presence c JOIN needs k ON k.pid = c.pid {joins}"
            f"WHERE k.never = 1 OR {missing} OR (k.over_time = 1 AND {since})"
        )

    def by_percentages(self, states_percentage: str) -> str:
        """Return the units and periods with a percentage of a plan that is not a level to reach.

        Args:
            states_percentage: SQL that tells whether a row of ``input`` states a percentage.
        """
        return (
            "SELECT DISTINCT r.unit, r.pid, r.number FROM rows r "
            "JOIN input i ON i.file = r.file AND i.row = r.row "
            "JOIN goals g ON g.number = r.number AND g.iid = r.iid "
            f"WHERE g.goal IS NULL AND g.has_target = 1 AND {states_percentage}{self.of.judged}"
        )
