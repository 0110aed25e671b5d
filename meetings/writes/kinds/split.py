"""Taking dates of a meeting away once another meeting, which was booked for them, has taken their place.

The write waits until that is booked. Then our rows change in one transaction, so that agendas, mails and links go from
the one to the other at once, and the vendor is asked to cancel what it still holds of the old ones.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from hwmeeting import Client, NotFound
from hwmeeting import Meeting as VendorMeeting
from l10n.problem import Problem
from meetings import refusals
from meetings.errors import WriteInProgress
from meetings.mails import queueing
from meetings.models import Meeting, VendorWrite
from meetings.problems import Code
from meetings.snapshots import Returned, Span
from meetings.writes import occurrences
from meetings.writes.agenda import refresh_agenda
from meetings.writes.kinds.cancel_occurrences import begins_at, list_at_vendor
from meetings.writes.kinds.findings import Finding, Gone, Unchanged
from meetings.writes.kinds.kind import Call, WriteKind, read_meeting
from meetings.writes.payloads import VERSION, Written


@dataclass(frozen=True, slots=True)
class SplitPayload:
    """``occurrence_ids`` are the rows that go over to the meeting ``successor``; ``tell``: the invitees get mails."""

    kind: ClassVar[str] = VendorWrite.Kind.SPLIT

    occurrence_ids: tuple[int, ...]
    successor: UUID
    tell: bool

    @classmethod
    def from_json(cls, written: Written) -> Self:
        return cls(tuple(written["occurrences"]), UUID(written["successor"]), written["tell"])

    def to_json(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "occurrences": list(self.occurrence_ids),
            "successor": str(self.successor),
            "tell": self.tell,
        }


def _prepare(client: Client, write: VendorWrite, payload: SplitPayload) -> Call:
    meeting = write.meeting
    conference_id = meeting.vendor_conference_id
    if not meeting.is_series:
        return lambda: client.meetings.cancel(conference_id)
    vendor_ids = list_at_vendor(meeting, _still_ahead(write, payload), client.meetings.detail(conference_id).meeting)
    if not vendor_ids:
        raise NotFound(code=refusals.OCCURRENCE_GONE)
    return lambda: client.series.cancel_occurrences(conference_id, vendor_ids)


def _still_ahead(write: VendorWrite, payload: SplitPayload) -> tuple[int, ...]:
    """Return the rows that the other one has taken over and that have yet to begin: the vendor cancels no others."""
    rows = write.meeting.occurrences.filter(pk__in=payload.occurrence_ids, is_cancelled=True)
    return tuple(rows.filter(start_at__gt=write.sent_at or write.created_at).values_list("pk", flat=True))


def _conclude(
    meeting: Meeting, write: VendorWrite, payload: SplitPayload, answer: VendorMeeting | None, now: datetime
) -> None:
    """Forget the dates that come after the last one that is left: they are of the successor."""
    last = meeting.occurrences.held().order_by("start_at").last()
    if not meeting.is_series or last is None:
        return
    meeting.occurrences.filter(is_cancelled=True, start_at__gt=last.start_at).delete()
    meeting.repeat_until = last.original_start_at.astimezone(ZoneInfo(meeting.time_zone)).date()
    meeting.changed_at = now
    meeting.save()
    refresh_agenda(meeting=meeting)


def _conclude_refused(meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    """Hold the old dates again, of a series, since the vendor does, and tell everybody."""
    payload = SPLIT.read(write.payload)
    if write.error_code == refusals.OCCURRENCE_GONE or not meeting.is_series or not _is_taken_over(payload):
        return
    rows = list(meeting.occurrences.filter(pk__in=payload.occurrence_ids, is_cancelled=True, start_at__gt=now))
    if not rows:
        return
    for row in rows:
        row.is_cancelled = False
    meeting.occurrences.bulk_update(rows, ["is_cancelled"])
    meeting.state, meeting.changed_at, meeting.cancelled_at = Meeting.State.BOOKED, now, None
    occurrences.take_current_times(meeting, now=now)
    meeting.save()
    refresh_agenda(meeting=meeting)
    returned = [Returned(Span(row.start_at, row.end_at), None) for row in rows]
    queueing.queue_returned_occurrences(meeting=meeting, returned=returned, now=now)


def _conclude_withdrawn(meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    """Raise WriteInProgress: what is taken back is the booking of the successor, and this with it."""
    raise WriteInProgress(Problem(Code.MAY_BE_SENT))


def _is_taken_over(payload: SplitPayload) -> bool:
    return Meeting.objects.filter(pk=payload.successor).exclude(vendor_conference_id="").exists()


def _look_up(client: Client, write: VendorWrite, payload: SplitPayload) -> Finding:
    answer = read_meeting(client, write.meeting.vendor_conference_id)
    if answer is None:
        return Gone()
    is_there = not write.meeting.is_series or list_at_vendor(write.meeting, _still_ahead(write, payload), answer)
    return Unchanged() if is_there else Gone()


def _deadline(write: VendorWrite) -> datetime:
    """Return when the last of them is over: until then it is worth while to free its place."""
    found = write.meeting.occurrences.filter(pk__in=SPLIT.read(write.payload).occurrence_ids).order_by("end_at").last()
    return found.end_at if found else begins_at(write, ())


def _tells_result(meeting: Meeting) -> bool:
    """Return False: everybody was told when the successor was booked."""
    return False


SPLIT = WriteKind(
    from_json=SplitPayload.from_json,
    prepare=_prepare,
    conclude=_conclude,
    look_up=_look_up,
    deadline=_deadline,
    conclude_refused=_conclude_refused,
    conclude_withdrawn=_conclude_withdrawn,
    tells_result=_tells_result,
    is_done_when_gone=True,
)
