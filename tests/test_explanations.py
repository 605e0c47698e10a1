"""Explanations: asked for on a sheet of the marked workbook, filled in by hand, read back, and told in the papers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from checker.assess.explained import with_explanations
from checker.assess.policy import policy_of
from checker.assessment import Options
from checker.domain.explanation import Explanation
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.report import Run
from checker.forms.annotate import annotate
from checker.forms.explanations import _PERIOD, _QUESTIONS, _SIGNED, _STATE, _TARGET, _TITLE, _UNIT
from checker.forms.form import form_of
from checker.forms.workbook import workbook
from checker.language import Language
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.readers.form.explanations import LABELS, TITLES
from checker.reporters import machine
from checker.reporters.office.blanks import SLOT
from checker.reporters.office.body import body
from checker.reporters.office.document import letter_parts
from tests.banned import BANNED
from tests.examples import each_row
from tests.libreoffice import converted
from tests.office import Office, indicator
from tests.workbooks import reopened

VI, EN = Language("vi"), Language("en")
SHEET = "Giải trình chỉ tiêu"
LEVELS = """\
warning_levels:
  - {name: Cần theo dõi, gap: -8}
  - {name: Nguy cơ không đạt, explain: true}
"""
ROWS = [indicator(name, more="target: {at_least: 1000}") for name in ("thu", "chi", "vay", "no")]
ANSWERS = {
    "2a. Nguyên nhân khách quan": "Mưa bão kéo dài;\nthị trường đất đai trầm lắng.",
    "2b. Nguyên nhân chủ quan": "=Chậm giải phóng mặt bằng",
    "3a. Giải pháp": "Rà soát nguồn thu +5%",
    "3b. Người, bộ phận chịu trách nhiệm": "Phòng Tài chính - Kế hoạch",
    "3c. Thời hạn": "30/9/2024",
    "4a. Dự kiến cả năm": "950,5",
    "4b. Khả năng (đạt, khó đạt, không đạt)": "khó đạt",
    "5. Kiến nghị (với ai, việc gì)": "UBND tỉnh bổ sung dự toán <gấp>",
}
READ = (
    "Mưa bão kéo dài;\nthị trường đất đai trầm lắng.",
    "=Chậm giải phóng mặt bằng",
    "Rà soát nguồn thu +5%",
    "Phòng Tài chính - Kế hoạch",
    "30/9/2024",
    "950,5",
    "khó đạt",
    "UBND tỉnh bổ sung dự toán <gấp>",
)


class Desk:
    """A unit's workbook that is filled in, checked and marked."""

    def __init__(self, folder: Path, period: str = "2024-H1", more: str = LEVELS, language: Language = VI) -> None:
        self.folder, self.language = folder, language
        self.pack = load_pack(str(Office(folder, *ROWS, more=more).pack))
        form = form_of(self.pack, Period.parse(period), "thu", language, "1", "vi")
        self.path = folder / "bieu.xlsx"
        self.path.write_bytes(workbook(form, language))
        self.change(lambda book: self.fill(book, {"thu": 100, "chi": 490, "vay": 200, "no": 600}))

    def fill(self, book: Any, figures: dict[str, int]) -> None:
        sheet = book.worksheets[0]
        heads = next(row for row in sheet.iter_rows() if any(cell.value in ("Mã", "Id") for cell in row))
        ids = next(cell.column for cell in heads if cell.value in ("Mã", "Id"))
        actual = next(cell.column for cell in heads if str(cell.value).startswith(("Thực hiện", "Actual")))
        for row in sheet.iter_rows(min_row=heads[0].row + 1):
            if row[ids - 1].value in figures:
                sheet.cell(row[0].row, actual, figures[row[ids - 1].value])

    def change(self, change) -> None:
        book = openpyxl.load_workbook(self.path)
        change(book)
        book.save(self.path)

    def answer(self, target: str, answers: dict[str, str]) -> None:
        self.change(lambda book: answer(book[SHEET], target, answers))

    def run(self, path: Path | None = None) -> Run:
        return check([str(path or self.path)], Options(pack=self.pack.path, engine="direct"))

    def mark(self) -> Any:
        run = self.run()
        data = annotate(run.reports, run.diagnostics, self.path.read_bytes(), str(self.path), self.language)
        self.path.write_bytes(data)
        return reopened(data)


def answer(sheet: Any, target: str, answers: dict[str, str]) -> None:
    """Write answers behind the questions of a target, as texts."""
    begun = False
    for row in sheet.iter_rows():
        label = row[0].value
        if label == "Chỉ tiêu":
            begun = row[1].value == target
        elif begun and label in answers:
            row[1].value = answers[label]
            row[1].data_type = "s"


def labelled(sheet: Any) -> list[tuple[object, object]]:
    return [(row[0].value, row[1].value) for row in sheet.iter_rows()]


def test_the_reader_knows_the_words_that_are_written():
    for place, language in enumerate((EN, VI)):
        words = (_TITLE, _UNIT, _PERIOD, _TARGET, _STATE, *_QUESTIONS, *_SIGNED)
        said = [language.render(word) for word in words]
        assert said == [TITLES[place], *(word[place] for word in LABELS.values())]


def test_what_is_asked_and_that_it_changes_nothing(tmp_path):
    desk = Desk(tmp_path)
    book = desk.mark()
    sheet = book[SHEET]
    asked = [said for label, said in labelled(sheet) if label == "Chỉ tiêu"]
    assert asked == ["Chỉ tiêu thu", "Chỉ tiêu vay"], "the level decides who explains"
    state = dict(labelled(sheet))["1. Thực trạng"]
    assert str(state).replace("\N{NO-BREAK SPACE}", " ") == (
        "kế hoạch: từ 1.000 tỷ đồng trở lên; đã báo cáo: 200 tỷ đồng; so với kế hoạch: 20%; "
        "nguy cơ không đạt (thấp hơn 29,7 điểm % so với mức cần có 49,7%)"
    )
    assert sheet.column_dimensions["H"].hidden
    shown = [str(cell.value) for row in sheet.iter_rows(max_col=7) for cell in row if cell.value is not None]
    assert re.findall(BANNED, "\n".join(shown)) == []
    # Nothing is filled in yet: the sheet is no table of figures, explains nothing, and is written anew.
    run = desk.run()
    assert [one.explanation for one in run.reports[0].results] == [None] * 4
    assert not [found for found in run.reports[0].findings if found.code.id in ("D332", "D333")]
    assert desk.mark().sheetnames == book.sheetnames


def explained(desk: Desk) -> Desk:
    desk.mark()
    desk.answer("Chỉ tiêu thu", ANSWERS)
    desk.answer("Chỉ tiêu vay", {"2b. Nguyên nhân chủ quan": "Hồ sơ chậm"})
    return desk


def test_answers_come_back_and_stand_in_the_papers(tmp_path):
    desk = explained(Desk(tmp_path))
    plain = Desk(tmp_path / "plain").run().reports[0]
    run = desk.run()
    (report,) = run.reports
    thu, _, vay, _ = report.results
    assert thu.explanation is not None
    assert thu.explanation[3:] == READ
    assert vay.explanation is not None
    assert vay.explanation.subjective == "Hồ sơ chậm"
    # No verdict, pace or gate follows from any of it.
    assert [(one.verdict, one.pace, one.gate) for one in report.results] == [
        (one.verdict, one.pace, one.gate) for one in plain.results
    ]
    lines = [line.text for line in body(letter_parts(run, VI), VI)]
    at = next(place for place, said in enumerate(lines) if said.startswith("a) Khách quan"))
    assert lines[at : at + 5] == [
        "a) Khách quan:",
        "- Chỉ tiêu thu: Mưa bão kéo dài; thị trường đất đai trầm lắng.",
        "b) Chủ quan:",
        "- Chỉ tiêu thu: =Chậm giải phóng mặt bằng.",
        "- Chỉ tiêu vay: Hồ sơ chậm.",
    ]
    solved = next(said for said in lines if "Rà soát" in said)
    assert solved.endswith("Rà soát nguồn thu +5% (phụ trách: Phòng Tài chính - Kế hoạch; thời hạn: 30/9/2024)")
    assert lines[-1] == "- Chỉ tiêu thu: UBND tỉnh bổ sung dự toán <gấp>."
    assert next(said for said in lines if said.startswith("- Chỉ tiêu vay: cần")).endswith(SLOT)
    page = machine("html")(run, VI).decode()
    assert "Giải trình của đơn vị" in page
    assert "bổ sung dự toán &lt;gấp&gt;" in page
    found = json.loads(machine("json")(run, VI))["reports"][0]["results"]
    assert (found[0]["explanation"]["deadline"], found[1]["explanation"]) == ("30/9/2024", None)
    book: Any = reopened(machine("xlsx")(run, VI))
    told = [str(row[-1].value) for row in book["Cảnh báo sớm"].iter_rows()]
    assert [said for said in told if "Người, bộ phận chịu trách nhiệm: Phòng Tài chính - Kế hoạch" in said]
    # What is filled in stays as it is, whatever is marked later.
    before = labelled(openpyxl.load_workbook(desk.path)[SHEET])
    assert labelled(desk.mark()[SHEET]) == before


PLACE = Location("bieu.xlsx", sheet=SHEET, cell="A5")


@each_row(
    ("given", "found", "lost"),
    [
        # id and title as they stand on the sheet, the indicator, and what is told of the rest
        ([("", "chỉ tiêu  THU")], ["thu"], []),
        ([("thu", "Thu, như đã nêu")], ["thu"], []),
        ([("", "Chỉ tiêu lạ")], [], ["Chỉ tiêu lạ"]),
        ([("thu", "Chỉ tiêu chi")], [], ["Chỉ tiêu chi"]),  # two targets at once
        ([("", "")], [], [""]),
        ([("thu", "Chỉ tiêu thu"), ("", "Chỉ tiêu thu")], ["thu"], ["Chỉ tiêu thu"]),  # explained twice
    ],
)
@pytest.mark.traced
def test_which_target_an_explanation_is_of(tmp_path, given, found, lost):
    office = Office(tmp_path, *ROWS)
    office.send("2024-H1", "thu: 100")
    (report,) = office.run().reports
    pack = load_pack(str(office.pack))
    said = tuple(Explanation(id_, title, PLACE, objective="x") for id_, title in given)
    submission = report.submission._replace(explanations=(*said, Explanation("la", "La", PLACE)))
    results, told = with_explanations(report.results, submission, pack, policy_of(pack.gate))
    assert [one.indicator for one in results if one.explanation] == found
    assert [(one.code.id, str(one.gate), dict(one.message.values)["value"]) for one in told] == [
        ("D333", "warn", value) for value in lost
    ]


def test_a_sheet_of_another_period_explains_nothing(tmp_path):
    desk = explained(Desk(tmp_path))
    desk.change(lambda book: set_period(book, "6 tháng đầu năm 2023", "2023-H1"))
    (report,) = desk.run().reports
    assert [found.code.id for found in report.findings if found.code.id.startswith("D33")] == ["D332"]
    assert not any(one.explanation for one in report.results)
    # The old one stays, since somebody wrote on it, and one of this period stands beside it.
    book = desk.mark()
    assert f"{SHEET} (2)" in book.sheetnames
    assert ("3c. Thời hạn", "30/9/2024") in labelled(book[SHEET])


def set_period(book: Any, said: str, code: str) -> None:
    sheet = book[SHEET]
    row = next(row for row in sheet.iter_rows() if row[0].value == "Kỳ báo cáo")
    row[1].value, sheet.cell(row[0].row, 8).value = said, code


def test_rows_that_are_put_in_go_on_from_the_one_above_and_days_are_read_as_written(tmp_path):
    import datetime as dt

    desk = explained(Desk(tmp_path))

    def change(book: Any) -> None:
        sheet = book[SHEET]
        place = next(row[0].row for row in sheet.iter_rows() if row[1].value == "Rà soát nguồn thu +5%")
        sheet.cell(place + 2, 2, dt.date(2024, 9, 30)).number_format = "dd/mm/yyyy"
        sheet.insert_rows(place + 1)
        sheet.cell(place + 1, 2, "Chống thất thu")

    desk.change(change)
    thu = desk.run().reports[0].results[0].explanation
    assert thu is not None
    assert (thu.solution, thu.deadline) == ("Rà soát nguồn thu +5%\nChống thất thu", "30/09/2024")


def test_a_table_below_the_same_title_is_read_and_a_sheet_with_another_title_is_known(tmp_path):
    desk = explained(Desk(tmp_path))

    def retitled(book: Any) -> None:
        book[SHEET].cell(1, 1, "Giải trình của xã")
        book.remove(book["Kết quả kiểm tra"])

    desk.change(retitled)
    assert desk.run().reports[0].results[0].explanation is not None
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        (TITLES[1],),
        ("Kỳ báo cáo: 6 tháng đầu năm 2024",),
        ("TT", "Chỉ tiêu", "ĐVT", "Thực hiện", "Nguyên nhân"),
        (1, "Chỉ tiêu thu", "tỷ đồng", 120, "mưa bão"),
    ):
        sheet.append(row)
    book.save(tmp_path / "rieng.xlsx")
    run = check([str(tmp_path / "rieng.xlsx")], Options(pack=desk.pack.path, engine="direct", unit="thu"))
    assert run.reports[0].results[0].text == "120"


def test_nothing_is_asked_where_nothing_is_behind_or_a_workbook_has_several_reports(tmp_path):
    desk = Desk(tmp_path)
    desk.change(lambda book: desk.fill(book, {"thu": 700, "chi": 700, "vay": 700, "no": 700}))
    assert SHEET not in desk.mark().sheetnames
    # Without levels pace and verdict decide.
    desk = Desk(tmp_path / "b", more="")
    asked = [said for label, said in labelled(desk.mark()[SHEET]) if label == "Chỉ tiêu"]
    assert asked == ["Chỉ tiêu thu", "Chỉ tiêu vay"]


@pytest.mark.nightly
def test_answers_come_back_through_libreoffice(tmp_path):
    desk = explained(Desk(tmp_path))
    for kind in ("ods", "xlsx"):
        (report,) = desk.run(*converted(kind, tmp_path / kind, desk.path)).reports
        thu = report.results[0].explanation
        assert thu is not None
        assert thu[3:] == READ, kind
