"""A page of a person's agenda, for programs: one query along the index, from any place on."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BigIntegerField, Case, CharField, DateTimeField, F, Q, QuerySet, Value, When
from django.db.models.lookups import LessThanOrEqual

from accounts.models import User
from accounts.queries.compiled import CompiledQuery, Parameter
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


class Filters(NamedTuple):
    """What is looked for: a span of time, states, and what a business system knows a meeting by.

    ``organiser`` is a third-party User ID; ``client`` is the key of the API client whose own ``external_id`` it is.
    What is empty narrows nothing.
    """

    since: datetime | None = None
    until: datetime | None = None
    states: frozenset[str] = frozenset()
    organiser: str = ""
    conference_id: str = ""
    external_id: str = ""
    client: int = 0
    tag: str = ""


def agenda_page(
    *, person: User, filters: Filters, after: tuple[datetime, int] | None, limit: int, now: datetime
) -> list[AgendaRow]:
    """Return up to ``limit`` occurrences by their time, those that come ``after`` (start, key)."""
    values = {name: value for name, value in filters._asdict().items() if value and name != "states"}
    if filters.since:
        values["longest_since"] = filters.since - LONGEST_RUN
    if after:
        values |= dict(zip(("after", "after_key"), after, strict=True))
    found = _PAGE.rows(
        limit,
        tuple(values),
        tuple(sorted(filters.states)),
        tenant=person.tenant_id,
        person=person.pk,
        now=now,
        **values,
    )
    return [_row(row, now) for row in found]


def _compose(limit: int, given: tuple[str, ...], states: tuple[str, ...]) -> QuerySet[AgendaEntry, tuple[Any, ...]]:
    """Return the query of a page with the filters that are ``given``."""
    wanted = {name: condition for name, condition in _conditions().items() if name in given}
    found = AgendaEntry.objects.filter(tenant=_number("tenant"), person=_number("person"))
    for condition in wanted.values():
        found = found.filter(condition)
    if states:
        found = found.alias(state=_state(_moment("now"))).filter(state__in=states)
    return found.values_list(*_COLUMNS)[:limit]


def _conditions() -> dict[str, Q]:
    """Return what each filter asks for."""
    identity = "meeting__organiser__identity"
    # Longer than planned, and still
    runs_on = Q(meeting__state=_State.RUNNING, start_at=F("meeting__start_at")) & Q(
        LessThanOrEqual(_moment("since"), _moment("now"))
    )
    after = Q(start_at__gt=_moment("after")) | Q(start_at=_moment("after"), pk__gt=_number("after_key"))
    return {
        "since": Q(start_at__gt=_moment("longest_since")) & (Q(end_at__gt=_moment("since")) | runs_on),
        "until": Q(start_at__lt=_moment("until")),
        "organiser": Q(
            **{f"{identity}__third_party_user_id": _text("organiser"), f"{identity}__tenant": _number("tenant")}
        ),
        "conference_id": Q(meeting__vendor_conference_id=_text("conference_id")),
        "external_id": Q(meeting__external_id=_text("external_id")),
        "client": Q(meeting__api_client=_number("client")),
        "tag": Q(meeting__tags__name=_text("tag")),
        "after": after & Q(start_at__gte=_moment("after")),
    }


def _moment(name: str) -> Parameter:
    return Parameter(name, DateTimeField())


def _number(name: str) -> Parameter:
    return Parameter(name, BigIntegerField())


def _text(name: str) -> Parameter:
    return Parameter(name, CharField())


def _state(now: Parameter) -> Case:
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
        repeats, organiser_name, conference_id, external_id, count,
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
        organiser_name, conference_id, external_id, count,
    )  # fmt: skip


_PAGE = CompiledQuery(_compose)
