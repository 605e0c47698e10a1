"""Read a workbook into a grid in a child process, whose crash does not affect this one.

Owns the child process: its start, its deadline and its exit status. Must not import any workbook library. A browser has
no processes: there the page's sandbox contains this one and its worker ends at a deadline, so the child's function is
called directly.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final, NoReturn

from checker.domain import codes
from checker.domain.codes import DATA_FILE
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.digest import sha256_of
from checker.domain.location import Location
from checker.domain.text import message
from checker.readers.cells.limits import ReadLimits
from checker.readers.grid import Appearance, Cell, CellKind, Grid, Range, Row
from checker.readers.notation import shown
from checker.syntax.collector import Collector

__all__ = ["column_letters", "read_workbook"]

_WHAT: Final = {
    "rows": message("rows"),
    "columns": message("columns"),
    "cells": message("cells"),
    "sheets": message("sheets"),
    "text": message("characters of a cell"),
}
_OUT_OF_MEMORY: Final = (b"MemoryError", b"memory allocation")
# Stopped by the kernel for its processor time, as a signal and as a shell's exit code.
_OUT_OF_TIME: Final = (-24, 152)
_PATIENCE: Final = 6 if sys.platform == "win32" else 30
"""The ratio of elapsed to processor time that a child may take, for busy machines.

If the system limits processor time, this only stops a child that waits.
"""
# Aborted or killed, as signals and as a shell's exit codes.
_KILLED: Final = (-6, -9, 134, 137)
_HAS_PROCESSES: Final[bool] = sys.platform not in ("emscripten", "wasi")
_MEGABYTE: Final = 2**20
_ANSWER_BYTES: Final = 512 * _MEGABYTE


def read_workbook(path: str, data: bytes, format_: str, limits: ReadLimits) -> Grid:
    """Read a workbook whose archive has been inspected.

    Args:
        path: The file as the user named it.
        data: Its bytes.
        format_: Its format: ``xlsx``, ``xlsm``, ``ods`` or ``xls``.
        limits: The limits.

    Raises:
        InputError: The workbook is damaged, over a limit, or takes too long.
    """
    answer = _answer(path, data, format_, limits)
    trouble = Collector(path)
    if "too_large" in answer:
        what, found, limit = answer["too_large"]
        trouble.add(DATA_FILE["too-large"], what=_WHAT[what], found=found, limit=limit)
        trouble.stop()
    if "memory" in answer:
        _too_hungry(path, limits)
    if "damaged" in answer:
        trouble.add(codes.WORKBOOK_DAMAGED, reason=answer["damaged"])
        trouble.stop()
    sheets = tuple(_Sheet(path, sheet) for sheet in answer["sheets"])
    troubles: dict[Location, Diagnostic] = {}
    for number, sheet in enumerate(sheets):
        for row, column, text in answer["sheets"][number].get("misplaced", ()):
            place = sheet.location(row, column)
            troubles[place] = diagnostic(codes.CELL_TWICE, place, value=shown(text))
            sheet.refuse(row, column)
    for which, row, column, first, second in answer["disagree"]:
        place = sheets[which].location(row, column)
        troubles.setdefault(place, diagnostic(codes.READERS_DISAGREE, place, first=first, second=second))
        sheets[which].refuse(row, column)
    return Grid(path, sha256_of(data), format_, sheets, tuple(troubles.values()))


def _answer(path: str, data: bytes, format_: str, limits: ReadLimits) -> dict[str, Any]:
    request = limits._asdict() | {"format": format_}
    if not _HAS_PROCESSES:
        return _read_here(data, request)
    # Isolated mode: neither the user's folder nor the environment affects imports.
    command = [sys.executable, "-I", "-X", "utf8", "-m", "checker.readers.cells.child"]
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            command,
            input=json.dumps(request).encode() + b"\n" + data,
            capture_output=True,
            timeout=_PATIENCE * limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        _too_slow(path, limits)
    if done.returncode in _OUT_OF_TIME:
        _too_slow(path, limits)
    if done.returncode != 0 or not done.stdout or len(done.stdout) > _ANSWER_BYTES:
        if any(words in done.stderr for words in _OUT_OF_MEMORY) or done.returncode in _KILLED:
            _too_hungry(path, limits)
        trouble = Collector(path)
        reason = message("the reading program ended with {code}", code=done.returncode)
        trouble.add(codes.WORKBOOK_DAMAGED, reason=reason)
        trouble.stop()
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _read_here(data: bytes, request: dict[str, Any]) -> dict[str, Any]:
    """Read a workbook in this process, which runs in a sandbox."""
    from checker.readers.cells.child.__main__ import answer

    read: dict[str, Any] = json.loads(answer(data, request))
    return read


def _too_slow(path: str, limits: ReadLimits) -> NoReturn:
    trouble = Collector(path)
    trouble.add(codes.TOO_SLOW, seconds=limits.seconds)
    trouble.stop()


def _too_hungry(path: str, limits: ReadLimits) -> None:
    trouble = Collector(path)
    trouble.add(codes.TOO_HUNGRY, limit=limits.memory_bytes // _MEGABYTE)
    trouble.stop()


class _Sheet:
    """One sheet, as read by the child."""

    def __init__(self, path: str, sheet: dict[str, Any]) -> None:
        self.name: str = sheet["name"]
        self.hidden: bool = sheet["hidden"]
        self.delimiter = ""
        self.merged: Sequence[Range] = tuple(Range(*one) for one in sheet["merged"])
        self._path = path
        self._cells = {(cell[0], cell[1]): cell for cell in sheet["cells"]}

    def refuse(self, row: int, column: int) -> None:
        """Drop a cell that the libraries read differently."""
        self._cells.pop((row, column), None)

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not empty, from the top."""
        number = 0
        texts: list[str] = []
        for (row, column), cell in self._cells.items():
            if row != number:
                if texts:
                    yield Row(number, texts)
                number, texts = row, []
            texts += [""] * (column - len(texts) - 1)
            texts.append(cell[3])
        if texts:
            yield Row(number, texts)

    def cell(self, row: int, column: int) -> Cell | None:
        """Return one cell; ``None`` if it is empty."""
        found = self._cells.get((row, column))
        if found is None:
            return None
        _, _, kind, text, number_format, formula, hidden, *looks = found
        look, other_text = looks or ("plain", "")
        return Cell(
            row,
            column,
            text,
            CellKind(kind),
            number_format,
            formula,
            hidden or self.hidden,
            Appearance(look),
            other_text,
        )

    def location(self, row: int, column: int = 0) -> Location:
        """Return the location of a cell such as ``E14``, or of a row or the sheet."""
        cell = f"{column_letters(column)}{row}" if row and column else str(row) if row else ""
        return Location(self._path, sheet=self.name, cell=cell)


def column_letters(column: int) -> str:
    """Return the letters of a column: A for 1, AA for 27."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
