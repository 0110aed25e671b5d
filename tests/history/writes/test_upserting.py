"""Rows in bulk: each once, changed where they differ, untouched where they don't; alike on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from accounts.models import Tenant, User
from history.models import EndedSession, Recording
from history.writes import recordings, sessions
from hwmeeting import EndedMeeting
from hwmeeting import Recording as VendorRecording
from meetings.models import Meeting, Occurrence

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ENDED = EndedMeeting("962000001", "u1", "路线图", NOW - HOUR, NOW, False, scheduler_name="陈静", scheduler_uuid="x")


def store(tenant: Tenant, *ended: EndedMeeting) -> tuple[int, int]:
    tally = sessions.Tally()
    sessions.store(tenant=tenant, sessions=ended, now=NOW, tally=tally)
    return tally.new, tally.changed


def versions() -> dict[str, Any]:
    """Return what says whether a row was written: PostgreSQL gives it another place then."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT vendor_conference_uuid, {place} FROM history_endedsession ORDER BY 1")
        return dict(cursor.fetchall())


def test_upsert_adds_changes_and_leaves(qingshan: Tenant) -> None:
    many = [replace(ENDED, conference_uuid=f"u{number}") for number in range(1200)]
    assert store(qingshan, *many, many[0]) == (1200, 0)
    before = versions()
    assert store(qingshan, *reversed(many)) == (0, 0)
    assert versions() == before
    assert store(qingshan, replace(many[7], subject="Roadmap"), many[8]) == (0, 1)
    assert EndedSession.objects.get(vendor_conference_uuid="u7").subject == "Roadmap"


def test_upsert_reads_the_details_anew_of_a_session_that_went_on(qingshan: Tenant) -> None:
    store(qingshan, ENDED)
    EndedSession.objects.update(details="read", details_due_at=None, details_attempts=3)
    store(qingshan, replace(ENDED, subject="Roadmap"))
    assert EndedSession.objects.values_list("details", "details_due_at").get() == ("read", None)
    store(qingshan, replace(ENDED, end_at=NOW + HOUR))
    assert EndedSession.objects.values_list("details", "details_attempts").get() == ("waiting", 0)


def test_upsert_reads_the_details_anew_of_a_session_of_another_time_or_meeting(qingshan: Tenant, chen: User) -> None:
    """Parts are told by the start of the session, and who was invited by its meeting."""
    store(qingshan, ENDED)
    for change in (replace(ENDED, start_at=NOW - 2 * HOUR), ENDED):
        EndedSession.objects.update(details="read", details_due_at=None)
        assert store(qingshan, change, replace(change, conference_uuid="u2")) in {(1, 1), (0, 2)}
        assert EndedSession.objects.get(vendor_conference_uuid="u1").details == "waiting"
    EndedSession.objects.update(details="read", details_due_at=None)
    meeting = Meeting.objects.create(
        tenant=qingshan, organiser=chen, subject="Late", start_at=NOW - HOUR, length_minutes=60, time_zone="UTC",
        vendor_conference_id="962000001", ical_uid="1@x", state=Meeting.State.ENDED, created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    Occurrence.objects.create(meeting=meeting, start_at=NOW - HOUR, end_at=NOW, original_start_at=NOW - HOUR)
    store(qingshan, ENDED)
    assert EndedSession.objects.values_list("meeting", "details").get(vendor_conference_uuid="u1") == (
        meeting.pk,
        "waiting",
    )


def test_upsert_marks_what_the_sums_of_its_day_do_not_have(qingshan: Tenant) -> None:
    other = replace(ENDED, conference_uuid="u2")
    store(qingshan, ENDED, other)
    EndedSession.objects.update(is_summed=True)
    store(qingshan, ENDED, replace(other, start_at=NOW - 2 * HOUR))
    assert dict(EndedSession.objects.values_list("vendor_conference_uuid", "is_summed")) == {"u1": True, "u2": False}


def test_a_session_is_the_tenants_own(qingshan: Tenant, stranger: User) -> None:
    assert stranger.tenant is not None
    assert [store(qingshan, ENDED), store(stranger.tenant, ENDED)] == [(1, 0), (1, 0)]


@pytest.fixture
def series(qingshan: Tenant, chen: User) -> Meeting:
    meeting = Meeting.objects.create(
        tenant=qingshan, organiser=chen, subject="周会", start_at=NOW, length_minutes=60, time_zone="America/New_York",
        vendor_conference_id="962000001", ical_uid="1@x", state=Meeting.State.BOOKED, created_at=NOW, changed_at=NOW,
        repeat_unit="week", repeat_interval=1, repeat_until=NOW.date() + timedelta(days=14),
    )  # fmt: skip
    for week in range(3):
        start_at = NOW + week * timedelta(days=7)
        Occurrence.objects.create(
            meeting=meeting, start_at=start_at, end_at=start_at + HOUR, original_start_at=start_at
        )
    return meeting


def test_a_session_is_of_the_occurrence_that_is_nearest(qingshan: Tenant, series: Meeting, chen: User) -> None:
    """One conference ID has several sessions; one of them began early, one was entered again."""
    first, second, third = series.occurrences.all()
    held = [
        (first, replace(ENDED, conference_uuid="early", start_at=NOW - HOUR, end_at=NOW - HOUR / 2)),
        (first, replace(ENDED, conference_uuid="again", start_at=NOW + HOUR / 2, end_at=NOW + 2 * HOUR)),
        (second, replace(ENDED, conference_uuid="next", start_at=second.start_at, end_at=second.end_at)),
        (third, replace(ENDED, conference_uuid="late", start_at=third.end_at + HOUR, end_at=third.end_at + 2 * HOUR)),
    ]
    store(qingshan, *(ended for _, ended in held))
    found = dict(EndedSession.objects.values_list("vendor_conference_uuid", "occurrence"))
    assert found == {ended.conference_uuid: occurrence.pk for occurrence, ended in held}
    assert set(EndedSession.objects.values_list("meeting", "organiser")) == {(series.pk, chen.pk)}


def test_of_two_meetings_under_one_id_the_nearest_is_meant(qingshan: Tenant, chen: User, series: Meeting) -> None:
    """A cloud room has one ID for all that is held in it."""
    later = NOW + timedelta(days=60)
    Meeting.objects.filter(pk=series.pk).update(state=Meeting.State.ENDED)
    other = Meeting.objects.create(
        tenant=qingshan, organiser=chen, subject="Other", start_at=later, length_minutes=60, time_zone="UTC",
        vendor_conference_id="962000001", ical_uid="2@x", state=Meeting.State.BOOKED, created_at=NOW, changed_at=NOW,
    )  # fmt: skip
    Occurrence.objects.create(meeting=other, start_at=later, end_at=later + HOUR, original_start_at=later)
    store(qingshan, replace(ENDED, start_at=later + HOUR / 4, end_at=later + HOUR))
    assert EndedSession.objects.get().meeting == other


def test_a_session_over_midnight_when_new_york_sets_its_clocks_back(qingshan: Tenant, chen: User) -> None:
    """Half past one comes twice that night: the session that lasted two hours is the one of the first."""
    start_at = datetime(2026, 11, 1, 3, 30, tzinfo=UTC)  # 23:30 the day before, in summer time
    series = Meeting.objects.create(
        tenant=qingshan, organiser=chen, subject="Night", start_at=start_at, length_minutes=180,
        time_zone="America/New_York", vendor_conference_id="962000001", ical_uid="3@x", state=Meeting.State.BOOKED,
        created_at=NOW, changed_at=NOW, repeat_unit="day", repeat_interval=1, repeat_until=start_at.date(),
    )  # fmt: skip
    nights = [start_at, datetime(2026, 11, 2, 4, 30, tzinfo=UTC)]
    occurrences = [
        Occurrence.objects.create(meeting=series, start_at=at, end_at=at + 3 * HOUR, original_start_at=at)
        for at in nights
    ]
    ended_at = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)  # half past one, for the second time
    store(qingshan, replace(ENDED, start_at=start_at + HOUR / 4, end_at=ended_at))
    session = EndedSession.objects.get()
    assert session.occurrence == occurrences[0]
    assert session.end_at - session.start_at == timedelta(hours=2, minutes=45)


def test_an_unknown_meeting_is_nobodys(qingshan: Tenant) -> None:
    store(qingshan, replace(ENDED, start_at=NOW - timedelta(days=365)))
    session = EndedSession.objects.get()
    assert (session.meeting, session.occurrence, session.organiser) == (None, None, None)


def test_what_was_matched_stays_where_the_meeting_is_gone(qingshan: Tenant, series: Meeting) -> None:
    store(qingshan, ENDED)
    Meeting.objects.update(vendor_conference_id="other")
    assert store(qingshan, ENDED) == (0, 0)
    assert EndedSession.objects.get().meeting == series


RECORDING = VendorRecording("u1", "962000001", "路线图", "陈静", NOW - HOUR, 3600, 0, False, NOW + HOUR, 1)


def test_recordings_are_stored_once_and_join_their_sessions(qingshan: Tenant) -> None:
    odd = [replace(RECORDING, conference_uuid="u2", start_at=None), replace(RECORDING, conference_uuid="u\0")]
    assert recordings.store(tenant=qingshan, recordings=[RECORDING, RECORDING, *odd], now=NOW).new == 1
    assert Recording.objects.get().session is None
    store(qingshan, ENDED)
    assert recordings.join(tenant=qingshan, now=NOW) == 1
    assert Recording.objects.get().session == EndedSession.objects.get()
    assert recordings.store(tenant=qingshan, recordings=[RECORDING], now=NOW).changed == 0
    ready = replace(RECORDING, is_available=True, megabytes=900)
    assert recordings.store(tenant=qingshan, recordings=[ready], now=NOW).changed == 1
    assert list(Recording.objects.unfinished()) == []
