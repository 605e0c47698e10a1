"""The documents by which an office reports: what a letter is written in execution of."""

from __future__ import annotations

from checker.domain.record import NamedTuple

__all__ = ["LegalBasis"]


class LegalBasis(NamedTuple):
    """A legal document, as a letter names it.

    Args:
        kind: What kind of document it is, such as "Nghị quyết".
        number: Its number and symbol, such as ``25/NQ-HĐND``.
        date: The day on which it was issued (YYYY-MM-DD).
        body: Who issued it, such as "Hội đồng nhân dân tỉnh".
        abstract: What it is about, without "về"; empty where that is not stated.
    """

    kind: str
    number: str
    date: str
    body: str
    abstract: str = ""
