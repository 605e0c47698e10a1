"""Parse the words of a header: role and period of a column.

Owns the vocabulary, Vietnamese and English. Must not know cells, sheets or locations. A heading that the words do not
decide has no role; the likeliest role is never assumed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from checker.domain.axes import DataState
from checker.domain.record import NamedTuple
from checker.readers.form.heading_names import LEAD_WORDS, NAME_HEADS, names_rows
from checker.readers.form.heading_periods import DECEMBER, months_of
from checker.readers.form.heading_remainder import Leftover, leftover
from checker.readers.form.heading_spelling import spelled
from checker.readers.form.measure import is_time, unit_in_heading, unit_of
from checker.readers.form.roles import ADDRESSES, HEADINGS, ROLES, Role
from checker.readers.form.same_period import SamePeriod, same_period

__all__ = [
    "ADDRESSES",
    "Heading",
    "Role",
    "assigner_in",
    "composed",
    "is_grouping",
    "is_period",
    "is_unit",
    "may_address",
    "name_rank",
    "read_heading",
    "simple_role",
]


# The first words of all headings that identify indicators, for a fast search in long tables.
_FIRST_WORDS: Final = frozenset(
    word.split()[0].rstrip(",/")
    for words in (*(HEADINGS[role] for role in ADDRESSES), NAME_HEADS, LEAD_WORDS)
    for word in words
)
_LONGEST_HEADING: Final = 150
_LONGEST_ADDRESS: Final = 80

_PLAN: Final = re.compile(
    r"\b(?:kế hoạch|dự toán|mục tiêu|phấn đấu|chỉ tiêu (?:được )?(?:giao|kế hoạch|nghị quyết|năm)|nghị quyết"
    r"|giao|plan|planned|target)\b"
)
_ACTUAL: Final = re.compile(
    r"\b(?:thực hiện|kết quả|lũy kế|cộng dồn|thực tế|đạt được|đã hoàn thành|hiện trạng|thực trạng"
    r"|thực thu|thực chi|quyết toán|ước|sơ bộ|giá trị"
    r"|value|actual|results?|cumulative|ytd|year to date|achieved|obs value|estimated?)\b|^số liệu\b|^hoàn thành$"
)
# "Cơ quan thực hiện", "Văn bản giao": an office, a day or a document, not a figure.
_ABOUT: Final = re.compile(
    r"^(?:cơ quan|đơn vị|người|phòng|sở|thời gian|thời hạn|ngày|giải pháp|biện pháp|tiến độ|nguồn|văn bản|căn cứ"
    r"|lĩnh vực|source|owner)\b"
)
# "Kết quả thực hiện kế hoạch 6 tháng": results of the plan.
_ABOUT_PLAN: Final = re.compile(
    r"\bkết quả (?:đã |ước )?thực hiện (?:các )?(?:kế hoạch|nghị quyết|chỉ tiêu|nhiệm vụ)\b"
)
# Words that compare two figures; a bare unit "(%)" does not.
_AGAINST: Final = re.compile(
    r"\bso(?: sánh)?\b|\bt[ỷỉ] lệ\b|\bphần trăm\b|\bmức độ\b|\btăng\b|\bgiảm\b|\btốc độ\b|\bchênh lệch\b"
    r"|^%|% (?=\S)|\b(?:percent|growth|change|compared|versus|vs)\b"
)
_QUOTIENT: Final = re.compile(r"\b(?:thực hiện|ước)\b[^/]*/\s*(kế hoạch|dự toán|[^/]*)")
_EARLIER: Final = re.compile(
    r"cùng kỳ|(?:năm|kỳ|tháng|quý) (?:liền )?trước|\b(?:previous|prior|last) (?:year|period|month|quarter)|same period"
)
_CUMULATIVE: Final = re.compile(
    r"lũy kế|cộng dồn|từ đầu năm|\bđến (?:nay|hết|ngày|cuối|tháng|\d)|cumulative|\bytd\b|(?:year )?to date"
)
_OF_PERIOD: Final = re.compile(r"kỳ báo cáo|kỳ này|trong kỳ|(?:reporting|this) period")
_STATES: Final = (
    (re.compile(r"\bước\b|\bestimated?\b"), DataState.ESTIMATE),
    (re.compile(r"\bsơ bộ\b|\bprovisional\b"), DataState.PROVISIONAL),
    (re.compile(r"\bđiều chỉnh\b|\brevised\b"), DataState.REVISED),
)
_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_WHOLE_YEAR: Final = re.compile(
    r"\bcả năm\b|\bnăm (?:19|20)[0-9]{2}\b|^(?:19|20)[0-9]{2}$|^(?:year|fy) ?(?:19|20)[0-9]{2}$"
)
# "Thực hiện tháng này", "trong quý": the number of months, but not which ones.
_LENGTHS: Final = (
    (re.compile(r"(?<!các )(?<![0-9] )(?<![0-9])\btháng\b(?! ?[0-9])|\b(?:this|reporting) month\b"), 1),
    (re.compile(r"\bquý\b(?! ?(?:i|v|[1-4]))|\b(?:this|reporting) quarter\b"), 3),
    (re.compile(r"\btrong năm\b(?! ?[0-9])|\bnăm báo cáo\b|\bthực hiện năm$|\breporting year\b"), 12),
)
_UNTIL: Final = re.compile(r"\b(?:đến|tới) (?:hết |cuối )?(?:ngày )?[0-9]{1,2}[/.-][0-9]{1,2}(?:[/.-][0-9]{2,4})?")
# "Tăng, giảm so KH", "% hụt", "% KH còn lại": the deviation from the plan; "(lần)" is another measure.
_CHANGE: Final = re.compile(
    r"\b(?:tăng|giảm|vượt|hụt|thiếu|chênh lệch|chênh|hơn|kém|còn|chưa|không|điểm|lần|biến động"
    r"|change|growth|increase|decrease|difference|deviation|variance|gap|excess|exceed(?:ed|s)?|short(?:fall)?|remaining"
    r"|above|below|over|under|left|not|unmet|unfulfilled|times|points?|pp)\b"
    r"|\+ ?[/,]? ?[-\u2013\u2212]|±|\([-+]\)"
)
# Words in a heading of plans besides the assigner.
_NO_ASSIGNER: Final = re.compile(
    r"(?<![^\W_])(?:kế hoạch|dự toán|nghị quyết|chỉ tiêu|mục tiêu|phấn đấu|thực hiện|hoàn thành|tỷ lệ|tỉ lệ|so sánh|so"
    r"|với|của|trên|theo|cả|năm|được|giao|đề ra|mức|plan|target|assigned|by|of|the|to|compared|with|percent"
    r"|(?:19|20)[0-9]{2}|%)(?![^\W_])|%"
)
_BEYOND: Final = re.compile(r"\b(?:vượt|hụt|thiếu|chênh lệch|còn|chưa|remaining|gap|shortfall|excess)\b")
_PLAN_OF_PART: Final = re.compile(
    r"(?:kế hoạch|dự toán|\bplan)\b(?: \S+)?? "
    r"(?:(?!12)[0-9]{1,2} ?(?:tháng|t)\b|quý|q[1-4]|(?<!12 )tháng|giai đoạn|nhiệm kỳ|trung hạn|[0-9]{1,2} năm)"
)


class Heading(NamedTuple):
    """The parsed texts above a column, topmost first.

    Args:
        text: The texts as written, joined.
        role: The role; ``None`` if the words do not decide.
        years: The named years.
        months: The first and the last named month, or ``None``.
        cumulative: Whether it says that figures are year-to-date.
        of_period: Whether it says "of the reporting period".
        whole_plan: Whether a plan or a percentage of it is for the whole year, judging by the words.
        state: The stated kind of figures, such as estimates.
        unit: The stated unit, or nothing.
        length: The number of months if they are not named: 1 for "this month".
        rest: Further words in a heading of reported values; such a heading has no role.
        above: The texts above the lowest one, composed: columns that share them belong together.
        part: Whether the remainder of a heading of reported values may name a part, such as a commune.
        bare: Whether it only names a period and not that figures are reported: "6 tháng đầu năm".
        chosen: Whether the user assigned the role.
        whole: Words for a whole, such as "toàn huyện"; its figures count beside those of parts.
        change: Whether a heading with the plan is about the deviation from it; such a heading has no role.
        same_period: Whether a comparison is only the figure for the same period of the previous year.
    """

    text: str
    role: Role | None
    years: tuple[int, ...] = ()
    months: tuple[int, int] | None = None
    cumulative: bool = False
    of_period: bool = False
    whole_plan: bool = True
    state: DataState | None = None
    unit: str = ""
    length: int | None = None
    rest: str = ""
    change: bool = False
    above: str = ""
    whole: str = ""
    part: bool = False
    chosen: bool = False
    bare: bool = False
    same_period: SamePeriod | None = None


def composed(text: str) -> str:
    """Return `text` composed, case-folded and with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _folded(text: str) -> str:
    """Return a heading without brackets, punctuation or the dots of abbreviations: "Đ.V.T:" is "đvt"."""
    plain = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", composed(text))
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", plain)
    return " ".join(re.sub(r"[^\w%/,#]|_", " ", plain).split()).strip(" ,/")


def may_address(text: str) -> bool:
    """Tell cheaply whether a text could be the heading of titles, ids or codes."""
    if not text or len(text) > _LONGEST_ADDRESS:
        return False
    words = composed(text).replace("_", " ").replace("/", " ").split(maxsplit=1)
    return bool(words) and words[0].rstrip(",:.*(") in _FIRST_WORDS


@lru_cache(maxsize=4096)
def simple_role(text: str) -> Role | None:
    """Return the role of a heading that names it literally."""
    return _named(_folded(spelled(text))) if text and len(text) <= _LONGEST_HEADING else None


def _named(plain: str) -> Role | None:
    role = ROLES.get(plain)
    return Role.TITLE if role is None and names_rows(plain) else role


def name_rank(heading: Heading) -> int:
    """Return the rank of a heading of names, 0 for the most certain: "Chỉ tiêu" precedes "Nhiệm vụ"."""
    plain = _folded(spelled(heading.text))
    found = (rank for rank, head in enumerate(NAME_HEADS) if re.search(rf"\b{head}\b", plain))
    return next(found, 0)


def assigner_in(heading: Heading) -> str:
    """Return the words of a heading of plans that may name the assigner: "tỉnh" of "Kế hoạch 2024 / Tỉnh giao"."""
    heading_words = re.sub(r"\([^()]*\)", " ", " ".join(spelled(piece) for piece in heading.text.split(" / ")))
    return " ".join(re.findall(r"[^\W\d_]+", _NO_ASSIGNER.sub(" ", heading_words)))


def is_period(text: str) -> bool:
    """Tell whether a text only names a part of a year or an end day, with words allowed in a heading of figures."""
    piece = spelled(text[:_LONGEST_HEADING])
    return months_of(piece) is not None and not leftover([piece]).words


def is_grouping(text: str) -> bool:
    """Tell whether a text may head several columns: "Năm 2024", "Thực hiện"."""
    if not text or len(text) > _LONGEST_HEADING:
        return False
    words = spelled(text)
    if re.search(r"(?<!đến )\bngày[\s0-9.…]*tháng", words):
        return False  # The place and day of a signature.
    named = any(pattern.search(words) for pattern in (_PLAN, _ACTUAL, _AGAINST, _EARLIER, _OF_PERIOD))
    return named or months_of(words) is not None or _YEAR.search(words) is not None


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit and nothing else: "(tỷ đồng)", "ĐVT: %"."""
    return unit_of(re.sub(r"^\(|\)$", "", text.strip())) is not None


def read_heading(texts: Sequence[str]) -> Heading:
    """Read the texts above one column, the topmost first."""
    shown = " / ".join(" ".join(text.split()) for text in texts)
    pieces = [spelled(text[:_LONGEST_HEADING]) for text in texts]
    if any(len(text) > _LONGEST_HEADING for text in texts):
        return Heading(shown, None)
    every = " ".join(pieces)
    cumulative = _CUMULATIVE.search(every) is not None
    months = next((found for piece in reversed(pieces) if (found := months_of(piece))), None)
    if months is None and _WHOLE_YEAR.search(pieces[-1]):
        months = (1, DECEMBER)
    if months is not None and cumulative:
        months = (1, months[1])
    inner = [
        found for text in texts for found in (*re.findall(r"\(([^()]*)\)", text), *([] if is_time(text) else [text]))
    ]
    units = [text for text in inner if is_unit(text)]
    role = _role(pieces)
    left = leftover(pieces) if role is Role.ACTUAL else Leftover()
    change = not left.words and _is_change(every, role)
    stated = units[-1].strip(" ()") if units else ""
    if not stated and role in (Role.ACTUAL, Role.PLAN):
        stated = next((unit for text in reversed(texts) if (unit := unit_in_heading(text))), "")
    return Heading(
        shown,
        None if left.words or change else role,
        tuple(sorted({int(year) for year in _YEAR.findall(every)})),
        months,
        cumulative,
        _OF_PERIOD.search(every) is not None,
        _PLAN_OF_PART.search(every) is None,
        next((state for pattern, state in _STATES if pattern.search(every)), None),
        stated or left.unit,
        next((count for pattern, count in _LENGTHS if pattern.search(every)), None),
        left.words,
        change,
        " / ".join(pieces[:-1]),
        left.whole,
        same_period=same_period(pieces) if role is Role.COMPARISON else None,
        part=bool(left.words) and len(pieces) > 1,
        bare=role is Role.ACTUAL and not any(_ACTUAL.search(piece) or _UNTIL.search(piece) for piece in pieces),
    )


def _role(pieces: Sequence[str]) -> Role | None:
    plain = [_folded(piece) for piece in pieces]
    above = any(_PLAN.search(piece) or _ACTUAL.search(piece) or _AGAINST.search(piece) for piece in plain[:-1])
    simple = _named(plain[-1])
    if simple is not None and not above:
        return simple
    for piece in plain:
        if ROLES.get(piece) in (Role.NOTE, Role.ASSESSMENT):
            return ROLES[piece]
    plain = [_ABOUT_PLAN.sub("thực hiện", piece) for piece in plain]
    return _figures(plain, pieces)


def _figures(plain: Sequence[str], pieces: Sequence[str]) -> Role | None:  # noqa: PLR0911 - a rule each
    """Distinguish figures, plans and comparisons; the words nearest to the column decide."""
    if _ABOUT.search(plain[-1]):
        return None
    every = " ".join(plain)
    undated = re.sub(r"/ ?(?:19|20)[0-9]{2}|(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}(?![0-9])", " ", every)
    quotient = _QUOTIENT.search(_YEAR.sub(" ", undated))
    if quotient is not None:
        return Role.PERCENT if _PLAN.search(quotient[1]) else Role.COMPARISON
    if _EARLIER.search(every):
        return Role.COMPARISON
    against = [piece for piece in plain if _AGAINST.search(piece)]
    if against:
        of_plan = _PLAN.search(every) or any(re.search(r"\b(?:thực hiện|hoàn thành)\b", piece) for piece in against)
        return Role.PERCENT if of_plan else Role.COMPARISON
    for piece in reversed(plain):
        planned, actual = _PLAN.search(piece), _ACTUAL.search(piece)
        if planned and actual:
            return None
        if planned or actual:
            # "Thực hiện (%)" may be a figure in percent, or a percentage of the plan.
            share = any(re.search(r"\( ?% ?\)|%$", text) for text in pieces)
            return None if share else Role.PLAN if planned else Role.ACTUAL
    # "Đến 30/6/2024", "6 tháng đầu năm": a period, and nothing but the reported value is usual there
    timed = _UNTIL.search(plain[-1]) or any((span := months_of(piece)) and span != (1, DECEMBER) for piece in pieces)
    return Role.ACTUAL if timed else None


def _is_change(every: str, role: Role | None) -> bool:
    """Tell whether a heading with the plan is about the deviation from it."""
    match role:
        case Role.PERCENT:
            return _CHANGE.search(every) is not None
        case Role.PLAN:
            return _BEYOND.search(every) is not None
        case _:
            return role is None and _PLAN.search(every) is not None and _CHANGE.search(every) is not None
