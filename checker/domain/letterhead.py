"""The sender and recipients of a written report, for the head and the foot of an official letter."""

from __future__ import annotations

import datetime as dt

from checker.domain.record import NamedTuple

__all__ = ["Letterhead"]


class Letterhead(NamedTuple):
    """The names and numbers of an official letter; an empty field stays blank and is never invented.

    Args:
        agency: The reporting agency.
        superior_agency: The one above it, or empty.
        number: The letter's number.
        symbol: The suffix of its number, such as ``BC-UBND``.
        place: The place of writing.
        date: The date of writing.
        on_behalf_of: On whose behalf the signer signs, such as ``TM. ỦY BAN NHÂN DÂN``, or empty.
        signer_title: The signer's office.
        signer_name: The signer.
        recipients: The recipients, one per line.
        addressees: The addressees ("Kính gửi"), one per line; empty for a report to one's own council.
        drafting_unit: The abbreviation of the drafting unit, such as ``KTTH``.
        contact: The contact, such as an office and its telephone number, or empty.
        archive_copies: The number of archived copies, in digits, or empty.
        earlier_reminders: Letters that have reminded of the same report, in words ("Công văn số … ngày …").
    """

    agency: str = ""
    superior_agency: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    date: dt.date | None = None
    on_behalf_of: str = ""
    signer_title: str = ""
    signer_name: str = ""
    recipients: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    drafting_unit: str = ""
    archive_copies: str = ""
    contact: str = ""
    earlier_reminders: tuple[str, ...] = ()
