"""P: numbers of single units, of the years of a term, and scores."""

from __future__ import annotations

from checker.domain.codes.registry import error as _error
from checker.domain.codes.registry import info as _info
from checker.domain.codes.registry import warning as _warning

PACK_SHARE_UNFIT = _error(
    "P250",
    "cannot-be-allocated",
    "`{indicator}` has no numbers of single units: {reason}",
    "see docs/packs.md on numbers of single units",
    "A unit is judged by its own number instead of that of the whole, so it must be a number of the same kind.",
)
PACK_SHARE_SHORT = _error(
    "P251",
    "allocated-too-little",
    "of `{indicator}` {sum} of {total} are allocated, and {left} to nobody",
    "compare the numbers of the units with the decision that allocates them",
    "Where every unit reaches its number the whole has to be reached too.",
)
PACK_SHARE_MISSING = _warning(
    "P252",
    "unit-without-number",
    "`{unit}` has no number of `{indicator}`",
    "add it under `allocation`; without one the unit is not judged by this target",
    "A unit that an allocation leaves out is reported, because nobody would notice that nothing is asked of it.",
)
PACK_SHARE_UNKNOWN = _error(
    "P253",
    "allocated-to-nobody",
    "`{value}` of the allocation is no indicator of the pack, or none of its reporting units",
    "list the units under `reporting.units`",
    "A number that belongs to nothing would be left out silently.",
)
PACK_SHARE_MORE = _info(
    "P254",
    "allocated-with-reserve",
    "of `{indicator}` {sum} are allocated, and the whole is {total}",
    "nothing, where more is asked of the units than of the whole",
    "Units are often asked for more than the whole has to reach.",
)
PACK_SHARE_BEYOND = _error(
    "P255",
    "allocated-beyond-ceiling",
    "of `{indicator}` {sum} are allocated, {left} more than the {total} of the whole",
    "compare the numbers of the units with the decision that allocates them",
    "Where every unit stays within its number the whole has to stay within its own.",
)
PACK_SCORES = _error(
    "P256",
    "scores-contradict",
    "`{indicator}`: {reason}",
    "see docs/packs.md on grades and scores",
    "A grade and a score follow from figures by the rules of the pack, and from nothing else.",
)
PACK_SHARE_OF = _error(
    "P257",
    "no-such-share",
    "`{indicator}` is no such share: {reason}",
    "see docs/rules.md on shares of another indicator",
    "A share is worked out of a part and its whole. Both have to be numbers of the same things and of the same time.",
)
PACK_TERM = _error(
    "P290",
    "term-contradicts",
    "`{indicator}` within a term: {reason}",
    "see docs/packs.md on packs of several years",
    "A number of a resolution for several years is that of the end, of all years together, of a year on average or of "
    "each year. Which of these it is decides every verdict, so it is stated and never guessed.",
)
PACK_SLICES = _error(
    "P291",
    "slices-differ",
    "the numbers of single years of `{indicator}` come to {sum}, and its target is {total}",
    "compare both with the resolution",
    "The numbers of the years must match that of the term: their sum for a total, the last one for a level.",
)
