"""Find the reporting unit of a name: "Ủy ban nhân dân xã Một" is the unit `xa-mot` with that title.

Owns the names of units. A name shared by two units denotes neither. Must not read files.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.binding.names import written_out
from checker.domain.reporting import ReportingUnit
from checker.packs.model import RulePack

__all__ = ["UnitNames"]

_OFFICES = ("ủy ban nhân dân", "hội đồng nhân dân", "đảng ủy", "đảng bộ", "văn phòng")
"""The bodies of a unit; the report of any of them belongs to the unit."""


class UnitNames:
    """The units of a pack, by name.

    >>> from checker.packs.load import load_pack
    >>> UnitNames(load_pack("bac-kan-city/2024")).find("bac-kan-city")
    'bac-kan-city'
    """

    def __init__(self, pack: RulePack) -> None:
        """Collect all names of the reporting units of a pack."""
        self._ids = dict.fromkeys((pack.unit, *pack.reporting.units))
        self._ids_by_name: dict[str, str] = {}
        for office in (pack.reporting_unit(pack.unit), *pack.reporting.offices):
            for name in _names(office):
                # A shared name denotes nothing.
                self._ids_by_name[name] = office.id if self._ids_by_name.get(name, office.id) == office.id else ""

    def find(self, text: str) -> str:
        """Return the id of the unit with an id or a name; empty if there is none, or several."""
        if text in self._ids:
            return text
        return next((id_ for name in _bodies_of(text) if (id_ := self._ids_by_name.get(name))), "")


def _names(office: ReportingUnit) -> Iterator[str]:
    named = {*office.name, office.short, f"{office.kind} {office.short}" if office.kind and office.short else ""}
    for name in sorted(named - {"", office.id}):
        yield from _bodies_of(name)


def _bodies_of(name: str) -> Iterator[str]:
    """Yield a normalized name, and the same without a leading body of the unit."""
    whole = written_out(name)
    yield whole
    for body in _OFFICES:
        if whole.startswith(f"{body} "):
            yield whole.removeprefix(f"{body} ")
