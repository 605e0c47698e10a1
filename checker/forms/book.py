"""A workbook's list of sheets, and adding the sheet of results to it.

Owns names and parts of sheets, and the replacement of an earlier run's sheet. Must not know the content of a sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.domain.text import message
from checker.forms.package import OFFICE, Package
from checker.forms.spans import Edit, Element, NotEditable, appended, content, edited, escaped, outline
from checker.forms.texts import quoted

__all__ = ["EXPLANATIONS", "RESULTS", "Book"]

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
RESULTS: Final = "_checker_results"
"""The hidden defined name that points to the sheet of results, even after renaming."""
EXPLANATIONS: Final = "_checker_explanations"
"""The same for the sheet of explanations."""
_AFTER_NAMES: Final = (
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
    "AlternateContent",
)
_LONGEST_NAME: Final = 31
_TITLES: Final = "_xlnm.Print_Titles"


class Book:
    """The workbook part of a package."""

    def __init__(self, package: Package) -> None:
        """Find the workbook.

        Raises:
            NotEditable: The file is not a workbook, is signed, or uses the strict vocabulary.
        """
        self._package = package
        self._part = package.related("", "officeDocument")
        self._root = outline(package[self._part])
        prefix = self._root.prefix.rstrip(":")
        if self._root.attributes.get(f"xmlns:{prefix}" if prefix else "xmlns") != _MAIN:
            raise NotEditable(message("it is saved in the strict format; save it as an ordinary workbook"))
        if any(path.lower().startswith("_xmlsignatures/") for path in package):
            raise NotEditable(message("it is digitally signed, and any change would break the signature"))

    @property
    def styles(self) -> str:
        """The part of its styles."""
        return self._package.related(self._part, "styles")

    @property
    def sheets(self) -> dict[str, str]:
        """The parts of its worksheets by name, in order; other sheets contain charts or macros."""
        rels = self._package.relationships(self._part)
        parts = {rel.id: rel.target for rel in rels if rel.kind == "worksheet"}
        return {sheet.attributes["name"]: parts[_id(sheet)] for sheet in self._listed() if _id(sheet) in parts}

    def marked(self, mark: str = RESULTS) -> str:
        """Return the name of an earlier run's sheet, by its hidden defined name, or nothing."""
        data = self._package[self._part]
        for name in self._names():
            if name.attributes.get("name") == mark:
                text = content(data, name)
                return next((sheet for sheet in self.sheets if text in (f"{quoted(sheet)}!$A$1", f"{sheet}!$A$1")), "")
        return ""

    def put(self, preferred: str, sheet: bytes, mark: str = RESULTS, *, anew: bool = False, heading: int = 0) -> str:
        """Replace an earlier run's sheet or append a sheet, and return its name.

        Args:
            preferred: Its name; another is chosen if the office has a sheet with this name.
            sheet: Its part.
            mark: The hidden defined name by which a later run finds it.
            anew: Whether an earlier one stays, and this one is appended.
            heading: The row that is printed on each of its pages, or 0.
        """
        there = "" if anew else self.marked(mark)
        if there:
            part = self.sheets[there]
            self._package.unrelate(part)
            self._package[part] = sheet
            self._repeat(there, heading)
            return there
        name = self._free(preferred)
        part = self._package.free("xl/worksheets/sheet{}.xml")
        self._package.add(part, sheet, _SHEET_TYPE)
        named = self._package.relate(self._part, "worksheet", part)
        numbers = [int(item.attributes["sheetId"]) for item in self._listed()]
        p = self._root.prefix
        attributes = f'name="{escaped(name)}" sheetId="{max(numbers, default=0) + 1}" r:id="{named}"'
        line = f'<{p}sheet xmlns:r="{OFFICE}" {attributes}/>'
        holder = self._root.first("sheets")
        if holder is None:
            raise NotEditable("without a list of sheets")
        data = self._package[self._part]
        self._package[self._part] = edited(data, [appended(holder, line), *self._marked(name, mark)])
        self._root = outline(self._package[self._part])
        self._repeat(name, heading)
        return name

    def _repeat(self, sheet: str, heading: int) -> None:
        """Repeat a row on each printed page of a sheet, replacing the setting of an earlier run."""
        number = str([one.attributes["name"] for one in self._listed()].index(sheet))
        data, p = self._package[self._part], self._root.prefix
        line = (
            f'<{p}definedName name="{_TITLES}" localSheetId="{number}">'
            f"{escaped(quoted(sheet))}!${heading}:${heading}</{p}definedName>"
        )
        written = line.encode() if heading else b""
        old = [
            one
            for one in self._names()
            if one.attributes.get("name") == _TITLES and one.attributes.get("localSheetId") == number
        ]
        edits = [Edit(one.start, one.end, written) for one in old]
        holder = self._root.first("definedNames")
        if not old and written and holder is not None:
            edits = [appended(holder, line)]
        self._package[self._part] = edited(data, edits)
        self._root = outline(self._package[self._part])

    def _free(self, preferred: str) -> str:
        """Return a name that no sheet has."""
        taken = {sheet.attributes["name"].casefold() for sheet in self._listed()}
        names = (preferred, *(f"{preferred[: _LONGEST_NAME - 5]} ({n})" for n in range(2, len(taken) + 3)))
        return next(name for name in names if name.casefold() not in taken)

    def _marked(self, sheet: str, mark: str) -> Iterator[Edit]:
        """Yield the edits that set a hidden defined name to a sheet."""
        p = self._root.prefix
        line = f'<{p}definedName name="{mark}" hidden="1">{escaped(quoted(sheet))}!$A$1</{p}definedName>'
        yield from (Edit(old.start, old.end, b"") for old in self._names() if old.attributes.get("name") == mark)
        holder = self._root.first("definedNames")
        if holder is not None:
            yield appended(holder, line)
            return
        # An alternative content at the start contains the file's folder and is skipped.
        behind = [child for child in self._root.children if child.start > self._sheets_end()]
        place = next((child.start for child in behind if child.name in _AFTER_NAMES), self._root.inner_end)
        yield Edit(place, place, f"<{p}definedNames>{line}</{p}definedNames>".encode())

    def _sheets_end(self) -> int:
        return max((holder.inner_end for holder in self._root.all("sheets")), default=0)

    def _names(self) -> Iterator[Element]:
        for holder in self._root.all("definedNames"):
            yield from holder.all("definedName")

    def _listed(self) -> Iterator[Element]:
        for holder in self._root.all("sheets"):
            yield from holder.all("sheet")


def _id(sheet: Element) -> str:
    return next((value for key, value in sheet.attributes.items() if key.endswith(":id")), "")
