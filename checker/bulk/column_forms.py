"""How the columns of CSV files are written, estimated from samples.

Owns which columns repeat few texts, and how many decimals figures have. An estimate decides how cells are stored, and
never what they mean: a cell of another form is stored as its text. Must not know an engine.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from checker.bulk.grid import MOST_PLACES, MOST_WHOLE
from checker.bulk.separated import SeparatedFile, is_wide
from checker.domain.numeral import MARKS, numeral_pattern
from checker.domain.record import NamedTuple
from checker.domain.submission import Locale

__all__ = ["REPEATED", "ColumnForms", "forms_of"]

REPEATED: Final = ("period", "indicator", "status", "as_of", "amends", "unit_of_measure")
"""The columns that may repeat few texts."""
_FEW: Final = 1000
"""The most texts of such a column."""
_SAMPLE: Final = 1 << 19
"""The bytes that are read, of all files together."""
_BLOCK: Final = 1 << 10
_GOLDEN: Final = (5**0.5 - 1) / 2
"""Multiples of this fraction fall evenly into an interval, and into each cycle of the rows. Blocks at equal distances
miss texts of rows that recur at such a distance, as months do."""
_FEWEST_DECIMALS: Final = 2
_DIGITS: Final = 18
"""The digits of a decimal in eight bytes."""


class ColumnForms(NamedTuple):
    """How columns are written.

    Args:
        texts: The texts of the columns that repeat few, in order.
        decimals: The decimals with which most values can be stored as numbers; 0 if values are stored as texts.
    """

    texts: Mapping[str, Sequence[str]]
    decimals: int


def forms_of(tables: Sequence[SeparatedFile], notation: Locale) -> ColumnForms:
    """Estimate the forms of columns from parts of all files.

    Args:
        tables: The files.
        notation: The notation of figures.
    """
    texts: dict[str, set[str]] = {column: set() for column in REPEATED}
    values: list[str] = []
    size = max(_BLOCK, _SAMPLE // len(tables))
    for table in tables:
        own = [(texts[column], table.places[column]) for column in REPEATED if column in table.places]
        value = table.places["value"]
        for cells in _sample(table, size):
            for column_texts, place in own:
                column_texts.add(cells[place])
            values.append(cells[value])
    repeated = {column: sorted(column_texts - {""}) for column, column_texts in texts.items()}
    return ColumnForms(
        {column: column_texts for column, column_texts in repeated.items() if 0 < len(column_texts) <= _FEW},
        _decimals(values, notation),
    )


def _sample(table: SeparatedFile, most: int) -> Iterator[list[str]]:
    """Yield rows from blocks all over a file. A row of several lines may come out in pieces, which does no harm."""
    if is_wide(table.path):
        return
    size = os.path.getsize(table.path)
    blocks = 1 if size <= most else most // _BLOCK
    length = most if blocks == 1 else _BLOCK
    with open(table.path, "rb", buffering=0) as file:
        for start in sorted(int(block * _GOLDEN % 1 * (size - length)) for block in range(blocks)):
            file.seek(start)
            lines = file.read(length).decode("utf-8", "replace").splitlines()
            # The header, or part of a row.
            del lines[:1]
            if length < size:
                del lines[-1:]
            try:
                yield from (
                    cells for cells in csv.reader(lines, delimiter=table.delimiter) if len(cells) == table.width
                )
            except csv.Error:
                continue


def _decimals(values: Sequence[str], notation: Locale) -> int:
    """Return the decimals that store most values, if most are numbers without groups."""
    filled = [value for value in values if value]
    pattern, (_, mark) = re.compile("-?" + numeral_pattern(notation, MOST_WHOLE, MOST_PLACES)), MARKS[notation]
    usual = [value.lstrip("-").partition(mark) for value in filled if pattern.fullmatch(value)]
    if 2 * len(usual) < len(filled) or not usual:
        return 0
    whole = max(len(digits) for digits, _, _ in usual)
    decimals = max(len(digits) for _, _, digits in usual)
    return min(max(decimals, _FEWEST_DECIMALS), max(_DIGITS - whole, 1))
