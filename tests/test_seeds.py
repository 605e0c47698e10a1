"""The starter data: every file reads without trouble, fits the schema, and holds what was published."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from checker.domain.axes import DataState
from checker.domain.codes import DATA_FILE
from checker.domain.submission import Figure, Phrase, Submission, Unreadable
from checker.packs.load import load_pack
from checker.readers.schema import submission_schema
from checker.readers.submission import read_submission
from checker.syntax.tree import Mapping, Node, Scalar
from checker.syntax.yaml import read_yaml
from tests.examples import each_row

ROOT = Path(__file__).parent.parent
SEEDS = sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("seeds/*/*.yaml") if ".expected" not in p.name)
EXPECTED = ROOT / "seeds/national-assembly/2019.expected.yaml"


def seed(name: str) -> Submission:
    return read_submission(str(ROOT / "seeds" / name))


def plain(node: Node) -> Any:
    """Type a tree the way an editor with YAML's core schema does, dates left as text."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if not isinstance(node, Scalar):
        return [plain(item) for item in node.items]
    if not node.quoted:
        if re.fullmatch("-?[0-9]+", node.text):
            return int(node.text)
        return {"true": True, "false": False, "": None}.get(node.text, node.text)
    return node.text


def test_there_are_seeds() -> None:
    assert len(SEEDS) == 5


@each_row("path", SEEDS)
def test_seed_reads_without_trouble(path: str) -> None:
    submission = read_submission(str(ROOT / path))
    assert not submission.troubles
    assert submission.source
    assert submission.pack.split("/")[0] == Path(path).parent.name
    assert submission.pack.endswith(str(submission.period.year))
    for row in submission.observations:
        assert row.value is not None
        assert not isinstance(row.value.reading, Unreadable)


@each_row("path", SEEDS)
def test_seed_fits_the_schema(path: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    document = read_yaml(path, (ROOT / path).read_bytes(), DATA_FILE)
    schema = submission_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(plain(document.root))


@each_row("path", SEEDS)
def test_seed_is_in_the_provenance_table(path: str) -> None:
    table = (ROOT / "seeds/README.md").read_text(encoding="utf-8")
    assert f"`{path.removeprefix('seeds/')}`" in table


@each_row("path", SEEDS)
def test_only_the_synthetic_seed_says_that_it_is(path: str) -> None:
    assert read_submission(str(ROOT / path)).synthetic == ("synthetic" in path)


def test_year_2023_has_the_six_unmet_by_name_and_nothing_else() -> None:
    submission = seed("bac-kan-city/2023.yaml")
    assert submission.tally is not None
    assert submission.tally[:3] == (44, 38, 6)
    assert len(submission.observations) == 6
    assert {row.value.reading for row in submission.observations if row.value} == {Phrase("chưa hoàn thành")}


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("bac-kan-city/2023-H1.yaml", {"budget_revenue": ("51,2 tỷ đồng", "20%")}),
        (
            "bac-kan-city/2024-H1.yaml",
            {"budget_revenue": ("86,6 tỷ đồng", "27%"), "retail_sales": ("gần 1.900 tỷ đồng", "trên 51%")},
        ),
    ],
)
def test_half_years_hold_the_published_words(name: str, texts: dict[str, tuple[str, str]]) -> None:
    submission = seed(name)
    assert submission.as_of is not None
    found = {
        row.indicator: (row.value.text, row.percent_of_plan.text)
        for row in submission.observations
        if row.value and row.percent_of_plan
    }
    assert found == texts
    assert {row.status for row in submission.observations} == {DataState.ESTIMATE}
    # The words are those of the stored reports, where these are at hand.
    data = ROOT.parent / "shared/data/bac-kan-city-period-data.csv"
    if data.exists():
        published = data.read_text(encoding="utf-8")
        assert all(value in published and percent in published for value, percent in texts.values())


def test_synthetic_year_holds_22_indicators_and_no_child_above_its_parent() -> None:
    submission = seed("bac-kan-city/2024-synthetic.yaml")
    assert len(submission.observations) == 22
    values = {row.indicator: number(row.value and row.value.reading) for row in submission.observations}
    assert values["party_members_good"] < values["party_members_completed"]
    assert submission.tally is not None
    assert submission.tally.met + submission.tally.unmet == submission.tally.counted


def number(reading: object) -> Decimal:
    assert isinstance(reading, Figure)
    assert isinstance(reading.interval.lo, Decimal)
    return reading.interval.lo


def test_expected_verdicts_name_the_rows_of_2019() -> None:
    expected = plain(read_yaml("e", EXPECTED.read_bytes(), DATA_FILE).root)
    rows = [row.indicator for row in seed("national-assembly/2019.yaml").observations]
    assert len(rows) == 14
    children = {"poverty_reduction_poor_districts", "certified_workers"}
    assert list(expected["verdicts"]) == [row for row in rows if row not in children]
    assert expected["tally"] == {"counted": 12, "met": 12, "unmet": 0}
    assert sorted(set(expected["verdicts"].values())) == ["Vượt", "Đạt"]
    assert list(expected["verdicts"].values()).count("Vượt") == 7


def test_seeds_name_rows_that_their_packs_have() -> None:
    for path in SEEDS:
        submission = read_submission(str(ROOT / path))
        known = {one.id for one in load_pack(submission.pack).indicators}
        assert {row.indicator for row in submission.observations} <= known, path
