"""What people write into a cell: texts and the intervals that they stand for."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest

from checker.domain import codes
from checker.domain.submission import Phrase, Several
from checker.readers.measured_numbers import _tens
from checker.readers.notation import EXACT, LONGEST_NUMBER, Trouble, read_machine, read_numeral
from checker.readers.numbers import LONGEST_FIGURE, WordedFigure, read_number
from checker.readers.plan_words import PlanReading, read_percent_of_plan
from tests.examples import each_row
from tests.work import calls_of, lengths_of


def sketch(text: str, *, locale: str = "vi", machine: bool = False) -> str:
    """Write a reading as a short line: an interval, unit base times size, plan, estimate; or a code."""
    return drawn(read_number(text, locale=locale, machine=machine))  # type: ignore[arg-type]


def drawn(read: PlanReading) -> str:
    match read:
        case Several(shares):
            return ", ".join(f"{drawn(WordedFigure(share.figure))} [{share.words}]" for share in shares)
        case Phrase(words):
            return f"phrase {words}"
        case Trouble(code, values):
            fields = dict(values)
            readings = f" {fields['first']} {fields['second']}" if code is codes.AMBIGUOUS_NUMBER else ""
            return code.id + readings
        case WordedFigure(figure, planned, estimate):
            interval, unit = figure.interval, figure.unit
            if interval.is_point:
                line = f"{interval.lo:f}"
            else:
                low, high = ("" if end is None else f"{end:f}" for end in interval[:2])
                line = f"{'(' if interval.lo_open or not low else '['}{low};{high}"
                line += ")" if interval.hi_open or not high else "]"
            if unit is not None:
                scale = "" if unit.size == 1 else f" *{unit.size}"
                line += scale + (f" {unit.base}" if unit.base else "")
            if planned is not None:
                line += f" / {planned.interval.lo:f}"
            if figure.move is not None:
                line += f" {figure.move.value}" + ("" if figure.start is None else f" from {figure.start:f}")
            return line + (" ước" if estimate else "")


BILLION = "*1000000000"
TEXTS = [
    # Plain numbers under vi.
    ("0", "0"),
    ("7", "7"),
    ("07", "7"),
    ("06", "6"),
    ("108", "108"),
    ("+5", "5"),
    ("-5", "-5"),
    ("−5", "-5"),
    ("-0", "-0"),
    ("65,5", "65.5"),
    ("-1,5", "-1.5"),
    ("1,234", "1.234"),
    ("0,655", "0.655"),
    ("3.700", "3700"),
    ("1.112", "1112"),
    ("2.434,2", "2434.2"),
    ("2.157.119", "2157119"),
    ("1.234.567,89", "1234567.89"),
    ("-3.700", "-3700"),
    ("61,89", "61.89"),
    # Units.
    ("86,6 tỷ đồng", f"86.6 {BILLION} đồng"),
    ("86,6 tỉ đồng", f"86.6 {BILLION} đồng"),
    ("86,6tỷ đồng", f"86.6 {BILLION} đồng"),
    ("86,6 TỶ ĐỒNG", f"86.6 {BILLION} đồng"),
    ("86,6 tỷ", f"86.6 {BILLION}"),
    ("86,6 tỷ đồng.", f"86.6 {BILLION} đồng"),
    ("86,6 tỷ đồng;", f"86.6 {BILLION} đồng"),
    ("101.799 triệu đồng", "101799 *1000000 đồng"),
    ("887,968 tỷ đồng", f"887.968 {BILLION} đồng"),
    ("4,6 nghìn tỷ", "4.6 *1000000000000"),
    ("5.000.000đ", "5000000 đồng"),
    ("1,908 triệu USD", "1.908 *1000000 USD"),
    ("57 triệu đồng/người", "57 *1000000 đồng/người"),
    ("3.599 hộ", "3599 hộ"),
    ("4.368 tấn", "4368 tấn"),
    ("5.257 ha", "5257 ha"),
    ("250ha", "250 ha"),
    ("12 km2", "12 *100 ha"),
    ("12 m2", "12 *1/10000 ha"),
    ("12 M²", "12 *1/10000 ha"),
    ("02 hợp tác xã", "2 hợp tác xã"),
    ("02 HTX", "2 hợp tác xã"),
    ("33.994 lượt khách", "33994 lượt khách"),
    ("20 sản phẩm", "20 sản phẩm"),
    ("97%", "97 %"),
    ("97 %", "97 %"),
    ("97,4%", "97.4 %"),
    ("2,66 điểm %", "2.66 điểm %"),
    ("2,66 điểm phần trăm", "2.66 điểm %"),
    ("65, 79%", "65.79 %"),
    # Nouns that a pack may declare are kept for it.
    ("27,5 trẻ em", "27.5 trẻ em"),
    ("3 nghìn cây giống", "3 *1000 cây giống"),
    ("12 lớp/trường", "12 lớp/trường"),
    # Compounds.
    ("30 tỷ 048 triệu đồng", f"30.048 {BILLION} đồng"),
    ("30 tỷ 48 triệu đồng", f"30.048 {BILLION} đồng"),
    ("-30 tỷ 048 triệu đồng", f"-30.048 {BILLION} đồng"),
    ("254 triệu 700 nghìn đồng", "254.700 *1000000 đồng"),
    ("30 tỷ 048 triệu", f"30.048 {BILLION}"),
    ("1 tỷ 2 triệu 3 nghìn đồng", f"1.002003 {BILLION} đồng"),
    ("12 nghìn 500 hộ", "12.500 *1000 hộ"),
    ("12 nghìn 50 hộ", "12.050 *1000 hộ"),
    ("1 triệu 200.000 người", "1.200000 *1000000 người"),
    # As it is spoken, or as it stands.
    ("2 triệu 500 đồng", "D104 2.5 2.0005"),
    ("5 tỷ 2 đồng", "D104 5.2 5.000000002"),
    ("-5 tỷ 2 đồng", "D104 -5.2 -5.000000002"),
    ("5 tỷ 2 đến 6 tỷ đồng", "D104 5.2 5.000000002"),
    ("5 tỷ 048 đồng", "D104 5.048 5.000000048"),
    ("30 tỷ 48 triệu 500 đồng", "D104 30.0485 30.0480005"),
    ("12 nghìn 5 hộ", "D104 12.5 12.005"),
    ("1 vạn 2 người", "D104 1.2 1.0002"),
    ("30 tỷ 48,5 triệu đồng", f"30.0485 {BILLION} đồng"),
    # Qualifiers.
    ("trên 1.112 tỷ đồng", f"(1112;) {BILLION} đồng"),
    ("hơn 315.000", "(315000;)"),
    ("trên 50 triệu đồng", "(50;) *1000000 đồng"),
    ("Trên 4", "(4;)"),
    ("over 5", "(5;)"),
    ("above 5", "(5;)"),
    ("more than 5", "(5;)"),
    ("> 5", "(5;)"),
    ("gần 1.900 tỷ đồng", f"(;1900) {BILLION} đồng"),
    ("dưới 4%", "(;4) %"),
    ("chưa đến 3", "(;3)"),
    ("nearly 7", "(;7)"),
    ("under 7", "(;7)"),
    ("below 7", "(;7)"),
    ("<7", "(;7)"),
    ("khoảng 1.900 tỷ", f"[1899.5;1900.5] {BILLION}"),
    ("Khoảng 24", "[23.5;24.5]"),
    ("khoảng 2,5%", "[2.45;2.55] %"),
    ("~2", "[1.5;2.5]"),
    ("≈ 2", "[1.5;2.5]"),
    ("about 2", "[1.5;2.5]"),
    ("ước chừng 2", "[1.5;2.5]"),
    ("khoảng 30 tỷ 048 triệu đồng", f"[30.0475;30.0485] {BILLION} đồng"),
    ("khoảng hơn 289 tỷ đồng", f"[288.5;) {BILLION} đồng"),
    ("khoảng trên 289", "[288.5;)"),
    ("khoảng gần 289", "(;289.5]"),
    ("trên -5", "(-5;)"),
    # Ranges.
    ("61-62", "[61;62]"),
    ("61 - 62%", "[61;62] %"),
    ("61–62 %", "[61;62] %"),
    ("61% - 62%", "[61;62] %"),
    ("60-62", "[60;62]"),
    ("24-24,5", "[24;24.5]"),
    ("từ 61 đến 62%", "[61;62] %"),
    ("từ 61% đến 62%", "[61;62] %"),
    ("từ 61 - 62", "[61;62]"),
    ("61 đến 62", "[61;62]"),
    ("from 61 to 62", "[61;62]"),
    ("-3 - -2", "[-3;-2]"),
    ("5-5", "5"),
    ("1.800 - 1.900 tỷ đồng", f"[1800;1900] {BILLION} đồng"),
    ("900 triệu - 1,2 tỷ đồng", "[900;1200] *1000000 đồng"),
    ("khoảng 61-62%", "[60.5;62.5] %"),
    ("khoảng từ 61 đến 62%", "[60.5;62.5] %"),
    # Words that are no qualifiers.
    ("ước 1.035 tỷ đồng", f"1035 {BILLION} đồng ước"),
    ("317 - ước", "317 ước"),
    ("317, ước tính", "317 ước"),
    ("317 (ước", "D113"),
    ("ước đạt gần 1.900 tỷ đồng", f"(;1900) {BILLION} đồng ước"),
    ("ước tính 5", "5 ước"),
    ("8,2% (dự ước)", "8.2 % ước"),
    ("đạt 56,9%", "56.9 %"),
    # Words of change and level, which only a pack can say to fit.
    ("tăng 07%", "7 % rise"),
    ("Tăng 151 hộ", "151 hộ rise"),
    ("tăng thêm 3 trường", "3 trường rise"),
    ("có thêm 02 trường", "2 trường rise"),
    ("tăng hơn 3,4%", "(3.4;) % rise"),
    ("ước tăng khoảng 3%", "[2.5;3.5] % rise ước"),
    ("tăng 7,2% so với cùng kỳ", "7.2 % rise"),
    ("giảm 5% so với năm trước", "5 % fall"),
    ("giảm 2,66%", "2.66 % fall"),
    ("giảm 1-1,5", "[1;1.5] fall"),
    ("giảm gần 3", "[0;3) fall"),
    ("tăng khoảng gần 3", "[0;3.5] rise"),
    ("giảm dưới 0", "(;0) fall"),
    ("giảm còn 1,89%", "1.89 % level"),
    ("còn 1,89%", "1.89 % level"),
    ("giảm xuống còn gần 2%", "(;2) % level"),
    ("lên 95%", "95 % level"),
    ("tăng lên 95%", "95 % level"),
    ("tăng trưởng 7%", "7 % rise"),
    ("tăng trưởng đạt 7%", "7 % rise"),
    ("tăng trưởng âm 8,25%", "-8.25 % rise"),
    ("tăng trưởng -8,25%", "-8.25 % rise"),
    ("âm 8,25%", "-8.25 %"),
    ("khoảng âm 5%", "[-5.5;-4.5] %"),
    ("giảm từ 5,2% xuống còn 4,5%", "4.5 % level from 5.2"),
    ("giảm từ 5,2 xuống còn 4,5%", "4.5 % level from 5.2"),
    ("từ 5,2% xuống 4,5%", "4.5 % level from 5.2"),
    ("ước giảm từ 5,2% còn 4,5%", "4.5 % level from 5.2 ước"),
    ("tăng từ 61% lên 62,5%", "62.5 % level from 61"),
    ("tăng 12 hộ lên 352 hộ", "352 hộ level from 340"),
    ("giảm 0,7%, còn 4,5%", "4.5 % level from 5.2"),
    ("giảm 0,7 điểm % (từ 5,2% xuống còn 4,5%)", "4.5 % level from 5.2"),
    ("giảm 0,7% từ 5,2% xuống còn 4,5%", "4.5 % level from 5.2"),
    # Done and planned.
    ("07/02", "7 / 2"),
    ("07/02 hợp tác xã", "7 hợp tác xã / 2"),
    ("640/350 lao động", "640 lao động / 350"),
    ("206/200 ha", "206 ha / 200"),
    ("1.390/1.523ha", "1390 ha / 1523"),
    ("220 triệu/254 triệu 700 nghìn đồng", "220 *1000000 đồng / 254.700"),
    ("640 lao động/350 lao động", "640 lao động / 350"),
    # Spaces and composition.
    ("86,6\u00a0tỷ\u00a0đồng", f"86.6 {BILLION} đồng"),
    ("86,6\u2009tỷ\u202fđồng", f"86.6 {BILLION} đồng"),
    ("  97 % ", "97 %"),
    (unicodedata.normalize("NFD", "gần 1.900 tỷ đồng"), f"(;1900) {BILLION} đồng"),
    # Words.
    ("Xuất siêu", "phrase Xuất siêu"),
    ("chưa  hoàn thành", "phrase chưa hoàn thành"),
    (unicodedata.normalize("NFD", "không đạt"), "phrase không đạt"),
    ("", "phrase "),
    ("-", "phrase -"),
    ("nan giải", "phrase nan giải"),
    # Two readings.
    ("1.89", "D104 189 1.89"),
    ("-1.89", "D104 -189 -1.89"),
    ("65.5", "D104 655 65.5"),
    ("0.655", "D104 655 0.655"),
    ("1.2345", "D104 12345 1.2345"),
    ("12.34", "D104 1234 12.34"),
    ("12.2024", "D104 122024 12.2024"),
    ("1.89 %", "D104 189 1.89"),
    ("gần 65.5%", "D104 655 65.5"),
    ("61 - 65.5%", "D104 655 65.5"),
    ("61.5 - 65%", "D104 615 61.5"),
    ("1,234,567", "D104 1234567 1.234567"),
    ("(5,2)", "D104 -5.2 5.2"),
    ("(5,2%)", "D104 -5.2 5.2"),
    # No number.
    ("12 ??", "D103"),
    ("86,6¹", "D282"),
    ("412²", "D282"),
    ("5×10³", "D103"),
    ("1,234.5", "D103"),
    ("1.23.456", "D103"),
    ("1,2,3", "D103"),
    ("012.345", "D104 12345 12.345"),
    (",5", "D103"),
    ("5 %5", "D103"),
    ("12/2024", "D103"),
    ("1/6/2024", "D103"),
    ("1.6.2024", "D103"),
    ("2024-07-02", "D103"),
    ("12:30", "D103"),
    ("1/2/3", "D103"),
    ("1 900 tỷ đồng", "D103"),
    ("30 tỷ 048", "D103"),
    ("30 triệu 048 tỷ đồng", "D103"),
    ("30 tỷ 1.048 triệu đồng", "D103"),
    ("30,5 tỷ 048 triệu đồng", "D103"),
    ("30 tỷ đồng 48 triệu đồng", "D103"),
    ("30 tỷ -48 triệu đồng", "D111"),
    ("30 tỷ +48 triệu đồng", "D103"),
    ("5 tấn/2 ha", "D103"),
    ("61% - 62", "D103"),
    ("- 5", "D103"),
    ("–5", "D103"),
    ("từ 61", "D103"),
    ("trên 61-62", "D103"),
    ("trên dưới 5", "D103"),
    ("hơn khoảng 5", "D103"),
    ("tăng từ 61 đến 62%", "D103"),
    ("tăng -5%", "D103"),
    ("tăng âm 5%", "D103"),
    ("giảm âm 5%", "D103"),
    ("giảm (5%)", "D103"),
    ("âm -5", "D103"),
    ("âm 3-5", "D103"),
    ("tăng giảm 5", "D103"),
    ("tăng còn 5", "D103"),
    ("giảm từ 1 đến 1,5", "D103"),
    ("giảm từ 5,2% xuống 4,5 hộ", "D103"),
    ("giảm từ khoảng 5% xuống 4%", "D103"),
    ("giảm 5 hộ còn 4,5%", "D103"),
    ("61% xuống còn 62%", "D103"),
    ("giảm từ 4,5% xuống còn 5,2%", "D146"),
    ("giảm từ 4,5% xuống còn 4,5%", "D146"),
    ("tăng từ 5,2% xuống còn 4,5%", "D146"),
    ("giảm từ 4% lên 5%", "D146"),
    ("tăng từ 62% lên 61%", "D146"),
    ("giảm 0,8% (từ 5,2% xuống còn 4,5%)", "D146"),
    ("giảm", "phrase giảm"),
    ("quý 2", "D103"),
    ("0x1F", "D103"),
    ("1_000", "D103"),
    ("1e5", "D103"),
    ("48,5% KH TW giao; 44,8% dự toán tỉnh giao", "D148"),
    ("đạt 424% so với dự toán", "D148"),
    ("đạt 103% so với cùng kỳ", "D113"),
    ("103% so với năm trước", "D113"),
    ("âm 3% so với cùng kỳ", "-3 %"),
    ("-3% so với cùng kỳ", "-3 %"),
    ("103% chỉ tiêu giao", "D148"),
    ("đạt 98,5% KH tỉnh giao", "D148"),
    ("vượt 4%", "D148"),
    ("86,6 tỷ đồng, đạt 27% KH", "D103"),
    ("hụt 5,5 %", "D148"),
    ("1-2-3-4-5-6-7-8-9", "D103"),
    # Refused by name.
    ("NaN", "D105"),
    (".nan", "D105"),
    ("inf", "D105"),
    ("-.inf", "D105"),
    ("Infinity", "D105"),
    ("∞", "D105"),
    ("1" * 40, "1" * 40),
    ("1" * 41, "D106"),
    ("1e999", "D106"),
    ("1,5E-31", "D106"),
    ("\uff11\uff12", "D108"),
    ("\u0663", "D108"),
    ("1\u09e8", "D108"),
    ("62-61", "D111"),
    ("từ 62 đến 61%", "D111"),
    ("12 %%", "D113"),
    ("12 % ??", "D113"),
    ("12 tấn; ha", "D113"),
    ("12 " + "xa " * 30, "D113"),
]


@each_row(("text", "reading"), TEXTS)
def test_text_under_vi(text: str, reading: str) -> None:
    assert sketch(text) == reading


@each_row(
    ("text", "reading"),
    [
        ("1,234", "1234"),
        ("1,234.5", "1234.5"),
        ("1.234", "1.234"),
        ("3.700", "3.700"),
        ("65.5%", "65.5 %"),
        ("65. 79%", "65.79 %"),
        ("over 1,112 billion", f"(1112;) {BILLION}"),
        ("1,89", "D104 189 1.89"),
        ("1.234,5", "D103"),
        ("1.234.567", "D104 1234567 1.234567"),
    ],
)
def test_text_under_en(text: str, reading: str) -> None:
    assert sketch(text, locale="en") == reading


@each_row(
    ("text", "reading"),
    [
        ("4012", "4012"),
        ("010", "10"),
        ("-5", "-5"),
        ("65.5", "65.5"),
        ("1.89", "1.89"),
        ("0.655", "0.655"),
        ("3.70", "3.70"),
        ("1.2345", "1.2345"),
        ("1234.567", "1234.567"),
        ("1e5", "100000"),
        ("1.5E-3", "0.0015"),
        ("1e30", "1" + "0" * 30),
        ("1e31", "D106"),
        ("1e9999999", "D106"),
        ("1" * 41, "D106"),
        ("3.700", "D104 3700 3.7"),
        ("-3.700", "D104 -3700 -3.7"),
        ("65.125", "D104 65125 65.125"),
        ("100.000", "D104 100000 100"),
        ("1.234.567", "D104 1234567 1.234567"),
        # Not a machine's number, so it is text of the locale.
        ("65,5", "65.5"),
        ("86,6 tỷ đồng", f"86.6 {BILLION} đồng"),
        ("3.700 tỷ đồng", f"3700 {BILLION} đồng"),
        ("1.89%", "D104 189 1.89"),
        ("+5", "5"),
        ("true", "phrase true"),
        ("NaN", "D105"),
    ],
)
def test_machine_number(text: str, reading: str) -> None:
    assert sketch(text, machine=True) == reading


def test_exponent_is_bounded_before_anything_is_computed() -> None:
    for text in ("1e31", "1e-31", "1e" + "9" * 30):
        read = read_machine(text, "vi")
        assert isinstance(read, Trouble)
        assert read.code is codes.NUMBER_TOO_LONG


def test_a_long_text_with_more_digits_than_a_number_has_is_told_so() -> None:
    for digits, code in ((LONGEST_NUMBER, codes.NOT_A_NUMBER), (LONGEST_NUMBER + 1, codes.NUMBER_TOO_LONG)):
        read = read_number("x" * LONGEST_FIGURE + " " + "1" * digits)
        assert isinstance(read, Trouble)
        assert read.code is code


def test_the_other_reading_of_a_separator_is_converted_with_its_number() -> None:
    read = read_number("4 kg - 5.000 tấn", locale="en")
    assert isinstance(read, WordedFigure)
    assert [number.grouped for number in read.figure.stated] == [None, 5_000_000]


def test_machine_number_under_en_has_one_reading() -> None:
    assert sketch("3.700", locale="en", machine=True) == "3.700"


@pytest.mark.parametrize(
    ("text", "machine", "spellings_"),
    [
        ("1.89", False, ("189", "1,89")),
        ("3.700", True, ("3700", '"3,7"')),
        ("65.125", True, ("65125", '"65,125"')),
        ("(5,2)", False, ("-5,2", "5,2")),
    ],
)
def test_hint_names_both_spellings(text: str, machine: bool, spellings_: tuple[str, str]) -> None:
    read = read_number(text, machine=machine)
    assert isinstance(read, Trouble)
    assert read.hint is not None
    assert tuple(value for _, value in read.hint.values) == spellings_


def test_hint_writes_the_other_notation_in_this_one() -> None:
    read = read_number("1.234,5", locale="en")
    assert isinstance(read, Trouble)
    assert read.hint is not None
    assert dict(read.hint.values) == {"text": "1234.5"}


def test_strange_digits_are_named() -> None:
    read = read_number("\uff11\u0663\u09e8\u0967")
    assert isinstance(read, Trouble)
    assert dict(read.values)["names"] == "FULLWIDTH DIGIT ONE, ARABIC-INDIC DIGIT THREE, BENGALI DIGIT TWO, …"


def test_unknown_unit_is_named() -> None:
    read = read_number("12 tỷ %/??")
    assert isinstance(read, Trouble)
    assert dict(read.values) == {"value": "12 tỷ %/??", "unit": "tỷ %/??"}


def test_unit_keeps_its_spelling() -> None:
    read = read_number("9,77 Triệu USD")
    assert isinstance(read, WordedFigure)
    assert read.figure.unit is not None
    assert read.figure.unit.name == "Triệu USD"


@each_row(
    ("text", "reading"),
    [
        ("27%", "27 %"),
        ("27", "27"),
        ("27% dự toán", "27 %"),
        ("trên 51% kế hoạch", "(51;) %"),
        ("48,39%KH", "48.39 %"),
        ("20%NQ", "20 %"),
        ("gần 45% KH", "(;45) %"),
        ("22,9% KH năm 2024", "22.9 %"),
        ("46,13% KH 2025", "46.13 %"),
        ("49% so với KH", "49 %"),
        ("49.5% KH", "D104 495 49.5"),
        ("48,5% KH TW giao", "48.5 % [tw]"),
        ("x" * 300, "phrase " + "x" * 200 + "…"),
    ],
)
def test_percent_of_plan(text: str, reading: str) -> None:
    assert drawn(read_percent_of_plan(text)) == reading


def test_long_phrase_is_cut() -> None:
    read = read_number("không " * 100)
    assert isinstance(read, Phrase)
    assert len(read.words) == 201


HOSTILE = [
    "9" * 32_767,
    "9." * 16_383,
    "1 " * 16_383,
    "1-" * 16_383,
    "1e" * 16_383,
    " " * 32_766 + "1",
    "a" * 32_766 + "1",
    "đ" * 32_767,
    "a" + "\u0315\u0300" * 16_383,
    "1" + "\u0315\u0300" * 16_383,
    "\u0663" * 32_767,
    "(" * 32_766 + "1",
    "khoảng " * 4_000 + "1",
    "%" * 32_767,
    "tỷ " * 66 + "1",
    "khoảng " * 28 + "1",
    "1/" * 99,
    "1 tỷ " * 39,
    "(" * 199 + "1",
]


@each_row("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_takes_work_in_proportion_to_its_length(text: str) -> None:
    def work() -> None:
        for machine in (False, True):
            assert not isinstance(read_number(text, machine=machine), WordedFigure)
            assert not isinstance(read_percent_of_plan(text, machine=machine), WordedFigure)

    # Of four readings. A long text is looked through a few times, and no pattern that may backtrack sees it.
    lengths = lengths_of(work)
    assert len(lengths) <= 4 * 100
    assert len([length for length in lengths if length > 200]) <= 4 * 3
    assert calls_of(work) <= 4 * (4 * len(text) + 5_000)


PARTS: list[tuple[str, str]] = [
    ("90.000 trđ", "90000 *1000000 đồng"),
    ("30 tỷ 48 trđ", f"30.048 {BILLION} đồng"),
    ("5/7 đ/c", "5 đồng chí / 7"),
    ("9,5 bác sĩ/10.000 dân", "9.5 *1/10000 bác sĩ/dân"),
    ("9,5 bác sĩ trên 1.000 dân", "9.5 *1/1000 bác sĩ/dân"),
    ("900 người/1.000 người", "900 người / 1000"),
    ("86,6 tỷ/100 tỷ đồng", f"86.6 {BILLION} đồng / 100"),
    ("1 giờ 30 phút", "90 *1/60 giờ"),
    ("-1 giờ 30 phút", "-90 *1/60 giờ"),
    ("30 phút - 1 giờ", "[30;60] *1/60 giờ"),
    ("1 giờ - 100 phút", "[60;100] *1/60 giờ"),
    ("2 ha 350 m2", "20350 *1/10000 ha"),
    ("3 tạ 5,5 kg", "305.5 *1/1000 tấn"),
    ("3 km 1200 m", "D103"),
    ("1,5 km 200 m", "D103"),
    ("30 phút 1 giờ", "D103"),
    ("2 mẫu 3 sào", "D103"),
    ("12 cái 5 bộ", "D103"),
    ("20‰", "20 *1/10 %"),
    ("5.000 €", "5000 EUR"),
]


@each_row(("text", "reading"), PARTS)
def test_units_that_offices_write(text: str, reading: str) -> None:
    assert sketch(text) == reading


@each_row(
    ("text", "joined"),
    [("3 905", "3905"), ("1 234,5", "1234,5"), ("30 40", "3040"), ("3.905 1", None), ("3 905 ha", None)],
)
def test_who_writes_blanks_between_digits_is_told_to_close_them(text: str, joined: str | None) -> None:
    read = read_number(text, locale="vi")
    assert isinstance(read, Trouble)
    assert (dict(read.hint.values)["joined"] if read.hint else None) == joined


def test_other_sizes_are_a_fault() -> None:
    with pytest.raises(ValueError, match="no power of ten"):
        _tens(Fraction(1, 3))


def test_arithmetic_never_rounds() -> None:
    number = read_numeral("9" * 30 + "," + "9" * 9, "vi")
    assert not isinstance(number, Trouble)
    assert EXACT.add(number.value, number.step) == Decimal(10**30)
