"""A meeting at the vendor that has no row here."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class FoundMeeting(models.Model):
    """A coming meeting of somebody we know that the vendor lists and we don't have.

    Booked in the vendor's own client, or by the portal after the backup from which its database was restored.
    """

    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.CASCADE, related_name="+", verbose_name=_("tenant"))
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("organiser")
    )
    vendor_conference_id = models.CharField(_("meeting ID"), max_length=32)
    subject = models.CharField(_("subject"), max_length=200)
    start_at = models.DateTimeField(_("start"))
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("meeting that is unknown here")
        verbose_name_plural = _("meetings that are unknown here")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "vendor_conference_id"], name="found_once_per_tenant")
        ]

    def __str__(self) -> str:
        return self.vendor_conference_id
