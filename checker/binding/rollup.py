"""The figures of several units put together into those of the whole.

Sums for what adds up, and for ratios the sums of both parts: never an average of
percentages. Must not judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from checker.binding.bind import Bound, Problem
from checker.binding.series import Member
from checker.binding.values import parts_of_ratio, stated_interval, sum_of
from checker.domain import codes
from checker.domain.axes import DataState, Kind, Matter
from checker.domain.interval import Interval, point
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.phrase import value_phrase
from checker.domain.report import Addend
from checker.domain.submission import Field, Figure, Observation, Submission
from checker.domain.trouble import Diagnostic, diagnostic
from checker.packs.model import Indicator, RulePack
from checker.plan.model import Observed

__all__ = ["rolled_up"]

# The least final state of the parts is that of the whole.
_STATES: Final = (DataState.ESTIMATE, DataState.PROVISIONAL, DataState.LATE, DataState.REVISED, DataState.FINAL)
_MOST_TEXTS: Final = 6


def rolled_up(pack: RulePack, period: Period, units: Sequence[Member], own: Member | None) -> Member:
    """Return the submission of the whole; it has no digest, for it is no file.

    Args:
        pack: A pack that states who reports beside its unit.
        period: The period of all submissions.
        units: The submissions of the reporting units.
        own: What the pack's unit reports of itself; it wins, and the sums are held against it.
    """
    return _RollUp(pack, period, units, own).member()


class _RollUp:
    def __init__(self, pack: RulePack, period: Period, units: Sequence[Member], own: Member | None) -> None:
        self._pack = pack
        self._period = period
        self._units = units
        self._own = own
        self._rows: dict[str, Observation] = dict(own.bound.rows) if own else {}
        self._values: dict[Observed, Interval] = dict(own.bound.values) if own else {}
        self._problems: list[Problem] = list(own.bound.problems) if own else []
        self._addends: dict[str, tuple[Addend, ...]] = {}

    def member(self) -> Member:
        reporting = {member.submission.unit for member in self._units}
        for unit in self._pack.reporting.units:
            if unit not in reporting:
                place = Location(self._pack.path)
                wrong = diagnostic(codes.MISSING_UNIT, place, unit=unit, period=str(self._period))
                self._problems.append(Problem(Matter.MISSING_UNIT, "", wrong))
        for indicator in self._pack.indicators:
            if indicator.kind is Kind.RATIO:
                self._recompute(indicator)
            elif indicator.kind is not Kind.VERDICT:
                self._add_up(indicator)
        invalid = self._own.bound.invalid if self._own else frozenset()
        bound = Bound(self._rows, self._values, invalid, tuple(self._problems), self._addends, {})
        return Member(self._submission(), bound)

    def _submission(self) -> Submission:
        members = [*self._units, *([self._own] if self._own else [])]
        submissions = [member.submission for member in members]
        days = [submission.as_of for submission in submissions]
        return Submission(
            path=" + ".join(dict.fromkeys(submission.path for submission in submissions)),
            sha256="",
            pack=self._pack.id,
            unit=self._pack.unit,
            period=self._period,
            as_of=max((day for day in days if day is not None), default=None),
            observations=tuple(self._rows.values()),
            synthetic=any(submission.synthetic for submission in submissions),
            places=(("observations", Location(submissions[0].path)),),
        )

    def _add_up(self, indicator: Indicator) -> None:
        addends = [addend for member in self._units if (addend := _addend(member, indicator))]
        missing = self._missing(addends)
        if not addends:
            return
        if missing:
            self._incomplete(indicator, addends, missing)
            return
        total = sum_of(addend.value for addend in addends)
        stated = [stated for member in self._units if (stated := _stated(member, indicator))]
        self._put(indicator, addends, total, sum_of(stated))

    def _recompute(self, indicator: Indicator) -> None:
        addends: list[Addend] = []
        counted: list[Interval] = []
        wholes: list[Fraction] = []
        lacking: list[str] = []
        for member in self._units:
            addend = _addend(member, indicator)
            if addend is None:
                continue
            row = member.bound.rows[indicator.id]
            parts = parts_of_ratio(row.numerator, row.denominator) if row.numerator and row.denominator else None
            if parts is None or isinstance(parts, Diagnostic):
                lacking.append(member.submission.unit)
                continue
            addends.append(addend)
            counted.append(parts.numerator)
            wholes.append(parts.denominator)
        if lacking:
            first = next(member for member in self._units if member.submission.unit == lacking[0])
            place = first.bound.rows[indicator.id].location
            wrong = diagnostic(codes.RATIO_WITHOUT_PARTS, place, indicator=indicator.title, units=tuple(lacking))
            self._problems.append(Problem(Matter.INCOMPLETE, indicator.id, wrong))
        elif addends and (missing := self._missing(addends)):
            self._incomplete(indicator, addends, missing)
        elif addends:
            hundredfold = 100 if indicator.unit and indicator.unit.base == "%" else 1
            share = sum_of(counted).scaled(Fraction(hundredfold) / sum(wholes))
            self._put(indicator, addends, share, share)

    def _missing(self, addends: Sequence[Addend]) -> list[str]:
        reporting = {addend.of for addend in addends}
        return [unit for unit in self._pack.reporting.units if unit not in reporting]

    def _incomplete(self, indicator: Indicator, addends: Sequence[Addend], missing: Sequence[str]) -> None:
        if self._own and indicator.id in self._own.bound.rows:
            return
        wrong = diagnostic(codes.INCOMPLETE_SUM, addends[0].location, indicator=indicator.title, missing=tuple(missing))
        self._problems.append(Problem(Matter.INCOMPLETE, indicator.id, wrong))

    def _put(self, indicator: Indicator, addends: list[Addend], total: Interval, stated: Interval) -> None:
        key = Observed(indicator.id)
        if self._own and (indicator.id in self._own.bound.rows or indicator.id in self._own.bound.invalid):
            self._hold_against(indicator, total, stated)
            return
        states = [member.bound.rows[indicator.id].status for member in self._units]
        status = next(state for state in _STATES if state in states)
        texts = [addend.text for addend in addends]
        text = " + ".join(texts if len(texts) <= _MOST_TEXTS else [*texts[: _MOST_TEXTS - 1], "…", texts[-1]])
        place = addends[0].location
        field = Field(text, place, Figure(total, indicator.unit))
        self._rows[indicator.id] = Observation(indicator.id, place, field, status)
        self._values[key] = total
        self._values[Observed(indicator.id, "stated")] = stated
        self._addends[indicator.id] = tuple(addends)

    def _hold_against(self, indicator: Indicator, total: Interval, stated: Interval) -> None:
        own = self._own
        value = own.bound.values.get(Observed(indicator.id)) if own else None
        left_open = _stated(own, indicator) if own else None
        if own is None or value is None or left_open is None:
            return
        if left_open.minus(stated).apart_from(point(Fraction(0))):
            unit = indicator.unit.name if indicator.unit else ""
            wrong = diagnostic(
                codes.WHOLE_DIFFERS,
                own.bound.rows[indicator.id].location,
                indicator=indicator.title,
                value=value_phrase(value, unit),
                sum=value_phrase(total, unit),
            )
            self._problems.append(Problem(Matter.CONSISTENCY, indicator.id, wrong))


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
