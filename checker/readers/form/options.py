"""What the caller of a form states: its metadata, its sheet and its columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.submission import Locale

__all__ = ["EnvelopeOptions"]


def _nobody(_name: str) -> str:
    return ""


class EnvelopeOptions(NamedTuple):
    """The caller's options for a file.

    Args:
        pack: Id of the pack, or empty.
        unit: Id of the reporting unit, or empty.
        period: The reference period.
        as_of: The day of the figures.
        locale: The notation of numbers in text. Default: it follows from the layout.
        synthetic: Whether the figures are synthetic.
        usual_unit: Id of the default unit: that of a pack with no other reporting units.
        units: Ids of the pack's reporting units, which may have separate columns.
        whole: Id of the unit that they are part of.
        sheet: The name of the only sheet to read, or empty for all.
        columns: The roles of columns: pairs such as ``("value", "G")``, by its letters, its number or its heading.
        layouts: The same by headings, for tables that have such a heading.
        unit_named: Returns the id of the unit with a name, or nothing.
    """

    pack: str = ""
    unit: str = ""
    period: Period | None = None
    as_of: dt.date | None = None
    locale: Locale | None = None
    synthetic: bool = False
    usual_unit: str = ""
    units: tuple[str, ...] = ()
    whole: str = ""
    sheet: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    layouts: tuple[tuple[str, str], ...] = ()
    unit_named: Callable[[str], str] = _nobody
