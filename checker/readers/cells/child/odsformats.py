"""Convert OpenDocument number formats to Excel's notation, so that one set of rules covers both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

__all__ = ["number_format"]

_SPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_NUMBER: Final = f"{{{_SPACE}datastyle:1.0}}"
_STYLE: Final = f"{{{_SPACE}style:1.0}}"
_FO: Final = f"{{{_SPACE}xsl-fo-compatible:1.0}}"
_OOO: Final = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_OF_DATES: Final = ("date-style", "time-style")
_NOTHING: Final = '""'
_SOME_CURRENCY: Final = "¤"
_DATE: Final = "dd/mm/yyyy hh:mm"
_MOST_DIGITS: Final = 30
_MOST_THOUSANDS: Final = 10
_LONGEST_COUNT: Final = 3
_NUMBER_SECTIONS: Final = 3
_CONDITION: Final = re.compile(r"value\(\) *(<=|>=|!=|<|>|=) *(-?[0-9.]+)")
_USUAL: Final = {(">=0",), (">0", "<0"), (">0", "<0", "=0"), (">=0", "<0")}


def number_format(style: Any, others: Mapping[str, Any]) -> str:
    """Write a data style in Excel's notation: its conditional parts first, in order.

    Args:
        style: The element of the style.
        others: All data styles by name; its conditions may refer to them.
    """
    conditions, sections = [], []
    for entry in style.iter(f"{_STYLE}map"):
        match = _CONDITION.fullmatch(entry.get(f"{_STYLE}condition", "").strip())
        other = others.get(entry.get(f"{_STYLE}apply-style-name", ""))
        if match is not None and other is not None:
            conditions.append(match[1].replace("!=", "<>") + match[2])
            sections.append(_section(other))
    own = _section(style)
    if not conditions:
        return "" if own == "General" else own or _NOTHING
    if tuple(conditions) not in _USUAL:
        sections = [f"[{condition}]{section}" for condition, section in zip(conditions, sections, strict=True)]
    if style.tag == f"{_NUMBER}text-style":
        # The section that remains after those for numbers is for text.
        sections += ["General"] * (_NUMBER_SECTIONS - len(sections))
    elif tuple(conditions) == (">=0", "<0"):
        return ";".join(sections)
    return ";".join([*sections, own])


def _section(style: Any) -> str:
    """Write the parts of one data style."""
    if style.tag.endswith(_OF_DATES):
        return _DATE
    percentage = style.tag == f"{_NUMBER}percentage-style"
    return "".join(_part(part, percentage=percentage) for part in style)


def _part(part: Any, *, percentage: bool) -> str:
    text = part.text or ""
    match part.tag.removeprefix(_NUMBER):
        case "number":
            return _digits(part)
        case "scientific-number":
            return f"{_digits(part)}E+00"
        case "text":
            return _literal(text, percentage=percentage)
        case "currency-symbol":
            # Without a text, the sign depends on the displaying machine and is unknown.
            return _literal(text or _SOME_CURRENCY, percentage=percentage)
        case other if other == f"{_STYLE}text-properties":
            return "[White]" if part.get(f"{_FO}color", "").lower() == "#ffffff" else ""
        case other:
            return {"fraction": "# ?/?", "fill-character": f"*{text[:1] or ' '}", "text-content": "@"}.get(other, "")


def _literal(text: str, *, percentage: bool) -> str:
    """Write a literal text; the sign in a percentage style makes the number a percentage."""
    before, sign, behind = text.partition("%") if percentage else (text, "", "")
    return "".join((_quoted(before), sign, _quoted(behind)))


def _quoted(text: str) -> str:
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))


def _digits(number: Any) -> str:
    whole, decimals = _count(number, "min-integer-digits"), _count(number, "decimal-places")
    thousands = "," * _thousands(number.get(f"{_NUMBER}display-factor", "1"))
    grouped = number.get(f"{_NUMBER}grouping") == "true"
    if number.get(f"{_NUMBER}decimal-places") is None and not grouped and not thousands and not len(number):
        return "General"
    fixed = number.get(f"{_NUMBER}min-decimal-places") or number.get(f"{_OOO}min-decimal-places")
    least = int(fixed) if fixed and fixed.isdecimal() and len(fixed) < _LONGEST_COUNT else decimals
    if number.get(f"{_NUMBER}decimal-replacement") is not None:
        least = 0
    digits = "0" * whole or "#"
    for inner in sorted(number.iter(f"{_NUMBER}embedded-text"), key=lambda one: _count(one, "position")):
        place, text = _count(inner, "position"), inner.text or ""
        digits = digits.rjust(max(place + 1, len(digits)), "#")
        digits = f"{digits[: len(digits) - place]}{_quoted(text)}{digits[len(digits) - place :]}"
        break
    if grouped:
        digits = "#," + digits.rjust(3, "#")
    if decimals:
        digits += "." + "0" * min(least, decimals) + "#" * max(decimals - least, 0)
    return digits + thousands


def _thousands(factor: str) -> int:
    """Return the power of 1000 by which a number is divided for display."""
    try:
        size = float(factor)
    except ValueError:
        return 1
    count = 0
    while size >= 1000 and count < _MOST_THOUSANDS:  # noqa: PLR2004
        size, count = size / 1000, count + 1
    return count if size == 1 else max(count, 1)


def _count(element: Any, name: str) -> int:
    text = element.get(f"{_NUMBER}{name}", "0")
    return min(int(text), _MOST_DIGITS) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_COUNT else 0
