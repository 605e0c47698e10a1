"""Files of waivers: who exempted what, until when, by which document.

Owns the keys of such a file. Must not know any rule pack: whether an indicator exists is
told where waivers are applied.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from typing import Final

from checker.domain.axes import Gate, Matter
from checker.domain.codes import WAIVER_DATES, WAIVER_FILE, WAIVER_TWICE
from checker.domain.period import Period
from checker.domain.text import message
from checker.domain.waiver import Waiver
from checker.errors import InputError, PackError
from checker.readers.envelope import shape, suggestion
from checker.syntax.collector import Collector
from checker.syntax.text import load
from checker.syntax.tree import Document, Mapping, Node, Scalar, Sequence

__all__ = ["read_waivers"]

_SUFFIXES: Final = (".yaml", ".yml")
_BYTES: Final = 2_000_000
_KEYS: Final = ("waivers", "pack", "entries")
_ENTRY: Final = ("id", "indicator", "periods", "effect", "reason", "approved_by", "reference", "granted", "expires")
_OPTIONAL: Final = ("matters",)
_EFFECTS: Final = {"waive": Gate.WAIVED, "warn": Gate.WARN}
# What a waiver covers unless it says so itself: a target, never a figure that cannot be right.
_USUAL: Final = (Matter.UNMET, Matter.UNDECIDED, Matter.NO_DATA, Matter.BEHIND, Matter.AT_RISK)


def read_waivers(path: str) -> tuple[Waiver, ...]:
    """Read a file of waivers.

    Raises:
        PackError: The file cannot be used; every problem in it is told.
    """
    try:
        if os.path.splitext(path)[1].lower() not in _SUFFIXES and os.path.isfile(path):
            trouble = Collector(path)
            trouble.add(WAIVER_FILE["unknown-format"], suffix=os.path.splitext(path)[1], known=", ".join(_SUFFIXES))
            trouble.stop()
        from checker.syntax.yaml import read_yaml  # noqa: PLC0415 - most runs have no waivers

        document = read_yaml(path, load(path, WAIVER_FILE, _BYTES), WAIVER_FILE)
        return _Reader(document).read()
    except InputError as error:
        raise PackError(error.diagnostics) from None


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._trouble = Collector(document.path, document.lines)
        self._seen: dict[str, int] = {}

    def read(self) -> tuple[Waiver, ...]:
        root = self._mapping(self._document.root)
        waivers: tuple[Waiver | None, ...] = ()
        if root is not None:
            self._keys(root, _KEYS, _KEYS)
            version = self._text(root, "waivers")
            if version and version.text != "1":
                self._trouble.at(WAIVER_FILE["unsupported-version"], version, value=version.text)
            pack = self._text(root, "pack")
            waivers = tuple(self._entry(node, pack.text if pack else "") for node in self._list(root, "entries"))
        self._trouble.stop_if_any()
        return tuple(waiver for waiver in waivers if waiver is not None)

    def _entry(self, node: Node, pack: str) -> Waiver | None:
        entry = self._mapping(node)
        if entry is None:
            return None
        self._keys(entry, (*_ENTRY, *_OPTIONAL), _ENTRY)
        id_, indicator, reason, approved_by, reference = (
            self._text(entry, key) for key in ("id", "indicator", "reason", "approved_by", "reference")
        )
        granted, expires = self._day(entry, "granted"), self._day(entry, "expires")
        periods = tuple(filter(None, (self._period(one) for one in self._list(entry, "periods"))))
        matters = tuple(filter(None, (self._matter(one) for one in self._list(entry, "matters")))) or _USUAL
        effect = self._effect(entry)
        if not (id_ and indicator and reason and approved_by and reference and granted and expires):
            return None
        if granted > expires:
            self._trouble.at(
                WAIVER_DATES, id_, waiver=id_.text, granted=granted.isoformat(), expires=expires.isoformat()
            )
        self._once(id_)
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
            self._document.location(id_),
        )

    def _once(self, id_: Scalar) -> None:
        if id_.text in self._seen:
            self._trouble.at(WAIVER_TWICE, id_, waiver=id_.text, first=str(self._seen[id_.text]))
        self._seen.setdefault(id_.text, id_.line)

    def _keys(self, mapping: Mapping, known: tuple[str, ...], required: tuple[str, ...]) -> None:
        for key, _ in mapping.entries:
            if key.text not in known:
                hint = suggestion(key.text, known)
                self._trouble.at(WAIVER_FILE["unknown-key"], key, hint=hint, key=key.text, known=", ".join(known))
        for name in required:
            node = mapping.get(name)
            if node is None or (isinstance(node, Scalar) and not node.text.strip()):
                self._trouble.at(WAIVER_FILE["missing-key"], mapping.key(name) or mapping, key=name)

    def _mapping(self, node: Node) -> Mapping | None:
        if isinstance(node, Mapping):
            return node
        self._wrong(node, "a mapping")
        return None

    def _list(self, mapping: Mapping, key: str) -> tuple[Node, ...]:
        node = mapping.get(key)
        if node is None or isinstance(node, Sequence):
            return node.items if node else ()
        self._wrong(node, "a list")
        return ()

    def _text(self, mapping: Mapping, key: str) -> Scalar | None:
        node = mapping.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text.strip()):
            return None  # That it is missing has been told.
        if isinstance(node, Scalar):
            return node
        self._wrong(node, "text")
        return None

    def _day(self, mapping: Mapping, key: str) -> dt.date | None:
        node = self._text(mapping, key)
        if node is None:
            return None
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", node.text):
                return dt.date.fromisoformat(node.text)
        except ValueError:
            pass
        self._trouble.at(WAIVER_FILE["not-a-date"], node, value=node.text)
        return None

    def _period(self, node: Node) -> Period | None:
        if isinstance(node, Scalar):
            try:
                return Period.parse(node.text[:100])
            except ValueError:
                pass
        self._trouble.at(WAIVER_FILE["not-a-period"], node, value=node.text if isinstance(node, Scalar) else "…")
        return None

    def _matter(self, node: Node) -> Matter | None:
        if isinstance(node, Scalar) and node.text in tuple(Matter):
            return Matter(node.text)
        self._not_allowed(node, tuple(Matter))
        return None

    def _effect(self, entry: Mapping) -> Gate:
        node = self._text(entry, "effect")
        if node is not None and node.text not in _EFFECTS:
            self._not_allowed(node, tuple(_EFFECTS))
        return _EFFECTS.get(node.text if node else "", Gate.WAIVED)

    def _not_allowed(self, node: Node, known: tuple[str, ...]) -> None:
        written = node.text if isinstance(node, Scalar) else "…"
        hint = suggestion(written, known)
        self._trouble.at(WAIVER_FILE["not-allowed"], node, hint=hint, value=written, known=", ".join(known))

    def _wrong(self, node: Node, expected: str) -> None:
        self._trouble.at(WAIVER_FILE["wrong-shape"], node, expected=message(expected), found=shape(node))
