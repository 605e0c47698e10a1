"""Convert a pack into another form of file, or merge changes of one form into the file of another.

Owns the verification that the result means the same. Must not know the layout of any form.
"""

from __future__ import annotations

from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import Diagnostic
from checker.domain.text import Message, message
from checker.errors import InputError, PackError
from checker.pack_files.content import Files, PackContent, content_of, meaning
from checker.pack_files.edit import Unplaced, edited_table, edited_yaml
from checker.pack_files.write import table_files, workbook, yaml_text
from checker.packs.load import read_files, read_pack
from checker.packs.model import RulePack
from checker.packs.table_tree import read_table
from checker.syntax.collector import Collector
from checker.syntax.tree import SyntaxTree
from checker.syntax.yaml import read_yaml

__all__ = ["FORMS", "converted", "merged", "opened"]

_UNSAID: Final = "their words do not say what the pack says: {indicators}"
FORMS: Final = (".xlsx", ".csv", ".yaml", ".yml")
"""The forms in which a pack can be written."""


def opened(reference: str) -> tuple[Files, RulePack]:
    """Return the files of a pack named by its id or path, and the pack.

    Raises:
        PackError: It cannot be used.
    """
    files = Files(*read_files(reference))
    return files, _pack(files)


def converted(files: Files, pack: RulePack, path: str) -> Files:
    """Return a pack in another form.

    Args:
        files: The pack.
        pack: The loaded pack.
        path: The file to write; its suffix selects the form.

    Raises:
        PackError: A table cannot express some targets of the pack.
    """
    if path.endswith((".yaml", ".yml")):
        root = read_table(*files, "")[0].root if files.is_table else None
        data = files.data if root is None else yaml_text(root).encode()  # type: ignore[arg-type] # a pack is a mapping
        made = Files(path, data)
    else:
        content = content_of(files, _tree(files))
        made = table_files(content, path) if path.endswith(".csv") else workbook(content, path)
    try:
        _prove(made, pack, files.path)
    except PackError as error:
        # A location in a file that is not written helps nobody.
        values = (dict(one.message.values).get("indicator") for one in error.diagnostics)
        if names := tuple(dict.fromkeys(str(one) for one in values if one)):
            raise PackError(_not_written(files.path, message(_UNSAID, indicators=names))) from None
        raise
    return made


def merged(files: Files, pack: RulePack, into: str) -> Files:
    """Return the files of an existing pack with the changes that another form of it contains.

    Args:
        files: The changed form.
        pack: Its loaded pack.
        into: The existing pack.

    Raises:
        PackError: A pack cannot be used, or a change cannot be placed in the file.
    """
    there, _ = opened(into)
    if there.path.endswith(".xlsx"):
        return converted(files, pack, there.path)
    old, new = content_of(there, _tree(there)), content_of(files, _tree(files))
    try:
        made = edited_table(there, old, new) if there.is_table else _into_yaml(there, old, new, files)
    except Unplaced as unplaced:
        raise PackError(_not_written(there.path, unplaced.what)) from None
    _prove(made, pack, there.path)
    return made


def _into_yaml(there: Files, old: PackContent, new: PackContent, files: Files) -> Files:
    tree = _tree(there)
    assert tree is not None  # noqa: S101 - it is not a table
    if not files.is_table:
        return there._replace(data=files.data)
    read = {row.id: row.read for row in read_table(*files, "")[1]}
    return edited_yaml(there, tree, old, new, read)


def _tree(files: Files) -> SyntaxTree | None:
    return None if files.is_table else read_yaml(files.path, files.data, codes.PACK_FILE)


def _pack(files: Files) -> RulePack:
    pack, found = read_pack(files.path, files.data, files.head)
    if pack is None:
        raise PackError(found)
    return pack


def _prove(made: Files, pack: RulePack, path: str) -> None:
    """Verify that the written pack equals the original.

    Raises:
        PackError: It does not, so nothing may be written.
    """
    try:
        again = _pack(made)
    except InputError as error:
        raise PackError(error.diagnostics) from None
    if meaning(again) == meaning(pack):
        return
    pairs = zip(pack.indicators, again.indicators, strict=False)
    names = tuple(one.id for one, other in pairs if meaning(one) != meaning(other))
    raise PackError(_not_written(path, message(_UNSAID, indicators=names or (pack.id,))))


def _not_written(path: str, reason: Message) -> tuple[Diagnostic, ...]:
    trouble = Collector(path)
    trouble.add(codes.PACK_NOT_WRITTEN, reason=reason)
    return trouble.diagnostics
