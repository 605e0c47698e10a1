"""The options that several commands share, and how their words are read.

Owns their names, help and types: an option means the same wherever it is. Must not know what is done with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from checker.cli.frame import one_of, refuse
from checker.cli.rows import BULK_ENGINES
from checker.domain.axes import Matter
from checker.domain.period import Period
from checker.domain.text import message
from checker.engines.choice import ENGINES
from checker.readers.notation import LOCALES
from checker.readers.submission import SUFFIXES, TABLES
from checker.reporters import FORMATS

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])

__all__ = [
    "WARNING",
    "as_of_option",
    "day_of",
    "evaluation_options",
    "exit_zero_option",
    "fail_on_option",
    "format_option",
    "matters_of",
    "output_option",
    "period_of",
    "report_options",
]

WARNING: Final = "warning"
"""The word of ``--fail-on`` that stands for every warning."""

_TYPES: Final = tuple(suffix[1:] for suffix in (*SUFFIXES, *TABLES))


def period_of(value: str) -> Period:
    """Return the period that is asked for, by its code or as people write it."""
    try:
        return Period.parse(value)
    except ValueError:
        said = message("`{value}` is not a period; write 2024, 2024-H1, 2024-9M, 2024-Q2 or 2024-06", value=value)
        refuse(said)


def day_of(value: str) -> dt.date:
    """Return the day that is asked for."""
    try:
        return dt.date.fromisoformat(value if len(value) == len("2024-07-02") else "")
    except ValueError:
        refuse(message("`{value}` is not a date; write it as 2024-07-02", value=value))


def _limit(value: str) -> tuple[str, int]:
    from checker.readers.cells.limits import ReadLimits

    name, _, number = value.partition("=")
    if name not in ReadLimits._fields or not number.isdecimal():
        known = ", ".join(ReadLimits._fields)
        refuse(message("`{value}` is no limit; write NAME=NUMBER with one of: {known}", value=value, known=known))
    return name, int(number)


def matters_of(value: str) -> tuple[str, ...]:
    """Return the matters that are to block."""
    read = one_of("--fail-on", (*Matter, WARNING))
    return tuple(read(word.strip()) for word in value.split(","))


as_of_option = click.option(
    "--as-of",
    type=day_of,
    metavar="DAY",
    help="Ask from this day: its targets and waivers hold, and later figures are not looked at; else from the "
    "latest day of the figures, else the last day of the latest period.",
)
fail_on_option = click.option(
    "--fail-on",
    type=matters_of,
    metavar="WORD[,WORD...]",
    multiple=True,
    help="Let further matters block, such as behind or estimate; warning lets any warning fail (exit code 4).",
)
output_option = click.option(
    "-o",
    "--output",
    metavar="FORMAT[=PATH]",
    multiple=True,
    help="Write the report in this format too, into a file; without a path, to standard output. All files are "
    "written, or none.",
)
format_option = click.option(
    "--format",
    type=one_of("--format", FORMATS),
    metavar="FORMAT",
    help="Format on standard output. full (the usual one): what is unmet or behind, and why. table: every "
    "indicator. concise: a line each. For programs: json, jsonl, csv, junit, sarif, github, gitlab, markdown, tap, "
    "openmetrics. For the office: html, xlsx, docx, paragraph.",
)
exit_zero_option = click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever the gate decided.")


def evaluation_options(decorated: _Decorated) -> _Decorated:
    """Add the options that say what is evaluated, and by what; `evaluated` understands them."""
    options = (
        click.option(
            "-p",
            "--pack",
            metavar="PACK",
            default="",
            help="Id or path of the rule pack; else the one that the file names.",
        ),
        click.option(
            "--period", type=period_of, metavar="PERIOD", help="Period to assess, in place of the file's own."
        ),
        as_of_option,
        click.option(
            "--engine",
            type=one_of("--engine", (*ENGINES, *BULK_ENGINES)),
            metavar="|".join((*ENGINES, *BULK_ENGINES)),
            default="auto",
            help="Engine; all give the same verdicts. auto takes rete, and direct where that does not load; for rows "
            "in bulk it takes columnar.",
        ),
        fail_on_option,
        click.option("--waivers", metavar="FILE", multiple=True, help="Apply the waivers of this file."),
        click.option("--no-waivers", is_flag=True, help="Leave all waivers aside, to see what they cover."),
        click.option(
            "--baseline", metavar="FILE", default="", help="Known findings, which neither block nor warn; new ones do."
        ),
        click.option("--no-baseline", is_flag=True, help="Leave the baseline aside, to see what it holds."),
        click.option(
            "--select",
            metavar="WORD[,WORD...]",
            multiple=True,
            help="Let the gate look only at these codes, indicators or groups; the others are counted and said.",
        ),
        click.option(
            "--ignore",
            metavar="WORD[,WORD...]",
            multiple=True,
            help="Let the gate leave these codes, indicators or groups aside; they are counted and said.",
        ),
        click.option(
            "--exclude",
            metavar="PATTERN",
            multiple=True,
            help="Leave out of folders the files and folders that match, such as drafts or *.old.xlsx; it is told.",
        ),
        click.option("--no-config", is_flag=True, help="Leave checker.yaml and pyproject.toml aside."),
        click.option("--config", metavar="FILE", default="", help="Take the settings of this file, and of no folder."),
        click.option(
            "--rules",
            metavar="FOLDER",
            default="",
            help="Look for packs that are named by id in this folder, in place of rules in the working folder.",
        ),
        click.option("--no-cache", is_flag=True, help="Neither use nor keep compiled packs."),
        click.option("--unit", metavar="UNIT", default="", help="Reporting unit of a table that does not say it."),
        click.option("--sheet", metavar="NAME", default="", help="Read only this sheet of a workbook."),
        click.option(
            "--layout",
            "layouts",
            metavar="NAME=HEADING",
            multiple=True,
            help="Which column of a form is what, wherever a table has such a heading; usually kept in checker.yaml.",
        ),
        click.option(
            "--locale",
            type=one_of("--locale", LOCALES),
            metavar="|".join(LOCALES),
            help="Notation of numbers in tables: vi writes 1.234,5, en 1,234.5 and machine 1234.5. Unless stated it is "
            "vi for a form, and machine for a list with columns of units or periods.",
        ),
        click.option(
            "--stdin-format",
            type=one_of("--stdin-format", _TYPES),
            metavar="TYPE",
            default="yaml",
            help="What `-`, standard input, is: yaml, json, csv, tsv, xlsx, xlsm, ods or xls.",
        ),
        click.option(
            "--limit",
            "limits",
            type=_limit,
            metavar="NAME=NUMBER",
            multiple=True,
            help="Raise a limit of what is read of a workbook or CSV file, such as rows=500000 or seconds=60.",
        ),
    )
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def report_options(decorated: _Decorated) -> _Decorated:
    """Add the options that say where the report goes."""
    letterhead = click.option(
        "--letterhead",
        metavar="FILE",
        default="",
        help="Who a letter (docx) is from and to, in YAML; without it that is left open.",
    )
    template = click.option(
        "--docx-template", metavar="FILE", default="", help="The office's own template of a letter (docx)."
    )
    statistics = click.option(
        "--statistics",
        is_flag=True,
        help="Count codes, verdicts, pace and states of data after the report (full, table).",
    )
    for option in (statistics, template, letterhead, format_option, output_option):
        decorated = option(decorated)
    return decorated
