"""The options that several commands share, and the parsing of their values.

Owns their names, help and types: an option means the same in every command. Must not know how they are used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from checker.cli.frame import completed_by, one_of, option, refuse, refuse_unknown
from checker.domain.basis import FAIL_ON_WORDS
from checker.domain.period import Period
from checker.domain.submission import LOCALES
from checker.domain.text import message
from checker.engines.choice import BULK_ENGINES, ENGINES
from checker.readers.submission import SUFFIXES, TABLES
from checker.reporters import FORMATS

if TYPE_CHECKING:
    import click

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])

__all__ = [
    "as_of_option",
    "day_of",
    "evaluation_options",
    "exit_zero_option",
    "files_from_option",
    "format_option",
    "matters_of",
    "only_pack",
    "output_option",
    "pack_option",
    "period_of",
    "report_options",
    "shared_options",
]

_TYPES: Final = tuple(suffix[1:] for suffix in (*SUFFIXES, *TABLES))


def period_of(value: str) -> Period:
    """Return the requested period, given as a code or in words."""
    try:
        return Period.parse(value)
    except ValueError:
        refusal = message("`{value}` is not a period; write 2024, 2024-H1, 2024-9M, 2024-Q2 or 2024-06", value=value)
        refuse(refusal)


def day_of(value: str) -> dt.date:
    """Return the requested day."""
    try:
        return dt.date.fromisoformat(value if len(value) == len("2024-07-02") else "")
    except ValueError:
        refuse(message("`{value}` is not a date; write it as 2024-07-02", value=value))


def _limit(value: str) -> tuple[str, int]:
    from checker.readers.cells.limits import ReadLimits

    name, _, number = value.partition("=")
    if name not in ReadLimits._fields or not number.isdecimal():
        names = ReadLimits._fields
        refusal = message("`{value}` is not a limit; write NAME=NUMBER with one of: {known}", value=value, known=names)
        refuse_unknown(refusal, name, names)
    return name, int(number)


def matters_of(value: str) -> tuple[str, ...]:
    """Return the matters that should block."""
    read = one_of("--fail-on", FAIL_ON_WORDS)
    return tuple(read(word.strip()) for word in value.split(","))


as_of_option = option(
    "--as-of",
    type=day_of,
    metavar="DAY",
    help="Evaluate as of this day: targets and waivers in force then hold, and later figures are ignored. Default: the "
    "latest day of the figures, or else the last day of the latest period.",
)
output_option = option(
    "-o",
    "--output",
    metavar="FORMAT[=PATH]",
    multiple=True,
    shell_complete=completed_by("outputs"),
    help="Also write the report in this format into a file; without a path, or with - as the path, to standard output. "
    "Bulk: FOLDER, parquet=FOLDER or csv=FOLDER writes findings, bad rows and tallies by unit and indicator. "
    "Either all files are written or none.",
)
format_option = option(
    "--format",
    type=one_of("--format", FORMATS),
    metavar="FORMAT",
    help="Format on standard output. full (default): what is unmet or behind, and why. table: every indicator. "
    "concise: one line per finding. For programs: json, jsonl, csv, junit, sarif, github, gitlab, markdown, tap, "
    "openmetrics. For the office: html, xlsx, docx, paragraph.",
)
exit_zero_option = option("--exit-zero", is_flag=True, help="Exit with 0 whatever the gate decides.")
files_from_option = option(
    "--files-from",
    metavar="FILE",
    help="Read the names of more files from FILE, one per line or separated by NUL; - is standard input.",
)


def only_pack(context: click.Context, _param: click.Parameter, value: tuple[str, ...] | None) -> str:
    """Return the only pack; of several, none is taken silently."""
    if value and len(value) > 1 and not context.resilient_parsing:
        refuse(message("--pack is given twice; use each pack in a run of its own"), context)
    return value[0] if value else ""


def pack_option(*, several: bool = False) -> Callable[[_Decorated], _Decorated]:
    """Return the decorator that adds ``--pack``, which a bulk run takes several times."""
    which = "Repeat it for each year." if several else "Default: the pack that the file names."
    return option(
        "-p",
        "--pack",
        metavar="PACK",
        multiple=True,
        callback=None if several else only_pack,
        shell_complete=completed_by("packs"),
        help=f"Id or path of the rule pack. {which}",
    )


def shared_options(decorated: _Decorated) -> _Decorated:
    """Add the options that every evaluation has, of submissions and of bulk data."""
    options = (
        as_of_option,
        option(
            "--engine",
            type=one_of("--engine", (*ENGINES, *BULK_ENGINES)),
            metavar="|".join((*ENGINES, *BULK_ENGINES)),
            default=ENGINES[0],
            help="Engine; all give the same verdicts. auto (default): rete, or direct if rete is not available. "
            "For bulk data: columnar (default), which is DuckDB in this process, or spark.",
        ),
        option(
            "--fail-on",
            type=matters_of,
            metavar="WORD[,WORD...]",
            multiple=True,
            shell_complete=completed_by("matters"),
            help="Fail on these words of the gate too, such as behind or estimate; warning fails on any warning (exit "
            "code 4).",
        ),
        option(
            "--exclude",
            metavar="PATTERN",
            multiple=True,
            help="In folders, ignore files and folders that match, such as drafts or *.old.xlsx; the report says so.",
        ),
        option("--no-config", is_flag=True, help="Ignore checker.yaml and pyproject.toml."),
        option("--config", metavar="FILE", default="", help="Use the settings of this file and of no folder."),
        option(
            "--rules",
            metavar="FOLDER",
            default="",
            help="Look for packs by id in this folder. Default: rules in the working folder.",
        ),
        option("--no-cache", is_flag=True, help="Neither use nor keep compiled packs."),
        option(
            "--locale",
            type=one_of("--locale", LOCALES),
            metavar="|".join(LOCALES),
            help="Notation of numbers in tables: vi writes 1.234,5, en 1,234.5 and machine 1234.5. Default: vi for a "
            "form, machine for bulk data and for a list with columns of units or periods.",
        ),
    )
    for add in reversed(options):
        decorated = add(decorated)
    return decorated


def evaluation_options(decorated: _Decorated) -> _Decorated:
    """Add the options of an evaluation; `evaluate` takes their values."""
    options = (
        pack_option(),
        option("--period", type=period_of, metavar="PERIOD", help="Period to evaluate instead of the file's own."),
        shared_options,
        option("--waivers", metavar="FILE", multiple=True, help="Apply the waivers of this file."),
        option("--no-waivers", is_flag=True, help="Ignore all waivers, to see what they cover."),
        option(
            "--baseline", metavar="FILE", default="", help="Known findings, which neither block nor warn; new ones do."
        ),
        option("--no-baseline", is_flag=True, help="Ignore the baseline, to see what it holds."),
        option(
            "--select",
            metavar="WORD[,WORD...]",
            multiple=True,
            shell_complete=completed_by("choices"),
            help="Consider only these codes, indicators or groups in the gate. The rest are counted and listed.",
        ),
        option(
            "--ignore",
            metavar="WORD[,WORD...]",
            multiple=True,
            shell_complete=completed_by("choices"),
            help="Do not consider these codes, indicators or groups in the gate. They are counted and listed.",
        ),
        option("--unit", metavar="UNIT", default="", help="Reporting unit of a table that does not name it."),
        option("--sheet", metavar="NAME", default="", help="Read only this sheet of a workbook."),
        option(
            "--layout",
            "layouts",
            metavar="NAME=HEADING",
            multiple=True,
            help="Map a column of a form by its heading, in every table that has this heading; best kept in "
            "checker.yaml.",
        ),
        option(
            "--stdin-format",
            type=one_of("--stdin-format", _TYPES),
            metavar="TYPE",
            default="yaml",
            help="Type of standard input (`-`): yaml (default), json, csv, tsv, xlsx, xlsm, ods or xls.",
        ),
        option(
            "--limit",
            "limits",
            type=_limit,
            metavar="NAME=NUMBER",
            multiple=True,
            help="Raise a limit for reading workbooks and CSV files, such as rows=500000 or seconds=60.",
        ),
    )
    for add in reversed(options):
        decorated = add(decorated)
    return decorated


def report_options(decorated: _Decorated) -> _Decorated:
    """Add the options for the output of the report."""
    letterhead = option(
        "--letterhead",
        metavar="FILE",
        default="",
        help="Sender and recipient of a letter (docx), in YAML. Default: left open.",
    )
    template = option(
        "--docx-template", metavar="FILE", default="", help="The office's own template for a letter (docx)."
    )
    statistics = option(
        "--statistics",
        is_flag=True,
        help="After the report, count codes, verdicts, pace and states of data (full, table).",
    )
    due = option(
        "--due",
        type=day_of,
        metavar="DAY",
        help=(
            "The deadline of the reports of the latest period, for late units and for reminders. Default: that "
            "of the pack."
        ),
    )
    for add in (statistics, template, letterhead, due, format_option, output_option):
        decorated = add(decorated)
    return decorated
