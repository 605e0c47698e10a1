"""The text of an office's report: subject, opening, results, causes, tasks, proposals and end.

Owns the parts and their order. Missing information becomes a blank (`slots`), and an empty part is omitted with its
heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from checker.domain.axes import DataState, Verdict
from checker.domain.explanation import Explanation
from checker.domain.letterhead import Letterhead
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Result, Run
from checker.domain.text import Message, Text, Value, message
from checker.language import OUTCOMES, Language
from checker.reporters.annex import roman
from checker.reporters.consolidated.table import Consolidated, consolidated
from checker.reporters.office.explained import one_line, solution_of
from checker.reporters.office.figures import basis_of, capital, count, day, derived
from checker.reporters.office.paragraph import LONGEST, listed, long_form, standing
from checker.reporters.office.sentences import gap_of, is_behind, name_of, pace_of, statement
from checker.reporters.office.slots import SLOT
from checker.reporters.office.times import is_within, rest_of_year, until
from checker.reporters.office.units import by_indicator, lowest, sums, who_has_sent

__all__ = [
    "MOST_LISTED",
    "LetterPart",
    "Line",
    "annex_count",
    "annex_names",
    "body",
    "closing",
    "doubted",
    "made_up",
    "opening",
    "parts",
    "parts_title",
    "title",
]

_MAIN: Final = 3
MOST_LISTED: Final = 40
"""The most targets in a list of the letter; the annex has all."""


class Line(NamedTuple):
    """A paragraph of a letter.

    Args:
        kind: ``part`` and ``clause`` are headings, ``item`` one of a list, ``body`` plain text.
        text: Its text; blanks in it are slots.
    """

    kind: str
    text: str


class LetterPart(NamedTuple):
    """A part of the document: one report, or those of several units for the same pack and period.

    Args:
        main: The main report: that of the whole, or the only one; ``None`` if units report separately.
        reports: All of them.
        table: The table of the units; ``None`` for a single unit.
    """

    main: Report | None
    reports: tuple[Report, ...]
    table: Consolidated | None

    @property
    def first(self) -> Report:
        """The report with the common pack and period."""
        return self.main or self.reports[0]


def parts(run: Run, language: Language) -> tuple[LetterPart, ...]:
    """Return the parts of a run."""
    tables = {(one.pack.id, one.period): one for one in consolidated(run, language)}
    found: dict[tuple[str, Period], list[Report]] = {}
    for report in run.reports:
        found.setdefault((report.pack.id, report.submission.period), []).append(report)
    of_unit: dict[str, list[Report]] = {}
    for report in run.reports:
        of_unit.setdefault(report.submission.unit, []).append(report)
    # Figures shown beside those of a later period are reported there.
    told = {
        key for key, reports in found.items() if all(_is_beside(one, of_unit[one.submission.unit]) for one in reports)
    }
    return tuple(_part(reports, tables.get(key)) for key, reports in found.items() if key not in told)


def _is_beside(report: Report, others: Sequence[Report]) -> bool:
    """Tell whether a later report, of its pack or of the next year, shows this report's figures beside its own."""
    own = report.submission.period
    return any(
        (
            other.pack.id == report.pack.id
            and any(one.last_period is not None and one.last_period.period == own for one in other.results)
        )
        or (other.submission.period.year == own.year + 1 and other.submission.period.part == own.part)
        for other in others
    )


def _part(reports: list[Report], table: Consolidated | None) -> LetterPart:
    if table is None:
        return LetterPart(reports[0], tuple(reports), None)
    whole = next((one for one in reports if one.pack.rolls_up and one.submission.unit == one.pack.unit), None)
    # While units are missing, only the partial total is known.
    known = whole is not None and any(one.counted and one.value is not None for one in whole.results)
    return LetterPart(whole if known else None, tuple(reports), table)


# ---- frame --------------------------------------------------------------------------


def title(told: Sequence[LetterPart], language: Language) -> str:
    """Return the subject of the letter: results, or estimated results if a figure is an estimate."""
    about = _subject(told, language)
    if any(_estimated(part) for part in told):
        return language.render(message("Estimated results against {subject}", subject=about))
    return language.render(message("Results against {subject}", subject=about))


def parts_title(report: Report, language: Language) -> str:
    """Return the subject of a report, as named in its letter."""
    return _subject((LetterPart(report, (report,), None),), language)


def _subject(told: Sequence[LetterPart], language: Language) -> str:
    subjects = list(dict.fromkeys(_of_pack(part.first, language) for part in told))
    periods = list(dict.fromkeys(part.first.submission.period for part in told))
    about = subjects[0] if len(subjects) == 1 else language.render(message("the targets"))
    return f"{about} {language.period(periods[0])}" if len(periods) == 1 else about


def _of_pack(report: Report, language: Language) -> str:
    subject = report.pack.subject
    return language.text(subject) if subject is not None else language.render(message("the targets"))


def _estimated(part: LetterPart) -> bool:
    return any(
        one.data is DataState.ESTIMATE for report in part.reports for one in report.results if one.counted and one.value
    )


def made_up(told: Sequence[LetterPart]) -> bool:
    """Tell whether anything in it is synthetic."""
    return any(report.submission.synthetic or report.pack.synthetic for part in told for report in part.reports)


def doubted(run: Run) -> tuple[int, int]:
    """Return the numbers of figures in doubt and of unreadable files, which should prevent signing."""
    figures = {
        (report.submission.path, found.indicator, found.subject, found.location)
        for report in run.reports
        for found in report.findings
        if found.matter not in OUTCOMES and found.severity != "info" and (found.indicator or found.subject)
    }
    return len(figures), len({found.location.path for found in run.diagnostics})


def opening(told: Sequence[LetterPart], head: Letterhead, language: Language) -> str:
    """Return the first sentence: the legal basis, and the reporting office."""
    bases = tuple(dict.fromkeys(basis for part in told for basis in part.first.pack.basis))
    days = [report.submission.as_of for part in told for report in part.reports if report.submission.as_of]
    about = _subject(told, language)
    values: dict[str, Value] = {
        "basis": "; ".join(basis_of(one, language) for one in bases) or SLOT,
        "agency": head.agency or SLOT,
        "subject": about,
    }
    if not days:
        return language.render(message("In execution of {basis}, {agency} reports the results of {subject}:", **values))
    said = message(
        "In execution of {basis}, {agency} reports the results of {subject} (figures as of {day}):",
        day=day(max(days), language),
        **values,
    )
    return language.render(said)


def closing(told: Sequence[LetterPart], annexes: Sequence[str], language: Language) -> str:
    """Return the last sentence; a letter and each annex end with "./."."""
    about = _subject(told, language)
    numbers = ", ".join(filter(None, annexes))
    with_ = message("Annex {number}", number=numbers) if numbers else message("Annex")
    later = any(_estimated(part) for part in told)
    values: dict[str, Value] = {"subject": about, "annexes": with_}
    if annexes and later:
        said = message(
            "This is the report on the results of {subject} (annexed: {annexes}); final figures will follow", **values
        )
    elif annexes:
        said = message("This is the report on the results of {subject} (annexed: {annexes})", **values)
    elif later:
        said = message("This is the report on the results of {subject}; final figures will follow", subject=about)
    else:
        said = message("This is the report on the results of {subject}", subject=about)
    return f"{language.render(said)}./."


def annex_names(count: int) -> list[str]:
    """Return the numbers of annexes; a single one has none."""
    return [""] if count == 1 else [roman(place) for place in range(1, count + 1)]


def annex_count(told: Sequence[LetterPart]) -> int:
    """Return the number of annexes: tables of reports, and tables of units."""
    return sum((part.main is not None) + (part.table is not None) for part in told)


# ---- the text ---------------------------------------------------------------------------------


def body(told: Sequence[LetterPart], language: Language) -> Iterator[Line]:
    """Yield the paragraphs between the opening and the end."""
    yield Line("part", f"I. {language.render(message('RESULTS'))}")
    numbering = _Numbers()
    for part in told:
        if len(told) > 1:
            name = language.text(part.first.unit.name if part.main else part.first.pack.title)
            yield Line("clause", f"{capital(name)}, {language.period(part.first.submission.period)}")
        yield from _results(part, language, numbering)
    short = any(_behind(part.main) for part in told if part.main is not None) or any(
        part.main is None and part.table is not None for part in told
    )
    explained = [
        (one, one.explanation)
        for part in told
        if part.main is not None
        for one in part.main.results
        if one.explanation is not None
    ]
    yield from _causes(explained, language, short=short or bool(explained))
    yield from _tasks(told, language)
    yield Line("part", f"IV. {language.render(message('PROPOSALS'))}")
    yield from _answers([(one, said.proposal) for one, said in explained], language) or [Line("body", SLOT)]


class _Numbers:
    """Counts the headings of the first chapter."""

    def __init__(self) -> None:
        self._count = 0

    def heading(self, said: Message, language: Language) -> Line:
        self._count += 1
        return Line("clause", f"{self._count}. {language.render(said)}")


def _results(part: LetterPart, language: Language, numbers: _Numbers) -> Iterator[Line]:
    yield numbers.heading(message("Overall result"), language)
    if part.table is not None:
        yield from _of_units(part, part.table, language)
    if part.main is None:
        return
    report = part.main
    yield Line("body", long_form(report, language))
    fields = list(_fields(report, language))
    if fields:
        yield numbers.heading(message("Results by field"), language)
        yield from (Line("item", f"- {said}") for said in fields)
    short = _behind(report)
    if short:
        named = message("Targets behind pace, at risk of not being met")
        if not is_within(report):
            named = message("Targets expected to be unmet") if _estimated(part) else message("Targets not met")
        yield numbers.heading(named, language)
        yield from (Line("item", f"- {_behind_of(report, one, language)}.") for one in short[:MOST_LISTED])
    open_ = list(_open(report, language))
    if open_:
        yield numbers.heading(message("Targets without a figure, or that cannot be decided yet"), language)
        yield from (Line("item", f"- {said}") for said in open_)


def _of_units(part: LetterPart, table: Consolidated, language: Language) -> Iterator[Line]:
    yield Line("body", who_has_sent(table, until(part.first, language), language))
    together = sums(table, language, _MAIN)
    if together:
        yield Line("body", together)
    if part.main is None:
        yield from (Line("item", f"- {said}.") for said in list(by_indicator(table, language))[:MOST_LISTED])
        last = lowest(table, language)
        if last:
            yield Line("body", last)


def _behind(report: Report | None) -> list[Result]:
    """Return the targets that are unmet or behind; those not yet due are sorted worst first."""
    if report is None:
        return []
    ours = [one for one in report.results if one.counted]
    unmet = [one for one in ours if one.verdict is Verdict.UNMET]
    if not is_within(report):
        return unmet
    late = [one for one in ours if is_behind(one) and one.verdict is Verdict.NOT_DUE]
    return [*unmet, *sorted(late, key=_distance)]


def _distance(one: Result) -> tuple[bool, Fraction]:
    gap = gap_of(one)
    basis = one.pace_basis
    part = Fraction(basis.attainment) * 100 - 100 if basis is not None and basis.attainment is not None else None
    worst = gap if gap is not None else part
    return worst is None, Fraction(worst) if worst is not None else Fraction(0)


def _behind_of(report: Report, one: Result, language: Language) -> str:
    if one.verdict is Verdict.UNMET:
        return capital(statement(report, one, language, judged=True, whole=True))
    return capital(f"{statement(report, one, language, judged=False, whole=True)}, {pace_of(one, language)}")


def _fields(report: Report, language: Language) -> Iterator[str]:
    """Yield the results of each field of the pack, with up to three figures that appear nowhere else in the letter."""
    groups = tuple(dict.fromkeys(one.group for one in report.results if one.counted))
    if len(groups) <= 1 or report.tally.not_itemised:
        return
    short, within, silent = _behind(report), is_within(report), []
    for group in groups:
        stand = standing(report, group)
        ours = [one for one in report.results if one.counted and one.group == group]
        known = [one for one in ours if one not in stand.missing and one not in stand.unclear]
        if within and not known:
            silent.append(group)
            continue
        yield f"{_field(group, len(known), stand.counted, stand.met, stand.exceeded, within, language)}" + _main(
            report, [one for one in known if one not in short], language
        )
    if silent:
        named = tuple(silent)
        yield language.render(message("No figures yet: {fields}.", fields=named))


def _field(
    group: Text, known: int, counted: int, met: int, exceeded: int | None, within: bool, language: Language
) -> str:
    if within:
        return language.render(
            message("{field}: {part}/{counted} targets have figures.", field=group, part=known, counted=counted)
        )
    if not exceeded:
        return language.render(
            message("{field}: {part}/{counted} targets met.", field=group, part=met, counted=counted)
        )
    said = message(
        "{field}: {part}/{counted} targets met and exceeded, {count} of them exceeded.",
        field=group,
        part=met,
        counted=counted,
        count=count(exceeded, language),
    )
    return language.render(said)


def _main(report: Report, those: Sequence[Result], language: Language) -> str:
    facts = []
    for one in those[:_MAIN]:
        said = statement(report, one, language, judged=False, whole=True)
        end = pace_of(one, language) if one.verdict is Verdict.NOT_DUE else ""
        facts.append(f"{said}, {end}" if end else said)
    facts = [said for one, said in zip(those, facts, strict=False) if said != name_of(one, language)]
    return f" {capital('; '.join(facts))}." if facts else ""


def _open(report: Report, language: Language) -> Iterator[str]:
    stand = standing(report)
    yearly = [one for one in stand.missing if one.yearly and not stand.due]
    missing = [one for one in stand.missing if one not in yearly]
    for those, named in (
        (missing, message("No figure yet ({count} targets): {names}.")),
        (stand.unclear, message("Cannot be decided yet ({count} targets): {names}.")),
    ):
        if those:
            names = listed(those, lambda one: name_of(one, language), MOST_LISTED, language)
            yield language.render(message(named.template, count=count(len(those), language), names=names))[:LONGEST]
    if yearly:
        yield language.render(
            message("{count} targets are judged at the end of the year.", count=count(len(yearly), language))
        )


def _answers(told: Sequence[tuple[Result, str]], language: Language) -> list[Line]:
    """Return the units' explanations, one line per target."""
    return [Line("item", f"- {capital(name_of(one, language))}: {one_line(said)}.") for one, said in told if said]


def _causes(explained: Sequence[tuple[Result, Explanation]], language: Language, *, short: bool) -> Iterator[Line]:
    if not short:
        yield Line("part", f"II. {language.render(message('SHORTCOMINGS'))}")
        yield Line("body", SLOT)
        return
    yield Line("part", f"II. {language.render(message('SHORTCOMINGS AND CAUSES'))}")
    yield Line("clause", f"1. {language.render(message('Shortcomings'))}")
    yield Line("body", SLOT)
    yield Line("clause", f"2. {language.render(message('Causes'))}")
    for letter, named, told in (
        ("a", message("Objective"), [(one, said.objective) for one, said in explained]),
        ("b", message("Subjective"), [(one, said.subjective) for one, said in explained]),
    ):
        answers = _answers(told, language)
        yield Line("body", f"{letter}) {language.render(named)}:{'' if answers else f' {SLOT}'}")
        yield from answers


def _tasks(told: Sequence[LetterPart], language: Language) -> Iterator[Line]:
    rest = rest_of_year(told[-1].first.submission.period, language)
    yield Line("part", f"III. {language.render(message('TASKS AND SOLUTIONS FOR {rest}', rest=rest))}")
    tasks = [
        said
        for part in told
        if part.main is not None
        for one in _with_tasks(part.main)
        if (said := _needed(part.main, one, language))
    ]
    yield from (Line("item", f"- {said}") for said in tasks[:MOST_LISTED])
    if not tasks:
        yield Line("body", SLOT)


def _with_tasks(report: Report) -> list[Result]:
    """Return the targets with a task: those behind, and those with a stated solution."""
    solved = [one for one in report.results if one.explanation is not None and one.explanation.solution]
    behind = _behind(report) if is_within(report) else []
    return [*behind, *(one for one in solved if one not in behind)]


def _needed(report: Report, one: Result, language: Language) -> str:
    """Return the amount that each remaining month must add, and the average of the months so far."""
    basis, period, solution = one.pace_basis, report.submission.period, solution_of(one, language)
    if basis is None or basis.needed_per_month is None or not period.months_left or one.value is None:
        named = capital(name_of(one, language))
        return language.render(message("{name}. Solutions: {slot}", name=named, slot=solution))
    values: dict[str, Value] = {
        "name": capital(name_of(one, language)),
        "needed": derived(basis.needed_per_month, one, language),
        "left": str(period.months_left),
        "slot": solution,
    }
    if basis.start or one.value.lo is None:
        said = message(
            "{name}: {needed} a month are needed in each of the {left} months left. Solutions: {slot}", **values
        )
    else:
        said = message(
            "{name}: {needed} a month are needed in each of the {left} months left ({average} a month in the {months} "
            "months so far). Solutions: {slot}",
            average=derived(Fraction(one.value.lo) / period.last_month, one, language),
            months=str(period.last_month),
            **values,
        )
    return language.render(said)
