"""The officer's page in a real Firefox, without a network."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from checker.page.make import page
from tests.command import checker
from tests.marionette import firefox
from tests.page import runtime_or_skip
from tests.test_page_browser import PACK, VALUES, form

pytestmark = pytest.mark.nightly


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_form_is_judged_as_by_the_command(tmp_path, monkeypatch, language):
    monkeypatch.chdir(tmp_path)
    made = tmp_path / "kiểm tra.html"
    made.write_bytes(page(PACK, runtime_or_skip(), day=dt.date(2024, 10, 2)))
    (tmp_path / "biểu.xlsx").write_bytes(form("2024", VALUES))
    done = checker("check", "biểu.xlsx", "--engine", "direct", "--lang", language, "--format", "json")
    (report,) = json.loads(done.stdout)["reports"]
    unmet = [result["title"][language] for result in report["results"] if result["verdict"] == "unmet"]
    with firefox() as opened:
        opened.ask("WebDriver:Navigate", url=made.as_uri())
        if language == "en":
            opened.evaluate("document.querySelector('#language').click()")
        opened.wait("!document.querySelector('#files').disabled && document.querySelector('#said').innerText")
        opened.choose("#files", tmp_path / "biểu.xlsx")
        headline = opened.wait("(document.querySelector('#headline') || {}).innerText")
        shown = opened.evaluate("document.body.innerText")
    assert unmet
    assert [title for title in unmet if title not in shown] == []
    assert {"vi": "CHƯA ĐẠT YÊU CẦU", "en": "FAIL"}[language] in headline
