"""The last trial of an organisation's connection."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class TrialMeeting(models.Model):
    """A meeting that is booked to be cancelled again; its booking is the write of ``organiser`` with ``reference``.

    The row is there before the meeting. ``next_attempt_at`` is when a worker looks whether anything of it still
    stands, None once nothing does. ``was_read`` says whether the booked meeting could be read back, None before that.
    """

    tenant = models.OneToOneField(
        "accounts.Tenant", on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("tenant")
    )
    organiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("organiser")
    )
    reference = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    was_read = models.BooleanField(null=True, blank=True)

    class Meta:
        verbose_name = _("trial meeting")
        verbose_name_plural = _("trial meetings")

    def __str__(self) -> str:
        return str(self.tenant_id)
