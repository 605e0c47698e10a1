"""The JSON Schema of the JSON report, for `checker schema report` and for readers of reports.

Owns the descriptions of the keys. It is written by hand, because the report has no models. A test validates reports
against it, and checks that it covers every key.
"""

from __future__ import annotations

import enum
from typing import Any, Final, TypeAlias

from checker.domain.axes import DataState, Gate, Kind, Matter, Pace, Severity, Verdict
from checker.reporters.json import DECIMAL, SCHEMA

__all__ = ["report_schema"]

_Schema: TypeAlias = dict[str, Any]

_NUMBER: Final[_Schema] = {"$ref": "#/$defs/number"}
_MAYBE_NUMBER: Final[_Schema] = {"anyOf": [{"$ref": "#/$defs/number"}, {"type": "null"}]}
_DECIMAL: Final[_Schema] = {"$ref": "#/$defs/decimal"}
_TEXT: Final[_Schema] = {"type": "string"}
_MAYBE_TEXT: Final[_Schema] = {"type": ["string", "null"]}
_FLAG: Final[_Schema] = {"type": "boolean"}
_ANSWERS: Final = (
    *("objective", "subjective", "solution", "responsible", "deadline"),
    *("forecast", "outlook", "proposal"),
)
_COUNT: Final[_Schema] = {"type": "integer", "minimum": 0}


def report_schema() -> _Schema:
    """Return the schema (draft 2020-12) of a report in JSON."""
    top = _object(
        schema={"const": SCHEMA},
        tool=_object(name=_TEXT, version=_TEXT),
        run={"anyOf": [{"$ref": "#/$defs/run"}, {"type": "null"}]},
        reports=_list("report", "One for each submission that could be evaluated."),
        diagnostics=_list("diagnostic", "What kept a file from being evaluated."),
        notices={"type": "array", "items": _TEXT, "description": "What to know of the run itself."},
        exit={"$ref": "#/$defs/exit"},
    )
    # Only bulk runs have it.
    top["properties"]["survey"] = {"$ref": "#/$defs/survey"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Report",
        "description": "What a run of checker found. Sentences are English in every language, keys are never "
        "translated, and new keys may come within version 2.",
        **top,
        "$defs": _definitions(),
    }


def _definitions() -> dict[str, _Schema]:
    return {
        "number": {
            "description": "An exact number as text: a decimal, or n/d where the expansion does not end.",
            "type": "string",
            "pattern": "^-?[0-9]+(\\.[0-9]+|/[1-9][0-9]*)?$",
        },
        "decimal": {
            "description": "The number beside it, rounded to 12 decimals; only where that is written n/d.",
            "type": "string",
            "pattern": "^-?[0-9]+(\\.[0-9]+)?$",
        },
        "text": _object("A name in both languages.", vi=_TEXT, en=_TEXT),
        "run": _object(
            "What was asked, and what the answer rests on.",
            day=_described(_MAYBE_TEXT, "The day of the question: of the targets, waivers and figures."),
            engine=_TEXT,
            version=_TEXT,
            options=_described({"type": "object"}, "What the caller asked for."),
            waivers=_list("file", "The files of waivers."),
            baseline={"anyOf": [{"$ref": "#/$defs/file"}, {"type": "null"}]},
            settings={"anyOf": [{"$ref": "#/$defs/file"}, {"type": "null"}]},
            units=_maybe("file", "The file of units that was given in the place of the pack's."),
            weakenings={
                "description": "What makes the gate easier to pass than that of the packs.",
                "type": "array",
                "items": _object(
                    option=_TEXT,
                    values={"type": "array", "items": _TEXT},
                    location=_maybe("location", "Where settings say so; null for the command line."),
                ),
            },
        ),
        "file": _object("A file with the digest of its bytes.", path=_TEXT, sha256=_TEXT),
        "survey": _object(
            "What a run in bulk found in all its rows; reports tell the worst units alone.",
            engine=_TEXT,
            rows=_described(_COUNT, "Each is judged, bad, superseded or not addressed."),
            judged=_COUNT,
            bad=_COUNT,
            superseded=_COUNT,
            not_addressed=_COUNT,
            verdicts=_counts("How many results have each verdict."),
            findings=_counts("How many findings there are of each code."),
            findings_shown=_described(_COUNT, "How many of them the reports tell."),
            synthetic=_described(_FLAG, "Whether any of the packs is made up."),
            gate=_object(decision=_word(Gate), reasons=_list("reason", "Why.")),
            indicators={
                "description": "How the units stand at the last period of each pack.",
                "type": "array",
                "items": _object(
                    pack=_TEXT,
                    period=_TEXT,
                    indicator=_TEXT,
                    code=_MAYBE_TEXT,
                    title={"$ref": "#/$defs/text"},
                    group={"$ref": "#/$defs/text"},
                    units=_described(_COUNT, "Units that reported anything for the period."),
                    verdicts=_counts(),
                    pace=_counts(),
                    without=_described(_COUNT, "Units that report nothing that could be judged."),
                ),
            },
            worst_units={
                "description": "The units with the most that blocks at the last period of the last pack.",
                "type": "array",
                "items": _object(
                    unit=_TEXT,
                    unit_title=_maybe("text", "What the unit is called; null where the pack does not say."),
                    stands={
                        "description": "By the indicators of that pack; null without a judged row.",
                        "type": "array",
                        "items": _or_null(_object(verdict=_word(Verdict), pace=_word(Pace))),
                    },
                ),
            },
        ),
        "location": _object(
            "A place in a text file (line and column from 1, in characters) or in a workbook.",
            path=_TEXT,
            line={"type": ["integer", "null"], "minimum": 1},
            column={"type": ["integer", "null"], "minimum": 1},
            sheet=_MAYBE_TEXT,
            cell=_MAYBE_TEXT,
        ),
        "exit": _object("The exit code and its reason.", code={"enum": [0, 1, 2, 3, 4, 5]}, reason=_TEXT),
        "report": _report(),
        "result": _result(),
        "finding": _object(
            "Something to know about the subject.",
            **_said(),
            matter=_word(Matter),
            gate=_word(Gate, "What the gate makes of it."),
            indicator=_MAYBE_TEXT,
            subject=_described(_MAYBE_TEXT, "What tells it from others of its code and indicator."),
            waiver=_described(_MAYBE_TEXT, "The waiver that annotates it."),
            baseline=_maybe("location", "Where the baseline states it."),
            details={"type": "array", "items": _object(label=_TEXT, text=_TEXT)},
            location=_maybe("location"),
            rule=_maybe("location", "Where the rule stands in the pack."),
        ),
        "diagnostic": _object("A problem in a file that someone wrote.", **_said(), location=_maybe("location")),
        "reason": _object("A reason of the gate.", code=_TEXT, matter=_word(Matter), gate=_word(Gate), message=_TEXT),
    }


def _report() -> _Schema:
    return _object(
        "What one submission gave.",
        pack=_object(
            id=_TEXT,
            revision={"type": "integer"},
            title={"$ref": "#/$defs/text"},
            unit=_TEXT,
            year={"type": "integer"},
            synthetic=_FLAG,
            path=_TEXT,
            sha256=_TEXT,
            warning_levels={
                "description": "The pack's levels of early warning, the best first.",
                "type": "array",
                "items": _object(
                    name={"$ref": "#/$defs/text"},
                    gap=_described(_MAYBE_NUMBER, "From this gap on; null for the worst level."),
                    explain=_described(_FLAG, "Whether whoever is in charge has to explain."),
                ),
            },
        ),
        submission=_object(
            path=_TEXT,
            sha256=_TEXT,
            unit=_TEXT,
            unit_title=_maybe("text", "What the unit is called; null where the pack does not say."),
            provider=_MAYBE_TEXT,
            period=_TEXT,
            due=_described(_MAYBE_TEXT, "The day by which it was to be sent, by --due or the pack."),
            sent=_described(_MAYBE_TEXT, "The day on which it was sent, where it says so."),
            as_of=_MAYBE_TEXT,
            synthetic=_FLAG,
            source=_MAYBE_TEXT,
            ignored={
                "type": "array",
                "items": _object(
                    "What of a table was passed over.", why=_TEXT, text=_TEXT, location=_maybe("location")
                ),
            },
        ),
        engine=_TEXT,
        results=_list("result", "How each target stands."),
        tally=_object(
            "Numbers of top-level targets.",
            counted=_COUNT,
            met=_COUNT,
            unmet=_COUNT,
            open=_COUNT,
            not_due=_COUNT,
            not_itemised=_COUNT,
            unmet_indicators={"type": "array", "items": _TEXT},
        ),
        findings=_list("finding", "What is to be known."),
        gate=_object(decision=_word(Gate), reasons=_list("reason", "Why.")),
        exit={"$ref": "#/$defs/exit"},
    )


def _result() -> _Schema:
    interval = _object(lo=_MAYBE_NUMBER, hi=_MAYBE_NUMBER, lo_open=_FLAG, hi_open=_FLAG)
    pace = {"method": _TEXT, "share": _NUMBER, "start": _NUMBER, "expected": _NUMBER}
    pace |= dict.fromkeys(("attainment", "needed_per_month", "projection", "left_per_month"), _MAYBE_NUMBER)
    pace |= {"day": _MAYBE_TEXT, "day_of": {"enum": ["as_of", "period"]}}
    target = dict.fromkeys(("number", "upper", "tolerance", "baseline"), _MAYBE_NUMBER)
    return _object(
        "How one target stands, on all four axes.",
        indicator=_TEXT,
        code=_MAYBE_TEXT,
        title={"$ref": "#/$defs/text"},
        group={"$ref": "#/$defs/text"},
        parent=_MAYBE_TEXT,
        kind=_word(Kind),
        unit=_MAYBE_TEXT,
        owner=_MAYBE_TEXT,
        assigned_by=_MAYBE_TEXT,
        since=_MAYBE_TEXT,
        decides=_FLAG,
        counted=_FLAG,
        members={"type": "array", "items": _TEXT},
        target=_or_null(_object(comparator=_TEXT, **target)),
        due=_MAYBE_TEXT,
        when_due=_or_null(
            _object(
                "How it stood in an earlier period in which it was due, whose verdict stands.",
                period=_TEXT,
                given=_FLAG,
                text=_MAYBE_TEXT,
                interval=_or_null(interval),
                location=_maybe("location"),
                reached=_FLAG,
            )
        ),
        expected_now=_FLAG,
        verdict=_word(Verdict),
        pace=_word(Pace),
        data=_word(DataState),
        gate=_word(Gate),
        value=_or_null(_object(text=_TEXT, interval=_or_null(interval))),
        addends={
            "type": "array",
            "items": _object(
                "A figure that the value is put together from.",
                of=_TEXT,
                text=_TEXT,
                interval=interval,
                location=_maybe("location"),
            ),
        },
        shortfall=_MAYBE_NUMBER,
        percent_of_plan=_MAYBE_NUMBER,
        stretch=_or_null(_object(number=_NUMBER, reached=_FLAG)),
        pace_basis=_or_null(_object(**pace)),
        gap=_MAYBE_NUMBER,
        level=_maybe("text", "Its level of early warning, where the pack has levels."),
        year_earlier=_or_null(_earlier("What the unit reported for the same period of the year before.", interval)),
        last_period=_or_null(_earlier("What it reported for the nearest earlier period within a year.", interval)),
        explanation=_or_null(
            _object(
                "What the unit explains of it; no verdict follows from that.",
                **dict.fromkeys(_ANSWERS, _MAYBE_TEXT),
                location=_maybe("location"),
            )
        ),
        location=_maybe("location"),
        rule=_maybe("location"),
        source=_or_null(_object(document=_TEXT, date=_TEXT, address=_TEXT, clause=_TEXT)),
    )


def _earlier(description: str, interval: _Schema) -> _Schema:
    return _object(
        f"{description} Only where a report of it is among the files.",
        period=_TEXT,
        comparable=_described(_FLAG, "Whether both figures measure the same."),
        interval=_described(_or_null(interval), "In the unit of the later figure."),
        estimate=_FLAG,
        change_percent=_described(
            _or_null(interval),
            "By how many percent the later figure is above it; null for figures in percent, for sums of parts of the "
            "year that are not as long, and where the earlier one is not above zero.",
        ),
        title=_maybe("text", "What the target was called then, where its name has changed."),
    )


def _said() -> dict[str, _Schema]:
    code = {"type": "string", "pattern": "^[A-Z][0-9]{3}$", "description": "See `checker explain`."}
    return {"code": code, "name": _TEXT, "severity": _word(Severity), "message": _TEXT, "hint": _MAYBE_TEXT}


def _object(description: str = "", /, **properties: _Schema) -> _Schema:
    described = {"description": description} if description else {}
    decimals = {f"{name}{DECIMAL}": _DECIMAL for name, one in properties.items() if one in (_NUMBER, _MAYBE_NUMBER)}
    return {**described, "type": "object", "required": list(properties), "properties": {**properties, **decimals}}


def _counts(description: str = "") -> _Schema:
    return _described({"type": "object", "additionalProperties": _COUNT}, description)


def _list(name: str, description: str) -> _Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}, "description": description}


def _word(kind: type[enum.StrEnum], description: str = "") -> _Schema:
    return _described({"enum": [member.value for member in kind]}, description)


def _maybe(name: str, description: str = "") -> _Schema:
    return _described(_or_null({"$ref": f"#/$defs/{name}"}), description)


def _or_null(schema: _Schema) -> _Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _described(schema: _Schema, description: str) -> _Schema:
    return {**schema, "description": description} if description else schema
