"""The same written figure reads the same on every route, or is refused on every route.

Texts are quoted and their notation is stated, so that no file type says anything of its own.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.binding.no_figure import is_no_figure
from checker.readers.remarks import without_name, without_remarks
from tests.examples import some_nightly
from tests.routes import MEASURES, REFUSED, ROUTES, XLS, Reading, Written, pack_of

pytestmark = pytest.mark.slow

T = TypeVar("T")
Choose = Callable[[Sequence[Any]], Any]

LEADS = [
    "",
    "",
    "",
    "",
    "",
    "gần ",
    "trên ",
    "dưới ",
    "khoảng ",
    "ước ",
    "đạt ",
    "tăng ",
    "giảm ",
    "giảm còn ",
    "> ",
    "~",
]
TAILS = {
    "tien": ["", "", "", " tỷ đồng", " triệu đồng", " tỷ", "%"],
    "ho": ["", "", "", " hộ", " nghìn hộ", " hộ", " người"],
    "tyle": ["", "", "", "%", " %", " điểm %", " ha"],
    "tyso": ["", "", "", " người/hộ", " người", " x"],
}
LINKS = ["-", " - ", " đến ", "/", " \u2013 "]
GROUPS = [".", ".", ",", ",", " ", "\u00a0", "\u202f", "\u2009"]
MARKS = ["", "", "", ".", ","]
HEADS = ["1", "3", "12", "130", "317", "4012", "0", "65", "007"]
ODD = [
    "đạt",
    "x",
    "-",
    "1.2.3",
    "1,2,3",
    "\uff11\uff12",
    "1e3",
    "1,3e3",
    "nan",
    "∞",
    "(5)",
    "12/2024",
    "2024-06-01",
    "30 tỷ 048 triệu",
    "65, 79%",
    "07",
    "+5",
    "-1.300",
    "\u22121,300",
    "1 300 000",
    "13 00",
    "1.300 1.400",
    "86,6 (*)",
    "86,6¹",
    "10³",
    "=5",
    "TRUE",
    "chưa đến 1.400",
]


def numeral(choose: Choose) -> str:
    """Return digits that are grouped and have decimals, rightly or not."""
    group, groups = choose(GROUPS), choose([0, 0, 0, 1, 1, 2])
    whole: str = group.join(
        [choose(HEADS), *(choose(["300", "000", "999", "056", "300", "04"]) for _ in range(groups))]
    )
    mark = choose(MARKS)
    decimals: str = choose(["5", "50", "300", "95", "0", "999", "6543"])
    return whole + (mark + decimals if mark else "")


def figure(choose: Choose) -> Written:
    """Return one figure as somebody may write it."""
    if choose([0] * 14 + [1]):
        return Written(choose(list(MEASURES)), choose(ODD))
    id_ = choose(list(MEASURES))
    text = choose(LEADS) + choose([*[""] * 9, "-"]) + numeral(choose)
    if choose([0] * 9 + [1]):
        text += choose(LINKS) + numeral(choose)
    return Written(id_, text + choose(TAILS[id_]))


@st.composite
def figures(draw: st.DrawFn) -> list[Written]:
    """Draw a set of figures."""
    return [figure(lambda few: draw(st.sampled_from(few))) for _ in range(draw(st.integers(1, 30)))]


def is_of_forms(text: str) -> bool:
    """Tell whether only a form reads a text: it has a remark or a verb, or says that there is no figure."""
    return is_no_figure(text) or without_name(without_remarks(text), "") != text


def disagreements(made: Sequence[Written], routes: dict[str, dict[int, Reading]]) -> list[str]:
    """Return the figures that are not read the same on all routes, a line each.

    What office forms hold beside figures is read there, and refused in lists and files of text. So "86,6 (*)" may put
    the notation of a form in doubt, and with it other figures.
    """
    doubtful = any(is_of_forms(one.text) for one in made)
    first = next(iter(routes.values()))
    wrong = []
    for number, one in enumerate(made):
        readings = {name: found.get(number) for name, found in routes.items()}
        own = readings["yaml"] == REFUSED and is_of_forms(one.text)
        if own or (doubtful and readings.get("form") == REFUSED):
            readings.pop("form", None)
        if any(reading != first[number] for reading in readings.values()):
            wrong.append(f"{one.measure} {one.text!r}: {readings}")
    return wrong


# By day the many figures of the test below say more than a few that are drawn.
@pytest.mark.nightly
@pytest.mark.parametrize("locale", ["vi", "en", "machine"])
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=figures())
def test_a_written_figure_reads_the_same_on_every_route(locale, made):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pack = pack_of(folder, made)
        found = {route: way.readings(folder / route, pack, made, locale) for route, way in ROUTES.items()}
    assert not disagreements(made, found)


COLUMNS = [name for name in ROUTES if name.endswith("in columns")]
CASES = [
    # the notation, how many figures, and routes beside those that take figures one by one
    *[("vi", 60, [*COLUMNS, "xls"]), ("en", 30, COLUMNS[:1]), ("machine", 30, COLUMNS[1:2])],
    *[(locale, 100, [*COLUMNS, "xls"]) for locale in ("vi", "en", "machine")],
]


@pytest.mark.parametrize(("locale", "count", "more"), some_nightly(CASES, CASES[:3].__contains__))
def test_many_written_figures_read_the_same_on_every_route(tmp_path, locale, count, more):
    made = [figure(random.Random(f"{locale} {number}").choice) for number in range(count)]  # noqa: S311 - drawn texts
    pack = pack_of(tmp_path, made)
    ways = {name: way for name, way in (ROUTES | {"xls": XLS}).items() if name in more or name not in (*COLUMNS, "xls")}
    found = {name: way.readings(tmp_path / name, pack, made, locale) for name, way in ways.items()}
    assert not disagreements(made, found)
    read = [reading for reading in found["yaml"].values() if reading != REFUSED]
    # What is drawn is neither all refused nor all read.
    assert len(made) // 5 < len(read) < len(made) * 4 // 5
