"""The remainder of a heading without the words for "reported value".

Owns these words, Vietnamese and English. Must not know columns, or other headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from checker.domain.record import NamedTuple
from checker.readers.form.measure import is_time, states_measure, unit_of

__all__ = ["MONTHS", "Leftover", "leftover"]

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""The English names of months."""

_DAY: Final = r"[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-](?:[0-9]{2})?[0-9]{2})?"
_TIMES: Final = (
    rf"(?:từ|from) (?:ngày )?0?1[/.-]0?1(?:[/.-](?:19|20)[0-9]{{2}})?"
    r"|(?<!từ )(?<!từ ngày )(?<!from )(?:ngày )?[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:19|20)[0-9]{2}"
    r"(?! ?(?:[-–]|(?:đến|tới|to)\b))"
    rf"|(?:tính )?(?:đến|tới|until|up to|to) (?:hết |cuối )?(?:ngày )?(?:{_DAY}|[0-9]{{1,2}} tháng [0-9]{{1,2}})"
    r"|[0-9]{1,2} ?(?:tháng|t|months?)(?: đầu năm| cuối năm| đầu| cuối| of the year)?"
    r"|(?:tháng|t|month) ?(?:0?[1-9]|1[0-2])|(?:quý|q|quarter) ?(?:iv|i{1,3}|[1-4])|h[12]"
    r"|(?:năm|year|fy)? ?(?:19|20)[0-9]{2}|cả năm|từ đầu năm|(?:kỳ|tháng|quý|năm)(?: này| nay| báo cáo)?"
    r"|(?:trong|this|of the|reporting) (?:kỳ|period|month|quarter|year)|years?|period"
    r"|(?:đến|tới)(?= (?:nay|hết|cuối|ngày|thời điểm|tháng|quý|kỳ|năm|[0-9]))|nay|hết|cuối|thời điểm"
    rf"|(?:up )?to date|so far|until|(?:[0-9]{{1,2}}(?:st|nd|rd|th)? )?(?:{'|'.join(MONTHS)})(?: [0-9]{{1,2}})?"
)
_FIGURES: Final = (
    r"thực hiện(?: (?:các )?nhiệm vụ(?! [^0-9]))?|tình hình|kết quả|lũy kế|cộng dồn|cộng|thực tế"
    r"|hiện trạng|thực trạng|thực thu|thực chi|quyết toán|hoàn thành|đạt được|đạt|ước tính|dự ước|ước|giá trị"
    r"|khối lượng|số lượng|số liệu|tổng số|tổng cộng|tổng|số|mức|sơ bộ|điều chỉnh|chính thức|thống kê|của đơn vị"
    r"|báo cáo|bc|đọc|được|đã|của|trong|tại|tính|theo|từ|các|chỉ tiêu|kế hoạch|phát triển|kinh tế|xã hội"
    r"|values?|actuals?|results?|cumulative|ytd|achieved|obs|estimate[ds]?|est|provisional|revised|final|reported"
    r"|reporting|figures?|data|amount|total|of|the|for|in|at|as|by|end|read"
)
_KNOWN: Final = re.compile(rf"(?<![^\W_])(?:{_TIMES}|{_FIGURES})(?![^\W_])")
_WHOLE: Final = re.compile(
    r"(?<![^\W_])(?:chung |cả )?toàn (?:tỉnh|huyện|quận|thành phố|tp|thị xã|thị trấn|xã|phường|ngành|đơn vị"
    r"|địa bàn)(?![^\W_])"
)
_BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_EDGES: Final = " \t,.;:/|*–—-_()[]"
# "(1)", "(B)": numbers and letters of columns; "(30/6)": the day of the figures.
_NUMBER: Final = re.compile(rf"[0-9]{{1,2}}|[a-eđ]|(?:ngày )?{_DAY}")
_LABEL: Final = re.compile(r"(?<![^\W_])(?:đơn vị tính|đvt|tính (?:bằng|theo)|unit)(?![^\W_])")
_MOST_WORDS: Final = 4


class Leftover(NamedTuple):
    """The parts of a heading besides "reported value".

    Args:
        words: The remaining words, or nothing.
        unit: A remainder that can only be a unit: a known one, or the whole text in brackets.
        whole: A remainder that says that the figures cover a whole, such as "toàn huyện".
    """

    words: str = ""
    unit: str = ""
    whole: str = ""


def leftover(pieces: Sequence[str]) -> Leftover:
    """Return the remainder of a heading.

    >>> leftover(["ước thực hiện 6 tháng 2024 (tỷ đồng)"]).unit
    'tỷ đồng'
    >>> leftover(["chưa thực hiện"]).words
    'chưa'

    Args:
        pieces: Its texts, composed and case-folded.
    """
    words: list[str] = []
    units: list[str] = []
    whole = next((match[0] for piece in pieces if (match := _WHOLE.search(piece))), "")
    for piece in (_WHOLE.sub(" ", piece) for piece in pieces):
        if unit_of(piece.strip(_EDGES)) is not None:
            continue
        for inner in (first or second for first, second in _BRACKETS.findall(piece)):
            rest = _rest(_LABEL.sub(" ", inner))
            if _NUMBER.fullmatch(inner.strip()) and unit_of(inner) is None:
                continue
            if unit_of(inner) is not None or (rest == inner.strip(_EDGES) and _may_be_unit(rest)):
                units.append(inner)
            elif states_measure(rest):
                units.append(rest)
            else:
                words.append(rest)
        rest = _rest(_LABEL.sub(" ", _BRACKETS.sub(" ", piece)))
        # "Thực hiện, tạ" ends with its unit; "Số xã thực hiện" counts something.
        last = piece.rstrip(_EDGES).endswith(rest)
        (units if last and states_measure(rest) and not is_time(rest) else words).append(rest)
    return Leftover(" ".join(filter(None, words)), next(filter(None, reversed(units)), ""), whole)


def _rest(text: str) -> str:
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", text.replace("_", " "))
    rest = " ".join(_KNOWN.sub(" ", plain).split()).strip(_EDGES)
    return rest if re.search(r"[^\W_]", rest) else ""


def _may_be_unit(text: str) -> bool:
    """Tell whether words may be a unit that only a rule pack knows."""
    return bool(text) and len(text.split()) <= _MOST_WORDS and re.search("[0-9]", text) is None
