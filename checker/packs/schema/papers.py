"""The parts of the rule language that only written reports need, as pydantic models."""

from typing import Final

from pydantic import Field

from checker.packs.fields import Day, Strict, String

__all__ = ["PLAN_WORDS", "LegalBasis"]

PLAN_WORDS: Final = ("kế hoạch", "dự toán")
"""The name of a plan; for revenue and spending it is "dự toán"."""


class LegalBasis(Strict):
    """A legal document that a report implements."""

    kind: String = Field(description="The kind of document, such as Nghị quyết.")
    number: String = Field(description="Its number and symbol, such as 25/NQ-HĐND.")
    date: Day = Field(description="The day on which it was issued, such as 2023-12-08.")
    body: String = Field(description="The issuing body.")
    abstract: String | None = Field(default=None, description="Its subject, without the word về.")
