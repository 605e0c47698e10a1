"""What indicators add to the tally of a unit at a period, as bit masks: by the presence of each indicator.

Owns these masks. Must not know why an indicator counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from checker.bulk.classes import Absence, ClassTally

__all__ = ["MASKS", "STATES", "TallyMasks"]

STATES: Final = ("valid", "invalid", "absent")
"""The presence of an indicator: with a figure, with an unusable cell, or not at all."""
MASKS: Final = (*(f"{state}_{name}" for state in STATES for name in ClassTally._fields), "due", "expected")
"""The masks, each of several integers."""


class TallyMasks:
    """The masks of a pack's indicators at one period.

    Args:
        words: The number of presence integers.
    """

    def __init__(self, words: int) -> None:
        self._bits = {name: [0] * words for name in MASKS}

    def used(self) -> set[str]:
        """Return the masks to which any indicator belongs, without the numbers of their integers."""
        return {name for name, words in self._bits.items() if any(words)}

    def row(self) -> list[str]:
        """Return the masks, in the order of `MASKS`."""
        return [str(word) for words in self._bits.values() for word in words]

    def add(self, bits: Sequence[int], usual: ClassTally, absence: Absence) -> None:
        """Add an indicator.

        Args:
            bits: Its presence bits.
            usual: What most of its figures add to the tally.
            absence: The answer if it has no figure.
        """
        for name in _counts_of(usual, absence.invalid, absence.answer.tally):
            self._add(name, bits)
        if absence.answer.remarks:
            self._add("due", bits)
        if absence.expected:
            self._add("expected", bits)

    def _add(self, name: str, bits: Sequence[int]) -> None:
        self._bits[name] = [one | own for one, own in zip(self._bits[name], bits, strict=True)]


@lru_cache(maxsize=256)  # Most indicators of a pack contribute equally.
def _counts_of(*tallies: ClassTally) -> list[str]:
    return [
        f"{state}_{name}"
        for state, tally in zip(STATES, tallies, strict=True)
        for name, n in zip(ClassTally._fields, tally, strict=True)
        if n
    ]
