"""Write a baseline file; its entries are decided elsewhere.

Owns the form of the file. Every text is quoted as in JSON, which is valid YAML.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from checker.domain.baseline import BaselineEntry

__all__ = ["render"]

_WIDE: Final = 0x10000
_HEAD: Final = """\
# Known findings: they neither block nor warn, new ones do.
# `checker baseline update` takes out what is not found any more; nothing is added but by `create`.
baseline: 1
"""


def render(entries: Iterable[BaselineEntry]) -> bytes:
    """Write a baseline with its entries in a fixed order, so that versions can be compared."""
    lines = [line for entry in sorted(entries, key=_order) for line in _entry(entry)]
    body = "\n".join(["entries:", *lines]) if lines else "entries: []"
    return f"{_HEAD}{body}\n".encode()


def _order(entry: BaselineEntry) -> tuple[str, ...]:
    code, pack, unit, period, indicator, subject, ordinal = entry.identity
    return (pack, unit, period, indicator, code, subject, f"{ordinal:06d}")


def _entry(entry: BaselineEntry) -> Iterator[str]:
    code, pack, unit, period, indicator, subject, ordinal = entry.identity
    yield f"  - code: {code}"
    texts = {"pack": pack, "unit": unit, "period": period, "indicator": indicator, "subject": subject}
    yield from (f"    {name}: {_quoted(text)}" for name, text in texts.items() if text)
    if ordinal > 1:
        yield f"    ordinal: {ordinal}"
    if entry.note:
        yield f"    note: {_quoted(entry.note)}"


def _quoted(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return written if written.isprintable() else "".join(map(_escaped, written))


def _escaped(char: str) -> str:
    """Write invisible characters as YAML escapes, because JSON has none beyond four digits."""
    if char.isprintable():
        return char
    return f"\\u{ord(char):04x}" if ord(char) < _WIDE else f"\\U{ord(char):08x}"
