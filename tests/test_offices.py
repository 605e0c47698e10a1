"""Workbooks of other offices, as files: read as a person reads them, or refused with cell, cause and remedy.

A small part of them runs each time; `OFFICES=all` runs all, of which the bars are those of the whole.
"""

from __future__ import annotations

import os
from collections import Counter
from fractions import Fraction

import pytest

from checker.assessment import Options
from checker.domain.axes import Gate
from checker.domain.diagnostic import Diagnostic
from checker.domain.period import Period
from checker.domain.report import Finding
from checker.pipeline import check
from tests.examples import each_row
from tests.office import said
from tests.offices import SENDERS, Book, pack_of, write
from tests.offices_kinds import books

DRAWN = 260
BOOKS = books(DRAWN)
SOME = BOOKS if os.environ.get("OFFICES") == "all" else BOOKS[::8]


def outcome(book: Book, folder) -> tuple[str, tuple[str, ...]]:
    """Return what a workbook came to, and what is said of it or holds it at the gate."""
    pack = folder / f"{book.sender.id}.yaml"
    pack.write_text(pack_of(book.sender), encoding="utf-8")
    path = folder / "bieu.xlsx"
    write(book, path)
    period = book.options.get("period")
    ran = check([str(path)], Options(pack=str(pack), period=Period.parse(str(period)) if period else None))
    values: dict[str, Fraction] = {}
    told: list[Diagnostic | Finding] = list(ran.diagnostics)
    held = []
    for report in ran.reports:
        for result in report.results:
            if result.value is not None:
                exact = result.value.lo if result.value.is_point else None
                values[result.indicator] = Fraction(-1) if exact is None else Fraction(exact)
        for finding in report.findings:
            if finding.code.id.startswith("D") and finding.gate is not Gate.PASS:
                told.append(finding)
            if finding.code.id.startswith("D") and finding.gate is Gate.FAIL:
                held.append(finding.code.id)
    lines = tuple(f"{one.code.id} {one.location} {said(one.message)}" for one in told)
    wanted = {id_: Fraction(value) for id_, value in book.expected.items() if value is not None}
    for id_, value in values.items():
        if wanted.get(id_) != value:
            return f"misread {id_}", lines
    if not wanted.keys() - values.keys() and wanted:
        return ("held" if held else "read"), lines
    clear = [
        one
        for one in told
        if one.hint is not None and one.location is not None and (one.location.cell or one.location.sheet)
    ]
    return ("refused" if clear and (not values or len(clear) >= len(wanted.keys() - values.keys())) else "lost"), lines


@each_row("book", SOME, ids=lambda book: book.name)
def test_a_workbook_of_another_office_is_read_as_a_person_reads_it(book, tmp_path):
    came_to, told = outcome(book, tmp_path)
    assert came_to == "read" or (book.refusable and came_to == "refused"), told


@pytest.mark.skipif(os.environ.get("OFFICES") != "all", reason="all of them take minutes")
def test_of_all_of_them_nearly_all_are_read_and_none_is_misread(tmp_path):
    count = Counter(outcome(book, tmp_path)[0] for book in BOOKS)
    assert len(BOOKS) >= 250
    assert count["read"] + count["refused"] >= 0.95 * len(BOOKS)
    assert count["held"] <= 0.02 * len(BOOKS)
    assert not [name for name in count if name.startswith("misread")]


def test_senders_have_packs_of_their_own():
    assert len({sender.id for sender in SENDERS}) == len(SENDERS)
