"""Known findings neither block nor warn; a baseline shrinks by itself and grows only by force."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.assess.baseline import listed, remaining_entries
from checker.assessment import Options, assess
from checker.domain.axes import Gate, Matter, Verdict
from checker.domain.baseline import BaselineEntry
from checker.domain.codes import REGISTRY
from checker.domain.identity import Identity, fingerprint, identities
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.waiver import Waiver
from checker.engines.direct import DirectEngine
from checker.errors import PackError
from checker.readers.baseline import read_baseline
from checker.reporters.baseline import render
from tests.command import checker
from tests.examples import each_row
from tests.made import indicator, pack, reported, row, submission, target

ROOT = Path(__file__).parent.parent
UNMET = Identity("T001", "made/2024", "made", "2024", "x", "")
PLACE = Location("baseline.yaml", 5, 5)


def known(identity: Identity = UNMET, line: int = 5) -> BaselineEntry:
    return BaselineEntry(identity, "", PLACE._replace(line=line))


def judged(*baseline: BaselineEntry, value: str = "10", on=None, rows=(), made=None, **changes):
    made = made or pack(indicator("x"), indicator("y"), on=on)
    sent = submission(row("x", value), row("y", "400"), *rows, **changes)
    return assess(sent, made, DirectEngine(), Options(baseline=baseline))


def test_a_known_finding_does_not_block_and_its_verdict_stays():
    report = judged(known())
    (finding,) = report.findings
    assert (finding.code.id, finding.gate, finding.baseline) == ("T001", Gate.KNOWN, PLACE)
    assert [(one.verdict, one.gate) for one in report.results] == [
        (Verdict.UNMET, Gate.KNOWN),
        (Verdict.EXCEEDED, Gate.PASS),
    ]
    assert (report.gate.decision, report.exit.code) == (Gate.PASS, 0)
    assert (report.tally.met, report.tally.unmet) == (1, 1)
    assert [(reason.code.id, dict(reason.message.values)["count"]) for reason in report.gate.reasons] == [("G010", 1)]


@pytest.mark.parametrize("value", ["10", "0", "316.999"])
def test_another_value_is_the_same_finding(value):
    assert judged(known(), value=value).exit.code == 0


@each_row(
    "changes",
    [
        {"code": "T002"},
        {"pack": "made/2023"},
        {"unit": "other"},
        {"period": "2024-H1"},
        {"indicator": "y"},
        {"subject": "Tỉnh"},
        {"ordinal": 2},
    ],
)
def test_another_finding_is_new(changes):
    report = judged(known(UNMET._replace(**changes)))
    assert (report.findings[0].gate, report.exit.code) == (Gate.FAIL, 1)


def test_an_entry_that_is_not_found_any_more_is_a_finding():
    report = judged(known(), value="400")
    (finding,) = report.findings
    assert (finding.code.id, finding.matter, finding.gate, finding.location) == (
        "G012",
        Matter.BASELINE,
        Gate.WARN,
        PLACE,
    )
    assert report.results[0].gate is Gate.PASS
    assert (report.gate.decision, report.exit.code) == (Gate.WARN, 0)
    strict = judged(known(), value="400", on={Matter.BASELINE: Gate.FAIL})
    assert strict.exit.code == 1


def test_entries_about_other_submissions_are_let_be():
    other = known(UNMET._replace(unit="other"))
    assert [finding.code.id for finding in judged(other, value="400").findings] == []


def test_a_finding_that_a_waiver_or_the_policy_lets_pass_is_not_stale():
    report = judged(known(), on={Matter.UNMET: Gate.PASS})
    assert [(finding.code.id, finding.gate) for finding in report.findings] == [("T001", Gate.PASS)]


def test_what_is_said_of_waivers_and_of_baselines_is_never_held():
    """Anybody can put that right at once; an expired waiver that is held would be forgotten."""
    waiver = Waiver("W1", "made/2024", "x", (Period(2024),), (Matter.UNMET,), Gate.WAIVED, "lũ", "UBND", "QĐ 1",
                    dt.date(2024, 1, 1), dt.date(2024, 2, 1), PLACE)  # fmt: skip
    sent, made = submission(row("x", "10")), pack(indicator("x"))
    options = Options(waivers=(waiver,), baseline=(known(UNMET._replace(code="T002")),), as_of=dt.date(2024, 12, 31))
    report = assess(sent, made, DirectEngine(), options)
    assert [(one.code.id, one.gate) for one in report.findings] == [
        ("T001", Gate.FAIL),
        ("W201", Gate.WARN),
        ("G012", Gate.WARN),
    ]
    assert [found.code.id for _, found in listed(report)] == ["T001"]
    everything = tuple(map(known, identities(report.findings, "made/2024", "made", "2024")))
    again = assess(sent, made, DirectEngine(), options._replace(baseline=everything))
    assert {one.code.id: one.gate for one in again.findings} == {
        "T001": Gate.KNOWN,
        "W201": Gate.WARN,
        "G012": Gate.WARN,
    }


def test_rows_that_fit_nothing_are_told_apart_by_what_they_are_called():
    entry = known(Identity("D101", "made/2024", "made", "2024", "", "old row"))
    report = judged(entry, value="400", rows=(row("old row", "1"), row("new row", "1")))
    assert [(finding.subject, finding.gate) for finding in report.findings] == [
        ("old row", Gate.KNOWN),
        ("new row", Gate.FAIL),
    ]


def test_targets_of_several_offices_are_told_apart():
    made = pack(
        indicator("x", others=(target(number="500", assigned_by="Tỉnh"), target(number="600", assigned_by="TW"))),
        on={Matter.OTHER_TARGET: Gate.FAIL},
    )
    sent = submission(row("x", "400"))
    held = known(UNMET._replace(subject="Tỉnh"))
    report = assess(sent, made, DirectEngine(), Options(baseline=(held,)))
    assert [(finding.subject, finding.gate) for finding in report.findings] == [
        ("Tỉnh", Gate.KNOWN),
        ("TW", Gate.FAIL),
    ]


def test_a_tally_that_contradicts_can_be_known_too():
    entry = known(Identity("C004", "made/2024", "made", "2024", "", ""))
    report = judged(entry, value="400", tally=reported(2, 1, 1))
    assert [(finding.code.id, finding.gate) for finding in report.findings] == [("C004", Gate.KNOWN)]


def test_the_least_number_of_met_targets_is_never_held():
    made = pack(indicator("x"), indicator("y"), least_met=2)
    report = judged(known(), made=made)
    assert [reason.code.id for reason in report.gate.reasons] == ["G002", "G010"]
    assert report.exit.code == 1


def test_a_baseline_of_a_report_holds_all_of_it_and_nothing_else():
    first = judged(rows=(row("odd", "1"), row("odd", "2")))
    entries = [entry._replace(location=Location("b", n)) for n, (entry, _) in enumerate(listed(first))]
    assert [entry.identity.ordinal for entry in entries if entry.identity.code == "D101"] == [1, 2]
    again = judged(*entries, rows=(row("odd", "1"), row("odd", "2")))
    assert (again.exit.code, {finding.gate for finding in again.findings}) == (0, {Gate.KNOWN})
    assert list(listed(again)) == []
    assert remaining_entries(entries, [again], prune=True) == tuple(entries)
    more = judged(*entries, rows=(row("odd", "1"), row("odd", "2"), row("odd", "3")))
    assert more.exit.code == 1


def test_an_update_takes_out_what_has_gone_and_adds_nothing():
    other = known(UNMET._replace(unit="other"), line=9)
    report = judged(known(), other, value="400", rows=(row("odd", "1"),))
    assert remaining_entries([known(), other], [report], prune=False) == (other,)
    assert remaining_entries([known(), other], [report], prune=True) == ()
    assert remaining_entries([known(), other], [judged(known(), other)], prune=False) == (known(), other)


def test_fingerprints_differ_by_every_part():
    changed = [Identity._make("z" if n == at else part for n, part in enumerate(UNMET)) for at in range(len(UNMET))]
    assert len({fingerprint(identity) for identity in (UNMET, *changed)}) == len(UNMET) + 1
    assert re.fullmatch(r"[0-9a-f]{32}", fingerprint(UNMET))


def test_identities_count_what_is_alike():
    findings = judged().findings * 3
    assert [identity.ordinal for identity in identities(findings, "p", "u", "2024")] == [1, 2, 3]


# ---- the file ------------------------------------------------------------------------------

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.strip)


identities_drawn = st.builds(
    Identity, st.sampled_from(sorted(REGISTRY)), texts, texts, st.just("2024-H1"), texts, texts, st.integers(1, 99)
)


@given(st.sets(identities_drawn, max_size=4))
def test_what_is_written_is_read(tmp_path_factory, made):
    path = tmp_path_factory.mktemp("baseline") / "b.yaml"
    path.write_bytes(render(BaselineEntry(identity, "note: x\u202e", PLACE) for identity in made))
    assert {entry.identity for entry in read_baseline(str(path))} == set(made)


def test_the_order_of_entries_is_fixed():
    entries = [known(UNMET._replace(ordinal=n, indicator=name)) for n in (10, 2) for name in "ba"]
    assert render(entries) == render(reversed(entries))
    assert b"entries: []" in render([])


GOOD = """\
baseline: 1
entries:
  - code: T001
    pack: made/2024
    unit: made
    period: 2024
    indicator: x
    ordinal: 2
"""
WRONG = [
    ("baseline: 1", "baseline: 2", "S016", "1:11"),
    ("entries:", "entris:", "S010", "2:1"),
    ("    unit: made\n", "", "S011", "3:5"),
    ("    period: 2024\n", "    period: soon\n", "S015", "6:13"),
    ("code: T001", "code: T999", "S013", "3:11"),
    ("ordinal: 2", "ordinal: 0", "S012", "8:14"),
    ("ordinal: 2", "ordinal: [2]", "S012", "8:14"),
    ("  - code: T001", "  - 5\n  - code: T001", "S012", "3:5"),
    ("baseline: 1", "baseline: 1\nbaseline: 1", "S004", "2:1"),
    ("code: T001", "code: &a T001", "S005", "3:11"),
    ("entries:", "entries: [", "S003", None),
    (GOOD, "- 1", "S012", "1:1"),
    (GOOD, "#", "S007", None),
    (GOOD, "a: \0", "S002", None),
    (GOOD, "#" * 2_000_001, "S006", None),
    (GOOD, GOOD + GOOD[GOOD.index("  -") :], "S101", "9:5"),
]


@each_row(("old", "new", "code", "place"), WRONG, ids=[one[2] for one in WRONG])
def test_a_wrong_file_is_told_at_its_place(tmp_path, old, new, code, place):
    path = tmp_path / "b.yaml"
    assert GOOD.count(old) == 1
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_baseline(str(path))
    found = {d.code.id: f"{d.location.line}:{d.location.column}" for d in caught.value.diagnostics}
    assert code in found
    assert place is None or found[code] == place


def test_a_file_that_is_none(tmp_path):
    for name, code in (("none.yaml", "S001"), ("b.txt", "S008")):
        (tmp_path / "b.txt").write_text(GOOD, encoding="utf-8")
        with pytest.raises(PackError) as caught:
            read_baseline(str(tmp_path / name))
        assert [d.code.id for d in caught.value.diagnostics] == [code]


# ---- the command ---------------------------------------------------------------------------


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "report.yaml"
    text = (ROOT / "seeds" / "bac-kan-city" / "2024-synthetic.yaml").read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^tally:.*\n( .*\n)*", "", text), encoding="utf-8")
    return path


def gates(*arguments: str) -> tuple[int, dict[str, str]]:
    done = checker("check", "report.yaml", "--format", "json", *arguments)
    results = json.loads(done.stdout)["reports"][0]["results"]
    return done.exit_code, {one["indicator"]: one["gate"] for one in results}


def test_a_baseline_from_its_making_to_its_end(report):
    assert checker("baseline", "create", "report.yaml").stdout == "baseline.yaml: 7 known findings\n"
    code, by_indicator = gates("--baseline", "baseline.yaml")
    assert (code, by_indicator["poverty_rate"]) == (0, "known")
    assert gates("--baseline", "baseline.yaml", "--no-baseline")[0] == 1
    written = Path("baseline.yaml").read_bytes()
    assert checker("baseline", "update", "report.yaml").stdout == "baseline.yaml: 0 taken out, 7 left\n"
    assert Path("baseline.yaml").read_bytes() == written
    # One is put right and another one comes up.
    text = report.read_text(encoding="utf-8").replace("301,4 tỷ đồng", "320 tỷ đồng").replace("4.012 hộ", "3.012 hộ")
    report.write_text(re.sub(r", percent_of_plan: [^}]*", "", text), encoding="utf-8")
    code, by_indicator = gates("--baseline", "baseline.yaml")
    assert (code, by_indicator["business_households"], by_indicator["poverty_rate"]) == (1, "fail", "known")
    done = checker("baseline", "update", "report.yaml")
    assert done.exit_code == 0
    assert done.stdout.split("\n")[:2] == [
        "baseline.yaml: 1 taken out, 6 left",
        "1 new findings are not added; `checker baseline create --force` lists all anew",
    ]
    assert gates("--baseline", "baseline.yaml")[0] == 1
    refused = checker("baseline", "create", "report.yaml")
    assert (refused.exit_code, "--force replaces it" in refused.stderr) == (2, True)
    assert checker("baseline", "create", "--force", "report.yaml").stdout == "baseline.yaml: 7 known findings\n"
    assert gates("--baseline", "baseline.yaml")[0] == 0


def test_an_entry_that_stands_where_another_one_stood_stays():
    # Another command may have rewritten the file since this one judged by it.
    gone, held = known(UNMET._replace(indicator="gone"), line=3), known(line=5)
    report = judged(gone, held)
    assert remaining_entries([known(line=3)], [report], prune=True) == (known(line=3),)


@pytest.mark.usefixtures("report")
def test_prune_takes_out_what_no_file_is_about():
    checker("baseline", "create", "report.yaml", "--baseline", "known.yaml")
    half = str(ROOT / "seeds" / "bac-kan-city" / "2024-H1.yaml")
    done = checker("baseline", "update", "--baseline", "known.yaml", half)
    assert done.stdout.startswith("known.yaml: 0 taken out, 7 left\n")
    assert checker("baseline", "prune", "--baseline", "known.yaml", half).stdout.startswith(
        "known.yaml: 7 taken out, 0 left\n"
    )
    assert read_baseline("known.yaml") == ()


@pytest.mark.usefixtures("report")
def test_nothing_is_written_where_not_everything_could_be_read():
    done = checker("baseline", "create", "report.yaml", "missing.yaml")
    assert (done.exit_code, "D001" in done.stderr, Path("baseline.yaml").exists()) == (3, True, False)
    done = checker("baseline", "update", "report.yaml")
    assert (done.exit_code, "S001" in done.stderr) == (2, True)
    done = checker("baseline", "create", "report.yaml", "--baseline", "report.yaml", "--force")
    assert (done.exit_code, "would write over" in done.stderr) == (2, True)
    assert checker("baseline", "shrink", "report.yaml").exit_code == 2
    done = checker("check", "report.yaml", "--baseline", "missing.yaml")
    assert (done.exit_code, "S001" in done.stderr, "T001" in done.stdout) == (2, True, False)


@pytest.mark.usefixtures("report")
def test_people_see_what_the_baseline_holds():
    checker("baseline", "create", "report.yaml")
    shown = checker("check", "report.yaml", "--baseline", "baseline.yaml").stdout
    assert "INFO T001 (known) Budget revenue is not met" in shown
    assert "G010 6 × unmet, listed in the baseline: Budget revenue" in shown
    assert (
        "THÔNG TIN T001 (đã ghi nhận)"
        in checker("check", "report.yaml", "--baseline", "baseline.yaml", CHECKER_LANG="vi").stdout
    )
    assert " known\n" in checker("check", "report.yaml", "--baseline", "baseline.yaml", "--format", "table").stdout
