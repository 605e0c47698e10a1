"""The results, and the units that are shown in full."""

from __future__ import annotations

from checker.bulk.categories import PACES as _PACES
from checker.bulk.categories import VERDICTS as _VERDICTS
from checker.bulk.classes import ClassTally as _ClassTally
from checker.bulk.tables.fragments import CONCERN as _CONCERN
from checker.bulk.tables.fragments import COUNTS as _COUNTS
from checker.bulk.tables.fragments import PAIR as _PAIR
from checker.bulk.tables.fragments import PLACE as _PLACE
from checker.bulk.tables.fragments import STANDS as _STANDS
from checker.bulk.tables.inputs import GIVEN as _GIVEN
from checker.bulk.tables.run_table import RunTable as _Table

CLASS_COUNTS = _Table("class_counts", "tallies", "The number of figures of each class.", "class, n")
RESULTS = _Table(
    "results",
    "tallies",
    "The number of figures by indicator, period, verdict and pace.",
    f"{_PAIR}, {_STANDS}, n BIGINT",
)
FINDINGS = _Table(
    "findings",
    "findings",
    "The findings; the weight is the shortfall as a share of the target, by which they are sorted.",
    f"pack <pack>, unit STRING, period <period>, indicator <indicator>, subject <office>, {_CONCERN}, {_STANDS}, "
    f"value <figure>, numerator <part>, denominator <part>, shortfall <stated>, {_PLACE}, weight DOUBLE",
)
JUDGED = _Table(
    "judged",
    "tallies",
    "Every judged row, with its result for each target.",
    f"pack <pack>, unit STRING, period <period>, indicator <indicator>, subject <office>, {_STANDS}, value <figure>, "
    f"shortfall <stated>, {_PLACE}",
    is_file=True,
)
BY_UNIT = _Table(
    "by_unit",
    "tallies",
    "The tally of each unit and period.",
    f"pack <pack>, unit STRING, period <period>, {_COUNTS}, judged BIGINT, bad BIGINT",
)


def _of_reports(columns: str) -> str:
    """Return columns with types for what a report states: a sum has more digits, and parts are texts as written."""
    wider = {"<figure>": "<total>", "<stated>": "<short>", "<file>": "STRING", "<part>": "STRING"}
    for type_, other in wider.items():
        columns = columns.replace(type_, other)
    return columns


WEIGHED_FINDINGS = _Table(
    "{}_weighed_findings",
    "report_rows",
    "The findings of units judged by the plain engine, with the targets by which their weight is computed.",
    _of_reports(FINDINGS.columns).replace("weight DOUBLE", "goal DOUBLE"),
)
UNIT_FINDINGS = _Table(
    "{}_findings", "report_rows", "The findings of units judged by the plain engine.", _of_reports(FINDINGS.columns)
)
UNIT_RESULTS = _Table(
    "{}_results",
    "report_rows",
    "The figures of units judged by the plain engine, with verdict and pace.",
    f"{RESULTS.columns}, unit STRING",
)
UNIT_TALLIES = _Table("{}_units", "report_rows", "The tallies of units judged by the plain engine.", BY_UNIT.columns)
UNIT_JUDGED = _Table(
    "{}_judged",
    "report_rows",
    "The judged rows of units judged by the plain engine, if all are written.",
    _of_reports(JUDGED.columns),
)
MOVED = _Table(
    "moved",
    "tallies",
    "The sums of `moves` over the figures of each unit and period.",
    f"unit, pid, {', '.join(_ClassTally._fields)}",
)
SERIES = _Table(
    "series_{}",
    "comparisons",
    "The figures of a series side by side, with their rounding intervals, by period.",
    "unit, iid, v[pid], s[pid]",
)
BEFORE = _Table(
    "before", "comparisons", "The nearest earlier figure of each figure in a series.", "unit, pid, iid, v, slack"
)
OVER_TIME = _Table(
    "over_time",
    "comparisons",
    "The figures of units and indicators of which any is below the nearest earlier one, by period.",
    "unit, indicator?, iid?, v[pid]",
)
FALLEN_IN = _Table(
    "fallen_{}",
    "comparisons",
    "The figures of a pack that are below the nearest earlier one, with its period.",
    "unit, iid, pid, before",
)
FALLEN = _Table("fallen", "results", "The rows of `fallen_{}` for all packs.", FALLEN_IN.columns)
TITLED_UNITS = _Table(
    "by_unit",
    "tallies",
    "The tally of each unit and period, with the unit's name.",
    f"{BY_UNIT.columns}, unit_title",
    True,
)
BY_INDICATOR = _Table(
    "by_indicator",
    "tallies",
    "The number of units by verdict and pace, for each indicator and period.",
    f"pack, period, indicator, title, grouped, units, {', '.join((*_VERDICTS, *_PACES))}, without",
)
BY_GROUP = _Table(
    "by_group",
    "tallies",
    "The number of results by verdict and pace, for each group of indicators and period.",
    f"pack, period, grouped, indicators, units, {', '.join((*_VERDICTS, *_PACES))}, without",
    is_file=True,
)
BAD_ROWS = _Table(
    "bad_rows",
    "bad_rows",
    "The rows that cannot be used, with their codes.",
    "file, row, unit, period, indicator, value, code",
    is_file=True,
)

WORST_UNITS = _Table(
    "worst_units", "one_by_one", "The units with the worst findings.", "unit STRING, period STRING, pack STRING"
)
MAP_UNITS = _Table("map_units", "survey", "The units of the map, in order.", "unit STRING, pid BIGINT, place BIGINT")
DETAIL_PERIODS = _Table(
    "detail_periods",
    "one_by_one",
    "The periods of the worst units and of the map's units that are judged again.",
    "unit, raw_period",
)
DETAIL_ROWS = _Table("detail_rows", "one_by_one", "The rows of `detail_periods` as written.", _GIVEN.columns)
