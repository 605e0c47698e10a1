"""Write the report of a bulk run to standard output.

Owns the order of its parts in formats for people. Must not know how rows are judged.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

from checker.cli.frame import Session
from checker.cli.output import has_colour, width_of, write
from checker.cli.show import USUAL, show
from checker.domain.report import Run
from checker.domain.text import Message
from checker.language import display_safe
from checker.reporters import FORMATS
from checker.reporters.layout import wrap
from checker.reporters.summary import foot as exit_foot
from checker.reporters.summary import grounds, survey_foot, survey_head

__all__ = ["show_bulk"]

_CONCISE: Final = "concise"


def show_bulk(
    run: Run, format_: str | None, session: Session, colour: str, about: tuple[tuple[Message, ...], tuple[str, ...]]
) -> None:
    """Write one format to standard output; formats for people include the results over all rows.

    The default has the layout of `check`'s full report: head, findings, counts, gate and exit code.

    Args:
        run: The run.
        format_: The format; empty for the default, ``None`` for no output.
        session: The language and the environment.
        colour: The choice of colour: auto, always or never.
        about: The titles of the packs, and the name of the data.
    """
    language, stream = session.language, sys.stdout
    if format_ is None:
        show(run._replace(notices=()), "", session, colour)
        return
    is_default = not format_ and run.survey is not None
    format_ = format_ or USUAL
    if not FORMATS[format_].terminal and format_ != _CONCISE:
        show(run, format_, session, colour)
        return
    coloured, width = has_colour(colour, stream, session.environ), width_of(stream, session.environ)
    titles, paths = about
    head = survey_head(run, titles, paths, language, width=width, colour=coloured) if titles else ()
    foot = survey_foot(run, language, width=width, colour=coloured) if run.survey or run.notices else ()
    bare_run = run._replace(notices=())
    if is_default:
        from checker.reporters.full import brief

        show(bare_run._replace(diagnostics=()), "", session, colour)
        rests = [line for one in grounds(run) for line in wrap(display_safe(language.render(one)), width)]
        brief_lines = [*brief(run, language, width=width, colour=coloured)]
        _write_lines(
            (*[*head][:-1], *rests, "", *brief_lines, *foot, *exit_foot(run, language, width=width)), colour=coloured
        )
        return
    if format_ != _CONCISE:
        _write_lines((*head, *foot), colour=coloured)
        show(bare_run, format_, session, colour)
        return
    _write_lines(head, colour=coloured)
    show(bare_run, format_, session, colour)
    _write_lines(("", *foot, *exit_foot(run, language, width=width)), colour=coloured)


def _write_lines(lines: Iterable[str], *, colour: bool) -> None:
    text = "".join(f"{line}\n" for line in lines)
    if text:
        write(text, sys.stdout, colour=colour)
