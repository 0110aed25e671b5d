"""What came of an organisation's last trial meeting, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Tenant, User
from l10n import format_datetime
from meetings.models import Meeting, TrialMeeting, VendorWrite
from meetings.refusals import explain_refusal
from meetings.services import trials

_Write, _State = VendorWrite.State, Meeting.State


@dataclass(frozen=True, slots=True)
class TrialStep:
    """One step: ``icon``, and ``tone`` as the last part of a tag's class; ``code`` is the vendor's."""

    words: str
    icon: str = "booked"
    tone: str = "ok"
    note: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class TrialPage:
    """The page. ``organiser`` is in whose name a next one is booked, None where nobody is linked."""

    tenant: Tenant
    organiser: User | None
    title: str
    tone: str
    started_at: datetime | None
    steps: list[TrialStep]
    is_open: bool


def build_trial_page(*, tenant: Tenant, by: User, now: datetime) -> TrialPage:
    """Return what the page shows to ``by``; it asks nobody."""
    trial = TrialMeeting.objects.select_related("organiser").filter(tenant=tenant).first()
    steps = list(_steps(trial, by, now)) if trial else []
    is_open = bool(trial and trial.next_attempt_at)
    title, tone = _title(steps, is_open=is_open)
    return TrialPage(
        tenant=tenant,
        organiser=trials.find_organiser(by=by, tenant=tenant),
        title=title,
        tone=tone,
        started_at=trial.started_at if trial else None,
        steps=steps,
        is_open=is_open,
    )


def _title(steps: list[TrialStep], *, is_open: bool) -> tuple[str, str]:
    if not steps:
        return _("Not tried yet"), "new"
    if any(step.tone == "bad" for step in steps):
        return _("It did not work"), "bad"
    if is_open:
        return _("Not over yet"), "warn"
    if any(step.tone == "warn" for step in steps):
        return _("It works, but look at this"), "warn"
    return _("It works: booked, read back and cancelled"), "ok"


def _steps(trial: TrialMeeting, by: User, now: datetime) -> Iterator[TrialStep]:
    write = trials.booking_of(trial=trial)
    if write is None:
        yield _unbegun(trial)
        return
    meeting = write.meeting
    if write.state == _Write.REFUSED:
        words = _("The meeting service did not book it")
        yield TrialStep(words, "refused", "bad", explain_refusal(write), write.error_code)
    elif write.state == _Write.DONE:
        yield _booked(meeting, by, now)
        yield from _read_back(trial)
        yield _cancelled(meeting)
    elif write.state == _Write.WITHDRAWN:
        note = _("It never said whether it was booked, so that it was taken back.")
        yield TrialStep(_("The meeting service gave no answer"), "refused", "bad", note)
        yield _cleaned_up(meeting)
    else:
        words = _("Not confirmed yet by the meeting service")
        yield TrialStep(words, "unconfirmed", "warn", _("It is looked up, and cancelled once it is known."))


def _unbegun(trial: TrialMeeting) -> TrialStep:
    if trial.next_attempt_at:
        return TrialStep(_("Being booked"), "unconfirmed", "warn")
    return TrialStep(
        _("Cut short before anything was booked"), "refused", "bad", _("Nothing is left. Please try again.")
    )


def _booked(meeting: Meeting, by: User, now: datetime) -> TrialStep:
    when = format_datetime.when(meeting.start_at, meeting.end_at, zone=by.zone, now=now)
    note = _("Meeting ID %(id)s, %(when)s") % {"id": meeting.vendor_conference_id, "when": when}
    return TrialStep(_("Booked in the name of %(name)s") % {"name": meeting.organiser.name}, note=note)


def _read_back(trial: TrialMeeting) -> Iterator[TrialStep]:
    if trial.was_read:
        yield TrialStep(_("Read back"))
    elif trial.was_read is False:
        yield TrialStep(_("It could not be read back"), "warn", "warn")


def _cancelled(meeting: Meeting) -> TrialStep:
    if meeting.state == _State.CANCELLED:
        return TrialStep(_("Cancelled again: nothing is left"))
    last = meeting.writes.cancellations().with_meeting().order_by("-created_at", "-pk").first()
    if last and last.state == _Write.REFUSED:
        words, note = _("The meeting service does not cancel it"), explain_refusal(last)
        return TrialStep(words, "refused", "bad", note, last.error_code)
    if meeting.state == _State.ENDED:
        return TrialStep(_("It was never cancelled, and its time is over"), "warn", "warn")
    return TrialStep(_("Not cancelled yet: this is tried until it is"), "unconfirmed", "warn")


def _cleaned_up(meeting: Meeting) -> TrialStep:
    if VendorWrite.objects.open().filter(meeting=meeting).exists():
        return TrialStep(_("It is looked up whether anything stands there, and cancelled"), "unconfirmed", "warn")
    return TrialStep(_("Nothing is left there"))
