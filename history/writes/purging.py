"""What is kept no longer, deleted in transactions of a few sessions each, so that any of them may be the last."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from history.models import (
    Attendance,
    ControlRecord,
    EndedSession,
    Presence,
    Recording,
    Retention,
    SyncGap,
    UnstoredSession,
)
from history.models.identification import Confidence, Identified

_SESSIONS, _ROWS = 50, 1000
IsSpent = Callable[[], bool]


def attendance(retention: Retention, now: datetime, is_spent: IsSpent) -> bool:
    """Delete who was in sessions and when; the numbers of each session stay, and who was invited to it."""
    return _walk(retention, "attendance", retention.edges(now).attendance, _forget_attendance, is_spent)


def control_records(retention: Retention, now: datetime, is_spent: IsSpent) -> bool:
    """Delete what was done in sessions."""
    return _walk(retention, "control_records", retention.edges(now).control_records, _forget_control, is_spent)


def recordings(retention: Retention, now: datetime, is_spent: IsSpent) -> bool:
    """Delete rows about recordings; the recordings themselves are the meeting service's and stay there."""
    edge = retention.edges(now).recordings
    return edge is None or _delete(
        Recording.objects.filter(tenant=retention.tenant_id, start_at__lt=edge).order_by("start_at"), is_spent
    )


def sessions(retention: Retention, now: datetime, is_spent: IsSpent) -> bool:
    """Delete sessions, of which attendance and control records are gone by now, and what waits to become one."""
    edge = retention.edges(now).sessions
    if edge is None:
        return True
    old: dict[str, Any] = {"tenant": retention.tenant_id, "start_at__lt": edge}
    UnstoredSession.objects.filter(**old).delete()
    SyncGap.objects.filter(tenant=retention.tenant_id, until__lte=edge).delete()
    for some in _batches(EndedSession.objects.filter(**old), is_spent):
        keys = [session.pk for session in some]
        with transaction.atomic(durable=True):
            for model in (Attendance, ControlRecord, Presence):
                _delete_rows(model, Q(session__in=keys))
            EndedSession.objects.filter(pk__in=keys).delete()
    return not is_spent()


STEPS = (attendance, control_records, recordings, sessions)


def _walk(
    retention: Retention,
    kind: str,
    edge: datetime | None,
    forget: Callable[[list[EndedSession]], None],
    is_spent: IsSpent,
) -> bool:
    """Go through the sessions from where it was left to ``edge``, and note after each batch how far it was done."""
    column = f"{kind}_purged_until"
    done: datetime | None = getattr(retention, column)
    if edge is None or (done and done >= edge):
        return True
    old = EndedSession.objects.filter(tenant=retention.tenant_id, start_at__lt=edge)
    if done:
        old = old.filter(start_at__gte=done)
    mine = Retention.objects.filter(pk=retention.pk)
    after: tuple[datetime, int] | None = None
    while not is_spent():
        rest = old if after is None else old.filter(Q(start_at__gt=after[0]) | Q(start_at=after[0], pk__gt=after[1]))
        some = list(rest.order_by("start_at", "pk")[:_SESSIONS])
        if not some:
            mine.filter(**{column: done}).update(**{column: edge})
            return True
        with transaction.atomic(durable=True):
            keys = [session.pk for session in some]
            forget(list(EndedSession.objects.select_for_update().filter(pk__in=keys).order_by("pk")))
            # Nothing where an administrator has changed the days meanwhile: then it is gone through anew.
            mine.filter(**{column: done}).update(**{column: some[-1].start_at})
        done, after = some[-1].start_at, (some[-1].start_at, some[-1].pk)
    return False


def _forget_attendance(some: list[EndedSession]) -> None:
    keys = [session.pk for session in some]
    _delete_rows(Attendance, Q(session__in=keys))
    _delete_rows(Presence, Q(session__in=keys) & (Q(is_invited=False) | Q(person=None)))
    Presence.objects.filter(session__in=keys).update(
        name="",
        call_number="",
        kind=Presence.Kind.PERSON,
        confidence=Confidence.CERTAIN,
        identified_by=Identified.INVITATION,
        came=False,
        joined_at=None,
        left_at=None,
        seconds=0,
        stay_count=0,
    )
    EndedSession.objects.filter(pk__in=keys).update(details=EndedSession.Details.PURGED, details_due_at=None)


def _forget_control(some: list[EndedSession]) -> None:
    _delete_rows(ControlRecord, Q(session__in=[session.pk for session in some]))


def _batches(found: "models.QuerySet[EndedSession]", is_spent: IsSpent) -> Iterator[list[EndedSession]]:
    """Yield the earliest ones, again and again, until none are left or the time is over."""
    while not is_spent() and (some := list(found.order_by("start_at", "pk")[:_SESSIONS])):
        yield some


def _delete(found: "models.QuerySet[Any]", is_spent: IsSpent) -> bool:
    while not is_spent():
        keys = list(found.values_list("pk", flat=True)[:_ROWS])
        if not keys:
            return True
        found.model._default_manager.filter(pk__in=keys).delete()
    return False


def _delete_rows(model: type[models.Model], which: Q) -> None:
    """Delete rows, so many in a statement, in the caller's transaction."""
    manager = model._default_manager
    while keys := list(manager.filter(which).order_by("pk").values_list("pk", flat=True)[:_ROWS]):
        manager.filter(pk__in=keys).delete()
