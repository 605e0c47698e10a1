"""Check that a share can be computed from the indicator that it refers to.

Owns the code P257. Must not know figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Known
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from checker.domain import codes
from checker.domain.axes import Kind, Measures
from checker.domain.comparator import COMPARATORS, Shape
from checker.domain.text import Message, message
from checker.domain.unit_words import parse_unit
from checker.packs import scalars
from checker.packs.model import Reported
from checker.packs.suggest import suggestion
from checker.packs.term import Over
from checker.packs.tree_access import NamedEntry, scalar
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Scalar

__all__ = ["check_part_of"]

_KEYS = ("share_of", "share_of_plan")
_SHARE = "%"


def check_part_of(entry: NamedEntry, by_id: Known[str, NamedEntry], trouble: Collector) -> None:
    """Report a share of an unknown indicator, of itself, or of one without a well-defined figure."""
    stated = [(key, found) for key in _KEYS if (found := scalar(entry.body, key)) is not None]
    for key, name in stated:
        if name.text not in by_id:
            hint = partial(suggestion, name.text, by_id, but=entry.id)
            trouble.at(codes.PACK_CHECK_INDICATOR, name, hint=hint, value=name.text, holder=entry.id)
            continue
        wrongs = (*_as_share(entry, len(stated)), *_as_whole(entry.id, by_id[name.text], of_plan=key == _KEYS[1]))
        reason = next((reason for is_wrong, reason in wrongs if is_wrong), None)
        if reason is not None:
            trouble.at(codes.PACK_SHARE_OF, name, indicator=entry.id, reason=reason)


_Wrongs: TypeAlias = "Iterator[tuple[bool, Message]]"


def _as_share(entry: NamedEntry, stated: int) -> _Wrongs:
    """Yield the reasons why an indicator cannot be a share."""
    unit = scalar(entry.body, "unit")
    read = parse_unit(unit.text) if unit else None
    yield stated > 1, message("it is a share of a figure or of a plan, not of both")
    yield _text(entry, "kind") != Kind.RATIO or not _is_level(entry), message("a share is of kind ratio, and a level")
    yield read is None or read.base != _SHARE, message("a share is in % or ‰")
    yield entry.body.get("weights") is not None, message("it is worked out of `weights` already")


def _as_whole(id_: str, whole: NamedEntry, *, of_plan: bool) -> _Wrongs:
    """Yield the reasons why nothing can be a share of an indicator."""
    computed = any(whole.body.get(key) is not None for key in (*_KEYS, "weights"))
    counted = _text(whole, "kind") not in (Kind.VERDICT, Kind.RATIO) and _is_level(whole)
    several = _text(whole, "over") in (Over.TOTAL, Over.AVERAGE)
    single_periods = not of_plan and _text(whole, "reported") == Reported.PERIOD
    yield whole.id == id_, message("nothing is a share of itself")
    yield computed, message("`{member}` is worked out of others itself", member=whole.id)
    yield not counted, message("`{member}` is not a count; write one of kind flow or stock", member=whole.id)
    yield several, message("`{member}` covers several years; a report covers one", member=whole.id)
    yield (
        single_periods,
        message("`{member}` is reported for single periods, and a share is of the year so far", member=whole.id),
    )
    yield (
        of_plan and not _has_number(whole),
        message("the target of `{member}` is not one number above zero", member=whole.id),
    )


def _has_number(whole: NamedEntry) -> bool:
    target = whole.body.get("target")
    for key, node in target.entries if isinstance(target, Mapping) else ():
        traits = COMPARATORS.get(key.text)  # type: ignore[call-overload] # a comparator is its word
        if traits is not None and traits.shape is Shape.NUMBER and not traits.from_baseline:
            number = scalars.number(node.text) if isinstance(node, Scalar) else None
            return isinstance(number, Decimal) and number > 0
    return False


def _is_level(entry: NamedEntry) -> bool:
    return _text(entry, "measures") in ("", Measures.LEVEL)


def _text(entry: NamedEntry, key: str) -> str:
    found = scalar(entry.body, key)
    return found.text if found else ""
