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
RATIO: Final = ", ".join(f"ratio_{one}? DECIMAL(38,0)" for one in ("times", "low", "low_open", "high", "high_open"))
"""The bounds for a ratio of two numbers, without a division.

``numerator * times >= low * denominator + low_open`` and ``numerator * times <= high * denominator - high_open``, where
the numbers are whole; ``low_open`` and ``high_open`` are 1 for a bound outside the class.
"""
COUNTS: Final = ", ".join(f"{name} BIGINT" for name in ClassTally._fields)
PLACE: Final = "file <file>, row BIGINT"
