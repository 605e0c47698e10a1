"""What stands in a pack beside its indicators: who reports, units, examples, the tally, the gate."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, create_model

from checker.domain.axes import GATE_DEFAULTS, Frequency
from checker.packs.fields import (
    IDS,
    NAMED,
    OFFICE,
    TITLE,
    Count,
    Day,
    Due,
    ExampleValue,
    Expected,
    Flag,
    Handling,
    Number,
    OrElse,
    Slug,
    Strict,
    String,
    WholeDays,
    one_of,
)
from checker.packs.schema.indicator import Bilingual, Source, Titled

__all__ = ["Allocation", "Declared", "Example", "GateTable", "Office", "Reporting", "Tally", "UnitName", "WarningLevel"]


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


_Named = Annotated[Annotated[Titled, Tag(TITLE)] | Annotated[Office, Tag(OFFICE)], Discriminator(_title_or_office)]


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
    due_after: dict[Annotated[str, *one_of(*Frequency)], WholeDays] = Field(
        default={},
        description="For each kind of period (month, quarter, half, year) how many days after its last day its report "
        "is to be sent, where `due` does not name the day; below zero before that. Nine months are due as quarters.",
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


UnitName = Annotated[
    Declared,
    BeforeValidator(_named),
    OrElse({"type": "string", "minLength": 1}, Declared),
]


class Allocation(Strict):
    """Numbers that each reporting unit has of its own."""

    source: Source | None = Field(default=None, description="Where they are published.")
    rows: dict[Slug, dict[Slug, Number]] = Field(description="For each indicator, unit to number, in its unit.")


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

    name: Titled = Field(description="What it is called, such as Cần theo dõi.")
    gap: Number | None = Field(
        default=None,
        description="From this gap on to what is expected by now, in percentage points, such as -8; the last, worst "
        "level has none.",
    )
    explain: Flag = Field(default=False, description="Whether whoever is in charge has to explain.")
