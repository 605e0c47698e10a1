"""Merge the trees of a pack and of the earlier pack that it extends.

Owns which keys may change, and the check that the earlier pack is exactly the intended one. There are no templates, and
lists are not merged: each key has either its earlier or its new value. Must not know the meaning of keys.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final, NoReturn, TypeAlias

from checker.domain import codes
from checker.domain.text import Message, message
from checker.errors import PackError
from checker.packs.catalogue import find, is_id
from checker.packs.short_forms import at_place, written_out
from checker.packs.term import Over
from checker.packs.tree_access import scalar, section
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Part, Scalar, Sequence, SyntaxTree

__all__ = ["CHANGEABLE", "completed", "moved"]

_STEPS: Final = ("steps", "steps_decide")
CHANGEABLE: Final = (
    *("target", "source", "due", "baseline", "also", "milestones", "profile", *_STEPS, "assigned_by", "reviewed"),
)
"""The keys of an indicator that a later pack may override."""
_OF_ITS_YEAR: Final = ("history", "reviewed")
_INHERITED: Final = (
    "unit",
    "unit_title",
    "subject",
    "form_number",
    "form_title",
    "calendar",
    "pace",
    "warning_levels",
    "synthetic",
    "units",
    "reporting",
    "gate",
    "checks",
)
_JOINED: Final = ("documents", "groups")
_FAR: Final = 4_000_000_000
_DEEPEST: Final = 8

_Reader: TypeAlias = "Callable[[str], SyntaxTree]"


def completed(tree: SyntaxTree, read: _Reader, chain: tuple[str, ...] = ()) -> SyntaxTree:
    """Return the tree of a pack without short forms, completed from the pack that it extends.

    Args:
        tree: As written.
        read: Reads the tree of another pack, by its path.
        chain: The paths of the packs that extend this one.

    Raises:
        PackError: The extended pack is not the intended one, or a change is not allowed.
    """
    root = tree.root
    extends = root.get("extends") if isinstance(root, Mapping) else None
    if not isinstance(root, Mapping) or not isinstance(extends, Mapping):
        return written_out(tree)
    trouble = Collector(tree.path, tree.lines, tree.parts)
    base = _base(tree, extends, read, (*chain, os.path.realpath(tree.path)), trouble)
    names = frozenset(key.text for key, _ in section(_mapping(base.root), "indicators"))
    own = written_out(tree, names)
    by = _FAR * (1 + len(chain))
    parts = own.parts or (Part(0, own.path, own.lines),)
    others = base.parts or (Part(0, base.path, base.lines),)
    joined = _Joining(_mapping(own.root), _mapping(moved(base.root, by)), trouble).run()
    if trouble.diagnostics:
        raise PackError(trouble.diagnostics)
    return own._replace(root=joined, parts=(*parts, *(part._replace(after=part.after + by) for part in others)))


def _base(tree: SyntaxTree, extends: Mapping, read: _Reader, chain: tuple[str, ...], trouble: Collector) -> SyntaxTree:
    """Return the complete extended pack.

    Raises:
        PackError: It is not the intended pack, or cannot be read.
    """
    named, digest = scalar(extends, "pack"), scalar(extends, "sha256")
    if named is None or digest is None:
        _refuse(trouble, extends, message("it needs `pack`, `revision` and `sha256`"))
    if not is_id(named.text):
        _refuse(trouble, named, message("it is named by its id"))
    path = find(named.text, _rules_of(tree))
    if os.path.realpath(path) in chain or len(chain) > _DEEPEST:
        _refuse(trouble, named, message("it extends itself, or too many packs"))
    base = read(path)
    revision = scalar(_mapping(base.root), "revision")
    stated = scalar(extends, "revision")
    if revision is None or stated is None or revision.text != stated.text:
        found = revision.text if revision else ""
        _refuse(trouble, stated or extends, message("its revision is {revision}", revision=found))
    if base.sha256 != digest.text:
        _refuse(trouble, digest, message("its SHA-256 is {digest}", digest=base.sha256))
    return completed(base, read, chain)


def _rules_of(tree: SyntaxTree) -> str:
    """Return the folder of packs that contains a pack according to its id; empty if it is elsewhere."""
    own = scalar(_mapping(tree.root), "id")
    stem = os.path.splitext(tree.path)[0].replace(os.sep, "/")
    return stem[: -len(own.text)].rstrip("/") if own and stem.endswith(f"/{own.text}") else ""


def _refuse(trouble: Collector, place: Node, reason: Message) -> NoReturn:
    trouble.at(codes.PACK_EXTENDS, place, reason=reason)
    raise PackError(trouble.diagnostics)


class _Joining:
    """Merges a pack with an earlier one."""

    def __init__(self, own: Mapping, base: Mapping, trouble: Collector) -> None:
        self._own = own
        self._base = base
        self._trouble = trouble
        # A year pack that extends a term pack is one of its years.
        self._is_slice = base.key("term") is not None and own.key("term") is None

    def run(self) -> Mapping:
        own = [(key, node) for key, node in self._own.entries if key.text not in (*_JOINED, "indicators")]
        stated = {key.text for key, _ in self._own.entries}
        inherited = (*_INHERITED, "term") if self._is_slice else _INHERITED
        taken = [pair for pair in self._base.entries if pair[0].text in inherited and pair[0].text not in stated]
        joined = [(self._key(name), self._joined(name)) for name in _JOINED]
        indicators = self._key("indicators"), self._indicators()
        return self._own._replace(entries=(*own, *taken, *joined, indicators))

    def _key(self, name: str) -> Scalar:
        key = self._own.key(name) or self._base.key(name)
        return key or Scalar(name, False, self._own.line, self._own.column, 1)

    def _joined(self, name: str) -> Mapping:
        """Return the documents or groups of both packs; a name in both is refused, as it would change sources."""
        earlier, later = section(self._base, name), section(self._own, name)
        known = {key.text for key, _ in earlier}
        for key, _ in later:
            if key.text in known:
                reason = message("`{key}` is one of the earlier pack", key=key.text)
                self._trouble.at(codes.PACK_EXTENDS_CHANGE, key, key=f"{name}.{key.text}", reason=reason)
        return Mapping((*earlier, *later), self._own.line, self._own.column)

    def _indicators(self) -> Mapping:
        earlier = {key.text: (key, node) for key, node in section(self._base, "indicators")}
        dropped = {key.text: key for key, _ in section(self._own, "drop")}
        for name, place in dropped.items():
            if name not in earlier:
                reason = message("the earlier pack has no such indicator")
                self._trouble.at(codes.PACK_EXTENDS_CHANGE, place, key=f"drop.{name}", reason=reason)
        entries = {name: pair for name, pair in earlier.items() if name not in dropped}
        for name, (key, node) in list(entries.items()):
            entries[name] = key, node if self._is_slice else _without(node, _OF_ITS_YEAR)
        for key, written in section(self._own, "indicators"):
            node = _of_each_year(written) if self._is_slice else written
            if key.text in entries and isinstance(node, Mapping):
                first, before = entries[key.text]
                entries[key.text] = first, self._changed(key.text, _mapping(before), node)
            else:
                entries[key.text] = key, node
        return Mapping(tuple(entries.values()), self._own.line, self._own.column)

    def _changed(self, name: str, before: Mapping, later: Mapping) -> Mapping:
        for key, _ in later.entries:
            if key.text not in CHANGEABLE and key.text != "over":
                reason = message("only {keys} may be stated anew", keys=CHANGEABLE)
                self._trouble.at(codes.PACK_EXTENDS_CHANGE, key, key=f"{name}.{key.text}", reason=reason)
        target = later.key("target")
        if target is not None and later.key("source") is None:
            reason = message("a new target has a source of its own")
            self._trouble.at(codes.PACK_EXTENDS_CHANGE, target, key=f"{name}.target", reason=reason)
        # The numbers for parts of the year belong to the target beside them.
        stated = {key.text for key, _ in later.entries} | (set(_STEPS) if target is not None else set())
        if self._is_slice and target is not None:
            # A number of the year replaces that of the term, together with the term's statement about its number.
            stated |= {"years", "reached", "due", "milestones", "profile", "history", "also", "reviewed"}
        inherited = tuple(pair for pair in before.entries if pair[0].text not in stated)
        return Mapping((*inherited, *later.entries), before.line, before.column)


def _of_each_year(node: Node) -> Node:
    """Return an indicator with the target of one year of a term."""
    target = node.key("target") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or target is None:
        return node
    return node._replace(entries=(*node.entries, (at_place("over", target), at_place(Over.EACH_YEAR, target))))


def _without(node: Node, keys: tuple[str, ...]) -> Node:
    if not isinstance(node, Mapping):
        return node
    return node._replace(entries=tuple(pair for pair in node.entries if pair[0].text not in keys))


def moved(node: Node, by: int) -> Node:
    """Return a node with its line moved behind the earlier parts of the tree."""
    match node:
        case Scalar():
            return node._replace(line=node.line + by)
        case Sequence():
            return Sequence(tuple(moved(one, by) for one in node.items), node.line + by, node.column)
        case Mapping():
            entries = tuple((key._replace(line=key.line + by), moved(value, by)) for key, value in node.entries)
            return Mapping(entries, node.line + by, node.column)


def _mapping(node: Node) -> Mapping:
    return node if isinstance(node, Mapping) else Mapping((), node.line, node.column)
