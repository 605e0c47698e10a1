"""The one module that knows every step, from paths to reports."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from checker.assess.explain import findings_of
from checker.assess.judge import decide_exit, judge, tally_of
from checker.assess.policy import policy_of
from checker.assess.standing import results_of
from checker.binding.bind import Bound, bind
from checker.binding.notation import undoubted
from checker.domain import codes
from checker.domain.axes import Matter, Verdict
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import PackReference, Report, Run
from checker.domain.submission import (
    Field,
    Observation,
    Reading,
    Submission,
    Unreadable,
)
from checker.domain.text import Message, message
from checker.domain.trouble import Diagnostic, diagnostic
from checker.errors import MissingExtra, PackError, SubmissionError, UnsupportedPlan
from checker.packs.load import load_pack
from checker.packs.model import RulePack
from checker.plan.compiler import Plans
from checker.plan.measure import Observations
from checker.plan.model import Outcomes, Plan
from checker.readers.notation import Trouble
from checker.readers.numbers import Written, read_number
from checker.readers.submission import TABLES, read_submission

if TYPE_CHECKING:
    from checker.binding.series import Member
    from checker.domain.known import Known
    from checker.domain.selection import Selection
    from checker.domain.waiver import Waiver
    from checker.readers.notation import Locale

__all__ = [
    "ENGINES",
    "Engine",
    "Options",
    "Run",
    "assess",
    "assess_together",
    "assess_wholes",
    "check",
    "open_engine",
    "run_examples",
]

ENGINES: Final = ("auto", "direct", "rete")


class Engine(Protocol):
    """What every engine offers."""

    @property
    def name(self) -> str:
        """The name by which it is asked for."""

    def evaluate(self, plan: Plan, observations: Observations) -> Outcomes:
        """Return the rank of every case of `plan`."""

    def close(self) -> None:
        """Free what the engine holds."""


class Options(NamedTuple):
    """What the caller asks for.

    Args:
        pack: Id or path of the pack; empty to take the one that the submission names.
        period: The period to assess, where the submission's own is to be overruled.
        as_of: The day whose targets are in force, where the submission's own is to be overruled.
        waivers: Exemptions that annotate findings.
        today: The day on which waivers must hold; that of the figures unless stated.
        engine: One of `ENGINES`.
        fail_on: Matters that block beyond the pack's policy.
        fail_on_warning: Whether warnings alone give exit code 4.
        exit_zero: Whether a failed gate still exits with 0.
        baseline: Known findings, which neither block nor warn.
        selection: Which findings the gate looks at; ``None`` for all.
        unit: The reporting unit of tables that do not say it.
        locale: The notation of numbers in tables; unless stated it follows from their layout.
        limits: Limits of what is read of tables, by their names.
        stdin: What stands on standard input, which ``-`` among the paths means, and its type.
    """

    pack: str = ""
    period: Period | None = None
    as_of: dt.date | None = None
    waivers: tuple[Waiver, ...] = ()
    today: dt.date | None = None
    engine: str = "auto"
    fail_on: tuple[Matter, ...] = ()
    fail_on_warning: bool = False
    exit_zero: bool = False
    baseline: tuple[Known, ...] = ()
    selection: Selection | None = None
    unit: str = ""
    locale: Locale | None = None
    limits: tuple[tuple[str, int], ...] = ()
    stdin: tuple[bytes, str] | None = None


_STDIN: Final = "-"
# What a run of several files exits with: the first of these that any of them gave.
_WORST_FIRST: Final = (3, 2, 1, 5, 4, 0)


def check(
    paths: Sequence[str],
    options: Options,
    waiver_files: Sequence[str] = (),
    baseline_file: str = "",
    watch: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> Run:
    """Evaluate every submission, and say of each what is wrong.

    Submissions of one unit and year belong together: what one reports is compared with,
    and where a pack says so added to, what the others do. Of several for one period the
    latest counts. Where a file of waivers or the baseline cannot be used, nothing is evaluated:
    without it other findings would block.

    Args:
        paths: The submissions.
        options: What the caller asks for.
        waiver_files: Files of waivers, read in addition to those of `options`.
        baseline_file: The baseline, read in addition to what `options` know.
        watch: Yields the paths, and may show how far they are.

    Raises:
        EngineFault: An engine broke its contract; nothing of the run may be used.
        MissingExtra: The engine that was asked for is not there.
        UnsupportedPlan: The engine that was asked for cannot evaluate the pack.
    """
    try:
        if waiver_files:
            from checker.readers.waivers import read_waivers  # noqa: PLC0415 - most runs have no waivers

            read = [waiver for path in waiver_files for waiver in read_waivers(path)]
            options = options._replace(waivers=(*options.waivers, *read))
        if baseline_file:
            from checker.readers.baseline import read_baseline  # noqa: PLC0415 - most runs have none

            options = options._replace(baseline=(*options.baseline, *read_baseline(baseline_file)))
    except PackError as error:
        return Run((), error.diagnostics, (), 2)
    engine, notices = open_engine(options.engine)
    batch = _Batch(options, engine, notices)
    try:
        for path in watch(paths):
            batch.read(path)
        batch.evaluate()
    finally:
        engine.close()
    batch.refuse_unknown_choices()
    exit_code = next((code for code in _WORST_FIRST if code in batch.exits), 5)
    diagnostics = tuple(dict.fromkeys(batch.diagnostics))
    return Run(tuple(batch.reports), diagnostics, tuple(dict.fromkeys(notices)), exit_code)


class _Batch:
    """The submissions of one run, and what came of them."""

    def __init__(self, options: Options, engine: Engine, notices: list[Message]) -> None:
        self._options = options
        self._means = _Means(engine, options, Plans(), notices)
        self._packs: dict[str, RulePack] = {}
        self._read: list[tuple[Submission, RulePack]] = []
        self.reports: list[Report] = []
        self.diagnostics: list[Diagnostic] = []
        self.exits: set[int] = set()

    def read(self, path: str) -> None:
        """Read one file and find its pack."""
        read: list[tuple[Submission, RulePack]] = []
        with self._kept():
            for submission in self._submissions(path):
                reference = self._options.pack or submission.pack
                if not reference:
                    raise SubmissionError([diagnostic(codes.NO_PACK, submission.place("submission"))])
                read.append((submission, self._pack(reference)))
        self._read += undoubted(read)

    def _submissions(self, path: str) -> tuple[Submission, ...]:
        options = self._options
        data, suffix = options.stdin if options.stdin and path == _STDIN else (None, os.path.splitext(path)[1].lower())
        shown = path if data is None else "<stdin>"
        if suffix in TABLES:
            from checker.readers.tables import Asked, Limits, read_tables  # noqa: PLC0415 - only for a table

            pack = self._pack(options.pack) if options.pack else None
            usual = pack.unit if pack and not pack.reporting.units else ""
            asked = Asked(pack.id if pack else "", options.unit, options.period, None, options.locale, usual_unit=usual)
            return read_tables(shown, asked, Limits(**dict(options.limits)), data=data, suffix=suffix)
        submission = read_submission(f"{shown}{suffix}" if data is not None else path, stdin=data)
        if options.period is not None:
            submission = submission._replace(period=options.period)
        return (submission,)

    def _pack(self, reference: str) -> RulePack:
        """Load a pack once, by whichever of its names it is asked for."""
        if reference not in self._packs:
            pack = load_pack(reference)
            same = (known for known in self._packs.values() if (known.id, known.sha256) == (pack.id, pack.sha256))
            self._packs[reference] = next(same, pack)
        return self._packs[reference]

    def evaluate(self) -> None:
        """Evaluate what was read; a single submission stands for itself."""
        if len(self._read) == 1 and not self._read[0][1].joins:
            with self._kept():
                submission, pack = self._read[0]
                bound = bind(submission, pack, self._options.as_of)
                self._report(_assess(submission, bound, pack, self._means))
            return
        from checker.batch import reports_of  # noqa: PLC0415 - a run of one submission does without

        for pack in {id(pack): pack for pack in self._packs.values()}.values():
            with self._kept():
                for report in reports_of(list(self._members(pack)), pack, self._evaluated):
                    self._report(report)

    def refuse_unknown_choices(self) -> None:
        """Note what was selected or ignored and is nowhere."""
        if self._options.selection is None or not self._packs:
            return
        from checker.assess.select import unknown_choices  # noqa: PLC0415 - most runs look at everything

        unknown = tuple(unknown_choices(self._options.selection, self._packs.values()))
        self.diagnostics.extend(unknown)
        self.exits.update({2} if unknown else ())

    def _members(self, pack: RulePack) -> Iterator[Member]:
        """Yield the submissions of one pack that can be evaluated."""
        from checker.binding.series import Member, same_vintages  # noqa: PLC0415 - as above

        submissions, contested = same_vintages([submission for submission, of in self._read if of is pack])
        if contested:
            self.diagnostics.extend(contested)
            self.exits.add(3)
        for submission in submissions:
            with self._kept():
                yield Member(submission, bind(submission, pack, self._options.as_of))

    def _evaluated(self, member: Member, pack: RulePack, earlier: Report | None) -> Report:
        return _assess(member.submission, member.bound, pack, self._means, earlier)

    def _report(self, report: Report) -> None:
        self.reports.append(report)
        self.exits.add(report.exit.code)

    @contextlib.contextmanager
    def _kept(self) -> Iterator[None]:
        """Keep what is wrong with a file, so that everything is told at once."""
        try:
            yield
        except SubmissionError as error:
            self.diagnostics.extend(error.diagnostics)
            self.exits.add(3)
        except PackError as error:
            self.diagnostics.extend(error.diagnostics)
            self.exits.add(2)


def open_engine(name: str) -> tuple[Engine, list[Message]]:
    """Return the engine of that name; for ``auto`` the best that loads, with a notice if it is not the first.

    Raises:
        MissingExtra: The engine that was asked for by name is not there.
    """
    if name == "direct":
        return _direct(), []
    from checker.engines.rete import ReteEngine  # noqa: PLC0415 - only where it is used

    try:
        return ReteEngine(), []
    except MissingExtra as error:
        if name != "auto":
            raise
        notice = message("{reason}; the plain Python engine is used, with the same results", reason=error.reason)
        return _direct(), [notice]


def _direct() -> Engine:
    from checker.engines.direct import DirectEngine  # noqa: PLC0415 - only where it is used

    return DirectEngine()


def assess(
    submission: Submission,
    pack: RulePack,
    engine: Engine,
    options: Options = Options(),  # noqa: B008 - frozen
    notices: list[Message] | None = None,
) -> Report:
    """Evaluate one submission against one pack.

    Raises:
        SubmissionError: The submission does not fit the pack.
        UnsupportedPlan: The engine cannot evaluate the pack, and was asked for by name.
        EngineFault: The engine broke its contract.
    """
    bound = bind(submission, pack, options.as_of)
    return _assess(submission, bound, pack, _Means(engine, options, Plans(), notices))


def assess_together(
    submissions: Sequence[Submission],
    pack: RulePack,
    engine: Engine,
    options: Options,
    wanted: Container[tuple[str, Period]] | None = None,
) -> list[Report]:
    """Evaluate submissions by one pack in each other's company, of which no two are of one unit and period.

    Args:
        submissions: The submissions.
        pack: Their pack, which rolls nothing up.
        engine: The engine.
        options: What the caller asks for.
        wanted: Units and periods that are evaluated, the others only standing beside them; all unless stated.

    Raises:
        SubmissionError: One of them does not fit the pack.
        EngineFault: The engine broke its contract.
    """
    from checker.batch import reports_of  # noqa: PLC0415 - a run of one submission does without
    from checker.binding.series import Member  # noqa: PLC0415 - as above

    means = _Means(engine, options, Plans())

    def evaluated(member: Member, pack: RulePack, earlier: Report | None) -> Report:
        return _assess(member.submission, member.bound, pack, means, earlier)

    members = [Member(one, bind(one, pack, options.as_of)) for one in submissions]
    return list(reports_of(members, pack, evaluated, wanted))


def assess_wholes(wholes: Sequence[Member], pack: RulePack, engine: Engine, options: Options) -> list[Report]:
    """Evaluate submissions that were put together from those of several units, one for each period.

    Args:
        wholes: The submissions of the pack's unit, in the order of the periods.
        pack: Their pack.
        engine: The engine.
        options: What the caller asks for.

    Raises:
        EngineFault: The engine broke its contract.
    """
    from checker.batch import reports_of_wholes  # noqa: PLC0415 - a run of one submission does without

    means = _Means(engine, options, Plans())

    def evaluated(member: Member, pack: RulePack, earlier: Report | None) -> Report:
        return _assess(member.submission, member.bound, pack, means, earlier)

    return list(reports_of_wholes(wholes, pack, evaluated))


class _Means(NamedTuple):
    """What all submissions of a run are assessed with.

    Args:
        engine: Evaluates the plans.
        options: What the caller asked for.
        plans: Those that were compiled already.
        notices: Takes what is to be said of the run, or ``None``.
    """

    engine: Engine
    options: Options
    plans: Plans
    notices: list[Message] | None = None


def _assess(
    submission: Submission, bound: Bound, pack: RulePack, means: _Means, earlier: Report | None = None
) -> Report:
    options = means.options
    day = options.as_of or submission.as_of
    plan = means.plans.plan(pack, submission.period, day.isoformat() if day else "", bound.values)
    try:
        outcomes = means.engine.evaluate(plan, bound.values)
    except UnsupportedPlan as error:
        if options.engine != "auto":
            raise
        if means.notices is not None:
            means.notices.append(
                message(
                    "engine {engine} cannot evaluate: {cases}; the plain Python engine is used, with the same results",
                    engine=error.engine,
                    cases=error.cases,
                )
            )
        outcomes = _direct().evaluate(plan, bound.values)
    policy = policy_of(pack.gate, options.fail_on)
    results = results_of(pack, plan, bound, outcomes)
    findings = findings_of(submission, plan, bound, outcomes, results, policy)
    if earlier is not None:
        from checker.assess.revise import revision_findings  # noqa: PLC0415 - few runs have revised figures

        findings += revision_findings(results, earlier.results, submission, earlier.submission, policy)
    tally, contradictions = tally_of(submission, pack, results, policy)
    findings += contradictions
    if options.waivers:
        from checker.assess.waive import waived  # noqa: PLC0415 - most runs have no waivers

        today = options.today or day or submission.period.window(pack.calendar)[1]
        findings = waived(findings, options.waivers, submission, pack, policy, today)
    reached = True
    if options.baseline:
        from checker.assess.known import held  # noqa: PLC0415 - most runs have no baseline

        findings = held(findings, options.baseline, submission, pack, policy)
    if options.selection is not None:
        from checker.assess.select import looked_at, reaches  # noqa: PLC0415 - most runs look at everything

        findings = looked_at(findings, options.selection, pack)
        reached = reaches(options.selection, pack)
    judgement = judge(results, findings, tally, policy)
    exit_ = decide_exit(
        judgement.gate,
        evaluated=bool(bound.rows or bound.problems) and reached,
        fail_on_warning=options.fail_on_warning,
        exit_zero=options.exit_zero,
    )
    return Report(
        _reference(pack),
        submission,
        outcomes.engine,
        judgement.results,
        judgement.tally,
        judgement.findings,
        judgement.gate,
        exit_,
    )


def _reference(pack: RulePack) -> PackReference:
    return PackReference(
        pack.id, pack.revision, pack.title, pack.unit, pack.year, pack.synthetic, pack.path, pack.sha256
    )


def run_examples(pack: RulePack, engine: Engine) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each verdict that the pack's own examples expect and do not get.

    Raises:
        EngineFault: The engine broke its contract.
        UnsupportedPlan: The engine cannot evaluate the pack.
    """
    for example in pack.examples:
        rows = tuple(_example_row(indicator, text, example.location) for indicator, text in example.given)
        submission = Submission(pack.path, pack.sha256, pack.id, pack.unit, example.period, None, rows, synthetic=True)
        results = assess(submission, pack, engine).results
        found = {result.indicator: result.verdict.value for result in results}
        for indicator, expected in example.expect:
            if found[indicator] != expected:
                yield diagnostic(
                    codes.PACK_EXAMPLE,
                    example.location,
                    indicator=indicator,
                    expected=Verdict(expected),
                    found=Verdict(found[indicator]),
                )


def _example_row(indicator: str, text: str, location: Location) -> Observation:
    found = read_number(text)
    reading: Reading
    if isinstance(found, Trouble):
        reading = Unreadable(Diagnostic(found.code, Message(found.code.template, found.values), location, found.hint))
    else:
        reading = found.figure if isinstance(found, Written) else found
    behind = Field(text, location, found.planned) if isinstance(found, Written) and found.planned else None
    return Observation(indicator, location, Field(text, location, reading), behind=behind)
