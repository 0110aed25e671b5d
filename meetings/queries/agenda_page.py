"""A page of a person's agenda, for programs: one query along the index, from any place on."""

from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Value, When

from accounts.models import User
from meetings import schedule
from meetings.limits import LONGEST_RUN
from meetings.models import AgendaEntry, Meeting

_State = Meeting.State

_COLUMNS = (
    "pk",
    "meeting_id",
    "occurrence_id",
    "start_at",
    "end_at",
    "is_cancelled",
    "meeting__subject",
    "meeting__time_zone",
    "meeting__state",
    "meeting__start_at",
    "meeting__repeat_unit",
    "meeting__organiser__name",
    "meeting__vendor_conference_id",
    "meeting__external_id",
    "meeting__invitee_count",
    "meeting__is_settled",
)


class AgendaRow(NamedTuple):
    """One occurrence. ``occurrence_id`` is None for a single meeting; ``key`` is its place among those of one time."""

    key: int
    meeting_id: UUID
    occurrence_id: int | None
    start_at: datetime
    end_at: datetime
    time_zone: str
    subject: str
    state: str
    organiser_name: str
    vendor_conference_id: str
    external_id: str
    invitee_count: int
    is_settled: bool


class Filters(NamedTuple):
    """What is looked for: a span of time, states, and what a business system knows a meeting by.

    ``organiser`` is a third-party User ID. What is empty narrows nothing.
    """

    since: datetime | None = None
    until: datetime | None = None
    states: frozenset[str] = frozenset()
    organiser: str = ""
    conference_id: str = ""
    external_id: str = ""
    tag: str = ""


def agenda_page(
    *, person: User, filters: Filters, after: tuple[datetime, int] | None, limit: int, now: datetime
) -> list[AgendaRow]:
    """Return up to ``limit`` occurrences by their time, those that come ``after`` (start, key)."""
    found = _entries().filter(tenant=person.tenant_id, person=person.pk)
    if filters.since:
        found = found.filter(start_at__gt=filters.since - LONGEST_RUN, end_at__gt=filters.since)
    if filters.until:
        found = found.filter(start_at__lt=filters.until)
    if filters.states:
        found = found.alias(state=_state(now)).filter(state__in=filters.states)
    if filters.organiser:
        found = found.filter(
            meeting__organiser__identity__third_party_user_id=filters.organiser,
            meeting__organiser__identity__tenant=person.tenant_id,
        )
    if filters.conference_id:
        found = found.filter(meeting__vendor_conference_id=filters.conference_id)
    if filters.external_id:
        found = found.filter(meeting__external_id=filters.external_id)
    if filters.tag:
        found = found.filter(meeting__tags__name=filters.tag)
    if after:
        at, key = after
        found = found.filter(Q(start_at__gt=at) | Q(start_at=at, pk__gt=key), start_at__gte=at)
    return [_row(values, now) for values in found[:limit]]


@cache
def _entries() -> QuerySet[AgendaEntry, tuple[Any, ...]]:
    """Return all entries with the columns of a row: to compose so many takes longer than to read the rows."""
    return AgendaEntry.objects.values_list(*_COLUMNS)


def _state(now: datetime) -> Case:
    """Return the state of an occurrence, as ``schedule.state_of_occurrence`` has it."""
    runs, of_the_whole = Q(meeting__state=_State.RUNNING), F("meeting__state")
    return Case(
        When(Q(meeting__repeat_unit="") | Q(meeting__vendor_conference_id=""), then=of_the_whole),
        When(is_cancelled=True, then=Value(_State.CANCELLED)),
        When(runs & Q(start_at=F("meeting__start_at")), then=of_the_whole),
        When(end_at__lte=now, then=Value(_State.ENDED)),
        When(runs, then=Value(_State.BOOKED)),
        default=of_the_whole,
    )


def _row(values: tuple[Any, ...], now: datetime) -> AgendaRow:
    (
        key, meeting_id, occurrence_id, start_at, end_at, is_cancelled, subject, time_zone, state, current_at,
        repeats, organiser_name, conference_id, external_id, count, is_settled,
    ) = values  # fmt: skip
    if repeats:
        state = schedule.state_of_occurrence(
            meeting_state=state,
            is_booked=bool(conference_id),
            is_cancelled=is_cancelled,
            is_current=start_at == current_at,
            end_at=end_at,
            now=now,
        )
    return AgendaRow(
        key, meeting_id, occurrence_id if repeats else None, start_at, end_at, time_zone, subject, state,
        organiser_name, conference_id, external_id, count, is_settled,
    )  # fmt: skip
