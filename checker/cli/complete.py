"""Shell completion of partial words: formats, packs, ids and codes.

Must only be imported for completion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from click import Group
from click.shell_completion import CompletionItem

from checker.domain.basis import FAIL_ON_WORDS
from checker.domain.codes import REGISTRY
from checker.errors import PackError
from checker.packs.catalogue import known_packs
from checker.packs.load import load_pack
from checker.packs.model import RulePack

if TYPE_CHECKING:
    import click

__all__ = ["beginning", "choices", "commands", "matters", "outputs", "packs", "topics"]


def beginning(incomplete: str, words: Iterable[str]) -> list[Any]:
    """Return the words that start with this text."""
    return [CompletionItem(word) for word in dict.fromkeys(words) if word.startswith(incomplete)]


def commands(context: click.Context, incomplete: str) -> list[Any]:
    """Return names of commands."""
    program = context.find_root()
    return beginning(incomplete, program.command.list_commands(program) if isinstance(program.command, Group) else ())


def outputs(_context: click.Context, incomplete: str) -> list[Any]:
    """Return formats; after ``FORMAT=`` the shell offers files."""
    from checker.reporters import FORMATS

    if "=" in incomplete:
        return [CompletionItem(incomplete.partition("=")[2], type="file")]
    return beginning(incomplete, FORMATS)


def packs(context: click.Context, incomplete: str) -> list[Any]:
    """Return ids of packs, and files."""
    return [*beginning(incomplete, known_packs(context.params.get("rules") or "")), _file(incomplete)]


def matters(_context: click.Context, incomplete: str) -> list[Any]:
    """Return the words of the gate, also after a comma."""
    return _listed(incomplete, FAIL_ON_WORDS)


def choices(context: click.Context, incomplete: str) -> list[Any]:
    """Return codes and the indicators and groups of the pack, also after a comma."""
    return _listed(incomplete, (*REGISTRY, *_names(context)))


def topics(context: click.Context, incomplete: str) -> list[Any]:
    """Return codes, indicators and packs."""
    return beginning(incomplete, (*REGISTRY, *_names(context), *known_packs()))


def _listed(incomplete: str, words: Iterable[str]) -> list[Any]:
    before, comma, begun = incomplete.rpartition(",")
    return [CompletionItem(f"{before}{comma}{item.value}") for item in beginning(begun, words)]


def _names(context: click.Context) -> Iterator[str]:
    """Yield ids and codes of indicators and ids of groups: of the named pack, or of all packs."""
    for pack in _packs(context):
        for indicator in pack.indicators:
            yield from filter(None, (indicator.id, indicator.code))
        yield from (group.id for group in pack.groups)


def _packs(context: click.Context) -> Iterator[RulePack]:
    named = context.params.get("pack")
    for reference in (named,) if named else known_packs():
        try:
            yield load_pack(reference)
        except PackError:
            continue


def _file(incomplete: str) -> Any:
    return CompletionItem(incomplete, type="file")
