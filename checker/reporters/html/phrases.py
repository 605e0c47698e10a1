"""The phrases of the page: its own words, and signs and tones, which always accompany a word.

Owns the choice of signs, and the one function that makes texts safe to show. Must not know reports.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from checker.domain.axes import EXEMPT, Gate, Matter, Pace, Severity, Verdict
from checker.domain.diagnostic import Diagnostic
from checker.domain.phrase import bound_phrase, readable, value_phrase
from checker.domain.report import Finding, Result
from checker.domain.reporting import WarningLevel
from checker.domain.text import Message, Text, message
from checker.language import Language, display_safe
from checker.reporters.diagnostics import frame
from checker.reporters.html.view_model import ShownFinding, Sign
from checker.reporters.office.figures import capital
from checker.reporters.warning_signs import sign_of

__all__ = ["BAD", "CALM", "DOUBT", "GATES", "GOOD", "NOTHING", "PACES", "VERDICTS", "WEIGHTS", "WORDS", "Voice"]

NOTHING: Final = "–"
_IN_THE_ROW: Final = ("compared", "of the plan")
"""Labels that repeat the columns of a row; for unmet targets, also the gap."""
_FRAME: Final = 100
"""The most characters of a quoted line."""
WORDS: Final = {
    "all": message("all"),
    "bound": message("bound"),
    "broken": message("What could not be evaluated"),
    "chart": message("chart"),
    "code": message("code"),
    "course": message("Over the year"),
    "course_note": message("line: reported; dashed: expected by then; dotted: the bound; hollow: not exact"),
    "details": message("Details"),
    "together": message("What blocks or warns, unit by unit"),
    "explained": message("The unit explains"),
    "filter": message("Show only rows with"),
    "findings": message("Findings"),
    "gate": message("gate"),
    "group": message("group"),
    "gap": message("gap"),
    "indicators": message("All indicators"),
    "needed": message("Needs attention"),
    "rank": message("rank"),
    "legend": message(
        "bar: reported, striped where it is not met or behind; line: the bound; shaded: where it is met; "
        "dashed: expected by now; outlined: not certain; arrow: goes on"
    ),
    "map": message("Units and indicators"),
    "of_plan": message("of the plan"),
    "order": message("in the pack's order"),
    "overview": message("All reports"),
    "pace": message("pace"),
    "period": message("period"),
    "place": message("place"),
    "reported": message("reported value"),
    "shown": message("shown"),
    "sort": message("sort"),
    "survey": message("All rows, by indicator"),
    "tally": message("targets"),
    "target": message("target"),
    "to_do": message("what to do"),
    "unit": message("reporting unit"),
    "units": message("units"),
    "verdict": message("verdict"),
    "worst": message("the units that stand worst"),
}
GOOD, BAD, DOUBT, CALM = "good", "bad", "doubt", "calm"
VERDICTS: Final = {
    Verdict.EXCEEDED: (GOOD, "▲"),
    Verdict.MET: (GOOD, "✓"),
    Verdict.UNMET: (BAD, "✗"),
    Verdict.UNDECIDED: (DOUBT, "?"),
    Verdict.NOT_DUE: (CALM, "○"),
    Verdict.NO_DATA: (DOUBT, "∅"),
    Verdict.INVALID: (BAD, "!"),
    Verdict.NOT_ASSESSED: (CALM, "·"),
}
PACES: Final = {
    Pace.AHEAD: (GOOD, "▲"),
    Pace.ON_TRACK: (GOOD, "✓"),
    Pace.AT_RISK: (DOUBT, "◐"),
    Pace.BEHIND: (BAD, "▼"),
    Pace.NONE: (CALM, NOTHING),
}
GATES: Final = {Gate.PASS: (GOOD, "✓"), Gate.WARN: (DOUBT, "!"), Gate.FAIL: (BAD, "✗")}
WEIGHTS: Final = {Severity.ERROR: (BAD, "✗"), Severity.WARNING: (DOUBT, "!"), Severity.INFO: (CALM, "i")}


class Voice:
    """Phrases in one language."""

    def __init__(self, language: Language, names: Mapping[str, str] | None = None) -> None:
        """Take the language, and the display names of files by path."""
        self.language: Final = language
        self._names: Final = names or {}

    def sentence(self, sentence: Message) -> str:
        """Return a sentence."""
        return self.display(self.language.render(sentence))

    def display(self, text: str) -> str:
        """Return a text with file paths replaced by display names."""
        for path, name in self._names.items():
            text = text.replace(path, name)
        return display_safe(text)

    def text(self, text: Text) -> str:
        """Return a bilingual name in this language."""
        return display_safe(self.language.text(text))

    def verdict(self, verdict: Verdict) -> Sign:
        """Return the sign of a verdict."""
        return Sign(*VERDICTS[verdict], self.language.label(verdict))

    def pace(self, pace: Pace) -> Sign:
        """Return the sign of a pace."""
        return Sign(*PACES[pace], self.language.label(pace))

    def gate(self, gate: Gate) -> Sign:
        """Return the sign of the gate's decision."""
        return Sign(*GATES.get(gate, (DOUBT, "!")), self.language.label(gate))

    def bound(self, result: Result) -> str:
        """Return the bound of a target as a phrase."""
        return self.sentence(bound_phrase(result.bound, result.unit)) if result.bound else NOTHING

    def value(self, result: Result) -> str:
        """Return a value in the indicator's unit as a phrase."""
        return self.sentence(value_phrase(result.value, result.unit)) if result.value is not None else NOTHING

    def stands(self, result: Result, levels: Sequence[WarningLevel]) -> Sign:
        """Return the standing of a target: its verdict, or before it is due its warning level or its pace."""
        if result.verdict is not Verdict.NOT_DUE:
            return self.verdict(result.verdict)
        if result.level is not None and result.level in levels:
            mark, tone = sign_of(levels.index(result.level), len(levels))
            return Sign(tone, mark, self.text(result.level.name))
        return self.pace(result.pace) if result.pace is not Pace.NONE else self.verdict(result.verdict)

    def compared(self, result: Result) -> str:
        """Return a textual description of a chart."""
        if result.value is None or result.bound is None:
            return ""
        # A reported verdict has no number.
        value = display_safe(result.text) if result.bound.number is None else self.value(result)
        sentence = message("{value} against {bound}", value=value, bound=self.bound(result))
        if result.pace_basis is None:
            return self.sentence(sentence)
        expected = readable(result.pace_basis.expected, result.unit)
        return self.sentence(message("{said}; {expected} is expected by now", said=sentence, expected=expected))

    def remark(self, anchor: str, found: Finding | Diagnostic, in_row: Collection[str] = ()) -> ShownFinding:
        """Return the message of a finding or diagnostic.

        Args:
            anchor: The anchor of links to it.
            found: The finding.
            in_row: The matters that the row above already shows; for these, the remedy comes first.
        """
        matter = found.matter if isinstance(found, Finding) else None
        sign = Sign(*WEIGHTS[found.severity], self.language.weight(found.severity, matter, found.code.id))
        if isinstance(found, Finding) and found.gate in EXEMPT:
            sign = Sign(CALM, NOTHING, self.language.label(found.gate))
        # The details of a finding contain the location of its value.
        details = [] if isinstance(found, Diagnostic) else [*found.details]
        if matter is not None and matter.value in in_row:
            shown = (*_IN_THE_ROW, "short by") if matter is Matter.UNMET else _IN_THE_ROW
            details = [one for one in details if one[0].template not in shown]
        pairs = [(self.sentence(label), self.sentence(sentence)) for label, sentence in details]
        if found.location is not None and not details:
            pairs.append((self.sentence(WORDS["place"]), self.display(str(found.location))))
        sentence = self.sentence(found.message)
        if found.hint is not None and matter is not None and matter.value in in_row:
            sentence = capital(self.sentence(found.hint))
        elif found.hint is not None:
            pairs.append((self.sentence(WORDS["to_do"]), self.sentence(found.hint)))
        return ShownFinding(anchor, sign, found.code.id, sentence, _framed(found), tuple(pairs))


def _framed(found: Finding | Diagnostic) -> str:
    """Return the faulty line with carets under the faulty part, if known."""
    if found.excerpt is None or found.location is None:
        return ""
    return "\n".join(frame(found.excerpt, found.location.line, _FRAME))
