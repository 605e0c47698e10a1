"""Combine the figures of several units into those of the whole.

Flows and stocks are summed; for ratios, both parts are summed. Percentages are never averaged. Must not judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from checker.binding.bound import MATTERS, BoundSubmission, Problem
from checker.binding.ratio import RatioParts, parts_of_ratio
from checker.binding.series import Member
from checker.binding.values import stated_interval, sum_of
from checker.domain import codes
from checker.domain.axes import STATES, DataState, Kind, Matter
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval, point
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.phrase import value_phrase
from checker.domain.record import NamedTuple
from checker.domain.report import Addend, UnitsTotal
from checker.domain.submission import Field, Figure, Observation, Submission
from checker.domain.text import Text
from checker.packs.model import Indicator, RulePack
from checker.plan.model import Observed

__all__ = ["UnitSum", "rolled_up", "whole_of"]

_MOST_TEXTS: Final = 6


class UnitSum(NamedTuple):
    """The combined figures of the units for one indicator.

    Args:
        location: The location of the first figure.
        total: The sum, or for a ratio the quotient of the summed parts; ``None`` if it cannot be computed.
        stated: The rounding interval of the total.
        status: The least final state of their figures.
        text: The figures as written.
        addends: The single figures, as far as known.
        missing: The units without a figure.
        lacking: The units that state a ratio without its parts.
        early: Whether a figure is dated before the period's end but not called an estimate.
    """

    location: Location
    total: Interval | None
    stated: Interval | None
    status: DataState
    text: str
    addends: tuple[Addend, ...]
    missing: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    early: bool = False


def rolled_up(pack: RulePack, period: Period, units: Sequence[Member], own: Member | None) -> Member:
    """Return the submission of the whole; it has no digest, because it is not a file.

    Args:
        pack: A pack with reporting units.
        period: The period of all submissions.
        units: The submissions of the reporting units.
        own: The own report of the pack's unit; it has precedence, and the sums are compared with it.
    """
    reporting = {member.submission.unit for member in units}
    absent = [unit for unit in pack.reporting.units if unit not in reporting]
    sums = {
        indicator.id: found
        for indicator in pack.indicators
        if indicator.kind is not Kind.VERDICT and (found := _sum(pack, indicator, units))
    }
    submissions = [member.submission for member in (*units, *([own] if own else ()))]
    days = [submission.as_of for submission in submissions]
    frame = Submission(
        path=" + ".join(dict.fromkeys(submission.path for submission in submissions)),
        sha256="",
        pack=pack.id,
        unit=pack.unit,
        period=period,
        as_of=max((day for day in days if day is not None), default=None),
        observations=(),
        synthetic=any(submission.synthetic for submission in submissions),
        places=(("observations", Location(submissions[0].path)),),
    )
    return whole_of(pack, frame, sums, absent, own)


def whole_of(
    pack: RulePack, frame: Submission, sums: Mapping[str, UnitSum], absent: Sequence[str], own: Member | None
) -> Member:
    """Return the submission of the whole, given its sums.

    Args:
        pack: A pack with reporting units.
        frame: The submission, without rows.
        sums: The units' combined figures, by indicator.
        absent: The units without any report.
        own: The own report of the pack's unit.
    """
    return _Whole(pack, own).member(frame, sums, absent)


class _Whole:
    def __init__(self, pack: RulePack, own: Member | None) -> None:
        self._pack = pack
        self._own = own
        self._rows: dict[str, Observation] = dict(own.bound.rows) if own else {}
        self._values: dict[Observed, Interval] = dict(own.bound.values) if own else {}
        self._problems: list[Problem] = list(own.bound.problems) if own else []
        self._addends: dict[str, tuple[Addend, ...]] = {}
        self._early: set[str] = set(own.bound.early) if own else set()
        self._totals: list[UnitsTotal] = []

    def member(self, frame: Submission, sums: Mapping[str, UnitSum], absent: Sequence[str]) -> Member:
        for unit in absent:
            place = Location(self._pack.path)
            named = self._pack.reporting_unit(unit).name
            wrong = diagnostic(codes.MISSING_UNIT, place, unit=named, period=str(frame.period), id=unit)
            self._problems.append(Problem(MATTERS[wrong.code], "", wrong))
        for indicator in self._pack.indicators:
            if indicator.id in sums:
                self._add(indicator, sums[indicator.id])
        invalid = self._own.bound.invalid if self._own else frozenset()
        early = frozenset(self._early)
        cutoff = frame.period.window(self._pack.calendar)[1] if early else None
        bound = BoundSubmission(
            self._rows,
            self._values,
            invalid,
            tuple(self._problems),
            self._addends,
            {},
            early=early,
            cutoff=cutoff,
            totals=tuple(self._totals),
        )
        return Member(frame._replace(observations=tuple(self._rows.values())), bound)

    def _add(self, indicator: Indicator, found: UnitSum) -> None:
        title, own = indicator.title, self._own
        if found.missing or found.lacking or (own and indicator.id in own.bound.rows):
            self._totals.append(UnitsTotal(indicator.id, found.total, tuple(one.of for one in found.addends)))
        if found.lacking:
            wrong = diagnostic(
                codes.RATIO_WITHOUT_PARTS, found.location, indicator=title, units=self._names(found.lacking)
            )
            self._problems.append(Problem(Matter.INCOMPLETE, indicator.id, wrong))
        elif found.missing:
            if not (own and indicator.id in own.bound.rows):
                wrong = diagnostic(
                    codes.INCOMPLETE_SUM, found.location, indicator=title, missing=self._names(found.missing)
                )
                self._problems.append(Problem(Matter.INCOMPLETE, indicator.id, wrong))
        elif found.total is not None and found.stated is not None:
            # What cannot be used of the whole's own has a row too.
            if own and indicator.id in own.bound.rows:
                self._compare_with_whole(indicator, own, found.total, found.stated)
            else:
                field = Field(found.text, found.location, Figure(found.total, indicator.unit))
                self._rows[indicator.id] = Observation(indicator.id, found.location, field, found.status)
                self._values[Observed(indicator.id)] = found.total
                self._values[Observed(indicator.id, "stated")] = found.stated
                self._addends[indicator.id] = found.addends
                self._early.update({indicator.id} if found.early else ())

    def _names(self, units: Iterable[str]) -> tuple[Text, ...]:
        return tuple(self._pack.reporting_unit(unit).name for unit in units)

    def _compare_with_whole(self, indicator: Indicator, own: Member, total: Interval, stated: Interval) -> None:
        value = own.bound.values.get(Observed(indicator.id))
        left_open = _stated(own, indicator)
        if value is None or left_open is None:
            return
        if left_open.minus(stated).is_disjoint_from(point(Fraction(0))):
            unit = indicator.unit.name if indicator.unit else ""
            wrong = diagnostic(
                codes.WHOLE_DIFFERS,
                own.bound.rows[indicator.id].location,
                indicator=indicator.title,
                value=value_phrase(value, unit),
                sum=value_phrase(total, unit),
            )
            self._problems.append(Problem(Matter.CONSISTENCY, indicator.id, wrong))


def _sum(pack: RulePack, indicator: Indicator, units: Sequence[Member]) -> UnitSum | None:
    """Return the units' combined figure of an indicator; ``None`` if none reports it."""
    addends: list[Addend] = []
    parts: list[RatioParts] = []
    lacking: dict[str, Location] = {}
    for member in units:
        addend = _addend(member, indicator)
        if addend is None:
            continue
        if indicator.kind is Kind.RATIO:
            row = member.bound.rows[indicator.id]
            read = parts_of_ratio(row.numerator, row.denominator) if row.numerator and row.denominator else None
            if read is None or isinstance(read, Diagnostic):
                lacking[member.submission.unit] = row.location
                continue
            parts.append(read)
        addends.append(addend)
    place = next(iter(lacking.values()), addends[0].location if addends else None)
    if place is None:
        return None
    reporting = {addend.of for addend in addends}
    missing = tuple(unit for unit in pack.reporting.units if unit not in reporting)
    whole = UnitSum(place, None, None, DataState.FINAL, "", tuple(addends), missing, tuple(lacking))
    if lacking:
        return whole
    if indicator.kind is Kind.RATIO:
        denominator = sum((one.denominator for one in parts), Fraction(0))
        total = RatioParts(sum_of(one.numerator for one in parts), denominator).of(indicator)
        stated = total
    else:
        total = sum_of(addend.value for addend in addends)
        stated = sum_of(one for member in units if (one := _stated(member, indicator)))
    states = [reported.status for member in units if (reported := member.bound.rows.get(indicator.id))]
    status = next(state for state in STATES if state in states)
    texts = [addend.text for addend in addends]
    text = " + ".join(texts if len(texts) <= _MOST_TEXTS else [*texts[: _MOST_TEXTS - 1], "…", texts[-1]])
    early = any(indicator.id in member.bound.early for member in units)
    return whole._replace(total=total, stated=stated, status=status, text=text, early=early)


def _addend(member: Member, indicator: Indicator) -> Addend | None:
    value = member.bound.values.get(Observed(indicator.id))
    row = member.bound.rows.get(indicator.id)
    if value is None or row is None:
        return None
    field = row.value or row.numerator or row.percent_of_plan
    text = f"{row.numerator.text} / {row.denominator.text}" if row.numerator and row.denominator else ""
    return Addend(
        member.submission.unit,
        text or (field.text if field else ""),
        field.location if field else row.location,
        value,
    )


def _stated(member: Member, indicator: Indicator) -> Interval | None:
    row = member.bound.rows.get(indicator.id)
    value = member.bound.values.get(Observed(indicator.id))
    if row is None or value is None:
        return None
    if row.value is None or row.numerator is not None:
        return value
    return stated_interval(row.value, indicator) or value
