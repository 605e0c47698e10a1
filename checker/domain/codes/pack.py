"""P: what a rule pack says."""

from __future__ import annotations

from typing import Final

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import file_codes as _file_codes
from checker.domain.codes.registry import info as _info
from checker.domain.codes.registry import warning as _warning

PACK_FILE: Final = _file_codes("P")
"""The codes for a pack's file by their names, such as ``duplicate-key``."""
PACK_NUMBER = _error(
    "P101",
    "not-a-number",
    "`{value}` is not a number",
    "write a plain number with a decimal point, such as 61.89; the unit goes under `unit`",
    "Thresholds are exact decimals, without grouping and without a unit.",
)
PACK_NUMBER_AMBIGUOUS = _error(
    "P102",
    "ambiguous-number",
    "`{value}` can be read as {first} or as {second}",
    "write {first} or {second}",
    "A dot before exactly three digits groups thousands in Vietnamese and marks decimals in YAML.",
)
PACK_ID = _error(
    "P103",
    "bad-identifier",
    "`{value}` is not an identifier",
    "use small letters a-z, digits, `_` and `-`, beginning with a letter",
    "Identifiers are stable names that never change with the language.",
)
PACK_UNIT = _error(
    "P104",
    "unknown-unit",
    "unit `{value}` is not known",
    "use a known unit, or declare it in the pack under `units`",
    "Values are converted between units exactly, so each unit must be known.",
)
PACK_VALUE = _error(
    "P105",
    "bad-value",
    "{reason}",
    "see `checker schema pack`",
    "The value does not fit its key.",
)
PACK_COMPARATORS = _error(
    "P106",
    "one-comparator",
    "a target has exactly one comparator, found: {found}",
    "write one of: {known}",
    "Two comparators on one target would leave open which of them decides.",
)
PACK_NO_SOURCE = _error(
    "P201",
    "number-without-source",
    "the number of `{indicator}` has no source",
    "add `source: {{document: ..., clause: ...}}`",
    "A threshold that nobody can look up is not a rule.",
)
PACK_UNKNOWN_DOCUMENT = _error(
    "P202",
    "unknown-document",
    "document `{value}` is not under `documents`",
    "declare it there; known: {known}",
    "Each source names a document with its title, date and address.",
)
PACK_DIRECTION = _error(
    "P203",
    "direction-contradicts",
    "`{comparator}` contradicts `better: {better}`",
    "turn one of the two round",
    "A floor on something that should fall, or a ceiling on something that should rise, calls good results bad.",
)
PACK_PARENT = _error(
    "P204",
    "unknown-parent",
    "parent `{value}` of `{indicator}` is not an indicator of this pack",
    "name an indicator of this pack",
    "A child target (trong đó) belongs to the target it is a part of.",
)
PACK_PARENT_CYCLE = _error(
    "P205",
    "parent-cycle",
    "`{indicator}` is its own parent: {path}",
    "break the circle",
    "Parents that lead in a circle have no top, so nothing could be counted.",
)
PACK_PERCENT = _error(
    "P206",
    "outside-natural-limits",
    "{value} is outside what `{indicator}` can be: {low} to {high}",
    "check the number, or state `limits`",
    "A share lies between 0 and 100 %, and no count is below zero.",
)
PACK_DUE = _error(
    "P207",
    "due-outside-year",
    "due {value} is not in the pack's year {year}",
    "state a period of {year}",
    "A target of a year's plan falls due within that year.",
)
PACK_DUPLICATE_CODE = _error(
    "P208",
    "duplicate-code",
    "code `{value}` is used by `{first}` and by `{second}`",
    "give each indicator a code of its own",
    "Submissions may address an indicator by its code.",
)
PACK_GROUP = _error(
    "P209",
    "unknown-group",
    "group `{value}` is not under `groups`",
    "declare it there; known: {known}",
    "Groups order the report.",
)
PACK_TARGET_KIND = _error(
    "P210",
    "target-contradicts-kind",
    "{reason}",
    "see docs/rules.md on kinds",
    "What an indicator measures and how its target is stated must fit each other.",
)
PACK_TALLY = _error(
    "P211",
    "tally-does-not-add-up",
    "the tally does not add up: {met} met and {unmet} unmet are not {counted}",
    "check the published figures",
    "A published tally that contradicts itself cannot be checked against.",
)
PACK_EXAMPLE = _error(
    "P212",
    "example-fails",
    "the example expects `{indicator}` to be {expected}, but it is {found}",
    "correct the target or the example",
    "Examples prove that a rule says what its author meant.",
)
PACK_EXAMPLE_UNKNOWN = _error(
    "P213",
    "example-unknown-indicator",
    "the example names `{value}`, which is no indicator of this pack",
    "name an indicator of this pack",
    "An example about nothing proves nothing.",
)
PACK_RANGE = _error(
    "P214",
    "range-reversed",
    "the range from {low} to {high} is empty",
    "write the smaller number first",
    "A range runs from its lower to its upper end.",
)
PACK_ID_PATH = _warning(
    "P216",
    "id-differs-from-path",
    "the pack's id `{id}` does not end its path `{path}`",
    "name folder and file after the id",
    "A pack is looked up by its id among the folders of rules/.",
)
PACK_NO_BASELINE = _error(
    "P217",
    "baseline-missing",
    "`{comparator}` of `{indicator}` needs a baseline",
    "add `baseline: {{value: ..., period: ..., source: ...}}`",
    "A reduction or a growth is measured from a starting level; without it there is nothing to measure from.",
)
PACK_PACE_POINTS = _error(
    "P218",
    "pace-points",
    "the {what} of `{indicator}` {reason}",
    "state shares in percent that never fall and end at 100 when the target is due",
    "Expected shares lead from nothing to the whole target; otherwise a value that reaches the target could be behind.",
)
PACK_ZONES = _error(
    "P219",
    "zones-out-of-order",
    "the zones of `{indicator}` do not rise: {zones}",
    "state them so that at_risk < on_track < ahead",
    "A value can be in one zone only.",
)
PACK_STRETCH = _error(
    "P220",
    "stretch-not-beyond",
    "the stretch {stretch} of `{indicator}` is not beyond its target",
    "state a stretch that is better than the target",
    "What is striven for goes beyond what is promised.",
)
PACK_HISTORY = _error(
    "P221",
    "history-overlaps",
    "the history of `{indicator}` has {since} {reason}",
    "state each revision once, from its first day in the pack's year on",
    "On each day exactly one version of a target is in force.",
)
PACK_CHECK_FORM = _error(
    "P222",
    "check-needs-one-form",
    "check `{check}` states {found} of the forms {known}",
    "state exactly one",
    "A check is one relation between figures.",
)
PACK_CHECK_INDICATOR = _error(
    "P223",
    "unknown-indicator",
    "`{value}`, named by `{holder}`, is no indicator of this pack",
    "name an indicator by its id",
    "A relation to something that is not there can never be checked.",
)
PACK_CHECK = _error(
    "P224",
    "check-contradicts-indicators",
    "check `{check}`: {reason}",
    "see docs/rules.md on checks",
    "What a check compares must be comparable.",
)
PACK_COMPOUND = _error(
    "P225",
    "compound-contradicts-members",
    "the compound target of `{indicator}`: {reason}",
    "name indicators with a target of their own, each once",
    "A compound target is met where each of its members' targets is met.",
)
PACK_REPORTING = _error(
    "P226",
    "reporting-units",
    "reporting unit `{value}` {reason}",
    "list each unit that reports beside the pack's own once",
    "Each unit reports its own figures; those of the pack's unit are what they add up to.",
)
PACK_UNIT_SIZE = _error(
    "P227",
    "unit-size",
    "`equals: {equals}` says no size of the unit `{value}`",
    "write a number and a known unit that is measured, such as `360 m2`, for a unit without a size",
    "A size that a pack states turns figures into another unit exactly. Things that are counted have none, and what "
    "the program converts by itself keeps its own. The number has a decimal point.",
)
PACK_MEASURES = _warning(
    "P228",
    "measures-not-stated",
    "`{words}` of `{indicator}` speaks of a change, and nothing says what the figure measures",
    "add `measures: increase`, `reduction` or `growth`, or `measures: level` where the figure is a level all the same",
    "Words such as “tăng”, “giảm” and “còn” in a report are read by what the indicator measures. For a level, which is "
    "assumed where nothing is stated, “giảm 0,5” is refused.",
)
PACK_REVIEW_OLD = _warning(
    "P229",
    "changed-after-review",
    "`{indicator}` was changed after {by} reviewed it on {day}",
    "review it again, and write `digest: {digest}`",
    "A review is of a target, its unit, its kind and its clause as they were. Its digest is that of these four.",
)
PACK_CLAUSE_NUMBER = _error(
    "P230",
    "number-not-in-clause",
    "{value} of `{indicator}` is not what its clause says: {reason}",
    "write the number of the clause, or quote the words that hold this one",
    "The clause is the only witness of a target that was not written by the hand that wrote the rule. A number that it "
    "does not hold was mistyped, or the clause is that of another target.",
)
PACK_CLAUSE_COMPARATOR = _error(
    "P231",
    "comparator-contradicts-clause",
    "`{comparator}` of `{indicator}` contradicts “{words}”",
    "by these words it is {wanted}; see the table of wordings in docs/rules.md",
    "Each wording of a resolution has one comparator: “trên 80%” is `above`, “từ 80% trở lên” is `at_least`, and “giảm "
    "còn” is a level while “giảm” is a change.",
)
PACK_CLAUSE_UNWORDED = _warning(
    "P232",
    "comparator-without-words",
    "`{comparator}` of `{indicator}` has no words for it in “{words}”",
    "write {wanted}, or quote the words that ask for more",
    "A number that stands alone is met as soon as it is reached. Whatever asks for more than that, or for something "
    "else, needs words that say so.",
)
PACK_CLAUSE_UNIT = _error(
    "P233",
    "unit-contradicts-clause",
    "`{indicator}` is in {unit}, and the clause says “{words}”",
    "write the unit of the clause, or convert the number",
    "The same number in another unit is another target.",
)
PACK_CLAUSE_PART = _warning(
    "P234",
    "part-without-parent",
    "`{indicator}`: {reason}",
    "state the indicator of which it is a part under `parent`, or leave it out",
    "“Trong đó” makes a part of the target before it. A part has a verdict, cannot be above its whole, and is not "
    "counted by itself.",
)
PACK_CLAUSE_NAME = _warning(
    "P235",
    "number-of-something-else",
    "{value} of `{indicator}` is in the clause, but {reason}",
    "take the number that the target is set by",
    "In “250 ha đạt thu nhập từ 100 triệu đồng/ha” the target is 250 ha, and 100 belongs to the name. In a clause "
    "about several indicators each has its own number.",
)
PACK_CLAUSE_UNREAD = _info(
    "P236",
    "clause-not-read",
    "`{indicator}`: {reason}",
    "compare the target with the clause yourself",
    "What is not read was not compared with the target. Nothing is wrong with it as far as is known.",
)
PACK_CLAUSE_KIND = _warning(
    "P237",
    "kind-contradicts-words",
    "`{indicator}`: “{words}” {reason}",
    "state what the words say, or see docs/rules.md on kinds and on levels and changes",
    "A share adds up in no way, what is founded or admitted adds up over the year, and a change is no level. Figures "
    "of a wrong kind are added up, or compared, wrongly.",
)
PACK_CLAUSE_STRANGE = _info(
    "P238",
    "clause-of-something-else",
    "title and clause of `{indicator}` share no word: “{clause}”",
    "see whether the clause is that of another row",
    "Where rows were shifted, a title stands beside the clause of its neighbour.",
)
PACK_THRESHOLDS = _error(
    "P239",
    "number-of-targets",
    "`{document}` states {stated} thresholds, and {found} targets of this pack are of it",
    "add what is missing, take out what is not of it, or correct `thresholds`",
    "A resolution that sets 22 thresholds is not held to by 21. The number is counted by hand, from the document.",
)
PACK_CLAUSE_STRETCH = _warning(
    "P240",
    "stretch-in-clause",
    "`{indicator}`: {reason}",
    "the number before “phấn đấu” decides; state the other one as `stretch`",
    "“X; phấn đấu Y” promises X. Y is reported and decides nothing.",
)
PACK_CLAUSE_DIRECTION = _warning(
    "P241",
    "unlikely-direction",
    "`better: {better}` of `{indicator}`, but its title says “{words}”",
    "see whether `better` and the comparator are meant so",
    "For what is common the better direction is known: fewer poor households, fewer accidents, more revenue.",
)
PACK_CLAUSE_UNDECIDABLE = _warning(
    "P242",
    "wording-cannot-be-decided",
    "“{words}” of `{indicator}` leaves open which values meet the target",
    "ask who set the target, and quote their words",
    "“Gần 14%”, “tương đương” and “giảm dưới 3%” can be read in several ways. A verdict on one of them is nobody's.",
)
PACK_CLAUSE_ABSENT = _error(
    "P243",
    "clause-not-in-document",
    "the clause of `{indicator}` is not in {file}: “{clause}”",
    "quote the very words of the document; `...` stands for words that are left out",
    "Where the text of a document is beside the pack, each clause is looked for in it.",
)
PACK_EXCEEDED = _error(
    "P244",
    "exceeded-nowhere",
    "`exceeded` cannot be meant: {reason}",
    "write `exceeded: never`, or `{{beyond: X}}` with X better than the target",
    "A value is exceeded where it is better than the target, and never where it misses it.",
)
PACK_TABLE = _error(
    "P260",
    "table-unusable",
    "this is no table of targets: {reason}",
    "see docs/packs.md on tables",
    "A table has headings in its first row and one target a row; the second sheet of a workbook is its head.",
)
PACK_HEADING = _error(
    "P261",
    "heading",
    "the heading `{value}` {reason}",
    "see docs/packs.md on the columns of a table",
    "Nothing of a table is left out silently, so each of its columns has a heading that is known.",
)
PACK_HEADING_MISSING = _error(
    "P262",
    "heading-missing",
    "the table has no column {missing}",
    "add it",
    "A target has at least a code, a title, a unit and the words of its document.",
)
PACK_ROW = _error(
    "P263",
    "row-incomplete",
    "this row lacks {missing}",
    "fill in the cell, or delete the row",
    "Each row is one target. Headings between rows belong into the column of groups.",
)
PACK_TABLE_CELL = _error(
    "P264",
    "cell-not-as-seen",
    "this cell is not taken: {reason}",
    "write into the cell, as plain text, what is meant",
    "A rule must be what people see. A cell that is hidden, formatted, merged or computed may show something else.",
)
PACK_WORDS_UNREAD = _error(
    "P265",
    "words-not-read",
    "`{indicator}`: {reason}",
    "quote the words of the document for this one target, or write the pack in YAML, where the comparator is stated",
    "In a table the target follows from the words of its document alone. What is not read is never taken for likely.",
)
PACK_DIRECTION_OPEN = _error(
    "P266",
    "direction-open",
    "`{indicator}`: {reason}",
    "add the column “Chiều”: càng cao càng tốt, càng thấp càng tốt, or không có chiều",
    "“Đạt 5” is a floor for revenue and a ceiling for accidents. Where neither words nor title tell, somebody has to.",
)
PACK_KIND_OPEN = _error(
    "P267",
    "kind-open",
    "`{indicator}`: {reason}",
    "add the column “Loại”: cộng dồn, thời điểm, tỷ lệ, or đạt/không đạt",
    "What adds up over the year is judged by its sum and has a pace; a level is judged at its day.",
)
PACK_MEASURES_OPEN = _error(
    "P268",
    "measures-open",
    "`{indicator}`: {reason}",
    "add the column “Đo”: mức, mức tăng, mức giảm, or tốc độ tăng; for a level also its `baseline`, in the head",
    "“Giảm 1,5%” is 1.5 where offices report the reduction, and 2.7 where they report the rate that is left.",
)
PACK_STATED_TWICE = _error(
    "P269",
    "stated-twice",
    "`{key}` stands in the head and follows from the table",
    "keep one of the two",
    "Of two that say different things nobody could tell which one holds.",
)
PACK_HEAD_ROW = _error(
    "P270",
    "no-row-for-head",
    "the head speaks of `{value}`, which is no row of the table",
    "name a row by its identifier, which follows from its code unless the table has a column “Định danh”",
    "What the head says of a target would be lost.",
)
PACK_TWO_FILES = _error(
    "P271",
    "two-files-of-one-id",
    "{files} are packs of one id",
    "keep one of them",
    "Which of them judges would depend on the order in which they are looked for.",
)
PACK_NO_HEAD = _error(
    "P272",
    "head-missing",
    "the table has no head: {reason}",
    "see docs/packs.md on the head of a table",
    "The id, the unit, the year and the documents of a pack stand in its head.",
)
PACK_HEAD_CELL = _error(
    "P273",
    "head-cell",
    "this cell of the head is not read: {reason}",
    "write a key such as `title` or `documents.nq.title` in the first column, and its value in the second",
    "The head of a workbook is what stands in the head of a pack in YAML, a key a row.",
)
PACK_NOT_WRITTEN = _error(
    "P274",
    "not-written",
    "the pack is not written: {reason}",
    "make this change in the file itself",
    "Another form of a pack must mean the same. It is read again before it is written, and what differs stops it.",
)
PACK_DRAFT = _error(
    "P275",
    "draft",
    "the pack {pack} is a draft, and nothing is judged by it",
    "write `status: in_force` when it is; `checker lint` and `checker explain` read drafts too",
    "A verdict by targets that nobody has set yet would be nobody's.",
)
PACK_SUPERSEDED = _warning(
    "P276",
    "superseded",
    "the pack {pack} is superseded by {successor}",
    "judge by {successor} what is reported since",
    "The verdicts stand, for what was promised was promised. What came after it has a pack of its own.",
)
PACK_STATUS = _error(
    "P277",
    "status-contradicts",
    "`status: {status}`: {reason}",
    "see docs/packs.md on the life of a pack",
    "Only a superseded pack has a successor, and it has one.",
)
PACK_DOCUMENT_FILE = _error(
    "P278",
    "document-file",
    "the file of `{document}` is not the document: {reason}",
    "give the file below the folder of the pack and its SHA-256",
    "A clause is held against the text of its document only where that is certainly the document.",
)
PACK_EXTENDS = _error(
    "P280",
    "extends-another-pack",
    "the pack that this one extends is not the one that was meant: {reason}",
    "state id, revision and SHA-256 of the pack as it is, after reading what changed in it",
    "What a pack takes over is judged by as if it stood there. So it is held to the very bytes that somebody read.",
)
PACK_EXTENDS_CHANGE = _error(
    "P281",
    "change-not-allowed",
    "`{key}` cannot be stated here: {reason}",
    "see docs/packs.md on the next year's pack",
    "The pack of the next year states targets anew and keeps what is measured. What is measured otherwise is another "
    "indicator, with a name of its own.",
)
PACK_PHRASE = _error(
    "P290",
    "phrase-without-value",
    "`{indicator}`: the phrase “{phrase}” must hold `value` in braces once, and no other braces",
    "write `value` in braces where the figure stands",
    "A phrase stands in the place of a name and its figure. Without the figure a letter would say nothing of it.",
)
PACK_BASIS = _error(
    "P291",
    "basis-twice",
    "a legal document is named twice: {reason}",
    "name each document of `basis` once",
    "A letter names each document in execution of which it reports, in this order.",
)
PACK_UNITS_FILE = _error(
    "P292",
    "units-file",
    "the file of units `{path}` cannot be used here: {reason}",
    "see docs/rules.md on files of units",
    "A file of units serves many packs; what it says holds as if it stood in each of them.",
)
PACK_LEVELS = _error(
    "P293",
    "warning-levels",
    "these levels of early warning cannot be meant: {reason}",
    "state two levels or more, the best first, each but the last with the `gap` from which on it is",
    "A gap is in percentage points of the plan to what is expected by now; it falls from level to level.",
)
PACK_NOT_FOUND = _error(
    "P301",
    "pack-not-found",
    "there is no rule pack `{value}`",
    "known packs: {known}",
    "A pack is named by its id or by the path of its file.",
)
