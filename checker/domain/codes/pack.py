"""P: the content of a rule pack."""

from __future__ import annotations

from checker.domain.codes.registry import PACK_FILE  # noqa: F401 - the first codes of this family
from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import warning as _warning

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
    "state a period of {year}; a pack of several years has a `term`, such as 2026-2030, in the place of `year`",
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
    "the example names `{value}`, which is not an indicator of this pack",
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
    "A stretch goal goes beyond the target.",
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
    "`{value}`, named by `{holder}`, is not an indicator of this pack",
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
    "A size in a pack converts figures into another unit exactly. Countable things have no size, and units that "
    "the program converts keep theirs. The number has a decimal point.",
)
PACK_MEASURES = _warning(
    "P228",
    "measures-not-stated",
    "`{words}` of `{indicator}` speaks of a change, and nothing says what the figure measures",
    "add `measures: increase`, `reduction` or `growth`, or `measures: level` where the figure is a level all the same",
    "Words such as “tăng”, “giảm” and “còn” in a report are read by what the indicator measures. By default it "
    "is a level, for which “giảm 0,5” is refused.",
)
PACK_EXCEEDED = _error(
    "P244",
    "exceeded-nowhere",
    "`exceeded` cannot be meant: {reason}",
    "write `exceeded: never`, or `{{beyond: X}}` with X better than the target",
    "A target is exceeded by a value that is better than it, and never by one that misses it.",
)
PACK_PHRASE = _error(
    "P294",
    "phrase-without-value",
    "`{indicator}`: the phrase “{phrase}” must hold `value` in braces once, and no other braces",
    "write `value` in braces where the figure stands",
    "A phrase replaces a name and its figure. Without the figure, a letter would not mention it.",
)
PACK_BASIS = _error(
    "P295",
    "basis-twice",
    "a legal document is named twice: {reason}",
    "name each document of `basis` once",
    "A letter names each document that it implements, in this order.",
)
PACK_UNITS_FILE = _error(
    "P296",
    "units-file",
    "the file of units `{path}` cannot be used here: {reason}",
    "see docs/rules.md on files of units",
    "Many packs can share a file of units; its content applies as if it were written in each of them.",
)
PACK_LEVELS = _error(
    "P297",
    "warning-levels",
    "these levels of early warning cannot be meant: {reason}",
    "state two levels or more, the best first, each but the last with the `gap` from which on it is",
    "A gap is the distance to the expected progress, in percentage points of the plan; it descends from level to "
    "level.",
)
PACK_LINK = _error(
    "P302",
    "pack-is-a-link",
    "this file of a pack is a link to a file outside the folder of packs",
    "put the file itself there, or name the pack by its path with --pack",
    "A folder of packs may come with a submission, from anybody. A link in it could reveal another file of the user.",
)
PACK_FOLDER = _error(
    "P311",
    "rules-missing",
    "`{folder}` is not a folder, so no packs can be looked up in it",
    "name an existing folder with --rules, or under `rules` in the settings",
    "Otherwise another pack of the same id would judge, such as one that came with the program.",
)
PACK_DUE_DAY = _error(
    "P306",
    "due-on-a-day",
    "`{indicator}` cannot be due by a day: {reason}",
    "state the period that ends then under `due`, such as 2024-06 or 2024-H1",
    "Words say on which day something was reached (“hoàn thành ngày 12/6”). Figures are of the end of a period, and "
    "how they stood within it is not known.",
)
PACK_FORM = _error(
    "P310",
    "form-head",
    "`{value}` cannot stand at the head of a form: {reason}",
    "change `form_number` or `form_title`",
    "A returned form is read from its first line on. A year or a month at its head would be read as the period "
    "of its figures.",
)
PACK_NOT_FOUND = _error(
    "P301",
    "pack-not-found",
    "there is no rule pack `{value}`",
    "known packs: {known}",
    "A pack is named by its id or by the path of its file.",
)
