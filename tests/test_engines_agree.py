"""Every engine gives the ranks that the definition gives, on drawn plans and on the edges."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checker.domain.interval import Interval, above, at_least, at_most, below, point
from checker.domain.period import Period
from checker.engines.direct import DirectEngine, rank
from checker.engines.rete import ReteEngine
from checker.errors import MissingExtra, UnsupportedPlan
from checker.plan.lowering import LARGEST, lower_case, places_of, position
from checker.plan.measure import measure
from checker.plan.model import MISSING, UNDECIDED, Case, Observed, Plan
from tests.examples import examples
from tests.strategies import asked, bounds, levels, many_observations, values

try:
    RETE: ReteEngine | None = ReteEngine()
except MissingExtra:
    RETE = None
needs_rete = pytest.mark.skipif(RETE is None, reason="durable-rules does not load on this machine")


@settings(max_examples=examples(30, 600))
@given(asked())
def test_direct_gives_what_the_definition_gives(drawn):
    plan, observations = drawn
    expected = [
        MISSING if value is None else rank(value, case.levels)
        for case in plan.cases
        for value in [measure(plan, observations)[case.quantity]]
    ]
    assert DirectEngine().evaluate(plan, observations).ranks == tuple(expected)


@needs_rete
@settings(max_examples=examples(30, 600))
@given(asked())
def test_rete_equals_direct(drawn):
    plan, observations = drawn
    assert RETE is not None
    assert RETE.evaluate(plan, observations).ranks == DirectEngine().evaluate(plan, observations).ranks


@pytest.mark.nightly
@needs_rete
def test_rete_equals_direct_on_fifty_thousand_facts():
    """Each fact is all values of one submission; many are drawn for each plan, as rulesets are built once."""
    assert RETE is not None
    engine, facts = RETE, 0

    @settings(max_examples=1_050, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(asked(most=12).flatmap(lambda drawn: st.tuples(st.just(drawn[0]), many_observations(drawn[0]))))
    def agree(drawn):
        nonlocal facts
        plan, submissions = drawn
        for observations in submissions:
            facts += 1
            assert engine.evaluate(plan, observations).ranks == DirectEngine().evaluate(plan, observations).ranks

    agree()
    assert facts >= 50_000


@settings(max_examples=examples(30, 600))
@given(levels().flatmap(lambda drawn: st.tuples(st.just(drawn), values(Case(0, drawn)))))
def test_rank_is_what_comparing_fractions_gives(drawn):
    """The definition itself, against ends compared as fractions with a step for an open one."""
    nested, value = drawn
    if value is None:
        return
    infinity = Fraction(10) ** 60
    tiny = Fraction(1, 10**9)

    def low(interval: Interval) -> Fraction:
        return -infinity if interval.lo is None else Fraction(interval.lo) + (tiny if interval.lo_open else 0)

    def high(interval: Interval) -> Fraction:
        return infinity if interval.hi is None else Fraction(interval.hi) - (tiny if interval.hi_open else 0)

    reached = 0
    for level in nested:
        if not (low(level) <= low(value) and high(value) <= high(level)):
            break
        reached += 1
    overlaps = low(value) <= high(nested[0]) and low(nested[0]) <= high(value)
    assert rank(value, nested) == (UNDECIDED if reached == 0 and overlaps else reached)


EDGES = [
    # value, level, rank: a strict bound differs from a non-strict one exactly at equality
    (point(Decimal(80)), at_least(Decimal(80)), 1),
    (point(Decimal(80)), above(Decimal(80)), 0),
    (point(Decimal("79.995")), above(Decimal(80)), 0),
    (point(Decimal("80.0001")), above(Decimal(80)), 1),
    (point(Decimal("1.89")), at_most(Decimal("1.89")), 1),
    (point(Decimal("1.89")), below(Decimal("1.89")), 0),
    (point(Fraction(1, 3)), at_least(Fraction(1, 3)), 1),
    (point(Fraction(1, 3)), above(Fraction(1, 3)), 0),
    # an open end turns the strictness of its comparison
    (above(Decimal(80)), at_least(Decimal(80)), 1),
    (above(Decimal(80)), above(Decimal(80)), 1),
    (at_least(Decimal(80)), above(Decimal(80)), UNDECIDED),
    (below(Decimal(80)), at_least(Decimal(80)), 0),
    (below(Decimal(80)), above(Decimal(80)), 0),
    (at_most(Decimal(80)), at_least(Decimal(80)), UNDECIDED),
    (at_most(Decimal(80)), above(Decimal(80)), 0),
    (below(Decimal(4)), below(Decimal(4)), 1),
    (at_most(Decimal(4)), below(Decimal(4)), UNDECIDED),
    (above(Decimal(4)), at_most(Decimal(4)), 0),
    # ranges
    (Interval(Decimal(61), Decimal(62)), at_least(Decimal(60)), 1),
    (Interval(Decimal("23.5"), Decimal("24.5")), at_least(Decimal(24)), UNDECIDED),
    (point(Decimal(5)), Interval(Decimal(5), Decimal(5)), 1),
    (point(Decimal(6)), Interval(Decimal(5), Decimal(5)), 0),
    (point(Decimal(4)), Interval(Decimal(5), Decimal(5)), 0),
    (Interval(Decimal(4), Decimal(6)), Interval(Decimal(5), Decimal(5)), UNDECIDED),
    # beyond 2^53, where integers are clamped
    (point(Decimal(9007199254740993)), at_least(Decimal(1)), 1),
    (point(Decimal(-9007199254740993)), at_least(Decimal(1)), 0),
    (point(Decimal("1e30")), at_most(Decimal(1)), 0),
]


@pytest.mark.parametrize(("value", "level", "expected"), EDGES)
def test_edges(value, level, expected):
    plan = Plan("edge", Period(2024), "2024-12-31", (Observed("a"),), (Case(0, (level,)),))
    assert DirectEngine().evaluate(plan, {Observed("a"): value}).ranks == (expected,)
    if RETE is not None:
        assert RETE.evaluate(plan, {Observed("a"): value}).ranks == (expected,)


@needs_rete
def test_a_bound_beyond_exact_integers_is_refused_before_anything_is_evaluated():
    assert RETE is not None
    plan = Plan("huge", Period(2024), "2024-12-31", (Observed("a"),), (Case(0, (at_least(Decimal(10) ** 18),)),))
    with pytest.raises(UnsupportedPlan, match="rete cannot evaluate: 0"):
        RETE.evaluate(plan, {})


@settings(max_examples=examples(100, 3_000))
@given(
    st.one_of(
        st.decimals(allow_nan=False, allow_infinity=False),
        st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**16), max_value=10**16),
        st.fractions(),
    ),
    st.sampled_from([1, 2, 10, 100, 3]),
    st.sampled_from([3, 28, 60]),
)
@example(Decimal("65.5"), 10, 28)
@example(Decimal(9007199254740993), 1, 28)
@example(Decimal("99999.6"), 1, 3)
@example(Decimal("1." + "0" * 50 + "1"), 1, 28)
@example(Decimal("1e3"), 1, 28)
@example(Decimal("-0"), 1, 28)
def test_a_number_has_the_place_of_the_interval_that_holds_it_alone(number, multiplier, precision):
    """Whatever the precision that the caller calculates with."""
    with localcontext(prec=precision):
        places = {position(point(number), multiplier, upper=upper) for upper in (False, True)}
        for others in ([], [Decimal(7)]):
            place, *_ = places_of([number, *others], [2 * multiplier] * (1 + len(others)))
            assert {int(place)} == places


@given(bounds())
def test_lowering_keeps_to_exact_integers_or_says_so(bound):
    for region in lower_case(0, Case(0, (at_least(bound),))):
        for test in region.tests:
            assert all(end is None or abs(end) < LARGEST for end in (test.least, test.most))
