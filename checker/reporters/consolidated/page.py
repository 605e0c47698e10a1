"""The consolidated table as a page: a self-contained file without network requests and scripts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from checker.domain.axes import Pace, Verdict
from checker.domain.report import Report, Run
from checker.domain.text import message
from checker.language import Language, display_safe
from checker.reporters.annex import NO_FIGURE, NOT_APPLICABLE
from checker.reporters.consolidated.matrix import actual_of, matrix, whole_rows
from checker.reporters.consolidated.phrases import (
    KEY,
    about,
    not_received,
    remark_of,
    source_of,
    title_of,
    unread_files,
    without_total,
)
from checker.reporters.consolidated.table import Consolidated, UnitFigure, consolidated
from checker.reporters.office.earlier import earlier_notes, last_period_of, year_earlier_of
from checker.reporters.templates import digest_of, templates_in, text_in

__all__ = ["fragment", "page", "style"]

_FOLDER: Final = os.path.dirname(os.path.abspath(__file__))
_SIGNS: Final = {
    Verdict.MET: "good",
    Verdict.EXCEEDED: "good",
    Verdict.UNMET: "bad",
    Verdict.INVALID: "bad",
}
_MADE_UP: Final = message("MADE-UP FIGURES, not published ones")
_PACES: Final = {Pace.BEHIND: "bad", Pace.AHEAD: "good", Pace.ON_TRACK: "good"}


def page(run: Run, language: Language) -> bytes:
    """Write the tables of a run."""
    sheet = style()
    tables, words = _tables_and_words(run, language)
    written = (
        templates_in(_FOLDER)
        .get_template("page.html")
        .render(
            language=language.code,
            policy=f"default-src 'none'; style-src '{digest_of(sheet)}'; base-uri 'none'; form-action 'none'",
            style=sheet,
            title=tables[0]["title"] if tables else words["nothing"],
            tables=tables,
            words=words,
            top=1,
        )
    )
    return written.encode()


def fragment(run: Run, language: Language) -> str:
    """Write the tables without the page around them; nothing unless two units report for one period."""
    tables, words = _tables_and_words(run, language)
    return templates_in(_FOLDER).get_template("body.html").render(tables=tables, words=words, top=2) if tables else ""


def style() -> str:
    """Return the style sheet of the tables."""
    return text_in(_FOLDER, "page.css")


def _tables_and_words(run: Run, language: Language) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the tables, and the texts beside them."""
    words = {
        "unit": message("Reporting unit"),
        "met": message("Targets met"),
        "rank": message("Rank"),
        "remark": message("Note"),
        "aside": message("For those who check this table"),
        "key": KEY,
        "nothing": message("No two units have sent a report for the same period"),
    }
    texts = {key: language.render(word) for key, word in words.items()}
    return [_table(table, language) for table in consolidated(run, language)], texts


def _table(table: Consolidated, language: Language) -> dict[str, Any]:
    groups = [(display_safe(group), len(list(own))) for group, own in groupby(table.columns, lambda one: one.group)]
    heads = [f"{one.title} ({one.unit})" if one.unit else one.title for one in table.columns]
    return {
        "title": display_safe(title_of(table, language)),
        "about": about(table, language),
        "made_up": language.render(_MADE_UP) if table.synthetic else "",
        "groups": groups,
        "heads": [display_safe(head) for head in heads],
        "ranked": table.judges_units,
        "rows": list(_rows(table, language)),
        "grounds": [display_safe(language.render(sentence)) for sentence in table.grounds],
        "remarked": any(remark_of(row, table, language) for row in table.rows),
        "without_total": display_safe(without_total(table, language)),
        "broken": [display_safe(one) for one in unread_files(table, language)],
    }


def _rows(table: Consolidated, language: Language) -> Iterator[dict[str, Any]]:
    plans = [_plain(column.plan.text or NOT_APPLICABLE) for column in table.columns]
    yield _row(language.render(message("Plan of the whole")), plans, "plan")
    for whole in whole_rows(table, language):
        totals = [
            _plain(figure.text) | (_judged(cell, language) if cell else {})
            for figure, cell in zip(whole.figures, whole.cells, strict=True)
        ]
        yield _row(display_safe(whole.name), totals, "whole")
    for row, figures in zip(table.rows, matrix(table, actual_of, language), strict=True):
        name = display_safe(language.text(row.unit.short_name))
        if row.report is None:
            yield _row(name, [], "") | {"sentence": display_safe(not_received(row, language))}
        else:
            cells = [
                _cell(row.report, cell, figure.text, language) for cell, figure in zip(row.cells, figures, strict=True)
            ]
            counts = {
                "met": f"{row.met}/{row.judged}",
                "rank": row.rank or NOT_APPLICABLE,
                "remark": display_safe(remark_of(row, table, language)),
            }
            yield _row(name, cells, "") | counts


def _row(name: str, cells: list[dict[str, str]], kind: str) -> dict[str, Any]:
    return {"name": name, "cells": cells, "kind": kind, "sentence": "", "met": "", "rank": "", "remark": ""}


def _plain(text: str) -> dict[str, str]:
    return {"text": display_safe(text), "sign": "", "word": "", "source": ""}


def _cell(report: Report, cell: UnitFigure | None, text: str, language: Language) -> dict[str, str]:
    if cell is None:
        return _plain(NO_FIGURE)
    result = cell.result
    earlier = (year_earlier_of(result, language), last_period_of(result, language), *earlier_notes(result, language))
    source = {"source": display_safe("; ".join(filter(None, (source_of(report, cell), *earlier))))}
    return _plain(text) | _judged(cell, language) | source


def _judged(cell: UnitFigure, language: Language) -> dict[str, str]:
    """Return the verdict's word, or that of the pace before a target is due; a sign only repeats its word."""
    result = cell.result
    if result.verdict in _SIGNS:
        return {"sign": _SIGNS[result.verdict], "word": language.label(result.verdict)}
    if result.level is not None:
        return {"sign": "bad" if result.level.explain else "", "word": display_safe(language.text(result.level.name))}
    if result.pace is not Pace.NONE:
        return {"sign": _PACES.get(result.pace, ""), "word": language.label(result.pace)}
    return {}
