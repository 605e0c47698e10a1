"""Pages of HTML: how templates are set up, and how a policy names the text that may run.

Owns both. Must not know any page.
"""

from __future__ import annotations

import base64
import hashlib
import os
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

__all__ = ["digest_of", "templates_in", "text_in"]


# A template takes longer to compile than to fill in, and a program may write many pages.
@cache
def templates_in(folder: str) -> Environment:
    """Return the templates of a folder: everything is escaped, and an unknown name is a fault, not an empty space."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def text_in(folder: str, name: str) -> str:
    """Return the text of a file that goes into a page as it is: a style sheet or a script."""
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read()


def digest_of(text: str) -> str:
    """Return by what a Content-Security-Policy names a text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
