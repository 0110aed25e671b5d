"""When people are busy: one query along the index of the agenda, which tells nothing else of what they do."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Case, F, Q, Value, When

from accounts.models import User
from meetings.limits import LONGEST_RUN
from meetings.models import AgendaEntry, Meeting
from meetings.snapshots import Span


def find_people(*, tenant_id: int | None, user_ids: Collection[str]) -> dict[str, int]:
    """Return the keys of the active people of the tenant by those of the third-party User IDs that they have."""
    found = User.objects.filter(
        tenant=tenant_id, is_active=True, identity__tenant=tenant_id, identity__third_party_user_id__in=user_ids
    )
    return dict(found.values_list("identity__third_party_user_id", "pk"))


def busy_spans(
    *,
    tenant_id: int | None,
    people: Collection[int],
    since: datetime,
    until: datetime,
    now: datetime,
    without: UUID | None = None,
) -> dict[int, list[Span]]:
    """Return when each of ``people`` is busy from ``since`` until ``until``: what meets or overlaps is one span.

    What runs on past its time keeps them busy up to ``now``; the meeting ``without`` keeps nobody busy.
    """
    runs_on = Q(meeting__state=Meeting.State.RUNNING, start_at=F("meeting__start_at"), end_at__lt=now)
    entries = AgendaEntry.objects.filter(
        tenant=tenant_id,
        person__in=people,
        start_at__gt=since - LONGEST_RUN,
        start_at__lt=until,
        is_cancelled=False,
    ).annotate(lasts_until=Case(When(runs_on, then=Value(now)), default="end_at"))
    held = entries.filter(lasts_until__gt=since).order_by("person", "start_at")
    if without:
        held = held.exclude(meeting=without)
    found: dict[int, list[Span]] = {person: [] for person in people}
    for person, start_at, end_at in held.values_list("person", "start_at", "lasts_until"):
        spans, span = found[person], Span(max(start_at, since), min(end_at, until))
        if spans and span.start_at <= spans[-1].end_at:
            span = Span(spans[-1].start_at, max(spans.pop().end_at, span.end_at))
        spans.append(span)
    return found
