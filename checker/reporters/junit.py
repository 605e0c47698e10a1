"""JUnit XML, which every CI service displays: a suite is a pack, a unit and a period.

Owns the elements, and uses only attributes that strict readers know, so the location of a figure is in the text. A
blocking target is a failure, and one without a usable figure is an error. Waived, known, ignored or not due targets are
skipped. There are no times, because nothing was timed.
"""

from __future__ import annotations

from collections import Counter
from typing import Final
from xml.etree import ElementTree as ET

from checker.domain.report import Run
from checker.language import Language
from checker.reporters.cases import Outcome, ReportCase, Suite, suites

__all__ = ["render"]

_ELEMENTS: Final = {Outcome.FAILED: "failure", Outcome.BROKEN: "error", Outcome.SKIPPED: "skipped"}
_COUNTS: Final = {"failures": Outcome.FAILED, "errors": Outcome.BROKEN, "skipped": Outcome.SKIPPED}


def render(run: Run, language: Language, /) -> bytes:
    """Write a suite for each report, and one for each file that could not be evaluated."""
    written = tuple(suites(run, language))
    totals = _counts(*written)
    del totals["skipped"]  # Only suites have these.
    root = ET.Element("testsuites", {"name": "checker", **totals})
    names: Counter[tuple[str, str]] = Counter()
    for suite in written:
        _suite(root, suite, names)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _counts(*written: Suite) -> dict[str, str]:
    outcomes = [case.outcome for suite in written for case in suite.cases]
    counts = {name: str(outcomes.count(outcome)) for name, outcome in _COUNTS.items()}
    return {"tests": str(len(outcomes)), **counts}


def _suite(root: ET.Element, suite: Suite, names: Counter[tuple[str, str]]) -> None:
    element = ET.SubElement(root, "testsuite", {"name": suite.name, **_counts(suite)})
    if suite.properties:
        properties = ET.SubElement(element, "properties")
        for name, value in suite.properties:
            ET.SubElement(properties, "property", {"name": name, "value": value})
    for case in suite.cases:
        _case(element, suite, case, names)


def _case(parent: ET.Element, suite: Suite, case: ReportCase, names: Counter[tuple[str, str]]) -> None:
    classname = f"{suite.name} {case.group}".strip()
    # Readers treat two cases with one name as two runs of one case.
    names[classname, case.title] += 1
    count = names[classname, case.title]
    name = case.title if count == 1 else f"{case.title} ({count})"
    element = ET.SubElement(parent, "testcase", {"name": name, "classname": classname})
    text = "\n".join(case.lines)
    if case.outcome is Outcome.PASSED:
        if text:
            ET.SubElement(element, "system-out").text = text
        return
    kind = {"type": case.code} if case.code else {}
    ET.SubElement(element, _ELEMENTS[case.outcome], {"message": case.reason, **kind}).text = text or None
