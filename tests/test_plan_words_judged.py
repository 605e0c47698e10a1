"""Percentages and plans in words, judged: one by one, in bulk, from every kind of file, and in forms."""

from __future__ import annotations

import contextlib
import csv
import json
import re
import sqlite3
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.axes import Matter
from checker.domain.interval import Interval
from checker.domain.period import Period
from checker.domain.submission import Figure, Several, Unreadable
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.readers.numbers import WordedFigure
from checker.readers.plan_words import read_percent_of_plan
from tests.cells import Made
from tests.database import database
from tests.examples import each_row
from tests.office import Office, found, indicator, said
from tests.test_form import ASKED, form
from tests.test_plan_words import low, sketch
from tests.workbooks import saved, zipped

# --- judged ------------------------------------------------------------------------------------

TWO = """\
    assigned_by: HĐND thành phố
    target: {at_least: 317}
    also: [{assigned_by: UBND tỉnh, target: {at_least: 310}, source: {document: nq, clause: x}}]
"""
INDICATORS = (
    indicator("thu", more=TWO),
    indicator("viec", unit="lao động", more="target: {at_least: 350}"),
    indicator("bhyt", unit="%", kind="ratio", more="target: {at_least: 93}"),
    indicator("ngheo", unit="%", kind="ratio", better="lower", more="target: {at_most: 2}"),
)
BELOW_ZERO = indicator("can", kind="stock", more="target: {at_least: -10}")
CASES = [
    # indicator, value, percentage, verdict, codes of findings other than of verdicts
    ("viec", "", "tăng 37,8% so với dự toán", "exceeded", []),
    ("viec", "", "vượt 4%", "exceeded", []),
    ("viec", "", "hụt 5%", "unmet", []),
    ("viec", "", "bằng 104% so với dự toán", "exceeded", []),
    ("viec", "", "+37,8", "exceeded", []),
    ("viec", "", "-5", "unmet", []),
    ("viec", "", "37,8", "unmet", []),
    ("viec", "364 lao động", "vượt 4%", "exceeded", []),
    ("viec", "364 lao động", "4%", "exceeded", ["C002"]),
    ("viec", "364", "104", "exceeded", []),
    ("viec", "364", "104,0", "exceeded", []),
    ("viec", "364", "103,5", "exceeded", ["C002"]),
    ("viec", "", "tăng 137,8%", "no_data", ["D126"]),
    ("viec", "", "giảm 105% so với KH", "no_data", ["D126"]),
    ("viec", "", "-105%", "no_data", ["D126"]),
    ("viec", "", "hụt trên 100%", "invalid", ["D128"]),
    ("viec", "360", "hụt trên 100%", "exceeded", ["C002"]),
    ("viec", "", "tăng 12% so với cùng kỳ", "no_data", ["D127"]),
    ("viec", "360", "tăng 12% so với cùng kỳ", "exceeded", ["D127"]),
    ("viec", "0", "0%", "unmet", []),
    ("viec", "360", "0%", "exceeded", ["C002"]),
    # A range and a percentage leave what both leave.
    ("viec", "trên 310", "vượt 4%", "exceeded", []),
    ("viec", "trên 310", "hụt 5%", "unmet", []),
    ("viec", "trên 310", "trên 100%", "undecided", []),
    ("viec", "trên 360", "90%", "exceeded", ["C002"]),
    ("viec", "gần 400", "trên 101%", "exceeded", []),
    # Several plans.
    ("thu", "320 tỷ đồng", "103,2% KH tỉnh, 100,9% NQ HĐND", "exceeded", []),
    ("thu", "320 tỷ đồng", "103,2% KH tỉnh, 86% NQ HĐND", "exceeded", ["C002"]),
    ("thu", "320 tỷ đồng", "86% KH tỉnh, 86% NQ HĐND", "exceeded", ["C002", "C002"]),
    ("thu", "320 tỷ đồng", "103,2%", "exceeded", []),
    ("thu", "320 tỷ đồng", "103,2%/100,9%", "exceeded", ["C017", "C017"]),
    ("thu", "320 tỷ đồng", "100,9% NQ huyện", "exceeded", ["C017"]),
    ("thu", "320 tỷ đồng", "100,9% dự toán, tăng 12% so với cùng kỳ", "exceeded", ["C017"]),
    ("thu", "trên 300 tỷ đồng", "vượt 4% KH tỉnh", "exceeded", []),
    ("thu", "", "102% KH tỉnh giao", "undecided", []),
    ("thu", "", "103,2% KH tỉnh, 100,9% NQ HĐND", "exceeded", []),
    ("thu", "", "103,2% KH tỉnh, 50% NQ HĐND", "invalid", ["C002"]),
    ("thu", "", "102%", "no_data", ["D156"]),
    ("thu", "", "102% huyện giao", "no_data", ["C017"]),
    ("thu", "", "103,2% dự toán chỉ tiêu thu tỉnh giao", "exceeded", []),
    ("thu", "", "103,2% dự toán thu nội địa tỉnh giao", "no_data", ["C017"]),
    ("thu", "320 tỷ đồng", "95% dự toán thu nội địa tỉnh giao", "exceeded", ["C017"]),
    ("viec", "", "101% kế hoạch viec", "exceeded", []),
    ("thu", "", "bằng 1,04 lần KH tỉnh giao", "exceeded", []),
    # What says something else of a plan names nobody's.
    ("thu", "", "chưa đạt 95% KH tỉnh giao", "no_data", ["C017"]),
    ("thu", "", "chậm 5% so KH tỉnh giao", "no_data", ["C017"]),
    ("thu", "320 tỷ đồng", "100,9% NQ HĐND, 210% KH quý I tỉnh giao", "exceeded", ["C017"]),
    ("thu", "320 tỷ đồng", "100,9% NQ HĐND, tăng 12% so với cùng kỳ của tỉnh", "exceeded", ["C017"]),
    # Figures with a stroke.
    ("viec", "640/350 lao động", "", "exceeded", []),
    ("viec", "640/350", "", "exceeded", []),
    ("viec", "36/35 lao động", "", "invalid", ["D129"]),
    ("viec", "07/02", "", "invalid", ["D129"]),
    ("bhyt", "450/500", "", "unmet", []),
    ("bhyt", "475/500", "", "exceeded", []),
    ("bhyt", "475/500 hộ", "", "exceeded", []),
    ("bhyt", "90/93", "", "unmet", []),
    ("bhyt", "500/450", "", "invalid", ["D129"]),
    ("bhyt", "5/0", "", "invalid", ["D129"]),
    ("bhyt", "45/50%", "", "invalid", ["D129"]),
    ("bhyt", "trên 45/50", "", "invalid", ["D129"]),
    ("thu", "320/310 tỷ đồng", "", "exceeded", []),
    ("thu", "320/300 tỷ đồng", "", "invalid", ["D129"]),
    # A percentage of the plan is no level.
    ("bhyt", "đạt 424% so với dự toán", "", "invalid", ["D148"]),
    ("bhyt", "103% chỉ tiêu giao", "", "invalid", ["D148"]),
    ("bhyt", "vượt 4%", "", "invalid", ["D148"]),
    # Nothing follows from a percentage of what should stay low.
    ("ngheo", "", "90%", "no_data", ["D156"]),
    ("ngheo", "1,5", "90%", "exceeded", ["C024"]),
    ("ngheo", "1,5", "90% KH tỉnh", "exceeded", ["C017"]),
    # A percentage of a number below zero means nothing either.
    ("can", "-5", "50%", "exceeded", ["C024"]),
    ("can", "-5", "150%", "exceeded", ["C024"]),
    ("can", "", "150%", "no_data", ["D156"]),
    # With words, a percentage of zero says something.
    ("viec", "", "tăng 0%", "undecided", []),
]
OF_VERDICTS = ("T", "G")


def beside(report):
    """Return the codes of what is found beside verdicts."""
    return sorted(one.code.id for one in report.findings if not one.code.id.startswith(OF_VERDICTS))


@each_row("engine", ["direct", "rete"])
@each_row(("id_", "value", "percent", "verdict", "told"), CASES)
def test_a_row_is_judged(tmp_path, engine, id_, value, percent, verdict, told):
    office = Office(tmp_path, *INDICATORS, BELOW_ZERO)
    stated = {"value": value, "percent_of_plan": percent}
    row = ", ".join(f'{key}: "{text}"' for key, text in stated.items() if text)
    office.send("2024", f"{id_}: {{{row}}}")
    (report,) = office.run(engine=engine).reports
    (result,) = (one for one in report.results if one.indicator == id_ and one.decides)
    assert (result.verdict, beside(report)) == (verdict, told), found(report)


def long_layout(folder, rows, head=("unit", "period", "indicator", "value", "percent_of_plan")):
    path = folder / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return str(path)


@pytest.mark.slow
def test_rows_are_judged_in_bulk_as_by_themselves(tmp_path):
    """Each row is in a file of its own, for what one says of the notation of its file holds for the others too."""
    office, out = Office(tmp_path, *INDICATORS, BELOW_ZERO), tmp_path / "out"
    paths = []
    for number, (id_, value, percent, *_) in enumerate(CASES):
        (tmp_path / str(number)).mkdir()
        paths.append(long_layout(tmp_path / str(number), [(f"u{number}", "2024", id_, value, percent)]))
    pack = load_pack(str(office.pack))
    settings = BulkSettings(locale="vi", units="data", output=str(out), everything=True)
    done = run_bulk(paths, [pack], settings)
    assert done.accounts.rows == len(CASES)
    with database() as reader:
        query = "SELECT unit, code FROM '{}/{}.parquet' ORDER BY ALL"
        found, refused = (reader.execute(query.format(out, name)).fetchall() for name in ("findings", "bad_rows"))
    gates = set()
    for number, (id_, value, percent, verdict, told) in enumerate(CASES):
        unit = f"u{number}"
        alone = long_layout(tmp_path, [("thu", "2024", id_, value, percent)])
        (report,) = check([alone], Options(pack=str(office.pack), engine="direct", locale="vi")).reports
        (result,) = (one for one in report.results if one.indicator == id_ and one.decides)
        assert (result.verdict, beside(report)) == (verdict, told), (value, percent)
        own, bad_ = ([code for name, code in rows if name == unit] for rows in (found, refused))
        expected = [one.code.id for one in report.findings if one.code.id not in bad_]
        assert own == sorted(expected), (value, percent)
        beside_ = {*bad_, *(one for one in own if one[0] in "CD")}
        assert beside_ == set(told), (value, percent)
        gates.add(report.gate.decision)
    assert done.gate == ("fail" if "fail" in gates else "pass")


@pytest.mark.parametrize("percent", ["", "95,4%", "95%"])
def test_percentages_beside_values_whose_notation_is_in_doubt(tmp_path, percent):
    office = Office(tmp_path, *INDICATORS)
    path = long_layout(tmp_path, [("thu", "2024", "thu", "12.5", percent), ("thu", "2024", "viec", "640", percent)])
    (report,) = check([path], Options(pack=str(office.pack), engine="direct", locale="vi")).reports
    done = run_bulk([path], [load_pack(str(office.pack))], BulkSettings(locale="vi"))
    assert [one.id for one in bad(done)] == ["D104"]
    assert "D104" in counted(report)
    assert done.gate == report.gate.decision


def bad(done):
    return [one.code for one in done.run.diagnostics]


def counted(report):
    counts: dict[str, int] = {}
    for one in report.findings:
        counts[one.code.id] = counts.get(one.code.id, 0) + 1
    return dict(sorted(counts.items()))


@each_row("suffix", ["yaml", "json", "csv", "form"])
@each_row("percent", ["0%", "0", "0,0%", "-100%", "giảm 100% so với KH"])
def test_a_percentage_of_zero_beside_no_figure_says_nothing(tmp_path, suffix, percent):
    office = Office(tmp_path, *INDICATORS)
    path = tmp_path / f"report.{'csv' if suffix == 'form' else suffix}"
    if suffix == "csv":
        long_layout(tmp_path, [("thu", "2024", "viec", "", percent), ("thu", "2024", "bhyt", "95", "")])
        path = tmp_path / "rows.csv"
    elif suffix == "form":
        lines = ["TT;Chỉ tiêu;Thực hiện;% so KH", f"1;Chỉ tiêu viec;;{percent}", "2;Chỉ tiêu bhyt;95;"]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        rows = {"viec": {"percent_of_plan": percent}, "bhyt": {"value": "95"}}
        text = {"submission": 1, "unit": "thu", "period": "2024", "observations": rows}
        path.write_text(json.dumps(text, ensure_ascii=False), encoding="utf-8")
    asked = Options(pack=str(office.pack), unit="thu", engine="direct", locale="vi")
    if suffix == "form":
        asked = asked._replace(period=Period(2024))
    (report,) = check([str(path)], asked).reports
    (result,) = (one for one in report.results if one.indicator == "viec")
    assert (result.verdict, result.value) == ("no_data", None)


def test_units_whose_percentages_agree_stay_in_columns(tmp_path):
    office = Office(tmp_path, *INDICATORS)
    rows = [
        ("thu", "2024", "viec", "364", "104%"),
        ("thu", "2024", "ngheo", "1,5", "75%"),
        ("thu", "2024", "bhyt", "95", "102,1"),
        ("thu", "2024", "thu", "", "0%"),
    ]
    done = run_bulk([long_layout(tmp_path, rows)], [load_pack(str(office.pack))], BulkSettings(locale="vi"))
    assert (done.accounts.judged, done.accounts.bad) == (3, 1)
    assert "judged unit by unit" not in " ".join(said(one) for one in done.run.notices)


def test_percentages_at_what_their_decimals_leave_open_are_held_alike(tmp_path):
    """Half of the percentages stand a step beside the end of what they may miss; columns and the plain engine agree."""
    office = Office(tmp_path, indicator("thu", more="target: {at_least: 317.3}\nalso: []"))
    rows, expected = [], 0
    for number in range(120):
        value = Decimal(300 + number) / 7
        value = value.quantize(Decimal(1).scaleb(-(number % 4)))
        exact = Fraction(value) * 100 / Fraction("317.3")
        places = number % 5
        step = Fraction(1, 10**places)
        slack = step if places else step / 2
        percent = round((exact + slack * (1 if number % 2 else -1)) / step + number % 3 - 1) * step
        expected += abs(percent - exact) > slack
        shown = Decimal(percent.numerator) / Decimal(percent.denominator)
        rows.append((f"u{number}", "2024", "thu", str(value), f"{shown:.{places}f}"))
    data = long_layout(tmp_path, rows)
    done = run_bulk([data], [load_pack(str(office.pack))], BulkSettings(units="data"))
    assert (done.findings["C002"], done.accounts.judged) == (expected, 120)
    assert 20 < expected < 100


@pytest.mark.parametrize(("percent", "told"), [(320 / 317 * 100, {}), (99.0, {"C002": 1}), (-5.0, {"C002": 1})])
def test_a_stored_percentage_means_its_15_digits(tmp_path, percent, told):
    one = indicator("thu", more="target: {at_least: 317}")
    office = Office(tmp_path, one)
    path = str(tmp_path / "rows.parquet")
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT 'thu' AS unit, '2024' AS period, 'thu' AS indicator, 320.0::DOUBLE AS value, "
            f"{percent!r}::DOUBLE AS percent_of_plan) TO '{path}'"
        )
    done = run_bulk([path], [load_pack(str(office.pack))], BulkSettings())
    assert done.findings == told


def test_too_many_units_with_percentages_that_differ_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr("checker.bulk.unit_by_unit.MOST_FALLBACK_UNITS", 1)
    office = Office(tmp_path, indicator("thu", more="target: {at_least: 317}"))
    rows = [(unit, "2024", "thu", "320", "50%") for unit in ("a", "b")] + [("c", "2024", "thu", "", "50%")]
    done = run_bulk([long_layout(tmp_path, rows)], [load_pack(str(office.pack))], BulkSettings(units="data"))
    assert (done.accounts.judged, done.accounts.bad, done.findings.get("C002")) == (2, 1, None)
    assert any("percentages of the plan were not looked at" in said(one) for one in done.run.notices)


def test_a_unit_of_a_whole_has_plans_of_its_own(tmp_path):
    more = "reporting: {units: [a, b], roll_up: true}\n"
    office = Office(tmp_path, indicator("thu", more="target: {at_least: 317}"), more=more)
    for unit, row in (("a", 'thu: {value: "200/190"}'), ("b", 'thu: {percent_of_plan: "60%"}')):
        office.send("2024", row, unit=unit)
    reports = office.run().reports
    assert [(one.submission.unit, beside(one), one.results[0].value) for one in reports] == [
        ("a", ["D129"], None),
        ("b", ["D156"], None),
        ("thu", [], None),
    ]


def test_what_adds_up_is_taken_for_no_less_than_zero_and_a_level_is_not(tmp_path):
    flow, stock = (indicator(kind, kind=kind, more="target: {at_least: 100}") for kind in ("flow", "stock"))
    office = Office(tmp_path, flow, stock)
    office.send("2024", 'flow: {percent_of_plan: "gần 5%"}\nstock: {percent_of_plan: "gần 5%"}')
    (report,) = office.run().reports
    values = [result.value for result in report.results]
    assert [value.lo for value in values if value] == [0, None]


def test_what_is_quoted_of_a_range_holds_its_percentage(tmp_path):
    office = Office(tmp_path, *INDICATORS)
    office.send("2024", 'viec: {value: "trên 310", percent_of_plan: "hụt 5%"}')
    (report,) = office.run().reports
    assert report.results[2].text == "trên 310 (hụt 5%)"
    value = report.results[2].value
    assert value == Interval(Fraction("330.75"), Fraction("334.25"))


@pytest.mark.parametrize("kind", ["sqlite", "xlsx", "ods"])
def test_a_percentage_in_words_reads_the_same_from_other_files(tmp_path, kind):
    office = Office(tmp_path, *INDICATORS)
    head = ["unit", "period", "indicator", "value", "percent_of_plan"]
    rows = [["thu", "2024", "viec", "", "vượt 4%"], ["thu", "2024", "thu", "320 tỷ đồng", "103% KH tỉnh, 50% NQ HĐND"]]
    path = tmp_path / f"rows.{kind}"
    asked = Options(pack=str(office.pack), engine="direct", locale="vi")
    if kind == "sqlite":
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute(f"CREATE TABLE t ({', '.join(head)})")
            database.executemany("INSERT INTO t VALUES (?, ?, ?, nullif(?, ''), ?)", rows)
            database.commit()
        done = run_bulk([str(path)], [load_pack(str(office.pack))], BulkSettings(locale="vi", table="t"))
        codes_found = done.findings
    else:
        path.write_bytes(workbook_of([head, *rows], kind))
        (report,) = check([str(path)], asked).reports
        codes_found = counted(report)
    assert codes_found == {"C002": 1, "T003": 2}


def workbook_of(rows, kind):
    """Return a workbook of texts."""
    if kind == "xlsx":
        book = Workbook()
        sheet = book.create_sheet("a", 0)
        for row in rows:
            sheet.append(row)
        return saved(book)
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(cell.format(text) if text else "<table:table-cell/>" for text in row) for row in rows)
    table = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    spaces = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{spaces}:{name}:1.0"' for name in ("office", "table", "text"))
    media = "application/vnd.oasis.opendocument.spreadsheet"
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet><table:table table:name='a'>{table}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{spaces}:manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{media}"/></manifest:manifest>'
    )
    parts = {"mimetype": media, "content.xml": content, "META-INF/manifest.xml": manifest}
    return zipped({name: text.encode() for name, text in parts.items()})


def test_the_table_of_percentages_in_the_documentation_is_true():
    lines = (Path(__file__).parents[1] / "docs" / "intake.md").read_text("utf-8").splitlines()
    start = lines.index("### Percentages of the plan")
    rows = [line.strip("| ").split(" | ") for line in lines[start:] if line.startswith("| `")][:7]
    read = {said: [read_percent_of_plan(text) for text in re.findall("`([^`]+)`", texts)] for texts, said in rows}
    level, beyond, lacking, ranges, named, both, nothing = read.values()
    assert all(20 < low(one) < 105 for one in level)
    assert all(100 < low(one) < 140 for one in beyond)
    assert {low(one) for one in lacking} == {95}
    assert all(isinstance(one, WordedFigure) and not one.figure.interval.is_point for one in ranges)
    assert all(isinstance(one, Several) for one in named)
    assert {sketch(one)[:4] for one in both} == {"D126"}
    assert {sketch(one) for one in nothing} == {"D127"}


# --- forms -------------------------------------------------------------------------------------

HEAD = ["Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "% so KH"]


def told(field):
    match field and field.reading:
        case Figure(interval, unit):
            return f"{interval.lo}{f' {unit.name}' if unit else ''}"
        case Several(shares):
            return [(share.words, told(field._replace(reading=share.figure))) for share in shares]
        case Unreadable(trouble):
            return trouble.code.id
        case _:
            return None


@each_row(
    ("cell", "reading"),
    [
        (Decimal("37.8"), "37.8"),
        (Decimal(-5), "95 %"),
        (Made("-0.05", number_format="0.0%"), "95 %"),
        (Made("0.378", number_format="+0.0%;-0.0%"), "137.8 %"),
        (Made("37.8", number_format="+0.0;-0.0"), "137.8 %"),
        (Made("37.8", number_format="0.0E+00"), "37.8"),
        (Made("137.8", number_format="+0.0;-0.0"), "D126"),
        (Decimal(-105), "D126"),
        ("+37,8", "137.8"),
        ("vượt 4%", "104 %"),
        ("104% KH tỉnh, 86% NQ HĐND", [("tỉnh", "104 %"), ("hđnd", "86 %")]),
    ],
)
def test_a_percentage_in_a_form(cell, reading):
    (row,) = form(HEAD, ["Thu", "tỷ đồng", 317, 320, cell]).observations
    assert told(row.percent_of_plan) == reading


@each_row("cell", [0, "0,0%", Made("0", number_format="0.0%"), Made("-1", number_format="0%"), "-100%"])
def test_a_percentage_of_zero_beside_an_empty_cell_reports_nothing(cell):
    read = form(HEAD, ["Thu", "tỷ đồng", 317, None, cell], ["Chi", "tỷ đồng", 5, 5, None])
    assert [row.indicator for row in read.observations] == ["Chi"]
    assert [one.why for one in read.ignored] == ["no_value"]


def test_plans_in_a_form_take_the_unit_around_them():
    (row,) = form(HEAD, ["Thu", "tỷ đồng", "KH tỉnh giao 310, HĐND giao 317", "320/317", None]).observations
    assert told(row.plan) == [("tỉnh", "310 tỷ đồng"), ("hđnd", "317 tỷ đồng")]
    assert (told(row.value), told(row.behind)) == ("320 tỷ đồng", "317 tỷ đồng")
    (row,) = form(HEAD, ["Thu", "tỷ đồng", "tỉnh giao 310 hộ, HĐND giao 317 hộ", 320, None]).observations
    assert told(row.plan) == "D264"


def test_the_figure_of_the_period_keeps_what_stands_behind_its_stroke():
    head = ["Chỉ tiêu", "ĐVT", "Thực hiện tháng 6", "Lũy kế 6 tháng"]
    asked = ASKED._replace(period=Period(2024, "06"))
    (row,) = form(head, ["Thu", "tỷ đồng", "14/15", 80], asked=asked).observations
    assert (told(row.of_period), told(row.behind_of_period), row.behind) == ("14 tỷ đồng", "15 tỷ đồng", None)


PLANS = [
    # plan, value, verdict, codes
    ("KH tỉnh giao 310, HĐND giao 317", "320", "exceeded", []),
    ("KH tỉnh giao 311, HĐND giao 317", "320", "exceeded", ["C006"]),
    ("KH tỉnh giao 310, huyện giao 317", "320", "exceeded", ["C017"]),
    ("310/317", "320", "exceeded", []),
    ("310/318", "320", "exceeded", ["C017"]),
    ("310/317 triệu đồng", "320", "exceeded", ["C017", "C017"]),
    ("KH tỉnh giao 310", "320", "exceeded", []),
    ("330", "320/330", "exceeded", ["C006"]),
    ("KH tỉnh giao 311, HĐND giao 317", "320/311", "exceeded", ["C006"]),
    ("317", "320/317", "exceeded", []),
    ("317", "320/318", "invalid", ["D129"]),
]


@each_row(("plan", "value", "verdict", "told"), PLANS)
def test_the_plans_of_a_form(tmp_path, plan, value, verdict, told):
    office = Office(tmp_path, *INDICATORS)
    path = tmp_path / "form.csv"
    path.write_text(f"Chỉ tiêu;ĐVT;Kế hoạch;Thực hiện\nChỉ tiêu thu;tỷ đồng;{plan};{value}\n", encoding="utf-8")
    asked = Options(pack=str(office.pack), unit="thu", period=Period(2024), engine="direct")
    (report,) = check([str(path)], asked).reports
    assert report.results[0].verdict == verdict
    assert beside(report) == told
    assert all(
        one.matter in {Matter.PERCENT_OF_PLAN, Matter.CONSISTENCY, Matter.INVALID}
        for one in report.findings
        if one.code.id[0] in "CD"
    )
