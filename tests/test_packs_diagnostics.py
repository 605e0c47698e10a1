"""What is said of a wrong pack: every code, at its place, with a caret and a hint."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from checker.domain.codes import REGISTRY
from checker.domain.diagnostic import Diagnostic
from checker.domain.text import Message, Value
from checker.errors import PackError
from checker.packs.load import check_pack, load_pack
from tests.examples import each_row

HERE = Path(__file__).parent / "packs"
GOOD = (HERE / "trial" / "2024.yaml").read_text(encoding="utf-8")


def said(value: Value | None) -> str:
    match value:
        case Message(template, values):
            return template.format(**{name: said(field) for name, field in values})
        case tuple():
            return ", ".join(said(part) for part in value)
        case _:
            return str(value)


def shown(found: Diagnostic) -> str:
    place = f"{found.location.line}:{found.location.column} {found.code.id}"
    lines = [f"{place} {said(found.message)}"]
    if found.excerpt:
        lines += [f"  {found.excerpt.line}", "  " + " " * (found.excerpt.column - 1) + "^" * found.excerpt.length]
    return "\n".join([*lines, f"  = {said(found.hint)}"])


def caret(found: Diagnostic) -> str:
    if found.excerpt is None:
        return ""
    start = found.excerpt.column - 1
    assert (found.location.column, found.excerpt.line) == (found.excerpt.column, found.excerpt.line)
    return found.excerpt.line[start : start + found.excerpt.length]


def found_in(tmp_path: Path, text: str, name: str = "trial/2024.yaml") -> Sequence[Diagnostic]:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    pack, found = check_pack(str(path))
    # A pack that contradicts its clauses can be used all the same.
    errors = [one for one in found if one.severity == "error" and not "P229" <= one.code.id <= "P243"]
    assert (pack is None) == bool(errors)
    return found


def test_everything_wrong_is_told_in_one_run_with_its_place() -> None:
    """``UPDATE_GOLDEN=1`` writes what is told anew, as a new word of the rule language asks for."""
    _, found = check_pack(str(HERE / "wrong.yaml"))
    told = "\n".join(shown(one) for one in found) + "\n"
    golden = HERE / "wrong.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")
    assert [one.location for one in found] == sorted(one.location for one in found)
    with pytest.raises(PackError) as raised:
        load_pack(str(HERE / "wrong.yaml"))
    assert raised.value.diagnostics == found


def test_the_good_pack_has_nothing_to_say(tmp_path: Path) -> None:
    assert not found_in(tmp_path, GOOD)


# What is replaced by what, the code that is found, the text under the caret, and its hint.
CASES = [
    ("P003", "revision: 3", "revision: 'x", "'", "fix the syntax here"),
    ("P003", "code: T1", "\tcode: T1", "\t", "fix the syntax here"),
    ("P003", "groups:\n", "groups: [\n", "[", "fix the syntax here"),
    ("P004", "revision: 3", "revision: 3\nyear: 2024\nrevision: 4", "revision", "keep one of the two"),
    ("P004", "  poverty:\n", "  revenue:\n", "revenue", "keep one of the two"),
    ("P005", "unit: tỷ đồng", "unit: &u tỷ đồng", "&u", "write the value out"),
    ("P005", "unit: tỷ đồng", "unit: *u", "*u", "write the value out"),
    ("P005", "unit: tỷ đồng", "unit: !!str tỷ đồng", "!!str", "write the value out"),
    ("P005", "year: 2024", "year: 2024\n<<: {a: b}", "<<", "write the value out"),
    ("P005", "gate: {", "---\ngate: {", "---", "write the value out"),
    ("P006", "4/5}", "[" * 40 + "]" * 40 + "}", "[", "split the file, or ask who sent it"),
    ("P010", "better: neither", "better: neither\n    beter: lower", "beter", "did you mean `better`?"),
    ("P010", "revision: 3", "revision: 3\nqqq: 1", "qqq", "known here: pack, id, revision"),
    ("P010", "vi: Kinh tế, en", "vi: Kinh tế, fr: x, en", "fr", "known here: vi, en"),
    ("P010", "at_least: 317", "at_leest: 317", "at_leest", "did you mean `at_least`?"),
    ("P010", "at_least: 317", "at_least: 65,5", "5", "write 65.5"),
    ("P010", "means: {equal", "means: {eqal", "eqal", "did you mean `equal`?"),
    ("P010", "undecided: warn", "undecidet: warn", "undecidet", "did you mean `undecided`?"),
    ("P011", "    better: neither\n", "", "growth", "add it"),
    ("P011", "revision: 3\n", "", "p", "add it"),
    ("P011", "    unit: tỷ đồng\n", "", "revenue", "add it"),
    ("P012", "title: {vi: Thử, en: Trial}", "title: [Thử]", "[", "see `checker schema`"),
    ("P012", "title: {vi: Thử, en: Trial}", "title: {vi: Thử, en: }", "}", "see `checker schema`"),
    ("P012", "aliases: [Tổng thu]", "aliases: Tổng thu", "Tổng thu", "see `checker schema`"),
    ("P012", "kind: flow", "kind: [flow]", "[", "see `checker schema`"),
    ("P012", "revision: 3", "revision: three", "three", "see `checker schema`"),
    ("P012", "between: [1, 2.5]", "between: [1]", "[", "see `checker schema`"),
    ("P012", "year: 2024\n", "year: 2024\nsynthetic: no\n", "no", "see `checker schema`"),
    ("P013", "kind: flow", "kind: flwo", "flwo", "did you mean `flow`?"),
    ("P013", "undecided: warn", "undecided: waived", "waived", "choose one of those"),
    ("P013", "revenue: unmet", "revenue: umnet", "umnet", "did you mean `unmet`?"),
    ("P014", "date: 2024-01-15", "date: 15/01/2024", "15/01/2024", "write a day, a month or a year"),
    ("P015", "due: 2024-9M", "due: 2024-13", "2024-13", "write 2024, 2024-H1"),
    ("P016", "pack: 1", "pack: 2", "2", "use a program of that version"),
    ("P101", "at_least: 317", "at_least: 317 tỷ", "317 tỷ", "write a plain number"),
    ("P101", "at_least: 317", 'at_least: "65,5"', '"65,5"', "write 65.5"),
    ("P101", "at_least: 317", "at_least: 1e3", "1e3", "write a plain number"),
    ("P101", "at_least: 317", "at_least: 0x1F", "0x1F", "write a plain number"),
    ("P101", "at_least: 317", "at_least: 3_000", "3_000", "write a plain number"),
    ("P101", "at_least: 317", "at_least: .inf", ".inf", "write a plain number"),
    ("P101", "at_least: 317", "at_least: NaN", "NaN", "write a plain number"),
    ("P101", "at_least: 317", "at_least: 010", "010", "write a plain number"),
    ("P101", "at_least: 317", "at_least: ３１７", "３１７", "write a plain number"),
    ("P101", "at_least: 317", "at_least: " + "1" * 41, "1" * 41, "write a plain number"),
    ("P101", "low: 0", "low: none", "none", "write a plain number"),
    ("P102", "at_least: 317", "at_least: 3.700", "3.700", "write 3700 or 3.7"),
    ("P102", "at_least: 317", 'at_least: "3.125"', '"3.125"', "write 3125 or 3.1250"),
    ("P102", "at_least: 317", "at_least: 1.234.567", "1.234.567", "write 1234567 or 1.234567"),
    ("P102", "revenue: 316.9", "revenue: 3.169", "3.169", "write 3169 or 3.1690"),
    ("P102", "revenue: 316.9", "revenue: 1.234.567", "1.234.567", "write 1234567 or 1.234567"),
    ("P103", "unit: trial-town", "unit: Trial Town", "Trial Town", "use small letters"),
    ("P103", "id: trial/2024", "id: Trial/2024", "Trial/2024", "use small letters"),
    ("P103", "  economy: {", "  Kinh_tế: {", "Kinh_tế", "use small letters"),
    ("P104", "unit: tỷ đồng", "unit: tỷ đồg", "tỷ đồg", "did you mean `tỷ đồng`?"),
    ("P104", "unit: tỷ đồng", "unit: tỷ", "tỷ", "use a known unit"),
    ("P104", "unit: tỷ đồng", "unit: lượt tàu", "lượt tàu", "use a known unit"),
    ("P104", "unit: tỷ đồng", "unit: lượt khác", "lượt khác", "did you mean `lượt khách`?"),
    ("P227", "gate: {", "units: [{name: tá, equals: 12 cái}]\ngate: {", "12 cái", "write a number and"),
    ("P227", "gate: {", 'units: [{name: sào, equals: "0,036 ha"}]\ngate: {', '"0,036 ha"', "write a number and"),
    ("P105", "year: 2024\n", "year: 20240\n", "20240", "see `checker schema pack`"),
    ("P105", "period: 2024-H1", "period: 2023-H1", "2023-H1", "see `checker schema pack`"),
    ("P106", "at_least: 317", "at_least: 317, above: 3", "above", "write one of: at_least"),
    ("P106", "target: {at_least: 317}", "target: {}", "{", "write one of: at_least"),
    ("P106", "equal: 0", "equal: 0, below: 0", "below", "write one of: at_least"),
    ("P201", "    source: {document: doc, clause: 317 tỷ đồng}\n", "", "317", "add `source: {document"),
    ("P201", ", source: {document: doc, clause: 4/5}", "", "tally", "add `source: {document"),
    ("P202", "document: doc, clause: giữ", "document: dok, clause: giữ", "dok", "did you mean `doc`?"),
    ("P202", "document: doc, clause: 4/5", "document: other, clause: 4/5", "other", "declare it there; known: doc"),
    ("P203", "at_least: 317", "at_most: 317", "at_most", "turn one of the two round"),
    ("P203", "at_most: 1.89", "above: 1.89", "above", "turn one of the two round"),
    ("P204", "parent: poverty", "parent: povrety", "povrety", "did you mean `poverty`?"),
    ("P205", "parent: poverty", "parent: poor_wards", "poor_wards", "break the circle"),
    ("P206", "at_most: 1.89", "at_most: 189", "189", "check the number"),
    ("P206", "between: [1, 2.5]", "between: [1, 50.1]", "50.1", "check the number"),
    ("P207", "due: 2024-9M", "due: 2023-9M", "2023-9M", "state a period of 2024"),
    ("P208", "code: T2", "code: T1", "T1", "give each indicator a code of its own"),
    ("P209", "group: economy\n    aliases", "group: econmy\n    aliases", "econmy", "did you mean `economy`?"),
    ("P210", "achieved: true", "at_least: 3", "at_least", "see docs/rules.md on kinds"),
    ("P210", "achieved: true", "achieved: false", "false", "see docs/rules.md on kinds"),
    ("P210", "at_least: 317", "achieved: true", "achieved", "see docs/rules.md on kinds"),
    ("P210", "kind: verdict", "kind: verdict\n    unit: ha", "ha", "see docs/rules.md on kinds"),
    ("P210", "kind: verdict", "kind: verdict\n    pace: linear", "linear", "see docs/rules.md on kinds"),
    ("P211", "unmet: 1, source", "unmet: 2, source", "5", "check the published figures"),
    ("P213", "expect: {order: met}", "expect: {ordre: met}", "ordre", "did you mean `order`?"),
    ("P214", "between: [1, 2.5]", "between: [2.5, 1]", "2.5", "write the smaller number first"),
    ("P214", "low: 0", "low: 51", "51", "write the smaller number first"),
    ("P105", "at_least: 317", "at_least: 317, tolerance: -1", "-1", "see `checker schema pack`"),
    ("P105", "at_least: 317", "at_least: 317, strict: true", "strict", "see `checker schema pack`"),
    ("P105", "limits: none", "limits: none\n    target: {equal: 5, stretch: 6}", "6", "see `checker schema pack`"),
    ("P203", "at_least: 317", "reduce_by: 5", "reduce_by", "turn one of the two round"),
    ("P217", "at_most: 1.89", "reduce_by: 0.5", "reduce_by", "add `baseline: {value: ..."),
    ("P217", "at_least: 317", "grow_by: 8", "grow_by", "add `baseline: {value: ..."),
    ("P218", "aliases: [", "milestones: {2024-H1: 50, 2024-Q1: 60}\n    aliases: [", "2024-H1", "state shares"),
    ("P218", "aliases: [", "milestones: {2024: 90}\n    aliases: [", "{", "state shares"),
    ("P218", "aliases: [", "profile: {2023-H1: 20}\n    aliases: [", "2023-H1", "state shares"),
    ("P218", "aliases: [", "profile: {2024-H1: 20, 2024-Q2: 20}\n    aliases: [", "2024-Q2", "state shares"),
    ("P218", "aliases: [", "profile: {2024-H1: 120}\n    aliases: [", "2024-H1", "state shares"),
    ("P219", "aliases: [", "zones: {at_risk: 100}\n    aliases: [", "{", "state them so that"),
    ("P244", "at_least: 317", "at_least: 317, exceeded: {beyond: 316}", "316", "write `exceeded: never`"),
    ("P244", "at_most: 1.89", "at_most: 1.89, exceeded: {beyond: 2}", "2", "write `exceeded: never`"),
    ("P244", "limits: none", "limits: none\n    target: {equal: 5, exceeded: {beyond: 6}}", "6", "write `exceeded"),
    ("P220", "at_least: 317", "at_least: 317, stretch: 317", "317", "state a stretch"),
    ("P220", "at_most: 1.89", "at_most: 1.89, stretch: 2", "2", "state a stretch"),
    (
        "P014",
        "aliases: [",
        "history: [{since: 2024-07, target: {at_least: 5}}]\n    aliases: [",
        "2024-07",
        "write it as",
    ),
    ("P201", "aliases: [", "also: [{assigned_by: tỉnh, target: {at_least: 5}}]\n    aliases: [", "5", "add `source"),
    ("P203", "aliases: [", "also: [{assigned_by: tỉnh, target: {below: 5}}]\n    aliases: [", "below", "turn one"),
    (
        "P221",
        "aliases: [",
        "history: [{since: 2023-07-01, target: {at_least: 5}}]\n    aliases: [",
        "2023-07-01",
        "state",
    ),
    ("P210", "limits: none", "limits: none\n    also: [{assigned_by: x, target: {equal: 5}}]", "also", "see docs"),
    ("P012", "achieved: true", "all_of: [revenue]", "[", "see `checker schema`"),
    ("P210", "at_least: 317", "all_of: [poverty, order]", "all_of", "see docs/rules.md on kinds"),
    ("P225", "achieved: true", "all_of: [revenue, growth]", "growth", "name indicators"),
    ("P225", "achieved: true", "all_of: [revenue, poverty, revenue]", "revenue", "name indicators"),
    ("P225", "achieved: true", "all_of: [revenue, order]", "order", "name indicators"),
    ("P223", "achieved: true", "all_of: [revenue, povrety]", "povrety", "did you mean `poverty`?"),
    (
        "P217",
        "    limits: none\nexamples",
        "    limits: none\n    target: {towards: 5}\nexamples",
        "towards",
        "add `base",
    ),
    ("P203", "at_least: 317", "towards: 317", "towards", "turn one of the two round"),
    (
        "P210",
        "limits: none",
        "limits: none\n    baseline: {value: 5, period: 2023}\n    target: {towards: 5.0}",
        "5.0",
        "see docs",
    ),
    ("P210", "code: T2", "code: T2\n    reported: period", "reported", "see docs/rules.md on kinds"),
    ("P210", "code: T2", "code: T2\n    may_fall: true", "may_fall", "see docs/rules.md on kinds"),
    *(
        (code, "gate: {", f"checks: {{c: {{{form}}}}}\ngate: {{", under, hint)
        for code, form, under, hint in (
            ("P222", "", "c", "state exactly one"),
            ("P222", "never_falling: revenue, less_or_equal: [revenue, poverty]", "less_or_equal", "state exactly one"),
            ("P012", "less_or_equal: [revenue]", "[", "see `checker schema`"),
            ("P012", "sum: {of: [revenue], equals: poverty}", "[", "see `checker schema`"),
            ("P223", "never_falling: revenu", "revenu", "did you mean `revenue`?"),
            ("P223", "sum: {of: [poverty, x], equals: poor_wards}", "x", "name an indicator by its id"),
            ("P224", "never_falling: order", "order", "see docs/rules.md on checks"),
            ("P224", "less_or_equal: [poverty, revenue]", "revenue", "see docs/rules.md on checks"),
            ("P224", "less_or_equal: [poverty, poverty]", "poverty", "see docs/rules.md on checks"),
            ("P224", "less_or_equal: [poverty, growth], tolerance: -1", "-1", "see docs/rules.md on checks"),
            ("P224", "ratio: {of: poverty, to: revenue, equals: growth}", "revenue", "see docs/rules.md on checks"),
            ("P224", "percent_of_plan: {of: growth, equals: poverty}", "growth", "see docs/rules.md on checks"),
            ("P224", "percent_of_plan: {of: revenue, equals: revenue}", "revenue", "see docs/rules.md on checks"),
            ("P224", "change: {of: revenue, percent: 5}", "revenue", "see docs/rules.md on checks"),
            ("P224", "change: {of: growth}", "change", "see docs/rules.md on checks"),
            ("P224", "change: {of: growth, percent: 5, amount: 5}", "amount", "see docs/rules.md on checks"),
            ("P224", "change: {of: growth, percent: -5}", "-5", "see docs/rules.md on checks"),
        )
    ),
    ("P226", "gate: {", "reporting: {units: [trial-town]}\ngate: {", "trial-town", "list each unit"),
    ("P226", "gate: {", "reporting: {units: [a, b, a]}\ngate: {", "a", "list each unit"),
    ("P228", "    measures: growth\n", "", "Tốc độ tăng", "add `measures: increase`"),
    ("P210", "kind: verdict", "kind: verdict\n    measures: level", "level", "see docs/rules.md on kinds"),
    ("P210", "kind: flow", "kind: flow\n    measures: growth", "tỷ đồng", "see docs/rules.md on kinds"),
    (
        "P210",
        "    target: {at_most: 1.89}",
        "    measures: reduction\n    baseline: {value: 5, period: 2023}\n    target: {reduce_by: 1}",
        "reduce_by",
        "see docs/rules.md on kinds",
    ),
    (
        "P228",
        "title: {vi: Thu ngân sách",
        "title: {vi: Mức tăng thu ngân sách",
        "Mức tăng thu ngân sách",
        "add `measures",
    ),
    ("P013", "measures: growth", "measures: growht", "growht", "did you mean `growth`?"),
    ("P012", "gate: {", "reporting: {units: []}\ngate: {", "[", "see `checker schema`"),
    ("P216", "id: trial/2024", "id: other/2024", "other/2024", "name folder and file after the id"),
]


@each_row(("code", "old", "new", "under", "hint"), CASES)
def test_one_mistake_is_told_at_its_place(tmp_path: Path, code: str, old: str, new: str, under: str, hint: str) -> None:
    assert GOOD.count(old) == 1
    found = [one for one in found_in(tmp_path, GOOD.replace(old, new)) if one.code.id == code]
    assert found, "the code is told"
    assert caret(found[0]) == under
    assert said(found[0].hint).startswith(hint)
    assert "{" not in said(found[0].message).replace("{document", "")


def test_a_file_that_is_no_pack(tmp_path: Path) -> None:
    for text, code in (
        ("", "P007"),
        ("# only a comment\n", "P007"),
        ("just text", "P012"),
        ("- a\n- b", "P012"),
        ("a: \0", "P002"),
        ("#" * 2_000_001, "P006"),
    ):
        found = found_in(tmp_path, text)
        assert found[0].code.id == code, text[:20]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "pack.txt").write_text(GOOD, encoding="utf-8")
    for name, code in (("none.yaml", "P001"), ("folder.yaml", "P001"), ("pack.txt", "P008"), ("a\0.yaml", "P001")):
        pack, found = check_pack(str(tmp_path / name))
        assert (pack, [one.code.id for one in found]) == (None, [code])


def test_an_indicator_less_pack_checks_nothing(tmp_path: Path) -> None:
    start, end = GOOD.index("indicators:\n"), GOOD.index("examples:\n")
    text = GOOD[:start] + "indicators: {}\n" + GOOD[end:]
    assert "P105" in [one.code.id for one in found_in(tmp_path, text)]


def test_a_circle_of_three_is_told_once(tmp_path: Path) -> None:
    text = GOOD
    for id_, parent in (("revenue", "order"), ("order", "growth"), ("growth", "revenue")):
        text = text.replace(f"  {id_}:\n", f"  {id_}:\n    parent: {parent}\n")
    found = found_in(tmp_path, text)
    assert [said(one.message) for one in found] == ["`revenue` is its own parent: revenue → order → growth → revenue"]


ELSEWHERE = "".join(
    (Path(__file__).parent / f"test_{name}.py").read_text(encoding="utf-8")
    for name in (
        *(
            "packs_tables",
            "packs_tables_words",
            "packs_converted",
            "packs_extended",
            "packs_life",
            "packs_terms",
            "packs_allocated",
        ),
        *("option_files", "packs_forms", "packs_scores", "packs_shares_of", "papers", "unit_titles", "warning"),
        *("due_days", "settings", "forms_template", "packs_tables_words", "papers_units"),
    )
)


def test_every_code_of_a_pack_is_tried_here() -> None:
    elsewhere = {
        "P001", "P002", "P007", "P008",  # above, as whole files
        "P212",  # an example that fails: needs an engine
        "P301",  # the catalogue
        *(code for code in REGISTRY if "P229" <= code <= "P243"),  # test_clauses.py
        *(code for code in REGISTRY if "P245" <= code <= "P399" and code in ELSEWHERE),
    }  # fmt: skip
    tried = {case[0] for case in CASES} | elsewhere
    assert tried == {code for code in REGISTRY if code.startswith("P")}
