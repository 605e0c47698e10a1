"""What a gate makes of each matter: the defaults, the pack's own policy, and the caller's.

The one maker of findings, because each finding says what it does to the gate.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.domain.axes import FORM_DEFAULTS, GATE_DEFAULTS, Gate, Matter
from checker.domain.codes import Code
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.report import Finding
from checker.domain.text import Message, Value, message
from checker.packs.model import GatePolicy

__all__ = ["Policy", "finding", "policy_of"]


class Policy(NamedTuple):
    """A gate policy, complete.

    Args:
        on: What each matter does to the gate.
        least_met: The least number of met targets, or ``None``.
    """

    on: dict[Matter, Gate]
    least_met: int | None = None

    def gate(self, matter: Matter) -> Gate:
        """Return what `matter` does to the gate."""
        return self.on[matter]


def policy_of(stated: GatePolicy, fail_on: Iterable[Matter] = (), *, form: bool = False) -> Policy:
    """Complete a pack's policy with the defaults.

    Args:
        stated: What the pack says.
        fail_on: Further matters that block.
        form: Whether the submission is a form, with a row for each indicator.
    """
    on = GATE_DEFAULTS | (FORM_DEFAULTS if form else {}) | dict(stated.on)
    return Policy(on | dict.fromkeys(fail_on, Gate.FAIL), stated.least_met)


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
