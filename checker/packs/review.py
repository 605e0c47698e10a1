"""The review of a target against its clause: its digest, and the warnings that it silences while nothing changes.

Must not know how a clause is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.domain import codes
from checker.domain.axes import Severity
from checker.domain.comparator import ACHIEVED
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.digest import sha256_of
from checker.packs.model import Indicator, RulePack, TargetRule

__all__ = ["digest_of", "reviewed"]

_LENGTH = 16


def digest_of(indicator: Indicator) -> str:
    """Return the digest of the reviewed content: targets, unit, kind and clauses of an indicator."""
    rules = (indicator.target, *indicator.revisions, *indicator.others)
    content = [indicator.kind.value, indicator.unit.name if indicator.unit else "", indicator.better.value]
    content += [part for rule in rules if rule for part in _content(rule)]
    content += [f"{period} {number.normalize():f}" for period, number in indicator.steps]
    content += [f"{indicator.share_of} / {indicator.share_of_plan}"] if indicator.whole else []
    return sha256_of("\n".join(content).encode())[:_LENGTH]


def _content(rule: TargetRule) -> Iterator[str]:
    yield rule.comparator.value if rule.comparator else ACHIEVED
    for number in (rule.number, rule.upper, rule.tolerance, rule.stretch, rule.beyond):
        yield "" if number is None else f"{number.normalize():f}"
    yield f"{rule.strict} {rule.never_exceeded} {' '.join(rule.members)} {rule.since} {rule.due} {rule.assigned_by}"
    if rule.by:
        yield rule.by
    yield rule.source.clause if rule.source else ""


def reviewed(pack: RulePack, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a pack without warnings about targets unchanged since their review.

    Changes since a review are reported. Errors are never silenced.
    """
    current = set()
    old: list[Diagnostic] = []
    for indicator in pack.indicators:
        review, digest = indicator.reviewed, digest_of(indicator)
        if review is None:
            continue
        if review.digest == digest:
            current.add(indicator.id)
        else:
            old.append(
                diagnostic(
                    codes.PACK_REVIEW_OLD,
                    indicator.location,
                    indicator=indicator.id,
                    by=review.by,
                    day=review.day,
                    digest=digest,
                )
            )
    remaining = (one for one in found if one.severity is Severity.ERROR or _indicator(one) not in current)
    return (*remaining, *old)


def _indicator(one: Diagnostic) -> str:
    return str(dict(one.message.values).get("indicator", ""))
