"""The identity of a finding across runs and values.

Baselines and CI services use it to tell new findings from known ones. The value, its location, the sentence and the
pack's revision are not part of it, because they change while the finding stays. docs/reports.md argues each part.
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
        period: The reference period's code; a report of another period has other findings.
        indicator: Id of the indicator, or empty.
        subject: What distinguishes it from others with that code and indicator, or empty.
        ordinal: Numbers the findings that are otherwise equal, from 1, in the report's order.
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
    """Return a short hexadecimal digest of an identity, for services that need a single word."""
    from checker.domain.digest import sha256_of

    parts = "\x1f".join(map(str, identity))
    return sha256_of(parts.encode("utf-8", "surrogatepass"))[:32]
