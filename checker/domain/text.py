"""Sentences as data: a template and its values, translated only when shown.

Must not know any catalogue or any language's grammar.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from checker.domain.record import NamedTuple

__all__ = ["Message", "Text", "Value", "message"]


class Text(NamedTuple):
    """A name in both languages, such as an indicator's title."""

    vi: str
    en: str


class Message(NamedTuple):
    """A translatable sentence.

    Args:
        template: English text with ``{named}`` fields; it is also the catalogue's key.
        values: The fields, in a fixed order. Numbers stay numbers here, so that each
            language can write its own decimal mark.
    """

    template: str
    values: tuple[tuple[str, Value], ...] = ()


Value: TypeAlias = "str | int | Decimal | Fraction | Text | Message | tuple[Value, ...]"


def message(template: str, /, **values: Value) -> Message:
    """Build a `Message` from keyword values."""
    return Message(template, tuple(values.items()))
