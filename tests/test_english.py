"""Pages and messages are in plain English: short sentences, one term for one thing, nothing upside down."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

pytestmark = pytest.mark.slow

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
    r"(?<!there )\bis no (code|option|file|number|day|date|place)\b": "is not a ...",
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
    r", of which ": "two sentences",
}

# Sentences that stay as they are: a page and words of the sentence, with the reason.
ARGUED: dict[tuple[str, str], str] = {
    ("docs/architecture.md", "files into submissions, every value with its place"): "lists the modules of a room",
    ("docs/architecture.md", "rows matched to indicators, in every spelling"): "lists the modules of a room",
    ("docs/architecture.md", "ranks into verdicts and pace"): "lists the modules of a room",
    ("docs/rules.md", "ít nhất; tối thiểu"): "lists wordings of resolutions",
    ("docs/rules.md", "không quá; không vượt quá"): "lists wordings of resolutions",
    ("docs/rules.md", "giảm xuống còn; giảm xuống"): "lists wordings of resolutions",
    ("docs/rules.md", "duy trì; giữ vững; giữ"): "lists wordings of resolutions",
    ("docs/schemas.md", "one of unmet, undecided"): "lists the words of the gate",
}


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


def messages() -> Iterator[str]:
    """Yield the English sentences of the program, with fields as words."""
    with (ROOT / "checker/locale/vi/LC_MESSAGES/checker.po").open("rb") as file:
        for entry in read_po(file):
            text = str(entry.id)
            if text and not text.startswith("\b\n"):
                yield re.sub(r"\{\w+\}", "CODE", text)


def test_messages():
    found = [f"{trouble}: {sentence}" for text in messages() for sentence in prose(text) for trouble in wrong(sentence)]
    assert not found, "\n".join(found)


# Words of the code's own texts that pages have not had for longer; what is told and what is of which are not there yet.
CODE_BANNED = {
    pattern: better
    for pattern, better in (BANNED | INVERSIONS).items()
    if any(words in pattern for words in ("usual ones", "aside", "pass(ed", "held", "bulk", "put together"))
} | {r", for (it|they|he|nobody|without) ": "because"}
CROWDED = ("bulk", "forms", "packs", "reporters/html")
"""Rooms whose texts are not written anew yet."""


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the docstrings and comments of a module, each with its line."""
    source = path.read_text("utf-8")
    for node in ast.walk(ast.parse(source)):
        for one in getattr(node, "body", []) if isinstance(getattr(node, "body", None), list) else []:
            match one:
                case ast.Expr(value=ast.Constant(value=str() as text), lineno=line):
                    yield line, re.sub(r"^ *(>>>|\.\.\.).*$", "", text, flags=re.MULTILINE)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string.lstrip("# ")


def test_the_code_s_own_texts():
    folder = ROOT / "checker"
    found = [
        f"{path.relative_to(ROOT)}:{line}: {words[0]!r}: {better}"
        for path in sorted(folder.rglob("*.py"))
        if not path.relative_to(folder).as_posix().startswith(CROWDED)
        for line, text in texts_of(path)
        for pattern, better in CODE_BANNED.items()
        if (words := re.search(pattern, " ".join(re.sub(r"[“\"][^”\"]*[”\"]", "QUOTED", text).split())))
    ]
    assert not found, "\n".join(found)


def test_what_is_argued_is_there():
    for page, words in ARGUED:
        assert words in " ".join((ROOT / page).read_text("utf-8").replace("\\", "").split()), words


@pytest.mark.parametrize("text", ["Of a file the first line counts.", "It is told why.", "a, for it is b", "x " * 33])
def test_what_is_wrong_is_found(text):
    assert [*wrong(next(prose(text)))]


@pytest.mark.parametrize("page", PAGES)
def test_a_page(page):
    found = faults(page)
    assert not found, "\n".join(found)
