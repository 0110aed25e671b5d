"""How far the sums of a tenant are."""

from django.db import models


class SumState(models.Model):
    """By which zone a tenant's days were summed, and until when the occurrences of its series were looked at.

    Whoever sums writes this row first, so that one process does at a time.
    """

    tenant = models.OneToOneField("accounts.Tenant", on_delete=models.CASCADE, primary_key=True, related_name="+")
    time_zone = models.CharField(max_length=64)
    occurrences_until = models.DateTimeField(null=True, blank=True)
    summed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.time_zone}"
