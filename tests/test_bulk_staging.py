"""Rows of CSV files are stored in few bytes, and come back as they were written, whatever form was expected of them."""

from __future__ import annotations

import csv
import re
from decimal import Decimal

import pytest

from checker.bulk import column_forms, duck_csv, duck_memory
from checker.bulk.column_forms import ColumnForms, forms_of
from checker.bulk.duck import DuckDatabase
from checker.bulk.model import BulkSettings
from checker.bulk.separated import separated
from checker.bulk.sources import InputSource
from checker.bulk.texts import PATTERNS
from checker.domain.submission import Locale
from checker.errors import PackError
from tests.test_bulk_inputs import judged, office, written

pytestmark = pytest.mark.slow

__all__ = ["office"]

VALUES = [
    *(
        "",
        "0",
        "-0",
        "0.5",
        "-0.5",
        ".5",
        "5.",
        "-",
        "12",
        "12.0",
        "12.00",
        "12.000",
        "12.005",
        "1e3",
        "+5",
        " 5",
        "5 ",
    ),
    *("007", "1_000", "1.234", "1,234", "1.234,5", "1,234.5", "12,5", "-12,50", "12,", "trên 100", "61-62", "120/350"),
    *("9999999999999999", "10000000000000000", "12345678901234567890.12345678901234567", "NaN", "inf", "0x1F", "đạt"),
    *("٣", "1\u00a0234", "99999999999999999.99", "-9999999999999999.99", "'; DROP", "0,0", "-0,00", "00", "0.10"),
]
FEW = {"period": ["2023", "2024"], "indicator": ["thu"], "status": ["final"], "as_of": ["2024-12-31"]}
FORMS = [
    None,
    ColumnForms(FEW, 2),
    ColumnForms(FEW, 1),
    ColumnForms({"indicator": ["Thu", "thu "]}, 7),
    ColumnForms({}, 0),
]

LIMITS: dict[Locale, int] = {"machine": 1 << 20, "vi": 0, "en": 0}


def as_expected(monkeypatch, forms):
    if forms is not None:
        monkeypatch.setattr(duck_csv, "forms_of", lambda *_: forms)


@pytest.mark.parametrize("forms", FORMS)
def test_every_cell_comes_back_as_it_was_written(tmp_path, monkeypatch, forms):
    as_expected(monkeypatch, forms)
    names = [("2024", "thu"), ("2024-06", "chi"), ("", "thu"), ("2023", ""), ("Năm 2024", "a,b;c"), ("'", '"')]
    cells = [("A", *names[place % len(names)], value) for place, value in enumerate(VALUES * 2)]
    paths = [str(tmp_path / name) for name in ("one.csv", "other.csv")]
    for path, more in zip(paths, ([], ["", "final", "2024-12-31"]), strict=True):
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL if more else csv.QUOTE_MINIMAL)
            writer.writerow(("unit", "period", "indicator", "value", *(["growth", "status", "as_of"] if more else [])))
            writer.writerows((*row, *more) for row in cells)
    for number, (locale, limit) in enumerate(LIMITS.items()):
        monkeypatch.setattr(duck_csv, "_IN_MEMORY", limit)
        (work := tmp_path / f"work-{number}").mkdir()
        engine = DuckDatabase(BulkSettings(locale=locale), [InputSource(path, path) for path in paths], str(work), [])
        try:
            texts = "row, unit, CAST(period AS VARCHAR), CAST(indicator AS VARCHAR), value"
            for path in paths:
                told = engine.query(f"SELECT {texts} FROM given WHERE file = '{path}' ORDER BY row")  # noqa: S608
                assert told == [(line, *(cell or None for cell in row)) for line, row in enumerate(cells, 2)]
            if engine.columns()["value"].figured:
                found = engine.query("SELECT value, figure, decimals, spelling FROM given")
                check_figures(found, locale)
        finally:
            engine.close()


def check_figures(found, locale):
    """Compare figures with what their texts say; no other text has one."""
    assert any(figure is not None for _, figure, *_ in found)
    for value, figure, decimals, spelling in found:
        assert (spelling is None) == (figure is not None or value is None), value
        if figure is not None:
            assert re.fullmatch(PATTERNS[locale], value), value
            _, mark, tail = value.partition("," if locale == "vi" else ".")
            assert decimals == (len(tail) if mark else -1), value
            assert figure == Decimal(value.replace(",", ".") if locale == "vi" else value), value


def test_figures_are_judged_alike_whatever_form_was_expected(office, tmp_path, monkeypatch):
    rows = [
        f"{unit},2024,{code},{value}" for unit in "ABC" for code in ("thu", "chi", "Thu", "khác") for value in VALUES
    ]
    rows = [line for line in rows if "," not in line.split(",", 3)[3]]
    rows = [f"{number}{line}" for number, line in enumerate(rows)]
    plain = [f"{number}{unit},2024,thu,{value}" for number in range(9) for unit, value in (("D", "99.5"), ("E", "100"))]
    paths = [
        written(tmp_path / name, "unit,period,indicator,value\n" + "\n".join(lines) + "\n")
        for name, lines in (("odd.csv", rows), ("plain.csv", plain))
    ]
    for chosen in (paths, paths[1:]):
        found = []
        for forms in FORMS:
            with monkeypatch.context() as context:
                as_expected(context, forms)
                stands, done = judged(office, chosen)
            found.append((stands, done.accounts, done.findings, done.verdicts, done.gate))
        assert all(one == found[0] for one in found)
        assert found[0][1].judged


def test_texts_that_recur_at_equal_distances_are_estimated_too(tmp_path, monkeypatch):
    monkeypatch.setattr(column_forms, "_SAMPLE", 1 << 17)
    monkeypatch.setattr(column_forms, "_BLOCK", 1 << 10)
    days = [f"2024-01-{day:02d}" for day in range(1, 29)]
    # Rows of 32 bytes: two of a day are 3 584 bytes apart, and so would be 128 blocks of the file at equal distances.
    lines = [f"{place:011d},{days[place // 4 % len(days)]},thu,1.25" for place in range(128 * 4 * len(days))]
    path = written(tmp_path / "rows.csv", "unit,period,indicator,value\n" + "\n".join(lines) + "\n")
    forms = forms_of([separated(InputSource(path, path), BulkSettings())], "machine")
    assert forms.texts["period"] == days


@pytest.mark.parametrize("limit", [1, 4])
def test_a_run_that_little_memory_is_not_enough_for_is_made_again_with_all(office, tmp_path, monkeypatch, limit):
    rows = "\n".join(f"đơn vị {number},2024,{code},99.5" for number in range(20_000) for code in ("thu", "chi"))
    path = written(tmp_path / "rows.csv", "unit,period,indicator,value\n" + rows + "\n")
    usual = judged(office, [path])
    opened = []

    def note(_self, settings, sources, work, allowed, opened_duck=None, *, frugal=False):
        opened.append(frugal)
        attach(_self, settings, sources, work, allowed, opened_duck, frugal=frugal)

    attach = DuckDatabase.__init__
    monkeypatch.setattr(DuckDatabase, "__init__", note)
    monkeypatch.setattr(duck_csv, "_IN_MEMORY", 0)
    monkeypatch.setattr(duck_memory, "_FRUGAL", limit)
    stands, done = judged(office, [path], threads=1)
    assert opened == [True, False]
    assert (stands, done.accounts, done.findings) == (usual[0], usual[1].accounts, usual[1].findings)
    with pytest.raises(PackError) as caught:
        judged(office, [path], threads=1, memory="1MB")
    assert [one.code.id for one in caught.value.diagnostics] == ["D322"]


def test_forms_are_estimated_from_all_parts_of_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(column_forms, "_SAMPLE", 1 << 17)
    months = [f"2024-{month:02d}" for month in range(1, 13)]
    lines = [f"đơn vị {unit},{month},thu,{unit}.125" for month in months for unit in range(1000)]
    path = written(tmp_path / "rows.csv", "unit,period,indicator,value\n" + "\n".join(lines) + "\n")
    one = separated(InputSource(path, path), BulkSettings())
    forms = forms_of([one], "machine")
    assert forms == ColumnForms({"period": months, "indicator": ["thu"]}, 3)
    words = written(tmp_path / "words.csv", "unit,period,indicator,value\n" + "A,2024,thu,trên 100\n" * 3)
    wide = written(tmp_path / "wide.csv", "unit,period,indicator,value\nA,2024,thu,100\n".encode("utf-16"))
    monkeypatch.setattr(column_forms, "_FEW", 0)
    for path in (words, wide):
        assert forms_of([separated(InputSource(path, path), BulkSettings())], "machine") == ColumnForms({}, 0)
