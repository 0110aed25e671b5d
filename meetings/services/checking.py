"""What a booking must be, whichever door it came through. The form says the same beside its fields."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from l10n import zones
from meetings.errors import MeetingError, TooLate
from meetings.limits import LONGEST, LONGEST_SUBJECT, SHORTEST
from meetings.models import Meeting, Occurrence
from meetings.recurrence import problems, rules
from meetings.recurrence.rules import RuleProblem
from meetings.requests import BookingRequest

_PASSWORD = re.compile(r"[0-9]{4,16}")  # docs/vendor/meetings.md 4.3


def check_request(*, request: BookingRequest, now: datetime) -> None:
    """Raises MeetingError with a sentence for the first thing that is wrong; ``now`` is aware UTC."""
    if sentence := _sentence(request, now):
        raise MeetingError(sentence)
    for invitee in request.invitees:
        try:
            validate_email(invitee.email)
        except ValidationError as error:
            raise MeetingError(_("“%(address)s” is not a mail address.") % {"address": invitee.email}) from error


def check_changeable(*, meeting: Meeting, now: datetime) -> None:
    """Raises TooLate once it has begun or is over: the vendor changes nothing then (docs/vendor/meetings.md 20).

    A series counts as begun while one of its dates is on; whether it can be changed between two, the vendor says.
    """
    if not meeting.is_open or (meeting.is_series and meeting.end_at <= now):
        raise TooLate(_("This meeting is over or was cancelled; it can't be changed any more."))
    if meeting.is_series and (meeting.state == Meeting.State.RUNNING or meeting.start_at <= now):
        raise TooLate(_("One date of it is on just now. The series can be changed once that is over."))
    if meeting.state == Meeting.State.RUNNING or meeting.start_at <= now:
        raise TooLate(_("The meeting has begun; it can't be changed any more."))


def check_cancellable(*, meeting: Meeting, now: datetime) -> None:
    """Raises TooLate for what runs or is over."""
    if not meeting.is_open or meeting.end_at <= now:
        raise TooLate(_("This meeting is over or was cancelled already."))
    if meeting.state == Meeting.State.RUNNING:
        raise TooLate(_("The meeting is running; it can be ended, but not cancelled."))


def check_date(*, meeting: Meeting, date: Occurrence, now: datetime) -> None:
    """Raises TooLate for a date that has begun, is over or is off, or whose meeting is."""
    if date.is_cancelled:
        raise TooLate(_("This date was cancelled already."))
    if date.end_at <= now:
        raise TooLate(_("This date is over; it stays as it was."))
    if not meeting.is_open:
        raise TooLate(_("This meeting is over or was cancelled already."))
    if date.start_at <= now or (meeting.state == Meeting.State.RUNNING and meeting.start_at == date.start_at):
        raise TooLate(_("This date has begun; it can't be changed any more."))


def _sentence(request: BookingRequest, now: datetime) -> str:
    if not request.subject.strip():
        return _("What is the meeting about? A word or two is enough.")
    if len(request.subject) > LONGEST_SUBJECT:
        return _("The subject has %(count)s characters; 128 is the most.") % {"count": len(request.subject)}
    if not SHORTEST <= request.length_minutes <= LONGEST:
        return _("15 minutes to 24 hours, please.")
    if not zones.is_zone(request.time_zone):
        return _("Choose a time zone from the list.")
    if request.start_at is not None and request.start_at <= now:
        return _("The start is in the past.")
    if request.repeats and (request.start_at is None or _rule_problem(request, now)):
        return _rule_problem(request, now)
    if request.guest_password and not _PASSWORD.fullmatch(request.guest_password):
        return _("The guest password needs 4 to 16 digits, and nothing but digits.")
    if request.entry not in Meeting.Entry.values:
        return _("Choose who may enter.")
    return ""


def _rule_problem(request: BookingRequest, now: datetime) -> str:
    zone = ZoneInfo(request.time_zone)
    if request.repeats is None or request.start_at is None:
        return _("Say when the meeting starts.")
    try:
        rules.dates(request.repeats, request.start_at.astimezone(zone).date())
    except RuleProblem as problem:
        return problems.sentence(problem, today=now.astimezone(zone).date())[1]
    return ""
