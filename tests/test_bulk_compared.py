"""Every run in columns is compared with the plain engine: which differences are faults, and which are none."""

from __future__ import annotations

import pytest

from checker.assessment import assess_together
from checker.bulk import one_by_one
from checker.domain import codes
from checker.domain.axes import Matter
from checker.domain.location import Location
from checker.errors import EngineFault
from tests.office import indicator
from tests.test_bulk_alike import HO, THU, in_columns, pack, rows, table

pytestmark = pytest.mark.slow

GOOD, UNREAD, REPEATED = 2, 3, 5
ROWS = "thu,2024,thu,50\nthu,2024,ho,abc\nthu,2024,dan,7\nthu,2024,dan,8\n"


@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    """Return a pack and rows: a figure, a text that is none, and two figures for the same."""
    folder = tmp_path_factory.mktemp("compared")
    people = indicator("dan", unit="người", kind="stock", more="target: {at_least: 5}\npace: none")
    return pack(folder, THU, HO, people), rows(folder, ROWS)


@pytest.mark.parametrize(
    ("line", "matter", "fault"),
    [
        (GOOD, Matter.CONSISTENCY, True),
        (GOOD, Matter.INVALID, True),
        # A bad row is told with its reason, which is no finding; anything else on it is one.
        (UNREAD, Matter.INVALID, False),
        (UNREAD, Matter.UNKNOWN_ROWS, False),
        (UNREAD, Matter.CONSISTENCY, True),
        (UNREAD, Matter.UNMET, True),
        (REPEATED, Matter.CONSISTENCY, False),
        (REPEATED, Matter.UNMET, False),
    ],
)
def test_a_finding_of_the_plain_engine_alone_is_a_fault(monkeypatch, packed, line, matter, fault):
    made, path = packed

    def and_more(*given):
        return [
            report._replace(
                findings=(
                    *report.findings,
                    report.findings[0]._replace(
                        code=codes.CHILD_ABOVE_PARENT, matter=matter, location=Location(path, line)
                    ),
                )
            )
            for report in assess_together(*given)
        ]

    assert in_columns([made], path).run.exit_code == 1
    monkeypatch.setattr(one_by_one, "assess_together", and_more)
    if fault:
        with pytest.raises(EngineFault, match=f"differ on thu 2024: .*{codes.CHILD_ABOVE_PARENT.id}"):
            in_columns([made], path)
    else:
        in_columns([made], path)


def test_parts_that_are_no_ratio_are_told_whatever_else_is_wrong_with_their_row(tmp_path):
    share = indicator("ty", unit="%", kind="ratio", more="target: {at_least: 50}\npace: none")
    made = pack(tmp_path, THU, HO, share)
    text = (
        "a,2024,thu,120 tỷ đồng,,,10,\na,2024,ho,abc,,,1,2\na,2024,ty,abc,,,,3\n"
        "b,2024,thu,120,,sai,10,\nb,2024,ho,,,,,3\nb,2024,ty,60,,,x,100\n"
        # A range is judged one by one, and with it all rows of its unit.
        "c,2024,thu,trên 90,,,,\nc,2024,ho,abc,,,,3\n"
    )
    head = "unit,period,indicator,value,as_of,status,numerator,denominator\n"
    in_columns([made], rows(tmp_path, text, head), units="data", output=str(tmp_path / "found"))
    found = table(tmp_path / "found", "findings", "unit, indicator, code")
    assert [one for one in found if one[2] in ("D116", "D117")] == [
        ("a", "ho", "D117"),
        ("a", "thu", "D116"),
        ("a", "ty", "D116"),
        ("b", "ho", "D116"),
        ("b", "thu", "D116"),
        ("c", "ho", "D116"),
    ]


def test_a_figure_in_another_unit_is_not_used_where_the_parts_of_a_whole_are_columns(tmp_path):
    spent = indicator("chi", kind="stock", more="target: {at_least: 100}\npace: none")
    made = pack(tmp_path, THU, spent, more="reporting: {roll_up: true, units: [a, b]}\n")
    head = "unit,period,indicator,value,unit_of_measure\n"
    text = 'a,2024,thu,110,triệu đồng\na,2024,chi,"0,1",\nb,2024,thu,120,\nb,2024,chi,100,\n'
    done = in_columns([made], rows(tmp_path, text, head), output=str(tmp_path / "found"))
    assert done.accounts.bad == 1
    # 110 triệu đồng would be in doubt, too, as 0.1 tỷ đồng is.
    found = table(tmp_path / "found", "findings", "unit, indicator, code")
    assert [one for one in found if one[0] != "thu"] == [("a", "chi", "D112")]
    reported = {(one.indicator, one.code) for report in done.run.reports for one in report.findings if one.location}
    assert ("thu", codes.UNIT_ELSEWHERE) in reported
