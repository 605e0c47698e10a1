"""The columns of one target in tables for programs: the csv format, and the rows of the Python API.

Owns their names, order and content. Must not know how a table writes a number.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from checker.domain.interval import Exact
from checker.domain.report import Report, Result
from checker.language import Language

__all__ = ["TARGET_COLUMNS", "TargetValue", "target_values"]

TargetValue: TypeAlias = str | int | bool | Exact | None

TARGET_COLUMNS: Final[dict[str, Literal["text", "count", "flag", "number"]]] = {
    "path": "text",
    "line": "count",
    "column": "count",
    "sheet": "text",
    "cell": "text",
    "pack": "text",
    "unit": "text",
    "period": "text",
    "indicator": "text",
    "code": "text",
    "title": "text",
    "group": "text",
    "assigned_by": "text",
    "decides": "flag",
    "verdict": "text",
    "pace": "text",
    "data": "text",
    "gate": "text",
    "reported": "text",
    "low": "number",
    "high": "number",
    "measure": "text",
    "comparator": "text",
    "bound": "number",
    "upper": "number",
    "shortfall": "number",
    "percent_of_plan": "number",
    "due": "text",
    "document": "text",
    "clause": "text",
    "gap": "number",
    "level": "text",
}
"""The columns by name, each with its type."""


def target_values(report: Report, result: Result, language: Language) -> dict[str, TargetValue]:
    """Return the values of one target, by column.

    Args:
        report: The report of the result.
        result: The result.
        language: The language of titles. Words such as verdicts are never translated.
    """
    value, bound, source, place = result.value, result.bound, result.source, result.location
    return {
        "path": (place.path if place else "") or report.submission.path,
        "line": (place.line if place else 0) or None,
        "column": (place.column if place else 0) or None,
        "sheet": place.sheet if place else "",
        "cell": place.cell if place else "",
        "pack": report.pack.id,
        "unit": report.submission.unit,
        "period": str(report.submission.period),
        "indicator": result.indicator,
        "code": result.code,
        "title": language.text(result.title),
        "group": language.text(result.group),
        "assigned_by": result.assigned_by,
        "decides": result.decides,
        "verdict": result.verdict.value,
        "pace": result.pace.value,
        "data": result.data.value,
        "gate": result.gate.value,
        "reported": result.text,
        "low": value.lo if value else None,
        "high": value.hi if value else None,
        "measure": result.unit,
        "comparator": bound.comparator if bound else "",
        "bound": bound.number if bound else None,
        "upper": bound.upper if bound else None,
        "shortfall": result.shortfall,
        "percent_of_plan": result.percent_of_plan,
        "due": result.due_by,
        "document": source.document if source else "",
        "clause": source.clause if source else "",
        "gap": result.gap,
        "level": language.text(result.level.name) if result.level else "",
    }
