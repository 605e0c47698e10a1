"""Build the page as one file: its own texts, the runtime, this program, and the pack with all files it needs.

Owns the contents, their paths in the worker's file system, and the policy that forbids the page any connection. Must
not know how the page uses them.
"""

from __future__ import annotations

import base64
import datetime as dt
import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from typing import Any, Final

from checker.domain.period import Calendar, Period
from checker.language import LANGUAGES, Language
from checker.packs.cache import packed
from checker.packs.catalogue import find, head_of, is_shipped
from checker.packs.codec import encode
from checker.packs.load import load_judging_pack
from checker.packs.model import RulePack
from checker.page.desk import Desk, periods_of
from checker.page.interface_texts import WORDS
from checker.page.runtime import PARTS, Runtime
from checker.readers.submission import SUFFIXES, TABLES
from checker.reporters.consolidated.page import style as consolidated_style
from checker.reporters.html import text_of
from checker.reporters.templates import digest_of, templates_in, text_in
from checker.version import __version__

__all__ = ["page"]

_FOLDER: Final = os.path.dirname(os.path.abspath(__file__))
_PACKAGE: Final = os.path.dirname(_FOLDER)
_RULES: Final = "/packs/rules"
_SAMPLE: Final = "/sample/form.xlsx"
"""A blank form, which is checked before anything is dropped."""
_IDS: Final = dict(zip(PARTS, ("wasm", "module", "loader", "library", "packages"), strict=True))
_ORDER: Final = ("loader", "module", "wasm", "library", "packages", "program")
"""In the order in which the worker needs them: each is unpacked while the browser reads the next."""
# The parts of this program that cannot run in a browser, or that only serve to make pages.
_ELSEWHERE: Final = (
    *("bulk/", "cli/", "pack_files/", "reporters/letter/", "reporters/docx.py", "api/", "__main__.py"),
    *("page/make.py", "page/runtime.py", "page/interface_texts.py"),
)
_DATA: Final = (".mo", ".html", ".css", ".js")
_SECONDS: Final = 30
"""The longest time for one file or one answer, on a slow machine."""
_START_SECONDS: Final = 120
_MEMORY: Final = 512 * 2**20
"""The worker's memory limit: the same as that of the workbook reader alone."""
_MOST_FILES: Final = 1_000
_MOST_MEGABYTES: Final = 200


def page(reference: str, runtime: Runtime, *, unit: str = "", period: Period | None = None, day: dt.date) -> bytes:
    """Return the page of a pack.

    Args:
        reference: Id or path of the pack.
        runtime: The runtime to embed.
        unit: The reporting unit; empty to let the user choose.
        period: The period, which overrides that of files; ``None`` to let the user choose.
        day: Today, which determines the default period of the blank form.

    Raises:
        PackError: The pack cannot be used.
    """
    pack = load_judging_pack(reference)
    desk = Desk(reference)
    languages = {code: Language(code) for code in LANGUAGES}
    arrival = "arrived(document.currentScript.previousElementSibling);"
    script = _text("page.js").replace("/* report */", text_of("script.js").replace('"use strict";\n', ""))
    style = f"{text_of('style.css')}{_text('page.css')}.consolidated {{\n{consolidated_style()}}}\n"
    settings: dict[str, Any] = {
        "version": __version__,
        "language": LANGUAGES[0],
        "unit": unit,
        "period": str(period) if period else "",
        "form_period": str(period or _usual(pack, day)),
        "words": {code: _words(language) for code, language in languages.items()},
        "choices": {code: desk.choices(language) for code, language in languages.items()},
        "parts": len(_ORDER),
        "seconds": _SECONDS,
        "start_seconds": _START_SECONDS,
        "suffixes": [*SUFFIXES, *TABLES],
        "most_files": _MOST_FILES,
        "most_megabytes": _MOST_MEGABYTES,
        "worker": {
            "memory": _MEMORY,
            "site": _site(runtime),
            "pack": pack.id,
            "rules": _RULES,
            "sample": _SAMPLE,
            "abi": runtime.abi,
        },
    }
    parts = {_IDS[name]: data for name, data in runtime.parts.items()}
    desk.form("", settings["form_period"], languages[LANGUAGES[0]])
    files = [*_program(runtime), *_pack_files(reference, pack, runtime), (_SAMPLE[1:], desk.saved)]
    parts["program"] = gzip.compress(_joined(files), 9, mtime=0)
    written = (
        templates_in(_FOLDER)
        .get_template("page.html")
        .render(
            policy=_policy((script, arrival), style),
            version=__version__,
            words=settings["words"][LANGUAGES[0]],
            style=style,
            script=script,
            arrival=arrival,
            worker=_text("worker.js"),
            settings=_as_json(settings),
            carried=", ".join(f"{name} {version}" for name, version in runtime.packages),
            parts=[(name, base64.b64encode(data).decode()) for name in _ORDER for data in (parts[name],)],
        )
    )
    return written.encode()


def _usual(pack: RulePack, day: dt.date) -> Period:
    """Return the latest period of the pack's years that has ended by a day; before any has ended, its first half."""
    periods = periods_of(pack)
    ended = [one for one in periods if not one.part.isdecimal() and one.window(Calendar.CIVIL)[1] < day]
    return max(ended, key=lambda one: one.order, default=Period(periods[0].year, "H1"))


def _words(language: Language) -> dict[str, str]:
    # Placeholders that the script fills in stay unchanged.
    texts = {key: language.render(word) for key, word in WORDS.items()}
    return texts | {"own_name": "Tiếng Việt" if language.code == "vi" else "English"}


def _policy(scripts: Iterable[str], style: str) -> str:
    """Return a policy without any address: only these texts, and objects made by them, may run."""
    digests = " ".join(f"'{digest_of(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {digests} 'wasm-unsafe-eval' blob:; worker-src blob:; "
        f"style-src '{digest_of(style)}'; base-uri 'none'; form-action 'none'"
    )


def _as_json(value: Any) -> str:
    """Return JSON that is safe inside a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _text(name: str) -> str:
    return text_in(_FOLDER, name)


# ---- what lies in the worker's file system ---------------------------------------------------


def _site(runtime: Runtime) -> str:
    return f"/lib/python{runtime.python}/site-packages"


def _program(runtime: Runtime) -> Iterator[tuple[str, bytes]]:
    """Yield this program's files; for modules the bytecode, if the runtime has it for the same source."""
    for folder, folders, files in os.walk(_PACKAGE):
        folders[:] = sorted(one for one in folders if one != "__pycache__" and not one.startswith("_rules"))
        for file in sorted(files):
            name = os.path.relpath(os.path.join(folder, file), _PACKAGE).replace(os.sep, "/")
            own = name.startswith("page/") and name.endswith(_DATA)
            if name.startswith(_ELSEWHERE) or own or not name.endswith((".py", *_DATA)):
                continue
            with open(os.path.join(folder, file), "rb") as stream:
                data = stream.read()
            digest, compiled = runtime.compiled.get(f"checker/{name}c", ("", b""))
            if digest and digest == hashlib.sha256(data).hexdigest():
                name, data = f"{name}c", compiled
            yield f"{_site(runtime)[1:]}/checker/{name}", data


def _pack_files(reference: str, pack: RulePack, runtime: Runtime) -> Iterator[tuple[str, bytes]]:
    """Yield the pack, the packs that it extends, the files beside each, and the compiled pack."""
    place: str | None = reference
    while place is not None:
        one = load_judging_pack(place) if place != reference else pack
        path = find(place)
        # A shipped pack keeps its path within the program, because reports mark packs from elsewhere.
        root = f"{_site(runtime)}/checker/_rules" if is_shipped(path) else _RULES
        stem = os.path.splitext(path)[0]
        for beside in (path, head_of(path), f"{stem}.aliases.yaml"):
            if os.path.isfile(beside):
                with open(beside, "rb") as stream:
                    yield f"{root[1:]}/{one.id}{beside.removeprefix(stem)}", stream.read()
        units = one.reporting.units_file
        # An inherited file of units lies beside the pack that names it.
        if units and os.path.isfile(source := os.path.join(os.path.dirname(path), units)):
            with open(source, "rb") as stream:
                yield os.path.normpath(os.path.join(root, os.path.dirname(one.id), units))[1:], stream.read()
        # A pack that other files belong to is read anew, as `load_pack` does.
        if not one.extends and not units:
            name, data = packed(one.sha256, encode(one))
            yield f"cache/{name}", data
        place = one.extends or None


def _joined(files: list[tuple[str, bytes]]) -> bytes:
    """Return the files concatenated, after a line of JSON with their names and sizes."""
    index = json.dumps([[name, len(data)] for name, data in files], separators=(",", ":"))
    return b"".join([index.encode(), b"\n", *(data for _, data in files)])
