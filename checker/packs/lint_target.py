"""Find contradictions within a single indicator: its unit, its limits, its target.

A part of `lint`; see there for why it reads the tree. Must not know other indicators.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import Final

from checker.domain import codes
from checker.domain.axes import Better, Kind, Measures
from checker.domain.comparator import ACHIEVED, COMPARATORS, ONLY_VERDICT, Comparator, Shape
from checker.domain.period import Period
from checker.domain.text import message
from checker.domain.unit import SCALES, folded
from checker.domain.unit_words import factor_of, parse_unit, spellings
from checker.packs import scalars
from checker.packs.lint_measures import is_share
from checker.packs.model import ZONES, Start
from checker.packs.suggest import suggestion, word_by_word
from checker.packs.tree_access import NamedEntry, items, scalar, section, text_of
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Scalar, Sequence

__all__ = [
    "check_day",
    "check_declared",
    "check_limits",
    "check_pace",
    "check_target",
    "check_unit",
    "check_words",
    "natural_limits",
]

_TRAITS: Final = {str(word): traits for word, traits in COMPARATORS.items()} | {ACHIEVED: ONLY_VERDICT}
_WORDS: Final = tuple(_TRAITS)
_MEANS: Final = tuple(str(word) for word, traits in COMPARATORS.items() if traits.level and traits.side is not None)
_ZONE_KEYS: Final = ("at_risk", "on_track", "ahead")
_FULL: Final = (Decimal(0), Decimal(100))


def check_unit(entry: NamedEntry, declared: tuple[str, ...], trouble: Collector) -> None:
    """Report a unit that neither the program nor the pack knows."""
    unit = scalar(entry.body, "unit")
    if unit is None:
        return
    known = parse_unit(unit.text, declared)
    if known is None or not known.base:
        # "tỉ đồg" is compared by its last part, "đồg"; the scale words are valid.
        words = unit.text.split()
        scales = list(itertools.takewhile(lambda word: folded(word) in SCALES, words))
        # "Lượt người" and "người" are different units, and so are "lượt tàu" and "lượt xe".
        rest = " ".join(words[len(scales) :])
        bases = [base for base in (*spellings(), *declared) if rest and word_by_word(rest, base)]
        candidates = [" ".join([*scales, base]) for base in bases]
        trouble.at(codes.PACK_UNIT, unit, hint=partial(suggestion, unit.text, candidates), value=unit.text)


def check_declared(root: Mapping, trouble: Collector) -> None:
    """Report invalid sizes of units."""
    for unit in items(root, "units"):
        name, equals = (scalar(unit, key) for key in ("name", "equals")) if isinstance(unit, Mapping) else (None, None)
        if name and equals and factor_of(name.text, equals.text) is None:
            trouble.at(codes.PACK_UNIT_SIZE, equals, equals=equals.text, value=name.text)


def check_words(entry: NamedEntry, trouble: Collector) -> None:
    """Report words with no or two intervals."""
    for wording in items(entry.body, "words"):
        means = wording.get("means") if isinstance(wording, Mapping) else None
        if isinstance(means, Mapping):
            _one_comparator(means, _MEANS, trouble)


def check_limits(entry: NamedEntry, trouble: Collector) -> None:
    """Report reversed limits."""
    limits = entry.body.get("limits")
    if isinstance(limits, Mapping):
        low, high = _number(limits.get("low")), _number(limits.get("high"))
        if low is not None and high is not None and low > high:
            trouble.at(codes.PACK_RANGE, limits.get("low") or limits, low=low, high=high)


def check_target(entry: NamedEntry, declared: tuple[str, ...], trouble: Collector) -> None:
    """Report a target that contradicts the kind, the direction or the limits of its indicator."""
    target = entry.body.get("target")
    if not isinstance(target, Mapping):
        return
    named = _one_comparator(target, _WORDS, trouble)
    if named is None:
        return
    key, value = named
    traits = _TRAITS[key.text]
    kind, better = scalar(entry.body, "kind"), scalar(entry.body, "better")
    if kind is not None:
        _fits_kind(key, value, kind.text, trouble)
    _exceeded(target, key, value, better, trouble)
    if traits.shape is Shape.MEMBERS:
        return
    if better is not None and better.text in tuple(Better) and traits.wants not in (None, better.text):
        trouble.at(codes.PACK_DIRECTION, key, comparator=key.text, better=better.text)
    if traits.from_baseline:
        _start(entry, key, value, trouble)
    elif (start := scalar(entry.body, "baseline")) is not None and start.text == Start.SAME_PERIOD:
        reason = message("`{word}` is no change, so there is nothing to measure from the year before", word=key.text)
        trouble.at(codes.PACK_TARGET_KIND, start, reason=reason)
    if not traits.change:
        _numbers(entry, value, declared, trouble)
    _stretch(entry, target, key, value, trouble)


def _fits_kind(key: Scalar, value: Node, kind: str, trouble: Collector) -> None:
    """Report a number for an indicator that only has a verdict, and vice versa."""
    is_verdict = kind == Kind.VERDICT
    place: Node = key
    without = _TRAITS[key.text].shape is Shape.MEMBERS
    if without and not is_verdict:
        reason = message("`{word}` is for kind verdict; this kind has a number", word=key.text)
    elif key.text == ACHIEVED and isinstance(value, Scalar) and value.text == "false":
        place, reason = value, message("a target is to be achieved; write `achieved: true`")
    elif not without and is_verdict:
        reason = message("kind verdict has no number; write `achieved: true`")
    else:
        return
    trouble.at(codes.PACK_TARGET_KIND, place, reason=reason)


def _start(entry: NamedEntry, key: Scalar, value: Node, trouble: Collector) -> None:
    """Report a change or a direction without a baseline, and a direction to the baseline itself."""
    baseline = entry.body.get("baseline")
    if baseline is None:
        trouble.at(codes.PACK_NO_BASELINE, key, comparator=key.text, indicator=entry.id)
    elif _TRAITS[key.text].directional and isinstance(baseline, Mapping):
        start = _number(baseline.get("value"))
        if start is not None and start == _number(value):
            reason = message("a direction from {number} to {number} is none", number=start)
            trouble.at(codes.PACK_TARGET_KIND, value, reason=reason)


def _one_comparator(mapping: Mapping, known: tuple[str, ...], trouble: Collector) -> tuple[Scalar, Node] | None:
    found = [(key, value) for key, value in mapping.entries if key.text in known]
    if len(found) == 1:
        return found[0]
    # An unknown key was probably meant as the comparator; it has already been reported.
    if found or not mapping.entries:
        names = tuple(key.text for key, _ in found) or message("none")
        place = found[1][0] if found else mapping
        trouble.at(codes.PACK_COMPARATORS, place, found=names, known=known)
    return None


def _stretch(entry: NamedEntry, target: Mapping, comparator: Scalar, value: Node, trouble: Collector) -> None:
    """Report a stretch goal short of the target, and an impossible tolerance or strictness."""
    tolerance = target.get("tolerance")
    slack = _number(tolerance)
    if tolerance is not None and slack is not None and slack < 0:
        trouble.at(codes.PACK_VALUE, tolerance, reason=message("a tolerance is not negative"))
    strict = target.key("strict")
    traits = _TRAITS[comparator.text]
    if strict is not None and not traits.change:
        reason = message("`strict` goes with reduce_by and grow_by; write `above` or `below` for a level")
        trouble.at(codes.PACK_VALUE, strict, reason=reason)
    stretch = target.get("stretch")
    number = _number(stretch)
    if stretch is None or number is None:
        return
    read = _numbers_of(value)
    better = scalar(entry.body, "better")
    downwards = better is not None and better.text == Better.LOWER and not traits.change
    if Better.NEITHER in (traits.side, traits.wants) or (better is not None and better.text == Better.NEITHER):
        reason = message("a stretch needs a direction; `equal` and `better: neither` have none")
        trouble.at(codes.PACK_VALUE, stretch, reason=reason)
    elif read and not (number < min(read) if downwards else number > max(read)):
        trouble.at(codes.PACK_STRETCH, stretch, stretch=number, indicator=entry.id)


def _exceeded(target: Mapping, comparator: Scalar, value: Node, better: Scalar | None, trouble: Collector) -> None:
    """Report an `exceeded` number short of the target, or for a target that cannot be exceeded."""
    stated, traits = target.get("exceeded"), _TRAITS[comparator.text]
    beyond = stated.get("beyond") if isinstance(stated, Mapping) else None
    number = _number(beyond)
    if comparator.text == Comparator.ALL_OF or traits.directional:
        if stated is not None:
            reason = message("`{word}` alone is never exceeded", word=comparator.text)
            trouble.at(codes.PACK_EXCEEDED, stated, reason=reason)
        return
    if beyond is None or number is None:
        return
    directions = {traits.side, traits.wants, Better.HIGHER if better is None else better.text}
    ends = _numbers_of(value)
    downwards = Better.LOWER in directions and not traits.change
    if comparator.text == ACHIEVED or Better.NEITHER in directions:
        reason = message("only a number with a better side is exceeded beyond another")
    elif ends and (number > min(ends) if downwards else number < max(ends)):
        reason = message("{beyond} is on the side of {number} that misses it", beyond=number, number=ends[-1])
    else:
        return
    trouble.at(codes.PACK_EXCEEDED, beyond, reason=reason)


def check_day(entry: NamedEntry, due: Scalar, trouble: Collector) -> None:
    """Report a target that is due on a day for which no figure will be reported."""
    if not isinstance(scalars.due(due.text), dt.date):
        return
    reason = None
    if text_of(entry.body, "kind") != Kind.VERDICT:
        reason = message("its figures are for the end of a period; only kind verdict has a day")
    elif Comparator.ALL_OF in {key.text for key, _ in section(entry.body, "target")}:
        reason = message("nothing is reported of the whole; its parts may be due by a day")
    elif any(isinstance(one, Mapping) and one.get("due") for one in items(entry.body, "also")):
        reason = message("a target under `also` is due at another time")
    elif entry.body.get("over") is not None:
        reason = message("`over` is of whole years")
    if reason is not None:
        trouble.at(codes.PACK_DUE_DAY, due, indicator=entry.id, reason=reason)


def check_pace(entry: NamedEntry, due: Period | None, years: range, trouble: Collector) -> None:
    """Report shares that descend, do not end at 100 %, or belong to another year; and zones that do not ascend."""
    for what in ("milestones", "profile"):
        points = entry.body.get(what)
        if isinstance(points, Mapping) and years:
            _points(entry, what, points, due or Period(years[-1]), years, trouble)
    _steps(entry, due, years, trouble)
    zones = entry.body.get("zones")
    if isinstance(zones, Mapping):
        stated = [_number(zones.get(key)) for key in _ZONE_KEYS]
        numbers = [default if zone is None else zone for zone, default in zip(stated, ZONES, strict=True)]
        if not 0 < numbers[0] < numbers[1] < numbers[2]:
            trouble.at(codes.PACK_ZONES, zones, indicator=entry.id, zones=tuple(numbers))


def _points(entry: NamedEntry, what: str, points: Mapping, due: Period, years: range, trouble: Collector) -> None:
    last, last_share = (0, 0), Decimal(0)
    read = [(key, scalars.period(key.text), _number(value)) for key, value in points.entries]
    for key, period, share in sorted(read, key=_end_of):
        if not isinstance(period, Period) or share is None:
            return  # The schema has reported the problem.
        if period.year not in years or not due.reaches(period) or period.end == last:
            reason = message("state each period up to {due} once", due=str(due))
        elif not last_share <= share <= _FULL[1]:
            reason = message("fall, or leave 0 to 100, at {period}", period=str(period))
        else:
            last, last_share = period.end, share
            continue
        trouble.at(codes.PACK_PACE_POINTS, key, what=message(what), indicator=entry.id, reason=reason)
        return
    if last == due.end and last_share != _FULL[1]:
        reason = message("do not end at 100 at {period}", period=str(due))
        trouble.at(codes.PACK_PACE_POINTS, points, what=message(what), indicator=entry.id, reason=reason)


def _steps(entry: NamedEntry, due: Period | None, years: range, trouble: Collector) -> None:
    """Report planned numbers without a target, for wrong periods, or together with shares of progress."""
    steps, decide = entry.body.get("steps"), entry.body.key("steps_decide")
    target = entry.body.get("target")
    if not isinstance(steps, Mapping) or not years:
        if decide is not None:
            trouble.at(codes.PACK_VALUE, decide, reason=message("`steps_decide` goes with `steps`"))
        return
    pairs = target.entries if isinstance(target, Mapping) else ()
    word = next((key.text for key, _ in pairs if key.text in _TRAITS), "")
    last = due or Period(years[-1])
    reason = None
    if len(years) > 1:
        reason = message("within a term write `years` or `milestones`")
    elif not word or not _TRAITS[word].level:
        reason = message("only a target that is a level has planned levels")
    elif any(entry.body.key(key) for key in ("milestones", "profile", "pace")):
        reason = message("state steps, or shares of the way, but not both")
    if reason is not None:
        trouble.at(codes.PACK_VALUE, steps, reason=reason)
        return
    ends: set[tuple[int, int]] = set()
    for key, _ in steps.entries:
        period = scalars.period(key.text)
        if isinstance(period, Period):
            if period.year not in years or not last.follows(period) or period.end in ends:
                trouble.at(codes.PACK_VALUE, key, reason=message("state each step before {due} once", due=str(last)))
            ends.add(period.end)


def _end_of(point: tuple[Scalar, Period | scalars.Complaint, Decimal | None]) -> tuple[int, int]:
    return point[1].end if isinstance(point[1], Period) else (0, 0)


def _numbers(entry: NamedEntry, value: Node, declared: tuple[str, ...], trouble: Collector) -> None:
    written = value.items if isinstance(value, Sequence) else (value,)
    read = [(node, number) for node in written if (number := _number(node)) is not None]
    if isinstance(value, Sequence) and len(read) == len(written) == len(_FULL) and read[0][1] > read[1][1]:
        trouble.at(codes.PACK_RANGE, read[0][0], low=read[0][1], high=read[1][1])
    low, high = _limits(entry, declared)
    for node, number in read:
        if (low is not None and number < low) or (high is not None and number > high):
            trouble.at(codes.PACK_PERCENT, node, value=number, indicator=entry.id, low=_end(low), high=_end(high))


def _limits(entry: NamedEntry, declared: tuple[str, ...]) -> tuple[Decimal | None, Decimal | None]:
    limits = entry.body.get("limits")
    if isinstance(limits, Mapping):
        return _number(limits.get("low")), _number(limits.get("high"))
    unit, kind = scalar(entry.body, "unit"), scalar(entry.body, "kind")
    if limits is None and unit and kind:
        # It is unknown yet which declared units have fractions, so none of them counts as countable here.
        measures, title = scalar(entry.body, "measures"), entry.body.get("title")
        named = scalar(title, "vi") if isinstance(title, Mapping) else None
        what = measures.text if measures else Measures.LEVEL
        return natural_limits(unit.text, kind.text, what, named.text if named else "", declared, declared)
    return None, None


def natural_limits(
    unit: str, kind: str, measures: str, title: str, declared: Iterable[str], fractional: Iterable[str]
) -> tuple[Decimal | None, Decimal | None]:
    """Return the default limits: 0 to 100 for a share in %, and at least 0 for a count.

    A change has no such limits. Neither has an indicator that is not a share by kind or title, such as an index in %.

    Args:
        unit: The unit as written; empty if there is none.
        kind: The kind of the indicator.
        measures: Its `measures`; empty if unknown.
        title: Its title in Vietnamese.
        declared: The units that the pack declares.
        fractional: The declared units that have fractions and so are not countable.
    """
    known = parse_unit(unit, declared, fractional)
    if known is None or measures != Measures.LEVEL:
        return None, None
    if known.base == "%" and known.size == 1 and kind == Kind.RATIO and is_share(title):
        return _FULL
    return (_FULL[0], None) if known.is_counted else (None, None)


def _numbers_of(value: Node) -> list[Decimal]:
    ends = value.items if isinstance(value, Sequence) else (value,)
    return [end for node in ends if (end := _number(node)) is not None]


def _number(node: Node | None) -> Decimal | None:
    read = scalars.number(node.text) if isinstance(node, Scalar) else None
    return read if isinstance(read, Decimal) else None


def _end(limit: Decimal | None) -> Decimal | str:
    return "∞" if limit is None else limit
