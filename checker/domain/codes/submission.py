"""D0xx: a submission's file as a whole."""

from __future__ import annotations

from typing import Final

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import file_codes as _file_codes
from checker.domain.codes.registry import info as _info

DATA_FILE: Final = _file_codes("D")
"""The codes for a submission's file by name."""

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
PACK_BY_PATH = _error(
    "D023",
    "pack-by-path",
    "a submission names its pack by an id such as bac-kan-city/2024, and `{value}` is none",
    "write the id, or give the path with --pack",
    "A submission may come from anybody. Were a path in it followed, it could have any file of the machine opened.",
)
FOLDER_TOO_SLOW = _error(
    "D024",
    "folder-too-slow",
    "the folder took {seconds} seconds of processor time; from here on {count} files were not read",
    "check fewer files at once, or raise the limit with --limit folder_seconds=NUMBER",
    "Limits keep a folder from filling the day. What was not read is no part of what was decided.",
)
PACK_TABLE_CHECKED = _error(
    "D025",
    "table-is-a-pack",
    "this table is a rule pack, and no submission",
    "check a report; `checker lint` reads rule packs",
    "A table below a folder `rules`, or one beside which a head (`.pack.yaml`) stands, holds targets. Read as a "
    "report, the plan would be taken for what was done.",
)
SAME_VINTAGE = _error(
    "D022",
    "same-vintage",
    "{unit} reports {period} as of {vintage} here and in {other}",
    "state in `as_of` of each file from which day its figures are, or leave one file out",
    "If two submissions cover the same period, the later one counts; which one is later must be stated.",
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
