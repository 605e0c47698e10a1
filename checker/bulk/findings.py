"""The SQL of what is found: of the figures of rows, of odd parts of ratios, and of what is missing.

Owns the columns of findings. What is to be said of which figure is the plain code's answer, joined
from tables. Must not know why it is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checker.bulk.grid import BESIDE
from checker.bulk.presence import Presence
from checker.bulk.rows import RowStatements
from checker.domain import codes
from checker.domain.axes import Verdict
from checker.domain.record import NamedTuple

__all__ = ["FOUND", "Findings"]

FOUND: Final = (
    "pack, unit, period, indicator, subject, code, matter, gate, verdict, pace, value, numerator, denominator, "
    "shortfall, file, row, weight"
)
"""The columns of the findings; the weight is the shortfall as a share of the target, for their order alone."""
_NO_PARTS: Final = "CAST(NULL AS STRING) AS numerator, CAST(NULL AS STRING) AS denominator"


class Findings(NamedTuple):
    """The statements of findings.

    Args:
        of: The statements of the rows.
        vouched: The columns in which words confirm doubted figures; each has a table of these words, called like it.
    """

    of: RowStatements
    vouched: tuple[str, ...] = ()

    @property
    def _written(self) -> str:
        """The figure as it is written, also where it stands beside the two of a ratio."""
        return "r.beside" if self.of.ratios else "r.v"

    def _said(self) -> str:
        """Return what joins rows to what is said of their figures, whatever confirms these."""
        within = self.of.within("r", "m")
        if self.of.ratios:
            within = (
                f"CASE WHEN m.written = 1 THEN {self._written} >= m.least AND {self._written} <= m.most "
                f"ELSE {within} END"
            )
        axes = {"estimate": "r.estimate", "whole": f"CASE WHEN {self._written} % 1 = 0 THEN 1 ELSE 0 END"}
        of_rows = "".join(
            f" AND coalesce(m.{axis} = {row}, 1 = 1)" for axis, row in axes.items() if axis in self.of.axes
        )
        return f"m.pid = r.pid AND m.iid = r.iid AND {within}{of_rows}"

    def of_figures(self) -> str:
        """Return the findings of rows that follow from the size of their figures."""
        vouched = "".join(f" LEFT JOIN vouched_{name} {name} ON {name}.raw = r.{name}" for name in self.vouched)
        confirmed = ""
        if "confirmed" in self.of.axes:
            said = " OR ".join(f"{name}.raw IS NOT NULL" for name in self.vouched) or "1 = 0"
            confirmed = f" AND coalesce(m.confirmed = CASE WHEN {said} THEN 1 ELSE 0 END, 1 = 1)"
        stands, classes = "m.verdict, m.pace", ""
        short = self.of.shortfall("r", "m")
        if self.of.ratios:
            # How a ratio stands follows from its two figures, whatever is written beside them.
            stands = "coalesce(m.verdict, c.verdict) AS verdict, coalesce(m.pace, c.pace) AS pace"
            classes = f" LEFT JOIN classes c ON m.written = 1 AND {self.of.of_class('r', 'c')}"
            short = f"coalesce({short}, {self.of.shortfall('r', 'c')})"
        parts = "r.numerator, r.denominator" if self.of.ratios else _NO_PARTS
        weight = f"coalesce(CAST({short} AS DOUBLE) / nullif(abs(CAST(m.goal AS DOUBLE)), 0), 0)"
        return (
            f"SELECT m.pack, r.unit, m.period, m.indicator, m.office AS subject, m.code, m.matter, m.gate, {stands}, "
            f"r.v AS value, {parts}, {short} AS shortfall, r.file, r.row, {weight} AS weight "
            f"FROM near_rows r JOIN remarks m ON {self._said()}{classes}{vouched} "
            f"WHERE 1 = 1{self.of.judged}{confirmed}"
        )

    def words(self, columns: Sequence[str]) -> str:
        """Return what stands beside doubted figures, in columns that may confirm them."""
        given = " OR ".join(f"r.{column} IS NOT NULL" for column in columns)
        return (
            f"SELECT DISTINCT {', '.join(f'r.{column}' for column in columns)} FROM near_rows r "
            f"JOIN remarks m ON {self._said()} WHERE m.confirmed IS NOT NULL AND ({given}){self.of.judged}"
        )

    def of_parts(self) -> str:
        """Return the findings of stated ratios that their parts contradict, and of parts that make no ratio."""
        share = "r.nk * r.rated"
        digits, places = BESIDE
        most, least = (
            f"try_cast(r.beside {sign} {self.of.slack()} AS DECIMAL({digits + 1},{places + 1})) * r.dk" for sign in "+-"
        )
        given = "r.numerator IS NOT NULL", "r.denominator IS NOT NULL"
        odd = {
            codes.RATIO_DIFFERS: f"r.dk > 0 AND r.beside IS NOT NULL AND ({most} < {share} OR {least} > {share})",
            codes.LONE_PART: f"({given[0]}) <> ({given[1]})",
            codes.NOT_A_RATIO: f"r.rated = 0 AND {given[0]} AND {given[1]}",
        }
        told = " OR ".join(f"k.code = '{code.id}' AND ({of_row})" for code, of_row in odd.items())
        noted = ", ".join(f"'{code.id}'" for code in odd)
        short = self.of.shortfall("r", "c")
        return (
            "SELECT p.pack, r.unit, p.period, p.indicator, "
            f"{self._nobody} AS subject, k.code, k.matter, k.gate, c.verdict, c.pace, r.v AS value, r.numerator, "
            f"r.denominator, {short} AS shortfall, r.file, r.row, CAST(0 AS DOUBLE) AS weight FROM near_rows r "
            f"JOIN notes k ON k.number = r.pack AND k.code IN ({noted}) "
            f"JOIN classes c ON {self.of.of_class('r', 'c')} "
            f"JOIN places p ON p.pid = r.pid AND p.iid = r.iid WHERE ({told}){self.of.judged}"
        )

    @property
    def _nobody(self) -> str:
        return f"CAST('' AS {self.of.labels.office})"

    def not_compared(self, lacking: Sequence[str]) -> str:
        """Return one finding for each unit and period at which something could not be compared.

        Args:
            lacking: The statements of such units, with numbers of periods and packs.
        """
        labels = self.of.labels
        return (
            f"SELECT p.pack, m.unit, p.period, p.indicator, {self._nobody} AS subject, k.code, k.matter, k.gate, "
            f"CAST('' AS {labels.verdict}) AS verdict, CAST(NULL AS {labels.pace}) AS pace, "
            f"CAST(NULL AS {self.of.grid.type}) AS value, {_NO_PARTS}, CAST(NULL AS {self.of.stated}) AS shortfall, "
            "CAST(NULL AS STRING) AS file, CAST(NULL AS BIGINT) AS row, CAST(0 AS DOUBLE) AS weight "
            f"FROM ({' UNION '.join(lacking)}) m "
            f"JOIN notes k ON k.number = m.number AND k.code = '{codes.NOT_COMPARED.id}' "
            "JOIN places p ON p.pid = m.pid AND p.iid = -1"
        )

    def missing(self, *, units: bool) -> str:
        """Return the findings about what was not reported at all.

        Args:
            units: Whether any unit reports nothing at a period.
        """
        presence = Presence(self.of)
        named = "pack, unit, period, indicator, office, code, matter, gate, verdict"
        found = [f"SELECT {named} FROM ({presence.unreported_targets()}) m"]
        told = {codes.NOT_REPORTED: presence.unreported_figures()}
        if units:
            told[codes.MISSING_UNIT] = presence.missing()
        for code, sql in told.items():
            found.append(
                f"SELECT p.pack, m.unit, p.period, p.indicator, {self._nobody} AS office, k.code, k.matter, k.gate, "
                f"CAST('{Verdict.NO_DATA}' AS {self.of.labels.verdict}) AS verdict FROM ({sql}) m "
                f"JOIN notes k ON k.number = m.number AND k.code = '{code.id}' "
                "JOIN places p ON p.pid = m.pid AND p.iid = -1"
            )
        return (
            "SELECT pack, unit, period, indicator, office AS subject, code, matter, gate, verdict, "
            f"CAST(NULL AS {self.of.labels.pace}) AS pace, CAST(NULL AS {self.of.grid.type}) AS value, {_NO_PARTS}, "
            f"CAST(NULL AS {self.of.stated}) AS shortfall, CAST(NULL AS STRING) AS file, CAST(NULL AS BIGINT) AS row, "
            f"CAST(0 AS DOUBLE) AS weight FROM ({' UNION ALL '.join(found)}) q"
        )
