"""S: settings and baselines."""

from __future__ import annotations

from typing import Final

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import file_codes as _file_codes

SETTINGS_FILE: Final = _file_codes("S")
"""The codes for a file of settings or a baseline by name."""

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
    "`{value}` is not a code of a finding, and not an indicator or group of the rule packs of this run",
    "write a code such as T004, or an id of the pack; `checker explain PACK` lists them",
    "A word that names nothing selects nothing, and a typo must not let a report pass.",
)
SETTINGS_OUTSIDE = _error(
    "S104",
    "outside-the-settings-folder",
    "`{value}` does not lie below {folder}, the folder of these settings",
    "name what lies below it, or give the path on the command line",
    "Settings may come with a submission, from anybody. They neither read nor write anything but what came with them.",
)
SETTINGS_LINK = _error(
    "S106",
    "settings-are-a-link",
    "these settings are a link to a file outside their folder",
    "put the file itself there, or name the settings with --config",
    "Settings may come with a submission, from anybody. By a link they would show what another file of the user holds.",
)
SETTINGS_OUTPUT = _error(
    "S105",
    "output-not-allowed",
    "a setting cannot have `{value}` written: {reason}",
    "name a file of its own for the report, such as {example}",
    "Settings may come with a submission, from anybody. What they have written is a report by its name, and nothing "
    "that a program would obey or read as its own.",
)
