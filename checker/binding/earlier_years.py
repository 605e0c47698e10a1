"""Carry results of earlier years of a term: sums of flows and changes, and compounded growth.

Owns the origin of those figures, and their combination with this year's. A year without a known figure is not zero:
then there is no combined figure. Must not judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from checker.binding.bound import BoundSubmission, Problem
from checker.binding.growth import YearBefore
from checker.binding.values import sum_of
from checker.domain import codes
from checker.domain.axes import STATES, DataState, Matter, Verdict
from checker.domain.diagnostic import diagnostic
from checker.domain.interval import Interval, point
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import Addend
from checker.packs.model import Indicator, RulePack
from checker.packs.term import Carried, Carry
from checker.plan.model import Observed

__all__ = ["with_carried", "with_earlier_years"]


def with_earlier_years(pack: RulePack, unit: str, known: Mapping[tuple[str, Period], Sequence[YearBefore]]) -> RulePack:
    """Return the pack with the unit's results of earlier years of its term.

    Args:
        pack: A year of a term.
        unit: The reporting unit.
        known: The run's reports of earlier years.
    """
    return pack._replace(
        indicators=tuple(
            one if one.carry is Carry.NONE else one._replace(carried=_carried(one, pack, unit, known))
            for one in pack.indicators
        )
    )


def _carried(
    indicator: Indicator, pack: RulePack, unit: str, known: Mapping[tuple[str, Period], Sequence[YearBefore]]
) -> Carried:
    """Return the results up to the previous year: from a cumulative report, or one figure per year."""
    stated = dict(indicator.reached)
    parts: list[Addend] = []
    states = [DataState.FINAL]
    missing: list[str] = []
    for year in reversed(range(pack.term.first if pack.term else pack.year, pack.year)):
        found = next(_reports(indicator, pack, known.get((unit, Period(year)), ())), None)
        if found is not None:
            parts[:0] = found.addends
            states.append(found.status)
            if found.whole:
                break
        elif year in stated:
            parts.insert(0, Addend(str(year), str(stated[year]), indicator.location, point(stated[year])))
        else:
            missing.insert(0, str(year))
    return Carried(missing=tuple(missing)) if missing else Carried(tuple(parts), min(states, key=STATES.index))


class _Reached(NamedTuple):
    """A report's figure of a year, with a flag if it is cumulative over the term."""

    addends: tuple[Addend, ...]
    status: DataState
    whole: bool


def _reports(indicator: Indicator, pack: RulePack, known: Sequence[YearBefore]) -> Iterator[_Reached]:
    """Yield the reports' figures of a year for an indicator, in its unit."""
    from checker.domain.unit_words import conversion

    for report, of in known:
        for result in report.results:
            usable = result.indicator == indicator.id and result.decides and result.verdict is not Verdict.INVALID
            if not usable or result.value is None or result.location is None:
                continue
            own = of.indicator(indicator.id)
            factor = conversion(own.unit, indicator.unit) if own.unit and indicator.unit else None
            if factor is None:
                continue
            alone = Addend(str(report.submission.period), result.text, result.location, result.value)
            # If not all parts of a sum are known, the sum itself is carried.
            listed = indicator.carry is Carry.COMPOUND or sum_of(one.value for one in result.addends) == result.value
            parts = result.addends if result.addends and listed else (alone,)
            addends = tuple(one._replace(value=one.value.scaled(factor)) if factor != 1 else one for one in parts)
            # A report by another pack covers only its year, and so does the first of the term.
            whole = of.term == pack.term and own.carry is not Carry.NONE
            yield _Reached(addends, result.data, whole)


def with_carried(bound: BoundSubmission, pack: RulePack, period: Period) -> BoundSubmission:
    """Return a submission with the results of earlier years added.

    Args:
        bound: The figures of the year.
        pack: The pack, with the carried results.
        period: The period of the submission.
    """
    values, rows, addends, problems = dict(bound.values), dict(bound.rows), dict(bound.addends), list(bound.problems)
    for indicator in pack.indicators:
        key, carried = Observed(indicator.id), indicator.carried
        value, row = values.get(key), rows.get(indicator.id)
        if carried is None or value is None or row is None:
            continue
        if carried.missing:
            del values[key]
            wrong = diagnostic(codes.INCOMPLETE_SUM, row.location, indicator=indicator.title, missing=carried.missing)
            problems.append(Problem(Matter.INCOMPLETE, indicator.id, wrong))
            continue
        field = row.value or row.numerator or row.percent_of_plan
        place = field.location if field else row.location
        alone = Addend(str(period), field.text if field else "", place, value)
        addends[indicator.id] = (*carried.parts, *(addends.get(indicator.id) or (alone,)))
        all_of_them = [*(one.value for one in carried.parts), value]
        values[key] = _compounded(all_of_them) if indicator.carry is Carry.COMPOUND else sum_of(all_of_them)
        rows[indicator.id] = row._replace(status=min(row.status, carried.status, key=STATES.index))
    return bound._replace(values=values, rows=rows, addends=addends, problems=tuple(problems))


def _compounded(rates: Sequence[Interval]) -> Interval:
    """Return the compound growth in percent of two rates."""
    low: Fraction | None = Fraction(1)
    high: Fraction | None = Fraction(1)
    for rate in rates:
        low = None if low is None or rate.lo is None else low * max(1 + Fraction(rate.lo) / 100, Fraction(0))
        high = None if high is None or rate.hi is None else high * max(1 + Fraction(rate.hi) / 100, Fraction(0))
    first, last = (None if end is None else (end - 1) * 100 for end in (low, high))
    return Interval(first, last, any(rate.lo_open for rate in rates), any(rate.hi_open for rate in rates))
