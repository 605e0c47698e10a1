"""A rule pack among the files of a drop, with what it needs of them: names, units, packs that it goes on from.

Owns where each of these is looked for. Must not know what a pack says, beyond its name and what it goes on from.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from checker.domain.text import Message, message
from checker.packs.catalogue import is_id
from checker.packs.leading import leading, named
from checker.readers.folders import is_pack

__all__ = ["Dropped", "SeveralPacks", "content_of", "pack_among", "packs_of"]

_BESIDE: Final = (".pack.yaml", ".aliases.yaml")
"""How the names of what stands beside a pack end."""
_RULES: Final = "rules"
"""Where a pack is looked for by its id."""


class SeveralPacks(Exception):
    """It is not clear which pack is meant; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason."""
        super().__init__(reason.template)
        self.reason = reason


class Dropped(NamedTuple):
    """A pack that was dropped.

    Args:
        path: Its file.
        files: All that it needs, by paths.
    """

    path: str
    files: Mapping[str, bytes]

    def lay(self) -> None:
        """Write the files into the working folder."""
        for path, data in self.files.items():
            if folder := os.path.dirname(path):
                os.makedirs(folder, exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)

    def with_units(self, named: str) -> Dropped:
        """Return it with the file of units that the pack names, if it names one."""
        if not named:
            return self
        path = os.path.normpath(os.path.join(os.path.dirname(self.path), named))
        return self._replace(files={**self.files, path: content_of(path)})


def packs_of(files: Sequence[str]) -> list[str]:
    """Return the files of a drop that are packs, and what stands beside them."""
    packs = [path for path in files if is_pack(path)]
    return packs + [path for path in files if packs and path.endswith(_BESIDE) and path not in packs]


def pack_among(files: Sequence[str], rules: str) -> Dropped:
    """Return the pack that is meant, in whatever order the files were dropped.

    Args:
        files: Their paths. Where none of them looks like a pack, the first is meant for one.
        rules: A folder of packs that it may go on from, beside those that are dropped.

    Raises:
        SeveralPacks: None of them goes on from the others.
    """
    files = packs_of(files) or sorted(files)
    packs = [named(path) for path in sorted(files) if not path.endswith(_BESIDE)] or [named(files[0])]
    found = leading(packs)
    if len(found) > 1 and all(one.id for one in found):
        ids = ", ".join(one.id for one in found)
        raise SeveralPacks(
            message("these rule packs do not go on from each other: {packs}. Drop the one that is meant", packs=ids)
        )
    leader = found[0]
    held = {path: content_of(path) for path in files}
    bases = _all_in(rules)
    for one in packs:
        if one != leader and is_id(one.id):
            stem = os.path.splitext(one.path)[0]
            beside = {path.removeprefix(stem): data for path, data in held.items() if path.startswith(f"{stem}.")}
            bases |= {os.path.join(_RULES, f"{one.id}{ending}"): data for ending, data in beside.items()}
    return Dropped(leader.path, {**bases, **held})


def _all_in(rules: str) -> dict[str, bytes]:
    """Return the packs of a folder, by the paths at which they are looked for."""
    paths = [os.path.join(folder, name) for folder, _, names in os.walk(rules) for name in names] if rules else []
    return {os.path.join(_RULES, os.path.relpath(path, rules)): content_of(path) for path in paths}


def content_of(path: str) -> bytes:
    """Return the bytes of a file."""
    with open(path, "rb") as file:
        return file.read()
