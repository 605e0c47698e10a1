"""The officer's page in a real Chromium: a journey from the file to the marked workbook, with no request at all.

What the page shows and saves is held against what the command writes of the same files: the program is the same.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import io
import json
import os
import re
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from urllib.parse import quote
from xml.etree.ElementTree import canonicalize

import pytest

from checker.domain import codes
from checker.domain.period import Period
from checker.forms.form import form_of
from checker.forms.workbook import workbook
from checker.language import Language
from checker.packs.load import load_pack
from checker.page.make import page
from checker.reporters import FORMATS
from tests.command import checker
from tests.hostile import CASES
from tests.office import Office, indicator
from tests.offices import pack_of, write
from tests.offices_kinds import books
from tests.page import OpenPage, chromium, runtime_or_skip, served
from tests.test_packs_allocated import PACK as ALLOCATED
from tests.workbooks import filled

pytestmark = pytest.mark.slow

PACK = "bac-kan-city/2024"
DAY = dt.date(2024, 10, 2)
VALUES: dict[str, str | int | float] = {
    "budget_revenue": "301,4",
    "retail_sales": "gần 3.800 tỷ đồng",
    "poverty_rate": 2.1,
    "forest_cover": "x",
}
ROOT = Path(__file__).parent.parent
IN_PAGE = "/lib/python3.14/site-packages/checker/_rules"


def form(period: str, values: dict[str, str | int | float], unit: str = "", pack: str = PACK) -> bytes:
    loaded = load_pack(pack)
    made = form_of(loaded, Period.parse(period), unit or loaded.unit, Language("vi"), "test")
    return filled(workbook(made, Language("vi")), values)


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("trang") / "kiểm tra.html"
    path.write_bytes(page(PACK, runtime_or_skip(), day=DAY))
    return path


@pytest.fixture(scope="module")
def city(browser, file):
    """One page for all tests that leave its pack and its language as they are."""
    opened = OpenPage(browser, file.as_uri(), viewport={"width": 1100, "height": 900})
    opened.ready()
    yield opened
    assert opened.outside() == []
    assert opened.said == []
    opened.context.close()


@pytest.fixture
def drop(tmp_path, monkeypatch):
    """A folder in which the command is called too, so that both know a file by the same name."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def unpacked(data: bytes) -> dict[str, str | bytes]:
    """Return the parts of an archive; of XML what it says, for openpyxl writes it by lxml where that is installed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = (".xml", ".rels", ".vml")
    return {name: said(part.decode()) if name.endswith(xml) else part for name, part in parts.items()}


def said(xml: str) -> str:
    """Return XML in one spelling; openpyxl keeps merged cells in a set, so their order is that of no two runs."""
    written = canonicalize(xml, rewrite_prefixes=True)
    merged = re.findall(r'<n0:mergeCell ref="[^"]*"></n0:mergeCell>', written)
    return "".join([re.sub(r'<n0:mergeCell ref="[^"]*"></n0:mergeCell>', "", written), *sorted(merged)])


def told(data: bytes) -> dict[str, list[str]]:
    """Return the codes that are said of each file; what is said of a whole folder has no file."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in json.loads(data)["diagnostics"]:
        found[one["location"]["path"]].append(one["code"])
    return found


def written(name: str, *arguments: str) -> bytes:
    """Return what the command writes into a file."""
    done = checker("check", *arguments, "--engine", "direct", "--lang", "vi", "--no-config")
    assert done.exit_code in (0, 1, 3), done.everything
    return Path(name).read_bytes()


def plain(data: bytes) -> object:
    """Return what JSON says, but for how the program was called, and in which folder the packs lie."""
    text = data.decode().replace(str(ROOT / "rules"), "").replace(IN_PAGE, "")
    return {key: value for key, value in json.loads(text).items() if key != "run"}


# ---- the same as the command -----------------------------------------------------------------


def test_every_format_is_that_of_the_command(city, drop):
    """A form with what is unmet, doubted and unreadable, in all that the command writes."""
    (drop / "biểu.xlsx").write_bytes(form("2024", VALUES))
    city.check(drop / "biểu.xlsx")
    formats = {name: name for name, one in FORMATS.items() if not one.letter and not one.by_suffix}
    asked = [f"--output={name}={name}.out" for name in formats]
    checker("check", "-p", PACK, "biểu.xlsx", *asked, "--engine", "direct", "--lang", "vi", "--no-config")
    different = []
    for name in formats:
        here, there = city.rendered(name), Path(f"{name}.out").read_bytes()
        if name == "xlsx":
            same = unpacked(here) == unpacked(there)
        elif name in ("json", "sarif"):
            same = plain(here) == plain(there)
        elif name == "jsonl":
            # Its first record is the run.
            lines = [[plain(line) for line in data.splitlines()[1:]] for data in (here, there)]
            same = lines[0] == lines[1]
        else:
            same = here == there
        different += [] if same else [name]
    assert different == []


def test_the_marked_workbook_is_that_of_the_command(city, drop):
    (drop / "biểu.xlsx").write_bytes(form("2024", VALUES))
    headline = city.check(drop / "biểu.xlsx")
    assert "CHƯA ĐẠT YÊU CẦU" in headline
    name, data = city.saved(city.page.get_by_role("button", name="Tệp đã đánh dấu").click)
    done = checker("annotate", "-p", PACK, "biểu.xlsx", "--engine", "direct", "--lang", "vi", "--no-config")
    assert done.exit_code == 1
    assert name == "biểu.checked.xlsx"
    assert unpacked(data) == unpacked(Path(name).read_bytes())


@pytest.mark.usefixtures("drop")
def test_the_blank_form_is_that_of_the_command(city):
    city.page.locator("#form-period").select_option("2024-9M")
    name, data = city.saved(city.page.get_by_role("button", name="Lưu biểu trống").click)
    assert name == "bieu-bac-kan-city-2024-9M.xlsx"
    checker("template", "-p", PACK, "--period", "2024-9M", "-o", "form.xlsx", "--lang", "vi")
    assert unpacked(data) == unpacked(Path("form.xlsx").read_bytes())


def test_published_figures_are_judged_as_by_the_command(city, drop):
    """The seeds, a file each, of which two name another pack than the page's."""
    seeds = sorted((ROOT / "seeds").glob("*/20*.yaml"))
    for seed in seeds:
        if "expected" in seed.name:
            continue
        copy = drop / f"{seed.parent.name}-{seed.name}"
        copy.write_bytes(seed.read_bytes())
        city.check(copy)
        there = written("out.json", "-p", PACK, copy.name, "--output", "json=out.json")
        assert plain(city.rendered("json")) == plain(there), seed.name


# ---- what an officer does ----------------------------------------------------------------------


def test_a_first_journey_by_the_keyboard_alone(city, drop):
    (drop / "biểu.xlsx").write_bytes(form("2024", VALUES))
    city.page.evaluate("document.activeElement.blur()")
    city.page.locator("#language").focus()
    city.page.keyboard.press("Tab")
    with city.page.expect_file_chooser() as choosing:
        city.page.keyboard.press("Enter")
    choosing.value.set_files(str(drop / "biểu.xlsx"))
    city.idle()
    # The result is read out, and holds the focus: what comes next is what can be saved.
    assert city.page.evaluate("document.activeElement.id") == "headline"
    report = city.page.locator("#report").inner_text()
    assert "Thu ngân sách" in city.page.locator("#report .missed").inner_text()
    assert "biểu.xlsx" in report
    city.page.keyboard.press("Tab")
    name, _ = city.saved(lambda: city.page.keyboard.press("Enter"))
    assert name == "biểu.checked.xlsx"
    assert city.status() == "Đã lưu: biểu.checked.xlsx"


DROPS = """(files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of files) {
        dataTransfer.items.add(new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], name));
    }
    document.body.dispatchEvent(new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true}));
}"""


def test_a_report_is_dropped_or_stands_in_a_folder(city, drop):
    data = form("2024", VALUES)
    city.page.evaluate("by('result').hidden = true")
    city.page.evaluate(DROPS, [["thả.xlsx", base64.b64encode(data).decode()]])
    city.wait("!by('result').hidden")
    assert "thả.xlsx" in city.page.locator("#report .file").inner_text()
    folder = drop / "tháng 9"
    folder.mkdir()
    (folder / "biểu.xlsx").write_bytes(data)
    (folder / "~$biểu.xlsx").write_bytes(b"lock")
    (folder / "ghi chú.txt").write_text("khác", encoding="utf-8")
    city.page.locator("#folder").set_input_files(str(folder))
    city.idle()
    assert city.page.locator("#report .file").inner_text().startswith("biểu.xlsx")
    assert city.page.locator("#report .broken").count() == 0
    city.page.locator("#files").set_input_files(str(folder / "ghi chú.txt"))
    city.idle()
    assert "ghi chú.txt" in city.page.locator("#report .broken").inner_text()


def test_what_is_dropped_before_it_is_ready_is_checked_without_what_is_gone(browser, file, drop):
    """In a page that lacks pydantic, for a pack that came with it is compiled already."""
    bare = drop / "trang.html"
    bare.write_text(without(file.read_text(encoding="utf-8"), "pydantic/"), encoding="utf-8")
    opened = OpenPage(browser, bare.as_uri())
    opened.wait("typeof state === 'object' && !state.ready")
    data = base64.b64encode(form("2024", VALUES)).decode()
    opened.page.evaluate(DROPS, [["cũ.xlsx", data]])
    (drop / "mất.xlsx").write_bytes(b"gone soon")
    (drop / "biểu.xlsx").write_bytes(form("2024", VALUES))
    opened.page.locator("#files").set_input_files([str(drop / "biểu.xlsx"), str(drop / "mất.xlsx")])
    (drop / "mất.xlsx").unlink()
    opened.idle()
    assert opened.page.locator("#report .file").all_inner_texts() == ["biểu.xlsx"]
    assert "mất.xlsx" in opened.page.locator("#report .broken").inner_text()
    assert (opened.outside(), opened.said) == ([], [])
    opened.context.close()


def without(text: str, beginning: str) -> str:
    """Return a page without the packages whose files begin so."""
    before, _, rest = text.partition('id="packages">')
    part, _, after = rest.partition("<")
    index, _, data = gzip.decompress(base64.b64decode(part)).partition(b"\n")
    kept, left, start = [], b"", 0
    for name, size in json.loads(index):
        if not name.startswith(beginning):
            kept.append([name, size])
            left += data[start : start + size]
        start += size
    assert len(left) < len(data)
    made = base64.b64encode(gzip.compress(json.dumps(kept).encode() + b"\n" + left)).decode()
    return f'{before}id="packages">{made}<{after}'


def test_files_of_one_name_are_both_read_and_no_drop_is_kept_after_the_next(city, drop):
    data = [base64.b64encode(form("2024", {"budget_revenue": value})).decode() for value in (301, 400)]
    city.page.evaluate(DROPS, [["biểu.xlsx", one] for one in data])
    city.idle()
    # Two reports of one unit and period that differ are refused, as by the command.
    assert "biểu (2).xlsx" in city.page.locator("#report .broken").inner_text()
    (drop / "hỏng.yaml").write_text("pack: 1\nindicators: {}\n", encoding="utf-8")
    (drop / "a.xlsx").write_bytes(form("2024", VALUES))
    city.check(drop / "a.xlsx")
    city.page.locator("#other-files").set_input_files(str(drop / "hỏng.yaml"))
    city.idle()
    # A pack that is refused leaves the result, and what can be saved of it.
    name, _ = city.saved(city.page.get_by_role("button", name="Tệp đã đánh dấu").click)
    assert name == "a.checked.xlsx"
    (worker,) = city.page.workers
    assert len(worker.evaluate("python.FS.readdir('/drop')")) == 3  # with `.` and `..`


def test_the_page_says_it_in_english(city, drop):
    (drop / "form.xlsx").write_bytes(form("2024", VALUES))
    city.page.get_by_role("button", name="English").click()
    try:
        assert city.page.locator("h1").inner_text() == "Check a report against its targets"
        assert city.check(drop / "form.xlsx").startswith("Gate: FAIL")
        assert "Budget revenue" in city.page.locator("#report .missed").inner_text()
        assert inaccessible(city) == []
        name, _ = city.saved(city.page.get_by_role("button", name="The results as a workbook").click)
        assert name == "check-results-bac-kan-city-2024-2024.xlsx"
    finally:
        city.page.get_by_role("button", name="Tiếng Việt").click()
    city.idle()
    assert "Thu ngân sách" in city.page.locator("#report .missed").inner_text()


COMMUNES = ("xa-mot", "xa-hai", "xa-ba")


def communes(folder: Path, units: Sequence[str] = COMMUNES) -> str:
    office = Office(
        folder,
        indicator("thu", more="target: {at_least: 100}"),
        indicator("ngheo", unit="%", kind="stock", better="lower", more="target: {at_most: 5}"),
        more=f"reporting: {{units: [{', '.join(units)}]}}",
    )
    return str(office.pack.rename(folder / "2024.yaml"))


@pytest.fixture(scope="module")
def intranet(browser, file):
    """The same page by address, from a server that knows nothing of it; its tests use packs of their own."""
    with served(file.parent) as address:
        opened = OpenPage(browser, f"{address}/{quote(file.name)}")
        # It is readable, and takes files, before the program has started.
        assert opened.page.locator("h1").inner_text() == "Kiểm tra báo cáo theo chỉ tiêu được giao"
        yield opened
        assert (opened.outside(), opened.said) == ([], [])
        opened.context.close()


HEARD = """(() => {
    const all = heard;
    window.begun = [];
    heard = (data) => {
        // A new worker checks a blank form before it is ready.
        if ("reading" in data && state.ready) begun.push(data.reading);
        all(data);
    };
})()"""


def test_another_pack_several_units_and_who_is_missing(intranet, drop):
    pack = communes(drop)
    opened = intranet
    opened.page.locator("#files").set_input_files(pack)
    opened.idle()
    assert "Gói thử" in opened.page.locator("#pack").inner_text()
    assert opened.page.locator("#form-unit option").count() == 1 + len(COMMUNES)
    for unit, value in zip(COMMUNES[:2], (120, 80), strict=True):
        (drop / f"{unit}.xlsx").write_bytes(form("2024", {"thu": value, "ngheo": 4}, unit, pack))
    headline = opened.check(drop / "xa-mot.xlsx", drop / "xa-hai.xlsx")
    assert "2 báo cáo" in headline
    table = opened.page.locator("#consolidated").inner_text()
    assert "chưa gửi" in table.lower()
    name, data = opened.saved(opened.page.get_by_role("button", name="Bảng tổng hợp").click)
    assert name.endswith(".xlsx")
    written("out.xlsx", "-p", "2024.yaml", "xa-mot.xlsx", "xa-hai.xlsx", "--output", "consolidated=out.xlsx")
    assert unpacked(data) == unpacked(Path("out.xlsx").read_bytes())
    marked, archive = opened.saved(opened.page.get_by_role("button", name="Tệp đã đánh dấu").click)
    assert marked.endswith(".zip")
    assert set(unpacked(archive)) == {"xa-mot.checked.xlsx", "xa-hai.checked.xlsx"}
    # A file that takes too long ends the worker, and neither the page nor the pack that it was given.
    (drop / "chậm.yaml").write_bytes(b"submission: 1\nobservations:\n" + b"  - {indicator: a, value: 1}\n" * 60_000)
    opened.page.evaluate("settings.seconds = 2")
    opened.page.evaluate(HEARD)
    opened.page.locator("#files").set_input_files([str(drop / f"{name}") for name in ("xa-mot.xlsx", "chậm.yaml")])
    opened.wait("state.stopped.length === 1")
    opened.page.evaluate("settings.seconds = 60")
    opened.idle()
    # What was read before it is not read again.
    assert opened.page.evaluate("window.begun") == ["xa-mot.xlsx", "chậm.yaml", ""]
    assert "chậm.yaml" in opened.page.locator("#report .broken").inner_text()
    assert "Chỉ tiêu thu" in opened.page.locator("#report .report").inner_text()
    assert "Gói thử" in opened.page.locator("#pack").inner_text()


def test_a_term_a_table_and_what_is_allocated_are_dropped_as_packs(intranet, drop):
    """Each is judged as by the command, and its blank form is that of the command."""
    (drop / "al.yaml").write_text(ALLOCATED, encoding="utf-8")
    following = f"""\
pack: 1
id: al/2025
revision: 1
title: Chỉ tiêu năm 2025
year: 2025
extends: {{pack: al/2024, revision: 1, sha256: {hashlib.sha256(ALLOCATED.encode()).hexdigest()}}}
documents: {{nq25: {{title: Nghị quyết mới, address: Công báo}}, qd25: {{title: Quyết định mới, address: Công báo}}}}
defaults: {{document: nq25}}
allocation:
  source: {{document: qd25, clause: Phụ lục giao chỉ tiêu cho các xã}}
  rows: {{trees: {{xa-mot: 2100, xa-hai: 1800, xa-ba: 1200}}}}
indicators:
  trees: {{target: {{at_least: 5100}}, source: trồng 5.100 ha rừng}}
  fires: {{target: {{at_most: 9}}, source: không quá 9 vụ}}
  cover: {{target: {{at_least: 61}}, source: 61%}}
  roads: {{target: {{at_least: 31}}, source: hoàn thành 31 km đường}}
"""
    (drop / "al25.yaml").write_text(following, encoding="utf-8")
    for suffix in ("csv", "pack.yaml"):
        source = ROOT / "rules" / "xa-thi-du" / f"2026-2030.{suffix}"
        (drop / f"bảng.{suffix}").write_bytes(source.read_bytes())
    assert checker("packs", "export", "bảng.csv", "-o", "sổ.xlsx").exit_code == 0
    packs = [
        (["al.yaml"], "2024", "xa-hai"),
        (["al25.yaml", "al.yaml"], "2025", "xa-mot"),
        (["bảng.pack.yaml", "bảng.csv"], "2028", "xa-thi-du"),
        (["sổ.xlsx"], "2026-H1", "xa-thi-du"),
    ]
    os.makedirs("rules/al")
    Path("rules/al/2024.yaml").write_text(ALLOCATED, encoding="utf-8")
    different = []
    for files, period, unit in packs:
        intranet.page.locator("#other-files").set_input_files([str(drop / name) for name in files])
        intranet.idle()
        assert intranet.page.locator("#other-refused").inner_text() == "", files
        pack = next(name for name in files if not name.endswith("pack.yaml"))
        asked = ["-p", pack, "--period", period, "--unit", unit]
        assert checker("template", *asked, "-o", "trống.xlsx", "--force", "--lang", "vi").exit_code == 0
        _, blank = intranet.ask(do="form", unit=unit, period=period)
        different += [] if unpacked(blank) == unpacked(Path("trống.xlsx").read_bytes()) else [f"form of {pack}"]
        (drop / "biểu.xlsx").write_bytes(filled(blank, dict.fromkeys(indicators_of(pack), 70)))
        intranet.check(drop / "biểu.xlsx")
        there = written("out.json", "-p", pack, "biểu.xlsx", "--output", "json=out.json")
        assert json.loads(there)["reports"], pack
        here = plain(intranet.rendered("json"))
        different += [] if here == plain(there) else [pack]
    assert different == []


def indicators_of(pack: str) -> list[str]:
    return [one.id for one in load_pack(pack).indicators]


def test_of_many_units_each_report_is_text_until_it_is_opened(intranet, drop):
    pack = communes(drop, [f"xa-{number}" for number in range(5)])
    intranet.check(pack)
    for number in range(5):
        (drop / f"{number}.xlsx").write_bytes(form("2024", {"thu": 80, "ngheo": 4}, f"xa-{number}", pack))
    intranet.check(*(drop / f"{number}.xlsx" for number in range(5)))
    unit = intranet.page.locator("#report details.unit").nth(3)
    assert unit.locator("table").count() == 0
    # The consolidated view links to what is folded.
    intranet.page.locator("#report a[href^='#']").evaluate_all("(all) => all.at(-1).click()")
    intranet.wait("document.querySelectorAll('#report details.unit[open] table').length > 0")
    unit.locator("summary").first.click()
    intranet.wait("document.querySelectorAll('#report details.unit')[3].querySelectorAll('table').length > 0")
    assert unit.locator("form.filter").is_visible()
    assert (
        intranet.page.evaluate("[...folded.keys()].forEach(open), document.querySelectorAll('section.report').length")
        == 5
    )


@pytest.mark.parametrize("each", [29, pytest.param(1, marks=pytest.mark.nightly)])
def test_workbooks_of_offices_are_read_as_by_the_command(intranet, drop, each):
    """A pack and a workbook, dropped together."""
    different = []
    for number, book in enumerate(books(260)[::each]):
        folder = drop / str(number)
        folder.mkdir()
        os.chdir(folder)
        Path("pack.yaml").write_text(pack_of(book.sender), encoding="utf-8")
        write(book, folder / "biểu.xlsx")
        period = str(book.options.get("period") or "")
        # A select takes only what it offers, and it offers the periods of the pack that is dropped.
        intranet.check(folder / "pack.yaml")
        intranet.page.locator("#period").evaluate("(one, period) => { one.value = period; }", period)
        intranet.check(folder / "biểu.xlsx")
        asked = ["--period", period] if period else []
        there = written("out.json", "-p", "pack.yaml", *asked, "biểu.xlsx", "--output", "json=out.json")
        different += [] if plain(intranet.rendered("json")) == plain(there) else [book.name]
    assert different == []


def test_a_broken_pack_is_refused_with_its_places(city, drop):
    (drop / "hỏng.yaml").write_text("pack: 1\nid: hong/2024\nindicators: {}\n", encoding="utf-8")
    city.page.locator("#other-files").set_input_files(str(drop / "hỏng.yaml"))
    city.idle()
    assert "hỏng.yaml" in city.page.locator("#other-refused").inner_text()
    assert PACK in city.page.locator("#pack").inner_text()


# ---- what would harm it --------------------------------------------------------------------------


@pytest.mark.parametrize("most", [200_000, pytest.param(10**9, marks=pytest.mark.nightly)])
def test_hostile_files_are_refused_as_by_the_command(city, drop, most):
    cases = [case for case in CASES if "/" not in case.name]
    for case in cases if most > 10**6 else cases[::10]:
        data = case.make()
        if len(data) <= most:
            (drop / case.name).write_bytes(data)
    names = sorted(os.listdir(drop))
    alike = 0
    # A few at a time, for what ends the worker has the others of its drop read once more.
    for some in (names[start : start + 16] for start in range(0, len(names), 16)):
        city.check(*(drop / name for name in some))
        ended = {path for path, _, _ in city.page.evaluate("state.stopped")}
        here = told(city.rendered("json"))
        there = told(written("out.json", "-p", PACK, *some, "--output", "json=out.json"))
        bounds = {codes.TOO_SLOW.id, codes.TOO_HUNGRY.id}
        # Only what a bound of time or memory ends may differ, for the bounds are those of the place.
        same = [name for name in some if name not in ended and not bounds & {*here[name], *there[name]}]
        assert {name: here[name] for name in same} == {name: there[name] for name in same}
        alike += len(same)
    assert alike > len(names) / 2
    # A reader that aborts says so where only developers look.
    city.said.clear()
    # The page is there, and the next file is read.
    (drop / "biểu.xlsx").write_bytes(form("2024", VALUES))
    assert "CHƯA ĐẠT YÊU CẦU" in city.check(drop / "biểu.xlsx")


# ---- its looks -------------------------------------------------------------------------------------


def inaccessible(opened) -> list[tuple[str, list[str]]]:
    """Return what axe finds, with the first places."""
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    opened.page.evaluate(axe)
    found = opened.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found["violations"]]


def test_nothing_is_inaccessible_or_too_wide(city, drop):
    (drop / "biểu.xlsx").write_bytes(form("2024", VALUES))
    city.check(drop / "biểu.xlsx")
    # A window of 1100 pixels has 550 of them at a zoom of 200 %.
    for width, scheme in ((360, "dark"), (550, "light"), (1100, "light")):
        city.page.set_viewport_size({"width": width, "height": 900})
        city.page.emulate_media(color_scheme=scheme)
        assert inaccessible(city) == []
        assert city.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    city.page.emulate_media(media="print")
    assert not city.page.locator("#intake").is_visible()
    assert city.page.locator("#headline").is_visible()
    city.page.emulate_media(media="screen")
