"""SARIF 2.1.0 (OASIS), for code scanning: results by rule, with regions, cells and suppressions.

Owns the conversion of locations into regions and logical locations. Fingerprints come from findings, and do not depend
on values.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from checker.domain.axes import EXEMPT, Severity
from checker.domain.codes import Code
from checker.domain.diagnostic import Excerpt
from checker.domain.location import Location
from checker.domain.report import Finding, Run
from checker.domain.text import Message, message
from checker.language import Language, display_safe
from checker.reporters.items import Item, by_weight, items, safe_text
from checker.reporters.json_text import dumped
from checker.reporters.paths import rooted
from checker.reporters.summary import exit_of, grounds
from checker.version import __version__

__all__ = ["MOST_RESULTS", "render"]

_Object: TypeAlias = dict[str, Any]

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS: Final = 25_000
"""The limit of GitHub for results of a run; if there are more, the most severe are written."""
_ROOT: Final = "SRCROOT"
_TAGS: Final = {
    "P": "rule-pack",
    "D": "data",
    "C": "consistency",
    "T": "target",
    "W": "waiver",
    "S": "settings",
    "G": "gate",
    "L": "letter",
}
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(run: Run, language: Language, /) -> bytes:
    """Write one run with a result for every message, in the language."""
    found = list(items(run))
    more = len(found) - MOST_RESULTS
    if more > 0:
        found = by_weight(iter(found))[:MOST_RESULTS]
    codes = tuple({item.code.id: item.code for item in found}.values())
    places = {code.id: place for place, code in enumerate(codes)}
    ending = exit_of(run)
    left = (message("{count} more are not shown here", count=more),) if more > 0 else ()
    seen: Counter[str] = Counter()
    written = {
        "tool": {
            "driver": {
                "name": "target-checker",
                "version": __version__,
                "language": language.code,
                "rules": [_rule(code, language) for code in codes],
            }
        },
        "language": language.code,
        # Columns count characters, not UTF-16 units.
        "columnKind": "unicodeCodePoints",
        # The reader of the file resolves this base.
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [
            {
                "executionSuccessful": True,
                "exitCode": ending.code,
                "exitCodeDescription": safe_text(language, ending.reason),
                "toolExecutionNotifications": [
                    {"message": {"text": safe_text(language, text)}} for text in (*grounds(run), *run.notices, *left)
                ],
            }
        ],
        "results": [_result(item, places[item.code.id], language, seen) for item in found],
    }
    return dumped({"$schema": _SCHEMA, "version": "2.1.0", "runs": [written]}, indent=1)


def _rule(code: Code, language: Language) -> _Object:
    template, explanation, remedy = (
        safe_text(language, Message(text, tuple((field, "…") for field in re.findall(r"{(\w+)}", text))))
        for text in (code.template, code.explanation, code.remedy)
    )
    return {
        "id": code.id,
        "name": "".join(word.capitalize() for word in code.name.split("-")),
        # Codes have English names; the sentence is in the user's language.
        "shortDescription": {"text": code.name.replace("-", " ").capitalize()},
        "messageStrings": {"default": {"text": template}},
        "fullDescription": {"text": explanation},
        "help": {"text": f"{explanation}\n{remedy}\nchecker explain {code.id}"},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {"tags": [_TAGS[code.id[0]]]},
    }


def _result(item: Item, rule: int, language: Language, seen: Counter[str]) -> _Object:
    seen[item.fingerprint] += 1
    text = safe_text(language, item.message)
    if item.hint is not None:
        text = f"{text}\n{safe_text(language, item.hint)}"
    result: _Object = {
        "ruleId": item.code.id,
        "ruleIndex": rule,
        "level": _LEVELS[item.severity],
        "message": {"text": text},
        "locations": [_location(item.location, item.finding.excerpt if item.finding else None)],
        "fingerprints": {"finding/v1": item.fingerprint},
        "partialFingerprints": {
            "finding/v1": item.fingerprint,
            # GitHub identifies a result by this fingerprint; without it, the file's line would decide.
            "primaryLocationLineHash": f"{item.fingerprint[:16]}:{seen[item.fingerprint]}",
        },
        # Either all results of a run have this property, or none.
        "suppressions": [],
    }
    if item.finding is None or item.report is None:
        return result
    finding, source = item.finding, item.result.source if item.result else None
    if finding.gate in EXEMPT:
        suppression = {"kind": "external", "status": "accepted", "justification": _justification(finding, language)}
        result["suppressions"] = [suppression]
    if finding.rule is not None:
        clause = f"“{source.clause}” ({source.document})" if source else finding.rule.path
        related = _location(finding.rule, None) | {"message": {"text": display_safe(clause)}}
        result["relatedLocations"] = [related]
    properties = {
        "pack": item.report.pack.id,
        "unit": item.report.submission.unit,
        "period": str(item.report.submission.period),
        "indicator": finding.indicator,
        "matter": finding.matter.value,
        "gate": finding.gate.value,
        "clause": source.clause if source else "",
    }
    result["properties"] = {name: display_safe(value) for name, value in properties.items() if value}
    return result


def _justification(finding: Finding, language: Language) -> str:
    gate = language.label(finding.gate)
    if finding.approval is not None:
        return f"{gate}: {safe_text(language, finding.approval)}"
    return display_safe(f"{gate}: {finding.baseline}") if finding.baseline is not None else gate


def _location(location: Location, excerpt: Excerpt | None) -> _Object:
    uri = _uri(rooted(location.path))
    physical: _Object = {"artifactLocation": {"uri": uri} | ({} if uri.startswith("file:") else {"uriBaseId": _ROOT})}
    if location.line:
        region: _Object = {"startLine": location.line}
        if location.column:
            region["startColumn"] = location.column
            if excerpt is not None:
                region["endColumn"] = location.column + max(excerpt.length, 1)
        if excerpt is not None:
            region["snippet"] = {"text": display_safe(excerpt.line)}
        physical["region"] = region
    written: _Object = {"physicalLocation": physical}
    if location.sheet:
        sheet, cell = display_safe(location.sheet), display_safe(location.cell)
        whole = f"'{sheet}'!{cell}" if cell else f"'{sheet}'"
        written["logicalLocations"] = [
            {"name": cell or sheet, "fullyQualifiedName": whole, "kind": "cell" if cell else "sheet"}
        ]
    return written


def _uri(path: str) -> str:
    """Return a path as a URI reference; a relative one stays relative to the run's folder."""
    if path[1:3] in (":\\", ":/"):
        return "file:///" + quote(path[0]) + ":" + _quoted(path[2:].replace("\\", "/"))
    path = path.replace("\\", "/")
    return f"file://{_quoted(path)}" if path.startswith("/") else _quoted(path.removeprefix("./"))


def _quoted(path: str) -> str:
    return quote(path.encode("utf-8", "surrogatepass"), safe="/")
