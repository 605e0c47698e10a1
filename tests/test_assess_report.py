"""Reports as a whole, on both engines: several targets, consistency, tally and gate."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from checker.assessment import Options, assess
from checker.domain.axes import Better, Gate, Kind, Matter, Severity, Verdict, severest
from checker.domain.basis import FailOn
from checker.domain.interval import above, below
from checker.domain.location import Location
from checker.engines.direct import DirectEngine
from checker.packs.model import Limits
from tests.examples import each_row
from tests.made import field, indicator, pack, published, reported, row, share, submission, target
from tests.test_assess import codes_of, one


@pytest.fixture(params=["direct", "rete"])
def engine(request):
    if request.param == "direct":
        return DirectEngine()
    return request.getfixturevalue("rete")


class TestSeveralTargets:
    """A province's revenue was 104 % of one plan and 86 % of the other."""

    REVENUE = indicator(
        "x",
        target=target("at_least", "1000", assigned_by="trung ương"),
        others=(target("at_least", "1200", assigned_by="tỉnh"),),
    )

    def test_each_has_its_verdict_and_one_decides(self, engine):
        report = assess(submission(row("x", "1040")), pack(self.REVENUE), engine)
        found = [(r.assigned_by, r.verdict.value, r.decides, r.counted, r.gate.value) for r in report.results]
        assert found == [("trung ương", "exceeded", True, True, "pass"), ("tỉnh", "unmet", False, False, "pass")]
        assert (report.tally.counted, report.tally.met, report.exit.code) == (1, 1, 0)
        (finding,) = report.findings
        assert (finding.code.id, finding.matter, finding.severity) == ("T001", Matter.OTHER_TARGET, Severity.INFO)
        assert "assigned by" in [label.template for label, _ in finding.details]

    def test_a_pack_may_let_the_others_block(self, engine):
        report = assess(submission(row("x", "1040")), pack(self.REVENUE, on={Matter.OTHER_TARGET: Gate.FAIL}), engine)
        assert (report.exit.code, report.results[0].gate, report.results[1].gate) == (1, Gate.PASS, Gate.PASS)

    @each_row(("percent", "found"), [("16", False), ("14", False), ("13", True)])
    def test_a_percentage_of_any_of_the_plans_is_consistent(self, engine, percent, found):
        # 164 of 1000 is 16.4 %, of 1200 it is 13.67 %
        report = assess(submission(row("x", "164", percent=percent), period="2024-Q1"), pack(self.REVENUE), engine)
        assert [finding.code.id for finding in report.findings].count("C002") == found

    def test_the_target_in_force_on_the_day_decides(self, engine):
        revised = indicator(
            "x", revisions=(target(number="300", since="2024-07-01"), target(number="250", since="2024-11-15"))
        )
        found = []
        for day in (None, dt.date(2024, 6, 30), dt.date(2024, 7, 1), dt.date(2024, 11, 14), dt.date(2024, 11, 15)):
            result, report = one(engine, revised, row("x", "260"), as_of=day)
            assert result.bound is not None
            found.append((str(result.bound.number), result.since, result.verdict.value))
            labels = [label.template for finding in report.findings for label, _ in finding.details]
            assert ("in force since" in labels) is (result.since == "2024-07-01")
        assert found == [
            ("250", "2024-11-15", "exceeded"),
            ("317", "", "unmet"),
            ("300", "2024-07-01", "unmet"),
            ("300", "2024-07-01", "unmet"),
            ("250", "2024-11-15", "exceeded"),
        ]

    def test_the_submissions_own_day_counts_unless_another_is_asked_for(self, engine):
        revised = pack(indicator("x", revisions=(target(number="250", since="2024-07-01"),)))
        early = submission(row("x", "260"), period="2024-H1", as_of=dt.date(2024, 7, 2))
        assert assess(early, revised, engine).results[0].verdict is Verdict.EXCEEDED
        late = assess(early, revised, engine, Options(as_of=dt.date(2024, 6, 1)))
        assert late.results[0].verdict is Verdict.NOT_DUE


class TestConsistency:
    def test_a_part_above_the_whole(self, engine):
        made = pack(share("whole", "97"), share("part", "85", parent="whole"))
        report = assess(submission(row("whole", "97.5"), row("part", "98")), made, engine)
        assert codes_of(report) == ["C001"]
        assert report.tally.counted == 1
        report = assess(submission(row("whole", "97.5"), row("part", "97.5")), made, engine)
        assert codes_of(report) == []

    def test_a_part_may_be_declared_to_exceed_its_whole(self, engine):
        """The poverty rate of poor districts falls by more than that of the country."""
        made = pack(share("whole", "1"), share("part", "4", parent="whole", within_parent=False))
        assert codes_of(assess(submission(row("whole", "1.1"), row("part", "5")), made, engine)) == []

    def test_a_part_or_a_whole_alone_is_compared_with_nothing(self, engine):
        made = pack(share("whole", "97"), share("part", "85", parent="whole"))
        for reported_row in (row("whole", "97.5"), row("part", "98")):
            assert "C001" not in codes_of(assess(submission(reported_row), made, engine))

    def test_parts_in_another_unit_are_not_compared(self, engine):
        made = pack(share("whole", "97"), indicator("part", parent="whole"))
        assert codes_of(assess(submission(row("whole", "97"), row("part", "317")), made, engine)) == []

    @each_row(("value", "codes"), [("100", []), ("100.1", ["C003"]), ("0", ["T001"])])
    def test_natural_limits(self, engine, value, codes):
        assert codes_of(one(engine, share("x", "100"), row("x", value))[1]) == codes

    def test_limits_on_one_side(self, engine):
        made = share("x", "80", limits=Limits(Decimal(0), None))
        assert codes_of(one(engine, made, row("x", "500"))[1]) == []
        made = share("x", "80", limits=Limits(None, Decimal(90)))
        assert codes_of(one(engine, made, row("x", "91"))[1]) == ["C003"]

    @each_row(
        ("percent", "found"),
        [
            ("27", False),
            ("27.3", False),
            ("27.32", False),
            ("27.31", False),
            ("28", True),
            ("27.5", True),
            ("26", True),
        ],
    )
    def test_reported_percent_of_plan_against_the_computed_one(self, engine, percent, found):
        # 86.6 of 317 is 27.318...; a whole percent is rounded, decimals may be cut off
        report = one(engine, indicator("x"), row("x", "86.6", percent=percent), period="2024-H1")[1]
        assert ("C002" in codes_of(report)) is found

    @each_row(
        ("stated", "codes", "verdict"),
        [("66.7", [], "exceeded"), ("66.6", ["C005"], "exceeded"), ("67", [], "exceeded"), (None, [], "exceeded")],
    )
    def test_a_ratio_is_judged_as_recomputed(self, engine, stated, codes, verdict):
        made = share("x", "60", "above", kind=Kind.RATIO)
        reported = row("x", stated)._replace(numerator=field("4"), denominator=field("6"))
        result, report = one(engine, made, reported)
        assert (codes_of(report), result.verdict.value) == (codes, verdict)
        assert result.text == ("4 / 6" if stated is None else f"{stated} = 4 / 6")
        assert result.location == Location("report.yaml", 9, 20)

    def test_a_ratio_of_nothing_is_no_data(self, engine):
        made = share("x", "60", kind=Kind.RATIO)
        result, report = one(engine, made, row("x")._replace(numerator=field("4"), denominator=field("0")))
        assert (result.verdict, codes_of(report)) == (Verdict.NO_DATA, ["D115", "T003"])

    def test_a_range_that_may_agree_is_no_contradiction(self, engine):
        made = indicator("x", target=target("at_least", "3700"))
        report = one(engine, made, row("x", below(Decimal(1900)), percent=above(Decimal(51))), period="2024-H1")[1]
        assert "C002" not in codes_of(report)
        report = one(engine, made, row("x", below(Decimal(1000)), percent=above(Decimal(51))), period="2024-H1")[1]
        assert "C002" in codes_of(report)

    def test_a_percentage_without_a_number_to_be_a_percentage_of(self, engine):
        assert codes_of(one(engine, indicator("x"), row("x", percent="27"), period="2024-H1")[1]) == ["T004"]
        for made in (
            indicator("x", target=None),
            indicator("x", target=target("at_most", "9"), better=Better.LOWER),
            indicator("x", target=target("between", "4", "5")),
            indicator("x", target=target("at_least", "0")),
        ):
            assert "C002" not in codes_of(one(engine, made, row("x", "4", percent="99"), period="2024-H1")[1])


class TestTally:
    def six_of(self, *words):
        made = [indicator(f"x{n}", kind=Kind.VERDICT, unit=None, target=target(None, None)) for n in range(len(words))]
        return made, [row(f"x{n}", word) for n, word in enumerate(words)]

    def test_published_counts_of_targets_that_are_named_nowhere(self, engine):
        made, rows = self.six_of(*["chưa hoàn thành"] * 6)
        rules = pack(*made, tally=published(44, 38, 6))
        report = assess(submission(*rows, tally=reported(44, 38, 6)), rules, engine)
        tally = report.tally
        assert (tally.counted, tally.met, tally.unmet, tally.not_itemised) == (44, 38, 6, 38)
        assert tally.unmet_indicators == ("x0", "x1", "x2", "x3", "x4", "x5")
        assert "C004" not in codes_of(report)

    def test_not_all_of_the_unmet_need_be_named(self, engine):
        made, rows = self.six_of(*["chưa hoàn thành"] * 5, "đạt")
        rules = pack(*made, tally=published(44, 37, 7))
        tally = assess(submission(*rows, tally=reported(44, 37, 7)), rules, engine).tally
        assert (tally.counted, tally.met, tally.unmet, tally.not_itemised) == (44, 37, 7, 38)
        assert len(tally.unmet_indicators) == 5

    @each_row("counts", [(6, 0, 6), (6, 2, 4), (6, 6, 0), (6, 1, 4)])
    def test_a_published_tally_that_the_results_contradict(self, engine, counts):
        made, rows = self.six_of(*["chưa hoàn thành"] * 5, "đạt")
        report = assess(submission(*rows, tally=reported(*counts)), pack(*made, tally=published(*counts)), engine)
        assert "C004" in codes_of(report)

    @each_row("stated", [(46, 38, 6), (44, 38, 7), (44, 37, 7), (5, 0, 5), (44, 40, 4), (44, 39, 5)])
    def test_a_tally_that_contradicts_itself_the_results_or_what_is_published(self, engine, stated):
        made, rows = self.six_of(*["chưa hoàn thành"] * 6)
        rules = pack(*made, tally=published(44, 38, 6))
        report = assess(submission(*rows, tally=reported(*stated)), rules, engine)
        assert "C004" in codes_of(report)
        assert (report.tally.counted, report.tally.met, report.tally.unmet) == (6, 0, 6)

    @each_row(("stated", "agrees"), [((2, 1, 1), True), ((3, 2, 1), False), ((2, 0, 2), False), ((2, 2, 0), False)])
    def test_without_a_published_tally_the_single_results_count(self, engine, stated, agrees):
        made, rows = self.six_of("đạt", "không đạt")
        report = assess(submission(*rows, tally=reported(*stated)), pack(*made), engine)
        assert ("C004" not in codes_of(report)) is agrees

    def test_the_least_tally_of_a_pack(self, engine):
        made, rows = self.six_of("đạt", "không đạt")
        lenient = {Matter.UNMET: Gate.WARN}
        report = assess(submission(*rows), pack(*made, on=lenient, least_met=1), engine)
        assert report.gate.decision is Gate.WARN
        report = assess(submission(*rows), pack(*made, on=lenient, least_met=2), engine)
        assert report.gate.decision is Gate.FAIL
        assert [reason.code.id for reason in report.gate.reasons] == ["G002", "G003"]


class TestGate:
    def test_each_result_carries_the_worst_of_its_findings(self, engine):
        made = pack(indicator("a"), indicator("b"), indicator("c"))
        report = assess(submission(row("a", "10"), row("b", "300"), period="2024-H1"), made, engine)
        assert [result.gate for result in report.results] == [Gate.WARN, Gate.PASS, Gate.PASS]
        report = assess(submission(row("a", "10"), row("b", "400")), made, engine)
        assert [result.gate for result in report.results] == [Gate.FAIL, Gate.PASS, Gate.FAIL]
        assert [reason.code.id for reason in report.gate.reasons] == ["G001", "G001"]

    def test_of_several_findings_the_severest_counts(self, engine):
        result, report = one(engine, indicator("x"), row("x", "300", percent="50"))
        assert {finding.gate for finding in report.findings} == {Gate.WARN, Gate.FAIL}
        assert result.gate is Gate.FAIL

    def test_a_finding_that_counts_is_severer_than_one_that_does_not(self):
        assert [severest({Gate.PASS, gate}) for gate in Gate] == list(Gate)
        assert {severest({Gate.WARN, gate}) for gate in Gate if gate is not Gate.FAIL} == {Gate.WARN}
        assert severest(()) is Gate.PASS

    def test_fail_on_makes_further_matters_block(self, engine):
        rows = row("x", "10")
        assert one(engine, indicator("x"), rows, period="2024-H1")[1].exit.code == 0
        assert one(engine, indicator("x"), rows, period="2024-H1", fail_on=FailOn((Matter.BEHIND,)))[1].exit.code == 1
        assert one(engine, indicator("x"), rows, period="2024-H1", fail_on=FailOn(warnings=True))[1].exit.code == 4

    def test_exit_zero_says_what_the_code_would_have_been(self, engine):
        report = one(engine, indicator("x"), row("x", "10"), exit_zero=True)[1]
        assert (report.gate.decision, report.exit.code) == (Gate.FAIL, 0)
        assert "--exit-zero" in report.exit.reason.template
        assert one(engine, indicator("x"), row("x", "400"), exit_zero=True)[1].exit.reason.template == "the gate passed"

    def test_nothing_reported_is_not_green(self, engine):
        assert assess(submission(period="2024-H1"), pack(), engine).exit.code == 5

    def test_a_policy_can_let_a_matter_pass(self, engine):
        made = pack(indicator("x"), on={Matter.NO_DATA: Gate.PASS})
        report = assess(submission(row("x")), made, engine)
        assert report.gate.decision is Gate.PASS
        assert [finding.severity for finding in report.findings] == [Severity.INFO]
