"""SQL for findings: about figures of rows, contradictory parts of ratios, and missing figures.

Owns these statements. The plain code decides which finding a figure gets; its answers are joined from tables. Must not
know the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from checker.assess.matters import NOTHING, RELATIONS
from checker.binding.ratio import pair_of_parts
from checker.bulk import tables
from checker.bulk.grid import BESIDE
from checker.bulk.model import BAD, RATIO_PARTS, Why
from checker.bulk.presence import Presence
from checker.bulk.rows import RowStatements
from checker.bulk.side_tables import SideTable
from checker.domain import codes
from checker.domain.axes import Kind
from checker.domain.check import CheckKind
from checker.domain.codes import Code
from checker.domain.record import NamedTuple

__all__ = ["NOTHING_REPORTED", "Findings", "finding_row", "weight_of"]

_USUAL: Final = {"subject": "''", "verdict": "''", "weight": "0"}
"""The defaults of columns whose empty value is not NULL."""


def weight_of(shortfall: str, goal: str) -> str:
    """Return SQL for the weight of a finding, which is 0 without a shortfall or a target that is a number."""
    return f"coalesce(CAST({shortfall} AS DOUBLE) / nullif(abs(CAST({goal} AS DOUBLE)), 0), 0)"


def finding_row(of: RowStatements, table: str, **own: str) -> str:
    """Return the select list of findings.

    Args:
        of: The statements of the rows.
        table: The table with pack, period, indicator, code, matter and gate, unless they are in `own`.
        own: SQL for columns; a column that is neither here nor in the table is empty.
    """
    from_table = {name: f"{table}.{name}" for name in ("pack", "period", "indicator", "code", "matter", "gate")}
    columns = tables.FINDINGS.typed(of.types).items()
    usual = {name: f"CAST({_USUAL.get(name, 'NULL')} AS {type_})" for name, type_ in columns}
    if "file" in own:
        own["file"] = f"CAST({own['file']} AS {of.labels.file})"
    return tables.FINDINGS.select(**usual | from_table | own)


def _odd_parts() -> Iterator[tuple[Code, str]]:
    """Yield the codes of parts that are not two figures of a ratio, each with such rows ``r``."""
    given = {True: "IS NOT NULL", None: "IS NULL"}
    kinds = {Kind.RATIO: "r.rated > 0", Kind.STOCK: "r.rated = 0"}
    for above, below, kind in product(given, given, kinds):
        code = pair_of_parts(above, below, kind)
        if isinstance(code, Code) and (above or below):
            yield code, f"r.numerator {given[above]} AND r.denominator {given[below]} AND {kinds[kind]}"


NOTHING_REPORTED: Final = (codes.NOT_REPORTED, codes.MISSING_UNIT)
"""The findings about a whole unit without figures, whose verdict is that there is none."""
_ADDRESSED: Final = f"({', '.join(str(int(why)) for why in BAD if why > Why.REPEATED)})"
"""The reasons for bad rows that are the only ones of their indicator in the last report of their unit."""
_CODE_COLUMNS: Final = {"code": "k.code", "matter": "k.matter", "gate": "k.gate"}
"""The remarks that do not depend on the size of a figure."""


class Findings(NamedTuple):
    """The statements of findings.

    Args:
        of: The statements of the rows.
        vouched: The columns in which words confirm figures in doubt; each has a table of these words with its name.
    """

    of: RowStatements
    vouched: tuple[str, ...] = ()

    @property
    def _written(self) -> str:
        """The figure as written, even beside the two figures of a ratio."""
        return "r.beside" if self.of.ratios else "r.v"

    def _remarks_join(self) -> str:
        """Return the join of rows with the remarks about their figures, whatever confirms them."""
        within = self.of.within("r", "m")
        if self.of.ratios:
            within = (
                f"CASE WHEN m.written = 1 THEN {self._written} >= m.least AND {self._written} <= m.most "
                f"ELSE {within} END"
            )
        axes = {
            "estimate": "r.estimate",
            "whole": f"CASE WHEN {self._written} % 1 = 0 THEN 1 ELSE 0 END",
            "grouped": f"CASE WHEN {self.of.grouping} THEN 1 ELSE r.doubt END",
        }
        of_rows = "".join(
            f" AND coalesce(m.{axis} = {row}, 1 = 1)" for axis, row in axes.items() if axis in self.of.axes
        )
        return f"m.pid = r.pid AND m.iid = r.iid AND {within}{of_rows}"

    def of_figures(self) -> str:
        """Return the findings that depend on the size of figures."""
        vouched = "".join(f" LEFT JOIN vouched_{name} {name} ON {name}.raw = r.{name}" for name in self.vouched)
        confirmed = ""
        if "confirmed" in self.of.axes:
            any_word = " OR ".join(f"{name}.raw IS NOT NULL" for name in self.vouched) or "1 = 0"
            confirmed = f" AND coalesce(m.confirmed = CASE WHEN {any_word} THEN 1 ELSE 0 END, 1 = 1)"
        verdict, pace, classes = "m.verdict", "m.pace", ""
        short = self.of.shortfall("r", "m")
        if self.of.ratios:
            # A ratio is judged by its two figures, whatever is written beside them.
            verdict, pace = "coalesce(m.verdict, c.verdict)", "coalesce(m.pace, c.pace)"
            classes = f" LEFT JOIN classes c ON m.written = 1 AND {self.of.of_class('r', 'c')}"
            short = f"coalesce({short}, {self.of.shortfall('r', 'c')})"
        weight = weight_of(short, "m.goal")
        row = finding_row(
            self.of, "m", **self._of_row, subject="m.office", verdict=verdict, pace=pace, shortfall=short, weight=weight
        )
        return (
            f"SELECT {row} FROM near_rows r JOIN remarks m ON {self._remarks_join()}{classes}{vouched} "
            f"WHERE 1 = 1{self.of.judged}{confirmed}"
        )

    def words(self, columns: Sequence[str]) -> str:
        """Return the texts beside figures in doubt, in columns that may confirm them."""
        has_word = " OR ".join(f"r.{column} IS NOT NULL" for column in columns)
        return (
            f"SELECT DISTINCT {', '.join(f'r.{column}' for column in columns)} FROM near_rows r "
            f"JOIN remarks m ON {self._remarks_join()} WHERE m.confirmed IS NOT NULL AND ({has_word}){self.of.judged}"
        )

    def of_parts(self) -> str:
        """Return the findings about ratios that contradict their parts, and about invalid parts."""
        share = "r.nk * r.rated"
        digits, places = BESIDE
        most, least = (
            f"try_cast(r.beside {sign} {self.of.slack()} AS DECIMAL({digits + 1},{places + 1})) * r.dk" for sign in "+-"
        )
        differs = f"r.dk > 0 AND r.beside IS NOT NULL AND ({most} < {share} OR {least} > {share})"
        odd = [(RELATIONS[CheckKind.RATIO].code, differs), *_odd_parts()]
        contradictions = " OR ".join(f"k.code = '{code.id}' AND ({of_row})" for code, of_row in odd)
        code_list = ", ".join(dict.fromkeys(f"'{code.id}'" for code, _ in odd))
        stands = {"verdict": "c.verdict", "pace": "c.pace", "shortfall": self.of.shortfall("r", "c")}
        of_bad = ""
        if self.of.unclean:
            # Parts that are not two figures of a ratio are so whatever is wrong with the row otherwise.
            oddities = " OR ".join(f"k.code = '{code.id}' AND ({of_row})" for code, of_row in _odd_parts())
            others = ""
            if self.of.has(SideTable.FALLBACK):
                others = " AND NOT EXISTS (SELECT 1 FROM fallback h WHERE h.unit = r.unit AND h.number = r.number)"
            of_bad = (
                f" UNION ALL SELECT {finding_row(self.of, 'p', **self._of_row, **_CODE_COLUMNS)} FROM near_rows r "
                "JOIN notes k ON k.number = r.number "
                f"JOIN places p ON p.pid = r.pid AND p.iid = r.iid WHERE ({oddities}) AND r.why IN {_ADDRESSED}{others}"
            )
        return (
            f"SELECT {finding_row(self.of, 'p', **self._of_row, **_CODE_COLUMNS, **stands)} FROM near_rows r "
            f"JOIN notes k ON k.number = r.number AND k.code IN ({code_list}) "
            f"JOIN classes c ON {self.of.of_class('r', 'c')} "
            f"JOIN places p ON p.pid = r.pid AND p.iid = r.iid WHERE ({contradictions}){self.of.judged}{of_bad}"
        )

    @property
    def _of_row(self) -> dict[str, str]:
        """The columns of a finding that describe its row ``r``."""
        parts = RATIO_PARTS if self.of.ratios else ()
        return {"value": "r.v"} | {name: f"r.{name}" for name in ("unit", *parts, "file", "row")}

    def not_compared(self, statements: Sequence[str]) -> str:
        """Return one finding for each unit and period with comparisons that could not be made.

        Args:
            statements: The statements for such units, with the keys of periods and packs.
        """
        return (
            f"SELECT {finding_row(self.of, 'p', **_CODE_COLUMNS, unit='m.unit')} FROM ({' UNION '.join(statements)}) m "
            f"JOIN notes k ON k.number = m.number AND k.code = '{codes.NOT_COMPARED.id}' "
            "JOIN places p ON p.pid = m.pid AND p.iid = -1"
        )

    def missing(self, *, units: bool) -> str:
        """Return the findings about missing figures and reports.

        Args:
            units: Whether any unit reports nothing at a period.
        """
        presence = Presence(self.of)
        row = finding_row(self.of, "m", unit="m.unit", subject="m.office", verdict="m.verdict")
        statements = [f"SELECT {row} FROM ({presence.unreported_targets()}) m"]
        by_code = dict(zip(NOTHING_REPORTED, (presence.unreported_figures(), presence.missing_units()), strict=True))
        if not units:
            del by_code[codes.MISSING_UNIT]
        nothing = f"CAST('{NOTHING}' AS {self.of.labels.verdict})"
        for code, sql in by_code.items():
            statements.append(
                f"SELECT {finding_row(self.of, 'p', **_CODE_COLUMNS, unit='m.unit', verdict=nothing)} FROM ({sql}) m "
                f"JOIN notes k ON k.number = m.number AND k.code = '{code.id}' "
                "JOIN places p ON p.pid = m.pid AND p.iid = -1"
            )
        return " UNION ALL ".join(statements)
