"""The writes that need attention, on top of home."""

import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _

from l10n import format_datetime
from meetings.kind_words import words_of_kind
from meetings.models import Meeting, VendorWrite
from meetings.pages.list_rows import Reading, badges_of
from meetings.queries.lists import MeetingRow
from ui.badges import Badge

_Write = VendorWrite.State
_MOST = 5


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """A line of the list; ``act`` is the button's word."""

    badges: tuple[Badge, ...]
    subject: str
    when: str
    why: str
    act: str
    address: str
    is_pressing: bool


def is_unclear(found: list[MeetingRow]) -> bool:
    """Return whether something may change by itself any moment."""
    return any(row.write_state in VendorWrite.OPEN_STATES for row in found)


def fingerprint(found: list[MeetingRow]) -> str:
    """Return a fingerprint of what the reader has seen of them."""
    seen = "".join(f"{row.id}{row.state}{row.write_state}{row.write_is_stale}" for row in found)
    return f"{zlib.crc32(seen.encode()):08x}"


def build_attention_items(found: list[MeetingRow], reading: Reading) -> tuple[AttentionItem, ...]:
    """Return five at most; the rest stands in the list of meetings."""
    return tuple(_item(row, reading) for row in found[:_MOST])


def _item(row: MeetingRow, reading: Reading) -> AttentionItem:
    is_refused = row.state == Meeting.State.REFUSED
    return AttentionItem(
        badges=badges_of(row),
        subject=row.subject,
        when=format_datetime.moment(row.start_at, zone=reading.zone, now=reading.now),
        why=_why(row),
        act=_("Choose another time") if is_refused else _("See details"),
        address=reading.address(row.id),
        is_pressing=is_refused,
    )


def _why(row: MeetingRow) -> str:
    if row.state == Meeting.State.REFUSED:
        return _("The meeting service refused it. Everything you typed is kept.")
    if row.write_state == _Write.REFUSED:
        return str(words_of_kind(row.write_kind).refused)
    if row.write_state == _Write.PLANNED:
        return str(words_of_kind(row.write_kind).planned)
    return str(words_of_kind(row.write_kind).unconfirmed)
