"""OpenDocument as its files hold it: styles by name and inheritance, sizes, and texts that are not their values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain.submission import Figure, Unreadable
from checker.readers.cells.child.agreement import agrees
from checker.readers.cells.read import read_grid
from checker.readers.form.cells import VALUE, Ambient, CellReader
from tests.examples import each_row
from tests.hostile import opendocument
from tests.workbooks import parts, zipped

pytestmark = pytest.mark.slow

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{short}="{SPACE}{name}:1.0"'
    for short, name in (
        *((name, name) for name in ("office", "table", "text", "style", "config")),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)


def document(kind: str, content: str) -> bytes:
    return f"<office:document-{kind} {SPACES}>{content}</office:document-{kind}>".encode()


def read(table: str, *, automatic: str = "", common: str = "", settings: str = "") -> list[str]:
    """Return the reading or the code of each cell of a sheet, row by row."""
    automatic = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    table = f'<table:table table:name="B">{table}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    held: dict[str, bytes] = parts(opendocument("")) | {"content.xml": document("content", automatic + body)}
    if common:
        held["styles.xml"] = document("styles", f"<office:styles>{common}</office:styles>")
    if settings:
        held["settings.xml"] = document("settings", settings)
    grid = read_grid("a.ods", data=zipped(held))
    assert not grid.troubles
    (sheet,) = grid.sheets
    found = []
    for row in sheet.rows():
        for column in range(1, len(row.texts) + 1):
            cell = sheet.cell(row.number, column)
            if cell is not None:
                place = sheet.location(row.number, column)
                match CellReader("vi", {}).read(cell, place, VALUE, Ambient()).field.reading:
                    case Unreadable(trouble):
                        found.append(trouble.code.id)
                    case Figure(interval, unit):
                        found.append(f"{interval.lo} {unit.name}" if unit else str(interval.lo))
                    case other:
                        found.append(str(other))
    return found


def cell(value: str, shown: str, style: str = "") -> str:
    named = f' table:style-name="{style}"' if style else ""
    attributes = f'{named} office:value-type="float" office:value="{value}"'
    return f"<table:table-cell{attributes}><text:p>{shown}</text:p></table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"


def cell_style(name: str, data: str = "", parent: str = "", properties: str = "") -> str:
    data = f' style:data-style-name="{data}"' if data else ""
    parent = f' style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:family="table-cell" style:name="{name}"{parent}{data}>{properties}</style:style>'


def number_style(name: str, inner: str, kind: str = "number") -> str:
    return f'<number:{kind}-style style:name="{name}">{inner}</number:{kind}-style>'


DIGITS = '<number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>'
MILLIONS = number_style("N1", f"{DIGITS}<number:text> Trđ</number:text>")


@each_row(
    ("table", "styles"),
    [
        (row(cell("90000", "90.000 Trđ", "ce1")), {"automatic": MILLIONS + cell_style("ce1", "N1")}),
        (row(cell("90000", "90.000 Trđ", "ce1")), {"automatic": cell_style("ce1", "N1"), "common": MILLIONS}),
        (row(cell("90000", "90.000 Trđ", "Own")), {"common": MILLIONS + cell_style("Own", "N1")}),
        (
            row(cell("90000", "90.000 Trđ", "ce1")),
            {"automatic": cell_style("ce1", parent="Own"), "common": MILLIONS + cell_style("Own", "N1")},
        ),
        (
            f'<table:table-column table:default-cell-style-name="ce1"/>{row(cell("90000", "90.000 Trđ"))}',
            {"automatic": MILLIONS + cell_style("ce1", "N1")},
        ),
        (
            row(cell("90000", "90.000 Trđ"), more=' table:default-cell-style-name="ce1"'),
            {"automatic": MILLIONS + cell_style("ce1", "N1")},
        ),
    ],
    ids=["automatic", "common data", "common", "parent", "column", "row"],
)
def test_the_format_of_a_cell_is_found_wherever_it_is_written(table, styles):
    assert read(table, **styles) == ["90000 Trđ"]


DATA_STYLES = (
    (DIGITS.replace("/>", ' number:display-factor="1000"/>'), "number", "90000", "90", "D270"),
    (DIGITS.replace("/>", ' number:display-factor="7"/>'), "number", "70", "10", "D270"),
    (DIGITS.replace("/>", ' number:display-factor="x"/>'), "number", "70", "70", "D270"),
    (f'{DIGITS}<number:text>"000"</number:text>', "number", "5", '5"000"', "D281"),
    (f"{DIGITS}<number:text>%</number:text>", "percentage", "0.655", "66%", "65.5 %"),
    (f"{DIGITS}<number:text> %</number:text>", "number", "65.5", "66 %", "65.5 %"),
    (f"<number:currency-symbol>₫</number:currency-symbol>{DIGITS}", "currency", "5", "₫5", "5 ₫"),
    (f"<number:currency-symbol/>{DIGITS}", "currency", "5", "$5", "D281"),
    (f"{DIGITS}<number:currency-symbol/>", "currency", "5", "5 $", "D281"),
    ("<number:day/><number:text>/</number:text><number:month/>", "date", "45000", "15/03", "D257"),
    ("<number:fraction/>", "number", "0.5", "1/2", "D281"),
    ('<number:scientific-number number:decimal-places="2"/>', "number", "86600", "8.66E+04", "86600"),
    ("<number:fill-character>0</number:fill-character>" + DIGITS, "number", "5", "00005", "D281"),
    ('<style:text-properties fo:color="#ffffff"/>' + DIGITS, "number", "5", "5", "D277"),
    ("", "number", "5", "", "D277"),
    (
        (
            '<number:number number:decimal-places="0" number:min-integer-digits="3">'
            '<number:embedded-text number:position="2">.</number:embedded-text></number:number>'
        ),
        "number",
        "119",
        "1.19",
        "D281",
    ),
    (
        (
            '<number:number number:decimal-places="0" number:min-integer-digits="1">'
            '<number:embedded-text number:position="3"> </number:embedded-text></number:number>'
        ),
        "number",
        "1234",
        "1 234",
        "1234",
    ),
    ('<number:number number:min-integer-digits="1"/>', "number", "86.6", "86,6", "86.6"),
)


def test_data_styles_follow_the_rules_of_formats():
    styles = "".join(
        number_style(f"N{n}", inner, kind) + cell_style(f"ce{n}", f"N{n}")
        for n, (inner, kind, *_) in enumerate(DATA_STYLES)
    )
    table = "".join(row(cell(value, shown, f"ce{n}")) for n, (_, _, value, shown, _) in enumerate(DATA_STYLES))
    assert read(table, automatic=styles) == [result for *_, result in DATA_STYLES]


def test_parts_for_conditions_are_sections():
    mapped = '<style:map style:condition="value()&gt;={}" style:apply-style-name="N1P0"/>'
    positive = number_style("N1P0", f"{DIGITS}<number:text> hộ</number:text>")
    negative = f"<number:text>-</number:text>{DIGITS}"
    table = row(cell("5", "5 hộ", "ce1"), cell("-5", "-5", "ce1"))
    signs = positive + number_style("N1", negative + mapped.format(0)) + cell_style("ce1", "N1")
    assert read(table, automatic=signs) == ["5 hộ", "-5"]
    sizes = positive + number_style("N1", DIGITS + mapped.format(1000)) + cell_style("ce1", "N1")
    assert read(row(cell("5", "5", "ce1"), cell("5000", "5.000 hộ", "ce1")), automatic=sizes) == ["5", "5000 hộ"]
    lost = number_style("N1", DIGITS + mapped.format(1000)) + cell_style("ce1", "N1")
    assert read(row(cell("5", "5", "ce1")), automatic=lost) == ["5"]


def test_a_style_that_inherits_from_itself_ends():
    assert read(row(cell("5", "5", "a")), automatic=cell_style("a", parent="b") + cell_style("b", parent="a")) == ["5"]


LOOKS = (
    ('<style:text-properties fo:color="#ffffff"/>', "D277"),
    ('<style:text-properties fo:color="#fefefe"/>', "D277"),
    ('<style:text-properties fo:color="#ff0000"/>', "5"),
    ('<style:text-properties fo:color="#ffffff" style:use-window-font-color="true"/>', "5"),
    (
        '<style:table-cell-properties fo:background-color="#0000ff"/><style:text-properties fo:color="#ffffff"/>',
        "5",
    ),
    (
        '<style:table-cell-properties fo:background-color="#0000ff"/><style:text-properties fo:color="#0000ff"/>',
        "D277",
    ),
    ('<style:text-properties fo:font-size="1pt"/>', "D277"),
    ('<style:text-properties fo:font-size="11pt"/>', "5"),
    ('<style:text-properties style:text-line-through-style="solid"/>', "D278"),
    ('<style:text-properties style:text-line-through-style="none"/>', "5"),
)


def test_a_colour_goes_before_that_of_the_style_above():
    automatic, white = 'style:use-window-font-color="true"', 'fo:color="#ffffff"'
    styles = "".join(
        cell_style(name, parent=parent, properties=f"<style:text-properties {own}/>")
        for name, parent, own in (("A", "", automatic), ("B", "A", white), ("C", "", white), ("D", "C", automatic))
    )
    assert read(row(cell("5", "5", "B"), cell("5", "5", "D")), common=styles) == ["D277", "5"]


def test_the_looks_of_a_cell():
    table = "".join(row(cell("5", "5", f"ce{n}"), cell("5", "5", f"Own{n}")) for n, _ in enumerate(LOOKS))
    own = "".join(cell_style(f"ce{n}", parent=f"Own{n}") for n, _ in enumerate(LOOKS))
    common = "".join(cell_style(f"Own{n}", properties=properties) for n, (properties, _) in enumerate(LOOKS))
    assert read(table, automatic=own, common=common) == [result for _, result in LOOKS for _ in range(2)]


@each_row(
    "table",
    [
        row(cell("5", "5"), more=' table:visibility="collapse"'),
        row(cell("5", "5"), more=' table:visibility="filter"'),
        f'<table:table-row-group table:display="false">{row(cell("5", "5"))}</table:table-row-group>',
        row(cell("5", "5"), more=' table:style-name="flat"'),
        f'<table:table-column table:style-name="thin"/>{row(cell("5", "5"))}',
        f'<table:table-column table:visibility="collapse"/>{row(cell("5", "5"))}',
        '<table:table-column-group table:display="false"><table:table-column/></table:table-column-group>'
        + row(cell("5", "5")),
    ],
)
def test_what_is_hidden_or_has_no_size_is_no_figure(table):
    sizes = "".join(
        f'<style:style style:family="table-{what}" style:name="{name}"><style:table-{what}-properties '
        f'style:{what}-{size}="0cm"/></style:style>'
        for what, name, size in (("row", "flat", "height"), ("column", "thin", "width"))
    )
    assert read(table, automatic=sizes) == ["D262"]


def test_a_nought_that_the_sheet_does_not_show_is_no_figure():
    hidden = '<config:config-item config:name="ShowZeroValues">false</config:config-item>'
    assert read(row(cell("0", "0"), cell("5", "5")), settings=hidden) == ["D277", "5"]
    assert read(row(cell("0", "0")), settings=hidden.replace("false", "true")) == ["0"]


def test_a_currency_without_a_format_is_a_unit():
    money = (
        '<table:table-cell office:value-type="currency" office:value="52" office:currency="{}"><text:p>{}</text:p>'
        "</table:table-cell>"
    )
    assert read(row(money.format("VND", "52 ₫"), money.format("USD", "$52"))) == ["52 VND", "52 USD"]
    assert read(row(money.format("", "52"))) == ["52"]


def test_what_is_shown_agrees_with_what_is_stored():
    assert read(row(cell("1", "999"))) == ["D270"]
    assert read(row(cell("86.6", "87"), cell("86.6", "86,60"), cell("90000", "90 000"))) == ["86.6", "86.6", "90000"]
    assert read(row(cell("-5", "5"), cell("5", "-5"), cell("-5", "(5)"))) == ["D270", "D270", "-5"]
    assert read(row(cell("5", "đạt"), cell("5", "###"), cell("5", ""))) == ["D270", "5", "5"]
    assert read(row(cell("52", "52.0</text:p><text:p>tr"), cell("52", "52 tr"), cell("52", "52đ"))) == ["D270"] * 3
    assert read(row(cell("52000", "5.2E4"))) == ["52000"]
    typed = ("$52", "52 €", "~52", ">52", "52*", "52k", "52 (1)", "52%")
    assert read(row(*(cell("52", shown) for shown in typed))) == ["D270"] * len(typed)
    text = (
        '<table:table-cell office:value-type="string" office:string-value="{}"><text:p>{}</text:p></table:table-cell>'
    )
    assert read(row(text.format("86,6", "99"), text.format("86,6", "86,6"))) == ["D270", "86.6"]


def test_errors_and_logical_values_are_told_at_their_cell():
    made = '<table:table-cell{} office:value-type="{}"><text:p>{}</text:p></table:table-cell>'
    formula = ' table:formula="of:=X()"'
    table = row(
        made.format(formula, "string", "#DIV/0!"),
        made.format("", "string", "#SPILL!"),
        made.format("", "string", "Err:502"),
        made.format(formula, 'float" office:value="1', "TRUE"),
        f"<table:table-cell{formula}/>",
    )
    assert read(table) == ["D259", "D259", "D259", "D258", "D260"]


def test_a_formula_whose_result_is_an_empty_text_is_an_empty_cell():
    made = '<table:table-cell table:formula="of:=IF(1;&quot;&quot;;1)"{}><text:p/></table:table-cell>'
    assert read(row(made.format(""), made.format(' office:value-type="string"'), cell("5", "5"))) == ["5"]


def test_what_lies_below_a_merged_cell_is_no_figure():
    covered = cell("52", "52").replace("table:table-cell", "table:covered-table-cell")
    assert read(row(cell("5", "5"), covered)) == ["5", "D262"]


SPANS = (
    '<style:style style:family="text" style:name="up"><style:text-properties style:text-position="super 58%"/>'
    '</style:style><style:style style:family="text" style:name="out"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
)


POSITIONS = (("low", "sub 58%"), ("lower", "-8% 58%"), ("higher", "0.5% 58%"), ("level", "0% 100%"), ("named", ""))


def span(name: str, place: str = "", *, size: str = "") -> str:
    """Return the style of a part of a text; without anything of its own it has what `Named` has."""
    said = f' style:text-position="{place}"' if place else ""
    said += f' fo:font-size="{size}"' if size else ""
    parent = "" if said else ' style:parent-style-name="Named"'
    properties = f"<style:text-properties{said}/>"
    return f'<style:style style:family="text" style:name="{name}"{parent}>{properties}</style:style>'


TEXTS = (
    ('86,6<text:span text:style-name="up">1</text:span>', "86.6"),
    ('<text:span text:style-name="out">480</text:span> 412', "412"),
    ('4<text:span text:style-name="out">80</text:span>12', "D282"),
    ('5 km<text:span text:style-name="up">2</text:span>', "5 km²"),
    ('<text:span text:style-name="out">480</text:span>', "D278"),
    ("86,6<text:s/>tỷ", "86.6 tỷ"),
    ('86,6<text:span text:style-name="none"> tỷ</text:span> đồng', "86.6 tỷ đồng"),
    ('86,6<text:span text:style-name="low">1</text:span>', "86.6"),
    ('86,6<text:span text:style-name="lower">1</text:span>', "86.6"),
    ('86,6<text:span text:style-name="higher">1</text:span>', "86.6"),
    ('86,6<text:span text:style-name="named">1</text:span>', "86.6"),
    ('86,6<text:span text:style-name="level">1</text:span>', "86.61"),
    ('86<text:span text:style-name="dust">6</text:span>', "D282"),
)


def test_spans_are_runs():
    made = (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text, _ in TEXTS
    )
    spans = "".join((SPANS, *(span(name, place) for name, place in POSITIONS), span("dust", size="1pt")))
    assert read("".join(map(row, made)), automatic=spans, common=span("Named", "-8% 58%")) == [
        result for _, result in TEXTS
    ]


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=3), st.integers(0, 3), st.sampled_from([",.", ".,", " ,"]))
def test_a_number_agrees_with_its_own_rounding_in_every_notation(value, decimals, marks):
    shown = format(value, f",.{decimals}f").translate(str.maketrans(",.", marks))
    assert agrees(shown, value, percent=False)
    assert agrees(f"{shown} m2", value, percent=False)


def test_a_number_does_not_agree_with_another():
    assert not agrees("90", Decimal(90000), percent=False)
    assert not agrees("66", Decimal("0.655"), percent=False)
    assert agrees("66%", Decimal("0.655"), percent=True)
    assert agrees("8.66E+04", Decimal(86600), percent=False)
    assert not agrees("5", Decimal(-5), percent=False)
    assert agrees("0", Decimal("-0.4"), percent=False)
