"""Twenty communes in, every paper out: eighteen have sent, one late, one twice, one in triệu đồng.

What the papers say is held against a plain computation from the made-up figures, and against each other.
"""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from typing import Any

import pytest

from checker.assessment import Options
from checker.domain.report import Run
from checker.language import Language
from checker.pipeline import check
from checker.reporters import Paper, machine
from tests.banned import BANNED
from tests.communes import COUNT, IN_MILLIONS, LATE, MISSING, TWICE, figures, twenty_communes
from tests.letters import FULL, lines_of
from tests.workbooks import reopened

pytestmark = pytest.mark.slow
VI = Language("vi")
SENT = [n for n in range(1, COUNT + 1) if n not in MISSING]
NAMES = "UBND xã Số 7", "UBND xã Số 19"


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    """The whole adds up; beside eighteen workbooks there is one that nobody can open, of a commune that is missing."""
    folder = tmp_path_factory.mktemp("communes")
    office = twenty_communes(folder)
    (folder / "xa-19.xlsx").write_bytes(b"no workbook")
    found = check([*office.sent, str(folder / "xa-19.xlsx")], Options(pack=str(office.pack), engine="direct"))
    assert len(found.reports) == len(SENT) + 1
    return found


@pytest.fixture(scope="module")
def book(run) -> Any:
    return reopened(machine("consolidated", suffix=".xlsx")(run, VI))


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_every_figure_is_that_of_its_workbook_whatever_unit_it_was_written_in(book):
    found = {row[1]: row for row in rows(book["Biểu 01"]) if str(row[1]).startswith("Số ")}
    for n in SENT:
        revenue, (poor, households), jobs, pigs = figures(n)
        assert (found[f"Số {n}"][2], *found[f"Số {n}"][4:6]) == (revenue, jobs, pigs), n
        assert found[f"Số {n}"][3] == pytest.approx(100 * poor / households)
    assert found[f"Số {IN_MILLIONS}"][2] == figures(IN_MILLIONS)[0], "one in triệu đồng, the others in tỷ đồng"
    assert found["Số 7"][2:4] == ["Chưa gửi báo cáo", None], "no zeros"
    assert str(found["Số 19"][2]).startswith("Cần gửi lại: ")
    assert found[f"Số {TWICE}"][-1] == "gửi 2 lần, lấy bản số liệu đến ngày 31/12/2024"
    assert found[f"Số {LATE}"][-1] == "đã gửi, muộn 2 ngày"


def test_the_total_is_a_plain_computation(book):
    total = next(row for row in rows(book["Biểu 01"]) if row[1] == "TỔNG CỘNG (18/20)")
    parts = [figures(n) for n in SENT]
    assert total[2] == sum(one[0] for one in parts)
    assert total[4:6] == [sum(one[2] for one in parts), sum(one[3] for one in parts)]
    share = Fraction(100 * sum(one[1][0] for one in parts), sum(one[1][1] for one in parts))
    assert total[3] == pytest.approx(float(share)), "of the sums, never a mean of percentages"
    assert total[3] != pytest.approx(sum(100 * one[1][0] / one[1][1] for one in parts) / len(parts))


def test_all_papers_count_alike(run, book):
    """Who has sent is the same in the receipt, the letter, the paragraph, the reminder and its message."""
    receipt = [row for row in rows(book["Biểu 03"]) if isinstance(row[0], int)]
    sent = [row[1] for row in receipt if str(row[2]).startswith("Đã gửi")]
    lacking = [row[1] for row in receipt if row[1] not in sent]
    assert (len(sent), tuple(lacking)) == (18, NAMES)
    assert [row[1] for row in receipt if "muộn" in str(row[2])] == [f"UBND xã Số {LATE}"]
    said = [
        " ".join(lines_of(machine("docx", Paper(FULL))(run, VI))),
        machine("paragraph")(run, VI).decode(),
        " ".join(lines_of(machine("reminder", Paper(FULL), ".docx")(run, VI))),
        machine("reminder", suffix=".txt")(run, VI).decode(),
        machine("consolidated", suffix=".html")(run, VI).decode(),
    ]
    assert all("18/20 đơn vị đã gửi báo cáo" in text for text in said)
    assert all("(90%)" in text for text in said[:4])
    letter, reminder = said[0], said[2]
    assert "01 đơn vị chưa gửi: UBND xã Số 7, 01 đơn vị cần gửi lại: UBND xã Số 19" in letter
    # Exactly those are addressed of which there is no report that can be used, and the reason is in an office's words.
    assert re.findall(r"- (UBND xã Số \d+)", reminder)[:2] == list(NAMES)
    assert "Đề nghị UBND xã Số 19 gửi lại báo cáo: " in reminder
    assert "còn 01 đơn vị chưa gửi báo cáo, gồm: UBND xã Số 7" in reminder
    rows_ = list(csv.DictReader(machine("consolidated", suffix=".csv")(run, VI).decode("utf-8-sig").splitlines()))
    assert [row["unit"] for row in rows_ if row["record"] == "not_sent"] == ["xa-7", "xa-19"]


def test_figures_of_the_year_before_stand_beside_them(book):
    long = rows(book["Biểu 02"])
    head = next(row for row in long if "% so cùng kỳ" in row)
    at = head.index("% so cùng kỳ")
    revenue = {row[0]: row for row in long if row[1] == "Chỉ tiêu thu"}
    for n in (1, IN_MILLIONS):
        now = figures(n)[0]
        assert revenue[f"UBND xã Số {n}"][at - 1] == now - 5
        assert revenue[f"UBND xã Số {n}"][at] == pytest.approx(100 * now / (now - 5), abs=1e-5)


def printed(sheet: Any) -> str:
    """Return what of a sheet is printed."""
    area = sheet.print_area.rpartition("!")[2].replace("$", "") if sheet.print_area else sheet.dimensions
    return "\n".join(str(cell.value) for row in sheet[area] for cell in row if cell.value is not None)


def test_no_paper_has_a_word_of_the_program(run, book):
    page = machine("consolidated", suffix=".html")(run, VI).decode()
    page = re.sub(r"<style>.*?</style>|<details.*?</details>|<head>.*?</head>", "", page, flags=re.DOTALL)
    papers = {
        "letter": "\n".join(lines_of(machine("docx", Paper(FULL))(run, VI))),
        "reminder": "\n".join(lines_of(machine("reminder", Paper(FULL), ".docx")(run, VI))),
        "message": machine("reminder", suffix=".txt")(run, VI).decode(),
        "page": re.sub(r"<[^>]*>", " ", page),
        # The long form is for who looks a figure up, and names the file and the cell of each.
        **{name: printed(book[name]) for name in ("Biểu 01", "Biểu 03")},
    }
    assert {name: found for name, text in papers.items() if (found := re.findall(BANNED, plain(text)))} == {}
