"""A running meeting under control, with stand-ins for its people."""

from dataclasses import dataclass
from typing import Any

import requests

from hwmeeting import Client, ControlSession, Meeting, MeetingConfig, MeetingRequest
from tests.hwmeeting.conftest import Sandbox


@dataclass(frozen=True)
class Running:
    """A meeting that runs, and who controls it."""

    sandbox: Sandbox
    client: Client
    meeting: Meeting
    session: ControlSession

    def enter(self, name: str = "Anna", *, account: str = "", as_host: bool = False) -> str:
        """Let somebody in. Return their pid."""
        uri = self.meeting.chair_join_uri if as_host else self.meeting.guest_join_uri
        return self.sandbox.open(uri, name=name, signed_in_as=account)

    def post(self, path: str, **body: Any) -> Any:
        answer = requests.post(f"{self.sandbox.url}/_sandbox/{path}", json=body, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def act(self, pid: str, does: str) -> None:
        """Let somebody in the meeting do something."""
        self.post("client/act", participant=pid, does=does)

    def answer(self, number: str) -> str:
        """Let a number that rings come in. Return its pid."""
        return str(self.post("client/answer", number=number, does="enters")["participant"])

    def live(self) -> dict[str, Any]:
        """Return what is switched, as the sandbox has it."""
        return dict(self.sandbox.conference(self.meeting.conference_id)["live"])

    def people(self) -> dict[str, dict[str, Any]]:
        """Return who is there, by name, as the sandbox has them."""
        return {one["name"]: one for one in self.live()["people"]}


def begin(sandbox: Sandbox, **options: Any) -> Running:
    """Book a meeting of Chen's that runs from now on."""
    client = sandbox.client("chen")
    config = MeetingConfig(guest_password="482913", guests_may_start=True, **options)
    meeting = client.meetings.create(
        MeetingRequest("Standing", None, 60, config=config, record_type=3, interpretation=True)
    )
    session = client.control_meeting(meeting.conference_id, meeting.host_password)
    return Running(sandbox, client, meeting, session)
