"""The sandbox as the tests of services see it: its state, what took effect there, and what goes wrong on demand."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any, cast

import requests
from django.conf import settings

from accounts.models import User
from accounts.vendor import clients
from hwmeeting import MeetingConfig, MeetingDetail, MeetingRequest, links
from meetings.models import Meeting
from tests.flows.interruptions import Answer, Between, Held

_CONFERENCES = "/v1/mmc/management/conferences"
_SERIES, _DATE = "/v1/mmc/management/cycleconferences", "/v1/mmc/management/conferences/cyclesubconf"
_CONTROL = "/v1/mmc/control/conferences"
_CALLS = {
    "create": ("POST", _CONFERENCES),
    "edit": ("PUT", _CONFERENCES),
    "cancel": ("DELETE", _CONFERENCES),
    "create_series": ("POST", _SERIES),
    "edit_series": ("PUT", _SERIES),
    "cancel_series": ("DELETE", _SERIES),
    "edit_occurrence": ("PUT", _DATE),
    "cancel_occurrence": ("DELETE", _DATE),
    "call": ("POST", f"{_CONTROL}/participants"),
    "enter": ("GET", f"{_CONFERENCES}/anonymous/auth"),
    "end": ("PUT", f"{_CONTROL}/stop"),
    "mute": ("PUT", f"{_CONTROL}/participants/mute"),
    "extend": ("PUT", f"{_CONTROL}/duration"),
    "lock": ("PUT", f"{_CONTROL}/lock"),
    "ask_camera_on": ("PUT", f"{_CONTROL}/participants/video"),
    "delete_recording": ("DELETE", "/v1/mmc/management/record/files"),
}
# A port on which nobody listens.
_NOBODY = "http://127.0.0.1:9"


class Vendor:
    """One sandbox, emptied before each test."""

    def __init__(self, *, url: str, between: Between, app_id: str, administrator_user_id: str) -> None:
        self.url, self.between = url, between
        self.app_id, self.administrator_user_id = app_id, administrator_user_id

    def details(self, person: User) -> list[MeetingDetail]:
        """Every unfinished meeting of ``person``."""
        client = clients.client_for(person=person).meetings
        return [client.detail(meeting.conference_id) for meeting in list(client.list())]

    def detail(self, person: User, meeting: Meeting) -> MeetingDetail:
        return clients.client_for(person=person).meetings.detail(meeting.vendor_conference_id)

    def conference(self, meeting: Meeting) -> dict[str, Any]:
        """The whole meeting as the sandbox's state has it."""
        found = _find(self._get("state"), meeting.vendor_conference_id)
        assert found is not None
        return found

    def standing(self, subject: str) -> list[str]:
        """The conference IDs of all unfinished meetings under that subject."""
        return [one["conferenceID"] for one in self._get("state")["meetings"] if one["subject"] == subject]

    def attendees(self, meeting: Meeting) -> list[dict[str, Any]]:
        return cast(list[dict[str, Any]], self.conference(meeting)["attendees"])

    def differences(self, before: dict[str, Any], after: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
        """Key by key, what is another value now."""
        keys = {key for key in before | after if before.get(key) != after.get(key)}
        return {key: (before.get(key), after.get(key)) for key in keys}

    def sent(self, call: str) -> list[dict[str, Any]]:
        """The bodies of all calls of that kind that had an effect."""
        method, path = _CALLS[call]
        rows = [row for row in self._get("ledger") if (row["method"], row["path"]) == (method, path)]
        return [row["request"] for row in rows if row["status"] == 200]

    def lose_answer(self, call: str) -> None:
        """The next call takes effect, then the connection is cut."""
        self._fault(call, "answer_lost")

    def cut_before(self, call: str) -> None:
        """The connection of the next call is cut before anything has happened."""
        self._fault(call, "cut_before")

    def show_old_list(self, *, times: int) -> None:
        """The next lists are those of ten minutes ago."""
        fault = {"match": f"GET {_CONFERENCES}", "kind": "stale_list", "seconds": 600, "times": times}
        self._post("faults", fault)

    def refuse(self, call: str, *, code: str) -> None:
        """The next call is refused."""
        body = json.dumps({"error_code": code, "error_msg": "REFUSED"})
        self.between.plan(*_CALLS[call], Answer(400, body, {"X-Request-Id": "refused-1"}))

    def throttle(self, call: str, *, retry_after: int) -> None:
        """Too many requests, also for the client's second try."""
        answer = Answer(429, "{}", {"Retry-After": str(retry_after)})
        self.between.plan(*_CALLS[call], answer, answer)

    def hold_answer(self, call: str) -> Held:
        """The next call takes effect; its answer does not come."""
        held = Held()
        self.between.plan(*_CALLS[call], held)
        return held

    def forget_faults(self) -> None:
        """What was to go wrong in a call that nobody has made."""
        requests.delete(f"{self.url}/_sandbox/faults", timeout=10).raise_for_status()

    def go_away(self) -> None:
        """Nobody listens any more."""
        settings.MEETING_SITES["sandbox"]["api_base"] = _NOBODY

    def come_back(self) -> None:
        settings.MEETING_SITES["sandbox"]["api_base"] = self.between.url

    def change(self, person: User, meeting: Meeting, **fields: Any) -> None:
        """Somebody changes the meeting in the vendor's own client."""
        request = MeetingRequest.from_detail(self.detail(person, meeting))
        clients.client_for(person=person).meetings.edit(meeting.vendor_conference_id, replace(request, **fields))

    def book_elsewhere(
        self, person: User, *, subject: str, start_at: datetime, length_minutes: int, guest_password: str
    ) -> None:
        """The same person books in the vendor's own client."""
        config = MeetingConfig(guest_password=guest_password)
        request = MeetingRequest(
            subject=subject, start_at=start_at, length_minutes=length_minutes, media_types="HDVideo", config=config
        )
        clients.client_for(person=person).meetings.create(request)

    def cancel_elsewhere(self, person: User, meeting: Meeting) -> None:
        clients.client_for(person=person).meetings.cancel(meeting.vendor_conference_id)

    def enter(self, meeting: Meeting) -> None:
        """Somebody opens the meeting in the stand-in client."""
        url = links.scheme_url(
            "windows",
            "join",
            conf_id=meeting.vendor_conference_id,
            name="Anna",
            enter_code=meeting.guest_password,
        )
        self._post("client", {"url": url, "platform": "windows", "signed_in_as": None})

    def answer(self, number: str, does: str) -> None:
        """A site that is called ``enters``, ``picks_up`` or ``declines``."""
        self._post("client/answer", {"number": number, "does": does})

    def end(self, person: User, meeting: Meeting) -> None:
        """The host ends it for everybody."""
        clients.client_for(person=person).meetings.cancel(meeting.vendor_conference_id, end_running=True)

    def open_link(self, url: str, platform: str, *, signed_in_as: str | None = None) -> dict[str, Any]:
        """What comes of it when the stand-in for the client opens a launch link."""
        asked = {"url": url, "platform": platform, "signed_in_as": signed_in_as}
        answer = requests.post(f"{self.url}/_sandbox/client", json=asked, timeout=10)
        assert answer.ok, answer.text
        return cast(dict[str, Any], answer.json())

    def forward(self, seconds: int) -> None:
        """The vendor's clock goes ahead; ours doesn't."""
        self._post("clock", {"forward_seconds": seconds})

    def assume(self, **readings: str) -> None:
        """Where the contract says nothing."""
        self._post("assume", readings)

    def reset(self) -> None:
        """Nothing there, nothing planned."""
        self.forget_plans()
        self._post("reset", {})

    def forget_plans(self) -> None:
        """Nothing is answered in its place or kept back, and it is there."""
        self.between.clear()
        self.come_back()

    def _fault(self, call: str, kind: str) -> None:
        method, path = _CALLS[call]
        self._post("faults", {"match": f"{method} {path}", "kind": kind, "times": 1})

    def _get(self, name: str) -> Any:
        return requests.get(f"{self.url}/_sandbox/{name}", timeout=10).json()

    def _post(self, name: str, body: dict[str, Any]) -> None:
        requests.post(f"{self.url}/_sandbox/{name}", json=body, timeout=10).raise_for_status()


def _find(value: Any, conference_id: str) -> dict[str, Any] | None:
    if isinstance(value, dict):
        if value.get("conferenceID") == conference_id:
            return value
        value = list(value.values())
    if isinstance(value, list):
        return next((found for item in value if (found := _find(item, conference_id))), None)
    return None
