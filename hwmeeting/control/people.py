"""What can be done to participants and attendees (docs/vendor/control.md 10.6 and 10.7)."""

from collections.abc import Sequence
from typing import Any

from hwmeeting.control.right import ControlRight
from hwmeeting.wire.writing import drop_empty


class People:
    """Participants are named by pid: of ``live()`` or what is pushed. Whoever isn't in is a NotFound."""

    def __init__(self, right: ControlRight) -> None:
        self._right = right

    def hang_up(self, participant_ids: Sequence[str]) -> None:
        """Send people away, or call them no longer; they stay invited."""
        self._right.call("POST", "participants/delete", body={"bulkHangUpParticipants": list(participant_ids)})

    def remove(self, number: str, *, participant_id: str = "") -> None:
        """Take somebody off the list of the invited; ``participant_id`` is needed for who has come."""
        one = drop_empty({"participantID": participant_id}) | {"number": number}
        self._right.call("POST", "attendees/delete", body={"bulkDelAttendInfo": [one]})

    def rename(self, number: str, name: str, *, participant_id: str = "") -> None:
        """Give somebody another name of up to 96 characters; ``participant_id`` is needed for who has come."""
        body = drop_empty({"participantID": participant_id}) | {"number": number, "newName": name}
        self._right.put("participants/name", body)

    def set_muted(self, participant_id: str, *, is_muted: bool) -> None:
        """Mute somebody, or no longer."""
        self._put("mute", participant_id, {"isMute": int(is_muted)})

    def set_hand(self, participant_id: str, *, is_up: bool) -> None:
        """Raise or lower somebody's hand; the host has none."""
        self._put("hands", participant_id, {"handsState": int(is_up)})

    def set_hands(self, participant_ids: Sequence[str], *, is_up: bool) -> None:
        """Raise or lower hands of guests."""
        self._right.put("participants/batch/hands", {"handsState": int(is_up), "pids": list(participant_ids)})

    def call_up(self, participant_id: str) -> None:
        """Give somebody the floor: everybody else but the host is muted."""
        self._put("rollCall", participant_id)

    def set_host(self, participant_id: str, *, is_host: bool) -> None:
        """Make somebody the host in place of whoever is, or take it from the host."""
        body: dict[str, Any] = {"applyChair": int(is_host)}
        if is_host:
            body["chairmanPwd"] = self._right.password
        self._put("role", participant_id, body)

    def set_cohost(self, participant_id: str, *, is_cohost: bool) -> None:
        """Make a guest a co-host, or no longer."""
        self._put("cohost", participant_id, {"isCohost": int(is_cohost)})

    def ask_to_share(self, participant_id: str, *, is_asked: bool = True) -> None:
        """Ask somebody to share, or take that back."""
        self._put("share/invite", participant_id, {"share": int(is_asked)})

    def set_camera(self, participant_id: str, *, is_on: bool) -> None:
        """Turn somebody's camera off, or ask for it to be turned on. The vendor's switch is the other way round."""
        self._put("video", participant_id, {"status": int(not is_on)})

    def allow_recording(self, participant_id: str, *, may_record: bool) -> None:
        """Let somebody record with their own client, or no longer."""
        body = {"allowClientRecord": int(may_record)}
        self._right.put("allowClientRecord", body, participant_id=participant_id)

    def _put(self, name: str, participant_id: str, body: dict[str, Any] | None = None) -> None:
        self._right.put(f"participants/{name}", body, participant_id=participant_id)
