"""One bulk run, from paths to counts and the worst units in full.

Owns the order of opening, judging and storing. Must not know the plans.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Sequence
from typing import Final

from checker.bulk.duck import DuckDatabase
from checker.bulk.duck_memory import ScarceMemory
from checker.bulk.duck_opening import OpenedDuck
from checker.bulk.folders import RunFolders, publish, refuse_full, run_folders
from checker.bulk.model import BulkRun, BulkSettings, Database, Progress
from checker.bulk.sources import InputSource, sources_of
from checker.domain import codes
from checker.domain.diagnostic import diagnostic
from checker.domain.location import Location
from checker.domain.report import Run
from checker.errors import PackError
from checker.interrupts import holding
from checker.packs.model import RulePack
from checker.packs.year_slices import slices_of
from checker.settling import RESULTS
from checker.writing import write_together

__all__ = ["run_bulk"]

Reports = Callable[[Run], Sequence[tuple[str, bytes]]]

_TURN: Final = 0.0002
"""The seconds after which a thread lets another one go on. After the usual 5 ms each statement beside compiling packs
waits for its next one: this saves 1 to 2 % of a run."""


def _no_progress(_step: str, _rows: int, _share: Callable[[], float]) -> None:
    pass


def _none(_run: Run) -> Sequence[tuple[str, bytes]]:
    return ()


def run_bulk(
    paths: Sequence[str | InputSource],
    packs: Sequence[RulePack],
    settings: BulkSettings,
    progress: Progress = _no_progress,
    reports: Reports = _none,
) -> BulkRun:
    """Judge every row of the sources, and write the results.

    Args:
        paths: Files, folders, patterns, or one database.
        packs: Packs of different years; a term pack covers each of its years.
        settings: The options of the run.
        progress: Called with the progress of the run.
        reports: Makes report files of the run, with their paths; they and the written results form one set.

    Raises:
        SubmissionError: A source cannot be read; nothing was evaluated.
        PackError: A pack cannot be used.
        UnsupportedPlan: The engine cannot evaluate a pack; nothing was evaluated.
        MissingExtra: The engine is not installed.
        WriteError: The results cannot be written.
        EngineFault: The engine failed, or the row counts do not add up; no result may be used.
    """
    packs = [one for pack in packs for one in slices_of(pack)]
    _one_a_year(packs)
    return holding(lambda cleanup: _run_in_folders(paths, packs, settings, (progress, reports), cleanup))


def _run_in_folders(
    paths: Sequence[str | InputSource],
    packs: Sequence[RulePack],
    settings: BulkSettings,
    callbacks: tuple[Progress, Reports],
    cleanup: contextlib.ExitStack,
) -> BulkRun:
    progress, reports = callbacks
    cleanup.callback(sys.setswitchinterval, sys.getswitchinterval())
    sys.setswitchinterval(_TURN)
    folders = run_folders(settings.output, settings.spill, cleanup)
    duck = None if settings.engine == "spark" else OpenedDuck()
    try:
        from checker.bulk.steps import Steps  # while the database is opened

        sources = sources_of(paths, settings, folders.work, RESULTS)
        progress("open", 0, float)

        def judged(duck: OpenedDuck | None = None) -> BulkRun:
            engine = _opened(settings, sources, folders, duck)
            try:
                return Steps(engine, packs, settings, folders.work, folders.staged or folders.work, progress).result()
            finally:
                engine.close()

        try:
            done = judged(duck)
        except ScarceMemory:
            done = judged()
        files = reports(done.run)
        if folders.staged:
            publish(folders, settings.output, files)
        elif files:
            write_together(files)
    except OSError as error:
        refuse_full(error, folders.work)
        raise
    else:
        return done
    finally:
        if duck is not None:
            duck.close()


def _opened(
    settings: BulkSettings, sources: Sequence[InputSource], folders: RunFolders, duck: OpenedDuck | None = None
) -> Database:
    """Return the engine with the rows: in DuckDB with little memory first, if its database was opened for that."""
    if settings.engine == "spark":
        from checker.bulk.spark import SparkDatabase

        return SparkDatabase(settings, sources, folders.work)
    allowed = [folders.staged] if folders.staged else []
    return DuckDatabase(settings, sources, folders.work, allowed, duck, frugal=duck is not None)


def _one_a_year(packs: Sequence[RulePack]) -> None:
    years: dict[int, RulePack] = {}
    for pack in packs:
        if pack.year in years:
            other = years[pack.year].id
            place = Location(pack.path)
            raise PackError([diagnostic(codes.BULK_PACKS, place, pack=pack.id, other=other, year=str(pack.year))])
        years[pack.year] = pack
