"""Writes the pages of the reference that the program itself knows: ``make docs`` runs it.

tests/test_docs_generated.py holds the pages to it. Options and sentences come from the commands, so nothing is
written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from checker.cli.program import COMMANDS, program
from checker.cli.schema import KINDS, schema_of
from checker.domain.codes import REGISTRY
from checker.domain.codes.registry import RETIRED
from checker.domain.exit import MEANINGS, ExitCode

ROOT = Path(__file__).parent.parent
_MADE = "<!-- Made by docs/generate.py; change the program, not this page. -->"
_OPTION = re.compile(r"--[a-z][a-z-]*")


def pages() -> dict[str, str]:
    """Return the text of each page, by its path in the repository."""
    return {
        "docs/cli.md": cli_page(),
        "docs/codes.md": codes_page(),
        "docs/schemas.md": schemas_page(),
        "man/checker.1": man_page(),
    }


def main() -> None:
    """Write the pages."""
    for name, text in pages().items():
        (ROOT / name).write_text(text, encoding="utf-8")


# ---- the command ---------------------------------------------------------------------------


def _contexts() -> Iterator[click.Context]:
    """Yield a context for the program, then for each of its commands."""
    whole = click.Context(program, info_name="checker")
    yield whole
    for name in COMMANDS:
        command = program.get_command(whole, name)
        if command is not None:
            yield click.Context(command, info_name=name, parent=whole)


def _options(context: click.Context) -> Iterator[tuple[str, str]]:
    """Yield each option as it is written, and its sentence."""
    for param in context.command.get_params(context):
        record = param.get_help_record(context) if isinstance(param, click.Option) else None
        if isinstance(param, click.Option) and record:
            yield record[0], f"{param.help or ''}{' Required.' if param.required else ''}"


def _parts(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the paragraphs of a help text: a heading, which may be empty, and lines to be kept as they are."""
    for paragraph in filter(None, text.split("\n\n")):
        if paragraph.startswith("\b\n"):
            heading, *lines = paragraph.removeprefix("\b\n").split("\n")
            yield heading.rstrip(":"), [line.removeprefix("  ") for line in lines]
        else:
            yield "", [" ".join(paragraph.split())]


def _epilog(context: click.Context) -> Iterator[tuple[str, list[str]]]:
    """Yield what stands below the options of a command: the exit codes, which are those of all, and its own parts."""
    if context.parent is None:
        yield "Exit codes", [f"{code.value:<5}{MEANINGS[code].template}" for code in ExitCode]
    yield from _parts(context.command.epilog or "")


def cli_page() -> str:
    """Return the reference of the command as Markdown."""
    out = [_MADE, "", "# Command reference", ""]
    for context in _contexts():
        command = context.command
        if context.parent is not None:
            out += [f"## checker {context.info_name}", ""]
        usage = " ".join(command.collect_usage_pieces(context))
        texts = [*_parts(command.help or "")]
        out += [line for heading, lines in texts if not heading for line in (*lines, "")]
        out += ["```text", f"{context.command_path} {usage}", "```", ""]
        if context.parent is None:
            out += ["| command | |", "|---|---|"]
            out += [f"| [`{name}`](#checker-{name}) | {said.template} |" for name, said in COMMANDS.items()]
            out.append("")
        out += ["| option | |", "|---|---|"]
        out += [f"| `{written.replace('|', chr(92) + '|')}` | {_cell(said)} |" for written, said in _options(context)]
        out.append("")
        for heading, lines in (*texts, *_epilog(context)):
            if heading:
                out += [f"**{heading}**", "", "```text", *lines, "```", ""]
    return "\n".join(out).rstrip("\n") + "\n"


def _cell(said: str) -> str:
    """Return a sentence in a cell of a table, with options as code and signs of HTML as they are."""
    escaped = said.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")
    return _OPTION.sub(lambda found: f"`{found[0]}`", escaped)


def man_page() -> str:
    """Return the manual page of the command."""
    out = [".TH CHECKER 1", ".SH NAME", "checker \\- compare reports with the targets that resolutions set"]
    for context in _contexts():
        command = context.command
        usage = " ".join(command.collect_usage_pieces(context))
        texts = [*_parts(command.help or "")]
        if context.parent is None:
            out += [".SH SYNOPSIS", f".B {_roff(f'{context.command_path} {usage}')}", ".SH DESCRIPTION"]
        else:
            out += [
                f".SH CHECKER {str(context.info_name).upper()}",
                f".B {_roff(f'{context.command_path} {usage}')}",
                ".PP",
            ]
        for heading, lines in texts:
            if not heading:
                out += [*map(_roff, lines), ".PP"]
        for written, said in _options(context):
            out += [".TP", f".B {_roff(written)}", _roff(said)]
        for heading, lines in (*texts, *_epilog(context)):
            if heading:
                out += [".PP", _roff(f"{heading}:"), ".nf", *map(_roff, lines), ".fi"]
        if context.parent is None:
            out.append(".SH COMMANDS")
            for name, line in COMMANDS.items():
                out += [".TP", f".B {name}", _roff(line.template)]
    return "\n".join(out) + "\n"


# ---- codes and schemas ---------------------------------------------------------------------

_FAMILIES = {
    "P": "Rule packs",
    "D": "Submissions",
    "C": "Consistency of figures",
    "T": "Targets and pace",
    "W": "Waivers",
    "G": "The gate",
    "S": "Settings and baselines",
    "L": "Letters",
}


def codes_page() -> str:
    """Return the page of all codes as Markdown."""
    out = [
        *(_MADE, "", "# Codes", ""),
        "Every finding and diagnostic has a code. Codes are stable: they are never reused or translated.",
        "`checker explain CODE` shows the same in English and Vietnamese. A gate policy can change the severity.",
        "",
    ]
    for letter, title in _FAMILIES.items():
        retired = [
            (code.id, (code.name, "", f"retired in {code.until}", code.since, "", code.explanation))
            for code in RETIRED.values()
            if code.id.startswith(letter)
        ]
        found = [
            (code.id, (code.name, code.severity.value, "active", code.since, code.template, code.explanation))
            for code in REGISTRY.values()
            if code.id.startswith(letter)
        ]
        out += [f"## {letter}: {title}", "", "| code | name | severity | status | since | message | why |"]
        out.append("|---|---|---|---|---|---|---|")
        out += [f"| {id_} | {' | '.join(map(_words, row))} |" for id_, row in sorted([*found, *retired])]
        out.append("")
    return "\n".join(out).rstrip("\n") + "\n"


def _words(said: str) -> str:
    return " ".join(said.split()).replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;").replace("_", "\\_")


def schemas_page() -> str:
    """Return the page of all kinds of file as Markdown: identifier and keys of each."""
    out = [
        *(_MADE, "", "# Schemas", ""),
        "Each kind of file has a JSON Schema (draft 2020-12) with a `urn:` identifier.",
        "`checker schema KIND` prints it.",
        "Editors use it to complete and check while you write.",
        "",
        "| kind | identifier |",
        "|---|---|",
    ]
    schemas = {kind: schema_of(kind) for kind in KINDS}
    out += [f"| [{kind}](#{kind}) | `{schema['$id']}` |" for kind, schema in schemas.items()]
    for kind, schema in schemas.items():
        required = schema.get("required", ())
        out += ["", f"## {kind}", "", _words(schema.get("description", schema["title"])), ""]
        out += ["| key | required | meaning |", "|---|---|---|"]
        for key, one in schema["properties"].items():
            said = _words(_described(one, schema))
            out.append(f"| `{key}` | {'yes' if key in required else ''} | {said} |")
    return "\n".join(out) + "\n"


def _described(one: dict[str, Any], schema: dict[str, Any]) -> str:
    """Return what a key means: its own description, or that of what it refers to, or its words."""
    if "description" in one:
        return str(one["description"])
    parts = [*one.get("anyOf", ()), one.get("items", {}), one.get("additionalProperties", {})]
    for part in (one, *(part for part in parts if isinstance(part, dict))):
        reference = str(part.get("$ref", "")).rpartition("/")[2]
        if reference and "description" in schema["$defs"][reference]:
            return str(schema["$defs"][reference]["description"])
    words = one.get("enum") or next((part["enum"] for part in parts if isinstance(part, dict) and "enum" in part), ())
    return f"one of {', '.join(map(str, words))}" if words else str(one.get("const", one.get("title", "")))


def _roff(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    main()
