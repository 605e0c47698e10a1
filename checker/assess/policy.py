"""The effect of each matter on the gate: defaults, the pack's policy, and the caller's.

All findings are made here, because each states its effect on the gate.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.domain.axes import FORM_DEFAULTS, GATE_DEFAULTS, Gate, Matter
from checker.domain.codes import Code
from checker.domain.diagnostic import Diagnostic, diagnostic_from
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.report import Finding
from checker.domain.text import Message, Value
from checker.packs.model import GatePolicy

__all__ = ["Policy", "finding", "finding_from", "gate_reason", "policy_of"]


class Policy(NamedTuple):
    """A gate policy, complete.

    Args:
        on: The effect of each matter on the gate.
        least_met: The least number of met targets, or ``None``.
    """

    on: dict[Matter, Gate]
    least_met: int | None = None

    def is_short(self, counted: int, met: int) -> bool:
        """Tell whether too few of the counted targets are met."""
        return self.least_met is not None and counted > 0 and met < self.least_met

    def gate(self, matter: Matter) -> Gate:
        """Return the effect of `matter` on the gate."""
        return self.on[matter]


def policy_of(stated: GatePolicy, fail_on: Iterable[Matter] = (), *, form: bool = False) -> Policy:
    """Complete a pack's policy with the defaults.

    Args:
        stated: The pack's policy.
        fail_on: Further matters that block.
        form: Whether the submission is a form, with a row for each indicator.
    """
    on = GATE_DEFAULTS | (FORM_DEFAULTS if form else {}) | dict(stated.on)
    return Policy(on | dict.fromkeys(fail_on, Gate.FAIL), stated.least_met)


def finding(  # noqa: PLR0913 - a finding has that many fields
    code: Code,
    matter: Matter,
    policy: Policy,
    values: dict[str, Value],
    location: Location,
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
    worded = diagnostic_from(code, tuple(values.items()), location)
    return finding_from(worded, matter, policy, indicator=indicator, rule=rule, details=details, subject=subject)


def finding_from(
    diagnostic: Diagnostic,
    matter: Matter,
    policy: Policy,
    *,
    indicator: str = "",
    rule: Location | None = None,
    details: tuple[tuple[Message, Message], ...] = (),
    subject: str = "",
) -> Finding:
    """Return a finding with the words and the location of a diagnostic; see `finding`."""
    return Finding(
        diagnostic.code,
        matter,
        policy.gate(matter),
        diagnostic.message,
        indicator,
        diagnostic.location,
        rule,
        details,
        diagnostic.hint,
        diagnostic.excerpt,
        subject=subject,
    )


def gate_reason(code: Code, matter: Matter, gate: Gate, sentence: Message) -> Finding:
    """Return a reason of the gate's decision. No policy decides about it, and it has no location and no remedy."""
    return Finding(code, matter, gate, sentence, indicator="", location=None)
