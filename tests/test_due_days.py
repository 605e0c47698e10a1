"""Targets that are to be reached by a day: what the words of a verdict say of it, on every route."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from checker.binding.verdict_words import reached_by
from checker.domain.axes import Frequency
from checker.domain.period import Calendar, Period
from checker.forms.form import form_of
from checker.forms.workbook import workbook
from checker.language import Language
from checker.packs.load import check_pack, load_pack
from tests.command import checker
from tests.examples import each_row
from tests.office import Office, indicator
from tests.test_bulk_alike import in_columns, rows, table
from tests.test_bulk_alike import said as said_of
from tests.workbooks import opened

DATED = indicator("ke", unit="", kind="verdict", more="due: 2024-06-15\ntarget: {achieved: true}")
BESIDE = indicator("x", more="pace: none\ntarget: {at_least: 0}")
JUNE, H1, NINE, MAY = "2024-06", "2024-H1", "2024-9M", "2024-05"
CASES = [
    # Period and day of the figures, what is reported; then the verdict, and what is said.
    (JUNE, "", "hoàn thành ngày 15/6", "met", ""),
    (JUNE, "", "hoàn thành ngày 16/6", "unmet", "D165 T001"),
    (H1, "", "hoàn thành ngày 25/6/2024", "unmet", "D165 T001"),
    (H1, "", "vượt (ngày 25/6)", "unmet", "D165 T001"),
    (H1, "", "hoàn thành vượt mức ngày 10/6", "exceeded", ""),
    (H1, "", "hoàn thành 2024-06-16", "unmet", "D165 T001"),
    (H1, "", "hoàn thành trước ngày 16/6", "met", ""),
    (H1, "", "hoàn thành trước ngày 17/6", "undecided", "D166 T002"),
    (H1, "", "hoàn thành tháng 5", "met", ""),
    (H1, "", "hoàn thành tháng 6", "undecided", "D166 T002"),
    (H1, "", "hoàn thành quý I", "met", ""),
    (H1, "", "hoàn thành quý II", "undecided", "D166 T002"),
    (H1, "", "đạt năm 2023", "met", ""),
    (H1, "", "đạt tính đến ngày 30/6", "undecided", "D166 T002"),
    (H1, "", "hoàn thành đúng hạn", "met", ""),
    (H1, "", "hoàn thành trước hạn", "met", ""),
    (H1, "", "đạt", "undecided", "D166 T002"),
    (H1, "", "chưa hoàn thành", "unmet", "T001"),
    (H1, "", "chưa hoàn thành (dự kiến 10/7)", "unmet", "T001"),
    (MAY, "", "đạt", "not_due", ""),
    # The figures are of a day that says it, of one before it, or of one after it.
    (JUNE, "2024-07-05", "đạt", "undecided", "D166 T002"),
    (JUNE, "2024-07-05", "hoàn thành ngày 10/6", "met", ""),
    # After the period, and not after the day of the figures.
    (JUNE, "2024-07-05", "hoàn thành ngày 04/7", "unmet", "D165 T001"),
    (JUNE, "2024-07-05", "hoàn thành ngày 06/7", "invalid", "D162"),
    (JUNE, "2024-06-30", "hoàn thành ngày 04/7", "invalid", "D162"),
]


@pytest.mark.parametrize("engine", ["direct", "rete"])
def test_a_day_decides(tmp_path, engine):
    for n, (period, day, said, verdict, codes) in enumerate(CASES):
        office = Office(tmp_path / str(n), DATED, BESIDE)
        office.send(period, f'ke: "{said}"\nx: 1', as_of=day)
        (report,) = office.run(engine=engine).reports
        told = sorted(one.code.id for one in report.findings if one.indicator == "ke")
        assert (report.results[0].verdict.value, " ".join(told)) == (verdict, codes), said


def test_the_same_in_bulk(tmp_path):
    """Each case is a unit; those with and without a day are files of their own, for rows state one or none."""
    for dated in (False, True):
        cases = {f"u{n}": case for n, case in enumerate(CASES) if bool(case[1]) is dated}
        folder = tmp_path / str(dated)
        office = Office(folder, DATED, BESIDE, more=f"reporting: {{units: [{', '.join(cases)}]}}\n")
        lines = []
        for unit, (period, day, said, *_) in cases.items():
            office.send(period, f'ke: "{said}"\nx: 1', unit=unit, as_of=day)
            tail = f",{day}" if dated else ""
            lines += [f"{unit},{period},{id_},{text}{tail}\n" for id_, text in (("ke", said), ("x", "1"))]
        head = "unit,period,indicator,value" + (",as_of\n" if dated else "\n")
        done = in_columns([str(office.pack)], rows(folder, "".join(lines), head), output=str(folder / "out"))
        alone = {one for one in said_of(office.run()) if one[3] == "ke"}
        there = set(table(folder / "out", "findings", "unit, period, code, indicator"))
        # What cannot be used is a bad row there.
        wrong = {one for one in alone if one[2] == "D162"}
        assert {one for one in there if one[3] == "ke"} == alone - wrong
        assert [one.code.id for one in done.run.diagnostics] == ["D162"] * len(wrong)


def test_later_reports_show_it_beside_what_was_reached_since(tmp_path):
    for said, later, verdict, code in (
        ("hoàn thành ngày 25/6", "hoàn thành ngày 25/6", "unmet", "T011"),
        ("chưa hoàn thành", "hoàn thành ngày 2/9", "unmet", "T011"),
        ("chưa hoàn thành", "chưa hoàn thành", "unmet", "T015"),
        ("hoàn thành ngày 15/6", "đạt", "met", ""),
        ("đạt", "đạt", "undecided", "T002"),
    ):
        office = Office(tmp_path / said / later, DATED, BESIDE)
        office.send(H1, f'ke: "{said}"\nx: 1')
        office.send(NINE, f'ke: "{later}"\nx: 1')
        report = office.run().reports[-1]
        told = [one.code.id for one in report.findings if one.indicator == "ke"]
        assert (report.results[0].verdict.value, " ".join(told)) == (verdict, code), (said, later)


def test_the_period_that_tells_of_a_day():
    day = dt.date(2024, 6, 15)
    parts = {one: Period.holding(day, one, Calendar.CIVIL).part for one in Frequency}
    assert parts == {Frequency.MONTH: "06", Frequency.QUARTER: "Q2", Frequency.HALF: "H1", Frequency.YEAR: ""}
    # By decree 09 June ends on the 14th, and the year before Christmas.
    assert Period.holding(day, Frequency.MONTH, Calendar.ND09).part == "07"
    assert Period.holding(dt.date(2024, 12, 24), Frequency.MONTH, Calendar.ND09).part == "12"


REFUSED = [
    ("kind: verdict", "kind: flow\n    unit: tỷ đồng", "{at_least: 5}", "P306"),
    ("kind: verdict", "kind: verdict", "{all_of: [x]}", "P306"),
    ("", "", "{achieved: true}\n    also: [{assigned_by: A, due: 2024, target: {achieved: true}}]", "P306"),
    ("due: 2024-06-15", "due: 2024-06-31", "{achieved: true}", "P014"),
    ("due: 2024-06-15", "due: 2023-06-15", "{achieved: true}", "P207"),
]


@each_row(("old", "new", "target", "code"), REFUSED)
def test_what_cannot_be_due_by_a_day(tmp_path, old, new, target, code):
    office = Office(tmp_path, DATED.replace("{achieved: true}", target).replace(old, new), BESIDE)
    _, told = check_pack(str(office.pack))
    assert code in {one.code.id for one in told}


CLAUSES = [
    ("trước 15/6", "2024-06-15", ""),
    ("trước ngày 15/6/2024", "2024-06-14", ""),
    ("chậm nhất 15/6", "2024-06-16", "P246"),
    ("trước 30/6", "2024-06-15", "P246"),
    ("trước 15/6", "2024-06", "P307"),
    ("trước 15/6", "2024-H1", "P307"),
    ("trước 15/12", "2024", "P307"),
    ("trước 30/6", "2024-H1", ""),
    ("trước 01/7", "2024-H1", ""),
]


@each_row(("clause", "due", "code"), CLAUSES)
def test_a_clause_with_a_day_is_held_against_it(tmp_path, clause, due, code):
    text = DATED.replace("2024-06-15", due).replace("clause: ke", f"clause: ban hành kế hoạch {clause}")
    _, told = check_pack(str(Office(tmp_path, text, BESIDE).pack))
    assert {one.code.id for one in told} & {"P246", "P307"} == ({code} if code else set())


def test_outputs_name_the_day(tmp_path):
    office = Office(tmp_path, DATED, BESIDE)
    office.send(H1, 'ke: "hoàn thành ngày 25/6"\nx: 1')
    done = checker("check", "--pack", str(office.pack), "--format", "json", *office.sent)
    assert json.loads(done.stdout)["reports"][0]["results"][0]["due"] == "2024-06-15"
    shown = checker("explain", "-p", str(office.pack), "ke", "--lang", "vi").stdout
    assert "15/06/2024" in shown
    assert "“hoàn thành ngày 16/6/2024”" in shown
    # Also from the cache.
    (target, *_) = load_pack(str(office.pack)).indicators[0].targets("2024-12-31")
    assert target.by == "2024-06-15"


def test_a_date_within_a_remark_says_nothing():
    assert reached_by("đạt (theo báo cáo ngày 10/6/2024)", 2024, dt.date(2024, 6, 15)) is None


@pytest.mark.parametrize(("due", "code"), [("2024-06-15", ""), ("2024-06", "P307"), ("", "")])
def test_a_table_states_it_under_its_periods(tmp_path, due, code):
    table_ = tmp_path / "t" / "2024.csv"
    table_.parent.mkdir()
    head = (
        "pack: 1\nid: t/2024\nrevision: 1\ntitle: T\nunit: t\nyear: 2024\nsynthetic: true\n"
        "documents: {nq: {title: NQ, date: 2023-12-20, address: x}}\ndefaults: {document: nq}\n"
    )
    (tmp_path / "t" / "2024.pack.yaml").write_text(head, encoding="utf-8")
    row = f"1;Ban hành kế hoạch;;hoàn thành trước ngày 15/6;Xã hội;{due}\n"
    table_.write_text(f"Mã;Chỉ tiêu;ĐVT;Mục tiêu;Nhóm;Kỳ\n{row}", encoding="utf-8")
    made, told = check_pack(str(table_))
    assert {one.code.id for one in told} == ({code} if code else set())
    assert made is not None
    (target, *_) = made.indicators[0].targets("2024-12-31")
    assert (target.by, str(target.due)) == ("" if code else "2024-06-15", "2024-06")
    if not code:
        exported = checker("packs", "export", str(table_), "-o", "-").stdout
        assert "due: 2024-06-15" in exported.replace('"', "")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_form_lets_the_day_be_typed(tmp_path, language):
    pack = load_pack(str(Office(tmp_path, DATED, BESIDE).pack))
    words = Language(language)
    data = workbook(form_of(pack, Period(2024, "06"), pack.unit, words, "0.0"), words)
    rules = [rule for sheet in opened(data) for rule in sheet.data_validations.dataValidation]
    (dated,) = [rule for rule in rules if rule.errorStyle == "information"]
    example = {"vi": "đạt ngày 15/6/2024", "en": "met 2024-06-15"}[language]
    assert example in dated.prompt
    assert reached_by(example, 2024, dt.date(2024, 6, 15)) is True
