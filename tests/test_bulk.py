"""Bulk runs say of every row what the plain engine says of it, and account for every row."""

from __future__ import annotations

import tempfile
import textwrap
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from checker.bulk.categories import PACES, VERDICTS
from checker.bulk.grid import FigureGrid, factors
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.axes import Kind, Matter, Verdict
from checker.domain.interval import EVERYTHING, Interval, at_least, point
from checker.engines.rete import ReteEngine
from checker.packs.load import load_pack
from checker.packs.model import Reporting
from checker.reporters.summary import survey_parts
from tests.bulk_cases import (
    UNITS,
    Row,
    directly,
    drawn_runs,
    falling_runs,
    in_bulk,
    plainly_runs,
    ranged_runs,
    read,
    rolled_runs,
)
from tests.command import checker
from tests.examples import examples, some_nightly
from tests.made import indicator as made_indicator
from tests.made import pack, target
from tests.office import Office, indicator
from tests.strategies import levels

pytestmark = pytest.mark.slow

NAMED = (
    Matter.UNMET,
    Matter.OTHER_TARGET,
    Matter.NO_DATA,
    Matter.DIRECTION,
    Matter.CONSISTENCY,
    Matter.PERCENT_OF_PLAN,
)


def same(columns, plain):
    """Tell what only one of the two says."""
    found, expected = Counter(columns), Counter(plain)
    assert found == expected, f"columns alone: {found - expected}; the plain engine alone: {expected - found}"


def agrees(made, rows, **options):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        done = in_bulk(folder, made, rows, **options)
        judged = read(folder, "judged", "unit, period, indicator, subject, verdict, pace, value, shortfall")
        found = read(folder, "findings", "unit, period, indicator, code, matter, subject, row")
        bad = {row for (row,) in read(folder, "bad_rows", "row")} if done.accounts.bad else set()
        tallies = read(folder, "by_unit", "unit, period, counted, met, unmet, undecided, not_due")
        stands = (*VERDICTS, *PACES)
        standing = read(folder, "by_indicator", f"period, indicator, {', '.join(stands)}")
    reports = directly(made, rows)
    expected: list[tuple[Any, ...]] = []
    others, counted = [], []
    decided: Counter[tuple[str, ...]] = Counter()
    for report in reports:
        who = report.submission.unit, str(report.submission.period)
        for result in report.results:
            before = len(expected)
            if result.value is not None and result.verdict is not Verdict.INVALID:
                pace = None if result.pace == "none" else result.pace.value
                size = result.value.lo if result.value.is_point else None, result.shortfall
                waiting = result.kind is Kind.VERDICT and result.verdict is Verdict.NOT_DUE
                if (
                    result.kind is Kind.RATIO and "/" in result.text
                ) or waiting:  # Two figures are compared without being divided.
                    size = None, None
                numbers = tuple(None if number is None else Fraction(number) for number in size)
                expected.append((*who, result.indicator, result.assigned_by, result.verdict.value, pace, *numbers))
            elif result.members and result.verdict in (Verdict.EXCEEDED, Verdict.MET, Verdict.UNMET, Verdict.UNDECIDED):
                expected.append((*who, result.indicator, result.assigned_by, result.verdict.value, None, None, None))
            elif result.verdict is Verdict.NOT_DUE and result.kind is Kind.VERDICT and result.location is not None:
                # A figure on the way to a verdict: a row that is judged, and says nothing yet.
                expected.append((*who, result.indicator, result.assigned_by, "not_due", None, None, None))
            # A figure whose target was due in a period that was not reported counts as one without a verdict.
            if result.decides and result.verdict is not Verdict.NO_DATA:
                decided.update((who[1], *row[2:3], axis) for row in expected[before:] for axis in row[4:6] if axis)
        others += [
            (*who, finding.indicator, finding.code.id, finding.matter.value)
            + ((finding.subject,) if finding.matter in NAMED else ("",))
            for finding in report.findings
            if finding.matter is not Matter.MISSING_UNIT and not (finding.location and finding.location.line in bad)
        ]
        tally = report.tally
        counted.append((*who, tally.counted, tally.met, tally.unmet, tally.open, tally.not_due))
    words = {one.id for one in made.indicators if one.kind is Kind.VERDICT}
    shown = [
        (
            *row[:6],
            *(
                None if size is None or (row[2] in words and row[4] == "not_due") else Fraction(size)
                for size in row[6:]
            ),
        )
        for row in judged
        # A figure on the way to a verdict for which there is no target: neither of the two says anything of it.
        if not (row[2] in words and row[4] == "not_assessed" and row[6] == 0)
    ]
    expected = [row for row in expected if not (row[2] in words and row[4] == "not_assessed" and row[6] == 0)]
    same(shown, expected)
    said = [
        (*row[:5], row[5] if row[4] in NAMED else "") for row in found if row[4] != "missing_unit" and row[6] not in bad
    ]
    same(said, others)
    same(tallies, counted)
    totals = Counter({(*row[:2], axis): n for row in standing for axis, n in zip(stands, row[2:], strict=True) if n})
    same(
        Counter({key: n for key, n in totals.items() if key[1] not in words}),
        Counter({key: n for key, n in decided.items() if key[1] not in words}),
    )
    account = done.accounts
    assert len(rows) == account.judged + account.bad + account.superseded + account.not_addressed
    return done


@settings(max_examples=examples(6, 100), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(drawn_runs())
def test_columns_say_what_the_plain_engine_says(drawn):
    agrees(*drawn)


@settings(max_examples=examples(4), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.one_of(drawn_runs(), rolled_runs(), ranged_runs()))
def test_the_rule_engine_says_of_the_same_rows_what_the_plain_one_says(drawn):
    made, rows = drawn
    engine = ReteEngine()
    for plain, ruled in zip(directly(made, rows), directly(made, rows, engine), strict=True):
        assert ruled._replace(engine=plain.engine) == plain
    engine.close()


@settings(max_examples=examples(4, 60), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(falling_runs())
def test_a_figure_has_fallen_in_columns_when_it_has_for_the_plain_engine(drawn):
    agrees(*drawn)


@settings(max_examples=examples(3, 50), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(ranged_runs())
def test_units_that_state_ranges_are_judged_by_the_plain_engine(drawn):
    agrees(*drawn, locale="vi")


@settings(max_examples=examples(3, 50), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(rolled_runs())
def test_what_units_add_up_to_is_judged_as_the_plain_engine_does(drawn):
    agrees(*drawn)


@pytest.mark.parametrize(
    ("first", "second"),
    some_nightly([("abc", ""), ("10", "150"), ("150", "abc")], {("abc", ""), ("10", "150")}.__contains__),
)
def test_what_units_revise_in_a_whole_is_told_as_by_the_plain_engine(first, second):
    """Both names are of one period, and rarely drawn together, with two days."""
    made = pack(made_indicator("i0", target=target("at_least", "100")))
    rows = [
        Row(UNITS[0], "2024-H1", "i0", first, "", "2024-07-01"),
        Row(UNITS[0], "6T/2024", "i0", second, "", "2024-07-02"),
        Row(UNITS[1], "2024-H1", "i0", "20", "", "2024-07-02"),
    ]
    agrees(made._replace(reporting=Reporting(UNITS[:2], roll_up=True)), rows)


@settings(max_examples=examples(3, 40), phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(plainly_runs())
def test_what_columns_cannot_decide_is_judged_by_the_plain_engine(drawn):
    agrees(*drawn)


MANY = {
    "drawn": (drawn_runs(), {}),
    "falling": (falling_runs(), {}),
    "ranged": (ranged_runs(), {"locale": "vi"}),
    "rolled": (rolled_runs(), {}),
    "plainly": (plainly_runs(), {}),
}


@pytest.mark.nightly
@pytest.mark.parametrize("kind", MANY)
def test_many_drawn_runs_of_each_kind(kind):
    strategy, options = MANY[kind]

    @settings(max_examples=300, phases=[Phase.explicit, Phase.reuse, Phase.generate], deadline=None)
    @given(strategy)
    def each(drawn):
        agrees(*drawn, **options)

    each()


@settings(max_examples=examples(100))
@given(levels(), st.integers(0, 6), st.data())
def test_a_level_on_the_grid_holds_the_same_figures(drawn, places, data):
    grid = FigureGrid.of(20, places)
    ends = [end for level in drawn for end in (level.lo, level.hi) if end is not None]
    near = int(Fraction(data.draw(st.sampled_from(ends))) * 10**places)
    figure = Decimal(near + data.draw(st.integers(-2, 2))).scaleb(-places)
    for level in drawn:
        held = Decimal(grid.least(level)) <= figure <= Decimal(grid.most(level))
        assert held is point(figure).within(level)


def test_a_grid_of_eighteen_digits_is_wide_and_bounds_that_no_figure_reaches_are_cut():
    assert [FigureGrid.of(whole, 6).type for whole in (11, 12)] == ["DECIMAL(18,6)", "DECIMAL(38,6)"]
    narrow = FigureGrid.of(3, 2)
    assert narrow.least(at_least(Fraction(5, 100))) == "0.05"
    assert narrow.most(EVERYTHING) == "9" * 16 + ".99"
    # What is asked for stands within the type of the column, though no figure is there.
    assert narrow.least(at_least(Fraction(10**30))) == "9" * 16 + ".99"
    assert narrow.most(Interval(None, Fraction(-(10**30)))) == "-" + "9" * 16 + ".99"


@settings(max_examples=examples(100))
@given(levels(), st.integers(-400, 400), st.integers(1, 400), st.sampled_from([1, 100]), st.data())
def test_a_ratio_is_compared_without_being_divided(drawn, numerator, denominator, hundredfold, data):
    found = factors(drawn, hundredfold)
    assume(found is not None)
    times, ends = found or (1, [])
    for level, (low, high) in zip(drawn, ends, strict=True):
        # Half of the ratios are exactly at the bound.
        end = Fraction(level.lo if level.lo is not None else level.hi) / hundredfold
        exactly = data.draw(st.booleans())
        n, d = end.as_integer_ratio() if exactly else (numerator, denominator)
        held = (low is None or n * times >= low * d + level.lo_open) and (
            high is None or n * times <= high * d - level.hi_open
        )
        assert held is point(Fraction(n * hundredfold, d)).within(level)


def test_a_ratio_is_compared_as_long_as_engines_multiply_exactly():
    most = 10**12 - 1
    assert factors([Interval(Fraction(most), None)], 1) == (1, [(most, None)])
    assert factors([Interval(None, Fraction(-most))], 1) == (1, [(None, -most)])
    assert factors([Interval(Fraction(most + 1), None)], 1) is None
    assert factors([Interval(None, Fraction(-most - 1))], 1) is None
    assert factors([Interval(Fraction(1, 10**10), None)], 100) is None
    assert factors([], 100) == (100, [])


YAML = indicator("thu", kind="stock", more="target: {at_least: 100}\npace: none") + indicator(
    "ket", unit="", kind="verdict", more="target: {achieved: true}"
)


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path, YAML)


def rows_file(folder, text, name="rows.csv"):
    path = folder / name
    path.write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
    return str(path)


BAD = [
    # rows of the unit `k`, the row that is bad, its code
    ("k,2024,thu,100\n,2024,thu,100\n", 3, "D304"),
    ("k,2024,thu,100\nk,2024x,thu,100\n", 3, "D305"),
    ("k,2024,thu,100\nk,2023,thu,100\n", 3, "D306"),
    ("k,2024,thu,100\nk,Năm 2024,thu,100\n", 2, "D308"),
    ("k,2024,thu,100\nk,2024,chi,100\n", 3, "D101"),
    ("k,2024,thu,100\nk,2024,ket,\n", 3, "D114"),
    ("k,2024,thu,12x\n", 2, "D107"),
    ("k,2024,thu,nhiều\n", 2, "D109"),
    ("k,2024,thu,100\nk,2024,ket,5\n", 3, "D110"),
    ("k,2024,thu,123456789012345678901\n", 2, "D313"),
    ("k,2024,thu,1e-18\n", 2, "D313"),
    ("k,2024,thu,100\nk,2024\n", 3, "D101"),
    ('k,2024,thu,100\nk,2024,ket,"a,b",3\nk,2024,ket,\n', 3, "D135"),
]


def judged_together(office, folder, cases, head="unit,period,indicator,value", **settings):
    """Return a run over cases, each the rows of its unit `k` in a file of its own, and these files."""
    paths = [
        rows_file(folder, f"{head}\n{rows}".replace("k,", f"k{number},"), f"{number}.csv")
        for number, rows in enumerate(cases)
    ]
    done = run_bulk(paths, [load_pack(str(office.pack))], BulkSettings(units="data", **settings))
    return done, paths


def standing(out):
    """Return the verdicts that were kept of the units of cases, in their order."""
    found = read(out.parent, "judged", "CAST(substr(unit, 2) AS INTEGER), verdict")
    return dict(sorted((number, str(verdict)) for number, verdict in found))


def test_a_bad_row_is_told_with_its_place_and_stops_nothing(office, tmp_path):
    done, paths = judged_together(office, tmp_path, [rows for rows, *_ in BAD])
    told = [(found.location.path, found.location.line, found.code.id) for found in done.run.diagnostics]
    bad = 0
    for path, (_, line, code) in zip(paths, BAD, strict=True):
        assert (path, line, code) in told
        own = [one for one in told if one[0] == path]
        bad += 0 if code == "D306" else 2 if code == "D308" else len(own)
    assert done.accounts.bad == bad
    assert done.accounts.rows == sum(rows.count("\n") for rows, *_ in BAD)
    assert done.accounts.rows == done.accounts.judged + bad + done.accounts.not_addressed
    assert done.accounts.not_addressed == 1


def test_a_unit_that_the_pack_does_not_have_is_told(office, tmp_path):
    data = rows_file(tmp_path, "unit,period,indicator,value\nthu,2024,thu,100\nthú,2024,thu,100\n")
    done = run_bulk([data], [load_pack(str(office.pack))], BulkSettings())
    assert [(one.location.line, one.code.id) for one in done.run.diagnostics] == [(3, "D307")]
    assert done.accounts == (2, 1, 0, 0, 1)


DATED = [
    ("k,2024,thu,100,2025-01-05,final\nk,2024,ket,đạt,,final\n", "D310"),
    ("k,2024,thu,100,2025-01-05,final\nk,2024,ket,đạt,5.1.2025,final\n", "D309"),
    ("k,2024,thu,100,2025-01-05,final\nk,2024,ket,đạt,2025-01-05,sure\n", "D311"),
]


def test_bad_days_and_states(office, tmp_path):
    head = "unit,period,indicator,value,as_of,status"
    done, paths = judged_together(office, tmp_path, [rows for rows, _ in DATED], head)
    told = [(found.location.path, found.location.line, found.code.id) for found in done.run.diagnostics]
    assert sorted(told) == [(path, 3, code) for path, (_, code) in zip(paths, DATED, strict=True)]
    assert done.accounts == (6, 3, 3, 0, 0)


def test_the_last_day_wins_whole(office, tmp_path):
    rows = "thu,2024,thu,90,2025-01-05\nthu,2024,ket,đạt,2025-01-05\nthu,2024,thu,100,2025-02-05\n"
    data = rows_file(tmp_path, "unit,period,indicator,value,as_of\n" + rows)
    done = run_bulk([data], [load_pack(str(office.pack))], BulkSettings())
    assert done.accounts == (3, 1, 0, 2, 0)
    assert (done.verdicts, done.findings) == ({"met": 1}, {"T003": 1, "T010": 2, "T022": 1})


VIETNAMESE = [
    ("1.234,5", "exceeded"),
    ("99,99", "unmet"),
    ("1.234", "exceeded"),
    ("86,6 tỷ đồng", "unmet"),
    ("0,1 nghìn tỷ đồng", "met"),
    # ranges
    ("trên 100", "exceeded"),
    ("100-101", "met"),
    ("99-101", "undecided"),
    ("dưới 100", "unmet"),
    # what has two readings, or none
    ("1.89", "D104"),
    ("12,5 ha", "D107"),
]


def test_vietnamese_notation(office, tmp_path):
    head = "unit;period;indicator;value"
    cases = [f'k;2024;thu;"{text}"\n'.replace("k;", f"k{n};") for n, (text, _) in enumerate(VIETNAMESE)]
    out = tmp_path / "out"
    settings = {"locale": "vi", "delimiter": ";", "output": str(out), "everything": True}
    done, paths = judged_together(office, tmp_path, cases, head, **settings)
    refused = {paths.index(one.location.path): one.code.id for one in done.run.diagnostics}
    assert standing(out) | refused == dict(enumerate(verdict for _, verdict in VIETNAMESE))
    assert (done.accounts, done.run.exit_code) == ((11, 9, 2, 0, 0), 1)


def test_ranges_of_too_many_units_are_bad_rows(office, tmp_path, monkeypatch):
    monkeypatch.setattr("checker.bulk.unit_by_unit.MOST_FALLBACK_UNITS", 1)
    rows = "".join(f"x{n};2024;thu;trên 100\n" for n in range(2))
    data = rows_file(tmp_path, f"unit;period;indicator;value\n{rows}x0;2024;ket;đạt\n")
    options = BulkSettings(locale="vi", delimiter=";", units="data")
    done = run_bulk([data], [load_pack(str(office.pack))], options)
    assert [found.code.id for found in done.run.diagnostics] == ["D312", "D312"]
    assert (done.accounts, done.verdicts) == ((3, 1, 2, 0, 0), {"met": 1})


def test_a_ratio_in_doubt_is_told_of_however_many_units(tmp_path, monkeypatch):
    share = indicator("ngheo", unit="%", kind="ratio", more="target: {at_least: 20}\npace: none")
    pack = load_pack(str(Office(tmp_path, share).pack))
    monkeypatch.setattr("checker.bulk.unit_by_unit.MOST_FALLBACK_UNITS", 1)
    rows = "".join(f'x{n};2024;ngheo;;"1,234";5000\n' for n in range(2))
    data = rows_file(tmp_path, f"unit;period;indicator;value;numerator;denominator\n{rows}")
    options = BulkSettings(locale="vi", delimiter=";", units="data")
    assert run_bulk([data], [pack], options).findings["D164"] == 2


STORED = [
    # type, value, verdict: what is stored is compared exactly
    ("DECIMAL(18,2)", "99.99", "unmet"),
    ("DECIMAL(38,17)", "99.99999999999999999", "unmet"),
    ("INTEGER", "100", "met"),
    ("HUGEINT", "101", "exceeded"),
    ("DOUBLE", "99.9999999999999", "unmet"),
    ("DOUBLE", "99.99999999999999", "met"),
    ("DOUBLE", "1e2", "met"),
    ("FLOAT", "100.1", "exceeded"),
    ("VARCHAR", "100.00000000000000001", "exceeded"),
]


@pytest.mark.parametrize(
    ("type_", "value", "verdict"), some_nightly(STORED, (STORED[1], STORED[5], STORED[7], STORED[8]).__contains__)
)
def test_parquet_columns_are_read_exactly(office, tmp_path, type_, value, verdict):
    path = tmp_path / "it's here.parquet"
    with duckdb.connect() as database:
        rows = f"SELECT 'thu' AS \"Đơn vị\", 2024 AS period, 'thu' AS indicator, CAST('{value}' AS {type_}) AS value"
        database.execute(f"COPY ({rows}) TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
    done = run_bulk([str(path)], [load_pack(str(office.pack))], BulkSettings(columns=(("unit", "Đơn vị"),)))
    assert done.verdicts == {verdict: 1}


def test_the_command_tells_counts_gate_and_the_worst(office, tmp_path):
    data = rows_file(
        tmp_path, "unit,period,indicator,value\nA,2024,thu,90\nA,2024,ket,đạt\nB,2024,thu,100\nB,2024,ket,vượt\n"
    )
    out = tmp_path / "out"
    done = checker("bulk", "-p", str(office.pack), "--units", "data", data, "--output", f"csv={out}")
    assert done.exit_code == 1, done.stderr
    assert "4 rows, engine columnar: 4 judged, 0 bad, 0 superseded, 0 not addressed" in done.stdout
    assert "T001" in done.stdout
    assert sorted(path.name for path in out.iterdir()) == [
        "by_group.csv",
        "by_indicator.csv",
        "by_unit.csv",
        "findings.csv",
    ]
    assert ",unmet,,90,,,10," in (out / "findings.csv").read_text(encoding="utf-8")
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".checker-")] == []


@pytest.mark.parametrize(("language", "title"), [("vi", "Chỉ tiêu thu"), ("en", "Indicator thu")])
def test_titles_of_kept_tables_are_in_the_language_that_was_asked_for(office, tmp_path, language, title):
    data = rows_file(tmp_path, "unit,period,indicator,value\nA,2024,thu,90\n")
    out = tmp_path / "out"
    checker("bulk", "-p", str(office.pack), "--units", "data", data, "--output", f"csv={out}", "--lang", language)
    assert f",{title}," in (out / "by_indicator.csv").read_text(encoding="utf-8")


def test_units_with_fewer_met_targets_than_the_pack_demands_block(tmp_path):
    made = Office(
        tmp_path,
        indicator("thu", more="target: {at_least: 100}"),
        indicator("chi", more="target: {at_least: 100}"),
        more="gate: {least_met: 2, unmet: pass}",
    )
    pairs = {"A": ("100", "100"), "B": ("100", "99"), "C": ("1", "2")}
    rows = "".join(f"{unit},2024,thu,{one}\n{unit},2024,chi,{two}\n" for unit, (one, two) in pairs.items())
    data = rows_file(tmp_path, f"unit,period,indicator,value\n{rows}")
    done = run_bulk([data], [load_pack(str(made.pack))], BulkSettings(units="data"))
    assert (done.gate, done.run.exit_code) == ("fail", 1)
    assert done.run.survey is not None
    said = list(survey_parts(done.run.survey))
    assert [dict(notice.values).get("count") for notice in said if "fewer" in notice.template] == [2]
    assert said[0].template.startswith("SYNTHETIC PACK")
    # A pack of real targets is not called made up.
    assert list(survey_parts(done.run.survey._replace(synthetic=False))) == said[1:]


def test_the_map_begins_with_the_units_of_which_most_blocks(tmp_path):
    made = Office(
        tmp_path,
        *(indicator(name, more="target: {at_least: 100}") for name in ("thu", "chi")),
        more="gate: {undecided: warn}",
    )
    pairs = {"A": ("100", "100"), "B": ("100", "99"), "C": ("1", "2"), "D": ("1", "100")}
    # Warnings come after what blocks.
    pairs |= {"E": ("100", "trên 5"), "F": ("trên 5", "trên 5"), "G": ("trên 5", "1")}
    rows = "".join(f"{unit},2024,thu,{one}\n{unit},2024,chi,{two}\n" for unit, (one, two) in pairs.items())
    data = rows_file(tmp_path, f"unit,period,indicator,value\n{rows}")
    done = run_bulk([data], [load_pack(str(made.pack))], BulkSettings(units="data", locale="vi"))
    assert done.run.survey is not None
    assert [line.unit.id for line in done.run.survey.lines] == ["C", "G", "B", "D", "F", "E"]


def test_units_of_which_no_target_counts_yet_are_not_among_those_with_too_few_met(tmp_path):
    made = Office(tmp_path, indicator("thu", more="target: {at_least: 100}"), more="gate: {least_met: 1, unmet: pass}")
    rows = "A,2024-Q1,thu,1\nB,2024-Q1,thu,30\nB,2024,thu,99\n"
    done = run_bulk(
        [rows_file(tmp_path, f"unit,period,indicator,value\n{rows}")],
        [load_pack(str(made.pack))],
        BulkSettings(units="data"),
    )
    assert done.run.survey is not None
    said = survey_parts(done.run.survey)
    # Of A and B nothing counts in the first quarter; in the year B has reached none.
    assert [dict(notice.values).get("count") for notice in said if "fewer" in notice.template] == [1]


USES = [
    # arguments, exit code, what is said
    (("--units", "data", "nowhere.csv"), 3, "D301"),
    (("{data}", "--column", "unit=commune"), 3, "D302"),
    (("{data}", "--column", "place=commune"), 2, "write NAME=COLUMN"),
    (("{data}", "--memory", "plenty"), 2, "is not an amount of memory"),
    (("{data}", "--everything"), 2, "needs --output"),
    (("{data}", "-p", "{pack}"), 2, "D314"),
    (("{data}",), 0, "Gate: PASS"),
    (("{data}", "--units", "{units}"), 1, "unit"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), USES)
def test_uses_of_the_command(office, tmp_path, arguments, code, said):
    names = {
        "data": rows_file(tmp_path, "unit,period,indicator,value\nthu,2024,thu,100\nthu,2024,ket,đạt\n"),
        "pack": str(office.pack),
        "units": rows_file(tmp_path, "thu\nxã A\n", "units.txt"),
    }
    done = checker("bulk", "-p", str(office.pack), *(argument.format_map(names) for argument in arguments))
    assert done.exit_code == code, done.everything
    assert said in done.everything


def test_check_hands_parquet_over(office, tmp_path):
    path = str(tmp_path / "rows.parquet")
    with duckdb.connect() as database:
        cells = "unnest(['thu', 'ket']) AS indicator, unnest(['100', 'đạt']) AS value"
        rows = f"SELECT 'thu' AS unit, '2024' AS period, {cells}"
        database.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    done = checker("check", path, "--pack", str(office.pack))
    assert (done.exit_code, "2 judged" in done.stdout) == (0, True), done.everything
    assert checker("check", path).exit_code == 2
    assert checker("check", path, "--pack", str(office.pack), "--unit", "thu").exit_code == 2


MONTHS = "unit,period,indicator,value\nthu,2024-H1,thu,60\nthu,2024-H2,thu,50\n"


def test_what_columns_cannot_decide_is_judged_unit_by_unit(tmp_path):
    flow = indicator("thu", more="reported: period\ntarget: {at_least: 100}\npace: none")
    data = rows_file(tmp_path, MONTHS)
    done = checker("bulk", "-p", str(Office(tmp_path, flow).pack), "--units", "data", data)
    assert done.exit_code == 0, done.everything
    assert "2 judged" in done.stdout
    assert "exceeded: 1" in done.stdout
    assert "judged unit by unit, because columns cannot decide it: thu: reported: period" in done.stdout


def test_a_later_superseded_row_is_explained():
    assert "D315" in checker("explain", "D315").stdout
