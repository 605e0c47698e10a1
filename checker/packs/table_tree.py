"""Turn the files of a table of targets into the tree of a pack, in which every node knows its file.

Owns the location of a table's head, and the form of a workbook's head. Must not know the meaning of columns.
"""

from __future__ import annotations

import os
from typing import Final, TypeAlias

from checker.domain import codes
from checker.domain.codes import PACK_FILE
from checker.domain.text import message
from checker.errors import InputError, PackError
from checker.packs.extend import moved
from checker.packs.short_forms import at_place
from checker.packs.table import RowReading, pack_of
from checker.packs.table_cells import SECOND, TargetTable, read_tables
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Part, Scalar, Sequence, SyntaxTree
from checker.syntax.yaml import read_yaml

__all__ = ["read_parts", "read_table"]

_COLUMNS: Final = 2
_DEEPEST: Final = 6


def read_table(
    path: str, data: bytes, head: tuple[str, bytes] | None, sha256: str
) -> tuple[SyntaxTree, tuple[RowReading, ...]]:
    """Return the tree of a pack that is a table, and the readings of its rows.

    Args:
        path: The table as the user named it.
        data: Its bytes.
        head: Path and bytes of the head of a text table; ``None`` for a workbook, or if there is none.
        sha256: The digest of the pack.

    Raises:
        PackError: The table cannot be used; lists all of its problems.
    """
    table, root, parts = read_parts(path, data, head)
    trouble = Collector(path, parts=parts)
    made = pack_of(table, root, trouble)
    if made is None or trouble.diagnostics:
        raise PackError(trouble.diagnostics)
    return SyntaxTree(path, table.part.lines, sha256, made.root, parts), made.rows


def read_parts(path: str, data: bytes, head: tuple[str, bytes] | None) -> tuple[TargetTable, Mapping, tuple[Part, ...]]:
    """Return the table, its head, and the parts of both; see `read_table`."""
    tables = read_tables(path, data)
    parts, root = _head(path, tables, head)
    if not isinstance(root, Mapping):
        trouble = Collector(path, parts=parts)
        trouble.at(PACK_FILE["wrong-shape"], root, expected=message("a mapping"), found=message("a list"))
        raise PackError(trouble.diagnostics)
    return tables[0], root, parts


def _head(path: str, tables: tuple[TargetTable, ...], head: tuple[str, bytes] | None) -> tuple[tuple[Part, ...], Node]:
    """Return the parts of table and head, and the head."""
    trouble = Collector(path)
    if len(tables) > 1:
        parts = tuple(table.part for table in tables)
        return parts, _of_sheet(tables[1], Collector(path, parts=parts))
    if head is None:
        beside = os.path.basename(os.path.splitext(path)[0]) + ".pack.yaml"
        of_text = message("there is no {file}", file=beside)
        reason = message("there is no second sheet") if path.endswith(".xlsx") else of_text
        trouble.add(codes.PACK_NO_HEAD, reason=reason)
        raise PackError(trouble.diagnostics)
    try:
        tree = read_yaml(*head, PACK_FILE)
    except InputError as error:
        raise PackError(error.diagnostics) from None
    return (tables[0].part, Part(SECOND, head[0], tree.lines)), moved(tree.root, SECOND)


_Open: TypeAlias = "dict[str, tuple[Scalar, Node | _Open]]"


def _of_sheet(table: TargetTable, trouble: Collector) -> Mapping:
    """Read the head of a workbook: one row per key (with parts joined by dots) and value.

    Raises:
        PackError: Some cells cannot be read.
    """
    root: _Open = {}
    for row in table.rows:
        key, value = row.get(1), row.get(_COLUMNS)
        if key is None or value is None or len(row) > _COLUMNS:
            place = next((cell for column, cell in row.items() if column > _COLUMNS), next(iter(row.values())))
            reason = message("a row has a key and its value, and nothing else")
            trouble.at(codes.PACK_HEAD_CELL, place, reason=reason)
        elif not _put(root, key, _value(value, trouble)):
            reason = message("`{key}` has a value already, or is not read", key=key.text)
            trouble.at(codes.PACK_HEAD_CELL, key, reason=reason)
    if trouble.diagnostics:
        raise PackError(trouble.diagnostics)
    return _closed(root, Scalar("", True, SECOND + 1, 1, 1))


def _put(root: _Open, key: Scalar, value: Node) -> bool:
    """Insert a value at its key; tell whether that was possible."""
    *outer, last = key.text.split(".")
    if len(outer) > _DEEPEST:
        return False
    at = root
    for name in outer:
        _, inner = at.setdefault(name, (key, {}))
        if not isinstance(inner, dict):
            return False
        at = inner
    if last in at:
        return False
    at[last] = key, value
    return True


def _closed(opened: _Open, place: Node) -> Mapping:
    entries = tuple(
        (at_place(name, key), _closed(node, key) if isinstance(node, dict) else node)
        for name, (key, node) in opened.items()
    )
    return Mapping(entries, place.line, place.column)


def _value(cell: Scalar, trouble: Collector) -> Node:
    """Return the value of a cell: a text, or a list or mapping in YAML flow style."""
    if not cell.quoted:
        return cell._replace(text=cell.text.replace(",", "."))
    if not cell.text.startswith(("[", "{")):
        return cell
    try:
        return _all_at(read_yaml("", cell.text.encode(), PACK_FILE).root, cell)
    except InputError as error:
        trouble.at(codes.PACK_HEAD_CELL, cell, reason=error.diagnostics[0].message)
        return cell


def _all_at(node: Node, place: Scalar) -> Node:
    match node:
        case Scalar():
            return node._replace(line=place.line, column=place.column, length=1)
        case Sequence():
            return Sequence(tuple(_all_at(one, place) for one in node.items), place.line, place.column)
        case Mapping():
            entries = tuple((at_place(key.text, place), _all_at(value, place)) for key, value in node.entries)
            return Mapping(entries, place.line, place.column)
