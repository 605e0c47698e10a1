"""The frame of a letter: agency and state above, recipients and signature below.

Owns their placement by decree 30/2020/NĐ-CP. A missing field is left blank and marked, never invented.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from checker.domain.letterhead import Letterhead
from checker.domain.text import message
from checker.language import Language
from checker.reporters.letter.widths import width_of
from checker.reporters.letter.wml import LINE_BREAK, cell, grid, marked, paragraph, row, rule, run
from checker.reporters.office.blanks import DOTS, SLOT

__all__ = ["OPEN", "addressed", "annexed_to", "dated", "foot", "head", "letter_width", "numbered", "under"]

OPEN: Final = DOTS
"""Placeholders for blanks that the office fills in."""

_LEFT: Final = 62.0
_RIGHT: Final = 103.0
_STATE: Final = message("SOCIALIST REPUBLIC OF VIET NAM")
_MOTTO: Final = message("Independence - Freedom - Happiness")
_TEN: Final = 10
_MARCH: Final = 3
_THIN: Final = 0.95
_PART: Final = 0.42
"""The length of a rule as a share of the words above it; the decree demands a third to a half."""
# A long name is broken before its proper name, never within it.
_PROPER: Final = r"\s+(?=(?:THỊ XÃ|THỊ TRẤN|THÀNH PHỐ|ĐẶC KHU|XÃ|PHƯỜNG|HUYỆN|QUẬN|TỈNH|SỞ)\s)"


def letter_width() -> float:
    """Return the text width of a portrait page, in millimetres."""
    return _LEFT + _RIGHT


def under(text: str, size: float, room: float) -> str:
    """Return the rule under a line of bold words, or under its widest line if it is broken."""
    return rule(_PART * min(width_of(text, size), room), room)


def numbered(head: Letterhead, language: Language) -> str:
    """Return the letter's number and symbol."""
    number, symbol = numbered_value(head)
    return language.render(message("No. {number}/{symbol}", number=number, symbol=symbol))


def _numbered(head: Letterhead, language: Language, about: str) -> str:
    return numbered(head if head.symbol or not about else head._replace(symbol=OPEN), language)


def numbered_value(head: Letterhead) -> tuple[str, str]:
    """Return number and symbol; numbers below ten get a leading zero, so that no digit can be added."""
    number = head.number or OPEN
    if number.isascii() and number.isdecimal():
        number = f"{int(number):02d}"
    return number, head.symbol or f"BC-{OPEN}"


def dated(date: dt.date | None, language: Language) -> str:
    """Return a day in words; days below ten, January and February get a leading zero, so that no digit can be added."""
    if date is None:
        day = month = year = OPEN
    else:
        day = f"{date.day:02d}" if date.day < _TEN else str(date.day)
        month = f"{date.month:02d}" if date.month < _MARCH else str(date.month)
        year = f"{date.year:04d}"
    return language.render(message("day {day} month {month} year {year}", day=day, month=month, year=year))


def annexed_to(head: Letterhead, language: Language, *, report: bool = True) -> str:
    """Return the reference of an annex to its report or letter (công văn)."""
    number, symbol = numbered_value(head if report or head.symbol else head._replace(symbol=OPEN))
    named = message("(Annexed to letter {number}, {date}, of {agency})")
    if report:
        named = message("(Annexed to report {number}, {date}, of {agency})")
    sentence = message(
        named.template,
        number=message("{number}/{symbol}", number=number, symbol=symbol),
        date=dated(head.date, language),
        agency=head.agency or OPEN,
    )
    return language.render(sentence)


def head(given: Letterhead, language: Language, about: str = "") -> str:
    """Return the head: the agency with the letter's number, the state with place and day.

    Args:
        given: The letterhead.
        language: The language.
        about: The subject of a letter (công văn), which is placed under its number; empty for a report.
    """
    agency = (given.agency or language.render(message("[name of the agency]"))).upper()
    motto = language.render(_MOTTO)
    # An agency may have no superior; a stated one is shown.
    superior = _broken(given.superior_agency.upper(), thin=True)
    left = [paragraph("Superior", LINE_BREAK.join(map(run, superior)))] if given.superior_agency else []
    lines = _broken(agency)
    pieces = (run(line, open_=not given.agency) for line in lines)
    left += [
        paragraph("Agency", LINE_BREAK.join(pieces)),
        under(max(lines, key=len), 13, _LEFT),
        paragraph("Number", run(_numbered(given, language, about), open_=not (given.number and given.symbol))),
        *((paragraph("About", run(about)),) if about else ()),
    ]
    place = f"{given.place or OPEN}, {dated(given.date, language)}"
    right = [
        paragraph("State", run(language.render(_STATE))),
        paragraph("Motto", run(motto)),
        rule(min(width_of(motto, 13), _RIGHT), _RIGHT),
        paragraph("PlaceAndDate", run(place, open_=not (given.place and given.date))),
    ]
    return grid((_LEFT, _RIGHT), [row([cell(_LEFT, *left, top=True), cell(_RIGHT, *right, top=True)])], lines=False)


def _broken(name: str, *, thin: bool = False) -> list[str]:
    """Return the lines of a name in capitals: broken before its proper name if it has no room on one line."""
    # Thin capitals take some 95 % of the width of bold ones.
    wide = width_of(name, 13) * (_THIN if thin else 1)
    return re.split(_PROPER, name, maxsplit=1) if wide > _LEFT else [name]


def addressed(given: Letterhead, language: Language) -> Iterator[str]:
    """Yield the addressees: a single one on the same line, several on separate lines."""
    if not given.addressees:
        return
    to = language.render(message("To:"))
    names = [name.strip().removeprefix("-").strip().rstrip(";.,") for name in given.addressees]
    if len(names) == 1:
        yield paragraph("Addressee", run(f"{to} {names[0]}."))
        return
    yield paragraph("Addressees", run(to))
    for place, name in enumerate(names, 1):
        yield paragraph("AddresseeOf", run(f"- {name}{'.' if place == len(names) else ';'}"))


def foot(given: Letterhead, language: Language) -> str:
    """Return the foot: recipients and signature."""
    left = [paragraph("RecipientsHead", run(language.render(message("Recipients:"))))]
    names = list(_recipients(given, language))
    for place, name in enumerate(names, 1):
        left.append(paragraph("Recipients", marked(f"- {name}{'.' if place == len(names) else ';'}")))
    title = given.signer_title or language.render(message("[title of the signer]"))
    name = given.signer_name or language.render(message("[name of the signer]"))
    right = [paragraph("Signer", run(given.on_behalf_of.upper()))] if given.on_behalf_of else []
    right += [paragraph("Signer", run(title.upper(), open_=not given.signer_title))]
    right += [paragraph("Signer")] * 4
    right += [paragraph("Signer", run(name, open_=not given.signer_name))]
    half = letter_width() / 2
    # A little space, because a table has none above it.
    return paragraph("Rule") + grid(
        (half, half), [row([cell(half, *left, top=True), cell(half, *right, top=True)])], lines=False
    )


def _recipients(given: Letterhead, language: Language) -> Iterator[str]:
    """Yield the recipients: the addressees, the stated ones, and the archive."""
    above = language.render(message("As above"))
    archive = language.render(message("Archive: "))
    stated = [name.strip().removeprefix("-").strip().rstrip(";.") for name in given.recipients]
    if given.addressees:
        yield above
    yield from (name for name in stated if name.casefold() != above.casefold())
    if any(name.startswith(archive.rstrip(": ")) for name in stated):
        return
    copies = f" ({int(given.archive_copies):02d})" if given.archive_copies else ""
    yield f"{archive}VT, {given.drafting_unit or SLOT}{copies}"
