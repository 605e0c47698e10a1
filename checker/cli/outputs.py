"""The destinations of a run's reports: one to standard output, any number into files.

Owns how ``--format`` and ``--output`` combine, and the rule that no report overwrites an input file. Must not know any
format.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import Final

from checker.cli.frame import one_of, refuse
from checker.cli.output import STDOUT, WIDTH
from checker.domain.record import NamedTuple
from checker.domain.report import Run
from checker.domain.text import message
from checker.language import Language
from checker.reporters import DEFAULTS, FORMATS, RenderOptions, machine, terminal
from checker.writing import write_together

__all__ = [
    "OUTPUT_HELP",
    "Destinations",
    "Output",
    "destinations",
    "parse_output",
    "refuse_existing",
    "refuse_inputs",
    "refuse_stdout",
    "render_files",
    "result_folder",
    "write_files",
]

OUTPUT_HELP: Final = "File to write: .xlsx, .csv or .yaml; - writes YAML to standard output."
"""The help of ``--output`` for commands that write one file whose suffix selects the format."""
_RESULTS: Final = ("parquet", "csv")
"""The formats of the tables that a bulk run writes into a folder; the first is the default."""


class Output(NamedTuple):
    """One ``--output``: a format, and a path, or nothing for standard output."""

    format: str
    path: str = ""


class Destinations(NamedTuple):
    """The outputs of a run.

    Args:
        stdout: The format on standard output.
        files: The outputs into files.
    """

    stdout: str
    files: tuple[Output, ...]


def destinations(outputs: Iterable[str], format_: str | None, usual: str) -> Destinations:
    """Return the outputs of a run.

    An output without a path goes to standard output, and there can be only one. Writing files does not suppress
    standard output: without such an output, it gets the format of ``--format``, or the default. ``-`` alone is standard
    output in that format.

    Raises:
        Misuse: An output cannot be used, or two have the same destination.
    """
    parsed_outputs = [parse_output(output) for output in outputs if output != STDOUT]
    on_stdout = [output.format for output in parsed_outputs if not output.path]
    files = tuple(output for output in parsed_outputs if output.path)
    if on_stdout and format_ is not None:
        refuse(message("standard output gets one format: give --format or --output without a path, not both"))
    if len(on_stdout) > 1:
        refuse(message("standard output gets one format: {formats}; give paths to the others", formats=(*on_stdout,)))
    paths: set[str] = set()
    for path in (os.path.realpath(output.path) for output in files):
        if path in paths:
            refuse(message("two outputs go to `{path}`", path=path))
        paths.add(path)
    return Destinations(on_stdout[0] if on_stdout else format_ or usual, files)


def result_folder(outputs: Iterable[str]) -> tuple[Output | None, tuple[str, ...]]:
    """Return the folder for the tables of a bulk run, and the other outputs, which are reports.

    ``parquet=FOLDER``, ``csv=FOLDER`` and a word other than a format are folders; ``csv=`` with a path that ends in
    ``.csv`` is a report.

    Raises:
        Misuse: A folder has no name, or there are two; or a word for a new folder may be a misspelled format.
    """
    folders, reports = [], []
    for output in outputs:
        if "=" not in output and output not in (*FORMATS, *_RESULTS, STDOUT):
            if not os.path.isdir(output):
                _refuse_misspelled(output)
            output = f"{_RESULTS[0]}={output}"  # noqa: PLW2901 - the short form of the same
        name, equals, path = output.partition("=")
        if name == _RESULTS[0] or (name in _RESULTS and equals and not path.lower().endswith(f".{name}")):
            if equals and not path:
                refuse(message("--output needs the name of a folder"))
            folders.append(Output(name, path))
        else:
            reports.append(output)
    if len(folders) > 1 or any(not folder.path for folder in folders):
        refuse(message("write --output parquet=FOLDER once"))
    return (folders[0] if folders else None), tuple(reports)


def _refuse_misspelled(word: str) -> None:
    from checker.packs.suggest import suggestion

    if (hint := suggestion(word, FORMATS)) is not None:
        refuse(message("`{word}` is no format; {hint} For a folder write parquet={word}", word=word, hint=hint))


def refuse_stdout(format_: str) -> None:
    """Refuse binary formats on a terminal, and formats that need a file name on standard output.

    Raises:
        Misuse: The format does not fit the destination.
    """
    if FORMATS[format_].by_suffix:
        refuse(message("{format} goes into a file; write --output {format}=PATH", format=format_))
    if FORMATS[format_].binary and sys.stdout.isatty():
        refuse(message("{format} is not shown on a terminal; write --output {format}=PATH", format=format_))


def parse_output(written: str) -> Output:
    """Parse ``FORMAT[=PATH]``.

    Raises:
        Misuse: There is no such format, or the path is empty.
    """
    name, equals, path = written.partition("=")
    one_of("--output", FORMATS)(name)
    if path == STDOUT:
        path = ""
    elif equals and not path:
        refuse(message("--output {format}= needs a path", format=name))
    if FORMATS[name].by_suffix and not path.lower().endswith(FORMATS[name].suffixes):
        suffixes = FORMATS[name].suffixes
        refuse(message("--output {format}=PATH needs a path that ends with {known}", format=name, known=suffixes))
    return Output(name, path)


def refuse_inputs(files: Iterable[Output], inputs: Iterable[str]) -> None:
    """Refuse to overwrite input files.

    Raises:
        Misuse: An output is an input file.
    """
    read = {os.path.realpath(path) for path in inputs}
    for output in files:
        if os.path.realpath(output.path) in read:
            refuse(message("--output would write over `{path}`, which was read", path=output.path))


def refuse_existing(path: str, *, force: bool) -> None:
    """Refuse to replace a file unless requested.

    Raises:
        Misuse: The file exists.
    """
    if not force and os.path.lexists(path):
        refuse(message("`{path}` is there already; --force replaces it", path=path))


def write_files(files: Iterable[Output], run: Run, language: Language, options: RenderOptions = DEFAULTS) -> None:
    """Write all files, or none.

    Raises:
        PackError: The letterhead or template of a letter cannot be used.
        WriteError: One of them cannot be written.
    """
    write_together(render_files(files, run, language, options))


def render_files(
    files: Iterable[Output], run: Run, language: Language, options: RenderOptions = DEFAULTS
) -> list[tuple[str, bytes]]:
    """Return the paths of the files, and their content."""
    return [(output.path, _render(output, run, language, options)) for output in files]


def _render(output: Output, run: Run, language: Language, options: RenderOptions) -> bytes:
    name, path = output
    if not FORMATS[name].terminal:
        return machine(name, options.paper, os.path.splitext(path)[1].lower())(run, language)
    text = terminal(name, statistics=options.statistics)(run, language, width=WIDTH, colour=False)
    # A path may contain invalid text; a report about it must still be valid.
    return text.encode("utf-8", "backslashreplace")
