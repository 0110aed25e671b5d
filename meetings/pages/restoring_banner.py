"""The status banner while changed occurrences are changed again after a change of the whole, and what came of it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime
from meetings import refusals
from meetings.kind_words import words_of
from meetings.mails import series
from meetings.models import VendorWrite
from meetings.pages.write_status import StatusBanner, build_done_banner, pause_of, write_state
from meetings.writes.kinds import is_booking, is_restoring
from meetings.writes.kinds.restore_occurrence import RESTORE_OCCURRENCE, RestoreOccurrencePayload, list_returned
from meetings.writes.payloads import UnreadablePayload

_Write = VendorWrite.State


def build_restoring_banner(
    writes: Collection[VendorWrite], last: VendorWrite, *, zone: ZoneInfo, now: datetime
) -> StatusBanner | None:
    """Return the banner for whoever may change the series; ``last`` of its ``writes`` is the one to tell of."""
    read = dict(_read(writes))
    if last not in read:
        return None
    edit_id, total = read[last].edit_id, read[last].total
    steps = [(write, payload) for write, payload in read.items() if payload.edit_id == edit_id]
    done = sum(write.state == _Write.DONE for write, _payload in steps)
    booking = next((write for write in writes if is_booking(write.kind) and write.pk == edit_id), None)
    is_booked = booking is not None
    progress = _say_progress(done, total, is_booked=is_booked)
    returned = [
        series.describe_return(place, was, zone=zone, now=now)
        for write, _payload in steps
        for place, was in list_returned(write)
        if place.end_at > now
    ]
    if last.is_open:
        title = (
            _("The series is booked. We are moving what the meeting service holds at another hour.")
            if is_booked
            else _("The series has changed. We are changing its changed dates again.")
        )
        return _build_open(last, title, format_datetime.sentences(progress, *returned), now)
    if not returned:
        return build_done_banner(booking or last, progress if done and not booking else "", now)
    refused = next((write for write, _payload in reversed(steps) if write.state == _Write.REFUSED), None)
    why = refusals.explain_refusal(refused) if refused else ""
    text = format_datetime.sentences(*returned, why)
    title = (
        _("The series is booked, but not every date is at its own hour.")
        if is_booked
        else _("The series has changed, but not every date is as it was.")
    )
    return StatusBanner("warn", "unconfirmed", title, text)


def _say_progress(done: int, total: int, *, is_booked: bool) -> str:
    words = {"done": done, "total": total}
    if is_booked:
        progress = ngettext(
            "%(done)s of %(total)s date is at its own hour.",
            "%(done)s of %(total)s dates are at their own hour.",
            total,
        )
        return format_datetime.sentences(progress % words, _("Invitees are told after that."))
    progress = ngettext(
        "%(done)s of %(total)s changed date is as it was again.",
        "%(done)s of %(total)s changed dates are as they were again.",
        total,
    )
    return progress % words


def _read(writes: Iterable[VendorWrite]) -> Iterator[tuple[VendorWrite, RestoreOccurrencePayload]]:
    for write in writes:
        if is_restoring(write.kind):
            try:
                yield write, RESTORE_OCCURRENCE.read(write.payload)
            except UnreadablePayload:
                continue


def _build_open(write: VendorWrite, title: str, progress: str, now: datetime) -> StatusBanner:
    state, words, waits = (
        write_state(write, now),
        words_of(write),
        write.state == _Write.PLANNED and write.attempts > 0,
    )
    more = {_Write.UNCONFIRMED: str(words.unconfirmed), _Write.PLANNED: str(words.planned) if waits else ""}
    return StatusBanner(
        "info",
        "clock" if waits else "booking",
        title,
        format_datetime.sentences(progress, more.get(_Write(state), "")),
        act="withdraw" if waits else "",
        polls_after=pause_of(write, now),
    )
