"""Workbooks as offices send them, made by a few builders: how their columns are headed, over one sheet or several.

Every figure is made up. A workbook stands for a kind: how its columns are headed, how its
rows are called, what stands in its cells, and what surrounds the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from checker.readers.form.options import EnvelopeOptions
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
    yield usual("name: a word that nobody knows", {1: "Mặt công tác"})
    for number, text in enumerate(VALUES):
        yield usual(f"value: {number} {text}", {5: text})
    for number, text in enumerate(PLANS):
        yield usual(f"plan: {number} {text}", {4: text})
