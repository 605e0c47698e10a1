"""The registry of codes, and places."""

from __future__ import annotations

import importlib
import re
import string
from pathlib import Path

import pytest

from checker.domain import codes
from checker.domain.codes.registry import FIRST, LATER, RETIRED, Code, error
from checker.domain.location import Location
from checker.version import __version__
from tests.examples import each_row

CODES_PAGE = (Path(__file__).parent.parent / "docs" / "codes.md").read_text("utf-8")


def test_a_code_is_declared_once():
    with pytest.raises(ValueError, match="T001 is declared twice"):
        error("T001", "again", "a", "b", "c")


def test_every_code_says_what_why_and_what_to_do():
    for code in codes.REGISTRY.values():
        assert re.fullmatch(r"[PDCTWSGL][0-9]{3}", code.id)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name)
        assert all((code.template, code.remedy, code.explanation)), code.id
        assert code.explanation.endswith(".")
        fields = [name for _, name, _, _ in string.Formatter().parse(code.template) if name]
        assert len(fields) == len(set(fields)) or code.id == "G001", code.id


def version(text):
    return tuple(map(int, text.split(".")))


def test_every_code_has_a_version_and_the_reference_states_status_and_since():
    rows = re.findall(r"^\| ([A-Z]\d{3}) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|", CODES_PAGE, re.MULTILINE)
    said = {id_: (name, status, since) for id_, name, _, status, since in rows}
    assert len(rows) == len(said)
    assert not set(RETIRED) & set(codes.REGISTRY)
    active = {code.id: (code.name, "active", code.since) for code in codes.REGISTRY.values()}
    assert said == active | {id_: (one.name, f"retired in {one.until}", one.since) for id_, one in RETIRED.items()}
    assert all(version(FIRST) <= version(code.since) <= version(__version__) for code in codes.REGISTRY.values())
    assert all(version(one.since) <= version(one.until) <= version(__version__) for one in RETIRED.values())
    assert set(LATER) <= set(codes.REGISTRY)


FAMILIES = {
    "pack": "P",
    "pack_clause": "P2|P303|P307",
    "pack_shares": "P2",
    "pack_table": "P2",
    "pack_life": "P2",
    "submission": "D0|D15",
    "data": "D1",
    "measure": "D1",
    "cells": "D2",
    "table": "D2|D33[0-7]",
    "bulk": "D3",
    "consistency": "C",
    "target": "T",
    "waiver": "W",
    "gate": "G",
    "settings": "S",
    "report": "L",
}


def declared_in(family):
    """Return the ids of the codes that a module declares, alone or in a table of them."""
    for value in vars(importlib.import_module(f"checker.domain.codes.{family}")).values():
        for code in value.values() if isinstance(value, dict) else [value]:
            if isinstance(code, Code):
                yield code.id


def test_a_family_has_one_home_and_every_code_is_of_one():
    homes = {family: list(declared_in(family)) for family in FAMILIES}
    for family, ids in homes.items():
        assert all(re.match(FAMILIES[family], id_) for id_ in ids), family
    assert sorted(id_ for ids in homes.values() for id_ in ids) == sorted(codes.REGISTRY)


def test_names_are_unique_within_a_letter():
    names = [(code.id[0], code.name) for code in codes.REGISTRY.values()]
    assert len(names) == len(set(names))


@each_row(
    ("location", "written"),
    [
        (Location("a.yaml", 3, 14), "a.yaml:3:14"),
        (Location("a.yaml", 3), "a.yaml:3"),
        (Location("a.yaml"), "a.yaml"),
        (Location("a.xlsx", sheet="Biểu 01", cell="E14"), "a.xlsx 'Biểu 01'!E14"),
        (Location("a.xlsx", sheet="Biểu 01"), "a.xlsx 'Biểu 01'"),
    ],
)
def test_places_are_written_as_editors_and_spreadsheets_do(location, written):
    assert str(location) == written


@pytest.mark.parametrize("name", ["NO_SUCH_CODE", "_private"])
def test_a_name_that_no_family_has_is_no_code(name):
    with pytest.raises(AttributeError, match=name):
        getattr(codes, name)


def test_codes_are_listed_by_family():
    listed = [id_ for family in FAMILIES for id_ in declared_in(family)]
    assert list(codes.REGISTRY) == listed
