"""The rows of meetings that the vendor has and we don't: what the sync notes, and what adopting one adds."""

import uuid
from collections.abc import Collection
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import Tenant, User
from hwmeeting import Attendee, MeetingDetail
from hwmeeting import Meeting as VendorMeeting
from hwmeeting.zones import find_zone, time_zone_id
from l10n.mail_address import on_the_wire, spellings
from l10n.one_line import one_line
from l10n.problem import Problem
from l10n.text_length import cut_to_utf16_length
from meetings import invitee_links
from meetings.errors import NotAllowed
from meetings.limits import LONGEST_NAME, LONGEST_SUBJECT
from meetings.models import FoundMeeting, Invitee, Meeting, Occurrence, VendorWrite
from meetings.problems import Code
from meetings.writes import meeting_words
from meetings.writes.agenda import refresh_agenda
from meetings.writes.applying import apply_vendor_answer, length_minutes
from meetings.writes.invitees import count_present


def note_listed(*, tenant: Tenant, listed: Collection[VendorMeeting], now: datetime) -> None:
    """Keep which of the listed meetings are unknown here: those that lie ahead, of somebody whose identity we know.

    Whoever has a booking on its way is left out, since it may be that. What is gone from the list, or known by now, is
    forgotten.
    """
    ids = [meeting.conference_id for meeting in listed]
    ours = Meeting.objects.filter(tenant=tenant, vendor_conference_id__in=ids)
    known = set(ours.values_list("vendor_conference_id", flat=True))
    unknown = [one for one in listed if one.conference_id not in known and one.start_at and one.start_at > now]
    by_uuid = _organisers(tenant, {one.scheduler_user_uuid for one in unknown if one.scheduler_user_uuid})
    found = [
        FoundMeeting(
            tenant=tenant,
            organiser=by_uuid[one.scheduler_user_uuid],
            vendor_conference_id=one.conference_id,
            subject=_subject(one),
            start_at=one.start_at,
            seen_at=now,
        )
        for one in unknown
        if one.start_at and one.scheduler_user_uuid in by_uuid
    ]
    FoundMeeting.objects.filter(tenant=tenant).exclude(
        vendor_conference_id__in=[one.vendor_conference_id for one in found]
    ).delete()
    FoundMeeting.objects.bulk_create(
        found,
        update_conflicts=True,
        unique_fields=["tenant", "vendor_conference_id"],
        update_fields=["organiser", "subject", "start_at", "seen_at"],
    )


def add(*, found: FoundMeeting, detail: MeetingDetail, now: datetime) -> Meeting:
    """Give what was found the rows of a meeting, after what the vendor says of it; nobody is told.

    Its invitees get links of their own, and its calendar entry is another one than before. Raises NotAllowed where
    another click was faster.
    """
    with transaction.atomic(durable=True):
        if not FoundMeeting.objects.select_for_update().filter(pk=found.pk).delete()[0]:
            raise NotAllowed(Problem(Code.NOT_YOURS_TO_ADOPT))
        meeting = _meeting(found, detail.meeting, now)
        meeting.save(force_insert=True)
        if not meeting.is_series:
            Occurrence.objects.create(
                meeting=meeting, start_at=meeting.start_at, end_at=meeting.end_at, original_start_at=meeting.start_at
            )
        _invite(meeting, detail.attendees)
        apply_vendor_answer(meeting=meeting, answer=detail.meeting, now=now, is_new=True)
        count_present(meeting=meeting)
        refresh_agenda(meeting=meeting)
        meeting_words.refresh(meeting=meeting)
    return meeting


def _organisers(tenant: Tenant, uuids: set[str]) -> dict[str, User]:
    busy = VendorWrite.objects.open().filter(meeting__organiser=OuterRef("pk"), meeting__vendor_conference_id="")
    people = User.objects.filter(
        ~Exists(busy), tenant=tenant, is_active=True, identity__tenant=tenant, identity__vendor_user_uuid__in=uuids
    )
    return {person.identity.vendor_user_uuid: person for person in people.select_related("identity")}


def _subject(answer: VendorMeeting) -> str:
    return one_line(answer.subject)[:LONGEST_SUBJECT]


def _meeting(found: FoundMeeting, answer: VendorMeeting, now: datetime) -> Meeting:
    meeting_id, start_at = uuid.uuid4(), answer.start_at or found.start_at
    minutes = length_minutes(answer) or 60
    meeting = Meeting(
        id=meeting_id,
        tenant=found.tenant,
        organiser=found.organiser,
        state=Meeting.State.BOOKED,
        subject=_subject(answer),
        start_at=start_at,
        length_minutes=minutes,
        time_zone=_zone(found.organiser, answer, start_at),
        ical_uid=f"{meeting_id}@{urlsplit(settings.PORTAL_URL).hostname}",
        ical_organiser_email=found.organiser.email.lower(),
        is_settled=True,
        created_at=now,
        changed_at=now,
    )
    if answer.cycle and answer.occurrences:
        cycle = answer.cycle
        meeting.repeat_unit, meeting.repeat_interval = cycle.unit.value.lower(), cycle.interval
        meeting.repeat_points, meeting.repeat_until = list(cycle.points), cycle.end_date
        meeting.repeat_start_at, meeting.repeat_minutes = start_at, minutes
    return meeting


def _zone(organiser: User, answer: VendorMeeting, start_at: datetime) -> str:
    """Return the organiser's zone where the vendor has its number, else one of that number: it doesn't keep names."""
    own, theirs = organiser.zone, find_zone(answer.time_zone_id)
    return own.key if theirs is None or time_zone_id(own.key, start_at) == answer.time_zone_id else theirs.key


def _invite(meeting: Meeting, attendees: Collection[Attendee]) -> None:
    organiser = meeting.organiser
    rows = [_row(meeting, Invitee.Role.ORGANISER, organiser.email.lower(), organiser.name, organiser)]
    by_user_id, by_address = _people(meeting, attendees)
    taken = {on_the_wire(organiser.email)}
    for attendee in attendees:
        person = by_user_id.get(attendee.account_id) or by_address.get(on_the_wire(attendee.email))
        email = person.email.lower() if person else on_the_wire(attendee.email)
        if not email or on_the_wire(email) in taken:
            continue
        taken.add(on_the_wire(email))
        role = Invitee.Role.COHOST if attendee.is_host and person else Invitee.Role.GUEST
        rows.append(_row(meeting, role, email, one_line(attendee.name), person))
    Invitee.objects.bulk_create(rows)


def _people(meeting: Meeting, attendees: Collection[Attendee]) -> tuple[dict[str, User], dict[str, User]]:
    """Return who may be invited, by User ID and by address: the vendor keeps the address that they had then."""
    user_ids = {one.account_id for one in attendees if one.account_id}
    addresses = {spelling for one in attendees for spelling in spellings(one.email)}
    colleagues = User.objects.filter(tenant=meeting.tenant_id)
    known = colleagues.filter(identity__tenant=meeting.tenant_id, identity__third_party_user_id__in=user_ids)
    return (
        {person.identity.third_party_user_id: person for person in known.select_related("identity")},
        {on_the_wire(person.email): person for person in colleagues.filter(email__in=addresses)},
    )


def _row(meeting: Meeting, role: str, email: str, name: str, person: User | None) -> Invitee:
    name = cut_to_utf16_length(name, LONGEST_NAME)
    return invitee_links.invitee_row(meeting=meeting, role=role, email=email, name=name, person=person)
