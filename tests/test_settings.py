"""Settings of a folder: where they are found, how they are read, and that options win."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import zipfile
from pathlib import Path

import pytest

from checker.cli.frame import find_settings
from checker.cli.settings import KEYS
from checker.domain.codes import REGISTRY
from checker.errors import PackError
from checker.readers.settings import read_settings
from checker.reporters import FORMATS
from tests.command import checker

ROOT = Path(__file__).parent.parent
SYNTHETIC = str(ROOT / "seeds" / "bac-kan-city" / "2024-synthetic.yaml")
YEAR = str(ROOT / "seeds" / "bac-kan-city" / "2023.yaml")
HALF = str(ROOT / "seeds" / "bac-kan-city" / "2024-H1.yaml")
TEXTS = [name for name, format_ in FORMATS.items() if not format_.binary]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


# ---- finding -------------------------------------------------------------------------------


def found(tmp_path: Path, folder: str = ".") -> list[str]:
    paths = find_settings(str((tmp_path / folder).resolve()))
    return [str(Path(path).relative_to(tmp_path.resolve())) for path in paths]


@pytest.mark.parametrize(
    "text",
    [
        "[tool.checker]\nselect = ['x']\n",
        "[ tool . checker ]\n",
        "['tool'.\"checker\"]\n",
        "[tool]\nchecker.select = ['x']\n",
        "tool.checker.select = ['x']\n",
        "tool = {checker = {select = ['x']}}\n",
        "[[tool.checker]]\n",
        "\t[tool.checker]\r\n",
        "[tool.checker\n",
    ],
)
def test_a_table_is_found_however_it_is_written(tmp_path, text):
    write("pyproject.toml", text)
    assert found(tmp_path) == ["pyproject.toml"]


@pytest.mark.parametrize(
    "text",
    [
        "[project]\nname = 'checker'\n",
        "[tool.other]\nchecker = 1\n",
        "[tool]\nother = 'checker'\n",
        "tool = 'checker'\n",
        "x = '''\n[tool.checker]\n'''\n",
        "# [tool.checker]\n",
        "",
    ],
)
def test_other_projects_are_passed_by(tmp_path, text):
    write("pyproject.toml", text)
    assert found(tmp_path) == []


def test_the_nearest_folder_counts(tmp_path):
    write("checker.yaml", "format: json\n")
    write("a/pyproject.toml", "[tool.checker]\nformat = 'csv'\n")
    write("a/b/pyproject.toml", "[project]\nname = 'checker'\n")
    write("a/b/c/x", "")
    assert found(tmp_path) == ["checker.yaml"]
    assert found(tmp_path, "a/b/c") == ["a/pyproject.toml"]
    write("a/checker.yaml", "format: tap\n")
    assert found(tmp_path, "a/b/c") == ["a/checker.yaml", "a/pyproject.toml"]


def test_this_project_has_none():
    assert find_settings(str(ROOT)) == ()


# ---- reading -------------------------------------------------------------------------------

TOML = """\
[project]
name = "x"
ignore = "no"

[tool.other]
ignore = [
    "a"
]

[tool.checker]
# ignore = ["no"]
format = "table"
ignore = [
    "poverty_rate",  # ignore = 1
    "T008",
]
"fail_on" = ["behind"]
select = '''
ignore = "no"
'''
"""


def places(name: str) -> dict[str, str]:
    settings = read_settings((str(Path(name).resolve()),), KEYS)
    return {key: f"{one.location} {' '.join(value.text for value in one.values)}" for key, one in settings.entries}


def test_places_of_keys():
    write("pyproject.toml", TOML)
    assert places("pyproject.toml") == {
        "format": "pyproject.toml:12:1 table",
        "ignore": "pyproject.toml:13:1 poverty_rate T008",
        "fail_on": "pyproject.toml:17:2 behind",
        "select": 'pyproject.toml:18:1 ignore = "no"\n',
    }
    write("pyproject.toml", "[tool]\nchecker.format = 'csv'\nchecker.engine = 'direct'\n")
    assert places("pyproject.toml") == {"format": "pyproject.toml:2:9 csv", "engine": "pyproject.toml:3:9 direct"}
    write("pyproject.toml", "tool = {checker = {format = 'csv'}}\n")
    assert places("pyproject.toml") == {"format": "pyproject.toml csv"}
    write("checker.yaml", "format: table\nignore:\n  - a\n  - b\nselect: c\n")
    assert places("checker.yaml") == {
        "format": "checker.yaml:1:1 table",
        "ignore": "checker.yaml:2:1 a b",
        "select": "checker.yaml:5:1 c",
    }


WRONG = [
    ("checker.yaml", "formt: json", "S010", "1:1"),
    ("checker.yaml", "format: xml", "S013", "1:9"),
    ("checker.yaml", "format: [json]", "S012", "1:9"),
    ("checker.yaml", "format:", "S012", "1:8"),
    ("checker.yaml", "fail_on: [behind, unmett]", "S013", "1:19"),
    ("checker.yaml", "ignore: {a: b}", "S012", "1:9"),
    ("checker.yaml", "ignore: [a, [b]]", "S012", "1:13"),
    ("checker.yaml", "output: json", "S013", "1:9"),
    ("checker.yaml", "output: [xml=a]", "S013", "1:10"),
    ("checker.yaml", "exit_zero: true", "S010", "1:1"),
    ("checker.yaml", "output: [concise=../home/.bashrc]", "S104", "1:10"),
    ("checker.yaml", "output: [json=/etc/x.json]", "S104", "1:10"),
    ("checker.yaml", "output: [json=out/../../x.json]", "S104", "1:10"),
    ("checker.yaml", "output: [json=linked/x.json]", "S104", "1:10"),
    ("checker.yaml", "output: [json=link.json]", "S104", "1:10"),
    ("checker.yaml", "output: [json=.vscode/settings.json]", "S105", "1:10"),
    ("checker.yaml", "output: [concise=.profile]", "S105", "1:10"),
    ("checker.yaml", "output: [concise=run.sh]", "S105", "1:10"),
    ("checker.yaml", "output: [full=checker.yaml]", "S105", "1:10"),
    ("checker.yaml", "output: [json=Makefile]", "S105", "1:10"),
    ("checker.yaml", f"output: [{', '.join(f'json={n}.json' for n in range(51))}]", "S006", "1:1"),
    ("checker.yaml", f"exclude: [{', '.join(f'x{n}' for n in range(251))}]", "S006", "1:1"),
    ("checker.yaml", "waivers: [../w.yaml]", "S104", "1:11"),
    ("checker.yaml", "baseline: /etc/b.yaml", "S104", "1:11"),
    ("checker.yaml", "letterhead: linked/l.yaml", "S104", "1:13"),
    ("checker.yaml", "docx_template: ../t.docx", "S104", "1:16"),
    ("checker.yaml", "pack: ../../p.yaml", "S104", "1:7"),
    ("checker.yaml", "pack: /etc/passwd", "S104", "1:7"),
    ("checker.yaml", "pack: ..", "S104", "1:7"),
    ("checker.yaml", "pack: link.json", "S104", "1:7"),
    ("checker.yaml", "output: [json=pipe.json]", "S105", "1:10"),
    ("checker.yaml", "output: [json=folder.json]", "S105", "1:10"),
    ("checker.yaml", "rules: ..", "S104", "1:8"),
    ("pyproject.toml", "[tool.checker]\noutput = ['json=../x.json']", "S104", "2:1"),
    ("checker.yaml", "- a", "S012", "1:1"),
    ("checker.yaml", "format: json\nformat: csv", "S004", "2:1"),
    ("checker.yaml", "a: &x 1", "S005", "1:4"),
    ("checker.yaml", "#", "S007", None),
    ("checker.yaml", "a: [", "S003", None),
    ("checker.yaml", "a: \0", "S002", None),
    ("pyproject.toml", "[tool.checker]\nformt = 'json'", "S010", "2:1"),
    ("pyproject.toml", "[tool.checker]\nformat = 'xml'", "S013", "2:1"),
    ("pyproject.toml", "[tool.checker]\nformat = {a = 1}", "S012", "2:1"),
    ("pyproject.toml", "[tool.checker.select]\nx = 1", "S012", None),
    ("pyproject.toml", "[tool]\nchecker = 5", "S012", None),
    ("pyproject.toml", "[tool.checker]\nformat = 'json'\nformat = 'csv'", "S003", "3:1"),
    ("pyproject.toml", "[tool.checker\nformat = 'json'", "S003", "1:14"),
]


@pytest.mark.parametrize(("name", "text", "code", "place"), WRONG, ids=[f"{one[2]}-{n}" for n, one in enumerate(WRONG)])
def test_wrong_settings_are_told_at_their_place_and_stop_the_run(name, text, code, place):
    write(name, text)
    Path("linked").symlink_to("/tmp")  # noqa: S108 - anywhere else
    Path("link.json").symlink_to("../outside.json")
    os.mkfifo("pipe.json")
    Path("folder.json").mkdir()
    done = checker("check", YEAR)
    assert (done.exit_code, "38/44" in done.stdout) == (2, False)
    assert f"error {code}:" in done.stderr
    if place:
        assert f"{name}:{place}: error {code}" in done.stderr
    shown = checker("config", "show")
    assert (shown.exit_code, code in shown.stderr) == (2, True)
    assert checker("check", YEAR, "--no-config").exit_code == 1
    data = json.loads(checker("check", YEAR, "--format", "json").stdout)
    assert [found_["code"] for found_ in data["diagnostics"]] == [code]


def test_settings_that_are_too_large_are_told():
    write("checker.yaml", "#" * 2_000_001)
    assert "S006" in checker("check", YEAR).stderr


def test_two_files_side_by_side_are_an_error():
    write("checker.yaml", "format: json\n")
    write("pyproject.toml", "[tool.checker]\nformat = 'json'\n")
    done = checker("check", YEAR)
    assert (done.exit_code, "both checker.yaml and pyproject.toml contain settings" in done.stderr) == (2, True)
    assert "S102" in done.stderr


def test_every_code_of_settings_is_tried():
    tried = {one[2] for one in WRONG} | {"S006", "S102", "S106"}
    for test in ("test_baseline.py", "test_select.py"):
        text = (ROOT / "tests" / test).read_text(encoding="utf-8")
        tried |= {code for code in REGISTRY if code in text}
    never = {"S001", "S008", "S011", "S014", "S015", "S016"}
    assert {code for code in REGISTRY if code.startswith("S")} - tried <= never


# ---- using ---------------------------------------------------------------------------------


def test_settings_hold_unless_an_option_is_given():
    write("checker.yaml", "format: concise\nfail_on: [behind]\n")
    done = checker("check", HALF)
    assert (done.exit_code, "error T004" in done.stdout) == (1, True)
    assert "\nTargets of" in checker("check", HALF, "--format", "table").stdout
    assert checker("check", HALF, "--fail-on", "estimate").exit_code == 0
    assert checker("check", HALF, "--no-config").exit_code == 0


def test_paths_count_from_the_folder_of_the_settings(monkeypatch):
    checker("baseline", "create", "--baseline", "known.yaml", SYNTHETIC)
    write("checker.yaml", "baseline: known.yaml\noutput: [json=out/report.json, tap=report.tap]\n")
    write("out/x", "")
    write("below/x", "")
    monkeypatch.chdir("below")
    assert checker("check", SYNTHETIC).exit_code == 0
    assert json.loads(Path("../out/report.json").read_text(encoding="utf-8"))["exit"]["code"] == 0
    assert Path("../report.tap").exists()
    # An option replaces its setting whole.
    Path("../report.tap").unlink()
    assert checker("check", SYNTHETIC, "--output", "csv=here.csv").exit_code == 0
    assert (Path("here.csv").exists(), Path("../report.tap").exists()) == (True, False)


def test_a_pack_by_path_and_by_id(monkeypatch):
    text = (ROOT / "tests" / "packs" / "bac-kan-city" / "2024.yaml").read_text(encoding="utf-8")
    write("packs/bac-kan-city/2024.yaml", text)
    write("checker.yaml", "pack: packs/bac-kan-city/2024.yaml\n")
    write("below/x", "")
    monkeypatch.chdir("below")
    data = json.loads(checker("check", HALF, "--format", "json").stdout)
    assert data["reports"][0]["pack"]["path"] == "../packs/bac-kan-city/2024.yaml"
    write("../checker.yaml", "pack: bac-kan-city/2024\n")
    assert checker("check", HALF).exit_code == 0


def test_a_choice_of_settings_is_told_at_its_line():
    write("checker.yaml", "ignore:\n  - poverty_rate\n  - povertyrate\n")
    done = checker("check", SYNTHETIC)
    assert (done.exit_code, "checker.yaml:3:5: error S103" in done.stderr) == (2, True)


def test_it_is_shown_where_each_setting_comes_from():
    write("checker.yaml", "ignore: [poverty_rate, T008]\nfail_on: behind\nengine: direct\n")
    shown = checker("config", "show", "--engine", "rete").stdout.splitlines()
    assert shown[0] == f"Settings of {Path.cwd() / 'checker.yaml'}"
    assert [line.split(maxsplit=1) for line in shown[1:]] == [
        ["pack", "– (usual)"],
        ["rules", "– (usual)"],
        ["engine", "rete (option)"],
        ["locale", "– (usual)"],
        ["layouts", "– (usual)"],
        ["format", "full (usual)"],
        ["output", "– (usual)"],
        ["fail_on", "behind (checker.yaml:2:1)"],
        ["waivers", "– (usual)"],
        ["baseline", "– (usual)"],
        ["letterhead", "– (usual)"],
        ["docx_template", "– (usual)"],
        ["select", "– (usual)"],
        ["ignore", "poverty_rate, T008 (checker.yaml:1:1)"],
        ["exclude", "– (usual)"],
    ]
    assert checker("config", "show", "--no-config").stdout.startswith("No settings here\n")
    assert checker("config", "list").exit_code == 2


def test_settings_cannot_make_everything_pass():
    assert "exit_zero" not in KEYS
    write("checker.yaml", "exit_zero: true\n")
    with pytest.raises(PackError):
        read_settings((str(Path("checker.yaml").resolve()),), KEYS)


# ---- settings of others --------------------------------------------------------------------


def told_by(format_: str, *arguments: str) -> str:
    """Return all that the command says in a format, of a file of Office what stands in its parts."""
    shown = format_ if format_ in TEXTS else "full"
    done = checker("check", *arguments, "--output", f"{format_}=told", "--format", shown)
    if format_ in TEXTS:
        return done.everything
    with zipfile.ZipFile("told") as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return html.unescape("\n".join(parts))


@pytest.mark.slow
@pytest.mark.parametrize("format_", [name for name, format_ in FORMATS.items() if not format_.by_suffix])
def test_every_format_says_whose_settings_and_pack_hold(format_):
    """Those that have no place for it leave it to standard error."""
    text = (ROOT / "tests" / "packs" / "bac-kan-city" / "2024.yaml").read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    write("own.yaml", text)
    write("checker.yaml", "ignore: [T001]\nexclude: [drafts]\npack: own.yaml\n")
    told = told_by(format_, SYNTHETIC).replace("\\", "")
    assert digest in told
    assert re.search(r"own\.yaml", told)
    settings = hashlib.sha256(Path("checker.yaml").read_bytes()).hexdigest()[:16]
    if "json" in format_ and format_ != "gitlab":
        assert settings in told
        assert '"option": "exclude"' in told
    else:
        assert f"ettings: checker.yaml (SHA-256 {settings})" in told
        assert "eaker gate: --ignore: T001 (checker.yaml:1:1)" in told
        assert "eaker gate: --exclude: drafts (checker.yaml:2:1)" in told
    plain = told_by(format_, SYNTHETIC, "--no-config")
    assert "eaker gate" not in plain
    assert "ettings:" not in plain


@pytest.mark.parametrize("format_", ["full", "table", "markdown", "html"])
def test_what_weakens_the_gate_is_told_in_the_head(format_):
    write("checker.yaml", "ignore: [T001]\nexclude: [drafts]\n")
    done = checker("check", SYNTHETIC, "--format", format_)
    head = done.stdout.replace("\\", "").split("bac-kan-city/2024")[0] if format_ != "html" else done.stdout
    assert "settings: checker.yaml (SHA-256 " in head
    assert "weaker gate: --ignore: T001 (checker.yaml:1:1)" in head
    assert "weaker gate: --exclude: drafts (checker.yaml:2:1)" in head
    plain = checker("check", SYNTHETIC, "--no-config", "--format", format_).stdout
    assert "weaker gate" not in plain
    assert "settings:" not in plain
    option = checker("check", SYNTHETIC, "--no-config", "--ignore", "T001", "--exit-zero", "--format", format_)
    assert "weaker gate: --ignore: T001" in option.stdout.replace("\\", "")
    assert "weaker gate: --exit-zero: –" in option.stdout.replace("\\", "")


def test_settings_are_named_where_rows_are_judged_in_bulk_too():
    write("checker.yaml", "pack: bac-kan-city/2024\nexclude: [drafts]\n")
    write("rows/a.csv", "unit,period,indicator,value\nbac-kan-city,2024,budget_revenue,300\n")
    done = checker("check", "rows/a.csv", "--engine", "columnar")
    assert "settings: checker.yaml (SHA-256 " in done.everything
    assert "weaker gate: --exclude: drafts (checker.yaml:2:1)" in done.everything
    run = json.loads(checker("check", "rows/a.csv", "--engine", "columnar", "--format", "json").stdout)["run"]
    assert run["settings"]["path"] == "checker.yaml"
    assert run["options"]["packs"] == ["bac-kan-city/2024"]
    refused = json.loads(checker("check", "rows/a.csv", "--engine", "columnar", "-p", "nix", "--format", "json").stdout)
    assert refused["run"]["settings"]["path"] == "checker.yaml"
    assert refused["run"]["options"]["packs"] == ["nix"]


def test_json_says_whose_settings_hold():
    write("checker.yaml", "ignore: [T001]\n")
    run = json.loads(checker("check", SYNTHETIC, "--format", "json").stdout)["run"]
    assert run["settings"]["path"] == "checker.yaml"
    assert len(run["settings"]["sha256"]) == 64
    (weakening,) = run["weakenings"]
    assert (weakening["option"], weakening["values"], weakening["location"]["line"]) == ("ignore", ["T001"], 1)


def test_a_pack_that_did_not_come_with_the_program_is_named():
    shipped = checker("check", SYNTHETIC).stdout
    assert "pack: " not in shipped
    text = (ROOT / "tests" / "packs" / "bac-kan-city" / "2024.yaml").read_text(encoding="utf-8")
    write("rules/bac-kan-city/2024.yaml", text.replace("at_least: 317", "at_least: 3"))
    done = checker("check", SYNTHETIC)
    assert "pack: rules/bac-kan-city/2024.yaml (SHA-256 " in done.stdout
    Path("none").mkdir()
    assert "pack: " not in checker("check", SYNTHETIC, "--rules", "none").stdout


def test_a_settings_file_that_is_named_takes_the_place_of_those_that_are_found():
    write("checker.yaml", "ignore: [T001]\n")
    write("base/checker.yaml", "format: concise\nwaivers: ../none.yaml\n")
    done = checker("check", SYNTHETIC, "--config", "base/checker.yaml")
    assert "none.yaml: error W001" in done.everything
    write("base/checker.yaml", "format: concise\n")
    done = checker("check", SYNTHETIC, "--config", "base/checker.yaml")
    assert (done.exit_code, "error T001" in done.stdout) == (1, True)
    assert checker("config", "show", "--config", "base/checker.yaml").stdout.startswith("Settings of base/checker.yaml")
    assert checker("check", SYNTHETIC, "--config", "base/checker.yaml", "--no-config").exit_code == 2
    assert checker("check", SYNTHETIC, "--config", "none.yaml").exit_code == 2
    # One that stands in the working folder itself.
    write("own.yaml", "format: concise\noutput: [json=own.json]\nwaivers: none.yaml\n")
    assert "none.yaml: error W001" in checker("check", SYNTHETIC, "--config", "own.yaml").everything
    write("own.yaml", "format: concise\noutput: [json=own.json]\n")
    assert (checker("check", SYNTHETIC, "--config", "own.yaml").exit_code, Path("own.json").exists()) == (1, True)
    write("own.yaml", "output: [json=../own.json]\n")
    assert "does not lie below ., the folder" in checker("check", SYNTHETIC, "--config", "own.yaml").everything


def test_settings_cannot_write_over_what_was_read():
    write("sub/x.json", json.dumps({"submission": 1, "pack": "bac-kan-city/2024", "unit": "bac-kan-city",
                                    "period": "2024-H1", "observations": {"budget_revenue": "86"}}))  # fmt: skip
    before = Path("sub/x.json").read_bytes()
    write("checker.yaml", "output: [json=sub/x.json]\n")
    for path in ("sub/x.json", "sub"):
        done = checker("check", path)
        assert (done.exit_code, "would write over" in done.stderr) == (2, True)
    assert Path("sub/x.json").read_bytes() == before


def test_a_pack_named_in_a_submission_is_an_id():
    write("secret.yaml", "password: hunter2\n")
    for path in ("./secret.yaml", "secret.yaml", "/etc/passwd", "../x", "a.yml"):
        write("x.yaml", f"submission: 1\npack: {path}\nunit: u\nperiod: 2024\nobservations: {{a: 1}}\n")
        done = checker("check", "x.yaml")
        assert done.exit_code == 3
        assert "x.yaml:2:7: error D023" in done.stderr
        assert "hunter2" not in done.everything
    assert "P010" in checker("check", "x.yaml", "--pack", "secret.yaml").stderr


@pytest.mark.parametrize(
    ("link", "text", "code"),
    [
        ("checker.yaml", "", "S106"),
        ("pyproject.toml", "[tool.checker]\n", "S106"),
        ("rules/bac-kan-city/2024.yaml", "", "P302"),
        ("rules", "", "P302"),
        ("own/bac-kan-city/2024.yaml", "", "P302"),
        ("own/bac-kan-city/2024.pack.yaml", "", "P302"),
    ],
)
def test_no_link_shows_what_a_file_elsewhere_holds(tmp_path, monkeypatch, link, text, code):
    for name in ("secret.yaml", "secret/bac-kan-city/2024.yml"):
        write(name, f"{text}password: [hunter2")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    Path(link).parent.mkdir(parents=True, exist_ok=True)
    Path(link).symlink_to(tmp_path / ("secret" if link == "rules" else "secret.yaml"))
    if "own" in link:
        write("checker.yaml", "rules: own\n")
    if link.endswith(".pack.yaml"):
        write("own/bac-kan-city/2024.csv", "x\n")
    done = checker("check", SYNTHETIC)
    assert (done.exit_code, f"error {code}" in done.everything, "hunter2" in done.everything) == (2, True, False)


def test_a_link_of_packs_that_stays_within_is_followed(monkeypatch):
    text = (ROOT / "tests" / "packs" / "bac-kan-city" / "2024.yaml").read_text(encoding="utf-8")
    write("here/packs/2024.yaml", text)
    monkeypatch.chdir("here")
    Path("rules").mkdir()
    Path("rules/bac-kan-city").symlink_to("../packs")
    assert "pack: rules/bac-kan-city/2024.yaml (SHA-256 " in checker("check", SYNTHETIC).stdout


def test_a_pipe_in_the_place_of_settings_is_not_waited_for():
    os.mkfifo("pyproject.toml")
    os.mkfifo("checker.yaml")
    assert checker("check", HALF).exit_code == 0
