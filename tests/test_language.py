"""Sentences, numbers, periods and labels in both languages, and what is safe to show."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.domain.axes import DataState, Gate, Matter, Pace, Severity, Verdict
from checker.domain.period import Period
from checker.domain.text import Message, Text, message
from checker.language import CONTEXTS, Language, choose, display_safe, is_unsafe
from tests.examples import each_row

VI, EN = Language("vi"), Language("en")


@each_row(
    ("number", "vi", "en"),
    [
        (Decimal("86.6"), "86,6", "86.6"),
        (Decimal(1900), "1.900", "1,900"),
        (Decimal("1234567.89"), "1.234.567,89", "1,234,567.89"),
        (Decimal("1E+6"), "1.000.000", "1,000,000"),
        (Decimal("-0.06"), "-0,06", "-0.06"),
        (Decimal("100.0"), "100,0", "100.0"),
        (317, "317", "317"),
        (-4000, "-4.000", "-4,000"),
        (Fraction(1, 4), "0,25", "0.25"),
        (Fraction(1, 3), "0,333333", "0.333333"),
        (Fraction(8000, 2), "4.000", "4,000"),
        (0, "0", "0"),
    ],
)
def test_numbers(number, vi, en):
    assert VI.number(number) == vi
    assert EN.number(number) == en


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**30), max_value=10**30))
def test_a_written_number_reads_back(number):
    assert Decimal(EN.number(number).replace(",", "")) == number
    assert Decimal(VI.number(number).replace(".", "").replace(",", ".")) == number


@each_row(
    ("code", "vi", "en"),
    [
        ("2024", "năm 2024", "the year 2024"),
        ("2024-H1", "6 tháng đầu năm 2024", "the first half of 2024"),
        ("2024-H2", "6 tháng cuối năm 2024", "the second half of 2024"),
        ("2024-9M", "9 tháng đầu năm 2024", "the first nine months of 2024"),
        ("2024-Q3", "quý III/2024", "quarter III of 2024"),
        ("2024-06", "tháng 6/2024", "month 6 of 2024"),
        ("2024-12", "tháng 12/2024", "month 12 of 2024"),
    ],
)
def test_periods(code, vi, en):
    assert VI.period(Period.parse(code)) == vi
    assert EN.period(Period.parse(code)) == en
    assert Period.parse(vi) == Period.parse(code)


def test_dates():
    assert VI.date(dt.date(2024, 7, 2)) == "02/07/2024"
    assert EN.date(dt.date(2024, 7, 2)) == "2024-07-02"


def test_a_sentence_fills_in_values_of_every_kind():
    said = message(
        "{indicator} is not met: {value}, target: {bound}",
        indicator=Text("Thu ngân sách", "Revenue"),
        value=message("{number} {unit}", number=Decimal("301.4"), unit="tỷ đồng"),
        bound=(message("at least {number}", number=1317), "x", Text("vi", "en")),
    )
    assert VI.render(said) == "Thu ngân sách không đạt: 301,4 tỷ đồng (chỉ tiêu: từ 1.317 trở lên, x, vi)"
    assert EN.render(said) == "Revenue is not met: 301.4 tỷ đồng, target: at least 1,317, x, en"


@each_row("text", ["{", "}", "{}", "{0}", "{value}", "{value.__class__}", "{{x}}", "%s", "%(a)s"])
def test_braces_in_values_stay(text):
    assert EN.render(message("`{value}` is not a number", value=text)) == f"`{text}` is not a number"
    assert VI.render(message("`{value}` is not a number", value=text)) == f"`{text}` không phải là số"


def test_braces_in_templates_are_doubled():
    said = message("add `source: {{document: ..., clause: ...}}`")
    assert EN.render(said) == "add `source: {document: ..., clause: ...}`"
    assert VI.render(said) == "thêm `source: {document: ..., clause: ...}`"


def test_a_field_without_a_value_shows_as_itself():
    assert EN.render(message("known here: {known}")) == "known here: {known}"


def test_nothing_is_not_the_head_of_the_catalogue():
    assert VI.render(Message("")) == ""


def test_a_sentence_without_translation_is_english():
    assert VI.render(message("never said anywhere {x}", x=1)) == "never said anywhere 1"


@each_row(
    ("member", "vi", "en"),
    [
        (Verdict.NOT_DUE, "chưa đến kỳ đánh giá", "not due"),
        (Verdict.EXCEEDED, "vượt", "exceeded"),
        (Verdict.MET, "đạt", "met"),
        (Verdict.UNMET, "không đạt", "unmet"),
        (Verdict.UNDECIDED, "chưa xác định được", "undecided"),
        (Verdict.NO_DATA, "chưa có số liệu", "no data"),
        (Verdict.INVALID, "số liệu không hợp lệ", "invalid"),
        (Verdict.NOT_ASSESSED, "không đánh giá", "not assessed"),
        (Pace.AHEAD, "vượt tiến độ", "ahead"),
        (Pace.ON_TRACK, "đạt tiến độ", "on track"),
        (Pace.AT_RISK, "sát tiến độ", "at risk"),
        (Pace.BEHIND, "chậm tiến độ", "behind"),
        (Pace.NONE, "không xét", "none"),
        (DataState.FINAL, "chính thức", "final"),
        (DataState.ESTIMATE, "ước", "estimate"),
        (DataState.PROVISIONAL, "sơ bộ", "provisional"),
        (DataState.REVISED, "điều chỉnh", "revised"),
        (DataState.LATE, "nộp chậm", "late"),
        (DataState.MISSING, "thiếu", "missing"),
        (Gate.FAIL, "chưa đạt yêu cầu", "fail"),
        (Severity.WARNING, "cảnh báo", "warning"),
        (Matter.NO_DATA, "chưa có số liệu", "no data"),
    ],
)
def test_labels(member, vi, en):
    assert VI.label(member) == vi
    assert EN.label(member) == en


def test_every_label_is_there():
    for kind in CONTEXTS:
        for member in kind:
            assert VI.label(member) != member.value


@given(st.sampled_from([member for kind in CONTEXTS for member in kind]), st.sampled_from([VI, EN]))
def test_in_a_sentence_a_verdict_and_the_like_stand_by_their_labels(member, language):
    assert language.render(message("{verdict}", verdict=member)) == language.label(member)


def test_a_language_that_there_is_not():
    with pytest.raises(ValueError, match="fr"):
        Language("fr")


@each_row(
    ("option", "environ", "code"),
    [
        ("", {}, "vi"),
        ("en", {"CHECKER_LANG": "vi", "LC_ALL": "vi_VN.UTF-8"}, "en"),
        ("", {"CHECKER_LANG": "en", "LC_ALL": "vi_VN.UTF-8"}, "en"),
        ("", {"LC_ALL": "en_US.UTF-8", "LANG": "vi_VN.UTF-8"}, "en"),
        ("", {"LC_MESSAGES": "vi_VN", "LANG": "en_US"}, "vi"),
        ("", {"LANG": "en"}, "en"),
        ("", {"LANG": "C.UTF-8"}, "vi"),
        ("", {"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, "en"),
        ("", {"LANG": "fr_FR.UTF-8"}, "vi"),
        ("", {"LANG": ""}, "vi"),
        ("xx", {"CHECKER_LANG": "yy"}, "vi"),
    ],
)
def test_the_language_is_chosen(option, environ, code):
    assert choose(option, environ) == code


@each_row(
    ("text", "safe"),
    [
        ("Thu ngân sách: 86,6 tỷ đồng – “đạt”", "Thu ngân sách: 86,6 tỷ đồng – “đạt”"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\r\n\tb", "a\\r\\n\\tb"),
        ("\x7f\x9b", "\\x7f\\x9b"),
        ("\u202eabc", "\\u202eabc"),
        ("a\u200bb\ufeff", "a\\u200bb\\ufeff"),
        ("soft\xadhyphen", "soft\\xadhyphen"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("86,6\xa0tỷ", "86,6\xa0tỷ"),
        ("\u3164\u2800", "\\u3164\\u2800"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("שלום", "שלום"),
        ("工業", "工業"),
        ("thu\u0302", "thu\u0302"),
        ("C:\\new", "C:\\new"),
        ("", ""),
    ],
)
def test_display_safe(text, safe):
    assert display_safe(text) == safe


@given(st.text(st.characters(), max_size=50))
def test_nothing_unsafe_is_left(text):
    safe = display_safe(text)
    assert not any(map(is_unsafe, safe))
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in safe)
    safe.encode()
    assert display_safe(safe) == safe
