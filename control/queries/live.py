"""What the page of a running meeting reads, each with one query however many are in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, QuerySet

from accounts.queries.compiled import CompiledQuery, Parameter, columns_of, load, whole
from control.queries.known_states import known_states
from control.snapshots import LiveState
from history.models import OnlineParticipant
from meetings.models import Invitee, Meeting

# So long after the last word of a watcher what it said is told to be old.
STALE = timedelta(seconds=15)
# Who was there so long before the meeting's own start belongs to another session of the same ID.
_EARLY = timedelta(hours=1)


_SEEN = (whole("", OnlineParticipant),)


@dataclass(frozen=True, slots=True)
class LiveRow:
    """What is known of a meeting; ``version`` is 0 and ``confirmed_at`` None while nothing is."""

    state: LiveState
    version: int = 0
    confirmed_at: datetime | None = None

    def is_stale(self, now: datetime) -> bool:
        return is_stale(self.confirmed_at, now)


def is_stale(confirmed_at: datetime | None, now: datetime) -> bool:
    """Return whether what was confirmed then is old."""
    return confirmed_at is None or confirmed_at < now - STALE


def read_row(meeting: Meeting) -> LiveRow:
    """Return how a meeting is."""
    if (found := known_states.read(meeting.pk)) is None:
        return LiveRow(LiveState())
    known, confirmed_at = found
    return LiveRow(known.state, known.version, confirmed_at)


def list_left(meeting: Meeting, state: LiveState, *, since: datetime) -> list[OnlineParticipant]:
    """Return who was in since then and is no more, the last one first; whoever is back, too, is not among them."""
    present = (*state.people, *state.waiting)
    there, accounts = {one.id for one in present}, {one.user_id for one in present if one.user_id}
    names = {one.name for one in present if not one.user_id}
    rows = _LEFT.rows(tenant=meeting.tenant_id, conference_id=meeting.vendor_conference_id, since=since - _EARLY)
    found = (load(_SEEN, row)[0] for row in rows)
    left: dict[str, OnlineParticipant] = {}
    for one in found:
        is_back = one.third_party_user_id in accounts if one.third_party_user_id else one.name in names
        if one.participant_id not in there and not is_back:
            left.setdefault(one.third_party_user_id or one.call_number or one.participant_id, one)
    return list(left.values())


def _compose_left() -> QuerySet[OnlineParticipant, tuple[Any, ...]]:
    found = OnlineParticipant.objects.filter(
        tenant=Parameter("tenant", BigIntegerField()),
        vendor_conference_id=Parameter("conference_id", CharField()),
        first_seen_at__gte=Parameter("since", DateTimeField()),
    )
    return found.order_by("-last_seen_at").values_list(*columns_of(_SEEN))


_LEFT = CompiledQuery(_compose_left)


def list_invitees(meeting: Meeting) -> list[Invitee]:
    """Return who is invited, each with person and identity."""
    return list(meeting.invitees.present().select_related("person__identity").order_by("pk"))
