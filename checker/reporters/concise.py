"""One line a finding, its place first, for editors that jump to it.

Must not wrap or leave out anything; a line never has a second one.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.domain.report import Run
from checker.language import Language, display_safe
from checker.reporters.items import Item, item_text, named_items

__all__ = ["render"]


def render(run: Run, language: Language, /) -> bytes:
    """Write ``path:line:column: weight CODE sentence`` for everything that a run says."""
    return "".join(f"{line}\n" for line in _lines(named_items(run), language)).encode()


def _lines(found: Iterator[Item], language: Language) -> Iterator[str]:
    for item in found:
        mark = f"{item.weight(language)} {item.code.id}"
        yield f"{display_safe(str(item.location))}: {mark} {item_text(item, language)}"
