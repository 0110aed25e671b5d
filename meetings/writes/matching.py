"""How a meeting at the vendor is known as one that we booked: the vendor has no key of ours to keep.

A meeting matches a booking by start, length (of a series its rule, too), subject and the guest password that we
chose; the password comes back in the listing of its own scheduler. In a room, which may have a password of its own,
the room stands for it: nothing else can be held there at that time.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hwmeeting import Client
from hwmeeting import Meeting as VendorMeeting
from meetings import schedule
from meetings.models import Meeting, VendorWrite
from meetings.writes import vendor_requests
from meetings.writes.applying import length_minutes
from meetings.writes.payloads import WantedMeeting

# An instant meeting begins when the vendor takes it: minutes are what its times have, and clocks differ.
_CLOCKS_DIFFER = timedelta(minutes=2)


def record_known(client: Client, write: VendorWrite, wanted: WantedMeeting) -> None:
    """Keep what matches a booking already, before it is sent."""
    write.known_before = [meeting.conference_id for meeting in _matching(client, write, wanted)]
    write.save(update_fields=["known_before"])


def candidates(client: Client, write: VendorWrite, wanted: WantedMeeting) -> list[VendorMeeting]:
    """Return the organiser's unfinished meetings that match the booking ``write``.

    None is one that another row of ours holds, or that stood there before we sent.
    """
    found = _matching(client, write, wanted)
    unknown = [meeting for meeting in found if meeting.conference_id not in write.known_before]
    ours = Meeting.objects.filter(
        tenant=write.meeting.tenant_id, vendor_conference_id__in=[meeting.conference_id for meeting in unknown]
    ).exclude(pk=write.meeting_id)
    taken = set(ours.values_list("vendor_conference_id", flat=True))
    return [meeting for meeting in unknown if meeting.conference_id not in taken]


def _matching(client: Client, write: VendorWrite, wanted: WantedMeeting) -> list[VendorMeeting]:
    sent_at = write.sent_at or write.created_at
    return [meeting for meeting in client.meetings.list() if _matches_request(meeting, wanted, sent_at)]


def _matches_request(meeting: VendorMeeting, wanted: WantedMeeting, sent_at: datetime) -> bool:
    if meeting.subject != wanted.subject or not _has_our_mark(meeting, wanted):
        return False
    cycle = vendor_requests.cycle(wanted)
    if cycle and meeting.cycle:  # its end may have been pulled in
        theirs = replace(meeting.cycle, end_date=cycle.end_date, remind_days=cycle.remind_days)
        return theirs == cycle and _has_an_occurrence_of(meeting, wanted)
    is_right = length_minutes(meeting) == wanted.length_minutes and meeting.is_series == bool(cycle)
    return is_right and _starts_right(meeting, wanted.start_at, sent_at)


def _has_our_mark(meeting: VendorMeeting, wanted: WantedMeeting) -> bool:
    if wanted.room_id:
        return meeting.vmr_id == wanted.room_id
    return meeting.guest_password == wanted.guest_password


def _has_an_occurrence_of(meeting: VendorMeeting, wanted: WantedMeeting) -> bool:
    """Tell whether an occurrence is as wanted; over a change of clocks the vendor may keep the zone's time or UTC."""
    rule, first, zone = wanted.repeats, wanted.start_at, ZoneInfo(wanted.time_zone)
    assert rule is not None
    assert first is not None
    starts = schedule.starts(rule, first, zone)
    starts += [first + timedelta(days=round((start_at - first) / timedelta(days=1))) for start_at in starts]
    length = timedelta(minutes=wanted.length_minutes)
    theirs = {(meeting.start_at, meeting.end_at), *((one.start_at, one.end_at) for one in meeting.occurrences)}
    return any((start_at, start_at + length) in theirs for start_at in starts)


def _starts_right(meeting: VendorMeeting, start_at: datetime | None, sent_at: datetime) -> bool:
    if meeting.start_at is None:
        return False
    if start_at is None:
        return abs(meeting.start_at - sent_at) <= _CLOCKS_DIFFER
    return meeting.start_at == start_at
