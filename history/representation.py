"""How programs read a session, who was in it and what was recorded: in answers of the API and in events alike."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from history.models import Attendance, Confidence, EndedSession, Identified, Presence, Recording
from l10n import zones

PREPARING, READY, GONE = "preparing", "ready", "gone"


def zone_of(session: EndedSession) -> ZoneInfo:
    """Return the zone by whose clock a session is told: that of its meeting, else UTC."""
    return zones.zone(session.meeting.time_zone if session.meeting else "UTC")


def represent_session(session: EndedSession, *, host_user_id: str) -> dict[str, Any]:
    """Return a session, read with meeting and organiser."""
    zone, meeting = zone_of(session), session.meeting
    return {
        "id": session.vendor_conference_uuid,
        "meeting_id": str(meeting.pk) if meeting else None,
        "external_id": meeting.external_id if meeting else "",
        "occurrence_id": session.occurrence_id if meeting and meeting.is_series else None,
        "conference_id": session.vendor_conference_id,
        "subject": session.subject,
        "host": {
            "name": session.organiser.name if session.organiser else session.scheduler_name,
            "user_id": host_user_id,
        },
        "room_number": session.room_number,
        "start_at": _moment(session.start_at, zone),
        "end_at": _moment(session.end_at, zone),
        "time_zone": zone.key,
        "attendance": session.details,
        "attendee_count": session.attendee_count,
        "has_recording": session.has_recording,
    }


def represent_presence(part: Presence, session: EndedSession, *, user_id: str) -> dict[str, Any]:
    """Return somebody's part, read with person and stays; names of ours are those of today."""
    zone = zone_of(session)
    return {
        "user_id": user_id,
        "name": part.person.name if part.person else part.name,
        "name_in_session": part.name,
        "call_number": part.call_number,
        "kind": part.kind,
        "is_invited": part.is_invited if session.knows_guests else None,
        "role": part.role or None,
        "came": part.came,
        "joined_at": _moment(part.joined_at, zone),
        "left_at": _moment(part.left_at, zone),
        "seconds": part.seconds,
        "stays": [_stay(stay, zone) for stay in part.stays.all()],
        "confidence": Confidence(part.confidence).name.lower(),
        "known_by": Identified(part.identified_by).name.lower(),
    }


def represent_recording(recording: Recording, *, zone: ZoneInfo) -> dict[str, Any]:
    """Return a recording without any address: those are asked for, good for an hour, and never kept."""
    state = GONE if recording.gone_at else READY if recording.is_available else PREPARING
    return {
        "id": recording.pk,
        "session_id": recording.vendor_conference_uuid,
        "start_at": _moment(recording.start_at, zone),
        "seconds": recording.seconds,
        "megabytes": recording.megabytes,
        "state": state,
        "ready_at": _moment(recording.ready_at, zone) if state == PREPARING else None,
    }


def _stay(stay: Attendance, zone: ZoneInfo) -> dict[str, Any]:
    return {"joined_at": _moment(stay.joined_at, zone), "left_at": _moment(stay.left_at, zone), "flaw": stay.flaw}


def _moment(at: datetime | None, zone: ZoneInfo) -> str | None:
    return at.astimezone(zone).isoformat() if at else None
