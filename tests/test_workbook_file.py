"""Workbooks are written in memory: no file of a library waits where a full disk or a kill would find it."""

from __future__ import annotations

import io
import tempfile

import openpyxl
import pytest

from checker.workbook_file import written


def test_no_file_is_made_on_the_way_and_the_same_content_is_the_same_bytes(monkeypatch):
    def refuse(*_, **__):
        pytest.fail("a temporary file")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refuse)
    made = []
    for _ in range(2):
        book = openpyxl.Workbook()
        book.worksheets[0]["A1"] = "thu ngân sách"
        book.create_sheet("b").append([1, 2.5, None, "x"])
        made.append(written(book))
    assert made[0] == made[1]
    again = openpyxl.load_workbook(io.BytesIO(made[0]))
    assert [again.worksheets[0]["A1"].value, [*again["b"].values]] == ["thu ngân sách", [(1, 2.5, None, "x")]]
