"""Check that related indicators exist: the other pack, and the indicator in it.

Owns the codes P258 and P259. Must not know the meaning of either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from checker.domain import codes
from checker.errors import InputError
from checker.packs.catalogue import find
from checker.packs.suggest import suggestion
from checker.packs.tree_access import entries, items, scalar
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, SyntaxTree

__all__ = ["check_lineage"]

_Reader: TypeAlias = "Callable[[str], SyntaxTree]"


def check_lineage(document: SyntaxTree, read: _Reader, trouble: Collector) -> None:
    """Report related indicators that do not exist; a missing pack is only reported as missing.

    Args:
        document: The tree of a pack.
        read: Returns the complete tree of another pack, by its path.
        trouble: Collects the problems.
    """
    known: dict[str, tuple[str, ...] | None] = {}
    root = document.root
    for entry in entries(root, "indicators") if isinstance(root, Mapping) else ():
        for one in items(entry.body, "related"):
            pack, other = (scalar(one, key) if isinstance(one, Mapping) else None for key in ("pack", "indicator"))
            if pack is None or other is None:
                continue
            if pack.text not in known:
                known[pack.text] = _indicators(pack.text, read)
            there = known[pack.text]
            if there is None:
                trouble.at(codes.PACK_LINEAGE_UNSEEN, pack, indicator=entry.id, pack=pack.text)
            elif other.text not in there:
                hint = suggestion(other.text, there)
                trouble.at(codes.PACK_LINEAGE, other, hint=hint, indicator=entry.id, value=other.text, pack=pack.text)


def _indicators(reference: str, read: _Reader) -> tuple[str, ...] | None:
    """Return the indicators of a pack; ``None`` if it cannot be read."""
    try:
        root = read(find(reference)).root
    except InputError:
        return None
    return tuple(entry.id for entry in entries(root, "indicators")) if isinstance(root, Mapping) else None
