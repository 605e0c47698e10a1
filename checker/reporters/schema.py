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
        reports=_list("report", "One report for each submission that could be evaluated."),
        diagnostics=_list("diagnostic", "Why files could not be evaluated."),
        notices={"type": "array", "items": _TEXT, "description": "Notices about the run itself."},
        exit={"$ref": "#/$defs/exit"},
    )
    # Only bulk runs have it.
    top["properties"]["survey"] = {"$ref": "#/$defs/survey"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Report",
        "description": (
            "The results of a run of checker. Sentences are always in English, keys are never translated, and "
            "version 2 may get new keys."
        ),
        **top,
        "$defs": _definitions(),
    }


def _definitions() -> dict[str, _Schema]:
    return {
        "number": {
            "description": "An exact number as text: a decimal, or n/d if the expansion is infinite.",
            "type": "string",
            "pattern": "^-?[0-9]+(\\.[0-9]+|/[1-9][0-9]*)?$",
        },
        "decimal": {
            "description": "The number beside it, rounded to 12 decimals; present only if that is written n/d.",
            "type": "string",
            "pattern": "^-?[0-9]+(\\.[0-9]+)?$",
        },
        "text": _object("A name in both languages.", vi=_TEXT, en=_TEXT),
        "run": _object(
            "The options and inputs of the run.",
            day=_described(_MAYBE_TEXT, "The reference date, for targets, waivers and figures."),
            engine=_TEXT,
            version=_TEXT,
            options=_described({"type": "object"}, "The caller's options."),
            waivers=_list("file", "The files of waivers."),
            baseline={"anyOf": [{"$ref": "#/$defs/file"}, {"type": "null"}]},
            settings={"anyOf": [{"$ref": "#/$defs/file"}, {"type": "null"}]},
            units=_maybe("file", "The file of units that replaced the pack's."),
            weakenings={
                "description": "Options that make the gate easier to pass than the packs' own.",
                "type": "array",
                "items": _object(
                    option=_TEXT,
                    values={"type": "array", "items": _TEXT},
                    location=_maybe("location", "Its location in the settings; null for the command line."),
                ),
            },
        ),
        "file": _object("A file with the digest of its bytes.", path=_TEXT, sha256=_TEXT),
        "survey": _object(
            "The results of a bulk run over all rows; reports cover only the worst units.",
            engine=_TEXT,
            rows=_described(_COUNT, "Each is judged, bad, superseded or not addressed."),
            judged=_COUNT,
            bad=_COUNT,
            superseded=_COUNT,
            not_addressed=_COUNT,
            verdicts=_counts("The number of results by verdict."),
            findings=_counts("The number of findings by code."),
            findings_shown=_described(_COUNT, "The number of findings in the reports."),
            synthetic=_described(_FLAG, "Whether any of the packs is synthetic."),
            gate=_object(decision=_word(Gate), reasons=_list("reason", "Why.")),
            indicators={
                "description": "The results of the units at the last period of each pack.",
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
                    without=_described(_COUNT, "Units without a value that could be judged."),
                ),
            },
            worst_units={
                "description": "The units with the most blocking findings at the last period of the last pack.",
                "type": "array",
                "items": _object(
                    unit=_TEXT,
                    unit_title=_maybe("text", "The unit's name; null if the pack does not state it."),
                    stands={
                        "description": "By indicator of that pack; null without a judged row.",
                        "type": "array",
                        "items": _or_null(_object(verdict=_word(Verdict), pace=_word(Pace))),
                    },
                ),
            },
        ),
        "location": _object(
            "A location in a text file (line and column from 1, in characters) or in a workbook.",
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
            "A finding about the subject.",
            **_code_properties(),
            matter=_word(Matter),
            gate=_word(Gate, "The gate's decision on it."),
            indicator=_MAYBE_TEXT,
            subject=_described(_MAYBE_TEXT, "What distinguishes it from others with its code and indicator."),
            waiver=_described(_MAYBE_TEXT, "The waiver that annotates it."),
            baseline=_maybe("location", "Its location in the baseline."),
            details={"type": "array", "items": _object(label=_TEXT, text=_TEXT)},
            location=_maybe("location"),
            rule=_maybe("location", "The location of the rule in the pack."),
        ),
        "diagnostic": _object("A problem in a file.", **_code_properties(), location=_maybe("location")),
        "reason": _object("A reason of the gate.", code=_TEXT, matter=_word(Matter), gate=_word(Gate), message=_TEXT),
    }


def _report() -> _Schema:
    return _object(
        "The results of one submission.",
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
                "description": "The pack's levels of early warning, best first.",
                "type": "array",
                "items": _object(
                    name={"$ref": "#/$defs/text"},
                    gap=_described(_MAYBE_NUMBER, "The smallest gap of the level; null for the worst level."),
                    explain=_described(_FLAG, "Whether the responsible office has to explain."),
                ),
            },
        ),
        submission=_object(
            path=_TEXT,
            sha256=_TEXT,
            unit=_TEXT,
            unit_title=_maybe("text", "The unit's name; null if the pack does not state it."),
            provider=_MAYBE_TEXT,
            period=_TEXT,
            due=_described(_MAYBE_TEXT, "The deadline, from --due or the pack."),
            sent=_described(_MAYBE_TEXT, "The day on which it was sent, if stated."),
            as_of=_MAYBE_TEXT,
            synthetic=_FLAG,
            source=_MAYBE_TEXT,
            ignored={
                "type": "array",
                "items": _object("The ignored parts of a table.", why=_TEXT, text=_TEXT, location=_maybe("location")),
            },
        ),
        engine=_TEXT,
        results=_list("result", "The result of each target."),
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
        findings=_list("finding", "The findings."),
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
        "The result of one target, on all four axes.",
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
                "Its result in the earlier period in which it was due; that verdict counts.",
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
                "A part of the value.",
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
        level=_maybe("text", "Its level of early warning, if the pack has levels."),
        year_earlier=_or_null(_earlier("The unit's figure of the same period of the previous year.", interval)),
        last_period=_or_null(_earlier("The unit's figure of the nearest earlier period within a year.", interval)),
        explanation=_or_null(
            _object(
                "The unit's explanation, which does not affect the verdict.",
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
        f"{description} Present only if the run has a report of it.",
        period=_TEXT,
        comparable=_described(_FLAG, "Whether both figures have the same measure."),
        interval=_described(_or_null(interval), "In the unit of the later figure."),
        estimate=_FLAG,
        change_percent=_described(
            _or_null(interval),
            "The growth of the later figure in percent. null for figures in percent, for sums over periods of "
            "unequal length, and if the earlier one is not above zero.",
        ),
        title=_maybe("text", "The target's name at that time, if it has changed."),
    )


def _code_properties() -> dict[str, _Schema]:
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
