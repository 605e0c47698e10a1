"""What others build upon: hooks of pre-commit, the action of GitHub, the template of GitLab."""

from __future__ import annotations

import importlib.resources
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.command import checker
from tests.machine_readers import read_github, read_gitlab, read_junit, read_markdown

ROOT = Path(__file__).parent.parent
HOOKS = ROOT / ".pre-commit-hooks.yaml"
ACTION = ROOT / "action.yml"
WINDOWS = ROOT / ".github" / "workflows" / "windows.yml"
GITLAB = ROOT / "templates" / "gitlab.yml"
BIN = Path(sys.executable).parent
YEAR = ROOT / "seeds" / "bac-kan-city" / "2023.yaml"
HALF = ROOT / "seeds" / "bac-kan-city" / "2024-H1.yaml"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")]


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def vendored(name: str) -> Any:
    folder = importlib.resources.files("check_jsonschema.builtin_schemas") / "vendor"
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "CHECKER_"))}
    return kept | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "CHECKER_LANG": "en"} | more


def run(*command: str, folder: Path, check: bool = True, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment(**more), check=check, capture_output=True, text=True, encoding="utf-8"
    )


# ---- pre-commit ----------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path):
    """A scratch repository with a sound and a broken pack, a report that passes and one that fails."""
    folder = tmp_path / "repository"
    pack = (ROOT / "tests" / "packs" / "bac-kan-city" / "2024.yaml").read_text(encoding="utf-8")
    files = {
        "rules/bac-kan-city/2024.yaml": pack,
        "reports/half.yaml": HALF.read_text(encoding="utf-8"),
        "reports/year.yaml": YEAR.read_text(encoding="utf-8"),
        "other/note.yaml": "a: 1\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    run("git", "init", "--quiet", folder=folder)
    run("git", "add", ".", folder=folder)
    return folder


def hooked(repository: Path, tmp_path: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "-m", "pre_commit", *arguments)
    return run(*command, folder=repository, check=False, PRE_COMMIT_HOME=str(tmp_path / "home"), **more)


def test_the_hooks_take_the_right_files_and_fail_when_they_should(repository, tmp_path):
    """With the command of this environment; that pre-commit can install it is another test's."""
    hooks = [hook | {"language": "system"} for hook in load(HOOKS)]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    year = repository / "reports" / "year.yaml"
    failing = year.read_text(encoding="utf-8")
    year.unlink()
    done = hooked(repository, tmp_path, "run", "--files", "rules/bac-kan-city/2024.yaml", "reports/half.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 2
    done = hooked(repository, tmp_path, "run", "--files", "other/note.yaml")
    assert done.stdout.count("no files to check") == 2
    year.write_text(failing, encoding="utf-8")
    done = hooked(repository, tmp_path, "run", "--files", "rules/bac-kan-city/2024.yaml")
    assert done.returncode == 1
    assert "38/44 targets met" in done.stdout
    pack = repository / "rules" / "bac-kan-city" / "2024.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("better:", "beter:", 1), encoding="utf-8")
    done = hooked(repository, tmp_path, "run", "checker-lint", "--files", "rules/bac-kan-city/2024.yaml")
    assert (done.returncode, "did you mean `better`?" in done.stdout) == (1, True)


FALLS = """\
submission: 1
pack: bac-kan-city/2024
unit: bac-kan-city
period: 2024-9M
as_of: 2024-10-02
observations:
  budget_revenue: "80 tỷ đồng"
"""


def configured(repository, **more):
    hooks = [hook | {"language": "system"} | more for hook in load(HOOKS) if hook["id"] == "checker-check"]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (repository / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        # Options alone leave the folders as they are.
        ({"args": ["--no-config", "--engine", "direct"]}, 1, "C014"),
        pytest.param({}, 1, "C014", marks=pytest.mark.nightly),
        pytest.param({"args": ["reports/half.yaml", "submissions"]}, 1, "C014", marks=pytest.mark.nightly),
        ({"args": ["--no-config", "submissions"]}, 0, "Passed"),
        # The recipe for changed files alone.
        ({"pass_filenames": True, "files": "^(reports|submissions)/"}, 0, "Passed"),
    ],
)
def test_a_changed_file_is_judged_in_the_company_of_the_others(repository, tmp_path, more, code, said):
    """A sum that falls shows beside the report before alone."""
    (repository / "reports" / "year.yaml").unlink()
    (repository / "submissions").mkdir()
    (repository / "submissions" / "nine.yaml").write_text(FALLS, encoding="utf-8")
    configured(repository, **more)
    done = hooked(repository, tmp_path, "run", "--files", "submissions/nine.yaml")
    assert (done.returncode, said in done.stdout) == (code, True), done.stdout + done.stderr


def test_the_hook_takes_the_folders_that_hold_something(repository, tmp_path):
    configured(repository)
    (repository / "submissions").mkdir()
    (repository / "submissions" / "README.md").write_text("none yet\n", encoding="utf-8")
    (repository / "reports" / "year.yaml").unlink()
    changed = ("run", "--files", "rules/bac-kan-city/2024.yaml")
    assert hooked(repository, tmp_path, *changed).returncode == 0
    (repository / "reports" / "half.yaml").unlink()
    done = hooked(repository, tmp_path, *changed)
    assert done.returncode == 1
    assert "there is nothing to check in reports, submissions; name the files or folders" in done.stdout


def test_the_manifest_of_hooks_is_valid(repository, tmp_path):
    done = hooked(repository, tmp_path, "validate-manifest", str(HOOKS))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.nightly
def test_pre_commit_installs_the_hooks_by_itself(repository, tmp_path):
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    clone = tmp_path / "clone"
    run("git", "clone", "--quiet", str(ROOT), str(clone), folder=tmp_path)
    # Whatever changes, the hook checks the whole folder.
    (repository / "reports" / "year.yaml").unlink()
    arguments = ("try-repo", str(clone), "checker-check", "--files", "reports/half.yaml", "--verbose")
    # What the package asks for is here already, so that nothing is downloaded or compiled.
    here = {"PYTHONPATH": sysconfig.get_path("purelib"), "PIP_NO_BUILD_ISOLATION": "false", "PIP_NO_INDEX": "1"}
    done = hooked(repository, tmp_path, *arguments, **here)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Gate: WARN" in done.stdout


# ---- GitHub --------------------------------------------------------------------------------


def test_the_action_is_valid():
    jsonschema.validate(load(ACTION), vendored("github-actions"))
    for step in load(ACTION)["runs"]["steps"]:
        # An expression in a script would let an input be code.
        assert "${{" not in step["run"]


def test_the_workflow_for_windows_is_valid_and_its_commands_end_as_it_says(tmp_path, monkeypatch):
    workflow = load(WINDOWS)
    # YAML 1.1 reads the key `on` as true.
    jsonschema.validate(
        {str(key).replace("True", "on"): value for key, value in workflow.items()}, vendored("github-workflows")
    )
    for name in ("seeds", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    lines = [line for step in workflow["jobs"]["commands"]["steps"] for line in step.get("run", "").splitlines()]
    called = [shlex.split(line.removesuffix(" || code=$?"))[1:] for line in lines if line.startswith("checker ")]
    codes = [checker(*arguments).exit_code for arguments in called]
    assert codes == [0] * (len(called) - 1) + [1]
    assert 'test "$code" = 1' in lines
    assert not re.search(r"https?:|index-url", WINDOWS.read_text("utf-8"))


def acted(folder: Path, base: str = "", **inputs: str) -> tuple[int, str, dict[str, str], str]:
    """Run the step that checks, with the variables that the runner sets."""
    (step,) = [step for step in load(ACTION)["runs"]["steps"] if step.get("id") == "check"]
    defaults = {name: one.get("default", "") for name, one in load(ACTION)["inputs"].items()}
    given = defaults | {name.replace("_", "-"): value for name, value in inputs.items()}
    variables = {}
    for name, expression in step["env"].items():
        match = re.fullmatch(r"\$\{\{ (?:inputs\.([a-z-]+)|github\.event\.pull_request\.base\.sha) \}\}", expression)
        assert match
        variables[name] = given[match[1]] if match[1] else base
    temporary = folder / "temporary files"
    temporary.mkdir(exist_ok=True)
    files = {name: temporary / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    files["GITHUB_STEP_SUMMARY"].write_text("already here\n", encoding="utf-8")
    files["GITHUB_OUTPUT"].write_text("", encoding="utf-8")
    (temporary / "step.sh").write_text(step["run"], encoding="utf-8")
    # As the runner calls bash.
    done = run(
        "bash",
        "--noprofile",
        "--norc",
        "-eo",
        "pipefail",
        str(temporary / "step.sh"),
        folder=folder,
        check=False,
        RUNNER_TEMP=str(temporary),
        GITHUB_ACTION_PATH=str(ROOT),
        **{name: str(path) for name, path in files.items()},
        **variables,
    )
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines())
    return done.returncode, done.stdout + done.stderr, outputs, files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")


def commands_of(log: str) -> list[str]:
    """Return the commands that a runner would obey."""
    commands, token = [], None
    for line in log.splitlines():
        if token is not None:
            token = None if line == f"::{token}::" else token
        elif match := re.fullmatch(r"::stop-commands::(.+)", line):
            token = match[1]
        elif line.startswith("::"):
            commands.append(line)
    assert token is None
    return commands


def test_the_action_annotates_summarises_and_fails_as_the_gate_does(repository):
    code, log, outputs, summary = acted(repository, files="reports/*.yaml", outputs="sarif=out.sarif\njunit=out.xml")
    assert (code, outputs) == (1, {"verdict": "fail", "tally": "38/44"})
    kinds = [kind for kind, *_ in read_github("".join(f"{line}\n" for line in commands_of(log)))]
    assert kinds.count("error") == 6
    assert "Gate: FAIL" in log
    assert summary.startswith("already here\n## ")
    assert len(read_markdown(summary)) > 6
    assert {"out.sarif", "out.xml"} <= {path.name for path in repository.iterdir()}


@pytest.mark.parametrize(
    ("inputs", "code", "verdict"),
    [
        pytest.param({"files": "reports/half.yaml"}, 0, "warn", marks=pytest.mark.nightly),
        ({"files": "reports/half.yaml", "fail_on": "behind"}, 1, "fail"),
        ({"files": "reports/half.yaml", "fail_on": "warning"}, 4, "warn"),
        ({"files": "reports/half.yaml", "options": "--ignore=T004\n--engine=direct"}, 0, "pass"),
        ({"files": "reports/half.yaml\n\nnone/*.yaml"}, 3, "error"),
        pytest.param({"files": ""}, 1, "fail", marks=pytest.mark.nightly),
        ({}, 1, "fail"),
        ({"files": "reports/half.yaml", "pack": "no/pack"}, 2, "error"),
        ({"files": "reports/half.yaml", "outputs": "sarif=none/out.sarif"}, 2, "error"),
        ({"files": "$(touch evil) `touch evil` ; touch evil"}, 3, "error"),
        ({"files": "**/half.yaml"}, 0, "warn"),
    ],
)
def test_inputs_of_the_action(repository, inputs, code, verdict):
    found, log, outputs, _ = acted(repository, **inputs)
    assert (found, outputs["verdict"]) == (code, verdict), log
    assert not (repository / "evil").exists()


def test_names_with_spaces_and_texts_like_commands(repository):
    text = HALF.read_text(encoding="utf-8").replace("observations:", 'observations:\n  "::error::evil": 1', 1)
    (repository / "reports" / "a b.yaml").write_text(text, encoding="utf-8")
    code, log, _, _ = acted(repository, files="reports/a b.yaml")
    assert code == 1
    commands = read_github("".join(f"{line}\n" for line in commands_of(log)))
    assert {properties["file"] for _, properties, _ in commands} == {"reports/a b.yaml"}
    assert sum("::error::evil" in said for _, _, said in commands) == 1


def committed(repository: Path) -> str:
    """Commit all that is there, and return the commit."""
    run("git", "add", "--all", folder=repository)
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    run("git", *identity, "commit", "--quiet", "--message", "x", "--no-verify", folder=repository)
    return run("git", "rev-parse", "HEAD", folder=repository).stdout.strip()


@pytest.fixture
def request_(repository):
    """A pull request that brings settings, waivers, a changed pack and one of its own, so that its report passes."""
    (repository / "reports" / "half.yaml").unlink()
    base = committed(repository)
    pack = repository / "rules" / "bac-kan-city" / "2023.yaml"
    pack.write_text(
        (ROOT / "tests" / "packs" / "bac-kan-city" / "2023.yaml").read_text(encoding="utf-8") + "gate: {unmet: pass}\n",
        encoding="utf-8",
    )
    (repository / "checker.yaml").write_text("ignore: [T001, T002, T003, D101]\n", encoding="utf-8")
    committed(repository)
    return repository, base


def test_a_pull_request_brings_neither_settings_nor_packs(request_):
    repository, base = request_
    code, log, outputs, _ = acted(repository, files="reports")
    assert "weaker gate" in log
    code, log, outputs, _ = acted(repository, base, files="reports")
    assert "weaker gate" not in log
    assert "rules/bac-kan-city/2023.yaml is new and has no version in the base" in log
    assert (code, outputs["verdict"]) == (2, "error")
    assert run("git", "worktree", "list", folder=repository).stdout.count("\n") == 1
    # By the pack that came with the program the report fails as it did.
    assert "38/44 targets met" in log
    code, log, outputs, _ = acted(repository, base, files="reports", allow_new_packs="true")
    assert "rules/bac-kan-city/2023.yaml is new; reports are judged by it" in log


def test_a_pull_request_is_judged_by_the_packs_settings_and_waivers_of_its_base(request_):
    repository, _ = request_
    base = committed_with(repository, "ignore: [T001]\n")
    (repository / "checker.yaml").write_text("exclude: ['*']\n", encoding="utf-8")
    pack = repository / "rules" / "bac-kan-city" / "2023.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("better:", "beter:", 1), encoding="utf-8")
    committed(repository)
    code, log, outputs, _ = acted(repository, base, files="reports", options="--waivers=none.yaml")
    assert "did you mean `better`?" in log
    assert "W001" in log
    code, log, outputs, _ = acted(repository, base, files="reports")
    assert (code, outputs["verdict"]) == (2, "error")
    assert "weaker gate: --ignore: T001" in log
    assert "--exclude" not in log


def test_a_pull_request_brings_no_tables_of_targets_either(request_):
    """A table is a pack too, and a pack may be named by its path."""
    repository, base = request_
    (repository / "rules" / "bac-kan-city" / "2023.yaml").unlink()
    (repository / "rules" / "easy.csv").write_text("x\n", encoding="utf-8")
    (repository / "waivers.yaml").write_text("waivers: 1\n", encoding="utf-8")
    committed(repository)
    code, log, outputs, _ = acted(repository, base, files="reports")
    assert "rules/easy.csv is new and has no version in the base" in log
    assert "P272" in log
    assert (code, outputs["verdict"]) == (2, "error")
    _, log, _, _ = acted(repository, base, files="reports", pack=f"{repository}/rules/easy.csv")
    assert re.search(r"/base/rules/easy\.csv: error P00[19]", log)
    _, log, _, _ = acted(repository, base, files="reports", options="--waivers\nwaivers.yaml")
    assert "/base/waivers.yaml: error W001" in log
    for options in ("--pack=rules/easy.csv", "-p\nrules/easy.csv"):
        code, log, outputs, _ = acted(repository, base, files="reports", options=options)
        assert (code, outputs["verdict"], "the input `pack`" in log) == (2, "error", True)
    assert run("git", "worktree", "list", folder=repository).stdout.count("\n") == 1


def committed_with(repository: Path, settings: str) -> str:
    (repository / "checker.yaml").write_text(settings, encoding="utf-8")
    return committed(repository)


def test_a_base_that_cannot_be_had_is_an_error(repository):
    code, log, outputs, _ = acted(repository, "0" * 40, files="reports")
    assert (code, outputs["verdict"]) == (2, "error")
    assert "the base of the pull request is not in this checkout" in log


def test_no_text_installs_the_program_by_its_name():
    """The name on the public index belongs to nobody."""
    files = run("git", "ls-files", "-z", folder=ROOT).stdout.split("\0")
    told = re.compile(r"(pip3?|pipx|uv)\b[^\n]*\binstall\b[^\n]*[ \"'=]target-checker\b|CHECKER_SOURCE: target-checker")
    for name in filter(None, files):
        path = ROOT / name
        if (
            path.suffix in (".md", ".yml", ".yaml", ".py", ".po", ".toml", "")
            and path.is_file()
            and "tests/" not in name
        ):
            assert not told.search(path.read_text(encoding="utf-8", errors="replace")), name


@pytest.mark.parametrize("page", ["docs/ci.md"])
def test_actions_of_others_are_pinned_by_a_hash(page):
    used = re.findall(r"uses: (\S+)@(\S+)", (ROOT / page).read_text(encoding="utf-8"))
    assert used
    for name, at in used:
        assert re.fullmatch(r"[0-9a-f]{40}", at) or (name.startswith("example/") and at == "COMMIT")


@pytest.mark.nightly
def test_the_action_installs_itself(tmp_path):
    (step,) = [step for step in load(ACTION)["runs"]["steps"] if step["name"] == "Install"]
    variables = {"RUNNER_TEMP": str(tmp_path), "GITHUB_PATH": str(tmp_path / "path"), "GITHUB_ACTION_PATH": str(ROOT)}
    done = run("bash", "-eo", "pipefail", "-c", step["run"], folder=tmp_path, check=False, **variables, **step["env"])
    if done.returncode:
        pytest.skip(f"pip cannot install here: {done.stderr[-300:]}")
    (folder,) = (tmp_path / "path").read_text(encoding="utf-8").splitlines()
    found = run(f"{folder}/checker", "check", str(HALF), "--engine", "rete", folder=tmp_path)
    assert "Gate: WARN" in found.stdout


# ---- GitLab --------------------------------------------------------------------------------


def test_the_template_is_valid_and_its_script_writes_the_reports(repository):
    job = load(GITLAB)[".checker"]
    jsonschema.validate({"check": job}, vendored("gitlab-ci"))
    variables = {name: value for name, value in job["variables"].items() if name.startswith("CHECKER")}
    done = run("bash", "-eo", "pipefail", "-c", "\n".join(job["script"]), folder=repository, check=False, **variables)
    assert (done.returncode, "Gate: FAIL" in done.stdout) == (1, True), done.stderr
    reports = job["artifacts"]["reports"]
    assert read_gitlab((repository / reports["codequality"]).read_text(encoding="utf-8"))
    assert read_junit((repository / reports["junit"]).read_text(encoding="utf-8"))
    for path in job["artifacts"]["paths"]:
        assert (repository / path).stat().st_size
