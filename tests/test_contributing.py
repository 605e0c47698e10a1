"""The pages for contributors and the decisions name what is there, and what no other test misses is missed here."""

from __future__ import annotations

import contextlib
import importlib.util
import re
import sqlite3
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import grimp
import pytest
import yaml

import checker
from checker.assess.matters import RELATIONS
from checker.domain.axes import GATE_DEFAULTS, Matter
from checker.domain.check import CHECKS, CheckForm, CheckKind
from checker.domain.location import DATABASES
from checker.packs.schema import json_schema
from checker.readers.submission import SUFFIXES, TABLES
from checker.reporters import FORMATS
from tests.command import checker as command
from tests.examples import each_row

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
ADDING = (ROOT / "docs" / "adding.md").read_text("utf-8")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))


def named(text: str) -> set[str]:
    """Return the paths that a page names, and the tests in them."""
    return set(re.findall(r"`?((?:checker|tests|docs|requirements|\.devcontainer)/[\w./-]*(?:::\w+)?)", text))


@each_row("page", [ROOT / "CONTRIBUTING.md", ROOT / "docs" / "adding.md", *DECISIONS], ids=lambda path: path.name)
def test_what_is_named_is_there(page):
    for name in named(page.read_text("utf-8")):
        path, _, test = name.rstrip(".").partition("::")
        if "NAME" in path:
            path = path.rpartition("/")[0]
        assert (ROOT / path).exists(), name
        assert not test or f"def {test}(" in (ROOT / path).read_text("utf-8"), name


def test_there_are_eight_recipes_each_with_what_fails_until_it_is_followed():
    recipes = re.split(r"^## ", ADDING, flags=re.MULTILINE)[1:]
    assert len(recipes) == 8
    for recipe in recipes:
        steps, _, fails = recipe.partition("Fails until then:")
        assert "\n1. `" in steps
        assert re.search(r"`tests/\w+\.py", fails), f"name the test that fails until this is complete: {recipe}"


def test_targets_of_make_that_are_named_are_there():
    made = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make ([a-z-]+)", PAGE + ADDING):
        assert re.search(rf"^{target}:", made, re.MULTILINE), target


def test_every_decision_is_listed():
    listed = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    assert len(DECISIONS) >= 10
    for path in DECISIONS:
        assert f"({path.name}) | {path.read_text('utf-8').splitlines()[0].removeprefix('# ')} |" in listed


# ---- what the recipes promise --------------------------------------------------------------


def test_every_word_of_the_gate_has_a_default_and_is_explained_and_used():
    rules = (ROOT / "docs" / "rules.md").read_text("utf-8")
    code = "".join(path.read_text("utf-8") for path in (ROOT / "checker").rglob("*.py") if path.name != "axes.py")
    for matter in Matter:
        assert matter in GATE_DEFAULTS
        assert f"`{matter.value}`" in rules, matter
        assert f"Matter.{matter.name}" in code, matter


def test_every_check_can_be_written_and_is_explained():
    schema, rules = str(json_schema()), (ROOT / "docs" / "rules.md").read_text("utf-8")
    for form in CheckForm:
        assert f"'{form.value}'" in schema, form
        assert f"`{form.value}`" in rules or f"{form.value}:" in rules, form


def test_every_check_gives_a_finding():
    assert set(CHECKS) == set(CheckForm)
    assert set(RELATIONS) == set(CheckKind)


def test_every_format_is_offered():
    options = re.sub(r'"\n *"', "", (ROOT / "checker" / "cli" / "options.py").read_text("utf-8"))
    offered = re.search(r"Format on standard output[^\"]*", options)
    assert offered
    named = set(re.split(r"\W+", offered[0]))
    assert [name for name, format_ in FORMATS.items() if not format_.by_suffix and name not in named] == []


@each_row("suffix", DATABASES)
def test_every_type_of_database_is_read_and_documented(suffix, tmp_path):
    path = tmp_path / f"a{suffix}"
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t (unit, period, indicator, value)")
    done = command("check", "-p", "bac-kan-city/2024", "--table", "t", str(path))
    assert "0 rows, engine columnar" in done.stdout
    assert f"`{suffix}`" in (ROOT / "docs" / "scale.md").read_text("utf-8")


@each_row("suffix", [*SUFFIXES, *TABLES])
def test_every_type_of_file_is_read(suffix):
    with pytest.raises(checker.InputError):
        checker.check((f"broken{suffix}", b"PK\x03\x04" if suffix in TABLES else b"["))


def test_every_type_of_file_is_offered_everywhere():
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    pattern = next(hook["files"] for hook in hooks if hook["id"] == "checker-check")
    options = (ROOT / "checker" / "cli" / "options.py").read_text("utf-8")
    offered = re.search(r"Type of standard input .*?:(.*)\"", options)
    assert offered
    for suffix in (*SUFFIXES, *TABLES):
        assert re.match(pattern, f"reports/a{suffix}"), suffix
        if suffix != ".yml":
            assert suffix[1:] in re.split(r"\W+", offered[1]), suffix
    page = (ROOT / "docs" / "intake.md").read_text("utf-8")
    assert all(f"`{suffix}`" in page or suffix in page for suffix in TABLES)


# ---- files that others read ----------------------------------------------------------------


def release() -> Any:
    spec = importlib.util.spec_from_file_location("release", ROOT / "requirements" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_release_is_cut_and_checked(tmp_path):
    made = release()
    assert made.troubles(ROOT, "") == []
    for name in ("CHANGELOG.md", "CITATION.cff", "checker/version.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), encoding="utf-8")
    made.cut(tmp_path, "7.8.9", "2030-01-02")
    assert made.troubles(tmp_path, "v7.8.9") == []
    assert "## Unreleased\n\n## 7.8.9 - 2030-01-02\n" in (tmp_path / "CHANGELOG.md").read_text("utf-8")
    assert made.troubles(tmp_path, "v7.9.0") == ["the tag is v7.9.0, and checker/version.py has 7.8.9"]
    (tmp_path / "CITATION.cff").write_text("version: 1\n", encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text("## Unreleased\n", encoding="utf-8")
    assert [one.split()[0] for one in made.troubles(tmp_path, "v7.8.9")] == ["CITATION.cff", "CHANGELOG.md"]


def test_templates_name_no_address_and_what_they_run():
    for path in (ROOT / ".github").rglob("*.md"):
        assert "@" not in path.read_text("utf-8")
    assert "@" not in (ROOT / "CODE_OF_CONDUCT.md").read_text("utf-8") + (ROOT / "CITATION.cff").read_text("utf-8")
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    tools = {"ruff", "mypy", "lint-imports", *scripts}
    assert {hook["entry"].split()[0] for hook in hooks} <= {f".venv/bin/{tool}" for tool in tools}


def test_no_two_modules_import_each_other():
    """Imports in functions count too; only those for types alone do not."""
    graph = grimp.build_graph("checker", exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imports).prepare()


@each_row(
    ("name", "home"),
    [
        ("Finding", "assess/policy.py"),
        ("Diagnostic", "domain/diagnostic.py"),
        ("FailOn", "domain/basis.py"),
    ],
)
def test_what_has_one_maker_is_made_nowhere_else(name, home):
    """Each of them follows rules that only the module of its maker has."""
    root = ROOT / "checker"
    texts = {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in root.rglob("*.py")}
    assert [place for place, text in texts.items() if re.search(rf"(?<!class )\b{name}\((?!\))", text)] == [home]
