"""The states that this process has read last: hundreds of people are read anew only where something has changed."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, Case, DateTimeField, F, JSONField, QuerySet, UUIDField, When

from accounts.queries.compiled import CompiledQuery, Parameter
from control.models import RunningMeeting
from control.snapshots import LiveState

_MOST_MEETINGS = 50


class Known(NamedTuple):
    """A state, and which one of its meeting it is."""

    version: int
    changed_at: datetime | None
    state: LiveState


class KnownStates:
    """States by meeting. Many threads may ask: what one of them lacks is read once more."""

    def __init__(self) -> None:
        self._known: dict[UUID, Known] = {}

    def read(self, meeting_id: UUID) -> tuple[Known, datetime | None] | None:
        """Return a state and when it was confirmed, with one query; None where no watcher has it."""
        known = self._known.get(meeting_id)
        version, changed_at = (known.version, known.changed_at) if known else (-1, None)
        found = _STATE.rows(meeting=meeting_id, version=version, changed_at=changed_at)
        if not found:
            return None
        version, changed_at, confirmed_at, written = found[0]
        if written is not None:
            known = Known(version, changed_at, LiveState.from_json(written))
            if len(self._known) >= _MOST_MEETINGS:
                self._known.clear()
            self._known[meeting_id] = known
        assert known is not None
        return known, confirmed_at


def _compose() -> QuerySet[RunningMeeting, tuple[Any, ...]]:
    """Return the query of version, time of the change, when it was confirmed, and the state: None for the known one.

    Without the time of a change nothing says that it is.
    """
    version, changed_at = Parameter("version", BigIntegerField()), Parameter("changed_at", DateTimeField())
    is_known = When(version=version, changed_at=changed_at, then=None)
    rows = RunningMeeting.objects.filter(pk=Parameter("meeting", UUIDField()))
    written = Case(is_known, default=F("state"), output_field=JSONField())
    return rows.annotate(written=written).values_list("version", "changed_at", "confirmed_at", "written")


_STATE = CompiledQuery(_compose)
known_states = KnownStates()
