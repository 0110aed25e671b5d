"""What can be changed of a meeting while it runs (docs/vendor/control.md 10.8)."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from hwmeeting.wire.writing import drop_empty, write_flag


class RecordingState(IntEnum):
    """What a recording is to do."""

    PAUSED = 0
    ON = 1
    OFF = 2


class EntryRestriction(IntEnum):
    """Who may enter."""

    EVERYBODY = 0
    ENTERPRISE = 2
    INVITED = 3


class ChatPermission(IntEnum):
    """Whom people may write to."""

    NOBODY = 1
    PRIVATELY = 2
    PUBLICLY = 3
    EVERYBODY = 4


@dataclass(frozen=True, slots=True)
class LiveConfig:
    """Switches of a running meeting; what is None stays as it is.

    ``client_recording`` is the vendor's clientRecMode: its documents contradict themselves about what 0 is.
    """

    is_locked: bool | None = None
    entry: EntryRestriction | None = None
    audience_entry: EntryRestriction | None = None
    is_sharing_locked: bool | None = None
    has_free_sharing: bool | None = None
    may_unmute: bool | None = None
    may_open_camera: bool | None = None
    may_rename: bool | None = None
    chat: ChatPermission | None = None
    client_recording: int | None = None

    def to_vendor(self) -> dict[str, Any]:
        """Return it as a request has it."""
        return drop_empty(
            {
                "isLock": write_flag(self.is_locked),
                "callInRestriction": self.entry,
                "audienceCallInRestriction": self.audience_entry,
                "lockSharing": write_flag(self.is_sharing_locked),
                "freeShare": write_flag(self.has_free_sharing),
                "allowUnmuteByOneself": write_flag(self.may_unmute),
                "allowOpenCamera": write_flag(self.may_open_camera),
                "allowRename": write_flag(self.may_rename),
                "chatPermission": self.chat,
                "clientRecMode": self.client_recording,
            }
        )
