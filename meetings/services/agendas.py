"""Computing everybody's agenda afresh, and comparing it with the table."""

from collections.abc import Iterator
from uuid import UUID

from django.db import transaction

from meetings.models import Meeting
from meetings.writes import agenda

# So many meetings are read, and locked, at a time.
_BATCH = 200


def rebuild(*, mends: bool) -> Iterator[agenda.Differences]:
    """Yield what differs, batch by batch of meetings, and put it right where ``mends``.

    Safe while the portal is in use: a batch is locked while it is compared, so no change is taken for a difference.
    """
    last: UUID | None = None
    while batch := _after(last):
        last = batch[-1]
        with transaction.atomic():
            locked = list(Meeting.objects.select_for_update().filter(pk__in=batch).order_by("pk"))
            found = agenda.differences(meetings=locked)
            if mends:
                agenda.mend(meetings=locked, extra=found.extra)
        if found:
            yield found


def _after(last: UUID | None) -> list[UUID]:
    found = Meeting.objects.order_by("pk")
    if last is not None:
        found = found.filter(pk__gt=last)
    return list(found.values_list("pk", flat=True)[:_BATCH])
