"""Several submissions for one pack: which of them count, and what each adds to the others.

Owns the order of reports in a run. Must not know how anything is read, evaluated or judged: the caller passes that as a
function.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol, TypeAlias

from checker.assess.due import Earlier
from checker.binding.amend import apply_correction, flag_lone_correction
from checker.binding.rollup import rolled_up
from checker.binding.series import Member, in_series
from checker.binding.supersession import vintage
from checker.domain.period import Period
from checker.domain.report import Report
from checker.packs.allocation import of_unit, without_targets
from checker.packs.model import RulePack

__all__ = ["Evaluate", "completed", "reports_of", "reports_of_wholes"]

_Company: TypeAlias = Mapping[str, Sequence[Member]]
"""The submissions of each unit."""


class Evaluate(Protocol):
    """Evaluates one submission that is bound to a pack, and reports what it changes in an earlier one.

    Verdicts of targets that were due in earlier periods come from the reports of those periods.
    """

    def __call__(self, member: Member, pack: RulePack, earlier: Report | None, dues: Earlier) -> Report:
        """Return its report."""


def reports_of(
    members: Sequence[Member],
    pack: RulePack,
    evaluate: Evaluate,
    selected: Container[tuple[str, Period]] | None = None,
) -> Iterator[Report]:
    """Yield a report for each unit and period in the order of the submissions; the whole follows its units.

    Args:
        members: The submissions, no two of which claim the same vintage.
        pack: Their common pack.
        evaluate: Evaluates one of them.
        selected: Units and periods to report on; the others serve only for comparison. Default: all.
    """
    yield from _Batch(members, pack, evaluate, selected).reports()


def reports_of_wholes(
    wholes: Sequence[Member],
    pack: RulePack,
    evaluate: Evaluate,
    superseded: Mapping[Period, Member] = MappingProxyType({}),
) -> Iterator[Report]:
    """Yield a report for each combined submission, in the order of the periods.

    Args:
        wholes: The submissions of the pack's unit, one for each period.
        pack: The pack.
        evaluate: Evaluates one of them.
        superseded: The combined submissions before their figures were corrected.
    """
    dues, company = _Dues(wholes, pack, evaluate), _by_unit(wholes)
    for whole in wholes:
        before = superseded.get(whole.submission.period)
        earlier = evaluate(_joined(before, company, pack), pack, None, dues.before(before)) if before else None
        yield evaluate(_joined(whole, company, pack), pack, earlier, dues.before(whole))


class _Batch:
    def __init__(
        self,
        members: Sequence[Member],
        pack: RulePack,
        evaluate: Evaluate,
        selected: Container[tuple[str, Period]] | None,
    ) -> None:
        raw: dict[tuple[str, Period], list[Member]] = {}
        for member in sorted(members, key=lambda one: vintage(one.submission)):
            raw.setdefault(_key(member), []).append(member)
        self._vintages = {key: completed(vintages) for key, vintages in raw.items()}
        self._latest = [self._vintages[_key(one)][-1] for one in members if one is raw[_key(one)][-1]]
        self._company = _by_unit(self._latest)
        self._pack = pack
        self._evaluate = evaluate
        self._selected = selected
        of_whole = pack.reporting.roll_up and not pack.allocation.shares
        self._dues = _Dues(self._latest, without_targets(pack) if of_whole else pack, evaluate)

    def reports(self) -> Iterator[Report]:
        if not self._pack.reporting.roll_up:
            for member in self._latest:
                if self._selected is None or _key(member) in self._selected:
                    yield self._report(member, of_unit(self._pack, member.submission.unit))
            return
        # Targets apply to the whole; a unit is checked only against its own numbers and the relations between figures.
        for member in self._latest:
            if member.submission.unit != self._pack.unit:
                yield self._report(member, of_unit(self._pack, member.submission.unit))
        yield from self._wholes()

    def _report(self, member: Member, pack: RulePack) -> Report:
        earlier = None
        vintages = self._vintages[_key(member)]
        if len(vintages) > 1:
            earlier = self._evaluate(
                _joined(vintages[-2], self._company, pack), pack, None, self._dues.before(vintages[-2])
            )
        report = self._evaluate(_joined(member, self._company, pack), pack, earlier, self._dues.before(member))
        return report._replace(vintages=len(vintages))

    def _wholes(self) -> Iterator[Report]:
        """Yield a report for each period of the whole; a revision by a unit also revises the whole."""
        wholes, superseded = [], {}
        for period in self._periods():
            latest = [one for one in self._latest if one.submission.period == period]
            wholes.append(self._whole(period, latest))
            before = [self._vintages[_key(one)][-2:] for one in latest]
            if any(len(two) > 1 for two in before):
                superseded[period] = self._whole(period, [two[0] for two in before])
        yield from reports_of_wholes(wholes, self._pack, self._evaluate, superseded)

    def _periods(self) -> list[Period]:
        return sorted({member.submission.period for member in self._latest}, key=lambda one: one.order)

    def _whole(self, period: Period, members: Sequence[Member]) -> Member:
        units = [member for member in members if member.submission.unit != self._pack.unit]
        own = next((member for member in members if member.submission.unit == self._pack.unit), None)
        return rolled_up(self._pack, period, units, own)


def _key(member: Member) -> tuple[str, Period]:
    return member.submission.unit, member.submission.period


def completed(vintages: Sequence[Member]) -> list[Member]:
    """Return the vintages of one unit and period; each correction includes the unchanged figures before it."""
    completed: list[Member] = []
    for member in vintages:
        if completed and member.submission.amends:
            completed.append(apply_correction(completed[-1], member))
        else:
            completed.append(member._replace(bound=flag_lone_correction(*member)))
    return completed


class _Dues:
    """The reports of the periods in which targets are due. Each is made once, when a later report needs it."""

    def __init__(self, members: Sequence[Member], pack: RulePack, evaluate: Evaluate) -> None:
        self._company = _by_unit(members)
        self._pack = pack
        self._evaluate = evaluate
        rules = (
            rule
            for indicator in pack.indicators
            if indicator.target
            for rule in (indicator.target, *indicator.revisions, *indicator.others)
        )
        self._periods = tuple(dict.fromkeys(rule.due for rule in rules if not rule.traits.lasting))
        self._made: dict[tuple[str, Period], Report] = {}

    def before(self, member: Member) -> Earlier:
        """Return the reports of a member's unit for the earlier periods in which targets were due."""
        return {
            due: [self._report(one) for one in self._at(due, member.submission.unit)]
            for due in self._periods
            if member.submission.period.follows(due)
        }

    def _at(self, due: Period, unit: str) -> list[Member]:
        """Return a unit's submissions for periods that end with a due period: that period first, then the longest."""
        found = [member for member in self._company.get(unit, ()) if member.submission.period.end == due.end]
        return sorted(found, key=lambda one: (one.submission.period != due, -one.submission.period.months))

    def _report(self, member: Member) -> Report:
        key = member.submission.unit, member.submission.period
        if key not in self._made:
            own_pack = of_unit(self._pack, member.submission.unit)
            joined = _joined(member, self._company, own_pack)
            self._made[key] = self._evaluate(joined, own_pack, None, {})
        return self._made[key]


def _by_unit(members: Sequence[Member]) -> _Company:
    company: dict[str, list[Member]] = {}
    for member in members:
        company.setdefault(member.submission.unit, []).append(member)
    return company


def _joined(member: Member, company: _Company, pack: RulePack) -> Member:
    unit, period = member.submission.unit, member.submission.period
    siblings = [other for other in company.get(unit, ()) if other.submission.period != period]
    return member._replace(bound=in_series(member, siblings, pack))
