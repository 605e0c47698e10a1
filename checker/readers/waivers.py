"""Read waiver files: exemptions with approver, document and last day.

Owns the keys of such a file. Must not know any rule pack: unknown indicators are reported where waivers are applied.
"""

from __future__ import annotations

from typing import Final

from checker.domain.axes import Gate, Matter
from checker.domain.codes import WAIVER_DATES, WAIVER_FILE, WAIVER_TWICE
from checker.domain.waiver import Waiver
from checker.readers.fields import Fields, open_yaml
from checker.syntax.tree import Node, Scalar

__all__ = ["read_waivers"]

_KEYS: Final = ("waivers", "pack", "entries")
_ENTRY: Final = ("id", "indicator", "periods", "effect", "reason", "approved_by", "reference", "granted", "expires")
_OPTIONAL: Final = ("matters",)
_EFFECTS: Final = {"waive": Gate.WAIVED, "warn": Gate.WARN}
# The default matters of a waiver: targets, never impossible figures.
_USUAL: Final = (Matter.UNMET, Matter.UNDECIDED, Matter.NO_DATA, Matter.PARTS, Matter.BEHIND, Matter.AT_RISK)


def read_waivers(path: str) -> tuple[Waiver, ...]:
    """Read a file of waivers.

    Raises:
        PackError: The file cannot be used; every problem in it is reported.
    """
    fields = Fields(open_yaml(path, WAIVER_FILE), WAIVER_FILE)
    root = fields.root("waivers", _KEYS, _KEYS)
    waivers: tuple[Waiver | None, ...] = ()
    if root is not None:
        pack = fields.text(root, "pack")
        seen: dict[str, int] = {}
        entries = fields.list(root, "entries")
        waivers = tuple(_entry(fields, node, pack.text if pack else "", seen) for node in entries)
    fields.stop_if_any()
    return tuple(waiver for waiver in waivers if waiver is not None)


def _entry(fields: Fields, node: Node, pack: str, seen: dict[str, int]) -> Waiver | None:
    entry = fields.mapping(node)
    if entry is None:
        return None
    fields.keys(entry, (*_ENTRY, *_OPTIONAL), _ENTRY)
    id_, indicator, reason, approved_by, reference = (
        fields.text(entry, key) for key in ("id", "indicator", "reason", "approved_by", "reference")
    )
    granted, expires = fields.day(entry, "granted"), fields.day(entry, "expires")
    periods = tuple(filter(None, (fields.period(one) for one in fields.list(entry, "periods"))))
    words = (fields.word(one, tuple(Matter)) for one in fields.list(entry, "matters"))
    matters = tuple(Matter(word) for word in words if word) or _USUAL
    stated = fields.text(entry, "effect")
    effect = _EFFECTS.get(fields.word(stated, tuple(_EFFECTS)) or "" if stated else "", Gate.WAIVED)
    if not (id_ and indicator and reason and approved_by and reference and granted and expires):
        return None
    if granted > expires:
        fields.trouble.at(WAIVER_DATES, id_, waiver=id_.text, granted=granted.isoformat(), expires=expires.isoformat())
    _once(fields, id_, seen)
    return Waiver(
        id_.text,
        pack,
        indicator.text,
        periods,
        matters,
        effect,
        reason.text,
        approved_by.text,
        reference.text,
        granted,
        expires,
        fields.location(id_),
    )


def _once(fields: Fields, id_: Scalar, seen: dict[str, int]) -> None:
    if id_.text in seen:
        fields.trouble.at(WAIVER_TWICE, id_, waiver=id_.text, first=str(seen[id_.text]))
    seen.setdefault(id_.text, id_.line)
