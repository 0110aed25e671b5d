"""Tickets by which open pages ask whether a running meeting has changed, without anybody being looked up."""

import uuid
from datetime import datetime, timedelta

from django.core import signing

from control.queries.stamps import stamps
from meetings.models import Meeting

# A page reads everything anew three times meanwhile, as whoever is signed in, and gets another one.
LIFE = timedelta(seconds=60)
_signer = signing.TimestampSigner(salt="control.ticking", sep=".")


def issue_ticket(*, meeting: Meeting) -> str:
    """Return a ticket for somebody who may see ``meeting``."""
    return _signer.sign(meeting.pk.hex)


def is_as_seen(*, ticket: str, seen: str, now: datetime) -> bool:
    """Return whether the meeting is as ``seen`` says; False also for a ticket that has run out, or is none."""
    try:
        meeting_id = uuid.UUID(_signer.unsign(ticket, max_age=LIFE))
    except signing.BadSignature:
        return False
    return bool(seen) and stamps.read(meeting_id, now=now) == seen
