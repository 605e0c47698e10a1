"""Bad files of every class: a documented code, its place, a hint, the right exit code, no traceback."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from checker.domain.codes import REGISTRY
from tests.command import checker
from tests.examples import each_row

ENVELOPE = "submission: 1\npack: bac-kan-city/2024\nunit: bac-kan-city\nperiod: 2024\nobservations:\n"
GOOD = ENVELOPE + '  budget_revenue: "317"\n'
NINE = "  budget_revenue: "

# name, content, exit code, code and place of one diagnostic or finding in it
SUBMISSIONS = [
    ("empty.yaml", b"", 3, "D007", None),
    ("blank.yaml", b"\n  \n# only a comment\n", 3, "D007", None),
    ("empty.json", b"", 3, "D007", None),
    ("binary.yaml", bytes(range(256)), 3, "D002", None),
    ("workbook.yaml", b"PK\x03\x04\x14\x00\x06\x00\x08\x00", 3, "D002", None),
    ("nul.yaml", GOOD.encode() + b"\x00", 3, "D002", None),
    (
        "latin.yaml",
        GOOD.replace("bac-kan-city\n", "Bắc Kạn\n").encode("utf-8").replace(b"\xe1", b"\xff"),
        3,
        "D002",
        None,
    ),
    ("cp1258.yaml", "note: thu ngân sách\n".encode("cp1252"), 3, "D002", None),
    ("report.xlsx", b"PK\x03\x04", 3, "D201", None),
    ("report", GOOD.encode(), 3, "D008", None),
    ("tabs.yaml", b"submission: 1\n\tpack: x\n", 3, "D003", "2"),
    ("unclosed.yaml", b'submission: "1\n', 3, "D003", None),
    ("colon.yaml", b"submission: 1\npack: a: b\n", 3, "D003", "2:"),
    ("cut.json", b'{"submission": 1, "observations": {', 3, "D003", None),
    ("comma.json", b'{"submission": 1,}', 3, "D003", "1:17"),
    ("quotes.json", b"{'submission': 1}", 3, "D003", "1:2"),
    ("two.json", b"{} {}", 3, "D003", "1:4"),
    ("duplicate.yaml", (GOOD + '  budget_revenue: "318"\n').encode(), 3, "D004", "7:3"),
    ("duplicate.json", b'{"submission": 1, "submission": 1}', 3, "D004", "1:19"),
    ("anchor.yaml", b"submission: &a 1\n", 3, "D005", "1:13"),
    ("alias.yaml", b"submission: &a 1\npack: *a\n", 3, "D005", "2:7"),
    ("tag.yaml", b"submission: !!int 1\n", 3, "D005", "1:13"),
    ("python.yaml", b"submission: !!python/object/apply:os.system [x]\n", 3, "D005", "1:13"),
    ("merge.yaml", b"submission: 1\n<<: {a: b}\n", 3, "D005", "2:1"),
    ("documents.yaml", b"submission: 1\n---\nsubmission: 1\n", 3, "D005", "2:1"),
    ("deep.yaml", b"[" * 100 + b"]" * 100, 3, "D006", None),
    ("deep.json", b"[" * 100_000, 3, "D006", None),
    ("dashes.yaml", b"- " * 100_000, 3, "D006", None),
    ("large.yaml", b"# " + b"x" * 2_100_000, 3, "D006", None),
    ("list.yaml", b"- submission: 1\n", 3, "D012", "1:1"),
    ("text.yaml", b"hello\n", 3, "D012", "1:1"),
    ("number.json", b"12", 3, "D012", "1:1"),
    ("unknown-key.yaml", ("perod: 2024\n" + GOOD).encode(), 3, "D010", "1:1"),
    ("missing-keys.yaml", b"submission: 1\n", 3, "D011", "1:1"),
    ("version.yaml", GOOD.replace("submission: 1", "submission: 2").encode(), 3, "D016", "1:13"),
    ("period.yaml", GOOD.replace("period: 2024", "period: 2024-H3").encode(), 3, "D015", "4:9"),
    ("as-of.yaml", ("as_of: 02/07/2024\n" + GOOD).encode(), 3, "D014", "1:8"),
    ("as-of-31.yaml", ("as_of: 2024-02-31\n" + GOOD).encode(), 3, "D014", "1:8"),
    ("locale.yaml", ("locale: fr\n" + GOOD).encode(), 3, "D013", "1:9"),
    ("observations.yaml", (ENVELOPE.replace("observations:", "observations: 5")).encode(), 3, "D012", "5:15"),
    ("row-list.yaml", (ENVELOPE + "  budget_revenue: [1, 2]\n").encode(), 3, "D012", "6:19"),
    ("row-key.yaml", (ENVELOPE + "  budget_revenue: {valu: 1}\n").encode(), 3, "D010", "6:20"),
    ("tally.yaml", ("tally: {counted: 44, met: x, unmet: 6}\n" + GOOD).encode(), 3, None, "1:27"),
    ("no-pack.yaml", GOOD.replace("pack: bac-kan-city/2024\n", "").encode(), 3, "D017", None),
    ("other-unit.yaml", GOOD.replace("unit: bac-kan-city", "unit: hanoi").encode(), 3, "D020", "3:7"),
    ("other-year.yaml", GOOD.replace("period: 2024", "period: 2023").encode(), 3, "D019", "4:9"),
    ("other-pack.yaml", GOOD.replace("bac-kan-city/2024", "bac-kan/2024").encode(), 2, "P301", None),
    ("fits-no-pack.yaml", (ENVELOPE + "  a: 1\n  b: 2\n").encode(), 3, "D021", "5:1"),
    # a bad cell is a finding: the rest of the file is evaluated, and the gate fails
    ("unknown.yaml", (GOOD + "  forest_covr: 65.5\n").encode(), 1, "D101", "7:3"),
    ("by-code-too.yaml", (GOOD + "  BK24-01: 5\n").encode(), 1, "D102", "7:3"),
    ("words.yaml", (ENVELOPE + NINE + '"nhiều"\n').encode(), 1, "D109", "6:19"),
    ("not-a-number.yaml", (ENVELOPE + NINE + '"12 ??"\n').encode(), 1, "D103", "6:19"),
    ("ambiguous.yaml", (ENVELOPE + '  poverty_rate: "1.89"\n').encode(), 1, "D104", "6:17"),
    ("ambiguous-machine.yaml", (ENVELOPE + "  retail_sales: 3.700\n").encode(), 1, "D104", "6:17"),
    ("ambiguous-machine.json", GOOD.encode(), 3, "D003", "1:1"),
    ("nan.yaml", (ENVELOPE + NINE + "NaN\n").encode(), 1, "D105", "6:19"),
    ("inf.yaml", (ENVELOPE + NINE + ".inf\n").encode(), 1, None, "6:19"),
    ("infinity.yaml", (ENVELOPE + NINE + '"Infinity"\n').encode(), 1, "D105", "6:19"),
    ("long.yaml", (ENVELOPE + NINE + "1" * 50 + "\n").encode(), 1, "D106", "6:19"),
    ("exponent.yaml", (ENVELOPE + NINE + "1e9999999\n").encode(), 1, "D106", "6:19"),
    ("unit.yaml", (ENVELOPE + NINE + '"86,6 ha"\n').encode(), 1, "D107", "6:19"),
    ("full-width.yaml", (ENVELOPE + NINE + '"３１７"\n').encode(), 1, "D108", "6:19"),
    ("reversed.yaml", (ENVELOPE + NINE + '"62-61"\n').encode(), 1, "D111", "6:19"),
    ("scale.yaml", (ENVELOPE + NINE + '"317000"\n').encode(), 1, "D112", "6:19"),
    ("share.yaml", (ENVELOPE + "  forest_cover: 0.655\n").encode(), 1, None, "6:17"),
    ("null.yaml", (ENVELOPE + "  budget_revenue:\n").encode(), 1, "D114", "6:3"),
    ("row-empty.yaml", (ENVELOPE + "  budget_revenue: {status: estimate}\n").encode(), 1, "D114", "6:3"),
    ("status.yaml", (ENVELOPE + NINE + '{value: "317", status: maybe}\n').encode(), 1, "D013", None),
    ("percent.yaml", (ENVELOPE + "  urban_waste_collected: 101\n").encode(), 1, "C003", "6:26"),
    ("no-rows.yaml", (ENVELOPE.replace("observations:", "observations: {}")).encode(), 5, None, None),
]


def codes_in(output: str) -> set[str]:
    return set(re.findall(r"\b[PDCTWG]\d{3}\b", output))


@each_row(("name", "content", "exit_code", "code", "place"), SUBMISSIONS, ids=[s[0] for s in SUBMISSIONS])
def test_a_bad_submission(tmp_path, name, content, exit_code, code, place):
    path = tmp_path / name
    path.write_bytes(content)
    for language in ("vi", "en"):
        done = checker("check", str(path), "--lang", language)
        assert done.exit_code == exit_code, done.everything
        assert "Traceback" not in done.everything
        assert codes_in(done.everything) <= set(REGISTRY)
        if code is not None:
            assert code in done.everything
        if place is not None:
            assert f"{name}:{place}" in done.everything.replace("\n", "") or f"{name}:{place}" in done.everything
    document = json.loads(checker("check", str(path), "--format", "json").stdout)
    assert document["exit"]["code"] == exit_code
    found = [d["code"] for d in document["diagnostics"]]
    found += [f["code"] for report in document["reports"] for f in report["findings"]]
    assert found or exit_code == 5
    if code is not None:
        assert code in found


@pytest.mark.parametrize(("name", "code"), [("missing.yaml", "D001"), ("missing.json", "D001")])
def test_what_is_no_file(tmp_path, name, code):
    done = checker("check", str(tmp_path / name))
    assert (done.exit_code, code in done.everything, "Traceback" in done.everything) == (3, True, False)


def test_an_empty_folder_is_none_whatever_it_is_called(tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    assert checker("check", str(tmp_path / "folder.yaml")).exit_code == 5


def test_a_file_that_may_not_be_read_does_not_hide_the_others(tmp_path):
    good = tmp_path / "good.yaml"
    good.write_text(GOOD, encoding="utf-8")
    done = checker("check", str(tmp_path / "missing.yaml"), str(good))
    assert done.exit_code == 3
    assert "D001" in done.everything
    assert "T003" in done.stdout


PACK = Path("tests/packs/bac-kan-city/2024.yaml")

# name, replacements in the real pack, code, what follows the path
PACKS = [
    ("unknown-key.yaml", [("better: lower", "beter: lower")], "P010"),
    ("no-source.yaml", [(" source:", " sources:")], "P010"),
    ("at-least-lower.yaml", [("better: lower", "better: higher"), ("at_most: 1.89", "at_most: 1.89")], "P203"),
    ("no-parent.yaml", [("parent: party_members_completed", "parent: party_members")], "P204"),
    ("own-parent.yaml", [("parent: party_members_completed", "parent: party_members_good")], "P205"),
    ("percent.yaml", [("at_least: 95", "at_least: 195")], "P206"),
    ("due.yaml", [("code: BK24-01", "due: 2023, code: BK24-01")], "P207"),
    ("code.yaml", [("code: BK24-02", "code: BK24-01")], "P208"),
    ("number.yaml", [("at_least: 317", "at_least: 317 tỷ")], "P101"),
    ("ambiguous.yaml", [("at_least: 3700", "at_least: 3.700")], "P102"),
    ("two.yaml", [("{at_least: 317}", "{at_least: 317, above: 5}")], "P106"),
    ("kind.yaml", [("kind: flow", "kind: flux")], "P013"),
    ("version.yaml", [("pack: 1", "pack: 2")], "P016"),
    ("syntax.yaml", [("pack: 1", "pack: [1")], "P003"),
    ("empty.yaml", None, "P007"),
]


@each_row(("name", "replacements", "code"), PACKS, ids=[p[0] for p in PACKS])
def test_a_bad_pack(tmp_path, name, replacements, code):
    text = "" if replacements is None else PACK.read_text(encoding="utf-8")
    for old, new in replacements or []:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    submission = tmp_path / "report.yaml"
    submission.write_text(GOOD.replace("pack: bac-kan-city/2024\n", ""), encoding="utf-8")
    for arguments in (["lint", str(path)], ["check", str(submission), "-p", str(path)]):
        done = checker(*arguments)
        assert done.exit_code == 2, done.everything
        assert code in done.everything
        assert re.search(rf"{name}:\d+:\d+", done.everything.replace("\n", "")) or code == "P007"
        assert "Traceback" not in done.everything


def test_a_pack_that_does_not_exist_lists_the_known_ones(tmp_path):
    submission = tmp_path / "report.yaml"
    submission.write_text(GOOD, encoding="utf-8")
    done = checker("check", str(submission), "-p", "bac-kan-city/2042")
    assert (done.exit_code, "P301" in done.everything) == (2, True)
    assert "bac-kan-city/2024" in done.everything


def test_there_are_at_least_sixty_bad_files():
    assert len(SUBMISSIONS) + len(PACKS) + 3 >= 60
