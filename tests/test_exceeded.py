"""When a better value is more than met: never, or beyond a number; by both engines and in columns."""

from __future__ import annotations

import pytest

from checker.domain.axes import Verdict
from tests.command import checker
from tests.examples import each_row
from tests.office import Office, found, indicator
from tests.test_bulk_alike import in_columns, rows, table

BASED = "baseline: {value: 50, period: 2023}\n"
CASES = [
    # The target, which side is better, a figure, its verdict, and whether a stretch is reached.
    ("at_least: 100", "higher", "100", "met", None),
    ("at_least: 100", "higher", "101", "exceeded", None),
    ("at_least: 100, exceeded: never", "higher", "1000", "met", None),
    ("at_least: 100, exceeded: never", "higher", "99", "unmet", None),
    ("at_least: 100, exceeded: {beyond: 110}", "higher", "99", "unmet", None),
    ("at_least: 100, exceeded: {beyond: 110}", "higher", "110", "met", None),
    ("at_least: 100, exceeded: {beyond: 110}", "higher", "111", "exceeded", None),
    ("at_least: 100, exceeded: {beyond: 100}", "higher", "101", "exceeded", None),
    ("above: 100, exceeded: {beyond: 110}", "higher", "100", "unmet", None),
    ("above: 100, exceeded: {beyond: 110}", "higher", "110", "met", None),
    ("at_most: 10, exceeded: {beyond: 5}", "lower", "5", "met", None),
    ("at_most: 10, exceeded: {beyond: 5}", "lower", "4", "exceeded", None),
    ("at_most: 10, exceeded: never", "lower", "0", "met", None),
    ("between: [10, 20], exceeded: {beyond: 30}", "higher", "30", "met", None),
    ("between: [10, 20], exceeded: {beyond: 30}", "higher", "31", "exceeded", None),
    ("grow_by: 10, exceeded: {beyond: 20}", "higher", "60", "met", None),
    ("grow_by: 10, exceeded: {beyond: 20}", "higher", "61", "exceeded", None),
    ("reduce_by: 10, exceeded: {beyond: 20}", "lower", "30", "met", None),
    ("reduce_by: 10, exceeded: {beyond: 20}", "lower", "29", "exceeded", None),
    # A stretch is a matter of its own, on either side of it.
    ("at_least: 100, stretch: 120, exceeded: never", "higher", "119", "met", False),
    ("at_least: 100, stretch: 120, exceeded: never", "higher", "120", "met", True),
    ("at_least: 100, stretch: 120, exceeded: {beyond: 110}", "higher", "111", "exceeded", False),
    ("at_least: 100, stretch: 120, exceeded: {beyond: 110}", "higher", "120", "exceeded", True),
    ("at_least: 100, stretch: 105, exceeded: {beyond: 110}", "higher", "105", "met", True),
    ("at_least: 100, stretch: 105, exceeded: {beyond: 110}", "higher", "104", "met", False),
    ("at_least: 100, stretch: 105, exceeded: {beyond: 110}", "higher", "111", "exceeded", True),
    ("at_least: 100, stretch: 110, exceeded: {beyond: 110}", "higher", "110", "met", True),
    ("at_least: 100, exceeded: {beyond: 110}", "higher", "trên 100", "met", None),
    ("at_least: 100, exceeded: {beyond: 110}", "higher", "trên 110", "exceeded", None),
]


def measured(id_, target, better):
    more = f"{BASED if '_by' in target else ''}pace: none\ntarget: {{{target}}}"
    return indicator(id_, unit="hộ", kind="stock", better=better, more=more)


@each_row("engine", ["direct", "rete"])
@each_row(("target", "better", "value", "verdict", "reached"), CASES)
def test_when_a_target_is_exceeded(tmp_path, engine, target, better, value, verdict, reached):
    office = Office(tmp_path, measured("ho", target, better))
    office.send("2024", f"ho: {value}")
    (report,) = office.run(engine=engine).reports
    (result,) = report.results
    assert result.verdict is Verdict(verdict)
    assert (result.stretch.reached if result.stretch else None) is reached


@pytest.mark.parametrize("ranges", [False, True])
def test_the_same_in_columns(tmp_path, ranges):
    """Each case is an indicator; a range lets its whole unit be judged one by one, so these are apart."""
    cases = {f"ho{n}": case for n, case in enumerate(CASES) if case[2].isdecimal() is not ranges}
    office = Office(tmp_path, *(measured(id_, target, better) for id_, (target, better, *_) in cases.items()))
    lines = "".join(f"thu,2024,{id_},{value}\n" for id_, (_, _, value, *_) in cases.items())
    in_columns([str(office.pack)], rows(tmp_path, lines), output=str(tmp_path / "out"), everything=True)
    judged = dict(table(tmp_path / "out", "judged", "indicator, verdict"))
    assert judged == {id_: verdict for id_, (*_, verdict, _) in cases.items()}


def test_a_reported_verdict_may_never_be_exceeded(tmp_path):
    told = indicator("ket", unit="", kind="verdict", more="target: {achieved: true, exceeded: never}")
    office = Office(tmp_path, told)
    office.send("2024", "ket: vượt")
    (report,) = office.run().reports
    assert report.results[0].verdict is Verdict.MET
    assert found(report) == []


@pytest.mark.parametrize(
    "target", ["achieved: true, exceeded: {beyond: 5}", "all_of: [a, b], exceeded: never", "equal: 5, exceeded: often"]
)
def test_what_cannot_be_meant_is_refused(tmp_path, target):
    kind = "stock" if "equal" in target else "verdict"
    body = f"target: {{{target}}}"
    parts = [indicator(one, unit="", kind="verdict", more="target: {achieved: true}") for one in "ab"]
    made = indicator("x", unit="hộ" if kind == "stock" else "", kind=kind, more=body)
    office = Office(tmp_path, *parts, made)
    done = checker("lint", str(office.pack), "--lang", "en")
    assert done.exit_code == 2
    assert "exceeded" in done.everything


def test_a_rule_says_when_it_is_exceeded(tmp_path):
    for target, line in (("exceeded: never", "never"), ("exceeded: {beyond: 110}", "beyond 110 hộ")):
        office = Office(tmp_path, measured("ho", f"at_least: 100, {target}", "higher"))
        done = checker("explain", "ho", "--pack", str(office.pack), "--lang", "en")
        assert f"exceeded {line}" in " ".join((done.everything).split()), done.stdout
