"""The rule language as pydantic models, and its JSON Schema.

Owns which keys a pack has, of what shape, and what they mean to its author. With
`fields`, the only place of pydantic models. Must not know places in files: `located`
finds them again.
"""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, WithJsonSchema, create_model

from checker.domain.axes import GATE_DEFAULTS, Better, Frequency, Kind, Measures
from checker.domain.comparator import ACHIEVED, COMPARATORS, ONLY_VERDICT, Shape
from checker.domain.period import Calendar
from checker.packs import scalars
from checker.packs.fields import (
    IDS,
    NAMED,
    OFFICE,
    TITLE,
    Coded,
    Count,
    Date,
    Day,
    Digest,
    Due,
    ExampleValue,
    Expected,
    Flag,
    Handling,
    Number,
    PackId,
    Revision,
    Slug,
    Strict,
    String,
    Version,
    Year,
    by,
    one_of,
)
from checker.packs.model import CheckForm, Lineage, Reported, Start, Status
from checker.packs.schema_pace import ByMonths, Pace
from checker.packs.schema_papers import PLAN_WORDS, LegalBasis
from checker.packs.written_out import DEFAULTED

__all__ = ["Check", "Indicator", "Means", "Pack", "SamePeriod", "Target", "json_schema"]


class Bilingual(Strict):
    """Text in both languages."""

    vi: String = Field(description="In Vietnamese, as published.")
    en: String | None = Field(default=None, description="In English; reports in English show the Vietnamese without.")


def _in_vietnamese(value: object) -> object:
    """Take a text alone for a title in Vietnamese."""
    return {"vi": value} if isinstance(value, str) else value


_Titled = Annotated[
    Bilingual,
    BeforeValidator(_in_vietnamese),
    WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, Bilingual.model_json_schema()]}),
]


class Document(Strict):
    """A published document."""

    title: String = Field(description="What the document is called, or what it is.")
    date: Date | None = Field(default=None, description="Its day, month or year; left out where it is not known.")
    address: String = Field(description="Where it is published.")
    thresholds: Count | None = Field(default=None, description="How many targets it sets, counted by hand.")
    file: String | None = Field(default=None, description="Its text, a file below the folder of the pack.")
    sha256: Digest | None = Field(default=None, description="The SHA-256 of that file, in hexadecimal.")


class Source(Strict):
    """Where a number is published."""

    document: String = Field(description="A key of `documents`.")
    clause: String = Field(description="The very words of the document.")


class Exceeded(Strict):
    """From where on a target is exceeded, where that is not its own number."""

    beyond: Number = Field(description="Exceeded only where better than this number; for a change, by more than it.")


def _never_word(value: object) -> object:
    """Read the word `never`; pydantic then knows it as nothing to exceed it by."""
    return None if value == "never" else value


_SHAPES: Final[dict[Shape, Any]] = {
    Shape.NUMBER: Number,
    Shape.RANGE: Annotated[list[Number], Field(min_length=2, max_length=2)],
    Shape.MEMBERS: Annotated[list[Slug], Field(min_length=2)],
}
_COMPARED: Final[dict[str, Any]] = {
    str(word): (_SHAPES[traits.shape] | None, Field(default=None, description=traits.description))
    for word, traits in COMPARATORS.items()
}
_Compared: Any = create_model("_Compared", __base__=Strict, **_COMPARED)


class Target(_Compared):  # type: ignore[misc] # made from the table of comparators
    """One commitment: exactly one comparator, and what may go with it."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [str(word)]} for word in (*COMPARATORS, ACHIEVED)]}
    )

    strict: Flag = Field(default=False, description="Whether reduce_by or grow_by must be surpassed (giảm trên).")
    tolerance: Number | None = Field(
        default=None, description="How far on the wrong side of the number a value may be and still meet it."
    )
    stretch: Number | None = Field(default=None, description="Striven for (phấn đấu); reported, never decisive.")
    exceeded: Annotated[
        Exceeded | None,
        BeforeValidator(_never_word),
        WithJsonSchema({"anyOf": [{"const": "never"}, Exceeded.model_json_schema()]}),
    ] = Field(default=None, description="When it is exceeded: `never`, or `{beyond: X}`; else where it is surpassed.")
    achieved: Annotated[bool, by(scalars.flag, "true or false"), WithJsonSchema({"const": True})] | None = Field(
        default=None, description=ONLY_VERDICT.description
    )


class Means(Strict):
    """An interval: exactly one comparator."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    at_least: Number | None = Field(default=None, description="This number or more.")
    above: Number | None = Field(default=None, description="More than this number.")
    at_most: Number | None = Field(default=None, description="This number or less.")
    below: Number | None = Field(default=None, description="Less than this number.")
    equal: Number | None = Field(default=None, description="Exactly this number.")


class Wording(Strict):
    """Words that reports use in place of a number."""

    words: String = Field(description="The words, such as `Xuất siêu`.")
    means: Means = Field(description="The numbers that they stand for.")


class Limits(Strict):
    """What a value can be by its nature."""

    low: Number | None = Field(default=None, description="The smallest possible value.")
    high: Number | None = Field(default=None, description="The largest possible value.")


def _none_word(value: object) -> object:
    """Read the word `none`; pydantic then knows it as no limits at all."""
    return None if value == "none" else value


class Baseline(Strict):
    """The level that a target starts from."""

    value: Number = Field(description="In the indicator's unit.")
    period: Coded = Field(description="The period of the value, such as 2023.")
    source: Source | None = Field(default=None, description="Where it is published.")


class SamePeriod(Baseline):
    """What the unit reported for the same period of the year before; there is nothing to state."""


def _same_period_word(value: object) -> object:
    """Read the word `same_period`."""
    return SamePeriod.model_construct() if value == Start.SAME_PERIOD else value


def _or_same_period(schema: dict[str, Any]) -> None:
    """Let the JSON Schema allow the word too."""
    schema["anyOf"].append({"const": str(Start.SAME_PERIOD)})


class Zones(Strict):
    """The attainments, in percent of what is expected, at which the pace changes its name."""

    at_risk: Number | None = Field(default=None, description="From here on at risk, below it behind; else 95.")
    on_track: Number | None = Field(default=None, description="From here on on track; else 100.")
    ahead: Number | None = Field(default=None, description="From here on ahead; else 105.")


class OtherTarget(Strict):
    """A target that somebody else set on the same measure; it never decides."""

    assigned_by: String = Field(description="Who set it.")
    target: Target = Field(description="The commitment.")
    due: Due | None = Field(default=None, description="When it is judged; as the deciding target unless stated.")
    source: Source | None = Field(default=None, description="Where its number is published.")


class Revised(Strict):
    """What replaces the target from a day on."""

    since: Day = Field(description="The first day on which it is in force, such as 2024-07-01.")
    target: Target = Field(description="The revised commitment.")
    source: Source | None = Field(default=None, description="Where its number is published.")


class Reviewed(Strict):
    """Who held a target against its clause, and what he saw."""

    by: String = Field(description="Who reviewed it.")
    day: Day = Field(description="When.")
    digest: String = Field(description="The digest of what was seen; `checker explain` shows it.")


class Related(Strict):
    """Another indicator that this one goes on from."""

    how: Annotated[str, *one_of(*Lineage)] = Field(
        description="renamed: the same measure under another name; derived: worked out of it."
    )
    pack: PackId = Field(description="The pack of the other one.")
    indicator: Slug = Field(description="Its identifier there.")


class Indicator(Strict):
    """What is measured, and the target set on it."""

    code: Coded = Field(description="Its number or code in the resolution.")
    title: Bilingual = Field(description="Its name, qualifiers included.")
    unit: String | None = Field(default=None, description="Unit of its target; left out for kind verdict.")
    kind: Annotated[str, *one_of(*Kind)] = Field(
        description="flow adds up over the year, stock is a level, ratio a share, verdict has no figure."
    )
    better: Annotated[str, *one_of(*Better)] = Field(description="The direction in which it improves.")
    group: String = Field(description="A key of `groups`.")
    reported: Annotated[str, *one_of(*Reported)] = Field(
        default=Reported.YTD, description="What a flow's figure covers: the year up to now (ytd), or the period alone."
    )
    may_fall: Flag = Field(default=False, description="Whether a cumulative flow may be lower than a period before.")
    measures: Annotated[str, *one_of(*Measures)] = Field(
        default=Measures.LEVEL,
        description="What its figure is: a level, by how much one rose (increase) or fell (reduction), or by how many "
        "percent (growth).",
    )
    parent: String | None = Field(default=None, description="The indicator of which it is a part (trong đó).")
    within_parent: Flag = Field(default=True, description="Whether its value cannot be above its parent's.")
    owner: String | None = Field(default=None, description="The office that answers for it, if that is published.")
    frequency: Annotated[str, *one_of(*Frequency)] = Field(
        default=Frequency.MONTH, description="How often a figure is expected."
    )
    baseline: Annotated[Baseline | None, BeforeValidator(_same_period_word)] = Field(
        default=None,
        json_schema_extra=_or_same_period,
        description="The level that its target starts from; same_period for what was reported for the same period of "
        "the year before.",
    )
    pace: Pace | None = Field(
        default=None,
        description="What is expected before it is due: linear by days, linear by months (by: months), or none. "
        "Unless stated: its milestones, else its profile, else linear for a flow and for a level with a baseline, else "
        "none.",
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
    ] = Field(
        default=None,
        description="What it can be by its nature; 0 to 100 for a share (a ratio in % that is no index or change), "
        "0 or more for a count, else none.",
    )
    words: list[Wording] = Field(default=[], description="What words in place of a number stand for.")
    aliases: list[String] = Field(default=[], description="Further titles by which submissions may address it.")
    target: Target | None = Field(default=None, description="The commitment; left out where it is only reported.")
    assigned_by: String | None = Field(default=None, description="Who set the target, where several did.")
    history: list[Revised] = Field(default=[], description="How the target was revised within the year.")
    also: list[OtherTarget] = Field(default=[], description="Targets that others set on the same measure.")
    due: Due | None = Field(default=None, description="When the target is judged; the pack's year unless stated.")
    source: Source | None = Field(default=None, description="Where the target's number is published.")
    reviewed: Reviewed | None = Field(
        default=None, description="Who reviewed it; silences warnings while it is as seen."
    )
    related: list[Related] = Field(default=[], description="Indicators of other packs that it goes on from.")
    plan_word: Annotated[str, *one_of(*PLAN_WORDS)] = Field(
        default=PLAN_WORDS[0], description="What papers call its plan: dự toán for revenue and spending."
    )
    phrase: _Titled | None = Field(
        default=None, description="What papers say in the place of its name and figure, with {value} for the figure."
    )


class SumOf(Strict):
    """Parts and their total."""

    of: Annotated[list[Slug], Field(min_length=2)] = Field(description="The parts.")
    equals: Slug = Field(description="Their total.")


class RatioOf(Strict):
    """A stated ratio and the two figures that it follows from."""

    of: Slug = Field(description="What is counted.")
    to: Slug = Field(description="The whole.")
    equals: Slug = Field(description="The stated ratio; in % it is a hundred times the quotient.")


class PercentOfPlan(Strict):
    """A percentage of the plan that is an indicator of its own."""

    of: Slug = Field(description="The value.")
    equals: Slug = Field(description="The stated percentage of its target.")


class Change(Strict):
    """How much a figure may differ from the one of the period before, upwards or downwards."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["percent"]}, {"required": ["amount"]}]})

    of: Slug = Field(description="The indicator.")
    percent: Number | None = Field(default=None, description="At most this many percent of the figure before.")
    amount: Number | None = Field(default=None, description="At most this much, in the unit.")


class Check(Strict):
    """A relation between figures: exactly one form."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [str(form)]} for form in CheckForm]})

    less_or_equal: Annotated[list[Slug], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="The first is not above the second."
    )
    sum: SumOf | None = Field(default=None, description="Parts add up to their total.")
    ratio: RatioOf | None = Field(default=None, description="A stated ratio follows from its two figures.")
    percent_of_plan: PercentOfPlan | None = Field(
        default=None, description="A stated percentage follows from the plan."
    )
    change: Change | None = Field(default=None, description="No leap against the period before.")
    never_falling: Slug | None = Field(default=None, description="Never lower than in the period before.")
    tolerance: Number | None = Field(
        default=None, description="How far it may be missed, in the unit; else what the stated decimals leave open."
    )


class Office(Strict):
    """A reporting unit that has a name."""

    title: Bilingual = Field(description="Its name in full, which papers print in the place of its id.")
    short: String | None = Field(default=None, description="Its name in tables, such as Một.")
    kind: String | None = Field(default=None, description="What kind of unit it is, such as xã.")
    contact: String | None = Field(default=None, description="Whom to ask there.")


def _named_or_ids(value: object) -> str:
    return NAMED if isinstance(value, dict) else IDS


def _title_or_office(value: object) -> str:
    return OFFICE if isinstance(value, dict) and value.keys().isdisjoint(("vi", "en")) else TITLE


_Named = Annotated[Annotated[_Titled, Tag(TITLE)] | Annotated[Office, Tag(OFFICE)], Discriminator(_title_or_office)]


def _units_or_file(schema: dict[str, Any]) -> None:
    """Let the JSON Schema ask for units or for a file of them, which the tree has joined before it is validated."""
    schema["required"].remove("units")
    schema["oneOf"] = [{"required": ["units"]}, {"required": ["units_file"]}]


class Reporting(Strict):
    """Who reports by this pack beside its unit."""

    model_config = ConfigDict(json_schema_extra=_units_or_file)

    units: Annotated[
        Annotated[list[Slug], Field(min_length=1), Tag(IDS)]
        | Annotated[dict[Slug, _Named], Field(min_length=1), Tag(NAMED)],
        Discriminator(_named_or_ids),
    ] = Field(description="The reporting units: their ids, or each id with what the unit is called.")
    units_file: String | None = Field(
        default=None, description="A file of units in their place, by its path from the folder of the pack."
    )
    roll_up: Flag = Field(
        default=False,
        description="Whether their figures add up to those of the pack's unit, which alone is assessed; "
        "else each is assessed by itself.",
    )
    due: dict[Due, Day] = Field(
        default={}, description="Period to the day by which its report is to be sent, such as 2024-07-05."
    )


class Declared(Strict):
    """A unit that the program does not know."""

    name: String = Field(description="What it is called, such as con.")
    fractions: Flag = Field(
        default=False, description="Whether there are fractions of it; else it is counted one by one."
    )
    equals: String | None = Field(default=None, description="How large it is, in a known unit, such as 360 m2.")


def _named(value: object) -> object:
    """Take a name alone for a unit that is counted."""
    return {"name": value} if isinstance(value, str) else value


class Example(Strict):
    """Given values and the verdicts that the pack's author expects of them."""

    period: Due | None = Field(default=None, description="The period of the values; the pack's year unless stated.")
    given: dict[str, ExampleValue] = Field(description="Indicator to value, as an officer writes it.")
    expect: dict[str, Expected] = Field(description="Indicator to verdict.")


class Tally(Strict):
    """A published tally of which not every target is named."""

    counted: Count = Field(description="How many targets were counted.")
    met: Count = Field(description="How many were met or exceeded.")
    unmet: Count = Field(description="How many were not.")
    source: Source | None = Field(default=None, description="Where the tally is published.")


_GATE: Final[dict[str, Any]] = {str(matter): (Handling, gate) for matter, gate in GATE_DEFAULTS.items()}
_Gates: Any = create_model("_Gates", __base__=Strict, **_GATE)


class GateTable(_Gates):  # type: ignore[misc] # made from the table of matters
    """What the gate makes of results; what is left out keeps its default."""

    least_met: Count | None = Field(default=None, description="The least number of met targets.")


class WarningLevel(Strict):
    """A level of early warning."""

    name: _Titled = Field(description="What it is called, such as Cần theo dõi.")
    gap: Number | None = Field(
        default=None,
        description="From this gap on to what is expected by now, in percentage points, such as -8; the last, worst "
        "level has none.",
    )
    explain: Flag = Field(default=False, description="Whether whoever is in charge has to explain.")


class Extends(Strict):
    """The pack of which this one says only what is new."""

    pack: String = Field(description="Its id, or its file.")
    revision: Revision = Field(description="Its revision.")
    sha256: Digest = Field(description="Its digest, as reports name it.")


class Defaults(Strict):
    """What an indicator is where it does not say so itself."""

    kind: Annotated[str, *one_of(*Kind)] | None = Field(default=None, description="The kind of indicators.")
    better: Annotated[str, *one_of(*Better)] | None = Field(default=None, description="Their better direction.")
    group: String | None = Field(default=None, description="Their group, a key of `groups`.")
    frequency: Annotated[str, *one_of(*Frequency)] | None = Field(
        default=None, description="How often a figure of them is expected."
    )
    unit: String | None = Field(default=None, description="Their unit, for every kind but verdict.")
    document: String | None = Field(
        default=None, description="The document of every `source` that names none, a key of `documents`."
    )


class Pack(Strict):
    """A rule pack, version 1 of the language."""

    pack: Version = Field(description="The version of the rule language.")
    id: PackId = Field(description="Such as `bac-kan-city/2024`; also the path of the file under rules/.")
    revision: Revision = Field(description="Counts the changes of this file.")
    title: Bilingual = Field(description="What the pack holds.")
    unit: Slug = Field(description="The reporting unit that it assesses.")
    unit_title: _Titled | None = Field(default=None, description="What that unit is called, such as UBND huyện A.")
    year: Year = Field(description="The plan's year.")
    subject: _Titled | None = Field(
        default=None, description="What the targets are, as a letter names them: các chỉ tiêu kinh tế - xã hội."
    )
    basis: list[LegalBasis] = Field(
        default=[], description="The legal documents in execution of which is reported, as a letter names them."
    )
    pace: ByMonths | None = Field(
        default=None, description="by: months lets what goes straight be counted by months, not by days."
    )
    calendar: Annotated[str, *one_of(*Calendar)] = Field(default=Calendar.CIVIL, description="How periods map to days.")
    synthetic: Flag = Field(default=False, description="Whether its targets are made up.")
    status: Annotated[str, *one_of(*Status)] = Field(
        default=Status.IN_FORCE, description="draft: nothing is judged by it yet; superseded: it has a successor."
    )
    successor: PackId | None = Field(default=None, description="The pack that a superseded one was replaced by.")
    note: Bilingual | None = Field(default=None, description="What a reader of the pack should know.")
    units: list[
        Annotated[
            Declared,
            BeforeValidator(_named),
            WithJsonSchema({"anyOf": [{"type": "string", "minLength": 1}, Declared.model_json_schema()]}),
        ]
    ] = Field(default=[], description="Further units: things that are counted one by one, unless they say otherwise.")
    extends: Extends | None = Field(default=None, description="The pack of an earlier year that this one goes on from.")
    drop: dict[Slug, String] = Field(default={}, description="Indicators of that pack that are left out, and why.")
    defaults: Defaults | None = Field(default=None, description="What indicators are unless they say otherwise.")
    documents: dict[Slug, Document] = Field(description="The published documents, by a name for `source`.")
    groups: dict[Slug, Bilingual] = Field(description="The groups of the report, in its order.")
    indicators: dict[Slug, Indicator] = Field(description="What is measured, in the order of the resolution.")
    examples: list[Example] = Field(default=[], description="Proofs of what the rules mean.")
    checks: dict[Slug, Check] = Field(default={}, description="Relations between figures that must hold.")
    reporting: Reporting | None = Field(default=None, description="Who reports by it beside its unit.")
    tally: Tally | None = Field(default=None, description="A published tally.")
    warning_levels: list[WarningLevel] = Field(
        default=[], description="Names for the gap to what is expected by now, the best first; papers print them."
    )
    gate: GateTable = Field(default=GateTable(), description="What fails, warns or passes.")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a pack, as an editor of YAML sees it."""
    schema = _with_short_forms(_without_null(Pack.model_json_schema()))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Rule pack"}


def _with_short_forms(schema: dict[str, Any]) -> dict[str, Any]:
    """Let a text stand for a title or a source, and `defaults` for what is required (see `written_out`)."""
    kinds = schema["$defs"]
    for kind in ("Bilingual", "Source"):
        description = kinds[kind].pop("description")
        kinds[kind] = {"description": description, "anyOf": [{"type": "string", "minLength": 1}, kinds[kind]]}
    of_document = kinds["Source"]["anyOf"][1]
    of_document["required"].remove("document")
    needed = [key for key in DEFAULTED if key in kinds["Indicator"]["required"]]
    for key in needed:
        kinds["Indicator"]["required"].remove(key)
    rules = [_unless_default(key, {"required": [key]}) for key in needed]
    whole = {"type": "object", "required": ["document"]}
    holders = {"also": {"items": _holding(whole)}, "history": {"items": _holding(whole)}, "baseline": _holding(whole)}
    stated = {"properties": {"source": whole, **holders}}
    documents = _unless_default("document", stated)
    documents["else"]["properties"]["tally"] = _holding(whole)
    kinds["Indicator"]["required"] = []
    rules.append(_of_each({"required": ["code", "title"]}))
    taken = [key for key in schema["required"] if key in ("unit", "documents", "groups")]
    whole_pack = {"required": taken}
    schema["required"] = [key for key in schema["required"] if key not in taken]
    # Of a pack that extends another one, what is left out stands there.
    alone = {"if": {"required": ["extends"]}, "else": {"allOf": [whole_pack, *rules, documents]}}
    return {**schema, "allOf": [alone]}


def _holding(source: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {"source": source}}


def _of_each(rule: dict[str, Any]) -> dict[str, Any]:
    return {"properties": {"indicators": {"additionalProperties": rule}}}


def _unless_default(key: str, rule: dict[str, Any]) -> dict[str, Any]:
    """Return what holds for every indicator of a pack whose `defaults` do not state a key."""
    stated = {"required": ["defaults"], "properties": {"defaults": {"required": [key]}}}
    return {"if": stated, "else": _of_each(rule)}


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
