"""Units of measure, and the list of countable things.

A unit consists of scale words and a base: "nghìn tỷ đồng" is 10^12 "đồng". A unit per another base is a rate: "bác
sĩ/vạn dân" is "bác sĩ" per 10^4 "dân". `unit_words` knows how units are written, and which
of them convert.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from checker.domain.record import NamedTuple

__all__ = ["COUNTED", "INDEX", "POINTS", "REGIONAL", "SCALES", "Factor", "Unit", "folded"]

SCALES: Final = {
    "trăm": 10**2,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tr": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
}
"""Scale words and their factors; several in a row multiply ("nghìn tỷ")."""

POINTS: Final = ("%", "điểm %", "điểm")
"""A share, a change of a share, and an index: all are called "percent", but they do not convert into each other."""

INDEX: Final = ("chỉ số", "hệ số", "index")
"""The unit of dimensionless indicators, such as HDI; it is not written after a number."""

REGIONAL: Final = ("sào", "mẫu")
"""Units whose size differs between regions, so that only a pack can state it."""

# Countable things, each with its other spellings; a pack may declare more under `units`. Words that head columns of
# offices and remarks ("Cơ quan", "Nhiệm vụ") are left to packs, because such a column is not a measure.
_COUNTED_LINES: Final = (
    # People.
    "người = đầu người = persons; lượt người; lượt; lượt khách; khách = khách du lịch = du khách; lượt hộ; lượt xe",
    "hành khách = hk; lượt hành khách = lượt hk; ngày khách; người có công = ncc; bà mẹ việt nam anh hùng; biên chế",
    "dân = người dân; nhân khẩu = khẩu; lao động = lđ = người lao động; trẻ em = trẻ = cháu; phụ nữ",
    "học sinh; sinh viên; học viên; giáo viên; giảng viên; bác sĩ = bs; y sĩ; y tá; điều dưỡng; dược sĩ; nữ hộ sinh",
    "nhân viên y tế; bệnh nhân; công chức; viên chức; cán bộ công chức; người cao tuổi; người khuyết tật",
    "đồng chí; đảng viên; đoàn viên; hội viên; thanh niên; tân binh; chiến sĩ; đại biểu; cử tri; nông dân; công nhân",
    "liệt sĩ; cặp; hòa giải viên; cộng tác viên; tuyên truyền viên; nghệ nhân; người nghèo; thuê bao",
    "hộ = hộ gia đình = hộ gđ = hộ dân = households; hộ nghèo; hộ cận nghèo; hộ thoát nghèo; gia đình; nóc nhà",
    "hộ kinh doanh = hkd",
    # Organisations and places.
    "hợp tác xã = htx; tổ hợp tác = tht; liên hiệp hợp tác xã; doanh nghiệp = dn; cơ sở; cơ sở y tế; cơ sở giáo dục",
    "trang trại; gia trại; làng nghề; chi bộ; đảng bộ; chi đoàn; chi hội; câu lạc bộ = clb",
    "phường; xã; thị trấn; thôn; bản; ấp; buôn; làng; khu phố; khu dân cư; tổ dân phố; khóm",
    "khu công nghiệp; cụm công nghiệp; khu đô thị; chợ; siêu thị; cửa hàng; khách sạn; nhà hàng; ngân hàng; bến xe",
    # Schools and health.
    "trường = trường học; điểm trường; lớp = lớp học; phòng học; thư viện; nhóm trẻ; giường bệnh = giường",
    "bệnh viện; trạm y tế; trạm; phòng khám; ca; ca bệnh; ca mắc; ổ dịch; liều; mũi; mũi tiêm; đơn vị máu",
    # Things that are built, made and kept.
    "công trình; dự án; mô hình; tuyến; tuyến đường; cầu; cống; đập; hồ; hồ chứa; cột; trụ; trạm biến áp",
    "căn = căn hộ; nhà; căn nhà; ngôi nhà; nhà ở xã hội; lô; thửa; mộ; ngôi mộ; di tích; lễ hội; sản phẩm = sp",
    "sản phẩm OCOP = sp ocop; thương hiệu; nhãn hiệu; sáng kiến; đề tài",
    "cái; chiếc; bộ; bao; gói; thùng; tờ; quyển; cuốn; đôi; máy; máy móc; xe; ô tô; xe máy; tàu; tàu cá; phương tiện",
    "máy tính; điện thoại; camera; trạm bts; cây; cây giống; con; con giống; đàn; đàn ong; đầu con; quả; trứng; lồng",
    "suất; suất quà; phần quà; ngôi; hài cốt; nghĩa trang; giếng; bản ghi; gói thầu; điểm cầu; cuộc họp",
    # Work of offices.
    "chỉ tiêu; tiêu chí; hồ sơ; văn bản; thủ tục; thủ tục hành chính = tthc; dịch vụ công",
    "đồ án; giấy chứng nhận = gcn = gcnqsdđ; giấy phép; chứng chỉ; tài khoản; giao dịch",
    "cuộc; cuộc thanh tra; cuộc kiểm tra; buổi; đợt; vòng; phiên; chuyến; chuyến bay; giải; huy chương",
    "bậc; hạng; sao; vụ; vụ án; vụ việc; vụ cháy; vụ tai nạn; trường hợp; đơn; đơn thư",
)
COUNTED: Final = tuple(tuple(one.split(" = ")) for line in _COUNTED_LINES for one in line.split("; "))
"""Countable things, each with all of its spellings."""

_WHOLE: Final = frozenset(one[0] for one in COUNTED)


class Factor(NamedTuple):
    """The size of a unit that a pack declares, in a known unit.

    Args:
        name: The declared unit.
        base: The base of the known unit.
        size: The size of the declared unit in that base.
    """

    name: str
    base: str
    size: Fraction


class Unit(NamedTuple):
    """A unit of measure.

    Args:
        name: The unit as written.
        base: The base; units with the same base convert. Empty if only a scale was written ("86,6 tỷ"), which fits any
            base.
        size: The size of the unit in its base.
        fractions: Whether the base has fractions, if a pack says so; else ``None``.
        per: The denominator: 100 for "%", 10 000 for "bác sĩ/vạn dân", else 1.
        factors: The sizes of further units, as its pack states them.
    """

    name: str
    base: str
    size: Fraction
    fractions: bool | None = None
    per: Fraction = Fraction(1)
    factors: tuple[Factor, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether its base is countable, so that no figure has a fraction of it.

        "nghìn hộ" is countable: 12.5 of it are 12 500 whole ones. The rate "bác sĩ/vạn dân" is not.
        """
        return self.base in _WHOLE if self.fractions is None else not self.fractions

    @property
    def is_count(self) -> bool:
        """Whether it counts whole things, so that a figure in it is exact and not rounded."""
        return self.size == 1 and self.is_counted


def folded(text: str) -> str:
    """Return `text` composed (NFC), case-folded and with single spaces, for comparing words."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFC", text)
    return " ".join(text.casefold().split())
