"""Who is in meetings that run now: the online list names accounts, which the history leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from celery.exceptions import SoftTimeLimitExceeded

from accounts.errors import AccountError
from accounts.models import EventSubscription, Tenant
from accounts.vendor import clients
from history.models import OnlineParticipant
from history.vendor import readers
from history.writes.cleaning import clean
from hwmeeting import Client, HwMeetingError, Participant, Refused
from meetings.models import Meeting

_log = structlog.get_logger("history.watching")

# By then the history has told of the session, and it was read.
KEPT = timedelta(days=3)
# A meeting that runs for longer isn't running: nobody has told us of its end yet.
_LONGEST = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody who was seen in a running meeting; what isn't known of them is ""."""

    participant_id: str
    name: str
    call_number: str
    third_party_user_id: str
    user_uuid: str
    first_seen_at: datetime
    last_seen_at: datetime
    # Where it was told; None while they are in, and where they were missed only later.
    left_at: datetime | None = None


def watch(*, tenant_id: int, now: datetime) -> int:
    """Note who is in each running meeting of a tenant; return how many meetings were looked at.

    Nothing is asked where the vendor's events tell it by themselves. An error about one meeting ends the work on that
    one; a service that is away is left.
    """
    tenant = Tenant.objects.select_related("application").get(pk=tenant_id)
    if EventSubscription.objects.filter(tenant=tenant, state=EventSubscription.State.ON).exists():
        return 0
    running = Meeting.objects.filter(tenant=tenant, state=Meeting.State.RUNNING, start_at__gt=now - _LONGEST)
    whole = None
    for meeting in running.select_related("organiser").order_by("start_at"):
        try:
            whole = whole or readers.whole_enterprise(tenant)
            client = whole.client if whole else clients.client_for(person=meeting.organiser, within=tenant)
            _note(meeting, client, now)
        except SoftTimeLimitExceeded:
            raise
        except (Refused, AccountError) as error:  # it has ended by now, or its organiser can't be acted for
            _log.info("who is in a meeting can't be read", meeting=str(meeting.pk), error=repr(error))
        except HwMeetingError as error:
            _log.warning("the meeting service does not say who is in", tenant=tenant.pk, error=repr(error))
            break
    return running.count()


def prune(*, now: datetime) -> int:
    """Forget those who were seen long ago; return how many."""
    return OnlineParticipant.objects.filter(last_seen_at__lt=now - KEPT).delete()[0]


def note(*, meeting_id: UUID, seen: Sequence[Seen]) -> None:
    """Note who is or was in a running meeting, in two statements; who is known keeps when they first were."""
    meeting = Meeting.objects.only("tenant_id", "vendor_conference_id").get(pk=meeting_id)
    _write(meeting, {one.participant_id[:64]: one for one in seen})


def _note(meeting: Meeting, client: Client, now: datetime) -> None:
    found = client.meetings.participants(meeting.vendor_conference_id)
    _write(meeting, {one.participant_id[:64]: _seen(one, now) for one in found})


def _seen(one: Participant, now: datetime) -> Seen:
    return Seen(one.participant_id, one.name, one.call_number, one.third_party_user_id, one.user_uuid, now, now)


def _write(meeting: Meeting, seen: Mapping[str, Seen]) -> None:
    rows = [_row(meeting, participant_id, one) for participant_id, one in seen.items() if participant_id]
    OnlineParticipant.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["tenant", "vendor_conference_id", "participant_id"],
        update_fields=["name", "call_number", "third_party_user_id", "user_uuid", "last_seen_at", "left_at"],
    )


def _row(meeting: Meeting, participant_id: str, one: Seen) -> OnlineParticipant:
    return OnlineParticipant(
        tenant_id=meeting.tenant_id,
        vendor_conference_id=meeting.vendor_conference_id,
        participant_id=clean(participant_id, 64),
        name=clean(one.name, 200),
        call_number=clean(one.call_number, 128),
        third_party_user_id=clean(one.third_party_user_id, 128),
        user_uuid=clean(one.user_uuid, 64),
        first_seen_at=one.first_seen_at,
        last_seen_at=one.last_seen_at,
        left_at=one.left_at,
    )
