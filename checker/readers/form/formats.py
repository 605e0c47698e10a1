"""What a number format shows of a stored number, and the literals around it.

Owns the notation of formats: sections, conditions, literals, placeholders. Must not know any unit, or whether the shown
text may be used as the figure.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from checker.domain.record import NamedTuple
from checker.readers.notation import EXACT

__all__ = ["FormatSection", "is_blank", "other_number", "section_of", "shown_text", "words_of"]

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<pad>.)|\*(?P<fill>.)|\[(?P<brackets>[^\]]*)\]'
    r"|(?P<general>General|Standard)|(?P<exponent>[eE][+-])|(?P<noon>AM/PM|A/P)|(?P<digits>[0#?]+)|(?P<mark>[.,%@;])"
    r"|(?P<fraction>/)|(?P<word>[^\W\d_]+)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=) *(-?[0-9]+(?:\.[0-9]+)?)")
_COMPARED: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)
_OF_DATES: Final = re.compile(r"[dmyhs]+", re.IGNORECASE)
_COLOURS: Final = re.compile(
    r"black|blue|cyan|green|magenta|red|yellow|white|colou?r *[0-9]+|dbnum[0-9]|natnum[0-9].*", re.IGNORECASE
)
_WHITE: Final = re.compile(r"white|colou?r *2", re.IGNORECASE)
_GROUP: Final = 3
_TEXT_SECTION: Final = 3


class FormatSection(NamedTuple):
    """One section of a number format.

    Args:
        condition: The condition under which it is used, such as ``<1``; empty for the default order.
        before: The literals before the digits.
        within: The literals between the digits, except grouping blanks.
        behind: The literals after the digits.
        digits: The placeholders, such as ``#,##0.0``; ``@`` for an unformatted number; empty if no digit is shown.
        percents: The number of percent signs, each of which multiplies by 100.
        thousands: The number of scaling commas, each of which divides by 1000.
        date: Whether it shows a date or a time.
        fraction: Whether it shows a fraction such as ``3/4``.
        white: Whether it writes in white.
    """

    condition: str = ""
    before: str = ""
    within: str = ""
    behind: str = ""
    digits: str = ""
    percents: int = 0
    thousands: int = 0
    date: bool = False
    fraction: bool = False
    white: bool = False


def section_of(number_format: str, value: Decimal) -> tuple[FormatSection, bool] | None:
    """Return the section that shows a number, and whether it is only for negative numbers.

    ``None`` if the conditions are undecided between sections that differ in more than words, such as a percentage and a
    thousandth.
    """
    sections = _sections(number_format)
    numbers = sections[:_TEXT_SECTION]
    if any(section.condition for section in numbers):
        alike = len({(one.percents, one.thousands) for one in numbers if one.digits}) <= 1
        chosen = _by_condition(numbers, value) if alike and value >= 0 else None
        return None if chosen is None else (chosen, False)
    if value < 0 and len(numbers) > 1:
        return numbers[1], True
    return numbers[-1 if not value and len(numbers) == _TEXT_SECTION else 0], False


def _by_condition(sections: tuple[FormatSection, ...], value: Decimal) -> FormatSection | None:
    """Return the first section whose condition holds; a section without one is only certain at the end."""
    for section in sections:
        match = _CONDITION.fullmatch(section.condition)
        if match is None:
            return section if section is sections[-1] else None
        if _COMPARED[match[1]](value, Decimal(match[2])):
            return section
    return None


def other_number(number_format: str, value: Decimal) -> Decimal | None:
    """Return another number that a section would show: a percentage, or a thousandth."""
    shown = (value.scaleb(2 * one.percents - 3 * one.thousands, EXACT) for one in _sections(number_format))
    return next((number for number in shown if number != value), None)


def shown_text(number_format: str, text: str) -> str:
    """Return the display of a text: the text with the format's literals, or nothing."""
    sections = _sections(number_format)
    if len(sections) > _TEXT_SECTION:
        last = sections[_TEXT_SECTION]
        return last.before + (text if last.digits else "") + last.behind
    only = sections[-1]
    return only.before + text + only.behind if only.digits == "@" and "@" in number_format else text


def is_blank(form: FormatSection, value: Decimal) -> bool:
    """Tell whether a section shows no digit of a number: ``#,###`` hides 0."""
    if form.digits == "@" or "0" in form.digits:
        return False
    decimals = len(form.digits.partition(".")[2])
    shown = value.scaleb(2 * form.percents, EXACT)
    return not shown.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def words_of(form: FormatSection) -> str:
    """Return the literals of a section around the digits, stripped."""
    return " ".join(f"{form.before.strip()} {form.behind.strip()}".split())


@functools.lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[FormatSection, ...]:
    """Parse a number format; cached for all cells that have it."""
    builders = [_Builder()]
    for token in _TOKEN.finditer(number_format):
        if token.lastgroup == "mark" and token["mark"] == ";":
            builders.append(_Builder())
        else:
            builders[-1].add(str(token.lastgroup), token[str(token.lastgroup)])
    return tuple(builder.form() for builder in builders)


class _Builder:
    """Builds one section, token by token."""

    def __init__(self) -> None:
        self._digits = ""
        # Literals since the last digit; they are inside the number if another digit follows.
        self._since = ""
        self._before = ""
        self._within = ""
        self._condition = ""
        self._percents = 0
        self._date = self._fraction = self._white = self._general = False

    def add(self, kind: str, text: str) -> None:
        match kind:
            case "digits":
                self._digit(text)
            case "mark":
                self._mark(text)
            case "general":
                self._general = True
                self._digit("@")
            case "brackets":
                self._brackets(text)
            case "exponent":
                self._digits += "E"
            case "noon":
                self._date = True
            case "pad":
                self._write(" ")
            case "fraction" if self._digits and not self._since.strip():
                self._fraction = True
            case "word" if _OF_DATES.fullmatch(text):
                self._date = True
            case _:
                self._write(text)

    def _write(self, text: str) -> None:
        if self._digits:
            self._since += text
        else:
            self._before += text

    def _digit(self, text: str) -> None:
        blank = not self._since.strip()
        # "# ##0" groups its digits with blanks, which do not change the number.
        if not (blank and (not self._since or len(text) == _GROUP or self._fraction)):
            self._within += self._since or " "
        self._digits += text
        self._since = ""

    def _mark(self, text: str) -> None:
        match text:
            case "%":
                self._percents += 1
            case "@":
                self._digit("@")
            case "." if "." in self._digits:
                self._write(text)
            case "." | ",":
                self._digits += text

    def _brackets(self, text: str) -> None:
        if text.startswith("$"):
            self._write(text[1:].partition("-")[0])
        elif _CONDITION.fullmatch(text):
            self._condition = text
        elif _ELAPSED.fullmatch(text):
            self._date = True
        elif _COLOURS.fullmatch(text):
            self._white = self._white or _WHITE.fullmatch(text) is not None
        else:
            self._write(f"[{text}]")

    def form(self) -> FormatSection:
        whole, point, decimals = self._digits.partition(".")
        thousands = len(whole) - len(whole.rstrip(",")) + len(decimals) - len(decimals.rstrip(","))
        digits = f"{whole.rstrip(',')}{point}{decimals.rstrip(',')}"
        shows = any(char in digits for char in "0#?@")
        return FormatSection(
            condition=self._condition,
            before=self._before + ("" if shows else digits),
            within=self._within,
            behind=self._since,
            digits=digits if shows else "",
            percents=self._percents,
            thousands=thousands,
            date=self._date and not self._general,
            fraction=self._fraction,
            white=self._white,
        )
