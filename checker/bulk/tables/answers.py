"""The packs of a run, and the answers of the plain code."""

from __future__ import annotations

from checker.bulk.tables.fragments import BOUNDS as _BOUNDS
from checker.bulk.tables.fragments import CONCERN as _CONCERN
from checker.bulk.tables.fragments import COUNTS as _COUNTS
from checker.bulk.tables.fragments import IDS as _IDS
from checker.bulk.tables.fragments import PAIR as _PAIR
from checker.bulk.tables.fragments import RATIO as _RATIO
from checker.bulk.tables.fragments import STANDS as _STANDS
from checker.bulk.tables.run_table import RunTable as _Table
from checker.bulk.tally_masks import MASKS as _MASKS

PERIODS = _Table(
    "periods",
    "key_tables",
    "The periods of the data, with their packs.",
    "pid BIGINT, number BIGINT, pack <pack>, period <period>",
)
INDICATORS = _Table(
    "indicators",
    "key_tables",
    "The indicators of the packs, with their titles and groups.",
    "number BIGINT, iid BIGINT, indicator <indicator>, title STRING, grouped STRING",
)
PLACES = _Table(
    "places",
    "key_tables",
    "Each indicator at each period with its presence bits; `iid` -1 stands for the whole report.",
    f"{_PAIR}, {_IDS}, b[word] BIGINT",
)
UNITS = _Table(
    "units",
    "steps",
    "The units of each pack, and whether each must report.",
    "unit STRING, number BIGINT, expected BIGINT",
)
UNIT_TITLES = _Table(
    "unit_titles", "results", "The packs' names of their units.", "pack <pack>, unit STRING, title STRING"
)
OWNERS = _Table(
    "owners",
    "unit_by_unit",
    "The units whose figures are the sums of other units.",
    "unit STRING, number BIGINT, pack STRING",
)
GOALS = _Table(
    "goals",
    "plan_percentages",
    "The plans that percentages refer to.",
    "number BIGINT, iid BIGINT, goal DOUBLE, has_target BIGINT",
)
CLASSES = _Table(
    "classes",
    "class_answers",
    "The classes of figures, each from its least to its greatest figure, with their results.",
    f"class BIGINT, {_PAIR}, least <figure>, most <figure>, {_RATIO}, {_STANDS}, {_BOUNDS}",
)
MOVES = _Table(
    "moves",
    "class_answers",
    "The classes that count otherwise than most figures of their pair, with the difference.",
    "class BIGINT, pid BIGINT, least <figure>, most <figure>, "
    f"{_IDS}, office <office>, code <code>, matter <matter>, {_COUNTS}",
)
STANDINGS = _Table(
    "standings",
    "class_answers",
    "The result of each class for each target.",
    f"class BIGINT, office <office>, {_STANDS}, {_BOUNDS}",
)
REMARKS = _Table(
    "remarks",
    "class_answers",
    "The findings about figures of a range, each with the properties of the row on which it depends.",
    f"{_PAIR}, least <figure>, most <figure>, {_RATIO}, written? BIGINT, estimate BIGINT, confirmed BIGINT, "
    f"whole BIGINT, grouped BIGINT, {_IDS}, office <office>, {_CONCERN}, {_STANDS}, {_BOUNDS}, goal <stated>",
)
ABSENCES = _Table(
    "absences",
    "class_answers",
    "The findings about a missing indicator.",
    f"pid BIGINT, b[word] BIGINT, {_IDS}, office <office>, {_CONCERN}, verdict <verdict>",
)
TALLIES = _Table(
    "tallies",
    "class_answers",
    "The indicators that add to each count at a period, by their presence.",
    f"pid BIGINT, {', '.join(f'{mask}[word] BIGINT' for mask in _MASKS)}",
)
STEPS = _Table(
    "steps",
    "class_answers",
    "The first class of each pair, and the figures beyond which its further classes begin.",
    f"{_PAIR}, class BIGINT, end[step] <figure>",
)
NOTES = _Table("notes", "class_answers", "The findings that do not depend on a figure.", f"number BIGINT, {_CONCERN}")
CHECKS = _Table(
    "checks",
    "relations",
    "The comparisons between figures, with the bounds of their sums.",
    f"chk BIGINT, iid BIGINT, {_IDS}, subject <office>, {_CONCERN}, size BIGINT, lo <finer>, hi <finer>",
)
TERMS = _Table(
    "terms",
    "relations",
    "The figures that are compared, with their factors.",
    f"chk BIGINT, {_PAIR}, before BIGINT, stated BIGINT, positive BIGINT, falls BIGINT, times DECIMAL(38,0)",
)
NEEDS = _Table(
    "needs",
    "uncompared",
    "The indicators that each comparison needs at a period.",
    f"{_PAIR}, never BIGINT, over_time BIGINT, positive BIGINT, m[word] BIGINT, o[word] BIGINT",
)
EARLIER_PERIODS = _Table(
    "earlier_periods", "uncompared", "The earlier periods of each period.", "pid BIGINT, before BIGINT"
)
