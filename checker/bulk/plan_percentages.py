"""Percentages of the plan beside values in bulk: which certainly agree, and which units need the plain engine.

Owns that choice. If columns cannot decide a percentage, the plain engine judges its unit. Must not know how a
percentage in words is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.binding.values import rounding
from checker.bulk import tables
from checker.bulk.model import Database, DataTable, StorageKind
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
from checker.bulk.values import pointed
from checker.domain.axes import Kind
from checker.domain.number import plain
from checker.domain.numeral import MARKS, numeral_pattern
from checker.packs.model import RulePack
from checker.readers.plan_words import SAYS_NOTHING

__all__ = ["goals", "states_percentage", "undecided_percentages"]

_MOST_DECIMALS: Final = 17
_PLAIN: Final = {notation: f"{numeral_pattern(notation, 6, _MOST_DECIMALS)} ?%?" for notation in MARKS}
_STORED_DIGITS: Final = 15
"""The significant digits of a stored double."""
_SURELY: Final = "0.4"
"""The part of the rounding interval within which a percentage certainly agrees, even in floating point."""


def goals(packs: Sequence[RulePack]) -> DataTable:
    """Return the plans that percentages may refer to, by the keys of packs and indicators.

    Without a plan, no percentage is compared; if several offices set one, there is no row.
    """
    rows: list[list[str | None]] = []
    for number, pack in enumerate(packs):
        for place, indicator in enumerate(pack.indicators):
            if pack.reporting.roll_up or indicator.kind is Kind.VERDICT:
                continue
            rules = [rule for rule in (indicator.target, *indicator.revisions, *indicator.others) if rule]
            if not any(rule.is_plan for rule in rules):
                rows.append([str(number), str(place), None, str(int(indicator.target is not None))])
            elif len(rules) == 1:
                rows.append([str(number), str(place), format(rules[0].number or 0, "f"), "1"])
    return tables.GOALS.of(rows)


def states_percentage(queries: RowStatements, engine: Database) -> str:
    """Return SQL that tells whether a row of ``input`` states a meaningful percentage.

    One of 0 means nothing without a figure beside it.
    """
    beside = "i.value IS NULL" + (" AND i.numerator IS NULL" if "numerator" in queries.columns else "")
    text = "CAST(i.percent_of_plan AS STRING)"
    return f"i.percent_of_plan IS NOT NULL AND NOT ({beside} AND {engine.matches(text, SAYS_NOTHING)})"


def undecided_percentages(queries: RowStatements, engine: Database) -> str:
    """Return SQL for the units whose percentages columns cannot decide, with the keys of packs."""
    text = "CAST(i.percent_of_plan AS STRING)"
    notation = queries.notation("percent_of_plan")
    bare = f"replace(replace({text}, '%', ''), ' ', '')"
    decimal = pointed(bare, notation)
    places = f"length(split_part({decimal}, '.', 2))"
    if queries.columns["percent_of_plan"].stored is not StorageKind.TEXT:
        places = f"least({places}, {_STORED_DIGITS} - length(split_part({decimal}, '.', 1)))"
    roundings = ((n, plain(rounding(n, truncated=True), _MOST_DECIMALS)) for n in range(_MOST_DECIMALS + 1))
    open_ = f"CASE {places} {' '.join(f'WHEN {n} THEN {size:f}' for n, size in roundings)} END"
    missed = f"abs(CAST({decimal} AS DOUBLE) - CAST({queries.figure()} AS DOUBLE) * 100.0 / g.goal)"
    plainly = f"{engine.matches(text, _PLAIN[notation])} AND {queries.figure()} IS NOT NULL"
    agrees = (
        f"CASE WHEN {plainly} THEN g.iid IS NOT NULL AND "
        f"(g.goal IS NULL OR coalesce({missed} <= {_SURELY} * CAST({open_} AS DOUBLE), 1 = 0)) ELSE 1 = 0 END"
    )
    joins = ["JOIN named n ON n.raw_period = i.period AND n.raw_indicator = i.indicator"]
    joins += queries.joined(SideTable.TEXTS, SideTable.MIXED)
    joins.append("LEFT JOIN goals g ON g.number = n.number AND g.iid = n.iid")
    row = tables.PERCENTAGE_UNITS.select(unit="i.unit", number="n.number")
    return (
        f"SELECT DISTINCT {row} FROM input i {' '.join(joins)} "
        f"WHERE n.why = 0 AND i.unit IS NOT NULL AND {states_percentage(queries, engine)} AND NOT ({agrees})"
    )
