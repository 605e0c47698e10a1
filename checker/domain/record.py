"""Drop-in `NamedTuple` at a tenth of the cost of the one in `typing`.

All value classes of the program are made by it, over three hundred. `typing.NamedTuple` takes 65 to 110 microseconds
for each, mostly to compile a constructor from text and to inspect annotations. This module takes 8; with the original,
a check would take 37 % longer. Type checkers see the original and are as strict.

Instances are tuples with the same constructor, methods and speed as the original's. Omitted are docstrings of single
fields, and checks of a class body that a type checker makes anyway (order of defaults, names of fields).
"""

from __future__ import annotations

from _collections import _tuplegetter  # the descriptor that `collections.namedtuple` uses for fields
from collections.abc import Iterable
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final, Self

__all__ = ["NamedTuple"]

_new = tuple.__new__

# Constructors by their number of fields. A class gets a copy of the code with its own field names.
_CONSTRUCTORS: Final = (
    lambda _cls: _new(_cls, ()),
    lambda _cls, a: _new(_cls, (a,)),
    lambda _cls, a, b: _new(_cls, (a, b)),
    lambda _cls, a, b, c: _new(_cls, (a, b, c)),
    lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
    lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
    lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
    lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
    lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
    lambda _cls, a, b, c, d, e, f, g, h, i: _new(_cls, (a, b, c, d, e, f, g, h, i)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j: _new(_cls, (a, b, c, d, e, f, g, h, i, j)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k, m)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k, m, n)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x, y: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x, y)
    ),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x, y, z: _new(
        _cls, (a, b, c, d, e, f, g, h, i, j, k, m, n, p, q, r, s, t, u, v, w, x, y, z)
    ),
)


# Getters that read a field by position.
_GETTERS: Final = tuple(_tuplegetter(place, None) for place in range(48))


def _constructor(fields: tuple[str, ...], class_: str) -> CodeType:
    names, called = ("_cls", *fields), f"{class_}.__new__"
    if len(fields) < len(_CONSTRUCTORS):
        code = _CONSTRUCTORS[len(fields)].__code__
        return code.replace(co_varnames=names, co_name="__new__", co_qualname=called)
    made: FunctionType = eval(f"lambda {', '.join(names)}: _new(_cls, ({', '.join(fields)}))")  # noqa: S307 - own names
    return made.__code__.replace(co_name="__new__", co_qualname=called)


class _Record(tuple[Any, ...]):
    """The common methods of the values, as documented for `collections.namedtuple`."""

    __slots__ = ()
    _fields = tuple[str, ...]()  # an annotation here would be inherited as another field

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Self:
        made = _new(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
        return made

    def _replace(self, /, **changes: Any) -> Self:
        made = _new(type(self), map(changes.pop, self._fields, self))
        if changes:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(changes)}")
        return made

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        fields = (f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
        return f"{type(self).__name__}({', '.join(fields)})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)


# Classes get the methods themselves, because each further base class makes a class slower to define.
_METHODS: Final = {name: vars(_Record)[name] for name in ("_make", "_replace", "_asdict", "__repr__", "__getnewargs__")}


class _Maker(type):
    """Builds a tuple class from a class body with annotated fields."""

    def __new__(cls, name: str, _bases: tuple[type, ...], body: dict[str, Any]) -> type:
        # Since Python 3.14, a module whose annotations are not text has a function for them.
        annotate = body.get("__annotate_func__")
        fields = tuple(annotate(1) if annotate else body.get("__annotations__", ()))
        defaults = {field: body[field] for field in fields if field in body}
        code = _constructor(fields, body["__qualname__"])
        body.update(zip(fields, _GETTERS[: len(fields)], strict=True))
        body["__slots__"] = ()
        body["__new__"] = FunctionType(code, globals(), "__new__", tuple(defaults.values()))
        body["__match_args__"] = body["_fields"] = fields
        body["_field_defaults"] = defaults
        return type(name, (tuple,), _METHODS | body)


if TYPE_CHECKING:
    from typing import NamedTuple
else:
    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
