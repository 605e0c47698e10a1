"""Pages that the program itself knows are as ``docs/generate.py`` writes them."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent


def generator() -> Any:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_as_they_are_made():
    for name, text in generator().pages().items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, f"{name}: run `make reference`"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("man") is None or shutil.which("groff") is None, reason="no man")
def test_the_manual_page_is_read_without_a_warning():
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-k", ROOT / "man" / "checker.1"],  # noqa: S607 - whichever is there
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    assert b"CHECKER BULK" in re.sub(rb".\x08", b"", done.stdout)
