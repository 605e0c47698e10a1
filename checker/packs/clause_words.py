"""The words of a clause: those in the table of wordings, and other meaningful ones.

Must not know numbers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from checker.domain.record import NamedTuple
from checker.domain.wording import WORDINGS, Sense

__all__ = [
    "MEANINGLESS",
    "NUMERAL",
    "Token",
    "content_words",
    "flattened",
    "run_before",
    "syllables",
    "tokens_behind",
    "tokens_in",
]

NUMERAL: Final = r"(?<![^\W_])(?<![0-9][.,])[0-9]+(?:[.,][0-9]+)*"
MEANINGLESS: Final = frozenset(
    [
        "và",
        "của",
        "các",
        "trong",
        "đó",
        "là",
        "có",
        "tỷ",
        "tỉ",
        "lệ",
        "số",
        "mức",
        "độ",
        "được",
        "theo",
        "tại",
        "ở",
        "trên",
        "dưới",
        "năm",
        "với",
        "cho",
        "từ",
        "đến",
        "so",
        "một",
        "những",
        "các",
        "mỗi",
        "tốt",
        "đạt",
        "trở",
        "lên",
        "đồng",
        "triệu",
        "nghìn",
        "ngàn",
        "vạn",
        "trăm",
        "người",
        "hộ",
        "ha",
        "km",
        "tấn",
        "vụ",
        "điểm",
        "lần",
        "thêm",
        "còn",
        "về",
        "để",
        "khi",
        "bằng",
        "cấp",
    ]
)


class Token(NamedTuple):
    """Words of the table in a text."""

    sense: Sense
    words: str
    start: int
    end: int


def content_words(text: str) -> frozenset[str]:
    """Return the meaningful syllables of a text that are not in the table."""
    flat = flattened(unicodedata.normalize("NFC", text))
    rest = re.sub(NUMERAL, " ", _vocabulary()[0].sub(" ", flat))
    return frozenset(syllables(rest)) - MEANINGLESS


def flattened(text: str) -> str:
    """Return the text in lower case with the same length, with ellipses blanked."""
    small = "".join(low if len(low := one.lower()) == 1 else one for one in text)
    small = re.sub(r"(?<![^\W\d_])(k?m)([23])(?![0-9])", lambda match: match[1] + "²³"[match[2] == "3"], small)
    return re.sub(r"\.{3,}|[…\"“”'\u00a0\u202f\t]", lambda match: " " * len(match[0]), small)


def syllables(flat: str) -> list[str]:
    """Return the words of a text, which in Vietnamese are syllables."""
    return re.findall(r"[^\W\d_]+", flat)


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[re.Pattern[str], dict[str, Sense], dict[str, Sense]]:
    """Return the pattern for words of the table, and their senses before and after a number."""
    before = {word: row.sense for row in WORDINGS if not row.behind for word in row.words}
    behind = {word: row.sense for row in WORDINGS if row.behind for word in row.words}
    words = sorted({*before, *behind}, key=len, reverse=True)
    letters = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words if word[0].isalpha())
    signs = "|".join(re.escape(word) for word in words if not word[0].isalpha())
    return re.compile(rf"(?<![^\W_])(?:{letters})(?![^\W_])|{signs}"), before, behind


def tokens_in(text: str) -> list[Token]:
    """Return the wordings that precede numbers, in order."""
    pattern, before, _ = _vocabulary()
    found = ((one, re.sub(r"\s+", " ", one[0])) for one in pattern.finditer(text))
    return [Token(before[words], words, *one.span()) for one, words in found if words in before]


def tokens_behind(text: str) -> list[Token]:
    """Return the wordings that follow numbers, in order."""
    pattern, _, behind = _vocabulary()
    found = ((one, re.sub(r"\s+", " ", one[0])) for one in pattern.finditer(text))
    return [Token(behind[words], words, *one.span()) for one, words in found if words in behind]


def run_before(tokens: list[Token], text: str) -> list[Token]:
    """Return the words of the table directly before a number, nearest first."""
    run: list[Token] = []
    end = len(text)
    for token in reversed(tokens):
        if token.sense is Sense.NAME or text[token.end : end].strip(" :\n"):
            break
        run.append(token)
        end = token.start
    return run
