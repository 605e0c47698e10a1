"""The rows as given, and what their texts mean."""

from __future__ import annotations

from checker.bulk.model import COLUMNS as _COLUMNS
from checker.bulk.model import OPTIONAL as _OPTIONAL
from checker.bulk.tables.fragments import PAIR as _PAIR
from checker.bulk.tables.run_table import RunTable as _Table

STAGED = _Table(
    "rows_{}",
    "staging, duck_csv",
    "The rows of a CSV file in few bytes each.",
    f"row?, cut?, {', '.join(f'{column}?' for column in _COLUMNS)}, figure?, omitted?, odd?",
)
REJECTS = _Table("rejects_{}", "duck_csv", "The lines of a CSV file that DuckDB cannot read.", "")
SCANS = _Table("scans_{}", "duck_csv", "How DuckDB read a CSV file.", "")
SPARK_STAGED = _Table(
    "staged", "spark_csv", "The rows of all CSV files.", f"path, k, line, _broken, cut, {', '.join(_COLUMNS)}"
)
SPARK_NUMBERED = _Table(
    "numbered",
    "spark_csv",
    "The rows of all CSV files, with the names of their files and their lines.",
    f"file, row, {SPARK_STAGED[3]}",
)
SPARK_STORED = _Table(
    "stored", "spark", "The rows of all Parquet files.", f"path, row, {', '.join(f'{column}?' for column in _COLUMNS)}"
)
FILES = _Table(
    "files",
    "spark_files",
    "The names of files in messages, by Spark's addresses, with the number of their first row.",
    "path STRING, name STRING, start BIGINT",
)
GIVEN = _Table(
    "given",
    "staging, duck_parquet, spark, spark_csv",
    "The rows as written, with NULL for an empty cell.",
    f"file, row, {', '.join(_COLUMNS[:4])}, {', '.join(f'{column}?' for column in _OPTIONAL)}"
    ", figure?, decimals?, spelling?",
)
AS_GIVEN = _Table("as_given", "duck", "The rows as written, before units were renamed.", GIVEN.columns)
BITS = _Table(
    "bits",
    "keys",
    "The place and the presence bits of each text of an indicator.",
    "raw STRING, place BIGINT, bit[word] BIGINT",
)
PIDS = _Table(
    "pids",
    "keys",
    "The key of each text of a period, and the first number of its pairs with indicators.",
    "raw STRING, pid BIGINT, pairs BIGINT",
)
INPUT = _Table(
    "input",
    "duck, spark",
    "The rows as written, with the numbers of `bits` and `pids`.",
    f"{GIVEN.columns}, place, bit[word], pid, pairs",
)
RENAMED = _Table("renamed", "steps", "The ids of units that are written otherwise.", "raw STRING, unit STRING")

SPANS = _Table(
    "spans",
    "keys",
    "The texts of a pack's periods, with their first and last day, and the bits that the pack knows.",
    "raw_period STRING, pid BIGINT, number BIGINT, begins STRING, ends STRING, known[word] BIGINT",
)
NAMES = _Table(
    "names",
    "names",
    "The indicator that each pair of texts addresses, or why there is none.",
    f"raw_period STRING, raw_indicator STRING, why BIGINT, {_PAIR}, number BIGINT, plain BIGINT, counts BIGINT, "
    "truncated BIGINT, rated BIGINT, whole BIGINT, begins STRING, series BIGINT, falls BIGINT",
)
NAMED = _Table(
    "named",
    "names",
    "The rows of `names` with the numbers of their pairs, and the range of figures without remarks.",
    f"{NAMES.columns}, pair BIGINT, quiet_from <figure>, quiet_to <figure>",
)
TEXTS = _Table(
    "texts",
    "value_texts",
    "The readings of values that are not plainly spelled.",
    f"raw STRING, {_PAIR}, v <figure>, slack <finer>, cut <finer>, state BIGINT, doubt BIGINT, ranged BIGINT, "
    "reached STRING",
)
PROOFS = _Table(
    "proofs",
    "notation",
    "The values in another notation than the run's; for a count, with the unit beside it.",
    f"raw STRING, {_PAIR}, counted BIGINT, measure STRING",
)
PART_PROOFS = _Table(
    "{}_proofs", "notation", "The numerators or denominators in another notation than the run's.", "raw STRING"
)
MIXED = _Table("mixed", "notation", "The files with a figure in another notation than the run's.", "file STRING")
DAYS = _Table(
    "days",
    "days",
    "The day that each text of a day means, with the ranks of a report and of a correction, or why it does not count.",
    "raw STRING, day STRING, rank STRING, amending_rank STRING, two BIGINT, ahead BIGINT, later BIGINT",
)
STATES = _Table(
    "states", "steps", "The data state that each text of a status means.", "raw STRING, estimate BIGINT, state BIGINT"
)
CORRECTIONS = _Table(
    "corrections", "steps", "The texts that mark a row as a correction of an earlier report.", "raw STRING"
)
UNIT_NOTES = _Table("unit_notes", "unit_notes", "The notes that name a unit of measurement.", "raw STRING")
CONFLICTING_NOTES = _Table(
    "conflicting_notes",
    "unit_notes",
    "The notes that name another unit of measurement than the figure beside them.",
    "raw STRING, number BIGINT, iid BIGINT, text STRING",
)
MEASURES = _Table(
    "measures",
    "measures",
    "The units of measure by which the figure beside them means something else, and whether its row is bad.",
    "raw STRING, number BIGINT, iid BIGINT, text STRING, bad BIGINT",
)
VOUCHED = _Table("vouched_{}", "results", "The texts of a column that confirm a figure in doubt.", "raw STRING")
