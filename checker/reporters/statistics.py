"""A table of counts after a report: codes, verdicts, paces and data states.

Owns the counts. They cover what the report lists; the tally counts other things.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterator

from checker.domain.axes import DataState, Pace, Verdict
from checker.domain.report import Run
from checker.domain.text import message
from checker.language import Language
from checker.reporters.items import items
from checker.reporters.layout import BOLD, cells, pad, paint

__all__ = ["render", "verdicts"]


def verdicts(run: Run) -> Counter[Verdict]:
    """Return the number of targets by verdict."""
    return Counter(result.verdict for report in run.reports for result in report.results)


def render(run: Run, language: Language, *, colour: bool) -> str:
    """Write the counts of a run, one per line; zero counts are omitted."""
    lines = ["", paint(language.render(message("Statistics")), BOLD, enabled=colour)]
    for title, counts in _tables(run, language):
        lines.append(f"  {title}")
        column = max(map(cells, counts), default=0) + 2
        most = max((len(language.number(count)) for count in counts.values()), default=0)
        lines += [f"    {pad(name, column)}{language.number(count):>{most}}" for name, count in counts.items()]
        if not counts:
            lines.append(f"    {language.render(message('none'))}")
    return "\n".join(lines) + "\n"


def _tables(run: Run, language: Language) -> Iterator[tuple[str, dict[str, int]]]:
    results = [result for report in run.reports for result in report.results]
    codes = Counter(item.code for item in items(run))
    found = {f"{code.id} {code.name}": count for code, count in sorted(codes.items())}
    yield language.render(message("codes of findings")), found
    yield language.render(message("verdicts of targets")), _named(Verdict, (one.verdict for one in results), language)
    yield language.render(message("pace of targets")), _named(Pace, (one.pace for one in results), language)
    yield language.render(message("data of targets")), _named(DataState, (one.data for one in results), language)


def _named(kind: type[enum.StrEnum], found: Iterator[enum.StrEnum], language: Language) -> dict[str, int]:
    counts = Counter(found)
    return {language.label(member): counts[member] for member in kind if counts[member]}
