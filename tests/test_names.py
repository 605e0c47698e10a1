"""One name, one meaning: a public class name stands for one class."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
# Its classes are named as the fields of a pack, and used as `schema.X` alone.
EXEMPT = "packs/schema/"


class Module(NamedTuple):
    """The public classes of a module, and the classes that it imports from the schema of packs."""

    classes: frozenset[str]
    imported: frozenset[str]


def module(tree: ast.Module) -> Module:
    """Return what a module names; what is defined in two branches of an ``if`` counts once."""
    classes, imported = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            classes.add(node.name)
        elif isinstance(node, ast.ImportFrom) and node.module == "checker.packs.schema":
            imported |= {alias.name for alias in node.names if alias.name[0].isupper()}
    return Module(frozenset(classes), frozenset(imported))


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
