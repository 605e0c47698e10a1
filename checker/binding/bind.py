"""Match the rows of a submission to the indicators of a pack.

Owns the indicator of each row, and the value of a row with only a figure. Other modules, imported on demand, read
further information of rows.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Final

from checker.binding.address import Addressed, Addresses
from checker.binding.bound import MATTERS, Binding, BoundSubmission, Problem
from checker.binding.values import (
    ReportTime,
    bounded_interval,
    is_pending,
    value_interval,
    verdict_interval,
    widened,
    without_subject,
)
from checker.binding.vintage import early_cutoff
from checker.domain import codes
from checker.domain.axes import Kind, Matter, Severity, state_before_end
from checker.domain.codes import Code
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.interval import Interval
from checker.domain.submission import Field, Figure, Observation, Submission, Unreadable
from checker.domain.text import message
from checker.errors import SubmissionError
from checker.packs.model import Indicator, Reported, RulePack
from checker.plan.model import Observed

__all__ = ["bind"]


def bind(
    submission: Submission, pack: RulePack, as_of: dt.date | None = None, *, rates: bool = True
) -> BoundSubmission:
    """Match every row of `submission` to an indicator of `pack`.

    Args:
        submission: The submission.
        pack: Its pack.
        as_of: The day whose targets are in force; it overrides the submission's own.
        rates: Whether to accept a growth rate instead of a value; bulk data do not.

    Raises:
        SubmissionError: The submission has another pack, unit or year, or none of its rows matches an indicator.
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
    """Return the matter of a diagnostic in a gate policy; an info diagnostic refuses nothing."""
    matters = {
        codes.MARKS_LEFT_OUT: Matter.MARKS,
        codes.NOTE_MARK: Matter.MARKS,
        codes.TITLE_OVERRULED: Matter.PERIOD_OVERRIDE,
        codes.LAYOUT_TAKEN: Matter.CONFIRMED,
    }
    return matters.get(trouble.code) or (Matter.INVALID if trouble.severity is Severity.ERROR else Matter.INCOMPLETE)


class _Binder:
    def __init__(self, submission: Submission, pack: RulePack, as_of: dt.date | None, *, rates: bool) -> None:
        self._rates = rates
        self._submission = submission
        day = as_of or submission.as_of or submission.period.window(pack.calendar)[1]
        self._binding = Binding(submission, pack, day.isoformat())
        self._addresses = Addresses(pack)
        self._cutoff = early_cutoff(submission, pack.calendar)
        last = submission.period.window(pack.calendar)[1]
        known = submission.as_of or last
        self._time = ReportTime(submission.period.year, max(last, known), known, submission.period, last)
        self._early: set[str] = set()
        for trouble in submission.troubles:
            self._binding.tell(_matter(trouble), "", trouble)

    @property
    def rows(self) -> dict[str, Observation]:
        return self._binding.rows

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._binding.problems)

    def bound(self) -> BoundSubmission:
        problems = self.problems
        if self._submission.is_form:
            from checker.binding.form_hints import in_words_of_forms

            problems = tuple(one._replace(diagnostic=in_words_of_forms(one.diagnostic)) for one in problems)
        early, cutoff = frozenset(self._early), self._cutoff if self._early else None
        binding = self._binding
        return BoundSubmission(
            binding.rows, binding.values, frozenset(binding.invalid), problems, {}, {}, early=early, cutoff=cutoff
        )

    def read(self) -> None:
        """Read every row; if an indicator has several rows, none is used."""
        form = self._submission.is_form
        addressed = self._addressed(guess=not form)
        counts = Counter(found.indicator.id for _, found in addressed if found.indicator is not None)
        unknown_rows: list[Observation] = []
        if any(found.indicator is not None and found.indicator.whole for _, found in addressed):
            # A share is read after its whole.
            addressed.sort(key=lambda one: one[1].indicator is not None and bool(one[1].indicator.whole))
        for row, (indicator, trouble, unknown) in addressed:
            if unknown and form:
                unknown_rows.append(row)
            elif trouble is not None:
                self._binding.tell(Matter.UNKNOWN_ROWS, indicator.id if indicator else "", trouble)
            if indicator is None:
                continue
            if indicator.target is not None and indicator.target.members:
                self._compound(row, indicator, indicator.target.members)
            elif counts[indicator.id] > 1:
                self._repeated(row, indicator)
            else:
                self._add(row, indicator)
        if unknown_rows:
            from checker.binding.form_rows import tell_unknown

            tell_unknown(self._binding, unknown_rows, counts, self._addresses)

    def _addressed(self, *, guess: bool) -> list[tuple[Observation, Addressed]]:
        rows = self._submission.observations
        if any(row.aspect for row in rows):
            from checker.binding.aspects import addressed_rows

            return addressed_rows(rows, self._addresses, guess=guess)
        return [(row, self._addresses.find(row, guess=guess)) for row in rows]

    def _add(self, row: Observation, indicator: Indicator) -> None:
        binding = self._binding
        if self._submission.is_form:
            from checker.binding.form_rows import silenced, tell_note

            row = silenced(binding, row, indicator)
            tell_note(binding, row, indicator)
        row = self._timely(self._aged(self._checked_by_note(row, indicator), indicator))
        row = self._unfolded(self._spanning(row, indicator), indicator)
        if indicator.whole:
            from checker.binding.part_of import with_whole

            row = with_whole(binding, row, indicator)
        binding.rows[indicator.id] = row
        if not self._states_rate(row, indicator):
            self._read_value(row, indicator)
        if row.numerator is not None or row.denominator is not None:
            self._read_ratio(row, indicator)
        if row.percent_of_plan is not None or row.other_percents:
            from checker.binding.stated_plans import read_percents

            read_percents(binding, row, indicator)
        if row.growth is not None:
            from checker.binding.rates import check_growth

            check_growth(binding, row, indicator)
        if row.plan is not None or row.other_plans:
            from checker.binding.stated_plans import read_plans

            read_plans(binding, row, indicator)

    def _states_rate(self, row: Observation, indicator: Indicator) -> bool:
        """Store a growth rate; tell whether it replaces the value."""
        reading = row.value.reading if row.value else None
        in_value = self._rates and isinstance(reading, Figure) and reading.move is not None
        if row.growth is None and not in_value:
            return False
        from checker.binding.rates import read_rate

        return read_rate(self._binding, row, indicator, in_value=in_value)

    def _aged(self, observation: Observation, indicator: Indicator) -> Observation:
        """Set the state of a figure dated before the period's end."""
        if self._cutoff is None or not _says(observation):
            return observation
        state = state_before_end(observation.status)
        if state is observation.status:
            return observation
        self._early.add(indicator.id)
        return observation._replace(status=state)

    def _spanning(self, observation: Observation, indicator: Indicator) -> Observation:
        """Choose the value that the pack wants: year-to-date, or of the period alone.

        They are equal if the period starts with the year, or the indicator does not add up.
        """
        value = observation.value
        runs = value is not None and isinstance(value.reading, Figure) and value.reading.running
        is_year_to_date = True if runs else observation.cumulative
        if is_year_to_date is None or indicator.kind is not Kind.FLOW or self._submission.period.starts_year:
            return observation
        wants_year = indicator.reported is Reported.YTD
        if is_year_to_date is wants_year or observation.value is None:
            return observation
        if observation.of_period is not None:
            return observation._replace(
                value=observation.of_period, behind=observation.behind_of_period, cumulative=False
            )
        wrong = diagnostic(
            codes.OTHER_SPAN,
            observation.value.location,
            indicator=indicator.title,
            found=message(_SPANS[is_year_to_date]),
            wanted=message(_SPANS[wants_year]),
        )
        return observation._replace(value=observation.value._replace(reading=Unreadable(wrong)))

    def _checked_by_note(self, observation: Observation, indicator: Indicator) -> Observation:
        """Refuse a value whose note names a unit of another size."""
        value = observation.value
        if not observation.note or value is None or not isinstance(value.reading, Figure):
            return observation
        from checker.binding.note_words import other_unit

        own = value.reading.unit or indicator.unit
        other = other_unit(observation.note, own) if own is not None else None
        if other is None or own is None:
            return observation
        if value.reading.unit is None:
            wrong = diagnostic(
                codes.UNIT_ELSEWHERE,
                value.location,
                value=value.text,
                found=other.name,
                where=_NOTE,
                expected=own.name,
            )
        else:
            wrong = diagnostic(
                codes.UNIT_CONTRADICTS, value.location, value=value.text, found=own.name, other=other.name, where=_NOTE
            )
        return observation._replace(value=value._replace(reading=Unreadable(wrong)))

    def _timely(self, observation: Observation) -> Observation:
        """Refuse a value whose own words name another day than the report's."""
        value = observation.value
        if value is None or not isinstance(value.reading, Figure) or value.reading.day is None:
            return observation
        from checker.binding.value_dates import other_day

        wrong = other_day(value, self._time)
        return observation._replace(value=value._replace(reading=Unreadable(wrong))) if wrong else observation

    def _unfolded(self, observation: Observation, indicator: Indicator) -> Observation:
        """Split a value such as "640/350"; an ambiguous one cannot be used."""
        if observation.behind is None:
            return observation
        from checker.binding.fraction import unfolded

        read = unfolded(observation, indicator, targets_apply=self._binding.targets_apply)
        if isinstance(read, Observation) or observation.value is None:
            return observation if isinstance(read, Diagnostic) else read
        return observation._replace(value=observation.value._replace(reading=Unreadable(read)))

    def _compound(self, observation: Observation, indicator: Indicator, members: tuple[str, ...]) -> None:
        odd = diagnostic(codes.COMPOUND_REPORTED, observation.location, value=observation.indicator, members=members)
        self._binding.tell(Matter.CONSISTENCY, indicator.id, odd)

    def _read_value(self, observation: Observation, indicator: Indicator) -> None:
        field = observation.value
        if field is None:
            return
        if indicator.kind is Kind.VERDICT:
            field = without_subject(field, indicator)
            value = verdict_interval(field, self._time)
            if is_pending(value, field) and not self._is_due(indicator):
                return  # Progress towards a verdict, which cannot be compared yet.
            if not isinstance(value, Diagnostic) and indicator.target is not None and indicator.target.by:
                value = self._adjusted_to_deadline(field, value, indicator)
        else:
            value = value_interval(field, indicator)
        if isinstance(value, Diagnostic):
            self._binding.refuse(indicator, value)
            return
        self._binding.values[Observed(indicator.id)] = value
        if indicator.bounded and not value.is_point:
            self._tell_bounded(field, value, indicator)
        self._binding.doubt(observation, field, value, indicator)

    def _adjusted_to_deadline(self, field: Field, value: Interval, indicator: Indicator) -> Interval:
        from checker.binding.deadlines import adjusted_to_deadline, deadline_of

        day = deadline_of(indicator, self._submission.period) if self._binding.targets_apply else None
        if day is None:
            return value
        value, notice = adjusted_to_deadline(field, value, indicator, day, self._time)
        if notice is not None:
            self._binding.tell(MATTERS[notice.code], indicator.id, notice)
        return value

    def _tell_bounded(self, field: Field, value: Interval, indicator: Indicator) -> None:
        """Report the assumed bound of an open figure; a stated range is not open."""
        if isinstance(field.reading, Figure) and bounded_interval(field.reading.interval) is not None:
            from checker.domain.phrase import value_phrase

            unit = indicator.unit.name if indicator.unit else ""
            notice = diagnostic(
                codes.FIGURE_BOUNDED,
                field.location,
                indicator=indicator.title,
                value=field.text,
                range=value_phrase(value, unit),
            )
            self._binding.tell(MATTERS[notice.code], indicator.id, notice)

    def _is_due(self, indicator: Indicator) -> bool:
        return indicator.target is not None and self._submission.period.reaches(indicator.target.due)

    def _read_ratio(self, observation: Observation, indicator: Indicator) -> None:
        """Replace a stated ratio by the recomputed one, and keep it for comparison."""
        numerator, denominator = observation.numerator, observation.denominator
        if indicator.whole and numerator is not None and denominator is None:
            from checker.binding.part_of import alone

            odd = alone(observation, numerator, indicator, self._binding.pack)
            self._binding.tell(MATTERS[odd.code], indicator.id, odd)
            return
        from checker.binding.ratio import pair_of_parts, ratio_interval

        pair = pair_of_parts(numerator, denominator, indicator.kind)
        if isinstance(pair, Code):
            odd = diagnostic(pair, observation.location, value=observation.indicator)
            self._binding.tell(MATTERS[pair], indicator.id, odd)
            return
        key = Observed(indicator.id)
        stated = self._binding.values.pop(key, None)
        computed = ratio_interval(*pair, indicator)
        if isinstance(computed, Diagnostic):
            if computed.code is codes.ZERO_DENOMINATOR:
                self._binding.tell(Matter.INVALID, indicator.id, computed)
            else:
                self._binding.refuse(indicator, computed)
            return
        if indicator.id not in self._binding.invalid:
            self._binding.values[key] = computed
            self._binding.doubt_parts(observation, pair, computed, indicator)
            if stated is not None:
                self._binding.values[Observed(indicator.id, "ratio")] = widened(stated)

    def _repeated(self, observation: Observation, indicator: Indicator) -> None:
        first = self._binding.rows.setdefault(indicator.id, observation)
        if first is observation:
            return  # Reported for the later rows, with the location of the first.
        wrong = diagnostic(
            codes.REPEATED_INDICATOR,
            observation.location,
            value=observation.indicator,
            other=first.indicator,
            first=str(first.location),
        )
        self._binding.refuse(indicator, wrong)


def _says(observation: Observation) -> bool:
    return any((observation.value, observation.numerator, observation.percent_of_plan, observation.growth))


_NOTE: Final = message("in the note")
_SPANS: Final = {True: "of the year so far", False: "of the period alone"}
