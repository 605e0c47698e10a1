"""Columns with few distinct texts: the columns of tallies, and the engines' types for such texts."""

from __future__ import annotations

from typing import Final

from checker.domain.record import NamedTuple

__all__ = ["PACES", "VERDICTS", "Labels"]

VERDICTS: Final = ("unmet", "met", "exceeded", "not_due", "not_assessed", "undecided")
"""The columns of tallies by indicator, in order."""
PACES: Final = ("behind", "at_risk", "on_track", "ahead")


class Labels(NamedTuple):
    """The SQL types for columns with few distinct texts, by column."""

    pack: str = "STRING"
    period: str = "STRING"
    indicator: str = "STRING"
    office: str = "STRING"
    code: str = "STRING"
    matter: str = "STRING"
    gate: str = "STRING"
    verdict: str = "STRING"
    pace: str = "STRING"
    file: str = "STRING"
