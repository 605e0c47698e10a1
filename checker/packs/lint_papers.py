"""Check the parts of a pack that only written reports use.

Owns the codes P294, P295, P297 and P310. Must not know the layout of reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from checker.domain import codes
from checker.domain.text import Message, message
from checker.packs import scalars
from checker.packs.tree_access import NamedEntry, items, scalar
from checker.syntax.collector import Collector
from checker.syntax.tree import Mapping, Node, Scalar

__all__ = ["check_papers"]


def check_papers(root: Mapping, indicators: Iterable[NamedEntry], trouble: Collector) -> None:
    """Report phrases without a field for the figure or with other fields, and duplicate documents."""
    for entry in indicators:
        phrase = entry.body.get("phrase")
        texts = (value for _, value in phrase.entries) if isinstance(phrase, Mapping) else (phrase,)
        for text in texts:
            if isinstance(text, Scalar) and re.findall(r"\{[^{}]*\}|[{}]", text.text) != ["{value}"]:
                trouble.at(codes.PACK_PHRASE, text, indicator=entry.id, phrase=text.text)
    seen: set[tuple[str, str]] = set()
    for node in items(root, "basis"):
        number = scalar(node, "number") if isinstance(node, Mapping) else None
        body = scalar(node, "body") if isinstance(node, Mapping) else None
        if number is None or body is None:
            continue
        named = (number.text, body.text)
        if named in seen:
            reason = message("{number} of {body} stands there already", number=number.text, body=body.text)
            trouble.at(codes.PACK_BASIS, number, reason=reason)
        seen.add(named)
    _check_form(root, trouble)
    _check_levels(items(root, "warning_levels"), trouble)


def _check_form(root: Mapping, trouble: Collector) -> None:
    """Report a form number or name that a reader of the form would take for a period."""
    number, title = scalar(root, "form_number"), root.get("form_title")
    if number is not None and not re.fullmatch(r"(?!\S*(?:19|20)\d\d)\d{1,3}\S{0,40}", number.text):
        reason = message("write a number and letters without blanks and years, such as 01/KTXH")
        trouble.at(codes.PACK_FORM, number, value=number.text, reason=reason)
    for text in (value for _, value in title.entries) if isinstance(title, Mapping) else (title,):
        if isinstance(text, Scalar) and re.search(r"\d", text.text):
            reason = message("leave numbers out; the period stands below it")
            trouble.at(codes.PACK_FORM, text, value=text.text, reason=reason)


def _check_levels(nodes: Sequence[Node], trouble: Collector) -> None:
    """Report warning levels that are too few, do not descend, or lack a gap before the last one."""
    levels = [node for node in nodes if isinstance(node, Mapping)]
    last: Decimal | None = None
    for place, node in enumerate(levels):
        written = scalar(node, "gap")
        gap = scalars.number(written.text) if written is not None else None
        worst = place == len(levels) - 1
        reason: Message | None = None
        if len(levels) == 1:
            reason = message("one level tells nothing apart")
        elif worst and written is not None:
            reason = message("the last one is all that is below, and has no `gap`")
        elif not worst and written is None:
            reason = message("only the last one has no `gap`")
        elif isinstance(gap, Decimal) and last is not None and gap >= last:
            reason = message("each begins below the one before")
        if reason is not None:
            trouble.at(codes.PACK_LEVELS, written or node, reason=reason)
        last = gap if isinstance(gap, Decimal) else last
