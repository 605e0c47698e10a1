"""A page for people: a self-contained file without network requests.

Owns the page's frame, its escapes and its script policy. `page` combines the content, `charts` draws it, and the
templates beside this module lay it out.
"""

from __future__ import annotations

import os

from checker.domain.report import Run
from checker.language import Language
from checker.reporters.html.page import page_of
from checker.reporters.templates import digest_of, templates_in, text_in

__all__ = ["fragment", "render", "text_of"]

_FOLDER = os.path.dirname(os.path.abspath(__file__))


def render(run: Run, language: Language, /) -> bytes:
    """Write the verdicts at a glance, the findings, and every indicator with its chart."""
    style, script = (text_of(name) for name in ("style.css", "script.js"))
    # Only these two may run, whatever the texts of a file contain.
    policy = (
        f"default-src 'none'; style-src '{digest_of(style)}'; script-src '{digest_of(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = page_of(run, language)
    template = templates_in(_FOLDER).get_template("page.html")
    return template.render(page=page, top=1, style=style, script=script, policy=policy).encode()


def fragment(run: Run, language: Language) -> str:
    """Write the page's content without its frame, for a page with its own heading."""
    return templates_in(_FOLDER).get_template("body.html").render(page=page_of(run, language), top=2)


def text_of(name: str) -> str:
    """Return the text of a file beside this module: the style sheet or the script."""
    return text_in(_FOLDER, name)
