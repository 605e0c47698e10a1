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
    unit_title: Titled | None = Field(default=None, description="What that unit is called, such as UBND huyện A.")
    subject: Titled | None = Field(
        default=None, description="What the targets are, as a letter names them: các chỉ tiêu kinh tế - xã hội."
    )
    basis: list[LegalBasis] = Field(
        default=[], description="The legal documents in execution of which is reported, as a letter names them."
    )
    form_number: String | None = Field(
        default=None, description="The number of the form on which units report, such as 01/KTXH."
    )
    form_title: Titled | None = Field(
        default=None, description="What that form is called; its period stands below, so it has no number."
    )
    pace: ByMonths | None = Field(
        default=None, description="by: months lets what goes straight be counted by months, not by days."
    )
    year: Year | None = Field(default=None, description="The plan's year.")
    term: TermYears | None = Field(default=None, description="The years that it is of in place of one: 2021-2025.")
    calendar: Annotated[str, *one_of(*Calendar)] = Field(default=Calendar.CIVIL, description="How periods map to days.")
    synthetic: Flag = Field(default=False, description="Whether its targets are made up.")
    status: Annotated[str, *one_of(*Status)] = Field(
        default=Status.IN_FORCE, description="draft: nothing is judged by it yet; superseded: it has a successor."
    )
    successor: PackId | None = Field(default=None, description="The pack that a superseded one was replaced by.")
    note: Bilingual | None = Field(default=None, description="What a reader of the pack should know.")
    units: list[UnitName] = Field(
        default=[], description="Further units: things that are counted one by one, unless they say otherwise."
    )
    extends: Extends | None = Field(default=None, description="The pack of an earlier year that this one goes on from.")
    drop: dict[Slug, String] = Field(default={}, description="Indicators of that pack that are left out, and why.")
    defaults: Defaults | None = Field(default=None, description="What indicators are unless they say otherwise.")
    documents: dict[Slug, Document] = Field(description="The published documents, by a name for `source`.")
    groups: dict[Slug, Bilingual] = Field(description="The groups of the report, in its order.")
    indicators: dict[Slug, Indicator] = Field(description="What is measured, in the order of the resolution.")
    examples: list[Example] = Field(default=[], description="Proofs of what the rules mean.")
    checks: dict[Slug, Check] = Field(default={}, description="Relations between figures that must hold.")
    reporting: Reporting | None = Field(default=None, description="Who reports by it beside its unit.")
    allocation: Allocation | None = Field(default=None, description="The numbers of single reporting units.")
    tally: Tally | None = Field(default=None, description="A published tally.")
    warning_levels: list[WarningLevel] = Field(
        default=[], description="Names for the gap to what is expected by now, the best first; papers print them."
    )
    gate: GateTable = Field(default=GateTable(), description="What fails, warns or passes.")
