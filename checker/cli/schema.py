"""``checker schema``: the JSON Schemas of input files and of the report."""

from __future__ import annotations

import json
from typing import Any, Final

import click

from checker.cli.frame import Command, lang_option, one_of
from checker.cli.output import write_utf8
from checker.domain.exit import ExitCode

__all__ = ["KINDS", "command", "schema_of"]

KINDS: Final = ("pack", "submission", "report", "settings", "waivers", "baseline", "letterhead")
"""The kinds of file with a schema."""
_HELP: Final = (
    "Print the JSON Schema of a kind of file: for editors, which complete and check while you write, or for programs "
    "that read a report in JSON.\n\n"
    "\b\n"
    "Example:\n"
    "  checker schema pack > pack.schema.json"
)


@click.command("schema", cls=Command, help=_HELP)
@click.argument("what", metavar="|".join(KINDS), type=one_of("schema", KINDS))
@lang_option
def command(*, what: str) -> ExitCode:
    """Write the schema."""
    write_utf8(json.dumps(schema_of(what), ensure_ascii=False, indent=2) + "\n")
    return ExitCode.PASSED


def schema_of(kind: str) -> dict[str, Any]:
    """Return the schema of a kind of file, with its identifier."""
    from checker.readers.file_schemas import DRAFT, baseline_schema, identifier, letterhead_schema, waivers_schema

    match kind:
        case "pack":
            from checker.packs.schema import json_schema

            schema = json_schema()
        case "report":
            from checker.reporters.json import SCHEMA
            from checker.reporters.schema import report_schema

            version = int(SCHEMA.rpartition("/")[2])
            return {"$schema": DRAFT, "$id": identifier(kind, version)} | report_schema()
        case "submission":
            from checker.readers.schema import submission_schema

            schema = submission_schema()
        case "settings":
            from checker.cli.settings import settings_schema

            schema = settings_schema()
        case "waivers":
            schema = waivers_schema()
        case "baseline":
            schema = baseline_schema()
        case _:
            schema = letterhead_schema()
    return {"$schema": DRAFT, "$id": identifier(kind)} | schema
