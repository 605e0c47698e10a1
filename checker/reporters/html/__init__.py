"""A page for people: one file, which asks nothing of any network.

Owns the page's frame, its escapes and what a browser may run of it. What is shown is put
together in `view`, drawn in `charts`, and laid out in the templates beside this module.
"""

from __future__ import annotations

import base64
import hashlib
import os

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from checker.domain.report import Run
from checker.language import Language
from checker.reporters.html.page import page_of

__all__ = ["fragment", "render", "text_of"]

_FOLDER = os.path.dirname(os.path.abspath(__file__))


def render(run: Run, language: Language, /) -> bytes:
    """Write the verdicts at a glance, the findings, and every indicator with its chart."""
    style, script = (text_of(name) for name in ("style.css", "script.js"))
    # Only these two may work, whatever the texts of a file try to be.
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = page_of(run, language)
    template = _templates().get_template("page.html")
    return template.render(page=page, top=1, style=style, script=script, policy=policy).encode()


def fragment(run: Run, language: Language) -> str:
    """Write what the page shows without the page around it, for a page that has a heading of its own."""
    return _templates().get_template("body.html").render(page=page_of(run, language), top=2)


def _templates() -> Environment:
    # Everything is escaped, and a name that a template does not know is a fault, not an empty space.
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def text_of(name: str) -> str:
    """Return the text of a file beside this module: the style sheet or the script."""
    with open(os.path.join(_FOLDER, name), encoding="utf-8") as file:
        return file.read()


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
