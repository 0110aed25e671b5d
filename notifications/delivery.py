"""Send what stands in the outbox.

A row is claimed by a conditional update with a lease, so two workers never send the same row at the
same time, and a worker that is killed leaves nothing but a lease that runs out. The one moment at which
a mail can go out twice lies between the mail server's "250" and our own commit: both copies then carry
the same Message-ID, by which mail programs know them as one.
"""

import smtplib
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import F, Q
from django.utils import timezone

from notifications import failures
from notifications.enqueue import notify_worker
from notifications.models import Message
from notifications.session import MailSession, ends_session

_log = structlog.get_logger("notifications.delivery")

# Longer than the job may take; a row whose lease is over belongs to nobody.
LEASE = timedelta(minutes=10)
# The pauses after each failure: a mail server that restarts costs a minute; one that is away over night, or takes no
# more mails that day, no mail.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (0.5, 2, 10, 30, 60, 120, 240, 480, 720))
BATCH = 50


class Outcome(Enum):
    """What became of one attempt."""

    SENT = "sent"
    SKIPPED = "skipped"
    LATER = "later"
    AWAY = "away"
    FAILED = "failed"


class Unreadable(Exception):
    """The row of a mail can't be read, since another key has encrypted it."""


def deliver_due(*, now: datetime) -> int:
    """Send up to ``BATCH`` due messages over one connection; returns how many went out.

    Notifies a worker of the rest. Stops at once when the mail server is away: the sweep comes back to it.
    """
    due = list(_due(now).order_by("next_attempt_at", "pk").values_list("pk", flat=True)[: BATCH + 1])
    if not due:
        return 0
    session, sent = MailSession(), 0
    try:
        for message_id in due[:BATCH]:
            outcome = _attempt(message_id, timezone.now(), session)
            sent += outcome is Outcome.SENT
            if outcome is Outcome.AWAY:
                return sent
    finally:
        session.close()
    if len(due) > BATCH:
        notify_worker("notifications.deliver")
    return sent


def send_again(*, message_id: int, now: datetime) -> bool:
    """Put a failed message back into the queue; False if it hadn't failed."""
    changed = Message.objects.filter(pk=message_id, state=Message.State.FAILED).update(
        state=Message.State.QUEUED, attempts=0, next_attempt_at=now, lease_until=None, failure=""
    )
    if changed:
        notify_worker("notifications.deliver")
    return bool(changed)


def _attempt(message_id: int, now: datetime, session: MailSession) -> Outcome:
    claimed = _due(now).filter(pk=message_id).update(lease_until=now + LEASE, attempts=F("attempts") + 1)
    if not claimed:
        return Outcome.SKIPPED
    try:
        message = Message.objects.get(pk=message_id)
    except SoftTimeLimitExceeded:
        raise
    except Exception as error:  # noqa: BLE001 — a row that can't be decrypted must not keep the others from going out
        _log.exception("a mail can't be read", message=message_id)
        return _record_failure(_without_content(message_id), Unreadable(type(error).__name__), now)
    try:
        session.send(message)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        session.close()  # whatever the server makes of a mail that was broken off, the next one begins anew
        return _record_failure(message, error, now)
    _finish(message, state=Message.State.SENT, sent_at=now, failure="")
    _log.info("mail sent", message=message.pk, kind=message.kind, about=message.about)
    return Outcome.SENT


def _without_content(message_id: int) -> Message:
    return Message.objects.only("pk", "attempts", "lease_until").get(pk=message_id)


def _due(now: datetime) -> Any:
    is_free = Q(lease_until=None) | Q(lease_until__lt=now)
    return Message.objects.filter(is_free, state=Message.State.QUEUED, next_attempt_at__lte=now)


def _finish(message: Message, **fields: Any) -> None:
    # A lease that ran out and was taken by another worker is that worker's to end.
    Message.objects.filter(pk=message.pk, lease_until=message.lease_until).update(lease_until=None, **fields)


def _record_failure(message: Message, error: Exception, now: datetime) -> Outcome:
    reason, is_final, outcome = _classify(error)
    is_final = is_final or message.attempts > len(PAUSES)
    _log.warning("mail not sent", message=message.pk, attempt=message.attempts, reason=reason, final=is_final)
    if is_final:
        _finish(message, state=Message.State.FAILED, failure=reason)
        return Outcome.FAILED
    _finish(message, next_attempt_at=now + PAUSES[message.attempts - 1], failure=reason)
    return outcome


def _classify(error: Exception) -> tuple[str, bool, Outcome]:
    """Return the reason in words, whether trying again is pointless, and the outcome if it isn't."""
    outcome = Outcome.AWAY if ends_session(error) else Outcome.LATER
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        reason = _said(*next(iter(error.recipients.values())))
        return reason, not failures.classify(reason).is_temporary, outcome
    if isinstance(error, smtplib.SMTPDataError):
        reason = _said(error.smtp_code, error.smtp_error)
        return reason, not failures.classify(reason).is_temporary, outcome
    if isinstance(error, smtplib.SMTPResponseException):  # sender or password refused: the operator can mend it
        return _said(error.smtp_code, error.smtp_error), False, Outcome.AWAY
    if isinstance(error, Unreadable):
        return f"{failures.UNREADABLE} {error}", False, Outcome.LATER
    reason = f"{type(error).__name__}: {error}"
    if isinstance(error, ValueError):  # an address or a header that cannot be written
        return reason, True, Outcome.LATER
    return reason, False, Outcome.AWAY


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"[:500]
