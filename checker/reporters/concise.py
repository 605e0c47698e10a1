"""One line per finding, location first, for editors that jump to it.

Must not wrap lines or omit anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain.report import Run
from checker.language import Language, display_safe
from checker.reporters.items import Item, item_text, named_items

__all__ = ["render"]


def render(run: Run, language: Language, /) -> bytes:
    """Write ``path:line:column: severity CODE sentence`` for every message of a run."""
    return "".join(f"{line}\n" for line in _lines(named_items(run), language)).encode()


def _lines(found: Iterator[Item], language: Language) -> Iterator[str]:
    for item in found:
        mark = f"{item.weight(language)} {item.code.id}"
        yield f"{display_safe(str(item.location))}: {mark} {item_text(item, language)}"
