"""Twenty communes as a planning department gets them: eighteen workbooks, one late, one sent twice, one in triệu đồng.

Every figure is made up and follows from the commune's number, so that sums and ranks are known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook

from tests.office import Office, indicator

__all__ = ["COUNT", "IN_MILLIONS", "LATE", "MISSING", "TWICE", "figures", "twenty_communes"]

COUNT: Final = 20
MISSING: Final = (7, 19)
LATE: Final = 3
TWICE: Final = 5
IN_MILLIONS: Final = 11

_INDICATORS: Final = (
    indicator("thu", more="target: {at_least: 100}\npace: none"),
    indicator("ngheo", unit="%", kind="ratio", better="lower", more="target: {at_most: 5}\npace: none"),
    indicator("viec", unit="người", more="target: {at_least: 1500}"),
    indicator("lon", unit="con", kind="stock", more="target: {at_least: 900}"),
)


def figures(number: int) -> tuple[float, tuple[int, int], int, int]:
    """Return what a commune reports: revenue in tỷ đồng, poor of all households, jobs, pigs."""
    return 85 + number + 0.5, (number % 7 + 1, 100 + 2 * number), 1490 + number, 880 + 2 * number


def twenty_communes(
    folder: Path, *, roll_up: bool = True, count: int = COUNT, missing: tuple[int, ...] = MISSING
) -> Office:
    """Write the pack, the file of units that it names, and the workbooks of those communes that have sent theirs."""
    units = "".join(
        f"  xa-{n}: {{title: {{vi: UBND xã Số {n}}}, short: Số {n}, kind: xã}}\n" for n in range(1, count + 1)
    )
    (folder / "thu").mkdir(parents=True, exist_ok=True)
    due = "due: {2024: 2025-01-05}\n"
    (folder / "thu" / "units.yaml").write_text(f"units: 1\noffices:\n{units}{due}", encoding="utf-8")
    more = (
        "unit_title: {vi: UBND huyện Thử}\nunits: [con]\nsubject: {vi: các chỉ tiêu phát triển kinh tế - xã hội}\n"
        f"reporting: {{units_file: units.yaml, roll_up: {str(roll_up).lower()}}}\n"
    )
    office = Office(folder, *_INDICATORS, more=more)
    for n in range(1, count + 1):
        if n in missing:
            continue
        if n == TWICE:
            _write(office, folder / f"xa-{n:02}-lan-1.xlsx", n, dt.date(2024, 12, 30), wrong=1)
        _write(office, folder / f"xa-{n:02}.xlsx", n, dt.date(2024, 12, 31))
    return office


def _write(office: Office, path: Path, n: int, day: dt.date, *, wrong: int = 0) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in _rows(n, day, wrong):
        sheet.append(list(row))
    book.save(path)
    office.sent.append(str(path))


def _rows(n: int, day: dt.date, wrong: int) -> Iterator[tuple[Any, ...]]:
    revenue, (poor, households), jobs, pigs = figures(n)
    yield (f"Đơn vị: UBND xã Số {n}",)
    yield ("BÁO CÁO KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM 2024",)
    yield ("Ngày gửi:", "07/01/2025" if n == LATE else "04/01/2025")
    yield ("SỐ LIỆU GIẢ ĐỊNH",)
    yield ("TT", "Chỉ tiêu", "ĐVT", "Thực hiện năm 2024", "Cùng kỳ năm trước", "Tử số", "Mẫu số", "Ngày số liệu")
    million = 1000 if n == IN_MILLIONS else 1
    measure = "triệu đồng" if n == IN_MILLIONS else "tỷ đồng"
    yield (1, "Chỉ tiêu thu", measure, (revenue - wrong) * million, (revenue - 5) * million, None, None, day)
    yield (2, "Chỉ tiêu ngheo", "%", None, None, poor, households, day)
    yield (3, "Chỉ tiêu viec", "người", jobs, jobs - 40, None, None, day)
    yield (4, "Chỉ tiêu lon", "con", pigs, pigs - 10, None, None, day)
