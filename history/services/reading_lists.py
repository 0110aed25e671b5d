"""Sessions and recordings of a span of time, read as whoever may read them, and stored."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import structlog

from accounts.errors import AccountError
from accounts.models import User
from history.models.retention import is_kept
from history.services.cursors import Reading
from history.vendor import readers
from history.vendor.readers import Reader
from history.vendor.whole_lists import NotStored, read_whole
from history.writes import keeping, recordings, sessions
from hwmeeting import EndedMeeting, NotAllowed, Refused
from hwmeeting import Recording as VendorRecording

_log = structlog.get_logger("history.reading_lists")


class SessionLists:
    """Reads sessions; ``tally`` counts what came of it."""

    def __init__(self, reading: Reading) -> None:
        self._reading, self.tally = reading, sessions.Tally()

    def retry_kept(self) -> None:
        """Try those again that could not be stored."""
        tenant = self._reading.tenant
        for ended in keeping.waiting(tenant=tenant):
            self._store([ended], is_news=True)
            if ended.conference_uuid not in self.tally.kept:
                keeping.forget(tenant=tenant, ended=ended)

    def read_span(self, since: datetime, until: datetime, everybody: bool) -> int:
        """Store all sessions that began then; return how many there were. Raises HwMeetingError and AccountError.

        What is read backwards, of everybody, is nothing new.
        """
        read_as = self._read_as(since, until, is_news=not everybody)
        amount = _read_as_each(self._reading, since, until, read_as, everybody=everybody)
        if self.tally.lost:
            raise NotStored
        return amount

    def read_person(self, since: datetime, until: datetime, person: User) -> int:
        """Store all sessions of one person that began then. Raises as above."""
        amount = self._read_as(since, until, is_news=False)(readers.single_person(person))
        if self.tally.lost:
            raise NotStored
        return amount

    def _read_as(self, since: datetime, until: datetime, *, is_news: bool) -> Callable[[Reader], int]:
        store = partial(self._store, is_news=is_news)

        def read_as(reader: Reader) -> int:
            span: Any = {"since": since, "until": until, "query_all": reader.query_all}
            return read_whole(lambda: reader.client.meetings.history_pages(**span), store)

        return read_as

    def _store(self, found: list[EndedMeeting], *, is_news: bool) -> None:
        now, edge = self._reading.begun_at, self._reading.edges.sessions
        kept = [ended for ended in found if is_kept(ended.start_at, edge)]
        sessions.store(tenant=self._reading.tenant, sessions=kept, now=now, tally=self.tally, is_news=is_news)
        self._reading.hold()


class RecordingLists:
    """Reads recordings."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def read_span(self, since: datetime, until: datetime, everybody: bool) -> int:
        """Store all recordings that began then, and return how many there were. Raises as above."""
        read_as = self._read_as(since, until, is_news=not everybody)
        return _read_as_each(self._reading, since, until, read_as, everybody=everybody)

    def read_person(self, since: datetime, until: datetime, person: User) -> int:
        """Store all recordings of one person that began then. Raises as above."""
        return self._read_as(since, until, is_news=False)(readers.single_person(person))

    def _read_as(self, since: datetime, until: datetime, *, is_news: bool) -> Callable[[Reader], int]:
        store = partial(self._store, is_news=is_news)

        def read_as(reader: Reader) -> int:
            span: Any = {"since": since, "until": until, "query_all": reader.query_all}
            return read_whole(lambda: reader.client.recordings.pages(**span), store)

        return read_as

    def _store(self, found: list[VendorRecording], *, is_news: bool) -> None:
        now, edge = self._reading.begun_at, self._reading.edges.recordings
        kept = [one for one in found if one.start_at is None or is_kept(one.start_at, edge)]
        recordings.store(tenant=self._reading.tenant, recordings=kept, now=now, is_news=is_news)
        self._reading.hold()


def _read_as_each(
    reading: Reading, since: datetime, until: datetime, read_as: Callable[[Reader], int], *, everybody: bool
) -> int:
    """Read as who may read everything; where nobody may, as each person, of whom one may be refused."""
    tenant = reading.tenant
    whole = readers.whole_enterprise(tenant)
    if whole:
        try:
            amount = read_as(whole)
        except NotAllowed as error:
            _log.warning(
                "whoever is named as administrator may not read the history", tenant=tenant.pk, error=repr(error)
            )
        else:
            reading.note_reach(is_whole=True)
            return amount
    reading.note_reach(is_whole=False)
    amount = 0
    for reader in readers.single_people(tenant, since, until, everybody=everybody):
        try:
            amount += read_as(reader)
        except (Refused, AccountError) as error:  # what one may not read must not keep the others' from being read
            assert reader.person
            _log.warning("a person's history can't be read", person=reader.person.pk, error=repr(error))
    return amount
