"""Common parts of Office files: text that stays text, and reproducible bytes.

Owns the zip container of such a file. Must not know the content of any file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

from checker.language import display_safe

__all__ = ["cell_text", "fixed"]

_LONGEST: Final = 32_767
_ESCAPE: Final = r"_(?=x[0-9A-Fa-f]{4}_)"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def cell_text(text: str) -> str:
    """Return `text` safe for a cell: visible, within Excel's length limit, and never read as an escape.

    Excel reads ``_x0041_`` in a stored text as the character of that number.
    """
    shown = "\n".join(map(display_safe, text.split("\n")))
    shown = re.sub(_ESCAPE, "_x005F_", shown)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def fixed(parts: Mapping[str, bytes], entries: Mapping[str, zipfile.ZipInfo] | None = None) -> bytes:
    """Return a zip of these parts; equal parts give equal bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path, part in parts.items():
            old = (entries or {}).get(path)
            entry = zipfile.ZipInfo(path, old.date_time if old else _EPOCH)
            entry.compress_type = old.compress_type if old else zipfile.ZIP_DEFLATED
            entry.external_attr = old.external_attr if old else 0
            archive.writestr(entry, part)
    return file.getvalue()
