"""Pages and messages are in plain English: short sentences, one term for one thing, nothing upside down.

A page that is not rewritten yet has an allowance in `LEFT`, which may only shrink: a page that gets better has its
number lowered, and a page without a number has no sentence of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder, pattern in (
        (ROOT, "*.md"),
        (ROOT / "docs", "**/*.md"),
        (ROOT / "examples", "*.md"),
        (ROOT / ".github", "**/*.md"),
    )
    for path in folder.glob(pattern)
    if ".vi." not in path.name and "vi" not in path.relative_to(ROOT).parts and path.name != "CHANGELOG.md"
)
LONGEST = 32
"""Words of a sentence. A path, a number or an example in quotes is one word."""

BANNED = {
    r"unless stated": "say which is the default",
    r"the usual ones?\b": "default",
    r"\b(left|leaves?|leave) aside\b": "ignored",
    r"\bpass(ed|es)? over\b": "ignored",
    r"\bheld against\b": "compared with",
    r"\b(is|are) told\b": "is reported",
    r"\bfound out\b": "detected",
    r"\brows in bulk\b": "bulk data",
    r"\ba line each\b": "one line per ...",
    r"\bis no (code|option|file|number|day|date|place)\b": "is not a ...",
    r"\bwhoever\b": "who, or an imperative",
    r"\bput together\b": "combined",
    r"\bby itself\b": "alone",
    r"\bcome(s)? to nothing\b": "has no effect",
}
INVERSIONS = {
    r"^Of [a-z]": "begin with the subject",
    r"^To (it|them|these) ": "begin with the subject",
    r"^(Nor|Neither) (is|are|do|does) ": "say what is not",
    r"^(So|Such) (is|are|do|does) ": "begin with the subject",
    r", for (it|they|he|there|nobody|what|without|that|this|these|those|otherwise) ": "because",
    r"[a-z] of which (the|no|a|one|each) ": "two sentences",
}

# What is not rewritten yet, by page.
LEFT: dict[str, int] = {
    "docs/architecture.md": 19,
    "docs/ci.md": 3,
    "docs/cli.md": 2,
    "docs/codes.md": 38,
    "docs/schemas.md": 2,
    "docs/decisions/0012-first-vintage-and-revisions.md": 1,
    "docs/forms.md": 7,
    "docs/intake.md": 63,
    "docs/limits.md": 1,
    "docs/packs.md": 6,
    "docs/reports.md": 22,
    "docs/rules.md": 48,
    "docs/scale.md": 47,
}
# Sentences that stay as they are: a page and words of the sentence, with the reason.
ARGUED: dict[tuple[str, str], str] = {}


def prose(text: str) -> Iterator[str]:
    """Yield the sentences of a page: no code, no tables' rules, no links' addresses."""
    text = re.sub(r"^(```+).*?^\1 *$", "\n", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"<!--.*?-->|^---\n.*?\n---$", "", text, flags=re.DOTALL)
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*|#]|\d+\.) ?)", text):
        lines = block.strip()
        cells = lines.strip("|").split(" | ") if lines.startswith("|") else [re.sub(r"^(?:[-*]|\d+\.|#+) +", "", lines)]
        for cell in cells:
            plain = " ".join(cell.split())
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", plain)
            plain = re.sub(r"`[^`]*`", "CODE", plain)
            plain = re.sub(r"[“\"][^”\"]*[”\"]", "QUOTED", plain)
            yield from filter(None, re.split(r"(?<=[.!?]) +|(?<=[:;]) +(?=[A-Z])", plain))


def wrong(sentence: str) -> Iterator[str]:
    """Yield what is wrong with a sentence."""
    count = len(re.findall(r"[\w'’/.-]*\w[\w'’/.%-]*", sentence))
    if count > LONGEST:
        yield f"{count} words"
    for pattern, better in (BANNED | INVERSIONS).items():
        if found := re.search(pattern, sentence):
            yield f"{found[0]!r}: {better}"


def faults(page: str) -> list[str]:
    argued = [words for named, words in ARGUED if named == page]
    return [
        f"{trouble}: {sentence}"
        for sentence in prose((ROOT / page).read_text("utf-8"))
        if not any(words in sentence for words in argued)
        for trouble in wrong(sentence)
    ]


@pytest.mark.parametrize("page", PAGES)
def test_a_page(page):
    found = faults(page)
    assert len(found) <= LEFT.get(page, 0), "\n".join(found)
    assert len(found) == LEFT.get(page, 0), f"{page} got better: lower its number in LEFT to {len(found)}"
