"""Sheets written by the program that report nothing: results of `annotate`, and reports as workbooks.

Owns the words that identify each, in every language and regardless of its name. Must not know their content. An
office's own sheet with such a name has other words, and is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.domain.record import NamedTuple
from checker.domain.unit import folded
from checker.readers.grid import Sheet

__all__ = ["is_own", "is_report"]

_MOST_LINES: Final = 2_000


class _Written(NamedTuple):
    """The identifying words of a sheet in one language.

    Args:
        title: Its first line.
        headings: The words over its columns, from the first.
    """

    title: str
    headings: tuple[str, ...]


# The first table of the sheet, or where there is nothing to do the second; merged cells are empty but for the first.
_RESULTS: Final = (
    _Written(
        "RESULTS OF CHECKING THE FIGURES OF THE REPORT",
        ("No.", "Cell", "Indicator name", "", "Problem", "", "", "", "What to do"),
    ),
    _Written(
        "RESULTS OF CHECKING THE FIGURES OF THE REPORT",
        ("No.", "Indicator name", "", "Unit", "Plan of the year", "Read"),
    ),
    _Written(
        "KẾT QUẢ KIỂM TRA SỐ LIỆU BÁO CÁO",
        ("TT", "Ô", "Chỉ tiêu", "", "Vấn đề", "", "", "", "Cần làm gì"),
    ),
    _Written("KẾT QUẢ KIỂM TRA SỐ LIỆU BÁO CÁO", ("TT", "Chỉ tiêu", "", "ĐVT", "Kế hoạch năm", "Đã đọc")),
    # As versions before wrote it.
    _Written(
        "CHECK OF THE REPORT",
        ("Row", "Item checked", "Verdict", "Value as read", "Asked for", "Code", "Remark", "What to do", "Cell"),
    ),
    _Written(
        "KẾT QUẢ KIỂM TRA BÁO CÁO",
        (
            *("Số", "Mục được kiểm tra", "Kết luận", "Giá trị đã đọc", "Yêu cầu", "Mã thông báo", "Nhận xét"),
            *("Cần làm gì", "Ô"),
        ),
    ),
)
_FINDINGS: Final = (
    _Written(
        "FINDINGS",
        ("No.", "Weight", "Code", "Reporting unit", "Indicator name", "Finding", "Place", "What to do"),
    ),
    _Written(
        "CÁC VẤN ĐỀ",
        ("TT", "Mức độ", "Mã thông báo", "Đơn vị báo cáo", "Chỉ tiêu", "Vấn đề", "Vị trí", "Cần làm gì"),
    ),
    # The wording of earlier versions.
    _Written(
        "CÁC PHÁT HIỆN",
        ("TT", "Mức độ", "Mã thông báo", "Đơn vị báo cáo", "Chỉ tiêu", "Phát hiện", "Vị trí", "Cần làm gì"),
    ),
)


_SUMMARIES: Final = (_Written("SUMMARY OF THE RESULTS", ()), _Written("TỔNG HỢP KẾT QUẢ", ()))


def is_own(sheet: Sheet) -> bool:
    """Tell whether a sheet lists findings: after the sheets of an office, or at the end of a report."""
    return any(_is(sheet, written) for written in (*_RESULTS, *_FINDINGS))


def is_report(sheets: Sequence[Sheet]) -> bool:
    """Tell whether a workbook is a report written by the program: a summary first, findings last."""
    if not sheets or not any(_is(sheets[0], written) for written in _SUMMARIES):
        return False
    return any(_is(sheets[-1], written) for written in _FINDINGS)


def _is(sheet: Sheet, written: _Written) -> bool:
    title, headings = folded(written.title), tuple(map(folded, written.headings))
    begun = False
    for number, row in enumerate(sheet.rows()):
        if begun:
            if tuple(map(folded, row.texts[: len(headings)])) == headings:
                return True
        elif folded(row.texts[0]) != title:
            return False
        begun = True
        if number > _MOST_LINES:
            break
    return False
