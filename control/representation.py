"""How programs read a running meeting: in answers of the API and in events alike. Times are UTC."""

from datetime import UTC, datetime, timedelta
from typing import Any

from control.models import RunningMeeting
from control.snapshots import LiveCaption, LivePerson, LiveState

# So long after a watcher last knew that it is so, it may be otherwise.
STALE = timedelta(seconds=15)
SWITCHES = (
    "follows_voices",
    "is_locked",
    "is_muted",
    "may_unmute",
    "is_sharing_locked",
    "is_recording",
    "was_recorded",
    "has_captions",
)
FLAGS = ("is_called", "is_muted", "has_video", "has_hand_up", "is_sharing", "is_broadcast", "has_floor")


def represent_participant(one: LivePerson) -> dict[str, Any]:
    """Return somebody who is in, waits or is being called."""
    return {
        "id": one.id,
        "name": one.name,
        "number": one.number,
        "user_id": one.user_id,
        "role": one.role,
        "client": one.client,
        "joined_at": represent_seconds(one.joined),
    }


def represent_seconds(seconds: int) -> str | None:
    """Return seconds since 1970 as ISO 8601; None for 0, where it isn't known."""
    return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds else None


def represent_live(row: RunningMeeting | None, *, is_running: bool, is_whole: bool, now: datetime) -> dict[str, Any]:
    """Return how a meeting is; ``is_whole`` for hosts, while all others read names and roles of who is in."""
    state = LiveState.from_json(row.state) if row and is_running else LiveState()
    found: dict[str, Any] = {
        "is_running": is_running,
        "is_whole": is_whole,
        "version": version_of(row) if is_running else "",
        "confirmed_at": row.confirmed_at.isoformat() if row and row.confirmed_at and is_running else None,
        "is_stale": row is None or row.confirmed_at is None or row.confirmed_at < now - STALE,
        "ends_at": represent_seconds(state.ends),
        "mode": state.mode.lower(),
    }
    found |= {name: getattr(state, name) for name in SWITCHES}
    for name in ("people", "waiting"):
        shown: tuple[LivePerson, ...] = getattr(state, name) if is_whole or name == "people" else ()
        found[name] = [_represent_person(one, is_whole=is_whole) for one in shown]
    found["speakers"] = list(state.speakers)
    found["captions"] = [_represent_caption(one) for one in state.captions]
    return found


def version_of(row: RunningMeeting | None) -> str:
    """Return what is another one as soon as anything is; "" where nothing is known."""
    if row is None or row.changed_at is None:
        return ""
    return f"{int(row.changed_at.timestamp() * 1000)}-{row.version}"


def _represent_person(one: LivePerson, *, is_whole: bool) -> dict[str, Any]:
    found = represent_participant(one) | {name: getattr(one, name) for name in FLAGS}
    return found if is_whole else found | {"number": "", "user_id": ""}


def _represent_caption(one: LiveCaption) -> dict[str, str]:
    return {
        "participant_id": one.person_id,
        "original": one.original,
        "mandarin": one.mandarin,
        "english": one.english,
    }
