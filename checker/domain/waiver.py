"""A waiver: a time-limited exemption with a reason and a named approver."""

from __future__ import annotations

import datetime as dt

from checker.domain.axes import Gate, Matter
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.record import NamedTuple

__all__ = ["Waiver"]


class Waiver(NamedTuple):
    """A waiver. It changes the gate's treatment of a finding, never the verdict.

    Args:
        id: Its name in the file.
        pack: Id of the pack that it is for.
        indicator: Id of the indicator.
        periods: The reference periods that it covers.
        matters: The matters that it covers.
        effect: ``waived``, or ``warn`` if the matter should still warn.
        reason: The reason.
        approved_by: The approver.
        reference: The document that grants it.
        granted: Its first day.
        expires: Its last day.
        location: Its location.
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
        """Tell whether it covers such a finding, on any day."""
        return self.indicator == indicator and matter in self.matters and period in self.periods
