"""The reminder to units that have not submitted: a letter, and a short message with the same facts.

Never invents a day, a number or a threat: information that the pack lacks stays blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from checker.domain.letterhead import Letterhead
from checker.domain.report import Run
from checker.domain.text import Message, Value, message
from checker.language import Language
from checker.reporters.consolidated.phrases import unread_files
from checker.reporters.consolidated.table import Consolidated, UnitRow, consolidated
from checker.reporters.office.blanks import SLOT
from checker.reporters.office.figures import basis_of, count, day, share, small
from checker.reporters.office.plain_words import in_plain_words

__all__ = ["MOST_NAMED", "addressees", "missing", "short_text", "subject_of", "tables", "text_of"]

MOST_NAMED: Final = 20
"""The most units that are addressed by name; more of them are listed in an annex."""
_INCOMPLETE: Final = 5
_LONGEST: Final = 600
"""The most letters of a message."""


def tables(run: Run, language: Language) -> tuple[Consolidated, ...]:
    """Return the collections from units that the pack names; others cannot be known to be missing."""
    return tuple(one for one in consolidated(run, language) if one.pack.reporting)


def missing(table: Consolidated) -> tuple[UnitRow, ...]:
    """Return the units without a usable report."""
    return tuple(row for row in table.rows if row.report is None)


def _about(table: Consolidated, language: Language) -> str:
    subject = table.pack.subject
    named = language.text(subject) if subject is not None else language.render(message("the targets"))
    return f"{named} {language.period(table.period)}"


def subject_of(table: Consolidated, head: Letterhead, language: Language) -> str:
    """Return the subject of the letter; from the second reminder on with its number."""
    about = _about(table, language)
    if not head.earlier_reminders:
        return language.render(message("Re: reminder to send the report on {subject}", subject=about))
    sentence = message(
        "Re: reminder to send the report on {subject} (No. {number})",
        subject=about,
        number=str(len(head.earlier_reminders) + 1),
    )
    return language.render(sentence)


def addressees(table: Consolidated, language: Language) -> tuple[str, ...]:
    """Return the addressees."""
    rows = missing(table)
    if len(rows) > MOST_NAMED:
        return (language.render(message("the units in the list attached")),)
    return tuple(language.text(row.unit.name) for row in rows)


def _again(table: Consolidated) -> tuple[UnitRow, ...]:
    """Return the units whose file could not be read."""
    return tuple(row for row in missing(table) if row.unread is not None)


def _received(table: Consolidated, language: Language, most: int | None = None) -> Message:
    """Return how many units have submitted, and who has not: up to a limit, or as listed in the annex."""
    late = [row for row in missing(table) if row.unread is None]
    shown = late[: MOST_NAMED if most is None else most]
    names = "; ".join(language.text(row.unit.name) for row in shown)
    if most is None and len(late) > MOST_NAMED:
        names = language.render(message("as listed"))
    elif len(late) > len(shown):
        more = language.render(message("and {count} other units", count=count(len(late) - len(shown), language)))
        names = f"{names} {more}"
    values: dict[str, Value] = {
        "sent": table.sent,
        "units": len(table.rows),
        "percent": share(Fraction(100 * table.sent, len(table.rows)), language),
        "count": count(len(late), language),
        "names": names,
    }
    if not late:
        return message("{sent}/{units} units have sent their reports ({percent})", **values)
    return message("{sent}/{units} units have sent their reports ({percent}); {count} have not: {names}", **values)


def text_of(table: Consolidated, head: Letterhead, language: Language) -> Iterator[str]:
    """Yield the paragraphs of the letter."""
    values: dict[str, Value] = {"agency": head.agency or SLOT, "subject": _about(table, language)}
    due = day(table.due, language) if table.due is not None else SLOT
    if head.earlier_reminders:
        letters = "; ".join(head.earlier_reminders)
        due = f"{due} {language.render(message('(in {letters})', letters=letters))}"
    sentence = message("{agency} asked the units to send the report on {subject} by {due}.", due=due, **values)
    if table.pack.basis:
        basis = "; ".join(basis_of(one, language) for one in table.pack.basis)
        sentence = message(
            "In execution of {basis}, {agency} asked the units to send the report on {subject} by {due}.",
            basis=basis,
            due=due,
            **values,
        )
    yield language.render(sentence)
    until = day(head.date, language) if head.date is not None else SLOT
    yield language.render(message("By {date}, {received}.", date=until, received=_received(table, language)))
    incomplete = [row for row in table.rows if row.report is not None and _without(row, table)]
    if incomplete:
        named = "; ".join(_incomplete(row, table, language) for row in incomplete[:_INCOMPLETE])
        more = len(incomplete) - _INCOMPLETE
        if more > 0:
            named = f"{named} {language.render(message('and {count} other units', count=count(more, language)))}"
        sentence = message(
            "Besides, {count} units have sent reports without all figures: {names}.",
            count=count(len(incomplete), language),
            names=named,
        )
        yield language.render(sentence)
    for row in _again(table):
        sentence = message(
            "{unit} is to send its report again: {reason}.", unit=row.unit.name, reason=_reason(row, language)
        )
        yield language.render(sentence)
    files = len(list(unread_files(table, language)))
    if files:
        yield language.render(message("{count} files cannot be opened or read and are to be sent again.", count=files))
    one = len(missing(table)) == 1
    yield language.render(_request(head.superior_agency, values, one=one))
    if head.contact:
        yield language.render(message("To ask: {contact}.", contact=head.contact))
    polite = message("The unit is asked to see to it.") if one else message("They are asked to see to it.")
    yield language.render(polite)


def _request(superior: str, values: dict[str, Value], *, one: bool) -> Message:
    """Return what the units are asked, and for whom the figures are combined."""
    if superior:
        sentence = message(
            "So that the figures can be combined and reported to {superior} in time, {agency} asks these units to send "
            "them by {slot}."
        )
        if one:
            sentence = message(
                "So that the figures can be combined and reported to {superior} in time, {agency} asks this unit to "
                "send them by {slot}."
            )
    else:
        sentence = message(
            "So that the figures can be combined in time, {agency} asks these units to send them by {slot}."
        )
        if one:
            sentence = message(
                "So that the figures can be combined in time, {agency} asks this unit to send them by {slot}."
            )
    return message(sentence.template, slot=SLOT, superior=superior, **values)


def _reason(row: UnitRow, language: Language) -> str:
    """Return why a file could not be read, as the continuation of a sentence."""
    reason = in_plain_words(language.render(row.unread.message)) if row.unread is not None else ""
    return small(reason).rstrip(".")


def _without(row: UnitRow, table: Consolidated) -> list[str]:
    """Return the titles of the indicators for which a unit's expected figure is missing."""
    report = row.report
    if report is None:
        return []
    given = {one.indicator for one in report.results if one.value is not None or one.text}
    expected = {one.indicator for one in report.results if one.expected_now or one.verdict == "no_data"}
    return [one.title for one in table.columns if one.indicator in expected - given]


def _incomplete(row: UnitRow, table: Consolidated, language: Language) -> str:
    lacking: Sequence[str] = _without(row, table)
    named = ", ".join(lacking[:_INCOMPLETE])
    if len(lacking) > _INCOMPLETE:
        named = f"{named}, {SLOT}"
    phrase = message(
        "{unit} ({count} indicators: {names})", unit=row.unit.name, count=count(len(lacking), language), names=named
    )
    return language.render(phrase)


def short_text(table: Consolidated, language: Language) -> str:
    """Return the same facts as a message."""
    if not missing(table):
        every = count(len(table.rows), language)
        return language.render(message("All {units} units have sent their reports.", units=every))
    texts = (_short(table, most, language) for most in range(MOST_NAMED, 0, -1))
    return next((sentence for sentence in texts if len(sentence) <= _LONGEST), _short(table, 1, language))


def _short(table: Consolidated, most: int, language: Language) -> str:
    values: dict[str, Value] = {"subject": _about(table, language), "received": _received(table, language, most)}
    if table.due is None:
        return language.render(message("Report on {subject}: {received}. Please send it.", **values))
    due = day(table.due, language)
    return language.render(message("Report on {subject}, due by {due}: {received}. Please send it.", due=due, **values))
