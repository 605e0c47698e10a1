"""Papers about several units: letters, and reminders of who has not sent."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from checker.assessment import Options
from checker.domain.letterhead import Letterhead
from checker.domain.report import Run
from checker.errors import PackError
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.reporters import Paper, machine
from checker.reporters.consolidated.phrases import received
from checker.reporters.consolidated.table import consolidated
from checker.reporters.office.blanks import SLOT
from checker.reporters.office.document import letter_parts
from checker.reporters.office.paragraph import SHORTEST, by_field, long_form, short_form
from checker.reporters.office.reminder import tables, text_of
from checker.reporters.office.units import who_has_sent
from tests.letters import lines_of
from tests.office import Office, indicator
from tests.test_papers import NO_BREAK, ROOT, VI, letter, seed

# ---- several units -----------------------------------------------------------------------------


def communes(folder: Path, *, roll_up: bool, late: tuple[int, ...] = (5, 6), own: str = "") -> Run:
    units = "".join(f"    xa-{n}: {{title: {{vi: UBND xã Số {n}}}, short: Số {n}}}\n" for n in range(1, 7))
    more = f"unit_title: UBND huyện Thử\nreporting:\n  roll_up: {str(roll_up).lower()}\n  units:\n{units}"
    office = Office(folder, indicator("thu", more="target: {at_least: 100}\npace: none"), more=more)
    for n in range(1, 7):
        if n not in late:
            office.send("2024", f"thu: {97 + n}", unit=f"xa-{n}")
    if own:
        office.send("2024", own)
    return check(office.sent, Options(engine="direct", pack=str(office.pack)))


def test_a_letter_of_several_units_says_who_has_sent_and_who_misses_what(tmp_path):
    said = letter(communes(tmp_path, roll_up=False))
    assert "Năm 2024, 4/6 đơn vị đã gửi báo cáo (66,7%); 02 đơn vị chưa gửi: UBND xã Số 5, UBND xã Số 6." in said
    assert "- Chỉ tiêu thu: 2/4 đơn vị đạt; không đạt: UBND xã Số 1, UBND xã Số 2." in said
    assert (
        "Các đơn vị có số chỉ tiêu đạt thấp nhất: UBND xã Số 1 (0/1); UBND xã Số 2 (0/1); UBND xã Số 3 (1/1)." in said
    )


def test_units_of_several_kinds_are_counted_kind_by_kind(tmp_path):
    units = "{a: {title: {vi: Sở A}, kind: sở}, b: {title: {vi: Xã B}, kind: xã}, c: {title: {vi: Xã C}, kind: xã}}"
    office = Office(tmp_path, indicator("thu", more="target: {at_least: 9}"), more=f"reporting: {{units: {units}}}\n")
    for unit in ("a", "b"):
        office.send("2024", "thu: 10", unit=unit)
    (table,) = consolidated(office.run(), VI)
    said = who_has_sent(table, "Năm 2024", VI)
    assert said == "Năm 2024, 1/1 sở (100%); 1/2 xã (50%) đã gửi báo cáo; 01 đơn vị chưa gửi: Xã C."


@pytest.mark.parametrize("late", [(5, 6), ()])
def test_the_whole_is_told_as_soon_as_all_have_sent_and_before_that_their_sum(tmp_path, late):
    run = communes(tmp_path, roll_up=True, late=late)
    said, told = letter(run), letter_parts(run, VI)
    assert ("Tổng hợp 04 đơn vị: chỉ tiêu thu 398 tỷ đồng." in said) == bool(late)
    assert ("UBND huyện Thử có 1/1 chỉ tiêu đạt và vượt kế hoạch" in said) != bool(late)
    assert (told[0].main is None) == bool(late)


def test_the_format_writes_each_form_on_a_line_and_what_could_not_be_read():
    run = seed("bac-kan-city/2024-synthetic")
    lines = machine("paragraph")(run, VI).decode().splitlines()
    made = run.reports[0]
    assert lines == [long_form(made, VI), short_form(made, VI), by_field(made, VI)]
    broken = check([str(ROOT / "missing.yaml")], Options())
    assert "D001" in machine("paragraph")(broken, VI).decode()


# ---- who has not sent --------------------------------------------------------------------------

DUE = "  due: {2024: 2025-01-05}\n"
MESSAGE = (
    "Báo cáo kết quả thực hiện các chỉ tiêu năm 2024 (hạn gửi 05/01/2025): 2/4 đơn vị đã gửi báo cáo (50%); "
    "còn 02 đơn vị chưa gửi báo cáo, gồm: UBND xã Số 3; UBND xã Số 4. Đề nghị các đơn vị khẩn trương gửi báo cáo."
)
REMINDER = """
Phòng Tài chính đã đề nghị các đơn vị gửi báo cáo kết quả thực hiện các chỉ tiêu năm 2024 trước ngày 05/01/2025.
Đến ngày …, 2/4 đơn vị đã gửi báo cáo (50%); còn 02 đơn vị chưa gửi báo cáo, gồm: UBND xã Số 3; UBND xã Số 4.
Ngoài ra, 01 đơn vị đã gửi nhưng chưa đủ số liệu: UBND xã Số 1 (thiếu 01 chỉ tiêu: Chỉ tiêu chi).
Để kịp thời tổng hợp, Phòng Tài chính đề nghị các đơn vị nêu trên khẩn trương hoàn thành, gửi báo cáo trước ngày ….
Thông tin liên hệ: Bộ phận tổng hợp, điện thoại 123.
Đề nghị các đơn vị quan tâm phối hợp thực hiện.
"""


def collected(folder: Path, *, late: tuple[int, ...] = (3, 4), due: str = DUE, count: int = 4) -> tuple[Office, Run]:
    """Return what some communes have sent, each on the day of its number in January."""
    units = "".join(f"    xa-{n}: UBND xã Số {n}\n" for n in range(1, count + 1))
    rows = (indicator("thu", more="target: {at_least: 100}"), indicator("chi", more="target: {at_least: 1}"))
    office = Office(folder, *rows, more=f"reporting:\n{due}  units:\n{units}")
    for n in range(1, count + 1):
        if n not in late:
            rows_of_it = "thu: 100\nchi: 2" if n > 1 else "thu: 100"
            office.send("2024", rows_of_it, unit=f"xa-{n}", more=f"sent: 2025-01-0{n + 4}")
    return office, check(office.sent, Options(engine="direct", pack=str(office.pack)))


def test_a_reminder_names_who_has_not_sent_and_makes_nothing_up(tmp_path):
    _, run = collected(tmp_path)
    said = machine("reminder", suffix=".txt")(run, VI).decode()
    assert said == f"{MESSAGE}\n"
    head = Letterhead(agency="Phòng Tài chính", symbol="BC-TC", number="5", contact="Bộ phận tổng hợp, điện thoại 123")
    (table,) = tables(run, VI)
    assert "\n".join(text_of(table, head, VI)).replace(NO_BREAK, " ").replace(SLOT, "…") == REMINDER.strip()
    assert [received(row, table).template for row in table.rows[:2]] == ["sent in time", "sent {days} days late"]
    again = head._replace(superior_agency="UBND tỉnh Thử", earlier_reminders=("Công văn số 12/TC ngày 06/01/2025",))
    second = lines_of(machine("reminder", Paper(again), ".docx")(run, VI))
    assert "V/v đôn đốc gửi báo cáo kết quả thực hiện các chỉ tiêu năm 2024 (lần 2)" in second
    assert "- UBND tỉnh Thử (để báo cáo);" in second
    for words in ("trước ngày 05/01/2025 (tại Công văn số 12/TC ngày 06/01/2025).", "tổng hợp, báo cáo UBND tỉnh Thử,"):
        assert any(words in line for line in second)


def test_a_message_is_short_however_many_are_missing_and_a_whole_alone_is_told(tmp_path):
    """Twenty long names have no room; a report of the whole without any of a unit once ended in a fault."""
    _, run = collected(tmp_path, late=tuple(range(2, 60)), count=59)
    said = machine("reminder", suffix=".txt")(run, VI).decode()
    assert len(said) <= SHORTEST * 3 // 2 + 1
    assert re.search(r"UBND xã Số \d+ và \d+ đơn vị khác\. Đề nghị", said)
    whole = communes(tmp_path / "b", roll_up=True, late=tuple(range(1, 7)), own="thu: 120")
    assert (
        machine("paragraph")(whole, VI).decode().splitlines()[0].startswith("[SỐ LIỆU GIẢ ĐỊNH] Năm 2024, 0/6 đơn vị")
    )
    some = communes(tmp_path / "c", roll_up=True, late=(5, 6))
    assert "0/1" not in machine("paragraph")(some, VI).decode(), "what has not come in is not unmet"


@pytest.mark.parametrize(
    ("late", "due", "said"),
    [
        ((), DUE, "Tất cả 04 đơn vị đã gửi báo cáo."),
        ((4,), "", "Báo cáo kết quả thực hiện các chỉ tiêu năm 2024: 3/4 đơn vị đã gửi báo cáo (75%);"),
    ],
)
def test_nobody_is_reminded_of_what_is_there_nor_of_a_day_that_nobody_stated(tmp_path, late, due, said):
    _, run = collected(tmp_path, late=late, due=due)
    assert machine("reminder", suffix=".txt")(run, VI).decode().startswith(said)
    (table,) = tables(run, VI)
    assert table.rows[0].days_late(table.due) == (0 if due else None)
    single = seed("bac-kan-city/2023")
    assert "Không có bộ chỉ tiêu nào" in machine("reminder", suffix=".txt")(single, VI).decode()


def test_a_day_that_the_caller_states_is_due_for_the_latest_period_alone(tmp_path):
    office, _ = collected(tmp_path, due="")
    asked = Options(engine="direct", pack=str(office.pack), due=dt.date(2025, 1, 5))
    (table,) = tables(check(office.sent, asked), VI)
    assert [row.days_late(table.due) for row in table.rows] == [0, 1, None, None]
    # The pack's own day of that period gives way, and that of an earlier period stays the pack's.
    office, _ = collected(tmp_path / "b", due="  due: {2024: 2025-02-01, 2024-H1: 2024-07-05}\n")
    office.send("2024-H1", "thu: 50\nchi: 1", unit="xa-1", more="sent: 2024-07-09")
    found = {one.period: one for one in tables(check(office.sent, asked._replace(pack=str(office.pack))), VI)}
    assert {str(period): one.due for period, one in found.items()} == {
        "2024": dt.date(2025, 1, 5),
        "2024-H1": dt.date(2024, 7, 5),
    }
    assert check([], asked).reports == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [("due: {2024: tháng 1}", "P014"), ("due: {cuối năm: 2025-01-05}", "P015")],
)
def test_a_calendar_that_is_none_is_told(tmp_path, line, code):
    office = Office(tmp_path, indicator("thu"), more=f"reporting:\n  units: [xa-1]\n  {line}")
    with pytest.raises(PackError) as caught:
        load_pack(str(office.pack))
    assert code in {one.code.id for one in caught.value.diagnostics}
