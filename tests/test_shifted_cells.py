"""Rows whose cells are shifted, cut or too many: nothing of them is read, and nothing of a file is lost silently.

All figures are made up.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.bulk.separated import separated
from checker.bulk.sources import InputSource
from checker.domain.axes import Severity
from checker.domain.period import Period
from checker.domain.submission import Figure, Unreadable
from checker.errors import SubmissionError
from checker.packs.load import load_pack
from checker.readers.cells.limits import ReadLimits
from checker.readers.cells.separated import named_delimiter
from checker.readers.form.form import EnvelopeOptions, read_form
from checker.readers.grid import Range
from checker.readers.tables import read_tables
from tests.cells import ListSheet, grid
from tests.command import checker
from tests.examples import each_row, examples, some_nightly
from tests.office import Office, indicator
from tests.test_bulk_inputs import judged

pytestmark = pytest.mark.slow

ASKED = EnvelopeOptions(unit="xa", period=Period(2024), locale="vi")
LONG = EnvelopeOptions(locale="vi")
INDICATORS = indicator("thu", kind="stock", more="target: {at_least: 100}\npace: none") + indicator(
    "chi", kind="stock", better="lower", more="target: {at_most: 50}\npace: none"
)


class Told(NamedTuple):
    """What became of a row: its figure, or the code of what is wrong; and where."""

    said: str
    place: str


def outcome(submissions):
    """Return what became of each row, and the codes of what else was told, with their places."""
    rows, told = {}, []
    for submission in submissions:
        for row in submission.observations:
            field = row.value
            if field is None:
                rows[row.indicator] = Told("", _at(row.location))
                continue
            match field.reading:
                case Figure(interval):
                    said = str(interval.lo)
                case Unreadable(trouble):
                    said = trouble.code.id
                case _:
                    said = field.text
            rows[row.indicator] = Told(said, _at(field.location))
        told += [Told(wrong.code.id, _at(wrong.location)) for wrong in submission.troubles]
    return rows, told


def _at(place):
    return place.cell or f"{place.line}:{place.column}"


def of_text(text, asked=ASKED, suffix=".csv"):
    return outcome(read_tables(f"rows{suffix}", asked, ReadLimits(), data=text.encode(), suffix=suffix))


def refused(text, asked=ASKED):
    with pytest.raises(SubmissionError) as caught:
        read_tables("rows.csv", asked, ReadLimits(), data=text.encode(), suffix=".csv")
    return [Told(wrong.code.id, _at(wrong.location)) for wrong in caught.value.diagnostics]


PLAIN = "Chỉ tiêu,ĐVT,Thực hiện\n"
PLANNED = "Chỉ tiêu,ĐVT,Kế hoạch,Thực hiện\n"
NOTED = "Chỉ tiêu,ĐVT,Kế hoạch,Thực hiện,Ghi chú\n"
NOTED_BY_SEMICOLONS = NOTED.replace(",", ";")
RATED = "Chỉ tiêu,ĐVT,Kế hoạch,Thực hiện,% so KH\n"
ROWS = [
    # A file of commas; what becomes of its row `Thu`, and where.
    (PLAIN + "Thu,tỷ đồng,12\n", "12", "2:13"),
    (PLAIN + 'Thu,tỷ đồng,"12,5"\n', "12.5", "2:13"),
    # More cells than the header, first of all by a comma that nobody quoted.
    (PLAIN + "Thu,tỷ đồng,12,5\n", "D135", "2:16"),
    (PLAIN + "Thu,tỷ đồng,12,0\n", "D135", "2:16"),
    (PLAIN + "Chi,tỷ đồng,3\nThu,tỷ đồng,12,5\nVốn,tỷ đồng,4\n", "D135", "3:16"),
    (PLAIN + 'Thu,tỷ đồng,"12","5"\n', "D135", "2:18"),
    (PLAIN + "Thu,tỷ đồng,12,,,muộn\n", "D135", "2:18"),
    (PLAIN + "Thu,tỷ đồng,,12\n", "D135", "2:14"),
    (PLANNED + "Thu,tỷ đồng,12,5,13\n", "D135", "2:18"),
    (PLANNED + "Thu,tỷ đồng,12,5,13,4\n", "D135", "2:18"),
    (RATED + "Thu,tỷ đồng,12,13,108,3\n", "D135", "2:23"),
    # The decimals of the percentage became the note.
    (RATED.replace("\n", ",Ghi chú\n") + 'Thu,tỷ đồng,12,"13,5",108,3\n', "D136", "2:27"),
    (RATED.replace("\n", ",Ghi chú\n") + 'Thu,tỷ đồng,12,"13,5","108,3",3 xã\n', "13.5", "2:16"),
    # No loss: trailing delimiters, and cells that Excel leaves out at the end of a row.
    (PLAIN + "Thu,tỷ đồng,12,,,\n", "12", "2:13"),
    (PLAIN.replace("\n", ",,\n") + "Thu,tỷ đồng,12,,\n", "12", "2:13"),
    (NOTED + "Thu,tỷ đồng,12,13\nChi,tỷ đồng,3,4,ước\n", "13", "2:16"),
    # A heading less than there are cells.
    (PLAIN.replace("\n", ",\n") + "Thu,tỷ đồng,12,5\n", "D136", "2:16"),
    (PLANNED.replace("\n", ",\n") + "Thu,tỷ đồng,12,5,13\n", "D136", "2:18"),
    # The decimals became the note.
    (NOTED + "Thu,tỷ đồng,317,286,6,\n", "D136", "2:21"),
    (NOTED + "Thu,tỷ đồng,317,286,6\n", "D136", "2:21"),
    (NOTED + "Thu,tỷ đồng,,286,6 tỷ đồng\n", "D136", "2:18"),
    (NOTED + "Thu,%,,12,5%\n", "D136", "2:11"),
    (NOTED + "Thu,tỷ đồng,12,5,13\n", "D136", "2:18"),
    (NOTED + "Thu,tỷ đồng,1,300.5,950.7\n", "D136", "2:21"),
    (NOTED + "Thu,tỷ đồng,1.317,1.286,6\n", "D136", "2:25"),
    (NOTED + 'Thu,tỷ đồng,317,"286,6",6\n', "286.6", "2:17"),
    (NOTED + "Thu,tỷ đồng,317,286,năm 2023 là 6\n", "286", "2:17"),
    (NOTED + "Thu,tỷ đồng,317,286,3 xã\n", "286", "2:17"),
    (NOTED.replace("Ghi chú", "Đánh giá") + "Thu,tỷ đồng,317,286,6\n", "D136", "2:21"),
    ("Chỉ tiêu,Ghi chú,Thực hiện\nThu,286,6\n", "D136", "2:5"),
    ("Chỉ tiêu,Thực hiện,Cơ quan\nThu,286,6\nChi,5,Phòng Tài chính\n", "D136", "2:9"),
    ("Chỉ tiêu,Thực hiện,Cơ quan\nThu,286,6\nChi,5,7\n", "286", "2:5"),
    # The decimals became a code, a row number, a day, a source or the mark of a check.
    *(
        (f"Chỉ tiêu,Thực hiện,{heading}\nThu,86,6\nChi,5,{other}\n", "D136", "2:8")
        for heading, other in [
            ("Mã", "A3"),
            ("Mã", ""),
            ("STT", "II"),
            ("Thứ tự", ""),
            ("Ngày", "30/6/2024"),
            ("Ngày", ""),
            ("Biểu", "02a"),
            ("Phụ lục", "I"),
            ("Nguồn số liệu", "Cục Thống kê"),
            ("Đã kiểm tra", "x"),
            ("Đã kiểm tra", "1"),
            ("confirmed", ""),
        ]
    ),
    ("Chỉ tiêu,Thực hiện,Đã kiểm tra\nThu,86,1\nChi,5,x\n", "86", "2:5"),
    ("Chỉ tiêu,Thực hiện,Đã kiểm tra\nThu,86,1\nChi,5,0\n", "86", "2:5"),
    ('Chỉ tiêu,Thực hiện,Mã\nThu,"86,5",6\nChi,5,A3\n', "86.5", "2:5"),
    ("Chỉ tiêu,Thực hiện,Mã\nThu,86,6\nChi,5,7\n", "86", "2:5"),
    ("Chỉ tiêu,Thực hiện,STT\nThu,86,1\nChi,5,2\n", "86", "2:5"),
    ("Mã,Chỉ tiêu,Thực hiện\n1,Thu,86\nA3,Chi,5\n", "86", "2:7"),
    # One comma more than in other rows, although only an empty cell is left over.
    (RATED + "Thu,tỷ đồng,317,286,6,\nChi,tỷ đồng,3,4,\n", "D136", "2:21"),
    (RATED + "Thu,tỷ đồng,317,286,90,\nChi,tỷ đồng,3,4,,\n", "286", "2:17"),
    # Columns of units in which figures stand.
    ("Chỉ tiêu,Thực hiện,ĐVT,Ghi chú\nThu,286,6,tỷ đồng\n", "D137", "2:9"),
    (PLANNED + "Thu,317,286,90\n", "D137", "2:5"),
    (PLANNED + "Thu,317,286\n", "D137", "2:5"),
    (PLAIN + "Thu,1.000 tấn,12\n", "12", "2:15"),
]


@each_row(("text", "said", "place"), ROWS)
def test_a_row_of_commas_is_read_or_refused_with_its_place(text, said, place):
    assert of_text(text)[0]["Thu"] == (said, place)


ELSEWHERE = [
    # By semicolons: what becomes of the row `Thu`, and what is told beside.
    (NOTED_BY_SEMICOLONS + "Thu;tỷ đồng;12;;13\n", "D137", []),
    (NOTED_BY_SEMICOLONS + "Thu;tỷ đồng;;12,5;13,4\n", "D137", []),
    (NOTED_BY_SEMICOLONS + "Thu;tỷ đồng;12,5;13,4;13,4\n", "13.4", [("D138", "2:23")]),
    (NOTED_BY_SEMICOLONS + "Thu;tỷ đồng;317;286;;;;\n", "286", []),
    ("Chỉ tiêu;ĐVT;Thực hiện;\nThu;tỷ đồng;13,5;7\n", "13.5", [("D138", "2:18")]),
    ("Chỉ tiêu;ĐVT;Thực hiện;\nThu;tỷ đồng;;7\n", "D137", []),
    ("Chỉ tiêu;ĐVT;Thực hiện;\nThu;tỷ đồng;13,5;xem phụ lục\n", "13.5", []),
    ("Chỉ tiêu;ĐVT;Thực hiện\nThu;tỷ đồng;13,5\n;;;7\n", "13.5", [("D135", "3:4")]),
    ("Chỉ tiêu;ĐVT;Thực hiện;;Ghi chú\nThu;tỷ đồng;13,5\n;;;7\n", "13.5", [("D138", "3:4")]),
    # What stands before the names numbers the rows; words below a table are notes.
    (";Chỉ tiêu;ĐVT;Thực hiện\n1;Thu;tỷ đồng;13\n", "13", []),
    ("Chỉ tiêu;ĐVT;Thực hiện\nThu;tỷ đồng;13\nGhi chú;;;;số liệu ước\n", "13", []),
]


@each_row(("text", "said", "told"), ELSEWHERE)
def test_a_figure_where_none_belongs_is_told(text, said, told):
    rows, troubles = of_text(text)
    assert (rows["Thu"].said, troubles) == (said, told)
    assert list(rows) == ["Thu"]


def test_tabs_separate_as_semicolons_do():
    text = "Chỉ tiêu\tĐVT\tThực hiện\nThu\ttỷ đồng\t13,5\t7\n"
    assert of_text(text, suffix=".tsv")[0]["Thu"] == ("D135", "2:18")


LISTED = [
    ("note", "thu,12,5", "D136", "2:16"),
    ("confirmed", "thu,12,5", "D136", "2:16"),
    ("confirmed", "thu,12,1", "12", "2:13"),
    ("status", "thu,12,5", "D136", "2:16"),
    ("status", "thu,,12", "D137", "2:14"),
    ("note", "thu,,12", "D137", "2:14"),
    ("note", "thu,12,5,ước", "D135", "2:18"),
    ("note,status", "thu,12,xem phụ lục,ước,a", "D135", "2:32"),
    ("note,status", 'thu,"12,5"', "12.5", "2:13"),
]


@each_row(("more", "row", "said", "place"), LISTED)
def test_rows_of_the_long_layout(more, row, said, place):
    rows, _ = of_text(f"unit,period,indicator,value,{more}\nxa,2024,{row}\n", LONG)
    assert rows["thu"] == (said, place)


BOOKS = [
    # Text that a spreadsheet split at its commas, as cells of numbers; and where it is told.
    (["Chỉ tiêu", "ĐVT", "Thực hiện"], ["Thu", "tỷ đồng", 286, 6], "D136", []),
    (["Chỉ tiêu", "ĐVT", "Thực hiện", "Ghi chú"], ["Thu", "tỷ đồng", 286, 6], "D136", []),
    (["Chỉ tiêu", "ĐVT", "Thực hiện"], ["Thu", "tỷ đồng", Decimal("286.6"), 6], "286.6", [("D138", "D2")]),
    (["Chỉ tiêu", "ĐVT", "Thực hiện"], ["Thu", "tỷ đồng", 286, "xem phụ lục"], "286", []),
    (["Chỉ tiêu", "ĐVT", "Thực hiện"], ["Thu", "tỷ đồng", None, 286], "D137", []),
    (["Chỉ tiêu", "ĐVT", "Thực hiện", "Ghi chú"], ["Thu", "tỷ đồng", None, 286], "D137", []),
    (["Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện"], ["Thu", 317, 286, 90], "D137", []),
    ([None, "Chỉ tiêu", "ĐVT", "Thực hiện"], [1, "Thu", "tỷ đồng", 286], "286", []),
]


@each_row(("head", "row", "said", "told"), BOOKS)
def test_cells_of_a_workbook_shift_in_the_same_way(head, row, said, told):
    rows, troubles = outcome(read_form(grid(ListSheet([head, row])), ASKED))
    assert (rows["Thu"].said, troubles) == (said, told)


def test_what_is_only_told_warns_and_does_not_block(tmp_path):
    office = Office(tmp_path, INDICATORS)
    data = tmp_path / "rows.csv"
    data.write_text("Chỉ tiêu;Thực hiện;\nthu;120,5;7\nchi;3;\n", "utf-8")
    done = checker("check", "--lang", "en", "-p", str(office.pack), "--unit", "thu", "--period", "2024", str(data))
    assert "D138" in done.everything
    assert "Gate: WARN" in done.everything or "warn" in done.everything.lower()
    assert done.exit_code == 0, done.everything


# ---- two columns of one heading ---------------------------------------------------------------

TWICE = [
    ("Chỉ tiêu;Thực hiện;Thực hiện\nThu;1;2\n", [("D271", "1:20")]),
    ("Chỉ tiêu;Thực hiện;THỰC  HIỆN \nThu;1;2\n", [("D271", "1:20")]),
    ("Chỉ tiêu;Thực hiện;Thư\u0323c hiê\u0323n\nThu;1;2\n", [("D271", "1:20")]),
    ("Chỉ tiêu;Kế hoạch;kế hoạch;Thực hiện\nThu;1;2;3\n", [("D271", "1:19")]),
    ("Chỉ tiêu;% so KH;% So KH;Thực hiện\nThu;1;2;3\n", [("D271", "1:18")]),
    ("Chỉ tiêu;Đơn vị;Đơn vị;Thực hiện\nThu;tỷ đồng;triệu đồng;3\n", [("D271", "1:17")]),
    ("Chỉ tiêu;Chỉ tiêu;Thực hiện\nThu;Chi;3\n", [("D271", "1:10")]),
    ("unit;unit;period;indicator;value\na;b;2024;thu;3\n", [("D271", "1:6")]),
]


@each_row(("text", "told"), TWICE)
def test_two_columns_of_one_heading_are_refused(text, told):
    assert refused(text) == told


def test_the_whole_path_of_headings_decides():
    head = ["Chỉ tiêu", "Kế hoạch", "", "Thực hiện", ""], ["", "Năm 2024", "Quý I", "Năm 2024", "Quý I"]
    merged = [Range(1, 2, 1, 3), Range(1, 4, 1, 5)]
    rows, troubles = outcome(read_form(grid(ListSheet([*head, ["Thu", 1, 2, 3, 4]], merged=merged)), ASKED))
    assert (rows["Thu"].said, troubles) == ("3", [])


def test_columns_that_are_not_read_may_repeat():
    text = "Chỉ tiêu;Cùng kỳ;Cùng kỳ;Đánh giá;Đánh giá;Ghi chú;Ghi chú;Thực hiện\nThu;1;2;Đạt;Đạt;a;b;3\n"
    assert of_text(text) == ({"Thu": ("3", "2:21")}, [])


def test_a_name_that_the_caller_gives_letter_by_letter_leaves_nothing_open(tmp_path):
    office = Office(tmp_path, INDICATORS)
    data = tmp_path / "rows.csv"
    data.write_text("unit,period,indicator,value,Value\nA,2024,thu,120,1\n", "utf-8")
    with pytest.raises(SubmissionError, match="D271"):
        judged(office, [str(data)])
    stands, _ = judged(office, [str(data)], columns=(("value", "value"),))
    assert [(unit, float(value)) for unit, _, value, _, _ in stands] == [("A", 120)]


# ---- lines ------------------------------------------------------------------------------------

HEAD = "unit,period,indicator,value,note\n"
CHECKED = HEAD.replace("note", "confirmed")
FIRST, WRONG, LAST = "A,2024,thu,120,\n", "B,2024,thu,x,\n", "C,2024,thu,130,\n"
LINES = [
    # text; the line of the wrong row, which stands between two right ones
    (HEAD + FIRST + WRONG + LAST, 3),
    (HEAD.replace("\n", "\r") + FIRST + WRONG.replace("\n", "\r\n") + LAST, 3),
    ((HEAD + FIRST + WRONG + LAST).replace("\n", "\r"), 3),
    (HEAD + FIRST.replace("\n", "\r\n") + WRONG + LAST, 3),
    ("\n\r\n" + HEAD + FIRST + "\n\n" + WRONG + "\n" + LAST + "\n\n", 7),
    (HEAD + ",,,,\n" + FIRST + ",,,,,,\n" + WRONG + " , ,,,\n" + LAST, 5),
    ("sep=,\r\n" + HEAD + FIRST + WRONG + LAST, 4),
    ("\ufeffSEP=;\n" + (HEAD + FIRST + WRONG + LAST).replace(",", ";"), 4),
    ("sep=|\n\n" + (HEAD + FIRST + WRONG + LAST).replace(",", "|"), 5),
    ("sep=\t\n" + (HEAD + FIRST + WRONG + LAST).replace(",", "\t"), 4),
    (HEAD + FIRST.replace("120,", '120,"hai\ndòng"') + WRONG + LAST, 4),
    (HEAD + FIRST.replace("120,", '120,"ba\r\n\r\ndòng"') + WRONG + LAST, 5),
    (HEAD + FIRST.replace("120,", '120,"hai\rdòng"').replace("\n", "\r\n") + WRONG + LAST, 4),
    (HEAD + FIRST.replace("120,", "120") + WRONG.replace("x,", "x") + LAST.replace("130,", "130"), 3),
    (HEAD + FIRST + WRONG.replace("x,", "12,,5") + LAST, 3),
    (HEAD + FIRST + WRONG.replace("x,", "12,5") + LAST, 3),
    (CHECKED + FIRST + WRONG.replace("x,", "12,5") + LAST, 3),
    (CHECKED + FIRST.replace("120,", "120,1") + WRONG.replace("x,", "12,5") + LAST.replace("130,", "130,0"), 3),
    ("sep=,\n" + CHECKED + FIRST.replace("120,", "120,x") + WRONG.replace("x,", "12,6") + LAST, 4),
]


def in_columns(office, text):
    data = Path(office.folder) / "rows.csv"
    data.write_bytes(text.encode())
    stands, done = judged(office, [str(data)], locale="vi")
    good = {unit: (Decimal(value).normalize(), row) for unit, _, value, _, row in stands}
    return good, sorted({one.location.line for one in done.run.diagnostics if one.location.line})


def one_by_one(text):
    good, wrong = {}, set()
    for submission in read_tables("rows.csv", LONG, ReadLimits(), data=text.encode(), suffix=".csv"):
        for row in submission.observations:
            reading = row.value.reading if row.value else None
            line = row.location.line
            if isinstance(reading, Figure) and reading.interval.is_point:
                good[submission.unit] = Decimal(str(reading.interval.lo)).normalize(), line
            else:
                wrong.add(line)
        # What is only told (D138) is no refusal; columns do not tell it.
        wrong |= {one.location.line for one in submission.troubles if one.severity is Severity.ERROR}
    return good, sorted(wrong)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"), INDICATORS)


@each_row(("text", "line"), LINES)
def test_lines_are_rows(text, line):
    good, wrong = one_by_one(text)
    assert (list(good), wrong) == (["A", "C"], [line])


@pytest.mark.parametrize(("text", "line"), some_nightly(LINES, LINES[::3].__contains__))
def test_lines_are_rows_alike_one_by_one_and_in_columns(office, text, line):
    good, wrong = one_by_one(text)
    assert wrong == [line]
    assert in_columns(office, text) == (good, wrong)


REFUSED = [
    # text, the code one by one and in columns, and the line
    ('"unit,period,indicator,value"\n"A,2024,thu,""12,5"""\n"B,2024,thu,3"\n', "D272", "D272", 1),
    (HEAD + FIRST + '"B,2024,thu,3,"\n' + LAST, "D272", "D272", 3),
    (HEAD + FIRST + 'B,2024,thu,"3,\n' + LAST, "D003", "D316", 3),
    (HEAD + FIRST + 'B,2024,thu,"3"x,\n' + LAST, "D003", "D316", 3),
    ("sep=#\n" + (HEAD + FIRST).replace(",", "#"), "D222", "D222", 0),
    (HEAD.replace("note", "VALUE") + FIRST, "D271", "D271", None),
]


@pytest.mark.parametrize(("text", "single", "columnar", "line"), REFUSED)
def test_files_are_refused_alike_one_by_one_and_in_columns(office, text, single, columnar, line):
    with pytest.raises(SubmissionError) as caught:
        one_by_one(text)
    with pytest.raises(SubmissionError) as bulk:
        in_columns(office, text)
    for error, code in ((caught.value, single), (bulk.value, columnar)):
        [wrong] = error.diagnostics
        assert wrong.code.id == code
        assert line is None or wrong.location.line == line


PLAIN_LINES = [
    # text, and how many lines each of which can be a row; 0 where a copy is read
    (HEAD + FIRST, 2),
    ((HEAD + FIRST + LAST).rstrip("\n"), 3),
    ((HEAD + FIRST).replace("\n", "\r\n"), 2),
    ((HEAD + FIRST).replace("\n", "\r"), 0),
    (HEAD + FIRST.replace("\n", "\r\n"), 0),
    (HEAD.replace("\n", "\r") + FIRST, 0),
    ("\n" + HEAD + FIRST, 0),
    ("sep=,\n" + HEAD + FIRST, 0),
]


@each_row(("text", "lines"), PLAIN_LINES)
def test_an_engine_reads_a_file_itself_where_its_lines_end_in_one_way(tmp_path, text, lines):
    path = tmp_path / "rows.csv"
    path.write_bytes(text.encode())
    assert separated(InputSource(str(path), "rows.csv"), BulkSettings()).lines == lines


NAMED = [("sep=;", ";"), ("Sep=,\r\n", ","), ('"sep=\t"', "\t"), ("sep=;;;;", ";"), ("sep=", None), ("sepia=;", None)]


@each_row(("line", "sign"), NAMED)
def test_excels_own_first_line_names_the_sign(line, sign):
    assert named_delimiter(line) == sign


def test_rows_that_may_be_cut_are_counted_and_the_first_told(office):
    text = HEAD + "".join(f"U{n},2024,thu,{n},5\n" for n in range(150)) + "V,2024,thu,120,\n"
    data = Path(office.folder) / "cut.csv"
    data.write_text(text, "utf-8")
    done = run_bulk([str(data)], [load_pack(str(office.pack))], BulkSettings(units="data"))
    assert done.accounts == (151, 1, 150, 0, 0)
    assert [one.location.line for one in done.run.diagnostics if one.code.id == "D136"] == list(range(2, 102))


# ---- properties -------------------------------------------------------------------------------

FIGURES = st.sampled_from(["12", "7", "120,5", "0,25", "1.234,5", "286", "1.300", "99,99"])
NOTES = st.sampled_from(["", "", "ước", "xem phụ lục 2", "gồm cả chuyển nguồn"])
FORM = ("Mã", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "Ghi chú")


@st.composite
def damaged(draw):
    """Draw a table of commas, and the same with a cell dropped, added or cut in one of its rows."""
    listed = draw(st.booleans())
    head = ("unit", "period", "indicator", "value", "status", "note") if listed else FORM
    rows = []
    for number in range(draw(st.integers(2, 4))):
        figure, note = draw(FIGURES), draw(NOTES)
        status = draw(st.sampled_from(["", "ước"]))
        rows.append(
            [f"u{number}", "2024", "thu", figure, status, note]
            if listed
            else [f"CT{number}", f"Chỉ tiêu {number}", "tỷ đồng", draw(FIGURES), figure, note]
        )
    whole = [list(head), *rows]
    target = draw(st.integers(1, len(rows)))
    row = list(whole[target])
    place = draw(st.integers(0, len(row) - 1))
    match draw(st.sampled_from(["drop", "add", "cut"])):
        case "drop":
            del row[place]
        case "add":
            row.insert(place, draw(st.sampled_from(["", "5", "12,5", "x"])))
        case _:
            # As if nothing had been in quotes.
            row = [part for cell in row for part in cell.split(",")]
    if draw(st.booleans()):
        while row and not row[-1]:
            row.pop()
    return listed, whole, [*whole[:target], row, *whole[target + 1 :]]


def figures(listed, rows):
    """Return the figure of each row, by its unit or code, and whether anything was told beside; nothing if refused."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    try:
        read = read_tables(
            "rows.csv", LONG if listed else ASKED, ReadLimits(), data=out.getvalue().encode(), suffix=".csv"
        )
    except SubmissionError:
        return {}, True
    found, told = {}, False
    for submission in read:
        told |= bool(submission.troubles)
        for row in submission.observations:
            told |= row.value is not None and isinstance(row.value.reading, Unreadable)
            if row.value is not None and isinstance(row.value.reading, Figure):
                found[submission.unit if listed else row.code] = row.value.reading.interval
    return found, told


@given(damaged())
@settings(max_examples=examples(50), deadline=None)
def test_a_cell_too_few_or_too_many_never_gives_another_figure_silently(drawn):
    listed, whole, broken = drawn
    right, _ = figures(listed, whole)
    found, told = figures(listed, broken)
    other = {key: value for key, value in found.items() if key in right and value != right[key]}
    assert not other or told, (broken, other)


@st.composite
def files(draw):
    """Draw a CSV file as editors, scripts and spreadsheets leave it."""
    sign = draw(st.sampled_from([",", ";", "\t"]))
    head = ["unit", "period", "indicator", "value", *draw(st.sampled_from([[], ["note"], ["status", "note"], [""]]))]
    lines = [sign.join(head)]
    for number in range(draw(st.integers(1, 5))):
        cells = [f"U{number}", "2024", "thu", draw(FIGURES | st.sampled_from(["x", ""]))]
        cells += [draw(st.sampled_from(["", "", "ước", '"hai\ndòng"', "5", "gồm; cả"])) for _ in head[4:]]
        if draw(st.booleans()):
            cells = [cell if cell.startswith('"') or not cell else f'"{cell}"' for cell in cells]
        elif sign == ";":
            cells = [cell.replace("gồm; cả", "gồm cả") for cell in cells]
        match draw(st.integers(0, 4)):
            case 0:
                while len(cells) > 1 and not cells[-1]:
                    cells.pop()
            case 1:
                cells += [""] * draw(st.integers(1, 3))
            case 2:
                cells += draw(st.sampled_from([["5"], ["", "x"]]))
        lines.append(sign.join(cells))
        lines += draw(st.sampled_from([[], [], [""], [sign * 3], [" "]]))
    ends = (
        st.sampled_from(["\n", "\r\n", "\r"]) if draw(st.booleans()) else st.just(draw(st.sampled_from(["\n", "\r\n"])))
    )
    begin = draw(st.sampled_from(["", "", "\ufeff", f"sep={sign}\r\n", "\n"]))
    return begin + "".join(line + draw(ends) for line in lines)


@given(files())
@settings(max_examples=examples(4), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_drawn_files_read_alike_one_by_one_and_in_columns(office, text):
    try:
        good, refused_here = one_by_one(text)
    except SubmissionError:
        with pytest.raises(SubmissionError):
            in_columns(office, text)
        return
    found, refused_there = in_columns(office, text)
    # Beside a word that is no status the figure is read, told, and blocked by that; in columns the row is refused.
    aside = {*refused_here, *refused_there}
    assert {unit: one for unit, one in good.items() if one[1] not in aside} == found, text
    assert {line for _, line in found.values()} | aside == {line for _, line in good.values()} | aside
