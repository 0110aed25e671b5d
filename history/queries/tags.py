"""The tags of meetings that stand in a list."""

from collections.abc import Iterable
from uuid import UUID

from meetings.models import MeetingTag


def tags_of(meetings: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return the tags of each meeting that has any; one query."""
    found: dict[UUID, list[str]] = {}
    for key, name in MeetingTag.objects.filter(meeting__in=list(meetings)).values_list("meeting_id", "name"):
        found.setdefault(key, []).append(name)
    return found
