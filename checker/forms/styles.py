"""Add styles to a workbook; existing styles never change.

Owns the look of marks. Existing marks are reused, so that marking a marked workbook adds nothing.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from functools import cached_property
from typing import Final

from checker.forms.spans import Edit, Element, NotEditable, appended, edited, escaped, outline

__all__ = ["ResultStyle", "StylesPart", "Tone"]


class Tone(enum.IntEnum):
    """The tones of cells, most severe last; a colour always accompanies words."""

    PLAIN = 0
    NOTE = 1
    GOOD = 2
    DOUBT = 3
    BAD = 4


class ResultStyle(enum.Enum):
    """A kind of cell of the sheet of results."""

    TITLE = "title"
    HEAD = "head"
    TEXT = "text"
    NUMBER = "number"
    CENTRE = "centre"
    LINK = "link"
    REMARK = "remark"
    PART = "part"
    GROUP = "group"


_FILLS: Final = {Tone.NOTE: "FFDDEBF7", Tone.GOOD: "FFC6EFCE", Tone.DOUBT: "FFFFEB9C", Tone.BAD: "FFFFC7CE"}
_EDGES: Final = {Tone.NOTE: "FF2F75B5", Tone.GOOD: "FF548235", Tone.DOUBT: "FFBF8F00", Tone.BAD: "FFC00000"}
_GREY: Final = "FFD9D9D9"
_BORDER: Final = "FF7F7F7F"
_SIDES: Final = ("left", "right", "top", "bottom")
_ORDER: Final = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)


_ACROSS: Final = {
    ResultStyle.HEAD: "center",
    ResultStyle.CENTRE: "center",
    ResultStyle.LINK: "center",
    ResultStyle.NUMBER: "right",
}
_BOLD: Final = (ResultStyle.TITLE, ResultStyle.HEAD, ResultStyle.PART, ResultStyle.GROUP)
_UNBOXED: Final = (ResultStyle.TITLE, ResultStyle.PART, ResultStyle.REMARK)
_SIZE: Final = 11.0


class StylesPart:
    """The part of styles, as bytes."""

    def __init__(self, data: bytes, sheet: bytes = b"") -> None:
        """Take the part, and the part of the sheet in whose typeface is written; else in that of the workbook."""
        self.data = data
        self._sheet = sheet
        # Cached, because every cell of the sheet of results needs one, and each lookup parses the part.
        self._cells: dict[tuple[ResultStyle, Tone], int] = {}

    @cached_property
    def _typeface(self) -> tuple[str, float]:
        return _typeface(self.data, self._sheet)

    @property
    def size(self) -> float:
        """The size of its letters, in points."""
        return self._typeface[1]

    def mark(self, tone: Tone) -> int:
        """Return the index of the differential style that colours a cell."""
        sides = "".join(f'<{side} style="thin"><color rgb="{_EDGES[tone]}"/></{side}>' for side in _SIDES)
        colour = _FILLS[tone]
        return self._add(
            "dxfs",
            '<dxf><font><color rgb="FF000000"/></font>'
            f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor rgb="{colour}"/></patternFill>'
            f"</fill><border>{sides}</border></dxf>",
        )

    def cell(self, look: ResultStyle, tone: Tone = Tone.PLAIN) -> int:
        """Return the index of the format for a cell of the sheet of results."""
        if (look, tone) not in self._cells:
            self._cells[look, tone] = self._format(look, tone)
        return self._cells[look, tone]

    def _format(self, look: ResultStyle, tone: Tone) -> int:
        boxed = look not in _UNBOXED
        fill = _GREY if look is ResultStyle.HEAD else _FILLS.get(tone, "")
        numbers = {
            "fontId": self._add("fonts", self._font(look)),
            "fillId": self._add("fills", _solid(fill)) if fill else 0,
            "borderId": self._add("borders", _box()) if boxed else 0,
        }
        given = " ".join(f'{name}="{number}"' for name, number in numbers.items())
        horizontal = f' horizontal="{_ACROSS[look]}"' if look in _ACROSS else ""
        vertical = "center" if look is ResultStyle.HEAD else "top"
        wrapped = ' wrapText="1"' if look is not ResultStyle.TITLE else ""
        return self._add(
            "cellXfs",
            f'<xf numFmtId="49" {given} xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" '
            f'applyAlignment="1"><alignment{horizontal} vertical="{vertical}"{wrapped}/>'
            "</xf>",
        )

    def _font(self, look: ResultStyle) -> str:
        """Return a font of the family and size in which the office's own sheet is written."""
        bold = "<b/>" if look in _BOLD else ""
        under = "<u/>" if look is ResultStyle.LINK else ""
        colour = '<color rgb="FF0563C1"/>' if look is ResultStyle.LINK else '<color rgb="FF000000"/>'
        size = self.size + 2 if look is ResultStyle.TITLE else self.size
        return f'<font>{bold}{under}<sz val="{size:g}"/>{colour}<name val="{escaped(self._typeface[0])}"/></font>'

    def _add(self, container: str, text: str) -> int:
        """Return the index of an item in its list; append the item if it is missing."""
        root = outline(self.data)
        written = _prefixed(text, root.prefix).encode()
        holder = root.first(container)
        if holder is None:
            holder = self._create(root, container)
        for place, child in enumerate(holder.children):
            if self.data[child.start : child.end] == written:
                return place
        count = len(holder.children)
        tag = self.data[holder.start : holder.inner]
        counted = tag.replace(
            b'count="%s"' % holder.attributes.get("count", "").encode(), b'count="%d"' % (count + 1), 1
        )
        if holder.closed:
            name = f"</{holder.prefix}{holder.name}>".encode()
            edits = [Edit(holder.start, holder.end, counted[:-2] + b">" + written + name)]
        else:
            edits = [Edit(holder.start, holder.inner, counted), appended(holder, written.decode())]
        self.data = edited(self.data, edits)
        return count

    def _create(self, root: Element, container: str) -> Element:
        """Create a missing list; only that of differential styles may be missing."""
        if container != "dxfs":
            raise NotEditable(f"its styles have no {container}")
        later = _ORDER[_ORDER.index(container) + 1 :]
        place = next((child.start for child in root.children if child.name in later), root.inner_end)
        tag = f"{root.prefix}{container}"
        self.data = edited(self.data, [Edit(place, place, f'<{tag} count="0"></{tag}>'.encode())])
        holder = outline(self.data).first(container)
        if holder is None:
            raise NotEditable(f"its styles have no {container}")
        return holder


def _typeface(data: bytes, sheet: bytes) -> tuple[str, float]:
    """Return the name and the size of the font in which most cells of a sheet are written, else the workbook's."""
    root = outline(data)
    fonts, formats = root.first("fonts"), root.first("cellXfs")
    faces = [_face(font) for font in fonts.children] if fonts else []
    looks = formats.children if formats else []
    used: Counter[tuple[str, float]] = Counter()
    for style, count in Counter(re.findall(rb'<(?:\w+:)?c\s[^>]*?\bs="(\d{1,6})"', sheet)).items():
        number = looks[int(style)].attributes.get("fontId", "0") if int(style) < len(looks) else ""
        if number.isdecimal() and int(number) < len(faces):
            used[faces[int(number)]] += count
    most = used.most_common(1)
    return most[0][0] if most else next(iter(faces), ("Arial", _SIZE))


def _face(font: Element) -> tuple[str, float]:
    name, size = font.first("name"), font.first("sz")
    written = size.attributes.get("val", "") if size else ""
    points = float(written) if re.fullmatch(r"\d{1,3}(?:\.\d+)?", written) else _SIZE
    return (name.attributes.get("val", "Arial") if name else "Arial"), points


def _solid(colour: str) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'
    )


def _box() -> str:
    sides = "".join(f'<{side} style="thin"><color rgb="{_BORDER}"/></{side}>' for side in _SIDES)
    return f"<border>{sides}<diagonal/></border>"


def _prefixed(text: str, prefix: str) -> str:
    """Add the part's namespace prefix to every tag."""
    return text.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}") if prefix else text
