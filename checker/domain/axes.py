"""The four axes of an assessment, which are never merged: verdict, pace, data, gate."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from checker.domain.enumeration import StrEnum

__all__ = [
    "COUNTING",
    "ESTIMATES",
    "EXEMPT",
    "FIGURE_VERDICTS",
    "FORM_DEFAULTS",
    "GATE_DEFAULTS",
    "PACE_RANKS",
    "STATES",
    "Better",
    "DataState",
    "Frequency",
    "Gate",
    "Kind",
    "Matter",
    "Measures",
    "Pace",
    "Severity",
    "Verdict",
    "severest",
    "state_before_end",
]


class Verdict(StrEnum):
    """How a value compares with its target. Only met, exceeded and unmet are hard verdicts."""

    EXCEEDED = "exceeded"
    MET = "met"
    UNMET = "unmet"
    UNDECIDED = "undecided"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    INVALID = "invalid"
    NOT_ASSESSED = "not_assessed"


class Pace(StrEnum):
    """How much progress a value has made towards its target, before the target is due."""

    AHEAD = "ahead"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    NONE = "none"


FIGURE_VERDICTS: Final = (
    Verdict.UNMET,
    Verdict.MET,
    Verdict.EXCEEDED,
    Verdict.NOT_DUE,
    Verdict.NOT_ASSESSED,
    Verdict.UNDECIDED,
)
"""The verdicts that a usable figure can have, in the order of a tally's columns."""

PACE_RANKS: Final = (Pace.BEHIND, Pace.AT_RISK, Pace.ON_TRACK, Pace.AHEAD)
"""The paces by rank, the slowest first; also the order of a tally's columns."""


class DataState(StrEnum):
    """What kind of figure was reported."""

    FINAL = "final"
    ESTIMATE = "estimate"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    LATE = "late"
    MISSING = "missing"


STATES: Final = (DataState.ESTIMATE, DataState.PROVISIONAL, DataState.LATE, DataState.REVISED, DataState.FINAL)
"""Data states, least final first: a combined figure is only as final as its least final part."""

ESTIMATES: Final = (DataState.ESTIMATE, DataState.PROVISIONAL)
"""The states of figures that may still change, so that a verdict rests on an estimate."""


def state_before_end(state: DataState) -> DataState:
    """Return the state of a figure dated before the end of its period: an estimate, even if it is not called one."""
    return state if state in ESTIMATES else DataState.ESTIMATE


class Gate(StrEnum):
    """The gate's decision on one result, or on the whole report."""

    PASS = "pass"  # noqa: S105 - a decision, no password
    WARN = "warn"
    FAIL = "fail"
    WAIVED = "waived"
    KNOWN = "known"
    IGNORED = "ignored"


COUNTING: Final = (Gate.FAIL, Gate.WARN)
"""The gates of findings that count towards the decision, the severest first."""

EXEMPT: Final = (Gate.WAIVED, Gate.KNOWN, Gate.IGNORED)
"""The gates of findings that would count without a waiver, the baseline or the caller's selection."""

_SEVEREST_FIRST: Final = (*COUNTING, *EXEMPT)


def severest(gates: Container[Gate]) -> Gate:
    """Return the severest of some gates; without any, nothing is wrong."""
    return next((gate for gate in _SEVEREST_FIRST if gate in gates), Gate.PASS)


class Severity(StrEnum):
    """The severity of a finding or a diagnostic."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Kind(StrEnum):
    """What an indicator measures (semantics: flow, stock, ratio, verdict)."""

    FLOW = "flow"
    STOCK = "stock"
    RATIO = "ratio"
    VERDICT = "verdict"


class Measures(StrEnum):
    """Whether the figure of an indicator is a level or a change of one (semantics.md section 10)."""

    LEVEL = "level"
    INCREASE = "increase"
    REDUCTION = "reduction"
    GROWTH = "growth"


class Better(StrEnum):
    """The direction in which an indicator improves."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Frequency(StrEnum):
    """How often an indicator is reported. It is expected only at the ends of these intervals."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class Matter(StrEnum):
    """The subject of a finding, in the words that a gate policy and ``--fail-on`` use."""

    UNMET = "unmet"
    UNDECIDED = "undecided"
    NO_DATA = "no_data"
    NOT_GIVEN = "not_given"
    INVALID = "invalid"
    UNKNOWN_ROWS = "unknown_rows"
    NEAR_MISS = "near_miss"
    CONSISTENCY = "consistency"
    PERCENT_OF_PLAN = "percent_of_plan"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    PACE_UNDECIDED = "pace_undecided"
    NOT_REPORTED = "not_reported"
    ESTIMATE = "estimate"
    TALLY = "tally"
    OTHER_TARGET = "other_target"
    PARTS = "parts"
    GRADE = "grade"
    WAIVER = "waiver"
    DIRECTION = "direction"
    INCOMPLETE = "incomplete"
    PERIOD_OVERRIDE = "period_override"
    MISSING_UNIT = "missing_unit"
    REVISION = "revision"
    BASELINE = "baseline"
    CONFIRMED = "confirmed"
    NOT_COMPARED = "not_compared"
    RESTATED = "restated"
    MARKS = "marks"
    SYNTHETIC = "synthetic"


GATE_DEFAULTS: Final = {
    Matter.UNMET: Gate.FAIL,
    Matter.UNDECIDED: Gate.FAIL,
    Matter.NO_DATA: Gate.FAIL,
    Matter.NOT_GIVEN: Gate.WARN,
    Matter.INVALID: Gate.FAIL,
    Matter.UNKNOWN_ROWS: Gate.FAIL,
    Matter.NEAR_MISS: Gate.FAIL,
    Matter.CONSISTENCY: Gate.FAIL,
    Matter.PERCENT_OF_PLAN: Gate.WARN,
    Matter.BEHIND: Gate.WARN,
    Matter.AT_RISK: Gate.PASS,
    Matter.PACE_UNDECIDED: Gate.PASS,
    Matter.NOT_REPORTED: Gate.PASS,
    Matter.ESTIMATE: Gate.PASS,
    Matter.TALLY: Gate.FAIL,
    Matter.OTHER_TARGET: Gate.PASS,
    Matter.PARTS: Gate.FAIL,
    Matter.GRADE: Gate.PASS,
    Matter.WAIVER: Gate.WARN,
    Matter.DIRECTION: Gate.PASS,
    Matter.INCOMPLETE: Gate.WARN,
    Matter.PERIOD_OVERRIDE: Gate.WARN,
    Matter.MISSING_UNIT: Gate.FAIL,
    Matter.REVISION: Gate.WARN,
    Matter.BASELINE: Gate.WARN,
    Matter.CONFIRMED: Gate.PASS,
    Matter.NOT_COMPARED: Gate.PASS,
    Matter.RESTATED: Gate.PASS,
    Matter.MARKS: Gate.WARN,
    Matter.SYNTHETIC: Gate.WARN,
}
"""The default effect of each matter on the gate (semantics.md section 8). A pack may override it."""

FORM_DEFAULTS: Final = {Matter.UNKNOWN_ROWS: Gate.WARN}
"""The defaults that differ for a form, which has a row for each indicator and may have more rows than the pack."""
