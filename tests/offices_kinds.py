# ruff: noqa: E501 - a table of headings is wider than a page
"""The kinds of which `offices` draws: headings, ways to write rows and cells, and what surrounds them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from tests.offices import (
    SENDERS,
    Book,
    Column,
    Frame,
    Layout,
    Percent,
    Row,
    Sender,
    Sheet,
    Style,
    Worked,
    drawn,
    sheet_of,
    vietnamese,
)


def _layout(
    name: str,
    *columns: tuple[object, ...],
    refusable: bool = False,
    title: str = "6 THÁNG ĐẦU NĂM 2026",
    period: str = "",
) -> Layout:
    """Read columns: the headings from the top, then what stands there, then its share of the figure."""
    made = []
    for column in columns:
        *path, what = [str(part) for part in column if not isinstance(part, float)]
        share = next((str(part) for part in column if isinstance(part, float)), "1")
        made.append(Column(tuple(path), what, share))
    return Layout(name, tuple(made), refusable, title, period)


TT, UNIT, NOTE = ("STT", "tt"), ("ĐVT", "unit"), ("Ghi chú", "note")

LAYOUTS: Final = (
    _layout("resolution", ("Số TT", "tt"), ("Nội dung chỉ tiêu", "name"), UNIT,
            ("Chỉ tiêu Nghị quyết HĐND giao năm 2026", "plan"), ("Kết quả thực hiện đến 30/6/2026", "value"), ("Đạt tỷ lệ (%)", "pct"), NOTE),
    _layout("year over", TT, ("Các chỉ tiêu chủ yếu", "name"), ("Đơn vị", "unit"), ("TH năm 2025", "other", 1.9),
            ("Năm 2026", "Kế hoạch", "plan"), ("Năm 2026", "TH 6 tháng đầu năm", "value"), ("Năm 2026", "ƯTH cả năm", "other", 2.0),
            ("So sánh (%)", "6T/KH", "pct"), ("So sánh (%)", "6T/cùng kỳ", "growth")),
    _layout("statistics", ("Chỉ tiêu", "name"), ("Đơn vị tính", "unit"), ("Thực hiện 6 tháng năm 2025", "other", 0.9), ("Kế hoạch năm 2026", "plan"),
            ("Ước thực hiện 6 tháng năm 2026", "value"), ("Ước TH 6 tháng 2026 so với (%)", "Cùng kỳ", "growth"), ("Ước TH 6 tháng 2026 so với (%)", "KH năm", "pct")),
    _layout("two plans", ("TT", "tt"), ("Tên chỉ tiêu, nhiệm vụ", "name"), UNIT, ("KH tỉnh giao 2026", "plan"), ("KH xã giao 2026", "plan"),
            ("Số liệu thực hiện (tính đến hết tháng 6/2026)", "value"), ("Tiến độ (%)", "pct"), ("Cơ quan theo dõi", "who")),
    _layout("months", TT, ("Chỉ tiêu", "name"), UNIT, ("KH năm 2026", "plan"), ("Thực hiện các tháng", "T1", "other", 0.1), ("Thực hiện các tháng", "T2", "other", 0.1),
            ("Thực hiện các tháng", "T3", "other", 0.2), ("Thực hiện các tháng", "T4", "other", 0.2), ("Thực hiện các tháng", "T5", "other", 0.2),
            ("Thực hiện các tháng", "T6", "other", 0.2), ("Thực hiện các tháng", "Cộng 6 tháng", "value")),
    _layout("quarters", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch", "plan"), ("Thực hiện", "Quý I", "other", 0.4), ("Thực hiện", "Quý II", "other", 0.6),
            ("Thực hiện", "Lũy kế 6 tháng", "value"), ("% KH", "pct")),
    _layout("month and year", TT, ("Nội dung", "name"), UNIT, ("Kế hoạch năm", "plan"), ("Thực hiện tháng 6", "other", 0.2),
            ("Lũy kế từ đầu năm đến hết tháng 6", "value"), ("% lũy kế so KH năm", "pct")),
    _layout("before and now", TT, ("Nội dung", "name"), UNIT, ("Kế hoạch giao", "plan"), ("Thực hiện kỳ trước", "other", 0.8), ("Thực hiện kỳ này", "value"), NOTE),
    _layout("official and estimate", ("Chỉ tiêu", "name"), ("Đơn vị tính", "unit"), ("Kế hoạch năm 2026", "plan"), ("Chính thức 5 tháng", "other", 0.8), ("Ước tính tháng 6", "other", 0.2),
            ("Ước tính 6 tháng", "value"), ("6 tháng so với KH (%)", "pct"), ("6 tháng so với cùng kỳ (%)", "growth")),
    _layout("budget", ("Số TT", "tt"), ("Nội dung", "name"), ("Đơn vị", "unit"), ("Dự toán năm 2026", "plan"), ("Thực hiện 6 tháng", "value"), ("TH/DT (%)", "pct")),
    _layout("present state", ("TT", "tt"), ("Tiêu chí", "name"), UNIT, ("Mục tiêu đến hết năm 2026", "plan"), ("Hiện trạng (30/6/2026)", "value"), NOTE),
    _layout("striven for", TT, ("Chỉ tiêu thi đua", "name"), UNIT, ("Chỉ tiêu phấn đấu", "plan"), ("Kết quả đạt được", "value"), ("Tự đánh giá", "words")),
    _layout("letters", TT, ("Nội dung công việc", "name"), UNIT, ("Kế hoạch (A)", "plan"), ("Thực hiện (B)", "value"), ("Tỷ lệ % (B/A)", "pct")),
    _layout("years in brackets", TT, ("Chỉ tiêu", "name"), UNIT, ("Năm 2025 (TH)", "other", 1.9), ("Năm 2026 (KH)", "plan"), ("6T/2026 (ước TH)", "value"), ("% so KH", "pct")),
    _layout("numbers of", TT, ("Nội dung", "name"), ("ĐV tính", "unit"), ("Số kế hoạch", "plan"), ("Số thực hiện", "value"), ("% hoàn thành", "pct")),
    _layout("two days", TT, ("Chỉ tiêu", "name"), UNIT, ("KH 2026", "plan"), ("TH đến 15/5/2026", "other", 0.8), ("Ước TH đến 30/6/2026", "value"), ("% so KH", "pct")),
    _layout("english", ("No.", "tt"), ("Indicator", "name"), ("Unit", "unit"), ("Target 2026", "plan"), ("Achieved by 30 June 2026", "value"), ("% of target", "pct"), ("Remarks", "note")),
    _layout("amount and share", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch 2026", "plan"), ("Kết quả 6 tháng đầu năm 2026", "Số lượng", "value"), ("Kết quả 6 tháng đầu năm 2026", "Tỷ lệ % so KH", "pct")),
    _layout("of which", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch 2026", "plan"), ("Thực hiện 6 tháng", "Tổng số", "value"), ("Thực hiện 6 tháng", "Trong đó: DTTS", "other", 0.3), NOTE),
    _layout("already", TT, ("Nội dung", "name"), UNIT, ("Kế hoạch được giao", "plan"), ("Đã thực hiện", "value"), ("Còn lại", "other", 0.9)),
    _layout("value of", ("TT", "tt"), ("Khoản mục", "name"), UNIT, ("Giá trị kế hoạch năm 2026", "plan"), ("Giá trị thực hiện 6T đầu năm 2026", "value")),
    _layout("short", TT, ("Chỉ tiêu KT-XH", "name"), UNIT, ("KH 2026", "plan"), ("TH 06 tháng", "value"), ("TH/KH", "pct"), NOTE),
    _layout("plan by period", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch", "Năm 2026", "plan"), ("Kế hoạch", "6 tháng", "plan", 0.5), ("Thực hiện 6 tháng", "value"), ("% TH/KH năm", "pct"), ("% TH/KH 6 tháng", "growth")),
    _layout("same period over", TT, ("Chỉ tiêu", "name"), UNIT, ("Cùng kỳ năm trước", "other", 0.9), ("Kế hoạch năm nay", "plan"), ("Ước TH kỳ báo cáo", "value"), ("So sánh", "% KH", "pct"), ("So sánh", "% CK", "growth")),
    _layout("cumulated", TT, ("Chỉ tiêu", "name"), UNIT, ("KH năm 2026", "plan"), ("TH trong tháng", "other", 0.2), ("Cộng dồn", "value"), ("Tỷ lệ (%)", "pct")),
    _layout("results of", ("STT", "tt"), ("Danh mục chỉ tiêu", "name"), UNIT, ("Chỉ tiêu kế hoạch năm 2026", "plan"), ("Kết quả 6 tháng", "value"), ("Mức độ hoàn thành so với kế hoạch", "pct"), ("Đơn vị chủ trì", "who")),
    _layout("asked", ("Chỉ tiêu", "name"), ("ĐVT", "unit"), ("Kế hoạch", "plan"), ("Thực hiện", "value"), title="", period="2026-H1"),
    _layout("three columns", ("Nội dung", "name"), ("Đơn vị tính", "unit"), ("Số liệu 6 tháng đầu năm 2026", "value")),
    _layout("unit last", ("Chỉ tiêu", "name"), ("Kế hoạch năm", "plan"), ("Thực hiện", "value"), ("Đơn vị tính", "unit")),
    _layout("autumn", TT, ("Chỉ tiêu", "name"), UNIT, ("Năm 2026", "Kế hoạch", "plan"), ("Năm 2026", "TH 6 tháng", "value"), ("Năm 2026", "Ước TH năm", "other", 2.0), ("Kế hoạch năm 2027", "other", 2.2),
            ("KH 2027/ƯTH 2026 (%)", "growth"), title="VÀ DỰ KIẾN KẾ HOẠCH NĂM 2027", period="2026-H1"),
    _layout("capitals", ("TT", "tt"), ("CHỈ TIÊU", "name"), ("ĐƠN VỊ TÍNH", "unit"), ("KẾ HOẠCH NĂM 2026", "plan"), ("THỰC HIỆN 6 THÁNG ĐẦU NĂM 2026", "value"), ("SO SÁNH TH/KH (%)", "pct"), ("GHI CHÚ", "note")),
    _layout("broken lines", ("Số\nTT", "tt"), ("Tên\nchỉ tiêu", "name"), ("Đơn vị\ntính", "unit"), ("Kế hoạch\nnăm\n2026", "plan"), ("Ước\nthực hiện\n6 tháng", "value"), ("Tỷ lệ\nđạt\n(%)", "pct")),
    _layout("until now", TT, ("Nội dung", "name"), UNIT, ("Kế hoạch năm 2026", "plan"), ("Kết quả thực hiện từ đầu năm đến nay", "value"), NOTE),
    _layout("of the day", TT, ("Nội dung", "name"), UNIT, ("Kế hoạch năm 2026", "plan"), ("Tính đến 30/6/2026", "value"), ("Đạt % KH", "pct")),
    _layout("implementation", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch năm 2026", "plan"), ("Tình hình thực hiện 6 tháng đầu năm", "value"), ("Đánh giá", "words"), ("Nguyên nhân", "note")),
    _layout("bare year", TT, ("Chỉ tiêu", "name"), UNIT, ("2025", "other", 1.9), ("KH 2026", "plan"), ("6T 2026", "value"), ("% KH", "pct")),
    _layout("done by", TT, ("Nhiệm vụ", "name"), UNIT, ("Được giao", "plan"), ("Đã hoàn thành", "value"), ("Tỷ lệ", "pct")),
    _layout("three levels", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch năm 2026", "plan"), ("Thực hiện", "Năm 2025", "6 tháng", "other", 0.9), ("Thực hiện", "Năm 2026", "Quý I", "other", 0.4),
            ("Thực hiện", "Năm 2026", "6 tháng", "value"), ("So sánh (%)", "KH", "pct"), ("So sánh (%)", "CK", "growth")),
    _layout("nine months asked", TT, ("Chỉ tiêu", "name"), UNIT, ("KH 2026", "plan"), ("TH 6 tháng", "other", 0.7), ("TH 9 tháng", "value"), title="9 THÁNG NĂM 2026"),
    _layout("a month", TT, ("Chỉ tiêu", "name"), UNIT, ("KH năm", "plan"), ("TH tháng 5", "other", 0.7), ("TH tháng 6", "other", 0.2), ("TH 6 tháng", "value"), ("So với KH năm (%)", "pct")),
    _layout("doubtful pair", TT, ("Chỉ tiêu", "name"), UNIT, ("KH 2026", "plan"), ("Thực hiện", "value"), ("Kết quả", "other", 0.9), refusable=True),
    _layout("what is left", TT, ("Chỉ tiêu", "name"), UNIT, ("KH 2026", "plan"), ("Chưa thực hiện", "other", 0.5), refusable=True),
    _layout("last period alone", TT, ("Chỉ tiêu", "name"), UNIT, ("KH 2026", "plan"), ("Thực hiện 6 tháng 2025", "other", 0.9), refusable=True),
)  # fmt: skip

# Drawn when the kinds above were read, as a measure of what nobody had looked at.
MORE: Final = (
    _layout("percent first", TT, ("Chỉ tiêu", "name"), UNIT, ("KH 2026", "plan"), ("% KH", "pct"), ("TH 6 tháng", "value")),
    _layout("from to", TT, ("Nội dung", "name"), UNIT, ("Kế hoạch năm 2026", "plan"), ("Kết quả thực hiện từ 01/01 đến 30/6/2026", "value"), NOTE),
    _layout("quarter over month", ("TT", "tt"), ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch năm", "plan"), ("Quý II/2026", "Tháng 4", "other", 0.2), ("Quý II/2026", "Tháng 5", "other", 0.2),
            ("Quý II/2026", "Ước tháng 6", "other", 0.2), ("Ước 6 tháng đầu năm", "value"), ("So KH (%)", "pct")),
    _layout("half years", TT, ("Chỉ tiêu", "name"), UNIT, ("6T đầu năm 2025", "other", 0.9), ("6T đầu năm 2026", "Kế hoạch", "plan", 0.5), ("6T đầu năm 2026", "Thực hiện", "value"), ("So sánh TH 6T 2026/2025 (%)", "growth")),
    _layout("estimated implementation", TT, ("Các chỉ tiêu", "name"), ("Đơn vị tính", "unit"), ("Kế hoạch HĐND tỉnh giao năm 2026", "plan"), ("Ước kết quả thực hiện 6 tháng đầu năm 2026", "value"), ("Tỷ lệ đạt so với KH giao (%)", "pct")),
    _layout("evaluated", TT, ("Nội dung chỉ tiêu, nhiệm vụ", "name"), UNIT, ("KH", "plan"), ("Kết quả thực hiện", "value"), ("Đạt/ không đạt", "words"), ("Giải trình", "note")),
    _layout("source column", TT, ("Tên chỉ tiêu", "name"), UNIT, ("Nguồn số liệu", "who"), ("Chỉ tiêu giao", "plan"), ("Số thực hiện 6 tháng", "value")),
    _layout("abbreviated all", ("Stt", "tt"), ("Chỉ tiêu", "name"), ("Đvt", "unit"), ("TH 2025", "other", 1.9), ("KH 2026", "plan"), ("TH 6T.2026", "value"), ("TH/KH(%)", "pct"), ("2026/2025(%)", "growth")),
    _layout("with dots", ("T.T", "tt"), ("Chỉ tiêu", "name"), ("Đ.V.T", "unit"), ("K.hoạch 2026", "plan"), ("T.hiện 6 tháng", "value"), ("Tỷ lệ %", "pct")),
    _layout("year's estimate too", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch năm 2026", "plan"), ("Thực hiện đến 30/6/2026", "value"), ("Dự ước thực hiện đến 31/12/2026", "other", 2.0), ("Khả năng hoàn thành", "words")),
    _layout("assigned and registered", TT, ("Chỉ tiêu", "name"), UNIT, ("Tỉnh giao", "plan"), ("Xã đăng ký", "plan"), ("Kết quả đến 30/6", "value"), ("% so với tỉnh giao", "pct")),
    _layout("absolute and relative", TT, ("Chỉ tiêu", "name"), UNIT, ("KH 2026", "plan"), ("Thực hiện 6T/2026", "value"), ("Tăng, giảm so với cùng kỳ", "Số tuyệt đối", "other", 0.1), ("Tăng, giảm so với cùng kỳ", "Số tương đối (%)", "growth")),
    _layout("column numbers in headings", ("STT (1)", "tt"), ("Chỉ tiêu (2)", "name"), ("ĐVT (3)", "unit"), ("Kế hoạch (4)", "plan"), ("Thực hiện (5)", "value"), ("So sánh (6)=(5)/(4)", "pct")),
    _layout("to this day", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch 2026", "plan"), ("Kết quả tính đến ngày 15/6/2026", "value"), ("Ước đạt cả năm", "other", 2.0)),
    _layout("period and year", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch", "plan"), ("Thực hiện", "Trong kỳ", "other", 0.2), ("Thực hiện", "Lũy kế từ đầu năm", "value"), ("% KH", "pct")),
    _layout("population style", ("Phân tổ", "name"), ("Đơn vị tính", "unit"), ("Kế hoạch năm 2026", "plan"), ("Thực hiện 6 tháng năm 2026", "value")),
    _layout("spelled months", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch năm hai không hai sáu", "other", 0.5), ("Kế hoạch", "plan"), ("Thực hiện sáu tháng đầu năm", "value")),
    _layout("report form", ("STT", "tt"), ("Chỉ tiêu báo cáo", "name"), UNIT, ("Chỉ tiêu được giao", "plan"), ("Số liệu báo cáo", "value"), ("Số liệu kỳ trước", "other", 0.8)),
    _layout("mixed case", ("tt", "tt"), ("nội dung", "name"), ("đơn vị tính", "unit"), ("kế hoạch năm 2026", "plan"), ("thực hiện 6 tháng 2026", "value"), ("tỷ lệ", "pct")),
    _layout("by resolution number", TT, ("Chỉ tiêu", "name"), UNIT, ("KH 2026 theo NQ số 15/NQ-HĐND", "plan"), ("KQ thực hiện 6 tháng đầu năm 2026", "value"), ("Tỷ lệ TH/NQ (%)", "pct")),
    _layout("fulfilled", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch", "plan"), ("Hoàn thành", "value"), ("% hoàn thành", "pct")),
    _layout("reached", TT, ("Chỉ tiêu", "name"), UNIT, ("Chỉ tiêu đề ra", "plan"), ("Kết quả đạt được 6 tháng đầu năm", "value"), ("So với chỉ tiêu đề ra", "pct")),
    _layout("executed", TT, ("Nội dung", "name"), UNIT, ("Dự toán HĐND giao", "plan"), ("Số thực thu", "value"), ("Đạt (%)", "pct")),
    _layout("stated in title", ("Chỉ tiêu", "name"), UNIT, ("Chỉ tiêu năm", "plan"), ("Kết quả", "value")),
    _layout("two units of time", TT, ("Chỉ tiêu", "name"), UNIT, ("Thực hiện 6 tháng", "Năm 2025", "other", 0.9), ("Thực hiện 6 tháng", "Năm 2026", "value"), ("Tăng, giảm (%)", "growth")),
    _layout("years as headings", TT, ("Chỉ tiêu", "name"), UNIT, ("Kế hoạch 2026", "plan"), ("6 tháng đầu năm", "2025", "other", 0.9), ("6 tháng đầu năm", "2026", "value"), ("So sánh", "pct")),
    _layout("wide note", TT, ("Chỉ tiêu", "name"), UNIT, ("KH 2026", "plan"), ("TH 6T", "value"), ("Khó khăn, vướng mắc", "note"), ("Kiến nghị, đề xuất", "note")),
    _layout("person in charge", TT, ("Nội dung công việc", "name"), ("ĐVT", "unit"), ("Chỉ tiêu KH", "plan"), ("Kết quả TH", "value"), ("Cán bộ phụ trách", "who"), ("Thời gian hoàn thành", "blank")),
    _layout("doubt: which year", TT, ("Chỉ tiêu", "name"), UNIT, ("KH 2026", "plan"), ("Thực hiện lần 1", "value"), ("Thực hiện lần 2", "other", 0.9), refusable=True),
    _layout("doubt: only percent", TT, ("Chỉ tiêu", "name"), UNIT, ("KH 2026", "plan"), ("% so cùng kỳ", "growth"), refusable=True),
)  # fmt: skip

EXTRA: Final = (("Số hộ sử dụng điện lưới quốc gia", "hộ", "2140"), ("Dân số trung bình", "người", "9876"))


def _ditto(mark: str):
    return lambda row, before: mark if row.unit == before else row.unit


_SHORT_UNITS: Final = {
    "triệu đồng": "Trđ", "tỷ đồng": "Tỷ đ", "lao động": "Người", "hợp tác xã": "HTX", "đảng viên": "Đ/c", "tấn": "Tấn", "ha": "Ha",
    "con": "Con", "doanh nghiệp": "DN", "triệu USD": "Tr.USD", "giường": "Giường",
}  # fmt: skip
_NUMBERED: Final = ("", "-", "+", "*")

STYLES: Final = (
    Style("plain"),
    Style("numbers as text", value=lambda _, number: vietnamese(number)),
    Style("short names", title=lambda row, _: row.shorter or row.title),
    Style("dashes", title=lambda row, index: f"{_NUMBERED[index % 4]} {row.title}".strip()),
    Style("numbering", title=lambda row, index: f"{index // 4 + 1}.{index % 4 + 1}. {row.title}"),
    Style("footnotes", title=lambda row, index: f"{row.title} ({'*' * (index % 3 + 1)})" if index % 2 else row.title),
    Style("capitals", title=lambda row, _: row.title.upper()),
    Style("units in brackets", title=lambda row, _: f"{row.title} ({row.unit})"),
    Style("ditto", unit=_ditto('"')),
    Style("nt", unit=_ditto("-nt-")),
    Style("short units", unit=lambda row, _: _SHORT_UNITS.get(row.unit, row.unit)),
    Style("capital units", unit=lambda row, _: row.unit.capitalize()),
    Style("percent stored", value=lambda row, number: Percent(float(number) / 100) if row.unit == "%" else number),
    Style("formulas", value=lambda _, number: Worked("=1+1", float(number))),
    Style("with units", value=lambda row, number: f"{vietnamese(number)} {row.unit}" if row.unit != "%" else f"{vietnamese(number)}%"),
    Style("estimates", value=lambda row, number: f"Ước {vietnamese(number)}" if row.kind == "flow" else number),
    Style("with blanks", title=lambda row, _: f"  {row.title} ", value=lambda _, number: f" {vietnamese(number)} "),
    Style("some missing", value=lambda row, number: "" if row.group == "xh" else number, read=lambda row: row.group != "xh"),
    Style("some being gathered", value=lambda row, number: "đang tổng hợp" if row.group == "xh" else number, read=lambda row: row.group != "xh"),
    Style("dashes for none", value=lambda row, number: "-" if row.group == "xh" else number, read=lambda row: row.group != "xh"),
    Style("dots for none", value=lambda row, number: "..." if row.group == "xh" else number, read=lambda row: row.group != "xh"),
    Style("marks behind", value=lambda row, number: f"{vietnamese(number)} (*)" if row.group == "kt" else number),
    Style("leading zeros", value=lambda row, number: f"0{number}" if number < 10 and row.kind == "flow" and number == int(number) else number),
    Style("colon", title=lambda row, _: f"{row.title}:"),
    Style("tone marks", title=lambda row, _: row.title.replace("hóa", "hoá").replace("hòa", "hoà")),
    Style("american", value=lambda _, number: f"{number:,}", refusable=True),
)  # fmt: skip

FRAMES: Final = (
    Frame("bare", signed=False),
    Frame("signed"),
    Frame("groups", groups=True),
    Frame("counted", counted=True, groups=True),
    Frame("others", extra=EXTRA, groups=True),
    Frame("totals", totals=True),
    Frame("moved", left=1, groups=True),
    Frame("repeated header", repeat=True),
)


def special() -> Iterator[Book]:
    """Yield workbooks of which the sheets themselves are the kind."""
    plain, frame, usual = STYLES[0], FRAMES[1], LAYOUTS[1]
    for sender in SENDERS:
        whole = {row.id: row.value for row in sender.rows}
        half = len(sender.rows) // 2
        one, two = (
            sheet_of(sender, usual, plain, frame, name, rows)
            for name, rows in (("KT", sender.rows[:half]), ("XH", sender.rows[half:]))
        )
        yield Book(f"two sheets {sender.id}", sender, (one, two), dict(whole), False, {})
        data = sheet_of(sender, usual, plain, frame, "Phụ lục")
        cover = Sheet("Bìa", {(3, 2): "BÁO CÁO", (4, 2): f"Kết quả 6 tháng đầu năm 2026 của {sender.name}"}, ())
        yield Book(f"a cover {sender.id}", sender, (cover, data), dict(whole), False, {})
        later = sheet_of(sender, LAYOUTS[38], Style("later", value=lambda _, number: number * 2), frame, "9 tháng")
        first = sheet_of(sender, usual, plain, frame, "6 tháng")
        yield Book(f"two periods {sender.id}", sender, (first, later), dict(whole), False, {"period": "2026-H1"})
        yield Book(
            f"a picture {sender.id}", sender, (Sheet("Quét", {(0, 6): "Biểu 02"}, (), picture=True),), {}, True, {}
        )
        yield _hidden_column(sender)
        yield _old_letters(sender)
        yield _wide(sender)


def _hidden_column(sender: Sender) -> Book:
    """Draw a workbook in which the figures of the year before are in a hidden column."""
    sheet = sheet_of(sender, LAYOUTS[2], STYLES[0], FRAMES[2])._replace(hidden_columns=(2,))
    return Book(
        f"hidden comparison {sender.id}", sender, (sheet,), {row.id: row.value for row in sender.rows}, False, {}
    )


# The letters of TCVN3 that the headings and names here need are made by the table of the encoding in Python's place.
def _old_letters(sender: Sender) -> Book:
    """Draw a workbook whose letters only a font of VNI shows."""
    table = str.maketrans(
        {
            "ỉ": "æ",
            "ê": "eâ",
            "ế": "eá",
            "ạ": "aï",
            "ự": "öï",
            "ệ": "eä",
            "Đ": "Ñ",
            "đ": "ñ",
            "ị": "ò",
            "í": "í",
            "ố": "oá",
        }
    )
    sheet = sheet_of(sender, LAYOUTS[5], STYLES[0], FRAMES[0])
    cells = {
        place: content.translate(table) if isinstance(content, str) else content
        for place, content in sheet.cells.items()
    }
    return Book(f"vni {sender.id}", sender, (sheet._replace(cells=cells, font="VNI-Times"),), {}, True, {})


def _wide(sender: Sender) -> Book:
    """Draw a workbook with remarks beside the table and an empty column within."""
    sheet = sheet_of(sender, LAYOUTS[0], STYLES[0], FRAMES[1])
    cells = {(row, column + (column > 1)): content for (row, column), content in sheet.cells.items()}
    return Book(
        f"empty column {sender.id}",
        sender,
        (sheet._replace(cells=cells, merged=()),),
        {row.id: row.value for row in sender.rows},
        False,
        {},
    )


def books(count: int) -> list[Book]:
    """Return that many drawn workbooks, and those of which the sheets are the kind."""
    return [*drawn(count, (*LAYOUTS, *MORE), STYLES, FRAMES), *special()]


__all__ = ["FRAMES", "LAYOUTS", "STYLES", "Decimal", "Row", "books"]
