"""Forms that come back: what was typed into them is what is read, in both languages and notations, on any machine."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from checker.domain import codes
from checker.domain.interval import above, below, point
from checker.domain.period import Period
from checker.domain.submission import Figure, Observation, Submission, Unreadable
from checker.domain.text import Text
from checker.errors import SubmissionError
from checker.forms.form import HEADINGS, FormColumn, form_of
from checker.forms.plain import csv_form, yaml_form
from checker.forms.rules import doubt_of
from checker.forms.workbook import workbook
from checker.language import LANGUAGES, Language
from checker.packs.load import load_pack
from checker.readers.form.options import EnvelopeOptions
from checker.readers.submission import read_submission
from checker.readers.tables import ReadLimits, read_tables
from checker.version import __version__
from tests.command import checker
from tests.examples import each_row, some_nightly
from tests.libreoffice import Office
from tests.made import indicator, pack
from tests.workbooks import opened, rows, saved

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
CITY = load_pack(str(ROOT / "tests" / "packs" / "bac-kan-city" / "2024.yaml"))
LOCALES = ("vi", "en")
MACHINES = ("C", "en_US.UTF-8", "vi_VN.UTF-8", "tr_TR.UTF-8")
"""Where forms are made and filled in. In Turkish "i" and "I" are two letters."""

# What is typed, as Vietnamese write numbers and as English do, and what is meant.
TYPED = {
    "budget_revenue": ("186,6", "186.6", point(Decimal("186.6"))),
    "retail_sales": ("gần 1.900", "gần 1,900", below(Decimal(1900))),
    "business_households": ("3905", "3905", point(Decimal(3905))),
    "high_income_farmland": ("246,25", "246.25", point(Decimal("246.25"))),
    "forest_cover": ("65,5", "65.5", point(Decimal("65.5"))),
    "jobs_created": ("hơn 1.350", "hơn 1,350", above(Decimal(1350))),
    "poverty_rate": ("0,95", "0.95", point(Decimal("0.95"))),
    "party_admissions": ("84", "84", point(Decimal(84))),
}
MEANT = {id_: meant for id_, (_, _, meant) in TYPED.items()}


def typed(locale: str) -> dict[str, str]:
    return {id_: vi if locale == "vi" else en for id_, (vi, en, _) in TYPED.items()}


def form(language: str, locale: str, period: str = "2024-H1", rules=CITY):
    return form_of(rules, Period.parse(period), rules.unit, Language(language), "0.0", locale)


def name(column: FormColumn, language: str) -> str:
    return Language(language).render(HEADINGS[column])


def returned(made: bytes, values: Mapping[str, str], language: str, delimiter: str) -> bytes:
    """Return a form in CSV as a spreadsheet saves it that separates by `delimiter`."""
    sniffed = ";" if made.count(b";") > made.count(b",") else ","
    table = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=sniffed))
    width = max(map(len, table))
    top = next(row for row in table if name(FormColumn.ID, language) in row)
    value, id_ = (top.index(name(column, language)) for column in (FormColumn.ACTUAL, FormColumn.ID))
    for row in table:
        row.extend([""] * (width - len(row)))
        if row[id_] in values:
            row[value] = values[row[id_]]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(table)
    return text.getvalue().encode("utf-8-sig")


def read(path: Path, asked: EnvelopeOptions = EnvelopeOptions()) -> Submission:  # noqa: B008 - frozen
    (submission,) = (
        (read_submission(str(path)),) if path.suffix == ".yaml" else read_tables(str(path), asked, ReadLimits())
    )
    return submission


def id_of(row: Observation) -> str:
    """Return the id of a row, which stands under "Mã" in Vietnamese: a code beside the name."""
    return row.code or row.indicator


def readings(submission: Submission) -> dict[str, object]:
    """Return what each row reports: its numbers, or the code of why it reports none."""
    found: dict[str, object] = {}
    for one in submission.observations:
        if one.value is None:
            continue
        reading = one.value.reading
        assert isinstance(reading, Figure | Unreadable)
        found[id_of(one)] = reading.interval if isinstance(reading, Figure) else reading.trouble.code
    return found


# ---- text


@each_row("delimiter", [";", ",", "\t"])
@each_row("locale", LOCALES)
@each_row("language", LANGUAGES)
def test_a_form_in_csv_reads_back_as_it_was_filled_in(language, locale, delimiter, tmp_path):
    made = csv_form(form(language, locale), Language(language))
    path = tmp_path / "form.csv"
    path.write_bytes(returned(made, typed(locale), language, delimiter))
    submission = read(path)
    assert readings(submission) == MEANT
    assert (submission.pack, submission.unit, str(submission.period)) == (CITY.id, CITY.unit, "2024-H1")
    assert submission.troubles == ()
    plans = {id_of(one): one.plan.reading for one in submission.observations if one.plan}
    assert {id_: plan.interval for id_, plan in plans.items() if isinstance(plan, Figure)} == {
        "budget_revenue": point(Decimal(317)),
        "retail_sales": point(Decimal(3700)),
        "business_households": point(Decimal(4000)),
        "high_income_farmland": point(Decimal(250)),
        "forest_cover": point(Decimal("65.5")),
        "jobs_created": above(Decimal(700)),
        "poverty_rate": point(Decimal("1.89")),
        "party_admissions": point(Decimal(110)),
    }


def test_a_form_in_csv_is_separated_as_its_reader_s_spreadsheet_does():
    assert csv_form(form("en", "vi"), Language("en")).count(b";") > 200
    assert csv_form(form("vi", "en"), Language("vi")).count(b";") < 5


@pytest.mark.parametrize("period", ["2024-06", "2024-Q2", "2024"])
def test_a_form_in_csv_is_checked_without_options(period, tmp_path, monkeypatch):
    """Excel makes a day of 2024-06 that stands alone in a cell."""
    made = csv_form(form("vi", "vi", period), Language("vi"))
    table = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";"))
    own = [row for row in table if row and row[0].startswith("_checker")]
    assert [f"_checker period: {period}"] in own
    assert all(len(row) == 1 for row in own)
    monkeypatch.chdir(tmp_path)
    Path("form.csv").write_bytes(returned(made, typed("vi"), "vi", ";"))
    done = checker("check", "form.csv", "--format", "json", CHECKER_PATH=str(ROOT / "rules"))
    assert done.exit_code in (0, 1), done.everything


def test_a_form_in_csv_whose_own_rows_are_gone_is_read_by_the_options(tmp_path):
    made = csv_form(form("vi", "vi"), Language("vi"))
    path = tmp_path / "form.csv"
    path.write_bytes(returned(made[: made.index(b"_checker")], typed("vi"), "vi", ";"))
    submission = read(path, EnvelopeOptions(pack=CITY.id, unit=CITY.unit))
    assert readings(submission) == MEANT
    assert read(path, EnvelopeOptions(unit=CITY.unit)).pack == ""


WRONG = [
    ("_checker form: 1", "_checker form: 2", "unsupported-version"),
    ("_checker locale: vi", "_checker locale: fr", "not-allowed"),
    ("_checker period: 2024-H1", "_checker period: soon", "not-a-period"),
    ("_checker unit: bac-kan-city", "_checker unit: ha-noi", "form-contradicts"),
    ("_checker revision: 3", "_checker period: 2024-H1", "duplicate-key"),
]


@each_row(("said", "instead", "code"), WRONG, ids=[row[2] for row in WRONG])
def test_what_a_form_in_csv_says_of_itself_is_held_to(said, instead, code, tmp_path):
    made = csv_form(form("vi", "vi"), Language("vi")).decode()
    assert said in made
    path = tmp_path / "form.csv"
    path.write_text(made.replace(said, instead), "utf-8")
    with pytest.raises(SubmissionError) as raised:
        read(path)
    (wrong,) = raised.value.diagnostics
    assert wrong.code.name == code
    assert wrong.location.column == 1 or code == "form-contradicts"
    assert wrong.location.line > 0


def test_texts_of_a_pack_that_look_like_formulas_come_back_as_names(tmp_path):
    names = {"a": "=1+1", "b": "+ Thu nội địa", "c": "@SUM(A1)", "d": "'q", "e": 'Thu; chi, "khác"'}
    rules = pack(*(indicator(id_, title=Text(title, title)) for id_, title in names.items()))
    made = csv_form(form("vi", "vi", rules=rules), Language("vi"))
    path = tmp_path / "form.csv"
    path.write_bytes(returned(made, dict.fromkeys(names, "5"), "vi", ";"))
    titles = {one.code: one.indicator for one in read(path).observations}
    assert titles == names | {"b": "Thu nội địa"}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_in_yaml_reads_back_as_it_was_filled_in(language, locale, tmp_path):
    text = yaml_form(form(language, locale), Language(language)).decode()
    assert ('"86,6 tỷ đồng"' if locale == "vi" else '"86.6 tỷ đồng"') in text
    for id_, value in typed(locale).items():
        text = text.replace(f"  {id_}:\n    value:\n", f'  {id_}:\n    value: "{value}"\n')
    path = tmp_path / "form.yaml"
    path.write_text(text, "utf-8")
    assert readings(read(path)) == MEANT


@pytest.mark.parametrize("suffix", ["csv", "yaml"])
def test_a_form_that_is_text_is_annotated_beside(suffix, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    if suffix == "csv":
        data = returned(csv_form(form("vi", "vi"), Language("vi")), typed("vi") | {"forest_cover": "1.89"}, "vi", ";")
    else:
        text = yaml_form(form("vi", "vi"), Language("vi")).decode()
        data = text.replace("  forest_cover:\n    value:", '  forest_cover:\n    value: "1.89"').encode()
    path = Path(f"form.{suffix}")
    path.write_bytes(data)
    done = checker("annotate", str(path), "-p", CITY.path)
    assert done.exit_code == 1, done.everything
    (beside,) = tmp_path.glob("form.*remarks*") if not Path("form.checked.csv").exists() else [Path("form.checked.csv")]
    assert "D104" in beside.read_text("utf-8-sig")
    assert path.read_bytes() == data


# ---- the machine that makes a form


@pytest.mark.parametrize("machine", some_nightly(MACHINES, "en_US.UTF-8".__eq__))
def test_the_machine_that_makes_a_form_decides_nothing_of_its_notation(machine, tmp_path):
    """Its words may be in the machine's language, but figures are written as the office writes them."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "CHECKER_"))}
    language = Language("en" if machine.startswith("en") else "vi")
    write = {"xlsx": workbook, "csv": csv_form, "yaml": yaml_form}
    for suffix, more in (("xlsx", []), ("csv", []), ("yaml", []), ("csv", ["--locale", "en"])):
        path = tmp_path / f"form.{suffix}"
        command = [sys.executable, "-m", "checker", "template", "-p", CITY.path, "--period", "2024-H1", "--force"]
        subprocess.run([*command, *more, "-o", path], env=plain | {"LANG": machine}, check=True, capture_output=True)
        made = form_of(CITY, Period.parse("2024-H1"), CITY.unit, language, __version__, "en" if more else "vi")
        assert path.read_bytes() == write[suffix](made, language)
        assert dict(made.envelope)["locale"] == ("en" if more else "vi")


def test_a_form_that_says_it_is_in_english_notation_is_read_so(tmp_path):
    head = "submission: 1\nunit: bac-kan-city\nperiod: 2024-H1\nlocale: en\nobservations:\n"
    made = {
        "csv": returned(csv_form(form("en", "en"), Language("en")), {"budget_revenue": "1,186.6"}, "en", ","),
        "yaml": f'{head}  budget_revenue: "1,186.6"\n'.encode(),
    }
    for suffix, data in made.items():
        path = tmp_path / f"form.{suffix}"
        path.write_bytes(data)
        assert readings(read(path)) == {"budget_revenue": point(Decimal("1186.6"))}


# ---- a spreadsheet


def cells_of(data: bytes, language: str) -> dict[str, dict[FormColumn, str]]:
    """Return the cells of each indicator by its columns."""
    names = {name(column, language): column for column in FormColumn}
    sheet = opened(data).worksheets[0]
    return {id_: {names[said]: cell.coordinate for said, cell in cells.items()} for id_, cells in rows(sheet)}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("machine", some_nightly(MACHINES, "vi_VN.UTF-8".__eq__))
def test_what_is_typed_in_libreoffice_is_what_is_read(machine, office, tmp_path):
    commas = machine.startswith(("vi", "tr"))
    forms = []
    for language in LANGUAGES:
        locale = "vi" if commas else "en"
        data = workbook(form(language, locale), Language(language))
        source, target = tmp_path / f"{language}.xlsx", tmp_path / f"{language}.back.xlsx"
        source.write_bytes(data)
        places = cells_of(data, language)
        forms.append((source, target, {places[id_][FormColumn.ACTUAL]: text for id_, text in typed(locale).items()}))
    office.typed(forms, machine)
    for _, target, _ in forms:
        submission = read(target)
        assert readings(submission) == MEANT
        assert submission.troubles == ()


DAYS = ("7/2", "1/2", "5/10", "12/11")
"""Fractions, or what was done of what was planned; days to a spreadsheet."""


@pytest.mark.parametrize("machine", some_nightly(("en_US.UTF-8", "vi_VN.UTF-8"), "vi_VN.UTF-8".__eq__))
def test_a_day_typed_in_libreoffice_is_seen_refused_and_forbidden(machine, office, tmp_path):
    ids = list(TYPED)
    source, target, asked = (tmp_path / name for name in ("form.xlsx", "back.xlsx", "asked.xlsx"))
    data = workbook(form("vi", "vi"), Language("vi"))
    source.write_bytes(data)
    places = {id_: cells[FormColumn.ACTUAL] for id_, cells in cells_of(data, "vi").items()}
    entries = dict(zip((places[id_] for id_ in ids), DAYS * 2, strict=True))
    fine = {"online_services": "62", "party_members_good": "khoảng 80", "ocop_products": "3"}
    entries |= {places[id_]: text for id_, text in fine.items()}
    office.typed([(source, target, entries)], machine)
    found = readings(read(target))
    assert {found.pop(id_) for id_ in ids} == {codes.DATE_CELL}
    assert len(found) == len(fine)
    for kind in ("ods", "xls") if machine.startswith("en") else ():
        again = readings(read(office.converted(target, tmp_path / "again", kind)))
        assert {again.pop(id_) for id_ in ids} == {codes.DATE_CELL}
        assert again == found
    done = checker("annotate", str(target), "-p", CITY.path, "-o", str(tmp_path / "marked.xlsx"))
    assert done.exit_code == 1, done.everything

    # A validation looks at what is typed from the keyboard alone, so its formula is asked in a cell.
    book = opened(target.read_bytes())
    sheet = book.worksheets[0]
    allowed, doubted = {}, {}
    rules = {cell: str(rule.formula1) for rule in sheet.data_validations.dataValidation for cell in places.values()
             if cell in rule.sqref and rule.type == "custom"}  # fmt: skip
    lines = {line.indicator.id: line for line in form("vi", "vi").lines}
    for id_ in (*ids, *fine):
        row = sheet[places[id_]].row
        sheet.cell(row, 30).value = f"={rules[places[id_]]}"
        sheet.cell(row, 31).value = f"={doubt_of(FormColumn.ACTUAL, lines[id_], places[id_])}"
    asked.write_bytes(saved(book))
    back = opened(office.converted(asked, tmp_path / "asked").read_bytes(), results=True).worksheets[0]
    for id_ in (*ids, *fine):
        row = sheet[places[id_]].row
        allowed[id_], doubted[id_] = back.cell(row, 30).value, back.cell(row, 31).value
    assert allowed == dict.fromkeys(ids, False) | dict.fromkeys(fine, True)
    assert doubted == dict.fromkeys(ids, True) | {
        "online_services": False,
        "party_members_good": True,
        "ocop_products": False,
    }


def test_a_number_like_a_day_is_forbidden_only_far_beyond_the_plan(office, tmp_path):
    """While it is typed, LibreOffice tells the validation the number of the day alone."""
    today = (dt.datetime.now(tz=dt.UTC).date() - dt.date(1899, 12, 30)).days
    asked = {
        "budget_revenue": (45474, False),
        "party_admissions": (today, False),
        "retail_sales": (45474, False),
        "business_households": (40000, True),
        "jobs_created": (7100, True),
        "high_income_farmland": (45474.5, True),
        "forest_cover": (-3, True),
        "new_cooperatives": (150, True),
    }
    path = tmp_path / "form.xlsx"
    book = opened(workbook(form("vi", "vi"), Language("vi")))
    sheet = book.worksheets[0]
    places = {id_: cells["Thực hiện kỳ báo cáo"].coordinate for id_, cells in rows(sheet)}
    for id_, (value, _) in asked.items():
        (rule,) = (rule for rule in sheet.data_validations.dataValidation if places[id_] in rule.sqref)
        sheet[places[id_]].value = value
        sheet.cell(sheet[places[id_]].row, 30).value = f"={rule.formula1}"
    path.write_bytes(saved(book))
    back = opened(office.converted(path, tmp_path / "asked").read_bytes(), results=True).worksheets[0]
    said = {id_: back.cell(sheet[places[id_]].row, 30).value for id_ in asked}
    assert said == {id_: allowed for id_, (_, allowed) in asked.items()}
