"""The side tables of a bulk run; rows are joined with those that are not empty.

Owns the join of each. Must not know how the results are used.
"""

from __future__ import annotations

import enum
from typing import Final

__all__ = ["JOINED", "SET_ASIDE", "Beside"]


class Beside(enum.StrEnum):
    """A side table that rows are joined with unless it is empty, in the order of the joins."""

    TEXTS = "texts"
    MIXED = "mixed"
    DAYS = "days"
    CORRECTIONS = "corrections"
    LATEST = "latest"
    CORRECTED = "corrected"
    CONTESTED = "contested"
    STATES = "states"
    CONFLICTING_NOTES = "conflicting_notes"
    UNITS = "units"
    FALLBACK = "fallback"
    REPEATS = "repeats"


JOINED: Final = {
    Beside.TEXTS: "t ON t.raw = {text} AND t.pid = n.pid AND t.iid = n.iid",
    Beside.MIXED: "m ON m.file = {i}.file",
    Beside.DAYS: "d ON d.raw = {i}.as_of",
    Beside.CORRECTIONS: "k ON k.raw = {i}.amends",
    Beside.LATEST: "l ON l.unit = {i}.unit AND l.pid = n.pid",
    Beside.CORRECTED: "o ON o.unit = {i}.unit AND o.pid = n.pid AND o.iid = n.iid",
    Beside.CONTESTED: "q ON q.unit = {i}.unit AND q.pid = n.pid",
    Beside.STATES: "s ON s.raw = {i}.status",
    Beside.CONFLICTING_NOTES: (
        "v ON v.raw = CAST({i}.note AS STRING) AND v.number = n.pack AND v.iid = n.iid "
        "AND v.said = CASE WHEN {plain} THEN '' ELSE {text} END"
    ),
    Beside.UNITS: "u ON u.unit = {i}.unit AND u.pack = n.pack",
    Beside.FALLBACK: "h ON h.unit = {i}.unit AND h.number = n.pack",
    Beside.REPEATS: "x ON x.unit = {i}.unit AND x.pid = n.pid AND x.iid = n.iid",
}
"""The join of each table with the rows, whose addressed indicator is ``n``."""
SET_ASIDE: Final = (
    Beside.CONFLICTING_NOTES,
    Beside.LATEST,
    Beside.CONTESTED,
    Beside.UNITS,
    Beside.FALLBACK,
    Beside.REPEATS,
)
"""The tables whose rows may be excluded from judging, whatever they contain."""
