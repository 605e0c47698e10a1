"""Packs and submissions written as an office would, for runs over several files."""

from __future__ import annotations

import textwrap
from fractions import Fraction
from pathlib import Path

from checker.assessment import Options
from checker.domain.report import Report, Run
from checker.domain.text import Message, Text, Value
from checker.pipeline import check

HEAD = """\
pack: 1
id: thu/2024
revision: 1
title: {vi: Gói thử, en: Made pack}
unit: thu
year: 2024
synthetic: true
documents: {nq: {title: Nghị quyết thử, address: thu}}
groups: {g: {vi: Nhóm, en: Group}}
"""


def indicator(id_: str, unit: str = "tỷ đồng", kind: str = "flow", better: str = "higher", more: str = "") -> str:
    """Return an indicator in YAML; `more` holds further keys, a line each."""
    source = f"source: {{document: nq, clause: {id_}}}\n" if "target:" in more else ""
    unit_line = f"unit: {unit!r}\n" if unit else ""
    body = (
        f"code: C-{id_}\ntitle: {{vi: Chỉ tiêu {id_}, en: Indicator {id_}}}\n{unit_line}kind: {kind}\n"
        f"better: {better}\ngroup: g\n{textwrap.dedent(more).strip()}\n{source}"
    )
    return f"  {id_}:\n" + textwrap.indent(body.replace("\n\n", "\n"), "    ")


class Office:
    """A folder with one pack, and the submissions that are sent."""

    def __init__(self, folder: Path, *indicators: str, more: str = "") -> None:
        """Write the pack."""
        self.folder = folder
        self.pack = folder / "thu" / "2024.yaml"
        self.pack.parent.mkdir(parents=True, exist_ok=True)
        text = HEAD + "indicators:\n" + "".join(indicators) + textwrap.dedent(more)
        self.pack.write_text(text, encoding="utf-8")
        self.sent: list[str] = []

    def send(
        self, period: str, rows: str, *, unit: str = "thu", as_of: str = "", name: str = "", more: str = ""
    ) -> str:
        """Write a submission, a row a line, and return its path; `more` holds further keys of its head."""
        path = self.folder / f"{name or f'{unit}-{period}-{as_of}'}.yaml"
        day = (f"as_of: {as_of}\n" if as_of else "") + (f"{more}\n" if more else "")
        head = f"submission: 1\nunit: {unit}\nperiod: {period}\n{day}synthetic: true\nobservations:\n"
        path.write_text(head + textwrap.indent(textwrap.dedent(rows).strip(), "  ") + "\n", encoding="utf-8")
        self.sent.append(str(path))
        return str(path)

    def run(self, *paths: str, engine: str = "direct") -> Run:
        """Check the given submissions, or all that were sent."""
        return check(paths or self.sent, Options(pack=str(self.pack), engine=engine))


def said(value: Value | None) -> str:
    """Return a sentence in English, as plainly as a test can compare it."""
    match value:
        case Message(template, values):
            return template.format(**{name: said(field) for name, field in values})
        case Text():
            return value.en
        case tuple():
            return ", ".join(said(part) for part in value)
        case _:
            return str(value)


def number(report: Report, place: int = 0) -> object:
    """Return the value of one of the results where it is a single number."""
    value = report.results[place].value
    return Fraction(value.lo) if value is not None and value.is_point and value.lo is not None else None


def found(report: Report, *, prefix: str = "") -> list[str]:
    """Return the findings, a line each: code, gate, sentence."""
    return [
        f"{finding.code.id} {finding.gate} {said(finding.message)}"
        for finding in report.findings
        if finding.code.id.startswith(prefix)
    ]
