"""The JSON Schema of a submission, for editors and for `checker schema submission`.

Owns the descriptions of the keys. Must not read files. It is written by hand, because the reader has no models. A test
keeps its keys equal to those that the reader accepts.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from checker.domain.submission import LOCALES
from checker.readers.envelope import CONFIRMED_WORDS, REQUIRED, STATUS_WORDS

__all__ = ["submission_schema"]

_Schema: TypeAlias = dict[str, Any]


def submission_schema() -> _Schema:
    """Return the schema (draft 2020-12) of a submission in YAML or JSON."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Submission",
        "description": "The submission of one reporting unit for one reference period.",
        "type": "object",
        "additionalProperties": False,
        "required": list(REQUIRED),
        "properties": {
            "submission": {"description": "Version of this format.", "enum": [1, "1"]},
            "pack": _text("Id of the rule pack it is for, such as bac-kan-city/2024."),
            "unit": {**_text("Id of the assessed reporting unit."), "type": "string", "minLength": 1},
            "period": {
                "description": "Reference period: 2024, 2024-H1, 2024-9M, 2024-Q2, 2024-06, "
                'or as people write it, such as "6 tháng đầu năm 2024".',
                "type": ["string", "integer"],
            },
            "as_of": {
                "description": "Day that the figures stand for, such as 2024-07-02.",
                "type": ["string", "null"],
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            },
            "sent": {
                "description": "Day on which it was sent, such as 2024-07-05.",
                "type": ["string", "null"],
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            },
            "amends": {
                "description": (
                    "Whether it corrects an earlier submission of its unit and period: only its own rows change, "
                    "and the others stay."
                ),
                "enum": [True, False, "true", "false", None],
            },
            "provider": _text("The sender."),
            "locale": {
                "description": (
                    "Notation of numbers written as text. vi (default) groups with dots and has a decimal comma; "
                    "en is the opposite. machine has a decimal point and no grouping."
                ),
                "enum": [*LOCALES, None],
            },
            "synthetic": {
                "description": "Whether the figures are synthetic.",
                "enum": [True, False, "true", "false", None],
            },
            "source": _text("The source of the figures."),
            "note": _text("A remark for people, without any effect."),
            "tally": _tally(),
            "observations": {
                "description": "The reported values by indicator id (or code) of the pack.",
                "type": "object",
                "additionalProperties": {"anyOf": [_value("The value alone."), _row()]},
            },
        },
    }


def _row() -> _Schema:
    return {
        "description": "The value with further keys.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "value": _value(
                'The value as published, with its unit: "86,6 tỷ đồng", "gần 1.900 tỷ đồng", "61 - 62%"; '
                'or words that the pack knows, such as "chưa hoàn thành".'
            ),
            "numerator": _value("For a ratio: the numerator. The ratio is then computed exactly from both."),
            "denominator": _value("For a ratio: the denominator."),
            "status": {
                "description": "The kind of figure. The default is final, or estimate if the value says ước.",
                "enum": [*STATUS_WORDS, None],
            },
            "percent_of_plan": _value('The office\'s own percentage of its plan, such as "27%".'),
            "growth": _value("The growth in percent since the same period of the previous year, such as “tăng 8,5%”."),
            "confirmed": {
                "description": "Whether somebody checked a value that looks like a wrong unit or a date.",
                "enum": [True, False, *CONFIRMED_WORDS, None],
            },
            "note": _text("A remark, passed through; “đã kiểm tra” in it confirms the value."),
        },
    }


def _tally() -> _Schema:
    count = {"type": "integer", "minimum": 0}
    return {
        "description": "The tally that the report itself states.",
        "type": ["object", "null"],
        "additionalProperties": False,
        "required": ["counted", "met", "unmet"],
        "properties": {
            "counted": {**count, "description": "Targets that were assessed."},
            "met": {**count, "description": "Of these, met or exceeded."},
            "unmet": {**count, "description": "Of these, not met."},
        },
    }


def _text(description: str) -> _Schema:
    return {"description": description, "type": ["string", "number", "null"]}


def _value(description: str) -> _Schema:
    return {"description": description, "type": ["string", "number", "boolean", "null"]}
