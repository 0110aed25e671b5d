"""Recordings as rows, in bulk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction

from accounts.models import Tenant
from history.models import EndedSession
from history.models import Recording as StoredRecording
from history.writes import cleaning, matching, upserting
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


def store(*, tenant: Tenant, recordings: Sequence[Recording], now: datetime) -> upserting.Upserted:
    """Store recordings, each once, beside their sessions where these are known already."""
    once = {recording.conference_uuid: recording for recording in recordings if _is_storable(recording)}
    with transaction.atomic(durable=True):
        sessions = session_ids(tenant, list(once))
        rows = [_row(tenant, one, sessions.get(uuid), now) for uuid, one in once.items()]
        return upserting.upsert(TABLE, rows)


def join(*, tenant: Tenant) -> int:
    """Attach recordings to sessions that were stored after them; return how many."""
    alone = StoredRecording.objects.filter(tenant=tenant, session=None)
    uuids = list(alone.values_list("vendor_conference_uuid", flat=True))
    count = 0
    for uuid, session_id in session_ids(tenant, uuids).items():
        count += alone.filter(vendor_conference_uuid=uuid).update(session=session_id)
    return count


def session_ids(tenant: Tenant, uuids: Sequence[str]) -> dict[str, int]:
    """Return the primary keys of sessions by their confUUID."""
    found: dict[str, int] = {}
    for some in matching.parts(uuids):
        rows = EndedSession.objects.filter(tenant=tenant, vendor_conference_uuid__in=some)
        found |= dict(rows.values_list("vendor_conference_uuid", "pk"))
    return found


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
