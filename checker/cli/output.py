"""Write text to the streams of the process: encodings, colour, width, and closed streams.

Owns two guarantees: no character of a report stops the program, and a closed pipe does not change the exit code.
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
"""The line width without a terminal."""

STDOUT: Final = "-"
"""The name of standard output in errors."""

_DIGITS: Final = 4


def prepare(stream: TextIO, environ: Mapping[str, str]) -> None:
    """Set up `stream` so that it accepts every character and loses none.

    A terminal keeps its encoding, and shows unsupported characters as escapes. Files and pipes get UTF-8, like in
    Python 3.15, because a report in Windows-1252 would consist of escapes. ``PYTHONIOENCODING`` overrides that. A
    non-blocking stream is made blocking, because a full pipe would lose the rest.
    """
    if isinstance(stream, io.TextIOWrapper):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            os.set_blocking(stream.fileno(), True)
        encoding = None if stream.isatty() or environ.get("PYTHONIOENCODING") else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def write(text: str, stream: TextIO, *, colour: bool = False) -> None:
    """Write a report unchanged; a reader that closes the pipe early (``| head``) is not an error.

    Raises:
        WriteError: Standard output cannot be written, for example on a full disk.
    """
    try:
        click.echo(text, file=stream, nl=False, color=colour)
    except (OSError, ValueError) as error:
        _silence(stream, error)


def _silence(stream: TextIO, error: OSError | ValueError) -> None:
    """Redirect a failed stream to the null device, because its buffer would fail again at exit."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return  # Closed within this process, so nobody reads it.
    # Standard error cannot be used any more.
    if stream is sys.stdout and not isinstance(error, BrokenPipeError | ConnectionError | ValueError):
        from checker.writing import why_unwritten

        raise WriteError(STDOUT, why_unwritten(error)) from error


def finish() -> None:
    """Flush the streams.

    Raises:
        WriteError: Standard output cannot be written.
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
    """Write bytes to standard output unchanged, whatever its encoding and line ends."""
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
    """Write the program's own lines, escaped for display: a path in a line cannot start another line."""
    write("".join(f"{display_safe(line)}\n" for line in lines), stream)


def has_colour(choice: str, stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Tell whether to use colour: by option, by ``NO_COLOR`` or ``FORCE_COLOR``, else only on a terminal."""
    if choice != "auto":
        return choice == "always"
    if not environ.get("NO_COLOR") and environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def width_of(stream: TextIO, environ: Mapping[str, str]) -> int:
    """Return the line width of `stream`; ``COLUMNS`` overrides the terminal's."""
    columns = environ.get("COLUMNS", "")
    if columns.isdecimal() and len(columns) <= _DIGITS and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH
