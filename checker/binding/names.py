"""Normalize names of indicators, so that two spellings of one name are equal.

Owns the differences that do not matter: placement of tone marks, letters of one sound, invisible characters, note
marks, numbering, "Trong đó:", punctuation, and the official abbreviations. Must not know a pack: the lookup decides
whether a normalized name is unique.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from checker.domain.unit import folded

__all__ = ["ABBREVIATIONS", "is_total", "plain_name", "written_out"]

ABBREVIATIONS: Final = {
    "anct": "an ninh chính trị",
    "anqp": "an ninh quốc phòng",
    "antt": "an ninh trật tự",
    "atgt": "an toàn giao thông",
    "attp": "an toàn thực phẩm",
    "atvstp": "an toàn vệ sinh thực phẩm",
    "bhtn": "bảo hiểm thất nghiệp",
    "bhxh": "bảo hiểm xã hội",
    "bhyt": "bảo hiểm y tế",
    "bvmt": "bảo vệ môi trường",
    "cbccvc": "cán bộ công chức viên chức",
    "cchc": "cải cách hành chính",
    "cđs": "chuyển đổi số",
    "cntt": "công nghệ thông tin",
    "cttn": "công tác thanh niên",
    "dn": "doanh nghiệp",
    "dvc": "dịch vụ công",
    "dvctt": "dịch vụ công trực tuyến",
    "gcnqsdđ": "giấy chứng nhận quyền sử dụng đất",
    "gpmb": "giải phóng mặt bằng",
    "gqvl": "giải quyết việc làm",
    "gtnt": "giao thông nông thôn",
    "gtsx": "giá trị sản xuất",
    "hđnd": "hội đồng nhân dân",
    "htx": "hợp tác xã",
    "kcn": "khu công nghiệp",
    "kd": "kinh doanh",
    "khcn": "khoa học công nghệ",
    "khhgđ": "kế hoạch hóa gia đình",
    "ktxh": "kinh tế xã hội",
    "lđ": "lao động",
    "mtqg": "mục tiêu quốc gia",
    "mttq": "mặt trận tổ quốc",
    "ns": "ngân sách",
    "nsđp": "ngân sách địa phương",
    "nsnn": "ngân sách nhà nước",
    "nstw": "ngân sách trung ương",
    "ntm": "nông thôn mới",
    "ocop": "ocop",
    "pccc": "phòng cháy chữa cháy",
    "pcgd": "phổ cập giáo dục",
    "qpan": "quốc phòng an ninh",
    "qsdđ": "quyền sử dụng đất",
    "sdd": "suy dinh dưỡng",
    "sp": "sản phẩm",
    "sxkd": "sản xuất kinh doanh",
    "tdp": "tổ dân phố",
    "thcs": "trung học cơ sở",
    "tht": "tổ hợp tác",
    "thpt": "trung học phổ thông",
    "tl": "tỷ lệ",
    "tmbl": "tổng mức bán lẻ",
    "tngt": "tai nạn giao thông",
    "tp": "thành phố",
    "ttatxh": "trật tự an toàn xã hội",
    "ttcn": "tiểu thủ công nghiệp",
    "tthc": "thủ tục hành chính",
    "ubnd": "ủy ban nhân dân",
    "vđt": "vốn đầu tư",
    "vsmt": "vệ sinh môi trường",
    "xdcb": "xây dựng cơ bản",
    "xkld": "xuất khẩu lao động",
    "xklđ": "xuất khẩu lao động",
}
"""The unambiguous abbreviations of offices, with their expansions."""

# The patterns are compiled on first use, because most rows have the exact title.
_INVISIBLE: Final = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
# "lý" and "lí", "quý" and "quí": one syllable with two letters for one sound.
_SOUND: Final = r"(?<![^\W_])((?:[hklmst]|qu))([yỳýỷỹỵ])(?![^\W_])"
_Y_AS_I: Final = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
# "hoá" and "hóa", "thuỷ" and "thủy": the tone on one vowel or the other.
_TONE: Final = r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?![^\W_])"
_TONED: Final = "àáảãạèéẻẽẹỳýỷỹỵ"
_UNTONED: Final = str.maketrans(_TONED, "aaaaaeeeeeyyyyy")
_ON_FIRST: Final = {"o": "òóỏõọ", "u": "ùúủũụ"}
# Prefixes of a name: "- ", "1.", "1.2/", "a)", "I -", "(1)", and "Trong đó:".
_BEFORE: Final = (
    r"(?:[-+*•·○●▪\u2013\u2014'\u2019]+\s*|\((?:[0-9]{1,2}|[ivx]{1,4}|[a-zđ])\)\s*"
    r"|(?:[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivx]{1,5}|[a-zđ])(?:[.)/:]+(?![0-9])\s*| [-\u2013] )"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})+ "
    r"|(?:trong đó|tr\.đó|tđ|gồm|bao gồm)\s*[:.-]\s*)+(?=\S)"
)
# Note marks after a name: "(*)", "**", "(1)", "[2]", "¹"; and words that only announce its parts.
_PARTS_FOLLOW: Final = r"(?:\s*[,;:(\u2013-]\s*|\s)(?:trong đó|tr\.đó|tđ|bao gồm|gồm)\s*[:;.)\u2026]*$"
_AFTER: Final = (
    rf"(?:{_PARTS_FOLLOW}"
    r"|\s*(?:\(\s*\*+\s*\)|\*+|\([0-9]{1,2}\)|\[[0-9]{1,2}\]|[\u00b9\u00b2\u00b3\u2070-\u2079]+|[.;:,]))+$"
)
_POINTS: Final = r"(?<![0-9])[,.](?![0-9])|[,.](?![0-9])|(?<![0-9])[,.]|[;:()\[\]/\"'\u201c\u201d\u2019\u2013\u2014-]"
_TOTAL: Final = r"(?:tổng|cộng|tổng cộng|tổng số|toàn bộ|chung|cộng chung)(?: (?:các|chung|toàn bộ|số))*"


@lru_cache(maxsize=4096)
def plain_name(text: str) -> str:
    """Return a normalized name; two spellings of one name are then equal.

    >>> plain_name("1.2. Trong đó: - HÀNG HOÁ, xử lí (*)") == plain_name("hàng hóa - xử lý")
    True
    """
    name = folded(text.translate(_INVISIBLE))
    bare = re.sub(_AFTER, "", name)
    bare = re.sub(_BEFORE, "", bare or name, count=1) if re.match(_BEFORE, bare) else bare
    sounded = re.sub(_SOUND, lambda match: match[1] + match[2].translate(_Y_AS_I), bare or name)
    return " ".join(re.sub(_POINTS, " ", re.sub(_TONE, _moved, sounded)).split())


@lru_cache(maxsize=4096)
def written_out(text: str) -> str:
    """Return a normalized name with expanded abbreviations.

    >>> written_out("SP OCOP của HTX")
    'sản phẩm ocop của hợp tác xã'
    """
    return plain_name(" ".join(ABBREVIATIONS.get(word, word) for word in plain_name(text).split()))


def is_total(text: str) -> bool:
    """Tell whether a row's name only means a total: "Tổng cộng", "CỘNG:"."""
    return re.fullmatch(_TOTAL, plain_name(text)) is not None


def _moved(match: re.Match[str]) -> str:
    first, second = match[1][0], match[1][1]
    tone = _TONED.index(second) % 5
    return _ON_FIRST[first][tone] + second.translate(_UNTONED)
