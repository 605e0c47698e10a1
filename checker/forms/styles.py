"""Add styles to a workbook; existing styles never change.

Owns the look of marks. Existing marks are reused, so that marking a marked workbook adds nothing.
"""

from __future__ import annotations

import enum
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
    LINK = "link"
    REMARK = "remark"


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


class StylesPart:
    """The part of styles, as bytes."""

    def __init__(self, data: bytes) -> None:
        """Take the part."""
        self.data = data
        # Cached, because every cell of the sheet of results needs one, and each lookup parses the part.
        self._cells: dict[tuple[ResultStyle, Tone], int] = {}

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
        boxed = look in (ResultStyle.HEAD, ResultStyle.TEXT, ResultStyle.LINK)
        fill = _GREY if look is ResultStyle.HEAD else _FILLS.get(tone, "")
        numbers = {
            "fontId": self._add("fonts", self._font(look)),
            "fillId": self._add("fills", _solid(fill)) if fill else 0,
            "borderId": self._add("borders", _box()) if boxed else 0,
        }
        given = " ".join(f'{name}="{number}"' for name, number in numbers.items())
        horizontal = ' horizontal="center"' if look is ResultStyle.HEAD else ""
        vertical = "center" if look is ResultStyle.HEAD else "top"
        wrapped = ' wrapText="1"' if look is not ResultStyle.TITLE else ""
        return self._add(
            "cellXfs",
            f'<xf numFmtId="49" {given} xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" '
            f'applyAlignment="1"><alignment{horizontal} vertical="{vertical}"{wrapped}/>'
            "</xf>",
        )

    def _font(self, look: ResultStyle) -> str:
        """Return a font in the workbook's font family."""
        name = self._family()
        bold = "<b/>" if look in (ResultStyle.TITLE, ResultStyle.HEAD) else ""
        under = "<u/>" if look is ResultStyle.LINK else ""
        colour = '<color rgb="FF0563C1"/>' if look is ResultStyle.LINK else '<color rgb="FF000000"/>'
        size = 14 if look is ResultStyle.TITLE else 11
        return f'<font>{bold}{under}<sz val="{size}"/>{colour}<name val="{escaped(name)}"/></font>'

    def _family(self) -> str:
        fonts = outline(self.data).first("fonts")
        first = next(iter(fonts.children), None) if fonts else None
        named = first.first("name") if first else None
        return named.attributes.get("val", "Arial") if named else "Arial"

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
