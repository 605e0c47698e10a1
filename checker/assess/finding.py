"""The one constructor of findings: fills in a code's sentence and remedy, and applies the gate policy."""

from __future__ import annotations

from checker.assess.policy import Policy
from checker.domain.axes import Matter
from checker.domain.codes import Code
from checker.domain.location import Location
from checker.domain.report import Finding
from checker.domain.text import Message, Value, message

__all__ = ["finding"]


def finding(  # noqa: PLR0913 - a finding has that many fields
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
        code: The code of the finding.
        matter: Its key in a gate policy.
        policy: The gate policy.
        values: The values for the code's sentence and remedy.
        location: The location of the figure or of the submission.
        indicator: The indicator's id, or empty.
        rule: The location of the rule in the pack.
        details: Further lines: a label and its text.
        subject: What distinguishes it from other findings with the same code and indicator.
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
