"""What stands around a figure in its own cell, and leaves the figure as it is.

That is the kind of figure ("(sơ bộ)"), the day on which it stands ("lũy kế đến 30/6: 317"), the two numbers of a
percentage ("1,89% (150/7936 hộ)"), and the change of a rank ("8 (tăng 2 bậc)"). Owns the rules for when such words are
certain. Any other remark beside a figure may change what it counts. Must not know numbers or indicators.
"""

from __future__ import annotations

import calendar
import re
from typing import Final

from checker.domain.axes import DataState
from checker.domain.record import NamedTuple
from checker.domain.state_words import state_in
from checker.domain.unit import SCALES, folded
from checker.domain.unit_words import parse_unit

__all__ = ["Around", "StatedDay", "read_around", "remark_in"]

StatedDay = tuple[int, int, int]
"""A year, or 0 if none is stated; a month; and a day."""

_DAY: Final = (
    r"(?:ngày )?(?P<day>[0-9]{1,2}) ?(?:[/.-]|tháng) ?(?P<month>[0-9]{1,2})"
    r"(?: ?(?:[/.-]|năm) ?(?P<year>(?:19|20)[0-9]{2}))?"
)
_UNTIL: Final = r"(?:tính |số liệu |cộng dồn )?(?:đến|tới)(?: hết| cuối)?"
_MONTHS: Final = r"(?P<months>[1-9]|1[0-2]|0[1-9]) ?(?:tháng(?: đầu năm)?|t)(?: (?:năm |/)?(?P<of>(?:19|20)[0-9]{2}))?"
_REPORTED: Final = r"th|thực hiện|kết quả(?: thực hiện)?|ước th|ưth|uth|ước(?: thực hiện)?|đạt|được|là"
_RUNNING: Final = "lũy kế|luỹ kế|cộng dồn|lk"
_SO_FAR: Final = rf"(?:(?:số )?(?:{_RUNNING}))(?: (?:đến nay|từ đầu năm|năm))?|(?:tính )?đến nay"
# "Lũy kế đến 30/6: 317", "đến 30/6/2024 đạt 317", "TH 6 tháng: 317".
_BEFORE: Final = (
    rf"(?:(?P<reported>th|thực hiện|ước th|ưth|uth|ước thực hiện) )?(?:(?P<running>{_RUNNING}) )?"
    rf"(?:{_UNTIL} {_DAY}|{_MONTHS})(?: ?[:,] ?| (?=(?:{_REPORTED})(?![^\W_])))(?P<figure>.*)"
)
_DATED: Final = (
    rf"(?:(?:{_RUNNING}) )?(?:{_UNTIL} |ngày ){_DAY}",
    # Without words, two numbers with a stroke may be a fraction.
    rf"{_DAY.removesuffix('?')}",
)
_BRACKETS: Final = r"(?P<figure>.*[^\s,;:(\[]) ?[(\[](?P<remark>[^()\[\]]*)[)\]]"
_BEHIND: Final = r"(?P<figure>.*[^\s,;:]) ?[,;:\u2013-] ?(?P<remark>[^\W\d_][^,;:()0-9]*)"
# A place among others moves by so many places, which leaves the place itself as it is.
_RANK: Final = (
    r"(?:(?:đã|được) )?(?:tăng|giảm|lên|xuống|tụt|thăng|cải thiện|nâng|hạ|up|down) (?:thêm )?[0-9]{1,3} "
    r"(?:bậc|hạng|places?)(?: (?:so với|so) [^()]*)?"
)
_RANK_BEHIND: Final = rf"(?P<figure>[^,;()]*[0-9][^,;()]*?) ?[,;] (?P<remark>{_RANK})"
_PERCENT: Final = r"(?:(?:đạt|bằng|tương đương|tỷ lệ|tỉ lệ|chiếm) )*[0-9][0-9.,]* ?%"
_SIDE: Final = "[0-9](?:[^/%(),;=]|,(?=[0-9]))*"
_FRACTION: Final = rf"(?:(?:tương ứng|tức) )?{_SIDE}/ ?{_SIDE}"
_SHARES: Final = (
    rf"(?P<percent>{_PERCENT}) ?(?:\((?P<inner>{_FRACTION})\)|(?:[,;=]|tương ứng) ?(?P<outer>{_FRACTION}))",
    # Without its sign only beside a large whole: "317 (30/6)" is a day.
    rf"(?P<percent>[0-9][0-9.,]*) ?\((?P<inner>{_SIDE}/ ?(?=[0-9][0-9.,]{{2}}){_SIDE})\)(?P<outer>)",
    rf"(?P<outer>{_FRACTION}?) ?(?:\((?P<inner>{_PERCENT})\)|[,;=] ?(?P<percent>{_PERCENT}))",
)
_REMARK: Final = (
    r"[^()\[\]]*[0-9][^()\[\]]*?[(\[](?P<remark>[^()\[\]]*[^\W\d_]{2}[^()\[\]]*)[)\]][ .;*]*"
    r"|[^()\[\],;]*[0-9][^()\[\],;]*[,;] (?P<behind>[^\W\d_]{2}.*)"
)
_LINK: Final = re.compile(r"\A(?:(?:tương ứng|tức|đạt|bằng|tương đương|tỷ lệ|tỉ lệ|chiếm) )+", re.IGNORECASE)
_MOST: Final = 3
_DECEMBER: Final = 12
_LEAP: Final = 2024


class Around(NamedTuple):
    """A figure without what stands around it.

    Args:
        text: The figure alone, with its unit and the words that make an interval of it.
        state: The kind of figure, if stated.
        day: The day on which it stands, if stated.
        running: Whether it is of the year so far, by its words.
        share: The percentage beside two numbers, or nothing; `text` is then the two numbers.
        is_rank: Whether its place is said to have changed, which only a rank does.
    """

    text: str
    state: DataState | None = None
    day: StatedDay | None = None
    running: bool = False
    share: str = ""
    is_rank: bool = False


def read_around(text: str) -> Around:
    """Take apart a text with composed letters and single spaces.

    >>> read_around("lũy kế đến 30/6: 317").day, read_around("8 (tăng 2 bậc)").text
    ((0, 6, 30), '8')
    >>> read_around("1,89% (150/7936 hộ)").share, read_around("317 (gồm Xã A)").text
    ('1,89%', '317 (gồm Xã A)')
    """
    around = Around(text)
    for _ in range(_MOST):
        inner = _without_one(around)
        if inner is None:
            break
        around = inner
    before = re.fullmatch(_BEFORE, around.text, re.IGNORECASE)
    if before is not None and re.search("[0-9]", before["figure"]) and (day := _day(before)) is not None:
        estimated = before["reported"] is not None and before["reported"].casefold()[0] in "ưu"
        figure = f"ước {before['figure']}" if estimated else before["figure"]
        around = around._replace(text=figure, day=day, running=True)
    return _with_share(around)


def remark_in(text: str) -> str:
    """Return the words beside a figure that may change what it counts; empty if there are none, or only a unit."""
    match = re.fullmatch(_REMARK, text)
    remark = (match["remark"] or match["behind"] or "").strip() if match else ""
    unit = parse_unit(folded(remark)) is not None or all(word in SCALES for word in folded(remark).split())
    return "" if unit else remark


def _without_one(around: Around) -> Around | None:
    """Take off the last remark; ``None`` if it is none of these."""
    match = re.fullmatch(_BRACKETS, around.text) or re.fullmatch(_BEHIND, around.text)
    if match is not None:
        parts = [part.strip() for part in re.split("[,;]", match["remark"])]
        after = around._replace(text=match["figure"])
        for part in parts:
            read = _with_remark(after, part)
            if read is None:
                break
            after = read
        else:
            return after
    ranked = re.fullmatch(_RANK_BEHIND, around.text, re.IGNORECASE)
    return around._replace(text=ranked["figure"], is_rank=True) if ranked else None


def _with_remark(around: Around, remark: str) -> Around | None:
    has_figure = re.search("[0-9]", around.text) is not None
    state = state_in(remark)
    # A figure that is only expected is none of the period.
    if state is not None and around.state is None and not (has_figure and "dự kiến" in folded(remark)):
        return around._replace(state=state)
    if not has_figure:
        return None
    if re.fullmatch(_SO_FAR, remark, re.IGNORECASE):
        return around._replace(running=True)
    if re.fullmatch(_RANK, remark, re.IGNORECASE):
        return around._replace(is_rank=True)
    dated = next((match for one in _DATED if (match := re.fullmatch(one, remark, re.IGNORECASE))), None)
    day = _day(dated) if dated else None
    return around._replace(day=day) if day is not None and around.day is None else None


def _day(match: re.Match[str]) -> StatedDay | None:
    """Return the day that a text names; a number of months is their last day."""
    groups = match.groupdict()
    year = int(groups.get("year") or groups.get("of") or 0)
    month = int(groups["month"] or groups["months"]) if "months" in groups else int(groups["month"])
    # Any leap year does: whether the day exists is compared with the report.
    last = calendar.monthrange(year or _LEAP, month)[1] if 1 <= month <= _DECEMBER else 0
    day = int(groups["day"]) if groups["day"] else last
    return (year, month, day) if 1 <= day <= last else None


def _with_share(around: Around) -> Around:
    """Take off the percentage beside its two numbers."""
    for pattern in _SHARES:
        match = re.fullmatch(pattern, around.text, re.IGNORECASE)
        if match is not None:
            shares = [text for text in (match["percent"], match["inner"], match["outer"]) if text]
            share, fraction = sorted(shares, key=lambda text: "/" in text)
            return around._replace(text=_LINK.sub("", fraction), share=_LINK.sub("", share))
    return around
