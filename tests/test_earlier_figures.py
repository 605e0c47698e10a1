"""Figures beside those of the period before and of the year before: which two, and where each is told."""

from __future__ import annotations

import csv
import json
from decimal import Decimal

import pytest

from checker.assess.earlier_figures import beside_earlier, year_before_of
from checker.domain.axes import DataState, Kind
from checker.domain.interval import Interval, point
from checker.domain.period import Period
from checker.domain.report import CarriedFigure, Report, Result
from checker.domain.text import Text
from checker.language import Language
from checker.packs.load import load_pack
from checker.reporters import machine
from checker.reporters.annex import AnnexFigure
from checker.reporters.office.body import body
from checker.reporters.office.document import letter_parts
from checker.reporters.office.earlier import earlier_cells, earlier_notes, last_period_of, year_earlier_of
from tests.examples import each_row
from tests.office import Office, indicator
from tests.workbooks import reopened

VI = Language("vi")
LAST = "Thực hiện kỳ trước (quý I/2024)"
INDICATORS = (
    indicator("thu", more="target: {at_least: 1000}"),
    indicator("ngheo", unit="%", kind="ratio", better="lower", more="target: {at_most: 5}"),
    indicator("lon", unit="con", kind="stock", more="target: {at_least: 900}"),
)
GIVEN = {"2024-Q1": "thu: 150\nngheo: 6\nlon: 800", "2024-H1": "thu: 346,5\nngheo: 5,5\nlon: 850"}
SAID = ["quý I/2024: 150 tỷ đồng", "thấp hơn 0,5 điểm % so với quý I/2024", "tăng 6,3% so với quý I/2024"]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("two"), *INDICATORS)
    for period, rows in GIVEN.items():
        office.send(period, rows)
    return office.run()


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_period_before_is_told_in_every_paper(run):
    last = run.reports[1]
    assert [plain(last_period_of(one, VI)) for one in last.results] == SAID
    (part,) = letter_parts(run, VI)  # the period before is told beside it, and not by itself
    assert part.main is last
    assert SAID[0] in plain(" ".join(line.text for line in body((part,), VI)))
    page = plain(machine("html")(run, VI).decode())
    assert all(said in page for said in SAID)
    sheets = reopened(machine("xlsx")(run, VI))
    rows = [[cell.value for cell in row] for row in sheets["Phụ lục II"].iter_rows()]
    head = next(row for row in rows if "TT" in row)
    assert head[4:8] == ["Thực hiện", LAST, "Thực hiện cùng kỳ", "% so cùng kỳ"]
    assert [row[4:8] for row in rows if row[0] == "1"] == [[346.5, 150, None, None]]
    # The first period has none, so that its table has no such columns.
    assert "kỳ trước" not in str([cell.value for row in sheets["Phụ lục I"].iter_rows() for cell in row])
    written = json.loads(machine("json")(run, VI))["reports"][1]["results"]
    assert [one["last_period"]["interval"]["lo"] for one in written] == ["150", "6", "800"]
    assert [one["last_period"]["change_percent"] is None for one in written] == [True, True, False]
    assert written[0]["last_period"]["period"] == "2024-Q1"
    assert written[0]["year_earlier"] is None


@pytest.mark.parametrize(
    ("before", "said"),
    [("2024-05", "đến hết tháng 5/2024: 150 tỷ đồng"), ("2024-Q1", SAID[0])],
)
def test_a_sum_of_the_year_is_called_so(tmp_path, before, said):
    office = Office(tmp_path, INDICATORS[0])
    office.send(before, "thu: 150")
    office.send("2024-H1", "thu: 346,5")
    assert plain(last_period_of(office.run().reports[1].results[0], VI)) == said


def report_of(made: Report, period: str, pack: str, *results: Result) -> Report:
    return made._replace(
        submission=made.submission._replace(period=Period.parse(period)),
        pack=made.pack._replace(id=pack),
        results=results or tuple(one._replace(last_period=None) for one in made.results),
    )


@each_row(
    ("earlier", "pack", "last", "year"),
    [
        # the earlier report, its pack, and which of a sum, a share and a level stand beside those of 2024-H1
        ("2024-Q1", "thu/2024", "tsl", ""),
        ("2024-01", "thu/2024", "tsl", ""),
        ("2024-Q1", "khac/2024", "", ""),  # another resolution of the same year
        ("2024-H1", "thu/2024", "", ""),  # another vintage
        ("2024-9M", "thu/2024", "", ""),  # later
        ("2023", "thu/2023", "sl", ""),  # a sum begins anew with the year
        ("2023-Q4", "thu/2023", "sl", ""),
        ("2023-Q2", "thu/2023", "", ""),  # of another length, and a year ago
        ("2023-H1", "thu/2023", "", "tsl"),
        ("2023-H1", "thu-cu", "", "tsl"),  # a pack named otherwise, and the only one
        ("2022-H1", "thu/2022", "", ""),
    ],
)
def test_which_report_stands_beside(run, earlier, pack, last, year):
    made = run.reports[1]
    _, later = beside_earlier((report_of(made, earlier, pack), report_of(made, "2024-H1", "thu/2024")))
    names = dict(zip(later.results, "tsl", strict=True))
    assert "".join(name for one, name in names.items() if one.last_period is not None) == last
    assert "".join(name for one, name in names.items() if one.year_earlier is not None) == year


def test_of_several_reports_the_nearest_of_the_pack_counts(run):
    made = run.reports[1]
    given = [
        report_of(made, "2024-01", "thu/2024"),
        report_of(made, "2024-Q1", "thu/2024"),
        report_of(made, "2024-03", "thu/2024"),
        report_of(made, "2024-05", "khac/2024"),
        report_of(made, "2023-H1", "thu-cu"),
        report_of(made, "2023-H1", "thu-nua"),
    ]
    later = beside_earlier((*given, report_of(made, "2024-H1", "thu/2024")))[-1].results[0]
    assert later.last_period is not None
    assert str(later.last_period.period) == "2024-Q1"
    assert later.year_earlier is None, "of two packs nobody knows which"
    kin = report_of(made, "2023-H1", "thu/2023", *(one._replace(value=point(Decimal(231))) for one in made.results))
    later = beside_earlier((*given, kin, report_of(made, "2024-H1", "thu/2024")))[-1].results[0]
    assert plain(year_earlier_of(later, VI)) == "tăng 50% so với cùng kỳ năm 2023"
    assert earlier_cells(later.year_earlier, VI)[1] == AnnexFigure("150", Decimal(150), 1)


@each_row(
    ("then", "of_year", "of_last"),
    [
        ({"kind": Kind.STOCK}, "cùng kỳ tính theo cách khác", "kỳ trước tính theo cách khác"),
        ({"unit": "ha"}, "cùng kỳ tính theo cách khác", "kỳ trước tính theo cách khác"),
        ({"data": DataState.ESTIMATE}, "cùng kỳ là số ước", "kỳ trước là số ước"),
        ({"title": Text("Thu nội địa", "Revenue")}, "năm 2023 ghi là “Thu nội địa”", None),
        ({"title": Text("Chỉ tiêu  THU 2023", "Revenue")}, None, None),  # its year alone is another
    ],
)
def test_what_differs_is_told(run, then, of_year, of_last):
    made = run.reports[1]
    first = made.results[0]
    for period, pack, wanted in (("2023-H1", "thu/2023", of_year), ("2024-Q1", "thu/2024", of_last)):
        earlier = report_of(made, period, pack, first._replace(**then))
        later = beside_earlier((earlier, report_of(made, "2024-H1", "thu/2024")))[1].results[0]
        notes = list(earlier_notes(later, VI))
        assert any(wanted in said for said in notes) if wanted else not notes


def test_figures_for_a_form_are_those_of_the_year_before_in_the_units_of_its_pack(run, tmp_path):
    verdict = indicator("sap_nhap", unit="", kind="verdict", more="target: {achieved: true}")
    pack = load_pack(str(Office(tmp_path, *INDICATORS, verdict, indicator("moi")).pack))
    made = run.reports[1]
    revenue, poverty, herd = made.results
    before = report_of(
        made,
        "2023-H1",
        "thu/2023",
        revenue._replace(value=point(Decimal(231_000)), unit="triệu đồng"),
        poverty._replace(value=Interval(Decimal(5), Decimal(6))),
        herd._replace(unit="hộ"),
        revenue._replace(indicator="sap_nhap"),
        revenue._replace(indicator="moi", unit="đơn vị chưa biết"),
    )
    assert year_before_of([made, before], pack, made.submission.unit, Period(2024, "H1")) == {
        "thu": CarriedFigure(Decimal(231))
    }
    assert year_before_of([made], pack, made.submission.unit, Period(2024, "H1")) is None


def test_the_consolidated_table_has_earlier_figures(tmp_path):
    office = Office(tmp_path, *INDICATORS, more="reporting: {units: [xa-1, xa-2]}")
    for unit, more in (("xa-1", 0), ("xa-2", 10)):
        office.send("2024-Q1", f"thu: {150 + more}\nngheo: 6\nlon: 800", unit=unit)
        office.send("2024-H1", f"thu: {300 + more}\nngheo: 5,5\nlon: 850", unit=unit)
    run = office.run()
    book = reopened(machine("consolidated", suffix=".xlsx")(run, VI))
    rows = [
        [cell.value for cell in row] for sheet in book if "Đơn vị báo cáo" in str(sheet["A6"].value) for row in sheet
    ]
    head = next(row for row in rows if LAST in row)
    at = head.index(LAST)
    assert [row[at] for row in rows if row[1] == "Chỉ tiêu thu"][-2:] == [150, 160]
    text = machine("consolidated", suffix=".csv")(run, VI).decode("utf-8-sig")
    of = next(row for row in csv.DictReader(text.splitlines()) if (row["period"], row["unit"]) == ("2024-H1", "xa-2"))
    assert (of["last_period"], of["last_period_value"], of["year_earlier"]) == ("2024-Q1", "160", "")
    assert "quý I/2024: 160" in plain(machine("consolidated", suffix=".html")(run, VI).decode())


def test_what_a_form_is_given_of_the_year_before(tmp_path):
    """Single numbers in the units of the new pack; of another measure, of bounds and of verdicts there is nothing."""
    units = [("thu", "triệu đồng"), ("vay", "ha"), ("no", "tỷ đồng"), ("moi", "tỷ đồng"), ("la", "")]
    rows = [indicator(name, unit=unit, kind="flow" if unit else "verdict") for name, unit in units]
    pack = load_pack(str(Office(tmp_path / "new", *rows).pack))
    old = [indicator(name) for name in ("thu", "vay", "no")] + [indicator("la", unit="", kind="verdict")]
    office = Office(tmp_path, *old)
    office.send("2024-H1", 'thu: 8,5\nvay: 5\nno: "gần 9"\nla: đạt')
    made = office.run().reports[0]
    reports = (report_of(made, "2023-H1", "thu/2023", *made.results),)
    assert year_before_of(reports, pack, "thu", Period.parse("2024-H1")) == {"thu": CarriedFigure(Decimal(8500))}
    assert year_before_of(reports, pack, "thu", Period.parse("2024-9M")) is None
    assert year_before_of(reports, pack, "xa-1", Period.parse("2024-H1")) is None
