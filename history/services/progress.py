"""How far the history has been read, as administrators see it."""

from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from accounts.models import User
from accounts.problems import Code
from history.models import EndedSession, Kind, SyncCursor, SyncGap
from history.models.retention import edges_of
from history.services import cursors
from history.vendor.whole_lists import LIST_CHANGES, NOT_STORED
from hwmeeting import sentences

_Row = TypeVar("_Row", SyncCursor, SyncGap)


def cursors_within_reach(*, by: User) -> QuerySet[SyncCursor]:
    """Return those of ``by``'s own tenant, of all for an operator, each with how many gaps it has left."""
    gaps = SyncGap.objects.filter(tenant=OuterRef("tenant"), kind=OuterRef("kind")).order_by().values("tenant")
    counted = Coalesce(Subquery(gaps.annotate(count=Count("pk")).values("count")), 0)
    return _reach(SyncCursor.objects.select_related("tenant").annotate(gap_count=counted), by)


def gaps_within_reach(*, by: User) -> QuerySet[SyncGap]:
    """Return those of ``by``'s own tenant, of all for an operator."""
    return _reach(SyncGap.objects.select_related("tenant"), by)


def percent(*, cursor: SyncCursor) -> int:
    """Return how much of the first reading is done, in percent: of attendance, how many sessions were read."""
    if cursor.kind != Kind.DETAILS:
        return int(100 * _progress(cursor))
    held = EndedSession.objects.filter(tenant=cursor.tenant_id)
    waiting = held.filter(details_due_at__isnull=False, details=EndedSession.Details.WAITING).count()
    return int(100 * (1 - waiting / held.count())) if waiting else 100


def _progress(cursor: SyncCursor) -> float:
    """Return how much of the first reading is done, which goes back no further than the tenant keeps it."""
    edges = edges_of(cursor.tenant_id, cursor.succeeded_at or cursor.begun_at)
    edge = edges.sessions if cursor.kind == Kind.SESSIONS else edges.recordings
    cursor.floor_at = max(cursor.floor_at, edge) if edge else cursor.floor_at
    return cursor.progress


def lag(*, cursor: SyncCursor, now: datetime) -> timedelta:
    """Return by how much longer than an hour ago it was read."""
    last = cursor.succeeded_at or cursor.begun_at
    return max(now - last - cursors.EVERY, timedelta(0))


def sentence(*, code: str) -> str:
    """Return what a failure was, for people; "" for none."""
    if not code:
        return ""
    if code == LIST_CHANGES:
        return gettext("The list changes while it is read.")
    if code == NOT_STORED:
        return gettext("Rows of it could not be stored; the log says why.")
    if code in Code.values:
        return str(Code(code).label)
    return sentences.sentence(code, translate=gettext)


def _reach(found: "QuerySet[_Row]", by: User) -> "QuerySet[_Row]":
    if not (by.is_active and by.is_staff):
        return found.none()
    return found if by.is_operator else found.filter(tenant=by.tenant_id)
