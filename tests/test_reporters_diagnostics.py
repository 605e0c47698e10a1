"""Diagnostics point at the right place, however wide, long or hostile the line is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.domain import codes
from checker.domain.codes import DATA_FILE
from checker.domain.diagnostic import Excerpt, diagnostic
from checker.domain.location import Location
from checker.domain.text import message
from checker.language import Language
from checker.reporters.diagnostics import errors_first, frame, of_a_run, render, render_folded
from checker.reporters.explanation import Topic
from checker.reporters.explanation import render as explain
from checker.reporters.layout import cells, rows, wrap
from tests.examples import each_row

ENGLISH, VIETNAMESE = Language("en"), Language("vi")


def pointed(line: str, column: int, length: int = 1, width: int = 100) -> str:
    """Return what stands above the carets."""
    shown, carets = frame(Excerpt(line, column, length), 7, width)
    start, end = cells(carets[: carets.index("^")]), cells(carets)
    cell, found = 0, ""
    for char in shown:
        if start <= cell < end:
            found += char
        cell += cells(char)
    return found


@each_row(
    ("line", "column", "length", "expected"),
    [
        ("revenue: 5", 1, 7, "revenue"),
        ("\trevenue: 5", 2, 7, "revenue"),
        ("工業: 五", 5, 1, "五"),
        ("工業: 五", 1, 2, "工業"),
        ("thu\u0302: 86", 7, 2, "86"),
        ("a\x1b[31mb: 1", 7, 1, "b"),
        ("a\u202eb: 1", 3, 1, "b"),
        ("x" * 500 + "HERE" + "y" * 500, 501, 4, "HERE"),
        ("工" * 500 + "HERE", 501, 4, "HERE"),
        ("HERE" + "工" * 500, 1, 4, "HERE"),
    ],
)
def test_the_caret_stands_under_the_part(line, column, length, expected):
    assert pointed(line, column, length) == expected


def test_a_caret_behind_the_end_of_the_line():
    assert list(frame(Excerpt("abc", 4), 12, 80)) == ["    12 | abc", "       |    ^"]


def test_an_empty_line_has_a_caret():
    assert list(frame(Excerpt("", 1), 1, 80)) == ["     1 |", "       | ^"]


@given(st.text(max_size=300), st.integers(-3, 320), st.integers(-2, 400), st.integers(1, 150))
def test_no_line_is_wider_than_the_terminal(line, column, length, width):
    shown, carets = frame(Excerpt(line, column, length), 3, width)
    most = max(width, 9 + 20)
    assert cells(shown) <= most
    assert cells(carets) <= most
    assert "^" in carets
    assert (
        shown.isprintable()
        or any(char in shown for char in "\u00a0\u1680\u2007\u202f\u205f\u3000")
        or (set(shown) & {chr(code) for code in range(0x2000, 0x200B)})
    )


def test_a_diagnostic_begins_with_its_place():
    found = diagnostic(
        DATA_FILE["unknown-key"],
        Location("a b.yaml", 3, 5),
        hint=message("did you mean `{name}`?", name="period"),
        excerpt=Excerpt("    perod: 2024", 5, 5),
        key="perod",
        known="period",
    )
    assert render([found], ENGLISH, width=80, colour=False) == (
        "a b.yaml:3:5: error D010: unknown key `perod`\n"
        "     3 |     perod: 2024\n"
        "       |     ^^^^^\n"
        "    hint: did you mean `period`?\n"
    )
    assert render([found], VIETNAMESE, width=80, colour=False).startswith("a b.yaml:3:5: lỗi D010: khóa lạ `perod`\n")


def test_what_stops_a_pack_goes_before_what_could_be_better_in_it():
    warnings = [
        diagnostic(codes.PACK_MEASURES, Location("p", line), words="tăng", indicator=f"i{line}")
        for line in range(1, 12)
    ]
    stops = [diagnostic(codes.PACK_PERCENT, Location("p", 5), value=1, indicator="x", low=2, high=3) for _ in range(2)]
    other = diagnostic(codes.PACK_MEASURES, Location("q", 7), words="tăng", indicator="y")
    rows = [diagnostic(codes.MARKS_LEFT_OUT, Location("r", line), value="1*", rest="*") for line in (1, 2)]
    found = errors_first([*warnings[:3], stops[0], other, *warnings[3:], stops[1], *rows])
    said = [(str(one.location), ENGLISH.render(one.message)) for one in found]
    assert [place for place, _ in said] == ["p:5", "p:5", "p:1", "q:7", "r:1", "r:2"]
    assert said[2][1] == (
        "`tăng` of `i1` speaks of a change, and nothing says what the figure measures"
        ", and 10 more of this kind (lines 2, 3, 4, 5, 6, 7, 8, 9, …)"
    )
    assert said[3][1] == "`tăng` of `y` speaks of a change, and nothing says what the figure measures"


def test_the_files_of_a_run_together_have_so_many_of_a_code_too():
    many = [diagnostic(codes.MARKS_LEFT_OUT, Location(f"r{n}", 1), value="1*", rest="*") for n in range(300)]
    other = diagnostic(codes.PACK_MEASURES, Location("q", 7), words="tăng", indicator="y")
    shown, rest = of_a_run([*many, other])
    assert (len(shown), shown[-1]) == (102, other)
    assert [ENGLISH.render(one) for one in rest] == [f"199 more of {many[0].code.id}; json and csv list them"]
    assert of_a_run([other]) == ([other], [])


def test_colour_marks_the_weight():
    warning = diagnostic(codes.PACK_MEASURES, Location("p"), words="tăng", indicator="x")
    assert "\x1b[1;33mwarning P228\x1b[0m" in render([warning], ENGLISH, width=80, colour=True)


def test_nothing_to_say():
    assert render([], ENGLISH, width=80, colour=True) == ""


@each_row(
    ("text", "width", "lines"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one", 2, ["one"]),
        ("", 5, [""]),
        ("工業 工業", 5, ["工業", "工業"]),
    ],
)
def test_wrap(text, width, lines):
    assert wrap(text, width) == lines


def test_wrap_breaks_long_words_where_asked():
    assert wrap("abcdefg hi", 3, inside=True) == ["abc", "def", "g", "hi"]
    assert wrap("工業工業", 5, inside=True) == ["工業", "工業"]
    assert wrap("one two", 6, "  ", first="* ") == ["* one", "  two"]


@given(st.text(st.characters(codec="utf-8"), max_size=80), st.integers(2, 40))
def test_wrapping_inside_loses_nothing_and_keeps_the_width(text, width):
    lines = wrap(text, width, inside=True)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split(" ")) == "".join(text.split(" "))


def test_rows_are_aligned_in_cells():
    assert list(rows([("工業", "one two"), ("a", "three")], 12, "  ")) == [
        "  工業  one",
        "        two",
        "  a     three",
    ]


def test_an_explanation():
    topic = Topic(
        message("{title}", title="T001"),
        (message("{note}", note="why"),),
        ((message("file"), message("{path}", path="x")),),
    )
    assert explain([topic, topic._replace(paragraphs=(), entries=())], ENGLISH, width=80, colour=False) == (
        "T001\n  why\n  file  x\n\nT001\n"
    )


def _noted(code, *lines):
    return [diagnostic(code, Location("a.yaml", line, 1), indicator=f"i{line}") for line in lines]


def test_errors_come_first_and_many_of_a_kind_are_folded():
    found = [
        *_noted(codes.PACK_MEASURES, *range(1, 31)),
        *_noted(codes.PACK_NO_SOURCE, 2, 9, 10, 11),
        *_noted(codes.PACK_PARENT_CYCLE, 5),
    ]
    told = render_folded(found, ENGLISH, width=80, colour=False)
    heads = [line.split(":")[1] + line.split(":")[3][:14] for line in told.splitlines() if line.startswith("a.yaml")]
    assert heads == ["2 error P201", "9 error P201", "10 error P201", "11 error P201", "5 error P205", "1 warning P228"]
    assert "and 29 more P228, in lines 2, 3, 4, 5, 6, 7, 8, 9, …; `--all` shows each of them" in told
    assert "P201, in lines" not in told


def test_a_few_of_a_kind_are_all_shown():
    found = _noted(codes.PACK_MEASURES, 1, 2, 3)
    assert render_folded(found, ENGLISH, width=80, colour=False) == render(found, ENGLISH, width=80, colour=False)
    assert "more P228, in lines 2, 3, 4;" in render_folded(
        [*found, *_noted(codes.PACK_MEASURES, 4)], ENGLISH, width=80, colour=False
    )
