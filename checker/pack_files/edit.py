"""Edit a pack's files in place, so that nothing but the changed content changes.

Owns the lines of the content. A change that cannot be placed is reported; nothing is guessed. Must not know what a pack
means.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Final

from checker.domain.text import Message, message
from checker.pack_files.content import Files, PackContent, Row, key_of
from checker.pack_files.write import columns_of, line_of, quoted
from checker.packs.table_cells import SECOND
from checker.packs.table_headings import COLUMNS, WORDS, headed
from checker.packs.table_tree import read_parts
from checker.packs.target_question import WordedTarget
from checker.packs.tree_access import scalar
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Scalar, SyntaxTree
from checker.syntax.tree import Sequence as Items

__all__ = ["Unplaced", "edited_table", "edited_yaml"]

_SOURCE: Final = "source"
_MARK: Final = "\ufeff"


class Unplaced(Exception):
    """A change that cannot be placed in the file."""

    def __init__(self, what: Message) -> None:
        super().__init__(what)
        self.what = what


def edited_table(files: Files, old: PackContent, new: PackContent) -> Files:
    """Return a table of separated values with its changed rows, and its head.

    Raises:
        Unplaced: The head has other keys.
    """
    text = files.data.decode("utf-8-sig")
    ends = "\r\n" if "\r\n" in text else "\n"
    table, _, parts = read_parts(files.path, files.data, files.head)
    columns = list((headed(table, Collector(files.path, parts=parts)) or {}).values())
    mark = _MARK if files.data.startswith(_MARK.encode()) else ""
    more = [key for key in columns_of(new.rows) if key not in columns]
    lines = text.splitlines(keepends=True)
    delimiter = _delimiter(lines[0])
    begins = [next(iter(row.values())).line for row in table.rows]
    raw = {
        key_of(row): "".join(lines[begin - 1 : end - 1])
        for row, begin, end in zip(old.rows, begins[1:], [*begins[2:], len(lines) + 1], strict=True)
    }
    old_rows = {key_of(row): row for row in old.rows}
    heading = "".join(lines[: begins[1] - 1]) if len(begins) > 1 else text
    if more:
        heading = line_of([COLUMNS[key][0] for key in (*columns, *more)], delimiter) + ends
    written = [heading]
    for row in new.rows:
        same = not more and old_rows.get(key_of(row)) == row
        line = line_of([row.get(key, "") for key in (*columns, *more)], delimiter) + ends
        written.append(raw[key_of(row)] if same else line)
    head = files.head and (files.head[0], _edited_head(files.head[1], old.head, new.head))
    return Files(files.path, (mark + "".join(written)).encode(), head)


def _delimiter(heading: str) -> str:
    return csv.Sniffer().sniff(heading, delimiters=";,\t").delimiter


def _edited_head(data: bytes, old: Mapping, new: Mapping) -> bytes:
    # In the tree, the lines of a head follow those of the table.
    edits = _Edits(data.decode("utf-8-sig"), SECOND)
    _changed_head(edits, old, new)
    return edits.result(data)


def edited_yaml(
    files: Files, tree: SyntaxTree, old: PackContent, new: PackContent, read: dict[str, WordedTarget]
) -> Files:
    """Return a YAML pack with its changes.

    Args:
        files: The pack.
        tree: Its tree, as written.
        old: Its present content.
        new: Its new content.
        read: The targets derived from the words of the new rows, by identifier.

    Raises:
        Unplaced: A change cannot be placed in the file.
    """
    edits = _Edits(files.data.decode("utf-8-sig"))
    before, after = {key_of(row): row for row in old.rows}, {key_of(row): row for row in new.rows}
    if list(before) != list(after):
        raise Unplaced(message("rows were added, taken out or moved"))
    root = tree.root
    indicators = root.get("indicators") if isinstance(root, Mapping) else None
    assert isinstance(indicators, Mapping)  # noqa: S101 - the pack is valid
    for key, row in after.items():
        body = indicators.get(key[0])
        assert isinstance(body, Mapping)  # noqa: S101 - as above
        changed = [column for column in COLUMNS if before[key].get(column, "") != row.get(column, "")]
        for column in changed:
            _YamlRow(edits, body, tree, after).put(column, row.get(column, ""), read[key[0]])
    _changed_head(edits, old.head, new.head)
    return files._replace(data=edits.result(files.data))


class _YamlRow:
    """An indicator in YAML with changed columns."""

    def __init__(self, edits: _Edits, body: Mapping, tree: SyntaxTree, rows: dict[tuple[str, str], Row]) -> None:
        self._edits = edits
        self._body = body
        self._tree = tree
        self._rows = rows

    def put(self, column: str, text: str, read: WordedTarget) -> None:
        if not text or column == "id":
            raise Unplaced(message("`{column}` was emptied or renames the target", column=COLUMNS[column][0]))
        match column:
            case "words":
                self._scalar(_SOURCE, "clause", text)
                self._target(read)
            case "title" | "title_en":
                self._scalar("title", "vi" if column == "title" else "en", text)
            case "frequency" if re.match(r"[0-9]{4}", text):
                self._value("due", text)
            case "better" | "kind" | "measures" | "frequency":
                known = {word.casefold(): str(key) for key, words in WORDS[column].items() for word in words}
                self._value(column, known[text.casefold()])
            case "group":
                self._value("group", self._group(text))
            case "parent":
                self._value("parent", next(key[0] for key, row in self._rows.items() if row["code"] == text))
            case _:
                self._value(column, text)

    def _group(self, text: str) -> str:
        root = self._tree.root
        groups = root.get("groups") if isinstance(root, Mapping) else None
        for key, node in groups.entries if isinstance(groups, Mapping) else ():
            title = scalar(node, "vi") if isinstance(node, Mapping) else node
            if text == key.text or (isinstance(title, Scalar) and title.text == text):
                return key.text
        raise Unplaced(message("there is no group `{group}`", group=text))

    def _scalar(self, key: str, inner: str, text: str) -> None:
        """Change a text that may be a plain scalar or be under a key."""
        node = self._body.get(key)
        found = node.get(inner) if isinstance(node, Mapping) else node
        if not isinstance(found, Scalar) or (inner == "en" and not isinstance(node, Mapping)):
            raise Unplaced(message("`{key}` has no place in the file", key=f"{key}.{inner}"))
        self._edits.replace(found, text)

    def _value(self, key: str, text: str) -> None:
        found = self._body.get(key)
        if isinstance(found, Scalar):
            self._edits.replace(found, text)
        elif found is None and isinstance(code := self._body.get("code"), Scalar):
            self._edits.add_behind(code, key, text)
        else:
            raise Unplaced(message("`{key}` has no place in the file", key=key))

    def _target(self, read: WordedTarget) -> None:
        """Change the target's comparator and numbers to those derived from its new words."""
        target = self._body.get("target")
        entries = list(target.entries) if isinstance(target, Mapping) else []
        derived = list(read.target)
        shapes = [isinstance(node, Items) for _, node in entries] == [isinstance(value, tuple) for _, value in derived]
        if len(entries) != len(derived) or not shapes:
            raise Unplaced(message("the target has another shape now"))
        for (key, node), (word, value) in zip(entries, derived, strict=True):
            self._edits.replace(key, word)
            values = value if isinstance(value, tuple) else (value,)
            nodes = node.items if isinstance(node, Items) else (node,)
            for one, number in zip(nodes, values, strict=True):
                if isinstance(one, Scalar):
                    self._edits.replace(one, number)


class _Edits:
    """Spans of a text and their replacements."""

    def __init__(self, text: str, after: int = 0) -> None:
        self._lines = text.splitlines(keepends=True)
        self._after = after
        self._replacements: dict[tuple[int, int], tuple[int, str]] = {}

    def replace(self, node: Scalar, text: str) -> None:
        """Replace a scalar, keeping its style of quotes."""
        if node.text == text:
            return
        line = self._lines[node.line - self._after - 1]
        written = line[node.column - 1 : node.column - 1 + node.length]
        quote = written[:1] if node.quoted and written[:1] in "\"'" else ""
        whole = written.endswith(quote) and len(written) > 1 if quote else written == node.text
        if not whole:
            raise Unplaced(message("“{text}” goes over several lines", text=node.text))
        if quote == "'":
            new = f"'{text.replace(quote, quote * 2)}'"
        else:
            new = quoted(text)
            if quote and not new.startswith('"'):
                new = f'"{new}"'
        self._replacements[node.line - self._after, node.column] = node.length, new

    def add_behind(self, node: Scalar, key: str, text: str) -> None:
        """Insert a key and its value after those of a scalar, in the same notation."""
        line = self._lines[node.line - 1]
        end = node.column - 1 + node.length
        if re.match(r"\s*[,}]", line[end:]):
            new = f", {key}: {quoted(text)}"
        else:
            indent = re.match(r"\s*", line)
            new = f"\n{indent[0] if indent else ''}{key}: {quoted(text)}"
        place = node.line, end + 1
        self._replacements[place] = 0, self._replacements.get(place, (0, ""))[1] + new

    def result(self, data: bytes) -> bytes:
        """Return the text with its changes, and its byte-order mark."""
        for (line, column), (length, new) in sorted(self._replacements.items(), reverse=True):
            old = self._lines[line - 1]
            self._lines[line - 1] = old[: column - 1] + new + old[column - 1 + length :]
        mark = _MARK if data.startswith(_MARK.encode()) else ""
        return (mark + "".join(self._lines)).encode()


def _changed_head(edits: _Edits, old: Mapping, new: Mapping) -> None:
    before, after = dict(_leaves(old, ())), dict(_leaves(new, ()))
    if set(before) != set(after):
        names = sorted({".".join(path) for path in set(before) ^ set(after)})
        raise Unplaced(message("the head has other keys: {keys}", keys=tuple(names)))
    for path, node in before.items():
        if node.text != after[path].text:
            edits.replace(node, after[path].text)


def _leaves(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    match node:
        case Scalar():
            yield path, node
        case Items():
            for place, one in enumerate(node.items):
                yield from _leaves(one, (*path, str(place)))
        case Mapping():
            for key, value in node.entries:
                yield from _leaves(value, (*path, key.text))
