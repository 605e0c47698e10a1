"""PyYAML's compiled parser without the rest of PyYAML: its events and its errors.

`import yaml` takes 11 ms, a sixth of a whole check, mostly for a second parser in Python. This module registers the
package without running it, and imports only what the compiled parser needs (1 ms). The first access to anything else
runs the package, so other users of PyYAML in the same process notice nothing.
"""

# ruff: noqa: E402 - modules of the package are imported after it is registered

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, Final

# Modules with classes that the compiled parser imports but does not need for events. Their error classes are not
# distinguished here.
_UNNEEDED: Final = (
    *("reader", "scanner", "parser", "composer", "tokens", "nodes"),
    *("constructor", "emitter", "serializer", "representer"),
)
# Errors of these classes have a position, as `MarkedYAMLError` does.
_MARKED: Final = ("ScannerError", "ParserError", "ComposerError")


class _Unrun(ModuleType):
    """A package that runs on the first access to a missing attribute."""

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
    """Replaces a module of the package until the package runs."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, class_: str) -> type[Exception]:
        _taken.append((self._name, class_))
        return MarkedYAMLError if class_ in _MARKED else YAMLError


_taken: Final[list[tuple[str, str]]] = []
"""The classes that the compiled parser took from stand-ins, with their modules."""


def _put_in_place() -> None:
    # As `importlib.util.find_spec` does, which a check need not import.
    spec = next(filter(None, (finder.find_spec("yaml", None) for finder in sys.meta_path)), None)
    if spec is None or spec.submodule_search_locations is None:
        return  # PyYAML is not an ordinary package here, or is missing; a normal import reports that.
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
    """Return the compiled parser if PyYAML has it, else the other one; both give the same events."""
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
        YAMLError: The text is not YAML; with the position, if PyYAML knows it.
    """
    parser = _parser(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()
