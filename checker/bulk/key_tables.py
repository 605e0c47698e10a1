"""Tables that give the keys of packs, periods and indicators back their texts, and all texts of columns with few.

Must not know an engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.bulk import tables
from checker.bulk.categories import PACES
from checker.bulk.keys import TextKeys
from checker.bulk.model import DataTable
from checker.bulk.plans import PackPlans
from checker.bulk.tables.run_table import ColumnTypes
from checker.domain import codes
from checker.domain.axes import Gate, Matter, Verdict
from checker.packs.model import Indicator

__all__ = ["key_tables", "label_texts"]


def label_texts(
    plans: Sequence[PackPlans], whole_plans: Iterable[PackPlans], keys: TextKeys
) -> dict[str, Sequence[str]]:
    """Return all texts of the columns with few distinct ones, by column.

    Args:
        plans: The plans, by pack.
        whole_plans: The plans of the wholes.
        keys: The keys of periods.
    """
    packs = [one.pack for one in plans]
    rules = [
        rule
        for pack, one in zip(packs, plans, strict=True)
        for plan in one.plans.values()
        for indicator in pack.indicators
        for rule in indicator.targets(plan.day)
    ]
    relations = [
        check.rule or ",".join(check.operands)
        for one in (*plans, *whole_plans)
        for plan in one.plans.values()
        for check in plan.checks
    ]
    return {
        "pack": [pack.id for pack in packs],
        "period": [str(period) for period in keys.pids] or [""],
        "indicator": ["", *(indicator.id for pack in packs for indicator in pack.indicators)],
        "office": ["", *(rule.assigned_by for rule in rules), *relations],
        "code": list(codes.REGISTRY),
        "matter": [matter.value for matter in Matter],
        "gate": [gate.value for gate in Gate],
        "verdict": ["", *(verdict.value for verdict in Verdict)],
        "pace": PACES,
    }


def key_tables(plans: Sequence[PackPlans], keys: TextKeys, types: ColumnTypes, language: str) -> list[DataTable]:
    """Return the periods, the indicators, and their combinations.

    Args:
        plans: The plans, by pack.
        keys: The keys of periods, and the bits of indicators.
        types: The types of columns.
        language: The language of titles, ``vi`` or ``en``.
    """
    words = keys.bits.words
    periods: list[list[str | None]] = []
    indicators: list[list[str | None]] = []
    places: list[list[str | None]] = []
    for number, one in enumerate(plans):
        head = str(number)
        indicators += [
            [head, str(place), indicator.id, _title(indicator, language), indicator.group.id]
            for place, indicator in enumerate(one.pack.indicators)
        ]
        for period in one.plans:
            pid = str(keys.pids[period])
            periods.append([pid, head, one.pack.id, str(period)])
            places.append([pid, "-1", one.pack.id, str(period), "", *["0"] * words])
            places += [
                [
                    pid,
                    str(place),
                    one.pack.id,
                    str(period),
                    indicator.id,
                    *map(str, keys.bits.one[number][place]),
                ]
                for place, indicator in enumerate(one.pack.indicators)
            ]
    return [
        tables.PERIODS.of(periods, types),
        tables.INDICATORS.of(indicators, types),
        tables.PLACES.of(places, types),
    ]


def _title(indicator: Indicator, language: str) -> str:
    return indicator.title.en if language == "en" else indicator.title.vi
