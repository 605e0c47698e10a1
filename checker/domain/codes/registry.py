"""The code as a value, and the one list of all codes.

A family of codes is a module beside this one; it declares codes with the functions of this module.
"""

from __future__ import annotations

from typing import Final

from checker.domain.axes import Severity
from checker.domain.record import NamedTuple

__all__ = ["FIRST", "LATER", "PACK_FILE", "RETIRED", "Code", "RetiredCode", "error", "file_codes", "info", "warning"]


class Code(NamedTuple):
    """One kind of finding or diagnostic.

    Args:
        id: Letter and three digits; never translated.
        name: A memorable slug.
        severity: Its default severity; a gate policy may override it.
        template: The sentence, with ``{named}`` fields.
        remedy: What to do about it.
        explanation: Why it is reported, for ``checker explain CODE``.
    """

    id: str
    name: str
    severity: Severity
    template: str
    remedy: str
    explanation: str

    @property
    def since(self) -> str:
        """The first version that has it."""
        return LATER.get(self.id, FIRST)


FIRST: Final = "0.1.0"
"""The first version."""
LATER: Final[dict[str, str]] = {}
"""The first versions of codes that are newer than the first release."""
_ids: Final[set[str]] = set()


class RetiredCode(NamedTuple):
    """A code of an earlier version that is no longer reported. Its id is never reused.

    Args:
        id: Letter and three digits.
        name: Its slug.
        since: The first version that had it.
        until: The version that retired it.
        explanation: Why it is no longer needed, for ``checker explain CODE``.
    """

    id: str
    name: str
    since: str
    until: str
    explanation: str


RETIRED: Final = {
    code.id: code
    for code in (
        RetiredCode(
            "P215",
            "target-without-example",
            FIRST,
            FIRST,
            "Examples at the bounds of each target are generated, so a pack need not have any.",
        ),
    )
}
"""The retired codes, by id."""


def error(id_: str, name: str, template: str, remedy: str, explanation: str) -> Code:
    """Declare a code with severity error, which blocks."""
    return _declared(Code(id_, name, Severity.ERROR, template, remedy, explanation))


def warning(id_: str, name: str, template: str, remedy: str, explanation: str) -> Code:
    """Declare a code with severity warning."""
    return _declared(Code(id_, name, Severity.WARNING, template, remedy, explanation))


def info(id_: str, name: str, template: str, remedy: str, explanation: str) -> Code:
    """Declare a code with severity info, which is only reported."""
    return _declared(Code(id_, name, Severity.INFO, template, remedy, explanation))


def _declared(code: Code) -> Code:
    if code.id in RETIRED:
        msg = f"code {code.id} is retired"
        raise ValueError(msg)
    if code.id in _ids:
        msg = f"code {code.id} is declared twice"
        raise ValueError(msg)
    _ids.add(code.id)
    return code


_FILE_TROUBLES: Final = (
    (
        "01",
        "file-unreadable",
        "the file cannot be read: {reason}",
        "check the path and the permissions",
        "The file is missing, is a folder, or may not be opened, so nothing of it was evaluated.",
    ),
    (
        "02",
        "not-text",
        "this is not UTF-8 text: {reason}",
        "save the file as UTF-8 text; a workbook cannot be read under the name of a text file",
        "Text is read as UTF-8, or UTF-16 with its mark. A guess at another encoding could change letters and figures.",
    ),
    (
        "03",
        "syntax",
        "syntax error: {reason}",
        "fix the syntax here",
        "The file is not well-formed YAML or JSON, so what follows cannot be trusted.",
    ),
    (
        "04",
        "duplicate-key",
        "key `{key}` occurs twice; first in line {first}",
        "keep one of the two",
        "With two values under one key, one would be dropped silently.",
    ),
    (
        "05",
        "feature-refused",
        "{feature} is not read",
        "write the value out",
        "Anchors, aliases, tags, merge keys and several documents in one file can change or multiply values unseen.",
    ),
    (
        "06",
        "too-large",
        "the file is over a limit: {what} {found}, at most {limit}",
        "split the file, or ask who sent it",
        "Limits keep a broken or hostile file from filling the memory.",
    ),
    (
        "07",
        "empty",
        "the file is empty",
        "send the filled-in file",
        "An empty file is not a report in which nothing was missed.",
    ),
    (
        "08",
        "unknown-format",
        "files of type `{suffix}` are not read",
        "send it as one of: {known}",
        "The name of a file says its type; contents are not guessed.",
    ),
    (
        "10",
        "unknown-key",
        "unknown key `{key}`",
        "known here: {known}",
        "An unknown key may be a typo; ignoring it would ignore what it was meant to say.",
    ),
    (
        "11",
        "missing-key",
        "key `{key}` is missing",
        "add it",
        "The file cannot be understood without this key.",
    ),
    (
        "12",
        "wrong-shape",
        "expected {expected}, found {found}",
        "see `checker schema`",
        "The value has another shape than its key needs.",
    ),
    (
        "13",
        "not-allowed",
        "`{value}` is not one of: {known}",
        "choose one of those",
        "The key takes one of a closed set of words.",
    ),
    (
        "14",
        "not-a-date",
        "`{value}` is not a date",
        "write it as 2024-07-02",
        "Dates are written year-month-day, so that day and month cannot be confused.",
    ),
    (
        "15",
        "not-a-period",
        "`{value}` is not a period",
        "write 2024, 2024-H1, 2024-9M, 2024-Q2 or 2024-06",
        "The period decides which targets are due and what the expected pace is.",
    ),
    (
        "16",
        "unsupported-version",
        "version {value} of the format is not supported; this program reads version 1",
        "use a program of that version, or rewrite the file",
        "A newer format may mean something else by the same keys.",
    ),
)


def file_codes(letter: str) -> dict[str, Code]:
    """Declare the codes for problems of any text file, for one kind of file; return them by name."""
    return {
        name: error(f"{letter}0{digits}", name, template, remedy, explanation)
        for digits, name, template, remedy, explanation in _FILE_TROUBLES
    }


PACK_FILE: Final = file_codes("P")
"""The codes for a pack's file, by name, such as ``duplicate-key``. Every check opens a pack, so they are at hand."""
