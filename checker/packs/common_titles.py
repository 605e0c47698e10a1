"""Derive direction and kind of common indicators from their titles.

A title that gives no or contradictory evidence decides nothing. Must not know packs.
"""

from __future__ import annotations

import re
from typing import Final

from checker.domain.axes import Better
from checker.domain.unit import folded

__all__ = ["adds_up", "better_of", "counts_new", "is_level", "is_money", "is_per_thousand", "is_share", "per_so_many"]

# Less of these is better, unless the title also mentions action against them.
_LOWER: Final = (
    r"hộ nghèo|hộ cận nghèo|nghèo đa chiều|tỷ lệ nghèo|thất nghiệp|thiếu việc làm|nợ|nợ đọng|bội chi|nhập siêu|cpi"
    r"|chỉ số giá tiêu dùng|lạm phát|tội phạm|phạm pháp hình sự|tai nạn|người chết|người bị thương|tử vong"
    r"|suy dinh dưỡng|thấp còi|nhẹ cân|sinh con thứ|bỏ học|lưu ban|tảo hôn|mù chữ|ma túy|cháy rừng|vụ cháy|ô nhiễm"
    r"|quá hạn|trễ hạn|tồn đọng|thất thoát|thất thu|hao hụt|vi phạm|khiếu kiện|bạo lực|tai biến|nhiễm mới"
)
_LOWER_VOID: Final = (
    r"giải quyết|xử lý|điều tra|khám phá|phòng|chống|thoát|xóa|xoá|giảm|hỗ trợ|được|tham gia|thu hồi|vay|trả|thu|đạt"
    r"|kiểm soát|đào tạo|thực hiện|phát hiện|khắc phục|cai|quản lý|cứu|tiếp cận|không|chưa|có việc làm"
    r"|bảo hiểm|khởi tố|số xã"
)
_HIGHER: Final = (
    r"thu ngân sách|thu nsnn|thu nội địa|thu thuế|bán lẻ|doanh thu|grdp|gdp|tổng sản phẩm|giá trị sản xuất"
    r"|xuất khẩu|thu nhập|vốn đầu tư|giải ngân|che phủ|trồng rừng|sản lượng|năng suất|bảo hiểm|đạt chuẩn|đạt danh hiệu"
    r"|đạt tiêu chí|đạt|nông thôn mới|ocop|hợp tác xã|htx|doanh nghiệp thành lập|hộ kinh doanh|việc làm|đào tạo|kết nạp"
    r"|hoàn thành|giường bệnh|bác sĩ|nước sạch|hợp vệ sinh|thu gom|xử lý|dịch vụ công|tiêm chủng|tiêm phòng"
    r"|khách du lịch|lượt khách|đô thị hóa|hài lòng|số hóa|đúng hạn|phổ cập|thoát nghèo|văn minh|văn hóa|thuê bao"
    r"|tổng đàn|đàn trâu|đàn bò|đàn lợn|đàn gia cầm|đàn gia súc|đàn dê|giao quân|tuyển quân|có bằng|chứng chỉ"
    r"|đi làm việc|giá trị sản phẩm|xuất, nhập khẩu|lương thực|tuổi thọ|nhà ở|chỉ số sản xuất|phủ sóng|huy động trẻ"
    r"|đến trường|sử dụng điện|điện lưới|rừng trồng mới|kiên cố hóa|cứng hóa|bao phủ"
)
_HIGHER_VOID: Final = (
    r"không|chưa|giảm|nghèo(?<!thoát nghèo)|thất nghiệp|nợ|vi phạm|tội phạm|tai nạn|bỏ học|sinh con thứ|cháy|tử vong"
    r"|suy dinh dưỡng|tồn|quá hạn|trễ|chậm|thời gian|chi phí|chi|hao|nhập siêu|bội chi|ô nhiễm|chết|tiêu hao|tiêu tốn"
    r"|lao động nông|nông nghiệp|khu vực i|hạng|bậc|tạm|dột nát|hộ cận nghèo|mắc|dịch bệnh|thiệt hại|bỏ hoang|tiêu hủy"
    r"|(?<!trang )(?<!thiết )(?<!chuẩn )bị"
)
_SHARE: Final = r"(?:- |\+ )?(?:trong đó:? )?(?:(?:mức )?giảm )?(?:tỷ|tỉ) (?:lệ|trọng)(?! giữa)"
# Rates of one count to another, which have special units.
_RATIO: Final = r"/|(?:trên|trong|cho) (?:[0-9]|một|vạn|nghìn|đầu)|vạn dân"
_MONEY: Final = (
    "(?:số )?thu ngân sách|thu nsnn|thu nội địa|(?:số )?thu thuế|chi ngân sách|doanh thu|thu nhập bình quân"
    "|kim ngạch xuất khẩu|kim ngạch nhập khẩu|giá trị xuất khẩu|mức bán lẻ hàng hóa"
)
_PER: Final = (
    r"(?:(?<![^\W_])(?:tính )?trên |/ ?)(?:[0-9.]+ (?:(?:vạn|nghìn|ngàn) )?|(?:một )?(?:vạn|nghìn|ngàn|trăm) )"
    r"(?:dân|người)(?![^\W_])"
)
_RATE: Final = r"(?:- |\+ )?(?:trong đó:? )?(?:tốc độ tăng|tăng trưởng|nhịp độ tăng|tốc độ phát triển)"
_OF_GDP: Final = r"(?:so|so với) (?:tổng )?(?:gdp|grdp)"
_NEW: Final = (
    r"thành lập mới|kết nạp|có thêm|tăng thêm|giải quyết việc làm|tạo việc làm"
    r"|trồng mới|xây mới|xây dựng mới|công nhận mới"
)

# Words for sums over a year, and for levels at a day; a title with both is undecided.
_FLOW: Final = (
    r"thu ngân sách|thu nsnn|thu nội địa|thu thuế|bán lẻ|doanh thu|giá trị sản xuất|xuất khẩu|nhập khẩu|giải ngân"
    r"|sản lượng|trồng rừng|rừng trồng mới|khách du lịch|lượt khách|giải quyết việc làm|tạo việc làm|kết nạp"
    r"|giao quân|tuyển quân|đi làm việc|số vụ|vụ cháy|cháy rừng|người chết|người bị thương|tai nạn"
)
_STOCK: Final = (
    r"số hộ|tổng đàn|đàn trâu|đàn bò|đàn lợn|đàn gia cầm|đàn gia súc|đàn dê|dân số|thu nhập bình quân|tuổi thọ"
    r"|số giường bệnh|giường bệnh|số xã đạt chuẩn|lũy kế|luỹ kế|bình quân đầu người|thuê bao|dư nợ|nợ xấu|số bác sĩ"
)


def _in(words: str, text: str) -> str:
    match = re.search(rf"(?<![^\W_])(?:{words})(?![^\W_])", text)
    return match[0] if match else ""


def better_of(title: str, *, falls: bool) -> tuple[Better, str] | None:
    """Return the better direction according to a title, and the deciding words; ``None`` if undecided.

    Args:
        title: In Vietnamese.
        falls: Whether the figure is the size of a fall.
    """
    text = folded(re.sub(r"\((?:không|chưa) [^()]*\)", " ", title, flags=re.IGNORECASE))
    low = _in(_LOWER, text)
    if falls:
        # A larger fall of poverty is better; nobody plans to reduce what should rise.
        return (Better.HIGHER, low) if low else None
    if low and not _in(_LOWER_VOID, text.replace("kết quả", "")):
        return Better.LOWER, low
    high = _in(_HIGHER, text)
    if high and not low and not _in(_HIGHER_VOID, text):
        return Better.HIGHER, high
    return None


def is_share(title: str) -> str:
    """Return the words of a title that indicate a percentage; empty if there are none.

    >>> is_share("Tỷ lệ che phủ rừng"), is_share("Số hộ")
    ('tỷ lệ', '')
    """
    text = folded(title)
    if re.search(_RATIO, text):
        return ""
    match = re.match(rf"{_SHARE}(?![^\W_])|{_RATE}(?![^\W_])", text) or re.search(rf"(?<![^\W_]){_OF_GDP}$", text)
    return re.sub(r"^(?:- |\+ )?(?:trong đó:? )?", "", match[0]) if match else ""


def per_so_many(title: str) -> str:
    """Return the words of a title that indicate a rate per population; empty if there are none.

    >>> per_so_many("Số giường bệnh trên 1 vạn dân"), per_so_many("Số hộ kinh doanh trên địa bàn")
    ('trên 1 vạn dân', '')
    """
    match = re.search(_PER, folded(title))
    return match[0] if match else ""


def is_money(title: str) -> str:
    """Return the words at the start of a title that indicate money; empty if there are none.

    >>> is_money("Thu ngân sách trên địa bàn"), is_money("Tốc độ tăng thu ngân sách")
    ('thu ngân sách', '')
    """
    match = re.match(rf"(?:- |\+ )?(?:trong đó:? )?(?:tổng )?({_MONEY})(?![^\W_])", folded(title))
    return match[1] if match else ""


def is_per_thousand(title: str) -> bool:
    """Tell whether the subject of a title is also reported in ‰: births, deaths."""
    return bool(_in("(?:tăng|phát triển) dân số|(?:lệ|suất|mức) sinh|tăng tự nhiên|tử vong|chết", folded(title)))


def counts_new(title: str) -> str:
    """Return the words of a title that count new things within the year; empty if there are none."""
    return _in(_NEW, folded(title))


def adds_up(title: str) -> str:
    """Return the words of a title that indicate a sum over the year; empty if there are none.

    >>> adds_up("Thu ngân sách nhà nước"), adds_up("Tổng đàn trâu")
    ('thu ngân sách', '')
    """
    return _in(_FLOW, folded(title))


def is_level(title: str) -> str:
    """Return the words of a title that indicate a level at a day; empty if there are none.

    >>> is_level("Tổng đàn trâu"), is_level("Thu ngân sách nhà nước")
    ('tổng đàn', '')
    """
    return _in(_STOCK, folded(title))
