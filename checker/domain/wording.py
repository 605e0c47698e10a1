"""The table of words around a number in resolutions and reports, and the sense of each.

Lint compares targets with their clauses by it, docs/rules.md explains it, and the readers use it for words before a
figure or a plan. Must not know packs, files or numbers.
"""

from __future__ import annotations

import enum
from typing import Final

from checker.domain.record import NamedTuple

__all__ = ["APPROXIMATE", "OF_YEARS", "WORDINGS", "Phrasing", "Sense", "YearSpan", "words_of"]


class Sense(enum.Enum):
    """The sense that words give to a number."""

    FLOOR = "floor"
    """The number, or more."""
    ABOVE = "above"
    CEILING = "ceiling"
    """The number, or less."""
    BELOW = "below"
    EXACT = "exact"
    BAND = "band"
    """Between two numbers, whichever direction is better."""
    ABOUT = "about"
    """Exactly the number, without tolerance."""
    NEAR = "near"
    """Words that leave open which values meet the target."""
    FROM = "from"
    DOWN_TO = "down to"
    """A level that is reached by falling: a ceiling."""
    UP_TO = "up to"
    """A level that is reached by rising: a floor."""
    RISE = "rise"
    GROWTH = "growth"
    FALL = "fall"
    NEGATIVE = "negative"
    KEEP = "keep"
    NEW = "new"
    """The number counts things newly made within the year."""
    STRIVE = "strive"
    NONE = "none"
    """Stands for a ceiling of zero."""
    WHOLE = "whole"
    """Stands for all of something."""
    NEUTRAL = "neutral"
    """Accompanies a number without changing it."""
    NAME = "name"
    """Contains a word of the table but is not a wording."""


class Phrasing(NamedTuple):
    """Words with the same sense.

    Args:
        sense: Their sense.
        words: The words, in lower case and composed (NFC).
        behind: Whether they follow the number.
        of_figures: Whether they also apply before a reported figure.
        english: Whether they are English, which never occurs in a Vietnamese clause.
    """

    sense: Sense
    words: tuple[str, ...]
    behind: bool = False
    of_figures: bool = False
    english: bool = False


def _of(sense: Sense, words: str, *, behind: bool = False, of_figures: bool = False, english: bool = False) -> Phrasing:
    return Phrasing(sense, tuple(words.split("; ")), behind, of_figures, english)


WORDINGS: Final = (
    _of(Sense.ABOVE, "trên; hơn; >", of_figures=True),
    _of(Sense.ABOVE, "above; over; more than", of_figures=True, english=True),
    _of(Sense.ABOVE, "vượt; vượt mức; vượt trên; cao hơn; lớn hơn; nhiều hơn"),
    _of(Sense.BELOW, "dưới; chưa đến; chưa tới; <", of_figures=True),
    _of(Sense.BELOW, "below; under; less than", of_figures=True, english=True),
    _of(Sense.BELOW, "thấp hơn; nhỏ hơn; ít hơn; kém hơn; không đến; không tới"),
    _of(Sense.FLOOR, "ít nhất; tối thiểu; thấp nhất; không dưới; không thấp hơn; không ít hơn; không nhỏ hơn"),
    _of(Sense.FLOOR, "không kém hơn; ít nhất là; tối thiểu là; đạt và vượt; đạt hoặc vượt; ≥; >="),
    _of(Sense.FLOOR, "không được dưới; không được thấp hơn; không được ít hơn; không để dưới; không để thấp hơn"),
    _of(Sense.FLOOR, "at least", english=True),
    _of(Sense.FLOOR, "trở lên; hoặc hơn; hoặc cao hơn", behind=True),
    _of(Sense.FLOOR, "or more", behind=True, english=True),
    _of(Sense.CEILING, "không quá; không vượt quá; không vượt; không để xảy ra quá; không để quá; không trên"),
    _of(Sense.CEILING, "không hơn; không cao hơn; không lớn hơn"),
    _of(Sense.CEILING, "không nhiều hơn; tối đa; nhiều nhất; cao nhất; tối đa là; tối đa không quá; ≤; <="),
    _of(Sense.CEILING, "không được quá; không được vượt; không được vượt quá; không được cao hơn; không được trên"),
    _of(Sense.CEILING, "không để vượt; không để vượt quá; không để cao hơn; không để trên; không để xảy ra trên"),
    _of(Sense.CEILING, "at most", english=True),
    _of(Sense.CEILING, "trở xuống; trở lại; hoặc thấp hơn", behind=True),
    _of(Sense.CEILING, "or less", behind=True, english=True),
    _of(Sense.EXACT, "đúng; đúng bằng; ="),
    _of(Sense.BAND, "trong khoảng; trong khoảng từ"),
    _of(Sense.ABOUT, "vào khoảng; xấp xỉ; khoảng; ước chừng; ~; ≈", of_figures=True),
    _of(Sense.ABOUT, "about", of_figures=True, english=True),
    _of(Sense.ABOUT, "khoảng từ; quanh; quanh mức"),
    _of(Sense.NEAR, "gần", of_figures=True),
    _of(Sense.NEAR, "nearly", of_figures=True, english=True),
    _of(Sense.NEAR, "trên dưới; tương đương; ngang bằng; gần bằng; gần đạt"),
    _of(Sense.FROM, "từ", of_figures=True),
    _of(Sense.FROM, "from", of_figures=True, english=True),
    _of(Sense.DOWN_TO, "giảm xuống còn; giảm xuống; xuống còn; giảm còn; xuống; còn", of_figures=True),
    _of(Sense.DOWN_TO, "hạ xuống còn; hạ xuống; hạ còn; kéo giảm còn; kéo giảm xuống còn; kéo giảm xuống"),
    _of(Sense.DOWN_TO, "chỉ còn; giảm chỉ còn; rút xuống còn; rút ngắn còn; giảm dần còn; giảm xuống mức; xuống mức"),
    _of(Sense.DOWN_TO, "giảm đến mức; giảm về mức; giảm về"),
    _of(Sense.UP_TO, "tăng lên; nâng lên; lên đến; lên tới; lên", of_figures=True),
    _of(Sense.UP_TO, "tăng lên đến; tăng lên tới; nâng lên đến; nâng lên thành; lên thành; tăng đến; nâng lên mức"),
    _of(Sense.RISE, "tăng thêm; có thêm; tăng; thêm", of_figures=True),
    _of(Sense.RISE, "tăng bình quân"),
    _of(Sense.GROWTH, "tăng trưởng", of_figures=True),
    _of(
        Sense.GROWTH,
        "tăng trưởng bình quân; tốc độ tăng; tốc độ tăng trưởng; nhịp độ tăng; tỷ lệ tăng; tỉ lệ tăng; mức tăng",
    ),
    _of(Sense.FALL, "giảm thêm; giảm đi; giảm", of_figures=True),
    _of(Sense.FALL, "giảm bình quân; kéo giảm; hạ; mức giảm; tỷ lệ giảm; tỉ lệ giảm; tốc độ giảm"),
    _of(Sense.NEGATIVE, "âm", of_figures=True),
    _of(Sense.KEEP, "duy trì; giữ vững; giữ; giữ ổn định; ổn định; duy trì ổn định; giữ nguyên; duy trì ở mức"),
    _of(Sense.KEEP, "ổn định ở mức; giữ ở mức; duy trì quanh; duy trì quanh mức"),
    _of(Sense.NEW, "thành lập mới; xây mới; xây dựng mới; công nhận mới; trồng mới; kết nạp; kết nạp mới; mở mới"),
    _of(Sense.NEW, "phát triển mới; cấp mới; đầu tư mới; làm mới"),
    _of(Sense.STRIVE, "phấn đấu; phấn đấu đạt; phấn đấu tăng; phấn đấu có"),
    _of(
        Sense.NONE, "không để xảy ra; không để; không để phát sinh; không xảy ra; không phát sinh; không có; không còn"
    ),
    _of(Sense.NONE, "xóa; xoá; chấm dứt"),
    _of(Sense.WHOLE, "toàn bộ; tất cả; hoàn thành chỉ tiêu; hoàn thành kế hoạch; hoàn thành dự toán"),
    _of(Sense.NEUTRAL, "đạt", of_figures=True),
    _of(
        Sense.NEUTRAL, "đạt mức; đạt được; ở mức; mức; là; có; bằng; ước; ước đạt; ước thực hiện; hoàn thành; thực hiện"
    ),
    _of(Sense.NEUTRAL, "giao; được giao; đạt tỷ lệ; đạt tỉ lệ; tỷ lệ đạt; tỉ lệ đạt; chiếm; chiếm tỷ lệ; chiếm khoảng"),
    _of(
        Sense.NEUTRAL,
        "tỷ lệ; tỉ lệ; tỷ trọng; số; tổng số; tổng; cho; với; được; thu; cả năm; trong năm; năm; bình quân",
    ),
    _of(
        Sense.NEUTRAL, "thành lập; xây dựng; trồng; thu hút; giải quyết; tạo; tạo việc làm cho; đào tạo; công nhận; cấp"
    ),
    _of(
        Sense.NEUTRAL, "giải ngân; sản xuất; đón; phục vụ; hỗ trợ; huy động; vận động; tổ chức; đầu tư; phát triển; đưa"
    ),
    _of(
        Sense.NEUTRAL,
        "bố trí; trồng được; lắp đặt; sửa chữa; nâng cấp; đăng ký; tuyển; xuất khẩu; kế hoạch",
    ),
    _of(
        Sense.NEUTRAL,
        "dự toán; chỉ tiêu; mục tiêu; định mức; quy mô; trị giá; giá trị; doanh thu; sản lượng; năng suất",
    ),
    _of(
        Sense.NEUTRAL,
        "diện tích; điều chỉnh; điều chỉnh còn; điều chỉnh xuống còn; điều chỉnh giảm còn; điều chỉnh lên",
    ),
    _of(Sense.NEUTRAL, "điều chỉnh tăng lên; điều chỉnh giảm xuống còn; điều chỉnh thành; điều chỉnh xuống; toàn xã"),
    _of(Sense.NAME, "tăng cường; tăng gia; gia tăng giá trị; giảm nghèo; giảm thiểu; giảm tải; giảm trừ; giảm nhẹ"),
    _of(Sense.NAME, "trên địa bàn; trên tổng số; trên môi trường; trên cơ sở; trên toàn; ổn định đời sống; giữ gìn"),
    _of(Sense.NAME, "việc làm ổn định; duy trì và nâng cao; duy trì, nâng cao; giá trị gia tăng; giá trị tăng thêm"),
    _of(Sense.NAME, "hạ tầng; hạ thấp; còn lại; xuống cấp; không còn khả năng; thêm giờ; không có khả năng"),
)
"""All wordings. If one is a prefix of another, the longer one applies."""


APPROXIMATE: Final = (Sense.ABOVE, Sense.BELOW, Sense.ABOUT, Sense.NEAR)
"""The senses that turn a reported figure into an interval."""


def words_of(*senses: Sense, behind: bool = False, of_figures: bool = False) -> tuple[str, ...]:
    """Return the words of some senses, longest first, for use in a regex alternation.

    Args:
        senses: The senses.
        behind: Return words that follow the number, instead of words before it.
        of_figures: Return only words that also apply before a reported figure.
    """
    rows = (row for row in WORDINGS if row.sense in senses and row.behind is behind)
    found = [word for row in rows if row.of_figures or not of_figures for word in row.words]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


class YearSpan(enum.Enum):
    """The years of a term that a number refers to, according to the words around it."""

    AVERAGE = "average"
    YEARLY = "yearly"
    """Each year, or a year on average: the words leave it open."""
    TOTAL = "total"
    END = "end"


_TERM: Final = "(?:nhiệm kỳ|giai đoạn|thời kỳ|khóa|khoá)"
OF_YEARS: Final = {
    YearSpan.AVERAGE: r"(?<![^\W_])(?:(?:tăng|giảm|(?:tăng trưởng|độ tăng)(?: [^\W_]+){0,4}) bình quân(?! đầu người)"
    rf"|bình quân (?:mỗi |hằng |hàng |một |các |trong )*năm(?! ?[0-9])|bình quân (?:cả |trong )*{_TERM})(?![^\W_])",
    YearSpan.YEARLY: r"(?<![^\W_])(?:mỗi|hằng|hàng|từng) năm(?![^\W_])|% ?/ ?năm(?![^\W_])",
    YearSpan.TOTAL: rf"(?<![^\W_])(?:(?:trong|cả|tổng) (?:(?:5|năm|05) năm|(?:cả )?{_TERM})|toàn {_TERM}"
    r"|(?:5|05) năm)(?![^\W_])",
    YearSpan.END: rf"(?<![^\W_])(?:(?:đến|tới) (?:cuối |hết )*(?:năm 20[0-9]{{2}}|{_TERM})|cuối {_TERM})(?![^\W_])",
}
"""Words around a number of a term. The first match decides, so "bình quân mỗi năm" comes before "trong giai đoạn"."""
