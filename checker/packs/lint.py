"""Find contradictions within a pack: unresolved names, and impossible targets.

Owns the codes P201 to P228, apart from the examples that need an engine. It reads the tree and not the validated
models, so that one run reports both an unknown key and a wrong parent. Missing keys and invalid shapes are skipped
here, because the schema reports them. Must not know engines or submissions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

from checker.domain import codes
from checker.domain.axes import Better, Kind
from checker.domain.period import Period
from checker.domain.text import Message, message
from checker.packs import scalars
from checker.packs.lint_allocation import check_allocation
from checker.packs.lint_measures import check_measures
from checker.packs.lint_papers import check_papers
from checker.packs.lint_part_of import check_part_of
from checker.packs.lint_relations import check_compounds, check_relations, check_reporting
from checker.packs.lint_scores import check_scores
from checker.packs.lint_target import (
    check_day,
    check_declared,
    check_limits,
    check_pace,
    check_target,
    check_unit,
    check_words,
)
from checker.packs.lint_term import check_term, years_in
from checker.packs.model import PaceRule, Status
from checker.packs.suggest import suggestion
from checker.packs.tree_access import NamedEntry, entries, items, scalar, section, text_of
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Scalar, SyntaxTree

__all__ = ["lint"]


def lint(document: SyntaxTree, trouble: Collector) -> None:
    """Report every contradiction in the pack."""
    root = document.root
    if isinstance(root, Mapping):
        _Lint(root, trouble).run(document.path)


class _Lint:
    def __init__(self, root: Mapping, trouble: Collector) -> None:
        self._root = root
        self._trouble = trouble
        self._indicators = tuple(entries(root, "indicators"))
        self._by_id = {entry.id: entry for entry in self._indicators}
        self._years = years_in(root)
        named = (scalar(node, "name") if isinstance(node, Mapping) else node for node in items(root, "units"))
        self._units = tuple(node.text for node in named if isinstance(node, Scalar))

    def run(self, path: str) -> None:
        indicators = self._root.get("indicators")
        if isinstance(indicators, Mapping) and not indicators.entries:
            self._trouble.at(codes.PACK_VALUE, indicators, reason=message("a pack without indicators checks nothing"))
        for entry in self._indicators:
            self._names(entry)
            self._due(entry)
            self._source(entry)
            self._kind(entry)
            check_unit(entry, self._units, self._trouble)
            check_words(entry, self._trouble)
            check_limits(entry, self._trouble)
            check_target(entry, self._units, self._trouble)
            check_scores(entry, self._by_id, self._trouble)
            check_part_of(entry, self._by_id, self._trouble)
            check_measures(entry, self._units, self._trouble)
            self._further_targets(entry)
            check_pace(entry, self._due_of(entry), self._years, self._trouble)
        check_term(self._root, self._trouble)
        check_declared(self._root, self._trouble)
        self._status()
        self._cycles()
        self._codes()
        check_relations(self._root, self._by_id, self._units, self._trouble)
        check_compounds(self._indicators, self._by_id, self._trouble)
        check_reporting(self._root, self._trouble)
        check_allocation(self._root, self._units, self._trouble)
        check_papers(self._root, self._indicators, self._trouble)
        self._examples()
        self._tally()
        self._path(path)

    # --- references ---

    def _names(self, entry: NamedEntry) -> None:
        group, parent = scalar(entry.body, "group"), scalar(entry.body, "parent")
        groups = tuple(key.text for key, _ in section(self._root, "groups"))
        if group and group.text not in groups:
            hint = partial(suggestion, group.text, groups)
            self._trouble.at(codes.PACK_GROUP, group, hint=hint, value=group.text, known=groups)
        if parent and parent.text not in self._by_id:
            hint = partial(suggestion, parent.text, self._by_id, but=entry.id)
            self._trouble.at(codes.PACK_PARENT, parent, hint=hint, value=parent.text, indicator=entry.id)
        self._document(entry.body)

    def _document(self, holder: Mapping) -> None:
        source = holder.get("source")
        name = scalar(source, "document") if isinstance(source, Mapping) else None
        known = tuple(key.text for key, _ in section(self._root, "documents"))
        if name and name.text not in known:
            hint = partial(suggestion, name.text, known)
            self._trouble.at(codes.PACK_UNKNOWN_DOCUMENT, name, hint=hint, value=name.text, known=known)

    def _source(self, entry: NamedEntry) -> None:
        target = entry.body.get("target")
        if target is not None and entry.body.get("source") is None:
            self._trouble.at(codes.PACK_NO_SOURCE, _first_value(target), indicator=entry.id)

    def _further_targets(self, entry: NamedEntry) -> None:
        """Apply the rules of targets to targets by others and to revisions, too."""
        own = ("target", "source", "due", "also", "history")
        shared = tuple((key, value) for key, value in entry.body.entries if key.text not in own)
        days: set[str] = set()
        for further in (*items(entry.body, "also"), *items(entry.body, "history")):
            if not isinstance(further, Mapping):
                continue
            body = Mapping((*further.entries, *shared), further.line, further.column)
            as_entry = NamedEntry(entry.id, entry.key, body)
            check_target(as_entry, self._units, self._trouble)
            self._source(as_entry)
            self._document(further)
            self._due(as_entry)
            since = scalar(further, "since")
            if since is not None:
                self._day(entry, since, days)
        further_keys = [key for key in ("also", "history") if entry.body.key(key)]
        if further_keys and entry.body.get("target") is None:
            place = entry.body.key(further_keys[0]) or entry.key
            self._contradiction(place, message("`also` and `history` need a `target` that they stand beside"))

    def _day(self, entry: NamedEntry, since: Scalar, days: set[str]) -> None:
        year = since.text[:4]
        if since.text in days:
            reason = message("twice")
        elif self._years and year.isdecimal() and int(year) not in self._years:
            reason = message("outside {year}", year=self._years_text())
        else:
            days.add(since.text)
            return
        self._trouble.at(codes.PACK_HISTORY, since, indicator=entry.id, since=since.text, reason=reason)

    def _cycles(self) -> None:
        """Report each cycle of parents once, at its first member; every parent is followed once."""
        places = {entry.id: place for place, entry in enumerate(self._indicators)}
        followed: set[str] = set()
        for entry in self._indicators:
            chain: dict[str, None] = {}
            at = entry.id
            while at in self._by_id and at not in followed:
                followed.add(at)
                chain[at] = None
                at = self._parent(at)
            if at not in chain:
                continue
            circle = [*chain][[*chain].index(at) :]
            first = min(circle, key=places.__getitem__)
            turn = circle.index(first)
            path = " → ".join([*circle[turn:], *circle[:turn], first])
            body = self._by_id[first]
            self._trouble.at(
                codes.PACK_PARENT_CYCLE, scalar(body.body, "parent") or body.key, indicator=first, path=path
            )

    def _parent(self, id_: str) -> str:
        found = scalar(self._by_id[id_].body, "parent")
        return found.text if found else ""

    def _codes(self) -> None:
        seen: dict[str, str] = {}
        for entry in self._indicators:
            code = scalar(entry.body, "code")
            if code is None:
                continue
            if code.text in seen:
                self._trouble.at(
                    codes.PACK_DUPLICATE_CODE, code, value=code.text, first=seen[code.text], second=entry.id
                )
            seen.setdefault(code.text, entry.id)

    # --- times and kinds ---

    def _due(self, entry: NamedEntry) -> None:
        due, read = scalar(entry.body, "due"), self._due_of(entry)
        if due and read and self._years and read.year not in self._years:
            self._trouble.at(codes.PACK_DUE, due, value=due.text, year=self._years_text())
        if due:
            check_day(entry, due, self._trouble)

    def _years_text(self) -> str:
        """Return the year of the pack, or the first and the last of its term."""
        ends = dict.fromkeys((self._years[0], self._years[-1]))
        return "-".join(map(str, ends))

    def _due_of(self, entry: NamedEntry) -> Period | None:
        due = scalar(entry.body, "due")
        return scalars.due_period(due.text, text_of(entry.body, "frequency")) if due else None

    def _kind(self, entry: NamedEntry) -> None:
        kind, better = (scalar(entry.body, key) for key in ("kind", "better"))
        pace = entry.body.get("pace")
        if kind is None:
            return
        unit = scalar(entry.body, "unit")
        for key in ("reported", "may_fall"):
            name = entry.body.key(key)
            if name and kind.text != Kind.FLOW:
                self._contradiction(name, message("`{key}` is for kind flow, which adds up over the year", key=key))
        if kind.text == Kind.VERDICT and unit:
            self._contradiction(unit, message("kind verdict has no figure, so it has no unit"))
        elif kind.text in (Kind.FLOW, Kind.STOCK, Kind.RATIO) and entry.body.get("unit") is None:
            self._trouble.at(codes.PACK_FILE["missing-key"], entry.key, key="unit")
        rising_flow = kind.text == Kind.FLOW and (better is None or better.text == Better.HIGHER)
        moving_level = kind.text in (Kind.STOCK, Kind.RATIO) and entry.body.get("baseline") is not None
        straight = isinstance(pace, Mapping) or (isinstance(pace, Scalar) and pace.text == PaceRule.LINEAR)
        if pace and straight and not (rising_flow or moving_level):
            reason = message("a pace is only known for a flow with better higher, and for a level with a baseline")
            self._contradiction(pace, reason)

    def _contradiction(self, node: Node, reason: Message) -> None:
        self._trouble.at(codes.PACK_TARGET_KIND, node, reason=reason)

    # --- examples, tally, file ---

    def _status(self) -> None:
        """Report a successor that is not allowed, and one that is missing."""
        status, successor = scalar(self._root, "status"), scalar(self._root, "successor")
        stated = status.text if status else Status.IN_FORCE
        if successor is not None and stated != Status.SUPERSEDED:
            reason = message("it has a successor, `{successor}`", successor=successor.text)
            self._trouble.at(codes.PACK_STATUS, successor, status=stated, reason=reason)
        elif status is not None and stated == Status.SUPERSEDED and successor is None:
            self._trouble.at(codes.PACK_STATUS, status, status=stated, reason=message("add its `successor`"))

    def _examples(self) -> None:
        for example in items(self._root, "examples"):
            if not isinstance(example, Mapping):
                continue
            for part in ("given", "expect"):
                for key, _ in section(example, part):
                    if key.text not in self._by_id:
                        hint = partial(suggestion, key.text, self._by_id)
                        self._trouble.at(codes.PACK_EXAMPLE_UNKNOWN, key, hint=hint, value=key.text)
            period = scalar(example, "period")
            read = scalars.period(period.text) if period else None
            if period and isinstance(read, Period) and self._years and read.year not in self._years:
                reason = message("{value} is not in the pack's year {year}", value=period.text, year=self._years_text())
                self._trouble.at(codes.PACK_VALUE, period, reason=reason)

    def _tally(self) -> None:
        tally = self._root.get("tally")
        if not isinstance(tally, Mapping):
            return
        self._document(tally)
        name = self._root.key("tally") or tally
        if tally.get("source") is None:
            self._trouble.at(codes.PACK_NO_SOURCE, name, indicator="tally")
        written = [scalar(tally, key) for key in ("counted", "met", "unmet")]
        numbers = [scalars.whole(0, 999_999, node.text) for node in written if node]
        whole = [number for number in numbers if isinstance(number, int)]
        if len(whole) == len(written) and whole[0] != whole[1] + whole[2]:
            place = written[0] or name
            self._trouble.at(codes.PACK_TALLY, place, counted=whole[0], met=whole[1], unmet=whole[2])

    def _path(self, path: str) -> None:
        id_ = scalar(self._root, "id")
        if id_ is None:
            return
        stem = os.path.splitext(os.path.abspath(path))[0].replace(os.sep, "/")
        if not f"{stem}/".endswith(f"/{id_.text}/"):
            self._trouble.at(codes.PACK_ID_PATH, id_, id=id_.text, path=path)


def _first_value(target: Node) -> Node:
    """Return the number of a target, for its location."""
    values: Iterator[Node] = (value for _, value in target.entries) if isinstance(target, Mapping) else iter(())
    return next(values, target)
