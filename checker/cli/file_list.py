"""The files of a list: ``--files-from``.

Must not be imported by a check without this option.
"""

from __future__ import annotations

import os
import stat
import sys

import click

from checker.cli.frame import is_misspelt_address, refuse
from checker.domain.text import Message, message
from checker.syntax.text import why_unread

__all__ = ["all_files", "names_nothing", "read_list"]

_STDIN = "-"
_MOST_BYTES = 20_000_000


def all_files(context: click.Context, argument: str) -> tuple[str, ...]:
    """Return the files of the command line and its list; the result is empty only if the list is.

    Args:
        context: The command line, with the option ``--files-from``.
        argument: The name of the argument that takes files.

    Raises:
        MissingParameter: No file is named, and no list.
        Misuse: As `read_list`.
    """
    named: tuple[str, ...] = context.params[argument]
    listed: str | None = context.params["files_from"]
    if listed:
        return read_list(listed, named)
    if not named:
        param = next(param for param in context.command.params if param.name == argument)
        raise click.MissingParameter(ctx=context, param=param)
    return named


def names_nothing(listed: str) -> Message:
    """Report that a list of files is empty."""
    return message("`{path}` names no file", path=listed)


def read_list(path: str, named: tuple[str, ...]) -> tuple[str, ...]:
    """Return the named files, then those of the list, without repeats.

    Args:
        path: The list, or ``-`` for standard input: names one per line, or separated by NUL.
        named: Files of the command line.

    Raises:
        Misuse: The list cannot be read, or standard input is used twice.
    """
    if path == _STDIN and _STDIN in named:
        refuse(message("standard input cannot be both a file and the list of files"))
    try:
        if path == _STDIN:
            data = sys.stdin.buffer.read(_MOST_BYTES + 1) if sys.stdin is not None else b""
        else:
            # A pipe from the shell, such as /dev/fd/63, has a writer; opening any other pipe could block.
            if stat.S_ISFIFO(os.stat(path).st_mode) and not path.startswith("/dev/"):
                reason = message("it is no regular file but a pipe, a device or a socket")
                refuse(message("--files-from: `{path}` cannot be read: {reason}", path=path, reason=reason))
            with open(path, "rb") as file:
                data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        refuse(message("--files-from: `{path}` cannot be read: {reason}", path=path, reason=why_unread(error)))
    if len(data) > _MOST_BYTES:
        refuse(message("--files-from: `{path}` is larger than {count} bytes", path=path, count=_MOST_BYTES))
    names = data.split(b"\0") if b"\0" in data else data.splitlines()
    files = (*named, *(os.fsdecode(name) for name in names if name.strip()))
    if _STDIN in files and path == _STDIN:
        refuse(message("standard input cannot be both a file and the list of files"))
    if any(map(is_misspelt_address, files)):
        refuse(message("write the address of a database as postgresql://…"))
    return tuple(dict.fromkeys(files))
