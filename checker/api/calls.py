"""The calls of the public API: options in, a run out.

Owns what each option is called and defaults to. Must not decide anything.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

from checker import pipeline
from checker.api.run import CheckRun, RowsRun, sentences_of
from checker.api.sources import ROWS, Source, as_table, contents_of, is_table, paths_of, write_rows
from checker.assessment import Options
from checker.domain.basis import FAIL_ON_WORDS, FailOn, fail_on_of
from checker.domain.exit import ExitCode
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.selection import Choice, Selection
from checker.domain.submission import LOCALES
from checker.engines.choice import BULK_ENGINES, ENGINES
from checker.errors import InputError, PackError, SubmissionError
from checker.packs.load import load_pack as _loaded
from checker.packs.load import refuse_draft
from checker.packs.model import RulePack

if TYPE_CHECKING:
    from checker.bulk.sources import InputSource
    from checker.domain.submission import Locale

__all__ = ["check", "check_rows", "load_pack"]

_Pack: TypeAlias = str | os.PathLike[str] | RulePack
_Path: TypeAlias = str | os.PathLike[str]


def load_pack(
    reference: str | os.PathLike[str], *, rules: str | os.PathLike[str] = "", cache: bool = False
) -> RulePack:
    """Return a rule pack, for use in several checks.

    Args:
        reference: The id of a pack, such as ``bac-kan-city/2024``, or the path of its file.
        rules: The folder searched first for an id; by default ``rules`` in the working folder.
        cache: Whether to use the cache of compiled packs that the command uses.

    Raises:
        InputError: The pack does not exist or has errors.

    Example:
        >>> pack = load_pack("bac-kan-city/2024")
        >>> pack.year, len(pack.indicators)
        (2024, 22)
    """
    with _in_sentences():
        return _loaded(os.fspath(reference), rules=os.fspath(rules), cache=cache)


def check(  # noqa: PLR0913 - the options of the command
    source: Source,
    /,
    *,
    pack: _Pack = "",
    unit: str = "",
    units: str | os.PathLike[str] = "",
    period: str | Period | None = None,
    as_of: dt.date | None = None,
    locale: Locale | None = None,
    engine: str = "auto",
    waivers: _Path | Sequence[_Path] = (),
    baseline: str | os.PathLike[str] = "",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    fail_on: Iterable[str] = (),
    today: dt.date | None = None,
    strict: bool = True,
    rules: str | os.PathLike[str] = "",
    cache: bool = False,
) -> CheckRun:
    """Evaluate submissions against their rule packs.

    Args:
        source: Paths of files, or pairs of a file's name and its bytes. Or rows as mappings, or a table of pandas,
            polars or Arrow. Rows and tables have the columns of the list layout (``unit``, ``period``, ``indicator``,
            ``value`` and so on). Text in rows is machine text (``1234.5``) unless `locale` names a notation. A double
            is rounded to 15 significant digits.
        pack: Id or path of the pack, or the pack itself. If empty, the pack that a submission names.
        unit: The reporting unit of tables that do not name it.
        units: A file of the reporting units, instead of those in the packs: YAML with `units: 1`, or an id per line.
        period: The period, such as ``2024-H1``. It overrides the period of a submission.
        as_of: The reference date; by default the latest day of the figures, or else the period's last day.
        locale: The notation of numbers in tables: ``vi``, ``en`` or ``machine``.
        engine: ``auto``, ``rete`` or ``direct``.
        waivers: A file of waivers, or several.
        baseline: A file of known findings.
        select: The only codes, indicators or groups that count for the gate. Here and below, a string is one item.
        ignore: Codes, indicators or groups that do not count.
        fail_on: Matters that fail the gate in addition to the pack's policy, such as ``behind``; ``warning`` makes any
            warning fail it.
        today: Today. Figures of a later day are rejected; by default none are.
        strict: Whether a file that cannot be used raises `InputError`. Otherwise the rest is evaluated, and
            `CheckRun.diagnostics` lists what is missing.
        rules: The folder searched first for ids of packs.
        cache: Whether to use the cache of compiled packs that the command uses.

    Raises:
        InputError: A file, a pack or an option cannot be used; `InputError.diagnostics` gives reasons and locations.
        ValueError: `period`, `fail_on`, `engine` or `locale` is not a known value.
        TypeError: `source` is none of the above, or a day is not a date.

    Example:
        >>> rows = [{"unit": "bac-kan-city", "period": "2024-H1", "indicator": "budget_revenue", "value": 86.6}]
        >>> run = check(rows, pack="bac-kan-city/2024")
        >>> [finding.code.id for finding in run.findings][:1]
        ['T004']
    """
    _refuse_unknown("engine", engine, ENGINES)
    _refuse_unknown("locale", locale, LOCALES)
    paths, contents = contents_of(source)
    rows = any(content.path == ROWS for content in contents)
    choices = Selection(_choices("select", select), _choices("ignore", ignore))
    options = Options(
        pack=pack.path if isinstance(pack, RulePack) else os.fspath(pack),
        period=Period.parse(period) if isinstance(period, str) else period,
        as_of=_day("as_of", as_of),
        now=_day("today", today),
        engine=engine,
        fail_on=_fail_on(fail_on),
        selection=choices if any(choices) else None,
        unit=unit,
        locale=locale or ("machine" if rows else None),
        contents=contents,
        rules=os.fspath(rules),
        cache=cache,
        packs=(pack,) if isinstance(pack, RulePack) else (),
        units=os.fspath(units),
    )
    waived = (waivers,) if isinstance(waivers, str | os.PathLike) else waivers
    with _in_sentences():
        run = pipeline.check(paths, options, tuple(os.fspath(path) for path in waived), os.fspath(baseline))
        if strict and run.diagnostics:
            raise (PackError if run.exit_code is ExitCode.INVALID else SubmissionError)(run.diagnostics)
    return CheckRun(run)


def check_rows(  # noqa: PLR0913 - the options of the command
    source: Any,
    /,
    *,
    pack: _Pack | Sequence[_Pack],
    units: str | os.PathLike[str] = "pack",
    columns: Mapping[str, str] | None = None,
    table: str = "",
    delimiter: str = "",
    locale: Locale = "machine",
    as_of: dt.date | None = None,
    engine: str = "columnar",
    fail_on: Iterable[str] = (),
    today: dt.date | None = None,
    output: str | os.PathLike[str] = "",
    everything: bool = False,
    worst: int = 20,
    threads: int = 0,
    memory: str = "",
    rules: str | os.PathLike[str] = "",
    cache: bool = False,
) -> RowsRun:
    """Evaluate millions of rows, column by column. The verdicts equal those of `check`.

    Args:
        source: Paths of Parquet or CSV files, of folders of them or of an SQLite file, or a ``postgresql://`` address.
            Or a table of pandas, polars or Arrow. Or an iterable of rows as mappings, which is streamed.
        pack: The pack, or one for each year: ids, paths or packs.
        units: The units that must report: ``pack`` for those that the pack names, ``data`` for all that occur, or a
            file with one unit per line.
        columns: The data's column names, by their names in the list layout.
        table: The table to read from a database.
        delimiter: The separator of a CSV file; detected by default.
        locale: The notation of numbers in text: ``machine``, ``vi`` or ``en``.
        as_of: The reference date; see `check`.
        engine: ``columnar`` (DuckDB) or ``spark``.
        fail_on: Matters that fail the gate in addition to the packs' policies; ``warning`` makes any warning fail it.
        today: Today. Figures of a later day are rejected; by default none are.
        output: The folder for all findings, bad rows and tallies, as Parquet.
        everything: Whether to write every judged row to `output`, too.
        worst: The number of worst findings to report in full.
        threads: The number of threads; 0 for all.
        memory: The memory limit, such as ``4GB``; empty for the engine's own limit.
        rules: The folder searched first for ids of packs.
        cache: Whether to use the cache of compiled packs that the command uses.

    Raises:
        InputError: A source or a pack cannot be used. Bad rows raise nothing: `RowsRun.accounts` counts them.
        CheckerError: The engine is not installed, or cannot evaluate a pack.
        ValueError: `fail_on`, `engine`, `locale` or a name in `columns` is not a known value.

    Example:
        >>> rows = [{"unit": "bac-kan-city", "period": "2024-H1", "indicator": "budget_revenue", "value": 86.6}]
        >>> check_rows(rows, pack="bac-kan-city/2024").accounts.judged
        1
    """
    from checker.bulk.model import COLUMNS, BulkSettings
    from checker.bulk.run import run_bulk

    for column in columns or ():
        _refuse_unknown("columns", column, COLUMNS)
    _refuse_unknown("engine", engine, BULK_ENGINES)
    _refuse_unknown("locale", locale, LOCALES)
    references: Any = (pack,) if isinstance(pack, str | os.PathLike | RulePack) else pack
    with _in_sentences():
        packs = [refuse_draft(_pack_of(one, rules, cache=cache)) for one in references]
    settings = BulkSettings(
        columns=tuple((columns or {}).items()),
        units=os.fspath(units),
        locale=locale,
        delimiter=delimiter,
        table=table,
        engine=engine,
        threads=threads,
        memory=memory,
        output=os.fspath(output),
        everything=everything,
        worst=worst,
        as_of=_day("as_of", as_of),
        now=_day("today", today),
        fail_on=_fail_on(fail_on),
        language="en",
    )
    paths = paths_of(source)
    if paths is not None:
        with _in_sentences():
            return RowsRun(run_bulk(paths, packs, settings))
    with _in_sentences(), tempfile.TemporaryDirectory(prefix="checker-") as folder:
        return RowsRun(run_bulk([_stored(source, folder)], packs, settings))


def _stored(source: Any, folder: str) -> InputSource:
    """Write rows into a file of `folder`: a table as Parquet, mappings as CSV."""
    from checker.bulk.sources import InputSource

    if is_table(source):
        from checker.bulk.frames import write_frame

        path = os.path.join(folder, "rows.parquet")
        write_frame(as_table(source), path)
        return InputSource(path, os.path.basename(path))
    path = os.path.join(folder, ROWS)
    with open(path, "w", encoding="utf-8", newline="") as file:
        write_rows(source, file)
    return InputSource(path, ROWS)


def _pack_of(pack: _Pack, rules: str | os.PathLike[str], *, cache: bool) -> RulePack:
    return pack if isinstance(pack, RulePack) else load_pack(pack, rules=rules, cache=cache)


def _refuse_unknown(option: str, value: str | None, known: Sequence[str]) -> None:
    if value is not None and value not in known:
        msg = f"{option}: {value!r} is not one of {', '.join(known)}"
        raise ValueError(msg)


def _fail_on(words: Iterable[str]) -> FailOn:
    words = _words(words)
    for word in words:
        _refuse_unknown("fail_on", word, FAIL_ON_WORDS)
    return fail_on_of(words)


def _choices(name: str, words: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(word, Location(name)) for word in _words(words))


def _words(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words. A string is one word, not a sequence of characters."""
    return (words,) if isinstance(words, str) else tuple(words)


def _day(option: str, day: Any) -> dt.date | None:
    """Return a date. A datetime is reduced to its date, because the two cannot be compared."""
    if isinstance(day, dt.datetime):
        return day.date()
    if day is not None and not isinstance(day, dt.date):
        msg = f"{option}: {day!r} is not a datetime.date"
        raise TypeError(msg)
    return day


@contextmanager
def _in_sentences() -> Iterator[None]:
    """Give an `InputError` the text of its diagnostics; the lower layers know no language."""
    try:
        yield
    except InputError as error:
        error.args = (sentences_of(error.diagnostics),)
        raise
