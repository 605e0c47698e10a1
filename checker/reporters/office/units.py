"""Sentences about several units: submission status, lowest units, and results by target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from checker.domain.axes import Pace, Verdict
from checker.domain.report import Report
from checker.domain.text import Value, message
from checker.language import Language
from checker.reporters.consolidated.table import Consolidated, UnitRow
from checker.reporters.office.figures import NO_BREAK, capital, count, estimated_from, observation_of, share, small

__all__ = ["by_indicator", "lowest", "provisional", "sums", "who_has_sent"]

_NAMES: Final = 5
_MISSING: Final = 20
_LOWEST: Final = 3
_MET: Final = (Verdict.MET, Verdict.EXCEEDED)


def names(units: Sequence[UnitRow], language: Language, most: int = _NAMES) -> str:
    """Return the names of units up to a limit, and the number of further ones."""
    shown = [language.text(one.unit.name) for one in units[:most]]
    joined = ("; " if any("," in name for name in shown) else ", ").join(shown)
    more = len(units) - most
    if more <= 0:
        return joined
    return f"{joined} {language.render(message('and {count} other units', count=count(more, language)))}"


def who_has_sent(table: Consolidated, when: str, language: Language) -> str:
    """Return the number of units that have submitted, and the missing ones, in one sentence."""
    every = len(table.rows)
    values: dict[str, Value] = {
        "when": when,
        "sent": table.sent,
        "units": every,
        "percent": share(Fraction(100 * table.sent, every), language),
    }
    sentence = language.render(message("{when}, {sent}/{units} units have sent their reports ({percent})", **values))
    kinds = dict.fromkeys(row.unit.kind for row in table.rows)
    if len(kinds) > 1 and all(kinds):
        parts = "; ".join(_of_kind(kind, table, language) for kind in kinds)
        sentence = language.render(message("{when}, {parts} have sent their reports", when=when, parts=parts))
    again = [row for row in table.rows if row.unread is not None]
    missing = [row for row in table.rows if row.report is None and row.unread is None]
    if missing:
        n = count(len(missing), language)
        sentence += language.render(
            message(", {count} have not: {names}", count=n, names=names(missing, language, _MISSING))
        )
    if again:
        n = count(len(again), language)
        sentence += language.render(
            message(", {count} are to send theirs again: {names}", count=n, names=names(again, language, _MISSING))
        )
    return f"{sentence}."


def _of_kind(kind: str, table: Consolidated, language: Language) -> str:
    """Return how many units of a kind have sent a report: "22/32 bộ (68,8%)"."""
    ours = [row for row in table.rows if row.unit.kind == kind]
    sent = sum(row.report is not None for row in ours)
    return f"{sent}/{len(ours)} {kind} ({share(Fraction(100 * sent, len(ours)), language)})"


def sums(table: Consolidated, language: Language, most: int) -> str:
    """Return the totals of the units that have submitted, for the first few targets with a sum."""
    parts: list[str] = []
    # Empty if the pack does not roll up.
    for column, total in zip(table.columns, table.whole, strict=False):
        if total.figure.text and len(parts) < most:
            unit = "%" if column.unit == "%" else f"{NO_BREAK}{column.unit}" if column.unit else ""
            parts.append(f"{small(column.title)} {small(total.figure.text)}{unit}")
    if not parts:
        return ""
    sentence = message("{sent} units together: {figures}.", sent=count(table.sent, language), figures="; ".join(parts))
    return language.render(sentence)


def provisional(table: Consolidated, language: Language) -> str:
    """Return the units whose figures are estimated from elsewhere, with the sources that they state."""
    parts = [
        language.render(message("{unit} from {source}", unit=row.unit.name, source=", ".join(sources)))
        for row in table.rows
        if row.report is not None and (sources := _sources(row, row.report))
    ]
    return language.render(message("Provisional figures: {units}.", units="; ".join(parts))) if parts else ""


def _sources(row: UnitRow, report: Report) -> list[str]:
    results = [cell.result for cell in row.cells if cell is not None]
    found = (estimated_from(result, observation_of(report, result)) for result in results)
    return list(dict.fromkeys(filter(None, found)))


def by_indicator(table: Consolidated, language: Language) -> Iterator[str]:
    """Yield the number of units that meet or miss each target, with their names; omit targets that all units meet."""
    for place, column in enumerate(table.columns):
        cells = [(row, cell.result) for row in table.rows if (cell := row.cells[place]) is not None]
        due = [(row, one) for row, one in cells if one.verdict in (*_MET, Verdict.UNMET)]
        judged = due or [(row, one) for row, one in cells if one.pace is not Pace.NONE]
        short = [row for row, one in judged if (one.verdict is Verdict.UNMET if due else one.pace is Pace.BEHIND)]
        if not short:
            continue
        named = message("{name}: {met}/{units} units keep pace; behind: {names}")
        if due:
            named = message("{name}: {met}/{units} units met it; not: {names}")
        values: dict[str, Value] = {
            "met": len(judged) - len(short),
            "units": len(judged),
            "names": names(short, language),
        }
        yield language.render(message(named.template, name=capital(column.title), **values))


def lowest(table: Consolidated, language: Language) -> str:
    """Return the three units with the smallest share of targets met, of five units or more."""
    judged = [row for row in table.rows if row.rank is not None]
    if len(judged) <= _LOWEST:
        return ""
    last = sorted(judged, key=lambda row: (Fraction(row.met, row.judged), row.judged))[:_LOWEST]
    if all(row.met == row.judged for row in last):
        return ""
    units = "; ".join(f"{language.text(row.unit.name)} ({row.met}/{row.judged})" for row in last)
    return language.render(message("The fewest targets are met by: {units}.", units=units))
