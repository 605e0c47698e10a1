"""Columns that several tables have in common, as noted."""

from __future__ import annotations

from typing import Final

from checker.bulk.classes import ClassTally

__all__ = ["BOUNDS", "CONCERN", "COUNTS", "IDS", "PAIR", "PLACE", "RATIO", "STANDS"]

PAIR: Final = "pid BIGINT, iid BIGINT"
IDS: Final = "pack <pack>, period <period>, indicator <indicator>"
CONCERN: Final = "code <code>, matter <matter>, gate <gate>"
STANDS: Final = "verdict <verdict>, pace <pace>"
BOUNDS: Final = "lo <stated>, hi <stated>"
RATIO: Final = ", ".join(f"{one}? DECIMAL(38,0)" for one in "muwvx")
"""Bounds for a ratio: ``n*m >= u*d + w`` and ``n*m <= v*d - x``."""
COUNTS: Final = ", ".join(f"{name} BIGINT" for name in ClassTally._fields)
PLACE: Final = "file <file>, row BIGINT"
