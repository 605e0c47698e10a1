"""How much of a file is read, so that no file can fill the memory or the day."""

from __future__ import annotations

from checker.domain.record import NamedTuple

__all__ = ["ReadLimits"]


class ReadLimits(NamedTuple):
    """The most that is read; every one is a diagnostic with its figure where it is exceeded.

    Args:
        file_bytes: Size of a file.
        part_bytes: Inflated size of one part of a workbook.
        total_bytes: Inflated size of all of its parts.
        ratio: How many times larger than its compressed form a part of more than a megabyte may be.
        entries: Parts of a workbook.
        sheets: Sheets of a workbook.
        rows: Number of the last row that holds something.
        columns: Number of the last column that holds something.
        cells: Cells that hold something, in all sheets.
        text: Characters of one cell.
        seconds: How much processor time a workbook may take to be read.
        memory_bytes: How much memory that may take, of which a third is what Python and its libraries map.
        files: Files and folders in a folder that is checked.
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
