"""Load a pack by id or path into a `RulePack`; all problems are reported at once.

Owns the order of the steps. A cached pack needs neither YAML nor pydantic, so modules that need these are imported
inside functions.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, TypeAlias

from checker.domain import codes
from checker.domain.axes import Severity
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.digest import sha256_of
from checker.domain.location import PACK_TABLES, Location
from checker.domain.text import Message, message
from checker.errors import InputError, PackError
from checker.packs import cache as pack_cache
from checker.packs.catalogue import find, head_of, refuse_link
from checker.packs.codec import decode, encode
from checker.packs.model import RulePack, Status
from checker.syntax.text import load

if TYPE_CHECKING:
    from checker.packs.table import RowReading
    from checker.syntax.collector import Collector
    from checker.syntax.tree import SyntaxTree

__all__ = [
    "check_pack",
    "load_judging_pack",
    "load_pack",
    "read_files",
    "read_pack",
    "refuse_draft",
    "row_readings",
    "successor_notice",
    "tree_of",
]

_Head: TypeAlias = "tuple[str, bytes] | None"

_TEXT: Final = ".csv"
_MAX_BYTES: Final = 2_000_000
_MOST_ENTRIES: Final = 2_000
_LIMITED: Final = {
    "indicators": message("indicators"),
    "checks": message("checks"),
    "examples": message("examples"),
    "documents": message("documents"),
    "groups": message("groups"),
}
"""The parts of a pack with a limit on their number; beyond it, a check would take seconds."""


def load_pack(reference: str, *, cache: bool = True, rules: str = "", units: str = "") -> RulePack:
    """Return a pack, given its id or path.

    Args:
        reference: Such as ``bac-kan-city/2024`` or ``rules/bac-kan-city/2024.csv``.
        cache: Whether to use the cache of compiled packs.
        rules: The folder searched first for an id; if empty, `rules` in the working folder.
        units: A file of the reporting units, instead of those that the pack names.

    Raises:
        PackError: The pack does not exist or has errors; carries all diagnostics, including warnings.
    """
    path, data, head = _read(reference, rules)
    sha256 = _digest(data, head)
    if cache and not units and (pack := _from_cache(path, sha256)) is not None:
        return pack
    pack, diagnostics = _read_anew(path, data, sha256, head, units=units)
    if pack is None:
        raise PackError(diagnostics)
    # Changes of the extended pack or of its file of units are detected when these are read.
    if cache and not units and not pack.extends and not pack.reporting.units_file:
        pack_cache.store(sha256, encode(pack))
    return pack


def load_judging_pack(reference: str, *, cache: bool = True, rules: str = "") -> RulePack:
    """Return a pack for judging submissions; see `load_pack`.

    Raises:
        PackError: The pack does not exist, has errors, or is a draft.
    """
    return refuse_draft(load_pack(reference, cache=cache, rules=rules))


def refuse_draft(pack: RulePack) -> RulePack:
    """Return the pack, unless it may not be used for judging.

    Raises:
        PackError: It is a draft.
    """
    if pack.status is Status.DRAFT:
        raise PackError([diagnostic(codes.PACK_DRAFT, Location(pack.path), pack=pack.id)])
    return pack


def successor_notice(pack: RulePack) -> Message | None:
    """Return the sentence that names the successor of a superseded pack; ``None`` for other packs."""
    fields = (("pack", pack.id), ("successor", pack.successor))
    return Message(codes.PACK_SUPERSEDED.template, fields) if pack.successor else None


def check_pack(reference: str) -> tuple[RulePack | None, tuple[Diagnostic, ...]]:
    """Return the pack, or ``None`` if it cannot be used, and all diagnostics.

    A pack that contradicts its clauses has errors but can be used; `load_pack` does not read clauses.
    """
    try:
        path, data, head = _read(reference)
    except PackError as error:
        return None, error.diagnostics
    return _read_anew(path, data, _digest(data, head), head, clauses=True)


def read_files(reference: str) -> tuple[str, bytes, _Head]:
    """Return the path of a pack, its bytes, and the head beside a table of separated values.

    Raises:
        PackError: There is no such pack, or it cannot be opened.
    """
    return _read(reference)


def read_pack(path: str, data: bytes, head: _Head = None) -> tuple[RulePack | None, tuple[Diagnostic, ...]]:
    """Parse a pack from bytes; return it or ``None``, and the diagnostics. The cache is not used."""
    return _read_anew(path, data, _digest(data, head), head)


def row_readings(reference: str, rules: str = "") -> tuple[RowReading, ...]:
    """Return the targets derived from each row's words, for a pack that is a table; else nothing.

    Raises:
        PackError: The pack cannot be read.
    """
    path, data, head = _read(reference, rules)
    if not path.endswith(PACK_TABLES):
        return ()
    from checker.packs.table_tree import read_table

    return read_table(path, data, head, "")[1]


def _read(reference: str, rules: str = "") -> tuple[str, bytes, _Head]:
    """Return the path of a pack, its bytes, and the head beside a table of separated values."""
    path = find(reference, rules)
    try:
        data = load(path, codes.PACK_FILE, _MAX_BYTES)
        beside = head_of(path) if path.endswith(_TEXT) else ""
        refuse_link(beside, os.path.dirname(os.path.realpath(path)) if beside and os.path.isfile(beside) else "")
        head = (beside, load(beside, codes.PACK_FILE, _MAX_BYTES)) if beside and os.path.isfile(beside) else None
    except InputError as error:
        raise PackError(error.diagnostics) from None
    return path, data, head


def _digest(data: bytes, head: _Head) -> str:
    """Return the digest of a pack's file; for a table with a separate head, that of both digests on lines."""
    if head is None:
        return sha256_of(data)
    return sha256_of(f"{sha256_of(data)}\n{sha256_of(head[1])}\n".encode())


def _from_cache(path: str, sha256: str) -> RulePack | None:
    data = pack_cache.fetch(sha256)
    if data is None:
        return None
    try:
        return decode(data, path, sha256)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        # The checksum is right but the shape is wrong: another program wrote the file.
        return None


def _read_anew(
    path: str, data: bytes, sha256: str, head: _Head = None, *, clauses: bool = False, units: str = ""
) -> tuple[RulePack | None, tuple[Diagnostic, ...]]:
    """Return the pack, or ``None`` if it cannot be used, and all diagnostics.

    Args:
        path: The path as the user named it.
        data: The bytes of the file.
        sha256: Their digest.
        head: Path and bytes of the head beside a table.
        clauses: Whether to compare targets with their quoted clauses.
        units: A file of units that replaces the pack's.
    """
    from checker.packs.extend import completed
    from checker.packs.lint import lint
    from checker.packs.resolve import resolve
    from checker.packs.units_file import with_units_file
    from checker.packs.validation import validate
    from checker.syntax.collector import Collector

    try:
        tree = _tree(path, data, sha256, head)
        tree = with_units_file(completed(tree, tree_of), _yaml_of, units)
    except InputError as error:
        return None, error.diagnostics
    trouble = Collector(path, tree.lines, tree.parts)
    if _is_too_large(tree, trouble):
        return None, trouble.diagnostics
    pack = validate(tree, trouble)
    if not any(diagnostic.code.name == "unsupported-version" for diagnostic in trouble.diagnostics):
        lint(tree, trouble)
    unusable = pack is None or any(diagnostic.severity is Severity.ERROR for diagnostic in trouble.diagnostics)
    if clauses:
        from checker.packs.lint_clause import lint_clauses
        from checker.packs.lint_documents import lint_documents
        from checker.packs.lint_lineage import check_lineage

        lint_clauses(tree, trouble)
        lint_documents(tree, trouble)
        check_lineage(tree, lambda other: completed(tree_of(other), tree_of), trouble)
    diagnostics = trouble.diagnostics
    if pack is None or unusable:
        return None, diagnostics
    resolved = resolve(pack, tree, path, sha256)
    if pack.year is not None and resolved.term is not None:
        from checker.packs.year_slices import slice_of

        resolved = slice_of(resolved, pack.year)
    if clauses:
        from checker.packs.review import reviewed

        diagnostics = reviewed(resolved, diagnostics)
    return resolved, diagnostics


def _tree(path: str, data: bytes, sha256: str, head: _Head) -> SyntaxTree:
    if path.endswith(PACK_TABLES):
        from checker.packs.table_tree import read_table

        return read_table(path, data, head, sha256)[0]
    from checker.syntax.yaml import read_yaml

    return read_yaml(path, data, codes.PACK_FILE)


def tree_of(path: str) -> SyntaxTree:
    """Return the tree of another pack, as written.

    Raises:
        PackError: The pack cannot be read.
    """
    path, data, head = _read(path)
    try:
        return _tree(path, data, _digest(data, head), head)
    except InputError as error:
        raise PackError(error.diagnostics) from None


def _yaml_of(path: str) -> SyntaxTree:
    """Return the tree of a YAML file beside a pack.

    Raises:
        InputError: The file cannot be read.
    """
    from checker.syntax.yaml import read_yaml

    return read_yaml(path, load(path, codes.PACK_FILE, _MAX_BYTES), codes.PACK_FILE)


def _is_too_large(tree: SyntaxTree, trouble: Collector) -> bool:
    """Report each part of a pack with too many entries."""
    from checker.syntax.tree import Mapping, Sequence

    for key, node in tree.root.entries if isinstance(tree.root, Mapping) else ():
        parts = node.entries if isinstance(node, Mapping) else node.items if isinstance(node, Sequence) else ()
        if key.text in _LIMITED and len(parts) > _MOST_ENTRIES:
            what = _LIMITED[key.text]
            trouble.at(codes.PACK_FILE["too-large"], key, what=what, found=len(parts), limit=_MOST_ENTRIES)
    return bool(trouble.diagnostics)
