"""The command as a user calls it, but within the test's process."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import Final, NamedTuple
from unittest import mock

from checker.cli import main

__all__ = ["PATIENCE", "Done", "checker"]

PATIENCE: Final = 900
"""Seconds after which a program is taken to hang; a machine that is busy with others takes long for what is short."""


class Done(NamedTuple):
    """What a call of the command gave."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def everything(self) -> str:
        """Both streams."""
        return self.stdout + self.stderr


def checker(*arguments: str, **environment: str) -> Done:
    """Run ``checker`` with these arguments; its streams are UTF-8 and no terminal."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    code = 0
    wide = {"COLUMNS": "400", "CHECKER_LANG": "en"} | environment
    with (
        mock.patch.dict(os.environ, wide),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            main(arguments)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode())
    assert sys.stdout is not out
    return Done(code, *texts)
