"""The Test Anything Protocol, version 14: one line per case, with a YAML block for details.

Owns the escapes of descriptions. A number sign starts a directive for every reader, and only readers of version 14 know
its escape, so descriptions never contain one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from checker.domain.report import Run
from checker.language import Language, display_safe
from checker.reporters.cases import Outcome, ReportCase, suites
from checker.reporters.items import safe_text
from checker.reporters.summary import grounds

__all__ = ["render"]


def render(run: Run, language: Language, /) -> bytes:
    """Write a plan and a line for each case of all suites, numbered consecutively."""
    cases = [(suite.name, case) for suite in suites(run, language) for case in suite.cases]
    lines = ["TAP version 14", f"1..{len(cases)}"]
    lines += [f"# {safe_text(language, sentence)}" for sentence in grounds(run)]
    for number, (suite, case) in enumerate(cases, 1):
        lines += _case(number, suite, case)
    return "".join(f"{line}\n" for line in lines).encode()


def _case(number: int, suite: str, case: ReportCase) -> Iterator[str]:
    # Some readers count a case that is both "not ok" and skipped as passed, others as failed.
    passed = case.outcome in (Outcome.PASSED, Outcome.SKIPPED)
    line = f"{'ok' if passed else 'not ok'} {number} - {_escaped(f'{suite}: {case.title}')}"
    yield f"{line} # SKIP {_escaped(case.reason)}".rstrip() if case.outcome is Outcome.SKIPPED else line
    entries = {"key": case.key, "code": case.code, "message": "" if passed else case.reason}
    if case.location is not None:
        entries["at"] = display_safe(str(case.location))
    if not passed or case.lines:
        yield "  ---"
        # JSON strings are valid YAML.
        yield from (f"  {name}: {json.dumps(text, ensure_ascii=False)}" for name, text in entries.items() if text)
        if case.lines:
            yield "  said:"
            yield from (f"    - {json.dumps(text, ensure_ascii=False)}" for text in case.lines)
        yield "  ..."


def _escaped(text: str) -> str:
    return text.replace("#", "\\x23").replace("\\", "\\\\")
