"""The public result objects of a run.

Owns the public members. Must not decide anything.
"""

from __future__ import annotations

import decimal
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from checker.domain.exit import ExitCode
from checker.domain.number import plain
from checker.errors import CheckerError
from checker.language import Language, display_safe
from checker.reporters.columns import TARGET_COLUMNS, TargetValue, target_values

if TYPE_CHECKING:
    from checker.bulk.model import Accounts, BulkRun
    from checker.domain.diagnostic import Diagnostic
    from checker.domain.report import Finding, Report, Run

__all__ = ["CheckRun", "GateFailed", "RowsRun", "sentences_of"]

_ENGLISH: Final = Language("en")
_PLACES: Final = 12
_LISTED: Final = 20
"""The most diagnostics in the text of an exception."""
_SHOWN: Final = ("unit", "period", "code", "title", "reported", "bound", "verdict", "pace", "gate")
"""The columns shown in a notebook."""


class GateFailed(CheckerError):
    """The gate of a run failed.

    Attributes:
        run: The run.
    """

    def __init__(self, run: CheckRun) -> None:
        """Keep the run; the text names what failed."""
        survey = run.run.survey
        gates = [survey.gate] if survey else [report.gate for report in run.reports]
        reasons = dict.fromkeys(_ENGLISH.render(reason.message) for gate in gates for reason in gate.reasons)
        super().__init__("; ".join(reasons) or run.exit_code.name)
        self.run = run


class CheckRun:
    """The result of `check`.

    Args:
        run: The run in the form that the reporters use; not public.

    Example:
        >>> import checker
        >>> run = checker.check("seeds/bac-kan-city/2023.yaml")
        >>> run.exit_code.name, len(run.reports)
        ('FAILED', 1)
    """

    __slots__ = ("run",)

    def __init__(self, run: Run) -> None:
        """Keep the run."""
        self.run: Final = run

    def __repr__(self) -> str:
        """Return the exit code and how many reports there are."""
        return f"{type(self).__name__}({self.exit_code.name}, {len(self.reports)} reports)"

    @property
    def passed(self) -> bool:
        """Whether everything was evaluated and no gate failed."""
        return self.exit_code is ExitCode.PASSED

    @property
    def exit_code(self) -> ExitCode:
        """The exit code that the command would end with."""
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
        """Why files could not be evaluated; see ``strict`` of `check`."""
        return self.run.diagnostics

    def raise_for_gate(self) -> None:
        """Raise an exception unless the run passed.

        Raises:
            GateFailed: The run did not pass.
        """
        if not self.passed:
            raise GateFailed(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the run as plain values, in the format ``checker/report`` of ``--format json``."""
        from checker.reporters.json import document

        return document(self.run)

    def to_json(self) -> str:
        """Return the run as the text of ``--format json``."""
        from checker.reporters.json import render

        return render(self.run, _ENGLISH).decode()

    def to_rows(self) -> list[dict[str, str | int | bool | decimal.Decimal | None]]:
        """Return one mapping for each target, with the columns of ``--format csv`` and numbers as decimals.

        A number whose expansion does not end is rounded to 12 decimals.

        Example:
            >>> import checker
            >>> rows = checker.check("seeds/bac-kan-city/2023.yaml").to_rows()
            >>> rows[0]["title"], rows[0]["verdict"]
            ('Budget revenue', 'unmet')
        """
        return [
            {name: _value(value) for name, value in target_values(report, result, _ENGLISH).items()}
            for report in self.reports
            for result in report.results
        ]

    def to_arrow(self) -> Any:
        """Return the rows of `to_rows` as an Arrow table, with numbers as doubles.

        Raises:
            ImportError: ``pyarrow`` is not installed.
        """
        import pyarrow as pa

        rows = self.to_rows()
        types = {"text": pa.string(), "count": pa.int64(), "flag": pa.bool_(), "number": pa.float64()}
        return pa.table(
            {
                name: pa.array([_stored(row[name]) for row in rows], type=types[of])
                for name, of in TARGET_COLUMNS.items()
            }
        )

    def to_pandas(self) -> Any:
        """Return the rows of `to_rows` as a pandas DataFrame, with numbers as doubles.

        Raises:
            ImportError: ``pandas`` is not installed.
        """
        import pandas as pd

        rows = [{name: _stored(value) for name, value in row.items()} for row in self.to_rows()]
        return pd.DataFrame(rows, columns=[*TARGET_COLUMNS])

    def _repr_html_(self) -> str:
        """Return an HTML table of the targets, for notebooks."""
        from checker.reporters.table import html_table

        rows = [[_plain(row[name]) for name in _SHOWN] for row in self.to_rows()]
        gate = "passed" if self.passed else f"not passed: {self.exit_code.name.lower()}"
        made_up = any(report.pack.synthetic or report.submission.synthetic for report in self.reports)
        notice = "<p><strong>synthetic: made-up figures</strong></p>" if made_up else ""
        return f"{notice}{html_table(_SHOWN, rows)}<p>Gate {gate}</p>"


class RowsRun(CheckRun):
    """The result of `check_rows`; it contains reports of the worst units only.

    Args:
        done: The run in the form that `bulk` returns; not public.
    """

    __slots__ = ("_done",)

    def __init__(self, done: BulkRun) -> None:
        """Keep the run."""
        super().__init__(done.run)
        self._done = done

    @property
    def accounts(self) -> Accounts:
        """The row counts: ``rows`` is the sum of ``judged``, ``bad``, ``superseded`` and ``not_addressed``."""
        return self._done.accounts

    @property
    def verdicts(self) -> dict[str, int]:
        """The number of results by verdict, over all rows."""
        return dict(self._done.verdicts)

    @property
    def finding_counts(self) -> dict[str, int]:
        """The number of findings by code, over all rows."""
        return dict(self._done.findings)

    def _repr_html_(self) -> str:
        """Return the counts over all rows and an HTML table of the worst units, for notebooks."""
        from html import escape

        from checker.reporters.summary import survey_parts

        survey = self.run.survey
        parts = [_ENGLISH.render(part) for part in survey_parts(survey)] if survey else []
        return "".join(f"<p>{escape(part)}</p>" for part in parts) + super()._repr_html_()


def sentences_of(diagnostics: Sequence[Diagnostic]) -> str:
    """Return what is wrong, one line for each diagnostic: location, code, sentence and remedy in English."""
    lines = []
    for one in diagnostics[:_LISTED]:
        remedy = f"; {_ENGLISH.render(one.hint)}" if one.hint and one.hint.template else ""
        lines.append(display_safe(f"{one.location}: {one.code.id}: {_ENGLISH.render(one.message)}{remedy}"))
    rest = len(diagnostics) - len(lines)
    return "\n".join([*lines, f"and {rest} more"] if rest else lines)


def _value(value: TargetValue) -> str | int | bool | decimal.Decimal | None:
    if value is None or isinstance(value, str | int | bool):
        return value
    return plain(value, _PLACES)


def _stored(value: str | int | bool | decimal.Decimal | None) -> str | int | bool | float | None:
    return float(value) if isinstance(value, decimal.Decimal) else value


def _plain(value: str | int | bool | decimal.Decimal | None) -> str:
    return format(value, "f") if isinstance(value, decimal.Decimal) else str(value or "")
