"""Words that stand in no paper of an office: codes, paths, ids, and what only the program says."""

from __future__ import annotations

from typing import Final

__all__ = ["BANNED"]

BANNED: Final = (
    r"\b[A-Z]\d{3}\b|\.ya?ml|\.xlsx|\.csv|×|\bcổng\b|mã thoát|`|\d %|bac-kan|budget_revenue|xa-\d|SHA"
    r"|exit|gate|checker|--[a-z]"
)
"""As a regular expression."""
