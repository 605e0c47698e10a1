"""Read a cell with the plan: a bound, or several plans with the words that may name their assigners.

Owns the parsing of such a cell. Must not know who set a plan.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain.submission import Locale, Several, Share
from checker.domain.unit_words import parse_unit
from checker.domain.wording import APPROXIMATE, Sense, words_of
from checker.readers.lead_words import PLAN
from checker.readers.notation import joined, not_a_number
from checker.readers.numbers import LONGEST_FIGURE, WordedFigure, read_number
from checker.readers.plan_words import BETWEEN, DIGITS, PlanReading, composed, names_in, parts_of, without_year

__all__ = ["read_plan"]

# Words and signs that make a plan a bound: "từ 80% trở lên", "≥ 80". Only the number is compared.
_BOUND: Final = rf"(?:(?:{'|'.join(words_of(Sense.FLOOR, Sense.CEILING, Sense.KEEP, Sense.FROM))}|đạt) ?)*"
_BOUNDED: Final = rf"{_BOUND}(.*?)(?: ?(?:{'|'.join(words_of(Sense.FLOOR, Sense.CEILING, behind=True))}))?"
_APPROXIMATE: Final = rf"(?:(?:{'|'.join(words_of(*APPROXIMATE, of_figures=True))}) ?)*"
_BETWEEN: Final = BETWEEN + r"|\s*/\s*(?=[^/,;\n]*[0-9])"
_NAMED: Final = rf"(?P<name>[^0-9]*?)[ :]*(?<![^\W_]){_BOUND}(?P<figure>{_APPROXIMATE}[0-9].*)"
_PAPERS: Final = r"nq|nghị quyết|qđ|quyết định|kh|kế hoạch|công văn|cv|văn bản|thông báo|tờ trình|chỉ thị|ct"
# "Theo NQ 15", "NQ số 15/NQ-HĐND", "15/2023/NQ-HĐND": the number of a document. "NQ 317" may be a plan.
_DOCUMENT: Final = (
    rf"(?<![^\W_])(?:(?:theo|căn cứ|tại) (?:{_PAPERS})(?: số)?|(?:{_PAPERS}) số):? ?[0-9]+(?:[/-][\w-]+)*"
    rf"|(?<![0-9.,/])[0-9]+(?:/(?:19|20)[0-9]{{2}})?/(?:{_PAPERS})(?![^\W_])[\w-]*"
)
_BEHIND: Final = rf"(?<![^\W_])(?:{PLAN}|theo|do)(?![^\W_])"


def read_plan(text: str, *, locale: Locale = "vi") -> PlanReading:
    """Read a plan as offices write it: with words of a bound ("từ 80% trở lên"), or several with their assigners.

    Args:
        text: The cell as written.
        locale: The notation of its numbers.
    """
    if len(text) > LONGEST_FIGURE or not re.search(r"[0-9]", text):
        return read_number(text, locale=locale)
    undocumented = re.sub(_DOCUMENT, " ", text, flags=re.IGNORECASE)
    if not re.search(r"[0-9]", undocumented):
        return not_a_number(text)
    text = joined(undocumented, locale)
    clean = composed(text)
    bounded = re.fullmatch(_BOUNDED, clean, re.IGNORECASE)
    found = read_number(bounded[1] if bounded else clean, locale=locale)
    if isinstance(found, WordedFigure) and found.planned is None:
        return found
    shares: list[Share] = []
    for part in parts_of(text, _BETWEEN):
        share = _share(part, locale)
        if share is None:
            return found
        shares.append(share)
    if len(shares) == 1 and not shares[0].words:
        return WordedFigure(shares[0].figure)
    units = {share.figure.unit for share in shares} - {None}
    if len(units) == 1:
        # "310/317 tỷ đồng": the unit at the end applies to both.
        (unit,) = units
        shares = [share._replace(figure=share.figure._replace(unit=unit)) for share in shares]
    return Several(tuple(shares))


def _share(part: str, locale: Locale) -> Share | None:
    """Read one of several plans with the words that may name its assigner; ``None`` if it is not a plan."""
    named = re.fullmatch(_NAMED, without_year(part), re.IGNORECASE)
    if named is None:
        return None
    figure, behind = named["figure"], ""
    cut = re.search(_BEHIND, figure, re.IGNORECASE)
    number = re.search(DIGITS, figure)
    noun = figure[number.end() :].strip() if number else ""
    if cut is not None:
        figure, behind = figure[: cut.start()].strip(), figure[cut.start() :]
    elif number and noun and not named["name"] and parse_unit(noun) is None:
        figure, behind = figure[: number.end()], noun
    read = read_number(figure, locale=locale)
    names = names_in(f"{named['name']} {behind}")
    if names is None or not isinstance(read, WordedFigure) or read.planned is not None:
        return None
    return Share(names, read.figure)
