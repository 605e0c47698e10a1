"""A rule pack as a whole."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from checker.domain.axes import Better, Frequency, Kind
from checker.domain.period import Calendar
from checker.packs.fields import Digest, Flag, PackId, Revision, Slug, Strict, String, TermYears, Version, Year, one_of
from checker.packs.model import Status
from checker.packs.schema.frame import Allocation, Example, GateTable, Reporting, Tally, UnitName, WarningLevel
from checker.packs.schema.indicator import Bilingual, Document, Indicator, Titled
from checker.packs.schema.pace import ByMonths
from checker.packs.schema.papers import LegalBasis
from checker.packs.schema.relations import Check

__all__ = ["Defaults", "Extends", "Pack"]


class Extends(Strict):
    """The pack that this one extends; this pack only states changes."""

    pack: String = Field(description="Its id, or its file.")
    revision: Revision = Field(description="Its revision.")
    sha256: Digest = Field(description="Its digest, as in reports.")


class Defaults(Strict):
    """Default keys of indicators."""

    kind: Annotated[str, one_of(*Kind)] | None = Field(default=None, description="The default kind of indicators.")
    better: Annotated[str, one_of(*Better)] | None = Field(
        default=None, description=("Their default better direction.")
    )
    group: String | None = Field(default=None, description="Their group, a key of `groups`.")
    frequency: Annotated[str, one_of(*Frequency)] | None = Field(
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
    revision: Revision = Field(description="The revision number of this file.")
    title: Bilingual = Field(description="The title of the pack.")
    unit: Slug = Field(description="The reporting unit that it assesses.")
    unit_title: Titled | None = Field(default=None, description="The name of that unit, such as UBND huyện A.")
    subject: Titled | None = Field(
        default=None, description="The subject of the targets, as a letter names it: các chỉ tiêu kinh tế - xã hội."
    )
    basis: list[LegalBasis] = Field(
        default=[], description="The legal documents that the report implements, as a letter cites them."
    )
    form_number: String | None = Field(
        default=None, description="The number of the form on which units report, such as 01/KTXH."
    )
    form_title: Titled | None = Field(
        default=None, description="The name of that form, without the period, which follows below it."
    )
    pace: ByMonths | None = Field(
        default=None, description="by: months makes linear progress count by months, not by days."
    )
    year: Year | None = Field(default=None, description="The plan's year.")
    term: TermYears | None = Field(default=None, description="The years of a term, instead of one year: 2021-2025.")
    calendar: Annotated[str, one_of(*Calendar)] = Field(default=Calendar.CIVIL, description="How periods map to days.")
    synthetic: Flag = Field(default=False, description="Whether its targets are synthetic.")
    status: Annotated[str, one_of(*Status)] = Field(
        default=Status.IN_FORCE, description="draft: it may not be used to judge yet; superseded: it has a successor."
    )
    successor: PackId | None = Field(default=None, description="The successor of a superseded pack.")
    note: Bilingual | None = Field(default=None, description="A note for readers of the pack.")
    units: list[UnitName] = Field(default=[], description="Further units; by default they are countable things.")
    extends: Extends | None = Field(default=None, description="The earlier pack that this one extends.")
    drop: dict[Slug, String] = Field(default={}, description="Indicators of that pack to drop, with the reason.")
    defaults: Defaults | None = Field(default=None, description="Default keys of indicators.")
    documents: dict[Slug, Document] = Field(description="The published documents, by a name for `source`.")
    groups: dict[Slug, Bilingual] = Field(description="The groups of the report, in its order.")
    indicators: dict[Slug, Indicator] = Field(description="The indicators, in the order of the resolution.")
    examples: list[Example] = Field(default=[], description="Examples that prove the meaning of the rules.")
    checks: dict[Slug, Check] = Field(default={}, description="Relations between figures that must hold.")
    reporting: Reporting | None = Field(
        default=None, description=("The units that report by it, besides its own unit.")
    )
    allocation: Allocation | None = Field(default=None, description="The numbers of single reporting units.")
    tally: Tally | None = Field(default=None, description="A published tally.")
    warning_levels: list[WarningLevel] = Field(
        default=[], description="The levels of early warning, best first; written reports show their names."
    )
    gate: GateTable = Field(
        default=GateTable.model_construct(), description="The gate policy: which findings fail, warn or pass."
    )
