"""Check the numbers of single reporting units against that of the whole.

Owns the codes P250 to P254. Sums are compared with the whole if the figures of units add up, but never for shares,
rates and ranks. Must not know reports.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Final

from checker.domain import codes
from checker.domain.axes import Better, Kind
from checker.domain.comparator import ACHIEVED, COMPARATORS, Comparator, Shape
from checker.domain.text import Message, message
from checker.domain.unit_words import parse_unit
from checker.packs import scalars
from checker.packs.suggest import suggestion
from checker.packs.term import Over
from checker.packs.tree_access import NamedEntry, entries, items, scalar, section
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Scalar

__all__ = ["check_allocation"]

_NOT_ADDITIVE: Final = ("%", "‰", "điểm %", "điểm", "chỉ số", "hạng", "bậc", "lần")
"""Units of figures that do not add up."""


def check_allocation(root: Mapping, declared: tuple[str, ...], trouble: Collector) -> None:
    """Report numbers of unknown units, impossible numbers, and numbers that do not add up to the whole."""
    allocation = root.get("allocation")
    if isinstance(allocation, Mapping):
        _Shares(root, allocation, declared, trouble).run()


class _Shares:
    def __init__(self, root: Mapping, allocation: Mapping, declared: tuple[str, ...], trouble: Collector) -> None:
        self._root = root
        self._allocation = allocation
        self._declared = declared
        self._trouble = trouble
        self._indicators = {entry.id: entry for entry in entries(root, "indicators")}
        reporting = root.get("reporting")
        listed = items(reporting, "units") if isinstance(reporting, Mapping) else ()
        named = section(reporting, "units") if isinstance(reporting, Mapping) else ()
        places = (*listed, *(key for key, _ in named))
        self._units = tuple(node.text for node in places if isinstance(node, Scalar))
        self._members = {
            node.text
            for entry in self._indicators.values()
            if isinstance(target := entry.body.get("target"), Mapping)
            for node in items(target, Comparator.ALL_OF)
            if isinstance(node, Scalar)
        }

    def run(self) -> None:
        if self._allocation.get("source") is None:
            place = self._root.key("allocation") or self._allocation
            self._trouble.at(codes.PACK_NO_SOURCE, place, indicator="allocation")
        for key, units in section(self._allocation, "rows"):
            entry = self._indicators.get(key.text)
            if entry is None:
                hint = partial(suggestion, key.text, self._indicators)
                self._trouble.at(codes.PACK_SHARE_UNKNOWN, key, hint=hint, value=key.text)
            elif (reason := self._unfit(entry)) is not None:
                self._trouble.at(codes.PACK_SHARE_UNFIT, key, indicator=key.text, reason=reason)
            elif isinstance(units, Mapping):
                self._row(entry, key, units)

    def _unfit(self, entry: NamedEntry) -> Message | None:
        """Return why an indicator has no numbers of single units."""
        named = _comparator(entry)
        if named is None:
            return message("it has no target")
        traits = COMPARATORS.get(Comparator(named[0].text)) if named[0].text in tuple(Comparator) else None
        if traits is None or traits.shape is not Shape.NUMBER or traits.from_baseline:
            return message("only a level of one number is allocated, no range, change or verdict")
        if entry.id in self._members:
            return message("it is a part of a target of several parts")
        over = scalar(entry.body, "over")
        if self._root.get("term") is not None and (over is None or over.text != Over.EACH_YEAR):
            return message("within a term only what is asked of each year is allocated")
        return None

    def _row(self, entry: NamedEntry, key: Scalar, units: Mapping) -> None:
        """Check the numbers of an indicator against its units and the whole."""
        unknown = [unit for unit, _ in units.entries if unit.text not in self._units]
        for unit in unknown:
            hint = partial(suggestion, unit.text, self._units)
            self._trouble.at(codes.PACK_SHARE_UNKNOWN, unit, hint=hint, value=unit.text)
        stated = {unit.text for unit, _ in units.entries}
        for name in self._units:
            if name not in stated:
                self._trouble.at(codes.PACK_SHARE_MISSING, key, unit=name, indicator=entry.id)
        numbers = [number for _, node in units.entries if (number := _number(node)) is not None]
        if not unknown and len(numbers) == len(units.entries) == len(self._units) and self._adds_up(entry):
            self._sum(entry, key, sum(numbers, Decimal(0)))

    def _adds_up(self, entry: NamedEntry) -> bool:
        kind, unit = scalar(entry.body, "kind"), scalar(entry.body, "unit")
        known = parse_unit(unit.text, self._declared) if unit else None
        if kind is None or known is None or kind.text not in (Kind.FLOW, Kind.STOCK):
            return False
        return "/" not in known.base and known.base not in _NOT_ADDITIVE

    def _sum(self, entry: NamedEntry, key: Scalar, allocated: Decimal) -> None:
        named = _comparator(entry)
        total = _number(named[1]) if named else None
        if named is None or total is None:
            return
        traits, better = COMPARATORS[Comparator(named[0].text)], scalar(entry.body, "better")
        side = traits.side or (better.text if better else None)
        if allocated == total:
            return
        if allocated < total:
            code = codes.PACK_SHARE_MORE if side == Better.LOWER else codes.PACK_SHARE_SHORT
        else:
            code = codes.PACK_SHARE_MORE if side == Better.HIGHER else codes.PACK_SHARE_BEYOND
        left = abs(total - allocated)
        self._trouble.at(code, key, indicator=entry.id, sum=allocated, total=total, left=left)


def _comparator(entry: NamedEntry) -> tuple[Scalar, Node] | None:
    target = entry.body.get("target")
    pairs = target.entries if isinstance(target, Mapping) else ()
    return next(((key, value) for key, value in pairs if key.text in (*COMPARATORS, ACHIEVED)), None)


def _number(node: Node | None) -> Decimal | None:
    read = scalars.number(node.text) if isinstance(node, Scalar) else None
    return read if isinstance(read, Decimal) else None
