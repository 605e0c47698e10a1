"""Packs that are tables: they mean what YAML means; what is refused at which cell; where they are found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from checker.domain.axes import Kind
from checker.domain.diagnostic import Diagnostic
from checker.domain.location import Location
from checker.errors import PackError
from checker.packs.catalogue import find, known_packs
from checker.packs.codec import decode, encode
from checker.packs.load import check_pack, load_pack, row_readings
from checker.packs.table import slug_of
from checker.packs.table_headings import COLUMNS
from checker.readers.paths import find_files
from tests.command import checker
from tests.examples import each_row
from tests.test_packs_short_forms import meaning

HEADINGS = [COLUMNS[key][0] for key in ("code", "title", "unit", "words", "group", "frequency", "parent")]
ROWS = [
    ["1", "Thu ngân sách", "tỷ đồng", "phấn đấu thu ngân sách 317 tỷ đồng", "Kinh tế", "", ""],
    ["2", "Tỷ lệ hộ nghèo", "%", "giảm còn 1,89%", "Xã hội", "năm", ""],
    ["3", "Tỷ lệ cơ quan đạt chuẩn văn hóa", "%", "trên 80%", "Xã hội", "năm", ""],
    ["3a", "Trong đó: cơ quan nhà nước đạt chuẩn", "%", "trong đó trên 90%", "Xã hội", "năm", "3"],
    ["4", "Tỷ lệ lao động qua đào tạo", "%", "60-62%", "Xã hội", "năm", ""],
    ["5", "Giữ vững an ninh trật tự", "", "giữ vững an ninh trật tự", "Xã hội", "6 tháng", ""],
]
HEAD = {
    "pack": 1,
    "id": "bang/2024",
    "revision": 1,
    "title": "Chỉ tiêu năm 2024",
    "unit": "bang",
    "year": 2024,
    "documents": {"nq": {"title": "Nghị quyết", "address": "Công báo"}},
    "defaults": {"document": "nq"},
}
AS_YAML = """\
pack: 1
id: bang/2024
revision: 1
title: Chỉ tiêu năm 2024
unit: bang
year: 2024
documents: {nq: {title: Nghị quyết, address: Công báo}}
defaults: {document: nq, kind: ratio, better: higher, frequency: year, unit: "%", group: xa-hoi}
groups: {kinh-te: Kinh tế, xa-hoi: Xã hội}
indicators:
  c1: {code: "1", title: Thu ngân sách, unit: tỷ đồng, kind: flow, group: kinh-te, frequency: month,
       target: {at_least: 317}, source: phấn đấu thu ngân sách 317 tỷ đồng}
  c2: {code: "2", title: Tỷ lệ hộ nghèo, better: lower, target: {at_most: 1.89}, source: "giảm còn 1,89%"}
  c3: {code: "3", title: Tỷ lệ cơ quan đạt chuẩn văn hóa, target: {above: 80}, source: trên 80%}
  c3a: {code: 3a, title: "Trong đó: cơ quan nhà nước đạt chuẩn", parent: c3, target: {above: 90},
        source: trong đó trên 90%}
  c4: {code: "4", title: Tỷ lệ lao động qua đào tạo, target: {between: [60, 62]}, source: 60-62%}
  c5: {code: "5", title: Giữ vững an ninh trật tự, kind: verdict, frequency: half, target: {achieved: true},
       source: giữ vững an ninh trật tự}
"""


def csv_pack(folder: Path, rows: Sequence[Sequence[str]], head: dict[str, Any] | None = None) -> Path:
    """Write a table with its head beside it."""
    path = folder / "rules" / "bang" / "2024.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(";".join(row) + "\n" for row in rows), encoding="utf-8")
    whole = HEAD if head is None else head
    path.with_name("2024.pack.yaml").write_text(yaml.safe_dump(whole, allow_unicode=True), encoding="utf-8")
    return path


def flat(mapping: dict[str, Any], before: str = "") -> list[tuple[str, Any]]:
    rows: list[tuple[str, Any]] = []
    for key, value in mapping.items():
        if isinstance(value, dict):
            rows += flat(value, f"{before}{key}.")
        else:
            rows.append((before + key, value))
    return rows


def workbook(
    folder: Path, rows: Sequence[Sequence[Any]], head: dict[str, Any] | None = None, change: Any = None
) -> Path:
    """Write a workbook of two sheets."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Chỉ tiêu"
    for row in rows:
        sheet.append([cell if cell != "" else None for cell in row])
    second = book.create_sheet("Thông tin")
    for pair in flat(HEAD if head is None else head):
        second.append(pair)
    if change:
        change(book)
    path = folder / "rules" / "bang" / "2024.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def said(path: Path) -> list[tuple[str, str]]:
    """Return codes and places of what is wrong with a pack."""
    _, found = check_pack(str(path))
    return [(one.code.id, place(one)) for one in found]


def place(one: Diagnostic) -> str:
    at = one.location
    return at.cell or f"{at.line}:{at.column}" if at.line else ""


# ---- a table means what YAML means ----------------------------------------------------------


def test_a_table_is_the_pack_that_yaml_is(tmp_path: Path) -> None:
    written = tmp_path / "bang" / "2024.yaml"
    written.parent.mkdir()
    written.write_text(AS_YAML, encoding="utf-8")
    as_yaml = load_pack(str(written), cache=False)
    as_csv = load_pack(str(csv_pack(tmp_path / "c", [HEADINGS, *ROWS])), cache=False)
    as_book = load_pack(str(workbook(tmp_path / "x", [HEADINGS, *ROWS])), cache=False)
    assert meaning(as_csv) == meaning(as_book) == meaning(as_yaml)


FORMS = {
    "ít nhất {n}%": ("at_least", "higher"),
    "từ {n}% trở lên": ("at_least", "higher"),
    "đạt {n}%": ("at_least", "higher"),
    "trên {n}%": ("above", "higher"),
    "không quá {n}%": ("at_most", "lower"),
    "dưới {n}%": ("below", "lower"),
    "giảm còn {n}%": ("at_most", "lower"),
    "duy trì {n}%": ("keep", "higher"),
    "đúng {n}%": ("equal", "neither"),
}


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(sorted(FORMS)), st.decimals("0.1", "99.9", places=1)), min_size=1, max_size=6
    )
)
def test_any_table_compiles_to_the_plan_of_its_yaml(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, Decimal]]
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    table = [["Mã", "Chỉ tiêu", "ĐVT", "Mục tiêu", "Nhóm", "Chiều"]]
    indicators = {}
    for number, (words, value) in enumerate(rows, 1):
        comparator, better = FORMS[words]
        text = words.format(n=str(value).replace(".", ","))
        stated = "cao" if "đạt" in words or "duy trì" in words else ""
        table.append([f"B{number}", f"Tỷ lệ mục {number}", "%", text, "G", stated])
        indicators[f"b{number}"] = {
            "code": f"B{number}", "title": {"vi": f"Tỷ lệ mục {number}", "en": f"Tỷ lệ mục {number}"}, "unit": "%",
            "kind": "ratio", "better": better, "group": "g", "target": {comparator: float(value)},
            "source": {"document": "nq", "clause": text},
        }  # fmt: skip
    short = {**HEAD, "groups": {"g": "G"}, "indicators": indicators}
    path = folder / "bang" / "2024.yaml"
    path.parent.mkdir()
    path.write_text(yaml.safe_dump(short, allow_unicode=True, sort_keys=False), encoding="utf-8")
    wanted = meaning(load_pack(str(path), cache=False))
    assert meaning(load_pack(str(csv_pack(folder, table)), cache=False)) == wanted


def test_places_are_those_of_table_and_head(tmp_path: Path) -> None:
    head = {**HEAD, "checks": {"one": {"never_falling": "c1"}}}
    path = csv_pack(tmp_path, [HEADINGS, *ROWS], head)
    pack = load_pack(str(path), cache=False)
    assert pack.indicator("c2").location == Location(str(path), 3, 1)
    assert pack.indicator("c2").target.location == Location(str(path), 3, 20)  # type: ignore[union-attr]
    assert pack.checks[0].location.path == str(path.with_name("2024.pack.yaml"))
    kept = decode(json.loads(json.dumps(encode(pack))), str(path), pack.sha256)
    assert repr(kept) == repr(pack)
    book = load_pack(str(workbook(tmp_path / "x", [HEADINGS, *ROWS])), cache=False)
    assert str(book.indicator("c2").location).endswith("'Chỉ tiêu'!A3")
    kept = decode(json.loads(json.dumps(encode(book))), book.path, book.sha256)
    assert repr(kept) == repr(book)


def test_a_table_that_was_seen_comes_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(tmp_path / "cache"))
    path = csv_pack(tmp_path, [HEADINGS, *ROWS])
    first = load_pack(str(path))
    monkeypatch.setattr("checker.packs.table_tree.read_table", None)
    assert load_pack(str(path)) == first
    head = path.with_name("2024.pack.yaml")
    head.write_text(head.read_text(encoding="utf-8").replace("revision: 1", "revision: 2"), encoding="utf-8")
    with pytest.raises(TypeError):
        load_pack(str(path))


def test_the_head_says_more_of_a_row(tmp_path: Path) -> None:
    more = {
        "c1": {"pace": "none", "title": {"en": "Revenue"}, "source": {"document": "nq"}, "target": {"stretch": 400}}
    }
    pack = load_pack(str(csv_pack(tmp_path, [HEADINGS, *ROWS], {**HEAD, "indicators": more})), cache=False)
    one = pack.indicator("c1")
    assert [one.pace.rule.value, one.title.en, str(one.target and one.target.stretch)] == ["none", "Revenue", "400"]
    for wrong, code in (
        ({"c1": {"unit": "đồng"}}, "P269"),
        ({"c9": {}}, "P270"),
        ({"c1": {"target": {"above": 3}}}, "P106"),
    ):
        assert code in [one for one, _ in said(csv_pack(tmp_path, [HEADINGS, *ROWS], {**HEAD, "indicators": wrong}))]


def test_a_further_row_of_a_code_is_what_another_office_set(tmp_path: Path) -> None:
    headings = [*HEADINGS, "Cấp giao"]
    rows = [[*ROWS[0], "HĐND xã"], ["1", "Thu ngân sách", "tỷ đồng", "320 tỷ đồng", "Kinh tế", "", "", "UBND huyện"]]
    pack = load_pack(str(csv_pack(tmp_path, [headings, *rows])), cache=False)
    (one,) = pack.indicators
    assert [(rule.assigned_by, str(rule.number)) for rule in (one.target, *one.others) if rule] == [
        ("HĐND xã", "317"), ("UBND huyện", "320"),
    ]  # fmt: skip
    assert said(csv_pack(tmp_path, [headings, rows[0], rows[0]])) == [("P208", "3:1")]


# ---- what is refused, and where -------------------------------------------------------------

WRONG = [
    (0, 3, "Muc tieu", [("P262", "1:1"), ("P261", "1:17")]),
    (0, 4, "Mã", [("P261", "1:26")]),
    (1, 3, "gần 317 tỷ đồng", [("P265", "2:25")]),
    (1, 3, "\u202e317 tỷ đồng", [("P264", "2:25")]),
    (1, 3, "", [("P263", "2:1")]),
    (1, 2, "tỉ đồg", [("P265", "2:17")]),
    (2, 5, "thế kỷ", [("P013", "3:42")]),
    (4, 6, "33", [("P204", "5:72")]),
    (5, 0, "1", [("P208", "6:1")]),
]


@each_row(("row", "column", "text", "told"), WRONG)
def test_what_is_wrong_is_told_at_its_cell(
    tmp_path: Path, row: int, column: int, text: str, told: list[tuple[str, str]]
) -> None:
    rows = [list(one) for one in (HEADINGS, *ROWS)]
    rows[row][column] = text
    assert said(csv_pack(tmp_path, rows)) == told


ASKING = [("direction", "P266", "Tỷ lệ mục A", "%", "12%"), ("kind", "P267", "Mục A", "ha", "từ 12 ha trở lên")]


@pytest.mark.parametrize(("what", "code", "title", "unit", "words"), ASKING)
def test_what_is_open_is_asked_for_at_the_words(
    tmp_path: Path, what: str, code: str, title: str, unit: str, words: str
) -> None:
    table = [HEADINGS[:5], ["1", title, unit, words, "G"]]
    assert [one for one, _ in said(csv_pack(tmp_path / what, table))] == [code]


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    rows = [list(one) for one in (HEADINGS, *ROWS)]
    rows[1][3], rows[2][3], rows[3][5] = "gần 317 tỷ đồng", "giảm 1,5%", "tuần"
    rows[4].append("thừa")
    assert [code for code, _ in said(csv_pack(tmp_path, rows))] == ["P265", "P268", "P013", "P264"]


def test_heads_that_are_missing_or_wrong(tmp_path: Path) -> None:
    path = csv_pack(tmp_path, [HEADINGS, *ROWS])
    head = path.with_name("2024.pack.yaml")
    head.write_text("- a\n", encoding="utf-8")
    assert said(path) == [("P012", "1:1")]
    head.write_text("a: [\n", encoding="utf-8")
    assert [code for code, _ in said(path)] == ["P003"]
    head.unlink()
    assert said(path) == [("P272", "")]
    path.write_text("", encoding="utf-8")
    assert [code for code, _ in said(path)] == ["P007"]
    assert said(workbook(tmp_path / "x", [HEADINGS, *ROWS], change=lambda book: book.remove(book["Thông tin"]))) == [
        ("P272", "")
    ]
    with_year = {**HEAD, "year": "nineteen"}
    assert said(workbook(tmp_path / "x", [HEADINGS, *ROWS], with_year)) == [("P012", "B6")]


def hide(book: Workbook) -> None:
    book["Chỉ tiêu"].row_dimensions[3].hidden = True


def merge(book: Workbook) -> None:
    book["Chỉ tiêu"].merge_cells("E3:E4")


def compute(book: Workbook) -> None:
    book["Chỉ tiêu"]["D2"] = "=1+1"


def percent(book: Workbook) -> None:
    cell = book["Chỉ tiêu"]["D3"]
    cell.value, cell.number_format = 0.8, "0%"


def third(book: Workbook) -> None:
    book.create_sheet("Ghi chú")["A1"] = "x"


def head_row(*cells: Any) -> Any:
    return lambda book: book["Thông tin"].append(cells)


HIDDEN = [
    (hide, "P264", "A3"),
    (merge, "P264", "E3"),
    (percent, "P264", "D3"),
    (third, "P260", ""),
    (head_row("title", "Hai"), "P273", "A10"),
    (head_row("title.vi", "Hai"), "P273", "A10"),
    (head_row("note"), "P273", "A10"),
    (head_row("note", "x", "y"), "P273", "C10"),
    (head_row("units", "[hộ"), "P273", "B10"),
    (head_row("a.b.c.d.e.f.g.h", "x"), "P273", "A10"),
]


@each_row(("change", "code", "at"), HIDDEN)
def test_a_cell_that_may_show_something_else_is_refused(tmp_path: Path, change: Any, code: str, at: str) -> None:
    found = said(workbook(tmp_path, [HEADINGS, *ROWS], change=change))
    assert found[0] == (code, at)


def test_numbers_in_a_workbook_are_what_they_show(tmp_path: Path) -> None:
    rows = [[1.1, "Thu ngân sách", "tỷ đồng", 317.5, "Kinh tế"], [2, "Thu thuế", "tỷ đồng", 3700, "Kinh tế"]]
    pack = load_pack(
        str(workbook(tmp_path, [HEADINGS[:5], *rows], change=head_row("units", "[sản phẩm]"))), cache=False
    )
    assert [(one.id, one.code, one.target and one.target.number) for one in pack.indicators] == [
        ("c1-1", "1.1", Decimal("317.5")), ("c2", "2", Decimal(3700)),
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0", b"no zip", b""])
def test_broken_workbooks_are_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "2024.xlsx"
    path.write_bytes(data)
    pack, found = check_pack(str(path))
    assert pack is None
    assert found


PIECES = st.sampled_from(
    [
        "",
        ";",
        "\n",
        '"',
        "3.700",
        "65,5",
        "3.7.5",
        "không quá ",
        "giảm ",
        "%",
        "tỷ",
        "1-2",
        "\t",
        "\0",
        "năm 2025",
        "[",
        "{",
    ]
)
EDITS = st.lists(st.tuples(st.integers(0, 600), st.integers(0, 12), PIECES), max_size=4)


@given(table=EDITS, head=EDITS)
def test_any_edit_gives_a_pack_or_located_errors(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[int, int, str]], head: list[tuple[int, int, str]]
) -> None:
    path = csv_pack(tmp_path_factory.mktemp("edit"), [HEADINGS, *ROWS])
    for file, edits in ((path, table), (path.with_name("2024.pack.yaml"), head)):
        text = file.read_text(encoding="utf-8")
        for at, cut, piece in edits:
            text = text[:at] + piece + text[at + cut :]
        file.write_text(text, encoding="utf-8", newline="")
    pack, found = check_pack(str(path))
    assert pack is not None or any(one.severity == "error" for one in found)
    assert all(one.location.path.startswith(str(path.parent)) for one in found)


def test_a_row_of_which_no_cell_has_a_heading_is_told(tmp_path: Path) -> None:
    path = csv_pack(tmp_path, [HEADINGS, *ROWS, (*[""] * len(HEADINGS), "thừa")])
    pack, found = check_pack(str(path))
    assert pack is None
    assert [one.code.id for one in found] == ["P264"]


# ---- where they are found -------------------------------------------------------------------


def test_tables_are_found_by_id_and_heads_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = csv_pack(tmp_path, [HEADINGS, *ROWS])
    assert "bang/2024" in known_packs()
    assert not [one for one in known_packs() if "pack" in one.rpartition("/")[2]]
    assert find("bang/2024") == str(path.relative_to(tmp_path))
    assert find("rules/bang/2024.pack.yaml") == "rules/bang/2024.csv"
    with pytest.raises(PackError) as raised:
        load_pack("rules/bang/2025.pack.yaml")
    assert [one.code.id for one in raised.value.diagnostics] == ["P001"]


@pytest.mark.parametrize("other", ["2024.yaml", "2024.yml", "2024.xlsx"])
def test_two_files_of_one_id_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    monkeypatch.chdir(tmp_path)
    path = csv_pack(tmp_path, [HEADINGS, *ROWS])
    path.with_name(other).write_bytes(b"x")
    for name in ("bang/2024", "rules/bang/2024.csv", f"rules/bang/{other}", "rules/bang/2024.pack.yaml"):
        _, found = check_pack(name)
        assert [one.code.id for one in found] == ["P271"], name
    assert checker("lint", "bang/2024").exit_code == 2


def test_a_table_of_targets_is_no_submission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    csv_pack(tmp_path, [HEADINGS, *ROWS])
    workbook(tmp_path / "x", [HEADINGS, *ROWS])
    (tmp_path / "report.csv").write_text("a;b\n", encoding="utf-8")
    beside = tmp_path / "else" / "2024.csv"
    beside.parent.mkdir()
    beside.write_text("a;b\n", encoding="utf-8")
    beside.with_name("2024.pack.yaml").write_text("pack: 1\n", encoding="utf-8")
    assert find_files(["."]).files == ("./report.csv",)
    found = find_files(["rules/bang/2024.csv"])
    assert (found.files, [one.code.id for one in found.diagnostics]) == ((), ["D025"])
    assert checker("check", "rules/bang/2024.csv").exit_code == 3


def test_a_submission_is_judged_by_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    csv_pack(tmp_path, [HEADINGS, *ROWS])
    (tmp_path / "r.csv").write_text(
        "unit,period,indicator,value\nbang,2024,c1,320\nbang,2024,c2,1.89\nbang,2024,c3,80\n", encoding="utf-8"
    )
    done = checker("check", "-p", "bang/2024", "r.csv", "--lang", "en")
    assert "T001 Tỷ lệ cơ quan đạt chuẩn văn hóa is not met: 80 %, target: above 80 %" in done.everything
    assert done.everything.count("T001") == 1
    assert checker("template", "-p", "bang/2024", "--period", "2024", "-o", "form.xlsx").exit_code == 0


@pytest.mark.parametrize(("language", "shown"), [("en", "the title says “hộ nghèo”"), ("vi", "số cộng dồn")])
def test_explain_shows_what_followed_from_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, shown: str
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [[*ROWS[1][:3], "1,89%", *ROWS[1][4:]], ROWS[0]]
    csv_pack(tmp_path, [HEADINGS, *rows])
    done = checker("explain", "bang/2024", "--lang", language)
    assert shown in done.everything
    assert "at_most: 1.89: “1,89%”" in done.everything
    assert row_readings("rules/bang/2024.csv")[1].read.kind == Kind.FLOW
    assert row_readings(str(Path(__file__).parent / "packs" / "bac-kan-city" / "2024.yaml")) == ()


def test_a_slug_is_an_identifier() -> None:
    assert [slug_of(text) for text in ("BK24-01", "1.2", "Xã hội", "Đ/c", "8a")] == [
        "bk24-01", "c1-2", "xa-hoi", "d-c", "c8a",
    ]  # fmt: skip
