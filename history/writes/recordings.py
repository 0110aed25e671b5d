"""Recordings as rows, in bulk."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction

from accounts.models import Tenant
from history.models import EndedSession
from history.models import Recording as StoredRecording
from history.queries.forgotten import forgotten_in
from history.writes import cleaning, events, matching, upserting
from hwmeeting import Recording

_log = structlog.get_logger("history.recordings")

_FOLLOWING = (
    "session_id",
    "vendor_conference_id",
    "subject",
    "scheduler_name",
    "start_at",
    "seconds",
    "megabytes",
    "is_available",
    "ready_at",
    "auth_type",
    "gone_at",
)
TABLE = upserting.Table(
    model=StoredRecording,
    columns=("tenant_id", "vendor_conference_uuid", *_FOLLOWING, "stored_at"),
    updated=_FOLLOWING,
    kept=frozenset({"session_id"}),
)
_LARGEST = 2**31 - 1
# A recording that began earlier is of the first reading.
_NEWS = timedelta(days=14)


def store(
    *, tenant: Tenant, recordings: Sequence[Recording], now: datetime, is_news: bool = False
) -> upserting.Upserted:
    """Store recordings, each once, beside their sessions where these are known already.

    API clients hear of each once it can be watched and its session is known, where it ``is_news``.
    """
    once = {recording.conference_uuid: recording for recording in recordings if _is_storable(recording)}
    with transaction.atomic(durable=True):
        sessions = session_ids(tenant, list(once))
        anonymous = _held_by_anonymous(tenant)
        rows = [_row(tenant, one, sessions.get(uuid), now) for uuid, one in once.items()]
        for row in rows:
            row["scheduler_name"] = "" if row["session_id"] in anonymous else row["scheduler_name"]
        told = _told_of(tenant, list(once)) if is_news and tenant.has_webhooks else frozenset()
        done = upserting.upsert(TABLE, rows, with_keys=is_news)
        if is_news:
            events.tell_of_recordings(tenant=tenant, uuids=(done.new_keys | done.changed_keys) - told, now=now)
        return done


def join(*, tenant: Tenant, now: datetime) -> int:
    """Attach recordings to sessions that were stored after them; return how many."""
    alone = StoredRecording.objects.filter(tenant=tenant, session=None)
    found = dict(alone.values_list("vendor_conference_uuid", "start_at"))
    joined = []
    for uuid, session_id in session_ids(tenant, list(found)).items():
        with transaction.atomic(durable=True):
            if alone.filter(vendor_conference_uuid=uuid).update(session=session_id):
                joined.append(uuid)
                if found[uuid] >= now - _NEWS:
                    events.tell_of_recordings(tenant=tenant, uuids=[uuid], now=now)
    return len(joined)


def _told_of(tenant: Tenant, uuids: Sequence[str]) -> frozenset[str]:
    """Return those that could be watched before already."""
    rows = StoredRecording.objects.present().filter(tenant=tenant, is_available=True, session__isnull=False)
    found = (rows.filter(vendor_conference_uuid__in=some) for some in matching.parts(uuids))
    return frozenset(uuid for each in found for uuid in each.values_list("vendor_conference_uuid", flat=True))


def session_ids(tenant: Tenant, uuids: Sequence[str]) -> dict[str, int]:
    """Return the primary keys of sessions by their confUUID."""
    found: dict[str, int] = {}
    for some in matching.parts(uuids):
        rows = EndedSession.objects.filter(tenant=tenant, vendor_conference_uuid__in=some)
        found |= dict(rows.values_list("vendor_conference_uuid", "pk"))
    return found


def _held_by_anonymous(tenant: Tenant) -> frozenset[int]:
    """Return the sessions that somebody held whose name is forgotten."""
    people = forgotten_in(tenant.pk).people
    found = EndedSession.objects.filter(tenant=tenant, organiser__in=people) if people else EndedSession.objects.none()
    return frozenset(found.values_list("pk", flat=True))


def _is_storable(recording: Recording) -> bool:
    """Return whether it has a time and a confUUID that a column takes; what hasn't says nothing that is of use."""
    is_plain = cleaning.clean(recording.conference_uuid, 64) == recording.conference_uuid
    if recording.start_at is None or not is_plain:
        _log.warning("a recording without time or with an unreadable session is left out")
        return False
    return True


def _row(tenant: Tenant, recording: Recording, session_id: int | None, now: datetime) -> dict[str, Any]:
    return {
        "tenant_id": tenant.pk,
        "session_id": session_id,
        "vendor_conference_uuid": recording.conference_uuid,
        "vendor_conference_id": cleaning.clean(recording.conference_id, 32),
        "subject": cleaning.clean(recording.subject, 200),
        "scheduler_name": cleaning.clean(recording.scheduler_name, 200),
        "start_at": recording.start_at,
        "seconds": _amount(recording.seconds),
        "megabytes": _amount(recording.megabytes),
        "is_available": recording.is_available,
        "ready_at": recording.ready_at,
        "auth_type": recording.auth_type if recording.auth_type in {0, 1, 2} else None,
        "gone_at": None,
        "stored_at": now,
    }


def _amount(value: int | None) -> int | None:
    return value if value is not None and 0 <= value <= _LARGEST else None
