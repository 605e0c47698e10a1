"""What docs/reports.md and docs/ci.md say is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from checker.cli.settings import KEYS
from checker.domain.codes import REGISTRY
from checker.domain.identity import Identity
from checker.language import Language
from checker.readers.letterhead import read_letterhead
from checker.reporters import FORMATS
from checker.reporters.csv import COLUMNS
from checker.reporters.openmetrics import render
from tests.command import checker
from tests.examples import each_row
from tests.machine_readers import read_openmetrics
from tests.test_reporters import RUN

ROOT = Path(__file__).parent.parent
REPORTS = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
CI = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
SYNTHETIC = "seeds/bac-kan-city/2024-synthetic.yaml"


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def test_every_format_is_listed_and_has_a_sample():
    rows = re.findall(r"^\| (`[a-z]+`(?:, `[a-z]+`)*) \| [^|]+ \| [^|]+ \|$", REPORTS, re.MULTILINE)
    assert [name for row in rows for name in re.findall("[a-z]+", row)] == list(FORMATS)
    headings = re.findall(r"^### (.*)$", REPORTS, re.MULTILINE)
    sampled = {name for heading in headings for name in heading.split(" and ")}
    assert sampled | {"full", "table"} == set(FORMATS)


def test_the_page_of_bulk_data_names_the_formats_that_it_does_not_have():
    page = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    (sentence,) = re.findall(r"format of `check` is available except (.*?), which", page, re.DOTALL)
    assert re.findall("`([a-z]+)`", sentence) == [name for name, format_ in FORMATS.items() if format_.single]


SAMPLES = [
    (name, sample)
    for heading, text in re.findall(r"^### (.*?)$(.*?)(?=^##)", REPORTS, re.MULTILINE | re.DOTALL)
    if "![" not in text
    for name, sample in zip(
        heading.split(" and ") if heading != "json and jsonl" else ["jsonl"], blocks(text, ""), strict=True
    )
]


@each_row(("name", "sample"), SAMPLES, ids=[name for name, _ in SAMPLES])
def test_samples_are_what_is_written(name, sample, monkeypatch):
    """The lines of a sample stand in the report one after the other; ``…`` is any text."""
    monkeypatch.chdir(ROOT)
    written = checker("check", SYNTHETIC, "--format", name).stdout
    # JSON is indented where it is written, and not where it is shown.
    squeezed = re.sub(r"\s+", "", written)
    pattern = ".*".join(re.escape(re.sub(r"\s+", "", line)).replace("…", ".*") for line in sample.splitlines())
    assert re.search(pattern, squeezed), written[:2000]


def test_every_setting_and_part_of_an_identity_is_named():
    assert [key for key in KEYS if f"`{key}`" not in REPORTS] == []
    words = {"code": "code", "pack": "pack's id", "unit": "reporting unit", "period": "reference period"}
    for part in Identity._fields:
        assert f"**{words.get(part, part)}**" in REPORTS, part


def test_every_metric_and_record_is_named():
    metrics = {name for name, *_ in read_openmetrics(render(RUN, Language("en")).decode())}
    assert [name for name in metrics if f"`{name}`" not in REPORTS] == []
    assert f"{','.join(COLUMNS[:12])},…" in REPORTS


def test_codes_that_are_named_exist():
    assert set(re.findall(r"`([A-Z][0-9]{3})`", REPORTS + CI)) <= set(REGISTRY)


def test_settings_of_the_guide_are_valid(tmp_path, monkeypatch):
    letterhead, settings = blocks(REPORTS, "yaml")
    (tmp_path / "head.yaml").write_text(letterhead, encoding="utf-8")
    assert "" not in read_letterhead(str(tmp_path / "head.yaml"))
    (tmp_path / "checker.yaml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = checker("config", "show").stdout
    assert "behind (checker.yaml:2:1)" in shown


def test_examples_for_pipelines_name_what_there_is():
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    pre_commit, own_paths, alone, workflow, changed, gitlab = map(yaml.safe_load, blocks(CI, "yaml"))
    assert {hook["id"] for repo in pre_commit["repos"] for hook in repo["hooks"]} == hooks
    assert {hook["id"] for hook in (*own_paths, *alone)} <= hooks
    for used in (workflow["jobs"]["reports"]["steps"][1]["with"], changed[1]["with"]):
        assert set(used) <= set(action["inputs"])
    rows = re.findall(r"^\| `([a-z-]+)` \|", CI, re.MULTILINE)
    assert set(rows) == set(action["inputs"])
    job = yaml.safe_load((ROOT / "templates" / "gitlab.yml").read_text(encoding="utf-8"))
    assert gitlab["reports"]["extends"] in job
    assert set(gitlab["reports"]["variables"]) <= set(job[".checker"]["variables"])


@pytest.mark.parametrize("page", [REPORTS, CI], ids=["reports", "ci"])
def test_options_that_are_named_exist(page):
    page = re.sub(r"^ *git .*$|\$\(git [^)]*\)", "", page, flags=re.MULTILINE)
    known = checker("check", "--help").stdout + checker("baseline", "--help").stdout + checker("--help").stdout
    own = {"--help", "--quiet"}
    assert {option for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", page) if option not in known} - own == set()
