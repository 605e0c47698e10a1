"""The registry of codes, and places."""

from __future__ import annotations

import re
import string

import pytest

from checker.domain import codes
from checker.domain.location import Location


def test_a_code_is_declared_once():
    with pytest.raises(ValueError, match="T001 is declared twice"):
        codes._error("T001", "again", "a", "b", "c")  # noqa: SLF001 - the guard of the registry itself


def test_every_code_says_what_why_and_what_to_do():
    for code in codes.REGISTRY.values():
        assert re.fullmatch(r"[PDCTWSGL][0-9]{3}", code.id)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name)
        assert all((code.template, code.remedy, code.explanation)), code.id
        assert code.explanation.endswith(".")
        fields = [name for _, name, _, _ in string.Formatter().parse(code.template) if name]
        assert len(fields) == len(set(fields)) or code.id == "G001", code.id


def test_names_are_unique_within_a_letter():
    names = [(code.id[0], code.name) for code in codes.REGISTRY.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
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
