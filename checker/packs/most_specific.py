"""Choose among several packs: the one that no other extends.

It only reads each pack's id and the pack that it extends. Other problems are reported when the pack is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.domain.record import NamedTuple
from checker.errors import PackError
from checker.packs.load import tree_of
from checker.packs.tree_access import scalar
from checker.syntax.tree import Mapping

__all__ = ["Named", "leading", "named"]


class Named(NamedTuple):
    """A pack's path, its id, and the id of the pack that it extends; empty if not stated."""

    path: str
    id: str
    extends: str


def named(path: str) -> Named:
    """Return the identity of a pack; empty if it cannot be read."""
    try:
        root = tree_of(path).root
    except PackError:
        return Named(path, "", "")
    if not isinstance(root, Mapping):
        return Named(path, "", "")
    own, base = scalar(root, "id"), root.get("extends")
    other = scalar(base, "pack") if isinstance(base, Mapping) else None
    return Named(path, own.text if own else "", other.text if other else "")


def leading(packs: Sequence[Named]) -> tuple[Named, ...]:
    """Return the packs that no other extends; all of them if they form a cycle."""
    bases = {one.extends for one in packs if one.extends}
    return tuple(one for one in packs if not one.id or one.id not in bases) or tuple(packs)
