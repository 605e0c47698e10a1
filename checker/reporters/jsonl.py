"""The JSON report as lines with one record each, for logs and for tools that read line by line.

Owns the names of the records. Their content equals that of the JSON format.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.domain.report import Run
from checker.language import Language
from checker.reporters.json import document
from checker.reporters.json_text import dumped

__all__ = ["render"]


def render(run: Run, _language: Language, /) -> bytes:
    """Write the records ``run``, ``report``, ``result``, ``finding``, ``diagnostic`` and, last, ``exit``.

    Results and findings come after their report and carry its number, counted from 1.
    """
    return b"".join(dumped(record) for record in _records(document(run)))


def _records(whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"record": "run", **{key: whole[key] for key in ("schema", "tool", "run", "notices")}}
    for number, report in enumerate(whole["reports"], 1):
        results, findings = report.pop("results"), report.pop("findings")
        yield {"record": "report", "report": number, **report}
        yield from ({"record": "result", "report": number, **result} for result in results)
        yield from ({"record": "finding", "report": number, **finding} for finding in findings)
    yield from ({"record": "diagnostic", **found} for found in whole["diagnostics"])
    yield {"record": "exit", **whole["exit"]}
