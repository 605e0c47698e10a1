"""The workbook of results: its cells, types and formats, benign and hostile, and how it is printed.

``UPDATE_GOLDEN=1`` writes the golden files anew; read the difference before it is kept.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.assessment import Options
from checker.domain.exit import ExitCode
from checker.domain.interval import point
from checker.domain.report import Run
from checker.domain.text import Text
from checker.errors import SubmissionError
from checker.language import LANGUAGES, Language, display_safe
from checker.pipeline import check
from checker.readers.cells.read import read_grid
from checker.readers.form.form import read_form
from checker.reporters import machine
from tests.command import PATIENCE
from tests.examples import each_row, some_nightly
from tests.libreoffice import converted
from tests.office import Office, indicator
from tests.test_reporters import GOLDEN, HOSTILE, REPORT, RESULTS, RUN, assert_golden, hostile
from tests.test_reporters_machines import RICH, WORSE
from tests.workbooks import reopened

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SEED = "seeds/bac-kan-city/2024-synthetic.yaml"
LONG = ["x" * 40_000, "từ " * 14_000, "=cmd|' /C calc'!A0" * 50, "_x0041_"]
HEAD = 7


def made(run: Run = RICH, language: str = "vi") -> bytes:
    return machine("xlsx")(run, Language(language))


def opened(run: Run = RICH, language: str = "vi") -> list[Worksheet]:
    return sheets_of(made(run, language))


def sheets_of(data: bytes) -> list[Worksheet]:
    book = reopened(data)
    return [book[name] for name in book.sheetnames]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("run", [RUN, RICH], ids=["one", "many"])
def test_a_report_is_never_read_as_the_form_of_an_office(run, language):
    grid = read_grid("report.xlsx", data=made(run, language))
    with pytest.raises(SubmissionError) as caught:
        read_form(grid)
    assert [one.code.id for one in caught.value.diagnostics] == ["D283"]


def rendition(data: bytes) -> Iterator[str]:
    """Yield what a workbook holds, a line each: settings of a sheet, then its cells with types and formats."""
    book = reopened(data)
    for sheet in book.worksheets:
        yield f"== {sheet.title}"
        setup = sheet.page_setup
        yield f"page {setup.paperSize} {setup.orientation} {setup.fitToWidth}x{setup.fitToHeight}"
        yield f"frozen {sheet.freeze_panes}, repeated {sheet.print_title_rows}, filter {sheet.auto_filter.ref}"
        yield f"merged {' '.join(sorted(map(str, sheet.merged_cells.ranges)))}"
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield f"{cell.coordinate} {cell.data_type} {cell.number_format} {cell.style}: {cell.value}"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_golden(language):
    assert_golden("".join(f"{line}\n" for line in rendition(made(RICH, language))), GOLDEN / f"xlsx.{language}.txt")


def test_the_same_run_is_the_same_file():
    assert made() == made()
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(made())).infolist()} == {1980}


def test_an_annex_for_each_report_between_the_summary_and_the_findings():
    assert [sheet.title for sheet in opened()] == ["Tổng hợp", "Phụ lục I", "Phụ lục II", "Vấn đề"]
    alone = RUN._replace(reports=RUN.reports[:1])
    assert [sheet.title for sheet in opened(alone, "en")] == ["Summary", "Annex", "Findings"]
    assert [sheet.title for sheet in opened(Run((), RUN.diagnostics, (), ExitCode.UNREADABLE), "en")] == [
        "Summary",
        "Findings",
    ]


def test_every_target_has_a_row_and_every_finding_its_place():
    _, annex, _, findings = opened(RICH, "en")
    titles = [str(row[1].value) for row in annex.iter_rows(min_row=HEAD) if row[6].value]
    for result in RICH.reports[0].results:
        assert any(title.startswith(result.title.en) for title in titles)
    said = [str(row[6].value) for row in findings.iter_rows(min_row=4)]
    assert "reports/second.yaml:12:3" in said
    assert "reports/Biểu 01.xlsx 'Biểu 01'!E14" in said


def stored(number: Decimal) -> str:
    """Return how a value stands in the sheet's XML."""
    result = RESULTS[0]._replace(value=point(number))
    data = made(Run((REPORT._replace(results=(result,)),), (), (), ExitCode.FAILED))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    (row,) = re.findall(r"<row [^>]*>(?=<c r=\"A10\")(.*?)</row>", sheet)
    (cell,) = re.findall(r'<c r="E10"[^>]*>(.*?)</c>', row)
    return str(cell)


@each_row("number", ["8.95", "301.4", "0.1", "1234567.891", "-12.05", "999999999999999", "0.000001"])
def test_numbers_have_the_digits_that_they_have(number):
    assert stored(Decimal(number)) == f"<v>{number}</v>"


def test_a_number_that_excel_would_cut_is_text():
    result = RESULTS[0]._replace(value=point(Decimal("1234567890.1234567")))
    cell = opened(Run((REPORT._replace(results=(result,)),), (), (), ExitCode.FAILED))[1]["E10"]
    assert (cell.data_type, cell.value) == ("s", "1.234.567.890,1234567")


def test_a_share_shows_on_which_side_of_the_plan_it_is():
    result = RESULTS[0]._replace(percent_of_plan=Fraction(99_996, 1000))
    cell = opened(Run((REPORT._replace(results=(result,)),), (), (), ExitCode.FAILED))[1]["F10"]
    assert (cell.value, cell.number_format) == (99.996, "#,##0.000")
    assert Decimal("99.996") == Decimal(str(cell.value))


def test_the_chart_counts_the_rows_of_the_annex():
    (summary, *_) = opened(RICH)
    with zipfile.ZipFile(io.BytesIO(made(RICH))) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    (labels, figures) = re.findall(r"<(?:c:)?f>([^<]*)</(?:c:)?f>", chart)[1:]
    assert labels.startswith("'Tổng hợp'!$B$")
    area = figures.rpartition("!")[2].replace("$", "")
    counts = [int(str(cell.value)) for (cell,) in summary[area]]
    # What does not occur is not drawn, and each bar has the colour of its verdict.
    assert 0 not in counts
    assert len(re.findall("<(?:c:)?dPt>", chart)) == len(counts)
    assert {"548235", "C00000"} <= set(re.findall('srgbClr val="([0-9A-F]{6})"', chart))
    assert sum(counts) == sum(len(report.results) for report in RICH.reports)


def test_charts_of_shares_of_periods_and_of_ranks(tmp_path):
    rows = [indicator(name, more="target: {at_least: 1000}") for name in ("a", "b", "c")]
    office = Office(tmp_path, *rows)
    for period, more in (("2024-Q1", 0), ("2024-H1", 400), ("2024", 850)):
        office.send(period, "\n".join(f"{name}: {100 + more + 50 * n}" for n, name in enumerate("abc")))
    book = opened(office.run())
    cells = [[cell.value for cell in row[1:]] for row in book[0].iter_rows()]
    at = next(place for place, row in enumerate(cells) if row[0] == "Kỳ báo cáo")
    assert [row[0] for row in cells[at + 1 : at + 4]] == ["quý I/2024", "6 tháng đầu năm 2024", "năm 2024"]
    assert [sum(int(str(n)) for n in row[1:] if n is not None) for row in cells[at + 1 : at + 4]] == [3, 3, 3]
    alone = opened(office.run(office.sent[-1]))[0]
    shares = [
        (row[1].value, row[2].value) for row in alone.iter_rows() if str(row[1].value).startswith(("✗ C", "✓ C", "▲ C"))
    ]
    assert [share for _, share in shares] == [95, 100, 105]
    with zipfile.ZipFile(io.BytesIO(made(office.run(office.sent[-1])))) as archive:
        chart = archive.read("xl/charts/chart2.xml").decode()
    assert re.search(r'<(?:c:)?min val="80"', chart), "95 and 105 differ to the eye"
    units = Office(tmp_path / "units", *rows, more=f"reporting: {{units: [{', '.join(f'xa-{n}' for n in range(5))}]}}")
    for n in range(5):
        units.send("2024", f"a: 1000\nb: {990 + 5 * n}\nc: {980 + 5 * n}", unit=f"xa-{n}")
    said = [str(row[1].value) for row in opened(units.run())[0].iter_rows()]
    assert [one for one in said if one.endswith("/3)")] == [
        *("1. xa-4 (3/3)", "2. xa-2 (2/3)", "2. xa-3 (2/3)", "4. xa-0 (1/3)", "4. xa-1 (1/3)")
    ]


# ---- hostile texts -------------------------------------------------------------------------


def shape(sheets: Sequence[Worksheet]) -> list[tuple[str, int, int]]:
    return [(sheet.title, sheet.max_row, sheet.max_column) for sheet in sheets]


@pytest.fixture(scope="module")
def benign() -> list[tuple[str, int, int]]:
    return shape(opened(hostile("benign"), "en"))


# What is markup elsewhere is none here, and waits for the night.
TEXTS = some_nightly([*WORSE, *LONG], lambda text: text in {*HOSTILE, *LONG} or text.startswith(tuple("=+-@\t\r＝'")))
NAMES = [ascii(text)[:40] for text in (*WORSE, *LONG)]


@pytest.mark.parametrize("text", TEXTS, ids=NAMES)
def test_texts_stay_texts(text, benign):
    data = made(hostile(text), "en")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheets = [part.decode() for name, part in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    assert "xl/externalLinks/externalLink1.xml" not in parts
    opened_again = sheets_of(data)
    assert shape(opened_again) == benign
    unit = opened_again[0]["B6"]
    shown = "\n".join(map(display_safe, text.split("\n")))
    if text:
        assert unit.data_type == "s"
        assert str(unit.value).replace("_x005F_", "_")[:1000] == shown[:1000]
        assert len(str(unit.value)) <= 32_767


def test_a_text_that_looks_like_a_formula_is_still_one_when_it_is_edited():
    (_, annex, _) = opened(hostile("=1+1"), "en")
    assert annex["B10"].value == "=1+1 (assigned by =1+1)"
    assert annex["B10"].data_type == "s"
    assert annex["B10"].quotePrefix


# ---- how others open it --------------------------------------------------------------------


def printed(folder: Path, *files: bytes) -> list[list[Path]]:
    """Return the pages that LibreOffice prints of each workbook, as pictures."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm is not on this machine")
    sources = [folder / f"report-{place}.xlsx" for place in range(len(files))]
    for source, data in zip(sources, files, strict=True):
        source.write_bytes(data)
    for paper in converted("pdf", folder, *sources):
        pages = ["pdftoppm", "-r", "40", str(paper), str(paper.with_suffix(""))]
        subprocess.run(pages, check=True, capture_output=True, timeout=PATIENCE)
    return [sorted(folder.glob(f"{source.stem}-*.ppm")) for source in sources]


def colours(page: Path) -> set[bytes]:
    """Return the colours of a picture in the PPM format."""
    pixels = page.read_bytes().split(b"\n", 3)[3]
    return {pixels[place : place + 3] for place in range(0, len(pixels), 3)}


def hostile_title(times: int) -> bytes:
    title = "\x00\u202e<script>alert(1)</script>=cmd|' /C calc'!A0 " + "dài" * times
    result = RESULTS[0]._replace(title=Text(title, title), text="=1+1", owner="@SUM(A1)")
    return made(Run((REPORT._replace(results=(result,)),), (), (), ExitCode.FAILED))


def test_libreoffice_prints_it_with_its_chart_and_opens_hostile_texts(tmp_path):
    pages, others = printed(tmp_path, made(check([SEED], Options(engine="direct"))), hostile_title(30))
    # The green of the bars stands on the pages of the two charts alone, each of which is whole.
    assert [b"\x54\x82\x35" in colours(page) for page in pages] == [True, True, False, False]
    assert others


# LibreOffice takes a minute to lay out a cell that is as long as cells may be.
@pytest.mark.nightly
def test_libreoffice_opens_hostile_texts_of_any_length(tmp_path):
    assert all(printed(tmp_path, hostile_title(9_000)))


def test_no_end_of_a_page_cuts_a_chart(tmp_path):
    """Each chart and its table stand within one page of A4 across, however many targets and units there are."""
    one = Office(tmp_path, *(indicator(f"ct{n}", more=f"target: {{at_least: {100 + n}}}") for n in range(30)))
    one.send("2024-H1", "\n".join(f"ct{n}: {50 + n % 3 * 7}" for n in range(30)))
    units = [f"xa-{n}" for n in range(1, 31)]
    many = Office(
        tmp_path / "many", indicator("thu", more="target: {at_least: 9}"), more=f"reporting: {{units: {units}}}"
    )
    for n, unit in enumerate(units):
        many.send("2024", f"thu: {n}", unit=unit)
    many.send("2024-Q1", "thu: 1", unit="xa-1")
    for run in (one.run(), many.run()):
        sheet = reopened(machine("xlsx")(run, Language("vi"))).worksheets[0]
        heights, tops = sheet.row_dimensions, [0, *(brk.id for brk in sheet.row_breaks.brk)]
        charts = getattr(sheet, "_charts")  # noqa: B009 - openpyxl has no other name for them
        assert charts
        for chart in charts:
            first = getattr(chart.anchor, "_from").row  # noqa: B009
            begun = max(top for top in tops if top <= first)
            above = sum((heights[row].height or 15) if row in heights else 15 for row in range(begun + 1, first + 1))
            assert above / 28.35 + chart.height <= 17.7
