"""Write a pack's content into new files: YAML, a table with its head in a second file, a workbook.

Must not know what a pack means.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from checker.ooxml import cell_text
from checker.pack_files.content import Files, PackContent, Row
from checker.packs.catalogue import head_of
from checker.packs.table_headings import COLUMNS
from checker.syntax.tree import Mapping, Node, Scalar
from checker.syntax.tree import Sequence as Items
from checker.workbook_file import written

__all__ = ["DELIMITER", "columns_of", "line_of", "quoted", "table_files", "workbook", "yaml_text"]

DELIMITER: Final = ";"
_ALWAYS: Final = ("code", "title", "unit", "words")
_MARK: Final = "\ufeff"
_PLAIN: Final = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^,\[\]{}\n]*(?<![\s:])"
_WIDTHS: Final = {"title": 50, "words": 50, "title_en": 40}
_WIDTH: Final = 16
_DEEPEST: Final = 5


def columns_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return the columns that these rows need, in standard order."""
    used = {key for row in rows for key in row}
    return tuple(key for key in COLUMNS if key in used or key in _ALWAYS)


def line_of(texts: Sequence[str], delimiter: str) -> str:
    """Return a row as a line of separated values, without a line end."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="").writerow(texts)
    return file.getvalue()


def table_files(content: PackContent, path: str) -> Files:
    """Return a table of separated values, and the file of its head."""
    columns = columns_of(content.rows)
    lines = [[COLUMNS[key][0] for key in columns], *([row.get(key, "") for key in columns] for row in content.rows)]
    text = _MARK + "".join(line_of(line, DELIMITER) + "\n" for line in lines)
    return Files(path, text.encode(), (head_of(path), yaml_text(content.head).encode()))


def workbook(content: PackContent, path: str) -> Files:
    """Return a workbook of two sheets; equal content gives equal bytes."""
    book = Workbook()
    table, head = book.worksheets[0], book.create_sheet("Phần đầu")
    table.title = "Chỉ tiêu"
    columns = columns_of(content.rows)
    table.append([COLUMNS[key][0] for key in columns])
    for row in content.rows:
        table.append([cell_text(row[key]) if key in row else None for key in columns])
    for pair in _pairs(content.head, "", 0):
        head.append([cell_text(text) for text in pair])
    table.freeze_panes = "A2"
    for sheet, widths in ((table, [_WIDTHS.get(key, _WIDTH) for key in columns]), (head, [40, 80])):
        for column, width in zip(sheet.columns, widths, strict=False):
            sheet.column_dimensions[column[0].column_letter].width = width
            for cell in column:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.number_format = "@"
                cell.data_type = "s" if cell.value is not None else cell.data_type
    for cell in table[1]:
        cell.font = Font(bold=True)
    return Files(path, written(book))


def _pairs(node: Mapping, before: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, value in node.entries:
        name = f"{before}{key.text}"
        inner = isinstance(value, Mapping) and value.entries and depth < _DEEPEST
        if inner and isinstance(value, Mapping) and not any("." in one.text for one, _ in value.entries):
            yield from _pairs(value, f"{name}.", depth + 1)
        else:
            yield name, value.text if isinstance(value, Scalar) else _flow(value)


def yaml_text(root: Mapping) -> str:
    """Return a mapping as YAML, with one line per key and per indicator."""
    lines = []
    for key, value in root.entries:
        if key.text == "indicators" and isinstance(value, Mapping) and value.entries:
            lines.append("indicators:")
            lines += [f"  {name.text}: {_flow(one)}" for name, one in value.entries]
        else:
            lines.append(f"{key.text}: {_flow(value)}")
    return "".join(f"{line}\n" for line in lines)


def _flow(node: Node) -> str:
    match node:
        case Scalar():
            number = node.quoted and re.fullmatch(r"[0-9.,+-]+", node.text)
            return f'"{node.text}"' if number else quoted(node.text)
        case Items():
            return f"[{', '.join(map(_flow, node.items))}]"
        case Mapping():
            return f"{{{', '.join(f'{quoted(key.text)}: {_flow(value)}' for key, value in node.entries)}}}"


def quoted(text: str) -> str:
    """Return a text as a YAML scalar, with quotes if it needs them."""
    plain = re.fullmatch(_PLAIN, text) and ": " not in text and " #" not in text
    if plain and text not in ("~", "null", "Null", "NULL"):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
