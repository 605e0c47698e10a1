"""The headings of a table of targets, and the words of its columns with a closed set."""

from __future__ import annotations

import enum
from functools import partial
from typing import Final

from checker.domain import codes
from checker.domain.axes import Better, Frequency, Kind, Measures
from checker.domain.text import message
from checker.domain.unit import folded
from checker.packs.suggest import suggestion
from checker.packs.table_cells import TargetTable
from checker.syntax.collector import Collector

__all__ = ["COLUMNS", "REQUIRED", "WORDS", "headed"]

COLUMNS: Final = {
    "code": ("Mã", "mã số", "mã chỉ tiêu", "ký hiệu", "code"),
    "title": ("Chỉ tiêu", "tên chỉ tiêu", "title"),
    "unit": ("ĐVT", "đơn vị tính", "đơn vị", "unit"),
    "words": ("Mục tiêu", "chỉ tiêu giao", "mức giao", "kế hoạch giao", "target"),
    "assigned_by": ("Cấp giao", "assigned by"),
    "frequency": ("Kỳ", "kỳ báo cáo", "frequency"),
    "group": ("Nhóm", "group"),
    "parent": ("Thuộc chỉ tiêu", "thuộc", "part of"),
    "better": ("Chiều", "better"),
    "kind": ("Loại", "kind"),
    "measures": ("Đo", "measures"),
    "id": ("Định danh", "id"),
    "title_en": ("Tên tiếng Anh", "chỉ tiêu (tiếng Anh)", "English title"),
}
"""The columns and their headings; the first spelling of each is used for output."""
REQUIRED: Final = ("code", "title", "unit", "words")
WORDS: Final[dict[str, dict[enum.StrEnum, tuple[str, ...]]]] = {
    "better": {
        Better.HIGHER: ("càng cao càng tốt", "cao", "cao hơn", "higher"),
        Better.LOWER: ("càng thấp càng tốt", "thấp", "thấp hơn", "lower"),
        Better.NEITHER: ("không có chiều", "không", "neither"),
    },
    "kind": {
        Kind.FLOW: ("cộng dồn", "flow"),
        Kind.STOCK: ("thời điểm", "mức", "stock"),
        Kind.RATIO: ("tỷ lệ", "tỉ lệ", "ratio"),
        Kind.VERDICT: ("đạt/không đạt", "verdict"),
    },
    "measures": {
        Measures.LEVEL: ("mức", "level"),
        Measures.INCREASE: ("mức tăng", "increase"),
        Measures.REDUCTION: ("mức giảm", "reduction"),
        Measures.GROWTH: ("tốc độ tăng", "growth"),
    },
    "frequency": {
        Frequency.MONTH: ("tháng", "hằng tháng", "hàng tháng", "month"),
        Frequency.QUARTER: ("quý", "hằng quý", "hàng quý", "quarter"),
        Frequency.HALF: ("6 tháng", "nửa năm", "half"),
        Frequency.YEAR: ("năm", "hằng năm", "hàng năm", "year"),
    },
}
"""The words of columns with a closed set; the first spelling of each is used for output."""


def headed(table: TargetTable, trouble: Collector) -> dict[int, str] | None:
    """Return the role of each column, by the headings in the first row."""
    known = {folded(name): key for key, names in COLUMNS.items() for name in names}
    columns: dict[int, str] = {}
    wrong = False
    if not table.rows:
        trouble.add(codes.PACK_TABLE, reason=message("it is empty"))
        return None
    for column, cell in table.rows[0].items():
        key = known.get(folded(cell.text))
        if key is None or key in columns.values():
            reason = message("twice") if key else message("is not known")
            hint = None if key else partial(suggestion, cell.text, [names[0] for names in COLUMNS.values()])
            trouble.at(codes.PACK_HEADING, cell, hint=hint, value=cell.text, reason=reason)
            wrong = True
            continue
        columns[column] = key
    missing = [COLUMNS[key][0] for key in REQUIRED if key not in columns.values()]
    if missing:
        trouble.at(codes.PACK_HEADING_MISSING, next(iter(table.rows[0].values())), missing=tuple(missing))
    return None if wrong or missing else columns
