"""``checker packs``: list the rule packs found by id, and convert a pack to another form of file."""

from __future__ import annotations

import os
import sys
from typing import Final

import click

from checker.cli.frame import Command, Session, colour_option, completed_by, lang_option, one_of, option, refuse
from checker.cli.output import STDOUT, has_colour, say, width_of, write, write_bytes
from checker.cli.outputs import OUTPUT_HELP, refuse_existing
from checker.domain.exit import ExitCode
from checker.domain.text import Message, message
from checker.errors import PackError
from checker.packs.catalogue import known_packs
from checker.packs.load import load_pack
from checker.reporters.explanation import Topic, render

__all__ = ["command"]

_ACTIONS: Final = ("export", "import")
_HELP: Final = (
    "List the rule packs that are found by id: in rules/ of this folder, and those that came with the program.\n\n"
    "export writes a pack as a workbook, as a table with its head beside it, or as YAML, by the name of the output. "
    "import puts what was changed in such a file into the pack that is there, and changes no other line of it. Both "
    "read again what they are about to write, and write nothing that means something else.\n\n"
    "\b\n"
    "Examples:\n"
    "  checker packs\n"
    "  checker packs export bac-kan-city/2024 --output targets.xlsx\n"
    "  checker packs import targets.xlsx"
)


@click.command("packs", cls=Command, help=_HELP)
@click.argument("action", metavar="[export|import]", type=one_of("packs", _ACTIONS), required=False)
@click.argument("pack", metavar="[PACK]", required=False, shell_complete=completed_by("packs"))
@option("-o", "--output", metavar="FILE", default="", help=OUTPUT_HELP)
@option("--force", is_flag=True, help="Let export replace a file that is there already.")
@colour_option
@lang_option
@click.pass_obj
def command(
    session: Session, *, action: str | None, pack: str | None, output: str, force: bool, colour: str
) -> ExitCode:
    """Write ids and titles, or a pack in another form."""
    if action is None:
        if output:
            refuse(message("--output is for export and import"))
        _list(session, colour)
        return ExitCode.PASSED
    if not pack:
        refuse(message("name the pack: its id, or its file"))
    to_stdout = action == "export" and output == STDOUT
    from checker.pack_files.convert import FORMS

    if output and not to_stdout and os.path.splitext(output)[1] not in FORMS:
        refuse(message("`{path}` must end in one of: {known}", path=output, known=FORMS))
    try:
        notice = _export(pack, output, force=force) if action == "export" else _import(pack, output)
    except PackError as error:
        from checker.reporters import diagnostics

        coloured = has_colour(colour, sys.stderr, session.environ)
        width = width_of(sys.stderr, session.environ)
        write(diagnostics.render(error.diagnostics, session.language, width=width, colour=coloured), sys.stderr)
        return ExitCode.INVALID
    if notice is not None:
        say(session.language.render(notice), stream=sys.stdout)
    return ExitCode.PASSED


def _export(reference: str, output: str, *, force: bool) -> Message | None:
    """Write a pack into a new file, and report that; or write YAML to standard output, and report nothing."""
    from checker.pack_files.convert import converted, opened
    from checker.writing import write_together

    files, pack = opened(reference)
    if output == STDOUT:
        write_bytes(converted(files, pack, f"{pack.id.replace('/', '-')}.yaml").data)
        return None
    path = output or f"{pack.id.replace('/', '-')}.xlsx"
    refuse_existing(path, force=force)
    made = converted(files, pack, path)
    if made.head is not None:
        refuse_existing(made.head[0], force=force)
    write_together([(made.path, made.data), *((made.head,) if made.head else ())])
    return message("{path}: {pack} with {count} indicators", path=path, pack=pack.id, count=len(pack.indicators))


def _import(reference: str, output: str) -> Message:
    """Merge the changes of a file into an existing pack, and report which files changed."""
    from checker.pack_files.convert import converted, merged, opened
    from checker.writing import write_together

    files, pack = opened(reference)
    into = output or pack.id
    if output and not os.path.lexists(output):
        made, before = converted(files, pack, output), None
    else:
        made, before = merged(files, pack, into), opened(into)[0]
    if os.path.realpath(made.path) == os.path.realpath(files.path):
        refuse(message("`{path}` is the pack itself; name the file that was changed", path=files.path))
    pairs = [(made.path, made.data), *((made.head,) if made.head else ())]
    old = [] if before is None else [(before.path, before.data), *((before.head,) if before.head else ())]
    changed = [pair for pair in pairs if pair not in old]
    write_together(changed)
    if not changed:
        return message("{path}: nothing changed", path=made.path)
    return message("changed: {paths}", paths=tuple(path for path, _ in changed))


def _list(session: Session, colour: str) -> None:
    entries = tuple((message("{pack}", pack=id_), _title(id_)) for id_ in known_packs())
    topic = Topic(message("{count} rule packs", count=len(entries)), entries=entries)
    coloured = has_colour(colour, sys.stdout, session.environ)
    text = render((topic,), session.language, width=width_of(sys.stdout, session.environ), colour=coloured)
    write(text, sys.stdout, colour=coloured)


def _title(id_: str) -> Message:
    try:
        return message("{title}", title=load_pack(id_).title)
    except PackError:
        return message("has errors; see `checker lint {pack}`", pack=id_)
