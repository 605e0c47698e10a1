"""The rule language as pydantic models, and its JSON Schema.

Owns which keys a pack has, of what shape, and what they mean to its author. The only
module with pydantic models. Must not know places in files: `located` finds them again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Final, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from checker.domain.axes import Better, Frequency, Gate, Kind, Matter, Verdict
from checker.domain.period import Calendar, Period
from checker.domain.text import message
from checker.packs import scalars
from checker.packs.model import GATE_DEFAULTS, Comparator, PaceRule
from checker.packs.scalars import Complaint

__all__ = ["Pack", "Plain", "json_schema"]

_GATE_WORDS: Final = (Gate.PASS, Gate.WARN, Gate.FAIL)
_SMALLEST_YEAR: Final = 1900
_LARGEST_YEAR: Final = 2999
_MOST: Final = 999_999


class Plain(str):
    """A scalar without quotes."""

    __slots__ = ()


def _by(read: Callable[[str], object], expected: str) -> PlainValidator:
    """Let `read` validate a scalar; its complaint travels in the error's context."""

    def validate(value: object) -> object:
        if not isinstance(value, str):
            raise PydanticCustomError("shape", "shape", {"expected": message(expected)})
        result = read(value)
        if isinstance(result, Complaint):
            raise PydanticCustomError("complaint", "complaint", {"complaint": result})
        return result

    return PlainValidator(validate)


def _given(value: str) -> str | Complaint:
    return scalars.given(value, quoted=not isinstance(value, Plain))


def _one_of(*words: str) -> tuple[PlainValidator, WithJsonSchema]:
    return _by(functools.partial(scalars.word, words), "text"), WithJsonSchema({"type": "string", "enum": list(words)})


_PERIOD_PATTERN: Final = r"^[0-9]{4}(-(H[12]|9M|Q[1-4]|0[1-9]|1[0-2]))?$"
_VERDICTS: Final = _one_of(*Verdict)

String: TypeAlias = Annotated[str, _by(scalars.text, "text"), WithJsonSchema({"type": "string", "minLength": 1})]
Coded: TypeAlias = Annotated[str, _by(scalars.text, "text"), WithJsonSchema({"type": ["string", "integer"]})]
Number: TypeAlias = Annotated[Decimal, _by(scalars.number, "a number"), WithJsonSchema({"type": "number"})]
Count: TypeAlias = Annotated[
    int,
    _by(functools.partial(scalars.whole, 0, _MOST), "a whole number"),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": _MOST}),
]
Revision: TypeAlias = Annotated[
    int,
    _by(functools.partial(scalars.whole, 1, _MOST), "a whole number"),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": _MOST}),
]
Year: TypeAlias = Annotated[
    int,
    _by(functools.partial(scalars.whole, _SMALLEST_YEAR, _LARGEST_YEAR), "a year"),
    WithJsonSchema({"type": "integer", "minimum": _SMALLEST_YEAR, "maximum": _LARGEST_YEAR}),
]
Flag: TypeAlias = Annotated[bool, _by(scalars.flag, "true or false"), WithJsonSchema({"type": "boolean"})]
Slug: TypeAlias = Annotated[
    str, _by(scalars.identifier, "text"), WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"})
]
PackId: TypeAlias = Annotated[
    str,
    _by(scalars.pack_id, "text"),
    WithJsonSchema({"type": "string", "pattern": "^[a-z][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*$"}),
]
Due: TypeAlias = Annotated[
    Period,
    _by(scalars.period, "a period"),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": _PERIOD_PATTERN}]}),
]
Date: TypeAlias = Annotated[
    str,
    _by(scalars.date, "a date"),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}]}),
]
Day: TypeAlias = Annotated[
    str, _by(scalars.day, "a day"), WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
]
Given: TypeAlias = Annotated[str, _by(_given, "a value"), WithJsonSchema({"type": ["string", "number"]})]
Expected: TypeAlias = Annotated[str, *_VERDICTS]
Handling: TypeAlias = Annotated[str, *_one_of(*_GATE_WORDS)]


class _Strict(BaseModel):
    """A mapping without unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(_Strict):
    """Text in both languages."""

    vi: String = Field(description="In Vietnamese, as published.")
    en: String = Field(description="In English.")


class Document(_Strict):
    """A published document."""

    title: String = Field(description="What the document is called, or what it is.")
    date: Date | None = Field(default=None, description="Its day, month or year; left out where it is not known.")
    address: String = Field(description="Where it is published.")


class Source(_Strict):
    """Where a number is published."""

    document: String = Field(description="A key of `documents`.")
    clause: String = Field(description="The very words of the document.")


class Target(_Strict):
    """One commitment: exactly one comparator, and what may go with it."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [str(word)]} for word in (*Comparator, "achieved")]}
    )

    at_least: Number | None = Field(default=None, description="Met from this number upwards.")
    above: Number | None = Field(default=None, description="Met only above this number (trên).")
    at_most: Number | None = Field(default=None, description="Met up to this number.")
    below: Number | None = Field(default=None, description="Met only below this number (dưới).")
    equal: Number | None = Field(default=None, description="Met by exactly this number.")
    keep: Number | None = Field(
        default=None, description="Must not become worse than this number (duy trì), at any period."
    )
    between: Annotated[list[Number], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="A range: met from its worse end on, exceeded beyond its better end."
    )
    reduce_by: Number | None = Field(
        default=None, description="Met when the value is lower than the baseline by this much, in the unit."
    )
    grow_by: Number | None = Field(
        default=None, description="Met when the value is higher than the baseline by this many percent."
    )
    strict: Flag = Field(default=False, description="Whether reduce_by or grow_by must be surpassed (giảm trên).")
    tolerance: Number | None = Field(
        default=None, description="How far on the wrong side of the number a value may be and still meet it."
    )
    stretch: Number | None = Field(default=None, description="Striven for (phấn đấu); reported, never decisive.")
    achieved: Annotated[bool, _by(scalars.flag, "true or false"), WithJsonSchema({"const": True})] | None = Field(
        default=None, description="For kind verdict: no figure is published, only whether it was achieved."
    )


class Means(_Strict):
    """An interval: exactly one comparator."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    at_least: Number | None = Field(default=None, description="This number or more.")
    above: Number | None = Field(default=None, description="More than this number.")
    at_most: Number | None = Field(default=None, description="This number or less.")
    below: Number | None = Field(default=None, description="Less than this number.")
    equal: Number | None = Field(default=None, description="Exactly this number.")


class Wording(_Strict):
    """Words that reports use in place of a number."""

    words: String = Field(description="The words, such as `Xuất siêu`.")
    means: Means = Field(description="The numbers that they stand for.")


class Limits(_Strict):
    """What a value can be by its nature."""

    low: Number | None = Field(default=None, description="The smallest possible value.")
    high: Number | None = Field(default=None, description="The largest possible value.")


def _none_word(value: object) -> object:
    """Read the word `none`; pydantic then knows it as no limits at all."""
    return None if value == "none" else value


class Baseline(_Strict):
    """The level that a target starts from."""

    value: Number = Field(description="In the indicator's unit.")
    period: String = Field(description="The period of the value, such as 2023.")
    source: Source | None = Field(default=None, description="Where it is published.")


class Zones(_Strict):
    """The attainments, in percent of what is expected, at which the pace changes its name."""

    at_risk: Number | None = Field(default=None, description="From here on at risk, below it behind; else 95.")
    on_track: Number | None = Field(default=None, description="From here on on track; else 100.")
    ahead: Number | None = Field(default=None, description="From here on ahead; else 105.")


class OtherTarget(_Strict):
    """A target that somebody else set on the same measure; it never decides."""

    assigned_by: String = Field(description="Who set it.")
    target: Target = Field(description="The commitment.")
    due: Due | None = Field(default=None, description="When it is judged; as the deciding target unless stated.")
    source: Source | None = Field(default=None, description="Where its number is published.")


class Revised(_Strict):
    """What replaces the target from a day on."""

    since: Day = Field(description="The first day on which it is in force, such as 2024-07-01.")
    target: Target = Field(description="The revised commitment.")
    source: Source | None = Field(default=None, description="Where its number is published.")


class Indicator(_Strict):
    """What is measured, and the target set on it."""

    code: Coded = Field(description="Its number or code in the resolution.")
    title: Bilingual = Field(description="Its name, qualifiers included.")
    unit: String | None = Field(default=None, description="Unit of its target; left out for kind verdict.")
    kind: Annotated[str, *_one_of(*Kind)] = Field(
        description="flow adds up over the year, stock is a level, ratio a share, verdict has no figure."
    )
    better: Annotated[str, *_one_of(*Better)] = Field(description="The direction in which it improves.")
    group: String = Field(description="A key of `groups`.")
    parent: String | None = Field(default=None, description="The indicator of which it is a part (trong đó).")
    within_parent: Flag = Field(default=True, description="Whether its value cannot be above its parent's.")
    owner: String | None = Field(default=None, description="The office that answers for it, if that is published.")
    frequency: Annotated[str, *_one_of(*Frequency)] = Field(
        default=Frequency.MONTH, description="How often a figure is expected."
    )
    baseline: Baseline | None = Field(default=None, description="The level that its target starts from.")
    pace: Annotated[str, *_one_of(PaceRule.LINEAR, PaceRule.NONE)] | None = Field(
        default=None,
        description="What is expected before it is due. Unless stated: its milestones, else its profile, else linear "
        "for a flow that should rise and for a level with a baseline, else none.",
    )
    milestones: dict[Due, Number] = Field(
        default={}, description="Period to the share of the way, in percent, that is planned for its end."
    )
    profile: dict[Due, Number] = Field(
        default={}, description="Period to the share, in percent, that was reached at its end in earlier years."
    )
    zones: Zones = Field(default=Zones(), description="Where the pace changes its name.")
    limits: Annotated[
        Limits | None,
        BeforeValidator(_none_word),
        WithJsonSchema({"anyOf": [{"const": "none"}, Limits.model_json_schema()]}),
    ] = Field(default=None, description="What it can be by its nature; 0 to 100 for a stock or ratio in %, else none.")
    words: list[Wording] = Field(default=[], description="What words in place of a number stand for.")
    aliases: list[String] = Field(default=[], description="Further titles by which submissions may address it.")
    target: Target | None = Field(default=None, description="The commitment; left out where it is only reported.")
    assigned_by: String | None = Field(default=None, description="Who set the target, where several did.")
    history: list[Revised] = Field(default=[], description="How the target was revised within the year.")
    also: list[OtherTarget] = Field(default=[], description="Targets that others set on the same measure.")
    due: Due | None = Field(default=None, description="When the target is judged; the pack's year unless stated.")
    source: Source | None = Field(default=None, description="Where the target's number is published.")


class Example(_Strict):
    """Given values and the verdicts that the pack's author expects of them."""

    period: Due | None = Field(default=None, description="The period of the values; the pack's year unless stated.")
    given: dict[str, Given] = Field(description="Indicator to value, as an officer writes it.")
    expect: dict[str, Expected] = Field(description="Indicator to verdict.")


class Tally(_Strict):
    """A published tally of which not every target is named."""

    counted: Count = Field(description="How many targets were counted.")
    met: Count = Field(description="How many were met or exceeded.")
    unmet: Count = Field(description="How many were not.")
    source: Source | None = Field(default=None, description="Where the tally is published.")


class GateTable(_Strict):
    """What the gate makes of results; what is left out keeps its default."""

    unmet: Handling = GATE_DEFAULTS[Matter.UNMET]
    undecided: Handling = GATE_DEFAULTS[Matter.UNDECIDED]
    no_data: Handling = GATE_DEFAULTS[Matter.NO_DATA]
    invalid: Handling = GATE_DEFAULTS[Matter.INVALID]
    unknown_rows: Handling = GATE_DEFAULTS[Matter.UNKNOWN_ROWS]
    consistency: Handling = GATE_DEFAULTS[Matter.CONSISTENCY]
    percent_of_plan: Handling = GATE_DEFAULTS[Matter.PERCENT_OF_PLAN]
    behind: Handling = GATE_DEFAULTS[Matter.BEHIND]
    at_risk: Handling = GATE_DEFAULTS[Matter.AT_RISK]
    pace_undecided: Handling = GATE_DEFAULTS[Matter.PACE_UNDECIDED]
    not_reported: Handling = GATE_DEFAULTS[Matter.NOT_REPORTED]
    estimate: Handling = GATE_DEFAULTS[Matter.ESTIMATE]
    tally: Handling = GATE_DEFAULTS[Matter.TALLY]
    other_target: Handling = GATE_DEFAULTS[Matter.OTHER_TARGET]
    waiver: Handling = GATE_DEFAULTS[Matter.WAIVER]
    baseline: Handling = GATE_DEFAULTS[Matter.BASELINE]
    least_met: Count | None = Field(default=None, description="The least number of met targets.")


class Pack(_Strict):
    """A rule pack, version 1 of the language."""

    pack: Annotated[int, _by(scalars.version, "1"), WithJsonSchema({"const": 1})] = Field(
        description="The version of the rule language."
    )
    id: PackId = Field(description="Such as `bac-kan-city/2024`; also the path of the file under rules/.")
    revision: Revision = Field(description="Counts the changes of this file.")
    title: Bilingual = Field(description="What the pack holds.")
    unit: Slug = Field(description="The reporting unit that it assesses.")
    year: Year = Field(description="The plan's year.")
    calendar: Annotated[str, *_one_of(*Calendar)] = Field(
        default=Calendar.CIVIL, description="How periods map to days."
    )
    synthetic: Flag = Field(default=False, description="Whether its targets are made up.")
    note: Bilingual | None = Field(default=None, description="What a reader of the pack should know.")
    units: list[String] = Field(default=[], description="Further things that are counted, as units.")
    documents: dict[Slug, Document] = Field(description="The published documents, by a name for `source`.")
    groups: dict[Slug, Bilingual] = Field(description="The groups of the report, in its order.")
    indicators: dict[Slug, Indicator] = Field(description="What is measured, in the order of the resolution.")
    examples: list[Example] = Field(default=[], description="Proofs of what the rules mean.")
    tally: Tally | None = Field(default=None, description="A published tally.")
    gate: GateTable = Field(default=GateTable(), description="What fails, warns or passes.")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a pack, as an editor of YAML sees it."""
    schema = _without_null(Pack.model_json_schema())
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Rule pack"}


def _without_null(schema: Any) -> Any:
    """Take null away wherever pydantic offers it for a key that may be left out: an empty value is refused."""
    if isinstance(schema, list):
        return [_without_null(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _without_null(value) for key, value in schema.items() if not (key == "default" and value is None)}
    choices = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    if "anyOf" in kept and len(choices) == 1:
        del kept["anyOf"]
        return {**choices[0], **kept}
    return {**kept, "anyOf": choices} if choices else kept
