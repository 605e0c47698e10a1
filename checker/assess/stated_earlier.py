"""Figures of the same period of the previous year, as stated in a report beside its own figures.

Owns which of them are comparable: single numbers in a unit of the same measure. No verdict and no gate follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.assess.policy import Policy, finding
from checker.binding.bound import BoundSubmission
from checker.binding.no_figure import is_no_figure
from checker.domain import codes
from checker.domain.axes import Kind, Matter
from checker.domain.interval import Interval
from checker.domain.report import Finding
from checker.domain.submission import Field, Figure, Phrase
from checker.domain.text import Value
from checker.domain.unit import Unit
from checker.domain.unit_words import conversion, parse_unit
from checker.packs.model import RulePack

__all__ = ["level_stated", "not_comparable"]


def level_stated(field: Field, unit: str) -> Interval | None:
    """Return the stated level for that period, in a unit; ``None`` if it does not measure the same.

    Args:
        field: The stated figure.
        unit: The unit of the later figure, or nothing.
    """
    return _level(field, parse_unit(unit) if unit else None)


def _level(field: Field, own: Unit | None) -> Interval | None:
    match field.reading:
        # A figure with a word of change is not a level.
        case Figure(interval, unit, move=None):
            factor = Decimal(1) if unit is None else conversion(unit, own) if own is not None else None
            return interval.scaled(factor) if factor is not None else None
        case _:
            return None


def not_comparable(bound: BoundSubmission, pack: RulePack, policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each stated figure that cannot be compared; words such as "none" are skipped."""
    for id_, row in bound.rows.items():
        indicator, field = pack.indicator(id_), row.year_earlier
        if field is None or indicator.kind is Kind.VERDICT or _level(field, indicator.unit) is not None:
            continue
        if isinstance(field.reading, Phrase) and is_no_figure(field.reading.words):
            continue
        values: dict[str, Value] = {"indicator": indicator.title, "value": field.text}
        yield finding(codes.EARLIER_NOT_COMPARED, Matter.NOT_COMPARED, policy, values, field.location, indicator=id_)
