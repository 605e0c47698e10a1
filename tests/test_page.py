"""The officer's page as a file, and what its worker asks of the program; in a browser: tests/test_page_browser.py."""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import html
import json
import re
import tomllib
import zipfile
from pathlib import Path

import pytest

from checker.domain.period import Period
from checker.errors import MissingExtra
from checker.forms.form import form_of
from checker.forms.workbook import workbook
from checker.language import LANGUAGES, Language
from checker.packs.load import load_pack
from checker.page.desk import Desk
from checker.page.interface_texts import WORDS
from checker.page.make import page
from checker.page.runtime import PARTS, open_runtime
from checker.readers.cells import workbook as reading
from checker.readers.cells.read import read_grid
from tests.command import checker
from tests.hostile import opendocument
from tests.hostile import workbook as made_workbook
from tests.office import Office, indicator
from tests.test_packs_allocated import PACK as ALLOCATED
from tests.workbooks import filled

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
PACK = "bac-kan-city/2024"
DAY = dt.date(2024, 10, 2)


@pytest.fixture
def runtime(tmp_path):
    """A runtime of the right form that runs nothing, with one module that is compiled from the source that there is."""
    source = hashlib.sha256((ROOT / "checker" / "version.py").read_bytes()).hexdigest()
    parts = {name: f"part {name}".encode() for name in PARTS}
    parts |= {"program/checker/version.pyc": b"compiled", "program/checker/errors.pyc": b"stale"}
    about = {
        "runtime": 1,
        "python": "3.14",
        "abi": "2026_0",
        "packages": [{"name": "made", "version": "1.0", "sha256": "0" * 64}],
        "parts": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
        "compiled_from": {"checker/version.pyc": source, "checker/errors.pyc": "0" * 64},
    }
    path = tmp_path / "runtime.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("runtime.json", json.dumps(about))
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def carried(text: str) -> dict[str, bytes]:
    """Return the files that a page lays before its worker."""
    found = re.search(r'<script type="text/plain" class="part" id="program">([^<]*)</script>', text)
    assert found is not None
    index, _, rest = gzip.decompress(base64.b64decode(found[1])).partition(b"\n")
    files, start = {}, 0
    for name, size in json.loads(index):
        files[name] = rest[start : start + size]
        start += size
    return files


# ---- the file ------------------------------------------------------------------------------


def test_a_page_is_one_file_that_may_ask_nobody(runtime):
    text = page(PACK, open_runtime(str(runtime)), day=DAY).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    directives = dict(part.strip().split(" ", 1) for part in policy[1].replace("&#39;", "'").split(";"))
    assert directives["default-src"] == "'none'"
    assert {"connect-src", "img-src", "frame-src"} & directives.keys() == set()
    assert not re.search(r"https?:|[*]|'unsafe-(?:inline|eval)'", policy[1].replace("&#39;", "'"))
    # It can be read, and says what it is, before anything of the program is there.
    before = text[: text.index('<script type="text/plain" class="part"')]
    assert "Kiểm tra báo cáo theo chỉ tiêu được giao" in before
    assert len(before) < 150_000
    # Its first words stand in what a browser shows without running anything: what it is, what to do, and what is safe.
    still = re.sub(r"<(script|style|noscript)\b.*?</\1>", "", text, flags=re.DOTALL)
    words = {key: html.escape(Language("vi").render(WORDS[key])) for key in ("title", "drop", "drop_how", "privacy")}
    assert [key for key, said in words.items() if said not in still] == []
    assert max(text.index(said) for said in words.values()) < text.index("<script")
    assert page(PACK, open_runtime(str(runtime)), day=DAY).decode() == text


def test_bytecode_is_taken_of_the_very_same_source_alone(runtime):
    files = carried(page(PACK, open_runtime(str(runtime)), day=DAY).decode())
    site = "lib/python3.14/site-packages/checker"
    assert files[f"{site}/version.pyc"] == b"compiled"
    assert f"{site}/version.py" not in files
    assert files[f"{site}/errors.py"] == (ROOT / "checker" / "errors.py").read_bytes()
    assert f"{site}/errors.pyc" not in files
    # A pack that came with the program is told by where it lies, and is compiled already.
    for name in (f"{PACK}.csv", f"{PACK}.pack.yaml"):
        assert files[f"{site}/_rules/{name}"] == (ROOT / "rules" / name).read_bytes()
    assert [name for name in files if name.startswith("cache/")]
    assert not [name for name in files if "/bulk/" in name or "/cli/" in name or "/page/make" in name]


def test_a_pack_of_one_s_own_brings_what_it_goes_on_from(runtime, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    office = Office(tmp_path / "rules", indicator("thu", more="target: {at_least: 100}"))
    base = office.pack
    (base.parent / "2024.aliases.yaml").write_text("aliases: 1\nnames: {thu: [thu ngân sách]}\n", encoding="utf-8")
    digest = hashlib.sha256(base.read_bytes()).hexdigest()
    (base.parent / "2025.yaml").write_text(
        f"pack: 1\nid: thu/2025\nrevision: 1\ntitle: {{vi: Gói sau, en: Later}}\nyear: 2025\n"
        f"extends: {{pack: thu/2024, revision: 1, sha256: {digest}}}\n"
        "documents: {nq2: {title: Nghị quyết sau, address: thu}}\n"
        "indicators: {thu: {target: {at_least: 120}, source: {document: nq2, clause: thu}}}\n",
        encoding="utf-8",
    )
    files = carried(page("thu/2025", open_runtime(str(runtime)), day=DAY).decode())
    assert {name for name in files if name.startswith("packs/")} == {
        "packs/rules/thu/2025.yaml",
        "packs/rules/thu/2024.yaml",
        "packs/rules/thu/2024.aliases.yaml",
    }


def test_a_file_of_units_comes_along_with_the_pack_that_names_it(runtime, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    office = Office(tmp_path / "rules", indicator("thu"), more="reporting: {units_file: don-vi.yaml}\n")
    beside = office.pack.parent / "don-vi.yaml"
    beside.write_text("units: 1\noffices:\n  xa-a: {vi: UBND xã A, en: Commune A}\n", encoding="utf-8")
    (office.pack.parent / "2025.yaml").write_text(
        "pack: 1\nid: thu/2025\nrevision: 1\ntitle: {vi: Gói sau, en: Later}\nyear: 2025\n"
        f"extends: {{pack: thu/2024, revision: 1, sha256: {hashlib.sha256(office.pack.read_bytes()).hexdigest()}}}\n",
        encoding="utf-8",
    )
    files = carried(page("thu/2025", open_runtime(str(runtime)), day=DAY).decode())
    assert files["packs/rules/thu/don-vi.yaml"] == beside.read_bytes()
    # A compiled pack would know nothing of another file of units.
    assert not [name for name in files if name.startswith("cache/")]


def test_every_word_of_the_page_stands_on_it_or_in_its_script():
    text = "".join((ROOT / "checker" / "page" / name).read_text(encoding="utf-8") for name in ("page.html", "page.js"))
    stages = [f"stage_{name}" for name in re.findall(r'stage: "(\w+)"', _worker())]
    assert stages == [word for word in WORDS if word.startswith("stage_")]
    assert [
        word for word in WORDS if not word.startswith("stage_") and not re.search(rf'"{word}"|words.{word}\b', text)
    ] == []
    used = set(re.findall(r'data-word="(\w+)"', text)) | set(re.findall(r'\b(?:say|word)\("(\w+)"', text))
    assert used <= set(WORDS)


def _worker() -> str:
    return (ROOT / "checker" / "page" / "worker.js").read_text(encoding="utf-8")


# ---- the command ---------------------------------------------------------------------------


def test_the_command_writes_it_and_never_over_a_file(runtime, tmp_path):
    output = str(tmp_path / "kiem-tra.html")
    arguments = ("page", "-p", PACK, "--period", "2024-9M", "--unit", "bac-kan-city", "--runtime", str(runtime))
    done = checker(*arguments, "-o", output)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "a page of" in done.stdout
    settings = re.search(r'id="settings">([^<]*)<', Path(output).read_text(encoding="utf-8"))
    assert settings is not None
    said = json.loads(settings[1])
    assert (said["unit"], said["period"], said["form_period"]) == ("bac-kan-city", "2024-9M", "2024-9M")
    assert checker(*arguments, "-o", "-").stdout == Path(output).read_text(encoding="utf-8")
    assert checker(*arguments, "-o", output).exit_code == 2
    assert checker(*arguments, "-o", output, "--force").exit_code == 0


WRONG: list[tuple[tuple[str, ...], str]] = [
    (("-p", PACK, "-o", "x.html", "--runtime", "nowhere.zip"), "`make page-runtime`"),
    (("-p", PACK, "-o", "x.html", "--runtime", "broken.zip"), "damaged"),
    (("-p", PACK, "-o", "x.html", "--runtime", "later.zip"), "another version"),
    (("-p", PACK, "-o", "x.html", "--runtime", "changed.zip"), "SHA-256"),
    (("-p", PACK, "-o", "x.pdf"), ".html"),
    (("-p", PACK, "-o", "x.html", "--unit", "elsewhere"), "elsewhere"),
    (("-p", PACK, "-o", "x.html", "--period", "2023"), "2023"),
    (("-p", "nowhere/2024", "-o", "x.html"), "P301"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_what_cannot_be_made_is_refused_with_what_to_do(arguments, said, runtime, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("broken.zip").write_bytes(b"PK no archive")
    with zipfile.ZipFile(runtime) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    for name, changed in (("later.zip", {"runtime.json": b'{"runtime": 2}'}), ("changed.zip", {PARTS[0]: b"other"})):
        with zipfile.ZipFile(name, "w") as archive:
            for part, data in (held | changed).items():
                archive.writestr(part, data)
    done = checker("page", *arguments)
    assert done.exit_code == 2
    assert said in done.everything
    assert not Path("x.html").exists()


# ---- the desk ------------------------------------------------------------------------------


class Asked:
    """A desk in a folder of its own."""

    def __init__(self, **settings):
        self.desk = Desk(PACK, **settings)
        self.told: list[str] = []

    def __call__(self, do, language="vi", **more):
        request = json.dumps({"do": do, "language": language, **more})
        return json.loads(self.desk.answer(request, self.told.append))


@pytest.fixture
def ask(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Asked()


def form(period: str = "2024") -> bytes:
    empty = workbook(
        form_of(load_pack(PACK), Period.parse(period), "bac-kan-city", Language("vi"), "test"), Language("vi")
    )
    return filled(empty, {"budget_revenue": "301,4", "poverty_rate": 2.1})


def test_a_desk_checks_and_tells_which_file_it_reads(ask):
    Path("a.xlsx").write_bytes(form())
    seen = ask("check", files=["a.xlsx"])
    assert ask.told == ["a.xlsx", ""]
    assert seen["tone"] == "bad"
    assert "Thu ngân sách" in seen["report"]
    assert seen["saves"] == ["marked", "results", "page"]
    assert ask("save", kind="marked") == {"name": "a.checked.xlsx", "said": []}
    assert ask("save", "en", kind="page")["name"] == "check-report-bac-kan-city-2024-2024.html"
    assert ask("view", "en")["headline"].startswith("Gate: FAIL")


def test_the_period_that_is_chosen_is_that_of_the_command(ask):
    Path("a.csv").write_text("Chỉ tiêu;Đơn vị tính;Thực hiện\nThu ngân sách;tỷ đồng;86,6\n", encoding="utf-8")
    seen = ask("check", files=["a.csv"], period="2024-H1", unit="bac-kan-city")
    assert "6 tháng đầu năm 2024" in seen["report"]
    assert ask("render", format="concise") == {"name": "concise"}
    arguments = ("-p", PACK, "--period", "2024-H1", "--unit", "bac-kan-city", "--engine", "direct", "--lang", "vi")
    checker("check", *arguments, "a.csv", "--output", "concise=out.txt")
    assert ask.desk.saved == Path("out.txt").read_bytes()


def test_a_file_that_ended_a_worker_is_told_with_the_bound(ask):
    Path("a.xlsx").write_bytes(form())
    stopped = [["slow.xlsx", "time", 30], ["large.ods", "memory", 512]]
    seen = ask("check", files=["slow.xlsx", "a.xlsx", "large.ods"], stopped=stopped)
    assert ask.told == ["a.xlsx", ""]
    assert "slow.xlsx" in seen["report"]
    assert "large.ods" in seen["report"]
    assert "30" in seen["report"]
    assert "512" in seen["report"]


def test_a_pack_that_is_dropped_is_used_for_what_comes_after(ask, tmp_path):
    office = Office(tmp_path / "khac", indicator("thu", more="target: {at_least: 100}"))
    Path("2024.yaml").write_bytes(office.pack.read_bytes())
    assert ask("check", files=["2024.yaml"])["pack"] == "thu/2024"
    Path("2024.aliases.yaml").write_text("aliases: 1\nnames: {thu: [tiền thu]}\n", encoding="utf-8")
    assert ask("check", files=["2024.aliases.yaml", "2024.yaml"])["pack"] == "thu/2024"
    office.send("2024", '"tiền thu": 90', name="bao-cao")
    # In the folder of the next drop the pack is not there.
    Path("2024.yaml").unlink()
    Path("2024.aliases.yaml").unlink()
    Path("bao-cao.yaml").write_bytes((tmp_path / "khac" / "bao-cao.yaml").read_bytes())
    assert "90 tỷ đồng" in ask("check", files=["bao-cao.yaml"])["report"]


LATER = """\
pack: 1
id: thu/2025
revision: 1
title: {{vi: Gói sau, en: Later}}
year: 2025
extends: {{pack: thu/2024, revision: 1, sha256: {digest}}}
documents: {{nq2: {{title: Nghị quyết sau, address: thu}}}}
indicators: {{thu: {{target: {{at_least: {least}}}, source: {{document: nq2, clause: thu}}}}}}
"""


@pytest.mark.parametrize("names", [("2024.yaml", "2025.yaml"), ("z.yaml", "a.yaml"), ("a.yaml", "z.yaml")])
@pytest.mark.parametrize("turned", [False, True])
def test_a_pack_and_the_one_it_goes_on_from_are_dropped_in_any_order(ask, tmp_path, names, turned):
    office = Office(tmp_path / "khac", indicator("thu", more="target: {at_least: 100}"))
    base, later = names
    Path(base).write_bytes(office.pack.read_bytes())
    digest = hashlib.sha256(office.pack.read_bytes()).hexdigest()
    Path(later).write_text(LATER.format(digest=digest, least=120), encoding="utf-8")
    office.send("2025", "thu: 110", name="bao-cao")
    Path("bao-cao.yaml").write_bytes((tmp_path / "khac" / "bao-cao.yaml").read_bytes())
    packs = [later, base] if turned else [base, later]
    # With the report they are used for it, which the answer tells beside the result.
    seen = ask("check", files=["bao-cao.yaml", *packs])
    assert seen["used"]["pack"] == "thu/2025"
    assert "120 tỷ đồng" in seen["report"]
    # In the folder of a later drop neither is there.
    for name in (*packs, "rules/thu/2024.yaml"):
        Path(name).unlink()
    assert "120 tỷ đồng" in ask("check", files=["bao-cao.yaml"])["report"]


def test_a_pack_goes_on_from_the_one_that_the_page_was_made_with(tmp_path, monkeypatch):
    office = Office(tmp_path / "packs", indicator("thu", more="target: {at_least: 100}"))
    digest = hashlib.sha256(office.pack.read_bytes()).hexdigest()
    (tmp_path / "drop").mkdir()
    monkeypatch.chdir(tmp_path / "drop")
    Path("2025.yaml").write_text(LATER.format(digest=digest, least=120), encoding="utf-8")
    desk = Desk("thu/2024", str(office.folder))
    assert desk.use(["2025.yaml"], Language("vi")).get("pack") == "thu/2025"


def test_a_pack_is_dropped_with_its_file_of_units(ask, tmp_path):
    more = "reporting: {units_file: don-vi.yaml}\n"
    office = Office(tmp_path / "khac", indicator("thu", more="target: {at_least: 100}"), more=more)
    Path("2024.yaml").write_bytes(office.pack.read_bytes())
    units = "units: 1\noffices:\n  xa-a: {vi: UBND xã A, en: Commune A}\n"
    Path("don-vi.yaml").write_text(units, encoding="utf-8")
    Path("xa-a.yaml").write_text(
        "submission: 1\nunit: xa-a\nperiod: 2024\nobservations:\n  thu: 90\n", encoding="utf-8"
    )
    seen = ask("check", files=["2024.yaml", "don-vi.yaml", "xa-a.yaml"])
    assert [unit for unit, _ in seen["used"]["units"]] == ["thu", "xa-a"]
    assert ask.told == ["xa-a.yaml", ""]
    Path("don-vi.yaml").unlink()
    assert "UBND xã A" in ask("check", files=["xa-a.yaml"])["report"]


def test_packs_of_which_none_is_meant_before_the_others_are_refused(ask, tmp_path):
    for name in ("mot", "hai"):
        office = Office(tmp_path / name, indicator("thu", more="target: {at_least: 100}"))
        text = office.pack.read_text(encoding="utf-8").replace("id: thu/2024", f"id: {name}/2024")
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    assert "hai/2024, mot/2024" in ask("check", files=["mot.yaml", "hai.yaml"])["refused"]
    assert ask("choices")["pack"] == PACK


# ---- a worker that ends --------------------------------------------------------------------


def test_what_was_read_before_a_worker_ended_is_not_read_again(ask):
    """The desk of the next worker gives the same answer without reading, but of the very same files alone."""
    Path("a.xlsx").write_bytes(form())
    Path("b.xlsx").write_bytes(b"no workbook")
    half = "submission: 1\nunit: bac-kan-city\nperiod: 2024-H1\nobservations: {budget_revenue: %s}\n"
    Path("c.yaml").write_text(half % 86.6, encoding="utf-8")
    files = ["a.xlsx", "b.xlsx", "c.yaml"]
    kept: dict[str, bytes] = {}
    request = json.dumps({"do": "check", "language": "vi", "files": files})
    first = ask.desk.answer(request, str, kept.__setitem__)
    assert sorted(kept) == files

    def again():
        other = Asked()
        for path, data in kept.items():
            other.desk.take(path, data)
        return other, other.desk.answer(request, other.told.append)

    other, answer = again()
    assert other.told == [""]
    assert answer == first
    ask("render", format="json")
    other("render", format="json")
    assert other.desk.saved == ask.desk.saved
    # Another file of that name is another file, and what was taken serves one check.
    Path("c.yaml").write_text(half % 90, encoding="utf-8")
    other, answer = again()
    assert other.told == ["c.yaml", ""]
    assert answer != first
    other("check", files=["a.xlsx"], period="2024-H1")
    assert other.told[-2:] == ["a.xlsx", ""]


def test_a_table_of_targets_with_its_head_and_a_workbook_are_packs(ask):
    loaded = load_pack(PACK)
    for name in ("pack.xlsx", "pack.csv"):
        done = checker("packs", "export", PACK, "-o", name)
        assert done.exit_code == 0, done.everything
        files = sorted(path.name for path in Path().glob("pack.*"))
        used = ask("pack", files=[one for one in files if one.startswith(name) or one.endswith(".pack.yaml")])
        assert (used["pack"], used["title"]) == (loaded.id, loaded.title.vi), used
        for file in files:
            Path(file).unlink()


@pytest.mark.parametrize(
    ("pack", "unit", "period"),
    [("xa-thi-du/2026-2030", "", "2028"), ("al/2024", "xa-hai", "2024"), ("al/2024", "", "2024")],
)
def test_the_form_is_that_of_the_command_for_a_term_and_for_what_is_allocated(
    tmp_path, monkeypatch, pack, unit, period
):
    monkeypatch.chdir(tmp_path)
    allocated = tmp_path / "rules" / "al" / "2024.yaml"
    allocated.parent.mkdir(parents=True)
    allocated.write_text(ALLOCATED, encoding="utf-8")
    desk = Desk(pack)
    assert period in dict(desk.choices(Language("vi"))["periods"])
    desk.form(unit, period, Language("vi"))
    more = ["--unit", unit] if unit else []
    done = checker("template", "-p", pack, "--period", period, *more, "-o", "form.xlsx", "--lang", "vi")
    assert done.exit_code == 0, done.everything
    assert desk.saved == Path("form.xlsx").read_bytes()


def test_a_page_offers_the_years_of_a_term_and_takes_each(runtime, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    arguments = ("-p", "xa-thi-du/2026-2030", "--runtime", str(runtime), "--lang", "en", "-o", "x.html")
    assert "2026-2030" in checker("page", *arguments, "--period", "2031").everything
    assert checker("page", *arguments, "--period", "2028-H1").exit_code == 0
    assert '"period":"2028-H1"' in Path("x.html").read_text(encoding="utf-8")
    early, late = (settings_of("xa-thi-du/2026-2030", runtime, day) for day in (DAY, dt.date(2028, 3, 1)))
    assert (early["form_period"], late["form_period"]) == ("2026-H1", "2027")
    years = {period[:4] for period, _ in early["choices"]["vi"]["periods"]}
    assert years == {"2026", "2027", "2028", "2029", "2030"}


def settings_of(pack, runtime, day):
    text = page(pack, open_runtime(str(runtime)), day=day).decode()
    return json.loads(text.split('id="settings">')[1].split("</script>")[0])


def test_a_pack_that_cannot_be_used_leaves_the_one_in_force(ask):
    Path("broken.yaml").write_text("pack: 1\nindicators: {}\n", encoding="utf-8")
    assert "broken.yaml" in ask("pack", files=["broken.yaml"])["refused"]
    assert ask("choices")["pack"] == PACK


def test_warming_leaves_nothing_behind(ask, tmp_path):
    (tmp_path / "sample.xlsx").write_bytes(form())
    assert ask("warm", path=str(tmp_path / "sample.xlsx")) == {}
    assert ask("warm") == {}
    assert [path.name for path in tmp_path.iterdir()] == ["sample.xlsx"]
    assert ask("view")["saves"] == []
    assert ask.desk.saved == b""


def test_a_fault_and_what_is_missing_are_told_and_never_raised(ask, monkeypatch):
    def lacking(*_arguments, **_more):
        raise MissingExtra("no lxml", "docx")

    monkeypatch.setattr(ask.desk, "render", lacking)
    assert "checker check --output docx" in ask("save", "en", kind="letter")["refused"]
    assert "KeyError" in ask("save", "en", kind="nothing")["fault"]


def test_where_memory_ends_the_worker_ends(ask, monkeypatch):
    def hungry(*_arguments, **_more):
        raise MemoryError

    monkeypatch.setattr("checker.page.desk.find_files", hungry)
    with pytest.raises(MemoryError):
        ask("check", files=["a.xlsx"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_periods_and_units_of_a_pack_are_offered(ask, language):
    offered = ask("choices", language)
    assert [code for code, _ in offered["periods"]][:4] == ["2024", "2024-H1", "2024-H2", "2024-9M"]
    assert [id_ for id_, _ in offered["units"]] == ["bac-kan-city"]


# ---- reading without a process ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["form.xlsx", "cells.ods", "damaged.xlsx", "other.xls"])
def test_a_workbook_is_read_the_same_where_there_are_no_processes(name, tmp_path, monkeypatch):
    contents = {
        "form.xlsx": form,
        "cells.ods": lambda: opendocument("<table:table/>"),
        "damaged.xlsx": lambda: made_workbook({"xl/worksheets/sheet1.xml": "<worksheet>"}),
        "other.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") * 40,
    }
    path = tmp_path / name
    path.write_bytes(contents[name]())

    def outcome():
        try:
            grid = read_grid(str(path))
        except Exception as error:  # noqa: BLE001 - whatever it is, it must be the same
            return str(error)
        return [(sheet.name, list(sheet.rows())) for sheet in grid.sheets], grid.troubles

    there = outcome()
    monkeypatch.setattr(reading, "_HAS_PROCESSES", False)
    monkeypatch.setattr(reading, "subprocess", None)
    assert outcome() == there


# ---- what the page is built from ---------------------------------------------------------------


def test_the_lock_of_the_page_has_the_versions_of_the_program_and_no_address():
    text = (ROOT / "requirements" / "page.toml").read_text(encoding="utf-8")
    packages = {one["name"]: one for one in tomllib.loads(text)["package"]}
    assert "://" not in text
    assert all(re.fullmatch(r"[0-9a-f]{64}", one["sha256"]) for one in packages.values())
    run = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==([^ \\;]+)", run, re.MULTILINE))
    del locked["durable-rules"]
    assert {name: one["version"] for name, one in packages.items() if one["kind"] != "npm"} == locked
