"""Compare one target with its quoted clause.

A part of the lint of clauses. Must not know other indicators, or how a clause is read.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from checker.domain import codes
from checker.domain.axes import Kind
from checker.domain.codes.registry import Code
from checker.domain.comparator import COMPARATORS, Comparator, Shape, traits_of
from checker.domain.text import Message, message
from checker.packs.clause import is_of_how_many
from checker.packs.clause_match import Fit, Fitness, IndicatorFacts, comparator_phrases, fitness
from checker.packs.clause_open import of_others
from checker.packs.clause_periods import is_deadline
from checker.packs.clause_places import is_of_places
from checker.packs.clause_statement import Statement, StatementRole
from checker.packs.clause_tree import QuotingTarget, ends_of, fits, in_name, number_in, shortened, unit_text
from checker.packs.clause_words import content_words
from checker.packs.tree_access import NamedEntry, text_of
from checker.syntax.collector import Collector
from checker.syntax.tree import Node

__all__ = ["Comparison"]

_ZERO: Final = (Comparator.AT_MOST, Comparator.EQUAL)
_FULL: Final = Decimal(100)
_FEW: Final = 2
_ROLES: Final = (StatementRole.BOUND, StatementRole.STRETCH, StatementRole.START, StatementRole.OTHER)


class Comparison:
    """Compares one target with its clause."""

    def __init__(
        self, entry: NamedEntry, target: QuotingTarget, facts: IndicatorFacts, used: set[int], trouble: Collector
    ) -> None:
        self._entry = entry
        self._target = target
        self._facts = facts
        self._used = used
        self._trouble = trouble
        self._comparator = target.key.text

    def run(self) -> None:
        """Report the differences."""
        target, read = self._target, self._target.read
        if read.term and not (target.term and target.term == re.sub("[^0-9]+", "-", read.term).strip("-")):
            self._unread(target.clause, message("the clause speaks of a term, “{term}”", term=read.term))
        traits = traits_of(self._comparator)
        if traits.shape is Shape.MEMBERS or self._facts.kind == Kind.VERDICT:
            return
        numbers = [(node, number) for node in ends_of(target.value) if (number := number_in(node)) is not None]
        if not numbers:
            return
        statement = self._range(numbers) if traits.shape is Shape.RANGE else self._single(*numbers[0])
        if statement is not None:
            self._words(statement)
        self._stretch(statement)
        self._tolerance(statement)
        self._strange()

    # --- numbers ---

    def _single(self, node: Node, number: Decimal) -> Statement | None:
        read = self._target.read
        if not any(one.role is StatementRole.BOUND for one in read.statements) and self._worded(node, number):
            return None
        found = [(one, self._fit(one, number)) for one in read.statements]
        same = [one for one, fit in found if fit is Fit.SAME]
        # An end of a range is not a separate number, but better than no match.
        best = min(same, key=lambda one: (_ROLES.index(one.role), bool(one.upper)), default=None)
        if best is None:
            self._unfound(node, number, found)
            return None
        self._used.add(best.place)
        return self._placed(node, number, best)

    def _unfound(self, node: Node, number: Decimal, found: list[tuple[Statement, Fit]]) -> None:
        """Classify a number that starts no statement: an upper end, a number with the other sign, or neither."""
        for one, _ in found:
            if one.upper and self._fit(one, number, one.upper) is Fit.SAME:
                self._used.add(one.place)
                self._wrong(codes.PACK_CLAUSE_COMPARATOR, one.words, comparator_phrases(one, self._facts))
                return
            if one.unread and number - _FULL in one.values:
                # "Vượt 5% so với dự toán" is 105 % of it.
                self._used.add(one.place)
                self._unread(self._target.clause, message("“{words}” is not read", words=one.unread))
                return
            if number < 0 and self._fit(one, -number) is Fit.SAME:
                self._used.add(one.place)
                reason = message("“{words}” has the other sign", words=one.words)
                self._unread(self._target.clause, reason)
                return
        self._missing(node, number, found)

    def _worded(self, node: Node, number: Decimal) -> bool:
        """Tell whether the words of a clause without an amount imply the number, or are reported as unreadable."""
        read = self._target.read
        if read.none:
            if number != 0:
                reason = message("“{clause}” asks for none, which is a ceiling of 0", clause=shortened(read.text))
                self._number(node, number, reason)
            elif self._comparator not in _ZERO:
                self._wrong(codes.PACK_CLAUSE_COMPARATOR, shortened(read.text), ("`at_most`",))
            return True
        if read.whole and number == _FULL:
            return True
        if of_others(read.text):
            self._unread(self._target.clause, message("“{words}” is not read", words=shortened(read.text)))
            return True
        if read.vague:
            self._unread(self._target.clause, message("“{words}” is not read", words=read.vague))
            return True
        return False

    def _range(self, numbers: list[tuple[Node, Decimal]]) -> Statement | None:
        statements = self._target.read.statements
        for one in statements:
            if one.upper and len(numbers) == _FEW and all(
                self._fit(one, number, values) is Fit.SAME
                for (_, number), values in zip(numbers, (one.values, one.upper), strict=True)
            ):  # fmt: skip
                self._used.add(one.place)
                return self._placed(numbers[0][0], numbers[0][1], one)
        singles: list[Statement] = []
        for node, number in numbers:
            found = [(one, self._fit(one, number)) for one in statements]
            same = next((one for one, fit in found if fit is Fit.SAME), None)
            if same is None:
                self._missing(node, number, found)
                return None
            singles.append(same)
            self._used.add(same.place)
        reason = message("the range is not read from “{words}”", words=", ".join(one.words for one in singles))
        self._unread(self._target.clause, reason)
        return None

    def _missing(self, node: Node, number: Decimal, found: list[tuple[Statement, Fit]]) -> None:
        """Report that the clause does not have this number, with its text."""
        other = next((one for one, fit in found if fit is Fit.OTHER_UNIT), None)
        if other is not None and len(found) > 1 and in_name(other, self._facts.title):
            self._name(node, number, message("only inside the indicator's own name: “{words}”", words=other.words))
            return
        if other is not None:
            self._used.add(other.place)
            unit = unit_text(self._entry)
            self._trouble.at(codes.PACK_CLAUSE_UNIT, node, indicator=self._entry.id, unit=unit, words=other.words)
            return
        clause = shortened(self._target.read.text)
        if any(one.role is not StatementRole.OTHER for one, _ in found):
            reason = message("“{clause}”", clause=clause)
        else:
            reason = message("no amount stands in “{clause}”", clause=clause)
        self._number(node, number, reason)

    def _placed(self, node: Node, number: Decimal, one: Statement) -> Statement | None:
        """Return the statement of the target; report statements that belong to something else."""
        others = [
            other for other in self._target.read.statements if other is not one and other.role is StatementRole.BOUND
        ]
        if one.role is StatementRole.OTHER and not one.spelled:
            reason = message("only in “{words}”, which names something", words=one.words)
            if others:
                self._name(node, number, reason)
            else:
                self._unread(self._target.clause, message("“{words}” is not read", words=one.words))
            return None
        if one.role is StatementRole.START:
            self._name(node, number, message("only as what it starts from: “{words}”", words=one.words))
            return None
        if one.role is StatementRole.STRETCH:
            reason = message("{value} is what is only striven for: “{words}”", value=number, words=one.words)
            self._trouble.at(codes.PACK_CLAUSE_STRETCH, node, indicator=self._entry.id, reason=reason)
            return None
        if others and in_name(one, self._facts.title):
            self._name(node, number, message("only inside the indicator's own name: “{words}”", words=one.words))
            return None
        self._year(node, number, one)
        own = content_words(self._facts.title)
        beside = max(others, key=lambda other: len(own & content_words(other.segment)), default=None)
        if beside is not None and not own & content_words(one.segment):
            nearer = own & content_words(beside.segment)
            if len(nearer) >= _FEW and content_words(one.segment):
                reason = message("“{words}” stands with the words of its title", words=beside.words)
                self._name(node, number, reason)
                return None
        return one

    def _year(self, node: Node, number: Decimal, one: Statement) -> None:
        """Report a number that is stated for another year, or for a part of the year."""
        years = self._target.years
        if one.part and self._target.whole_year:
            reason = message("“{words}” is of a part of the year, {part}", words=one.words, part=one.part)
            if self._of_the_year(one):
                self._number(node, number, reason)
            elif not is_deadline(one.part):
                self._unread(self._target.clause, reason)
        if one.years and years and not set(one.years) & set(years):
            reason = message(
                "“{words}” is of {year}, and the target of {own}",
                words=one.words,
                year=tuple(str(year) for year in one.years),
                own=str(years[-1]),
            )
            self._number(node, number, reason)
        elif one.by_years and years and not set(one.by_years) & set(years):
            year = str(one.by_years[0])
            reason = message("“{words}” is to be reached by {year}", words=one.words, year=year)
            self._unread(self._target.clause, reason)

    def _of_the_year(self, part: Statement) -> bool:
        """Tell whether the clause has another number in the indicator's unit that is not for a part of the year."""
        others = [one for one in self._target.read.statements if one.role is StatementRole.BOUND and not one.part]
        return any(one.units and self._fit(one, one.values[0]) is Fit.SAME for one in others if one is not part)

    # --- words ---

    def _words(self, one: Statement) -> None:
        unit = self._facts.unit
        if unit is not None and "/" in unit.base and is_of_how_many(self._target.read.text, one):
            self._unread(self._target.clause, message("“{words}” is not read", words=shortened(self._target.read.text)))
            return
        strict = text_of(self._target.body, "strict") == "true"
        ranged = COMPARATORS[Comparator(self._comparator)].shape is Shape.RANGE
        found = fitness(one, self._comparator, self._facts, strict=strict, range_=ranged)
        phrases = comparator_phrases(one, self._facts)
        match found:
            case Fitness.CONTRADICTS:
                self._wrong(codes.PACK_CLAUSE_COMPARATOR, one.words, phrases)
            case Fitness.UNWORDED:
                self._wrong(codes.PACK_CLAUSE_UNWORDED, one.words, phrases)
            case Fitness.UNDECIDABLE:
                self._trouble.at(
                    codes.PACK_CLAUSE_UNDECIDABLE, self._target.value, words=one.words, indicator=self._entry.id
                )
            case Fitness.UNREAD:
                self._unread(self._target.clause, message("“{words}” is not read", words=one.unread or one.words))
            case Fitness.FITS:
                if one.unread:
                    self._unread(self._target.clause, message("“{words}” is not read", words=one.unread))

    def _wrong(self, code: Code, words: str, phrases: tuple[str, ...]) -> None:
        value: Message | tuple[str, ...] = phrases or message("a level, and the indicator measures a change")
        self._trouble.at(
            code,
            self._target.key,
            hint=Message(code.remedy, (("wanted", value),)),
            comparator=self._comparator,
            indicator=self._entry.id,
            words=words,
        )

    def _stretch(self, statement: Statement | None) -> None:
        stretches = [one for one in self._target.read.statements if one.role is StatementRole.STRETCH]
        stated = self._target.body.get("stretch")
        if stated is not None:
            self._further("stretch", "the stretch stands nowhere in “{clause}”")
        elif stretches and statement is not None:
            self._used.add(stretches[0].place)
            reason = message("what is striven for is left out: “{words}”", words=stretches[0].words)
            self._trouble.at(codes.PACK_CLAUSE_STRETCH, self._target.key, indicator=self._entry.id, reason=reason)

    def _tolerance(self, statement: Statement | None) -> None:
        """Report a tolerance that the clause does not state; words such as "ổn định" allow one."""
        if statement is not None and (statement.keeps or "quanh" in statement.words):
            return
        self._further("tolerance", "the tolerance stands nowhere in “{clause}”")

    def _further(self, key: str, template: str) -> None:
        """Search the clause for a further number of the target."""
        node = self._target.body.get(key)
        number = number_in(node)
        if node is None or number is None or number == 0:
            return
        for one in self._target.read.statements:
            ends = (one.values, one.upper) if one.upper else (one.values,)
            if any(self._fit(one, number, values) is not Fit.NO for values in ends):
                self._used.add(one.place)
                return
        self._number(node, number, message(template, clause=shortened(self._target.read.text)))

    def _strange(self) -> None:
        text, statements = self._target.read.text, self._target.read.statements
        if statements and is_of_places(self._facts.unit, self._facts.measures):
            # A rank is followed by its group: "tỉnh, thành phố dẫn đầu cả nước".
            text = text[: statements[0].place]
        words, own = content_words(text), content_words(self._facts.title)
        if len(words) > _FEW + 1 and own and not words & own:
            self._trouble.at(
                codes.PACK_CLAUSE_STRANGE,
                self._target.clause,
                indicator=self._entry.id,
                clause=shortened(self._target.read.text),
            )

    # --- messages ---

    def _fit(self, one: Statement, number: Decimal, values: tuple[Decimal, ...] = ()) -> Fit:
        return fits(one, number, self._facts, values, self._comparator)

    def _number(self, node: Node, number: Decimal, reason: Message) -> None:
        self._trouble.at(
            codes.PACK_CLAUSE_NUMBER,
            node,
            value=number,
            indicator=self._entry.id,
            reason=reason,
        )

    def _name(self, node: Node, number: Decimal, reason: Message) -> None:
        self._trouble.at(codes.PACK_CLAUSE_NAME, node, value=number, indicator=self._entry.id, reason=reason)

    def _unread(self, node: Node, reason: Message) -> None:
        self._trouble.at(codes.PACK_CLAUSE_UNREAD, node, indicator=self._entry.id, reason=reason)
