"""Shares of another indicator's figure or target.

Owns the origin of the whole of such a share. The share is then computed like any ratio. Must not judge.
"""

from __future__ import annotations

from checker.binding.bound import Binding
from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval, point
from checker.domain.number import plain
from checker.domain.submission import Field, Figure, Observation, Unreadable
from checker.packs.model import Indicator, RulePack
from checker.plan.model import Observed

__all__ = ["alone", "is_part", "with_whole"]


def with_whole(binding: Binding, row: Observation, indicator: Indicator) -> Observation:
    """Return the row of a share with the whole added, if it reports only a part.

    A value in the unit of the whole is a part. A value in the unit of the share, or without one, is the share itself. A
    numerator without a unit is in that of the whole.

    Args:
        binding: The binding so far, with all rows except shares.
        row: The row.
        indicator: The share.
    """
    whole = binding.pack.indicator(indicator.whole)
    part = row.numerator or (row.value if is_part(row.value, indicator) else None)
    if part is None or row.denominator is not None:
        return row
    value = None if part is row.value else row.value
    found = _reported(binding, whole) if indicator.share_of else _planned(binding, whole, row)
    return row._replace(value=value, numerator=_in_unit(part, whole), denominator=found)


def alone(row: Observation, part: Field, indicator: Indicator, pack: RulePack) -> Diagnostic:
    """Return the problem of a part whose whole has no figure."""
    unit = indicator.unit.name if indicator.unit else ""
    whole = pack.indicator(indicator.whole).title
    return diagnostic(
        codes.PART_WITHOUT_WHOLE, row.location, indicator=indicator.id, part=part.text, whole=whole, unit=unit
    )


def is_part(field: Field | None, indicator: Indicator) -> bool:
    """Tell whether a value is in the unit of the whole of its share."""
    reading = field.reading if field else None
    if not isinstance(reading, Figure) or reading.unit is None or indicator.unit is None or indicator.part_unit is None:
        return False
    from checker.domain.unit_words import conversion

    return (
        conversion(reading.unit, indicator.unit) is None and conversion(reading.unit, indicator.part_unit) is not None
    )


def _in_unit(part: Field, whole: Indicator) -> Field:
    """Return a part without a unit in the unit of the whole."""
    reading = part.reading
    bare = isinstance(reading, Figure) and reading.unit is None
    return part._replace(reading=reading._replace(unit=whole.unit)) if bare and isinstance(reading, Figure) else part


def _reported(binding: Binding, whole: Indicator) -> Field | None:
    value, row = binding.values.get(Observed(whole.id)), binding.rows.get(whole.id)
    if value is None or row is None or whole.id in binding.invalid:
        return None
    written = row.value or row.numerator or row.percent_of_plan
    return _whole(written.text if written else "", row, value, whole)


def _planned(binding: Binding, whole: Indicator, row: Observation) -> Field | None:
    number = next((rule.number for rule in binding.targets(whole)), None)
    return None if number is None else _whole(str(plain(number)), row, point(number), whole)


def _whole(text: str, row: Observation, value: Interval, whole: Indicator) -> Field:
    if not value.is_point:
        wrong = diagnostic(codes.ZERO_DENOMINATOR, row.location, value=text)
        return Field(text, row.location, Unreadable(wrong))
    return Field(text, row.location, Figure(value, whole.unit))
