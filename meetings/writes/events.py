"""What happened to a meeting, for the API clients that want to hear of it: its rows before and after, compared.

Whoever changes a meeting does it inside ``announced``; the one place where the vendor's word becomes our state does,
so that an event comes whichever way that word has come. Nothing is asked where no client of the tenant listens.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts import event_types
from accounts.models import ApiClient, Identity
from accounts.queries import hearing
from l10n import zones
from meetings import options
from meetings.models import Meeting
from meetings.representation import represent_occurrence, represent_row
from notifications.webhooks import queueing
from notifications.webhooks.queueing import Event

_State = Meeting.State
_Place = tuple[datetime, datetime, bool]


@contextmanager
def announced(meeting: Meeting, *, now: datetime) -> Iterator[None]:
    """Tell of what the block does to ``meeting``, in its transaction. Inside another such block this one is silent."""
    if meeting.is_watched or not meeting.tenant.has_webhooks:
        yield
        return
    meeting.is_watched = True
    try:
        before = _Row.of(meeting)
        yield
    finally:
        meeting.is_watched = False
    _queue(meeting, before, now)


@dataclass(frozen=True, slots=True)
class _Row:
    """What a receiver can tell one state of a meeting from another by. ``fields`` have the names of the API."""

    state: str
    is_booked: bool
    fields: Mapping[str, object] = field(default_factory=dict)
    occurrences: Mapping[int, _Place] = field(default_factory=dict)

    @classmethod
    def of(cls, meeting: Meeting) -> "_Row":
        """Return it; of one that nobody knows of yet without a query."""
        if not meeting.vendor_conference_id:
            return cls(meeting.state, is_booked=False)
        rows = meeting.occurrences.all() if meeting.is_series else ()
        places = {row.pk: (row.start_at, row.end_at, row.is_cancelled) for row in rows}
        return cls(meeting.state, True, _fields(meeting), places)


def _fields(meeting: Meeting) -> dict[str, object]:
    found: dict[str, object] = {
        "subject": meeting.subject,
        "time_zone": meeting.time_zone,
        "conference_id": meeting.vendor_conference_id,
        "guest_password": meeting.guest_password,
        "invitees": set(meeting.invitees.present().values_list("pk", "role")),
    }
    found |= {option.name: getattr(meeting, option.name) for option in options.TABLE}
    if meeting.is_series:  # whose start and length are those of its current occurrence
        found["recurrence"] = (meeting.recurrence, meeting.repeat_start_at, meeting.repeat_minutes)
    else:
        found |= {"start_at": meeting.start_at, "length_minutes": meeting.length_minutes}
    return found


def _queue(meeting: Meeting, before: _Row, now: datetime) -> None:
    after = _Row.of(meeting)
    found = list(_happened(before, after))
    if not found:
        return
    clients = hearing.listening(tenant=meeting.tenant, types={name for name, *_ in found})
    if not clients:
        return
    people = Q(pk=meeting.organiser_id) | Q(pk__in=meeting.invitees.present().values("person"))
    clients = hearing.acting_for_any(clients=clients, people=people, tenant=meeting.tenant)
    if clients:
        queueing.queue(_addressed(meeting, found, clients), now=now)


_Happened = tuple[str, list[str], int | None]


def _happened(before: _Row, after: _Row) -> Iterator[_Happened]:
    """Yield each event with the fields that have changed and the occurrence that it is about."""
    if not after.is_booked:  # refused, or withdrawn before anybody knew of it
        return
    if not before.is_booked:
        yield event_types.MEETING_BOOKED, [], None
    if after.state == _State.CANCELLED:
        if before.state != _State.CANCELLED:
            yield event_types.MEETING_CANCELLED, ["state"], None
        return
    if before.is_booked:
        yield from _changes(before, after)
    if after.state == _State.RUNNING and before.state != _State.RUNNING:
        yield event_types.MEETING_STARTED, ["state"], None
    is_over = before.state == _State.RUNNING or after.state == _State.ENDED
    if is_over and after.state != before.state:
        yield event_types.MEETING_ENDED, ["state"], None


def _changes(before: _Row, after: _Row) -> Iterator[_Happened]:
    changed = [name for name in after.fields if after.fields[name] != before.fields.get(name)]
    are_same = before.occurrences.keys() == after.occurrences.keys()
    if "recurrence" in changed or not are_same:  # the whole has other dates
        if before.occurrences != after.occurrences:
            changed.append("occurrences")
    else:
        for key, place in after.occurrences.items():
            was = before.occurrences[key]
            if place[2] and not was[2]:
                yield event_types.OCCURRENCE_CANCELLED, ["is_cancelled"], key
            elif place != was and not (place[2] and was[2]):
                yield event_types.OCCURRENCE_CHANGED, _changed_places(was, place), key
    if changed:
        yield event_types.MEETING_CHANGED, changed, None


def _changed_places(was: _Place, now: _Place) -> list[str]:
    names = ("start_at", "end_at", "is_cancelled")
    return [name for name, old, new in zip(names, was, now, strict=True) if old != new]


def _addressed(meeting: Meeting, found: list[_Happened], clients: list[ApiClient]) -> Iterator[tuple[Any, Event]]:
    zone = zones.zone(meeting.time_zone)
    identity = Identity.objects.filter(person=meeting.organiser_id).first()
    about = represent_row(meeting, organiser_user_id=identity.third_party_user_id if identity else "", zone=zone)
    rows = {row.pk: row for row in meeting.occurrences.all()} if any(key for *_, key in found) else {}
    for name, changed, key in found:
        data = {"meeting": about, "changed": changed}
        if key is not None:
            data["occurrence"] = represent_occurrence(rows[key], zone)
        event = Event(name, data, f"meeting:{meeting.pk}", meeting.subject)
        for client in clients:
            if hearing.hears(client, name):
                yield client.endpoint, event
