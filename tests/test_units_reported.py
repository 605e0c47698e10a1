"""Units that offices report in: read alike, or refused alike, on every route."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.text import message
from checker.domain.unit_words import conversion
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.readers.numbers import WordedFigure, read_number
from tests.test_notations import checked, in_columns, listed

pytestmark = pytest.mark.slow


class Case(NamedTuple):
    indicator: str
    text: str
    reading: str


UNITS = {
    "poverty": ('"%"', "ratio"),
    "fall": ('"điểm %"', "ratio"),
    "sipas": ("điểm", "ratio"),
    "births": ('"‰"', "ratio"),
    "doctors": ("bác sĩ/10.000 dân", "ratio"),
    "visits": ("lượt người", "flow"),
    "income": ("tr.đ/người", "stock"),
    "land": ("ha", "stock"),
    "rice": ("sào", "stock"),
    "halls": ("nhà văn hóa/100 thôn", "ratio"),
    "wait": ("giờ", "stock"),
    "gini": ("chỉ số", "ratio"),
    "other": ("ha", "stock"),
}
CASES = [
    Case("poverty", "1,2 điểm %", "D141"),
    Case("poverty", "1,2 điểm", "D141"),
    Case("poverty", "12‰", "1.2"),
    Case("fall", "1,2 điểm phần trăm", "1.2"),
    Case("fall", "1,2%", "D141"),
    Case("fall", "0,5", "0.5"),
    Case("fall", "120", "120"),
    Case("sipas", "-3,5 điểm", "-3.5"),
    Case("sipas", "85%", "D141"),
    Case("births", "15,2‰", "15.2"),
    Case("births", "1,52%", "15.2"),
    Case("doctors", "9,5 bác sỹ/vạn dân", "9.5"),
    Case("doctors", "0,95 bác sĩ / 1.000 dân", "9.5"),
    Case("doctors", "9,5 bác sĩ", "D107"),
    Case("visits", "33.994 lượt người", "33994"),
    Case("visits", "33.994 người", "D107"),
    Case("visits", "12,5 lượt người", "D122"),
    Case("income", "45 triệu đồng/người", "45"),
    Case("income", "45.000 nghìn.đ/người", "45"),
    Case("land", "1,5 km2", "150"),
    Case("land", "100 sào", "3.6"),
    Case("land", "2 mẫu", "D142"),
    Case("rice", "100 sào", "100"),
    Case("rice", "3.600 m2", "10"),
    Case("halls", "95 nhà văn hoá/100 thôn", "95"),
    Case("halls", "0,95 nhà văn hóa/thôn", "95"),
    Case("wait", "90 phút", "1.5"),
    Case("wait", "1 giờ 30 phút", "1.5"),
    Case("gini", "0,373", "0.373"),
    Case("gini", "37,3%", "D107"),
]


def pack_of(folder: Path) -> str:
    head = (
        "pack: 1\nid: thu/2024\nrevision: 1\ntitle: {vi: Thử, en: Trial}\nunit: thu\nyear: 2024\nsynthetic: true\n"
        "units: [nhà văn hóa, {name: sào, equals: 360 m2}]\n"
        "documents: {nq: {title: NQ, address: A}}\ngroups: {g: {vi: G, en: G}}\nindicators:\n"
    )
    rows = "".join(
        f'  {id_}:\n    code: "{n}"\n    title: {{vi: {id_}, en: {id_}}}\n    unit: {unit}\n    kind: {kind}\n'
        "    better: higher\n    group: g\n    pace: none\n    target: {at_least: 20}\n"
        "    source: {document: nq, clause: x}\n"
        for n, (id_, (unit, kind)) in enumerate(UNITS.items())
    )
    path = folder / "thu" / "2024.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    units = ", ".join(f"u{n}" for n in range(len(CASES)))
    path.write_text(f"{head}{rows}reporting: {{units: [{units}]}}\n", encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("units")
    made = {case: listed(folder / f"{n}.csv", [(case.indicator, case.text)], f"u{n}") for n, case in enumerate(CASES)}
    return folder, pack_of(folder), made


@pytest.mark.parametrize("engine", ["direct", "rete"])
def test_check_reads_as_the_table_says(files, engine):
    _, pack, made = files
    found = checked(list(made.values()), pack, "vi", engine)
    assert {case: found[path] for case, path in made.items()} == {case: case.reading for case in CASES}


def test_columns_read_as_the_table_says(files, tmp_path):
    _, pack, made = files
    found = in_columns(list(made.values()), pack, "vi", tmp_path)
    assert {case: found[path].rstrip("0").rstrip(".") for case, path in made.items() if "." in found[path]} == {
        case: case.reading for case in CASES if "." in found[made[case]]
    }
    assert {case: found[path] for case, path in made.items() if "." not in found[path]} == {
        case: case.reading for case in CASES if "." not in found[made[case]]
    }


def test_an_index_is_written_without_a_unit(files):
    _, pack, made = files
    (path,) = (path for case, path in made.items() if case.text == "0,373")
    (report,) = check([path], Options(pack=pack, locale="vi", engine="direct")).reports
    told = [dict(one.message.values) for one in report.findings if one.code.id == "T001"]
    assert [value["value"] for value in told] == [message("{number}", number=Decimal("0.373"))]


PARTS = [("births", "152", "10000", "15.2"), ("doctors", "50", "40000", "12.5"), ("halls", "19", "20", "95")]


@pytest.mark.parametrize(("id_", "numerator", "denominator", "value"), PARTS)
@pytest.mark.parametrize("columns", [False, True])
def test_a_rate_is_computed_out_of_as_many_as_its_unit_says(
    files, tmp_path, id_, numerator, denominator, value, columns
):
    _, pack, _ = files
    path = tmp_path / "rows.csv"
    rows = f"unit,period,indicator,value,numerator,denominator\nu0,2024,{id_},{value},{numerator},{denominator}\n"
    path.write_text(rows, encoding="utf-8")
    if columns:
        given = BulkSettings(locale="machine", units="data")
        run = run_bulk([str(path)], [load_pack(pack)], given)
        assert run.findings.get("C005") is None
        path.write_text(rows.replace(f",{value},", ",1,"), encoding="utf-8")
        assert run_bulk([str(path)], [load_pack(pack)], given).findings["C005"] == 1
    else:
        assert checked([str(path)], pack, "machine") == {str(path): value}


def test_a_pack_from_the_cache_is_the_same(tmp_path):
    first, second = (load_pack(pack_of(tmp_path)) for _ in range(2))
    assert first == second
    limits = {one.id: (one.limits.low, one.limits.high) for one in first.indicators}
    assert limits["poverty"] == (Decimal(0), Decimal(100))
    assert {limits[id_] for id_ in ("fall", "sipas", "births", "doctors", "gini")} == {(None, None)}


def test_the_table_of_the_documentation_is_true():
    text = (Path(__file__).parent.parent / "docs" / "rules.md").read_text(encoding="utf-8")
    table = text.partition("| written | is |\n|---|---|\n")[2].partition("\n\n")[0]
    lines = [line.strip("| ").split(" | ") for line in table.splitlines()]
    pairs = [pair for left, right in lines for pair in zip(left.split(", "), right.split(", "), strict=True)]
    assert len(pairs) > len(lines)
    for pair in pairs:
        first, second = (read_number(one) for one in pair)
        assert isinstance(first, WordedFigure)
        assert isinstance(second, WordedFigure)
        assert first.figure.unit is not None
        assert second.figure.unit is not None
        factor = conversion(first.figure.unit, second.figure.unit)
        assert factor is not None
        assert first.figure.interval.scaled(factor) == second.figure.interval, pair
