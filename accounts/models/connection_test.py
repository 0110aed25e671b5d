"""What a test of a tenant's connection to the meeting service has found."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import audited
from accounts.models.tenant import Tenant


@audited
class ConnectionTest(models.Model):
    """The last test of a tenant's credentials; ``findings`` is a ``vendor.probing.Findings``, {} of no test."""

    class Outcome(models.TextChoices):
        WORKS = "works", pgettext_lazy("connection", "Works")
        FAILS = "fails", pgettext_lazy("connection", "Fails")
        UNTESTED = "untested", pgettext_lazy("connection", "Untested")

    tenant = models.OneToOneField(
        Tenant, on_delete=models.CASCADE, primary_key=True, related_name="connection_test", verbose_name=_("tenant")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    tested_at = models.DateTimeField(_("tested at"))
    findings: Any = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("connection test")
        verbose_name_plural = _("connection tests")

    def __str__(self) -> str:
        return self.tenant.name
