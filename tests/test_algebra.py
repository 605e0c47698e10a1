"""What must hold of every pack and submission: order, scale, monotony, strictness, tally."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from checker.assessment import assess
from checker.domain.axes import Better, Kind, Pace, Verdict
from checker.domain.interval import point
from checker.domain.location import Location
from checker.domain.submission import Field, Figure
from checker.domain.unit_words import parse_unit
from checker.engines.direct import DirectEngine
from checker.packs.model import ZONES, Baseline, Limits, PacePlan, PaceRule
from tests.made import indicator, pack, row, submission, target
from tests.strategies import decimals

ENGINE = DirectEngine()
PERIODS = st.sampled_from(["2024-01", "2024-Q1", "2024-H1", "2024-9M", "2024-11", "2024"])
GOODNESS = {
    Better.HIGHER: ("at_least", "above", "keep", "between"),
    Better.LOWER: ("at_most", "below", "keep", "between"),
}
ORDER = [Verdict.UNMET, Verdict.UNDECIDED, Verdict.MET, Verdict.EXCEEDED]
PACE_ORDER = [Pace.BEHIND, Pace.AT_RISK, Pace.ON_TRACK, Pace.AHEAD]


@st.composite
def indicators(draw, id_="x", kinds=(Kind.FLOW, Kind.STOCK)):
    better = draw(st.sampled_from(list(GOODNESS)))
    number = draw(decimals(2, 10_000))
    comparator = draw(st.sampled_from(GOODNESS[better]))
    upper = str(number + draw(decimals(2, 100).map(abs))) if comparator == "between" else None
    based = draw(st.booleans())
    return indicator(
        id_,
        better=better,
        kind=draw(st.sampled_from(kinds)),
        target=target(comparator, str(number), upper, tolerance=draw(st.sampled_from(["0", "0.5"]))),
        baseline=Baseline(draw(decimals(2, 10_000)), "2023", None) if based else None,
        pace=PacePlan(PaceRule.LINEAR, (), ZONES),
    )


def judged(made, value, period="2024"):
    return assess(submission(row(made.id, value), period=period), pack(made), ENGINE).results[0]


@given(st.data(), st.lists(decimals(2, 10_000), min_size=1, max_size=8), PERIODS)
def test_the_order_of_rows_changes_nothing(data, numbers, period):
    made = [data.draw(indicators(f"x{n}")) for n in range(len(numbers))]
    rows = [row(one.id, point(number)) for one, number in zip(made, numbers, strict=True)]
    report = assess(submission(*rows, period=period), pack(*made), ENGINE)
    other = assess(submission(*data.draw(st.permutations(rows)), period=period), pack(*made), ENGINE)
    assert (other.results, other.tally, other.gate) == (report.results, report.tally, report.gate)
    tally = report.tally
    assert tally.counted == tally.met + tally.unmet + tally.open
    assert tally.counted + tally.not_due == len(made)
    assert len(tally.unmet_indicators) == tally.unmet


@given(indicators(), decimals(2, 10_000), PERIODS)
def test_the_unit_in_which_a_value_is_written_changes_nothing(made, number, period):
    plain = judged(made, point(number), period)
    figure = Figure(point(Fraction(number) * 1000), parse_unit("triệu đồng"))
    scaled = row("x", Field("scaled", Location("report.yaml"), figure))
    result = assess(submission(scaled, period=period), pack(made), ENGINE).results[0]
    assert (result.verdict, result.pace, result.shortfall) == (plain.verdict, plain.pace, plain.shortfall)


@given(indicators(), decimals(2, 10_000), decimals(2, 100).map(abs), PERIODS)
def test_a_better_value_is_never_judged_worse(made, number, step, period):
    better = number + step if made.better is Better.HIGHER else number - step
    first, second = judged(made, point(number), period), judged(made, point(better), period)
    if first.verdict in ORDER and second.verdict in ORDER:
        assert ORDER.index(second.verdict) >= ORDER.index(first.verdict)
    if first.pace in PACE_ORDER and second.pace in PACE_ORDER:
        assert PACE_ORDER.index(second.pace) >= PACE_ORDER.index(first.pace)
    if first.shortfall is not None and second.shortfall is not None:
        assert second.shortfall <= first.shortfall


@given(decimals(3), st.sampled_from([-1, 0, 1]), st.sampled_from([("at_least", "above"), ("at_most", "below")]))
def test_a_strict_bound_differs_from_another_exactly_at_equality(number, step, pair):
    value = point(number + step * Decimal("0.001"))
    better = Better.HIGHER if pair[0] == "at_least" else Better.LOWER
    verdicts = [
        judged(indicator("x", better=better, target=target(comparator, str(number))), value).verdict
        for comparator in pair
    ]
    differ = (verdicts[0] is Verdict.UNMET) != (verdicts[1] is Verdict.UNMET)
    assert differ is (step == 0)


@given(st.integers(0, 5_000), st.integers(1, 5_000), decimals(2, 10_000).map(abs))
def test_a_ratio_is_judged_as_its_exact_fraction(numerator, denominator, number):
    made = indicator("x", unit=parse_unit("%"), kind=Kind.RATIO, target=target("at_least", str(number)))
    made = made._replace(limits=Limits(None, None))
    parts = [row("x", point(Decimal(part))).value for part in (numerator, denominator)]
    reported = row("x")._replace(numerator=parts[0], denominator=parts[1])
    verdict = assess(submission(reported), pack(made), ENGINE).results[0].verdict
    exact = Fraction(numerator * 100, denominator) - Fraction(number)
    assert verdict is (Verdict.UNMET if exact < 0 else Verdict.MET if exact == 0 else Verdict.EXCEEDED)


@given(indicators(), PERIODS)
def test_pace_is_none_where_it_is_not_defined(made, period):
    result = judged(made, point(Decimal(1)), period)
    if result.pace_basis is not None:
        assert result.pace_basis.expected != result.pace_basis.start
    if result.pace is not Pace.NONE:
        assert result.pace_basis is not None
