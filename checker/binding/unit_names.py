"""Which reporting unit of a pack a name means: "Ủy ban nhân dân xã Một" is `xa-mot` of that title.

Owns under which names a unit is found. A name that two units share finds neither. Must not read files.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.binding.names import written_out
from checker.domain.reporting import ReportingUnit
from checker.packs.model import RulePack

__all__ = ["UnitNames"]

_OFFICES = ("ủy ban nhân dân", "hội đồng nhân dân", "đảng ủy", "đảng bộ", "văn phòng")
"""The bodies of one unit: what one of them reports is the unit's."""


class UnitNames:
    """The units of a pack by their names.

    >>> from checker.packs.load import load_pack
    >>> UnitNames(load_pack("bac-kan-city/2024")).find("bac-kan-city")
    'bac-kan-city'
    """

    def __init__(self, pack: RulePack) -> None:
        """Take down every name of every unit that reports by a pack."""
        self._ids = dict.fromkeys((pack.unit, *pack.reporting.units))
        self._found: dict[str, str] = {}
        for office in (pack.reporting_unit(pack.unit), *pack.reporting.offices):
            for name in _names(office):
                # A name that is another's too says nothing.
                self._found[name] = office.id if self._found.get(name, office.id) == office.id else ""

    def find(self, said: str) -> str:
        """Return the id of the unit of an id or a name; empty where it is none's, or several units'."""
        if said in self._ids:
            return said
        return next((id_ for name in _bodies_of(said) if (id_ := self._found.get(name))), "")


def _names(office: ReportingUnit) -> Iterator[str]:
    named = {*office.name, office.short, f"{office.kind} {office.short}" if office.kind and office.short else ""}
    for name in sorted(named - {"", office.id}):
        yield from _bodies_of(name)


def _bodies_of(name: str) -> Iterator[str]:
    """Yield a name as it is compared, and the same without the body of the unit that it begins with."""
    whole = written_out(name)
    yield whole
    for body in _OFFICES:
        if whole.startswith(f"{body} "):
            yield whole.removeprefix(f"{body} ")
