"""Compare the years of a term in a clause with those in a pack.

Owns the code P245, and the numbers of single years in a clause. Must not know how a clause is read.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain import codes
from checker.domain.text import message
from checker.domain.wording import OF_YEARS, YearSpan
from checker.packs.clause_match import Fit, IndicatorFacts
from checker.packs.clause_tree import QuotingTarget, fits, number_in, shortened
from checker.packs.clause_words import flattened
from checker.packs.term import Over
from checker.packs.tree_access import NamedEntry, section, text_of
from checker.syntax.collector import Collector

__all__ = ["TermWords", "over_of"]

_ADMITTED: Final = {
    YearSpan.AVERAGE: (Over.AVERAGE,),
    YearSpan.YEARLY: (Over.AVERAGE, Over.EACH_YEAR),
    YearSpan.TOTAL: (Over.TOTAL,),
    YearSpan.END: (Over.END,),
}


class TermWords:
    """Compares one target of a term with its clause."""

    def __init__(
        self, entry: NamedEntry, target: QuotingTarget, facts: IndicatorFacts, used: set[int], trouble: Collector
    ) -> None:
        self._entry = entry
        self._target = target
        self._facts = facts
        self._used = used
        self._trouble = trouble

    def run(self) -> None:
        """Report the differences."""
        self._over()
        for key, node in section(self._entry.body, "years"):
            number = number_in(node)
            if number is None:
                continue
            found = [one for one in self._target.read.statements if fits(one, number, self._facts) is Fit.SAME]
            of_year = [one for one in found if not one.years or key.text in map(str, (*one.years, *one.by_years))]
            self._used.update(one.place for one in of_year)
            if not of_year:
                clause = shortened(self._target.read.text)
                reason = message("it stands nowhere for {year} in “{clause}”", year=key.text, clause=clause)
                self._trouble.at(codes.PACK_CLAUSE_NUMBER, node, value=number, indicator=self._entry.id, reason=reason)

    def _over(self) -> None:
        """Compare the scope of a number within the term with the clause's words."""
        stated = text_of(self._entry.body, "over") or str(Over.END)
        admitted, words = over_of(self._target.read.text)
        if admitted and stated not in admitted and stated in tuple(Over):
            place = self._entry.body.key("over") or self._target.key
            self._trouble.at(
                codes.PACK_CLAUSE_TERM,
                place,
                indicator=self._entry.id,
                words=words,
                over=stated,
                wanted=admitted,
            )


def over_of(text: str) -> tuple[tuple[str, ...], str]:
    """Return the scope of a clause's number within the term, as in `over`, and the words for it."""
    flat = flattened(text)
    matched = {span: match[0] for span, pattern in OF_YEARS.items() if (match := re.search(pattern, flat))}
    # "Trong giai đoạn 2021-2025, bình quân mỗi năm" means a year; so the first match in the table decides.
    decisive = next((span for span in (YearSpan.AVERAGE, YearSpan.YEARLY) if span in matched), None)
    spans = (decisive,) if decisive else tuple(matched)
    return tuple(str(over) for span in spans for over in _ADMITTED[span]), ", ".join(matched[span] for span in spans)
