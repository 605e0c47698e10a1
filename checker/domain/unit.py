"""Units of measure and their exact conversion.

A unit is scale words and a thing: "nghìn tỷ đồng" is 10^12 of "đồng". Per another thing it is
a rate: "bác sĩ/vạn dân" is "bác sĩ" per 10^4 of "dân". Two units convert where they measure
the same. The one list of what is counted one by one is here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Final

from checker.domain.record import NamedTuple

__all__ = [
    "INDEX",
    "POINTS",
    "REGIONAL",
    "SCALES",
    "Factor",
    "Unit",
    "factor_of",
    "folded",
    "parse_unit",
    "spelled_out",
    "spellings",
    "unit_as_written",
]

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

# What is measured, how many of it one is, and how that is spelled.
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
# Things that are counted one by one, each with its other spellings; a pack may declare more under `units`.
# What heads columns of offices and remarks ("Cơ quan", "Nhiệm vụ") is left to packs: a column so headed is no measure.
_COUNTED: Final = (
    # People.
    "người = đầu người = persons; lượt người; lượt; lượt khách; khách = khách du lịch = du khách; lượt hộ; lượt xe",
    "hành khách = hk; lượt hành khách = lượt hk; ngày khách; người có công = ncc; bà mẹ việt nam anh hùng; biên chế",
    "dân = người dân; nhân khẩu = khẩu; lao động = lđ = người lao động; trẻ em = trẻ = cháu; phụ nữ",
    "học sinh; sinh viên; học viên; giáo viên; giảng viên; bác sĩ = bs; y sĩ; y tá; điều dưỡng; dược sĩ; nữ hộ sinh",
    "nhân viên y tế; bệnh nhân; công chức; viên chức; cán bộ công chức; người cao tuổi; người khuyết tật",
    "đồng chí; đảng viên; đoàn viên; hội viên; thanh niên; tân binh; chiến sĩ; đại biểu; cử tri; nông dân; công nhân",
    "liệt sĩ; cặp; hòa giải viên; cộng tác viên; tuyên truyền viên; nghệ nhân; người nghèo; thuê bao; hộ kinh doanh",
    "hộ = hộ gia đình = hộ dân = households; hộ nghèo; hộ cận nghèo; hộ thoát nghèo; gia đình; nóc nhà",
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
_LISTED: Final = tuple(tuple(one.split(" = ")) for line in _COUNTED for one in line.split("; "))
_BASES: Final = {spelling: (base, size) for base, size, spellings in _MEASURED for spelling in spellings} | {
    folded_spelling: (one[0], Fraction(1)) for one in _LISTED for folded_spelling in (word.casefold() for word in one)
}
_WHOLE: Final = frozenset(one[0] for one in _LISTED)

_PERCENT: Final = "%"
_ONE: Final = Fraction(1)
# "trđ", "Tr. đồng", "tỷ.đ", "ng.đ": a scale and the currency, shortened or run together.
# Patterns stay text, and are compiled when a unit first needs them: all of them cost a millisecond.
_MONEY: Final = (
    r"(?i)(?<![^\W\d_])(tr|triệu|tỷ|tỉ|nghìn|ngàn|ngh|ng)\.? ?(?:đồng|đ|vnđ|vnd|₫)(?![^\W_])(?!/c(?![^\W_]))\.?"
)
_MILLION: Final = r"(?i)(?<![^\W\d_])tr\. ?(?=[^\W\d_])"
_COMRADE: Final = r"(?i)(?<![^\W_])đ/c(?![^\W_])"
_SCALE_WORDS: Final = {"tr": "triệu", "ng": "nghìn", "ngh": "nghìn"}
# "bác sĩ / 10.000 dân", "bác sĩ trên 1.000 dân": a thing, and per how many of another.
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
        base, size = _measured_by(self.base, self.size, other.factors)
        own, wanted = _alike(base), _alike(other.base)
        return size / other.size if own == wanted or _counts_the_same(own, wanted) else None


def folded(text: str) -> str:
    """Return `text` composed (NFC), case-folded and with single spaces, for comparing words."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def spelled_out(text: str) -> str:
    """Write out what offices shorten in a unit, and numbers behind a stroke.

    >>> spelled_out("12 trđ"), spelled_out("bác sĩ/10.000 dân"), spelled_out("5 đ/c")
    ('12 triệu đồng', 'bác sĩ/vạn dân', '5 đồng chí')
    """
    text = re.sub(_COMRADE, "đồng chí", text)
    text = re.sub(_MONEY, lambda found: f"{_SCALE_WORDS.get(found[1].casefold(), found[1])} đồng", text)
    return re.sub(_PER_WORD, "/", re.sub(_PER_NUMBER, _per_words, re.sub(_MILLION, "tr ", text)))


def parse_unit(
    text: str, declared: Iterable[str] = (), fractional: Iterable[str] = (), factors: Iterable[Factor] = ()
) -> Unit | None:
    """Read a unit such as "tỷ đồng", "%", "triệu đồng/người"; ``None`` where its base is not known.

    Args:
        text: The unit as written.
        declared: Further things that are units, from the pack; they are counted, unless they are rates ("a/b").
        fractional: Those of them, and of the known ones, of which the pack says that there are fractions.
        factors: What the pack says of the sizes of units.
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
    # What has a size is measured.
    settled = _is_known(thing) or base != unit.base
    fractions = True if divided else None if settled else bool(slash)
    return unit._replace(base=base, size=size, fractions=fractions, factors=stated)


def unit_as_written(text: str) -> Unit | None:
    """Read a unit, and keep what is not known: packs declare what else they count.

    >>> unit_as_written("nghìn nhà văn hóa").base
    'nhà văn hóa'
    """
    return _composed(text)


def factor_of(name: str, equals: str) -> Factor | None:
    """Read what a pack says of the size of a unit: "360 m2"; ``None`` where it says no size of what is measured.

    Args:
        name: The unit that the pack declares, which must have no size already.
        equals: A number as programs write it, and a unit with fractions that the program knows.
    """
    found = re.fullmatch(r"([0-9]{1,15}(?:\.[0-9]{1,15})?) (\D.*)", folded(equals))
    unit = parse_unit(found[2]) if found else None
    own = _composed(name)
    if found is None or unit is None or own is None or unit.is_counted or not unit.base or not Fraction(found[1]):
        return None
    fixed = "/" in own.base or own.size != 1 or (_is_known(own.base) and own.base not in REGIONAL)
    regional = any(part in REGIONAL for part in unit.base.split("/"))
    return None if fixed or regional else Factor(own.base, unit.base, Fraction(found[1]) * unit.size)


def spellings() -> tuple[str, ...]:
    """Return every base that is known, for suggestions."""
    return tuple(_BASES)


# Many figures of a run are in the same few units.
@lru_cache(maxsize=4096)
def _composed(text: str) -> Unit | None:
    """Read scale words, a thing, and what it is per; ``None`` where there is no thing."""
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
    """Take the scale words off the front."""
    size = _ONE
    while words:
        word, _, after = words.partition(" ")
        if word not in SCALES:
            break
        size, words = size * SCALES[word], after
    return size, words


def _per_words(found: re.Match[str]) -> str:
    """Write a power of ten behind a stroke as a word, unless the two sides count the same: then it is a plan."""
    zeros = _ZEROS.get(len(re.sub(r"\D", "", found["zeros"])))
    things = [_scaled(folded(found[side]))[1] for side in ("of", "per")]
    bases = [_BASES.get(thing, (thing, _ONE))[0] for thing in things]
    planned = bases[0] == bases[1] and re.search(r"[0-9]", found.string[: found.start()])
    if zeros is None or not all(things) or planned:
        return found[0]
    return f"{found['of']}/{zeros}{found['per']}"


def _is_known(thing: str) -> bool:
    return thing in _KNOWN


def _measured_by(base: str, size: Fraction, factors: tuple[Factor, ...]) -> tuple[str, Fraction]:
    """Put what a pack says of the sizes of units into a base."""
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


def _counts_the_same(own: str, wanted: str) -> bool:
    """Tell whether one of two things that are counted one by one is only the wider word for the other.

    A row of "lao động" may be counted in "người", and one of "hộ nghèo" in "hộ": what is counted is said by the row.
    """
    if "/" in own or "/" in wanted:
        return False
    fewer, more = sorted((own, wanted), key=len)
    if more.startswith(f"{fewer} "):
        return fewer in _WIDE
    return bool(_WIDE_PEOPLE & {own, wanted}) and own in _PEOPLE and wanted in _PEOPLE


@lru_cache(maxsize=4096)
def _alike(words: str) -> str:
    """Return words in one of the spellings that they have: "bác sỹ" as "bác sĩ", "hoá" as "hóa"."""
    return re.sub(_SYLLABLES, _respelled, words)


def _respelled(found: re.Match[str]) -> str:
    if found[1]:
        return found[1] + found[2].translate(_SAME_SOUND)
    first, second = found[3][0], found[3][1]
    tone = "àáảãạèéẻẽẹỳýỷỹỵ".index(second) % 5
    return _ON_FIRST[first][tone] + second.translate(_TONES)


# Words for people of every kind, and the kinds; those of things to which a further word may be added.
_WIDE_PEOPLE: Final = frozenset(("người", "đồng chí"))
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
_WIDE: Final = frozenset(("hộ", "sản phẩm", "trạm", "mô hình", "xã", "thôn", "cơ sở", "doanh nghiệp", "công trình"))
_KNOWN: Final = frozenset(base for base, _ in _BASES.values())
_ALIKE: Final = {_alike(spelling): value for spelling, value in _BASES.items()}
_WHOLE_OF: Final = {spelling: 1 / size * 100 for spelling, (base, size) in _BASES.items() if base == _PERCENT}
