"""A unit of measure and its exact conversion, and the one list of what is counted one by one.

A unit is scale words and a thing: "nghìn tỷ đồng" is 10^12 of "đồng". Per another thing it is
a rate: "bác sĩ/vạn dân" is "bác sĩ" per 10^4 of "dân". Two units convert where they measure
the same. How units are written is in `unit_words`.
"""

from __future__ import annotations

import unicodedata
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
"""Scale words and what they multiply by; several in a row multiply ("nghìn tỷ")."""

POINTS: Final = ("%", "điểm %", "điểm")
"""A share, a change of a share, and an index: all are said to be "percent", and none converts into another."""

INDEX: Final = ("chỉ số", "hệ số", "index")
"""The unit of what has none, such as HDI; it is not written behind a number."""

REGIONAL: Final = ("sào", "mẫu")
"""What is of another size from region to region, so that only a pack can say how large it is."""

# Things that are counted one by one, each with its other spellings; a pack may declare more under `units`.
# What heads columns of offices and remarks ("Cơ quan", "Nhiệm vụ") is left to packs: a column so headed is no measure.
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
    # What is built, made and kept.
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
"""Things that are counted one by one, each with all of its spellings."""

_WHOLE: Final = frozenset(one[0] for one in COUNTED)


class Factor(NamedTuple):
    """How many of a known unit a unit is that a pack declares.

    Args:
        name: The declared unit.
        base: What the known unit measures.
        size: How many of that base one declared unit is.
    """

    name: str
    base: str
    size: Fraction


class Unit(NamedTuple):
    """A unit of measure.

    Args:
        name: The unit as written.
        base: What it measures; units with the same base convert. Empty where only a
            scale was written ("86,6 tỷ"), which fits any base.
        size: How many of the base one such unit is.
        fractions: Whether there are fractions of the base, where a pack says so; else ``None``.
        per: Of how many it is said: 100 for "%", 10 000 for "bác sĩ/vạn dân", else 1.
        factors: The sizes that its pack states of further units.
    """

    name: str
    base: str
    size: Fraction
    fractions: bool | None = None
    per: Fraction = Fraction(1)
    factors: tuple[Factor, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether its base is counted one by one, so that no figure has a fraction of one.

        "nghìn hộ" is counted: 12.5 of it is 12 500 whole. "bác sĩ/vạn dân" is a rate, and is not.
        """
        return self.base in _WHOLE if self.fractions is None else not self.fractions

    @property
    def is_count(self) -> bool:
        """Whether it counts whole things one by one, so that a figure in it is exact and not rounded."""
        return self.size == 1 and self.is_counted

    def into(self, other: Unit) -> Fraction | None:
        """Return the factor that turns a number in this unit into `other`; ``None`` where there is none."""
        if not self.base or self.base == other.base:
            return self.size / other.size
        from checker.domain.unit_words import conversion

        return conversion(self, other)


def folded(text: str) -> str:
    """Return `text` composed (NFC), case-folded and with single spaces, for comparing words."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).casefold().split())
