"""Text onto the streams of the process: encodings, colour, width, and streams that take nothing more.

Owns that no character of a report ever stops the program, and that a reader who has gone away changes no exit
code.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Mapping
from typing import Final, TextIO

import click

from checker.errors import WriteError
from checker.language import display_safe

__all__ = [
    "STDOUT",
    "WIDTH",
    "finish",
    "has_colour",
    "prepare",
    "say",
    "width_of",
    "write",
    "write_bytes",
    "write_utf8",
]

WIDTH: Final = 100
"""Cells of a line where there is no terminal to ask."""

STDOUT: Final = "-"
"""The path by which an error speaks of standard output."""

_DIGITS: Final = 4


def prepare(stream: TextIO, environ: Mapping[str, str]) -> None:
    """Let `stream` take every character, and all of them.

    A terminal keeps its encoding, and shows what it cannot show as an escape. Files and
    pipes get UTF-8, as from Python 3.15 on, for a report in Windows-1252 would be
    escapes alone; ``PYTHONIOENCODING`` overrules that. What a caller uses without waiting,
    as servers do, would take what a pipe holds and lose the rest.
    """
    if isinstance(stream, io.TextIOWrapper):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            os.set_blocking(stream.fileno(), True)
        encoding = None if stream.isatty() or environ.get("PYTHONIOENCODING") else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def write(text: str, stream: TextIO, *, colour: bool = False) -> None:
    """Write a report as it is; a reader who has seen enough (``| head``) does not disturb.

    Raises:
        WriteError: Standard output takes nothing more, on a full disk say.
    """
    try:
        click.echo(text, file=stream, nl=False, color=colour)
    except (OSError, ValueError) as error:
        _silence(stream, error)


def _silence(stream: TextIO, error: OSError | ValueError) -> None:
    """Let a stream that took nothing lead nowhere, for its buffer would fail again when the process ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return  # Closed within this process: nobody reads it.
    # On standard error nothing can be said any more.
    if stream is sys.stdout and not isinstance(error, BrokenPipeError | ConnectionError | ValueError):
        from checker.writing import why_unwritten

        raise WriteError(STDOUT, why_unwritten(error)) from error


def finish() -> None:
    """Write out what the streams still hold.

    Raises:
        WriteError: Standard output does not take it.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError) as error:
            _silence(stream, error)


def write_utf8(text: str) -> None:
    """Write JSON to standard output, which is UTF-8 wherever it goes."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    write(text, sys.stdout)


def write_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are, whatever its encoding and line ends."""
    stream = sys.stdout
    if not isinstance(stream, io.TextIOWrapper):
        write(data.decode(), stream)
        return
    try:
        stream.flush()
        stream.buffer.write(data)
        stream.buffer.flush()
    except (OSError, ValueError) as error:
        _silence(stream, error)


def say(*lines: str, stream: TextIO) -> None:
    """Write lines of the program's own, made safe to show: what is named in one, such as a path, begins no other."""
    write("".join(f"{display_safe(line)}\n" for line in lines), stream)


def has_colour(wish: str, stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Tell whether to use colour: as wished, else as ``NO_COLOR`` or ``FORCE_COLOR`` say, else on a terminal."""
    if wish != "auto":
        return wish == "always"
    if not environ.get("NO_COLOR") and environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def width_of(stream: TextIO, environ: Mapping[str, str]) -> int:
    """Return how many cells a line of `stream` has; ``COLUMNS`` overrules the terminal."""
    columns = environ.get("COLUMNS", "")
    if columns.isdecimal() and len(columns) <= _DIGITS and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH
