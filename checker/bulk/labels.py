"""Texts of which a run has few: the columns of its tallies, and the types that engines have for such texts."""

from __future__ import annotations

from typing import Final

from checker.domain.record import NamedTuple

__all__ = ["PACES", "VERDICTS", "Labels"]

VERDICTS: Final = ("unmet", "met", "exceeded", "not_due", "not_assessed", "undecided")
"""The columns of tallies by indicator, in their order."""
PACES: Final = ("behind", "at_risk", "on_track", "ahead")


class Labels(NamedTuple):
    """SQL types of texts of which a run has few, by what they are."""

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
