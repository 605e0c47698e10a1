"""The times of a clause: its deadline, and the year from which it measures.

Owns the codes P246, P303, P306 and P307. Must not know the rest of a clause.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from checker.domain import codes
from checker.domain.axes import Kind
from checker.domain.period import Calendar, Period
from checker.domain.record import NamedTuple
from checker.packs import scalars
from checker.packs.clause_earlier import starts_named
from checker.packs.clause_periods import days_until
from checker.packs.clause_tree import clause_of, holders
from checker.packs.clause_words import flattened
from checker.packs.lint_measures import CHANGES
from checker.packs.tree_access import NamedEntry, scalar, section, text_of
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node

__all__ = ["check_deadline", "check_start"]

_ENDS_MONTH: Final = 28


def check_deadline(entry: NamedEntry, years: range, calendar: str, trouble: Collector) -> None:
    """Report a target that is due in another month, or on a later day, than in its clause.

    Args:
        entry: The indicator.
        years: The years of the pack.
        calendar: The pack's calendar, as written.
        trouble: Collects the problems.
    """
    for holder in holders(entry.body):
        clause = clause_of(holder)
        due = scalar(holder, "due") or scalar(entry.body, "due")
        read = scalars.due(due.text) if due else None
        stated = due and scalars.due_period(due.text, text_of(entry.body, "frequency"))
        stated = stated or (Period(years[-1]) if years else None)
        if clause is None or holder.get("target") is None or stated is None:
            continue
        found = list(_deadlines(flattened(clause.text), stated.year))
        place = due or holder.key("target") or clause
        if isinstance(read, dt.date):
            # Reading "trước 15/6" as the day before is also accepted.
            near = {(one.day, one.month) for one in (read, read + dt.timedelta(days=1))}
            if found and not any((one.day, one.month) in near for one in found):
                trouble.at(codes.PACK_CLAUSE_DUE, place, indicator=entry.id, words=found[0].words, due=read.isoformat())
            continue
        known = {stated.last_month, *_steps(entry)}
        if found and not any(one.months & known for one in found):
            trouble.at(codes.PACK_CLAUSE_DUE, place, indicator=entry.id, words=found[0].words, due=str(stated))
        elif text_of(entry.body, "kind") == Kind.VERDICT and found:
            _later(entry, place, stated, calendar, found, trouble)


def check_start(entry: NamedEntry, years: range, trouble: Collector) -> None:
    """Report a change that is measured from another year than its clause names."""
    baseline = entry.body.get("baseline")
    year = years[0] if len(years) == 1 else None
    if isinstance(baseline, Mapping):
        period = scalars.period(text_of(baseline, "period"))
        own = period.year if isinstance(period, Period) else None
    else:
        own = year - 1 if baseline is not None and year is not None else None
    for holder in holders(entry.body):
        clause, target = clause_of(holder), holder.get("target")
        if clause is None or not isinstance(target, Mapping) or own is None:
            continue
        changes = any(key.text in CHANGES for key, _ in target.entries)
        named = starts_named(flattened(clause.text), year) if changes else ()
        if named and own not in named:
            years_named = tuple(str(one) for one in named)
            place = baseline or clause
            trouble.at(codes.PACK_CLAUSE_START, place, indicator=entry.id, years=years_named, own=str(own))


def _later(
    entry: NamedEntry, place: Node, stated: Period, calendar: str, found: list[_Deadline], trouble: Collector
) -> None:
    """Report a period that ends after the day of its clause: results in between would count."""
    end = stated.window(Calendar.ND09 if calendar == Calendar.ND09 else Calendar.CIVIL)[1]
    if all((one.month, one.day) < (end.month, end.day) for one in found):
        last = found[-1]
        day = f"{stated.year}-{last.month:02d}-{last.day:02d}"
        trouble.at(codes.PACK_CLAUSE_DAY, place, indicator=entry.id, words=last.words, due=str(stated), day=day)


class _Deadline(NamedTuple):
    """A day of a clause: the words, the day, and the possible months."""

    words: str
    day: int
    month: int
    months: frozenset[int]


def _deadlines(text: str, year: int) -> Iterator[_Deadline]:
    """Yield the deadlines within the year."""
    for words, day, month, of in days_until(text):
        if of in (None, year):
            # "Before the first" of a month means the end of the previous one; a day in the middle may belong to either.
            months = {month} if day >= _ENDS_MONTH else {month - 1 or 12, month}
            yield _Deadline(words, day, month, frozenset(months))


def _steps(entry: NamedEntry) -> Iterator[int]:
    for key, _ in section(entry.body, "steps"):
        period = scalars.period(key.text)
        if isinstance(period, Period):
            yield period.last_month
