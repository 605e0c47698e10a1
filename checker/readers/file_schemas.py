"""The JSON Schemas of the small files beside submissions: waivers, baselines and letterheads.

Owns the descriptions of their keys. Must not read files; a test keeps the keys equal to those that the readers
accept.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from checker.domain.axes import Matter
from checker.domain.codes import REGISTRY

__all__ = ["DRAFT", "baseline_schema", "identifier", "letterhead_schema", "waivers_schema"]

_Schema: TypeAlias = dict[str, Any]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_DAY: Final = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_VERSION: Final = {"description": "Version of this format.", "enum": [1, "1"]}
_PERIOD: Final = {"type": ["string", "integer"]}


def identifier(kind: str, version: int = 1) -> str:
    """Return the identifier of the schema of a kind of file."""
    return f"urn:target-checker:schema:{kind}:{version}"


def waivers_schema() -> _Schema:
    """Return the schema (draft 2020-12) of a file of waivers."""
    entry = {
        "id": _text("Identifier of the waiver, unique in the file."),
        "indicator": _text("Id of the indicator."),
        "periods": _list(_PERIOD, "The periods that it covers."),
        "matters": _list(
            {"enum": [one.value for one in Matter]}, ("The matters that it covers; by default only the target.")
        ),
        "effect": {"description": "Whether the finding is waived or only warned about.", "enum": ["waive", "warn"]},
        "reason": _text("Why."),
        "approved_by": _text("Who approved it."),
        "reference": _text("The document that grants it."),
        "granted": {**_DAY, "description": "First day."},
        "expires": {**_DAY, "description": "Last day."},
    }
    required = [key for key in entry if key != "matters"]
    return _file(
        "waivers",
        "Waivers",
        "Time-limited exemptions, each with a named approver.",
        {
            "waivers": _VERSION,
            "pack": _text("Id of the rule pack."),
            "entries": _list(_object(entry, required), "The waivers."),
        },
        ["waivers", "pack", "entries"],
    )


def baseline_schema() -> _Schema:
    """Return the schema (draft 2020-12) of a baseline."""
    entry = {
        "code": {"description": "Code of the finding.", "enum": [*REGISTRY]},
        "pack": _text("Id of the rule pack."),
        "unit": _text("Reporting unit."),
        "period": {**_PERIOD, "description": "Period."},
        "indicator": _text("Id of the indicator."),
        "subject": _text("What distinguishes it from others with its code and indicator."),
        "ordinal": {"description": "The number among otherwise equal findings.", "type": ["integer", "string"]},
        "note": _text("The sentence when it was recorded; for people."),
    }
    return _file(
        "baseline",
        "Baseline",
        "Known findings, which neither block nor warn.",
        {"baseline": _VERSION, "entries": _list(_object(entry, ["code", "pack", "unit", "period"]), "The findings.")},
        ["baseline"],
    )


def letterhead_schema() -> _Schema:
    """Return the schema (draft 2020-12) of a letterhead."""
    texts = {
        "agency": "The sending office.",
        "superior_agency": "The superior office.",
        "number": "Number of the letter.",
        "symbol": "Symbol of the letter.",
        "place": "Place.",
        "on_behalf_of": "On whose behalf it is signed.",
        "signer_title": "Title of the signer.",
        "signer_name": "Name of the signer.",
        "drafting_unit": "The initials of the drafting unit, shown beside the archive.",
        "archive_copies": "The number of archived copies, a whole number.",
        "contact": "The contact, for reminders.",
    }
    return _file(
        "letterhead",
        "Letterhead",
        "Sender, addressees and recipients of a letter (docx).",
        {
            "letterhead": _VERSION,
            **{key: _text(text) for key, text in texts.items()},
            "date": {**_DAY, "description": "Day of the letter."},
            "recipients": _list({"type": "string", "minLength": 1}, "Recipients."),
            "addressees": _list({"type": "string", "minLength": 1}, "The recipients of the letter."),
            "earlier_reminders": _list(
                {"type": "string", "minLength": 1},
                "Letters that have reminded of the same report, with number and day; a reminder counts and names them.",
            ),
        },
        ["letterhead"],
    )


def _file(kind: str, title: str, description: str, properties: _Schema, required: list[str]) -> _Schema:
    head = {"$schema": DRAFT, "$id": identifier(kind), "title": title, "description": description}
    return head | _object(properties, required)


def _object(properties: _Schema, required: list[str]) -> _Schema:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _text(description: str) -> _Schema:
    return {"description": description, "type": "string"}


def _list(items: _Schema, description: str) -> _Schema:
    return {"description": description, "type": "array", "items": items}
