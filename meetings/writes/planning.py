"""Step a of each write: what is wanted becomes a row, and is committed, before anybody is called.

A one-time reference is unique per person, so the second click of a form finds what the first one wrote,
even while that one is still on its way.
"""

import hashlib
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import User
from l10n.problem import Problem
from meetings.errors import ExternalIdUsed, MeetingError, ReferenceUsed, WriteInProgress
from meetings.models import Meeting, MeetingTag, Occurrence, PortalSeries, SeriesChange, VendorWrite
from meetings.problems import Code
from meetings.requests import Origin
from meetings.writes import agenda, invitees, meeting_words, occurrences, terminals
from meetings.writes.kinds.create import CreatePayload
from meetings.writes.payloads import Payload, WantedMeeting
from notifications.enqueue import notify_worker

# The page sends at once; a worker takes over a row whose page died before it could.
PAGE_HAS_IT_FOR = timedelta(seconds=30)
_LONGEST_REFERENCE = 64
# Raises unless the meeting is still as whoever asks for a change has read it. It is asked in the transaction that
# stores the change, while nobody else can write to the meeting.
Precondition = Callable[[], None]


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """By whom and under which one-time reference something was asked, and the hash of what."""

    by: User
    reference: str
    content_hash: str


def idempotency_key(*, by: User, reference: str, content_hash: str) -> IdempotencyKey:
    """Return the key of a form; a reference that is too long to store stands as its hash."""
    if not reference.strip():
        raise MeetingError(Problem(Code.REFERENCE_MISSING))
    if len(reference) > _LONGEST_REFERENCE:
        reference = hashlib.sha256(reference.encode()).hexdigest()
    return IdempotencyKey(by, reference, content_hash)


def key_of_another(key: IdempotencyKey) -> IdempotencyKey:
    """Return the key of the same form used on purpose for other content: clicked twice it is still one."""
    derived = hashlib.sha256(f"{key.reference} {key.content_hash}".encode()).hexdigest()
    return IdempotencyKey(key.by, derived, key.content_hash)


def find_replayed(key: IdempotencyKey) -> VendorWrite | None:
    """Return what this key made before. Raises ReferenceUsed when that was something else."""
    write = (
        VendorWrite.objects.select_related("meeting__organiser", "meeting__tenant__application")
        .filter(requested_by=key.by, reference=key.reference)
        .first()
    )
    if write and write.content_hash != key.content_hash:
        raise ReferenceUsed(meeting=write.meeting)
    return write


def plan_booking(
    *, key: IdempotencyKey, kind: str, payload: CreatePayload, now: datetime, origin: Origin | None = None
) -> VendorWrite | None:
    """Store meeting, occurrences, people and the write, as ``store_once`` does."""
    return store_once(key, lambda: store_booking(key, payload, now, kind=kind, origin=origin), origin)


def store_once(key: IdempotencyKey, store: Callable[[], VendorWrite], origin: Origin | None) -> VendorWrite | None:
    """Do ``store``, which makes bookings, all or nothing; None where the key was used before.

    Nobody looks first: the key is unique, and of a hundred forms one at most comes twice. Raises ExternalIdUsed where
    ``origin`` has a meeting under that ID already.
    """
    try:
        with transaction.atomic(durable=True):
            return store()
    except IntegrityError:
        if VendorWrite.objects.filter(requested_by=key.by, reference=key.reference).exists():
            return None
        if origin and (first := find_external(origin)):
            raise ExternalIdUsed(meeting=first) from None
        raise


def store_booking(
    key: IdempotencyKey,
    payload: CreatePayload,
    now: datetime,
    *,
    kind: str = Meeting.Kind.SCHEDULED,
    origin: Origin | None = None,
    series: PortalSeries | None = None,
    waits: bool = False,
) -> VendorWrite:
    """Store meeting, occurrences, people and the write; the caller holds the transaction.

    A write that ``waits`` is sent once ``pacing`` says so.
    """
    meeting = _meeting(key.by, kind, payload.wanted, now)
    meeting.portal_series = series
    if origin:
        meeting.api_client, meeting.external_id = origin.client, origin.external_id
    meeting.save(force_insert=True)
    if origin and origin.tags:
        MeetingTag.objects.bulk_create(MeetingTag(meeting=meeting, name=name) for name in origin.tags)
    agenda.create_rows(meeting=meeting, occurrences=occurrences.create_rows(meeting=meeting))
    meeting.known_invitees = invitees.create_rows(meeting=meeting, wanted=payload.wanted)
    meeting_words.create_row(meeting=meeting, invitees=meeting.known_invitees)
    if payload.wanted.terminals:
        terminals.create_rows(meeting=meeting, wanted=payload.wanted.terminals)
    return _write(key, meeting, payload, now, after=None if waits else PAGE_HAS_IT_FOR)


def find_external(origin: Origin) -> Meeting | None:
    """Return the meeting that the business system booked under its own ID before."""
    if not origin.external_id:
        return None
    return Meeting.objects.filter(api_client=origin.client, external_id=origin.external_id).first()


def plan_change(
    *,
    key: IdempotencyKey,
    meeting: Meeting,
    payload: Payload,
    now: datetime,
    occurrence: Occurrence | None = None,
    precondition: Precondition | None = None,
) -> VendorWrite | None:
    """Store the write about a meeting that stands, or an occurrence of it; None when another click was faster.

    Raises WriteInProgress while another one is on its way, and whatever ``precondition`` raises.
    """
    try:
        with transaction.atomic(durable=True):
            if precondition:
                Meeting.objects.select_for_update().get(pk=meeting.pk)
                precondition()
            write = _write(key, meeting, payload, now, occurrence)
            Meeting.objects.filter(pk=meeting.pk).update(is_settled=False)
            return write
    except IntegrityError as error:
        if find_replayed(key):
            return None
        raise WriteInProgress(Problem(Code.WRITE_IN_PROGRESS)) from error


def plan_follow_up(*, meeting: Meeting, by: User, payload: Payload, occurrence_id: int, now: datetime) -> VendorWrite:
    """Store a write that follows one that was just finished, and nudge a worker: no page waits for it.

    The caller holds the transaction in which that one was finished, and the lock of ``meeting``.
    """
    key = IdempotencyKey(by, f"follow-up-{secrets.token_hex(16)}", "")
    write = _write(key, meeting, payload, now, meeting.occurrences.get(pk=occurrence_id), after=timedelta())
    Meeting.objects.filter(pk=meeting.pk).update(is_settled=False)
    notify_worker("meetings.send_write", write_id=write.pk)
    return write


def store_waiting(
    *,
    key: IdempotencyKey,
    meeting: Meeting,
    payload: Payload,
    now: datetime,
    part_of: SeriesChange | None = None,
) -> None:
    """Store a write that is sent once ``pacing`` says so; the caller holds the transaction.

    ``part_of``: nobody is told of it by itself.
    """
    _write(key, meeting, payload, now, after=None, part_of=part_of)
    Meeting.objects.filter(pk=meeting.pk).update(is_settled=False)


def _write(
    key: IdempotencyKey,
    meeting: Meeting,
    payload: Payload,
    now: datetime,
    occurrence: Occurrence | None = None,
    *,
    after: timedelta | None = PAGE_HAS_IT_FOR,
    part_of: SeriesChange | None = None,
) -> VendorWrite:
    return VendorWrite.objects.create(
        meeting=meeting,
        series_change=part_of,
        occurrence=occurrence,
        kind=payload.kind,
        requested_by=key.by,
        reference=key.reference,
        content_hash=key.content_hash,
        payload=payload.to_json(),  # type: ignore[misc]  # the stubs take the field for text
        next_attempt_at=None if after is None else now + after,
        created_at=now,
    )


def _meeting(organiser: User, kind: str, wanted: WantedMeeting, now: datetime) -> Meeting:
    assert organiser.tenant is not None  # whoever is linked to the meeting service has one
    meeting_id = uuid.uuid4()
    return Meeting(
        id=meeting_id,
        tenant=organiser.tenant,
        organiser=organiser,
        kind=kind,
        start_at=wanted.start_at or now.replace(second=0, microsecond=0),
        ical_uid=f"{meeting_id}@{urlsplit(settings.PORTAL_URL).hostname}",
        ical_organiser_email=organiser.email.lower(),
        created_at=now,
        changed_at=now,
        invitee_count=1 + len(wanted.invitees),
        calls_terminals=bool(wanted.terminals),
        **wanted.columns(),
    )
