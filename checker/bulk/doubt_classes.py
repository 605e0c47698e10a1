"""Divide written figures into classes by what else they may mean.

Owns which figures are in doubt, and in which rows. Must not know targets or tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Final

from checker.assess.matters import Concern
from checker.binding.bound import MATTERS
from checker.binding.doubts import Doubts, code_of_doubt
from checker.bulk.classes import ClassRemark
from checker.bulk.spans import EVERYWHERE, GridSpan, in_parts, spans_between
from checker.domain.interval import EVERYTHING, Interval, point
from checker.domain.record import NamedTuple

__all__ = ["UNDOUBTED", "DoubtClass", "doubt_classes"]


class DoubtClass(NamedTuple):
    """A class of written figures that may all mean the same other thing, or nothing else."""

    stretch: GridSpan
    remarks: tuple[ClassRemark, ...]

    @property
    def figures(self) -> Interval:
        """The figures of the class."""
        return self.stretch.interval


def doubt_classes(doubts: Doubts, among: Interval = EVERYTHING, *, confirmed: bool) -> Sequence[DoubtClass]:
    """Return the classes of written figures, in ascending order.

    Args:
        doubts: The intervals in which figures are in doubt.
        among: The interval that contains all figures.
        confirmed: Whether words beside a figure may confirm it.
    """
    doubted = (*doubts.large, *doubts.small, *doubts.dates, *doubts.grouped)
    levels = [one for one in doubted if not one.is_disjoint_from(among)]
    if not levels:
        return UNDOUBTED
    parts, scaled = in_parts([*levels, point(Fraction(0))])
    classes: list[DoubtClass] = []
    for stretch, number in spans_between(scaled, parts, among):
        figures = stretch.interval
        one = Fraction(number, parts)
        remarks = tuple(_doubts(figures.meeting(among) or figures, one, doubts, confirmed=confirmed))
        if classes and classes[-1].remarks == remarks:
            classes[-1] = DoubtClass(classes[-1].stretch.to(stretch), remarks)
        else:
            classes.append(DoubtClass(stretch, remarks))
    return classes


UNDOUBTED: Final[Sequence[DoubtClass]] = (DoubtClass(EVERYWHERE, ()),)
"""The class of figures that are not in doubt."""


def _doubts(figures: Interval, number: Fraction, doubts: Doubts, *, confirmed: bool) -> Iterator[ClassRemark]:
    """Yield the remarks about written figures, for each kind of row."""
    numbers = {False: number}
    if any(not figures.is_disjoint_from(level) for level in doubts.dates):
        numbers = _sorts_in(figures)
    words = (False, True) if confirmed else (False,)
    separators = (False, True) if any(not figures.is_disjoint_from(level) for level in doubts.grouped) else (False,)
    rows_by_concern: dict[Concern, list[tuple[bool, bool, bool]]] = {}
    for is_confirmed, (whole, one), grouped in product(words, numbers.items(), separators):
        code = code_of_doubt(one, doubts, confirmed=is_confirmed, grouped=grouped)
        if code is not None:
            rows_by_concern.setdefault(Concern(code, MATTERS[code]), []).append((is_confirmed, whole, grouped))
    for concern, rows in rows_by_concern.items():
        # Words, whole numbers and separators each distinguish rows; a remark may apply to several kinds.
        kinds = zip(*rows, strict=True)
        axes = [
            None if len(own) == len(sorts) else own.pop()
            for own, sorts in zip(map(set, kinds), (words, numbers, separators), strict=True)
        ]
        yield ClassRemark(concern, confirmed=axes[0], whole=axes[1], grouped=axes[2])


def _sorts_in(figures: Interval) -> dict[bool, Fraction]:
    """Return a whole number (``True``) and a fraction from an interval with a lower end, if it contains them."""
    low = Fraction(figures.lo or 0)
    if figures.is_point:
        return {low.denominator == 1: low}
    starts = low.denominator == 1 and not figures.lo_open
    whole = low if starts else Fraction(low.numerator // low.denominator + 1)
    high = whole + 1 if figures.hi is None else Fraction(figures.hi)
    sorts = {True: whole} if whole < high or (whole == high and not figures.hi_open) else {}
    # An interval shorter than 1 contains at most one integer, so one of two numbers is a fraction.
    step = min(high - low, Fraction(1))
    return {**sorts, False: next(one for one in (low + step / 2, low + step / 3) if one.denominator > 1)}
