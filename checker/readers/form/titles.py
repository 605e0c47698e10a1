"""Read the rows above a table: period, unit, measure, and whether figures are synthetic.

Owns the wordings of titles. Must not decide which of several mentions counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.unit import Unit
from checker.domain.unit_words import parse_unit
from checker.readers.days import day_in, day_in_words
from checker.readers.form.measure import distinct, in_brackets, is_label, labelled_units, unit_of
from checker.readers.form.spelled import spelled
from checker.readers.form.table import Table
from checker.readers.form.words import composed

__all__ = [
    "Mention",
    "PlacedText",
    "Titles",
    "denotes",
    "is_id",
    "is_short_for",
    "may_be_whole",
    "measures_in",
    "names_place",
    "read_titles",
]

_LONGEST: Final = 300
_OPEN: Final = " ._-/…"
"""Placeholders in unfilled fields."""
_YEAR: Final = r"((?:19|20)[0-9]{2})"
_OF_YEAR: Final = rf"(?: ?[,/-]? ?(?:(?:của |trong )?năm |of )?{_YEAR}(?![0-9]))?"
# Words for parts of a year, with their months; ``{}`` is a number in the text.
_PARTS: Final = (
    (r"(?<![0-9/])(?:6|sáu) tháng cuối(?: năm)?", (7, 12)),
    (r"(?<![0-9/])(?:6|sáu) (?:tháng|t)(?: đầu(?: năm)?)?\b(?! [0-9]{1,2}\b)", (1, 6)),
    (r"(?<![0-9/])(?:9|chín) (?:tháng|t)(?: đầu(?: năm)?)?\b(?! [0-9]{1,2}\b)", (1, 9)),
    (r"(?<![0-9/])(?P<count>[0-9]{1,2}) tháng(?: đầu(?: năm)?)?\b(?! [0-9]{1,2}\b)", None),
    (r"\bquý (?P<quarter>iv|i{1,3}|[1-4])\b", None),
    (r"\btháng (?P<month>0?[1-9]|1[0-2])\b(?! năm (?![12]))", None),
    (r"\bfirst half", (1, 6)),
    (r"\bsecond half", (7, 12)),
    (r"\bfirst nine months", (1, 9)),
    (r"\bquarter (?P<quarter>iv|i{1,3}|[1-4])\b", None),
    (r"\bmonth (?P<month>0?[1-9]|1[0-2])\b", None),
)
_CODE: Final = re.compile(r"(?<![0-9a-z-])(?:19|20)[0-9]{2}-(?:h[12]|9m|q[1-4]|0[1-9]|1[0-2])(?![0-9a-z-])")
_WHOLE: Final = re.compile(rf"\b(?:năm|year) {_YEAR}(?![0-9])")
_BARE_YEAR: Final = re.compile(rf"(?<![0-9]){_YEAR}(?![0-9])")
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
# Days, document numbers, and comparisons, which are not the period of the figures.
_ASIDE: Final = re.compile(
    r"ngày[\s0-9.…_]*tháng[\s0-9.…_]*(?:năm[\s0-9.…_]*)?|[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}"
    r"|(?:so với |so |với )?cùng kỳ[^,;()]*|\bsố:? ?[0-9]+\S*"
)
# A year beside these words is that of the plan, which is weak evidence for the figures' period.
_PLANNED: Final = re.compile(
    r"kế hoạch|chỉ tiêu|mục tiêu|nhiệm vụ|nghị quyết|dự toán|quyết định|phương hướng|\b(?:plan|targets?|resolution)\b"
)
_PERIOD_LABEL: Final = r"kỳ báo cáo|kỳ số liệu|thời kỳ|kỳ|reference period|reporting period|period"
_UNIT_LABEL: Final = r"đơn vị báo cáo|đơn vị được đánh giá|tên đơn vị|đơn vị|reporting unit|unit"
_AMENDS_LABEL: Final = r"(?:báo cáo )?điều chỉnh một phần|partial correction|amends"
_SENT_LABEL: Final = r"ngày gửi(?: báo cáo)?|day sent"
_MADE_UP: Final = re.compile(r"số liệu giả định|synthetic ?[:=] ?true|synthetic data")
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_KINDS: Final = {
    "city": ("thành phố", "tp"),
    "town": ("thị xã", "thị trấn"),
    "district": ("huyện", "quận"),
    "province": ("tỉnh",),
    "commune": ("xã",),
    "ward": ("phường",),
}
_KIND: Final = re.compile(r"\b(?:thành phố|tp|thị xã|thị trấn|huyện|quận|tỉnh|xã(?! hội)|phường)\b")
# How ids of units show the kind of unit: "bac-kan-city", "huyen-vi-du".
_ID_KINDS: Final = {
    **dict.fromkeys(("city", "tp"), ("thành phố", "tp")),
    **dict.fromkeys(("province", "tinh"), ("tỉnh",)),
    **dict.fromkeys(("commune", "xa"), ("xã",)),
    **dict.fromkeys(("ward", "phuong"), ("phường",)),
    "town": ("thị xã", "thị trấn"),
    "district": ("huyện", "quận"),
    "huyen": ("huyện",),
    "quan": ("quận",),
}
# Cities that are not part of a province.
_CENTRAL: Final = ("ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue")


class PlacedText(NamedTuple):
    """A text and its location."""

    text: str
    place: Location


class Mention(NamedTuple):
    """A part of a year that a title names.

    Args:
        year: The year, or 0 if unknown.
        first: Its first month.
        last: Its last month.
        said: The words.
        labelled: Whether it follows a label such as "Kỳ báo cáo:".
        planned: Whether it is a year that may only be the plan's.
    """

    year: int
    first: int
    last: int
    said: PlacedText
    labelled: bool = False
    planned: bool = False

    @property
    def period(self) -> Period | None:
        """The period of these months; ``None`` if there is none (as for five months) or the year is unknown."""
        if not self.year:
            return None
        for part in ("", "H1", "H2", "9M", *(f"Q{q}" for q in range(1, 5)), *(f"{m:02d}" for m in range(1, 13))):
            period = Period(self.year, part)
            if (period.first_month, period.last_month) == (self.first, self.last):
                return period
        return None

    @property
    def whole_year(self) -> bool:
        """Whether it is a whole year."""
        return (self.first, self.last) == (1, 12)

    def fits(self, period: Period) -> bool:
        """Tell whether this mention fits figures of `period`."""
        if not self.year:
            return (self.first, self.last) == (period.first_month, period.last_month)
        if self.year != period.year:
            return False
        if self.whole_year and not self.labelled:
            return True
        if self.period is None:
            return self.last == period.last_month
        return self.period == period


class Titles(NamedTuple):
    """The content of the rows above a table.

    Args:
        mentions: The periods that they name.
        unclear: The text after "Kỳ báo cáo:" if it is not a period.
        unit: The named unit, by id or in words.
        measures: The default units of the figures.
        beside: Units in brackets after other words, which may only apply to some figures, and invisible ones.
        synthetic: Whether they say that the figures are synthetic.
        of_sheet: The periods in the name of the sheet, which distinguish sheets but contradict nothing.
        amends: The text after "Báo cáo điều chỉnh một phần:".
        sent: The text after "Ngày gửi:".
    """

    mentions: tuple[Mention, ...] = ()
    unclear: tuple[PlacedText, ...] = ()
    unit: PlacedText | None = None
    measures: tuple[Unit, ...] = ()
    beside: tuple[Unit, ...] = ()
    synthetic: bool = False
    of_sheet: tuple[Mention, ...] = ()
    amends: PlacedText | None = None
    sent: tuple[PlacedText, ...] = ()


def read_titles(table: Table) -> Titles:
    """Read the rows above a table."""
    every = [(text, _labelled(text.text, _SENT_LABEL)) for text in _texts(table)]
    # The year of that day does not give the figures' period.
    said = [text for text, day in every if not (day and (day_in(day) or day_in_words(day)))]
    sent = tuple(PlacedText(day, text.place) for text, day in every if day.strip(_OPEN))
    labelled = [(text, _labelled(text.text, _PERIOD_LABEL)) for text in said]
    behind = [PlacedText(value, text.place) for text, value in labelled if value]
    explicit = [(text, _explicit(text)) for text in behind]
    free = [text for text, value in labelled if not value]
    years = {int(year) for text in free for year in _BARE_YEAR.findall(_ASIDE.sub(" ", composed(text.text)))}
    named = [PlacedText(value, text.place) for text in said if (value := _labelled(text.text, _UNIT_LABEL))]
    unseen = _unseen(table)
    seen = [text for text in said if text.place not in unseen]
    return Titles(
        (*(found for _, found in explicit if found), *(found for text in free for found in _mentions(text, years))),
        tuple(text for text, found in explicit if found is None),
        next((text for text in named if not _is_measure(text.text)), None),
        distinct(unit for text in seen for unit in measures_in(text.text)),
        distinct(
            unit for text in said for unit in (in_brackets(text.text) if text in seen else measures_in(text.text))
        ),
        any(_MADE_UP.search(composed(text.text)) for text in said),
        tuple(_mentions(PlacedText(spelled(table.sheet.name), table.sheet.location(0)), years)),
        next((PlacedText(value, text.place) for text in said if (value := _labelled(text.text, _AMENDS_LABEL))), None),
        sent,
    )


def measures_in(text: str) -> tuple[Unit, ...]:
    """Return the units that a text beside a table states for the figures."""
    alone = unit_of(text.strip(" ()"))
    return (alone,) if alone else labelled_units(text)


def _texts(table: Table) -> Iterator[PlacedText]:
    """Yield the texts above a table; a label is joined with the next cell."""
    for row in table.above:
        label = ""
        for column, text in enumerate(row.texts, 1):
            words = text.strip()[:_LONGEST]
            if not words:
                continue
            if (words.endswith(":") or is_label(words)) and not label:
                label = words
                continue
            if re.fullmatch(_AMENDS_LABEL, composed(words)) and not label:
                label = f"{words}:"
                continue
            yield PlacedText(f"{label} {words}".strip(), table.sheet.location(row.number, column))
            label = ""


def _unseen(table: Table) -> set[Location]:
    """Return the locations of invisible texts above a table."""
    places = ((row.number, number) for row in table.above for number in range(1, len(row.texts) + 1))
    return {
        table.sheet.location(*place)
        for place in places
        if (cell := table.sheet.cell(*place)) is not None and not cell.is_seen
    }


def _labelled(text: str, labels: str) -> str:
    found = re.fullmatch(rf"\(?(?:{labels})\s*[:\uff1a]\s*(.+?)\)?", unicodedata.normalize("NFC", text), re.IGNORECASE)
    return found[1].strip() if found else ""


def _explicit(said: PlacedText) -> Mention | None:
    """Read the text after "Kỳ báo cáo:"."""
    try:
        period = Period.parse(said.text)
    except ValueError:
        found = list(_mentions(said, {int(year) for year in _BARE_YEAR.findall(said.text)}))
        return found[0]._replace(labelled=True, planned=False) if len(found) == 1 else None
    return Mention(period.year, period.first_month, period.last_month, said, labelled=True)


def _mentions(said: PlacedText, years: set[int]) -> Iterator[Mention]:
    """Yield the periods that a title names.

    Args:
        said: The title.
        years: The years named in all titles; a single one applies to "6 tháng đầu năm".
    """
    text = _ASIDE.sub(" ", composed(said.text))
    own = {int(year) for year in _BARE_YEAR.findall(text)} or years
    found: list[tuple[int, int, int, str]] = []
    for code in _CODE.finditer(text):
        period = Period.parse(code[0])
        found.append((period.year, period.first_month, period.last_month, code[0]))
    text = _CODE.sub(" ", text)
    for pattern, months in _PARTS:
        for part in re.finditer(pattern + _OF_YEAR, text):
            span = months or _named(part)
            year = int(part[part.re.groups] or (next(iter(own)) if len(own) == 1 else 0))
            if span:
                found.append((year, *span, part[0].strip()))
        text = re.sub(pattern + _OF_YEAR, " ", text)
    for year, first, last, words in dict.fromkeys(found):
        yield Mention(year, first, last, PlacedText(words, said.place))
    planned = _PLANNED.search(composed(said.text)) is not None
    for whole in _WHOLE.finditer(text):
        yield Mention(int(whole[1]), 1, 12, PlacedText(whole[0], said.place), planned=planned)


def _named(part: re.Match[str]) -> tuple[int, int] | None:
    said = part.groupdict()
    if said.get("quarter"):
        last = 3 * _QUARTERS[said["quarter"]]
        return last - 2, last
    if said.get("month"):
        return int(said["month"]), int(said["month"])
    count = int(said["count"])
    return (1, count) if 1 <= count <= 12 else None  # noqa: PLR2004 - months


def _is_measure(text: str) -> bool:
    """Tell whether "Đơn vị: ..." names units of measure: "tỷ đồng", "Triệu đồng, %"."""
    parts = re.split(r"[,;]| và ", text)
    return any(parse_unit(part.strip()) for part in parts) or bool(labelled_units(f"đơn vị: {text}"))


def is_id(text: str) -> bool:
    """Tell whether a unit is named by an id such as ``bac-kan-city``."""
    return _ID.fullmatch(text) is not None


def denotes(name: str, unit: str) -> bool:
    """Tell whether a name certainly denotes a unit: "UBND thành phố Bắc Kạn" is ``bac-kan-city``.

    An office of the unit may precede it, but no other place.
    """
    words = re.findall(r"\w+", composed(name))
    *place, last = unit.split("-")
    kinds = _KINDS.get(last, ())
    if not kinds:
        place = [*place, last]
        kinds = (*_KINDS["city"], "") if " ".join(place) in _CENTRAL else ("tỉnh", "")
    count = len(place)
    if [_bare(word) for word in words[-count:]] != place:
        return False
    before = " ".join(words[:-count])
    kind = next((kind for kind in kinds if f" {before}".endswith(f" {kind}" if kind else "")), None)
    return kind is not None and not names_place(before.removesuffix(kind))


def is_short_for(name: str, unit: str) -> bool:
    """Tell whether a name denotes a unit without its kind: "Một" is ``xa-mot``."""
    parts = unit.split("-")
    begins, ends = parts[0] in _ID_KINDS, parts[-1] in _ID_KINDS
    place = parts[1:] if begins else parts[:-1] if ends else parts
    return bool(place) and [_bare(word) for word in re.findall(r"\w+", composed(name))] == place


def may_be_whole(words: str, unit: str) -> bool:
    """Tell whether "toàn huyện" may be the whole of a unit: its id does not show another kind of place."""
    parts = unit.split("-")
    kinds = _ID_KINDS.get(parts[-1]) or _ID_KINDS.get(parts[0])
    named = _KIND.search(words)
    return kinds is None or named is None or named[0] in kinds


def names_place(name: str) -> bool:
    """Tell whether a name includes its town, district or province."""
    return _KIND.search(composed(name)) is not None


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(char for char in parts if not unicodedata.combining(char))
