"""The rows of a submission, matched to the indicators of a pack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from checker.binding.address import Addresses
from checker.binding.values import (
    percent_interval,
    ratio_interval,
    scale_suspicion,
    value_interval,
    verdict_interval,
    widened,
)
from checker.domain import codes
from checker.domain.axes import Kind, Matter
from checker.domain.interval import Interval
from checker.domain.record import NamedTuple
from checker.domain.report import Addend
from checker.domain.submission import Figure, Observation, Submission, Unreadable
from checker.domain.text import message
from checker.domain.trouble import Diagnostic, diagnostic
from checker.errors import SubmissionError
from checker.packs.model import Indicator, Reported, RulePack
from checker.plan.model import Observed

__all__ = ["Bound", "Problem", "bind"]


class Problem(NamedTuple):
    """A wrong row or cell: its diagnostic, and how a gate policy speaks of it.

    Args:
        matter: How a gate policy speaks of it.
        indicator: Id of the indicator, or empty.
    """

    matter: Matter
    indicator: str
    diagnostic: Diagnostic


class Bound(NamedTuple):
    """A submission in terms of a pack.

    Args:
        rows: The row of each reported indicator, by the indicator's id.
        values: What could be read, in the indicators' units.
        invalid: Ids of indicators whose value cannot be used.
        problems: What is wrong, in the order of the rows.
        addends: What a value is put together from, where it is from several figures.
        previous: The figure of the period before, where one was submitted too.
    """

    rows: dict[str, Observation]
    values: dict[Observed, Interval]
    invalid: frozenset[str]
    problems: tuple[Problem, ...]
    addends: dict[str, tuple[Addend, ...]]
    previous: dict[str, Addend]


def bind(submission: Submission, pack: RulePack) -> Bound:
    """Match every row of `submission` to an indicator of `pack`.

    Raises:
        SubmissionError: The submission is of another pack, unit or year, or none of its
            rows is addressed.
    """
    misfits = list(_misfits(submission, pack))
    if misfits:
        raise SubmissionError(misfits)
    binder = _Binder(submission, pack)
    binder.read()
    if submission.observations and not binder.rows:
        count = len(submission.observations)
        place = submission.place("observations")
        raise SubmissionError(
            [
                diagnostic(codes.FITS_NO_PACK, place, count=count, pack=pack.id),
                *(problem.diagnostic for problem in binder.problems),
            ]
        )
    return binder.bound()


def _misfits(submission: Submission, pack: RulePack) -> Iterator[Diagnostic]:
    if submission.pack and submission.pack != pack.id:
        yield diagnostic(codes.OTHER_PACK, submission.place("pack"), value=submission.pack, pack=pack.id)
    if submission.unit != pack.unit and submission.unit not in pack.reporting.units:
        yield diagnostic(codes.OTHER_UNIT, submission.place("unit"), value=submission.unit, unit=pack.unit)
    if submission.period.year != pack.year:
        place = submission.place("period")
        yield diagnostic(codes.OTHER_YEAR, place, value=str(submission.period), year=str(pack.year))


class _Binder:
    def __init__(self, submission: Submission, pack: RulePack) -> None:
        self._submission = submission
        self._pack = pack
        self._addresses = Addresses(pack)
        self.rows: dict[str, Observation] = {}
        self._values: dict[Observed, Interval] = {}
        self._invalid: set[str] = set()
        self.problems = [Problem(Matter.INVALID, "", trouble) for trouble in submission.troubles]

    def bound(self) -> Bound:
        return Bound(self.rows, self._values, frozenset(self._invalid), tuple(self.problems), {}, {})

    def read(self) -> None:
        """Read every row; of several rows for one indicator none is used."""
        addressed = [(row, self._addresses.find(row)) for row in self._submission.observations]
        counts = Counter(found.indicator.id for _, found in addressed if found.indicator is not None)
        for row, (indicator, trouble) in addressed:
            if trouble is not None:
                self.problems.append(Problem(Matter.UNKNOWN_ROWS, indicator.id if indicator else "", trouble))
            if indicator is None:
                continue
            if indicator.target is not None and indicator.target.members:
                self._compound(row, indicator, indicator.target.members)
            elif counts[indicator.id] > 1:
                self._repeated(row, indicator)
            else:
                self._add(row, indicator)

    def _add(self, observation: Observation, indicator: Indicator) -> None:
        observation = self._spanning(observation, indicator)
        self.rows[indicator.id] = observation
        self._read_value(observation, indicator)
        self._read_ratio(observation, indicator)
        self._read_percent(observation, indicator)
        self._read_plan(observation, indicator)

    def _spanning(self, observation: Observation, indicator: Indicator) -> Observation:
        """Take the value of the span that the pack wants: of the year so far, or of the period alone.

        They are the same where the period begins with the year, and for what does not add up.
        """
        told = observation.cumulative
        if told is None or indicator.kind is not Kind.FLOW or self._submission.period.first_month == 1:
            return observation
        wants_year = indicator.reported is Reported.YTD
        if told is wants_year or observation.value is None:
            return observation
        if observation.of_period is not None:
            return observation._replace(value=observation.of_period, cumulative=False)
        wrong = diagnostic(
            codes.OTHER_SPAN,
            observation.value.location,
            indicator=indicator.title,
            found=message(_SPANS[told]),
            wanted=message(_SPANS[wants_year]),
        )
        value = observation.value._replace(reading=Unreadable(wrong))
        return observation._replace(value=value)

    def _compound(self, observation: Observation, indicator: Indicator, members: tuple[str, ...]) -> None:
        odd = diagnostic(codes.COMPOUND_REPORTED, observation.location, value=observation.indicator, members=members)
        self.problems.append(Problem(Matter.CONSISTENCY, indicator.id, odd))

    def _read_value(self, observation: Observation, indicator: Indicator) -> None:
        field = observation.value
        if field is None:
            return
        if indicator.kind is Kind.VERDICT:
            if isinstance(field.reading, Figure) and not self._is_due(indicator):
                return  # A figure on the way to a verdict; there is nothing yet to compare it with.
            value = verdict_interval(field)
        else:
            value = value_interval(field, indicator)
        if isinstance(value, Diagnostic):
            self._refuse(indicator, value)
            return
        self._values[Observed(indicator.id)] = value
        suspicion = scale_suspicion(field, value, indicator)
        if suspicion is not None:
            self.problems.append(Problem(Matter.CONSISTENCY, indicator.id, suspicion))

    def _read_ratio(self, observation: Observation, indicator: Indicator) -> None:
        """Put the recomputed ratio in the place of the stated one, which is kept to be compared with it."""
        numerator, denominator = observation.numerator, observation.denominator
        if numerator is None and denominator is None:
            return
        if numerator is None or denominator is None or indicator.kind is not Kind.RATIO:
            code = codes.LONE_PART if numerator is None or denominator is None else codes.NOT_A_RATIO
            odd = diagnostic(code, observation.location, value=observation.indicator)
            self.problems.append(Problem(Matter.CONSISTENCY, indicator.id, odd))
            return
        key = Observed(indicator.id)
        stated = self._values.pop(key, None)
        computed = ratio_interval(numerator, denominator, indicator)
        if isinstance(computed, Diagnostic):
            if computed.code is codes.ZERO_DENOMINATOR:
                self.problems.append(Problem(Matter.INVALID, indicator.id, computed))
            else:
                self._refuse(indicator, computed)
            return
        if indicator.id not in self._invalid:
            self._values[key] = computed
            if stated is not None:
                self._values[Observed(indicator.id, "ratio")] = widened(stated)

    def _read_percent(self, observation: Observation, indicator: Indicator) -> None:
        field = observation.percent_of_plan
        if field is None:
            return
        value = percent_interval(field)
        if isinstance(value, Diagnostic):
            self.problems.append(Problem(Matter.INVALID, indicator.id, value))
            return
        stated = widened(value, truncated=True)
        self._values[Observed(indicator.id, "percent_of_plan")] = stated
        if observation.value is None and observation.numerator is None:
            self._read_from_percent(indicator, stated)

    def _read_from_percent(self, indicator: Indicator, percent: Interval) -> None:
        """Take the figure from its percentage of the plan, where that alone is reported and there is one plan."""
        target = indicator.target
        if target is None or indicator.others or indicator.revisions:
            return
        if target.traits.floor and target.number and target.number > 0:
            self._values[Observed(indicator.id)] = percent.scaled(Fraction(target.number) / 100)

    def _read_plan(self, observation: Observation, indicator: Indicator) -> None:
        """Keep the numbers of the plan that a row states, without words such as "trên"."""
        field = observation.plan
        if field is None or indicator.kind is Kind.VERDICT or not isinstance(field.reading, Figure):
            return
        plan = value_interval(field, indicator)
        if isinstance(plan, Diagnostic):
            return  # Nothing is concluded from it, and a wrong unit is told of the value.
        low, high = plan.lo if plan.lo is not None else plan.hi, plan.hi if plan.hi is not None else plan.lo
        self._values[Observed(indicator.id, "plan")] = Interval(low, high)

    def _is_due(self, indicator: Indicator) -> bool:
        return indicator.target is not None and self._submission.period.reaches(indicator.target.due)

    def _refuse(self, indicator: Indicator, trouble: Diagnostic) -> None:
        self._invalid.add(indicator.id)
        self.problems.append(Problem(Matter.INVALID, indicator.id, trouble))

    def _repeated(self, observation: Observation, indicator: Indicator) -> None:
        first = self.rows.setdefault(indicator.id, observation)
        if first is observation:
            return  # Told of the rows after it, which name its place.
        wrong = diagnostic(
            codes.REPEATED_INDICATOR,
            observation.location,
            value=observation.indicator,
            other=first.indicator,
            first=str(first.location),
        )
        self._refuse(indicator, wrong)


_SPANS: Final = {True: "of the year so far", False: "of the period alone"}
