"""Words for nothing at all: a figure of 0 under a ceiling of zero, and of nothing else."""

from __future__ import annotations

import pytest

from checker.assessment import assess
from checker.domain.period import Period
from checker.engines.direct import DirectEngine
from checker.packs.load import load_pack
from checker.readers.form.form import EnvelopeOptions, read_form
from tests.cells import grid
from tests.office import Office, found, indicator, number
from tests.test_bulk_alike import in_columns, rows, table

FIRES = indicator("chay", unit="vụ", better="lower", more="target: {at_most: 0}")
FEW = indicator("it", unit="vụ", better="lower", more="target: {at_most: 5}")
MANY = indicator("nhieu", unit="vụ", more="target: {at_least: 5}")
CENTRAL = """target: {at_most: 0}
also:
  - assigned_by: TW
    target: {at_most: 3}
    source: {document: nq, clause: a}
"""
TWO = indicator("hai", unit="vụ", better="lower", more=CENTRAL)
SAYS = indicator(
    "noi", unit="vụ", better="lower", more="target: {at_most: 0}\nwords: [{words: KPS, means: {equal: 2}}]"
)
FALL = indicator("giam", unit="vụ", kind="stock", better="lower", more="measures: increase\ntarget: {at_most: 0}")
NONE = (
    "không phát sinh", "Không phát sinh.", "chưa phát sinh", "không có phát sinh", "KPS", "không xảy ra",
    "Không để xảy ra", "không có", "không còn", "không có vụ nào", "không xảy ra vụ nào",
    "không phát sinh trường hợp nào", "chưa xảy ra vụ nào", "không để xảy ra vụ việc nào", "ko xảy ra",
)  # fmt: skip
OTHERS = (
    "không", "chưa có", "chưa", "không để xảy ra vụ cháy lớn nào", "không có vụ nào nghiêm trọng", "không xảy ra lớn",
    "không có số liệu", "không rõ", "không xảy ra nhưng có 1 vụ nhỏ", "không đạt", "không để phát sinh thêm",
)  # fmt: skip


@pytest.mark.parametrize("engine", ["direct", "rete"])
def test_under_a_ceiling_of_zero_they_are_the_figure(tmp_path, engine):
    for n, words in enumerate(NONE):
        office = Office(tmp_path / str(n), FIRES)
        office.send("2024", f'chay: "{words}"')
        (report,) = office.run(engine=engine).reports
        assert (report.results[0].verdict.value, number(report)) == ("met", 0), words


def test_what_may_be_something_else_is_refused(tmp_path):
    for n, words in enumerate(OTHERS):
        office = Office(tmp_path / str(n), FIRES)
        office.send("2024", f'chay: "{words}"')
        (report,) = office.run().reports
        assert report.results[0].verdict.value == "invalid", words
    for rule in (FEW, MANY, TWO, FALL):
        name = rule.partition(":")[0].strip()
        office = Office(tmp_path / name, rule)
        office.send("2024", f'{name}: "không phát sinh"')
        (report,) = office.run().reports
        assert report.results[0].verdict.value == "invalid", name
        assert [one.code.id for one in report.findings] == ["D109"]


def test_what_a_pack_says_comes_first(tmp_path):
    office = Office(tmp_path, SAYS)
    office.send("2024", 'noi: "KPS"')
    (report,) = office.run().reports
    assert (report.results[0].verdict.value, number(report)) == ("unmet", 2)


def test_a_figure_before_contradicts_them(tmp_path):
    office = Office(tmp_path, FIRES)
    office.send("2024-Q1", "chay: 2")
    office.send("2024-H1", 'chay: "không phát sinh"')
    assert [line[:4] for line in found(office.run().reports[-1], prefix="C")] == ["C014"]


def test_the_same_in_bulk(tmp_path):
    units = [f"u{n}" for n in range(len(NONE) + 1)]
    office = Office(tmp_path, FIRES, FEW, more=f"reporting: {{units: [{', '.join(units)}]}}\n")
    lines = [f"{unit},2024,chay,{words}\n" for unit, words in zip(units, NONE, strict=False)]
    lines += [f"{unit},2024,it,1\n" for unit in units[:-1]] + [f"{units[-1]},2024,it,không phát sinh\n"]
    done = in_columns([str(office.pack)], rows(tmp_path, "".join(lines)), output=str(tmp_path / "out"))
    assert [one.code.id for one in done.run.diagnostics] == ["D109"]
    told = {row for row in table(tmp_path / "out", "findings", "unit, indicator, code") if row[0] != units[-1]}
    assert told == set()


def test_the_same_in_a_form(tmp_path):
    pack = load_pack(str(Office(tmp_path, FIRES, FEW).pack))
    table_ = [["id", "ĐVT", "Thực hiện"], ["chay", "vụ", "Không phát sinh"], ["it", "vụ", "Không phát sinh"]]
    (submission,) = read_form(grid(table_), EnvelopeOptions(unit="thu", period=Period(2024)))
    done = assess(submission, pack, DirectEngine())
    assert [one.verdict.value for one in done.results] == ["met", "no_data"]
    assert [one.code.id for one in done.findings] == ["D295", "T003"]
