"""What a bulk run asks, handed to its engine: names, the grid of the figures, bounds and relations.

Owns the order in which these tables come about. Nothing is evaluated before all of it is accepted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from checker.assess.policy import Policy
from checker.bulk.clear import cell_of, clear_of, nested_in, used_ends
from checker.bulk.found import VERDICT_LABELS, together
from checker.bulk.grid import MOST_DIGITS, MOST_WHOLE, Grid
from checker.bulk.lower import Asked, asked_columns, eras_of, lowered, stated_type, undecided
from checker.bulk.model import Engine, Read, Settings, Stored, Table
from checker.bulk.names import Names, Pair
from checker.bulk.notation import counting, doubt_of, mixing
from checker.bulk.queries import PACES, Labels, Queries
from checker.bulk.relations import RELATIONS, largest, of_ratios, relation_tables
from checker.bulk.words import (
    PARTS,
    RANGE,
    day_of,
    period_of,
    too_long,
    too_many_ranges,
    value_of,
)
from checker.domain import codes
from checker.domain.axes import Gate, Kind, Matter
from checker.domain.codes import Code
from checker.domain.diagnostic import Diagnostic
from checker.domain.period import Period
from checker.errors import UnsupportedPlan
from checker.packs.model import Reporting, RulePack
from checker.plan.model import CheckKind

__all__ = ["Asking", "parts_of"]

_NOWHERE: Final = (Decimal(1), Decimal(0))

_FEWEST: Final = 12
"""Digits before the decimal point that are never too many."""
_ODD: Final = 200_000
"""Values that are not plainly spelled and still read one by one; beyond it they are bad rows."""


def parts_of(queries: Queries, engine: Engine, settings: Settings) -> tuple[str, str]:
    """Return SQL that tells whether numerators and denominators can be read; empty where rows have none."""
    columns = [queries.columns.get(name) for name in ("numerator", "denominator")]
    if None in columns:
        return "", ""
    first, second = (
        engine.matches(
            f"CAST(i.{name} AS STRING)",
            PARTS[settings.locale if column and column.stored is Stored.TEXT else "machine"],
        )
        for name, column in zip(("numerator", "denominator"), columns, strict=True)
    )
    return first, second


class Asking:
    """What is asked of the rows of one run.

    Args:
        engine: Takes the tables.
        packs: Packs of different years.
        policies: What each pack's gate lets block and warn.
        settings: What the caller asks for.
    """

    def __init__(
        self, engine: Engine, packs: Sequence[RulePack], policies: Sequence[Policy], settings: Settings
    ) -> None:
        self._engine = engine
        self._packs = packs
        self._policies = policies
        self._settings = settings
        self.pids: dict[Period, int] = {}
        """The numbers of the periods of the data."""
        self.read = Read({})
        """What is wrong with values that were read one by one."""
        self.others = False
        """Whether targets are asked that do not decide."""
        self.undecided: dict[int, tuple[str, ...]] = {}
        """What cannot be decided in columns, by the numbers of packs: their units are judged one by one."""
        self.ranges = False
        """Whether any value is a range."""
        self.offices: frozenset[str] = frozenset()
        """The texts that tell findings of one code and indicator apart."""
        self.over_time = False
        """Whether figures are held against those of other periods."""
        self.names: Names
        self._texts: Table
        self._wholes: list[Asked] = []

    def prepare(
        self, profile: Sequence[Pair], queries: Queries, step: Callable[[str, str], list[tuple[Any, ...]]]
    ) -> Queries:
        """Hand the engine all that is asked, and return the statements of the run.

        Args:
            profile: Which pairs of texts the data have.
            queries: The statements, as far as they are known.
            step: Runs a query as a step of the run.

        Raises:
            UnsupportedPlan: The engine cannot decide what a pack asks.
        """
        stated = self._days(queries, step)
        asked = self._asked(profile, queries, stated)
        # What is due, and how bounds are shown, follows from the targets of the wholes where units have none.
        self._wholes = [
            eras_of(
                pack._replace(reporting=Reporting()),
                list(dict.fromkeys(era.period for era in one.eras)),
                self._settings.as_of,
                days=stated,
                dated=queries.dated,
                ratios=False,
            )
            if pack.reporting.roll_up
            else one
            for pack, one in zip(self._packs, asked, strict=True)
        ]
        self.names = Names(profile, self._wholes, self.pids, self._settings)
        queries = queries._replace(words=self.names.bits.words)
        self._engine.table(self.names.table())
        self._engine.table(self.names.spans())
        self._engine.number([("indicator", self.names.texts()), ("period", self.names.periods())])
        queries = self._figures(profile, queries, step, max((largest(one) for one in asked), default=0))
        queries = self._labels(asked, queries)
        return self._bounds(queries, asked)

    def _days(self, queries: Queries, step: Callable[[str, str], list[tuple[Any, ...]]]) -> dict[Period, set[dt.date]]:
        """Return the days of figures that rows state within their period."""
        calendars = {pack.year: pack.calendar for pack in self._packs}
        found: dict[Period, set[dt.date]] = {}
        for text, written in step("days", queries.days()) if queries.dated else ():
            period, day = period_of(text), day_of(written)
            if period is None or day is None or period.year not in calendars:
                continue
            date = dt.date.fromisoformat(day)
            # By the last day of the period as much has passed as by the period.
            if period.holds(date, calendars[period.year]) and date != period.window(calendars[period.year])[1]:
                found.setdefault(period, set()).add(date)
        return found

    def _asked(
        self, profile: Sequence[Pair], queries: Queries, stated: Mapping[Period, Collection[dt.date]]
    ) -> list[Asked]:
        """Compile every pack for the periods that the data have."""
        ratios = queries.ratios
        periods = {period for pair in profile if (period := period_of(pair.period))}
        asked = []
        for pack in self._packs:
            own = sorted(
                (period for period in periods if period.year == pack.year),
                key=lambda one: (one.last_month, one.first_month),
            )
            self.pids |= {period: len(self.pids) + place for place, period in enumerate(own)}
            asked.append(eras_of(pack, own, self._settings.as_of, days=stated, dated=queries.dated, ratios=ratios))
        for number, one in enumerate(asked):
            cannot = undecided(one, (CheckKind.NATURAL_LIMITS, CheckKind.RATIO, *RELATIONS))
            cannot += of_ratios(one) if ratios else ()
            if cannot and one.pack.reporting.roll_up:
                raise UnsupportedPlan(self._engine.name, cannot)
            if cannot:
                self.undecided[number] = cannot
        return asked

    def _figures(
        self, profile: Sequence[Pair], queries: Queries, step: Callable[[str, str], list[tuple[Any, ...]]], times: int
    ) -> Queries:
        """Find the grid that holds every figure exactly, and read what is not plainly spelled.

        Args:
            profile: Which pairs of texts the data have.
            queries: The statements, as far as they are known.
            step: Runs a query as a step of the run.
            times: The largest number that a check multiplies figures with; 0 where there is none.
        """
        stored = queries.columns["value"]
        odd: list[list[str | None]] = []
        if stored.stored is Stored.EXACT:
            places = stored.places
            whole = max((len(str(int(pair.largest))) for pair in profile if pair.largest is not None), default=1)
        else:
            whole = max((int(pair.largest) for pair in profile if pair.largest is not None), default=1)
            places = max(0, 0, *(int(pair.places) for pair in profile if pair.places is not None))
        queries = counting(queries, self._engine, decimals=self.names.fractions)
        words = any(indicator.kind is Kind.VERDICT for pack in self._packs for indicator in pack.indicators)
        spelled = bool(words or queries.doubtful) or any(pair.plain < pair.given for pair in profile)
        years = {pack.year for pack in self._packs if pack.reporting.roll_up}
        summed = {pid for period, pid in self.pids.items() if period.year in years}
        if spelled:
            texts = step("words", queries.odd_texts(_ODD))
            self.read = self.read._replace(all=len(texts) < _ODD, locale=queries.notation("value"))
            for text, pid, iid in texts:
                indicator, due, asked = self.names.named[pid, iid]
                number = stored.stored is not Stored.TEXT
                held = pid not in summed
                found = value_of(text, indicator, queries.notation("value"), due=due, stored=number, held=held)
                if isinstance(found, Diagnostic):
                    self.read.wrong[text, pid, iid] = found
                elif found is RANGE and pid in summed:
                    # A range of one unit is no part of a sum of all.
                    self.read.wrong[text, pid, iid] = too_many_ranges(text)
                elif found is RANGE or (pid not in summed and (found.planned or (found.pending and asked))):
                    # More is to be read in it than one figure.
                    self.ranges = True
                    odd.append([text, str(pid), str(iid), None, None, None, "0", doubt_of(text, self.read.locale), "1"])
                else:
                    sizes = [format(size, "f") for size in (found.value, found.slack, found.cut)]
                    estimate = str(int(found.estimate))
                    odd.append([text, str(pid), str(iid), *sizes, estimate, doubt_of(text, self.read.locale), "0"])
                    places = max(places, *(len(size.partition(".")[2]) - 1 for size in sizes[1:]))
                    head, _, tail = sizes[0].lstrip("-").partition(".")
                    whole, places = max(whole, len(head)), max(places, len(tail))
        # One figure that is too long is a bad row, and no reason to judge none.
        most = max(_FEWEST, min(MOST_WHOLE, MOST_DIGITS - places - (len(str(times)) if times else 0)))
        capped, whole = whole > most, min(whole, most)
        for text, pid, iid, written, *_ in odd if capped else ():
            if written is not None and len(written.lstrip("-").partition(".")[0]) > whole:
                self.read.wrong[str(text), int(str(pid)), int(str(iid))] = too_long(str(text))
        odd = [row for row in odd if (str(row[0]), int(str(row[1])), int(str(row[2]))) not in self.read.wrong]
        grid = Grid.of(whole, places)
        wide = f"DECIMAL(38,{places + 1})"
        columns = (("raw", "STRING"), ("pid", "BIGINT"), ("iid", "BIGINT"), ("v", grid.type))
        open_ = (("slack", wide), ("cut", wide))
        flags = (("estimate", "BIGINT"), ("doubt", "BIGINT"), ("ranged", "BIGINT"))
        self._texts = Table("texts", (*columns, *open_, *flags), odd)
        self._engine.table(self._texts)
        queries = queries._replace(grid=grid, odd=spelled, capped=capped)
        queries, self.read = mixing(queries, self._engine, self.read)
        return queries

    def refuse_ranges(self) -> None:
        """Let rows with ranges be bad ones, for there are too many to judge them one by one."""
        for row in self._texts.rows:
            text, pid, iid, *_, ranged = (one or "" for one in row)
            if ranged == "1":
                self.read.wrong[text, int(pid), int(iid)] = too_many_ranges(text)
        rows = [row for row in self._texts.rows if row[-1] == "0"]
        self._engine.table(self._texts._replace(rows=rows))

    def _labels(self, asked: Sequence[Asked], queries: Queries) -> Queries:
        """Let the engine know the texts of which there are few."""
        packs = self._packs
        rules = [
            rule
            for pack, one in zip(packs, asked, strict=True)
            for era in one.eras
            for indicator in pack.indicators
            for rule in indicator.targets(era.plan.day)
        ]
        relations = [
            check.rule or ",".join(check.operands)
            for one in (*asked, *self._wholes)
            for era in one.eras
            for check in era.plan.checks
        ]
        texts = {
            "pack": [pack.id for pack in packs],
            "period": [str(period) for period in self.pids] or [""],
            "indicator": ["", *(indicator.id for pack in packs for indicator in pack.indicators)],
            "office": ["", *(rule.assigned_by for rule in rules), *relations],
            "code": list(codes.REGISTRY),
            "matter": [matter.value for matter in Matter],
            "gate": [gate.value for gate in Gate],
            "verdict": VERDICT_LABELS,
            "pace": PACES,
        }
        self.offices = frozenset(texts["office"])
        labels = Labels(*(self._engine.labels(name, texts[name]) for name in Labels._fields))
        stated = stated_type(self._wholes, queries.grid, self._engine.name)
        return queries._replace(labels=labels, stated=stated)

    @staticmethod
    def _kinds(queries: Queries) -> list[tuple[int, Code, Matter]]:
        """Return what every sum of flags says, kind by kind."""
        kinds = together(queries.columns, odd=queries.odd)
        sums = [(flags, code, matter) for flags, own in kinds for _, code, matter in own]
        return [*sums, *RELATIONS.values()]

    def _bounds(self, queries: Queries, asked: Sequence[Asked]) -> Queries:
        """Hand the engine what is asked, and what the numbers of packs, periods and indicators stand for."""
        engine, labels, bits = self._engine, queries.labels, self.names.bits
        rows: list[list[str | None]] = []
        for number, one in enumerate(asked):
            rows += lowered(
                one,
                number,
                self.pids,
                queries.grid,
                bits.one[number],
                ratios=queries.ratios,
                engine=engine.name,
            )
        columns = asked_columns(queries.grid, bits.words, queries.stated, labels.office, ratios=queries.ratios)
        engine.table(Table("asked", columns, rows))
        engine.keep("deciding", "SELECT * FROM asked WHERE which = 0")
        engine.keep("others", "SELECT * FROM asked WHERE which > 0")
        figure = queries.grid.type
        clear = clear_of(columns, rows, queries.grid)
        cells = cell_of(columns, rows, clear, self.names.some, queries.grid)
        ends = [
            [*key, *(format(end, "f") for end in (*clear[key], *(cells[key][:2] if key in cells else _NOWHERE)))]
            for key in clear
        ]
        names = ("clear_from", "clear_to", "cell_from", "cell_to")
        engine.table(Table("clear", (("pid", "BIGINT"), ("iid", "BIGINT"), *((name, figure) for name in names)), ends))
        engine.keep(
            "named",
            f"SELECT n.*, {', '.join(names)} FROM names n LEFT JOIN clear c ON c.pid = n.pid AND c.iid = n.iid",
        )
        alike = [
            [*key, str(cell.verdict), None if cell.pace is None else str(cell.pace), str(self.names.counts[key])]
            for key, cell in cells.items()
        ]
        heads = (("pid", "BIGINT"), ("iid", "BIGINT"), ("verdict", "BIGINT"), ("pace", "BIGINT"), ("n", "BIGINT"))
        engine.table(Table("cells", heads, alike))
        self._places(asked, queries)
        kinds = [
            [str(number), str(flags), code.id, matter.value, self._policies[number].gate(matter).value]
            for number in range(len(asked))
            for flags, code, matter in self._kinds(queries)
        ]
        numbers = (("number", "BIGINT"), ("flags", "BIGINT"), ("code", labels.code))
        engine.table(Table("kinds", (*numbers, ("matter", labels.matter), ("gate", labels.gate)), kinds))
        times = max((largest(one) for one in asked), default=0)
        digits = queries.grid.digits + (len(str(times)) if times else 0)
        if digits > MOST_DIGITS:
            raise UnsupportedPlan(engine.name, (f"checks on figures of {digits} digits, more than {MOST_DIGITS}",))
        checks, terms = relation_tables(asked, self.pids, queries.grid.places, labels.office)
        engine.table(checks)
        engine.table(terms)
        eras = any(len(one.eras) > len({era.period for era in one.eras}) for one in asked)
        self.others = any(row[2] != "0" for row in rows)
        self.over_time = bool(self.undecided) or any(row[3] == "1" for row in terms.rows)
        related = any(row[-2] == "0" for row in terms.rows)
        used, nested = used_ends(columns, rows, queries.grid), nested_in(columns, rows)
        return queries._replace(eras=eras, related=related, used=used, nested=nested)

    def _places(self, asked: Sequence[Asked], queries: Queries) -> None:
        """Hand the engine the periods, the indicators, and each of these at each of those."""
        labels, words = queries.labels, self.names.bits.words
        periods: list[list[str | None]] = []
        indicators: list[list[str | None]] = []
        places: list[list[str | None]] = []
        for number, one in enumerate(asked):
            head = str(number)
            indicators += [
                [head, str(place), indicator.id, indicator.title.vi, indicator.group.id]
                for place, indicator in enumerate(one.pack.indicators)
            ]
            for period in dict.fromkeys(era.period for era in one.eras):
                pid = str(self.pids[period])
                periods.append([pid, head, one.pack.id, str(period)])
                places.append([pid, "-1", one.pack.id, str(period), "", *["0"] * words])
                places += [
                    [
                        pid,
                        str(place),
                        one.pack.id,
                        str(period),
                        indicator.id,
                        *map(str, self.names.bits.one[number][place]),
                    ]
                    for place, indicator in enumerate(one.pack.indicators)
                ]
        named = (("pack", labels.pack), ("period", labels.period))
        self._engine.table(Table("periods", (("pid", "BIGINT"), ("number", "BIGINT"), *named), periods))
        columns = (("number", "BIGINT"), ("iid", "BIGINT"), ("indicator", labels.indicator), ("title", "STRING"))
        self._engine.table(Table("indicators", (*columns, ("grouped", "STRING")), indicators))
        heads = (("pid", "BIGINT"), ("iid", "BIGINT"), *named, ("indicator", labels.indicator))
        self._engine.table(Table("places", (*heads, *((f"b{w}", "BIGINT") for w in range(words))), places))
