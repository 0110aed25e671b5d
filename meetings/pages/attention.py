"""The writes that need a look, on top of home."""

import zlib
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from l10n import format_datetime
from meetings.models import Meeting, VendorWrite
from meetings.pages import rows
from meetings.queries.lists import MeetingRow

_Kind, _Write = VendorWrite.Kind, VendorWrite.State
_MOST = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the list; ``act`` is the button's word."""

    state: SafeString
    subject: str
    lang: SafeString
    when: str
    why: str
    act: str
    address: str
    is_pressing: bool


def is_unclear(found: list[MeetingRow]) -> bool:
    """Whether something may change by itself any moment."""
    return any(row.write_state in VendorWrite.OPEN_STATES for row in found)


def fingerprint(found: list[MeetingRow]) -> str:
    """What the reader has seen of them."""
    seen = "".join(f"{row.id}{row.state}{row.write_state}{row.write_is_stale}" for row in found)
    return f"{zlib.crc32(seen.encode()):08x}"


def items(found: list[MeetingRow], page: rows.Page) -> list[Item]:
    """Five at most; the rest stands in the list of meetings."""
    return [_item(row, page) for row in found[:_MOST]]


def _item(row: MeetingRow, page: rows.Page) -> Item:
    is_refused = row.state == Meeting.State.REFUSED
    address = page.address(row.id)
    return Item(
        state=rows.state_of(row),
        subject=row.subject,
        lang=rows.lang(row.subject, page.language),
        when=format_datetime.moment(row.start_at, zone=page.zone, now=page.now),
        why=_why(row),
        act=_("Choose another time") if is_refused else _("See details"),
        address=address,
        is_pressing=is_refused,
    )


def _why(row: MeetingRow) -> str:
    if row.state == Meeting.State.REFUSED:
        return _("The meeting service refused it. Everything you typed is kept.")
    if row.write_state == _Write.REFUSED:
        return _("The meeting service refused. Everything is as before.")
    if row.write_state == _Write.PLANNED:
        return _("It is waiting for the meeting service. We go on trying; nothing for you to do.")
    if row.write_kind == _Kind.CREATE:
        return _(
            "The meeting service did not answer in time. We are checking whether it was booked;"
            " it will not be booked twice. Nothing for you to do."
        )
    return _("The meeting service did not answer in time. We are checking; nothing for you to do.")
