"""One meeting that is watched: its stream, or where there is none being asked for again and again."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from control.models import RunningMeeting
from control.snapshots import LiveState
from control.writes.live.picture import Picture
from hwmeeting import Connected, ControlSession, Disconnected, EventStream, HwMeetingError, LiveMeeting, MeetingState
from hwmeeting.error_codes import NOT_RUNNING

# So often in a row without a connection, and the meeting is asked for instead; the stream goes on trying.
TRIES_BEFORE_ASKING = 3
ASKING_SECONDS = 5.0
# The token of a connection is kept alive so often, long before it ends after half an hour.
KEEPING_SECONDS = 600.0
# The last of several lost messages is missed by nobody, so everything is asked for again and again.
REFRESH_SECONDS = 8.0
# How good connections are is asked so often, while somebody looks.
RATING_SECONDS = 10.0


@dataclass(eq=False)
class Watch:
    """A meeting in the hands of one watcher; ``job`` runs in another thread, and nothing else touches it meanwhile."""

    meeting_id: UUID
    session: ControlSession
    stream: EventStream | None
    picture: Picture = field(default_factory=Picture)
    stored: LiveState = field(default_factory=LiveState)
    is_dirty: bool = False
    is_over: bool = False
    is_broken: bool = False
    is_looked_at: bool = False
    read_uuid: Callable[[], str] = lambda: ""
    _uuid: str = ""
    _is_told: bool = False
    _failures: int = 0
    _asked_at: float = float("-inf")
    _seen_at: float = float("-inf")
    _rated_at: float = float("-inf")
    _kept_at: float = field(default_factory=time.monotonic)

    @property
    def source(self) -> str:
        source = RunningMeeting.Source
        return source.SOCKET if self._is_told else source.POLLING

    @property
    def is_confirmed(self) -> bool:
        """Return whether what is known is what is true."""
        return self.picture.is_known and (self._is_told or time.monotonic() - self._seen_at < 2 * ASKING_SECONDS)

    def next_job(self) -> Callable[[], None] | None:
        """Return what is due of all that waits for the network, None for nothing."""
        now = time.monotonic()
        if self.stream is not None and self.stream.is_due:
            return self.listen
        if not self._is_told and self._is_to_be_asked and now - self._asked_at > ASKING_SECONDS:
            return self._ask
        if self._is_told and now - self._kept_at > KEEPING_SECONDS:
            return self._keep_alive
        if self._is_told and self.is_looked_at and now - self._rated_at > RATING_SECONDS:
            return self._rate
        return None

    def listen(self) -> None:
        """Take in what the stream has, at once where it is connected."""
        assert self.stream is not None
        for event in self.stream.poll():
            self._hear(event)
        if self.stream.is_over:
            self.is_over = True

    def close(self) -> None:
        if self.stream is not None:
            self.stream.close()

    @property
    def _is_to_be_asked(self) -> bool:
        return self.stream is None or self._failures >= TRIES_BEFORE_ASKING

    def _hear(self, event: object) -> None:
        if isinstance(event, Connected):
            self._is_told, self._failures, self._kept_at = True, 0, time.monotonic()
        elif isinstance(event, Disconnected):
            self._is_told = False
            self._failures += 1
        else:
            self.picture.hear(event)
            self.is_dirty = True
            self.is_over |= isinstance(event, MeetingState) and event.is_over

    def _ask(self) -> None:
        self._asked_at = time.monotonic()
        try:
            live: LiveMeeting = self.session.live()
        except HwMeetingError as error:
            self.is_over = error.code in NOT_RUNNING
            return
        self.picture.see(live)
        self.is_dirty, self._seen_at = True, time.monotonic()

    def _rate(self) -> None:
        """Ask how good connections are; without an answer the page says nothing of it."""
        self._rated_at = time.monotonic()
        try:
            self._uuid = self._uuid or self.read_uuid()
            self.picture.rate(self.session.quality(self._uuid) if self._uuid else ())
        except HwMeetingError:
            self._uuid = ""
            return
        self.is_dirty = True

    def _keep_alive(self) -> None:
        self._kept_at = time.monotonic()
        self.session.right.token()
