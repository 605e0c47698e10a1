"""Order one unit's submissions of a year: which of them count, and what each adds to the others.

Owns vintages, sums of figures reported for a period alone, and the previous period's figure. Must not judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from checker.binding.bound import BoundSubmission, Problem, is_doubt
from checker.binding.form_hints import in_words_of_forms
from checker.binding.values import stated_interval, sum_of
from checker.domain import codes
from checker.domain.axes import STATES, Kind, Matter
from checker.domain.check import CHECKS, CheckForm
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval, point
from checker.domain.period import Period
from checker.domain.phrase import value_phrase
from checker.domain.record import NamedTuple
from checker.domain.report import Addend
from checker.domain.submission import Observation, Submission
from checker.domain.text import Message, message
from checker.packs.model import Indicator, Reported, RulePack
from checker.plan.model import Observed

__all__ = ["Member", "cut_off", "in_series", "same_vintages", "superseded", "vintage"]


class Member(NamedTuple):
    """A submission of a series with its binding."""

    submission: Submission
    bound: BoundSubmission


def cut_off(pack: RulePack) -> frozenset[str]:
    """Return the indicators with possibly truncated decimals: percentages of a plan."""
    return frozenset(rule.operands[-1] for rule in pack.checks if rule.form is CheckForm.PERCENT_OF_PLAN)


def same_vintages(submissions: Sequence[Submission]) -> tuple[list[Submission], list[Diagnostic]]:
    """Return the submissions with a known order, and the problems of the others.

    If several have the same unit and period, each must state a different day. A correction may have the day of the
    submission that it amends.
    """
    shared = _by_vintage(submissions)
    clear: list[Submission] = []
    wrong: list[Diagnostic] = []
    for submission in submissions:
        vintages = shared[submission.unit, submission.period]
        days = [(other.as_of, other.amends) for other in vintages]
        if len(vintages) == 1 or (all(day for day, _ in days) and len(set(days)) == len(days)):
            clear.append(submission)
        else:
            wrong.append(_contested(submission, vintages))
    return clear, wrong


def vintage(submission: Submission) -> tuple[str, bool]:
    """Return the sort key of submissions of one unit and period: by day, a correction after the amended one.

    Args:
        submission: A submission with a known order.
    """
    return str(submission.as_of or ""), submission.amends


def superseded(submissions: Sequence[Submission]) -> Iterator[Message]:
    """Yield a sentence for each submission that a later one of its unit and period supersedes or amends.

    Args:
        submissions: The submissions with a known order, as `same_vintages` returns them.
    """
    shared = _by_vintage(submissions)
    for submission in submissions:
        later = [one for one in shared[submission.unit, submission.period] if vintage(one) > vintage(submission)]
        if later:
            # A full submission supersedes the earlier one completely.
            last = next((one for one in reversed(later) if not one.amends), later[-1])
            yield message(
                _AMENDED if last.amends else _SUPERSEDED,
                path=submission.path,
                older=str(submission.as_of),
                newer=str(last.as_of),
                other=last.path,
            )


_SUPERSEDED: Final = "{path}: the figures of {older} are superseded by those of {newer} in {other}"
_AMENDED: Final = (
    "{path}: the figures of {older} are amended by those of {newer} in {other}; what that does not name stays"
)


def _by_vintage(submissions: Iterable[Submission]) -> dict[tuple[str, Period], list[Submission]]:
    """Return the submissions of each unit and period, the earliest first."""
    shared: dict[tuple[str, Period], list[Submission]] = {}
    for submission in sorted(submissions, key=vintage):
        shared.setdefault((submission.unit, submission.period), []).append(submission)
    return shared


def _contested(submission: Submission, vintages: list[Submission]) -> Diagnostic:
    others = [other for other in vintages if other is not submission]
    same = [
        other for other in others if None in (other.as_of, submission.as_of) or vintage(other) == vintage(submission)
    ]
    wrong = diagnostic(
        codes.SAME_VINTAGE,
        submission.place("as_of"),
        unit=submission.unit,
        period=str(submission.period),
        vintage=submission.as_of.isoformat() if submission.as_of else message("a day that is not stated"),
        other=str((same or others)[0].path),
    )
    return in_words_of_forms(wrong) if submission.is_form else wrong


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
        last = self._period.last_month
        self._earlier = [member for member in others if member.submission.period.last_month <= last]
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
                self._hold_against(indicator, before)
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
        months = _months(self._period)
        found = (
            member
            for member in self._before
            if Observed(indicator.id) in member.bound.values
            # Figures of a period alone are comparable if the periods have equal lengths.
            and (indicator.reported is Reported.YTD or _months(member.submission.period) == months)
        )
        return next(found, None)

    def _hold_against(self, indicator: Indicator, before: Member) -> None:
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
        self._hold_against_parts(indicator, row, reporting)
        first = self._period.first_month
        if first == 1:
            return
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

    def _hold_against_parts(self, indicator: Indicator, row: Observation, reporting: list[Member]) -> None:
        """Compare a quarter with its months, if both are present."""
        shorter = [member for member in reporting if _months(member.submission.period) < _months(self._period)]
        parts = _tiling(self._period.first_month, self._period.last_month, shorter)
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


def _months(period: Period) -> int:
    return period.last_month - period.first_month + 1


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
