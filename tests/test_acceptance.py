"""What an office asks of the papers, line by line, on the text and structure of the files that it opens.

The numbers name the sections of what was asked: the letter (4), its annex (5), the consolidated table (6), the
reminder (7), the early warning (8), the paragraph (9), the marked workbook (10), and all of them (11). How things look
is tested where each file is made.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from checker.assessment import Options
from checker.domain.letterhead import Letterhead
from checker.domain.report import Run
from checker.language import Language
from checker.pipeline import check
from checker.reporters import Paper, machine
from checker.reporters.office.paragraph import LONGEST, SHORTEST, standing
from tests.banned import BANNED
from tests.examples import each_row
from tests.letters import FULL, WORD, body_of, lines_of, text_of
from tests.office import Office, indicator
from tests.workbooks import reopened

ROOT = Path(__file__).parent.parent
VI = Language("vi")
BLANK = "\N{NO-BREAK SPACE}"
YEAR_END, WITHIN, ESTIMATED = "bac-kan-city/2024-synthetic", "bac-kan-city/2024-H1", "national-assembly/2019"
CASES = (YEAR_END, WITHIN, ESTIMATED, "bac-kan-city/2023", "twenty", "warned")
LEVELS = """\
pace: {by: months}
warning_levels:
  - {name: Bảo đảm tiến độ, gap: -3}
  - {name: Cần theo dõi, gap: -8}
  - {name: Chậm tiến độ, gap: -15, explain: true}
  - {name: Nguy cơ không đạt, explain: true}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("offices")


@lru_cache
def seed(name: str) -> Run:
    return check([str(ROOT / "seeds" / f"{name}.yaml")], Options(engine="direct"))


@pytest.fixture(scope="module")
def runs(folder) -> dict[str, Run]:
    return {name: seed(name) for name in CASES[:4]} | {"twenty": twenty(folder), "warned": warned(folder)}


def twenty(folder: Path) -> Run:
    """Made up: 18 of 20 communes have sent, one of them twice."""
    units = "".join(f"    xa-{n}: {{title: {{vi: UBND xã Số {n}}}, short: Số {n}}}\n" for n in range(1, 21))
    more = f"unit_title: UBND huyện Thử\nreporting:\n  roll_up: true\n  units:\n{units}  due: {{2024: 2025-01-05}}\n"
    rows = (
        indicator("thu", more="target: {at_least: 2000}\npace: none"),
        indicator("ngheo", unit="%", kind="ratio", better="lower", more="target: {at_most: 5}\npace: none"),
    )
    office = Office(folder / "twenty", *rows, more=more)
    for n in range(1, 19):
        parts = f"{{numerator: {n}, denominator: {100 + 10 * n}}}"
        office.send(
            "2024", f"thu: {85 + n},1\nngheo: {parts}", unit=f"xa-{n}", more="sent: 2025-01-04", as_of="2024-12-30"
        )
    parts = "{numerator: 9, denominator: 150}"
    office.send("2024", f"thu: 95,6\nngheo: {parts}", unit="xa-5", more="sent: 2025-01-06", as_of="2024-12-31")
    run = office.run()
    assert len(run.reports) == 19
    return run


THU = {n: Fraction(851 + 10 * n, 10) for n in range(1, 19)} | {5: Fraction(956, 10)}
POOR = {n: (n, 100 + 10 * n) for n in range(1, 19)} | {5: (9, 150)}


def warned(folder: Path) -> Run:
    rows = [indicator(name, more=f"target: {{at_least: {plan}}}") for name, plan in (("thu", 317), ("chi", 1000))]
    office = Office(folder / "warned", *rows, indicator("viec", more="target: {at_least: 1000}"), more=LEVELS)
    office.send("2024-H1", "thu: 86,6\nchi: 349,9996\nviec: 470")
    return office.run()


def letter_of(run: Run, head: Letterhead = FULL) -> bytes:
    return machine("docx", Paper(head))(run, VI)


def sheets_of(data: bytes) -> Any:
    return reopened(data)


# ---- 4. the letter ------------------------------------------------------------------------------


@each_row("name", CASES)
def test_4_1_with_a_complete_letterhead_only_what_is_to_be_filled_in_is_yellow(runs, name):
    marked = [
        text_of(one)
        for one in body_of(letter_of(runs[name])).iter(f"{WORD}r")
        if one.find(f".//{WORD}highlight") is not None
    ]
    # A pack that names no document leaves that open too.
    assert set(marked) <= {"…"}


@each_row("name", CASES)
def test_4_2_no_word_of_the_program_stands_in_the_letter_or_its_annexes(runs, name):
    assert re.findall(BANNED, "\n".join(lines_of(letter_of(runs[name])))) == []


@pytest.mark.parametrize("addressees", [(), ("Ủy ban nhân dân tỉnh",), ("A", "B")])
def test_4_4_as_above_stands_if_and_only_if_somebody_is_addressed(runs, addressees):
    lines = lines_of(letter_of(runs[YEAR_END], FULL._replace(addressees=addressees)))
    assert any("Kính gửi" in line for line in lines) == any("Như trên" in line for line in lines) == bool(addressees)


@pytest.mark.parametrize("name", CASES[:4])
def test_4_5_counts_and_figures_are_those_of_the_annex_and_of_json(runs, name):
    run = runs[name]
    (report,) = json.loads(machine("json")(run, VI))["reports"]
    tally = report["tally"]
    stand = standing(run.reports[0])
    assert tally["met"] + tally["unmet"] + tally["open"] == tally["counted"]
    if not stand.due:
        return
    said = " ".join(lines_of(letter_of(run)))
    assert f"có {tally['met']}/{tally['counted']} chỉ tiêu" in said
    exceeded = sum(one["verdict"] == "exceeded" and one["counted"] for one in report["results"])
    if stand.exceeded:
        assert stand.exceeded == exceeded
        assert f"trong đó {exceeded:02d} chỉ tiêu vượt" in said
    for one in report["results"]:
        if one["verdict"] == "unmet" and one["counted"] and one["value"] and one["value"]["interval"]:
            number = (
                VI.number(Fraction(one["value"]["interval"]["lo"])) if "/" in one["value"]["interval"]["lo"] else None
            )
            shown = number or one["value"]["interval"]["lo"].replace(".", ",")
            assert said.count(shown) >= 2, shown  # in the text and in the annex


def test_4_6_and_7_the_text_is_unicode_composed_and_the_same_file_every_time(runs):
    for name in CASES:
        data = letter_of(runs[name])
        assert data == letter_of(runs[name])
        assert all(unicodedata.is_normalized("NFC", line) for line in lines_of(data))


# ---- 5. the annex -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES[:4])
def test_5_rows_and_order_are_those_of_the_pack_and_numbers_are_numbers(runs, name):
    run = runs[name]
    titles = [one.title.vi for one in run.reports[0].results]
    sheet = next(one for one in sheets_of(machine("xlsx")(run, VI)) if one.title.startswith("Phụ lục"))
    cells = [list(row) for row in sheet.iter_rows()]
    head = next(place for place, row in enumerate(cells) if row[0].value == "TT")
    rows = [row for row in cells[head + 1 :] if row[0].value and re.fullmatch(r"\d+(\.\d+)*", str(row[0].value))]
    assert [row[1].value for row in rows] == titles
    for row in cells:
        for cell in row:
            assert cell.data_type != "f"
            if cell.data_type == "n" and cell.value is not None:
                assert len(cell.number_format.partition(".")[2]) <= 4, cell.coordinate
    # What is not met and looks like its plan has a remark in the letter's annex.
    lines = lines_of(letter_of(run))
    for one in run.reports[0].results:
        if one.shortfall == 0 and str(one.verdict) == "unmet":
            assert any("yêu cầu" in line for line in lines)


# ---- 6. the consolidated table ------------------------------------------------------------------


def test_6_eighteen_of_twenty(runs):
    book = sheets_of(machine("consolidated", suffix=".xlsx")(runs["twenty"], VI))
    cells = [[cell.value for cell in row] for row in book["Biểu 01"].iter_rows()]
    named = {str(row[1]): row for row in cells if row[1]}
    assert [name for name in named if name.startswith("Số ")] == [f"Số {n}" for n in range(1, 21)], (
        "the order of the units"
    )
    for n in (19, 20):
        assert [value for value in named[f"Số {n}"][2:] if value is not None] == ["Chưa gửi báo cáo"]
    total = named["TỔNG CỘNG (18/20)"]
    assert Fraction(str(total[2])) == sum(THU.values())
    share = Fraction(100 * sum(part for part, _ in POOR.values()), sum(whole for _, whole in POOR.values()))
    assert abs(Fraction(str(total[3])) - share) < Fraction(1, 10**9), "never a mean of percentages"
    # The later of two files counts, and is one row.
    assert named["Số 5"][2] == 95.6
    assert sum(row[1] == "Số 5" for row in cells) == 1
    long = [sheet for sheet in book if sheet.tables]
    assert len(long) == 1
    filtered = [row for row in long[0].iter_rows() if row[1].value == "Chỉ tiêu thu"]
    assert all(row[4].data_type == "n" for row in filtered)
    rows = list(
        csv.DictReader(machine("consolidated", suffix=".csv")(runs["twenty"], VI).decode("utf-8-sig").splitlines())
    )
    assert [row["unit"] for row in rows if row["record"] == "not_sent"] == ["xa-19", "xa-20"]


# ---- 7. the reminder ----------------------------------------------------------------------------


def test_7_exactly_those_are_asked_that_have_not_sent(runs):
    said = machine("reminder", suffix=".txt")(runs["twenty"], VI).decode()
    assert re.findall(r"UBND xã Số (\d+)", said.splitlines()[0]) in (["19", "20"], [])
    assert set(re.findall(r"UBND xã Số (\d+)", said)) == {"19", "20"}
    assert "18/20" in said
    letter = "\n".join(lines_of(machine("reminder", Paper(FULL), ".docx")(runs["twenty"], VI)))
    assert set(re.findall(r"UBND xã Số (\d+)", letter)) == {"19", "20"}
    assert re.findall(BANNED, letter) == []
    assert not re.search("vi phạm|phê bình", letter)


# ---- 8. early warning ---------------------------------------------------------------------------


def test_8_the_worst_first_with_gap_and_what_every_month_must_add(runs):
    sheet = sheets_of(machine("xlsx")(runs["warned"], VI))["Cảnh báo sớm"]
    cells = [list(row) for row in sheet.iter_rows()]
    head = next(row for row in cells if row[0].value == "TT")
    places = {str(cell.value): place for place, cell in enumerate(head)}
    rows = {str(row[1].value): row for row in cells if str(row[1].value).startswith("Chỉ tiêu ")}
    assert list(rows) == ["Chỉ tiêu thu", "Chỉ tiêu chi", "Chỉ tiêu viec"]
    thu = rows["Chỉ tiêu thu"]
    said = {
        name: round(float(str(thu[place].value)), 1)
        for name, place in places.items()
        if isinstance(thu[place].value, int | float)
    }
    assert said["Chênh lệch (điểm %)"] == -22.7
    assert said["Cần thêm/tháng"] == 38.4
    assert said["Gấp bình quân các tháng qua (lần)"] == 2.7
    levels = [str(row[places["Mức cảnh báo"]].value) for row in rows.values()]
    assert levels == ["○ Nguy cơ không đạt", "○ Nguy cơ không đạt", "● Bảo đảm tiến độ"], "told in black and white"
    assert rows["Chỉ tiêu chi"][places["Chênh lệch (điểm %)"]].number_format.count("0") > 3, "seen as below the bound"
    counts = next(str(row[0].value) for row in cells if "Nguy cơ không đạt: " in str(row[0].value))
    assert sum(map(int, re.findall(r": (\d+)", counts))) == len(rows)


# ---- 9. the paragraph ---------------------------------------------------------------------------


@each_row("name", CASES)
def test_9_the_paragraph_is_short_enough_and_says_nothing_before_its_time(runs, name):
    for line in machine("paragraph")(runs[name], VI).decode().splitlines():
        assert unicodedata.is_normalized("NFC", line)
        assert len(line) <= LONGEST
        assert not re.search(r"\d (?:tỷ đồng|triệu đồng|ha|hộ|người|đảng viên)\b", line), "a blank that may break"
    assert SHORTEST <= LONGEST
    if name == WITHIN:
        assert "không đạt" not in machine("paragraph")(runs[name], VI).decode()
    # What is pasted is what the letter says.
    long = machine("paragraph")(runs[name], VI).decode().splitlines()[0]
    if name in CASES[:3]:
        text = "\n".join(lines_of(letter_of(runs[name])))
        assert long.removeprefix("[SỐ LIỆU GIẢ ĐỊNH] ").rstrip(".") in text


# ---- 11. all of them ----------------------------------------------------------------------------


@each_row("name", CASES)
def test_11_nothing_is_invented(runs, name):
    """What nobody stated stays open: no number, no day, no name of anybody."""
    text = "\n".join(lines_of(letter_of(runs[name], Letterhead())))
    assert "Số: …/BC-…" in text
    assert re.search(r"ngày … tháng … năm", text)
