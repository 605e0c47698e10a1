"""One name, one meaning: a public class name stands for one class, and names are nouns of the field."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
# Its classes are named as the fields of a pack, and used as `schema.X` alone.
EXEMPT = "packs/schema/"
# Participles that once stood for facts, targets, options, problems, texts ... In these rooms no name is one of them.
PARTICIPLES = {
    *("apart", "asked", "called", "found", "gone", "had", "handed", "held", "kept", "looked", "noted", "owed"),
    *("picked", "reticent", "said", "shown", "silent", "strangers", "taken", "told", "unsaid", "untold", "wanted"),
    "wish",
}
# Parts of names that say how somebody treats a thing, and not what is done with it.
PHRASES = ("aside", "hold_against", "passed_over")
# Ordinary English too, and still names in some rooms.
LENIENT = PARTICIPLES - {"called", "found", "gone", "shown", "taken", "unsaid"}
ROOMS_OF_NOUNS = {
    **dict.fromkeys(("bulk", "cli"), PARTICIPLES),
    **dict.fromkeys(("api", "assess", "binding", "domain", "forms", "pack_files", "packs", "page"), LENIENT),
    **dict.fromkeys(("readers", "reporters", "syntax"), LENIENT),
    # The modules on the ground floor.
    "": LENIENT,
}


class Module(NamedTuple):
    """The public classes of a module, the classes that it imports from the schema of packs, and all that it names."""

    classes: frozenset[str]
    imported: frozenset[str]
    names: frozenset[str]


def names_of(node: ast.AST) -> Iterator[str]:
    """Yield the names that a node gives: to a variable, a parameter, an attribute, a function or a class."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name


def module(tree: ast.Module) -> Module:
    """Return what a module names; what is defined in two branches of an ``if`` counts once."""
    classes, imported = set(), set()
    names: set[str] = set()
    for node in ast.walk(tree):
        names.update(names_of(node))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            classes.add(node.name)
        elif isinstance(node, ast.ImportFrom) and node.module == "checker.packs.schema":
            imported |= {alias.name for alias in node.names if alias.name[0].isupper()}
    return Module(frozenset(classes), frozenset(imported), frozenset(names))


@pytest.fixture(scope="module")
def modules() -> dict[str, Module]:
    """Return the modules of the program by their places."""
    root = ROOT / "checker"
    return {
        path.relative_to(root).as_posix(): module(ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted(root.rglob("*.py"))
    }


@pytest.mark.slow
def test_no_public_class_name_means_two_things(modules):
    homes = defaultdict(list)
    for place, one in modules.items():
        for name in () if place.startswith(EXEMPT) else one.classes:
            homes[name].append(place)
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


@pytest.mark.slow
def test_the_classes_of_the_schema_are_not_imported_by_name(modules):
    for place, one in modules.items():
        assert "schema" in place.split("/") or one.imported <= {"Pack"}, place


@pytest.mark.slow
@pytest.mark.parametrize(("room", "participles"), ROOMS_OF_NOUNS.items())
def test_names_are_nouns_of_the_field(room, participles, modules):
    found = {
        place: sorted(
            name
            for name in one.names
            if name.strip("_").lower() in participles or any(phrase in name for phrase in PHRASES)
        )
        for place, one in modules.items()
        if (place.startswith(f"{room}/") if room else "/" not in place)
    }
    assert found
    assert {place: names for place, names in found.items() if names} == {}
