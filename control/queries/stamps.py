"""Whether a running meeting is as a page shows it: asked by every open page, all the time."""

import threading
import time
from datetime import datetime
from uuid import UUID

from control.models import RunningMeeting
from control.queries.live import is_stale

# In this process a meeting is looked at so often at most, however many pages ask.
_SECONDS = 0.1
_MOST_MEETINGS = 1000


class Stamps:
    """The stamps of meetings, each read with one short query per tick. Many threads may ask."""

    def __init__(self) -> None:
        self._known: dict[UUID, tuple[float, str]] = {}
        self._lock = threading.Lock()

    def read(self, meeting_id: UUID, *, now: datetime) -> str:
        """Return what is another one once there is something to be told anew; "" where nothing is known any more."""
        at, stamp = self._known.get(meeting_id, (float("-inf"), ""))
        if time.monotonic() - at < _SECONDS:
            return stamp
        with self._lock:  # who waited here finds what the first has read
            at, stamp = self._known.get(meeting_id, (float("-inf"), ""))
            if time.monotonic() - at < _SECONDS:
                return stamp
            stamp = self._read_anew(meeting_id, now)
            if len(self._known) >= _MOST_MEETINGS:
                self._known.clear()
            self._known[meeting_id] = time.monotonic(), stamp
            return stamp

    def _read_anew(self, meeting_id: UUID, now: datetime) -> str:
        rows = RunningMeeting.objects.filter(pk=meeting_id, meeting__state="running")
        row = rows.values_list("version", "confirmed_at").first()
        return write_stamp(row[0], row[1], now) if row else ""


def write_stamp(version: int, confirmed_at: datetime | None, now: datetime) -> str:
    """Return the stamp of what is known."""
    return f"{version}{'-old' if is_stale(confirmed_at, now) else ''}"


stamps = Stamps()
