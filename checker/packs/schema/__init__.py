"""The rule language as pydantic models, and its JSON Schema.

Owns the keys of a pack, their shapes, and their meaning to the author. Only this package and `fields` use pydantic
models. Must not know locations in files: `validation` finds them.
"""

from __future__ import annotations

from checker.packs.schema.frame import Allocation, Example, Office, Reporting, Tally
from checker.packs.schema.indicator import Baseline, Bilingual, Indicator, Means, SamePeriod, Source, Target, Wording
from checker.packs.schema.json_schema import json_schema
from checker.packs.schema.pack import Pack
from checker.packs.schema.relations import Change, Check, PercentOfPlan, RatioOf, SumOf

__all__ = [
    "Allocation",
    "Baseline",
    "Bilingual",
    "Change",
    "Check",
    "Example",
    "Indicator",
    "Means",
    "Office",
    "Pack",
    "PercentOfPlan",
    "RatioOf",
    "Reporting",
    "SamePeriod",
    "Source",
    "SumOf",
    "Tally",
    "Target",
    "Wording",
    "json_schema",
]
