"""D301 to D349 except D330 to D337: bulk data."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import info as _info

BULK_UNREADABLE = _error(
    "D301",
    "rows-unreadable",
    "the rows cannot be read: {reason}",
    "check the path, the table and the permissions",
    "A source that cannot be read whole is not evaluated in part.",
)
BULK_MEMORY = _error(
    "D322",
    "memory-not-enough",
    "{memory} is not enough for these rows",
    "allow more with --memory, such as --memory 4GB, or run fewer threads with --threads",
    "Most data that does not fit into memory goes to the folder of --spill. But each thread needs some memory of its "
    "own.",
)
BULK_COLUMN = _error(
    "D302",
    "column-missing",
    "there is no column `{column}`; the columns are: {found}",
    "name the column with --column, as in --column unit=commune_code",
    "Rows for a bulk run have the columns unit, period, indicator and value, and optionally status, as_of, numerator "
    "and denominator.",
)
BULK_BROKEN = _error(
    "D303",
    "row-broken",
    "this line is not a row: `{value}`",
    "give it as many columns as the header, quotes around a text that holds the separator, and save it as UTF-8",
    "Cells that are shifted by one would be other figures, so nothing of the line is used.",
)
BULK_NO_UNIT = _error(
    "D304",
    "row-without-unit",
    "the row names no reporting unit",
    "fill in the unit",
    "Without a unit the figure cannot be compared with a target.",
)
BULK_PERIOD = _error(
    "D305",
    "row-of-unknown-period",
    "`{value}` is not a period",
    "write 2024, 2024-H1, 2024-9M, 2024-Q2 or 2024-06",
    "Without its period it is not known which target the figure is compared with.",
)
BULK_OTHER_YEAR = _info(
    "D306",
    "row-of-another-year",
    "no pack of this run is for {value}",
    "give the pack of that year with --pack",
    "Rows of years without a pack are counted and not judged.",
)
BULK_OTHER_UNIT = _info(
    "D307",
    "row-of-another-unit",
    "the unit `{value}` is none of those that report",
    "correct the unit, add it to the pack's reporting units or the file of --units, or judge all with --units data",
    "Rows of units that are not named are counted and not judged. A unit that is named but misspelled in the data is "
    "reported as missing too.",
)
BULK_REPEATED = _error(
    "D308",
    "row-repeated",
    "{unit} reports `{value}` for {period} more than once",
    "leave one row; a revised figure states its own day in the column as_of",
    "Nobody can say which of two figures for the same is right, so neither is used.",
)
BULK_DAY = _error(
    "D309",
    "row-of-unknown-day",
    "as_of is `{value}`, which is not a date",
    "write the date as 2024-07-02",
    "The day decides which of several reports is the later one.",
)
BULK_NO_DAY = _error(
    "D310",
    "row-without-day",
    "the row has no as_of, but other rows of {unit} for {period} have",
    "state as_of in all rows, or in none",
    "Without its day it is not known whether the figure was revised by the others, so it is not used.",
)
BULK_STATUS = _error(
    "D311",
    "row-of-unknown-status",
    "the status `{value}` is not known",
    "write one of: final, estimate, provisional, revised, late",
    "Whether a figure is final or an estimate matters for its reader.",
)
BULK_RANGE = _error(
    "D312",
    "row-with-range",
    "`{value}` is a range, or says more than one number",
    "check it as a submission of its own, or report one number",
    "A bulk run judges units that state ranges, or a plan beside a figure, one by one, up to 5 000 of them. Sums of "
    "several units need single numbers. A range is never taken for one of its ends.",
)
BULK_TOO_LONG = _error(
    "D313",
    "row-with-long-number",
    "`{value}` has too many digits to be compared in bulk",
    "round it, or check it as a submission of its own",
    "Bulk runs compare figures exactly with up to 20 digits before and 17 after the decimal point, or some fewer "
    "where checks multiply them. Numerators and denominators may have 14 and 6. Longer ones are refused, not rounded.",
)
BULK_PACKS = _error(
    "D314",
    "packs-of-one-year",
    "`{pack}` and `{other}` are both for {year}",
    "give one pack for each year",
    "Each row is judged by the pack of its period's year.",
)
BULK_SUPERSEDED = _info(
    "D315",
    "row-superseded",
    "a later report of {unit} for {period} takes the place of this row",
    "nothing needs to be done",
    "If a unit sends several reports for a period, distinguished by as_of, the last one counts as a whole.",
)

BULK_QUOTE = _error(
    "D316",
    "quote-not-closed",
    "a quote in this line is not closed where its cell ends",
    "close it, or double it where it belongs to the text",
    "An open quote takes the lines after it for text of one cell, so nobody can say which rows the file has.",
)

BULK_UNREAD = _error(
    "D317",
    "value-not-read",
    "`{value}` is not written as plain digits, and 200 000 values that are not were read already",
    "write numbers as digits with one decimal sign, and name their notation with --locale",
    "Values in other spellings are read one by one, which is done for so many different ones and no more.",
)
TWO_DAYS = _error(
    "D318",
    "moment-of-two-days",
    "`{value}` is {first} by its own time zone, but {second} in Vietnam",
    "write the day alone, as in 2024-07-02",
    "A program that stores a day as midnight in a time zone writes the evening before for another zone. The "
    "intended day is then unclear, and the day decides which targets are in force and which report is the later "
    "one.",
)
PARQUET_DAMAGED = _error(
    "D319",
    "parquet-damaged",
    "the Parquet file is damaged",
    "write or copy it again, and whole",
    "A file with an unreadable part may have lost rows or figures, so nothing of it is used.",
)
COLUMN_TYPE = _error(
    "D320",
    "column-of-unfit-type",
    "the column `{column}` is of the type {type}, which is not read",
    "store it as text, a whole number, a decimal or a double",
    "Lists, binary data, intervals and the like have no one text, and what an amount of money means depends on the "
    "settings of its database.",
)
BULK_ALONE = _error(
    "D321",
    "not-in-bulk",
    "the column `{column}` says `{value}`, which bulk runs do not read",
    "write `true` in the rows that correct an earlier report of their unit and period, and `false` or nothing in "
    "others",
    "A report that takes the place of an earlier one leaves nothing of it; a correction leaves the rows that it does "
    "not name. A word that may mean either would decide which figures count.",
)
