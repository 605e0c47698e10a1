"""Units have names: a pack states them, workbooks say them, and people read them in the place of ids."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from openpyxl import Workbook

from checker.assessment import Options
from checker.binding.unit_names import UnitNames
from checker.domain.exit import ExitCode
from checker.domain.period import Calendar, Period
from checker.domain.reporting import ReportingUnit
from checker.domain.text import Text
from checker.errors import PackError
from checker.forms.form import form_of
from checker.forms.plain import csv_form
from checker.forms.workbook import workbook
from checker.language import Language
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.reporters import machine, terminal
from tests.command import checker
from tests.examples import each_row
from tests.office import Office, indicator
from tests.workbooks import reopened

THU = indicator("thu", more="target: {at_least: 100}\npace: none")
UNITS = (
    "  units:\n"
    "    xa-mot: {vi: UBND xã Một, en: Commune One}\n"
    "    xa-hai: {title: {vi: UBND xã Hoà Hai}, short: Hòa Hai, kind: xã, contact: Văn phòng}\n"
    "    xa-ba: UBND xã Ba\n"
)
NAMED = f"unit_title: {{vi: UBND huyện Thử, en: Made District}}\nreporting:\n{UNITS}"
ROLLED = f"{NAMED}  roll_up: true\n"


def test_a_title_alone_a_title_in_both_languages_and_an_office_are_read(tmp_path):
    pack = load_pack(str(Office(tmp_path, THU, more=NAMED).pack))
    assert pack.reporting.units == ("xa-mot", "xa-hai", "xa-ba")
    assert pack.reporting.offices == (
        ReportingUnit("xa-mot", Text("UBND xã Một", "Commune One")),
        ReportingUnit("xa-hai", Text("UBND xã Hoà Hai", "UBND xã Hoà Hai"), "Hòa Hai", "xã", "Văn phòng"),
        ReportingUnit("xa-ba", Text("UBND xã Ba", "UBND xã Ba")),
    )
    assert pack.reporting_unit("thu").name.vi == "UBND huyện Thử"
    assert [office.short_name.vi for office in pack.reporting.offices] == ["UBND xã Một", "Hòa Hai", "UBND xã Ba"]
    # From the cache it is the same.
    assert load_pack(str(pack.path)) == pack


@each_row(
    ("units", "code", "at"),
    [
        ("{xa-mot: {vi: A, vn: B}}", "P010", "vn"),
        ("{xa-mot: {title: {vi: A}, shrt: B}}", "P010", "shrt"),
        ("{xa-mot: {short: B}}", "P011", "xa-mot"),
        ("{Xã Một: UBND xã Một}", "P103", "Xã Một"),
        ("{xa-mot: [UBND]}", "P012", "[UBND]"),
        ("{thu: UBND huyện}", "P226", "thu"),
        ("{}", "P012", "{}"),
        ("xa-mot", "P012", "xa-mot"),
    ],
)
def test_what_is_wrong_with_a_name_is_told_at_its_place(tmp_path, units, code, at):
    office = Office(tmp_path, THU, more=f"reporting: {{units: {units}}}\n")
    done = checker("lint", str(office.pack), "--lang", "en")
    line = next(n for n, text in enumerate(office.pack.read_text().splitlines(), 1) if text.startswith("reporting"))
    place = office.pack.read_text().splitlines()[line - 1].index(at, len("reporting: {units: "))
    assert f"{office.pack.name}:{line}:{place + 1}" in done.everything
    assert code in done.everything


@each_row(
    ("said", "unit"),
    [
        ("xa-mot", "xa-mot"),
        ("UBND xã Một", "xa-mot"),
        ("Ủy ban nhân dân xã Một", "xa-mot"),
        ("ỦY BAN NHÂN DÂN XÃ MỘT", "xa-mot"),
        ("xã Một", "xa-mot"),
        ("Đảng ủy xã Một", "xa-mot"),
        ("Commune One", "xa-mot"),
        ("xã Hòa Hai", "xa-hai"),
        ("Hòa Hai", "xa-hai"),
        ("UBND xã Hoà Hai", "xa-hai"),
        ("UBND huyện Thử", "thu"),
        ("thu", "thu"),
        ("xã Bốn", ""),
        ("UBND", ""),
        ("Một", ""),
        ("", ""),
    ],
)
def test_a_unit_is_found_by_its_names_however_they_are_spelled(tmp_path, said, unit):
    assert UnitNames(load_pack(str(Office(tmp_path, THU, more=NAMED).pack))).find(said) == unit


def test_a_name_that_two_units_share_finds_neither(tmp_path):
    more = "reporting: {units: {a: UBND xã Tân An, b: UBND xã Tân An, c: UBND xã Tấn An}}\n"
    names = UnitNames(load_pack(str(Office(tmp_path, THU, more=more).pack)))
    assert (names.find("xã Tân An"), names.find("xã Tấn An")) == ("", "c")


def form(path, *said, value=120):
    book = Workbook()
    for row in (*said, ("TT", "Chỉ tiêu", "ĐVT", "Thực hiện năm 2024"), (1, "Chỉ tiêu thu", "tỷ đồng", value)):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    return path


def test_a_workbook_that_names_its_unit_in_words_is_that_units(tmp_path):
    office = Office(tmp_path, THU, more=NAMED)
    paths = [
        form(tmp_path / "a.xlsx", ("Đơn vị: UBND xã Một",)),
        form(tmp_path / "b.xlsx", ("Đơn vị báo cáo: Ủy ban nhân dân xã Hòa Hai",)),
    ]
    done = checker("check", *map(str, paths), "-p", str(office.pack), "--period", "2024", "--format", "json")
    assert [one["submission"]["unit"] for one in json.loads(done.stdout)["reports"]] == ["xa-mot", "xa-hai"]


def test_a_workbook_of_another_unit_is_refused(tmp_path):
    office = Office(tmp_path, THU, more=NAMED)
    path = form(tmp_path / "a.xlsx", ("Đơn vị: UBND xã Một",))
    done = checker("check", str(path), "-p", str(office.pack), "--period", "2024", "--unit", "xa-hai", "--lang", "en")
    assert done.exit_code == 3
    assert "the unit is `UBND xã Một` here" in done.everything


def test_a_submission_in_yaml_may_name_its_unit_in_words(tmp_path):
    office = Office(tmp_path, THU, more=NAMED)
    office.send("2024", "thu: 120", unit="UBND xã Ba")
    (report,) = office.run().reports
    assert (report.submission.unit, report.unit.name.vi) == ("xa-ba", "UBND xã Ba")


def test_who_has_not_sent_is_named_and_known_by_the_id(tmp_path):
    office = Office(tmp_path, THU, more=ROLLED)
    office.send("2024", "thu: 120", unit="xa-mot")
    whole = office.run().reports[-1]
    missing = [one for one in whole.findings if one.code.id == "D119"]
    assert [one.subject for one in missing] == ["xa-hai", "xa-ba"]
    done = checker("check", *map(str, office.sent), "-p", str(office.pack), "--lang", "vi")
    assert "UBND xã Hoà Hai, UBND xã Ba" in done.everything
    assert "–, –" not in done.everything
    assert not re.search(r"xa-(?:hai|ba)", done.stdout)


@pytest.mark.parametrize("format_", ["full", "table", "markdown", "html"])
def test_people_read_the_title_and_programs_the_id(tmp_path, format_):
    office = Office(tmp_path, THU, more=NAMED)
    office.send("2024", "thu: 120", unit="xa-mot")
    office.send("2024", "thu: 90", unit="xa-ba")
    paths = [str(path) for path in office.sent]
    done = checker("check", *paths, "-p", str(office.pack), "--lang", "vi", "--format", format_)
    assert "UBND xã Một" in done.stdout
    found = json.loads(checker("check", *paths, "-p", str(office.pack), "--format", "json").stdout)["reports"]
    assert [one["submission"]["unit_title"] for one in found] == [
        {"vi": "UBND xã Một", "en": "Commune One"},
        {"vi": "UBND xã Ba", "en": "UBND xã Ba"},
    ]


def test_columns_of_several_units_are_found_by_their_titles(tmp_path):
    office = Office(tmp_path, THU, more=NAMED)
    book = Workbook()
    for row in (
        ("Kết quả thực hiện năm 2024",),
        ("TT", "Chỉ tiêu", "ĐVT", "UBND xã Một", "Xã Hoà Hai", "UBND xã Ba"),
        (1, "Chỉ tiêu thu", "tỷ đồng", 120, 90, 100),
    ):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    done = checker("check", str(tmp_path / "a.xlsx"), "-p", str(office.pack), "--period", "2024", "--format", "json")
    reports = json.loads(done.stdout)["reports"]
    assert [(one["submission"]["unit"], one["results"][0]["value"]["text"]) for one in reports] == [
        ("xa-mot", "120"),
        ("xa-hai", "90"),
        ("xa-ba", "100"),
    ]


@each_row("suffix", ["xlsx", "csv"])
@each_row(
    ("typed", "sent", "told"),
    [
        ("05/7/2024", "2024-07-05", 0),
        ("5-12-2024", "2024-12-05", 0),
        ("ngày 05 tháng 7 năm 2024", "2024-07-05", 0),
        ("2025-01-06", "2025-01-06", 0),
        ("", None, 0),
        ("…/…/…", None, 0),
        ("31/6/2024", None, 1),
        ("thứ sáu", None, 1),
    ],
)
def test_a_form_says_its_units_title_and_the_day_sent_and_both_are_read_back(tmp_path, suffix, typed, sent, told):
    office = Office(tmp_path, THU, more=NAMED)
    pack = load_pack(str(office.pack))
    vi = Language("vi")
    form = form_of(pack, Period(2024, "H1"), "xa-hai", vi, "0")
    path = tmp_path / f"bieu.{suffix}"
    if suffix == "csv":
        path.write_bytes(csv_form(form, vi).replace(b"\xe1\xbb\xadi: ", f"ửi: {typed}".encode(), 1))
    else:
        book = reopened(workbook(form, vi))
        (label,) = (cell for row in book["Biểu báo cáo"] for cell in row if cell.value == "Ngày gửi:")
        answer = book["Biểu báo cáo"].cell(label.row, label.column + 1)
        assert (answer.protection.locked, answer.number_format) == (False, "@")
        answer.value = typed or None
        book.save(path)
    assert ("Đơn vị báo cáo", "UBND xã Hoà Hai") in form.heads
    (report,) = check([str(path)], Options(engine="direct", pack=str(office.pack))).reports
    read = report.submission
    assert (read.unit, str(read.period), read.sent and read.sent.isoformat()) == ("xa-hai", "2024-H1", sent)
    assert [one.code.id for one in report.findings].count("D330") == told


@pytest.mark.parametrize(
    ("above", "period", "sent"),
    [
        (("Biểu 01: 6 tháng đầu năm", "Năm 2024", "Ngày gửi báo cáo: 2025-01-05"), "2024-H1", "2025-01-05"),
        (("Ngày gửi: 05/7/2024 - Kỳ báo cáo: 6 tháng đầu năm 2024",), "2024-H1", None),
        (("Kết quả năm 2024", "Ngày gửi: 05/01/2025", "Ngày gửi: 06/01/2025"), "2024", None),
    ],
)
def test_the_day_sent_says_nothing_of_the_period_and_hides_no_period(tmp_path, above, period, sent):
    office = Office(tmp_path, THU, more=NAMED)
    path = tmp_path / "bieu.csv"
    lines = [*above, "Đơn vị báo cáo: UBND xã Ba", "", "TT;Chỉ tiêu;ĐVT;Thực hiện", "1;Chỉ tiêu thu;tỷ đồng;120"]
    path.write_text("\n".join(lines), encoding="utf-8")
    (report,) = check([str(path)], Options(engine="direct", pack=str(office.pack))).reports
    day = report.submission.sent
    assert (str(report.submission.period), day and day.isoformat()) == (period, sent)
    assert [one.code.id for one in report.findings].count("D330") == (sent is None)


def test_a_form_of_one_of_two_units_of_one_title_has_its_id(tmp_path):
    office = Office(tmp_path, THU, more="reporting: {units: {xa-1: UBND xã Tân, xa-2: UBND xã Tân}}\n")
    pack, vi = load_pack(str(office.pack)), Language("vi")
    path = tmp_path / "bieu.csv"
    path.write_bytes(csv_form(form_of(pack, Period(2024), "xa-2", vi, "0"), vi))
    (report,) = check([str(path)], Options(engine="direct", pack=str(office.pack))).reports
    assert report.submission.unit == "xa-2"


FILE = """\
units: 1
offices:
  xa-mot: UBND xã Một
  xa-hai: {title: {vi: UBND xã Hai}, short: Hai}
due: {2024: 2025-01-05}
"""


def test_a_file_of_units_serves_many_packs(tmp_path):
    office = Office(tmp_path, THU, more="reporting: {units_file: ../units.yaml, roll_up: true}\n")
    (tmp_path / "units.yaml").write_text(FILE, encoding="utf-8")
    pack = load_pack(str(office.pack))
    assert pack.reporting.units == ("xa-mot", "xa-hai")
    assert [one.name.vi for one in pack.reporting.offices] == ["UBND xã Một", "UBND xã Hai"]
    assert pack.reporting.due == ((Period(2024), "2025-01-05"),)
    # What is changed there holds at once, for no copy of the pack is kept.
    (tmp_path / "units.yaml").write_text(FILE.replace("xa-hai", "xa-ba"), encoding="utf-8")
    assert load_pack(str(office.pack)).reporting.units == ("xa-mot", "xa-ba")
    # What the pack states itself comes first.
    office = Office(tmp_path, THU, more="reporting: {units_file: ../units.yaml, due: {2024: 2025-01-09}}\n")
    assert load_pack(str(office.pack)).reporting.due == ((Period(2024), "2025-01-09"),)


@each_row(
    ("named", "file", "places"),
    [
        ("units_file: ../none.yaml", FILE, ["P001 none.yaml"]),
        ("units_file: /units.yaml", FILE, ["P296 2024.yaml"]),
        ("units_file: ../../units.yaml", FILE, ["P296 2024.yaml"]),
        ("units_file: ../link.yaml", FILE, ["P296 2024.yaml"]),
        ("units_file: ../units.txt", FILE, ["P296 2024.yaml"]),
        ("units_file: ../units.yaml, units: [xa-ba]", FILE, ["P296 2024.yaml"]),
        ("units_file: ../units.yaml", "- a\n", ["P012 units.yaml"]),
        ("units_file: ../units.yaml", "units: 2\nunit: x\n", ["P010 units.yaml", "P011 units.yaml", "P016 units.yaml"]),
        ("units_file: ../units.yaml", FILE.replace("xa-hai", "Xã Hai"), ["P103 units.yaml"]),
        ("units_file: ../units.yaml", FILE.replace("xa-hai", "thu"), ["P226 units.yaml"]),
        ("units_file: ../units.yaml", FILE.replace("2025-01-05", "mai"), ["P014 units.yaml"]),
    ],
)
def test_what_is_wrong_with_a_file_of_units_has_its_place(tmp_path, named, file, places):
    office = Office(tmp_path, THU, more=f"reporting: {{{named}}}\n")
    (tmp_path / "units.yaml").write_text(file, encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to("/etc/passwd")
    with pytest.raises(PackError) as caught:
        load_pack(str(office.pack))
    found = {f"{one.code.id} {one.location.path.rpartition('/')[2]}" for one in caught.value.diagnostics}
    assert sorted(found) == places


# ---- a file of units that is given -----------------------------------------------------------


GIVEN = "units: 1\noffices: {xa-mot: UBND xã Một, xa-hai: UBND xã Hai}\ndue_after: {half: 5, year: -10}\n"


@pytest.mark.parametrize("more", ["", "reporting: {units: [xa-ba], due: {2024-H1: 2024-08-01}}\n"])
@pytest.mark.parametrize(
    ("name", "text", "due"), [("don-vi.yaml", GIVEN, "2024-07-05"), ("don-vi.txt", "\ufeffxa-mot\n\n xa-hai \n", None)]
)
def test_a_given_file_of_units_takes_the_place_of_those_of_the_pack(tmp_path, more, name, text, due):
    office = Office(tmp_path, THU, more=more)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    sent = office.send("2024-H1", "thu: 10", unit="xa-mot")
    run = check([sent], Options(pack=str(office.pack), units=str(path), engine="direct"))
    (report,) = run.reports
    assert [unit.id for unit in report.pack.reporting] == ["xa-mot", "xa-hai"]
    found = json.loads(machine("json")(run, Language("en")))
    assert found["run"]["units"]["path"] == str(path)
    # What the file says nothing of stays as the pack says it.
    assert found["reports"][0]["submission"]["due"] == (due or ("2024-08-01" if more else None))
    shown = terminal("full")(run, Language("vi"), width=100, colour=False)
    assert "đơn vị báo cáo:" in shown
    assert ("hạn gửi" in shown) == bool(due or more)
    reminded = machine("reminder", suffix=".txt")(run, Language("vi")).decode()
    assert "Hai" in reminded or "xa-hai" in reminded


def test_a_day_that_is_asked_for_stands_in_the_basis(tmp_path):
    office = Office(tmp_path, THU)
    options = Options(pack=str(office.pack), due=dt.date(2024, 7, 9), engine="direct")
    run = check([office.send("2024-H1", "thu: 10")], options)
    found = json.loads(machine("json")(run, Language("en")))
    assert (found["run"]["options"]["due"], found["reports"][0]["submission"]["due"]) == ("2024-07-09",) * 2


@pytest.mark.parametrize(
    ("text", "code"),
    [("units: 1\n", "P011"), ("units: 1\noffices: {xa-mot: A}\ndue_after: {week: 1}\n", "P013"), ("xa-mot: [", "P0")],
)
def test_a_given_file_of_units_that_is_none_is_told(tmp_path, text, code):
    office = Office(tmp_path, THU)
    (tmp_path / "u.yaml").write_text(text, encoding="utf-8")
    run = check([office.send("2024", "thu: 1")], Options(pack=str(office.pack), units=str(tmp_path / "u.yaml")))
    assert run.exit_code == ExitCode.INVALID
    assert all(one.code.id.startswith(code) and one.location.path.endswith("u.yaml") for one in run.diagnostics)
    missing = check(office.sent, Options(pack=str(office.pack), units=str(tmp_path / "none.txt")))
    assert [one.code.id for one in missing.diagnostics] == ["P001"]


@each_row(
    ("period", "day"),
    [
        ("2024-H1", "2024-07-05"),
        ("2024-01", None),
        ("2024", "2024-12-21"),
        ("2024-9M", "2024-10-10"),
        ("2024-Q1", None),
    ],
)
def test_a_rule_says_until_when_each_period_is_due(tmp_path, period, day):
    more = "reporting: {units: [xa-mot], due: {2024-9M: 2024-10-10}, due_after: {half: 5, year: -10}}\n"
    reporting = load_pack(str(Office(tmp_path, THU, more=more).pack)).reporting
    assert str(reporting.due_day(Period.parse(period), Calendar.CIVIL)) == str(day)
