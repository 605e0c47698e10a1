"""Columns of a list mean the same in bulk, whatever heading of `check` names them; what bulk does not read is told."""

# ruff: noqa: S608 - paths and columns that the tests make

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from checker.assessment import Options
from checker.bulk import unit_by_unit
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.errors import SubmissionError
from checker.packs.load import load_pack
from checker.pipeline import check
from tests.command import checker
from tests.database import database
from tests.examples import some_nightly
from tests.office import Office, indicator, said

pytestmark = pytest.mark.slow

PACK = (
    indicator("thu", more="target: {at_least: 100}\npace: none"),
    indicator("ho", unit="hộ", kind="stock", more="target: {at_least: 4000}\npace: none"),
    indicator("rung", unit="%", kind="ratio", more="target: {at_least: 65.5}\npace: none"),
    indicator("an", unit="", kind="verdict", more="target: {achieved: true}"),
)
SHARE = indicator("ty_le", unit="%", kind="ratio", more="target: {at_least: 50}\npace: none\nshare_of: ho")
HEAD = "unit,period,indicator,value"


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path, *PACK)


def written(office, text, name="rows.csv"):
    path = office.folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def alone(office, text):
    return check([written(office, text)], Options(pack=str(office.pack), engine="direct", locale="machine"))


def in_bulk(office, text, **settings):
    options = BulkSettings(**{"units": "data", "worst": 100, **settings})
    return run_bulk([written(office, text)], [load_pack(str(office.pack))], options)


def codes_of(run):
    """Return the codes of all findings and bad rows."""
    return {one.code.id for report in run.reports for one in report.findings} | {one.code.id for one in run.diagnostics}


def verdicts(run):
    return {
        (report.submission.unit, result.indicator): str(result.verdict)
        for report in run.reports
        for result in report.results
        if result.value is not None or result.verdict == "invalid"
    }


def expect_alike(office, text, **settings):
    """See that rows say the same in bulk and one by one, and return the run in bulk."""
    plain, bulk = alone(office, text), in_bulk(office, text, **settings)
    assert codes_of(bulk.run) | {*bulk.findings} == codes_of(plain), text
    assert bulk.run.exit_code == plain.exit_code
    told = verdicts(bulk.run)
    assert told == {key: verdict for key, verdict in verdicts(plain).items() if key in told}
    return bulk


ROWS = [
    # the headings, the row, a code that both say
    ("numerator,denominator", "rung,66,450,500", "C005"),
    ("Tử số,Mẫu số", "rung,66,450,500", "C005"),
    ("% so KH", "thu,60,10", "C002"),
    ("percent_of_plan", "thu,60,10", "C002"),
    ("Tình trạng số liệu", "thu,120,ước", "T008"),
    ("Trạng thái", "thu,120,ước", "T008"),
    ("Ghi chú", "thu,0.06,Đã kiểm tra", "D131"),
    ("Đã kiểm tra", "thu,0.06,x", "D131"),
    *(
        (heading, row, code)
        for heading in ("unit_of_measure", "ĐVT", "Đơn vị tính", "Unit of measure")
        for row, code in [("thu,60,triệu đồng", "D112"), ("thu,60,tỷ đồng", "T001"), ("thu,60,", "T001")]
    ),
    ("ĐVT", "thu,120000,Triệu đồng", ""),
    ("ĐVT", "thu,120,tỷ", ""),
    ("ĐVT", "thu,60,người", ""),
    ("ĐVT", "thu,60 tỷ đồng,triệu đồng", "T001"),
    ("ĐVT", "thu,60 tỷ đồng,hộ", ""),
    ("ĐVT", "thu,trên 110,triệu đồng", ""),
    ("ĐVT", "an,Đạt,người", ""),
    ("ĐVT", "an,60 hộ,triệu đồng", "D264"),
    ("ĐVT", "an,5,người", ""),
    ("ĐVT", "rung,66,%", ""),
    ("ĐVT", "rung,0.66,lần", ""),
    ("ĐVT", "ho,5,nghìn hộ", ""),
    ("ĐVT", "ho,5000,hộ nghèo", ""),
    ("ĐVT", "ho,1.5,nghìn hộ", "T001"),
    ("ĐVT", "ho,1.5,hộ", ""),
    ("ĐVT", "thu,60 người,tỷ đồng", "D264"),
    ("ĐVT", "thu,120,(tỷ đồng)", ""),
    ("ĐVT", "thu,ước 120,tỷ đồng", "T008"),
    ("ĐVT", "ho,5,nt", ""),
    ("ĐVT,Ghi chú", "thu,60,triệu đồng,triệu đồng", "D112"),
    ("ĐVT,Tình trạng số liệu", "thu,120000,triệu đồng,ước", "T008"),
]


# One row shows that a heading is the same as another; the others show what a unit means.
@pytest.mark.parametrize(
    ("headings", "row", "code"),
    some_nightly(ROWS, lambda case: case[0] == "ĐVT" or case[1] not in ("thu,60,tỷ đồng", "thu,60,")),
)
def test_a_column_is_read_under_each_heading_that_a_list_may_have(office, headings, row, code):
    name, value, *more = row.split(",")
    text = f"{HEAD},{headings}\nthu,2024,{name},{value},{','.join(more)}\n"
    bulk = expect_alike(office, text)
    assert not code or code in bulk.findings


def test_a_part_in_the_unit_of_its_whole_is_one_in_the_column_of_units_too(tmp_path):
    office = Office(tmp_path, *PACK, SHARE)
    expect_alike(office, f"{HEAD},ĐVT\nthu,2024,ho,5000,\nthu,2024,ty_le,2000,hộ\n")


def test_a_list_with_the_headings_of_offices_is_read_whole(office):
    text = "Đơn vị;Kỳ báo cáo;Chỉ tiêu;ĐVT;Thực hiện;Tình trạng số liệu\nthu;2024;Chỉ tiêu thu;triệu đồng;60;ước\n"
    bulk = expect_alike(office, text)
    assert {"D112", "T008"} <= {*bulk.findings}


UNREAD = [
    ("unit,period,indicator,value,plan\nthu,2024,thu,60,90\n", ("plan",)),
    ("unit,period,indicator,value,KH năm 2024,Tên\nthu,2024,thu,60,90,A\n", ("KH năm 2024",)),
    ("unit,period,indicator,value,Cùng kỳ năm trước\nthu,2024,thu,60,90\n", ("Cùng kỳ năm trước",)),
    ("unit,period,indicator,value,Thực hiện\nthu,2024,thu,60,90\n", ("Thực hiện",)),
    ("unit,period,indicator,value,title,STT,đánh giá,color\nthu,2024,thu,60,A,1,đạt,x\n", ("title",)),
    ("unit,period,indicator,value,numerator,Mẫu số (nghìn hộ)\nthu,2024,thu,60,,\n", ("Mẫu số (nghìn hộ)",)),
    ("unit,period,indicator,value,note,Giải trình\nthu,2024,thu,60,,\n", ("Giải trình",)),
    ("unit,period,indicator,value,Ghi chú,Giải trình\nthu,2024,thu,60,,\n", ("Ghi chú", "Giải trình")),
]


@pytest.mark.parametrize(
    ("kind", "text", "headings"),
    some_nightly(
        [(kind, *case) for case in UNREAD for kind in ("csv", "parquet", "sqlite")],
        lambda case: case[0] == "csv" or case[1:] == UNREAD[1],
    ),
)
def test_a_column_that_a_list_has_and_bulk_does_not_is_told_once(office, kind, text, headings):
    path = written(office, text)
    if kind == "parquet":
        with database() as own:
            own.execute(f"COPY (FROM read_csv('{path}', all_varchar = true)) TO '{path}.parquet' (FORMAT parquet)")
        path += ".parquet"
    if kind == "sqlite":
        head, row = (line.split(",") for line in text.splitlines())
        with contextlib.closing(sqlite3.connect(f"{path}.db")) as table, table:
            columns = ", ".join(f'"{column}"' for column in head)
            table.execute(f"CREATE TABLE t ({columns})")
            table.execute(f"INSERT INTO t VALUES ({', '.join('?' * len(row))})", row)
        path += ".db"
    done = run_bulk([path], [load_pack(str(office.pack))], BulkSettings(units="data", table="t"))
    told = [said(one) for one in done.run.notices if "columns not read in bulk" in said(one)]
    assert len(told) == 1
    assert [one for one in headings if f"`{one}`" in told[0]] == list(headings)
    assert told[0].count("`") == 2 * len(headings) + 2


def test_rows_without_such_a_column_have_no_notice(office):
    text = "unit,period,indicator,value,status,as_of,ĐVT,commune\nthu,2024,thu,120,ước,,tỷ đồng,x\n"
    assert [said(one) for one in in_bulk(office, text).run.notices] == []


def test_two_headings_for_one_column_are_refused(office):
    with pytest.raises(SubmissionError) as error:
        in_bulk(office, "unit,period,indicator,value,status,Trạng thái\nthu,2024,thu,120,ước,\n")
    assert [one.code.id for one in error.value.diagnostics] == ["D271"]


@pytest.mark.parametrize(
    ("heading", "code"), [("value (triệu đồng)", "D301"), ("Thực hiện, tấn", "D301"), ("so_lieu", "")]
)
def test_a_unit_in_the_heading_that_an_option_names_is_not_passed_over(office, heading, code):
    text = f'unit,period,indicator,"{heading}"\nthu,2024,thu,120\n'
    if not code:
        assert in_bulk(office, text, columns=(("value", heading),)).verdicts == {"exceeded": 1}
        return
    with pytest.raises(SubmissionError) as error:
        in_bulk(office, text, columns=(("value", heading),))
    assert [one.code.id for one in error.value.diagnostics] == [code]
    assert f"the heading `{heading}` states a unit" in said(error.value.diagnostics[0].message)


@pytest.mark.parametrize(("name", "code"), [("unit_of_measure", 1), ("plan", 2), ("colour", 2)])
def test_an_option_names_only_a_column_that_bulk_has(office, name, code):
    path = written(office, "unit,period,indicator,value,x\nthu,2024,thu,120,triệu đồng\n")
    for command in (["bulk"], ["check", "--engine", "columnar"]):
        done = checker(
            *command, "-p", str(office.pack), "--column", f"{name}=x", "--units", "data", path, "--lang", "en"
        )
        assert done.exit_code == code, done.stderr
        assert code == 1 or f"`{name}=x`: write NAME=COLUMN with one of: unit," in done.stderr


def test_in_a_pack_that_sums_up_a_figure_in_another_unit_is_a_bad_row(tmp_path):
    more = "reporting: {units: [a, b], roll_up: true}\n"
    office = Office(tmp_path, indicator("thu", more="target: {at_least: 100}\npace: none"), more=more)
    text = f"{HEAD},ĐVT\na,2024,thu,60,triệu đồng\nb,2024,thu,60,tỷ đồng\n"
    done = in_bulk(office, text, units="pack")
    assert (done.accounts.bad, int(done.run.exit_code)) == (1, 1)
    (bad,) = done.run.diagnostics
    assert (bad.code.id, bad.location.line) == ("D286", 2)
    assert "`triệu đồng`, which stands in the column of units" in said(bad.message)


def test_more_units_than_are_judged_one_by_one_make_bad_rows_of_it(office, monkeypatch):
    monkeypatch.setattr(unit_by_unit, "MOST_FALLBACK_UNITS", 2)
    text = f"{HEAD},ĐVT\n" + "".join(f"u{n},2024,thu,60,triệu đồng\n" for n in range(3)) + "u9,2024,thu,120,\n"
    done = in_bulk(office, text)
    assert (done.accounts.bad, done.accounts.judged, int(done.run.exit_code)) == (3, 1, 1)
    assert {one.code.id for one in done.run.diagnostics} == {"D286"}


def test_figures_stored_as_numbers_have_the_unit_beside_them(office):
    path = str(office.folder / "rows.parquet")
    row = "SELECT 'thu' AS unit, '2024' AS period, 'thu' AS indicator, {} AS value, 'triệu đồng' AS \"ĐVT\""
    for value in ("120000", "120000.0::DOUBLE", "120000::DECIMAL(9,1)", "'120000'"):
        with database() as own:
            own.execute(f"COPY ({row.format(value)}) TO '{path}' (FORMAT parquet)")
        done = run_bulk([path], [load_pack(str(office.pack))], BulkSettings(units="data"))
        assert done.verdicts == {"exceeded": 1}, value


PARTS = f"{HEAD},numerator,denominator\n"
MIXED = [
    # the rows, the code of the figure in doubt
    ('thu,2024,bhyt,,"12,5",25\nthu,2024,rung,,1.234,1.5\n', "D125"),
    ('thu,2024,bhyt,,"12,5",25\nthu,2024,rung,,1.234,1500\n', "D125"),
    ('thu,2024,bhyt,,25,"12,5"\nthu,2024,rung,66.125,,\n', "D125"),
    ('thu,2024,bhyt,,25,"12,5"\nthu,2024,thu,1.234,,\n', "D125"),
    ('thu,2024,bhyt,,25,"1,250.5"\nthu,2024,rung,,450,500\n', ""),
    ("thu,2024,bhyt,,abc,25\nthu,2024,rung,,1.234,1.5\n", ""),
]
INSURED = indicator("bhyt", unit="%", kind="ratio", more="target: {at_least: 95}\npace: none")


@pytest.mark.parametrize(("text", "code"), MIXED)
def test_a_file_has_one_notation_whichever_figure_shows_another(tmp_path, text, code):
    office = Office(tmp_path, *PACK, INSURED)
    path = written(office, PARTS + text)
    plain = check([path], Options(pack=str(office.pack), engine="direct", locale="machine"))
    bulk = in_bulk(office, PARTS + text)
    assert {one for one in codes_of(plain) if one.startswith("D")} == {
        one for one in codes_of(bulk.run) | {*bulk.findings} if one.startswith("D")
    }
    assert bulk.run.exit_code == plain.exit_code
    assert (code in codes_of(bulk.run)) == bool(code)


@pytest.mark.parametrize(
    ("part", "code"),
    [("1.234,5", ""), ("123.456.789.012.345.678", ""), ("1,1234567", ""), ("1,234.5", "D125"), ("1.1234567", "D125")],
)
def test_the_notation_of_parts_is_that_of_the_run(tmp_path, part, code):
    office = Office(tmp_path, *PACK, INSURED)
    text = f'{PARTS}thu,2024,bhyt,,"{part}",2500\nthu,2024,rung,"66,125",,\n'
    codes = codes_of(in_bulk(office, text, locale="vi").run)
    assert ("D125" in codes) == (code == "D125")


def test_another_file_keeps_its_notation(tmp_path):
    office = Office(tmp_path, *PACK, INSURED)
    first = written(office, PARTS + 'a,2024,bhyt,,"12,5",25\n', "first.csv")
    second = written(office, PARTS + "b,2024,rung,,1.234,1.5\n", "second.csv")
    done = run_bulk([first, second], [load_pack(str(office.pack))], BulkSettings(units="data"))
    assert [one.code.id for one in done.run.diagnostics] == ["D103"]


@pytest.mark.parametrize(("results", "data"), [("csv", "csv"), ("parquet", "csv"), ("parquet", "parquet")])
def test_what_an_earlier_run_left_in_a_folder_is_no_input(office, results, data):
    path = written(office, f"{HEAD}\nthu,2024,thu,60\n", "d/rows.csv")
    if data == "parquet":
        with database() as own:
            own.execute(f"COPY (FROM '{path}') TO '{path.removesuffix('csv')}parquet' (FORMAT parquet)")
        Path(path).unlink()
    folder = str(Path(path).parent)
    settings = BulkSettings(units="data", output=f"{folder}/out", output_format=results, everything=True)
    first = run_bulk([folder], [load_pack(str(office.pack))], settings)
    for given in (folder, f"{folder}/**/*.{data}"):
        again = run_bulk([given], [load_pack(str(office.pack))], BulkSettings(units="data"))
        assert (again.accounts, again.findings) == (first.accounts, first.findings)


def test_rows_in_a_file_that_only_has_the_name_of_a_result_are_read(office):
    path = Path(written(office, f"{HEAD}\nthu,2024,thu,60\n", "d/rows.csv"))
    with database() as own:
        own.execute(f"COPY (FROM '{path}') TO '{path.parent}/judged.parquet' (FORMAT parquet)")
    path.rename(path.with_name("by_unit.csv"))
    for pattern in ("*.csv", "*.parquet"):
        done = run_bulk([f"{path.parent}/{pattern}"], [load_pack(str(office.pack))], BulkSettings(units="data"))
        assert done.accounts.rows == 1


DATED = f"{HEAD},as_of\n"


@pytest.mark.parametrize(("rows", "missing"), [("", 0), ("b,2024,thu,120,2024-07-15\n", 1)])
def test_a_period_of_which_all_rows_are_later_than_the_day_of_the_question_lacks_no_unit(tmp_path, rows, missing):
    office = Office(tmp_path, *PACK, more="reporting: {units: [a, b]}\n")
    text = DATED + "".join(
        f"{unit},{period},thu,120,{day}\n"
        for unit in "ab"
        for period, day in (("2024-H1", "2024-07-02"), ("2024", "2024-12-31"))
    )
    day = dt.date(2024, 8, 1)
    path = written(office, text + rows)
    plain = check([path], Options(pack=str(office.pack), engine="direct", as_of=day))
    for units in ("pack", "data"):
        done = in_bulk(office, text + rows, units=units, as_of=day, output=str(tmp_path / "out"))
        assert done.findings.get("D119", 0) == missing
        assert missing or done.run.exit_code == plain.exit_code == 0
        with database() as own:
            periods = own.execute(f"SELECT DISTINCT CAST(period AS VARCHAR) FROM '{tmp_path}/out/by_unit.parquet'")
            assert {one for (one,) in periods.fetchall()} == {"2024-H1", *(["2024"] if missing else [])}


MEASURED = [
    # the value and its unit, whether it shows that the separators of its file may group thousands
    ("1.234", "hộ", True),
    ("1.234", "", True),
    ("1.234", "nghìn hộ", False),
    ("1.2345", "nghìn hộ", False),
    ("1.234 hộ", "hộ", False),
]


@pytest.mark.parametrize(("value", "unit", "proves"), MEASURED)
def test_a_count_shows_another_notation_only_in_its_own_unit(office, value, unit, proves):
    text = f"{HEAD},ĐVT\nthu,2024,ho,{value},{unit}\nthu,2024,rung,66.125,%\n"
    bulk = expect_alike(office, text)
    assert ("D125" in codes_of(bulk.run)) == proves
