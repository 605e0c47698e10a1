"""One table for spreadsheets and statistics programs: targets, findings, diagnostics and the gate.

Owns the columns, and the guarantee that no cell is read as a formula. The file is UTF-8 with a byte-order mark, because
Excel assumes Windows-1258 without one. It has commas and CR LF, as in RFC 4180.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from checker.domain.location import Location
from checker.domain.report import Report, Run
from checker.domain.text import message
from checker.language import Language, display_safe
from checker.reporters.columns import TARGET_COLUMNS, TargetValue, target_values
from checker.reporters.items import Item, decimal, items, safe_text
from checker.reporters.summary import exit_of, grounds

__all__ = ["COLUMNS", "cell", "render"]

_FINDING_AT: Final = [*TARGET_COLUMNS].index("gate") + 1
"""The columns of a target that a finding uses for its fields."""

COLUMNS: Final = (
    "record",
    *[*TARGET_COLUMNS][:_FINDING_AT],
    "severity",
    "finding",
    "message",
    "hint",
    *[*TARGET_COLUMNS][_FINDING_AT:],
    "waiver",
)
"""The kinds of rows in ``record``: ``basis``, ``target``, ``finding``, ``diagnostic``, ``gate`` or ``exit``."""

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
# Some versions of Excel also accept full-width ones.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def render(run: Run, language: Language, /) -> bytes:
    """Write a header, and a row for every item of the basis and the results of a run."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(run, language):
        writer.writerow({column: cell(value) for column, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def _rows(run: Run, language: Language) -> Iterator[dict[str, str]]:
    for sentence in grounds(run):
        yield {"record": "basis", "message": safe_text(language, sentence)}
    for report in run.reports:
        about = {
            "path": report.submission.path,
            "pack": report.pack.id,
            "unit": report.submission.unit,
            "period": str(report.submission.period),
        }
        for result in report.results:
            values = target_values(report, result, language)
            yield {"record": "target", **{name: _written(value) for name, value in values.items()}}
        finding_ = message("Gate: {decision}", decision=language.label(report.gate.decision))
        yield about | {"record": "gate", "gate": report.gate.decision.value, "message": language.render(finding_)}
    for item in items(run):
        yield _item(item, language)
    ending = exit_of(run)
    yield {"record": "exit", "code": str(ending.code), "message": safe_text(language, ending.reason)}


def _written(value: TargetValue) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case str():
            return value
        case _:
            return decimal(value)


def _item(item: Item, language: Language) -> dict[str, str]:
    row = {
        "record": "diagnostic",
        **_place(item.location),
        "severity": item.severity.value,
        "finding": item.code.id,
        "message": language.render(item.message),
        "hint": language.render(item.hint) if item.hint else "",
    }
    if item.finding is None or item.report is None:
        return row
    report: Report = item.report
    return row | {
        "record": "finding",
        "pack": report.pack.id,
        "unit": report.submission.unit,
        "period": str(report.submission.period),
        "indicator": item.finding.indicator,
        "title": language.text(item.result.title) if item.result else "",
        "gate": item.finding.gate.value,
        "waiver": item.finding.waiver,
    }


def _place(location: Location | None) -> dict[str, str]:
    if location is None:
        return {}
    path, line, column, sheet, cell = location
    return {
        "path": path,
        "line": str(line) if line else "",
        "column": str(column) if column else "",
        "sheet": sheet,
        "cell": cell,
    }


def cell(text: str) -> str:
    """Return a cell that no spreadsheet reads as a formula; a number stays a number."""
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        text = f"'{text}"
    return display_safe(text)
