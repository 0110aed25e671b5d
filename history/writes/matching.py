"""Which meeting, occurrence and organiser of ours a session belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Identity, Tenant
from hwmeeting import EndedMeeting
from meetings.models import Meeting, Occurrence

_SOME = 1000


@dataclass(frozen=True, slots=True)
class Match:
    """What a session was of, as far as that is ours."""

    meeting_id: Any = None
    occurrence_id: int | None = None
    organiser_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Planned:
    match: Match
    is_cancelled: bool
    start_at: datetime
    end_at: datetime

    def distance(self, ended: EndedMeeting) -> tuple[timedelta, bool, timedelta]:
        """Return how far the session was from what was planned: no time between them, held, nearest start."""
        gap = max(self.start_at - ended.end_at, ended.start_at - self.end_at, timedelta(0))
        return gap, self.is_cancelled, abs(self.start_at - ended.start_at)


def find(tenant: Tenant, sessions: Sequence[EndedMeeting]) -> dict[str, Match]:
    """Return what each session was of, by its confUUID: of several meetings under one ID the nearest in time."""
    planned = _planned(tenant, {ended.conference_id for ended in sessions})
    schedulers = _people(tenant, {ended.scheduler_uuid for ended in sessions if ended.scheduler_uuid})
    found = {}
    for ended in sessions:
        nearest = min(planned.get(ended.conference_id, ()), key=lambda one: one.distance(ended), default=None)
        unknown = Match(organiser_id=schedulers.get(ended.scheduler_uuid))
        found[ended.conference_uuid] = nearest.match if nearest else unknown
    return found


def _planned(tenant: Tenant, conference_ids: set[str]) -> dict[str, list[_Planned]]:
    meetings: dict[Any, tuple[str, int]] = {}
    for some in parts(conference_ids):
        rows = Meeting.objects.filter(tenant=tenant, vendor_conference_id__in=some)
        meetings |= {
            pk: (conference_id, organiser_id)
            for pk, conference_id, organiser_id in rows.values_list("pk", "vendor_conference_id", "organiser_id")
        }
    found: dict[str, list[_Planned]] = defaultdict(list)
    for some in parts(meetings):
        held = Occurrence.objects.filter(meeting__in=some).order_by()
        columns = ("pk", "meeting", "is_cancelled", "start_at", "end_at")
        for pk, meeting_id, is_cancelled, start_at, end_at in held.values_list(*columns):
            conference_id, organiser_id = meetings[meeting_id]
            match = Match(meeting_id, pk, organiser_id)
            found[conference_id].append(_Planned(match, is_cancelled, start_at, end_at))
    return found


def _people(tenant: Tenant, uuids: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in parts(uuids):
        rows = Identity.objects.filter(tenant=tenant, vendor_user_uuid__in=some)
        found |= dict(rows.values_list("vendor_user_uuid", "person_id"))
    return found


def parts(values: Iterable[Any]) -> list[list[Any]]:
    """Return the values in lists that are short enough for a statement."""
    everything = list(values)
    return [everything[start : start + _SOME] for start in range(0, len(everything), _SOME)]
