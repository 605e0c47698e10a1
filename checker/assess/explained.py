"""Attach a unit's explanations to their targets; they affect neither verdict nor gate."""

from __future__ import annotations

from checker.assess.policy import Policy, finding
from checker.binding.address import Addresses
from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.explanation import Explanation
from checker.domain.report import Finding, Result
from checker.domain.submission import Observation, Submission
from checker.packs.model import RulePack

__all__ = ["with_explanations"]


def with_explanations(
    results: tuple[Result, ...], submission: Submission, pack: RulePack, policy: Policy
) -> tuple[tuple[Result, ...], tuple[Finding, ...]]:
    """Return the results with their explanations, and a finding for each explanation that matches no target.

    Args:
        results: The results.
        submission: The submission with the explanations.
        pack: The pack, whose indicators can be explained.
        policy: The gate policy for explanations that match no target.
    """
    addresses = Addresses(pack)
    found: dict[str, Explanation] = {}
    lost: list[Finding] = []
    for one in submission.explanations:
        if one.says_nothing:
            continue
        name = one.indicator or one.title
        row = Observation(name, one.location, None, title=one.title if one.indicator else "")
        indicator = addresses.find(row, guess=False).indicator
        if indicator is None or indicator.id in found:
            values = {"value": one.title or one.indicator}
            lost.append(finding(codes.EXPLAINS_NOTHING, Matter.INCOMPLETE, policy, dict(values), one.location))
        else:
            found[indicator.id] = one
    beside = (one._replace(explanation=found.get(one.indicator)) if one.decides else one for one in results)
    return tuple(beside), tuple(lost)
