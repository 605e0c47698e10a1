"""Read baselines: the known findings, by identity.

Owns the keys of such a file. Must not know any rule pack: entries are checked where baselines are applied.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain.baseline import BaselineEntry
from checker.domain.codes import BASELINE_TWICE, REGISTRY, SETTINGS_FILE
from checker.domain.identity import Identity
from checker.readers.fields import Fields, open_yaml
from checker.syntax.tree import Node

__all__ = ["read_baseline"]

_KEYS: Final = ("baseline", "entries")
_REQUIRED: Final = ("code", "pack", "unit", "period")
_OPTIONAL: Final = ("indicator", "subject", "ordinal", "note")


def read_baseline(path: str) -> tuple[BaselineEntry, ...]:
    """Read a baseline.

    Raises:
        PackError: The file cannot be used; every problem in it is reported.
    """
    fields = Fields(open_yaml(path, SETTINGS_FILE), SETTINGS_FILE)
    root = fields.root("baseline", _KEYS, _KEYS[:1])
    entries: dict[Identity, BaselineEntry] = {}
    for node in fields.list(root, "entries") if root is not None else ():
        entry = _entry(fields, node)
        if entry is None:
            continue
        if entry.identity in entries:
            fields.trouble.at(BASELINE_TWICE, node, first=str(entries[entry.identity].location.line))
        entries.setdefault(entry.identity, entry)
    fields.stop_if_any()
    return tuple(entries.values())


def _entry(fields: Fields, node: Node) -> BaselineEntry | None:
    entry = fields.mapping(node)
    if entry is None:
        return None
    fields.keys(entry, (*_REQUIRED, *_OPTIONAL), _REQUIRED)
    code, pack, unit, period = (fields.text(entry, key) for key in _REQUIRED)
    indicator, subject, ordinal, note = (fields.text(entry, key) for key in _OPTIONAL)
    if code is not None:
        fields.word(code, tuple(REGISTRY))
    reported = fields.period(period) if period is not None else None
    number = ordinal.text if ordinal is not None else "1"
    if ordinal is not None and not re.fullmatch(r"[1-9][0-9]{0,5}", number):
        fields.wrong(ordinal, "a whole number")
        return None
    if not (code and pack and unit and reported):
        return None
    identity = Identity(
        code.text,
        pack.text,
        unit.text,
        str(reported),
        indicator.text if indicator else "",
        subject.text if subject else "",
        int(number),
    )
    return BaselineEntry(identity, note.text if note else "", fields.location(node))
