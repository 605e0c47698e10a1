"""The only module that decides the tally, the gate and the exit code."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Final

from checker.assess.matters import is_of_units
from checker.assess.policy import Policy, finding, gate_reason
from checker.domain import codes
from checker.domain.axes import COUNTING, Gate, Matter, Verdict, severest
from checker.domain.codes import Code
from checker.domain.exit import MEANINGS, ExitCode
from checker.domain.record import NamedTuple
from checker.domain.report import Exit, Finding, GateDecision, Result, Tally
from checker.domain.submission import ReportedTally, Submission
from checker.domain.text import Text, Value, message
from checker.packs.model import RulePack
from checker.plan.model import Plan

__all__ = ["Judgement", "count_of", "decide_counts", "decide_exit", "judge", "tally_of"]

_MET: Final = (Verdict.MET, Verdict.EXCEEDED)
# Findings that name an indicator but concern somebody else's target, or an exemption.
_OF_OTHERS: Final = (Matter.OTHER_TARGET, Matter.WAIVER, Matter.BASELINE)
_OPEN: Final = (Verdict.UNDECIDED, Verdict.NO_DATA, Verdict.INVALID)


class Judgement(NamedTuple):
    """The decision of `judge`: results with their gates, all findings, the tally and the gate."""

    results: tuple[Result, ...]
    findings: tuple[Finding, ...]
    tally: Tally
    gate: GateDecision


_UNNAMED: Final = {
    codes.GATE_BLOCKED: "{count} × {what}",
    codes.GATE_WARNED: "{count} × {what}",
    codes.GATE_KNOWN: "{count} × {what}, listed in the baseline",
    codes.GATE_IGNORED: "{count} × {what}, ignored by --select or --ignore",
}
"""The sentences of reasons that concern the report as a whole."""


def tally_of(
    submission: Submission, pack: RulePack, plan: Plan, results: tuple[Result, ...], policy: Policy
) -> tuple[Tally, tuple[Finding, ...]]:
    """Count the results, and report where a published tally contradicts them."""
    own = count_of(results, plan)
    reported = submission.tally
    if reported is None:
        return own, ()
    joined = _with_reported(own, reported, pack)
    return (own, (_tally_finding(reported, own, pack, policy),)) if joined is None else (joined, ())


def judge(results: tuple[Result, ...], findings: tuple[Finding, ...], tally: Tally, policy: Policy) -> Judgement:
    """Decide the gate of every result and of the whole report."""
    gates: dict[str, set[Gate]] = {}
    for found in findings:
        if found.matter not in _OF_OTHERS:
            gates.setdefault(found.indicator, set()).add(found.gate)
    results = tuple(_gated(result, gates) for result in results)
    return Judgement(results, findings, tally, _decide(results, findings, tally, policy))


def count_of(results: tuple[Result, ...], plan: Plan) -> Tally:
    """Count the top-level targets; "trong đó" children have a verdict but are not counted.

    An unreadable figure does not matter for a target that is not due.
    """
    later = {target.indicator for target in plan.targets if not target.which and not target.due}
    verdicts = [
        Verdict.NOT_DUE if result.verdict is Verdict.INVALID and result.indicator in later else result.verdict
        for result in results
        if result.counted
    ]
    met = sum(verdict in _MET for verdict in verdicts)
    unmet = tuple(r.indicator for r in results if r.counted and r.verdict is Verdict.UNMET)
    open_ = sum(verdict in _OPEN for verdict in verdicts)
    not_due = verdicts.count(Verdict.NOT_DUE)
    return Tally(met + len(unmet) + open_, met, len(unmet), open_, not_due, 0, unmet)


def _with_reported(own: Tally, reported: ReportedTally, pack: RulePack) -> Tally | None:
    """Merge the published counts that name no targets; ``None`` if they contradict each other."""
    met, unmet = reported.met - own.met, reported.unmet - own.unmet
    rest = reported.counted - own.counted
    published = pack.tally
    if published is None:
        agrees = rest == met == unmet == 0
    else:
        agrees = (reported.counted, reported.met, reported.unmet) == (published.counted, published.met, published.unmet)
    if not agrees or met < 0 or unmet < 0 or met + unmet != rest:
        return None
    return own._replace(counted=reported.counted, met=reported.met, unmet=reported.unmet, not_itemised=rest)


def _tally_finding(reported: ReportedTally, own: Tally, pack: RulePack, policy: Policy) -> Finding:
    found = message("{met} met and {unmet} unmet of {counted}", met=own.met, unmet=own.unmet, counted=own.counted)
    if pack.tally is not None:
        found = message(
            "{own} here, and the published {met} met and {unmet} unmet of {counted}",
            own=found,
            met=pack.tally.met,
            unmet=pack.tally.unmet,
            counted=pack.tally.counted,
        )
    stated = message(
        "{met} met and {unmet} unmet of {counted}", met=reported.met, unmet=reported.unmet, counted=reported.counted
    )
    values: dict[str, Value] = {"reported": stated, "found": found}
    return finding(codes.TALLY_DIFFERS, Matter.TALLY, policy, values, reported.location)


def _gated(result: Result, gates: Mapping[str, Container[Gate]]) -> Result:
    gate = severest(gates.get(result.indicator, ())) if result.decides else result.gate
    return result if gate is result.gate else result._replace(gate=gate)


def _decide(results: tuple[Result, ...], findings: tuple[Finding, ...], tally: Tally, policy: Policy) -> GateDecision:
    titles = {result.indicator: result.title for result in results}
    blocked = _reasons(findings, Gate.FAIL, codes.GATE_BLOCKED, titles)
    warned = _reasons(findings, Gate.WARN, codes.GATE_WARNED, titles)
    if policy.least_met is not None and policy.is_short(tally.counted, tally.met):
        short = message(codes.GATE_TALLY.template, met=tally.met, counted=tally.counted, least=policy.least_met)
        blocked.append(gate_reason(codes.GATE_TALLY, Matter.TALLY, Gate.FAIL, short))
    decision = severest([reason.gate for reason in (*blocked, *warned)])
    # Findings that would have blocked or warned are counted and named, so that nobody overlooks them.
    known = _reasons(findings, Gate.KNOWN, codes.GATE_KNOWN, titles)
    ignored = _reasons(findings, Gate.IGNORED, codes.GATE_IGNORED, titles)
    return GateDecision(decision, (*blocked, *warned, *known, *ignored))


def decide_counts(counts: Iterable[tuple[Matter, Gate, int, tuple[Text | str, ...]]], short: int) -> GateDecision:
    """Decide the gate from counts of findings.

    Args:
        counts: Matter, gate, number of findings, and their indicators.
        short: The number of units with fewer met targets than their pack's policy demands.
    """
    reasons: dict[Gate, list[Finding]] = {gate: [] for gate in COUNTING}
    for matter, gate, count, indicators in counts:
        code = codes.GATE_BLOCKED if gate is Gate.FAIL else codes.GATE_WARNED
        if gate in reasons:
            sentence = message(_UNNAMED[code], count=count, what=matter)
            if indicators:
                sentence = message(code.template, count=count, what=matter, indicators=indicators)
            reasons[gate].append(gate_reason(code, matter, gate, sentence))
    if short:
        sentence = message(codes.GATE_TALLIES.template, count=short)
        reasons[Gate.FAIL].append(gate_reason(codes.GATE_TALLIES, Matter.TALLY, Gate.FAIL, sentence))
    named = tuple(reason for gate in COUNTING for reason in reasons[gate])
    return GateDecision(severest([reason.gate for reason in named]), named)


def _reasons(findings: tuple[Finding, ...], gate: Gate, code: Code, titles: dict[str, Text]) -> list[Finding]:
    """Yield one reason for each matter, with its indicators."""
    reasons: list[Finding] = []
    findings = tuple(finding for finding in findings if finding.gate is gate)
    if not findings:
        return reasons
    places = {indicator: place for place, indicator in enumerate(titles)}
    for matter in Matter:
        concerned = [finding for finding in findings if finding.matter is matter]
        # In the pack's order, whatever the order of the rows.
        concerned.sort(key=lambda finding: places.get(finding.indicator, len(places)))
        if concerned:
            named = (name for finding in concerned if (name := _name(finding, titles)))
            names: tuple[Text | str, ...] = tuple(dict.fromkeys(named))
            sentence = message(code.template, count=len(concerned), what=matter, indicators=names)
            if not names:
                sentence = message(_UNNAMED[code], count=len(concerned), what=matter)
            reasons.append(gate_reason(code, matter, gate, sentence))
    return reasons


def _name(finding: Finding, titles: dict[str, Text]) -> Text | str:
    """Return the subject of a finding: an indicator, a unit or a row; nothing if it is the report."""
    if is_of_units(finding.matter):
        named = dict(finding.message.values)["unit"]
        return named if isinstance(named, Text) else str(named)
    return titles.get(finding.indicator, finding.subject)


def decide_exit(gate: GateDecision, *, evaluated: bool, fail_on_warning: bool, exit_zero: bool) -> Exit:
    """Return the exit code for one report.

    Args:
        gate: The gate's decision.
        evaluated: Whether any reported value was evaluated.
        fail_on_warning: Whether warnings alone give exit code 4.
        exit_zero: Whether the code is always 0; the reason still names the decision.
    """
    if not evaluated:
        code = ExitCode.NOTHING
    elif gate.decision is Gate.FAIL:
        code = ExitCode.FAILED
    elif gate.decision is Gate.WARN and fail_on_warning:
        code = ExitCode.WARNED
    elif gate.decision is Gate.WARN:
        return Exit(ExitCode.PASSED, message("the gate passed with warnings"))
    else:
        code = ExitCode.PASSED
    if exit_zero and code:
        return Exit(ExitCode.PASSED, message("--exit-zero; without it: {reason}", reason=MEANINGS[code]))
    return Exit(code, MEANINGS[code])
