"""Prepare the tables of a bulk run in its engine: names, the grid of figures, bounds and relations.

Owns the order in which these tables are made. Nothing is evaluated before all of them are accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from checker.assess.policy import Policy
from checker.bulk import tables
from checker.bulk.categories import Labels
from checker.bulk.class_answers import Answers
from checker.bulk.falls import PossibleFalls
from checker.bulk.grid import MOST_DIGITS
from checker.bulk.key_tables import key_tables, label_texts
from checker.bulk.keys import TextKeys
from checker.bulk.model import RATIO_PARTS, BulkSettings, Database, DataTable, StorageKind
from checker.bulk.names import Names
from checker.bulk.plans import PackPlans, plans_of, stated_type, undecided_parts
from checker.bulk.presence import Presence
from checker.bulk.profile import Pair
from checker.bulk.relations import DECIDED, largest_factor, ratio_checks, relation_tables
from checker.bulk.rows import RowStatements
from checker.bulk.tallies import Tallies
from checker.bulk.texts import DOUBTFUL, PARTS
from checker.bulk.uncompared import needs_tables
from checker.bulk.value_texts import ValueTexts
from checker.domain.check import CheckKind
from checker.errors import UnsupportedPlan
from checker.packs.model import RulePack

__all__ = ["Preparation", "parts_of"]


def parts_of(queries: RowStatements, engine: Database, settings: BulkSettings) -> tuple[str, str]:
    """Return SQL that tells whether numerators and denominators are readable; empty if rows have none."""
    columns = [queries.columns.get(name) for name in RATIO_PARTS]
    if None in columns:
        return "", ""
    first, second = (
        engine.matches(
            f"CAST(i.{name} AS STRING)",
            PARTS[settings.locale if column and column.stored is StorageKind.TEXT else "machine"],
        )
        for name, column in zip(RATIO_PARTS, columns, strict=True)
    )
    return first, second


class Preparation:
    """The preparation of one run.

    Args:
        engine: The engine that receives the tables.
        packs: Packs of different years.
        policies: The gate policy of each pack.
        settings: The options of the run.
    """

    def __init__(
        self, engine: Database, packs: Sequence[RulePack], policies: Sequence[Policy], settings: BulkSettings
    ) -> None:
        self._engine = engine
        self._packs = packs
        self._policies = policies
        self._settings = settings
        self.undecided: dict[int, tuple[str, ...]] = {}
        """The parts that columns cannot decide, by the keys of packs; their units are judged one by one."""
        self.complete = False
        """Whether every row has all that is needed to judge it, plainly spelled."""
        self.counted = False
        """Whether the figures of each class are counted, as if all rows were judged."""
        self.moves_found = False
        """Whether each figure with an unusual tally has exactly one finding that identifies it."""
        self.offices: frozenset[str] = frozenset()
        """The texts that distinguish findings with the same code and indicator."""
        self.related = False
        """Whether figures are compared with each other, apart from the check that a figure must not fall."""
        self.over_time = False
        """Whether figures are compared with those of other periods."""
        self.needs = False
        """Whether packs define comparisons that may be impossible."""
        self.await_vintages: Callable[[], None]
        """Waits for the table of vintages."""
        self.unit_texts: list[str] = []
        """With the vintages, the texts of units that may be names or have whitespace around them."""
        self.keys: TextKeys
        self.names: Names
        self.falls: PossibleFalls
        """The figures that may have fallen."""
        self.values: ValueTexts
        """The values that were read one by one."""
        self.measures: DataTable
        """The units of measure by which figures mean something else, if rows state any."""
        self._wholes: list[PackPlans] = []

    def prepare(
        self, profile: Sequence[Pair], queries: RowStatements, step: Callable[[str, str], list[tuple[Any, ...]]]
    ) -> RowStatements:
        """Store all tables in the engine, and return the statements of the run.

        Args:
            profile: The pairs of texts in the data.
            queries: The statements known so far.
            step: Runs a query as a step of the run.

        Raises:
            UnsupportedPlan: The engine cannot evaluate a pack.
        """
        keys = self.keys = TextKeys(profile, self._packs)
        queries = queries._replace(words=keys.bits.words)
        self._engine.table(keys.spans())
        self._engine.number([("indicator", keys.indicators()), ("period", keys.periods())])
        # This needs no plan, and nothing needs it until all plans are in the engine.
        self.await_vintages = self._engine.beside(self._vintages(profile, queries))
        plans = self._compiled_plans(queries)
        # If units have no targets, the targets of the whole determine due periods and displayed bounds.
        self._wholes = [
            plans_of(one.pack, tuple(one.plans), self._settings.as_of, ratios=False, wholes=True)
            if one.pack.reporting.roll_up
            else one
            for one in plans
        ]
        self.names = Names(profile, self._wholes, keys)
        self.complete = self.names.complete and all(
            pair.period is not None
            and pair.indicator is not None
            and pair.rows == pair.units == pair.given == pair.plain
            for pair in profile
        )
        self.values = ValueTexts(self._engine, self._packs, keys, self.names)
        queries = self.values.read(profile, queries, step, max((largest_factor(one) for one in plans), default=0))
        queries = self._labels(plans, queries)
        return self._bounds(queries, plans)

    def _vintages(self, profile: Sequence[Pair], queries: RowStatements) -> Callable[[Database], None]:
        """Return the work that finds the vintages and the texts of units."""
        presence = Presence(queries)
        # A unit usually has one row of each pair.
        about = max((pair.rows for pair in profile), default=0)
        units = presence.named_units() if any(pack.names_units for pack in self._packs) else presence.padded_units()

        def work(engine: Database) -> None:
            fast = {} if queries.vintages else engine.group_keys(about, self.keys.texts)
            engine.keep(tables.VINTAGES.name, presence.vintages(fast))
            self.unit_texts = [str(text) for (text,) in engine.query(units)]

        return work

    def _compiled_plans(self, queries: RowStatements) -> list[PackPlans]:
        """Compile every pack for the periods of the data."""
        ratios, periods = queries.ratios, self.keys.pids
        plans = [
            plans_of(pack, [one for one in periods if one.year == pack.year], self._settings.as_of, ratios=ratios)
            for pack in self._packs
        ]
        for number, one in enumerate(plans):
            cannot = undecided_parts(one, (CheckKind.NATURAL_LIMITS, CheckKind.RATIO, *DECIDED))
            cannot += ratio_checks(one) if ratios else ()
            if cannot:
                self.undecided[number] = cannot
        return plans

    def _labels(self, plans: Sequence[PackPlans], queries: RowStatements) -> RowStatements:
        """Define the engine's types for columns with few distinct texts."""
        texts = label_texts(plans, self._wholes, self.keys)
        if files := self._engine.files():
            texts["file"] = files
        self.offices = frozenset(texts["office"])
        labels = Labels(**self._engine.labels(texts))
        stated = stated_type(self._wholes, queries.grid, self._engine.name)
        return queries._replace(labels=labels, stated=stated)

    def _bounds(self, queries: RowStatements, plans: Sequence[PackPlans]) -> RowStatements:
        """Store the plans in the engine, with the meaning of the keys of packs, periods and indicators."""
        engine, types, bits = self._engine, queries.types, self.keys.bits
        answers = Answers(queries, self._policies, engine.name, everything=self._settings.everything)
        seen = self.values.pair_figures()
        self.falls = PossibleFalls(self._packs, self.keys, self.names, seen)
        for number, one in enumerate(plans):
            if number not in self.undecided:
                answers.add(number, one, self.keys.pids, bits.one[number], seen)
        for table in answers.tables():
            engine.table(table)
        self.moves_found = answers.moves_found
        engine.table(self.names.spanned(answers.quiet, queries.grid))
        queries = queries._replace(axes=frozenset(answers.axes), counts=frozenset(answers.counts), steps=answers.steps)
        self._count(queries)
        for table in key_tables(plans, self.keys, types, self._settings.language):
            engine.table(table)
        times = max((largest_factor(one) for one in plans), default=0)
        digits = queries.grid.digits + (len(str(times)) if times else 0)
        if digits > MOST_DIGITS:
            raise UnsupportedPlan(engine.name, (f"checks on figures of {digits} digits, more than {MOST_DIGITS}",))
        checks, terms = relation_tables(plans, self.keys.pids, queries.grid.places, types, self._policies)
        engine.table(checks)
        engine.table(terms)
        self.over_time = bool(self.undecided) or any(row[3] == "1" for row in terms.rows)
        self.related = any(row[-2] == "0" for row in terms.rows)
        needs = needs_tables(plans, self.keys.pids, bits)
        self.needs = needs is not None
        for table in needs or ():
            engine.table(table)
        doubtful = engine.matches("r.text", DOUBTFUL[queries.notation("value")]) if "grouped" in answers.axes else ""
        return queries._replace(grouping=doubtful)

    def _count(self, queries: RowStatements) -> None:
        """Start to count the figures of each class, if no row is known to be bad.

        Bad rows that are discovered later make another count necessary; most data have none.
        """
        simple = self.complete and not (queries.odd or queries.ratios or queries.grid.capped or self.undecided)
        if simple and self._settings.units == "data" and not any(pack.reporting.roll_up for pack in self._packs):
            sql = Tallies(queries).class_counts()
            self._engine.beside(lambda engine: engine.keep(tables.CLASS_COUNTS.name, sql))
            self.counted = True
