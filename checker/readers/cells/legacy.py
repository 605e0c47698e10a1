"""Vietnamese text in the encodings that came before Unicode, recognised by words that every form has.

Owns the names of these encodings. Nothing is converted: a guess at one letter could be a
guess at a title, so the file is refused by name, with how to save it anew.
"""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["legacy_encoding"]

# What "chỉ tiêu", "kế hoạch", "thực hiện", "đơn vị", "tỷ đồng" look like when their bytes are taken for Latin-1.
_TCVN3: Final = ("chØ tiªu", "kÕ ho¹ch", "thùc hiÖn", "®¬n vÞ", "tû ®ång", "triÖu ®ång")
_VNI: Final = ("chæ tieâu", "keá hoaïch", "thöïc hieän", "ñôn vò", "tyû ñoàng", "trieäu ñoàng")
_UNICODE: Final = ("chỉ tiêu", "kế hoạch", "thực hiện", "đơn vị", "tỷ đồng", "triệu đồng")


def legacy_encoding(data: bytes) -> str:
    """Return the name of the encoding, or nothing where it is not certain.

    Args:
        data: Bytes that are not UTF-8, or a text encoded as Latin-1 where it could be.
    """
    text = data.decode("latin-1").lower()
    for name, words in (("TCVN3 (ABC)", _TCVN3), ("VNI", _VNI)):
        if any(word.lower() in text for word in words):
            return name
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace")).lower()
    return "Windows-1258" if any(word in windows for word in _UNICODE) else ""
