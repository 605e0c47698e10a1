"""The letter of an office as tests read it: a complete letterhead, and the lines of a document."""

from __future__ import annotations

import datetime as dt
import io
import xml.etree.ElementTree as ET
import zipfile
from typing import Final

from checker.domain.letterhead import Letterhead

__all__ = ["FULL", "WORD", "body_of", "lines_of", "text_of"]

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FULL: Final = Letterhead(
    agency="Ủy ban nhân dân xã Ví Dụ",
    number="07",
    symbol="BC-UBND",
    place="Ví Dụ",
    addressees=("Ủy ban nhân dân tỉnh",),
    on_behalf_of="TM. ỦY BAN NHÂN DÂN",
    signer_title="Chủ tịch",
    signer_name="Nguyễn Văn Ví Dụ",
    recipients=("Thường trực Đảng ủy",),
    drafting_unit="VP",
    archive_copies="2",
    date=dt.date(2025, 1, 8),
)


def body_of(data: bytes) -> ET.Element:
    """Return the text of a document as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - our own file


def text_of(node: ET.Element) -> str:
    """Return the text within an element."""
    return "".join(one.text or "" for one in node.iter(f"{WORD}t"))


def lines_of(data: bytes) -> list[str]:
    """Return the paragraphs of a document."""
    return [text_of(one) for one in body_of(data).iter(f"{WORD}p")]
