"""``checker packs``: the rule packs that are found by id."""

from __future__ import annotations

import sys
from typing import Final

import click

from checker.cli.frame import Command, Session, colour_option, lang_option
from checker.cli.output import has_colour, width_of, write
from checker.domain.text import Message, message
from checker.errors import PackError
from checker.packs.catalogue import known_packs
from checker.packs.load import load_pack
from checker.reporters.explanation import Topic, render

__all__ = ["command"]

_HELP: Final = (
    "List the rule packs that are found by id: in rules/ of this folder, and those that came with the program."
)


@click.command("packs", cls=Command, help=_HELP)
@colour_option
@lang_option
@click.pass_obj
def command(session: Session, *, colour: str) -> int:
    """Write ids and titles."""
    entries = tuple((message("{pack}", pack=id_), _title(id_)) for id_ in known_packs())
    topic = Topic(message("{count} rule packs", count=len(entries)), entries=entries)
    coloured = has_colour(colour, sys.stdout, session.environ)
    text = render((topic,), session.language, width=width_of(sys.stdout, session.environ), colour=coloured)
    write(text, sys.stdout, colour=coloured)
    return 0


def _title(id_: str) -> Message:
    try:
        return message("{title}", title=load_pack(id_).title)
    except PackError:
        return message("has errors; see `checker lint {pack}`", pack=id_)
