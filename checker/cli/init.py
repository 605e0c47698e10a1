"""``checker init``: a first pack, a first report and settings, to edit.

Owns their content, which is marked as synthetic.
"""

from __future__ import annotations

import os
import shlex
import sys
from typing import Final

import click

from checker.cli.frame import Command, Session, lang_option, option, refuse, whole_number
from checker.cli.output import say
from checker.clock import today
from checker.domain.exit import ExitCode
from checker.domain.text import message
from checker.writing import make_folder, write_together

__all__ = ["command"]

_PACK: Final = """\
# Targets of a resolution as rules. Replace all of it: the targets below are made up.
# `checker lint my-unit/{year}` checks this file; docs/packs.md explains it.
pack: 1
id: my-unit/{year}
revision: 1
title: {{vi: Chỉ tiêu năm {year} của đơn vị, en: Targets of our unit for {year}}}
unit: my-unit
year: {year}
synthetic: true  # delete this line when every target is a real one
documents:
  resolution: {{title: Nghị quyết về nhiệm vụ năm {year}, address: nơi đăng nghị quyết}}
groups:
  economy: {{vi: Kinh tế, en: Economy}}
  society: {{vi: Xã hội, en: Society}}
defaults: {{better: higher, document: resolution}}
indicators:
  revenue:
    code: "1"
    title: {{vi: Thu ngân sách, en: Budget revenue}}
    group: economy
    kind: flow  # adds up over the year, so that a pace is expected
    unit: tỷ đồng
    frequency: month
    target: {{at_least: 120}}
    source: thu ngân sách đạt 120 tỷ đồng
  poverty:
    code: "2"
    title: {{vi: Tỷ lệ hộ nghèo, en: Poverty rate}}
    group: society
    kind: ratio
    better: lower
    unit: "%"
    frequency: half
    target: {{at_most: 1.5}}
    source: giảm tỷ lệ hộ nghèo còn 1,5%
"""
_REPORT: Final = """\
# A report for the first half of {year}. Replace the figures: they are made up.
submission: 1
pack: my-unit/{year}
unit: my-unit
period: {year}-H1
synthetic: true  # delete this line when every figure is a real one
observations:
  revenue: "63,5 tỷ đồng"
  poverty: "1,6%"
"""
_SETTINGS: Final = """\
# Settings of `checker check` in this folder; options on the command line override them.
# fail_on: [behind]
# baseline: baseline.yaml
# output: [html=report.html]
pack: my-unit/{year}
"""
_HELP: Final = (
    "Write a first pack, a first report and settings into FOLDER (default: this folder), all made up and to be "
    "replaced. Files that exist are never changed.\n\n"
    "\b\n"
    "Example:\n"
    "  checker init targets"
)


@click.command("init", cls=Command, help=_HELP)
@click.argument("folder", metavar="[FOLDER]", default=".")
@option(
    "--year",
    type=whole_number("--year", 1990, 2200),
    metavar="YEAR",
    help="Year of the targets. Default: this year.",
)
@lang_option
@click.pass_obj
def command(session: Session, *, folder: str, year: int | None) -> ExitCode:
    """Write the files, list them, and print the next command last."""
    year = year or today().year
    texts = {
        os.path.join("rules", "my-unit", f"{year}.yaml"): _PACK,
        os.path.join("reports", f"{year}-H1.yaml"): _REPORT,
        "checker.yaml": _SETTINGS,
    }
    files = {os.path.normpath(os.path.join(folder, name)): text.format(year=year) for name, text in texts.items()}
    for path in files:
        if os.path.lexists(path):
            refuse(message("`{path}` exists; init changes no file", path=path))
    for path in files:
        make_folder(os.path.dirname(path) or os.curdir)
    write_together([(path, text.encode()) for path, text in files.items()])
    for path in files:
        say(session.language.render(message("{path}: written", path=path)), stream=sys.stdout)
    enter = "" if os.path.normpath(folder) == os.curdir else f"cd {shlex.quote(folder)} && "
    say("", f"{enter}checker check reports", stream=sys.stdout)
    return ExitCode.PASSED
