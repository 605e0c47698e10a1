"""D1xx: the content of a submission."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import info as _info
from checker.domain.codes.registry import warning as _warning

UNKNOWN_INDICATOR = _error(
    "D101",
    "unknown-indicator",
    "`{value}` is not an indicator of pack `{pack}`",
    "use an id or a code of the pack; `checker explain PACK` lists them",
    "A row that addresses nothing would be lost; the figure may belong to a target that then looks missing.",
)
REPEATED_INDICATOR = _error(
    "D102",
    "indicator-twice",
    "`{value}` and `{other}` are the same indicator; first at {first}",
    "keep one of the two rows",
    "With two figures for one indicator nobody can say which is meant.",
)
NOT_A_NUMBER = _error(
    "D103",
    "not-a-number",
    "`{value}` is not a number",
    "write a figure such as 86,6 tỷ đồng",
    "Only a number, or words that mean one, can be compared with a target.",
)
AMBIGUOUS_NUMBER = _error(
    "D104",
    "ambiguous-number",
    "`{value}` can be read as {first} or as {second}",
    "write it so that only one reading is left: {first_text} or {second_text}",
    "In Vietnamese the dot groups thousands and the comma marks decimals; other notations swap them. A guess that is "
    "wrong changes the value a hundred or a thousand times, so none is made.",
)
NOT_FINITE = _error(
    "D105",
    "not-finite",
    "`{value}` is not a finite number",
    "write the figure, or leave the row out if there is none",
    "NaN and infinity come from failed calculations and are not data.",
)
NUMBER_TOO_LONG = _error(
    "D106",
    "number-too-long",
    "the number is too long or its exponent too large: `{value}`",
    "check the figure",
    "No published figure has more than 40 characters or 30 powers of ten.",
)
WRONG_UNIT = _error(
    "D107",
    "unit-does-not-fit",
    "unit `{found}` cannot be converted into `{expected}`",
    "report in `{expected}`",
    "Values are converted exactly between units that measure the same, and between no others.",
)
STRANGE_DIGITS = _error(
    "D108",
    "strange-digits",
    "`{value}` has digits of another script: {names}",
    "type the digits 0 to 9",
    "Full-width and other digits look like ordinary ones but come from a copied image or a damaged file.",
)
OTHERS_COUNTED = _error(
    "D168",
    "others-counted",
    "`{value}` counts `{found}`, and {indicator} does not say that it counts only these",
    "report the figure of all; where it is that, write it in `{expected}`, or add these words to `aliases` in the pack",
    "What stands behind the thing may say that these are few of them, or others: those that are new, that stopped, "
    "that were planned, or that do not qualify. Words that the title or an alias has too are read.",
)
UNKNOWN_WORDS = _error(
    "D109",
    "unknown-words",
    "`{value}` is neither a number nor words that `{indicator}` knows",
    "write a number, or have the pack say what the words mean",
    "A pack can state the meaning of words such as `xuất siêu`; nothing else is assumed.",
)
NOT_A_VERDICT = _error(
    "D110",
    "not-a-verdict",
    "`{value}` is not a verdict",
    "write one of: {known}",
    "For this indicator only the verdict is reported, not a figure.",
)
REACHED_LATER = _error(
    "D162",
    "reached-later",
    "`{value}` says that the target was reached after {day}, the last day of which the report can tell",
    "correct the date; if the figures are of a later day, state that day in `as_of`; if the target is still to be "
    "reached, write “chưa hoàn thành”",
    "A result after the end of the reported period, and after the day of the figures (`as_of`) if stated, is a "
    "plan or a mistyped year. Either would be counted as met.",
)
REACHED_AFTER_DAY = _info(
    "D165",
    "reached-late",
    "{indicator}: `{value}` is after {day}, the day by which it was to be reached; it was reached late",
    "correct the date if it is mistyped",
    "A target with a day under `due` is met if it was reached by that day. If it was reached later, it is unmet.",
)
DAY_NOT_STATED = _info(
    "D166",
    "day-not-told",
    "{indicator}: `{value}` does not tell whether it was reached by {day}; the figures are of {known}",
    "write the day behind it, such as “hoàn thành ngày 12/6/2024”",
    "A target with a day under `due` is met if it was reached by that day. A report of a later day that names no "
    "day leaves it undecided.",
)
REVERSED_RANGE = _error(
    "D111",
    "range-reversed",
    "the range `{value}` runs from the larger to the smaller number",
    "write the smaller number first",
    "A range that runs backwards may be two figures, or a date.",
)
SCALE_SUSPECT = _error(
    "D112",
    "scale-suspect",
    "{indicator}: {value} is {how} ({expected}){guess}",
    "check the unit of the figure; if it is right, confirm it: write “đã kiểm tra” in the note of its row (in YAML and "
    "JSON `confirmed: true`)",
    "A figure is in doubt from ten times the target on, or from a hundred times if the target is a count below "
    "ten. Beyond five times it is in doubt if a thousandth or a millionth of it is near the expected value. Such "
    "figures are mostly in another unit than their row states. The same is true of figures in a unit such as `tỷ "
    "đồng` that are less than a three hundredth of the target; and a share of 0.655 is usually 65.5 %. The doubt "
    "blocks until somebody confirms the figure.",
)
UNKNOWN_UNIT = _error(
    "D113",
    "unknown-unit",
    "`{value}`: the unit `{unit}` is not known",
    "write the unit of the pack, or none",
    "A unit that is not known cannot be converted.",
)
MISSING_VALUE = _error(
    "D114",
    "row-without-value",
    "`{value}` is listed without a figure",
    "add `value`, or leave the row out",
    "A row that reports nothing is treated as missing, not as zero.",
)

ZERO_DENOMINATOR = _error(
    "D115",
    "denominator-not-positive",
    "the denominator `{value}` is not one number above zero",
    "report the whole as well as the numerator",
    "A share of nothing is not a figure, so the indicator counts as without data.",
)
LONE_PART = _warning(
    "D116",
    "numerator-and-denominator",
    "`{value}` states only one of numerator and denominator",
    "state both, or only the value",
    "A ratio is recomputed only where both of its parts are reported.",
)
PART_WITHOUT_WHOLE = _warning(
    "D167",
    "part-without-whole",
    "“{part}” of `{indicator}` is a part of “{whole}”, which has no figure",
    "report “{whole}” too, or the share itself in {unit}",
    "What share a count is of something is not known without the whole. It is not taken for the share.",
)
NOT_A_RATIO = _warning(
    "D117",
    "not-a-ratio",
    "`{value}` has a numerator and a denominator, but its indicator is no ratio",
    "report the value alone",
    "Only an indicator of kind ratio is computed from two figures.",
)

INCOMPLETE_SUM = _error(
    "D118",
    "sum-incomplete",
    "{indicator}: the sum is incomplete: these do not report it, or not exactly once: {missing}",
    "check the missing submissions in the same run",
    "A missing month or unit is not zero, so there is no total to compare.",
)
MISSING_UNIT = _error(
    "D119",
    "unit-missing",
    "reporting unit `{unit}` has no submission for {period}",
    "add its submission to the run",
    "What a unit did not report is not zero, so the figures of the whole are incomplete.",
)
RATIO_WITHOUT_PARTS = _error(
    "D120",
    "ratio-without-parts",
    "{indicator}: numerator and denominator are missing from {units}, so the ratio of the whole is not known",
    "let each unit state `numerator` and `denominator`",
    "An average of percentages is not the percentage of the whole.",
)
COMPOUND_REPORTED = _warning(
    "D121",
    "compound-reported",
    "`{value}` follows from {members}; what is reported for it is not read",
    "report its members",
    "The verdict of a compound target follows from the verdicts of its members and from nothing else.",
)
DATE_SUSPECT = _error(
    "D130",
    "date-suspect",
    "{indicator}: {value} is {how} ({expected}), and a spreadsheet stores the date {date} as this number",
    "type the figure again, in a cell without a date format; if it is right, write “đã kiểm tra” in the note of its "
    "row (in YAML and JSON `confirmed: true`)",
    "A spreadsheet makes a date of `7/2` as it is typed and stores it as the number of days since the end of 1899. In "
    "another format, or in an exported table, only that number is left. A whole number that is a day near the report's "
    "year, and far above the target, is doubted for that reason. The doubt blocks until somebody confirms the figure.",
)
FIGURE_CONFIRMED = _info(
    "D131",
    "figure-confirmed",
    "{indicator}: {value} is {how} ({expected}), and was confirmed: “{words}”",
    "look at it once more before the report is signed",
    "Such a figure is in doubt and would block. Its row says that somebody checked it, so it counts as written.",
)

FIGURE_BOUNDED = _info(
    "D161",
    "figure-bounded",
    "{indicator}: “{value}” is taken as {range}, because the rule pack bounds open figures",
    "report the number itself where it is known",
    "“Trên X” and “gần X” leave open how much more or less it is. With `bounded: true` a rule pack takes them to be "
    "within one unit of the last digit that is written, and the report says so.",
)

FRACTION_OF_ONE = _error(
    "D122",
    "fraction-of-a-count",
    "`{value}` is not a whole number of {unit}",
    "check the figure; an average or a rate needs a unit that says so, such as `người/hộ`",
    "Households, persons, cases and the like are counted one by one, so 12,5 thousand of them is a figure and 12,5 is "
    "none. What a pack declares under `units` is counted too, unless it says `fractions: true`.",
)
SEPARATOR_IN_COUNT = _error(
    "D123",
    "separator-in-a-count",
    "`{value}` can be read as {first} or as {second}, and {unit} are counted whole",
    "write {first_text} if that is meant",
    "One separator before exactly three digits groups thousands in one notation and marks decimals in the other. "
    "What is counted has no decimals, so the figure was probably written in the other notation; it is not guessed.",
)
SEPARATOR_SUSPECT = _error(
    "D164",
    "separator-suspect",
    "{indicator}: {value} reads as {read}, {how} ({expected}); if its separator groups thousands, it is {grouped}",
    "write {first_text} if that is meant; if it is right as it stands, confirm it: write “đã kiểm tra” in the note of "
    "its row (in YAML and JSON `confirmed: true`)",
    "A single separator before exactly three digits marks decimals in one notation and groups thousands in the "
    "other. Such a figure is in doubt if it is at most a fortieth of the expected value, because a thousand "
    "times as much is then nearer the plan. The doubt blocks until somebody confirms the figure.",
)
STORED_FRACTION = _error(
    "D124",
    "stored-fraction",
    "the stored number {value} is not a whole number of {unit}",
    "type the whole number without a separator: a spreadsheet may have taken that of thousands for the decimal sign",
    "Where 1.350 is typed and the point is the decimal sign, a spreadsheet stores 1.35. What is counted one by one "
    "has no such figures.",
)
OTHER_NOTATION = _error(
    "D125",
    "other-notation",
    "`{value}` can be read as {first} or as {second}, because `{proof}` at {place} is written in another notation",
    "write {first_text} if that is meant, else correct the other figure; a notation of the whole file is named by "
    "--locale",
    "One separator before exactly three digits has two readings, and the notation of the file settles which. Where "
    "another figure of the file cannot be of that notation, nothing settles it.",
)
BELOW_ZERO = _error(
    "D128",
    "figure-below-zero",
    "{indicator}: `{value}` of the plan would be a figure below zero",
    "report the figure itself",
    "A figure that is taken from its percentage of the plan counts or adds up something, and is never below zero.",
)
UNCLEAR_FRACTION = _error(
    "D129",
    "unclear-fraction",
    "{indicator}: `{value}` may be {done} done and {planned} planned, a share of a whole, or a date: neither the plan "
    "beside it nor a target has that number",
    "write the figure alone, and the plan in its own column",
    "A figure with a slash is read as actual and planned if the second number is the plan beside it or a target. "
    "If the indicator is a ratio, it is read as a share. Everything else would be a guess.",
)
PERCENT_AS_VALUE = _error(
    "D148",
    "percentage-of-plan-as-value",
    "`{value}` is a percentage of the plan, and no figure",
    "write it into the column of percentages of the plan (`percent_of_plan`, “% so với kế hoạch”), and the figure "
    "itself as the value",
    "“Đạt 424% so với dự toán” says how much of a plan was reached. Taken for the value of an indicator in percent, it "
    "would be another figure.",
)
SURPLUS_CELL = _error(
    "D135",
    "surplus-cell",
    "the row has {count} cells, but the header only {width}: `{value}` belongs to no column",
    'put a figure or a text that holds the separator in quotes, such as "286,6", or head the column',
    "A figure such as 286,6 falls into two cells where commas separate the columns and it has no quotes. Every cell "
    "after it is then shifted, so nothing of the row is used.",
)
CUT_FIGURE = _error(
    "D136",
    "figure-cut-at-comma",
    "`{first}` and `{second}` may be one figure that was cut at its comma",
    "write the figure into one cell, in quotes where commas separate the columns; write a note in words",
    "Text that is split into columns at commas loses its decimals to the next column. That leaves a bare number "
    "in a column of words, beside a value without decimals, so the value is not used.",
)
MISPLACED_FIGURE = _error(
    "D137",
    "figure-out-of-place",
    "the figure `{value}` stands {where}, so the cells of this row may be shifted",
    "move every figure of the row under its own heading",
    "A cell that is missing or too many shifts all that follow it. A figure where none belongs shows it, and which of "
    "the figures is the reported one can then only be guessed.",
)
UNREAD_FIGURE = _warning(
    "D138",
    "figure-not-read",
    "the figure `{value}` stands {where} and is not read",
    "head its column if the figure belongs to the report, write a note in words, or delete it",
    "What a figure says is known by its heading alone. The row has a value under its own heading, so that is used.",
)
NOTE_QUESTIONS = _warning(
    "D169",
    "note-questions-figure",
    "the note “{note}” questions the figure `{value}` of {indicator}",
    "write the figure of the reported period in its cell, or delete the note",
    "Only the figure is judged. A note that names another period, or corrects the figure, changes no verdict.",
)
REMARK_DECIDES = _error(
    "D163",
    "remark-may-change-figure",
    "`{value}`: “{remark}” beside the figure may change what it counts",
    "write the figure of what the indicator measures alone into the cell, and what else is to be said into the note",
    "“317 (gồm xã A)” or “51 (nữ)” counts more or less than the indicator does, or something else. Whether it does is "
    "not in the text, so the figure is not used. Remarks that leave the figure as it is are read: the kind of "
    "figure, its day, or a percentage that agrees with it.",
)
PERCENT_OR_POINTS = _error(
    "D141",
    "percent-or-points",
    "`{value}` is in `{found}`, not in `{expected}`: percent, percentage points and points of an index are three units",
    "report the figure itself in `{expected}`; the same number in another of these units says something else",
    "`%` is a share, `điểm %` is the change of a share, and `điểm` is the value of an index. A poverty rate that "
    "fell by 1.2 percentage points is not at 1.2 %.",
)
REGIONAL_UNIT = _error(
    "D142",
    "regional-unit",
    "`{value}` cannot be converted into `{expected}`: how large a `{found}` is differs from region to region",
    "report in `{expected}`, or state the size with `equals` under `units` in the pack",
    "A sào is 360 m2 in the north and 500 m2 in the centre, so neither is assumed.",
)
