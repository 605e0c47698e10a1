"""The registry: one place that declares each code's weight, sentence, remedy and explanation.

Codes are stable and never reused. The first letter says whose problem it is: P a rule
pack's, D a submission's data, C the consistency of figures, T a target or its pace, W a
waiver, S settings and baselines, G the gate. The English sentences are also the keys of the gettext catalogues.
"""

from __future__ import annotations

from typing import Final

from checker.domain.axes import Severity
from checker.domain.record import NamedTuple

__all__ = ["REGISTRY", "Code"]


class Code(NamedTuple):
    """One kind of finding or diagnostic.

    Args:
        id: Letter and three digits; never translated.
        name: A slug that people can remember.
        severity: Its weight unless a gate policy says otherwise.
        template: The sentence, with ``{named}`` fields.
        remedy: What to do about it.
        explanation: Why it is reported, for ``checker explain CODE``.
    """

    id: str
    name: str
    severity: Severity
    template: str
    remedy: str
    explanation: str


REGISTRY: Final[dict[str, Code]] = {}
"""Every code by its id, in the order of declaration."""


def _error(id_: str, name: str, template: str, remedy: str, explanation: str) -> Code:
    return _declared(Code(id_, name, Severity.ERROR, template, remedy, explanation))


def _warning(id_: str, name: str, template: str, remedy: str, explanation: str) -> Code:
    return _declared(Code(id_, name, Severity.WARNING, template, remedy, explanation))


def _info(id_: str, name: str, template: str, remedy: str, explanation: str) -> Code:
    return _declared(Code(id_, name, Severity.INFO, template, remedy, explanation))


def _declared(code: Code) -> Code:
    if code.id in REGISTRY:
        msg = f"code {code.id} is declared twice"
        raise ValueError(msg)
    REGISTRY[code.id] = code
    return code


# --- text files, whether pack or submission: P0xx and D0xx say the same of each -------------

_FILE_TROUBLES: Final = (
    (
        "01",
        "file-unreadable",
        "the file cannot be read: {reason}",
        "check the path and the permissions",
        "The file is missing, is a folder, or may not be opened, so nothing of it was evaluated.",
    ),
    (
        "02",
        "not-text",
        "this is not UTF-8 text: {reason}",
        "save the file as UTF-8 text; a workbook cannot be read under the name of a text file",
        "Text is read as UTF-8, or UTF-16 with its mark. A guess at another encoding could change letters and figures.",
    ),
    (
        "03",
        "syntax",
        "the file is broken here: {reason}",
        "mend the syntax at this place",
        "The file is not well-formed YAML or JSON, so what follows cannot be trusted.",
    ),
    (
        "04",
        "duplicate-key",
        "key `{key}` occurs twice; first in line {first}",
        "keep one of the two",
        "With two values under one key, one would be dropped silently.",
    ),
    (
        "05",
        "feature-refused",
        "{feature} is not read",
        "write the value out",
        "Anchors, aliases, tags, merge keys and several documents in one file can change or multiply values unseen.",
    ),
    (
        "06",
        "too-large",
        "the file is over a limit: {what} {found}, at most {limit}",
        "split the file, or ask who sent it",
        "Limits keep a broken or hostile file from filling the memory.",
    ),
    (
        "07",
        "empty",
        "the file holds nothing",
        "send the filled-in file",
        "An empty file is not a report in which nothing was missed.",
    ),
    (
        "08",
        "unknown-format",
        "files of type `{suffix}` are not read",
        "send it as one of: {known}",
        "The type of a file is told by its name; contents are not guessed.",
    ),
    (
        "10",
        "unknown-key",
        "unknown key `{key}`",
        "known here: {known}",
        "A key that is not known may be a slip of the pen; ignoring it would ignore what it was meant to say.",
    ),
    (
        "11",
        "missing-key",
        "key `{key}` is missing",
        "add it",
        "The file cannot be understood without this key.",
    ),
    (
        "12",
        "wrong-shape",
        "expected {expected}, found {found}",
        "see `checker schema`",
        "The value has another shape than its key needs.",
    ),
    (
        "13",
        "not-allowed",
        "`{value}` is not one of: {known}",
        "choose one of those",
        "The key takes one of a closed set of words.",
    ),
    (
        "14",
        "not-a-date",
        "`{value}` is not a date",
        "write it as 2024-07-02",
        "Dates are written year-month-day, so that no day is taken for a month.",
    ),
    (
        "15",
        "not-a-period",
        "`{value}` is not a period",
        "write 2024, 2024-H1, 2024-9M, 2024-Q2 or 2024-06",
        "The period decides which targets are due and what the expected pace is.",
    ),
    (
        "16",
        "unsupported-version",
        "version {value} of the format is not supported; this program reads version 1",
        "use a program of that version, or rewrite the file",
        "A newer format may mean something else by the same keys.",
    ),
)


def _file_codes(letter: str) -> dict[str, Code]:
    return {
        name: _error(f"{letter}0{digits}", name, template, remedy, explanation)
        for digits, name, template, remedy, explanation in _FILE_TROUBLES
    }


PACK_FILE: Final = _file_codes("P")
"""The codes for a pack's file by their names, such as ``duplicate-key``."""

# --- P1xx: what a rule pack says -----------------------------------------------------------

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
PACK_NO_EXAMPLE = _warning(
    "P215",
    "target-without-example",
    "no example shows what `{indicator}` decides",
    "add examples below, at and above the threshold",
    "Only an example shows that a threshold is strict where it should be.",
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
PACK_EXCEEDED = _error(
    "P244",
    "exceeded-nowhere",
    "`exceeded` cannot be meant: {reason}",
    "write `exceeded: never`, or `{{beyond: X}}` with X better than the target",
    "A value is exceeded where it is better than the target, and never where it misses it.",
)
PACK_NOT_FOUND = _error(
    "P301",
    "pack-not-found",
    "there is no rule pack `{value}`",
    "known packs: {known}",
    "A pack is named by its id or by the path of its file.",
)

# --- D0xx: a submission's file; D1xx: what stands in it ------------------------------------

DATA_FILE: Final = _file_codes("D")
"""The codes for a submission's file by their names."""

NO_PACK = _error(
    "D017",
    "no-pack-named",
    "the submission names no rule pack",
    "add `pack:` to it, or give one with --pack",
    "Without a pack there is nothing to compare with.",
)
OTHER_PACK = _error(
    "D018",
    "other-pack",
    "the submission is for pack `{value}`, not for `{pack}`",
    "give the right file, or leave --pack out",
    "Figures compared with another plan's targets give wrong verdicts.",
)
OTHER_YEAR = _error(
    "D019",
    "other-year",
    "period {value} is not of the pack's year {year}",
    "give the pack of {value}",
    "Each year has its own targets.",
)
OTHER_UNIT = _error(
    "D020",
    "other-unit",
    "the submission is of `{value}`, but the pack sets targets for `{unit}`",
    "check the reporting unit",
    "A unit is assessed by its own targets.",
)
FITS_NO_PACK = _error(
    "D021",
    "fits-no-pack",
    "none of the {count} rows is an indicator of pack `{pack}`",
    "check that this is the right pack",
    "A file of which nothing could be addressed is not a submission for this pack.",
)
SAME_VINTAGE = _error(
    "D022",
    "same-vintage",
    "{unit} reports {period} as of {vintage} here and in {other}",
    "state in `as_of` of each file from which day its figures are, or leave one file out",
    "Of two submissions for the same period the later one counts; which one is later must be stated.",
)
DAY_AHEAD = _error(
    "D151",
    "day-in-the-future",
    "the figures are said to be of {value}, which is still to come, so they do not count",
    "correct `as_of`, or the clock of this machine",
    "A mistyped year would make a file the latest of its period for ever. Today is the day in Vietnam by the clock of "
    "the machine, which decides nothing else.",
)
DAY_BEFORE_PERIOD = _error(
    "D152",
    "day-before-period",
    "the figures are said to be of {value}, before {period} begins, so they do not count",
    "correct `as_of` or the period",
    "Figures cannot be of a day before their period begins.",
)
DAY_AFTER_QUESTION = _info(
    "D153",
    "day-after-the-question",
    "the figures are of {value}, after the day of the question, so they are not looked at",
    "ask with a later --as-of to see them",
    "Targets, waivers and figures are all those of one day: never the targets of one with the figures of another.",
)

UNKNOWN_INDICATOR = _error(
    "D101",
    "unknown-indicator",
    "`{value}` is no indicator of pack `{pack}`",
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
    "Only a number, or words that stand for one, can be compared with a target.",
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
    "`{value}` is no finite number",
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
UNKNOWN_WORDS = _error(
    "D109",
    "unknown-words",
    "`{value}` is neither a number nor words that `{indicator}` knows",
    "write a number, or have the pack say what the words mean",
    "A pack can state what words such as `xuất siêu` stand for; nothing else is assumed.",
)
NOT_A_VERDICT = _error(
    "D110",
    "not-a-verdict",
    "`{value}` is not a verdict",
    "write one of: {known}",
    "For this indicator only the verdict is reported, not a figure.",
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
    "A figure is doubted from ten times the target on (from a hundred times where the target is a count below ten); "
    "beyond five times also where a thousandth or a millionth of it is near what is expected by now. Such figures "
    "mostly stand in another unit than their row says. So do figures in a unit such as `tỷ đồng` that are less than a "
    "three hundredth of the target; and a share of 0.655 is usually 65.5 %. The doubt blocks until somebody confirms "
    "the figure.",
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
    "report the whole of which the numerator is a part",
    "A share of nothing is no figure, so the indicator counts as without data.",
)
LONE_PART = _warning(
    "D116",
    "numerator-and-denominator",
    "`{value}` states only one of numerator and denominator",
    "state both, or only the value",
    "A ratio is recomputed only where both of its parts are reported.",
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
    "{indicator}: the sum is incomplete, for these do not report it, or not exactly once: {missing}",
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
    "type the figure again, in a cell that is not formatted as a date; if it is right, confirm it: write “đã kiểm tra” "
    "in the note of its row (in YAML and JSON `confirmed: true`)",
    "A spreadsheet makes a date of `7/2` as it is typed and stores it as the number of days since the end of 1899. In "
    "another format, or in an exported table, only that number is left. A whole number that is a day near the report's "
    "year, and far above the target, is doubted for that reason. The doubt blocks until somebody confirms the figure.",
)
FIGURE_CONFIRMED = _info(
    "D131",
    "figure-confirmed",
    "{indicator}: {value} is {how} ({expected}), and was confirmed: “{words}”",
    "look at it once more before the report is signed",
    "Such a figure is doubted and would block. Its row says that somebody checked it, so it counts as it stands.",
)

FRACTION_OF_ONE = _error(
    "D122",
    "fraction-of-a-count",
    "`{value}` is no whole number of {unit}",
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
STORED_FRACTION = _error(
    "D124",
    "stored-fraction",
    "the stored number {value} is no whole number of {unit}",
    "type the whole number without a separator: a spreadsheet may have taken that of thousands for the decimal sign",
    "Where 1.350 is typed and the point is the decimal sign, a spreadsheet stores 1.35. What is counted one by one "
    "has no such figures.",
)
OTHER_NOTATION = _error(
    "D125",
    "other-notation",
    "`{value}` can be read as {first} or as {second}, for `{proof}` at {place} is written in another notation",
    "write {first_text} if that is meant, else correct the other figure; a notation of the whole file is named by "
    "--locale",
    "One separator before exactly three digits has two readings, and the notation of the file settles which. Where "
    "another figure of the file cannot be of that notation, nothing settles it.",
)
PERCENT_UNCLEAR = _error(
    "D126",
    "percent-of-plan-two-readings",
    "`{value}` can be read as {first} or as {second} of the plan",
    "write the percentage of the plan alone: {first_text} or {second_text}",
    "“Tăng 137,8%” may say by how much the plan was surpassed, or which percentage of it was reached; “giảm 96%” what "
    "lacks of it, or what was reached. Only a rise below 100 % and a fall below 50 % have one reading, and nothing is "
    "below zero per cent of its plan.",
)
NOT_OF_PLAN = _error(
    "D127",
    "not-a-percentage-of-the-plan",
    "`{value}` says nothing of the plan",
    "write the percentage of the plan, such as 104%, and leave changes against another period to a column of their own",
    "A change against the year before, percentage points, or the plan of a part of the year are no percentage of the "
    "year's plan; taken for one, they would change the figure.",
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
    "{indicator}: `{value}` may be {done} done and {planned} planned, a share of a whole, or a date, for neither the "
    "plan beside it nor a target has that number",
    "write the figure alone, and the plan in its own column",
    "A figure with a stroke is read as done and planned where the second number is the plan beside it or a target, and "
    "as a share where the indicator is a ratio. Everything else would be a guess.",
)
CHANGE_OF_LEVEL = _error(
    "D144",
    "change-for-a-level",
    "{indicator}: `{value}` tells a change, and this indicator measures {measures}",
    "write {wanted}; if the resolution sets a change, have the pack say `measures: increase`, `reduction` or `growth`",
    "“Tăng 151 hộ” says by how much a figure rose, and not where it stands. Taken for the level, it would be judged "
    "as if there were 151 in all.",
)
LEVEL_OF_CHANGE = _error(
    "D145",
    "level-for-a-change",
    "{indicator}: `{value}` tells a level, and this indicator measures {measures}",
    "write {wanted}; if the resolution sets a level, have the pack say `measures: level`",
    "“Còn 0,9%” says where a figure stands, and not by how much it moved. Taken for the reduction, it would be judged "
    "as if it had fallen by 0.9.",
)
MOVE_CONTRADICTS = _error(
    "D146",
    "change-contradicts-itself",
    "`{value}`: the words and the numbers do not agree",
    "correct the level from which it started, the one it reached, or the change between them",
    "“Giảm từ 5,2% xuống còn 4,5%” names two levels and the way between them. Where it falls to a higher level, or by "
    "another amount than lies between the levels, one of the figures is wrong, and which one is not guessed.",
)
START_DIFFERS = _error(
    "D147",
    "start-differs-from-baseline",
    "{indicator}: `{value}` starts from another level than the {baseline} that the pack states for {period}",
    "correct the level from which it started; if it is of another period, write the level that was reached alone",
    "A report that tells where a figure started is held against the baseline of the pack. Where they differ, one of "
    "them is wrong, or the figure is compared with another time.",
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
MEASURES_UNSTATED = _error(
    "D149",
    "measures-unstated",
    "{indicator}: `{value}` tells a change or a level, and the pack does not say which of them `{id}` measures",
    "write the number alone, or add `measures` to the indicator of the pack (P228)",
    "The title or the clause of this indicator speaks of a change, and its pack does not say whether the figure is "
    "one. “Còn 0,9%” would be right for a level and wrong for a reduction, so such words are not guessed at.",
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
    "Text that is split into columns at commas loses its decimals to the next column. A bare number in a column of "
    "words, beside a value without decimals, is what this leaves behind, so the value is not used.",
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
PERCENT_OR_POINTS = _error(
    "D141",
    "percent-or-points",
    "`{value}` is in `{found}`, not in `{expected}`: percent, percentage points and points of an index are three units",
    "report the figure itself in `{expected}`; the same number in another of these units says something else",
    "`%` is a share, `điểm %` is by how much a share has changed, and `điểm` is what an index stands at. A poverty "
    "rate that fell by 1.2 percentage points is not at 1.2 %.",
)
REGIONAL_UNIT = _error(
    "D142",
    "regional-unit",
    "`{value}` cannot be converted into `{expected}`: how large a `{found}` is differs from region to region",
    "report in `{expected}`, or state the size with `equals` under `units` in the pack",
    "A sào is 360 m2 in the north and 500 m2 in the centre, so neither is taken for granted.",
)

# --- D2xx: workbooks and tables ----------------------------------------------------------------

WORKBOOK_DAMAGED = _error(
    "D201",
    "workbook-damaged",
    "the workbook cannot be read: {reason}",
    "open it in Excel or LibreOffice, save it anew, and send that",
    "A workbook that no library reads whole may have lost cells, so nothing of it is used.",
)
WRONG_TYPE = _error(
    "D202",
    "wrong-type",
    "the file is named {suffix}, but it is {found}",
    "save it as the type that its name says, or give it its right name",
    "A file that is another than its name says is read differently by different programs.",
)
PASSWORD_PROTECTED = _error(
    "D203",
    "password-protected",
    "the workbook is protected by a password",
    "remove the password that opens it, and save it",
    "Nothing can be read of an encrypted file. A protection of cells against changes is no hindrance.",
)
ARCHIVE_UNSAFE = _error(
    "D204",
    "archive-unsafe",
    "the archive has {what}",
    "save it anew with Excel or LibreOffice",
    "No office program writes this; it is how files are made that show different things to different readers, or that "
    "overwhelm them.",
)
TOO_SLOW = _error(
    "D205",
    "too-slow",
    "the workbook was not read within {seconds} seconds",
    "send it without what is not needed: other sheets, pictures, formats of empty rows",
    "A deadline keeps a broken or hostile file from stopping everything.",
)
TOO_HUNGRY = _error(
    "D206",
    "too-hungry",
    "reading the workbook needs more than {limit} MB of memory",
    "send it without what is not needed: other sheets, pictures, formats of empty rows",
    "A bound keeps a broken or hostile file from filling the memory.",
)
READERS_DISAGREE = _error(
    "D211",
    "readers-disagree",
    "two readers find different things here: `{first}` and `{second}`",
    "type the cell's content again and save the file anew",
    "A cell that different programs show differently could mislead whoever signs the report, so it is not used.",
)
LEGACY_ENCODING = _error(
    "D221",
    "legacy-encoding",
    "this is text in {encoding}, from before Unicode",
    "in Excel: save as “CSV UTF-8”; in a text editor or Unikey: convert to Unicode UTF-8",
    "These encodings use the same bytes for different letters. Guessing between them could change names and figures.",
)
DELIMITER_UNCLEAR = _error(
    "D222",
    "delimiter-unclear",
    "it is not clear what separates the columns: {found}",
    "save it with semicolons, and put texts that contain them in quotes",
    "Cells split at the wrong sign would be other figures.",
)

# --- D251 to D284: tables in which offices report ----------------------------------------------

NO_TABLE = _error(
    "D251",
    "no-table",
    "no table was found: no row has the headings of one",
    "head the columns with words such as `Chỉ tiêu`, `Đơn vị tính`, `Kế hoạch`, `Thực hiện`",
    "A table is found by the words of its header: one column that names the indicators, and others that say what "
    "stands in them.",
)
NO_VALUE_COLUMN = _error(
    "D252",
    "no-value-column",
    "no column is surely the reported value of {period}; the headings are: {headings}",
    "head one column with words such as `Thực hiện 6 tháng 2024`, or give the right period with --period",
    "The column of another year or another part of the year is never taken in the place of the reported one, and a "
    "heading such as `Thực hiện (%)` may be a figure in percent or a percentage of the plan.",
)
NOT_THE_VALUE = _error(
    "D288",
    "heading-not-of-value",
    "the column `{heading}` is not read as the reported value, for its heading also says `{rest}`",
    "head the reported value with words such as `Thực hiện` and its period alone, as in `Thực hiện 6 tháng 2024`",
    "`Chưa thực hiện` is what is left to do, `Thực hiện lần trước` is of another time, `Số xã thực hiện` counts "
    "another thing. A heading is taken for that of the reported value only where it says that, its period, its unit "
    "and the state of the figures, and nothing else.",
)
CHANGE_ALONE = _error(
    "D289",
    "change-alone",
    "the row says `{value}` under `{heading}` and nothing else, which is no percentage of the year's plan",
    "write the reported value, or under `Tỷ lệ hoàn thành KH` what was reached of the plan, such as 104 where it is "
    "passed by 4",
    "`% vượt KH` says how much is beyond the plan, `So với KH (lần)` is no percentage, and `% so KH quý` is of another "
    "plan. Such a column is never taken for the percentage of the year's plan, so a row that says nothing else reports "
    "no figure.",
)
COLUMNS_CONTEST = _error(
    "D253",
    "columns-contest",
    "`{first}` ({first_place}) and `{second}` ({second_place}) could both be {what}",
    "leave one of them out, or let its heading say what makes it different, such as its period",
    "Which of two columns is meant is said by their headings or by nobody.",
)
FORM_CONTRADICTS = _error(
    "D254",
    "form-contradicts",
    "{what} is `{value}` here, but `{other}` {where}",
    "correct the one that is wrong",
    "A form that is assessed for another period, unit or pack than it was filled in for gives wrong verdicts.",
)
FORM_INCOMPLETE = _error(
    "D255",
    "form-incomplete",
    "the form does not say {what}",
    "give it with {option}",
    "Unit and period are taken from the template's own sheet, from the command line or from the rows above the table. "
    "`Kế hoạch năm 2024` says of which year the plan is, not of which period the figures are.",
)
SEVERAL_PERIODS = _error(
    "D256",
    "several-periods",
    "the rows above the table name several periods: {periods}",
    "write `Kỳ báo cáo: ...` above the table, or give the period with --period",
    "Titles often name the period that is reported beside the one that is planned.",
)
DATE_CELL = _error(
    "D257",
    "date-in-place-of-number",
    "the cell holds the date {value}, where a number belongs",
    "format the cell as a number or as text, and type the figure again",
    "Spreadsheets turn texts such as 07/02 into dates as they are typed; the figure itself is then lost.",
)
LOGICAL_CELL = _error(
    "D258",
    "logical-in-place-of-number",
    "the cell holds the logical value {value}, where a number belongs",
    "type the figure, or words such as `đạt`",
    "TRUE and FALSE come from formulas or check boxes and are not figures.",
)
ERROR_CELL = _error(
    "D259",
    "error-cell",
    "the cell holds the error {value}",
    "mend the formula, or type the figure",
    "A calculation that failed is no figure.",
)
NO_RESULT_CELL = _error(
    "D260",
    "formula-without-result",
    "the cell holds a formula whose result was not saved",
    "open the file in the spreadsheet program and save it again",
    "Formulas are not calculated here; the result is read that the spreadsheet program saved with the file.",
)
MERGED_CELL = _error(
    "D261",
    "merged-value",
    "`{value}` stands in cells merged over {count} rows or columns, so nobody can say whose value it is",
    "unmerge the cells and write each value into its own",
    "A merged cell keeps one text for all the places that it covers.",
)
HIDDEN_CELL = _error(
    "D262",
    "hidden-value",
    "the value `{value}` stands in a hidden row or column",
    "show the row or column if the value is meant, else delete it",
    "What nobody saw when the form was signed is not taken for what was reported.",
)
HIDDEN_SHEET = _error(
    "D263",
    "hidden-table",
    "the hidden sheet `{sheet}` holds a table, which was not read",
    "show the sheet if it is part of the report, else delete it",
    "What nobody saw when the form was signed is not taken for what was reported.",
)
UNIT_CONTRADICTS = _error(
    "D264",
    "unit-contradicts",
    "`{value}`: the unit is `{found}` here, but `{other}` {where}",
    "correct the one that is wrong",
    "The cell, the column of units and the heading must agree, or the value could be wrong a thousand times.",
)
NAMELESS_VALUE = _error(
    "D265",
    "value-without-indicator",
    "the value `{value}` stands in a row that names no indicator",
    "write the indicator's name or id into the row, or delete the value",
    "A value that belongs to nothing would be lost silently.",
)
TITLE_UNKNOWN = _error(
    "D266",
    "title-does-not-fit-code",
    "`{given}` is {indicator}, but the row is called `{title}`, which the pack does not know",
    "check that the row has the right code; a title that offices use belongs under `aliases` in the pack",
    "The row was taken for what its code says. If rows were moved or a code was copied, the value is another "
    "indicator's.",
)
ADDRESS_CONTRADICTS = _error(
    "D267",
    "title-contradicts-code",
    "the row addresses two indicators: `{first}` and `{second}`",
    "correct the code or the title",
    "Nobody can say which of the two the value belongs to, so it was given to neither.",
)
OTHER_SPAN = _error(
    "D268",
    "value-of-another-span",
    "{indicator}: the value is {found}, but the pack wants the one {wanted}",
    "fill in the column that the pack wants",
    "A value of the year so far and one of the period alone differ wherever a period does not begin in January.",
)
SEVERAL_DAYS = _error(
    "D269",
    "several-days",
    "the rows of {unit} for {period} stand for several days: {first} and {second}",
    "send the figures of each day in a file of their own",
    "The day decides which targets are in force and which of two reports is the later one.",
)
MANY_READINGS = _error(
    "D270",
    "format-changes-value",
    "the cell stores {stored}, but its format shows {shown}",
    "format the cell as a plain number, and check it",
    "A number format can show a value divided by a thousand, or as a percentage only under some condition.",
)

SAME_HEADING = _error(
    "D271",
    "heading-twice",
    "two columns are headed `{heading}` ({first_place} and {second_place}), and either could be {what}",
    "delete one of them, or let their headings say what makes them different",
    "Of two columns of one name the first is as likely to be wrong as the second. Capitals, spaces and the way in "
    "which letters are stored make no difference between headings. Columns that are not read may repeat.",
)
QUOTED_LINES = _error(
    "D272",
    "line-in-quotes",
    "the whole line stands in quotes, so that it is one cell",
    "take off the quotes around the line and halve those inside it, or split the column in Excel and save it anew",
    "This happens where lines of CSV are pasted into one column of a spreadsheet and saved. What was a cell of its own "
    "before is then part of a text.",
)
OTHER_BLOCK = _error(
    "D273",
    "rows-of-another-period",
    "the rows below `{block}` are of another period than {period}",
    "put them into a table or a file of their own, or delete them",
    "A row that says a year or a part of it and nothing else stands over the rows below it, up to the next one. "
    "Figures of one period are never taken for those of another.",
)
STRICT_WORKBOOK = _error(
    "D276",
    "strict-open-xml",
    "the workbook was saved as “Strict Open XML”, which is not read",
    "in Excel: save it as “Excel Workbook (*.xlsx)”",
    "The strict variant has the same suffix, but is written in another vocabulary, which hardly any program reads.",
)
UNSEEN_VALUE = _error(
    "D277",
    "value-not-shown",
    "the value `{value}` is in the cell, but nobody sees it: {why}",
    "let the cell show the value if it is meant, else delete it",
    "What nobody saw when the form was signed is not taken for what was reported.",
)
STRUCK_OUT = _error(
    "D278",
    "struck-out-value",
    "`{value}` is struck out, so it is no figure",
    "type the figure that holds, or empty the cell",
    "A figure is struck out to withdraw it.",
)
MARKS_LEFT_OUT = _warning(
    "D279",
    "marks-left-out",
    "`{value}` was read; `{left}` beside it is struck out or a raised mark and was left out",
    "check that this is the figure that is meant",
    "Raised digits behind a figure are the marks of footnotes, and struck-out ones were withdrawn. Neither is a part "
    "of the figure.",
)
CELL_TWICE = _error(
    "D280",
    "cell-twice",
    "the file writes this cell twice, or out of its place: `{value}` is not its only content",
    "open the file in the spreadsheet program, check the cell and save it anew",
    "No office program writes a cell twice. Different programs show different ones of its contents.",
)
FORMAT_WRITES = _error(
    "D281",
    "format-writes-figure",
    "the cell stores {stored}, but its format `{format}` writes signs or digits of its own beside it",
    "format the cell as a plain number, and check it",
    "A format may write digits, separators, signs and words around the number, so that people see another one than is "
    "stored. Only a unit is understood there.",
)
MARKS_UNCLEAR = _error(
    "D282",
    "marks-within-figure",
    "`{value}` has characters within or behind a figure that are raised, struck out, or too small or too pale to be "
    "seen, so the figure is not certain",
    "type the figure alone, and what the mark refers to into the column of notes",
    "A raised digit may be the mark of a footnote, an exponent or a digit of the figure.",
)
OWN_REPORT = _error(
    "D283",
    "own-report",
    "this workbook is a report that checker wrote, not one that an office sends",
    "check the file from which it was made",
    "A report shows figures as they were read, with verdicts beside them; to read it again would be to check the "
    "program's own words.",
)

UNIT_REPEATS_NOTHING = _error(
    "D285",
    "unit-repeats-nothing",
    "`{value}` repeats the unit above, but no row above states one",
    "write the unit into the row",
    "A ditto mark in the column of units stands for the unit of the row above. Where that has none, or a figure "
    "without a unit stands in between, nobody can say which unit is meant.",
)
UNIT_ELSEWHERE = _error(
    "D286",
    "unit-elsewhere",
    "`{value}` has no unit of its own: it may be in `{found}`, which stands {where}, or in `{expected}`",
    "write the unit into the cell or into the column of units",
    "A unit near a bare figure may be meant for it. Where it is of another size than the pack's unit, the figure read "
    "in the wrong one of them would be wrong ten or a thousand times.",
)

# --- D301 to D349: rows by the million ---------------------------------------------------------

BULK_UNREADABLE = _error(
    "D301",
    "rows-unreadable",
    "the rows cannot be read: {reason}",
    "check the path, the table and the permissions",
    "A source that cannot be read whole is not evaluated in part.",
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
    "this line is no row: `{value}`",
    "give it as many columns as the header, quotes around a text that holds the separator, and save it as UTF-8",
    "Cells that are shifted by one would be other figures, so nothing of the line is used.",
)
BULK_NO_UNIT = _error(
    "D304",
    "row-without-unit",
    "the row names no reporting unit",
    "fill in the unit",
    "A figure of nobody can be held against nobody's target.",
)
BULK_PERIOD = _error(
    "D305",
    "row-of-unknown-period",
    "`{value}` is not a period",
    "write 2024, 2024-H1, 2024-9M, 2024-Q2 or 2024-06",
    "Without its period it is not known which target the figure is held against.",
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
    "told as missing too.",
)
BULK_REPEATED = _error(
    "D308",
    "row-repeated",
    "{unit} reports `{value}` for {period} more than once",
    "leave one row; a revised figure states its own day in the column as_of",
    "Of two figures for the same nobody can say which is right, so neither is used.",
)
BULK_DAY = _error(
    "D309",
    "row-of-unknown-day",
    "as_of is `{value}`, which is no date",
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
    "Whether a figure is final or an estimate belongs to what is said of it.",
)
BULK_RANGE = _error(
    "D312",
    "row-with-range",
    "`{value}` is a range, or says more than one number",
    "check it as a submission of its own, or report one number",
    "In bulk units that state ranges, or a plan beside a figure, are judged one by one, up to 5 000 of them; what "
    "several units add up to takes numbers alone. A range is never taken for one of its ends.",
)
BULK_TOO_LONG = _error(
    "D313",
    "row-with-long-number",
    "`{value}` has too many digits to be compared in bulk",
    "round it, or check it as a submission of its own",
    "Bulk runs compare figures exactly with up to 20 digits before and 17 after the decimal point, together some fewer "
    "where checks multiply them, and numerators and denominators with 14 and 6; longer ones are refused, not rounded.",
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
    "Of several reports of a unit for a period, told apart by as_of, the last one counts, whole.",
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
    "A program that keeps a day as midnight of a time zone writes the evening before for another zone. Which day was "
    "meant cannot be told from it, and the day decides which targets are in force and which report is the later one.",
)
PARQUET_DAMAGED = _error(
    "D319",
    "parquet-damaged",
    "the Parquet file is damaged",
    "write or copy it again, and whole",
    "A file of which some part cannot be read may have lost rows or figures, so nothing of it is used.",
)
COLUMN_TYPE = _error(
    "D320",
    "column-of-unfit-type",
    "the column `{column}` is of the type {type}, which is not read",
    "store it as text, a whole number, a decimal or a double",
    "Lists, binary data, intervals and the like have no one text, and what an amount of money means depends on the "
    "settings of its database.",
)

# --- C: figures against each other ---------------------------------------------------------

CHILD_ABOVE_PARENT = _error(
    "C001",
    "child-exceeds-parent",
    "{child} ({child_value}) is above {parent} ({parent_value}), of which it is a part",
    "check both figures",
    "A part cannot be larger than the whole.",
)
PERCENT_OF_PLAN = _warning(
    "C002",
    "percent-of-plan-differs",
    "{indicator}: the report says {reported} of the plan, but {value} of {target} is {computed}",
    "check the figure, the percentage, and which plan it refers to",
    "A percentage that does not follow from value and plan means that one of the three is wrong, or that the office "
    "reports against another plan.",
)
OUTSIDE_LIMITS = _error(
    "C003",
    "outside-natural-limits",
    "{indicator}: {value} is outside what it can be: {low} to {high}",
    "check the figure",
    "A share lies between 0 and 100 %, and no count is below zero.",
)
TALLY_DIFFERS = _error(
    "C004",
    "tally-differs",
    "the reported tally ({reported}) does not agree with {found}",
    "check the tally against the single results",
    "A tally must add up, and must agree with the results and with what is published.",
)

RATIO_DIFFERS = _error(
    "C005",
    "ratio-differs",
    "{indicator}: {reported} is reported, but {numerator} of {denominator} is {computed}",
    "check the three figures",
    "A reported share that does not follow from its own numerator and denominator, within its stated decimals, means "
    "that one of the three is wrong. The verdict rests on the recomputed one.",
)
PLAN_DIFFERS = _error(
    "C006",
    "plan-differs",
    "{indicator}: the report states {reported} as its plan, but the pack has {target}",
    "check which plan the office works to, and who set it",
    "An office that works to another plan than it is assessed by will be surprised by its verdict. A target that "
    "someone else set belongs under `also` in the pack.",
)

SUM_DIFFERS = _error(
    "C011",
    "sum-differs",
    "{parts} add up to {sum}, but {total} is {value}: {residual} is left over",
    "check the parts and the total",
    "Parts must add up to their total, within what their stated decimals leave open or the tolerance of the pack.",
)
ORDER_VIOLATED = _error(
    "C012",
    "not-less-or-equal",
    "{low} ({low_value}) is above {high} ({high_value})",
    "check both figures",
    "The pack states that the one cannot be above the other.",
)
LEAP = _error(
    "C013",
    "leap",
    "{indicator} was {before} in {period} and is {value} now; the pack expects a change of at most {limit}",
    "check the figure and its unit",
    "A figure that leaps from one period to the next is most often a slip.",
)
FELL = _error(
    "C014",
    "cumulative-falls",
    "{indicator} was {before} in {period} and is {value} now, but it cannot fall",
    "check both figures, and whether this one is of the period alone",
    "A figure that adds up over the year is never lower than in the period before.",
)
WHOLE_DIFFERS = _error(
    "C015",
    "whole-differs-from-units",
    "{indicator}: {value} is reported for the whole, but the units add up to {sum}",
    "check the figures of the units and of the whole",
    "What the units report must add up to what is reported for all of them.",
)
SPAN_DIFFERS = _error(
    "C016",
    "period-differs-from-parts",
    "{indicator}: {value} is reported for {period}, but the figures of its parts add up to {sum}",
    "check the figures of the shorter periods",
    "The months of a quarter must add up to the quarter.",
)

WHOSE_PLAN = _warning(
    "C017",
    "whose-plan-is-unclear",
    "{indicator}: whose plan is meant by `{words}` in `{value}` is not certain, so it is not used",
    "name who assigned the plan as the pack does: {known}",
    "Where several set a plan for one measure, a figure is held against the plan of the one that its words name. "
    "A figure whose words name nobody, or fit several, is held against none.",
)

# --- T: targets and pace -------------------------------------------------------------------

UNMET = _error(
    "T001",
    "target-unmet",
    "{indicator} is not met: {value} against {bound}",
    "explain the shortfall, or correct the figure",
    "The target is due and the reported value does not meet it; or it is a ceiling on a cumulative value, which stays "
    "broken once it is.",
)
UNDECIDED = _error(
    "T002",
    "target-undecided",
    "{indicator} cannot be decided: {value} may or may not meet {bound}",
    "report the exact figure",
    "The figure stands for a range of numbers, some of which meet the target and some of which do not.",
)
NO_DATA = _error(
    "T003",
    "target-without-data",
    "{indicator} is due, but no figure was reported",
    "report the figure",
    "A target without a figure is not met by silence.",
)
BEHIND = _warning(
    "T004",
    "behind-pace",
    "{indicator} is behind pace: {value} is {attainment} of what is expected by now ({expected})",
    "see what is needed per remaining month",
    "The target is not due yet, but the value is well below what the pack's pace expects at this period.",
)
AT_RISK = _info(
    "T005",
    "at-risk",
    "{indicator} is slightly behind pace: {value} is {attainment} of what is expected by now ({expected})",
    "see what is needed per remaining month",
    "The target is not due yet, and the value is just below what the pack's pace expects at this period.",
)
PACE_UNDECIDED = _info(
    "T006",
    "pace-undecided",
    "the pace of {indicator} cannot be told: {value} may or may not reach what is expected by now ({expected})",
    "report the exact figure",
    "The figure stands for a range of numbers on both sides of the expected level.",
)
NOT_REPORTED = _info(
    "T007",
    "not-reported-yet",
    "{count} indicators that are not due yet have no figure in this submission: {indicators}",
    "report them when their figures are there",
    "Nothing is concluded from a missing figure before its target is due.",
)
ON_ESTIMATE = _info(
    "T008",
    "verdict-on-estimate",
    "{indicator}: the verdict rests on a figure that is not final ({status})",
    "check again with the final figure",
    "Final figures have turned verdicts over: what was met by estimate was unmet in the end.",
)

DIRECTION = _info(
    "T009",
    "wrong-direction",
    "{indicator} does not move towards {number}: {value}, from {baseline}",
    "see whether the direction is still wanted",
    "The target states a direction only; it is reported and never blocks.",
)
VERDICT_CHANGED = _warning(
    "T010",
    "verdict-changed",
    "{indicator}: {before} by the figures of {older}, {after} by those of {newer}",
    "tell those who have used the earlier figure",
    "A later submission for the same period replaces the earlier one; a verdict that changes with it is reported.",
)
REACHED_LATE = _error(
    "T011",
    "reached-late",
    "{indicator} was not met when it was due ({due}: {figure} against {bound}); it has been reached late "
    "(by {period}): {value}",
    "nothing is to be done for this period; the verdict is that of the period in which it was due",
    "A target is judged by the figure of the period in which it is due, and that verdict stands.",
)
STILL_UNMET = _error(
    "T015",
    "still-unmet",
    "{indicator} was not met when it was due ({due}: {figure} against {bound}), nor since (by {period}): {value}",
    "explain the shortfall, or correct the figure of the period in which it was due",
    "A target is judged by the figure of the period in which it is due, and that verdict stands.",
)
DUE_NOT_GIVEN = _warning(
    "T014",
    "due-report-not-given",
    "{indicator} was due in {due}, and the report of that period is not among the files",
    "add the report of {unit} for {due}",
    "A target is judged by the figure of the period in which it is due; a later figure does not tell what that was.",
)
SPENT_TOO_FAST = _warning(
    "T012",
    "ceiling-used-too-fast",
    "{indicator} uses up its ceiling too fast: {value} is {attainment} of what it leaves for now ({expected})",
    "see what is left for each remaining month",
    "The ceiling is not due yet, but the cumulative value is well above the share of it that the pack's pace leaves "
    "for this period.",
)
SPENT_FAST = _info(
    "T013",
    "ceiling-used-fast",
    "{indicator} uses up its ceiling slightly too fast: {value} is {attainment} of what it leaves for now ({expected})",
    "see what is left for each remaining month",
    "The ceiling is not due yet, and the cumulative value is just above the share of it that the pack's pace leaves "
    "for this period.",
)

BEFORE_END = _error(
    "T016",
    "figure-before-the-end",
    "{indicator} cannot be decided: {value} is stated as final, but is of a day before {period} ends on {end}",
    "report the figure of the period's end, or state its status as estimate",
    "A target that is due at the end of a period is not decided by a final figure of an earlier day.",
)
EARLY_FIGURES = _info(
    "T017",
    "figures-before-the-end",
    "{count} figures stated as final are of a day before {period} ends on {end}, and count as estimates",
    "report the figures of the period's end, or correct `as_of`",
    "What is reported before a period has ended is an estimate of it, whatever it is called.",
)

# --- W: waivers -------------------------------------------------------------------------------

WAIVER_FILE: Final = _file_codes("W")
"""The codes for a file of waivers by their names."""

WAIVER_INDICATOR = _error(
    "W101",
    "unknown-indicator",
    "waiver `{waiver}` is for `{value}`, which is no indicator of pack `{pack}`",
    "name an indicator of the pack by its id",
    "A waiver that covers nothing would be thought to cover something.",
)
WAIVER_DATES = _error(
    "W102",
    "dates-reversed",
    "waiver `{waiver}` expires on {expires}, before it is granted on {granted}",
    "state its first and its last day",
    "A waiver without a day on which it holds covers nothing.",
)
WAIVER_TWICE = _error(
    "W103",
    "waiver-twice",
    "waiver `{waiver}` is stated twice; first in line {first}",
    "give each waiver a name of its own",
    "Reports name the waiver that they apply.",
)
WAIVER_EXPIRED = _warning(
    "W201",
    "waiver-expired",
    "waiver `{waiver}` for {indicator} expired on {expires} and is not applied",
    "renew it or remove it",
    "An exemption ends on its day; afterwards the finding counts again.",
)
WAIVER_UNUSED = _warning(
    "W202",
    "waiver-unused",
    "waiver `{waiver}` for {indicator} covers nothing in {period}",
    "remove it",
    "What is waived has not occurred; a waiver that is left lying may later hide something else.",
)
WAIVER_LONG = _warning(
    "W203",
    "waiver-too-long",
    "waiver `{waiver}` for {indicator} runs for {days} days; at most a year is usual",
    "grant it for a shorter time",
    "An exemption without an end in sight is a change of the target, which belongs into the pack.",
)

# --- G: the gate -----------------------------------------------------------------------------

GATE_BLOCKED = _error(
    "G001",
    "gate-blocked",
    "{count} × {what}: {indicators}",
    "see the findings",
    "The pack's gate policy, or --fail-on, makes these block.",
)
GATE_TALLY = _error(
    "G002",
    "tally-below-least",
    "{met} of {counted} targets are met; the gate asks for at least {least}",
    "see the unmet targets",
    "The pack states how many targets must be met at the least.",
)
GATE_TALLIES = _error(
    "G009",
    "gate-tallies",
    "{count} × fewer met targets than the pack demands",
    "see the tallies by unit",
    "The pack demands a least number of met targets of each unit at each period.",
)
GATE_WARNED = _warning(
    "G003",
    "gate-warned",
    "{count} × {what}: {indicators}",
    "see the findings",
    "The pack's gate policy makes these warn.",
)

# --- S: settings and baselines ------------------------------------------------------------------

SETTINGS_FILE: Final = _file_codes("S")
"""The codes for a file of settings or a baseline by their names."""

BASELINE_TWICE = _error(
    "S101",
    "entry-twice",
    "this entry is stated twice; first in line {first}",
    "keep one of the two",
    "An entry holds one finding; a second one of the same kind has an `ordinal` of its own.",
)
TWO_SETTINGS = _error(
    "S102",
    "two-settings",
    "both {first} and {second} hold settings",
    "keep one of the two",
    "Settings are never merged, so it would be left open which of the two holds.",
)
UNKNOWN_CHOICE = _error(
    "S103",
    "nothing-of-that-name",
    "`{value}` is no code of a finding, and no indicator or group of the rule packs of this run",
    "write a code such as T004, or an id of the pack; `checker explain PACK` lists them",
    "A word that names nothing selects nothing, and a slip of the pen must not let a report pass.",
)

# --- G01x: what the gate leaves aside ---------------------------------------------------------

GATE_KNOWN = _info(
    "G010",
    "gate-known",
    "{count} × {what}, listed in the baseline: {indicators}",
    "put it right, then run `checker baseline update`",
    "These findings are listed in the baseline, so they neither block nor warn. Their verdicts and the tally are "
    "what they would be without it.",
)
GATE_IGNORED = _info(
    "G011",
    "gate-ignored",
    "{count} × {what}, left aside by --select or --ignore: {indicators}",
    "leave out --select and --ignore to have them looked at",
    "The caller has left these findings aside. Their verdicts and the tally are what they would be without that.",
)
BASELINE_STALE = _warning(
    "G012",
    "baseline-stale",
    "the baseline lists {code} for {indicator} in {period}, which is not found any more",
    "run `checker baseline update` to take it out",
    "An entry for a finding that has gone would hold it unseen should it come back.",
)

# --- L: what a written report is made with ------------------------------------------------------

LETTERHEAD_FILE: Final = _file_codes("L")
"""The codes for a file of a letterhead by their names."""

TEMPLATE_FILE = _error(
    "L101",
    "template-unreadable",
    "the template cannot be used: {reason}",
    "give a document that Word saved as .docx",
    "A template is a document in which variables stand where the report puts its texts.",
)
TEMPLATE_TEXT = _error(
    "L102",
    "template-text",
    "the template's text cannot be filled in: {reason}",
    "see docs/reports.md for the variables and how they are written",
    "A variable that does not exist would leave a hole in a letter that somebody signs.",
)
