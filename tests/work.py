"""How much work something does, counted instead of timed: a loaded machine counts the same."""

from __future__ import annotations

import cProfile
import gc
import re
import sys
import unicodedata
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from unittest import mock

__all__ = ["Sliced", "calls_of", "lengths_of"]

_PATTERNS = ("match", "fullmatch", "search", "sub", "split", "findall")


def calls_of(work: Callable[[], object]) -> int:
    """Return how many functions are called in all, of Python and of C, when it is done for the second time.

    The first time compiles patterns and imports modules.
    """
    work()
    counted = cProfile.Profile()
    before = sys.getprofile()
    # A collection of garbage calls what others have asked it to call.
    gc.disable()
    counted.enable()
    try:
        work()
    finally:
        counted.disable()
        sys.setprofile(before)
        gc.enable()
    return sum(entry.callcount for entry in counted.getstats())


def lengths_of(work: Callable[[], object]) -> list[int]:
    """Return how long each text is that a pattern or Unicode normalisation gets to see.

    A pattern that backtracks is not noticed by this; on a long text it would not end.
    """
    lengths: list[int] = []

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: Any, **options: Any) -> object:
            lengths.extend(len(one) for one in arguments[1:] if isinstance(one, str))
            return function(*arguments, **options)

        return call

    with ExitStack() as patches:
        for owner, names in ((re, _PATTERNS), (unicodedata, ("normalize",))):
            for name in names:
                patches.enter_context(mock.patch.object(owner, name, counted(getattr(owner, name))))
        work()
    return lengths


class Sliced(str):
    """A text that counts the characters of all slices taken of it."""

    __slots__ = ("sliced",)

    def __init__(self, _text: str) -> None:
        """Begin at none."""
        self.sliced = 0

    def __getitem__(self, key: Any) -> str:
        """Return the slice, and count it."""
        part = super().__getitem__(key)
        self.sliced += len(part)
        return part
