"""The page in a real Chromium: filter, sort, print, keyboard, no request, nothing inaccessible."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from checker.assessment import Options
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.packs.load import load_pack
from checker.pipeline import check
from tests.command import PATIENCE
from tests.examples import some_nightly
from tests.office import Office, indicator
from tests.test_html import SEEDS, several
from tests.test_reporters import hostile, render
from tests.test_reporters_machines import RICH

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PDFTOTEXT = shutil.which("pdftotext")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
A4_LANDSCAPE = (842, 595)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, timeout=1_000 * PATIENCE)
        yield started
        started.close()


class Opened:
    """A page, and all that it asked of others or complained of."""

    def __init__(self, browser, path, **context):
        self.context = browser.new_context(**context)
        self.context.set_default_timeout(1_000 * PATIENCE)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self.said.append(said.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(path.as_uri())
        self.address = path.as_uri()

    def shown(self):
        """Return the titles of the indicators that are shown, in their order."""
        rows = self.page.locator("table.indicators tr.row:visible th[scope=row]")
        return [row.split("\n")[0] for row in rows.all_inner_texts()]


@pytest.fixture
def year(browser, tmp_path):
    path = tmp_path / "báo cáo.html"
    run = check([str(SEEDS / "2024-synthetic.yaml")], Options(engine="direct"))
    path.write_text(render("html", run, "vi"), encoding="utf-8")
    opened = Opened(browser, path, locale="vi-VN")
    yield opened
    assert [url for url in opened.asked if url.split("#")[0] != opened.address] == []
    assert opened.said == []
    opened.context.close()


def test_rows_are_found_without_their_marks(year):
    year.page.get_by_role("searchbox").fill("ho ngheo")
    assert year.shown() == ["Tỷ lệ hộ nghèo đa chiều"]
    assert year.page.locator("output").inner_text().startswith("1/22")
    assert year.page.locator("tr.group:visible").count() == 1
    year.page.get_by_role("searchbox").fill("")
    assert len(year.shown()) == 22


def test_rows_are_chosen_by_verdict_and_group(year):
    year.page.locator("select[name=verdict]").select_option("không đạt")
    assert len(year.shown()) == 6
    year.page.locator("select[name=group]").select_option("Kinh tế")
    assert year.shown() == ["Thu ngân sách"]


def test_rows_are_sorted_both_ways_and_put_back(year):
    usual = year.shown()
    heading = year.page.get_by_role("columnheader", name="so với kế hoạch")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    rising = year.page.locator("tr.row td:nth-child(7)").all_inner_texts()
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    falling = year.page.locator("tr.row td:nth-child(7)").all_inner_texts()
    numbers = [float(text.rstrip("%").replace(",", ".")) for text in rising if text != "–"]
    assert numbers == sorted(numbers)
    assert [text for text in falling if text != "–"] == [text for text in rising if text != "–"][::-1] or numbers
    # What has no number comes last both times.
    missing = rising.count("–")
    assert rising[-missing:] == falling[-missing:] == ["–"] * missing
    assert year.page.locator("tr.group:visible").count() == 0
    year.page.locator("button[name=order]").click()
    assert year.shown() == usual
    assert heading.get_attribute("aria-sort") is None


def test_a_keyboard_is_enough(year):
    year.page.keyboard.press("Tab")
    for _ in range(30):
        if year.page.evaluate("document.activeElement.closest('thead') !== null"):
            break
        year.page.keyboard.press("Tab")
    year.page.keyboard.press("Enter")
    assert year.page.locator("th[aria-sort=ascending]").count() == 1


def test_the_first_screen_says_which_are_unmet_and_by_how_much_and_each_finding_folds_open(year):
    year.page.set_viewport_size({"width": 1280, "height": 900})
    first = year.page.locator("tbody.missed tr.row").first
    assert first.bounding_box()["y"] + first.bounding_box()["height"] < 900
    assert first.inner_text().startswith("Thu ngân sách")
    assert "thấp hơn 15,6\N{NO-BREAK SPACE}tỷ đồng" in first.inner_text()
    assert year.page.locator("tbody.missed tr.row").count() == 6
    # Each of the unmet is named once on the page.
    assert year.page.get_by_text("Thu ngân sách", exact=True).count() == 1
    assert not year.page.locator(".folded dl").first.is_visible()
    year.page.locator(".folded summary").first.click()
    assert "phấn đấu thu ngân sách 317 tỷ đồng" in year.page.locator(".folded dl").first.inner_text()
    # What belongs to a row is sorted and filtered with it.
    year.page.get_by_role("searchbox").fill("ho ngheo")
    assert year.page.locator("tr.detail:visible").count() == 1
    year.page.get_by_role("columnheader", name="chỉ tiêu giao").get_by_role("button").click()
    assert "BK24-17" in year.page.locator("tr.detail:visible").evaluate("one => one.previousElementSibling.textContent")


def test_it_prints_on_a4_without_its_controls(year):
    written = year.page.pdf(prefer_css_page_size=True, print_background=True)
    assert written.startswith(b"%PDF")
    sizes = {
        tuple(round(float(side)) for side in box.split()) for box in re.findall(rb"/MediaBox \[([^]]*)\]", written)
    }
    assert sizes == {(0, 0, *A4_LANDSCAPE)}
    year.page.emulate_media(media="print")
    assert not year.page.locator("form.filter").is_visible()
    # Nothing is wider than the paper, less its margins.
    year.page.set_viewport_size({"width": round((A4_LANDSCAPE[0] - 99) * 96 / 72), "height": 700})
    assert year.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    wide = "[...document.querySelectorAll('.wide')].filter(one => one.scrollWidth > one.clientWidth + 1).length"
    assert year.page.evaluate(wide) == 0


@pytest.mark.skipif(PDFTOTEXT is None, reason="Poppler is not on this machine")
def test_headings_are_printed_on_every_page_of_a_table(year, tmp_path):
    path = tmp_path / "page.pdf"
    year.page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    assert PDFTOTEXT is not None
    done = subprocess.run([PDFTOTEXT, "-layout", path, "-"], capture_output=True, check=True, encoding="utf-8")
    pages = [page for page in done.stdout.split("\f") if "BK24-" in page]
    assert len(pages) > 1
    for page in pages:
        assert all(heading in page for heading in ("chỉ tiêu giao", "biểu đồ", "đánh giá", "vị trí"))


def surveyed(folder, units, indicators):
    """Return a run in bulk whose units stand in many ways."""
    codes = [f"chi-tieu-{n}" for n in range(indicators)]
    kinds = (
        {"more": "target: {at_least: 100}"},
        {"more": "target: {at_most: 50}", "better": "lower"},
        {"more": "target: {at_least: 100}\npace: none"},
    )
    office = Office(folder, *(indicator(code, kind="stock", **kinds[n % 3]) for n, code in enumerate(codes)))
    rows = [
        f"xã số {unit},2024-{month:02},{code},{(unit * 7 + n * 13 + month) % 140}"
        for unit in range(units)
        for month in (6, 12)
        for n, code in enumerate(codes)
        if (unit + n) % 17
    ]
    path = folder / "rows.csv"
    path.write_text("\n".join(["unit,period,indicator,value", *rows]), encoding="utf-8")
    return run_bulk([str(path)], [load_pack(str(office.pack))], BulkSettings(units="data", worst=3)).run


def test_a_map_of_units_and_its_tallies_print_on_a4(browser, tmp_path):
    path = tmp_path / "bulk.html"
    path.write_text(render("html", surveyed(tmp_path, 80, 44), "vi"), encoding="utf-8")
    opened = Opened(browser, path, viewport={"width": round((A4_LANDSCAPE[0] - 99) * 96 / 72), "height": 700})
    assert opened.said == []
    assert opened.page.locator("section.survey").count() == 1
    assert opened.page.locator("section.heat").first.locator("tbody tr").count() == 60
    opened.page.emulate_media(media="print")
    assert opened.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    wide = "[...document.querySelectorAll('.wide')].filter(one => one.scrollWidth > one.clientWidth + 1).length"
    assert opened.page.evaluate(wide) == 0
    opened.context.close()


def test_of_many_units_what_is_opened_is_printed_and_a_link_opens_it(browser, tmp_path):
    path = tmp_path / "many.html"
    path.write_text(render("html", twenty(tmp_path), "vi"), encoding="utf-8")
    opened = Opened(browser, path)
    assert opened.said == []
    assert len(re.findall(rb"/Type\s*/Page\b", opened.page.pdf(prefer_css_page_size=True))) <= 6
    assert opened.page.locator("section.report:visible").count() == 0
    opened.page.locator("table.overview a").nth(3).click()
    assert opened.page.locator("section.report:visible").count() == 1
    opened.page.emulate_media(media="print")
    assert opened.page.locator("section.report:visible").count() == 1
    opened.page.set_viewport_size({"width": 360, "height": 700})
    opened.page.emulate_media(media="screen")
    assert opened.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    opened.context.close()


def twenty(folder):
    rows = [indicator(name, more="target: {at_least: 100}") for name in "abc"]
    sent = Office(folder, *rows, more=f"reporting: {{units: [{', '.join(f'xa-{n}' for n in range(20))}]}}\n")
    for n in range(20):
        sent.send("2024", f"a: {90 + n}\nb: {85 + n}\nc: {95 + n}", unit=f"xa-{n}")
    return sent.run()


def test_without_scripts_it_is_a_plain_table(browser, tmp_path):
    path = tmp_path / "plain.html"
    path.write_text(render("html", several(), "en"), encoding="utf-8")
    opened = Opened(browser, path, java_script_enabled=False)
    assert opened.page.locator("form.filter:visible").count() == 0
    assert opened.page.locator("tr.row:visible").count() == opened.page.locator("tr.row").count() > 20
    opened.context.close()


def test_nothing_but_its_own_script_runs(browser, tmp_path):
    path = tmp_path / "attacked.html"
    attack = "<script>document.title = 'taken'</script><img src=x onerror=\"document.title = 'taken'\"></main>"
    path.write_text(render("html", RICH, "en").replace("</main>", attack), encoding="utf-8")
    opened = Opened(browser, path)
    assert opened.page.title() != "taken"
    # Of the three, the script, the picture and its handler, the browser says that it refused each.
    assert len([said for said in opened.said if "Content Security Policy" in said]) == 3
    assert opened.page.locator("form.filter:visible").count() == len(RICH.reports)
    opened.context.close()


def test_hostile_texts_neither_run_nor_widen_the_page(browser, tmp_path):
    path = tmp_path / "hostile.html"
    text = "<script>document.title='taken'</script>\u202e\x1b[31m" + "dài" * 200
    path.write_text(render("html", hostile(text), "vi"), encoding="utf-8")
    opened = Opened(browser, path, viewport={"width": 360, "height": 900})
    assert opened.said == []
    assert "<script>" in opened.page.title()
    assert opened.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    opened.page.get_by_role("searchbox").fill("dai")
    assert opened.page.locator("tr.row:visible").count() == 1
    opened.context.close()


LOOKS = [(360, "dark"), (1280, "light"), (360, "light"), (1280, "dark")]
KINDS = ["one", "several", "broken", "bulk"]
# Each kind, each width and each scheme every day, all of them with each other in the night.
DAILY = {("one", 360, "dark"), ("several", 1280, "light"), ("broken", 360, "light"), ("bulk", 1280, "dark")}


@pytest.mark.parametrize(
    ("kind", "width", "scheme"),
    some_nightly(((kind, *look) for kind in KINDS for look in LOOKS), DAILY.__contains__),
)
def test_nothing_is_inaccessible_or_too_wide(browser, tmp_path, kind, width, scheme):
    axe = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    path = tmp_path / "page.html"
    made = {"several": several, "broken": lambda: RICH, "bulk": lambda: surveyed(tmp_path, 20, 6)}
    run = made[kind]() if kind in made else check([str(SEEDS / "2024-H1.yaml")], Options(engine="direct"))
    path.write_text(render("html", run, "en"), encoding="utf-8")
    opened = Opened(browser, path, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    opened.page.evaluate(axe)
    found = opened.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found["violations"]] == []
    assert opened.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    opened.context.close()
