"""Rows that read and count in columns as they do one by one, case by case: words, days, states, units, packs, sums."""

# ruff: noqa: S608 - paths that the tests make

from __future__ import annotations

from decimal import Decimal
from itertools import product

import duckdb
import pytest

from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.plans import BITS
from checker.bulk.run import run_bulk
from checker.bulk.texts import day_of
from checker.cli import rows as rows_of_cli
from checker.errors import UnsupportedPlan
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.readers.form.envelope import read_day
from tests.command import checker
from tests.database import database
from tests.examples import some_nightly
from tests.office import HEAD, indicator

pytestmark = pytest.mark.slow

STATED = "unit,period,indicator,value,as_of,status,numerator,denominator\n"
THU = indicator("thu", kind="stock", more="target: {at_least: 100}\npace: none")
HO = indicator("ho", unit="hộ", kind="stock", better="lower", more="target: {at_most: 5}\npace: none")
ROWS = "unit,period,indicator,value\n"


def pack(folder, *indicators, more="", year=2024, head=""):
    """Write a pack, and return it."""
    text = HEAD.replace("2024", str(year)) + head + "indicators:\n" + "".join(indicators).replace("2024", str(year))
    path = folder / f"{year}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + more, encoding="utf-8")
    return str(path)


def rows(folder, text, head=ROWS, name="rows.csv"):
    """Write rows, and return their path."""
    path = folder / name
    path.write_bytes((head + text).encode())
    return str(path)


def said(run):
    """Return what was found."""
    return {
        (report.submission.unit, str(report.submission.period), one.code.id, one.indicator, one.gate.value)
        for report in run.reports
        for one in report.findings
    }


def table(folder, name, columns):
    """Return the rows of one of a run's files."""
    with database() as own:
        return own.execute(f"SELECT {columns} FROM '{folder}/{name}.parquet' ORDER BY ALL").fetchall()


def in_columns(packs, path, **settings):
    """Return the run in columns."""
    return run_bulk([path], [load_pack(one) for one in packs], BulkSettings(locale="vi", **settings))


VERDICT = indicator(
    "ket",
    unit="",
    kind="verdict",
    more="""\
        assigned_by: HĐND
        target: {achieved: true}
        also:
          - assigned_by: UBND
            target: {achieved: true}
            due: 2024-H1
            source: {document: nq, clause: ket}
        """,
)
ERAS = indicator(
    "thu",
    kind="stock",
    more="""\
        pace: none
        target: {at_least: 100}
        history:
          - since: 2024-07-01
            target: {at_least: 200}
            source: {document: nq, clause: thu}
        """,
)
MANY = tuple(indicator(f"i{n}", kind="stock", more="target: {at_least: 100}\npace: none") for n in range(BITS + 1))
ALIKE = [
    # indicators, further keys of the pack, columns, rows
    ((THU,), "", ROWS, "thu,2024,thu,ước 120\n"),
    ((THU,), "", ROWS, "thu,2024,thu,120/350\n"),
    ((THU,), "", ROWS, "thu,2024,thu,90/100\n"),
    ((THU,), "", "unit,period,indicator,value,status\n", "thu,2024,thu,ước 120,final\n"),
    ((THU,), "", "unit,period,indicator,value,status\n", "thu,2024,thu,120,ước\n"),
    ((THU,), "", "unit,period,indicator,value,status\n", "thu,2024,thu,120,Sơ bộ\n"),
    ((THU,), "", ROWS, "thu,2024,thu,120\nthu ,2024,thu,50\n"),
    ((THU,), "", ROWS, "\u00a0thu,2024,thu,50\n"),
    ((THU,), "reporting: {units: [a, b]}\n", ROWS, "a,2024,thu,120\nb,2024,thu,120\nthu,2024,thu,50\n"),
    ((ERAS,), "", "unit,period,indicator,value,as_of\n", "thu,2024,thu,150,9999-12-31\n"),
    ((ERAS,), "", "unit,period,indicator,value,as_of\n", "thu,2024,thu,150,2024-12-31 08:30:00\n"),
    ((VERDICT, THU), "", ROWS, "thu,2024-H1,ket,5\nthu,2024-H1,thu,5\n"),
    # Presence takes more bits than one integer has.
    (MANY, "", ROWS, f"thu,2024,i0,120\nthu,2024,i{BITS},90\n"),
]
INVALID = [
    ((THU, HO), more, ROWS, "thu,2024,thu,12x\n") for more in ("gate: {invalid: warn}\n", "gate: {invalid: pass}\n", "")
]


# What cannot be read decides the exit code alone, so each of these is a run; of the others the findings say all.
@pytest.mark.parametrize("cases", [ALIKE, *([one] for one in INVALID)])
def test_rows_say_the_same_in_columns_and_one_by_one(tmp_path, cases):
    packs, paths, expected, codes = [], [], {}, []
    for number, (indicators, more, head, text) in enumerate(cases):
        # Each is of a year of its own.
        year = str(2024 + 4 * number)
        packs.append(pack(tmp_path, *indicators, more=more, year=int(year)))
        moved = text.replace("2024", year)
        paths.append(rows(tmp_path, moved, head, name=f"{year}.csv"))
        alone = check([paths[-1]], Options(pack=packs[-1], engine="direct"))
        expected[year] = said(alone)
        codes.append(alone.exit_code)
    settings = BulkSettings(locale="vi", output=str(tmp_path / "found"))
    together = run_bulk(paths, [load_pack(one) for one in packs], settings)
    found = set(table(tmp_path / "found", "findings", "unit, period, code, indicator, gate"))
    for (year, own), case in zip(expected.items(), cases, strict=True):
        # Rows that cannot be read are told beside the reports.
        bad = {one for one in own if one[2].startswith("D1") and not "D119" <= one[2] <= "D121"}
        assert {one for one in found if one[1].startswith(year)} == own - bad, (case, together.run.diagnostics)
    assert together.run.exit_code == max(codes, key=(0, 4, 1).index)


def test_an_estimate_in_words_lets_the_gate_fail_where_it_shall(tmp_path):
    made, path = pack(tmp_path, THU, more="gate: {estimate: fail}\n"), rows(tmp_path, "thu,2024,thu,ước 120\n")
    done = in_columns([made], path, output=str(tmp_path / "found"))
    assert (done.findings, done.gate) == ({"T008": 1}, "fail")


def test_the_figure_before_is_one_of_the_same_year(tmp_path):
    text = "a,2024-Q1,dan,100\na,2023-H1,dan,104\na,2024-9M,dan,106\nb,2023-Q1,dan,100\nb,2024-H1,dan,200\n"
    people = indicator("dan", unit="người", kind="stock", more="pace: none")
    leaps = "checks:\n  nhay: {change: {of: dan, percent: 5}}\n"
    packs = [pack(tmp_path, people, more=leaps, year=year) for year in (2023, 2024)]
    in_columns(packs, rows(tmp_path, text), units="data", output=str(tmp_path / "found"))
    found = table(tmp_path / "found", "findings", "unit, code")
    assert [one for one in found if one[1] != "D119"] == [
        *[("a", "C013"), ("a", "C024"), ("a", "C024")],
        *[("b", "C024"), ("b", "C024")],
    ]


def test_decimals_that_stand_in_a_text_of_two_figures_are_kept(tmp_path):
    few = indicator("thu", more="may_fall: true\ntarget: {at_least: 100}\npace: none")
    made, folder = pack(tmp_path, few), str(tmp_path / "found")
    in_columns([made], rows(tmp_path, 'thu,2024,thu,"99,625/100"\n'), output=folder, everything=True)
    expected = [(Decimal("99.625"), Decimal("0.375"))]
    assert table(folder, "judged", "value, shortfall") == expected
    assert table(folder, "findings", "value, shortfall") == expected


COUNTS = [
    # the unit, further keys, whether a figure below zero is one that cannot be
    ("vụ", "", True),
    ("nghìn hộ", "", True),
    ("hợp tác xã", "", True),
    ("trạm", "", True),
    ("trạm", "limits: none", False),
    ("trạm", "limits: {low: -9}", False),
    ("bậc", "", False),
    ("tỷ đồng", "", False),
    ("trạm/xã", "", False),
]


def test_a_count_below_zero_blocks_on_every_route(tmp_path):
    counted = [
        indicator(f"dem{n}", unit=unit, better="lower", more=f"may_fall: true\ntarget: {{at_most: 20}}\n{more}")
        for n, (unit, more, _) in enumerate(COUNTS)
    ]
    units = "units: [trạm, trạm/xã, {name: bậc, fractions: true}]\n"
    made = pack(tmp_path, *counted, head=units)
    path = rows(tmp_path, "".join(f"thu,2024,dem{n},-5\n" for n in range(len(COUNTS))))
    expected = [("C003", f"dem{n}") for n, (*_, found) in enumerate(COUNTS) if found]
    together = in_columns([made], path, output=str(tmp_path / "found"))
    assert table(tmp_path / "found", "findings", "code, indicator") == expected
    assert together.run.exit_code == 1
    for engine in ("direct", "rete"):
        alone = check([path], Options(pack=made, engine=engine))
        assert sorted((code, id_) for _, _, code, id_, _ in said(alone)) == expected
        assert alone.exit_code == 1
        assert {result.verdict for report in alone.reports for result in report.results} == {"exceeded"}


NAMES = [
    ("", {}, 0),
    # below its natural limit, at a period at which nothing is due
    ("-", {"C003": 1}, 1),
]


YEARS = [(2023,), (2023, 2024), (2024, 2023)]


@pytest.mark.parametrize(
    ("sign", "found", "code", "years"),
    some_nightly(
        [(*name, years) for name in NAMES for years in YEARS],
        [(*NAMES[0], YEARS[1]), (*NAMES[1], YEARS[2]), (*NAMES[1], YEARS[0])].__contains__,
    ),
)
def test_titles_that_change_with_the_year_name_one_indicator(tmp_path, sign, found, code, years):
    titled = THU.replace("Chỉ tiêu thu", "Thu ngân sách 2024")
    limited = HO + "    limits: {low: 0}\n"
    gate = "gate: {not_reported: fail}\n"
    packs = [pack(tmp_path, titled, limited, more=gate, year=year) for year in years]
    text = (
        f"thu,2023-H1,thu,90\nthu,2023-H1,ho,{sign}4\n"
        "thu,2023,Thu ngân sách 2023,120\nthu,2023,ho,4\nthu,2023,thu,120\n"
    )
    path = rows(tmp_path, text.replace("thu,2023,thu,120\n", ""))
    done = in_columns(packs, path, output=str(tmp_path / "found"))
    assert (done.findings, done.run.exit_code) == (found, code)
    tally = table(tmp_path / "found", "by_unit", "period, counted, met, unmet, undecided, not_due, judged, bad")
    assert tally == [("2023", 2, 2, 0, 0, 0, 2, 0), ("2023-H1", 0, 0, 0, 0, 2, 2, 0)]
    # Both names in one report are one indicator twice.
    twice = in_columns(packs, rows(tmp_path, text))
    assert [one.code.id for one in twice.run.diagnostics] == ["D308", "D308"]


WHOLE = "reporting: {units: [a, b], roll_up: true}\n"


@pytest.mark.parametrize(
    ("units", "more"),
    some_nightly(
        product(["pack", "data", "file"], ["", WHOLE]), [("pack", WHOLE), ("data", ""), ("file", WHOLE)].__contains__
    ),
)
def test_nobody_stands_in_for_a_unit_that_is_missing(tmp_path, more, units):
    reporting = more or "reporting: {units: [a, b]}\n"
    made = pack(tmp_path, THU, more=reporting)
    named = tmp_path / "units.txt"
    named.write_text("a\nb\nthu\n", encoding="utf-8")
    path = rows(tmp_path, "a,2024,thu,120\nthu,2024,thu,120\nb,2024-06,thu,1\na,2024-06,thu,1\nthu,2024-06,thu,1\n")
    done = in_columns([made], path, units=str(named) if units == "file" else units, output=str(tmp_path / "found"))
    missing = table(tmp_path / "found", "findings", "unit, period, code")
    assert ("b", "2024", "D119") in missing
    assert not [one for one in missing if one[2] == "D119" and one[0] != "b"]
    assert done.accounts.judged == 5


def test_a_figure_of_a_day_that_no_calendar_reaches_is_judged_beside_ranges(tmp_path):
    text = "a,2024,thu,150,9999-12-31\nb,2024,thu,trên 300,2024-12-31\n"
    path = rows(tmp_path, text, "unit,period,indicator,value,as_of\n")
    done = in_columns([pack(tmp_path, ERAS)], path, units="data")
    assert (done.verdicts, done.gate) == ({"unmet": 1, "exceeded": 1}, "fail")


def test_units_with_blanks_around_them_are_one(tmp_path):
    text = "\u3000a,2024-06,thu,120\na ,2024,thu,120\n\u00a0 ,2024,thu,120\n b\t,2024,thu,50\n"
    done = in_columns([pack(tmp_path, THU)], rows(tmp_path, text), units="data", output=str(tmp_path / "found"))
    assert table(tmp_path / "found", "by_unit", "unit, period, judged") == [
        ("a", "2024", 1),
        ("a", "2024-06", 1),
        ("b", "2024", 1),
    ]
    # `b` is missed in June.
    assert (done.findings["D119"], [one.code.id for one in done.run.diagnostics]) == (1, ["D304"])


SHARE = "reporting: {units: [a, b], roll_up: true}\n"
PERCENT = indicator("pt", unit="%", kind="stock", more="pace: none")
PLANNED = PERCENT + THU + indicator("pt2", unit="%", kind="stock", more="pace: none")


def test_decimals_are_cut_off_only_where_the_rows_own_pack_says_so(tmp_path):
    cut = "checks:\n  phan: {percent_of_plan: {of: thu, equals: pt}}\n"
    less = "checks:\n  hon: {less_or_equal: [pt, pt2]}\n"
    packs = [pack(tmp_path, PLANNED, more=cut, year=2023), pack(tmp_path, PLANNED, more=less, year=2024)]
    text = "".join(
        f'{unit},2024,pt,"{text}"\n{unit},2024,pt2,"51,62"\n{unit},2024,thu,100\n'
        for unit, text in (("a", "51,7"), ("b", "51,7 %"))
    )
    path = rows(tmp_path, text)
    for those in (packs[1:], packs):
        assert in_columns(those, path, units="data").findings["C012"] == 2


LONG = [
    ("12.345678901234567::DOUBLE", 200),
    ("999999999999.99999::DOUBLE", 20),
    ("99999999999999999999.12345678901234567::DECIMAL(38,17)", 200),
]


@pytest.mark.parametrize(("figure", "units"), some_nightly(LONG, LONG[1:].__contains__))
def test_sums_may_be_longer_than_any_figure(tmp_path, figure, units):
    names = ", ".join(f"u{n}" for n in range(units))
    made = pack(tmp_path, THU, more=f"reporting: {{units: [{names}], roll_up: true}}\n")
    path = tmp_path / "rows.parquet"
    with duckdb.connect() as database:
        database.execute(
            f"COPY (SELECT 'u' || n AS unit, '2024' AS period, 'thu' AS indicator, {figure} AS value "
            f"FROM range({units}) t(n)) TO '{path}' (FORMAT parquet)"
        )
    assert in_columns([made], str(path)).verdicts == {"exceeded": 1, "not_assessed": units}


def test_sums_over_the_months_may_be_longer_than_any_figure(tmp_path):
    monthly = indicator("thu", more="target: {at_least: 100}\npace: none\nreported: period")
    text = "".join(f'thu,2024-{month:02d},thu,"99,123456789012345"\n' for month in range(1, 13))
    path, made = rows(tmp_path, text), pack(tmp_path, monthly)
    done = in_columns([made], path, output=str(tmp_path / "found"), everything=True)
    assert done.run.exit_code == check([path], Options(pack=made, engine="direct", locale="vi")).exit_code
    assert table(tmp_path / "found", "judged", "period, CAST(value AS VARCHAR)")[-1] == (
        "2024-12",
        "1189.481481468148140",
    )


JUNK = [
    ("99999999999999999999", "0,00000000000000001", 1),
    ("99999999999999999999", "0,001", 0),
    ("100000000000000000000", "0,001", 1),
]


def test_a_check_whose_products_have_too_many_digits_is_refused(tmp_path):
    leaps = "checks:\n  nhay: {change: {of: rung, percent: 5.12345678901234567891}}\n"
    made = pack(tmp_path, indicator("rung", unit="ha", kind="stock", more="pace: none"), more=leaps)
    path = rows(tmp_path, 'thu,2024-Q1,rung,1000\nthu,2024-H1,rung,"1,12345678901234567"\n')
    with pytest.raises(UnsupportedPlan, match="figures of 44 digits, more than 37"):
        in_columns([made], path)


@pytest.mark.parametrize("worst", [1, 2, 3])
def test_the_units_with_the_severest_findings_are_reported(tmp_path, worst):
    made = pack(tmp_path, THU, head="gate: {undecided: warn, estimate: pass, unmet: fail}\n")
    text = "a,2024,thu,120,,estimate,,\nb,2024,thu,trên 5,,,,\nc,2024,thu,90,,,,\n"
    done = in_columns([made], rows(tmp_path, text, STATED), units="data", worst=worst)
    gates = [(report.submission.unit, report.findings[0].gate.value) for report in done.run.reports]
    assert gates == [("c", "fail"), ("b", "warn"), ("a", "pass")][:worst]


def test_of_units_with_unmet_targets_the_one_that_misses_most_is_reported_however_it_is_judged(tmp_path):
    path = rows(tmp_path, "a,2024,thu,99\nb,2024,thu,dưới 50\nc,2024,thu,70\n")
    done = in_columns([pack(tmp_path, THU)], path, units="data", worst=2, output=str(tmp_path / "found"))
    assert [report.submission.unit for report in done.run.reports] == ["b", "c"]
    assert table(tmp_path / "found", "findings", "unit, weight") == [("a", 0.01), ("b", 0.5), ("c", 0.3)]


def test_a_finding_has_the_same_weight_however_its_unit_is_judged(tmp_path):
    share = indicator("tyle", unit="%", kind="ratio", more="target: {at_least: 50}\npace: none")
    flow = indicator("chi", more="target: {at_least: 100}")
    halves = "a,2024,tyle,,,,1,4\nb,2024,tyle,,,,1,4\nc,2024,tyle,25,,,,\na,2024-H1,chi,9,,,,\nb,2024-H1,chi,9,,,,\n"
    path = rows(tmp_path, f"{halves}b,2024,thu,trên 100,,,,\nb,2024-H1,thu,trên 100,,,,\n", STATED)
    in_columns([pack(tmp_path, THU, share, flow)], path, units="data", output=str(tmp_path / "found"))
    found = table(tmp_path / "found", "findings", "indicator, unit, code, shortfall, weight")
    weights = [(unit, shortfall, weight) for id_, unit, _, shortfall, weight in found if id_ == "tyle" and weight != 0]
    assert weights == [("c", 25, 0.5)]
    assert {row[1:] for row in found if row[2] == "T004"} == {(unit, "T004", 91, 0) for unit in "ab"}


def test_long_figures_beside_ratios_are_judged(tmp_path):
    share = indicator("tyle", unit="%", kind="ratio", more="target: {at_least: 50}\npace: none")
    text = (
        'thu,2024,thu,"99999999999999999999,99999999999999999",,,,\n'
        'thu,2024,tyle,"60,12345678",,,"99999999999999,999999","99999999999999,999999"\n'
    )
    done = in_columns([pack(tmp_path, share, THU)], rows(tmp_path, text, STATED))
    assert (done.accounts.judged, done.findings) == (2, {"C005": 1, "D112": 1})


def test_a_figure_that_is_too_long_is_refused_in_the_reports_too(tmp_path):
    path = rows(
        tmp_path,
        "a,2024,thu,123456789012345678901\na,2024,ho,9\nb,2024,thu,trên 5\nb,2024,ho,1.000.000.000.000.000.000.000\n",
    )
    done = in_columns([pack(tmp_path, THU, HO)], path, units="data", output=str(tmp_path / "found"))
    assert (done.accounts.judged, done.accounts.bad) == (2, 2)
    assert [one.code.id for one in done.run.diagnostics] == ["D313", "D313"]
    assert table(tmp_path / "found", "by_unit", "unit, unmet, undecided, bad") == [("a", 1, 1, 1), ("b", 0, 2, 1)]


@pytest.mark.parametrize(
    ("locale", "part", "code"),
    [
        ("vi", "123.456.789.012.345.678", "D313"),
        ("vi", "1,1234567", "D313"),
        ("vi", "1.1234567", "D103"),
        ("vi", "1,234,567,890", "D103"),
        ("en", "1.234.567.890", "D103"),
        ("en", "1.1234567", "D313"),
        ("machine", "1,234,567,890", "D103"),
        ("machine", "-123456789012345.5", "D313"),
    ],
)
def test_only_a_number_of_its_notation_is_too_long(tmp_path, locale, part, code):
    share = indicator("tyle", unit="%", kind="ratio", more="target: {at_least: 50}\npace: none")
    path = rows(tmp_path, f'a,2024,tyle,,,,"{part}",5\n', STATED)
    done = run_bulk([path], [load_pack(pack(tmp_path, share))], BulkSettings(locale=locale, units="data"))
    assert [one.code.id for one in done.run.diagnostics] == [code]


@pytest.mark.parametrize(("large", "small", "bad"), some_nightly(JUNK, JUNK[:2].__contains__))
def test_one_figure_that_is_too_long_stops_nothing(tmp_path, large, small, bad):
    dan = indicator("dan", kind="stock", more="pace: none\ntarget: {at_least: 100}")
    made = pack(tmp_path, dan, more="checks:\n  nhay: {change: {of: dan, percent: 5}}\n")
    path = rows(tmp_path, f'a,2024,dan,250\nb,2024,dan,{large}\nc,2024,dan,"{small}"\n')
    done = in_columns([made], path, units="data")
    assert (done.accounts.judged, done.accounts.bad) == (3 - bad, bad)
    assert [(one.code.id, one.location.line) for one in done.run.diagnostics] == [("D313", 3)] * bad


def test_a_stored_figure_that_is_too_long_is_a_bad_row(tmp_path):
    path = tmp_path / "rows.parquet"
    with duckdb.connect() as database:
        database.execute(
            "COPY (SELECT unit, '2024' AS period, 'thu' AS indicator, value::DECIMAL(38,2) AS value FROM "
            f"(VALUES ('a', '1000000000000000000000.5'), ('b', '120.25')) t(unit, value)) TO '{path}' (FORMAT parquet)"
        )
    done = in_columns([pack(tmp_path, THU)], str(path), units="data")
    assert (done.accounts, done.verdicts) == ((2, 1, 1, 0, 0), {"exceeded": 1})
    assert [(one.code.id, one.location.line) for one in done.run.diagnostics] == [("D313", 1)]


def test_what_is_stored_with_many_zeros_is_taken_without_them(tmp_path):
    share = indicator("tyle", unit="%", kind="ratio", more="target: {at_least: 50}\npace: none")
    path = tmp_path / "rows.parquet"
    with duckdb.connect() as database:
        database.execute(
            "COPY (SELECT unit, '2024' AS period, indicator, value::DECIMAL(38,18) AS value, "
            "part::DECIMAL(38,10) AS numerator, part::DECIMAL(38,7) AS denominator FROM (VALUES "
            "('a', 'thu', '100.25', NULL), ('b', 'thu', '100', NULL), ('c', 'thu', '-0.5', NULL), "
            "('d', 'thu', '0.000000000000000001', NULL), ('e', 'thu', '0', NULL), ('f', 'tyle', NULL, '0.500000'), "
            f"('g', 'tyle', NULL, '0.1234567'))  t(unit, indicator, value, part)) TO '{path}' (FORMAT parquet)"
        )
    done = in_columns([pack(tmp_path, THU, share)], str(path), units="data")
    told = {(one.code.id, one.location.line) for one in done.run.diagnostics}
    assert told == {("D313", 4), ("D313", 7)}
    assert done.verdicts == {"unmet": 2, "met": 1, "exceeded": 2}


ALL_OF = THU + HO + indicator("chung", unit="", kind="verdict", more="target: {all_of: [thu, ho]}")


def test_a_compound_target_is_counted_whatever_becomes_of_it(tmp_path):
    cases = {2024: (100, 5, "met"), 2025: (150, 1, "exceeded"), 2026: (1, 1, "unmet")}
    text = "".join(f"thu,{year},thu,{first}\nthu,{year},ho,{second}\n" for year, (first, second, _) in cases.items())
    packs = [pack(tmp_path, ALL_OF, year=year) for year in cases]
    found = tmp_path / "found"
    done = in_columns(packs, rows(tmp_path, text), output=str(found), everything=True)
    assert sum(done.verdicts.values()) == 3 * len(cases)
    standing = table(found, "judged", "period, verdict, indicator")
    assert [one for one in standing if one[2] == "chung"] == [(str(y), one[2], "chung") for y, one in cases.items()]
    counted = table(found, "by_indicator", "period, indicator, met, exceeded, unmet, without")
    assert [one for one in counted if one[1] == "chung"] == [
        (str(year), "chung", *(int(verdict == one) for one in ("met", "exceeded", "unmet")), 0)
        for year, (*_, verdict) in cases.items()
    ]
    assert table(found, "by_unit", "judged, bad") == [(2, 0)] * 3


def test_a_ratio_whose_unit_is_a_ratio_keeps_its_value_beside_a_range(tmp_path):
    income = indicator("tn", unit="triệu đồng/người", kind="ratio", more="target: {at_least: 50}\npace: none")
    path = rows(tmp_path, 'thu,2024,tn,"45,5 triệu đồng/người"\nthu,2024,thu,trên 5\n')
    in_columns([pack(tmp_path, income, THU)], path, output=str(tmp_path / "found"), everything=True)
    told = table(tmp_path / "found", "judged", "indicator, CAST(value AS DOUBLE), CAST(shortfall AS DOUBLE)")
    assert ("tn", 45.5, 4.5) in told


def test_a_whole_is_no_more_than_its_units(tmp_path):
    path = rows(tmp_path, "a,2024,thu,60\nb,2024,thu,60\n")
    in_columns([pack(tmp_path, THU, more=SHARE)], path, output=str(tmp_path / "found"))
    assert all(n >= 0 for (n,) in table(tmp_path / "found", "by_indicator", "without"))


CELLS = [
    ("thu,2024,tyle,60,5.1.2025,,,\n", "D309", "5.1.2025"),
    ("thu,2024,tyle,60,,chắc,,\n", "D311", "chắc"),
    ("thu,2024,tyle,60,,,30,0\n", "D115", "0"),
    ("thu,2024,tyle,60,,,abc,50\n", "D103", "abc"),
    ("thu,2024,tyle,,,,30,xyz\n", "D103", "xyz"),
    ("thu,2024,tyle,,,,123456789012345,50\n", "D313", "123456789012345"),
    ("thu,2024,tyle,x60,,,30,50\n", "D103", "x60"),
    ('thu,2024,tyle,"60,123456789",,,30,50\n', "D313", "60,123456789"),
    ("thu,2024,tyle,1234567890,,,30,50\n", "D313", "1234567890"),
]


def test_what_is_wrong_is_quoted_from_its_own_cell(tmp_path):
    share = indicator("tyle", unit="%", kind="ratio", more="target: {at_least: 50}\npace: none")
    paths = [
        rows(tmp_path, f"u{n},2024,thu,1,,,,\n" + text.replace("thu", f"u{n}", 1), STATED, name=f"{n}.csv")
        for n, (text, *_) in enumerate(CELLS)
    ]
    packs = [load_pack(pack(tmp_path, share, THU))]
    done = run_bulk(paths, packs, BulkSettings(locale="vi", units="data"))
    told = [
        (one.location.path, one.code.id, dict(one.message.values)["value"], one.location.line)
        for one in done.run.diagnostics
    ]
    assert sorted(told) == [(path, code, cell, 3) for path, (_, code, cell) in zip(paths, CELLS, strict=True)]


DAYS = ["2024-07-02", "2024-07-02 08:30:00", "2024-07-02T08:30:00+07:00", "2024-07-02x", "2.7.2024", "", "2024-13-01"]


@pytest.mark.parametrize("text", DAYS)
def test_days_read_as_in_forms(text):
    day = read_day(text)
    assert day_of(text) == (None if day is None else day.isoformat())


# --- what `check` hands over ---------------------------------------------------------------


@pytest.fixture
def large(monkeypatch):
    """Let every CSV file in the layout count as large."""
    monkeypatch.setattr(rows_of_cli, "_LARGE", 0)


SIZED = ["1.234", '"99,5"', "120", "1.5", "12 345"]
NOTATIONS = [(), ("--locale", "vi")]


@pytest.mark.parametrize(
    ("value", "options"),
    some_nightly(
        product(SIZED, NOTATIONS), [(one, NOTATIONS[place % 2]) for place, one in enumerate(SIZED)].__contains__
    ),
)
def test_a_figure_means_the_same_however_large_its_file_is(tmp_path, monkeypatch, value, options):
    made, path = pack(tmp_path, THU), rows(tmp_path, f"thu,2024,thu,{value}\n")
    alone = checker("check", "-p", made, *options, path)
    monkeypatch.setattr(rows_of_cli, "_LARGE", 0)
    together = checker("check", "-p", made, *options, path)
    assert "bulk" not in alone.stdout
    assert together.exit_code == alone.exit_code, together.everything


SIGNS = [",", ";", "\t"]
COMMANDS = [("check",), ("bulk",), ("check", "--engine", "columnar")]


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    ("sign", "command"), some_nightly(product(SIGNS, COMMANDS), [*zip(SIGNS, COMMANDS, strict=True)].__contains__)
)
def test_the_sign_between_columns_is_found_out(tmp_path, sign, command):
    made, path = pack(tmp_path, THU), rows(tmp_path, "thu,2024,thu,50\n".replace(",", sign), ROWS.replace(",", sign))
    done = checker(*command, "--lang", "en", "-p", made, path)
    assert (done.exit_code, "unmet: 1" in done.stdout) == (1, True), done.everything


def test_nothing_beside_rows_is_passed_over(tmp_path):
    made = pack(tmp_path, THU)
    folder = tmp_path / "sent"
    (folder / "below").mkdir(parents=True)
    with duckdb.connect() as database:
        one = "SELECT 'thu' AS unit, '2024' AS period, 'thu' AS indicator, 120 AS value"
        database.execute(f"COPY ({one}) TO '{folder}/below/rows.parquet' (FORMAT parquet)")
    (folder / "readme.txt").write_text("note", encoding="utf-8")
    assert checker("check", "-p", made, str(folder)).exit_code == 0
    (folder / "report.yaml").write_text("submission: 1\n", encoding="utf-8")
    done = checker("check", "--lang", "en", "-p", made, str(folder))
    assert (done.exit_code, "report.yaml" in done.stderr) == (2, True)


UNFIT = [
    ("--limit", "rows=10"),
    ("--docx-template", "letter.docx"),
    ("--letterhead", "office.yaml"),
    ("--statistics",),
]


@pytest.mark.parametrize("options", UNFIT)
def test_options_without_a_meaning_here_are_refused(tmp_path, options):
    made, path = pack(tmp_path, THU), rows(tmp_path, "thu,2024,thu,120\n")
    done = checker("check", "--lang", "en", "--engine", "columnar", "-p", made, *options, path)
    assert (done.exit_code, f"{options[0]} does not go with" in done.stderr) == (2, True), done.everything


def test_standard_input_is_not_read_in_bulk(tmp_path):
    done = checker("check", "--lang", "en", "--engine", "columnar", "-p", pack(tmp_path, THU), "-")
    assert (done.exit_code, "`-` is not a file of rows" in done.stderr) == (2, True), done.everything


def test_a_file_of_units_names_some(tmp_path):
    (tmp_path / "units.txt").write_text("\n \n", encoding="utf-8")
    path = rows(tmp_path, "thu,2024,thu,120\n")
    done = checker("bulk", "-p", pack(tmp_path, THU), "--units", str(tmp_path / "units.txt"), path)
    assert (done.exit_code, "P007" in done.stderr) == (2, True)
