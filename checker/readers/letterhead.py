"""Read letterhead files (sender and recipients of a written report) and templates of letters.

Owns the keys of such a file. Must not know the layout of a letter.
"""

from __future__ import annotations

from typing import Final

from checker.domain.codes import LETTERHEAD_FILE
from checker.domain.diagnostic import diagnostic
from checker.domain.letterhead import Letterhead
from checker.domain.location import Location
from checker.errors import InputError, PackError
from checker.readers.fields import Fields, open_yaml
from checker.syntax.text import load
from checker.syntax.tree import Mapping, Scalar

__all__ = ["read_letterhead", "read_template"]

_BYTES: Final = 20_000_000

_TEXTS: Final = (
    "agency",
    "superior_agency",
    "number",
    "symbol",
    "place",
    "on_behalf_of",
    "signer_title",
    "signer_name",
    "drafting_unit",
    "archive_copies",
    "contact",
)
_LISTS: Final = ("recipients", "addressees", "earlier_reminders")


def read_letterhead(path: str) -> Letterhead:
    """Read a file of a letterhead; every key except the version is optional.

    Raises:
        PackError: The file cannot be used; every problem in it is reported.
    """
    fields = Fields(open_yaml(path, LETTERHEAD_FILE), LETTERHEAD_FILE)
    root = fields.root("letterhead", ("letterhead", *_TEXTS, "date", *_LISTS), ("letterhead",))
    letterhead = Letterhead()
    if root is not None:
        texts = {key: fields.text(root, key) for key in _TEXTS}
        copies = texts["archive_copies"]
        if copies is not None and not (copies.text.strip().isascii() and copies.text.strip().isdecimal()):
            fields.wrong(copies, "a whole number")
        letterhead = Letterhead(
            **{key: text.text.strip() for key, text in texts.items() if text is not None},
            date=fields.day(root, "date"),
            recipients=_lines(fields, root, "recipients"),
            addressees=_lines(fields, root, "addressees"),
            earlier_reminders=_lines(fields, root, "earlier_reminders"),
        )
    fields.stop_if_any()
    return letterhead


def _lines(fields: Fields, root: Mapping, key: str) -> tuple[str, ...]:
    lines: list[str] = []
    for node in fields.list(root, key):
        if isinstance(node, Scalar) and node.text.strip():
            lines.append(node.text.strip())
        else:
            fields.wrong(node, "text")
    return tuple(lines)


def read_template(path: str) -> bytes:
    """Read an office's own template; the code that fills it in checks its content.

    Raises:
        PackError: It is missing, empty, not readable, or too large.
    """
    try:
        data = load(path, LETTERHEAD_FILE, _BYTES)
    except InputError as error:
        raise PackError(error.diagnostics) from None
    if not data:
        raise PackError([diagnostic(LETTERHEAD_FILE["empty"], Location(path))])
    return data
