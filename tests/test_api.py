"""The public API: what it takes, what it gives, and that nothing else of it is public."""

from __future__ import annotations

import datetime as dt
import decimal
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import checker
from checker.domain.period import Period
from tests.command import checker as command

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
        *("CheckRun", "CheckerError", "ExitCode", "GateFailed", "InputError", "__version__", "check", "load_pack")
    ]
    assert all(getattr(checker, name) is not None for name in checker.__all__)
    with pytest.raises(AttributeError, match="no attribute 'pipeline_'"):
        _ = checker.pipeline_


def test_importing_the_package_loads_nothing_of_it():
    code = "import sys, checker; print(*(name for name in sys.modules if name.startswith('checker.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.split() == [b"checker.version"]


def test_page():
    blocks = re.findall(r"^```python\n(.*?)^```$", (ROOT / "docs/api.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) > 4
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(blocks)], capture_output=True, check=False, cwd=ROOT, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


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
    assert checker.check(pa.Table.from_pylist(rows), pack=PACK).to_rows() == expected
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
    with pytest.raises(TypeError, match="neither a path"):
        checker.check(cast("Any", [3]))
    with pytest.raises(ValueError, match="period"):
        checker.check(H1, period="soon")


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


def test_no_rows_are_nothing():
    assert checker.check([]).exit_code is checker.ExitCode.NOTHING
