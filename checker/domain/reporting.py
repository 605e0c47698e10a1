"""What an office says of its reporting: who reports, in execution of what, and when it warns.

Must not know packs, files or how a unit is found again in a workbook.
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
        title: Its name in full, such as "UBND xã Một"; ``None`` where nobody stated one.
        short: Its name in tables, such as "Một"; empty for the full one.
        kind: What kind of unit it is, such as "xã"; empty if that is not stated.
        contact: Whom to ask there, such as an office and its telephone; empty if that is not stated.
    """

    id: str
    title: Text | None = None
    short: str = ""
    kind: str = ""
    contact: str = ""

    @property
    def name(self) -> Text:
        """Its title, or its id where it has none."""
        return self.title or Text(self.id, self.id)

    @property
    def short_name(self) -> Text:
        """Its name in tables."""
        return Text(self.short, self.short) if self.short else self.name


class LegalBasis(NamedTuple):
    """A legal document, as a letter names it.

    Args:
        kind: What kind of document it is, such as "Nghị quyết".
        number: Its number and symbol, such as ``25/NQ-HĐND``.
        date: The day on which it was issued (YYYY-MM-DD).
        body: Who issued it, such as "Hội đồng nhân dân tỉnh".
        abstract: What it is about, without "về"; empty where that is not stated.
    """

    kind: str
    number: str
    date: str
    body: str
    abstract: str = ""


class WarningLevel(NamedTuple):
    """A level.

    Args:
        name: What it is called, such as "Cần theo dõi".
        gap: From this gap on, in percentage points of the plan; ``None`` for the worst level, all below.
        explain: Whether whoever is in charge has to explain.
    """

    name: Text
    gap: Exact | None = None
    explain: bool = False
