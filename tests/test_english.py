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

from tests.examples import each_row

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
LONGEST = 30
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
    # A noun and its verb behind "for" give a reason; "for a table" or "for each unit" alone do not.
    r", for (an?|the|each|every|no|nothing|neither|its|their|all|both|one|[a-z]+s|CODE|QUOTED)\b"
    r"(?:(?!\b(?:that|which|who|whose|where|when|if|whether)\b)[^,.;:()])*?"
    r"\b(is|are|was|were|has|have|had|does|do|did|may|might|can|cannot|could|must|would|should|will|says?|decides?"
    r"|bounds|keeps?|saves|needs|takes|begins|stands?|comes?|goes|gives?|holds?|belongs?|contains?|often|never|always)\b"
    r"(?! of)": "because",
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


# Turns of phrase that docstrings and comments had, beyond those of pages. None of them is left.
CODE_BANNED = {
    r"\bheld (to|against)\b": "compared with",
    r"\blooked for\b": "searched for",
    r"\bput together\b": "combined",
    r"\bin (the|its|their) places? of\b(?! a (verdict|file|figure))": "instead of",
    r"\bgoes? on from\b": "extends, continues",
    r"\bwhoever (is|has|reads|writes|asks|judges)\b": "name who",
    r"\bmade up\b": "synthetic, invented",
    r"(?<![Tt]here )\bis no (?!longer|limit|later)": "is not a ...",
    r"\b(Say|Tell) (that|what|why|how)\b": "Return, Report",
    r"^(What|Who|How) [a-z ]+ (is|are) (told|said|asked|called)\b": "name the thing",
    r"\bwhat is (told|said|asked|there|wrong with)\b(?<!Must not know what is said)(?<!collect what is wrong with)"
    r"(?<!report what is wrong with)": "name the thing",
}
QUOTES = re.compile(r"[“\"][^”\"]*[”\"]")


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the docstrings and comments of a module, each with its line; comments on adjacent lines are one."""
    source = path.read_text("utf-8")
    for node in ast.walk(ast.parse(source)):
        for one in getattr(node, "body", []) if isinstance(getattr(node, "body", None), list) else []:
            match one:
                case ast.Expr(value=ast.Constant(value=str() as text), lineno=line):
                    yield line, re.sub(r"^ *(>>>|\.\.\.).*$", "\n", text, flags=re.MULTILINE)
    first, last, words = 0, -1, ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            if token.start[0] != last + 1:
                yield first, words
                first, words = token.start[0], ""
            last, words = token.start[0], f"{words} {token.string.lstrip('# ')}"
    yield first, words


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a docstring or comment; each entry of ``Args:`` begins one."""
    text = re.sub(r"``?[^`]*``?", "CODE", text)
    for block in re.split(r"\n\s*\n|\n\s*(?=\*?[\w*]+: )|\n(?=\s*(?:[-*|#]|\d+\.) )", text):
        yield from re.split(r"(?<=[.!?;:])\s+", QUOTES.sub("QUOTED", " ".join(block.split())))


SUSPECT = re.compile("|".join(f"(?:{pattern})" for pattern in (*BANNED, *INVERSIONS, *CODE_BANNED)))
"""One search for all turns of phrase; nearly every sentence has none."""


def code_faults(text: str) -> Iterator[str]:
    for sentence in sentences_of(text):
        if len(sentence) < 4 * LONGEST and SUSPECT.search(sentence) is None and sentence.count(" ") < LONGEST:
            continue
        yield from (f"{trouble}: {sentence}" for trouble in wrong(sentence))
        for pattern, better in CODE_BANNED.items():
            if found := re.search(pattern, sentence):
                yield f"{found[0]!r}: {better}: {sentence}"


def test_docstrings_and_comments():
    """Zero allowances: every docstring and every comment of the program, whatever its room."""
    found = [
        f"{path.relative_to(ROOT)}:{line}: {trouble}"
        for path in sorted((ROOT / "checker").rglob("*.py"))
        for line, text in texts_of(path)
        for trouble in code_faults(text)
    ]
    assert not found, "\n".join(found)


@each_row(
    "text",
    ["A note, for it is told.", "Say why a row is bad.", "x " * 33 + ".", "It is no number.", "Of a row the id."],
)
def test_what_is_wrong_with_a_docstring_is_found(text):
    assert [*code_faults(text)]


def test_what_is_argued_is_there():
    for page, words in ARGUED:
        assert words in " ".join((ROOT / page).read_text("utf-8").replace("\\", "").split()), words


@each_row(
    "text",
    [
        "Of a file the first line counts.",
        "It is told why.",
        "a, for it is b",
        "It is an error, for nothing is left out.",
        "Several are refused, for titles often name the next one.",
        "Formats may be changed, for a cell keeps its format.",
        "Two were left out, for each saves little.",
        "“X” is taken as Y, for the rule pack bounds open figures",
        "It is computed again, for `a` is not kept.",
        "x " * 33,
    ],
)
def test_what_is_wrong_is_found(text):
    assert [*wrong(next(prose(text)))]


@each_row(
    "text",
    [
        "The counts, for each indicator and period.",
        "It is the rule of the program, for display only.",
        "Return an HTML table, for notebooks that have no other view.",
        "A deadline, for late units and for reminders.",
        "The words, for messages and forms; the pack has others.",
        "The content of a page, for a page with its own heading.",
    ],
)
def test_a_purpose_is_not_taken_for_a_reason(text):
    assert not [*wrong(next(prose(text)))]


@each_row("page", PAGES)
def test_a_page(page):
    found = faults(page)
    assert not found, "\n".join(found)
