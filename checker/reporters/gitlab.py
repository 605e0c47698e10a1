"""GitLab's code quality report: a list of issues by file and line.

Owns GitLab's words for severities. Its fingerprints include the path, because GitLab merges issues with equal
fingerprints.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import Final

from checker.domain.axes import Severity
from checker.domain.report import Run
from checker.language import Language, display_safe
from checker.reporters.items import Item, item_text, items
from checker.reporters.json_text import dumped
from checker.reporters.paths import rooted

__all__ = ["render"]

_SEVERITIES: Final = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(run: Run, language: Language, /) -> bytes:
    """Write an issue for every message of a run."""
    seen: Counter[str] = Counter()
    issues = []
    for item in items(run):
        key = f"{item.fingerprint}\x1f{rooted(item.location.path)}"
        seen[key] += 1
        digest = sha256(f"{key}\x1f{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
        issues.append(_issue(item, digest, language))
    return dumped(issues, indent=2)


def _issue(item: Item, fingerprint: str, language: Language) -> dict[str, object]:
    location = item.location
    description = f"{item.code.id} {item_text(item, language)}"
    if location.sheet:
        description = f"{display_safe(str(location))}: {description}"
    return {
        "description": description,
        "check_name": f"{item.code.id}-{item.code.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[item.severity],
        "location": {
            "path": display_safe(rooted(location.path)),
            # A workbook has cells and no lines, but GitLab wants one.
            "lines": {"begin": location.line or 1},
        },
    }
