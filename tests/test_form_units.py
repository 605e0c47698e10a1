"""Units that stand around a figure: each is read, or the figure is refused. All figures are made up."""

from __future__ import annotations

import pytest

from checker.readers.grid import Range
from tests.test_form import form, told, values

HEAD = ["Chỉ tiêu", "ĐVT", "Thực hiện"]


# ---- down the column of units -----------------------------------------------------------------


def test_a_unit_in_merged_cells_is_that_of_all_their_rows():
    rows = HEAD, ["a", "tạ", 1], ["b", None, 2], ["c", None, 3]
    assert values(form(*rows, merged=[Range(2, 2, 3, 2)])) == {"a": "1 tạ", "b": "2 tạ", "c": "3"}


def test_the_name_of_a_group_over_the_column_of_units_is_no_unit():
    rows = HEAD, ["a", "tạ", 1], ["I. NÔNG NGHIỆP"], ["b", None, 2]
    assert values(form(*rows, merged=[Range(3, 1, 4, 2)])) == {"a": "1 tạ", "b": "2"}


DASHES = ["-", "–"]
DITTO = ['"', "″", "”", "''", "’’", "〃", "//", "...", "…", "- nt -", "-nt-", "NT", "như trên", '-"-', "ditto", *DASHES]


@pytest.mark.parametrize("mark", DITTO)
def test_a_ditto_mark_repeats_the_unit_above(mark):
    rows = ["a", "tạ", 1], ["I", None, None], ["b", mark, 2], ["c", mark, 3], ["d", "", 4], ["e", "ha", 5]
    assert values(form(HEAD, *rows)) == {"a": "1 tạ", "b": "2 tạ", "c": "3 tạ", "d": "4", "e": "5 ha"}


@pytest.mark.parametrize("mark", DITTO)
def test_a_ditto_mark_without_a_unit_above_is_refused_unless_it_is_a_dash(mark):
    wanted = "1" if mark in DASHES else "D285"
    assert values(form(HEAD, ["a", mark, 1])) == {"a": wanted}
    assert values(form(HEAD, ["a", "tạ", 1], ["b", "", 2], ["c", mark, 3]))["c"] == wanted.replace("1", "3")


def test_a_figure_with_its_own_unit_needs_no_ditto_mark():
    assert values(form(HEAD, ["a", '"', "5 tạ"], ["b", '"', "đạt"])) == {"a": "5 tạ", "b": "đạt"}
    (row,) = form(["Chỉ tiêu", "ĐVT", "Thực hiện (tạ)"], ["a", '"', 5]).observations
    assert told(row.value) == "5 tạ"
