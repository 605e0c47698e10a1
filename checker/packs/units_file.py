"""A file of units that serves many packs: who reports, what each is called, and until when.

Owns its keys, and how it becomes a part of the tree of a pack, so that all that holds of a pack's own units holds of
these, and what is wrong has its place in that file.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final, TypeAlias

from checker.domain import codes
from checker.domain.text import message
from checker.errors import InputError, PackError
from checker.packs.catalogue import RULES, is_below
from checker.packs.extend import moved
from checker.packs.tree_access import scalar
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Part, Scalar, SyntaxTree

__all__ = ["with_units_file"]

_KEYS: Final = ("units", "offices", "due")
_FAR: Final = 400_000_000_000
"""Beyond the lines of a pack and of all that it may extend."""

_Reader: TypeAlias = "Callable[[str], SyntaxTree]"


def with_units_file(tree: SyntaxTree, read: _Reader) -> SyntaxTree:
    """Return the tree of a pack with the units of the file that it names.

    Args:
        tree: The pack, complete.
        read: Reads the tree of a YAML file.

    Raises:
        PackError: The file cannot be used, or the pack states units beside it.
    """
    root = tree.root
    reporting = root.get("reporting") if isinstance(root, Mapping) else None
    named = scalar(reporting, "units_file") if isinstance(reporting, Mapping) else None
    if not isinstance(root, Mapping) or not isinstance(reporting, Mapping) or named is None:
        return tree
    trouble = Collector(tree.path, tree.lines, tree.parts)
    if reporting.key("units") is not None:
        trouble.at(codes.PACK_UNITS_FILE, named, path=named.text, reason=message("`units` stand beside it"))
        raise PackError(trouble.diagnostics)
    if os.path.isabs(named.text) or not named.text.endswith((".yaml", ".yml")):
        reason = message("name a file (.yaml) by its path from the folder of the pack")
        trouble.at(codes.PACK_UNITS_FILE, named, path=named.text, reason=reason)
        raise PackError(trouble.diagnostics)
    path = os.path.normpath(os.path.join(os.path.dirname(tree.path), named.text))
    # A pack may come with a submission, and what a file holds that cannot be read is shown.
    if not is_below(path, _reach(tree.path)):
        reason = message("it lies outside the folder of packs")
        trouble.at(codes.PACK_UNITS_FILE, named, path=named.text, reason=reason)
        raise PackError(trouble.diagnostics)
    try:
        file = read(path)
    except InputError as error:
        raise PackError(error.diagnostics) from None
    taken = _entries(file)
    stated = {key.text for key, _ in reporting.entries}
    more = tuple((key, node) for key, node in taken if key.text not in stated)
    whole = reporting._replace(entries=(*reporting.entries, *more))
    entries = tuple((key, whole if key.text == "reporting" else node) for key, node in root.entries)
    parts = tree.parts or (Part(0, tree.path, tree.lines),)
    return tree._replace(root=root._replace(entries=entries), parts=(*parts, Part(_FAR, file.path, file.lines)))


def _reach(path: str) -> str:
    """Return the folder of packs that a pack stands in, or the one above its own."""
    folders = os.path.dirname(path).split(os.sep)
    if RULES in folders:
        return os.sep.join(folders[: folders.index(RULES) + 1])
    return os.path.join(os.path.dirname(path), os.pardir)


def _entries(file: SyntaxTree) -> tuple[tuple[Scalar, Node], ...]:
    """Return what the file says as entries of `reporting`."""
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
