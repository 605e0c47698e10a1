"""A unit's own column of the same period of the year before: which it is, what stands beside what, what is told."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from checker.assess.earlier_figures import beside_earlier
from checker.assessment import Options
from checker.domain.interval import point
from checker.domain.period import Period
from checker.domain.report import Run
from checker.language import Language
from checker.pipeline import check
from checker.reporters import machine
from checker.reporters.office.body import body
from checker.reporters.office.document import letter_parts
from checker.reporters.office.earlier import earlier_notes
from tests.office import Office, indicator
from tests.workbooks import reopened

VI = Language("vi")
ROWS = (("thu", "tỷ đồng"), ("ngheo", "%"), ("lon", "con"))
INDICATORS = (
    indicator("thu", more="target: {at_least: 1000}"),
    indicator("ngheo", unit="%", kind="ratio", better="lower", more="target: {at_most: 5}"),
    indicator("lon", unit="con", kind="stock", more="target: {at_least: 900}"),
)
HALF = ("1000;500;400", "5;6;6,5", "900;800;850")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path, *INDICATORS)


def form(office: Office, heads: str, rows: tuple[str, ...], period: str = "2024-H1") -> Run:
    """Write a form as CSV and check it."""
    lines = [f"TT;Chỉ tiêu;ĐVT;{heads}"]
    lines += [
        f"{n};Chỉ tiêu {id_};{unit};{cells}" for n, ((id_, unit), cells) in enumerate(zip(ROWS, rows, strict=True))
    ]
    path = office.folder / "form.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    given = Options(pack=str(office.pack), engine="direct", unit="thu", period=Period.parse(period), locale="vi")
    run = check([str(path)], given)
    assert not run.diagnostics, run.diagnostics
    return run


def beside(run: Run) -> list[str]:
    """Return what stands beside each figure: the period and the number, or nothing."""
    found = [one.year_earlier for one in run.reports[-1].results]
    return ["" if one is None else f"{one.period} {one.value.lo if one.value else None}" for one in found]


READ = ["2023-H1 400", "2023-H1 13/2", "2023-H1 850"]
ALONE = ["", "", ""]


@pytest.mark.parametrize(
    ("heads", "is_read"),
    [
        ("KH;TH;Cùng kỳ năm trước", True),
        ("KH;TH;Thực hiện cùng kỳ năm 2023", True),
        ("KH;TH;TH cùng kỳ 2023 (số liệu chính thức)", True),
        ("KH;TH 6 tháng 2024;TH 6 tháng 2023", True),
        ("KH;TH;Cùng kỳ", True),
        ("Plan;Actual;Actual in the same period of the year before", True),
        # Another time, a comparison, a plan, somebody else's: nothing is taken for the figure of that period.
        ("KH;TH;Cùng kỳ 2022", False),
        ("KH;TH;TH năm 2023", False),
        ("KH;TH;Thực hiện năm trước", False),
        ("KH;TH;Kỳ trước", False),
        ("KH;TH;So cùng kỳ", False),
        ("KH;TH;TH/CK", False),
        ("KH;TH;% cùng kỳ năm trước", False),
        ("KH;TH;Tăng, giảm cùng kỳ năm trước", False),
        ("KH;TH;Tỷ lệ cùng kỳ năm trước", False),
        ("KH;TH;Kế hoạch cùng kỳ năm trước", False),
        ("KH;TH;Cùng kỳ năm trước của xã Hai", False),
    ],
)
def test_which_column_is_read(office, heads, is_read):
    assert beside(form(office, heads, HALF)) == (READ if is_read else ALONE)


@pytest.mark.parametrize(
    ("heads", "rows", "period", "wanted"),
    [
        # "Cùng kỳ" behind a percentage may be one too, unless another column is that.
        ("KH;TH;% KH;Cùng kỳ", ("1000;500;50;125", "5;6;;6", "900;800;;850"), "2024-H1", ALONE),
        ("KH;TH;% KH;Cùng kỳ;So cùng kỳ", ("1000;500;50;400;125", "5;6;;6,5;1", "900;800;;850;1"), "2024-H1", READ),
        ("KH;TH;Cùng kỳ năm trước;Cùng kỳ năm ngoái", ("1000;500;4;4", "5;6;6;6", "9;8;8;8"), "2024-H1", ALONE),
        # What a year is compared with is the year before.
        ("TH năm 2023;KH;TH năm 2024", ("400;1000;500", "6,5;5;6", "850;900;800"), "2024", ["2023"]),
        ("KH;TH;Thực hiện năm trước", HALF, "2024", ["2023"]),
        # A sum of the year so far stands beside one.
        ("KH;TH quý II;Lũy kế;Cùng kỳ năm trước", ("1;2;5;4", "5;6;6;6", "9;8;8;8"), "2024-Q2", ALONE),
        ("KH;TH quý II;Lũy kế;Lũy kế cùng kỳ năm trước", ("1;2;5;4", "5;6;6;6", "9;8;8;8"), "2024-Q2", ["2023-Q2"]),
        ("KH;Lũy kế;Cùng kỳ năm trước", HALF, "2024-Q2", ["2023-Q2"]),
        ("KH;Lũy kế;Thực hiện quý II năm 2023", HALF, "2024-Q2", ALONE),
        ("KH;Thực hiện quý II;Lũy kế cùng kỳ năm trước", HALF, "2024-Q2", ALONE),
        # One of the quarter alone is none of the year so far.
        ("KH;Thực hiện quý II;Thực hiện quý II năm 2023", HALF, "2024-Q2", ["", "2023-Q2", "2023-Q2"]),
    ],
)
def test_what_stands_beside_what(office, heads, rows, period, wanted):
    found = beside(form(office, heads, rows, period))
    if wanted is not READ:
        found = [one.split(" ")[0] for one in found]
    assert found == (wanted * 3 if len(wanted) == 1 else wanted)


def test_what_is_no_figure_of_the_same_measure_is_told_and_not_compared(office):
    rows = ("1000;500;400 triệu USD", "5;6;tăng 5%", "900;800;nhiều hơn")
    run = form(office, "KH;TH;Cùng kỳ năm trước", rows)
    assert beside(run) == ["", "2023-H1 None", ""]
    told = [one for one in run.reports[0].findings if one.code.id == "D334"]
    assert [one.location and one.location.line for one in told] == [2, 3, 4]
    assert {str(one.gate) for one in told} == {"pass"}
    assert list(earlier_notes(run.reports[0].results[1], VI)) == ["cùng kỳ tính theo cách khác, không so sánh"]


@pytest.mark.parametrize("silent", ["", "-", "…", "chưa có số liệu", "x"])
def test_that_there_is_no_such_figure_says_nothing(office, silent):
    run = form(office, "KH;TH;Cùng kỳ năm trước", (f"1000;500;{silent}", "5;6;6,5", "900;800;850"))
    assert beside(run) == ["", *READ[1:]]
    assert not [one for one in run.reports[0].findings if one.code.id == "D334"]


def test_papers_compare_with_it_and_an_estimate_is_called_one(office):
    run = form(office, "KH;TH;Ước TH cùng kỳ năm trước", HALF)
    text = " ".join(line.text for line in body(letter_parts(run, VI), VI)).replace("\N{NO-BREAK SPACE}", " ")
    assert "tăng 25% so với cùng kỳ năm 2023" in text
    assert list(earlier_notes(run.reports[0].results[0], VI)) == ["cùng kỳ là số ước"]
    written = json.loads(machine("json")(run, VI))["reports"][0]["results"][0]["year_earlier"]
    assert (written["period"], written["interval"]["lo"], written["estimate"]) == ("2023-H1", "400", True)
    sheets = reopened(machine("xlsx")(run, VI))
    assert any(cell.value == 400 for row in sheets["Phụ lục"].iter_rows() for cell in row)


def test_the_report_of_that_year_goes_first_and_a_difference_is_told(office):
    later = form(office, "KH;TH;Cùng kỳ năm trước", HALF).reports[0]
    first, *others = later.results
    earlier = later._replace(
        submission=later.submission._replace(period=Period(2023, "H1"), observations=()),
        pack=later.pack._replace(id="thu/2023"),
        results=(first._replace(value=point(Decimal(390))), *(one._replace(value=None) for one in others)),
    )
    results = beside_earlier((earlier, later))[1].results
    assert [one.year_earlier and one.year_earlier.value and one.year_earlier.value.lo for one in results] == [
        *(390, Decimal("6.5"), 850),
    ]
    assert [list(earlier_notes(one, VI)) for one in results] == [["biểu của đơn vị ghi cùng kỳ là 400"], [], []]


def test_there_is_no_growth_of_nothing_nor_since_nothing(office):
    run = form(office, "KH;TH;Cùng kỳ năm trước", ("1000;chưa rõ;400", "5;6;6,5", "900;800;0"))
    first, _, last = (one.year_earlier for one in run.reports[0].results)
    assert (first and first.change, last and last.change) == (None, None)
    assert last is not None
    assert last.value is not None
    assert last.value.lo == 0


def test_such_a_column_decides_nothing_of_the_notation_of_its_file(office):
    run = form(office, "KH;TH;Cùng kỳ năm trước", ("1000;500;1,234.5", "5;6;6,5", "900;800;850"))
    assert run.reports[0].submission.foreign is None
    assert [one.code.id for one in run.reports[0].findings if one.location and one.location.line == 2] == ["D334"]
