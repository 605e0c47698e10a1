"""The public Python API: check submissions and rows from a program, and query the result.

Owns how files, bytes, rows and tables of other libraries become submissions, and the members of a run. Must not decide
anything. It reads no settings file, no clock and no environment; the language is English.
"""

from __future__ import annotations

from checker.api.calls import check, check_rows, load_pack
from checker.api.run import CheckRun, GateFailed, RowsRun

__all__ = ["CheckRun", "GateFailed", "RowsRun", "check", "check_rows", "load_pack"]
