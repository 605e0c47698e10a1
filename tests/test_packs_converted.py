"""Packs from one form into another and back: nothing is lost, and a changed cell is a changed line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from checker.pack_files.content import meaning as meant
from checker.packs.load import load_pack
from tests.command import checker
from tests.examples import some_nightly
from tests.test_packs_short_forms import SHORT, meaning
from tests.test_packs_tables import HEAD, HEADINGS, ROWS, csv_pack

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
SHIPPED = ["bac-kan-city/2023", "bac-kan-city/2024", "national-assembly/2019", "tinh-thi-du/2026"]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with packs in YAML and as tables."""
    shutil.copytree(ROOT / "rules", tmp_path / "rules", ignore=shutil.ignore_patterns("bac-kan-city", "national-*"))
    for name in ("bac-kan-city", "national-assembly"):
        shutil.copytree(ROOT / "tests" / "packs" / name, tmp_path / "rules" / name)
    csv_pack(tmp_path, [HEADINGS, *ROWS], {**HEAD, "indicators": {"c1": {"pace": "none"}}})
    monkeypatch.chdir(tmp_path)
    return tmp_path


@cache
def exported(pack: str) -> bytes:
    """Return the workbook of a pack of the fixture ``office``, which is the working directory."""
    assert checker("packs", "export", pack, "-o", "out.xlsx").exit_code == 0
    return Path("out.xlsx").read_bytes()


def state(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() for path in (folder / "rules").rglob("*") if path.is_file()
    }


def changed_lines(before: dict[str, bytes], after: dict[str, bytes]) -> list[tuple[str, int]]:
    """Return which lines of which files differ, where no file has more or fewer lines."""
    assert set(before) == set(after)
    found = []
    for path, data in before.items():
        old, new = data.splitlines(keepends=True), after[path].splitlines(keepends=True)
        assert len(old) == len(new), path
        found += [(path, number) for number, (one, other) in enumerate(zip(old, new, strict=True), 1) if one != other]
    return found


def edited(source: str, change: Callable[[Any], None]) -> str:
    """Write a workbook with a change, as an office does."""
    book = openpyxl.load_workbook(source)
    change(book)
    book.save("edited.xlsx")
    return "edited.xlsx"


def cell(sheet: int, at: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book.worksheets[sheet][at] = value

    return change


SMALL = ("bac-kan-city/2023", "bang/2024")


def by_day(case: tuple[str, str]) -> bool:
    """Tell whether a pack is turned into a form by day: small ones into all, large ones into one."""
    pack, form = case
    return pack in SMALL or form == ".csv"


@pytest.mark.parametrize(
    ("pack", "form"), some_nightly(product([*SHIPPED, "bang/2024"], [".xlsx", ".csv", ".yaml"]), by_day)
)
def test_a_pack_means_the_same_in_every_form(office: Path, pack: str, form: str) -> None:
    out = office / "out" / pack
    out.parent.mkdir(parents=True)
    path = out.with_suffix(form)
    done = checker("packs", "export", pack, "-o", str(path))
    assert done.exit_code == 0, done.everything
    assert meaning(load_pack(str(path), cache=False)) == meaning(load_pack(pack, cache=False))
    first = path.read_bytes()
    assert checker("packs", "export", pack, "-o", str(path), "--force").exit_code == 0
    assert path.read_bytes() == first


@pytest.mark.parametrize(("pack", "form"), some_nightly(product([*SHIPPED, "bang/2024"], [".xlsx", ".csv"]), by_day))
def test_an_untouched_round_trip_changes_no_byte(office: Path, pack: str, form: str) -> None:
    before = state(office)
    assert checker("packs", "export", pack, "-o", f"out{form}").exit_code == 0
    done = checker("packs", "import", f"out{form}", "--lang", "en")
    assert (done.exit_code, "nothing changed" in done.everything) == (0, True), done.everything
    assert state(office) == before


CHANGES = [
    ("bac-kan-city/2024", 0, "D2", "phấn đấu thu ngân sách 320 tỷ đồng", "at_least: 320"),
    ("bac-kan-city/2024", 0, "D15", "từ 85% trở lên", "at_least: 85"),
    ("bac-kan-city/2024", 0, "B2", "Thu ngân sách: cả năm", '"Thu ngân sách: cả năm"'),
    ("bac-kan-city/2024", 0, "L2", "Revenue", "en: Revenue"),
    ("bac-kan-city/2024", 0, "E2", "năm", "frequency: year"),
    ("bac-kan-city/2024", 0, "F2", "Xã hội", "group: society"),
    ("bac-kan-city/2024", 0, "A2", "BK24-99", "code: BK24-99"),
    ("bac-kan-city/2024", 0, "I5", "cộng dồn", "kind: flow"),
    ("bac-kan-city/2024", 1, "B3", "9", "revision: 9"),
    ("bac-kan-city/2024", 1, "B4", "Chỉ tiêu mới", "vi: Chỉ tiêu mới"),
    ("national-assembly/2019", 0, "D2", "6,7-6,9", "between: [6.7, 6.9]"),
    ("bang/2024", 0, "D3", "giảm còn 2%", "giảm còn 2%"),
    ("bang/2024", 1, "B7", "2", "revision: 2"),
]


@pytest.mark.parametrize(("pack", "sheet", "at", "text", "shown"), CHANGES)
def test_a_changed_cell_is_a_changed_line(office: Path, pack: str, sheet: int, at: str, text: str, shown: str) -> None:
    Path("out.xlsx").write_bytes(exported(pack))
    before = state(office)
    done = checker("packs", "import", edited("out.xlsx", cell(sheet, at, text)), "--lang", "en")
    assert done.exit_code == 0, done.everything
    after = state(office)
    ((path, number),) = changed_lines(before, after)
    assert shown in after[path].decode().splitlines()[number - 1]
    assert path in done.everything
    assert meaning(load_pack(pack, cache=False)) == meaning(load_pack("edited.xlsx", cache=False))


def test_rows_come_and_go_in_a_table(office: Path) -> None:
    before = (office / "rules/bang/2024.csv").read_text(encoding="utf-8").splitlines()
    assert checker("packs", "export", "bang/2024", "-o", "out.xlsx").exit_code == 0

    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet.delete_rows(7)
        sheet.insert_rows(3)
        for column, text in enumerate(["1a", "Trong đó: thu thuế; phí", "tỷ đồng", "trong đó 12 tỷ đồng"], 1):
            sheet.cell(3, column, text)
        sheet.cell(3, 6, "Kinh tế")
        sheet.cell(3, 7, "1")

    done = checker("packs", "import", edited("out.xlsx", change))
    assert done.exit_code == 0, done.everything
    after = (office / "rules/bang/2024.csv").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        '1a;"Trong đó: thu thuế; phí";tỷ đồng;trong đó 12 tỷ đồng;Kinh tế;;1'
    ]
    assert [line for line in before if line not in after] == [before[6]]


@pytest.mark.usefixtures("office")
def test_a_new_column_is_written_into_a_table() -> None:
    assert checker("packs", "export", "bang/2024", "-o", "out.xlsx").exit_code == 0

    def change(book: Any) -> None:
        book.worksheets[0]["H1"], book.worksheets[0]["H2"] = "Cấp giao", "HĐND"

    assert checker("packs", "import", edited("out.xlsx", change)).exit_code == 0
    one = load_pack("bang/2024", cache=False).indicator("c1")
    assert one.target is not None
    assert one.target.assigned_by == "HĐND"


def test_ends_of_lines_marks_and_quotes_stay(office: Path) -> None:
    path = office / "rules/bang/2024.csv"
    text = path.read_text(encoding="utf-8").replace("Thu ngân sách;", '"Thu ngân sách";', 1).replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert checker("packs", "export", "bang/2024", "-o", "out.xlsx").exit_code == 0
    before = state(office)
    assert checker("packs", "import", edited("out.xlsx", cell(0, "D3", "giảm còn 2%"))).exit_code == 0
    assert changed_lines(before, state(office)) == [("rules/bang/2024.csv", 3)]


REFUSED = [
    ("bac-kan-city/2024", cell(0, "F2", "Nhóm khác"), "there is no group `Nhóm khác`"),
    ("bac-kan-city/2024", cell(0, "D2", "317 tỷ đồng; phấn đấu 330 tỷ đồng"), "the target has another shape now"),
    ("bac-kan-city/2024", cell(0, "L2", None), "`Tên tiếng Anh` was emptied"),
    ("bac-kan-city/2024", lambda book: book.worksheets[0].delete_rows(3), "rows were added, taken out or moved"),
    ("bac-kan-city/2024", lambda book: book.worksheets[1].append(["synthetic", "true"]), "other keys: synthetic"),
    ("bac-kan-city/2023", cell(1, "B11", "Chỉ có kết quả"), "goes over several lines"),
    ("bang/2024", lambda book: book.worksheets[1].append(["synthetic", "true"]), "other keys: synthetic"),
]


@pytest.mark.parametrize(("pack", "change", "said"), REFUSED)
def test_what_has_no_place_is_told_and_nothing_is_written(
    office: Path, pack: str, change: Callable[[Any], None], said: str
) -> None:
    Path("out.xlsx").write_bytes(exported(pack))
    before = state(office)
    done = checker("packs", "import", edited("out.xlsx", change), "--lang", "en", COLUMNS="300")
    assert done.exit_code == 2
    assert "P274" in done.everything
    assert said in done.everything
    assert state(office) == before


def test_a_pack_whose_words_say_something_else_is_not_exported(office: Path) -> None:
    path = office / "rules/bac-kan-city/2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("above: 80", "at_least: 80"), encoding="utf-8")
    done = checker("packs", "export", "bac-kan-city/2024", "--lang", "en")
    assert (done.exit_code, "cultural_workplaces" in done.everything) == (2, True)
    assert not (office / "bac-kan-city-2024.xlsx").exists()


def test_further_keys_and_short_forms_come_through(office: Path) -> None:
    path = office / "rules" / "short" / "2024.yaml"
    path.parent.mkdir()
    more = "\n  f: {code: '6', title: Tỷ lệ nhập siêu, due: 2024-H1, words: [{words: Xuất siêu, means: {below: 0}}],"
    more += " better: lower, limits: none, target: {below: 3, tolerance: 1}, source: {document: qd, clause: dưới 3%}}"
    path.write_text(SHORT.replace("tally:", more.lstrip("\n") + "\ntally:"), encoding="utf-8")
    for form in (".xlsx", ".csv"):
        done = checker("packs", "export", "short/2024", "-o", f"short{form}", "--lang", "en")
        assert done.exit_code == 0, done.everything
        assert meaning(load_pack(f"short{form}", cache=False)) == meaning(load_pack("short/2024", cache=False))
        before = state(office)
        assert checker("packs", "import", f"short{form}").exit_code == 0
        assert state(office) == before


def test_keys_on_lines_of_their_own_are_changed_where_they_stand(office: Path) -> None:
    path = office / "rules" / "block" / "2024.yaml"
    path.parent.mkdir()
    path.write_text(
        "pack: 1\nid: block/2024\nrevision: 1\ntitle: T\nunit: block\nyear: 2024\n"
        "documents: {nq: {title: N, address: A}}\ngroups: {g: G}\nindicators:\n  a:\n    code: '1'\n"
        "    title: Thu ngân sách\n    unit: tỷ đồng\n    kind: flow\n    better: higher\n    group: g\n"
        "    target: {at_least: 12}\n    source: {document: nq, clause: 'đạt 12 tỷ đồng'}\n",
        encoding="utf-8",
    )
    assert checker("packs", "export", "block/2024", "-o", "out.xlsx").exit_code == 0
    before = state(office)
    assert checker("packs", "import", edited("out.xlsx", cell(0, "D2", "đạt 13 tỷ đồng"))).exit_code == 0
    assert changed_lines(before, state(office)) == [("rules/block/2024.yaml", 17), ("rules/block/2024.yaml", 18)]

    def monthly(book: Any) -> None:
        book.worksheets[0]["I1"], book.worksheets[0]["I2"] = "Kỳ", "quý"

    done = checker("packs", "import", edited("out.xlsx", monthly), "--lang", "en")
    assert done.exit_code == 0, done.everything
    assert "    code: '1'\n    frequency: quarter\n" in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("office")
def test_a_new_pack_is_written_where_the_output_says() -> None:
    assert checker("packs", "export", "bang/2024", "-o", "out.xlsx").exit_code == 0
    for name in ("new.yaml", "new2.csv"):
        assert checker("packs", "import", "out.xlsx", "-o", name).exit_code == 0
        assert meaning(load_pack(name, cache=False)) == meaning(load_pack("bang/2024", cache=False))
    assert checker("packs", "import", edited("out.xlsx", cell(0, "D3", "còn 2%")), "-o", "out.xlsx").exit_code == 0
    assert meaning(load_pack("out.xlsx", cache=False)) == meaning(load_pack("edited.xlsx", cache=False))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["export"], "name the pack"),
        (["exprt", "bang/2024"], "exprt"),
        (["-o", "x.csv"], "--output is for export and import"),
        (["export", "bang/2024", "-o", "x.docx"], "must end in one of"),
        (["export", "bang/2024", "-o", "rules/bang/2024.csv"], "--force replaces it"),
        (["import", "bang/2024"], "is the pack itself"),
        (["import", "none.xlsx"], "P001"),
        (["export", "bang/2042"], "P301"),
    ],
)
def test_what_cannot_be_asked_for(office: Path, arguments: list[str], said: str) -> None:
    before = state(office)
    done = checker("packs", *arguments, "--lang", "en")
    assert (done.exit_code, said in done.everything) == (2, True), done.everything
    assert state(office) == before


def test_bare_packs_lists_what_there_is(office: Path) -> None:
    done = checker("packs", "--lang", "en")
    assert done.exit_code == 0
    assert all(pack in done.everything for pack in (*SHIPPED, "bang/2024"))
    assert meant(load_pack("bang/2024")) == meaning(load_pack("bang/2024"))
    assert office.exists()
