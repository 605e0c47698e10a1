"""The parts of a pack besides its indicators: reporting units, units, examples, the tally, the gate."""

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

    title: Bilingual = Field(description="Its full name, which written reports show instead of its id.")
    short: String | None = Field(default=None, description="Its name in tables, such as Một.")
    kind: String | None = Field(default=None, description="The kind of unit, such as xã.")
    contact: String | None = Field(default=None, description="The contact.")


def _named_or_ids(value: object) -> str:
    return NAMED if isinstance(value, dict) else IDS


def _title_or_office(value: object) -> str:
    return OFFICE if isinstance(value, dict) and value.keys().isdisjoint(("vi", "en")) else TITLE


_Named = Annotated[Annotated[Titled, Tag(TITLE)] | Annotated[Office, Tag(OFFICE)], Discriminator(_title_or_office)]


def _units_or_file(schema: dict[str, Any]) -> None:
    """Make the JSON Schema require units or a file of units; the tree has merged the file before validation."""
    schema["required"].remove("units")
    schema["oneOf"] = [{"required": ["units"]}, {"required": ["units_file"]}]


class Reporting(Strict):
    """The units that report by this pack, besides its own unit."""

    model_config = ConfigDict(json_schema_extra=_units_or_file)

    units: Annotated[
        Annotated[list[Slug], Field(min_length=1), Tag(IDS)]
        | Annotated[dict[Slug, _Named], Field(min_length=1), Tag(NAMED)],
        Discriminator(_named_or_ids),
    ] = Field(description="The reporting units: their ids, or each id with the unit's name.")
    units_file: String | None = Field(
        default=None, description="A file with the units instead, relative to the folder of the pack."
    )
    roll_up: Flag = Field(
        default=False,
        description=(
            "Whether their figures are combined into those of the pack's unit, and only that is assessed. "
            "Otherwise each unit is assessed separately."
        ),
    )
    ranks: Flag | None = Field(
        default=None, description="Whether papers rank the units; by default if five or more units report."
    )
    due: dict[Due, Day] = Field(default={}, description="The deadline of each period's report, such as 2024-07-05.")
    due_after: dict[Annotated[str, one_of(*Frequency)], WholeDays] = Field(
        default={},
        description=(
            "For each kind of period (month, quarter, half, year), the number of days from its last day to the "
            "deadline, unless `due` names the day. A negative number means before the end. Nine months count as "
            "quarters."
        ),
    )


class Declared(Strict):
    """A unit that the program does not know."""

    name: String = Field(description="Its name, such as con.")
    fractions: Flag = Field(default=False, description="Whether it has fractions; by default it is countable.")
    equals: String | None = Field(default=None, description="Its size in a known unit, such as 360 m2.")


def _named(value: object) -> object:
    """Accept a name alone as a countable unit."""
    return {"name": value} if isinstance(value, str) else value


UnitName = Annotated[
    Declared,
    BeforeValidator(_named),
    OrElse({"type": "string", "minLength": 1}, Declared),
]


class Allocation(Strict):
    """Separate numbers for each reporting unit."""

    source: Source | None = Field(default=None, description="Their publication.")
    rows: dict[Slug, dict[Slug, Number]] = Field(
        description=("For each indicator, the number of each reporting unit, in the indicator's unit.")
    )


class Example(Strict):
    """Values and the verdicts that the pack's author expects for them."""

    period: Due | None = Field(default=None, description="The period of the values; by default the pack's year.")
    given: dict[str, ExampleValue] = Field(description="The value of each indicator, as an officer writes it.")
    expect: dict[str, Expected] = Field(description="The expected verdict of each indicator.")


class Tally(Strict):
    """A published tally that does not name every target."""

    counted: Count = Field(description="The number of counted targets.")
    met: Count = Field(description="The number of targets met or exceeded.")
    unmet: Count = Field(description="The number of targets not met.")
    source: Source | None = Field(default=None, description="The publication of the tally.")


_GATE: Final[dict[str, Any]] = {str(matter): (Handling, gate) for matter, gate in GATE_DEFAULTS.items()}
_Gates: Any = create_model("_Gates", __base__=Strict, **_GATE)


class GateTable(_Gates):  # type: ignore[misc] # made from the table of matters
    """The gate policy; omitted keys keep their defaults."""

    least_met: Count | None = Field(default=None, description="The least number of met targets.")


class WarningLevel(Strict):
    """A level of early warning."""

    name: Titled = Field(description="Its name, such as Cần theo dõi.")
    gap: Number | None = Field(
        default=None,
        description=(
            "The smallest gap to the expected progress, in percentage points, such as -8. The last, worst level "
            "has none."
        ),
    )
    explain: Flag = Field(default=False, description="Whether the responsible office has to explain.")
