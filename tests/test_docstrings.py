"""Docstrings describe what is there: the arguments that they list are parameters or fields."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.examples import each_row

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "checker").rglob("*.py"))
Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def documented(text: str) -> list[str]:
    """Return the arguments that a docstring lists, in order."""
    _, _, section = text.partition("\nArgs:\n")
    lines = re.split(r"^\S", section, maxsplit=1, flags=re.MULTILINE)[0]
    return re.findall(r"^    \*{0,2}(\w+):", lines, re.MULTILINE)


def parameters(node: Documented) -> list[str]:
    """Return the parameters of a function; of a class its fields, and the parameters and names of its constructor."""
    if isinstance(node, ast.ClassDef):
        annotated = [line.target for line in node.body if isinstance(line, ast.AnnAssign)]
        fields = [target.id for target in annotated if isinstance(target, ast.Name)]
        own = [line for line in node.body if isinstance(line, ast.FunctionDef) and line.name in {"__init__", "__new__"}]
        set_ = [one.attr for line in own for one in ast.walk(line) if isinstance(one, ast.Attribute)]
        return fields + set_ + [name for line in own for name in parameters(line)]
    given = node.args
    rest = [one for one in (given.vararg, given.kwarg) if one is not None]
    return [one.arg for one in (*given.posonlyargs, *given.args, *rest, *given.kwonlyargs)]


def stale(source: str) -> Iterator[tuple[str, str]]:
    """Yield the arguments that docstrings of a module list and that are none, each after what has the docstring."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Documented):
            known = parameters(node)
            yield from ((node.name, name) for name in documented(ast.get_docstring(node) or "") if name not in known)


def test_the_arguments_of_every_docstring_exist():
    found = {path.relative_to(ROOT).as_posix(): [*stale(path.read_text("utf-8"))] for path in MODULES}
    assert {place: own for place, own in found.items() if own} == {}


@each_row(
    ("head", "listed", "body", "missing"),
    [
        ("def f(a, *b, c=1, **d):", ("a", "b", "d"), "", []),
        ("def f(a):", ("a", "b"), "", ["b"]),
        ("def f(a):", ("a", "Raises"), "", ["Raises"]),
        ("class A:", ("a", "c"), "a: int", ["c"]),
        ("class A:", ("a", "b", "c"), "def __init__(self, a): self.b = a", ["c"]),
    ],
)
def test_an_argument_that_does_not_exist_is_seen(head, listed, body, missing):
    arguments = "".join(f"        {name}: One,\n            or: more.\n" for name in listed)
    source = f'{head}\n    """It.\n\n    Args:\n{arguments}\n    Raises:\n        Fault: No.\n    """\n    {body}'
    assert [name for _, name in stale(source)] == missing
