"""A pack by its id or path into a `RulePack`, with every problem in it told at once.

Owns the order of the steps. What the cache holds is built without YAML and pydantic,
so the modules that need those are imported inside the functions that do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.domain.axes import Severity
from checker.domain.codes import PACK_FILE
from checker.domain.diagnostic import Diagnostic
from checker.domain.text import message
from checker.errors import InputError, PackError
from checker.packs import cache as kept
from checker.packs.catalogue import find
from checker.packs.codec import decode, encode
from checker.packs.model import RulePack
from checker.syntax.digest import sha256_of
from checker.syntax.text import load

if TYPE_CHECKING:
    from checker.syntax.collector import Collector
    from checker.syntax.tree import SyntaxTree

__all__ = ["check_pack", "load_pack"]

_MAX_BYTES: Final = 2_000_000
_MOST_ENTRIES: Final = 5_000
_LIMITED: Final = {
    "indicators": message("indicators"),
    "checks": message("checks"),
    "examples": message("examples"),
    "documents": message("documents"),
    "groups": message("groups"),
}
"""What a pack may have at most 5 000 of: with more, a check would take seconds."""


def load_pack(reference: str, *, cache: bool = True, rules: str = "") -> RulePack:
    """Return the pack that is named by its id or its path.

    Args:
        reference: Such as ``bac-kan-city/2024`` or ``rules/bac-kan-city/2024.yaml``.
        cache: Whether a compiled copy may be used and kept.
        rules: The folder that is looked through first for an id; `rules` of the working folder if empty.

    Raises:
        PackError: There is none, or it has errors; with all of its diagnostics, the
            warnings included.
    """
    path, data = _read(reference, rules)
    sha256 = sha256_of(data)
    if cache and (pack := _from_cache(path, sha256)) is not None:
        return pack
    pack, diagnostics = _read_anew(path, data, sha256)
    if pack is None:
        raise PackError(diagnostics)
    if cache:
        kept.store(sha256, encode(pack))
    return pack


def check_pack(reference: str) -> tuple[RulePack | None, tuple[Diagnostic, ...]]:
    """Return the pack, or ``None`` where it cannot be used, and everything there is to say about it.

    A pack that contradicts its clauses can be used, and has errors; `load_pack` does not read clauses.
    """
    try:
        path, data = _read(reference)
    except PackError as error:
        return None, error.diagnostics
    return _read_anew(path, data, sha256_of(data), clauses=True)


def _read(reference: str, rules: str = "") -> tuple[str, bytes]:
    path = find(reference, rules)
    try:
        return path, load(path, PACK_FILE, _MAX_BYTES)
    except InputError as error:
        raise PackError(error.diagnostics) from None


def _from_cache(path: str, sha256: str) -> RulePack | None:
    data = kept.fetch(sha256)
    if data is None:
        return None
    try:
        return decode(data, path, sha256)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        # It has a right checksum and a wrong shape: another program wrote it.
        return None


def _read_anew(
    path: str, data: bytes, sha256: str, *, clauses: bool = False
) -> tuple[RulePack | None, tuple[Diagnostic, ...]]:
    """Return the pack, or ``None`` where it cannot be used, and everything there is to say about it.

    Args:
        path: As the user named it.
        data: The bytes of the file.
        sha256: Their digest.
        clauses: Whether targets are also held against the clauses that they quote.
    """
    from checker.packs.lint import lint
    from checker.packs.located import validate
    from checker.packs.resolve import resolve
    from checker.syntax.collector import Collector
    from checker.syntax.yaml import read_yaml

    try:
        tree = read_yaml(path, data, PACK_FILE)
    except InputError as error:
        return None, error.diagnostics
    trouble = Collector(path, tree.lines)
    if _is_too_large(tree, trouble):
        return None, trouble.diagnostics
    pack = validate(tree, trouble)
    if not any(found.code.name == "unsupported-version" for found in trouble.diagnostics):
        lint(tree, trouble)
    unusable = pack is None or any(found.severity is Severity.ERROR for found in trouble.diagnostics)
    if clauses:
        from checker.packs.lint_clause import lint_clauses

        lint_clauses(tree, trouble)
    diagnostics = trouble.diagnostics
    if pack is None or unusable:
        return None, diagnostics
    return resolve(pack, tree, path, sha256), diagnostics


def _is_too_large(tree: SyntaxTree, trouble: Collector) -> bool:
    """Note each part of a pack that has more entries than are read."""
    from checker.syntax.tree import Mapping, Sequence

    for key, node in tree.root.entries if isinstance(tree.root, Mapping) else ():
        parts = node.entries if isinstance(node, Mapping) else node.items if isinstance(node, Sequence) else ()
        if key.text in _LIMITED and len(parts) > _MOST_ENTRIES:
            what = _LIMITED[key.text]
            trouble.at(PACK_FILE["too-large"], key, what=what, found=len(parts), limit=_MOST_ENTRIES)
    return bool(trouble.diagnostics)
