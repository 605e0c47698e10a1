"""Compare each target with its quoted clause.

Owns the codes P230 to P242. Every number of a target must be in its clause, the words beside it must admit the
comparator, and its unit must be the indicator's. Text that is not understood is reported and never assumed to agree.
Must not know how a clause is read, or engines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.domain import codes
from checker.domain.comparator import ACHIEVED, COMPARATORS
from checker.domain.period import Period
from checker.domain.text import message
from checker.domain.unit import folded
from checker.domain.unit_words import parse_unit
from checker.domain.wording import Sense
from checker.packs import scalars
from checker.packs.clause import read_clause
from checker.packs.clause_match import Fit, IndicatorFacts
from checker.packs.clause_periods import period_of
from checker.packs.clause_places import is_of_places
from checker.packs.clause_statement import Statement, StatementRole
from checker.packs.clause_tree import (
    QuotingTarget,
    clause_of,
    declared_in,
    factors_in,
    fits,
    holders,
    in_name,
    number_in,
    shortened,
    title_of,
    unit_text,
)
from checker.packs.lint_clause_dates import check_deadline, check_start
from checker.packs.lint_clause_target import Comparison
from checker.packs.lint_clause_term import TermWords
from checker.packs.lint_clause_titles import TitleWords
from checker.packs.lint_measures import speaks_of_change
from checker.packs.lint_term import years_in
from checker.packs.term import Over
from checker.packs.tree_access import NamedEntry, entries, scalar, section, text_of
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Scalar, SyntaxTree

__all__ = ["lint_clauses"]

_STRUCTURE: Final = r"(?<![^\W_])(?:cơ cấu|tỷ trọng|tỉ trọng|chuyển dịch|theo hướng|đúng hướng)(?![^\W_])"
_PART: Final = r"^[-+\s]*(?:trong đó|riêng)(?![^\W_])"


def lint_clauses(document: SyntaxTree, trouble: Collector) -> None:
    """Report differences between targets and their quoted clauses."""
    root = document.root
    if isinstance(root, Mapping):
        _Clauses(root, trouble).run()


class _Clauses:
    """All clauses of a pack."""

    def __init__(self, root: Mapping, trouble: Collector) -> None:
        self._trouble = trouble
        self._indicators = tuple(entries(root, "indicators"))
        parents = {entry.id: text_of(entry.body, "parent") for entry in self._indicators}
        self._ids = parents.keys()
        # A cycle of parents has already been reported (P205).
        self._circling = _circling(parents)
        self._units = tuple(declared_in(root))
        self._factors = tuple(factors_in(root))
        self._years = years_in(root)
        self._calendar = text_of(root, "calendar")
        self._term = f"{self._years[0]}-{self._years[-1]}" if len(self._years) > 1 else ""
        self._used: dict[tuple[str, str], set[int]] = {}

    def run(self) -> None:
        compared: list[tuple[NamedEntry, QuotingTarget]] = []
        for position, entry in enumerate(self._indicators):
            facts = self._facts(entry)
            targets = list(self._targets(entry, facts))
            for target in targets:
                used = self._used_of(target.clause, entry)
                Comparison(entry, target, facts, used, self._trouble).run()
                if self._term:
                    TermWords(entry, target, facts, used, self._trouble).run()
            compared += [(entry, target) for target in targets]
            self._steps(entry, facts, targets)
            self._baseline(entry, facts)
            check_deadline(entry, self._years, self._calendar, self._trouble)
            check_start(entry, self._years, self._trouble)
            self._part(entry, position)
            TitleWords(entry, facts, targets, self._trouble).run()
        self._left(compared)

    # --- properties of an indicator ---

    def _facts(self, entry: NamedEntry) -> IndicatorFacts:
        body = entry.body
        unit, kind, better, measures = (scalar(body, key) for key in ("unit", "kind", "better", "measures"))
        title = title_of(entry)
        clauses = [clause.text for holder in holders(body) if (clause := clause_of(holder)) is not None]
        return IndicatorFacts(
            title,
            parse_unit(unit.text, self._units, self._units, self._factors) if unit else None,
            kind.text if kind else "",
            better.text if better else "",
            measures.text if measures else "",
            bool(speaks_of_change(title, *clauses)),
            self._units,
            re.search(_STRUCTURE, folded(" ".join([title, *clauses]))) is not None,
        )

    def _targets(self, entry: NamedEntry, facts: IndicatorFacts) -> Iterator[QuotingTarget]:
        places = is_of_places(facts.unit, facts.measures)
        for holder in holders(entry.body):
            target, clause = holder.get("target"), clause_of(holder)
            if not isinstance(target, Mapping) or clause is None:
                continue
            due = scalar(holder, "due") or scalar(entry.body, "due")
            period = scalars.due_period(due.text, text_of(entry.body, "frequency")) if due else None
            at_end = self._term and text_of(entry.body, "over") in ("", Over.END)
            years = (self._years[-1],) if at_end else tuple(self._years)
            if isinstance(period, Period):
                years = (period.year,) if at_end else (*years, period.year)
            whole = not isinstance(period, Period) or period == Period(period.year)
            for key, value in target.entries:
                if key.text in (*COMPARATORS, ACHIEVED):
                    read = read_clause(clause.text, facts.title, places=places)
                    yield QuotingTarget(key, value, target, clause, read, years, whole, self._term)
                    break

    def _used_of(self, clause: Scalar, entry: NamedEntry) -> set[int]:
        """Return the positions of the clause's numbers that some indicator uses."""
        source = entry.body.get("source")
        document = scalar(source, "document") if isinstance(source, Mapping) else None
        return self._used.setdefault((document.text if document else "", clause.text), set())

    # --- besides targets ---

    def _steps(self, entry: NamedEntry, facts: IndicatorFacts, targets: list[QuotingTarget]) -> None:
        """Search the clause for the numbers planned for the ends of periods."""
        for key, node in section(entry.body, "steps") if targets else ():
            number, target = number_in(node), targets[0]
            if number is None:
                continue
            same = [one for one in target.read.statements if fits(one, number, facts) is Fit.SAME]
            self._used_of(target.clause, entry).update(one.place for one in same)
            if not any(_is_of(one.part, key.text) for one in same):
                reason = message(
                    "it stands nowhere for {year} in “{clause}”", year=key.text, clause=shortened(target.read.text)
                )
                self._trouble.at(codes.PACK_CLAUSE_NUMBER, node, value=number, indicator=entry.id, reason=reason)

    def _baseline(self, entry: NamedEntry, facts: IndicatorFacts) -> None:
        """Compare a baseline with the clause of its own source."""
        baseline = entry.body.get("baseline")
        source = baseline.get("source") if isinstance(baseline, Mapping) else None
        clause = scalar(source, "clause") if isinstance(source, Mapping) else None
        value = baseline.get("value") if isinstance(baseline, Mapping) else None
        number = number_in(value)
        if clause is None or number is None or value is None:
            return
        read = read_clause(clause.text, facts.title, places=is_of_places(facts.unit, facts.measures))
        used = self._used.setdefault((text_of(source, "document"), clause.text), set())
        found = {one.place: fits(one, number, facts) for one in read.statements}
        used.update(place for place, fit in found.items() if fit is Fit.SAME)
        if Fit.SAME in found.values() or read.vague:
            return
        if Fit.OTHER_UNIT in found.values():
            words = next(one.words for one in read.statements if found[one.place] is Fit.OTHER_UNIT)
            self._trouble.at(codes.PACK_CLAUSE_UNIT, value, indicator=entry.id, unit=unit_text(entry), words=words)
            return
        self._trouble.at(
            codes.PACK_CLAUSE_NUMBER,
            value,
            value=number,
            indicator=entry.id,
            reason=message("the baseline stands nowhere in “{clause}”", clause=shortened(clause.text)),
        )

    def _part(self, entry: NamedEntry, position: int) -> None:
        """Report "trong đó" without a parent, and a parent without such words or at another position."""
        title = folded(title_of(entry))
        clause = clause_of(entry.body)
        says = re.search(_PART, title) or (clause is not None and re.search(_PART, folded(clause.text)))
        parent = scalar(entry.body, "parent")
        if parent is None:
            if says:
                reason = message("title or clause says “trong đó”, and nothing says of what it is a part")
                self._trouble.at(codes.PACK_CLAUSE_PART, entry.key, indicator=entry.id, reason=reason)
            return
        anywhere = clause is not None and re.search(r"(?<![^\W_])(?:trong đó|riêng)(?![^\W_])", folded(clause.text))
        if parent.text not in self._ids or entry.id in self._circling:
            return
        if not says and not anywhere:
            reason = message("neither title nor clause says that it is a part of `{parent}`", parent=parent.text)
            self._trouble.at(codes.PACK_CLAUSE_PART, parent, indicator=entry.id, reason=reason)
            return
        before = self._indicators[position - 1] if position else None
        near = before is not None and (before.id == parent.text or text_of(before.body, "parent") == parent.text)
        if not near and clause is not None:
            reason = message("it does not stand behind `{parent}` or another part of it", parent=parent.text)
            self._trouble.at(codes.PACK_CLAUSE_PART, parent, indicator=entry.id, reason=reason)

    def _left(self, compared: list[tuple[NamedEntry, QuotingTarget]]) -> None:
        """Report the unused numbers of a clause, once for each clause."""
        seen: set[int] = set()
        for entry, target in compared:
            used = self._used_of(target.clause, entry)
            if id(used) in seen:
                continue
            seen.add(id(used))
            left = [
                one.words
                for one in target.read.statements
                if one.place not in used and one.role in (StatementRole.BOUND, StatementRole.STRETCH)
                if not in_name(one, title_of(entry)) and not _same_way(one, target.read.statements, used)
            ]
            # A clause without any match has already been reported.
            if left and used:
                reason = message("nobody takes “{words}” from its clause", words=", ".join(left))
                self._trouble.at(codes.PACK_CLAUSE_UNREAD, target.clause, indicator=entry.id, reason=reason)


def _circling(parents: dict[str, str]) -> set[str]:
    """Return the indicators in a cycle of parents."""
    circling: dict[str, bool] = {}
    for start in parents:
        path: dict[str, None] = {}
        here = start
        while here in parents and here not in circling and here not in path:
            path[here] = None
            here = parents[here]
        circling.update(dict.fromkeys(path, circling.get(here, here in path)))
    return {id_ for id_, endless in circling.items() if endless}


def _is_of(part: str, step: str) -> bool:
    """Tell whether the words for a part of the year, if any, match the end of a step."""
    period = scalars.period(step)
    named = period_of(part, period.year) if part and isinstance(period, Period) else None
    return named is None or not isinstance(period, Period) or named.end == period.end


def _same_way(one: Statement, statements: tuple[Statement, ...], used: set[int]) -> bool:
    """Tell whether a number restates a used one: "giảm 1%, còn 4,5%" states one change in two numbers."""
    arrives = (Sense.DOWN_TO, Sense.UP_TO)
    taken = [other for other in statements if other.place in used]
    if one.bound in arrives:
        return any(other.change for other in taken)
    return one.change is not None and any(other.bound in arrives for other in taken)
