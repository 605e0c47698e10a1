"""``checker baseline``: create or update the list of known findings."""

from __future__ import annotations

import os
import sys
from typing import Any, Final

import click

from checker.assess.baseline import listed, remaining_entries
from checker.cli.evaluate import complete_params, evaluate, inputs
from checker.cli.file_list import all_files, names_nothing
from checker.cli.frame import Command, Session, colour_option, lang_option, one_of, option, refuse, verbosity_options
from checker.cli.options import evaluation_options, files_from_option
from checker.cli.output import STDOUT, say, write_bytes
from checker.cli.outputs import Output, refuse_inputs
from checker.cli.show import show
from checker.domain.exit import ExitCode
from checker.domain.report import Run
from checker.domain.text import Message, message
from checker.errors import PackError
from checker.language import Language, display_safe
from checker.readers.baseline import read_baseline
from checker.reporters.baseline import render
from checker.settling import settle
from checker.writing import write_together

__all__ = ["command"]

_ACTIONS: Final = ("create", "update", "prune")
_USUAL: Final = "baseline.yaml"
_DECIDED: Final = (ExitCode.PASSED, ExitCode.FAILED, ExitCode.WARNED)
_HELP: Final = (
    "Keep a list of known findings, which neither block nor warn while new ones do.\n\n"
    "create lists everything that blocks or warns now. update takes out what these files no longer show; it never adds "
    "anything. prune does so too, and takes out what none of these files is about.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker baseline create reports/*.yaml\n"
    "  checker baseline update --baseline known.yaml reports/*.yaml\n"
    "  checker check --baseline baseline.yaml reports/*.yaml"
)


@click.command("baseline", cls=Command, help=_HELP)
@click.argument("action", metavar="|".join(_ACTIONS), type=one_of("baseline", _ACTIONS))
@click.argument("files", metavar="FILE...", nargs=-1)
@files_from_option
@evaluation_options
@option("--force", is_flag=True, help="Let create replace an existing baseline, new findings included.")
@colour_option
@verbosity_options
@lang_option
@click.pass_context
def command(context: click.Context, /, **given: Any) -> ExitCode:
    """Write the baseline, and report the changes."""
    session: Session = context.obj
    try:
        params = complete_params(context) | {"files": all_files(context, "files")}
        if not params["files"]:
            say(session.language.render(names_nothing(given["files_from"])), stream=sys.stderr)
            return ExitCode.NOTHING
        path = params["baseline"] or _USUAL
        create = given["action"] == "create"
        if path == STDOUT and not create:
            refuse(message("only create writes a baseline to standard output"), context)
        if create and path != STDOUT and os.path.lexists(path) and not given["force"]:
            refusal = message("`{path}` is there already; --force replaces it, new findings included", path=path)
            refuse(refusal, context)
        # A new baseline is computed without the old one.
        run = evaluate(params | {"baseline": "" if create else path, "no_baseline": False})
        if run.diagnostics or run.exit_code not in _DECIDED:
            show(run, "full", session, given["colour"])
            return run.exit_code
        refuse_inputs([Output("", path)], inputs(params | {"baseline": ""}, run))
        sentences = _create(path, run, session.language) if create else _shrink(path, run, given["action"])
    except PackError as error:
        show(Run((), error.diagnostics, (), ExitCode.INVALID), "full", session, given["colour"])
        return ExitCode.INVALID
    for sentence in () if session.quiet else sentences:
        say(session.language.render(sentence), stream=sys.stdout)
    return ExitCode.PASSED


def _create(path: str, run: Run, language: Language) -> list[Message]:
    findings = [entry for report in run.reports for entry in listed(report)]
    # The same submission may be named twice.
    entries = {
        entry.identity: entry._replace(note=display_safe(language.render(finding.message)))
        for entry, finding in findings
    }
    if path == STDOUT:
        write_bytes(render(entries.values()))
        return []
    write_together([(path, render(entries.values()))])
    return [message("{path}: {count} known findings", path=path, count=len(entries))]


def _shrink(path: str, run: Run, action: str) -> list[Message]:
    before = read_baseline(path)
    after = remaining_entries(before, run.reports, prune=action == "prune")
    if after != before:
        write_together([(path, render(after))])
    else:
        settle(os.path.dirname(os.path.abspath(path)))
    removed = len(before) - len(after)
    notices = [message("{path}: {gone} taken out, {count} left", path=path, gone=removed, count=len(after))]
    added = sum(1 for report in run.reports for _ in listed(report))
    if added:
        notices.append(
            message("{count} new findings are not added; `checker baseline create --force` lists all anew", count=added)
        )
    return notices
