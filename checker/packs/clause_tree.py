"""The targets of a pack's tree with their quoted clauses, and the comparison of their numbers.

Must not judge their content.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from checker.domain.axes import Measures
from checker.domain.comparator import Comparator
from checker.domain.record import NamedTuple
from checker.domain.unit import Factor
from checker.domain.unit_words import factor_of
from checker.domain.wording import Sense
from checker.packs import scalars
from checker.packs.clause import read_clause
from checker.packs.clause_match import Fit, IndicatorFacts, fit_of
from checker.packs.clause_statement import Clause, Statement
from checker.packs.lint_measures import CHANGES
from checker.packs.tree_access import NamedEntry, items, scalar, text_of
from checker.syntax.tree import Mapping, Node, Scalar, Sequence

__all__ = [
    "QuotingTarget", "clause_of", "declared_in", "ends_of", "factors_in", "fits", "holders", "in_name", "number_in",
    "shortened", "title_of", "unit_text",
]  # fmt: skip

_LONGEST_SHOWN: Final = 90


class QuotingTarget(NamedTuple):
    """A target with the clause that it quotes.

    Args:
        key: The comparator.
        value: Its operands.
        body: The whole target.
        clause: The node of the clause.
        read: The clause as read.
        years: The years that the clause may mean.
        whole_year: Whether it is due at the end of a year.
        term: The years of the pack's term, such as 2021-2025; empty for a pack of one year.
    """

    key: Scalar
    value: Node
    body: Mapping
    clause: Scalar
    read: Clause
    years: tuple[int, ...]
    whole_year: bool
    term: str = ""


def holders(body: Mapping) -> Iterator[Mapping]:
    """Yield the nodes that may have a target with its source: the indicator, targets by others, and revisions."""
    yield body
    for key in ("also", "history"):
        yield from (holder for holder in items(body, key) if isinstance(holder, Mapping))


def clause_of(holder: Mapping) -> Scalar | None:
    """Return the node of the quoted clause."""
    source = holder.get("source")
    return scalar(source, "clause") if isinstance(source, Mapping) else None


def title_of(entry: NamedEntry) -> str:
    """Return the Vietnamese title; empty if there is none."""
    title = entry.body.get("title")
    return text_of(title, "vi") if isinstance(title, Mapping) else ""


def unit_text(entry: NamedEntry) -> str:
    """Return the unit as written."""
    return text_of(entry.body, "unit")


def declared_in(root: Mapping) -> Iterator[str]:
    """Yield the units that a pack declares."""
    for node in items(root, "units"):
        name = scalar(node, "name") if isinstance(node, Mapping) else node
        if isinstance(name, Scalar):
            yield name.text


def factors_in(root: Mapping) -> Iterator[Factor]:
    """Yield the sizes that a pack states of units."""
    for node in items(root, "units"):
        if isinstance(node, Mapping) and (factor := factor_of(text_of(node, "name"), text_of(node, "equals"))):
            yield factor


def ends_of(value: Node) -> tuple[Node, ...]:
    """Return the one or two numbers of a comparator."""
    return value.items if isinstance(value, Sequence) else (value,)


def number_in(node: Node | None) -> Decimal | None:
    """Return the number of a scalar; ``None`` if it is not one."""
    read = scalars.number(node.text) if isinstance(node, Scalar) else None
    return read if isinstance(read, Decimal) else None


def shortened(text: str) -> str:
    """Return a clause shortened for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST_SHOWN else flat[: _LONGEST_SHOWN - 1] + "…"


def fits(
    one: Statement, number: Decimal, facts: IndicatorFacts, values: tuple[Decimal, ...] = (), comparator: str = ""
) -> Fit:
    """Tell whether a number of a pack equals that of a statement, or one of the given values instead."""
    grows = comparator == Comparator.GROW_BY
    change = comparator in CHANGES or facts.measures not in ("", Measures.LEVEL) or one.change is not None
    # A fall may also be written as negative growth.
    sought = -number if number < 0 and one.change is Sense.FALL else number
    return fit_of(values or one.values, sought, one.units, facts, in_percent=grows, change=change)


def in_name(one: Statement, title: str) -> bool:
    """Tell whether a number with the same unit is also in the indicator's title."""
    return any(
        set(one.values) & set(named.values) and one.units[-1:] == named.units[-1:] and not _plain_percent(named)
        for named in read_clause(title).statements
    )


def _plain_percent(one: Statement) -> bool:
    return one.units[:1] == ("%",)
