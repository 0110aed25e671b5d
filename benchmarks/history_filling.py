"""Fills the portal of a measure with a year of sessions; prints cookies of a plain person and of an administrator.

``python -m benchmarks.history_filling SESSIONS``. The person was in every tenth session; every second one of these is
of a meeting in their agenda.
"""

import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db import connection, models
from django.utils import timezone

from accounts.models import User
from benchmarks import seeding
from history.models import Confidence, EndedSession, Kind, Presence, Recording, SyncCursor
from meetings.models import AgendaEntry, Invitee, Meeting, Occurrence

_PEOPLE, _TENTH, _BOOKED, _RECORDED = 1000, 10, 20, 8
_YEAR = timedelta(days=365)
_MEETING = "md5('meeting ' || n)::uuid"


def fill(anna: User, count: int) -> None:
    """Make one session with all that belongs to it, and the others of it by the database alone."""
    tenant, now = anna.tenant, timezone.now()
    assert tenant is not None
    people = User.objects.bulk_create(
        User(email=f"p{number}@bench.example", name=f"Person {number:04}", tenant=tenant) for number in range(_PEOPLE)
    )
    seeding.meetings(anna, 1)
    meeting = Meeting.objects.get()
    Meeting.objects.update(state=Meeting.State.ENDED, ended_at=now)
    times: dict[str, Any] = {"start_at": now - timedelta(minutes=30), "end_at": now}
    session = EndedSession.objects.create(
        tenant=tenant, vendor_conference_uuid="one", vendor_conference_id="900000000", subject="Weekly review",
        details=EndedSession.Details.READ, **times,
    )  # fmt: skip
    part = Presence.objects.create(
        tenant=tenant, session=session, session_start_at=now, key="one", came=True, seconds=1500,
        confidence=Confidence.CERTAIN,
    )  # fmt: skip
    recording = Recording.objects.create(
        tenant=tenant, session=session, vendor_conference_uuid="one", start_at=now, seconds=1500, is_available=True,
        stored_at=now,
    )  # fmt: skip
    SyncCursor.objects.create(
        tenant=tenant, kind=Kind.SESSIONS, read_until=now, read_since=now - _YEAR, begun_at=now, floor_at=now - _YEAR,
        next_at=now, succeeded_at=now,
    )  # fmt: skip
    first = people[0].pk
    step = f"n * interval '{_YEAR.total_seconds() / count} seconds'"
    start, end = f"t.start_at - {step}", f"t.end_at - {step}"
    all_of, booked = (count, 1), (count, _BOOKED)
    _copy(Meeting, meeting.pk, *booked, id=_MEETING, start_at=start, vendor_conference_id="(100000000 + n)::text",
          ical_uid="n || '@bench.example'")  # fmt: skip
    _copy(Occurrence, meeting.occurrences.get().pk, *booked, id="10000000 + n", meeting_id=_MEETING, start_at=start,
          end_at=end, original_start_at=start)  # fmt: skip
    _copy(Invitee, Invitee.objects.get().pk, *booked, id="10000000 + n", meeting_id=_MEETING,
          join_token_hash="lpad(n::text, 64, '0')")  # fmt: skip
    _copy(AgendaEntry, AgendaEntry.objects.get().pk, *booked, id="10000000 + n", meeting_id=_MEETING,
          occurrence_id="10000000 + n", start_at=start, end_at=end)  # fmt: skip
    is_booked = f"mod(n, {_BOOKED}) = 0"
    _copy(EndedSession, session.pk, *all_of, id="10000000 + n", vendor_conference_uuid="md5(n::text)", start_at=start,
          end_at=end, meeting_id=f"CASE WHEN {is_booked} THEN {_MEETING} END",
          occurrence_id=f"CASE WHEN {is_booked} THEN 10000000 + n END", organiser_id=f"{first} + mod(n, {_PEOPLE})",
          has_recording=f"mod(n, {_RECORDED}) = 0")  # fmt: skip
    part_start = f"t.session_start_at - interval '30 minutes' - {step}"
    other = f"CASE WHEN mod(n, {_TENTH}) = 0 THEN {anna.pk} ELSE {first} + mod(n * 7, {_PEOPLE}) END"
    for number, person in enumerate((f"{first} + mod(n, {_PEOPLE})", other)):
        _copy(Presence, part.pk, *all_of, id=f"10000000 + 2 * n + {number}", session_id="10000000 + n",
              session_start_at=part_start, key=f"'p{number}'", person_id=person)  # fmt: skip
    _copy(Recording, recording.pk, count, _RECORDED, id="10000000 + n", session_id="10000000 + n",
          vendor_conference_uuid="md5(n::text)", start_at=start)  # fmt: skip


def _copy(model: type[models.Model], template: Any, count: int, every: int, **changed: str) -> None:
    """Copy a row to the numbers n = every, 2 * every, … up to ``count``; ``changed`` are expressions of n and t."""
    table, names = model._meta.db_table, [str(field.column) for field in model._meta.concrete_fields]
    values = ", ".join(changed.get(name, f't."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values}"
            f" FROM {table} AS t, generate_series({every}, {count}, {every}) AS n WHERE t.id = %s",
            [template],
        )


def main(count: int) -> None:
    """Print one cookie a line: of a plain person, and of an administrator."""
    anna = seeding.person()
    zhao = User.objects.create_user(
        "zhao@bench.example", name="Zhao Bench", tenant=anna.tenant, role=User.Role.TENANT_ADMIN, language="en"
    )
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # a million rows take longer than a page may
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET session_replication_role = replica")  # the keys are right: nobody has to check them
        fill(anna, count)
        cursor.execute("VACUUM ANALYZE")
    print(seeding.session(anna), seeding.session(zhao), sep="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
