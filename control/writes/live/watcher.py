"""The watcher: one thread that listens to hundreds of meetings, and a few that wait for the network."""

import selectors
import time
from collections.abc import Callable, Iterator, Set
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, connections
from django.db import Error as DatabaseError
from django.utils import timezone

from accounts.errors import AccountError
from control.snapshots import LiveState
from control.writes.live import leases, opening, storing
from control.writes.live.watch import Watch
from control.writes.refreshing import read_meeting_anew
from hwmeeting import HwMeetingError
from meetings.models import Meeting

_log = structlog.get_logger("control.watcher")

# How long it waits for something to happen, how often rows are written at most, and how often leases are renewed.
_WAIT_SECONDS, _STORE_SECONDS, _RENEW_SECONDS = 0.1, 0.25, 2.0
# How long it rests where no meeting runs.
_IDLE_SECONDS = 0.5
# Of each it may have so many at once; the rest waits.
_THREADS, _CLAIMED_AT_ONCE = 4, 20
# One that can't be watched, or is over as far as the vendor says, is left alone for so long.
_REST = timedelta(seconds=30)
T = TypeVar("T")


class Watcher:
    """Watches as many meetings as it gets; ``owner`` is its name among several."""

    def __init__(self, *, owner: str, uses_sockets: bool) -> None:
        self._owner, self._uses_sockets = owner, uses_sockets
        self._watches: dict[UUID, Watch] = {}
        self._opening: dict[UUID, Future[Watch]] = {}
        self._jobs: dict[UUID, Future[None]] = {}
        self._listening: dict[UUID, int] = {}
        self._selector = selectors.DefaultSelector()
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="watcher")
        self._renewed_at = self._stored_at = self._kept_up_at = float("-inf")
        self._has_more = False

    def run(self, *, is_ending: Callable[[], bool]) -> None:
        """Watch until it is to end. A database that is away is waited for; what is due goes on when it is back."""
        try:
            while not is_ending():
                try:
                    self.tick()
                except DatabaseError:
                    _log.exception("the database is away")
                    connections.close_all()
                    time.sleep(1)
        finally:
            self.close()

    def tick(self) -> None:
        """Do once what is due: listen, wait a moment, store."""
        now = time.monotonic()
        if now - self._renewed_at > _RENEW_SECONDS:
            self._renewed_at = now
            self._renew()
        self._take_opened()
        if self._has_more and len(self._opening) < _CLAIMED_AT_ONCE // 2:
            self._claim(self._watches.keys() | self._opening.keys(), timezone.now())
        self._listen()
        self._start_jobs()
        if time.monotonic() - self._stored_at > _STORE_SECONDS and self._store():
            self._stored_at = time.monotonic()
        self._let_go_of_what_is_over()

    def close(self) -> None:
        """Hand over what it has, and end its threads."""
        for watch in self._watches.values():
            if watch.meeting_id not in self._jobs:
                watch.close()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._selector.close()
        leases.hand_over(owner=self._owner, now=timezone.now())

    def _renew(self) -> None:
        now = timezone.now()
        confirmed = [watch.meeting_id for watch in self._watches.values() if watch.is_confirmed]
        busy = self._watches.keys() | self._opening.keys()
        if busy:
            ours = leases.renew(owner=self._owner, confirmed=confirmed, now=now)
            for meeting_id in self._watches.keys() - ours.keys():
                self._drop(meeting_id)
            for meeting_id, watch in self._watches.items():
                watch.is_looked_at = ours[meeting_id]
        self._claim(busy, now)
        storing.clear_away(now=now)

    def _claim(self, busy: Set[UUID], now: datetime) -> None:
        """Take what is free, not all at once: another watcher may want some. The rest waits until these are open."""
        claimed = leases.claim(owner=self._owner, most=_CLAIMED_AT_ONCE - len(self._opening), now=now)
        for meeting_id in claimed:
            if meeting_id not in busy:
                job = partial(opening.open_watch, meeting_id=meeting_id, uses_sockets=self._uses_sockets)
                self._opening[meeting_id] = self._threads.submit(_with_own_connection, job)
        self._has_more = len(self._opening) >= _CLAIMED_AT_ONCE

    def _take_opened(self) -> None:
        for meeting_id, future in list(self._opening.items()):
            if not future.done():
                continue
            del self._opening[meeting_id]
            try:
                self._watches[meeting_id] = future.result()
            except (AccountError, HwMeetingError, ObjectDoesNotExist) as error:
                _log.info("a meeting can't be watched", meeting=str(meeting_id), error=repr(error))
                leases.let_go(owner=self._owner, meeting_ids=[meeting_id], until=timezone.now() + _REST)

    def _listen(self) -> None:
        """Take in what has arrived, and for each connection now and then that it has to be kept up."""
        self._follow_connections()
        ready = {key.data for key, _ in self._selector.select(_WAIT_SECONDS)} if self._listening else set()
        if not self._listening:
            time.sleep(_WAIT_SECONDS if self._watches or self._opening else _IDLE_SECONDS)
        due = ready
        if time.monotonic() - self._kept_up_at > _STORE_SECONDS:
            self._kept_up_at = time.monotonic()
            due = ready | self._listening.keys()
        for meeting_id in due & self._listening.keys():
            with self._one_alone(meeting_id):
                self._watches[meeting_id].listen()

    def _follow_connections(self) -> None:
        """Let the selector know which connections there are: they come and go, and each may have another number."""
        wanted = {
            meeting_id: watch.stream.fileno()
            for meeting_id, watch in self._watches.items()
            if watch.stream is not None and watch.stream.is_connected and meeting_id not in self._jobs
        }
        for meeting_id, number in list(self._listening.items()):
            if wanted.get(meeting_id) != number:
                self._selector.unregister(number)
                del self._listening[meeting_id]
        for meeting_id, number in wanted.items():
            if meeting_id not in self._listening:
                self._selector.register(number, selectors.EVENT_READ, meeting_id)
                self._listening[meeting_id] = number

    def _start_jobs(self) -> None:
        for meeting_id, future in list(self._jobs.items()):
            if future.done():
                del self._jobs[meeting_id]
                if error := future.exception():
                    _log.warning("a meeting can't be followed", meeting=str(meeting_id), error=repr(error))
        for meeting_id, watch in self._watches.items():
            if meeting_id not in self._jobs and not watch.is_over and (job := watch.next_job()):
                self._jobs[meeting_id] = self._threads.submit(_with_own_connection, job)

    def _store(self) -> bool:
        """Write what is new at once. Return whether anything was: then the next waits."""
        has_stored = False
        for meeting_id, watch in self._watches.items():
            if meeting_id not in self._jobs and watch.is_dirty and watch.picture.is_known:
                with self._one_alone(meeting_id):
                    self._store_one(watch, watch.picture.state())
                    watch.is_dirty = False
                has_stored = True
        return has_stored

    def _store_one(self, watch: Watch, state: LiveState) -> None:
        if not watch.picture.knows_switches:  # so that nobody is told twice that it is being recorded
            known = watch.stored
            state = replace(state, is_recording=known.is_recording, was_recorded=known.was_recorded)
        if state == watch.stored:
            return
        storing.store(
            owner=self._owner,
            meeting_id=watch.meeting_id,
            before=watch.stored,
            after=state,
            source=watch.source,
            now=timezone.now(),
            left=watch.picture.left,
        )
        watch.picture.forget_left()
        watch.stored = state

    @contextmanager
    def _one_alone(self, meeting_id: UUID) -> Iterator[None]:
        """Let what goes wrong with one meeting end the watching of that one alone; it is begun anew after a rest."""
        try:
            yield
        except DatabaseError as error:
            if not isinstance(error, DataError):
                raise
            self._give_up(meeting_id, error)
        except Exception as error:  # noqa: BLE001 — of hundreds of meetings none may end the others
            self._give_up(meeting_id, error)

    def _give_up(self, meeting_id: UUID, error: Exception) -> None:
        _log.error("a meeting can't be watched on", meeting=str(meeting_id), exc_info=error)
        self._watches[meeting_id].is_over = self._watches[meeting_id].is_broken = True

    def _let_go_of_what_is_over(self) -> None:
        over = [one for one, watch in self._watches.items() if watch.is_over and one not in self._jobs]
        for meeting_id in over:
            watch = self._watches[meeting_id]
            if not watch.is_broken:
                with self._one_alone(meeting_id):  # with the end of a meeting everybody has left it
                    self._store_one(watch, LiveState())
                self._threads.submit(_with_own_connection, partial(_read_anew, meeting_id))
            self._drop(meeting_id)
        if over:
            leases.let_go(owner=self._owner, meeting_ids=over, until=timezone.now() + _REST)

    def _drop(self, meeting_id: UUID) -> None:
        watch = self._watches.pop(meeting_id)
        if number := self._listening.pop(meeting_id, None):
            self._selector.unregister(number)
        if (job := self._jobs.pop(meeting_id, None)) is None:
            watch.close()
        else:
            job.add_done_callback(lambda _: watch.close())


def _with_own_connection(job: Callable[[], T]) -> T:
    """Do a job in this thread, which keeps no connection to the database when it is done."""
    try:
        return job()
    finally:
        connections.close_all()


def _read_anew(meeting_id: UUID) -> None:
    meeting = Meeting.objects.select_related("organiser", "tenant__application").get(pk=meeting_id)
    read_meeting_anew(meeting, now=timezone.now())
