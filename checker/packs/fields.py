"""The small pieces of the rule language: scalars and words as pydantic reads them.

Owns which text is a number, a day or a slug, and its JSON Schema. Must not know keys: `schema` does.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from checker.domain.axes import Gate, Verdict
from checker.domain.period import Period
from checker.domain.text import message
from checker.packs import scalars
from checker.packs.scalars import Complaint
from checker.packs.term import Term

__all__ = [
    "IDS",
    "NAMED",
    "OFFICE",
    "TAGS",
    "TITLE",
    "Coded",
    "Count",
    "Date",
    "Day",
    "Digest",
    "Due",
    "DueDay",
    "ExampleValue",
    "Expected",
    "Flag",
    "Handling",
    "Number",
    "OrElse",
    "PackId",
    "Plain",
    "Revision",
    "Slug",
    "Strict",
    "String",
    "TermYears",
    "Version",
    "WholeDays",
    "Year",
    "by",
    "one_of",
]

_GATE_WORDS: Final = (Gate.PASS, Gate.WARN, Gate.FAIL)
_SMALLEST_YEAR: Final = 1900
_LARGEST_YEAR: Final = 2999
_MOST: Final = 999_999
_MOST_DAYS: Final = 366


IDS, NAMED, TITLE, OFFICE = "[ids]", "[named]", "[title]", "[office]"
TAGS: Final = frozenset((IDS, NAMED, TITLE, OFFICE))
"""The names of alternative shapes of a key, which appear in error paths but not in the file."""


class Plain(str):
    """A scalar without quotes."""

    __slots__ = ()


def by(read: Callable[[str], object], expected: str) -> PlainValidator:
    """Validate a scalar with `read`; its complaint is passed in the error's context."""

    def validate(value: object) -> object:
        if not isinstance(value, str):
            raise PydanticCustomError("shape", "shape", {"expected": message(expected)})
        result = read(value)
        if isinstance(result, Complaint):
            raise PydanticCustomError("complaint", "complaint", {"complaint": result})
        # The written form does not matter from here on.
        return str(result) if isinstance(result, Plain) else result

    return PlainValidator(validate)


def _given(value: str) -> str | Complaint:
    return scalars.example_value(value, quoted=not isinstance(value, Plain))


def one_of(*words: str) -> tuple[PlainValidator, WithJsonSchema]:
    """Return the annotations of a closed set of words."""
    return by(functools.partial(scalars.word, words), "text"), WithJsonSchema({"type": "string", "enum": list(words)})


_PERIOD_PATTERN: Final = r"^[0-9]{4}(-(H[12]|9M|Q[1-4]|0[1-9]|1[0-2]))?$"
_DUE_PATTERN: Final = _PERIOD_PATTERN.replace(")?$", "|(0[1-9]|1[0-2])-[0-9]{2}))?$").replace("(-(", "(-((", 1)
_VERDICTS: Final = one_of(*Verdict)

String: TypeAlias = Annotated[str, by(scalars.text, "text"), WithJsonSchema({"type": "string", "minLength": 1})]
Coded: TypeAlias = Annotated[str, by(scalars.text, "text"), WithJsonSchema({"type": ["string", "integer"]})]
Number: TypeAlias = Annotated[Decimal, by(scalars.number, "a number"), WithJsonSchema({"type": "number"})]
Count: TypeAlias = Annotated[
    int,
    by(functools.partial(scalars.whole, 0, _MOST), "a whole number"),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": _MOST}),
]
WholeDays: TypeAlias = Annotated[
    int,
    by(functools.partial(scalars.whole, -_MOST_DAYS, _MOST_DAYS), "a whole number"),
    WithJsonSchema({"type": "integer", "minimum": -_MOST_DAYS, "maximum": _MOST_DAYS}),
]
Revision: TypeAlias = Annotated[
    int,
    by(functools.partial(scalars.whole, 1, _MOST), "a whole number"),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": _MOST}),
]
Year: TypeAlias = Annotated[
    int,
    by(functools.partial(scalars.whole, _SMALLEST_YEAR, _LARGEST_YEAR), "a year"),
    WithJsonSchema({"type": "integer", "minimum": _SMALLEST_YEAR, "maximum": _LARGEST_YEAR}),
]
TermYears: TypeAlias = Annotated[
    Term, by(scalars.term, "a term"), WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{4}$"})
]
Version: TypeAlias = Annotated[int, by(scalars.version, "1"), WithJsonSchema({"const": 1})]
Flag: TypeAlias = Annotated[bool, by(scalars.flag, "true or false"), WithJsonSchema({"type": "boolean"})]
Slug: TypeAlias = Annotated[
    str, by(scalars.identifier, "text"), WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"})
]
PackId: TypeAlias = Annotated[
    str,
    by(scalars.pack_id, "text"),
    WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*$"}),
]
Due: TypeAlias = Annotated[
    Period,
    by(scalars.period, "a period"),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": _PERIOD_PATTERN}]}),
]
DueDay: TypeAlias = Annotated[
    Period | dt.date,
    by(scalars.due, "a period"),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": _DUE_PATTERN}]}),
]
Date: TypeAlias = Annotated[
    str,
    by(scalars.date, "a date"),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}]}),
]
Day: TypeAlias = Annotated[
    str, by(scalars.day, "a day"), WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
]
Digest: TypeAlias = Annotated[
    str, by(scalars.digest, "text"), WithJsonSchema({"type": "string", "pattern": "^[0-9a-f]{64}$"})
]
ExampleValue: TypeAlias = Annotated[str, by(_given, "a value"), WithJsonSchema({"type": ["string", "number"]})]
Expected: TypeAlias = Annotated[str, *_VERDICTS]
Handling: TypeAlias = Annotated[str, *one_of(*_GATE_WORDS)]


class Strict(BaseModel):
    """A mapping without unknown keys."""

    # A model is built on first use, as part of the whole pack. Building each one separately as well would take a
    # twentieth of the first check of a pack.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class OrElse:
    """JSON Schema of a model's mapping or its short form.

    Args:
        short: The schema of the short form.
        model: The model; its schema is made only on request, not when a pack is read.
    """

    def __init__(self, short: dict[str, Any], model: type[BaseModel]) -> None:
        self._short = short
        self._model = model

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> dict[str, Any]:
        """Implement pydantic's hook, as `WithJsonSchema` does."""
        return {"anyOf": [self._short, self._model.model_json_schema()]}
