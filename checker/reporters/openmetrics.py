"""OpenMetrics, for monitoring: values, bounds, verdicts, findings, the tally and the gate as gauges.

Owns the names of the metrics and the escapes of labels. The submission's path is a label, because two files may report
on one unit and period. A file named twice is written once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from checker.domain.interval import Exact
from checker.domain.report import Report, Run
from checker.language import Language, display_safe
from checker.reporters.items import decimal
from checker.reporters.summary import exit_of

__all__ = ["render"]

_Sample: TypeAlias = tuple[dict[str, str], str]

_LABEL: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n"})
_HELP: Final = {
    "checker_target": "A target with its names; always 1.",
    "checker_value": "Lower and upper end of a reported value, in the unit of the indicator.",
    "checker_bound": "Lower and upper end of what a target asks for, as it is stated.",
    "checker_verdict": "The verdict, the pace and the state of the figure of a target; always 1.",
    "checker_shortfall": "How far a value is on the wrong side of its bound, in the unit of the indicator.",
    "checker_findings": "Number of findings by what the gate makes of them.",
    "checker_tally": "Numbers of top-level targets.",
    "checker_gate": "What the gate decided; always 1.",
    "checker_diagnostics": "Number of problems that kept files from being evaluated.",
    "checker_exit_code": "Exit code of the whole run.",
}


def render(run: Run, language: Language, /) -> bytes:
    """Write all samples, grouped by family as the format requires; titles are in the language."""
    reports = {tuple(_about(report).values()): report for report in run.reports}.values()
    families: dict[str, list[_Sample]] = {name: [] for name in _HELP}
    for report in reports:
        for name, labels, value in _samples(report, language):
            families[name].append((_about(report) | labels, value))
    families["checker_diagnostics"].append(({}, str(len(run.diagnostics))))
    families["checker_exit_code"].append(({}, str(exit_of(run).code)))
    lines = [line for name, samples in families.items() for line in _family(name, samples)]
    return "".join(f"{line}\n" for line in (*lines, "# EOF")).encode()


def _about(report: Report) -> dict[str, str]:
    submission = report.submission
    return {
        "pack": report.pack.id,
        "unit": submission.unit,
        "period": str(submission.period),
        "path": submission.path,
    }


def _samples(report: Report, language: Language) -> Iterator[tuple[str, dict[str, str], str]]:
    for result in report.results:
        target = {"indicator": result.indicator, "assigned_by": result.assigned_by}
        names = {"code": result.code, "title": language.text(result.title), "group": language.text(result.group)}
        yield "checker_target", target | names | {"measure": result.unit, "owner": result.owner}, "1"
        states = {"verdict": result.verdict.value, "pace": result.pace.value, "data": result.data.value}
        yield "checker_verdict", target | states | {"gate": result.gate.value}, "1"
        if result.value is not None:
            yield from _ends("checker_value", target, result.value.lo, result.value.hi, infinite=True)
        if result.bound is not None:
            stated = target | {"comparator": result.bound.comparator}
            yield from _ends("checker_bound", stated, result.bound.number, result.bound.upper, infinite=False)
        if result.shortfall is not None:
            yield "checker_shortfall", target, decimal(result.shortfall)
    for (gate, code), count in sorted(Counter((f.gate.value, f.code.id) for f in report.findings).items()):
        yield "checker_findings", {"gate": gate, "code": code}, str(count)
    tally = report.tally
    counts = {"counted": tally.counted, "met": tally.met, "unmet": tally.unmet, "open": tally.open}
    for name, count in (counts | {"not_due": tally.not_due, "not_itemised": tally.not_itemised}).items():
        yield "checker_tally", {"count": name}, str(count)
    yield "checker_gate", {"decision": report.gate.decision.value}, "1"


def _ends(
    name: str, labels: dict[str, str], lower: Exact | None, upper: Exact | None, *, infinite: bool
) -> Iterator[tuple[str, dict[str, str], str]]:
    for end, number, without in (("lower", lower, "-Inf"), ("upper", upper, "+Inf")):
        if number is not None:
            yield name, labels | {"end": end}, decimal(number)
        elif infinite:
            yield name, labels | {"end": end}, without


def _family(name: str, samples: Iterable[_Sample]) -> Iterator[str]:
    yield f"# HELP {name} {_HELP[name]}"
    yield f"# TYPE {name} gauge"
    for labels, value in samples:
        written = ",".join(f'{key}="{display_safe(text).translate(_LABEL)}"' for key, text in labels.items())
        yield f"{name}{{{written}}} {value}" if written else f"{name} {value}"
