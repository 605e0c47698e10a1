"""Who reports, or is reported on: an office's id and what it is called.

Must not know packs, files or how a unit is found again in a workbook.
"""

from __future__ import annotations

from checker.domain.record import NamedTuple
from checker.domain.text import Text

__all__ = ["ReportingUnit"]


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
