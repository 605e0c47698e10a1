"""Relations between figures, as a pack defines them."""

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

    of: Slug = Field(description="The numerator.")
    to: Slug = Field(description="The whole.")
    equals: Slug = Field(description="The stated ratio; in % it is a hundred times the quotient.")


class PercentOfPlan(Strict):
    """A percentage of the plan that is a separate indicator."""

    of: Slug = Field(description="The value.")
    equals: Slug = Field(description="The stated percentage of its target.")


class Change(Strict):
    """The largest change of a figure since the previous period, upwards or downwards."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["percent"]}, {"required": ["amount"]}]})

    of: Slug = Field(description="The indicator.")
    percent: Number | None = Field(default=None, description="At most this many percent of the previous figure.")
    amount: Number | None = Field(default=None, description="At most this much, in the unit.")


class Check(Strict):
    """A relation between figures: exactly one form."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [str(form)]} for form in CheckForm]})

    less_or_equal: Annotated[list[Slug], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="The first does not exceed the second."
    )
    sum: SumOf | None = Field(default=None, description="Parts add up to their total.")
    ratio: RatioOf | None = Field(default=None, description="A stated ratio follows from its two figures.")
    percent_of_plan: PercentOfPlan | None = Field(
        default=None, description="A stated percentage follows from the plan."
    )
    change: Change | None = Field(default=None, description="The change since the previous period is limited.")
    never_falling: Slug | None = Field(default=None, description="Never lower than in the previous period.")
    tolerance: Number | None = Field(
        default=None,
        description=("The tolerance in the unit; by default the rounding interval of the stated decimals."),
    )
