"""The packs of rules/: exactly the published figures, and valid."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.domain.axes import GATE_DEFAULTS, Better, Frequency, Gate, Kind, Matter
from checker.domain.interval import below, point
from checker.domain.location import Location
from checker.domain.period import Period
from checker.pack_files.content import meaning
from checker.packs.codec import decode, encode
from checker.packs.load import _read_anew, check_pack, load_pack
from checker.packs.model import Limits, PaceRule, RulePack
from checker.packs.schema import json_schema
from tests.examples import each_row
from tests.pack_schema import pack_validator

HERE = Path(__file__).parent
RULES = HERE.parent / "rules"
TABLES = sorted(RULES.rglob("*.csv"))
PATHS = sorted((HERE / "packs").glob("*-*/20*.yaml"))
"""The shipped packs as they are written in YAML."""
MADE_UP = ("tinh-thi-du", "xa-thi-du")
TRIAL = HERE / "packs" / "trial" / "2024.yaml"


def pack(id_: str) -> RulePack:
    return load_pack(str(RULES / f"{id_}.csv"), cache=False)


@each_row("path", [*PATHS, *TABLES], ids=lambda path: "/".join(path.parts[-2:]))
def test_nothing_is_to_be_said_of_them(path: Path) -> None:
    found, diagnostics = check_pack(str(path))
    assert found is not None
    assert not diagnostics
    assert found.synthetic is found.id.startswith(MADE_UP)


def plain(value: object) -> object:
    """Turn what YAML 1.1 types as a date back into text, as an editor of YAML 1.2 sees it."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_shipped_table_says_what_it_says_in_yaml(path: Path) -> None:
    written = load_pack(str(path), cache=False)
    assert meaning(pack(written.id)) == meaning(written)


@each_row("path", [*PATHS, TRIAL], ids=lambda path: "/".join(path.parts[-2:]))
def test_they_are_valid_by_the_published_schema(path: Path) -> None:
    validator = pack_validator()
    assert not list(validator.iter_errors(plain(yaml.safe_load(path.read_text(encoding="utf-8")))))


def test_the_schema_refuses_what_the_program_refuses() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    good = plain(yaml.safe_load(TRIAL.read_text(encoding="utf-8")))
    assert isinstance(good, dict)
    changes: tuple[dict[str, object], ...] = (
        {"pack": 2},
        {"titel": "x"},
        {"id": "A b"},
        {"note": None},
        {"gate": {"unmet": "waived"}},
        {"indicators": {"x": {}}},
        {"indicators": {"x": {**good["indicators"]["revenue"], "target": {"at_least": 1, "below": 2}}}},
        {"indicators": {"x": {**good["indicators"]["revenue"], "target": {"at_least": "317"}}}},
        {"indicators": {"x": {**good["indicators"]["revenue"], "limits": "some"}}},
    )
    for change in changes:
        assert not validator.is_valid({**good, **change}), change


def test_every_key_of_the_schema_is_described() -> None:
    def bare(schema: object, name: str) -> list[str]:
        if not isinstance(schema, dict):
            return []
        missing = [
            f"{name}.{key}"
            for key, inner in schema.get("properties", {}).items()
            if "description" not in inner and key not in GATE_DEFAULTS
        ]
        return missing + [one for key, inner in schema.get("$defs", {}).items() for one in bare(inner, key)]

    schema = json_schema()
    assert not bare(schema, "Pack")
    assert schema["$schema"].endswith("2020-12/schema")
    assert "null" not in str(schema)


# Every threshold as published, read again by eye from the source.
CITY_2024 = """
BK24-01 at_least 317
BK24-02 at_least 3700
BK24-03 at_least 4000
BK24-04 at_least 250
BK24-05 keep 65.5
BK24-06 at_least 2
BK24-07 at_least 1
BK24-08 at_least 3
BK24-09 at_least 2
BK24-10 at_least 100
BK24-11 at_least 2
BK24-12 at_least 95
BK24-13 at_least 75
BK24-14 above 80
BK24-15 above 60
BK24-16 above 700
BK24-17 at_most 1.89
BK24-18 at_least 110
BK24-19 at_least 80
BK24-20 at_least 97
BK24-21 at_least 85
BK24-22 above 61.89
"""
ASSEMBLY_2019 = """
1 between 6.6 6.8
2 at_most 4
3 between 7 8
4 below 3
5 between 33 34
6 between 1 1.5
6a at_least 4
7 below 4
8 between 60 62
8a between 24 24.5
9 at_least 27
10 at_least 88.1
11 at_least 89
12 at_least 41.85
"""


def thresholds(found: RulePack) -> str:
    lines = []
    for indicator in found.indicators:
        assert indicator.target is not None
        assert indicator.target.comparator is not None
        numbers = [str(n) for n in (indicator.target.number, indicator.target.upper) if n is not None]
        lines.append(" ".join([indicator.code, indicator.target.comparator, *numbers]))
    return "\n" + "\n".join(lines) + "\n"


def test_the_city_of_2024() -> None:
    city = pack("bac-kan-city/2024")
    assert thresholds(city) == CITY_2024
    assert len(city.groups) == 8
    assert city.indicator("party_members_good").parent == "party_members_completed"
    assert [one.id for one in city.indicators if one.better is Better.LOWER] == ["poverty_rate"]
    assert [one.id for one in city.indicators if one.pace.rule is PaceRule.LINEAR] == [
        "budget_revenue", "retail_sales", "jobs_created", "party_admissions",
    ]  # fmt: skip
    assert "100 triệu đồng/ha" in city.indicator("high_income_farmland").title.vi
    assert "3 sao" in city.indicator("ocop_products").title.vi
    assert all(one.target and one.target.source and one.target.source.clause for one in city.indicators)
    assert {one.target.source.document.date for one in city.indicators if one.target and one.target.source} == {
        "2024-01"
    }
    assert city.gate.on == ()


def test_the_city_of_2023() -> None:
    city = pack("bac-kan-city/2023")
    assert city.tally is not None
    assert (city.tally.counted, city.tally.met, city.tally.unmet) == (44, 38, 6)
    assert len(city.indicators) == 6
    for indicator in city.indicators:
        assert (indicator.kind, indicator.unit) == (Kind.VERDICT, None)
        assert indicator.target is not None
        assert (indicator.target.comparator, indicator.target.number) == (None, None)


def test_the_national_assembly_of_2019() -> None:
    assembly = pack("national-assembly/2019")
    assert thresholds(assembly) == ASSEMBLY_2019
    assert len([one for one in assembly.indicators if not one.parent]) == 12
    (words,) = assembly.indicator("trade_deficit").words
    assert (words.words, words.means) == ("Xuất siêu", below(Decimal(0)))
    assert dict(assembly.gate.on)[Matter.UNDECIDED] is Gate.WARN
    assert [one.id for one in assembly.indicators if one.better is Better.LOWER] == [
        "cpi_growth", "trade_deficit", "urban_unemployment",
    ]  # fmt: skip


def test_defaults_and_notation() -> None:
    trial = load_pack(str(TRIAL), cache=False)
    revenue, poverty, wards, order, growth = trial.indicators
    assert (revenue.pace.rule, revenue.frequency) == (PaceRule.LINEAR, Frequency.MONTH)
    assert revenue.limits == Limits(None, None)
    assert (poverty.pace.rule, poverty.limits) == (PaceRule.NONE, Limits(Decimal(0), Decimal(100)))
    assert (wards.limits, growth.limits) == (Limits(Decimal(0), Decimal(50)), Limits(None, None))
    assert poverty.words[0].means == point(Decimal(0))
    assert revenue.aliases == ("Tổng thu",)
    assert (order.owner, order.unit) == ("Công an", None)
    assert growth.target is None
    assert revenue.target is not None
    assert poverty.target is not None
    assert (revenue.target.due, poverty.target.due) == (Period(2024), Period(2024, "9M"))
    # A machine number is handed on as an officer would write it; quoted text as it is.
    assert trial.examples[0].given == (("revenue", "316,9"), ("poverty", "1,89"), ("poor_wards", "không còn"))
    assert trial.examples[1].period == Period(2024, "H1")
    assert trial.gate.least_met == 3
    text = TRIAL.read_text(encoding="utf-8")
    line = text.splitlines().index("  revenue:") + 1
    assert revenue.location == Location(str(TRIAL), line, 3)
    assert revenue.target.location == Location(str(TRIAL), line + 8, 13)


_TEXT = TRIAL.read_text(encoding="utf-8")
_PIECES = st.sampled_from(
    ["", "{", "}", "[", "]", ":", "\n", " ", "- ", "3.700", "65,5", "null", "'", "&a", "kind", "~", "x: 1\n"]
)


@given(st.lists(st.tuples(st.integers(0, len(_TEXT)), st.integers(0, 12), _PIECES), min_size=1, max_size=4))
def test_any_edit_gives_a_pack_or_located_errors(edits: list[tuple[int, int, str]]) -> None:
    text = _TEXT
    for at, cut, piece in edits:
        text = text[:at] + piece + text[at + cut :]
    read, found = _read_anew("p.yaml", text.encode(), "0")
    assert read is not None or any(one.severity == "error" for one in found)
    if read is not None:
        kept = decode(json.loads(json.dumps(encode(read))), "p.yaml", "0")
        assert (kept, repr(kept)) == (read, repr(read))
    lines = text.splitlines()
    for one in found:
        assert one.location.line <= len(lines) + 1
        assert one.hint is not None
        one.message.template.format(**dict(one.message.values))
        one.hint.template.format(**dict(one.hint.values))
