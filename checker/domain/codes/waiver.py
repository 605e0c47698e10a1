"""W: waivers."""

from __future__ import annotations

from typing import Final

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import file_codes as _file_codes
from checker.domain.codes.registry import warning as _warning

WAIVER_FILE: Final = _file_codes("W")
"""The codes for a waiver file, by name."""

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
