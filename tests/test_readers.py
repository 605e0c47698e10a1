"""Submission files: the envelope, the rows, and the exact places of what is wrong."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from checker.domain.axes import DataState
from checker.domain.diagnostic import Diagnostic, Excerpt
from checker.domain.interval import below, point
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.submission import Figure, Phrase, StatedNumber, Submission, Unreadable
from checker.domain.text import Message
from checker.errors import SubmissionError
from checker.language import Language
from checker.readers.cells.limits import ReadLimits
from checker.readers.envelope import KEYS, REQUIRED, ROW_KEYS, STATUS_WORDS, TALLY_KEYS
from checker.readers.form.options import EnvelopeOptions
from checker.readers.schema import submission_schema
from checker.readers.submission import SUFFIXES, TABLES, read_submission
from checker.readers.tables import read_tables
from tests.examples import each_row

HEAD = "submission: 1\nunit: u\nperiod: 2024\n"
FULL = """\
submission: 1
pack: bac-kan-city/2024
unit: bac-kan-city
period: "6 tháng đầu năm 2024"
as_of: 2024-07-02
provider: phòng tài chính
locale: vi
synthetic: true
source: "made up"
note: "nothing"
tally: {counted: 44, met: 38, unmet: 6}
observations:
  budget_revenue: {value: "86,6 tỷ đồng", status: estimate, percent_of_plan: "27%", note: "27% dự toán"}
  retail_sales:
    value: gần 1.900 tỷ đồng
    status: sơ bộ
  business_households: 4012
  online_services: chưa hoàn thành
"""


def read(text: str | bytes, name: str = "s.yaml") -> Submission:
    return read_submission(name, stdin=text.encode() if isinstance(text, str) else text)


def troubles(text: str | bytes, name: str = "s.yaml") -> list[Diagnostic]:
    with pytest.raises(SubmissionError) as caught:
        read(text, name)
    return list(caught.value.diagnostics)


def brief(found: list[Diagnostic]) -> list[str]:
    return [f"{d.location.line}:{d.location.column} {d.code.id} {d.code.name}" for d in found]


def filled(text: Message | None) -> str:
    assert text is not None
    return text.template.format_map(
        {name: filled(value) if isinstance(value, Message) else value for name, value in text.values}
    )


def test_full_submission() -> None:
    submission = read(FULL)
    assert submission.pack == "bac-kan-city/2024"
    assert submission.unit == "bac-kan-city"
    assert submission.period == Period(2024, "H1")
    assert submission.as_of == dt.date(2024, 7, 2)
    assert submission.provider == "phòng tài chính"
    assert submission.synthetic
    assert submission.source == "made up"
    assert len(submission.sha256) == 64
    assert not submission.troubles
    assert submission.tally is not None
    assert submission.tally == (44, 38, 6, Location("s.yaml", 11, 1))
    assert submission.place("pack") == Location("s.yaml", 2, 7)
    assert submission.place("observations") == Location("s.yaml", 12, 1)
    assert submission.place("nowhere") == Location("s.yaml")
    revenue, retail, households, online = submission.observations
    assert revenue.indicator == "budget_revenue"
    assert revenue.location == Location("s.yaml", 13, 3)
    assert revenue.status is DataState.ESTIMATE
    assert revenue.note == "27% dự toán"
    assert revenue.value is not None
    assert revenue.value.text == "86,6 tỷ đồng"
    assert revenue.value.location == Location("s.yaml", 13, 27)
    assert isinstance(revenue.value.reading, Figure)
    assert revenue.value.reading.interval == point(Decimal("86.6"))
    assert revenue.percent_of_plan is not None
    assert isinstance(revenue.percent_of_plan.reading, Figure)
    assert revenue.percent_of_plan.reading.interval == point(Decimal(27))
    assert retail.status is DataState.PROVISIONAL
    assert retail.value is not None
    assert retail.value.location == Location("s.yaml", 15, 12)
    assert isinstance(retail.value.reading, Figure)
    assert retail.value.reading.interval == below(Decimal(1900))
    assert households.status is DataState.FINAL
    assert households.value is not None
    assert households.value.reading == Figure(point(Decimal(4012)))
    assert online.value is not None
    assert online.value.reading == Phrase("chưa hoàn thành")


def test_json_reads_the_same() -> None:
    data = {
        "submission": 1,
        "unit": "u",
        "period": "2024-H1",
        "synthetic": True,
        "pack": None,
        "observations": {"a": {"value": "86,6 tỷ đồng"}, "b": 65.5, "c": 3},
    }
    submission = read(json.dumps(data, ensure_ascii=False, indent=1), "s.JSON")
    assert submission.synthetic
    assert submission.pack == ""
    assert [o.value and o.value.location.line for o in submission.observations] == [9, 11, 12]
    assert [str(o.value.reading.interval.lo) for o in submission.observations if o.value] == ["86.6", "65.5", "3"]  # type: ignore[union-attr]


def test_yaml_types_nothing() -> None:
    submission = read(HEAD + "observations: {a: NO, b: 12:30, c: 010, d: 2024-07-02, e: 0x10, f: 1_000}")
    found = [o.value.reading for o in submission.observations if o.value]
    assert found[0] == Phrase("NO")
    assert found[2] == Figure(point(Decimal(10)))
    assert all(isinstance(found[i], Unreadable) for i in (1, 3, 4, 5))


def test_locale_en() -> None:
    submission = read(HEAD + 'locale: en\nobservations: {a: "1,234.5", b: 3.700}')
    assert [o.value.reading for o in submission.observations if o.value] == [
        Figure(point(Decimal("1234.5"))),
        Figure(point(Decimal("3.700")), stated=(StatedNumber(Decimal("3.700"), Decimal(3700)),)),
    ]


def test_own_words_make_an_estimate_unless_a_status_says_otherwise() -> None:
    submission = read(HEAD + "observations: {a: ước 5, b: {value: ước 5}, c: {value: ước 5, status: final}, d: 5}")
    states = [o.status for o in submission.observations]
    assert states == [DataState.ESTIMATE, DataState.ESTIMATE, DataState.FINAL, DataState.FINAL]


@each_row(("word", "state"), STATUS_WORDS.items())
def test_status_words(word: str, state: DataState) -> None:
    (row,) = read(HEAD + f"observations: {{a: {{value: 1, status: {word.upper()}}}}}").observations
    assert row.status is state


@each_row(
    ("value", "code", "hint"),
    [
        ('"12 ??"', "D103", "write a figure such as 86,6 tỷ đồng"),
        ('"1.89"', "D104", "write it so that only one reading is left: 189 or 1,89"),
        ("3.700", "D104", 'write it so that only one reading is left: 3700 or "3,7"'),
        (".nan", "D105", "write the figure, or leave the row out if there is none"),
        ("1e99", "D106", "check the figure"),
        ("\uff11", "D108", "type the digits 0 to 9"),
        ("62-61", "D111", "write the smaller number first"),
        ('"5 %%"', "D113", "write the unit of the pack, or none"),
    ],
)
def test_bad_value_stays_in_its_row(value: str, code: str, hint: str) -> None:
    submission = read(HEAD + f"observations:\n  a: {{value: {value}}}\n  b: 5\n")
    assert not submission.troubles
    field = submission.observations[0].value
    assert field is not None
    assert isinstance(field.reading, Unreadable)
    found = field.reading.trouble
    assert found.code.id == code
    assert found.location == field.location == Location("s.yaml", 5, 14)
    assert found.excerpt == Excerpt(f"  a: {{value: {value}}}", 14, len(value))
    assert filled(found.hint) == hint
    assert "{" not in filled(found.message)


def test_bad_percent_of_plan_is_kept_too() -> None:
    (row,) = read(HEAD + 'observations: {a: {value: 5, percent_of_plan: "49.5% KH"}}').observations
    assert row.percent_of_plan is not None
    assert isinstance(row.percent_of_plan.reading, Unreadable)


def test_done_and_planned_are_kept_both() -> None:
    short, long = read(HEAD + 'observations: {a: "07/02", b: {value: "640/350 lao động"}}').observations
    for row, done, planned in ((short, 7, 2), (long, 640, 350)):
        assert row.value is not None
        assert row.behind is not None
        readings = [field.reading for field in (row.value, row.behind)]
        assert [one.interval for one in readings if isinstance(one, Figure)] == [
            point(Decimal(done)),
            point(Decimal(planned)),
        ]


def test_troubles_of_rows() -> None:
    submission = read(
        HEAD
        + "observations:\n  a:\n  b: {note: x}\n  c: {value: null}\n  d: {percent_of_plan: 5}\n"
        + '  e: {value: 1, status: maybe}\n  f: ""\n'
    )
    assert brief(list(submission.troubles)) == [
        "5:3 D114 row-without-value",
        "6:3 D114 row-without-value",
        "7:3 D114 row-without-value",
        "9:25 D013 not-allowed",
        "10:3 D114 row-without-value",
    ]
    assert filled(submission.troubles[0].message) == "`a` is listed without a figure"
    assert "chính thức" in filled(submission.troubles[3].message)
    assert [o.indicator for o in submission.observations] == list("abcdef")
    assert submission.observations[4].value is not None
    assert submission.observations[3].value is None


def test_all_troubles_of_the_envelope_at_once() -> None:
    found = troubles(
        "submission: 2\nunti: x\nperiod: soon\nas_of: 2/7/2024\nlocale: fr\nsynthetic: yes\nprovider: [a]\n"
        "tally: {counted: many, met: 1, umet: 2}\nobservations:\n  a: [1]\n  b: {valeu: 3, value: {x: 1}}\n"
    )
    assert brief(found) == [
        "1:1 D011 missing-key",
        "1:13 D016 unsupported-version",
        "2:1 D010 unknown-key",
        "3:9 D015 not-a-period",
        "4:8 D014 not-a-date",
        "5:9 D013 not-allowed",
        "6:12 D013 not-allowed",
        "7:11 D012 wrong-shape",
        "8:8 D011 missing-key",
        "8:18 D012 wrong-shape",
        "8:32 D010 unknown-key",
        "10:6 D012 wrong-shape",
        "11:7 D010 unknown-key",
        "11:24 D012 wrong-shape",
    ]
    assert filled(found[2].hint) == "did you mean `unit`?"
    assert filled(found[7].message) == "expected one value, found a list"
    assert filled(found[9].message) == "expected a whole number, found `many`"
    assert filled(found[12].hint) == "did you mean `value`?"
    for diagnostic in found:
        assert "{" not in filled(diagnostic.message) + filled(diagnostic.hint)
        assert diagnostic.excerpt is not None


@each_row(
    ("text", "places"),
    [
        ("", ["0:0 D007 empty"]),
        ("- 1\n", ["1:1 D012 wrong-shape"]),
        ("just words\n", ["1:1 D012 wrong-shape"]),
        ('""\n', ["1:1 D012 wrong-shape"]),
        ("{}", ["1:1 D011 missing-key"] * 4),
        ("submission:\nunit: ''\nperiod: ~\nobservations:\n", [f"{n}:1 D011 missing-key" for n in (1, 2, 3, 4)]),
        (HEAD + "observations: 5", ["4:15 D012 wrong-shape"]),
        (HEAD + "observations: [{a: 5}]", ["4:15 D012 wrong-shape"]),
        (HEAD + "tally: 38/44\nobservations: {a: 5}", ["4:8 D012 wrong-shape"]),
        (HEAD + "tally: {counted: -1, met: 1, unmet: 1}\nobservations: {}", ["4:18 D012 wrong-shape"]),
        (HEAD + "as_of: 2024-02-30\nobservations: {}", ["4:8 D014 not-a-date"]),
        (HEAD + "as_of: 20240702\nobservations: {}", ["4:8 D014 not-a-date"]),
        (HEAD + "zzz: 5\nobservations: {}", ["4:1 D010 unknown-key"]),
        (HEAD + "observations: {a: 1, a: 2}", ["4:22 D004 duplicate-key"]),
        (HEAD + "observations: {a: *x}", ["4:19 D005 feature-refused"]),
        ("submission: [1\n", ["1:13 D003 syntax"]),
        (b"\xff\xfe\xff", None),
        ("submission: 1\nunit: u\nobservations: {}\nperiod: " + "9" * 30_000, ["4:9 D015 not-a-period"]),
    ],
)
def test_envelope_that_cannot_be_used(text: str | bytes, places: list[str] | None) -> None:
    found = brief(troubles(text))
    assert found
    assert places is None or found == places


def test_empty_optional_keys_are_as_if_left_out() -> None:
    submission = read(HEAD + "pack:\nas_of: ~\ntally: null\nlocale:\nsynthetic:\nnote:\nobservations: {}")
    assert submission.pack == ""
    assert submission.as_of is None
    assert submission.tally is None
    assert not submission.synthetic
    assert not submission.observations


def test_long_texts_are_cut_in_messages() -> None:
    (found,) = troubles(HEAD + "k" * 5_000 + ": 1\nobservations: {}")
    assert len(filled(found.message)) < 200


def test_file_types(tmp_path: Path) -> None:
    for name in ("s.yaml", "s.yml", "s.YAML"):
        (tmp_path / name).write_text(FULL, encoding="utf-8")
        assert read_submission(str(tmp_path / name)).path == str(tmp_path / name)
    for name, suffix in (("s.xls", ".xls"), ("README", "README")):
        (tmp_path / name).write_text(FULL, encoding="utf-8")
        with pytest.raises(SubmissionError) as caught:
            read_submission(str(tmp_path / name))
        (found,) = caught.value.diagnostics
        assert found.code.id == "D008"
        assert filled(found.message) == f"files of type `{suffix}` are not read"
        assert filled(found.hint) == "send it as one of: " + ", ".join((*SUFFIXES, *TABLES))


@each_row("name", ["missing.yaml", "missing", "missing.xlsx", "", "folder", "\0.yaml"])
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(SubmissionError) as caught:
        read_submission(f"{tmp_path}/{name}")
    assert [d.code.id for d in caught.value.diagnostics] == ["D001"]


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_bytes(b"#" * 2_000_001)
    with pytest.raises(SubmissionError) as caught:
        read_submission(str(tmp_path / "s.yaml"))
    assert [d.code.id for d in caught.value.diagnostics] == ["D006"]


def test_standard_input() -> None:
    assert read(FULL, "<stdin>").path == "<stdin>"
    data = {"submission": 1, "unit": "u", "period": "2024", "observations": {"a": "5 hộ"}}
    text = json.dumps(data)
    (row,) = read(text, "<stdin>").observations
    assert row.location == Location("<stdin>", 1, text.index('"a"') + 1)


def test_schema_has_the_keys_that_the_reader_accepts() -> None:
    schema = submission_schema()
    assert tuple(schema["properties"]) == KEYS
    assert tuple(schema["required"]) == REQUIRED
    assert tuple(schema["properties"]["tally"]["properties"]) == TALLY_KEYS
    assert schema["properties"]["unit"]["minLength"] == 1
    row = schema["properties"]["observations"]["additionalProperties"]["anyOf"][1]
    assert tuple(row["properties"]) == ROW_KEYS
    assert schema["additionalProperties"] is row["additionalProperties"] is False


def test_every_key_of_the_schema_is_described() -> None:
    def walk(node: object, name: str) -> None:
        if isinstance(node, dict):
            for key, child in node.get("properties", {}).items():
                assert child["description"], f"{name}.{key}"
                walk(child, f"{name}.{key}")

    walk(submission_schema(), "")


def test_a_part_of_a_ratio_is_one_figure():
    (row,) = read(HEAD + "observations: {rate: {numerator: 450/460, denominator: '500'}}\n").observations
    assert row.numerator
    assert isinstance(row.numerator.reading, Unreadable)
    assert row.numerator.reading.trouble.code.id == "D103"
    assert row.denominator
    assert isinstance(row.denominator.reading, Figure)


@each_row(
    "row",
    [
        "{value: 5, status: xyz}",
        "{value: 5, confirmed: maybe}",
        '{value: "1.89"}',
        "{value: 3.700}",
        '{value: 5, percent_of_plan: "giảm 96%"}',
        '{value: "vượt 4%"}',
        "{valu: 5}",
    ],
)
def test_hints_are_filled_with_values(row) -> None:
    text = f"submission: 1\nunit: u\nperiod: 2024\nobservations:\n  x: {row}\n"
    try:
        submission = read(text)
    except SubmissionError as error:
        found = list(error.diagnostics)
    else:
        (one,) = submission.observations
        fields = (one.value, one.percent_of_plan)
        found = [field.reading.trouble for field in fields if field and isinstance(field.reading, Unreadable)]
        found += submission.troubles
    hints = [Language(code).render(diagnostic.hint) for diagnostic in found for code in ("vi", "en") if diagnostic.hint]
    assert hints
    assert not [hint for hint in hints if "{" in hint]


LINES_OF_CELLS = [
    # Titles of two rows above one whose value is no number, and the line on which that one begins.
    (["Thu", "Chi"], 6),
    (['"Thu\nnội địa"', "Chi"], 7),
    (['"Thu\n\nnội địa"', '"Chi\n"'], 9),
    (['"Thu\r\nnội địa"', "Chi"], 7),
    (['"Thu"', '"Chi, và"\n'], 7),
]


@each_row(("titles", "line"), LINES_OF_CELLS)
def test_a_row_below_cells_of_several_lines_is_told_with_its_own_line(tmp_path, titles, line):
    path = tmp_path / "form.csv"
    head = "Đơn vị: thu,,\nKỳ báo cáo: năm 2024,,\nChỉ tiêu,ĐVT,Thực hiện\n"
    rows = "".join(f"{title},tỷ đồng,5\n".replace("\n,tỷ đồng,5", ",tỷ đồng,5\n") for title in titles)
    path.write_bytes(f"{head}{rows}Nợ,tỷ đồng,1.89\n".encode())
    (read,) = read_tables(str(path), EnvelopeOptions(locale="vi"), ReadLimits())
    *_, last = read.observations
    assert last.value is not None
    assert isinstance(last.value.reading, Unreadable)
    assert last.value.reading.trouble.location == Location(str(path), line, 12)
