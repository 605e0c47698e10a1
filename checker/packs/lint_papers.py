"""What of a pack only the papers of an office need, held against itself.

Owns the codes P290 and P291. Must not know how a paper looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.domain import codes
from checker.domain.text import message
from checker.packs.tree_access import NamedEntry, items, scalar
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Scalar

__all__ = ["check_papers"]


def check_papers(root: Mapping, indicators: Iterable[NamedEntry], trouble: Collector) -> None:
    """Note phrases that have no place for the figure, or for something else, and documents that are named twice."""
    for entry in indicators:
        phrase = entry.body.get("phrase")
        texts = (value for _, value in phrase.entries) if isinstance(phrase, Mapping) else (phrase,)
        for text in texts:
            if isinstance(text, Scalar) and re.findall(r"\{[^{}]*\}|[{}]", text.text) != ["{value}"]:
                trouble.at(codes.PACK_PHRASE, text, indicator=entry.id, phrase=text.text)
    seen: set[tuple[str, str]] = set()
    for node in items(root, "basis"):
        number = scalar(node, "number") if isinstance(node, Mapping) else None
        body = scalar(node, "body") if isinstance(node, Mapping) else None
        if number is None or body is None:
            continue
        named = (number.text, body.text)
        if named in seen:
            reason = message("{number} of {body} stands there already", number=number.text, body=body.text)
            trouble.at(codes.PACK_BASIS, number, reason=reason)
        seen.add(named)
