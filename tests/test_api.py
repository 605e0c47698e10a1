"""The public API: what it takes, what it gives, and that nothing else of it is public."""

from __future__ import annotations

import datetime as dt
import decimal
import doctest
import importlib
import inspect
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import checker
from checker import CheckRun, RowsRun
from checker.domain.period import Period
from checker.packs.model import Status
from tests.command import checker as command
from tests.office import Office, indicator

ROOT = Path(__file__).parent.parent
H1 = ROOT / "seeds/bac-kan-city/2024-H1.yaml"
YEAR = ROOT / "seeds/bac-kan-city/2023.yaml"
PACK = "bac-kan-city/2024"


def row(value, **more):
    return {"unit": "bac-kan-city", "period": "2024-H1", "indicator": "budget_revenue", "value": value} | more


def low(rows, **options):
    """Return what a value was read as."""
    run = checker.check([*rows, row("5", indicator="retail_sales")], pack=PACK, **options)
    (found,) = (one["low"] for one in run.to_rows() if one["indicator"] == "budget_revenue")
    return found


def test_public_surface():
    assert sorted(checker.__all__) == [
        *("CheckRun", "CheckerError", "ExitCode", "GateFailed", "InputError", "RowsRun", "__version__", "check"),
        *("check_rows", "load_pack"),
    ]
    assert all(getattr(checker, name) is not None for name in checker.__all__)
    assert {*checker.__all__} <= {*dir(checker)}
    asked = {kind: sorted(name for name in dir(kind) if not name.startswith("__")) for kind in (CheckRun, RowsRun)}
    members = [
        *("_repr_html_", "diagnostics", "exit_code", "findings", "passed", "raise_for_gate", "reports", "run"),
        *("to_arrow", "to_dict", "to_json", "to_pandas", "to_rows"),
    ]
    assert asked[CheckRun] == members
    assert asked[RowsRun] == sorted([*members, "_done", "accounts", "finding_counts", "verdicts"])
    options = {name: [*inspect.signature(getattr(checker, name)).parameters] for name in ("check", "check_rows")}
    assert options == {
        "check": [
            *(
                "source",
                "pack",
                "unit",
                "units",
                "period",
                "as_of",
                "locale",
                "engine",
                "waivers",
                "baseline",
                "select",
            ),
            *("ignore", "fail_on", "today", "strict", "rules", "cache"),
        ],
        "check_rows": [
            *("source", "pack", "units", "columns", "table", "delimiter", "locale", "as_of", "engine", "fail_on"),
            *("today", "output", "everything", "worst", "threads", "memory", "rules", "cache"),
        ],
    }
    with pytest.raises(AttributeError, match="no attribute 'pipeline_'"):
        _ = checker.pipeline_


def test_a_file_of_units_says_who_was_to_report(tmp_path):
    pack = tmp_path / "rules" / "thu" / "2024.yaml"
    office = Office(
        tmp_path / "rules", indicator("thu", more="target: {at_least: 9}"), more="reporting: {units: [xa-1]}"
    )
    assert office.pack == pack
    sent = office.send("2024", "thu: 10", unit="xa-1")
    (tmp_path / "units.txt").write_text("xa-1\nxa-2\n", encoding="utf-8")
    assert "D206" not in {one.code.id for one in checker.check(sent, pack=pack).findings}
    run = checker.check(sent, pack=pack, units=tmp_path / "units.txt")
    printed = command("check", sent, "-p", str(pack), "--units", str(tmp_path / "units.txt"), "--format", "json").stdout
    assert run.to_dict()["reports"] == json.loads(printed)["reports"]
    loaded = checker.check(sent, pack=checker.load_pack(pack), units=tmp_path / "units.txt")
    for one in (run, loaded):
        assert [unit.id for unit in one.reports[0].pack.reporting] == ["xa-1", "xa-2"]
    with pytest.raises(checker.InputError):
        checker.check(sent, pack=pack, units=tmp_path / "none.yaml")


def test_importing_the_package_loads_nothing_of_it():
    code = "import sys, checker; print(*(name for name in sys.modules if name.startswith('checker.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.split() == [b"checker.version"]


@pytest.mark.slow
def test_page(monkeypatch, capfd):
    blocks = re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs/api.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) > 4
    monkeypatch.chdir(ROOT)
    exec(compile("\n".join(blocks), "docs/api.md", "exec"), {"__name__": "page"})  # noqa: S102 - our own page
    assert capfd.readouterr().err == ""


def test_a_run_says_what_the_command_says():
    run = checker.check(str(YEAR.relative_to(ROOT)))
    printed = json.loads(command("check", str(YEAR.relative_to(ROOT)), "--format", "json").stdout)
    assert json.loads(run.to_json()) == run.to_dict() == printed
    assert (run.passed, run.exit_code) == (False, checker.ExitCode.FAILED)
    assert [finding.code.id for finding in run.findings] == [one["code"] for one in printed["reports"][0]["findings"]]
    with pytest.raises(checker.GateFailed, match="unmet") as raised:
        run.raise_for_gate()
    assert raised.value.run is run
    checker.check(H1).raise_for_gate()


SOURCES: dict[str, Any] = {
    "path": H1,
    "paths": [str(H1)],
    "bytes": ("upload.yaml", H1.read_bytes()),
    "bytes of a path": [(Path("upload.yaml"), H1.read_bytes())],
    "several": [H1, ("again.json", b'{"submission": 1}')],
}


@pytest.mark.parametrize("name", SOURCES)
def test_sources(name):
    run = checker.check(SOURCES[name], strict=name != "several")
    assert len(run.reports) == 1
    assert bool(run.diagnostics) is (name == "several")


def test_bytes_of_a_workbook_are_read_like_the_file(tmp_path):
    path = tmp_path / "form.xlsx"
    command("template", "--pack", PACK, "--period", "2024-H1", "--output", str(path))
    from_file, from_bytes = checker.check(path), checker.check(("form.xlsx", path.read_bytes()))
    assert [r.verdict for r in from_file.reports[0].results] == [r.verdict for r in from_bytes.reports[0].results]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (86.6, "86.6"),
        (86.6 * 3 / 3, "86.6"),
        (11.999999999999998, "12"),
        (86, "86"),
        ("86.6", "86.6"),
        (decimal.Decimal("86.60"), "86.60"),
        (np.float64(86.6), "86.6"),
        (np.float32(86.6), "86.6"),
        (np.int64(86), "86"),
        (1e-7, "0.0000001"),
    ],
)
def test_values_of_rows(value, read):
    assert low([row(value)]) == decimal.Decimal(read)


@pytest.mark.parametrize("value", [None, float("nan"), np.float32("nan"), pd.NA, pd.NaT, decimal.Decimal("NaN"), ""])
def test_missing_values(value):
    assert low([row(value)]) is None


def test_text_is_machine_text_unless_a_notation_is_named():
    assert low([row("86,6")], locale="vi") == decimal.Decimal("86.6")
    assert low([row("86,6")]) is None


def test_tables_of_other_libraries_count_as_their_rows():
    rows = [row(86.6, as_of=dt.date(2024, 6, 30)), row(12.0, indicator="retail_sales")]
    expected = checker.check(rows, pack=PACK).to_rows()
    frame = pd.DataFrame(rows)
    frame["as_of"] = pd.to_datetime(frame["as_of"])
    assert checker.check(frame, pack=PACK).to_rows() == expected
    table = pa.Table.from_pylist(rows)
    for one in (table, table.to_reader(), duckdb.connect().from_arrow(table)):
        assert checker.check(one, pack=PACK).to_rows() == expected
    assert checker.check((one for one in rows), pack=PACK).to_rows() == expected


def test_tables_of_a_run():
    run = checker.check(YEAR)
    rows, table, frame = run.to_rows(), run.to_arrow(), run.to_pandas()
    assert len(rows) == table.num_rows == len(frame) == 6
    assert table.column_names == list(frame.columns) == list(rows[0])
    assert table.column("bound").to_pylist() == [None if r["bound"] is None else float(r["bound"]) for r in rows]
    assert {r["title"] for r in rows if r["verdict"] == "unmet"} == set(frame[frame.verdict == "unmet"].title)
    sink = io.BytesIO()
    frame.to_csv(sink)
    assert sink.getvalue()


def test_a_notebook_shows_a_table_without_markup_of_a_report():
    (made_up,) = ROOT.glob("seeds/bac-kan-city/2024-synthetic.yaml")
    shown = checker.check(made_up)._repr_html_()
    assert "synthetic" in shown
    assert "<script" not in checker.check([row("<script>")], pack=PACK)._repr_html_()
    assert "Gate not passed: failed" in checker.check(YEAR)._repr_html_()


def test_bad_input_is_raised_with_its_diagnostics(tmp_path):
    with pytest.raises(checker.InputError) as raised:
        checker.check([("a.yaml", b"submission: 1\nperiods: 2\n")])
    assert len(raised.value.diagnostics) > 1
    with pytest.raises(checker.InputError) as raised:
        checker.check(H1, pack=str(tmp_path / "none.yaml"))
    assert [one.code.id[0] for one in raised.value.diagnostics] == ["P"]
    with pytest.raises(ValueError, match="period"):
        checker.check(H1, period="soon")


def test_the_text_of_an_exception_says_what_is_wrong_and_what_to_do(tmp_path):
    missing = f"{tmp_path / 'none.yaml'}"
    text = "D001: the file cannot be read: there is no such file; check the path and the permissions"
    with pytest.raises(checker.InputError) as raised:
        checker.check(missing)
    assert str(raised.value) == f"{missing}: {text}"
    with pytest.raises(checker.InputError) as raised:
        checker.check([f"{missing}{number}" for number in range(25)])
    lines = str(raised.value).splitlines()
    assert (len(lines), lines[-1]) == (21, "and 5 more")
    for call in (checker.load_pack, lambda pack: checker.check_rows([row(1)], pack=pack)):
        with pytest.raises(checker.InputError, match=r"P301: .*none/2024"):
            call("none/2024")


@pytest.mark.parametrize(
    "source",
    [None, 3, b"text", row(1), [3], [[]], [("a.yaml",)], [("a.yaml", "text")], [row(1), "a.yaml", 3]],
)
def test_what_is_no_source_is_refused_in_words(source):
    with pytest.raises(TypeError, match="not paths, pairs of a name and bytes"):
        checker.check(cast("Any", source), pack=PACK)
    if source != b"text":
        with pytest.raises(TypeError, match="not paths, pairs of a name and bytes"):
            checker.check_rows(cast("Any", source), pack=PACK)


def test_one_word_one_file_and_a_moment():
    assert checker.check(H1, fail_on="behind").exit_code is checker.ExitCode.FAILED
    assert checker.check(H1, fail_on="behind", ignore="budget_revenue").passed
    with pytest.raises(checker.InputError, match=r"none.yaml: W001"):
        checker.check(H1, waivers="none.yaml")
    noon = dt.datetime(2024, 7, 2, 12, tzinfo=dt.UTC)
    assert checker.check(H1, as_of=noon, today=noon).to_rows() == checker.check(H1).to_rows()
    with pytest.raises(TypeError, match="as_of: '2024-07-02' is not"):
        checker.check(H1, as_of=cast("Any", "2024-07-02"))


def test_options():
    pack = checker.load_pack(PACK)
    assert checker.check([row(86.6)], pack=pack).reports[0].pack.sha256 == pack.sha256
    assert checker.check([row(86.6)], pack=PACK, fail_on=["behind"]).exit_code is checker.ExitCode.FAILED
    assert checker.check([row(86.6)], pack=PACK, fail_on=["behind"], ignore=["budget_revenue"]).passed
    run = checker.check(
        [{"indicator": "budget_revenue", "value": 86.6}], pack=PACK, unit="bac-kan-city", period=Period(2024, "H1")
    )
    assert run.reports[0].submission.unit == "bac-kan-city"
    with pytest.raises(checker.InputError):
        checker.check([row(86.6, as_of="2024-07-01")], pack=PACK, today=dt.date(2024, 6, 30))


def test_words_that_no_option_has():
    for options in ({"engine": "fast"}, {"locale": "fr"}, {"fail_on": ["behid"]}):
        with pytest.raises(ValueError, match=r"fast|fr|behid"):
            checker.check(H1, **options)
        with pytest.raises(ValueError, match=r"fast|fr|behid"):
            checker.check_rows([row(86.6)], pack=PACK, **options)
    with pytest.raises(ValueError, match="columns: 'plan'"):
        checker.check_rows([row(86.6)], pack=PACK, columns={"plan": "value"})
    assert checker.check(H1, fail_on=["warning"]).exit_code is checker.ExitCode.WARNED


def test_neither_environment_nor_disk_is_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("CHECKER_LANG", "vi")
    for name, text in {"checker.yaml": "fail_on: [behind]\n", "report.yaml": H1.read_text("utf-8")}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run = checker.check("report.yaml")
    assert run.passed
    assert [finding.code.id for finding in run.findings] == ["T004", "T007"]
    assert not (tmp_path / "cache").exists()
    checker.check("report.yaml", cache=True)
    assert os.listdir(tmp_path / "cache")


def test_a_pack_that_is_loaded_is_not_read_again(tmp_path):
    path = tmp_path / "2024.yaml"
    path.write_text((ROOT / "tests/packs/bac-kan-city/2024.yaml").read_text("utf-8"), encoding="utf-8")
    pack = checker.load_pack(path)
    path.unlink()
    assert checker.check(H1, pack=pack).passed
    assert checker.check_rows([row(86.6)], pack=pack).accounts.judged == 1
    draft = pack._replace(status=Status.DRAFT)
    for call in (checker.check, checker.check_rows):
        with pytest.raises(checker.InputError):
            call([row(86.6)], pack=draft)


# ---- rows by the million -------------------------------------------------------------------

LONG = [row(86.6, as_of="2024-07-02"), row(12.5, indicator="retail_sales", as_of="2024-07-02")]


def frames():
    yield "paths", None
    yield "rows", LONG
    yield "stream", (one for one in LONG)
    yield "pandas", pd.DataFrame(LONG)
    yield "arrow", pa.Table.from_pylist(LONG)
    yield "relation", duckdb.connect().from_arrow(pa.Table.from_pylist(LONG))


@pytest.mark.slow
def test_rows_in_columns_come_to_the_same_from_everywhere(tmp_path):
    path = tmp_path / "rows.csv"
    pd.DataFrame(LONG).to_csv(path, index=False)
    expected = checker.check(LONG, pack=PACK)
    for name, source in frames():
        run = checker.check_rows(path if source is None else source, pack=[PACK], units="data")
        assert run.accounts == (2, 2, 0, 0, 0), name
        assert run.verdicts == {"not_due": 2}
        assert run.finding_counts["T004"] == 2
        told = {finding.message for finding in run.findings if finding.code.id == "T004"}
        assert told == {finding.message for finding in expected.findings if finding.code.id == "T004"}
        places = {str(finding.location).partition(":")[0] for finding in run.findings}
        assert places <= {str(path), "rows.csv", "rows.parquet"}
        assert json.loads(run.to_json())["survey"]["rows"] == 2
        assert run.passed
        assert "2 rows" in run._repr_html_()


@pytest.mark.slow
def test_a_gate_over_all_rows_is_raised(tmp_path):
    rows = [row(86.6), row(None, indicator="retail_sales")]
    run = checker.check_rows(pd.DataFrame(rows), pack=PACK, units="data", output=tmp_path / "out")
    assert (run.accounts.judged, run.accounts.bad) == (1, 1)
    with pytest.raises(checker.GateFailed, match="1 × invalid"):
        run.raise_for_gate()
    assert (tmp_path / "out" / "findings.parquet").exists()
    with pytest.raises(checker.InputError):
        checker.check_rows(tmp_path / "none.parquet", pack=PACK)
    with pytest.raises(ValueError, match="the first row has no"):
        checker.check_rows((one for one in ({"unit": "a"}, row(1))), pack=PACK)


@pytest.mark.slow
def test_docstrings(monkeypatch):
    monkeypatch.chdir(ROOT)
    for name in ("checker", "checker.api.calls", "checker.api.run"):
        done = doctest.testmod(importlib.import_module(name), raise_on_error=False)
        assert (done.failed, done.attempted > 1) == (0, True)
    for thing in (checker.check, checker.check_rows, checker.load_pack, CheckRun):
        assert ">>>" in (thing.__doc__ or "")


def test_no_rows_are_nothing():
    assert checker.check([]).exit_code is checker.ExitCode.NOTHING
