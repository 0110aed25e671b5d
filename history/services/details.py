"""Attendance and control records of the sessions that wait for them, the latest first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import connections

from accounts.errors import AccountError
from accounts.models import Tenant
from accounts.vendor import clients
from accounts.vendor.languages import VENDOR_LANGUAGES
from history.models import EndedSession
from history.services.cursors import Reading
from history.vendor import readers
from history.writes import details
from history.writes.directory import Directory
from hwmeeting import (
    Client,
    HwMeetingError,
    NoAnswer,
    NotAllowed,
    NotFound,
    Refused,
    SignInRequired,
    TooManyRequests,
    Unreachable,
)

_log = structlog.get_logger("history.details")

# Devices are told apart by their words (history/writes/presences.py), and shown to nobody.
_OF_DEVICES = "en-US"
_SOME = 50
# So many are asked for at once: the service takes longer to answer than we to store.
_AT_ONCE = 4
# Rows may be late: a session that has only just ended is read once more.
_SETTLES = timedelta(hours=1)
_FIRST_PAUSE, _LONGEST_PAUSE, _MOST_ATTEMPTS = timedelta(minutes=2), timedelta(hours=6), 8
_AWAY = (Unreachable, NoAnswer, TooManyRequests, SignInRequired)
_Details = EndedSession.Details


def read(reading: Reading) -> tuple[int, bool]:
    """Read the details of all sessions that wait; return of how many, and whether none is left for now.

    An error about one session ends the work on that one: it is tried again later. Raises HwMeetingError and
    AccountError where the service is away or nobody may read.
    """
    directory, count = Directory(reading.tenant), 0
    _leave_out_what_is_not_kept(reading)
    whole = readers.whole_enterprise(reading.tenant)
    client = whole.client.for_threads() if whole else None
    threads = ThreadPoolExecutor(_AT_ONCE)
    try:
        while due := _due(reading):
            asked = [(session, threads.submit(_fetch, session, client, reading.tenant)) for session in due]
            for session, answer in asked:
                if reading.is_spent:
                    return count, False
                try:
                    _store(session, answer.result(), directory, reading)
                    count += 1
                except SoftTimeLimitExceeded:
                    raise
                except _AWAY:
                    raise
                except Exception as error:  # noqa: BLE001 — the other sessions are to be read
                    _put_off(session, error, reading.now())
                reading.keep_lease()
    finally:
        threads.shutdown(cancel_futures=True)
    return count, True


def _leave_out_what_is_not_kept(reading: Reading) -> None:
    """Read nothing of sessions of which the tenant keeps neither attendance nor what was done."""
    attendance, control = reading.edges.attendance, reading.edges.control_records
    if attendance and control:
        old = EndedSession.objects.due(tenant_id=reading.tenant.pk).filter(start_at__lt=min(attendance, control))
        old.update(details=_Details.PURGED, details_due_at=None)


def _due(reading: Reading) -> list[EndedSession]:
    waiting = EndedSession.objects.due(tenant_id=reading.tenant.pk).filter(details_due_at__lte=reading.now())
    found = waiting.select_related("organiser", "meeting").order_by("-details_due_at", "-pk")
    return list(found[:_SOME])


def _fetch(session: EndedSession, client: Client | None, tenant: Tenant) -> details.Found:
    """Return what the service tells of a session; called in a thread, which keeps no connection of the database."""
    try:
        if client is None:
            raise NotAllowed(code="NO_ADMINISTRATOR")
        return _ask(client, session)
    except NotAllowed:
        if session.organiser is None:
            raise
        return _ask(clients.client_for(person=session.organiser, within=tenant), session)
    finally:
        connections.close_all()


def _store(session: EndedSession, found: details.Found, directory: Directory, reading: Reading) -> None:
    now = reading.now()
    settled = session.end_at <= now - _SETTLES
    details.store(
        session_id=session.pk,
        found=found,
        directory=directory,
        now=now,
        due_at=None if settled else now + _SETTLES,
        edges=reading.edges,
    )


def _ask(client: Client, session: EndedSession) -> details.Found:
    uuid = session.vendor_conference_uuid
    # What was done is read by the organiser first of all; where nobody is known, as the portal speaks to strangers.
    reader = session.organiser.language if session.organiser else settings.LANGUAGE_CODE
    return details.Found(
        attendance=list(client.meetings.attendance(uuid, language=_OF_DEVICES)),
        control_records=list(client.meetings.control_records(uuid, language=VENDOR_LANGUAGES.get(reader, ""))),
    )


def _put_off(session: EndedSession, error: Exception, now: datetime) -> None:
    """Note why a session's details could not be read, and when they are tried again, if at all."""
    _log.warning("the details of a session can't be read", session=session.pk, exc_info=_bug(error), error=repr(error))
    attempts = session.details_attempts + 1
    state, due_at = _Details.WAITING, now + min(_FIRST_PAUSE * (1 << attempts), _LONGEST_PAUSE)
    if isinstance(error, NotFound):
        state = _Details.GONE
    elif isinstance(error, Refused | AccountError):
        state = _Details.REFUSED
    elif attempts >= _MOST_ATTEMPTS:
        state = _Details.FAILED
    EndedSession.objects.filter(pk=session.pk).update(
        details=state,
        details_due_at=due_at if state == _Details.WAITING else None,
        details_attempts=attempts,
        details_error=_code(error),
    )


def _bug(error: Exception) -> Exception | None:
    return None if isinstance(error, HwMeetingError | AccountError) else error


def _code(error: Exception) -> str:
    """Return what the error is about: what it says may hold what people wrote."""
    code = error.code if isinstance(error, HwMeetingError | AccountError) else type(error).__qualname__
    return str(code)[:40]
