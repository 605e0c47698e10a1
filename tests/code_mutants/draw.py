"""The mutants of a room by the names that mutmut gives them, and a sample that a seed repeats."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, ParentNodeProvider, PositionProvider
from mutmut.mutation.file_mutation import Mutation, create_mutations
from mutmut.mutation.trampoline_templates import mangle_function_name

__all__ = ["DECLARATIONS", "Mutant", "named", "sample"]

DECLARATIONS: Final = ("checker/domain/codes/", "checker/reporters/schema.py", "checker/bulk/spark")
"""Where there are declarations alone, or what only Java can run."""
_SENTENCES: Final = frozenset({"message", "Message", "Text"})


class Mutant(NamedTuple):
    """One changed place in one function."""

    name: str
    """As mutmut calls it."""
    path: str
    function: str
    """``function`` or ``Class.method``."""
    line: int
    change: str
    """The lines before and after."""
    text: str
    """The file with the change in it."""


def sample(root: Path, room: str, size: int, seed: int, counted: Path) -> tuple[list[Mutant], int]:
    """Return mutants of a room in the order of their files, and how many it has.

    Args:
        root: Where ``checker/`` is.
        room: A folder or a module under ``checker/``.
        size: How many to draw.
        seed: The same one draws the same ones, as long as the room is the same.
        counted: A file that keeps how many mutants a file has, because to count them takes long.
    """
    known: dict[str, int] = json.loads(counted.read_text(encoding="utf-8")) if counted.exists() else {}
    found: list[tuple[Path, int]] = []
    for path in _files(root, room):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest not in known:
            known[digest] = sum(1 for _ in _mutations(path, root))
        found += [(path, number) for number in range(known[digest])]
    counted.write_text(json.dumps(known), encoding="utf-8")
    draw = random.Random(seed)  # noqa: S311 - it must be repeatable
    drawn = draw.sample(found, min(size, len(found)))
    paths = sorted({path for path, _ in drawn})
    places = {path: frozenset(number for other, number in drawn if other == path) for path in paths}
    return [mutant for path in paths for mutant in _made(path, root, places[path])], len(found)


def named(root: Path, names: Iterable[str]) -> list[Mutant]:
    """Return the mutants of these names."""
    wanted = frozenset(names)
    files = {path: path.relative_to(root).with_suffix("").as_posix().replace("/", ".") for path in _files(root, "")}
    starts = {path: f"{dotted.removesuffix('.__init__')}.x" for path, dotted in files.items()}
    paths = [path for path, start in starts.items() if any(name.startswith(start) for name in wanted)]
    return [mutant for path in paths for mutant in _made(path, root, wanted)]


def _made(path: Path, root: Path, wanted: Container[int | str]) -> Iterator[Mutant]:
    for number, (name, mutation, module) in enumerate(_mutations(path, root)):
        if number in wanted or name in wanted:
            yield module.mutant(name, mutation, root)


def _files(root: Path, room: str) -> list[Path]:
    place = root / "checker" / room
    files = sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]
    return [path for path in files if not path.relative_to(root).as_posix().startswith(DECLARATIONS)]


def _mutations(path: Path, root: Path) -> Iterator[tuple[str, Mutation, _Module]]:
    module = _Module(path)
    counts: dict[str, int] = {}
    dotted = ".".join(module.path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
    for mutation in module.mutations:
        function = mutation.contained_by_top_level_function
        if not isinstance(function, cst.FunctionDef):
            continue
        key = mangle_function_name(name=function.name.value, class_name=module.class_of(function) or None)
        counts[key] = counts.get(key, 0) + 1
        if not module.is_wording(mutation):
            yield f"{dotted}.{key}__mutmut_{counts[key]}", mutation, module


class _Module:
    """A file with its mutations, and where each of them stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree, self.mutations, *_ = create_mutations(str(path), path.read_text(encoding="utf-8"))
        wrapper = MetadataWrapper(self.tree, unsafe_skip_copy=True)
        self._places = wrapper.resolve(PositionProvider)
        self._parents = wrapper.resolve(ParentNodeProvider)

    def class_of(self, function: cst.FunctionDef) -> str:
        """Return the name of the class that a method is of, else an empty text."""
        for node in self._above(function):
            if isinstance(node, cst.ClassDef):
                return node.name.value
        return ""

    def is_wording(self, mutation: Mutation) -> bool:
        """Tell whether only a sentence, a type, a name of an encoding or an assertion of equal lengths changes."""
        node = mutation.original_node
        if isinstance(node, cst.Call):
            return _name(node) == "cast" or _without_strict(node, mutation.mutated_node)
        for child, parent in itertools.pairwise([node, *self._above(node)]):
            match parent:
                case cst.Arg(keyword=cst.Name(value="strict")):
                    return True
                case cst.Arg(keyword=cst.Name(value="encoding" | "errors")) if isinstance(node, cst.SimpleString):
                    return not _has_marks(mutation.mutated_node)
                case cst.Raise() | cst.Assert() if isinstance(node, cst.BaseString):
                    return True
                case cst.Call() if isinstance(node, cst.BaseString) and parent.func is not child:
                    if _name(parent) in _SENTENCES | {"cast"}:
                        return True
                case cst.BaseStatement():
                    break
                case _:
                    pass
        return False

    def mutant(self, name: str, mutation: Mutation, root: Path) -> Mutant:
        """Return a mutation as a file with it."""
        function = mutation.contained_by_top_level_function
        assert isinstance(function, cst.FunctionDef)
        changed = self.tree.deep_replace(mutation.original_node, mutation.mutated_node)
        assert isinstance(changed, cst.Module)
        before, after = self.tree.code.splitlines(), changed.code.splitlines()
        gone, come = _differing(before, after)
        owner = self.class_of(function)
        place = self._places[mutation.original_node]
        assert isinstance(place, CodeRange)
        line = place.start.line if not gone else gone.start + 1
        change = "\n".join([*(f"- {before[i].strip()}" for i in gone), *(f"+ {after[i].strip()}" for i in come)])
        qualified = f"{owner}.{function.name.value}" if owner else function.name.value
        return Mutant(name, self.path.relative_to(root).as_posix(), qualified, line, change, changed.code)

    def _above(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        while (parent := self._parents.get(node)) is not None:
            assert isinstance(parent, cst.CSTNode)
            yield parent
            node = parent


def _name(call: cst.Call) -> str:
    return call.func.value if isinstance(call.func, cst.Name) else ""


def _without_strict(call: cst.Call, other: cst.CSTNode) -> bool:
    assert isinstance(other, cst.Call)
    kept = [one for one in call.args if one.keyword is None or one.keyword.value != "strict"]
    return len(kept) < len(call.args) and kept == [
        one for one in other.args if one.keyword is None or one.keyword.value != "strict"
    ]


def _has_marks(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.SimpleString) and "XX" in node.value


def _differing(before: list[str], after: list[str]) -> tuple[range, range]:
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return range(start, len(before) - end), range(start, len(after) - end)
