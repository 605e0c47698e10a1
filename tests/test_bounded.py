"""What is small on disk stays small: diagnostics are listed up to a bound and cost little, packs have limits.

No test here looks at a clock; what grew with the square of the input never came to an end.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import openpyxl
import pytest

from checker.domain.diagnostic import MOST_OF_A_KIND
from checker.packs.load import check_pack
from checker.reporters.book import findings
from tests.command import checker
from tests.examples import each_row
from tests.work import calls_of

pytestmark = pytest.mark.slow

MANY = 5_000
KEYS = ", ".join(f'"k{number:06d}": 1' for number in range(MANY))
MOST = 2_000


def flow(mapping: str) -> str:
    """Return JSON, which YAML reads too, in one line."""
    return mapping.replace("KEYS", KEYS)


@each_row(
    ("name", "text", "arguments", "code"),
    [
        ("x.json", '{"submission": 1, "unit": "x", "period": "2024", KEYS}', ["check", "x.json"], "D010"),
        ("x.yaml", '{"submission": 1, "unit": "x", "period": "2024", KEYS}', ["check", "x.yaml"], "D010"),
        ("x.yaml", '{"pack": 1, KEYS}', ["lint", "x.yaml"], "P010"),
        ("x.yaml", '{"waivers": 1, KEYS}', ["check", "--waivers", "x.yaml", "y.yaml"], "W010"),
        ("x.yaml", '{"baseline": 1, KEYS}', ["check", "--baseline", "x.yaml", "y.yaml"], "S010"),
        ("checker.yaml", "{KEYS}", ["check", "y.yaml"], "S010"),
        ("x.yaml", "[" + "&a 1, " * MANY + "1]", ["check", "x.yaml"], "D005"),
        ("x.yaml", "{" + "k: 1, " * MANY + "}", ["check", "x.yaml"], "D004"),
        ("x.yaml", "{" + "<<: 1, " * MANY + "}", ["check", "x.yaml"], "D005"),
    ],
)  # fmt: skip
def test_very_many_of_a_kind_are_counted(tmp_path, monkeypatch, name, text, arguments, code):
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(flow(text), encoding="utf-8")
    done = checker(*arguments)
    assert done.exit_code in (2, 3)
    assert done.everything.count(f"error {code}:") == MOST_OF_A_KIND + 1
    left = MANY - MOST_OF_A_KIND - (code == "D004")
    assert f"{left:,} more of {code} in this file are not listed" in done.everything
    assert len(done.everything) < 120_000


def test_a_line_of_megabytes_is_shown_in_part(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("x.json").write_text('{"submission": 1, "odd": "' + "ệ" * 1_900_000 + '"}', encoding="utf-8")
    done = checker("check", "x.json")
    assert done.exit_code == 3
    assert "D010" in done.stderr
    assert len(done.stderr) < 5_000


def pack(indicators: int, *, checks: int = 0, parent: str = "") -> str:
    lines = [
        "pack: 1\nid: x/2024\nrevision: 1\ntitle: {vi: x, en: x}\nunit: u\nyear: 2024\nsynthetic: true",
        "documents:\n  d: {title: x, date: 2024-01-01, address: x}\ngroups:\n  g: {vi: x, en: x}\nindicators:",
    ]
    for number in range(indicators):
        of = f", parent: i{parent.format(before=number - 1)}" if parent and number else ""
        lines.append(
            f"  i{number}: {{code: C{number}, title: {{vi: x, en: x}}, group: g, kind: flow, better: higher, unit: xã, "
            f"target: {{at_least: 1}}, source: {{document: d, clause: từ 1 xã trở lên}}{of}}}"
        )
    lines += ["checks:"] if checks else []
    lines += [f"  c{n}: {{less_or_equal: [i{n % indicators}, i{(n + 1) % indicators}]}}" for n in range(checks)]
    return "\n".join(lines) + "\n"


NIGHTLY = pytest.mark.nightly


@pytest.mark.parametrize(
    ("parent", "most"),
    [
        ("0", MOST // 10),
        # Deeper than Python calls itself.
        ("{before}", 1_010),
        *(pytest.param(parent, MOST, marks=NIGHTLY) for parent in ("", "0", "{before}")),
    ],
)
def test_a_pack_as_large_as_may_be_is_read(tmp_path, parent, most):
    path = tmp_path / "x" / "2024.yaml"
    path.parent.mkdir()
    path.write_text(pack(most, checks=most if most in (MOST, MOST // 10) else 0, parent=parent), encoding="utf-8")
    read, found = check_pack(str(path))
    assert read is not None
    # That parts say "trong đó" in their clauses is not what this is about.
    assert {one.code.id for one in found} <= {"P234"}
    assert len(read.indicators) == most


def test_a_circle_of_very_many_parents_is_told_once(tmp_path):
    path = tmp_path / "x" / "2024.yaml"
    path.parent.mkdir()
    text = pack(1_010, parent="{before}").replace("  i0: {", "  i0: {parent: i1009, ", 1)
    path.write_text(text, encoding="utf-8")
    _, found = check_pack(str(path))
    assert [one.location.line for one in found if one.code.id == "P205"] == [13]


def test_twice_as_many_parents_take_twice_the_work(tmp_path):
    work = []
    for count in (100, 200):
        path = tmp_path / f"{count}.yaml"
        path.write_text(pack(count, parent="{before}"), encoding="utf-8")
        work.append(calls_of(partial(check_pack, str(path))))
    assert work[1] < 2.1 * work[0]


@pytest.mark.parametrize(("indicators", "checks", "what"), [(MOST + 1, 0, "indicators"), (2, MOST + 1, "checks")])
def test_a_larger_pack_is_refused_with_the_limit(tmp_path, monkeypatch, indicators, checks, what):
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text(pack(indicators, checks=checks), encoding="utf-8")
    for command in (("lint", "x.yaml"), ("check", "-p", "x.yaml", "y.yaml")):
        done = checker(*command)
        assert (
            f"error P006: the file is over a limit: {what} 2,001, at most 2,000" in done.everything
            or "D001" in done.stderr
        )
    assert checker("lint", "x.yaml").exit_code == 2


def test_nearly_known_names_among_very_many_are_found_cheaply(tmp_path):
    path = tmp_path / "x" / "2024.yaml"
    path.parent.mkdir()
    text = pack(MOST // 4).replace("group: g,", "group: gx,")
    path.write_text(text, encoding="utf-8")
    _, found = check_pack(str(path))
    groups = [one for one in found if one.code.id == "P209"]
    assert len(groups) == MOST_OF_A_KIND + 1


@pytest.mark.parametrize("most", [200, pytest.param(600, marks=NIGHTLY)])
@pytest.mark.parametrize(("parent", "checks"), [("{before}", 0), ("", 1)], ids=["deep", "checks"])
def test_twice_as_large_a_pack_takes_twice_the_work(tmp_path, monkeypatch, parent, checks, most):
    """What grew with the square of the entries took four times as much."""
    monkeypatch.chdir(tmp_path)

    def work(count):
        path = Path(f"{count}/x/2024.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pack(count, checks=checks * count, parent=parent), encoding="utf-8")
        rows = "".join(f"  i{number}: 5\n" for number in range(count))
        head = "submission: 1\nunit: u\nperiod: 2024\nobservations:\n"
        Path("s.yaml").write_text(head + rows, encoding="utf-8")
        asked = ("check", "s.yaml", "-p", str(path), "--engine", "direct", "--no-cache", "--format", "concise")
        return calls_of(lambda: (check_pack(str(path)), checker(*asked)))

    assert work(most) < 2.4 * work(most // 2)


@pytest.mark.parametrize("count", [50_000, pytest.param(250_000, marks=NIGHTLY)])
def test_very_many_anchors_in_one_line_come_to_an_end(tmp_path, count):
    """Each was looked at with a copy of the rest of its line, of 250 000 some hundred gigabytes in all."""
    path = tmp_path / "x.yaml"
    path.write_text("[" + "&a 1, " * count + "1]", encoding="utf-8")
    assert f"{count - 100:,} more of D005" in checker("check", str(path)).stderr


@pytest.mark.parametrize(("count", "most"), [(330, 300), pytest.param(12_000, 10_000, marks=NIGHTLY)])
def test_a_report_of_very_many_findings_is_cut_and_counted(tmp_path, monkeypatch, count, most):
    monkeypatch.chdir(tmp_path)
    if count < 12_000:
        monkeypatch.setattr(findings, "_MOST", most)
    rows = "budget_revenue,317\n" * count
    Path("x.csv").write_text(f"indicator,value\n{rows}", encoding="utf-8")
    asked = ("check", "x.csv", "-p", "bac-kan-city/2024", "--unit", "bac-kan-city", "--period", "2024")
    done = checker(*asked, "-o", "xlsx=x.xlsx", "-o", "docx=x.docx")
    assert done.exit_code == 1
    assert f"{count - 1:,} × invalid: Budget revenue\n" in done.stdout
    # The letter tells of targets, and of findings only how many figures they doubt.
    assert Path("x.docx").stat().st_size < 100_000
    book = openpyxl.load_workbook("x.xlsx")
    last = [cell.value for row in book["Findings"].iter_rows(min_row=most) for cell in row if cell.value]
    assert last[-1] == f"{count + 20 - most:,} more are not shown here"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("0\n" * 60_000, "rows 60,000"),
        ("\n" * 60_000 + "0\n" * 60_000, "rows 120,000"),
        (";" * 200_001, "cells 200,001"),
        ('"0"\n' * 60_000, "rows 60,000"),
    ],
    ids=["rows", "blank lines first", "cells", "quoted"],
)
def test_a_table_over_a_limit_is_told_before_it_is_read_to_its_end(tmp_path, text, what):
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    done = checker("check", str(path), "-p", "bac-kan-city/2024", "--unit", "u", "--period", "2024")
    assert done.exit_code == 3
    assert f"error D006: the file is over a limit: {what}" in done.stderr
