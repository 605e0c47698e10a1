"""Write plain values as JSON, for every format that is JSON.

Owns escapes, indents and exact numbers. Must not know any report.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from checker.domain.interval import Exact
from checker.language import is_unsafe

try:
    # The C encoder of `json`. The module itself writes indented JSON in Python, which would take 6 % of a check.
    from _json import encode_basestring as _quoted
except ImportError:  # an interpreter built without it
    from json.encoder import py_encode_basestring as _quoted

__all__ = ["dumped", "exact_text"]


def dumped(value: Any, indent: int | None = None) -> bytes:
    """Write plain values as JSON with a final line end.

    Characters that a terminal would obey, and lone surrogates, become JSON escapes, which lose nothing.
    """
    if indent is None:
        import json

        text = json.dumps(value, ensure_ascii=False)
    else:
        text = _written(value, " " * indent, "\n")
    if not text.replace("\n", "").isprintable():
        # Line by line, because most lines need no escape.
        lines = (line if line.isprintable() else "".join(map(_escaped, line)) for line in text.split("\n"))
        text = "\n".join(lines)
    return f"{text}\n".encode()


def _written(value: Any, step: str, start: str) -> str:
    """Return a value as `json.dumps` writes it; `start` is a line end with the indent of the next line."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None or value is True or value is False:
        return _WORDS[value]
    if isinstance(value, int):
        return int.__repr__(value)
    inner = start + step
    if isinstance(value, dict):
        opened, closed = "{}"
        parts = [f"{_quoted(key)}: {_written(item, step, inner)}" for key, item in value.items()]
    elif isinstance(value, list | tuple):
        opened, closed = "[]"
        parts = [_written(item, step, inner) for item in value]
    else:
        raise TypeError(f"{type(value).__name__} has no place in a report")
    return f"{opened}{inner}{f',{inner}'.join(parts)}{start}{closed}" if parts else opened + closed


_WORDS: Final = {None: "null", True: "true", False: "false"}


def _escaped(char: str) -> str:
    if not is_unsafe(char):
        return char
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def exact_text(number: Exact | None) -> str | None:
    """Write a number exactly: as a decimal, or as ``n/d`` if the expansion is infinite."""
    if number is None:
        return None
    if isinstance(number, Decimal):
        return format(number, "f")
    rest, places = number.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    digits = str(abs(number.numerator) * 10**places // number.denominator).zfill(places + 1)
    sign = "-" if number < 0 else ""
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{sign}{whole}.{decimals}" if decimals else sign + whole
