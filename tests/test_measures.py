"""Words of change, of level and of verdicts by what an indicator measures, alike on every engine and route."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from checker.assessment import Options
from checker.binding.values import value_interval
from checker.binding.verdict_words import verdict_of
from checker.domain.axes import Measures
from checker.domain.diagnostic import Diagnostic
from checker.domain.location import Location
from checker.domain.submission import Field
from checker.pipeline import check
from checker.readers.notation import Trouble
from checker.readers.numbers import WordedFigure, read_number, state_in_words
from tests.examples import each_row
from tests.made import indicator as made_indicator
from tests.office import Office, indicator
from tests.routes import REFUSED, ROUTES, XLS
from tests.routes import Written as Typed
from tests.yaml_tables import table

HERE = Path(__file__).parent
TABLE = table("measures.yaml")
VERDICTS = table("verdicts.yaml")
CASES = [(group["indicator"], *case) for group in TABLE for case in group["values"]]
SAID = [(text, verdict) for verdict, texts in VERDICTS.items() for text in texts]
FIGURES = [Typed("", text) for _, text, *_ in CASES] + [Typed("", text) for text, _ in SAID]
RULES, INTAKE = ((HERE.parent / "docs" / name).read_text(encoding="utf-8") for name in ("rules.md", "intake.md"))
RANKS = {"unmet": 0, "met": 1, "exceeded": 2, "refused": None}


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """A pack with an indicator for each line of the tables."""
    made = [
        indicator(
            f"f{number}",
            one["unit"],
            one["kind"],
            one["better"],
            "\n".join(f"{key}: {one[key]}" for key in ("target", "baseline", "measures", "pace") if key in one),
        ).replace(f"clause: f{number}", f"clause: {one.get('clause', 'x')}")
        for number, (one, *_) in enumerate(CASES)
    ]
    made += [
        indicator(f"f{number}", "", "verdict", more="target: {achieved: true}")
        for number, _ in enumerate(SAID, len(CASES))
    ]
    return Office(tmp_path_factory.mktemp("measures"), *made).pack


def expected():
    read = {}
    for number, (_, _, reading, *verdict) in enumerate(CASES):
        value = Fraction(str(reading)) if isinstance(reading, float | int) else None
        read[number] = (*verdict, value) if verdict else REFUSED
    for number, (_, verdict) in enumerate(SAID, len(CASES)):
        rank = RANKS[verdict]
        read[number] = REFUSED if rank is None else (verdict, Fraction(rank))
    return read


@each_row("route", ["yaml", "form", "csv", "xlsx", "ods", "csv in columns", "parquet in columns"])
def test_a_route_reads_as_the_tables_say(tmp_path, pack, route):
    reads_as_the_tables_say(ROUTES[route], tmp_path, pack)


@pytest.mark.nightly
def test_an_old_workbook_reads_as_the_tables_say(tmp_path, pack):
    reads_as_the_tables_say(XLS, tmp_path, pack)


def reads_as_the_tables_say(route, folder, pack):
    found = route.readings(folder / "made", pack, FIGURES, "vi")
    texts = [one.text for one in FIGURES]
    assert {(n, texts[n]): one for n, one in found.items()} == {(n, texts[n]): one for n, one in expected().items()}


@pytest.mark.parametrize("engine", ["direct", "rete"])
def test_what_is_refused_says_why(tmp_path, pack, engine):
    path = ROUTES["yaml"].write(tmp_path, FIGURES, "vi")
    (report,) = check([str(path)], Options(pack=str(pack), engine=engine)).reports
    verdicts = {int(one.indicator[1:]): one.verdict.value for one in report.results}
    refused = {n: reading for n, (_, _, reading, *verdict) in enumerate(CASES) if not verdict}
    assert {n for n, verdict in verdicts.items() if verdict == "invalid"} == {
        n for n, one in expected().items() if one == REFUSED
    }
    first_row = 1 + path.read_text(encoding="utf-8").split("observations:")[0].count("\n")
    told = {
        one.location.line - first_row - 1: one.code.id
        for one in report.findings
        if one.code.id.startswith("D") and one.location is not None
    }
    assert {n: told.get(n) for n in refused} == refused


@each_row(("text", "verdict"), SAID)
def test_the_words_of_a_verdict(text, verdict):
    for written in (text, text.upper(), f"  {text} "):
        assert verdict_of(written) == RANKS[verdict]


@each_row("route", ["yaml", "form"])
@each_row(
    ("text", "state"),
    [
        *((text, "estimate") for text in ("ước đạt", "ước đạt (tháng 6)", "đạt (ước)", "đạt - ước", "dự kiến đạt")),
        *((text, "provisional") for text in ("đạt (sơ bộ)", "sơ bộ đạt")),
        *((text, "final") for text in ("đạt (theo hương ước)", "đạt")),
    ],
)
def test_a_verdict_that_is_estimated_says_so(tmp_path, route, text, state):
    office = Office(tmp_path, indicator("f0", "", "verdict", more="target: {achieved: true}"))
    path = ROUTES[route].write(tmp_path, [Typed("", text)], "vi")
    (report,) = office.run(str(path)).reports
    assert (report.results[0].verdict.value, report.results[0].data.value) == ("met", state)


def test_a_figure_on_the_way_to_a_verdict_is_none_yet(tmp_path):
    office = Office(tmp_path, indicator("v", "", "verdict", more="target: {achieved: true}"))
    for period, told in (("2024-H1", []), ("2024", ["D110"])):
        (report,) = office.run(office.send(period, 'v: "đạt 95%"')).reports
        assert [one.code.id for one in report.findings if one.code.id[0] == "D"] == told


def test_what_is_counted_for_a_ratio_is_a_level(tmp_path):
    ratio = indicator("r", "%", "ratio", more="target: {at_least: 7}\nmeasures: growth")
    office = Office(tmp_path, ratio)
    (report,) = office.run(office.send("2024", 'r: {numerator: "tăng 45", denominator: "50"}')).reports
    assert report.results[0].verdict.value == "invalid"


def lines_of(page, heading):
    """Return the lines of the table with this header: the quoted texts of the first cell, and the other cells."""
    table = page.partition(f"| {heading} |\n")[2].partition("\n\n")[0].splitlines()[1:]
    assert table, heading
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return [(text, *said) for first, *said in cells for text in re.findall("`([^`]+)`", first)]


MEASURED = lines_of(RULES, "reported | `level` | `increase` | `reduction` | `growth`")


@pytest.mark.parametrize(("text", *Measures), MEASURED)
def test_words_are_held_against_what_is_measured_as_the_page_says(text, level, increase, reduction, growth):
    read = read_number(text)
    place = Location("bao-cao.yaml", 1)
    for measures, said in zip(Measures, (level, increase, reduction, growth), strict=True):
        if isinstance(read, Trouble):
            assert read.code.id == said
            continue
        assert isinstance(read, WordedFigure)
        one = made_indicator(measures=measures)
        value = value_interval(Field(text, place, read.figure), one)
        found = value.code.id if isinstance(value, Diagnostic) else f"{value.lo:f}" if value.is_point else value
        assert found == said, measures


@each_row(("text", "meaning"), lines_of(INTAKE, "written | means"))
def test_words_of_a_verdict_mean_what_the_page_says(text, meaning):
    assert verdict_of(text) == RANKS[meaning.partition(",")[0]]
    states = [state for state in ("estimate", "provisional") if state in meaning]
    assert state_in_words(read_number(text), text) == (states[0] if states else None)


@each_row(("low", "high"), [("2,5", "1,8"), ("1,8", "2,5"), ("5", "5")])
@each_row("measures", [Measures.LEVEL, Measures.INCREASE, Measures.REDUCTION])
def test_a_way_reads_as_its_levels_do(low, high, measures):
    """What is told as a way is the level it ends at, or what lies between its levels; a way to nowhere is none."""
    start, end = (Fraction(text.replace(",", ".")) for text in (low, high))
    text = f"từ {low} {'xuống' if end < start else 'lên'} {high}"
    read = read_number(text)
    if start == end:
        assert isinstance(read, Trouble)
        return
    assert isinstance(read, WordedFigure)
    value = value_interval(Field(text, Location("bao-cao.yaml", 1), read.figure), made_indicator(measures=measures))
    expected = {Measures.LEVEL: end, Measures.INCREASE: end - start, Measures.REDUCTION: start - end}
    assert not isinstance(value, Diagnostic)
    assert (value.lo, value.is_point) == (expected[measures], True)
