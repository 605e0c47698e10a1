"""One meaning of a text in each notation and unit, on every route that a text can take."""

from __future__ import annotations

import csv
import json
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assessment import Options
from checker.binding.bind import bind
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.interval import Interval
from checker.domain.number import plain
from checker.domain.period import Period
from checker.domain.submission import LOCALES, Figure, Locale
from checker.errors import PackError
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.readers.form.form import EnvelopeOptions, read_form
from checker.readers.numbers import WordedFigure, read_number
from tests.cells import Made, grid
from tests.command import checker
from tests.database import database
from tests.examples import examples
from tests.office import Office, indicator
from tests.yaml_tables import table

pytestmark = pytest.mark.slow

CASES = table("notations.yaml")
UNITS = {
    "tỷ đồng": "money",
    "hộ": "households",
    "nghìn hộ": "thousands",
    "con": "animals",
    "điểm thi": "points",
    "bác sĩ/vạn dân": "doctors",
}
NAMED = ("first", "second")


class Case(NamedTuple):
    locale: str
    unit: str
    text: str
    reading: str


ALL = [
    Case(locale, unit, text, reading)
    for locale, units in CASES.items()
    for unit, texts in units.items()
    for text, reading in texts
]


def pack_of(folder: Path) -> str:
    """Write a pack with an indicator for each unit."""
    head = (
        "pack: 1\nid: thu/2024\nrevision: 1\ntitle: {vi: Thử, en: Trial}\nunit: thu\nyear: 2024\nsynthetic: true\n"
        "units: [con, {name: điểm thi, fractions: true}, bác sĩ/vạn dân]\n"
        "documents: {nq: {title: NQ, address: A}}\ngroups: {g: {vi: G, en: G}}\nindicators:\n"
    )
    rows = "".join(
        f'  {id_}:\n    code: "{n}"\n    title: {{vi: {id_}, en: {id_}}}\n    unit: {unit}\n    kind: stock\n'
        "    better: higher\n    group: g\n    pace: none\n"
        f"    target: {{at_least: 1000000000}}\n    source: {{document: nq, clause: x}}\n"
        for n, (unit, id_) in enumerate(UNITS.items())
    )
    path = folder / "thu" / "2024.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    units = ", ".join(f"u{n}" for n in range(len(ALL)))
    path.write_text(f"{head}{rows}reporting: {{units: [{units}]}}\n", encoding="utf-8")
    return str(path)


def listed(path: Path, rows: list[tuple[str, str]], unit: str = "thu") -> str:
    """Write a list of a unit's indicators and values."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["unit", "period", "indicator", "value"])
        out.writerows([unit, "2024", id_, text] for id_, text in rows)
    return str(path)


def ends(interval: Interval) -> str:
    """Write an interval as the table of cases does."""
    low, high = ("" if end is None else f"{plain(Fraction(end)):f}" for end in interval[:2])
    return low if interval.is_point else f"{low}..{high}"


def code(trouble) -> str:
    """Write a refusal with the readings that it names."""
    values = dict(trouble.message.values)
    return " ".join([trouble.code.id, *(f"{values[name].normalize():f}" for name in NAMED if name in values)])


def checked(paths: list[str], pack: str, locale: Locale | None, engine: str = "direct") -> dict[str, str]:
    """Return what `check` makes of the one figure of each file, each of a unit of its own: a reading or a code."""
    run = check(paths, Options(pack=pack, locale=locale, engine=engine))
    found = {}
    for report in run.reports:
        read = [ends(result.value) for result in report.results if result.value is not None]
        (found[report.submission.path],) = read + codes_of(report)
    return found


def codes_of(report) -> list[str]:
    """Return what is wrong with single figures, but for doubts of their scale."""
    return sorted(
        code(one)
        for one in report.findings
        if one.code.id.startswith(("D1", "D2")) and one.code.id not in ("D112", "D164")
    )


def in_columns(paths: list[str], pack: str, locale: Locale, folder: Path) -> dict[str, str]:
    """Return what `bulk` makes of them; of a range only that it is one."""
    out = folder / "found"
    loaded = [load_pack(pack)]
    given = BulkSettings(locale=locale, output=str(out), output_format="csv", everything=True, worst=0, units="data")
    run = run_bulk(paths, loaded, given)
    bad = {one.location.path: code(one) for one in run.run.diagnostics}
    with (out / "judged.csv").open(encoding="utf-8") as file:
        return bad | {row["file"]: row["value"] or "range" for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notations")
    made = {case: listed(folder / f"{n}.csv", [(UNITS[case.unit], case.text)], f"u{n}") for n, case in enumerate(ALL)}
    return folder, pack_of(folder), made


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("engine", ["direct", "rete"])
def test_check_reads_as_the_table_says(files, locale, engine):
    _, pack, made = files
    cases = [case for case in ALL if case.locale == locale]
    found = checked([made[case] for case in cases], pack, locale, engine)
    assert {case: found[made[case]] for case in cases} == {case: case.reading for case in cases}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_quoted_text_reads_as_the_table_says(files, tmp_path, locale, suffix):
    _, pack, _ = files
    cases = [case for case in ALL if case.locale == locale]
    paths = []
    for n, case in enumerate(cases):
        said = {"submission": 1, "unit": f"u{n}", "period": "2024", "locale": locale}
        path = tmp_path / f"{n}.{suffix}"
        # JSON is YAML too.
        path.write_text(json.dumps({**said, "observations": {UNITS[case.unit]: case.text}}), encoding="utf-8")
        paths.append(str(path))
    found = checked(paths, pack, None)
    assert {case: found[path] for case, path in zip(cases, paths, strict=True)} == {
        case: case.reading for case in cases
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_columns_read_as_the_table_says(files, tmp_path, locale):
    folder, pack, made = files
    cases = [case for case in ALL if case.locale == locale]
    found = in_columns([made[case] for case in cases], pack, locale, tmp_path)
    for case in cases:
        read, wanted = found[made[case]], case.reading
        if ".." in wanted:
            assert read == "range", case
        elif wanted.startswith("D"):
            assert read == wanted, case
        else:
            assert Decimal(read) == Decimal(wanted), case
    assert folder.is_dir()


def test_lists_are_machine_text_unless_stated(tmp_path):
    pack, path = pack_of(tmp_path), listed(tmp_path / "rows.csv", [("money", "1.350")])
    assert checked([path], pack, None) == {path: "1.35"}
    path = listed(tmp_path / "rows.csv", [("money", "12,5")])
    assert checked([path], pack, None) == {path: "D103"}
    assert checked([path], pack, "vi") == {path: "12.5"}
    path = listed(tmp_path / "rows.tsv", [])
    Path(path).write_text("đơn vị\tkỳ\tid\tgiá trị\nthu\t2024\tmoney\t1.350\n", encoding="utf-8")
    assert checked([path], pack, None) == {path: "1.35"}


def formed(folder: Path, pack: str, rows: str, locale: Locale | None = None):
    """Check a form, and return its values and what is wrong with its cells."""
    path = folder / "form.csv"
    path.write_text(f"Đơn vị: thu\nKỳ báo cáo: năm 2024\nid;ĐVT;Kế hoạch;Thực hiện\n{rows}", encoding="utf-8")
    run = check([str(path)], Options(pack=pack, locale=locale, engine="direct"))
    (report,) = run.reports
    read = {result.indicator: ends(result.value) for result in report.results if result.value is not None}
    return read, codes_of(report)


def test_forms_are_vietnamese_unless_stated(tmp_path):
    pack = pack_of(tmp_path)
    assert formed(tmp_path, pack, "money;tỷ đồng;;1.350\n") == ({"money": "1350"}, [])
    assert formed(tmp_path, pack, "money;tỷ đồng;;1.350\n", "en") == ({"money": "1.35"}, [])
    assert formed(tmp_path, pack, "money;tỷ đồng;;1.350\n", "machine") == ({"money": "1.35"}, [])


MIXED = [
    # The other figure, and what is said of "3,905 tỷ đồng" beside it.
    ("households;hộ;;4012\n", []),
    ("households;hộ;;1,300\n", ["D123 1300 1.3", "D125 3905 3.905"]),
    ("points;;;1,890.5\n", ["D103", "D125 3905 3.905"]),
    ("points;;;86.6\n", ["D104 866 86.6", "D125 3905 3.905"]),
    ("points;;1,890.5;7\n", ["D125 3905 3.905"]),
    ("points;;;1,234,567\n", ["D104 1234567 1.234567", "D125 3905 3.905"]),
    ("points;;;1.234.567,5\n", []),
]


@pytest.mark.parametrize(("other", "said"), MIXED)
def test_a_figure_of_another_notation_leaves_those_with_one_separator_in_doubt(tmp_path, other, said):
    pack = pack_of(tmp_path)
    read, wrong = formed(tmp_path, pack, f"money;tỷ đồng;;3,905\n{other}")
    assert (wrong, "money" in read) == (said, not said)
    # What has one reading in every notation stays.
    read, _ = formed(tmp_path, pack, f"money;tỷ đồng;;39,05\n{other}")
    assert read["money"] == "39.05"
    read, _ = formed(tmp_path, pack, f"money;tỷ đồng;;3,905\n{other}", "en")
    assert read["money"] == "3905"


def test_quoted_texts_of_a_submission_are_of_one_notation(tmp_path):
    pack, path = pack_of(tmp_path), tmp_path / "a.yaml"
    head = "submission: 1\nunit: thu\nperiod: 2024\nobservations:\n"
    path.write_text(head + '  money: "3,905 tỷ đồng"\n  points: 1890.5\n', encoding="utf-8")
    assert checked_all(str(path), pack) == []
    path.write_text(head + '  money: "3,905 tỷ đồng"\n  points: "1,890.5"\n', encoding="utf-8")
    assert checked_all(str(path), pack) == ["D103", "D125 3905 3.905"]


def checked_all(path: str, pack: str, locale: Locale | None = None) -> list[str]:
    run = check([path], Options(pack=pack, locale=locale, engine="direct"))
    return [one for report in run.reports for one in codes_of(report)]


LISTS = [
    [("money", "12,5"), ("points", "1.350"), ("households", "4012")],
    [("money", "1.890"), ("points", "7"), ("households", "1.350")],
    [("money", "1.890"), ("points", "7"), ("households", "1350")],
    [("money", "1.890"), ("points", "1.234,5"), ("households", "1350")],
    [("money", "1.890"), ("points", "1,300"), ("households", "1350")],
    [("money", "khoảng 12.345"), ("points", "12,5"), ("thousands", "1.350")],
]


@pytest.mark.parametrize("locale", LOCALES)
def test_columns_doubt_the_same_rows(tmp_path, locale):
    pack = pack_of(tmp_path)
    mixed = [listed(tmp_path / f"mixed-{n}.csv", rows, f"u{n}") for n, rows in enumerate(LISTS)]
    other = listed(tmp_path / "other.csv", [("doctors", "8.125" if locale != "vi" else "8,125")])
    out = tmp_path / "found"
    given = BulkSettings(locale=locale, output=str(out), output_format="csv", units="data")
    wrong = run_bulk([*mixed, other], [load_pack(pack)], given).run.diagnostics
    for path in mixed:
        of_it = [one for one in wrong if one.location.path == path]
        assert sorted(map(code, of_it)) == checked_all(path, pack, locale), path
    assert [one for one in wrong if one.location.path == other] == []
    if wrong:
        with (out / "bad_rows.csv").open(encoding="utf-8") as file:
            bad = {(row["file"], int(row["row"]), row["code"]) for row in csv.DictReader(file)}
        assert bad == {(one.location.path, one.location.line, one.code.id) for one in wrong}


STORED = {
    "DOUBLE": [
        ("1.3", "households", "D124"),
        ("4000", "households", "4000"),
        ("1.3456", "thousands", "D124"),
        ("1.345", "thousands", "1.345"),
        ("8.125", "doctors", "8.125"),
    ],
    "DECIMAL(12,3)": [("1.35", "households", "D124"), ("350", "households", "350")],
    "DECIMAL(9,4)": [("1.345", "points", "1.345")],
    "VARCHAR": [("1.350", "households", "D123 1350 1.35")],
}


@pytest.mark.parametrize("type_", STORED)
def test_stored_numbers_have_no_separators(tmp_path, type_):
    paths = []
    for n, (stored, id_, _) in enumerate(STORED[type_]):
        paths.append(str(tmp_path / f"{n}.parquet"))
        row = f"SELECT 'u{n}' AS unit, '2024' AS period, '{id_}' AS indicator, '{stored}'::{type_} AS value"
        with database() as own:
            own.execute(f"COPY ({row}) TO '{paths[n]}' (FORMAT parquet)")
    found = in_columns(paths, pack_of(tmp_path), "machine", tmp_path)
    for path, (stored, _, reading) in zip(paths, STORED[type_], strict=True):
        read = found[path]
        assert read == reading if reading.startswith("D") else Decimal(read) == Decimal(reading), stored


CELLS = [
    # Unit, number, format, what is said; the number is quoted as it is stored.
    ("hộ", Decimal("1.3"), "", "D124 1.3"),
    ("nghìn hộ", Decimal("1.3"), "", ""),
    ("hộ", Decimal(1300), "", ""),
    ("", Decimal("1.3"), "", "D124 1.3"),
]


@pytest.mark.parametrize(("unit", "number", "format_", "said"), CELLS)
def test_a_stored_fraction_of_a_count_is_refused(tmp_path, unit, number, format_, said):
    pack = load_pack(pack_of(tmp_path))
    rows = [["id", "ĐVT", "Thực hiện"], ["households", unit, Made(str(number), number_format=format_)]]
    (submission,) = read_form(grid(rows), EnvelopeOptions(unit="thu", period=Period(2024)))
    bound = bind(submission, pack)
    told = [f"{one.diagnostic.code.id} {dict(one.diagnostic.message.values)['value']}" for one in bound.problems]
    assert [one for one in told if not one.startswith("D112")] == ([said] if said else [])
    assert bound.invalid == (frozenset({"households"}) if said else frozenset())


def test_a_plan_that_would_be_compared_is_no_fraction_either(tmp_path):
    pack = pack_of(tmp_path)
    assert formed(tmp_path, pack, "households;hộ;1,300;1.200\n") == ({"households": "1200"}, ["D123 1300 1.3"])
    assert formed(tmp_path, pack, "households;hộ;1.300;1.200\n") == ({"households": "1200"}, [])
    assert formed(tmp_path, pack, "households;hộ;1.350;640/1,350 hộ\n")[0] == {}
    assert formed(tmp_path, pack, "households;hộ;1.350;1,250/1.350 hộ\n") == ({}, ["D123 1250 1.25"])


def test_averages_have_fractions_and_what_they_are_of_has_none(tmp_path):
    size = indicator("size", unit="người", kind="ratio", more="target: {at_least: 1}\npace: none\nlimits: none")
    office = Office(tmp_path, size)
    assert checked_all(office.send("2024", 'size: "3,5 người"', name="a"), str(office.pack)) == []
    parts = 'size: {numerator: "1,300 người", denominator: "4 hộ"}'
    assert checked_all(office.send("2024", parts, name="b"), str(office.pack)) == ["D123 1300 1.3"]


@settings(max_examples=examples(75))
@given(
    st.integers(1, 10**14),
    st.sampled_from("\u00a0\u202f\u2009\u2007"),
    st.sampled_from(["", "5", "25", "125"]),
    st.sampled_from(LOCALES),
)
def test_blanks_between_groups_change_nothing(number, blank, decimals, locale):
    mark = "," if locale == "vi" else "."
    tail = f"{mark}{decimals}" if decimals else ""
    text = f"{number:,}".replace(",", blank) + tail
    read = read_number(text, locale=locale)
    if text == f"{number}{tail}":
        return
    assert isinstance(read, WordedFigure)
    assert read.figure.interval.lo == Decimal(f"{number}.{decimals or 0}")
    assert not read.figure.is_doubtful


DIGITS = st.text("0123456789.,", min_size=1, max_size=9)
TEXTS = st.builds(
    lambda lead, digits, tail: f"{lead}{digits}{tail}",
    st.sampled_from(["", "", "", "-", "khoảng ", "trên "]),
    DIGITS,
    st.sampled_from(["", "", "", " tỷ đồng", " hộ", " nghìn hộ", " %", "\u00a0905"]),
)


@settings(max_examples=examples(4), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(list(UNITS.values())), TEXTS), min_size=1, max_size=25), st.sampled_from(LOCALES)
)
def test_no_text_is_two_numbers_in_check_and_in_bulk(rows, locale):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pack = pack_of(folder)
        paths = [listed(folder / f"{n}.csv", [row], f"u{n}") for n, row in enumerate(rows)]
        singly, columns = checked(paths, pack, locale), in_columns(paths, pack, locale, folder)
        for path, row in zip(paths, rows, strict=True):
            one, other = singly[path], columns[path]
            if one.startswith("D") or other.startswith("D"):
                # Numbers that are too long for columns are bad rows there alone.
                assert one == other or other in {"D103", "D313"}, (row, locale)
            else:
                assert other == "range" or Decimal(one) == Decimal(other), (row, locale)


def test_a_pack_declares_units(tmp_path):
    pack = load_pack(pack_of(tmp_path))
    counted = {one.id: one.unit.is_counted for one in pack.indicators if one.unit}
    assert counted == {
        "money": False,
        "households": True,
        "thousands": True,
        "animals": True,
        "points": False,
        "doctors": False,
    }
    # Also from the cache.
    assert load_pack(pack_of(tmp_path)) == pack


WRONG = [
    ("units: con", "P012", "a list"),
    ("units: [{fractions: true}]", "P011", "name"),
    ("units: [{name: con, fraction: true}]", "P010", "fraction"),
    ("units: [{name: con, fractions: 1}]", "P012", ""),
    ("units: [[con]]", "P012", "a mapping"),
]


@pytest.mark.parametrize(("units", "wanted", "word"), WRONG)
def test_units_that_cannot_be_declared_so(tmp_path, units, wanted, word):
    path = Path(pack_of(tmp_path))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("units: [con, {name: điểm thi, fractions: true}, bác sĩ/vạn dân]", units), "utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(str(path))
    first = caught.value.diagnostics[0]
    assert first.code.id == wanted
    assert word in str(first.message.values)
    assert first.location.line == 8


def test_the_notation_of_a_form_may_stand_in_the_form():
    own = {"form": 1, "unit": "thu", "period": "2024", "locale": "machine"}
    (submission,) = read_form(grid([["id", "Thực hiện"], ["money", "1.350"]], own=own))
    (row,) = submission.observations
    assert row.value is not None
    assert isinstance(row.value.reading, Figure)
    assert row.value.reading.interval.lo == Decimal("1.350")


def test_the_notation_may_be_a_setting(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pack, path = pack_of(tmp_path), listed(tmp_path / "rows.csv", [("money", "12,5")])
    Path("checker.yaml").write_text("locale: vi\n", encoding="utf-8")
    said = ("check", "--engine", "direct", "--format", "json", "-p", pack, path)
    assert "D103" not in checker(*said).stdout
    assert "D103" in checker(*said, "--locale", "machine").stdout
    Path("checker.yaml").write_text("locale: fr\n", encoding="utf-8")
    assert "vi, en, machine" in checker(*said).everything
