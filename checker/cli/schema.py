"""``checker schema``: the JSON Schemas of what people write."""

from __future__ import annotations

import json
from typing import Final

import click

from checker.cli.frame import Command, lang_option, one_of
from checker.cli.output import write_utf8

__all__ = ["command"]

_WHAT: Final = ("pack", "submission", "report")
_HELP: Final = (
    "Print the JSON Schema of a rule pack or a submission, for editors that complete and check while one writes, or of "
    "a report in JSON, for programs that read it.\n\n"
    "\b\n"
    "Example:\n"
    "  checker schema pack > pack.schema.json"
)


@click.command("schema", cls=Command, help=_HELP)
@click.argument("what", metavar="|".join(_WHAT), type=one_of("schema", _WHAT))
@lang_option
def command(*, what: str) -> int:
    """Write the schema."""
    if what == "pack":
        from checker.packs.schema import json_schema

        schema = json_schema()
    elif what == "report":
        from checker.reporters.schema import report_schema

        schema = report_schema()
    else:
        from checker.readers.schema import submission_schema

        schema = submission_schema()
    write_utf8(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    return 0
