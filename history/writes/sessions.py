"""Ended sessions as rows, in bulk; a meeting whose time is over ends with them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, DataError, IntegrityError, transaction

from accounts.models import Tenant
from history.models import EndedSession
from history.queries.forgotten import Forgotten, forgotten_in
from history.writes import events, keeping, matching, upserting
from hwmeeting import EndedMeeting
from meetings.models import Meeting
from meetings.writes.applying import end

_log = structlog.get_logger("history.sessions")

_LONGEST = 200
_FOLLOWING = (
    "meeting_id",
    "occurrence_id",
    "organiser_id",
    "scheduler_name",
    "scheduler_uuid",
    "vendor_conference_id",
    "room_number",
    "subject",
    "start_at",
    "end_at",
    "has_recording",
)
_RESTARTED = ("details", "details_due_at", "details_attempts")
TABLE = upserting.Table(
    model=EndedSession,
    columns=(
        "tenant_id",
        "vendor_conference_uuid",
        *_FOLLOWING,
        *_RESTARTED,
        "details_error",
        "stored_at",
        "is_summed",
    ),
    updated=_FOLLOWING,
    marked=("is_summed",),
    # A meeting that is gone here, or was never ours, unmakes no match of before.
    kept=frozenset({"meeting_id", "occurrence_id", "organiser_id"}),
    # One that was entered again under the same confUUID has more to tell; what was found by the times and by who was
    # invited is found anew.
    restarts_with=("start_at", "end_at", "meeting_id", "organiser_id"),
    restarted=_RESTARTED,
)


@dataclass
class Tally:
    """What came of storing: sessions that are new or changed, and those that could not even be kept."""

    new: int = 0
    changed: int = 0
    lost: int = 0
    kept: set[str] = field(default_factory=set)


def store(
    *, tenant: Tenant, sessions: Sequence[EndedMeeting], now: datetime, tally: Tally, is_news: bool = False
) -> None:
    """Store sessions, each once; one that no column takes waits as a row, and keeps none of the others from it.

    Of those that are new API clients hear where it ``is_news``, and not merely read for the first time.
    """
    once = list({ended.conference_uuid: ended for ended in sessions}.values())
    waiting = [ended for ended in once if ended.conference_uuid not in tally.kept]
    if waiting:
        _store_some(tenant, waiting, now, tally, is_news=is_news)


def _store_some(tenant: Tenant, sessions: list[EndedMeeting], now: datetime, tally: Tally, *, is_news: bool) -> None:
    """Store all in one transaction; where that can't be, half and half, so that the one is found that is wrong."""
    try:
        _write(tenant, sessions, now, tally, is_news=is_news)
    except SoftTimeLimitExceeded:
        raise
    except Exception as error:
        if isinstance(error, DatabaseError) and not isinstance(error, DataError | IntegrityError):
            raise  # the database is away, or somebody holds a lock: nothing that one session is to blame for
        if len(sessions) == 1:
            _keep(tenant, sessions[0], error, now, tally)
            return
        half = len(sessions) // 2
        for some in (sessions[:half], sessions[half:]):
            _store_some(tenant, some, now, tally, is_news=is_news)


def _write(tenant: Tenant, sessions: list[EndedMeeting], now: datetime, tally: Tally, *, is_news: bool) -> None:
    with transaction.atomic(durable=True):
        matches = matching.find(tenant, sessions)
        forgotten = forgotten_in(tenant.pk)
        rows = [_row(tenant, ended, matches[ended.conference_uuid], now, forgotten) for ended in sessions]
        done = upserting.upsert(TABLE, rows, with_keys=is_news)
        if is_news:
            events.tell_of_sessions(tenant=tenant, uuids=done.new_keys, now=now)
    tally.new += done.new
    tally.changed += done.changed
    _end_meetings(tenant, {one.meeting_id for one in matches.values() if one.meeting_id}, now)


def _row(
    tenant: Tenant, ended: EndedMeeting, match: matching.Match, now: datetime, forgotten: Forgotten
) -> dict[str, Any]:
    organiser_id = match.organiser_id or forgotten.by_uuid.get(ended.scheduler_uuid)
    is_anonymous = organiser_id in forgotten.people
    return {
        "tenant_id": tenant.pk,
        "meeting_id": match.meeting_id,
        "occurrence_id": match.occurrence_id,
        "organiser_id": organiser_id,
        "scheduler_name": "" if is_anonymous else ended.scheduler_name[:_LONGEST],
        "scheduler_uuid": "" if is_anonymous else ended.scheduler_uuid[:64],
        "vendor_conference_uuid": ended.conference_uuid,
        "vendor_conference_id": ended.conference_id,
        "room_number": ended.room_number[:64],
        "subject": ended.subject[:_LONGEST],
        "start_at": ended.start_at,
        "end_at": ended.end_at,
        "has_recording": ended.has_recording,
        "details": EndedSession.Details.WAITING,
        # What ended last is read first.
        "details_due_at": min(ended.end_at, now),
        "details_attempts": 0,
        "details_error": "",
        "stored_at": now,
        "is_summed": False,
    }


def _end_meetings(tenant: Tenant, meeting_ids: set[Any], now: datetime) -> None:
    """End those whose own time, or last occurrence, is over as well.

    Before that the vendor lets people come back into the same meeting (docs/vendor/control.md 10). An error about one
    ends the work on that one: the next reading finds it again.
    """
    for some in matching.parts(meeting_ids):
        over = Meeting.objects.standing().filter(tenant=tenant, pk__in=some, start_at__lte=now)
        for pk in list(over.values_list("pk", flat=True)):
            try:
                _end_meeting(tenant, pk, now)
            except SoftTimeLimitExceeded:
                raise
            except Exception:  # noqa: BLE001 — the other meetings end all the same
                _log.exception("a meeting that is over can't be ended", meeting=str(pk))


def _end_meeting(tenant: Tenant, pk: Any, now: datetime) -> None:
    with transaction.atomic(durable=True):
        meeting = Meeting.objects.select_for_update().get(pk=pk)
        if meeting.span()[1] <= now:
            meeting.tenant = tenant
            end(meeting=meeting, now=now)


def _keep(tenant: Tenant, ended: EndedMeeting, error: Exception, now: datetime, tally: Tally) -> None:
    _log.error("a session can't be stored", tenant=tenant.pk, exc_info=error)
    try:
        keeping.keep(tenant=tenant, ended=ended, error=error, now=now)
    except SoftTimeLimitExceeded:
        raise
    except Exception:  # noqa: BLE001 — the cursor stays where it was, so that the next reading tells of it again
        _log.exception("a session can't be kept", tenant=tenant.pk)
        tally.lost += 1
    else:
        tally.kept.add(ended.conference_uuid)
