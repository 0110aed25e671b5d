"""What each person has held in a whole month, so that a year of a large tenant is few rows."""

from django.conf import settings
from django.db import models


class MonthTotals(models.Model):
    """The days of a host in one month together; ``month`` is its first day. There is none for who held nothing."""

    tenant = models.ForeignKey("accounts.Tenant", on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    sessions = models.PositiveIntegerField(default=0)
    seconds = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "month", "person"], name="month_totals_once")]

    def __str__(self) -> str:
        return f"{self.tenant_id} {self.person_id} {self.month}"
