"""Sessions that could not be stored wait as rows: the vendor need not tell of them again, and somebody sees them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Tenant, User
from history.models import UnstoredSession
from hwmeeting import EndedMeeting

_LONGEST_ERROR = 200


def within_reach(*, by: User) -> QuerySet[UnstoredSession]:
    """Return those that ``by`` should know of: a tenant administrator of their own tenant's, an operator of all."""
    if not (by.is_active and by.is_staff):
        return UnstoredSession.objects.none()
    found = UnstoredSession.objects.select_related("tenant")
    return found if by.is_operator else found.filter(tenant=by.tenant_id)


def keep(*, tenant: Tenant, ended: EndedMeeting, error: Exception, now: datetime) -> None:
    """Keep a session that could not be stored because of ``error``, or count one more attempt."""
    written: Any = _to_json(ended)  # the stubs take the field for text
    with transaction.atomic(durable=True):
        row, is_new = UnstoredSession.objects.select_for_update().get_or_create(
            tenant=tenant,
            vendor_conference_uuid=ended.conference_uuid,
            defaults={
                "vendor_conference_id": ended.conference_id,
                "start_at": ended.start_at,
                "answer": written,
                "error": "",
                "failed_at": now,
                "tried_at": now,
            },
        )
        if not is_new:
            row.attempts += 1
        row.error, row.tried_at, row.answer = _named(error), now, written
        row.save(update_fields=["error", "tried_at", "answer", "attempts"])


def forget(*, tenant: Tenant, ended: EndedMeeting) -> None:
    """Forget a session that is stored by now."""
    UnstoredSession.objects.filter(tenant=tenant, vendor_conference_uuid=ended.conference_uuid).delete()


def waiting(*, tenant: Tenant) -> list[EndedMeeting]:
    """Return what waits to be tried again, as the history told of it."""
    found = UnstoredSession.objects.filter(tenant=tenant).order_by("pk")
    answers: list[Any] = list(found.values_list("answer", flat=True))  # the stubs take the field for text
    return [_from_json(written) for written in answers]


def _named(error: Exception) -> str:
    """Return the kind of error alone: what it says may hold what people wrote."""
    return type(error).__qualname__[:_LONGEST_ERROR]


def _to_json(ended: EndedMeeting) -> dict[str, Any]:
    return asdict(ended) | {"start_at": ended.start_at.isoformat(), "end_at": ended.end_at.isoformat()}


def _from_json(written: dict[str, Any]) -> EndedMeeting:
    times = {name: datetime.fromisoformat(written[name]) for name in ("start_at", "end_at")}
    return EndedMeeting(**written | times)
