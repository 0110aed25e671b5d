"""Sessions that have ended, as the vendor's history tells them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from encryption.fields import EncryptedJSONField


class EndedSession(models.Model):
    """One actual session: a conference ID that was held several times has several."""

    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.PROTECT, related_name="ended_sessions")
    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    vendor_conference_uuid = models.CharField(max_length=64)
    vendor_conference_id = models.CharField(max_length=32)
    subject = models.CharField(max_length=200)
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    has_recording = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "vendor_conference_uuid"], name="session_once_per_tenant")
        ]
        indexes = [models.Index(fields=["tenant", "start_at"], name="session_tenant_start")]

    def __str__(self) -> str:
        return f"{self.subject} {self.start_at:%Y-%m-%d %H:%M}"


class UnstoredSession(models.Model):
    """A session that could not be stored when the history told of it; it is tried again with each reading."""

    tenant = models.ForeignKey(
        "accounts.Tenant", on_delete=models.CASCADE, related_name="unstored_sessions", verbose_name=_("tenant")
    )
    vendor_conference_uuid = models.CharField(max_length=64)
    vendor_conference_id = models.CharField(_("meeting ID"), max_length=32)
    start_at = models.DateTimeField(_("start"))
    # What the history said. Encrypted, it is text that every database takes, whatever characters it holds.
    answer = EncryptedJSONField()
    error = models.CharField(_("error"), max_length=200)
    attempts = models.PositiveIntegerField(_("attempts"), default=1)
    failed_at = models.DateTimeField()
    tried_at = models.DateTimeField(_("last tried"))

    class Meta:
        verbose_name = _("session that could not be stored")
        verbose_name_plural = _("sessions that could not be stored")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "vendor_conference_uuid"], name="unstored_once_per_tenant")
        ]

    def __str__(self) -> str:
        return f"{self.vendor_conference_id} {self.start_at:%Y-%m-%d %H:%M}"


class HistoryCursor(models.Model):
    """How far the history of one tenant has been read (UTC)."""

    tenant = models.OneToOneField("accounts.Tenant", on_delete=models.CASCADE, related_name="history_cursor")
    read_until = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.read_until:%Y-%m-%d %H:%M}"
