"""The lists of what is over: a person's own meetings, and, for an administrator, whatever the tenant has held."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from history.models import EndedSession, Presence
from history.queries import narrowing
from history.queries.narrowing import Filters
from history.queries.numbers import SessionRow, numbers_of
from meetings.models import AgendaEntry
from meetings.queries import lists
from meetings.queries.lists import MeetingRow

Place = tuple[datetime, int]
# Nobody is told exactly how many more there are: counting them all would take longer with each.
COUNTED = 1000


class Found(NamedTuple):
    """A row: a meeting of the reader's agenda, a session, or both; ``place`` is where the next page begins."""

    place: Place
    meeting: MeetingRow | None
    session: SessionRow | None
    session_count: int

    @property
    def meeting_id(self) -> UUID | None:
        return self.meeting.id if self.meeting else self.session.meeting_id if self.session else None


def own(*, person: User, filters: Filters, before: Place | None, limit: int, now: datetime) -> list[Found]:
    """Return what is over in the agenda of ``person``, and where else they had a part, the latest first.

    A meeting that was entered several times has the longest of its sessions.
    """
    at, key = before or (None, 0)
    # Both kinds of rows in one order: keys of the agenda are even, those of sessions odd.
    entries = lists.past(
        person=person,
        now=now,
        limit=limit,
        narrowed=narrowing.of_entries(filters, person),
        before=(at, (key + 1) // 2) if at else None,
    )
    # What is older than a whole page of the agenda stands on another page; without that, the walk might pass all.
    oldest = entries[-1].meeting.start_at if len(entries) == limit else None
    elsewhere = _parts_elsewhere(person, filters, (at, key // 2) if at else None, oldest)
    others = [part.session for part in elsewhere[:limit]]
    held = _held(entries, person)
    longest = {occurrence: max(each, key=_length) for occurrence, each in held.items()}
    numbers = numbers_of([*longest.values(), *others])
    found = [Found((row.start_at, row.pk * 2 + 1), None, numbers[row.pk], 1) for row in others]
    found += _found(entries, held, numbers, longest)
    return sorted(found, key=lambda row: row.place, reverse=True)[:limit]


def with_sessions(entries: list[lists.EntryRow], *, person: User) -> list[Found]:
    """Return entries of the agenda of ``person``, each with the longest of its sessions; three queries, or none."""
    if not entries:
        return []
    held = _held(entries, person)
    longest = {occurrence: max(each, key=_length) for occurrence, each in held.items()}
    return _found(entries, held, numbers_of(longest.values()), longest)


def of_the_tenant(*, person: User, filters: Filters, before: Place | None, limit: int) -> list[Found]:
    """Return the sessions of the tenant that ``person`` administers, the latest first; of nobody else any."""
    if not person.is_staff:
        return []
    found = _sessions_of_the_tenant(person, filters)
    if before:
        at, key = before
        found = found.filter(Q(start_at__lt=at) | Q(pk__lt=key), start_at__lte=at)
    sessions = list(_read(found.order_by("-start_at", "-pk"), person)[:limit])
    numbers = numbers_of(sessions)
    return [Found((row.start_at, row.pk), None, numbers[row.pk], 1) for row in sessions]


def count_own(*, person: User, filters: Filters, now: datetime) -> int:
    """Return how many rows ``own`` has in all, COUNTED + 1 for any above."""
    entries = lists.count_past(
        person=person, now=now, most=COUNTED + 1, narrowed=narrowing.of_entries(filters, person)
    )
    left = COUNTED + 1 - entries
    return entries + (_parts_elsewhere(person, filters, None, None).order_by()[:left].count() if left else 0)


def count_of_the_tenant(*, person: User, filters: Filters) -> int:
    """Return how many rows ``of_the_tenant`` has in all, COUNTED + 1 for any above."""
    return _sessions_of_the_tenant(person, filters)[: COUNTED + 1].count() if person.is_staff else 0


def _held(entries: list[lists.EntryRow], person: User) -> dict[int, list[EndedSession]]:
    """Return the sessions of each occurrence; one of a single meeting need not name the occurrence."""
    single = {row.meeting.id: row.occurrence_id for row in entries if row.meeting.occurrence_id is None}
    by_occurrence = Q(occurrence__in=[row.occurrence_id for row in entries])
    by_meeting = Q(occurrence=None, meeting__in=single)
    found: dict[int, list[EndedSession]] = {}
    for session in _read(EndedSession.objects.filter(by_occurrence | by_meeting, tenant=person.tenant_id), person):
        occurrence_id = session.occurrence_id or (single[session.meeting_id] if session.meeting_id else 0)
        found.setdefault(occurrence_id, []).append(session)
    return found


def _found(
    entries: list[lists.EntryRow],
    held: dict[int, list[EndedSession]],
    numbers: dict[int, SessionRow],
    longest: dict[int, EndedSession],
) -> list[Found]:
    rows = []
    for row in entries:
        session = longest.get(row.occurrence_id)
        known = numbers[session.pk] if session else None
        count = len(held.get(row.occurrence_id, ()))
        rows.append(Found((row.meeting.start_at, row.key * 2), row.meeting, known, count))
    return rows


def _length(session: EndedSession) -> timedelta:
    return session.end_at - session.start_at


def _parts_elsewhere(
    person: User, filters: Filters, before: Place | None, oldest: datetime | None
) -> QuerySet[Presence]:
    """Return the parts of ``person`` in sessions that are not in their agenda, the latest first.

    One walk along the index of a person's parts, from ``before`` back to ``oldest``.
    """
    agenda = AgendaEntry.objects.filter(tenant=person.tenant_id, person=person)
    found = Presence.objects.own(person).filter(
        # Apart, so that the database looks each of them up by its index instead of reading the whole agenda.
        ~Exists(agenda.filter(occurrence=OuterRef("session__occurrence"))),
        ~Exists(agenda.filter(meeting=OuterRef("session__meeting"), meeting__repeat_unit="")),
        narrowing.of_parts(filters, person),
    )
    if oldest:
        found = found.filter(session_start_at__gte=oldest)
    if before:
        at, key = before
        found = found.filter(Q(session_start_at__lt=at) | Q(session__lt=key), session_start_at__lte=at)
    found = found.select_related("session__organiser", "session__meeting")
    return found.order_by("-session_start_at", "-session_id")


def _sessions_of_the_tenant(person: User, filters: Filters) -> QuerySet[EndedSession]:
    return EndedSession.objects.visible_to(person).filter(narrowing.of_sessions(filters, person))


def _read(found: QuerySet[EndedSession], person: User) -> QuerySet[EndedSession]:
    """Return the sessions with whoever held them, and whether ``person`` may open each: an administrator may all."""
    if person.is_staff:
        return found.select_related("organiser", "meeting")
    part = Presence.objects.own(person).filter(session=OuterRef("pk"))
    return found.select_related("organiser", "meeting").annotate(is_visible=Exists(part))
