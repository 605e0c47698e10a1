"""The text of an office's report between its opening and its end: results, causes, tasks and proposals.

Owns the chapters and their order. Missing information becomes a blank (`blanks`), and an empty chapter is omitted with
its heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from checker.domain.axes import Verdict
from checker.domain.explanation import Explanation
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Result
from checker.domain.text import Message, Text, Value, message
from checker.language import Language
from checker.reporters.consolidated.table import Consolidated
from checker.reporters.office.blanks import SLOT
from checker.reporters.office.document import LetterPart, is_estimated
from checker.reporters.office.explained import one_line, solution_of
from checker.reporters.office.figures import capital, count, derived
from checker.reporters.office.paragraph import LONGEST, listed, long_form, standing
from checker.reporters.office.period_phrases import is_within, rest_of_year, until
from checker.reporters.office.sentences import gap_of, is_behind, name_of, pace_of, statement
from checker.reporters.office.units import by_indicator, lowest, provisional, sums, who_has_sent

__all__ = ["MOST_LISTED", "Line", "body"]

_MAIN: Final = 3
MOST_LISTED: Final = 40
"""The most targets in a list of the letter; the annex has all."""


class Line(NamedTuple):
    """A paragraph of a letter.

    Args:
        kind: ``part`` and ``clause`` are headings, ``entry`` is a heading with its blank on the same line, ``item`` one
            of a list, ``body`` plain text.
        text: Its text; blanks in it are slots.
    """

    kind: str
    text: str


def body(parts: Sequence[LetterPart], language: Language) -> Iterator[Line]:
    """Yield the paragraphs between the opening and the end."""
    yield Line("part", f"I. {language.render(message('RESULTS'))}")
    numbering = _Numbers()
    for part in parts:
        if len(parts) > 1:
            name = language.text(part.first.unit.name if part.main else part.first.pack.title)
            yield Line("clause", f"{capital(name)}, {language.period(part.first.submission.period)}")
        yield from _results(part, language, numbering)
    short = any(_behind(part.main) for part in parts if part.main is not None) or any(
        part.main is None and part.table is not None for part in parts
    )
    explained = [
        (one, one.explanation)
        for part in parts
        if part.main is not None
        for one in part.main.results
        if one.explanation is not None
    ]
    yield from _causes(explained, language, short=short or bool(explained))
    yield from _tasks(parts, language)
    proposals = _answers([(one, explanation.proposal) for one, explanation in explained], language)
    yield from _chapter(f"IV. {language.render(message('PROPOSALS'))}", proposals)


def _chapter(heading: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield a chapter; a blank stands on the line of its heading."""
    if not lines:
        yield Line("entry", f"{heading}: {SLOT}")
        return
    yield Line("part", heading)
    yield from lines


class _Numbers:
    """Counts the headings of the first chapter."""

    def __init__(self) -> None:
        self._count = 0

    def heading(self, sentence: Message, language: Language) -> Line:
        self._count += 1
        return Line("clause", f"{self._count}. {language.render(sentence)}")


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
        yield from (Line("item", f"- {sentence}") for sentence in fields)
    short = _behind(report)
    if short:
        named = message("Targets behind pace, at risk of not being met")
        if not is_within(report):
            named = message("Targets expected to be unmet") if is_estimated(part) else message("Targets not met")
        yield numbers.heading(named, language)
        yield from _items([f"{_behind_of(report, one, language)}." for one in short], language)
    open_ = list(_open(report, language))
    if open_:
        yield numbers.heading(message("Targets without a figure, or that cannot be decided yet"), language)
        yield from (Line("item", f"- {sentence}") for sentence in open_)


def _of_units(part: LetterPart, table: Consolidated, language: Language) -> Iterator[Line]:
    yield Line("body", who_has_sent(table, until(part.first, language), language))
    together = sums(table, language, _MAIN)
    if together:
        yield Line("body", together)
    estimates = provisional(table, language)
    if estimates:
        yield Line("body", estimates)
    if part.main is None:
        yield from _items([f"{sentence}." for sentence in by_indicator(table, language)], language)
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
    short, within, without_figures = _behind(report), is_within(report), []
    for group in groups:
        stand = standing(report, group)
        ours = [one for one in report.results if one.counted and one.group == group]
        known = [one for one in ours if one not in stand.missing and one not in stand.unclear]
        if within and not known:
            without_figures.append(group)
            continue
        yield f"{_field(group, len(known), stand.counted, stand.met, stand.exceeded, within, language)}" + _main(
            report, [one for one in known if one not in short], language
        )
    if without_figures:
        named = tuple(without_figures)
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
    sentence = message(
        "{field}: {part}/{counted} targets met and exceeded, {count} of them exceeded.",
        field=group,
        part=met,
        counted=counted,
        count=count(exceeded, language),
    )
    return language.render(sentence)


def _main(report: Report, those: Sequence[Result], language: Language) -> str:
    facts = []
    for one in those[:_MAIN]:
        sentence = statement(report, one, language, judged=False, whole=True)
        end = pace_of(one, language) if one.verdict is Verdict.NOT_DUE else ""
        facts.append(f"{sentence}, {end}" if end else sentence)
    facts = [sentence for one, sentence in zip(those, facts, strict=False) if sentence != name_of(one, language)]
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
            yield _named(those, named, language)
    if yearly:
        yield language.render(
            message("{count} targets are judged at the end of the year.", count=count(len(yearly), language))
        )


def _named(those: Sequence[Result], named: Message, language: Language) -> str:
    """Return a sentence with as many names as a paragraph has room for."""

    def sentence(most: int) -> str:
        names = listed(those, lambda one: name_of(one, language), most, language)
        return language.render(message(named.template, count=count(len(those), language), names=names))

    return next((one for most in range(MOST_LISTED, 0, -1) if len(one := sentence(most)) <= LONGEST), sentence(0))


def _answers(answers: Sequence[tuple[Result, str]], language: Language) -> list[Line]:
    """Return the units' explanations, one line per target."""
    return [
        Line("item", f"- {capital(name_of(one, language))}: {one_line(answer)}.") for one, answer in answers if answer
    ]


def _causes(explained: Sequence[tuple[Result, Explanation]], language: Language, *, short: bool) -> Iterator[Line]:
    if not short:
        yield from _chapter(f"II. {language.render(message('SHORTCOMINGS'))}", ())
        return
    yield Line("part", f"II. {language.render(message('SHORTCOMINGS AND CAUSES'))}")
    yield Line("entry", f"1. {language.render(message('Shortcomings'))}: {SLOT}")
    yield Line("clause", f"2. {language.render(message('Causes'))}")
    for letter, named, texts in (
        ("a", message("Objective"), [(one, explanation.objective) for one, explanation in explained]),
        ("b", message("Subjective"), [(one, explanation.subjective) for one, explanation in explained]),
    ):
        answers = _answers(texts, language)
        yield Line("body", f"{letter}) {language.render(named)}:{'' if answers else f' {SLOT}'}")
        yield from answers


def _tasks(parts: Sequence[LetterPart], language: Language) -> Iterator[Line]:
    rest = rest_of_year(parts[-1].first.submission.period, language)
    tasks = [
        text
        for part in parts
        if part.main is not None
        for one in _with_tasks(part.main)
        if (text := _needed(part.main, one, language))
    ]
    heading = language.render(message("TASKS AND SOLUTIONS FOR {rest}", rest=rest))
    yield from _chapter(f"III. {heading}", list(_items(tasks, language)))


def _items(those: Sequence[str], language: Language) -> Iterator[Line]:
    """Yield a list; what it has no room for is counted."""
    yield from (Line("item", f"- {item}") for item in those[:MOST_LISTED])
    more = len(those) - MOST_LISTED
    if more > 0:
        item = language.render(message("and {count} other targets", count=count(more, language)))
        yield Line("item", f"- {capital(item)}.")


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
        sentence = message(
            "{name}: {needed} a month are needed in each of the {left} months left. Solutions: {slot}", **values
        )
    else:
        sentence = message(
            "{name}: {needed} a month are needed in each of the {left} months left ({average} a month in the {months} "
            "months so far). Solutions: {slot}",
            average=derived(Fraction(one.value.lo) / period.last_month, one, language),
            months=str(period.last_month),
            **values,
        )
    return language.render(sentence)
