"""Listening to a running meeting, whatever happens to the connection."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from hwmeeting import (
    CallResult,
    CallResults,
    Caption,
    Connected,
    Disconnected,
    EventStream,
    MeetingInfo,
    MeetingState,
    NoAnswer,
    Roster,
    SpeakersChanged,
    Unreachable,
)
from hwmeeting.events import stream as streaming
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.running import Running, begin
from tests.patience import HANG_SECONDS


@dataclass
class Ear:
    """A stream with all that it has told."""

    stream: EventStream
    roster: Roster = field(default_factory=Roster)
    heard: list[Any] = field(default_factory=list)

    def until(self, is_so: Callable[[], bool]) -> None:
        """Listen until it is so."""
        give_up = time.monotonic() + HANG_SECONDS
        while not is_so():
            assert time.monotonic() < give_up, self.heard[-5:]
            for event in self.stream.wait(0.1):
                self.roster.apply(event)
                self.heard.append(event)

    def until_heard(self, kind: type, count: int = 1) -> Any:
        """Return the last of so many events of a kind."""
        self.until(lambda: sum(isinstance(one, kind) for one in self.heard) >= count)
        return [one for one in self.heard if isinstance(one, kind)][-1]

    def names(self) -> list[str]:
        return sorted(one.name for one in self.roster.people)


@pytest.fixture
def running(sandbox: Sandbox) -> Running:
    return begin(sandbox)


@pytest.fixture
def listen(running: Running) -> Iterator[Callable[..., Ear]]:
    """Return what listens to the meeting; connections are closed at the end."""
    opened: list[EventStream] = []

    def start(**options: Any) -> Ear:
        opened.append(EventStream(running.session, **options))
        return Ear(opened[-1])

    yield start
    for stream in opened:
        stream.close()


Listen = Callable[..., Ear]


def test_everything_is_told_and_then_what_changes(running: Running, listen: Listen) -> None:
    anna = running.enter()
    ear = listen()
    ear.until(lambda: ear.names() == ["Anna"])
    assert isinstance(ear.heard[0], Connected)
    assert ear.until_heard(MeetingInfo).title == "Standing"
    running.act(anna, "raises_hand")
    ear.until(lambda: ear.roster.people[0].has_hand_up)
    running.enter("Ben")
    ear.until(lambda: ear.names() == ["Anna", "Ben"])
    running.session.switches.lock(is_locked=True)
    ear.until(lambda: ear.until_heard(MeetingState).is_locked)
    running.act(anna, "speaks")
    ear.until(lambda: ear.until_heard(SpeakersChanged).participant_ids == (anna,))
    running.post("client/leave", participant=anna)
    ear.until(lambda: ear.names() == ["Ben"])
    assert sum(isinstance(one, Connected) for one in ear.heard) == 1


def test_why_somebody_left_is_told(running: Running, listen: Listen) -> None:
    running.enter(account="chen", as_host=True)
    li = running.enter(account="li.wei")
    number = running.people()["李伟"]["call_number"]
    ear = listen()
    ear.until(lambda: len(ear.roster.people) == 2)
    running.act(li, "drops_out")
    ear.until(lambda: ear.until_heard(CallResults).results == (CallResult(number, "11111004"),))


def test_captions_are_started_and_heard(running: Running, listen: Listen) -> None:
    anna = running.enter()
    ear = listen()
    ear.until_heard(Connected)
    ear.stream.start_captions()
    ear.until(lambda: ear.until_heard(MeetingState).has_captions)
    running.post("client/say", participant=anna, mandarin="大家好", english="<b>Hello</b>")
    caption = ear.until_heard(Caption)
    assert (caption.participant_id, caption.texts["English"]) == (anna, "<b>Hello</b>")


def test_captions_are_had_once_that_is_confirmed(
    running: Running, listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.enter()
    guests = running.client.control_meeting(running.meeting.conference_id, "482913")
    with pytest.raises(Unreachable):
        EventStream(guests).have_captions()
    monkeypatch.setattr(streaming, "ANSWER_SECONDS", 0.2)
    running.post("faults", match="WebSocket", kind="answer_lost", times=1)
    with pytest.raises(NoAnswer):
        listen().stream.have_captions()
    assert not running.live()["has_captions"]
    monkeypatch.undo()
    listen().stream.have_captions()
    assert running.live()["has_captions"]


def test_the_end_of_the_meeting_is_the_end_of_the_stream(running: Running, listen: Listen) -> None:
    running.enter()
    ear = listen()
    ear.until_heard(MeetingState)
    running.session.stop()
    ear.until(lambda: ear.stream.is_over)
    assert ear.until_heard(MeetingState).is_over
    assert (ear.stream.fileno(), ear.stream.poll(), ear.stream.wait(5)) == (-1, [], [])


def test_a_meeting_that_does_not_run_is_over_at_once(running: Running, listen: Listen) -> None:
    running.session.stop()
    ear = listen()
    ear.until(lambda: ear.stream.is_over)
    assert [type(one) for one in ear.heard] == [Disconnected]


def test_a_wrong_password_is_asked_with_once(running: Running) -> None:
    stream = EventStream(running.client.control_meeting(running.meeting.conference_id, "000000"))
    assert [type(one) for one in stream.poll()] == [Disconnected]
    assert stream.is_over


def cut(running: Running) -> None:
    requests.delete(f"{running.sandbox.url}/_sandbox/websockets", timeout=10).raise_for_status()


def test_a_cut_connection_is_opened_anew_with_everything(running: Running, listen: Listen) -> None:
    running.enter()
    ear = listen()
    ear.until(lambda: ear.names() == ["Anna"])
    cut(running)
    running.enter("Ben")
    ear.until_heard(Disconnected)
    ear.until(lambda: ear.names() == ["Anna", "Ben"])
    assert sum(isinstance(one, Connected) for one in ear.heard) == 2


def test_a_connection_that_is_refused_is_tried_again(running: Running, listen: Listen) -> None:
    running.enter()
    running.sandbox.plan("cut_before", "WebSocket", times=2)
    ear = listen()
    ear.until(lambda: ear.names() == ["Anna"])
    assert [type(one) for one in ear.heard[:3]] == [Disconnected, Disconnected, Connected]


def test_a_connection_that_answers_nothing_is_given_up(
    running: Running, listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "ANSWER_SECONDS", 0.3)
    running.enter()
    running.sandbox.plan("answer_lost", "WebSocket")
    ear = listen()
    ear.until(lambda: ear.names() == ["Anna"])
    assert isinstance(ear.heard[0], Disconnected)


def test_waiting_never_lasts_longer_than_it_may(running: Running, listen: Listen) -> None:
    ear = listen(types=["ConfDynamicInfoNotify"])
    ear.until_heard(MeetingState)
    began = time.monotonic()
    assert ear.stream.wait(0.2) == []
    assert 0.1 < time.monotonic() - began < 5


def test_a_connection_is_kept_by_heartbeats(running: Running, listen: Listen, monkeypatch: pytest.MonkeyPatch) -> None:
    running.sandbox.assume("push_silence_seconds", "2")
    monkeypatch.setattr(streaming, "BEAT_SECONDS", 0.5)
    ear = listen(refresh_seconds=None)
    ear.until_heard(MeetingState)
    until = time.monotonic() + 3
    ear.until(lambda: time.monotonic() > until)
    assert not any(isinstance(one, Disconnected) for one in ear.heard)


@pytest.mark.parametrize(("name", "value"), [("push_copies", "2"), ("push_order", "reversed"), ("push_loss", "third")])
def test_the_truth_comes_out_whatever_becomes_of_messages(
    running: Running, listen: Listen, name: str, value: str
) -> None:
    running.sandbox.assume(name, value)
    anna, ben = running.enter(), running.enter("Ben")
    ear = listen(refresh_seconds=0.5)
    ear.until(lambda: ear.names() == ["Anna", "Ben"])
    for number in range(6):
        for does in ("raises_hand", "mutes", "shares", "lowers_hand"):
            running.act((anna, ben)[number % 2], does)
        running.session.people.call_up(ben)
        running.post("client/leave", participant=running.enter(f"Guest {number}"))
    running.act(ben, "raises_hand")

    def told() -> dict[str, tuple[bool, bool, bool]]:
        return {one.name: (one.has_hand_up, one.is_muted, one.is_sharing) for one in ear.roster.people}

    truth = {name: (one["has_hand_up"], one["is_muted"], one["is_sharing"]) for name, one in running.people().items()}
    ear.until(lambda: told() == truth)
