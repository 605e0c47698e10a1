"""A pack by its id or path into a `RulePack`, with every problem in it told at once.

Owns the order of the steps. What the cache holds is built without YAML and pydantic,
so the modules that need those are imported inside the functions that do.
"""

from __future__ import annotations

from typing import Any, Final

from checker.domain.axes import Severity
from checker.domain.codes import PACK_FILE
from checker.domain.diagnostic import Diagnostic
from checker.errors import InputError, PackError
from checker.packs import cache as kept
from checker.packs.build import build
from checker.packs.catalogue import find
from checker.packs.model import RulePack
from checker.syntax.digest import sha256_of
from checker.syntax.text import load

__all__ = ["check_pack", "load_pack"]

_MAX_BYTES: Final = 2_000_000


def load_pack(reference: str, *, cache: bool = True) -> RulePack:
    """Return the pack that is named by its id or its path.

    Args:
        reference: Such as ``bac-kan-city/2024`` or ``rules/bac-kan-city/2024.yaml``.
        cache: Whether a compiled copy may be used and kept.

    Raises:
        PackError: There is none, or it has errors; with all of its diagnostics, the
            warnings included.
    """
    path, data = _read(reference)
    sha256 = sha256_of(data)
    if cache and (pack := _from_cache(path, sha256)) is not None:
        return pack
    compiled, diagnostics = _compiled(path, data)
    if compiled is None:
        raise PackError(diagnostics)
    if cache:
        kept.store(sha256, compiled)
    return build(compiled, path, sha256)


def check_pack(reference: str) -> tuple[RulePack | None, tuple[Diagnostic, ...]]:
    """Return the pack, or ``None`` where it has errors, and everything there is to say about it."""
    try:
        path, data = _read(reference)
    except PackError as error:
        return None, error.diagnostics
    compiled, diagnostics = _compiled(path, data)
    if compiled is None:
        return None, diagnostics
    return build(compiled, path, sha256_of(data)), diagnostics


def _read(reference: str) -> tuple[str, bytes]:
    path = find(reference)
    try:
        return path, load(path, PACK_FILE, _MAX_BYTES)
    except InputError as error:
        raise PackError(error.diagnostics) from None


def _from_cache(path: str, sha256: str) -> RulePack | None:
    data = kept.fetch(sha256)
    if data is None:
        return None
    try:
        return build(data, path, sha256)
    except (ArithmeticError, LookupError, TypeError, ValueError):
        # It has a right checksum and a wrong shape: another program wrote it.
        return None


def _compiled(path: str, data: bytes) -> tuple[dict[str, Any] | None, tuple[Diagnostic, ...]]:
    """Return the pack as plain data, or ``None``, and everything there is to say about it."""
    import json  # noqa: PLC0415

    from checker.packs.canonical import canonical  # noqa: PLC0415
    from checker.packs.lint import lint  # noqa: PLC0415
    from checker.packs.located import validate  # noqa: PLC0415
    from checker.syntax.collector import Collector  # noqa: PLC0415
    from checker.syntax.yaml import read_yaml  # noqa: PLC0415

    try:
        document = read_yaml(path, data, PACK_FILE)
    except InputError as error:
        return None, error.diagnostics
    trouble = Collector(path, document.lines)
    pack = validate(document, trouble)
    if not any(found.code.name == "unsupported-version" for found in trouble.diagnostics):
        lint(document, trouble)
    diagnostics = trouble.diagnostics
    if pack is None or any(found.severity is Severity.ERROR for found in diagnostics):
        return None, diagnostics
    # By way of JSON, so that a pack from the cache and one from the file are built from the same.
    compiled: dict[str, Any] = json.loads(json.dumps(canonical(pack, document)))
    return compiled, diagnostics
