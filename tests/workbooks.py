"""Workbooks for tests: forms filled in by a script, and one with everything that can get lost."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING
from unittest import mock

import openpyxl
import xlsxwriter
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.merge import MergedCellRange

from checker.domain.submission import Submission
from checker.readers.cells.read import read_grid
from checker.readers.form.form import read_form

ACTUAL, CUMULATIVE, STATUS, ID = "Thực hiện kỳ báo cáo", "Lũy kế", "Tình trạng số liệu", "Mã"

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def opened(data: bytes, *, results: bool = False) -> Workbook:
    """Return a workbook as openpyxl reads it, which says what it leaves out as warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return reopened(data, results=results)


def reopened(data: bytes, *, results: bool = False) -> Workbook:
    """Return a workbook that the program wrote, with warnings.

    In merged cells all but the first have no border and no protection: openpyxl takes half of the time for them.
    """
    with mock.patch.object(MergedCellRange, "format"):
        return openpyxl.load_workbook(io.BytesIO(data), data_only=results)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def header(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """Return the row of the headings, and the columns by them."""
    for row in sheet.iter_rows():
        if row[0].value in ("TT", "No."):
            return row[0].row or 0, {str(cell.value): cell.column or 0 for cell in row}
    raise AssertionError("no header")


def cell(sheet: Worksheet, row: int, column: int) -> Cell:
    found = sheet.cell(row, column)
    assert isinstance(found, Cell)
    return found


def rows(sheet: Worksheet) -> Iterator[tuple[str, dict[str, Cell]]]:
    """Yield the indicators of a form: the id, and the cells by their headings."""
    top, columns = header(sheet)
    for number in range(top + 1, sheet.max_row + 1):
        id_ = sheet.cell(number, columns.get(ID) or columns["Id"]).value
        if id_:
            yield str(id_), {name: cell(sheet, number, column) for name, column in columns.items()}


def filled(form: bytes, values: Mapping[str, str | int | float], column: str = ACTUAL) -> bytes:
    """Type values into a form, as a person would."""
    book = opened(form)
    assert book.active is not None
    for id_, cells in rows(book.worksheets[0]):
        if id_ in values:
            cells[column].value = values[id_]
            cells[STATUS].value = "chính thức"
    return saved(book)


def texts(sheet: Worksheet) -> str:
    """Write down what stands on a sheet, a row a line."""
    lines = []
    for row in sheet.iter_rows():
        cells = [str(cell.value).replace("\n", "⏎") if cell.value is not None else "" for cell in row]
        lines.append(" | ".join(cells).rstrip(" |"))
    return "\n".join(lines).rstrip() + "\n"


def submission_of(data: bytes, path: str) -> Submission:
    """Read a form that was filled in."""
    (only,) = read_form(read_grid(path, data=data))
    return only


def picture() -> bytes:
    """Return a PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")


@cache
def rich(*, macros: bool = False, comments: bool = True) -> bytes:
    """Return a report that holds all that a load and a save by a library may lose."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Biểu 'số' 1")
    sheet.write_row(0, 0, ["TT", "Chỉ tiêu", "Thực hiện"])
    sheet.write_row(1, 0, [1, "Thu ngân sách", 86.5])
    yellow, bold = book.add_format({"bg_color": "#FFFF00", "num_format": "#,##0"}), book.add_format({"bold": True})
    sheet.write_row(2, 0, [2, "Số hộ kinh doanh", 4012], yellow)
    sheet.write_formula(3, 2, "=SUM(C2:C3)", None, 4098.5)
    sheet.write_rich_string("B5", bold, "đậm", " thường")
    sheet.set_column("B:B", 41.5)
    sheet.merge_range("A6:C6", "Ghi chú chung")
    sheet.insert_image("E2", "x.png", {"image_data": io.BytesIO(picture())})
    sheet.embed_image("E9", "x.png", {"image_data": io.BytesIO(picture())})
    sheet.set_header("&C&G", {"image_center": "x.png", "image_data_center": io.BytesIO(picture())})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Biểu ''số'' 1'!$C$2:$C$3"})
    sheet.insert_chart("H2", chart)
    sheet.insert_textbox("H20", "hộp chữ")
    sheet.insert_button("J1", {"macro": "chay", "caption": "Chạy"})
    sheet.add_sparkline("D2", {"range": "'Biểu ''số'' 1'!C2:C3"})
    sheet.conditional_format("C2:C3", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C2:C3", {"type": "cell", "criteria": ">", "value": 5, "format": bold})
    sheet.data_validation("D5", {"validate": "list", "source": ["đạt", "không đạt"]})
    sheet.add_table("L1:M3", {"columns": [{"header": "x"}, {"header": "y"}]})
    if comments:
        sheet.write_comment("C2", "số của đơn vị", {"author": "Văn phòng"})
        sheet.write_comment("A1", "biểu này do phòng lập", {"author": "Văn phòng"})
    plotted = book.add_chartsheet("Đồ thị")
    line = book.add_chart({"type": "line"})
    line.add_series({"values": "='Biểu ''số'' 1'!$C$2:$C$3"})
    plotted.set_chart(line)
    second = book.add_worksheet("Biểu 2")
    second.write_row(0, 0, ["TT", "=1+1 là chữ"])
    second.hide()
    book.define_name("Tổng", "='Biểu ''số'' 1'!$C$4")
    book.close()
    data = file.getvalue()
    if not macros:
        return data
    held = parts(data)
    held["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 not a real project, kept byte for byte"
    types = held["[Content_Types].xml"].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    types = types.replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.macroEnabled", b"ms-excel.sheet.macroEnabled"
    )
    held["[Content_Types].xml"] = types.replace(
        b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    held["xl/_rels/workbook.xml.rels"] = held["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>',
    )
    return zipped(held)
