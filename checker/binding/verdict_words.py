"""The words of verdicts, for indicators that only have a verdict.

Owns their meaning, and what may follow them: a date, a document, a remark. A text is understood completely or not at
all. Must not know fields or indicators.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from checker.binding.names import written_out
from checker.domain.state_words import state_in
from checker.domain.unit import folded

__all__ = ["VERDICT_WORDS", "day_reached", "is_forecast", "reached_by", "verdict_of", "without_name"]

VERDICT_WORDS: Final = {
    **dict.fromkeys(("vượt", "hoàn thành vượt mức", "vượt kế hoạch", "exceeded"), 2),
    **dict.fromkeys(("đạt", "hoàn thành", "đã hoàn thành", "đạt kế hoạch", "giữ vững", "met"), 1),
    **dict.fromkeys(("không đạt", "chưa đạt", "chưa hoàn thành", "không hoàn thành", "unmet"), 0),
}
"""The standard words, for messages and forms; 0 unmet, 1 met, 2 exceeded."""

_LONGEST: Final = 200

_LEADING: Final = r"(?:(?:ước tính|dự ước|ước|dự kiến|sơ bộ|tạm tính|đã|được|estimated) )*"
_FORECAST: Final = r"dự kiến (?!.*[0-9])|.*[(,;] ?dự kiến\)?$"
_IN_BRACKETS: Final = r" ?[(\[](?P<remark>[^()\[\]]*)[)\]]$"
_PLAN: Final = (
    r"(?: (?:so với|theo|các|kế hoạch|kh|chỉ tiêu|mục tiêu|yêu cầu|nhiệm vụ|nghị quyết|nq|dự toán|đề ra|được giao|giao"
    r"|năm(?! [0-9])|của|tỉnh|huyện|xã|cấp trên|hđnd|ubnd))*"
)
_NOT: Final = r"(?:không|chưa|not)"
_DONE: Final = r"(?:đạt|hoàn thành|giữ vững|duy trì|đảm bảo|bảo đảm|met|achieved|completed)"
_MANNER: Final = r"(?: (?:tốt|xuất sắc|toàn diện|đầy đủ|đúng hạn|đúng tiến độ|trước hạn|trước thời hạn|sớm|100 ?%))?"
_BEYOND: Final = r"(?:hoàn thành vượt mức|hoàn thành vượt|đạt vượt mức|vượt mức|vượt|exceeded)"
# Negations first: "không đạt kế hoạch" ends as "đạt kế hoạch" does.
_HEADS: Final = (
    (0, rf"{_LEADING}{_NOT} (?:được )?{_DONE}(?: được)?(?: 100 ?%| đầy đủ)?{_PLAN}|unmet|k\.?đ"),
    (2, rf"{_LEADING}{_BEYOND}{_PLAN}|v"),
    (1, rf"{_LEADING}{_DONE}(?: được)?{_MANNER}{_PLAN}|đ"),
)

# An impossible day is not a date, and may be the remaining work.
_DAY: Final = "(?:(?:0?[1-9]|[12][0-9])[/.-](?:0?[1-9]|1[0-2])|30[/.-](?:0?[13-9]|1[0-2])|31[/.-](?:0?[13578]|1[02]))"
_WHEN: Final = "(?:vào|từ|trong|trước|tính đến|đến|cuối|đầu|giữa)"
_DATE: Final = (
    rf"(?:{_WHEN} )*"
    rf"(?:(?:ngày )?{_DAY}[/.-](?:19|20)[0-9]{{2}}|ngày {_DAY}"
    r"|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:tháng (?:0?[1-9]|1[0-2])|quý (?:0?[1-4]|iv|i{1,3}))(?: ?[/-] ?(?:19|20)[0-9]{2}| năm (?:19|20)[0-9]{2})?"
    r"|năm (?:19|20)[0-9]{2})"
)
# The parts of such a date, once it is known to be one. "Trước" does not name a day: the target was reached before it.
_PARTS: Final = (
    rf"(?P<before>(?:{_WHEN} )*)(?:ngày )?"
    r"(?:(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?P<day>[0-9]{1,2})[/.-](?P<in>[0-9]{1,2})"
    r"|tháng (?P<month>[0-9]{1,2})|quý (?P<quarter>0?[1-4]|iv|i{1,3})|(?=năm ))"
    r"(?: ?(?:[/.-]|năm) ?(?P<year>[0-9]{4}))?"
)
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NUMBERED: Final = r"(?:kế hoạch )?(?:số )?[0-9]{1,5}(?:/[0-9]{4})?/[^\W\d_]+(?:-[^\W\d_]+)*"
# Words that retract or question the words before them.
_TAKEN_BACK: Final = (
    r"[0-9%]|(?<![^\W_])(?:không|chưa|chậm|thiếu|hụt|một phần|một số|dự kiến|sẽ|cơ bản|phấn đấu|gần|đang|còn|nhưng|tuy"
    r"|trừ|vượt|riêng|chỉ|mỗi|nếu|đề nghị|xem lại|xem xét|rà soát|đợt|chờ|đợi|khả năng|khó|tạm(?! tính)|dự thảo|đăng ký"
    r"|kế hoạch|mục tiêu|cần|phải|(?:năm|kỳ|quý|tháng) trước|mất|hết (?:hạn|hiệu lực)|thu hồi|hủy|huỷ|bỏ|sai|nhầm"
    r"|đính chính|lẽ ra|phần(?! mềm)|giai đoạn|bước đầu|xảy ra|phức tạp|hạn chế|tồn tại|vướng|nửa|đa số"
    r"|hầu hết|tự (?:đánh giá|chấm)|v|kđ|only|if|subject to|pending|planned|draft)(?![^\W_])"
)
_IN_TIME: Final = r"(?:đúng hạn|trước hạn|trước thời hạn)$"
_MADE_UP_FOR: Final = rf"(?<!không )(?<!chưa )(?<![^\W_])(?:{_DONE}|vượt)(?![^\W_])"


def verdict_of(text: str) -> int | None:
    """Return the verdict of a text: 0 unmet, 1 met, 2 exceeded; ``None`` if uncertain.

    A date, a document number, and words without a retraction may follow it.

    >>> verdict_of("Không đạt kế hoạch"), verdict_of("hoàn thành ngày 25/6/2024"), verdict_of("cơ bản đạt")
    (0, 1, None)
    """
    if len(text) > _LONGEST:
        return None
    clean = _without_state(folded(text).strip(" .;!"))
    for rank, pattern in _HEADS:
        head = re.match(rf"(?:{pattern})(?![^\W_])", clean)
        if head is not None:
            return rank if _adds_nothing(clean[head.end() :], rank) else None
    return None


def is_forecast(text: str) -> bool:
    """Tell whether a verdict is only expected: "dự kiến đạt"."""
    return len(text) <= _LONGEST and re.match(_FORECAST, folded(text).strip(" .;!")) is not None


def without_name(text: str, names: Iterable[str]) -> str:
    """Return a verdict without the whole name of its indicator before it: "ANTT được giữ vững".

    A part of the name leaves the text as it is, because the verdict then holds for that part alone.

    >>> without_name("An ninh trật tự được giữ vững", ["Giữ vững an ninh trật tự"])
    'được giữ vững'
    >>> without_name("An ninh được giữ vững", ["Quốc phòng, an ninh"])
    'An ninh được giữ vững'
    """
    match = re.fullmatch(
        rf"(?P<name>.+?) (?P<verdict>(?:{_LEADING})(?:{_NOT} )?(?:được )?(?:{_DONE}|vượt)(?![^\W_]).*)", folded(text)
    )
    if match is None or len(text) > _LONGEST:
        return text
    subject = written_out(match["name"])
    subjects = {re.sub(rf"^(?:{_DONE}) ", "", written_out(name)) for name in names}
    return match["verdict"] if subject in subjects else text


def _without_state(clean: str) -> str:
    """Drop what only says of what kind the verdict is: "đạt (sơ bộ)"."""
    behind = re.search(_IN_BRACKETS, clean)
    return clean[: behind.start()] if behind and state_in(behind["remark"]) is not None else clean


def day_reached(text: str, year: int) -> dt.date | None:
    """Return the earliest day on which a target was reached, by the dates directly after its verdict.

    A date within a remark, such as that of a document, does not count, and neither does one after "trước".

    Args:
        text: A text with a verdict according to `verdict_of`.
        year: The default year of dates.

    >>> day_reached("hoàn thành ngày 25/6", 2024), day_reached("đạt trước năm 2025", 2024)
    (datetime.date(2024, 6, 25), None)
    """
    return max(filter(None, (_first_day(date, year) for date in _dates(text))), default=None)


def reached_by(text: str, year: int, day: dt.date) -> bool | None:
    """Tell whether a target was reached by a day, by the text directly after its verdict; ``None`` if unknown.

    A month or a quarter must be entirely before the day. A target reported "as of" a later day may have been reached
    long before.

    Args:
        text: A text with verdict met according to `verdict_of`.
        year: The default year of dates.
        day: The deadline.

    >>> [reached_by(text, 2024, dt.date(2024, 6, 15)) for text in ("đạt ngày 15/6", "đạt ngày 16/6", "đạt tháng 6")]
    [True, False, None]
    """
    dates = _dates(text)
    if not dates:
        head = _head(folded(text).strip(" .;!"))
        return True if head and re.search(_IN_TIME, head[0]) else None
    if any(first > day for date in dates if (first := _begins(date, year)) is not None):
        return False
    return True if all(_last_day(date, year) <= day for date in dates) else None


def _head(clean: str) -> re.Match[str] | None:
    """Return the words of the verdict itself."""
    return next((match for _, pattern in _HEADS if (match := re.match(rf"(?:{pattern})(?![^\W_])", clean))), None)


def _dates(text: str) -> list[str]:
    """Return the dates directly after a verdict."""
    clean = folded(text)
    head = _head(clean)
    rest, dates = clean[head.end() :] if head else "", []
    while match := re.match(rf"[\W_]*(?P<date>{_DATE})(?![0-9/%])", rest):
        dates.append(match["date"])
        rest = rest[match.end() :]
    return dates


def _begins(date: str, year: int) -> dt.date | None:
    """Return the first possible day of a date; ``None`` if unknown."""
    part = re.match(_PARTS, date)
    return None if part is None or "đến" in part["before"] else _first_day(date, year)


def _last_day(date: str, year: int) -> dt.date:
    """Return the last possible day of a date; the day before if it says "trước"."""
    part = re.match(_PARTS, date)
    first = _first_day(re.sub("trước ", "", date), year)
    if part is None or first is None:
        return dt.date.max  # A text without a day has no known day.
    if "trước" in part["before"]:
        return first - dt.timedelta(days=1)
    if part["iso"] or part["day"]:
        return first
    # For the end of a quarter ("cuối quý II"), the last month is already first.
    last = first.month if part["month"] else 3 * -(-first.month // 3) if part["quarter"] else 12
    return (dt.date(first.year, last, 28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _first_day(date: str, year: int) -> dt.date | None:
    """Return the first day of a date's period; for its end ("cuối năm 2024"), that of its last month."""
    part = re.match(_PARTS, date)
    if part is None or "trước" in part["before"]:
        return None
    if part["iso"]:
        return dt.date.fromisoformat(part["iso"])
    year = int(part["year"] or year)
    late = "cuối" in part["before"]
    if part["day"]:
        # Computed with a timedelta, because a year may have no 29 February.
        return dt.date(year, int(part["in"]), 1) + dt.timedelta(days=int(part["day"]) - 1)
    if part["quarter"]:
        quarter = _QUARTERS.get(part["quarter"]) or int(part["quarter"])
        return dt.date(year, 3 * quarter - (0 if late else 2), 1)
    return dt.date(year, int(part["month"] or (12 if late else 1)), 1)


def _adds_nothing(behind: str, rank: int) -> bool:
    """Tell whether the text after a verdict is only a date, a document, or a remark."""
    if "?" in behind:
        return False
    dated = re.sub(rf"(?<![^\W_]){_DATE}(?![0-9/%])", " ", behind)
    rest = re.sub(rf"(?<![^\W_]){_NUMBERED}", " ", dated).strip()
    if not re.sub(r"[\W_]", "", rest):
        return "%" not in rest
    # A remark is set off by punctuation: "đạt xã nông thôn mới" may be a name, or a condition.
    if not re.match(r"[(\[;,:.\u2013\u2014-]", behind.lstrip()):
        return False
    return not re.search(_TAKEN_BACK if rank else _MADE_UP_FOR, rest)
