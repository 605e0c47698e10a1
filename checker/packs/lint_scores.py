"""Check that grades form a scale, and that weighted figures can be combined.

Owns the code P256. Must not know figures.
"""

from __future__ import annotations

from collections.abc import Mapping as Known
from decimal import Decimal
from functools import partial

from checker.domain import codes
from checker.domain.axes import Better, Kind
from checker.domain.text import Message, message
from checker.packs import scalars
from checker.packs.suggest import suggestion
from checker.packs.tree_access import NamedEntry, scalar, section
from checker.syntax.collector import Collector
from checker.syntax.tree import Node, Scalar

__all__ = ["check_scores"]


def check_scores(entry: NamedEntry, by_id: Known[str, NamedEntry], trouble: Collector) -> None:
    """Report grades that are not a scale, and weights of indicators without a figure."""
    grades, weights = entry.body.key("grades"), entry.body.key("weights")
    kind, better = scalar(entry.body, "kind"), scalar(entry.body, "better")
    if grades is not None and (reason := _no_scale(entry, kind, better)) is not None:
        trouble.at(codes.PACK_SCORES, grades, indicator=entry.id, reason=reason)
    if weights is not None and kind is not None and kind.text not in (Kind.STOCK, Kind.RATIO):
        reason = message("a weighted sum is a level; write kind stock or ratio")
        trouble.at(codes.PACK_SCORES, weights, indicator=entry.id, reason=reason)
    for key, node in section(entry.body, "weights"):
        if key.text not in by_id:
            hint = partial(suggestion, key.text, by_id, but=entry.id)
            trouble.at(codes.PACK_CHECK_INDICATOR, key, hint=hint, value=key.text, holder=entry.id)
        elif (reason := _unweighed(key.text, by_id[key.text], node)) is not None:
            trouble.at(codes.PACK_SCORES, key, indicator=entry.id, reason=reason)


def _no_scale(entry: NamedEntry, kind: Scalar | None, better: Scalar | None) -> Message | None:
    numbers = [number for _, node in section(entry.body, "grades") if (number := _number(node)) is not None]
    if kind is not None and kind.text == Kind.VERDICT:
        return message("only a figure has a grade")
    if better is not None and better.text != Better.HIGHER:
        return message("a grade begins with a number and goes upwards; its `better` is higher")
    if len(set(numbers)) < len(numbers):
        return message("two grades begin with one number")
    return None


def _unweighed(id_: str, entry: NamedEntry, weight: Node) -> Message | None:
    kind, number = scalar(entry.body, "kind"), _number(weight)
    if kind is not None and kind.text == Kind.VERDICT:
        return message("`{member}` has no figure", member=id_)
    if entry.body.key("weights") is not None:
        return message("`{member}` is a weighted sum itself", member=id_)
    if number is not None and number <= 0:
        return message("a weight is above zero")
    return None


def _number(node: Node) -> Decimal | None:
    read = scalars.number(node.text) if isinstance(node, Scalar) else None
    return read if isinstance(read, Decimal) else None
