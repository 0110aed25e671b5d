"""Will it work? Each coming meeting is looked at once before it begins, and its organiser told where it won't.

The row of a check is there before anybody is asked, and says what was found in the transaction that writes the mail:
whoever is killed in between has told nobody, and another one goes on.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from accounts.models import User
from meetings import access
from meetings.mails import not_ready
from meetings.models import Meeting, Occurrence, ReadinessCheck
from meetings.readiness import Finding, Outcome, Trouble, troubles
from meetings.services import readiness_questions
from notifications.enqueue import notify_worker

# For so long the check is whoever's who has taken it; then they are dead.
_GIVEN = timedelta(minutes=2)
# A service that doesn't answer is asked anew, so often in all; then its organiser has to know.
_PAUSE, MOST_ATTEMPTS = timedelta(minutes=4), 3
_PASSING = {Trouble.AWAY, Trouble.CHANGING}
# At most so many per run, those that begin first; the next run takes the rest, so that the service isn't flooded.
_BATCH = 50


def window() -> timedelta:
    """Return how long before its start a meeting is looked at."""
    return timedelta(minutes=settings.READINESS_MINUTES)


def sweep(*, now: datetime) -> int:
    """Store a check for each meeting that begins soon, and notify a worker of those that are due; return how many."""
    if not window():
        return 0
    _add_missing(now)
    due = ReadinessCheck.objects.due(now).order_by("start_at", "pk")
    found = list(due.values_list("pk", flat=True)[:_BATCH])
    for check_id in found:
        notify_worker("meetings.check_readiness", check_id=check_id)
    return len(found)


def check(*, check_id: int, now: datetime) -> None:
    """Make a check that is due. Safe to call twice and to kill anywhere."""
    found = _claim(check_id, now)
    if found is None:
        return
    occurrence = _occurrence(found)
    findings = readiness_questions.ask(meeting=found.meeting, occurrence=occurrence, now=now) if occurrence else []
    if _is_held(found):
        _conclude(found, findings, now)
    else:  # off, or at another time, of which its organiser was told
        ReadinessCheck.objects.filter(pk=found.pk).delete()


def check_again(*, meeting: Meeting, by: User, now: datetime) -> bool:
    """Look again at once, for somebody who waits for it; return False where it has begun, or is just being looked at.

    Nobody gets a mail. Raises NotAllowed. No transaction may be open.
    """
    access.check_can_change(person=by, meeting=meeting)
    ahead = Occurrence.objects.ahead(now).filter(meeting=meeting, meeting__state=Meeting.State.BOOKED)
    occurrence = ahead.filter(start_at__lte=now + window()).order_by("start_at").first()
    if occurrence is None:
        return False
    row, _is_new = ReadinessCheck.objects.get_or_create(meeting=meeting, start_at=occurrence.start_at)
    if row.next_attempt_at is None:
        ReadinessCheck.objects.filter(pk=row.pk, next_attempt_at=None).update(next_attempt_at=now)
    found = _claim(row.pk, now)
    if found is None:
        return False
    findings = readiness_questions.ask(meeting=found.meeting, occurrence=occurrence, now=now)
    _record(found, findings, now)
    return True


def _add_missing(now: datetime) -> None:
    known = ReadinessCheck.objects.filter(meeting=OuterRef("meeting"), start_at=OuterRef("start_at"))
    soon = Occurrence.objects.ahead(now).filter(start_at__lte=now + window(), meeting__state=Meeting.State.BOOKED)
    missing = soon.filter(~Exists(known)).values_list("meeting", "start_at")
    rows = [ReadinessCheck(meeting_id=pk, start_at=at, next_attempt_at=now) for pk, at in missing]
    if rows:
        ReadinessCheck.objects.bulk_create(rows, ignore_conflicts=True)


def _claim(check_id: int, now: datetime) -> ReadinessCheck | None:
    due = ReadinessCheck.objects.due(now).filter(pk=check_id)
    with transaction.atomic(durable=True):  # so that the row that is read is still the one that was claimed
        if not due.update(next_attempt_at=now + _GIVEN, attempts=F("attempts") + 1):
            return None
        return ReadinessCheck.objects.select_related("meeting__organiser", "meeting__tenant__application").get(
            pk=check_id
        )


def _occurrence(found: ReadinessCheck) -> Occurrence | None:
    held = Occurrence.objects.held().filter(meeting=found.meeting_id, start_at=found.start_at)
    return held.filter(meeting__state=Meeting.State.BOOKED).first()


def _is_held(found: ReadinessCheck) -> bool:
    """Return whether it is still to begin then, after whatever was read at the service; it may have begun early."""
    states = [Meeting.State.BOOKED, Meeting.State.RUNNING]
    held = Occurrence.objects.held().filter(meeting=found.meeting_id, start_at=found.start_at)
    return held.filter(meeting__state__in=states).exists()


def _conclude(found: ReadinessCheck, findings: list[Finding], now: datetime) -> None:
    """Write down what was found, and the mail with it; try again where the service has not answered."""
    is_open = any(one.code in _PASSING for one in findings)
    if is_open and found.attempts < MOST_ATTEMPTS and not troubles(findings):
        _still_mine(found).update(next_attempt_at=now + _PAUSE)
        return
    with transaction.atomic(durable=True):
        findings = _settled(findings)
        is_to_be_told = bool(troubles(findings)) and found.told_at is None
        if _record(found, findings, now, told_at=now if is_to_be_told else found.told_at) and is_to_be_told:
            not_ready.queue(check=found, findings=findings, now=now)


def _record(found: ReadinessCheck, findings: list[Finding], now: datetime, *, told_at: datetime | None = None) -> bool:
    """Write down what was found, unless another process has taken the check over meanwhile."""
    return bool(
        _still_mine(found).update(
            findings=[one.to_json() for one in _settled(findings)],
            checked_at=now,
            next_attempt_at=None,
            told_at=told_at or found.told_at,
        )
    )


def _still_mine(found: ReadinessCheck) -> QuerySet[ReadinessCheck]:
    return ReadinessCheck.objects.filter(pk=found.pk, attempts=found.attempts)


def _settled(findings: list[Finding]) -> list[Finding]:
    """Return them as they stand once nobody asks again: what could have passed is what stands in the way then."""
    return [Finding(one.question, Outcome.BAD, one.code) if one.code in _PASSING else one for one in findings]
