"""``--select`` and ``--ignore``: which findings the gate considers. All stay in the report.

Ignored findings are counted; verdicts and the tally do not change. A finding without an indicator, such as an unknown
row, may concern anything that was selected, so only its own code can exclude it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.domain import codes
from checker.domain.axes import COUNTING, Gate
from checker.domain.codes import REGISTRY
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.report import Finding
from checker.domain.selection import Choice, Selection
from checker.packs.model import RulePack

__all__ = ["apply_selection", "reaches", "unknown_choices"]


def apply_selection(findings: tuple[Finding, ...], selection: Selection, pack: RulePack) -> tuple[Finding, ...]:
    """Return the findings, with ignored ones annotated if they would otherwise count."""
    if not any(selection):
        return findings
    groups = {indicator.id: indicator.group.id for indicator in pack.indicators}
    select, ignore = (frozenset(map(_key, choices)) for choices in selection)
    return tuple(
        finding._replace(gate=Gate.IGNORED)
        if finding.gate in COUNTING and _is_excluded(finding, groups, select, ignore)
        else finding
        for finding in findings
    )


def _is_excluded(finding: Finding, groups: dict[str, str], select: frozenset[str], ignore: frozenset[str]) -> bool:
    names = {finding.code.id, finding.indicator, groups.get(finding.indicator, "")} - {""}
    if names & ignore:
        return True
    return bool(select) and bool(finding.indicator) and not names & select


def reaches(selection: Selection, pack: RulePack) -> bool:
    """Tell whether a selection matches anything of a pack; otherwise nothing is evaluated."""
    names = _names(pack)
    return not selection.select or any(_is_code(choice) or _key(choice) in names for choice in selection.select)


def unknown_choices(selection: Selection, packs: Iterable[RulePack]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each word that matches nothing in any of the packs."""
    names = {name for pack in packs for name in _names(pack)}
    for choice in (*selection.select, *selection.ignore):
        if not _is_code(choice) and _key(choice) not in names:
            yield diagnostic(codes.UNKNOWN_CHOICE, choice.location, value=choice.text)


def _names(pack: RulePack) -> frozenset[str]:
    return frozenset(name for indicator in pack.indicators for name in (indicator.id, indicator.group.id))


def _key(choice: Choice) -> str:
    """Return the word normalized for comparison; codes may be in lower case."""
    return choice.text.upper() if _is_code(choice) else choice.text


def _is_code(choice: Choice) -> bool:
    """Tell whether a word is the code of a finding. Other codes stop a file and cannot be selected."""
    word = choice.text.upper()
    return word in REGISTRY and (word[0] in "CT" or (word[0] in "DW" and word[1] != "0") or word == "G012")
