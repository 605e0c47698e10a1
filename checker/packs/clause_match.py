"""Compare a clause with a target.

Owns which comparators a wording admits, and when a number with a unit equals that of a clause. Must not know the tree
of a pack.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from checker.domain.axes import Better, Kind, Measures
from checker.domain.comparator import Comparator
from checker.domain.record import NamedTuple
from checker.domain.unit import Unit, folded
from checker.domain.unit_words import conversion, parse_unit
from checker.domain.wording import Sense
from checker.packs.clause_places import RANKS
from checker.packs.clause_statement import Statement

__all__ = [
    "Fit",
    "Fitness",
    "IndicatorFacts",
    "admitted",
    "comparator_phrases",
    "fit_of",
    "fitness",
    "ratio_of",
    "undecidable",
]


class IndicatorFacts(NamedTuple):
    """The properties of an indicator that are compared with its clauses.

    Args:
        title: In Vietnamese.
        unit: The unit of its target; ``None`` if unknown.
        kind: As written; empty if not stated.
        better: As written.
        measures: As written; empty if not stated.
        speaks_of_change: Whether its title or clause mentions a change that is not declared (P228).
        declared: The units that the pack declares.
        structure: Whether its title or clause mentions a structure ("cơ cấu").
    """

    title: str
    unit: Unit | None
    kind: str
    better: str
    measures: str
    speaks_of_change: bool
    declared: tuple[str, ...]
    structure: bool


class Fit(enum.Enum):
    """Tells whether a number is that of a statement."""

    SAME = "same"
    OTHER_UNIT = "other unit"
    NO = "no"


class Fitness(enum.Enum):
    """The comparators that a wording admits."""

    FITS = "fits"
    UNWORDED = "unworded"
    CONTRADICTS = "contradicts"
    UNDECIDABLE = "undecidable"
    UNREAD = "unread"


_POINTS: Final = ("%", "điểm %", "điểm")
_PEOPLE: Final = frozenset(
    [
        "người",
        "dân",
        "nhân khẩu",
        "lao động",
        "trẻ em",
        "phụ nữ",
        "học sinh",
        "sinh viên",
        "học viên",
        "giáo viên",
        "công chức",
        "viên chức",
        "đồng chí",
        "đảng viên",
        "đoàn viên",
        "hội viên",
        "thanh niên",
        "tân binh",
        "đại biểu",
        "cử tri",
        "nông dân",
        "công nhân",
        "bệnh nhân",
    ]
)
_ANY: Final = frozenset({"người", "đồng chí", "lao động"})


def fit_of(
    values: Iterable[Decimal],
    number: Decimal,
    units: Iterable[str],
    facts: IndicatorFacts,
    *,
    in_percent: bool,
    change: bool,
) -> Fit:
    """Tell whether a number of a pack equals one of a clause.

    Args:
        values: The possible values of the clause's number.
        number: The pack's number, in the unit of its indicator.
        units: The possible units after it in the clause.
        facts: The indicator.
        in_percent: Whether the pack's number is in percent whatever the unit (``grow_by``).
        change: Whether it is the size of a change, so that percentage points count as %.
    """
    read = tuple(values)
    named = [unit for text in units if (unit := parse_unit(text, facts.declared)) is not None]
    # "Triệu" of "triệu lượt khách" is not a complete unit.
    named = [unit for unit in named if unit.base] or named
    if in_percent:
        own = parse_unit("%")
    elif facts.unit is None:
        own = None
    else:
        own = facts.unit
    if own is None or not named:
        return Fit.SAME if number in read else Fit.NO
    ratios = [ratio for unit in named if (ratio := ratio_of(unit, own, facts, change=change)) is not None]
    if any(value * ratio == number for value in map(Fraction, read) for ratio in ratios):
        return Fit.SAME
    if number not in read:
        return Fit.NO
    if ratios:
        return Fit.OTHER_UNIT
    return Fit.OTHER_UNIT if _foreign(named[0], own, facts) else Fit.SAME


def ratio_of(unit: Unit, own: Unit, facts: IndicatorFacts, *, change: bool) -> Fraction | None:
    """Return the factor from one unit to the indicator's; ``None`` if they do not convert."""
    ratio = conversion(unit, own)
    if ratio is not None:
        return ratio
    if change and unit.base in _POINTS and own.base in _POINTS:
        return unit.size / own.size
    if {unit.base, own.base} <= set(RANKS):
        return Fraction(1)
    if "/" in own.base and "/" not in unit.base:
        # "Thu nhập 86 triệu đồng" of triệu đồng/người; the title states the denominator.
        numerator = parse_unit(own.name.partition("/")[0], facts.declared)
        return conversion(unit, numerator) if numerator is not None else None
    pair = {unit.base, own.base}
    alike = pair <= _PEOPLE and pair & _ANY
    shorter, longer = sorted((unit.base, own.base), key=len)
    if alike or (unit.is_counted and own.is_counted and longer.startswith(f"{shorter} ")):
        return unit.size / own.size
    return None


def _foreign(unit: Unit, own: Unit, facts: IndicatorFacts) -> bool:
    """Tell whether two units certainly measure something else."""
    if unit.is_counted and own.is_counted:
        return folded(own.base) not in folded(facts.title)
    return True


def fitness(statement: Statement, comparator: str, facts: IndicatorFacts, *, strict: bool, range_: bool) -> Fitness:
    """Tell whether a statement's words admit a comparator.

    Args:
        statement: The statement of the clause.
        comparator: The comparator, in the rule language.
        facts: The indicator.
        strict: Whether a change must be surpassed.
        range_: Whether both ends of a range are those of the clause.
    """
    if undecidable(statement):
        return Fitness.UNDECIDABLE
    form = (comparator, strict)
    if form in set(admitted(statement, facts)) or (comparator == Comparator.TOWARDS and _directs(statement, facts)):
        return Fitness.FITS
    plain = statement.bound is None and not statement.change and not statement.keeps and not statement.upper
    at_most_fallen = statement.change is Sense.FALL and statement.bound is Sense.CEILING
    if not statement.sure or (statement.unread and plain) or at_most_fallen:
        return Fitness.UNREAD
    if statement.change and facts.speaks_of_change and not facts.measures:
        return Fitness.UNREAD if comparator in (Comparator.REDUCE_BY, Comparator.GROW_BY) else Fitness.FITS
    return Fitness.UNWORDED if plain or (statement.upper and range_) else Fitness.CONTRADICTS


def undecidable(statement: Statement) -> bool:
    """Tell whether a wording is unclear: near a number, "dưới 3-5%", "giảm dưới 3%"."""
    if statement.bound is Sense.NEAR or (statement.upper and statement.bound in (Sense.ABOVE, Sense.BELOW)):
        return True
    return statement.change is Sense.FALL and statement.bound is Sense.BELOW and statement.sure


def _directs(statement: Statement, facts: IndicatorFacts) -> bool:
    moves = statement.change is not None or statement.bound in (Sense.DOWN_TO, Sense.UP_TO)
    return facts.structure or moves


def comparator_phrases(statement: Statement, facts: IndicatorFacts) -> tuple[str, ...]:
    """Return the comparators that a statement admits, as written in a pack."""
    forms = dict.fromkeys(admitted(statement, facts))
    return tuple(f"`{word}`" + (" + `strict`" if strict else "") for word, strict in forms)


_Form: TypeAlias = tuple[str, bool]


def admitted(statement: Statement, facts: IndicatorFacts) -> Iterator[_Form]:
    """Yield each admitted comparator, and whether a change must be surpassed."""
    if statement.change is None:
        yield from _unchanged(statement, facts)
        return
    strict = statement.bound is Sense.ABOVE
    measured = {Sense.FALL: (Measures.REDUCTION,)}.get(statement.change, (Measures.INCREASE, Measures.GROWTH))
    if facts.measures in measured:
        yield from _levels(statement, facts)
        if statement.upper and statement.change is Sense.FALL:
            # For "giảm 1-1,5" the smaller reduction is enough.
            yield Comparator.AT_LEAST, False
        return
    if statement.change is Sense.FALL and facts.measures in (Measures.GROWTH, Measures.INCREASE):
        # A fall as negative growth: sides are reversed.
        turned = {Sense.ABOVE: Comparator.BELOW, Sense.BELOW: Comparator.ABOVE}
        yield turned.get(statement.bound, Comparator.AT_MOST) if statement.bound else Comparator.AT_MOST, False
        return
    if facts.measures not in ("", Measures.LEVEL):
        return
    word = Comparator.REDUCE_BY if statement.change is Sense.FALL else Comparator.GROW_BY
    if statement.bound in (None, Sense.FLOOR, Sense.ABOVE, Sense.ABOUT):
        yield word, strict
    steps = any(unit in RANKS for unit in statement.units)
    if (
        statement.change is not Sense.FALL
        and steps
        and statement.bound in (None, Sense.FLOOR, Sense.ABOVE, Sense.ABOUT)
    ):
        # A better rank is a smaller number.
        yield Comparator.REDUCE_BY, strict
    if _adds(statement, facts):
        yield from _levels(statement, facts)


def _adds(statement: Statement, facts: IndicatorFacts) -> bool:
    """Tell whether a rise may be the additions within the year, which a flow counts."""
    flow = facts.kind == Kind.FLOW and facts.better == Better.HIGHER
    return flow and statement.change is not Sense.GROWTH and statement.since is None


def _unchanged(statement: Statement, facts: IndicatorFacts) -> Iterator[_Form]:
    """Yield the comparators of words without a change; "bằng năm 2023" requires a figure not worse than that year's."""
    level = facts.measures in ("", Measures.LEVEL)
    if statement.since is None:
        if level or statement.bound not in (Sense.DOWN_TO, Sense.UP_TO):
            yield from _levels(statement, facts)
    elif level and facts.better in _NO_WORSE:
        yield _NO_WORSE[facts.better], False


_NO_WORSE: Final[dict[str, Comparator]] = {
    Better.LOWER: Comparator.REDUCE_BY,
    Better.HIGHER: Comparator.GROW_BY,
}
_LEVELS: Final = {
    Sense.FLOOR: Comparator.AT_LEAST,
    Sense.UP_TO: Comparator.AT_LEAST,
    Sense.ABOVE: Comparator.ABOVE,
    Sense.CEILING: Comparator.AT_MOST,
    Sense.DOWN_TO: Comparator.AT_MOST,
    Sense.BELOW: Comparator.BELOW,
    Sense.EXACT: Comparator.EQUAL,
}


def _levels(statement: Statement, facts: IndicatorFacts) -> Iterator[_Form]:
    """Yield the comparators that the words admit for the figure itself."""
    if statement.keeps and statement.bound not in (Sense.ABOVE, Sense.BELOW):
        yield Comparator.KEEP, False
        if facts.better == Better.NEITHER:
            yield Comparator.EQUAL, False
    if statement.upper:
        yield Comparator.BETWEEN, False
    elif statement.bound in _LEVELS:
        yield _LEVELS[statement.bound], False
    elif not statement.keeps:
        yield Comparator.AT_MOST if facts.better == Better.LOWER else Comparator.AT_LEAST, False
        if facts.better == Better.NEITHER:
            yield Comparator.EQUAL, False
