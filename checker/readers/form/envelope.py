"""The metadata of a form (pack, unit, period, day) from its own sheet, its titles and the caller.

Owns the sources of metadata, and the rule that they must agree. Must not read the rows of a table.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from checker.domain import codes
from checker.domain.codes import DATA_FILE, Code
from checker.domain.diagnostic import Diagnostic, diagnostic, diagnostic_from
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.submission import LOCALES, Locale
from checker.domain.text import Message, Value, message
from checker.readers.days import day_in, day_in_words, two_days
from checker.readers.envelope import CONFIRMED_WORDS, confirms
from checker.readers.form.options import EnvelopeOptions
from checker.readers.form.titles import Mention, PlacedText, Titles, denotes, is_id, names_place
from checker.readers.grid import Grid, Sheet
from checker.readers.notation import shown

__all__ = ["OWN_SHEET", "EnvelopeCollector", "read_day", "read_period"]

OWN_SHEET: Final = "_checker"
"""The metadata sheet of a template, with the columns key and value. A text file has rows with this prefix."""

_KNOWN: Final = ("form", "pack", "unit", "period", "as_of", "sent", "amends", "locale", "synthetic")
# A row of a template in CSV: "_checker period: 2024-06" in its first cell.
_OWN_ROW: Final = re.compile(rf"{OWN_SHEET} ([a-z0-9_]+): *(.*)", re.DOTALL)
_MOST_ROWS: Final = 2_000
_NAMES: Final = {
    "pack": message("the pack"),
    "unit": message("the unit"),
    "period": message("the period"),
    "as_of": message("the day of the figures"),
    "amends": message("whether only these rows change"),
    "locale": message("the notation of numbers"),
}
_OF_DAY: Final = message(
    "give the period that ends with that day; if the figures are those of the period as far as they were known on that "
    "day, give the day with --as-of"
)
_NAMED_BY_ROWS: Final = ("unit", "period")
"""The keys that each row of a list states; a contradiction is reported for its first row."""
_OPTIONS: Final = {"pack": "--pack", "unit": "--unit", "period": "--period", "as_of": "--as-of", "locale": "--locale"}


class EnvelopeCollector:
    """Combines the sources, and records every contradiction."""

    def __init__(self, grid: Grid, options: EnvelopeOptions) -> None:
        """Read the form's own sheet, if it has one."""
        self._path = grid.path
        self._options = options
        self._own: dict[str, PlacedText] = {}
        self._lacking: set[str] = set()
        self.troubles: list[Diagnostic] = []
        # Notices, without repeats.
        self.notices: dict[Diagnostic, None] = {}
        self._seen: set[Diagnostic] = set()
        self._refused: set[tuple[str, str, str]] = set()
        own = [sheet for sheet in grid.sheets if sheet.name == OWN_SHEET]
        for sheet in own:
            for row in sheet.rows():
                key, value = ([text.strip() for text in row.texts] + ["", ""])[:2]
                self._take(
                    key.casefold(), PlacedText(value, sheet.location(row.number, 2)), sheet.location(row.number, 1)
                )
            self._check_form(sheet.location(1, 1))
        if not own:
            self._take_rows(grid.sheets)
        self.pack = self._agreed("pack", options.pack)
        self.unit = self._agreed("unit", options.unit)
        stated = self._agreed("locale", options.locale or "")
        self.locale: Locale | None = next((one for one in LOCALES if one == stated), None)
        """The notation of numbers in text; ``None`` if not stated."""
        if stated and self.locale is None:
            self.refuse(DATA_FILE["not-allowed"], self.place("locale"), value=shown(stated), known=", ".join(LOCALES))
        self.period = self._period()
        self.as_of = self._as_of()
        self.sent = self._sent()
        self.synthetic = options.synthetic or self._own.get(
            "synthetic", PlacedText("", Location(""))
        ).text.casefold() in {
            "true",
            "1",
        }

    def place(self, key: str) -> Location:
        """Return the location of a statement in the form, or the file."""
        return self._own[key].place if key in self._own else Location(self._path)

    def unit_of(self, titles: Titles) -> str | None:
        """Return the unit of a table; ``None`` if not stated."""
        statement = titles.unit
        usual = self._options.usual_unit
        if statement is None:
            return self.unit or usual or None
        if id_ := statement.text if is_id(statement.text) else self._options.unit_named(statement.text):
            if self.unit and id_ != self.unit:
                self._contradiction("unit", statement.text, statement.place, self.unit)
            return id_
        if not self.unit:
            # Among the pack's units, it is the one with that name; a form may also belong to another unit.
            known = [unit for unit in {usual, self._options.whole, *self._options.units} if unit]
            called = [unit for unit in known if denotes(statement.text, unit)]
            return called[0] if len(called) == 1 else None
        if names_place(statement.text) and not denotes(statement.text, self.unit):
            self._contradiction("unit", statement.text, statement.place, self.unit)
        return self.unit

    def amends(self, statement: PlacedText | None) -> bool | None:
        """Tell whether the rows only correct an earlier report; ``None`` if not stated.

        Args:
            statement: The statement of a title or a row; the form's own sheet must agree.
        """
        own = self._own.get("amends")
        read = {one: confirms(one.text) for one in (own, statement) if one is not None}
        for one, amendment in read.items():
            if amendment is None:
                known = ", ".join(CONFIRMED_WORDS)
                self.refuse(DATA_FILE["not-allowed"], one.place, value=shown(one.text), known=known)
        if own is not None and statement is not None and read[own] is not read[statement]:
            self._contradiction("amends", statement.text, statement.place, own.text)
        return read[statement] if statement is not None else read[own] if own is not None else None

    def sent_on(self, titles: Iterable[Titles]) -> dt.date | None:
        """Return the day on which the form was sent; an invalid day is reported and counts as unknown."""
        days = {self.sent: None} if self.sent is not None else {}
        for statement in dict.fromkeys(day for above in titles for day in above.sent):
            day = read_day(statement.text) or day_in_words(statement.text)
            if day is None or any(other != day for other in days):
                self.notices[diagnostic(codes.SENT_UNCLEAR, statement.place, value=shown(statement.text))] = None
                return None
            days[day] = None
        return next(iter(days), None)

    @property
    def period_is_given(self) -> bool:
        """Whether the caller stated the period."""
        return self._options.period is not None

    def contradicts(self, titles: Titles) -> bool:
        """Tell whether a table's titles name only other periods than the one known from elsewhere."""
        named = self._named(titles)
        return self.period is not None and bool(named) and not any(mention.fits(self.period) for mention in named)

    def agrees(self, titles: Titles) -> bool:
        """Tell whether a table's titles name the period known from elsewhere, and not only its year."""
        period = self.period
        return period is not None and any(mention.period == period for mention in self._named(titles))

    @staticmethod
    def _named(titles: Titles) -> Sequence[Mention]:
        clear = [mention for mention in titles.mentions if not mention.vague]
        return _stated(clear) or [mention for mention in clear if mention.whole_year]

    def period_of(self, titles: Titles, *, overruled: bool = False, dated: bool = False) -> Period | None:
        """Return the period that a table's titles name, if any; it must agree with the one known from elsewhere.

        Args:
            titles: The titles.
            overruled: Whether the caller's period is named by the table's columns, so that a difference is only a
                notice.
            dated: Whether the rows state the day of their figures.
        """
        period = self._period_of(titles, overruled=overruled)
        statement = self._other_day(titles, period) if period is not None and not overruled and not dated else None
        if statement is not None and not self.contradicts(titles):
            self._contradiction("period", statement.text, statement.place, str(period), hint=_OF_DAY)
        return period

    def _other_day(self, titles: Titles, period: Period) -> PlacedText | None:
        """Return what titles say of the last day of the figures, if it is neither the period's nor that of the report.

        Titles that name the period itself may name any day of its figures.
        """
        days = [mention for mention in titles.mentions if mention.day]
        named = any(
            mention.period == period and not mention.whole_year for mention in titles.mentions if not mention.vague
        )
        if not days or named or any(self._is_end(day, period) for day in days):
            return None
        return days[0].statement

    def _is_end(self, mention: Mention, period: Period) -> bool:
        as_of = self.as_of
        if (
            as_of is not None
            and (as_of.month, as_of.day) == (mention.last, mention.day)
            and mention.year in (0, as_of.year)
        ):
            return True
        return mention.last == period.last_month and mention.year in (0, period.year)

    def _period_of(self, titles: Titles, *, overruled: bool) -> Period | None:
        for statement in titles.unclear:
            self.refuse(DATA_FILE["not-a-period"], statement.place, value=shown(statement.text))
            self._lacking.add("period")
        stated = _stated(titles.mentions)
        if self.period is not None:
            if self.contradicts(titles):
                statement = self._named(titles)[0].statement
                if overruled:
                    notice = diagnostic(
                        codes.TITLE_OVERRULED, statement.place, value=shown(statement.text), period=str(self.period)
                    )
                    self.notices[notice] = None
                else:
                    self._contradiction("period", statement.text, statement.place, str(self.period))
            return self.period
        periods = dict.fromkeys(mention.period for mention in stated if not mention.planned)
        if len(periods) > 1:
            words = ", ".join(dict.fromkeys(mention.statement.text for mention in stated))
            self.refuse(codes.SEVERAL_PERIODS, stated[0].statement.place, periods=words)
            self._lacking.add("period")
        return next(iter(periods)) if len(periods) == 1 else None

    def lacks(self, key: str, place: Location, titles: Titles = Titles()) -> None:  # noqa: B008 - frozen
        """Report, once, that the unit or period is not stated."""
        if key in self._lacking:
            return
        self._lacking.add(key)
        what: Message = _NAMES[key]
        if key == "unit" and titles.unit is not None:
            place = titles.unit.place
            what = message("the id of the unit, only its name: {name}", name=shown(titles.unit.text))
        self.refuse(codes.FORM_INCOMPLETE, place, what=what, option=_OPTIONS[key])

    def refuse_other(self, key: str, statement: PlacedText, other: str, first: Location | None = None) -> None:
        """Report another unit or period than that of the form, with the first row that states it.

        Args:
            key: The key that differs.
            statement: The row's statement.
            other: The other statement.
            first: The location of that, unless it comes from the caller or the form's own sheet.
        """
        named = key, statement.text, other
        if key in _NAMED_BY_ROWS and named in self._refused:
            return
        self._refused.add(named)
        self._contradiction(key, statement.text, statement.place, other, first)

    def refuse(self, code: Code, place: Location, **values: Value) -> None:
        """Report, once, a problem that prevents an assessment of the form."""
        self._note(diagnostic_from(code, tuple(values.items()), place))

    def _note(self, wrong: Diagnostic) -> None:
        if wrong not in self._seen:
            self._seen.add(wrong)
            self.troubles.append(wrong)

    def _take_rows(self, sheets: Sequence[Sheet]) -> None:
        """Read the metadata rows below the table of a template in a text file."""
        first: Location | None = None
        for sheet in sheets:
            for row in islice(sheet.rows(), _MOST_ROWS):
                text = row.texts[0] if row.texts else ""
                match = _OWN_ROW.fullmatch(text.strip()) if text.lstrip().startswith(OWN_SHEET) else None
                if match is not None:
                    place = sheet.location(row.number, 1)
                    first = first or place
                    self._take(match[1], PlacedText(match[2].strip(), place), place)
        if first is not None:
            self._check_form(first)

    def _check_form(self, place: Location) -> None:
        """Refuse a template of a later version."""
        form = self._own.get("form", PlacedText("", place))
        if form.text != "1":
            self.refuse(DATA_FILE["unsupported-version"], form.place, value=shown(form.text))

    def refuse_day(self, place: Location, text: str) -> None:
        """Report a text that is not a day, or falls on two days."""
        two = two_days(text, place)
        if two:
            self._note(two)
        else:
            self.refuse(DATA_FILE["not-a-date"], place, value=shown(text))

    def _take(self, key: str, statement: PlacedText, place: Location) -> None:
        if key not in _KNOWN:
            return  # The maker of the template may add further keys.
        if key in self._own:
            first = self._own[key].place
            self.refuse(DATA_FILE["duplicate-key"], place, key=key, first=first.cell or str(first.line))
        elif statement.text:
            self._own[key] = statement

    def _agreed(self, key: str, given: str) -> str:
        own = self._own.get(key)
        if own is not None and given and own.text != given:
            self._contradiction(key, own.text, own.place, given)
        return given or (own.text if own else "")

    def _period(self) -> Period | None:
        own = self._own.get("period")
        read = read_period(own.text) if own else None
        if own is not None and read is None:
            self.refuse(DATA_FILE["not-a-period"], own.place, value=shown(own.text))
        if own is not None and read and self._options.period and read != self._options.period:
            self._contradiction("period", own.text, own.place, str(self._options.period))
        return self._options.period or read

    def _sent(self) -> dt.date | None:
        own = self._own.get("sent")
        if own is None or not own.text:
            return None
        read = read_day(own.text)
        if read is None:
            self.refuse_day(own.place, own.text)
        return read

    def _as_of(self) -> dt.date | None:
        own = self._own.get("as_of")
        read = read_day(own.text) if own else None
        if own is not None and read is None:
            self.refuse_day(own.place, own.text)
        if own is not None and read and self._options.as_of and read != self._options.as_of:
            self._contradiction("as_of", own.text, own.place, self._options.as_of.isoformat())
        return self._options.as_of or read

    def _contradiction(
        self,
        key: str,
        value: str,
        place: Location,
        other: str,
        first: Location | None = None,
        hint: Message | None = None,
    ) -> None:
        """Report two sources that disagree. By default, the other one is the caller or the form's own sheet."""
        given = {"unit": self._options.unit, "period": self._options.period, "pack": self._options.pack}.get(key, True)
        if given and key in _OPTIONS:
            where = message("on the command line ({option})", option=_OPTIONS[key])
        elif key == "unit" and first is None and key not in self._own:
            where = message("in the rule pack")
        else:
            where = message("at {place}", place=str(first or self.place(key)))
        self._note(
            diagnostic(
                codes.FORM_CONTRADICTS,
                place,
                hint=hint,
                what=_NAMES[key],
                value=shown(value),
                other=shown(other),
                where=where,
            )
        )


def read_period(text: str) -> Period | None:
    """Read a period as a code or in words; ``None`` if it is not a period."""
    try:
        return Period.parse(text[:100])
    except ValueError:
        return None


def read_day(text: str) -> dt.date | None:
    """Read a day (year-month-day), also with a time; ``None`` if it is not exactly one day."""
    day = day_in(text)
    return day if isinstance(day, dt.date) else None


def _stated(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions of the figures' period, without a plan's year, and without the year of a mentioned part."""
    labelled = [mention for mention in mentions if mention.labelled]
    if labelled:
        return labelled
    parts = [mention for mention in mentions if not mention.whole_year and not mention.vague]
    parts = parts or [mention for mention in mentions if mention.vague and not mention.whole_year]
    return parts + [
        mention
        for mention in mentions
        if mention.whole_year and not mention.planned and all(part.year != mention.year for part in parts)
    ]
