"""Our `NamedTuple` beside the one of `typing`, on classes with the same body.

The comments for the type checker are tests too: mypy reports one that it does not need.
"""

from __future__ import annotations

import copy
import inspect
import pickle
import typing
from typing import Any

import pytest

from checker.domain.record import NamedTuple
from tests.examples import each_row


class Ours(NamedTuple):
    """A value."""

    name: str
    size: int = 1
    tags: tuple[str, ...] = ()

    def doubled(self) -> Ours:
        return self._replace(size=2 * self.size)


class Theirs(typing.NamedTuple):
    """A value."""

    name: str
    size: int = 1
    tags: tuple[str, ...] = ()


class Wide(NamedTuple):
    """More fields than there are constructors at hand."""

    a: int
    b: int
    c: int
    d: int
    e: int
    f: int
    g: int
    h: int
    i: int
    j: int
    k: int
    m: int
    n: int
    o: int
    p: int
    q: int
    r: int = 17
    s: int = 18


class Stricter(Ours):
    """A value that refuses some."""

    __slots__ = ()

    def __new__(cls, name: str, size: int = 1, tags: tuple[str, ...] = ()) -> typing.Self:
        if size < 0:
            raise ValueError("negative")
        return super().__new__(cls, name, size, tags)


class Nothing(NamedTuple):
    """A value without fields."""


@each_row(
    ("positional", "named"),
    [
        (("x",), {}),
        (("x", 2), {}),
        (("x", 2, ("y",)), {}),
        ((), {"name": "x"}),
        (("x",), {"tags": ("y",)}),
        ((), {"size": 2, "tags": (), "name": "x"}),
        ((), {}),
        ((), {"size": 2}),
        (("x", 2, (), 4), {}),
        (("x",), {"name": "y"}),
        (("x",), {"colour": "red"}),
    ],
)
def test_it_is_constructed_alike(positional, named):
    results: list[Any] = []
    for kind in (Ours, Theirs):
        try:
            results.append(tuple(kind(*positional, **named)))
        except TypeError as error:
            results.append(str(error).replace("Theirs", "Ours"))
    assert results[0] == results[1]


def test_it_looks_alike():
    ours, theirs = Ours("x", 2), Theirs("x", 2)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert tuple(ours) == tuple(theirs) == ("x", 2, ())
    assert hash(ours) == hash(theirs)
    assert ours._asdict() == theirs._asdict()
    for name in ("_fields", "_field_defaults", "__match_args__", "__doc__", "__slots__"):
        assert getattr(Ours, name) == getattr(Theirs, name)
    assert list(inspect.signature(Ours).parameters) == ["name", "size", "tags"]
    assert typing.get_type_hints(Ours) == typing.get_type_hints(Theirs)
    assert not hasattr(ours, "__dict__")


def test_fields_are_read_by_name_and_never_set():
    value = Ours("x", 2)
    assert (value.name, value.size, value.tags) == ("x", 2, ())
    with pytest.raises(AttributeError):
        value.name = "y"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        value.colour = "red"  # type: ignore[attr-defined]


def test_a_type_checker_is_as_strict():
    with pytest.raises(TypeError):
        Ours(nome="x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match=r"Ours has no field nome, colour"):
        Ours("x")._replace(nome="y", colour="red")  # type: ignore[call-arg]
    name, size, _ = Ours(1)  # type: ignore[arg-type]
    size += name  # type: ignore[operator]
    assert size == 2
    assert Ours("x")._replace(size="2").size == "2"  # type: ignore[arg-type, comparison-overlap]


def test_a_changed_copy_leaves_the_value_as_it_was():
    value = Ours("x", 2)
    assert value.doubled() == Ours("x", 4)
    assert value == Ours("x", 2)


def test_it_is_made_of_as_many_values_as_it_has_fields():
    assert Ours._make(["x", 2, ()]) == Ours("x", 2)
    with pytest.raises(TypeError, match="3 fields, not 1"):
        Ours._make(["x"])


@pytest.mark.parametrize(
    "value", [Ours("x", 2), Stricter("x"), Wide(*range(16)), Nothing()], ids=lambda value: type(value).__name__
)
def test_it_survives_copying_and_pickling(value):
    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301 - our own
        assert again == value
        assert type(again) is type(value)


def test_patterns_match_its_fields_in_order():
    match Ours("x", 2):
        case Ours(name, size):
            assert (name, size) == ("x", 2)


def test_there_is_no_limit_of_fields():
    wide = Wide(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, p=14, q=15)
    assert tuple(wide) == (*range(16), 17, 18)
    assert wide.s == 18


def test_a_class_may_refuse_values():
    assert Stricter("x", size=3).doubled() == Stricter("x", 6)
    with pytest.raises(ValueError, match="negative"):
        Stricter("x", -1)
