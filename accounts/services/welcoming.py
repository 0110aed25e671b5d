"""The mail by which somebody sets their password: the first one, or one they forgot."""

from datetime import datetime, timedelta

import structlog
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from l10n import format_datetime, zones
from notifications import outbox
from notifications.enqueue import notify_worker
from notifications.mails import html, plain
from notifications.mails.mail import Button, Mail

_log = structlog.get_logger("accounts.welcoming")

BATCH = 100
RETRY = timedelta(hours=1)


def welcome_due(*, now: datetime) -> int:
    """Write up to ``BATCH`` mails that are due into the outbox, and notify a worker of the rest; returns how many."""
    due = User.objects.filter(welcome_due_at__lte=now, is_active=True).order_by("welcome_due_at", "pk")
    found = list(due.values_list("pk", flat=True)[: BATCH + 1])
    count = sum(_welcome_one(person_id, now) for person_id in found[:BATCH])
    if len(found) > BATCH:
        notify_worker("accounts.welcome")
    return count


def queue_mail(*, person: User, now: datetime) -> None:
    """Queue one mail with a link that serves until the password is set, at most ``PASSWORD_RESET_TIMEOUT``."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    with translation.override(person.language):
        mail = _mail(person, settings.PORTAL_URL + path, now)
        message = outbox.message(
            kind="set-password",
            about=f"person:{person.pk}",
            dedup_key=f"set-password:{person.pk}:{now.isoformat()}",
            recipient=person.email,
            recipient_name=person.name,
            subject=mail.subject,
            text=plain.text(mail),
            html=html.html(mail),
            now=now,
        )
    outbox.queue([message])


def _welcome_one(person_id: int, now: datetime) -> bool:
    """Welcome one person; an error about them is logged, and ends the work on that one."""
    try:
        return _welcome(person_id, now)
    except SoftTimeLimitExceeded:
        raise
    except Exception:  # noqa: BLE001 — one whose mail can't be written must not keep the others from getting theirs
        _log.exception("a welcome mail can't be written", person=person_id)
        # It goes to the end of the line, so that a hundred such people don't stop the line for good.
        User.objects.filter(pk=person_id, welcome_due_at__lte=now).update(welcome_due_at=now + RETRY)
        return False


def _welcome(person_id: int, now: datetime) -> bool:
    with transaction.atomic():
        person = User.objects.select_for_update(of=("self",)).filter(pk=person_id, welcome_due_at__lte=now).first()
        if person is None:  # another worker was quicker
            return False
        queue_mail(person=person, now=now)
        User.objects.filter(pk=person_id).update(welcome_due_at=None)
    return True


def _mail(person: User, address: str, now: datetime) -> Mail:
    """Return the mail in the active language; it says until when the link serves and nothing else."""
    ends_at = now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    subject = _("Set your password for %(portal)s") % {"portal": settings.PORTAL_NAME}
    until = _("The link works until %(when)s, %(zone)s time.") % {
        "when": format_datetime.moment(ends_at, zone=person.zone, now=now),
        "zone": zones.label(person.time_zone, ends_at),
    }
    return Mail(
        language=person.language,
        subject=subject,
        preheader=until,
        organisation=settings.PORTAL_NAME,
        lead="",
        title=subject,
        button=Button(_("Set the password"), address),
        foot=until,
    )
