"""Turn one submission, or several that are compared with each other, into reports.

Owns the order of the steps from figures to a report, and what the caller may ask of them. Must not know files: the
caller reads them and passes their content.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from checker.assess.judge import decide_exit, judge, tally_of
from checker.assess.policy import policy_of
from checker.assess.standing import results_of
from checker.assess.submission_findings import declared_findings, findings_of
from checker.binding.bind import bind
from checker.binding.bound import BoundSubmission
from checker.binding.unit_pack import suited_pack
from checker.binding.vintage import is_after, latest_day
from checker.domain.basis import FailOn
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import PackReference, Report
from checker.domain.submission import Submission
from checker.domain.text import Message, message
from checker.engines.choice import Engine, plain_engine
from checker.errors import UnsupportedPlan
from checker.packs.catalogue import is_shipped
from checker.packs.model import RulePack
from checker.plan.compiler import Plans

if TYPE_CHECKING:
    from checker.assess.due import Earlier
    from checker.assess.policy import Policy
    from checker.binding.growth import YearBefore
    from checker.binding.series import Member
    from checker.domain.baseline import BaselineEntry
    from checker.domain.report import Finding
    from checker.domain.selection import Selection
    from checker.domain.submission import Locale
    from checker.domain.waiver import Waiver
    from checker.plan.model import Outcomes, Plan
    from checker.readers.submission import Content

__all__ = [
    "Options",
    "RunContext",
    "assess",
    "assess_bound",
    "assess_together",
    "assess_wholes",
]


class Options(NamedTuple):
    """The options of a run.

    Args:
        pack: Id or path of the pack; empty to take the one that the submission names.
        period: The period to assess; it overrides the submission's own.
        as_of: The reference date. It decides which targets and waivers are in force, and later figures are ignored.
            Default: the latest day of the figures, or else the last day of the latest period.
        waivers: Exemptions that annotate findings.
        now: Today; figures of a later day are rejected. It has no other effect.
        engine: One of `ENGINES`.
        fail_on: What fails a run beyond the pack's policy.
        exit_zero: Whether a failed gate still exits with 0.
        baseline: Known findings, which neither block nor warn.
        selection: Which findings the gate looks at; ``None`` for all.
        unit: The reporting unit of tables that do not name one.
        locale: The notation of numbers in tables. Default: it follows from the layout.
        sheet: The only sheet of workbooks that is read; empty for all.
        columns: The roles of a form's columns: pairs such as ``("value", "G")``.
        layouts: The same by headings, for forms that have these headings.
        limits: The limits for reading tables, by their names.
        contents: Content that replaces files, by path, such as ``-`` for standard input. All other paths are files.
        rules: The folder searched for packs by id, before the packs that came with the program.
        cache: Whether compiled packs are used and kept.
        packs: Packs that are already loaded; refer to one by its path.
        due: The deadline for the reports of the latest period; it overrides the pack's.
        units: A file that lists the reporting units; empty for the units that the packs name.
    """

    pack: str = ""
    period: Period | None = None
    as_of: dt.date | None = None
    waivers: tuple[Waiver, ...] = ()
    now: dt.date | None = None
    engine: str = "auto"
    fail_on: FailOn = FailOn()
    exit_zero: bool = False
    baseline: tuple[BaselineEntry, ...] = ()
    selection: Selection | None = None
    unit: str = ""
    locale: Locale | None = None
    sheet: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    layouts: tuple[tuple[str, str], ...] = ()
    limits: tuple[tuple[str, int], ...] = ()
    contents: tuple[Content, ...] = ()
    rules: str = ""
    cache: bool = True
    packs: tuple[RulePack, ...] = ()
    due: dt.date | None = None
    units: str = ""


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
        UnsupportedPlan: The engine was requested by name and cannot evaluate the pack.
        EngineFault: The engine broke its contract.
    """
    pack = suited_pack(pack, submission.unit, submission.period, {})
    bound = bind(submission, pack, options.as_of)
    return assess_bound(submission, bound, pack, RunContext(engine, options, Plans(), notices))


def assess_together(
    submissions: Sequence[Submission],
    pack: RulePack,
    engine: Engine,
    options: Options,
    selected: Container[tuple[str, Period]] | None = None,
    known: Mapping[tuple[str, Period], Sequence[YearBefore]] = MappingProxyType({}),
) -> list[Report]:
    """Evaluate submissions together by one pack; the latest one of a unit and period counts.

    Args:
        submissions: The submissions.
        pack: Their pack, which rolls nothing up.
        engine: The engine.
        options: The options of the run.
        selected: Units and periods to evaluate; the others serve only for comparison. Default: all.
        known: The reports of the year before, from which a change may be measured.

    Raises:
        SubmissionError: One of them does not fit the pack.
        EngineFault: The engine broke its contract.
    """
    from checker.batch import reports_of
    from checker.binding.series import Member

    day = options.as_of or latest_day((one.as_of, one.period, pack.calendar) for one in submissions)
    submissions = [one for one in submissions if not is_after(one.as_of, day)]
    options = options._replace(as_of=day)
    context = RunContext(engine, options, Plans())

    def suited(submission: Submission, pack: RulePack) -> RulePack:
        return suited_pack(pack, submission.unit, submission.period, known)

    def evaluated(member: Member, pack: RulePack, earlier: Report | None, dues: Earlier) -> Report:
        own = suited(member.submission, pack)
        return assess_bound(member.submission, member.bound, own, context, earlier, dues)

    members = [Member(one, bind(one, suited(one, pack), options.as_of, rates=False)) for one in submissions]
    return list(reports_of(members, pack, evaluated, selected))


def assess_wholes(
    wholes: Sequence[Member],
    pack: RulePack,
    engine: Engine,
    options: Options,
    superseded: Mapping[Period, Member] = MappingProxyType({}),
    known: Mapping[tuple[str, Period], Sequence[YearBefore]] = MappingProxyType({}),
) -> list[Report]:
    """Evaluate combined submissions of several units, one for each period.

    Args:
        wholes: The submissions of the pack's unit, in the order of the periods.
        pack: Their pack.
        engine: The engine.
        options: The options of the run.
        superseded: The combined submissions before their figures were corrected.
        known: The reports of the year before, from which a change may be measured.

    Raises:
        EngineFault: The engine broke its contract.
    """
    from checker.batch import reports_of_wholes

    context = RunContext(engine, options, Plans())

    def evaluated(member: Member, pack: RulePack, earlier: Report | None, dues: Earlier) -> Report:
        own = suited_pack(pack, member.submission.unit, member.submission.period, known)
        return assess_bound(member.submission, member.bound, own, context, earlier, dues)

    return list(reports_of_wholes(wholes, pack, evaluated, superseded))


class RunContext(NamedTuple):
    """The context that all submissions of a run share.

    Args:
        engine: Evaluates the plans.
        options: The options of the run.
        plans: The plans that are already compiled.
        notices: Collects notices about the run, or ``None``.
    """

    engine: Engine
    options: Options
    plans: Plans
    notices: list[Message] | None = None


def assess_bound(
    submission: Submission,
    bound: BoundSubmission,
    pack: RulePack,
    context: RunContext,
    earlier: Report | None = None,
    dues: Earlier | None = None,
) -> Report:
    """Evaluate a submission whose rows are matched to its pack.

    Args:
        submission: The submission.
        bound: Its rows, in terms of the pack.
        pack: The pack.
        context: The context of the run.
        earlier: The report of the vintage that this submission revises, if there is one.
        dues: The unit's reports of earlier periods in which targets were due; with ``None`` the current figures count
            for those periods.

    Raises:
        UnsupportedPlan: The engine was requested by name and cannot evaluate the pack.
        EngineFault: The engine broke its contract.
    """
    options = context.options
    if any(indicator.weights for indicator in pack.indicators):
        from checker.binding.scores import with_scores

        bound = with_scores(bound, pack)
    if any(indicator.carried is not None for indicator in pack.indicators):
        from checker.binding.earlier_years import with_carried

        bound = with_carried(bound, pack, submission.period)
    day = _day_of(submission, pack, options)
    plan = context.plans.plan(pack, submission.period, day.isoformat(), bound.values, submission.as_of, bound.days)
    outcomes = _evaluated(plan, bound, context)
    policy = policy_of(pack.gate, options.fail_on.matters, form=submission.is_form)
    results = results_of(pack, plan, bound, outcomes, dues)
    if pack.warning_levels:
        from checker.assess.warning import with_levels

        results = with_levels(results, pack.warning_levels, submission.period)
    lost: tuple[Finding, ...] = ()
    if submission.explanations:
        from checker.assess.explained import with_explanations

        results, lost = with_explanations(results, submission, pack, policy)
    findings = (*findings_of(submission, plan, bound, outcomes, results, policy), *lost)
    findings += tuple(declared_findings(submission, pack, policy))
    if pack.checks or any(one.field == "percent_of_plan" for one in bound.values):
        from checker.assess.comparisons import missing_comparisons

        findings += tuple(missing_comparisons(submission, pack, plan, bound, outcomes, results, policy))
    if any(row.year_earlier is not None for row in bound.rows.values()):
        from checker.assess.stated_earlier import not_comparable

        findings += tuple(not_comparable(bound, pack, policy))
    tally, contradictions = tally_of(submission, pack, plan, results, policy)
    if earlier is not None:
        from checker.assess.revise import revision_findings

        # The gate's earlier and present decisions are compared, apart from the change itself.
        gates = judge(results, _annotate(findings, submission, pack, options, policy), tally, policy).results
        findings += revision_findings(gates, earlier, submission, policy)
    findings = _annotate(findings + contradictions, submission, pack, options, policy)
    if submission.is_form:
        from checker.binding.form_hints import hint_of_forms

        findings = tuple(one._replace(hint=hint_of_forms(one.code, one.hint)) for one in findings)
    reached = True
    if options.selection is not None:
        from checker.assess.select import reaches

        reached = reaches(options.selection, pack)
    judgement = judge(results, findings, tally, policy)
    exit_ = decide_exit(
        judgement.gate,
        evaluated=bool(bound.rows or bound.problems) and reached,
        fail_on_warning=options.fail_on.warnings,
        exit_zero=options.exit_zero,
    )
    return Report(
        _reference(pack, submission.period),
        submission,
        pack.reporting_unit(submission.unit),
        outcomes.engine,
        judgement.results,
        judgement.tally,
        judgement.findings,
        judgement.gate,
        exit_,
        day,
        bound.totals,
    )


def _evaluated(plan: Plan, bound: BoundSubmission, context: RunContext) -> Outcomes:
    """Return the rank of every case.

    If no engine was requested by name, cases that the engine cannot evaluate go to the plain engine.
    """
    try:
        return context.engine.evaluate(plan, bound.values)
    except UnsupportedPlan as error:
        if context.options.engine != "auto":
            raise
        if context.notices is not None:
            context.notices.append(
                message(
                    "engine {engine} cannot evaluate: {cases}; the plain Python engine is used, with the same results",
                    engine=error.engine,
                    cases=error.cases,
                )
            )
        return plain_engine().evaluate(plan, bound.values)


def _annotate(
    findings: tuple[Finding, ...], submission: Submission, pack: RulePack, options: Options, policy: Policy
) -> tuple[Finding, ...]:
    """Mark the findings that waivers, the baseline and the caller's selection exclude."""
    if options.waivers:
        from checker.assess.waive import waived

        findings = waived(findings, options.waivers, submission, pack, policy, _day_of(submission, pack, options))
    if options.baseline:
        from checker.assess.baseline import apply_baseline

        findings = apply_baseline(findings, options.baseline, submission, pack, policy)
    if options.selection is not None:
        from checker.assess.select import apply_selection

        findings = apply_selection(findings, options.selection, pack)
    return findings


def _day_of(submission: Submission, pack: RulePack, options: Options) -> dt.date:
    """Return the reference date.

    For a single submission it is the day of its figures, or else the last day of its period.
    """
    return options.as_of or submission.as_of or submission.period.window(pack.calendar)[1]


def _reference(pack: RulePack, period: Period) -> PackReference:
    due = pack.reporting.due_day(period, pack.calendar)
    return PackReference(
        pack.id,
        pack.revision,
        pack.title,
        pack.unit,
        pack.year,
        pack.synthetic,
        pack.path,
        pack.sha256,
        is_shipped(pack.path),
        pack.reporting_units(),
        pack.reporting.roll_up,
        pack.subject,
        pack.basis,
        ((period, due),) if due is not None else (),
        pack.warning_levels,
        pack.reporting_unit(pack.unit).title,
        pack.reporting.ranks,
    )
