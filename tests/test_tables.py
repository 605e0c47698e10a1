"""The same submission in every format that offices send: the same findings, each at its place."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from checker.domain.exit import ExitCode
from tests.command import checker
from tests.examples import some_nightly
from tests.libreoffice import converted

pytestmark = pytest.mark.slow

HEAD = ("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "% so KH")
ROWS = (
    ("I", "KINH TẾ", "", "", "", ""),
    ("1", "Thu ngân sách", "tỷ đồng", 317, 86.6, 0.273),
    ("2", "Tỷ lệ che phủ rừng", "%", 65.5, 0.649, ""),
    ("3", "Số hộ kinh doanh trên địa bàn", "hộ", 4000, "1.89", ""),
    ("4", "Chỉ tiêu lạ", "", "", 5, ""),
)
CODES = ["T004", "D104", "D101"]


def book(path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Biểu 01"
    sheet.append(["BÁO CÁO 6 tháng đầu năm 2024 (số liệu giả định)"])
    sheet.merge_cells("A1:F1")
    sheet.append([])
    sheet.append(HEAD)
    for row in ROWS:
        sheet.append([value if value != "" else None for value in row])
    sheet["E6"].number_format = sheet["F5"].number_format = "0.0%"
    made.save(path)


def text(value: object, *, percent: bool) -> str:
    if percent and isinstance(value, float):
        return f"{value * 100:.1f}%".replace(".", ",")
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def separated(path: Path) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["BÁO CÁO 6 tháng đầu năm 2024 (số liệu giả định)"])
    writer.writerow([])
    writer.writerow(HEAD)
    for row in ROWS:
        writer.writerow([text(value, percent=value in (0.649, 0.273)) for value in row])
    path.write_text(out.getvalue(), "utf-8-sig")


def tree(path: Path) -> None:
    path.write_text(
        "submission: 1\npack: bac-kan-city/2024\nunit: bac-kan-city\nperiod: 2024-H1\nsynthetic: true\nobservations:\n"
        '  Thu ngân sách: {value: "86,6 tỷ đồng", percent_of_plan: "27,3%"}\n  Tỷ lệ che phủ rừng: "64,9%"\n'
        '  Số hộ kinh doanh trên địa bàn: "1.89"\n  Chỉ tiêu lạ: 5\n',
        "utf-8",
    )


PLACES = {
    "xlsx": ["'Biểu 01'!E5", "'Biểu 01'!E7", "'Biểu 01'!B8"],
    "csv": [":5:29", ":7:41", ":8:3"],
    "yaml": [":7:26", ":9:34", ":10:3"],
}


@pytest.mark.parametrize("suffix", some_nightly(("yaml", "csv", "xlsx", "ods", "xls"), "xls".__ne__))
def test_the_same_findings_at_the_right_places(tmp_path, suffix):
    path = tmp_path / f"form.{suffix}"
    match suffix:
        case "xlsx":
            book(path)
        case "csv":
            separated(path)
        case "yaml":
            tree(path)
        case _:
            book(tmp_path / "form.xlsx")
            (path,) = converted(suffix, tmp_path / "out", tmp_path / "form.xlsx")
    done = checker("check", str(path), "-p", "bac-kan-city/2024", "--format", "concise")
    assert done.exit_code == 1, done.everything
    found = {}
    for line in done.stdout.splitlines():
        place, _, rest = line.partition(": ")
        found[rest.split()[1]] = place
    # A row that is no indicator is counted in a form, and told in a file of text.
    codes = tuple("D294" if code == "D101" and suffix != "yaml" else code for code in CODES)
    assert set(codes) <= set(found), done.stdout
    if suffix in PLACES:
        assert [found[code].removeprefix(str(path)).strip() for code in codes] == PLACES[suffix]
    else:
        assert [found[code].rpartition("!")[2] for code in codes] == ["E5", "E7", "B8"]
    assert not set(found) - {*codes, "T007", "T024"}, done.stdout


def test_a_folder_is_read_without_what_excel_leaves_in_it(tmp_path):
    book(tmp_path / "form.xlsx")
    (tmp_path / "~$form.xlsx").write_bytes(b"x")
    (tmp_path / "notes.txt").write_text("nothing", "utf-8")
    (tmp_path / "below").mkdir()
    done = checker("check", str(tmp_path), "-p", "bac-kan-city/2024", "--format", "concise")
    assert "D00" not in done.everything
    assert done.exit_code == 1


def test_a_folder_without_any_is_told(tmp_path):
    done = checker("check", str(tmp_path), "-p", "bac-kan-city/2024")
    assert done.exit_code is ExitCode.NOTHING
    assert str(tmp_path) in done.everything


def test_limits_can_be_raised_and_are_named(tmp_path):
    separated(tmp_path / "form.csv")
    few = checker("check", str(tmp_path / "form.csv"), "-p", "bac-kan-city/2024", "--limit", "rows=2")
    assert (few.exit_code, "rows" in few.everything) == (3, True)
    wrong = checker("check", str(tmp_path / "form.csv"), "--limit", "lines=2")
    assert (wrong.exit_code, "part_bytes" in wrong.everything) == (2, True)


def test_what_was_passed_over_is_counted_and_listed(tmp_path):
    separated(tmp_path / "form.csv")
    arguments = ("check", str(tmp_path / "form.csv"), "-p", "bac-kan-city/2024")
    assert "rows or columns were ignored" in checker(*arguments).stdout
    assert "KINH TẾ" in checker(*arguments, "--format", "json").stdout


def test_a_form_that_does_not_say_its_pack_or_period_names_the_option(tmp_path):
    book(tmp_path / "form.xlsx")
    done = checker("check", str(tmp_path / "form.xlsx"))
    assert (done.exit_code, "--unit" in done.everything) == (3, True)


def test_standard_input(tmp_path):
    separated(tmp_path / "form.csv")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "checker",
            "check",
            "-",
            "--stdin-format",
            "csv",
            "-p",
            "bac-kan-city/2024",
            "--format",
            "concise",
        ],
        input=(tmp_path / "form.csv").read_bytes(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"<stdin>:5:" in done.stdout
