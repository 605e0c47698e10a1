"""Derive the pack of one year from a term pack; the result is an ordinary pack for all other code.

Owns the meaning of a term's number in each year (semantics.md section 11). A target due at the end of the term stays
due there, and is paced from the start of the term. Must not know figures.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Final

from checker.domain.axes import Kind, Measures
from checker.domain.comparator import Comparator
from checker.domain.period import Period
from checker.packs.model import Baseline, Indicator, PacePlan, PaceRule, RulePack, TargetRule
from checker.packs.term import Carry, Over, Term

__all__ = ["slice_of", "slices_of"]

_DIGITS: Final = 200
"""More digits than the power of a stated rate has."""


def slices_of(pack: RulePack) -> tuple[RulePack, ...]:
    """Return the packs of a term's years; for any other pack, only that pack."""
    if pack.term is None or pack.sliced:
        return (pack,)
    return tuple(slice_of(pack, year) for year in pack.term.years)


def slice_of(pack: RulePack, year: int) -> RulePack:
    """Return the pack of one year; unchanged if it is not a term pack, or the year is outside the term."""
    if pack.term is None or pack.sliced or year not in pack.term.years:
        return pack
    cut = _Cut(pack.term, year)
    return pack._replace(
        year=year,
        sliced=True,
        indicators=tuple(map(cut.indicator, pack.indicators)),
        examples=tuple(one for one in pack.examples if one.period.year == year),
    )


class _Cut:
    def __init__(self, term: Term, year: int) -> None:
        self._term = term
        self._year = year

    def indicator(self, indicator: Indicator) -> Indicator:
        if indicator.target is None:
            return indicator
        cut = self._of_year if self._is_yearly(indicator) else self._of_term
        return cut(indicator)

    def _is_yearly(self, indicator: Indicator) -> bool:
        """Tell whether the year has its own number; the last year of a total has the total's."""
        if indicator.over is Over.EACH_YEAR:
            return True
        return bool(indicator.slices) and not (indicator.over is Over.TOTAL and self._year == self._term.last)

    def _of_year(self, indicator: Indicator) -> Indicator:
        """Return the target of the year alone."""
        if not indicator.slices:
            return _with_rules(indicator, lambda rule: rule._replace(due=Period(self._year, rule.due.part)))
        stated = dict(indicator.slices)
        following = min((year for year in stated if year >= self._year), default=None)
        flowing = indicator.kind is Kind.FLOW
        if following is None or (flowing and following != self._year):
            return _with_rules(indicator, lambda _: None)
        number = stated[following]
        result = _with_rules(indicator, lambda rule: rule._replace(number=number, due=Period(following)))
        result = result._replace(revisions=(), others=())
        if flowing:
            return result
        result = _with_rules(result, lambda rule: rule._replace(of_years=following > self._year))
        # Progress to a level starts at the end of the previous slice.
        before = max((year for year in stated if year < following), default=None)
        if before is None:
            return result._replace(pace=result.pace._replace(since=self._term.first))
        rule = PaceRule.LINEAR if result.pace.rule is PaceRule.NONE and indicator.baseline is None else result.pace.rule
        start = Baseline(stated[before], str(before), None)
        return result._replace(baseline=start, pace=result.pace._replace(rule=rule, since=before + 1))

    def _of_term(self, indicator: Indicator) -> Indicator:
        """Return the target over several years, seen from this year."""
        result = _with_rules(indicator, lambda rule: self._standing(indicator, rule))
        if indicator.target is None or result.target is None:
            return result
        return result._replace(pace=self._pace(indicator, indicator.target), carry=self._carry(indicator))

    def _standing(self, indicator: Indicator, rule: TargetRule) -> TargetRule | None:
        """Return a target in the year; ``None`` if it was due in an earlier one."""
        if rule.due.year < self._year:
            return None
        rule = rule._replace(of_years=indicator.adds_up_over_years or rule.due.year > self._year)
        if indicator.over is not Over.AVERAGE or rule.number is None:
            return rule
        years = self._years_to(rule)
        whole = _grown if _compounds(indicator, rule) else _times
        number, upper, stretch, beyond = (
            None if one is None else whole(one, years) for one in (rule.number, rule.upper, rule.stretch, rule.beyond)
        )
        return rule._replace(
            number=number,
            upper=upper,
            stretch=stretch,
            beyond=beyond,
            tolerance=rule.tolerance * years,
            average=rule.number,
        )

    def _years_to(self, rule: TargetRule) -> int:
        return rule.due.year - self._term.first + 1

    def _carry(self, indicator: Indicator) -> Carry:
        if self._year == self._term.first or not indicator.adds_up_over_years:
            return Carry.NONE
        return Carry.COMPOUND if indicator.measures is Measures.GROWTH else Carry.SUM

    def _pace(self, indicator: Indicator, rule: TargetRule) -> PacePlan:
        """Return the pace along the term."""
        pace, first = indicator.pace, self._term.first
        if pace.points or pace.rule is PaceRule.NONE:
            return pace._replace(since=first)
        if indicator.over is Over.AVERAGE and rule.number:
            return self._on_average(indicator, rule, rule.number)
        if indicator.kind is Kind.FLOW and not indicator.adds_up_over_years:
            # The flow of the last year; those of earlier years are not planned.
            return pace._replace(rule=PaceRule.NONE) if rule.due.year > self._year else pace
        return pace._replace(since=first)

    def _on_average(self, indicator: Indicator, rule: TargetRule, number: Decimal) -> PacePlan:
        """Return the pace of a yearly number: at the end of each year, its total over the years so far."""
        zones, first, years = indicator.pace.zones, self._term.first, self._years_to(rule)
        compounds = _compounds(indicator, rule)
        method = PaceRule.COMPOUND if compounds else PaceRule.AVERAGE
        whole = _grown if compounds else _times
        shares = {
            first + year - 1: Fraction(whole(number, year)) * 100 / Fraction(whole(number, years))
            for year in range(1, years + 1)
        }
        if indicator.measures is Measures.GROWTH:
            # The rate of half a year equals that of the year.
            months = tuple((Period(self._year, f"{month:02d}"), shares[self._year]) for month in range(1, 13))
            return PacePlan(method, months, zones, first)
        if indicator.kind is Kind.FLOW and compounds:
            # Each year's flow starts at zero, and should reach this share of the last year's.
            now, then = (100 + Fraction(_grown(number, count)) for count in (self._year - first + 1, years))
            return PacePlan(method, ((Period(self._year), now * 100 / then),), zones, self._year)
        return PacePlan(method, tuple((Period(year), own) for year, own in shares.items()), zones, first)


def _with_rules(indicator: Indicator, change: Callable[[TargetRule], TargetRule | None]) -> Indicator:
    """Return an indicator with changed targets; without a deciding target, the others are dropped, too."""
    decides = change(indicator.target) if indicator.target else None
    if decides is None:
        return indicator._replace(target=None, revisions=(), others=())
    revisions, others = (
        tuple(changed for rule in rules if (changed := change(rule)) is not None)
        for rules in (indicator.revisions, indicator.others)
    )
    return indicator._replace(target=decides, revisions=revisions, others=others)


def _compounds(indicator: Indicator, rule: TargetRule) -> bool:
    """Tell whether the numbers of years compound: growth rates."""
    return rule.comparator is Comparator.GROW_BY or indicator.measures is Measures.GROWTH


def _times(number: Decimal, years: int) -> Decimal:
    return number * years


def _grown(percent: Decimal, years: int) -> Decimal:
    """Return the exact growth in percent after some years at a rate."""
    with localcontext() as context:
        context.prec = _DIGITS
        return ((100 + percent) / 100) ** years * 100 - 100
