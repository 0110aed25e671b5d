"""What stands in somebody's calendar feed; reads only, and bounded whatever the agenda holds."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from accounts.models import User
from meetings.models import AgendaEntry, Meeting, Occurrence

# A calendar program keeps what it has read: what is long over needn't be told for ever.
_BACK, _AHEAD = timedelta(days=60), timedelta(days=400)
_MOST_ENTRIES = 2_000
# Another number once the same meetings are written in another way.
_FORM = 1
_SHOWN = (Meeting.State.BOOKED, Meeting.State.RUNNING, Meeting.State.ENDED)


class FeedContent(NamedTuple):
    """The meetings by their first start; ``version`` is another one whenever anything about them has changed."""

    meeting_ids: tuple[UUID, ...]
    version: str


def read_content(*, person: User, now: datetime) -> FeedContent:
    """Return which meetings somebody's feed has today, by one query: the next ones first where they are too many."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    found = AgendaEntry.objects.filter(
        tenant=person.tenant_id,
        person=person,
        start_at__gte=today - _BACK,
        start_at__lt=today + _AHEAD,
        is_cancelled=False,
        meeting__state__in=_SHOWN,
    )
    columns = ("meeting_id", "meeting__changed_at", "meeting__organiser__name")
    coming = found.filter(start_at__gte=today).order_by("start_at", "pk").values_list(*columns)
    rows = list(coming[:_MOST_ENTRIES])
    if len(rows) < _MOST_ENTRIES:
        before = found.filter(start_at__lt=today).order_by("-start_at", "-pk").values_list(*columns)
        rows = [*reversed(before[: _MOST_ENTRIES - len(rows)]), *rows]
    told = hashlib.sha256(repr((_FORM, person.name, person.language, rows)).encode())
    return FeedContent(tuple(dict.fromkeys(row[0] for row in rows)), told.hexdigest()[:32])


def read_meetings(*, meeting_ids: Iterable[UUID]) -> list[tuple[Meeting, list[Occurrence]]]:
    """Return them in that order, each with the occurrences of a series, by start."""
    ids = list(meeting_ids)
    meetings = Meeting.objects.select_related("organiser").in_bulk(ids)
    occurrences: dict[UUID, list[Occurrence]] = {}
    series = [key for key, meeting in meetings.items() if meeting.is_series]
    for row in Occurrence.objects.filter(meeting__in=series).order_by("start_at", "pk"):
        occurrences.setdefault(row.meeting_id, []).append(row)
    return [(meetings[key], occurrences.get(key, [])) for key in ids if key in meetings]
