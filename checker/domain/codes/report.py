"""L: the letterhead of a written report."""

from __future__ import annotations

from typing import Final

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import file_codes as _file_codes

LETTERHEAD_FILE: Final = _file_codes("L")
"""The codes for a letterhead file, by name."""

TEMPLATE_FILE = _error(
    "L101",
    "template-unreadable",
    "the template cannot be used: {reason}",
    "give a document that Word saved as .docx",
    "A template is a document in which variables stand where the report puts its texts.",
)
TEMPLATE_TEXT = _error(
    "L102",
    "template-text",
    "the template's text cannot be filled in: {reason}",
    "see docs/reports.md for the variables and how they are written",
    "A variable that does not exist would leave a hole in a letter that somebody signs.",
)
