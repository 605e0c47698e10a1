"""Rows with several names: they agree, contradict each other, or are asked about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.assessment import assess
from checker.binding.bind import bind
from checker.domain.axes import Kind, Matter
from checker.domain.interval import Interval, above, point
from checker.domain.submission import Unreadable
from checker.domain.text import Text, message
from checker.engines.direct import DirectEngine
from checker.packs.model import Limits, Reported
from checker.plan.model import Observed
from tests.examples import each_row
from tests.made import field, indicator, is_filled, pack, row, share, submission, target

PACK = pack(
    indicator("revenue", title=Text("Thu ngân sách", "Revenue"), aliases=("Thu NSNN",)),
    indicator("sales", code="2", title=Text("Tổng mức bán lẻ", "Retail sales")),
    indicator("men", title=Text("Trong đó: nam", "Men"), aliases=("nam",)),
    indicator("men_too", title=Text("Trong đó: nam", "Men too"), aliases=("nam",)),
)


def bound_row(name, title="", code=""):
    made = row(name, "5")._replace(title=title, code=code)
    other = row("men", "5")
    bound = bind(submission(made, other), PACK)
    return set(bound.rows) - {"men"}, [(problem.matter, problem.diagnostic) for problem in bound.problems]


@each_row(
    ("name", "title", "code"),
    [
        ("revenue", "Thu ngân sách", ""),
        ("revenue", "thu  NGÂN SÁCH", "C-revenue"),
        ("Thu ngân sách, trong đó:", "", ""),
        ("Thu ngân sách (bao gồm)", "", ""),
        ("Thu NSNN", "", "C-revenue"),
        ("Thu NSNN", "", "1"),
        ("Thu NSNN", "", "KTXH-09"),
        ("Thu ngân sách (tỷ đồng)", "", ""),
        ("revenue", "Thu ngân sách (%)", ""),
        ("C-revenue", "", ""),
        ("rev", "Thu ngân sách", ""),
    ],
)
def test_names_that_agree_or_say_nothing(name, title, code):
    assert bound_row(name, title, code) == ({"revenue"}, [])


def test_a_title_that_two_share_agrees_with_the_id_of_either():
    bound = bind(submission(row("men_too", "5")._replace(title="Trong đó: nam")), PACK)
    assert (list(bound.rows), bound.problems) == (["men_too"], ())


@pytest.mark.parametrize(
    ("name", "title", "code"),
    [("revenue", "Tổng mức bán lẻ", ""), ("Thu ngân sách", "", "2"), ("revenue", "", "2"), ("rev", "Thu NSNN", "2")],
)
def test_names_that_contradict_give_the_value_to_neither(name, title, code):
    rows, ((matter, wrong),) = bound_row(name, title, code)
    assert (rows, matter, wrong.code.id) == (set(), Matter.UNKNOWN_ROWS, "D267")
    assert {value for _, value in wrong.message.values} == {"revenue", "sales"}


@pytest.mark.parametrize(("name", "title", "code"), [("revenue", "Thu cân đối", ""), ("Thu cân đối", "", "C-revenue")])
def test_an_unknown_title_beside_a_known_code_is_taken_by_the_code_and_told(name, title, code):
    rows, ((matter, wrong),) = bound_row(name, title, code)
    assert (rows, matter, wrong.code.id) == ({"revenue"}, Matter.UNKNOWN_ROWS, "D266")
    assert dict(wrong.message.values)["title"] == "Thu cân đối"


def test_a_bare_number_says_nothing_beside_an_unknown_title():
    rows, ((_, wrong),) = bound_row("Tổng thu", "", "2")
    assert (rows, wrong.code.id) == (set(), "D101")
    assert wrong.hint == message("did you mean `{name}`?", name=Text("Tổng mức bán lẻ", "Retail sales"))
    assert bound_row("2")[0] == {"sales"}


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Thu ngân sáhc", "Thu ngân sách"), ("Tổng mức bán lẻ hàng hóa", "Tổng mức bán lẻ"), ("Thu NSN", "Thu NSNN")],
)
def test_a_near_miss_is_asked_about(name, meant):
    rows, ((_, wrong),) = bound_row(name)
    assert (rows, wrong.hint) == (set(), message("did you mean `{name}`?", name=meant))


def test_the_first_of_two_rows_is_named_by_its_place():
    bound = bind(submission(row("revenue", "5", line=7), row("Thu NSNN", "6", line=8)), PACK)
    assert dict(bound.problems[0].diagnostic.message.values)["first"] == "report.yaml:7:3"


# ---- the year so far, or the period alone ---------------------------------------------------

SPANS = [
    # period, reported, cumulative, value of the period, what is taken
    ("2024-Q2", Reported.YTD, True, None, "9"),
    ("2024-Q2", Reported.YTD, True, "5", "9"),
    ("2024-Q2", Reported.YTD, None, None, "9"),
    ("2024-Q2", Reported.YTD, False, None, "D268"),
    ("2024-Q2", Reported.PERIOD, True, "5", "5"),
    ("2024-Q2", Reported.PERIOD, True, None, "D268"),
    ("2024-Q2", Reported.PERIOD, False, None, "9"),
    ("2024-H1", Reported.YTD, False, None, "9"),
    ("2024-H1", Reported.PERIOD, True, "5", "9"),
]


@each_row(("period", "reported", "cumulative", "of_period", "taken"), SPANS)
def test_a_flow_is_taken_over_the_span_that_the_pack_wants(period, reported, cumulative, of_period, taken):
    made = pack(indicator(reported=reported))
    stated = row("revenue", "9")._replace(cumulative=cumulative, of_period=field(of_period) if of_period else None)
    bound = bind(submission(stated, period=period), made)
    if taken == "D268":
        assert not bound.values
        assert bound.invalid == {"revenue"}
        assert [problem.diagnostic.code.id for problem in bound.problems] == ["D268"]
        value = bound.rows["revenue"].value
        assert value is not None
        assert isinstance(value.reading, Unreadable)
    else:
        assert bound.values == {Observed("revenue"): point(Decimal(taken))}


def test_what_does_not_add_up_has_no_span():
    made = pack(share("rate", "80"))
    bound = bind(submission(row("rate", "9")._replace(cumulative=False), period="2024-Q2"), made)
    assert bound.values == {Observed("rate"): point(Decimal(9))}


# ---- a stated plan ----------------------------------------------------------------------------


def told_of_plan(plan, indicator_):
    stated = row(indicator_.id, "400")._replace(plan=plan)
    report = assess(submission(stated), pack(indicator_), DirectEngine())
    assert all(is_filled(finding.message) for finding in report.findings)
    return [finding for finding in report.findings if finding.code.id == "C006"]


PLANS = [
    (target("at_least", "317"), "317", "tỷ đồng", True),
    (target("at_least", "317"), "317000", "triệu đồng", True),
    (target("at_least", "317"), above(Decimal(317)), "", True),
    (target("at_least", "317"), "318", "", False),
    (target("above", "317"), "316", "", False),
    (target("at_most", "317"), "317", "", True),
    (target("below", "317"), "300", "", False),
    (target("equal", "317"), "317", "", True),
    (target("keep", "317"), "318", "", False),
    (target("between", "10.6", "11"), Interval(Decimal("10.6"), Decimal(11)), "", True),
    (target("between", "10.6", "11"), "11", "", True),
    (target("between", "10.6", "11"), "12", "", False),
    (target("grow_by", "8"), "317", "", True),
    (target("at_least", "317"), "5", "ha", True),
    (target("at_least", "317"), "vượt", "", True),
    (target("at_least", "0"), "5", "", False),
]


@each_row(("goal", "plan", "unit", "agrees"), PLANS)
def test_a_stated_plan_is_held_against_the_target(goal, plan, unit, agrees):
    made = indicator(target=goal, limits=Limits(None, None))
    assert [finding.code.id for finding in told_of_plan(field(plan, unit=unit), made)] == ([] if agrees else ["C006"])


def test_a_plan_of_any_who_set_one_is_consistent():
    made = indicator(others=(target("at_least", "350", assigned_by="Tỉnh"),))
    assert told_of_plan(field("350"), made) == []
    (finding,) = told_of_plan(field("360"), made)
    assert (finding.matter, finding.location.column) == (Matter.CONSISTENCY, 20)
    assert finding.message.values[1] == ("reported", "360")


def test_a_verdict_has_no_plan():
    made = indicator(kind=Kind.VERDICT, unit=None, target=target(None, None))
    stated = row("revenue", "đạt")._replace(plan=field("5"))
    assert Observed("revenue", "plan") not in bind(submission(stated), pack(made)).values
