"""What a file or the caller declares of all figures: that they are made up, or of another period."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import checker

ROOT = Path(__file__).parent.parent
HALF = ROOT / "seeds" / "bac-kan-city" / "2024-H1.yaml"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("real.yaml").write_bytes(HALF.read_bytes())
    text = HALF.read_text(encoding="utf-8")
    Path("made.yaml").write_text(text.replace("submission: 1", "submission: 1\nsynthetic: true", 1), encoding="utf-8")
    pack = (ROOT / "tests" / "packs" / "bac-kan-city" / "2024.yaml").read_text(encoding="utf-8")
    for name, more in (("made", "synthetic: true"), ("passing", "gate: {synthetic: pass, period_override: fail}")):
        path = Path(name) / "bac-kan-city" / "2024.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(f"{pack.rstrip()}\n{more}\n" if ":" in more else pack, encoding="utf-8")


def found(*arguments: str) -> dict[str, tuple[str, str]]:
    report = json.loads(checker("check", *arguments, "--format", "json").stdout)["reports"][0]
    return {one["code"]: (one["gate"], one["matter"]) for one in report["findings"] if one["code"] in ("T024", "T019")}


def test_made_up_figures_warn_for_a_real_pack():
    assert found("real.yaml") == {}
    assert found("made.yaml") == {"T024": ("warn", "synthetic")}
    assert found("made.yaml", "--fail-on", "synthetic") == {"T024": ("fail", "synthetic")}
    assert found("made.yaml", "--rules", "made") == {}
    assert found("made.yaml", "--rules", "passing") == {"T024": ("pass", "synthetic")}
    assert "made.yaml:" in checker("check", "made.yaml", "--format", "concise").stdout


def test_a_period_that_was_overruled_is_told():
    assert found("real.yaml", "--period", "2024-H1") == {}
    assert found("real.yaml", "--period", "2024-9M") == {"T019": ("warn", "period_override")}
    assert found("real.yaml", "--period", "2024-9M", "--rules", "passing") == {"T019": ("fail", "period_override")}
    told = checker("check", "real.yaml", "--period", "2024-9M", "--format", "concise").stdout
    assert "T019 the file is of 2024-H1, and --period has it judged as 2024-9M" in told
