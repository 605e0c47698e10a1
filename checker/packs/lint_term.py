"""Find contradictions in a term pack: years outside the term, and numbers with an unclear scope.

Owns the codes P290 and P291. The scope of a number is never guessed: only a level has a default, the end of the term.
Must not know how the pack of a year is derived.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from checker.domain import codes
from checker.domain.axes import Kind, Measures
from checker.domain.comparator import ACHIEVED, COMPARATORS, ONLY_VERDICT, Shape
from checker.domain.period import Period
from checker.domain.text import Message, message
from checker.packs import scalars
from checker.packs.model import Start
from checker.packs.term import Over, Term
from checker.packs.tree_access import NamedEntry, entries, scalar, section
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Scalar, Sequence

__all__ = ["check_term", "years_in"]

_OF_TERM: Final = ("over", "years", "reached")
_TRAITS: Final = {str(word): traits for word, traits in COMPARATORS.items()}
_NO_TOTAL: Final = message("a level has no total; only a flow, or a change that is measured, adds up over the years")
_NO_AVERAGE: Final = message("levels have no average that can be told from single years; write each_year or end")
_YEARLY: Final = message("a change since the same period of the year before is asked each year")
_NOT_YEARLY: Final = message("what each year changes starts from the year before; write `baseline: same_period`")
_KEEP_YEARLY: Final = message("a level to be kept is kept each year")
_VERDICT: Final = message("where only a verdict is reported nothing adds up")


def years_in(root: Mapping) -> range:
    """Return the years of a pack; none if they cannot be read."""
    term, year = scalar(root, "term"), scalar(root, "year")
    read = scalars.term(term.text) if term else None
    if isinstance(read, Term):
        return read.years
    own = scalars.period(year.text) if year else None
    return range(own.year, own.year + 1) if isinstance(own, Period) else range(0)


def check_term(root: Mapping, trouble: Collector) -> None:
    """Report keys that do not apply to a term, and term keys in a pack of one year."""
    _Terms(root, trouble).run()


class _Terms:
    def __init__(self, root: Mapping, trouble: Collector) -> None:
        self._root = root
        self._trouble = trouble
        self._years = years_in(root)
        self._indicators = {entry.id: entry for entry in entries(root, "indicators")}

    def run(self) -> None:
        term, year = self._root.key("term"), self._root.key("year")
        if term is None and year is None:
            self._trouble.at(codes.PACK_FILE["missing-key"], self._root, key="year")
        if term is None:
            for entry in self._indicators.values():
                for key in filter(None, map(entry.body.key, _OF_TERM)):
                    self._say(entry, key, message("`{key}` goes with a `term` of several years", key=key.text))
            return
        # A year pack that extends a term pack is a slice of it; otherwise a pack has either a year or a term.
        if year is not None and self._root.key("extends") is None:
            reason = message("a pack is of one year or of a term; leave out `year` or `term`")
            self._trouble.at(codes.PACK_VALUE, year, reason=reason)
        elif year is not None and (stated := scalar(self._root, "year")) and stated.text not in map(str, self._years):
            reason = message("{value} is no year of {years}", value=stated.text, years=self._years_text())
            self._trouble.at(codes.PACK_VALUE, stated, reason=reason)
        tally = self._root.key("tally")
        if tally is not None and year is None:
            self._trouble.at(codes.PACK_VALUE, tally, reason=message("a tally is of one year, and not of a term"))
        for entry in self._indicators.values():
            if entry.body.get("target") is not None:
                self._indicator(entry)
        self._together()

    def _years_text(self) -> str:
        return f"{self._years[0]}-{self._years[-1]}" if self._years else ""

    def _say(self, entry: NamedEntry, place: Node, reason: Message) -> None:
        self._trouble.at(codes.PACK_TERM, place, indicator=entry.id, reason=reason)

    def _indicator(self, entry: NamedEntry) -> None:
        body = entry.body
        kind, measures = (scalar(body, key) for key in ("kind", "measures"))
        over = scalar(body, "over")
        adds_up = kind is not None and kind.text == Kind.FLOW
        changes = measures is not None and measures.text != Measures.LEVEL
        named = _comparator(body.get("target"))
        if over is None:
            if (adds_up or changes) and body.get("years") is None:
                self._say(entry, entry.key, message("say by `over` of what its number is: {words}", words=tuple(Over)))
        else:
            self._over(entry, over, named, adds_up=adds_up, changes=changes)
        self._slices(entry, over, named)
        self._of_term(entry, "reached")
        points = next(filter(None, map(body.key, ("milestones", "profile"))), None)
        if points is not None and (body.get("years") is not None or (over and over.text == Over.EACH_YEAR)):
            self._say(entry, points, message("shares of the way are of all years of the term, not of single ones"))

    def _over(
        self, entry: NamedEntry, over: Scalar, named: tuple[Scalar, Node] | None, *, adds_up: bool, changes: bool
    ) -> None:
        """Report a number whose scope is impossible."""
        word = named[0].text if named else ""
        traits = _TRAITS.get(word, ONLY_VERDICT)
        baseline = scalar(entry.body, "baseline")
        yearly = baseline is not None and baseline.text == Start.SAME_PERIOD
        total, average, each = (over.text == one for one in (Over.TOTAL, Over.AVERAGE, Over.EACH_YEAR))
        wrong = {
            _NO_TOTAL: total and (traits.from_baseline or not (adds_up or changes)),
            _NO_AVERAGE: average and not (adds_up or changes or traits.change),
            _YEARLY: yearly and not each,
            _NOT_YEARLY: each and traits.change and baseline is None,
            _KEEP_YEARLY: (total or average) and traits.lasting,
            _VERDICT: (total or average) and traits.shape is Shape.MEMBERS,
        }
        reason = next((reason for reason, found in wrong.items() if found), None)
        if reason is not None:
            self._say(entry, over, reason)

    def _slices(self, entry: NamedEntry, over: Scalar | None, named: tuple[Scalar, Node] | None) -> None:
        """Compare the numbers of single years with the whole."""
        years = entry.body.get("years")
        if not isinstance(years, Mapping) or named is None:
            return
        traits, whole = _TRAITS.get(named[0].text, ONLY_VERDICT), _number(named[1])
        if traits.shape is not Shape.NUMBER or traits.from_baseline or whole is None:
            self._say(entry, years, message("only a target of one number has numbers of single years"))
            return
        if over is not None and over.text in (Over.AVERAGE, Over.EACH_YEAR):
            self._say(entry, over, message("numbers of single years go with the end or the total of the term"))
            return
        for key in ("also", "history", "due"):
            if (beside := entry.body.key(key)) is not None:
                self._say(entry, beside, message("`{key}` does not go with numbers of single years", key=key))
        if not self._of_term(entry, "years"):
            return
        stated = {key.text: number for key, node in years.entries if (number := _number(node)) is not None}
        found: Decimal | None = stated.get(str(self._years[-1]))
        wrong = found is not None and found != whole
        if over is not None and over.text == Over.TOTAL:
            found = sum(stated.values(), Decimal(0))
            wrong = len(stated) == len(self._years) and (found > whole if traits.ceiling else found < whole)
        if wrong and found is not None:
            self._trouble.at(codes.PACK_SLICES, years, indicator=entry.id, sum=found, total=whole)

    def _of_term(self, entry: NamedEntry, what: str) -> bool:
        """Tell whether numbers of single years are within the term; report those that are not."""
        others = [key for key, _ in section(entry.body, what) if key.text not in map(str, self._years)]
        for key in others:
            self._say(entry, key, message("{year} is no year of {years}", year=key.text, years=self._years_text()))
        return not others

    def _together(self) -> None:
        """Report compared figures that cover different years."""
        for entry in self._indicators.values():
            parent = scalar(entry.body, "parent")
            other = self._indicators.get(parent.text) if parent else None
            if parent is not None and other is not None and self._is_sum(entry) != self._is_sum(other):
                self._say(entry, parent, message("it and `{parent}` are not of the same years", parent=parent.text))
        for name, check in section(self._root, "checks"):
            used = [self._indicators[one] for one in _named(check) if one in self._indicators]
            if len({self._is_sum(entry) for entry in used}) > 1:
                ids = tuple(entry.id for entry in used)
                reason = message("{ids} are not of the same years", ids=ids)
                self._trouble.at(codes.PACK_TERM, name, indicator=name.text, reason=reason)

    def _is_sum(self, entry: NamedEntry) -> bool:
        over = scalar(entry.body, "over")
        return over is not None and over.text in (Over.TOTAL, Over.AVERAGE)


def _comparator(target: Node | None) -> tuple[Scalar, Node] | None:
    words = (*COMPARATORS, ACHIEVED)
    pairs = target.entries if isinstance(target, Mapping) else ()
    return next(((key, value) for key, value in pairs if key.text in words), None)


def _number(node: Node | None) -> Decimal | None:
    read = scalars.number(node.text) if isinstance(node, Scalar) else None
    return read if isinstance(read, Decimal) else None


def _named(node: Node) -> Iterator[str]:
    """Yield every text in a node."""
    match node:
        case Scalar():
            yield node.text
        case Sequence():
            for one in node.items:
                yield from _named(one)
        case Mapping():
            for _, value in node.entries:
                yield from _named(value)
