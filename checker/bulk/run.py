"""One bulk run, from paths to counts and the worst units in full.

Owns the folders of a run: results appear when all of them are written, or not at all. Must not
know what is asked of the rows.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from typing import Final

from checker.bulk.duck import DuckDatabase
from checker.bulk.model import BulkRun, BulkSettings, Database, Progress
from checker.bulk.sources import InputSource, sources_of
from checker.bulk.steps import Steps
from checker.domain import codes
from checker.domain.diagnostic import diagnostic
from checker.domain.location import Location
from checker.errors import PackError
from checker.packs.model import RulePack
from checker.writing import TEMPORARY, as_write_error, make_folder

__all__ = ["run_bulk"]

_TABLES: Final = ("findings", "by_unit", "by_indicator", "by_group", "bad_rows", "judged")
_RESULTS: Final = frozenset(f"{table}.{kind}" for table in _TABLES for kind in ("parquet", "csv"))
"""The files of a run."""


def _silent(_step: str, _rows: int, _share: Callable[[], float]) -> None:
    pass


def run_bulk(
    paths: Sequence[str], packs: Sequence[RulePack], settings: BulkSettings, progress: Progress = _silent
) -> BulkRun:
    """Judge every row of the sources, and write what was found.

    Args:
        paths: Files, folders, patterns, or one database.
        packs: Packs of different years.
        settings: What the caller asks for.
        progress: Is told how far the run is.

    Raises:
        SubmissionError: A source cannot be read; nothing was evaluated.
        PackError: A pack cannot be used.
        UnsupportedPlan: The engine cannot decide what a pack asks; nothing was evaluated.
        MissingExtra: The engine is not installed.
        WriteError: There can be no results where they are asked for.
        EngineFault: The engine failed, or the accounts do not add up; nothing may be used.
    """
    _one_a_year(packs)
    folder = settings.spill or None
    if folder:
        make_folder(folder)
    if settings.output and os.path.lexists(settings.output):
        make_folder(settings.output)
    work = staged = ""
    engine: Database | None = None
    try:
        # A folder has its name before it is there, so that no interruption leaves one behind.
        work = _new_name(folder or tempfile.gettempdir())
        with as_write_error(os.path.dirname(work)):
            os.mkdir(work, 0o700)
        if settings.output:
            # The results take their place when all is written.
            parent = os.path.dirname(os.path.abspath(settings.output))
            make_folder(parent)
            staged = _new_name(parent)
            with as_write_error(parent):
                os.mkdir(staged, 0o700)
        sources = sources_of(paths, settings, work, _RESULTS)
        progress("open", 0, float)
        engine = _opened(settings, sources, work, [staged] if staged else [])
        done = Steps(engine, packs, settings, work, staged or work, progress).result()
        if staged:
            with as_write_error(settings.output):
                _publish(staged, settings.output)
        return done
    finally:
        if engine is not None:
            engine.close()
        for folder in (work, staged):
            if folder:
                shutil.rmtree(folder, ignore_errors=True)


def _opened(settings: BulkSettings, sources: Sequence[InputSource], work: str, allowed: Sequence[str]) -> Database:
    if settings.engine == "spark":
        from checker.bulk.spark import SparkDatabase  # noqa: PLC0415 - only where it is asked for

        return SparkDatabase(settings, sources, work)
    return DuckDatabase(settings, sources, work, allowed)


def _one_a_year(packs: Sequence[RulePack]) -> None:
    years: dict[int, RulePack] = {}
    for pack in packs:
        if pack.year in years:
            other = years[pack.year].id
            place = Location(pack.path)
            raise PackError([diagnostic(codes.BULK_PACKS, place, pack=pack.id, other=other, year=str(pack.year))])
        years[pack.year] = pack


def _new_name(parent: str) -> str:
    return os.path.join(parent, f"{TEMPORARY}{os.urandom(8).hex()}")


def _publish(staged: str, output: str) -> None:
    os.chmod(staged, 0o755)  # noqa: S103 - as any other new folder
    new = set(os.listdir(staged))
    if not os.path.isdir(output):
        os.replace(staged, output)
        return
    for name in sorted(new):
        _remove(os.path.join(output, name), folders_alone=not os.path.isdir(os.path.join(staged, name)))
        os.replace(os.path.join(staged, name), os.path.join(output, name))
    # What an earlier run left there and this one has not would be read as of this one.
    for name in sorted(_RESULTS & set(os.listdir(output))):
        if name not in new:
            _remove(os.path.join(output, name))


def _remove(path: str, *, folders_alone: bool = False) -> None:
    """Remove a file or folder, if it is there; a file may stay, for another takes its place at once."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif not folders_alone and os.path.lexists(path):
        os.unlink(path)
