"""Figures that are doubted: of another scale, or a date; both sides of each limit, on every route."""

# ruff: noqa: S608 - paths that the tests make

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest

from checker.assessment import Options
from checker.binding.bind import bind
from checker.binding.doubts import code_of_doubt, doubts_of, never_doubted, says_checked
from checker.binding.ordinary_figures import is_usual
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.axes import Better, Kind, Measures
from checker.domain.interval import EVERYTHING, Interval, above, below, point
from checker.domain.period import Calendar, Period
from checker.domain.unit_words import parse_unit
from checker.language import Language
from checker.packs.load import load_pack
from checker.packs.model import Baseline
from checker.pipeline import check
from tests.database import database
from tests.examples import each_row
from tests.made import indicator as made_indicator
from tests.made import pack as made_pack
from tests.made import row, submission, target
from tests.office import HEAD, indicator

pytestmark = pytest.mark.slow

SCALE, DATE, CONFIRMED, SEPARATOR = "D112", "D130", "D131", "D164"
DOUBTED = {SCALE, DATE, CONFIRMED, SEPARATOR}
ENVELOPE = "submission: 1\npack: bac-kan-city/2024\nunit: bac-kan-city\nperiod: 2024-H1\nobservations:\n"
SEEDS = sorted(str(path) for path in Path("seeds").rglob("*.yaml") if "expected" not in path.name)


def flow(target: str, unit: str = "tỷ đồng", better: str = "higher", more: str = "") -> str:
    return indicator("a", unit, better=better, more=f"target: {target}\n{more}")


def level(target: str, unit: str = "%", better: str = "higher", more: str = "") -> str:
    return indicator("a", unit, "stock", better, more=f"target: {target}\n{more}")


def milestones(**shares: str) -> str:
    said = ", ".join(f"2024-{part}: {percent}" for part, percent in shares.items())
    return f"milestones: {{{said}}}\n"


ALSO = """\
also:
  - assigned_by: Trung ương
    target: {at_least: 317}
    source: {document: nq, clause: a}
"""
REVISED = """\
history:
  - since: 2024-04-01
    target: {at_least: 1000}
    source: {document: nq, clause: a}
"""
STARTS = "baseline: {{value: {}, period: 2023, source: {{document: nq, clause: a}}}}\n"

CASES = {
    "ten times the target, and days of 2023 to 2026": (
        flow("{at_least: 317}"),
        "2024-H1",
        {
            "3169.9": "",
            "3170": SCALE,
            "86600": SCALE,
            "86600000": SCALE,
            "0": "",
            "-86600": "",
            "44926": SCALE,
            "44927": DATE,
            "45292": DATE,
            "45292.5": SCALE,
            "46387": DATE,
            "46388": SCALE,
        },
    ),
    "a three hundredth, in a unit of some size": (
        flow("{at_least: 300}"),
        "2024",
        {"1": SCALE, "1.0001": "", "-1": SCALE, "-1.0001": "", "0.3": SCALE},
    ),
    "no three hundredth in a count": (flow("{at_least: 4000}", "hộ"), "2024", {"2": "", "40000": SCALE, "39999": ""}),
    "near what is expected by now, which is little": (
        flow("{at_least: 1000}", more=milestones(Q1="0.2")),
        "2024-Q1",
        {"1": "", "0.99": SCALE, "2": "", "3.33": ""},
    ),
    "a count below ten": (
        flow("{at_least: 9}", "sản phẩm"),
        "2024-H1",
        {"90": "", "899": "", "900": SCALE, "45292": DATE, "86600": SCALE},
    ),
    "a count of one": (flow("{at_least: 1}", "sản phẩm"), "2024-H1", {"99": "", "100": SCALE}),
    "a count of ten": (flow("{at_least: 10}", "sản phẩm"), "2024-H1", {"99": "", "100": SCALE}),
    "a small number that is no count": (flow("{at_least: 9}", "ha"), "2024-H1", {"89": "", "90": SCALE}),
    "no thousandth of a count below ten": (
        flow("{at_least: 9}", "hộ", more=milestones(Q1="1")),
        "2024-Q1",
        {"60": "", "80": ""},
    ),
    "beyond five times, a thousandth near what is expected: from its double down": (
        flow("{at_least: 1000}", "ha", more=milestones(Q1="0.4")),
        "2024-Q1",
        {"4999": "", "5000": "", "5001": SCALE, "8000": SCALE, "8001": "", "9999": "", "10000": SCALE},
    ),
    "beyond five times, a thousandth near what is expected: from its half up": (
        flow("{at_least: 1000}", "ha", more=milestones(Q1="1.6")),
        "2024-Q1",
        {"5001": "", "7999": "", "8000": SCALE, "9999": SCALE},
    ),
    "a millionth near what is expected": (
        flow("{at_least: 1000}", "ha", more=milestones(Q1="0.0014")),
        "2024-Q1",
        {"6999": "", "7000": SCALE, "9999": SCALE},
    ),
    "by a profile": (
        flow("{at_least: 1000}", "ha", more="profile: {2024-Q1: 1}\n"),
        "2024-Q1",
        {"5000": "", "5001": SCALE},
    ),
    "nothing is expected without a pace": (
        flow("{at_least: 1000}", "ha", more="pace: none\n"),
        "2024-Q1",
        {"9999": "", "10000": SCALE},
    ),
    "a ceiling": (flow("{at_most: 20}", "vụ", "lower"), "2024-H1", {"199": "", "200": SCALE}),
    "a level that sinks from far above its target": (
        level("{at_most: 2}", better="lower", more=STARTS.format(30)),
        "2024-H1",
        {"20": "", "29.9": "", "299": "", "300": SCALE},
    ),
    "a reduction counts from its baseline": (
        level("{reduce_by: 1.4}", better="lower", more=STARTS.format("8.4")),
        "2024",
        {"7": "", "14": "", "83.9": "", "84": SCALE},
    ),
    "a growth counts from its baseline": (
        level("{grow_by: 8}", "ha", more=STARTS.format(3400)),
        "2024",
        {"3672": "", "36719": "", "36720": SCALE, "45292": DATE},
    ),
    "a rate of growth that may be an index": (
        indicator("a", "%", "ratio", more="measures: growth\nlimits: none\ntarget: {at_least: 12}"),
        "2024",
        {"79.9": "", "80": SCALE, "112.5": SCALE, "120": SCALE, "-80": ""},
    ),
    "a rate of growth that may well be reached": (
        indicator("a", "%", "ratio", more="measures: growth\nlimits: none\ntarget: {at_least: 40.1}"),
        "2024",
        {"112.5": "", "400": "", "401": SCALE},
    ),
    "a rate of growth of at most 40": (
        indicator("a", "%", "ratio", more="measures: growth\nlimits: none\ntarget: {at_least: 40}"),
        "2024",
        {"79.9": "", "80": SCALE},
    ),
    "the largest of several targets": (flow("{at_least: 10}", "ha", more=ALSO), "2024", {"317": "", "3170": SCALE}),
    "a target of zero": (flow("{at_most: 0}", "vụ", "lower"), "2024", {"9": "", "86600": "", "45292": ""}),
    "a target below zero": (
        level("{at_least: -5}", "tỷ đồng", more="pace: none\n"),
        "2024",
        {"86600": "", "0.001": ""},
    ),
    "no target": (indicator("a"), "2024", {"86600": "", "45292": ""}),
    "the upper end of a range": (
        level("{between: [5, 100]}", "ha", more="pace: none\n"),
        "2024",
        {"999": "", "1000": SCALE},
    ),
    "a stretch": (flow("{at_least: 10, stretch: 50}", "ha"), "2024", {"499": "", "500": SCALE}),
    "a percentage": (
        level("{keep: 65.5}"),
        "2024-H1",
        {"0.32": "", "0.33": SCALE, "0.655": SCALE, "1": SCALE, "1.01": "", "6.55": "", "654": "", "655": SCALE},
    ),
    "a small percentage": (
        level("{keep: 40}"),
        "2024-H1",
        {"0.19": "", "0.2": SCALE, "0.8": SCALE, "0.81": "", "1": ""},
    ),
    "before a revised target is in force": (flow("{at_least: 100}", "ha", more=REVISED), "2024-Q1", {"1000": SCALE}),
    "once a revised target is in force": (
        flow("{at_least: 100}", "ha", more=REVISED),
        "2024-H1",
        {"1000": "", "9999": "", "10000": SCALE},
    ),
    "the share of the period alone": (
        flow(
            "{at_least: 1200}",
            "ha",
            more="reported: period\n" + milestones(**{'"02"': "1", '"03"': "1.5"}).replace('"', ""),
        ),
        "2024-03",
        {"6000": "", "6001": SCALE},
    ),
    "the share of the year so far": (
        flow("{at_least: 1200}", "ha", more=milestones(**{'"02"': "1", '"03"': "1.5"}).replace('"', "")),
        "2024-03",
        {"6001": "", "9000": SCALE},
    ),
    "a thousand times as much is nearer the plan, up to a fortieth of it": (
        flow("{at_least: 5000}", "tấn"),
        "2024",
        {
            "5.000": SEPARATOR,
            "-5.000": SEPARATOR,
            "125.000": SEPARATOR,
            "125.001": "",
            "5": "",
            "5.00": "",
            "5.0000": "",
            "0.125": "",
            "999.999": "",
        },
    ),
    "a ceiling, which too small a figure would pass": (
        flow("{at_most: 5000}", "tấn", "lower"),
        "2024-H1",
        {"5.000": SEPARATOR, "62.000": SEPARATOR, "63.000": ""},
    ),
    "a separator beside a figure that is too small anyhow": (
        flow("{at_least: 5000}"),
        "2024",
        {"5.000": SEPARATOR, "16.000": SEPARATOR, "17.000": SEPARATOR, "125.5": "", "5": SCALE},
    ),
    "no share can be a thousand times as much": (
        indicator("a", "%", "ratio", more="target: {at_least: 86.6}"),
        "2024",
        {"86.600": "", "1.250": "", "2.000": ""},
    ),
    "a rate without limits can": (
        indicator("a", "triệu đồng/người", "ratio", more="target: {at_least: 4000}"),
        "2024",
        {"4.100": SEPARATOR, "100.000": SEPARATOR, "100.001": ""},
    ),
    "a day is doubted far above the target alone": (
        flow("{at_least: 9000}", "hộ"),
        "2024-H1",
        {"45000": "", "45001": DATE, "46387": DATE, "46388": "", "89999": "", "90000": SCALE},
    ),
}


def written(folder: Path, about: str, period: str, values: list[str], more: str = "") -> tuple[str, str]:
    """Write a pack and a table with one unit for each value; return their paths."""
    units = [f"u{place}" for place in range(len(values))]
    pack, rows = folder / "pack.yaml", folder / "rows.csv"
    pack.write_text(f"{HEAD}indicators:\n{about}reporting: {{units: [{', '.join(units)}]}}\n{more}", encoding="utf-8")
    lines = [f"{unit},{period},a,{value}" for unit, value in zip(units, values, strict=True)]
    rows.write_text("\n".join(["unit,period,indicator,value", *lines, ""]), encoding="utf-8")
    return str(pack), str(rows)


def one_by_one(pack: str, path: str, engine: str = "direct", **options) -> dict[str, str]:
    """Return the doubts about each unit's figure, as single submissions are checked."""
    run = check([path], Options(pack=pack, engine=engine, **{"locale": "en", **options}))
    assert run.reports
    return {
        report.submission.unit: " ".join(one.code.id for one in report.findings if one.code.id in DOUBTED)
        for report in run.reports
    }


def in_columns(folder: Path, pack: str, path: str, **settings) -> dict[str, str]:
    """Return the doubts about each unit's figure, as a bulk run finds them."""
    out = folder / f"out-{len(list(folder.iterdir()))}"
    run_bulk([path], [load_pack(pack)], BulkSettings(output=str(out), **settings))
    with database() as own:
        rows = own.execute(
            f"SELECT unit, code FROM read_parquet(?) WHERE code IN {tuple(sorted(DOUBTED))}",
            [f"{out}/findings.parquet"],
        ).fetchall()
    assert len({unit for unit, _ in rows}) == len(rows)
    return dict(rows)


# A pack with such an indicator is judged unit by unit: it would take all the others with it.
ALONE = "the share of the period alone"


@pytest.fixture(scope="module")
def doubts(tmp_path_factory) -> dict[str, list[dict[str, str]]]:
    """Return what each way of checking says of the figures of each case; those of one period share pack and table."""
    shared: dict[str, list[str]] = {}
    for name, (_, period, _) in CASES.items():
        shared.setdefault(name if name == ALONE else period, []).append(name)
    found: dict[str, list[dict[str, str]]] = {}
    for names in shared.values():
        folder = tmp_path_factory.mktemp("limits")
        pack, path = folder / "pack.yaml", folder / "rows.csv"
        body, lines, of_case = [], ["unit,period,indicator,value"], {}
        for number, name in enumerate(names):
            about, period, cases = CASES[name]
            named = about.replace("  a:", f"  a{number}:", 1)
            body.append(re.sub(r"(C-|Chỉ tiêu |Indicator )a\b", rf"\g<1>a{number}", named))
            for place, value in enumerate(cases):
                of_case[f"u{number}-{place}"] = name
                lines.append(f"u{number}-{place},{period},a{number},{value}")
        units = ", ".join(of_case)
        pack.write_text(f"{HEAD}indicators:\n{''.join(body)}reporting: {{units: [{units}]}}\n", encoding="utf-8")
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
        ways = [one_by_one(str(pack), str(path), engine) for engine in ("direct", "rete")]
        ways.append(dict.fromkeys(of_case, "") | in_columns(folder, str(pack), str(path)))
        for name in names:
            found[name] = [{unit: code for unit, code in way.items() if of_case[unit] == name} for way in ways]
    return found


@pytest.mark.parametrize("name", CASES)
def test_both_sides_of_each_limit(doubts, name):
    *_, cases = CASES[name]
    for way in doubts[name]:
        assert dict(zip(cases, way.values(), strict=True)) == cases


# Vietnamese texts: what is written, and which doubt there is.
SEPARATED = {
    '"5,000"': SEPARATOR,
    '"5,000 tấn"': SEPARATOR,
    '"khoảng 5,000 tấn"': SEPARATOR,
    '"ước đạt 5,000 tấn"': SEPARATOR,
    '"dưới 5,000 tấn"': SEPARATOR,
    '"5,000 - 6,000 tấn"': SEPARATOR,
    '"5,000 kg"': SEPARATOR,
    '"50,000 tạ"': SEPARATOR,
    '"5,0 tấn"': "",
    '"5,0000"': "",
    '"125,001"': "",
    "5.000": "",
    "5.000 tấn": "",
    '"1.234,567"': "",
    '"4,9 nghìn tấn"': "",
    '"4,900 nghìn tấn"': "",
}


def test_a_vietnamese_comma_that_may_group_thousands(tmp_path):
    pack, path = written(tmp_path, flow("{at_most: 5000}", "tấn", "lower"), "2024", list(SEPARATED))
    expected = {f"u{place}": code for place, code in enumerate(SEPARATED.values())}
    for engine in ("direct", "rete"):
        assert one_by_one(pack, path, engine, locale="vi") == expected
    assert in_columns(tmp_path, pack, path, locale="vi") == {unit: code for unit, code in expected.items() if code}
    noted = tmp_path / "noted.csv"
    noted.write_text(
        'unit,period,indicator,value,note\nu0,2024,a,"5,000",đã kiểm tra\nu1,2024,a,"5,000",chưa\n', encoding="utf-8"
    )
    assert one_by_one(pack, str(noted), locale="vi") == {"u0": CONFIRMED, "u1": SEPARATOR}
    assert in_columns(tmp_path, pack, str(noted), locale="vi") == {"u0": CONFIRMED, "u1": SEPARATOR}
    # A number that is stored has no separators, whatever decimals its column has.
    stored = str(tmp_path / "stored.parquet")
    with duckdb.connect() as database:
        rows = "(SELECT 'u0' AS unit, '2024' AS period, 'a' AS indicator, 5.000::DECIMAL(9,3) AS value)"
        database.execute(f"COPY {rows} TO '{stored}' (FORMAT parquet)")
    assert in_columns(tmp_path, pack, stored) == {}


# Numerator, denominator, better, target, note; which doubt there is. One separator alone tells two ratios apart.
PARTS = [
    ("1,250", "25.000", "lower", "{at_most: 5}", "", SEPARATOR),
    ("1,250", "25000", "lower", "{at_most: 5}", "đã kiểm tra", CONFIRMED),
    ("1,250", "2500", "higher", "{at_least: 50}", "", SEPARATOR),
    ("1250", "2,500", "higher", "{at_least: 50}", "", SEPARATOR),
    ("1,250", "2,500", "higher", "{at_least: 50}", "", ""),
    ("1.250", "2500", "higher", "{at_least: 50}", "", ""),
    # A share is no more than 100 %, and this one is as near to its plan as it gets.
    ("86,600", "3170", "higher", "{at_least: 95}", "", ""),
    ("86,605", "317", "higher", "{at_least: 95}", "", ""),
    ("2,375", "100", "higher", "{at_least: 95}", "", ""),
]


def test_a_ratio_of_which_one_figure_may_be_of_the_other_notation(tmp_path):
    about = "".join(
        indicator(f"a{place}", "%", "ratio", better, f"target: {asked}")
        for place, (_, _, better, asked, *_) in enumerate(PARTS)
    )
    pack, path = written(tmp_path, about, "2024", ["1"] * len(PARTS))
    lines = [f'u{n},2024,a{n},,"{one}","{other}",{note}' for n, (one, other, _, _, note, _) in enumerate(PARTS)]
    head = "unit,period,indicator,value,numerator,denominator,note"
    Path(path).write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    doubts = {f"u{place}": code for place, (*_, code) in enumerate(PARTS)}
    for engine in ("direct", "rete"):
        assert one_by_one(pack, path, engine, locale="vi") == doubts
    assert in_columns(tmp_path, pack, path, locale="vi") == {unit: code for unit, code in doubts.items() if code}


# Unit, target, figure, and what is said of it in both languages.
SENTENCES = [
    (
        *("tỷ đồng", "317", "317000"),
        "lớn gấp khoảng 1.000 lần kế hoạch (317 tỷ đồng); có thể nhập nhầm triệu đồng vào dòng tỷ đồng",
        "about 1,000 times the plan (317 tỷ đồng); triệu đồng may have been entered in a row of tỷ đồng",
    ),
    (
        *("triệu đồng/ha", "60", "60000000"),
        "lớn gấp khoảng 1.000.000 lần kế hoạch (60 triệu đồng/ha); có thể nhập nhầm đồng/ha vào dòng triệu đồng/ha",
        "about 1,000,000 times the plan (60 triệu đồng/ha); đồng/ha may have been entered in a row of triệu đồng/ha",
    ),
    (
        *("tỷ đồng", "317", "0.317"),
        "chỉ bằng khoảng 1/1.000 kế hoạch (317 tỷ đồng); có thể nhập nhầm nghìn tỷ đồng vào dòng tỷ đồng",
        "only about 1/1,000 of the plan (317 tỷ đồng); nghìn tỷ đồng may have been entered in a row of tỷ đồng",
    ),
    (
        *("tỷ đồng", "317", "3170"),
        "lớn gấp khoảng 10 lần kế hoạch (317 tỷ đồng)",
        "about 10 times the plan (317 tỷ đồng)",
    ),
    (
        *("tỷ đồng", "317", "0.0000001"),
        "chỉ bằng khoảng 1/3.200.000.000 kế hoạch (317 tỷ đồng)",
        "only about 1/3,200,000,000 of the plan (317 tỷ đồng)",
    ),
    (
        *("đồng", "317", "317000"),
        "lớn gấp khoảng 1.000 lần kế hoạch (317 đồng)",
        "about 1,000 times the plan (317 đồng)",
    ),
    (
        *("nghìn hộ", "317", "317000"),
        "lớn gấp khoảng 1.000 lần kế hoạch (317 nghìn hộ)",
        "about 1,000 times the plan (317 nghìn hộ)",
    ),
    (
        *("%", "65.5", "0.655"),
        "chỉ bằng khoảng 1/100 kế hoạch (65,5%); có thể nhập tỷ lệ dạng thập phân vào dòng tính bằng %",
        "only about 1/100 of the plan (65.5 %); a share of the whole may stand where percent belong",
    ),
    (
        *("hộ", "700", "45329"),
        "lớn gấp khoảng 65 lần kế hoạch (700 hộ), và đúng bằng số mà bảng tính lưu cho ngày 07/02/2024",
        "about 65 times the plan (700 hộ), and a spreadsheet stores the date 2024-02-07 as this number",
    ),
]


@each_row(("unit", "number", "value", "vi", "en"), SENTENCES)
def test_the_message_is_for_an_office(unit, number, value, vi, en):
    made = made_pack(made_indicator(unit=parse_unit(unit), target=target("at_least", number)))
    (problem,) = bind(submission(row("revenue", value)), made).problems
    said = problem.diagnostic.message
    assert Language("vi").render(said) == f"Chỉ tiêu revenue: {value} {vi}"
    assert Language("en").render(said) == f"Indicator revenue: {value} is {en}"


@each_row(
    ("value", "doubted"),
    [
        (above(Decimal(86600)), True),
        (below(Decimal(86600)), True),
        (Interval(Decimal(300), Decimal(3170)), True),
        (Interval(Decimal(300), Decimal(3169)), False),
        (above(Decimal(300)), False),
        (below(Decimal(1)), False),
        (Interval(Decimal(0), Decimal(1)), False),
        (Interval(Decimal(45328), Decimal(45330)), True),
    ],
)
def test_a_range_is_doubted_where_an_end_looks_too_large(value, doubted):
    found = [one.diagnostic.code.id for one in bind(submission(row("revenue", value)), made_pack()).problems]
    assert found == ([SCALE] if doubted else [])


def test_a_figure_that_follows_from_its_percentage_is_doubted_too():
    for percent, code in (("999.8", None), ("1000.1", SCALE), ("45329", SCALE)):
        problems = bind(submission(row("revenue", percent=percent)), made_pack()).problems
        assert [one.diagnostic.code.id for one in problems] == ([code] if code else [])


def test_of_a_repeated_row_no_figure_is_doubted():
    problems = bind(submission(row("revenue", "3170"), row("revenue", "5", line=12)), made_pack()).problems
    assert [one.diagnostic.code.id for one in problems] == ["D102"]


def test_the_asked_day_says_which_targets_are_in_force():
    revised = made_indicator(
        target=target("at_least", "100"), revisions=(target("at_least", "1000", since="2024-04-01"),)
    )
    sent = submission(row("revenue", "1000"))
    assert not bind(sent, made_pack(revised)).problems
    assert [one.diagnostic.code.id for one in bind(sent, made_pack(revised), dt.date(2024, 3, 31)).problems] == [SCALE]
    dated = sent._replace(as_of=dt.date(2024, 3, 31))
    assert [one.diagnostic.code.id for one in bind(dated, made_pack(revised)).problems] == [SCALE]


def test_a_sum_of_months_has_the_doubts_of_its_months(tmp_path):
    about = flow("{at_least: 300}", more="reported: period\n")
    pack, path = written(tmp_path, about, "2024-01", ["25"])
    lines = ["unit,period,indicator,value", "u0,2024-01,a,25000", "u0,2024-02,a,25", "u0,2024-03,a,26", ""]
    Path(path).write_text("\n".join(lines), encoding="utf-8")
    run = check([path], Options(pack=pack))
    found = {
        str(one.submission.period): [f.code.id for f in one.findings if f.code.id in DOUBTED] for one in run.reports
    }
    assert found == {"2024-01": [SCALE], "2024-02": [SCALE], "2024-03": [SCALE]}


def test_the_figures_of_units_are_doubted_against_the_whole(tmp_path):
    pack, path = written(tmp_path, flow("{at_least: 317}"), "2024", ["100", "3170"])
    text = Path(pack).read_text(encoding="utf-8").replace("reporting: {", "reporting: {roll_up: true, ")
    Path(pack).write_text(text, encoding="utf-8")
    assert one_by_one(pack, path) == {"u0": "", "u1": SCALE, "thu": ""}
    assert in_columns(tmp_path, pack, path) == {"u1": SCALE}


@each_row("path", SEEDS)
def test_no_published_figure_is_doubted(path):
    run = check([path], Options())
    assert [one for report in run.reports for one in report.findings if one.code.id in DOUBTED] == []


def test_a_level_that_starts_above_its_target_is_measured_by_that():
    sinking = made_indicator(
        kind=Kind.STOCK,
        better=Better.LOWER,
        baseline=Baseline(Decimal(30), "2023", None),
        target=target("at_most", "2"),
    )
    most = doubts_of(sinking, Period(2024), "2024-12-31", Calendar.CIVIL).most
    assert most is not None
    assert (int(most.goal), int(most.size), int(most.expected)) == (2, 30, 2)


@pytest.mark.parametrize("name", ["bac-kan-city/2024", "national-assembly/2019"])
def test_what_is_near_a_target_is_doubted_at_no_period(name):
    pack = load_pack(name)
    usual = 0
    for indicator_ in pack.indicators:
        for rule in indicator_.targets("2099-12-31"):
            for times in (Fraction(1, 41), Fraction(1, 39), Fraction(1, 2), 1, Fraction(39, 10), Fraction(41, 10), 11):
                number = Fraction(rule.number or 0) * times
                if is_usual(number, indicator_, "2099-12-31"):
                    usual += 1
                    for part in ("", "H1", "Q1", "11"):
                        doubts = doubts_of(indicator_, Period(pack.year, part), "2099-12-31", pack.calendar)
                        assert code_of_doubt(number, doubts, confirmed=False, grouped=True) is None
    assert usual > len(pack.indicators)


@each_row("unit", ["%", "tỷ đồng", "trường", "tấn"])
@each_row("measures", [Measures.LEVEL, Measures.GROWTH])
def test_no_doubt_of_any_period_is_among_what_is_never_doubted(unit, measures):
    for number in ("0.5", "9", "12", "39", "41", "1000", "9000", "250000"):
        one = made_indicator(target=target("at_least", number), unit=parse_unit(unit), measures=measures)
        never = never_doubted(one, "2099-12-31")
        grouped = never_doubted(one, "2099-12-31", grouped=True)
        # From 80 on a rate of growth is likelier an index, and no other doubt is as near to a target.
        assert point(Decimal(number)).within(never)
        for part in ("", "H1", "Q1", "01", "11"):
            doubts = doubts_of(one, Period(2024, part), "2099-12-31", Calendar.CIVIL)
            ranges = (*doubts.large, *doubts.small, *doubts.dates)
            assert ranges
            assert all(never.is_disjoint_from(doubted) for doubted in ranges)
            assert doubts.grouped
            assert all(grouped.is_disjoint_from(doubted) for doubted in (*ranges, *doubts.grouped))


def test_nothing_is_doubted_without_a_target():
    assert never_doubted(made_indicator(target=None), "2099-12-31") == EVERYTHING


def test_a_note_is_read_composed():
    assert says_checked(unicodedata.normalize("NFD", "đã kiểm tra"))
