"""A meeting is watched, whatever happens to connections, watchers and the meeting service."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import ApiClient, User
from control.models import RunningMeeting
from control.writes.live import leases, watch, watcher
from control.writes.live.picture import Picture
from control.writes.live.watcher import Watcher
from history.models import OnlineParticipant
from meetings.models import Meeting
from meetings.services import booking
from tests.control.watched import Crowd, names, state, until
from tests.factories.vendor import Vendor
from tests.factories.webhooks import heard, listen

pytestmark = pytest.mark.django_db(transaction=True)
Watching = Callable[..., Watcher]
_A_SECOND = timedelta(seconds=1)


@pytest.fixture
def watching(vendor: Vendor) -> Iterator[Watching]:
    """Return what makes watchers, which are closed at the end."""
    made: list[Watcher] = []

    def make(owner: str = "a", *, uses_sockets: bool = True) -> Watcher:
        made.append(Watcher(owner=owner, uses_sockets=uses_sockets))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def crowd(vendor: Vendor, running: Meeting) -> Crowd:
    return Crowd(vendor, running)


def row(meeting: Meeting) -> RunningMeeting:
    return RunningMeeting.objects.get(meeting=meeting)


def test_who_is_in_and_how(watching: Watching, running: Meeting, crowd: Crowd) -> None:
    one = watching()
    until(one, lambda: names(running) == ["Anna"])
    found = row(running)
    assert (found.source, found.lease_owner) == ("socket", "a")
    ben = crowd.come("Ben")
    crowd.act(ben, "raises_hand")
    until(one, lambda: crowd.told() == crowd.truth())
    assert row(running).version > found.version
    crowd.go(ben)
    until(one, lambda: names(running) == ["Anna"])


def test_nothing_is_written_where_nothing_changes(watching: Watching, running: Meeting) -> None:
    one = watching()
    until(one, lambda: names(running) == ["Anna"])
    settled = row(running)
    until_at = time.monotonic() + 1.5
    until(one, lambda: time.monotonic() > until_at)
    assert row(running).version == settled.version


def test_everybody_who_comes_and_goes_is_told_to_the_history(
    watching: Watching, running: Meeting, crowd: Crowd, vendor: Vendor, chen: User
) -> None:
    one = watching()
    until(one, lambda: names(running) == ["Anna"])
    host = crowd.come("", account=chen.identity.third_party_user_id, as_host=True)
    ben = crowd.come("Ben")
    until(one, lambda: len(names(running)) == 3)
    before = datetime.now(UTC)
    crowd.go(ben)
    after = datetime.now(UTC)
    until(one, lambda: len(names(running)) == 2)
    seen = {found.participant_id: found for found in OnlineParticipant.objects.all()}
    assert (len(seen), seen[host].third_party_user_id) == (3, chen.identity.third_party_user_id)
    people = vendor.conference(running)["live"]["people"]
    joined = {person["id"]: person["joined_at"] for person in people}
    assert {pid: int(seen[pid].first_seen_at.timestamp()) for pid in joined} == joined, "to the second"
    left_at = seen[ben].left_at
    assert left_at is not None
    assert before - _A_SECOND < left_at == seen[ben].last_seen_at < after + _A_SECOND, "to the second"
    assert [seen[pid].left_at for pid in joined] == [None] * 2


def test_who_has_left_while_nobody_listened_has_no_time(watching: Watching, running: Meeting, crowd: Crowd) -> None:
    ben = crowd.come("Ben")
    one = watching()
    until(one, lambda: names(running) == ["Anna", "Ben"])
    crowd.cut()
    crowd.go(ben)
    until(one, lambda: names(running) == ["Anna"])
    found = OnlineParticipant.objects.get(participant_id=ben)
    assert (found.left_at, found.last_seen_at > found.first_seen_at) == (None, True)


def test_the_other_system_hears_of_everything_once_whichever_watcher_has_heard_it(
    watching: Watching,
    running: Meeting,
    crowd: Crowd,
    vendor: Vendor,
    chen: User,
    erp: ApiClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(leases, "LEASE", timedelta(seconds=1))
    monkeypatch.setattr(watcher, "_RENEW_SECONDS", 0.3)
    monkeypatch.setattr(watcher, "_REST", timedelta(0))
    ApiClient.objects.filter(pk=erp.pk).update(scopes=["control:read", "meetings:read"])
    erp.refresh_from_db()
    listen(erp)
    first, ben = watching("a"), crowd.come("Ben")
    until(first, lambda: names(running) == ["Anna", "Ben"])
    crowd.go(ben)
    crowd.come("Cleo")
    second = watching("b")
    until(second, lambda: names(running) == ["Anna", "Cleo"])
    for _ in range(10):
        first.tick()
    crowd.come("Dora")
    until(second, lambda: len(names(running)) == 3)
    vendor.end(chen, running)
    until(second, lambda: not RunningMeeting.objects.exists())
    told = [(one["type"], one["data"].get("participant", {}).get("name")) for one in heard(erp)]
    assert sorted(told, key=str) == [
        ("meeting.ended", None),
        *(("participant.joined", name) for name in ("Anna", "Ben", "Cleo", "Dora")),
        *(("participant.left", name) for name in ("Anna", "Ben", "Cleo", "Dora")),
    ]


def test_a_cut_connection_comes_back_with_the_truth(watching: Watching, running: Meeting, crowd: Crowd) -> None:
    one = watching()
    until(one, lambda: names(running) == ["Anna"])
    crowd.cut()
    crowd.come("Ben")
    began = time.monotonic()
    until(one, lambda: crowd.told() == crowd.truth())
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "readings", [{"push_copies": "2"}, {"push_order": "reversed"}, {"push_loss": "third"}], ids=str
)
def test_messages_that_come_twice_in_another_order_or_not_at_all(
    watching: Watching,
    running: Meeting,
    crowd: Crowd,
    vendor: Vendor,
    monkeypatch: pytest.MonkeyPatch,
    readings: dict[str, str],
) -> None:
    monkeypatch.setattr("control.writes.live.opening.REFRESH_SECONDS", 1.0)
    vendor.assume(**readings)
    one = watching()
    until(one, lambda: names(running) == ["Anna"])
    for number in range(5):
        pid = crowd.come(f"Guest {number}")
        for does in ("raises_hand", "mutes", "lowers_hand")[: number % 4]:
            crowd.act(pid, does)
        if number % 2:
            crowd.go(pid)
    until(one, lambda: crowd.told() == crowd.truth())


def test_a_watcher_that_has_died_is_replaced(
    watching: Watching, running: Meeting, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "LEASE", timedelta(seconds=1))
    monkeypatch.setattr(watcher, "_RENEW_SECONDS", 0.3)
    first = watching("a")
    until(first, lambda: names(running) == ["Anna"])
    second = watching("b")
    crowd.come("Ben")
    until(second, lambda: names(running) == ["Anna", "Ben"])
    assert row(running).lease_owner == "b"
    crowd.come("Cleo")
    until(second, lambda: len(names(running)) == 3)
    version = row(running).version
    for _ in range(20):
        first.tick()
    assert row(running).version == version, "it has woken, and writes nothing that isn't its own any more"


def test_two_watchers_share_meetings_and_one_hands_over_at_its_end(
    watching: Watching, running: Meeting, crowd: Crowd
) -> None:
    first, second = watching("a"), watching("b")
    until(first, lambda: names(running) == ["Anna"])
    until_at = time.monotonic() + 0.5
    until(second, lambda: time.monotonic() > until_at)
    assert row(running).lease_owner == "a"
    first.close()
    assert names(running) == ["Anna"], "what is known stays"
    until(second, lambda: row(running).lease_owner == "b" and row(running).confirmed_at is not None)


def test_without_sockets_it_is_asked_for(
    watching: Watching, running: Meeting, crowd: Crowd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "ASKING_SECONDS", 0.2)
    one = watching(uses_sockets=False)
    until(one, lambda: names(running) == ["Anna"])
    assert row(running).source == "polling"
    crowd.act(crowd.come("Ben"), "raises_hand")
    until(one, lambda: crowd.told() == crowd.truth())


def test_where_no_socket_is_to_be_had_it_is_asked_for_until_there_is(
    watching: Watching, running: Meeting, crowd: Crowd, vendor: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "ASKING_SECONDS", 0.2)
    monkeypatch.setattr("hwmeeting.events.stream._FIRST_PAUSE", 0.05)
    crowd.post("faults", match="WebSocket", kind="cut_before")
    one = watching()
    until(one, lambda: names(running) == ["Anna"])
    assert row(running).source == "polling"
    vendor.forget_faults()
    crowd.come("Ben")
    until(one, lambda: row(running).source == "socket" and names(running) == ["Anna", "Ben"])


def test_with_the_end_everybody_has_left_and_the_row_goes(
    watching: Watching, running: Meeting, crowd: Crowd, vendor: Vendor, chen: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "_REST", timedelta(0))
    monkeypatch.setattr(watcher, "_RENEW_SECONDS", 0.3)
    one = watching()
    until(one, lambda: names(running) == ["Anna"])
    vendor.end(chen, running)
    until(one, lambda: not RunningMeeting.objects.exists())
    assert Meeting.objects.get().state != Meeting.State.RUNNING
    (anna,) = OnlineParticipant.objects.all()
    assert anna.last_seen_at > anna.first_seen_at


def test_a_meeting_that_has_ended_unnoticed_is_read_anew(
    watching: Watching, running: Meeting, vendor: Vendor, chen: User
) -> None:
    vendor.end(chen, running)
    one = watching()
    until(one, lambda: Meeting.objects.get().state != Meeting.State.RUNNING)
    assert state(running).people == ()


def test_an_organiser_who_is_not_linked_any_more_ends_nothing(
    watching: Watching, running: Meeting, chen: User
) -> None:
    chen.identity.delete()
    one = watching()
    until(one, lambda: RunningMeeting.objects.filter(lease_owner="").exists())
    assert names(running) == []


def test_one_meeting_that_goes_wrong_ends_no_other(
    watching: Watching, running: Meeting, vendor: Vendor, li: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the reason: here a bug of ours, in the reading of what one of them is told."""
    other = booking.start_now(organiser=li, reference="other", now=datetime.now(UTC))
    Crowd(vendor, other).come("Zoe")
    hear = Picture.hear

    def stumble(picture: Picture, event: object) -> None:
        hear(picture, event)
        if any(one.name == "Zoe" for one in picture.state().people):
            raise RuntimeError("a bug")

    monkeypatch.setattr(Picture, "hear", stumble)
    one = watching()
    until(one, lambda: names(running) == ["Anna"] and row(other).lease_owner == "")
    Crowd(vendor, running).come("Ben")
    until(one, lambda: names(running) == ["Anna", "Ben"])


def test_connections_are_rated_while_a_host_looks(watching: Watching, running: Meeting, crowd: Crowd) -> None:
    one, ben = watching(), crowd.come("Ben")
    crowd.act(ben, "has_poor_network")
    until(one, lambda: names(running) == ["Anna", "Ben"])
    assert {person.network for person in state(running).people} == {""}
    RunningMeeting.objects.update(looked_at=datetime.now(UTC))
    until(
        one,
        lambda: {person.name: person.network for person in state(running).people} == {"Anna": "good", "Ben": "bad"},
    )
