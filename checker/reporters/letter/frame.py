"""What stands around a letter: the agency and the state above, recipients and signature below.

Owns how decree 30/2020/NĐ-CP places them. What nobody stated is left open and marked, never made up.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from checker.domain.letterhead import Letterhead
from checker.domain.text import Message, message
from checker.language import Language
from checker.reporters.letter.wml import cell, grid, paragraph, row, rule, run

__all__ = ["OPEN", "annexed_to", "dated", "foot", "head", "letter_width", "numbered", "width_of"]

OPEN: Final = "…"
"""What stands for what the office fills in."""

_LEFT: Final = 62.0
_RIGHT: Final = 103.0
_STATE: Final = message("SOCIALIST REPUBLIC OF VIET NAM")
_MOTTO: Final = message("Independence - Freedom - Happiness")
# Letters of this typeface are about half as wide as they are high, capitals two thirds.
_LOWER: Final = 0.5
_UPPER: Final = 0.68
_POINT: Final = 25.4 / 72
_TEN: Final = 10
_MARCH: Final = 3


def letter_width() -> float:
    """Return how wide the text of an upright page is, in millimetres."""
    return _LEFT + _RIGHT


def width_of(text: str, size: float) -> float:
    """Estimate how wide a text is in letters of this size, in millimetres."""
    return sum(_UPPER if char.isupper() else _LOWER for char in text) * size * _POINT


def numbered(head: Letterhead, language: Language) -> str:
    """Return the letter's number and symbol."""
    said = message("No. {number}/{symbol}", number=head.number or OPEN, symbol=head.symbol or OPEN)
    return language.render(said)


def dated(date: dt.date | None, language: Language) -> str:
    """Return a day in words; small days, January and February get a zero, which nobody can add to."""
    if date is None:
        day = month = year = OPEN
    else:
        day = f"{date.day:02d}" if date.day < _TEN else str(date.day)
        month = f"{date.month:02d}" if date.month < _MARCH else str(date.month)
        year = f"{date.year:04d}"
    return language.render(message("day {day} month {month} year {year}", day=day, month=month, year=year))


def annexed_to(head: Letterhead, language: Language) -> str:
    """Return which letter an annex belongs to."""
    said = message(
        "(Annexed to report {number}, {date}, of {agency})",
        number=language.render(numbered_value(head)),
        date=dated(head.date, language),
        agency=head.agency or OPEN,
    )
    return language.render(said)


def numbered_value(head: Letterhead) -> Message:
    """Return number and symbol without the word before them."""
    return message("{number}/{symbol}", number=head.number or OPEN, symbol=head.symbol or OPEN)


def head(given: Letterhead, language: Language) -> str:
    """Return the head: the agency with the letter's number, the state with place and day."""
    agency = given.agency or language.render(message("[name of the agency]"))
    # An agency that is named, and none above it, may have none.
    above = given.superior_agency or ("" if given.agency else language.render(message("[name of the agency above]")))
    motto = language.render(_MOTTO)
    left = [paragraph("Superior", run(above.upper(), open_=not given.superior_agency))] if above else []
    left += [
        paragraph("Agency", run(agency.upper(), open_=not given.agency)),
        rule(0.4 * min(width_of(agency.upper(), 13), _LEFT), _LEFT),
        paragraph("Number", run(numbered(given, language), open_=not (given.number and given.symbol))),
    ]
    place = f"{given.place or OPEN}, {dated(given.date, language)}"
    right = [
        paragraph("State", run(language.render(_STATE))),
        paragraph("Motto", run(motto)),
        rule(min(width_of(motto, 13), _RIGHT), _RIGHT),
        paragraph("PlaceAndDate", run(place, open_=not (given.place and given.date))),
    ]
    return grid((_LEFT, _RIGHT), [row([cell(_LEFT, *left, top=True), cell(_RIGHT, *right, top=True)])], lines=False)


def foot(given: Letterhead, language: Language) -> str:
    """Return the foot: who gets the letter, and who signs it."""
    left = [paragraph("RecipientsHead", run(language.render(message("Recipients:"))))]
    ends = ";" * (len(given.recipients) - 1) + "."
    for name, end in zip(given.recipients, ends, strict=False):
        left.append(paragraph("Recipients", run(f"- {name.rstrip(';.')}{end}")))
    if not given.recipients:
        left.append(paragraph("Recipients", run(f"- {OPEN}", open_=True)))
    title = given.signer_title or language.render(message("[title of the signer]"))
    name = given.signer_name or language.render(message("[name of the signer]"))
    right = [paragraph("Signer", run(given.on_behalf_of.upper()))] if given.on_behalf_of else []
    right += [paragraph("Signer", run(title.upper(), open_=not given.signer_title))]
    right += [paragraph("Signer")] * 4
    right += [paragraph("Signer", run(name, open_=not given.signer_name))]
    half = letter_width() / 2
    # A little room, for a table has none of its own above it.
    return paragraph("Rule") + grid(
        (half, half), [row([cell(half, *left, top=True), cell(half, *right, top=True)])], lines=False
    )
