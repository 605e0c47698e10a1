"""The meaning of a figure has one home: bulk names verdicts, paces and matters only where docs/architecture.md says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.domain import axes

BULK = Path(__file__).parent.parent / "checker" / "bulk"
NAMED = {
    "report_rows.py": "rows judged one by one",
    "bad_rows.py": "bad rows",
}
AXES = (axes.Verdict, axes.Pace, axes.Matter)
ALSO_COLUMNS = {"ahead", "confirmed", "estimate", "invalid", "percent_of_plan"}
"""Words that alone are names of columns; within a statement they are not."""


def names(source: str) -> Iterator[str]:
    """Yield the verdicts, paces and matters that a module names: as members, as texts, or as texts in statements."""
    members = {axis.__name__: {*axis.__members__, *map(str, axis)} for axis in AXES}
    words = {str(word) for axis in AXES for word in axis}
    called = {name: name for name in members}
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(names=imported):
                called |= {one.asname: one.name for one in imported if one.asname and one.name in members}
            case ast.Attribute(value=ast.Name(id=axis) | ast.Attribute(attr=axis), attr=name):
                yield from {name} & members.get(called.get(axis, ""), set())
            case ast.Call(func=ast.Name(id=axis), args=[ast.Constant(value=str(name))]):
                yield from {name} & members.get(called.get(axis, ""), set())
            case ast.Call(args=[ast.Name(id=axis), ast.Constant(value=str(name)), *_]):
                yield from {name} & members.get(called.get(axis, ""), set())
            case ast.Subscript(value=ast.Name(id=axis), slice=ast.Constant(value=str(name))):
                yield from {name} & members.get(called.get(axis, ""), set())
            case ast.Constant(value=str(text)):
                yield from {text} & words - ALSO_COLUMNS
                yield from set(re.findall(r"""['"]([a-z_]+)['"]""", text)) & words


def test_bulk_names_no_verdict_pace_or_matter_elsewhere():
    found = {
        path.relative_to(BULK).as_posix(): sorted(set(names(path.read_text("utf-8"))))
        for path in sorted(BULK.rglob("*.py"))
    }
    assert {name: own for name, own in found.items() if own and name not in NAMED} == {}


@pytest.mark.parametrize("name", NAMED)
def test_each_module_that_may_name_them_does(name):
    assert list(names((BULK / name).read_text("utf-8")))


@pytest.mark.parametrize(
    "source",
    [
        "Verdict.NO_DATA",
        "axes.Verdict.UNMET",
        "checker.domain.axes.Verdict.UNMET",
        'WORST = "unmet"',
        "getattr(Verdict, 'UNMET')",
        "'SELECT 1 FROM findings WHERE matter = \"missing_unit\"'",
        "from checker.domain.axes import Matter as Of\nOf.UNMET",
        "Pace('behind')",
        "Matter['MISSING_UNIT']",
        "f\"SELECT 1 FROM findings WHERE matter = 'missing_unit' AND n = {n}\"",
    ],
)
def test_such_a_name_is_seen_however_it_is_written(source):
    assert list(names(source))


def test_columns_of_tallies_have_every_verdict_of_a_figure_and_every_pace():
    assert {*axes.FIGURE_VERDICTS, axes.Verdict.NO_DATA, axes.Verdict.INVALID} == {*axes.Verdict}
    assert {*axes.PACE_RANKS, axes.Pace.NONE} == {*axes.Pace}
