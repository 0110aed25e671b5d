"""How the reading of the history stands, in numbers: how late, how often it failed, what was left out."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count

from history.models import Anonymisation, SyncCursor, SyncGap, UnstoredSession
from history.services import progress


class Measure(NamedTuple):
    """One number for each combination of ``labels``, by name, with what it is for people."""

    name: str
    words: str
    labels: tuple[str, ...]
    rows: Sequence[tuple[tuple[str, ...], float]]


_OF_EACH = ("tenant", "kind")


def measure(*, now: datetime) -> list[Measure]:
    """Return all of them, with four queries; tenants are named by their number."""
    cursors = list(
        SyncCursor.objects.filter(tenant__is_active=True, tenant__application__is_active=True).order_by("pk")
    )
    gaps = SyncGap.objects.order_by("tenant", "kind").values_list("tenant", "kind").annotate(count=Count("pk"))
    unstored = UnstoredSession.objects.order_by("tenant").values_list("tenant").annotate(count=Count("pk"))
    waiting = Anonymisation.objects.filter(finished_at=None).count()
    return [
        Measure(
            "portal_history_lag_seconds",
            "By how much longer than an hour ago a part of the history was read.",
            _OF_EACH,
            [(_of(each), progress.lag(cursor=each, now=now).total_seconds()) for each in cursors],
        ),
        Measure(
            "portal_history_failures",
            "How often in a row a part of the history could not be read.",
            _OF_EACH,
            [(_of(each), each.failures) for each in cursors],
        ),
        Measure(
            "portal_history_gaps",
            "Spans of the history that could not be read and are tried again.",
            _OF_EACH,
            [((str(tenant), kind), count) for tenant, kind, count in gaps],
        ),
        Measure(
            "portal_history_unstored_sessions",
            "Sessions that could not be stored and are tried again.",
            ("tenant",),
            [((str(tenant),), count) for tenant, count in unstored],
        ),
        Measure("portal_anonymisations_waiting", "People whose name is not forgotten yet.", (), [((), waiting)]),
    ]


def _of(cursor: SyncCursor) -> tuple[str, str]:
    return str(cursor.tenant_id), cursor.kind
