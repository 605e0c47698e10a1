"""What a submission, or the caller, declares of all its figures: that they are made up, or of another period.

Must not know what any figure is.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.assess.finding import finding
from checker.assess.policy import Policy
from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.report import Finding
from checker.domain.submission import Submission
from checker.domain.text import Value
from checker.packs.model import RulePack

__all__ = ["declared_findings"]


def declared_findings(submission: Submission, pack: RulePack, policy: Policy) -> Iterator[Finding]:
    """Yield what is told of the whole submission: made-up figures for a real pack, and a period that was overruled."""
    if submission.synthetic and not pack.synthetic:
        place = submission.place("synthetic")
        yield finding(codes.SYNTHETIC_FIGURES, Matter.SYNTHETIC, policy, {"pack": pack.id}, place)
    if submission.stated_period is not None:
        values: dict[str, Value] = {"stated": str(submission.stated_period), "period": str(submission.period)}
        yield finding(codes.PERIOD_OVERRULED, Matter.PERIOD_OVERRIDE, policy, values, submission.place("period"))
