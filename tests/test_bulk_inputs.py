"""What files of rows may look like: types that differ, folders with telling names, quotes, headers, odd paths."""

# ruff: noqa: S608 - paths and figures that the tests make

from __future__ import annotations

import csv
import sqlite3
import sys
from itertools import product
from pathlib import Path

import duckdb
import pytest

from checker.bulk import value_texts
from checker.bulk.duck import DuckDatabase
from checker.bulk.duck_texts import enumeration
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.bulk.sources import InputSource, sources_of
from checker.errors import SubmissionError
from checker.language import Language
from checker.packs.load import load_pack
from tests.command import checker
from tests.database import database
from tests.examples import some_nightly
from tests.office import Office, indicator

pytestmark = pytest.mark.slow

INDICATORS = indicator("thu", kind="stock", more="target: {at_least: 100}\npace: none") + indicator(
    "chi", kind="stock", better="lower", more="target: {at_most: 50}\npace: none"
)
HEAD = "unit,period,indicator,value\n"


@pytest.fixture
def office(tmp_path):
    folder = tmp_path / "office"
    folder.mkdir()
    return Office(folder, INDICATORS)


def parquet(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with database() as own:
        own.execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")
    return str(path)


def row(unit, value, code="thu", more=""):
    return f"SELECT {unit} AS unit, '2024' AS period, '{code}' AS indicator, {value} AS value{more}"


def written(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def judged(office, paths, **settings):
    """Return what was judged, unit by unit, and all that was said."""
    folder = office.folder / "found"
    made = BulkSettings(units="data", output=str(folder), everything=True, **settings)
    done = run_bulk(paths, [load_pack(str(office.pack))], made)
    with database() as own:
        stands = own.execute(
            f"SELECT unit, indicator, CAST(value AS VARCHAR), verdict, row FROM '{folder}/judged.parquet' ORDER BY ALL"
        ).fetchall()
    return stands, done


def short(stands):
    return [(unit, float(value), verdict) for unit, _, value, verdict, _ in stands]


FIRSTS = ["120::BIGINT", "120::INTEGER", "120::UTINYINT", "120::FLOAT", "120::DECIMAL(9,1)", "120::HUGEINT"]
SECONDS = ["99.5::DOUBLE", "99.6::DECIMAL(18,4)", "99.9999999::DOUBLE"]


def read_alone(paths, work, asked="SELECT unit, CAST(value AS DOUBLE) FROM given ORDER BY unit"):
    """Return units and figures, or what is asked for, as they are read, without a run."""
    work.mkdir()
    database = DuckDatabase(BulkSettings(), [InputSource(path, path) for path in paths], str(work), [])
    try:
        return database.query(asked)
    finally:
        database.close()


@pytest.mark.parametrize("first", FIRSTS)
def test_files_of_different_types_of_numbers_keep_every_figure(tmp_path, first):
    figures = {"A": first} | dict(zip("BCD", SECONDS, strict=True))
    paths = {unit: parquet(tmp_path / f"{unit}.parquet", row(f"'{unit}'", type_)) for unit, type_ in figures.items()}
    numbers = {unit: float(type_.partition("::")[0]) for unit, type_ in figures.items()}
    orders = [pair for unit in "BCD" for pair in ("A" + unit, unit + "A")]
    # Each of the others is before it or after it, in turn; all of them at last.
    for order in (*orders[FIRSTS.index(first) % 2 :: 2], "ABCD"):
        expected = [(one, numbers[one]) for one in sorted(order)]
        assert read_alone([paths[one] for one in order], tmp_path / order) == expected


@pytest.mark.parametrize("first", some_nightly(FIRSTS, FIRSTS[::3].__contains__))
def test_figures_of_different_types_of_numbers_are_judged(office, tmp_path, first):
    figures = [first, *SECONDS]
    paths = [parquet(tmp_path / f"{n}.parquet", row(f"'{n}'", type_)) for n, type_ in enumerate(figures)]
    numbers = [(str(n), float(type_.partition("::")[0])) for n, type_ in enumerate(figures)]
    stands = [(unit, number, "exceeded" if unit == "0" else "unmet") for unit, number in numbers]
    assert short(judged(office, paths)[0]) == stands


def test_numbers_in_one_file_and_text_in_another_are_refused(office, tmp_path):
    paths = [parquet(tmp_path / "1.parquet", row("'A'", "120")), parquet(tmp_path / "2.parquet", row("'B'", "'99,5'"))]
    with pytest.raises(SubmissionError) as caught:
        judged(office, paths)
    (found,) = caught.value.diagnostics
    assert (found.code.id, found.location.path) == ("D301", paths[1])


def test_units_keep_their_text_and_columns_may_be_lacking(office, tmp_path):
    paths = [
        parquet(tmp_path / "1.parquet", row("7", "120.5::DOUBLE")),
        parquet(tmp_path / "2.parquet", row("'007'", "99.5::DOUBLE", more=", 'estimate' AS status")),
    ]
    for given in (paths, paths[::-1]):
        stands, done = judged(office, given)
        assert short(stands) == [("007", 99.5, "unmet"), ("7", 120.5, "exceeded")]
        assert done.findings["T008"] == 1


def test_a_file_without_a_column_is_named(office, tmp_path):
    lacking = parquet(tmp_path / "2.parquet", "SELECT 'B' AS unit, '2024' AS period, 'thu' AS indicator")
    with pytest.raises(SubmissionError) as caught:
        judged(office, [parquet(tmp_path / "1.parquet", row("'A'", "1")), lacking])
    (found,) = caught.value.diagnostics
    assert (found.code.id, found.location.path) == ("D302", lacking)


@pytest.mark.parametrize("type_", ["DOUBLE", "DECIMAL(9,3)"])
def test_a_stored_number_has_no_notation(office, tmp_path, type_):
    rows = [row("'A'", f"1.234::{type_}"), row("'B'", f"1.234::{type_}", "chi")]
    path = parquet(tmp_path / "1.parquet", " UNION ALL ".join(rows))
    stands, done = judged(office, [path], locale="vi")
    assert short(stands) == [("A", 1.234, "unmet"), ("B", 1.234, "exceeded")]
    assert done.accounts.bad == 0


def test_what_stated_decimals_leave_open_has_no_notation_either(tmp_path):
    """A target in words makes every value be asked for words; sums still hold."""
    made = [indicator(code, kind="stock") for code in ("tong", "mot", "hai")]
    words = indicator("loi", unit="", kind="verdict", more="target: {achieved: true}")
    office = Office(tmp_path, *made, words, more="checks: {cong: {sum: {of: [mot, hai], equals: tong}}}\n")
    rows = [row("'A'", f"{value}::DECIMAL(9,2)", code) for code, value in (("tong", 100.5), ("mot", 60), ("hai", 50))]
    path = parquet(tmp_path / "1.parquet", " UNION ALL ".join(rows))
    found = judged(office, [path])[1].findings
    assert found["C011"] == 1
    assert judged(office, [path], locale="vi")[1].findings == found


NAMES = ["rows.sqlite", "s#1 ?2%203.sqlite", "s#1.sqlite", "s?2.sqlite", "s%203.sqlite"]


@pytest.mark.parametrize("name", some_nightly(NAMES, NAMES[1:2].__contains__))
def test_numbers_of_a_database_have_no_notation(office, tmp_path, name):
    path = tmp_path / name
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE t (unit TEXT, period TEXT, indicator TEXT, value)")
        figures = [("A", 90.125), ("B", "1.234,5"), ("C", 1234), ("D", 1e16)]
        rows = [(unit, "2024", "thu", value) for unit, value in figures]
        database.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
    database.close()
    stands, _ = judged(office, [str(path)], locale="vi", table="t")
    expected = [("A", 90.125, "unmet"), ("B", 1234.5, "exceeded"), ("C", 1234.0, "exceeded"), ("D", 1e16, "exceeded")]
    assert short(stands) == expected
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([name, "office"])


@pytest.mark.parametrize("folder", ["value=500", "unit=007", "period=2023", "indicator=chi"])
def test_a_folder_says_nothing_of_its_rows(tmp_path, folder):
    for path in (
        parquet(tmp_path / "p" / folder / "1.parquet", row("'A'", "99")),
        written(tmp_path / "c" / folder / "1.csv", f"{HEAD}A,2024,thu,99\n"),
    ):
        (source,) = sources_of([str(Path(path).parents[1])], BulkSettings(), str(tmp_path), ())
        asked = "SELECT unit, period, indicator, CAST(value AS VARCHAR) FROM given"
        assert read_alone([source.path], tmp_path / f"work-{Path(path).suffix}", asked) == [("A", "2024", "thu", "99")]


@pytest.mark.parametrize("suffix", ["parquet", "csv"])
def test_a_name_that_looks_like_a_pattern_is_a_name(office, tmp_path, suffix):
    def made(name, unit):
        path = tmp_path / f"{name}.{suffix}"
        if suffix == "parquet":
            return parquet(path, row(f"'{unit}'", "99"))
        return written(path, f"{HEAD}{unit},2024,thu,99\n")

    made("g1", "other")
    paths = [made(name, unit) for name, unit in (("g[1]", "A"), ("g*", "B"), ("g?", "C"))]
    assert short(judged(office, paths)[0]) == [(unit, 99.0, "unmet") for unit in "ABC"]


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize("rows", [40, 200_000])
def test_a_quote_that_takes_lines_with_it_is_refused(office, tmp_path, rows, closed):
    lines = [f"U{n},2024,thu,{n}" for n in range(rows)]
    lines[10] = '"U10,2024,thu,99'
    if closed:
        lines[30] = 'U30",2024,"thu,99'
    path = written(tmp_path / "rows.csv", HEAD + "\n".join(lines))
    with pytest.raises(SubmissionError) as caught:
        judged(office, [path])
    assert [(one.code.id, one.location.line) for one in caught.value.diagnostics] == [("D316", 12)]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (
            HEAD + "A,2024,thu,1\r\nB,2024,thu," + "9" * 139_999 + "\n",
            3,
            "characters of a cell 140,000, at most 131,072",
        ),
        (HEAD + "A,2024,thu,1" + "0" * 3_000_000 + "\n", 2, "characters of a line 3,000,013, at most 2,000,000"),
        ("x" * 140_000 + "," + HEAD, 1, "characters of a cell 140,000, at most 131,072"),
        ("x" * 3_000_000, 1, "characters of a line 3,000,000, at most 2,000,000"),
        (",".join(f"c{n:0100}" for n in range(1_400)) + f",{HEAD}{'1,' * 1_400}A,2024,ket,1\n", None, ""),
    ],
)
def test_a_line_that_is_too_long_is_said_to_be(office, tmp_path, text, line, said):
    csv.field_size_limit(32_767)  # As who has read a form.
    path = written(tmp_path / "rows.csv", text)
    if line is None:
        judged(office, [path])
        return
    with pytest.raises(SubmissionError) as caught:
        judged(office, [path])
    (one,) = caught.value.diagnostics
    assert (one.code.id, one.location.line) == ("D006", line)
    assert said in str(Language("en").render(one.message))


def test_a_line_that_is_broken_twice_is_no_two_lines(office, tmp_path):
    path = written(tmp_path / "rows.csv", f'{HEAD}A,2024,thu,99\n"U1"x,2024,thu,3,"4"t,5\nB,2024,thu,98\n')
    with pytest.raises(SubmissionError) as caught:
        judged(office, [path])
    assert [(one.code.id, one.location.line) for one in caught.value.diagnostics] == [("D316", 3)]


def test_rows_after_broken_lines_keep_their_numbers(office, tmp_path):
    broken = ["A,2024,thu", "B,2024,thu", "C,2024,thu,99", "D,2024", "E,2024,thu,1,2", "F,2024,thu,98", "G,2024,thu,97"]
    stands, done = judged(office, [written(tmp_path / "rows.csv", HEAD + "\n".join(broken))])
    assert [(unit, line) for unit, *_, line in stands] == [("C", 4), ("F", 7), ("G", 8)]
    assert done.accounts == (7, 3, 4, 0, 0)


def test_a_row_that_is_no_utf_8_is_one_bad_row(office, tmp_path):
    text = HEAD.encode() + b"A,2024,thu,99\nB\xff,2024,thu,98\nC,2024,thu,97\n"
    stands, done = judged(office, [written(tmp_path / "rows.csv", text)])
    assert [(unit, line) for unit, *_, line in stands] == [("A", 2), ("C", 4)]
    assert [(one.code.id, one.location.line) for one in done.run.diagnostics] == [("D303", 3)]


def test_a_header_that_is_no_utf_8_is_refused(office, tmp_path):
    path = written(tmp_path / "rows.csv", (HEAD + "A,2024,thu,99\n").encode("utf-32"))
    with pytest.raises(SubmissionError, match="D301"):
        judged(office, [path])


def test_utf_16_with_its_mark_is_read_as_utf_8_is(office, tmp_path):
    """“Unicode text” is what Excel calls a file of tabs in UTF-16."""
    paths = []
    for n, (order, delimiter) in enumerate(product(("utf-16-le", "utf-16-be"), (",", "\t"))):
        text = (HEAD + f"A{n},2024,thu,99\r\nBản Á{n},2024,thu,98\r\n").replace(",", delimiter)
        paths.append(written(tmp_path / f"{n}.csv", f"\ufeff{text}".encode(order)))
    stands, done = judged(office, paths)
    assert [(unit, line) for unit, *_, line in stands] == [
        (f"{unit}{n}", line) for unit, line in (("A", 2), ("Bản Á", 3)) for n in range(4)
    ]
    assert done.accounts == (8, 8, 0, 0, 0)


def test_utf_16_that_breaks_off_is_refused_whole(office, tmp_path):
    rows = "".join(f"U{n},2024,thu,{n}\n" for n in range(9_000))
    path = written(tmp_path / "rows.csv", (HEAD + rows).encode("utf-16")[:-1])
    with pytest.raises(SubmissionError, match="D301") as caught:
        judged(office, [path])
    assert [one.location.path for one in caught.value.diagnostics] == [path]


def test_columns_without_a_name_and_beside_the_layout_do_not_matter(office, tmp_path):
    path = written(tmp_path / "rows.csv", "unit,x,x,period,indicator,value,,\nA,1,2,2024,thu,99,,\n")
    assert short(judged(office, [path])[0]) == [("A", 99.0, "unmet")]


def test_a_column_of_the_layout_is_there_once(office, tmp_path):
    path = written(tmp_path / "rows.csv", "unit,period,indicator,value,value\nA,2024,thu,99,1\n")
    with pytest.raises(SubmissionError, match="D271"):
        judged(office, [path])


def test_a_column_may_be_called_as_an_engine_calls_its_own(office, tmp_path):
    path = parquet(tmp_path / "1.parquet", row("'A'", "99", more=", 'x' AS filename"))
    assert short(judged(office, [path])[0]) == [("A", 99.0, "unmet")]


def test_a_bad_value_is_told_with_its_own_indicator(office, tmp_path):
    path = written(tmp_path / "rows.csv", f"{HEAD}A,2024,thu,abc\nA,2024,chi,abc\n")
    said = [dict(one.message.values)["indicator"] for one in judged(office, [path])[1].run.diagnostics]
    assert said == ["thu", "chi"]


def test_values_beyond_those_that_are_read_say_so(office, tmp_path, monkeypatch):
    monkeypatch.setattr(value_texts, "_ODD", 3)
    rows = "".join(f"U{n},2024,thu,{n}e0\n" for n in range(1, 6))
    stands, done = judged(office, [written(tmp_path / "rows.csv", HEAD + rows)])
    assert [unit for unit, *_ in stands] == ["U1", "U2", "U3"]
    assert [(one.code.id, one.location.line) for one in done.run.diagnostics] == [("D317", 5), ("D317", 6)]


def test_long_numbers_need_room_only_for_checks(office, tmp_path):
    long = "9" * 20 + "." + "9" * 17
    stands, _ = judged(office, [written(tmp_path / "rows.csv", f"{HEAD}A,2024,thu,{long}\n")])
    assert stands[0][2:4] == (long, "exceeded")


def test_a_damaged_file_is_unreadable_not_a_fault(office, tmp_path):
    path = tmp_path / "1.parquet"
    parquet(
        path,
        "SELECT 'U' || n AS unit, '2024' AS period, 'thu' AS indicator, n * 7 % 1000 AS value FROM range(9000) t(n)",
    )
    data = bytearray(path.read_bytes())
    for place in range(len(data) // 3, len(data) // 3 + 600):
        data[place] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(SubmissionError, match="D319"):
        judged(office, [str(path)])


def test_a_unit_is_listed_once(office, tmp_path):
    units = written(tmp_path / "units.txt", "A\nA\nB\nB\n")
    path = written(tmp_path / "rows.csv", f"{HEAD}A,2024,thu,99\nC,2024,thu,99\n")
    done = run_bulk([path], [load_pack(str(office.pack))], BulkSettings(units=units))
    assert (done.accounts, done.findings["D119"]) == ((2, 1, 0, 0, 1), 1)


def test_results_of_an_earlier_run_do_not_stay(office, tmp_path):
    folder = office.folder / "found"
    judged(office, [written(tmp_path / "1.csv", f"{HEAD}A,2024,thu,99\nB,2024,thu,x\n")])
    (folder / "note.txt").write_text("ours")
    good = written(tmp_path / "2.csv", f"{HEAD}A,2024,thu,99\n")
    usual = ["by_group", "by_indicator", "by_unit", "findings"]
    for kind in ("parquet", "csv"):
        settings = BulkSettings(units="data", output=str(folder), output_format=kind)
        run_bulk([good], [load_pack(str(office.pack))], settings)
        assert sorted(one.name for one in folder.iterdir()) == [*(f"{name}.{kind}" for name in usual), "note.txt"]


@pytest.mark.parametrize(
    ("output", "other", "places"),
    [
        ("", "2023/judged.csv", "{data}"),
        ("found", "judged.csv", "{data}/**/*.csv"),
        pytest.param("a/b", "a/judged.csv", "{data}", marks=pytest.mark.nightly),
        pytest.param("", "2023/judged.csv", "{data}/**/*.csv", marks=pytest.mark.nightly),
        pytest.param("found", "judged.csv", "{data}", marks=pytest.mark.nightly),
        pytest.param("a/b", "a/judged.csv", "{data}/**/*.csv", marks=pytest.mark.nightly),
    ],
)
def test_results_are_not_read_by_the_next_run(office, tmp_path, output, other, places):
    data = tmp_path / "data"
    for path, unit in ((data / "rows.csv", "A"), (data / other, "B")):
        path.parent.mkdir(parents=True, exist_ok=True)
        written(path, f"{HEAD}{unit},2024,thu,99\n")
    settings = BulkSettings(units="data", output=str(data / output), output_format="csv", everything=True)
    for _ in range(2):
        done = run_bulk([places.format(data=data)], [load_pack(str(office.pack))], settings)
        assert done.accounts == (2, 2, 0, 0, 0)


def test_hidden_files_of_a_folder_are_passed_over(office, tmp_path):
    data = tmp_path / "data"
    (data / ".ipynb_checkpoints").mkdir(parents=True)
    for name in ("rows.csv", "~$rows.csv", ".rows.csv", ".ipynb_checkpoints/rows.csv"):
        written(data / name, f"{HEAD}A,2024,thu,99\n")
    assert judged(office, [str(data)])[1].accounts == (1, 1, 0, 0, 0)
    assert judged(office, [str(data / ".rows.csv")])[1].accounts == (1, 1, 0, 0, 0)


UNREADABLE = [
    # what is read, its bytes, more options, what is said
    ("rows.parquet", b"PAR1 and no more", (), "đây không phải tệp Parquet, hoặc chỉ là phần đầu"),
    ("rows.parquet", b"", (), "đây không phải tệp Parquet"),
    ("rows.csv", b"unit,unit,period,indicator,value\n", (), "hai cột cùng có tiêu đề `unit` (cột 1 và cột 2)"),
    ("rows.csv", b"unit,period,indicator,v\xe3lue\n", (), "dòng tiêu đề không theo mã UTF-8"),
    ("rows.csv", HEAD.encode("utf-32"), (), "gợi ý: trong Excel: lưu dạng “CSV UTF-8”"),
    ("rows.csv", HEAD.encode("utf-16")[:-1], (), "nội dung UTF-16 của tệp bị hỏng"),
    ("rows.csv", b"", (), "dòng đầu không có tiêu đề cột\n    gợi ý: ghi tên các cột ở dòng đầu tiên"),
    ("rows.csv", b"\n\n", (), "dòng đầu không có tiêu đề cột"),
    ("rows.csv", b"unit\0,period\n" + b"x" * 200_000, (), "D30"),
    ("rows.csv", b"PAR1" + bytes(20), (), "nội dung không phải của tệp CSV\n    gợi ý: hãy lưu tệp dạng CSV"),
    ("rows.db", b"no database", ("--table", "t"), "đây không phải cơ sở dữ liệu SQLite"),
    ("rows.db", b"", ("--table", "t"), "không có bảng `t`"),
    ("rows.db", b"", (), "nêu tên bảng bằng --table"),
    ("", b"", (), "không có tệp này"),
]


@pytest.mark.parametrize(("name", "data", "more", "said"), UNREADABLE)
def test_what_cannot_be_read_is_said_in_the_users_language(office, tmp_path, name, data, more, said):
    path = tmp_path / (name or "none.csv")
    if name:
        path.write_bytes(data)
    done = checker("bulk", "--lang", "vi", "-p", str(office.pack), str(path), *more)
    assert (done.exit_code, said in done.everything, str(path) in done.everything) == (3, True, True), done.everything


ADDRESSES = [
    ("postgresql://me:secret@127.0.0.1:1/x", (), "--table"),
    ("POSTGRES://me:secret@127.0.0.1:1/x", ("--table", "t"), "cannot be reached"),
    ("mysql://me:secret@127.0.0.1:1/x", ("--table", "t"), "postgresql://"),
]


@pytest.mark.parametrize("command", ["bulk", "check"])
@pytest.mark.parametrize(("address", "more", "said"), ADDRESSES)
def test_no_message_holds_a_password(office, address, more, said, command):
    if "postgres" in address.lower() and more:
        pytest.importorskip("psycopg")
    done = checker(command, "-p", str(office.pack), address, *more)
    assert (done.exit_code, said in done.everything, "secret" in done.everything) == (3, True, False), done.everything


def test_bad_rows_have_codes(office, tmp_path):
    rows = "A,2024x,thu,1\nA,2024,lạ,1\nA,2024,thu,1\nA,2024,thu,2\nB,2024,thu,1x\n"
    out = tmp_path / "out"
    path = written(tmp_path / "rows.csv", HEAD + rows)
    run_bulk([path], [load_pack(str(office.pack))], BulkSettings(units="data", output=str(out), output_format="csv"))
    with duckdb.connect() as database:
        found = database.execute(f"SELECT row, code FROM '{out / 'bad_rows.csv'}' ORDER BY row").fetchall()
    assert found == [(2, "D305"), (3, "D101"), (4, "D308"), (5, "D308"), (6, "D107")]


def test_units_without_figures_and_without_reports_are_named(office, tmp_path):
    path = written(tmp_path / "rows.csv", f"{HEAD}A,2024,thu,120\nB,2024,chi,20\n")
    units = written(tmp_path / "units.txt", "A\nB\nxã C\n")
    done = checker("bulk", "--lang", "en", "-p", str(office.pack), "--units", units, path)
    assert done.exit_code == 1
    assert "1 × missing unit: xã C" in done.stdout
    told = " ".join(done.stdout.split())
    assert "T003 A, 2024: " in told
    assert "T003 B, 2024: " in told


def test_a_decimal_comma_is_told_how_to_be_read(office, tmp_path):
    path = written(tmp_path / "rows.csv", f'{HEAD}A,2024,thu,"318,5"\nA,2024,chi,5kg\n')
    done = checker("bulk", "--lang", "vi", "-p", str(office.pack), "--units", "data", "--format", "full", path)
    assert (
        "`318,5` không phải là số\n    gợi ý: số viết theo kiểu tiếng Việt: hãy đọc bằng --locale vi" in done.everything
    )
    assert done.everything.count("--locale vi") == 1
    assert done.everything.count("gợi ý") == 2


def test_a_folder_without_rows_says_so(office, tmp_path):
    written(tmp_path / "note.txt", "unit")
    done = checker("bulk", "--lang", "vi", "-p", str(office.pack), str(tmp_path))
    assert (done.exit_code, "thư mục này không có tệp Parquet hoặc CSV nào" in done.everything) == (3, True)


def test_rows_of_which_none_is_judged_say_so(office, tmp_path):
    path = written(tmp_path / "rows.csv", f"{HEAD}A,2023,thu,99\n")
    done = checker("bulk", "--lang", "vi", "-p", str(office.pack), path)
    assert (done.exit_code, "không có gì được đánh giá" in done.stdout) == (5, True)


def test_without_duckdb_it_says_how_to_install_it(office, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "_duckdb", None)
    path = written(tmp_path / "rows.csv", f"{HEAD}A,2024,thu,99\n")
    for command in (("bulk",), ("check", "--engine", "columnar")):
        done = checker(*command, "--lang", "vi", "-p", str(office.pack), path)
        assert done.exit_code == 2
        assert 'python -m pip install ".[bulk]"' in done.stderr


MISTAKES = [
    (("--units", "{folder}/nowhere"), 2, "P001"),
    (("--units", "{folder}"), 2, "P001"),
    (("--output", "{csv}"), 2, "it is a file"),
    (("--output", "{csv}/below"), 2, "it is a file"),
    (("--output", "{folder}/found", "--spill", "{csv}"), 2, "it is a file"),
    (("--output", ""), 2, "--output needs the name of a folder"),
    (("--output", "csv="), 2, "--output needs the name of a folder"),
    (("--output", "jsn"), 2, "did you mean `json`? For a folder write parquet=jsn"),
    (("--delimiter", ";;"), 2, "--delimiter is one sign"),
]


@pytest.mark.parametrize(("options", "code", "said"), MISTAKES)
def test_a_mistake_in_the_options_is_told_as_one(office, tmp_path, options, code, said):
    path = written(tmp_path / "rows.csv", f"{HEAD}A,2024,thu,99\n")
    named = [option.format(folder=tmp_path, csv=path) for option in options]
    done = checker("bulk", "--lang", "en", "-p", str(office.pack), path, *named)
    assert (done.exit_code, said in done.everything, "internal" in done.everything) == (code, True, False), (
        done.everything
    )
    assert Path(path).read_text(encoding="utf-8") == f"{HEAD}A,2024,thu,99\n"


def test_a_tab_may_be_written_as_two_signs(office, tmp_path):
    path = written(tmp_path / "rows.csv", f"{HEAD}A,2024,thu,99\n".replace(",", "\t"))
    done = checker("bulk", "--lang", "en", "-p", str(office.pack), "--units", "data", "--delimiter", "\\t", path)
    assert "unmet: 1" in done.stdout


@pytest.mark.parametrize("texts", [[], ["a'b", ""], ["a\0b", "\0", "'"]])
def test_every_text_can_be_one_of_an_enumeration(texts):
    with duckdb.connect() as database:
        database.execute(f"CREATE TYPE told AS ENUM ({enumeration(texts)})")
        found = database.execute("SELECT enum_code(try_cast(unnest($1) AS told))", [[*texts, "other"]]).fetchall()
    assert [code for (code,) in found] == [*range(len(texts)), None]


@pytest.mark.parametrize(("part", "suffix"), [("numerator", "csv"), ("denominator", "parquet")])
def test_a_part_alone_is_found_whether_the_data_have_a_column_for_the_other_or_not(office, tmp_path, part, suffix):
    found = []
    for columns in ("'7' AS {0}", "'7' AS {0}, CAST(NULL AS VARCHAR) AS {1}"):
        parts = columns.format(part, "denominator" if part == "numerator" else "numerator")
        first, second = row("'A'", 99, more=f", {parts}"), row("'B'", 100)
        rows = f"{first} UNION ALL BY NAME {second}"
        with database() as own:
            own.execute(f"COPY ({rows}) TO '{tmp_path}/rows.{suffix}'")
        judged(office, [str(tmp_path / f"rows.{suffix}")])
        with database() as own:
            found.append(
                own.execute(
                    f"SELECT * EXCLUDE file FROM '{office.folder}/found/findings.parquet' ORDER BY ALL"
                ).fetchall()
            )
    assert found[0] == found[1]
    assert [one[1] for one in found[0] if "D116" in one] == ["A"]


def test_a_row_that_columns_cannot_refuse_is_refused_by_the_plain_engine(tmp_path):
    """What two numbers beside a part mean is unclear: the row is not bad in columns, and has a finding."""
    rows = "A,2019,health_insurance,51/110,3\nB,2019,forest_cover,42,\n"
    path = written(tmp_path / "rows.csv", f"unit,period,indicator,value,numerator\n{rows}")
    made = BulkSettings(units="data", locale="vi", output=str(tmp_path / "found"), worst=0)
    done = run_bulk([path], [load_pack("national-assembly/2019")], made)
    with database() as own:
        found = own.execute(
            f"SELECT unit, code, matter, row FROM '{tmp_path}/found/findings.parquet' WHERE code = 'D129'"
        ).fetchall()
    assert found == [("A", "D129", "invalid", 2)]
    assert (done.accounts.judged, done.accounts.bad) == (2, 0)


def test_a_part_alone_beside_a_figure_that_cannot_be_used_is_no_fault(tmp_path):
    lines = ["forest_cover,122,5,no", "gdp_growth,51/110,1.000,", "forest_cover,1.000,5,", "forest_cover,,5,"]
    rows = "".join(f"{unit},2019,{line}\n" for unit, line in zip("ABCD", lines, strict=True))
    path = written(tmp_path / "rows.csv", f"unit,period,indicator,value,numerator,confirmed\n{rows}")
    done = checker("bulk", "--lang", "en", "-p", "national-assembly/2019", "--units", "data", "--locale", "vi", path)
    assert done.exit_code in (1, 2), done.everything


def test_a_unit_without_expected_figures_has_one_verdict_whoever_judges_it(tmp_path):
    """A range is judged by the plain engine, a number in columns."""
    rows = "A,2024-H1,budget_revenue,trên 100\nB,2024-H1,budget_revenue,120\n"
    path, found = written(tmp_path / "rows.csv", f"{HEAD}{rows}"), tmp_path / "found"
    run_bulk([path], [load_pack("bac-kan-city/2024")], BulkSettings(units="data", locale="vi", output=str(found)))
    with database() as own:
        stands = own.execute(f"SELECT unit, verdict FROM '{found}/findings.parquet' WHERE code = 'T007' ORDER BY unit")
        assert stands.fetchall() == [("A", "no_data"), ("B", "no_data")]


def test_threads_take_turns_as_the_caller_says_again(office, tmp_path):
    before = sys.getswitchinterval()
    judged(office, [written(tmp_path / "rows.csv", f"{HEAD}A,2024,thu,99\n")])
    assert sys.getswitchinterval() == before


def test_tallies_from_findings_are_those_from_rows(office, tmp_path, monkeypatch):
    rows = "SELECT 'u' || i AS unit, '2024' AS period, 'thu' AS indicator, i * 10 AS value FROM range(1, 30) r(i)"
    data, asked = parquet(tmp_path / "rows.parquet", rows), []
    keep = DuckDatabase.keep

    def kept(engine, name, sql):
        if name == "moved":
            asked.append("FROM findings f" in sql)
        keep(engine, name, sql)

    monkeypatch.setattr(DuckDatabase, "keep", kept)
    tallies = []
    for way in ("findings", "rows"):
        if way == "rows":
            monkeypatch.setattr("checker.bulk.class_answers._own_remark", lambda _: None)
        judged(office, [data])
        with database() as own:
            tallies.append(
                own.execute(f"SELECT * FROM '{office.folder}/found/by_unit.parquet' ORDER BY ALL").fetchall()
            )
    assert asked == [True, False]
    assert tallies[0] == tallies[1]
    assert len({one[3:] for one in tallies[0]}) > 1
