"""JSON into the same tree as YAML, with the same places."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Mapping as Codes
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain.codes import DATA_FILE, Code
from checker.domain.diagnostic import Diagnostic
from checker.domain.text import Message
from checker.errors import InputError
from checker.syntax import json as json_syntax
from checker.syntax.collector import Collector
from checker.syntax.json import read_json
from checker.syntax.text import opened
from checker.syntax.tree import Mapping, Node, Scalar, Sequence
from checker.syntax.yaml import read_yaml
from tests.examples import each_row
from tests.work import Sliced, calls_of


def read(text: str) -> Node:
    return read_json("f.json", text.encode(), DATA_FILE).root


def refused(text: str, **limits: int) -> tuple[Diagnostic, ...]:
    with pytest.raises(InputError) as raised:
        read_json("f.json", text.encode(), DATA_FILE, **limits)
    return raised.value.diagnostics


def test_numbers_and_words_stay_text() -> None:
    values = ["1.50", "-0", "1e400", "123456789012345678901234567890", "true", "false", "NaN", "Infinity", "-Infinity"]
    root = read("[" + ", ".join(values) + ', null, "null"]')
    assert isinstance(root, Sequence)
    assert [(item.text, item.quoted) for item in root.items if isinstance(item, Scalar)] == [
        *((value, False) for value in values),
        ("", False),
        ("null", True),
    ]


def test_places_count_characters_from_one() -> None:
    root = read('{\r\n  "đ": "Bắc 😀",\r\n  "b": [1]}')
    assert root == Mapping(
        (
            (Scalar("đ", True, 2, 3, 3), Scalar("Bắc 😀", True, 2, 8, 7)),
            (Scalar("b", True, 3, 3, 3), Sequence((Scalar("1", False, 3, 9, 1),), 3, 8)),
        ),
        1,
        1,
    )


def test_escapes() -> None:
    root = read(r'"\"\\\/\b\f\n\r\t\u0111\uD83D\ude00"')
    assert isinstance(root, Scalar)
    assert root.text == '"\\/\b\f\n\r\tđ😀'


@each_row(
    ("text", "place", "reason"),
    [
        ('{"a": 1,}', "1:8", "a comma before a closing bracket"),
        ("[1,\n]", "1:3", "a comma before a closing bracket"),
        ("{a: 1}", "1:2", "a key in double quotes is missing"),
        ("{'a': 1}", "1:2", "text needs double quotes, not single ones"),
        ("{1: 1}", "1:2", "a key in double quotes is missing"),
        ('["a" "b"]', "1:6", "a comma is missing"),
        ('{"a": 1 "b": 2}', "1:9", "a comma is missing"),
        ('{"a" 1}', "1:6", "a colon is missing after the key"),
        ('{"a":}', "1:6", "a value is missing"),
        ('{"a":', "1:5", "a value is missing"),
        (",", "1:1", "a value is missing"),
        ("[1, , 2]", "1:5", "a value is missing"),
        ("[1", "1:1", "this bracket is never closed"),
        ('{"a": [1, 2}', "1:12", "a comma is missing"),
        ("[", "1:1", "this bracket is never closed"),
        ('{"a": 1,', "1:1", "this bracket is never closed"),
        ("{", "1:1", "this bracket is never closed"),
        ("[1]]", "1:4", "something follows the end of the value"),
        ("{} {}", "1:4", "something follows the end of the value"),
        ("// x\n{}", "1:1", "JSON has no comments"),
        ('{"a": 1 /* x */}', "1:9", "JSON has no comments"),
        ("['a']", "1:2", "text needs double quotes, not single ones"),
        ("[01]", "1:2", "this is neither a number nor"),
        ("[+1]", "1:2", "this is neither a number nor"),
        ("[.5]", "1:2", "this is neither a number nor"),
        ("[1.]", "1:2", "this is neither a number nor"),
        ("[1e]", "1:2", "this is neither a number nor"),
        ("[0x1F]", "1:2", "this is neither a number nor"),
        ("[True]", "1:2", "this is neither a number nor"),
        ("[１]", "1:2", "this is neither a number nor"),
        ("[86,6 tỷ]", "1:7", "a comma is missing"),
        ('"abc\n"', "1:1", "this quote is not closed on its line"),
        ('["abc]', "1:2", "this quote is not closed on its line"),
        ('"a\\', "1:1", "this quote is not closed on its line"),
        ('"a\tb"', "1:3", "a tab inside quotes is written \\t"),
        (r'"a\x41"', "1:3", "unknown escape after a backslash"),
        (r'"\u12"', "1:2", "unknown escape after a backslash"),
        (r'"\ud800"', "1:2", "an escape for half a character"),
        (r'"ab\udc00\ud800"', "1:4", "an escape for half a character"),
    ],
)
def test_errors_of_syntax_say_where_and_what(text: str, place: str, reason: str) -> None:
    (found,) = refused(text)
    (_, value), *_ = found.message.values
    assert isinstance(value, Message)
    assert value.template.startswith(reason)
    assert (found.code.id, f"{found.location.line}:{found.location.column}") == ("D003", place)


def test_duplicates_are_all_told_even_before_an_error() -> None:
    found = refused('{"a": 1,\n "a": {"b": 1, "b": 2},\n "\\u0061": 3 x}')
    assert [f"{one.location.line}:{one.location.column} {one.code.id}" for one in found] == [
        "2:2 D004", "2:16 D004", "3:2 D004", "3:14 D003",
    ]  # fmt: skip


def test_limits() -> None:
    assert isinstance(read("[" * 32 + "]" * 32), Sequence)
    for text, limits in (("[" * 33 + "]" * 33, {}), ("[1, 2]", {"max_nodes": 2}), ("[1]", {"max_bytes": 2})):
        assert [one.code.id for one in refused(text, **limits)] == ["D006"]


@each_row(("begin", "more"), [("", "["), ('"', "\\\\"), ("", '{"a":'), ('"', "a"), ('["', "\\n")])
def test_hostile_text_takes_no_more_steps_the_longer_it_is(begin: str, more: str) -> None:
    short, long = (begin + more * times for times in (50, 200_000))
    assert calls_of(lambda: refused(long)) <= calls_of(lambda: refused(short)) + 10


@each_row("item", ["1, ", "1,\n", '"a\\n", ', "{}, ", '{"a": [1]}, '])
def test_many_values_take_steps_in_proportion(item: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: list[Sliced] = []

    def watched(path: str, data: bytes, known: Codes[str, Code], limit: int) -> tuple[str, Collector]:
        text, trouble = opened(path, data, known, limit)
        texts.append(Sliced(text))
        return texts[-1], trouble

    monkeypatch.setattr(json_syntax, "opened", watched)
    few, many = (calls_of(partial(read, "[" + item * times + "1]")) for times in (500, 2_000))
    assert many <= 4.2 * few
    assert all(text.sliced <= 4 * len(text) for text in texts)


def test_json_does_not_import_yaml() -> None:
    code = "import sys, checker.syntax.json; sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x7f\u2028\u2029\ufeff\ufffe\uffff").filter(
        lambda character: not "\x80" <= character <= "\x9f"
    ),
    max_size=12,
)
_LEAVES = st.none() | st.booleans() | st.integers() | st.floats().filter(math.isfinite) | _TEXT
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4), max_leaves=20
).filter(lambda value: value is not None)


@given(_VALUES, st.sampled_from([None, 1, 3]))
def test_json_reads_as_json_and_as_yaml_into_the_same_tree(value: object, indent: int | None) -> None:
    data = json.dumps(value, ensure_ascii=False, indent=indent).encode()
    assert read_json("f", data, DATA_FILE).root == read_yaml("f", data, DATA_FILE).root


@given(st.binary(max_size=60) | st.text("{}[]\",:\\u01aeE+-.nultrfs \n\t'#&*!|>%@`?<", max_size=40).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for reader in (read_json, read_yaml):
        try:
            reader("f", data, DATA_FILE)
        except InputError as error:
            assert error.diagnostics  # noqa: PT017 - either outcome will do
