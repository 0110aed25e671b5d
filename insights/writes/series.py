"""How the latest occurrences of series were attended, and what that says."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from accounts.models import Tenant
from history.models import EndedSession, Kind, Presence, SyncCursor
from insights.models import SeriesAttendance, SumState
from meetings.models import Invitee, Meeting, Occurrence

_Finding = SeriesAttendance.Finding
# What the history tells may be late by so much: only then did nobody come where it tells nothing.
SETTLES = timedelta(hours=1)
# A finding takes so many occurrences in a row; averages are taken over so many.
_IN_A_ROW, _AVERAGED = 3, 5
# "Getting fewer": so many on average before, and half of them or less now.
_MANY = 3
_SOME = 500


@dataclass(frozen=True, slots=True)
class Attended:
    """One occurrence: how many came, and whether that was at most its organiser."""

    start_at: datetime
    came: int
    is_host_alone: bool


def note_passed(*, tenant: Tenant, state: SumState) -> None:
    """Have the series looked at again of which occurrences have passed, as far as the history has been read."""
    cursor = _cursor(tenant)
    until = cursor.read_until - SETTLES if cursor else None
    since = state.occurrences_until
    if cursor is None or until is None or (since and until <= since):
        return
    passed = Occurrence.objects.held().filter(
        meeting__tenant=tenant, end_at__lte=until, start_at__gte=(since or cursor.read_since) - timedelta(days=1)
    )
    series = passed.exclude(meeting__repeat_unit="").order_by().values_list("meeting_id", flat=True).distinct()
    with transaction.atomic(durable=True):
        mark_due(tenant=tenant, meetings=series)
        SumState.objects.filter(pk=tenant.pk).update(occurrences_until=until)


def mark_due(*, tenant: Tenant, meetings: Iterable[Any]) -> None:
    """Have some series looked at again."""
    SeriesAttendance.objects.bulk_create(
        [SeriesAttendance(meeting_id=pk, tenant=tenant) for pk in meetings],
        update_conflicts=True,
        unique_fields=["meeting"],
        update_fields=["is_due"],
        batch_size=_SOME,
    )


def look_at_some(*, tenant: Tenant) -> int:
    """Look at some of the series that are due, and return how many."""
    due = SeriesAttendance.objects.filter(tenant=tenant, is_due=True)
    with transaction.atomic(durable=True):
        keys = list(due.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True)[:_SOME])
        for row in findings(tenant, keys):
            row.save()
    return len(keys)


def findings(tenant: Tenant, keys: Sequence[Any]) -> list[SeriesAttendance]:
    """Return what the history says of some series, as rows that are not saved."""
    known = _attended(tenant, keys)
    invited = dict(
        Invitee.objects.present().filter(meeting__in=keys).order_by().values("meeting").annotate(n=Count("pk"))
        .values_list("meeting", "n")
    )  # fmt: skip
    return [_row(tenant, key, known.get(key, []), invited.get(key, 0)) for key in keys]


def _row(tenant: Tenant, key: Any, known: list[Attended], invited: int) -> SeriesAttendance:
    finding, in_a_row = find(known)
    latest, before = known[:_AVERAGED], known[_AVERAGED : 2 * _AVERAGED]
    return SeriesAttendance(
        meeting_id=key,
        tenant=tenant,
        is_due=False,
        finding=finding,
        in_a_row=in_a_row,
        invited=invited,
        dates=len(latest),
        came=sum(one.came for one in latest),
        dates_before=len(before),
        came_before=sum(one.came for one in before),
        last_at=known[0].start_at if known else None,
    )


def find(known: list[Attended]) -> tuple[SeriesAttendance.Finding, int]:
    """Return what occurrences say, the latest first, and for how many in a row."""
    for finding, holds in (
        (_Finding.NOBODY, [one.came == 0 for one in known]),
        (_Finding.HOST_ALONE, [one.is_host_alone for one in known]),
    ):
        in_a_row = next((number for number, one in enumerate(holds) if not one), len(holds))
        if in_a_row >= _IN_A_ROW:
            return finding, in_a_row
    latest, before = known[:_AVERAGED], known[_AVERAGED : 2 * _AVERAGED]
    if len(latest) == len(before) == _AVERAGED:
        now, then = sum(one.came for one in latest), sum(one.came for one in before)
        if then >= _MANY * _AVERAGED and now * 2 <= then:
            return _Finding.FEWER, len(latest)
    return _Finding.NONE, 0


def _attended(tenant: Tenant, keys: Sequence[Any]) -> dict[Any, list[Attended]]:
    """Return the occurrences of which it is known who came, the latest first: ten of each series at most."""
    cursor = _cursor(tenant)
    is_told = Q(sessions__isnull=False)
    if cursor:
        is_told |= Q(start_at__gte=cursor.read_since, end_at__lte=cursor.read_until - SETTLES)
    occurrences = Occurrence.objects.held().filter(is_told, meeting__in=keys, meeting__tenant=tenant)
    latest: dict[Any, list[Occurrence]] = defaultdict(list)
    for one in occurrences.distinct().order_by("-start_at", "-pk"):
        latest[one.meeting_id].append(one)
    sessions = _sessions(tenant, [one.pk for each in latest.values() for one in each])
    organisers = dict(Meeting.objects.filter(pk__in=keys).values_list("pk", "organiser_id"))
    return {
        key: [_one(one, held, organisers[key]) for one in each if (held := sessions.get(one.pk, _Came())).is_known][
            : 2 * _AVERAGED
        ]
        for key, each in latest.items()
    }


@dataclass(slots=True)
class _Came:
    """Who came to the sessions of one occurrence, each by what is the same in all of them."""

    people: set[Any] = field(default_factory=set)
    is_known: bool = True


def _one(occurrence: Occurrence, held: _Came, organiser_id: int) -> Attended:
    return Attended(occurrence.start_at, len(held.people), held.people <= {organiser_id})


def _sessions(tenant: Tenant, occurrences: list[int]) -> dict[int, _Came]:
    found: dict[int, _Came] = {}
    sessions = EndedSession.objects.filter(tenant=tenant, occurrence__in=occurrences)
    for occurrence_id, details, read_at in sessions.values_list("occurrence_id", "details", "details_read_at"):
        assert occurrence_id is not None
        came = found.setdefault(occurrence_id, _Came())
        came.is_known &= details == EndedSession.Details.READ or read_at is not None
    parts = Presence.objects.filter(session__in=sessions.values("pk"), came=True)
    for occurrence_id, person_id, key in parts.values_list("session__occurrence_id", "person_id", "key"):
        if occurrence_id in found:
            found[occurrence_id].people.add(person_id or key)
    return found


def _cursor(tenant: Tenant) -> SyncCursor | None:
    return SyncCursor.objects.filter(tenant=tenant, kind=Kind.SESSIONS).first()
