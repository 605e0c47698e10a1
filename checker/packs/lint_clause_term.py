"""What a clause says of the years of a term, held against what a pack says of them.

Owns the code P245, and the numbers of single years in a clause. Must not know how a clause is read.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain import codes
from checker.domain.text import message
from checker.domain.wording import OF_YEARS, YearSpan
from checker.packs.clause_match import Fit, Held
from checker.packs.clause_tree import QuotingTarget, fits, number_in, shortened, text_of
from checker.packs.clause_words import flattened
from checker.packs.term import Over
from checker.packs.tree_access import NamedEntry, section
from checker.syntax.collector import Collector

__all__ = ["TermWords", "over_of"]

_ADMITTED: Final = {
    YearSpan.AVERAGE: (Over.AVERAGE,),
    YearSpan.YEARLY: (Over.AVERAGE, Over.EACH_YEAR),
    YearSpan.TOTAL: (Over.TOTAL,),
    YearSpan.END: (Over.END,),
}


class TermWords:
    """One target of a term against its clause."""

    def __init__(
        self, entry: NamedEntry, target: QuotingTarget, held: Held, used: set[int], trouble: Collector
    ) -> None:
        self._entry = entry
        self._target = target
        self._held = held
        self._used = used
        self._trouble = trouble

    def run(self) -> None:
        """Note what the two say differently."""
        self._over()
        for key, node in section(self._entry.body, "years"):
            number = number_in(node)
            if number is None:
                continue
            found = [one for one in self._target.read.statements if fits(one, number, self._held) is Fit.SAME]
            of_year = [one for one in found if not one.years or key.text in map(str, (*one.years, *one.by_years))]
            self._used.update(one.place for one in of_year)
            if not of_year:
                clause = shortened(self._target.read.text)
                reason = message("it stands nowhere for {year} in “{clause}”", year=key.text, clause=clause)
                self._trouble.at(codes.PACK_CLAUSE_NUMBER, node, value=number, indicator=self._entry.id, reason=reason)

    def _over(self) -> None:
        """Hold what of the term the number is of to the words that say so."""
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
    """Return what of a term a clause says that its number is of, as `over` states it, and the words that say so."""
    flat = flattened(text)
    said = {span: found[0] for span, pattern in OF_YEARS.items() if (found := re.search(pattern, flat))}
    # "Trong giai đoạn 2021-2025, bình quân mỗi năm" is of a year; so the first of them in the table decides.
    decisive = next((span for span in (YearSpan.AVERAGE, YearSpan.YEARLY) if span in said), None)
    spans = (decisive,) if decisive else tuple(said)
    return tuple(str(over) for span in spans for over in _ADMITTED[span]), ", ".join(said[span] for span in spans)
