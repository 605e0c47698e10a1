"""A unit's explanation of a target in report wording: causes, solutions with owner and deadline, proposals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.domain.report import Result
from checker.domain.text import message
from checker.language import Language
from checker.reporters.office.blanks import SLOT

__all__ = ["answers_of", "one_line", "solution_of"]

_LABELS: Final = {
    "objective": message("Objective causes"),
    "subjective": message("Subjective causes"),
    "solution": message("Solutions"),
    "responsible": message("Responsible"),
    "deadline": message("Deadline"),
    "forecast": message("Expected for the year, by the unit"),
    "outlook": message("Outlook, by the unit"),
    "proposal": message("Proposals"),
}


def one_line(text: str) -> str:
    """Return an answer as one line, without its final punctuation, and never read as a blank."""
    lines = (line.strip().rstrip(".;, ") for line in text.replace(SLOT, "").splitlines())
    return "; ".join(filter(None, lines))


def answers_of(result: Result, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the unit's answers about a target, each with its question."""
    if result.explanation is not None:
        given = result.explanation._asdict()
        for key, label in _LABELS.items():
            if answer := one_line(given[key]):
                yield language.render(label), answer


def solution_of(result: Result, language: Language) -> str:
    """Return the measures for a target with owner and deadline; a blank if no measure is stated."""
    explanation = result.explanation
    if explanation is None:
        return SLOT
    beside = (
        message("responsible: {text}", text=one_line(explanation.responsible)) if explanation.responsible else None,
        message("deadline: {text}", text=one_line(explanation.deadline)) if explanation.deadline else None,
    )
    details = "; ".join(language.render(one) for one in beside if one is not None)
    return f"{one_line(explanation.solution) or SLOT}{f' ({details})' if details else ''}"
