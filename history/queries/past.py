"""The lists of what is over: a person's own meetings, and, for an administrator, whatever the tenant has held."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.queries.people import may_be_meant
from history.models import EndedSession, Presence
from history.queries.numbers import SessionRow, numbers_of
from meetings.models import AgendaEntry, Meeting
from meetings.queries import lists
from meetings.queries.lists import MeetingRow

Place = tuple[datetime, int]
_NOT_HELD = (Meeting.State.CANCELLED, Meeting.State.REFUSED)


class Filters(NamedTuple):
    """What is looked for; what is empty narrows nothing.

    ``words`` are of the subject, or a whole meeting ID; ``host`` and ``attendee`` the beginning of a name or address.
    """

    words: str = ""
    host: str = ""
    attendee: str = ""
    tag: str = ""
    since: datetime | None = None
    until: datetime | None = None
    with_cancelled: bool = False
    is_recorded: bool = False


class Found(NamedTuple):
    """A row: a meeting of the reader's agenda, a session, or both; ``place`` is where the next page begins."""

    place: Place
    meeting: MeetingRow | None
    session: SessionRow | None
    session_count: int


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
        narrowed=_narrowed(filters, person),
        before=(at, (key + 1) // 2) if at else None,
    )
    elsewhere = _sessions(_outside_the_agenda(person), person, filters, (at, key // 2) if at else None)[:limit]
    held = _held(entries, person)
    longest = {occurrence: max(each, key=_length) for occurrence, each in held.items()}
    others = list(elsewhere)
    numbers = numbers_of([*longest.values(), *others])
    found = [Found((row.start_at, row.pk * 2 + 1), None, numbers[row.pk], 1) for row in others]
    for row in entries:
        session = longest.get(row.occurrence_id)
        known = numbers[session.pk] if session else None
        count = len(held.get(row.occurrence_id, ()))
        found.append(Found((row.meeting.start_at, row.key * 2), row.meeting, known, count))
    return sorted(found, key=lambda row: row.place, reverse=True)[:limit]


def of_the_tenant(*, person: User, filters: Filters, before: Place | None, limit: int) -> list[Found]:
    """Return the sessions of the tenant that ``person`` administers, the latest first; of nobody else any."""
    if not person.is_staff:
        return []
    sessions = list(_sessions(EndedSession.objects.visible_to(person), person, filters, before)[:limit])
    numbers = numbers_of(sessions)
    return [Found((row.start_at, row.pk), None, numbers[row.pk], 1) for row in sessions]


def _held(entries: list[lists.PastRow], person: User) -> dict[int, list[EndedSession]]:
    """Return the sessions of each occurrence; one of a single meeting need not name the occurrence."""
    single = {row.meeting.id: row.occurrence_id for row in entries if row.meeting.occurrence_id is None}
    by_occurrence = Q(occurrence__in=[row.occurrence_id for row in entries])
    by_meeting = Q(occurrence=None, meeting__in=single)
    found: dict[int, list[EndedSession]] = {}
    for session in _read(EndedSession.objects.filter(by_occurrence | by_meeting, tenant=person.tenant_id), person):
        occurrence_id = session.occurrence_id or (single[session.meeting_id] if session.meeting_id else 0)
        found.setdefault(occurrence_id, []).append(session)
    return found


def _length(session: EndedSession) -> timedelta:
    return session.end_at - session.start_at


def _outside_the_agenda(person: User) -> QuerySet[EndedSession]:
    """Return the sessions in which ``person`` had a part without having the meeting in their agenda."""
    agenda = AgendaEntry.objects.filter(tenant=person.tenant_id, person=person)
    here = Exists(agenda.filter(occurrence=OuterRef("occurrence"))) | Exists(
        agenda.filter(meeting=OuterRef("meeting"), meeting__repeat_unit="")
    )
    parts = Presence.objects.own(person).values("session")
    return EndedSession.objects.filter(~here, tenant=person.tenant_id, pk__in=parts)


def _sessions(
    found: QuerySet[EndedSession], person: User, filters: Filters, before: Place | None
) -> QuerySet[EndedSession]:
    """Return those of ``found`` that the filters ask for, the latest first."""
    if filters.words:
        found = found.filter(Q(subject__icontains=filters.words) | Q(vendor_conference_id=_digits(filters.words)))
    if filters.host:
        host = Q(organiser__in=_people(filters.host, person)) | Q(scheduler_name__istartswith=filters.host)
        found = found.filter(host)
    if filters.attendee:
        found = found.filter(Exists(_came(filters.attendee, person).filter(session=OuterRef("pk"))))
    if filters.tag:
        found = found.filter(meeting__tags__name=filters.tag)
    if filters.is_recorded:
        found = found.filter(has_recording=True)
    found = found.filter(_between(filters))
    if before:
        at, key = before
        found = found.filter(Q(start_at__lt=at) | Q(pk__lt=key), start_at__lte=at)
    return _read(found.order_by("-start_at", "-pk"), person)


def _read(found: QuerySet[EndedSession], person: User) -> QuerySet[EndedSession]:
    """Return the sessions with whoever held them, and whether ``person`` may open each: an administrator may all."""
    if person.is_staff:
        return found.select_related("organiser", "meeting")
    part = Presence.objects.own(person).filter(session=OuterRef("pk"))
    return found.select_related("organiser", "meeting").annotate(is_visible=Exists(part))


def _narrowed(filters: Filters, person: User) -> Any:
    """Return what the filters ask of an entry of the agenda."""
    condition: Any = _between(filters)
    if not filters.with_cancelled:
        condition &= Q(is_cancelled=False) & ~Q(meeting__state__in=_NOT_HELD)
    if filters.words:
        number = _digits(filters.words)
        condition &= Q(meeting__subject__icontains=filters.words) | Q(meeting__vendor_conference_id=number)
    if filters.host:
        condition &= Q(meeting__organiser__in=_people(filters.host, person))
    if filters.tag:
        condition &= Exists(Meeting.objects.filter(pk=OuterRef("meeting"), tags__name=filters.tag))
    if filters.attendee:
        came = _came(filters.attendee, person)
        condition &= Exists(came.filter(session__occurrence=OuterRef("occurrence"))) | Exists(
            came.filter(
                session__occurrence=None, session__meeting=OuterRef("meeting"), session__meeting__repeat_unit=""
            )
        )
    if filters.is_recorded:
        held = EndedSession.objects.filter(tenant=person.tenant_id, has_recording=True)
        condition &= Exists(held.filter(occurrence=OuterRef("occurrence"))) | Exists(
            held.filter(occurrence=None, meeting=OuterRef("meeting"), meeting__repeat_unit="")
        )
    return condition


def _between(filters: Filters) -> Q:
    values: dict[str, Any] = {"start_at__gte": filters.since, "start_at__lt": filters.until}
    return Q(**{name: value for name, value in values.items() if value})


def _people(typed: str, person: User) -> QuerySet[User]:
    assert person.tenant_id is not None
    return User.objects.filter(may_be_meant(typed, tenants=[person.tenant_id]), tenant=person.tenant_id)


def _came(typed: str, person: User) -> QuerySet[Presence]:
    """Return the parts of whoever came and may be meant: people by the ways to type them, others by their name."""
    named = Q(person=None, name__icontains=typed)
    return Presence.objects.filter(named | Q(person__in=_people(typed, person)), tenant=person.tenant_id, came=True)


def _digits(words: str) -> str:
    """Return a meeting ID as it is stored, whatever spaces it was typed with."""
    return "".join(words.split())
