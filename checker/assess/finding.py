"""The one maker of findings: a code's sentence and remedy filled in, and the gate that a policy gives it."""

from __future__ import annotations

from checker.assess.policy import Policy
from checker.domain.axes import Matter
from checker.domain.codes import Code
from checker.domain.location import Location
from checker.domain.report import Finding
from checker.domain.text import Message, Value, message

__all__ = ["finding"]


def finding(  # noqa: PLR0913 - a finding has so many sides
    code: Code,
    matter: Matter,
    policy: Policy,
    values: dict[str, Value],
    location: Location | None,
    *,
    indicator: str = "",
    rule: Location | None = None,
    details: tuple[tuple[Message, Message], ...] = (),
    subject: str = "",
) -> Finding:
    """Return a finding.

    Args:
        code: What is found.
        matter: The word by which a gate policy speaks of it.
        policy: Says what that does to the gate.
        values: Fill the code's sentence and its remedy.
        location: Where the figure stands, or the submission.
        indicator: The indicator's id, or empty.
        rule: Where the rule stands in the pack.
        details: Further lines: a label and what it says.
        subject: What tells it from others of its code and indicator.
    """
    return Finding(
        code,
        matter,
        policy.gate(matter),
        message(code.template, **values),
        indicator,
        location,
        rule,
        details,
        message(code.remedy, **values),
        subject=subject,
    )
