"""The Vietnamese catalogue says everything that the program says, and its compiled form is its own."""

from __future__ import annotations

import ast
import gettext
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import checker
from checker.cli.program import COMMANDS, program
from checker.domain.codes import REGISTRY
from checker.domain.codes.registry import RETIRED
from checker.domain.comparator import COMPARATORS, ONLY_VERDICT
from checker.domain.text import message
from checker.language import CONTEXTS, Language
from tests.examples import each_row

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT = Path(checker.__file__).parent
FOLDER = ROOT / "locale" / "vi" / "LC_MESSAGES"


# ---- what the program says -----------------------------------------------------------------


@cache
def templates() -> frozenset[str]:
    """Return every English sentence that is ever looked up without a context."""
    said = {text for code in REGISTRY.values() for text in (code.template, code.remedy, code.explanation)}
    said |= {code.explanation for code in RETIRED.values()}
    traits = (*COMPARATORS.values(), ONLY_VERDICT)
    said |= {text for one in traits for text in (one.phrase, one.phrase_strict, *one.phrase_none)}
    said |= {text for one in traits for text in (one.short, one.short_strict, *one.short_none)}
    return frozenset(said | set(_sentences_in_code()) | set(_help_texts())) - {""}


def labels() -> set[str]:
    return {f"{context}: {member.value}" for kind, context in CONTEXTS.items() for member in kind}


def _help_texts() -> Iterator[str]:
    context = click.Context(program, info_name="checker")
    for command in (program, *(program.get_command(context, name) for name in COMMANDS)):
        assert command is not None
        for text in (command.help, command.epilog):
            yield from (text or "").split("\n\n")
        for param in command.get_params(click.Context(command)):
            yield getattr(param, "help", None) or ""


def _sentences_in_code() -> Iterator[str]:
    """Yield what is given to ``message()`` and ``Message()``, also by way of names and of functions.

    A template may stand in a constant, in a table, or be the argument of a function that
    hands it on; each of these is followed within its module.
    """
    for path in sorted(ROOT.rglob("*.py")):
        yield from _Module(ast.parse(path.read_text(encoding="utf-8"))).sentences()


class _Module:
    def __init__(self, tree: ast.Module) -> None:
        self.nodes = list(ast.walk(tree))
        self.functions = [(node, list(ast.walk(node))) for node in self.nodes if isinstance(node, ast.FunctionDef)]
        self.constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        self.makers = {"message": 0, "Message": 0}

    def sentences(self) -> Iterator[str]:
        known = 0
        while known < len(self.makers):
            known = len(self.makers)
            self._learn_makers()
        for call in self.nodes:
            if isinstance(call, ast.Call) and (argument := self._template_of(call)) is not None:
                yield from self._texts(argument)

    def _learn_makers(self) -> None:
        """Find functions whose own parameter is handed on as a template."""
        for function, nodes in self.functions:
            names = [arg.arg for arg in function.args.args if arg.arg not in ("self", "cls")]
            for call in nodes:
                if isinstance(call, ast.Call):
                    argument = self._template_of(call)
                    if isinstance(argument, ast.Name) and argument.id in names:
                        self.makers.setdefault(function.name, names.index(argument.id))

    def _template_of(self, call: ast.Call) -> ast.expr | None:
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        position = self.makers.get(name)
        return call.args[position] if position is not None and position < len(call.args) else None

    def _texts(self, node: ast.expr) -> Iterator[str]:
        match node:
            case ast.Constant(value=str() as text):
                yield text
            case ast.IfExp(body=body, orelse=orelse):
                yield from self._texts(body)
                yield from self._texts(orelse)
            case ast.BinOp(left=left, right=right) | ast.BoolOp(values=[left, right]):
                yield from self._texts(left)
                yield from self._texts(right)
            case ast.Dict(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
                for value in values:
                    yield from self._texts(value)
            case ast.Name(id=name) if name in self.constants:
                yield from self._texts(self.constants[name])
            case ast.Name():
                yield from self._local(node)
            case ast.Subscript(value=table) | ast.Call(func=ast.Attribute(attr="get", value=table)):
                yield from self._texts(table)
            case _:
                return

    def _local(self, name: ast.Name) -> Iterator[str]:
        """Follow a local name to what is assigned to it in the same function."""
        for _, nodes in self.functions:
            if name in nodes:
                for node in nodes:
                    match node:
                        case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name.id:
                            yield from self._texts(value)
                        case ast.For(target=ast.Name(id=target), iter=ast.Tuple() as value) if target == name.id:
                            yield from self._texts(value)
                        case _:
                            continue


# ---- what the catalogue says ---------------------------------------------------------------


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (FOLDER / "checker.po").open("rb") as file:
        return read_po(file)


def entries(catalogue: Catalog) -> dict[str, str]:
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}


@pytest.mark.slow
def test_everything_is_translated_and_nothing_else(catalogue):
    wanted = templates() | labels()
    found = entries(catalogue)
    assert sorted(wanted - set(found)) == []
    assert sorted(set(found) - wanted) == []
    assert [key for key, text in found.items() if not text.strip()] == []


def test_translations_keep_the_fields(catalogue):
    def fields(text: str) -> list[str]:
        return sorted(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)

    wrong = [entry.id for entry in catalogue if entry.id and fields(entry.id) != fields(entry.string)]
    assert wrong == []


def test_translations_keep_what_is_typed(catalogue):
    """Options and words in backquotes are the same in every language, but for words of prose."""

    def typed(text: str) -> set[str]:
        return set(re.findall(r"`[^`\s]*[{:_][^`\s]*`|--[a-z-]+", text))

    wrong = [entry.id for entry in catalogue if entry.id and not typed(entry.id) <= typed(entry.string)]
    assert wrong == []


def test_no_entry_is_doubtful_or_left_over(catalogue):
    assert [entry.id for entry in catalogue if entry.fuzzy and entry.id] == []
    assert list(catalogue.obsolete) == []


def test_the_compiled_catalogue_is_that_of_the_source(catalogue):
    with (FOLDER / "checker.mo").open("rb") as file:
        assert entries(read_mo(file)) == entries(catalogue), "run `make messages`"


def test_every_entry_is_found_as_the_standard_library_finds_it(catalogue):
    vietnamese = Language("vi")
    with (FOLDER / "checker.mo").open("rb") as file:
        standard = gettext.GNUTranslations(file)
    for key, text in entries(catalogue).items():
        fields = {field: f"<{field}>" for _, field, _, _ in string.Formatter().parse(key) if field}
        assert (
            vietnamese.render(message(key, **fields))
            == text.format_map(fields)
            == standard.gettext(key).format_map(fields)
        )
    for unknown in ("a", "zzz", "\uffff", "verdict: nothing"):
        assert vietnamese.render(message(unknown)) == unknown


def test_pybabel_compiles_it_without_complaint(catalogue):
    assert [(entry.id, list(map(str, errors))) for entry, errors in catalogue.check()] == []


@pytest.mark.slow
def test_every_place_of_a_template_is_followed():
    """The search of this module finds what is said by tables, by constants and by functions."""
    found = templates()
    assert {
        "at least {number}",  # a table
        "text that begins with `{character}` needs quotes",  # a constant
        "a whole number",  # the argument of a function
        "a list of two numbers",  # a table with a default
        "no figure",  # a plain call
        "milestones",  # the items of a loop
    } <= found


# ---- in whose words it is said --------------------------------------------------------------

OLD_WORDS = (
    r"cổng kiểm soát|qua cổng|chặn cổng",
    r"phát hiện",
    r"giả lập|tự tạo",
    r"sổ tính",
    r"số hiệu",
    r"bản ghi|\bhàng\b(?! (?:nghìn|trăm|triệu|hóa|hoá|loạt|năm|tháng))",
    r"(?:[0-9]|\}) %",
    r"lỗi (?:không đạt|chỉ tiêu)|(?<!bộ )chỉ tiêu (?:bị )?lỗi|dòng lỗi",
)


@each_row("words", OLD_WORDS)
def test_no_sentence_has_a_word_that_offices_do_not_use(words, catalogue):
    said = {str(one.string) for one in catalogue if one.id}
    assert sorted(text for text in said if re.search(words, text, re.IGNORECASE)) == []


IN_VIETNAMESE = (
    "README.vi.md",
    *(f"docs/vi/{page.name}" for page in sorted((ROOT.parent / "docs" / "vi").glob("*.md"))),
)


def test_no_page_for_officers_leads_to_an_english_one():
    """But for one line that names engineers."""
    found = {}
    for name in IN_VIETNAMESE:
        text = (ROOT.parent / name).read_text(encoding="utf-8")
        pages = [path for path in re.findall(r"\]\(([^)#\s]+\.md)", text) if "://" not in path]
        here = (ROOT.parent / name).parent
        found[name] = [path for path in pages if (here / path).resolve().parent != ROOT.parent / "docs" / "vi"]
    assert found.pop("README.vi.md") == ["README.md"]
    assert not any(found.values()), found


@each_row("name", IN_VIETNAMESE)
def test_no_page_has_one_either(name):
    text = (ROOT.parent / name).read_text(encoding="utf-8")
    assert [words for words in OLD_WORDS if re.search(words, text, re.IGNORECASE)] == []
