"""How programs read a meeting's row and an occurrence: in answers of the API and in events alike."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from meetings.models import Meeting, Occurrence


def represent_row(meeting: Meeting, *, organiser_user_id: str, zone: ZoneInfo) -> dict[str, Any]:
    """Return what stands in the meeting's own row and is no secret, times by the clock of ``zone``."""
    return {
        "id": str(meeting.pk),
        "external_id": meeting.external_id,
        "subject": meeting.subject,
        "state": meeting.state,
        "kind": meeting.kind,
        "organiser": {"name": meeting.organiser.name, "user_id": organiser_user_id},
        "start_at": represent_time(meeting.start_at, zone),
        "end_at": represent_time(meeting.end_at, zone),
        "length_minutes": meeting.length_minutes,
        "time_zone": meeting.time_zone,
        "conference_id": meeting.vendor_conference_id,
        "changed_at": meeting.changed_at.isoformat(),
    }


def represent_occurrence(occurrence: Occurrence, zone: ZoneInfo) -> dict[str, Any]:
    """Return one occurrence of a meeting by the clock of its zone."""
    return {
        "id": occurrence.pk,
        "start_at": represent_time(occurrence.start_at, zone),
        "end_at": represent_time(occurrence.end_at, zone),
        "original_start_at": represent_time(occurrence.original_start_at, zone),
        "is_cancelled": occurrence.is_cancelled,
    }


def represent_time(moment: datetime, zone: ZoneInfo) -> str:
    """Return ``moment`` as ISO 8601 with the offset that ``zone`` has then."""
    return moment.astimezone(zone).isoformat()
