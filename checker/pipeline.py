"""The one module that knows every step, from paths to reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from checker.assess.explain import findings_of
from checker.assess.judge import decide_exit, judge, tally_of
from checker.assess.policy import policy_of
from checker.assess.standing import results_of
from checker.assess.waive import waived
from checker.binding.bind import bind
from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.location import Location
from checker.domain.period import Period
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
from checker.domain.waiver import Waiver
from checker.engines.direct import DirectEngine
from checker.errors import MissingExtra, PackError, SubmissionError, UnsupportedPlan
from checker.packs.load import load_pack
from checker.packs.model import RulePack
from checker.plan.compiler import compile_plan
from checker.plan.measure import Observations
from checker.plan.model import Outcomes, Plan
from checker.readers.notation import Trouble
from checker.readers.numbers import Written, read_number
from checker.readers.submission import read_submission
from checker.readers.waivers import read_waivers

if TYPE_CHECKING:
    from checker.domain.known import Known
    from checker.domain.selection import Selection

__all__ = ["ENGINES", "Engine", "Options", "Run", "assess", "check", "open_engine", "run_examples"]

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


# What a run of several files exits with: the first of these that any of them gave.
_WORST_FIRST: Final = (3, 2, 1, 5, 4, 0)


def check(paths: Sequence[str], options: Options, waiver_files: Sequence[str] = (), baseline_file: str = "") -> Run:
    """Evaluate every submission, and say of each what is wrong.

    Where a file of waivers or the baseline cannot be used, nothing is evaluated: without it other findings would
    block.

    Args:
        paths: The submissions.
        options: What the caller asks for.
        waiver_files: Files of waivers, read in addition to those of `options`.
        baseline_file: The baseline, read in addition to what `options` know.

    Raises:
        EngineFault: An engine broke its contract; nothing of the run may be used.
        MissingExtra: The engine that was asked for is not there.
        UnsupportedPlan: The engine that was asked for cannot evaluate the pack.
    """
    try:
        read = [waiver for path in waiver_files for waiver in read_waivers(path)]
        options = options._replace(waivers=(*options.waivers, *read))
        if baseline_file:
            from checker.readers.baseline import read_baseline  # noqa: PLC0415 - most runs have none

            options = options._replace(baseline=(*options.baseline, *read_baseline(baseline_file)))
    except PackError as error:
        return Run((), error.diagnostics, (), 2)
    engine, notices = open_engine(options.engine)
    reports: list[Report] = []
    diagnostics: list[Diagnostic] = []
    exits: set[int] = set()
    packs: dict[str, RulePack] = {}
    try:
        for path in paths:
            try:
                report = _check_one(path, options, engine, packs, notices)
            except SubmissionError as error:
                diagnostics.extend(error.diagnostics)
                exits.add(3)
            except PackError as error:
                diagnostics.extend(error.diagnostics)
                exits.add(2)
            else:
                reports.append(report)
                exits.add(report.exit.code)
    finally:
        engine.close()
    if options.selection is not None and packs:
        from checker.assess.select import unknown_choices  # noqa: PLC0415 - as in `assess`

        unknown = tuple(unknown_choices(options.selection, packs.values()))
        diagnostics.extend(unknown)
        exits.update({2} if unknown else ())
    exit_code = next((code for code in _WORST_FIRST if code in exits), 5)
    return Run(tuple(reports), tuple(dict.fromkeys(diagnostics)), tuple(dict.fromkeys(notices)), exit_code)


def open_engine(name: str) -> tuple[Engine, list[Message]]:
    """Return the engine of that name; for ``auto`` the best that loads, with a notice if it is not the first.

    Raises:
        MissingExtra: The engine that was asked for by name is not there.
    """
    if name == "direct":
        return DirectEngine(), []
    from checker.engines.rete import ReteEngine  # noqa: PLC0415 - only where it is used

    try:
        return ReteEngine(), []
    except MissingExtra as error:
        if name != "auto":
            raise
        notice = message("{reason}; the plain Python engine is used, with the same results", reason=str(error))
        return DirectEngine(), [notice]


def _check_one(
    path: str, options: Options, engine: Engine, packs: dict[str, RulePack], notices: list[Message]
) -> Report:
    submission = read_submission(path)
    if options.period is not None:
        submission = submission._replace(period=options.period)
    reference = options.pack or submission.pack
    if not reference:
        raise SubmissionError([diagnostic(codes.NO_PACK, submission.place("submission"))])
    if reference not in packs:
        packs[reference] = load_pack(reference)
    return assess(submission, packs[reference], engine, options, notices)


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
    bound = bind(submission, pack)
    day = options.as_of or submission.as_of
    plan = compile_plan(pack, submission.period, day.isoformat() if day else "", bound.values)
    try:
        outcomes = engine.evaluate(plan, bound.values)
    except UnsupportedPlan as error:
        if options.engine != "auto":
            raise
        if notices is not None:
            notices.append(
                message("{reason}; the plain Python engine is used, with the same results", reason=str(error))
            )
        outcomes = DirectEngine().evaluate(plan, bound.values)
    policy = policy_of(pack.gate, options.fail_on)
    results = results_of(pack, plan, bound, outcomes)
    findings = findings_of(submission, plan, bound, outcomes, results, policy)
    today = options.today or day or submission.period.window(pack.calendar)[1]
    tally, contradictions = tally_of(submission, pack, results, policy)
    findings = waived((*findings, *contradictions), options.waivers, submission, pack, policy, today)
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
        evaluated=bool(bound.rows) and reached,
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
                    expected=Message(expected),
                    found=Message(found[indicator]),
                )


def _example_row(indicator: str, text: str, location: Location) -> Observation:
    found = read_number(text)
    reading: Reading
    if isinstance(found, Trouble):
        reading = Unreadable(Diagnostic(found.code, Message(found.code.template, found.values), location, found.hint))
    else:
        reading = found.figure if isinstance(found, Written) else found
    return Observation(indicator, location, Field(text, location, reading))
