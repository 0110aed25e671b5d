"""What stands in whose list, at the price of one query."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from meetings.models import Invitee, Meeting, VendorWrite
from meetings.models.vendor_write import LEASE
from meetings.queries import lists
from meetings.writes import applying
from meetings.writes.agenda import refresh_agenda
from tests.factories.fixtures import MakeMeeting, MakeSeries
from tests.factories.writes import make_write

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
HOUR = timedelta(hours=1)


def subjects(found: list[lists.MeetingRow]) -> list[str]:
    return [row.subject for row in found]


def coming(person: User, limit: int = 50, offset: int = 0) -> list[str]:
    return subjects(lists.coming(person=person, now=NOW, limit=limit, offset=offset)[0])


def past(person: User) -> list[str]:
    return [row.meeting.subject for row in lists.past(person=person, now=NOW, limit=50)]


def counted(person: User) -> tuple[int, int]:
    """Return how many are coming, and how many are past."""
    options: dict[str, Any] = {"person": person, "now": NOW, "limit": 1, "offset": 0}
    return lists.coming(**options)[1], len(lists.past(person=person, now=NOW, limit=lists.COUNTED + 1))


def test_coming_row(make_meeting: MakeMeeting, chen: User, li: User) -> None:
    meeting = make_meeting(start_at=NOW + HOUR, guests=(li, "anna@tuv.example"), vendor_conference_id="967204518")
    assert lists.coming(person=li, now=NOW, limit=50, offset=0)[0] == [
        lists.MeetingRow(
            id=meeting.pk,
            subject="Roadmap",
            start_at=NOW + HOUR,
            end_at=NOW + HOUR + timedelta(minutes=45),
            state="booked",
            organiser_id=chen.pk,
            organiser_name="陈静",
            number="967204518",
            invitee_count=3,
        )
    ]


def test_coming_and_past_split_by_the_clock(make_meeting: MakeMeeting, chen: User) -> None:
    make_meeting(subject="begun", start_at=NOW - HOUR / 4)
    make_meeting(subject="long over", start_at=NOW - 5 * HOUR, state="ended")
    make_meeting(subject="over, we heard nothing", start_at=NOW - 2 * HOUR)
    make_meeting(subject="ahead", start_at=NOW + HOUR)
    make_meeting(subject="refused", start_at=NOW + 2 * HOUR, state="refused")
    make_meeting(subject="cancelled", start_at=NOW + 3 * HOUR, state="cancelled")
    assert coming(chen) == ["begun", "ahead", "refused", "cancelled"]
    assert past(chen) == ["over, we heard nothing", "long over"]
    assert counted(chen) == (4, 2)


def test_what_ended_early_is_past(make_meeting: MakeMeeting, chen: User) -> None:
    meeting = make_meeting(start_at=NOW - HOUR / 4, state="ended")
    applying.mark_ended(meeting=meeting, now=NOW)
    meeting.save()
    refresh_agenda(meeting=meeting)
    assert (coming(chen), past(chen)) == ([], ["Roadmap"])


def test_what_runs_past_its_time_is_not_past(
    make_meeting: MakeMeeting, make_series: MakeSeries, chen: User, li: User
) -> None:
    make_meeting(subject="runs on", start_at=NOW - 2 * HOUR, state="running", guests=(li,))
    make_series(subject="its first runs on", start_at=NOW - 3 * HOUR, days=(0, 1), state="running")
    make_meeting(subject="over", start_at=NOW - 4 * HOUR, state="ended")
    assert coming(chen) == ["its first runs on", "runs on", "its first runs on"]
    assert past(chen) == ["over"]
    assert counted(chen) == (3, 1)
    assert (coming(li), past(li)) == (["runs on"], [])


def test_what_has_run_for_days_is_past(make_meeting: MakeMeeting, chen: User) -> None:
    make_meeting(start_at=NOW - 49 * HOUR, state="running")
    assert (coming(chen), past(chen)) == ([], ["Roadmap"])
    assert counted(chen) == (0, 1)


def test_coming_page_by_page(make_meeting: MakeMeeting, chen: User) -> None:
    for number in (2, 0, 1):
        make_meeting(subject=str(number), start_at=NOW + (1 + number) * HOUR)
    assert [coming(chen, limit=2, offset=offset) for offset in (0, 2)] == [["0", "1"], ["2"]]


def test_an_invitee_learns_of_a_meeting_once_it_is_booked(make_meeting: MakeMeeting, chen: User, li: User) -> None:
    meeting = make_meeting(start_at=NOW + HOUR, guests=(li,), state="requested", vendor_conference_id="")
    assert (coming(chen), coming(li)) == (["Roadmap"], [])
    meeting.state, meeting.vendor_conference_id = "booked", "1"
    meeting.save()
    refresh_agenda(meeting=meeting)
    assert (coming(chen), coming(li)) == (["Roadmap"], ["Roadmap"])


def test_whoever_was_taken_off_and_strangers_see_nothing(make_meeting: MakeMeeting, li: User, stranger: User) -> None:
    meeting = make_meeting(start_at=NOW + HOUR, guests=(li,))
    Invitee.objects.filter(meeting=meeting, person=li).update(removed_at=NOW)
    refresh_agenda(meeting=meeting)
    assert (coming(li), coming(stranger)) == ([], [])


def test_between_leaves_out_bookings_that_came_to_nothing(make_meeting: MakeMeeting, chen: User) -> None:
    make_meeting(subject="before", start_at=NOW - 2 * HOUR)
    make_meeting(subject="reaches in", start_at=NOW - HOUR / 2)
    make_meeting(subject="in", start_at=NOW + HOUR)
    make_meeting(subject="refused", start_at=NOW + HOUR, state="refused", vendor_conference_id="")
    make_meeting(subject="withdrawn", start_at=NOW + HOUR, state="cancelled", vendor_conference_id="")
    make_meeting(subject="cancelled", start_at=NOW + 2 * HOUR, state="cancelled")
    make_meeting(subject="after", start_at=NOW + 3 * HOUR)
    found = lists.between(person=chen, now=NOW, since=NOW, until=NOW + 3 * HOUR, limit=10)
    assert subjects(found) == ["reaches in", "in", "cancelled"]


@pytest.mark.parametrize(
    ("kind", "write", "state", "needs"),
    [
        ("create", "done", "booked", False),
        ("create", "sent", "requested", False),
        ("create", "planned", "requested", True),
        ("create", "unconfirmed", "requested", True),
        ("create", "refused", "refused", True),
        ("create", "withdrawn", "cancelled", False),
        ("edit", "refused", "booked", True),
        ("cancel", "unconfirmed", "booked", True),
    ],
)
def test_needing_attention(
    make_meeting: MakeMeeting, chen: User, li: User, kind: str, write: str, state: str, needs: bool
) -> None:
    make_meeting(start_at=timezone.now() + HOUR, guests=(li,), kind=kind, write=write, state=state)
    assert bool(lists.needing_attention(person=chen, now=timezone.now())) is needs
    assert lists.needing_attention(person=li, now=timezone.now()) == []


def test_needing_attention_when_the_process_was_lost(make_meeting: MakeMeeting, chen: User) -> None:
    make_meeting(start_at=timezone.now() + HOUR, write="sent", state="requested")
    assert lists.needing_attention(person=chen, now=timezone.now()) == []
    (row,) = lists.needing_attention(person=chen, now=timezone.now() + LEASE)
    assert (row.write_state, row.write_is_stale) == ("sent", True)


def test_needing_attention_no_more_once_a_later_write_is_done(make_meeting: MakeMeeting, chen: User) -> None:
    meeting = make_meeting(start_at=timezone.now() + HOUR, kind="edit", write="refused")
    later = meeting.writes.get(kind="edit")
    later.pk, later.reference, later.state = None, "later", VendorWrite.State.DONE
    later.created_at = timezone.now()
    later.save()
    assert lists.needing_attention(person=chen, now=timezone.now()) == []


@pytest.mark.parametrize(("write", "queries"), [("done", 1), ("planned", 2)])
def test_lists_cost_one_query_and_one_for_what_is_not_settled(
    make_meeting: MakeMeeting, chen: User, li: User, django_assert_num_queries: Any, write: str, queries: int
) -> None:
    made = 0
    for count in (1, 30):
        for _ in range(count - made):
            make_meeting(start_at=NOW + (1 + made) * HOUR, guests=(li,), write=write, state="requested")
            made += 1
        with django_assert_num_queries(queries):
            lists.coming(person=chen, now=NOW, limit=50, offset=0)
        with django_assert_num_queries(queries):
            lists.past(person=chen, now=NOW + 99 * HOUR, limit=50)
        with django_assert_num_queries(1 if write == "done" else 3):
            lists.needing_attention(person=chen, now=NOW)


def test_each_occurrence_of_a_series_stands_by_itself(
    make_series: MakeSeries, make_meeting: MakeMeeting, chen: User
) -> None:
    series = make_series(start_at=NOW - 26 * HOUR, days=(0, 1, 2, 3), guests=("anna@tuv.example",))
    over, running, moved, off = series.occurrences.all()
    moved.start_at, moved.end_at = NOW + 60 * HOUR, NOW + 61 * HOUR
    moved.save()
    off.is_cancelled = True
    off.save()
    running.start_at, running.end_at = NOW - HOUR / 2, NOW + HOUR / 2
    running.save()
    make_meeting(subject="single", start_at=NOW + HOUR)
    series.state, series.start_at = Meeting.State.RUNNING, running.start_at
    series.save()
    refresh_agenda(meeting=series)
    found, _ = lists.coming(person=chen, now=NOW, limit=50, offset=0)
    assert [(row.subject, row.occurrence_id, row.state) for row in found] == [
        ("Weekly", running.pk, "running"),
        ("single", None, "booked"),
        ("Weekly", off.pk, "cancelled"),
        ("Weekly", moved.pk, "booked"),
    ]
    assert [(row.occurrence_id, row.meeting.state) for row in lists.past(person=chen, now=NOW, limit=50)] == [
        (over.pk, "ended")
    ]
    assert counted(chen) == (4, 1)
    assert [row.occurrence_id for row in lists.coming(person=chen, now=NOW, limit=2, offset=2)[0]] == [
        off.pk,
        moved.pk,
    ]
    day = lists.between(person=chen, now=NOW, since=NOW, until=NOW + 2 * HOUR, limit=9)
    assert [row.occurrence_id for row in day] == [running.pk, None]


def test_a_write_about_one_occurrence_marks_no_other(make_series: MakeSeries, chen: User) -> None:
    series = make_series(start_at=NOW + HOUR, days=(0, 1))
    first, second = series.occurrences.all()
    write = series.writes.get()
    make_write(series, occurrence=second, kind="cancel_occurrence", created_at=write.created_at + HOUR)
    Meeting.objects.update(is_settled=False)
    found = {row.occurrence_id: row.write_kind for row in lists.coming(person=chen, now=NOW, limit=9, offset=0)[0]}
    assert found == {first.pk: "", second.pk: "cancel_occurrence"}
    (needing,) = lists.needing_attention(person=chen, now=NOW)
    assert (needing.occurrence_id, needing.start_at, needing.write_kind) == (
        None,
        series.start_at,
        "cancel_occurrence",
    )


@pytest.mark.parametrize("count", [2, 50])
def test_a_list_of_occurrences_is_one_query(
    make_series: MakeSeries, chen: User, django_assert_num_queries: Any, count: int
) -> None:
    make_series(start_at=NOW + HOUR, days=tuple(range(count)))
    with django_assert_num_queries(1):
        found, _ = lists.coming(person=chen, now=NOW, limit=51, offset=0)
    assert len(found) == count


def test_the_occurrences_of_another_organisation_are_nobodys(make_series: MakeSeries, stranger: User) -> None:
    make_series(start_at=NOW + HOUR, days=(0, 1))
    assert lists.coming(person=stranger, now=NOW, limit=9, offset=0) == ([], 0)


def test_a_series_that_ended_early_on_its_last_occurrence_is_past(make_series: MakeSeries, chen: User) -> None:
    series = make_series(start_at=NOW - 24 * HOUR - HOUR / 4, days=(0, 1))
    first, last = series.occurrences.all()
    series.state, series.start_at = Meeting.State.ENDED, last.start_at
    applying.mark_ended(meeting=series, now=NOW)
    series.save()
    refresh_agenda(meeting=series)
    assert coming(chen) == []
    assert [row.occurrence_id for row in lists.past(person=chen, now=NOW, limit=9)] == [last.pk, first.pk]
    assert counted(chen) == (0, 2)
    day = lists.between(person=chen, now=NOW, since=NOW - HOUR, until=NOW + HOUR, limit=9)
    assert [(row.occurrence_id, row.state) for row in day] == [(last.pk, "ended")]


@pytest.mark.parametrize(("kind", "write"), [("edit", "refused"), ("edit_occurrence", "refused"), ("edit", "planned")])
def test_a_series_needs_no_attention_for_what_was_refused_before_an_occurrence_that_has_begun(
    make_series: MakeSeries, chen: User, kind: str, write: str
) -> None:
    series = make_series(start_at=timezone.now() + HOUR, days=(0, 7), kind=kind, write=write)
    assert len(lists.needing_attention(person=chen, now=timezone.now())) == 1
    later = series.start_at + HOUR
    found = lists.needing_attention(person=chen, now=later)
    assert len(found) == (write == "planned"), "what waits needs attention all the same"
    (row,) = lists.coming(person=chen, now=later, limit=9, offset=0)[0]
    assert row.write_state == ("planned" if write == "planned" else "")
