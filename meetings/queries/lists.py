"""The lists of a person's meetings: each one query along the index of the agenda, for ten meetings or a million.

A list shows each occurrence of a series by itself. What became of the latest write is read beside it, for those
meetings alone of which it is of interest.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Case, DateTimeField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When

from accounts.models import User
from accounts.queries.compiled import CompiledQuery, Parameter
from meetings import schedule
from meetings.limits import LONGEST_RUN
from meetings.models import AgendaEntry, Meeting, Occurrence, VendorWrite
from meetings.models.vendor_write import is_abandoned

# Nobody is told exactly how many more there are: counting them all would take longer with each.
COUNTED = 1000
_State, _Write = Meeting.State, VendorWrite.State
_NEEDING = frozenset({_Write.PLANNED, _Write.UNCONFIRMED, _Write.REFUSED})


class MeetingRow(NamedTuple):
    """What a list shows of one meeting, or of one occurrence of a series.

    ``occurrence_id`` is None for a single meeting. ``invitee_count`` counts the organiser too. ``write_*`` tell of the
    latest write about it; they are "" where that is done. A tuple, because a page has fifty.
    """

    id: UUID
    subject: str
    start_at: datetime
    end_at: datetime
    state: str
    organiser_id: int
    organiser_name: str
    # The meeting ID that people dial.
    number: str
    invitee_count: int
    write_kind: str = ""
    write_state: str = ""
    write_is_stale: bool = False
    occurrence_id: int | None = None

    def is_over(self, now: datetime) -> bool:
        """Return whether it has ended: what runs on past its time has not."""
        return self.state == _State.ENDED or (self.end_at <= now and self.state != _State.RUNNING)


class EntryRow(NamedTuple):
    """A row, and the entry of the agenda that says so: ``key`` is its place among those of one time."""

    key: int
    occurrence_id: int
    meeting: MeetingRow


class _Latest(NamedTuple):
    """A write of a meeting. ``is_old``: it is over longer than an occurrence that began since."""

    meeting_id: UUID
    occurrence_id: int | None
    kind: str
    state: str
    lease_until: datetime | None
    is_old: bool

    def is_stale(self, now: datetime) -> bool:
        return is_abandoned(self.state, self.lease_until, now)

    def is_shown_at(self, occurrence_id: int | None) -> bool:
        """Return whether it is told at this occurrence of a series, or at a single meeting (None)."""
        if occurrence_id is None:
            return True
        return self.occurrence_id in {None, occurrence_id} and not self.is_outdated

    @property
    def is_outdated(self) -> bool:
        """Return whether nobody has to be told of it any more: it was refused, and what was next then is over."""
        return self.is_old and self.state == _Write.REFUSED

    def shown(self, now: datetime) -> tuple[str, str, bool]:
        return ("", "", False) if self.state == _Write.DONE else (self.kind, self.state, self.is_stale(now))


def coming(*, person: User, now: datetime, limit: int, offset: int) -> tuple[list[MeetingRow], int]:
    """Return what is not over yet, the next one first, and how many there are in all, COUNTED + 1 for any above."""
    return _counted(_COMING.rows(offset, limit, **_values(person, now)), now)


def past(
    *, person: User, now: datetime, limit: int, narrowed: Q | None = None, before: tuple[datetime, int] | None = None
) -> list[EntryRow]:
    """Return what is over, the latest first, from behind ``before`` (start, key) on.

    ``narrowed`` is a condition on AgendaEntry.
    """
    over = entries_over(person=person, now=now, narrowed=narrowed, before=before)
    return rows_with_keys(over[:limit], now)


def entries_over(
    *, person: User, now: datetime, narrowed: Q | None = None, before: tuple[datetime, int] | None = None
) -> QuerySet[AgendaEntry]:
    """Return the entries that ``past`` shows, in its order."""
    over = _over(person, now, narrowed)
    if before:
        at, key = before
        over = over.filter(Q(start_at__lt=at) | Q(pk__lt=key), start_at__lte=at)
    return over.order_by("-start_at", "-pk")


def rows_with_keys(entries: QuerySet[AgendaEntry], now: datetime) -> list[EntryRow]:
    """Return entries as rows, each with its key."""
    found = list(entries.values_list("pk", *_COLUMNS))
    rows = _rows([values[1:] for values in found], now)
    entry = 1 + _COLUMNS.index("occurrence_id")
    return [EntryRow(values[0], values[entry], row) for values, row in zip(found, rows, strict=True)]


def count_past(*, person: User, now: datetime, most: int, narrowed: Q | None = None) -> int:
    """Return how many rows ``past`` has in all, ``most`` for any above."""
    return _over(person, now, narrowed)[:most].count()


def between(*, person: User, now: datetime, since: datetime, until: datetime, limit: int) -> list[MeetingRow]:
    """Return what takes place from ``since`` to before ``until``; bookings that came to nothing take no place."""
    return _rows(_BETWEEN.rows(limit, **_values(person, since), until=until), now)


def following(*, person: User, now: datetime) -> list[MeetingRow]:
    """Return what is the next thing that is not over yet, if there is any."""
    return _rows(_FOLLOWING.rows(**_values(person, now)), now)


def needing_attention(*, person: User, now: datetime) -> list[MeetingRow]:
    """Return the person's own meetings whose latest write waits, is being checked, or was refused before the start.

    A series is one of them, on its next occurrence; a refusal is old once the occurrence is over that was next then.
    One query where no meeting is unsettled, three where any is.
    """
    meetings = {values[0]: values for values in _UNSETTLED.rows(**agenda_of(person))}
    if not meetings:
        return []
    needing = {
        meeting_id: latest
        for meeting_id, (latest, *_earlier) in _writes_about(meetings, now).items()
        if (latest.state in _NEEDING or latest.is_stale(now)) and not latest.is_outdated
    }
    ahead = AgendaEntry.objects.filter(is_on(now), **agenda_of(person), meeting__in=needing).order_by(
        "-is_cancelled", "-start_at"
    )
    # The last word on each meeting is its first occurrence that is held.
    times = {meeting_id: span for meeting_id, *span in ahead.values_list("meeting_id", "start_at", "end_at")}
    found = []
    for meeting_id, (start_at, end_at) in times.items():
        _, subject, state, conference_id, count = meetings[meeting_id]
        write = needing[meeting_id].shown(now)
        found.append(
            MeetingRow(
                meeting_id, subject, start_at, end_at, state, person.pk, person.name, conference_id, count, *write
            )
        )
    return sorted(found, key=lambda row: row.start_at)


def _over(person: User, now: datetime, narrowed: Q | None) -> QuerySet[AgendaEntry]:
    over = AgendaEntry.objects.filter(**agenda_of(person), start_at__lte=now, end_at__lte=now)
    over = over.exclude(_RUNS, start_at__gt=now - LONGEST_RUN)
    return over if narrowed is None else over.filter(narrowed)


def agenda_of(person: User) -> dict[str, Any]:
    return {"tenant": person.tenant_id, "person": person.pk}


# The occurrence that runs, however long ago it should have ended
_RUNS = Q(meeting__state=_State.RUNNING, start_at=F("meeting__start_at"))


def is_on(now: Any) -> Q:
    return Q(end_at__gt=now) | _RUNS


_WRITE = ("meeting_id", "occurrence_id", "kind", "state", "lease_until", "is_old")


def _writes_about(meetings: Collection[UUID], now: datetime) -> dict[UUID, list[_Latest]]:
    """Return all writes about each of ``meetings``, the latest first."""
    over = Occurrence.objects.held().filter(
        meeting=OuterRef("meeting"), start_at__gt=OuterRef("finished_at"), end_at__lte=now
    )
    writes = VendorWrite.objects.filter(meeting__in=meetings).annotate(is_old=Exists(over))
    found: dict[UUID, list[_Latest]] = {}
    for write in writes.order_by("-created_at", "-pk").values_list(*_WRITE):
        found.setdefault(write[0], []).append(_Latest(*write))
    return found


_COLUMNS = (
    "meeting_id",
    "meeting__subject",
    "start_at",
    "end_at",
    "meeting__organiser_id",
    "meeting__organiser__name",
    Case(
        When(meeting__vendor_room_number="", then="meeting__vendor_conference_id"),
        default="meeting__vendor_room_number",
    ),
    "occurrence_id",
    "is_cancelled",
    "meeting__state",
    "meeting__start_at",
    "meeting__repeat_unit",
    "meeting__is_settled",
    "meeting__invitee_count",
)


# A person's agenda, and where in its index anything begins that may still be on
_NOW, _RECENT = Parameter("now", DateTimeField()), Parameter("recent", DateTimeField())
_MINE = {"tenant": Parameter("tenant", IntegerField()), "person": Parameter("person", IntegerField())}
_SINCE_LONGEST = _MINE | {"start_at__gt": _RECENT}


def _values(person: User, now: datetime) -> dict[str, Any]:
    return agenda_of(person) | {"now": now, "recent": now - LONGEST_RUN}


class _Count(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) subquery)"
    output_field = IntegerField()


def _count(by_index: QuerySet[AgendaEntry], few: QuerySet[AgendaEntry]) -> _Count:
    """Return how many there are in both; only for the ``few`` of the last days is the meeting looked at."""
    either = by_index.order_by().values("start_at").union(few.order_by().values("start_at"), all=True)
    return _Count(either[: COUNTED + 1])


def _compose_coming(offset: int, limit: int) -> QuerySet[AgendaEntry, tuple[Any, ...]]:
    entries = AgendaEntry.objects.all()
    count = _count(
        entries.filter(**_SINCE_LONGEST, end_at__gt=_NOW),
        entries.filter(_RUNS, **_SINCE_LONGEST, start_at__lte=_NOW, end_at__lte=_NOW),
    )
    found = entries.filter(**_SINCE_LONGEST).filter(is_on(_NOW))
    return found.values_list(*_COLUMNS, count)[offset : offset + limit]


def _compose_between(limit: int) -> QuerySet[AgendaEntry, tuple[Any, ...]]:
    until = Parameter("until", DateTimeField())
    nothing = Q(meeting__state=_State.REFUSED) | Q(meeting__state=_State.CANCELLED, meeting__vendor_conference_id="")
    found = AgendaEntry.objects.filter(**_SINCE_LONGEST, start_at__lt=until).filter(is_on(_NOW)).exclude(nothing)
    return found.values_list(*_COLUMNS)[:limit]


def _compose_following() -> QuerySet[AgendaEntry, tuple[Any, ...]]:
    return AgendaEntry.objects.filter(**_SINCE_LONGEST).filter(is_on(_NOW)).values_list(*_COLUMNS)[:1]


def _compose_unsettled() -> QuerySet[Meeting, tuple[Any, ...]]:
    mine = Meeting.objects.filter(organiser=_MINE["person"], tenant=_MINE["tenant"], is_settled=False)
    return mine.values_list("id", "subject", "state", "vendor_conference_id", "invitee_count")


_COMING, _BETWEEN = CompiledQuery(_compose_coming), CompiledQuery(_compose_between)
_FOLLOWING, _UNSETTLED = CompiledQuery(_compose_following), CompiledQuery(_compose_unsettled)


def _counted(found: list[tuple[Any, ...]], now: datetime) -> tuple[list[MeetingRow], int]:
    return _rows([values[:-1] for values in found], now), found[0][-1] if found else 0


def _rows(found: list[tuple[Any, ...]], now: datetime) -> list[MeetingRow]:
    """Return entries as rows, by one query for the writes of those that are not settled."""
    unsettled = {meeting_id for meeting_id, *_, is_settled, _count in found if not is_settled}
    writes = _writes_about(unsettled, now) if unsettled else {}
    return [_row(values, writes.get(values[0], []), now) for values in found]


def _row(values: tuple[Any, ...], writes: list[_Latest], now: datetime) -> MeetingRow:
    (
        meeting_id, subject, start_at, end_at, organiser_id, name, conference_id, entry_occurrence_id, is_cancelled,
        state, current_at, repeats, _is_settled, count,
    ) = values  # fmt: skip
    occurrence_id = entry_occurrence_id if repeats else None
    if repeats:
        state = schedule.state_of_occurrence(
            meeting_state=state,
            is_booked=bool(conference_id),
            is_cancelled=is_cancelled,
            is_current=start_at == current_at,
            end_at=end_at,
            now=now,
        )
    latest = next((write for write in writes if write.is_shown_at(occurrence_id)), None)
    write = latest.shown(now) if latest else ("", "", False)
    return MeetingRow(
        meeting_id, subject, start_at, end_at, state, organiser_id, name, conference_id, count, *write, occurrence_id
    )
