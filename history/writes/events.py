"""What API clients are told of the history: in the transaction that stores it, so once, however often it is read.

Nothing is asked where no client of the tenant listens.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts import event_types
from accounts.models import Tenant, User
from accounts.queries import hearing
from history.models import EndedSession, Recording
from history.queries.held import user_id_of
from history.representation import represent_recording, represent_session, zone_of
from history.writes import matching
from meetings.models import Invitee
from notifications.webhooks import queueing
from notifications.webhooks.queueing import Event


def tell_of_sessions(*, tenant: Tenant, uuids: Collection[str], now: datetime) -> int:
    """Tell of sessions that are new; return how many deliveries that makes."""
    if not _is_heard(tenant, event_types.SESSION_STORED, uuids):
        return 0
    count = 0
    for some in matching.parts(uuids):
        rows = EndedSession.objects.filter(tenant=tenant, vendor_conference_uuid__in=some)
        for session in rows.select_related("meeting", "organiser__identity").order_by("start_at", "pk"):
            data = {"session": _session(session)}
            count += _queue(tenant, session, Event(event_types.SESSION_STORED, data, *_about(session)), now)
    return count


def tell_of_recordings(*, tenant: Tenant, uuids: Collection[str], now: datetime) -> int:
    """Tell of recordings that can be watched by now and whose session is known; return the same."""
    if not _is_heard(tenant, event_types.RECORDING_AVAILABLE, uuids):
        return 0
    count = 0
    for some in matching.parts(uuids):
        rows = Recording.objects.present().filter(
            tenant=tenant, vendor_conference_uuid__in=some, is_available=True, session__isnull=False
        )
        for recording in rows.select_related("session__meeting", "session__organiser__identity").order_by("pk"):
            session = recording.session
            assert session
            data = {
                "recording": represent_recording(recording, zone=zone_of(session)),
                "session": _session(session),
            }
            count += _queue(tenant, session, Event(event_types.RECORDING_AVAILABLE, data, *_about(session)), now)
    return count


def _is_heard(tenant: Tenant, name: str, uuids: Collection[str]) -> bool:
    return bool(uuids) and bool(hearing.listening(tenant=tenant, types={name}))


def _queue(tenant: Tenant, session: EndedSession, event: Event, now: datetime) -> int:
    """Address an event to those who could read the session: for its people, or for an administrator."""
    clients = hearing.listening(tenant=tenant, types={event.type})
    people = Q(role=User.Role.TENANT_ADMIN, tenant=tenant)
    if session.organiser_id:
        people |= Q(pk=session.organiser_id)
    if session.meeting:
        invited = Invitee.objects.present().filter(meeting=session.meeting, person__isnull=False)
        people |= Q(pk=session.meeting.organiser_id) | Q(pk__in=invited.values("person"))
    clients = hearing.acting_for_any(clients=clients, people=people, tenant=tenant)
    return queueing.queue([(client.endpoint, event) for client in clients if client.endpoint], now=now)


def _session(session: EndedSession) -> dict[str, Any]:
    return represent_session(session, host_user_id=user_id_of(session.organiser))


def _about(session: EndedSession) -> tuple[str, str]:
    return f"session:{session.pk}", session.subject
