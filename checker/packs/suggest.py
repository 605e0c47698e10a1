"""The nearest known word, for "did you mean".

Must not know the meaning of words.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from checker.domain.text import Message, message

__all__ = ["suggestion", "word_by_word"]

# Longer words are not typos, and comparing them takes quadratic time.
_LONGEST: Final = 60
_SIMILARITY: Final = 0.5
# Comparing takes some 10 microseconds a word.
_MOST_COMPARED: Final = 1_000


def suggestion(word: str, known: Iterable[str], *, but: str = "") -> Message | None:
    """Return a hint with the known word nearest to `word`; ``None`` if none is close.

    Args:
        word: The written word.
        known: The words that may be suggested; only the first ones of very many.
        but: A known word that must not be suggested.
    """
    # Imported here: only a file with a mistake needs this.
    from difflib import get_close_matches

    if len(word) > _LONGEST:
        return None
    by_folded = {name.casefold(): name for name in islice(known, _MOST_COMPARED) if name != but}
    found = get_close_matches(word.casefold(), by_folded, n=1)
    return message("did you mean `{guess}`?", guess=by_folded[found[0]]) if found else None


def word_by_word(phrase: str, known: str) -> bool:
    """Tell whether each word of a phrase may be a typo of its counterpart.

    >>> word_by_word("lượt khác", "lượt khách"), word_by_word("lượt tàu", "lượt xe"), word_by_word("lượt tàu", "lượt")
    (True, False, False)
    """
    from difflib import SequenceMatcher

    if len(phrase) > _LONGEST:
        return False
    words, others = phrase.casefold().split(), known.casefold().split()
    pairs = zip(words, others, strict=False)
    return len(words) == len(others) and all(
        one == other or SequenceMatcher(None, one, other).ratio() >= _SIMILARITY for one, other in pairs
    )
