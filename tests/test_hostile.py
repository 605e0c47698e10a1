"""Files that are broken or meant to do harm: each gets a documented code, and harms nothing."""

from __future__ import annotations

import os
import tempfile
from collections import Counter

import pytest

from checker.domain.codes import REGISTRY
from checker.domain.submission import Unreadable
from checker.domain.text import message
from checker.errors import SubmissionError
from checker.readers.cells.limits import ReadLimits
from checker.readers.cells.read import read_grid
from checker.readers.submission import TABLES, read_submission
from tests.examples import each_row
from tests.hostile import CASES, workbook

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bounded")]


def found_in(path: str) -> list[str]:
    """Return the codes that reading gives; of what can be read, those of its cells."""
    try:
        if path.endswith((*TABLES, ".xlsb")):
            return [trouble.code.id for trouble in read_grid(path).troubles]
        read = read_submission(path)
        fields = [one.value.reading for one in read.observations if one.value]
        troubles = [*read.troubles, *(one.trouble for one in fields if isinstance(one, Unreadable))]
        return [trouble.code.id for trouble in troubles]
    except SubmissionError as error:
        return [one.code.id if one.location.path == path else "without its place" for one in error.diagnostics]


LARGE = {
    *("many-more-keys.json", "many-listed-zeros.json", "many-merge-keys.yaml", "keys-many.yaml", "many-tags.yaml"),
    *("many-aliases.yaml", "many-zeros.json", "many-quoted-zeros.json", "many-decimals.json", "many-rows-of-one.yaml"),
    *("many-keys.json", "many.json", "many-anchors.yaml", "many-merges.xlsx", "many-rows-of-one.xlsx"),
}
"""Files whose kind another one, or tests/test_bounded.py, stands for every day: keys, numbers, marks of YAML, rows."""


@each_row("case", [case for case in CASES if case.name not in LARGE], ids=lambda case: case.name)
def test_a_hostile_file_is_told_by_name_and_harms_nothing(case, tmp_path, monkeypatch):
    harms_nothing(case, tmp_path, monkeypatch)


def harms_nothing(case, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    path = tmp_path / case.name
    path.write_bytes(case.make())
    codes = found_in(str(path))
    assert set(codes) <= set(REGISTRY)
    if case.codes:
        assert set(codes) & set(case.codes), codes
    assert os.listdir(scratch) == []


@pytest.mark.nightly
@pytest.mark.parametrize("case", [case for case in CASES if case.name in LARGE], ids=lambda case: case.name)
def test_a_large_one_is_too(case, tmp_path, monkeypatch):
    harms_nothing(case, tmp_path, monkeypatch)


def test_there_are_enough_of_every_kind():
    assert len(CASES) >= 150
    assert len({case.name for case in CASES}) == len(CASES)
    assert {case.name for case in CASES} >= LARGE
    assert min(Counter(case.kind for case in CASES).values()) >= 1


@pytest.mark.usefixtures("started")
def test_the_imitation_is_read_where_nothing_is_wrong_with_it(tmp_path):
    path = tmp_path / "good.xlsx"
    path.write_bytes(workbook())
    grid = read_grid(str(path))
    (sheet,) = grid.sheets
    assert grid.troubles == ()
    assert [row.texts for row in sheet.rows()] == [["Chỉ tiêu", "Thực hiện"], ["Thu ngân sách", "86.6"]]


@each_row(
    ("limits", "what"),
    [
        (ReadLimits(rows=1), "rows"),
        (ReadLimits(columns=1), "columns"),
        (ReadLimits(cells=3), "cells"),
        (ReadLimits(text=5), "characters of a cell"),
        (ReadLimits(entries=4), "parts"),
        (ReadLimits(part_bytes=100), "bytes of a part, inflated"),
        (ReadLimits(total_bytes=600), "bytes in all, inflated"),
        (ReadLimits(file_bytes=1_000), "size in bytes"),
    ],
)
def test_each_limit_is_kept_and_told_with_its_figure(tmp_path, limits, what):
    path = tmp_path / "good.xlsx"
    path.write_bytes(workbook())
    with pytest.raises(SubmissionError) as raised:
        read_grid(str(path), limits=limits)
    (found,) = raised.value.diagnostics
    values = dict(found.message.values)
    assert (found.code.id, values["what"]) == ("D006", message(what))
    assert values["limit"] in limits


@pytest.mark.usefixtures("started")
def test_a_workbook_that_takes_too_long_is_given_up(tmp_path):
    path = tmp_path / "good.xlsx"
    path.write_bytes(workbook())
    with pytest.raises(SubmissionError) as raised:
        read_grid(str(path), limits=ReadLimits(seconds=0))
    assert [one.code.id for one in raised.value.diagnostics] == ["D205"]


@pytest.mark.usefixtures("started")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not bound the memory of a process")
def test_a_workbook_that_takes_too_much_memory_is_given_up(tmp_path):
    path = tmp_path / "good.xlsx"
    path.write_bytes(workbook())
    with pytest.raises(SubmissionError) as raised:
        read_grid(str(path), limits=ReadLimits(memory_bytes=10 << 20))
    assert [one.code.id for one in raised.value.diagnostics] == ["D206"]
