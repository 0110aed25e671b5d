"""How programs read a running meeting: in answers of the API and in events alike. Times are UTC."""

from datetime import UTC, datetime
from typing import Any

from control.snapshots import LivePerson


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
