"""What of a folder is checked, what is passed over and told, and how much of one is looked at."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from checker.bulk.model import BulkSettings
from checker.bulk.sources import sources_of
from checker.domain.location import RESULT_TABLES
from checker.errors import SubmissionError
from checker.language import LANGUAGES
from checker.readers.paths import find_files
from tests.command import checker
from tests.office import Office, indicator, said
from tests.test_faults import MODEST, is_modest

ROOT = Path(__file__).parent.parent
HALF = ROOT / "seeds" / "bac-kan-city" / "2024-H1.yaml"
SUBMISSION = "submission: 1\npack: x/2024\nunit: u\nperiod: 2024\nobservations:\n  a: 1\n"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str = "x") -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def passed(folder: str = ".", **more: object) -> dict[str, str]:
    return {os.path.normpath(path): why.template for why, path in find_files([folder], **more).ignored}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("x.yaml", SUBMISSION, None),
        ("x.yaml", "# note\n" + SUBMISSION, None),
        ("x.yaml", "'submission' : 1", None),
        ("x.yaml", "observations: {}", None),
        ("x.yaml", "{pack: x, submission: 1}", None),
        ("x.json", '{"pack": "x", "submission": 1}', None),
        ("x.yaml", "", None),
        ("x.yaml", "\t- what is this", None),
        ("x.yaml", "pack: 1\nid: x/2024", "rule packs"),
        ("x.yaml", "waivers: 1\npack: x", "files of waivers"),
        ("x.yaml", "pack: x\nsubmission: 1", None),
        ("x.yaml", "# note\nwaivers: 1", "files of waivers"),
        ("x.yaml", "baseline: 1", "baselines"),
        ("x.yaml", "letterhead: 1", "letterheads"),
        ("checker.yaml", "ignore: [x]", "settings"),
        ("x.expected.yaml", "a: 1", "expected results"),
        ("x.yml", ".job:\n  script: x", "other YAML and JSON files"),
        ("package.json", '{"name": "x"}', "other YAML and JSON files"),
        ("x.json", '[{"submission": 1}]', "other YAML and JSON files"),
        ("x.json", '{\n  "schema": "checker/report/2", "submission": 1}', "written by checker"),
        ("x.csv", "\ufeffrecord,path,line,column\n", "written by checker"),
        ("x.checked.csv", "a;b", "written by checker"),
        ("x.csv", "unit,period,indicator,value\n", None),
        ("x.xlsx", "no workbook", None),
        ("x.checked.xlsx", "alone", None),
    ],
)
def test_what_is_a_submission(name, text, why):
    write(name, text)
    assert passed() == ({name: why} if why else {})
    assert find_files(["."]).files == (() if why else (f"./{name}",))
    # What is named is taken whatever it is.
    assert find_files([name]).files == (name,)


def test_what_each_folder_passes_over_is_counted():
    for folder in ("a", "b"):
        os.mkdir(folder)
        write(f"{folder}/x.yaml", "baseline: 1")
    assert [path for _, path in find_files(["a", "b"]).ignored] == ["a/x.yaml", "b/x.yaml"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_that_were_written_are_no_submissions(language):
    shutil.copy(HALF, "a.yaml")
    assert checker("annotate", "a.yaml", "-o", "remarks.csv", "--lang", language).exit_code == 0
    asked = ("-o", "csv=findings.csv", "-o", "consolidated=all.csv", "--lang", language)
    assert checker("check", "a.yaml", *asked).exit_code == 0
    assert passed() == dict.fromkeys(("remarks.csv", "findings.csv", "all.csv"), "written by checker")


def test_a_report_and_its_marked_copy_count_once():
    shutil.copy(HALF, "a.yaml")
    write("b.xlsx")
    write("b.checked.xlsx")
    done = checker("check", "a.yaml", "-o", "xlsx=result.xlsx", "-o", "json=result.json", "-o", "csv=result.csv")
    assert done.exit_code == 0
    assert set(passed()) == {"b.checked.xlsx", "result.xlsx", "result.json", "result.csv"}
    form = checker("template", "-p", "bac-kan-city/2024", "--period", "2024-H1", "-o", "form.xlsx")
    assert form.exit_code == 0
    assert "form.xlsx" not in passed()


def test_what_is_passed_over_is_told():
    shutil.copy(HALF, "a.yaml")
    for number in range(5):
        write(f"w{number}.yaml", "waivers: 1")
    done = checker("check", ".")
    assert done.exit_code == 0
    assert "checker: ignored, files of waivers: ./w0.yaml, ./w1.yaml, ./w2.yaml, 2 more\n" in done.stderr


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_what_a_run_in_bulk_kept_is_no_submission(kind):
    shutil.copy(HALF, "a.yaml")
    rows = "unit,period,indicator,value\nbac-kan-city,2024,budget_revenue,300\nbac-kan-city,2024,none,300\n"
    write("rows/x.txt", rows)
    asked = ("bulk", "-p", "bac-kan-city/2024", "rows/x.txt", "-o", f"{kind}=out", "--everything")
    assert checker(*asked).exit_code == 1
    assert set(os.listdir("out")) == {f"{table}.{kind}" for table in RESULT_TABLES}
    assert passed() == {f"out/{name}": "written by checker" for name in os.listdir("out")}
    done = checker("check", ".")
    assert (done.exit_code, "ignored, written by checker: ./out/bad_rows" in done.stderr) == (0, True)


def test_rows_beside_submissions_are_named_apart_or_excluded():
    shutil.copy(HALF, "a.yaml")
    write("data/rows.parquet")
    done = checker("check", ".")
    assert (done.exit_code, "holds bulk data beside `./a.yaml`" in done.stderr) == (2, True)
    for pattern in ("data", "*.parquet"):
        assert checker("check", ".", "--exclude", pattern).exit_code == 0
    done = checker("check", ".", "--exclude", "a.yaml", "-p", "bac-kan-city/2024")
    assert (done.exit_code, "data/rows.parquet: error D301" in done.stderr) == (3, True)


def test_exclude_leaves_rows_out_of_a_folder_too():
    head = "unit,period,indicator,value\n"
    write("a/b.csv", head + "bac-kan-city,2024,budget_revenue,400\n")
    write("a/c.csv", head + "bac-kan-city,2024,budget_revenue,1\n")
    pack = ("a", "-p", "bac-kan-city/2024")
    for asked in (("check", *pack, "--engine", "columnar"), ("bulk", *pack)):
        assert "2 rows" in checker(*asked).stdout
        done = checker(*asked, "--exclude", "c.csv")
        assert "1 rows, engine columnar: 1 judged" in done.stdout
        assert "weaker gate: --exclude: c.csv" in done.stdout


def test_the_name_of_a_file_begins_no_line():
    name = "a\n::error::b.yaml"
    for one in ("a.yaml", name):
        shutil.copy(HALF, one)
    for asked in (("check", "."), ("check", "none" + name), ("check", ".", "-o", f"json=no/{name}"), ("lint", name)):
        said = checker(*asked).everything
        assert "::error::b.yaml" in said
        assert "\n::error" not in said


def test_an_empty_folder_says_so():
    Path("none").mkdir()
    done = checker("check", "none")
    assert (done.exit_code, "there is no submission in none" in done.stderr) == (5, True)


def test_exclude_leaves_out_and_is_told():
    for name in ("a.yaml", "drafts/b.yaml", "c.old.yaml"):
        write(name, "")
        shutil.copy(HALF, name)
    assert find_files(["."], ("drafts", "*.old.yaml")).files == ("./a.yaml",)
    assert find_files(["."], ("drafts/*",)).files == ("./a.yaml", "./c.old.yaml")
    write("checker.yaml", "exclude: [drafts, '*.old.yaml']\n")
    Path("below").mkdir()
    done = checker("check", ".")
    assert "ignored, excluded: ./drafts, ./c.old.yaml" in done.stderr
    assert "weaker gate: --exclude: drafts, *.old.yaml (checker.yaml:1:1)" in done.stdout


def test_neither_pipes_nor_sockets_are_waited_for():
    os.mkfifo("pipe.yaml")
    bound = socket.socket(socket.AF_UNIX)
    bound.bind("socket.json")
    assert passed() == dict.fromkeys(("pipe.yaml", "socket.json"), "neither files nor folders")
    for name in ("pipe.yaml", "socket.json"):
        done = checker("check", name)
        assert (done.exit_code, "no regular file" in done.stderr) == (3, True)
    waiting = (("check", str(HALF), "--waivers", "pipe.yaml"), ("check", "--files-from", "pipe.yaml"))
    for command in (("lint", "pipe.yaml"), ("check", "/dev/zero"), *waiting):
        assert "no regular file" in checker(*command).everything
    bound.close()


def test_links_that_lead_out_are_passed_over():
    write("out/secret.yaml", "submission: 1\npassword: hunter2")
    write("in/a.yaml", SUBMISSION)
    Path("in/b.yaml").symlink_to("a.yaml")
    Path("in/c.yaml").symlink_to("../out/secret.yaml")
    Path("in/loop").symlink_to(".")
    assert passed("in") == {"in/c.yaml": "links that lead out of the folder"}
    assert find_files(["in"]).files == ("in/a.yaml", "in/b.yaml")
    assert "hunter2" not in checker("check", "in").everything


def test_a_folder_that_is_too_large_or_too_deep_is_told_at_once():
    for number in range(30):
        write(f"many/{number}.yaml", SUBMISSION)
    done = checker("check", "many", "--limit", "files=29")
    assert done.exit_code == 3
    assert "many: error D006: the file is over a limit: files in the folder 30, at most 29" in done.stderr
    assert "P301" in checker("check", "many", "--limit", "files=30").stderr
    os.mkdir("deep")
    at = os.open("deep", os.O_RDONLY)
    for _ in range(1_200):
        os.mkdir("d", dir_fd=at)
        below = os.open("d", os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    done = checker("check", "deep")
    assert (done.exit_code, "folders within each other 65, at most 64" in done.stderr) == (3, True)
    shutil.rmtree("many")
    # Python's own way to remove a folder is as deep as the folder.
    os.system("rm -rf deep")  # noqa: S605, S607 - as above


def test_processor_time_ends_the_reading_and_the_rest_is_told():
    for number in range(3):
        write(f"many/{number}.yaml", SUBMISSION)
    done = checker("check", "many", "--limit", "folder_seconds=0")
    assert done.exit_code == 3
    assert "many/0.yaml: error D024: the folder took 0 seconds of processor time; from here on 3 files" in done.stderr
    # What is named is no folder.
    assert "D024" not in checker("check", "many/0.yaml", "--limit", "folder_seconds=0").stderr


@pytest.fixture
def locked(monkeypatch):
    """Let the folder `x/sub` be one that may not be opened, whoever runs the tests."""
    scan = os.scandir

    def scanned(path):
        if os.path.normpath(path) == "x/sub":
            raise PermissionError(13, "no", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", scanned)


@pytest.mark.usefixtures("locked")
def test_a_folder_that_cannot_be_opened_refuses_what_may_be_in_it_and_nothing_else():
    write("x/a.yaml", SUBMISSION)
    write("x/sub/b.yaml", SUBMISSION)
    found = find_files(["x"])
    assert (found.files, found.empty, passed("x")) == (("x/a.yaml",), (), {})
    assert [(one.code.id, one.location.path) for one in found.diagnostics] == [("D001", "x/sub")]
    assert find_files(["x/sub"]).empty == ()
    assert find_files(["x"], ("sub",)).diagnostics == ()


def test_a_run_over_such_a_folder_fails_whatever_the_command_and_the_others_are_evaluated(tmp_path):
    if not is_modest():
        pytest.skip("root may open everything")
    office = Office(tmp_path, indicator("thu", more="target: {at_least: 100}\npace: none"))
    write(
        "x/a/report.yaml",
        office_report := "submission: 1\nunit: thu\nperiod: 2024\nsynthetic: true\nobservations: {thu: 120}\n",
    )
    write("x/sub/report.yaml", office_report)
    for name in ("a", "sub"):
        write(f"rows/{name}/b.csv", "unit,period,indicator,value\nthu,2024,thu,120\n")
    for name in ("x", "rows"):
        Path(name, "sub").chmod(0)

    def run(*arguments):
        command = f"{MODEST} {sys.executable} -m checker {' '.join(arguments)} -p {office.pack} --lang en"
        return subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)  # noqa: S607

    try:
        done = run("check", "x")
        assert done.returncode == 3, done.stderr
        assert "x/sub: error D001: the file cannot be read: it is a folder that cannot be opened" in done.stderr
        assert "x/a/report.yaml" in done.stdout
        done = run("check", "--folder", "x/sub")
        assert (done.returncode, "x/sub: error D001" in done.stderr) == (3, True), done.stderr
        for arguments in ("bulk rows", "bulk 'rows/*/b.csv'", "check --engine columnar rows"):
            done = run(arguments, "--units data")
            assert done.returncode == 3, arguments
            assert "rows/sub: error D301" in done.stderr
            assert "(its permissions forbid it)" in done.stderr
    finally:
        for name in ("x", "rows"):
            Path(name, "sub").chmod(0o755)


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize("path", ["x", "x/", "x/**/*.csv", "x/**", "x/sub", "*/*/*.csv"])
def test_rows_in_a_folder_that_cannot_be_opened_refuse_the_run(path):
    write("x/ok/a.csv", "unit,period,indicator,value\n")
    write("x/sub/b.csv", "unit,period,indicator,value\n")
    with pytest.raises(SubmissionError) as error:
        sources_of([path], BulkSettings(), "", ())
    (one,) = error.value.diagnostics
    assert (one.code.id, os.path.normpath(one.location.path)) == ("D301", "x/sub")
    assert "it is a folder that cannot be opened" in said(one.message)


@pytest.mark.usefixtures("locked")
@pytest.mark.parametrize("path", ["x/ok", "x/o*/*.csv", "x/ok/*.csv"])
def test_a_closed_folder_beside_the_rows_does_not_matter(path):
    write("x/ok/a.csv", "unit,period,indicator,value\n")
    write("x/sub/b.csv", "unit,period,indicator,value\n")
    assert [one.path for one in sources_of([path], BulkSettings(), "", ())] == ["x/ok/a.csv"]
