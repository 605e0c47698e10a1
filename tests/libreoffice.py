"""LibreOffice as an officer uses it: figures are typed into cells, and the workbook is saved."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from tests.command import PATIENCE

__all__ = ["Office", "converted", "profile_in"]

_HOME: list[Path] = []
"""Where the profile of this process's tests is; to make one takes as long as to convert a workbook."""

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
{}</script:module>
"""
# Each line is a command: a workbook to open, a cell and what is typed into it, or where to save.
# The dispatcher enters a text as the keyboard does: in the notation of the machine, and after the cell's own format.
_TYPE = """Sub Play(scriptUrl As String)
  On Error GoTo Failed
  Dim book, viewFrame, helper, storage, reader, entry, parts
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  Dim saving(0) As New com.sun.star.beans.PropertyValue
  Dim place(0) As New com.sun.star.beans.PropertyValue
  Dim typed(0) As New com.sun.star.beans.PropertyValue
  opening(0).Name = "MacroExecutionMode"
  opening(0).Value = 4
  saving(0).Name = "FilterName"
  saving(0).Value = "Calc MS Excel 2007 XML"
  place(0).Name = "ToPoint"
  typed(0).Name = "StringName"
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  storage = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  reader = createUnoService("com.sun.star.io.TextInputStream")
  reader.setInputStream(storage.openFileRead(scriptUrl))
  reader.setEncoding("UTF-8")
  Do While Not reader.isEOF()
    entry = Replace(reader.readLine(), Chr(10), "")
    parts = Split(entry, Chr(9))
    If UBound(parts) = 1 Then
      Select Case parts(0)
        Case "open"
          book = StarDesktop.loadComponentFromURL(parts(1), "_blank", 0, opening())
          viewFrame = book.CurrentController.Frame
        Case "save"
          book.storeToURL(parts(1), saving())
          book.close(True)
        Case Else
          place(0).Value = parts(0)
          helper.executeDispatch(viewFrame, ".uno:GoToCell", "", 0, place())
          typed(0).Value = parts(1)
          helper.executeDispatch(viewFrame, ".uno:EnterString", "", 0, typed())
      End Select
    End If
  Loop
  reader.closeInput()
Failed:
  StarDesktop.terminate()
End Sub
"""


@contextlib.contextmanager
def profile_in(folder: Path) -> Iterator[None]:
    """Keep the profile of all conversions in a folder."""
    _HOME.append(folder)
    yield
    _HOME.remove(folder)


def program() -> str:
    """Return where LibreOffice is; the test is skipped where there is none."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("soffice (LibreOffice) is not on this machine")
    return found


def converted(kind: str, folder: Path, *files: Path) -> list[Path]:
    """Let LibreOffice save files as another type into a folder: all of them in one start, which takes most of the time.

    Args:
        kind: A suffix, and behind a colon the filter where there are several.
        folder: Where to save.
        files: What to open.
    """
    command = [program(), f"-env:UserInstallation={_HOME[-1].as_uri()}", "--headless", "--convert-to", kind]
    done = subprocess.run(
        [*command, "--outdir", str(folder), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return [folder / file.with_suffix(f".{kind.partition(':')[0]}").name for file in files]


class Office:
    """A LibreOffice with a profile of its own."""

    def __init__(self, folder: Path) -> None:
        """Make the profile in a folder; the test is skipped where there is no LibreOffice."""
        self._program = program()
        self._folder = folder
        self._profile = folder / "profile"

    def _run(self, *arguments: str, lang: str = "C") -> None:
        command = [self._program, f"-env:UserInstallation={self._profile.as_uri()}", "--headless", "--norestore"]
        plain = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
        done = subprocess.run(
            [*command, *arguments],
            env=plain | {"LANG": lang},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr

    def converted(self, path: Path, folder: Path, kind: str = "xlsx:Calc MS Excel 2007 XML") -> Path:
        """Open a workbook, reckon its formulas that have no result, and save it into a folder."""
        self._run("--convert-to", kind, "--outdir", str(folder), str(path))
        return folder / path.with_suffix(f".{kind.partition(':')[0]}").name

    def typed(self, forms: Iterable[tuple[Path, Path, Mapping[str, str]]], lang: str) -> None:
        """Type texts into cells, on a machine with these regional settings.

        Args:
            forms: Workbooks, where to save each, and what is typed into which cells.
            lang: The value of ``LANG``.
        """
        lines: list[str] = []
        for source, target, entries in forms:
            lines.append(f"open\t{source.as_uri()}")
            lines.extend(f"{cell}\t{text}" for cell, text in entries.items())
            lines.append(f"save\t{target.as_uri()}")
        script = self._folder / "typed.txt"
        script.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        library = self._profile / "user" / "basic" / "Standard"
        if not library.exists():
            self._run("--terminate_after_init")
        (library / "Module1.xba").write_text(_MODULE.format(escape(_TYPE)), "utf-8")
        self._run(f"macro:///Standard.Module1.Play({script.as_uri()})", lang=lang)
