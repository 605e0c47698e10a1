"""The side tables of a bulk run; rows are joined with those that are not empty.

Owns the join of each. Must not know how the results are used.
"""

from __future__ import annotations

import enum
from typing import Final

__all__ = ["JOINED", "SET_ASIDE", "SideTable"]


class SideTable(enum.StrEnum):
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
    MEASURES = "measures"
    UNITS = "units"
    FALLBACK = "fallback"
    REPEATS = "repeats"


JOINED: Final = {
    SideTable.TEXTS: "t ON t.raw = {text} AND t.pid = n.pid AND t.iid = n.iid",
    SideTable.MIXED: "m ON m.file = {i}.file",
    SideTable.DAYS: "d ON d.raw = {i}.as_of",
    SideTable.CORRECTIONS: "k ON k.raw = {i}.amends",
    SideTable.LATEST: "l ON l.unit = {i}.unit AND l.pid = n.pid",
    SideTable.CORRECTED: "o ON o.unit = {i}.unit AND o.pid = n.pid AND o.iid = n.iid",
    SideTable.CONTESTED: "q ON q.unit = {i}.unit AND q.pid = n.pid",
    SideTable.STATES: "s ON s.raw = {i}.status",
    SideTable.CONFLICTING_NOTES: (
        "v ON v.raw = CAST({i}.note AS STRING) AND v.number = n.number AND v.iid = n.iid "
        "AND v.text = CASE WHEN {plain} THEN '' ELSE {text} END"
    ),
    SideTable.MEASURES: (
        "g ON g.raw = CAST({i}.unit_of_measure AS STRING) AND g.number = n.number AND g.iid = n.iid "
        "AND g.text = CASE WHEN {plain} THEN '' ELSE {text} END"
    ),
    SideTable.UNITS: "u ON u.unit = {i}.unit AND u.number = n.number",
    SideTable.FALLBACK: "h ON h.unit = {i}.unit AND h.number = n.number",
    SideTable.REPEATS: "x ON x.unit = {i}.unit AND x.pid = n.pid AND x.iid = n.iid",
}
"""The join of each table with the rows, whose addressed indicator is ``n``."""
SET_ASIDE: Final = (
    SideTable.CONFLICTING_NOTES,
    SideTable.MEASURES,
    SideTable.LATEST,
    SideTable.CONTESTED,
    SideTable.UNITS,
    SideTable.FALLBACK,
    SideTable.REPEATS,
)
"""The tables whose rows may be excluded from judging, whatever they contain."""
