"""Apply waivers: the findings stay in the report, but the gate treats them differently."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from checker.assess.policy import Policy, finding
from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.codes import Code
from checker.domain.diagnostic import diagnostic
from checker.domain.report import Finding
from checker.domain.submission import Submission
from checker.domain.text import Value, message
from checker.domain.waiver import Waiver
from checker.errors import PackError
from checker.packs.model import RulePack

__all__ = ["waived"]

_LONGEST: Final = dt.timedelta(days=366)


def waived(
    findings: tuple[Finding, ...],
    waivers: tuple[Waiver, ...],
    submission: Submission,
    pack: RulePack,
    policy: Policy,
    today: dt.date,
) -> tuple[Finding, ...]:
    """Return the findings with waived ones annotated, and the problems of the waivers.

    Raises:
        PackError: A waiver for this pack names an indicator that the pack does not have.
    """
    relevant = tuple(waiver for waiver in waivers if waiver.pack == pack.id)
    titles = {indicator.id: indicator.title for indicator in pack.indicators}
    unknown = [
        diagnostic(codes.WAIVER_INDICATOR, waiver.location, waiver=waiver.id, value=waiver.indicator, pack=pack.id)
        for waiver in relevant
        if waiver.indicator not in titles
    ]
    if unknown:
        raise PackError(unknown)
    in_force = tuple(waiver for waiver in relevant if waiver.granted <= today <= waiver.expires)
    annotated = tuple(_annotated(finding, in_force, submission) for finding in findings)
    used = {finding.waiver for finding in annotated if finding.waiver}
    troubles = (
        _finding(waiver, code, policy, indicator=titles[waiver.indicator], **values)
        for waiver in relevant
        for code, values in _waiver_findings(waiver, submission, today, used)
    )
    return (*annotated, *troubles)


def _annotated(finding: Finding, waivers: tuple[Waiver, ...], submission: Submission) -> Finding:
    for waiver in waivers:
        if waiver.covers(finding.indicator, finding.matter, submission.period):
            text = message(
                "{waiver}: {reason} (approved by {approved_by}, {reference}, until {expires})",
                waiver=waiver.id,
                reason=waiver.reason,
                approved_by=waiver.approved_by,
                reference=waiver.reference,
                expires=waiver.expires.isoformat(),
            )
            details = (*finding.details, (message("waived by"), text))
            return finding._replace(gate=waiver.effect, details=details, waiver=waiver.id, approval=text)
    return finding


def _waiver_findings(
    waiver: Waiver, submission: Submission, today: dt.date, used: set[str]
) -> Iterator[tuple[Code, dict[str, Value]]]:
    if waiver.expires - waiver.granted > _LONGEST:
        yield codes.WAIVER_LONG, {"days": (waiver.expires - waiver.granted).days + 1}
    if submission.period not in waiver.periods:
        return
    if today > waiver.expires:
        yield codes.WAIVER_EXPIRED, {"expires": waiver.expires.isoformat()}
    elif today >= waiver.granted and waiver.id not in used:
        yield codes.WAIVER_UNUSED, {"period": str(submission.period)}


def _finding(waiver: Waiver, code: Code, policy: Policy, **values: Value) -> Finding:
    values = {"waiver": waiver.id, **values}
    return finding(code, Matter.WAIVER, policy, values, waiver.location, indicator=waiver.indicator, subject=waiver.id)
