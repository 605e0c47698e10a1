"""Relations between figures, as a pack defines them."""

from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field, create_model

from checker.domain.check import CHECKS, Operands
from checker.packs.fields import Number, Slug, Strict

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


_SHAPES: Final[dict[Operands, Any]] = {
    Operands.PAIR: Annotated[list[Slug], Field(min_length=2, max_length=2)],
    Operands.PARTS: SumOf,
    Operands.RATIO: RatioOf,
    Operands.PERCENT: PercentOfPlan,
    Operands.LIMITED: Change,
    Operands.ONE: Slug,
}
_FORMS: Final[dict[str, Any]] = {
    str(form): (_SHAPES[traits.operands] | None, Field(default=None, description=traits.description))
    for form, traits in CHECKS.items()
}
_Forms: Any = create_model("_Forms", __base__=Strict, **_FORMS)


class Check(_Forms):  # type: ignore[misc] # made from the table of checks
    """A relation between figures: exactly one form."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": [str(form)]} for form in CHECKS]})

    tolerance: Number | None = Field(
        default=None,
        description=("The tolerance in the unit; by default the rounding interval of the stated decimals."),
    )
