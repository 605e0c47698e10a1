"""What the documentation shows is what the program does: transcripts, packs, links and make targets."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from checker.domain.axes import GATE_DEFAULTS
from checker.domain.digest import sha256_of
from checker.packs.schema import json_schema
from checker.packs.table_headings import COLUMNS
from tests.clause_cases import clause_of_row
from tests.command import checker
from tests.examples import each_row
from tests.pack_schema import pack_validator
from tests.test_packs_rules import plain

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.vi.md")
RULES = "docs/rules.md"
SHORT = "docs/packs.md"
RULE_PAGES = (RULES, SHORT, "docs/vi/rules.md")
FIRST = "docs/first-report.md"
PAGES = (*READMES, FIRST, *RULE_PAGES)
WIDTH = "100"
ANYTHING = "..."

SECTIONS = {
    "pack": "pack: 1",
    "id": "id: small/2024",
    "revision": "revision: 1",
    "title": "title: {vi: Nhỏ, en: Small}",
    "unit": "unit: small",
    "year": "year: 2024",
    "documents": "documents: {resolution: {title: A resolution, address: example}}",
    "groups": "groups: {economy: {vi: Kinh tế, en: Economy}, society: {vi: Xã hội, en: Social affairs}}",
    "indicators": """\
indicators:
  base:
    code: base
    title: {vi: Gốc, en: Base}
    unit: tỷ đồng
    kind: flow
    better: higher
    group: economy
    target: {at_least: 10}
    source: {document: resolution, clause: "10"}
  land: {code: land, title: {vi: Đất, en: Land}, unit: tỷ đồng, kind: stock, better: higher, group: economy}
  taxes: {code: taxes, title: {vi: Thuế, en: Taxes}, unit: tỷ đồng, kind: stock, better: higher, group: economy}
""",
}
"""A small pack, by its sections."""

PROOF = "examples: [{given: {base: 10}, expect: {base: met}}]"


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def blocks(page: str, language: str) -> Iterator[str]:
    for match in re.finditer(rf"^```{language}\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL):
        yield match[1]


def marked(page: str, mark: str) -> list[str]:
    return [block for block in blocks(page, "yaml") if block.startswith(f"# {mark}\n")]


def agrees(shown: list[str], true: list[str]) -> bool:
    """Tell whether a transcript is the true one, where a line ``...`` stands for any number of lines."""
    if not shown:
        return not true
    if shown[0] == ANYTHING:
        return any(agrees(shown[1:], true[skipped:]) for skipped in range(len(true) + 1))
    return bool(true) and shown[0] == true[0] and agrees(shown[1:], true[1:])


def assert_transcript(block: str) -> None:
    """Run the command of a console block; where it says something else, show the true transcript."""
    command, *shown = block.rstrip("\n").split("\n")
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "checker"
    true = checker(*arguments, COLUMNS=WIDTH).everything.rstrip("\n").split("\n")
    assert agrees(shown, true), "\n".join(["the true transcript is:", command, *true])


def assert_sound(pack: str, path: Path, *, warnings: bool) -> None:
    """Lint a pack, its examples included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(pack, "utf-8")
    done = checker("lint", "--lang", "en", str(path))
    assert done.exit_code == 0, f"{done.everything}\n{pack}"
    assert warnings or "warning" not in done.everything, done.everything


def assert_valid(pack: str) -> None:
    """Hold a pack to the published schema, as an editor does."""
    pack_validator().validate(plain(yaml.safe_load(pack)))


def small(sections: dict[str, str]) -> str:
    return "\n".join((SECTIONS | {"examples": PROOF} | sections).values())


def with_indicator(body: str) -> str:
    return small({"indicators": SECTIONS["indicators"] + textwrap.indent(body, "  ")})


@each_row("page", PAGES)
def test_transcripts_are_true(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for block in blocks(page, "console"):
        assert_transcript(block)


@pytest.mark.parametrize("page", READMES)
def test_the_readmes_show_a_half_year_in_full_and_a_year_cut_short(page: str) -> None:
    pages = [page, FIRST] if page == "README.md" else [page]
    half, year = (block for one in pages for block in blocks(one, "console"))
    language = "vi" if ".vi." in page else "en"
    assert half.startswith(f"$ checker check seeds/bac-kan-city/2024-H1.yaml --lang {language}\n")
    assert year.startswith(f"$ checker check seeds/bac-kan-city/2023.yaml --lang {language}\n")
    assert ANYTHING not in half.split("\n")
    assert year.split("\n").count(ANYTHING) == 1


def test_a_line_of_dots_stands_for_any_number_of_lines() -> None:
    assert agrees(["a", "...", "d"], ["a", "b", "c", "d"])
    assert agrees(["a", "..."], ["a"])
    assert not agrees(["a", "...", "e"], ["a", "b", "c", "d"])
    assert not agrees(["a"], ["a", "b"])


@pytest.mark.parametrize("page", ["README.vi.md", FIRST])
def test_the_submission_can_be_checked(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (submission,) = marked(page, "submission")
    path = tmp_path / "report.yaml"
    path.write_text(submission, "utf-8")
    monkeypatch.chdir(ROOT)
    done = checker("check", "--lang", "en", str(path))
    assert done.exit_code == 0, done.everything
    assert "ERROR" not in done.everything


@each_row("page", PAGES)
def test_every_yaml_block_is_checked(page: str) -> None:
    of_packs = ("complete", "extending", "slice", "head", "indicator", "offices", "pack", "waivers")
    kinds = of_packs if page in RULE_PAGES else ("submission",)
    assert sum(len(marked(page, kind)) for kind in kinds) == len(list(blocks(page, "yaml")))


@each_row("pack", [pack for page in RULE_PAGES for pack in marked(page, "complete")])
def test_complete_packs_are_sound(pack: str, tmp_path: Path) -> None:
    id_ = re.search(r"^id: (.*)$", pack, re.MULTILINE)
    assert id_ is not None
    assert_sound(pack, tmp_path / "rules" / f"{id_[1]}.yaml", warnings=False)
    assert_valid(pack)


def test_the_table_is_the_pack_that_its_page_explains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (table,), (head,), (shown,) = list(blocks(SHORT, "csv")), marked(SHORT, "head"), list(blocks(SHORT, "text"))[:1]
    folder = tmp_path / "rules" / "vi-du"
    folder.mkdir(parents=True)
    (folder / "2024.csv").write_text(table, "utf-8")
    (folder / "2024.pack.yaml").write_text(head, "utf-8")
    monkeypatch.chdir(tmp_path)
    done = checker("lint", "vi-du/2024", "--lang", "en")
    assert done.exit_code == 0, done.everything
    assert "warning" not in done.everything
    assert shown in checker("explain", "vi-du/2024", "--lang", "en", COLUMNS=WIDTH).everything


def test_the_next_years_pack_extends_the_one_of_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packs = (*marked(SHORT, "complete"), *marked(SHORT, "extending"), *marked(SHORT, "slice"))
    folder = tmp_path / "rules"
    (folder / "vi-du").mkdir(parents=True)
    digests: dict[str, str] = {}
    for pack in packs:
        id_ = re.findall(r"^id: (.*)$", pack, re.MULTILINE)[0]
        base = re.findall(r"^extends: {pack: ([^,]*),", pack, re.MULTILINE)
        text = pack.replace("<SHA-256 of the earlier pack>", digests[base[0]]) if base else pack
        digests[id_] = sha256_of(text.encode())
        (folder / f"{id_}.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    for id_ in digests:
        done = checker("lint", id_, "--lang", "en")
        assert (done.exit_code, "warning" in done.everything) == (0, False), done.everything


def test_the_columns_of_a_table_are_all_explained() -> None:
    rows = re.findall(r"^\| ([^|]+) \| ([^|]*) ?\| [^|]+ \|$", text_of(SHORT), re.MULTILINE)
    explained = {first: {name for name in others.strip().split(", ") if name} for first, others in rows}
    for first, *others in COLUMNS.values():
        # Beside the Vietnamese ones each has one in English, which needs no explanation.
        assert explained[first] <= set(others), first
        assert len(set(others) - explained[first]) <= 2


@each_row("indicator", marked(RULES, "indicator"), ids=lambda body: body.split("\n")[1])
def test_indicators_are_sound(indicator: str, tmp_path: Path) -> None:
    assert_sound(with_indicator(indicator), tmp_path / "small" / "2024.yaml", warnings=True)
    assert_valid(with_indicator(indicator))


@each_row("section", marked(RULES, "pack"), ids=lambda body: body.split("\n")[1].partition(":")[0])
def test_sections_are_sound(section: str, tmp_path: Path) -> None:
    key = section.split("\n")[1].partition(":")[0]
    assert_sound(small({key: section}), tmp_path / "small" / "2024.yaml", warnings=False)
    assert_valid(small({key: section}))


def test_the_file_of_units_serves_a_pack(tmp_path: Path) -> None:
    (offices,) = marked(RULES, "offices")
    (tmp_path / "units.yaml").write_text(offices, "utf-8")
    section = "# pack\nreporting: {units_file: ../units.yaml}\n"
    assert_sound(small({"reporting": section}), tmp_path / "small" / "2024.yaml", warnings=False)
    assert_valid(small({"reporting": section}))


def wordings() -> list[tuple[str, str, str]]:
    rows = re.findall(r"^\| ([^|]+) \| `(\{[^|`]+\})` \| (higher|lower|neither) \|", text_of(RULES), re.MULTILINE)
    assert len(rows) > 20
    return rows


@each_row(("wording", "target", "better"), wordings())
def test_the_rule_for_a_wording_is_sound(wording: str, target: str, better: str, tmp_path: Path) -> None:
    verdict = "achieved" in target or "all_of" in target
    clause = clause_of_row(wording if "phấn đấu Y" in wording else wording.split(";", maxsplit=1)[0], target)
    lines = [
        "meant:",
        "  code: meant",
        f'  title: {{vi: "{wording}", en: Meant}}',
        f"  kind: {'verdict' if verdict else 'flow' if wording.startswith('có thêm') else 'stock'}",
        *([] if verdict else ['  unit: "%"', "  limits: none"]),
        f"  better: {better}",
        "  group: economy",
        "  baseline: {value: 100, period: 2023}",
        f"  target: {target}",
        f'  source: {{document: resolution, clause: "{clause}"}}',
    ]
    for member in re.findall(r"\w+", target.partition("all_of:")[2]):
        source = '{document: resolution, clause: "1 vụ"}'
        own = {"code": member, "kind": "stock", "unit": "vụ", "target": "{at_least: 1}", "source": source}
        lines += [f"{member}:", *(f"  {key}: {said}" for key, said in own.items())]
        lines += [line for line in lines[2:9] if line.split(":")[0].strip() not in own]
    assert_sound(with_indicator("\n".join(lines)), tmp_path / "small" / "2024.yaml", warnings=True)


def test_every_key_of_the_rule_language_is_named() -> None:
    schema = json_schema()
    shapes = [schema, *schema["$defs"].values()]
    keys = {key for shape in shapes for key in shape.get("properties", {})}
    page = "".join(map(text_of, RULE_PAGES))
    assert {key for key in keys if not re.search(rf"`[^`\n]*\b{key}\b[^`\n]*`", page)} == set()


def test_the_gate_table_states_the_defaults() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| `(\w+)` \|$", text_of(RULES), re.MULTILINE)
    assert rows == [(str(matter), str(gate)) for matter, gate in GATE_DEFAULTS.items()]


def anchors(page: Path) -> set[str]:
    """Return what headings can be linked to by."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_row("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", text_of(page)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (ROOT / page).parent / name if name else ROOT / page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@each_row("page", PAGES)
def test_make_targets_exist(page: str) -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", text_of(page), re.MULTILINE))
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert named <= known
    assert page not in READMES or {"demo", "test"} <= named


@pytest.mark.parametrize("page", READMES)
def test_no_page_lists_dependencies_by_hand(page: str) -> None:
    installed = re.findall(r"pip install ([^\n`]*)", text_of(page))
    assert "." in installed
    arguments = {argument for what in installed for argument in what.split()}
    assert all(argument.startswith((".", "-", '".[', "requirements/")) for argument in arguments)
