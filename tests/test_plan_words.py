"""Percentages of the plan in words, plans of several assigners, and values such as "640/350": how they are read."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.binding.assigning_level import assigned_by
from checker.domain import codes
from checker.domain.interval import Interval
from checker.domain.location import Location
from checker.domain.submission import Field, Phrase, Several
from checker.domain.text import Text
from checker.readers.notation import Trouble, in_notation
from checker.readers.numbers import WordedFigure
from checker.readers.plan_words import PlanReading, read_percent_of_plan, says_nothing
from checker.readers.plans import read_plan
from tests.examples import each_row
from tests.made import indicator as made_indicator
from tests.made import target


def sketch(read: PlanReading) -> str:
    """Write a reading as a short line: an interval, and in brackets whose plan it is; or a code."""
    match read:
        case Several(shares):
            return ", ".join(f"{sketch(WordedFigure(share.figure))} [{share.words}]" for share in shares)
        case WordedFigure(figure):
            low, high, low_open, high_open = figure.interval
            unit = f" {figure.unit.name}" if figure.unit else ""
            if figure.interval.is_point:
                return f"{low}{unit}"
            ends = (f"{'(' if low_open else '['}{low}", f"{high}{')' if high_open else ']'}")
            return f"{'' if low is None else ends[0]};{'' if high is None else ends[1]}{unit}"
        case Phrase(words):
            return f"phrase {words}"
        case Trouble(code, fields):
            readings = dict(fields)
            return f"{code.id} {readings['first']} {readings['second']}" if code is codes.PERCENT_UNCLEAR else code.id


PERCENTAGES = [
    # What is reached, in words or none.
    ("37,8", "37.8"),
    ("27%", "27 %"),
    ("104 phần trăm", "104 %"),
    ("đạt 96%", "96 %"),
    ("ước đạt 51% KH", "51 %"),
    ("bằng 104% so với dự toán", "104 %"),
    ("Bằng 104% dự toán", "104 %"),
    ("so với KH đạt 96%", "96 %"),
    ("103% chỉ tiêu giao", "103 %"),
    ("22,9% KH năm 2024", "22.9 %"),
    ("còn 95% KH", "95 %"),
    ("giảm còn 95%", "95 %"),
    ("xuống còn 95% kế hoạch", "95 %"),
    ("tăng lên 104%", "104 %"),
    ("104% of the plan", "104 %"),
    ("chỉ đạt 95% KH", "95 %"),
    # As so many times the plan, as exactly as it is written.
    ("bằng 1,04 lần KH", "104"),
    ("1,04 lần", "104"),
    ("gấp 1,2 lần so với KH", "[115;125]"),
    ("trên 1,2 lần KH", "(120;"),
    ("đạt 1-1,2 lần KH", "[100;120]"),
    ("tăng 1,2 lần so với KH", "D126 220% 120%"),
    ("tăng gấp 2 lần so với KH", "D126 300% 200%"),
    ("giảm 2 lần so với KH", "D103"),
    ("+2 lần KH", "D103"),
    ("bằng 1,2 lần cùng kỳ", "D127"),
    # What is left, or what was reached; a share, or a percentage.
    ("còn 5% KH", "D126 95% 5%"),
    ("còn lại 5%", "D126 95% 5%"),
    ("bằng 0,95 KH", "D126 95% 0,95%"),
    ("bằng 0,95% KH", "0.95 %"),
    # A unit is no percentage.
    ("tăng 20 tỷ so KH", "D103"),
    ("vượt 20 hộ so KH tỉnh", "D103"),
    # What is beyond the plan.
    ("tăng 37,8% so với dự toán", "137.8 %"),
    ("vượt 4%", "104 %"),
    ("VƯỢT 4%", "104 %"),
    ("vượt kế hoạch 4%", "104 %"),
    ("so với dự toán tăng 37,8%", "137.8 %"),
    ("tăng thêm 3% so với chỉ tiêu được giao", "103 %"),
    ("cao hơn KH 4%", "104 %"),
    ("hơn kế hoạch 4%", "104 %"),
    ("tăng 99,9%", "199.9 %"),
    ("+37,8", "137.8"),
    ("+4% so KH", "104 %"),
    ("đạt +4%", "104 %"),
    ("up 4% compared with the plan", "104 %"),
    # What lacks.
    ("hụt 5%", "95 %"),
    ("giảm 5% so với KH", "95 %"),
    ("thấp hơn 5%", "95 %"),
    ("còn thiếu 5%", "95 %"),
    ("-5", "95"),
    ("\u22125%", "95 %"),
    ("giảm 100% so với KH", "0 %"),
    ("down 5% of plan", "95 %"),
    # Ranges.
    ("trên 51% kế hoạch", "(51; %"),
    ("bằng gần 98%", ";98) %"),
    ("tăng hơn 3,4% so với KH", "(103.4; %"),
    ("hụt gần 5%", "(95; %"),
    ("khoảng 95%", "[94.5;95.5] %"),
    ("vượt khoảng 4%", "[103.5;104.5] %"),
    ("96-97%", "[96;97] %"),
    ("giảm 3-4%", "[96;97] %"),
    # One thing said twice, and done of planned.
    ("đạt 104%, vượt 4%", "104 %"),
    ("86,3%/100%", "86.3 %"),
    # Whose plan it is.
    ("104% KH tỉnh, 86% NQ HĐND", "104 % [tỉnh], 86 % [hđnd]"),
    ("104% (KH tỉnh), 86% (NQ HĐND)", "104 % [tỉnh], 86 % [hđnd]"),
    ("KH tỉnh giao: 104%; NQ HĐND: 86%", "104 % [tỉnh], 86 % [hđnd]"),
    ("104% KH tỉnh và 86% NQ HĐND", "104 % [tỉnh], 86 % [hđnd]"),
    ("KH tỉnh 104%\nNQ HĐND 86%", "104 % [tỉnh], 86 % [hđnd]"),
    ("vượt 4% KH tỉnh, hụt 5% NQ HĐND", "104 % [tỉnh], 95 % [hđnd]"),
    ("51% so với kế hoạch UBND tỉnh giao năm 2024", "51 % [ubnd tỉnh]"),
    ("104%/86%", "104 % [], 86 % []"),
    ("104% dự toán, tăng 12% so với cùng kỳ", "104 % [], 12 % [tăng 12% so với cùng kỳ]"),
    ("chưa đạt 96%", "96 % [chưa]"),
    # Two readings.
    ("tăng 137,8%", "D126 237,8% 137,8%"),
    ("vượt 100%", "D126 200% 100%"),
    ("đạt và vượt 104% KH", "D126 204% 104%"),
    ("+137,8", "D126 237,8% 137,8%"),
    ("giảm 105% so với KH", "D126 -5% 105%"),
    ("giảm 96%", "D126 4% 96%"),
    ("hụt 50%", "D126 50% 50%"),
    ("thiếu 96% KH", "D126 4% 96%"),
    ("giảm 45-55%", "D126 45% 55%"),
    ("giảm dưới 60%", "D126 40% 60%"),
    ("hụt 49%", "51 %"),
    ("-96%", "4 %"),
    ("giảm còn 96%", "96 %"),
    # What is above the plan, and what is above a percentage of it.
    ("trên KH 5%", "105 %"),
    ("đạt trên KH năm 5%", "105 %"),
    ("trên mức kế hoạch 5%", "105 %"),
    ("dưới KH 5%", "95 %"),
    ("trên KH 104%", "D126 204% 104%"),
    ("đạt 104% trên KH", "104 %"),
    ("trên 5% KH", "(5; %"),
    ("hơn 5% so KH", "105 %"),
    ("hơn 5% so với kế hoạch", "105 %"),
    ("đạt hơn 5% so KH", "(5; %"),
    ("hơn 95% so KH", "(95; %"),
    ("tăng 0%", "100 %"),
    ("-105", "D126 -5% 105%"),
    ("49.5% KH", "D104"),
    ("(27%)", "D104"),
    # Nothing of the plan.
    ("tăng 12% so với cùng kỳ", "D127"),
    ("tăng 12% so với năm 2023", "D127"),
    ("bằng 93,45% cùng kỳ năm trước", "D127"),
    ("27% KH quý I", "D127"),
    ("96% KH 6 tháng", "D127"),
    ("95% KH tỉnh giao quý I", "D127"),
    ("vượt 4 điểm %", "D127"),
    ("up 4% on the same period", "D127"),
    # No percentage.
    ("vượt 4 tỷ", "D103"),
    ("12 hộ", "D103"),
    ("giảm -5%", "D103"),
    ("hụt +5%", "D103"),
    ("tăng 5%, giảm 3% 2%", "D103"),
    ("tăng giảm 5%", "D103"),
    ("5% [a]", "D103"),
    ("1%; 2%; 3%; 4%; 5%", "D103"),
    ("vượt kế hoạch", "phrase vượt kế hoạch"),
    ("\uff15%", "D108"),
]


@each_row(("text", "reading"), PERCENTAGES)
def test_a_percentage_of_the_plan(text, reading):
    assert sketch(read_percent_of_plan(text)) == reading


@each_row(
    ("text", "reading"),
    [("37.8", "37.8"), ("-5", "95"), ("-105", "D126 -5% 105%"), ("+5", "105"), ("3.700", "D104"), ("27%", "27 %")],
)
def test_a_bare_percentage_of_yaml_and_json(text, reading):
    assert sketch(read_percent_of_plan(text, machine=True)) == reading


changes = st.decimals("0.01", "99.99", places=2).map(lambda size: size.normalize())


@given(changes, st.sampled_from(("vượt {}%", "tăng {}% so với KH", "KH tăng {}", "+{}%", "cao hơn kế hoạch {}%")))
def test_what_is_beyond_the_plan_is_added_to_it(size, words):
    read = read_percent_of_plan(words.format(in_notation(size, "vi")))
    assert isinstance(read, WordedFigure)
    assert read.figure.interval.lo == 100 + size == read.figure.interval.hi


falls = st.decimals("0.01", "49.99", places=2).map(lambda size: size.normalize())


@given(falls, st.sampled_from(("hụt {}%", "giảm {}% so với KH", "-{}", "thấp hơn {}% so với dự toán", "thiếu {}%")))
def test_what_lacks_is_taken_from_the_plan(size, words):
    read = read_percent_of_plan(words.format(in_notation(size, "vi")))
    assert isinstance(read, WordedFigure)
    assert read.figure.interval.lo == 100 - size == read.figure.interval.hi


pieces = st.sampled_from(
    (
        "tăng",
        "giảm",
        "vượt",
        "hụt",
        "đạt",
        "bằng",
        "5%",
        "104%",
        "7,5",
        "+",
        "-",
        "so với",
        "KH",
        "tỉnh",
        ",",
        "và",
        " ",
        "/",
    )
)


@given(st.lists(pieces, max_size=9).map(" ".join))
def test_no_percentage_of_the_plan_is_below_zero(text):
    match read_percent_of_plan(text):
        case WordedFigure(figure):
            figures = [figure]
        case Several(shares):
            figures = [share.figure for share in shares]
        case _:
            figures = []
    assert all(figure.interval.lo is None or figure.interval.lo >= 0 for figure in figures)


@each_row(
    ("text", "reading"),
    [
        ("317 tỷ đồng", "317 tỷ đồng"),
        ("từ 80% trở lên", "80 %"),
        ("≥ 80", "80"),
        ("KH năm 2024: 310", "310"),
        ("57 triệu đồng/người", "57 triệu đồng/người"),
        ("KH tỉnh giao 310, HĐND giao 317", "310 [tỉnh], 317 [hđnd]"),
        ("Tỉnh giao: 310 tỷ đồng\nHĐND giao: 317 tỷ đồng", "310 tỷ đồng [tỉnh], 317 tỷ đồng [hđnd]"),
        ("310 (tỉnh), 317 (HĐND)", "310 [tỉnh], 317 [hđnd]"),
        ("310 KH tỉnh; 317 theo NQ HĐND", "310 [tỉnh], 317 [hđnd]"),
        ("310 tỷ đồng (KH tỉnh giao)", "310 tỷ đồng [tỉnh]"),
        ("TW giao 310 / tỉnh giao 317", "310 [tw], 317 [tỉnh]"),
        ("310/317", "310 [], 317 []"),
        ("310/317 tỷ đồng", "310 tỷ đồng [], 317 tỷ đồng []"),
        ("tỉnh giao 1.89", "D103"),
        ("không giao", "phrase không giao"),
        ("12 tháng 6", "D103"),
    ],
)
def test_a_plan(text, reading):
    assert sketch(read_plan(text)) == reading


REVENUE = made_indicator("revenue")._replace(
    title=Text("Thu nội địa", "Domestic revenue"), aliases=("Thu ngân sách nội địa",)
)


@each_row(
    ("words", "number"),
    [
        # The name of the row beside it says no more; another name is that of another plan.
        ("thu nội địa tỉnh", "310"),
        ("thu ngân sách nội địa do UBND tỉnh", "310"),
        ("thu nội địa hđnd thành phố", "317"),
        ("thu xuất nhập khẩu tỉnh", None),
        ("thu tỉnh", None),
        ("thu nội địa", None),
        ("chi hđnd thành phố", None),
        ("tỉnh", "310"),
        ("hđnd", "317"),
        ("Hội đồng nhân dân thành phố", "317"),
        ("HĐND TP", "317"),
        ("ủy ban nhân dân tỉnh", "310"),
        ("trung ương", "300"),
        ("TW giao", "300"),
        ("xã", None),
        ("giao", None),
        ("thành phố", "317"),
        ("", None),
    ],
)
def test_whose_plan_it_is(words, number):
    targets = [
        target(number="317", assigned_by="HĐND thành phố"),
        target(number="310", assigned_by="UBND tỉnh"),
        target(number="300", assigned_by="TW"),
        target(number="290"),
    ]
    one = assigned_by(words, targets, REVENUE)
    assert (one and one.number) == (number and Decimal(number))


@pytest.mark.parametrize(
    ("words", "number"), [("tỉnh", 1), ("UBND tỉnh", 1), ("thu nội địa tỉnh", 1), ("thu nội địa khác tỉnh", None)]
)
def test_an_office_may_stand_before_the_place(words, number):
    one = assigned_by(words, [target(number="1", assigned_by="tỉnh"), target(number="2", assigned_by="huyện")], REVENUE)
    assert (one and one.number) == number


def test_a_name_in_full_goes_before_a_part_of_it():
    targets = [target(number="1", assigned_by="tỉnh"), target(number="2", assigned_by="HĐND tỉnh")]
    assert [
        one and one.number for one in (assigned_by(w, targets, REVENUE) for w in ("tỉnh", "HĐND tỉnh", "HĐND"))
    ] == [1, 2, 2]


@each_row(
    ("text", "nothing"),
    [
        *(("tăng 0%", False), ("hụt 0%", False), ("0 phần trăm", True)),
        *(
            ("0", True),
            ("0,0%", True),
            ("+0%", True),
            ("giảm 100%", True),
            ("-100", True),
            ("0%/0%", True),
            ("0,1%", False),
        ),
    ],
)
def test_what_says_nothing_beside_no_figure(text, nothing):
    read = read_percent_of_plan(text)
    assert isinstance(read, WordedFigure | Several)
    field = Field(text, Location("a"), read.figure if isinstance(read, WordedFigure) else read)
    assert says_nothing(field) is nothing
    assert not says_nothing(field._replace(reading=Phrase("0")))


@given(*(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans(), st.booleans()) for _ in range(2)))
def test_intervals_meet_where_both_have_numbers(one, other):
    def made(low, high, low_open, high_open):
        return Interval(Fraction(low), Fraction(high + 5), low_open, high_open)

    first, second = made(*one), made(*other)
    both = first.meeting(second)
    for step in range(40):
        number = Interval(Fraction(step, 4), Fraction(step, 4))
        assert (both is not None and number.within(both)) == (number.within(first) and number.within(second))
    assert Interval(None, Fraction(1)).meeting(Interval(Fraction(1), None, lo_open=True)) is None
    assert Interval(None, None).meeting(first) == first


def low(read):
    assert isinstance(read, WordedFigure)
    return read.figure.interval.lo
