"""A table of command lines: the exit code, and what is said where."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from checker import pipeline
from checker.cli import LateModule, main
from checker.cli.program import COMMANDS, program
from checker.domain.codes import REGISTRY
from checker.domain.text import Message
from checker.errors import EngineFault, MissingExtra, UnsupportedPlan
from checker.language import Language
from tests.command import PATIENCE, checker
from tests.examples import each_row
from tests.office import Office, indicator

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
YEAR_2023 = str(SEEDS / "bac-kan-city" / "2023.yaml")
HALF_2024 = str(SEEDS / "bac-kan-city" / "2024-H1.yaml")
SYNTHETIC = str(SEEDS / "bac-kan-city" / "2024-synthetic.yaml")
NATIONAL = str(SEEDS / "national-assembly" / "2019.yaml")

# arguments, exit code, what standard output says, what standard error says
LINES = [
    ([], 2, [], ["Usage: checker", "Commands:", "Exit codes:", "  143  ended by SIGTERM"]),
    (["--help"], 0, ["Usage: checker", "explain", "  70   a fault"], []),
    (["-h"], 0, ["Usage: checker"], []),
    (["--version"], 0, ["checker "], []),
    (["chek"], 2, [], ["there is no command `chek`", "lint", "did you mean `check`?", "see `checker --help`"]),
    (["help"], 0, ["Usage: checker", "Environment:", "FORCE_COLOR"], []),
    (["help", "check"], 0, ["Usage: checker check", "--files-from"], []),
    (["help", "chek"], 2, [], ["did you mean `check`?"]),
    (["check", "--format", "jsn", HALF_2024], 2, [], ["did you mean `json`?"]),
    (["check", "-o", "juni=x", HALF_2024], 2, [], ["did you mean `junit`?"]),
    (["check", "--fail-on", "behid", HALF_2024], 2, [], ["did you mean `behind`?"]),
    (["check", "--limit", "rowss=3", HALF_2024], 2, [], ["is not a limit", "did you mean `rows`?"]),
    (["bulk", "-p", "x", "--column", "vale=a", "x.csv"], 2, [], ["did you mean `value`?"]),
    (["check", "-q", YEAR_2023], 1, [], []),
    (["check", "-q", "missing.yaml"], 3, [], ["missing.yaml: error D001"]),
    (["check", "-q", "--format", "concise", HALF_2024], 0, ["warning T004"], []),
    (["check", "-q", "-o", "concise=-", HALF_2024], 0, ["warning T004"], []),
    (
        ["check", "-v", "-q", "--engine", "direct", NATIONAL],
        0,
        [],
        ["settings: –", "engine: direct", "as of: 2019-12-31", f"{NATIONAL}: pack national-assembly/2019 ("],
    ),
    (["check", "-o", "json=-", NATIONAL], 0, ['"schema"'], []),
    (["check", "-o", "json=-", "--format", "json", NATIONAL], 2, [], ["standard output gets one format"]),
    (["check", "-o", "-", "--format", "json", NATIONAL], 0, ['"schema"'], []),
    (["check", "-q", "-o", "-", NATIONAL], 0, ["12/12 targets met"], []),
    (["baseline", "create", "--baseline", "-", YEAR_2023], 0, ["baseline: 1", "T001"], []),
    (["baseline", "prune", "--baseline", "-", YEAR_2023], 2, [], ["only create writes a baseline to standard output"]),
    (["lint", "-q", "bac-kan-city/2024"], 0, [], []),
    (["lint", "-v", "bac-kan-city/2024"], 0, ["no errors"], ["checker: pack: ", "2024.csv (SHA-256 "]),
    (["check", "--files-from", os.devnull], 5, ["Exit code 5"], [f"`{os.devnull}` names no file"]),
    (["check", "--files-from", "none.txt"], 2, [], ["--files-from: `none.txt` cannot be read: there is no such file"]),
    (["check", "--files-from", "-", "-"], 2, [], ["standard input cannot be both"]),
    (["completion", "bash"], 0, ["_CHECKER_COMPLETE=bash_complete", "complete -o nosort -F"], []),
    (["completion", "zsh"], 0, ["#compdef checker"], []),
    (["completion", "fish"], 0, ["complete --no-files --command checker"], []),
    (["completion", "cmd"], 2, [], ["is not one of: bash, zsh, fish"]),
    (["--nope"], 2, [], ["there is no option `--nope`"]),
    (["--lang", "fr", "packs"], 2, [], ["--lang: `fr` is not one of: vi, en"]),
    (["check"], 2, [], ["`FILE...` is missing", "see `checker check --help`"]),
    (["check", "--help"], 0, ["--fail-on", "Examples:"], []),
    (["check", YEAR_2023], 1, ["38/44 targets met", "6 unmet: Budget revenue", "Gate: FAIL", "Exit code 1"], []),
    (["check", HALF_2024], 0, ["T004", "27.3 %", "Gate: WARN", "Exit code 0"], []),
    (["check", NATIONAL], 0, ["12/12 targets met"], []),
    (["check", SYNTHETIC], 1, ["SYNTHETIC DATA", "15/21 targets met", "6 × unmet"], []),
    (["check", YEAR_2023, "--exit-zero"], 0, ["--exit-zero; without it: the gate failed"], []),
    (["check", "--fail-on", "warning", HALF_2024], 4, ["Exit code 4"], []),
    (["check", "--fail-on", "behind", HALF_2024], 1, ["ERROR T004"], []),
    (["check", "--fail-on", "warning, behind", "--fail-on=estimate", HALF_2024], 1, [], []),
    (["check", "--fail-on", "unmett", HALF_2024], 2, [], ["--fail-on: `unmett` is not one of: unmet, "]),
    (["check", "--fail-on", "", HALF_2024], 2, [], ["--fail-on: `` is not one of"]),
    (["check", "--period", "2024", HALF_2024], 1, ["the year 2024", "T003"], []),
    (["check", "--period", "quý II/2024", HALF_2024], 0, ["quarter II of 2024"], []),
    (["check", "--period", "2023", HALF_2024], 3, [], ["D019"]),
    (["check", "--period", "soon", HALF_2024], 2, [], ["`soon` is not a period"]),
    (["check", "--engine", "rules", HALF_2024], 2, [], ["--engine: `rules` is not one of: auto, direct, rete"]),
    (["check", "--engine", "direct", "--format", "json", NATIONAL], 0, ['"engine": "direct"'], []),
    (["check", "--format", "xml", HALF_2024], 2, [], ["--format: `xml` is not one of: full, table, concise, json"]),
    (["check", "--format", "table", NATIONAL], 0, ["reported value", "12/12 targets met"], []),
    (["check", "--format"], 2, [], ["option `--format` needs a value"]),
    (
        ["check", "--formt", "json", NATIONAL],
        2,
        [],
        ["there is no option `--formt`; did you mean --format, --worst, --stdin-format?"],
    ),
    (["check", "-p", "bac-kan-city/2024", NATIONAL], 3, [], ["D018"]),
    (["check", "-p", "bac-kan-city/2042", NATIONAL], 2, [], ["P301", "bac-kan-city/2024"]),
    (["check", "no/such/*.yaml"], 3, ["Exit code 3"], ["no/such/*.yaml: error D001"]),
    (["check", str(ROOT / "checker" / "locale")], 5, ["Exit code 5"], ["there is no submission"]),
    (["check", NATIONAL, "missing.yaml"], 3, ["12/12 targets met", "Exit code 3"], ["missing.yaml: error D001"]),
    (["check", NATIONAL, YEAR_2023, HALF_2024], 1, ["12/12", "38/44", "Exit code 1: a gate failed"], []),
    (["lint", "bac-kan-city/2024", "national-assembly/2019"], 0, ["22 indicators", "no errors"], []),
    (["lint", "rules/bac-kan-city/2023.csv"], 0, ["bac-kan-city/2023:"], []),
    (["lint", "nothing/2024"], 2, ["P301"], []),
    (["lint"], 2, [], ["`PACK...` is missing"]),
    (["schema", "pack"], 0, ['"title": "Rule pack"'], []),
    (["schema", "submission"], 0, ['"title": "Submission"'], []),
    (["schema", "report"], 0, ['"title": "Report"', "checker/report/2"], []),
    (["schema", "finding"], 2, [], ["`finding` is not one of: pack, submission, report"]),
    (["packs"], 0, ["7 rule packs", "Targets of Bắc Kạn city for 2024"], []),
    (["explain", "t001"], 0, ["T001 target-unmet", "The target is due"], []),
    (["explain", "budget_revenue"], 0, ["bac-kan-city/2023", "bac-kan-city/2024", "at least 317 tỷ đồng"], []),
    (["explain", "BK24-16"], 0, ["Jobs created", "above 700", "“700 lao động”: unmet"], []),
    (["explain", "budget_revenue", "-p", "bac-kan-city/2024"], 0, ["every month", "317"], []),
    (["explain", "bac-kan-city/2023"], 0, ["38 met and 6 unmet of 44"], []),
    (["explain", "rules/bac-kan-city/2023.csv"], 0, ["38 met and 6 unmet of 44"], []),
    (["explain", "party_members_good"], 0, ["part of"], []),
    (["explain", "poverty_reduction"], 0, ["measures", "a reduction"], []),
    (["check", "--as-of", "2024-07-02", HALF_2024], 0, ["Exit code 0"], []),
    (["check", "--as-of", "soon", HALF_2024], 2, [], ["`soon` is not a date"]),
    # An address that is long, as that of a checkout may be, is broken over lines.
    (
        ["explain", "budget_revenue", "-s", "seeds/bac-kan-city/2024-H1.yaml"],
        0,
        ["├─ target: at least 317 tỷ đồng", "“86,6 tỷ đồng” at seeds/bac-kan-city/2024-H1.yaml:11:12", "└─ gate"],
        [],
    ),
    (["explain", "BK24-01", "-s", HALF_2024, "-s", "nothing.yaml"], 3, ["verdict:"], ["D001"]),
    (["explain", "x", "-s", HALF_2024], 2, [], ["`x` is no indicator of what was submitted"]),
    (["explain", "budget_revenu"], 2, [], ["`budget_revenu` is not a known code", "did you mean `budget_revenue`?"]),
    (["explain", "x" * 500], 2, [], ["is not a known code"]),
    (["explain", "nothing.yaml"], 2, [], ["P001"]),
    (["explain", "x", "-p", "nothing/2024"], 2, [], ["P301"]),
    (["explain", "T001", "T002", "T003"], 2, [], ["checker explain: too many arguments: T002, T003"]),
    (
        ["check", "--fail-on", "foo", HALF_2024],
        2,
        [],
        ["not_reported", "`foo` is not one of: unmet, undecided, no_data,"],
    ),
    (["check", "--exit-zero", YEAR_2023, HALF_2024], 0, ["Exit code 0: --exit-zero; without it: a gate failed"], []),
    (["schema", "foo"], 2, [], ["checker schema: schema: `foo` is not one of: pack"]),
    (["bulk", "-p", "x", "--format", "docx", "x.csv"], 2, [], ["docx is for single submissions"]),
    (["bulk", "-p", "x", "--table", "t", "x.csv"], 2, [], ["--table is for a database"]),
    (["bulk", "-p", "x", "--column", "unit=a", "--column", "unit=b", "x.csv"], 2, [], ["names a column once"]),
    (["bulk", "-p"], 2, [], ["checker bulk: option `-p` needs a value"]),
    (["bulk", "--everything=yes", "x"], 2, [], ["checker bulk: option `--everything` takes no value"]),
    (["--version=3"], 2, [], ["checker: option `--version` takes no value"]),
    (["template", "-o", "x.xlsx"], 2, [], ["checker template: `--pack` is missing"]),
    (["bulk", "--worst", "1001", "x"], 2, [], ["--worst: `1001` is not a whole number from 0 to 1,000"]),
    (["check", "--threads", "0", "x"], 2, [], ["--threads: `0` is not a whole number from 1 to 1,024"]),
    (["check", "--threads", "9" * 5000, "x"], 2, [], ["is not a whole number"]),
    (["check", "--threads", "２", "x"], 2, [], ["--threads: `２` is not a whole number from 1 to 1,024"]),
]


@each_row(
    ("arguments", "code", "out", "err"),
    LINES,
    ids=lambda part: " ".join(map(str, part))[:60] if isinstance(part, list) else None,
)
def test_a_command_line(arguments, code, out, err, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = checker(*arguments)
    assert done.exit_code == code, done.everything
    for phrase in out:
        assert phrase in done.stdout
    for phrase in err:
        assert phrase in done.stderr
    if not err:
        assert done.stderr == ""
    assert "Traceback" not in done.everything
    assert "\x1b" not in done.everything


@each_row("format_", ["full", "table", "json"])
@each_row("path", [YEAR_2023, HALF_2024, NATIONAL, SYNTHETIC], ids=lambda path: Path(path).name)
def test_the_exit_code_is_the_same_for_every_format(path, format_):
    assert checker("check", "--format", format_, path).exit_code == checker("check", path).exit_code


def test_json_holds_the_diagnostics_and_says_nothing_else():
    done = checker("check", "--format", "json", "missing.yaml", NATIONAL)
    data = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (3, "")
    assert [found["code"] for found in data["diagnostics"]] == ["D001"]
    assert data["reports"][0]["tally"]["met"] == 12
    assert data["exit"]["code"] == 3


# ---- languages -----------------------------------------------------------------------------


@each_row(
    ("arguments", "environment", "phrase"),
    [
        (["--lang", "vi", "check", YEAR_2023], {}, "38/44 chỉ tiêu đạt"),
        (["check", "--lang=vi", YEAR_2023], {}, "Kết luận kiểm tra: CHƯA ĐẠT YÊU CẦU"),
        (["--lang", "en", "check", "--lang", "vi", YEAR_2023], {}, "chỉ tiêu đạt"),
        (["check", YEAR_2023], {"CHECKER_LANG": "vi"}, "chỉ tiêu đạt"),
        (["check", YEAR_2023], {"CHECKER_LANG": "", "LC_ALL": "C.UTF-8", "LANG": ""}, "chỉ tiêu đạt"),
        (["check", YEAR_2023], {"CHECKER_LANG": "", "LC_ALL": "en_US.UTF-8"}, "targets met"),
        (["check", "--help", "--lang", "vi"], {}, "Cách dùng: checker check"),
        (["--lang", "vi"], {}, "Mã thoát:"),
        (["check", "--lang", "vi"], {}, "thiếu `FILE...`"),
        (["explain", "T001", "--lang", "vi"], {}, "Chỉ tiêu đã đến kỳ đánh giá"),
        (["check", "--lang", "vi", "missing.yaml"], {}, "lỗi D001: không đọc được tệp: không có tệp này"),
        (["packs"], {"CHECKER_LANG": "xx"}, "--lang: `xx` không thuộc: vi, en"),
        (["schema", "pack", "x", "--lang", "vi"], {}, "thừa đối số: x"),
        (["bulk", "--worst", "a", "x", "--lang", "vi"], {}, "--worst: `a` không phải số nguyên từ 0 đến 1.000"),
        (["explain", "budget_revenue", "-s", HALF_2024, "--lang", "vi"], {}, "tiến độ: chậm tiến độ"),
        (["explain", "budget_revenue", "--lang", "vi"], {}, "“316 tỷ đồng”: không đạt"),
        (["explain", "jobs_created", "-s", SYNTHETIC, "--lang", "vi"], {}, "số liệu: chính thức"),
    ],
)
def test_the_language(arguments, environment, phrase):
    assert phrase in checker(*arguments, **environment).everything


@pytest.mark.slow
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_code_is_explained(language):
    for code in REGISTRY:
        done = checker("explain", code, "--lang", language)
        assert done.exit_code == 0, code
        assert done.stdout.startswith(f"{code} {REGISTRY[code].name}\n")
        assert not re.search(r"\{\w+\}", done.stdout), code


@each_row("language", ["vi", "en"])
@each_row("name", COMMANDS)
def test_every_command_has_help_that_fits_a_terminal(name, language):
    done = checker(name, "--help", "--lang", language, COLUMNS="80")
    assert done.exit_code == 0
    assert all(len(line) <= 100 for line in done.stdout.splitlines())
    command = program.get_command(click.Context(program), name)
    assert command is not None
    told = " ".join(done.stdout.split())
    for param in command.get_params(click.Context(command)):
        sentence = Language(language).render(Message(getattr(param, "help", None) or ""))
        assert " ".join(sentence.split()) in told


# ---- what goes wrong inside ----------------------------------------------------------------


def test_a_fault_is_said_without_a_traceback(monkeypatch):
    def broken(*_arguments):
        raise EngineFault("ranks beyond")

    monkeypatch.setattr(pipeline, "check", broken)
    done = checker("check", NATIONAL)
    assert (done.exit_code, done.stdout) == (70, "")
    assert done.stderr == "checker: internal fault, nothing of this run may be used: EngineFault: ranks beyond\n"


def test_an_unexpected_fault_says_how_to_see_more(monkeypatch):
    def broken(*_arguments):
        raise RecursionError("\x1b[31mdeep")

    monkeypatch.setattr(pipeline, "check", broken)
    done = checker("check", NATIONAL, CHECKER_LANG="vi")
    assert done.exit_code == 70
    assert "lỗi nội bộ" in done.stderr
    assert "CHECKER_DEBUG=1" in done.stderr
    assert "\x1b" not in done.stderr
    assert "Traceback" in checker("check", NATIONAL, CHECKER_DEBUG="1").stderr


def test_an_interrupt(monkeypatch):
    def interrupted(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "check", interrupted)
    done = checker("check", NATIONAL)
    assert done.exit_code == 130
    assert "Traceback" not in done.everything


@pytest.mark.parametrize(
    ("error", "phrase"),
    [
        (MissingExtra("durable-rules cannot be loaded"), "durable-rules cannot be loaded; leave --engine out"),
        (UnsupportedPlan("rete", ["a", "b"]), "engine rete cannot evaluate: a, b; leave --engine out"),
    ],
)
def test_an_engine_that_was_asked_for_and_cannot(monkeypatch, error, phrase):
    def refused(*_arguments):
        raise error

    monkeypatch.setattr(pipeline, "check", refused)
    done = checker("check", "--engine", "rete", NATIONAL)
    assert done.exit_code == 2
    assert phrase in done.stderr


def test_without_durable_rules_the_report_names_the_engine_and_nothing_else_is_said(monkeypatch):
    assert "engine" not in checker("check", NATIONAL, HALF_2024).stdout
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    done = checker("check", NATIONAL, HALF_2024)
    assert (done.exit_code, done.stderr) == (0, "")
    assert " ".join(done.stdout.split()).count("· engine direct") == 2
    data = json.loads(checker("check", "--format", "json", NATIONAL).stdout)
    assert data["reports"][0]["engine"] == "direct"
    assert data["notices"] == []
    assert checker("--version").stdout.endswith(" (direct)\n")
    assert checker("check", "--engine", "rete", NATIONAL).exit_code == 2


def test_lint_shows_the_place_and_evaluates_the_examples(tmp_path):
    text = (ROOT / "tests" / "packs" / "bac-kan-city" / "2024.yaml").read_text(encoding="utf-8")
    path = tmp_path / "bac-kan-city" / "2024.yaml"
    path.parent.mkdir()
    path.write_text(text.replace("better: higher", "beter: higher", 1), encoding="utf-8")
    done = checker("lint", str(path))
    assert done.exit_code == 2
    assert "did you mean `better`?" in done.stdout
    assert "^^^^^" in done.stdout
    wrong = "examples: [{given: {jobs_created: 700}, expect: {jobs_created: met}}]\n"
    path.write_text(text + wrong, encoding="utf-8")
    done = checker("lint", str(path))
    assert done.exit_code == 2
    assert "P212" in done.stdout


def test_a_broken_pack_hides_no_other(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "broken.yaml").write_text("pack: [1", encoding="utf-8")
    listed = checker("packs")
    assert listed.exit_code == 0
    assert "has errors; see `checker lint broken`" in listed.stdout
    assert "317" in checker("explain", "budget_revenue").stdout
    assert checker("explain", "broken").exit_code == 2


def test_a_compound_target_is_explained_by_its_parts(tmp_path):
    office = Office(
        tmp_path,
        indicator("a", kind="stock", more="target: {at_least: 1}"),
        indicator("b", kind="stock", more="target: {at_least: 1}"),
        indicator("c", unit="", kind="verdict", more="target: {all_of: [a, b]}"),
    )
    shown = checker("explain", "c", "-p", str(office.pack)).stdout
    assert re.search(r"target +all of its parts met\n +parts +a, b", shown)


def test_a_revised_target_set_by_two_is_explained(tmp_path):
    text = (ROOT / "tests" / "packs" / "bac-kan-city" / "2024.yaml").read_text(encoding="utf-8")
    source = 'source: {document: bao-bac-kan-59937, clause: "317"}'
    more = f"""\
code: BK24-01, owner: Chi cục Thuế,
    history: [{{since: 2024-06-01, target: {{at_least: 330}}, {source}}}],
    also: [{{assigned_by: Tỉnh, target: {{at_least: 300}}, {source}}}]"""
    path = tmp_path / "2024.yaml"
    path.write_text(text.replace("code: BK24-01", more, 1), encoding="utf-8")
    done = checker("explain", "budget_revenue", "-p", str(path))
    assert done.exit_code == 0, done.everything
    for said in ("330", "in force since", "2024-06-01", "assigned by", "Tỉnh", "300", "Chi cục"):
        assert said in done.stdout


# ---- streams -------------------------------------------------------------------------------


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON", "CHECKER"))
    }
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        capture_output=True,
        cwd=ROOT,
        env=kept | environment,
        check=False,
        timeout=PATIENCE,
    )


@each_row("encoding", ["ascii", "cp1252", "cp1258", "utf-8"])
@each_row("format_", ["full", "table", "json"])
@pytest.mark.slow
def test_no_encoding_stops_the_report(encoding, format_):
    done = process("check", "--format", format_, YEAR_2023, "missing.yaml", PYTHONIOENCODING=encoding)
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    if format_ == "json":
        assert json.loads(done.stdout.decode())["reports"][0]["pack"]["title"]["vi"].startswith("Chỉ tiêu năm 2023")
    else:
        assert b"38/44" in done.stdout
        done.stdout.decode(encoding)


def test_files_and_pipes_get_utf_8():
    done = process("check", YEAR_2023, LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert "38/44 chỉ tiêu đạt" in done.stdout.decode()


def test_a_closed_pipe_is_no_trouble():
    code = (
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-m', 'checker', 'schema', 'submission'],"
        " stdout=subprocess.PIPE, stderr=subprocess.PIPE); p.stdout.close(); e = p.stderr.read(); p.wait();"
        " sys.exit(f'{p.returncode} {e}' if p.returncode or e else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr


@each_row(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False),
        (["--colour", "always"], {}, True),
        (["--color=always"], {"NO_COLOR": "1"}, True),
        (["--colour", "always", "--no-colour"], {}, False),
        (["--colour", "never"], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--colour", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(arguments, environment, coloured):
    done = checker("check", *arguments, YEAR_2023, "missing.yaml", **environment)
    assert ("\x1b[1;31m" in done.stdout) is coloured
    assert ("\x1b[1;31m" in done.stderr) is coloured


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colour_on_a_terminal(environment, coloured):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    done = subprocess.run(
        [sys.executable, "-m", "checker", "check", YEAR_2023],
        stdout=theirs,
        cwd=ROOT,
        env=kept | {"TERM": "xterm"} | environment,
        check=False,
        timeout=PATIENCE,
    )
    os.close(theirs)
    written = os.read(ours, 100_000)
    os.close(ours)
    assert done.returncode == 1
    assert (b"\x1b[1;31m" in written) is coloured


# ---- start-up ------------------------------------------------------------------------------

_SLOW = (
    "yaml",
    "pydantic",
    "tabulate",
    "difflib",
    "wcwidth",
    "importlib.metadata",
    "shutil",
    "traceback",
    "subprocess",
)
# Quick to import one by one; together a check of digits alone would take an eighth longer with them.
_UNUSED = (
    "ast",
    "bisect",
    "checker.assess.waive",
    "checker.binding.form_rows",
    "checker.binding.rates",
    "checker.binding.stated_plans",
    "checker.binding.ratio",
    "checker.domain.codes.bulk",
    "checker.domain.codes.measure",
    "checker.domain.codes.pack",
    "checker.domain.unit_words",
    "checker.domain.waiver",
    "checker.engines.direct",
    "checker.readers.folders",
    "checker.readers.notation",
    "checker.readers.waivers",
    "checker.reporters.diagnostics",
    "checker.syntax.yaml",
    "dis",
    "encodings.utf_8_sig",
    "hashlib",
    "json",
    "signal",
    "tokenize",
)


@pytest.mark.slow
def test_a_check_seen_before_imports_nothing_slow(tmp_path):
    values = {"submission": 1, "pack": "bac-kan-city/2024", "unit": "bac-kan-city", "period": "2024-H1"}
    path = tmp_path / "report.json"
    path.write_text(json.dumps({**values, "observations": {"budget_revenue": "86"}}), encoding="utf-8")
    code = (
        "import sys; from checker.cli import main\n"
        "try: main(['check', sys.argv[1], '--format', sys.argv[2]])\n"
        "except SystemExit as ended: print(ended.code, *sys.modules, file=sys.stderr)"
    )
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache"), "CHECKER_LANG": "vi"}
    for format_, warm in (("full", False), ("full", True), ("json", True)):
        done = subprocess.run(
            [sys.executable, "-c", code, str(path), format_],
            capture_output=True,
            cwd=ROOT,
            env=environment,
            check=True,
            text=True,
            encoding="utf-8",
        )
        exit_code, *modules = done.stderr.split()
        assert exit_code == "0", done.stderr
        assert ([name for name in _SLOW if name in modules] == []) is warm
        if warm and format_ == "full":
            assert [name for name in _UNUSED if name in modules] == []


def test_a_late_module_is_imported_at_its_first_use(monkeypatch):
    late = LateModule("colorsys", given=int)
    monkeypatch.setitem(sys.modules, "colorsys", late)
    import colorsys
    from colorsys import given  # type: ignore[attr-defined] # of the module that stands for it

    assert sys.modules["colorsys"] is colorsys is late
    assert given is int
    assert late.rgb_to_hsv(0, 0, 0) == (0, 0, 0)
    whole = sys.modules["colorsys"]
    assert whole is not late
    assert whole.rgb_to_hsv is vars(late)["rgb_to_hsv"]
    with pytest.raises(AttributeError, match="nothing"):
        late.nothing  # noqa: B018 - the access is the test
    assert sys.modules["colorsys"] is whole


def test_help_needs_no_pipeline():
    code = "import sys; from checker.cli.run import run; run(['--help'], {}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, text=True)
    assert "checker.pipeline" not in done.stderr.split()


def test_main_reads_the_arguments_of_the_process(monkeypatch):
    left: list[int] = []
    monkeypatch.setattr(sys, "argv", ["checker", "--version"])
    monkeypatch.setattr(os, "_exit", left.append)
    with pytest.raises(SystemExit):
        main()
    assert left == [0]
