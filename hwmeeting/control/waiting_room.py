"""The waiting room of a running meeting (docs/vendor/control.md 10.7)."""

from collections.abc import Sequence

from hwmeeting.control.right import ControlRight


class WaitingRoom:
    """Who waits is known from what is pushed; who is sent back may wait under another pid."""

    def __init__(self, right: ControlRight) -> None:
        self._right = right

    def admit(self, participant_id: str | None) -> None:
        """Let one in who waits; None: everybody."""
        body = {"allowAll": True} if participant_id is None else {"participantID": participant_id}
        self._right.put("allowWaitingParticipant", body)

    def send(self, participant_id: str) -> None:
        """Let somebody wait who is in; neither the host nor a co-host."""
        self._right.put("moveToWaitingRoom", {"participantID": participant_id})

    def send_several(self, participant_ids: Sequence[str]) -> None:
        """Let people wait who are in."""
        self._right.put("batchMoveToWaitingRoom", {"batchParticipants": list(participant_ids)})
