"""The small pieces of the rule language: scalars and words as pydantic reads them.

Owns which text is a number, a day or a slug, and its JSON Schema. Must not know keys: `schema` does.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BaseModel, ConfigDict
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function

from checker.domain.axes import Gate, Verdict
from checker.domain.period import Period
from checker.domain.text import Message, message
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
    "Read",
    "Revision",
    "Slug",
    "Strict",
    "String",
    "TermYears",
    "Version",
    "WholeDays",
    "Year",
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


class Read:
    """Validates a scalar with a function, whose complaint is passed in the error's context.

    It does what `PlainValidator` with `WithJsonSchema` does, but leaves out how such a value is written, because no
    pack is written with these models. That halves the time in which they are built.

    Args:
        read: Returns the value of a text, or a complaint.
        expected: What the text should be, for other nodes than scalars.
        schema: The JSON Schema of the text.
    """

    def __init__(self, read: Callable[[str], object], expected: Message, schema: dict[str, Any]) -> None:
        self._read = read
        self._expected = expected
        self._schema = schema

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        """Implement pydantic's hook."""
        return no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> dict[str, Any]:
        """Implement pydantic's hook."""
        return dict(self._schema)

    def _validate(self, value: object) -> object:
        if not isinstance(value, str):
            raise PydanticCustomError("shape", "shape", {"expected": self._expected})
        result = self._read(value)
        if isinstance(result, Complaint):
            raise PydanticCustomError("complaint", "complaint", {"complaint": result})
        # The written form does not matter from here on.
        return str(result) if isinstance(result, Plain) else result


def _given(value: str) -> str | Complaint:
    return scalars.example_value(value, quoted=not isinstance(value, Plain))


def one_of(*words: str) -> Read:
    """Return the annotation of a closed set of words."""
    return Read(functools.partial(scalars.word, words), message("text"), {"type": "string", "enum": list(words)})


def _whole(low: int, high: int, expected: Message) -> Read:
    schema = {"type": "integer", "minimum": low, "maximum": high}
    return Read(functools.partial(scalars.whole, low, high), expected, schema)


_PERIOD_PATTERN: Final = r"^[0-9]{4}(-(H[12]|9M|Q[1-4]|0[1-9]|1[0-2]))?$"
_DUE_PATTERN: Final = _PERIOD_PATTERN.replace(")?$", "|(0[1-9]|1[0-2])-[0-9]{2}))?$").replace("(-(", "(-((", 1)
_VERDICTS: Final = one_of(*Verdict)

String: TypeAlias = Annotated[str, Read(scalars.text, message("text"), {"type": "string", "minLength": 1})]
Coded: TypeAlias = Annotated[str, Read(scalars.text, message("text"), {"type": ["string", "integer"]})]
Number: TypeAlias = Annotated[Decimal, Read(scalars.number, message("a number"), {"type": "number"})]
Count: TypeAlias = Annotated[int, _whole(0, _MOST, message("a whole number"))]
WholeDays: TypeAlias = Annotated[int, _whole(-_MOST_DAYS, _MOST_DAYS, message("a whole number"))]
Revision: TypeAlias = Annotated[int, _whole(1, _MOST, message("a whole number"))]
Year: TypeAlias = Annotated[int, _whole(_SMALLEST_YEAR, _LARGEST_YEAR, message("a year"))]
TermYears: TypeAlias = Annotated[
    Term, Read(scalars.term, message("a term"), {"type": "string", "pattern": "^[0-9]{4}-[0-9]{4}$"})
]
Version: TypeAlias = Annotated[int, Read(scalars.version, message("1"), {"const": 1})]
Flag: TypeAlias = Annotated[bool, Read(scalars.flag, message("true or false"), {"type": "boolean"})]
Slug: TypeAlias = Annotated[
    str, Read(scalars.identifier, message("text"), {"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"})
]
PackId: TypeAlias = Annotated[
    str,
    Read(scalars.pack_id, message("text"), {"type": "string", "pattern": "^[a-z][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*$"}),
]
Due: TypeAlias = Annotated[
    Period,
    Read(
        scalars.period,
        message("a period"),
        {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": _PERIOD_PATTERN}]},
    ),
]
DueDay: TypeAlias = Annotated[
    Period | dt.date,
    Read(
        scalars.due, message("a period"), {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": _DUE_PATTERN}]}
    ),
]
Date: TypeAlias = Annotated[
    str,
    Read(
        scalars.date,
        message("a date"),
        {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}]},
    ),
]
Day: TypeAlias = Annotated[
    str, Read(scalars.day, message("a day"), {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
]
Digest: TypeAlias = Annotated[
    str, Read(scalars.digest, message("text"), {"type": "string", "pattern": "^[0-9a-f]{64}$"})
]
ExampleValue: TypeAlias = Annotated[str, Read(_given, message("a value"), {"type": ["string", "number"]})]
Expected: TypeAlias = Annotated[str, _VERDICTS]
Handling: TypeAlias = Annotated[str, one_of(*_GATE_WORDS)]


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
        """Implement pydantic's hook."""
        return {"anyOf": [self._short, self._model.model_json_schema()]}
