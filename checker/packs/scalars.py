"""Read one scalar of a pack: numbers, identifiers, periods, dates, closed words.

Owns the definition of valid scalars, which the schema and the lint share. Must not know the location of the scalar. A
problem is returned as a `Complaint`.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from checker.domain import codes
from checker.domain.axes import Frequency
from checker.domain.codes import Code
from checker.domain.period import Calendar, Period
from checker.domain.record import NamedTuple
from checker.domain.text import Message, Value, message
from checker.packs.suggest import suggestion
from checker.packs.term import Term

__all__ = [
    "Complaint",
    "date",
    "digest",
    "due",
    "due_period",
    "example_value",
    "flag",
    "identifier",
    "number",
    "pack_id",
    "period",
    "term",
    "text",
    "version",
    "whole",
    "word",
]

_LONGEST_NUMBER: Final = 40
_LONGEST_TERM: Final = 15
_YEARS: Final = (1900, 2999)
_NUMBER: Final = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
# One to three digits and then groups of exactly three: "3.700" is 3700 to a Vietnamese reader and 3.7 to YAML. "0.655"
# is unambiguous, because no group starts with a zero.
_GROUPED: Final = r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+"
_COMMA: Final = r"-?[0-9]+,[0-9]+"
_IDENTIFIER: Final = r"[a-z][a-z0-9_-]*"
_PACK_ID: Final = r"[a-z][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)*"


class Complaint(NamedTuple):
    """The problem of a scalar: a code, the values for its sentence, and a better hint if there is one."""

    code: Code
    values: tuple[tuple[str, Value], ...]
    hint: Message | None = None


def _complaint(code: Code, /, *, hint: Message | None = None, **values: Value) -> Complaint:
    return Complaint(code, tuple(values.items()), hint)


def _shape(expected: str, found: str) -> Complaint:
    shown = found if found.strip() else message("nothing")
    return _complaint(codes.PACK_FILE["wrong-shape"], expected=message(expected), found=shown)


def text(written: str) -> str | Complaint:
    """Read a non-empty text."""
    return written.strip() or _shape("text", written)


def number(written: str) -> Decimal | Complaint:
    """Read an exact number: a plain decimal with a point, quoted or not."""
    if len(written) > _LONGEST_NUMBER:
        return _complaint(codes.PACK_NUMBER, value=written[:_LONGEST_NUMBER] + "…")
    if re.fullmatch(_GROUPED, written, re.ASCII):
        whole_reading = written.replace(".", "")
        first_group, _, rest = written.partition(".")
        decimals = rest.replace(".", "").rstrip("0")
        # Three decimals stay ambiguous, so the remedy is to add a zero.
        decimals = decimals + "0" if len(decimals) == len("000") else decimals
        decimal_reading = f"{first_group}.{decimals}" if decimals else first_group
        return _complaint(codes.PACK_NUMBER_AMBIGUOUS, value=written, first=whole_reading, second=decimal_reading)
    if re.fullmatch(_NUMBER, written, re.ASCII):
        return Decimal(written)
    hint = None
    if re.fullmatch(_COMMA, written, re.ASCII):
        hint = message("write {number}", number=written.replace(",", "."))
    return _complaint(codes.PACK_NUMBER, value=written, hint=hint)


def whole(low: int, high: int, written: str) -> int | Complaint:
    """Read a whole number from `low` to `high`."""
    if not re.fullmatch(r"-?[0-9]{1,9}", written, re.ASCII):
        return _shape("a whole number", written)
    if not low <= int(written) <= high:
        reason = message("{value} is not from {low} to {high}", value=int(written), low=low, high=high)
        return _complaint(codes.PACK_VALUE, reason=reason)
    return int(written)


def version(written: str) -> int | Complaint:
    """Read the version of the format, which has one valid value."""
    return 1 if written == "1" else _complaint(codes.PACK_FILE["unsupported-version"], value=written)


def flag(written: str) -> bool | Complaint:
    """Read ``true`` or ``false``."""
    return written == "true" if written in ("true", "false") else _shape("true or false", written)


def identifier(written: str) -> str | Complaint:
    """Read a stable name in lower case."""
    return written if re.fullmatch(_IDENTIFIER, written, re.ASCII) else _complaint(codes.PACK_ID, value=written)


def pack_id(written: str) -> str | Complaint:
    """Read a pack's id: identifiers joined by slashes; all but the first may start with a digit."""
    return written if re.fullmatch(_PACK_ID, written, re.ASCII) else _complaint(codes.PACK_ID, value=written)


def period(written: str) -> Period | Complaint:
    """Read a reference period such as ``2024`` or ``2024-H1``."""
    try:
        return Period.parse(written)
    except ValueError:
        return _complaint(codes.PACK_FILE["not-a-period"], value=written)


def due(written: str) -> Period | dt.date | Complaint:
    """Read the due time of a target: the end of a period, or a day such as ``2024-06-15``."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written, re.ASCII):
        return period(written)
    read = date(written)
    return dt.date.fromisoformat(read) if isinstance(read, str) else read


def due_period(written: str, frequency: str) -> Period | None:
    """Return the period in which a target is due, for the lint; days follow the civil calendar.

    Args:
        written: The text under `due`.
        frequency: How often a figure is expected, as written. Default: monthly.
    """
    read = due(written)
    if isinstance(read, dt.date):
        known = {str(one): one for one in Frequency}
        return Period.holding(read, known.get(frequency, Frequency.MONTH), Calendar.CIVIL)
    return read if isinstance(read, Period) else None


def term(written: str) -> Term | Complaint:
    """Read the years of a term, such as ``2021-2025``."""
    match = re.fullmatch(r"([0-9]{4}) ?[-–] ?([0-9]{4})", written, re.ASCII)
    if match is None:
        return _complaint(codes.PACK_VALUE, reason=message("`{value}` is no term; write 2021-2025", value=written))
    first, last = int(match[1]), int(match[2])
    if not _YEARS[0] <= first < last <= min(first + _LONGEST_TERM - 1, _YEARS[1]):
        reason = message("a term has 2 to {most} years; {value} has not", most=_LONGEST_TERM, value=written)
        return _complaint(codes.PACK_VALUE, reason=reason)
    return Term(first, last)


def date(written: str) -> str | Complaint:
    """Read a day, a month or a year: ``2024-01-15``, ``2024-01`` or ``2024``."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", written, re.ASCII)
    try:
        if match:
            dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
            return written
    except ValueError:
        pass
    hint = message("write a day, a month or a year: 2024-07-02, 2024-07 or 2024")
    return _complaint(codes.PACK_FILE["not-a-date"], value=written, hint=hint)


def day(written: str) -> str | Complaint:
    """Read a day: ``2024-07-01``."""
    if len(written) == len("2024-07-01"):
        return date(written)
    return _complaint(codes.PACK_FILE["not-a-date"], value=written)


def digest(written: str) -> str | Complaint:
    """Read a SHA-256 in hexadecimal."""
    if re.fullmatch(r"[0-9a-f]{64}", written, re.ASCII):
        return written
    return _complaint(
        codes.PACK_VALUE, reason=message("`{value}` is not a SHA-256 in lowercase hexadecimal", value=written)
    )


def word(known: type[enum.StrEnum] | Iterable[str], written: str) -> str | Complaint:
    """Read one of a closed set of words."""
    members = {str(one): one for one in known}
    if written in members:
        return members[written]
    words = tuple(members)
    return _complaint(codes.PACK_FILE["not-allowed"], value=written, known=words, hint=suggestion(written, words))


def example_value(written: str, *, quoted: bool) -> str | Complaint:
    """Read an example's value as an officer writes it; a machine number is converted to that notation."""
    if not quoted and re.fullmatch(f"{_NUMBER}|{_GROUPED}", written, re.ASCII):
        read = number(written)
        return read if isinstance(read, Complaint) else written.replace(".", ",")
    return text(written)
