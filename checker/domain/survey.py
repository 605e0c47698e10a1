"""What a bulk run found in all its rows, of which reports tell the worst units alone."""

from __future__ import annotations

from checker.domain.axes import Pace, Verdict
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import GateDecision
from checker.domain.reporting import ReportingUnit
from checker.domain.text import Text

__all__ = ["IndicatorTally", "Survey", "UnitLine"]


class IndicatorTally(NamedTuple):
    """Verdict and pace counts over all units for one indicator and period.

    Args:
        pack: The pack's id.
        period: The period.
        indicator: The indicator's id.
        code: Its code in the resolution.
        title: Its name in both languages.
        group: Its group's title.
        units: How many units reported anything for the period.
        verdicts: How many of them have each verdict.
        paces: How many have each pace.
        without: How many report nothing that could be judged.
    """

    pack: str
    period: Period
    indicator: str
    code: str
    title: Text
    group: Text
    units: int
    verdicts: tuple[tuple[Verdict, int], ...]
    paces: tuple[tuple[Pace, int], ...]
    without: int


class UnitLine(NamedTuple):
    """How one unit of a bulk run stands, indicator by indicator.

    Args:
        unit: The unit.
        stands: Verdict and pace of each indicator, in the order of the tallies; ``None`` without a judged row.
    """

    unit: ReportingUnit
    stands: tuple[tuple[Verdict, Pace] | None, ...]


class Survey(NamedTuple):
    """What a bulk run found in all its rows, of which reports tell the worst units alone.

    Args:
        engine: The engine that judged the rows.
        rows: How many rows there are; each is judged, bad, superseded or not addressed.
        verdicts: How many results have each verdict.
        findings: How many findings there are of each code.
        shown: How many of the findings the reports list.
        gate: The decision on all findings.
        synthetic: Whether any of the packs is made up.
        tallies: By indicator, of the last period of each pack.
        lines: The units that stand worst at the last period of the last pack, by its tallies.
    """

    engine: str
    rows: int
    judged: int
    bad: int
    superseded: int
    not_addressed: int
    verdicts: tuple[tuple[str, int], ...]
    findings: tuple[tuple[str, int], ...]
    shown: int
    gate: GateDecision
    synthetic: bool
    tallies: tuple[IndicatorTally, ...]
    lines: tuple[UnitLine, ...] = ()
