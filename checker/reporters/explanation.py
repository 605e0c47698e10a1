"""The output of `checker explain`: headings, paragraphs, and labels with texts.

Must not know the topic, or its origin.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.domain.record import NamedTuple
from checker.domain.text import Message
from checker.language import Language, display_safe
from checker.reporters.layout import BOLD, paint, rows, wrap

__all__ = ["Topic", "render"]

_WIDEST = 100


class Topic(NamedTuple):
    """One topic.

    Args:
        heading: Its name.
        paragraphs: Its paragraphs.
        entries: Labels and their texts.
    """

    heading: Message
    paragraphs: tuple[Message, ...] = ()
    entries: tuple[tuple[Message, Message], ...] = ()


def render(topics: Iterable[Topic], language: Language, *, width: int, colour: bool) -> str:
    """Write topics one after the other."""
    width = min(width, _WIDEST)
    blocks = []
    for topic in topics:
        heading = wrap(display_safe(language.render(topic.heading)), width)
        lines = [paint(line, BOLD, enabled=colour) for line in heading]
        for paragraph in topic.paragraphs:
            lines += wrap(display_safe(language.render(paragraph)), width, "  ")
        pairs = ((language.render(label), language.render(text)) for label, text in topic.entries)
        lines += rows(((display_safe(label), display_safe(text)) for label, text in pairs), width, "  ")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)
