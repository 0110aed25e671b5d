"""How a meeting at the vendor is known as one that we booked: the vendor has no key of ours to keep.

Start, length (of a series its rule, too), subject and the guest password that we chose make a mark; the password comes
back in the listing of its own scheduler.
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
from meetings.writes.payloads import Wish, rule_of, start_of

# An instant meeting begins when the vendor takes it: minutes are what its times have, and clocks differ.
_CLOCKS_DIFFER = timedelta(minutes=2)


def note_known(client: Client, write: VendorWrite) -> None:
    """Before a booking is sent: keep what bears its mark already.

    A password that we made is a mark that nobody else bears; one that a person chose may stand in several
    meetings, so only then is the list worth a call.
    """
    if not write.payload["own_password"]:
        return
    write.known_before = [meeting.conference_id for meeting in _marked(client, write)]
    write.save(update_fields=["known_before"])


def candidates(client: Client, write: VendorWrite) -> list[VendorMeeting]:
    """The organiser's unfinished meetings that bear the mark of the booking ``write``.

    None is one that another row of ours holds, or that stood there before we sent.
    """
    marked = [meeting for meeting in _marked(client, write) if meeting.conference_id not in write.known_before]
    held = Meeting.objects.filter(
        tenant=write.meeting.tenant_id, vendor_conference_id__in=[meeting.conference_id for meeting in marked]
    ).exclude(pk=write.meeting_id)
    taken = set(held.values_list("vendor_conference_id", flat=True))
    return [meeting for meeting in marked if meeting.conference_id not in taken]


def _marked(client: Client, write: VendorWrite) -> list[VendorMeeting]:
    wanted, sent_at = write.payload["wanted"], write.sent_at or write.created_at
    return [meeting for meeting in client.meetings.list() if _bears_mark(meeting, wanted, sent_at)]


def _bears_mark(meeting: VendorMeeting, wanted: Wish, sent_at: datetime) -> bool:
    if meeting.subject != wanted["subject"] or meeting.guest_password != wanted["guest_password"]:
        return False
    cycle = vendor_requests.cycle(wanted)
    if cycle and meeting.cycle:  # its end may have been pulled in
        theirs = replace(meeting.cycle, end_date=cycle.end_date, remind_days=cycle.remind_days)
        return theirs == cycle and _has_a_date_of(meeting, wanted)
    is_right = length_minutes(meeting) == wanted["length_minutes"] and meeting.is_series == bool(cycle)
    return is_right and _starts_right(meeting, start_of(wanted), sent_at)


def _has_a_date_of(meeting: VendorMeeting, wanted: Wish) -> bool:
    """Whether a date of it is as wanted; over a change of clocks the vendor may keep the zone's time or UTC."""
    rule, first, zone = rule_of(wanted), start_of(wanted), ZoneInfo(wanted["time_zone"])
    assert rule is not None
    assert first is not None
    starts = schedule.starts(rule, first, zone)
    starts += [first + timedelta(days=round((start_at - first) / timedelta(days=1))) for start_at in starts]
    length = timedelta(minutes=wanted["length_minutes"])
    theirs = {(meeting.start_at, meeting.end_at), *((one.start_at, one.end_at) for one in meeting.occurrences)}
    return any((start_at, start_at + length) in theirs for start_at in starts)


def _starts_right(meeting: VendorMeeting, start_at: datetime | None, sent_at: datetime) -> bool:
    if meeting.start_at is None:
        return False
    if start_at is None:
        return abs(meeting.start_at - sent_at) <= _CLOCKS_DIFFER
    return meeting.start_at == start_at
