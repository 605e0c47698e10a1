"""The days stated in rows: which of them count, and the reference date.

Owns the table of these days. Must not know other reasons why a row is not judged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from checker.binding.supersession import rank
from checker.binding.vintage import is_after, latest_day, out_of_time
from checker.bulk import tables
from checker.bulk.model import BulkSettings, DataTable
from checker.bulk.texts import day_of, period_of
from checker.domain.period import Calendar, Period
from checker.packs.model import RulePack
from checker.readers.days import two_days

__all__ = ["VINTAGES", "days_of", "question_of"]

VINTAGES: Final = "SELECT DISTINCT i.period, CAST(i.as_of AS STRING) FROM given i"
"""The periods and the days of the rows, as written."""


def days_of(texts: Iterable[str], settings: BulkSettings) -> DataTable:
    """Return the texts of days with their dates; a text that does not count has none."""
    return tables.DAYS.of([_row(text, settings) for text in texts])


def _row(text: str, settings: BulkSettings) -> list[str | None]:
    iso = day_of(text)
    day = dt.date.fromisoformat(iso) if iso else None
    ahead, later = is_after(day, settings.now), is_after(day, settings.as_of)
    flags = two_days(text) is not None, ahead, later
    none: tuple[None, ...] = (None, None, None)
    counts = none if day is None or ahead or later else (iso, rank(day, amends=False), rank(day, amends=True))
    return [text, *counts, *(str(int(flag)) for flag in flags)]


def question_of(
    vintages: Iterable[tuple[str | None, str | None]], packs: Sequence[RulePack], now: dt.date | None
) -> dt.date | None:
    """Return the default reference date, as for single submissions.

    Args:
        vintages: The periods and days of the rows, as written.
        packs: The packs of the run.
        now: Today.
    """
    calendars = {pack.year: pack.calendar for pack in packs}
    dated_periods: list[tuple[dt.date | None, Period, Calendar]] = []
    for text, stated in vintages:
        period = period_of(text)
        calendar = calendars.get(period.year) if period else None
        if period is None or calendar is None:
            continue
        iso = day_of(stated) if stated is not None else None
        day = dt.date.fromisoformat(iso) if iso else None
        if day is None or out_of_time(day, period, calendar, now) is None:
            dated_periods.append((day, period, calendar))
    return latest_day(dated_periods)
