"""The page: what stands in it, what may run in it, and what its charts show.

``UPDATE_GOLDEN=1`` writes the golden files anew; read the difference before it is kept.
"""

from __future__ import annotations

import base64
import hashlib
import re
from decimal import Decimal
from html.parser import HTMLParser
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.assessment import Options, assess
from checker.domain.axes import Better, Gate, Kind, Pace, Severity, Verdict
from checker.domain.comparator import Comparator
from checker.domain.exit import ExitCode
from checker.domain.interval import Interval, point
from checker.domain.period import Period
from checker.domain.report import Run, TargetBound
from checker.domain.reporting import ReportingUnit, WarningLevel
from checker.domain.text import Text
from checker.domain.unit_words import parse_unit
from checker.engines.direct import DirectEngine
from checker.language import Language, display_safe
from checker.pipeline import check
from checker.reporters.html import charts, page, phrases
from checker.reporters.html.names import names_of
from checker.reporters.html.phrases import Voice
from tests import office
from tests.examples import each_row
from tests.made import indicator, pack, row, submission, target
from tests.test_reporters import GOLDEN, HOSTILE, RESULTS, RUN, assert_golden, hostile, render
from tests.test_reporters_machines import RICH

pytestmark = pytest.mark.slow

_VOID = {"meta", "input", "br", "rect", "line", "polyline", "circle"}
SEEDS = Path(__file__).parent.parent / "seeds" / "bac-kan-city"


class Reader(HTMLParser):
    """A page as a parser sees it: its elements with their texts, and whether they close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.texts.append(" ".join(data.split()))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def several() -> Run:
    """Two units, of which one reports twice."""
    first = RICH.reports[0]
    half = first._replace(submission=first.submission._replace(period=Period(2024, "Q1")))
    other = first._replace(submission=first.submission._replace(unit="xã Khác"), unit=ReportingUnit("xã Khác"))
    return RICH._replace(reports=(half, first, other))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("name", "run"), [("html", RICH), ("html-several", several())])
def test_golden(language, name, run):
    text = render("html", run, language)
    body = text[text.index("<body>") : text.index("<script>")]
    assert_golden(body, GOLDEN / f"{name}.{language}.html")


@each_row(
    "run", [RICH, RUN, several(), Run((), RICH.diagnostics, (), ExitCode.UNREADABLE), Run((), (), (), ExitCode.NOTHING)]
)
def test_the_page_is_whole(run):
    page = Reader(render("html", run, "en"))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"].removeprefix("#") for attributes in page.all("a")} <= set(ids)
    assert {attributes["aria-labelledby"] for _, attributes in page.elements if "aria-labelledby" in attributes} <= set(
        ids
    )
    assert len(page.all("main")) == len(page.all("h1")) == 1
    assert all(attributes["aria-label"] for attributes in page.all("svg"))


def test_everything_that_is_found_stands_in_it():
    page = Reader(render("html", RICH, "en"))
    texts = "\n".join(page.texts)
    results = [one for report in RICH.reports for one in report.results]
    findings = [one for report in RICH.reports for one in report.findings]
    for one in results:
        assert one.title.en in texts
    assert len(page.all("article")) == len(findings) + len(RICH.diagnostics)
    assert len([one for one in page.all("tr") if "row" in one.get("class", "").split()]) == len(results)
    assert "Gate: FAIL" in texts


def test_a_sign_never_stands_without_its_word():
    assert set(phrases.VERDICTS) == set(Verdict)
    assert set(phrases.PACES) == set(Pace)
    assert set(phrases.WEIGHTS) == set(Severity)
    assert {Gate.PASS, Gate.WARN, Gate.FAIL} == set(phrases.GATES)
    for signs in (phrases.VERDICTS, phrases.PACES, phrases.WEIGHTS):
        marks = [mark for _, mark in signs.values()]
        assert len(marks) == len(set(marks))
    for found in re.findall(
        r'<span class="sign [a-z]+"><span aria-hidden="true">(.*?)</span> (.*?)</span>', render("html", RICH)
    ):
        assert all(part.strip() for part in found)


def test_nothing_else_may_run_and_nothing_is_asked_of_a_network():
    text = render("html", RICH)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src &#39;none&#39;;")
    for tag in ("style", "script"):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy.replace("&#43;", "+")
    page = Reader(text)
    assert [one for one in page.elements if {"src", "style", "srcset", "action"} & one[1].keys()] == []
    assert not {word for word in ("url(", "@import", "fetch", "XMLHttpRequest") if word in text}


@each_row(
    "text",
    [*HOSTILE, "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><b>", "<!--", "&lt;b&gt;"],
    ids=ascii,
)
def test_texts_of_files_stay_texts(text):
    run = hostile(text)
    page = Reader(render("html", run, "en"))
    harmless = Reader(render("html", hostile("x"), "en"))
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in harmless.elements}
    assert [len(page.all(tag)) for tag in ("script", "style", "a", "article")] == [
        len(harmless.all(tag)) for tag in ("script", "style", "a", "article")
    ]
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert " ".join(display_safe(text).split()) in "\n".join(page.texts)


# ---- charts --------------------------------------------------------------------------------

numbers = st.decimals(-(10**6), 10**6, places=2)


@given(value=numbers, bound=numbers, comparator=st.sampled_from(["at_least", "above", "at_most", "below", "keep"]))
def test_a_value_is_on_the_side_of_the_bound_where_it_is(value, bound, comparator):
    made = RESULTS[0]._replace(value=point(value), bound=TargetBound(comparator, bound), pace_basis=None)
    bullet = charts.bullet_of(made)
    assert bullet is not None
    zero = bullet.surely.start if value >= 0 else bullet.surely.start + bullet.surely.length
    end = zero + bullet.surely.length if value >= 0 else bullet.surely.start
    assert bullet.surely.start >= -0.2
    assert bullet.surely.start + bullet.surely.length <= charts.WIDTH + 0.2
    (limit,) = bullet.bounds
    assert (end > limit) <= (value > bound) or abs(end - limit) <= 0.2
    assert (end < limit) <= (value < bound) or abs(end - limit) <= 0.2


GOODNESS = {
    Better.HIGHER: ("at_least", "above", "keep", "between"),
    Better.LOWER: ("at_most", "below", "keep", "between"),
    Better.NEITHER: ("equal", "keep", "between"),
}


@each_row(("better", "comparator"), [(side, one) for side, found in GOODNESS.items() for one in found])
def test_what_is_shaded_is_what_meets_the_target(better, comparator):
    for number, apart, tolerance in product([-20, 0, 40], [-12, -8, -3, 3, 8, 12], [0, 5]):
        value = number + apart
        upper = str(number + 10) if comparator == "between" else None
        aim = target(comparator, str(number), upper, tolerance=str(tolerance))
        made_pack = pack(indicator("x", better=better, kind=Kind.STOCK, target=aim))
        result = assess(submission(row("x", point(Decimal(value)))), made_pack, DirectEngine()).results[0]
        bullet = charts.bullet_of(result)
        assert bullet is not None
        # Of a range and of a kept level the report does not say which way is better.
        assert (bullet.met_range is None) is (comparator in ("keep", "between"))
        if bullet.met_range is not None:
            end = bullet.surely.start + (bullet.surely.length if value >= 0 else 0)
            inside = bullet.met_range.start - 0.2 <= end <= bullet.met_range.start + bullet.met_range.length + 0.2
            assert inside is (result.verdict in (Verdict.MET, Verdict.EXCEEDED)), (number, apart, tolerance)


@pytest.mark.parametrize(
    ("value", "perhaps"),
    [
        (point(Decimal(5)), None),
        (Interval(Decimal(4), Decimal(6)), True),
        (Interval(Decimal(4), None), True),
        (Interval(None, Decimal(4)), True),
    ],
)
def test_what_is_uncertain_is_drawn_apart(value, perhaps):
    bullet = charts.bullet_of(RESULTS[0]._replace(value=value, bound=TargetBound("between", Decimal(4), Decimal(5))))
    assert bullet is not None
    assert (bullet.perhaps is not None) is (perhaps is True)


@pytest.mark.parametrize(
    "bound", [None, TargetBound("achieved", None), TargetBound("grow_by", Decimal(7), baseline=Decimal(100))]
)
def test_what_rests_on_another_figure_is_not_drawn(bound):
    assert charts.bullet_of(RESULTS[0]._replace(bound=bound)) is None
    assert charts.bullet_of(RESULTS[0]._replace(value=None)) is None


@each_row("word", list(Comparator))
def test_every_bound_that_is_a_level_is_drawn_and_no_other(word):
    upper = Decimal(7) if "{upper}" in word.traits.phrase else None
    bullet = charts.bullet_of(RESULTS[0]._replace(bound=TargetBound(str(word), Decimal(5), upper)))
    assert (bullet is not None) is word.traits.level


def test_periods_of_a_year_are_drawn_in_their_order():
    run = check([str(SEEDS / name) for name in ("2024-synthetic.yaml", "2024-H1.yaml")], Options(engine="direct"))
    (year,) = page.page_of(run, Language("en")).years
    (revenue, *_) = [one for one in year.courses if one.title == "Budget revenue"]
    assert revenue.described == "the first half of 2024: 86.6 tỷ đồng; the year 2024: 301.4 tỷ đồng"
    (first, last) = revenue.course.values
    assert first[0] < last[0] == charts.COURSE_WIDTH
    assert first[1] > last[1] > (revenue.course.bound or 0)
    assert len(revenue.course.expected) == 1


@each_row(
    ("comparator", "value", "bound", "gap"),
    [
        ("at_least", "301.4", "317", "15.6 % points below"),
        ("above", "80", "80", "on the bound"),
        ("at_least", "80", "80", "–"),
        ("at_least", "90", "80", "10 % points above"),
        ("at_most", "1.95", "1.89", "0.06 % points above"),
        ("at_most", "1.5", "2", "0.5 % points below"),
        ("between", "61", "60", "–"),
        ("keep", "59", "60", "1 % points below"),
        ("equal", "61", "60", "1 % points above"),
    ],
)
def test_a_row_says_by_how_much_and_on_which_side(comparator, value, bound, gap):
    better = Better.LOWER if comparator == "at_most" else Better.HIGHER
    aim = target(comparator, bound, "62" if comparator == "between" else None)
    made_pack = pack(indicator("x", better=better, kind=Kind.STOCK, unit=parse_unit("%"), target=aim))
    report = assess(submission(row("x", point(Decimal(value)))), made_pack, DirectEngine())
    (view,) = page.page_of(Run((report,), (), (), ExitCode.PASSED), Language("en")).reports
    (found,) = [one for group in view.groups for one in group.rows]
    said = found.gap.replace("percentage points", "% points").removesuffix(" it")
    assert said == gap
    # What is not met stands first, and its bar has the tone of its verdict.
    assert view.groups[0].first is (found.stands.tone == "bad")


def test_a_bound_stands_at_one_place_and_what_goes_beyond_is_marked():
    ends: dict[int, tuple[float, bool]] = {}
    for value in (95, 100, 105, 400):
        made = RESULTS[0]._replace(value=point(Decimal(value)), bound=TargetBound("at_least", Decimal(100)))
        bullet = charts.bullet_of(made._replace(pace_basis=None))
        assert bullet is not None
        assert list(bullet.bounds) == [160]
        ends[value] = (bullet.surely.length, bullet.beyond)
    assert ends == {95: (152, False), 100: (160, False), 105: (168, False), 400: (200, True)}


def test_files_are_named_without_their_folders():
    def seen(*paths):
        reports = [
            RICH.reports[1]._replace(submission=RICH.reports[1].submission._replace(path=path)) for path in paths
        ]
        return Voice(Language("en"), names_of(Run(tuple(reports), (), (), ExitCode.PASSED)))

    voice = seen("/nha/may/xa-1/bao-cao.xlsx", "/nha/may/xa-2/bao-cao.xlsx", "C:\\Users\\An\\q2.xlsx", "q.csv")
    said = "at /nha/may/xa-1/bao-cao.xlsx:3, /nha/may/xa-2/bao-cao.xlsx, C:\\Users\\An\\q2.xlsx, q.csv"
    assert voice.display(said) == "at xa-1/bao-cao.xlsx:3, xa-2/bao-cao.xlsx, q2.xlsx, q.csv"


def test_the_bar_of_a_year_that_goes_on_tells_the_paces():
    run = check([str(SEEDS / "2024-H1.yaml")], Options(engine="direct"))
    (view,) = page.page_of(run, Language("en")).reports
    assert [(one.sign.word, one.targets) for one in view.parts] == [("on track", 1), ("behind", 1), ("not due", 19)]


def test_a_level_of_warning_stands_in_the_place_of_a_pace():
    levels = tuple(WarningLevel(Text(name, name)) for name in ("tốt", "theo dõi", "chậm", "nguy cơ"))
    made = RESULTS[0]._replace(verdict=Verdict.NOT_DUE, pace=Pace.BEHIND)
    voice = Voice(Language("vi"))
    signs = [voice.stands(made._replace(level=level), levels) for level in levels]
    assert [(one.mark, one.tone) for one in signs] == [("●", "good"), ("◐", "doubt"), ("◑", "doubt"), ("○", "bad")]
    assert [one.word for one in signs] == [level.name.vi for level in levels]
    assert voice.stands(made, ()) == voice.pace(Pace.BEHIND)


def test_units_are_ranked_and_their_figures_stand_in_the_map():
    made_pack = pack(
        indicator("x", unit=parse_unit("%"), target=target("at_least", "50")),
        indicator("y", target=target("at_least", "50")),
        indicator("y", target=target("at_least", "50")),
    )
    reports = tuple(
        assess(submission(row("x", point(Decimal(10 * n))), row("y", point(Decimal(60)))), made_pack, DirectEngine())
        for n in range(3, 8)
    )
    units = [f"xã {n}" for n in range(5)]
    reports = tuple(
        one._replace(submission=one.submission._replace(unit=unit), unit=ReportingUnit(unit))
        for one, unit in zip(reports, units, strict=True)
    )
    view = page.page_of(Run(reports, (), (), ExitCode.PASSED), Language("en"))
    assert [one.rank for one in view.overview] == ["4", "4", "1", "1", "1"]
    # Many reports are folded, and what several have in common is told once, each with its figure.
    assert view.folded
    (shared,) = view.together
    assert (shared.code, [(one.anchor, one.unit, one.sentence) for one in shared.mentions]) == (
        "T001",
        [("r1", "xã 0", "30 %"), ("r2", "xã 1", "40 %")],
    )
    (heat,) = view.heats
    assert not heat.dated
    assert [cells[0].figure for _, cells in heat.lines if cells[0]] == ["30", "40", "50", "60", "70"]


def test_each_figure_stands_beside_that_of_the_same_period_of_the_year_before(tmp_path):
    sent = office.Office(tmp_path, office.indicator("thu", more="target: {at_least: 100}"))
    later = tmp_path / "thu" / "2025.yaml"
    text = sent.pack.read_text(encoding="utf-8").replace("thu/2024", "thu/2025").replace("year: 2024", "year: 2025")
    later.write_text(text, encoding="utf-8")
    for year, value in ((2024, 80), (2025, 90)):
        sent.send(str(year), f"thu: {value}", name=f"nam-{year}", more=f"pack: thu/{year}")
    run = check(sent.sent, Options(rules=str(tmp_path)))
    rows = re.findall(r'<td class="number"[^>]*>(.*?)</td>', render("html", run, "vi"), re.DOTALL)
    assert [row for row in rows if "cùng kỳ năm 2024" in row and row.startswith("90")]
    assert not [row for row in rows if "cùng kỳ" in row and row.startswith("80")]
