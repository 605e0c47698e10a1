"""Paths relative to the root of the repository, wherever the command ran.

Owns finding that root. Outside a repository, paths are relative to the working folder.
"""

from __future__ import annotations

import os

__all__ = ["rooted"]

_REPOSITORY = ".git"


def rooted(path: str) -> str:
    """Return a path relative to the root of the repository, with slashes; a path outside stays unchanged."""
    # Names of standard input (in brackets) and options are not paths.
    if not path or path.startswith(("<", "-")) or path[1:3] in (":\\", ":/"):
        return path.replace("\\", "/")
    working = os.getcwd()
    root = _root(working)
    if root == working and not path.startswith(("/", os.pardir)):
        return path.replace("\\", "/").removeprefix("./")
    whole = os.path.normpath(os.path.join(os.getcwd(), path))
    inside = whole.startswith(os.path.join(root, ""))
    return (os.path.relpath(whole, root) if inside else path).replace("\\", "/")


def _root(folder: str) -> str:
    at = folder
    while not os.path.exists(os.path.join(at, _REPOSITORY)):
        parent = os.path.dirname(at)
        if parent == at:
            return folder
        at = parent
    return at
