"""A file beside a pack with further, confirmed names of its indicators.

Owns the keys of such a file. Must not know how names are matched.
"""

from __future__ import annotations

from typing import Final

from checker.domain.codes import SETTINGS_FILE
from checker.readers.envelope import suggestion
from checker.readers.fields import Fields, open_yaml
from checker.syntax import tree

__all__ = ["read_aliases"]

_KEYS: Final = ("aliases", "names")


def read_aliases(path: str, known: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Read the further names of indicators, by id.

    Args:
        path: The file.
        known: The ids of the pack.

    Raises:
        PackError: The file cannot be used; every problem in it is reported.
    """
    fields = Fields(open_yaml(path, SETTINGS_FILE), SETTINGS_FILE)
    root = fields.root("aliases", _KEYS, _KEYS)
    found: dict[str, tuple[str, ...]] = {}
    names = root.get("names") if root is not None else None
    table = fields.mapping(names) if names is not None else None
    for key, node in table.entries if table is not None else ():
        if key.text not in known:
            hint = suggestion(key.text, known)
            fields.trouble.at(SETTINGS_FILE["unknown-key"], key, hint=hint, key=key.text, known=", ".join(known))
        items = node.items if isinstance(node, tree.Sequence) else (node,)
        texts = [item.text.strip() if isinstance(item, tree.Scalar) else "" for item in items]
        for item, text in zip(items, texts, strict=True):
            if not text:
                fields.wrong(item, "text")
        found[key.text] = tuple(filter(None, texts))
    fields.stop_if_any()
    return found
