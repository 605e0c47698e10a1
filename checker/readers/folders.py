"""Find the submissions in a folder, by names and first keys of files.

Owns which files of a folder are ignored, and how many are examined. Ignored files are reported, because somebody may
take one for a report.
"""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from collections.abc import Iterator, Sequence
from typing import Final

from checker.domain.codes import DATA_FILE
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.location import PACK_TABLES, RESULT_TABLES, WORKBOOKS, Location
from checker.domain.text import Message, message
from checker.readers.submission import SUFFIXES, TABLES
from checker.syntax.text import why_unread

__all__ = [
    "Walk",
    "beginning_of",
    "closed",
    "is_excluded",
    "is_hidden",
    "is_pack",
    "is_pack_table",
    "is_result",
    "is_written",
]

# Lock files of Excel and LibreOffice, and hidden files.
_SKIPPED = ("~$", ".~", ".")
_DEEPEST: Final = 64
_HEAD_BYTES: Final = 65_536
_RULES: Final = "rules"
_SUBMISSION: Final = ("submission", "observations")
_OURS: Final = message("written by checker")
_WRITTEN: Final = (
    "record,path,line,",
    "record,pack,period,unit,",
    "Vị trí;Mã thông báo;",
    "Place;Code;Item;",
    "file,row,unit,period,indicator,value,code",
    "pack,period,grouped,indicators,",
    "pack,period,indicator,title,grouped,",
    "pack,unit,period,counted,",
    "pack,unit,period,indicator,subject,",
)
"""First columns of our own text tables: findings, the consolidated report, remarks (both languages), bulk results."""
_RESULTS: Final = frozenset(f"{table}.parquet" for table in RESULT_TABLES)
_KINDS: Final = {
    "waivers": message("files of waivers"),
    "baseline": message("baselines"),
    "letterhead": message("letterheads"),
    "pack": message("rule packs"),
}
_SETTINGS: Final = ("checker.yaml", "checker.yml")
_KEY: Final = r"^[\"']?([A-Za-z_.][\w.-]*)[\"']?[ \t]*:"
_KEY_WITHIN: Final = r"[{,\s][\"']?(submission|observations)[\"']?\s*:"


def is_hidden(name: str) -> bool:
    """Tell whether a file or folder is ignored unless it is named."""
    return name.startswith(_SKIPPED)


def is_excluded(path: str, patterns: Sequence[str]) -> bool:
    """Tell whether a path is excluded by its name, or by its path from the working folder."""
    shown = os.path.relpath(path) if patterns else ""
    name = os.path.basename(path)
    return any(fnmatch.fnmatchcase(shown, one) or fnmatch.fnmatchcase(name, one) for one in patterns)


def closed(error: OSError) -> Message:
    """Return why a folder cannot be read, from the system's error on opening it."""
    return message("it is a folder that cannot be opened ({reason})", reason=why_unread(error))


def is_result(path: str) -> bool:
    """Tell by its name whether a Parquet file or its folder is the result of a bulk run."""
    return not _RESULTS.isdisjoint(path.split(os.sep)[-2:])


def is_written(head: str) -> bool:
    """Tell by its first columns, joined by commas, whether a table was written by the program."""
    return head.startswith(_WRITTEN)


class Walk:
    """One folder, walked without recursion, because folders may be nested without limit.

    Args:
        folder: The folder.
        exclude: Patterns to exclude.
        most: The limit of files in it.
    """

    def __init__(self, folder: str, exclude: Sequence[str], most: int) -> None:
        self.passed: list[tuple[Message, str]] = []
        self.over: Diagnostic | None = None
        self.unopened: list[Diagnostic] = []
        self._folder = folder
        self._whole = os.path.join(os.path.realpath(folder), "")
        self._exclude = exclude
        self._most = most

    def files(self) -> Iterator[str]:
        """Yield the submissions, by name; ignored files are reported afterwards."""
        for path in self._entries():
            if is_result(path):
                self.passed.append((_OURS, path))
            elif os.path.splitext(path)[1].lower() in (*SUFFIXES, *TABLES):
                why = self._reason(path)
                if why is None:
                    yield path
                else:
                    self.passed.append((why, path))

    def _entries(self) -> list[str]:
        """Return all files by name, or none if the folder is too large."""
        found: list[str] = []
        open_: list[tuple[int, str]] = [(0, self._folder)]
        seen = 0
        while open_:
            depth, folder = open_.pop()
            try:
                with os.scandir(folder) as scanned:
                    entries = sorted(scanned, key=lambda entry: entry.name, reverse=True)
            except OSError as error:
                # A submission may be lost in it.
                self.unopened.append(diagnostic(DATA_FILE["file-unreadable"], Location(folder), reason=closed(error)))
                continue
            seen += len(entries)
            if seen > self._most:
                return self._too_large(message("files in the folder"), seen, self._most)
            for entry in entries:
                if is_hidden(entry.name) or self._is_excluded(entry.path):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if depth >= _DEEPEST:
                        return self._too_large(message("folders within each other"), depth + 1, _DEEPEST)
                    open_.append((depth + 1, entry.path))
                else:
                    found.append(entry.path)
        return sorted(found, key=lambda path: path.split(os.sep))

    def _too_large(self, what: Message, found: int, limit: int) -> list[str]:
        self.over = diagnostic(DATA_FILE["too-large"], Location(self._folder), what=what, found=found, limit=limit)
        return []

    def _is_excluded(self, path: str) -> bool:
        matched = is_excluded(path, self._exclude)
        if matched:
            self.passed.append((message("excluded"), path))
        return matched

    def _reason(self, path: str) -> Message | None:
        """Return why a file is not a submission; ``None`` if it is one, or may be a broken one."""
        try:
            if not stat.S_ISREG(os.stat(path).st_mode):
                return message("neither files nor folders")
        except (OSError, ValueError):
            return None  # The error is reported when the file is read.
        if os.path.islink(path) and not os.path.realpath(path).startswith(self._whole):
            return message("links that lead out of the folder")
        return _by_content(path)


def _by_content(path: str) -> Message | None:
    """Return why a file is not a submission, by its name and first bytes."""
    stem, suffix = os.path.splitext(path.lower())
    if stem.endswith(".checked") and (suffix == ".csv" or _has_original(path)):
        return _OURS
    if suffix in PACK_TABLES and is_pack_table(path):
        return _KINDS["pack"]
    if suffix in WORKBOOKS:
        return _OURS if _is_report(path) else None
    if suffix in SUFFIXES:
        return _by_keys(path, stem, beginning_of(path))
    return _OURS if is_written(beginning_of(path)) else None


def is_pack(path: str) -> bool:
    """Tell whether a file is a rule pack, or a part of one, by its name and first bytes."""
    return os.path.isfile(path) and (path.endswith(".pack.yaml") or _by_content(path) is _KINDS["pack"])


def is_pack_table(path: str) -> bool:
    """Tell whether a table is a rule pack: it is in a folder `rules`, or has a pack's head beside it."""
    folders = os.path.relpath(path).split(os.sep)[:-1]
    return _RULES in folders or os.path.isfile(os.path.splitext(path)[0] + ".pack.yaml")


def _has_original(path: str) -> bool:
    stem, suffix = os.path.splitext(path)
    return os.path.isfile(stem[: -len(".checked")] + suffix)


def _is_report(path: str) -> bool:
    """Tell whether a workbook is one of our reports; our form is a submission once it is filled in."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive, archive.open("docProps/core.xml") as part:
            return b">checker-report<" in part.read(_HEAD_BYTES)
    except (KeyError, NotImplementedError, OSError, RuntimeError, ValueError, zipfile.BadZipFile, EOFError):
        return False
    except Exception:  # noqa: BLE001 - errors of a damaged archive are not reported here
        return False


def beginning_of(path: str) -> str:
    """Return the first characters of a text file; empty if it cannot be read."""
    try:
        with open(path, "rb") as file:
            data = file.read(_HEAD_BYTES)
    except OSError:
        return ""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff")


def _by_keys(path: str, stem: str, text: str) -> Message | None:
    if os.path.basename(path) in _SETTINGS:
        return message("settings")
    if stem.endswith(".expected"):
        return message("expected results")
    if re.match(r"\s*\{\s*\"schema\": \"checker/", text):
        return _OURS
    begin = text.lstrip()[:1]
    if begin in ("{", "["):
        return None if begin == "{" and re.search(_KEY_WITHIN, text) else message("other YAML and JSON files")
    keys = re.findall(_KEY, text, re.MULTILINE)
    if not keys or any(key in _SUBMISSION for key in keys):
        return None
    return next((words for key, words in _KINDS.items() if key in keys), message("other YAML and JSON files"))
