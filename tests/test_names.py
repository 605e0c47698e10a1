"""One name, one meaning: a public class name stands for one class."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Its classes are named as the fields of a pack, and used as `schema.X` alone.
EXEMPT = "packs/schema/"


def classes(tree: ast.Module) -> set[str]:
    """Return the public classes of a module; what is defined in two branches of an ``if`` counts once."""
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and not node.name.startswith("_")}


def test_no_public_class_name_means_two_things():
    homes = defaultdict(list)
    for path in sorted((ROOT / "checker").rglob("*.py")):
        place = path.relative_to(ROOT / "checker").as_posix()
        if place.startswith(EXEMPT):
            continue
        for name in classes(ast.parse(path.read_text(encoding="utf-8"))):
            homes[name].append(place)
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def test_the_classes_of_the_schema_are_not_imported_by_name():
    for path in sorted((ROOT / "checker").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                "schema" not in path.parts
                and isinstance(node, ast.ImportFrom)
                and node.module == "checker.packs.schema"
            ):
                assert {alias.name for alias in node.names if alias.name[0].isupper()} <= {"Pack"}, path
