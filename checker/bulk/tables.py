"""The catalogue of all tables and views of a bulk run.

Owns their names and columns: statements and rows take both from here. Must not know what is in a table.

These columns recur. ``raw`` is a text as written in the data. ``pid`` is the key of a period, ``iid`` that of an
indicator within its pack, ``number`` that of a pack, and ``class`` that of a class of figures. ``file`` and ``row``
are the place of a row, and ``v`` is its figure on the grid. Columns with ``[word]`` hold bits, one for each indicator.
"""

from __future__ import annotations

from typing import Final

from checker.bulk.categories import PACES, VERDICTS
from checker.bulk.classes import ClassTally
from checker.bulk.model import COLUMNS, OPTIONAL
from checker.bulk.run_table import RunTable
from checker.bulk.tally_masks import MASKS

_PAIR: Final = "pid BIGINT, iid BIGINT"
_IDS: Final = "pack <pack>, period <period>, indicator <indicator>"
_CONCERN: Final = "code <code>, matter <matter>, gate <gate>"
_STANDS: Final = "verdict <verdict>, pace <pace>"
_BOUNDS: Final = "lo <stated>, hi <stated>"
_RATIO: Final = ", ".join(f"{one}? DECIMAL(38,0)" for one in "muwvx")
"""Bounds for a ratio: ``n*m >= u*d + w`` and ``n*m <= v*d - x``."""
_COUNTS: Final = ", ".join(f"{name} BIGINT" for name in ClassTally._fields)
_PLACE: Final = "file <file>, row BIGINT"

# --- the rows as given -------------------------------------------------------------------

STAGED: Final = RunTable(
    "rows_{}",
    "staging, duck_csv",
    "The rows of a CSV file in few bytes each.",
    f"row?, cut?, {', '.join(f'{column}?' for column in COLUMNS)}, figure?, omitted?, odd?",
)
REJECTS: Final = RunTable("rejects_{}", "duck_csv", "The lines of a CSV file that DuckDB cannot read.", "")
SCANS: Final = RunTable("scans_{}", "duck_csv", "How DuckDB read a CSV file.", "")
SPARK_STAGED: Final = RunTable(
    "staged", "spark_csv", "The rows of all CSV files.", f"path, k, line, _broken, cut, {', '.join(COLUMNS)}"
)
SPARK_NUMBERED: Final = RunTable(
    "numbered", "spark_csv", "The same with the names of their files, and their lines.", f"file, row, {SPARK_STAGED[3]}"
)
SPARK_STORED: Final = RunTable(
    "stored", "spark", "The rows of all Parquet files.", f"path, row, {', '.join(f'{column}?' for column in COLUMNS)}"
)
FILES: Final = RunTable(
    "files",
    "spark_files",
    "The names of files in messages, by Spark's addresses, with the number of their first row.",
    "path STRING, name STRING, start BIGINT",
)
GIVEN: Final = RunTable(
    "given",
    "staging, duck, spark, spark_csv",
    "The rows as written, with NULL for an empty cell.",
    f"file, row, {', '.join(COLUMNS[:4])}, {', '.join(f'{column}?' for column in OPTIONAL)}"
    ", figure?, decimals?, spelling?",
)
AS_GIVEN: Final = RunTable("as_given", "duck", "The same before units were renamed.", GIVEN.columns)
BITS: Final = RunTable(
    "bits",
    "keys",
    "The place and the presence bits of each text of an indicator.",
    "raw STRING, place BIGINT, bit[word] BIGINT",
)
PIDS: Final = RunTable(
    "pids",
    "keys",
    "The key of each text of a period, and the first number of its pairs with indicators.",
    "raw STRING, pid BIGINT, pairs BIGINT",
)
INPUT: Final = RunTable(
    "input",
    "duck, spark",
    "The rows as written, with the numbers of `bits` and `pids`.",
    f"{GIVEN.columns}, place, bit[word], pid, pairs",
)
RENAMED: Final = RunTable("renamed", "steps", "The ids of units that are written otherwise.", "raw STRING, unit STRING")

# --- what texts mean ---------------------------------------------------------------------

SPANS: Final = RunTable(
    "spans",
    "keys",
    "The texts of a pack's periods, with their first and last day, and the bits that the pack knows.",
    "raw_period STRING, pid BIGINT, number BIGINT, begins STRING, ends STRING, known[word] BIGINT",
)
NAMES: Final = RunTable(
    "names",
    "names",
    "The indicator that each pair of texts addresses, or why there is none.",
    f"raw_period STRING, raw_indicator STRING, why BIGINT, {_PAIR}, pack BIGINT, plain BIGINT, counts BIGINT, "
    "truncated BIGINT, rated BIGINT, whole BIGINT, begins STRING, series BIGINT, falls BIGINT",
)
NAMED: Final = RunTable(
    "named",
    "names",
    "The same with the number of the pair, and the range of its figures without remarks.",
    f"{NAMES.columns}, pair BIGINT, quiet_from <figure>, quiet_to <figure>",
)
TEXTS: Final = RunTable(
    "texts",
    "value_texts",
    "The readings of values that are not plainly spelled.",
    f"raw STRING, {_PAIR}, v <figure>, slack <finer>, cut <finer>, state BIGINT, doubt BIGINT, ranged BIGINT, "
    "reached STRING",
)
PROOFS: Final = RunTable(
    "proofs", "notation", "The values in another notation than the run's.", f"raw STRING, {_PAIR}, counted BIGINT"
)
MIXED: Final = RunTable("mixed", "notation", "The files with such a value.", "file STRING")
DAYS: Final = RunTable(
    "days",
    "days",
    "The day that each text of a day means, with the ranks of a report and of a correction, or why it does not count.",
    "raw STRING, day STRING, rank STRING, amending_rank STRING, two BIGINT, ahead BIGINT, later BIGINT",
)
STATES: Final = RunTable(
    "states", "steps", "The data state that each text of a status means.", "raw STRING, estimate BIGINT, state BIGINT"
)
CORRECTIONS: Final = RunTable(
    "corrections", "steps", "The texts that mark a row as a correction of an earlier report.", "raw STRING"
)
UNIT_NOTES: Final = RunTable("unit_notes", "unit_notes", "The notes that name a unit of measurement.", "raw STRING")
CONFLICTING_NOTES: Final = RunTable(
    "conflicting_notes",
    "unit_notes",
    "The notes that name another unit of measurement than the figure beside them.",
    "raw STRING, number BIGINT, iid BIGINT, text STRING",
)
VOUCHED: Final = RunTable(
    "vouched_{}", "results", "The texts of a column that confirm a figure in doubt.", "raw STRING"
)

# --- packs, and the answers of the plain code ----------------------------------------------

PERIODS: Final = RunTable(
    "periods",
    "key_tables",
    "The periods of the data, with their packs.",
    "pid BIGINT, number BIGINT, pack <pack>, period <period>",
)
INDICATORS: Final = RunTable(
    "indicators",
    "key_tables",
    "The indicators of the packs, with their titles and groups.",
    "number BIGINT, iid BIGINT, indicator <indicator>, title STRING, grouped STRING",
)
PLACES: Final = RunTable(
    "places",
    "key_tables",
    "Each indicator at each period with its presence bits; `iid` -1 stands for the whole report.",
    f"{_PAIR}, {_IDS}, b[word] BIGINT",
)
UNITS: Final = RunTable(
    "units",
    "steps",
    "The units of each pack, and whether each must report.",
    "unit STRING, pack BIGINT, expected BIGINT",
)
UNIT_TITLES: Final = RunTable(
    "unit_titles", "results", "The packs' names of their units.", "pack <pack>, unit STRING, title STRING"
)
OWNERS: Final = RunTable(
    "owners",
    "unit_by_unit",
    "The units whose figures are the sums of other units.",
    "unit STRING, number BIGINT, pack STRING",
)
GOALS: Final = RunTable(
    "goals",
    "plan_percentages",
    "The plans that percentages refer to.",
    "number BIGINT, iid BIGINT, goal DOUBLE, has_target BIGINT",
)
CLASSES: Final = RunTable(
    "classes",
    "class_answers",
    "The classes of figures, each from its least to its greatest figure, with their results.",
    f"class BIGINT, {_PAIR}, least <figure>, most <figure>, {_RATIO}, {_STANDS}, {_BOUNDS}",
)
MOVES: Final = RunTable(
    "moves",
    "class_answers",
    "The classes that count otherwise than most figures of their pair, with the difference.",
    "class BIGINT, pid BIGINT, least <figure>, most <figure>, "
    f"{_IDS}, office <office>, code <code>, matter <matter>, {_COUNTS}",
)
STANDINGS: Final = RunTable(
    "standings",
    "class_answers",
    "The result of each class for each target.",
    f"class BIGINT, office <office>, {_STANDS}, {_BOUNDS}",
)
REMARKS: Final = RunTable(
    "remarks",
    "class_answers",
    "The findings about figures of a range, each with the properties of the row on which it depends.",
    f"{_PAIR}, least <figure>, most <figure>, {_RATIO}, written? BIGINT, estimate BIGINT, confirmed BIGINT, "
    f"whole BIGINT, grouped BIGINT, {_IDS}, office <office>, {_CONCERN}, {_STANDS}, {_BOUNDS}, goal <stated>",
)
ABSENCES: Final = RunTable(
    "absences",
    "class_answers",
    "The findings about a missing indicator.",
    f"pid BIGINT, b[word] BIGINT, {_IDS}, office <office>, {_CONCERN}, verdict <verdict>",
)
TALLIES: Final = RunTable(
    "tallies",
    "class_answers",
    "The indicators that add to each count at a period, by their presence.",
    f"pid BIGINT, {', '.join(f'{mask}[word] BIGINT' for mask in MASKS)}",
)
STEPS: Final = RunTable(
    "steps",
    "class_answers",
    "The first class of each pair, and the figures beyond which its further classes begin.",
    f"{_PAIR}, class BIGINT, end[step] <figure>",
)
NOTES: Final = RunTable(
    "notes", "class_answers", "The findings that do not depend on a figure.", f"number BIGINT, {_CONCERN}"
)
CHECKS: Final = RunTable(
    "checks",
    "relations",
    "The comparisons between figures, with the bounds of their sums.",
    f"chk BIGINT, iid BIGINT, {_IDS}, subject <office>, {_CONCERN}, size BIGINT, lo <finer>, hi <finer>",
)
TERMS: Final = RunTable(
    "terms",
    "relations",
    "The figures that are compared, with their factors.",
    f"chk BIGINT, {_PAIR}, before BIGINT, stated BIGINT, positive BIGINT, falls BIGINT, times DECIMAL(38,0)",
)
NEEDS: Final = RunTable(
    "needs",
    "uncompared",
    "The indicators that each comparison needs at a period.",
    f"{_PAIR}, never BIGINT, over_time BIGINT, positive BIGINT, m[word] BIGINT, o[word] BIGINT",
)
EARLIER_PERIODS: Final = RunTable(
    "earlier_periods", "uncompared", "The earlier periods of each period.", "pid BIGINT, before BIGINT"
)

# --- who reports what ----------------------------------------------------------------------

VINTAGES: Final = RunTable(
    "vintages",
    "presence",
    "The indicators that each unit names for each period and day, with these texts as written.",
    "unit, period, as_of?, amends?, n, b[word]",
)
LAST_REPORTS: Final = RunTable(
    "last_reports",
    "presence",
    "The last report of each unit and period, with the rank of the last complete one.",
    "unit, pid, day, rank, whole",
)
EARLIER_REPORTS: Final = RunTable(
    "earlier_reports", "presence", "The last report before that one.", LAST_REPORTS.columns
)
LATEST: Final = RunTable("latest", "steps", "The reports that count, one of the two tables.", LAST_REPORTS.columns)
AMENDED: Final = RunTable("amended", "presence", "The units and periods with corrections.", "unit, number, pid")
CORRECTED: Final = RunTable(
    "corrected",
    "presence",
    "The last report that names an indicator, where reports are amended.",
    "unit, pid, iid, rank",
)
CONTESTED: Final = RunTable(
    "contested", "presence", "The units and periods with a report and a correction that both lack a day.", "unit, pid"
)
REPORTS: Final = RunTable(
    "reports",
    "presence",
    "The indicators that each unit names in its last report of each period.",
    "unit, pid, number, n, named[word]",
)
REPORTING: Final = RunTable(
    "reporting",
    "presence",
    "The number of reports and of indicators in them, by period, and whether any may repeat an indicator.",
    "pid, n, named, repeats",
)
POSSIBLE_REPEATS: Final = RunTable(
    "possible_repeats", "presence", "The units and periods with more rows than indicators.", "unit, pid"
)
REPEATS: Final = RunTable("repeats", "presence", "The indicators that a unit reports repeatedly.", "unit, pid, iid")
EXPECTED: Final = RunTable("expected", "steps", "The units that must report at each period.", "unit, pid, pack")
SPOILED: Final = RunTable(
    "spoiled",
    "presence",
    "The indicators that bad rows remove from a unit and period.",
    "unit, pid, n, lost[word], invalid[word], mentioned[word]",
)
PRESENCE: Final = RunTable(
    "presence",
    "presence",
    "The indicators that each unit judged in columns reports at each period: with a figure, with any cell that is not "
    "empty, with a text that is not a figure, and with an unusable cell.",
    "unit, pid, number, bad, valid[word], present[word], mentioned[word], invalid[word]",
)
REPORTERS: Final = RunTable("reporters", "presence", "The same for all units.", PRESENCE.columns)

# --- rows with their indicators ------------------------------------------------------------

ROWS: Final = RunTable(
    "rows",
    "rows",
    "All rows with the indicator that they address, their figure, and the reason why they are not judged, or 0.",
    "file, row, unit, period, indicator, pid, iid, text, written, stated_as_of?, stated_status?, confirmed?, note?, "
    "estimate, state, plain, counts, truncated, rated, series, falls, pack, read_slack, read_cut, doubt?, v, beside?, "
    "nk?, dk?, numerator?, denominator?, why",
)
NEAR_ROWS: Final = RunTable("near_rows", "rows", "The rows that may need a remark.", ROWS.columns)
BAD: Final = RunTable(
    "bad",
    "steps",
    "The rows that cannot be used, with the cell that is the reason.",
    "file, row, unit, period, indicator, text, cell, pid, iid, why, written",
)
PROBLEMS: Final = RunTable(
    "problems", "bad_rows", "The codes of values that cannot be used.", f"raw STRING, {_PAIR}, code STRING"
)

# --- what the plain engine judges ------------------------------------------------------------

RANGE_UNITS: Final = RunTable("range_units", "rows", "The units that report a range.", "unit, number")
GROWTH_UNITS: Final = RunTable("growth_units", "rows", "The units that report a growth rate.", "unit, number")
EARLY_UNITS: Final = RunTable(
    "early_units", "presence", "The units with a figure dated before the end of its period.", "unit, number"
)
AMENDING_UNITS: Final = RunTable("amending_units", "unit_by_unit", "The units with corrections.", "unit, number")
UNDECIDED_UNITS: Final = RunTable(
    "undecided_units", "presence", "The units of packs that columns cannot decide.", "unit, number"
)
RATIO_UNITS: Final = RunTable(
    "ratio_units", "notation", "The units with a ratio whose parts may differ in notation.", "unit, number"
)
PERCENTAGE_UNITS: Final = RunTable(
    "percentage_units", "plan_percentages", "The units with a percentage that columns cannot decide.", "unit, number"
)
FALLBACK: Final = RunTable("fallback", "unit_by_unit", "The units that the plain engine judges.", "unit, number")
REVISED: Final = RunTable(
    "revised", "presence", "The units and periods with superseded or amended figures.", "unit, number, pid"
)
UNIT_ROWS: Final = RunTable("{}_rows", "unit_by_unit", "The rows of the units of a table, in order.", INPUT.columns)
PORTION: Final = RunTable("portion", "unit_by_unit", "The units that are judged at a time.", "unit STRING")

# --- results -------------------------------------------------------------------------------

CLASS_COUNTS: Final = RunTable("class_counts", "tallies", "The number of figures of each class.", "class, n")
RESULTS: Final = RunTable(
    "results",
    "tallies",
    "The number of figures by indicator, period, verdict and pace.",
    f"{_PAIR}, {_STANDS}, n BIGINT",
)
FINDINGS: Final = RunTable(
    "findings",
    "findings",
    "The findings; the weight is the shortfall as a share of the target, by which they are sorted.",
    f"pack <pack>, unit STRING, period <period>, indicator <indicator>, subject <office>, {_CONCERN}, {_STANDS}, "
    f"value <figure>, numerator <part>, denominator <part>, shortfall <stated>, {_PLACE}, weight DOUBLE",
)
JUDGED: Final = RunTable(
    "judged",
    "tallies",
    "Every judged row, with its result for each target.",
    f"pack <pack>, unit STRING, period <period>, indicator <indicator>, subject <office>, {_STANDS}, value <figure>, "
    f"shortfall <stated>, {_PLACE}",
    is_file=True,
)
BY_UNIT: Final = RunTable(
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


UNIT_FINDINGS: Final = RunTable(
    "{}_findings", "report_rows", "The findings of units judged by the plain engine.", _of_reports(FINDINGS.columns)
)
UNIT_RESULTS: Final = RunTable(
    "{}_results", "report_rows", "Their figures, with verdict and pace.", f"{RESULTS.columns}, unit STRING"
)
UNIT_TALLIES: Final = RunTable("{}_units", "report_rows", "Their tallies.", BY_UNIT.columns)
UNIT_JUDGED: Final = RunTable(
    "{}_judged", "report_rows", "Their judged rows, if all are written.", _of_reports(JUDGED.columns)
)
MOVED: Final = RunTable(
    "moved",
    "tallies",
    "The sums of `moves` over the figures of each unit and period.",
    f"unit, pid, {', '.join(ClassTally._fields)}",
)
SERIES: Final = RunTable(
    "series_{}",
    "comparisons",
    "The figures of a series side by side, with their rounding intervals, by period.",
    "unit, iid, v[pid], s[pid]",
)
BEFORE: Final = RunTable(
    "before", "comparisons", "The nearest earlier figure of each figure in a series.", "unit, pid, iid, v, slack"
)
OVER_TIME: Final = RunTable(
    "over_time",
    "comparisons",
    "The figures of units and indicators of which any is below the nearest earlier one, by period.",
    "unit, indicator?, iid?, v[pid]",
)
FALLEN_IN: Final = RunTable(
    "fallen_{}",
    "comparisons",
    "The figures of a pack that are below the nearest earlier one, with its period.",
    "unit, iid, pid, before",
)
FALLEN: Final = RunTable("fallen", "results", "The same for all packs.", FALLEN_IN.columns)
TITLED_UNITS: Final = RunTable(
    "by_unit",
    "tallies",
    "The tally of each unit and period, with the unit's name.",
    f"{BY_UNIT.columns}, unit_title",
    True,
)
BY_INDICATOR: Final = RunTable(
    "by_indicator",
    "tallies",
    "The number of units by verdict and pace, for each indicator and period.",
    f"pack, period, indicator, title, grouped, units, {', '.join((*VERDICTS, *PACES))}, without",
)
BY_GROUP: Final = RunTable(
    "by_group",
    "tallies",
    "The same, added up over the indicators of a group.",
    f"pack, period, grouped, indicators, units, {', '.join((*VERDICTS, *PACES))}, without",
    is_file=True,
)
BAD_ROWS: Final = RunTable(
    "bad_rows",
    "bad_rows",
    "The rows that cannot be used, with their codes.",
    "file, row, unit, period, indicator, value, code",
    is_file=True,
)

# --- units in full -------------------------------------------------------------------------

WORST_UNITS: Final = RunTable(
    "worst_units", "one_by_one", "The units with the worst findings.", "unit STRING, period STRING, pack STRING"
)
MAP_UNITS: Final = RunTable(
    "map_units", "survey", "The units of the map, in order.", "unit STRING, pid BIGINT, place BIGINT"
)
DETAIL_PERIODS: Final = RunTable(
    "detail_periods", "one_by_one", "The periods of these units that are looked at.", "unit, raw_period"
)
DETAIL_ROWS: Final = RunTable("detail_rows", "one_by_one", "Their rows as written.", GIVEN.columns)

CATALOGUE: Final = tuple(one for one in list(globals().values()) if isinstance(one, RunTable))
"""All of them."""
