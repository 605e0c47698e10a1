"""Runs over several files, the choice of engine, and examples that cannot be read."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from checker.assessment import Options
from checker.domain.axes import Verdict
from checker.domain.period import Period
from checker.engines.choice import open_engine
from checker.engines.direct import DirectEngine
from checker.errors import MissingExtra
from checker.examples import run_examples
from checker.packs.model import Example
from checker.pipeline import check
from tests.made import PLACE, indicator, pack

SYNTHETIC = "seeds/bac-kan-city/2024-synthetic.yaml"
HALF = "seeds/bac-kan-city/2024-H1.yaml"


def test_each_file_gets_its_report_and_the_worst_code_counts(tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(
        Path(HALF).read_text(encoding="utf-8").replace("pack: bac-kan-city/2024", "pack: no/pack"), "utf-8"
    )
    assert check([HALF], Options()).exit_code == 0
    assert check([HALF, SYNTHETIC], Options()).exit_code == 1
    run = check([HALF, SYNTHETIC, str(other)], Options())
    assert (run.exit_code, len(run.reports)) == (2, 2)
    run = check([HALF, str(other), str(tmp_path / "none.yaml"), SYNTHETIC], Options())
    assert (run.exit_code, len(run.reports)) == (3, 2)
    assert [d.code.id for d in run.diagnostics] == ["P301", "D001"]
    assert check([], Options()).exit_code == 5


def test_the_caller_may_name_pack_and_period(tmp_path):
    copy = tmp_path / "copy.yaml"
    shutil.copy("tests/packs/bac-kan-city/2024.yaml", copy)
    run = check([SYNTHETIC], Options(pack=str(copy), period=Period(2024, "H1")))
    assert run.reports[0].pack.path == str(copy)
    assert run.reports[0].submission.period == Period(2024, "H1")
    # The year's tally that the submission states does not agree with a half-year in which nothing is due.
    assert "C004" in [finding.code.id for finding in run.reports[0].findings]


def test_without_durable_rules_auto_uses_direct_and_the_report_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    run = check([HALF, SYNTHETIC], Options())
    assert [report.engine for report in run.reports] == ["direct", "direct"]
    assert run.notices == ()
    with pytest.raises(MissingExtra, match="durable-rules cannot be loaded: import of"):
        open_engine("rete")
    assert open_engine("direct").name == "direct"


def test_an_example_whose_value_cannot_be_read_is_invalid():
    made = pack(indicator("x"))
    example = Example((("x", "1.89"),), (("x", "unmet"),), Period(2024), PLACE)
    (found,) = run_examples(made._replace(examples=(example,)), DirectEngine())
    assert (found.code.id, dict(found.message.values)["found"]) == ("P212", Verdict.INVALID)
    fine = Example((("x", "1,89"),), (("x", "unmet"),), Period(2024), PLACE)
    assert list(run_examples(made._replace(examples=(fine,)), DirectEngine())) == []


def test_a_wrong_cell_comes_with_its_line(tmp_path):
    path = tmp_path / "report.yaml"
    text = Path(HALF).read_text(encoding="utf-8").replace("86,6 tỷ đồng", "86.6 tỷ đồng")
    path.write_text(text, encoding="utf-8")
    (finding,) = [f for f in check([str(path)], Options()).reports[0].findings if f.code.id == "D104"]
    assert finding.excerpt is not None
    assert finding.excerpt.line[finding.excerpt.column - 1 :].startswith('"86.6 tỷ đồng"')
