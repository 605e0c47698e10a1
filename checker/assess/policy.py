"""What a gate makes of each matter: the defaults, the pack's own policy, and the caller's."""

from __future__ import annotations

from collections.abc import Iterable

from checker.domain.axes import FORM_DEFAULTS, GATE_DEFAULTS, Gate, Matter
from checker.domain.record import NamedTuple
from checker.packs.model import GatePolicy

__all__ = ["Policy", "policy_of"]


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
