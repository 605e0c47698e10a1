"""What a number format shows: a unit in it is read, and what it adds to the digits is never passed over."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from checker.domain.location import Location
from checker.domain.submission import Figure, Move, Phrase, Unreadable
from checker.domain.unit_words import parse_unit
from checker.readers.form.cells import PERCENT_OF_PLAN, VALUE, Ambient, CellReader
from checker.readers.grid import Cell, CellKind
from tests.examples import each_row

PLACE = Location("a.xlsx", sheet="Biểu 01", cell="C2")
VND = ("đồng", 1)
MILLIONS = ("đồng", 10**6)
PERCENT = ("%", 1)


def seen(stored: str, number_format: str, kind: CellKind = CellKind.NUMBER, measure: str = "") -> Any:
    """Return the figure and its unit, or the code by which the cell is refused."""
    ambient = Ambient(parse_unit(measure)) if measure else Ambient()
    read = CellReader("vi", {}).read(Cell(2, 3, stored, kind, number_format), PLACE, VALUE, ambient)
    match read.field.reading:
        case Unreadable(trouble):
            assert trouble.location == PLACE
            return trouble.code.id
        case Figure(interval, unit):
            assert interval.is_point
            return (interval.lo, None if unit is None else (unit.base, unit.size))
        case Phrase(text):
            return text


@each_row(
    ("number_format", "unit"),
    [
        ('#,##0 "Trđ"', MILLIONS),
        ('#,##0 "trđ"', MILLIONS),
        ('#,##0" tr.đ"', MILLIONS),
        ('#,##0 "Tr. đồng"', MILLIONS),
        ('#,##0 "(triệu đồng)"', MILLIONS),
        ('"Triệu đồng" #,##0', MILLIONS),
        (r"#,##0\ \t\r\đ", MILLIONS),
        (r"#,##0\ \T\r\.\đ", MILLIONS),
        ('#,##0 "ngđ"', ("đồng", 1000)),
        ('#,##0 "tỷđ"', ("đồng", 10**9)),
        ("#,##0 đ", VND),
        ("#,##0 đồng", VND),
        ("#,##0 ₫", VND),
        ("#,##0 [$₫-42A]", VND),
        ("[$₫-42A] #,##0", VND),
        ("#,##0 [$VND]", VND),
        ("[$VND]* #,##0_-", VND),
        ('"US$"#,##0', ("USD", 1)),
        ("[$$-409]#,##0.00", ("USD", 1)),
        ('#,##0 "tỷ"', ("", 10**9)),
        ('#,##0 "trạm"', ("trạm", 1)),
        ('#,##0 "m2"', ("ha", Decimal("0.0001"))),
        ('#,##0 "km²"', ("ha", 100)),
        ('0.0"%"', PERCENT),
        (r"0.0\%", PERCENT),
        ('0.0 " %"', PERCENT),
        ("_-* #,##0_-;-* #,##0_-;_-* -_-;_-@_-", None),
        ('#,##0" hộ";-#,##0" hộ"', ("hộ", 1)),
        ('[>=1000]#,##0 "hộ";0 "người"', ("hộ", 1)),
        ('[<1000]0 "người";#,##0 "hộ"', ("hộ", 1)),
        ("[Blue]+0;[Red]-0", None),
        (r"#\ ##0", None),
        ("# ##0", None),
        (r"#\ ###\ ##0", None),
        ("00000000", None),
        ("0.00E+00", None),
        ("??0", None),
        ("General", None),
        ('General" hộ"', ("hộ", 1)),
        ("@", None),
        ("[$-42A]#,##0", None),
        ("[DBNum1]0", None),
        ('[=0]"-";#,##0', None),
    ],
)
def test_a_unit_in_a_format_is_read(number_format, unit):
    assert seen("90000", number_format) == (90000, unit)


@each_row(
    ("stored", "number_format", "code"),
    [
        # Digits and separators of its own.
        ("86.6", '#"."000', "D281"),
        ("119", '0","0', "D281"),
        ("119", r"0\,0", "D281"),
        ("4", '0"00"', "D281"),
        ("4", '#,##0".000"', "D281"),
        ("4", '#,##0".000 đồng"', "D281"),
        ("4", '"1"0', "D281"),
        ("4", r"0\0", "D281"),
        ("4", "0*0", "D281"),
        ("119", "0 0", "D281"),
        ("119", "0-0", "D281"),
        ("12.5", "0.0.", "D281"),
        ("0.5", "# ?/?", "D281"),
        ("0.5", "?/2", "D281"),
        # Signs.
        ("12.5", "-0.0", "D281"),
        ("12.5", "(0.0)", "D281"),
        ("12.5", "0.0-", "D281"),
        ("12.5", '">"0.0', "D281"),
        ("-5", "0;0", "D281"),
        ("-5", "0;[Red]0", "D281"),
        ("-5", "-0", "D281"),
        ("-5", '0;"tăng "0', "D281"),
        ("-5", "0;(0", "D281"),
        ("-5", "[<3]0;0.0", "D281"),
        ("5", "€#,##0", "D281"),
        ("5", "0‰", "D281"),
        ("5", "0%%", "D281"),
        ("5", '0% "tỷ"', "D281"),
        ("5", "[>10]0", "D281"),
        ("5", "0;[<3]0.0;0", "D281"),
        # Another number.
        ("90000", "#,##0,", "D270"),
        ("90000", '#,##0,,"tr"', "D270"),
        ("90000", "0.0,,", "D270"),
        ("90000", '[>=1000]#,##0,"K";0', "D270"),
        ("5", "[<1]0%;0.0", "D270"),
        ("5", '"đạt"', "D270"),
        ("5", '"-"', "D270"),
        ("0", '0;-0;"không"', "D270"),
        # Nothing to be seen.
        ("5", ";;;", "D277"),
        ("5", ";;", "D277"),
        ("5", '""', "D277"),
        ("0", "#,###", "D277"),
        ("0.4", "#,###", "D277"),
        ("0", "#.##", "D277"),
        ("0", "??", "D277"),
        ("0", "#%", "D277"),
        ("0", "0;-0;;@", "D277"),
        ("-5", "0;", "D277"),
        ("5", "[White]0", "D277"),
        ("5", "[Color2]0", "D277"),
        # Dates, stored as numbers.
        ("45000", "dd/mm", "D257"),
        ("45000", "[$-42A]dd/mm/yyyy", "D257"),
        ("1.5", "[h]:mm", "D257"),
        ("1.5", "[mm]:ss", "D257"),
        ("1.5", "h:mm AM/PM", "D257"),
    ],
)
def test_what_a_format_adds_or_hides_refuses_the_cell(stored, number_format, code):
    assert seen(stored, number_format) == code


@each_row(
    ("stored", "number_format", "value"),
    [
        ("0", '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', 0),
        ("-5", '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', -5),
        ("-5", r"#,##0_);\(#,##0\)", -5),
        ("-5", "#,##0;[Red]-#,##0", -5),
        ("-5", '0;"âm "0', -5),
        ("-5", "0", -5),
        ("-5", "0;\u2212 0", -5),
        ("0", "#,##0", 0),
        ("0.4", "#,##0", Decimal("0.4")),
        ("79.6", "0", Decimal("79.6")),
        ("0", "0;-0", 0),
        ("0.03", "#.##", Decimal("0.03")),
    ],
)
def test_signs_and_noughts_that_people_see_are_read(stored, number_format, value):
    assert seen(stored, number_format) == (value, None)


def test_a_percentage_is_one_whatever_section_shows_it():
    assert seen("0.655", "0.0%") == (Decimal("65.5"), PERCENT)
    assert seen("0.655", "0.0%", measure="hộ") == "D264"


@each_row(
    ("stored", "number_format", "said", "of_plan"),
    [
        ("5", '"tăng "0.0;"giảm "0.0', "tăng 5", 105),
        ("-5", '"tăng "0.0;"giảm "0.0', "giảm 5", 95),
        ("-0.02", '0.0%;"giảm "0.0%', "giảm 2 %", 98),
        ("5", '"giảm "0.0', "giảm 5", 95),
        ("0.02", '"Tăng "0.0%', "tăng 2 %", 102),
        ("5", '"đạt "0"%"', "5 %", 5),
    ],
)
def test_a_word_in_a_format_says_a_change_as_it_does_in_a_text(stored, number_format, said, of_plan):
    cell = Cell(2, 3, stored, CellKind.NUMBER, number_format)
    read, percent = (CellReader("vi", {}).read(cell, PLACE, how, Ambient()).field for how in (VALUE, PERCENT_OF_PLAN))
    assert read.text == said
    assert isinstance(read.reading, Figure)
    assert read.reading.move is {"tăng": Move.RISE, "giảm": Move.FALL}.get(said.split()[0])
    assert read.reading.interval.lo == Decimal(re.findall("[0-9]+", said)[0])
    assert isinstance(percent.reading, Figure)
    assert percent.reading.interval.lo == of_plan


def test_a_word_in_a_format_that_is_not_the_sign_of_the_number_refuses_it():
    assert seen("-5", '0;"tăng "0') == "D281"
    assert seen("-5", '"tăng "0') == (-5, ("tăng", 1))
    assert seen("5", '"tăng giảm "0') == (5, ("tăng giảm", 1))


def test_a_percentage_of_the_plan_has_no_other_unit():
    cell = Cell(2, 3, "-5", CellKind.NUMBER, '0" hộ"')
    read = CellReader("vi", {}).read(cell, PLACE, PERCENT_OF_PLAN, Ambient()).field.reading
    assert isinstance(read, Figure)
    assert read.unit
    assert read.unit.base == "hộ"


def test_a_unit_in_the_format_is_held_against_the_one_of_the_row():
    assert seen("90000", '#,##0 "Trđ"', measure="tỷ đồng") == (90000, MILLIONS)
    assert seen("90000", '#,##0 "trạm"', measure="hộ") == "D264"
    assert seen("90000", '#,##0 "trạm"', measure="tỷ đồng") == "D264"


@each_row(
    ("text", "number_format", "reading"),
    [
        ("65,5", '@"%"', (Decimal("65.5"), PERCENT)),
        ("65,5", '@" tỷ đồng"', (Decimal("65.5"), ("đồng", 10**9))),
        ("65,5", "0.00", (Decimal("65.5"), None)),
        ("65,5", "@", (Decimal("65.5"), None)),
        ("65,5", "General;General;General;@", (Decimal("65.5"), None)),
        ("65,5", ";;;", "D277"),
        ("65,5", '0;0;0;"đạt"', "đạt"),
        ("5", '@"00"', (500, None)),
        ("#SPILL!", "", "D259"),
        ("#DIV/0!", "@", "D259"),
        ("#N/A", "", "D259"),
        ("86,6¹", "", "D282"),
        ("412²", "", "D282"),
        ("5 m²", "", (5, ("ha", Decimal("0.0001")))),
    ],
)
def test_a_text_is_read_as_its_format_shows_it(text, number_format, reading):
    assert seen(text, number_format, CellKind.TEXT) == reading


def documented() -> list[tuple[str, str, str]]:
    """Return the formats in docs/intake.md, each with what is stored under it and how that reads."""
    page = (Path(__file__).parents[1] / "docs" / "intake.md").read_text("utf-8")
    table = page.partition("| format | stored | read |")[2].partition("\n\n")[0]
    rows = [line.strip("|").rsplit("|", 2) for line in table.splitlines()[2:]]
    return [
        (one, stored.strip(), read.strip()) for names, stored, read in rows for one in re.findall("`([^`]+)`", names)
    ]


@each_row(("number_format", "stored", "read"), documented())
def test_the_page_says_how_formats_read(number_format, stored, read):
    found = seen(stored, number_format)
    if not isinstance(found, str):
        value, name = read.partition(" ")[::2]
        unit = parse_unit(name)
        read = (Decimal(value), None if unit is None else (unit.base, unit.size))
    assert found == read


@given(
    st.decimals(-(10**9), 10**9, allow_nan=False, places=4),
    st.lists(
        st.sampled_from(['"', "\\", ";", "0", "#", ",", ".", "%", "[", "]", "tr", "đ", " ", "-", "(", "_", "*", "@"])
    ),
)
@example(Decimal(5), ["\\"])
@example(Decimal(5), ['"', ";"])
def test_any_format_is_read_or_refused_and_never_gives_another_number(value, parts):
    found = seen(format(value, "f"), "".join(parts))
    assert isinstance(found, str) or found[0] in (value, value * 100)


@each_row("bait", ['"' * 9_999, "[" * 9_999, "0 " * 5_000, ";" * 9_999, "a b." * 3_000, "(" * 9_999, "\\"])
def test_a_long_format_is_read_or_refused_all_the_same(bait):
    assert isinstance(seen("5", bait + "0"), (str, tuple))


@given(st.decimals(-(10**6), 10**6, allow_nan=False, places=3), st.integers(0, 4))
def test_rounding_changes_no_reading(value, decimals):
    shown = "#,##0" + ("." + "0" * decimals if decimals else "")
    assert seen(format(value, "f"), shown) == (value, None)
    nothing = not value.quantize(Decimal(1), ROUND_HALF_UP)
    assert seen(format(value, "f"), "#,###") == ("D277" if nothing else (value, None))
