"""What marks leave alone: parts, styles, comments and values of a workbook, and what cannot be marked."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.forms import annotate as annotating
from checker.forms.annotate import ValuesChanged, annotate, assert_unchanged
from checker.forms.marked import marked_copy
from checker.forms.package import Package
from checker.forms.sheet import mark_sheet
from checker.forms.spans import NotEditable, edited, outline
from checker.forms.values import values_of
from tests.examples import each_row, examples
from tests.test_forms_annotate import (
    EN,
    MARK,
    PATH,
    RED,
    RESULTS,
    SHEET,
    VI,
    checked,
    colours,
    comments,
    marked,
    report,
    returned,
    trouble,
)
from tests.workbooks import opened, parts, rich, saved, zipped

pytestmark = pytest.mark.slow


# ---- what is left alone


def changed(before: bytes, after: bytes) -> tuple[set[str], set[str]]:
    """Return the names of parts that are other than they were, and of those that are new."""
    old, new = parts(before), parts(after)
    assert set(old) <= set(new)
    return {name for name in old if old[name] != new[name]}, set(new) - set(old)


ALWAYS = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


@pytest.mark.parametrize("macros", [False, True])
def test_only_the_parts_that_hold_marks_change(macros):
    data = rich(macros=macros)
    altered, new = changed(data, marked(data, "C3", "G40"))
    assert altered == ALWAYS | {"xl/worksheets/sheet1.xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    assert new == {"xl/worksheets/sheet3.xml"}
    kinds = ("media", "chart", "drawing1.xml", "richData", "table", "sharedStrings", "sheet2", "docProps", "vbaProject")
    for kind in kinds[: None if macros else -1]:
        assert any(kind in name for name in set(parts(data)) - altered), kind


def test_a_sheet_without_comments_gets_a_part_of_its_own_for_them():
    data = rich(comments=False)
    altered, new = changed(data, marked(data, "C3"))
    assert altered == ALWAYS | {
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert new == {"xl/worksheets/sheet3.xml", "xl/comments1.xml"}
    plain = saved(opened(returned()))
    altered, new = changed(plain, annotate([report()], [], plain, PATH, EN))
    assert altered == ALWAYS | {"xl/worksheets/sheet1.xml"}
    assert new == {
        "xl/worksheets/sheet3.xml",
        "xl/worksheets/sheet4.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }


OURS = re.compile(rb"<conditionalFormatting[^>]*><cfRule[^>]*><formula>&quot;checker&quot;.*?</conditionalFormatting>")


@pytest.mark.parametrize(("of", "sheet"), [(rich, SHEET), (returned, "Biểu báo cáo")], ids=["rich", "form"])
def test_a_marked_sheet_without_its_marks_is_the_sheet_as_it_was(of, sheet):
    data = of()
    after = annotate([], [trouble(cell, sheet=sheet) for cell in ("C3", "G40", "A1")], data, PATH, EN)
    old, new = (parts(one)["xl/worksheets/sheet1.xml"] for one in (data, after))
    assert OURS.search(new)
    bare = re.sub(rb"<legacyDrawing xmlns:r[^>]*/>", b"", OURS.sub(b"", new))
    assert bare == old


def test_styles_are_added_and_none_is_changed():
    old, new = (parts(data)["xl/styles.xml"] for data in (rich(), marked(rich(), "C3")))
    before, after = outline(old), outline(new)
    for holder in before.children:
        same = after.first(holder.name)
        assert same is not None
        for one, other in zip(holder.children, same.children, strict=False):
            assert old[one.start : one.end] == new[other.start : other.end]
        assert "count" not in same.attributes or int(same.attributes["count"]) == len(same.children)


@pytest.mark.parametrize("holder", [b'<dxfs count="0"/>', b'<dxfs count="0"></dxfs>', b""])
def test_a_workbook_without_conditional_formats_gets_a_list_of_their_styles(holder):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet(SHEET).write(0, 0, 1)
    book.close()
    held = parts(file.getvalue())
    assert b'<dxfs count="0"/>' in held["xl/styles.xml"]
    held["xl/styles.xml"] = held["xl/styles.xml"].replace(b'<dxfs count="0"/>', holder)
    data = marked(zipped(held), "A1")
    assert colours(data) == {"A1": RED}
    assert marked(data, "A1") == data


def test_comments_and_formats_of_the_office_are_kept():
    data = marked(rich(), "C2", "C3")
    said = comments(data)
    assert said["A1"] == "biểu này do phòng lập"
    assert said["C2"].startswith(f"số của đơn vị\n{MARK}Error: ")
    assert said["C3"].startswith(f"{MARK}Error: ")
    rules = [
        (str(area.sqref), rule.type, rule.priority)
        for area in opened(data)[SHEET].conditional_formatting
        for rule in area.rules
    ]
    assert rules == [("C2:C3", "dataBar", 1), ("C2:C3", "cellIs", 2), ("C2 C3", "expression", 3)]


def test_a_conversation_is_not_touched():
    held = parts(rich())
    held["xl/comments1.xml"] = held["xl/comments1.xml"].replace("Văn phòng".encode(), b"tc={0A}")
    data = marked(zipped(held), "C2", "C3")
    assert comments(data)["C2"] == "số của đơn vị"
    assert colours(data) == {"C2": RED, "C3": RED}


def test_hidden_sheets_and_defined_names_stay():
    book = opened(marked(rich(), "C3"))
    assert book["Biểu 2"].sheet_state == "hidden"
    assert book.defined_names["Tổng"].attr_text == "'Biểu ''số'' 1'!$C$4"
    assert book.sheetnames == [SHEET, "Đồ thị", "Biểu 2", "Check results"]


# ---- again


def test_a_content_type_is_declared_once():
    package = Package(marked(rich(macros=True), "C2"))
    once = package.data()
    package.default("vml", "application/vnd.openxmlformats-officedocument.vmlDrawing")
    assert package.data() == once


def test_what_is_no_workbook_gets_a_list():
    assert marked_copy([], (), b"", "a.yaml", EN).suffix == ".csv"


def test_marking_again_changes_nothing():
    once = checked()
    assert annotate([report()], [], once, PATH, EN) == once
    bold = marked(rich(macros=True), "C2", "C3", "G40", "A1")
    assert marked(bold, "C2", "C3", "G40", "A1") == bold


def test_other_marks_take_the_place_of_old_ones():
    data = marked(marked(rich(), "C2", "C3", "G40"), "G41")
    assert colours(data) == {"G41": RED}
    assert set(comments(data)) == {"A1", "C2", "G41"}
    assert comments(data)["C2"] == "số của đơn vị"
    assert opened(data).sheetnames[-1:] == ["Check results"]
    shapes = parts(data)["xl/drawings/vmlDrawing1.vml"]
    assert shapes.count(b'ObjectType="Note"') == 3
    assert sorted(re.findall(rb"<x:Row>(\d+)</x:Row>", shapes)) == [b"0", b"1", b"40"]
    numbers = re.findall(rb'id="(_x0000_s\d+)"', shapes)
    assert len(set(numbers)) == len(numbers)


def test_boxes_of_comments_have_numbers_of_their_own_in_the_whole_workbook():
    """Excel calls a file damaged in which two sheets use one number for a shape."""
    data = annotate([], [trouble("C2"), trouble("C3"), trouble("A1", sheet="Biểu 2")], rich(), PATH, EN)
    drawings = [part for name, part in parts(data).items() if name.endswith(".vml")]
    numbers = [re.findall(rb'<v:shape id="_x0000_s(\d+)"', part) for part in drawings]
    assert len(list(filter(None, numbers))) == 2
    flat = [number for own in numbers for number in own]
    assert len(set(flat)) == len(flat)
    blocks = [block for own in numbers for block in {int(number) // 1024 for number in own}]
    assert len(set(blocks)) == len(blocks)


@each_row("cell", ["XFD2", "XFA2", "XEZ1048576", "A1048576", "B1"])
def test_the_box_of_a_comment_lies_within_the_sheet(cell):
    data = marked(rich(), cell)
    shapes = parts(data)["xl/drawings/vmlDrawing1.vml"]
    anchors = re.findall(rb"<x:Anchor>([^<]*)</x:Anchor>", shapes)
    left, _, top, _, right, _, bottom, _ = (int(number) for number in anchors[-1].split(b","))
    assert 0 <= left < right <= 16_383
    assert 0 <= top < bottom <= 1_048_575


def test_a_sheet_of_results_that_was_renamed_is_found_by_its_name_s_mark():
    book = marked(rich(), "C3")
    held = parts(book)
    held["xl/workbook.xml"] = held["xl/workbook.xml"].replace(b"Check results", b"O&apos;Neil")
    held["xl/workbook.xml"] = held["xl/workbook.xml"].replace(b"'O&apos;Neil'!", b"&apos;O&apos;&apos;Neil&apos;!")
    again = marked(zipped(held), "C3")
    assert opened(again).sheetnames == [SHEET, "Đồ thị", "Biểu 2", "O'Neil"]


def test_an_office_s_own_sheet_of_that_name_is_not_taken():
    held = parts(rich())
    held["xl/workbook.xml"] = held["xl/workbook.xml"].replace("Biểu 2".encode(), b"CHECK RESULTS")
    data = marked(zipped(held), "C3")
    assert opened(data).sheetnames == [SHEET, "Đồ thị", "CHECK RESULTS", "Check results (2)"]
    assert marked(data, "C3") == data


@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(1, 30)), max_size=6),
    st.text(max_size=30),
)
@settings(max_examples=examples(5))
def test_whatever_is_marked_values_stay_and_marking_again_changes_nothing(places, text):
    cells = [f"{chr(ord('A') + column % 26)}{row}" for row, column in places]
    found = [trouble(cell, text) for cell in cells]
    once = annotate([], found, RICH, PATH, VI)
    assert values_of(once, (RESULTS,)) == values_of(RICH)
    assert annotate([], found, once, PATH, VI) == once
    assert set(colours(once)) == set(cells)


RICH = rich()


# ---- the proof


def test_the_digest_sees_every_kind_of_change():
    before = values_of(RICH)
    assert (before.cells, before.sheets) == (17, 2)
    tampered = {
        b"<v>86.5</v>": b"<v>86.7</v>",
        b"<v>4098.5</v>": b"<v>4098.7</v>",
        b"SUM(C2:C3)": b"SUM(C2:C2)",
    }
    for old, new in tampered.items():
        held = parts(RICH)
        sheet = held["xl/worksheets/sheet1.xml"]
        assert old in sheet
        held["xl/worksheets/sheet1.xml"] = sheet.replace(old, new)
        with pytest.raises(ValuesChanged, match="marking changed values"):
            assert_unchanged(before, values_of(zipped(held)))
    held = parts(RICH)
    held["xl/sharedStrings.xml"] = held["xl/sharedStrings.xml"].replace("Thu ngân".encode(), "Chi ngân".encode())
    with pytest.raises(ValuesChanged):
        assert_unchanged(before, values_of(zipped(held)))


def test_a_marked_workbook_with_another_value_is_never_handed_out(monkeypatch):
    right = mark_sheet

    def wrong(package, part, *rest):
        right(package, part, *rest)
        package[part] = package[part].replace(b"<v>86.5</v>", b"<v>866</v>")

    monkeypatch.setattr(annotating, "mark_sheet", wrong)
    with pytest.raises(ValuesChanged):
        marked(RICH, "C3")


# ---- what cannot be marked


def with_part(name: str, old: bytes, new: bytes) -> bytes:
    held = parts(RICH)
    assert old in held[name], held[name][:400]
    held[name] = held[name].replace(old, new)
    return zipped(held)


MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
UNFIT = {
    "no zip": (b"\xd0\xcf\x11\xe0" + bytes(600), "protected by a password"),
    "cut off": (RICH[:-40], "no workbook of the kind"),
    "no workbook": (zipped({"a.txt": b""}), "Content_Types"),
    "signed": (zipped(parts(RICH) | {"_xmlsignatures/sig1.xml": b"<a/>"}), "signature"),
    "strict": (with_part("xl/workbook.xml", MAIN, b"http://purl.oclc.org/ooxml/spreadsheetml/main"), "strict"),
    "entities": (with_part("xl/styles.xml", b"<styleSheet", b"<!DOCTYPE a><styleSheet"), "document type"),
    "broken": (with_part("xl/styles.xml", b"</styleSheet>", b""), "openpyxl cannot read it"),
    "broken comments": (with_part("xl/comments1.xml", b"</comments>", b""), "not well-formed"),
    "encoding": (with_part("xl/styles.xml", b"UTF-8", b"ISO-8859-1"), "ISO-8859-1"),
    "UTF-16": (
        zipped(parts(RICH) | {"xl/comments1.xml": parts(RICH)["xl/comments1.xml"].decode().encode("utf-16")}),
        "not UTF-8",
    ),
    "no styles": (with_part("xl/_rels/workbook.xml.rels", b"relationships/styles", b"relationships/other"), "part"),
}


@each_row("kind", UNFIT)
def test_what_cannot_be_marked_without_loss_is_refused_and_said(kind):
    data, said = UNFIT[kind]
    with pytest.raises(NotEditable) as refused:
        marked(data, "C3")
    assert said in EN.render(refused.value.reason)
    assert VI.render(refused.value.reason)


def test_a_place_that_the_workbook_does_not_have_is_refused():
    with pytest.raises(NotEditable) as refused:
        annotate([], [trouble("A1", sheet="Không có")], RICH, PATH, EN)
    assert "Không có" in EN.render(refused.value.reason)


def test_a_zip_with_two_parts_of_one_name_is_refused():
    file = io.BytesIO(RICH)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/styles.xml", b"<a/>")
    with pytest.raises(NotEditable):
        marked(file.getvalue(), "C3")


def prefixed(part: bytes) -> bytes:
    """Write a part with a prefix on every tag, as some programs do."""
    text = part.decode()
    text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text)
    return text.replace("xmlns=", "xmlns:x=", 1).encode()


def test_parts_with_prefixes_are_marked_alike():
    plain = saved(opened(returned()))
    held = parts(plain)
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        held[name] = prefixed(held[name])
    data = zipped(held)
    assert values_of(data) == values_of(plain)
    once = annotate([report()], [], data, PATH, EN)
    assert colours(once, "Biểu báo cáo") == colours(checked(), "Biểu báo cáo")
    assert comments(once, "Biểu báo cáo") == comments(checked(), "Biểu báo cáo")
    assert annotate([report()], [], once, PATH, EN) == once


# ---- places in XML


texts = st.text(st.characters(exclude_characters="<&\r", min_codepoint=32, exclude_categories=["Cs"]), max_size=12)


@given(texts, texts)
def test_places_are_those_of_the_bytes(before, value):
    value = value.replace('"', "")
    data = f'<r xmlns="m" k="{value}"><a>{before}</a><b x=\'>"\'/><c><d>1</d></c></r>'.encode()
    root = outline(data, leave=("c",))
    assert [child.name for child in root.children] == ["a", "b", "c"]
    a, b, c = root.children
    assert data[a.inner : a.inner_end].decode() == before
    assert data[b.start : b.end] == b"<b x='>\"'/>"
    assert b.closed
    assert data[c.start : c.end] == b"<c><d>1</d></c>"
    assert c.children == []
    assert edited(data, []) == data
