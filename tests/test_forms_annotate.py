"""Marked workbooks and lists of remarks: everything that can be said stands at its place."""

from __future__ import annotations

import csv
import io
import re
import shutil
from functools import cache, lru_cache
from pathlib import Path

import pytest

from checker import pipeline
from checker.assessment import Options, assess
from checker.domain import codes
from checker.domain.axes import Gate, Severity, Verdict
from checker.domain.diagnostic import diagnostic
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.text import message
from checker.engines.direct import DirectEngine
from checker.forms.annotate import annotate
from checker.forms.form import form_of
from checker.forms.remarks import comments_of, remarks_of, tones_of
from checker.forms.sidecar import sidecar
from checker.forms.styles import Tone
from checker.forms.values import values_of
from checker.forms.workbook import workbook
from checker.language import LANGUAGES, Language
from checker.packs.load import load_pack
from checker.readers.form.layout import _CHOOSE, VALUE_PHRASE
from checker.reporters.office.annex import annex_of
from checker.reporters.office.paragraph import short_form
from tests.banned import BANNED
from tests.command import checker
from tests.libreoffice import converted
from tests.made import field, indicator, pack, row, submission, target
from tests.workbooks import ACTUAL, STATUS, filled, opened, rich, rows, saved, submission_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds" / "bac-kan-city"
CITY = str(ROOT / "rules" / "bac-kan-city" / "2024.csv")
VI, EN = Language("vi"), Language("en")
PATH = "report.xlsx"
SHEET = "Biểu 'số' 1"
MARK = "――――――――◆――――――――\n"
RESULTS = "Kết quả kiểm tra"
VALUES: dict[str, str | int | float] = {
    "budget_revenue": 320,
    "retail_sales": "gần 3.700 tỷ đồng",
    "business_households": 4000,
    "forest_cover": 65.5,
    "poverty_rate": 2.1,
    "jobs_created": "khoảng 700",
    "online_services": "1.89",
    "cultural_families": "chưa rõ",
}
"""Made up, so that every verdict occurs."""


def trouble(cell: str, value: str = "x", sheet: str = SHEET):
    return diagnostic(codes.NOT_A_NUMBER, Location(PATH, 0, 0, sheet, cell), value=value)


def marked(data: bytes, *cells: str, language: Language = EN) -> bytes:
    return annotate([], [trouble(cell) for cell in cells], data, PATH, language)


@cache
def returned() -> bytes:
    """Return a form that was filled in."""
    rules = load_pack(CITY)
    return filled(workbook(form_of(rules, Period(2024), rules.unit, VI, "0.0"), VI), VALUES)


@cache
def report():
    return assess(submission_of(returned(), PATH), load_pack(CITY), DirectEngine())


@cache
def checked(language: str = "en") -> bytes:
    return annotate([report()], [], returned(), PATH, Language(language))


@lru_cache(maxsize=4)
def looked_at(data: bytes):
    """Open a workbook once for all that only look at it: to open one takes longer than to mark it."""
    return opened(data)


def comments(data: bytes, sheet: str = SHEET) -> dict[str, str]:
    found = looked_at(data)[sheet]
    return {cell.coordinate: str(cell.comment.text) for row in found.iter_rows() for cell in row if cell.comment}


def colours(data: bytes, sheet: str = SHEET) -> dict[str, str]:
    """Return the fill that our formats give to each cell."""
    found = {}
    for area in looked_at(data)[sheet].conditional_formatting:
        for rule in area.rules:
            if rule.formula == ['"checker"="checker"']:
                fill = rule.dxf.fill.bgColor.rgb if rule.dxf and rule.dxf.fill else ""
                found.update(dict.fromkeys(str(area.sqref).split(), str(fill)))
    return found


GREEN, YELLOW, RED = "FFC6EFCE", "FFFFEB9C", "FFFFC7CE"


# ---- what is said, and where


def test_every_cell_with_a_verdict_has_a_colour_and_a_comment_that_says_why():
    data, places = checked(), {id_: cells[ACTUAL].coordinate for id_, cells in rows(looked_at(checked()).worksheets[0])}
    shown, said = colours(data, "Biểu báo cáo"), comments(data, "Biểu báo cáo")
    verdicts = {result.indicator: result.verdict for result in report().results}
    assert set(verdicts.values()) >= {
        Verdict.EXCEEDED,
        Verdict.MET,
        Verdict.UNMET,
        Verdict.UNDECIDED,
        Verdict.INVALID,
        Verdict.NO_DATA,
    }
    assert shown[places["budget_revenue"]] == GREEN
    assert shown[places["business_households"]] == GREEN
    assert shown[places["poverty_rate"]] == RED
    assert shown[places["cultural_families"]] == RED
    assert set(shown) == set(said)
    assert said[places["budget_revenue"]] == f"{MARK}exceeded; asked for: at least 317 tỷ đồng"
    wrong = said[places["poverty_rate"]]
    assert (
        wrong == f"{MARK}not met; asked for: at most 1.89 %\nWhat to do: explain the shortfall, or correct the figure"
    )
    assert "Error: “1.89” can be read as" in said[places["online_services"]]
    assert all(len(text) <= 300 + len(MARK) and not re.search(r"\b[A-Z]\d{3}\b|`", text) for text in said.values())


def test_an_indicator_without_a_figure_is_marked_where_its_row_stands():
    cells = dict(rows(looked_at(checked()).worksheets[0]))
    said = comments(checked(), "Biểu báo cáo")
    assert "no figure; asked for: " in said[cells["party_admissions"]["TT"].coordinate]
    assert cells["party_admissions"][ACTUAL].coordinate not in said
    # The figure that is said to be missing has a place of its own, not that of the heading.
    assert cells["party_admissions"]["TT"].row != 7
    assert "A7" not in said


def test_a_figure_that_is_not_due_has_no_mark():
    rules = load_pack(CITY)
    form = filled(workbook(form_of(rules, Period(2024, "H1"), rules.unit, VI, "0.0"), VI), {"forest_cover": 60})
    found = assess(submission_of(form, PATH), rules, DirectEngine())
    data = annotate([found], [], form, PATH, EN)
    # What has no figure yet is noted once, at the head of the table.
    assert colours(data, "Biểu báo cáo") == {"A7": "FFDDEBF7"}
    assert "Info: 12 indicators have no figure yet" in comments(data, "Biểu báo cáo")["A7"]


@cache
def results(language: str = "vi", *, codes: bool = False) -> tuple[list[list[str]], dict[str, str | None]]:
    """Return the rows of the sheet of results, without what is empty, and where its links lead."""
    sheet = opened(annotate([report()], [], returned(), PATH, Language(language), codes=codes)).worksheets[-1]
    assert sheet.title == (RESULTS if language == "vi" else "Check results")
    links = {cell.coordinate: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    return [[str(cell.value) for cell in row if cell.value is not None] for row in sheet.iter_rows()], links


def test_the_sheet_of_results_says_first_what_is_to_be_done():
    lines, links = results()
    assert lines[0] == ["KẾT QUẢ KIỂM TRA SỐ LIỆU BÁO CÁO"]
    assert lines[1] == ["Thành phố Bắc Kạn - năm 2024"]
    assert lines[2] == ["Kết luận kiểm tra: CHƯA ĐẠT YÊU CẦU"]
    assert lines[3] == ["Đã đọc 6 số liệu từ cột E, dòng 9-30 của trang “Biểu báo cáo”."]
    assert lines[4] == [short_form(report(), VI)]
    blocking = [one for one in report().findings if one.severity != Severity.INFO]
    assert lines[6] == [f"A. Việc cần làm ({len(blocking)})"]
    assert lines[7] == ["TT", "Ô", "Chỉ tiêu", "Vấn đề", "Cần làm gì"]
    asked = lines[8 : 8 + len(blocking)]
    assert lines[8 + len(blocking)] == []
    # What is wrong in the file, then what is not met: a mistake is no missed target.
    wrong = [one for one in asked if "không phải là số" in one[3] or "có thể đọc là" in one[3]]
    assert asked[: len(wrong)] == wrong
    assert len(wrong) == 2
    assert asked[2][2:4] == [
        "Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ",
        "Không đạt: dưới 3.700 tỷ đồng (chỉ tiêu: từ 3.700 tỷ đồng trở lên)",
    ]
    for number, one in enumerate(asked, 9):
        assert links[f"B{number}"] == f"'Biểu báo cáo'!{one[1]}"
    assert not re.search(BANNED, "\n".join(" ".join(line) for line in lines))


def test_the_sheet_of_results_lists_targets_as_the_annex_does():
    lines, links = results()
    head = lines.index(["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm", "Đã đọc", "% so kế hoạch", "Đánh giá", "Ghi chú", "Ô"])
    table = [one for one in lines[head + 1 :] if re.fullmatch(r"\d+(\.\d+)?", one[0] if one else "")]
    annex = [row for group in annex_of(report(), VI).groups for row in group.rows]
    assert [one[: len(one) - 1] for one in table] == [
        list(filter(None, (row.number, row.title, row.unit, row.plan, row.actual, row.share, row.stands, row.remark)))
        for row in annex
    ]
    assert {f"'Biểu báo cáo'!{one[-1]}" for one in table} <= set(links.values())
    data = checked("vi")
    book = opened(data)
    assert book.worksheets[-1].print_title_rows == f"${head + 1}:${head + 1}"
    assert annotate([report()], [], data, PATH, VI) == data
    # It is written as the office's own sheet is.
    own = book.worksheets[0]["B9"].font
    ours = book.worksheets[-1].cell(head + 3, 1).font
    assert (ours.name, ours.sz) == (own.name, own.sz)


def test_verdicts_have_fills_on_the_sheet_of_results():
    sheet = opened(checked()).worksheets[-1]
    fills = {cell.fill.fgColor.rgb for row in sheet.rows for cell in row if cell.fill.patternType == "solid"}
    assert len(fills) > 1  # that of headings, and those of verdicts


def test_codes_stand_in_a_column_of_their_own_where_they_are_asked_for():
    lines, _ = results(codes=True)
    assert lines[7][-1] == "Mã tra cứu"
    assert lines[8][-1] in ("D109", "D104")
    assert sum(bool(re.fullmatch(r"[A-Z]\d{3}", one[-1])) for one in lines if one) == len(
        [one for one in report().findings if one.severity != Severity.INFO]
    )


def test_where_nothing_is_wrong_there_is_nothing_to_do():
    rules = pack(indicator("revenue"))
    place = Location(PATH, 0, 0, "Biểu báo cáo", "E9")
    value = row("revenue", "400")._replace(location=place)
    sent = submission(value._replace(value=field("400")._replace(location=place)))
    found = assess(sent, rules, DirectEngine())
    data = annotate([found], [], returned(), PATH, VI)
    lines = [str(row[0].value) for row in opened(data).worksheets[-1].iter_rows()]
    assert "Không có việc cần làm." in lines
    assert colours(data, "Biểu báo cáo") == {"E9": GREEN}
    # The sheet of results is no table to read, though it has no list of what to do.
    assert submission_of(data, PATH).observations == submission_of(returned(), PATH).observations


def test_what_to_do_is_said_for_who_has_the_file():
    contest = diagnostic(
        codes.COLUMNS_CONTEST,
        Location(PATH, 0, 0, SHEET, "C1"),
        hint=message(_CHOOSE, letters="C"),
        columns=("C: `TH`", "D: `TH`"),
        what=VALUE_PHRASE,
    )
    (remark,) = remarks_of([], [contest], VI)
    assert remark.remedy
    assert re.findall(BANNED, f"{remark.sentence} {remark.remedy}") == []


def test_a_comment_is_short_and_keeps_what_to_do():
    found = [trouble("C2", "x" * 500), trouble("C2", "y" * 500)]
    said = comments_of(remarks_of([], found, EN), PATH, EN)[SHEET, "C2"]
    assert len(said) <= 300
    assert "What to do: " in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["", "Sheet9"])
def test_a_marked_workbook_reads_as_before(language, name):
    data = checked(language)
    if name:
        book = opened(data)
        book.worksheets[-1].title = name
        data = saved(book)
    before, after = submission_of(returned(), PATH), submission_of(data, PATH)
    assert after.observations == before.observations
    own = name or (RESULTS if language == "vi" else "Check results")
    assert [one.text for one in after.ignored if one not in before.ignored] == [own]


@pytest.mark.parametrize("title", ["KẾT QUẢ KIỂM TRA BÁO CÁO", "KẾT QUẢ KIỂM TRA SỐ LIỆU BÁO CÁO"])
def test_an_office_s_own_sheet_of_results_is_read(title):
    """It has the name, or the title, but not what stands over the columns."""
    book = opened(returned())
    own = book.create_sheet(RESULTS)
    own.append([title])
    own.append(["Chỉ tiêu", "ĐVT", "Thực hiện"])
    own.append(["Thu khác", "tỷ đồng", 5])
    read = submission_of(saved(book), PATH)
    assert [one.indicator for one in read.observations][-1] == "Thu khác"


def test_of_several_targets_each_has_its_own_findings():
    other = target("at_least", "500", assigned_by="HĐND tỉnh")._replace(location=Location("pack.yaml", 9, 5))
    rules = pack(indicator("revenue", others=(other,)))
    place = Location(PATH, 0, 0, SHEET, "C2")
    value = row("revenue", "400")._replace(location=place)
    sent = submission(value._replace(value=field("400")._replace(location=place)))
    found = assess(sent, rules, DirectEngine())
    remarks = remarks_of([found], [], VI)
    assert [(one.indicator, one.verdict, one.code) for one in remarks] == [
        ("C-revenue. Chỉ tiêu revenue", "vượt", ""),
        ("C-revenue. Chỉ tiêu revenue (HĐND tỉnh giao)", "không đạt", "T001"),
    ]
    assert tones_of(remarks, PATH) == {(SHEET, "C2"): Tone.BAD}
    said = comments_of(remarks, PATH, VI)[SHEET, "C2"]
    assert said.index("vượt") < said.index("không đạt") < said.index("Cần làm gì: ")


def test_a_waived_finding_names_its_waiver():
    finding = report().findings[0]._replace(gate=Gate.WAIVED, waiver="dot-1")
    (remark,) = remarks_of([report()._replace(results=(), findings=(finding,))], [], EN)
    assert remark.severity == "waived"
    assert remark.sentence.endswith(" (waived: dot-1)")
    assert remark.tone is Tone.NOTE


def test_a_synthetic_report_says_so():
    made_up = report()._replace(submission=report().submission._replace(synthetic=True))
    sheet = opened(annotate([made_up], [], returned(), PATH, VI)).worksheets[-1]
    assert any("SỐ LIỆU GIẢ ĐỊNH, không" in str(row[0].value) for row in sheet.iter_rows())


def test_texts_of_a_report_never_become_formulas_or_links():
    hostile = ["=1+1", '=HYPERLINK("http://x";"y")', "</t><f>1</f>", "_x0041_", "a\x00b\u202e", "&amp;", "\ud800"]
    found = [trouble("C2", value) for value in hostile]
    data = annotate([], found, rich(), PATH, EN)
    book = opened(data)
    for line in book["Check results"].iter_rows():
        for cell in line:
            assert cell.data_type in ("s", "n", "inlineStr")
            assert cell.hyperlink is None or cell.hyperlink.location == "'Biểu ''số'' 1'!C2"
    assert "Error: “</t><f>1</f>” is not" in comments(data)["C2"]
    assert "“a\\x00b\\u202e”" in comments(data)["C2"]


# ---- beside a file that takes no marks


def test_the_sidecar_has_a_row_for_every_remark():
    remarks = remarks_of([report()], [], VI)
    data = sidecar(remarks, VI)
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert table[0] == ["Vị trí", "Mã thông báo", "Chỉ tiêu được kiểm tra", "Kết luận", "Nhận xét", "Cần làm gì"]
    assert len(table) == len(remarks) + 1
    assert table[1][0].startswith("''Biểu báo cáo'!") or table[1][0].startswith("'Biểu báo cáo'!")


HALF = "2024-H1.yaml"


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in (HALF, "2023.yaml"):
        shutil.copy(SEEDS / name, tmp_path / name)
    Path("old.csv").write_bytes(b"old")
    Path("broken.yaml").write_text("submission: 1\nunit: [\n")
    Path("other.yaml").write_text(f"submission: 1\nunit: x\nperiod: soon\npack: {CITY}\nobservations: {{a: 1}}\n")
    return tmp_path


LINES = [
    ([HALF, "-p", CITY], 0, "2024-H1.checked.csv: written", "2024-H1.checked.csv"),
    ([HALF, "-p", CITY, "-o", "remarks.csv"], 0, "remarks.csv: written", "remarks.csv"),
    ([HALF, "-p", CITY, "-o", "remarks.xlsx"], 2, "`remarks.xlsx` must end in one of: .csv", ""),
    ([HALF, "-p", CITY, "-o", "old.csv"], 2, "`old.csv` is there already", ""),
    ([HALF, "-p", CITY, "-o", "old.csv", "--force"], 0, "old.csv: written", ""),
    ([HALF, "-p", CITY, "-o", "no/such.csv"], 2, "cannot be written", ""),
    ([HALF, "-p", CITY, "--fail-on", "behind"], 1, "written", "2024-H1.checked.csv"),
    ([HALF, "-p", CITY, "--fail-on", "warning"], 4, "written", "2024-H1.checked.csv"),
    ([HALF, "-p", CITY, "--period", "2023"], 3, "D019", "2024-H1.checked.csv"),
    (["2023.yaml", "-p", str(ROOT / "rules/bac-kan-city/2023.csv")], 1, "written", "2023.checked.csv"),
    (["2023.yaml", "-p", str(ROOT / "rules/bac-kan-city/2023.csv"), "--exit-zero"], 0, "written", "2023.checked.csv"),
    (["broken.yaml"], 3, "D003", "broken.checked.csv"),
    (["other.yaml"], 3, "D015", "other.checked.csv"),
    (["nothing.yaml"], 3, "no copy is written", ""),
    ([HALF, "-p", "no/pack"], 2, "P301", ""),
    (["old.csv", "-o", "./old.csv", "--force"], 2, "would write over `./old.csv`, which was read", ""),
    (["-"], 2, "`-` is not one file", ""),
    (["."], 2, "`.` is not one file", ""),
    ([], 2, "`FILE` is missing", ""),
    (["--help"], 0, "--waivers", ""),
]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(("arguments", "code", "said", "left"), LINES, ids=lambda part: str(part)[:70])
def test_a_command_line(arguments, code, said, left, tmp_path):
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = checker("annotate", *arguments)
    assert done.exit_code == code, done.everything
    assert said in done.everything
    assert "Traceback" not in done.everything
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert set(after) - set(before) == ({left} if left else set())
    altered = {name for name in before if before[name] != after[name]}
    assert altered == ({"old.csv"} if "old.csv" in arguments and code == 0 else set())


@pytest.mark.usefixtures("office")
def test_a_sidecar_names_the_line_of_each_figure():
    checker("annotate", HALF, "-p", CITY)
    text = Path("2024-H1.checked.csv").read_bytes().decode("utf-8-sig")
    table = {row[1]: row for row in csv.reader(io.StringIO(text), delimiter=";") if row[1]}
    assert table["T004"][0] == "11:12"
    assert "Budget revenue" in table["T004"][2]
    assert table["T004"][5]


# ---- all the way


def test_libreoffice_opens_forms_and_marked_workbooks(tmp_path):
    rules = load_pack(CITY)
    made = {
        "form.xlsx": workbook(form_of(rules, Period(2024), rules.unit, VI, "0.0"), VI),
        "marked.xlsx": checked("vi"),
        "rich.xlsm": marked(rich(macros=True), "C2", "C3"),
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    for paper in converted("pdf", tmp_path, *(tmp_path / name for name in made)):
        assert paper.read_bytes().startswith(b"%PDF-")


def test_marks_are_replaced_after_another_program_has_saved_the_workbook(tmp_path):
    """LibreOffice forgets who wrote a comment, and joins our words with those of the office."""
    (tmp_path / "sent.xlsx").write_bytes(marked(rich(), "C2", "C3", "G40"))
    (saved_again,) = converted("xlsx:Calc MS Excel 2007 XML", tmp_path / "back", tmp_path / "sent.xlsx")
    back = saved_again.read_bytes()
    data = marked(back, "C2", "G41")
    said, shown, names = comments(data), colours(data), looked_at(data).sheetnames
    assert set(said) == {"A1", "C2", "G41"}
    assert said["C2"].startswith(f"số của đơn vị\n{MARK}Error: ")
    assert said["C2"].count(MARK) == 1
    assert set(shown) == {"C2", "G41"}
    assert names == [SHEET, "Đồ thị", "Biểu 2", "Check results"]


def test_a_form_comes_back_as_it_was_filled_in(tmp_path, monkeypatch):
    """From the empty form to the marked one: what was typed is what is read, judged and kept."""
    monkeypatch.chdir(tmp_path)
    assert checker("template", "-p", CITY, "--period", "2024", "-o", "form.xlsx", "--lang", "vi").exit_code == 0
    Path(PATH).write_bytes(filled(Path("form.xlsx").read_bytes(), VALUES))
    done = checker("check", PATH, "-p", CITY)
    assert done.exit_code == 1, done.everything
    run = pipeline.check([PATH], Options(pack=CITY))
    read = {result.indicator: result.text for result in run.reports[0].results if result.text}
    assert set(read) == set(VALUES)
    done = checker("annotate", PATH, "-p", CITY)
    assert done.exit_code == 1, done.everything
    back = Path("report.checked.xlsx").read_bytes()
    for id_, cells in rows(opened(back).worksheets[0]):
        assert cells[ACTUAL].value == VALUES.get(id_)
        assert cells[STATUS].value == ("chính thức" if id_ in VALUES else None)
    assert values_of(back, ("Check results", "Explanation of targets")) == values_of(Path(PATH).read_bytes())
    assert checker("check", "report.checked.xlsx", "-p", CITY).exit_code == 1
