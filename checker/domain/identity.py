"""What makes a finding the same finding, in another run and with another value.

Owns the identity by which a baseline knows findings and services tell new ones from old
ones. The value, its place, the sentence and the pack's revision are no part of it: they
change while the finding stays. docs/reports.md argues each part.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.domain.record import NamedTuple
from checker.domain.report import Finding

__all__ = ["Identity", "fingerprint", "identities"]


class Identity(NamedTuple):
    """The identity of a finding.

    Args:
        code: Id of its code.
        pack: Id of the pack, which names unit and year of the plan; not its revision.
        unit: The reporting unit.
        period: The reference period's code: another period's report is another fact.
        indicator: Id of the indicator, or empty.
        subject: What tells it from others of that code and indicator, or empty.
        ordinal: Counts those that are still alike, from 1, in the report's order.
    """

    code: str
    pack: str
    unit: str
    period: str
    indicator: str
    subject: str
    ordinal: int = 1


def identities(findings: Iterable[Finding], pack: str, unit: str, period: str) -> tuple[Identity, ...]:
    """Return the identity of each finding of one report, in their order."""
    seen: dict[Identity, int] = {}
    found = []
    for finding in findings:
        first = Identity(finding.code.id, pack, unit, period, finding.indicator, finding.subject)
        seen[first] = seen.get(first, 0) + 1
        found.append(first._replace(ordinal=seen[first]))
    return tuple(found)


def fingerprint(identity: Identity) -> str:
    """Return a short digest of an identity, in hexadecimal, for services that want one word."""
    from hashlib import sha256

    parts = "\x1f".join(map(str, identity))
    return sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
