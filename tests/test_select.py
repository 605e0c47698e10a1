"""What is left aside is counted and said, and a word that names nothing is an error."""

from __future__ import annotations

import json
from pathlib import Path

from checker.assess.select import unknown_choices
from checker.assessment import Options, assess
from checker.domain.axes import Gate, Verdict
from checker.domain.baseline import BaselineEntry
from checker.domain.identity import Identity
from checker.domain.location import Location
from checker.domain.selection import Choice, Selection
from checker.domain.text import Text
from checker.engines.direct import DirectEngine
from checker.packs.model import Group
from tests.command import checker
from tests.examples import each_row
from tests.made import indicator, pack, row, submission

ROOT = Path(__file__).parent.parent
SYNTHETIC = str(ROOT / "seeds" / "bac-kan-city" / "2024-synthetic.yaml")
NATIONAL = str(ROOT / "seeds" / "national-assembly" / "2019.yaml")
SOCIAL = Group("social", Text("Xã hội", "Social"))


def choices(words: str) -> tuple[Choice, ...]:
    return tuple(Choice(word, Location("--option")) for word in words.split())


def judged(select: str = "", ignore: str = "", **changes):
    group = {"group": SOCIAL}
    made = pack(indicator("x"), indicator("y", **group), indicator("z", **group))
    sent = submission(row("x", "10"), row("y", "10"), row("odd", "1"), **changes)
    return assess(sent, made, DirectEngine(), Options(selection=Selection(choices(select), choices(ignore))))


def left_aside(report) -> list[str]:
    return [f"{one.code.id}:{one.indicator}" for one in report.findings if one.gate is Gate.IGNORED]


@each_row(
    ("select", "ignore", "expected"),
    [
        ("", "", []),
        ("x", "", ["T001:y", "T003:z"]),
        ("social", "", ["T001:x"]),
        ("T001", "", ["T003:z"]),
        ("t001 z", "", []),
        ("", "x", ["T001:x"]),
        ("", "social", ["T001:y", "T003:z"]),
        ("", "T001", ["T001:x", "T001:y"]),
        ("", "d101", ["D101:"]),
        ("social", "T003", ["T001:x", "T003:z"]),
        ("x", "x", ["T001:x", "T001:y", "T003:z"]),
        ("", "x social D101", ["D101:", "T001:x", "T001:y", "T003:z"]),
    ],
)
def test_what_is_left_aside(select, ignore, expected):
    report = judged(select, ignore)
    assert left_aside(report) == expected
    # Verdicts, findings and the tally are those of a run without a selection.
    whole = judged()
    assert [one.verdict for one in report.results] == [one.verdict for one in whole.results]
    assert [one._replace(gate=Gate.FAIL) for one in report.findings] == list(whole.findings)
    assert report.tally == whole.tally
    counted = [dict(reason.message.values)["count"] for reason in report.gate.reasons if reason.code.id == "G011"]
    assert sum(counted) == len(expected)
    assert (report.exit.code == 0) is (len(expected) == 4)


def test_a_result_shows_that_it_is_left_aside():
    report = judged(ignore="x")
    assert [(one.verdict, one.gate) for one in report.results] == [
        (Verdict.UNMET, Gate.IGNORED),
        (Verdict.UNMET, Gate.FAIL),
        (Verdict.NO_DATA, Gate.FAIL),
    ]


def test_a_selection_that_misses_the_pack_evaluates_nothing():
    report = judged("elsewhere")
    assert (report.exit.code, report.exit.reason.template) == (5, "nothing was evaluated")
    assert judged("elsewhere T001").exit.code == 1


def test_words_that_name_nothing_are_errors_and_all_are_told():
    done = checker("check", SYNTHETIC, "--select", "povertyrate, T001", "--ignore", "nothing", "--ignore", "P101,G001")
    assert done.exit_code == 2
    for said in ("--select: error S103: `povertyrate`", "--ignore: error S103: `nothing`", "`P101`", "`G001`"):
        assert said in done.stderr
    assert "S103: `T001`" not in done.stderr


def test_a_word_of_one_of_the_packs_is_enough():
    done = checker("check", SYNTHETIC, NATIONAL, "--select", "poverty_rate", "--format", "json")
    reports = json.loads(done.stdout)["reports"]
    assert [report["exit"]["code"] for report in reports] == [1, 5]
    assert done.exit_code == 1


def test_on_the_command_line():
    assert checker("check", SYNTHETIC).exit_code == 1
    done = checker("check", SYNTHETIC, "--ignore", "T001")
    assert done.exit_code == 0
    assert "G011 6 × unmet, ignored by --select or --ignore: Budget revenue" in done.stdout
    assert "INFO T001 (ignored) Budget revenue" in done.stdout
    assert checker("check", SYNTHETIC, "--select", "retail_sales").exit_code == 0
    assert checker("check", SYNTHETIC, "--select", "retail_sales,budget_revenue").exit_code == 1
    assert checker("check", SYNTHETIC, "--select", "").exit_code == 2


def test_a_stale_entry_of_a_baseline_is_chosen_by_its_code_and_other_codes_of_the_gate_are_not():
    gone = BaselineEntry(Identity("T002", "made/2024", "made", "2024", "x", ""), "", Location("baseline.yaml", 5))
    sent, made = submission(row("x", "400")), pack(indicator("x"))
    for select, ignore, gate in (("", "", Gate.WARN), ("", "G012", Gate.IGNORED), ("g012", "", Gate.WARN)):
        chosen = Selection(choices(select), choices(ignore))
        report = assess(sent, made, DirectEngine(), Options(selection=chosen, baseline=(gone,)))
        assert [(one.code.id, one.gate) for one in report.findings] == [("G012", gate)]
    unknown = unknown_choices(Selection(choices("G012 g012"), choices("G001 G010 G011")), [made])
    assert [dict(one.message.values)["value"] for one in unknown] == ["G001", "G010", "G011"]
