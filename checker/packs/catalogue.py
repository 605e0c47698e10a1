"""Find packs: list all, and locate the file of one by id or by path.

The search order is: `rules/` in the working folder or its replacement, `rules/` beside the package in a checkout, the
packs inside an installed package. Must not open a pack.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final, NoReturn

from checker.domain import codes
from checker.domain.diagnostic import diagnostic
from checker.domain.location import PACK_TABLES, Location
from checker.errors import PackError
from checker.syntax.collector import Collector

__all__ = ["RULES", "find", "head_of", "is_below", "is_id", "is_pack_file", "is_shipped", "known_packs", "refuse_rules"]

_SUFFIXES: Final = (".yaml", ".yml", *PACK_TABLES)
RULES: Final = "rules"
"""The name of a folder of packs."""
_HEAD: Final = ".pack.yaml"
_ID: Final = r"[a-z0-9_-]+(?:/[a-z0-9_-]+)*"
_PACKAGE: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def find(reference: str, rules: str = "") -> str:
    """Return the path of a pack, given its path or id.

    Args:
        reference: The path or the id.
        rules: The folder searched first for an id; if empty, `rules` in the working folder.

    Raises:
        PackError: There is no such pack, the file has another type, or it is a link out of the folder of packs. Or the
            folder to search does not exist, so that another pack of that id would be found.
    """
    if rules and not os.path.isdir(rules):
        refuse_rules(Location(rules), rules)
    suffix = os.path.splitext(reference)[1]
    if suffix in _SUFFIXES:
        path = _table_of(reference)
        return _only(path) if RULES in path.split(os.sep)[:-1] else path
    # Only valid ids are looked up, so that no `..` leaves the folders of packs.
    if is_id(reference):
        for root in _roots(rules):
            stem = os.path.join(root, *reference.split("/"))
            for ending in _SUFFIXES:
                if os.path.isfile(stem + ending):
                    # A submission may come with a folder of packs, and could otherwise make the program read any file.
                    refuse_link(stem + ending, root if rules else os.curdir if root == RULES else "")
                    return _only(stem + ending)
    trouble = Collector(reference)
    if os.path.isfile(reference):
        code = codes.PACK_FILE["unknown-format"]
        trouble.add(code, suffix=suffix or os.path.basename(reference), known=_SUFFIXES)
    elif os.path.isdir(reference):
        return reference
    else:
        from checker.packs.suggest import suggestion

        known = known_packs(rules)
        trouble.add(codes.PACK_NOT_FOUND, hint=suggestion(reference, known), value=reference, known=known)
    raise PackError(trouble.diagnostics)


def refuse_rules(place: Location, folder: str) -> NoReturn:
    """Refuse a folder of packs that is none.

    Args:
        place: Where it is named.
        folder: The folder.

    Raises:
        PackError: Always.
    """
    raise PackError([diagnostic(codes.PACK_FOLDER, place, folder=folder)])


def refuse_link(path: str, folder: str) -> None:
    """Refuse a link to a file outside a folder; do nothing if no folder is named.

    Raises:
        PackError: The path is such a link.
    """
    if folder and not is_below(path, folder):
        trouble = Collector(path)
        trouble.add(codes.PACK_LINK)
        raise PackError(trouble.diagnostics)


def is_below(path: str, folder: str) -> bool:
    """Tell whether a path lies below a folder after all links are resolved."""
    return os.path.realpath(path).startswith(os.path.join(os.path.realpath(folder), ""))


def head_of(path: str) -> str:
    """Return the path of the head beside a table of separated values."""
    return os.path.splitext(path)[0] + _HEAD


def is_pack_file(path: str) -> bool:
    """Tell by its name whether a file is a pack or a part of one."""
    return os.path.splitext(path)[1] in _SUFFIXES


def _table_of(path: str) -> str:
    """Return the table of a head; return any other file unchanged."""
    if not path.endswith(_HEAD):
        return path
    stem = path[: -len(_HEAD)]
    return next((stem + ending for ending in PACK_TABLES if os.path.isfile(stem + ending)), stem + PACK_TABLES[0])


def _only(path: str) -> str:
    """Return the path of a pack, and verify that no other file beside it is a pack with the same id.

    Raises:
        PackError: There is another file.
    """
    stem = os.path.splitext(path)[0]
    found = [stem + ending for ending in _SUFFIXES if os.path.isfile(stem + ending)]
    if len(found) > 1:
        trouble = Collector(path)
        trouble.add(codes.PACK_TWO_FILES, files=tuple(found))
        raise PackError(trouble.diagnostics)
    return path


def is_id(reference: str) -> bool:
    """Tell whether this is the id of a pack and not a path."""
    return re.fullmatch(_ID, reference, re.ASCII) is not None


def is_shipped(path: str) -> bool:
    """Tell whether a pack came with the installed or checked-out program."""
    return os.path.realpath(path).startswith(tuple(f"{os.path.realpath(root)}{os.sep}" for root in _shipped()))


def known_packs(rules: str = "") -> tuple[str, ...]:
    """Return the ids of all packs that can be found by id, sorted."""
    return tuple(sorted({id_ for root in _roots(rules) for id_ in _ids(root)}))


def _roots(rules: str) -> Iterator[str]:
    yield rules or RULES
    yield from _shipped()


def _shipped() -> Iterator[str]:
    checkout = os.path.dirname(_PACKAGE)
    # A folder named rules beside an installed package may belong to anybody.
    if os.path.isfile(os.path.join(checkout, "pyproject.toml")):
        yield os.path.join(checkout, "rules")
    yield os.path.join(_PACKAGE, "_rules")


def _ids(root: str) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders.sort()
        for file in files:
            stem, suffix = os.path.splitext(os.path.relpath(os.path.join(folder, file), root))
            id_ = stem.replace(os.sep, "/")
            if suffix in _SUFFIXES and re.fullmatch(_ID, id_, re.ASCII):
                yield id_
