"""A copy of a submission on which every remark stands at its place, of the kind that its file allows.

Owns which kind that is: a marked workbook, or else a list of the remarks beside the file. Must not write files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Final

from checker.domain.diagnostic import Diagnostic
from checker.domain.record import NamedTuple
from checker.domain.report import Report
from checker.domain.text import Message
from checker.forms.remarks import remarks_of
from checker.forms.sidecar import sidecar
from checker.language import Language

__all__ = ["WORKBOOKS", "MarkedCopy", "marked_copy", "suffix_of"]

WORKBOOKS: Final = (".xlsx", ".xlsm")
"""What is marked in place."""
_LIST: Final = ".csv"


class MarkedCopy(NamedTuple):
    """A copy.

    Args:
        suffix: How the name of its file ends.
        data: What it holds.
        refused: Why the workbook itself could not be marked; ``None`` where it was, or there is none.
    """

    suffix: str
    data: bytes
    refused: Message | None = None


def suffix_of(path: str) -> str:
    """Return how the name of the copy of a submission ends, as far as its name tells."""
    suffix = os.path.splitext(path)[1].lower()
    return suffix if suffix in WORKBOOKS else _LIST


def marked_copy(
    reports: Sequence[Report],
    diagnostics: Iterable[Diagnostic],
    data: bytes,
    path: str,
    language: Language,
    suffix: str = "",
    *,
    codes: bool = False,
) -> MarkedCopy:
    """Return the copy.

    Args:
        reports: What was found in the file.
        diagnostics: What kept parts of it from being evaluated.
        data: The file as submitted.
        path: Its path, as the places name it.
        language: Of the remarks.
        suffix: What is wanted; else what the file allows.
        codes: Whether the sheet of results has a column of codes, which a list has always.

    Raises:
        ValuesChanged: The marked workbook does not hold the same values.
    """
    found, refused = tuple(diagnostics), None
    if (suffix or suffix_of(path)) in WORKBOOKS:
        from checker.forms.annotate import NotEditable, annotate

        try:
            marked = annotate(reports, found, data, path, language, codes=codes)
            return MarkedCopy(suffix or suffix_of(path), marked)
        except NotEditable as error:
            refused = error.reason
    return MarkedCopy(_LIST, sidecar(remarks_of(reports, found, language), language), refused)
