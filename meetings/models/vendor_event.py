"""What the meeting service told of by itself."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from encryption.fields import EncryptedTextField


class VendorEventQuerySet(models.QuerySet["VendorEvent"]):
    """Events, chosen by what is left to do about them."""

    def waiting(self) -> "VendorEventQuerySet":
        """Return those whose meeting is to be read anew."""
        return self.filter(state=VendorEvent.State.WAITING)

    def due(self, now: datetime) -> "VendorEventQuerySet":
        """Return those that wait although their time has come."""
        return self.waiting().filter(next_attempt_at__lte=now)


class VendorEvent(models.Model):
    """An event of one tenant, once, however often it came.

    It is a hint and no truth: the meeting is read anew at the vendor. ``digest`` is that of its text, which comes
    again when the vendor repeats it; ``info`` is that text, in which participants are named.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("vendor event", "Waiting")
        APPLIED = "applied", pgettext_lazy("vendor event", "Meeting read anew")
        # The meeting is unknown here, or it says nothing of its state
        KEPT = "kept", pgettext_lazy("vendor event", "Nothing to do")
        # After several attempts
        LEFT = "left", pgettext_lazy("vendor event", "Left to the next comparison")

    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.CASCADE, related_name="+", verbose_name=_("tenant"))
    digest = models.CharField(max_length=64)
    name = models.CharField(_("event"), max_length=40)
    vendor_conference_id = models.CharField(_("meeting ID"), max_length=64, blank=True)
    vendor_conference_uuid = models.CharField(max_length=64, blank=True)
    vendor_sub_conference_id = models.CharField(max_length=64, blank=True)
    info = EncryptedTextField()
    happened_at = models.DateTimeField(_("happened"))
    received_at = models.DateTimeField(_("received"))
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_attempt_at = models.DateTimeField()

    objects = VendorEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event that was received")
        verbose_name_plural = _("events that were received")
        constraints = [models.UniqueConstraint(fields=["tenant", "digest"], name="vendor_event_once")]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=models.Q(state="waiting"), name="vendor_event_waiting"),
            models.Index(fields=["tenant", "vendor_conference_id"], name="vendor_event_conference"),
            models.Index(fields=["received_at"], name="vendor_event_received"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.vendor_conference_id}"
