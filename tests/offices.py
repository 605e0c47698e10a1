# ruff: noqa: E501 - letterheads are wider than a page
"""A second set of workbooks, as other offices send them: a commune, a department of a province, a Party committee.

It was drawn without looking at the first (`office_forms`), or at the words that the program knows: from tables that
public offices print. Every figure is made up. A workbook is a real file; who sends it, how its columns are headed, how
its rows are called, what stands in its cells and what surrounds the table are drawn independently of each other.
"""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

import xlsxwriter

HEAD: Final = """\
pack: 1
id: {id}/2026
revision: 1
title: {{vi: {title}, en: {title}}}
unit: {id}
year: 2026
synthetic: true
documents: {{nq: {{title: Nghị quyết giả định, address: thử}}}}
groups: {{kt: {{vi: Kinh tế, en: Economy}}, xh: {{vi: Xã hội, en: Society}}}}
indicators:
"""


class Row(NamedTuple):
    """An indicator: its id, title, unit, kind, group, and its figures for the half year; the plan is for the year."""

    id: str
    title: str
    unit: str
    kind: str
    group: str
    plan: str
    value: str
    shorter: str = ""


COMMUNE: Final = (
    Row(
        "thu",
        "Thu ngân sách nhà nước trên địa bàn",
        "triệu đồng",
        "flow",
        "kt",
        "12500",
        "6840.5",
        "Thu NSNN trên địa bàn",
    ),
    Row("luong_thuc", "Tổng sản lượng lương thực có hạt", "tấn", "flow", "kt", "5210", "2780"),
    Row("rung", "Diện tích trồng rừng tập trung", "ha", "flow", "kt", "120", "95.4"),
    Row("dan_bo", "Tổng đàn trâu, bò", "con", "stock", "kt", "3400", "3285"),
    Row("htx", "Số hợp tác xã thành lập mới", "hợp tác xã", "flow", "kt", "2", "1", "Số HTX thành lập mới"),
    Row(
        "viec_lam",
        "Số lao động được tạo việc làm mới",
        "lao động",
        "flow",
        "xh",
        "260",
        "141",
        "Số LĐ được tạo việc làm mới",
    ),
    Row("bhyt", "Tỷ lệ dân số tham gia bảo hiểm y tế", "%", "ratio", "xh", "95.5", "93.2", "TL dân số tham gia BHYT"),
    Row("van_hoa", "Tỷ lệ hộ đạt danh hiệu gia đình văn hóa", "%", "ratio", "xh", "88", "86.75"),
    Row(
        "tthc",
        "Tỷ lệ thủ tục hành chính giải quyết đúng hạn",
        "%",
        "ratio",
        "xh",
        "99",
        "98.6",
        "Tỷ lệ TTHC giải quyết đúng hạn",
    ),
    Row("dang_vien", "Phát triển đảng viên mới", "đảng viên", "flow", "xh", "14", "6"),
)
DEPARTMENT: Final = (
    Row("xuat_khau", "Kim ngạch xuất khẩu", "triệu USD", "flow", "kt", "845", "402.7"),
    Row("ban_le", "Tổng mức bán lẻ hàng hóa", "tỷ đồng", "flow", "kt", "28600", "14105.2"),
    Row("dien", "Sản lượng điện thương phẩm", "triệu kWh", "flow", "kt", "1980", "968"),
    Row(
        "dn_moi",
        "Số doanh nghiệp đăng ký thành lập mới",
        "doanh nghiệp",
        "flow",
        "kt",
        "650",
        "318",
        "Số DN đăng ký thành lập mới",
    ),
    Row("cum", "Tỷ lệ lấp đầy cụm công nghiệp", "%", "ratio", "kt", "72", "68.4"),
    Row("giuong", "Số giường bệnh trên một vạn dân", "giường/vạn dân", "stock", "xh", "31", "30.2"),
    Row("tiem", "Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ", "%", "ratio", "xh", "95", "48.9"),
    Row("nuoc", "Tỷ lệ hộ dân nông thôn dùng nước sạch", "%", "ratio", "xh", "70", "67.3"),
)
PARTY: Final = (
    Row("ket_nap", "Kết nạp đảng viên mới", "đảng viên", "flow", "kt", "90", "37"),
    Row("chi_bo", "Số chi bộ hoàn thành tốt nhiệm vụ trở lên", "chi bộ", "stock", "kt", "41", "39"),
    Row("kiem_tra", "Số cuộc kiểm tra, giám sát chuyên đề", "cuộc", "flow", "kt", "12", "7"),
    Row("hoi_vien", "Số hội viên kết nạp mới", "hội viên", "flow", "xh", "480", "255"),
    Row("hoc_tap", "Tỷ lệ đảng viên học tập nghị quyết", "%", "ratio", "xh", "98", "97.5"),
    Row("hien_mau", "Số đơn vị máu tiếp nhận", "đơn vị máu", "flow", "xh", "900", "512"),
)
_LETTERED: Final = 2
_MEASURED: Final = ("tấn", "ha", "triệu đồng", "triệu USD", "tỷ đồng", "triệu kWh", "giường/vạn dân")
UNITS: Final = "units: [con, chi bộ, cuộc, hội viên, đơn vị máu, kWh]\n"


class Sender(NamedTuple):
    """Who sends: the pack, its rows, what stands above the table and below it."""

    id: str
    name: str
    rows: tuple[Row, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]


SENDERS: Final = (
    Sender(
        "xa-suoi-moi",
        "xã Suối Mới",
        COMMUNE,
        ("ỦY BAN NHÂN DÂN", "XÃ SUỐI MỚI", "PHỤ LỤC 01", "KẾT QUẢ THỰC HIỆN CHỈ TIÊU KINH TẾ - XÃ HỘI {PERIOD}",
         "(Kèm theo Báo cáo số 214/BC-UBND ngày 20/6/2026 của UBND xã Suối Mới)"),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Ví Dụ"),
    ),
    Sender(
        "so-cong-thuong",
        "Sở Công Thương",
        DEPARTMENT,
        ("UBND TỈNH VÍ DỤ", "SỞ CÔNG THƯƠNG", "Biểu số 02", "TÌNH HÌNH THỰC HIỆN MỘT SỐ CHỈ TIÊU CHỦ YẾU {PERIOD}", "(Số liệu giả định)"),
        ("Ví Dụ, ngày 18 tháng 6 năm 2026", "Người lập biểu", "Trưởng phòng KH-TC", "GIÁM ĐỐC"),
    ),
    Sender(
        "dang-uy-vi-du",
        "Đảng ủy xã Ví Dụ",
        PARTY,
        ("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "*", "BIỂU TỔNG HỢP KẾT QUẢ CÔNG TÁC XÂY DỰNG ĐẢNG {PERIOD}", "(Kèm theo Báo cáo số 88-BC/ĐU)"),
        ("* Ghi chú: số liệu tính đến ngày 15/6/2026.", "T/M ĐẢNG ỦY", "PHÓ BÍ THƯ"),
    ),
)  # fmt: skip


def pack_of(sender: Sender) -> str:
    """Return the pack of a sender as YAML."""
    lines = [HEAD.format(id=sender.id, title=f"Chỉ tiêu của {sender.name}").replace("documents:", f"{UNITS}documents:")]
    for number, row in enumerate(sender.rows, 1):
        lines.append(
            f"  {row.id}:\n    code: '{number}'\n    title: {{vi: '{row.title}', en: '{row.title}'}}\n"
            f"    unit: '{row.unit}'\n    kind: {row.kind}\n    better: higher\n    group: {row.group}\n"
            f"    target: {{at_least: {row.plan}}}\n    source: {{document: nq, clause: '{row.title}'}}\n"
        )
    return "".join(lines)


class Column(NamedTuple):
    """A column: the headings above it from the top, what stands in it, and as what share of the reported figure."""

    path: tuple[str, ...]
    what: str
    share: str = "1"


class Layout(NamedTuple):
    """How the columns are headed.

    Args:
        name: Its name.
        columns: The columns; ``value`` is the one that a person takes for the reported figure.
        refusable: Whether a person would ask too.
        title: The period in the title of the table; empty for none.
        period: The period to ask for where no title says it.
    """

    name: str
    columns: tuple[Column, ...]
    refusable: bool = False
    title: str = "6 THÁNG ĐẦU NĂM 2026"
    period: str = ""


class Sheet(NamedTuple):
    """A sheet, or what makes it none: rows of cells, areas that are merged, formats by cell."""

    name: str
    cells: dict[tuple[int, int], object]
    merged: tuple[tuple[int, int, int, int], ...]
    hidden_columns: tuple[int, ...] = ()
    font: str = "Times New Roman"
    picture: bool = False


class Book(NamedTuple):
    """A workbook, and what a person reads in it."""

    name: str
    sender: Sender
    sheets: tuple[Sheet, ...]
    expected: dict[str, str | None]
    refusable: bool
    options: dict[str, object]


class Percent(NamedTuple):
    """A share that is stored as 0.655 and shown as 65,5%."""

    value: float


class Worked(NamedTuple):
    """A formula with its saved result."""

    formula: str
    value: float


def write(book: Book, path: Path) -> None:
    """Write a workbook."""
    out = xlsxwriter.Workbook(path)
    for sheet in book.sheets:
        page = out.add_worksheet(sheet.name)
        plain = out.add_format({"font_name": sheet.font, "font_size": 12})
        percent = out.add_format({"font_name": sheet.font, "num_format": "0.0%"})
        corners = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merged}
        for (row, column), content in sheet.cells.items():
            if (row, column) in corners:
                page.merge_range(row, column, *corners[row, column], "", plain)
            match content:
                case Percent(value):
                    page.write_number(row, column, value, percent)
                case Worked(formula, value):
                    page.write_formula(row, column, formula, plain, value)
                case Decimal() | int():
                    page.write_number(row, column, float(content), plain)
                case _:
                    page.write_string(row, column, str(content), plain)
        for column in sheet.hidden_columns:
            page.set_column(column, column, None, None, {"hidden": True})
        if sheet.picture:
            page.insert_image(0, 0, "quet.png", {"image_data": io.BytesIO(_png())})
    out.close()


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + bytes(3 * 40) for _ in range(40)))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 40, 40, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )  # fmt: skip


def vietnamese(number: Decimal) -> str:
    """Write a number as offices do: 6.840,5."""
    return f"{number:,}".translate(str.maketrans(",.", ".,"))


class Style(NamedTuple):
    """How the rows are written.

    Args:
        name: Its name.
        title: How a row is called, by its place from 0.
        unit: How its unit is written, with that of the row before.
        value: What stands in the cell of its value.
        read: Whether a person reads the value; else it is no figure.
    """

    name: str
    title: Callable[[Row, int], str] = lambda row, _: row.title
    unit: Callable[[Row, str], str] = lambda row, _: row.unit
    value: Callable[[Row, Decimal], object] = lambda _, number: number
    read: Callable[[Row], bool] = lambda _: True
    refusable: bool = False


class Frame(NamedTuple):
    """What surrounds the rows: groups between them, rows that are nobody's, what stands below, and where it begins."""

    name: str
    groups: bool = False
    extra: Sequence[tuple[str, str, str]] = ()
    totals: bool = False
    counted: bool = False
    left: int = 0
    signed: bool = True
    repeat: bool = False


class _Page:
    """A sheet that is filled from the top."""

    def __init__(self, layout: Layout, left: int) -> None:
        self.cells: dict[tuple[int, int], object] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self._columns = layout.columns
        self._left = left
        self._at = 0

    def skip(self) -> None:
        self._at += 1

    def lines(self, texts: Sequence[str], column: int = 0) -> None:
        """Write texts below each other."""
        for text in texts:
            self.cells[self._at, self._left + column] = text
            self._at += 1

    def row(self, contents: Sequence[object]) -> None:
        """Write what stands in each column."""
        for place, content in enumerate(contents, self._left):
            if content not in ("", None):
                self.cells[self._at, place] = content
        self._at += 1

    def by_column(self, **contents: object) -> None:
        """Write a row by what its columns are."""
        self.row([contents.get(column.what, "") for column in self._columns])

    def head(self) -> None:
        """Write the headings: what is equal side by side is merged, and what has nothing below it reaches down."""
        depth = max(len(column.path) for column in self._columns)
        for level in range(depth):
            for number, column in enumerate(self._columns):
                if level < len(column.path):
                    self._heading(level, number, depth)
        self._at += depth

    def _heading(self, level: int, number: int, depth: int) -> None:
        shared = self._columns[number].path[: level + 1]
        over = len(self._columns[number].path) > level + 1
        if over and number and self._columns[number - 1].path[: level + 1] == shared:
            return
        top, left = self._at + level, self._left + number
        self.cells[top, left] = shared[-1]
        alike = [column.path[: level + 1] == shared for column in self._columns[number:]]
        width = (alike.index(False) if False in alike else len(alike)) if over else 1
        bottom = top if over else self._at + depth - 1
        if bottom > top or width > 1:
            self.merged.append((top, left, bottom, left + width - 1))


def sheet_of(
    sender: Sender, layout: Layout, style: Style, frame: Frame, name: str = "Biểu", rows: Sequence[Row] | None = None
) -> Sheet:
    """Lay out a sheet."""
    page = _Page(layout, frame.left)
    page.lines([text.format(PERIOD=layout.title).strip() for text in sender.above])
    page.skip()
    page.head()
    if frame.counted:
        count = len(layout.columns)
        page.row([chr(ord("A") + place) if place < _LETTERED else str(place - 1) for place in range(count)])
    rows = sender.rows if rows is None else rows
    for index, row in enumerate(rows):
        before = rows[index - 1] if index else None
        if frame.groups and (before is None or before.group != row.group):
            number, title = ("I", "VỀ KINH TẾ") if row.group == "kt" else ("II", "VỀ XÃ HỘI")
            page.by_column(tt=number, name=title)
        if frame.repeat and index == len(rows) // 2:
            page.head()
        unit = before.unit if before is not None else ""
        page.row([_content(row, column, style, index, unit) for column in layout.columns])
    for title, unit, value in frame.extra:
        page.by_column(name=title, unit=unit, value=Decimal(value))
    if frame.totals:
        page.by_column(name="Tổng cộng")
    if frame.signed:
        page.skip()
        page.lines(sender.below, len(layout.columns) - 2)
    return Sheet(name, page.cells, tuple(page.merged))


def _content(row: Row, column: Column, style: Style, index: int, before: str) -> object:
    """Return what stands in a cell."""
    value, plan = Decimal(row.value), Decimal(row.plan)
    step = Decimal("0.1") if row.kind == "ratio" or row.unit in _MEASURED else Decimal(1)
    contents: dict[str, object] = {
        "tt": index + 1,
        "name": style.title(row, index),
        "unit": style.unit(row, before),
        "plan": (plan * Decimal(column.share)).quantize(max(step, Decimal(1) if plan == int(plan) else step)),
        "value": style.value(row, value),
        "pct": (100 * value / plan).quantize(Decimal("0.1")) if style.read(row) else Worked("=0", 0),
        "growth": Decimal("103.5"),
        "other": (value * Decimal(column.share)).quantize(step),
        "note": ("", "", "Số sơ bộ", "", "Theo số liệu của Chi cục")[index % 5],
        "who": ("Phòng Kinh tế", "Văn phòng")[index % 2],
        "blank": "",
        "words": ("Đạt", "Chưa đạt")[index % 2],
    }
    return contents[column.what]


def drawn(count: int, layouts: Sequence[Layout], styles: Sequence[Style], frames: Sequence[Frame]) -> list[Book]:
    """Draw workbooks: each layout in its turn, with a sender, a style and a frame by lot, the same every time."""
    lot = random.Random(2026)  # noqa: S311 - the same workbooks each time
    books = []
    for number in range(count):
        layout = layouts[number % len(layouts)]
        sender, style, frame = lot.choice(SENDERS), lot.choice(styles), lot.choice(frames)
        name = f"{number:03} {layout.name} / {style.name} / {frame.name} / {sender.id}"
        expected = {row.id: row.value if style.read(row) else None for row in sender.rows}
        options: dict[str, object] = {"period": layout.period} if layout.period else {}
        sheet = sheet_of(sender, layout, style, frame)
        books.append(Book(name, sender, (sheet,), expected, layout.refusable or style.refusable, options))
    return books
