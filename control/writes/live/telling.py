"""API clients are told who came and who left, and that a recording has begun: in the transaction that stores it.

So it is told once, whichever watcher has heard it. Nothing is asked where nothing has happened.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from accounts import event_types
from accounts.models import Identity
from accounts.queries import hearing
from control.representation import represent_participant
from control.snapshots import LivePerson, LiveState
from l10n import zones
from meetings.models import Meeting
from meetings.representation import represent_row
from notifications.webhooks import queueing
from notifications.webhooks.queueing import Event

_Happened = tuple[str, dict[str, Any]]


def tell(*, meeting_id: UUID, before: LiveState, after: LiveState, left: Mapping[str, datetime], now: datetime) -> int:
    """Tell of what is otherwise in ``after``; return how many deliveries that makes.

    Clients hear of it that may act for the organiser or a co-host, who see the same on the meeting's page.
    """
    found = list(_happened(before, after, left, now))
    if not found:
        return 0
    meeting = Meeting.objects.select_related("tenant", "organiser").get(pk=meeting_id)
    clients = hearing.listening(tenant=meeting.tenant, types={name for name, _data in found})
    if not clients:
        return 0
    people = Q(pk=meeting.organiser_id) | Q(pk__in=meeting.invitees.cohosts().values("person"))
    clients = hearing.acting_for_any(clients=clients, people=people, tenant=meeting.tenant)
    about = _about(meeting)
    events = [Event(name, about | data, f"meeting:{meeting.pk}", meeting.subject) for name, data in found]
    addressed = [
        (client.endpoint, event)
        for event in events
        for client in clients
        if client.endpoint and hearing.hears(client, event.type)
    ]
    return queueing.queue(addressed, now=now)


def _happened(before: LiveState, after: LiveState, left: Mapping[str, datetime], now: datetime) -> Iterator[_Happened]:
    known, there = _by_id(before), _by_id(after)
    for one in there.values():
        if one.id not in known:
            yield event_types.PARTICIPANT_JOINED, {"participant": represent_participant(one)}
    for one in known.values():
        if one.id not in there:
            at = left.get(one.id)
            gone = {"left_at": (at or now).isoformat(), "is_exact": at is not None}
            yield event_types.PARTICIPANT_LEFT, {"participant": represent_participant(one) | gone}
    if after.is_recording and not before.is_recording:
        yield event_types.RECORDING_STARTED, {}


def _by_id(state: LiveState) -> dict[str, LivePerson]:
    return {one.id: one for one in state.people if not one.is_called}


def _about(meeting: Meeting) -> dict[str, Any]:
    identity = Identity.objects.filter(person=meeting.organiser_id).first()
    user_id = identity.third_party_user_id if identity else ""
    return {"meeting": represent_row(meeting, organiser_user_id=user_id, zone=zones.zone(meeting.time_zone))}
