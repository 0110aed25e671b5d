"""What API clients are told of a running meeting, and that it is as the document says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import ApiClient
from control.models import RunningMeeting
from control.snapshots import LivePerson, LiveState
from control.writes.live import leases, storing, telling
from control.writes.live.picture import Picture
from history.models import OnlineParticipant
from hwmeeting import PeopleChanged, PersonChange
from meetings.models import Meeting
from tests.factories.fixtures import MakeMeeting
from tests.factories.webhooks import heard, listen
from tests.meetings.api.test_webhooks import check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]
NOW = datetime(2026, 5, 18, 8, tzinfo=UTC)
JOINED = int(NOW.timestamp()) - 60
ANNA = LivePerson("a", "Anna", "1", "anna", role="cohost", joined=JOINED)
BEN = LivePerson("b", "Ben", joined=JOINED)


@pytest.fixture
def meeting(make_meeting: MakeMeeting, erp: ApiClient) -> Meeting:
    found = make_meeting(state=Meeting.State.RUNNING, start_at=NOW)
    ApiClient.objects.filter(pk=erp.pk).update(scopes=["control:read"])
    erp.refresh_from_db()
    listen(erp)
    leases.claim(owner="a", most=1, now=NOW)
    return found


def store(meeting: Meeting, before: LiveState, after: LiveState, **more: Any) -> bool:
    return storing.store(
        owner="a", meeting_id=meeting.pk, before=before, after=after, source="socket", now=NOW, **more
    )


def test_store_tells_who_came_and_left_and_of_the_recording(meeting: Meeting, erp: ApiClient) -> None:
    called = LivePerson("c", "Cleo", is_called=True)
    both = LiveState(people=(ANNA, BEN, called), is_recording=True)
    store(meeting, LiveState(), both)
    left_at = NOW - timedelta(seconds=1)
    store(meeting, both, LiveState(is_recording=True), left={"a": left_at})
    events = heard(erp)
    for event in events:
        check(event)
        assert event["data"]["meeting"]["id"] == str(meeting.pk)
    anna = {
        "id": "a",
        "name": "Anna",
        "number": "1",
        "user_id": "anna",
        "role": "cohost",
        "client": "",
        "joined_at": "2026-05-18T07:59:00+00:00",
    }
    told = [(event["type"], event["data"].get("participant")) for event in events]
    ben = anna | {"id": "b", "name": "Ben", "number": "", "user_id": "", "role": "guest"}
    assert told == [
        ("participant.joined", anna),
        ("participant.joined", ben),
        ("meeting.recording_started", None),
        ("participant.left", anna | {"left_at": left_at.isoformat(), "is_exact": True}),
        ("participant.left", ben | {"left_at": NOW.isoformat(), "is_exact": False}),
    ]


def test_store_tells_nobody_what_another_watcher_has_by_now(meeting: Meeting, erp: ApiClient) -> None:
    RunningMeeting.objects.update(lease_owner="b")
    assert not store(meeting, LiveState(), LiveState(people=(ANNA,)))
    assert heard(erp) == []


def test_clear_away_tells_that_those_have_left_whom_nobody_saw_leaving(meeting: Meeting, erp: ApiClient) -> None:
    store(meeting, LiveState(), LiveState(people=(ANNA,)))
    Meeting.objects.update(state=Meeting.State.ENDED)
    heard(erp)
    later = NOW + timedelta(minutes=1)
    assert [storing.clear_away(now=later), storing.clear_away(now=later)] == [1, 0]
    ((kind, who),) = [(one["type"], one["data"]["participant"]) for one in heard(erp)]
    assert (kind, who["id"], who["is_exact"]) == ("participant.left", "a", False)


def test_tell_asks_nothing_where_nothing_has_happened(meeting: Meeting) -> None:
    state = LiveState(people=(ANNA,), is_recording=True)
    with CaptureQueriesContext(connection) as statements:
        telling.tell(meeting_id=meeting.pk, before=state, after=state, left={}, now=NOW)
    assert len(statements) == 0


@pytest.mark.parametrize("people", [1, 500])
def test_a_full_attendance_is_stored_in_twelve_queries_at_the_most(meeting: Meeting, people: int) -> None:
    """Four events of each: they come, raise their hands, lower them, and every second one leaves."""
    picture = Picture()
    came = {"NAME": "P", "ADDTIME": f"{JOINED}000"}
    picture.hear(PeopleChanged(True, tuple(PersonChange(str(n), False, came) for n in range(people)), NOW))
    before = picture.state()
    for n in range(people):
        for hand in ("1", "0"):
            picture.hear(PeopleChanged(False, (PersonChange(str(n), False, {"HAND": hand}),), NOW))
        picture.hear(PeopleChanged(False, (PersonChange(str(n), bool(n % 2), {}),), NOW))
    for then, now in ((LiveState(), before), (before, picture.state())):
        with CaptureQueriesContext(connection) as statements:
            store(meeting, then, now, left=picture.left)
        # SQLite takes so many values at once, and the rest with the same statement again.
        once = {one["sql"][:80] for one in statements} if connection.vendor == "sqlite" else list(statements)
        assert len(once) <= 12, once
    assert OnlineParticipant.objects.count() == people
    assert OnlineParticipant.objects.exclude(left_at=None).count() == people // 2


def test_tell_leaves_out_who_may_not_act_for_a_host_or_lacks_the_scope(meeting: Meeting, erp: ApiClient) -> None:
    for values in ({"scopes": ["meetings:read"]}, {"scopes": ["control:read"], "allowed_user_ids": "li"}):
        ApiClient.objects.filter(pk=erp.pk).update(**values)
        store(meeting, LiveState(), LiveState(people=(ANNA,)))
        assert heard(erp) == []
