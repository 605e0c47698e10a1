"""The class of a figure says of it what a single submission with that figure says."""

from __future__ import annotations

import operator
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from checker.assess.judge import count_of
from checker.assessment import Options, assess
from checker.binding.doubts import doubts_of
from checker.bulk.classes import Judge, by_indicator, judges_of
from checker.bulk.doubt_classes import doubt_classes
from checker.domain.axes import DataState, Kind
from checker.domain.interval import EVERYTHING, Interval, point
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.submission import Field, Figure, Observation, Phrase, Submission
from checker.domain.text import Text
from checker.engines.direct import DirectEngine
from checker.plan.compiler import compile_plan
from tests.bulk_cases import STEP, _near, drawn_runs
from tests.examples import examples
from tests.made import indicator, pack, target

pytestmark = pytest.mark.slow

PLACE = Location("rows.csv", 2)
PERIODS = [Period(2024, "Q1"), Period(2024, "H1"), Period(2024, "09"), Period(2024)]


def judged(made, period, id_):
    """Return the classes of figures, those of written ones, and the absence of an indicator."""
    indicator = made.indicator(id_)
    day = period.window(made.calendar)[1].isoformat()
    judge, plan = Judge(made, indicator, estimates=True), part(made, period, day, id_)
    doubts = doubt_classes(doubts_of(indicator, period, day, made.calendar), confirmed=True)
    # The answers of one period are kept, and are not those of another.
    for other in PERIODS:
        judge.classes(part(made, other, day, id_))
        judge.absence(part(made, other, day, id_))
    return judge.classes(plan), doubts, judge.absence(plan)


def part(made, period, day, id_):
    """Return what the plan asks of one indicator."""
    return by_indicator(compile_plan(made, period, day), [id_])[id_]


def holding(classes, number):
    """Return the one class that holds a number."""
    (found,) = [one for one in classes if point(number).within(one.figures)]
    return found


def directly(made, period, observations):
    submission = Submission("rows.csv", "", made.id, made.unit, period, None, observations)
    report = assess(submission, made, DirectEngine(), Options())
    own = tuple(one for one in report.results if one.indicator == "i0")
    found = [one for one in report.findings if one.indicator == "i0"]
    return own, sorted(
        (one.code.id, one.matter, one.subject) for one in found if not (one.code.id.startswith("C") and one.subject)
    )


def of_rows(remarks, **row):
    """Return what a class says of a row."""
    told = [one for one in remarks if all(getattr(one, axis) in (None, value) for axis, value in row.items())]
    return sorted((one.concern.code.id, one.concern.matter, one.office) for one in told)


@st.composite
def figures(draw):
    """Draw a pack, a period, and a figure about the bounds of its first indicator."""
    made, _ = draw(drawn_runs())
    first = made.indicators[0]._replace(parent="")
    made = made._replace(indicators=(first,), checks=())
    number = draw(st.sampled_from([*_near(made, "i0"), Decimal("45000.5")]))
    if first.kind is Kind.VERDICT:
        number = Decimal(draw(st.integers(0, 2)))
    else:
        number += draw(st.sampled_from([0, STEP, -STEP]))
    return made, draw(st.sampled_from(PERIODS)), number


@settings(max_examples=examples(25, 600), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(figures(), st.booleans(), st.booleans())
def test_the_class_of_a_figure_says_what_a_submission_with_it_says(drawn, estimate, confirmed):
    made, period, number = drawn
    classes, doubts, _ = judged(made, period, "i0")
    own, doubt = holding(classes, number).answer, holding(doubts, number)
    words = ("không đạt", "đạt", "vượt")
    verdict = made.indicators[0].kind is Kind.VERDICT
    field = Field(str(number), PLACE, Phrase(words[int(number)]) if verdict else Figure(point(number)))
    unit = made.indicators[0].unit
    state = DataState.ESTIMATE if estimate else DataState.FINAL
    row = Observation("i0", PLACE, field, state, confirmed="x" if confirmed else "")
    results, findings = directly(made, period, (row,))
    if any(one[0] in ("D105", "D106") for one in findings) or (results and results[0].verdict == "invalid"):
        # A fraction of what is counted one by one is no figure.
        assert unit is not None
        assert unit.is_counted
        return
    assert [(one.office, one.verdict, one.pace) for one in own.standings] == [
        (one.assigned_by, one.verdict, one.pace) for one in results
    ]
    tally = count_of(results, part(made, period, period.window(made.calendar)[1].isoformat(), "i0"))
    assert own.tally == (tally.counted, tally.met, tally.unmet, tally.open, tally.not_due)
    assert (
        of_rows((*own.remarks, *doubt.remarks), estimate=estimate, confirmed=confirmed, whole=number % 1 == 0)
        == findings
    )


@settings(max_examples=examples(12, 250), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(figures())
def test_what_is_not_reported_is_told_as_by_a_submission_without_it(drawn):
    made, period, _ = drawn
    absence = judged(made, period, "i0")[2]
    results, findings = directly(made, period, ())
    assert [one.verdict for one in absence.answer.standings] == [one.verdict for one in results]
    assert of_rows(absence.answer.remarks) == findings
    tally = count_of(results, part(made, period, period.window(made.calendar)[1].isoformat(), "i0"))
    assert absence.answer.tally == (tally.counted, tally.met, tally.unmet, tally.open, tally.not_due)
    report = assess(Submission("rows.csv", "", made.id, made.unit, period, None, ()), made, DirectEngine(), Options())
    assert absence.expected is any(one.code.id == "T007" for one in report.findings)


@settings(max_examples=examples(12, 250), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(figures())
def test_classes_have_no_gaps_and_differ_from_their_neighbours(drawn):
    made, period, _ = drawn
    for classes in judged(made, period, "i0")[:2]:
        assert (classes[0].figures.lo, classes[-1].figures.hi) == (None, None)
        for first, after in pairwise(classes):
            assert first.figures.hi == after.figures.lo
            assert first.figures.hi_open is not after.figures.lo_open
            assert first[1:] != after[1:]


@settings(max_examples=examples(16, 400), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(figures(), st.tuples(st.integers(-5, 500), st.integers(0, 400)), st.integers(0, 100))
def test_what_no_figure_is_beyond_changes_nothing_between(drawn, ends, share):
    made, period, _ = drawn
    indicator, (low, wide) = made.indicators[0], ends
    among = Interval(Decimal(low) / 4, Decimal(low + wide) / 4)
    number = Decimal(low) / 4 + Decimal(wide * share) / 400
    day = period.window(made.calendar)[1].isoformat()
    plan = part(made, period, day, "i0")
    doubts = doubts_of(indicator, period, day, made.calendar)
    few, all_ = (Judge(made, indicator, estimates=True).classes(plan, one) for one in (among, EVERYTHING))
    assert holding(few, number).answer == holding(all_, number).answer
    assert len(few) <= len(all_)
    looks = [doubt_classes(doubts, one, confirmed=True) for one in (among, EVERYTHING)]
    assert len({holding(one, number).remarks for one in looks}) == 1


@settings(max_examples=examples(40, 1000), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(figures(), *[st.sampled_from([Decimal(0), STEP, Decimal("0.3")])] * 2)
def test_classes_hold_at_the_very_ends_of_the_figures_that_there_are(drawn, below, above):
    made, period, number = drawn
    among = Interval(number - below, number + above)
    plan = part(made, period, period.window(made.calendar)[1].isoformat(), "i0")
    judge = Judge(made, made.indicators[0], estimates=True)
    few, all_ = judge.classes(plan, among), judge.classes(plan)
    for one in (number - below, number, number + above):
        assert holding(few, one).answer == holding(all_, one).answer


@settings(max_examples=examples(16, 400), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(figures(), st.sampled_from([Decimal(1), Decimal(3), Decimal("0.25")]), st.booleans())
def test_what_was_judged_of_one_indicator_is_taken_for_none_that_is_unlike_it(drawn, times, counted):
    made, period, _ = drawn
    first = made.indicators[0]
    target = first.target and first.target._replace(
        number=first.target.number and first.target.number * times,
        upper=first.target.upper and first.target.upper * times,
    )
    likes = [
        first._replace(id="same", title=Text(vi="Khác", en="Other"), target=target),
        first._replace(id="part", parent="i0"),
        first._replace(id="other", target=target and target._replace(assigned_by="Sở")),
        first._replace(id="free", target=None, revisions=(), others=()),
    ]
    made = made._replace(indicators=(first, *(likes if counted else reversed(likes))))
    day = period.window(made.calendar)[1].isoformat()
    for one, judge in zip(made.indicators, judges_of(made, estimates=True), strict=True):
        alone, plan = Judge(made, one, estimates=True), part(made, period, day, one.id)
        assert judge.classes(plan) == alone.classes(plan)
        assert judge.absence(plan) == alone.absence(plan)


def test_indicators_that_differ_in_names_and_numbers_alone_are_judged_once():
    one, other = indicator("a", target=target("at_least", "10")), indicator("b", target=target("at_least", "700"))
    made = pack(one, other)
    first, second = judges_of(made, estimates=False)
    kept = [found.answer for found in first.classes(part(made, Period(2024), "2024-12-31", "a"))]
    again = [found.answer for found in second.classes(part(made, Period(2024), "2024-12-31", "b"))]
    assert all(map(operator.is_, kept, again))
