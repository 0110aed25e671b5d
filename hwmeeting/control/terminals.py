"""What professional terminals see (docs/vendor/control.md 10.9)."""

from typing import Any

from hwmeeting.control.right import ControlRight

_POLLING, _PANES, _SITE = 0, 1, 2


class Terminals:
    """Views of terminals; anybody else's client chooses for itself, which is an InvalidRequest or Conflict."""

    def __init__(self, right: ControlRight) -> None:
        self._right = right

    def set_host_view(
        self, participant_id: str | None = None, *, polls: bool | None = None, switch_seconds: int = 10
    ) -> None:
        """Let the host see one participant, everybody in turn (``polls``), or else several panes."""
        body: dict[str, Any] = {"viewType": _PANES}
        if polls is not None:
            body = {"viewType": _POLLING, "status": int(polls), "switchTime": switch_seconds}
        elif participant_id is not None:
            body = {"viewType": _SITE, "participantID": participant_id}
        self._right.put("chairView", body)

    def set_view(self, terminal_id: str, seen_id: str) -> None:
        """Let a terminal see one participant."""
        self._right.put("partView", {"viewType": _SITE, "participantID": seen_id}, participant_id=terminal_id)

    def lock_view(self, terminal_id: str, seen_id: str, *, is_locked: bool) -> None:
        """Keep a terminal at one participant, or no longer."""
        body = {"status": int(is_locked), "participantID": seen_id}
        self._right.put("lockView", body, participant_id=terminal_id)
