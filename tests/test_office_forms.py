"""Workbooks as offices send them: each figure is read as a person reads it, or refused at its cell with a remedy.

The bars are those of the whole: at least 95 % read fully or clearly refused, none misread, and at most
2 % held at the gate by what is no figure.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import NamedTuple

import pytest

from checker.assessment import Options, RunContext, assess_bound
from checker.binding.bind import bind
from checker.binding.notation import undoubted
from checker.domain.axes import Gate
from checker.domain.diagnostic import Diagnostic
from checker.domain.period import Period
from checker.engines.choice import open_engine
from checker.errors import SubmissionError
from checker.packs.load import load_pack
from checker.plan.compiler import Plans
from checker.readers.form.form import read_form
from tests.cells import grid
from tests.examples import each_row
from tests.office import said
from tests.office_forms import PACK, Book
from tests.office_rows import books

BOOKS = books()
PACK_READ = load_pack(PACK)


class Outcome(NamedTuple):
    """What came of a workbook.

    Args:
        values: The figures, by the ids of the indicators.
        told: What is said of figures that are not read, and of the whole file.
        held: The codes of what holds the workbook at the gate; nothing is due in it.
    """

    values: dict[str, Fraction]
    told: tuple[Diagnostic, ...]
    held: tuple[str, ...] = ()


_KNOWN: dict[int, Outcome] = {}


def outcome(book: Book) -> Outcome:
    """Read and judge a workbook, once for all tests of this module."""
    if id(book) not in _KNOWN:
        _KNOWN[id(book)] = _outcome(book)
    return _KNOWN[id(book)]


def _outcome(book: Book) -> Outcome:
    asked = book.options._replace(
        pack=PACK_READ.id, period=Period.parse(book.period) if book.period else None, usual_unit=PACK_READ.unit
    )
    engine = open_engine("direct")
    try:
        read = [(submission, PACK_READ) for submission in read_form(grid(*book.sheets), asked)]
        (submission, pack), *more = undoubted(read)
        assert not more, "one submission is wanted"
        context = RunContext(engine, Options(now=None), Plans(), [])
        report = assess_bound(submission, bind(submission, pack, None), pack, context, dues={})
    except SubmissionError as error:
        return Outcome({}, error.diagnostics)
    values = {result.indicator: result.value for result in report.results if result.value is not None}
    told = tuple(problem.diagnostic for problem in bind(submission, pack, None).problems)
    held = tuple(
        finding.code.id for finding in report.findings if finding.gate is Gate.FAIL and finding.code.id.startswith("D")
    )
    return Outcome(
        {id_: Fraction(value.lo) for id_, value in values.items() if value.is_point and value.lo is not None},
        told,
        held,
    )


def verdict(book: Book, found: Outcome) -> str:
    """Return what a workbook came to: read, refused, unclear, lost or misread."""
    wanted = {id_: Fraction(value) for id_, value in book.expected.items() if value is not None}
    for id_, value in found.values.items():
        if wanted.get(id_) != value:
            return f"misread {id_} {float(value)}"
    missing = wanted.keys() - found.values.keys()
    if not missing:
        return "read"
    clear = [
        one
        for one in found.told
        if one.hint is not None and (one.location.cell or one.location.sheet or not found.values)
    ]
    if len(clear) < (len(missing) if found.values else 1):
        return f"lost {sorted(missing)}"
    return "refused"


@each_row("book", BOOKS, ids=lambda book: " ".join(book.name.split()))
def test_a_workbook_is_read_as_a_person_reads_it(book):
    found = outcome(book)
    came_to = verdict(book, found)
    assert came_to == "read" or (book.refusable and came_to == "refused"), [said(one.message) for one in found.told]
    assert book.refusable or not found.held


@pytest.mark.slow
def test_there_are_enough_of_them_and_few_are_refused():
    count = Counter(verdict(book, outcome(book)) for book in BOOKS)
    assert len(BOOKS) >= 180
    assert count["read"] >= 0.95 * len(BOOKS)
    assert set(count) == {"read", "refused"}


@each_row("book", [book for book in BOOKS if book.refusable], ids=lambda book: book.name)
def test_what_is_refused_names_its_cell_and_what_to_do(book):
    for one in outcome(book).told:
        assert one.hint is not None
        assert one.location.cell or one.location.sheet or not book.expected
