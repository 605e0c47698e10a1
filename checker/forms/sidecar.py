"""Write remarks into a separate file, for submissions that cannot be marked.

Owns the columns. The file is UTF-8 with a byte-order mark and semicolons, so that a Vietnamese Excel opens it
correctly.
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
    """Write a row for each remark: location, code, item, verdict, problem, remedy."""
    rows = ((place_of(one.location), one.code, one.indicator, one.verdict, one.sentence, one.remedy) for one in remarks)
    return csv_bytes([tuple(map(language.render, _HEADINGS)), *rows])


def csv_bytes(rows: Iterable[Iterable[str]], delimiter: str = ";") -> bytes:
    """Write rows whose cells are never read as formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([csv_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", "backslashreplace")
