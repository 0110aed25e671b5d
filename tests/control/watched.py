"""A watcher in the hands of a test, and the people of a meeting that it watches."""

import time
from collections.abc import Callable
from typing import Any

import requests

from control.models import RunningMeeting
from control.snapshots import LiveState
from control.writes.live.watcher import Watcher
from meetings.models import Meeting
from tests.factories.vendor import Vendor
from tests.patience import HANG_SECONDS


def until(watcher: Watcher, is_so: Callable[[], bool]) -> None:
    """Let the watcher work until it is so."""
    give_up = time.monotonic() + HANG_SECONDS
    while not is_so():
        assert time.monotonic() < give_up, list(RunningMeeting.objects.values())
        watcher.tick()


def state(meeting: Meeting) -> LiveState:
    """Return what the row of a meeting says; nothing where there is no row."""
    row = RunningMeeting.objects.filter(meeting=meeting).first()
    return LiveState.from_json(row.state) if row else LiveState()


def names(meeting: Meeting) -> list[str]:
    return sorted(one.name for one in state(meeting).people)


class Crowd:
    """People of a meeting, by the stand-in client."""

    def __init__(self, vendor: Vendor, meeting: Meeting) -> None:
        self._vendor, self._meeting = vendor, meeting

    def post(self, path: str, **body: Any) -> Any:
        answer = requests.post(f"{self._vendor.url}/_sandbox/{path}", json=body, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    def come(self, name: str, *, account: str | None = None, as_host: bool = False) -> str:
        """Let somebody in by the web link. Return their pid."""
        shown = self._vendor.detail(self._meeting.organiser, self._meeting).meeting
        url = shown.chair_join_uri if as_host else shown.guest_join_uri
        body = {"url": url, "platform": "web", "name": name, "signed_in_as": account}
        return str(self.post("client", **body)["participant"])

    def act(self, pid: str, does: str) -> None:
        self.post("client/act", participant=pid, does=does)

    def go(self, pid: str) -> None:
        self.post("client/leave", participant=pid)

    def cut(self) -> None:
        """Cut every connection that is pushed to."""
        requests.delete(f"{self._vendor.url}/_sandbox/websockets", timeout=10).raise_for_status()

    def truth(self) -> dict[str, tuple[bool, bool, bool]]:
        """Return by name: muted, hand up, waiting; as the sandbox has it."""
        people = self._vendor.conference(self._meeting)["live"]["people"]
        return {one["name"]: (one["is_muted"], one["has_hand_up"], one["is_waiting"]) for one in people}

    def told(self) -> dict[str, tuple[bool, bool, bool]]:
        """Return the same, as the row has it."""
        found = state(self._meeting)
        there = {one.name: (one.is_muted, one.has_hand_up, False) for one in found.people}
        return there | {one.name: (False, False, True) for one in found.waiting}
