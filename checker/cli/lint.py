"""``checker lint``: check the form, the consistency and the examples of rule packs."""

from __future__ import annotations

import sys
from typing import Final

import click

from checker.cli.frame import Command, Session, colour_option, completed_by, lang_option, option, verbosity_options
from checker.cli.output import has_colour, say, width_of, write
from checker.domain.axes import Severity
from checker.domain.codes import PACK_CLAUSE_UNREAD
from checker.domain.diagnostic import Diagnostic
from checker.domain.exit import ExitCode
from checker.domain.text import message
from checker.engines.choice import open_engine
from checker.errors import InputError
from checker.examples import boundary_examples, run_examples
from checker.packs.load import check_pack
from checker.packs.model import RulePack
from checker.reporters import diagnostics
from checker.reporters.summary import pack_read

__all__ = ["command"]

_HELP: Final = (
    "Check each PACK, named by its id or by the path of its file. The check covers its form, its sense and its "
    "examples, and whether its targets say what the quoted clauses say.\n\n"
    "Exit code 2 if a pack has errors, 0 if it has none; warnings are only shown."
)


@click.command("lint", cls=Command, help=_HELP)
@click.argument("packs", metavar="PACK...", nargs=-1, required=True, shell_complete=completed_by("packs"))
@option("--all", "every", is_flag=True, help="Show each warning, even if there are many of one kind.")
@option("--unread", is_flag=True, help="Show only what of the clauses is not read and wants a review.")
@colour_option
@verbosity_options
@lang_option
@click.pass_obj
def command(session: Session, *, packs: tuple[str, ...], every: bool, unread: bool, colour: str) -> ExitCode:
    """Check the packs, write the problems, and return 2 if there are any."""
    language = session.language
    coloured = has_colour(colour, sys.stdout, session.environ)
    invalid = False
    for reference in packs:
        pack, problems, examples = _checked(reference)
        if pack is not None and session.verbose:
            say(f"checker: {language.render(pack_read(pack.path, pack.sha256))}", stream=sys.stderr)
        listed = tuple(one for one in problems if one.code is PACK_CLAUSE_UNREAD) if unread else problems
        render = diagnostics.render if every else diagnostics.render_folded
        text = render(listed, language, width=width_of(sys.stdout, session.environ), colour=coloured)
        write(text, sys.stdout, colour=coloured)
        if any(one.severity is Severity.ERROR for one in problems):
            invalid = True
        elif pack is not None and not session.quiet:
            notice = message(
                "{pack}: {indicators} indicators, {examples} examples, no errors",
                pack=pack.id,
                indicators=len(pack.indicators),
                examples=examples,
            )
            say(language.render(notice), stream=sys.stdout)
    return ExitCode.INVALID if invalid else ExitCode.PASSED


def _checked(reference: str) -> tuple[RulePack | None, tuple[Diagnostic, ...], int]:
    """Return the pack, its diagnostics, and the numbers of evaluated examples: its own and generated ones."""
    pack, problems = check_pack(reference)
    if pack is None:
        return None, problems, 0
    engine = open_engine("auto")
    try:
        failures = tuple(run_examples(pack, engine))
        generated = sum(map(len, boundary_examples(pack, engine).values()))
        return pack, (*problems, *failures), len(pack.examples) + generated
    except InputError as error:
        return pack, (*problems, *error.diagnostics), 0
    finally:
        engine.close()
