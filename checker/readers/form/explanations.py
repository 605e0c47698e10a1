"""The sheet on which a unit explains targets, as the program wrote it and somebody filled it in.

Owns its words, by which it is known in every language, and that it is of one unit and period. Must not know rule packs:
which target a block is about is found later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from checker.domain import codes
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.explanation import Explanation
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.submission import Submission
from checker.domain.unit import folded
from checker.readers.grid import CellKind, Row, Sheet

__all__ = [
    "ID_COLUMN",
    "LABELS",
    "TITLES",
    "ExplanationSheet",
    "is_explanation",
    "read_explanations",
    "with_explanations",
]

TITLES: Final = ("EXPLANATION OF TARGETS", "GIẢI TRÌNH CHỈ TIÊU")
LABELS: Final = {
    "unit": ("Reporting unit", "Đơn vị báo cáo"),
    "period": ("Reporting period", "Kỳ báo cáo"),
    "target": ("Target", "Chỉ tiêu"),
    "state": ("1. State", "1. Thực trạng"),
    "objective": ("2a. Objective causes", "2a. Nguyên nhân khách quan"),
    "subjective": ("2b. Subjective causes", "2b. Nguyên nhân chủ quan"),
    "solution": ("3a. Solutions", "3a. Giải pháp"),
    "responsible": ("3b. Person or office responsible", "3b. Người, bộ phận chịu trách nhiệm"),
    "deadline": ("3c. Deadline", "3c. Thời hạn"),
    "forecast": ("4a. Expected for the year", "4a. Dự kiến cả năm"),
    "outlook": ("4b. Outlook (met, hard to meet, not met)", "4b. Khả năng (đạt, khó đạt, không đạt)"),
    "proposal": ("5. Proposals (to whom, what)", "5. Kiến nghị (với ai, việc gì)"),
    "made_by": ("Made by", "Người lập"),
    "head": ("Head of the unit", "Thủ trưởng đơn vị"),
}
"""What stands in the first column, by what stands beside it."""
ID_COLUMN: Final = 8
"""The hidden column of ids and of the period's code, beside the words that people read."""
_KEYS: Final = {folded(word): key for key, words in LABELS.items() for word in words}
_ANSWERS: Final = Explanation._fields[3:]
_LOOKED_AT: Final = 60
_MANY: Final = 4
"""So many of the questions are on no other sheet."""
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?")


class ExplanationSheet(NamedTuple):
    """What a sheet of explanations says.

    Args:
        location: The sheet.
        unit: The id of the unit, or empty.
        period: The period, or ``None`` where none can be read.
        explanations: One for each target.
    """

    location: Location
    unit: str
    period: Period | None
    explanations: tuple[Explanation, ...]


def is_explanation(sheet: Sheet) -> bool:
    """Tell whether a sheet is one of explanations, whatever its name and its title are by now.

    Its questions say so: an office may have a table of figures below a title of the same words.
    """
    labels = (_KEYS.get(folded(row.texts[0].strip()), "") for row in islice(sheet.rows(), _LOOKED_AT))
    return len(set(labels) & set(_ANSWERS)) >= _MANY


def read_explanations(sheet: Sheet) -> ExplanationSheet:
    """Return what is filled in on a sheet of explanations."""
    unit, period, blocks = "", None, list[dict[str, str]]()
    places: list[Location] = []
    key = ""
    for row in sheet.rows():
        label, said, hidden = row.texts[0].strip(), _said(sheet, row), _hidden(row)
        key = _KEYS.get(folded(label), "" if label else key)
        if key == "unit" and label:
            unit = hidden
        elif key == "period" and label:
            period = _period(hidden) or _period(said)
        elif key == "target" and label:
            blocks.append({"indicator": hidden, "title": said})
            places.append(sheet.location(row.number, 1))
        elif key in _ANSWERS and blocks and said:
            # A row without a label goes on from the one above.
            before = blocks[-1].get(key, "")
            blocks[-1][key] = f"{before}\n{said}" if before else said
    found = (Explanation(location=place, **block) for place, block in zip(places, blocks, strict=True))
    return ExplanationSheet(sheet.location(1, 1), unit, period, tuple(found))


def with_explanations(
    submissions: Sequence[Submission], sheets: Sequence[ExplanationSheet]
) -> tuple[tuple[Submission, ...], tuple[Diagnostic, ...]]:
    """Return the submissions of a file with what its sheets explain, and what belongs to none of them.

    Args:
        submissions: Those of the file.
        sheets: Its sheets of explanations.
    """
    found, lost = list(submissions), list[Diagnostic]()
    for sheet in sheets:
        of = [
            place
            for place, one in enumerate(found)
            if one.period == sheet.period and (one.unit == sheet.unit or not _names(found, sheet))
        ]
        if len(of) == 1:
            whole = found[of[0]]
            found[of[0]] = whole._replace(explanations=(*whole.explanations, *sheet.explanations))
        elif not all(one.says_nothing for one in sheet.explanations):
            period = str(sheet.period or "–")
            lost.append(diagnostic(codes.EXPLAINS_ANOTHER, sheet.location, period=period))
    return tuple(found), tuple(lost)


def _names(submissions: Sequence[Submission], sheet: ExplanationSheet) -> bool:
    """Tell whether the unit of a sheet is one of those that the file reports of, so that it is meant alone."""
    return any(one.unit == sheet.unit for one in submissions)


def _said(sheet: Sheet, row: Row) -> str:
    parts = []
    for column, text in enumerate(row.texts[1 : ID_COLUMN - 1], 2):
        cell = sheet.cell(row.number, column)
        day = _DAY.fullmatch(text.strip()) if cell is not None and cell.kind is CellKind.DATE else None
        parts.append(f"{day[3]}/{day[2]}/{day[1]}" if day else text.strip())
    return " ".join(filter(None, parts))


def _hidden(row: Row) -> str:
    return row.texts[ID_COLUMN - 1].strip() if len(row.texts) >= ID_COLUMN else ""


def _period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None
