"""Relations that a pack asks for, compound targets, and directions."""

from __future__ import annotations

import pytest

from checker.domain import codes
from checker.domain.check import CHECKS, CheckForm, Operands
from checker.packs.load import load_pack
from tests.examples import each_row
from tests.office import Office, found, indicator, said


@pytest.fixture(params=["direct", "rete"])
def engine(request):
    return request.param


def counts(*ids):
    return [indicator(id_, unit="chỉ tiêu", kind="stock") for id_ in ids]


def money(*ids):
    return [indicator(id_, kind="stock") for id_ in ids]


def percent(id_, more=""):
    return indicator(id_, unit="%", kind="ratio", more=f"limits: none\n{more}")


def tolerating(check, tolerance):
    return check.replace("}}}", f"}}, tolerance: {tolerance}}}}}")


WORDS = "words: [{words: hết, means: {equal: 0}}]"
SUM = "checks: {cong: {sum: {of: [a, b, c], equals: tong}}}\n"
HALVES = "checks: {cong: {sum: {of: [a, b], equals: tong}}}\n"
ORDER = "checks: {thu_tu: {less_or_equal: [a, b]}}\n"
RATIO = "checks: {ty_so: {ratio: {of: a, to: b, equals: p}}}\n"
PLAN = "checks: {ke_hoach: {percent_of_plan: {of: a, equals: p}}}\n"
PLANNED = [indicator("a", more="target: {at_least: 200}\npace: none"), percent("p")]

# Indicators, checks, the rows that are sent, and the codes that are found.
CASES = [
    (counts("a", "b", "c", "tong"), SUM, "a: 10\nb: 22\nc: 12\ntong: 44", []),
    # What was published in a mid-term review of 2023: exceeded, met and on pace, and their sum.
    (counts("a", "b", "c", "tong"), SUM, "a: 10\nb: 22\nc: 12\ntong: 46", ["C011"]),
    (counts("a", "b", "c", "tong"), SUM, "a: 10\nb: 22\ntong: 46", ["C024"]),
    # The base of a plan that was revised within the year, as printed, and as it was meant.
    (money("a", "b", "tong"), HALVES, 'a: "147,7"\nb: "80"\ntong: "254,7"', ["C011"]),
    (money("a", "b", "tong"), HALVES, 'a: "174,7"\nb: "80"\ntong: "254,7"', []),
    # Figures that may be rounded leave room; a stated tolerance takes its place.
    (money("a", "b", "tong"), HALVES, 'a: "10,04"\nb: "20,04"\ntong: "30,1"', []),
    (money("a", "b", "tong"), HALVES, 'a: "10,04"\nb: "20,04"\ntong: "30,2"', ["C011"]),
    (money("a", "b", "tong"), tolerating(HALVES, "0"), 'a: "10,04"\nb: "20,04"\ntong: "30,1"', ["C011"]),
    (money("a", "b", "tong"), tolerating(HALVES, "0.5"), 'a: "10,04"\nb: "20,04"\ntong: "30,5"', []),
    (money("a", "b", "tong"), HALVES, 'a: "trên 10"\nb: "20"\ntong: "50"', []),
    (money("a", "b", "tong"), HALVES, 'a: "trên 10"\nb: "20"\ntong: "25"', ["C011"]),
    (money("a", "b"), ORDER, "a: 10\nb: 10", []),
    (counts("a", "b"), ORDER, "a: 11\nb: 10", ["C012"]),
    (money("a", "b"), ORDER, 'a: "10,4"\nb: "10"', []),
    (money("a", "b"), ORDER, 'a: "gần 10"\nb: "9"', []),
    ([*counts("a", "b"), percent("p")], RATIO, 'a: 673\nb: 550\np: "122,4%"', []),
    # 673 of 550 was printed as 122.5 %.
    ([*counts("a", "b"), percent("p")], RATIO, 'a: 673\nb: 550\np: "122,5%"', ["C005"]),
    ([*counts("a", "b"), percent("p")], RATIO, 'a: 673\nb: 550\np: "122%"', []),
    ([*counts("a", "b"), percent("p")], RATIO, 'a: 673\nb: 0\np: "122%"', ["C024"]),
    ([*counts("a", "b"), percent("p")], tolerating(RATIO, "0.2"), 'a: 673\nb: 550\np: "122,5%"', []),
    (PLANNED, PLAN, 'a: 100\np: "50%"', []),
    (PLANNED, PLAN, 'a: "100,9"\np: "50,4%"', []),
    (PLANNED, PLAN, 'a: 100\np: "51%"', ["C002"]),
    (PLANNED, PLAN, 'p: "51%"', ["C024"]),
    ([indicator("a", more="target: {at_least: 0}\npace: none"), percent("p")], PLAN, 'a: 100\np: "51%"', ["C024"]),
    # Words in place of a number are compared as what they stand for.
    ([*money("a"), indicator("b", kind="stock", more=WORDS)], ORDER, "a: 1\nb: hết", ["C012"]),
]


@each_row(("indicators", "checks", "rows", "codes"), CASES, ids=map(str, range(len(CASES))))
def test_a_relation_is_found_broken_only_where_it_certainly_is(tmp_path, engine, indicators, checks, rows, codes):
    office = Office(tmp_path, *indicators, more=checks)
    office.send("2024", rows)
    (report,) = office.run(engine=engine).reports
    assert [finding.code.id for finding in report.findings if finding.code.id[0] == "C"] == codes


# How each form of operands is written, and reports of which one breaks any check with them, whichever side it is on.
BROKEN = {
    Operands.PAIR: ("[a, b]", ["a: 9\nb: 5", "a: 5\nb: 9"]),
    Operands.PARTS: ("{of: [a, b], equals: c}", ["a: 9\nb: 5\nc: 2", "a: 9\nb: 5\nc: 99"]),
    Operands.RATIO: ("{of: a, to: b, equals: p}", ['a: 9\nb: 10\np: "5%"', 'a: 9\nb: 10\np: "99%"']),
    Operands.PERCENT: ("{of: k, equals: p}", ['k: 100\np: "5%"', 'k: 100\np: "99%"']),
    Operands.LIMITED: ("{of: a, percent: 10}", ["a: 2", "a: 30"]),
    Operands.ONE: ("a", ["a: 2", "a: 30"]),
}


@each_row("form", CheckForm)
def test_every_check_of_the_table_is_read_and_compiled_and_found_broken(tmp_path, form):
    traits = CHECKS[form]
    written, reports = BROKEN[traits.operands]
    plan = indicator("k", more="target: {at_least: 200}\npace: none")
    checks = f"checks: {{x: {{{form}: {written}}}}}\n"
    office = Office(tmp_path, *counts("a", "b", "c"), percent("p"), plan, more=checks)
    assert [check.form for check in load_pack(str(office.pack), cache=False).checks] == [form]
    before = [office.send("2024-Q1", "a: 9")] if traits.over_time else []
    broken = set()
    for number, rows in enumerate(reports):
        *_, report = office.run(*before, office.send("2024-H1", rows, name=str(number))).reports
        broken |= {one.code for one in report.findings if one.code.id[0] == "C" and one.subject == "x"}
    assert broken == {getattr(codes, traits.code)}


def test_a_broken_sum_names_its_parts_and_what_is_left_over(tmp_path):
    office = Office(tmp_path, *counts("a", "b", "c", "tong"), more=SUM)
    path = office.send("2024", "a: 10\nb: 22\nc: 12\ntong: 46")
    (report,) = office.run().reports
    assert found(report, prefix="C") == [
        (
            "C011 fail Indicator a, Indicator b, Indicator c add up to 44 chỉ tiêu, but Indicator tong is 46 chỉ tiêu: "
            "2 chỉ tiêu is left over"
        )
    ]
    (finding,) = [one for one in report.findings if one.code.id == "C011"]
    assert [(said(label), said(text)) for label, text in finding.details] == [
        ("compared", f"Indicator a: “10” at {path}:6:6"),
        ("compared", f"Indicator b: “22” at {path}:7:6"),
        ("compared", f"Indicator c: “12” at {path}:8:6"),
        ("compared", f"Indicator tong: “46” at {path}:9:9"),
        ("check", "cong"),
    ]


def test_the_sentences_of_the_other_relations(tmp_path):
    more = "checks: {ty_so: {ratio: {of: a, to: b, equals: p}}, thu_tu: {less_or_equal: [a, b]}, \
ke_hoach: {percent_of_plan: {of: k, equals: q}}}\n"
    plan = indicator("k", more="target: {at_least: 200}\npace: none")
    office = Office(tmp_path, *counts("a", "b"), percent("p"), plan, percent("q"), more=more)
    office.send("2024", 'a: 673\nb: 550\np: "122,5%"\nk: 100\nq: "51%"')
    (report,) = office.run().reports
    assert found(report, prefix="C") == [
        "C005 fail Indicator p: 122.5 % is reported, but 673 chỉ tiêu of 550 chỉ tiêu is 122.36 %",
        "C012 fail Indicator a (673 chỉ tiêu) is above Indicator b (550 chỉ tiêu)",
        "C002 warn Indicator k: the report says 51 % of the plan, but 100 tỷ đồng of at least 200 tỷ đồng is 50 %",
    ]


class TestOverTime:
    LEAP = "checks: {doi: {change: {of: a, percent: 20}}}\n"

    @each_row(
        ("limit", "before", "now", "codes"),
        [
            ("percent: 20", 100, 120, []),
            ("percent: 20", 100, 121, ["C013"]),
            ("percent: 20", 100, 79, ["C013"]),
            ("percent: 20", 0, 79, ["C024"]),
            ("amount: 5", 100, 105, []),
            ("amount: 5", 100, 106, ["C013"]),
            ("amount: 5", 0, 6, ["C013"]),
        ],
    )
    def test_a_leap(self, tmp_path, engine, limit, before, now, codes):
        office = Office(tmp_path, *counts("a"), more=f"checks: {{doi: {{change: {{of: a, {limit}}}}}}}\n")
        office.send("2024-Q1", f"a: {before}")
        office.send("2024-H1", f"a: {now}")
        report = office.run(engine=engine).reports[-1]
        assert [finding.code.id for finding in report.findings if finding.code.id[0] == "C"] == codes

    def test_its_sentence_states_the_limit_in_its_unit(self, tmp_path):
        for limit, unit in (("percent: 20", "20 %"), ("amount: 5", "5 chỉ tiêu")):
            office = Office(tmp_path, *counts("a"), more=f"checks: {{doi: {{change: {{of: a, {limit}}}}}}}\n")
            office.send("2024-Q1", "a: 100")
            office.send("2024-H1", "a: 200")
            assert found(office.run().reports[-1], prefix="C") == [
                (
                    "C013 fail Indicator a was 100 chỉ tiêu in 2024-Q1 and is 200 chỉ tiêu now; "
                    f"the pack expects a change of at most {unit}"
                )
            ]

    def test_figures_of_a_period_alone_are_compared_as_reported(self, tmp_path, engine):
        alone = indicator("a", unit="hộ", more="reported: period")
        office = Office(tmp_path, alone, more=self.LEAP)
        for period, value in (("2024-01", 100), ("2024-02", 110), ("2024-Q1", 320), ("2024-04", 150)):
            office.send(period, f"a: {value}")
        reports = office.run(engine=engine).reports
        # April is compared with the nearest month, February, and not with the quarter.
        assert [len(found(report, prefix="C013")) for report in reports] == [0, 0, 0, 1]
        assert "was 110 hộ in 2024-02 and is 150 hộ now" in found(reports[-1], prefix="C013")[0]

    def test_a_level_that_must_not_fall(self, tmp_path, engine):
        office = Office(tmp_path, *counts("a"), more="checks: {tang: {never_falling: a}}\n")
        office.send("2024-Q1", "a: 10")
        office.send("2024-H1", "a: 9")
        assert [line[:4] for line in found(office.run(engine=engine).reports[-1], prefix="C")] == ["C014"]
        office = Office(tmp_path, *counts("a"), more="checks: {tang: {never_falling: a, tolerance: 1}}\n")
        office.send("2024-Q1", "a: 10")
        office.send("2024-H1", "a: 9")
        assert found(office.run(engine=engine).reports[-1], prefix="C") == []

    def test_a_flow_that_is_held_twice_is_told_once(self, tmp_path):
        flow = indicator("a", unit="hộ")
        office = Office(tmp_path, flow, more="checks: {tang: {never_falling: a}}\n")
        office.send("2024-Q1", "a: 10")
        office.send("2024-H1", "a: 9")
        assert len(found(office.run().reports[-1], prefix="C")) == 1


MEMBERS = [indicator(id_, unit="vụ", better="lower", more="target: {below: 10}") for id_ in ("vu", "chet")]
COMPOUND = indicator("tngt", unit="", kind="verdict", more="target: {all_of: [vu, chet]}")


class TestCompound:
    @each_row(
        ("rows", "verdict"),
        [
            ("vu: 9\nchet: 9", "exceeded"),
            ("vu: 9\nchet: 10", "unmet"),
            ("vu: 10\nchet: 10", "unmet"),
            ("vu: 9", "no_data"),
            ("vu: 10", "unmet"),
            ("vu: 9\nchet: khoảng 10", "undecided"),
            ("vu: 9\nchet: abc", "invalid"),
        ],
        ids=map(str, range(7)),
    )
    def test_it_is_met_where_all_are(self, tmp_path, engine, rows, verdict):
        office = Office(tmp_path, *MEMBERS, COMPOUND)
        office.send("2024", rows)
        (report,) = office.run(engine=engine).reports
        results = {result.indicator: result for result in report.results}
        assert results["tngt"].verdict == verdict
        # Several targets in one are one target of the tally.
        assert report.tally.counted == 1
        assert report.tally.met == (verdict == "exceeded")

    def test_met_and_exceeded_is_met(self, tmp_path):
        level = indicator("muc", unit="vụ", kind="stock", more="target: {at_least: 10}")
        both = indicator("ca_hai", unit="", kind="verdict", more="target: {all_of: [vu, muc]}")
        office = Office(tmp_path, MEMBERS[0], level, both)
        office.send("2024", "vu: 9\nmuc: 10")
        assert office.run().reports[0].results[-1].verdict == "met"

    def test_its_finding_names_those_that_fail(self, tmp_path):
        office = Office(tmp_path, *MEMBERS, COMPOUND)
        office.send("2024", "vu: 9\nchet: 12\ntngt: đạt")
        (report,) = office.run().reports
        assert found(report) == [
            "D121 fail `tngt` follows from vu, chet; what is reported for it is not read",
            "T001 fail Indicator chet is not met: 12 vụ, target: below 10 vụ",
            "T001 fail Indicator tngt is not met: Indicator chet, target: all of its parts met",
        ]

    def test_it_is_not_due_before_its_members_are(self, tmp_path):
        office = Office(tmp_path, *MEMBERS, COMPOUND)
        office.send("2024-H1", "vu: 1\nchet: 1")
        (report,) = office.run().reports
        assert [result.verdict for result in report.results] == ["not_due"] * 3


class TestDirection:
    def office(self, tmp_path, number):
        structure = percent("co_cau", "baseline: {value: 40, period: 2023}\n" + f"target: {{towards: {number}}}")
        return Office(tmp_path, structure.replace("better: higher", "better: neither"))

    @each_row(
        ("number", "value", "verdict"),
        [(45, 41, "met"), (45, 40, "unmet"), (45, 39, "unmet"), (35, 39, "met"), (35, 41, "unmet"), (45, 60, "met")],
    )
    def test_it_is_reported_and_never_gated_or_counted(self, tmp_path, engine, number, value, verdict):
        office = self.office(tmp_path, number)
        office.send("2024", f"co_cau: {value}")
        run = office.run(engine=engine)
        (report,) = run.reports
        assert (report.results[0].verdict, report.tally.counted, run.exit_code) == (verdict, 0, 0)
        assert [line[:9] for line in found(report)] == (["T009 pass"] if verdict == "unmet" else [])

    def test_its_sentence(self, tmp_path):
        office = self.office(tmp_path, 45)
        office.send("2024", "co_cau: 39")
        assert found(office.run().reports[0]) == [
            "T009 pass Indicator co_cau does not move towards 45 %: 39 %, from 40 %"
        ]

    def test_before_it_is_due_nothing_is_expected(self, tmp_path):
        office = self.office(tmp_path, 45)
        office.send("2024-H1", "co_cau: 39")
        (report,) = office.run().reports
        assert (report.results[0].verdict, report.results[0].pace) == ("not_due", "none")


@each_row(
    ("target", "value", "verdict"),
    [
        ("keep: 65.5, tolerance: 0.5", "65", "met"),
        ("keep: 65.5, tolerance: 0.5", "64,9", "unmet"),
        ("keep: 65.5, tolerance: 0.5", "66,1", "unmet"),
        ("between: [10, 20]", "20", "met"),
        ("between: [10, 20]", "20,1", "unmet"),
        ("between: [10, 20]", "9,9", "unmet"),
    ],
)
def test_a_band_where_neither_direction_is_better(tmp_path, engine, target, value, verdict):
    band = indicator("x", unit="%", kind="stock", better="neither", more=f"target: {{{target}}}")
    office = Office(tmp_path, band)
    office.send("2024", f'x: "{value}"')
    assert office.run(engine=engine).reports[0].results[0].verdict == verdict
