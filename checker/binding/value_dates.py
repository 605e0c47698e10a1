"""The day and the span that the words of a value itself state: "317 (30/6/2024)", "lũy kế: 317".

Must not know how a cell is read.
"""

from __future__ import annotations

import datetime as dt

from checker.binding.values import ReportTime
from checker.domain import codes
from checker.domain.axes import Kind
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.submission import Field, Figure
from checker.domain.text import Text, message
from checker.packs.model import Indicator, Reported

__all__ = ["OF_PERIOD", "OF_YEAR", "other_day", "other_span"]

OF_YEAR, OF_PERIOD = message("of the year so far"), message("of the period alone")
"""The span of a figure, in words."""


def other_day(field: Field, time: ReportTime) -> Diagnostic | None:
    """Return the problem of a value whose words name another day than the report's; ``None`` if they name none."""
    stated = field.reading.day if isinstance(field.reading, Figure) else None
    if stated is None or any(_is_it(stated, known) for known in (time.last, time.known) if known is not None):
        return None
    last = Text(vi=time.last.strftime("%d/%m/%Y"), en=time.last.isoformat())
    return diagnostic(codes.OTHER_DAY, field.location, value=field.text, period=str(time.period), last=last)


def other_span(field: Field, indicator: Indicator, time: ReportTime) -> Diagnostic | None:
    """Return the problem of a value whose words call it the year's so far, if the pack wants the period alone."""
    runs = isinstance(field.reading, Figure) and field.reading.running and not time.period.starts_year
    if not runs or indicator.kind is not Kind.FLOW or indicator.reported is Reported.YTD:
        return None
    place = field.location
    return diagnostic(codes.OTHER_SPAN, place, indicator=indicator.title, found=OF_YEAR, wanted=OF_PERIOD)


def _is_it(stated: tuple[int, int, int], day: dt.date) -> bool:
    year, *rest = stated
    return rest == [day.month, day.day] and year in (0, day.year)
