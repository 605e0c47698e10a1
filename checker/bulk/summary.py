"""The summary of a bulk run: the gate on all findings, the counts, and the worst units in full.

Owns the notices about the whole run. Must not know how anything was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final, TypeAlias

from checker.assess.judge import decide_counts, decide_exit
from checker.assess.matters import is_of_units
from checker.assess.policy import Policy
from checker.bulk.bad_rows import CODES, MATTERS, first_bad_rows
from checker.bulk.categories import VERDICTS
from checker.bulk.model import BAD, Accounts, BulkRun, BulkSettings, Database, ValueReadings, Why
from checker.bulk.one_by_one import keep_detail_rows, worst_of, worst_reports
from checker.bulk.report_rows import MOST_FALLBACK_UNITS
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
from checker.bulk.survey import Surveyor
from checker.domain.axes import Gate, Matter, severest
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Run
from checker.domain.text import Message, Text, message
from checker.errors import EngineFault
from checker.packs.model import RulePack

__all__ = ["Summary"]

_NAMED: Final = 10
_MatterCount: TypeAlias = tuple[Matter, Gate, int, tuple[Text | str, ...]]
"""Matter, gate, number of findings, and their indicators or units."""


class _FindingCount(NamedTuple):
    """The number of findings with the same code, matter and gate about one indicator or unit."""

    code: str
    matter: str
    gate: str
    named: str
    findings: int


class Summary(NamedTuple):
    """Summarizes the tables of a run.

    Args:
        engine: The engine with the tables.
        of: The statements of the run.
        packs: The packs, by key.
        policies: The gate policy of each pack.
        settings: The options of the run.
    """

    engine: Database
    of: RowStatements
    packs: tuple[RulePack, ...]
    policies: Sequence[Policy]
    settings: BulkSettings

    def run(
        self,
        accounts: Accounts,
        whys: dict[Why, int],
        read: ValueReadings,
        wholes: tuple[Report, ...],
        undecided: tuple[str, ...],
        *,
        fallback_rows: int,
        over_time: bool,
    ) -> BulkRun:
        """Return the result of the run.

        Args:
            accounts: The row counts.
            whys: The number of unjudged rows by reason.
            read: The problems of texts that are not figures.
            wholes: The reports of the wholes.
            undecided: The parts that were decided unit by unit.
            fallback_rows: The number of rows judged by the plain engine.
            over_time: Whether figures were compared with other periods.
        """
        engine, settings = self.engine, self.settings
        finding_counts = self._finding_counts()
        code_counts: dict[str, int] = {}
        for one in sorted(finding_counts, key=lambda one: one.code):
            code_counts[one.code] = code_counts.get(one.code, 0) + one.findings
        surveyor = Surveyor(engine, self.of, self.packs)
        bad = any(why in whys for why in BAD if why is not Why.BROKEN)
        chosen = worst_of(engine, settings, bad=bad)
        surveyor.map()
        keep_detail_rows(engine, self.packs, over_time=over_time)
        nearest = self.of.plain_alone and not undecided and not any(pack.looks_back for pack in self.packs)
        readings = read if bad else None
        reports = wholes + worst_reports(engine, self.packs, settings, chosen, readings, nearest=nearest)
        bad_rows = tuple(first_bad_rows(engine, self.of, whys, read, ", ".join(pack.id for pack in self.packs)))
        short = sum(self._below(number, policy) for number, policy in enumerate(self.policies))
        gate = decide_counts((*self._matters(finding_counts), *self._matters_of_bad_rows(whys)), short)
        exit_ = decide_exit(
            gate,
            # Unreadable rows count as evaluated, so the gate decides about them.
            evaluated=accounts.judged + accounts.bad > 0,
            fail_on_warning=settings.fail_on.warnings,
            exit_zero=settings.exit_zero,
        )
        verdicts = self._verdicts(accounts, fallback_rows)
        notices = tuple(self._notices(whys, undecided))
        survey = surveyor.survey(accounts, verdicts, code_counts, gate, reports)
        basis = settings.basis(engine.name, (pack.id for pack in self.packs))
        run = Run(reports, bad_rows, notices, exit_.code, survey, basis)
        return BulkRun(run, accounts, verdicts, code_counts, gate.decision.value)

    def _verdicts(self, accounts: Accounts, fallback_rows: int) -> dict[str, int]:
        """Return the number of results by verdict.

        Raises:
            EngineFault: They are not as many as the judged rows.
        """
        results = dict(self.engine.query("SELECT CAST(verdict AS STRING), sum(n) FROM results GROUP BY verdict"))
        verdicts = {verdict: int(results[verdict]) for verdict in VERDICTS if verdict in results}
        counted = sum(verdicts.values())
        if self.of.has(SideTable.FALLBACK):
            counted += fallback_rows - int(self.engine.query("SELECT count(*) FROM fallback_results")[0][0])
        if counted != accounts.judged:
            difference = f"judged {accounts.judged} rows, and counts {counted}: {verdicts}"
            raise EngineFault(f"engine {self.engine.name} {difference}")
        return verdicts

    def _notices(self, whys: dict[Why, int], undecided: tuple[str, ...]) -> Iterator[Message]:
        """Yield notices about what was not read or not judged, or not in columns."""
        if headings := self.engine.unread():
            yield message(
                "columns not read in bulk, so that nothing is compared with them: {columns}; "
                "`checker check` reads them",
                columns=tuple(f"`{heading}`" for heading in dict.fromkeys(headings)),
            )
        if whys:
            counts = tuple(f"{CODES[why].id} {CODES[why].name}: {whys[why]}" for why in sorted(whys))
            yield message("rows not judged: {counts}", counts=counts)
        if undecided:
            yield message("judged unit by unit, because columns cannot decide it: {cases}", cases=undecided)
        if not self.settings.shares:
            yield message(
                "percentages of the plan were not looked at: more than {most} units state some that do not surely "
                "follow from their figures",
                most=MOST_FALLBACK_UNITS,
            )

    def _finding_counts(self) -> list[_FindingCount]:
        """Count the findings by code, matter, gate and indicator; for missing reports, by unit."""
        of_units = ", ".join(f"'{matter}'" for matter in Matter if is_of_units(matter))
        subject = f"CASE WHEN f.matter IN ({of_units}) THEN f.unit ELSE f.indicator END"
        rows = self.engine.query(
            f"SELECT f.code, f.matter, f.gate, {subject} AS named, count(*) FROM findings f "
            "GROUP BY f.code, f.matter, f.gate, named"
        )
        return [_FindingCount(*row) for row in rows]

    def _matters(self, finding_counts: Sequence[_FindingCount]) -> Iterator[_MatterCount]:
        """Yield the number of findings of each matter, and the indicators or units with the most findings."""
        titles = {indicator.id: indicator.title for pack in self.packs for indicator in pack.indicators}
        units = {unit.id: unit.name for pack in self.packs for unit in pack.reporting.offices}
        grouped: dict[tuple[str, str], dict[str, int]] = {}
        for _, matter, gate, named, count in finding_counts:
            own = grouped.setdefault((matter, gate), {})
            own[named] = own.get(named, 0) + count
        for matter, gate in product(Matter, Gate):
            counts = grouped.get((matter.value, gate.value))
            if counts:
                most_frequent = sorted((name for name in counts if name), key=lambda name: (-counts[name], name))
                titles_ = units if is_of_units(matter) else titles
                names: list[Text | str] = [titles_.get(name, name) for name in most_frequent[:_NAMED]]
                names += ["…"] * (len(most_frequent) > _NAMED)
                yield matter, gate, sum(counts.values()), tuple(names)

    def _matters_of_bad_rows(self, whys: Mapping[Why, int]) -> Iterator[_MatterCount]:
        """Yield the number of bad rows of each matter."""
        for matter in Matter:
            if count := sum(n for why, n in whys.items() if why in BAD and MATTERS[why] is matter):
                yield matter, self._worst_gate(matter), count, ()

    def _worst_gate(self, matter: Matter) -> Gate:
        return severest([policy.gate(matter) for policy in self.policies])

    def _below(self, number: int, policy: Policy) -> int:
        if policy.least_met is None:
            return 0
        sql = (
            "SELECT u.counted, u.met, count(*) FROM by_unit u "
            "JOIN periods p ON p.pack = u.pack AND p.period = u.period "
            f"WHERE p.number = {number:d} GROUP BY u.counted, u.met"
        )
        return sum(int(n) for counted, met, n in self.engine.query(sql) if policy.is_short(int(counted), int(met)))
