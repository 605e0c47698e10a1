"""Find contradictions between indicators: checks, compound targets, and reporting units.

A part of `lint`; see there for why it reads the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Known
from decimal import Decimal
from functools import partial
from typing import Final

from checker.domain import codes
from checker.domain.axes import Kind
from checker.domain.comparator import COMPARATORS, Comparator
from checker.domain.text import Message, message
from checker.domain.unit_words import parse_unit
from checker.packs import scalars
from checker.packs.model import CheckForm, Reported
from checker.packs.suggest import suggestion
from checker.packs.tree_access import NamedEntry, entries, items, scalar, section
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Scalar, Sequence

__all__ = ["check_compounds", "check_relations", "check_reporting"]

_FLOORS: Final = tuple(word for word, traits in COMPARATORS.items() if traits.floor)
_CHANGE_KEYS: Final = ("percent", "amount")
_PERCENT: Final = "%"


def check_relations(
    root: Mapping, indicators: Known[str, NamedEntry], declared: tuple[str, ...], trouble: Collector
) -> None:
    """Report checks with no or several forms, and checks of incomparable indicators."""
    for check in entries(root, "checks"):
        forms = [(key, value) for key, value in check.body.entries if key.text in tuple(CheckForm)]
        if len(forms) != 1:
            names = tuple(key.text for key, _ in forms) or message("none")
            known = tuple(str(form) for form in CheckForm)
            place = forms[1][0] if forms else check.key
            trouble.at(codes.PACK_CHECK_FORM, place, check=check.id, found=names, known=known)
            continue
        _Relation(check, forms[0][0], forms[0][1], indicators, declared, trouble).run()


class _Relation:
    def __init__(
        self,
        check: NamedEntry,
        key: Scalar,
        value: Node,
        indicators: Known[str, NamedEntry],
        declared: tuple[str, ...],
        trouble: Collector,
    ) -> None:
        self._check = check
        self._key = key
        self._value = value
        self._indicators = indicators
        self._declared = declared
        self._trouble = trouble

    def run(self) -> None:
        operands = list(_operands(self._value))
        known = [node for node in operands if self._known(node)]
        named: set[str] = set()
        for node in operands:
            if node.text in named:
                self._wrong(node, message("`{value}` is named twice", value=node.text))
            named.add(node.text)
        tolerance = self._check.body.get("tolerance")
        if isinstance(tolerance, Scalar) and _below_zero(tolerance):
            self._wrong(tolerance, message("a tolerance is not negative"))
        if len(known) == len(operands):
            self._fit(operands)
        if self._key.text == CheckForm.CHANGE and isinstance(self._value, Mapping):
            self._limit(self._value)

    def _known(self, node: Scalar) -> bool:
        entry = self._indicators.get(node.text)
        if entry is None:
            hint = partial(suggestion, node.text, self._indicators)
            self._trouble.at(
                codes.PACK_CHECK_INDICATOR, node, hint=hint, value=node.text, holder=f"checks.{self._check.id}"
            )
            return False
        kind = scalar(entry.body, "kind")
        if kind is not None and kind.text == Kind.VERDICT:
            self._wrong(node, message("`{value}` has no figure", value=node.text))
            return False
        return True

    def _fit(self, operands: list[Scalar]) -> None:
        match self._key.text:
            case CheckForm.LESS_OR_EQUAL | CheckForm.SUM:
                self._same_unit(operands)
            case CheckForm.RATIO:
                self._same_unit(operands[:2])
            case CheckForm.PERCENT_OF_PLAN:
                self._planned(operands[0])
                if self._base(operands[1]) not in ("", _PERCENT):
                    self._wrong(operands[1], message("`{value}` is not in %", value=operands[1].text))
            case CheckForm.CHANGE:
                self._no_running_total(operands[0])

    def _same_unit(self, operands: list[Scalar]) -> None:
        first = self._unit(operands[0])
        for node in operands[1:]:
            unit = self._unit(node)
            if first and unit and first != unit:
                reason = message("{first} and {second} are not in the same unit", first=first, second=unit)
                self._wrong(node, reason)

    def _unit(self, node: Scalar) -> str:
        unit = scalar(self._indicators[node.text].body, "unit")
        return unit.text if unit else ""

    def _base(self, node: Scalar) -> str:
        unit = parse_unit(self._unit(node), self._declared)
        return unit.base if unit else ""

    def _planned(self, node: Scalar) -> None:
        target = self._indicators[node.text].body.get("target")
        if not isinstance(target, Mapping) or not any(target.key(floor) for floor in _FLOORS):
            reason = message("`{value}` has no target of which a percentage is taken", value=node.text)
            self._wrong(node, reason)

    def _no_running_total(self, node: Scalar) -> None:
        body = self._indicators[node.text].body
        kind, reported = scalar(body, "kind"), scalar(body, "reported")
        if kind and kind.text == Kind.FLOW and (reported is None or reported.text != Reported.PERIOD):
            self._wrong(node, message("`{value}` is cumulative, so it changes by its nature", value=node.text))

    def _limit(self, change: Mapping) -> None:
        stated = [name for key in _CHANGE_KEYS if (name := change.key(key))]
        if len(stated) != 1:
            self._wrong(stated[1] if stated else self._key, message("state `percent` or `amount`, and one of them"))
        for key in _CHANGE_KEYS:
            number = change.get(key)
            if isinstance(number, Scalar) and _below_zero(number):
                self._wrong(number, message("a change of at most a negative number is none"))

    def _wrong(self, node: Node, reason: Message) -> None:
        self._trouble.at(codes.PACK_CHECK, node, check=self._check.id, reason=reason)


def _operands(value: Node) -> Iterator[Scalar]:
    """Yield the indicators that a form names, in written order."""
    match value:
        case Scalar():
            yield value
        case Sequence():
            yield from (item for item in value.items if isinstance(item, Scalar))
        case Mapping():
            for key in ("of", "to", "equals"):
                node = value.get(key)
                yield from _operands(node) if node else ()


def _below_zero(node: Scalar) -> bool:
    number = scalars.number(node.text)
    return isinstance(number, Decimal) and number < 0


def check_compounds(indicators: Iterable[NamedEntry], by_id: Known[str, NamedEntry], trouble: Collector) -> None:
    """Report compound targets with members that are unknown, without a target, compound, or duplicate."""
    claimed: dict[str, str] = {}
    for entry in indicators:
        target = entry.body.get("target")
        members = items(target, Comparator.ALL_OF) if isinstance(target, Mapping) else ()
        directions = all(
            isinstance(aim := by_id[node.text].body.get("target"), Mapping) and aim.key(Comparator.TOWARDS)
            for node in members
            if isinstance(node, Scalar) and node.text in by_id
        )
        for node in members:
            if not isinstance(node, Scalar):
                continue
            reason: Message | None = None
            if node.text in claimed:
                holder = claimed[node.text]
                reason = message("`{member}` is already a member of `{holder}`", member=node.text, holder=holder)
            elif node.text not in by_id:
                hint = partial(suggestion, node.text, by_id)
                trouble.at(codes.PACK_CHECK_INDICATOR, node, hint=hint, value=node.text, holder=entry.id)
            else:
                reason = _unfit(node.text, by_id[node.text].body.get("target"), directions=directions)
            claimed[node.text] = entry.id
            if reason is not None:
                trouble.at(codes.PACK_COMPOUND, node, indicator=entry.id, reason=reason)


def _unfit(member: str, target: Node | None, *, directions: bool) -> Message | None:
    """Return why a target cannot be a member of a compound target; directions alone are not enough."""
    if not isinstance(target, Mapping):
        return message("`{member}` has no target", member=member)
    if target.key(Comparator.ALL_OF):
        return message("`{member}` is compound itself", member=member)
    if target.key(Comparator.TOWARDS) and not directions:
        return message("`{member}` has a direction, and others have none", member=member)
    return None


def check_reporting(root: Mapping, trouble: Collector) -> None:
    """Report duplicate reporting units, and the pack's own unit among them."""
    reporting = root.get("reporting")
    own = scalar(root, "unit")
    seen: set[str] = set()
    listed = items(reporting, "units") if isinstance(reporting, Mapping) else ()
    named = section(reporting, "units") if isinstance(reporting, Mapping) else ()
    for node in (*listed, *(key for key, _ in named)):
        if not isinstance(node, Scalar):
            continue
        if own is not None and node.text == own.text:
            trouble.at(codes.PACK_REPORTING, node, value=node.text, reason=message("is the pack's own unit"))
        elif node.text in seen:
            trouble.at(codes.PACK_REPORTING, node, value=node.text, reason=message("is listed twice"))
        seen.add(node.text)
