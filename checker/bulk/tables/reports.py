"""Who reports what, the rows with their indicators, and the units that the plain engine judges."""

from __future__ import annotations

from checker.bulk.tables.fragments import PAIR as _PAIR
from checker.bulk.tables.inputs import INPUT as _INPUT
from checker.bulk.tables.run_table import RunTable as _Table

VINTAGES = _Table(
    "vintages",
    "presence",
    "The indicators that each unit names for each period and day, with these texts as written.",
    "unit, period, as_of?, amends?, n, b[word]",
)
LAST_REPORTS = _Table(
    "last_reports",
    "presence",
    "The last report of each unit and period, with the rank of the last complete one.",
    "unit, pid, day, rank, whole",
)
EARLIER_REPORTS = _Table(
    "earlier_reports", "presence", "The report before the last one of each unit and period.", LAST_REPORTS.columns
)
LATEST = _Table(
    "latest",
    "steps",
    "The reports that count: the rows of `last_reports`, or of `earlier_reports` for a while.",
    LAST_REPORTS.columns,
)
AMENDED = _Table("amended", "presence", "The units and periods with corrections.", "unit, number, pid")
CORRECTED = _Table(
    "corrected",
    "presence",
    "The last report that names an indicator, where reports are amended.",
    "unit, pid, iid, rank",
)
CONTESTED = _Table(
    "contested", "presence", "The units and periods with a report and a correction that both lack a day.", "unit, pid"
)
REPORTS = _Table(
    "reports",
    "presence",
    "The indicators that each unit names in its last report of each period.",
    "unit, pid, number, n, named[word]",
)
REPORTING = _Table(
    "reporting",
    "presence",
    "The number of reports and of indicators in them, by period, and whether any may repeat an indicator.",
    "pid, n, named, repeats",
)
POSSIBLE_REPEATS = _Table(
    "possible_repeats", "presence", "The units and periods with more rows than indicators.", "unit, pid"
)
REPEATS = _Table("repeats", "presence", "The indicators that a unit reports repeatedly.", "unit, pid, iid")
EXPECTED = _Table("expected", "steps", "The units that must report at each period.", "unit, pid, number")
SPOILED = _Table(
    "spoiled",
    "presence",
    "The indicators that bad rows remove from a unit and period.",
    "unit, pid, n, lost[word], invalid[word], mentioned[word]",
)
PRESENCE = _Table(
    "presence",
    "presence",
    "The indicators that each unit judged in columns reports at each period: with a figure, with any cell that is not "
    "empty, with a text that is not a figure, and with an unusable cell.",
    "unit, pid, number, bad, valid[word], present[word], mentioned[word], invalid[word]",
)
REPORTERS = _Table(
    "reporters", "presence", "The rows of `presence` for all units, whoever judges them.", PRESENCE.columns
)

ROWS = _Table(
    "rows",
    "rows",
    "All rows with the indicator that they address, their figure, and the reason why they are not judged, or 0.",
    "file, row, unit, period, indicator, pid, iid, text, written, stated_as_of?, stated_status?, confirmed?, note?, "
    "unit_of_measure?, "
    "estimate, state, plain, counts, truncated, rated, series, falls, number, read_slack, read_cut, doubt?, v, beside?, "
    "nk?, dk?, numerator?, denominator?, why",
)
NEAR_ROWS = _Table("near_rows", "rows", "The rows that may need a remark.", ROWS.columns)
BAD = _Table(
    "bad",
    "steps",
    "The rows that cannot be used, with the cell that is the reason.",
    "file, row, unit, period, indicator, text, cell, pid, iid, why, written",
)
PROBLEMS = _Table(
    "problems", "bad_rows", "The codes of values that cannot be used.", f"raw STRING, {_PAIR}, code STRING"
)

RANGE_UNITS = _Table("range_units", "rows", "The units that report a range.", "unit, number")
MEASURE_UNITS = _Table(
    "measure_units", "measures", "The units with a figure in another unit than that of its indicator.", "unit, number"
)
GROWTH_UNITS = _Table("growth_units", "rows", "The units that report a growth rate.", "unit, number")
EARLY_UNITS = _Table(
    "early_units", "presence", "The units with a figure dated before the end of its period.", "unit, number"
)
AMENDING_UNITS = _Table("amending_units", "unit_by_unit", "The units with corrections.", "unit, number")
UNDECIDED_UNITS = _Table(
    "undecided_units", "presence", "The units of packs that columns cannot decide.", "unit, number"
)
RATIO_UNITS = _Table(
    "ratio_units", "notation", "The units with a ratio whose parts may differ in notation.", "unit, number"
)
PERCENTAGE_UNITS = _Table(
    "percentage_units", "plan_percentages", "The units with a percentage that columns cannot decide.", "unit, number"
)
FALLBACK = _Table("fallback", "unit_by_unit", "The units that the plain engine judges.", "unit, number")
REVISED = _Table(
    "revised", "presence", "The units and periods with superseded or amended figures.", "unit, number, pid"
)
UNIT_ROWS = _Table("{}_rows", "unit_by_unit", "The rows of the units of a table, in order.", _INPUT.columns)
PORTION = _Table("portion", "unit_by_unit", "The units that are judged at a time.", "unit STRING")
