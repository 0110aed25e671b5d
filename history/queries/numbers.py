"""What a list says of sessions in numbers: who came, for how long, what was recorded."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q, Sum

from history.models import Confidence, EndedSession, Presence, Recording


class Recorded(NamedTuple):
    """The recordings of a session together: ``ready_at`` is when the last is expected, while any is not available."""

    seconds: int
    is_available: bool
    ready_at: datetime | None


class SessionRow(NamedTuple):
    """A session in a list.

    ``came`` counts those of the ``invited``, who are 0 where nobody knows who was; ``attended`` everybody who was
    there, ``unsure`` those of whom it isn't clear who they were. ``is_visible``: the reader may open it.
    """

    id: int
    meeting_id: UUID | None
    organiser_id: int | None
    organiser_name: str
    subject: str
    # The meeting ID that people dial.
    number: str
    start_at: datetime
    end_at: datetime
    details: str
    is_series: bool
    is_visible: bool
    invited: int
    came: int
    attended: int
    unsure: int
    attended_seconds: int
    recorded: Recorded | None

    @property
    def minutes_on_average(self) -> int:
        """Return for how long each was there, in whole minutes, of which some seconds are one."""
        if not self.attended or not self.attended_seconds:
            return 0
        return max(1, round(self.attended_seconds / 60 / self.attended))


def numbers_of(sessions: Iterable[EndedSession]) -> dict[int, SessionRow]:
    """Return each of ``sessions`` as a row, by its key: two queries, however many there are."""
    found = list(sessions)
    if not found:
        return {}
    parts = _parts(found)
    recorded = _recorded(found)
    return {each.pk: _row(each, parts.get(each.pk, {}), recorded.get(each.pk)) for each in found}


def _parts(sessions: list[EndedSession]) -> dict[int, dict[str, Any]]:
    came, invited = Q(came=True), Q(is_invited=True)
    counts = (
        Presence.objects.filter(session__in=[each.pk for each in sessions])
        .order_by()
        .values("session_id")
        .annotate(
            invited=Count("pk", filter=invited),
            came_count=Count("pk", filter=came & invited),
            attended=Count("pk", filter=came),
            unsure=Count("pk", filter=came & Q(confidence__lte=Confidence.UNSURE)),
            attended_seconds=Sum("seconds", filter=came),
        )
    )
    return {row["session_id"]: dict(row) for row in counts}


def _recorded(sessions: list[EndedSession]) -> dict[int, Recorded]:
    found: dict[int, Recorded] = {}
    rows = Recording.objects.present().filter(session__in=[each.pk for each in sessions]).order_by("pk")
    for key, seconds, is_available, ready_at in rows.values_list("session_id", "seconds", "is_available", "ready_at"):
        assert key is not None
        other = found.get(key, Recorded(0, is_available=True, ready_at=None))
        found[key] = Recorded(
            other.seconds + (seconds or 0), other.is_available and is_available, ready_at or other.ready_at
        )
    return found


def _row(session: EndedSession, parts: dict[str, Any], recorded: Recorded | None) -> SessionRow:
    if session.details == EndedSession.Details.PURGED:  # who came is kept no longer, how many is
        parts = {"attended": session.attendee_count or 0, "attended_seconds": session.attended_seconds}
    if not session.knows_guests:
        parts = parts | {"invited": 0, "came_count": 0}
    return SessionRow(
        session.pk,
        session.meeting_id,
        session.organiser_id,
        session.organiser.name if session.organiser else session.scheduler_name,
        session.subject,
        session.room_number or session.vendor_conference_id,
        session.start_at,
        session.end_at,
        session.details,
        bool(session.meeting and session.meeting.repeat_unit),
        getattr(session, "is_visible", True),
        parts.get("invited", 0),
        parts.get("came_count", 0),
        parts.get("attended", 0),
        parts.get("unsure", 0),
        parts.get("attended_seconds") or 0,
        recorded,
    )
