"""Empty forms: what they ask for, what they protect, and that they are the same in every kind of file."""

from __future__ import annotations

import csv
import io
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from checker.binding.verdict_words import VERDICT_WORDS
from checker.domain.axes import Better, Kind
from checker.domain.interval import Interval, above, below, point
from checker.domain.period import Period
from checker.domain.report import CarriedFigure
from checker.domain.submission import LOCALES
from checker.domain.text import Text
from checker.domain.unit import Unit
from checker.errors import PackError
from checker.forms.form import STATES, VERDICTS, form_of
from checker.forms.plain import csv_form, yaml_form
from checker.forms.wording import plan_number, plan_text
from checker.forms.workbook import workbook
from checker.language import LANGUAGES, Language
from checker.packs.load import load_pack
from checker.packs.model import Group, Reported, Reporting
from checker.readers.envelope import STATUS_WORDS
from checker.readers.numbers import WordedFigure, read_number
from tests.command import checker
from tests.examples import each_row
from tests.made import LINEAR, NO_PACE, indicator, pack, share, target
from tests.office import Office
from tests.office import indicator as made_indicator
from tests.workbooks import filled, header, opened, parts, rows, submission_of, texts

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
CITY = load_pack(str(ROOT / "tests" / "packs" / "bac-kan-city" / "2024.yaml"))
VI = Language("vi")
HOSTILE = ("=1+1", "+1+1", "-1-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "_x0041_", "a\x07b\u202e", "x\ny: [", "'q")


def form(rules=CITY, period: str = "2024-06", language: Language = VI, unit: str = ""):
    return form_of(rules, Period.parse(period), unit or rules.unit, language, "0.0")


def sheet_of(rules=CITY, period: str = "2024-06", language: Language = VI):
    return opened(workbook(form(rules, period, language), language)).worksheets[0]


def verdict(id_: str = "task", **changes):
    return indicator(id_, unit=None, kind=Kind.VERDICT, pace=NO_PACE, target=target(None, None), **changes)


# ---- what it says


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_of_a_form(language):
    path = GOLDEN / f"form.{language}.txt"
    book = opened(workbook(form(language=Language(language)), Language(language)))
    said = "".join(f"== {sheet.title}\n{texts(sheet)}" for sheet in book.worksheets)
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8")


def test_the_same_form_is_the_same_file():
    assert workbook(form(), VI) == workbook(form(), VI)


def test_the_hidden_sheet_says_what_the_form_is():
    book = opened(workbook(form(pack()), VI))
    hidden = book["_checker"]
    assert hidden.sheet_state == "veryHidden"
    said = {key.value: value.value for key, value in hidden.iter_rows()}
    assert said == {
        "key": "value",
        "form": "1",
        "pack": "made/2024",
        "pack_sha256": "0" * 64,
        "revision": "1",
        "unit": "made",
        "period": "2024-06",
        "locale": "vi",
        "program": "0.0",
        "synthetic": "true",
    }
    assert "SỐ LIỆU GIẢ ĐỊNH" in texts(book.worksheets[0])


PLANS = [
    (target("at_least", "317"), "317"),
    (target("at_least", "3700"), "3.700"),
    (target("above", "80"), "trên 80"),
    (target("below", "1.89"), "dưới 1,89"),
    (target("at_most", "65.50"), "65,5"),
    (target("keep", "65.5"), "65,5"),
    (target("equal", "12"), "12"),
    (target("between", "10.6", "11"), "10,6-11"),
    (target("reduce_by", "1.5"), "giảm 1,5"),
    (target("reduce_by", "1.5", strict=True), "giảm trên 1,5"),
    (target("grow_by", "8"), "tăng 8%"),
    (target("grow_by", "8", strict=True), "tăng trên 8%"),
    (target("towards", "70"), "70"),
    (target("above", "80", strict=True), "trên 80"),
    (target(None, None), "đạt"),
    (target("all_of", None), ""),
    (None, ""),
]


@each_row(("rule", "said"), PLANS)
def test_a_plan_is_written_as_officials_do(rule, said):
    assert plan_text(rule, VI) == said


numbers = st.decimals(Decimal("0.001"), Decimal(10**9), places=3)


@given(
    numbers,
    st.sampled_from(["at_least", "at_most", "keep", "above", "below", "between"]),
    st.sampled_from(LANGUAGES),
    st.sampled_from(LOCALES),
)
def test_a_plan_that_is_read_back_is_the_target(number, comparator, language, locale):
    # Beside words a machine's number with three decimals is refused, for no program writes such a text.
    assume(locale != "machine" or comparator not in ("above", "below", "between") or number * 100 == int(number * 100))
    upper = number + 1 if comparator == "between" else None
    said = plan_text(target(comparator, str(number), str(upper) if upper else None), Language(language), locale)
    read = read_number(said, locale=locale)
    assert isinstance(read, WordedFigure), (said, read)
    meant = {"above": above(number), "below": below(number), "between": Interval(number, upper) if upper else None}
    assert read.figure.interval == (meant.get(comparator) or point(number)), said


@each_row(
    ("rule", "better", "divisor"),
    [
        (target("at_least", "317"), Better.HIGHER, 317),
        (target("above", "0.5"), Better.HIGHER, Decimal("0.5")),
        (target("at_least", "0"), Better.HIGHER, None),
        (target("at_least", "-5"), Better.HIGHER, None),
        (target("at_most", "317"), Better.LOWER, None),
        (target("keep", "317"), Better.LOWER, None),
        (target("equal", "317"), Better.NEITHER, None),
        (target("between", "10", "11"), Better.HIGHER, None),
        (target("grow_by", "8"), Better.HIGHER, None),
        (target("reduce_by", "8"), Better.LOWER, None),
        (target(None, None), Better.HIGHER, None),
        (None, Better.HIGHER, None),
    ],
)
def test_a_percentage_of_the_plan_is_asked_only_where_it_says_something(rule, better, divisor):
    assert plan_number(indicator(better=better), rule) == divisor


def test_the_words_to_choose_from_are_those_that_are_read():
    for language in LANGUAGES:
        assert set(STATES[language]) <= set(STATUS_WORDS)
        assert set(VERDICTS[language]) <= set(VERDICT_WORDS)
        assert len(STATES[language]) == len({STATUS_WORDS[word] for word in STATES[language]})


# ---- what can be filled in


def inputs(rules, period: str = "2024-06") -> dict[str, set[str]]:
    """Return the headings of the cells that are not locked, by indicator."""
    return {
        id_: {name for name, cell in cells.items() if not cell.protection.locked}
        for id_, cells in rows(sheet_of(rules, period))
    }


def test_only_what_is_asked_for_can_be_filled_in():
    # With the protection of merged cells, which `opened` leaves out.
    sheet = load_workbook(io.BytesIO(workbook(form(CITY, "2024-06", VI), VI))).worksheets[0]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    common = {"Thực hiện kỳ báo cáo", "So cùng kỳ (%)", "Tình trạng số liệu", "Ghi chú"}
    ratio = share("ratio", "80", kind=Kind.RATIO)
    period = indicator("period", reported=Reported.PERIOD)
    compound = indicator(
        "both", unit=None, kind=Kind.VERDICT, target=target("all_of", None)._replace(members=("a", "b"))
    )
    asked = inputs(pack(indicator("flow"), share("stock", "80"), ratio, period, verdict(), compound))
    assert asked == {
        "flow": common | {"Lũy kế"},
        "stock": common,
        "ratio": common | {"Tử số", "Mẫu số"},
        "period": common,
        "task": common - {"So cùng kỳ (%)"},
        "both": {"Ghi chú"},
    }
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    day_sent = {"C5", "D5"}
    assert unlocked == day_sent | {
        cell.coordinate for _, cells in rows(sheet) for cell in cells.values() if not cell.protection.locked
    }


def test_ratios_have_columns_only_where_there_are_some():
    _, columns = header(sheet_of(pack()))
    assert not {"Tử số", "Mẫu số"} & set(columns)


def formulas(rules, period: str, language: Language = VI) -> list[object]:
    name = "% so kế hoạch" if language is VI else "% of plan"
    return [cells[name].value for _, cells in rows(sheet_of(rules, period, language))]


def test_the_percentage_of_the_plan_is_of_what_counts_from_january_on():
    flow, stock = indicator("flow"), share("stock", "80")
    lower = indicator("lower", better=Better.LOWER, target=target("at_most", "5"))
    alone = indicator("alone", reported=Reported.PERIOD)
    half = formulas(pack(flow, stock, lower, alone), "2024-H1")
    assert half == [
        '=IF(ISNUMBER(E10),ROUND(E10/317,4),"")',
        # "65,5%" is kept as 0.655; the format of its cell alone says so.
        '=IF(ISNUMBER(E11),ROUND(E11*IF(IFERROR(LEFT(CELL("format",E11),1)="P",FALSE),100,1)/80,4),"")',
        None,
        '=IF(ISNUMBER(E13),ROUND(E13/317,4),"")',
    ]
    june = formulas(pack(flow, stock, lower, alone), "2024-06")
    assert june == ['=IF(ISNUMBER(F10),ROUND(F10/317,4),"")', half[1], None, None]


@pytest.mark.parametrize(
    ("period", "twice"), [("2024-06", True), ("2024-Q2", True), ("2024-H1", False), ("2024", False)]
)
def test_what_is_the_same_from_january_on_is_asked_once(period, twice):
    _, columns = header(sheet_of(pack(indicator("flow")), period))
    assert ("Lũy kế" in columns) is twice


FORM_TITLE = Text("Báo cáo thực hiện chỉ tiêu", "Report on the targets")


@pytest.mark.parametrize("period", ["2024-06", "2024-H1"])
def test_number_name_and_figures_of_the_year_before_stand_on_the_form_and_are_not_read_as_figures(period):
    rules = pack(indicator("flow"), share("stock", "80"))._replace(form_number="06/KTXH-CT", form_title=FORM_TITLE)
    earlier = {"flow": CarriedFigure(Decimal("186.60")), "stock": CarriedFigure(Decimal(70), estimated=True)}
    made = form_of(rules, Period.parse(period), rules.unit, VI, "0", earlier=earlier)
    data = workbook(made, VI)
    sheet = opened(data).worksheets[0]
    said = [str(sheet.cell(row, 1).value) for row in (1, 2, 3)]
    assert (said[0], said[2]) == ("Biểu số: 06/KTXH-CT", "BÁO CÁO THỰC HIỆN CHỈ TIÊU")
    assert said[1].startswith("Đơn vị báo cáo: ")
    assert [sheet.cell(row, 1).alignment.horizontal for row in (1, 2, 3)] == ["right", "left", "center"]
    cells = dict(rows(sheet))
    named = "Thực hiện cùng kỳ năm trước" if period == "2024-H1" else "Lũy kế cùng kỳ năm trước"
    before = cells["flow"][named]
    assert (before.value, before.number_format, before.protection.locked) == (186.6, "#,##0.00", True)
    assert cells["stock"][named].value == "ước 70"
    # What only the program needs is not printed.
    id_column = next(cell.column for cell in sheet[cells["flow"]["Mã"].row] if cell.value == "flow")
    assert f"${chr(ord('A') + id_column - 1)}$" not in sheet.print_area
    footer = sheet.HeaderFooter.oddFooter
    assert footer is not None
    assert rules.id not in f"{footer.left.text}{footer.right.text}"
    back = filled(data, {"flow": 200, "stock": 75})
    read = submission_of(back, "form.xlsx")
    assert (read.unit, str(read.period), read.troubles) == (rules.unit, period, ())
    assert [one.value.text for one in read.observations if one.value] == ["200", "75"]
    # It is read back as what the figures stand beside.
    assert [(one.year_earlier and one.year_earlier.text, one.year_earlier_estimated) for one in read.observations] == [
        ("186.6", False),
        ("ước 70", True),
    ]
    written = csv_form(made, VI).decode("utf-8-sig")
    assert "186,60" in written
    assert ";ước 70;" in written
    read = submission_of(written.replace(";186,60;", ";186,60;200,5").encode("utf-8-sig"), "form.csv")
    assert [one.value.text for one in read.observations if one.value] == ["200,5"]


@pytest.mark.parametrize("more", ["form_number: 06/2024", "form_number: B 01", "form_title: Báo cáo năm 2024"])
def test_what_would_be_read_as_a_period_cannot_stand_at_the_head(tmp_path, more):
    with pytest.raises(PackError) as caught:
        load_pack(str(Office(tmp_path, made_indicator("thu"), more=f"{more}\n").pack))
    assert [one.code.id for one in caught.value.diagnostics] == ["P310"]


def test_figures_of_the_year_before_are_carried_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    office = Office(tmp_path, made_indicator("thu", more="target: {at_least: 9}"), made_indicator("chi", unit="ha"))
    (tmp_path / "rules" / "thu").mkdir(parents=True)
    text = office.pack.read_text(encoding="utf-8").replace("2024", "2023").replace("'ha'", "'triệu đồng'")
    (tmp_path / "rules" / "thu" / "2023.yaml").write_text(text, encoding="utf-8")
    sent = Path(office.send("2023-H1", "thu: 8,5\nchi: 5", more="pack: thu/2023"))
    common = ("template", "-p", str(office.pack), "--lang", "vi", "--force")
    done = checker(*common, "--period", "2024-H1", "--earlier", str(sent), "-o", "f.xlsx")
    assert done.exit_code == 0, done.everything
    cells = dict(rows(opened(Path("f.xlsx").read_bytes()).worksheets[0]))
    assert [cells[id_]["Thực hiện cùng kỳ năm trước"].value for id_ in ("thu", "chi")] == [8.5, None]
    done = checker(*common, "--period", "2024-Q3", "--earlier", str(sent), "-o", "g.xlsx")
    assert (done.exit_code, "2023-Q3" in done.everything) == (2, True)
    done = checker(*common, "--period", "2024-H1", "--earlier", "none.yaml", "-o", "g.xlsx")
    assert (done.exit_code, Path("g.xlsx").exists()) == (3, False)


def test_a_formula_has_the_result_of_an_empty_form():
    data = workbook(form(), VI)
    cells = [line for line in parts(data)["xl/worksheets/sheet1.xml"].split(b"<c ") if b"<f>" in line]
    assert len(cells) == sum(line.divisor is not None for line in form().lines)
    assert all(b't="str"' in line and (b"<v></v>" in line or b"<v/>" in line or b"<v />" in line) for line in cells)


def test_a_missing_cumulative_figure_shows_itself_only_where_it_differs_from_that_of_the_period():
    for period, shown in (("2024-06", True), ("2024-Q2", True), ("2024-H1", False), ("2024", False)):
        formulas = [formula for _, formula in conditions(sheet_of(period=period))]
        assert any(formula.endswith('="")') for formula in formulas) is shown


def conditions(sheet) -> list[tuple[str, str]]:
    """Return the cells that show themselves, and the formulas by which they do."""
    return [(str(ranges.sqref), rule.formula[0]) for ranges in sheet.conditional_formatting for rule in ranges.rules]


def validation(sheet, cell: str):
    (rule,) = (rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref)
    return rule


@pytest.mark.parametrize("language", LANGUAGES)
def test_choices_and_numbers_are_validated_with_a_message(language):
    rules = pack(indicator("flow"), share("stock", "80"), verdict())
    sheet = sheet_of(rules, language=Language(language))
    for rule in sheet.data_validations.dataValidation:
        assert rule.prompt
        assert rule.error
        assert len(rule.error) <= 225
        assert rule.errorStyle == "stop"
        assert rule.showInputMessage
        assert rule.showErrorMessage
        assert len(str(rule.formula1)) <= 255
    cells = dict(rows(sheet))
    actual, status = ("Thực hiện kỳ báo cáo", "Tình trạng số liệu")
    if language == "en":
        actual, status = ("Actual in this period", "Data status")
    amount = validation(sheet, cells["flow"][actual].coordinate)
    assert "tỷ đồng" in str(amount.prompt)
    assert "7/2" in str(amount.error)
    assert validation(sheet, cells["task"][actual].coordinate).formula1 == f'"{",".join(VERDICTS[language])}"'
    assert validation(sheet, cells["flow"][status].coordinate).formula1 == f'"{",".join(STATES[language])}"'


def test_a_validation_speaks_of_the_first_of_its_cells():
    """A formula of a validation is meant for the first cell, and moves along with the others."""
    sheet = sheet_of(pack(indicator("flow"), share("ratio", "80", kind=Kind.RATIO), share("stock", "80")))
    custom = [rule for rule in sheet.data_validations.dataValidation if rule.type == "custom"]
    assert len(custom) == 7
    for rule in custom:
        first = str(rule.sqref).split()[0].split(":")[0]
        assert f"ISNUMBER({first})" in rule.formula1
        assert {cell.rstrip("0123456789") for cell in str(rule.sqref).replace(":", " ").split()} <= set("EFGHIJ")
        assert {cell.lstrip("ABCDEFGHIJ") for cell in str(rule.sqref).replace(":", " ").split()} == {first[1:]}


def test_cells_of_figures_are_general_for_any_other_format_hides_that_a_day_was_typed():
    cells = dict(rows(sheet_of()))
    figures = ("Thực hiện kỳ báo cáo", "Lũy kế", "Tử số", "Mẫu số", "So cùng kỳ (%)")
    assert {cells[id_][name].number_format for id_ in cells for name in figures} == {"General"}
    assert cells["budget_revenue"]["% so kế hoạch"].number_format == "0.0#%"
    # Whoever typed a day must be able to take its format off the cell again.
    assert sheet_of().protection.formatCells is False


UNLIKELY = [
    (target("at_least", "317"), {}, "3170"),
    (target("at_least", "2"), {}, "20"),
    (target("at_least", "2"), {"unit": Unit("HTX", "htx", Fraction(1))}, "200"),
    (target("at_least", "10"), {"unit": Unit("HTX", "htx", Fraction(1))}, "100"),
    (target("between", "10.5", "11"), {}, "110"),
    (target("at_least", "0"), {}, None),
    (target("reduce_by", "8"), {}, None),
    (target("grow_by", "8"), {}, None),
    (target(None, None), {}, None),
    (None, {}, None),
]


@each_row(("rule", "changes", "unlikely"), UNLIKELY)
def test_what_is_many_times_the_plan_is_hardly_meant(rule, changes, unlikely):
    (line,) = form(pack(indicator("flow", target=rule, **changes))).lines
    assert line.unlikely == (None if unlikely is None else Decimal(unlikely))


def test_what_cannot_be_by_nature_is_hardly_meant():
    (line,) = form(pack(share("stock", "8"))).lines
    assert line.unlikely == 100


def test_it_prints_on_a4_with_the_headings_on_every_page():
    sheet = sheet_of()
    top, _ = header(sheet)
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${top}:${top}"
    assert sheet.freeze_panes == f"C{top + 1}"
    footer = sheet.HeaderFooter.oddFooter
    assert footer is not None
    assert (footer.center.text, footer.right.text) == ("Trang &P/&N", "tháng 6/2024")


def test_a_unit_that_the_whole_is_put_together_from_has_no_plan():
    rules = pack()._replace(reporting=Reporting(("north", "south"), roll_up=True))
    (line,) = form(rules, unit="north").lines
    assert (line.plan, line.divisor) == ("", None)
    assert form(rules).lines[0].plan == "317"
    single = pack()._replace(reporting=Reporting(("north", "south")))
    assert form(single, unit="north").lines[0].plan == "317"


def test_parts_follow_their_wholes_and_groups_without_rows_are_left_out():
    rules = pack(indicator("b", parent="a"), indicator("a"), indicator("c", parent="b"), indicator("d"))
    rules = rules._replace(groups=(*rules.groups, Group("empty", Text("Trống", "Empty"))))
    made = form(rules)
    assert [(line.number, line.indicator.id, line.depth) for line in made.lines] == [
        ("1", "a", 0),
        ("1.1", "b", 1),
        ("1.1.1", "c", 2),
        ("2", "d", 0),
    ]
    assert [section.number for section in made.sections] == ["I"]


def test_a_part_of_a_whole_in_another_group_has_a_row_of_its_own():
    other = Group("other", Text("Khác", "Other"))
    rules = pack(indicator("a"), indicator("b", parent="a", group=other))
    made = form(rules._replace(groups=(*rules.groups, other)))
    assert [line.number for line in made.lines] == ["1", "2"]


# ---- texts of others


def hostile():
    titled = [indicator(f"i{n}", title=Text(text, text), code=text) for n, text in enumerate(HOSTILE)]
    rules = pack(*titled)
    return rules._replace(
        title=Text(HOSTILE[0], HOSTILE[0]), groups=(rules.groups[0]._replace(title=Text("=2+2", "=2+2")),), unit="=unit"
    )


def test_texts_of_a_pack_never_become_formulas_or_links():
    book = opened(workbook(form(hostile()), VI))
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.hyperlink is None
            if cell.data_type == "f":
                assert str(cell.value).startswith("=IF(ISNUMBER(")
    titles = [str(cells["Chỉ tiêu"].value) for _, cells in rows(book.worksheets[0])]
    assert titles[:5] == list(HOSTILE[:5])
    # Excel takes `_x0041_` for a character, so that a text which says so is written with an escape.
    assert titles[5] == "_x005F_x0041_"
    assert titles[6] == "a\\x07b\\u202e"
    assert all(cells["Chỉ tiêu"].quotePrefix for _, cells in list(rows(book.worksheets[0]))[:5])


def test_texts_of_a_pack_stay_texts_in_csv_and_comments_in_yaml():
    table = list(csv.reader(io.StringIO(csv_form(form(hostile()), VI).decode("utf-8-sig")), delimiter=";"))
    for row in table:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@")), row
    read = yaml.safe_load(yaml_form(form(hostile()), VI).decode())
    assert read["unit"] == "=unit"
    assert list(read["observations"]) == [f"i{n}" for n in range(len(HOSTILE))]


# ---- other kinds of files


def test_a_form_in_csv_has_the_rows_of_the_workbook():
    data = csv_form(form(), VI)
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    top = next(number for number, row in enumerate(table) if row[:2] == ["TT", "Chỉ tiêu"])
    sheet = sheet_of()
    line, columns = header(sheet)
    assert table[top] == list(columns)
    ids = [row[-1] for row in table[top + 1 :] if len(row) == len(columns)]
    assert ids == [id_ for id_, _ in rows(sheet)] == [one.id for one in CITY.indicators]
    assert table[top + 1][:2] == [str(sheet.cell(line + 1, n).value) for n in (1, 2)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_in_yaml_is_a_submission_in_which_figures_are_missing(tmp_path, language):
    path = tmp_path / "form.yaml"
    path.write_bytes(yaml_form(form(period="2024", language=Language(language)), Language(language)))
    done = checker("check", str(path), "-p", CITY.path)
    assert done.exit_code in (1, 5), done.everything
    assert done.stderr == ""
    ratio = form(pack(share("ratio", "80", kind=Kind.RATIO), verdict(), indicator("x", pace=LINEAR)))
    read = yaml.safe_load(yaml_form(ratio, VI).decode())
    assert read["synthetic"] is True
    assert set(read["observations"]["ratio"]) == {"value", "numerator", "denominator", "status", "note"}
    assert set(read["observations"]["task"]) == {"value", "status", "note"}


# ---- the command


BASE = ("template", "-p", CITY.path, "--period", "2024-06")

LINES = [
    ((*BASE, "-o", "form.xlsx"), 0, "form.xlsx: a form of 22 indicators"),
    ((*BASE, "-o", "form.CSV"), 0, "22 indicators"),
    ((*BASE, "-o", "form.yml"), 0, "22 indicators"),
    ((*BASE, "-o", "form.ods"), 2, "`form.ods` must end in one of: .xlsx, .csv, .yaml, .yml"),
    ((*BASE, "-o", "there.xlsx"), 2, "`there.xlsx` is there already; --force replaces it"),
    ((*BASE, "-o", "there.xlsx", "--force"), 0, "22 indicators"),
    ((*BASE, "-o", "no/such/form.xlsx"), 2, "`no/such/form.xlsx` cannot be written: "),
    ((*BASE, "-o", "form.xlsx", "--unit", "bac-kan-city"), 0, "22 indicators"),
    ((*BASE, "-o", "form.xlsx", "--unit", "ha-noi"), 2, "`ha-noi` does not report by this pack; known: bac-kan-city"),
    (("template", "-p", CITY.path, "--period", "2023", "-o", "f.csv"), 2, "period 2023 is not of the pack's year 2024"),
    (("template", "-p", CITY.path, "--period", "soon", "-o", "f.csv"), 2, "`soon` is not a period"),
    (("template", "-p", "nothing/2024", "--period", "2024", "-o", "f.csv"), 2, "P301"),
    (("template", "-p", CITY.path, "--period", "2024"), 2, "is missing"),
    (("template", "--help"), 0, "Examples:"),
]


@each_row(("arguments", "code", "said"), LINES, ids=lambda part: str(part)[-40:])
def test_a_command_line(arguments, code, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.xlsx").write_bytes(b"old")
    done = checker(*arguments)
    assert done.exit_code == code, done.everything
    assert said in done.everything
    assert "Traceback" not in done.everything
    replaced = code == 0 and "there.xlsx" in arguments
    assert ((tmp_path / "there.xlsx").read_bytes() == b"old") is not replaced
    left = {path.name for path in tmp_path.iterdir()} - {"there.xlsx"}
    assert left == (
        {arguments[arguments.index("-o") + 1]} - {"there.xlsx"} if code == 0 and "-o" in arguments else set()
    )
