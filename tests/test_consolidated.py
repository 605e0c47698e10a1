"""Twenty communes in, one table out: every figure, the sums, the ranks, and who has not sent."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest
from openpyxl import Workbook, load_workbook

from checker.language import Language
from checker.reporters import machine
from checker.reporters.consolidated.ranks import ranked
from checker.reporters.consolidated.table import consolidated
from tests.command import checker
from tests.libreoffice import converted
from tests.office import Office, indicator
from tests.workbooks import reopened

pytestmark = pytest.mark.slow

COUNT = 20
LATE = (19, 20)
"""The communes that have not sent."""
INDICATORS = (
    indicator("thu", more="target: {at_least: 100}\npace: none"),
    indicator("ngheo", unit="%", kind="ratio", better="lower", more="target: {at_most: 5}\npace: none"),
    indicator("viec", unit="người", more="target: {at_least: 1500}"),
    indicator("lon", unit="con", kind="stock", more="target: {at_least: 900}"),
    indicator("chu", unit="", kind="verdict", more="target: {achieved: true}"),
)
# Made up: a figure of each commune that follows from its number, so that sums are known.
FIGURES = {n: (85 + n, n % 7 + 1, 1490 + n, 880 + 2 * n) for n in range(1, COUNT + 1)}


def office_of(folder, *, roll_up=False, late=LATE, workbooks=False):
    """Write the pack, and what every commune has sent: YAML, or a workbook, which takes longer to read."""
    units = "".join(f"    xa-{n}: {{title: {{vi: UBND xã Số {n}}}, short: Số {n}, kind: xã}}\n" for n in FIGURES)
    more = f"unit_title: {{vi: UBND huyện Thử}}\nunits: [con]\nreporting:\n  units:\n{units}"
    office = Office(folder, *INDICATORS, more=f"{more}  roll_up: {str(roll_up).lower()}\n")
    for n, (thu, ngheo, viec, lon) in FIGURES.items():
        if n in late:
            continue
        word = "đạt" if n % 2 else "không đạt"
        if not workbooks:
            parts = f"{{numerator: {ngheo}, denominator: 200}}"
            office.send("2024", f"thu: {thu}\nngheo: {parts}\nviec: {viec}\nlon: {lon}\nchu: {word}", unit=f"xa-{n}")
            continue
        book = Workbook()
        for row in (
            (f"Đơn vị: UBND xã Số {n}",),
            ("SỐ LIỆU GIẢ ĐỊNH",),
            ("TT", "Chỉ tiêu", "ĐVT", "Thực hiện năm 2024"),
            (1, "Chỉ tiêu thu", "tỷ đồng", thu),
            (2, "Chỉ tiêu ngheo", "%", f"{ngheo}/200"),
            (3, "Chỉ tiêu viec", "người", viec),
            (4, "Chỉ tiêu lon", "con", lon),
            (5, "Chỉ tiêu chu", "", word),
        ):
            book.active.append(row)  # type: ignore[union-attr]
        path = folder / f"xa-{n:02}.xlsx"
        book.save(path)
        office.sent.append(str(path))
    return office


def written(office, *suffixes, lang="vi"):
    """Return what the command writes as each kind of file."""
    paths = [office.folder / f"out{suffix}" for suffix in suffixes]
    wanted = [word for path in paths for word in ("--output", f"consolidated={path}")]
    done = checker(
        "check", *office.sent, "-p", str(office.pack), "--period", "2024", "--lang", lang, "--exit-zero", *wanted
    )
    assert done.exit_code == 0, done.everything
    return [path.read_bytes() for path in paths]


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The workbook and the rows of communes with targets of their own, and of those whose figures add up."""
    made = {}
    for roll_up in (False, True):
        office = office_of(tmp_path_factory.mktemp("xa"), roll_up=roll_up, workbooks=not roll_up)
        made[roll_up] = written(office, ".xlsx", ".csv", ".html", ".parquet")
    return made


def sheets(data):
    return reopened(data)


def table(sheet):
    """Return the rows of a sheet as they are read, without empty ones."""
    return [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_every_figure_stands_in_its_units_row(books):
    book = sheets(books[False][0])
    assert book.sheetnames == ["Biểu 01", "Biểu 02", "Biểu 03", "Biểu 04"]
    rows = {row[1]: row[2:] for row in table(book["Biểu 01"])}
    for n, (thu, ngheo, viec, lon) in FIGURES.items():
        if n in LATE:
            assert rows[f"Số {n}"][0] == "Chưa gửi báo cáo"
            assert not any(rows[f"Số {n}"][1:])  # no zeros
        else:
            word = "đạt" if n % 2 else "không đạt"
            assert rows[f"Số {n}"] == (thu, ngheo / 2, viec, lon, word)
    assert rows["Kế hoạch chung"] == (100, "Không quá 5", 1500, 900, "Hoàn thành")


def test_sums_are_exact_ratios_follow_from_their_parts_and_say_of_how_many_they_are(books):
    rows = {row[1]: row[2:] for row in table(sheets(books[True][0])["Biểu 01"])}
    sent = [figures for n, figures in FIGURES.items() if n not in LATE]
    shares = Fraction(sum(ngheo for _, ngheo, *_ in sent) * 100, 200 * len(sent))
    thu, share, viec, lon, word = rows["TỔNG CỘNG (18/20)"]
    assert (thu, viec, lon) == tuple(sum(figures[place] for figures in sent) for place in (0, 2, 3))
    assert Decimal(str(share)) == pytest.approx(Decimal(shares.numerator) / Decimal(shares.denominator))
    assert word == "x", "no verdict follows from verdicts"
    totals = {row["indicator"]: row for row in rows_of(books[True][1]) if row["record"] == "total"}
    assert {(one["units"], one["verdict"]) for name, one in totals.items() if name != "chu"} == {("18", "")}


def test_the_whole_is_judged_when_all_have_sent(tmp_path):
    office = office_of(tmp_path, roll_up=True, late=())
    data, report = written(office, ".csv", ".xlsx")
    total = next(row for row in rows_of(data) if row["record"] == "total" and row["indicator"] == "thu")
    assert (total["low"], total["units"], total["verdict"]) == (
        str(sum(one[0] for one in FIGURES.values())),
        "20",
        "exceeded",
    )
    assert "TỔNG CỘNG" in [row[1] for row in table(sheets(report)["Biểu 01"])]
    # Where the whole reports itself, its figure stands beside the sum, and is what is judged.
    whole = sum(one[0] for one in FIGURES.values())
    office.send("2024", f"thu: {whole + 3}\nlon: {sum(one[3] for one in FIGURES.values())}", as_of="2024-12-31")
    data, report, page = written(office, ".csv", ".xlsx", ".html")
    rows = {row[1]: row[2:] for row in table(sheets(report)["Biểu 01"])}
    assert rows["TỔNG CỘNG"][0] == whole
    assert (rows["UBND huyện Thử báo cáo"][0], rows["UBND huyện Thử báo cáo"][2]) == (whole + 3, "…")
    assert (rows["Chênh lệch"][0], rows["Chênh lệch"][2:4]) == (3, ("x", 0))
    assert "Chênh lệch" in page.decode()
    kinds = {row["record"]: row for row in rows_of(data) if row["indicator"] == "thu"}
    assert (kinds["total"]["low"], kinds["total"]["verdict"]) == (str(whole), "")
    assert (kinds["whole"]["low"], kinds["whole"]["verdict"]) == (str(whole + 3), "exceeded")


def test_percentages_of_plans_and_ranks(books):
    rows = {row[1]: row[2:] for row in table(sheets(books[False][0])["Biểu 02"])}
    met = {}
    for n, (thu, ngheo, viec, lon) in FIGURES.items():
        if n not in LATE:
            met[n] = sum((thu >= 100, ngheo / 2 <= 5, viec >= 1500, lon >= 900, n % 2 == 1))
    for n, count in met.items():
        rank = 1 + sum(other > count for other in met.values())
        assert rows[f"Số {n}"][0] == FIGURES[n][0]  # of a plan of 100
        assert rows[f"Số {n}"][1] == "x"  # a share has no percentage of its plan
        assert rows[f"Số {n}"][-3:] == (f"{count}/5", str(rank), None)
    # Where figures add up, a commune has no plan of its own, and nothing to rank.
    assert sheets(books[True][0]).sheetnames == ["Biểu 01", "Biểu 02", "Biểu 03"]


def test_the_long_form_is_a_table_whose_cells_lead_to_their_sources(books):
    sheet = sheets(books[False][0])["Biểu 03"]
    (made,) = sheet.tables.values()
    top, *rows = sheet[made.ref]
    assert [cell.value for cell in top][:2] == ["Đơn vị báo cáo", "Chỉ tiêu"]
    assert len(rows) == 18 * 5
    # By its own plan the last one to have sent is the first in revenue.
    first = rows[0][-1]
    assert first.value == "xa-18.xlsx · Sheet · D4"
    assert (first.hyperlink.target.endswith("xa-18.xlsx"), first.hyperlink.location) == (True, "'Sheet'!D4")
    of_revenue = [row for row in rows if row[1].value == "Chỉ tiêu thu"]
    sent = [FIGURES[n][0] for n in FIGURES if n not in LATE]
    assert [row[4].value for row in of_revenue] == sorted(sent, reverse=True)
    assert [row[-2].value for row in of_revenue] == list(range(1, 19))
    assert {row[-2].value for row in rows if row[1].value == "Chỉ tiêu ngheo"} == {"x"}


def test_who_has_sent_what(books):
    rows = {row[1]: row[2:] for row in table(sheets(books[False][0])["Biểu 04"]) if len(row) > 1}
    assert rows["UBND xã Số 1"][0] == "Đã gửi báo cáo"
    assert rows["UBND xã Số 1"][1:4] == ("…", "…", 5)
    assert rows["UBND xã Số 19"] == ("Chưa gửi báo cáo", "x", "x", "x", "x", None)


def test_no_cell_is_a_formula_and_the_same_run_is_the_same_file(tmp_path):
    office = office_of(tmp_path)
    first, page = written(office, ".xlsx", ".html")
    again, same = written(office, ".xlsx", ".html")
    assert (first, page) == (again, same)
    assert all(cell.data_type != "f" for sheet in sheets(first) for row in sheet.iter_rows() for cell in row)


TYPES = (
    dict.fromkeys(("low", "high", "percent_of_plan", "gap"), "DECIMAL(38,12)")
    | dict.fromkeys(("year_earlier", "year_earlier_change", "last_period_value"), "DECIMAL(38,12)")
    | dict.fromkeys(("rank", "units", "line"), "INTEGER")
    | {"synthetic": "BOOLEAN"}
)


def test_rows_for_programs_are_the_same_in_csv_and_parquet(books, tmp_path):
    for _, data, _, parquet in books.values():
        path = tmp_path / "rows.parquet"
        path.write_bytes(parquet)
        relation = duckdb.read_parquet(str(path))
        kept, types = relation.fetchall(), dict(zip(relation.columns, map(str, relation.types), strict=True))
        assert {name: type_ for name, type_ in types.items() if type_ != "VARCHAR"} == TYPES
        rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig")))]
        assert [tuple(map(plain, row)) for row in kept] == [tuple(map(plain, row)) for row in rows]


def cells_of(page):
    """Return the rows of the page's tables by name: each cell's text, its word, its class and its source."""
    rows = re.findall(r'<tr[^>]*><th scope="row">(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    cell = r'<td(?: class="(\w+)")?(?: title="([^"]*)")?[^>]*>([^<]*)(?:<small>([^<]*)</small>)?</td>'
    return {
        name: [(text, word, sign, source) for sign, source, text, word in re.findall(cell, row)] for name, row in rows
    }


def test_every_value_link_rank_and_total_of_rows_and_page_is_a_plain_computation(books):
    """Parquet has the same rows as CSV, as the test above says."""
    sent = {n: figures for n, figures in FIGURES.items() if n not in LATE}
    rows, page = rows_of(books[False][1]), cells_of(books[False][2].decode())
    assert [row["unit"] for row in rows if row["record"] == "not_sent"] == [f"xa-{n}" for n in LATE]
    found = {(row["unit"], row["indicator"]): row for row in rows if row["record"] == "figure"}
    assert len(found) == len(sent) * len(INDICATORS)
    met = {n: sum((a >= 100, b / 2 <= 5, c >= 1500, d >= 900, n % 2 == 1)) for n, (a, b, c, d) in sent.items()}
    for n, (thu, ngheo, viec, lon) in sent.items():
        rank = str(1 + sum(other > met[n] for other in met.values()))
        facts = (
            ("thu", Fraction(thu), 100, "D4"),
            ("ngheo", Fraction(ngheo, 2), None, "D5"),
            ("viec", Fraction(viec), 1500, "D6"),
            ("lon", Fraction(lon), 900, "D7"),
        )
        cells = page[f"Số {n}"]
        for place, (id_, value, plan, at) in enumerate(facts):
            row = found[f"xa-{n}", id_]
            assert Fraction(row["low"]) == Fraction(row["high"]) == value, (n, id_)
            good = value <= 5 if plan is None else value >= plan
            strictly = value < 5 if plan is None else value > plan
            assert row["verdict"] == ("exceeded" if strictly else "met" if good else "unmet"), (n, id_)
            if plan is not None:
                assert Fraction(row["percent_of_plan"]) == pytest.approx(float(100 * value / plan))
            assert (row["rank"], row["sheet"], row["cell"]) == (rank, "Sheet", at)
            assert row["path"].endswith(f"xa-{n:02}.xlsx")
            text, word, sign, source = cells[place]
            assert Decimal(text.replace(".", "").replace(",", ".")) == Decimal(float(value))
            assert (word, sign) == (("vượt" if strictly else "đạt", "good") if good else ("không đạt", "bad"))
            assert source == f"xa-{n:02}.xlsx · Sheet · {at}"
        assert [text for text, *_ in cells[5:7]] == [f"{met[n]}/5", rank]
    assert {page[f"Số {n}"][0][0] for n in LATE} == {"Chưa gửi báo cáo"}
    sums = {row["indicator"]: row for row in rows_of(books[True][1]) if row["record"] == "total"}
    for place, id_ in ((0, "thu"), (2, "viec"), (3, "lon")):
        assert Fraction(sums[id_]["low"]) == sum(figures[place] for figures in sent.values())
    share = Fraction(sum(figures[1] for figures in sent.values()), 2 * len(sent))
    assert Fraction(sums["ngheo"]["low"]) == pytest.approx(float(share))
    whole = cells_of(books[True][2].decode())["TỔNG CỘNG (18/20)"]
    assert [text for text, *_ in whole[:1]] == [str(sum(figures[0] for figures in sent.values())).replace("1", "1.", 1)]


def plain(value):
    """Return a cell as it compares: a number without the zeros that its type gives it."""
    text = "" if value is None else str(value).lower()
    return format(Decimal(text).normalize(), "f") if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) else text


def test_the_page_holds_every_figure_and_asks_nothing_of_a_network(books):
    page = books[False][2].decode()
    assert "TỔNG HỢP KẾT QUẢ THỰC HIỆN" in page
    assert "18/20 đơn vị đã gửi báo cáo" in page
    assert page.count("Chưa gửi báo cáo") == len(LATE)
    assert not re.search(r"(?:src|href)=|https?:|<script", page)
    assert "xa-01.xlsx · Sheet · D4" in page


def test_what_the_run_rests_on_is_told_in_every_kind_of_file(books):
    book, rows, page, _ = books[False]
    told = [
        "\n".join(str(row[0]) for row in table(sheets(book)["Biểu 04"])),
        "\n".join(row["title"] for row in rows_of(rows) if row["record"] == "basis"),
        page.decode(),
    ]
    for text in told:
        assert re.search(r"2024\.yaml \(SHA-256 [0-9a-f]{16}\)", text)
        assert "--exit-zero" in text


def test_names_from_files_are_escaped(tmp_path):
    units = "{a: '<b>&\"', b: '=1+1'}"
    office = Office(tmp_path, INDICATORS[0], more=f"reporting: {{units: {units}}}\n")
    for unit in ("a", "b"):
        office.send("2024", "thu: 120", unit=unit)
    page, book, rows = written(office, ".html", ".xlsx", ".csv")
    assert "<b>" not in page.decode()
    assert "&lt;b&gt;&amp;" in page.decode()
    assert all(cell.data_type != "f" for sheet in sheets(book) for row in sheet.iter_rows() for cell in row)
    assert "'=1+1" in rows.decode()


def test_it_is_said_where_there_is_nothing_to_put_together(tmp_path):
    office = Office(tmp_path, INDICATORS[0])
    office.send("2024", "thu: 120")
    book, page, rows = written(office, ".xlsx", ".html", ".csv")
    assert table(sheets(book).worksheets[0]) == [("Chưa có hai đơn vị gửi báo cáo của cùng một kỳ",)]
    assert "Chưa có hai đơn vị gửi báo cáo" in page.decode()
    assert rows_of(rows) == []


def test_each_period_has_its_tables_and_the_later_vintage_counts(tmp_path):
    office = Office(tmp_path, INDICATORS[0], more="reporting: {units: [a, b]}\n")
    office.send("2024-Q1", "thu: 20", unit="a", as_of="2024-04-01")
    office.send("2024-Q1", "thu: 25", unit="a", as_of="2024-04-09")
    office.send("2024-Q1", "thu: 21", unit="b", as_of="2024-04-01")
    office.send("2024-H1", "thu: 60", unit="a", as_of="2024-07-01")
    done = checker(
        "check", *office.sent, "-p", str(office.pack), "--exit-zero", "--output", f"consolidated={tmp_path / 'o.xlsx'}"
    )
    assert done.exit_code == 0, done.everything
    book = load_workbook(tmp_path / "o.xlsx")
    assert [name.partition(" (")[2] for name in book.sheetnames].count("1)") == 3
    rows = {row[1]: row[2] for row in table(book[book.sheetnames[0]])}
    assert (rows["a"], rows["b"]) == (25, 21)


@pytest.mark.parametrize(
    ("ranks", "count", "is_ranked"), [("", 5, True), ("", 4, False), ("true", 2, True), ("false", 6, False)]
)
def test_whether_units_are_ranked_is_a_setting(tmp_path, ranks, count, is_ranked):
    more = (
        f"reporting: {{units: [{', '.join(f'xa-{n}' for n in range(count))}]{', ranks: ' + ranks if ranks else ''}}}\n"
    )
    office = Office(tmp_path, INDICATORS[0], more=more)
    for n in range(count):
        office.send("2024", f"thu: {99 + n}", unit=f"xa-{n}")
    (found,) = consolidated(office.run(), Language("vi"))
    assert [row.rank is not None for row in found.rows] == [is_ranked] * count
    assert all((rank is not None) is is_ranked for rank, _, _ in ranked(found, 0))


@pytest.mark.parametrize(("count", "breaks"), [(24, []), (26, [15])])
def test_from_25_indicators_on_each_field_begins_a_page(tmp_path, count, breaks):
    rows = [indicator(f"ct{n}", more="target: {at_least: 9}") for n in range(count)]
    office = Office(tmp_path, *rows, more="reporting: {units: [a, b]}\n")
    text = office.pack.read_text("utf-8").replace("groups: {g:", "groups: {h: {vi: Nhóm hai}, g:")
    head, *own = text.split("group: g\n")
    text = "".join([head, *(f"group: {'g' if n < 13 else 'h'}\n{rest}" for n, rest in enumerate(own))])
    office.pack.write_text(text, encoding="utf-8")
    for unit in ("a", "b"):
        office.send("2024", "\n".join(f"ct{n}: 10" for n in range(count)), unit=unit)
    book = reopened(machine("consolidated", suffix=".xlsx")(office.run(), Language("vi")))
    for name in ("Biểu 01", "Biểu 02"):
        assert [one.id for one in book[name].col_breaks.brk] == breaks
        assert book[name].print_title_cols == "$A:$B", "each page names the units"


@pytest.mark.parametrize("wanted", ["consolidated=x.txt", "consolidated=x", "consolidated"])
def test_a_path_that_says_no_kind_of_file_is_refused(tmp_path, wanted):
    office = Office(tmp_path, INDICATORS[0])
    done = checker("check", office.send("2024", "thu: 120"), "-p", str(office.pack), "--output", wanted, "--lang", "en")
    assert done.exit_code == 2
    assert ".xlsx, .html, .csv, .parquet" in done.stderr


def test_it_does_not_go_to_a_stream(tmp_path):
    office = Office(tmp_path, INDICATORS[0])
    done = checker(
        "check", office.send("2024", "thu: 120"), "-p", str(office.pack), "--format", "consolidated", "--lang", "en"
    )
    assert (done.exit_code, "goes into a file" in done.stderr) == (2, True)


def test_a_reason_names_units_and_says_nothing_where_there_is_no_name(tmp_path):
    office = office_of(tmp_path, roll_up=True)
    done = checker("check", *office.sent, "-p", str(office.pack), "--period", "2024", "--format", "json")
    reasons = [one["message"] for one in json.loads(done.stdout)["reports"][-1]["gate"]["reasons"]]
    assert any("UBND xã Số 19, UBND xã Số 20" in reason for reason in reasons)
    assert not any("–" in reason for reason in reasons)


@pytest.mark.slow
def test_twenty_units_and_their_percentages_stand_on_a_page_each(books, tmp_path):
    pages = shutil.which("pdfinfo")
    if not pages:
        pytest.skip("Poppler is not on this machine")
    (tmp_path / "out.xlsx").write_bytes(books[False][0])
    (paper,) = converted("pdf", tmp_path, tmp_path / "out.xlsx")
    said = subprocess.run([pages, str(paper)], check=True, capture_output=True, text=True).stdout
    # Two tables of a page each, the long form of 90 rows, and who has sent.
    assert int(re.findall(r"Pages: +([0-9]+)", said)[0]) <= 2 + 4 + 1
