"""Reads the vendor's history into our own rows: what ended, who was there, what was recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db.models import Min

from accounts.errors import AccountError
from accounts.models import Tenant
from history.models import EndedSession, Kind, Recording, SyncCursor
from history.services import cursors, details, windows
from history.services.cursors import LeaseLost, Reading
from history.services.reading_lists import RecordingLists, SessionLists
from history.writes import recordings
from hwmeeting import HwMeetingError
from notifications.enqueue import notify_worker

_log = structlog.get_logger("history.syncing")

# A worker is let go after so long; the next one goes on where this one stopped.
BUDGET = timedelta(minutes=6)
# A recording that takes longer to be transcoded is looked at no more often than anything else.
_UNFINISHED_FOR = timedelta(days=14)
_SOON = timedelta(minutes=5)


@dataclass
class _Outcome:
    """How many rows are new, and whether nothing is left to read."""

    new: int = 0
    is_whole: bool = True


def sync(*, tenant_id: int, now: datetime, budget: timedelta = BUDGET) -> int:
    """Read everything of one tenant that is to be had now; return how many sessions are new."""
    counts = {kind: read(tenant_id=tenant_id, kind=kind, now=now, budget=budget) for kind in Kind}
    return counts[Kind.SESSIONS]


def read(*, tenant_id: int, kind: Kind, now: datetime, budget: timedelta = BUDGET) -> int:
    """Read one kind of one tenant and return how many rows are new; 0 while another process is reading.

    What fails is noted beside the cursor, which stays where it was, and is read again after a pause.
    """
    tenant = Tenant.objects.select_related("application").get(pk=tenant_id)
    reading = cursors.claim(tenant=tenant, kind=kind, now=now, budget=budget)
    if reading is None:
        return 0
    outcome = _Outcome()
    try:
        _READ[kind](reading, outcome)
    except (HwMeetingError, AccountError) as error:
        _log.warning("the history can't be read", tenant=tenant.pk, kind=kind.value, error=repr(error))
        reading.finish(next_at=now, failure=error)
    except LeaseLost:
        _log.warning("another process reads by now", tenant=tenant.pk, kind=kind.value)
    except BaseException:
        reading.release()
        raise
    else:
        reading.finish(next_at=_next_at(reading, outcome))
        if not outcome.is_whole:
            notify_worker("history.read", tenant_id=tenant.pk, kind=kind.value)
    return outcome.new


def sweep(*, now: datetime) -> int:
    """Notify a worker of each kind of each tenant whose time has come; return how many."""
    cursors.make_missing(now=now)
    due = list(SyncCursor.objects.due(now).order_by("next_at").values_list("tenant_id", "kind"))
    for tenant_id, kind in due:
        notify_worker("history.read", tenant_id=tenant_id, kind=kind)
    return len(due)


def session_ended(*, tenant_id: int, now: datetime) -> None:
    """Have a tenant's new sessions and recordings read now: one has just ended."""
    for kind in (Kind.SESSIONS, Kind.RECORDINGS):
        cursors.wake(tenant_id=tenant_id, kind=kind, now=now)


def _read_sessions(reading: Reading, outcome: _Outcome) -> None:
    lists = SessionLists(reading)
    try:
        lists.retry_kept()
        outcome.is_whole = windows.read(reading, lists.read_span, lists.read_person)
    finally:
        outcome.new = lists.tally.new
        if lists.tally.new or lists.tally.changed:
            cursors.wake(tenant_id=reading.tenant.pk, kind=Kind.DETAILS, now=reading.now())


def _read_recordings(reading: Reading, outcome: _Outcome) -> None:
    recent = Recording.objects.unfinished().filter(
        tenant=reading.tenant, start_at__gte=reading.begun_at - _UNFINISHED_FOR
    )
    since = recent.aggregate(first=Min("start_at"))["first"]
    lists = RecordingLists(reading)
    outcome.is_whole = windows.read(reading, lists.read_span, lists.read_person, since=since)
    recordings.join(tenant=reading.tenant, now=reading.now())


def _read_details(reading: Reading, outcome: _Outcome) -> None:
    outcome.new, outcome.is_whole = details.read(reading)


_READ = {Kind.SESSIONS: _read_sessions, Kind.RECORDINGS: _read_recordings, Kind.DETAILS: _read_details}


def _next_at(reading: Reading, outcome: _Outcome) -> datetime:
    """Return when to read next: in an hour, or when something is expected to be there sooner."""
    now = reading.now()
    if not outcome.is_whole:
        return now
    expected = None
    if reading.cursor.kind == Kind.RECORDINGS:
        unfinished = Recording.objects.unfinished().filter(tenant=reading.tenant, ready_at__gt=now)
        expected = unfinished.aggregate(first=Min("ready_at"))["first"]
    elif reading.cursor.kind == Kind.DETAILS:
        waiting = EndedSession.objects.due(tenant_id=reading.tenant.pk)
        expected = waiting.aggregate(first=Min("details_due_at"))["first"]
    return min(now + cursors.EVERY, max(expected, now + _SOON)) if expected else now + cursors.EVERY
