"""Compare kind, unit and direction of an indicator with its title and clause.

A part of the lint of clauses. Must not know other indicators.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.domain import codes
from checker.domain.axes import Better, Kind, Measures
from checker.domain.text import Message, message
from checker.domain.unit import Unit, folded
from checker.domain.unit_words import parse_unit
from checker.packs.clause_match import IndicatorFacts, ratio_of
from checker.packs.clause_places import RANK, is_of_places
from checker.packs.clause_statement import Statement, StatementRole
from checker.packs.clause_tree import QuotingTarget, ends_of, number_in, unit_text
from checker.packs.common_titles import better_of, counts_new, is_money, is_per_thousand, is_share, per_so_many
from checker.packs.lint_measures import CHANGES
from checker.packs.tree_access import NamedEntry
from checker.syntax.collector import Collector
from checker.syntax.tree import Node

__all__ = ["TitleWords"]

_PERCENT_LIKE: Final = ("%", "điểm %", "điểm")
_MONEY_LIKE: Final = ("đồng", "USD", "EUR", "JPY", "CNY", *_PERCENT_LIKE, "lần")


class TitleWords:
    """Compares kind, unit and direction of one indicator with its title and clause."""

    def __init__(
        self, entry: NamedEntry, facts: IndicatorFacts, targets: list[QuotingTarget], trouble: Collector
    ) -> None:
        self._entry = entry
        self._facts = facts
        self._targets = targets
        self._trouble = trouble

    def run(self) -> None:
        """Report contradictions with the words."""
        facts = self._facts
        if not self._targets or facts.kind in ("", Kind.VERDICT):
            return
        self._share()
        self._new()
        self._moves()
        falls = facts.measures == Measures.REDUCTION
        if any(target.key.text in CHANGES for target in self._targets):
            return
        likely = better_of(facts.title, falls=falls)
        if (
            likely is None
            and facts.unit is not None
            and facts.unit.base == RANK
            and is_of_places(facts.unit, facts.measures)
        ):
            likely = (Better.LOWER, facts.unit.name)
        better = self._entry.body.get("better")
        stated = facts.better in (Better.HIGHER, Better.LOWER) and not any(map(below_zero, self._targets))
        if likely and better is not None and stated and facts.better != likely[0]:
            self._trouble.at(
                codes.PACK_CLAUSE_DIRECTION, better, indicator=self._entry.id, better=facts.better, words=likely[1]
            )

    def _share(self) -> None:
        facts, words = self._facts, is_share(self._facts.title)
        kind, unit = self._entry.body.get("kind"), self._entry.body.get("unit")
        if words and kind is not None and facts.kind != Kind.RATIO:
            reason = message("is a share or a rate, and not of kind {kind}", kind=facts.kind)
            self._say(kind, words, reason)
        if unit is None or facts.unit is None:
            return
        if words:
            if not self._in_percent(facts.unit):
                reason = message("is reported in %, and not in {unit}", unit=unit_text(self._entry))
                self._say(unit, words, reason)
            return
        self._money(facts.unit, unit)
        self._scaled(facts.unit, unit)
        if facts.unit.is_counted:
            self._counted(facts.unit, unit)

    def _in_percent(self, unit: Unit) -> bool:
        """Tell whether a share or a rate can be measured in a unit."""
        facts = self._facts
        if unit.base == "%":
            return unit.size == 1 or is_per_thousand(facts.title)
        points = unit.base in _PERCENT_LIKE and facts.measures not in ("", Measures.LEVEL)
        return points or "/" in unit.base or unit.base == "lần"

    def _money(self, unit: Unit, place: Node) -> None:
        """Report revenue that is not measured in money; a share of a plan is allowed."""
        money = is_money(self._facts.title)
        if money and unit.base.partition("/")[0] not in _MONEY_LIKE:
            self._say(place, money, message("is money, and not in {unit}", unit=unit_text(self._entry)))

    def _scaled(self, unit: Unit, place: Node) -> None:
        """Report thousands of a rate per population, if the clause does not mention thousands."""
        counted = parse_unit(unit.base)
        per = per_so_many(self._facts.title) if counted is not None and counted.is_counted else ""
        stated_units = (parse_unit(text, self._facts.declared) for one in self._statements() for text in one.units)
        if per and unit.size != 1 and not any(one is not None and one.size == unit.size for one in stated_units):
            reason = message("is counted one by one, and not in {unit}", unit=unit_text(self._entry))
            self._say(place, per, reason)

    def _statements(self) -> Iterator[Statement]:
        return (one for target in self._targets for one in target.read.statements)

    def _counted(self, unit: Unit, place: Node) -> None:
        """Report that "Số giường bệnh" has another unit."""
        match = re.match(r"(?:tổng )?số (.+)", folded(self._facts.title))
        things = match[1].split() if match else []
        parts = (" ".join(things[:count]) for count in range(len(things), 0, -1))
        named = [one for part in parts if (one := parse_unit(part, self._facts.declared)) and one.is_counted]
        other = all(ratio_of(one, unit, self._facts, change=False) is None for one in named)
        if named and other and folded(unit.base) not in folded(self._facts.title):
            reason = message("is not counted in {unit}", unit=unit_text(self._entry))
            self._say(place, f"số {named[0].name}", reason)

    def _new(self) -> None:
        """Report an indicator that counts new things within the year but does not add up."""
        facts, kind = self._facts, self._entry.body.get("kind")
        words = counts_new(facts.title) or next(filter(None, (_new_in(target) for target in self._targets)), "")
        part = self._entry.body.get("share_of") or self._entry.body.get("share_of_plan")
        level = facts.measures in ("", Measures.LEVEL) and not is_share(facts.title) and part is None
        if words and kind is not None and facts.kind != Kind.FLOW and level:
            reason = message("adds up over the year, and is not of kind {kind}", kind=facts.kind)
            self._say(kind, words, reason)

    def _moves(self) -> None:
        """Report a rise that is measured as a reduction, and vice versa."""
        facts, measures = self._facts, self._entry.body.get("measures")
        if measures is None or facts.measures in ("", Measures.LEVEL):
            return
        texts = folded(" ".join([facts.title, *(target.read.text for target in self._targets)]))
        rises = re.search(r"(?<![^\W_])(?:tăng|thêm|nâng)(?![^\W_])(?! cường)", texts)
        falls = re.search(r"(?<![^\W_])(?:giảm|hạ)(?![^\W_])(?! nghèo| tầng| thiểu)", texts)
        wrong = falls if facts.measures != Measures.REDUCTION else rises
        right = rises if facts.measures != Measures.REDUCTION else falls
        if wrong and not right and not any(below_zero(target) for target in self._targets):
            reason = message("does not go with measures {measures}", measures=facts.measures)
            self._say(measures, wrong[0], reason)

    def _say(self, node: Node, words: str, reason: Message) -> None:
        self._trouble.at(codes.PACK_CLAUSE_KIND, node, indicator=self._entry.id, words=words, reason=reason)


def _new_in(target: QuotingTarget) -> str:
    """Return the words of a clause that make a number a count of new things."""
    if len([one for one in target.read.statements if one.role is StatementRole.BOUND]) != 1:
        return ""
    return counts_new(target.read.text)


def below_zero(target: QuotingTarget) -> bool:
    return any(number < 0 for node in ends_of(target.value) if (number := number_in(node)) is not None)
