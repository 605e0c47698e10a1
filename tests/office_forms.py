"""Workbooks as offices send them, made by a few builders, each with what a person reads in it.

Every figure is made up. A workbook stands for a kind: how its columns are headed, how its
rows are called, what stands in its cells, and what surrounds the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from checker.readers.form.envelope import EnvelopeOptions
from checker.readers.grid import Range
from tests.cells import ListSheet

PACK: Final = "bac-kan-city/2024"

IDS: Final = {
    "budget_revenue": ("Thu ngân sách", "tỷ đồng", "317"),
    "retail_sales": ("Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ", "tỷ đồng", "3700"),
    "business_households": ("Số hộ kinh doanh trên địa bàn", "hộ", "4000"),
    "new_cooperatives": ("Hợp tác xã thành lập mới", "HTX", "2"),
    "ocop_products": ("Sản phẩm OCOP đạt từ 3 sao trở lên", "sản phẩm", "3"),
    "jobs_created": ("Giải quyết việc làm", "lao động", "700"),
    "urban_waste_collected": ("Thu gom, xử lý rác thải đô thị", "%", "100"),
    "party_admissions": ("Kết nạp đảng viên", "đảng viên", "110"),
}
GROUPS: Final = {
    "budget_revenue": ("I", "Kinh tế"),
    "new_cooperatives": ("II", "Nông nghiệp"),
    "jobs_created": ("III", "Xã hội"),
    "party_admissions": ("IV", "Xây dựng Đảng"),
}
FIGURES: Final = {
    "h1": ("86.6", "1890.5", "3905", "1", "2", "412", "98.5", "51"),
    "q1": ("39.6", "920", "3850", "0", "1", "192", "98.1", "20"),
    "q2": ("47", "970.5", "3905", "1", "1", "220", "98.5", "31"),
    "m5": ("15.1", "320", "3890", "0", "0", "70", "98.3", "9"),
    "m6": ("16.4", "325.5", "3905", "1", "1", "80", "98.5", "12"),
    "9m": ("129.9", "2835.8", "3950", "1", "3", "618", "98.8", "76"),
    "year": ("173.2", "3781", "4010", "2", "4", "824", "99", "102"),
    "last_h1": ("81.2", "1712.4", "3790", "1", "1", "385", "97.5", "47"),
    "last_year": ("162.4", "3424.8", "3820", "2", "2", "770", "97.9", "98"),
    "next": ("348.7", "4070", "4400", "3", "4", "770", "100", "112"),
    "pct": ("27.32", "51.09", "97.62", "50", "66.67", "58.86", "98.5", "46.36"),
    "growth": ("106.65", "110.4", "103.03", "100", "200", "107.01", "101.03", "108.51"),
    "own_plan": ("310", "3650", "3950", "2", "3", "690", "100", "105"),
    "part_a": ("30.1", "700", "1500", "0", "1", "150", "98", "20"),
    "part_b": ("56.5", "1190.5", "2405", "1", "1", "262", "99", "31"),
}
_ORDER: Final = list(IDS)

ABOVE: Final[Sequence[Sequence[object]]] = (
    ["UBND THÀNH PHỐ BẮC KẠN", None, None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["PHÒNG TÀI CHÍNH - KẾ HOẠCH", None, None, None, "Độc lập - Tự do - Hạnh phúc"],
    [],
    ["BIỂU TỔNG HỢP KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU KINH TẾ - XÃ HỘI 6 THÁNG ĐẦU NĂM 2024"],
    ["(Kèm theo Báo cáo số    /BC-UBND ngày    /6/2024 của UBND thành phố)"],
    [],
)
SIGNED: Final[Sequence[Sequence[object]]] = (
    [],
    [None, "Ghi chú: (*) Số liệu ước thực hiện."],
    [None, "NGƯỜI LẬP BIỂU", None, None, None, "THỦ TRƯỞNG ĐƠN VỊ"],
)


class Book(NamedTuple):
    """A workbook, and what a person reads in it.

    Args:
        name: Its name; what stands before the first blank is its kind.
        sheets: Its sheets.
        expected: The figure of each indicator in the unit of the pack; ``None`` where it has none.
        period: The period that is asked for, or nothing.
        refusable: Whether the whole of it may be refused too, clearly.
        options: What else is asked.
    """

    name: str
    sheets: tuple[ListSheet, ...]
    expected: Mapping[str, str | None]
    period: str = ""
    refusable: bool = False
    options: EnvelopeOptions = EnvelopeOptions()

    @property
    def kind(self) -> str:
        """The kind of thing that is tried."""
        return self.name.partition(":")[0]


def figure(key: str, id_: str) -> Decimal:
    return Decimal(IDS[id_][2] if key == "plan" else FIGURES[key][_ORDER.index(id_)])


def expected(key: str = "h1", /, **changes: str | None) -> dict[str, str | None]:
    """Return the figures of one column, some of them changed."""
    return {id_: str(figure(key, id_)) for id_ in IDS} | changes


def content(key: str, id_: str, number: int) -> object:
    """Return what stands in a row under a kind of column."""
    match key:
        case "no":
            return str(number)
        case "title":
            return IDS[id_][0]
        case "unit":
            return IDS[id_][1]
        case "note" | "":
            return None
        case _ if key.startswith("="):
            return key[1:]
        case _:
            return figure(key, id_)


def body(
    keys: Sequence[str], cells: Mapping[tuple[str, str], object] = {}, *, groups: bool = True
) -> list[list[object]]:
    """Return the rows of a form; `cells` replaces what stands in some of them, by indicator and kind of column."""
    rows: list[list[object]] = []
    for number, id_ in enumerate(IDS, 1):
        if groups and id_ in GROUPS:
            mark, name = GROUPS[id_]
            rows.append([{"no": mark, "title": name}.get(key) for key in keys])
        rows.append([cells.get((id_, key), content(key, id_, number)) for key in keys])
    return rows


def sheet(
    head: Sequence[Sequence[object]],
    keys: Sequence[str],
    *,
    cells: Mapping[tuple[str, str], object] = {},
    above: Sequence[Sequence[object]] = ABOVE,
    below: Sequence[Sequence[object]] = SIGNED,
    merged: Sequence[tuple[int, int, int, int]] = (),
    name: str = "Biểu 01",
    groups: bool = True,
) -> ListSheet:
    """Return a sheet; merged ranges count from the first row of the header."""
    rows = [*above, *head, *body(keys, cells, groups=groups), *below]
    top = len(above)
    return ListSheet(rows, name, merged=[Range(a + top, b, c + top, d) for a, b, c, d in merged])


USUAL_HEAD: Final = (
    "TT",
    "Chỉ tiêu",
    "ĐVT",
    "TH 6 tháng năm 2023",
    "Kế hoạch năm 2024",
    "Ước TH 6 tháng năm 2024",
    "% so KH năm",
    "% so cùng kỳ",
    "Ghi chú",
)
USUAL_KEYS: Final = ("no", "title", "unit", "last_h1", "plan", "h1", "pct", "growth", "note")


def usual(name: str, changes: Mapping[int, str] = {}, **more) -> Book:
    """Return the usual form with some headings changed, by the number of their column."""
    head = [changes.get(number, text) for number, text in enumerate(USUAL_HEAD)]
    told = {key: more.pop(key) for key in ("expected", "period", "refusable", "options") if key in more}
    return Book(name, (sheet([head], USUAL_KEYS, **more),), told.pop("expected", expected()), **told)


NAMES: Final = (
    "CHỈ TIÊU",
    "Tiêu chí",
    "Nhiệm vụ",
    "Nội dung",
    "Hạng mục",
    "Khoản mục",
    "Diễn giải",
    "Danh mục",
    "Chỉ tiêu KT-XH",
    "Nội dung báo cáo",
    "Tên tiêu chí",
    "Nội dung công việc",
    "Các chỉ tiêu KT - XH chủ yếu",
    "Chỉ tiêu, tiêu chí",
    "Chỉ tiêu phát triển kinh tế - xã hội",
    "Chỉ tiêu/Nhiệm vụ",
    "Tên chỉ tiêu, nhiệm vụ",
    "Nội dung thực hiện",
    "Chỉ tiêu báo cáo",
    "Danh mục các chỉ tiêu",
    "Tên các chỉ tiêu",
    "CÁC CHỈ TIÊU CHỦ YẾU NĂM 2024",
    "Nội dung\nchỉ tiêu",
    "Chỉ  tiêu (*)",
)

VALUES: Final = (
    "Thực hiện 6 tháng đầu năm 2024",
    "TH 6T/2024",
    "ƯTH 6T 2024",
    "UTH 6 tháng",
    "KQTH 6 tháng đầu năm",
    "Kết quả TH 6T/2024",
    "LK 6 tháng",
    "Lũy kế TH đến 30/6/2024",
    "Luỹ kế đến hết tháng 6",
    "T.hiện 6 tháng",
    "T/h 6 tháng",
    "Thực hiện đến 30/6",
    "Đến 30/6/2024",
    "Tính đến ngày 30/6/2024",
    "Kết quả đạt được 6 tháng",
    "Số liệu 6 tháng đầu năm 2024",
    "Sơ bộ 6 tháng",
    "Ước 6 tháng",
    "Ước đạt",
    "KQ thực hiện",
    "Kết quả thực hiện đến thời điểm báo cáo",
    "Đã thực hiện",
    "Số đã thực hiện",
    "Thực hiện được",
    "Đạt được",
    "Số thực hiện",
    "Thực hiện trong kỳ",
    "Lũy kế từ đầu năm",
    "Cộng dồn từ đầu năm",
    "6 tháng đầu năm 2024",
    "6T/2024",
    "Ước TH hết 6 tháng",
    "KQ 6T đầu năm",
    "Thực hiện từ 01/01/2024 đến 30/6/2024",
    "Lũy kế thực hiện từ đầu năm đến hết kỳ báo cáo",
    "TH đến 30.6.24",
    "Thực hiện 06 tháng đầu năm",
    "Sáu tháng đầu năm 2024",
    "Ước thực hiện\n6 tháng",
    "Kết quả thực hiện nhiệm vụ 6 tháng",
    "Kết quả ước thực hiện",
    "Giá trị thực hiện",
    "Ư.TH 6 tháng",
    "Thực hiện (6 tháng)",
    "TH tháng 01-6/2024",
    "Số ước TH 6 tháng/2024",
)

PLANS: Final = (
    "KH 2024",
    "KHĐC 2024",
    "DT 2024",
    "Phấn đấu năm 2024",
    "Chỉ tiêu giao năm 2024",
    "NQ HĐND giao",
    "HĐND tỉnh giao",
    "Giao năm 2024",
    "Chỉ tiêu NQ",
    "Dự toán giao",
    "KH được giao",
    "Mục tiêu 2024",
    "Chỉ tiêu năm 2024",
    "Kế hoạch (điều chỉnh)",
    "KH UBND tỉnh giao",
    "Chỉ tiêu phấn đấu",
    "Nghị quyết HĐND",
)


def headings() -> Iterator[Book]:
    """Yield forms of one row of headings, in many words."""
    for number, text in enumerate(NAMES):
        yield usual(f"name: {number} {text}", {1: text})
    for number, text in enumerate(VALUES):
        yield usual(f"value: {number} {text}", {5: text})
    for number, text in enumerate(PLANS):
        yield usual(f"plan: {number} {text}", {4: text})


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


ROWS: Final = (
    (
        "tone marks",
        {
            "retail_sales": "Tổng mức bán lẻ hàng hoá và doanh thu dịch vụ",
            "urban_waste_collected": "Thu gom, xử lí rác thải đô thị",
        },
    ),
    ("capitals", {id_: title.upper() for id_, (title, _, _) in IDS.items()}),
    ("footnote stars", {"budget_revenue": "Thu ngân sách (*)", "jobs_created": "Giải quyết việc làm (**)"}),
    ("footnote numbers", {"budget_revenue": "Thu ngân sách(1)", "jobs_created": "Giải quyết việc làm [2]"}),
    ("footnote raised", {"budget_revenue": "Thu ngân sách¹", "jobs_created": "Giải quyết việc làm²"}),
    ("dashes", {id_: f"- {title}" for id_, (title, _, _) in IDS.items()}),
    ("plus signs", {id_: f"+ {title}" for id_, (title, _, _) in IDS.items()}),
    ("numbers", {id_: f"{n}. {title}" for n, (id_, (title, _, _)) in enumerate(IDS.items(), 1)}),
    ("numbers run on", {id_: f"{n}.{title}" for n, (id_, (title, _, _)) in enumerate(IDS.items(), 1)}),
    ("numbers with a stroke", {id_: f"{n}/ {title}" for n, (id_, (title, _, _)) in enumerate(IDS.items(), 1)}),
    (
        "of which",
        {
            "ocop_products": "Trong đó: Sản phẩm OCOP đạt từ 3 sao trở lên",
            "new_cooperatives": "Trong đó: - Hợp tác xã thành lập mới",
        },
    ),
    ("blanks", {"budget_revenue": "  Thu   ngân\u00a0sách ", "jobs_created": "Giải quyết\nviệc làm"}),
    ("zero width", {"budget_revenue": "Thu ngân\u200b sách", "jobs_created": "\ufeffGiải quyết việc làm"}),
    (
        "decomposed",
        {
            "budget_revenue": "Thu nga\u0302n sa\u0301ch",
            "party_admissions": "Ke\u0302\u0301t na\u0323p đa\u0309ng vie\u0302n",
        },
    ),
    (
        "units in brackets",
        {"budget_revenue": "Thu ngân sách (tỷ đồng)", "jobs_created": "Giải quyết việc làm (lao động)"},
    ),
    (
        "units behind a comma",
        {"budget_revenue": "Thu ngân sách, tỷ đồng", "jobs_created": "Giải quyết việc làm, lao động"},
    ),
    (
        "abbreviations",
        {
            "new_cooperatives": "HTX thành lập mới",
            "ocop_products": "SP OCOP đạt từ 3 sao trở lên",
            "jobs_created": "GQVL",
            "budget_revenue": "Thu NS",
        },
    ),
    ("full stops", {"budget_revenue": "Thu ngân sách.", "jobs_created": "Giải quyết việc làm;"}),
    ("dashes of other kinds", {"urban_waste_collected": "Thu gom - xử lý rác thải đô thị"}),
)


def rows() -> Iterator[Book]:
    """Yield forms whose rows are called in other ways than the pack's titles."""
    for name, titles in ROWS:
        cells = {(id_, "title"): title for id_, title in titles.items()}
        yield usual(f"row: {name}", cells=cells)
    # A near miss is asked about, never taken.
    near = {("budget_revenue", "title"): "Thu ngân sách nhà nước", ("jobs_created", "title"): "Giải quyết việc làm mới"}
    yield usual(
        "row: near misses", cells=near, expected=expected(budget_revenue=None, jobs_created=None), refusable=True
    )


def passed() -> Iterator[Book]:
    """Yield forms with rows that are no indicator: groups with figures, totals, signatures, repeated headings."""
    keys = USUAL_KEYS
    for name, more in (
        ("a total", [[None, "Tổng cộng", None, 500, 4827, Decimal("2440.1")]]),
        ("two totals", [[None, "Cộng", None, 5, 5, 5], [None, "TỔNG SỐ", None, 5, 5, 5]]),
        ("another indicator", [["9", "Số lượt khách du lịch", "lượt", 100, 300, 200, 66]]),
        (
            "many other indicators",
            [[str(n), f"Việc khác {n} của phòng", "lượt", 100, 300, 200, 66] for n in range(9, 30)],
        ),
        ("a note with figures", [[None, "Ghi chú: số liệu tính đến ngày 15/6/2024, gồm 8 xã, phường"]]),
        ("the headings again", [list(USUAL_HEAD)]),
        ("an indicator without a figure", [["9", "Số lượt khách du lịch", "lượt"]]),
    ):
        yield Book(f"passed: {name}", (sheet([USUAL_HEAD], keys, below=[*more, *SIGNED]),), expected())
    for name, below in (
        ("one name", [[], [None, "Người lập biểu"]]),
        (
            "place and day",
            [
                [],
                [None, None, None, None, None, "Bắc Kạn, ngày 20 tháng 6 năm 2024"],
                [None, "NGƯỜI LẬP", None, None, None, "TM. UBND"],
            ],
        ),
        (
            "three of them",
            [
                [],
                [None, "Người lập biểu", None, "Kế toán trưởng", None, "CHỦ TỊCH"],
                [None, "(Ký)", None, "(Ký)", None, "(Ký tên)"],
                [],
                [None, "Nguyễn Văn A", None, "Trần Thị B", None, "Lê Văn C"],
            ],
        ),
        (
            "in the first column",
            [
                [],
                ["Người lập biểu", None, None, None, None, "KT. CHỦ TỊCH"],
                [None, None, None, None, None, "PHÓ CHỦ TỊCH"],
            ],
        ),
        (
            "with an address",
            [
                [],
                [None, "Nơi nhận:", None, None, None, "TM. ỦY BAN NHÂN DÂN"],
                [None, "- Thường trực Thành ủy;"],
                [None, "- Lưu: VT, TCKH."],
            ],
        ),
        ("right below", [[None, "NGƯỜI LẬP BIỂU", None, None, None, "THỦ TRƯỞNG ĐƠN VỊ"]]),
        (
            "a telephone number",
            [[], [None, "Người lập biểu: Nguyễn Văn A, ĐT 0209 3870 425", None, None, None, "TRƯỞNG PHÒNG"]],
        ),
    ):
        yield Book(f"signed: {name}", (sheet([USUAL_HEAD], keys, below=below),), expected())
    rows: list[list[object]] = [
        ["I", "KINH TẾ", None, None, 4017, Decimal("1977.1")],
        *(
            list[object]([str(n), IDS[id_][0], unit, None, figure("plan", id_), figure("h1", id_)])
            for n, (id_, unit) in enumerate((("budget_revenue", "tỷ đồng"), ("retail_sales", "- nt -")), 1)
        ),
        ["II", "XÃ HỘI"],
        ["1", "Giải quyết việc làm", "lao động", None, 700, 412],
        [None, "Tổng cộng", None, None, 4827, Decimal("2440.1")],
    ]
    some = {id_: str(figure("h1", id_)) for id_ in ("budget_revenue", "retail_sales", "jobs_created")}
    made = ListSheet([*ABOVE, USUAL_HEAD[:6], *rows, *SIGNED])
    yield Book("passed: groups with figures", (made,), some)


CELLS: Final[tuple[tuple[str, dict[str, str | None], dict[str, str | None], bool], ...]] = (
    ("star", {"budget_revenue": "86,6 (*)", "jobs_created": "412*"}, {}, False),
    ("number of a note", {"budget_revenue": "86,6 (1)"}, {}, True),
    ("unit in the cell", {"budget_revenue": "86,6 tỷ đồng", "jobs_created": "412 lao động"}, {}, False),
    ("remark behind a comma", {"jobs_created": "412 lao động, trong đó XKLĐ 35"}, {}, False),
    (
        "remark in brackets",
        {"new_cooperatives": "1 (HTX Hòa Bình)", "jobs_created": "412 (trong đó nữ 190)"},
        {},
        False,
    ),
    ("done and planned", {"party_admissions": "51/110 đảng viên"}, {}, False),
    (
        "percentage of the plan behind",
        {"budget_revenue": "86,6 tỷ đồng, đạt 27,3% KH", "jobs_created": "412, bằng 58,86% KH"},
        {},
        False,
    ),
    (
        "a sentence",
        {"jobs_created": "Ước giải quyết việc làm cho 412 lao động", "party_admissions": "Đã kết nạp 51 đảng viên"},
        {},
        False,
    ),
    ("reached", {"urban_waste_collected": "Đạt 98,5%", "jobs_created": "đạt 412 lao động"}, {}, False),
    ("a list of parts", {"new_cooperatives": "1 HTX nông nghiệp, 2 HTX dịch vụ"}, {"new_cooperatives": None}, True),
    ("a change", {"budget_revenue": "tăng 5,2 tỷ đồng"}, {"budget_revenue": None}, True),
    ("US marks", {"retail_sales": "1,890.5", "business_households": "3,905"}, {}, True),
    (
        "no figure yet",
        {"jobs_created": "đang tổng hợp", "party_admissions": "chưa có số liệu"},
        {"jobs_created": None, "party_admissions": None},
        False,
    ),
    ("dash", {"jobs_created": "-", "party_admissions": "–"}, {"jobs_created": None, "party_admissions": None}, False),
    ("dots", {"jobs_created": "...", "party_admissions": "…"}, {"jobs_created": None, "party_admissions": None}, False),
    ("x", {"jobs_created": "x", "party_admissions": "X"}, {"jobs_created": None, "party_admissions": None}, False),
    (
        "nothing arose",
        {"jobs_created": "KPS", "party_admissions": "không phát sinh"},
        {"jobs_created": None, "party_admissions": None},
        False,
    ),
    (
        "not to be reported",
        {"jobs_created": "cuối năm đánh giá", "party_admissions": "chưa đánh giá"},
        {"jobs_created": None, "party_admissions": None},
        False,
    ),
    ("empty", {"jobs_created": None}, {"jobs_created": None}, False),
)
UNITS: Final = (
    (
        "shortened",
        {
            "budget_revenue": "Tỷ.đ",
            "business_households": "Hộ",
            "ocop_products": "SP",
            "jobs_created": "LĐ",
            "party_admissions": "Đ/c",
        },
    ),
    ("persons", {"jobs_created": "Người", "party_admissions": "Người"}),
    ("repeated", {"retail_sales": "- nt -"}),
    ("repeated by marks", {"retail_sales": '"'}),
    ("repeated by marks of other kinds", {"retail_sales": "″"}),
    ("capitals", {id_: unit.upper() for id_, (_, unit, _) in IDS.items()}),
)


def cells() -> Iterator[Book]:
    """Yield forms with remarks and signs in the cells of values, and units as offices shorten them."""
    for name, texts, changes, refusable in CELLS:
        changed = {(id_, "h1"): text for id_, text in texts.items()}
        yield usual(f"cell: {name}", cells=changed, expected=expected("h1", **changes), refusable=refusable)
    for name, units in UNITS:
        yield usual(f"unit: {name}", cells={(id_, "unit"): unit for id_, unit in units.items()})
    million = {
        (id_, key): figure(key, id_) * 1000
        for id_ in ("budget_revenue", "retail_sales")
        for key in ("h1", "plan", "last_h1")
    }
    named = {("budget_revenue", "unit"): "Tr.đồng", ("retail_sales", "unit"): "Trđ"}
    yield usual("unit: millions", cells=million | named)


def _value(column: str) -> EnvelopeOptions:
    return EnvelopeOptions(columns=(("value", column),))


def told() -> Iterator[Book]:
    """Yield forms that cannot be read from as they are, for what they leave open is settled by nobody."""
    head = [["TT", "Chỉ tiêu", "ĐVT", "KH năm 2024", "Thực hiện", "Thực hiện"]]
    keys = ["no", "title", "unit", "plan", "q2", "h1"]
    yield Book("open: two columns of one heading", (sheet(head, keys),), expected(), refusable=True)
    yield Book(
        "open: settled by the column",
        (sheet(head, keys),),
        expected(),
        options=_value("F"),
    )
    head = [["TT", "Chỉ tiêu", "ĐVT", "KH năm 2024", "Số liệu A", "Số liệu B"]]
    yield Book("open: headings of no meaning", (sheet(head, keys),), expected(), refusable=True)
    yield Book(
        "open: settled by the heading",
        (sheet(head, keys),),
        expected(),
        options=_value("Số liệu B"),
    )
    yield Book("open: a picture", (ListSheet([["Biểu tổng hợp 6 tháng đầu năm 2024"]], "Sheet1"),), {}, refusable=True)


def books() -> list[Book]:
    """Return every workbook."""
    made = [book for kind in (headings, two_rows, sheets, rows, passed, cells, told) for book in kind()]
    assert len({book.name for book in made}) == len(made)
    return made
