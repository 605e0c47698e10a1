"""What conditional formatting hides or shows otherwise is no figure, where its rules can be told, or may."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, DataBarRule, FormulaRule, IconSetRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from checker.domain.submission import Figure, Unreadable
from checker.readers.cells.child.conditions import changed_format, formula_holds, holds
from checker.readers.cells.read import read_grid
from checker.readers.form.cells import VALUE, Ambient, CellReader
from tests.examples import each_row
from tests.test_ods import read as read_ods

pytestmark = pytest.mark.slow

WHITE, RED, BLACK = (Font(color=one) for one in ("FFFFFFFF", "FFFF0000", "FF000000"))
STRUCK = Font(strike=True)


def of_format(code: str, formula: str = "TRUE", kind: Any = "expression", **more) -> Rule:
    style = DifferentialStyle(numFmt=NumberFormat(numFmtId=200, formatCode=code))
    return Rule(type=kind, formula=[formula], dxf=style, **more)


def reading(cell: object, *rules: Rule, number_format: str = "General", over: str = "C2:C9") -> str:
    """Return how a cell at C4 is read under rules over C2 to C9."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["C4"].value, sheet["C4"].number_format = cell, number_format
    for rule in rules:
        sheet.conditional_formatting.add(over, rule)
    file = io.BytesIO()
    book.save(file)
    (grid,) = read_grid("a.xlsx", data=file.getvalue()).sheets
    found = grid.cell(4, 3)
    assert found
    match CellReader("vi", {}).read(found, grid.location(4, 3), VALUE, Ambient()).field.reading:
        case Unreadable(trouble):
            return trouble.code.id
        case Figure(interval, unit):
            return f"{interval.lo} {unit.name}" if unit else str(interval.lo)
        case other:
            return str(other)


@each_row(
    ("cell", "rule", "said"),
    [
        # What hides a figure.
        (86.6, CellIsRule("greaterThan", ["0"], font=WHITE), "D277"),
        (86.6, CellIsRule("between", ["80", "90"], font=WHITE), "D277"),
        (86.6, CellIsRule("notBetween", ["0", "80"], font=WHITE), "D277"),
        (86.6, FormulaRule(["C2>80"], font=WHITE), "D277"),
        (86.6, FormulaRule(["$C2>80"], font=WHITE), "D277"),
        (86.6, FormulaRule(["ISNUMBER(C2)"], font=WHITE), "D277"),
        (86.6, FormulaRule(["TRUE"], font=BLACK, fill=PatternFill(bgColor="FF000000")), "D277"),
        (86.6, FormulaRule(["TRUE"], fill=PatternFill(bgColor="FF000000")), "D277"),
        (86.6, FormulaRule(["TRUE"], font=STRUCK), "D278"),
        (86.6, of_format(";;;"), "D277"),
        (86.6, IconSetRule("3Arrows", "num", [0, 50, 80], showValue=False), "D277"),
        (86.6, DataBarRule("num", 0, "num", 100, "FF638EC6", showValue=False), "D277"),
        ("86,6", FormulaRule(["TRUE"], font=WHITE), "D277"),
        # What may.
        (86.6, FormulaRule(['$A2="x"'], font=WHITE), "D277"),
        (86.6, FormulaRule(["C$2>80"], font=WHITE), "D277"),
        (86.6, FormulaRule(['$A2="x"'], font=STRUCK), "D277"),
        (86.6, of_format("#,##0,", '$A2="x"'), "D277"),
        (86.6, Rule(type="duplicateValues", dxf=DifferentialStyle(font=WHITE)), "D277"),
        # What does not.
        (86.6, CellIsRule("equal", ["0"], font=WHITE), "86.6"),
        (86.6, CellIsRule("lessThan", ["80"], font=WHITE), "86.6"),
        ("86,6", CellIsRule("equal", ["0"], font=WHITE), "86.6"),
        (86.6, FormulaRule(["ISERROR(C2)"], font=WHITE), "86.6"),
        (86.6, FormulaRule(["ISBLANK(C2)"], font=WHITE), "86.6"),
        (86.6, FormulaRule(["C2=0"], font=WHITE), "86.6"),
        (86.6, Rule(type="containsErrors", dxf=DifferentialStyle(font=WHITE)), "86.6"),
        (86.6, CellIsRule("greaterThan", ["0"], font=RED), "86.6"),
        (86.6, FormulaRule(['$A2="x"'], font=RED, fill=PatternFill(bgColor="FFFFFF00")), "86.6"),
        (86.6, FormulaRule(["TRUE"], font=WHITE, fill=PatternFill(bgColor="FF0000FF")), "86.6"),
        (86.6, ColorScaleRule("min", None, "FFFFFFFF", "max", None, "FFFF0000"), "86.6"),
        (86.6, IconSetRule("3Arrows", "num", [0, 50, 80]), "86.6"),
        (86.6, of_format("#,##0.0", '$A2="x"'), "86.6"),
        ("86,6", of_format("#,##0,", '$A2="x"'), "86.6"),
        # What shows it in its unit.
        (90000, of_format('#,##0 "Trđ"'), "90000 Trđ"),
        (90000, of_format('#,##0 "Trđ"', "0", "cellIs", operator="lessThan"), "90000"),
        (90000, of_format("#,##0,"), "D270"),
        (0.655, of_format("0.0%"), "65.5 %"),
    ],
)
def test_a_cell_under_a_rule_reads_as_it_is_seen(cell, rule, said):
    assert reading(cell, rule) == said


def test_a_rule_is_of_its_own_cells():
    assert reading(86.6, FormulaRule(["TRUE"], font=WHITE), over="C5:C9") == "86.6"
    assert reading(86.6, FormulaRule(["TRUE"], font=WHITE), over="A1:B9 C4") == "D277"


def test_the_first_rule_that_holds_decides():
    shown, scaled = of_format("0.0", priority=1, stopIfTrue=True), of_format("#,##0,", priority=2)
    assert reading(86.6, shown, scaled, number_format='0 "kg"') == "86.6"
    assert reading(86.6, of_format('0.0 "tạ"', priority=1), scaled) == "86.6 tạ"
    assert reading(86.6, FormulaRule(["FALSE"], stopIfTrue=True), FormulaRule(["TRUE"], font=WHITE)) == "D277"
    assert reading(86.6, FormulaRule(["TRUE"], stopIfTrue=True), FormulaRule(["TRUE"], font=WHITE)) == "86.6"


# ---- OpenDocument -----------------------------------------------------------------------------

UNSEEN = (
    '<style:style style:name="W" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>'
)
SCALED = (
    '<number:number-style style:name="N1"><number:number number:min-integer-digits="1" number:display-factor="1000"/>'
    '</number:number-style><style:style style:name="K" style:family="table-cell" style:data-style-name="N1"/>'
)
CELL = '<table:table-row><table:table-cell table:style-name="c" office:value-type="float" office:value="86.6">'
CELL += "<text:p>86.6</text:p></table:table-cell></table:table-row>"


def of_ods(condition: str, applied: str = "W") -> str:
    rule = f'<style:map style:condition="{condition}" style:apply-style-name="{applied}" '
    rule += 'style:base-cell-address="B.A1"/>'
    style = f'<style:style style:name="c" style:family="table-cell">{rule}</style:style>'
    (found,) = read_ods(CELL, automatic=style, common=UNSEEN + SCALED)
    return found


@each_row(
    ("condition", "said"),
    [
        ("cell-content()&gt;0", "D277"),
        ("cell-content()!=0", "D277"),
        ("cell-content-is-between(80,90)", "D277"),
        ("is-true-formula(1)", "D277"),
        ("is-true-formula([.A1]&gt;80)", "D277"),
        ("is-true-formula([.B1]=1)", "D277"),
        ("what-is-not-known", "D277"),
        ("cell-content()=0", "86.6"),
        ("cell-content-is-not-between(80,90)", "86.6"),
        ("is-true-formula(ISERROR([.A1]))", "86.6"),
        ("is-true-formula(0)", "86.6"),
    ],
)
def test_a_cell_of_opendocument_under_a_rule_reads_as_it_is_seen(condition, said):
    assert of_ods(condition) == said


def test_a_number_format_under_a_condition_counts_in_opendocument_too():
    assert of_ods("cell-content()&gt;0", "K") == "D270"
    assert of_ods("cell-content()=0", "K") == "86.6"
    assert of_ods("is-true-formula([.B1]=1)", "K") == "D277"


# ---- conditions -------------------------------------------------------------------------------


@each_row(
    ("how", "operands", "held"),
    [
        (">=", ["86.6"], True),
        ("<>", ["86.6"], False),
        ("between", ["90", "80"], True),
        ("not between", ["80", "90"], False),
        ("=", ["A1"], None),
        ("=", ["nan"], None),
        ("like", ["5"], None),
        ("=", [], None),
    ],
)
def test_a_comparison(how, operands, held):
    assert holds(how, operands, "number", "86.6") is held


def test_a_text_is_no_number():
    assert holds("=", ["0"], "text", "x") is False
    assert holds("<>", ["0"], "text", "x") is True
    assert holds(">", ["0"], "text", "x") is None


def test_a_formula_of_another_cell_is_not_told():
    assert formula_holds("$B$3>0", (2, 2), (3, 2), "number", "5") is True
    assert formula_holds("$B$3>0", (2, 2), (4, 2), "number", "5") is None
    assert formula_holds("SUM(A1:A9)>5", (1, 1), (1, 1), "number", "5") is None
    assert formula_holds("NOT(ISNUMBER(A1))", (1, 1), (1, 1), "text", "x") is True


def test_decimals_alone_change_no_reading():
    assert changed_format("number", "#,##0", "0.00") is None
    assert changed_format("number", "#,##0", "#,##0,") == "#,##0,"
    assert changed_format("text", "", '0"x"') is None
    assert changed_format("text", "", '@"x"') == '@"x"'
