"""The lists of what is over: a person's own meetings, and, for an administrator, whatever the tenant has held."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.queries.people import may_be_meant
from history.models import EndedSession, Presence
from history.queries.numbers import SessionRow, numbers_of
from meetings.models import Meeting
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
    """Return what is over in the agenda of ``person``, the latest first, each with the longest of its sessions."""
    condition = _narrowed(filters, person)
    found = lists.past(person=person, now=now, limit=limit, narrowed=condition, before=before)
    if not found:
        return []
    sessions: dict[int, list[EndedSession]] = {}
    single = {row.meeting.id: row.occurrence_id for row in found if row.meeting.occurrence_id is None}
    by_occurrence = Q(occurrence__in=[row.occurrence_id for row in found])
    by_meeting = Q(occurrence=None, meeting__in=single)
    for session in _read(EndedSession.objects.filter(by_occurrence | by_meeting, tenant=person.tenant_id), person):
        occurrence_id = session.occurrence_id or (single[session.meeting_id] if session.meeting_id else 0)
        sessions.setdefault(occurrence_id, []).append(session)
    longest = {key: max(each, key=lambda one: one.end_at - one.start_at) for key, each in sessions.items()}
    numbers = numbers_of(longest.values())
    rows = []
    for row in found:
        held = longest.get(row.occurrence_id)
        place = row.meeting.start_at, row.key
        rows.append(
            Found(place, row.meeting, numbers[held.pk] if held else None, len(sessions.get(row.occurrence_id, ())))
        )
    return rows


def of_the_tenant(*, person: User, filters: Filters, before: Place | None, limit: int) -> list[Found]:
    """Return the sessions of the tenant that ``person`` administers, the latest first; of nobody else any."""
    if not person.is_staff:
        return []
    found = EndedSession.objects.visible_to(person)
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
    sessions = _read(found.order_by("-start_at", "-pk"), person)[:limit]
    numbers = numbers_of(list(sessions))
    return [Found((row.start_at, row.pk), None, numbers[row.pk], 1) for row in sessions]


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
