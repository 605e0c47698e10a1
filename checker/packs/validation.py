"""Validate a pack's tree with the schema, and locate every error.

Owns how an error of pydantic becomes a diagnostic of ours. Must not know the meaning of numbers: that is the lint's
task.
"""

from __future__ import annotations

import itertools
import types
from collections.abc import Mapping as Fields
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel, Tag, ValidationError

from checker.domain import codes
from checker.domain.record import NamedTuple
from checker.domain.text import Message, Value, message
from checker.packs.fields import TAGS, Plain
from checker.packs.scalars import Complaint
from checker.packs.schema import Pack
from checker.packs.suggest import suggestion
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Scalar, Sequence, SyntaxTree

__all__ = ["plain", "validate"]

_EXPECTED: Final = {
    "model_type": "a mapping",
    "dict_type": "a mapping",
    "list_type": "a list",
}
_NAMED: Final = {"missing": "missing-key", "extra_forbidden": "unknown-key"}
_WRONG_LENGTH: Final = ("too_short", "too_long")
_LISTS: Final = {
    "between": "a list of two numbers",
    "less_or_equal": "a list of two indicators",
    "units": "a list of reporting units",
    "all_of": "a list of two or more indicators",
}
_LONGEST_SHOWN: Final = 60


def validate(document: SyntaxTree, trouble: Collector) -> Pack | None:
    """Return the validated pack, or report all errors and return ``None``."""
    try:
        return Pack.model_validate(plain(document.root))
    except ValidationError as failed:
        errors = failed.errors(include_url=False, include_input=False)
    # A pack of a later version may mean anything, so nothing else is reported.
    version = [error for error in errors if error["loc"] == ("pack",) and error["type"] == "complaint"]
    for error in version or errors:
        _note(trouble, document.root, error["type"], error["loc"], error.get("ctx", {}))
    return None


def plain(node: Node) -> object:
    """Return the tree as dicts, lists and strings; a string without quotes is marked as `Plain`."""
    match node:
        case Mapping():
            return {key.text: plain(value) for key, value in node.entries}
        case Sequence():
            return [plain(item) for item in node.items]
        case Scalar():
            return node.text if node.quoted else Plain(node.text)


class _LocatedNode(NamedTuple):
    """A node reached by a path, and the key or node that names it in the file."""

    node: Node
    name: Node


def _note(trouble: Collector, root: Node, kind: str, path: tuple[int | str, ...], context: Fields[str, Any]) -> None:
    named = _NAMED.get(kind, "wrong-shape")
    kind_of_trouble = context["complaint"].code if kind == "complaint" else codes.PACK_FILE[named]
    if trouble.is_full(kind_of_trouble):
        trouble.add(kind_of_trouble)  # It is only counted, so its location is not needed.
        return
    if kind == "missing":
        trouble.at(codes.PACK_FILE["missing-key"], _walk(root, path[:-1]).name, key=str(path[-1]))
    elif kind == "extra_forbidden":
        known = _keys(path[:-1])
        hint = _decimal_comma(_walk(root, path[:-1]).node, str(path[-1])) or suggestion(str(path[-1]), known)
        code = codes.PACK_FILE["unknown-key"]
        fields: dict[str, Value] = {"key": str(path[-1]), "known": known}
        trouble.at(code, _walk(root, path).name, hint=hint, **fields)
    elif kind == "complaint":
        complaint: Complaint = context["complaint"]
        found = _walk(root, path[:-1]).name if path[-1] == "[key]" else _walk(root, path).node
        trouble.at(complaint.code, found, hint=complaint.hint, **dict(complaint.values))
    else:
        node = _walk(root, path).node
        expected = context.get("expected") or message(_EXPECTED.get(kind, kind))
        shown = _description(node)
        if kind in _WRONG_LENGTH and isinstance(node, Sequence | Mapping):
            key = next(str(part) for part in reversed(path) if part not in TAGS)
            expected = message(_LISTS.get(key, _LISTS["all_of"]))
            shown = message("{count} items", count=len(node.items if isinstance(node, Sequence) else node.entries))
        trouble.at(codes.PACK_FILE["wrong-shape"], node, expected=expected, found=shown)


def _walk(root: Node, path: tuple[int | str, ...]) -> _LocatedNode:
    """Follow a path of keys and positions as far as the tree goes."""
    found = _LocatedNode(root, root)
    for part in path:
        node = found.node
        if part in TAGS:
            continue  # The name of an alternative shape is not a location.
        if isinstance(node, Mapping) and isinstance(part, str):
            name, value = node.key(part), node.get(part)
            if name is None or value is None:
                break
            found = _LocatedNode(value, name)
        elif isinstance(node, Sequence) and isinstance(part, int):
            found = _LocatedNode(node.items[part], node.items[part])
    return found


def _keys(path: tuple[int | str, ...]) -> tuple[str, ...]:
    """Return the known keys of the model at a path."""
    model: Any = Pack
    for part in path:
        if part in TAGS:
            model = _bare(next(one for one in get_args(model) if Tag(str(part)) in get_args(one)))
        elif isinstance(model, type) and issubclass(model, BaseModel):
            model = _bare(model.model_fields[str(part)].annotation)
        else:
            model = _bare(get_args(model)[-1])
    return tuple(model.model_fields)


def _decimal_comma(holder: Node, unknown: str) -> Message | None:
    """Detect that ``{at_least: 65,5}`` means 65.5; YAML reads a second key 5."""
    entries = holder.entries if isinstance(holder, Mapping) else ()
    for (_, value), (key, _) in itertools.pairwise(entries):
        if key.text == unknown and isinstance(value, Scalar) and key.line == value.line:
            adjacent = key.column == value.column + value.length + 1
            if adjacent and value.text.isdecimal() and unknown.isdecimal():
                return message("write {number}", number=f"{value.text}.{unknown}")
    return None


def _bare(annotation: Any) -> Any:
    """Return the type inside an optional annotation."""
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, types.UnionType):
        choices = [choice for choice in get_args(annotation) if choice is not type(None)]
        return annotation if len(choices) > 1 else choices[0]
    return annotation


def _description(node: Node) -> str | Message:
    match node:
        case Mapping():
            return message("a mapping")
        case Sequence():
            return message("a list")
        case Scalar(text=text):
            shown = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"
            return shown if text.strip() else message("nothing")
