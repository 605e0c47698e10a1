"""Units as people write them: scale words, a base, and the denominator.

Owns the spellings and abbreviations of known units, their exact conversion, and which words are only the wider term for
another. Must not know numbers beside units. A cached pack has its units parsed, so a check needs this module only for
units beside figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Final

from checker.domain.unit import COUNTED, INDEX, REGIONAL, SCALES, Factor, Unit, folded

__all__ = ["conversion", "factor_of", "further_words", "parse_unit", "spelled_out", "spellings", "unit_as_written"]

# The base, the size in that base, and the spellings.
_MEASURED: Final = (
    ("đồng", Fraction(1), ("đồng", "đ", "₫", "vnd", "vnđ", "dong", "việt nam đồng")),
    ("USD", Fraction(1), ("usd", "đô la", "đô la mỹ", "us$")),
    ("EUR", Fraction(1), ("eur", "euro", "€")),
    ("JPY", Fraction(1), ("jpy", "yên", "yên nhật")),
    ("CNY", Fraction(1), ("cny", "nhân dân tệ", "ndt")),
    ("%", Fraction(1), ("%", "phần trăm", "percent", "per cent")),
    ("%", Fraction(1, 10), ("‰", "phần nghìn", "phần ngàn", "per mille")),
    ("điểm %", Fraction(1), ("điểm %", "điểm%", "điểm phần trăm", "percentage points", "percentage point")),
    ("điểm", Fraction(1), ("điểm", "điểm số", "points", "point")),
    (INDEX[0], Fraction(1), INDEX),
    ("lần", Fraction(1), ("lần", "times")),
    ("ha", Fraction(1), ("ha", "hecta", "héc ta", "héc-ta", "hectares")),
    ("ha", Fraction(100), ("km2", "km²", "km vuông", "ki lô mét vuông")),
    ("ha", Fraction(1, 10_000), ("m2", "m²", "mét vuông")),
    ("tấn", Fraction(1), ("tấn", "tonnes")),
    ("tấn", Fraction(1, 10), ("tạ",)),
    ("tấn", Fraction(1, 100), ("yến",)),
    ("tấn", Fraction(1, 1_000), ("kg", "ki lô gam", "kilôgam")),
    ("tấn", Fraction(1, 1_000_000), ("g", "gam")),
    ("tấn", Fraction(1, 10**9), ("mg", "miligam")),
    ("tấn", Fraction(1, 10**12), ("µg", "μg", "mcg")),
    ("km", Fraction(1), ("km", "ki lô mét", "kilômét")),
    ("km", Fraction(1, 1_000), ("m", "mét")),
    ("km", Fraction(1, 100_000), ("cm",)),
    ("km", Fraction(1, 1_000_000), ("mm",)),
    ("m³", Fraction(1), ("m3", "m³", "mét khối")),
    ("m³", Fraction(1, 1_000), ("lít", "litres")),
    ("kWh", Fraction(1), ("kwh",)),
    ("kWh", Fraction(1_000), ("mwh",)),
    ("kWh", Fraction(1_000_000), ("gwh",)),
    ("MW", Fraction(1), ("mw", "megawatt")),
    ("MW", Fraction(1, 1_000), ("kw",)),
    ("MW", Fraction(1_000), ("gw",)),
    ("MWp", Fraction(1), ("mwp",)),
    ("MWp", Fraction(1, 1_000), ("kwp",)),
    ("kVA", Fraction(1), ("kva",)),
    ("kVA", Fraction(1_000), ("mva",)),
    ("giờ", Fraction(1), ("giờ", "tiếng", "hours")),
    ("giờ", Fraction(1, 60), ("phút", "minutes")),
    ("giờ", Fraction(1, 3_600), ("giây", "seconds")),
    ("ngày", Fraction(1), ("ngày", "days")),
    ("ngày công", Fraction(1), ("ngày công",)),
    ("giờ công", Fraction(1), ("giờ công",)),
    ("tuổi", Fraction(1), ("tuổi",)),
    ("dB", Fraction(1), ("db", "dba", "db(a)")),
    ("kV", Fraction(1), ("kv",)),
    ("°C", Fraction(1), ("°c", "độ c")),
    ("TEU", Fraction(1), ("teu", "teus")),
    ("tấn.km", Fraction(1), ("tấn.km", "tấn km", "t.km")),
    ("hành khách.km", Fraction(1), ("hành khách.km", "hành khách km", "hk.km", "lượt khách.km")),
    *((thing, Fraction(1), (thing,)) for thing in REGIONAL),
)
_BASES: Final = {spelling: (base, size) for base, size, spellings in _MEASURED for spelling in spellings} | {
    folded_spelling: (one[0], Fraction(1)) for one in COUNTED for folded_spelling in (word.casefold() for word in one)
}

_PERCENT: Final = "%"
_ONE: Final = Fraction(1)
# "trđ", "Tr. đồng", "tỷ.đ", "ng.đ": a scale and the currency, abbreviated or joined. The patterns stay text and are
# compiled on first use, because compiling all of them takes a millisecond.
_MONEY: Final = (
    r"(?i)(?<![^\W\d_])(tr|triệu|tỷ|tỉ|nghìn|ngàn|ngh|ng)\.? ?(?:đồng|đ|vnđ|vnd|₫)(?![^\W_])(?!/c(?![^\W_]))\.?"
)
_MILLION: Final = r"(?i)(?<![^\W\d_])tr\. ?(?=[^\W\d_])"
_COMRADE: Final = r"(?i)(?<![^\W_])đ/c(?![^\W_])"
_SCALE_WORDS: Final = {"tr": "triệu", "ng": "nghìn", "ngh": "nghìn"}
# "bác sĩ / 10.000 dân", "bác sĩ trên 1.000 dân": a base, and a number of another base.
_PER_NUMBER: Final = (
    r"(?P<of>[^\W\d_][^0-9/]*?)(?: ?/ ?| trên )1(?P<zeros>0{0,2}(?:[., ]?000)*) ?(?P<per>[^\W\d_][^0-9]*)$"
)
_PER_WORD: Final = r"(?i)(?<=[^\W\d_]) trên (?=(?:(?:trăm|nghìn|ngàn|vạn|triệu) )+[^\W\d_])"
_PER: Final = r"\w[\w²³ .-]*"
_ZEROS: Final = {0: "", 2: "trăm ", 3: "nghìn ", 4: "vạn ", 5: "trăm nghìn ", 6: "triệu "}
# Two ways to spell one syllable: "sỹ" and "sĩ", "hoá" and "hóa", "thuỷ" and "thủy".
_SYLLABLES: Final = r"(?<![^\W_])([hklmst])([yỳýỷỹỵ])(?![^\W_])|(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![^\W_])"
_SAME_SOUND: Final = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_TONES: Final = str.maketrans("àáảãạèéẻẽẹỳýỷỹỵ", "aaaaaeeeeeyyyyy")
_ON_FIRST: Final = {"o": "òóỏõọ", "u": "ùúủũụ"}


def spelled_out(text: str) -> str:
    """Expand the abbreviations in a unit, and numbers after a slash.

    >>> spelled_out("12 trđ"), spelled_out("bác sĩ/10.000 dân"), spelled_out("5 đ/c")
    ('12 triệu đồng', 'bác sĩ/vạn dân', '5 đồng chí')
    """
    text = re.sub(_COMRADE, "đồng chí", text)
    text = re.sub(_MONEY, lambda match: f"{_SCALE_WORDS.get(match[1].casefold(), match[1])} đồng", text)
    return re.sub(_PER_WORD, "/", re.sub(_PER_NUMBER, _per_words, re.sub(_MILLION, "tr ", text)))


def parse_unit(
    text: str, declared: Iterable[str] = (), fractional: Iterable[str] = (), factors: Iterable[Factor] = ()
) -> Unit | None:
    """Read a unit such as "tỷ đồng", "%", "triệu đồng/người"; ``None`` if its base is unknown.

    Args:
        text: The unit as written.
        declared: Further units from the pack; they are countable unless they are rates ("a/b").
        fractional: The declared and known units that have fractions, according to the pack.
        factors: The sizes of units, as the pack states them.
    """
    unit = _composed(text)
    if unit is None or not unit.base:
        return unit
    stated = tuple(factors)
    named = {_alike(one.base) for name in declared if (one := _composed(name))}
    divided = _alike(unit.base) in {_alike(one.base) for name in fractional if (one := _composed(name))}
    whole = _alike(unit.base) in named
    thing, slash, _ = unit.base.partition("/")
    if not whole and not _is_known(thing) and _alike(thing) not in named:
        return None
    base, size = _measured_by(unit.base, unit.size, stated)
    # A base with a size is measured, not counted.
    settled = _is_known(thing) or base != unit.base
    fractions = True if divided else None if settled else bool(slash)
    return unit._replace(base=base, size=size, fractions=fractions, factors=stated)


def unit_as_written(text: str) -> Unit | None:
    """Read a unit, and keep an unknown base: packs declare what else they count.

    >>> unit_as_written("nghìn nhà văn hóa").base
    'nhà văn hóa'
    """
    return _composed(text)


def conversion(unit: Unit, other: Unit) -> Fraction | None:
    """Return the factor that converts a number in `unit` into `other`; ``None`` if they do not convert."""
    if not unit.base or unit.base == other.base:
        return unit.size / other.size
    base, size = _measured_by(unit.base, unit.size, other.factors)
    own, expected = _alike(base), _alike(other.base)
    return size / other.size if own == expected or _counts_the_same(own, expected) else None


def further_words(unit: Unit, other: Unit) -> str:
    """Return the words that distinguish a unit from its wider term; empty if there are none.

    >>> further_words(Unit("hộ nghèo", "hộ nghèo", Fraction(1)), Unit("hộ", "hộ", Fraction(1)))
    'nghèo'
    """
    own, expected = _thing_first(_alike(unit.base)), _alike(other.base)
    if expected in _WIDE_PEOPLE and own in _PEOPLE:
        return "" if own in _ANYBODY else own
    return own.removeprefix(f"{expected} ") if own.startswith(f"{expected} ") and expected in _WIDE else ""


def factor_of(name: str, equals: str) -> Factor | None:
    """Read the size that a pack states for a unit: "360 m2"; ``None`` if it is not a size of a measured base.

    Args:
        name: The declared unit, which must not have a size yet.
        equals: A number in machine notation, and a known unit with fractions.
    """
    match = re.fullmatch(r"([0-9]{1,15}(?:\.[0-9]{1,15})?) (\D.*)", folded(equals))
    unit = parse_unit(match[2]) if match else None
    own = _composed(name)
    if match is None or unit is None or own is None or unit.is_counted or not unit.base or not Fraction(match[1]):
        return None
    fixed = "/" in own.base or own.size != 1 or (_is_known(own.base) and own.base not in REGIONAL)
    regional = any(part in REGIONAL for part in unit.base.split("/"))
    return None if fixed or regional else Factor(own.base, unit.base, Fraction(match[1]) * unit.size)


def spellings() -> tuple[str, ...]:
    """Return all known bases, for suggestions."""
    return tuple(_BASES)


# Cached, because the figures of a run share few units.
@lru_cache(maxsize=4096)
def _composed(text: str) -> Unit | None:
    """Read scale words, a base, and a denominator; ``None`` if there is no base."""
    size, rest = _scaled(spelled_out(folded(text)))
    if not rest:
        return Unit(text, "", size) if size != 1 else None
    bases: list[str] = []
    per = _ONE
    for number, part in enumerate(piece.strip() for piece in rest.split("/")):
        scale, thing = _scaled(part) if number else (_ONE, part)
        if not (re.fullmatch(_PER, thing) if number else thing):
            return None
        base, one = _BASES.get(thing) or _ALIKE.get(_alike(thing)) or (thing, _ONE)
        if number:
            per, size = per * scale, size / (scale * one)
        else:
            size *= one
            per = _WHOLE_OF.get(thing, _ONE)
        bases.append(base)
    return Unit(text, "/".join(bases), size, per=per)


def _scaled(words: str) -> tuple[Fraction, str]:
    """Split off the leading scale words."""
    size = _ONE
    while words:
        word, _, after = words.partition(" ")
        if word not in SCALES:
            break
        size, words = size * SCALES[word], after
    return size, words


def _per_words(match: re.Match[str]) -> str:
    """Write a power of ten after a slash as a word, unless both sides count the same: then it is a plan."""
    zeros = _ZEROS.get(len(re.sub(r"\D", "", match["zeros"])))
    things = [_scaled(folded(match[side]))[1] for side in ("of", "per")]
    bases = [_BASES.get(thing, (thing, _ONE))[0] for thing in things]
    planned = bases[0] == bases[1] and re.search(r"[0-9]", match.string[: match.start()])
    if zeros is None or not all(things) or planned:
        return match[0]
    return f"{match['of']}/{zeros}{match['per']}"


def _is_known(thing: str) -> bool:
    return thing in _KNOWN


def _measured_by(base: str, size: Fraction, factors: tuple[Factor, ...]) -> tuple[str, Fraction]:
    """Apply the pack's sizes of units to a base."""
    if not factors:
        return base, size
    sizes = {_alike(factor.name): factor for factor in factors}
    parts = base.split("/")
    for number, part in enumerate(parts):
        factor = sizes.get(_alike(part))
        if factor is not None:
            parts[number] = factor.base
            size = size / factor.size if number else size * factor.size
    return "/".join(parts), size


def _counts_the_same(own: str, expected: str) -> bool:
    """Tell whether one of two countable words is only the wider term for the other.

    A row of "lao động" may be counted in "người", and one of "hộ nghèo" in "hộ": the row already says what is counted.
    Its indicator decides whether a row of "hộ" may be counted in "hộ nghèo"; see `further_words`.
    """
    if "/" in own or "/" in expected:
        return False
    fewer, more = sorted((_thing_first(own), expected), key=len)
    if more.startswith(f"{fewer} "):
        return fewer in _WIDE and more not in _ANOTHER
    return bool(_WIDE_PEOPLE & {own, expected}) and own in _PEOPLE and expected in _PEOPLE


def _thing_first(words: str) -> str:
    """Expand an abbreviated thing that is followed by other words: "htx nông nghiệp"."""
    first, blank, rest = words.partition(" ")
    known = _BASES.get(first) if blank else None
    return words if known is None or known[1] != 1 else f"{known[0]} {rest}"


@lru_cache(maxsize=4096)
def _alike(words: str) -> str:
    """Return words in one fixed spelling: "bác sỹ" as "bác sĩ", "hoá" as "hóa"."""
    return re.sub(_SYLLABLES, _respelled, words)


def _respelled(match: re.Match[str]) -> str:
    if match[1]:
        return match[1] + match[2].translate(_SAME_SOUND)
    first, second = match[3][0], match[3][1]
    tone = "àáảãạèéẻẽẹỳýỷỹỵ".index(second) % 5
    return _ON_FIRST[first][tone] + second.translate(_TONES)


# Wider terms for people, and their kinds; and words for things that may take a further word.
_WIDE_PEOPLE: Final = frozenset(("người", "đồng chí"))
_ANYBODY: Final = frozenset(_alike(word) for word in ("người", "đồng chí", "dân", "nhân khẩu", "lao động"))
_PEOPLE: Final = frozenset(
    _alike(word)
    for word in (
        *("người", "đồng chí", "dân", "nhân khẩu", "lao động", "trẻ em", "phụ nữ", "học sinh", "sinh viên", "học viên"),
        *("giáo viên", "giảng viên", "bác sĩ", "y sĩ", "y tá", "điều dưỡng", "dược sĩ", "nữ hộ sinh", "nhân viên y tế"),
        *("bệnh nhân", "công chức", "viên chức", "cán bộ công chức", "người cao tuổi", "người khuyết tật", "đảng viên"),
        *("đoàn viên", "hội viên", "thanh niên", "tân binh", "chiến sĩ", "đại biểu", "cử tri", "nông dân", "công nhân"),
        *("hòa giải viên", "cộng tác viên", "tuyên truyền viên", "nghệ nhân", "người nghèo"),
    )
)
_WIDE: Final = frozenset(
    _alike(word)
    for word in (
        *("hộ", "sản phẩm", "trạm", "mô hình", "xã", "thôn", "cơ sở", "doanh nghiệp", "công trình", "dự án", "trường"),
        *("hợp tác xã", "tổ hợp tác", "trang trại", "phường", "chi bộ", "vụ", "lao động", "đảng viên", "hồ sơ"),
    )
)
_ANOTHER: Final = frozenset(("trường hợp",))
"""Phrases that start with such a word but mean something else."""
_KNOWN: Final = frozenset(base for base, _ in _BASES.values())
_ALIKE: Final = {_alike(spelling): value for spelling, value in _BASES.items()}
_WHOLE_OF: Final = {spelling: 1 / size * 100 for spelling, (base, size) in _BASES.items() if base == _PERCENT}
