"""Read a submission's file into a `Submission`.

Owns the supported file types, and the order of the steps. Must not know any rule pack: unknown indicators and words are
reported later. Problems of the file as a whole are raised all at once; a bad value or row is kept with its diagnostic
instead.
"""

from __future__ import annotations

import os
from typing import Final, cast

from checker.domain.codes import DATA_FILE
from checker.domain.location import Location
from checker.domain.record import NamedTuple
from checker.domain.submission import LOCALES, Locale, Submission
from checker.domain.text import message
from checker.errors import InputError, SubmissionError
from checker.readers.envelope import KEYS, REQUIRED, Envelope, is_null, shape
from checker.readers.rows import Rows
from checker.syntax.collector import Collector
from checker.syntax.text import load
from checker.syntax.tree import Mapping, Node, Scalar, SyntaxTree

__all__ = ["SUFFIXES", "TABLES", "Content", "read_submission"]

SUFFIXES: Final = (".yaml", ".yml", ".json")
"""The supported text files, by suffix."""

TABLES: Final = (".xlsx", ".xlsm", ".ods", ".xls", ".csv", ".tsv")
"""The supported files of cells, which `cells` and `form` read."""

_YAML_BYTES: Final = 2_000_000
_JSON_BYTES: Final = 20_000_000


class Content(NamedTuple):
    """The content of a submission that does not come from a file.

    Args:
        path: Its name as an argument, such as ``-`` or ``report.xlsx``.
        data: The bytes.
        suffix: Its type, such as ``.xlsx``.
        shown: Its name in messages.
    """

    path: str
    data: bytes
    suffix: str
    shown: str


def read_submission(path: str, *, stdin: bytes | None = None) -> Submission:
    """Read one submission.

    Args:
        path: The file, as the user named it; its suffix gives the format.
        stdin: The content, if it does not come from the file. Without a known suffix, as in ``<stdin>``, it is read as
            YAML, which includes JSON.

    Raises:
        SubmissionError: The file cannot be read, or lacks information for an assessment.
    """
    try:
        document = _document(path, stdin)
        trouble = Collector(path, document.lines)
        if not isinstance(document.root, Mapping):
            expected = message("a mapping with `submission: 1`")
            trouble.at(DATA_FILE["wrong-shape"], document.root, expected=expected, found=shape(document.root))
            trouble.stop()
        return _submission(document, document.root, trouble)
    except InputError as error:
        raise SubmissionError(error.diagnostics) from None


def _document(path: str, stdin: bytes | None) -> SyntaxTree:
    suffix = os.path.splitext(path)[1].lower()
    if stdin is not None and suffix not in SUFFIXES:
        suffix = ".yaml"
    if suffix not in SUFFIXES and os.path.isfile(path):
        trouble = Collector(path)
        trouble.add(
            DATA_FILE["unknown-format"], suffix=suffix or os.path.basename(path), known=", ".join((*SUFFIXES, *TABLES))
        )
        trouble.stop()
    limit = _JSON_BYTES if suffix == ".json" else _YAML_BYTES
    data = load(path, DATA_FILE, limit) if stdin is None else stdin
    if suffix == ".json":
        from checker.syntax.json import read_json

        return read_json(path, data, DATA_FILE)
    from checker.syntax.yaml import read_yaml

    return read_yaml(path, data, DATA_FILE)


def _submission(document: SyntaxTree, root: Mapping, trouble: Collector) -> Submission:
    envelope = Envelope(document, root, trouble)
    envelope.check_keys(root, KEYS, REQUIRED)
    envelope.check_version()
    # The note is for people who open the file; it is only checked for problems.
    envelope.text(root, "note")
    pack, unit = envelope.text(root, "pack"), envelope.text(root, "unit")
    period, as_of = envelope.period(), envelope.date("as_of")
    sent = envelope.date("sent")
    provider, source = envelope.text(root, "provider"), envelope.text(root, "source")
    synthetic = envelope.word("synthetic", ("false", "true")) == "true"
    amends = envelope.word("amends", ("false", "true")) == "true"
    tally = envelope.tally()
    rows = Rows(document, envelope, cast("Locale", envelope.word("locale", LOCALES)))
    observations = tuple(filter(None, map(rows.read, envelope.rows())))
    if period is None:
        trouble.stop()
    trouble.stop_if_any()
    return Submission(
        path=document.path,
        sha256=document.sha256,
        pack=pack,
        unit=unit,
        period=period,
        as_of=as_of,
        observations=observations,
        provider=provider,
        synthetic=synthetic,
        source=source,
        tally=tally,
        troubles=rows.troubles,
        places=tuple((key.text, _place(document, key, node)) for key, node in root.entries),
        foreign=rows.foreign,
        amends=amends,
        sent=sent,
    )


def _place(document: SyntaxTree, key: Scalar, node: Node) -> Location:
    """Return the location of a value, or of the key if the value spans several lines."""
    return document.location(node if isinstance(node, Scalar) and not is_null(node) else key)
