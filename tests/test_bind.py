"""Rows matched to indicators, values converted, words understood: or a located diagnostic."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from checker.binding.bind import bind
from checker.binding.verdict_words import VERDICT_WORDS
from checker.domain import codes
from checker.domain.axes import Kind, Matter
from checker.domain.diagnostic import diagnostic
from checker.domain.interval import Interval, above, below, point
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.submission import Field, Figure, Unreadable
from checker.domain.text import Text, message
from checker.domain.unit import Unit
from checker.domain.unit_words import parse_unit
from checker.errors import SubmissionError
from checker.packs.model import Limits, Wording
from checker.plan.model import Observed
from checker.readers.numbers import WordedFigure, read_number
from tests.examples import each_row
from tests.made import NO_PACE, field, indicator, pack, row, share, submission, target

PLACE = Location("report.yaml", 9, 20)
BROKEN = Field("1.89", PLACE, Unreadable(diagnostic(codes.NOT_A_NUMBER, PLACE, value="1.89")))
VERDICT = {"kind": Kind.VERDICT, "unit": None, "pace": NO_PACE, "target": target(None, None)}


def ids(bound):
    return [problem.diagnostic.code.id for problem in bound.problems]


@each_row("name", ["revenue", "REVENUE", "C-revenue", "Chỉ tiêu  revenue", "Indicator revenue", "thu NS"])
def test_a_row_may_use_id_code_title_or_alias(name):
    made = pack(indicator(aliases=("Thu NS",)))
    assert bind(submission(row(name, "5")), made).values == {Observed("revenue"): point(Decimal(5))}


def test_an_id_wins_over_another_indicators_title():
    made = pack(indicator("a", title=Text("b", "b")), indicator("b"))
    assert list(bind(submission(row("b", "5")), made).rows) == ["b"]


def test_a_title_that_two_indicators_share_addresses_neither():
    twins = [indicator(name, title=Text("Cùng tên", name)) for name in ("a", "b")]
    bound = bind(submission(row("cùng tên", "5"), row("b", "6")), pack(*twins))
    assert (ids(bound), list(bound.rows)) == (["D101"], ["b"])


def test_an_unknown_row_is_a_problem_with_a_suggestion():
    bound = bind(submission(row("revenu", "5", line=8), row("revenue", "6")), pack())
    problem = bound.problems[0]
    assert (problem.matter, problem.diagnostic.code.id) == (Matter.UNKNOWN_ROWS, "D101")
    assert problem.diagnostic.location == Location("report.yaml", 8, 3)
    assert problem.diagnostic.hint == message("did you mean `{name}`?", name="revenue")
    strange = bind(submission(row("zzz"), row("revenue", "6")), pack()).problems[0]
    assert strange.diagnostic.hint is not None
    assert strange.diagnostic.hint.template == codes.UNKNOWN_INDICATOR.remedy


def test_two_rows_for_one_indicator_leave_it_without_a_value():
    bound = bind(submission(row("revenue", "5", line=7), row("C-revenue", "6", line=8)), pack())
    assert ids(bound) == ["D102"]
    assert bound.values == {}
    assert bound.invalid == {"revenue"}


@pytest.mark.parametrize(
    ("written", "unit", "value"),
    [("317", "", Decimal(317)), ("317000", "triệu đồng", 317), ("0.317", "nghìn tỷ đồng", 317), ("317", "tỷ", 317)],
)
def test_stated_units_are_converted_exactly(written, unit, value):
    bound = bind(submission(row("revenue", written, unit=unit)), pack())
    assert bound.values[Observed("revenue")] == point(Fraction(value))


def test_a_unit_that_measures_something_else_is_refused():
    bound = bind(submission(row("revenue", "5", unit="ha")), pack())
    assert (ids(bound), bound.invalid) == (["D107"], frozenset({"revenue"}))


COUNTED = [
    ("312 hộ", "312"),
    ("312 hộ dân", "312"),
    ("312 hộ kinh doanh", "312"),
    ("312 hộ KD", "312"),
    ("312 hộ cá thể", "D168"),
    ("312 hộ nghèo", "D168"),
    ("151 hộ mới", "D168"),
    ("312 hộ không đạt", "D168"),
    ("312 hộ kế hoạch", "D168"),
    ("312 hộ tăng thêm", "D168"),
    ("312 hộ năm trước", "D168"),
    ("312 hợp tác xã", "D107"),
]


@each_row(("text", "expected"), COUNTED)
def test_words_behind_what_is_counted_are_those_of_its_indicator(text, expected):
    """What they say may be few of them, or others: new ones, or those that do not qualify."""
    households = parse_unit("hộ")
    made = pack(indicator("a", unit=households, title=Text("Số hộ kinh doanh trên địa bàn", "Household businesses")))
    read = read_number(text)
    assert isinstance(read, WordedFigure)
    bound = bind(submission(row("a", Field(text, PLACE, read.figure))), made)
    assert ids(bound) == ([expected] if expected.startswith("D") else [])
    assert bound.values == ({} if ids(bound) else {Observed("a"): point(Decimal(expected))})


@pytest.mark.parametrize(
    ("text", "told"),
    [("312 người", []), ("312 lao động", []), ("312 trẻ em", []), ("312 học sinh", ["D168"])],
)
def test_a_kind_of_people_is_that_of_the_indicator(text, told):
    made = pack(indicator("a", unit=parse_unit("người"), title=Text("Số trẻ em được tiêm", "Vaccinated children")))
    read = read_number(text)
    assert isinstance(read, WordedFigure)
    assert ids(bind(submission(row("a", Field(text, PLACE, read.figure))), made)) == told


def test_words_mean_what_the_pack_says():
    made = pack(share("deficit", "3", "below", words=(Wording("Xuất siêu", below(Decimal(0))),)))
    assert bind(submission(row("deficit", "xuất  siêu")), made).values == {Observed("deficit"): below(Decimal(0))}
    assert ids(bind(submission(row("deficit", "nhập siêu")), made)) == ["D109"]


def test_what_the_reader_refused_stays_refused():
    made = pack(indicator("revenue"), indicator("verdict", **VERDICT))
    bound = bind(submission(row("revenue", BROKEN), row("verdict", BROKEN)), made)
    assert (ids(bound), bound.invalid) == (["D103", "D110"], frozenset({"revenue", "verdict"}))


@each_row(("words", "value"), VERDICT_WORDS.items())
def test_verdict_words(words, value):
    made = pack(indicator("v", **VERDICT))
    assert bind(submission(row("v", words.upper())), made).values == {Observed("v"): point(Decimal(value))}


def test_what_is_no_verdict():
    made = pack(indicator("v", **VERDICT))
    assert ids(bind(submission(row("v", "tốt")), made)) == ["D110"]
    assert ids(bind(submission(row("v", "51")), made)) == ["D110"]
    assert ids(bind(submission(row("v", "51"), period="2024-H1"), made)) == []
    untargeted = pack(indicator("v", **(VERDICT | {"target": None})))
    assert ids(bind(submission(row("v", "51")), untargeted)) == []


@each_row(
    ("percent", "low", "high"),
    [
        ("27", "26.5", "27.5"),
        ("27.3", "27.2", "27.4"),
        ("27.32", "27.31", "27.33"),
        (above(Decimal("51.0")), "50.9", None),
        (below(Decimal(9)), None, "9.5"),
    ],
)
def test_what_a_stated_percentage_leaves_open(percent, low, high):
    """A whole percent was rounded; decimals may have been cut off."""
    value = bind(submission(row("revenue", "5", percent=percent)), pack()).values[
        Observed("revenue", "percent_of_plan")
    ]
    assert (value.lo, value.hi) == (low and Fraction(low), high and Fraction(high))


def ratio(**changes):
    return pack(share("rate", "80", kind=Kind.RATIO, **changes))


def parts(numerator, denominator, value=None, units=("", "")):
    above, below = (
        None if text is None else field(text, unit=unit)
        for text, unit in zip((numerator, denominator), units, strict=True)
    )
    return row("rate", value)._replace(numerator=above, denominator=below)


class TestRatio:
    @pytest.mark.parametrize(
        ("numerator", "denominator", "value"),
        [("4", "6", Fraction(200, 3)), ("1", "3", Fraction(100, 3)), ("0", "7", 0)],
    )
    def test_it_is_computed_exactly(self, numerator, denominator, value):
        bound = bind(submission(parts(numerator, denominator)), ratio())
        assert bound.values == {Observed("rate"): point(Fraction(value))}

    def test_units_of_the_parts_are_converted(self):
        bound = bind(submission(parts("317", "1", units=("triệu đồng", "tỷ đồng"))), ratio())
        assert bound.values[Observed("rate")] == point(Fraction("31.7"))
        bound = bind(submission(parts("3", "4", units=("hộ", "người"))), ratio())
        assert (ids(bound), bound.invalid) == (["D107"], frozenset({"rate"}))

    @pytest.mark.parametrize("units", [("%", ""), ("", "%"), ("%", "%"), ("‰", ""), ("điểm %", ""), ("", "điểm %")])
    def test_a_percentage_is_no_part_of_it(self, units):
        bound = bind(submission(parts("480", "500", units=units)), ratio())
        assert (ids(bound), bound.invalid, bound.values) == (["D103"], frozenset({"rate"}), {})

    def test_without_a_percent_unit_it_is_a_plain_quotient(self):
        made = ratio(unit=parse_unit("tỷ đồng"), limits=Limits(None, None))
        assert bind(submission(parts("3", "4")), made).values[Observed("rate")] == point(Fraction(3, 4))

    def test_the_stated_value_is_kept_to_be_compared_with(self):
        bound = bind(submission(parts("4", "6", "66.7")), ratio())
        assert bound.values == {
            Observed("rate"): point(Fraction(200, 3)),
            Observed("rate", "ratio"): Interval(Fraction("66.65"), Fraction("66.75")),
        }

    @pytest.mark.parametrize("denominator", ["0", "-5", "nhiều"])
    def test_a_share_of_nothing_is_no_data(self, denominator):
        below_zero = field(point(Decimal(-5))) if denominator == "-5" else denominator
        bound = bind(submission(parts("4", below_zero, "66.7")), ratio())
        assert bound.values == {}
        assert ids(bound) == (["D103"] if denominator == "nhiều" else ["D115"])

    def test_what_cannot_be_computed_from(self):
        assert ids(bind(submission(parts(BROKEN, "4")), ratio())) == ["D103"]
        assert ids(bind(submission(parts("4", None)), ratio())) == ["D116"]
        assert ids(bind(submission(parts(None, "4", "50")), ratio())) == ["D116"]
        assert ids(bind(submission(parts("4", "6")), pack(share("rate", "80")))) == ["D117"]
        bound = bind(submission(parts("4", "6", BROKEN)), ratio())
        assert (ids(bound), bound.values, bound.invalid) == (["D103"], {}, frozenset({"rate"}))


def test_a_percentage_that_cannot_be_read_leaves_the_value_alone():
    for wrong, code in [(BROKEN, "D103"), ("nhiều", "D103"), (field("5", unit="ha"), "D107")]:
        bound = bind(submission(row("revenue", "5", percent=wrong)), pack())
        assert (ids(bound), bound.invalid) == ([code], frozenset())
        assert list(bound.values) == [Observed("revenue")]


SUSPECTS = [
    ("317000", "tỷ đồng", "317", "about {times} times the plan", 1000),
    ("95100", "tỷ đồng", "317", "about {times} times the plan", 300),
    ("95099", "tỷ đồng", "317", "about {times} times the plan", 300),
    ("3170", "tỷ đồng", "317", "about {times} times the plan", 10),
    ("3169", "tỷ đồng", "317", None, None),
    ("317000000", "tỷ đồng", "317", "about {times} times the plan", 10**6),
    ("317000000000", "tỷ đồng", "317", "about {times} times the plan", 10**9),
    ("0.317", "tỷ đồng", "317", "only about 1/{times} of the plan", 1000),
    ("0.000317", "tỷ đồng", "317", "only about 1/{times} of the plan", 10**6),
    ("31.7", "tỷ đồng", "317", None, None),
    ("1.056", "tỷ đồng", "317", "only about 1/{times} of the plan", 300),
    ("1.057", "tỷ đồng", "317", None, None),
    ("0.655", "%", "65.5", "only about 1/{times} of the plan", 100),
    ("1", "%", "65.5", "only about 1/{times} of the plan", 66),
    ("0.5", "%", "1.89", None, None),
    ("6.55", "%", "65.5", None, None),
    ("2", "hộ", "4000", None, None),
    ("4000000", "hộ", "4000", "about {times} times the plan", 1000),
]


@each_row(("value", "unit", "number", "how", "times"), SUSPECTS)
def test_a_value_that_looks_as_if_its_unit_were_wrong(value, unit, number, how, times):
    made = pack(indicator(unit=parse_unit(unit), target=target("at_least", number)))
    problems = bind(submission(row("revenue", value)), made).problems
    said = [dict(problem.diagnostic.message.values)["how"] for problem in problems]
    assert said == ([message(how, times=times)] if how else [])
    assert all(problem.diagnostic.code is codes.SCALE_SUSPECT for problem in problems)


def test_no_scale_is_suspected_where_there_is_nothing_to_compare_with():
    for made in (
        indicator(target=None),
        indicator(target=target("at_least", "0")),
        indicator(target=target("at_least", "-5")),
    ):
        assert ids(bind(submission(row("revenue", "5000")), pack(made))) == []
    assert ids(bind(submission(row("revenue", "0")), pack())) == []
    pieces = Unit("cái", "cái", Fraction(1))
    figure = Field("1", PLACE, Figure(point(Decimal(1))))
    assert ids(bind(submission(row("revenue", figure)), pack(indicator(unit=pieces)))) == []


def test_a_submission_that_fits_no_pack_says_everything_that_does_not_fit():
    wrong = submission(row("revenue", "5"), pack="other/2024", unit="other", period="2023")
    with pytest.raises(SubmissionError) as caught:
        bind(wrong, pack())
    assert [d.code.id for d in caught.value.diagnostics] == ["D018", "D020", "D019"]
    assert caught.value.diagnostics[2].location == Location("report.yaml", 4, 9)


def test_a_submission_of_which_no_row_is_known_is_refused():
    with pytest.raises(SubmissionError) as caught:
        bind(submission(row("x"), row("y")), pack())
    assert [d.code.id for d in caught.value.diagnostics] == ["D021", "D101", "D101"]


def test_problems_of_rows_come_along():
    trouble = diagnostic(codes.MISSING_VALUE, PLACE, value="revenue")
    bound = bind(submission(row("revenue"), troubles=(trouble,)), pack())
    assert ids(bound) == ["D114"]
    assert bound.rows["revenue"].value is None


def test_a_submission_may_leave_the_pack_to_the_caller():
    assert bind(submission(row("revenue", "5"), pack=""), pack()).rows
    assert Period(2024).is_year
