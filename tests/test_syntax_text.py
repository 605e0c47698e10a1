"""Bytes into text: encodings, limits, and what is refused by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.domain.codes import DATA_FILE, PACK_FILE
from checker.domain.diagnostic import Diagnostic
from checker.errors import InputError
from checker.syntax.text import decode, load, split_lines
from tests.examples import each_row


def refused(data: bytes) -> Diagnostic:
    with pytest.raises(InputError) as raised:
        decode("f", data, DATA_FILE)
    (found,) = raised.value.diagnostics
    return found


def reason(found: Diagnostic) -> str:
    (_, value), *_ = found.message.values
    return str(value if isinstance(value, str) else value.template.format(**dict(value.values)))  # type: ignore[union-attr]


def test_text_is_read_with_and_without_a_byte_order_mark() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode("f", "Bắc Kạn: 😀\r\n".encode(encoding), DATA_FILE) == "Bắc Kạn: 😀\r\n"
    big_endian = b"\xfe\xff" + "đồng".encode("utf-16-be")
    assert decode("f", big_endian, DATA_FILE) == "đồng"


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_is_told_as_empty(data: bytes) -> None:
    assert refused(data).code.id == "D007"


@each_row(
    ("data", "place", "why"),
    [
        (b"a: b\nc: \xe0\xe1\n", (2, 4), "byte 0xE0 at offset 8"),
        (b"\xef\xbb\xbfab\xff", (1, 3), "byte 0xFF at offset 5"),
        ("đ\n".encode() + b"\xc4", (2, 1), "byte 0xC4 at offset 3"),
        (b"a\0b", (1, 2), "it looks like UTF-16 or UTF-32 without a byte-order mark"),
        (b"abc\0b", (1, 4), "control character U+0000 at offset 3"),
        ("é\x1b[31m".encode(), (1, 2), "control character U+001B at offset 2"),
        ("a\u2028b".encode(), (1, 2), "control character U+2028 at offset 1"),
        ("a\x85".encode(), (1, 2), "control character U+0085 at offset 1"),
        ("x\n\ufeffy".encode(), (2, 1), "control character U+FEFF at offset 2"),
        ("ab\x07".encode("utf-16"), (1, 3), "control character U+0007 at offset 6"),
        (b"\xff\xfea\x00\x00\xd8", (1, 2), "byte 0x00 at offset 4"),
        (b"PK\x03\x04\x14\x00", (0, 0), "it starts like a workbook or another zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", (0, 0), "it starts like an old Excel or Word file"),
        (b"%PDF-1.7", (0, 0), "it starts like a PDF"),
    ],
)
def test_what_is_no_text_is_told_with_its_place(data: bytes, place: tuple[int, int], why: str) -> None:
    found = refused(data)
    assert (found.code.id, (found.location.line, found.location.column), reason(found)) == ("D002", place, why)
    assert (found.excerpt is not None) == bool(place[0])


def test_windows_1258_is_not_guessed() -> None:
    assert refused("Bắc Kạn".encode("utf-16-le")).code.id == "D002"
    assert refused(b"B\xe3\xecc K\xf2an").code.id == "D002"


def test_lines_end_in_any_of_three_ways() -> None:
    assert split_lines("a\r\nb\rc\nd\x0be\n") == ("a", "b", "c", "d\x0be", "")


def failure(path: str, limit: int = 100) -> tuple[str, str]:
    with pytest.raises(InputError) as raised:
        load(path, PACK_FILE, limit)
    (found,) = raised.value.diagnostics
    assert found.location.path == path
    return found.code.id, reason(found)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert failure(str(tmp_path / "none")) == ("P001", "there is no such file")
    assert failure(str(tmp_path)) == ("P001", "it is a folder")
    assert failure("a\0b") == ("P001", "this cannot be the name of a file")
    assert failure(str(tmp_path / ("n" * 300)))[0] == "P001"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"x")
    path.chmod(0)
    assert failure(str(path)) == ("P001", "its permissions forbid it")


def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "f"
    path.write_bytes(b"x" * 101)
    assert load(str(path), PACK_FILE, 101) == b"x" * 101
    assert failure(str(path))[0] == "P006"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a device of Unix")
def test_a_device_is_not_read() -> None:
    assert failure("/dev/zero")[0] == "P001"
