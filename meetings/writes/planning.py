"""Step a of each write: the wish becomes a row, and is committed, before anybody is called.

A one-time reference is unique per person, so the second click of a form finds what the first one wrote,
even while that one is still on its way.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import User
from l10n.problem import Problem
from meetings.errors import MeetingError, ReferenceUsed, WriteInProgress
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.problems import Code
from meetings.writes import agenda, invitees, occurrences
from meetings.writes.payloads import Wish, rule_of, start_of

# The page sends at once; a worker takes over a row whose page died before it could.
PAGE_HAS_IT_FOR = timedelta(seconds=30)
_LONGEST_REFERENCE = 64


@dataclass(frozen=True, slots=True)
class Slip:
    """By whom, under which one-time reference, and the hash of what was asked."""

    by: User
    reference: str
    content_hash: str


def slip(*, by: User, reference: str, content_hash: str) -> Slip:
    """A reference that is too long to store stands as its hash."""
    if not reference.strip():
        raise MeetingError(Problem(Code.REFERENCE_MISSING))
    if len(reference) > _LONGEST_REFERENCE:
        reference = hashlib.sha256(reference.encode()).hexdigest()
    return Slip(by, reference, content_hash)


def as_another(slip: Slip) -> Slip:
    """The slip of the same form used on purpose for other content: clicked twice it is still one."""
    derived = hashlib.sha256(f"{slip.reference} {slip.content_hash}".encode()).hexdigest()
    return Slip(slip.by, derived, slip.content_hash)


def earlier(slip: Slip) -> VendorWrite | None:
    """What this slip made before. Raises ReferenceUsed when that was something else."""
    write = (
        VendorWrite.objects.select_related("meeting__organiser", "meeting__tenant__application")
        .filter(requested_by=slip.by, reference=slip.reference)
        .first()
    )
    if write and write.content_hash != slip.content_hash:
        raise ReferenceUsed(meeting=write.meeting)
    return write


def plan_booking(*, slip: Slip, kind: str, payload: Wish, now: datetime) -> VendorWrite | None:
    """Meeting, its dates, its people and the write, all or nothing; None when another click was faster."""
    try:
        with transaction.atomic(durable=True):
            meeting = _meeting(slip.by, kind, payload["wanted"], now)
            meeting.save(force_insert=True)
            agenda.write_first(meeting=meeting, occurrences=occurrences.write_first(meeting=meeting))
            invitees.write_first(meeting=meeting, wanted=payload["wanted"])
            return _write(slip, meeting, VendorWrite.Kind.CREATE, payload, now)
    except IntegrityError:
        if earlier(slip):
            return None
        raise


def plan_change(
    *, slip: Slip, meeting: Meeting, kind: str, payload: Wish, now: datetime, occurrence: Occurrence | None = None
) -> VendorWrite | None:
    """The write about a meeting that stands, or one date of it; None when another click was faster.

    Raises WriteInProgress while another one is on its way.
    """
    try:
        with transaction.atomic(durable=True):
            write = _write(slip, meeting, kind, payload, now, occurrence)
            Meeting.objects.filter(pk=meeting.pk).update(is_settled=False)
            return write
    except IntegrityError as error:
        if earlier(slip):
            return None
        raise WriteInProgress(Problem(Code.WRITE_IN_PROGRESS)) from error


def _write(
    slip: Slip, meeting: Meeting, kind: str, payload: Wish, now: datetime, occurrence: Occurrence | None = None
) -> VendorWrite:
    return VendorWrite.objects.create(
        meeting=meeting,
        occurrence=occurrence,
        kind=kind,
        requested_by=slip.by,
        reference=slip.reference,
        content_hash=slip.content_hash,
        payload=payload,  # type: ignore[misc]  # the stubs take the field for text
        next_attempt_at=now + PAGE_HAS_IT_FOR,
        created_at=now,
    )


def _meeting(organiser: User, kind: str, wanted: Wish, now: datetime) -> Meeting:
    assert organiser.tenant is not None  # whoever is linked to the meeting service has one
    meeting_id = uuid.uuid4()
    copied = {name: value for name, value in wanted.items() if name not in {"invitees", "start_at", "repeats"}}
    return Meeting(
        id=meeting_id,
        tenant=organiser.tenant,
        organiser=organiser,
        kind=kind,
        start_at=start_of(wanted) or now.replace(second=0, microsecond=0),
        ical_uid=f"{meeting_id}@{urlsplit(settings.PORTAL_URL).hostname}",
        created_at=now,
        changed_at=now,
        **copied,
        **rule_fields(wanted),
    )


def rule_fields(wanted: Wish) -> dict[str, Any]:
    """The columns of a series; nothing for a single meeting."""
    rule = rule_of(wanted)
    if rule is None:
        return {}
    return {
        "repeat_unit": rule.unit.value,
        "repeat_interval": rule.interval,
        "repeat_points": list(rule.points),
        "repeat_until": rule.until,
        "repeat_start_at": start_of(wanted),
        "repeat_minutes": wanted["length_minutes"],
    }
