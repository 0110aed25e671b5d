"""Computing afresh what the lists are read from, and comparing it with what is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from meetings.models import Meeting
from meetings.writes import agenda, invitees, meeting_words

# So many meetings are read, and locked, at a time.
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Found:
    """What differs in a batch: entries that lack, those that are too much, meetings with a wrong count or words.

    An entry that is wrong is in both; ``miscounted`` have the right count, ``misworded`` are their keys.
    """

    missing: tuple[agenda.AgendaRow, ...]
    extra: tuple[agenda.AgendaRow, ...]
    miscounted: tuple[Meeting, ...]
    misworded: tuple[UUID, ...] = ()


def rebuild(*, repairs: bool) -> Iterator[Found]:
    """Yield what differs, entries that belong to no meeting first, then batch by batch of meetings.

    It is put right if ``repairs``.

    Safe while the portal is in use: a batch is locked while it is compared, so no change is taken for a difference.
    """
    strays = agenda.list_strays()
    if strays:
        if repairs:
            agenda.delete_strays()
        yield Found((), strays, ())
    last: UUID | None = None
    while batch := _after(last):
        last = batch[-1]
        with transaction.atomic():
            locked = list(Meeting.objects.select_for_update().filter(pk__in=batch).order_by("pk"))
            found, miscounted = agenda.differences(meetings=locked), invitees.miscounted(meetings=locked)
            words = meeting_words.outdated(meetings=locked)
            if repairs:
                agenda.repair(meetings=locked, extra=found.extra)
                Meeting.objects.bulk_update(miscounted, ["invitee_count"])
                meeting_words.repair(right=words)
        extra = tuple(row for row in found.extra if row not in strays)
        if found.missing or extra or miscounted or words:
            yield Found(found.missing, extra, tuple(miscounted), tuple(words))


def _after(last: UUID | None) -> list[UUID]:
    found = Meeting.objects.order_by("pk")
    if last is not None:
        found = found.filter(pk__gt=last)
    return list(found.values_list("pk", flat=True)[:_BATCH])
