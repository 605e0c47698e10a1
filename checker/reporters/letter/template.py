"""An office's own template, filled in by docxtpl.

Owns the process in which it is filled in (see `child`), and the variables that it may use. These are plain texts, lists
and tables of texts, so that a template has no access to anything else.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from typing import Any, Final

from checker.domain.axes import EXEMPT
from checker.domain.codes import TEMPLATE_FILE, TEMPLATE_TEXT, Code
from checker.domain.diagnostic import diagnostic
from checker.domain.letterhead import Letterhead
from checker.domain.location import Location
from checker.domain.report import Report, Run
from checker.domain.text import Message, Value, message
from checker.errors import PackError
from checker.language import Language, display_safe
from checker.reporters import Paper
from checker.reporters.annex import AnnexRow, sections
from checker.reporters.items import Item, by_weight, items, items_of
from checker.reporters.letter.frame import OPEN, dated, numbered
from checker.reporters.office.blanks import as_dots
from checker.reporters.office.body import body
from checker.reporters.office.document import (
    LetterPart,
    annex_count,
    annex_names,
    closing,
    letter_parts,
    opening,
    title,
)
from checker.reporters.office.paragraph import by_field, long_form, short_form
from checker.reporters.summary import exit_of, gate_settings, grounds, rests_on, synthetic_notices, tally_parts

__all__ = ["filled", "variables"]

_MOST_PARTS: Final = 2_000
_LARGEST: Final = 96 * 2**20
_SECONDS: Final = 6
_PATIENCE: Final = 6 if sys.platform == "win32" else 30
"""The ratio of elapsed to processor time that a template may take, for busy machines."""
_MEMORY: Final = 224 * 2**20


def filled(whole: Run, language: Language, paper: Paper) -> bytes:
    """Return the template with its variables replaced by the run's texts.

    Raises:
        PackError: The template is not a document, or cannot be filled in.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(paper.template)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise _unusable(paper, TEMPLATE_FILE, message("it is not a Word document (.docx)")) from None
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST:
        raise _unusable(paper, TEMPLATE_FILE, message("it is too large"))
    texts = variables(whole, language, paper.letterhead or Letterhead())
    answer, letter = _answer(paper.template, texts)
    if "filled" in answer:
        return letter
    if "unreadable" in answer:
        raise _unusable(paper, TEMPLATE_FILE, message("it is not a Word document (.docx)"))
    if "reason" in answer:
        raise _unusable(paper, TEMPLATE_TEXT, display_safe(answer["reason"]))
    sentence = message("it takes more than {seconds} seconds, or too much memory", seconds=_SECONDS)
    raise _unusable(paper, TEMPLATE_TEXT, sentence)


def _answer(template: bytes, texts: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Fill in the template in a separate process; return nothing if it does not finish."""
    request = json.dumps({"variables": texts, "memory_bytes": _MEMORY, "seconds": _SECONDS}).encode()
    # Isolated mode: neither the user's folder nor the environment affects imports.
    command = [sys.executable, "-I", "-X", "utf8", "-m", "checker.reporters.letter.child"]
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            command, input=request + b"\n" + template, capture_output=True, timeout=_PATIENCE * _SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return {}, b""
    header, _, letter = done.stdout.partition(b"\n")
    if done.returncode or not header:
        return {}, b""
    answer: dict[str, Any] = json.loads(header)
    return answer, letter


def _unusable(paper: Paper, code: Code, reason: Value) -> PackError:
    return PackError([diagnostic(code, Location(paper.path), reason=reason)])


def variables(whole: Run, language: Language, head: Letterhead) -> dict[str, Any]:
    """Return the variables of templates; docs/reports.md describes them."""
    sentence = {key: value or OPEN for key, value in head._asdict().items() if isinstance(value, str)}
    ending = exit_of(whole)
    parts = letter_parts(whole, language)
    values = {
        "letterhead": {
            **sentence,
            "date": dated(head.date, language),
            "number_and_symbol": numbered(head, language),
            "recipients": list(head.recipients),
            "addressees": list(head.addressees),
        },
        "subject": title(parts, language) if parts else "",
        "letter": _letter(parts, head, language),
        "reports": [_report(report, tuple(gate_settings(whole)), language) for report in whole.reports],
        "troubles": [_item(item, language) for item in items(whole) if item.report is None],
        "grounds": [language.render(sentence) for sentence in grounds(whole)],
        "notices": [language.render(notice) for notice in whole.notices],
        "exit": {"code": str(ending.code), "reason": language.render(ending.reason)},
    }
    return {key: _safe(value) for key, value in values.items()}


def _letter(parts: Sequence[LetterPart], head: Letterhead, language: Language) -> dict[str, Any]:
    """Return the program's text, for templates with their own layout."""
    if not parts:
        return {"opening": "", "lines": [], "closing": ""}
    lines = [{"kind": line.kind, "text": as_dots(line.text)} for line in body(parts, language)]
    return {
        "opening": as_dots(opening(parts, head, language)),
        "lines": lines,
        "closing": closing(parts, annex_names(annex_count(parts)), language),
    }


def _safe(value: Any) -> Any:
    match value:
        case dict():
            return {key: _safe(inner) for key, inner in value.items()}
        case list():
            return [_safe(inner) for inner in value]
        case _:
            return display_safe(value)


def _report(report: Report, weaker: tuple[Message, ...], language: Language) -> dict[str, Any]:
    counts, submission = report.tally, report.submission
    # A template from before grounds existed shows these.
    loud = (*synthetic_notices(report), *weaker, *rests_on(report))
    return {
        "pack": language.text(report.pack.title),
        "pack_id": report.pack.id,
        "unit": language.text(report.unit.name),
        "period": language.period(submission.period),
        "as_of": language.date(submission.as_of) if submission.as_of else "",
        "path": submission.path,
        "warnings": [language.render(warning) for warning in loud],
        "counted": str(counts.counted),
        "met": str(counts.met),
        "unmet": str(counts.unmet),
        "open": str(counts.open),
        "not_due": str(counts.not_due),
        "tally": [language.render(part) for part in tally_parts(report)],
        "paragraph": long_form(report, language),
        "paragraph_short": short_form(report, language),
        "fields": by_field(report, language),
        "gate": language.label(report.gate.decision),
        "reasons": [language.render(reason.message) for reason in report.gate.reasons],
        "sections": [
            {"number": section.number, "title": section.title, "lines": [_line(line) for line in section.lines]}
            for section in sections(report, language)
        ],
        "findings": [_item(item, language) for item in by_weight(items_of(report))],
    }


def _line(line: AnnexRow) -> dict[str, str]:
    return {
        "number": line.number,
        "title": line.title,
        "unit": line.unit,
        "plan": line.plan.text,
        "actual": line.actual.text,
        "share": line.share.text,
        "verdict": line.verdict,
        "note": line.note,
        "owner": line.owner,
    }


def _item(item: Item, language: Language) -> dict[str, str]:
    exempt = item.gate is not None and item.gate in EXEMPT
    return {
        "weight": language.label(item.gate) if item.gate is not None and exempt else item.weight(language),
        "code": item.code.id,
        "message": language.render(item.message),
        "place": str(item.location),
        "hint": language.render(item.hint) if item.hint else "",
    }
