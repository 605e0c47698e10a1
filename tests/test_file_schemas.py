"""The schemas of all kinds of file: identified, valid, and with the keys that the readers accept."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from checker.cli.schema import KINDS, schema_of
from checker.cli.settings import KEYS
from checker.domain.letterhead import Letterhead
from checker.errors import PackError
from checker.readers.baseline import read_baseline
from checker.readers.letterhead import read_letterhead
from checker.readers.waivers import read_waivers
from tests.command import checker
from tests.examples import each_row

ROOT = Path(__file__).parent.parent
DAYS = {"granted": "2024-01-01", "expires": "2024-12-31"}
WHO = {"reason": "flood", "approved_by": "the council", "reference": "decision 1"}
FILES = {
    "waivers": (
        read_waivers,
        {
            "waivers": 1,
            "pack": "a/2024",
            "entries": [{"id": "W-1", "indicator": "a", "periods": ["2024"], "effect": "waive"} | WHO | DAYS],
        },
    ),
    "baseline": (
        read_baseline,
        {"baseline": 1, "entries": [{"code": "T001", "pack": "a/2024", "unit": "a", "period": "2024", "ordinal": 2}]},
    ),
    "letterhead": (read_letterhead, {"letterhead": 1, "agency": "A", "date": "2024-07-02", "recipients": ["B"]}),
}


@each_row("kind", KINDS)
def test_each_kind_has_an_identified_schema(kind):
    schema = json.loads(checker("schema", kind).stdout)
    assert schema == schema_of(kind)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith(f"urn:target-checker:schema:{kind}:")
    assert {"title", "description"} <= set(schema)


@pytest.mark.parametrize("kind", FILES)
def test_what_is_valid_is_read_and_what_is_not_is_refused(kind, tmp_path):
    read, value = FILES[kind]
    path = tmp_path / "file.yaml"
    validator = jsonschema.Draft202012Validator(schema_of(kind))
    unknown = value | {"unknown": "x"}
    required = schema_of(kind)["required"]
    lacking = [{key: one for key, one in value.items() if key != left} for left in required]
    for tried, sound in ((value, True), (unknown, False), *((one, False) for one in lacking)):
        path.write_text(yaml.safe_dump(tried), encoding="utf-8")
        assert validator.is_valid(tried) is sound, tried
        if sound:
            assert read(str(path))
        else:
            with pytest.raises(PackError):
                read(str(path))


def test_settings_and_letterheads_have_the_keys_of_their_readers():
    assert set(schema_of("settings")["properties"]) == set(KEYS)
    assert set(schema_of("letterhead")["properties"]) == {"letterhead", *Letterhead._fields}
    example = yaml.safe_load("fail_on: [behind]\noutput: [html=a.html]\npack: a/2024\n")
    jsonschema.Draft202012Validator(schema_of("settings")).validate(example)
