"""The findings of a bulk run over all rows; its reports cover only the worst units."""

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
        units: The number of units that reported anything for the period.
        verdicts: The number of units by verdict.
        paces: The number of units by pace.
        without: The number of units without a value that could be judged.
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
    """The results of one unit of a bulk run, by indicator.

    Args:
        unit: The unit.
        stands: Verdict and pace of each indicator, in the order of the tallies; ``None`` without a judged row.
    """

    unit: ReportingUnit
    stands: tuple[tuple[Verdict, Pace] | None, ...]


class Survey(NamedTuple):
    """The findings of a bulk run over all rows; its reports cover only the worst units.

    Args:
        engine: The engine that judged the rows.
        rows: The number of rows; each one is judged, bad, superseded or not addressed.
        verdicts: The number of results by verdict.
        findings: The number of findings by code.
        shown: The number of findings that the reports list.
        gate: The decision on all findings.
        synthetic: Whether any of the packs is synthetic.
        tallies: The counts by indicator, for the last period of each pack.
        lines: The worst units at the last period of the last pack, by its tallies.
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
