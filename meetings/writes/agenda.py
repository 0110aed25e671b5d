"""The agenda of everybody whom a meeting concerns: the rows that all lists are read from.

One function writes them, in the transaction that changed the meeting, its occurrences or its invitees. What it makes
of them is computed from these three alone, so that it can be computed again and compared (``manage.py
rebuild_agenda``).
The migration that first filled the table says the same in SQL.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from meetings.models import AgendaEntry, Invitee, Meeting, Occurrence

_State = Meeting.State


@dataclass(frozen=True, slots=True)
class Differences:
    """What the table lacks, and the keys of what it has too much; an entry that is wrong is in both."""

    missing: tuple[AgendaEntry, ...]
    extra: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


@dataclass(frozen=True, slots=True)
class _Times:
    start_at: datetime
    end_at: datetime
    is_cancelled: bool


def write_first(*, meeting: Meeting, occurrences: Iterable[Occurrence]) -> None:
    """Write the agenda of a meeting that was just made: nobody but its organiser learns of it yet."""
    entries = []
    for occurrence in occurrences:
        was = _Times(occurrence.start_at, occurrence.end_at, occurrence.is_cancelled)
        if times := _times(meeting, was):
            entries.append(_entry(meeting, occurrence.pk, meeting.organiser_id, times))
    AgendaEntry.objects.bulk_create(entries)


def write_invited(*, meeting: Meeting) -> None:
    """Write the agenda of those who learn of ``meeting`` now that the vendor has it, its organiser's being right."""
    # Once each, though a person is invited under two addresses
    entries = {(entry.occurrence_id, entry.person_id): entry for entry in _computed([meeting])}
    AgendaEntry.objects.bulk_create(entry for entry in entries.values() if entry.person_id != meeting.organiser_id)


def refresh_agenda(*, meeting: Meeting) -> None:
    """Make the agenda say what ``meeting``, its occurrences and its invitees say.

    Two queries where nothing differs, four at most. The caller holds the lock of ``meeting`` and has saved it.
    """
    mend(differences(meetings=[meeting]))


def mend(found: Differences) -> None:
    """Make the table what it should be."""
    if found.extra:
        AgendaEntry.objects.filter(pk__in=found.extra).delete()
    if found.missing:
        AgendaEntry.objects.bulk_create(found.missing)


def differences(*, meetings: Collection[Meeting]) -> Differences:
    """Return in what the table differs from what is computed afresh, in two queries for all ``meetings``."""
    wanted = {(entry.occurrence_id, entry.person_id): entry for entry in _computed(meetings)}
    extra: list[int] = []
    found = AgendaEntry.objects.filter(meeting__in=meetings).order_by()
    columns = ("pk", "occurrence_id", "person_id", "meeting_id", "tenant_id", "start_at", "end_at", "is_cancelled")
    for pk, occurrence_id, person_id, *said in found.values_list(*columns):
        entry = wanted.get((occurrence_id, person_id))
        if entry and said == [entry.meeting_id, entry.tenant_id, entry.start_at, entry.end_at, entry.is_cancelled]:
            del wanted[occurrence_id, person_id]
        else:
            extra.append(pk)
    return Differences(tuple(wanted.values()), tuple(extra))


def _computed(meetings: Collection[Meeting]) -> Iterator[AgendaEntry]:
    """The organiser's entries from the first moment, those of colleagues once the vendor has the meeting."""
    by_id: dict[UUID, Meeting] = {meeting.pk: meeting for meeting in meetings}
    present = Invitee.objects.present().filter(meeting__in=meetings, person__isnull=False).order_by()
    columns = ("pk", "start_at", "end_at", "is_cancelled")
    joined = (f"meeting__occurrences__{column}" for column in columns)
    for meeting_id, role, person_id, occurrence_id, *said in present.values_list(
        "meeting_id", "role", "person_id", *joined
    ):
        meeting = by_id[meeting_id]
        may_see = role == Invitee.Role.ORGANISER or meeting.vendor_conference_id
        if may_see and occurrence_id and (times := _times(meeting, _Times(*said))):
            yield _entry(meeting, occurrence_id, person_id, times)


def _times(meeting: Meeting, was: _Times) -> _Times | None:
    """When the agenda has an occurrence, None if not at all.

    A meeting that ended before its time is past from then on, and of a series that ended nothing is ahead. Who cancels
    a single meeting, or has it refused, cancels its one occurrence; of a series each says so itself.
    """
    end_at, ended_at = was.end_at, meeting.ended_at
    if meeting.state == _State.ENDED and ended_at and ended_at < end_at:
        if meeting.is_series and was.start_at >= ended_at:
            return None
        end_at = max(ended_at, was.start_at)
    is_off = not meeting.is_series and meeting.state in {_State.CANCELLED, _State.REFUSED}
    return _Times(was.start_at, end_at, was.is_cancelled or is_off)


def _entry(meeting: Meeting, occurrence_id: int, person_id: int, times: _Times) -> AgendaEntry:
    return AgendaEntry(
        tenant_id=meeting.tenant_id,
        person_id=person_id,
        meeting_id=meeting.pk,
        occurrence_id=occurrence_id,
        start_at=times.start_at,
        end_at=times.end_at,
        is_cancelled=times.is_cancelled,
    )
