"""The set-up of HTML templates, and the digests of scripts in a content security policy.

Must not know any page.
"""

from __future__ import annotations

import base64
import hashlib
import os
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

__all__ = ["digest_of", "templates_in", "text_in"]


# Compiling a template takes longer than filling it in, and a program may write many pages.
@cache
def templates_in(folder: str) -> Environment:
    """Return the templates of a folder: everything is escaped, and an unknown name is an error."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def text_in(folder: str, name: str) -> str:
    """Return a file that a page includes verbatim: a style sheet or a script."""
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return file.read()


def digest_of(text: str) -> str:
    """Return the digest by which a Content-Security-Policy allows a text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
