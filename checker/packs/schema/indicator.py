"""Indicators and their targets, as an author writes them."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, ConfigDict, Field, create_model

from checker.domain.axes import Better, Frequency, Kind, Measures
from checker.domain.comparator import ACHIEVED, COMPARATORS, ONLY_VERDICT, Shape
from checker.domain.text import message
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
    Read,
    Slug,
    Strict,
    String,
    Year,
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
    en: String | None = Field(
        default=None, description=("In English; without it, English reports show the Vietnamese text.")
    )


def _in_vietnamese(value: object) -> object:
    """Accept a text alone as a title in Vietnamese."""
    return {"vi": value} if isinstance(value, str) else value


Titled = Annotated[
    Bilingual,
    BeforeValidator(_in_vietnamese),
    OrElse({"type": "string", "minLength": 1}, Bilingual),
]


class Document(Strict):
    """A published document."""

    title: String = Field(description="The title of the document.")
    date: Date | None = Field(default=None, description="Its day, month or year; omit it if unknown.")
    address: String = Field(description="The address of its publication.")
    thresholds: Count | None = Field(default=None, description="The number of targets that it sets, counted by hand.")
    file: String | None = Field(default=None, description="Its text, a file below the folder of the pack.")
    sha256: Digest | None = Field(default=None, description="The SHA-256 of that file, in hexadecimal.")


class Source(Strict):
    """The publication of a number."""

    document: String = Field(description="A key of `documents`.")
    clause: String = Field(description="The exact words of the document.")


class Exceeded(Strict):
    """The number beyond which a target is exceeded, if it is not the target's own number."""

    beyond: Number = Field(description="The number beyond which the target is exceeded; for a change, its size.")


def _never_word(value: object) -> object:
    """Read the word `never`, which means that there is no such number."""
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
    """One commitment: exactly one comparator, and optional keys."""

    model_config = ConfigDict(
        json_schema_extra={"oneOf": [{"required": [str(word)]} for word in (*COMPARATORS, ACHIEVED)]}
    )

    strict: Flag = Field(default=False, description="Whether reduce_by or grow_by must be surpassed (giảm trên).")
    tolerance: Number | None = Field(
        default=None, description="How far a value may miss the number and still meet the target."
    )
    stretch: Number | None = Field(default=None, description="The stretch goal (phấn đấu); reported, never decisive.")
    exceeded: Annotated[
        Exceeded | None,
        BeforeValidator(_never_word),
        OrElse({"const": "never"}, Exceeded),
    ] = Field(
        default=None, description=("When it is exceeded: `never`, or `{beyond: X}`; by default beyond its number.")
    )
    achieved: Annotated[bool, Read(scalars.flag, message("true or false"), {"const": True})] | None = Field(
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
    """Words that may replace a number in reports."""

    words: String = Field(description="The words, such as `Xuất siêu`.")
    means: Means = Field(description="Their interval.")


class Limits(Strict):
    """The natural limits of a value."""

    low: Number | None = Field(default=None, description="The smallest possible value.")
    high: Number | None = Field(default=None, description="The largest possible value.")


def _none_word(value: object) -> object:
    """Read the word `none`, which means no limits."""
    return None if value == "none" else value


class Baseline(Strict):
    """The starting level of a target."""

    value: Number = Field(description="In the indicator's unit.")
    period: Coded = Field(description="The period of the value, such as 2023.")
    source: Source | None = Field(default=None, description="The publication.")


class SamePeriod(Baseline):
    """The unit's figure for the same period of the previous year, which needs no number here."""


def _same_period_word(value: object) -> object:
    """Read the word `same_period`."""
    return SamePeriod.model_construct() if value == Start.SAME_PERIOD else value


def _or_same_period(schema: dict[str, Any]) -> None:
    """Make the JSON Schema allow the word, too."""
    schema["anyOf"].append({"const": str(Start.SAME_PERIOD)})


class Zones(Strict):
    """The attainments, in percent of the expected value, that separate the paces."""

    at_risk: Number | None = Field(default=None, description="The start of at risk; below it is behind. Default: 95.")
    on_track: Number | None = Field(default=None, description="The start of on track. Default: 100.")
    ahead: Number | None = Field(default=None, description="The start of ahead. Default: 105.")


class OtherTarget(Strict):
    """A target that somebody else set on the same measure; it never decides."""

    assigned_by: String = Field(description="Who set it.")
    target: Target = Field(description="The commitment.")
    due: Due | None = Field(default=None, description="When it is judged; by default with the deciding target.")
    source: Source | None = Field(default=None, description="The publication of its number.")


class Revised(Strict):
    """A target that replaces the original one from a day on."""

    since: Day = Field(description="The first day on which it is in force, such as 2024-07-01.")
    target: Target = Field(description="The revised commitment.")
    source: Source | None = Field(default=None, description="The publication of its number.")


class Reviewed(Strict):
    """A review: who compared a target with its clause, and the reviewed content."""

    by: String = Field(description="The reviewer.")
    day: Day = Field(description="When.")
    digest: String = Field(description="The digest of the reviewed content; `checker explain` shows it.")


class Related(Strict):
    """Another indicator that this one continues."""

    how: Annotated[str, one_of(*Lineage)] = Field(
        description="renamed: the same measure under another name; derived: computed from it."
    )
    pack: PackId = Field(description="The other indicator's pack.")
    indicator: Slug = Field(description="Its id there.")


class Indicator(Strict):
    """An indicator and its target."""

    code: Coded = Field(description="Its number or code in the resolution.")
    title: Bilingual = Field(description="Its name, including qualifiers.")
    unit: String | None = Field(default=None, description="The unit of its target; omitted for kind verdict.")
    kind: Annotated[str, one_of(*Kind)] = Field(
        description=(
            "A flow adds up over the year, a stock is a level, a ratio is a share, and a verdict has no figure."
        )
    )
    better: Annotated[str, one_of(*Better)] = Field(description="The direction in which it improves.")
    group: String = Field(description="A key of `groups`.")
    reported: Annotated[str, one_of(*Reported)] = Field(
        default=Reported.YTD, description="What a flow's figure covers: the year up to now (ytd), or the period alone."
    )
    may_fall: Flag = Field(
        default=False, description=("Whether a cumulative flow may be lower than in the previous period.")
    )
    measures: Annotated[str, one_of(*Measures)] = Field(
        default=Measures.LEVEL,
        description=(
            "What its figure measures: a level, the size of a rise (increase) or fall (reduction), or a change in "
            "percent (growth)."
        ),
    )
    bounded: Flag = Field(
        default=False,
        description=(
            "Whether a reported “trên X” or “gần X” is within one unit of its last stated digit; by default it is open."
        ),
    )
    parent: String | None = Field(default=None, description="The indicator that it is a part of (trong đó).")
    within_parent: Flag = Field(default=True, description="Whether its value cannot exceed its parent's.")
    owner: String | None = Field(default=None, description="The responsible office, if published.")
    frequency: Annotated[str, one_of(*Frequency)] = Field(
        default=Frequency.MONTH, description="How often a figure is expected."
    )
    baseline: Annotated[Baseline | None, BeforeValidator(_same_period_word)] = Field(
        default=None,
        json_schema_extra=_or_same_period,
        description=(
            "The starting level of its target; same_period means the figure of the same period of the previous year."
        ),
    )
    pace: Pace | None = Field(
        default=None,
        description=(
            "The expectation before it is due: linear by days, linear by months (by: months), or none. The default "
            "is its milestones, else its profile, else linear for a flow and for a level with a baseline, else "
            "none."
        ),
    )
    milestones: dict[Due, Number] = Field(
        default={}, description="The progress in percent planned for the end of each period."
    )
    steps: dict[Due, Number] = Field(
        default={}, description="The level planned for the end of each period, in the unit (a scenario)."
    )
    steps_decide: Flag = Field(
        default=False, description=("Whether the figure of such a period is judged by its planned level.")
    )
    profile: dict[Due, Number] = Field(
        default={}, description="The progress in percent reached at the end of each period in earlier years."
    )
    zones: Zones = Field(default=Zones.model_construct(), description="The bounds between the paces.")
    limits: Annotated[
        Limits | None,
        BeforeValidator(_none_word),
        OrElse({"const": "none"}, Limits),
    ] = Field(
        default=None,
        description=(
            "Its natural limits. The default is 0 to 100 for a share (a ratio in % that is not an index or a "
            "change), at least 0 for a count, else none."
        ),
    )
    words: list[Wording] = Field(default=[], description="The words that may replace a number, with their intervals.")
    aliases: list[String] = Field(default=[], description="Further titles that submissions may use.")
    target: Target | None = Field(
        default=None, description=("The commitment; omitted if the indicator is only reported.")
    )
    assigned_by: String | None = Field(default=None, description="Who set the target, if several offices did.")
    history: list[Revised] = Field(default=[], description="The revisions of the target within the year.")
    also: list[OtherTarget] = Field(default=[], description="Targets that others set on the same measure.")
    due: DueDay | None = Field(
        default=None,
        description=(
            "When the target is judged; by default at the end of the pack's year. For kind verdict it may be the "
            "day by which the target must be reached."
        ),
    )
    source: Source | None = Field(default=None, description="The publication of the target's number.")
    reviewed: Reviewed | None = Field(
        default=None, description="The review; it silences warnings until the content changes."
    )
    related: list[Related] = Field(default=[], description="Related indicators of other packs.")
    plan_word: Annotated[str, one_of(*PLAN_WORDS)] = Field(
        default=PLAN_WORDS[0],
        description=("The name of its plan in written reports: dự toán for revenue and spending."),
    )
    phrase: Titled | None = Field(
        default=None,
        description=("The text that replaces its name and figure in written reports, with {value} for the figure."),
    )
    grades: dict[String, Number] = Field(
        default={},
        description="The lower bound of each grade, such as `Tốt: 76`.",
    )
    weights: dict[Slug, Number] = Field(
        default={}, description="The weights of other indicators: its figure is the weighted sum of their figures."
    )
    share_of: Slug | None = Field(
        default=None,
        description="The indicator whose figure it is a share of (trong đó nữ chiếm 40%); a count in the unit of that "
        "one is divided by it.",
    )
    share_of_plan: Slug | None = Field(
        default=None, description="The indicator whose target it is a share of; a count is divided by that number."
    )
    over: Annotated[str, one_of(*Over)] | None = Field(
        default=None,
        description=(
            "The scope of its number within a term: the end (the last year), the total of all years, the average "
            "per year, or each year. The default for a level is the end."
        ),
    )
    years: dict[Year, Number] = Field(default={}, description="The numbers of single years of the term.")
    reached: dict[Year, Number] = Field(
        default={}, description="The results of single years of the term, if no reports of them are given."
    )
