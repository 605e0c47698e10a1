"""Further names of indicators, which stand in a file beside the pack."""

from __future__ import annotations

import pytest

from checker.assessment import Options
from checker.domain.period import Period
from checker.pipeline import check
from tests.office import Office, indicator, number, said

FORM = "Chỉ tiêu;ĐVT;Thực hiện\nNguồn thu của xã;tỷ đồng;5\n"


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path, indicator("a", more="target: {at_least: 10}"))
    (tmp_path / "form.csv").write_text(FORM, "utf-8")
    return made


def beside(office, text):
    office.pack.with_name("2024.aliases.yaml").write_text(text, "utf-8")


def checked(office):
    options = Options(pack=str(office.pack), period=Period(2024, "H1"))
    return check([str(office.folder / "form.csv")], options)


def test_a_row_is_known_by_a_name_of_the_file_beside_the_pack(office):
    assert not checked(office).reports
    beside(office, "aliases: 1\nnames:\n  a: [Nguồn thu của xã, Thu xã]\n")
    (report,) = checked(office).reports
    assert number(report) == 5


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("aliases: 2\nnames: {a: Thu}\n", "unsupported-version"),
        ("aliases: 1\nnames: {b: Thu}\n", "unknown-key"),
        ("aliases: 1\nnames: {a: [[x]]}\n", "wrong-shape"),
        ("aliases: 1\nnames: [x]\n", "wrong-shape"),
        ("aliases: 1\n", "missing-key"),
    ],
)
def test_what_is_wrong_with_the_file_is_told_at_its_place(office, text, code):
    beside(office, text)
    done = checked(office)
    assert not done.reports
    (wrong,) = [one for one in done.diagnostics if one.location.path.endswith("2024.aliases.yaml")]
    assert wrong.code.name == code, said(wrong.message)
    assert done.exit_code == 2
