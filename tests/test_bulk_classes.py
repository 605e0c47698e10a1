"""The class of a figure says of it what a single submission with that figure says."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assess.judge import count_of
from checker.assessment import Options, assess
from checker.binding.scale import doubts_of
from checker.bulk.classes import Absence, FigureClass, Judge, doubt_classes
from checker.domain.axes import DataState, Kind
from checker.domain.interval import point
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.submission import Field, Figure, Observation, Phrase, Submission
from checker.engines.direct import DirectEngine
from checker.plan.compiler import compile_plan
from tests.bulk_cases import STEP, _near, drawn_runs

PLACE = Location("rows.csv", 2)
PERIODS = [Period(2024, "Q1"), Period(2024, "H1"), Period(2024, "09"), Period(2024)]


def judged(made, period, id_):
    """Return the classes and the absence of an indicator."""
    indicator = made.indicator(id_)
    day = period.window(made.calendar)[1].isoformat()
    judge = Judge(made, compile_plan(made, period, day), indicator, estimates=True)
    doubts = doubt_classes(indicator, doubts_of(indicator, period, day, made.calendar), confirmed=True)
    return judge.classes(doubts), judge.absence()


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


@settings(max_examples=150)
@given(figures(), st.booleans(), st.booleans())
def test_the_class_of_a_figure_says_what_a_submission_with_it_says(drawn, estimate, confirmed):
    made, period, number = drawn
    classes, _ = judged(made, period, "i0")
    holding = [one for one in classes if point(number).within(one.figures)]
    assert len(holding) == 1
    own: FigureClass = holding[0]
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
    tally = count_of(results)
    assert own.tally == (tally.counted, tally.met, tally.unmet, tally.open, tally.not_due)
    assert of_rows(own.remarks, estimate=estimate, confirmed=confirmed, whole=number % 1 == 0) == findings


@settings(max_examples=50)
@given(figures())
def test_what_is_not_reported_is_told_as_by_a_submission_without_it(drawn):
    made, period, _ = drawn
    absence: Absence = judged(made, period, "i0")[1]
    results, findings = directly(made, period, ())
    assert [one.verdict for one in absence.standings] == [one.verdict for one in results]
    assert of_rows(absence.remarks) == findings
    tally = count_of(results)
    assert absence.absent == (tally.counted, tally.met, tally.unmet, tally.open, tally.not_due)
    report = assess(Submission("rows.csv", "", made.id, made.unit, period, None, ()), made, DirectEngine(), Options())
    assert absence.silent is any(one.code.id == "T007" for one in report.findings)


@settings(max_examples=50)
@given(figures())
def test_classes_have_no_gaps_and_differ_from_their_neighbours(drawn):
    made, period, _ = drawn
    classes, _ = judged(made, period, "i0")
    assert (classes[0].figures.lo, classes[-1].figures.hi) == (None, None)
    for first, after in pairwise(classes):
        assert first.figures.hi == after.figures.lo
        assert first.figures.hi_open is not after.figures.lo_open
        assert first[1:] != after[1:]
