"""Compare a pack with its documents: the number of targets, and the text of clauses.

Owns the codes P239, P243 and P278. The text of a document is read if the pack names its file with its digest. Must not
know the meaning of a clause.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from checker.domain import codes
from checker.domain.codes import PACK_FILE
from checker.domain.digest import sha256_of
from checker.domain.record import NamedTuple
from checker.domain.text import Message, message
from checker.errors import InputError
from checker.packs import scalars
from checker.packs.clause_tree import clause_of, holders, shortened
from checker.packs.tree_access import NamedEntry, entries, scalar, text_of
from checker.syntax.collector import Collector
from checker.syntax.text import decode, load
from checker.syntax.tree import Mapping, Scalar, SyntaxTree

__all__ = ["lint_documents"]

_LARGEST: Final = 20_000_000
_TEXTS: Final = (".txt", ".md")
_LEFT_OUT: Final = r"\s*(?:\.{3,}|…|\[…\]|\(…\))\s*"


class _Quote(NamedTuple):
    """A clause with its indicator and document."""

    indicator: str
    document: str
    clause: Scalar


def lint_documents(document: SyntaxTree, trouble: Collector) -> None:
    """Report documents with another number of targets, and clauses that are not in their document's text."""
    root = document.root
    if not isinstance(root, Mapping):
        return
    quotes = [quote for entry in entries(root, "indicators") for quote in _quotes(entry)]
    for entry in entries(root, "documents"):
        own = [quote for quote in quotes if quote.document == entry.id]
        _thresholds(entry, len(own), trouble)
        if (text := _text(entry, document.path, trouble)) is not None:
            flat = _flat(text)
            for quote in own:
                if not _stands_in(quote.clause.text, flat):
                    trouble.at(
                        codes.PACK_CLAUSE_ABSENT,
                        quote.clause,
                        indicator=quote.indicator,
                        file=text_of(entry.body, "file"),
                        clause=shortened(quote.clause.text),
                    )


def _quotes(entry: NamedEntry) -> Iterator[_Quote]:
    for holder in holders(entry.body):
        clause = clause_of(holder)
        if clause is not None and holder.get("target") is not None:
            yield _Quote(entry.id, text_of(holder.get("source"), "document"), clause)


def _thresholds(entry: NamedEntry, found: int, trouble: Collector) -> None:
    stated = scalar(entry.body, "thresholds")
    number = scalars.whole(0, 999_999, stated.text) if stated else None
    if stated and isinstance(number, int) and number != found:
        trouble.at(codes.PACK_THRESHOLDS, stated, document=entry.id, stated=number, found=found)


def _text(entry: NamedEntry, path: str, trouble: Collector) -> str | None:
    """Return the text of a document, or ``None`` if it cannot be read, which is reported."""
    file, digest = scalar(entry.body, "file"), scalar(entry.body, "sha256")
    if file is None or digest is None:
        if given := file or digest:
            reason = message("`file` and `sha256` go together")
            trouble.at(codes.PACK_DOCUMENT_FILE, given, document=entry.id, reason=reason)
        return None
    read = _opened(file.text, path)
    if isinstance(read, Message):
        trouble.at(codes.PACK_DOCUMENT_FILE, file, document=entry.id, reason=read)
        return None
    if sha256_of(read) != digest.text:
        reason = message("its SHA-256 is {digest}", digest=sha256_of(read))
        trouble.at(codes.PACK_DOCUMENT_FILE, digest, document=entry.id, reason=reason)
        return None
    if os.path.splitext(file.text)[1].lower() not in _TEXTS:
        return None
    try:
        return decode(file.text, read, PACK_FILE)
    except InputError as error:
        trouble.at(codes.PACK_DOCUMENT_FILE, file, document=entry.id, reason=error.diagnostics[0].message)
        return None


def _opened(file: str, pack: str) -> bytes | Message:
    """Return the bytes of a file below the pack's folder, or why they are not read."""
    folder = os.path.realpath(os.path.dirname(pack) or ".")
    whole = os.path.realpath(os.path.join(folder, file))
    if os.path.isabs(file) or not whole.startswith(f"{folder}{os.sep}"):
        return message("it is not below the folder of the pack")
    try:
        return load(whole, PACK_FILE, _LARGEST)
    except InputError as error:
        return error.diagnostics[0].message


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _stands_in(clause: str, flat: str) -> bool:
    """Tell whether the parts of a clause are in a text, in order; dots mark omissions."""
    at = 0
    for part in filter(None, map(_flat, re.split(_LEFT_OUT, clause))):
        at = flat.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
