"""What all commands share: the session, translated help, and words checked with our own sentences.

Owns the layout of ``--help``, and the search for settings. Must not know any single command.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NoReturn, TypeVar

import click

from checker.cli.output import write
from checker.domain.text import Message, message
from checker.language import LANGUAGES, Language

__all__ = [
    "Command",
    "Misuse",
    "OneOf",
    "Option",
    "Session",
    "colour_option",
    "completed_by",
    "find_settings",
    "is_misspelt_address",
    "lang_option",
    "one_of",
    "option",
    "refuse",
    "refuse_unknown",
    "verbosity_options",
    "whole_number",
]

# The options that take the address of a database or of Spark.
_ADDRESSES: Final = {"check": ("files", "master"), "bulk": ("data", "master")}
_COLOURS: Final = ("auto", "always", "never")
_PLAIN: Final = "no_colour"
_SETTINGS: Final = "checker.yaml"
_PROJECT: Final = "pyproject.toml"
# The start of a line that may set a key of `tool.checker`, without spaces and quotes. Where none has it, TOML is not
# parsed; to parse the pyproject.toml of this project would take 14 % of a check.
_TABLES: Final = (b"\n[tool.checker", b"\n[[tool.checker", b"\n[tool]", b"\ntool.checker", b"\ntool=")
# A larger file is refused when it is read.
_MOST_BYTES: Final = 2_000_001
_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


class Session:
    """The state of one call of the command."""

    __slots__ = ("environ", "language", "quiet", "verbose")

    def __init__(self, language: Language, environ: Mapping[str, str]) -> None:
        """Keep the language and the environment."""
        self.language: Final = language
        self.environ: Final = environ
        self.quiet = False
        self.verbose = False


class Misuse(click.UsageError):
    """Wrong usage, reported in our own words."""

    def __init__(self, sentence: Message, ctx: click.Context | None = None) -> None:
        """Keep the sentence, which is translated later."""
        super().__init__(sentence.template, ctx)
        self.sentence = sentence


def refuse(sentence: Message, ctx: click.Context | None = None) -> NoReturn:
    """Refuse the usage; the one function to do so.

    Raises:
        Misuse: Always; exit code 2.
    """
    raise Misuse(sentence, ctx) from None


class OneOf(click.ParamType):  # type: ignore[type-arg]
    """An option type for a closed set of words."""

    name = "word"

    def __init__(self, option: str, words: Iterable[str]) -> None:
        """Keep the words, and the name of the option for error messages."""
        self.option: Final = option
        self.words: Final = tuple(map(str, words))

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        """Return the word, or refuse it and name the nearest one."""
        if value not in self.words:
            known = self.words
            sentence = message(
                "{option}: `{value}` is not one of: {known}", option=self.option, value=value, known=known
            )
            refuse_unknown(sentence, value, known)
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:  # noqa: ARG002
        """Return the words that start with this text."""
        from checker.cli.complete import beginning

        return beginning(incomplete, self.words)


def one_of(option: str, words: Iterable[str]) -> OneOf:
    """Return an option type for a closed set of words."""
    return OneOf(option, words)


def refuse_unknown(sentence: Message, value: str, words: Iterable[str], ctx: click.Context | None = None) -> NoReturn:
    """Refuse a word, and name the nearest known one.

    Raises:
        Misuse: Always; exit code 2.
    """
    from checker.packs.suggest import suggestion

    hint = suggestion(value, words)
    refuse(message("{said}; {hint}", said=sentence, hint=hint) if hint else sentence, ctx)


def completed_by(name: str) -> Callable[[click.Context, click.Parameter, str], list[Any]]:
    """Return the completion of an option: the function of that name in `complete`, imported on demand."""

    def completer(context: click.Context, _param: click.Parameter, incomplete: str) -> list[Any]:
        from checker.cli import complete

        words: list[Any] = getattr(complete, name)(context, incomplete)
        return words

    return completer


def whole_number(option: str, low: int, high: int) -> Callable[[str], int]:
    """Return an option type for an integer within limits."""

    def read(value: str) -> int:
        if value.isascii() and value.isdecimal() and len(value) <= len(str(high)) and low <= int(value) <= high:
            return int(value)
        refuse(
            message(
                "{option}: `{value}` is not a whole number from {low} to {high}",
                option=option,
                value=value,
                low=low,
                high=high,
            )
        )

    return read


class Option(click.Option):
    """An option with its help as written.

    Click would import `inspect` to remove an indentation that there is not, 8 % of a check.
    """

    def __init__(self, *arguments: Any, help: str = "", **keywords: Any) -> None:  # noqa: A002 - click's name
        """Keep the help beside what click keeps."""
        super().__init__(*arguments, **keywords)
        self.help = help


def option(*names: str, **keywords: Any) -> Callable[[_Decorated], _Decorated]:
    """Return a decorator that adds an option to a command, as `click.option` does."""
    return click.option(*names, cls=Option, **keywords)


class Command(click.Command):
    """A command whose help and usage errors are translated when shown."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments, and translate usage errors that click only reports in English."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
            flags = {name for option in options if option.is_flag for name in option.opts}
            takes_none = message("option `{name}` takes no value", name=error.option_name)
            needs_one = message("option `{name}` needs a value", name=error.option_name)
            refuse(takes_none if error.option_name in flags else needs_one, ctx)
        _refuse_addresses(ctx)
        if rest and not self.allow_extra_args and not ctx.resilient_parsing:
            refuse(message("too many arguments: {values}", values=tuple(rest)), ctx)
        return rest

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, text and options."""
        language = _language(ctx)
        usage = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, usage, language.render(message("Usage: ")))
        for paragraph in (self.help or "").split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(language.render(Message(paragraph)))
        self.format_parts(ctx, formatter, language)
        for paragraph in filter(None, (self.epilog or "").split("\n\n")):
            formatter.write_paragraph()
            formatter.write_text(language.render(Message(paragraph)))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help``; click's own option takes 8 % of a check, for its help in `inspect`."""
        return Option(
            list(self.get_help_option_names(ctx)),
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help="Show this text and exit.",
        )

    def format_parts(self, ctx: click.Context, formatter: click.HelpFormatter, language: Language) -> None:
        """Write the options."""
        required = language.render(message("required"))
        rows = []
        for option in self.get_params(ctx):
            record = option.get_help_record(ctx)
            if isinstance(option, click.Option) and record:
                # Click appends text to the sentence, so that its translation would not be found.
                help_text = language.render(Message(option.help or ""))
                rows.append((record[0], f"{help_text}  [{required}]" if option.required else help_text))
        with formatter.section(language.render(message("Options"))):
            formatter.write_dl(rows)


def _refuse_addresses(ctx: click.Context) -> None:
    """Refuse a database address in the place of a file, before a message can quote its password."""
    for param in ctx.command.get_params(ctx):
        if any(map(is_misspelt_address, _texts(ctx.params.get(param.name or "")))):
            refuse(message("write the address of a database as postgresql://…"), ctx)
        if param.name not in _ADDRESSES.get(ctx.command.name or "", ()) and any(
            map(_is_address, _texts(ctx.params.get(param.name or "")))
        ):
            name = max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name
            refuse(message("`{name}`: the address of a database is not a file", name=name), ctx)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)


def _is_address(text: str) -> bool:
    return "://" in text


def is_misspelt_address(text: str) -> bool:
    """Tell whether a text is a database address in another form, such as ``host=… password=…``."""
    # A regex takes longer to compile than most texts to scan.
    small = text.lower()
    if "://" in small or not ("pass" in small or "postgres" in small or "@" in small) or os.path.exists(text):
        return False
    return _is_server(small) or re.search(r"pass(?:word|wd|file)?\s*=|\A[^/\\]*:[^/\\]*@", small) is not None


def _is_server(small: str) -> bool:
    """Tell whether a server is named without the start of an address."""
    return re.search(r"\A\W*(?:\w+[:=])?\W*postgres[\w+]*\W*[:\uff1a]", small) is not None


def _show_help(ctx: click.Context, _option: click.Parameter, requested: bool) -> None:
    if requested and not ctx.resilient_parsing:
        write(ctx.get_help() + "\n", sys.stdout)
        ctx.exit()


def _language(ctx: click.Context) -> Language:
    session = ctx.find_root().obj
    return session.language if isinstance(session, Session) else Language("en")


def lang_option(decorated: _Decorated) -> _Decorated:
    """Add ``--lang``. It is read from the arguments earlier; here it is only validated."""
    return option(
        "--lang",
        type=one_of("--lang", LANGUAGES),
        metavar="|".join(LANGUAGES),
        envvar="CHECKER_LANG",
        expose_value=False,
        help="Language of messages. Default: $CHECKER_LANG, then the locale, then Vietnamese.",
    )(decorated)


def colour_option(decorated: _Decorated) -> _Decorated:
    """Add ``--colour`` and ``--no-colour``."""
    options = (
        option(
            "--colour",
            "--color",
            "colour",
            type=one_of("--colour", _COLOURS),
            metavar="|".join(_COLOURS),
            default="auto",
            callback=_colour,
            help="Colour: auto (default) uses it on a terminal, or where $FORCE_COLOR is set, unless $NO_COLOR is.",
        ),
        option(
            "--no-colour",
            "--no-color",
            _PLAIN,
            is_flag=True,
            is_eager=True,  # read before `--colour`, wherever it stands
            expose_value=False,
            callback=_keep_plain,
            help="The same as --colour never.",
        ),
    )
    for add in reversed(options):
        decorated = add(decorated)
    return decorated


def _keep_plain(ctx: click.Context, _option: click.Parameter, given: bool) -> None:
    ctx.meta[_PLAIN] = given


def _colour(ctx: click.Context, _option: click.Parameter, value: str) -> str:
    return "never" if ctx.meta.get(_PLAIN) else value


def verbosity_options(decorated: _Decorated) -> _Decorated:
    """Add ``--quiet`` and ``--verbose``, which are stored in the session."""
    options = (
        option(
            "-q",
            "--quiet",
            is_flag=True,
            expose_value=False,
            callback=_keep,
            help="Write no report unless a format is asked for; problems with files are still written.",
        ),
        option(
            "-v",
            "--verbose",
            is_flag=True,
            expose_value=False,
            callback=_keep,
            help="Write on standard error which files, packs, settings and engine were used.",
        ),
    )
    for add in reversed(options):
        decorated = add(decorated)
    return decorated


def _keep(ctx: click.Context, option: click.Parameter, given: bool) -> None:
    session = ctx.find_root().obj
    if given and isinstance(session, Session):
        setattr(session, str(option.name), True)


def find_settings(folder: str) -> tuple[str, ...]:
    """Return the settings files of the nearest folder that has any, from `folder` upwards.

    There are two only if both kinds are in one folder. A ``pyproject.toml`` without a table for this program is
    skipped.
    """
    while True:
        own, shared = os.path.join(folder, _SETTINGS), os.path.join(folder, _PROJECT)
        paths = ((own,) if os.path.isfile(own) else ()) + ((shared,) if _has_table(shared) else ())
        parent = os.path.dirname(folder)
        if paths or parent == folder:
            return paths
        folder = parent


def _has_table(path: str) -> bool:
    try:
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as file:
            data = file.read(_MOST_BYTES)
    except OSError:
        return False
    bare = b"\n" + data.translate(None, b" \t\"'")
    if b"checker" not in data or not any(begin in bare for begin in _TABLES):
        return False
    import tomllib

    try:
        tool = tomllib.loads(data.decode()).get("tool")
    except ValueError:
        return True  # Reading it later reports the error.
    return isinstance(tool, dict) and "checker" in tool
