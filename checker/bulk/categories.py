"""Columns with few distinct texts: the columns of tallies, and the engines' types for such texts."""

from __future__ import annotations

from typing import Final

from checker.domain.axes import FIGURE_VERDICTS, PACE_RANKS, Pace, Verdict
from checker.domain.record import NamedTuple

__all__ = ["PACES", "VERDICTS", "Labels", "pace_of", "standing_labels"]

VERDICTS: Final = tuple(verdict.value for verdict in FIGURE_VERDICTS)
"""The columns of tallies by indicator, in order."""
PACES: Final = tuple(pace.value for pace in PACE_RANKS)
"""The same for paces. A figure without a pace has none of them."""
(_NO_PACE,) = (pace for pace in Pace if pace not in PACE_RANKS)


def standing_labels(verdict: Verdict, pace: Pace) -> list[str | None]:
    """Return the columns of a verdict and a pace."""
    return [verdict.value, None if pace is _NO_PACE else pace.value]


def pace_of(label: str | None) -> Pace:
    """Return the pace from its column; the inverse of `standing_labels`."""
    return _NO_PACE if label is None else Pace(label)


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
