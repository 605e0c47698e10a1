"""A lenient view of a pack's tree: nodes with the expected shape, and nothing else.

Must not judge; the schema reports missing nodes.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain.record import NamedTuple
from checker.syntax.tree import Mapping, Node, Scalar, Sequence

__all__ = ["NamedEntry", "entries", "items", "scalar", "section", "text_of"]


class NamedEntry(NamedTuple):
    """A named mapping, such as an indicator."""

    id: str
    key: Scalar
    body: Mapping


def scalar(mapping: Mapping, key: str) -> Scalar | None:
    """Return the scalar under `key` if it is not empty."""
    node = mapping.get(key)
    return node if isinstance(node, Scalar) and node.text.strip() else None


def text_of(mapping: Node | None, key: str) -> str:
    """Return the text under a key; empty if there is none."""
    found = scalar(mapping, key) if isinstance(mapping, Mapping) else None
    return found.text if found else ""


def section(mapping: Mapping, key: str) -> tuple[tuple[Scalar, Node], ...]:
    """Return the content of the mapping under `key`."""
    node = mapping.get(key)
    return node.entries if isinstance(node, Mapping) else ()


def entries(mapping: Mapping, key: str) -> Iterator[NamedEntry]:
    """Yield the named mappings under `key`."""
    for name, node in section(mapping, key):
        if isinstance(node, Mapping):
            yield NamedEntry(name.text, name, node)


def items(mapping: Mapping, key: str) -> tuple[Node, ...]:
    """Return the items of the list under `key`."""
    node = mapping.get(key)
    return node.items if isinstance(node, Sequence) else ()
