"""Who a written report is from and to: what the head and the foot of an official letter say."""

# Without `from __future__ import annotations`: see domain/report.

import datetime as dt

from checker.domain.record import NamedTuple

__all__ = ["Letterhead"]


class Letterhead(NamedTuple):
    """The names and numbers of an official letter; whatever is empty is left open, never made up.

    Args:
        agency: The agency that reports.
        superior_agency: The one above it, or empty.
        number: The letter's number.
        symbol: What stands behind its number, such as ``BC-UBND``.
        place: Where it is written.
        date: When.
        on_behalf_of: Whom the signer signs for, such as ``TM. ỦY BAN NHÂN DÂN``, or empty.
        signer_title: The signer's office.
        signer_name: The signer.
        recipients: Who gets it, one a line.
        addressees: To whom it is written ("Kính gửi"), one a line; empty for a report to one's own council.
        drafting_unit: What stands for the unit that drafted it, such as ``KTTH``.
        contact: Whom to ask, such as an office and its telephone, or empty.
        archive_copies: How many copies are kept, in digits, or empty.
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
