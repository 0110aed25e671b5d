"""What is looked for among past meetings, as conditions on sessions, on parts in them and on entries of an agenda."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.queries.people import may_be_meant
from history.models import EndedSession, Presence
from meetings.models import Meeting

_NOT_HELD = (Meeting.State.CANCELLED, Meeting.State.REFUSED)


class Filters(NamedTuple):
    """What is looked for; what is empty narrows nothing.

    ``words`` are of the subject, or a whole meeting ID; ``host`` and ``attendee`` the beginning of a name or address;
    ``rooms`` are numbers of rooms, None where any will do.
    """

    words: str = ""
    host: str = ""
    attendee: str = ""
    rooms: tuple[str, ...] | None = None
    tag: str = ""
    since: datetime | None = None
    until: datetime | None = None
    with_cancelled: bool = False
    is_recorded: bool = False


def of_sessions(filters: Filters, person: User) -> Q:
    """Return what the filters ask of a session."""
    return Q(_of_session(filters, person, ""), _between(filters, "start_at"))


def of_parts(filters: Filters, person: User) -> Q:
    """Return what they ask of the session in which somebody had a part; the times are those of its own index."""
    return Q(_of_session(filters, person, "session__"), _between(filters, "session_start_at"))


def of_entries(filters: Filters, person: User) -> Q:
    """Return what they ask of an entry of the agenda of ``person``."""
    condition: Any = _between(filters, "start_at")
    if not filters.with_cancelled:
        condition &= Q(is_cancelled=False) & ~Q(meeting__state__in=_NOT_HELD)
    if filters.words:
        number = _digits(filters.words)
        condition &= Q(meeting__subject__icontains=filters.words) | Q(meeting__vendor_conference_id=number)
    if filters.host:
        condition &= Q(meeting__organiser__in=_people(filters.host, person))
    if filters.rooms is not None:
        condition &= Q(meeting__vendor_room_number__in=filters.rooms)
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
    return Q(condition)


def _of_session(filters: Filters, person: User, at: str) -> Any:
    """Return the condition on the session that is found by ``at``."""
    condition: Any = Q()
    if filters.words:
        number = _digits(filters.words)
        condition &= _where(at, subject__icontains=filters.words) | _where(at, vendor_conference_id=number)
    if filters.host:
        people = _people(filters.host, person)
        condition &= _where(at, organiser__in=people) | _where(at, scheduler_name__istartswith=filters.host)
    if filters.rooms is not None:
        condition &= _where(at, room_number__in=filters.rooms)
    if filters.attendee:
        condition &= Exists(_came(filters.attendee, person).filter(session=OuterRef(f"{at}pk")))
    if filters.tag:
        condition &= Exists(Meeting.objects.filter(pk=OuterRef(f"{at}meeting"), tags__name=filters.tag))
    if filters.is_recorded:
        condition &= _where(at, has_recording=True)
    return condition


def _where(at: str, **values: Any) -> Q:
    return Q(**{f"{at}{name}": value for name, value in values.items()})


def _between(filters: Filters, column: str) -> Q:
    values: dict[str, Any] = {f"{column}__gte": filters.since, f"{column}__lt": filters.until}
    return Q(**{name: value for name, value in values.items() if value})


def _people(typed: str, person: User) -> QuerySet[User]:
    assert person.tenant_id is not None
    return User.objects.filter(may_be_meant(typed, tenants=[person.tenant_id]), tenant=person.tenant_id)


def _came(typed: str, person: User) -> QuerySet[Presence]:
    """Return the parts of whoever came and may be meant: people by the ways to type them, others by their name.

    Nobody learns by looking for others who was in a session of which they see their own part alone.
    """
    named = Q(person=None, name__icontains=typed)
    return Presence.objects.shown_to(person).filter(named | Q(person__in=_people(typed, person)), came=True)


def _digits(words: str) -> str:
    """Return a meeting ID as it is stored, whatever spaces it was typed with."""
    return "".join(words.split())
