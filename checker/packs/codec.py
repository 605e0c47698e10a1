"""Encode a `RulePack` as plain data for the cache, and decode it.

Knows no field of a pack by name. The data are a list of distinct values, in which parts precede the values that contain
them. A text, number, boolean or null is stored directly. Any other value is a list of its class and the indexes of its
parts. Every check decodes a pack, so this module imports neither YAML nor pydantic.
"""

from __future__ import annotations

import enum
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from checker.domain.location import Location
from checker.domain.unit import Factor
from checker.packs import components, model
from checker.packs.model import RulePack

__all__ = ["SHAPE", "decode", "encode"]


def _together(*parts: Any) -> tuple[Any, ...]:
    return parts


_KINDS: Final[Mapping[str, Any]] = {
    name: kind
    for name, kind in (vars(components) | vars(model) | {"Factor": Factor, "Fraction": Fraction}).items()
    if isinstance(kind, type)
    # `issubclass` would ask the abstract classes of numbers.
    and (kind is Fraction or issubclass(kind, tuple | enum.Enum | Decimal))
    # The base class of our enumerations depends on the Python version, and no pack contains it.
    and kind is not enum.StrEnum
}
"""All classes in a pack: `model` or `components` defines or imports them, or a unit contains them."""
SHAPE: Final = " ".join(f"{name}({','.join(getattr(kind, '_fields', ()))})" for name, kind in _KINDS.items())
"""The classes and their fields; data with other fields cannot be decoded."""


def encode(pack: RulePack) -> list[Any]:
    """Return the pack as JSON-compatible data, without its file's name and digest."""
    places: dict[tuple[Any, ...], int] = {}
    data: list[Any] = []
    beside = os.path.dirname(pack.path)

    def parts(value: Any) -> Iterable[Any]:
        if not isinstance(value, Location):
            return _parts(value)
        # In a pack of a single text file, a location only needs line and column.
        other = "" if value.path == pack.path else os.path.relpath(value.path, beside or ".")
        whole = (value.line, value.column, value.sheet, value.cell, other)
        return whole if any(whole[2:]) else whole[:2]

    def place(value: Any) -> int:
        entry, key = value, (type(value), value)
        if (value is not None and not isinstance(value, str | int)) or isinstance(value, enum.Enum):
            entry = [_name(value), *map(place, parts(value))]
            key = tuple(entry)
        if key not in places:
            places[key] = len(data)
            data.append(entry)
        return places[key]

    place(pack._replace(path="", sha256=""))
    return data


def _name(value: Any) -> str:
    return type(value).__name__


def _parts(value: Any) -> Iterable[Any]:
    match value:
        case enum.Enum():
            return (value.value,)
        case Decimal():
            return (str(value),)
        case Fraction():
            return value.as_integer_ratio()
        case _:
            return tuple(value)


def decode(data: Sequence[Any], path: str, sha256: str) -> RulePack:
    """Return the pack.

    Args:
        data: The result of `encode`, possibly after a round trip through JSON.
        path: The file as the user named it; all locations refer to it.
        sha256: Digest of the file's bytes, in hexadecimal.

    Raises:
        ArithmeticError, LookupError, TypeError, ValueError: The data have another form.
    """

    def located(line: int, column: int, sheet: str = "", cell: str = "", other: str = "") -> Location:
        return Location(os.path.join(os.path.dirname(path), other) if other else path, line, column, sheet, cell)

    makers: Mapping[str, Callable[..., Any]] = {
        **_KINDS,
        "tuple": _together,
        "Location": located,
    }
    values: list[Any] = []
    for entry in data:
        if type(entry) is list:
            values.append(makers[entry[0]](*[values[place] for place in entry[1:]]))
        else:
            values.append(entry)
    if not values or not isinstance(values[-1], RulePack):
        raise ValueError("no pack")
    return values[-1]._replace(path=path, sha256=sha256)
