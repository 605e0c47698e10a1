"""Relations between figures, as a pack asks for them."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from checker.packs.fields import Number, Slug, Strict
from checker.packs.model import CheckForm

__all__ = ["Change", "Check", "PercentOfPlan", "RatioOf", "SumOf"]


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
