"""Every line of the tables in docs/intake.md that say what is read and refused, run.

The tables of number formats and of percentages in words are run where their readers are tested.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font

from checker.binding.address import Addresses
from checker.binding.bind import bind
from checker.binding.bound import BoundSubmission
from checker.binding.doubts import says_checked
from checker.binding.ratio import ratio_interval
from checker.binding.values import value_interval
from checker.domain.axes import Kind
from checker.domain.diagnostic import Diagnostic
from checker.domain.interval import point
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.submission import Field, Unreadable
from checker.domain.text import Text
from checker.domain.unit_words import parse_unit
from checker.plan.model import Observed
from checker.readers.cells.limits import ReadLimits
from checker.readers.envelope import confirms
from checker.readers.form.form import EnvelopeOptions, read_form
from checker.readers.form.header_terms import Role, read_heading
from checker.readers.grid import Range
from checker.readers.notation import Trouble
from checker.readers.numbers import WordedFigure, read_number
from checker.readers.tables import read_tables
from tests.cells import ListSheet, grid
from tests.examples import each_row
from tests.made import indicator, pack, row, target
from tests.test_shifted_cells import ASKED, outcome

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "intake.md").read_text("utf-8")
VI_PAGE = (DOCS / "vi" / "intake.md").read_text("utf-8")
PLACE = Location("bieu.csv", 4, 3)


def table(heading: str, page: str = PAGE) -> list[list[str]]:
    """Return the rows of the table with this header, as lists of cells."""
    head, _, rest = page.partition(f"| {heading} |\n")
    assert head != page, heading
    lines = rest.partition("\n\n")[0].splitlines()[1:]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


def quoted(text: str) -> list[str]:
    return re.findall("`([^`]+)`", text)


# ---- notations --------------------------------------------------------------------------------


def variants(cell: str) -> list[str]:
    """Return the texts that a cell of the table stands for."""
    blanks = [" "]
    if "no-break or thin" in cell:
        blanks = ["\u00a0", "\u202f", "\u2009", "\u2007"]
    elif "any blanks" in cell:
        blanks = [" ", "\u00a0", "\u2009"]
    return [text.replace(" ", blank) if "đồng" not in text else text for text in quoted(cell) for blank in blanks]


NOTATIONS = [
    (text, locale, said)
    for cell, *readings in table("text | `vi` | `en` | `machine`")
    for locale, said in zip(("vi", "en", "machine"), readings, strict=True)
    for text in variants(cell)
]


@each_row(("text", "locale", "said"), NOTATIONS)
def test_a_text_reads_by_its_notation_as_the_page_says(text, locale, said):
    read = read_number(text, locale=locale)
    if said.startswith("refused"):
        assert isinstance(read, Trouble)
        assert read.code.id == re.findall(r"\((D\d+)\)", said)[0]
        hint = read.hint.template if read.hint else ""
        assert all(named in hint for named in quoted(said)), hint
        return
    assert isinstance(read, WordedFigure)
    below, number = said.startswith("below "), Decimal(said.removeprefix("below "))
    assert (read.figure.interval.lo, read.figure.interval.hi) == (None if below else number, number)


COUNTED = [(text, said) for cell, said in table("text | in `hộ`, by `vi`") for text in quoted(cell)]


@each_row(("text", "said"), COUNTED)
def test_what_is_counted_reads_as_the_page_says(text, said):
    read = read_number(text)
    assert isinstance(read, WordedFigure)
    value = value_interval(Field(text, PLACE, read.figure), indicator(unit=parse_unit("hộ")))
    if said.startswith("refused"):
        assert isinstance(value, Diagnostic)
        assert value.code.id == re.findall(r"\((D\d+)\)", said)[0]
    else:
        assert not isinstance(value, Diagnostic)
        assert value.lo is not None
        assert value.hi is not None
        middle = (Fraction(value.lo) + Fraction(value.hi)) / 2
        assert str(int(middle)) in said.replace(" ", "")


def test_a_stored_fraction_is_refused_as_the_page_says():
    (said,) = (said for cell, said in table("text | in `hộ`, by `vi`") if "stored" in cell)
    made = grid([["id", "Thực hiện"], ["revenue", Decimal("1.3")]])
    from checker.domain.period import Period
    from checker.readers.form.form import EnvelopeOptions, read_form

    (submission,) = read_form(made, EnvelopeOptions(unit="thu", period=Period(2024)))
    field = submission.observations[0].value
    assert field is not None
    value = value_interval(field, indicator(unit=parse_unit("hộ")))
    assert isinstance(value, Diagnostic)
    assert value.code.id in said


# ---- cells ------------------------------------------------------------------------------------

RAISED, STRUCK = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
HEAD = ["Mã", "Chỉ tiêu", "Thực hiện"]


def book(change):
    """Return what gives the code of what is said of the value of a workbook, which `change` makes.

    Nothing is read before a test asks: modules are imported by every process that runs tests.
    """
    return partial(said_of_book, change)


def said_of_book(change) -> str:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    sheet.append(HEAD)
    sheet.append(["A", "Thu", 86.6])
    sheet.append(["B", "Chi", 5])
    change(sheet)
    data = io.BytesIO()
    made.save(data)
    return said_of(read_tables("bieu.xlsx", ASKED, ReadLimits(), data=data.getvalue(), suffix=".xlsx"))


def said_of(submissions) -> str:
    field = submissions[0].observations[0].value
    if isinstance(field.reading, Unreadable):
        return str(field.reading.trouble.code.id)
    told = [one.code.id for submission in submissions for one in submission.troubles]
    return " ".join(map(str, told))


def on_grid(content: object):
    return lambda: said_of(read_form(grid([HEAD, ["A", "Thu", content]]), ASKED))


def setting(**changes: object):
    """Return a change of the cell with the value."""

    def change(sheet) -> None:
        for name, value in changes.items():
            setattr(sheet["C2"], name, value)

    return change


CELLS = {
    "a formula without a saved result": [book(setting(value="=1+1"))],
    "an error such as": [book(setting(value="#DIV/0!", data_type="e"))],
    "a date where a figure belongs": [book(setting(value=dt.date(2024, 2, 7)))],
    "TRUE or FALSE": [on_grid(True)],
    "a value merged over": [book(lambda sheet: sheet.merge_cells("C2:C3"))],
    "a value in a hidden row": [
        book(lambda sheet: setattr(sheet.row_dimensions[2], "hidden", True)),
        book(lambda sheet: setattr(sheet.column_dimensions["C"], "hidden", True)),
        book(lambda sheet: setattr(sheet.row_dimensions[2], "height", 2)),
    ],
    "a value that nobody sees": [
        book(setting(number_format=";;;")),
        book(setting(font=Font(color="FFFFFFFF"))),
        book(setting(font=Font(size=1))),
    ],
    "a value that conditional formatting hides": [
        book(lambda sheet: sheet.conditional_formatting.add("C2", FormulaRule(["C2>0"], font=Font(color="FFFFFFFF")))),
        book(lambda sheet: sheet.conditional_formatting.add("C2", FormulaRule(["B2=1"], font=Font(color="FFFFFFFF")))),
    ],
    "a format that shows another number": [book(setting(number_format="#,##0,", value=90000))],
    "a format that writes digits": [book(setting(number_format='#,##0".000"', value=90))],
    "a value that is struck out": [book(setting(font=Font(strike=True)))],
    "a raised mark behind a figure": [book(setting(value=CellRichText("86,6", TextBlock(RAISED, "1"))))],
    "a raised or struck-out part within": [book(setting(value=CellRichText("8", TextBlock(STRUCK, "6"), ",6")))],
}


@each_row(("cell", "said"), table("cell | said"))
def test_a_cell_is_told_as_the_page_says(cell, said):
    files = [found for start, found in CELLS.items() if cell.startswith(start)]
    assert files, f"no file is made for: {cell}"
    named = re.findall(r"D\d+", f"{cell} {said}")
    codes = [file() for file in files[0]]
    assert all(set(one.split()) & set(named) for one in codes), (codes, named)


# ---- headings ---------------------------------------------------------------------------------

ROLES = {
    "row numbers; never a code": {Role.ORDER},
    "what the row is about": {Role.TITLE, Role.CODE, Role.ID},
    "unit of the figures in the row": {Role.MEASURE},
    "the plan": {Role.PLAN},
    "the reported value": {Role.ACTUAL},
    "the office's own percentage of the plan": {Role.PERCENT},
    "compared or earlier figures; not read": {Role.COMPARISON},
    "the same period of the year before": {Role.COMPARISON},
    "a rate of growth": {Role.GROWTH},
    "the two figures of a ratio": {Role.NUMERATOR, Role.DENOMINATOR},
    "final, estimate, provisional, revised, late": {Role.STATUS},
    "the office's own assessment; not read": {Role.ASSESSMENT},
    "a remark": {Role.NOTE},
}
HEADINGS = [(one.strip(), said) for words, said in table("heading | column") for one in re.split(r"[,·]", words)]


@each_row(("heading", "said"), HEADINGS)
def test_a_heading_says_what_the_page_says(heading, said):
    read = read_heading([heading])
    assert read.role in ROLES[said]
    assert (read.same_period is not None) is (said == "the same period of the year before")


VI_ROLES = {
    "tên chỉ tiêu": Role.TITLE,
    "đơn vị tính": Role.MEASURE,
    "kế hoạch": Role.PLAN,
    "số liệu báo cáo": Role.ACTUAL,
    "tỷ lệ so với kế hoạch": Role.PERCENT,
    "tốc độ tăng": Role.GROWTH,
    "số cùng kỳ": Role.COMPARISON,
    "số so sánh, không đọc": Role.COMPARISON,
    "ghi chú": Role.NOTE,
}
VI_HEADINGS = [(one.strip(), said) for words, said in table("tiêu đề cột | là", VI_PAGE) for one in words.split(",")]


@each_row(("heading", "said"), VI_HEADINGS)
def test_a_heading_says_what_the_vietnamese_page_says(heading, said):
    read = read_heading([heading])
    assert read.role is VI_ROLES[said]
    assert (read.same_period is not None) is (said == "số cùng kỳ")


# ---- what is chosen -----------------------------------------------------------------------------

ASKED_2024 = EnvelopeOptions(unit="made", period=Period(2024))
CHOSEN = {
    "--column value=G": ASKED_2024._replace(columns=(("value", "G"),)),
    '--column "value=Thực hiện / Lũy kế"': ASKED_2024._replace(columns=(("value", "Thực hiện / Lũy kế"),)),
    '--sheet "Biểu 01"': ASKED_2024._replace(sheet="Biểu 01"),
    "layouts": ASKED_2024._replace(layouts=(("value", "Lũy kế"),)),
    "--period 2024": ASKED_2024,
}
OPEN: list[list[object]] = [
    ["CÁC CHỈ TIÊU KẾ HOẠCH NĂM 2025"],
    ["Chỉ tiêu", None, None, "Năm 2024", None, "Thực hiện", None],
    [None, None, None, "TH 9 tháng", "Ước TH cả năm", "Số liệu", "Lũy kế"],
    ["Thu", None, None, 5, 7, 6, 9],
]


@pytest.mark.parametrize("page", [PAGE, VI_PAGE])
def test_what_the_user_says_settles_what_headings_leave_open(page):
    said = table("said by | means", page) if page is PAGE else table("ghi | nghĩa là", page)
    for option, _ in said:
        for text in quoted(option)[: 1 if option.startswith("`layouts") else None]:
            wanted = CHOSEN[text]
            sheets = [ListSheet(OPEN, "Biểu 01", merged=[Range(2, 6, 2, 7)])]
            sheets += [ListSheet([["Chỉ tiêu", "TH 2024"], ["Thu", 8]], "Biểu 02")] if wanted.sheet else []
            (submission,) = read_form(grid(*sheets), wanted)
            (row,) = submission.observations
            expected = "7" if text in {"--period 2024", '--sheet "Biểu 01"'} else "9"
            assert row.value is not None
            assert row.value.text == expected, text


# ---- names --------------------------------------------------------------------------------------


@each_row(
    ("written", "meant"),
    [
        (text, meant[min(number, len(meant) - 1)])
        for heading, page in (("in the row | is", PAGE), ("trong biểu | được hiểu là", VI_PAGE))
        for cell, said in table(heading, page)
        for meant in [quoted(said)]
        for number, text in enumerate(quoted(cell))
    ],
)
def test_a_name_is_known_as_the_pages_say(written, meant):
    made = indicator(title=Text(meant, "Made"), unit=parse_unit("tỷ đồng"))
    found = Addresses(pack(made)).find(row(written))
    assert found.indicator == made


# ---- remarks and words for no figure ------------------------------------------------------------


def of_members(content: str) -> BoundSubmission:
    """Bind a form that says something of new Party members, of whom 110 are wanted, and nothing is due."""
    made = indicator(
        "party",
        title=Text("Kết nạp đảng viên", "Party members admitted"),
        unit=parse_unit("đảng viên"),
        target=target("at_least", "110"),
    )
    rows: list[list[object]] = [
        ["Chỉ tiêu", "ĐVT", "KH 2024", "TH 6 tháng"],
        ["Kết nạp đảng viên", "đảng viên", 110, content],
    ]
    (submission,) = read_form(grid(rows), EnvelopeOptions(unit="made", period=Period(2024, "H1")))
    return bind(submission, pack(made))


@each_row(
    ("text", "said"),
    [
        (text, said)
        for heading, page in (
            ("in the row `Kết nạp đảng viên` | read", PAGE),
            ("ô ghi, ở dòng `Kết nạp đảng viên` | đọc là", VI_PAGE),
        )
        for cell, said in table(heading, page)
        for text in quoted(cell)
    ],
)
def test_a_remark_is_left_aside_as_the_pages_say(text, said):
    bound = of_members(text)
    value = bound.values.get(Observed("party"))
    if said in {"refused", "hỏi lại"}:
        assert value is None
        assert "party" in bound.invalid
    else:
        assert value is not None
        assert value == point(Decimal(said))


@each_row(
    ("text", "said"),
    [
        (text, said)
        for heading, page in (("words | are", PAGE), ("ô ghi | được hiểu là", VI_PAGE))
        for cell, said in table(heading, page)
        for text in quoted(cell)
    ],
)
def test_words_for_no_figure_are_what_the_pages_say(text, said):
    bound = of_members(text)
    assert Observed("party") not in bound.values
    codes_told = [problem.diagnostic.code.id for problem in bound.problems]
    assert codes_told == (["D109"] if "D109" in said else ["D295"])


# ---- numerator and denominator ----------------------------------------------------------------


def ratio_of(above: str, below: str, headings: tuple[str, str] = ("Tử số", "Mẫu số")) -> str:
    rows = [["Mã", "Chỉ tiêu", *headings], ["A", "Tỷ lệ", above, below]]
    (read,) = read_form(grid(rows), ASKED)
    (row,) = read.observations
    assert row.numerator
    assert row.denominator
    found = ratio_interval(row.numerator, row.denominator, indicator(kind=Kind.RATIO, unit=parse_unit("%")))
    return f"refused ({found.code.id})" if isinstance(found, Diagnostic) else f"{found.lo} %"


PARTS = [(one, below, said) for above, below, said in table("numerator | denominator | ratio") for one in quoted(above)]


@each_row(("above", "below", "said"), PARTS)
def test_a_ratio_is_computed_as_the_page_says(above, below, said):
    assert ratio_of(above, quoted(below)[0]) == said


def test_a_heading_says_the_unit_of_a_part_of_a_ratio():
    assert ratio_of("12,5", "25.000", ("Tử số (nghìn hộ)", "Mẫu số (hộ)")) == "50 %"
    assert ratio_of("12,5", "25.000", ("Tử số (nghìn hộ)", "Mẫu số")) == "refused (D286)"


# ---- confirmations ----------------------------------------------------------------------------

WORDS = table("where | what confirms | what does not")


@each_row(("word", "confirmed"), [(one, True) for one in quoted(WORDS[0][1])])
def test_a_column_confirms_by_these_words(word, confirmed):
    assert confirms(word) is confirmed


@pytest.mark.parametrize("word", ["", *quoted(WORDS[0][2]), "xem lại"])
def test_a_column_does_not_confirm_by_others(word):
    assert not confirms(word)


@pytest.mark.parametrize(
    ("note", "confirmed"), [(note, which == 1) for which in (1, 2) for note in quoted(WORDS[1][which])]
)
def test_a_note_confirms_as_the_page_says(note, confirmed):
    assert says_checked(note) is confirmed


# ---- shifted cells ----------------------------------------------------------------------------

TITLES, COMMAS = "Chỉ tiêu;ĐVT;Kế hoạch;Thực hiện", "Chỉ tiêu,ĐVT,Kế hoạch,Thực hiện"
SHIFTED = {
    "a cell of a CSV file beyond": f"{TITLES}\nThu;tỷ đồng;317;286,6;999\nChi;tỷ đồng;5;5\n",
    "a figure alone in a column of notes": f"{COMMAS},Ghi chú\nThu,tỷ đồng,317,286,6\nChi,tỷ đồng,5,5,\n",
    "if commas separate the columns": f"{COMMAS},Ngày\nThu,tỷ đồng,317,286,6\nChi,tỷ đồng,5,5,\n",
    "a whole number in a column": f"{COMMAS},% so KH,Ghi chú\nThu,tỷ đồng,317,286,90,3",
    "the same beside a value of three digits": f"{COMMAS},Ghi chú\nThu,tỷ đồng,1,300.5,6\nChi,tỷ đồng,5,5,\n",
    "one comma more than in other rows": f"{COMMAS},Đánh giá,Ghi chú\nThu,tỷ đồng,317,286,6,,\nChi,tỷ đồng,5,5,,\n",
    "no value, and a figure": f"{TITLES};Ghi chú\nThu;tỷ đồng;317;;286\nChi;tỷ đồng;5;5;\n",
    "a bare figure in the column of units": f"{TITLES}\nThu;317;286;\nChi;tỷ đồng;5;5\n",
    "a figure in a column of words right": f"{TITLES};Ghi chú\nThu;tỷ đồng;;317,5;286\nChi;tỷ đồng;5;5;\n",
    "a value, and a figure in such a column": f"{TITLES};Ghi chú\nThu;tỷ đồng;317;286,6;2024\nChi;tỷ đồng;5;5;\n",
    "a figure in a column without a heading": f";{TITLES}\n1;Thu;tỷ đồng;317;286,6\n2;Chi;tỷ đồng;5;5\n",
}


@each_row(("row", "then"), table("in a row | then"))
def test_a_shifted_row_is_told_as_the_page_says(row, then):
    texts = [text for start, text in SHIFTED.items() if row.startswith(start)]
    assert texts, f"no file is made for: {row}"
    named = re.findall(r"D\d+", then)
    rows, told = outcome(read_tables("bieu.csv", ASKED, ReadLimits(), data=texts[0].encode(), suffix=".csv"))
    found = {rows["Thu"].said, *(one.said for one in told)}
    assert found & set(named) if named else found == {"286.6"}, (found, named)
