"""The roles of columns, and the headings that name a role literally.

Must not know how the words of a longer heading are read.
"""

from __future__ import annotations

import enum
from typing import Final

__all__ = ["ADDRESSES", "HEADINGS", "ROLES", "Role"]


class Role(enum.Enum):
    """The role of a column."""

    ORDER = "order"
    ID = "id"
    TITLE = "title"
    CODE = "code"
    MEASURE = "measure"
    UNIT = "unit"
    PERIOD = "period"
    AS_OF = "as_of"
    ACTUAL = "actual"
    PLAN = "plan"
    PERCENT = "percent"
    COMPARISON = "comparison"
    GROWTH = "growth"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    STATUS = "status"
    CONFIRMED = "confirmed"
    AMENDS = "amends"
    ASSESSMENT = "assessment"
    NOTE = "note"


ADDRESSES: Final = (Role.ID, Role.TITLE, Role.CODE)
"""The roles that identify a row's indicator, most certain first."""

HEADINGS: Final = {
    Role.ORDER: ("tt", "stt", "số tt", "số thứ tự", "thứ tự", "no", "no.", "#", "order"),
    Role.ID: ("id", "indicator", "indicators", "indicator id", "mã định danh"),
    Role.TITLE: ("title", "name", "indicator name", "indicator title"),
    Role.CODE: ("mã", "mã số", "mã chỉ tiêu", "mã ct", "mã hiệu", "ký hiệu", "code", "indicator code"),
    Role.MEASURE: (
        "đvt",
        "đơn vị tính",
        "đơn vị",
        "đv tính",
        "đv",
        "đvị tính",
        "đơn vị đo",
        "đơn vị đo lường",
        "unit",
        "unit of measure",
        "measure",
    ),
    Role.UNIT: ("đơn vị báo cáo", "đơn vị được đánh giá", "mã đơn vị", "địa phương", "reporting unit"),
    Role.PERIOD: ("kỳ", "kỳ báo cáo", "thời kỳ", "kỳ số liệu", "period", "reference period", "reporting period"),
    Role.AS_OF: ("as of", "ngày số liệu", "số liệu đến ngày", "tính đến ngày"),
    Role.NUMERATOR: ("tử số", "numerator"),
    Role.DENOMINATOR: ("mẫu số", "denominator"),
    Role.STATUS: (
        "tình trạng số liệu",
        "trạng thái số liệu",
        "trạng thái",
        "loại số liệu",
        "tính chất số liệu",
        "status",
        "data status",
        "obs status",
    ),
    Role.CONFIRMED: ("đã kiểm tra", "confirmed"),
    Role.AMENDS: ("amends", "điều chỉnh một phần", "partial correction"),
    # "So cùng kỳ (%)" may be 108 or 8; only an explicit rate of change counts as one.
    Role.GROWTH: (
        "growth",
        "growth rate",
        "growth since the same period",
        "tốc độ tăng so với cùng kỳ",
        "tốc độ tăng so cùng kỳ",
        "tốc độ tăng trưởng so với cùng kỳ",
        "tốc độ tăng trưởng so cùng kỳ",
    ),
    Role.ASSESSMENT: (
        "đánh giá",
        "tự đánh giá",
        "kết quả đánh giá",
        "đánh giá kết quả",
        "đạt không đạt",
        "đạt/không đạt",
        "xếp loại",
        "mức độ đạt",
        "assessment",
        "verdict",
    ),
    Role.NOTE: ("ghi chú", "giải trình", "nguyên nhân", "note", "notes", "remark", "remarks"),
}
"""The headings that name a role, in lower case and without punctuation."""

ROLES: Final = {word: role for role, words in HEADINGS.items() for word in words}
"""The role of each of these headings."""
