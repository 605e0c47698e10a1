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
        names: The office's names, by id.
    """
    # "(`synthetic: true`)" is for who writes files, and "(--period)" for who runs the command.
    sentence = re.sub(r" \((?:`[a-z_]+: [a-z]+`|--[a-z-]+)\)", "", sentence)
    for id_, name in names.items():
        if "/" in id_:
            parts = re.split(rf"(?<![`\w]){re.escape(id_)}(?![`\w])", sentence)
            sentence = f"“{name}”".join(parts)
    named = re.sub(r"`([^`]*)`", lambda match: f"“{names.get(match[1], match[1])}”", sentence)
    # The kind of a file is called so without its dot.
    return re.sub(r"(?<!\w)\.(?=[a-z]{3,4}\b)", "", named)
