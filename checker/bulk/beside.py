"""The tables beside the rows of a bulk run, to which rows are joined where a table holds anything.

Owns how rows are joined to each. Must not know what is made of it.
"""

from __future__ import annotations

import enum
from typing import Final

__all__ = ["JOINED", "SET_ASIDE", "Beside"]


class Beside(enum.StrEnum):
    """A table that rows are joined to where it holds anything, in the order of the joins."""

    TEXTS = "texts"
    MIXED = "mixed"
    DAYS = "days"
    CORRECTIONS = "corrections"
    LATEST = "latest"
    CORRECTED = "corrected"
    CONTESTED = "contested"
    STATES = "states"
    UNITS = "units"
    HANDED = "handed"
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
    Beside.UNITS: "u ON u.unit = {i}.unit AND u.pack = n.pack",
    Beside.HANDED: "h ON h.unit = {i}.unit AND h.number = n.pack",
    Beside.REPEATS: "x ON x.unit = {i}.unit AND x.pid = n.pid AND x.iid = n.iid",
}
"""How rows, with what they name as ``n``, are joined to each of these."""
SET_ASIDE: Final = (Beside.LATEST, Beside.CONTESTED, Beside.UNITS, Beside.HANDED, Beside.REPEATS)
"""Those for which a row may not be judged, whatever it says."""
