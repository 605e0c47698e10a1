"""The consolidated table of several units, in the kind of file that the suffix selects.

Owns this choice. A workbook and a page are for offices: figures, percentages, a long form to filter, and submission
status. CSV and Parquet have the long form for programs.
"""

from __future__ import annotations

from checker.domain.report import Run
from checker.language import Language

__all__ = ["render"]


def render(run: Run, language: Language, suffix: str = ".csv", /) -> bytes:
    """Write the tables of a run.

    Args:
        run: The run.
        language: The language of titles and headings.
        suffix: The suffix of the file: ``.xlsx``, ``.html``, ``.parquet``, else CSV.

    Raises:
        MissingExtra: Parquet is requested, and DuckDB is not installed.
    """
    if suffix == ".xlsx":
        from checker.reporters.consolidated.book import workbook

        return workbook(run, language)
    if suffix == ".html":
        from checker.reporters.consolidated.page import page

        return page(run, language)
    from checker.reporters.consolidated.rows import as_csv, as_parquet

    return as_parquet(run, language) if suffix == ".parquet" else as_csv(run, language)
