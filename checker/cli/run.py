"""One call of the command, from its arguments to its exit code.

Owns the exit code of each error. Must not know the commands.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence

import click

from checker.cli.frame import Misuse, Session
from checker.cli.output import STDOUT, finish, prepare, say
from checker.cli.program import program
from checker.cli.signals import Stopped, exit_code
from checker.domain.exit import ExitCode
from checker.domain.text import Message, message
from checker.errors import EngineFault, MissingExtra, UnsupportedPlan, WriteError
from checker.language import LANGUAGES, Language, choose

__all__ = ["run"]

_ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]*://[^`\n]+"
_MISSPELT_ADDRESS = r"(?i)`[^`\n]*(?:pass(?:word|wd|file)?\s*=|postgres\w*\W*[:\uff1a]|:[^`\n/\\]*@)[^`\n]*`"


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run the command, flush the streams, and return the exit code.

    Raises only for a second Ctrl-C.
    """
    prepare(sys.stdout, environ)
    prepare(sys.stderr, environ)
    session = Session(Language(choose(_language_option(arguments), environ)), environ)
    try:
        code = program.main(list(arguments), "checker", standalone_mode=False, obj=session)
        finish()
    except (click.Abort, KeyboardInterrupt, Stopped):
        return exit_code() or ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: no traceback ever reaches an officer
        return exit_code() or _report_error(error, session)
    return code if isinstance(code, int) else ExitCode.PASSED


def _report_error(error: Exception, session: Session) -> ExitCode:
    """Report why the command stopped, and return the exit code."""
    language = session.language
    match error:
        case click.UsageError():
            say(*_usage(error, session), stream=sys.stderr)
            return ExitCode.INVALID
        case click.ClickException():
            text = f"checker: {error.format_message()}"
        case MissingExtra() | UnsupportedPlan():
            text = f"checker: {language.render(_refusal(error))}"
        case WriteError():
            text = f"checker: {language.render(_unwritten(error))}"
        case _:
            return _fault(error, session)
    say(text, stream=sys.stderr)
    return ExitCode.INVALID


def _language_option(arguments: Sequence[str]) -> str:
    """Return the value of ``--lang``, which help and usage errors need before parsing."""
    language = ""
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        if name == "--lang":
            value = value if equals else "".join(arguments[position + 1 : position + 2])
            language = value if value in LANGUAGES else language
    return language


def _usage(error: click.UsageError, session: Session) -> tuple[str, str]:
    language = session.language
    path = error.ctx.command_path if error.ctx else "checker"
    hint = message("see `{command} --help`", command=path)
    # An address may contain a password, and messages quote refused words.
    reason = re.sub(_MISSPELT_ADDRESS, "`…`", re.sub(_ADDRESS, "…://…", _misuse(error, language)))
    return f"{path}: {reason}", language.render(hint)


def _misuse(error: click.UsageError, language: Language) -> str:
    match error:
        case Misuse():
            return language.render(error.sentence)
        case click.NoSuchOption(possibilities=[*near]) if near:
            return language.render(
                message("there is no option `{name}`; did you mean {near}?", name=error.option_name, near=tuple(near))
            )
        case click.NoSuchOption():
            return language.render(message("there is no option `{name}`", name=error.option_name))
        case click.MissingParameter(param=click.Parameter() as param):
            name = max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name
            return language.render(message("`{name}` is missing", name=name))
        case _:
            return error.format_message()


def _refusal(error: MissingExtra | UnsupportedPlan) -> Message:
    if isinstance(error, UnsupportedPlan):
        return message(
            "engine {engine} cannot evaluate: {cases}; leave --engine out", engine=error.engine, cases=error.cases
        )
    if error.extra:
        # Never by name alone, because an index may offer another project under that name.
        checkout = os.path.isfile(os.path.join(os.path.dirname(__file__), *2 * [os.pardir], "pyproject.toml"))
        command = f'python -m pip install "{"." if checkout else "WHEEL"}[{error.extra}]"'
        if checkout:
            return message(
                "{format} needs packages that are not installed; `{command}` in the folder of the source installs them",
                format=error.extra,
                command=command,
            )
        return message(
            "{format} needs packages that are not installed; `{command}` installs them, with the path of the wheel "
            "that checker was installed from for WHEEL",
            format=error.extra,
            command=command,
        )
    return message("{reason}; leave --engine out to use another engine", reason=error.reason)


def _unwritten(error: WriteError) -> Message:
    if error.path == STDOUT:
        return message("standard output cannot be written: {reason}", reason=error.reason)
    if error.new:
        return message(
            "`{path}` cannot be written: {reason}; written already: {new}",
            path=error.path,
            reason=error.reason,
            new=error.new,
        )
    return message("`{path}` cannot be written: {reason}; no file was changed", path=error.path, reason=error.reason)


def _fault(error: Exception, session: Session) -> ExitCode:
    if session.environ.get("CHECKER_DEBUG"):
        import traceback

        traceback.print_exc()
    fault = message(
        "internal fault, nothing of this run may be used: {kind}: {reason}",
        kind=type(error).__name__,
        reason=str(error) or "–",
    )
    say(f"checker: {session.language.render(fault)}", stream=sys.stderr)
    if not isinstance(error, EngineFault) and not session.environ.get("CHECKER_DEBUG"):
        hint = message("CHECKER_DEBUG=1 shows where; please report it")
        say(session.language.render(hint), stream=sys.stderr)
    return ExitCode.FAULT
