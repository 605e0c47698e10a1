"""Comments on cells: ours are added and replaced, the office's are kept.

Owns the part of comments, and the drawing that Excel needs for it. A cell can have only one comment, so ours is
appended to an existing one, after a separate line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from checker.forms.package import Package
from checker.forms.spans import Edit, Element, NotEditable, appended, content, edited, escaped, outline
from checker.forms.texts import column_of, row_of
from checker.ooxml import cell_text

__all__ = ["AUTHOR", "write_notes"]

AUTHOR: Final = "checker (target-checker)"
"""The author of our comments."""

_MARK: Final = "――――――――◆――――――――"
"""The first line of our text."""
_MARKS: Final = re.compile(rf"{_MARK}|―――――――― checker ――――――――")
"""The same, including the wording of earlier versions."""

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_EMPTY: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{_MAIN}"><authors></authors>'
    "<commentList></commentList></comments>"
)
_VML: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{}"/>'
    "</o:shapelayout></xml>"
)
_SHAPE_TYPE: Final = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:1.5pt;'
    'width:300pt;height:100pt;z-index:{id};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_BLOCK: Final = 1024
_BLOCKS: Final = rb'<o:idmap\b[^>]*\bdata="(\d{1,6})'
_COLUMNS: Final = 16_384
_ROWS: Final = 1_048_576
_WIDTH: Final = 48
_MOST_LINES: Final = 40
_LONGEST: Final = 8_000


def write_notes(package: Package, sheet: str, notes: Mapping[str, str], drawing: str) -> str:
    """Write comments on the cells of a sheet, replacing those of an earlier run.

    Args:
        package: The workbook.
        sheet: The sheet's part.
        notes: Cells and their comments.
        drawing: The id of the relationship to the sheet's legacy drawing, or nothing.

    Returns:
        The id that the sheet must state, or nothing if it needs none.
    """
    part = package.related(sheet, "comments")
    if not part:
        if not notes:
            return drawing
        part = package.free("xl/comments{}.xml")
        package.add(part, _EMPTY.encode(), _COMMENTS_TYPE)
        package.relate(sheet, "comments", part)
    gone = _remove(package, part)
    fresh = _write(package, part, {cell: f"{_MARK}\n{cell_text(text)}"[:_LONGEST] for cell, text in notes.items()})
    if not gone and not fresh:
        return drawing
    shapes = next((rel.target for rel in package.relationships(sheet) if drawing and rel.id == drawing), "")
    if not shapes:
        shapes = package.free("xl/drawings/vmlDrawing{}.vml")
        package[shapes] = _VML.format(_free_block(package)).encode()
        package.default("vml", _VML_TYPE)
        drawing = package.relate(sheet, "vmlDrawing", shapes)
    package[shapes] = _drawn(package[shapes], {*gone, *fresh}, {cell: notes[cell] for cell in fresh})
    return drawing


def _remove(package: Package, part: str) -> list[str]:
    """Remove the text of an earlier run, and return the cells without other comments.

    Our text is recognised by its first line, because other programs merge comments or drop the author.
    """
    data = package[part]
    edits: list[Edit] = []
    cells: list[str] = []
    for comment in _comments(outline(data)):
        written = list(_written(comment))
        whole = "".join(content(data, text) for _, text in written)
        if _MARKS.match(whole.lstrip()):
            edits.append(Edit(comment.start, comment.end, b""))
            cells.append(comment.attributes.get("ref", ""))
        elif _MARKS.search(whole):
            edits.extend(_cut(data, written))
    package[part] = edited(data, edits)
    return cells


def _written(comment: Element) -> Iterator[tuple[Element, Element]]:
    """Yield the runs of a comment: the element to remove with each, and its text element."""
    text = comment.first("text")
    for piece in text.children if text else ():
        inner = piece if piece.name == "t" else piece.first("t")
        if inner is not None:
            yield piece, inner


def _cut(data: bytes, written: list[tuple[Element, Element]]) -> Iterator[Edit]:
    """Yield the edits that remove everything from our first line on."""
    ours = False
    for piece, inner in written:
        written_here = content(data, inner)
        mark = _MARKS.search(written_here)
        before = written_here[: mark.start()] if mark else ""
        if ours or (mark and not before.strip()):
            yield Edit(piece.start, piece.end, b"")
        elif mark:
            yield Edit(inner.inner, inner.inner_end, escaped(before.removesuffix("\n")).encode())
        ours = ours or bool(mark)


def _write(package: Package, part: str, notes: Mapping[str, str]) -> list[str]:
    """Write comments, and return the cells that had none and so need a box drawn."""
    data = package[part]
    root = outline(data)
    holders = [child for name in ("authors", "commentList") for child in root.all(name)]
    if len(holders) != len(("authors", "commentList")):
        msg = f"{part} has no list of comments"
        raise NotEditable(msg)
    there = {comment.attributes.get("ref", ""): comment for comment in _comments(root)}
    authors = _authors(data, root)
    edits: list[Edit] = []
    fresh: list[str] = []
    lines: list[str] = []
    p = root.prefix
    for cell, text in notes.items():
        if cell not in there:
            fresh.append(cell)
            run = f'<{p}r><{p}t xml:space="preserve">{escaped(text)}</{p}t></{p}r>'
            lines.append(f'<{p}comment ref="{cell}" authorId="{{author}}"><{p}text>{run}</{p}text></{p}comment>')
        elif not _is_thread(there[cell], authors):
            edits.extend(_appendix(data, there[cell], f"\n{text}"))
    if lines:
        if AUTHOR not in authors:
            edits.append(appended(holders[0], f"<{p}author>{AUTHOR}</{p}author>"))
            authors.append(AUTHOR)
        number = str(authors.index(AUTHOR))
        edits.append(appended(holders[1], "".join(line.replace("{author}", number, 1) for line in lines)))
    package[part] = edited(data, edits)
    return fresh


def _appendix(data: bytes, comment: Element, words: str) -> Iterator[Edit]:
    """Yield the edits that append our text to the office's own."""
    text = comment.first("text")
    if text is None:
        return
    p = text.prefix
    bare = text.first("t")
    if bare is not None:
        # Text outside a run must be moved into one before another run can follow.
        yield Edit(bare.start, bare.end, f"<{p}r>".encode() + data[bare.start : bare.end] + f"</{p}r>".encode())
    yield appended(text, f'<{p}r><{p}t xml:space="preserve">{escaped(words)}</{p}t></{p}r>')


def _comments(root: Element) -> Iterator[Element]:
    for holder in root.all("commentList"):
        yield from holder.all("comment")


def _authors(data: bytes, root: Element) -> list[str]:
    return [content(data, author) for holder in root.all("authors") for author in holder.all("author")]


def _is_thread(comment: Element, authors: list[str]) -> bool:
    """Tell whether a comment is only the placeholder of a threaded conversation."""
    number = comment.attributes.get("authorId", "")
    return number.isdecimal() and int(number) < len(authors) and authors[int(number)].startswith("tc={")


# ---- the drawing: old Excel markup that need not be well-formed, so it is searched, not parsed


def _drawn(data: bytes, gone: Collection[str], notes: Mapping[str, str]) -> bytes:
    """Return the drawing without the boxes of some cells, and with new ones."""
    places = {(row_of(cell) - 1, column_of(cell) - 1) for cell in gone}
    data = re.sub(
        rb"<v:shape\s.*?</v:shape>", lambda match: b"" if _box_at(match[0], places) else match[0], data, flags=re.DOTALL
    )
    taken = [int(number) for number in re.findall(rb'id="_x0000_s(\d{1,9})"', data)]
    block = re.search(_BLOCKS, data)
    first = max([int(block[1]) * _BLOCK if block else _BLOCK, *taken]) + 1
    boxes = "".join(_box(number, cell, text) for number, (cell, text) in enumerate(notes.items(), first))
    if notes and b'id="_x0000_t202"' not in data:
        boxes = _SHAPE_TYPE + boxes
    end = data.rindex(b"</xml>")
    return data[:end] + boxes.encode() + data[end:]


def _box_at(shape: bytes, places: Collection[tuple[int, int]]) -> bool:
    row, column = (re.search(rb"<x:%s>\s*(\d{1,7})\s*</x:%s>" % (name, name), shape) for name in (b"Row", b"Column"))
    return (
        b'ObjectType="Note"' in shape
        and row is not None
        and column is not None
        and (
            int(row[1]),
            int(column[1]),
        )
        in places
    )


def _box(number: int, cell: str, text: str) -> str:
    row, column = row_of(cell) - 1, column_of(cell) - 1
    lines = min(sum(1 + len(line) // _WIDTH for line in text.split("\n")) + 1, _MOST_LINES)
    left = min(column + 1, _COLUMNS - 5)
    top = max(min(row - 1, _ROWS - lines - 2), 0)
    anchor = f"{left}, 15, {top}, 4, {left + 4}, 15, {top + lines}, 4"
    return _SHAPE.format(id=number, anchor=anchor, row=row, column=column)


def _free_block(package: Package) -> int:
    """Return an unused block of a thousand shape ids."""
    used = {
        int(number)
        for path in package
        if path.lower().endswith(".vml")
        for number in re.findall(_BLOCKS, package[path])
    }
    return max(used, default=0) + 1
