"""Changing a meeting as a whole."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo

from hwmeeting import Client, NotFound
from hwmeeting import Meeting as VendorMeeting
from hwmeeting.error_codes import NO_SUCH_MEETING
from meetings import options
from meetings.changed_occurrences import ChangedOccurrence, list_changed_occurrences, split_by_new_rule
from meetings.mails import queueing
from meetings.models import Meeting, VendorWrite
from meetings.snapshots import MeetingSnapshot
from meetings.writes import exceptions, invitees, occurrences, terminals, vendor_requests
from meetings.writes.applying import apply_vendor_answer
from meetings.writes.kinds.findings import Confirmed, Finding, Missing, Unchanged
from meetings.writes.kinds.kind import Call, FollowUp, WriteKind, give_up_at
from meetings.writes.kinds.restore_occurrence import first_of
from meetings.writes.payloads import VERSION, VERSION_WITH_TERMINALS, WantedMeeting, Written
from meetings.writes.vendor_reading import read_back


@dataclass(frozen=True, slots=True)
class EditPayload:
    """``before`` is our last word of the meeting: only what differs is written over what the vendor has by then."""

    kind: ClassVar[str] = VendorWrite.Kind.EDIT

    before: WantedMeeting
    wanted: WantedMeeting

    @classmethod
    def from_json(cls, written: Written) -> Self:
        return cls(WantedMeeting.from_json(written["before"]), WantedMeeting.from_json(written["wanted"]))

    def to_json(self) -> dict[str, Any]:
        has_terminals = self.before.terminals or self.wanted.terminals
        version = VERSION_WITH_TERMINALS if has_terminals else VERSION
        return {"version": version, "before": self.before.to_json(), "wanted": self.wanted.to_json()}


def _prepare(client: Client, write: VendorWrite, payload: EditPayload) -> Call:
    conference_id, wanted = write.meeting.vendor_conference_id, payload.wanted
    detail = client.meetings.detail(conference_id)
    request = vendor_requests.changed_request(
        detail=detail, meeting=write.meeting, before=payload.before, wanted=wanted
    )
    cycle = vendor_requests.cycle(wanted)

    def call() -> VendorMeeting:
        if cycle:
            answer = client.series.edit(conference_id, request, cycle)
        else:
            answer = client.meetings.edit(conference_id, request)
        return read_back(client, conference_id) or answer

    return call


def _conclude(
    meeting: Meeting, write: VendorWrite, payload: EditPayload, answer: VendorMeeting | None, now: datetime
) -> FollowUp | None:
    assert answer is not None
    occurrences.take_current_times(meeting, now=now)
    before, wanted = MeetingSnapshot.of(meeting), payload.wanted
    changed = list_changed_occurrences(meeting, now=now)
    meeting.changed_at = now  # also where only its people change
    # What only we know of it
    meeting.time_zone = wanted.time_zone
    for name, value in (options.kept_here(wanted) | wanted.rule_columns()).items():
        setattr(meeting, name, value)
    apply_vendor_answer(meeting=meeting, answer=answer, now=now, is_new=True)
    invitees.apply_change(meeting=meeting, before=payload.before, wanted=wanted, now=now)
    terminals.apply_change(meeting=meeting, before=payload.before, wanted=wanted)
    undone = exceptions.keep_changed(meeting=meeting, changed=changed, answer=answer, now=now) if changed else []
    undone += exceptions.keep_rule(meeting=meeting, answer=answer, now=now)
    if write.series_change_id is None:
        queueing.queue_change(meeting=meeting, before=before, now=now, ended=_ended(meeting, changed))
    return first_of(undone, after=write)


def _ended(meeting: Meeting, changed: list[ChangedOccurrence]) -> list[ChangedOccurrence]:
    """Return those whose date the series has no more."""
    if not changed:
        return []
    zone = ZoneInfo(meeting.time_zone)
    places = meeting.occurrences.values_list("original_start_at", flat=True)
    return split_by_new_rule(changed, days={place.astimezone(zone).date() for place in places}).ended


def _look_up(client: Client, write: VendorWrite, payload: EditPayload) -> Finding:
    try:
        detail = client.meetings.detail(write.meeting.vendor_conference_id)
    except NotFound as error:
        if error.code != NO_SUCH_MEETING:
            raise
        return Missing(error.code)
    before, wanted = payload.before, payload.wanted
    is_made = vendor_requests.is_made(detail=detail, meeting=write.meeting, before=before, wanted=wanted)
    return Confirmed(detail.meeting) if is_made else Unchanged()


EDIT = WriteKind(
    from_json=EditPayload.from_json,
    prepare=_prepare,
    conclude=_conclude,
    look_up=_look_up,
    deadline=give_up_at,
    newest_version=VERSION_WITH_TERMINALS,
    change=lambda payload: (payload.before, payload.wanted),
)
