"""Derive a target from a resolution's words: comparator, number and time.

Owns these conclusions, by the tables in `domain.wording`; `indicator_from_words` derives kind, measure and direction.
If the words do not decide, the author is asked; the likeliest reading is never assumed. Must not know the location of
the words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from checker.domain.axes import Better, Kind, Measures
from checker.domain.comparator import ACHIEVED, COMPARATORS, Comparator
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.text import Message, message
from checker.domain.unit import POINTS, folded
from checker.domain.unit_words import parse_unit
from checker.domain.wording import Sense
from checker.packs.clause import is_of_how_many, read_clause
from checker.packs.clause_match import Fit, IndicatorFacts, admitted, fit_of, ratio_of, undecidable
from checker.packs.clause_open import decided_by_others, why_open
from checker.packs.clause_periods import days_of_month, days_until, is_deadline, period_of
from checker.packs.clause_places import is_of_places
from checker.packs.clause_statement import Statement, StatementRole
from checker.packs.clause_tree import in_name
from checker.packs.clause_words import content_words, flattened, syllables, tokens_in
from checker.packs.indicator_from_words import IndicatorReading
from checker.packs.lint_measures import is_share as may_be_share
from checker.packs.target_question import LEVELS, Entry, OpenPoint, OpenQuestion, Stated, WordedTarget, unread

__all__ = ["target_of"]


_FULL: Final = Decimal(100)
_RANGE: Final = r"[0-9]\s*(?:%|‰|[^\W\d_]+(?: [^\W\d_]+)?)?\s*(?:[-\u2013\u2014]|đến|tới)\s*[0-9]"


def target_of(words: str, stated: Stated) -> WordedTarget:
    """Return the target that the words define.

    Raises:
        OpenQuestion: The words do not decide, or are not understood.
    """
    return _Reading(words, stated).result()


class _Reading:
    """Derives a target from words."""

    def __init__(self, words: str, stated: Stated) -> None:
        self._words = words
        self._stated = stated
        self._own = parse_unit(stated.unit, stated.declared, stated.declared, stated.factors) if stated.unit else None
        self._clause = read_clause(words, stated.title, places=is_of_places(self._own, stated.measures))
        self._reasons: dict[str, Message] = {}
        self._due: Period | dt.date | None = None
        self._dated: tuple[tuple[Period, Statement], ...] = ()

    def result(self) -> WordedTarget:
        stated = self._stated
        if stated.kind == Kind.VERDICT or (not stated.unit and not stated.kind):
            return self._verdict()
        if self._own is None:
            # The lint reports an unknown unit; the schema reports a missing one.
            raise OpenQuestion(OpenPoint.UNIT, message("the unit `{unit}` is not known", unit=stated.unit))
        statement = self._statement()
        indicator = IndicatorReading(self._words, stated, self._own, none=self._clause.none)
        measures = indicator.measures(statement)
        kind = indicator.kind(statement, measures)
        better = indicator.better(statement, measures)
        self._reasons |= indicator.reasons
        facts = self._facts(kind, better, measures)
        target = tuple(self._without_number(better) if statement is None else self._compared(statement, facts))
        steps = tuple((period, self._step(one, facts, target)) for period, one in self._dated)
        return WordedTarget(target, kind, better, measures, tuple(self._reasons.items()), self._due, steps)

    def _facts(self, kind: str, better: str, measures: str) -> IndicatorFacts:
        stated = self._stated
        return IndicatorFacts(stated.title, self._own, kind, better, measures, False, stated.declared, False)

    # --- parsing the words ---

    def _verdict(self) -> WordedTarget:
        """Read words without a number: something to keep, or to do."""
        if any(one.since is None or one.change for one in self._clause.statements) and not self._stated.kind:
            raise OpenQuestion(
                OpenPoint.UNIT, message("“{words}” holds a number, and no unit is stated", words=self._words)
            )
        flat = flattened(self._words)
        for words, day, month, year in days_until(flat):
            self._take_day(words, day, month, year)
            flat = flat.replace(words, " ")
        others = decided_by_others(self._words)
        further = content_words(flat) - frozenset(syllables(folded(self._stated.title)))
        if further and others and not self._stated.kind:
            raise OpenQuestion(OpenPoint.WORDS, why_open(self._words))
        if further and not others:
            raise unread(" ".join(one for one in syllables(folded(self._words)) if one in further))
        self._reasons["kind"] = message("no unit and no number: only a verdict is reported")
        self._reasons["target"] = message("“{words}”", words=self._words)
        better = self._stated.better or Better.HIGHER
        if not self._stated.better:
            self._reasons["better"] = self._reasons["kind"]
        return WordedTarget(((ACHIEVED, "true"),), Kind.VERDICT, better, "", tuple(self._reasons.items()), self._due)

    def _statement(self) -> Statement | None:
        """Return the one number that decides; ``None`` if words replace it."""
        clause = self._clause
        if clause.term:
            raise OpenQuestion(OpenPoint.WORDS, message("the words speak of a term, “{term}”", term=clause.term))
        if clause.vague:
            raise unread(clause.vague)
        bounds = [one for one in clause.statements if one.role is StatementRole.BOUND]
        if len(bounds) > 1:
            bounds = [one for one in bounds if not in_name(one, self._stated.title)]
        if not bounds and (clause.none or clause.whole):
            return None
        if not bounds:
            raise OpenQuestion(OpenPoint.WORDS, why_open(self._words))
        if len(bounds) > 1 and (last := self._last_of_dated(bounds)) is not None:
            return last
        if len(bounds) > 1:
            several = tuple(one.words for one in bounds)
            raise OpenQuestion(OpenPoint.WORDS, message("several numbers: {words}", words=several))
        self._read_whole(bounds[0])
        if bounds[0].part:
            self._take_due(bounds[0].part, bounds[0].words)
        return bounds[0]

    def _last_of_dated(self, bounds: list[Statement]) -> Statement | None:
        """Return the finally deciding number, of numbers for different times of the year."""
        year = self._stated.year
        times = {one.place: period_of(one.part, year) if one.part and year else None for one in bounds}
        dated = [(period, one) for one in bounds if (period := times[one.place]) is not None]
        last = next((one for one in bounds if not one.part), None)
        decide = all(self._stated.decides or is_deadline(one.part) for _, one in dated)
        ends = {period.end for period, _ in dated}
        if len(ends) + (last is not None) < len(bounds):
            return None
        if not decide:
            parts = tuple(one.part for _, one in dated)
            reason = message("nothing says whether the numbers of {parts} decide; state `steps_decide`", parts=parts)
            raise OpenQuestion(OpenPoint.WORDS, reason)
        dated.sort(key=lambda one: one[0].order)
        if last is None:
            period, last = dated.pop()
            self._take_due(last.part, last.words)
        for one in (*(one for _, one in dated), last):
            self._read_whole(one)
        self._dated = tuple(dated)
        return last

    def _take_day(self, words: str, day: int, month: int, year: int | None) -> None:
        """Use the deadline of a verdict; a day that ends a period stands for the period.

        The lint compares it with a period stated besides, unless that is for another time of the year.
        """
        stated, of = self._stated.due, self._stated.year
        if of is None or year not in (None, of) or period_of(words, of) is not None or day > days_of_month(month, of):
            self._take_due(words, words)
        elif stated is None:
            self._due = dt.date(of, month, day)
            self._reasons["due"] = message("“{words}”", words=words)
        elif stated.last_month not in (month - 1, month):
            self._take_due(words, words)

    def _take_due(self, part: str, words: str) -> None:
        """Use the end of a part of the year as the due time.

        Raises:
            OpenQuestion: No period ends then, something else is stated, or the part is not a deadline.
        """
        stated, year = self._stated.due, self._stated.year
        period = period_of(part, year) if year else None
        # A figure of one quarter is not year-to-date, and "quý I" alone is not a deadline.
        until = is_deadline(part) or (stated is not None and period is not None and period.starts_year)
        if period is None or not until or (stated is not None and stated.end != period.end):
            raise OpenQuestion(
                OpenPoint.WORDS, message("“{words}” is of a part of the year, {part}", words=words, part=part)
            )
        if stated is None and not period.is_year:
            self._due = period
            self._reasons["due"] = message("“{words}”", words=part)

    def _step(self, one: Statement, facts: IndicatorFacts, target: tuple[Entry, ...]) -> str:
        """Return the number of an earlier time; it has the same comparator as the last one."""
        reasons = dict(self._reasons)
        own = tuple(self._compared(one, facts))
        self._reasons = {**reasons, "steps": message("“{words}”", words=", ".join(one.words for _, one in self._dated))}
        words = [key for key, _ in target if key != "stretch"]
        if [key for key, _ in own if key != "stretch"] != words or not isinstance(own[0][1], str):
            raise OpenQuestion(
                OpenPoint.WORDS, message("“{words}” is compared in another way than the last number", words=one.words)
            )
        if COMPARATORS[Comparator(own[0][0])].from_baseline:
            raise OpenQuestion(OpenPoint.WORDS, message("“{words}” is no level at a time of its own", words=one.words))
        return own[0][1]

    def _read_whole(self, one: Statement) -> None:
        """Refuse words that are only partly understood, or ambiguous."""
        year = self._stated.year
        if undecidable(one):
            raise OpenQuestion(
                OpenPoint.WORDS, message("“{words}” leaves open which values meet the target", words=one.words)
            )
        halved = not one.upper and re.search(_RANGE, one.words)
        if self._of_how_many(one) or re.fullmatch(r"\s*\([^()]*\)\s*", self._words):
            # "1/2" of a share is not 1 %. Ledgers write "(1,5)" for -1,5.
            raise unread(self._words)
        if one.unread or not one.sure or not one.values or halved:
            raise unread(one.unread or one.words)
        if len(one.values) > 1 or len(one.upper) > 1:
            read = tuple(one.values if len(one.values) > 1 else one.upper)
            raise OpenQuestion(OpenPoint.WORDS, message("“{words}” is one of {numbers}", words=one.words, numbers=read))
        of = one.years or one.by_years
        if of and year is not None and year not in of:
            years = tuple(map(str, of))
            raise OpenQuestion(
                OpenPoint.WORDS,
                message("“{words}” is of {year}, and the target of {own}", words=one.words, year=years, own=str(year)),
            )

    def _of_how_many(self, one: Statement) -> bool:
        """Tell whether a number is so many of how many, of what is not counted one by one."""
        counted = self._own is not None and self._own.is_counted and "/" not in self._own.base
        return not counted and is_of_how_many(self._words, one)

    # --- comparator and number ---

    def _without_number(self, better: str) -> Iterator[Entry]:
        self._reasons["target"] = message("“{words}”", words=self._words)
        if self._clause.none:
            if beyond := self._beyond_title():
                raise unread(beyond)
            yield Comparator.AT_MOST, "0"
        elif self._own is not None and self._own.base == "%" and better == Better.HIGHER and not self._of_a_plan():
            yield Comparator.AT_LEAST, "100"
        else:
            raise unread(self._words)

    def _beyond_title(self) -> str:
        """Return the words that rule out only some of the things that the title counts."""
        flat = flattened(self._words)
        behind = max((token.end for token in tokens_in(flat) if token.sense is Sense.NONE), default=0)
        own = frozenset(syllables(flattened(self._stated.title)))
        return " ".join(one for one in syllables(flat[behind:]) if one in content_words(flat[behind:]) - own)

    def _of_a_plan(self) -> bool:
        """Tell whether the words refer to a plan stated elsewhere: "hoàn thành chỉ tiêu giao" is not 100 % of all."""
        return "hoàn thành" in folded(self._words)

    def _compared(self, one: Statement, facts: IndicatorFacts) -> Iterator[Entry]:
        forms = [form for form in admitted(one, facts) if self._possible(form[0], facts)]
        if one.keeps and one.bound is not None and not is_of_places(self._own, facts.measures):
            # "Duy trì từ 98,4% trở lên" is bounded by its inner words. A place bounds alone.
            forms = [form for form in forms if form[0] != Comparator.KEEP] or forms
        if not forms:
            raise OpenQuestion(
                OpenPoint.WORDS, message("“{words}” has no comparator for what is stated beside it", words=one.words)
            )
        word, strict = forms[0]
        self._refuse_guesses(one, Comparator(word), facts)
        in_percent = word == Comparator.GROW_BY
        change = COMPARATORS[Comparator(word)].change or facts.measures not in LEVELS or one.change is not None
        numbers = [self._number(one, end, facts, in_percent=in_percent, change=change) for end in _ends(one)]
        self._refuse_trivial(Comparator(word), numbers[0], facts)
        turned = facts.measures in (Measures.GROWTH, Measures.INCREASE) and one.change is Sense.FALL
        texts = [str(-number if turned else number) for number in numbers]
        if word == Comparator.BETWEEN:
            yield word, (texts[0], texts[1])
        else:
            yield word, texts[-1] if word in (Comparator.AT_MOST, Comparator.BELOW) else texts[0]
        if strict:
            yield "strict", "true"
        self._reasons["target"] = message("“{words}”", words=one.words)
        yield from self._stretch(facts, in_percent=in_percent, change=change)

    def _refuse_guesses(self, one: Statement, word: Comparator, facts: IndicatorFacts) -> None:
        """Refuse a comparator that the words admit but do not determine."""
        own = self._own
        if (
            one.change is not None
            and not word.traits.change
            and facts.measures in LEVELS
            and not (own and own.is_counted)
        ):
            # "Tăng 8%" is not a level of 8 %; a count of new things is a figure.
            raise OpenQuestion(
                OpenPoint.MEASURES,
                message("“{words}” is a change, and a level is reported without one to start from", words=one.words),
            )
        if word is Comparator.GROW_BY and own is not None and own.base in POINTS and one.since is None:
            raise OpenQuestion(
                OpenPoint.WORDS, message("“{words}” is of percent or of percentage points", words=one.words)
            )
        if one.keeps and "quanh" in one.words:
            raise OpenQuestion(OpenPoint.WORDS, message("“{words}” does not say how far around", words=one.words))

    def _refuse_trivial(self, word: Comparator, number: Decimal, facts: IndicatorFacts) -> None:
        """Refuse a bound that every figure meets, because another direction must be meant."""
        own = self._own
        share = own is not None and own.base == "%" and facts.kind == Kind.RATIO and facts.measures in LEVELS
        counted = own is not None and own.is_counted
        if (word is Comparator.AT_LEAST and number == 0 and (share or counted)) or (
            word is Comparator.AT_MOST and number == _FULL and share and may_be_share(facts.title)
        ):
            raise OpenQuestion(OpenPoint.BETTER, message("every figure would meet “{words}”", words=self._words))

    def _stretch(self, facts: IndicatorFacts, *, in_percent: bool, change: bool) -> Iterator[Entry]:
        striven = [one for one in self._clause.statements if one.role is StatementRole.STRETCH]
        if len(striven) > 1 or any(one.unread or len(one.values) != 1 or len(one.upper) > 1 for one in striven):
            raise unread(striven[-1].unread or striven[-1].words)
        for one in striven:
            end = one.upper or one.values
            yield "stretch", str(self._number(one, end, facts, in_percent=in_percent, change=change))
            self._reasons["stretch"] = message("“{words}”", words=one.words)

    def _possible(self, word: str, facts: IndicatorFacts) -> bool:
        traits = COMPARATORS[Comparator(word)]
        return traits.wants in (None, facts.better) and (self._stated.baseline or not traits.from_baseline)

    def _number(
        self, one: Statement, values: tuple[Decimal, ...], facts: IndicatorFacts, *, in_percent: bool, change: bool
    ) -> Decimal:
        """Return a number of a statement in the indicator's unit."""
        own, unit_name = (parse_unit("%"), "%") if in_percent else (self._own, self._stated.unit)
        assert own is not None  # noqa: S101 - as above
        named = [unit for text in one.units if (unit := parse_unit(text, facts.declared)) is not None]
        named = [unit for unit in named if unit.base] or named
        ratios = [ratio for unit in named if (ratio := ratio_of(unit, own, facts, change=change)) is not None]
        if named and not ratios:
            reason = message("“{words}” is not in {unit}", words=one.words, unit=unit_name)
            raise OpenQuestion(OpenPoint.WORDS, reason)
        number = plain(Fraction(values[0]) * ratios[0], 30) if ratios else values[0]
        fit = fit_of(values, number, one.units, facts, in_percent=in_percent, change=change)
        if fit is not Fit.SAME:
            reason = message("“{words}” is not in {unit}", words=one.words, unit=unit_name)
            raise OpenQuestion(OpenPoint.WORDS, reason)
        return number


def _ends(one: Statement) -> Iterable[tuple[Decimal, ...]]:
    return (one.values, one.upper) if one.upper else (one.values,)
