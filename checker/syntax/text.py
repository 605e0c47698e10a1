"""Read the bytes of a text file, and decode them.

Owns opening a file, its size limit, and its encoding: UTF-8, or UTF-16 with a byte-order mark. Nothing is guessed. Must
not know YAML or JSON.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Mapping
from typing import Final, NoReturn

from checker.domain.codes import Code
from checker.domain.text import Message, Value, message
from checker.syntax.collector import Collector

__all__ = ["check_size", "decode", "load", "opened", "split_lines", "why_unread"]

# Control characters are not allowed in a report. Characters that only some programs treat as a line end (NEL, LS, PS)
# are refused, too: they would shift all line numbers below.
_REFUSED: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)
_SIGNATURES: Final = (
    (b"PK\x03\x04", message("it starts like a workbook or another zip archive")),
    (b"\xd0\xcf\x11\xe0", message("it starts like an old Excel or Word file")),
    (b"%PDF", message("it starts like a PDF")),
)


def load(path: str, codes: Mapping[str, Code], limit: int) -> bytes:
    """Read a file's bytes, at most `limit` + 1.

    Args:
        path: The file as the user named it.
        codes: Codes for problems of files, by name.
        limit: The limit of the file's size.

    Raises:
        InputError: The file is missing, a folder, not readable, or too large.
    """
    try:
        # No pathlib: importing it would take 5 % of a check.
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            _unreadable(path, codes, message("it is a folder"))
        # Opening a pipe without a writer would block, and a device has no end.
        if not stat.S_ISREG(mode):
            _unreadable(path, codes, message("it is no regular file but a pipe, a device or a socket"))
        with open(os.open(path, _FLAGS), "rb") as file:
            data = file.read(limit + 1)
            size = max(len(data), os.fstat(file.fileno()).st_size)
    except (OSError, ValueError) as error:
        _unreadable(path, codes, why_unread(error))
    check_size(path, codes, size, limit)
    return data


def opened(path: str, data: bytes, codes: Mapping[str, Code], limit: int) -> tuple[str, Collector]:
    """Decode a file's bytes; return the text, and the collector for problems in its lines.

    Args:
        path: The file as the user named it.
        data: Its bytes.
        codes: Codes for problems of files, by name.
        limit: The limit of the file's size.

    Raises:
        InputError: The file is too large, or is not text.
    """
    check_size(path, codes, len(data), limit)
    text = decode(path, data, codes)
    return text, Collector(path, split_lines(text))


def why_unread(error: OSError | ValueError) -> Value:
    """Return why a file cannot be read, from the system's error on opening it."""
    match error:
        case FileNotFoundError():
            return message("there is no such file")
        case IsADirectoryError():
            return message("it is a folder")
        case PermissionError():
            return message("its permissions forbid it")
        case OSError():
            return error.strerror or type(error).__name__
        case _:
            return message("this cannot be the name of a file")


def check_size(path: str, codes: Mapping[str, Code], size: int, limit: int) -> None:
    """Refuse a file of more than `limit` bytes.

    Raises:
        InputError: It is larger.
    """
    if size > limit:
        trouble = Collector(path)
        trouble.add(codes["too-large"], what=message("size in bytes"), found=size, limit=limit)
        trouble.stop()


def _unreadable(path: str, codes: Mapping[str, Code], reason: Value) -> NoReturn:
    trouble = Collector(path)
    trouble.add(codes["file-unreadable"], reason=reason)
    trouble.stop()


def split_lines(text: str) -> tuple[str, ...]:
    """Return the lines without line ends (CR, LF or CR LF)."""
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def decode(path: str, data: bytes, codes: Mapping[str, Code]) -> str:
    """Return the text of a file, without its byte-order mark.

    Raises:
        InputError: The file is not UTF-8 (nor UTF-16 with a byte-order mark), has control characters, or is empty.
    """
    if not data:
        _empty(path, codes)
    for signature, reason in _SIGNATURES:
        if data.startswith(signature):
            _not_text(path, codes, reason)
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # The UTF-8 mark is removed here, because errors of "utf-8-sig" do not count it.
    mark = 0 if wide or not data.startswith(codecs.BOM_UTF8) else len(codecs.BOM_UTF8)
    try:
        text = data[mark:].decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as error:
        # The text before the bad byte is valid, and gives line and column.
        offset = error.start + mark
        before = data[mark:offset].decode("utf-16" if wide else "utf-8", "ignore")
        after = data[offset:].decode("utf-16-le" if wide else "utf-8", "replace")
        byte = message("byte 0x{byte} at offset {offset}", byte=f"{data[offset]:02X}", offset=offset)
        _not_text(path, codes, byte, before, after)
    if not _harmless(text) and (match := re.search(_REFUSED, text)):
        at = match.start()
        _not_text(path, codes, _control(data, text, at, wide=wide), text[:at], text[at:])
    if not text.strip():
        _empty(path, codes)
    return text


def _harmless(text: str) -> bool:
    """Quickly accept most texts, in less time than it takes to compile the pattern."""
    return text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable()


def _control(data: bytes, text: str, at: int, *, wide: bool) -> Message:
    if not wide and 0 in data[:2]:
        return message("it looks like UTF-16 or UTF-32 without a byte-order mark")
    mark = codecs.BOM_UTF16 if wide else codecs.BOM_UTF8
    offset = len(text[:at].encode("utf-16-le" if wide else "utf-8")) + (len(mark) if data.startswith(mark) else 0)
    return message(
        "control character U+{character} at offset {offset}", character=f"{ord(text[at]):04X}", offset=offset
    )


def _empty(path: str, codes: Mapping[str, Code]) -> NoReturn:
    trouble = Collector(path)
    trouble.add(codes["empty"])
    trouble.stop()


def _not_text(path: str, codes: Mapping[str, Code], reason: Message, before: str = "", after: str = "") -> NoReturn:
    lines = split_lines(before + after)
    line = len(split_lines(before)) if before + after else 0
    column = len(split_lines(before)[-1]) + 1 if line else 0
    trouble = Collector(path, lines if line else ())
    trouble.add(codes["not-text"], line, column, reason=reason)
    trouble.stop()
