"""Sessions that were held, with the parts that people had in them, as rows."""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import Tenant, User
from history.models import Attendance, Confidence, EndedSession, Identified, Presence, Recording
from meetings.models import Meeting

START = datetime(2026, 5, 7, 2, 0, tzinfo=UTC)
Stay = tuple[int | None, int | None]


def hold(tenant: Tenant, meeting: Meeting | None = None, **fields: Any) -> EndedSession:
    """Make a session whose attendance was read: that of ``meeting`` as it was planned, unless fields say otherwise."""
    planned: dict[str, Any] = {"start_at": START, "end_at": START + timedelta(hours=1), "subject": "Roadmap"}
    if meeting:
        planned = {
            "start_at": meeting.start_at,
            "end_at": meeting.end_at,
            "subject": meeting.subject,
            "meeting": meeting,
            "organiser": meeting.organiser,
            "vendor_conference_id": meeting.vendor_conference_id,
        }
    values = {"vendor_conference_uuid": secrets.token_hex(16), "details": EndedSession.Details.READ}
    return EndedSession.objects.create(**(planned | values | {"tenant": tenant} | fields))


def take_part(
    session: EndedSession,
    who: User | str,
    *stays: Stay,
    is_invited: bool = True,
    seconds: int | None = None,
    **fields: Any,
) -> Presence:
    """Make the part of somebody in a session, with stays in minutes after its start; none: they did not come."""
    person = who if isinstance(who, User) else None
    times = [
        tuple(None if each is None else session.start_at + timedelta(minutes=each) for each in stay) for stay in stays
    ]
    joined, left = ([each for each in one if each] for one in (zip(*times, strict=True) if times else ((), ())))
    known = Confidence.CERTAIN if person or not stays else Confidence.NONE
    values: dict[str, Any] = {
        "session_start_at": session.start_at,
        "key": secrets.token_hex(8),
        "person": person,
        "name": str(who),
        "is_invited": is_invited,
        "came": bool(stays),
        "joined_at": min(joined, default=None),
        "left_at": max(left, default=None),
        "seconds": _seconds(stays) if seconds is None else seconds,
        "stay_count": len(stays),
        "confidence": known,
        "identified_by": Identified.SIP if person and stays else Identified.NOTHING,
        **fields,
    }
    part = Presence.objects.create(tenant=session.tenant, session=session, **values)
    for start, end in times:
        Attendance.objects.create(
            tenant=session.tenant,
            session=session,
            presence=part,
            row_key=secrets.token_hex(8),
            name=part.name,
            call_number=part.call_number,
            joined_at=start,
            left_at=end,
            flaw=_flaw(start, end),
            person=person,
            confidence=part.confidence,
        )
    return part


def _seconds(stays: tuple[Stay, ...]) -> int:
    return sum(60 * (left - joined) for joined, left in stays if joined is not None and left is not None)


def _flaw(start: datetime | None, end: datetime | None) -> str:
    if start is None:
        return Attendance.Flaw.NO_START
    if end is None:
        return Attendance.Flaw.NO_END
    return Attendance.Flaw.REVERSED if end < start else Attendance.Flaw.NONE


def record(session: EndedSession, **fields: Any) -> Recording:
    """Make a recording of a session that can be watched, unless fields say otherwise."""
    values: dict[str, Any] = {
        "tenant": session.tenant,
        "vendor_conference_uuid": session.vendor_conference_uuid,
        "vendor_conference_id": session.vendor_conference_id,
        "start_at": session.start_at,
        "seconds": 3120,
        "megabytes": 410,
        "is_available": True,
        "stored_at": session.end_at,
    }
    return Recording.objects.create(session=session, **(values | fields))
