"""Trying an organisation's connection: a short meeting is booked, read back and cancelled again.

All of it are ordinary writes. The row of the trial is there first, so that a worker finds and cancels what a process
that died, or an answer that was lost, has left over.
"""

import uuid
from datetime import datetime, time, timedelta

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import access
from accounts.audit import record_change
from accounts.errors import AccountError, NotAllowed
from accounts.models import Identity, Tenant, User
from accounts.problems import Code as AccountCode
from accounts.vendor import clients
from hwmeeting import HwMeetingError
from l10n.problem import Problem
from meetings.errors import BookingRefused, MeetingError, WriteInProgress
from meetings.models import Meeting, TrialMeeting, VendorWrite
from meetings.problems import Code
from meetings.requests import BookingRequest
from meetings.services import booking, cancelling, withdrawing
from meetings.writes import syncing

_log = structlog.get_logger("meetings.trials")
_MINUTES = 15
_BEGINS_AT = time(7)
# Whoever has the page open does all of it within that; else a worker goes on.
_GIVEN = timedelta(minutes=2)
_AGAIN = timedelta(minutes=1)
# A booking that isn't there by then never comes.
_NEVER_BEGUN = timedelta(minutes=10)
_State = Meeting.State


def find_organiser(*, by: User, tenant: Tenant) -> User | None:
    """Return in whose name ``by`` tries: whoever is the administrator's User ID, else ``by``, if linked there."""
    found = Identity.objects.filter(tenant=tenant, person__tenant=tenant, person__is_active=True).select_related(
        "person"
    )
    named = found.filter(third_party_user_id=tenant.administrator_user_id).exclude(third_party_user_id="").first()
    identity = named or found.filter(person=by).first()
    return identity.person if identity else None


def run(*, by: User, tenant: Tenant, now: datetime) -> TrialMeeting:
    """Book a meeting for tomorrow and cancel it again; the writes of the returned row say what came of it.

    Raises NotAllowed, MeetingError where nobody is linked in whose name it could be booked, accounts' NotLinked where
    they can't book, and WriteInProgress while the trial before still stands.
    """
    if not access.tenants(by=by).filter(pk=tenant.pk).exists():
        raise NotAllowed(Problem(AccountCode.ORGANISATION_OUT_OF_REACH, "tenant"))
    organiser = find_organiser(by=by, tenant=tenant)
    if organiser is None:
        raise MeetingError(Problem(Code.TRIAL_OF_NOBODY))
    clients.identity_of(person=organiser)
    trial = _begin(tenant, organiser, now)
    try:
        booking.book(organiser=organiser, request=_request(organiser, now), reference=trial.reference, now=now)
    except BookingRefused:
        pass  # the row of the write says why
    except (MeetingError, AccountError):
        _note(trial, None)
        raise
    _take_back(trial, now)
    return trial


def booking_of(*, trial: TrialMeeting) -> VendorWrite | None:
    """Return the booking, with its meeting; None where none was begun."""
    found = VendorWrite.objects.with_meeting().filter(requested_by=trial.organiser_id, reference=trial.reference)
    return found.first()


def take_back_left_over(*, now: datetime) -> int:
    """Cancel what is left over of trials whose time has come; return how many were looked at."""
    count = 0
    for trial in TrialMeeting.objects.filter(next_attempt_at__lte=now).select_related("organiser"):
        mine = TrialMeeting.objects.filter(pk=trial.pk, next_attempt_at=trial.next_attempt_at)
        if not mine.update(next_attempt_at=now + _GIVEN):
            continue
        count += 1
        try:
            _take_back(trial, now)
        except SoftTimeLimitExceeded:
            raise
        except Exception:  # noqa: BLE001 — the next organisation's trial is cancelled all the same
            _log.exception("a trial meeting can't be cancelled", tenant=trial.pk)
    return count


def _begin(tenant: Tenant, organiser: User, now: datetime) -> TrialMeeting:
    with transaction.atomic(durable=True):
        Tenant.objects.select_for_update(no_key=True).get(pk=tenant.pk)  # two clicks come one after the other
        if TrialMeeting.objects.filter(tenant=tenant).exclude(next_attempt_at=None).exists():
            raise WriteInProgress(Problem(Code.TRIAL_RUNS))
        values = {
            "organiser": organiser,
            "reference": f"trial {uuid.uuid4()}",
            "started_at": now,
            "next_attempt_at": now + _GIVEN,
            "was_read": None,
        }
        trial, _is_new = TrialMeeting.objects.update_or_create(tenant=tenant, defaults=values)
        record_change([tenant], {"trial_meeting": ("", organiser.name)})
    return trial


def _request(organiser: User, now: datetime) -> BookingRequest:
    """Return a meeting early tomorrow by the organiser's clock, to which nobody is invited."""
    tomorrow = now.astimezone(organiser.zone).date() + timedelta(days=1)
    with translation.override(organiser.language):
        subject = _("Trial of the connection")
    return BookingRequest(
        subject=subject,
        start_at=datetime.combine(tomorrow, _BEGINS_AT, tzinfo=organiser.zone),
        length_minutes=_MINUTES,
        time_zone=organiser.time_zone,
        tells_invitees=False,
    )


def _take_back(trial: TrialMeeting, now: datetime) -> None:
    """Withdraw or cancel the meeting, as far as that can be done now, and note when to look again."""
    write = booking_of(trial=trial)
    if write is None:
        _note(trial, None if now >= trial.started_at + _NEVER_BEGUN else now + _AGAIN)
        return
    try:
        _end(trial, write.meeting, now)
    except (MeetingError, AccountError) as error:
        _log.warning("a trial meeting still stands", tenant=trial.pk, error=repr(error))
    meeting = Meeting.objects.get(pk=write.meeting_id)
    stands = meeting.state in {_State.REQUESTED, _State.BOOKED, _State.RUNNING}
    is_open = VendorWrite.objects.open().filter(meeting=meeting).exists()
    _note(trial, now + _AGAIN if stands or is_open else None)


def _end(trial: TrialMeeting, meeting: Meeting, now: datetime) -> None:
    organiser = trial.organiser
    if meeting.state == _State.REQUESTED:
        withdrawing.withdraw(meeting=meeting, by=organiser, now=now)
    elif meeting.state == _State.BOOKED and not VendorWrite.objects.open().filter(meeting=meeting).exists():
        if not trial.was_read:
            trial.was_read = _read_back(meeting, now)
        found = Meeting.objects.select_related("organiser", "tenant__application").get(pk=meeting.pk)
        cancelling.cancel(meeting=found, by=organiser, reference=str(uuid.uuid4()), now=now, tell=False)


def _read_back(meeting: Meeting, now: datetime) -> bool:
    try:
        return syncing.read_anew(meeting, now=now)
    except (HwMeetingError, AccountError) as error:
        _log.warning("a trial meeting can't be read back", meeting=str(meeting.pk), error=repr(error))
        return False


def _note(trial: TrialMeeting, next_attempt_at: datetime | None) -> None:
    trial.next_attempt_at = next_attempt_at
    trial.save(update_fields=["next_attempt_at", "was_read"])
