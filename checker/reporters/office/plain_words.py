"""Sentences of the program for readers in an office: names instead of ids, and quotation marks for texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["in_plain_words"]


def in_plain_words(sentence: str, names: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a sentence with names instead of ids, and texts of a file in quotation marks.

    >>> in_plain_words("`revenue` is `n/a`", {"revenue": "Budget revenue"})
    '“Budget revenue” is “n/a”'

    Args:
        sentence: The sentence.
        names: What an office calls what has an id.
    """
    return re.sub(r"`([^`]*)`", lambda found: f"“{names.get(found[1], found[1])}”", sentence)
