"""Sessions that could not be stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from encryption.fields import EncryptedJSONField


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
