"""Limits of reading, so that no file can exhaust memory or time."""

from __future__ import annotations

from checker.domain.record import NamedTuple

__all__ = ["ReadLimits"]


class ReadLimits(NamedTuple):
    """The limits; exceeding one gives a diagnostic with the number.

    Args:
        file_bytes: Size of a file.
        part_bytes: Inflated size of one part of a workbook.
        total_bytes: Inflated size of all of its parts.
        ratio: The highest compression ratio of a part of more than a megabyte.
        entries: Parts of a workbook.
        sheets: Sheets of a workbook.
        rows: Number of the last row with content.
        columns: Number of the last column with content.
        cells: Cells with content, in all sheets.
        text: Characters of one cell.
        seconds: Processor time to read a workbook.
        memory_bytes: Memory to read a workbook; Python and its libraries take a third of it.
        files: Files and folders in a checked folder.
        folder_seconds: Processor time after which no further file of a folder is read.
    """

    file_bytes: int = 20_000_000
    part_bytes: int = 64 * 2**20
    total_bytes: int = 96 * 2**20
    ratio: int = 200
    entries: int = 2_000
    sheets: int = 64
    rows: int = 50_000
    columns: int = 512
    cells: int = 200_000
    text: int = 32_767
    seconds: int = 8
    memory_bytes: int = 352 * 2**20
    files: int = 20_000
    folder_seconds: int = 600
