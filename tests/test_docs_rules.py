"""docs/rules.md line by line: each sentence on what is decided has a test that runs what it says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.examples import each_row
from tests.yaml_tables import table

HERE = Path(__file__).parent
PAGE = (HERE.parent / "docs" / "rules.md").read_text(encoding="utf-8")
LINES: dict[str, dict[str, str | None]] = table("rules_lines.yaml")
TIME = {rule["rule"] for rule in table("time.yaml")}


def sentences(title: str) -> list[str]:
    """Return the sentences of a section, without its tables and examples."""
    body = re.search(rf"^{re.escape(title)}\n(.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert body is not None, title
    prose = re.sub(r"```.*?```", "", body[1], flags=re.DOTALL)
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n|\n(?=- )|\n(?=\|)", prose)]
    return [
        one.removeprefix("- ")
        for block in blocks
        if block and not block.startswith("|")
        for one in re.split(r'(?<=[.:)])\s+(?=[A-ZĐ“"`])', block)
    ]


@each_row("title", LINES)
def test_each_sentence_has_a_line_in_the_table_and_each_line_a_sentence(title):
    said, known = sentences(title), LINES[title]
    held = {one: [start for start in known if one.startswith(start)] for one in said}
    assert [one for one, starts in held.items() if len(starts) != 1] == []
    assert [start for start in known if not any(one.startswith(start) for one in said)] == []


def functions(module: str) -> set[str]:
    tree = ast.parse((HERE / f"{module}.py").read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@each_row("by", sorted({by for lines in LINES.values() for by in lines.values() if by}))
def test_what_runs_a_line_is_there(by):
    if by.startswith("time: "):
        assert by.removeprefix("time: ") in TIME
    else:
        module, _, function = by.partition("::")
        assert function in functions(module)
