"""Read the day that a text names, also with a time and a time zone.

Owns the rule that a time near midnight, which falls on different days in its own time zone and in Vietnam, is refused.
Must not know files; the machine's time zone has no influence.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

from checker.clock import AHEAD_OF_UTC
from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple

__all__ = ["TwoDays", "day_in", "day_in_words", "two_days"]

_NOWHERE: Final = Location("")
_LONGEST: Final = 64
_DAY: Final = 10
_TIME: Final = (
    r"[T ] ?(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r"(?: ?(?P<zone>[Zz]|UTC|GMT|(?P<sign>[+-])(?P<hours>[0-9]{2})(?::?(?P<minutes>[0-9]{2}))?(?::00)?))?"
)

_WRITTEN: Final = (
    r"(?:ngày )?(?P<day>[0-9]{1,2})(?: ?[/.-] ?| tháng )(?P<month>[0-9]{1,2})(?: ?[/.-] ?| năm )"
    r"(?P<year>(?:19|20)[0-9]{2})"
)


class TwoDays(NamedTuple):
    """A time that falls on two days.

    Args:
        written: The day as written, in the text's own time zone.
        here: The day in Vietnam.
    """

    written: dt.date
    here: dt.date


def day_in(text: str) -> dt.date | TwoDays | None:
    """Return the day that a text names; ``None`` if it names none.

    ``2024-12-31``, ``2024-12-31 08:30`` and ``2024-12-31T00:00:00+07:00`` are that day. A time with a time zone counts
    only if it is on the same day in Vietnam. ``2024-12-30T18:00:00Z`` is 30 December in its own zone and 31 December in
    Vietnam, so it does not.
    """
    stripped = text.strip()
    try:
        day = dt.date.fromisoformat(stripped[:_DAY]) if len(stripped[:_DAY]) == _DAY else None
        time = re.fullmatch(_TIME, stripped[_DAY:_LONGEST]) if stripped[_DAY:] else None
        if day is None or not stripped[_DAY:]:
            return day
        if time is None or len(stripped) > _LONGEST:
            return None
        clock = dt.time(int(time["hour"]), int(time["minute"]), int(time["second"] or 0))
        if time["zone"] is None:
            return day
        ahead = dt.timedelta(hours=int(time["hours"] or 0), minutes=int(time["minutes"] or 0))
        here = (dt.datetime.combine(day, clock) - (-ahead if time["sign"] == "-" else ahead) + AHEAD_OF_UTC).date()
    except (ValueError, OverflowError):
        return None
    return day if here == day else TwoDays(day, here)


def day_in_words(text: str) -> dt.date | None:
    """Return the day of a text such as ``05/7/2024``, ``5-7-2024`` or ``ngày 05 tháng 7 năm 2024``; else ``None``.

    The day precedes the month, as everywhere in Vietnam.
    """
    match = re.fullmatch(_WRITTEN, unicodedata.normalize("NFC", text).strip(" .").casefold())
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None


def two_days(text: str, place: Location = _NOWHERE) -> Diagnostic | None:
    """Return the problem of a time that falls on two days; ``None`` for every other text."""
    found = day_in(text)
    if not isinstance(found, TwoDays):
        return None
    from checker.readers.notation import shown

    first, second = found.written.isoformat(), found.here.isoformat()
    return diagnostic(codes.TWO_DAYS, place, value=shown(text.strip()), first=first, second=second)
