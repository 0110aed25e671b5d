"""The agenda of everybody whom a meeting concerns: the rows that all lists are read from.

They are computed from the meeting, its occurrences and its invitees alone, by one query, in the transaction that
changed any of these; so they can be computed again and compared (``manage.py rebuild_agenda``).
The migration that first filled the table says the same in SQL.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Greatest, Least

from meetings.models import AgendaEntry, Invitee, Meeting, Occurrence
from meetings.writes.insert_rows import insert_rows

_State = Meeting.State


class AgendaRow(NamedTuple):
    """An entry as it is or should be, apart from its own key."""

    tenant_id: int
    person_id: int
    meeting_id: UUID
    occurrence_id: int
    start_at: datetime
    end_at: datetime
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """What the table lacks, and what it has too much; an entry that is wrong is in both."""

    missing: tuple[AgendaRow, ...]
    extra: tuple[AgendaRow, ...]


def create_rows(*, meeting: Meeting, occurrences: Iterable[Occurrence]) -> None:
    """Write the agenda of a meeting that was just made: nobody but its organiser learns of it yet."""
    AgendaEntry.objects.bulk_create(
        AgendaEntry(
            tenant_id=meeting.tenant_id,
            person_id=meeting.organiser_id,
            meeting_id=meeting.pk,
            occurrence_id=occurrence.pk,
            start_at=occurrence.start_at,
            end_at=occurrence.end_at,
        )
        for occurrence in occurrences
    )


def write_invited(*, meeting: Meeting) -> None:
    """Write the agenda of those who learn of ``meeting`` now that the vendor has it, its organiser's being right.

    The caller has saved it. One statement for any number, whose rows never leave the database; none where all who
    are invited are known to be outsiders.
    """
    known = meeting.known_invitees
    if known is not None and all(invitee.person_id in {None, meeting.organiser_id} for invitee in known):
        return
    _write(_computed([meeting]).exclude(person=meeting.organiser_id))


def refresh_agenda(*, meeting: Meeting) -> None:
    """Make the agenda say what ``meeting``, its occurrences and its invitees say, in three queries at most.

    The caller holds the lock of ``meeting`` and has saved it.
    """
    repair(meetings=[meeting], extra=_rows(_extra([meeting])))


def repair(*, meetings: Collection[Meeting], extra: Collection[AgendaRow]) -> None:
    """Make the agenda of ``meetings`` what it should be; ``extra`` is what it has too much."""
    if extra:
        occurrences, people = {row.occurrence_id for row in extra}, {row.person_id for row in extra}
        # Some that are right may be among them, and are written again
        AgendaEntry.objects.filter(meeting__in=meetings, occurrence__in=occurrences, person__in=people).delete()
    _write(_missing(meetings))


def differences(*, meetings: Collection[Meeting]) -> Differences:
    """Return in what the table differs from what is computed afresh, in two queries for all ``meetings``."""
    return Differences(_rows(_missing(meetings)), _rows(_extra(meetings)))


def list_strays() -> tuple[AgendaRow, ...]:
    """Return the entries of whatever meeting whose occurrence is none of that meeting's, or isn't there at all."""
    return _rows(_strays().order_by("pk").values_list(*AgendaRow._fields))


def delete_strays() -> None:
    """Delete them. They belong to no meeting that could be compared, and may stand where a right one has to."""
    _strays().delete()


def _strays() -> QuerySet[AgendaEntry]:
    own = Occurrence.objects.filter(pk=OuterRef("occurrence_id"), meeting=OuterRef("meeting_id"))
    return AgendaEntry.objects.filter(~Exists(own))


def _write(rows: QuerySet[Any, Any]) -> None:
    # Each person's next to each other, as they are read
    insert_rows(AgendaEntry, AgendaRow._fields, rows.order_by("person_id", "start_at"))


def _rows(found: QuerySet[Any, Any]) -> tuple[AgendaRow, ...]:
    return tuple(AgendaRow(*row) for row in found)


def _missing(meetings: Collection[Meeting]) -> QuerySet[Any, Any]:
    return _computed(meetings).difference(_written(meetings))


def _extra(meetings: Collection[Meeting]) -> QuerySet[Any, Any]:
    return _written(meetings).difference(_computed(meetings))


def _written(meetings: Collection[Meeting]) -> QuerySet[Any, Any]:
    return AgendaEntry.objects.filter(meeting__in=meetings).order_by().values_list(*AgendaRow._fields)


def _computed(meetings: Collection[Meeting]) -> QuerySet[Any, Any]:
    return _all_computed().filter(meeting__in=meetings).values_list(*AgendaRow._fields)


@cache
def _all_computed() -> QuerySet[Invitee]:
    """Return the organiser's entries from the first moment, those of colleagues once the vendor has the meeting.

    A meeting that ended before its time is past from then on, and of a series that ended nothing is ahead. Who cancels
    a single meeting, or has it refused, cancels its one occurrence; of a series each says so itself.
    """
    may_see = Q(role=Invitee.Role.ORGANISER) | ~Q(meeting__vendor_conference_id="")
    is_single, has_ended = Q(meeting__repeat_unit=""), Q(meeting__state=_State.ENDED, meeting__ended_at__isnull=False)
    is_off = Q(cancelled_alone=True) | is_single & Q(meeting__state__in=[_State.CANCELLED, _State.REFUSED])
    ended_at = Least("planned_end_at", Greatest("meeting__ended_at", "start_at"))
    return (
        Invitee.objects.present()
        .order_by()
        .annotate(
            tenant_id=F("meeting__tenant_id"),
            occurrence_id=F("meeting__occurrences__id"),
            start_at=F("meeting__occurrences__start_at"),
            planned_end_at=F("meeting__occurrences__end_at"),
            cancelled_alone=F("meeting__occurrences__is_cancelled"),
            end_at=Case(When(has_ended, then=ended_at), default=F("planned_end_at")),
            is_cancelled=Case(When(is_off, then=Value(True)), default=Value(False)),
        )
        .filter(may_see, person__isnull=False, occurrence_id__isnull=False)
        .exclude(has_ended & ~is_single & Q(start_at__gte=F("meeting__ended_at")))
    )
