"""Drawn plans and observations: half of the values at a bound plus or minus the smallest step."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from checker.domain.interval import EVERYTHING, Exact, Interval, point
from checker.domain.period import Period
from checker.plan.model import Case, Observed, Plan

_STEP = Decimal("0.0001")


def decimals(places: int = 3, size: int = 10**6) -> st.SearchStrategy[Decimal]:
    """Draw a decimal with at most `places` decimals, as thresholds are stated."""
    return st.builds(
        lambda whole, exponent: Decimal(whole).scaleb(-exponent), st.integers(-size, size), st.integers(0, places)
    )


def bounds() -> st.SearchStrategy[Exact]:
    """Draw a bound: mostly a stated decimal, sometimes a fraction as pace gives."""
    fractions = st.builds(Fraction, st.integers(-10_000, 10_000), st.integers(1, 7_320))
    return st.one_of(decimals(), decimals(), fractions)


@st.composite
def levels(draw: st.DrawFn) -> tuple[Interval, ...]:
    """Draw nested levels that rise, that fall, or a single band."""
    shape = draw(st.sampled_from(["rising", "falling", "band"]))
    if shape == "band":
        low, high = sorted([draw(bounds()), draw(bounds())])
        open_ = low < high and draw(st.booleans())
        return (Interval(low, high, open_, open_),)
    # An open end is inside a closed one at the same number, so nested levels sort by both.
    ends = sorted({(draw(bounds()), draw(st.booleans())) for _ in range(draw(st.integers(1, 3)))})
    if shape == "rising":
        return tuple(Interval(number, None, lo_open=open_) for number, open_ in ends)
    falling = sorted(((number, not open_) for number, open_ in ends), reverse=True)
    return tuple(Interval(None, number, hi_open=not open_) for number, open_ in falling)


def near(number: Exact) -> st.SearchStrategy[Exact]:
    """Draw the number itself or one that is the smallest step beside it."""
    if isinstance(number, Decimal):
        return st.sampled_from([number, number + _STEP, number - _STEP])
    return st.sampled_from([number, number + Fraction(_STEP), number - Fraction(_STEP)])


@st.composite
def values(draw: st.DrawFn, case: Case) -> Interval | None:
    """Draw a value: a number, a range, an open end, something huge, or nothing."""
    ends = [end for level in case.levels for end in (level.lo, level.hi) if end is not None]
    numbers = st.one_of(
        st.sampled_from(ends).flatmap(near),
        st.one_of(decimals(6), decimals(0, 10**25), st.just(Decimal(9007199254740993))),
    )
    kind = draw(st.sampled_from(["number", "number", "number", "range", "above", "below", "all", "none"]))
    match kind:
        case "number":
            return point(draw(numbers))
        case "range":
            low, high = sorted([draw(numbers), draw(numbers)])
            flags = (draw(st.booleans()), draw(st.booleans())) if low < high else (False, False)
            return Interval(low, high, *flags)
        case "above":
            return Interval(draw(numbers), None, lo_open=draw(st.booleans()))
        case "below":
            return Interval(None, draw(numbers), hi_open=draw(st.booleans()))
        case "all":
            return EVERYTHING
        case _:
            return None


@st.composite
def asked(draw: st.DrawFn, most: int = 70) -> tuple[Plan, dict[Observed, Interval]]:
    """Draw a plan, and observations that lie about its bounds."""
    drawn = draw(st.lists(levels(), min_size=1, max_size=most))
    quantities: list[Observed] = []
    cases: list[Case] = []
    observations: dict[Observed, Interval] = {}
    for number, case_levels in enumerate(drawn):
        # Some quantities are asked about more than once, as verdict and pace are.
        shared = bool(quantities) and draw(st.integers(0, 3)) == 0
        if not shared:
            quantities.append(Observed(f"i{number}"))
        case = Case(len(quantities) - 1, case_levels)
        cases.append(case)
        if not shared:
            value = draw(values(case))
            if value is not None:
                observations[quantities[-1]] = value
    return Plan("drawn", Period(2024), "2024-12-31", tuple(quantities), tuple(cases)), observations


def many_observations(plan: Plan, count: int = 48) -> st.SearchStrategy[list[dict[Observed, Interval]]]:
    """Draw `count` sets of observations for one plan, each about the bounds of its cases."""
    first = {case.quantity: case for case in reversed(plan.cases)}
    drawn = [values(first[number]) for number in range(len(plan.quantities))]
    return st.lists(st.tuples(*drawn).map(lambda row: _observed(plan, row)), min_size=count, max_size=count)


def _observed(plan: Plan, row: tuple[Interval | None, ...]) -> dict[Observed, Interval]:
    return {
        quantity: value
        for quantity, value in zip(plan.quantities, row, strict=True)
        if isinstance(quantity, Observed) and value is not None
    }
