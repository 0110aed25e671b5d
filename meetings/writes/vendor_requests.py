"""From what a write wants to what the vendor is asked, and back: did it take that?

An edit is read, merge, write the whole object: the vendor resets what an edit leaves out (docs/vendor/meetings.md 6).
Merged is only what the person changed, so what somebody else changed at the vendor meanwhile stays.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import Identity, User
from accounts.vendor import numbers
from accounts.vendor.languages import VENDOR_LANGUAGES
from hwmeeting import (
    Attendee,
    Cycle,
    CycleUnit,
    MeetingConfig,
    MeetingDetail,
    MeetingRequest,
    Occurrence,
    OccurrenceRequest,
)
from hwmeeting.zones import time_zone_id
from l10n import phone_number
from l10n.mail_address import on_the_wire
from meetings import options, schedule
from meetings.models import Meeting
from meetings.writes.payloads import WantedInvitee, WantedMeeting, WantedTerminal, WantedTimes

# What the vendor would tell the invitees itself is switched off in every write.
_SILENT: dict[str, Any] = {"send_mail": False, "send_calendar": False}
_OWN_NUMBER = 0  # vmrIDType


def booking_request(*, meeting: Meeting, wanted: WantedMeeting) -> MeetingRequest:
    """Return the whole request of a new meeting."""
    config = options.vendor_config(wanted) | _SILENT
    if wanted.room_id:  # its own number; who may start there, the room says (docs/vendor/meetings.md 4.3)
        config |= {"vmr_id_type": _OWN_NUMBER, "guests_may_start": None}
    return MeetingRequest(
        subject=wanted.subject,
        start_at=wanted.start_at,
        length_minutes=wanted.length_minutes,
        media_types="HDVideo",
        time_zone_id=time_zone_id(wanted.time_zone, meeting.start_at),
        language=VENDOR_LANGUAGES.get(meeting.organiser.language, ""),
        attendees=(*_attendees(meeting, wanted.invitees, sends_sms=wanted.sends_sms), *_terminals(wanted.terminals)),
        config=MeetingConfig(guest_password=wanted.guest_password, **config),
        vmr_flag=True if wanted.room_id else None,
        vmr_id=wanted.room_id,
    )


def cycle(wanted: WantedMeeting) -> Cycle | None:
    """Return the rule of a series as the vendor takes it, from its first day on; None for a single meeting."""
    rule, start_at = wanted.repeats, wanted.start_at
    if rule is None or start_at is None:
        return None
    return Cycle(
        unit=CycleUnit(rule.unit.value.title()),
        interval=rule.interval,
        points=rule.days,
        start_date=start_at.astimezone(ZoneInfo(wanted.time_zone)).date(),
        end_date=rule.until,
    )


def moved_occurrence(*, detail: MeetingDetail, occurrence: Occurrence, wanted: WantedTimes) -> OccurrenceRequest:
    """Return the whole of one occurrence at its new time: options that it doesn't tell are those of the series."""
    known = replace(occurrence, config=occurrence.config or detail.meeting.config)
    return OccurrenceRequest.from_occurrence(
        known, start_at=wanted.start_at.astimezone(UTC), length_minutes=wanted.length_minutes
    )


def is_occurrence_made(*, occurrence: Occurrence, wanted: WantedTimes) -> bool:
    """Tell whether the vendor has that occurrence where it was to be moved."""
    return (occurrence.start_at, occurrence.end_at) == (wanted.start_at, wanted.end_at)


def changed_request(
    *, detail: MeetingDetail, meeting: Meeting, before: WantedMeeting, wanted: WantedMeeting
) -> MeetingRequest:
    """Return all that the vendor has, with what lies between ``before`` and ``wanted`` put over it."""
    base = MeetingRequest.from_detail(detail)
    changes: dict[str, Any] = {
        name: getattr(wanted, name)
        for name in ("subject", "length_minutes")
        if getattr(wanted, name) != getattr(before, name)
    }
    start_at = wanted.start_at
    if start_at != before.start_at:
        changes["start_at"] = start_at
    if wanted.repeats:  # what is read has the times of the next occurrence, which may have been moved
        changes |= {"start_at": start_at, "length_minutes": wanted.length_minutes}
    if wanted.time_zone != before.time_zone:
        changes["time_zone_id"] = time_zone_id(wanted.time_zone, start_at or meeting.start_at)
    config = options.vendor_config(wanted, before=before) | _SILENT
    if wanted.guest_password != before.guest_password:
        config["guest_password"] = wanted.guest_password
    changes["config"] = replace(base.config, **config)
    changes["attendees"] = _merged(base.attendees, meeting, before, wanted)
    return replace(base, **changes)


def is_made(*, detail: MeetingDetail, meeting: Meeting, before: WantedMeeting, wanted: WantedMeeting) -> bool:
    """Return whether the vendor's meeting already has everything that the change was about."""
    base = MeetingRequest.from_detail(detail)
    merged = changed_request(detail=detail, meeting=meeting, before=before, wanted=wanted)
    if wanted.repeats:
        if not _is_held_so(detail, wanted):
            return False
        base = replace(base, start_at=merged.start_at, length_minutes=merged.length_minutes)
    # The notices are written, but not read back by every deployment.
    return _readable(merged) == _readable(base)


def _is_held_so(detail: MeetingDetail, wanted: WantedMeeting) -> bool:
    """Return whether it has that rule, and one occurrence where and as long as it would be: others may have moved."""
    rule, start_at, zone = wanted.repeats, wanted.start_at, ZoneInfo(wanted.time_zone)
    assert rule is not None
    assert start_at is not None
    starts = schedule.starts(rule, start_at, zone)
    length = timedelta(minutes=wanted.length_minutes)
    is_there = any(
        one.start_at in starts and one.end_at and one.end_at - one.start_at == length
        for one in detail.meeting.occurrences
        if one.start_at
    )
    return is_there and detail.meeting.cycle == cycle(wanted)


def _readable(request: MeetingRequest) -> MeetingRequest:
    config = replace(request.config, send_mail=None, send_calendar=None, send_sms=None)
    if request.vmr_flag:  # a room may keep a password of its own, whatever is written
        config = replace(config, guest_password="")
    return replace(request, config=config)


def _attendees(meeting: Meeting, guests: Iterable[WantedInvitee], *, sends_sms: bool) -> tuple[Attendee, ...]:
    """Return mapped people by their account, so that their own client shows the meeting; others by name and mail."""
    guests = list(guests)
    ids = [guest.person_id for guest in guests if guest.person_id]
    found = User.objects.select_related("identity").filter(pk__in=ids) if ids else ()
    people: dict[int | None, User] = {person.pk: person for person in found}
    return tuple(_attendee(meeting, guest, people.get(guest.person_id), sends_sms=sends_sms) for guest in guests)


def _attendee(meeting: Meeting, guest: WantedInvitee, person: User | None, *, sends_sms: bool) -> Attendee:
    identity: Identity | None = getattr(person, "identity", None)
    if identity and (identity.tenant_id != meeting.tenant_id or not identity.is_usable):
        identity = None
    mobile = phone_number.dialled(person.phone) if person and sends_sms else ""
    application = meeting.tenant.application
    return Attendee(
        name=guest.name,
        email=on_the_wire(guest.email),
        sms=mobile,
        # Whoever books by account has to name people by their numbers, too (docs/vendor/meetings.md 4.2).
        phone=numbers.known_number_of(identity) if identity and application.has_accounts else "",
        is_host=guest.is_cohost,
        type="normal" if identity else "outside",
        account_id=identity.third_party_user_id if identity else "",
        app_id=application.app_id if identity else "",
    )


def _merged(
    present: tuple[Attendee, ...], meeting: Meeting, before: WantedMeeting, wanted: WantedMeeting
) -> tuple[Attendee, ...]:
    """Return those of the vendor without the ones that were taken off, and the new ones behind them."""
    old, new = before.invitees_by_key, wanted.invitees_by_key
    changed = [key for key in new if key in old and _in_meeting(new[key]) != _in_meeting(old[key])]
    was = _attendees(meeting, (old[key] for key in changed), sends_sms=False)
    becomes = _attendees(meeting, (new[key] for key in changed), sends_sms=False)
    updates = tuple(zip(was, becomes, strict=True))
    present = tuple(_updated(attendee, updates) for attendee in present)
    gone = _attendees(meeting, (old[key] for key in old if key not in new), sends_sms=False)
    added = _attendees(meeting, (new[key] for key in new if key not in old), sends_sms=wanted.sends_sms)
    gone += _terminals(each for each in before.terminals if each not in wanted.terminals)
    added += _terminals(each for each in wanted.terminals if each not in before.terminals)
    kept = tuple(attendee for attendee in present if not any(_is_same(attendee, other) for other in gone))
    return kept + tuple(other for other in added if not any(_is_same(attendee, other) for attendee in kept))


def _in_meeting(guest: WantedInvitee) -> tuple[str, bool]:
    """Return what can change of somebody who stays invited."""
    return guest.email, guest.is_cohost


def _updated(attendee: Attendee, updates: Iterable[tuple[Attendee, Attendee]]) -> Attendee:
    """Return ``attendee`` with its new role and address, where it is one of ``updates``: pairs of before and after."""
    for was, becomes in updates:
        if _is_same(attendee, was) or _is_same(attendee, becomes):
            return replace(attendee, is_host=becomes.is_host, email=attendee.email and becomes.email)
    return attendee


def _terminals(wanted: Iterable[WantedTerminal]) -> tuple[Attendee, ...]:
    """Return terminals as they are invited: by number, and called once the meeting begins."""
    return tuple(Attendee(name=each.name, phone=each.number, type="terminal", auto_invite=True) for each in wanted)


def _is_same(one: Attendee, other: Attendee) -> bool:
    if "terminal" in {one.type, other.type}:
        return one.type == other.type and one.phone == other.phone
    if one.account_id and other.account_id:
        return one.account_id.lower() == other.account_id.lower()
    return bool(one.email) and on_the_wire(one.email) == on_the_wire(other.email)
