"""Turn a table of targets with its head into the tree of a pack.

Owns the conversion of rows, and how head and table complete each other. The columns are in `table_headings`. Must not
know how a table is read, or the meaning of a pack.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from checker.domain import codes
from checker.domain.axes import Kind
from checker.domain.period import Calendar, Period
from checker.domain.record import NamedTuple
from checker.domain.text import message
from checker.domain.unit import folded
from checker.packs import scalars
from checker.packs.clause_periods import days_until
from checker.packs.clause_tree import declared_in, factors_in
from checker.packs.clause_words import flattened
from checker.packs.lint_clause_term import over_of
from checker.packs.lint_term import years_in
from checker.packs.short_forms import at_place
from checker.packs.suggest import suggestion
from checker.packs.table_cells import TargetTable
from checker.packs.table_headings import COLUMNS, REQUIRED, WORDS, headed
from checker.packs.target_from_words import target_of
from checker.packs.target_question import OpenPoint, OpenQuestion, Stated, WordedTarget
from checker.packs.tree_access import scalar
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Scalar
from checker.syntax.tree import Sequence as Items

__all__ = ["RowReading", "TablePack", "pack_of", "slug_of"]


_OF_OFFICE: Final = ("assigned_by", "target", "source", "due")
_MERGED: Final = ("title", "source", "target")
_POINT_CODES: Final = {
    OpenPoint.WORDS: codes.PACK_WORDS_UNREAD,
    OpenPoint.UNIT: codes.PACK_WORDS_UNREAD,
    OpenPoint.KIND: codes.PACK_KIND_OPEN,
    OpenPoint.BETTER: codes.PACK_DIRECTION_OPEN,
    OpenPoint.MEASURES: codes.PACK_MEASURES_OPEN,
}


class RowReading(NamedTuple):
    """A row with the target derived from its words."""

    id: str
    code: str
    title: str
    words: str
    read: WordedTarget


class TablePack(NamedTuple):
    """A pack's tree with the readings of its rows."""

    root: Mapping
    rows: tuple[RowReading, ...]


def pack_of(table: TargetTable, head: Mapping, trouble: Collector) -> TablePack | None:
    """Return the tree of a pack from a table and its head; ``None`` if the table has errors, which are reported."""
    columns = headed(table, trouble)
    if columns is None:
        return None
    return _Builder(columns, head, trouble).run(table.rows[1:])


def slug_of(text: str) -> str:
    """Return an identifier for a code or a name.

    >>> slug_of("BK24-01"), slug_of("1.2"), slug_of("Xã hội")
    ('bk24-01', 'c1-2', 'xa-hoi')
    """
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(
        one if one.isascii() and one.isalnum() else " " for one in plain if not unicodedata.combining(one)
    )
    slug = "-".join(letters.split())
    return slug if slug[:1].isalpha() else f"c{slug}"


class _Builder:
    """Converts rows into indicators."""

    def __init__(self, columns: dict[int, str], head: Mapping, trouble: Collector) -> None:
        self._columns = columns
        self._head = head
        self._trouble = trouble
        defaults, further = head.get("defaults"), head.get("indicators")
        self._defaults = defaults if isinstance(defaults, Mapping) else Mapping((), 0, 0)
        self._further = further if isinstance(further, Mapping) else Mapping((), 0, 0)
        years = years_in(head)
        # By default, a target of a term is due at its end.
        self._year = years[-1] if years else None
        self._of_term = len(years) > 1
        self._units, self._factors = tuple(declared_in(head)), tuple(factors_in(head))
        groups = head.get("groups")
        self._groups = list(groups.entries) if isinstance(groups, Mapping) else []
        self._readings: list[RowReading] = []
        self._wrong = False

    def run(self, rows: Sequence[dict[int, Scalar]]) -> TablePack | None:
        named = [{key: row[column] for column, key in self._columns.items() if column in row} for row in rows]
        self._beyond(rows)
        ids = self._ids(named)
        entries: dict[str, tuple[Scalar, Mapping]] = {}
        for id_, row in zip(ids, named, strict=True):
            if id_ is None:
                continue
            body = self._row(id_, row, ids, named)
            if id_.text in entries:
                key, known_body = entries[id_.text]
                entries[id_.text] = key, self._beside(known_body, row, body)
            else:
                entries[id_.text] = id_, body
        known = tuple(entries)
        for key, _ in self._further.entries:
            if key.text not in entries:
                hint = partial(suggestion, key.text, known)
                self._say(codes.PACK_HEAD_ROW, key, hint=hint, value=key.text)
        if self._wrong:
            return None
        first: Node = rows[0][min(rows[0])] if rows else self._head
        indicators = Mapping(tuple(entries.values()), first.line, first.column)
        groups = Mapping(tuple(self._groups), first.line, first.column)
        others = tuple((key, node) for key, node in self._head.entries if key.text not in ("indicators", "groups"))
        made = ((at_place("groups", first), groups), (at_place("indicators", first), indicators))
        return TablePack(Mapping((*others, *made), self._head.line, self._head.column), tuple(self._readings))

    def _say(self, code: codes.Code, node: Node, **values: object) -> None:
        self._wrong = True
        self._trouble.at(code, node, **values)  # type: ignore[arg-type] # passed on unchanged

    def _beyond(self, rows: Sequence[dict[int, Scalar]]) -> None:
        for row in rows:
            for column, cell in row.items():
                if column not in self._columns:
                    self._say(codes.PACK_TABLE_CELL, cell, reason=message("its column has no heading"))
                elif any(unicodedata.category(one) == "Cf" for one in cell.text):
                    reason = message("it holds characters that nobody sees; type it anew")
                    self._say(codes.PACK_TABLE_CELL, cell, reason=reason)

    # --- identification of rows ---

    def _ids(self, rows: list[dict[str, Scalar]]) -> list[Scalar | None]:
        """Return an identifier for each row; rows with one code and different offices are one indicator."""
        found: list[Scalar | None] = []
        seen: dict[str, Scalar] = {}
        for row in rows:
            code = row.get("code")
            missing = [key for key in REQUIRED if key not in row and key != "unit"]
            if missing or code is None:
                names = tuple(COLUMNS[key][0] for key in missing)
                # A row whose cells all lack a heading has already been reported.
                if (place := next(iter(row.values()), None)) is not None:
                    self._say(codes.PACK_ROW, place, missing=names)
                found.append(None)
                continue
            stated = row.get("id")
            id_ = at_place(stated.text if stated else slug_of(code.text), stated or code)
            first = seen.setdefault(id_.text, code)
            if folded(first.text) != folded(code.text):
                self._say(codes.PACK_DUPLICATE_CODE, code, value=id_.text, first=first.text, second=code.text)
            found.append(id_)
        return found

    # --- content of rows ---

    def _row(
        self, id_: Scalar, row: dict[str, Scalar], ids: list[Scalar | None], rows: list[dict[str, Scalar]]
    ) -> Mapping:
        code, title = self._code(row["code"]), row["title"]
        entries: list[tuple[Scalar, Node]] = [
            (at_place("code", code), code),
            (at_place("title", title), self._title(row)),
        ]
        stated = {key: word for key in WORDS if key in row and (word := self._word(key, row[key])) is not None}
        if "unit" in row:
            entries.append((at_place("unit", row["unit"]), row["unit"]))
        if "group" in row:
            entries.append((at_place("group", row["group"]), self._group(row["group"])))
        if "parent" in row and (parent := self._parent(id_, row["parent"], ids, rows)) is not None:
            entries.append((at_place("parent", parent), parent))
        if "assigned_by" in row:
            entries.append((at_place("assigned_by", row["assigned_by"]), row["assigned_by"]))
        more = self._further.get(id_.text)
        entries += self._worded(id_, row, stated, more if isinstance(more, Mapping) else Mapping((), 0, 0))
        entries += [(at_place(key, word), word) for key, word in stated.items() if key == "frequency"]
        entries += [(at_place("due", word), word) for key, word in stated.items() if key == "due"]
        body = Mapping(tuple(entries), code.line, code.column)
        return self._filled(body, more) if isinstance(more, Mapping) else body

    def _code(self, cell: Scalar) -> Scalar:
        """Convert a number to the typed code: 1,1 in a number cell is the code 1.1."""
        return cell if cell.quoted else cell._replace(text=cell.text.replace(",", "."), quoted=True)

    def _title(self, row: dict[str, Scalar]) -> Node:
        title, english = row["title"], row.get("title_en")
        if english is None:
            return title
        return Mapping(((at_place("vi", title), title), (at_place("en", english), english)), title.line, title.column)

    def _word(self, key: str, cell: Scalar) -> Scalar | None:
        """Read a cell with a closed set of words; a period or day in the frequency column is the due time."""
        known = {folded(word): str(meaning) for meaning, words in WORDS[key].items() for word in words}
        word = known.get(folded(cell.text))
        if word is not None:
            return cell._replace(text=word)
        if key == "frequency" and scalars.due_period(cell.text, "") is not None:
            return cell
        words = tuple(names[0] for names in WORDS[key].values())
        hint = partial(suggestion, cell.text, [name for names in WORDS[key].values() for name in names])
        self._say(codes.PACK_FILE["not-allowed"], cell, hint=hint, value=cell.text, known=words)
        return None

    def _group(self, cell: Scalar) -> Scalar:
        """Return the group that a cell names by key or title; create it if needed."""
        for key, node in self._groups:
            titles = [value for _, value in node.entries] if isinstance(node, Mapping) else [node]
            named = [title.text for title in titles if isinstance(title, Scalar)]
            if folded(cell.text) in map(folded, (key.text, *named)):
                return cell._replace(text=key.text)
        slug = slug_of(cell.text)
        self._groups.append((at_place(slug, cell), cell))
        return cell._replace(text=slug)

    def _parent(
        self, child: Scalar, cell: Scalar, ids: list[Scalar | None], rows: list[dict[str, Scalar]]
    ) -> Scalar | None:
        """Return the indicator that a cell names by code, title or identifier."""
        named = folded(self._code(cell).text)
        found = {
            id_.text: None
            for id_, row in zip(ids, rows, strict=True)
            if id_ is not None
            and named in (folded(id_.text), folded(self._code(row["code"]).text), folded(row["title"].text))
        }
        if len(found) == 1:
            return cell._replace(text=next(iter(found)))
        known = [row["code"].text for row in rows if "code" in row]
        self._say(
            codes.PACK_PARENT, cell, hint=partial(suggestion, cell.text, known), value=cell.text, indicator=child.text
        )
        return None

    def _worded(
        self, id_: Scalar, row: dict[str, Scalar], stated: dict[str, Scalar], more: Mapping
    ) -> Iterator[tuple[Scalar, Node]]:
        """Yield the target of a row, and the keys derived from its words."""
        words, unit = row["words"], row.get("unit")
        if "frequency" in stated and scalars.due_period(stated["frequency"].text, "") is not None:
            stated["due"] = stated.pop("frequency")
        known = {key: self._known(key, stated, more) for key in ("kind", "better", "measures")}
        default = scalar(self._defaults, "unit")
        measured = unit or (default if known["kind"] != Kind.VERDICT else None)
        facts = Stated(
            row["title"].text, measured.text if measured else "", known["kind"], known["better"], known["measures"],
            self._year, self._due(stated, more), self._known("steps_decide", {}, more) == "true",
            more.get("baseline") is not None, self._usual("kind"), self._usual("better"),
            self._units, self._factors,
        )  # fmt: skip
        try:
            read = target_of(words.text, facts)
        except OpenQuestion as question:
            place = unit if question.point is OpenPoint.UNIT and unit else words
            self._say(_POINT_CODES[question.point], place, indicator=id_.text, reason=question.reason)
            return
        self._readings.append(RowReading(id_.text, self._code(row["code"]).text, row["title"].text, words.text, read))
        for key, value in (("kind", read.kind), ("better", read.better), ("measures", read.measures)):
            if value and key not in {name.text for name, _ in more.entries}:
                place = stated.get(key, words)
                yield at_place(key, place), at_place(value, place)
        yield (
            at_place("target", words),
            Mapping(
                tuple((at_place(key, words), _node(value, words)) for key, value in read.target),
                words.line,
                words.column,
            ),
        )
        yield at_place("source", words), Mapping(((at_place("clause", words), words),), words.line, words.column)
        yield from self._times(id_, words, read, more)
        if self._of_term and more.key("over") is None and more.key("years") is None:
            yield from self._over(id_, words)

    def _due(self, stated: dict[str, Scalar], more: Mapping) -> Period | None:
        found = stated.get("due") or scalar(more, "due")
        return scalars.due_period(found.text, "") if found else None

    def _times(self, id_: Scalar, words: Scalar, read: WordedTarget, more: Mapping) -> Iterator[tuple[Scalar, Node]]:
        """Yield the due time of a row's number, and the numbers that decide earlier."""
        if self._of_term and (read.due or read.steps):
            reason = message("“{words}” names part of a year, but the target is for a term", words=words.text)
            self._say(codes.PACK_WORDS_UNREAD, words, indicator=id_.text, reason=reason)
            return
        calendar = scalar(self._head, "calendar")
        by_days = next(days_until(flattened(words.text)), None)
        # A day is the same in every calendar, but the end of a month does not end a period in each.
        periods = isinstance(read.due, Period) or bool(read.steps)
        if periods and by_days and calendar is not None and calendar.text == Calendar.ND09:
            reason = message(
                "“{words}” ends no period of the calendar {calendar}", words=by_days[0], calendar=calendar.text
            )
            self._say(codes.PACK_WORDS_UNREAD, words, indicator=id_.text, reason=reason)
            return
        if read.due is not None:
            yield at_place("due", words), at_place(str(read.due), words)
        if read.steps and more.key("steps") is None:
            steps = tuple((at_place(str(period), words), at_place(number, words)) for period, number in read.steps)
            yield at_place("steps", words), Mapping(steps, words.line, words.column)
            if more.key("steps_decide") is None:
                yield at_place("steps_decide", words), at_place("true", words)

    def _over(self, id_: Scalar, words: Scalar) -> Iterator[tuple[Scalar, Node]]:
        """Yield the scope of a row's number within the term, if its words state it."""
        admitted, wording = over_of(words.text)
        if len(admitted) == 1:
            yield at_place("over", words), at_place(admitted[0], words)
        elif admitted:
            reason = message("“{words}” leaves open which of {over} is meant", words=wording, over=admitted)
            self._say(codes.PACK_TERM, words, indicator=id_.text, reason=reason)

    def _known(self, key: str, stated: dict[str, Scalar], more: Mapping) -> str:
        """Return the statements of a row or the head about an indicator."""
        found = stated.get(key) or scalar(more, key)
        return found.text if found else ""

    def _usual(self, key: str) -> str:
        found = scalar(self._defaults, key)
        return found.text if found else ""

    # --- statements in several places ---

    def _filled(self, body: Mapping, more: Mapping) -> Mapping:
        """Return an indicator completed from the head."""
        entries = {key.text: (key, node) for key, node in body.entries}
        for key, node in more.entries:
            if key.text not in entries:
                entries[key.text] = key, node
                continue
            name, own = entries[key.text]
            if isinstance(own, Scalar) and key.text == "title":
                own = Mapping(((at_place("vi", own), own),), own.line, own.column)
            if (
                key.text in _MERGED
                and isinstance(own, Mapping)
                and isinstance(node, Mapping)
                and _are_disjoint(own, node)
            ):
                entries[key.text] = name, own._replace(entries=(*own.entries, *node.entries))
            else:
                self._say(codes.PACK_STATED_TWICE, key, key=key.text)
        return body._replace(entries=tuple(entries.values()))

    def _beside(self, first: Mapping, row: dict[str, Scalar], body: Mapping) -> Mapping:
        """Return an indicator with the target of another office from a further row with its code."""
        offices = [one.get("assigned_by") for one in (first, *_items(first, "also")) if isinstance(one, Mapping)]
        taken = [folded(one.text) if isinstance(one, Scalar) else "" for one in offices]
        office = row.get("assigned_by")
        if office is None or folded(office.text) in taken:
            self._say(
                codes.PACK_DUPLICATE_CODE, row["code"], value=row["code"].text, first=row["title"].text,
                second=row["title"].text,
            )  # fmt: skip
            return first
        own = tuple((key, node) for key, node in body.entries if key.text in _OF_OFFICE)
        also = Items((*_items(first, "also"), Mapping(own, office.line, office.column)), office.line, office.column)
        entries = tuple((key, node) for key, node in first.entries if key.text != "also")
        return first._replace(entries=(*entries, (at_place("also", office), also)))


def _are_disjoint(one: Mapping, other: Mapping) -> bool:
    return not {key.text for key, _ in one.entries} & {key.text for key, _ in other.entries}


def _items(mapping: Mapping, key: str) -> tuple[Node, ...]:
    node = mapping.get(key)
    return node.items if isinstance(node, Items) else ()


def _node(value: str | tuple[str, str], place: Node) -> Node:
    if isinstance(value, str):
        return at_place(value, place)
    return Items(tuple(at_place(end, place) for end in value), place.line, place.column)
