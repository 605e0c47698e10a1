"""Recognise Vietnamese text in encodings older than Unicode, by words that every form has.

Owns the names of these encodings, and the table of TCVN3, in which each letter has one code. A workbook in TCVN3, which
needs an old font to be readable, is converted. Text files and other encodings are refused by name, with advice on how
to save them again: a wrong letter could change a title.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from checker.domain.location import Location
from checker.readers.grid import Cell, Range, Row, Sheet

__all__ = ["LETTERS", "TCVN3", "ConvertedSheet", "legacy_encoding"]

TCVN3: Final = "TCVN3 (ABC)"
"""The name of the encoding that can be converted."""

# The words "chỉ tiêu", "kế hoạch", "thực hiện", "đơn vị", "tỷ đồng", with their bytes decoded as Latin-1.
_TCVN3: Final = ("chØ tiªu", "kÕ ho¹ch", "thùc hiÖn", "®¬n vÞ", "tû ®ång", "triÖu ®ång")
_VNI: Final = ("chæ tieâu", "keá hoaïch", "thöïc hieän", "ñôn vò", "tyû ñoàng", "trieäu ñoàng")
_UNICODE: Final = ("chỉ tiêu", "kế hoạch", "thực hiện", "đơn vị", "tỷ đồng", "triệu đồng")


LETTERS: Final = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
"""The letter of each TCVN3 code, in the form for `str.translate`."""
_LATIN_1: Final = "\u00ff"
# The TCVN3 codes that are not letters in Unicode.
_SIGNS: Final = frozenset("µ¸¶·¹¨»¾¼½©®ª«¬×÷¡¢§£¤¥¦")


class ConvertedSheet:
    """A sheet with TCVN3 texts converted to Unicode; Unicode texts stay unchanged."""

    def __init__(self, sheet: Sheet) -> None:
        """Take the stored sheet."""
        self._sheet = sheet
        self.name: str = _converted(sheet.name)
        self.hidden: bool = sheet.hidden
        self.merged: Sequence[Range] = sheet.merged
        self.delimiter: str = sheet.delimiter

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty, from the top."""
        for row in self._sheet.rows():
            yield row._replace(texts=[_converted(text) for text in row.texts])

    def cell(self, row: int, column: int) -> Cell | None:
        """Return one cell; ``None`` if it is empty."""
        cell = self._sheet.cell(row, column)
        return cell._replace(text=_converted(cell.text)) if cell is not None else None

    def location(self, row: int, column: int = 0) -> Location:
        """Return the location of a cell, or of a row."""
        return self._sheet.location(row, column)


def _converted(text: str) -> str:
    """Return a text in Unicode; a text with letters but without TCVN3 signs is already Unicode.

    >>> _converted("Thu ng©n s¸ch"), _converted("Hộ nghèo")
    ('Thu ngân sách', 'Hộ nghèo')
    """
    other = any(letter > _LATIN_1 for letter in text) and _SIGNS.isdisjoint(text)
    return text if other else text.translate(LETTERS)


def legacy_encoding(data: bytes) -> str:
    """Return the name of the encoding, or nothing if uncertain.

    Args:
        data: Bytes that are not UTF-8, or a text encoded as Latin-1.
    """
    text = data.decode("latin-1").lower()
    for name, words in ((TCVN3, _TCVN3), ("VNI", _VNI)):
        if any(word.lower() in text for word in words):
            return name
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace")).lower()
    return "Windows-1258" if any(word in windows for word in _UNICODE) else ""
