"""A baseline lists known findings: they stay in the report, but the gate ignores them.

Also decides which findings enter a baseline and which entries an update removes. Findings about waivers and baselines
themselves never enter one, because anybody can fix them at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from checker.assess.policy import Policy, finding
from checker.domain import codes
from checker.domain.axes import COUNTING, Gate, Matter
from checker.domain.baseline import BaselineEntry
from checker.domain.identity import Identity, identities
from checker.domain.location import Location
from checker.domain.report import Finding, Report
from checker.domain.submission import Submission
from checker.packs.model import RulePack

__all__ = ["apply_baseline", "listed", "remaining_entries"]

_NEVER: Final = (Matter.WAIVER, Matter.BASELINE)


def apply_baseline(
    findings: tuple[Finding, ...],
    baseline: tuple[BaselineEntry, ...],
    submission: Submission,
    pack: RulePack,
    policy: Policy,
) -> tuple[Finding, ...]:
    """Return the findings with those in the baseline annotated, and the stale entries of the baseline."""
    about = (pack.id, submission.unit, str(submission.period))
    entries = {entry.identity: entry for entry in baseline if entry.identity[1:4] == about}
    if not entries:
        return findings
    named = identities(findings, *about)
    annotated = tuple(
        found._replace(gate=Gate.KNOWN, baseline=entries[identity].location)
        if identity in entries and _is_baseline_entry(found)
        else found
        for found, identity in zip(findings, named, strict=True)
    )
    titles = {indicator.id: indicator.title for indicator in pack.indicators}
    gone = (entry for identity, entry in entries.items() if identity not in set(named))
    stale = (
        finding(
            codes.BASELINE_STALE,
            Matter.BASELINE,
            policy,
            {
                "code": entry.identity.code,
                "indicator": titles.get(entry.identity.indicator, entry.identity.subject or "–"),
                "period": entry.identity.period,
            },
            entry.location,
            indicator=entry.identity.indicator,
            subject=str(entry.location.line),
        )
        for entry in gone
    )
    return (*annotated, *stale)


def _is_baseline_entry(finding: Finding) -> bool:
    return finding.gate in COUNTING and finding.matter not in _NEVER


def listed(report: Report) -> Iterator[tuple[BaselineEntry, Finding]]:
    """Yield an entry, still without a location, for each finding that belongs in a baseline of this report."""
    submission = report.submission
    named = identities(report.findings, report.pack.id, submission.unit, str(submission.period))
    for found, identity in zip(report.findings, named, strict=True):
        if _is_baseline_entry(found):
            yield BaselineEntry(identity, "", Location("")), found


def remaining_entries(
    baseline: Collection[BaselineEntry], reports: Iterable[Report], *, prune: bool
) -> tuple[BaselineEntry, ...]:
    """Return the baseline without entries that these reports no longer find; nothing is ever added.

    Args:
        baseline: Its entries.
        reports: Reports made with the baseline applied.
        prune: Whether to remove entries outside the scope of all reports, too.
    """
    # Compare content and not line numbers: another command may have rewritten the file meanwhile.
    gone: set[Identity] = set()
    abouts: set[tuple[str, ...]] = set()
    for report in reports:
        about = (report.pack.id, report.submission.unit, str(report.submission.period))
        named = set(identities(report.findings, *about))
        gone.update(
            entry.identity for entry in baseline if entry.identity[1:4] == about and entry.identity not in named
        )
        abouts.add(about)
    return tuple(
        entry for entry in baseline if entry.identity not in gone and not (prune and entry.identity[1:4] not in abouts)
    )
