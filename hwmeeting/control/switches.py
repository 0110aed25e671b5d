"""What is switched for a whole meeting (docs/vendor/control.md 10.7 and 10.8)."""

from hwmeeting.control.right import ControlRight
from hwmeeting.types.live_config import LiveConfig, RecordingState


class Switches:
    """Switches of a running meeting."""

    def __init__(self, right: ControlRight) -> None:
        self._right = right

    def mute_all(self, *, is_muted: bool, may_unmute: bool = True) -> None:
        """Mute everybody but the host and who comes later, or no longer; ``may_unmute`` counts with a mute alone."""
        body = {"isMute": int(is_muted)} | ({"allowUnmuteByOneself": int(may_unmute)} if is_muted else {})
        self._right.put("mute", body)

    def allow_unmute(self, *, may_unmute: bool) -> None:
        """Let people unmute themselves, or no longer."""
        self._right.put("mute/guestUnMute", {"allowUnmuteByOneself": int(may_unmute)})

    def lock(self, *, is_locked: bool) -> None:
        """Keep other guests out, or no longer; who is called or has the host password still comes in."""
        self._right.put("lock", {"isLock": int(is_locked)})

    def record(self, *, is_on: bool) -> None:
        """Record in the cloud, or no longer, the older way, which can't pause."""
        self._right.put("record", {"isRecord": int(is_on)})

    def set_recording(self, state: RecordingState) -> None:
        """Record in the cloud, pause or stop. InvalidRequest where the meeting was booked without a recording."""
        self._right.put("mmrRecord", {"recordType": int(state)})

    def broadcast_live(self, *, is_on: bool) -> None:
        """Stream live, or no longer, the older way."""
        self._right.put("live", {"isLive": int(is_on)})

    def set_live(self, *, is_on: bool) -> None:
        """Stream live, or no longer."""
        self._right.put("mmrLive", {"liveState": int(is_on)})

    def configure(self, config: LiveConfig) -> None:
        """Change what of ``config`` isn't None."""
        self._right.put("updateStartedConfConfig", config.to_vendor())

    def allow_audience(self) -> None:
        """Let the audience of a webinar in."""
        self._right.put("allowAudience", {"allowAudience": 1})

    def pause(self, *, is_paused: bool) -> None:
        """Let the audience of a webinar see nothing for a while, or all again."""
        self._right.put("pause", {"pause": int(is_paused)})
