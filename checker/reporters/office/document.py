"""What a letter is made of, and its frame: the reports of each part, subject, opening and end.

Missing information becomes a blank (`blanks`). The text between is that of `body`.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.domain.axes import DataState
from checker.domain.letterhead import Letterhead
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import Report, Run
from checker.domain.text import Value, message
from checker.language import OUTCOMES, Language
from checker.reporters.annex import roman
from checker.reporters.consolidated.table import Consolidated, consolidated
from checker.reporters.office.blanks import SLOT
from checker.reporters.office.figures import basis_of, day

__all__ = [
    "LetterPart",
    "annex_count",
    "annex_names",
    "closing",
    "doubted",
    "is_estimated",
    "is_known",
    "letter_parts",
    "made_up",
    "opening",
    "parts_title",
    "title",
]


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


def letter_parts(run: Run, language: Language) -> tuple[LetterPart, ...]:
    """Return the parts of a run."""
    tables = {(one.pack.id, one.period): one for one in consolidated(run, language)}
    found: dict[tuple[str, Period], list[Report]] = {}
    for report in run.reports:
        found.setdefault((report.pack.id, report.submission.period), []).append(report)
    of_unit: dict[str, list[Report]] = {}
    for report in run.reports:
        of_unit.setdefault(report.submission.unit, []).append(report)
    # Figures shown beside those of a later period are reported there.
    shown_later = {
        key for key, reports in found.items() if all(_is_beside(one, of_unit[one.submission.unit]) for one in reports)
    }
    return tuple(_part(reports, tables.get(key)) for key, reports in found.items() if key not in shown_later)


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
    known = whole is not None and is_known(whole)
    return LetterPart(whole if known else None, tuple(reports), table)


def is_known(report: Report) -> bool:
    """Tell whether a report has a figure of any counted target."""
    return any(one.counted and one.value is not None for one in report.results)


# ---- frame --------------------------------------------------------------------------


def title(parts: Sequence[LetterPart], language: Language) -> str:
    """Return the subject of the letter: results, or estimated results if a figure is an estimate."""
    about = _subject(parts, language)
    if any(is_estimated(part) for part in parts):
        return language.render(message("Estimated results against {subject}", subject=about))
    return language.render(message("Results against {subject}", subject=about))


def parts_title(report: Report, language: Language) -> str:
    """Return the subject of a report, as named in its letter."""
    return _subject((LetterPart(report, (report,), None),), language)


def _subject(parts: Sequence[LetterPart], language: Language) -> str:
    subjects = list(dict.fromkeys(_of_pack(part.first, language) for part in parts))
    periods = list(dict.fromkeys(part.first.submission.period for part in parts))
    about = subjects[0] if len(subjects) == 1 else language.render(message("the targets"))
    return f"{about} {language.period(periods[0])}" if len(periods) == 1 else about


def _of_pack(report: Report, language: Language) -> str:
    subject = report.pack.subject
    return language.text(subject) if subject is not None else language.render(message("the targets"))


def is_estimated(part: LetterPart) -> bool:
    """Tell whether a counted figure is an estimate."""
    return any(
        one.data is DataState.ESTIMATE for report in part.reports for one in report.results if one.counted and one.value
    )


def made_up(parts: Sequence[LetterPart]) -> bool:
    """Tell whether anything in it is synthetic."""
    return any(report.submission.synthetic or report.pack.synthetic for part in parts for report in part.reports)


def doubted(run: Run) -> tuple[int, int]:
    """Return the numbers of figures in doubt and of unreadable files, which should prevent signing."""
    figures = {
        (report.submission.path, found.indicator, found.subject, found.location)
        for report in run.reports
        for found in report.findings
        if found.matter not in OUTCOMES and found.severity != "info" and (found.indicator or found.subject)
    }
    return len(figures), len({found.location.path for found in run.diagnostics})


def opening(parts: Sequence[LetterPart], head: Letterhead, language: Language) -> str:
    """Return the first sentence: the legal basis, and the reporting office."""
    bases = tuple(dict.fromkeys(basis for part in parts for basis in part.first.pack.basis))
    days = [report.submission.as_of for part in parts for report in part.reports if report.submission.as_of]
    about = _subject(parts, language)
    values: dict[str, Value] = {
        "basis": "; ".join(basis_of(one, language) for one in bases) or SLOT,
        "agency": head.agency or SLOT,
        "subject": about,
    }
    if not days:
        return language.render(message("In execution of {basis}, {agency} reports the results of {subject}:", **values))
    sentence = message(
        "In execution of {basis}, {agency} reports the results of {subject} (figures as of {day}):",
        day=day(max(days), language),
        **values,
    )
    return language.render(sentence)


def closing(parts: Sequence[LetterPart], annexes: Sequence[str], language: Language) -> str:
    """Return the last sentence; a letter and each annex end with "./."."""
    about = _subject(parts, language)
    numbers = ", ".join(filter(None, annexes))
    with_ = message("Annex {number}", number=numbers) if numbers else message("Annex")
    later = any(is_estimated(part) for part in parts)
    values: dict[str, Value] = {"subject": about, "annexes": with_}
    if annexes and later:
        sentence = message(
            "This is the report on the results of {subject} (annexed: {annexes}); final figures will follow", **values
        )
    elif annexes:
        sentence = message("This is the report on the results of {subject} (annexed: {annexes})", **values)
    elif later:
        sentence = message("This is the report on the results of {subject}; final figures will follow", subject=about)
    else:
        sentence = message("This is the report on the results of {subject}", subject=about)
    return f"{language.render(sentence)}./."


def annex_names(count: int) -> list[str]:
    """Return the numbers of annexes; a single one has none."""
    return [""] if count == 1 else [roman(place) for place in range(1, count + 1)]


def annex_count(parts: Sequence[LetterPart]) -> int:
    """Return the number of annexes: tables of reports, and tables of units."""
    return sum((part.main is not None) + (part.table is not None) for part in parts)
