"""How Sphinx builds the pages of this folder: ``make docs``. No page asks anything of a network."""

import os
import re
from typing import Any

project = "checker"
author = "The contributors to checker"
copyright = "the contributors to checker"  # noqa: A001 - Sphinx calls it so
extensions = ["myst_parser"]
exclude_patterns = ["decisions/README.md"]
html_theme = "furo"
html_title = "checker"
html_show_sphinx = False
myst_heading_anchors = 4
nitpicky = True
# Figures, sizes and words of a shell are no code that could be coloured.
suppress_warnings = ["misc.highlighting_failure"]

_LINK = re.compile(r"\[([^\]]+)\]\(((?:\.\./)+)([^)#]+)[^)]*\)")


def _outside(app: Any, name: str, source: list[str]) -> None:
    """Let a link that leaves this folder name the file, for the pages hold no other."""
    depth = name.count("/") + 1

    def named(found: re.Match[str]) -> str:
        return f"`{found[3]}`" if found[2].count("..") >= depth else found[0]

    source[0] = _LINK.sub(named, source[0])
    del app


def setup(app: Any) -> None:
    """Ask to see each page before it is read."""
    app.connect("source-read", _outside)


os.environ.pop("SOURCE_DATE_EPOCH", None)
