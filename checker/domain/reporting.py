"""Reporting units, legal documents and warning levels, as an office states them.

Must not know packs, files or how a workbook identifies a unit.
"""

from __future__ import annotations

from checker.domain.interval import Exact
from checker.domain.record import NamedTuple
from checker.domain.text import Text

__all__ = ["LegalBasis", "ReportingUnit", "WarningLevel"]


class ReportingUnit(NamedTuple):
    """A reporting unit.

    Args:
        id: Its id, such as ``xa-mot``.
        title: Its name in full, such as "UBND xã Một"; ``None`` if not stated.
        short: Its name in tables, such as "Một"; empty to use the full name.
        kind: The kind of unit, such as "xã"; empty if not stated.
        contact: The contact, such as an office and its telephone number; empty if not stated.
    """

    id: str
    title: Text | None = None
    short: str = ""
    kind: str = ""
    contact: str = ""

    @property
    def name(self) -> Text:
        """Its title, or its id if it has none."""
        return self.title or Text(self.id, self.id)

    @property
    def short_name(self) -> Text:
        """Its name in tables."""
        return Text(self.short, self.short) if self.short else self.name


class LegalBasis(NamedTuple):
    """A legal document, as a letter cites it.

    Args:
        kind: The kind of document, such as "Nghị quyết".
        number: Its number and symbol, such as ``25/NQ-HĐND``.
        date: The day on which it was issued (YYYY-MM-DD).
        body: The issuing body, such as "Hội đồng nhân dân tỉnh".
        abstract: Its subject, without "về"; empty if not stated.
    """

    kind: str
    number: str
    date: str
    body: str
    abstract: str = ""


class WarningLevel(NamedTuple):
    """A level.

    Args:
        name: Its name, such as "Cần theo dõi".
        gap: The smallest gap of the level, in percentage points of the plan; ``None`` for the worst level.
        explain: Whether the responsible office has to explain.
    """

    name: Text
    gap: Exact | None = None
    explain: bool = False
