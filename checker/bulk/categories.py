"""Columns with few distinct texts: the columns of tallies, and the engines' types for such texts."""

from __future__ import annotations

from typing import Final

from checker.domain.axes import Pace, Verdict
from checker.domain.record import NamedTuple

__all__ = ["PACES", "VERDICTS", "Labels", "pace_of", "standing_labels"]

VERDICTS: Final = ("unmet", "met", "exceeded", "not_due", "not_assessed", "undecided")
"""The columns of tallies by indicator, in order."""
PACES: Final = ("behind", "at_risk", "on_track", "ahead")
"""The same for paces. A figure without a pace has none of them."""


def standing_labels(verdict: Verdict, pace: Pace) -> list[str | None]:
    """Return the columns of a verdict and a pace."""
    return [verdict.value, pace.value if pace.value in PACES else None]


def pace_of(label: str | None) -> Pace:
    """Return the pace from its column; the inverse of `standing_labels`."""
    return Pace.NONE if label is None else Pace(label)


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
