"""The mail that an address for events was given up, to the contact of the API client."""

from datetime import datetime

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import ApiClient, User
from l10n import format_datetime, zones
from notifications import outbox
from notifications.mails import html, plain
from notifications.mails.mail import Button, Fact, Mail
from notifications.models import Message, WebhookEndpoint

_log = structlog.get_logger("accounts.webhook_notices")


def tell_disabled(*, now: datetime) -> int:
    """Write a mail about each address that was given up and nobody was told of; return how many."""
    found = ApiClient.objects.filter(endpoint__disabled_at__isnull=False, endpoint__told_at=None)
    return sum(_tell_one(client, now) for client in found.select_related("endpoint", "tenant"))


def _tell_one(client: ApiClient, now: datetime) -> bool:
    """Tell of one; an error about it is logged, and ends the work on that one."""
    try:
        return _tell(client, now)
    except SoftTimeLimitExceeded:
        raise
    except Exception:  # noqa: BLE001 — one whose mail can't be written must not keep the others from being told
        _log.exception("the mail about an address can't be written", client=client.pk)
        return False


def _tell(client: ApiClient, now: datetime) -> bool:
    endpoint: WebhookEndpoint | None = client.endpoint
    assert endpoint is not None  # the filter asks for one
    with transaction.atomic():
        if not WebhookEndpoint.objects.filter(pk=endpoint.pk, told_at=None).update(told_at=now):
            return False
        if not client.contact_email:
            _log.warning("an API client has no contact to be told", client=client.pk)
            return False
        outbox.queue([_message(client, endpoint, now)])
    return True


def _message(client: ApiClient, endpoint: WebhookEndpoint, now: datetime) -> Message:
    reader = User.objects.filter(email__iexact=client.contact_email, tenant=client.tenant_id).first()
    language = reader.language if reader else settings.LANGUAGE_CODE
    with translation.override(language):
        mail = _mail(client, endpoint, language, reader.time_zone if reader else settings.DEFAULT_TIME_ZONE, now)
        return outbox.message(
            kind="webhook-disabled",
            about=f"api-client:{client.pk}",
            dedup_key=f"webhook-disabled:{endpoint.pk}:{endpoint.disabled_at}",
            recipient=client.contact_email,
            recipient_name=reader.name if reader else "",
            subject=mail.subject,
            text=plain.text(mail),
            html=html.html(mail),
            now=now,
        )


def _mail(client: ApiClient, endpoint: WebhookEndpoint, language: str, time_zone: str, now: datetime) -> Mail:
    """Return the mail in the active language."""
    zone = zones.zone(time_zone)
    page = settings.PORTAL_URL + reverse("admin:accounts_apiclient_change", args=[client.pk])
    facts = [
        Fact(_("API client"), client.name),
        Fact(_("Address"), endpoint.url.partition("?")[0]),
        Fact(_("Reason"), str(WebhookEndpoint.Disabled(endpoint.disabled_reason).label)),
    ]
    if endpoint.failing_since:
        facts.append(Fact(_("Failing since"), format_datetime.moment(endpoint.failing_since, zone=zone, now=now)))
    return Mail(
        language=language,
        subject=_("%(client)s no longer hears of events") % {"client": client.name},
        preheader=_("Nothing is sent to its address until an administrator switches it on again."),
        organisation=settings.PORTAL_NAME,
        lead="",
        title=_("%(client)s no longer hears of events") % {"client": client.name},
        words=_("Nothing is sent to its address until an administrator switches it on again."),
        button=Button(_("Open the API client"), page),
        facts=tuple(facts),
        foot=_("What was not delivered is kept for 30 days and can be sent again there."),
    )
