"""Somebody whose name the portal is to forget."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Anonymisation(models.Model):
    """That a person is made anonymous, and how far it has come: None in ``finished_at`` while there is work left.

    What the meeting service will still tell of them is known by ``vendor_user_uuid`` and by the digests of their
    numbers, so that a later reading brings no name back.
    """

    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.CASCADE, related_name="+", verbose_name=_("tenant"))
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="anonymisation", verbose_name=_("person")
    )
    vendor_user_uuid = models.CharField(max_length=64, blank=True)
    number_digests = models.JSONField(default=list, blank=True)
    asked_at = models.DateTimeField(_("asked for"))
    tried_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("person who was made anonymous")
        verbose_name_plural = _("people who were made anonymous")
        indexes = [
            models.Index(
                fields=["asked_at"], condition=models.Q(finished_at__isnull=True), name="anonymisation_unfinished"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.asked_at:%Y-%m-%d}"
