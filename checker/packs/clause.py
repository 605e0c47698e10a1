"""Read a clause: each of its numbers with the words, units and years beside it.

Owns which words belong to which number, and which words are not understood. Must not know targets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from checker.domain.record import NamedTuple
from checker.domain.unit_words import parse_unit
from checker.domain.wording import Sense
from checker.packs.clause_amounts import TERM, Amount, amounts_of, no_amounts, years_of
from checker.packs.clause_earlier import EarlierComparison, compares_elsewhere, comparisons_in
from checker.packs.clause_periods import part_of_year
from checker.packs.clause_places import bound_of_place, place_start
from checker.packs.clause_statement import Clause, Statement, StatementRole
from checker.packs.clause_words import (
    MEANINGLESS,
    Token,
    content_words,
    flattened,
    run_before,
    syllables,
    tokens_behind,
    tokens_in,
)

__all__ = ["is_of_how_many", "read_clause"]


_VAGUE: Final = (
    r"(?<![^\W_])(?:một nửa|gấp đôi|gấp [^\W_]+|cơ bản|hầu hết|đa số|phần lớn|(?:một|hai) phần (?:ba|hai|tư))(?![^\W_])"
)
_SPELLED: Final = {
    word: Decimal(number)
    for number, word in enumerate(["một", "hai", "ba", "bốn", "_", "sáu", "bảy", "tám", "chín", "mười"], 1)
    if word != "_"
}
_PART: Final = r"(?<![^\W_])(?:trong đó|riêng)(?![^\W_])"
_CUT: Final = rf";|\.(?=\s)|\n|{_PART}"
_BEHIND_ENDS: Final = rf"{_CUT}|[,(){{}}:]|\.$|(?<![^\W_])(?:và|phấn đấu)(?![^\W_])"
_ELSEWHERE: Final = (
    r"(?<![^\W_])(?:so(?: với)? )?(?:cùng kỳ|(?:với|so) (?:năm|kế hoạch|kh|dự toán|chỉ tiêu|cả nước))(?![^\W_])"
)
_AMONG: Final = r"\s?/\s?(?!(?:100|10{0,2}(?:[.,]?000)+)(?![0-9]))[0-9.,]*[0-9](?!\s?/)"
"""A count out of a total; a base such as 100.000 belongs to a rate."""
_DENIED: Final = r"(?<![^\W_])(?:không|chưa|chẳng)(?: (?:được|để|cho|phải|hề))*\s*$"
"""Words that turn round what stands behind them; what is a bound of its own, such as "không quá", is read."""
_PLANNED: Final = r"(?<![^\W_])(?:so|kế hoạch|dự toán|chỉ tiêu|mục tiêu|định mức|nghị quyết|bình quân|kh|nq)(?![^\W_])"
_NO_UNIT: Final = r"[^\W\d_]+[0-9]"
_LONGEST: Final = 4_000
_MOST_WORDS: Final = 6


# Cached, because a title is searched for each number of its clause.
@lru_cache(maxsize=512)
def read_clause(text: str, title: str = "", *, places: bool = False) -> Clause:
    """Read a clause.

    Args:
        text: The words of a document.
        title: The indicator's name, whose words before a number are not a wording.
        places: Whether the indicator is a rank, so that "nhóm 10" and "hạng 8" are amounts.
    """
    written = unicodedata.normalize("NFC", text)[:_LONGEST]
    return _Reader(written, flattened(written), frozenset(syllables(flattened(title))), places=places).run()


class _Meaning(NamedTuple):
    """The meaning of words around a number."""

    bound: Sense | None
    change: Sense | None
    keeps: bool
    sure: bool
    unread: str
    elsewhere: str
    role: StatementRole
    start: int


class _Reader:
    """Parses one clause into statements."""

    def __init__(self, written: str, flat: str, title: frozenset[str], *, places: bool) -> None:
        self._written = written
        self._places = places
        self._text = flat
        self._title = title
        self._hidden = no_amounts(flat)

    def run(self) -> Clause:
        compared = comparisons_in(self._text)
        hidden = [*self._hidden, *((one.start, one.end) for one in compared)]
        amounts = amounts_of(self._text, hidden, places=self._places)
        if any(not one.other for one in amounts):
            compared = tuple(one for one in compared if not one.remark)
        tokens = tokens_in(self._text)
        term = re.search(TERM, self._text)
        vague = re.search(_VAGUE, self._text)
        if vague and any(one.start <= vague.start() < one.end for one in compared):
            vague = None
        statements: list[Statement] = []
        floor = 0
        for number, amount in enumerate(amounts):
            while compared and compared[0].start < amount.start:
                floor = compared[0].end
                statements.append(self._compared(compared[0], statements))
                compared = compared[1:]
            before = max((floor, *(one.end for one in amounts[:number] if not one.other)))
            after = amounts[number + 1].start if number + 1 < len(amounts) else len(self._text)
            statements.append(self._statement(amount, before, after, statements[-1] if statements else None))
        for one in compared:
            statements.append(self._compared(one, statements))
        return Clause(
            self._written,
            (*_with_starts(statements), *(() if statements else self._spelled())),
            any(token.sense is Sense.NONE for token in tokens),
            any(token.sense is Sense.WHOLE for token in tokens),
            vague[0] if vague else "",
            self._written[term.start() : term.end()] if term else "",
        )

    def _spelled(self) -> Iterator[Statement]:
        """Yield numbers spelled as words, if there are no digits."""
        for match in re.finditer(r"[^\W\d_]+", self._text):
            if match[0] in _SPELLED:
                value = (_SPELLED[match[0]],)
                units = tuple(_units(self._text[match.end() :]))
                yield Statement(
                    StatementRole.OTHER, value, (), units, None, None, False, True, match[0], "",
                    self._text, (), (), "", match.start(),
                )  # fmt: skip

    # --- the context of a number ---

    def _statement(self, amount: Amount, floor: int, ceiling: int, previous: Statement | None) -> Statement:
        cuts = [match.end() for match in re.finditer(_CUT, self._text[floor : amount.start])]
        begin = floor + cuts[-1] if cuts else floor
        ends = re.search(_BEHIND_ENDS, self._text[amount.end : ceiling])
        behind = self._text[amount.end : amount.end + ends.start() if ends else ceiling]
        placed = place_start(self._text[begin : amount.start], self._text[amount.end :]) if self._places else None
        rest = re.search(_CUT, self._text[amount.end : ceiling])
        end = amount.end + rest.start() if rest else ceiling
        if placed is None:
            meaning = self._meaning(amount, begin, behind, previous, cut=bool(cuts))
        else:
            meaning = self._placed(amount, begin, begin + placed, behind, previous)
        comma = self._text.rfind(",", begin, amount.start) if previous else -1
        segment = self._text[comma + 1 if comma >= 0 else begin : end]
        years, by_years = years_of(self._text[begin:end])
        # In "19/20 thôn" both numbers count villages.
        among = re.match(_AMONG, self._text[amount.end :])
        offset = among.end() if among else 0
        counted = self._text[amount.end + offset :] if among else behind
        units = tuple(_units(counted)) if placed is None else ()
        shown = self._written[meaning.start : amount.end + offset + _shown_end(counted, units)].strip()
        lead = "" if shown.lower().startswith(meaning.unread) else meaning.unread
        whole = self._written[meaning.start : amount.end + len(behind)].strip() if meaning.elsewhere else shown
        unread = f"{lead} {whole}".strip() if meaning.unread or meaning.elsewhere else ""
        return Statement(
            StatementRole.OTHER if amount.other else meaning.role,
            amount.values, amount.upper, units,
            meaning.bound, meaning.change, meaning.keeps, meaning.sure, shown, unread, segment, years, by_years,
            part_of_year(self._text[begin : amount.start], behind), amount.start,
        )  # fmt: skip

    def _compared(self, one: EarlierComparison, previous: list[Statement]) -> Statement:
        """Read a target that only refers to an earlier figure."""
        cuts = [match.end() for match in re.finditer(_CUT, self._text[: one.start])]
        begin = cuts[-1] if cuts else 0
        rest = re.search(_CUT, self._text[one.end :])
        end = one.end + rest.start() if rest else len(self._text)
        before, behind = self._text[begin : one.start], self._text[one.end : end]
        senses = [token.sense for token in tokens_in(before)]
        beside = f"{before} {one.named} {behind}"
        unread = content_words(beside) - self._title if self._title else frozenset()
        words = self._written[one.start : one.end].strip()
        ruled = any(sense in (*_BOUNDS, *_CHANGES, Sense.KEEP) for sense in senses)
        # "Gấp 2 lần dự toán" compares with a plan.
        if ruled or re.search(_PLANNED, f"{one.named} {behind}"):
            unread = frozenset(["before"])
        striven = bool(previous) and senses[-1:] == [Sense.STRIVE]
        _, by_years = years_of(before)
        return Statement(
            StatementRole.STRETCH if striven else StatementRole.BOUND,
            one.percent, (), ("%",) if any(one.percent) else (), one.bound, one.change, one.change is None, True, words,
            self._written[begin:end].strip() if unread else "", self._text[begin:end], (), by_years,
            part_of_year(before, behind), one.start, one.since,
        )  # fmt: skip

    def _meaning(self, amount: Amount, begin: int, behind: str, previous: Statement | None, *, cut: bool) -> _Meaning:
        text = self._text[begin : amount.start]
        tokens = tokens_in(text)
        run = run_before(tokens, text)
        start = begin + (run[-1].start if run else len(text))
        # "Phấn đấu tăng 8%" is a rise of that size, as a stretch goal or a target.
        senses = [token.sense for token in run] + [Sense.RISE] * any(token.words in _STRIVEN_RISES for token in run)
        bound: Sense | None = next((sense for sense in senses if sense in _BOUNDS), None)
        change: Sense | None = next((sense for sense in senses if sense in _CHANGES), None)
        keeps, sure = Sense.KEEP in senses, True
        arrives = bound in (Sense.DOWN_TO, Sense.UP_TO)
        if arrives:
            # "Giảm còn dưới 3%" bounds the level reached.
            inner = next((sense for sense in senses if sense in _BOUNDS and sense is not bound), None)
            bound = inner if inner in (Sense.ABOVE, Sense.BELOW) else bound
        elif any(sense in (Sense.DOWN_TO, Sense.UP_TO) for sense in senses):
            change = None
        else:
            distant = [token for token in tokens if token not in run and token.sense in (*_CHANGES, Sense.KEEP)]
            if distant and change is None and not keeps:
                governor = distant[-1]
                start = begin + governor.start
                keeps = governor.sense is Sense.KEEP
                change = None if keeps else governor.sense
                sure = self._governs(governor, tokens, text, run)
        if arrives:
            # "Tốc độ tăng từ 6% lên 8%" is a rising rate; "giảm còn 3%" is not a reduction.
            rate = any(token.sense is Sense.GROWTH for token in tokens)
            rate = rate or (previous is not None and previous.change is Sense.GROWTH)
            change = Sense.GROWTH if rate else None
        if not tokens and previous is not None and not cut and (previous.change or previous.bound or previous.keeps):
            # "Giảm 3% hộ nghèo và 5% hộ cận nghèo": the words may apply to both.
            sure = False
        suffix = tokens_behind(behind)
        if suffix and bound in (None, Sense.FROM, Sense.ABOUT):
            bound = suffix[0].sense
        if bound is Sense.FROM:
            bound = None if amount.upper else Sense.FLOOR
        timed = any(end == begin + len(text.rstrip(" :")) for _, end in self._hidden)
        unread = "" if run or timed else self._unread(text)
        denied = re.search(_DENIED, self._text[begin:start])
        turned = next((token.words for token in run if token.sense is Sense.NONE), "")
        unread = turned or (denied[0].strip() if denied else unread)
        elsewhere = _elsewhere(behind, bound, change)
        if previous is not None and any(token.words == "tương đương" for token in run):
            # "Còn 120 hộ, tương đương 1,8%" states one thing twice.
            bound = None
        role = StatementRole.BOUND
        if previous is not None and Sense.STRIVE in senses and not content_words(text):
            role = StatementRole.STRETCH
        return _Meaning(bound, change, keeps, sure, unread, behind.strip() if elsewhere else "", role, start)

    def _placed(self, amount: Amount, begin: int, start: int, behind: str, previous: Statement | None) -> _Meaning:
        """Read a rank by the words before those that mark it as a rank."""
        meaning = self._meaning(amount._replace(start=start), begin, behind, previous, cut=True)
        suffixed = any(token.sense is Sense.CEILING for token in tokens_behind(behind))
        bound = bound_of_place(meaning.bound, self._text[begin:start], behind, suffixed=suffixed)
        if amount.upper and bound is Sense.CEILING:
            return meaning._replace(bound=None, change=None, sure=True, elsewhere="")
        return meaning._replace(bound=bound, change=None, sure=True, elsewhere="")

    def _governs(self, governor: Token, tokens: list[Token], text: str, run: list[Token]) -> bool:
        """Tell whether a more distant word of change or keeping certainly applies to the number."""
        nominal = governor.sense is Sense.GROWTH or governor.words.startswith(("mức", "tỷ lệ", "tỉ lệ", "tốc độ"))
        between = [token for token in tokens if token.start > governor.end and token.sense is not Sense.NAME]
        reached = any(token.sense in (Sense.NEUTRAL, Sense.STRIVE) and token.words in _REACHES for token in between)
        lead = text[: governor.start]
        lead = lead[lead.rfind(",") + 1 :]
        for token in tokens_in(lead):
            if token.sense in (Sense.STRIVE, Sense.NEUTRAL, Sense.NAME, Sense.KEEP):
                lead = lead.replace(token.words, " ", 1)
        first = not set(syllables(lead)) - {"và", "tiếp", "tục", "trong", "đó", "mỗi", "hằng", "hàng"} - self._title
        if governor.sense is Sense.KEEP or nominal:
            return first or nominal
        return first and not reached and not any(token.sense in (Sense.BELOW, Sense.CEILING) for token in run)

    def _unread(self, text: str) -> str:
        """Return the words directly before a number, if they are neither wording nor the indicator's name."""
        words = re.search(r"(?:[^\W\d_]+\s+)?([^\W\d_]+)\s*$", text)
        if words is None or words[1] in self._title or words[1] in MEANINGLESS:
            return ""
        if any(token.end >= words.end(1) for token in tokens_in(text)):
            return ""
        last = [token for token in tokens_in(text) if token.sense is not Sense.NAME]
        # A wording may be followed by its object: "duy trì tỷ lệ che phủ rừng 65,5%".
        named = last and last[-1].end < words.start(1) and not self._title
        return "" if named or not self._title else words[0].strip()


_BOUNDS: Final = (
    Sense.FLOOR, Sense.ABOVE, Sense.CEILING, Sense.BELOW, Sense.EXACT, Sense.BAND, Sense.NEAR,
    Sense.DOWN_TO, Sense.UP_TO, Sense.FROM,
)  # fmt: skip
_STRIVEN_RISES: Final = ("phấn đấu tăng",)
_CHANGES: Final = (Sense.RISE, Sense.GROWTH, Sense.FALL)
_REACHES: Final = (
    "đạt", "đạt được", "đạt mức", "phấn đấu", "phấn đấu đạt", "là", "bằng", "ở mức", "có", "hoàn thành",
)  # fmt: skip


def _elsewhere(behind: str, bound: Sense | None, change: Sense | None) -> bool:
    """Tell whether what stands behind a number makes something else of it."""
    if re.match(_NO_UNIT, behind):
        # Words never write "1e3".
        return True
    if change:
        # A plan is not a level from which a change begins.
        return compares_elsewhere(behind)
    return bound in (None, Sense.ABOVE, Sense.ABOUT) and re.search(_ELSEWHERE, behind) is not None


def is_of_how_many(text: str, one: Statement) -> bool:
    """Tell whether a number of a clause is so many of how many: "19/20 thôn", "42/100.000"."""
    return re.match(r"[0-9.,]+\s?/\s?[0-9]", flattened(unicodedata.normalize("NFC", text))[one.place :]) is not None


def _units(behind: str) -> Iterator[str]:
    """Yield the possible units after a number, longest first."""
    match = re.match(r"\s?(điểm\s?%|[%‰])|\s?([^\W\d_][^0-9]*)", behind)
    if match is None:
        return
    if match[1]:
        yield match[1]
        return
    words = match[2].split()[:_MOST_WORDS]
    for count in range(len(words), 0, -1):
        unit = " ".join(words[:count]).strip(" .:-")
        while unit:
            yield unit
            unit = unit.rpartition("/")[0]


def _shown_end(behind: str, units: tuple[str, ...]) -> int:
    """Return the length of the text after a number to show with it: its unit, and words of a bound."""
    suffix = tokens_behind(behind)
    if suffix:
        return suffix[0].end
    known = next((unit for unit in units if parse_unit(unit) is not None), "")
    return len(behind) - len(behind.lstrip()) + len(known) if known else 0


def _climbs(follows: Statement) -> bool:
    """Tell whether a rank is better than the one before it: "từ hạng 20 lên hạng 15"."""
    return follows.bound is Sense.CEILING and re.search(r"(?<![^\W_])lên(?![^\W_])", follows.words) is not None


def _with_starts(statements: list[Statement]) -> Iterator[Statement]:
    """Mark the first number of "giảm từ 5,2% xuống còn 4,5%" as the start of the change."""
    for number, statement in enumerate(statements):
        follows = statements[number + 1] if number + 1 < len(statements) else None
        starts = (
            follows is not None
            and (follows.bound in (Sense.DOWN_TO, Sense.UP_TO) or _climbs(follows))
            and not statement.upper
            and re.search(r"(?<![^\W_])từ\s", statement.words + " ") is not None
            and "," not in statement.segment.partition(statement.words)[2]
        )
        yield statement._replace(role=StatementRole.START) if starts else statement
