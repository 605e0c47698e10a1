"""Units convert exactly, and only where they measure the same."""

from __future__ import annotations

from fractions import Fraction

from checker.domain.unit import Factor, folded
from checker.domain.unit_words import conversion, factor_of, parse_unit, spelled_out, spellings, unit_as_written
from tests.examples import each_row


@each_row(
    ("written", "wanted", "factor"),
    [
        ("tỷ đồng", "triệu đồng", Fraction(1000)),
        ("triệu đồng", "tỷ đồng", Fraction(1, 1000)),
        ("nghìn tỷ đồng", "tỷ đồng", Fraction(1000)),
        ("tỉ đồng", "tỷ đồng", Fraction(1)),
        ("tỷ", "tỷ đồng", Fraction(1)),
        ("nghìn tỷ", "tỷ đồng", Fraction(1000)),
        ("VNĐ", "triệu đồng", Fraction(1, 10**6)),
        ("%", "phần trăm", Fraction(1)),
        ("‰", "%", Fraction(1, 10)),
        ("điểm phần trăm", "điểm %", Fraction(1)),
        ("km2", "ha", Fraction(100)),
        ("kg", "tấn", Fraction(1, 1000)),
        ("nghìn hộ", "hộ", Fraction(1000)),
        ("triệu đồng/người", "nghìn đồng/người", Fraction(1000)),
        ("HTX", "hợp tác xã", Fraction(1)),
        ("tỷ  ĐỒNG", "tỷ đồng", Fraction(1)),
        ("Trđ", "triệu đồng", Fraction(1)),
        ("tr.đ", "triệu đồng", Fraction(1)),
        ("Tr.đồng", "triệu đồng", Fraction(1)),
        ("tỷ.đ", "tỷ đồng", Fraction(1)),
        ("nghìn.đ", "đồng", Fraction(1000)),
        ("tr.đ/người", "nghìn đồng/người", Fraction(1000)),
        ("LĐ", "lao động", Fraction(1)),
        ("SP", "sản phẩm", Fraction(1)),
        ("đ/c", "đồng chí", Fraction(1)),
        ("bác sỹ", "bác sĩ", Fraction(1)),
        ("giường", "giường bệnh", Fraction(1)),
        ("hộ gia đình", "hộ", Fraction(1)),
        ("lít", "m3", Fraction(1, 1000)),
        ("MWh", "kWh", Fraction(1000)),
        ("phút", "giờ", Fraction(1, 60)),
        ("bác sỹ / 10.000 dân", "bác sĩ/vạn dân", Fraction(1)),
        ("bác sĩ trên 1.000 dân", "bác sĩ/vạn người dân", Fraction(10)),
        ("giường bệnh trên vạn dân", "giường/10 000 dân", Fraction(1)),
        ("hộ/1.000 hộ", "hộ/trăm hộ", Fraction(1, 10)),
        ("tạ/ha", "tấn/ha", Fraction(1, 10)),
        ("người/km2", "người/ha", Fraction(1, 100)),
    ],
)
def test_conversion(written, wanted, factor):
    source, target = parse_unit(written), parse_unit(wanted)
    assert source is not None
    assert target is not None
    assert conversion(source, target) == factor


# What is alike in words and is not the same.
DIFFERENT = [
    ("%", "điểm %"),
    ("điểm", "%"),
    ("điểm %", "điểm"),
    ("điểm trường", "điểm"),
    ("trường hợp", "trường"),
    ("lượt người", "người"),
    ("lượt khách", "khách"),
    ("bác sĩ", "bác sĩ/vạn dân"),
    ("triệu đồng/người/tháng", "triệu đồng/người/năm"),
    ("sào", "ha"),
    ("MW", "MWh"),
    ("MW", "MWp"),
    ("ngày công", "ngày"),
]


@each_row(
    ("own", "wanted", "factor"),
    [
        ("người", "lao động", 1),
        ("lao động", "người", 1),
        ("đồng chí", "đảng viên", 1),
        ("nghìn người", "học sinh", 1000),
        ("hộ", "hộ nghèo", 1),
        ("sản phẩm", "sản phẩm OCOP", 1),
        ("trường đạt chuẩn", "trường", 1),
        ("HTX nông nghiệp", "hợp tác xã", 1),
        ("trường hợp", "trường", None),
        ("lao động", "học sinh", None),
        ("người", "hộ", None),
        ("lượt người", "người", None),
    ],
)
def test_the_wider_word_counts_the_same(own, wanted, factor):
    first, second = unit_as_written(own), parse_unit(wanted)
    assert first is not None
    assert second is not None
    assert conversion(first, second) == factor


@each_row(("written", "wanted"), [("tỷ đồng", "triệu USD"), ("hộ", "người"), ("đồng/người", "đồng"), *DIFFERENT])
def test_what_measures_something_else_does_not_convert(written, wanted):
    source, target = parse_unit(written), parse_unit(wanted)
    assert source is not None
    assert target is not None
    assert conversion(source, target) is None


def test_unknown_and_declared_units():
    assert parse_unit("") is None
    assert parse_unit("tỉ đông") is None
    assert parse_unit("bàn") is None
    assert parse_unit("tỷ đồng/") is None
    # For ten there is no word.
    assert spelled_out("hộ/10 dân") == "hộ/10 dân"
    declared = parse_unit("nghìn Bàn", declared=("bàn",))
    assert declared is not None
    assert (declared.base, declared.size) == ("bàn", Fraction(1000))
    assert "đồng" in spellings()


def test_folding_composes_and_lowers():
    assert folded("  Tỷ  đồng ") == folded("Tỷ đồng".lower()) == "tỷ đồng"


WORDS = """
lượt người; lượt khách; khách; bác sĩ; ‰; lần; bậc; hạng; m3; m³; kWh; MW; phút; giờ; ngày; tuổi; căn; cây; hồ sơ
tiêu chí; chi bộ; tổ dân phố; cuộc; EUR; chỉ số; lít; bao; cái; chiếc; ca; km²; m²; tổ hợp tác; trang trại; gia trại
sản phẩm OCOP; di tích; lễ hội; thuê bao; máy; giường bệnh; trẻ em; phụ nữ; đoàn viên; hội viên; thanh niên; tân binh
giáo viên; lớp; phòng học; điểm trường; con; hộ nghèo; hộ gia đình; khẩu; nhân khẩu; văn bản; thủ tục
dịch vụ công; tuyến; cầu; cột; trạm; mẫu; sào
"""


def test_the_words_of_resolutions_are_units():
    for word in WORDS.replace("\n", "; ").strip("; ").split("; "):
        assert parse_unit(word), word


def test_what_is_counted_has_no_fractions_and_what_is_measured_has():
    counted = {word: unit.is_counted for word in spellings() if (unit := parse_unit(word))}
    assert not any(counted[word] for word in ("%", "‰", "điểm %", "điểm", "chỉ số", "lần", "giờ", "tuổi", "m3", "sào"))
    assert all(counted[word] for word in ("lượt người", "bác sĩ", "bậc", "hạng", "hồ sơ", "cuộc", "lđ", "giường"))
    units = [parse_unit(word) for word, whole in counted.items() if whole]
    assert {unit.size for unit in units if unit} == {1}


def test_declared_units_meet_in_their_spellings_and_compose():
    halls = ("nhà văn hoá",)
    for written, base in [("Nhà văn hóa", "nhà văn hóa"), ("nhà văn hoá", "nhà văn hoá")]:
        unit = parse_unit(written, halls)
        assert unit is not None
        assert (unit.base, unit.is_counted) == (base, True)
    rate, other = (parse_unit(text, halls) for text in ("nhà văn hóa/100 thôn", "nhà văn hoá/thôn"))
    assert rate is not None
    assert other is not None
    assert not rate.is_counted
    assert conversion(rate, other) == Fraction(1, 100)
    assert rate.per == 100
    # "quý" is no other spelling of anything.
    assert parse_unit("qúy", ("quý",)) is None


def test_a_pack_states_the_size_of_a_unit():
    factor = factor_of("sào", "360 m2")
    assert factor is not None

    def times(written: str, wanted: str, *factors: Factor) -> Fraction | None:
        source, target = parse_unit(written), parse_unit(wanted, ("sào",), factors=factors)
        assert source is not None
        assert target is not None
        return conversion(source, target)

    assert times("sào", "ha", factor) == Fraction(36, 1000)
    assert times("sào", "sào", factor) == 1
    assert times("m2", "sào", factor) == Fraction(1, 360)
    assert times("tạ/sào", "tạ/ha", factor) == Fraction(1000, 36)
    assert times("sào", "ha") is None


def test_a_declared_unit_with_a_size_is_measured():
    factor = factor_of("rổ", "5 kg")
    assert factor is not None
    unit = parse_unit("rổ", ("rổ",), factors=(factor,))
    assert unit is not None
    assert (unit.base, unit.size, unit.is_counted) == ("tấn", Fraction(5, 1000), False)


@each_row(
    ("name", "equals"),
    [
        ("tá", "12 cái"),
        ("tấn", "900 kg"),
        ("sào", "0,036 ha"),
        ("sào", "0 m2"),
        ("sào", "360 xyz"),
        ("mẫu", "10 sào"),
        ("sào/vụ", "1 ha"),
    ],
)
def test_what_says_no_size(name, equals):
    assert factor_of(name, equals) is None


def test_words_that_head_columns_are_no_units():
    for word in ("Cơ quan", "Đơn vị", "Kế hoạch", "Kỳ", "Nhiệm vụ", "Giải pháp", "Tổ chức", "Phòng", "Năm", "Tháng"):
        assert parse_unit(word) is None, word
