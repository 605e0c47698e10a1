"""Several units in one file: what is wrong with a row is reported for the unit of that row, in every format."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from checker.domain import codes
from checker.domain.diagnostic import diagnostic
from checker.domain.location import Location
from checker.domain.period import Period
from checker.errors import SubmissionError
from checker.language import Language
from checker.readers.form.form import EnvelopeOptions, read_form
from checker.readers.grid import Appearance, CellKind
from tests.cells import ListSheet, grid
from tests.command import checker

HEAD = ["unit", "period", "indicator", "value", "status", "note", "confirmed"]
UNITS = ("xa-a", "xa-b", "xa-c")
PACK = """pack: 1
id: made/2024
revision: 1
title: T
unit: made
year: 2024
synthetic: true
documents: {d: {title: D, date: 2023-12-20, address: x}}
groups: {g: G}
defaults: {group: g, document: d, better: higher}
reporting: {units: {xa-a: Xã A, xa-b: Xã B, xa-c: Xã C}}
indicators:
  thu: {code: "1", title: Thu, kind: flow, unit: tỷ đồng, target: {at_least: 100}, source: từ 100 tỷ đồng}
  viec: {code: "2", title: Việc làm, kind: flow, unit: lao động, target: {at_least: 700}, source: từ 700 lao động}
"""


def troubles(*rows, **changes):
    """Return the codes of the problems of rows, by unit."""
    read = read_form(grid(ListSheet([HEAD, *rows]), **changes), EnvelopeOptions())
    return {one.unit: [trouble.code.id for trouble in one.troubles] for one in read if one.troubles}


def good(unit):
    return [unit, "2024", "thu", 120]


@pytest.mark.parametrize("unit", UNITS)
def test_an_unknown_status_is_reported_for_the_unit_of_its_row(unit):
    wrong = [[one, "2024", "viec", 800, "zzz" if one == unit else ""] for one in UNITS]
    assert troubles(*map(good, UNITS), *wrong) == {unit: ["D013"]}


def test_a_value_without_a_name_is_reported_for_the_unit_of_its_row():
    assert troubles(*map(good, UNITS), ["xa-c", "2024", "", 7]) == {"xa-c": ["D265"]}


def test_a_unit_with_nothing_but_a_value_without_a_name_is_not_passed_over():
    assert troubles(good("xa-a"), ["xa-c", "2024", "", 7]) == {"xa-c": ["D265"]}


def test_a_figure_among_words_is_reported_for_the_unit_of_its_row():
    assert troubles(*map(good, UNITS), ["xa-b", "2024", "viec", Decimal("800.5"), "", "75"]) == {"xa-b": ["D138"]}


def test_a_mark_that_is_left_out_is_reported_for_the_unit_of_its_cell():
    class Marked(ListSheet):
        def cell(self, row, column):
            cell = super().cell(row, column)
            if cell is None or (row, column) != (3, 4):
                return cell
            return cell._replace(kind=CellKind.TEXT, look=Appearance.PART, other_text="1")

    read = read_form(grid(Marked([HEAD, *map(good, UNITS)])), EnvelopeOptions())
    assert {one.unit: [trouble.code.id for trouble in one.troubles] for one in read if one.troubles} == {
        "xa-b": ["D279"]
    }


def test_a_cell_on_which_the_readers_disagree_is_reported_for_the_unit_of_its_row():
    place = Location("bieu.xlsx", sheet="Biểu 01", cell="F4")
    odd = diagnostic(codes.READERS_DISAGREE, place, first="x", second="y")
    assert troubles(*map(good, UNITS), troubles=(odd,)) == {"xa-c": ["D211"]}
    above = odd._replace(location=place._replace(cell="F1"))
    assert troubles(*map(good, UNITS), troubles=(above,)) == {"xa-a": ["D211"]}


def test_what_is_wrong_with_a_sheet_is_reported_for_the_first_unit_of_that_sheet():
    sheets = [ListSheet([HEAD, good(unit)], unit) for unit in UNITS]
    odd = diagnostic(codes.READERS_DISAGREE, Location("bieu.xlsx", sheet="xa-b", cell="F9"), first="x", second="y")
    read = read_form(grid(*sheets, troubles=(odd,)), EnvelopeOptions())
    assert [one.unit for one in read if one.troubles] == ["xa-b"]


def test_a_status_that_is_unknown_beside_columns_of_units_is_reported_for_each_of_them():
    head = ["Chỉ tiêu", "ĐVT", "Thực hiện xã Một", "Thực hiện xã Hai", "Tình trạng số liệu"]
    rows: list[list[object]] = [[*head], ["Thu", "tỷ đồng", 120, 130, "zzz"], ["Chi", "tỷ đồng", 20, 30, ""]]
    asked = EnvelopeOptions(period=Period(2024), units=("xa-mot", "xa-hai"))
    read = read_form(grid(rows), asked)
    assert {one.unit: [trouble.code.id for trouble in one.troubles] for one in read} == {
        "xa-mot": ["D013"],
        "xa-hai": ["D013"],
    }


@pytest.fixture
def listed(tmp_path, monkeypatch):
    """Return a function that checks a list of three units, whose last has one odd row."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pack.yaml").write_text(PACK, "utf-8")

    def check(*odd, format_="json"):
        rows = [[unit, "2024", "viec", "800"] for unit in UNITS] + [list(map(str, good(unit))) for unit in UNITS[:2]]
        lines = [",".join(row) for row in (HEAD, *rows, ("xa-c", "2024", *odd))]
        (tmp_path / "list.csv").write_text("\n".join(lines) + "\n", "utf-8")
        return checker("check", "-p", "pack.yaml", "list.csv", "--format", format_)

    return check


ODD = {
    "unknown status": ("D013", ("thu", "120", "zzz")),
    "unreadable value": ("D103", ("thu", "1x0")),
    "unknown indicator": ("D101", ("thuu", "120")),
    "no value": ("D138", ("thu", "120.5", "", "75")),
}


@pytest.mark.parametrize("odd", ODD)
def test_every_format_names_the_unit_of_the_row(listed, odd):
    code, row = ODD[odd]
    assert {
        one["submission"]["unit"]
        for one in json.loads(listed(*row).stdout)["reports"]
        for trouble in one["findings"]
        if trouble["code"] == code
    } == {"xa-c"}
    results = json.loads(listed(*row, format_="sarif").stdout)["runs"][0]["results"]
    assert {one["properties"]["unit"] for one in results if one["ruleId"] == code} == {"xa-c"}
    suites = ET.fromstring(listed(*row, format_="junit").stdout)  # noqa: S314 - our own
    named = {suite.get("name") for suite in suites if code in ET.tostring(suite, "unicode")}
    assert named == {"made/2024 xa-c 2024"}
    text = listed(*row, format_="full").stdout
    before = text[: text.index(code)]
    assert max(("Xã A", "Xã B", "Xã C"), key=before.rfind) == "Xã C"


def test_a_note_of_a_list_that_questions_its_figure_is_not_reported(listed):
    done = listed("thu", "120", "", "số đúng là 230")
    assert (done.exit_code, "D169" in done.stdout) == (0, False)


def test_rows_of_another_unit_are_told_once_and_by_whom_the_unit_is_named():
    rows = [HEAD, *(["xa-a", "2024", name, 1] for name in ("thu", "viec", "chi")), good("xa-b")]
    for asked, where in (
        (EnvelopeOptions(usual_unit="made"), "in the rule pack"),
        (EnvelopeOptions(unit="made"), "on the command line (--unit)"),
    ):
        with pytest.raises(SubmissionError) as caught:
            read_form(grid(ListSheet(rows)), asked)
        told = [(one.code.id, one.location.cell) for one in caught.value.diagnostics]
        assert told == [("D254", "A2"), ("D254", "A5")]
        assert where in Language("en").render(caught.value.diagnostics[0].message)


@pytest.mark.usefixtures("listed")
def test_a_doubt_about_the_scale_is_worded_in_the_unit_of_the_row():
    head = [*HEAD, "unit_of_measure"]
    rows = [",".join(head), *(f"{unit},2024,thu,60,,,,triệu đồng" for unit in UNITS)]
    Path("list.csv").write_text("\n".join(rows) + "\n", "utf-8")
    told = checker("check", "-p", "pack.yaml", "--format", "concise", "list.csv").stdout
    assert "tỷ đồng may have been entered in a row of triệu đồng" in told
    assert "nghìn tỷ đồng" not in told
