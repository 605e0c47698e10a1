"""Hypothesis profiles, and what several test modules need.

A property draws the same examples in each run of ``make test``, whatever the order and the machine, so that a rare find
does not fail a change that has nothing to do with it. ``make nightly`` looks for such finds: it draws anew each time,
twenty times as many, and keeps what failed in ``.hypothesis``. How long drawing takes is no failure in either.
"""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import subprocess

import pytest
from hypothesis import HealthCheck, settings

from checker.engines.rete import ReteEngine
from checker.errors import MissingExtra
from checker.readers.cells.child.__main__ import answer
from tests.forked import called, forked
from tests.libreoffice import profile_in

gc.set_threshold(10_000, 20, 10)

settings.register_profile(
    "default",
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "nightly",
    max_examples=600,
    deadline=None,
    derandomize=False,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


# These files are about rooms whose branches are not counted. What they reach of the others, other tests reach too.
_OF_OTHER_ROOMS = tuple(
    f"test_{name}"
    for name in (
        *("api", "bad_input", "clauses", "cli", "consolidated", "docs_intake", "docs_r", "docs_site"),
        *("english", "file_schemas", "form", "html", "language", "measures", "names", "notations", "numbers", "office"),
        *("packs_converted", "packs_diagnostics", "packs_rules", "packs_tables", "page", "plan_words", "read"),
        *("reporters", "routes", "secrets", "settings", "syntax", "wordings", "workbook"),
    )
)
# What these reach, others reach too, but for tests that have the mark `traced`.
_REACHED_ELSEWHERE = {
    f"test_{name}.py"
    for name in (
        *("acceptance", "algebra", "aliases", "bounded_figures", "bulk_folders", "ceilings", "clock", "declared"),
        *("docs_generated", "due", "elapsed", "engines_agree", "examples", "explanations", "folders", "none_arose"),
        *("packs_allocated", "packs_catalogue", "packs_life", "packs_shares_of", "packs_short_forms", "packs_terms"),
        *("real_cases", "seeds", "series", "supply_chain", "writing"),
    )
}


def pytest_collection_modifyitems(items):
    """Trace no branches in slow tests, nor where other tests reach them: tracing doubles their time."""
    # Thousands of tests live until the end, and to look through them for garbage takes a twentieth of the time.
    gc.freeze()
    for item in items:
        elsewhere = item.path.name.startswith(_OF_OTHER_ROOMS) or item.path.name in _REACHED_ELSEWHERE
        traced = not elsewhere or item.get_closest_marker("traced") is not None
        if not traced or item.get_closest_marker("slow") is not None:
            item.add_marker("no_cover")


def pytest_sessionfinish():
    """Let what was kept go, or duckdb takes it for leaks."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _imported():
    """Import the rooms whose branches are counted, for a slow test that imports a module first does not trace it."""
    for room in ("assess", "domain", "engines", "plan"):
        package = importlib.import_module(f"checker.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)


@pytest.fixture
def rete():
    """A Rete engine, or a visible skip where durable-rules does not load."""
    try:
        engine = ReteEngine()
    except MissingExtra as error:
        pytest.skip(str(error))
    yield engine
    engine.close()


_READERS = ("calamine", "ods", "xls", "xlsx")
CHILD = "checker.readers.cells.child"
READER = "checker.readers.cells.workbook", f"{CHILD}.__main__", *(f"{CHILD}.{name}" for name in _READERS)
WRITER = "checker.reporters.letter.template", "checker.reporters.letter.child"


@pytest.fixture(scope="session", autouse=True)
def _called_and_forked():
    """Read workbooks here, and fill in templates in forked processes: it takes a tenth of the time."""
    with called(READER[0], answer), forked(*WRITER):
        yield


@pytest.fixture(scope="module")
def bounded():
    """Read workbooks in forked processes with their bounds, for what may do harm."""
    with forked(*READER):
        yield


@pytest.fixture(scope="session", autouse=True)
def _profile(tmp_path_factory):
    """Let every test use one profile of LibreOffice."""
    with profile_in(tmp_path_factory.mktemp("libreoffice")):
        yield


@pytest.fixture
def started(monkeypatch):
    """Start a process for each workbook and template, as a user's command does."""
    for caller in (READER[0], WRITER[0]):
        monkeypatch.setattr(f"{caller}.subprocess", subprocess)
