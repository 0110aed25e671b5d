"""Webhooks: where events are sent, what they are signed with, and each delivery as a row."""

import base64
import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from encryption.fields import EncryptedTextField


class WebhookEndpoint(models.Model):
    """An address of another system that is told of events, without this app knowing whose it is.

    ``events`` are the types that it wants. While ``lease_until`` is ahead, one thread sends to it, and no other does.
    """

    class Disabled(models.TextChoices):
        FAILING = "failing", _("Nothing could be delivered for three days.")
        GONE = "gone", _("The other system answered 410: there is nobody any more.")

    url = models.CharField(_("address"), max_length=500)
    events = models.JSONField(_("events"), default=list)
    # What its owner wants; ``disabled_at`` is what failing has led to.
    is_on = models.BooleanField(default=True)
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_reason = models.CharField(max_length=8, choices=Disabled.choices, blank=True)
    # When its contact was told so.
    told_at = models.DateTimeField(null=True, blank=True)
    # The first failure since it last took something, and for how long nobody asks it again.
    failing_since = models.DateTimeField(null=True, blank=True)
    unreachable_count = models.PositiveIntegerField(default=0)
    paused_until = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.url


class WebhookSecret(models.Model):
    """What deliveries are signed with. Each that is alive signs, so that one can be changed for another."""

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="secrets")
    value = EncryptedTextField()
    # By which an administrator knows it again.
    ending = models.CharField(max_length=6, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"…{self.ending}"

    @staticmethod
    def generate() -> str:
        """Return a new one as Standard Webhooks writes it: 32 random bytes in base64 after a prefix."""
        return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


class WebhookDelivery(models.Model):
    """One event to one endpoint, as the body that is sent. ``webhook_id`` is the same for every attempt."""

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("delivery", "Waiting")
        DELIVERED = "delivered", pgettext_lazy("delivery", "Delivered")
        FAILED = "failed", pgettext_lazy("delivery", "Given up")

    class Failure(models.TextChoices):
        """Why there was no answer."""

        TIMEOUT = "timeout", _("No answer in 10 seconds")
        UNREACHABLE = "unreachable", _("Can't be reached")
        UNKNOWN_HOST = "unknown_host", _("Its name leads nowhere")
        CERTIFICATE = "certificate", _("Its certificate isn't valid")
        FORBIDDEN = "forbidden", _("It leads into a network that is not allowed")
        NO_SECRET = "no_secret", _("There is no signing secret")
        ANSWER = "answer", _("An answer that can't be read")
        STOPPED = "stopped", _("The address was stopped")

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries")
    webhook_id = models.CharField(max_length=40, unique=True)
    event = models.CharField(max_length=40)
    # What it belongs to, as in the outbox (``meeting:<uuid>``), and its name for people.
    about = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    # The last attempt is no later than this.
    expires_at = models.DateTimeField()
    # What came of the latest attempt
    attempted_at = models.DateTimeField(null=True, blank=True)
    status_code = models.PositiveSmallIntegerField(null=True, blank=True)
    failure = models.CharField(max_length=12, choices=Failure.choices, blank=True)
    answer = models.TextField(blank=True)
    took_ms = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["endpoint", "-created_at"], name="webhook_of_endpoint"),
            models.Index(
                fields=["next_attempt_at", "endpoint"], condition=models.Q(state="queued"), name="webhook_queued"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.about} {self.state}"
