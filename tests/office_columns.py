"""Workbooks as offices send them: headings of several rows, and several sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.readers.form.options import EnvelopeOptions
from tests.cells import ListSheet
from tests.office_forms import Book, expected, sheet


def two_rows() -> Iterator[Book]:
    """Yield forms whose headings stand in two rows or more."""
    quarters = ["no", "title", "unit", "plan", "q1", "q2", "h1", "pct"]
    down = [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3), (1, 4, 2, 4), (1, 8, 2, 8), (1, 5, 1, 7)]
    for number, (first, second, third) in enumerate(
        [
            ("Quý I", "Ước quý II", "Ước 6 tháng"),
            ("Quý 1", "Quý 2", "6 tháng"),
            ("Q.I", "Q.II", "Cộng 6T"),
            ("Quý I/2024", "Quý II/2024", "Lũy kế 6 tháng"),
            ("QI", "QII", "6T"),
        ]
    ):
        head = [
            ["STT", "CHỈ TIÊU", "ĐVT", "KH 2024", "Thực hiện", None, None, "So với KH (%)"],
            [None, None, None, None, first, second, third],
        ]
        yield Book(f"quarters: {number}", (sheet(head, quarters, merged=down),), expected())
        yield Book(
            f"quarters: {number} first", (sheet(head, quarters, merged=down, above=[]),), expected("q1"), "2024-Q1"
        )
    months = ["no", "title", "unit", "plan", "m5", "m6", "h1", "growth"]
    for number, (top, first, second, third) in enumerate(
        [
            ("Thực hiện", "Tháng 5", "Ước tháng 6", "Ước 6 tháng"),
            ("Năm 2024", "TH tháng 5", "Ước TH tháng 6", "Ước TH 6 tháng"),
            ("Kết quả thực hiện", "T5", "T6", "Lũy kế"),
            ("Thực hiện", "Chính thức tháng 5", "Ước tính tháng 6", "Cộng dồn 6 tháng"),
            ("Thực hiện", "Tháng 5", "Tháng 6", "Tổng cộng"),
        ]
    ):
        head = [
            ["TT", "Chỉ tiêu", "Đơn vị tính", "KH năm 2024", top, None, None, "So sánh 6T với cùng kỳ (%)"],
            [None, None, None, None, first, second, third],
        ]
        yield Book(f"months: {number}", (sheet(head, months, merged=down),), expected())
    head = [
        ["TT", "Chỉ tiêu", "Đơn vị", "TH năm 2023", "Năm 2024", None, None, "KH năm 2025", "So sánh (%)", None],
        [
            None,
            None,
            None,
            None,
            "Kế hoạch",
            "TH 9 tháng",
            "Ước TH cả năm",
            None,
            "ƯTH 2024/KH 2024",
            "KH 2025/ƯTH 2024",
        ],
    ]
    keys = ["no", "title", "unit", "last_year", "plan", "9m", "year", "next", "pct", "growth"]
    title = [["CÁC CHỈ TIÊU CHỦ YẾU KẾ HOẠCH PHÁT TRIỂN KINH TẾ - XÃ HỘI NĂM 2025"], []]
    next_year = sheet(head, keys, above=title, below=[], merged=[(1, 5, 1, 7), (1, 9, 1, 10)])
    yield Book("next year: the estimate", (next_year,), expected("year"), "2024")
    yield Book("next year: nine months", (next_year,), expected("9m"), "2024-9M")
    head = [
        ["TT", "Chỉ tiêu", "ĐVT", "Năm 2023", None, "Năm 2024", None, "So sánh (%)", None],
        [None, None, None, "6 tháng", "Cả năm", "Kế hoạch", "Ước TH 6 tháng", "Với KH", "Với cùng kỳ"],
    ]
    keys = ["no", "title", "unit", "last_h1", "last_year", "plan", "h1", "pct", "growth"]
    merged = [(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3), (1, 4, 1, 5), (1, 6, 1, 7), (1, 8, 1, 9)]
    yield Book("years: two years side by side", (sheet(head, keys, merged=merged),), expected())
    yield Book("years: not merged", (sheet(head, keys),), expected())
    counted: list[Sequence[object]] = [*head, ["A", "B", "C", "1", "2", "3", "4", "5=4/3", "6=4/1"]]
    yield Book("years: columns counted", (sheet(counted, keys, merged=merged),), expected())
    head = [
        ["TT", "Chỉ tiêu", "ĐVT", "KH năm 2024", "Thực hiện 6 tháng năm 2024", None, None, "% so KH"],
        [None, None, None, None, "Tổng số", "Trong đó", None, None],
        [None, None, None, None, None, "Khu vực 1", "Khu vực 2", None],
    ]
    keys = ["no", "title", "unit", "plan", "h1", "part_a", "part_b", "pct"]
    parts = [
        (1, 1, 3, 1),
        (1, 2, 3, 2),
        (1, 3, 3, 3),
        (1, 4, 3, 4),
        (1, 8, 3, 8),
        (1, 5, 1, 7),
        (2, 5, 3, 5),
        (2, 6, 2, 7),
    ]
    yield Book("parts: total and two areas", (sheet(head, keys, merged=parts),), expected())
    for whole, first_part, second_part in (
        ("Toàn thành phố", "Phường Một", "Xã Hai"),
        ("Tổng số", "Trong đó: nữ", "Trong đó: dân tộc"),
        ("Toàn TP", "P. Một", "X. Hai"),
        ("Tổng cộng", "Khối phường", "Khối xã"),
    ):
        head = [
            ["TT", "Chỉ tiêu", "ĐVT", "KH năm 2024", "Thực hiện 6 tháng 2024", None, None, "% so KH"],
            [None, None, None, None, whole, first_part, second_part],
        ]
        yield Book(f"parts: {whole}", (sheet(head, keys, merged=down),), expected())
    head = [
        ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch năm 2024", None, "Ước TH 6 tháng", "So sánh (%)", None],
        [None, None, None, "Tỉnh giao", "HĐND TP giao", None, "KH tỉnh", "NQ HĐND"],
    ]
    keys = ["no", "title", "unit", "own_plan", "plan", "h1", "growth", "pct"]
    two = [(1, 4, 1, 5), (1, 7, 1, 8), (1, 6, 2, 6), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3)]
    yield Book("plans: two side by side", (sheet(head, keys, merged=two),), expected())
    yield Book(
        "plans: two, of one row",
        (sheet([["TT", "Chỉ tiêu", "ĐVT", "KH tỉnh giao", "KH TP giao", "Ước TH 6T", "% KH tỉnh", "% KH TP"]], keys),),
        expected(),
    )
    head = [["TT", "Chỉ tiêu", "ĐVT", "KH năm", "Thực hiện tháng", "Lũy kế đến nay", "% KH", "Ghi chú"]]
    yield Book(
        "running: the month and so far",
        (sheet(head, ["no", "title", "unit", "plan", "m6", "h1", "pct", "note"]),),
        expected(),
    )
    head = [
        [
            "TT",
            "Chỉ tiêu",
            "ĐVT",
            "KH năm 2024",
            "TH quý I",
            "TH quý II",
            "TH 6 tháng",
            "Ước TH 9 tháng",
            "Ước TH cả năm",
        ]
    ]
    keys = ["no", "title", "unit", "plan", "q1", "q2", "h1", "9m", "year"]
    for period, key in (("2024-Q1", "q1"), ("2024-H1", "h1"), ("2024-9M", "9m"), ("2024", "year")):
        yield Book(
            f"asked: {period}", (sheet(head, keys, above=[["TÌNH HÌNH KINH TẾ - XÃ HỘI"]]),), expected(key), period
        )


def sheets() -> Iterator[Book]:
    """Yield workbooks of several sheets."""
    head = ["TT", "Chỉ tiêu", "ĐVT", "KH năm 2024"]
    keys = ["no", "title", "unit", "plan"]
    cover = ListSheet([["ỦY BAN NHÂN DÂN"], ["BÁO CÁO"], ["Năm 2024"]], "Bìa")
    first = sheet(
        [[*head, "TH quý I năm 2024"]], [*keys, "q1"], above=[["KẾT QUẢ QUÝ I NĂM 2024"], []], below=[], name="Quý I"
    )
    half = sheet(
        [[*head, "TH 6 tháng năm 2024"]],
        [*keys, "h1"],
        above=[["KẾT QUẢ 6 THÁNG ĐẦU NĂM 2024"], []],
        below=[],
        name="6 tháng",
    )
    yield Book("sheets: cover and two periods", (cover, first, half), expected(), "2024-H1")
    yield Book("sheets: the first of two periods", (cover, first, half), expected("q1"), "2024-Q1")
    named = [
        sheet([[*head, "Thực hiện"]], [*keys, key], above=[], below=[], name=name)
        for key, name in (("q1", "Quý I"), ("h1", "6 tháng"))
    ]
    yield Book("sheets: told apart by their names", tuple(named), expected(), "2024-H1")
    empty = ListSheet([], "Sheet2")
    yield Book(
        "sheets: empty ones beside it",
        (half, empty, ListSheet([["Danh mục mã"], ["01", "Xã A"]], "DM")),
        expected(),
        "2024-H1",
    )
    other = sheet(
        [["TT", "Chỉ tiêu", "ĐVT", "TH 6 tháng năm 2024"]],
        ["no", "title", "unit", "part_a"],
        above=[],
        below=[],
        name="Chi tiết",
    )
    yield Book("sheets: two of one period", (half, other), expected(), "2024-H1", refusable=True)
    yield Book("sheets: one is named", (half, other), expected(), "2024-H1", options=EnvelopeOptions(sheet="6 tháng"))
