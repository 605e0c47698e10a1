"""The one module that knows every step, from paths to reports."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, MutableMapping, Sequence
from typing import TYPE_CHECKING, Final

from checker.assessment import Options, RunContext, assess_bound
from checker.binding.bind import bind
from checker.binding.bound import BoundSubmission
from checker.binding.unit_pack import suited_pack
from checker.binding.vintage import is_after, latest_day, misdated
from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, bounded, diagnostic
from checker.domain.exit import ExitCode, worst_of
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Run
from checker.domain.submission import Submission
from checker.domain.text import Message, message
from checker.engines.choice import Engine, open_engine
from checker.errors import PackError, SubmissionError
from checker.packs.catalogue import is_id
from checker.packs.load import load_pack, refuse_draft, successor_notice
from checker.packs.model import RulePack
from checker.plan.compiler import Plans
from checker.readers.submission import TABLES, read_submission
from checker.run_record import basis_of

if TYPE_CHECKING:
    import datetime as dt

    from checker.assess.due import Earlier
    from checker.binding.growth import YearBefore
    from checker.binding.series import Member

__all__ = ["Reading", "check"]

_ALIASES: Final = ".aliases.yaml"
"""The suffix of the file beside a pack that holds further indicator names: ``2024.aliases.yaml``."""


class Reading(NamedTuple):
    """The result of reading one file: its submissions, or the reason why it has none."""

    submissions: tuple[Submission, ...]
    refused: tuple[Diagnostic, ...] = ()


def check(
    paths: Sequence[str],
    options: Options,
    waiver_files: Sequence[str] = (),
    baseline_file: str = "",
    watch: Callable[[Sequence[str]], Iterable[str]] = iter,
    readings: MutableMapping[str, Reading] | None = None,
) -> Run:
    """Evaluate every submission and collect what is wrong with each.

    Submissions of one unit and year are evaluated together. Their figures are compared with each other, and added up if
    the pack says so. If several cover one period, the latest counts. If a waiver file or the baseline cannot be used,
    nothing is evaluated, because other findings would block without it.

    Args:
        paths: The submissions.
        options: What the caller asks for.
        waiver_files: Files of waivers, read in addition to those of `options`.
        baseline_file: The baseline file, read in addition to the entries in `options`.
        watch: Yields the paths, and may show progress.
        readings: Results of reading files, by path. A file listed here is not read again; the results of others are
            added.

    Raises:
        EngineFault: An engine broke its contract; nothing of the run may be used.
        MissingExtra: The requested engine is not available.
        UnsupportedPlan: The requested engine cannot evaluate the pack.
    """
    try:
        if waiver_files:
            from checker.readers.waivers import read_waivers

            read = [waiver for path in waiver_files for waiver in read_waivers(path)]
            options = options._replace(waivers=(*options.waivers, *read))
        if baseline_file:
            from checker.readers.baseline import read_baseline

            options = options._replace(baseline=(*options.baseline, *read_baseline(baseline_file)))
    except PackError as error:
        return Run((), error.diagnostics, (), ExitCode.INVALID)
    engine = open_engine(options.engine)
    notices: list[Message] = []
    batch = _Batch(options, engine, notices, readings)
    try:
        for path in watch(paths):
            batch.read(path)
        batch.evaluate()
    finally:
        engine.close()
    batch.refuse_unknown_choices()
    diagnostics = bounded(_joined(dict.fromkeys(batch.diagnostics)))
    basis = basis_of(batch.options, engine.name, waiver_files, baseline_file)
    reports = tuple(batch.reports)
    rows = (row for report in reports for row in report.submission.observations)
    if len({report.submission.period for report in reports}) > 1 or any(row.year_earlier is not None for row in rows):
        from checker.assess.earlier_figures import beside_earlier

        reports = beside_earlier(reports)
    if options.due is not None:
        reports = _due_by(options.due, reports)
    return Run(reports, diagnostics, tuple(dict.fromkeys(notices)), worst_of(batch.exits), basis=basis)


def _due_by(day: dt.date, reports: tuple[Report, ...]) -> tuple[Report, ...]:
    """Return the reports, with the deadline set on the reports of the latest period only."""
    latest = max((one.submission.period.end for one in reports), default=None)
    return tuple(
        one._replace(pack=one.pack._replace(due=((one.submission.period, day),)))
        if one.submission.period.end == latest
        else one
        for one in reports
    )


def _joined(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the diagnostics. A file without any submission that fits the pack gets one for all of its rows."""
    first: dict[tuple[str, str], Diagnostic] = {}
    counts: dict[tuple[str, str], int] = {}
    others: list[Diagnostic] = []
    for one in found:
        if one.code is not codes.FITS_NO_PACK:
            others.append(one)
            continue
        values = dict(one.message.values)
        kind = one.location.path, str(values["pack"])
        first.setdefault(kind, one)
        counts[kind] = counts.get(kind, 0) + int(str(values["count"]))
    for kind, one in first.items():
        yield diagnostic(codes.FITS_NO_PACK, one.location, count=counts[kind], pack=kind[1])
    yield from others


class _Batch:
    """The submissions of one run and their results."""

    def __init__(
        self,
        options: Options,
        engine: Engine,
        notices: list[Message],
        readings: MutableMapping[str, Reading] | None = None,
    ) -> None:
        self.options = options
        self._readings = readings
        self._context = RunContext(engine, options, Plans(), notices)
        self._notices = notices
        self._contents = {content.path: content for content in options.contents}
        self._packs: dict[str, RulePack] = {}
        self._slices: dict[tuple[int, int], RulePack] = {}
        self._read: list[tuple[Submission, RulePack]] = []
        self._paths: dict[str, str] = {}
        self._known: dict[tuple[str, Period], list[YearBefore]] = {}
        self.reports: list[Report] = []
        self.diagnostics: list[Diagnostic] = []
        self.exits: set[ExitCode] = set()

    def read(self, path: str) -> None:
        """Read one file and find its pack."""
        read: list[tuple[Submission, RulePack]] = []
        with self._collecting_diagnostics():
            submissions = self._submissions(path)
            if self._is_copy(submissions):
                return
            for submission in submissions:
                reference = self.options.pack or submission.pack
                if not reference:
                    hint = message("give one with --pack") if submission.is_form else None
                    raise SubmissionError([diagnostic(codes.NO_PACK, submission.place("submission"), hint=hint)])
                # A submission may come from anybody, and a path could make the program open and quote any file of the
                # machine.
                if not self.options.pack and not is_id(reference):
                    place = submission.place("pack")
                    raise SubmissionError([diagnostic(codes.PACK_BY_PATH, place, value=reference)])
                pack = self._pack(reference)
                wrong = misdated(submission, pack.calendar, self.options.now)
                if wrong is None:
                    read.append((_of_unit(submission, pack), self._of_year(pack, submission.period.year)))
                else:
                    if submission.is_form:
                        from checker.binding.form_hints import in_words_of_forms

                        wrong = in_words_of_forms(wrong)
                    self.diagnostics.append(wrong)
                    self.exits.add(ExitCode.UNREADABLE)
        if any(submission.is_doubtful for submission, _ in read):
            from checker.binding.notation import undoubted

            read = undoubted(read)
        self._read += read

    def _is_copy(self, submissions: Sequence[Submission]) -> bool:
        """Tell whether another file had the same bytes. Such files count once, and that is reported."""
        digest, path = next(((one.sha256, one.path) for one in submissions), ("", ""))
        first = self._paths.get(digest)
        if first is None or not digest:
            self._paths[digest] = path
            return False
        self._notices.append(message("{path} has the same bytes as {other}; they count once", path=path, other=first))
        return True

    def _submissions(self, path: str) -> tuple[Submission, ...]:
        """Read a file, unless its reading is already known."""
        if self._readings is None:
            return self._read_anew(path)
        if path not in self._readings:
            try:
                self._readings[path] = Reading(self._read_anew(path))
            except SubmissionError as error:
                self._readings[path] = Reading((), error.diagnostics)
        reading = self._readings[path]
        if reading.refused:
            raise SubmissionError(reading.refused)
        return reading.submissions

    def _read_anew(self, path: str) -> tuple[Submission, ...]:
        options = self.options
        content = self._contents.get(path)
        data, shown = (content.data, content.shown) if content else (None, path)
        suffix = content.suffix if content else os.path.splitext(path)[1].lower()
        if suffix in TABLES:
            from checker.readers.tables import EnvelopeOptions, ReadLimits, read_tables

            pack = self._pack(options.pack) if options.pack else None
            usual = pack.unit if pack and not pack.reporting.units else ""
            envelope = EnvelopeOptions(
                pack=pack.id if pack else "",
                unit=options.unit,
                period=options.period,
                locale=options.locale,
                usual_unit=usual,
                units=pack.reporting.units if pack else (),
                whole=pack.unit if pack else "",
                sheet=options.sheet,
                columns=options.columns,
                layouts=options.layouts,
            )
            if pack and pack.names_units:
                from checker.binding.unit_names import UnitNames

                envelope = envelope._replace(unit_named=UnitNames(pack).find)
            return read_tables(shown, envelope, ReadLimits(**dict(options.limits)), data=data, suffix=suffix)
        named = f"{shown}{suffix}" if content and not shown.endswith(suffix) else shown
        submission = read_submission(named, stdin=data)
        if options.period is not None and options.period != submission.period:
            submission = submission._replace(period=options.period, stated_period=submission.period)
        return (submission,)

    def _pack(self, reference: str) -> RulePack:
        """Load a pack once, whichever of its names is used."""
        if reference not in self._packs:
            # The units of a file become a part of the pack when it is read.
            loaded_before = () if self.options.units else self.options.packs
            given = next((one for one in loaded_before if one.path == reference), None)
            loaded = refuse_draft(
                given
                or load_pack(reference, cache=self.options.cache, rules=self.options.rules, units=self.options.units),
            )
            if (notice := successor_notice(loaded)) is not None:
                self._notices.append(notice)
            pack = _with_aliases(loaded)
            same = (known for known in self._packs.values() if (known.id, known.sha256) == (pack.id, pack.sha256))
            self._packs[reference] = next(same, pack)
        return self._packs[reference]

    def _of_year(self, pack: RulePack, year: int) -> RulePack:
        """Return the slice of a term pack for a year, always the same object. Return any other pack unchanged."""
        if pack.term is None:
            return pack
        from checker.packs.year_slices import slice_of

        return self._slices.setdefault((id(pack), year), slice_of(pack, year))

    def evaluate(self) -> None:
        """Evaluate the submissions that were read; a single one is evaluated alone."""
        self._ask()
        if len(self._read) == 1 and not self._read[0][1].joins:
            with self._collecting_diagnostics():
                submission, pack = self._read[0]
                pack = self._suited(pack, submission)
                bound = bind(submission, pack, self.options.as_of)
                if submission.amends:
                    from checker.binding.amend import flag_lone_correction

                    bound = flag_lone_correction(submission, bound)
                self._tell(submission, bound)
                self._report(assess_bound(submission, bound, pack, self._context, dues={}))
            return
        from checker.batch import reports_of
        from checker.binding.growth import YearBefore

        packs = {id(pack): pack for _, pack in self._read}.values()
        # In reading order, except that a submission follows those it is compared with.
        for pack in sorted(packs, key=lambda one: one.year) if any(one.looks_back for one in packs) else packs:
            with self._collecting_diagnostics():
                for report in reports_of(self._members(pack), pack, self._evaluated):
                    self._report(report)
                    key = report.submission.unit, report.submission.period
                    self._known.setdefault(key, []).append(YearBefore(report, pack))

    def _ask(self) -> None:
        """Set the reference date, and drop submissions of a later day."""
        days = [(submission.as_of, submission.period, pack.calendar) for submission, pack in self._read]
        day = self.options.as_of or latest_day(days)
        self.options = self.options._replace(as_of=day)
        self._context = self._context._replace(options=self.options)
        later = [one for one, _ in self._read if is_after(one.as_of, day)]
        self._read = [(one, pack) for one, pack in self._read if one not in later]
        for one in later:
            reason = diagnostic(codes.DAY_AFTER_QUESTION, one.place("as_of"), value=str(one.as_of)).message
            self._notices.append(message("{path}: {said}", path=one.path, said=reason))

    def refuse_unknown_choices(self) -> None:
        """Report words of ``--select`` and ``--ignore`` that match nothing."""
        if self.options.selection is None or not self._packs:
            return
        from checker.assess.select import unknown_choices

        unknown = tuple(unknown_choices(self.options.selection, self._packs.values()))
        self.diagnostics.extend(unknown)
        self.exits.update({ExitCode.INVALID} if unknown else ())

    def _members(self, pack: RulePack) -> list[Member]:
        """Return the submissions of one pack that can be evaluated."""
        from checker.binding.series import Member
        from checker.binding.supersession import same_vintages, superseded

        submissions, contested = same_vintages([submission for submission, of in self._read if of is pack])
        if contested:
            self.diagnostics.extend(contested)
            self.exits.add(ExitCode.UNREADABLE)
        members = []
        for submission in submissions:
            with self._collecting_diagnostics():
                suited = self._suited(pack, submission)
                bound = bind(submission, suited, self.options.as_of)
                self._tell(submission, bound)
                members.append(Member(submission, bound))
        # A submission that does not fit the pack does not replace an earlier one.
        self._notices += superseded([member.submission for member in members])
        return members

    def _suited(self, pack: RulePack, submission: Submission) -> RulePack:
        """Return the pack with the unit's figures of earlier years, for targets that are compared with them."""
        return suited_pack(pack, submission.unit, submission.period, self._known)

    def _evaluated(self, member: Member, pack: RulePack, earlier: Report | None, dues: Earlier) -> Report:
        pack = self._suited(pack, member.submission)
        return assess_bound(member.submission, member.bound, pack, self._context, earlier, dues)

    def _tell(self, submission: Submission, bound: BoundSubmission) -> None:
        """Report how a form was read."""
        if submission.is_form:
            from checker.binding.form_summary import read_from

            units = {other.unit for other, _ in self._read if other.path == submission.path}
            notice = read_from(submission, bound, of_several=len(units) > 1)
            self._notices += [notice] if notice is not None else []

    def _report(self, report: Report) -> None:
        self.reports.append(report)
        self.exits.add(report.exit.code)

    @contextlib.contextmanager
    def _collecting_diagnostics(self) -> Iterator[None]:
        """Keep the diagnostics of a file, so that all are reported at once."""
        try:
            yield
        except SubmissionError as error:
            self.diagnostics.extend(error.diagnostics)
            self.exits.add(ExitCode.UNREADABLE)
        except PackError as error:
            self.diagnostics.extend(error.diagnostics)
            self.exits.add(ExitCode.INVALID)


def _of_unit(submission: Submission, pack: RulePack) -> Submission:
    """Return the submission with its unit's id, if it names the unit by a name that the pack states."""
    if not pack.names_units:
        return submission
    from checker.binding.unit_names import UnitNames

    return submission._replace(unit=UnitNames(pack).find(submission.unit) or submission.unit)


def _with_aliases(pack: RulePack) -> RulePack:
    """Return the pack with the further names from the file beside it, if there is one."""
    path = os.path.splitext(pack.path)[0] + _ALIASES
    if not os.path.exists(path):
        return pack
    from checker.readers.aliases import read_aliases

    names = read_aliases(path, tuple(indicator.id for indicator in pack.indicators))
    return pack._replace(
        indicators=tuple(
            indicator._replace(aliases=(*indicator.aliases, *names.get(indicator.id, ())))
            for indicator in pack.indicators
        )
    )
