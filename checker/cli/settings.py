"""Complete the options of a command from the settings of the folder; the command line has precedence.

Owns the settings and their options. An option replaces its setting completely: nothing is merged.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from click.core import ParameterSource

from checker.cli.frame import Misuse, find_settings, is_misspelt_address
from checker.cli.outputs import Output, parse_output
from checker.domain.basis import FAIL_ON_WORDS, Weakening
from checker.domain.codes import SETTINGS_FILE, SETTINGS_LINK, SETTINGS_OUTPUT, SETTINGS_OUTSIDE
from checker.domain.diagnostic import diagnostic
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.selection import Choice
from checker.domain.settings import Setting, Settings
from checker.domain.submission import LOCALES
from checker.domain.text import message
from checker.engines.choice import ENGINES
from checker.errors import PackError
from checker.packs.catalogue import is_below, is_id, is_pack_file, refuse_rules
from checker.readers.settings import Key, read_settings
from checker.reporters import FORMATS

if TYPE_CHECKING:
    import click

__all__ = ["KEYS", "Origin", "folder_settings", "origins", "settings_schema", "weakenings", "with_settings"]

KEYS: Final[dict[str, Key]] = {
    "pack": (False, ()),
    "rules": (False, ()),
    "engine": (False, ENGINES),
    "locale": (False, LOCALES),
    "layouts": (True, ()),
    "format": (False, tuple(FORMATS)),
    "output": (True, ()),
    "fail_on": (True, FAIL_ON_WORDS),
    "waivers": (True, ()),
    "baseline": (False, ()),
    "letterhead": (False, ()),
    "docx_template": (False, ()),
    "select": (True, ()),
    "ignore": (True, ()),
    "exclude": (True, ()),
}
"""All settings: whether each takes several values, and its words. Each has an option of the same name."""

# The effective defaults of options whose declared default differs.
_USUAL: Final = {"format": next(iter(FORMATS))}
_PATHS: Final = ("waivers", "baseline", "letterhead", "docx_template", "rules")
_MOST_VALUES: Final = 250
_MOST_OUTPUTS: Final = 50
_WEAKENING: Final = ("select", "ignore", "waivers", "baseline", "exclude")


def settings_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``checker.yaml``, or of the table ``tool.checker``."""
    properties = {}
    for key, (several, words) in KEYS.items():
        one = {"type": "string", **({"enum": [str(word) for word in words]} if words else {})}
        properties[key] = {"anyOf": [one, {"type": "array", "items": one}]} if several else one
    return {
        "title": "Settings",
        "description": "Settings of a folder; each is the option of `checker check` of the same name.",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


class Origin(NamedTuple):
    """The value of a setting and its origin.

    Args:
        key: The setting.
        values: Its values, in words.
        place: Its location; ``None`` for an option or a default.
        given: Whether it comes from an option.
    """

    key: str
    values: tuple[str, ...]
    place: Location | None
    given: bool


def folder_settings(*, search: bool, config: str = "") -> Settings:
    """Return the settings of a file, or of the nearest folder with settings; none if they are disabled.

    Args:
        search: Whether to use settings.
        config: The file that the caller named, or empty.

    Raises:
        PackError: The settings cannot be used, or refer outside of their folder.
    """
    paths = (config,) if config else find_settings(os.getcwd()) if search else ()
    for path in () if config else paths:
        if not is_below(path, os.path.dirname(path)):
            raise PackError([diagnostic(SETTINGS_LINK, Location(path))])
    settings = read_settings(paths, KEYS)._replace(named=bool(config))
    for key, one in settings.entries:
        _check_count(key, one)
    output = settings.get("output")
    for value in output.values if output is not None else ():
        _check_output(value, settings)
    # A database address may contain a password, and messages quote names.
    for value in (value for _, one in settings.entries for value in one.values if _is_address(value.text)):
        _check_inside(value, value.text, settings)
    # Settings named by the caller are trusted; settings that were found may have come with a submission.
    for key in () if config else (*_PATHS, "pack"):
        setting = settings.get(key)
        for value in setting.values if setting is not None else ():
            if key != "pack" or not is_id(value.text):
                _check_inside(value, value.text, settings)
    return settings


def _check_count(key: str, setting: Setting) -> None:
    """Refuse very many values, because each is a report to write, or a pattern to match with every name."""
    most = _MOST_OUTPUTS if key == "output" else _MOST_VALUES
    if (count := len(setting.values)) > most:
        what = message("values of `{key}`", key=key)
        problem = diagnostic(SETTINGS_FILE["too-large"], setting.location, what=what, found=count, limit=most)
        raise PackError([problem])


def _check_output(value: Choice, settings: Settings) -> None:
    """Refuse outputs other than a report in a file below the folder of the settings."""
    try:
        output = parse_output(value.text)
    except Misuse:
        output = Output("")
    if not output.path:
        code = SETTINGS_FILE["not-allowed"]
        raise PackError([diagnostic(code, value.location, value=value.text, known="FORMAT=PATH")])
    _check_inside(value, output.path, settings)
    suffixes = FORMATS[output.format].suffixes
    reason = None
    place = os.path.join(os.path.dirname(settings.path), output.path)
    if any(part.startswith(".") for part in os.path.normpath(output.path).split(os.sep)):
        reason = message("a name that begins with a dot is kept for programs")
    elif not output.path.lower().endswith(suffixes):
        reason = message("{format} goes into files that end in {suffixes}", format=output.format, suffixes=suffixes)
    elif os.path.lexists(place) and not os.path.isfile(place):
        reason = message("what stands there is not a regular file")
    if reason is not None:
        example = f"report{suffixes[0]}"
        problem = diagnostic(SETTINGS_OUTPUT, value.location, value=value.text, reason=reason, example=example)
        raise PackError([problem])


def _check_inside(value: Choice, path: str, settings: Settings) -> None:
    """Refuse a path that leads out of the folder of the settings, also through a link."""
    folder = os.path.dirname(settings.path)
    if _is_address(path):
        path = "…://…"  # An address may contain a password, which must not appear in a message.
    elif is_below(os.path.join(folder, path), folder):
        return
    raise PackError([diagnostic(SETTINGS_OUTSIDE, value.location, value=path, folder=folder or os.curdir)])


def _is_address(text: str) -> bool:
    return "://" in text or is_misspelt_address(text)


def weakenings(context: click.Context, params: Mapping[str, Any], settings: Settings) -> Iterator[Weakening]:
    """Yield the options that make the gate easier to pass than the packs' own, with locations in settings."""
    for key in _WEAKENING:
        values = tuple(_words(params.get(key)))
        if values and not params.get(f"no_{key}"):
            setting = None if _is_given(context, key) else settings.get(key)
            yield Weakening(key, values, setting.location if setting is not None else None)
    if params.get("exit_zero"):
        yield Weakening("exit_zero", ())


def with_settings(context: click.Context, settings: Settings, also: Collection[str] = ()) -> dict[str, Any]:
    """Return the command's parameters, completed from the settings.

    Args:
        context: The call of the command.
        settings: The settings.
        also: Settings that the command has no option for, but which are returned too.

    Raises:
        PackError: The folder of packs does not exist.
    """
    params = dict(context.params)
    for key, setting in settings.entries:
        if key in also or (key in params and not _is_given(context, key)):
            params[key] = _value(key, setting, settings)
    return params


def _value(key: str, setting: Setting, settings: Settings) -> Any:
    """Return a setting in the form of its option; paths are relative to the file's folder."""
    texts = tuple(value.text for value in setting.values)
    folder = os.path.relpath(os.path.dirname(settings.path) or os.curdir)
    if key in _PATHS:
        texts = tuple(_beside(folder, text) for text in texts)
    if key == "rules" and not os.path.isdir(texts[0]):
        refuse_rules(setting.values[0].location, texts[0])
    match key:
        case "pack":
            # A pack is an id or a path; a path has a suffix.
            return _beside(folder, texts[0]) if is_pack_file(texts[0]) else texts[0]
        case "output":
            outputs = (parse_output(text) for text in texts)
            return tuple(f"{output.format}={_beside(folder, output.path)}" for output in outputs)
        case "fail_on":
            return (texts,)
        case "exclude":
            # A pattern without a slash matches names in any folder.
            return tuple(_beside(folder, text) if "/" in text else text for text in texts)
        case "select" | "ignore":
            return setting.values
        case _:
            return texts if KEYS[key][0] else texts[0]


def _beside(folder: str, path: str) -> str:
    return os.path.normpath(os.path.join(folder, path))


def _is_given(context: click.Context, key: str) -> bool:
    return context.get_parameter_source(key) is ParameterSource.COMMANDLINE


def origins(context: click.Context, settings: Settings) -> Iterator[Origin]:
    """Yield every setting with its value and origin."""
    params = with_settings(context, settings)
    for key in KEYS:
        given = _is_given(context, key)
        setting = settings.get(key)
        place = setting.location if setting is not None and not given else None
        yield Origin(key, tuple(_words(params[key] or _USUAL.get(key, ""))), place, given)


def _words(value: Any) -> Iterator[str]:
    match value:
        case Choice():
            yield value.text
        case tuple():
            for one in value:
                yield from _words(one)
        case str() if value:
            yield value
        case _:
            return
