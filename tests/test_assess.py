"""From a bound submission to verdicts, pace and findings, on both engines."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from checker.assess.standing import results_of
from checker.assessment import Options, assess
from checker.binding.bind import bind
from checker.domain.axes import Better, DataState, Frequency, Gate, Kind, Matter, Pace, Verdict
from checker.domain.interval import Interval, above, at_least, at_most, below, point
from checker.domain.location import Location
from checker.domain.period import Calendar, Period
from checker.domain.text import Message
from checker.engines.direct import DirectEngine
from checker.errors import EngineFault, UnsupportedPlan
from checker.packs.model import ZONES, Baseline, Limits, PacePlan, PaceRule
from checker.plan.compiler import compile_plan
from checker.plan.model import Outcomes
from tests.examples import each_row
from tests.made import LINEAR, NO_PACE, indicator, is_filled, pack, row, share, submission, target


@pytest.fixture(params=["direct", "rete"])
def engine(request):
    if request.param == "direct":
        return DirectEngine()
    return request.getfixturevalue("rete")


def one(engine, the_indicator, *rows, period="2024", **options):
    report = assess(submission(*rows, period=period), pack(the_indicator), engine, Options(**options))
    assert all(is_filled(finding.message) for finding in report.findings)
    return report.results[0], report


def codes_of(report):
    return [finding.code.id for finding in report.findings]


VERDICTS = [
    # comparator, number, upper, better, reported, verdict
    ("at_least", "317", None, "higher", "316.9", "unmet"),
    ("at_least", "317", None, "higher", "317", "met"),
    ("at_least", "317", None, "higher", "317.1", "exceeded"),
    ("above", "80", None, "higher", "80", "unmet"),
    ("above", "80", None, "higher", "80.01", "exceeded"),
    ("at_most", "1.89", None, "lower", "1.9", "unmet"),
    ("at_most", "1.89", None, "lower", "1.89", "met"),
    ("at_most", "1.89", None, "lower", "1.88", "exceeded"),
    ("below", "4", None, "lower", "4", "unmet"),
    ("below", "4", None, "lower", "4.39", "unmet"),
    ("below", "4", None, "lower", "3.1", "exceeded"),
    ("equal", "0", None, "neither", "0", "met"),
    ("equal", "0", None, "neither", "1", "unmet"),
    ("keep", "65.5", None, "higher", "65.5", "met"),
    ("keep", "65.5", None, "higher", "65.4", "unmet"),
    ("keep", "65.5", None, "higher", "65.79", "exceeded"),
    ("keep", "5", None, "lower", "5.1", "unmet"),
    ("keep", "5", None, "lower", "5", "met"),
    ("keep", "42", None, "neither", "42", "met"),
    ("keep", "42", None, "neither", "43", "unmet"),
    ("between", "33", "34", "higher", "33.9", "met"),
    ("between", "6.6", "6.8", "higher", "7.02", "exceeded"),
    ("between", "25.7", "25.8", "higher", "24.76", "unmet"),
    ("between", "4", "4.5", "lower", "4.5", "met"),
    ("between", "4", "4.5", "lower", "4.6", "unmet"),
    ("between", "4", "4.5", "lower", "3.9", "exceeded"),
    ("between", "4", "5", "neither", "4.2", "met"),
    ("between", "4", "5", "neither", "5.2", "unmet"),
    ("between", "4", "5", "neither", "3.2", "unmet"),
    ("at_least", "60", None, "higher", Interval(Decimal(61), Decimal(62)), "exceeded"),
    ("at_least", "24", None, "higher", Interval(Decimal("23.5"), Decimal("24.5")), "undecided"),
    ("at_least", "3700", None, "higher", below(Decimal(3700)), "unmet"),
    ("at_least", "3700", None, "higher", below(Decimal(3800)), "undecided"),
    ("at_least", "1112", None, "higher", above(Decimal(1112)), "exceeded"),
    ("at_most", "4", None, "lower", at_least(Decimal(5)), "unmet"),
    ("between", "4", "5", "neither", at_most(Decimal(3)), "unmet"),
    ("between", "4", "5", "neither", at_least(Decimal(6)), "unmet"),
]


@each_row(("comparator", "number", "upper", "better", "value", "verdict"), VERDICTS)
def test_verdicts_when_due(engine, comparator, number, upper, better, value, verdict):
    made = share(
        "x", number, target=target(comparator, number, upper), better=Better(better), limits=Limits(None, None)
    )
    result, report = one(engine, made, row("x", value))
    assert result.verdict is Verdict(verdict)
    assert report.exit.code == (1 if verdict in ("unmet", "undecided") else 0)
    if verdict == "unmet":
        assert result.shortfall is None or result.shortfall >= 0
        assert codes_of(report) == ["T001"]


@each_row(
    ("comparator", "number", "upper", "better", "value", "shortfall"),
    [
        ("at_least", "317", None, "higher", "300", Fraction(17)),
        ("at_least", "317", None, "higher", "320", Fraction(-3)),
        ("at_most", "1.89", None, "lower", "2", Fraction("0.11")),
        ("keep", "5", None, "higher", "4", Fraction(1)),
        ("between", "4", "5", "lower", "6", Fraction(1)),
        ("between", "4", "5", "neither", "6", Fraction(1)),
        ("between", "4", "5", "neither", "3", Fraction(1)),
        ("between", "4", "5", "neither", "4.5", Fraction("-0.5")),
        ("equal", "4", None, "neither", "4", Fraction(0)),
        ("at_least", "10", None, "higher", Interval(Decimal(7), Decimal(9)), Fraction(1)),
        ("at_least", "10", None, "higher", at_least(Decimal(7)), None),
        ("at_most", "10", None, "lower", at_most(Decimal(7)), None),
        ("between", "4", "5", "neither", Interval(None, None), None),
    ],
)
def test_shortfall_is_signed_and_counts_from_the_nearest_end(
    engine, comparator, number, upper, better, value, shortfall
):
    made = share(
        "x", number, target=target(comparator, number, upper), better=Better(better), limits=Limits(None, None)
    )
    assert one(engine, made, row("x", value))[0].shortfall == shortfall


BASED = Baseline(Decimal("3.92"), "2023", None)

CHANGES = [
    # comparator, number, options, better, reported, verdict, shortfall: all from a baseline of 3.92
    ("reduce_by", "1", {}, "lower", "2.92", "met", Fraction(0)),
    ("reduce_by", "1", {}, "lower", "2.93", "unmet", Fraction("0.01")),
    ("reduce_by", "1", {}, "lower", "2.8", "exceeded", Fraction("-0.12")),
    ("reduce_by", "1", {"strict": True}, "lower", "2.92", "unmet", Fraction(0)),
    ("reduce_by", "1", {"stretch": "1.5"}, "lower", "2.42", "exceeded", Fraction("-0.5")),
    ("grow_by", "50", {}, "higher", "5.88", "met", Fraction(0)),
    ("grow_by", "50", {}, "higher", "5.87", "unmet", Fraction("0.01")),
    ("grow_by", "50", {"strict": True}, "higher", "5.88", "unmet", Fraction(0)),
    ("grow_by", "50", {"stretch": "100"}, "higher", "7.84", "exceeded", Fraction("-1.96")),
    ("at_least", "5", {"tolerance": "0.5"}, "higher", "4.5", "met", Fraction(0)),
    ("at_least", "5", {"tolerance": "0.5"}, "higher", "4.4", "unmet", Fraction("0.1")),
    ("above", "5", {"tolerance": "0.5"}, "higher", "4.5", "unmet", Fraction(0)),
    ("at_most", "5", {"tolerance": "0.5"}, "lower", "5.5", "met", Fraction(0)),
    ("keep", "42", {"tolerance": "1"}, "neither", "41", "met", Fraction(0)),
    ("keep", "42", {"tolerance": "1"}, "neither", "43.1", "unmet", Fraction("0.1")),
    ("equal", "42", {"tolerance": "1"}, "neither", "40.9", "unmet", Fraction("0.1")),
]


@each_row(("comparator", "number", "options", "better", "value", "verdict", "shortfall"), CHANGES)
def test_changes_from_a_baseline_tolerance_and_strictness(
    engine, comparator, number, options, better, value, verdict, shortfall
):
    made = share(
        "x",
        number,
        target=target(comparator, number, **options),
        better=Better(better),
        baseline=BASED,
        limits=Limits(None, None),
    )
    result, _ = one(engine, made, row("x", value))
    assert (result.verdict, result.shortfall) == (Verdict(verdict), shortfall)


@each_row(
    ("better", "comparator", "stretch", "value", "reached"),
    [
        ("higher", "at_least", "7.5", "7.5", True),
        ("higher", "at_least", "7.5", "7.4", False),
        ("higher", "at_least", "7.5", "6", False),
        ("lower", "at_most", "5", "5", True),
        ("lower", "at_most", "5", "5.1", False),
    ],
)
def test_a_stretch_is_reported_and_never_decides(engine, better, comparator, stretch, value, reached):
    made = share("x", "6.5", target=target(comparator, "6.5", stretch=stretch), better=Better(better))
    result, report = one(engine, made, row("x", value))
    assert result.stretch is not None
    assert (result.stretch.number, result.stretch.reached) == (Decimal(stretch), reached)
    labels = [label.template for finding in report.findings for label, _ in finding.details]
    assert ("striven for" in labels) is (result.verdict is Verdict.UNMET)


def test_a_change_without_a_baseline_is_not_compared():
    """Lint refuses such a pack; made by hand, it gives no verdict by accident."""
    for comparator in ("reduce_by", "grow_by"):
        made = share("x", "5", target=target(comparator, "5"), limits=Limits(None, None))
        assert compile_plan(pack(made), Period(2024)).targets[0].goal is None


LEVEL_PACES = [
    # from 3.92 down to 1.92 over 2024; on 30 June 182/366 of the way is 0.9945...
    ("lower", "at_most", "1.92", "2.87", "ahead"),
    ("lower", "at_most", "1.92", "2.92", "on_track"),
    ("lower", "at_most", "1.92", "2.96", "at_risk"),
    ("lower", "at_most", "1.92", "3", "behind"),
    ("lower", "reduce_by", "2", "2.92", "on_track"),
    ("higher", "at_least", "5.92", "4.95", "on_track"),
    ("higher", "at_least", "5.92", "4.8", "behind"),
    ("higher", "at_least", "3.92", "3", "none"),
    ("higher", "at_least", "3", "3", "none"),
    ("higher", "keep", "9", "3", "none"),
]


@each_row(("better", "comparator", "number", "value", "pace"), LEVEL_PACES)
def test_pace_of_a_level_is_measured_from_its_baseline(engine, better, comparator, number, value, pace):
    made = share(
        "x",
        number,
        target=target(comparator, number),
        better=Better(better),
        baseline=BASED,
        pace=LINEAR,
        limits=Limits(None, None),
    )
    result, _ = one(engine, made, row("x", value), period="2024-H1" if comparator != "keep" else "2024-05")
    assert result.pace is Pace(pace)
    if result.pace_basis is not None:
        way = Fraction(2) if better == "higher" else Fraction(-2)
        assert result.pace_basis.expected == Fraction("3.92") + way * Fraction(182, 366)
        gone = Fraction(value) - Fraction("3.92")
        assert result.pace_basis.projection == Fraction("3.92") + gone * 366 / 182
        assert result.pace_basis.needed_per_month == (way - gone) / 6


STATED = tuple((Period(2024, part), Decimal(share)) for part, share in (("Q1", "10"), ("H1", "20"), ("9M", "60")))


@each_row("rule", [PaceRule.MILESTONES, PaceRule.PROFILE])
@each_row(
    ("period", "share"),
    [
        ("2024-Q1", Fraction(1, 10)),
        ("2024-H1", Fraction(2, 10)),
        ("2024-9M", Fraction(6, 10)),
        ("2024-05", Fraction(1, 10) + Fraction(1, 10) * Fraction(152 - 91, 182 - 91)),
        ("2024-02", Fraction(1, 10) * Fraction(60, 91)),
        ("2024-11", Fraction(6, 10) + Fraction(4, 10) * Fraction(335 - 274, 366 - 274)),
    ],
)
def test_stated_shares_and_straight_lines_between_them(engine, rule, period, share):
    made = indicator("x", pace=PacePlan(rule, STATED, ZONES))
    basis = one(engine, made, row("x", "86.6"), period=period)[0].pace_basis
    assert basis is not None
    assert (basis.method, basis.share) == (rule.value, share)
    assert basis.expected == share * 317


def test_a_seasonal_profile_sees_what_a_straight_line_calls_far_behind(engine):
    """City revenue stood at 27 % at mid-2024, and at 20 % at mid-2023."""
    seasonal = indicator("x", pace=PacePlan(PaceRule.PROFILE, STATED, ZONES))
    assert one(engine, seasonal, row("x", "86.6"), period="2024-H1")[0].pace is Pace.AHEAD
    assert one(engine, indicator("x"), row("x", "86.6"), period="2024-H1")[0].pace is Pace.BEHIND


def test_nothing_is_expected_where_a_milestone_says_nothing_yet(engine):
    points = ((Period(2024, "H1"), Decimal(0)),)
    made = indicator("x", pace=PacePlan(PaceRule.MILESTONES, points, ZONES))
    assert one(engine, made, row("x", "1"), period="2024-Q1")[0].pace is Pace.NONE


def test_a_pack_may_set_its_own_zones(engine):
    zones = (Decimal(50), Decimal(80), Decimal(120))
    made = indicator("x", target=target("at_least", "366"), pace=PacePlan(PaceRule.LINEAR, (), zones))
    found = [one(engine, made, row("x", value), period="2024-H1")[0].pace for value in ("90", "91", "146", "219")]
    assert found == [Pace.BEHIND, Pace.AT_RISK, Pace.ON_TRACK, Pace.AHEAD]


def test_before_it_is_due_a_target_is_not_due(engine):
    result, report = one(engine, share("x", "80"), row("x", "70"), period="2024-H1")
    assert (result.verdict, result.pace, report.exit.code) == (Verdict.NOT_DUE, Pace.NONE, 0)
    assert report.tally._asdict() == {
        "counted": 0,
        "met": 0,
        "unmet": 0,
        "open": 0,
        "not_due": 1,
        "not_itemised": 0,
        "unmet_indicators": (),
    }


def test_a_flow_that_is_reached_is_met_early_but_a_level_is_not(engine):
    assert one(engine, indicator("x"), row("x", "318"), period="2024-H1")[0].verdict is Verdict.EXCEEDED
    assert one(engine, indicator("x"), row("x", "317"), period="2024-H1")[0].verdict is Verdict.MET
    assert one(engine, share("x", "80"), row("x", "81"), period="2024-H1")[0].verdict is Verdict.NOT_DUE


def test_a_cap_on_a_flow_is_not_met_early(engine):
    """A spending cap that is not reached in June may still be broken in December."""
    cap = indicator("x", better=Better.LOWER, target=target("at_most", "100"))
    result, _ = one(engine, cap, row("x", "10"), period="2024-H1")
    assert (result.verdict, result.pace, result.percent_of_plan) == (Verdict.NOT_DUE, Pace.AHEAD, None)


def test_what_is_to_be_kept_is_judged_at_every_period_that_reports_it(engine):
    kept = share("x", "65.5", "keep")
    assert one(engine, kept, row("x", "65.4"), period="2024-H1")[0].verdict is Verdict.UNMET
    yearly = kept._replace(frequency=Frequency.YEAR)
    assert one(engine, yearly, row("x", "65.4"), period="2024-H1")[0].verdict is Verdict.NOT_DUE
    assert one(engine, yearly, row("x", "65.4"), period="2024")[0].verdict is Verdict.UNMET


def test_silence_is_never_a_pass(engine):
    result, report = one(engine, indicator("x"), row("x"), period="2024")
    assert (result.verdict, result.data, report.exit.code) == (Verdict.NO_DATA, DataState.MISSING, 1)
    assert codes_of(report) == ["T003"]
    assert report.tally.open == 1
    assert report.tally.counted == 1


PACES = [
    # at mid-2024, 182/366 of 366 is 182
    ("86.6", Pace.BEHIND, "T004"),
    ("172.89", Pace.BEHIND, "T004"),
    ("172.9", Pace.AT_RISK, "T005"),
    ("181.99", Pace.AT_RISK, "T005"),
    ("182", Pace.ON_TRACK, None),
    ("191.09", Pace.ON_TRACK, None),
    ("191.1", Pace.AHEAD, None),
    (below(Decimal(100)), Pace.BEHIND, "T004"),
    (below(Decimal(190)), Pace.NONE, "T006"),
    (Interval(Decimal("181.5"), Decimal("182.5")), Pace.NONE, "T006"),
    (Interval(Decimal(174), Decimal("181.5")), Pace.AT_RISK, "T005"),
    (above(Decimal(182)), Pace.ON_TRACK, None),
]


@each_row(("value", "pace", "code"), PACES)
def test_pace_of_a_flow_is_a_straight_line_in_elapsed_days(engine, value, pace, code):
    result, report = one(engine, indicator("x", target=target("at_least", "366")), row("x", value), period="2024-H1")
    assert result.pace is pace
    assert codes_of(report) == ([code] if code else [])
    assert report.gate.decision is (Gate.WARN if code == "T004" else Gate.PASS)
    assert result.pace_basis is not None
    assert result.pace_basis.expected == 182


def test_what_pace_says_about_the_rest_of_the_year(engine):
    result, _ = one(engine, indicator("x"), row("x", "86.6"), period="2024-H1")
    basis = result.pace_basis
    assert basis is not None
    assert basis.method == "linear"
    assert basis.share == Fraction(182, 366)
    assert basis.expected == Fraction(182, 366) * 317
    assert basis.attainment == Fraction("86.6") / basis.expected
    assert basis.needed_per_month == Fraction("230.4") / 6
    assert basis.projection == Fraction("86.6") * 366 / 182
    assert result.percent_of_plan == Fraction(866, 3170) * 100


def test_a_target_due_within_the_year_is_paced_to_its_own_end(engine):
    made = indicator("x", target=target("at_least", "274", due=Period(2024, "9M")))
    basis = one(engine, made, row("x", "300"), period="2024-H1")[0].pace_basis
    assert basis is not None
    assert basis.expected == 182
    assert basis.needed_per_month == 0
    assert one(engine, made, row("x", "273"), period="2024-9M")[0].verdict is Verdict.UNMET


@each_row(
    "changes",
    [
        {"pace": NO_PACE},
        {"kind": Kind.STOCK, "target": target("keep", "5")},
        {"kind": Kind.STOCK, "better": Better.LOWER},
        {"better": Better.LOWER},
        {"target": target("at_least", "0")},
        {"target": target("at_least", "-1")},
        {"kind": Kind.VERDICT, "unit": None, "target": target(None, None)},
    ],
)
def test_pace_is_none_where_it_says_nothing(engine, changes):
    result, report = one(
        engine, indicator("x", **changes), row("x", "đạt" if "unit" in changes else "1"), period="2024-H1"
    )
    assert (result.pace, result.pace_basis) == (Pace.NONE, None)
    assert not {"T004", "T005", "T006"} & set(codes_of(report))


def test_pace_follows_the_packs_calendar(engine):
    made = pack(indicator("x"))._replace(calendar=Calendar.ND09)
    report = assess(submission(row("x", "1"), period="2024-H1"), made, engine)
    assert report.results[0].pace_basis is not None
    assert report.results[0].pace_basis.share == Fraction(1, 2)


def test_the_targets_of_the_last_day_by_the_packs_calendar_are_in_force():
    """By decree 09 the year ends on 14 December."""
    made = pack(indicator("x", revisions=(target(number="250", since="2024-12-20"),)))
    by_calendar = {one: compile_plan(made._replace(calendar=one), Period(2024)) for one in Calendar}
    assert {one: plan.targets[0].goal for one, plan in by_calendar.items()} == {Calendar.CIVIL: 250, Calendar.ND09: 317}


def test_a_target_due_within_the_year_is_paced_by_the_packs_calendar_too(engine):
    """By decree 09 the first half ends on 14 June and nine months on 14 September: 183 and 275 of 366 days."""
    made = pack(indicator("x", target=target("at_least", "275", due=Period(2024, "9M"))))._replace(
        calendar=Calendar.ND09
    )
    basis = assess(submission(row("x", "100"), period="2024-H1"), made, engine).results[0].pace_basis
    assert basis is not None
    assert basis.expected == 183
    assert basis.projection == Fraction(100 * 275, 183)
    stated = PacePlan(PaceRule.MILESTONES, ((Period(2024, "Q1"), Decimal(20)),), ZONES)
    shifted = made._replace(indicators=(made.indicators[0]._replace(pace=stated),))
    basis = assess(submission(row("x", "100"), period="2024-05"), shifted, engine).results[0].pace_basis
    assert basis is not None
    # From 20 % on 14 March (91 days) to all on 14 September (275 days), on 14 May (152 days).
    assert basis.share == Fraction(1, 5) + Fraction(4, 5) * Fraction(152 - 91, 275 - 91)


def test_a_short_way_is_a_way(engine):
    made = share("x", "4", baseline=BASED, pace=LINEAR, limits=Limits(None, None))
    assert one(engine, made, row("x", "4"), period="2024-H1")[0].pace is Pace.AHEAD
    made = indicator("x", target=target("at_least", "1"))
    assert one(engine, made, row("x", "0.2"), period="2024-H1")[0].pace is Pace.BEHIND


def test_verdict_indicators(engine):
    made = indicator("x", kind=Kind.VERDICT, unit=None, pace=NO_PACE, target=target(None, None))
    for words, verdict in [("chưa hoàn thành", "unmet"), ("Đạt", "met"), ("vượt", "exceeded")]:
        result, _ = one(engine, made, row("x", words))
        assert result.verdict is Verdict(verdict)
        assert (result.shortfall, result.percent_of_plan) == (None, None)
    assert one(engine, made, row("x", "51.2"), period="2024-H1")[0].verdict is Verdict.NOT_DUE
    result, report = one(engine, made, row("x", "51.2"))
    assert (result.verdict, codes_of(report)) == (Verdict.INVALID, ["D110"])


def test_an_indicator_without_a_target_is_reported_but_not_assessed(engine):
    result, report = one(engine, indicator("x", target=None), row("x", "5"))
    assert (result.verdict, result.bound, result.source, report.tally.counted) == (Verdict.NOT_ASSESSED, None, None, 0)
    assert report.exit.code == 0


def test_a_verdict_on_an_estimate_says_so(engine):
    result, report = one(engine, indicator("x"), row("x", "320", status=DataState.ESTIMATE))
    assert (result.verdict, result.data) == (Verdict.EXCEEDED, DataState.ESTIMATE)
    assert codes_of(report) == ["T008"]
    assert report.gate.decision is Gate.PASS


def test_every_finding_says_where_its_value_stands_and_what_was_promised(engine):
    _, report = one(engine, indicator("x"), row("x", "10", line=12))
    finding = report.findings[0]
    assert finding.location == Location("report.yaml", 12, 20)
    assert (finding.rule, finding.indicator) == (Location("pack.yaml", 7, 5), "x")
    assert [label.template for label, _ in finding.details] == [
        "promised",
        "reported",
        "compared",
        "short by",
        "of the plan",
    ]


def test_a_target_without_a_source_promises_nothing_that_could_be_quoted(engine):
    unsourced = indicator("x", target=target()._replace(source=None))
    result, report = one(engine, unsourced, row("x", "10"))
    assert result.source is None
    assert "promised" not in [label.template for label, _ in report.findings[0].details]


def test_what_is_not_due_and_not_reported_is_one_finding(engine):
    made = pack(indicator("a"), indicator("b"), indicator("c", frequency=Frequency.YEAR))
    report = assess(submission(row("a", "300"), period="2024-H1"), made, engine)
    assert codes_of(report) == ["T007"]
    assert dict(report.findings[0].message.values)["count"] == 1


def test_outcomes_that_do_not_answer_the_plan_are_a_fault():
    made = pack(indicator("x"))
    bound = bind(submission(row("x", "1")), made)
    plan = compile_plan(made, Period(2024))
    count = len(plan.cases)
    for ranks in ((), (0,) * (count - 1), (0,) * (count + 1), (3,) * count, (-3,) * count):
        with pytest.raises(EngineFault, match="answered"):
            results_of(made, plan, bound, Outcomes("broken", ranks))


def test_a_plan_that_an_engine_cannot_evaluate_falls_back_under_auto_only(rete):
    made = pack(indicator("x", target=target("at_least", "1" + "0" * 18)))
    notices: list[Message] = []
    report = assess(submission(row("x", "5")), made, rete, Options(engine="auto"), notices)
    assert (report.engine, report.results[0].verdict, len(notices)) == ("direct", Verdict.UNMET, 1)
    assert assess(submission(row("x", "5")), made, rete, Options(engine="auto")).engine == "direct"
    with pytest.raises(UnsupportedPlan):
        assess(submission(row("x", "5")), made, rete, Options(engine="rete"))


@pytest.mark.parametrize(
    ("written", "title", "code", "subject"),
    [
        ("nothing", "", "D101", "nothing"),
        ("revenue", "Thu khác", "D266", "Thu khác"),
        ("revenue", "Chỉ tiêu b", "D267", "revenue"),
    ],
)
def test_a_row_that_addresses_nothing_for_certain_is_told_from_others(written, title, code, subject):
    rules = pack(indicator("revenue"), indicator("b"), indicator("c"))
    sent = submission(row("c", "1"), row(written, "400")._replace(title=title))
    findings = assess(sent, rules, DirectEngine()).findings
    assert [(found.code.id, found.subject) for found in findings if found.matter is Matter.UNKNOWN_ROWS] == [
        (code, subject)
    ]


def test_natural_limits_are_asked_of_figures_that_may_be_beyond_them():
    share = indicator(target=target("at_least", "40"), limits=Limits(Decimal(0), Decimal(100)))
    asked = [len(compile_plan(pack(share), Period(2024), odd=odd).checks) for odd in (None, (), (share.id,))]
    assert asked == [1, 0, 1]
    for value, within in ((point(Decimal(100)), True), (at_least(Decimal(40)), False), (below(Decimal(1)), False)):
        assert share.limits.hold(value) is within
