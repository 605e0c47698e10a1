"""Expand the short forms of a pack's tree: defaults, titles in one language, clauses of one document.

Owns the expansion of each short form. An added node has the location of its origin. So the schema, the lint and the
reports know only one form of a pack and point at the author's text. An invalid shape stays unchanged, and the schema
refuses it.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Table
from typing import Final, TypeAlias

from checker.domain.axes import Kind
from checker.packs.tree_access import scalar
from checker.syntax.tree import Mapping, Node, Scalar, Sequence, SyntaxTree

__all__ = ["DEFAULTED", "at_place", "written_out"]

DEFAULTED: Final = ("kind", "better", "group", "frequency", "unit")
"""The keys that an indicator takes from `defaults`; the document of its sources is another one."""
_FURTHER: Final = ("also", "history")

_Change: TypeAlias = Callable[[Node], Node]


def at_place(text: str, place: Node) -> Scalar:
    """Return a scalar that is not in the file, at the location of its origin."""
    return Scalar(text, False, place.line, place.column, place.length if isinstance(place, Scalar) else 1)


def written_out(tree: SyntaxTree, bare: frozenset[str] = frozenset()) -> SyntaxTree:
    """Return the tree of the pack without short forms.

    Args:
        tree: As written.
        bare: The indicators that take no defaults, because another pack defines them.
    """
    if not isinstance(tree.root, Mapping):
        return tree
    defaults = tree.root.get("defaults")
    writer = _Writer(defaults if isinstance(defaults, Mapping) else Mapping((), 0, 0), bare)
    return tree._replace(root=writer.pack(tree.root))


class _Writer:
    def __init__(self, defaults: Mapping, bare: frozenset[str]) -> None:
        self._bare = bare
        self._defaults = tuple((key, value) for key, value in defaults.entries if key.text in DEFAULTED)
        self._document = scalar(defaults, "document")

    def pack(self, root: Mapping) -> Node:
        return _changed(
            root,
            {
                "title": _bilingual,
                "note": _bilingual,
                "groups": lambda node: _each(node, _bilingual),
                "indicators": self._indicators,
                "tally": lambda node: _changed(node, {"source": self._source}),
                "allocation": lambda node: _changed(node, {"source": self._source}),
            },
        )

    def _indicators(self, node: Node) -> Node:
        if not isinstance(node, Mapping):
            return node
        return node._replace(entries=tuple((key, self._indicator(key.text, value)) for key, value in node.entries))

    def _indicator(self, name: str, node: Node) -> Node:
        if not isinstance(node, Mapping):
            return node
        stated = {key.text for key, _ in node.entries}
        defaults = () if name in self._bare else self._defaults
        added = tuple((key, value) for key, value in defaults if key.text not in stated)
        kind = next((value for key, value in (*node.entries, *added) if key.text == "kind"), None)
        if isinstance(kind, Scalar) and kind.text == Kind.VERDICT:
            added = tuple((key, value) for key, value in added if key.text != "unit")
        with_source = {"source": self._source}
        further = {key: lambda nodes: _each(nodes, lambda one: _changed(one, with_source)) for key in _FURTHER}
        change = {"title": _bilingual, "baseline": lambda one: _changed(one, with_source), **with_source, **further}
        written = _changed(node, change)
        return written._replace(entries=(*written.entries, *added)) if isinstance(written, Mapping) else written

    def _source(self, node: Node) -> Node:
        """Expand a clause without a document."""
        if isinstance(node, Scalar):
            node = Mapping(((at_place("clause", node), node),), node.line, node.column)
        if self._document is None or not isinstance(node, Mapping) or node.key("document"):
            return node
        return node._replace(entries=((at_place("document", node), self._document), *node.entries))


def _bilingual(node: Node) -> Node:
    """Expand a title in one language, which is Vietnamese."""
    return Mapping(((at_place("vi", node), node),), node.line, node.column) if isinstance(node, Scalar) else node


def _changed(node: Node, changes: Table[str, _Change]) -> Node:
    if not isinstance(node, Mapping):
        return node
    entries = tuple((key, changes[key.text](value) if key.text in changes else value) for key, value in node.entries)
    return node._replace(entries=entries)


def _each(node: Node, change: _Change) -> Node:
    match node:
        case Mapping():
            return node._replace(entries=tuple((key, change(value)) for key, value in node.entries))
        case Sequence():
            return node._replace(items=tuple(map(change, node.items)))
        case _:
            return node
