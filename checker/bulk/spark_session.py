"""A Spark session: the existing one, or a new one with the caller's options.

Owns Java and the settings of a session. Must not know rows.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from checker.bulk.model import BulkSettings
from checker.domain.text import message
from checker.errors import EngineFault, MissingExtra

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["own_session", "reason_of", "session_of"]

_LEAST_JAVA: Final = 17
_EXACT: Final = {
    # An overflow or an unreadable value is an error, never NULL.
    "spark.sql.ansi.enabled": "true",
    # Products keep all their decimals, or are an error.
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    # Both sides of a comparison keep them, too; otherwise 3 < 3.4 is false if both have 38 digits.
    "spark.sql.legacy.decimal.retainFractionDigitsOnTruncate": "true",
    "spark.sql.caseSensitive": "true",
    "spark.sql.session.timeZone": "UTC",
    # Column pruning would hide rows that are too short.
    "spark.sql.csv.parser.columnPruning.enabled": "false",
}
_PLANS: Final = {
    # Constraints outlive their columns where a plan is cut, which makes Spark fail.
    "spark.sql.constraintPropagation.enabled": "false",
    # Parquet compresses the long layout strongly. Spark would judge by file size, take millions of rows for few, and
    # broadcast them to all workers.
    "spark.sql.sources.fileCompressionFactor": "100",
}
_QUIET: Final = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


def session_of(settings: BulkSettings, work: str) -> tuple[SparkSession, bool]:
    """Return the existing session or a new one, and whether it is new.

    Args:
        settings: Master, threads and memory of a new session.
        work: The folder for data that do not fit into memory, if Spark runs on this machine.

    Raises:
        MissingExtra: PySpark or Java is not installed.
        EngineFault: Spark does not start.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtra(str(error), "spark") from error
    # Spark logs every failed statement to standard error; our own message covers it.
    logging.getLogger("SQLQueryContextLogger").disabled = True
    active = SparkSession.getActiveSession()
    if active is not None:
        return active, False
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    if not submitted:
        _ask_for_java()
    builder = SparkSession.builder.appName("checker")
    for name, value in _settings(settings, work, submitted=submitted).items():
        builder = builder.config(name, value)
    log = os.path.join(work, "spark.log")
    try:
        with _errors_into(log):
            return builder.getOrCreate(), True
    except (PySparkException, OSError) as error:
        with open(log, encoding="utf-8", errors="replace") as file:
            lines = file.read().strip().splitlines()
        raise EngineFault(f"spark does not start: {lines[-1] if lines else reason_of(error)}") from error


def own_session(base: SparkSession) -> SparkSession:
    """Return a session with separate settings and views, on the workers of another one."""
    session = base.newSession()
    for name, value in (_EXACT | _PLANS).items():
        session.conf.set(name, value)
    if (base.sparkContext.master or "").startswith("local"):
        session.conf.set("spark.sql.shuffle.partitions", str(2 * base.sparkContext.defaultParallelism))
    return session


def _settings(settings: BulkSettings, work: str, *, submitted: bool) -> dict[str, str]:
    """Return the settings of a new session; an application started by spark-submit already has its master."""
    chosen = dict(_QUIET)
    master = settings.master
    if not master and not submitted:
        master = f"local[{settings.threads or '*'}]"
    if master:
        chosen["spark.master"] = master
    if master.startswith("local"):
        chosen["spark.local.dir"] = os.path.join(work, "spill")
        chosen["spark.driver.host"] = chosen["spark.driver.bindAddress"] = "127.0.0.1"
        if settings.memory:
            chosen["spark.driver.memory"] = settings.memory.lower().removesuffix("b")
    chosen["spark.sql.warehouse.dir"] = os.path.join(work, "warehouse")
    return chosen


def _ask_for_java() -> None:
    """Refuse to start without a Java version that Spark supports."""
    home = os.environ.get("JAVA_HOME")
    java = os.path.join(home, "bin", "java") if home else shutil.which("java")
    try:
        done = subprocess.run([java or "java", "-version"], capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        raise MissingExtra(
            message("the engine spark needs Java {least} or later; install it, or set JAVA_HOME", least=_LEAST_JAVA)
        ) from error
    # 1.8 was the last version number with a leading "1.".
    version = re.search(r'version "(?:1\.)?([0-9]+)', done.stderr)
    if version is None or int(version[1]) < _LEAST_JAVA:
        version_line = done.stderr.partition("\n")[0]
        raise MissingExtra(
            message(
                "the engine spark needs Java {least} or later; {java} is {found}",
                least=_LEAST_JAVA,
                java=java or "java",
                found=version_line,
            )
        )


@contextmanager
def _errors_into(log: str) -> Iterator[None]:
    """Redirect standard error of processes that start meanwhile into a file, because Spark is verbose."""
    sys.stderr.flush()
    own = os.dup(2)
    try:
        with open(log, "wb") as file:
            os.dup2(file.fileno(), 2)
        yield
    finally:
        os.dup2(own, 2)
        os.close(own)


def reason_of(error: Exception) -> str:
    """Return the line with the cause; the first line of a Java error only states that there is one."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return next((line.removeprefix(": ") for line in lines if line.startswith(": ")), lines[0])
