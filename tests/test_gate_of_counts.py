"""The gate of a bulk run, of which there are only counts."""

from __future__ import annotations

import pytest

from checker.assess.judge import decide_counts
from checker.domain.axes import Gate, Matter
from checker.domain.text import Text

THU = Text("Thu", "Revenue")


@pytest.mark.parametrize(
    ("counts", "short", "decision", "reasons"),
    [
        ([], 0, Gate.PASS, []),
        ([(Matter.AT_RISK, Gate.PASS, 3, (THU,))], 0, Gate.PASS, []),
        ([(Matter.BEHIND, Gate.WARN, 3, (THU,))], 0, Gate.WARN, [("G003", 3, (THU,))]),
        ([(Matter.UNMET, Gate.FAIL, 2, ())], 0, Gate.FAIL, [("G001", 2, ("–",))]),
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
