"""Where the meeting service pushes what happens to a tenant's meetings."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import audited
from accounts.models.tenant import Tenant
from encryption.fields import EncryptedTextField, FingerprintField


@audited
class EventSubscription(models.Model):
    """A tenant's own address and key for the meeting service's events, and what stands there as far as we know.

    While a new key is on its way there, ``former_key`` serves on: until the service has said that it took the new one,
    and for what it had sent before, until ``former_key_until``.
    """

    class State(models.TextChoices):
        OFF = "off", pgettext_lazy("events", "Off")
        PENDING = "pending", pgettext_lazy("events", "Not confirmed")
        ON = "on", pgettext_lazy("events", "On")

    tenant = models.OneToOneField(
        Tenant, on_delete=models.CASCADE, related_name="event_subscription", verbose_name=_("tenant")
    )
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OFF)
    token = EncryptedTextField(editable=False)
    token_hash = FingerprintField(of="token", unique=True)
    subscriber_id = models.CharField(max_length=64, editable=False)
    subscriber_key = EncryptedTextField(editable=False)
    former_key = EncryptedTextField(blank=True, editable=False)
    former_key_until = models.DateTimeField(null=True, blank=True, editable=False)
    # The address that is registered there, whoever did it, "" for none; and whether it is on (WebhookStatus).
    registered_url = EncryptedTextField(blank=True, editable=False)
    registered_status = models.SmallIntegerField(null=True, blank=True, editable=False)
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # To the minute
    last_event_at = models.DateTimeField(_("last event"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("events of the meeting service")
        verbose_name_plural = _("events of the meeting service")

    def __str__(self) -> str:
        return self.tenant.name

    def keys(self, *, now: datetime) -> list[str]:
        """Return the keys that an event may be signed with."""
        serves = self.former_key and (self.former_key_until is None or self.former_key_until > now)
        return [self.subscriber_key, self.former_key] if serves else [self.subscriber_key]
