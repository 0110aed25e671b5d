"""What is asked before a meeting begins, at the portal and at the meeting service: five calls at the most.

No transaction may be open. What can't be said is UNKNOWN, and never keeps anything else from being asked.
"""

from datetime import datetime

from accounts.errors import AccountError
from accounts.vendor import clients
from accounts.vendor.sites import site_of
from directory.entries import CloudRoom, Listing
from directory.services import rooms
from directory.services.resources import known_resources
from hwmeeting import HwMeetingError, NotFound, Refused, error_codes
from meetings.models import Meeting, Occurrence
from meetings.queries.room_times import room_times
from meetings.readiness import NOT_LINKED, Finding, Outcome, Question, Trouble
from meetings.writes import syncing

_BAD, _UNKNOWN = Outcome.BAD, Outcome.UNKNOWN


def ask(*, meeting: Meeting, occurrence: Occurrence, now: datetime) -> list[Finding]:
    """Return the answer to every question that the meeting raises. Takes over what is otherwise at the service."""
    found = _account(meeting)
    if found[0].outcome is Outcome.OK:
        found += _booking(meeting, now)
    room = None
    if meeting.vendor_room_id:
        listing = rooms.list_rooms(person=meeting.organiser, now=now)
        room = next((one for one in listing.entries if one.id == meeting.vendor_room_id), None)
        found.append(_room(meeting, occurrence, listing, room, now))
    found += _seats(meeting, room)
    is_away = any(one.code == Trouble.AWAY for one in found)
    found.append(Finding(Question.ENTRY, _UNKNOWN, Trouble.AWAY) if is_away else _entry(meeting))
    return found


def _account(meeting: Meeting) -> list[Finding]:
    try:
        clients.client_for(person=meeting.organiser, within=meeting.tenant)
    except AccountError:
        return [Finding(Question.ACCOUNT, _BAD, NOT_LINKED)]
    return [Finding(Question.ACCOUNT)]


def _booking(meeting: Meeting, now: datetime) -> list[Finding]:
    """Return whether the account is accepted, and whether the meeting stands there as it does here by now."""
    try:
        is_read = syncing.read_anew(meeting, now=now)
    except AccountError:
        return [Finding(Question.SIGN_IN, _BAD, NOT_LINKED)]
    except NotFound:
        return [Finding(Question.SIGN_IN), Finding(Question.BOOKING, _BAD, Trouble.MISSING)]
    except Refused as error:
        return [Finding(Question.SIGN_IN), Finding(Question.BOOKING, _BAD, error.code)]
    except HwMeetingError:
        return [Finding(question, _UNKNOWN, Trouble.AWAY) for question in (Question.SIGN_IN, Question.BOOKING)]
    if not is_read:
        return [Finding(Question.SIGN_IN), Finding(Question.BOOKING, _UNKNOWN, Trouble.CHANGING)]
    # The service's answer is what it was seen by.
    is_there = Meeting.objects.filter(pk=meeting.pk, vendor_seen_at=now, vendor_missing_count=0).exists()
    booking = Finding(Question.BOOKING) if is_there else Finding(Question.BOOKING, _BAD, Trouble.MISSING)
    return [Finding(Question.SIGN_IN), booking]


def _room(
    meeting: Meeting, occurrence: Occurrence, listing: Listing[CloudRoom], room: CloudRoom | None, now: datetime
) -> Finding:
    taken = room_times(
        tenant_id=meeting.tenant_id,
        room_ids=[meeting.vendor_room_id],
        since=occurrence.start_at,
        until=occurrence.end_at,
        now=now,
        without=meeting.pk,
    )
    if taken:
        return Finding(Question.ROOM, _BAD, Trouble.ROOM_TAKEN)
    if listing.read_at is None or (room is None and listing.is_stale):
        return Finding(Question.ROOM, _UNKNOWN, Trouble.AWAY)
    if room is None:
        return Finding(Question.ROOM, _BAD, Trouble.ROOM_GONE)
    return Finding(Question.ROOM) if room.is_usable else Finding(Question.ROOM, _BAD, Trouble.ROOM_STOPPED)


def _seats(meeting: Meeting, room: CloudRoom | None) -> list[Finding]:
    """Return whether all fit in: into the room, or into what was bought for meetings without one; nothing if unknown.

    How many of the seats others will take then, nobody knows.
    """
    seats = room.seats if room else None
    if not meeting.vendor_room_id:
        seats = known_resources(tenant_id=meeting.tenant_id).seats
    if seats is None:
        return []
    if meeting.invitee_count <= seats:
        return [Finding(Question.SEATS)]
    params = {"invited": meeting.invitee_count, "seats": seats}
    return [Finding(Question.SEATS, _BAD, Trouble.TOO_FEW_SEATS, params)]


def _entry(meeting: Meeting) -> Finding:
    try:
        _enter(meeting)
    except AccountError:
        return Finding(Question.ENTRY, _UNKNOWN, NOT_LINKED)
    except Refused as error:
        if error.code in error_codes.GUESTS_TOO_EARLY:  # both are right, and it is only too early
            return Finding(Question.ENTRY)
        return Finding(Question.ENTRY, _BAD, Trouble.PASSWORD)
    except HwMeetingError:
        return Finding(Question.ENTRY, _UNKNOWN, Trouble.AWAY)
    return Finding(Question.ENTRY)


def _enter(meeting: Meeting) -> None:
    """Ask what the vendor's client asks for whoever has the link: a guest, or where guests may not, the organiser."""
    conference_id, password = meeting.vendor_conference_id, meeting.guest_password
    if meeting.entry == Meeting.Entry.EVERYONE and password:
        clients.check_guest(site=site_of(tenant=meeting.tenant), conference_id=conference_id, password=password)
    else:
        client = clients.client_for(person=meeting.organiser, within=meeting.tenant)
        client.guests.entry(conference_id, password, may_wait=True)
