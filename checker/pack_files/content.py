"""The content of a pack file in any form: rows of targets in words, and a head.

Owns which keys of a YAML pack are columns of a table. Must not know how any form is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from checker.domain.location import PACK_TABLES, Location
from checker.domain.record import NamedTuple
from checker.domain.unit import folded
from checker.packs.catalogue import head_of
from checker.packs.model import RulePack
from checker.packs.short_forms import at_place, written_out
from checker.packs.table import slug_of
from checker.packs.table_headings import COLUMNS, WORDS, headed
from checker.packs.table_tree import read_parts
from checker.packs.tree_access import NamedEntry, entries, scalar
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Scalar, SyntaxTree

__all__ = ["Files", "PackContent", "Row", "content_of", "key_of", "meaning"]

_NOT_WORDED: Final = ("tolerance", "exceeded")
_COLUMNED: Final = (*(set(COLUMNS) - {"words", "id", "title_en"}), "due")


class Files(NamedTuple):
    """The bytes of a pack.

    Args:
        path: Its file.
        data: Its bytes.
        head: Path and bytes of the head beside it; ``None`` if there is none.
    """

    path: str
    data: bytes
    head: tuple[str, bytes] | None = None

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.path.endswith(PACK_TABLES)

    def renamed(self, path: str) -> Files:
        """Return the same bytes under another name."""
        return Files(path, self.data, (head_of(path), self.head[1]) if self.head else None)


Row = dict[str, str]
"""The texts of a row by the names of their columns."""


class PackContent(NamedTuple):
    """Rows and head."""

    rows: tuple[Row, ...]
    head: Mapping


def key_of(row: Row) -> tuple[str, str]:
    """Return the key of a row: its identifier, and the office if a code has several rows."""
    return row.get("id") or slug_of(row["code"]), folded(row.get("assigned_by", ""))


def content_of(files: Files, tree: SyntaxTree | None = None) -> PackContent:
    """Return rows and head of a pack that has no errors.

    Args:
        files: Its files.
        tree: The tree of a YAML pack, as written.

    Raises:
        PackError: It cannot be read.
    """
    if tree is not None:
        return _of_yaml(tree)
    table, head, parts = read_parts(files.path, files.data, files.head)
    columns = headed(table, Collector(files.path, parts=parts)) or {}
    rows = [
        {key: _text(row[column], key) for column, key in columns.items() if column in row} for row in table.rows[1:]
    ]
    return PackContent(tuple(rows), head)


def _text(cell: Scalar, key: str) -> str:
    return cell.text.replace(",", ".") if key == "code" and not cell.quoted else cell.text


def _of_yaml(tree: SyntaxTree) -> PackContent:
    written, root = written_out(tree).root, tree.root
    assert isinstance(written, Mapping)  # noqa: S101 - the pack is valid
    assert isinstance(root, Mapping)  # noqa: S101 - as above
    named = {entry.id: entry for entry in entries(written, "indicators")}
    groups = {entry.id: _of(entry.body, "vi") for entry in entries(written, "groups")}
    document = _of(root.get("defaults"), "document")
    rows: list[Row] = []
    more: list[tuple[Scalar, Node]] = []
    for entry in named.values():
        rows.append(_row(entry, named, groups))
        left = Mapping(tuple(_without_column(entry.body, document)), entry.body.line, entry.body.column)
        if left.entries:
            more.append((entry.key, left))
    head = [(key, node) for key, node in root.entries if key.text != "indicators"]
    if more:
        place = root.key("indicators") or at_place("indicators", root)
        head.append((place, Mapping(tuple(more), place.line, place.column)))
    return PackContent(tuple(rows), root._replace(entries=tuple(head)))


def _row(entry: NamedEntry, named: dict[str, NamedEntry], groups: dict[str, str]) -> Row:
    body, title, source = entry.body, entry.body.get("title"), entry.body.get("source")
    parent, group = _of(body, "parent"), _of(body, "group")
    texts = {
        "code": _of(body, "code"),
        "title": _of(title, "vi"),
        "unit": _of(body, "unit"),
        "words": _of(source, "clause"),
        "assigned_by": _of(body, "assigned_by"),
        "frequency": _of(body, "due") or _word("frequency", _of(body, "frequency")),
        "group": group if list(groups.values()).count(groups[group]) > 1 else groups[group],
        "parent": _of(named[parent].body, "code") if parent else "",
        "better": _word("better", _of(body, "better")),
        "kind": _word("kind", _of(body, "kind")),
        "measures": _word("measures", _of(body, "measures")),
        "id": "" if slug_of(_of(body, "code")) == entry.id else entry.id,
        "title_en": _of(title, "en"),
    }
    return {key: text for key, text in texts.items() if text}


def _word(column: str, meaning_: str) -> str:
    return next((words[0] for known, words in WORDS[column].items() if known == meaning_), "")


def _without_column(body: Mapping, document: str) -> Iterator[tuple[Scalar, Node]]:
    """Yield the keys of an indicator that no column can hold."""
    for key, node in body.entries:
        if key.text in _COLUMNED:
            continue
        if key.text == "source" and isinstance(node, Mapping):
            known = {"clause": _of(node, "clause"), "document": document}
            rest = tuple((name, one) for name, one in node.entries if known.get(name.text) != _of(node, name.text))
            if rest:
                yield key, node._replace(entries=rest)
        elif key.text == "target" and isinstance(node, Mapping):
            rest = tuple(pair for pair in node.entries if pair[0].text in _NOT_WORDED)
            if rest:
                yield key, node._replace(entries=rest)
        elif key.text not in ("source", "target"):
            yield key, node
    if scalar(body, "due") and scalar(body, "frequency"):
        yield next((key, node) for key, node in body.entries if key.text == "frequency")


def _of(node: Node | None, key: str) -> str:
    found = scalar(node, key) if isinstance(node, Mapping) else None
    return found.text if found else ""


def meaning(value: Any) -> Any:
    """Return a pack without file names, locations and digests, to compare two forms of it."""
    if isinstance(value, Location):
        return None
    if isinstance(value, RulePack):
        value = value._replace(path="", sha256="")
    if isinstance(value, tuple):
        parts = [meaning(one) for one in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value
