"""The columns of a Parquet file, according to its footer.

Owns the names and types of columns as stored in the file. An engine would rename duplicate columns, convert timestamps
to its own time zone, or use its own names for types. Engines read the rows.

A footer is a struct in Thrift's compact protocol: fields, each with a type and the difference of its id from the
previous one. Only the list of columns is parsed.
"""

from __future__ import annotations

import enum
import os
from collections.abc import Sequence
from typing import Any, Final

from checker.domain.record import NamedTuple

__all__ = ["DamagedFile", "Leaf", "LeafKind", "leaves_of"]

_MAGIC: Final = b"PAR1"
_TAIL: Final = 8
"""The bytes at the end of the file: the footer's length, and the magic number."""
_DEEPEST: Final = 32

_SCHEMA: Final = 2
"""The field id of the list of columns in a footer."""
_TYPE, _LENGTH, _REPEATED, _NAME, _CHILDREN, _CONVERTED, _SCALE, _PRECISION, _, _LOGICAL = range(1, 11)
_REPEATS: Final = 2
_NANOSECONDS: Final = 3
_PHYSICAL: Final = ("BOOLEAN", "INT32", "INT64", "INT96", "FLOAT", "DOUBLE", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY")
_WIDTHS: Final = {8: "TINYINT", 16: "SMALLINT", 32: "INTEGER", 64: "BIGINT"}
_WHOLE: Final = tuple(sign + width for sign in ("U", "") for width in _WIDTHS.values())
_TEXTS: Final = {1: "VARCHAR", 4: "VARCHAR", 6: "DATE", 12: "VARCHAR", 14: "UUID"}
_OTHERS: Final = {2: "MAP", 3: "LIST", 7: "TIME", 13: "BSON", 15: "FLOAT16", 16: "VARIANT", 17: "GEOMETRY"}
_DECIMAL, _MOMENT, _INTEGER, _UNKNOWN = 5, 8, 10, 11
"""The field ids of logical types."""
_CONVERTEDS: Final = (
    *("VARCHAR", "MAP", "MAP", "LIST", "VARCHAR", "DECIMAL", "DATE", "TIME", "TIME", "INSTANT", "INSTANT"),
    *_WHOLE,
    *("VARCHAR", "BSON", "INTERVAL"),
)
"""The converted types, which predate logical types; their timestamps are in UTC."""


class DamagedFile(Exception):
    """A footer that cannot be read."""


class LeafKind(enum.Enum):
    """The kind of content of a column."""

    NULL = "null"
    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DOUBLE = "double"
    FLOAT = "float"
    UNREAD = "unread"
    """A type without a single text."""


class Leaf(NamedTuple):
    """A column.

    Args:
        name: Its name in the file.
        kind: The kind of its content.
        type: The SQL name of its type; a timestamp with time zone is an ``INSTANT``.
        places: The scale of a decimal column.
    """

    name: str
    kind: LeafKind
    type: str
    places: int = 0


def leaves_of(path: str) -> list[Leaf]:
    """Return the columns of a Parquet file, in their order.

    Raises:
        Damaged: Its footer cannot be read.
        OSError: The file cannot be read.
    """
    with open(path, "rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
        length = int.from_bytes(tail[:4], "little")
        if tail[4:] != _MAGIC or length + _TAIL > size:
            raise DamagedFile
        file.seek(size - _TAIL - length)
        footer = file.read(length)
    try:
        return _columns(_Thrift(footer).struct(last=_SCHEMA)[_SCHEMA])
    except (IndexError, KeyError, ValueError, TypeError, AttributeError) as error:
        raise DamagedFile from error


def _columns(elements: Sequence[dict[int, Any]]) -> list[Leaf]:
    """Return the columns from a list of schema elements, in which a group precedes its members."""
    columns = []
    place = 1
    for _ in range(elements[0][_CHILDREN]):
        element = elements[place]
        columns.append(_leaf(element))
        open_elements = 1
        while open_elements:
            open_elements += elements[place].get(_CHILDREN, 0) - 1
            place += 1
    if place != len(elements):
        raise DamagedFile
    return columns


def _leaf(element: dict[int, Any]) -> Leaf:
    name = element[_NAME].decode()
    [logical, parameters] = next(iter(element.get(_LOGICAL, {}).items()), (0, {}))
    before = _CONVERTEDS[element[_CONVERTED]] if _CONVERTED in element else ""
    if element.get(_CHILDREN):
        return Leaf(name, LeafKind.UNREAD, _OTHERS.get(logical, before or "STRUCT"))
    if element.get(_REPEATED) == _REPEATS:
        return Leaf(name, LeafKind.UNREAD, "LIST")
    if logical:
        return _of_logical(name, logical, parameters)
    if before == "DECIMAL":
        return _decimal(name, element[_PRECISION], element.get(_SCALE, 0))
    if before:
        read = LeafKind.TEXT if before in {"VARCHAR", "DATE", "INSTANT"} else LeafKind.UNREAD
        return Leaf(name, LeafKind.WHOLE if before in _WHOLE else read, before)
    return _bare(name, _PHYSICAL[element[_TYPE]], element.get(_LENGTH, 0))


def _of_logical(name: str, logical: int, parameters: dict[int, Any]) -> Leaf:
    match logical:
        case number if number == _UNKNOWN:
            return Leaf(name, LeafKind.NULL, "NULL")
        case number if number == _DECIMAL:
            return _decimal(name, parameters[2], parameters.get(1, 0))
        case number if number == _INTEGER:
            return Leaf(name, LeafKind.WHOLE, ("" if parameters[2] else "U") + _WIDTHS[parameters[1]])
        case number if number == _MOMENT:
            [unit] = parameters[2]
            type_ = "INSTANT" if parameters[1] else "TIMESTAMP"
            return Leaf(name, LeafKind.TEXT, f"{type_}_NS" if unit == _NANOSECONDS else type_)
        case number if number in _TEXTS:
            return Leaf(name, LeafKind.TEXT, _TEXTS[number])
        case number:
            return Leaf(name, LeafKind.UNREAD, _OTHERS.get(number, "?"))


def _decimal(name: str, digits: int, places: int) -> Leaf:
    return Leaf(name, LeafKind.DECIMAL, f"DECIMAL({digits},{places})", places)


def _bare(name: str, physical: str, length: int) -> Leaf:
    """Return a column that only has a physical type."""
    kind, type_ = {
        "BOOLEAN": (LeafKind.TEXT, "BOOLEAN"),
        "INT32": (LeafKind.WHOLE, "INTEGER"),
        "INT64": (LeafKind.WHOLE, "BIGINT"),
        # Spark stores timestamps this way, in UTC.
        "INT96": (LeafKind.TEXT, "INSTANT"),
        "FLOAT": (LeafKind.FLOAT, "FLOAT"),
        "DOUBLE": (LeafKind.DOUBLE, "DOUBLE"),
        # Some programs store texts this way.
        "BYTE_ARRAY": (LeafKind.TEXT, "VARCHAR"),
    }.get(physical, (LeafKind.UNREAD, f"BINARY({length})"))
    return Leaf(name, kind, type_)


class _Kind(enum.IntEnum):
    """The types of values in the compact protocol."""

    TRUE = 1
    FALSE = 2
    BYTE = 3
    I16 = 4
    I32 = 5
    I64 = 6
    DOUBLE = 7
    BINARY = 8
    LIST = 9
    SET = 10
    STRUCT = 12


_LOW: Final = 15
"""The four type bits of a byte. If all bits of the count are set, the count follows separately."""
_MORE: Final = 128
"""The bit that marks a number as continued in the next byte."""
_LONGEST: Final = 63


class _Thrift:
    """Reads values of the compact protocol one after another."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def struct(self, last: int = 0, depth: int = 0) -> dict[int, Any]:
        """Return the fields of a struct by id, up to the last one that is needed."""
        if depth > _DEEPEST:
            raise DamagedFile
        fields: dict[int, Any] = {}
        number = 0
        while (head := self._byte()) != 0:
            number = number + (head >> 4) if head >> 4 else self._signed()
            fields[number] = self._value(head & _LOW, depth)
            if number == last:
                break
        return fields

    def _value(self, kind: int, depth: int) -> Any:
        match _Kind(kind):
            case _Kind.TRUE | _Kind.FALSE:
                return kind == _Kind.TRUE
            case _Kind.BYTE:
                return self._byte()
            case _Kind.I16 | _Kind.I32 | _Kind.I64:
                return self._signed()
            case _Kind.DOUBLE | _Kind.BINARY:
                return self._bytes(8 if kind == _Kind.DOUBLE else self._unsigned())
            case _Kind.LIST | _Kind.SET:
                return self._list(depth)
            case _Kind.STRUCT:
                return self.struct(depth=depth + 1)

    def _list(self, depth: int) -> list[Any]:
        head = self._byte()
        count, kind = head >> 4, head & _LOW
        if count == _LOW:
            count = self._unsigned()
        if count > len(self._data):
            raise DamagedFile
        if kind <= _Kind.FALSE:
            return [self._byte() == _Kind.TRUE for _ in range(count)]
        return [self._value(kind, depth) for _ in range(count)]

    def _byte(self) -> int:
        byte = self._data[self._at]
        self._at += 1
        return byte

    def _bytes(self, count: int) -> bytes:
        start, self._at = self._at, self._at + count
        if self._at > len(self._data):
            raise DamagedFile
        return self._data[start : self._at]

    def _signed(self) -> int:
        number = self._unsigned()
        return -(number >> 1) - 1 if number & 1 else number >> 1

    def _unsigned(self) -> int:
        number = shift = 0
        while (byte := self._byte()) >= _MORE:
            number |= (byte - _MORE) << shift
            shift += 7
            if shift > _LONGEST:
                raise DamagedFile
        return number | byte << shift
