"""Remarks in a file beside the submission, for files that take no marks.

Owns the columns. UTF-8 with a mark and semicolons, for so Excel opens it right in Vietnamese.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from checker.domain.text import message
from checker.forms.remarks import Remark, place_of
from checker.forms.texts import csv_text
from checker.language import Language

__all__ = ["csv_bytes", "sidecar"]

_HEADINGS = (
    message("Place"),
    message("Code"),
    message("Item"),
    message("Verdict"),
    message("Remark"),
    message("What to do"),
)


def sidecar(remarks: Iterable[Remark], language: Language) -> bytes:
    """Write a row for each remark: place, code, item, verdict, what is wrong, what to do."""
    rows = ((place_of(one.location), one.code, one.indicator, one.verdict, one.sentence, one.remedy) for one in remarks)
    return csv_bytes([tuple(map(language.render, _HEADINGS)), *rows])


def csv_bytes(rows: Iterable[Iterable[str]], delimiter: str = ";") -> bytes:
    """Write rows of which no cell is taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([csv_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")
