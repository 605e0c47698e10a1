"""What is counted instead of listed: the gate of very many findings, and very many diagnostics of a kind."""

from __future__ import annotations

import pytest

from checker.assess.judge import decide_counts
from checker.domain import codes
from checker.domain.axes import Gate, Matter
from checker.domain.diagnostic import MOST_OF_A_KIND, bounded, diagnostic
from checker.domain.location import Location
from checker.domain.text import Text
from tests.examples import each_row

THU = Text("Thu", "Revenue")


@each_row(
    ("counts", "short", "decision", "reasons"),
    [
        ([], 0, Gate.PASS, []),
        ([(Matter.AT_RISK, Gate.PASS, 3, (THU,))], 0, Gate.PASS, []),
        ([(Matter.BEHIND, Gate.WARN, 3, (THU,))], 0, Gate.WARN, [("G003", 3, (THU,))]),
        ([(Matter.UNMET, Gate.FAIL, 2, ())], 0, Gate.FAIL, [("G001", 2, None)]),
        ([], 2, Gate.FAIL, [("G009", 2, None)]),
        (
            [(Matter.BEHIND, Gate.WARN, 1, (THU,)), (Matter.UNMET, Gate.FAIL, 2, (THU,))],
            4,
            Gate.FAIL,
            [("G001", 2, (THU,)), ("G009", 4, None), ("G003", 1, (THU,))],
        ),
    ],
)
def test_the_worst_of_all_counts_decides(counts, short, decision, reasons):
    decided = decide_counts(counts, short)
    values = [(one.code.id, dict(one.message.values)) for one in decided.reasons]
    assert decided.decision is decision
    assert [(code, said["count"], said.get("indicators")) for code, said in values] == reasons


@pytest.mark.parametrize("more", [0, 1, 30])
def test_the_first_of_a_kind_are_listed_and_the_others_of_its_file_counted(more):
    found = [
        diagnostic(codes.NOT_A_NUMBER, Location(path, line, 1), value="x")
        for path, count in (("a.yaml", MOST_OF_A_KIND + more), ("b.yaml", 2))
        for line in range(count)
    ]
    listed = bounded(found)
    assert len(listed) == MOST_OF_A_KIND + 2 + (more > 0)
    assert [dict(one.message.values)["count"] for one in listed if "count" in dict(one.message.values)] == [more] * (
        more > 0
    )
    assert {one.location.path for one in listed[MOST_OF_A_KIND + 2 :]} <= {"a.yaml"}
    again = bounded((*listed, found[0]))
    assert [dict(one.message.values).get("count") for one in again[MOST_OF_A_KIND + 2 :]] == [more + 1]
