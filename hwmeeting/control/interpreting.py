"""The interpretation of a running meeting (docs/vendor/control.md 10.9)."""

from collections.abc import Sequence

from hwmeeting.control.right import ControlRight
from hwmeeting.types.interpretation import InterpreterGroup


class Interpretation:
    """InvalidRequest where the meeting was booked without."""

    def __init__(self, right: ControlRight) -> None:
        self._right = right

    def switch(self, *, is_on: bool) -> None:
        """Interpret, or no longer. There have to be groups."""
        self._right.put("simultaneousInterpretation", {"simultaneousInterpretation": int(is_on)})

    def set_groups(self, groups: Sequence[InterpreterGroup]) -> None:
        """Set who interprets: these groups and no others any more."""
        self._right.put("interpreterGroup", {"interpreterGroups": [one.to_vendor() for one in groups]})

    def set_channel(
        self, language: str, participant_ids: Sequence[str] = (), *, includes_original_voice: bool = False
    ) -> None:
        """Let people hear and speak a language; without ``participant_ids`` everybody."""
        body = {
            "listenLanChannel": language,
            "speakLanChannel": language,
            "includeOriginalVoice": int(includes_original_voice),
        }
        named = {"participantIDs": list(participant_ids)} if participant_ids else {}
        self._right.put("setAttendeeLanChannel", body | named)
