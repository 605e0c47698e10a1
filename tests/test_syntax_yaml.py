"""YAML into the tree: places, refusals, and the danger list; with both of PyYAML's parsers."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
import yaml

from checker.domain.codes import DATA_FILE
from checker.domain.diagnostic import Diagnostic
from checker.domain.text import Message
from checker.errors import InputError
from checker.syntax import yaml as yaml_syntax
from checker.syntax.libyaml import Event, events
from checker.syntax.tree import Mapping, Node, Scalar, Sequence, SyntaxTree
from checker.syntax.yaml import read_yaml
from tests.examples import each_row


@pytest.fixture(params=["compiled", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure":
        monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    elif not hasattr(yaml, "CLoader"):
        pytest.skip("PyYAML without libyaml")
    return str(request.param)


def read(text: str) -> SyntaxTree:
    return read_yaml("f.yaml", text.encode(), DATA_FILE)


def refused(text: str | bytes, **limits: int) -> tuple[Diagnostic, ...]:
    with pytest.raises(InputError) as raised:
        read_yaml("f.yaml", text.encode() if isinstance(text, str) else text, DATA_FILE, **limits)
    return raised.value.diagnostics


def places(found: tuple[Diagnostic, ...]) -> list[str]:
    return [f"{one.location.line}:{one.location.column} {one.code.id}" for one in found]


def words(found: Diagnostic) -> str:
    (_, value), *_ = found.message.values
    return value.template if isinstance(value, Message) else str(value)


def bare(node: Node) -> object:
    match node:
        case Mapping(entries):
            return {key.text: bare(value) for key, value in entries}
        case Sequence(items):
            return [bare(item) for item in items]
        case Scalar(text, quoted):
            return (text,) if quoted else text


def test_nothing_is_typed() -> None:
    text = "a: NO\nb: 12:30\nc: 010\nd: 3.700\ne: 1e3\nf: 2024-01-01\ng: .inf\nh: 0x1F\ni: yes\nj: =\nk: 1_000\n"
    assert bare(read(text).root) == {
        "a": "NO", "b": "12:30", "c": "010", "d": "3.700", "e": "1e3", "f": "2024-01-01",
        "g": ".inf", "h": "0x1F", "i": "yes", "j": "=", "k": "1_000",
    }  # fmt: skip


def test_quoted_and_plain_are_told_apart_and_nothing_is_nothing() -> None:
    text = "a: '1'\nb: \"1\"\nc: 1\nd: |\n  x\ne: >-\n  y\n  z\nf:\ng: ~\nh: null\ni: 'null'\nj: ''\n"
    assert bare(read(text).root) == {
        "a": ("1",), "b": ("1",), "c": "1", "d": ("x\n",), "e": ("y z",),
        "f": "", "g": "", "h": "", "i": ("null",), "j": ("",),
    }  # fmt: skip


def test_places_count_characters_from_one() -> None:
    document = read('đồng: "Bắc 😀" # x\r\nb:\r\n  - [1, {c: đ}]\r\n  -  two\r\ne: |\r\n  text\r\n')
    assert document.lines[0] == 'đồng: "Bắc 😀" # x'
    (key, value), (_, items), (_, block) = document.root.entries  # type: ignore[union-attr]
    assert key == Scalar("đồng", False, 1, 1, 4)
    assert value == Scalar("Bắc 😀", True, 1, 7, 7)
    assert (items.line, items.column) == (3, 3)
    assert bare(items) == [["1", {"c": "đ"}], "two"]
    assert items.items[0].items[1].entries[0] == (Scalar("c", False, 3, 10, 1), Scalar("đ", False, 3, 13, 1))  # type: ignore[union-attr]
    assert items.items[1] == Scalar("two", False, 4, 6, 3)  # type: ignore[union-attr]
    assert (block.line, block.column) == (5, 4)
    assert document.excerpt(value) == (document.lines[0], 7, 7)


@each_row("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@each_row("end", ["\n", "\r\n", "\r"])
def test_marks_and_line_ends_shift_no_place(encoding: str, end: str) -> None:
    data = f"a: 1{end}b: đ{end}".encode(encoding)
    document = read_yaml("f", data, DATA_FILE)
    assert document.lines == ("a: 1", "b: đ", "")
    assert document.root == Mapping(
        (
            (Scalar("a", False, 1, 1, 1), Scalar("1", False, 1, 4, 1)),
            (Scalar("b", False, 2, 1, 1), Scalar("đ", False, 2, 4, 1)),
        ),
        1,
        1,
    )


def test_every_refusal_is_told_in_one_run() -> None:
    found = refused("&a b: *a\n<<: 2\n? [x]\n: 5\nb: !!str 1\nc: !<x> 2\nd: {e: 1, e: 2}\nb: 3\n")
    assert places(found) == [
        "1:1 D005", "1:7 D005", "2:1 D005", "3:3 D005", "5:1 D004", "5:4 D005", "6:4 D005", "7:11 D004", "8:1 D004",
    ]  # fmt: skip
    assert found[0].excerpt == ("&a b: *a", 1, 2)
    assert dict(found[4].message.values) == {"key": "b", "first": 1}


def test_refusals_before_an_error_of_syntax_are_kept() -> None:
    assert places(refused("a: 1\na: 2\nb: 'x\n")) == ["2:1 D004", "3:4 D003"]


def test_a_quoted_merge_key_is_a_key() -> None:
    assert bare(read("'<<': 1").root) == {"<<": "1"}


def test_keys_are_compared_as_text() -> None:
    assert places(refused("1: a\n'1': b\n")) == ["2:1 D004"]


@each_row(
    ("text", "place", "reason"),
    [
        ("a: 'b", "1:4", "this quote is never closed"),
        ('a: "b\nc: d\n', "1:4", "this quote is never closed"),
        ("a:\n\t- b", "2:1", "a tab; indent with spaces"),
        ("a: {b: c", "1:4", "this bracket is never closed"),
        ("a: [b, c\nd: e", "1:4", "this bracket is never closed"),
        ("a: b: c", "1:5", "no `key: value` can stand here"),
        ("a\nb: c", "2:2", "no `key: value` can stand here"),
        ("a: @b", "1:4", "text that begins with `{character}` needs quotes"),
        ("a: `b", "1:4", "text that begins with `{character}` needs quotes"),
        ("a: %b", "1:4", "text that begins with `{character}` needs quotes"),
        ("- a\nb: c", "2:1", "this does not fit what stands above"),
        ("a: 'it's'", "1:8", "this does not fit what stands above"),
        (" a: 1\nb: 2", "2:1", "this does not fit what stands above"),
        (r'a: "\q"', None, "unknown escape after a backslash"),
        (r'a: "\UFFFFFFFF"', None, "unknown escape after a backslash"),
        (r'a: "\xzz"', None, "unknown escape after a backslash"),
        (r'a: "\ud800"', None, ""),
        ("a: b\n c\n  d: e", None, "no `key: value` can stand here"),
    ],
)
def test_errors_of_syntax_say_where_and_what(text: str, place: str | None, reason: str) -> None:
    found = refused(text)[-1]
    assert found.code.id == "D003"
    assert words(found).startswith(reason)
    assert place is None or places((found,)) == [f"{place} D003"]


@each_row(
    "text",
    [
        "%YAML 1.1\n---\na: b",
        "%YAML 3.0\n---\na: b",
        "%TAG ! tag:x,2000:\n---\na: b",
        "%FOO\n---\na: !x b",
        "a: !e!x b",
        "a: !!python/object/apply:os.system ['x']",
        "a: 1\n---\nb: 2",
        "? {a: b}\n: c",
        "a: &x\n  - *x",
        "{[a]: b}",
    ],
)
def test_features_beyond_plain_data_are_refused(text: str) -> None:
    assert {one.code.id for one in refused(text)} == {"D005"}


@each_row("text", ["---\n", "# only\n", "--- ~", "---\n# x\n...\n"])
def test_a_document_of_nothing_is_empty(text: str) -> None:
    assert places(refused(text)) == ["0:0 D007"]


@each_row("text", ["- " * 33, "[" * 33, "{a: " * 33, "? " * 33 + "a", "- " * 50_000, "[" * 100_000])
def test_deep_nesting_is_refused_at_once(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []

    def told(text: str) -> Iterator[Event]:
        for event in events(text):
            taken.append(event)
            yield event

    monkeypatch.setattr(yaml_syntax, "events", told)
    found = refused(text)
    assert found[-1].code.id in {"D005", "D006"}
    # What is deeper is not even looked at.
    assert len(taken) < 2 * 33 + 5


def test_nesting_up_to_the_limit_is_read() -> None:
    assert isinstance(read("[" * 32 + "]" * 32).root, Sequence)


def test_limits_name_their_figure() -> None:
    assert dict(refused("[a, b, c]", max_nodes=3)[0].message.values)["found"] == 4
    assert places(refused("a: [1]", max_depth=1)) == ["1:4 D006"]
    assert places(refused("a: bcd", max_bytes=5)) == ["0:0 D006"]


def test_a_bomb_of_aliases_only_yields_refusals() -> None:
    bomb = "a: &a [x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{f'*{chr(97 + i)},' * 9}]\n" for i in range(20))
    assert {one.code.id for one in refused(bomb)} == {"D005"}
