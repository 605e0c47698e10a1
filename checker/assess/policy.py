"""The effect of each matter on the gate: defaults, the pack's policy, and the caller's."""

from __future__ import annotations

from collections.abc import Iterable

from checker.domain.axes import FORM_DEFAULTS, GATE_DEFAULTS, Gate, Matter
from checker.domain.record import NamedTuple
from checker.packs.model import GatePolicy

__all__ = ["Policy", "policy_of"]


class Policy(NamedTuple):
    """A gate policy, complete.

    Args:
        on: The effect of each matter on the gate.
        least_met: The least number of met targets, or ``None``.
    """

    on: dict[Matter, Gate]
    least_met: int | None = None

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
