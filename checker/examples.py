"""A pack's own examples, evaluated.

Owns how an example becomes a submission. Must not know how anything is decided.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.assessment import assess
from checker.domain import codes
from checker.domain.axes import Verdict
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import Location
from checker.domain.submission import Field, Observation, Reading, Submission, Unreadable
from checker.domain.text import Message
from checker.engines.choice import Engine
from checker.packs.model import RulePack
from checker.readers.notation import Trouble
from checker.readers.numbers import WordedFigure, read_number

__all__ = ["run_examples"]


def run_examples(pack: RulePack, engine: Engine) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each verdict that the pack's own examples expect and do not get.

    Raises:
        EngineFault: The engine broke its contract.
        UnsupportedPlan: The engine cannot evaluate the pack.
    """
    for example in pack.examples:
        rows = tuple(_example_row(indicator, text, example.location) for indicator, text in example.given)
        submission = Submission(pack.path, pack.sha256, pack.id, pack.unit, example.period, None, rows, synthetic=True)
        results = assess(submission, pack, engine).results
        found = {result.indicator: result.verdict.value for result in results}
        for indicator, expected in example.expect:
            if found[indicator] != expected:
                yield diagnostic(
                    codes.PACK_EXAMPLE,
                    example.location,
                    indicator=indicator,
                    expected=Verdict(expected),
                    found=Verdict(found[indicator]),
                )


def _example_row(indicator: str, text: str, location: Location) -> Observation:
    found = read_number(text)
    reading: Reading
    if isinstance(found, Trouble):
        reading = Unreadable(Diagnostic(found.code, Message(found.code.template, found.values), location, found.hint))
    else:
        reading = found.figure if isinstance(found, WordedFigure) else found
    behind = Field(text, location, found.planned) if isinstance(found, WordedFigure) and found.planned else None
    return Observation(indicator, location, Field(text, location, reading), behind=behind)
