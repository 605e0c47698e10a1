"""``checker template``: an empty form for a rule pack and a period."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

from checker.cli.frame import Command, Session, completed_by, lang_option, one_of, option, refuse
from checker.cli.options import only_pack, period_of
from checker.cli.output import STDOUT, say, width_of, write, write_bytes
from checker.cli.outputs import OUTPUT_HELP, refuse_existing
from checker.domain import codes
from checker.domain.exit import ExitCode
from checker.domain.period import Period
from checker.domain.submission import LOCALES
from checker.domain.text import Message, message
from checker.errors import PackError
from checker.packs.load import load_pack
from checker.packs.model import RulePack
from checker.packs.unit_targets import targets_of_unit
from checker.packs.year_slices import slice_of
from checker.version import __version__
from checker.writing import write_together

if TYPE_CHECKING:
    from checker.domain.diagnostic import Diagnostic
    from checker.domain.report import CarriedFigure
    from checker.forms.form import Form
    from checker.language import Language

__all__ = ["command"]

_HELP: Final = (
    "Write an empty form in which an office reports what PACK asks for: a workbook (.xlsx), CSV (.csv), or a "
    "submission in YAML (.yaml), by the name of the file.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker template -p bac-kan-city/2024 --period 2024-H1 -o form.xlsx\n"
    "  checker template -p bac-kan-city/2024 --period 2024-06 -o form.yaml"
)
_SUFFIXES: Final = (".xlsx", ".csv", ".yaml", ".yml")


@click.command("template", cls=Command, help=_HELP)
@option(
    "-p",
    "--pack",
    metavar="PACK",
    multiple=True,
    callback=only_pack,
    required=True,
    shell_complete=completed_by("packs"),
    help="Id or path of the rule pack.",
)
@option("--period", type=period_of, metavar="PERIOD", required=True, help="Period that is reported.")
@option("--unit", metavar="UNIT", default="", help="Reporting unit. Default: that of the pack.")
@option("-o", "--output", metavar="FILE", required=True, help=OUTPUT_HELP)
@option(
    "--locale",
    type=one_of("--locale", LOCALES),
    metavar="|".join(LOCALES),
    default=LOCALES[0],
    help="Notation of numbers in the form: vi (default) writes 1.234,5, en 1,234.5 and machine 1234.5.",
)
@option("--amends", is_flag=True, help="A form that corrects an earlier report: rows left empty stay as they are.")
@option(
    "--earlier",
    metavar="FILE",
    multiple=True,
    help="The unit's report of the same period of the previous year; its figures are shown beside the new ones.",
)
@option("--force", is_flag=True, help="Replace a file that is there already.")
@lang_option
@click.pass_obj
def command(  # noqa: PLR0913 - an option each
    session: Session,
    *,
    pack: str,
    period: Period,
    unit: str,
    output: str,
    locale: str,
    amends: bool,
    earlier: tuple[str, ...],
    force: bool,
) -> ExitCode:
    """Write the form."""
    suffix = ".yaml" if output == STDOUT else os.path.splitext(output)[1].lower()
    if suffix not in _SUFFIXES:
        refuse(message("`{path}` must end in one of: {known}", path=output, known=_SUFFIXES))
    if output != STDOUT:
        refuse_existing(output, force=force)
    try:
        rules = slice_of(load_pack(pack), period.year)
    except PackError as error:
        _complain(error.diagnostics, session)
        return ExitCode.INVALID
    _fitting(rules, period, unit)
    from checker.forms.form import form_of

    rules = targets_of_unit(rules, period.year, unit or rules.unit)
    before = _earlier(earlier, rules, unit or rules.unit, period, session) if earlier else {}
    if before is None:
        return ExitCode.UNREADABLE
    form = form_of(
        rules, period, unit or rules.unit, session.language, __version__, locale, amends=amends, earlier=before
    )
    data = _written(suffix)(form, session.language)
    if output == STDOUT:
        write_bytes(data)
        return ExitCode.PASSED
    write_together([(output, data)])
    notice = message("{path}: a form of {count} indicators", path=output, count=len(form.lines))
    say(session.language.render(notice), stream=sys.stdout)
    return ExitCode.PASSED


def _earlier(
    files: tuple[str, ...], pack: RulePack, unit: str, period: Period, session: Session
) -> dict[str, CarriedFigure] | None:
    """Return the figures of the previous year, or nothing if the files cannot be read, which is reported."""
    from checker.assess.earlier_figures import year_before_of
    from checker.assessment import Options
    from checker.pipeline import check

    run = check(files, Options())
    if run.diagnostics:
        _complain(run.diagnostics, session)
        return None
    figures = year_before_of(run.reports, pack, unit, period)
    if figures is None:
        then = str(Period(period.year - 1, period.part))
        refuse(message("no report of {unit} for {period} is among the files of --earlier", unit=unit, period=then))
    return figures


def _complain(problems: tuple[Diagnostic, ...], session: Session) -> None:
    from checker.reporters import diagnostics

    width = width_of(sys.stderr, session.environ)
    write(diagnostics.render(problems, session.language, width=width, colour=False), sys.stderr)


def _fitting(pack: RulePack, period: Period, unit: str) -> None:
    """Refuse to write a form that no check would accept."""
    if period.year != pack.year:
        values = (("value", str(period)), ("year", pack.years))
        refuse(Message(codes.OTHER_YEAR.template, values))
    units = (pack.unit, *pack.reporting.units)
    if unit and unit not in units:
        refuse(message("`{unit}` does not report by this pack; known: {known}", unit=unit, known=units))


def _written(suffix: str) -> Callable[[Form, Language], bytes]:
    """Return the writer for this file type; openpyxl is imported only for workbooks."""
    if suffix == ".xlsx":
        from checker.forms.workbook import workbook

        return workbook
    from checker.forms.plain import csv_form, yaml_form

    return csv_form if suffix == ".csv" else yaml_form
