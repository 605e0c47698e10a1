"""Units of measure and their exact conversion.

A unit is written as scale words and a base: "nghìn tỷ đồng" is 10^12 of "đồng", and
"triệu USD" is 10^6 of "USD". Two units convert where their bases measure the same. The
one list of what is counted one by one is here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from checker.domain.record import NamedTuple

__all__ = ["SCALES", "Unit", "folded", "parse_unit", "spellings"]

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

# What is measured, how many of it one is, and how that is spelled.
_MEASURED: Final = (
    ("đồng", Fraction(1), ("đồng", "đ", "vnd", "vnđ", "dong")),
    ("USD", Fraction(1), ("usd", "đô la", "đô la mỹ")),
    ("%", Fraction(1), ("%", "phần trăm", "điểm %", "điểm phần trăm", "điểm", "percent")),
    ("ha", Fraction(1), ("ha", "hecta", "héc ta")),
    ("ha", Fraction(100), ("km2", "km²")),
    ("ha", Fraction(1, 10_000), ("m2", "m²")),
    ("tấn", Fraction(1), ("tấn", "tonnes")),
    ("tấn", Fraction(1, 10), ("tạ",)),
    ("tấn", Fraction(1, 1_000), ("kg",)),
    ("km", Fraction(1), ("km",)),
    ("hợp tác xã", Fraction(1), ("hợp tác xã", "htx")),
)
# Things that are counted one by one; a pack may declare more under `units`.
_COUNTED: Final = (
    "chỉ tiêu",
    "con",
    "công trình",
    "cơ sở",
    "doanh nghiệp",
    "dự án",
    "giường",
    "giường bệnh",
    "học sinh",
    "hộ",
    "lao động",
    "lượt",
    "lượt khách",
    "mô hình",
    "người",
    "phường",
    "sản phẩm",
    "thôn",
    "trường",
    "vụ",
    "xã",
    "đảng viên",
)
_BASES: Final = {spelling: (base, size) for base, size, spellings in _MEASURED for spelling in spellings} | {
    noun: (noun, Fraction(1)) for noun in _COUNTED
}
_WHOLE: Final = frozenset((*_COUNTED, "hợp tác xã"))


class Unit(NamedTuple):
    """A unit of measure.

    Args:
        name: The unit as written.
        base: What it measures; units with the same base convert. Empty where only a
            scale was written ("86,6 tỷ"), which fits any base.
        size: How many of the base one such unit is.
        fractions: Whether there are fractions of the base, where a pack says so; else ``None``.
    """

    name: str
    base: str
    size: Fraction
    fractions: bool | None = None

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
        if self.base and self.base != other.base:
            return None
        return self.size / other.size


def folded(text: str) -> str:
    """Return `text` composed (NFC), case-folded and with single spaces, for comparing words."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def parse_unit(text: str, declared: Iterable[str] = (), fractional: Iterable[str] = ()) -> Unit | None:
    """Read a unit such as "tỷ đồng", "%", "triệu đồng/người"; ``None`` where its base is not known.

    Args:
        text: The unit as written.
        declared: Further things that are units, from the pack; they are counted, unless they are rates ("a/b").
        fractional: Those of them, and of the known ones, of which the pack says that there are fractions.
    """
    size = Fraction(1)
    rest = folded(text)
    while rest:
        word, _, after = rest.partition(" ")
        if word not in SCALES:
            break
        size, rest = size * SCALES[word], after
    if not rest:
        return Unit(text, "", size) if size != 1 else None
    measured, slash, per = rest.partition("/")
    divided = rest in {folded(noun) for noun in fractional}
    if measured in _BASES:
        base, one = _BASES[measured]
        return Unit(text, base + slash + per, size * one, fractions=divided or None)
    if rest in {folded(noun) for noun in declared}:
        return Unit(text, rest, size, fractions=divided or bool(slash))
    return None


def spellings() -> tuple[str, ...]:
    """Return every base that is known, for suggestions."""
    return tuple(_BASES)
