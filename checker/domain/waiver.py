"""A waiver: a dated, reasoned exemption that someone answers for."""

from __future__ import annotations

import datetime as dt

from checker.domain.axes import Gate, Matter
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.record import NamedTuple

__all__ = ["Waiver"]


class Waiver(NamedTuple):
    """What a waiver says. It changes what the gate makes of a finding, never the verdict.

    Args:
        id: Its name in the file.
        pack: Id of the pack that it is for.
        indicator: Id of the indicator.
        periods: The reference periods that it covers.
        matters: What it covers.
        effect: ``waived``, or ``warn`` where the matter is still to warn.
        reason: Why.
        approved_by: Who answers for it.
        reference: The document that says so.
        granted: Its first day.
        expires: Its last day.
        location: Where it stands.
    """

    id: str
    pack: str
    indicator: str
    periods: tuple[Period, ...]
    matters: tuple[Matter, ...]
    effect: Gate
    reason: str
    approved_by: str
    reference: str
    granted: dt.date
    expires: dt.date
    location: Location

    def covers(self, indicator: str, matter: Matter, period: Period) -> bool:
        """Tell whether it is about such a finding, whatever the day."""
        return self.indicator == indicator and matter in self.matters and period in self.periods
