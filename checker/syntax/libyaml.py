"""PyYAML's compiled parser without the rest of PyYAML: its events and its errors.

`import yaml` takes 11 ms, a sixth of a whole check, and mostly for a second parser, in Python,
with its patterns. So here the package is put in its place without being run, and only what the
compiled parser needs is imported (1 ms). Whoever asks the package for anything more makes it run
then, and finds all of it: other users of PyYAML in the same process notice nothing.
"""

# ruff: noqa: E402 - modules of the package are imported when it is in its place

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any, Final

# Modules from which the compiled parser takes classes that it does not need for events. Of the errors among
# them none is told from the others here.
_UNNEEDED: Final = (
    *("reader", "scanner", "parser", "composer", "tokens", "nodes"),
    *("constructor", "emitter", "serializer", "representer"),
)
# Errors of these have the place where they are, as `MarkedYAMLError` does.
_MARKED: Final = ("ScannerError", "ParserError", "ComposerError")


class _Unrun(ModuleType):
    """A package that runs as soon as something is missed in it."""

    def __getattr__(self, name: str) -> Any:
        spec = self.__spec__
        if spec is None or spec.loader is None:
            raise AttributeError(name)
        self.__class__ = ModuleType  # type: ignore[assignment]
        spec.loader.exec_module(self)
        for module, class_ in _taken:
            setattr(sys.modules["yaml._yaml"], class_, getattr(sys.modules[f"yaml.{module}"], class_))
        return getattr(self, name)


class _StandIn:
    """Stands for a module of the package until that runs."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, class_: str) -> type[Exception]:
        _taken.append((self._name, class_))
        return MarkedYAMLError if class_ in _MARKED else YAMLError


_taken: Final[list[tuple[str, str]]] = []
"""What the compiled parser took from stand-ins: the module and the class."""


def _put_in_place() -> None:
    spec = PathFinder.find_spec("yaml")
    if spec is None or spec.submodule_search_locations is None:
        return  # It is no ordinary package here, or not there at all, which its import tells.
    package = _Unrun("yaml")
    package.__spec__, package.__loader__, package.__file__ = spec, spec.loader, spec.origin
    package.__package__, package.__path__ = "yaml", spec.submodule_search_locations
    sys.modules["yaml"] = package


if "yaml" not in sys.modules:
    _put_in_place()

import yaml
from yaml.error import Mark, MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

__all__ = [
    "AliasEvent",
    "CollectionStartEvent",
    "DocumentStartEvent",
    "Event",
    "MappingEndEvent",
    "MappingStartEvent",
    "Mark",
    "MarkedYAMLError",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "YAMLError",
    "events",
]


def _parser(text: str) -> Any:
    """Return the compiled parser where PyYAML has it; the events of the other one are the same."""
    if isinstance(yaml, _Unrun) and "yaml._yaml" not in sys.modules:
        for module in _UNNEEDED:
            setattr(yaml, module, _StandIn(module))
    try:
        from yaml._yaml import CParser
    except ImportError:
        from yaml.loader import Loader

        return Loader(text)
    return CParser(text)


def events(text: str) -> Iterator[Event]:
    """Yield the events of a text.

    Raises:
        YAMLError: The text is no YAML; with the place, where PyYAML knows one.
    """
    parser = _parser(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()
