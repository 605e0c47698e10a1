"""Read workbooks and CSV files into submissions: first the cells, then their meaning.

Owns the combination of both steps. Must not know any rule pack.
"""

from __future__ import annotations

from checker.domain.submission import Submission
from checker.readers.cells.limits import ReadLimits
from checker.readers.cells.read import read_grid
from checker.readers.form.form import read_form
from checker.readers.form.options import EnvelopeOptions

__all__ = ["EnvelopeOptions", "ReadLimits", "read_tables"]


def read_tables(
    path: str, options: EnvelopeOptions, limits: ReadLimits, *, data: bytes | None = None, suffix: str = ""
) -> tuple[Submission, ...]:
    """Read the submissions of one file: one for each unit and period in it.

    Args:
        path: The file as the user named it.
        options: The caller's options for the file.
        limits: The limits of reading.
        data: Its content, if it does not come from the file.
        suffix: Its type, such as ``.csv``, if its name does not give it.

    Raises:
        SubmissionError: The file cannot be read, or the owner or period of its figures is unclear.
    """
    return read_form(read_grid(path, data=data, suffix=suffix, limits=limits), options)
