"""The status banner while several occurrences are moved, one after the other, and what came of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime
from meetings import refusals
from meetings.models import VendorWrite
from meetings.pages.write_status import StatusBanner, build_done_banner, build_open_banner
from meetings.writes.kinds import is_moving
from meetings.writes.kinds.edit_occurrences import EDIT_OCCURRENCES, EditOccurrencesPayload
from meetings.writes.payloads import UnreadablePayload

_Write = VendorWrite.State


def build_moving_banner(
    writes: Collection[VendorWrite], last: VendorWrite, *, zone: ZoneInfo, now: datetime
) -> StatusBanner | None:
    """Return the banner for whoever may change the series; ``last`` of its ``writes`` is the one to tell of."""
    read = dict(_read(writes))
    if last not in read:
        return None
    steps = [(write, payload) for write, payload in read.items() if payload.moves == read[last].moves]
    total, done = len(read[last].moves), sum(write.state == _Write.DONE for write, _payload in steps)
    words = {"done": done, "total": total}
    progress = ngettext("%(done)s of %(total)s date is changed.", "%(done)s of %(total)s dates are changed.", total)
    stay = [_describe_stay(write, payload, zone, now) for write, payload in steps if _stays(write, payload, now)]
    if last.is_open:
        found = build_open_banner(last, now)
        return replace(found, text=format_datetime.sentences(progress % words, *stay, found.text))
    if not stay:
        is_all = done == total
        return build_done_banner(last, progress % words, now) if is_all or last.state != _Write.WITHDRAWN else None
    return StatusBanner("warn", "unconfirmed", progress % words, format_datetime.sentences(*stay))


def _stays(write: VendorWrite, payload: EditOccurrencesPayload, now: datetime) -> bool:
    return write.state == _Write.REFUSED and payload.move.before.end_at > now


def _describe_stay(write: VendorWrite, payload: EditOccurrencesPayload, zone: ZoneInfo, now: datetime) -> str:
    when = format_datetime.moment(payload.move.before.start_at, zone=zone, now=now)
    return format_datetime.sentences(_("%(when)s stays.") % {"when": when}, refusals.explain_refusal(write))


def _read(writes: Iterable[VendorWrite]) -> Iterator[tuple[VendorWrite, EditOccurrencesPayload]]:
    for write in writes:
        if is_moving(write.kind):
            try:
                yield write, EDIT_OCCURRENCES.read(write.payload)
            except UnreadablePayload:
                continue
