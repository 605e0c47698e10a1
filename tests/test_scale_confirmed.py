"""Doubted figures that an office confirms, by words or a column, in rows and in forms."""

# ruff: noqa: S608 - paths that the tests make

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import openpyxl
import pytest
import yaml

from checker.assessment import Options
from checker.domain.axes import Gate, Matter
from checker.domain.period import Period
from checker.errors import SubmissionError
from checker.pipeline import check
from tests.command import checker
from tests.examples import each_row, some_nightly
from tests.libreoffice import converted
from tests.test_scale import CONFIRMED, DATE, DOUBTED, ENVELOPE, SCALE, flow, in_columns, one_by_one, written

pytestmark = pytest.mark.slow


def test_what_is_doubted_blocks_until_it_is_confirmed(tmp_path):
    pack, path = written(tmp_path, flow("{at_least: 317}"), "2024", ["317", "3170"])
    assert [(one.submission.unit, one.exit.code) for one in check([path], Options(pack=pack)).reports] == [
        ("u0", 0),
        ("u1", 1),
    ]
    text = (
        Path(path)
        .read_text(encoding="utf-8")
        .replace("value\n", "value,note\n")
        .replace("3170\n", "3170,đã kiểm tra\n")
    )
    Path(path).write_text(text.replace("317\n", "317,\n"), encoding="utf-8")
    reports = check([path], Options(pack=pack)).reports
    assert [(one.submission.unit, one.exit.code) for one in reports] == [("u0", 0), ("u1", 0)]
    (found,) = [one for one in reports[1].findings if one.code.id in DOUBTED]
    assert (found.code.id, found.matter, found.gate) == (CONFIRMED, Matter.CONFIRMED, Gate.PASS)
    Path(pack).write_text(Path(pack).read_text(encoding="utf-8") + "gate: {confirmed: fail}\n", encoding="utf-8")
    assert check([path], Options(pack=pack)).exit_code == 1


# What stands in the columns `confirmed` and `note` beside a doubted figure, and whether it is then confirmed.
BESIDE = [
    ("", "", False),
    ("x", "", True),
    ("X", "", True),
    ("Có", "", True),
    ("true", "", True),
    ("1", "", True),
    ("đã kiểm tra", "", True),
    ("chưa", "", False),
    ("0", "", False),
    ("false", "", False),
    ("Nguyễn Văn A", "", False),
    ("", "đã kiểm tra", True),
    ("", "Số liệu ĐÃ  KIỂM TRA với Kho bạc", True),
    ("", "đã kiểm tra", True),
    ("", "đã kiểm tra; tăng do dự án mới", True),
    ("", "chưa kiểm tra", False),
    ("", "đã kiểm tra chưa", False),
    ("", "đã kiểm tra?", False),
    ("", "đã kiểm tra, không khớp", False),
    ("", "đã kiểm tracking", False),
    ("", "checked", False),
    ("chưa", "đã kiểm tra", True),
]


@pytest.mark.parametrize(("first", "second"), [("confirmed", "note"), ("Đã kiểm tra", "Ghi chú")])
def test_words_beside_a_figure(tmp_path, first, second):
    pack, path = written(tmp_path, flow("{at_least: 317}"), "2024", ["3170"] * len(BESIDE))
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    beside = [f'{confirmed},"{note}"' for confirmed, note, _ in BESIDE]
    rows = [f"{line},{more}" for line, more in zip(lines, [f"{first},{second}", *beside], strict=True)]
    Path(path).write_text("\n".join(rows) + "\n", encoding="utf-8")
    expected = {f"u{place}": CONFIRMED if told else SCALE for place, (*_, told) in enumerate(BESIDE)}
    assert one_by_one(pack, path) == expected
    assert in_columns(tmp_path, pack, path) == expected
    stored = tmp_path / "rows.parquet"
    with duckdb.connect() as database:
        database.execute(f"COPY (SELECT * FROM read_csv('{path}', all_varchar = true)) TO '{stored}' (FORMAT parquet)")
    assert in_columns(tmp_path, pack, str(stored)) == expected


def test_one_of_the_two_columns_is_enough(tmp_path):
    pack, path = written(tmp_path, flow("{at_least: 317}"), "2024", ["3170", "45292"])
    text = Path(path).read_text(encoding="utf-8")
    Path(path).write_text(
        text.replace("value\n", "value,confirmed\n").replace("3170\n", "3170,x\n").replace("92\n", "92,\n")
    )
    assert in_columns(tmp_path, pack, path) == one_by_one(pack, path) == {"u0": CONFIRMED, "u1": DATE}


@pytest.mark.parametrize("header", ["confirmed,Đã kiểm tra", "note,Ghi chú"])
def test_two_columns_of_one_meaning_are_refused_in_columns(tmp_path, header):
    pack, path = written(tmp_path, flow("{at_least: 317}"), "2024", ["1"])
    Path(path).write_text(f"unit,period,indicator,value,{header}\nu0,2024,a,3170,x,\n", encoding="utf-8")
    with pytest.raises(SubmissionError) as caught:
        in_columns(tmp_path, pack, path)
    assert [one.code.id for one in caught.value.diagnostics] == ["D271"]


def test_a_truth_as_postgresql_writes_it_confirms(tmp_path):
    pack, path = written(tmp_path, flow("{at_least: 317}"), "2024", ["3170", "3171"])
    text = Path(path).read_text(encoding="utf-8").replace("value\n", "value,confirmed\n")
    Path(path).write_text(text.replace("3170\n", "3170,t\n").replace("3171\n", "3171,f\n"), encoding="utf-8")
    assert in_columns(tmp_path, pack, path) == {"u0": CONFIRMED, "u1": SCALE}


def test_a_stored_truth_confirms(tmp_path):
    pack, _ = written(tmp_path, flow("{at_least: 317}"), "2024", ["3170", "3170"])
    stored = tmp_path / "rows.parquet"
    with duckdb.connect() as database:
        database.execute(
            "COPY (SELECT unit, '2024' AS period, 'a' AS indicator, 3170 AS value, sure AS confirmed "
            f"FROM (VALUES ('u0', true), ('u1', false)) t(unit, sure)) TO '{stored}' (FORMAT parquet)"
        )
    assert in_columns(tmp_path, pack, str(stored)) == {"u0": CONFIRMED, "u1": SCALE}


@each_row(
    ("row_", "code", "words"),
    [
        ('{value: "86600", confirmed: true}', CONFIRMED, "confirmed: true"),
        ('{value: "86600", confirmed: "có"}', CONFIRMED, "confirmed: có"),
        ('{value: "86600", confirmed: false}', SCALE, None),
        ('{value: "86600", confirmed: ""}', SCALE, None),
        ('{value: "86600", note: "Đã kiểm tra ngày 5/7"}', CONFIRMED, "Đã kiểm tra ngày 5/7"),
        ('{value: "45292", confirmed: true}', CONFIRMED, "confirmed: true"),
        ('{value: "45292", note: "ngày 5/7"}', DATE, None),
    ],
)
@each_row("suffix", ["yaml", "json"])
def test_a_row_of_a_text_file_is_confirmed(tmp_path, row_, code, words, suffix):
    text = f"{ENVELOPE}  budget_revenue: {row_}\n"
    path = tmp_path / f"report.{suffix}"
    if suffix == "json":
        text = json.dumps(yaml.safe_load(text), ensure_ascii=False)
    path.write_text(text, encoding="utf-8")
    document = json.loads(checker("check", str(path), "--format", "json", "--lang", "vi").stdout)
    found = [one for one in document["reports"][0]["findings"] if one["code"] in DOUBTED]
    assert [one["code"] for one in found] == [code]
    assert words is None or f"“{words}”" in found[0]["message"]


def test_an_unknown_word_under_confirmed_is_told(tmp_path):
    path = tmp_path / "report.yaml"
    path.write_text(ENVELOPE + '  budget_revenue: {value: "86,6", confirmed: maybe}\n', encoding="utf-8")
    done = checker("check", str(path))
    assert (done.exit_code, "D013" in done.everything, "report.yaml:6:46" in done.everything) == (1, True, True)


def form(path: Path, figure: object, **beside: object) -> str:
    """Write a form with one figure, as a workbook or CSV, and return its path."""
    heads = ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", "Thực hiện 6 tháng năm 2024", *beside]
    cells = ["1", "Thu ngân sách", "tỷ đồng", 317, figure, *beside.values()]
    if path.suffix == ".csv":
        path.write_text("\n".join(";".join(map(str, line)) for line in (heads, cells)) + "\n", encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        sheet = book.create_sheet("Biểu 01", 0)
        for line in (heads, cells):
            sheet.append(line)
        book.save(path)
    return str(path)


def told(path: str) -> list[tuple[str, str | int]]:
    options = Options(pack="bac-kan-city/2024", unit="bac-kan-city", period=Period(2024, "H1"))
    (report,) = check([path], options).reports
    found = [one for one in report.findings if one.code.id in DOUBTED and one.location]
    return [(one.code.id, one.location.cell or one.location.line) for one in found if one.location]


@pytest.mark.parametrize("name", ["bieu.xlsx", "bieu.csv"])
def test_forms(tmp_path, name):
    def found(figure, **beside):
        return told(form(tmp_path / name, figure, **beside))

    place = 2 if name.endswith("csv") else "E2"
    assert found(87) == []
    assert found(86600) == [(SCALE, place)]
    assert found(45329) == [(DATE, place)]
    assert found(86600, **{"Đã kiểm tra": "x"}) == [(CONFIRMED, place)]
    assert found(45329, **{"Đã kiểm tra": "chưa", "Ghi chú": "Đã kiểm tra với Kho bạc"}) == [(CONFIRMED, place)]
    assert found(86600, **{"Ghi chú": "chưa kiểm tra"}) == [(SCALE, place)]


@pytest.mark.parametrize("suffix", some_nightly(("ods", "xls"), "xls".__eq__))
def test_a_form_in_the_other_types_of_workbooks(tmp_path, suffix):
    made = form(tmp_path / "bieu.xlsx", 45329, **{"Đã kiểm tra": "chưa"})
    (path,) = converted(suffix, tmp_path, Path(made))
    assert told(str(path)) == [(DATE, "E2")]


def test_a_workbook_says_by_which_words(tmp_path):
    path = form(tmp_path / "bieu.xlsx", 86600, **{"Đã kiểm tra": True})
    arguments = ("check", path, "-p", "bac-kan-city/2024", "--period", "2024-H1", "--lang")
    said = " ".join(checker(*arguments, "vi").stdout.split())
    assert "đã được xác nhận: “Đã kiểm tra: TRUE”" in said


def test_two_columns_that_say_whether_figures_were_checked_are_refused(tmp_path):
    path = tmp_path / "bieu.csv"
    path.write_text("Chỉ tiêu;Thực hiện;Đã kiểm tra;confirmed\nThu ngân sách;86600;x;\n", encoding="utf-8")
    done = checker("check", str(path), "-p", "bac-kan-city/2024", "--period", "2024-H1")
    assert (done.exit_code, "D253" in done.everything) == (3, True)
