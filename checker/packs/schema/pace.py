"""How a pack states the expectation before a target is due, without milestones or profiles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeAlias

from pydantic import WithJsonSchema, WrapValidator
from pydantic_core import PydanticCustomError

from checker.domain.text import message
from checker.packs.fields import one_of
from checker.packs.model import PaceRule

__all__ = ["ByMonths", "Pace"]

_BY_MONTHS = {
    "type": "object",
    "additionalProperties": False,
    "required": ["by"],
    "properties": {"by": {"const": str(PaceRule.MONTHS)}},
}


def _pace(value: object, word: Callable[[object], str]) -> str:
    """Read `linear` or `none`, or the mapping `by: months`."""
    return _by_months(value) if isinstance(value, dict) else word(value)


def _by_months(value: object) -> str:
    if isinstance(value, dict) and {str(key): str(word) for key, word in value.items()} == {"by": PaceRule.MONTHS}:
        return str(PaceRule.MONTHS)
    raise PydanticCustomError("shape", "shape", {"expected": message("linear, none, or `by: months`")})


Pace: TypeAlias = Annotated[
    str,
    one_of(PaceRule.LINEAR, PaceRule.NONE),
    WrapValidator(_pace),
    WithJsonSchema({"anyOf": [{"type": "string", "enum": [str(PaceRule.LINEAR), str(PaceRule.NONE)]}, _BY_MONTHS]}),
]
"""The pace of an indicator."""
ByMonths: TypeAlias = Annotated[
    str, WrapValidator(lambda value, _handler: _by_months(value)), WithJsonSchema(_BY_MONTHS)
]
"""The pace of indicators that would otherwise progress linearly by days."""
