"""What a cell shows on the sheet, and why that may differ from what is stored.

Owns the rules for when format and look of a cell leave a single reading. Must not know the meaning of a text, or the
cell's column.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from checker.domain import codes
from checker.domain.codes import Code
from checker.domain.number import plain
from checker.domain.submission import Move
from checker.domain.text import Value, message
from checker.domain.unit import Unit, folded
from checker.readers.form.formats import FormatSection, is_blank, other_number, section_of, shown_text, words_of
from checker.readers.form.measure import PERCENT, unit_in_format
from checker.readers.grid import Appearance, Cell, CellKind, is_error
from checker.readers.lead_words import MOVES, Lead, Word, led
from checker.readers.notation import EXACT, Trouble, marks_unclear, shown

__all__ = ["by_format", "by_look", "shows_plus", "text_of", "within_text", "words_before"]

_DASHES: Final = frozenset("-\u2013\u2014")
_MINUS: Final = re.compile(r"[-\u2212\u2013(]|âm", re.IGNORECASE)
_NO_WORDS: Final = Lead((), "")
_NOTHING: Final = message("its format shows nothing")
_ZEROS: Final = message("the sheet does not show zeros")
_UNSEEN: Final = {
    Appearance.UNSEEN: message("it has the colour of its background"),
    Appearance.TINY: message("its font is too small to be read"),
    Appearance.CONDITIONAL: message("conditional formatting hides it or shows it otherwise, or may do so"),
}
_WHITE: Final = message("its format writes in white")


def by_look(cell: Cell) -> Trouble | None:
    """Return why a cell is not a figure by its look; ``None`` if it may be one."""
    if cell.look in _UNSEEN:
        return _trouble(codes.UNSEEN_VALUE, value=shown(cell.text), why=_UNSEEN[cell.look])
    match cell.look:
        case Appearance.ZEROS_UNSEEN if cell.kind is CellKind.NUMBER and not cell.text.strip("0.-"):
            return _trouble(codes.UNSEEN_VALUE, value=shown(cell.text), why=_ZEROS)
        case Appearance.STRUCK:
            return _trouble(codes.STRUCK_OUT, value=shown(cell.text))
        case Appearance.MIXED:
            return _trouble(codes.MARKS_UNCLEAR, value=shown(cell.text))
        case _:
            return None


def text_of(cell: Cell) -> str | Trouble:
    """Return the text that a cell shows, with the literals of its format."""
    text = shown_text(cell.number_format, cell.text) if cell.number_format else cell.text
    if cell.look is Appearance.OTHER and folded(text) != folded(cell.other_text):
        return _other(cell)
    if not text.strip():
        return _trouble(codes.UNSEEN_VALUE, value=shown(cell.text), why=_NOTHING)
    return _trouble(codes.ERROR_CELL, value=shown(text)) if is_error(text) else text


def within_text(text: str) -> Trouble | None:
    """Return why a text may be a different figure."""
    return marks_unclear(text)


def by_format(cell: Cell, value: Decimal) -> tuple[Decimal, Unit | None] | Trouble:
    """Return the number and the unit that a number cell shows, or why they are uncertain.

    Rounding does not matter: 86.6 shown as 87 is read as the stored number.
    """
    if cell.number_format:
        found = _formatted(cell.number_format, value)
        if isinstance(found, Trouble) or cell.look is not Appearance.OTHER:
            return found
    return _other(cell) if cell.look is Appearance.OTHER else (value, None)


def shows_plus(number_format: str, value: Decimal) -> bool:
    """Tell whether a format writes a plus sign before positive numbers, which means a change."""
    found = section_of(number_format, value) if number_format and value > 0 else None
    return found is not None and "+" in found[0].before


def words_before(number_format: str, value: Decimal) -> Lead:
    """Return the words of change that a format writes before a number: "tăng", "giảm", "còn"."""
    found = section_of(number_format, value) if number_format else None
    if found is None or (value < 0 and not found[1]):
        return _NO_WORDS
    lead = led(unicodedata.normalize("NFC", found[0].before.strip()))
    known = all(kind is Word.NEUTRAL or kind in MOVES for kind in lead.kinds)
    # A negative stored number is not a rise, whatever its format says.
    agrees = value >= 0 or lead.moves == [Move.FALL]
    return lead if known and agrees and not lead.rest and len(lead.moves) <= 1 else _NO_WORDS


def _formatted(number_format: str, value: Decimal) -> tuple[Decimal, Unit | None] | Trouble:
    stored = f"{value:f}"
    found = section_of(number_format, value)
    if found is None:
        other = other_number(number_format, value)
        return _writes(stored, number_format) if other is None else _shows(stored, f"{plain(other):f}")
    form, negative = found
    if not form.digits or form.date or form.white or is_blank(form, value):
        return _without_digits(form, value, stored)
    if form.thousands:
        return _shows(stored, f"{plain(value.scaleb(-3 * form.thousands, EXACT)):f}")
    if words_before(number_format, value).kinds:
        form, negative = form._replace(before=""), False
    around = _without_sign(form, value, negative=negative)
    unit = unit_in_format(around) if around else None
    unclear = around is None or (around and (unit is None or form.percents))
    if unclear or form.percents > 1 or form.within or form.fraction:
        return _writes(stored, number_format)
    return (value.scaleb(2, EXACT), PERCENT) if form.percents else (value, unit)


def _without_digits(form: FormatSection, value: Decimal, stored: str) -> tuple[Decimal, Unit | None] | Trouble:
    """Return the problem of a number without visible digits; a dash means zero."""
    words = words_of(form)
    dash = next((word for word in words.split() if word in _DASHES), "")
    unit = unit_in_format(rest) if dash and (rest := words.replace(dash, "", 1).strip()) else None
    if form.date:
        return _trouble(codes.DATE_CELL, value=stored)
    if form.white:
        return _trouble(codes.UNSEEN_VALUE, value=stored, why=_WHITE)
    if not value and (words in _DASHES or unit is not None):
        # The accounting format writes "- ₫" for zero.
        return value, unit
    return _shows(stored, shown(words)) if words else _trouble(codes.UNSEEN_VALUE, value=stored, why=_NOTHING)


def _without_sign(form: FormatSection, value: Decimal, *, negative: bool) -> str | None:
    """Return the literals around the digits without the sign; ``None`` if it is not the number's sign."""
    before, behind = form.before.strip(), form.behind.strip()
    if negative:
        minus = _MINUS.match(before)
        if minus is None or (minus[0] == "(" and not behind.startswith(")")):
            return None
        before = before[minus.end() :]
        behind = behind[1:] if minus[0] == "(" else behind
    elif value > 0:
        before = before.removeprefix("+")
    return " ".join(f"{before.strip()} {behind.strip()}".split())


def _trouble(code: Code, **values: Value) -> Trouble:
    return Trouble(code, tuple(values.items()))


def _shows(stored: str, text: str) -> Trouble:
    return _trouble(codes.MANY_READINGS, stored=stored, shown=text)


def _writes(stored: str, number_format: str) -> Trouble:
    return _trouble(codes.FORMAT_WRITES, stored=stored, format=shown(number_format))


def _other(cell: Cell) -> Trouble:
    return _shows(shown(cell.text), shown(cell.other_text))
