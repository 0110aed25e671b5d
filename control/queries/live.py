"""What the page of a running meeting reads, each with one query however many are in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, QuerySet, UUIDField

from accounts.models import Identity, User
from accounts.queries.compiled import CompiledQuery, Parameter, Part, columns_of, load, whole
from control.models import ControlAction
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
    """Return who is invited, each with person and the User ID of their identity."""
    return [_invitee(*load(_INVITED, row)) for row in _INVITEES.rows(meeting=meeting.pk)]


def _invitee(invitee: Invitee, person: User, identity: Identity) -> Invitee:
    invitee.person = person if person.pk else None
    person._state.fields_cache["identity"] = identity if identity.pk else None
    return invitee


def _compose_invitees() -> QuerySet[Invitee, tuple[Any, ...]]:
    invited = Invitee.objects.present().filter(meeting=Parameter("meeting", UUIDField()))
    return invited.order_by("pk").values_list(*columns_of(_INVITED))


_INVITED = (
    whole("", Invitee),
    whole("person__", User),
    Part("person__identity__", Identity, ("id", "person_id", "third_party_user_id")),
)
_INVITEES = CompiledQuery(_compose_invitees)


def list_last_actions(meeting: Meeting, *, most: int) -> list[ControlAction]:
    """Return what was done to a meeting last, the newest first, each with the name of who did it."""
    return [_action(*load(_DONE, row)) for row in _ACTIONS.rows(most, meeting=meeting.pk)]


def _action(action: ControlAction, person: User) -> ControlAction:
    action.requested_by = person
    return action


def _compose_actions(most: int) -> QuerySet[ControlAction, tuple[Any, ...]]:
    actions = ControlAction.objects.filter(meeting=Parameter("meeting", UUIDField()), was_needless=False)
    return actions.order_by("-created_at").values_list(*columns_of(_DONE))[:most]


_DONE = (whole("", ControlAction), Part("requested_by__", User, ("id", "name")))
_ACTIONS = CompiledQuery(_compose_actions)
