"""The day until which a clause gives time, held against the period in which its target is due.

Owns the code P246. Must not know what else a clause says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.domain import codes
from checker.domain.period import Period
from checker.packs import scalars
from checker.packs.clause_periods import days_until
from checker.packs.clause_tree import clause_of, holders
from checker.packs.clause_words import flattened
from checker.packs.tree_access import NamedEntry, scalar, section
from checker.syntax.collector import Collector

__all__ = ["check_deadline"]

_ENDS_MONTH: Final = 28


def check_deadline(entry: NamedEntry, years: range, trouble: Collector) -> None:
    """Note a target that is due in another month than its clause says."""
    for holder in holders(entry.body):
        clause = clause_of(holder)
        due = scalar(holder, "due") or scalar(entry.body, "due")
        read = scalars.period(due.text) if due else None
        stated = read if isinstance(read, Period) else Period(years[-1]) if years else None
        if clause is None or holder.get("target") is None or stated is None:
            continue
        found = list(_deadlines(flattened(clause.text), stated.year))
        known = {stated.last_month, *_steps(entry)}
        if found and not any(months & known for _, months in found):
            place = due or holder.key("target") or clause
            trouble.at(codes.PACK_CLAUSE_DUE, place, indicator=entry.id, words=found[0][0], due=str(stated))


def _deadlines(text: str, year: int) -> Iterator[tuple[str, set[int]]]:
    """Yield the words of each day of the year, and the months that may be meant by it."""
    for words, day, month, of in days_until(text):
        if of in (None, year):
            # Before the first of a month is at the end of the one before; a day in its middle belongs to either.
            yield words, {month} if day >= _ENDS_MONTH else {month - 1 or 12, month}


def _steps(entry: NamedEntry) -> Iterator[int]:
    for key, _ in section(entry.body, "steps"):
        period = scalars.period(key.text)
        if isinstance(period, Period):
            yield period.last_month
