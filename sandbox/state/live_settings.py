"""Store what can be switched while a session is on: lock, mute for all, recording, display, captions and the like."""

import json
import sqlite3
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from sandbox.state.meetings import RECORDED, Meeting

OFF, ON, PAUSED = "off", "on", "paused"
FREE, FIXED, ROLL_CALL, BROADCAST = "FREE", "FIXED", "ROLLCALL", "BROADCAST"


@dataclass(frozen=True, slots=True)
class LiveSettings:
    """The switches of one session.

    ``mode`` is FREE, FIXED, ROLLCALL or BROADCAST, ``focus_id`` is who is called up or broadcast. ``recorded_seconds``
    is what was recorded before ``recording_since``. ``removed`` are numbers that are no attendees any more, ``names``
    what others are called since.
    """

    is_locked: bool = False
    is_muted: bool = False
    may_unmute: bool = True
    call_in_restriction: int | None = None
    is_sharing_locked: bool = False
    has_free_sharing: bool = True
    chat_permission: int = 4
    client_recording: int = 0
    may_open_camera: bool = True
    may_rename: bool = True
    mode: str = FREE
    is_voice_activated: bool = False
    focus_id: str = ""
    has_panes: bool = True
    recording: str = OFF
    recording_started: int = 0
    recording_since: int = 0
    recorded_seconds: int = 0
    is_live: bool = False
    is_paused: bool = False
    is_host_polling: bool = False
    has_captions: bool = False
    has_interpretation: bool = False
    interpreter_groups: list[dict[str, Any]] = field(default_factory=list)
    picture: dict[str, Any] = field(default_factory=dict)
    layouts: list[dict[str, Any]] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def with_recording(self, state: str, *, now: int) -> "LiveSettings":
        """Return the settings with the recording switched on, off or paused from ``now`` on."""
        running = self.recording == ON
        return replace(
            self,
            recording=state,
            recording_started=self.recording_started or (now if state == ON else 0),
            recorded_seconds=self.recorded_seconds + (now - self.recording_since if running else 0),
            recording_since=now if state == ON else 0,
        )


def begin(db: sqlite3.Connection, conf_uuid: str, meeting: Meeting, *, now: int) -> None:
    """Store what a session begins with, as the meeting was booked."""
    options = meeting.options
    settings = LiveSettings(is_muted=options["isAutoMute"], call_in_restriction=options["callInRestriction"])
    if meeting.fields["isAutoRecord"] and meeting.fields["recordType"] in RECORDED:
        settings = settings.with_recording(ON, now=now)
    save(db, conf_uuid, settings)


def load(db: sqlite3.Connection, conf_uuid: str) -> LiveSettings:
    row = db.execute("SELECT settings FROM live_settings WHERE conf_uuid = ?", (conf_uuid,)).fetchone()
    return LiveSettings(**json.loads(row[0])) if row else LiveSettings()


def save(db: sqlite3.Connection, conf_uuid: str, settings: LiveSettings) -> None:
    db.execute("INSERT OR REPLACE INTO live_settings VALUES (?, ?)", (conf_uuid, json.dumps(asdict(settings))))


def change(db: sqlite3.Connection, conf_uuid: str, **changes: Any) -> LiveSettings:
    """Switch some of them. Return all of them as they are then."""
    settings = replace(load(db, conf_uuid), **changes)
    save(db, conf_uuid, settings)
    return settings


def end(db: sqlite3.Connection, conf_uuid: str) -> None:
    """Forget what only a running session has."""
    for table in ("live_settings", "participant_states", "call_results", "captions", "socket_tokens"):
        db.execute(f"DELETE FROM {table} WHERE conf_uuid = ?", (conf_uuid,))  # noqa: S608 — one of these names
