"""Files of ours that are no submissions, made wrong for the fuzzer: packs, waivers, settings, templates, rows.

Most changes keep to the structure of a file (keys, values and lines are repeated, swapped and emptied); the
fuzzer changes single bytes besides.
"""

from __future__ import annotations

import contextlib
import functools
import io
import random
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import docx
import duckdb

from checker.bulk.model import BulkSettings
from checker.bulk.run import run_bulk
from checker.cli.settings import KEYS
from checker.domain.exit import ExitCode
from checker.domain.report import Run
from checker.errors import PackError
from checker.language import Language
from checker.packs.load import check_pack, load_pack
from checker.readers.baseline import read_baseline
from checker.readers.letterhead import read_letterhead
from checker.readers.settings import read_settings
from checker.readers.waivers import read_waivers
from checker.reporters import Paper
from checker.reporters.letter.template import filled

__all__ = ["MAKERS", "READERS", "restructured"]

_WORDS = ("trên", "%", "1e999", "NaN", "- ", "\u202e", "'", '"', "{", "[", "&a", "*a", "!!x", "<<", "\t", "2024-H1")
_PACK = (Path(__file__).parent.parent / "tests" / "packs" / "bac-kan-city" / "2024.yaml").read_text(encoding="utf-8")
_TEXTS = {
    "pack.yaml": _PACK,
    "waivers.yaml": "waivers: 1\npack: bac-kan-city/2024\nentries:\n  - id: W1\n    indicator: budget_revenue\n"
    "    periods: [2024]\n    reason: x\n    approved_by: y\n    reference: z\n    granted: 2024-01-01\n"
    "    expires: 2025-01-01\n",
    "baseline.yaml": "baseline: 1\nentries:\n  - code: T001\n    pack: bac-kan-city/2024\n    unit: bac-kan-city\n"
    "    period: 2024\n    indicator: budget_revenue\n    ordinal: 2\n    note: x\n",
    "checker.yaml": "format: table\nfail_on: [behind]\nignore: [T001, x]\noutput: [json=a.json]\nexclude: ['*.x']\n"
    "baseline: b.yaml\nwaivers: [w.yaml]\nlocale: vi\n",
    "letterhead.yaml": "letterhead: 1\nagency: x\nnumber: '07'\ndate: 2025-01-08\nrecipients:\n  - a\n  - 'Lưu: VT'\n",
}
_PIECES = (
    "{{ subject }}",
    "{{ x",
    "{% for a in reports %}",
    "{% endfor %}",
    "{{ reports[0].unit }}",
    "{% if 1 %}",
    "}}",
)


def restructured(text: str, draw: random.Random) -> bytes:
    """Return a YAML file some lines, keys or values of which are swapped, repeated, emptied or moved inwards."""
    lines = text.splitlines()
    for _ in range(draw.choice((1, 1, 2, 4))):
        at, other = draw.randrange(len(lines)), draw.randrange(len(lines))
        key, colon, value = lines[at].partition(":")
        match draw.randrange(8):
            case 0:
                lines[at], lines[other] = lines[other], lines[at]
            case 1:
                lines.insert(other, lines[at])
            case 2:
                lines[at] = f"{key}:"
            case 3:
                lines[at] = f"{key}: {draw.choice(_WORDS)}"
            case 4:
                lines[at] = f"  {lines[at]}"
            case 5:
                lines[at] = f"{key}{colon} {lines[other].partition(':')[2]}"
            case 6:
                lines[at] = f"{key}: {'[' * draw.choice((1, 40))}{value}{']' * draw.choice((1, 40))}"
            case _:
                del lines[at : at + draw.choice((1, 3))]
                lines = lines or [""]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _text(name: str) -> Callable[[random.Random], tuple[str, bytes]]:
    return lambda draw: (name, restructured(_TEXTS[name], draw))


def _template_of_words(draw: random.Random) -> tuple[str, bytes]:
    document = docx.Document()
    for _ in range(draw.choice((1, 3, 6))):
        document.add_paragraph("".join(draw.choice(_PIECES) for _ in range(draw.choice((1, 2, 4)))))
    file = io.BytesIO()
    document.save(file)
    return "template.docx", file.getvalue()


@functools.cache
def _parquet() -> bytes:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as database:
        path = Path(folder) / "rows.parquet"
        rows = "SELECT 'bac-kan-city' AS unit, '2024' AS period, 'budget_revenue' AS indicator, 300.5 AS value"
        database.execute(f"COPY ({rows} FROM range(50)) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


@functools.cache
def _sqlite() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.db"
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE rows (unit, period, indicator, value)")
            rows = [("bac-kan-city", "2024", "budget_revenue", 1.5)] * 50
            database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", rows)
            database.commit()
        return path.read_bytes()


MAKERS: tuple[tuple[int, Callable[[random.Random], tuple[str, bytes]]], ...] = (
    (6, _text("pack.yaml")),
    (4, _text("waivers.yaml")),
    (4, _text("baseline.yaml")),
    (4, _text("checker.yaml")),
    (2, _text("letterhead.yaml")),
    (1, _template_of_words),
    (1, lambda _: ("rows.parquet", _parquet())),
    (1, lambda _: ("rows.db", _sqlite())),
)
"""What makes these files, with how often each is made."""


def _lint(path: str) -> None:
    pack, found = check_pack(path)
    if pack is None:
        raise PackError(found)


def _settings(path: str) -> None:
    read_settings((path,), KEYS)


def _template(path: str) -> None:
    filled(Run((), (), (), ExitCode.NOTHING), Language("vi"), Paper(None, Path(path).read_bytes(), path))


def _in_bulk(path: str) -> None:
    run_bulk([path], [load_pack("bac-kan-city/2024")], BulkSettings(table="rows" if path.endswith(".db") else ""))


READERS: dict[str, Callable[[str], object]] = {
    "pack.yaml": _lint,
    "waivers.yaml": read_waivers,
    "baseline.yaml": read_baseline,
    "checker.yaml": _settings,
    "letterhead.yaml": read_letterhead,
    "template.docx": _template,
    "rows.parquet": _in_bulk,
    "rows.db": _in_bulk,
}
"""What reads each of them, given its path."""
