"""Answer the requests of the page's worker: check files, write an output, use another pack.

Owns the steps between a request and its answer; both are JSON. It runs in the browser, where the files are in the
worker's file system, and in any Python. Must not know a browser.
"""

from __future__ import annotations

import functools
import html
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from checker import pipeline
from checker.assessment import Options
from checker.clock import today
from checker.domain import codes
from checker.domain.axes import Gate, severest
from checker.domain.diagnostic import Diagnostic, diagnostic
from checker.domain.exit import ExitCode, worst_of
from checker.domain.location import Location
from checker.domain.period import Period
from checker.domain.report import Report, Run
from checker.domain.text import Message, message
from checker.errors import MissingExtra, PackError
from checker.language import Language, display_safe
from checker.packs.load import load_judging_pack
from checker.packs.model import RulePack
from checker.page.dropped_packs import Dropped, SeveralPacks, content_of, pack_among, packs_of
from checker.page.readings import Readings
from checker.readers.paths import find_files
from checker.version import __version__

__all__ = ["Desk", "periods_of"]

_ENGINE: Final = "direct"
_PARTS: Final = ("", "H1", "H2", "9M", *(f"Q{n}" for n in range(1, 5)), *(f"{n:02d}" for n in range(1, 13)))
_GATES: Final = {Gate.PASS: "good", Gate.WARN: "doubt", Gate.FAIL: "bad"}
_UNSAFE: Final = '/\\:*?"<>|'
_NOTHING: Final = Run((), (), (), ExitCode.NOTHING)
_FORMATS: Final = {"results": ("xlsx", ".xlsx"), "page": ("html", ".html"), "letter": ("docx", ".docx")}
"""The outputs of a run that can be saved, by format."""

Tell = Callable[[str], object]
"""Called with the path of the next file, and with nothing when all are read."""
Keep = Callable[[str, bytes], object]
"""Called with the result of reading a file, for `Desk.take` of a later desk."""


class Desk:
    """The state of one page: the current pack, the files of the last drop, and their results."""

    def __init__(self, pack: str, rules: str = "") -> None:
        """Load the pack.

        Args:
            pack: Its id or path.
            rules: The folder searched first for packs by id.

        Raises:
            PackError: The pack cannot be used.
        """
        self._rules = rules
        self._reference = pack
        # The files of a dropped pack are in the folder of one drop, and each later drop needs them.
        self._dropped = Dropped("", {})
        self._pack = load_judging_pack(pack, rules=rules)
        self._run = _NOTHING
        self._files: tuple[str, ...] = ()
        self._taken: dict[str, bytes] = {}
        self.saved = b""
        """The file made by the last request to save."""

    def take(self, path: str, data: bytes) -> None:
        """Accept an earlier desk's reading of a file for the next check."""
        self._taken[path] = bytes(data)

    def answer(self, request: str, tell: Tell, keep: Keep | None = None) -> str:
        """Answer a request.

        Args:
            request: A mapping in JSON: ``do`` is the name of a method here, the rest are its arguments.
            tell: Called with the progress of a check.
            keep: Called with each reading, so that a later desk need not read the file again.

        Raises:
            MemoryError: This desk cannot be used any more.
        """
        arguments = json.loads(request)
        language = Language(arguments.pop("language"))
        methods: dict[str, Callable[..., dict[str, Any]]] = {
            "choices": self.choices,
            "check": functools.partial(self.check, tell=tell, keep=keep),
            "view": self.view,
            "pack": self.use,
            "save": self.save,
            "form": self.form,
            "render": self.render,
            "warm": self.warm,
        }
        do = methods[arguments.pop("do")]
        try:
            answered = do(language=language, **arguments)
        except MissingExtra:
            sentence = message(
                "this page cannot write that; the installed program can: checker check --output docx=FILE"
            )
            answered = {"refused": language.render(sentence)}
        except MemoryError:
            # The page discards the worker and checks the other files without the one that it was reading.
            raise
        except Exception as error:  # noqa: BLE001 - the last resort, as for the command: no traceback ever reaches an officer
            reason = str(error) or "–"
            sentence = message(
                "internal fault, nothing of this run may be used: {kind}: {reason}",
                kind=type(error).__name__,
                reason=reason,
            )
            answered = {"fault": display_safe(language.render(sentence))}
        return json.dumps(answered, ensure_ascii=False)

    def choices(self, language: Language) -> dict[str, Any]:
        """Return a description of the pack, with its units and periods."""
        pack = self._pack
        offices = [pack.reporting_unit(id_) for id_ in dict.fromkeys((pack.unit, *pack.reporting.units))]
        return {
            "pack": pack.id,
            "title": display_safe(language.text(pack.title)),
            "revision": pack.revision,
            "synthetic": pack.synthetic,
            "units": [[one.id, display_safe(language.text(one.name))] for one in offices],
            "periods": [[str(one), language.period(one)] for one in periods_of(pack)],
        }

    def use(self, files: Sequence[str], language: Language) -> dict[str, Any]:
        """Use another pack: the one among the dropped files that no other extends, with the files that it needs."""
        try:
            dropped = pack_among(files, self._rules)
            dropped.lay()
            pack = load_judging_pack(dropped.path, cache=False, rules=self._rules)
        except SeveralPacks as error:
            return {"refused": html.escape(display_safe(language.render(error.reason)))}
        except PackError as error:
            from checker.reporters.html import fragment

            return {"refused": fragment(Run((), error.diagnostics, (), ExitCode.INVALID), language)}
        self._pack, self._reference = pack, dropped.path
        self._dropped = dropped.with_units(pack.reporting.units_file)
        return self.choices(language)

    # ---- checking --------------------------------------------------------------------------

    def check(
        self,
        files: Sequence[str],
        language: Language,
        tell: Tell,
        keep: Keep | None = None,
        unit: str = "",
        period: str = "",
        stopped: Sequence[tuple[str, str, int]] = (),
    ) -> dict[str, Any]:
        """Check files and folders, as the command does, and return what to show.

        Args:
            files: Their paths.
            language: The language of the answer.
            tell: Called with the file being read.
            keep: Called with its reading, if there are several files.
            unit: The reporting unit of tables that do not name one.
            period: The period; it overrides that of the files.
            stopped: Files that ended an earlier worker, each with ``time`` or ``memory`` and the limit in seconds or
                megabytes.
        """
        used: dict[str, Any] = {}
        if packs := packs_of(files):
            used = self.use(packs, language)
            files = [path for path in files if path not in packs and path not in self._dropped.files]
            if "refused" in used or not files:
                return used
        self._dropped.lay()
        ended = {path for path, _, _ in stopped}
        found = find_files(files)
        remaining = tuple(path for path in found.files if path not in ended)
        options = Options(
            pack=self._reference,
            period=Period.parse(period) if period else None,
            unit=unit,
            engine=_ENGINE,
            now=today(),
            rules=self._rules,
        )

        readings = Readings((self._pack.id, self._pack.sha256, unit, period))
        taken, self._taken = self._taken, {}
        for path, data in taken.items():
            if path in remaining:
                readings.take(path, data)

        def watched(paths: Sequence[str]) -> Iterator[str]:
            for path in paths:
                if path in readings:
                    yield path
                    continue
                tell(path)
                yield path
                # A file that has disappeared since it was dropped cannot be read again.
                if keep is not None and len(paths) > 1 and path in readings and os.path.exists(path):
                    keep(path, readings.packed(path))
            tell("")

        run = pipeline.check(remaining, options, watch=watched, readings=readings)
        diagnostics = (*found.diagnostics, *(_ended(*one) for one in stopped))
        if diagnostics:
            run = run._replace(
                diagnostics=(*diagnostics, *run.diagnostics), exit_code=worst_of({run.exit_code, ExitCode.UNREADABLE})
            )
        self._run, self._files = run._replace(notices=(*found.notices(), *run.notices)), remaining
        return self.view(language) | ({"used": used} if used else {})

    def view(self, language: Language) -> dict[str, Any]:
        """Return what to show of the last check."""
        from checker.reporters.consolidated.page import fragment as consolidated
        from checker.reporters.html import fragment

        run = self._run
        marked = [path for path in self._files if self._has_places(path)]
        tables = consolidated(run, language)
        return {
            **_headline(run, language),
            "report": fragment(run, language),
            "consolidated": tables,
            "saves": [
                *(["marked"] if marked else []),
                *(["results", "page"] if run.reports or run.diagnostics else []),
                *(["consolidated"] if tables else []),
            ],
        }

    def warm(self, language: Language, path: str = "") -> dict[str, Any]:
        """Run a first check, so that all of its modules are imported; without a file, import what saving needs.

        Args:
            language: The language of the texts.
            path: A blank form.
        """
        if path:
            self.check([path], language, str)
            self._run, self._files = _NOTHING, ()
        else:
            from checker.forms.marked import marked_copy  # noqa: F401 - saving imports it

            self.form("", str(periods_of(self._pack)[0]), language)
            self.saved = b""
        return {}

    # ---- saving ----------------------------------------------------------------------------

    def save(self, kind: str, language: Language) -> dict[str, Any]:
        """Write an output of the last check: ``marked``, ``results``, ``page``, ``consolidated`` or ``letter``."""
        if kind == "marked":
            return self._marked(language)
        format_, suffix = ("consolidated", ".xlsx") if kind == "consolidated" else _FORMATS[kind]
        self.render(format_, language, suffix)
        words = {
            "results": message("check-results"),
            "page": message("check-report"),
            "consolidated": message("consolidated-table"),
            "letter": message("letter"),
        }
        return {"name": f"{_plain(language.render(words[kind]))}-{self._about()}{suffix}"}

    def render(self, format: str, language: Language, suffix: str = "") -> dict[str, Any]:  # noqa: A002 - as the option
        """Write the last check in any format that the command has."""
        from checker.reporters import FORMATS, machine, terminal

        if FORMATS[format].terminal:
            text = terminal(format)(self._run, language, width=100, colour=False)
            self.saved = text.encode("utf-8", "backslashreplace")
        else:
            self.saved = machine(format, suffix=suffix)(self._run, language)
        return {"name": f"{format}{suffix}"}

    def form(self, unit: str, period: str, language: Language) -> dict[str, Any]:
        """Write the blank form of a unit for a period."""
        from checker.forms.form import form_of
        from checker.forms.workbook import workbook
        from checker.packs.unit_targets import targets_of_unit

        unit = unit or self._pack.unit
        reported = Period.parse(period)
        form = form_of(targets_of_unit(self._pack, reported.year, unit), reported, unit, language, __version__)
        self.saved = workbook(form, language)
        name = "-".join((language.render(message("form")), unit, period))
        return {"name": f"{_plain(name)}.xlsx"}

    def _marked(self, language: Language) -> dict[str, Any]:
        """Write the copy of the file with all remarks; for several files, an archive."""
        from checker.forms.marked import marked_copy

        copies: dict[str, bytes] = {}
        refused: list[Message] = []
        for path in filter(self._has_places, self._files):
            data = content_of(path)
            made = marked_copy(*self._results_of(path), data, path, language)
            copies[f"{os.path.splitext(path)[0]}.checked{made.suffix}"] = made.data
            if made.refused is not None:
                refused.append(
                    message(
                        "`{path}` cannot be marked without loss: {reason}; the remarks are written beside it",
                        path=path,
                        reason=made.refused,
                    )
                )
        refusals = [display_safe(language.render(one)) for one in refused]
        if len(copies) == 1:
            ((name, self.saved),) = copies.items()
            return {"name": os.path.basename(name), "said": refusals}
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in copies.items():
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        self.saved = written.getvalue()
        return {"name": f"{_plain(language.render(message('marked-files')))}-{self._about()}.zip", "said": refusals}

    def _results_of(self, path: str) -> tuple[tuple[Report, ...], tuple[Diagnostic, ...]]:
        run = self._run
        reports = tuple(one for one in run.reports if one.submission.path == path)
        return reports, tuple(one for one in run.diagnostics if one.location.path == path)

    def _has_places(self, path: str) -> bool:
        """Tell whether there is a remark with a location in a file."""
        reports, found = self._results_of(path)
        return bool(reports) or any(one.location.line or one.location.cell for one in found)

    def _about(self) -> str:
        """Return the common part of file names: the pack, and the period if there is one."""
        periods = dict.fromkeys(str(report.submission.period) for report in self._run.reports)
        return _plain("-".join((self._pack.id.replace("/", "-"), *periods) if len(periods) == 1 else (self._pack.id,)))


def periods_of(pack: RulePack) -> tuple[Period, ...]:
    """Return the periods of a pack's year, or of each of its years, the year first."""
    years = pack.term.years if pack.term is not None and not pack.sliced else (pack.year,)
    return tuple(Period(year, part) for year in years for part in _PARTS)


def _ended(path: str, why: str, allowed: int) -> Diagnostic:
    """Return the message about a file that ended its worker."""
    if why == "memory":
        return diagnostic(codes.TOO_HUNGRY, Location(path), limit=allowed)
    return diagnostic(codes.TOO_SLOW, Location(path), seconds=allowed)


def _headline(run: Run, language: Language) -> dict[str, Any]:
    """Return the conclusion in a sentence, with its tone."""
    from checker.reporters.summary import exit_of, tally_parts

    if not run.reports:
        reason = language.render(exit_of(run).reason)
        text = display_safe(f"{reason[:1].upper()}{reason[1:]}")
        return {"tone": "bad" if run.diagnostics else "doubt", "headline": text}
    worst = Gate.FAIL if run.diagnostics else severest([report.gate.decision for report in run.reports])
    parts = [language.render(message("Gate: {decision}", decision=language.label(worst).upper()))]
    if len(run.reports) == 1:
        parts.append(language.render(next(tally_parts(run.reports[0]))))
    else:
        parts.append(language.render(message("{count} reports were checked", count=len(run.reports))))
    if run.diagnostics:
        count = len(run.diagnostics)
        parts.append(language.render(message("{count} problems kept files or rows from being evaluated", count=count)))
    return {"tone": _GATES.get(worst, "doubt"), "headline": display_safe(" · ".join(parts))}


def _plain(name: str) -> str:
    """Return a file name that is valid on every system."""
    return "".join("-" if char in _UNSAFE or not char.isprintable() else char for char in name)
