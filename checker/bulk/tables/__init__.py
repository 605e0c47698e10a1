"""The catalogue of all tables and views of a bulk run.

Owns their names and columns: statements and rows take both from here. Must not know what is in a table.

These columns recur. ``raw`` is a text as written in the data. ``pid`` is the key of a period, ``iid`` that of an
indicator within its pack, ``number`` that of a pack, and ``class`` that of a class of figures. ``file`` and ``row``
are the place of a row, and ``v`` is its figure on the grid. Columns with ``[word]`` hold bits, one for each indicator.
"""

from __future__ import annotations

from typing import Final

from checker.bulk.tables.answers import *
from checker.bulk.tables.inputs import *
from checker.bulk.tables.reports import *
from checker.bulk.tables.results import *
from checker.bulk.tables.run_table import RunTable

CATALOGUE: Final = tuple(one for one in list(globals().values()) if isinstance(one, RunTable))
"""All tables."""
