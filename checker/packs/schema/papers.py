"""The parts of the rule language that only the papers of an office need, as pydantic models."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from checker.packs.fields import Day, Strict, String

__all__ = ["PLAN_WORDS", "LegalBasis"]

PLAN_WORDS: Final = ("kế hoạch", "dự toán")
"""What an office calls the number that it was given; revenue and spending have an estimate ("dự toán")."""


class LegalBasis(Strict):
    """A legal document in execution of which an office reports."""

    kind: String = Field(description="What kind of document it is, such as Nghị quyết.")
    number: String = Field(description="Its number and symbol, such as 25/NQ-HĐND.")
    date: Day = Field(description="The day on which it was issued, such as 2023-12-08.")
    body: String = Field(description="Who issued it.")
    abstract: String | None = Field(default=None, description="What it is about, without the word về.")
