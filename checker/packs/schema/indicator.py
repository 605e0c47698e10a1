"""What is measured and the targets set on it, as its author writes them."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, create_model

from checker.domain.axes import Better, Frequency, Kind, Measures
from checker.domain.comparator import ACHIEVED, COMPARATORS, ONLY_VERDICT, Shape
from checker.packs import scalars
from checker.packs.fields import (
    Coded,
    Count,
    Date,
    Day,
    Digest,
    Due,
    DueDay,
    Flag,
    Number,
    OrElse,
    PackId,
    Slug,
    Strict,
    String,
    Year,
    by,
    one_of,
)
from checker.packs.model import Lineage, Reported, Start
from checker.packs.schema.pace import Pace
from checker.packs.schema.papers import PLAN_WORDS
from checker.packs.term import Over

__all__ = [
    "Baseline",
    "Bilingual",
    "Document",
    "Indicator",
    "Means",
    "SamePeriod",
    "Source",
    "Target",
    "Titled",
    "Wording",
]


class Bilingual(Strict):
    """Text in both languages."""

    vi: String = Field(description="In Vietnamese, as published.")
    en: String | None = Field(default=None, description="In English; reports in English show the Vietnamese without.")


def _in_vietnamese(value: object) -> object:
    """Take a text alone for a title in Vietnamese."""
    return {"vi": value} if isinstance(value, str) else value


Titled = Annotated[
    Bilingual,
    BeforeValidator(_in_vietnamese),
    OrElse({"type": "string", "minLength": 1}, Bilingual),
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
        OrElse({"const": "never"}, Exceeded),
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
    bounded: Flag = Field(
        default=False,
        description="Whether a reported “trên X” or “gần X” is within one unit of its last stated digit; else it is "
        "open.",
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
    steps: dict[Due, Number] = Field(
        default={}, description="Period to what is planned for its end, in the unit (a scenario); else shares."
    )
    steps_decide: Flag = Field(default=False, description="Whether a figure of such a period is judged by its step.")
    profile: dict[Due, Number] = Field(
        default={}, description="Period to the share, in percent, that was reached at its end in earlier years."
    )
    zones: Zones = Field(default=Zones(), description="Where the pace changes its name.")
    limits: Annotated[
        Limits | None,
        BeforeValidator(_none_word),
        OrElse({"const": "none"}, Limits),
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
    due: DueDay | None = Field(
        default=None,
        description="When the target is judged; the pack's year unless stated. Of kind verdict also the day by which "
        "it is to be reached.",
    )
    source: Source | None = Field(default=None, description="Where the target's number is published.")
    reviewed: Reviewed | None = Field(
        default=None, description="Who reviewed it; silences warnings while it is as seen."
    )
    related: list[Related] = Field(default=[], description="Indicators of other packs that it goes on from.")
    plan_word: Annotated[str, *one_of(*PLAN_WORDS)] = Field(
        default=PLAN_WORDS[0], description="What papers call its plan: dự toán for revenue and spending."
    )
    phrase: Titled | None = Field(
        default=None, description="What papers say in the place of its name and figure, with {value} for the figure."
    )
    grades: dict[String, Number] = Field(
        default={},
        description="Grade to the number from which it begins, such as `Tốt: 76`.",
    )
    weights: dict[Slug, Number] = Field(
        default={}, description="Indicator to weight: its figure is the sum of these figures, each times its weight."
    )
    share_of: Slug | None = Field(
        default=None,
        description="The indicator whose figure it is a share of (trong đó nữ chiếm 40%); a count in the unit of that "
        "one is divided by it.",
    )
    share_of_plan: Slug | None = Field(
        default=None, description="The indicator whose target it is a share of; a count is divided by that number."
    )
    over: Annotated[str, *one_of(*Over)] | None = Field(
        default=None,
        description="What of a term its number is of: the end (the last year), the total of all years, a year on "
        "average, or each year; a level is of the end unless stated.",
    )
    years: dict[Year, Number] = Field(default={}, description="The numbers of single years of the term.")
    reached: dict[Year, Number] = Field(
        default={}, description="What was reached in single years of the term, where no reports of these are given."
    )
