"""The pack of the next year: what it states anew, what it takes over, and what it may not change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from checker.domain.digest import sha256_of
from checker.errors import PackError
from checker.packs.codec import decode, encode
from checker.packs.load import check_pack, load_pack
from tests.command import checker
from tests.pack_schema import pack_validator
from tests.test_packs_short_forms import meaning
from tests.test_packs_tables import HEAD, HEADINGS, ROWS, csv_pack

BASE = """\
pack: 1
id: next/2024
revision: 3
title: Chỉ tiêu năm 2024
unit: next
year: 2024
units: [nhà văn hóa]
documents: {nq24: {title: Nghị quyết 2024, address: Công báo}}
groups: {g: G}
defaults: {kind: flow, better: higher, group: g, document: nq24}
indicators:
  revenue: {code: "1", title: Thu ngân sách, unit: tỷ đồng, target: {at_least: 12}, source: đạt 12 tỷ đồng,
            history: [{since: 2024-07-01, target: {at_least: 13}, source: 13 tỷ đồng}]}
  halls: {code: "2", title: Nhà văn hóa xây mới, unit: nhà văn hóa, target: {at_least: 2},
          source: xây mới 02 nhà văn hóa}
  cover: {code: "3", title: Tỷ lệ che phủ rừng, unit: "%", kind: ratio, frequency: year, target: {keep: 65},
          source: duy trì 65%}
gate: {behind: fail}
"""
NEXT = """\
pack: 1
id: next/2025
revision: 1
title: Chỉ tiêu năm 2025
year: 2025
extends: {{pack: next/2024, revision: 3, sha256: {sha256}}}
documents: {{nq25: {{title: Nghị quyết 2025, address: Công báo}}}}
groups: {{h: H}}
defaults: {{document: nq25, kind: ratio, better: higher, group: h, frequency: year, unit: "%"}}
drop: {{halls: đã đủ}}
indicators:
  revenue: {{target: {{at_least: 14}}, source: đạt 14 tỷ đồng}}
  insured: {{code: "4", title: Tỷ lệ dân số tham gia bảo hiểm y tế, target: {{at_least: 95}}, source: 95%}}
"""
WRITTEN_OUT = """\
pack: 1
id: next/2025
revision: 1
title: Chỉ tiêu năm 2025
unit: next
year: 2025
units: [nhà văn hóa]
documents: {nq24: {title: Nghị quyết 2024, address: Công báo}, nq25: {title: Nghị quyết 2025, address: Công báo}}
groups: {g: G, h: H}
indicators:
  revenue: {code: "1", title: Thu ngân sách, unit: tỷ đồng, kind: flow, better: higher, group: g,
            target: {at_least: 14}, source: {document: nq25, clause: đạt 14 tỷ đồng}}
  cover: {code: "3", title: Tỷ lệ che phủ rừng, unit: "%", kind: ratio, better: higher, group: g, frequency: year,
          target: {keep: 65}, source: {document: nq24, clause: duy trì 65%}}
  insured: {code: "4", title: Tỷ lệ dân số tham gia bảo hiểm y tế, kind: ratio, better: higher, group: h,
            frequency: year, unit: "%", target: {at_least: 95}, source: {document: nq25, clause: 95%}}
gate: {behind: fail}
"""


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / "rules" / "next" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a pack of 2024 and the one of 2025 that extends it."""
    monkeypatch.chdir(tmp_path)
    base = write(tmp_path, "2024.yaml", BASE)
    write(tmp_path, "2025.yaml", NEXT.format(sha256=sha256_of(base.read_bytes())))
    return tmp_path


def codes_of(reference: str) -> list[str]:
    return [one.code.id for one in check_pack(reference)[1]]


def changed(folder: Path, old: str, new: str) -> list[str]:
    """Return what is said of the later pack after a change of its text."""
    path = folder / "rules" / "next" / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return codes_of("next/2025")


def test_it_means_what_it_means_written_out(office: Path) -> None:
    later = load_pack("next/2025", cache=False)
    other = write(office / "else", "2025.yaml", WRITTEN_OUT)
    assert meaning(later)._replace(extends="") == meaning(load_pack(str(other), cache=False))
    assert "next/2024" in checker("explain", "next/2025").everything
    assert codes_of("next/2025") == []


def test_each_value_knows_its_file(office: Path) -> None:
    later = load_pack("next/2025", cache=False)
    revenue = later.indicator("revenue")
    assert revenue.target is not None
    assert (revenue.location.path, revenue.location.line) == ("rules/next/2024.yaml", 12)
    assert (revenue.target.location.path, revenue.target.location.line) == ("rules/next/2025.yaml", 12)
    assert later.indicator("insured").location.path == "rules/next/2025.yaml"
    kept = decode(json.loads(json.dumps(encode(later))), later.path, later.sha256)
    assert repr(kept) == repr(later)
    shown = checker("explain", "revenue", "-p", "next/2025", "--lang", "en").everything
    assert "rules/next/2024.yaml:12:3" in shown
    assert "rules/next/2025.yaml:12" in shown
    assert office.exists()


def test_a_pack_may_extend_one_that_extends(office: Path) -> None:
    second = (office / "rules/next/2025.yaml").read_bytes()
    text = (
        NEXT.format(sha256=sha256_of(second))
        .replace("2025", "2026")
        .replace("next/2024, revision: 3", "next/2025, revision: 1")
    )
    text = text.replace("nq25", "nq26").replace("groups: {h: H}\n", "").replace("drop: {halls: đã đủ}\n", "")
    text = text.replace('insured: {code: "4"', 'trained: {code: "5"').replace("tham gia bảo hiểm y tế", "qua đào tạo")
    write(office, "2026.yaml", text)
    third = load_pack("next/2026", cache=False)
    assert [one.id for one in third.indicators] == ["revenue", "cover", "insured", "trained"]
    assert third.indicator("cover").location.path == "rules/next/2024.yaml"


def test_a_table_can_be_extended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    table = csv_pack(tmp_path, [HEADINGS, *ROWS])
    sha256 = load_pack(str(table), cache=False).sha256
    path = table.with_name("2025.yaml")
    path.write_text(
        f"pack: 1\nid: bang/2025\nrevision: 1\ntitle: T\nyear: 2025\nextends: {{pack: bang/2024, revision: 1, "
        f"sha256: {sha256}}}\ndocuments: {{n: {{title: N, address: A}}}}\ndefaults: {{document: n}}\n"
        "indicators: {c1: {target: {at_least: 320}, source: đạt 320 tỷ đồng}}\n",
        encoding="utf-8",
    )
    later = load_pack("bang/2025", cache=False)
    assert later.indicator("c2").location.path == "rules/bang/2024.csv"
    assert [str(one.target.number) for one in later.indicators if one.id == "c1" and one.target] == ["320"]
    assert str(HEAD["unit"]) == later.unit


WRONG = [
    ("revision: 3", "revision: 2", "P280"),
    ("extends: {pack: next/2024", "extends: {pack: next/2025", "P280"),
    ("extends: {pack: next/2024", "extends: {pack: next/2023", "P301"),
    ("extends: {pack: next/2024", "extends: {pack: ../secret.yaml", "P280"),
    ("revision: 3, ", "", "P280"),
    ("revenue: {target", "revenue: {unit: ha, target", "P281"),
    ("at_least: 14}, source: đạt 14 tỷ đồng", "at_least: 14}", "P281"),
    ("drop: {halls", "drop: {hall", "P281"),
    ("documents: {nq25", "documents: {nq24: {title: N, address: A}, nq25", "P281"),
    ("groups: {h: H}", "groups: {h: H, g: G}", "P281"),
    ("drop: {halls: đã đủ}", "drop: {halls: }", "P012"),
    ("at_least: 14", "at_least: 15", "P230"),
]


@pytest.mark.parametrize(("old", "new", "code"), WRONG)
def test_what_may_not_be_is_told(office: Path, old: str, new: str, code: str) -> None:
    assert code in changed(office, old, new)


def test_the_earlier_pack_is_the_one_that_was_read(office: Path) -> None:
    load_pack("next/2025")
    write(office, "2024.yaml", BASE.replace("at_least: 2}", "at_least: 3}"))
    (wrong,) = check_pack("next/2025")[1]
    with pytest.raises(PackError):
        load_pack("next/2025")
    assert wrong.code.id == "P280"
    assert wrong.location.line == 6
    assert checker("check", "-p", "next/2025", "--no-cache", "rules", "--lang", "en").exit_code != 0


def test_the_earlier_pack_must_be_readable(office: Path) -> None:
    broken = write(office, "2024.yaml", "pack: [")
    text = NEXT.format(sha256=sha256_of(broken.read_bytes()))
    write(office, "2025.yaml", text)
    assert codes_of("next/2025") == ["P003"]


def test_a_circle_is_told(office: Path) -> None:
    later = write(office, "2025.yaml", NEXT.format(sha256="0" * 64))
    write(
        office,
        "2024.yaml",
        BASE + f"extends: {{pack: next/2025, revision: 1, sha256: {sha256_of(later.read_bytes())}}}\n",
    )
    text = later.read_text(encoding="utf-8").replace(
        "0" * 64, sha256_of((office / "rules/next/2024.yaml").read_bytes())
    )
    later.write_text(text, encoding="utf-8")
    assert codes_of("next/2025") == ["P280"]


def test_the_schema_takes_what_the_program_takes(office: Path) -> None:
    validator = pack_validator()
    pack = yaml.safe_load((office / "rules/next/2025.yaml").read_text(encoding="utf-8"))
    assert not list(validator.iter_errors(pack))
    del pack["extends"]
    assert list(validator.iter_errors(pack))


STEPS = "steps: {2024-H1: 5}, steps_decide: true, source: 'đến 30/6 đạt 5 tỷ đồng, cả năm đạt 12 tỷ đồng'"


def test_numbers_for_parts_of_the_year_go_with_their_target(office: Path) -> None:
    base = write(office, "2024.yaml", BASE.replace("source: đạt 12 tỷ đồng", STEPS))
    text = NEXT.format(sha256=sha256_of(base.read_bytes()))
    write(office, "2025.yaml", text)
    assert load_pack("next/2025", cache=False).indicator("revenue").steps == ()
    assert codes_of("next/2025") == []
    again = "steps: {2025-H1: 6}, steps_decide: true, source: 'đến 30/6 đạt 6 tỷ đồng, cả năm đạt 14 tỷ đồng'"
    write(office, "2025.yaml", text.replace("source: đạt 14 tỷ đồng", again))
    assert [str(period) for period, _ in load_pack("next/2025", cache=False).indicator("revenue").steps] == ["2025-H1"]
    write(office, "2025.yaml", text.replace("  revenue: {target: {at_least: 14}, source: đạt 14 tỷ đồng}\n", ""))
    assert "P105" in codes_of("next/2025")
