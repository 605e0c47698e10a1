"""What an office's papers say: the paragraph that is pasted, and the parts of a letter, in the words of offices."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import pytest

import checker
from checker.assess.earlier_figures import beside_earlier
from checker.assessment import Options
from checker.domain.axes import DataState, Kind, Pace, Verdict
from checker.domain.interval import Interval, point
from checker.domain.letterhead import Letterhead
from checker.domain.period import Period
from checker.domain.report import Report, Run, TargetBound
from checker.domain.reporting import LegalBasis
from checker.domain.text import Text
from checker.errors import PackError
from checker.language import Language
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.readers.letterhead import read_letterhead
from checker.reporters import machine
from checker.reporters.letter.wml import cell, grid, row
from checker.reporters.office.annex import annex_of
from checker.reporters.office.blanks import SLOT
from checker.reporters.office.body import body
from checker.reporters.office.document import closing, letter_parts, opening, title
from checker.reporters.office.earlier import year_earlier_of
from checker.reporters.office.figures import amount, day, points, share, small
from checker.reporters.office.paragraph import LONGEST, SHORTEST, by_field, long_form, of_field, short_form, standing
from checker.reporters.office.period_phrases import until
from tests.examples import each_row
from tests.office import Office, indicator

ROOT = Path(__file__).parent.parent
VI = Language("vi")
NO_BREAK = "\N{NO-BREAK SPACE}"


@lru_cache
def seed(name: str) -> Run:
    return check([str(ROOT / "seeds" / f"{name}.yaml")], Options(engine="direct"))


def report(name: str) -> Report:
    return seed(name).reports[0]


def without(*indicators: str) -> Report:
    """Return the made-up report of 2024 without some of its rows, evaluated anew."""
    text = (ROOT / "seeds/bac-kan-city/2024-synthetic.yaml").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.strip().startswith(tuple(f"{one}:" for one in indicators))]
    return checker.check(("short.yaml", "\n".join(kept).encode()), engine="direct").run.reports[0]


SYNTHETIC = "bac-kan-city/2024-synthetic"
# How each line of the file comes about.
WORKED = [
    lambda: long_form(report("bac-kan-city/2023"), VI),
    lambda: long_form(report("bac-kan-city/2023-H1"), VI),
    lambda: long_form(report("bac-kan-city/2024-H1"), VI),
    lambda: long_form(report("national-assembly/2019"), VI),
    lambda: long_form(report(SYNTHETIC), VI),
    lambda: short_form(report(SYNTHETIC), VI),
    lambda: by_field(report(SYNTHETIC), VI),
    lambda: of_field(report(SYNTHETIC), report(SYNTHETIC).results[4].group, VI),
    lambda: long_form(without("forest_cover", "poverty_rate"), VI),
]
TEXTS = (ROOT / "tests" / "golden" / "paragraphs.vi.txt").read_text(encoding="utf-8").splitlines()
"""The paragraphs, in which ``~`` is a blank that no line break cuts."""


@each_row("place", range(len(WORKED)))
def test_the_worked_paragraphs_are_written_letter_for_letter(place):
    text = WORKED[place]()
    assert text.replace(NO_BREAK, "~") == TEXTS[place]
    assert text == unicodedata.normalize("NFC", text)
    assert len(text) <= LONGEST


def test_what_is_unmet_in_other_fields_is_not_added_to_a_field():
    made = report(SYNTHETIC)
    fields = {one.group: standing(made, one.group) for one in made.results}
    assert sum(len(one.unmet) for one in fields.values()) == made.tally.unmet > 0
    assert {one.unnamed for one in fields.values()} == {standing(made).unnamed} == {0}


# ---- numbers ----------------------------------------------------------------------------------


@each_row(
    ("written", "wanted"),
    [
        (amount(Decimal("1890.5"), "tỷ đồng", VI), "1.890,5~tỷ đồng"),
        (amount(Decimal("90.0"), "%", VI), "90%"),
        (amount(Decimal(2), "HTX", VI, counted=True), "02~HTX"),
        (amount(Decimal(12), "HTX", VI, counted=True), "12~HTX"),
        (amount(Decimal("0.75"), "chỉ số", VI), "0,75"),
        (share(Fraction(9996, 100), VI), "99,96%"),
        (share(Fraction(999_999, 10_000), VI), "99,9999%"),
        (share(Fraction(301_400, 3170), VI), "95,1%"),
        (points(Fraction(-6, 100), VI, 6), "0,06~điểm~%"),
        (points(Fraction(-22_412, 1000), VI), "22,4~điểm~%"),
        (small("Thu ngân sách"), "thu ngân sách"),
        (small("OCOP đạt 3 sao"), "OCOP đạt 3 sao"),
        (small("GRDP bình quân"), "GRDP bình quân"),
        (day(dt.date(2024, 7, 2), VI), "02/7/2024"),
        (day(dt.date(2024, 2, 12), VI), "12/02/2024"),
    ],
)
def test_numbers_are_written_as_offices_write_them(written, wanted):
    assert written == wanted.replace("~", NO_BREAK)


@pytest.mark.parametrize(
    ("part", "as_of", "said"),
    [
        ("", None, "Năm 2024"),
        ("9M", None, "Đến hết tháng 9/2024"),
        ("Q1", None, "Đến hết tháng 3/2024"),
        ("H1", "2024-06-20", "Đến ngày 20/6/2024"),
    ],
)
def test_until_when(part, as_of, said):
    made = report("bac-kan-city/2024-H1")
    date = dt.date.fromisoformat(as_of) if as_of else None
    made = made._replace(submission=made.submission._replace(period=Period(2024, part), as_of=date))
    assert until(made, VI) == said


# ---- paragraphs of every kind ------------------------------------------------------------------


def altered(**changes) -> Report:
    """Return the half-year's report with its first result changed."""
    made = report("bac-kan-city/2024-H1")
    return made._replace(results=(made.results[0]._replace(**changes), *made.results[1:]))


def test_more_than_three_figures_within_the_year_are_counted_by_their_pace():
    made = report("bac-kan-city/2024-H1")
    first = made.results[0]
    ahead = first._replace(indicator="a", title=Text("Chỉ tiêu a", "A"), pace=Pace.AHEAD)
    reached = first._replace(indicator="b", title=Text("Chỉ tiêu b", "B"), verdict=Verdict.MET, pace=Pace.NONE)
    still = first._replace(indicator="c", title=Text("Chỉ tiêu c", "C"), pace=Pace.NONE)
    broken = first._replace(indicator="d", title=Text("Chỉ tiêu d", "D"), pace=Pace.NONE, verdict=Verdict.UNMET)
    bad = first._replace(indicator="e", title=Text("Chỉ tiêu e", "E"), pace=Pace.NONE, verdict=Verdict.INVALID)
    made = made._replace(results=(first, ahead, reached, still, broken, bad))
    said = long_form(made, VI).replace(NO_BREAK, " ")
    assert said == (
        "Đến ngày 02/7/2024, trong 06 chỉ tiêu của thành phố Bắc Kạn, 05 chỉ tiêu có số liệu: 01 đã đạt kế hoạch năm, "
        "01 vượt tiến độ, 01 chậm tiến độ, gồm: thu ngân sách ước đạt 86,6 tỷ đồng, bằng 27,3% dự toán, "
        "01 chỉ tiêu đã quá mức cho phép của cả năm, gồm: chỉ tiêu d ước đạt 86,6 tỷ đồng, bằng 27,3% dự toán "
        "(thiếu 230,4 tỷ đồng), 01 chưa xét tiến độ. 01 chỉ tiêu có số liệu chưa dùng được: chỉ tiêu e."
    )
    assert "không đạt" not in said


@pytest.mark.parametrize(
    ("verdict", "end"),
    [(Verdict.MET, "đã đạt kế hoạch năm"), (Verdict.UNMET, "đã quá mức cho phép của cả năm")],
)
def test_a_figure_that_settles_the_year_before_its_end_says_so(verdict, end):
    said = long_form(altered(verdict=verdict, pace=Pace.NONE), VI)
    assert f"bằng 27,3% dự toán, {end};" in said


def test_long_lists_are_cut_and_counted():
    made = report("bac-kan-city/2024-synthetic")
    first = made.results[0]
    many = tuple(
        first._replace(indicator=f"i{n}", title=Text(f"Chỉ tiêu có tên rất dài để không vừa một đoạn văn thứ {n}", ""))
        for n in range(40)
    )
    tally = made.tally._replace(counted=40, met=0, unmet=40)
    made = made._replace(results=many, tally=tally)
    assert len(long_form(made, VI)) <= LONGEST
    assert long_form(made, VI).endswith("và 32 chỉ tiêu khác.")
    assert len(short_form(made, VI)) <= SHORTEST
    assert re.search(r"và \d+ chỉ tiêu khác\.$", short_form(made, VI))


def test_what_is_counted_but_named_nowhere_is_not_named():
    made = report("bac-kan-city/2023")
    made = made._replace(results=made.results[:2], tally=made.tally._replace(unmet=6))
    assert long_form(made, VI).endswith("(86,4%); 06 chỉ tiêu không đạt.")


def test_a_report_in_which_nothing_counts_says_so():
    made = report("bac-kan-city/2023")
    made = made._replace(results=(), tally=made.tally._replace(counted=0, met=0, unmet=0, not_itemised=0))
    assert long_form(made, VI) == "Chưa có chỉ tiêu nào để tổng hợp."


SAID = [
    # what is changed of the made-up budget revenue, and what is said of it
    ({"data": DataState.ESTIMATE}, "thu ngân sách ước đạt 301,4 tỷ đồng, bằng 95,1% dự toán (thiếu 15,6 tỷ đồng)"),
    (
        {"phrase": Text("thu trên địa bàn {value}", "")},
        "thu trên địa bàn 301,4 tỷ đồng, bằng 95,1% dự toán (thiếu 15,6",
    ),
    ({"plan_word": "kế hoạch"}, "thu ngân sách đạt 301,4 tỷ đồng, bằng 95,1% kế hoạch (thiếu 15,6 tỷ đồng)"),
    (
        {"bound": TargetBound("above", Decimal(317))},
        "thu ngân sách đạt 301,4 tỷ đồng, bằng 95,1% dự toán (yêu cầu trên 317 tỷ đồng; thiếu 15,6 tỷ đồng)",
    ),
    (
        {"bound": TargetBound("between", Decimal(310), Decimal(317))},
        "thu ngân sách đạt 301,4 tỷ đồng (yêu cầu từ 310 đến 317 tỷ đồng; thiếu 15,6 tỷ đồng)",
    ),
    (
        {"bound": TargetBound("between", Decimal(200), Decimal(285)), "percent_of_plan": None},
        "thu ngân sách đạt 301,4 tỷ đồng (kế hoạch từ 200 đến 285 tỷ đồng; cao hơn 15,6 tỷ đồng)",
    ),
    (
        {"unit": "%", "kind": Kind.RATIO},
        "thu ngân sách đạt 301,4% (yêu cầu từ 317% trở lên; thấp hơn 15,6 điểm %)",
    ),
    (
        {"bound": TargetBound("at_most", Decimal(285)), "percent_of_plan": None, "data": DataState.ESTIMATE},
        "thu ngân sách ước còn 301,4 tỷ đồng (kế hoạch không quá 285 tỷ đồng; cao hơn 15,6 tỷ đồng)",
    ),
]


@each_row(("changes", "said"), SAID, ids=lambda one: str(one)[:30])
def test_what_is_said_of_a_target_that_is_not_met(changes, said):
    made = report("bac-kan-city/2024-synthetic")
    made = made._replace(results=(made.results[0]._replace(**changes), *made.results[1:]))
    assert said in long_form(made, VI).replace(NO_BREAK, " ")


# ---- the letter -------------------------------------------------------------------------------

NOBODY = Letterhead()
BASIS = LegalBasis("Nghị quyết", "25/NQ-HĐND", "2023-12-08", "Hội đồng nhân dân tỉnh", "về nhiệm vụ năm 2024")


def letter(run: Run, head: Letterhead = NOBODY) -> str:
    told = letter_parts(run, VI)
    lines = [title(told, VI), opening(told, head, VI), *(line.text for line in body(told, VI)), closing(told, [""], VI)]
    return "\n".join(lines).replace(NO_BREAK, " ")


def with_basis(name: str, *basis: LegalBasis) -> Run:
    run = seed(name)
    pack = run.reports[0].pack._replace(basis=basis, subject=Text("các chỉ tiêu kinh tế - xã hội", "the targets"))
    return run._replace(reports=(run.reports[0]._replace(pack=pack),))


def test_the_opening_names_the_legal_documents_and_leaves_open_what_nobody_stated():
    said = letter(with_basis("bac-kan-city/2024-H1", BASIS, BASIS._replace(number="9/KH-UBND", abstract="")))
    assert said.startswith("Ước kết quả thực hiện các chỉ tiêu kinh tế - xã hội 6 tháng đầu năm 2024\n")
    assert (
        "Thực hiện Nghị quyết số 25/NQ-HĐND ngày 08/12/2023 của Hội đồng nhân dân tỉnh về nhiệm vụ năm 2024; "
        f"Nghị quyết số 9/KH-UBND ngày 08/12/2023 của Hội đồng nhân dân tỉnh, {SLOT} báo cáo kết quả thực hiện "
        "các chỉ tiêu kinh tế - xã hội 6 tháng đầu năm 2024 (số liệu tính đến ngày 02/7/2024) như sau:"
    ) in said
    assert f"Thực hiện {SLOT}, Cơ quan thử báo cáo" in letter(
        seed("bac-kan-city/2023"), Letterhead(agency="Cơ quan thử")
    )


HEADINGS = {
    "bac-kan-city/2024-synthetic": [
        "I. KẾT QUẢ THỰC HIỆN",
        "1. Kết quả chung",
        "2. Kết quả theo lĩnh vực",
        "3. Các chỉ tiêu không đạt",
        "II. HẠN CHẾ, NGUYÊN NHÂN",
        "1. Hạn chế",
        "2. Nguyên nhân",
        "III. NHIỆM VỤ, GIẢI PHÁP NĂM 2025",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
    ],
    "bac-kan-city/2024-H1": [
        "I. KẾT QUẢ THỰC HIỆN",
        "1. Kết quả chung",
        "2. Kết quả theo lĩnh vực",
        "3. Các chỉ tiêu chậm tiến độ, có nguy cơ không đạt",
        "4. Chỉ tiêu chưa có số liệu, chưa đủ căn cứ kết luận",
        "II. HẠN CHẾ, NGUYÊN NHÂN",
        "1. Hạn chế",
        "2. Nguyên nhân",
        "III. NHIỆM VỤ, GIẢI PHÁP 6 THÁNG CUỐI NĂM 2024",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
    ],
    # Nothing is unmet, and there is one field.
    "national-assembly/2019": [
        "I. KẾT QUẢ THỰC HIỆN",
        "1. Kết quả chung",
        "II. HẠN CHẾ",
        "III. NHIỆM VỤ, GIẢI PHÁP NĂM 2020",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
    ],
}


@pytest.mark.parametrize("name", HEADINGS)
def test_a_part_of_which_there_is_nothing_to_say_is_left_out_with_its_heading(name):
    told = letter_parts(seed(name), VI)
    headings = [line.text for line in body(told, VI) if line.kind in ("part", "clause", "entry")]
    assert [heading.removesuffix(f": {SLOT}") for heading in headings] == HEADINGS[name]
    assert closing(told, ["I", "II"], VI).endswith("./.")
    assert ("chính thức sẽ được báo cáo bổ sung" in closing(told, [], VI)) == (name != "bac-kan-city/2024-synthetic")


def test_what_every_month_must_add_stands_beside_what_the_months_have_added():
    assert (
        "- Thu ngân sách: cần thực hiện bình quân 38,4 tỷ đồng/tháng trong 6 tháng còn lại "
        f"(bình quân 6 tháng qua: 14,4 tỷ đồng). Giải pháp: {SLOT}"
    ) in letter(seed("bac-kan-city/2024-H1"))


BANNED = r"\b[A-Z]\d{3}\b|\.ya?ml|\.xlsx|\.csv|×|cổng|mã thoát|`|\d %|bac-kan|budget_revenue|synthetic|SHA"


@pytest.mark.parametrize("name", ["bac-kan-city/2024-synthetic", *list(HEADINGS)[1:], "bac-kan-city/2023"])
def test_no_paper_has_a_word_of_the_program(name):
    table = annex_of(report(name), VI)
    cells = [cell for group in table.groups for row in group.rows for cell in row if isinstance(cell, str)]
    text = "\n".join([letter(seed(name)), *table.headings, *cells, *table.notes])
    assert re.findall(BANNED, text) == []
    assert "không đạt" not in letter(seed("bac-kan-city/2024-H1")).replace("nguy cơ không đạt", "")


def test_the_counts_of_text_annex_and_report_agree():
    made = report("bac-kan-city/2024-synthetic")
    table = annex_of(made, VI)
    rows = [row for group in table.groups for row in group.rows if "." not in row.number]
    met = sum(row.stands in ("Đạt", "Vượt") for row in rows)
    assert (met, len(rows)) == (made.tally.met, made.tally.counted)
    assert "Tổng hợp: 15/21 chỉ tiêu đạt và vượt (71,4%)." in table.notes
    assert sum(row.stands == "Không đạt" for row in rows) + met == len(rows)


def rows_of(made: Report) -> dict[str, tuple[str, ...]]:
    return {
        row.title: (row.actual, row.share, row.stands, row.remark) for g in annex_of(made, VI).groups for row in g.rows
    }


def test_remarks_say_what_numbers_do_not():
    rows = rows_of(report("bac-kan-city/2024-synthetic"))
    assert rows["Thu ngân sách"] == ("301,4", "95,1", "Không đạt", "")
    assert rows["Giải quyết việc làm"] == ("700", "100,0", "Không đạt", "bằng 700, yêu cầu trên 700")
    assert rows["Tỷ lệ hộ nghèo đa chiều"] == ("1,95", "x", "Không đạt", f"cao hơn 0,06{NO_BREAK}điểm{NO_BREAK}%")
    assert rows["Hợp tác xã thành lập mới"][0] == "2"  # no zero before it in a table
    half = rows_of(report("bac-kan-city/2024-H1"))
    assert half["Thu ngân sách"][1:3] == ("27,3", f"Chậm tiến độ, \N{MINUS SIGN}22,4{NO_BREAK}điểm{NO_BREAK}%")
    assert half["Tổng mức bán lẻ hàng hóa và doanh thu dịch vụ"][:2] == ("gần 1.900", "trên 51")
    assert half["Tỷ lệ che phủ rừng"] == ("…", "x", "x", "")
    assert half["Kết nạp đảng viên"] == ("…", "…", "…", "")


@each_row(
    ("changes", "stands", "remark"),
    [
        ({"verdict": Verdict.MET}, "Đã đạt KH năm", "27% dự toán; ước"),
        ({"pace": Pace.ON_TRACK, "data": DataState.PROVISIONAL}, "Đạt tiến độ", "27% dự toán; số sơ bộ"),
        ({"pace": Pace.NONE, "since": "2024-07-01"}, "x", "27% dự toán; ước; điều chỉnh từ ngày 01/07/2024"),
        ({"verdict": Verdict.NOT_ASSESSED}, "x", "27% dự toán; ước"),
        ({"verdict": Verdict.UNDECIDED}, "Chưa đủ căn cứ kết luận", "27% dự toán; ước"),
        ({"value": point(Decimal("0.0866"))}, None, "27% dự toán; ước; đơn vị báo cáo “86,6 tỷ đồng”"),
    ],
)
def test_how_a_row_stands_within_the_year(changes, stands, remark):
    found = rows_of(altered(**changes))["Thu ngân sách"]
    assert stands in (None, found[2])
    assert found[3] == remark


# ---- what packs say for papers -----------------------------------------------------------------

BASES = (
    "basis:\n  - {kind: Nghị quyết, number: 1/NQ-HĐND, date: 2023-12-08, body: HĐND xã, abstract: nhiệm vụ năm 2024}\n"
)


@each_row(
    ("more", "own", "code"),
    [
        (f"subject: các chỉ tiêu\n{BASES}", "phrase: số thu đạt {value}\nplan_word: dự toán", ""),
        ("", "phrase: số thu", "P294"),
        ("", "phrase: {vi: 'số thu {value}', en: 'the revenue {value} {value}'}", "P294"),
        ("", "phrase: số thu {value} {other}", "P294"),
        (BASES + BASES.removeprefix("basis:\n"), "", "P295"),
        (BASES.replace("2023-12-08", "tháng 12"), "", "P014"),
        ("", "plan_word: mục tiêu", "P013"),
    ],
)
def test_what_packs_say_for_papers_is_held_against_itself(tmp_path, more, own, code):
    office = Office(tmp_path, indicator("thu", more=f"target: {{at_least: 100}}\n{own}"), more=more)
    if code:
        with pytest.raises(PackError) as caught:
            load_pack(str(office.pack))
        assert {one.code.id for one in caught.value.diagnostics} == {code}
        return
    pack = load_pack(str(office.pack))
    assert pack.basis == (LegalBasis("Nghị quyết", "1/NQ-HĐND", "2023-12-08", "HĐND xã", "nhiệm vụ năm 2024"),)
    assert pack.subject == Text("các chỉ tiêu", "các chỉ tiêu")
    assert (pack.indicators[0].plan_word, pack.indicators[0].phrase) == (
        "dự toán",
        Text("số thu đạt {value}", "số thu đạt {value}"),
    )


# ---- beside the year before --------------------------------------------------------------------


@lru_cache
def two_years() -> Run:
    paths = [str(ROOT / "seeds" / "bac-kan-city" / f"{year}-H1.yaml") for year in (2023, 2024)]
    return check(paths, Options(engine="direct"))


def test_figures_stand_beside_those_of_the_same_period_of_the_year_before():
    run = two_years()
    said = long_form(run.reports[1], VI).replace(NO_BREAK, " ")
    assert "86,6 tỷ đồng, bằng 27,3% dự toán, tăng 69,1% so với cùng kỳ năm 2023, chậm tiến độ (thấp hơn 22,4" in said
    (part,) = letter_parts(run, VI)  # the year before is told beside it, and not by itself
    assert part.main is run.reports[1]
    table = annex_of(run.reports[1], VI)
    (row, other) = table.groups[0].rows[:2]
    assert (row.earlier, row.change, row.remark) == ("51,2", "169,1", "27% dự toán; ước; cùng kỳ là số ước")
    assert (other.earlier, other.change) == ("", "")
    assert table.has_year_earlier
    assert not annex_of(report("bac-kan-city/2024-H1"), VI).has_year_earlier
    document = machine("docx")(run, VI)
    assert document == machine("docx")(run, VI)


def between(low: str, high: str) -> Interval:
    return Interval(Decimal(low), Decimal(high), lo_open=True, hi_open=True)


BESIDE = [
    # what is changed of this year's and of the year before's result, and what is said
    ({}, {"value": point(Decimal("286.5"))}, "tăng 5,2% so với cùng kỳ năm 2023"),
    ({}, {"value": point(Decimal("301.4"))}, "bằng 100% so với cùng kỳ năm 2023"),
    ({}, {"value": point(Decimal("311.1"))}, "giảm 3,1% so với cùng kỳ năm 2023"),
    ({}, {"value": point(Decimal("94.2"))}, "gấp 3,2 lần so với cùng kỳ năm 2023"),
    ({}, {"value": point(Decimal(301400)), "unit": "triệu đồng"}, "bằng 100% so với cùng kỳ năm 2023"),
    ({"value": between("291", "300")}, {"value": point(Decimal(280))}, "tăng trên 3,9% so với cùng kỳ năm 2023"),
    ({"value": between("191", "200")}, {"value": point(Decimal(280))}, "giảm trên 28,5% so với cùng kỳ năm 2023"),
    ({"value": between("270", "290")}, {"value": point(Decimal(280))}, "tương đương so với cùng kỳ năm 2023"),
    ({}, {"value": point(Decimal(0))}, "cùng kỳ năm 2023: 0 tỷ đồng"),
    ({"value": point(Decimal(-1))}, {"value": point(Decimal(5))}, "cùng kỳ năm 2023: 5 tỷ đồng"),
    ({"value": None}, {"value": point(Decimal(5))}, ""),
    ({}, {"value": between("5", "6")}, ""),
    ({}, {"value": None}, ""),
    ({}, {"indicator": "other"}, ""),
    ({"unit": "%"}, {"value": point(Decimal(300)), "unit": "%"}, "cao hơn 1,4 điểm % so với cùng kỳ năm 2023"),
    ({"unit": "%"}, {"value": point(Decimal(302)), "unit": "%"}, "thấp hơn 0,6 điểm % so với cùng kỳ năm 2023"),
    ({"unit": "%"}, {"value": point(Decimal("301.4")), "unit": "%"}, "bằng cùng kỳ năm 2023"),
    ({}, {"value": point(Decimal(5)), "unit": "ha"}, ""),
    ({}, {"value": point(Decimal(5)), "unit": ""}, ""),
    ({"unit": ""}, {"value": point(Decimal(5))}, ""),
    ({}, {"kind": Kind.VERDICT, "figure": None}, ""),
]


@each_row(("now", "before", "said"), BESIDE, ids=lambda one: str(one)[:40])
def test_what_is_said_of_the_year_before(now, before, said):
    made = report("bac-kan-city/2024-synthetic")
    first = made.results[0]._replace(**now)
    earlier = made._replace(
        submission=made.submission._replace(period=Period(2023)), results=(made.results[0]._replace(**before),)
    )
    _, later = beside_earlier((earlier, made._replace(results=(first, *made.results[1:]))))
    result = later.results[0]
    assert year_earlier_of(result, VI).replace(NO_BREAK, " ") == said
    measured_otherwise = result.year_earlier is not None and result.year_earlier.value is None
    assert ("không so sánh" in annex_of(later, VI).groups[0].rows[0].remark) == measured_otherwise


def test_nothing_stands_beside_a_report_of_itself():
    made = report("bac-kan-city/2024-synthetic")
    first = made._replace(submission=made.submission._replace(period=Period(1900)))
    assert beside_earlier((first,)) == (first,)


# ---- the page for officers ---------------------------------------------------------------------


def test_the_page_in_vietnamese_is_true(tmp_path):
    page = (ROOT / "docs" / "vi" / "bao-cao.md").read_text(encoding="utf-8")
    shown = page.split("```console\n$ checker check --format paragraph --lang vi seeds/")[1].split("```")[0]
    name, said = shown.split("\n", 1)
    written = machine("paragraph")(seed(name.removesuffix(".yaml")), VI).decode()
    assert said == written.replace(NO_BREAK, " ")
    head = tmp_path / "co-quan.yaml"
    head.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert read_letterhead(str(head)).addressees == ("Ủy ban nhân dân huyện Ví Dụ",)
    for picture in re.findall(r"\]\((\.\./pictures/[^)]+)\)", page):
        assert (ROOT / "docs" / "vi" / picture).is_file()


def test_a_table_of_the_letter_says_how_it_looks_and_no_more():
    def tags(text: str) -> list[str]:
        return re.findall(r"<w:(\w+)", text)

    wide, end = '<w:tc><w:tcPr><w:tcW w:w="1440" w:type="dxa"/>', "</w:tcPr></w:tc>"
    assert cell(25.4) == f'{wide}<w:vAlign w:val="center"/>{end}'
    assert cell(25.4, span=2, fill="D9D9D9", top=True, upright=True) == (
        f'{wide}<w:gridSpan w:val="2"/><w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>'
        f'<w:textDirection w:val="btLr"/><w:vAlign w:val="top"/>{end}'
    )
    assert tags(row([])) == ["tr", "trPr", "cantSplit"]
    assert tags(row([], head=True, height=5)) == ["tr", "trPr", "cantSplit", "trHeight", "tblHeader"]
    plain, lined = grid([25.4], [], lines=False), grid([25.4, 25.4], [], lines=True)
    assert ("tblBorders" in plain, "tblBorders" in lined) == (False, True)
    assert re.findall(r'<w:(\w+) w:w="(\d+)"', plain) == [
        ("tblW", "1440"),
        ("left", "0"),
        ("right", "0"),
        ("gridCol", "1440"),
    ]
    assert re.findall(r'<w:(\w+) w:w="(\d+)"', lined)[:3] == [("tblW", "2880"), ("left", "60"), ("right", "60")]
