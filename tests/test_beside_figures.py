"""What stands beside a figure: in its cell, by a mark, in the note, with the plan. Each is read, refused or told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from checker.assessment import Options
from checker.binding.bind import bind
from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.domain.interval import point
from checker.domain.period import Period
from checker.domain.submission import Figure, Unreadable
from checker.domain.text import Text
from checker.domain.unit_words import parse_unit
from checker.packs.load import load_pack
from checker.pipeline import check
from checker.plan.model import Observed
from checker.readers.form.form import EnvelopeOptions, read_form
from checker.readers.numbers import WordedFigure, read_number
from tests.cells import grid
from tests.made import indicator, pack, target
from tests.office import Office
from tests.office import indicator as written_indicator
from tests.office import said as sentence
from tests.routes import ROUTES, Written

HEAD = ["Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "Ghi chú"]
ROW = ["Thu ngân sách", "tỷ đồng", 317, "86,6", ""]


def reading(*rows, more=(), **changes):
    """Read a form with one row; return its value, its state, and the codes of what is told."""
    cells = {"name": 0, "unit": 1, "plan": 2, "value": 3, "note": 4}
    row, head = list(ROW), list(HEAD)
    for key, content in changes.items():
        if key == "heading":
            head[3] = content
        else:
            row[cells[key]] = content
    above, below = ([one for one in rows if isinstance(one, tuple)], [one for one in rows if isinstance(one, str)])
    table = [*map(list, above), head, row, *([one] for one in below), *more]
    (submission,) = read_form(grid(table), EnvelopeOptions(unit="made", period=Period(2024)))
    made = indicator(
        "thu", title=Text("Thu ngân sách", "Revenue"), unit=parse_unit("tỷ đồng"), target=target("at_least", "317")
    )
    bound = bind(submission, pack(made))
    value = bound.values.get(Observed("thu"))
    return (
        None if value is None else str(value.lo),
        bound.rows["thu"].status.value,
        " ".join(problem.diagnostic.code.id for problem in bound.problems),
    )


MARKS = [
    (["(*) số ước"], {"value": "86,6*"}, ("86.6", "estimate", "")),
    (["* Ước thực hiện"], {"value": "86,6 (*)"}, ("86.6", "estimate", "")),
    (["(1) số liệu sơ bộ"], {"value": "86,6(1)"}, ("86.6", "provisional", "")),
    (["Ghi chú: * số sơ bộ; ** số ước"], {"value": "86,6**"}, ("86.6", "estimate", "")),
    ([("(*) số ước",)], {"value": "86,6*"}, ("86.6", "estimate", "")),
    (["(*) Số ước, do Cục Thuế cung cấp"], {"value": "86,6*"}, ("86.6", "estimate", "D336")),
    (["(*) không gồm xã A"], {"value": "86,6*"}, ("86.6", "final", "D336")),
    ([], {"value": "86,6*"}, ("86.6", "final", "D336")),
    # A number in brackets is a mark only where it has a note.
    ([], {"value": "86,6(1)"}, (None, "final", "D103")),
    (["(1) Kinh tế"], {"value": "86,6(2)"}, (None, "final", "D103")),
    (["(*) số ước"], {"name": "Thu ngân sách (*)"}, ("86.6", "estimate", "")),
    (["(1) Số liệu năm 2023"], {"name": "Thu ngân sách (1)"}, ("86.6", "final", "D336")),
    ([], {"name": "Thu ngân sách (1)"}, ("86.6", "final", "")),
    (["(*) Ước thực hiện"], {"heading": "Thực hiện (*)"}, ("86.6", "estimate", "")),
    (["(*) số ước"], {"note": "(*)"}, ("86.6", "estimate", "")),
    (["Số liệu ước"], {}, ("86.6", "estimate", "")),
    ([("(Số liệu sơ bộ)",)], {}, ("86.6", "provisional", "")),
    (["Ghi chú: Số liệu trên là số ước"], {}, ("86.6", "estimate", "")),
    (["Số liệu sơ bộ, chưa quyết toán"], {}, ("86.6", "provisional", "")),
    (["Số liệu ước của các xã"], {}, ("86.6", "final", "")),
    ([("Biểu số liệu ước thực hiện các chỉ tiêu",)], {}, ("86.6", "estimate", "")),
    ([("TÌNH HÌNH THỰC HIỆN CÁC CHỈ TIÊU (số ước)",)], {}, ("86.6", "estimate", "")),
    ([("Kết quả thực hiện, và ước thực hiện phần còn lại",)], {}, ("86.6", "final", "")),
    ([("Biểu thực hiện hương ước",)], {}, ("86.6", "final", "")),
    ([("Biểu số liệu ước thực hiện",)], {"value": "86,6 (số chính thức)"}, ("86.6", "final", "")),
    (["Số liệu sơ bộ, không gồm xã A"], {}, ("86.6", "final", "")),
    ([], {"plan": "317*"}, ("86.6", "final", "")),
    (["Số liệu ước"], {"value": "86,6 (số chính thức)"}, ("86.6", "final", "")),
]


@pytest.mark.parametrize(("notes", "changes", "expected"), MARKS)
def test_a_mark_leads_to_its_note(notes, changes, expected):
    assert reading(*notes, **changes) == expected


PLANS = [
    *(
        (plan, "T030")
        for plan in ("317 → 320", "300 - 320 hoặc 310", "theo NQ 15", "theo Nghị quyết số 15/NQ-HĐND", "317 hộ")
    ),
    *(
        (plan, "")
        for plan in (317, "317 tỷ", "317 (theo NQ 15/NQ-HĐND)", "NQ 317", "Tối thiểu 317", "-", "x", "Không giao")
    ),
]


@pytest.mark.parametrize(("plan", "told"), PLANS)
def test_a_plan_that_is_no_figure_is_told(plan, told):
    assert reading(plan=plan) == ("86.6", "final", told)


NOTES = [
    *((note, "tỷ đồng", "D264") for note in ("triệu đồng", "ĐVT: nghìn đồng", "x1000", "(nghìn)", "ĐVT: hộ")),
    *((note, "", "D286") for note in ("triệu đồng", "x 1.000", "Tính bằng triệu đồng")),
    *((note, "tỷ đồng", "") for note in ("tỷ đồng", "tăng 5 triệu đồng", "%", "hộ")),
]


@pytest.mark.parametrize(("note", "unit", "told"), NOTES)
def test_a_note_that_names_a_unit_of_another_size_refuses_the_figure(note, unit, told):
    value, _, codes = reading(note=note, unit=unit)
    assert (value, codes) == (None if told else "86.6", told)


@pytest.mark.parametrize(
    ("own", "note"),
    [
        ("ha", "m2"),
        ("ha", "ĐVT: km2"),
        ("nghìn m³", "m3"),
        ("hộ/xã", "hộ/1.000 xã"),
        ("tỷ đồng", "số liệu tính bằng x 1.000.000"),
    ],
)
def test_a_note_with_digits_names_a_unit_in_data_as_in_a_report(tmp_path, own, note):
    office = Office(
        tmp_path, written_indicator("f0", unit=own, kind="stock", more="target: {at_least: 10}\npace: none")
    )
    path = tmp_path / "rows.csv"
    path.write_text(f"unit,period,indicator,value,note\nthu,2024,f0,17,{note}\n", "utf-8")
    done = run_bulk([str(path)], [load_pack(str(office.pack))], BulkSettings(locale="vi"))
    (report,) = check([str(path)], Options(pack=str(office.pack), engine="direct", locale="vi")).reports
    assert [one.code.id for one in done.run.diagnostics] == ["D286"]
    assert "D286" in [one.code.id for one in report.findings]


def test_such_a_note_makes_a_bad_row_of_data(tmp_path):
    office = Office(tmp_path, written_indicator("f0", more="target: {at_least: 10}\npace: none"))
    rows = [
        ("17", "triệu đồng", "D286"),
        ("17 tỷ đồng", "triệu đồng", "D286"),
        ("17.000 triệu đồng", "triệu đồng", ""),
        ("17 tỷ đồng", "đã kiểm tra", ""),
    ]
    lines = [f'thu,2024-{3 * n + 3:02d},f0,"{value}",{note}' for n, (value, note, _) in enumerate(rows)]
    (tmp_path / "rows.csv").write_text("\n".join(["unit,period,indicator,value,note", *lines]), "utf-8")
    settings = BulkSettings(locale="vi", output=str(tmp_path / "out"), everything=True)
    done = run_bulk([str(tmp_path / "rows.csv")], [load_pack(str(office.pack))], settings)
    assert (done.accounts.judged, done.accounts.bad) == (2, 2)
    told = [(one.location.line, one.code.id) for one in done.run.diagnostics]
    assert told == [(line, code) for line, (*_, code) in enumerate(rows, 2) if code]


NAMES = [
    *((f"Thu ngân sách {unit}", "86.6", "") for unit in ("[tỷ đồng]", "[ĐVT: tỷ đồng]", "(tỷ đồng) (*)", "- tỷ đồng")),
    *((f"Thu ngân sách{unit}", "433/5000", "D112") for unit in (" [triệu đồng]", ", triệu đồng", " - triệu đồng")),
]


@pytest.mark.parametrize(("name", "value", "told"), NAMES)
def test_the_unit_behind_a_name_is_that_of_the_figure(name, value, told):
    found, _, codes = reading(name=name, unit="")
    assert (found, codes) == (value, told)


OWN = [
    ("mới đạt 317", "317", None),
    ("TH: 317 tỷ đồng", "317", None),
    ("vào khoảng 317", "633/2", None),
    ("Ước TH 317", "317", "estimate"),
    ("317 (sơ bộ)", "317", "provisional"),
    ("317 (số liệu ước, đến 31/12)", "317", "estimate"),
    ("tạm tính 317", "317", "provisional"),
]


@pytest.mark.parametrize(("text", "number", "state"), OWN)
def test_words_around_a_figure_that_leave_it_as_it_is(text, number, state):
    read = read_number(text)
    assert isinstance(read, WordedFigure)
    assert read.state == state
    assert (
        read.figure.interval.lo == Decimal(number) if "/" not in number else read.figure.interval.lo == Decimal("316.5")
    )


YEARS = ("TH 2024", "TH: 2024", "ƯTH 2024", "lũy kế 2024", "thực hiện năm 2024")


@pytest.mark.parametrize("text", YEARS)
def test_a_year_behind_words_of_headings_is_no_figure(text):
    assert not isinstance(read_number(text), WordedFigure)


ROUTED = [
    # What is measured, the text, and the figure of 2024 or that it is refused.
    ("tien", "lũy kế: 1.317", "1317"),
    ("tien", "lũy kế đến 31/12: 1.317", "1317"),
    ("tien", "1.317 (31/12/2024)", "1317"),
    ("tien", "1.317 (30/6/2024)", "refused"),
    ("tien", "9 tháng: 1.317", "refused"),
    ("tien", "1.317 (gồm xã A)", "refused"),
    ("tien", "1.317 (cả nợ cũ)", "refused"),
    ("tien", "8 (tăng 2 bậc)", "refused"),
    ("tyle", "1,89% (150/7936 hộ)", "refused"),
    ("tien", "640/350 (182,9%)", "refused"),
]


@pytest.mark.parametrize("route", ["yaml", "form", "csv in columns"])
def test_every_route_reads_what_stands_around_a_figure_alike(tmp_path, route):
    figures = [Written(measure, text) for measure, text, _ in ROUTED]
    office = Office(
        tmp_path,
        *(
            written_indicator(
                f"f{number}",
                {"tien": "tỷ đồng", "tyle": "%"}[one.measure],
                "stock",
                more="target: {at_least: 1300}\npace: none",
            )
            for number, one in enumerate(figures)
        ),
    )
    found = ROUTES[route].readings(tmp_path / "files", office.pack, figures, "vi")
    numbers = [one if isinstance(one, str) else str(one[1]) for _, one in sorted(found.items())]
    assert numbers == [number for *_, number in ROUTED]


RATIOS = [
    ("1,89% (150/7936 hộ)", "1875/992", ""),
    ("150/7936 hộ (1,89%)", "1875/992", ""),
    ("150/7936 = 1,8%", "1875/992", ""),
    ("1,89 (150/7936)", "1875/992", ""),
    ("2,5% (150/7936 hộ)", "", "D337"),
    ("150/7936 hộ (18,9%)", "", "D337"),
    ("1,89% (150/0 hộ)", "", "D115"),
]


def test_a_percentage_and_its_two_numbers_agree_or_are_refused(tmp_path):
    more = "target: {at_most: 1.89}\npace: none"
    ratios = [written_indicator(f"f{number}", "%", "ratio", "lower", more) for number in range(len(RATIOS))]
    office = Office(tmp_path, *ratios)
    figures = [Written("tyle", text) for text, *_ in RATIOS]
    for route in ("yaml", "form", "csv in columns"):
        found = ROUTES[route].readings(tmp_path / route, office.pack, figures, "vi")
        # In columns a unit with such a value is judged by itself, and its number is not in the table.
        verdicts = [one if isinstance(one, str) else one[0] for _, one in sorted(found.items())]
        assert verdicts == ["unmet" if number else "refused" for _, number, _ in RATIOS], route
    path = ROUTES["yaml"].write(tmp_path, figures, "vi")
    (report,) = check([str(path)], Options(pack=str(office.pack), engine="direct")).reports
    told = [one.code.id for one in report.findings if one.code.id.startswith("D")]
    assert told == [code for *_, code in RATIOS if code]
    computed = [sentence(value) for one in report.findings for name, value in one.message.values if name == "computed"]
    assert computed[:2] == ["1.89 %"] * 2


def test_the_place_of_a_rank_may_say_how_it_moved(tmp_path):
    office = Office(tmp_path, written_indicator("rank", "hạng", "stock", "lower", "target: {at_most: 10}\npace: none"))
    for text in ("8 (tăng 2 bậc)", "8/63 (tăng 2 bậc so với năm 2023)", "hạng 8, giảm 1 bậc"):
        (report,) = office.run(office.send("2024", f'rank: "{text}"')).reports
        value = report.results[0].value
        assert value is not None
        assert value.lo == 8
        assert not [one for one in report.findings if one.code.id.startswith("D")]


def test_the_year_so_far_is_not_the_period_alone(tmp_path):
    more = "target: {at_least: 10}\npace: none\nreported: period"
    office = Office(tmp_path, written_indicator("f0", more=more))
    (report,) = office.run(office.send("2024-Q2", 'f0: "lũy kế: 5"')).reports
    assert [one.code.id for one in report.findings if one.code.id[0] == "D"] == ["D268"]
    found = ROUTES["csv in columns"].readings(tmp_path / "files", office.pack, [Written("tien", "lũy kế: 5")], "vi")
    assert found[0] != "refused"  # The year itself begins with January.


def test_a_verdict_may_repeat_the_whole_name_of_its_indicator(tmp_path):
    office = Office(tmp_path, written_indicator("antt", "", "verdict", more="target: {achieved: true}"))
    text = office.pack.read_text("utf-8").replace("Chỉ tiêu antt", "Giữ vững an ninh trật tự")
    office.pack.write_text(text, "utf-8")
    for text, verdict in (
        ("ANTT được giữ vững", "met"),
        ("ANTT chưa được giữ vững", "unmet"),
        ("An ninh được giữ vững", "invalid"),
    ):
        (report,) = office.run(office.send("2024", f'antt: "{text}"')).reports
        assert report.results[0].verdict.value == verdict, text


def test_a_percentage_of_the_plan_in_a_remark_is_compared():
    rows: list[list[object]] = [list(HEAD), ["Thu ngân sách", "tỷ đồng", 317, "317 (90% KH)", ""]]
    (submission,) = read_form(grid(rows), EnvelopeOptions(unit="made", period=Period(2024)))
    percent = submission.observations[0].percent_of_plan
    assert percent is not None
    assert isinstance(percent.reading, Figure)
    assert percent.reading.interval == point(Decimal(90))
    value = submission.observations[0].value
    assert value is not None
    assert not isinstance(value.reading, Unreadable)
