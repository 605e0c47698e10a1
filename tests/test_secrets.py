"""No part of a database's address is in any output, whatever is wrong and whatever the address stands for."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from checker.cli.program import COMMANDS
from tests.command import checker
from tests.examples import each_row

ROOT = Path(__file__).parent.parent
HALF = str(ROOT / "seeds" / "bac-kan-city" / "2024-H1.yaml")
PARTS = ("zuser", "zsecret", "zhost", "54329", "zbase", "zquery", "zvalue", "zpath")
ADDRESSES = (
    "postgresql://zuser:zsecret@zhost.invalid:54329/zbase?zquery=zvalue",
    "postgres://zuser:zsecret@127.0.0.1:1/zbase/zpath",
    "mysql://zuser:zsecret@zhost.invalid:54329/zbase",
    "zsecret://zuser@zhost.invalid/zpath.yaml",
    "postgresql://zuser:zsecret@zhost.invalid/x.xlsx",
    "host=zhost.invalid port=54329 dbname=zbase user=zuser password=zsecret",
)
MISSPELT = (
    "postgresql:/zuser:zsecret@zhost/zbase",
    "postgresql:zuser:zsecret@zhost",
    "postgresql\uff1a//zuser:zsecret@zhost",
    "zuser:zsecret@zhost/zbase",
    "'postgresql://zuser:zsecret@zhost/zbase'",
    "PGPASSWORD=zsecret",
    "dbname=zbase PASSWORD = zsecret",
    "host=zhost pass=zsecret",
)
PACK = ("-p", "bac-kan-city/2024")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def calls(address: str) -> list[tuple[str, ...]]:
    wherever: list[tuple[str, ...]] = [(name, address) for name in COMMANDS]
    wherever += [(name, *PACK, address, "--table", "t") for name in ("check", "bulk")]
    wherever += [("check", *PACK, "--table", "t", *pair) for pair in itertools.permutations((address, HALF))]
    wherever += [("check", *PACK, "--table", "t", address, address), ("check", address, "--period", "2024")]
    options = ("--waivers", "--baseline", "--pack", "--config", "--rules", "--letterhead", "--docx-template", "--spill")
    wherever += [("check", HALF, option, address) for option in options]
    wherever += [
        ("check", HALF, "-o", address),
        ("check", HALF, "-o", f"json={address}"),
        ("bulk", *PACK, "x", "-o", address),
    ]
    wherever += [("template", *PACK, "--period", "2024", "-o", address), ("annotate", HALF, "-o", address)]
    return [*wherever, ("baseline", "create", address), ("explain", "T001", "--submission", address)]


@each_row("address", ADDRESSES)
def test_no_part_of_an_address_is_shown(address):
    for call in calls(address):
        done = checker(*call)
        assert done.exit_code in (2, 3, 5), call
        told = done.everything.replace(" zuser", " ")
        assert [part for part in PARTS if part in told] == [], (call, told)
        assert not re.search(r"Traceback|internal fault", told), call


@each_row("address", MISSPELT)
def test_no_part_of_an_address_that_is_misspelt_is_shown(address):
    Path("list.txt").write_text(f"{address}\n", encoding="utf-8")
    every = calls(address)
    for call in (every[0], *every[len(COMMANDS) :: 3], ("check", "--files-from", "list.txt")):
        done = checker(*call)
        assert done.exit_code in (2, 3, 5), call
        assert [part for part in PARTS if part in done.everything.replace(" zuser", " ")] == [], (call, done.everything)


@each_row("key", ["pack", "rules", "waivers", "baseline", "letterhead", "docx_template", "ignore", "output"])
@each_row("named", [(), ("--config", "checker.yaml")])
def test_no_part_of_an_address_in_settings_is_shown(key, named):
    value = f"json={ADDRESSES[0]}" if key == "output" else ADDRESSES[0]
    Path("checker.yaml").write_text(f"{key}: {value}\n", encoding="utf-8")
    done = checker("check", HALF, *named)
    assert done.exit_code == 2
    assert [part for part in PARTS if part in done.everything] == []
