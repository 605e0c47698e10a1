"""The rows of a submission, matched to the indicators of a pack."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from checker.binding.address import DID_YOU_MEAN, Addresses
from checker.binding.aspects import addressed_rows
from checker.binding.assigning_level import is_stated
from checker.binding.fraction import unfolded
from checker.binding.growth import growth_differs, rate_in_percent, rate_of
from checker.binding.names import is_total
from checker.binding.no_figure import holds_figure, is_no_figure, says_nothing_arose
from checker.binding.scale import DOUBTS, confirmation, doubt_of, doubts_of
from checker.binding.shares import differing_plans, of_assigners, percent_differs
from checker.binding.values import (
    UNCOUNTABLE,
    percent_interval,
    ratio_interval,
    value_interval,
    verdict_interval,
    widened,
)
from checker.binding.vintage import early_cutoff
from checker.domain import codes
from checker.domain.axes import DataState, Kind, Matter, Severity
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval, at_least
from checker.domain.record import NamedTuple
from checker.domain.report import Addend, PartialSum
from checker.domain.submission import Field, Figure, Observation, Phrase, Several, Submission, Unreadable
from checker.domain.text import Message, message
from checker.domain.unit import folded
from checker.errors import SubmissionError
from checker.packs.model import Indicator, Reported, RulePack, TargetRule
from checker.plan.model import Observed

__all__ = ["MATTERS", "BoundSubmission", "Problem", "bind", "is_doubt"]

MATTERS: Final = {
    codes.SCALE_SUSPECT: Matter.CONSISTENCY,
    codes.DATE_SUSPECT: Matter.CONSISTENCY,
    codes.FIGURE_CONFIRMED: Matter.CONFIRMED,
    codes.LONE_PART: Matter.CONSISTENCY,
    codes.NOT_A_RATIO: Matter.CONSISTENCY,
    codes.MISSING_UNIT: Matter.MISSING_UNIT,
}
"""How a gate policy speaks of what is odd about figures that are used all the same, and of units without any."""


class Problem(NamedTuple):
    """A wrong row or cell: its diagnostic, and how a gate policy speaks of it.

    Args:
        matter: How a gate policy speaks of it.
        indicator: Id of the indicator, or empty.
    """

    matter: Matter
    indicator: str
    diagnostic: Diagnostic


def is_doubt(problem: Problem) -> bool:
    """Tell whether a problem is that a figure looks like something else, confirmed or not."""
    return problem.diagnostic.code in (*DOUBTS, codes.FIGURE_CONFIRMED)


class BoundSubmission(NamedTuple):
    """A submission in terms of a pack.

    Args:
        rows: The row of each reported indicator, by the indicator's id.
        values: What could be read, in the indicators' units.
        invalid: Ids of indicators whose value cannot be used.
        problems: What is wrong, in the order of the rows.
        addends: What a value is put together from, where it is from several figures.
        previous: The figure of the period before, where one was submitted too.
        early: Ids of indicators whose figure is not called an estimate, but is of a day before the period ends.
        cutoff: The period's last day where there are any.
        early_parts: Of sums, by the indicator: the periods of which that is so for a part.
        days: The days of figures that are not of the submission's own, by the indicator.
        partial: Of the whole: what units report together of indicators that others have not reported.
    """

    rows: dict[str, Observation]
    values: dict[Observed, Interval]
    invalid: frozenset[str]
    problems: tuple[Problem, ...]
    addends: dict[str, tuple[Addend, ...]]
    previous: dict[str, Addend]
    early: frozenset[str] = frozenset()
    cutoff: dt.date | None = None
    early_parts: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    days: Mapping[str, dt.date | None] = MappingProxyType({})
    partial: tuple[PartialSum, ...] = ()


def bind(
    submission: Submission, pack: RulePack, as_of: dt.date | None = None, *, rates: bool = True
) -> BoundSubmission:
    """Match every row of `submission` to an indicator of `pack`.

    Args:
        submission: The submission.
        pack: Its pack.
        as_of: The day whose targets are in force, where the submission's own is overruled.
        rates: Whether a rate of growth is read in the place of a value; rows in bulk refuse it.

    Raises:
        SubmissionError: The submission is of another pack, unit or year, or none of its
            rows is addressed.
    """
    misfits = list(_misfits(submission, pack))
    if misfits:
        raise SubmissionError(misfits)
    binder = _Binder(submission, pack, as_of, rates=rates)
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
        yield diagnostic(codes.OTHER_YEAR, place, value=str(submission.period), year=pack.years)


def _matter(trouble: Diagnostic) -> Matter:
    """Return how a gate policy speaks of what is told of a file; nothing was refused for what is only told."""
    if trouble.code in _TOLD:
        return _TOLD[trouble.code]
    return Matter.INVALID if trouble.severity is Severity.ERROR else Matter.INCOMPLETE


_TOLD: Final = {
    codes.MARKS_LEFT_OUT: Matter.MARKS,
    codes.TITLE_OVERRULED: Matter.PERIOD_OVERRIDE,
    codes.LAYOUT_TAKEN: Matter.CONFIRMED,
}


class _Binder:
    def __init__(self, submission: Submission, pack: RulePack, as_of: dt.date | None, *, rates: bool) -> None:
        self._rates = rates
        self._submission = submission
        day = as_of or submission.as_of or submission.period.window(pack.calendar)[1]
        self._day = day.isoformat()
        self._pack = pack
        self._addresses = Addresses(pack)
        # A unit of a pack that rolls up has plans of its own, which nobody knows here.
        own = bool(pack.allocation.shares) and any(one.target is not None for one in pack.indicators)
        self._held = submission.unit == pack.unit or not pack.reporting.roll_up or own
        self.rows: dict[str, Observation] = {}
        self._values: dict[Observed, Interval] = {}
        self._invalid: set[str] = set()
        self._cutoff = early_cutoff(submission, pack.calendar)
        self._early: set[str] = set()
        self.problems = [Problem(_matter(trouble), "", trouble) for trouble in submission.troubles]

    def bound(self) -> BoundSubmission:
        if self._submission.is_form:
            from checker.binding.form_hints import in_words_of_forms

            self.problems = [
                problem._replace(diagnostic=in_words_of_forms(problem.diagnostic)) for problem in self.problems
            ]
        early, cutoff = frozenset(self._early), self._cutoff if self._early else None
        return BoundSubmission(
            self.rows, self._values, frozenset(self._invalid), tuple(self.problems), {}, {}, early=early, cutoff=cutoff
        )

    def read(self) -> None:
        """Read every row; of several rows for one indicator none is used."""
        form = self._submission.is_form
        addressed = addressed_rows(self._submission.observations, self._addresses, guess=not form)
        counts = Counter(found.indicator.id for _, found in addressed if found.indicator is not None)
        strange: list[Observation] = []
        for row, (indicator, trouble, unknown) in addressed:
            if unknown and form:
                strange.append(row)
            elif trouble is not None:
                self.problems.append(Problem(Matter.UNKNOWN_ROWS, indicator.id if indicator else "", trouble))
            if indicator is None:
                continue
            if indicator.target is not None and indicator.target.members:
                self._compound(row, indicator, indicator.target.members)
            elif counts[indicator.id] > 1:
                self._repeated(row, indicator)
            else:
                self._add(row, indicator)
        if strange:
            self._strange(strange, counts)

    def _strange(self, rows: list[Observation], taken: Container[str]) -> None:
        """Ask about the rows of a form whose names are nearly known; count the others that have a figure."""
        told: list[Observation] = []
        for row in rows:
            if not holds_figure(row) or is_total(row.indicator):
                continue
            near = self._addresses.near(row.indicator, taken)
            if near:
                wrong = diagnostic(
                    codes.UNKNOWN_INDICATOR,
                    row.location,
                    hint=message(DID_YOU_MEAN, name=near),
                    value=row.indicator,
                    pack=self._pack.id,
                )
                self.problems.append(Problem(Matter.NEAR_MISS, "", wrong))
            else:
                told.append(row)
        if told:
            names = tuple(f"{row.indicator} ({row.location.cell or row.location.line})" for row in told[:_NAMED])
            more = ("…",) if len(told) > _NAMED else ()
            wrong = diagnostic(
                codes.UNKNOWN_FIGURES,
                told[0].location,
                count=len(told),
                pack=self._pack.id,
                names=(*names, *more),
            )
            self.problems.append(Problem(Matter.UNKNOWN_ROWS, "", wrong))

    def _add(self, observation: Observation, indicator: Indicator) -> None:
        observation = self._silenced(observation, indicator)
        observation = self._unfolded(self._spanning(self._aged(observation, indicator), indicator), indicator)
        self.rows[indicator.id] = observation
        if not (self._rates and self._read_rate(observation, indicator)):
            self._read_value(observation, indicator)
        self._read_ratio(observation, indicator)
        self._read_percent(observation, indicator)
        self._read_percents(observation, indicator)
        self._check_growth(observation, indicator)
        self._read_plan(observation, indicator)
        self._read_plans(observation, indicator)

    def _silenced(self, observation: Observation, indicator: Indicator) -> Observation:
        """Leave out a value whose words say no more than that there is none, which is told."""
        field = observation.value
        if not self._submission.is_form or field is None or not isinstance(field.reading, Phrase):
            return observation

        words = field.reading.words
        # In the place of a verdict a cross may be a tick.
        if not is_no_figure(words) or (indicator.kind is Kind.VERDICT and folded(words).strip("x") == ""):
            return observation
        if any(folded(wording.words) == folded(words) for wording in indicator.words):
            return observation
        if says_nothing_arose(words):
            meant = next((one for one in indicator.words if says_nothing_arose(one.words)), None)
            if meant is not None:
                return observation._replace(value=field._replace(reading=Phrase(meant.words)))
        place = field.location
        where = message("cell {cell}", cell=place.cell) if place.cell else message("line {line}", line=str(place.line))
        told = diagnostic(codes.NO_FIGURE_SAID, place, place=where, indicator=indicator.title, value=field.text)
        self.problems.append(Problem(Matter.NOT_REPORTED, indicator.id, told))
        # A formula makes 0 % of "đang tổng hợp"; no percentage is a figure where the row says that there is none.
        return observation._replace(value=None, percent_of_plan=None, other_percents=())

    def _aged(self, observation: Observation, indicator: Indicator) -> Observation:
        """Take what is not called an estimate before the period has ended for one."""
        if self._cutoff is None or observation.status in _ESTIMATES or not _says(observation):
            return observation
        self._early.add(indicator.id)
        return observation._replace(status=DataState.ESTIMATE)

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
            return observation._replace(
                value=observation.of_period, behind=observation.behind_of_period, cumulative=False
            )
        wrong = diagnostic(
            codes.OTHER_SPAN,
            observation.value.location,
            indicator=indicator.title,
            found=message(_SPANS[told]),
            wanted=message(_SPANS[wants_year]),
        )
        value = observation.value._replace(reading=Unreadable(wrong))
        return observation._replace(value=value)

    def _unfolded(self, observation: Observation, indicator: Indicator) -> Observation:
        """Take a value such as "640/350" apart; one that leaves several readings cannot be used."""
        read = unfolded(observation, indicator, held=self._held)
        if isinstance(read, Observation) or observation.value is None:
            return observation if isinstance(read, Diagnostic) else read
        return observation._replace(value=observation.value._replace(reading=Unreadable(read)))

    def _compound(self, observation: Observation, indicator: Indicator, members: tuple[str, ...]) -> None:
        odd = diagnostic(codes.COMPOUND_REPORTED, observation.location, value=observation.indicator, members=members)
        self.problems.append(Problem(Matter.CONSISTENCY, indicator.id, odd))

    def _read_value(self, observation: Observation, indicator: Indicator) -> None:
        field = observation.value
        if field is None:
            return
        if indicator.kind is Kind.VERDICT:
            value = verdict_interval(field)
            if isinstance(value, Diagnostic) and isinstance(field.reading, Figure) and not self._is_due(indicator):
                return  # A figure on the way to a verdict; there is nothing yet to compare it with.
        else:
            value = value_interval(field, indicator)
        if isinstance(value, Diagnostic):
            self._refuse(indicator, value)
            return
        self._values[Observed(indicator.id)] = value
        self._doubt(observation, field, value, indicator)

    def _read_rate(self, observation: Observation, indicator: Indicator) -> bool:
        """Keep a rate that a target of growth is held against; tell whether it stands in the place of the value."""
        targets, value = self._targets(indicator), observation.value
        # A bare percentage in the place of the value may be of the plan.
        if value is not None and isinstance(value.reading, Figure) and value.reading.move is not None:
            rate = rate_of(value, indicator, targets, self._submission.period)
            if rate is not None:
                self._values[Observed(indicator.id, "rate")] = rate
                return True
        growth = observation.growth
        # Offices fill a column of rates in every row of a form.
        if growth is not None and (not self._submission.is_form or (indicator.asks_growth and not _is_silent(growth))):
            self._read_growth(growth, indicator, targets)
        return False

    def _read_growth(self, growth: Field, indicator: Indicator, targets: Sequence[TargetRule]) -> None:
        """Keep a rate of growth that stands in a place of its own; tell why it cannot be read or compared."""
        rate = rate_in_percent(growth)
        if isinstance(rate, Diagnostic):
            self.problems.append(Problem(Matter.INVALID, indicator.id, rate))
        elif (compared := rate_of(growth, indicator, targets, self._submission.period, named=True)) is not None:
            self._values[Observed(indicator.id, "rate")] = compared
        else:
            what = message("the rate of growth of {indicator} (no target asks for it)", indicator=indicator.title)
            said = diagnostic(codes.NOT_COMPARED, growth.location, count=1, checks=what)
            self.problems.append(Problem(Matter.NOT_COMPARED, indicator.id, said))

    def _check_growth(self, observation: Observation, indicator: Indicator) -> None:
        """Hold a rate of growth against the levels that it follows from."""
        rate, value = (self._values.get(Observed(indicator.id, field)) for field in ("rate", "value"))
        if observation.growth is not None and rate is not None and value is not None:
            wrong = growth_differs(observation.growth, rate, value, indicator)
            if wrong is not None:
                self.problems.append(Problem(Matter.CONSISTENCY, indicator.id, wrong))

    def _doubt(self, observation: Observation, field: Field, value: Interval, indicator: Indicator) -> None:
        """Note that a figure looks as if it were something else, or that this was denied."""
        doubts = doubts_of(indicator, self._submission.period, self._day, self._pack.calendar)
        doubt = doubt_of(field, value, indicator, doubts, confirmation(observation))
        if doubt is not None:
            self.problems.append(Problem(MATTERS[doubt.code], indicator.id, doubt))

    def _read_ratio(self, observation: Observation, indicator: Indicator) -> None:
        """Put the recomputed ratio in the place of the stated one, which is kept to be compared with it."""
        numerator, denominator = observation.numerator, observation.denominator
        if numerator is None and denominator is None:
            return
        if numerator is None or denominator is None or indicator.kind is not Kind.RATIO:
            code = codes.LONE_PART if numerator is None or denominator is None else codes.NOT_A_RATIO
            odd = diagnostic(code, observation.location, value=observation.indicator)
            self.problems.append(Problem(MATTERS[code], indicator.id, odd))
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
        targets = self._targets(indicator)
        stated: list[tuple[TargetRule, Interval]] = []
        plain: Field | None = field
        if isinstance(field.reading, Several):
            plain, stated, troubles = of_assigners(field, field.reading, indicator, targets)
            self.problems += [Problem(Matter.PERCENT_OF_PLAN, indicator.id, trouble) for trouble in troubles]
        if plain is not None:
            value = percent_interval(plain)
            if isinstance(value, Diagnostic):
                self.problems.append(Problem(Matter.INVALID, indicator.id, value))
                return
            self._values[Observed(indicator.id, "percent_of_plan")] = widened(value, truncated=True)
            if len(targets) == 1 and not indicator.revisions and is_stated(targets[0]):
                stated.append((targets[0], value))
        alone = observation.value is None and observation.numerator is None
        for target, percent in stated:
            self._hold_against(field, indicator, target, percent, alone=alone)
        if alone and not stated and plain is not None:
            why = self._why_no_figure(indicator, targets)
            wrong = diagnostic(
                codes.PERCENT_ALONE, field.location, indicator=indicator.title, value=field.text, why=why
            )
            self.problems.append(Problem(Matter.INVALID, indicator.id, wrong))

    def _read_percents(self, observation: Observation, indicator: Indicator) -> None:
        """Hold the value against the percentages in columns of several assigners; one of nobody's plan says nothing."""
        alone = observation.value is None and observation.numerator is None
        for field in observation.other_percents:
            if isinstance(field.reading, Several):
                _, stated, _ = of_assigners(field, field.reading, indicator, self._targets(indicator))
                for target, percent in stated:
                    self._hold_against(field, indicator, target, percent, alone=alone)

    def _why_no_figure(self, indicator: Indicator, targets: Sequence[TargetRule]) -> Message:
        """Say why the figure does not follow from its percentage of the plan."""
        if not self._held:
            return message("the plan of the unit is not known")
        if not targets:
            return message("the indicator has no target")
        if len(targets) > 1 or indicator.revisions:
            return message("there are several plans, and it does not say which is meant")
        return message("the target is no number to be reached, such as a ceiling or a change")

    def _hold_against(
        self, field: Field, indicator: Indicator, target: TargetRule, percent: Interval, *, alone: bool
    ) -> None:
        """Leave of a value what its percentage of a plan leaves too; take it from there where that alone is reported.

        Where nothing is left the value alone decides, and that they differ is told.
        """
        key = Observed(indicator.id)
        value = self._values.get(key)
        figure = widened(percent, truncated=True).scaled(Fraction(target.number or 0) / 100)
        if value is None:
            if alone and indicator.id not in self._invalid:
                self._take(field, indicator, None if percent.apart_from(_COUNTS) else figure)
            return
        both = value.meeting(figure)
        if both is not None:
            if not value.is_point:
                self._values[key] = both
                self._quote_both(indicator, field)
            return
        if isinstance(field.reading, Several):
            # Of one percentage the engine tells it.
            wrong = percent_differs(field, indicator, target, value)
            self.problems.append(Problem(Matter.PERCENT_OF_PLAN, indicator.id, wrong))
            if alone:
                self._values.pop(key)
                self._invalid.add(indicator.id)

    def _quote_both(self, indicator: Indicator, percent: Field) -> None:
        """Let what is quoted of a row hold the percentage too, where the value follows from both."""
        row = self.rows[indicator.id]
        quoted = f" ({percent.text})"
        if row.value is not None and not row.value.text.endswith(quoted):
            self.rows[indicator.id] = row._replace(value=row.value._replace(text=row.value.text + quoted))

    def _take(self, field: Field, indicator: Indicator, figure: Interval | None) -> None:
        """Take a figure from its percentage of the plan; ``None`` is one below zero, which none can be."""
        if figure is None:
            wrong = diagnostic(codes.BELOW_ZERO, field.location, indicator=indicator.title, value=field.text)
            self._refuse(indicator, wrong)
            return
        adds_up = indicator.kind is Kind.FLOW or (indicator.unit is not None and indicator.unit.is_count)
        # What is counted or adds up is never below zero, also where "gần 5%" leaves it open.
        value = (figure.meeting(_COUNTS) if adds_up else None) or figure
        self._values[Observed(indicator.id)] = value
        self._doubt(self.rows[indicator.id], field, value, indicator)

    def _targets(self, indicator: Indicator) -> tuple[TargetRule, ...]:
        return indicator.targets(self._day) if self._held else ()

    def _read_plans(self, observation: Observation, indicator: Indicator) -> None:
        """Compare plans in columns of several assigners with their targets; one of nobody's target says nothing."""
        targets = self._targets(indicator)
        for field in observation.other_plans if targets and indicator.kind is not Kind.VERDICT else ():
            if isinstance(field.reading, Several):
                found = differing_plans(field, field.reading, indicator, targets)
                self.problems += [
                    Problem(matter, indicator.id, one) for matter, one in found if one.code is codes.PLAN_DIFFERS
                ]

    def _read_plan(self, observation: Observation, indicator: Indicator) -> None:
        """Keep the numbers of the plan that a row states, without words such as "trên"."""
        field = observation.plan
        if field is None or indicator.kind is Kind.VERDICT:
            return
        if isinstance(field.reading, Several):
            targets = self._targets(indicator)
            for matter, trouble in differing_plans(field, field.reading, indicator, targets) if targets else ():
                self.problems.append(Problem(matter, indicator.id, trouble))
        if not isinstance(field.reading, Figure):
            return
        plan = value_interval(field, indicator)
        if isinstance(plan, Diagnostic):
            # Nothing is concluded from it, and a wrong unit is told of the value.
            one_cell = observation.value is not None and observation.value.location == field.location
            if plan.code in UNCOUNTABLE and not (one_cell and indicator.id in self._invalid):
                self.problems.append(Problem(Matter.INVALID, indicator.id, plan))
            return
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


def _is_silent(field: Field) -> bool:
    """Tell whether a cell says no more than that there is no figure."""
    return isinstance(field.reading, Phrase) and is_no_figure(field.reading.words)


def _says(observation: Observation) -> bool:
    return any((observation.value, observation.numerator, observation.percent_of_plan, observation.growth))


_ESTIMATES: Final = (DataState.ESTIMATE, DataState.PROVISIONAL)
_NAMED: Final = 20
_COUNTS: Final = at_least(Fraction(0))
_SPANS: Final = {True: "of the year so far", False: "of the period alone"}
