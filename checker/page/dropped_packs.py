"""A rule pack among dropped files, with the files that it needs: names, units, packs that it extends.

Owns where each of these is searched for. Must not know the content of a pack, except its name and which pack it
extends.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Final

from checker.domain.record import NamedTuple
from checker.domain.text import Message, message
from checker.packs.catalogue import is_id
from checker.packs.most_specific import leading, named
from checker.readers.folders import is_pack

__all__ = ["Dropped", "SeveralPacks", "content_of", "pack_among", "packs_of"]

_BESIDE: Final = (".pack.yaml", ".aliases.yaml")
"""The suffixes of files beside a pack."""
_RULES: Final = "rules"
"""The folder in which packs are searched for by id."""


class SeveralPacks(Exception):
    """It is unclear which pack to use; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        """Keep the reason."""
        super().__init__(reason.template)
        self.reason = reason


class Dropped(NamedTuple):
    """A dropped pack.

    Args:
        path: Its file.
        files: All files that it needs, by path.
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
        """Return the files with the units file that the pack names, if it names one."""
        if not named:
            return self
        path = os.path.normpath(os.path.join(os.path.dirname(self.path), named))
        return self._replace(files={**self.files, path: content_of(path)})


def packs_of(files: Sequence[str]) -> list[str]:
    """Return the dropped files that are packs, and the files beside them."""
    packs = [path for path in files if is_pack(path)]
    return packs + [path for path in files if packs and path.endswith(_BESIDE) and path not in packs]


def pack_among(files: Sequence[str], rules: str) -> Dropped:
    """Return the pack to use, regardless of the order of the files.

    Args:
        files: Their paths. If none looks like a pack, the first one is taken as the pack.
        rules: A folder of packs that it may extend, besides the dropped ones.

    Raises:
        SeveralPacks: There are several packs, and none extends all others.
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
    contents = {path: content_of(path) for path in files}
    bases = _all_in(rules)
    for one in packs:
        if one != leader and is_id(one.id):
            stem = os.path.splitext(one.path)[0]
            beside = {path.removeprefix(stem): data for path, data in contents.items() if path.startswith(f"{stem}.")}
            bases |= {os.path.join(_RULES, f"{one.id}{ending}"): data for ending, data in beside.items()}
    return Dropped(leader.path, {**bases, **contents})


def _all_in(rules: str) -> dict[str, bytes]:
    """Return the packs of a folder, by the paths at which they are searched for."""
    paths = [os.path.join(folder, name) for folder, _, names in os.walk(rules) for name in names] if rules else []
    return {os.path.join(_RULES, os.path.relpath(path, rules)): content_of(path) for path in paths}


def content_of(path: str) -> bytes:
    """Return the bytes of a file."""
    with open(path, "rb") as file:
        return file.read()
