"""The pages as a site: each is reached, no link leads nowhere, and the tutorial does what it shows."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt

from tests.examples import each_row
from tests.test_readme import assert_transcript, blocks

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
LINKED = [*PAGES, ROOT / "README.md", ROOT / "README.vi.md", ROOT / "CONTRIBUTING.md", ROOT / "examples" / "README.md"]


def anchors(page: Path) -> set[str]:
    """Return the anchors of the headings of a page, as GitHub and the site make them."""
    tokens = MarkdownIt().parse(page.read_text("utf-8"))
    texts = [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in texts}


@each_row("page", LINKED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    text = re.sub(r"^(```+).*?^\1 *$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


def test_every_page_is_reached_from_the_first():
    trees = "\n".join(re.findall(r"```{toctree}\n(.*?)```", (DOCS / "index.md").read_text("utf-8"), re.DOTALL))
    entries = [line for line in trees.splitlines() if line and not line.startswith(":")]
    reached = {path for entry in entries for path in DOCS.glob(f"{entry}.md")}
    assert set(PAGES) - reached == {DOCS / "index.md", DOCS / "decisions" / "README.md"}


def test_the_tutorial_is_true(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first, *rest = blocks("docs/tutorial.md", "console")
    assert_transcript(first)
    monkeypatch.chdir(tmp_path / "targets")
    for block in rest:
        assert_transcript(block)
    assert len(rest) > 5
