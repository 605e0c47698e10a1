"""Complete one unit's submissions of a year by each other.

Owns sums of figures reported for a period alone, and the previous period's figure. Must not judge.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from checker.binding.bound import BoundSubmission, Problem, is_doubt
from checker.binding.values import stated_interval, sum_of
from checker.domain import codes
from checker.domain.axes import STATES, Kind, Matter
from checker.domain.check import CHECKS, CheckForm
from checker.domain.diagnostic import diagnostic
from checker.domain.interval import Interval, point
from checker.domain.phrase import value_phrase
from checker.domain.record import NamedTuple
from checker.domain.report import Addend
from checker.domain.submission import Observation, Submission
from checker.packs.model import Indicator, Reported, RulePack
from checker.plan.model import Observed

__all__ = ["Member", "cut_off", "in_series"]


class Member(NamedTuple):
    """A submission of a series with its binding."""

    submission: Submission
    bound: BoundSubmission


def cut_off(pack: RulePack) -> frozenset[str]:
    """Return the indicators with possibly truncated decimals: percentages of a plan."""
    return frozenset(rule.operands[-1] for rule in pack.checks if rule.form is CheckForm.PERCENT_OF_PLAN)


def in_series(own: Member, others: Sequence[Member], pack: RulePack) -> BoundSubmission:
    """Complete a submission with figures from others of its unit and year.

    Args:
        own: The assessed submission.
        others: Submissions of other periods; later ones are ignored.
        pack: Their common pack.
    """
    return _Series(own, others, pack).bound()


class _Series:
    def __init__(self, own: Member, others: Sequence[Member], pack: RulePack) -> None:
        self._own = own
        self._period = own.submission.period
        self._earlier = [member for member in others if self._period.reaches(member.submission.period)]
        by_period = {member.submission.period: member for member in self._earlier}
        self._before = [by_period[period] for period in self._period.earlier(by_period)]
        self._pack = pack
        self._truncated = cut_off(pack)
        self._values = dict(own.bound.values)
        self._problems = list(own.bound.problems)
        self._addends = dict(own.bound.addends)
        self._previous: dict[str, Addend] = {}
        self._rows = dict(own.bound.rows)
        self._early_parts: dict[str, tuple[str, ...]] = {}

    def bound(self) -> BoundSubmission:
        compared = {id_ for rule in self._pack.checks for id_ in rule.operands}
        leaping = {rule.operands[0] for rule in self._pack.checks if CHECKS[rule.form].over_time}
        for indicator in self._pack.indicators:
            row = self._own.bound.rows.get(indicator.id)
            value = self._values.get(Observed(indicator.id))
            if row is None or value is None:
                continue
            running = indicator.kind is Kind.FLOW and indicator.reported is Reported.YTD
            before = self._nearest(indicator) if running or indicator.id in leaping else None
            if before is not None or indicator.id in compared:
                self._put(indicator, "own", value)
                self._put(indicator, "stated", self._left_open(self._own, indicator) or value)
            if before is not None:
                self._compare_with_earlier(indicator, before)
            if indicator.reported is Reported.PERIOD:
                self._add_up(indicator, row, value)
        own = self._own.bound
        return own._replace(
            rows=self._rows,
            values=self._values,
            problems=tuple(self._problems),
            addends=self._addends,
            previous=self._previous,
            early_parts=self._early_parts,
        )

    def _put(self, indicator: Indicator, field: str, value: Interval) -> None:
        self._values[Observed(indicator.id, field)] = value

    def _nearest(self, indicator: Indicator) -> Member | None:
        """Return the nearest earlier submission with a comparable figure."""
        found = (
            member
            for member in self._before
            if Observed(indicator.id) in member.bound.values
            # Figures of a period alone are comparable if the periods have equal lengths.
            and (indicator.reported is Reported.YTD or member.submission.period.months == self._period.months)
        )
        return next(found, None)

    def _compare_with_earlier(self, indicator: Indicator, before: Member) -> None:
        addend = _addend(before, indicator)
        self._previous[indicator.id] = addend
        self._put(indicator, "previous", addend.value)
        self._put(indicator, "previous_stated", self._left_open(before, indicator) or addend.value)

    def _left_open(self, member: Member, indicator: Indicator) -> Interval | None:
        """Return the figure with its rounding interval; ``None`` unless a single figure was written."""
        found = member.bound.values.get(Observed(indicator.id, "stated"))
        row = member.bound.rows[indicator.id]
        rated = indicator.kind is Kind.RATIO and row.numerator is not None and row.denominator is not None
        if found is not None or row.value is None or rated:
            return found
        return stated_interval(row.value, indicator, truncated=indicator.id in self._truncated)

    def _add_up(self, indicator: Indicator, row: Observation, value: Interval) -> None:
        """Replace the figure of the period alone by the year-to-date sum."""
        reporting = [member for member in self._earlier if Observed(indicator.id) in member.bound.values]
        self._compare_with_parts(indicator, row, reporting)
        if self._period.starts_year:
            return
        first = self._period.first_month
        parts = _tiling(1, first - 1, reporting)
        if parts is None:
            covered = {
                month
                for member in reporting
                for month in range(member.submission.period.first_month, member.submission.period.last_month + 1)
            }
            missing = [month for month in range(1, first) if month not in covered] or range(1, first)
            self._incomplete(indicator, row, [f"{self._period.year}-{month:02d}" for month in missing])
            return
        # A sum is as doubtful as its parts, and only as final as they are.
        states = [part.bound.rows[indicator.id].status for part in (*parts, self._own)]
        self._rows[indicator.id] = row._replace(status=min(states, key=STATES.index))
        early = tuple(str(part.submission.period) for part in parts if indicator.id in part.bound.early)
        if early:
            self._early_parts[indicator.id] = early
        self._problems += [
            one for part in parts for one in part.bound.problems if one.indicator == indicator.id and is_doubt(one)
        ]
        addends = [*(_addend(part, indicator) for part in parts), _addend(self._own, indicator)]
        self._addends[indicator.id] = tuple(addends)
        self._put(indicator, "value", sum_of(addend.value for addend in addends))
        if Observed(indicator.id, "stated") in self._values:
            stated = (self._left_open(part, indicator) for part in (*parts, self._own))
            self._put(indicator, "stated", sum_of(one or value for one in stated))

    def _incomplete(self, indicator: Indicator, row: Observation, missing: Sequence[str]) -> None:
        for field in ("value", "stated"):
            self._values.pop(Observed(indicator.id, field), None)
        wrong = diagnostic(codes.INCOMPLETE_SUM, row.location, indicator=indicator.title, missing=tuple(missing))
        self._problems.append(Problem(Matter.INCOMPLETE, indicator.id, wrong))

    def _compare_with_parts(self, indicator: Indicator, row: Observation, reporting: list[Member]) -> None:
        """Compare a quarter with its months, if both are present."""
        shorter = [member for member in reporting if member.submission.period.months < self._period.months]
        parts = _tiling(*self._period.span, shorter)
        whole = self._left_open(self._own, indicator)
        if parts is None or whole is None:
            return
        sums = [self._left_open(part, indicator) for part in parts]
        residual = sum_of(one for one in sums if one is not None).minus(whole)
        if residual.is_disjoint_from(point(Fraction(0))):
            unit = indicator.unit.name if indicator.unit else ""
            plain = sum_of(part.bound.values[Observed(indicator.id)] for part in parts)
            wrong = diagnostic(
                codes.SPAN_DIFFERS,
                row.location,
                indicator=indicator.title,
                value=value_phrase(self._own.bound.values[Observed(indicator.id)], unit),
                period=str(self._period),
                sum=value_phrase(plain, unit),
            )
            self._problems.append(Problem(Matter.CONSISTENCY, indicator.id, wrong))


def _tiling(first: int, last: int, members: Sequence[Member]) -> list[Member] | None:
    """Return members whose periods cover the months `first` to `last` exactly once, preferring long periods."""
    if last < first:
        return []
    ending = [
        member
        for member in members
        if member.submission.period.last_month == last and member.submission.period.first_month >= first
    ]
    for member in sorted(ending, key=lambda one: one.submission.period.first_month):
        before = _tiling(first, member.submission.period.first_month - 1, members)
        if before is not None:
            return [*before, member]
    return None


def _addend(member: Member, indicator: Indicator) -> Addend:
    row = member.bound.rows[indicator.id]
    field = row.value or row.numerator or row.percent_of_plan
    return Addend(
        str(member.submission.period),
        field.text if field else "",
        field.location if field else row.location,
        member.bound.values[Observed(indicator.id)],
    )
