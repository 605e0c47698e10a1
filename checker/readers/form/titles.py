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
from checker.readers.form.header_terms import composed
from checker.readers.form.heading_spelling import spelled
from checker.readers.form.measure import distinct, in_brackets, is_label, labelled_units, unit_of
from checker.readers.form.table import Table
from checker.readers.form.title_periods import BARE_YEAR, DAYS_AND_DOCUMENTS, Mention, PlacedText, mentions

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
    texts = [text for text, day in every if not (day and (day_in(day) or day_in_words(day)))]
    sent = tuple(PlacedText(day, text.place) for text, day in every if day.strip(_OPEN))
    labelled = [(text, _labelled(text.text, _PERIOD_LABEL)) for text in texts]
    behind = [PlacedText(value, text.place) for text, value in labelled if value]
    explicit = [(text, _explicit(text)) for text in behind]
    free = [text for text, value in labelled if not value]
    years = {int(year) for text in free for year in BARE_YEAR.findall(DAYS_AND_DOCUMENTS.sub(" ", composed(text.text)))}
    named = [PlacedText(value, text.place) for text in texts if (value := _labelled(text.text, _UNIT_LABEL))]
    unseen = _unseen(table)
    seen = [text for text in texts if text.place not in unseen]
    return Titles(
        (*(found for _, found in explicit if found), *(found for text in free for found in mentions(text, years))),
        tuple(text for text, found in explicit if found is None),
        next((text for text in named if not _is_measure(text.text)), None),
        distinct(unit for text in seen for unit in measures_in(text.text)),
        distinct(
            unit for text in texts for unit in (in_brackets(text.text) if text in seen else measures_in(text.text))
        ),
        any(_MADE_UP.search(composed(text.text)) for text in texts),
        tuple(mentions(PlacedText(spelled(table.sheet.name), table.sheet.location(0)), years)),
        next((PlacedText(value, text.place) for text in texts if (value := _labelled(text.text, _AMENDS_LABEL))), None),
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
    match = re.fullmatch(rf"\(?(?:{labels})\s*[:\uff1a]\s*(.+?)\)?", unicodedata.normalize("NFC", text), re.IGNORECASE)
    return match[1].strip() if match else ""


def _explicit(statement: PlacedText) -> Mention | None:
    """Read the text after "Kỳ báo cáo:"."""
    try:
        period = Period.parse(statement.text)
    except ValueError:
        found = list(mentions(statement, {int(year) for year in BARE_YEAR.findall(statement.text)}))
        return found[0]._replace(labelled=True, planned=False) if len(found) == 1 else None
    return Mention(period.year, *period.span, statement, labelled=True)


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
