"""Workbooks and CSV files into submissions: their cells first, then what the cells mean.

Owns how the two are joined. Must not know any rule pack.
"""

from __future__ import annotations

from checker.domain.submission import Submission
from checker.readers.cells.limits import ReadLimits
from checker.readers.cells.read import read_grid
from checker.readers.form.envelope import EnvelopeOptions
from checker.readers.form.form import read_form

__all__ = ["EnvelopeOptions", "ReadLimits", "read_tables"]


def read_tables(
    path: str, asked: EnvelopeOptions, limits: ReadLimits, *, data: bytes | None = None, suffix: str = ""
) -> tuple[Submission, ...]:
    """Read the submissions of one file, of which there may be one for each unit and period in it.

    Args:
        path: The file as the user named it.
        asked: What the user said beside the file.
        limits: How much of it is read.
        data: Its content, where it does not come from the file.
        suffix: Its type, such as ``.csv``, where its name does not tell.

    Raises:
        SubmissionError: It cannot be read, or leaves open whose or which figures it holds.
    """
    return read_form(read_grid(path, data=data, suffix=suffix, limits=limits), asked)
