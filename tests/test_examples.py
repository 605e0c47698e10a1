"""What stands in examples/ runs as it is, from the root of the repository."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

import checker

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
BIN = Path(sys.executable).parent


@pytest.fixture(autouse=True)
def _root(monkeypatch):
    monkeypatch.chdir(ROOT)


def run(*command: str, folder: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "MAKE", "MFLAGS"))}
    around = kept | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "CHECKER_LANG": "en"} | more
    return subprocess.run(command, cwd=folder, env=around, check=False, capture_output=True, text=True)


def test_every_example_is_listed():
    listed = set(re.findall(r"^\| \[(.+?)\]", (EXAMPLES / "README.md").read_text("utf-8"), re.MULTILINE))
    assert listed == {path.name for path in EXAMPLES.iterdir() if path.is_file()} - {"README.md"}


@pytest.mark.traced
def test_notebook():
    cells = json.loads((EXAMPLES / "notebook.ipynb").read_text("utf-8"))["cells"]
    blocks = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "notebook", "exec"), names)  # noqa: S102 - our own example
    assert names["half"].exit_code is checker.ExitCode.PASSED  # type: ignore[attr-defined]
    assert len(names["frame"]) == 6  # type: ignore[arg-type]


@pytest.mark.parametrize("module", ["airflow.sdk", "airflow.decorators"])
def test_airflow(module, monkeypatch):
    """With decorators that call at once, for Airflow itself is no dependency."""
    made = types.ModuleType(module)
    vars(made).update(task=lambda function: function, dag=lambda **_options: lambda function: function)
    for name in ("airflow.sdk", "airflow.decorators"):
        monkeypatch.setitem(sys.modules, name, made if name == module else None)
    names: dict[str, object] = {"__name__": "example"}
    exec(compile((EXAMPLES / "airflow_dag.py").read_text("utf-8"), "dag", "exec"), names)  # noqa: S102 - our own
    rows = names["read_rows"]()  # type: ignore[operator]
    assert names["check_rows"](rows) == ["Budget revenue: behind"]  # type: ignore[operator]
    wrong = [rows[0] | {"period": "2024"}]
    with pytest.raises(checker.GateFailed):
        names["check_rows"](wrong)  # type: ignore[operator]


@pytest.mark.slow
def test_pytest():
    done = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "examples")
    assert (done.returncode, "1 passed" in done.stdout) == (0, True), done.stdout


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
def test_makefile(tmp_path):
    make = ("make", "-f", "examples/Makefile", f"PASSED={tmp_path}")
    first, second = run(*make), run(*make)
    assert first.returncode == second.returncode == 0, first.stderr
    assert (first.stdout.count("checker check"), second.stdout.count("checker check")) == (2, 0)
    failing = run(*make, "REPORTS=seeds/bac-kan-city/2023.yaml")
    assert failing.returncode != 0
    assert not (tmp_path / "seeds/bac-kan-city/2023.yaml.junit.xml").exists()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell")
def test_changed_files(tmp_path):
    for name in (
        "seeds/bac-kan-city/2024-H1.yaml",
        "seeds/national-assembly/2019.yaml",
        "rules/bac-kan-city/2024.csv",
        "rules/bac-kan-city/2024.pack.yaml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for command in (("init", "-q"), ("add", "."), (*who, "commit", "-qm", "a")):
        assert run("git", *command, folder=tmp_path).returncode == 0
    script = (str(EXAMPLES / "changed_files.sh"), "HEAD")
    none = run(*script, folder=tmp_path)
    assert (none.returncode, none.stdout) == (0, "no report was changed since HEAD\n")
    report = tmp_path / "seeds/bac-kan-city/2024-H1.yaml"
    report.write_text(report.read_text("utf-8").replace("period: 2024-H1", "period: 2024"), encoding="utf-8")
    changed = run(*script, folder=tmp_path)
    assert changed.returncode == 1
    assert "the year 2024" in changed.stdout
    assert "2019" not in changed.stdout.partition("Gate")[0].replace("2024", "")
