"""Make a copy of a submission with every remark at its location, in the form that its file type allows.

Owns this choice: a marked workbook, or else a separate list of remarks. Must not write files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import Final

from checker.domain.diagnostic import Diagnostic
from checker.domain.location import WORKBOOKS
from checker.domain.record import NamedTuple
from checker.domain.report import Report
from checker.domain.text import Message
from checker.forms.remarks import remarks_of
from checker.forms.sidecar import sidecar
from checker.language import Language

__all__ = ["MarkedCopy", "marked_copy", "suffix_of"]

"""The file types that are marked in place."""
_LIST: Final = ".csv"


class MarkedCopy(NamedTuple):
    """A copy.

    Args:
        suffix: The suffix of its file.
        data: Its bytes.
        refused: Why the workbook itself could not be marked; ``None`` if it was, or if the submission is not a
            workbook.
    """

    suffix: str
    data: bytes
    refused: Message | None = None


def suffix_of(path: str) -> str:
    """Return the suffix of a submission's copy, judging by its name."""
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
        reports: The reports on the file.
        diagnostics: Why parts of it could not be evaluated.
        data: The file as submitted.
        path: Its path, as in the locations.
        language: The language of the remarks.
        suffix: The wanted file type. Default: the one that the file allows.
        codes: Whether the sheet of results has a column of codes; a list always has one.

    Raises:
        ValuesChanged: The marked workbook has other values.
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
