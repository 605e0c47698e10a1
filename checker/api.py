"""The public Python API: check submissions from a program, and ask the run what it found.

Owns how files, bytes, rows and tables of other libraries become submissions, and what a caller may ask of a
run. Must not decide anything. It reads no settings file and no clock; the language is English.
"""

from __future__ import annotations

import csv
import datetime as dt
import decimal
import fractions
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from checker import pipeline
from checker.assessment import Options
from checker.domain.axes import Matter
from checker.domain.exit import ExitCode
from checker.domain.interval import Exact
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.record import NamedTuple
from checker.domain.report import Finding, Report, Result, Run
from checker.domain.selection import Choice, Selection
from checker.errors import CheckerError, PackError, SubmissionError
from checker.packs.load import load_pack
from checker.packs.model import RulePack
from checker.readers.submission import Content

if TYPE_CHECKING:
    from checker.domain.diagnostic import Diagnostic
    from checker.readers.notation import Locale

__all__ = ["CheckRun", "GateFailed", "check", "load_pack"]

File: TypeAlias = str | os.PathLike[str] | tuple[str, bytes]
"""A path, or a name and the bytes of that file."""
Source: TypeAlias = File | Iterable[File] | Iterable[Mapping[str, Any]]
"""What `check` takes; a table of pandas, polars or Arrow counts as its rows."""

_ROWS: Final = "rows.csv"
_DIGITS: Final = ".15g"
_COLUMNS: Final = (
    ("pack", "text"),
    ("unit", "text"),
    ("period", "text"),
    ("indicator", "text"),
    ("code", "text"),
    ("title", "text"),
    ("assigned_by", "text"),
    ("verdict", "text"),
    ("pace", "text"),
    ("data", "text"),
    ("gate", "text"),
    ("reported", "text"),
    ("low", "number"),
    ("high", "number"),
    ("measure", "text"),
    ("comparator", "text"),
    ("bound", "number"),
    ("upper", "number"),
    ("shortfall", "number"),
    ("percent_of_plan", "number"),
    ("path", "text"),
    ("place", "text"),
)


class GateFailed(CheckerError):
    """The gate of a run failed; `run` holds the run."""

    def __init__(self, run: CheckRun) -> None:
        """Keep the run; the text names what failed."""
        reasons = (finding for report in run.reports for finding in report.gate.reasons)
        super().__init__("; ".join(dict.fromkeys(_sentence(finding) for finding in reasons)) or run.exit_code.name)
        self.run = run


class CheckRun(NamedTuple):
    """What came of a check.

    Args:
        run: The run as the reporters take it; not public.
    """

    run: Run

    @property
    def passed(self) -> bool:
        """Whether everything was evaluated and no gate failed."""
        return self.exit_code is ExitCode.PASSED

    @property
    def exit_code(self) -> ExitCode:
        """The code with which the command would end."""
        return self.run.exit_code

    @property
    def reports(self) -> tuple[Report, ...]:
        """One report for each unit and period."""
        return self.run.reports

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all reports, in their order."""
        return tuple(finding for report in self.reports for finding in report.findings)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What kept files from being evaluated; see `check` on ``strict``."""
        return self.run.diagnostics

    def raise_for_gate(self) -> None:
        """Do nothing where the run passed.

        Raises:
            GateFailed: It did not.
        """
        if not self.passed:
            raise GateFailed(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the run as plain values: the format ``checker/report`` of ``--format json``."""
        from checker.reporters.json import document

        return document(self.run)

    def to_json(self) -> str:
        """Return the run as the text of ``--format json``."""
        from checker.language import Language
        from checker.reporters.json import render

        return render(self.run, Language("en")).decode()

    def to_rows(self) -> list[dict[str, str | decimal.Decimal | None]]:
        """Return one mapping for each target, with its numbers as decimals.

        A number whose expansion does not end has 28 digits.
        """
        return [_row(report, result) for report in self.reports for result in report.results]

    def to_arrow(self) -> Any:
        """Return the rows of `to_rows` as a table of Arrow, with numbers as doubles.

        Raises:
            ImportError: ``pyarrow`` is not installed.
        """
        import pyarrow as pa

        rows = self.to_rows()
        types = {"text": pa.string(), "number": pa.float64()}
        return pa.table(
            {name: pa.array([_stored(row[name]) for row in rows], type=types[kind]) for name, kind in _COLUMNS}
        )

    def to_pandas(self) -> Any:
        """Return the rows of `to_rows` as a frame of pandas, with numbers as doubles.

        Raises:
            ImportError: ``pandas`` is not installed.
        """
        import pandas as pd

        rows = [{name: _stored(value) for name, value in row.items()} for row in self.to_rows()]
        return pd.DataFrame(rows, columns=[name for name, _ in _COLUMNS])

    def _repr_html_(self) -> str:
        """Return a table of the targets, for notebooks."""
        from checker.reporters.table import html_table

        shown = ("unit", "period", "code", "title", "reported", "bound", "verdict", "pace", "gate")
        rows = [[_plain(row[name]) for name in shown] for row in self.to_rows()]
        gate = "passed" if self.passed else f"not passed: {self.exit_code.name.lower()}"
        made_up = any(report.pack.synthetic or report.submission.synthetic for report in self.reports)
        notice = "<p><strong>synthetic: made-up figures</strong></p>" if made_up else ""
        return f"{notice}{html_table(shown, rows)}<p>Gate {gate}</p>"


def check(  # noqa: PLR0913 - the options of the command
    source: Source,
    /,
    *,
    pack: str | os.PathLike[str] | RulePack = "",
    unit: str = "",
    period: str | Period | None = None,
    as_of: dt.date | None = None,
    locale: Locale | None = None,
    engine: str = "auto",
    waivers: Sequence[str | os.PathLike[str]] = (),
    baseline: str | os.PathLike[str] = "",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    fail_on: Iterable[str] = (),
    today: dt.date | None = None,
    strict: bool = True,
) -> CheckRun:
    """Evaluate submissions against their rule packs.

    Args:
        source: Paths of files; pairs of a file's name and its bytes; rows as mappings with the columns of the
            list layout (``unit``, ``period``, ``indicator``, ``value`` and so on); or a table of pandas,
            polars or Arrow with these columns. Text in rows is machine text (``1234.5``) unless `locale`
            names a notation; a double means its 15 significant digits.
        pack: Id or path of the pack, or the pack itself; empty to take the one that a submission names.
        unit: The reporting unit of tables that do not name it.
        period: The period, such as ``2024-H1``, of tables that do not name it; it overrules what a submission says.
        as_of: The day of the question; by default the latest day of the figures, or else the period's last day.
        locale: The notation of numbers in tables: ``vi``, ``en`` or ``machine``.
        engine: ``auto``, ``rete`` or ``direct``.
        waivers: Files of waivers.
        baseline: A file of known findings.
        select: Codes, indicators or groups that alone count for the gate.
        ignore: Codes, indicators or groups that do not count.
        fail_on: Words of the gate that block beyond the pack's policy, such as ``behind``.
        today: The day after which no figures can be; nothing is refused as of the future without it.
        strict: Whether a file that cannot be used is raised. Otherwise the rest is evaluated,
            and `CheckRun.diagnostics` says what is missing.

    Raises:
        InputError: A file, a pack or an option cannot be used; `InputError.diagnostics` says why and where.
        ValueError: `period` names no period, or `fail_on` no word of the gate.

    Example:
        >>> rows = [{"unit": "bac-kan-city", "period": "2024-H1", "indicator": "budget_revenue", "value": 86.6}]
        >>> run = check(rows, pack="bac-kan-city/2024")
        >>> [finding.code.id for finding in run.findings][:1]
        ['T004']
    """
    paths, contents = _files(source)
    rows = any(content.path == _ROWS for content in contents)
    choices = Selection(_choices("select", select), _choices("ignore", ignore))
    options = Options(
        pack=pack.path if isinstance(pack, RulePack) else os.fspath(pack),
        period=Period.parse(period) if isinstance(period, str) else period,
        as_of=as_of,
        now=today,
        engine=engine,
        fail_on=tuple(Matter(word) for word in fail_on),
        selection=choices if any(choices) else None,
        unit=unit,
        locale=locale or ("machine" if rows else None),
        contents=contents,
    )
    run = pipeline.check(paths, options, tuple(os.fspath(path) for path in waivers), os.fspath(baseline))
    if strict and run.diagnostics:
        raise (PackError if run.exit_code is ExitCode.INVALID else SubmissionError)(run.diagnostics)
    return CheckRun(run)


def _files(source: Source) -> tuple[tuple[str, ...], tuple[Content, ...]]:
    """Return the paths of a source, and what stands in place of files."""
    if isinstance(source, str | os.PathLike):
        return (os.fspath(source),), ()
    records = _records(source)
    if isinstance(records, tuple) and len(records) == 2 and isinstance(records[1], bytes):  # noqa: PLR2004 - a pair
        records = [records]
    parts = list(records)
    if parts and all(isinstance(part, Mapping) for part in parts):
        return (_ROWS,), (Content(_ROWS, _separated(parts), ".csv", _ROWS),)
    paths, contents = [], []
    for part in parts:
        if isinstance(part, str | os.PathLike):
            paths.append(os.fspath(part))
        elif isinstance(part, tuple):
            name, data = part
            paths.append(name)
            contents.append(Content(name, bytes(data), os.path.splitext(name)[1].lower(), name))
        else:
            msg = f"neither a path, a pair of name and bytes, nor a row: {type(part).__name__}"
            raise TypeError(msg)
    return tuple(paths), tuple(contents)


def _records(source: Any) -> Any:
    """Return the rows of a table of another library; anything else as it is."""
    for method in ("to_pylist", "to_dicts"):
        if hasattr(source, method):
            return getattr(source, method)()
    if hasattr(source, "to_dict") and hasattr(source, "columns"):
        return source.to_dict("records")
    return source


def _separated(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Write rows as a CSV file whose header is all their keys."""
    text = io.StringIO(newline="")
    keys = list(dict.fromkeys(key for row in rows for key in row))
    writer = csv.writer(text)
    writer.writerow(keys)
    writer.writerows([_written(row.get(key)) for key in keys] for row in rows)
    return text.getvalue().encode()


def _written(value: Any) -> str:
    """Write one value of a row as machine text; what is not there is empty."""
    written = ""
    # What pandas and numpy have for a missing value is of a type of its own, or not equal to itself.
    if value is None or type(value).__name__ == "NAType" or value != value:  # noqa: PLR0124 - as said
        return written
    match value:
        case bool():
            written = "true" if value else "false"
        case dt.datetime():
            written = value.isoformat(" ")
        case float():
            written = format(decimal.Decimal(format(value, _DIGITS)), "f")
        case decimal.Decimal():
            written = format(value, "f")
        case _:
            # A single-precision number of numpy writes its shortest text.
            written = str(value)
    return written


def _choices(name: str, words: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(word, Location(name)) for word in words)


def _row(report: Report, result: Result) -> dict[str, str | decimal.Decimal | None]:
    value, bound, place = result.value, result.bound, result.location
    return {
        "pack": report.pack.id,
        "unit": report.submission.unit,
        "period": str(report.submission.period),
        "indicator": result.indicator,
        "code": result.code,
        "title": result.title.en or result.title.vi,
        "assigned_by": result.assigned_by,
        "verdict": result.verdict.value,
        "pace": result.pace.value,
        "data": result.data.value,
        "gate": result.gate.value,
        "reported": result.text,
        "low": _number(value.lo if value else None),
        "high": _number(value.hi if value else None),
        "measure": result.unit,
        "comparator": bound.comparator if bound else "",
        "bound": _number(bound.number if bound else None),
        "upper": _number(bound.upper if bound else None),
        "shortfall": _number(result.shortfall),
        "percent_of_plan": _number(result.percent_of_plan),
        "path": report.submission.path,
        "place": str(place) if place else "",
    }


def _number(number: Exact | None) -> decimal.Decimal | None:
    if isinstance(number, fractions.Fraction):
        return decimal.Decimal(number.numerator) / decimal.Decimal(number.denominator)
    return number


def _stored(value: str | decimal.Decimal | None) -> str | float | None:
    return float(value) if isinstance(value, decimal.Decimal) else value


def _plain(value: str | decimal.Decimal | None) -> str:
    return format(value, "f") if isinstance(value, decimal.Decimal) else value or ""


def _sentence(finding: Finding) -> str:
    from checker.language import Language

    return Language("en").render(finding.message)
