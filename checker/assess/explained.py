"""What a unit explains, beside the targets that it is about; no verdict and no gate follows from it."""

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
    """Return the results, each with what is explained of it, and a finding for each explanation of no target.

    Args:
        results: The results.
        submission: What explains them.
        pack: Its indicators are what can be explained.
        policy: What the gate makes of what is of no target.
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
