"""Which watcher has which meeting."""

from datetime import UTC, datetime, timedelta

import pytest

from control.models import RunningMeeting
from control.models.running_meeting import LEASE
from control.writes.live import leases, storing
from meetings.models import Meeting
from tests.factories.fixtures import MakeMeeting

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 18, 8, tzinfo=UTC)


@pytest.fixture
def three(make_meeting: MakeMeeting) -> list[Meeting]:
    """Return two meetings that run, and one that doesn't."""
    states = (Meeting.State.RUNNING, Meeting.State.RUNNING, Meeting.State.BOOKED)
    return [make_meeting(state=state, start_at=NOW, vendor_conference_id=str(n)) for n, state in enumerate(states)]


def test_each_that_runs_is_had_by_one(three: list[Meeting]) -> None:
    first = leases.claim(owner="a", most=1, now=NOW)
    second = leases.claim(owner="b", most=5, now=NOW)
    assert (len(first), len(second)) == (1, 1)
    assert {*first, *second} == {three[0].pk, three[1].pk}
    assert leases.claim(owner="c", most=5, now=NOW) == []


def test_what_a_dead_one_had_is_taken_by_the_next(three: list[Meeting]) -> None:
    had = leases.claim(owner="a", most=5, now=NOW)
    assert leases.claim(owner="b", most=5, now=NOW + LEASE - timedelta(seconds=1)) == []
    assert set(leases.claim(owner="b", most=5, now=NOW + LEASE)) == set(had)
    assert leases.renew(owner="a", confirmed=had, now=NOW + LEASE) == {}, "it has slept, and has lost them"
    assert not RunningMeeting.objects.exclude(confirmed_at=None).exists()


def test_what_is_renewed_is_kept(three: list[Meeting]) -> None:
    had = leases.claim(owner="a", most=5, now=NOW)
    later = NOW + timedelta(seconds=4)
    assert leases.renew(owner="a", confirmed=had[:1], now=later) == dict.fromkeys(had, False)
    RunningMeeting.objects.filter(pk=had[0]).update(looked_at=later)
    assert leases.renew(owner="a", confirmed=[], now=later)[had[0]]
    assert leases.claim(owner="b", most=5, now=NOW + LEASE) == []
    confirmed = dict(RunningMeeting.objects.values_list("pk", "confirmed_at"))
    assert confirmed == {had[0]: later, had[1]: None}


def test_what_is_let_go_rests_and_says_nothing(three: list[Meeting]) -> None:
    (had,) = leases.claim(owner="a", most=1, now=NOW)
    RunningMeeting.objects.filter(pk=had).update(state={"mode": "FREE"})
    RunningMeeting.objects.filter(pk=had).update(confirmed_at=NOW, source="socket")
    leases.let_go(owner="a", meeting_ids=[had], until=NOW + timedelta(seconds=30))
    assert had not in leases.claim(owner="b", most=5, now=NOW + timedelta(seconds=29))
    found = RunningMeeting.objects.get(pk=had)
    assert (found.source, found.confirmed_at, found.state) == ("", None, {"mode": "FREE"})
    assert had in leases.claim(owner="b", most=5, now=NOW + timedelta(seconds=60))


def test_what_is_handed_over_is_taken_at_once_with_what_is_known(three: list[Meeting]) -> None:
    had = leases.claim(owner="a", most=5, now=NOW)
    RunningMeeting.objects.update(state={"mode": "FREE"})
    leases.hand_over(owner="a", now=NOW)
    assert set(leases.claim(owner="b", most=5, now=NOW)) == set(had)
    assert RunningMeeting.objects.filter(state={"mode": "FREE"}).count() == 2


def test_rows_go_with_the_end_of_their_meeting(three: list[Meeting]) -> None:
    leases.claim(owner="a", most=5, now=NOW)
    Meeting.objects.filter(pk=three[0].pk).update(state=Meeting.State.ENDED)
    assert storing.clear_away(now=NOW) == 0, "somebody has it yet"
    assert storing.clear_away(now=NOW + LEASE) == 1
    assert list(RunningMeeting.objects.values_list("pk", flat=True)) == [three[1].pk]


def test_one_that_is_said_to_run_for_days_is_not_watched(three: list[Meeting]) -> None:
    assert leases.claim(owner="a", most=5, now=NOW + timedelta(days=3)) == []
