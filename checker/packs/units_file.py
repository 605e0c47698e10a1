"""A file of units that many packs share: reporting units, their names, and deadlines.

Owns its keys, and how it becomes a part of a pack's tree. So the rules for a pack's own units apply to these, too, and
problems are located in that file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final, TypeAlias

from checker.domain import codes
from checker.domain.digest import sha256_of
from checker.domain.text import message
from checker.errors import InputError, PackError
from checker.packs.catalogue import RULES, is_below
from checker.packs.extend import moved
from checker.packs.tree_access import scalar
from checker.syntax.collector import Collector
from checker.syntax.text import decode, load, split_lines
from checker.syntax.tree import Mapping, Node, Part, Scalar, Sequence, SyntaxTree

__all__ = ["listed_units", "units_of", "with_units_file"]

_KEYS: Final = ("units", "offices", "ranks", "due", "due_after")
_DUE: Final = {"due", "due_after"}
"""The keys of deadlines; a file that states one of them replaces both."""
_TREES: Final = (".yaml", ".yml")
_MAX_BYTES: Final = 2_000_000
_FAR: Final = 400_000_000_000
"""Beyond the lines of a pack and of all packs that it may extend."""

_Reader: TypeAlias = "Callable[[str], SyntaxTree]"


def with_units_file(tree: SyntaxTree, read: _Reader, given: str = "") -> SyntaxTree:
    """Return the tree of a pack with the units of the file that it names.

    Args:
        tree: The pack, complete.
        read: Reads the tree of a YAML file.
        given: The path of a file that replaces the pack's units: a YAML file as packs name it, or a text with one unit
            per line.

    Raises:
        PackError: The file cannot be used, or the pack states units besides it.
        InputError: The given file cannot be read.
    """
    root = tree.root
    if not isinstance(root, Mapping):
        return tree
    if given:
        return _with(tree, root, units_of(given, read), replaced=True)
    reporting = root.get("reporting")
    named = scalar(reporting, "units_file") if isinstance(reporting, Mapping) else None
    if not isinstance(reporting, Mapping) or named is None:
        return tree
    trouble = Collector(tree.path, tree.lines, tree.parts)
    if reporting.key("units") is not None:
        trouble.at(codes.PACK_UNITS_FILE, named, path=named.text, reason=message("`units` stand beside it"))
        raise PackError(trouble.diagnostics)
    if os.path.isabs(named.text) or not named.text.endswith(_TREES):
        reason = message("name a file (.yaml) by its path from the folder of the pack")
        trouble.at(codes.PACK_UNITS_FILE, named, path=named.text, reason=reason)
        raise PackError(trouble.diagnostics)
    path = os.path.normpath(os.path.join(os.path.dirname(tree.path), named.text))
    # A pack may come with a submission, and diagnostics quote the content of an unreadable file.
    if not is_below(path, _reach(tree.path)):
        reason = message("it lies outside the folder of packs")
        trouble.at(codes.PACK_UNITS_FILE, named, path=named.text, reason=reason)
        raise PackError(trouble.diagnostics)
    try:
        file = read(path)
    except InputError as error:
        raise PackError(error.diagnostics) from None
    return _with(tree, root, file, replaced=False)


def units_of(path: str, read: _Reader) -> SyntaxTree:
    """Return the tree of a file of units; a text with one unit per line is also accepted.

    Raises:
        InputError: It cannot be read.
    """
    if path.endswith(_TREES):
        return read(path)
    data = load(path, codes.PACK_FILE, _MAX_BYTES)
    lines = split_lines(decode(path, data, codes.PACK_FILE))
    units = tuple(
        Scalar(unit, quoted=True, line=line, column=1, length=len(unit))
        for line, unit in enumerate(map(str.strip, lines), 1)
        if unit
    )
    version, offices = (Scalar(key, quoted=False, line=1, column=1, length=1) for key in ("units", "offices"))
    one = Scalar("1", quoted=False, line=1, column=1, length=1)
    root = Mapping(((version, one), (offices, Sequence(units, 1, 1))), 1, 1)
    return SyntaxTree(path, lines, sha256_of(data), root)


def listed_units(path: str) -> list[str]:
    """Return the units of a file by their ids or names, each once, for rows that may have any text as their unit.

    Raises:
        PackError: It cannot be used.
    """
    from checker.syntax.yaml import read_yaml

    try:
        file = units_of(path, lambda one: read_yaml(one, load(one, codes.PACK_FILE, _MAX_BYTES), codes.PACK_FILE))
    except InputError as error:
        raise PackError(error.diagnostics) from None
    trouble = Collector(file.path, file.lines, (Part(_FAR, file.path, file.lines),))
    found: dict[str, None] = {}
    for key, node in _entries(file):
        for unit in _scalars(node) if key.text == "units" else ():
            # Rows may have any text as their unit, but this is meant as a comment.
            if unit.text.startswith("#"):
                trouble.at(codes.PACK_ID, unit, value=unit.text)
            found[unit.text] = None
    if trouble.diagnostics:
        raise PackError(trouble.diagnostics)
    return list(found)


def _scalars(node: Node) -> list[Scalar]:
    """Return the units of a mapping of names, or of a list."""
    if isinstance(node, Mapping):
        return [unit for unit, _ in node.entries]
    return [one for one in node.items if isinstance(one, Scalar)] if isinstance(node, Sequence) else []


def _with(tree: SyntaxTree, root: Mapping, file: SyntaxTree, *, replaced: bool) -> SyntaxTree:
    """Return the tree with the units of a file; the pack's own statements have precedence, unless replaced."""
    taken = _entries(file)
    reporting = root.get("reporting")
    own = reporting.entries if isinstance(reporting, Mapping) else ()
    if replaced:
        gone = {"units_file", *(key.text for key, _ in taken)}
        gone |= _DUE if gone & _DUE else set()
        own = tuple(entry for entry in own if entry[0].text not in gone)
    stated = {key.text for key, _ in own}
    more = tuple((key, node) for key, node in taken if key.text not in stated)
    place = reporting or root
    whole = Mapping((*own, *more), place.line, place.column)
    others = tuple(entry for entry in root.entries if entry[0].text != "reporting")
    key = root.key("reporting") or Scalar("reporting", quoted=False, line=root.line, column=1, length=1)
    entries = (*others, (key, whole))
    parts = tree.parts or (Part(0, tree.path, tree.lines),)
    return tree._replace(root=root._replace(entries=entries), parts=(*parts, Part(_FAR, file.path, file.lines)))


def _reach(path: str) -> str:
    """Return the folder of packs that contains a pack, or the parent of its folder."""
    folders = os.path.dirname(path).split(os.sep)
    if RULES in folders:
        return os.sep.join(folders[: folders.index(RULES) + 1])
    return os.path.join(os.path.dirname(path), os.pardir)


def _entries(file: SyntaxTree) -> tuple[tuple[Scalar, Node], ...]:
    """Return the content of the file as entries of `reporting`."""
    trouble = Collector(file.path, file.lines)
    root = file.root
    if not isinstance(root, Mapping):
        trouble.at(codes.PACK_FILE["wrong-shape"], root, expected=message("a mapping"), found=message("text"))
        raise PackError(trouble.diagnostics)
    for key, _ in root.entries:
        if key.text not in _KEYS:
            trouble.at(codes.PACK_FILE["unknown-key"], key, key=key.text, known=", ".join(_KEYS))
    for name in ("units", "offices"):
        if root.key(name) is None:
            trouble.at(codes.PACK_FILE["missing-key"], root, key=name)
    version = scalar(root, "units")
    if version is not None and version.text != "1":
        trouble.at(codes.PACK_FILE["unsupported-version"], version, value=version.text)
    if trouble.diagnostics:
        raise PackError(trouble.diagnostics)
    renamed = {"offices": "units"}
    return tuple(
        (key._replace(text=renamed.get(key.text, key.text), line=key.line + _FAR), moved(node, _FAR))
        for key, node in root.entries
        if key.text != "units"
    )
